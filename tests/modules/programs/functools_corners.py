# Corners of functools, random and dataclasses.
import collections.abc
import copy
import dataclasses
import functools
import random
from dataclasses import InitVar, dataclass, field


class Changing:
    def __str__(self):
        partial.keywords[self] = ["second"]
        return "key"


partial = functools.partial(print)
partial.keywords[Changing()] = ["first"]
print(repr(partial)[-14:])
keywords = {"end": "!\n"}
other = functools.partial(print)
other.__setstate__((print, (1,), keywords, None))
other()
print(other.keywords is keywords, copy.copy(other).keywords is keywords)


class Absolute(int):
    def __abs__(self):
        return None


random.seed(Absolute(-5))
first = random.random()
random.seed(5)
print(first == random.random())


@functools.singledispatch
def kind(value):
    return "base"


kind.register(collections.abc.Sized, lambda value: "sized")
kind.register(collections.abc.Iterable, lambda value: "iterable")
kind.register(collections.abc.Sequence, lambda value: "sequence")


class Both:
    def __len__(self):
        return 0

    def __iter__(self):
        return iter(())


print(kind([]), kind(1), kind("x"))
for value in Both(), {}, set():
    try:
        print(kind(value))
    except RuntimeError as problem:
        print(problem)


class Meta(type):
    @functools.cached_property
    def prop(self):
        return 1


class Slotted(metaclass=Meta):
    pass


try:
    Slotted.prop
except TypeError as problem:
    print(problem)


@dataclass
class Text:
    a: "dataclasses.InitVar[int]"
    b: "InitVar[int]" = 1
    c: "dataclasses . InitVar+" = 2
    d: "list" = field(default_factory=list)
    _: "dataclasses.KW_ONLY" = None
    e: "int" = 3

    def __post_init__(self, a, b, c):
        self.d = [a, b, c]


print(Text(1), Text(1, e=7))
recursive = field()
recursive.type = recursive
print(str(recursive)[:40])
for attempt in [lambda: dataclasses.make_dataclass("C", ["for"]), lambda: dataclasses.make_dataclass("C", ["a b"])]:
    try:
        attempt()
    except TypeError as problem:
        print(problem)


class Root:
    __slots__ = iter(["a"])


try:
    @dataclass(slots=True)
    class Derived(Root):
        b: int
except TypeError as problem:
    print(problem)
