# The abstract base classes and their mixins.
import collections.abc as cabc
from collections import deque
print(isinstance([], cabc.Sequence), issubclass(dict, cabc.Mapping), isinstance(3, cabc.Hashable), isinstance(deque(), cabc.MutableSequence))
class S(cabc.Sequence):
    def __getitem__(s,i): return [1,2,3][i]
    def __len__(s): return 3
print(list(S()), 2 in S(), S().index(3), S().count(1), list(reversed(S())))
try: cabc.Sequence()
except TypeError as e: print(e)
try: cabc.Sized()
except TypeError as e: print(e)
match S():
    case [a,b,c]: print(a,b,c)
print(cabc.Callable[[int,str],int], cabc.Callable[...,int], cabc.Iterable[int])
