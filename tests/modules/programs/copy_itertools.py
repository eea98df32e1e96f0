# Iterators of itertools are copied by what they are made of.
import copy
import itertools
import pickle
from operator import add, not_, truth

makers = [
    lambda: itertools.count(3), lambda: itertools.count(1, 2), lambda: itertools.count(0.5, 0.25),
    lambda: itertools.count(2**63), lambda: itertools.repeat("x"), lambda: itertools.repeat("x", 7),
    lambda: itertools.chain("abc", "def"), lambda: itertools.chain(), lambda: itertools.chain("ab", "", "c"),
    lambda: itertools.starmap(add, [(1, 2), (3, 4), (5, 6)]), lambda: itertools.filterfalse(None, [0, 1, 0, 2, 0]),
    lambda: itertools.compress("abcdef", [1, 0, 1, 1, 0, 1]), lambda: itertools.takewhile(truth, [1, 1, 1, 0, 1]),
    lambda: itertools.dropwhile(not_, [0, 0, 1, 0, 1]),
]
for make in makers:
    for steps in 0, 2, 4:
        iterator = make()
        for _ in range(steps):
            next(iterator, None)
        made = iterator.__reduce__()
        copies = [copy.deepcopy(iterator)] + [pickle.loads(pickle.dumps(iterator, protocol)) for protocol in (0, 2, 5)]
        rest = list(itertools.islice(iterator, 4))
        print(made[0].__name__, len(made), made[2:] if not isinstance(iterator, itertools.chain) else "", rest,
              [list(itertools.islice(one, 4)) == rest for one in copies])
for state in [1, (1,), (iter([]), 1)]:
    try:
        itertools.chain().__setstate__(state)
    except TypeError as problem:
        print(problem)
