import collections
import copyreg
import fractions
import functools
import io
import operator
import pickle
import random
import types
import typing


class Plain:
    def __init__(self):
        self.x = 1
        self.me = self


class Slots:
    __slots__ = "a", "b"

    def __init__(self):
        self.a = [1]


class Sub(list):
    pass


class SubDict(dict):
    pass


class State:
    def __getstate__(self):
        return "state"

    def __setstate__(self, state):
        self.state = state


class New:
    def __new__(cls, a, *, b=0):
        self = object.__new__(cls)
        self.both = a, b
        return self

    def __getnewargs_ex__(self):
        return (self.both[0],), {"b": self.both[1]}


class Number(int):
    pass


class Reduced:
    def __reduce__(self):
        return Reduced, (), {"k": 1}, iter(()), iter(())


class ByName:
    def __reduce__(self):
        return "singleton"


singleton = ByName()
Point = collections.namedtuple("Point", "x y")


class Outer:
    class Inner:
        def method(self):
            pass


recursive = [1, {}]
recursive[1]["back"] = recursive
loop = ([],)
loop[0].append(loop)
objects = [
    None, True, False, 0, 1, 255, 256, 65535, 65536, -1, -129, 2**31 - 1, 2**31, -(2**31), -(2**31) - 1, 2**70, -(2**70), 2**2100,
    1.5, -0.0, float("inf"), 2 + 3j, "", "text", "é€𝄞", "line\n\\x\0", "\ud800", "x" * 300, b"", b"bytes\xff", b"y" * 300,
    bytearray(b"array"), bytearray(), (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [], [1], [1, 2], {}, {1: 2}, {"a": 1, "b": [2]},
    set(), {1}, frozenset(), frozenset({2}), recursive, loop, list(range(1002)), dict.fromkeys(range(1001)),
    ["same", "same", ("t",) * 2], Slots(), Sub([1, 2]), SubDict(a=1), State(), New(1, b=2), Number(5), Reduced(), singleton,
    Point(1, 2), Outer.Inner, Outer.Inner.method, len, int, type(None), type(...), ..., NotImplemented, range(3), slice(1, 2, 3),
    ValueError("v", 1), KeyError("k"), OSError(2, "no"), collections.deque([1, 2], 3), collections.OrderedDict(a=1),
    collections.defaultdict(list, {1: [2]}), collections.Counter("aab"), fractions.Fraction(1, 3), functools.partial(int, base=2),
    operator.itemgetter(1), operator.attrgetter("a.b"), types.SimpleNamespace(a=1), iter([1, 2]), reversed([1]), enumerate("ab"),
    zip([1], [2]), map(str, [1]), int | str, list[int], typing.List[int], [].append, "x".upper,
    ["long" * 20000, b"large" * 20000, 1],
]
for obj in objects:
    for protocol in range(6):
        try:
            data = pickle.dumps(obj, protocol)
        except Exception as error:
            print(protocol, type(error).__name__, error)
            continue
        print(protocol, data if len(data) < 1500 else (len(data), data[:40], sum(i * c for i, c in enumerate(data))))
        try:
            back = pickle.loads(data)
        except Exception as error:
            print("  back", type(error).__name__, error)
            continue
        print("  back", type(back).__name__, "" if obj is recursive or obj is loop else back == obj)
plain = pickle.loads(pickle.dumps(Plain()))
print(plain.me is plain, plain.x)
back = pickle.loads(pickle.dumps(recursive))
print(back[1]["back"] is back, pickle.loads(pickle.dumps(loop))[0][0] is not None)
print(pickle.loads(pickle.dumps(State())).state, pickle.loads(pickle.dumps(New(3, b=4))).both, pickle.loads(pickle.dumps(Slots(), 2)).a)

for bad in (lambda: 0, (i for i in ()), Plain.__dict__, types, type("Local", (), {})):
    for protocol in (0, 2, 4):
        try:
            pickle.dumps(bad, protocol)
        except Exception as error:
            import re
            print(type(error).__name__, re.sub("0x[0-9a-f]+", "0x", str(error)))
for data in (b"", b"N", b"x.", b"\x80\x09.", b"(.", b"0.", b"h\x05.", b"cbuiltins\nnothing\n.", b"cnot_a_module\nx\n.", b"]e.",
             b"\x80\x04\x95\xff\x00\x00\x00\x00\x00\x00\x00N.", b"I1", b"S'abc'\n.", b"Sabc\n.", b"U\x03abc.", b"L5L\n.", b"(i__main__\nPlain\n.",
             b"(I1\nI2\nd.", b"Pname\n.", b"F1.5\n.", b"V\\u0041\n."):
    try:
        value = pickle.loads(data)
        print(data, type(value) if isinstance(value, Plain) else value)
    except Exception as error:
        print(data, type(error).__name__, error)


class Persistent(pickle.Pickler):
    def persistent_id(self, obj):
        return "id-1" if obj is plain else None

    def reducer_override(self, obj):
        return (str, ("overridden",)) if isinstance(obj, Slots) else NotImplemented


class Restoring(pickle.Unpickler):
    def persistent_load(self, pid):
        return "restored " + pid

    def find_class(self, module, name):
        print("find", module, name)
        return super().find_class(module, name)


for protocol in (0, 4):
    file = io.BytesIO()
    Persistent(file, protocol).dump([plain, Slots(), len])
    file.seek(0)
    print(Restoring(file).load())
file = io.BytesIO()
pickler = pickle.Pickler(file)
shared = [1]
pickler.dump(shared)
pickler.dump([shared])
pickler.clear_memo()
pickler.dump(shared)
print(file.getvalue())
file.seek(0)
unpickler = pickle.Unpickler(file)
print(unpickler.load(), unpickler.load())
copyreg.pickle(Slots, lambda obj: (Slots, ()))
copyreg.add_extension("__main__", "Plain", 240)
print(pickle.dumps(Slots(), 2), pickle.dumps(Plain, 2), pickle.loads(pickle.dumps(Plain, 4)) is Plain)
print(pickle.HIGHEST_PROTOCOL, pickle.DEFAULT_PROTOCOL, pickle.PicklingError.__mro__[1], pickle.encode_long(-256), pickle.decode_long(b"\x00\xff"))
for protocol in (-1, 6):
    try:
        print(pickle.dumps(1, protocol))
    except ValueError as error:
        print(error)
for value in random.Random(5), random.Random(5).getstate():
    print(len(pickle.dumps(value)))
