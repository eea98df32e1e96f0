# How many objects an operation allocates, temporary ones included: with a threshold of -1 each allocation starts a
# collection. Beside it, by how much the count has risen in the end.
import collections
import functools
import gc
import math
import operator
import sys
import types

gc.disable()
started = 0


def on_collection(phase, info):
    global started
    started += phase == "start"


def outcome(operation):
    try:
        operation()
    except Exception as e:
        return type(e).__name__
    return ""


def rise(operation):
    gc.collect()
    room = [[] for _ in range(100)]
    before = gc.get_count()[0]
    outcome(operation)
    return gc.get_count()[0] - before


def allocations(operation):
    global started
    gc.collect()
    gc.callbacks.append(on_collection)
    gc.set_threshold(-1, 100000, 100000)
    started = 0
    gc.enable()
    result = outcome(operation)
    gc.disable()
    gc.callbacks.clear()
    return started, result


def show(name, operation):
    outcome(operation)
    print(name, rise(operation), *allocations(operation))


class Meta(type):
    pass


class Spare:
    def __getattr__(self, name):
        return name


class Late:
    def __getitem__(self, i):
        return [][i]


def count():
    yield 1
    yield 2


def match_mapping(subject):
    match subject:
        case {"a": [first], "b": second}:
            return first


def import_from():
    from math import pi


def import_sys():
    import sys


def import_from_sys():
    from sys import path


def import_from_package():
    from collections import deque


def import_missing():
    from math import nothing


def class_with_metaclass():
    class A(metaclass=Meta):
        pass


def unpack_too_many():
    (only,) = count()


text, three, pair, table, plain = "abc", [1, 2, 3], ("b", 0), {"a": [1], "b": 2}, object()

show("format int", lambda: format(3, "d"))
show("format text", lambda: f"{text:>9}")
show("format repr", lambda: f"{plain!r:>50}")
show("format float", lambda: f"{2.5:.3f}")
show("union", lambda: int | str)
show("union of unions", lambda: (int | str) | (None | bytes))
show("union of one", lambda: int | int)
show("repr of a union", lambda: repr(int | str))
show("attribute of a union", lambda: hasattr(int | str, "none"))
show("bound find with a tuple", lambda: text.find(*pair))
show("bound count with keywords", lambda: text.count(**{"a": 1}))
show("__init_subclass__ with an argument", lambda: plain.__init_subclass__(1))
show("__new__ with a tuple", lambda: float.__new__(*[1]))
show("xor of items", lambda: table.items() ^ {"a": [1]}.items())
show("mapping pattern", lambda: match_mapping(table))
show("__getattr__", lambda: Spare().name)
show("end of a sequence", lambda: list(Late()))
show("generator too long", unpack_too_many)
show("generator as a wrong argument", lambda: len(count()))
show("import a name", import_from)
show("import sys", import_sys)
show("import a name of sys", import_from_sys)
show("import a name of a package", import_from_package)
show("import a missing name", import_missing)
show("__import__", lambda: __import__("math"))
show("missing attribute of a module", lambda: hasattr(math, "none"))
show("class with a metaclass", class_with_metaclass)
show("mro of one base", lambda: bool.mro())
show("mro of two bases", lambda: type("A", (Meta, types.SimpleNamespace), {}))


def duplicate_keyword():
    len(**{"a": 1}, a=2)


points = [types.SimpleNamespace(x=1), types.SimpleNamespace(x=2)]

show("keyword given twice", duplicate_keyword)
show("attrgetter", lambda: operator.attrgetter("x")(points[0]))
show("attrgetter of parts", lambda: operator.attrgetter("x.real", "x")(points[0]))
show("methodcaller", lambda: operator.methodcaller("upper")(text))
show("reduce", lambda: functools.reduce(max, three))
show("cmp_to_key", lambda: sorted(three, key=functools.cmp_to_key(lambda a, b: a - b)))
show("partial with keywords", lambda: functools.partial(dict, a=1)(b=2))
show("log", lambda: math.log(8, 2))
show("get_objects of no generation", lambda: gc.get_objects(9))
show("get_objects of no number", lambda: gc.get_objects("a"))
show("repr of a namespace", lambda: repr(points[0]))
show("ordered dict from pairs", lambda: collections.OrderedDict([(1, 2), (3, 4)]))
show("ordered dict from keywords", lambda: collections.OrderedDict(a=1, b=2))
show("copy of an ordered dict", lambda: collections.OrderedDict(a=1).copy())
