#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Programs that need more memory than they may have, and programs that recurse without end, in every way there is.

usage: test_limits.py HEAPSCOPE

Prints TAP. Each ends in an exception that a program can catch and go on after, or it just works; none crashes.
"""
import os
import subprocess
import sys

HEAPSCOPE = os.path.abspath(sys.argv[1])

SETUP = """\
import array, collections, copy, functools, gc, heapq, itertools, json, random, re, sys, types, weakref

def forever(step, value):
    while True:
        value = step(value)

def fill(container, add):
    for i in itertools.count():
        add(container, i)

class Plain:
    def __init__(self, i):
        setattr(self, "b%d" % (i % 50), i)

class Slotted:
    __slots__ = "a", "__weakref__"

def referred(l, i):
    o = Slotted()
    l.append((o, weakref.ref(o, lambda r: None)))

def suspended(l, i):
    def generator():
        yield i
    g = generator()
    next(g)
    l.append(g)

def raised(l, i):
    try:
        raise ValueError(i)
    except ValueError as e:
        l.append(e)

def nest(n, wrap, inner=None):
    for _ in range(n):
        inner = wrap(inner)
    return inner

def catch(number, function):
    global caught
    try:
        function()
    except (MemoryError, RecursionError):
        caught += 1
    except SyntaxError as e:
        assert "too many nested parentheses" in str(e) or "too complex" in str(e) or "too many statically" in str(e), e
    gc.collect()
    assert [1, 2, 3] * 2 == [1, 2, 3, 1, 2, 3] and sum(range(1000)) == 499500 and json.loads("[1]") == [1], number

caught = 0
"""

# Whether each uses up the memory depends on the limit.
MEMORY = """\
fill([], list.append)
fill(set(), set.add)
fill({}, lambda d, i: d.__setitem__(i, i))
fill(collections.deque(), lambda d, i: d.append([i]))
fill(bytearray(), lambda b, i: b.append(i & 255))
fill(array.array("q"), lambda a, i: a.append(i))
fill(collections.OrderedDict(), lambda d, i: d.__setitem__(str(i), i))
fill(collections.defaultdict(list), lambda d, i: d[i].append(i))
fill([], lambda l, i: l.append(Plain(i)))
fill([], referred)
fill([], suspended)
fill([], raised)
fill([], lambda l, i: l.append(type("C", (Plain,), {"x": i, "__slots__": ("a%d" % i,)})))
fill([], lambda l, i: l.append(compile("def f%d(a=%d):\\n    return [a, 'x%d', {1: a}]\\n" % (i, i, i), "f", "exec")))
forever(lambda x: x * 2, "ab")
forever(lambda x: x + x, [1])
forever(lambda x: x + x, (1,))
forever(lambda x: x * x, 3)
forever(lambda x: (x,), ())
forever(lambda x: lambda: x, 1)
forever(lambda x: functools.partial(max, [x]), 1)
forever(lambda x: x | set(range(len(x) * 2 + 1)), set())
forever(lambda x: {**x, **{i: i for i in range(len(x) * 2 + 1)}}, {})
forever(lambda x: x.replace("a", "aaa"), "a")
forever(lambda x: x.encode().decode() * 3, "é")
forever(lambda x: x.translate({97: "bba"}) * 2, "a")
[0] * 10 ** 9
bytearray(10 ** 9)
1 << 10 ** 10
format(1, "1000000000d")
"".join(map(str, range(10 ** 8)))
sorted(range(10 ** 8), key=lambda x: [x])
{x: x for x in range(10 ** 8)}
max(*range(10 ** 8))
("ab" * 10 ** 6).split("b")
json.dumps(list(range(10 ** 6)), indent=10)
json.loads("[" + "[1]," * 10 ** 6 + "1]")
copy.deepcopy([[i] for i in range(10 ** 5)])
repr([list(range(1000))] * 10 ** 4)
re.sub("a", "b" * 100, "a" * 10 ** 5)
re.match("(?:a|b|(c))*$", "ab" * 10 ** 6)
list(itertools.tee(range(10 ** 7), 2)[0])
heapq.nsmallest(10 ** 7, range(10 ** 8))
collections.Counter(map(str, range(10 ** 7)))
compile("x = 1\\n" * 10 ** 5, "f", "exec")
types.SimpleNamespace(**{"a%d" % i: i for i in range(10 ** 6)})
(sys.setrecursionlimit(10 ** 7), nest(10 ** 7, lambda x: [x]))
""".splitlines()

DEPTH = 30000
DEEP = """\
repr(nest(N, lambda x: [x]))
repr(nest(N, lambda x: (x,)))
repr(nest(N, lambda x: {1: x}))
nest(N, lambda x: [x]) == nest(N, lambda x: [x])
nest(N, lambda x: [x]) < nest(N, lambda x: [x])
nest(N, lambda x: {1: x}) == nest(N, lambda x: {1: x})
hash(nest(N, lambda x: (x,)))
hash(nest(N, lambda x: frozenset([x])))
copy.deepcopy(nest(N, lambda x: [x]))
json.dumps(nest(N, lambda x: [x]))
json.loads("[" * N + "]" * N)
isinstance(1, nest(N, lambda x: (x,), ()))
list(nest(N, lambda x: map(abs, x), [1]))
list(nest(N, itertools.chain, [1]))
list(nest(N, lambda x: (i for i in x), [1]))
list(nest(N, zip, [1]))
list(nest(N, lambda x: itertools.tee(x)[0], [1]))
nest(N, lambda x: types.MethodType(len, x), 1)
nest(N, lambda x: collections.deque([x])) == nest(N, lambda x: collections.deque([x]))
repr(nest(N, lambda x: types.SimpleNamespace(a=x)))
repr(nest(N, lambda x: list[x], int))
repr(nest(N, lambda x: ValueError(x)))
hash(nest(N, lambda x: list[x], int))
nest(N, lambda x: ExceptionGroup("x", [x]), ValueError()).split(ValueError)
nest(N, staticmethod, lambda: 1)()
nest(N, lambda x: property(x))
compile("(" * N + ")" * N, "f", "eval")
compile("-" * N + "1", "f", "eval")
compile("1" + "+a" * N, "f", "eval")
compile("a" + ".b" * N, "f", "eval")
compile("a" + "()" * N, "f", "eval")
compile("lambda:" * N + "1", "f", "eval")
compile("if a: pass\\n" + "elif a: pass\\n" * N, "f", "exec")
compile("".join(" " * i + "if 1:\\n" for i in range(99)) + " " * 99 + "pass\\n", "f", "exec")
compile("f'{" * N + "'", "f", "eval")
type("A", (), {"__getattr__": lambda s, n: getattr(s, n)})().x
type("A", (), {"__eq__": lambda s, o: s == o})() == 1
type("A", (), {"__hash__": lambda s: hash(s)})() in {1}
type("A", (), {"__lt__": lambda s, o: sorted([s, s])})() < 1
type("A", (), {"__iter__": lambda s: iter(s)})() in [[*()]] or [*type("A", (), {"__iter__": lambda s: iter(s)})()]
str(type("A", (), {"__str__": lambda s: "%s" % s})())
bool(type("A", (), {"__len__": lambda s: len(s)})())
isinstance(1, type("M", (type,), {"__instancecheck__": lambda c, o: isinstance(o, c)})("A", (), {}))
(lambda f: f(f))(lambda f: f(f))
(lambda f: f(f))(lambda f: sorted([f], key=f))
(lambda f: f(f))(lambda f: functools.reduce(lambda a, b: f(f), [1, 2]))
(lambda s: exec(s, {"s": s}))("exec(s, {'s': s})")
re.sub("a", f := lambda m: re.sub("a", f, "a"), "a")
(sys.setrecursionlimit(10 ** 8), (lambda f: f(f))(lambda f: f(f)))
(sys.setrecursionlimit(10 ** 8), (lambda f: f(f))(lambda f: sorted([f], key=f)))
(sys.setrecursionlimit(10 ** 8), list(nest(20 * N, lambda x: map(abs, x), [1])))
(sys.setrecursionlimit(10 ** 8), hash(nest(20 * N, lambda x: (x,))))
(sys.setrecursionlimit(10 ** 8), compile("-" * 20 * N + "1", "f", "eval"))
(sys.setrecursionlimit(10 ** 8), json.loads("[" * 20 * N + "]" * 20 * N))
""".splitlines()

# A chain of exceptions that nobody caught.
CHAIN = """\
e = None
for i in range(100000):
    f = ValueError(i)
    f.{} = e
    e = f
