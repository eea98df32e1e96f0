import sys

sys.setrecursionlimit(10**9)


class C:
    def __repr__(self):
        return repr(self)


try:
    repr(C())
except (RecursionError, MemoryError):
    print("an exception")

# CPython:
# signal 11
# Heapscope:
# an exception
