# What built-in types and functions say of arguments that do not fit: which one, and in what order they are looked at.
import types


def show(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords)))
    except Exception as error:
        print(type(error).__name__, error)


HUGE = 10**20
code = (lambda: 1).__code__

for arguments in [(1, {}), (code, 1)]:
    show(types.FunctionType, *arguments)
show(types.FunctionType, code=1, globals={})
show(types.TracebackType, 1, 2, 3, 4)
show(types.ModuleType, 5)
show(types.ModuleType, name=5)
show(compile, "a", "b", 5)
show(compile, "a", "b", mode=5)
show(__import__, 5)
for change in ({"co_name": 5}, {"co_consts": 5}, {"co_argcount": "a"}, {"co_argcount": HUGE}, {"co_filename": b"x"}):
    show(code.replace, **change)

show(str, b"a", 5)
show(str, b"a", "utf-8", 5)
show(str, b"a", encoding="a\0b")
show(bytes, "a", 5)
show(bytearray, "a", "ascii", 5)
show(b"a".decode, 5)
show(b"a".decode, errors=5)
for empty in (b"", bytearray(), memoryview(b"")):
    show(str, empty, "no such codec")
show(b"".decode, "no such codec")
show(str, "a", "utf-8")

for text in ("a\nb", b"a\nb", bytearray(b"a\nb")):
    for keep in (True, 2, 0, "x", None, 1.5, HUGE):
        show(text.splitlines, keep)
    show(text.splitlines, keepends=1)

for values in ([1], bytearray(b"a")):
    for index in (HUGE, -HUGE, "x", 1.5):
        show(values.insert, index, 1)
        show(values.pop, index)
    for function in (values.__mul__, values.__imul__, values.__rmul__, values.__getitem__):
        show(function)
        show(function, 1, 2)
for function in ("a".__mul__, b"a".__rmul__, (1,).__mul__, [].__contains__, (1).__add__, [].__len__, [].__lt__):
    show(function, 1, 2)

for values in (b"a", bytearray(b"a")):
    for byte in (HUGE, -HUGE, 256, -1, "a", None):
        show(values.__contains__, byte)
        show(values.find, byte)
    for other in (b"a", bytearray(b"a"), memoryview(b"a"), "a"):
        show(values.__eq__, other)
        show(values.__lt__, other)
    show(values.replace, "a", "b", "c")
    show(values.replace, b"a", b"b", "c")
    show(values.replace, b"a", b"b", HUGE)
    show(values.ljust, HUGE)
    show(values.partition, bytearray(b"a"))
    show(values.rpartition, b"a")


class Shrinking:
    def __init__(self, values):
        self.values = values

    def __index__(self):
        self.values.clear()
        return 1


shrinking = bytearray(b"abc")
show(shrinking.__setitem__, 2, Shrinking(shrinking))
show(bytearray().__setitem__, 0, None)
show(bytearray().__setitem__, 0, 256)

show(enumerate)
show(enumerate, start=1)
show(enumerate, [], x=1)
show(enumerate, [], 1, 2)
show(enumerate, [], iterable=1)
show(super, 1, 2, 3)
show(super, 1, 2)


class Text(str):
    pass


print(type(iter(Text("a"))).__name__, type(iter("a")).__name__, type(iter("é")).__name__)
print((1j) ** (1 + 2j), (-1) ** -1j, 2 ** (0.5 + 3j))

import functools
import itertools
import math
import string

for arguments in [(), (1, 2)]:
    show(math.prod, *arguments)
show(math.prod, start=1)
show(math.isclose, "a")
show(math.isclose, "a", b="b")
show(itertools.tee)
show(itertools.tee, [], 1, 2)
show(itertools.tee, [], HUGE)
show(string.capwords, b"ab")
print(functools.partialmethod(len, 1), functools.partialmethod(len, a=2), functools.partialmethod(len, 1, 2, a=2, b=3))
