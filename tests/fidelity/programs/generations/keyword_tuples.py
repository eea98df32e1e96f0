# The first call that needs a built-in function's keyword names makes a tuple of them, which counts in generation 0.
import gc
import sys


def count(call):
    gc.collect()
    before = gc.get_count()[0]
    call()
    middle = gc.get_count()[0]
    call()
    return middle - before, gc.get_count()[0] - middle


found = [
    count(lambda: [3].sort(key=None)),
    count(lambda: sum([1], start=2)),
    count(lambda: int("3", base=4)),
    count(lambda: "a b".split(sep=" ")),
    count(lambda: "a b".split()),
    count(lambda: round(1.5, ndigits=1)),
    count(lambda: max([1], key=None)),
    count(lambda: zip([1], strict=True)),
    count(lambda: property(fget=None)),
    count(lambda: complex(real=1)),
    count(lambda: sys.getsizeof(1, default=3)),
    count(lambda: enumerate([1], start=1)),
]
gc.collect()
before = len(gc.get_objects())
"a".splitlines(keepends=True)
after = len(gc.get_objects())
gc.collect()
print(found, after - before, len(gc.get_objects()) - before)
