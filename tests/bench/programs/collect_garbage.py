# gc.collect() that frees 1,000,000 objects: pairs that hold each other
import gc

gc.disable()


class Pair:
    __slots__ = ("other",)


for _ in range(4):
    for i in range(500000):
        a = Pair()
        b = Pair()
        a.other = b
        b.other = a
    a = b = None
    gc.collect()
