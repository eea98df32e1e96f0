# What isinstance(x, Mapping) leaves behind for a class asked about for the first time: each class derived from Mapping
# remembers the answer, that of os.environ too. The list of derived classes lives until the answer is noted.
import gc
import weakref
from collections.abc import Mapping


class A:
    pass


class B:
    pass


KINDS = "set", "ReferenceType", "builtin_function_or_method"


def kinds():
    names = [type(x).__name__ for x in gc.get_objects()]
    return [names.count(kind) for kind in KINDS]


def watch(phase, info):
    if phase == "start":
        print([type(x).__name__ for x in gc.get_objects(0) if type(x).__name__ in KINDS or x == []][:-1])


def derived(cls, depth=0):
    print("  " * depth + cls.__module__, cls.__name__)
    for subclass in cls.__subclasses__():
        derived(subclass, depth + 1)


derived(Mapping)
gc.disable()
before = kinds()
print(isinstance(A(), Mapping))
print([b - a for a, b in zip(before, kinds())])

gc.collect()
gc.callbacks.append(watch)
gc.set_threshold(1, 1000, 1000)
gc.enable()
isinstance(B(), Mapping)
gc.disable()
