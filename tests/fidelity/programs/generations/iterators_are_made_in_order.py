# Which objects making an iterator of itertools allocates, in which order.
import gc
import itertools

gc.disable()


def show(make):
    gc.collect()
    gc.freeze()
    before = gc.get_count()[0]
    made = make()
    print(gc.get_count()[0] - before, [type(x).__name__ for x in gc.get_objects()][:-1])


show(lambda: itertools.zip_longest([1], [2], fillvalue=3))
show(lambda: itertools.groupby([1, 2]))
show(lambda: itertools.groupby([1, 2], len))
