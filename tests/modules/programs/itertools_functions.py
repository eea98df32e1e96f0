"""Everything in itertools."""
import gc
import itertools
import weakref
from itertools import *


def show(name, *args, take=12, **kwargs):
    shown = [getattr(arg, "__name__", arg) for arg in args], list(kwargs)
    try:
        print(name, shown, list(islice(getattr(itertools, name)(*args, **kwargs), take)))
    except Exception as error:
        print(name, shown, type(error).__name__, error)


def even(x):
    return x % 2 == 0


def broken(x):
    raise RuntimeError(x)


for args in [(), (5,), (-3, 2), (1.5, 0.25), (2**63 - 3,), (2**63 - 1,), (2**64,), (0, -1), (0, 2**70), ("a",), (1, 2, 3)]:
    show("count", *args, take=5)
show("count", start=3, step=4, take=4)
for c in [count(), count(3), count(3, 2), count(2**70), count(1.0, 0.5), count(-5, -1), repeat(1), repeat("a", 3), repeat(1, -5)]:
    print(c, end=" ")
    for _ in range(2):
        print(next(c, None), end=" ")
    print(c)
show("cycle", "abc", take=7)
show("cycle", "")
show("cycle", 5)
show("cycle")
show("cycle", iterable="a")
show("repeat", 7, take=3)
show("repeat", 7, 2)
show("repeat", object=7, times=2)
show("repeat", 7, "a")
print(repeat(1, 5).__length_hint__(), len(list(repeat(1, 5))))
try:
    repeat(1).__length_hint__()
except TypeError as error:
    print(error)
show("chain", "ab", [1], (), "c")
show("chain")
show("chain", 1)
show("chain", [1], 2)
print(list(chain.from_iterable(["ab", [1, 2]])), chain[int])
show("accumulate", [1, 2, 3])
show("accumulate", [1, 2, 3], lambda a, b: a * b)
show("accumulate", [1, 2], initial=10)
show("accumulate", [], initial=10)
show("accumulate", ["a", 1])
show("accumulate", [1], None)
show("compress", "abcdef", [1, 0, 1, 0, 1, 1])
show("compress", "abcdef", [1, 0, True])
show("compress", "a")
show("dropwhile", even, [2, 4, 5, 6])
show("takewhile", even, [2, 4, 5, 6])
show("filterfalse", even, range(6))
show("filterfalse", None, [0, 1, "", "a"])
show("dropwhile", broken, [1])
show("takewhile", even)
show("takewhile", func=even, iterable=[])
for args in [("abcdef", 2), ("abcdef", 2, 4), ("abcdef", 2, None), ("abcdef", 0, None, 2), ("abcdef", None), ("abcdef", 10),
             ("abcdef", -1), ("abcdef", 1, -1), ("abcdef", -1, 2), ("abcdef", 1, 2, 0), ("abcdef", "a"), ("abcdef", "a", 3),
             ("a",), ("abcdef", 4, 2), ("abcdef", 1, 5, 3), ("abcdef", None, None, None), (5, 1)]:
    show("islice", *args)
it = iter(range(10))
print(list(islice(it, 3)), list(islice(it, 2, 2)), list(it))
show("pairwise", "abcd")
show("pairwise", "a")
show("pairwise", "")
show("starmap", pow, [(2, 3), [3, 2]])
show("starmap", pow, [2])
show("zip_longest", "abc", [1], fillvalue="-")
show("zip_longest", "ab", "cde")
show("zip_longest")
show("zip_longest", "a", bad=1)
show("zip_longest", 1)
show("product", "ab", [1, 2])
show("product", "ab", repeat=2)
show("product")
show("product", "ab", "")
show("product", "ab", repeat=0)
show("product", "ab", repeat=-1)
show("product", [1], 2)
for name in ["permutations", "combinations", "combinations_with_replacement"]:
    for args in [("abc", 2), ("abc", 3), ("abc", 0), ("abc", 4), ("", 0), ("", 1), ("abc", -1), ("abc", "a"), (5, 1), ("abc",), ("abcd", 1)]:
        show(name, *args, take=30)
print(sum(1 for _ in permutations(range(7))), sum(1 for _ in permutations(range(7), 4)), sum(1 for _ in product(range(6), repeat=4)))
print(hash(tuple(combinations(range(12), 5))) == hash(tuple(combinations(range(12), 5))), len(set(combinations_with_replacement(range(6), 4))))

print([(k, list(g)) for k, g in groupby("aaabbca")])
print([(k, list(g)) for k, g in groupby([1, 3, 2, 4, 5], key=even)])
print([k for k, g in groupby("aabbc")])
groups = [g for k, g in groupby("aabb")]
print([list(g) for g in groups])
g = groupby("aab")
k, first = next(g)
print(next(first), k, next(g)[0], list(first))
show("groupby", 5)
try:
    list(groupby([1], broken))
except RuntimeError as error:
    print("error", error)

a, b = tee([1, 2, 3])
print(next(a), next(a), list(b), list(a), list(b))
x, y, z = tee(iter(range(200)), 3)
print(sum(x), sum(islice(y, 100)), sum(y), sum(z))
w = tee("abc", 1)[0]
next(w)
print(list(w.__copy__()), list(w), tee("a", 0))
try:
    tee("a", -1)
except ValueError as error:
    print(error)
big, = tee(range(100000), 1)
keep, = tee(big, 1)
print(sum(big))
del big, keep, x, y, z


class Again:
    def __iter__(self):
        return self

    def __next__(self):
        return next(self.tee)


again = Again()
again.tee, other = tee(again)
try:
    next(other)
except RuntimeError as error:
    print(error)
del again, other
print(type(tee("a")[0]).__name__, [t.__name__ for t in (chain, zip_longest, count)], chain.__module__)

# The tuple handed out is used again only when nobody kept it.
print(len({id(t) for t in product(range(3), repeat=2)}) == 1, len({id(t) for t in [*product(range(3), repeat=2)]}))
print(len({id(t) for t in combinations(range(4), 2)}) == 1, len({id(t) for t in permutations(range(3))}) == 1)


# Cycles through iterators are found.
class Node:
    pass


for make in [lambda n: chain([n], [1]), lambda n: cycle([n]), lambda n: repeat(n), lambda n: accumulate([n, n], initial=n),
             lambda n: product([n], [n]), lambda n: permutations([n]), lambda n: groupby([n]), lambda n: tee([n])[0],
             lambda n: starmap(n.f, []), lambda n: islice([n], 1), lambda n: zip_longest([n]), lambda n: count(n.k),
             lambda n: compress([n], [1]), lambda n: dropwhile(n.f, []), lambda n: pairwise([n])]:
    node = Node()
    node.f = lambda *args: node
    node.k = 5
    node.iterator = make(node)
    kind = type(node.iterator).__name__
    next(node.iterator, None)
    alive = weakref.ref(node)
    del node, make
    collected = gc.collect() > 0
    print(kind, collected, alive() is None)


class Sub(chain):
    def __init__(self, *args, extra=None):
        self.extra = extra


s = Sub([1], [2], extra=3)
print(list(s), s.extra)
for kind in [accumulate, chain, compress, dropwhile, filterfalse, starmap, takewhile, repeat, count]:
    print(kind, gc.is_tracked(kind.__new__(kind, *[[]] * (0 if kind in (chain, count) else 1 if kind in (accumulate, repeat) else 2))))
