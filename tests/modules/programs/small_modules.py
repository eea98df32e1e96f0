import copyreg
import errno
import fnmatch
import importlib
import keyword
import linecache
import os
import os.path
import pprint
import reprlib
import sysconfig
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from types import MappingProxyType, SimpleNamespace

print(errno.ENOENT, errno.errorcode[13], errno.EAGAIN == errno.EWOULDBLOCK)
print(keyword.iskeyword("for"), keyword.iskeyword("match"), keyword.issoftkeyword("match"), len(keyword.kwlist))
for pattern in ("*.py", "?[a-c]*", "[!x]", "[]]", "[x", "a[b-", "*a*b*", "[z-a]", "**"):
    print(pattern, [name for name in ("x.py", "ab", "xa", "x", "]", "[x", "aab", "") if fnmatch.fnmatch(name, pattern)])
print(fnmatch.filter(["a.c", "b.h"], "*.c"), importlib.import_module("os.path") is os.path)
print(linecache.getline(__file__, 1), repr(linecache.getline(__file__, 10000)), repr(linecache.getline("none", 1)))

print(os.sep, os.linesep == "\n", os.name, os.fspath("a"), os.fsencode("é"), os.fsdecode(b"a"))
for path in ("/a/b/c.txt", "a", "/", "a/", ".bashrc", "a.tar.gz", "//x", "a//b/../c/.", "../../a", "/..", ""):
    print(repr(path), os.path.split(path), os.path.splitext(path), os.path.normpath(path), os.path.isabs(path))
print(os.path.join("a", "b", "/c", "d/", "e"), os.path.commonprefix(["abc", "abd"]), os.path.commonpath(["/a/b", "/a/c/d"]),
      os.path.relpath("/a/b/c", "/a/d"), os.path.relpath("/a", "/a"), os.path.abspath("/a/../b"))


class Path:
    def __fspath__(self):
        return "from/object"


print(os.path.basename(Path()), isinstance(Path(), os.PathLike), isinstance("", os.PathLike))
for arguments in ((3,), (None,)):
    try:
        os.fspath(*arguments)
    except TypeError as error:
        print(error)

nested = {"key": [1, 2, [3, 4, (5,)]], "long text": "word " * 30, "set": {3, 1, 2}, 1: {"a": None, "b": {}}}
pprint.pprint(nested)
pprint.pprint(nested, width=40, indent=4, sort_dicts=False)
pprint.pprint(nested, depth=1)
pprint.pprint(list(range(50)), compact=True)
pprint.pprint(list(range(30)), width=30)
pprint.pp({"b": 1, "a": 2})
recursive = [1]
recursive.append(recursive)
print(pprint.isrecursive(recursive), pprint.isreadable(recursive), pprint.isreadable([1]))
pprint.pprint([SimpleNamespace(a=1, b="x" * 80), MappingProxyType({"a": "y" * 70, "b": 2}), frozenset(range(40))])


@dataclass
class Point:
    x: int
    y: list = field(default_factory=list)


pprint.pprint([Point(1, ["text"] * 12), Point(2)])
pprint.pprint(("one",))
pprint.pprint({"n": 10**9}, underscore_numbers=True)

print(reprlib.repr([1] * 10), reprlib.repr("x" * 50), reprlib.repr({i: i for i in range(9)}), reprlib.repr({3, 1, 2}),
      reprlib.repr([[[[[[[[1]]]]]]]]), reprlib.repr(10**60), reprlib.repr(deque(range(9))), reprlib.repr((1,)), reprlib.repr({}))


class Holder:
    def __init__(self):
        self.me = self

    @reprlib.recursive_repr()
    def __repr__(self):
        return f"Holder({self.me!r})"


print(Holder(), reprlib.repr(object()).startswith("<object object at"))
copyreg.pickle(Holder, lambda holder: (Holder, ()))
print(Holder in copyreg.dispatch_table, sysconfig.get_python_version(), sysconfig.get_config_var("nothing"))