raise e
"""


def run(text, *options):
    done = subprocess.run([HEAPSCOPE, "run", *options, "-"], input=text.encode(), capture_output=True, timeout=300)
    return done.returncode, done.stdout.decode(), done.stderr.decode(errors="replace")


def all_of(lines):
    calls = "".join(f"catch({number}, lambda: {line})\nsys.setrecursionlimit(1000)\n" for number, line in enumerate(lines))
    return SETUP + f"N = {DEPTH}\n" + calls + "print(caught)\n"


def memory(limit, fewest):
    status, output, errors = run(all_of(MEMORY), "--memory-limit", limit)
    return status == 0 and int(output) >= fewest, (status, output, errors[-800:])


def recursion():
    status, output, errors = run(all_of(DEEP), "--memory-limit", "3G")
    return status == 0 and int(output) >= 20, (status, output, errors[-800:])


def chain(attribute):
    status, _, errors = run(CHAIN.format(attribute))
    return status == 1 and errors.endswith("ValueError: 99999\n"), (status, errors[-800:])


def main():
    cases = [("recursion ends", recursion), ("memory ends at 8M", memory, "8M", len(MEMORY)),
             ("memory ends at 32M", memory, "32M", len(MEMORY) - 5), ("a long chain of causes ends", chain, "__cause__"),
             ("a long chain of contexts ends", chain, "__context__")]
    failed = 0
    print(f"1..{len(cases)}")
    for number, (name, function, *arguments) in enumerate(cases, 1):
        good, what = function(*arguments)
        failed += not good
        print("ok" if good else "not ok", number, "-", name)
        if not good:
            print("#", repr(what))
        sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
