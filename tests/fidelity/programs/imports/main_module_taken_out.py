# The module of the running program is held by who runs it, too: it outlives its place in sys.modules.
import gc
import sys
import weakref

main = sys.modules["__main__"]
print(sys.getrefcount(main))
ref = weakref.ref(main)
del main
print(sys.getrefcount(ref()))
del sys.modules["__main__"]
gc.collect()
print(ref() is not None, sys.getrefcount(ref()), __name__, "__main__" in sys.modules)
x = [1]


def see():
    return x, [[i] for i in range(300)][-1]


print(see(), sorted(vars(ref())) == sorted(globals()))
