# Sizes of iterators that choose: they count their indexes.
import itertools
import sys

for iterator in [itertools.combinations("abcd", 3), itertools.permutations("abcdef", 2), itertools.permutations("abc"),
                 itertools.product("ab", "cd"), itertools.product("ab", repeat=5), itertools.cycle("abc"),
                 itertools.combinations_with_replacement("abc", 2), itertools.permutations("ab", 3), itertools.product()]:
    before = sys.getsizeof(iterator)
    items = list(itertools.islice(iterator, 4))
    print(type(iterator).__name__, type(iterator).__basicsize__, before, sys.getsizeof(iterator), items)


class Chain(itertools.chain):
    pass


class Named(itertools.cycle):
    def __init__(self, iterable, name):
        self.name = name


try:
    Chain([1], name=2)
except TypeError as problem:
    print(problem)
print(Named("ab", name="ring").name)
print((1.0, 2) < (1.0, 3), (float("nan"), 1) < (float("nan"), 2), [2.5] >= [2.5, 1], min([(0.5, "b"), (0.5, "a")]), (1, 2) < (1.5,))
