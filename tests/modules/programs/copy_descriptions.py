import collections
import copy
import operator
import pickle
import pprint
import types

Point = collections.namedtuple("Point", "x y")


class Bytes(str):
    def __bytes__(self):
        return b"own bytes"


class Lookup:
    def __getattr__(self, name):
        raise RuntimeError(name)


class WithSlots:
    __slots__ = "a", "__private", "__dict__"

    def __init__(self):
        self.a, self.__private, self.b = 1, 2, 3


for thing in (OSError(2, "text", "file"), OSError(2, "text", "file", None, "other"), OSError(1, "x"),
              ImportError("text", name="module", path="place"), ImportError("text"), operator.methodcaller("f", 1, k=2),
              operator.methodcaller("f", 1), Point.x, [].append, bytearray(b"x\xff"), WithSlots()):
    function, args, *rest = thing.__reduce_ex__(4)
    print(getattr(function, "__name__", function), args, rest)
print(WithSlots.__slotnames__, copy.copy(WithSlots())._WithSlots__private, copy.copy(OSError(2, "t", "f")).filename)
print(copy.copy(ImportError("t", name="n")).name, pickle.loads(pickle.dumps(ImportError("t", name="n"))).name)
print(bytes(Bytes("x")), copy.copy(Lookup()).__class__.__name__)
for function in (dict, {}.update, types.SimpleNamespace):
    try:
        function(**{1: 2})
    except TypeError as error:
        print(error)
try:
    print(**{1: 3}, **{1: 5})
except TypeError as error:
    print(error)
text = "text"
print(text % () is text, text.format(1) is text, (text % {}) == text)
print(compile("1", bytes(b"name"), "eval").co_filename)


class Path:
    def __fspath__(self):
        return "path"


print(compile("1", Path(), "eval").co_filename)
try:
    compile("1", 5, "eval")
except TypeError as error:
    print(error)
words = "the quick brown fox jumped over a lazy dog".split()
for thing in (collections.OrderedDict(zip(words, range(9))), collections.Counter("mississippi" * 9),
              collections.defaultdict(list, {word: [word] * 3 for word in words}), collections.ChainMap({1: 2}, dict.fromkeys(words)),
              collections.deque(words, 9), collections.deque(words), collections.UserDict(zip(words, words)),
              collections.UserList(words * 2), collections.UserString("text " * 20), b"bytes " * 20, bytearray(b"bytes " * 20),
              collections.Counter(), [b"y" * 100]):
    pprint.pprint(thing, width=50)
