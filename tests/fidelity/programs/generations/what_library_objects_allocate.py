# What partial, lru_cache, OrderedDict, reduce and iterators allocate, and what each call leaves on freelists.
import functools, gc, itertools
from collections import OrderedDict, defaultdict
gc.disable()

def f(*args, **kwargs):
    return [args]

partial, od = functools.partial(f, 1), OrderedDict(a=1, b=2)
key = functools.cmp_to_key(lambda a, b: 0)
calls = [
    lambda: functools.partial(f, 1), lambda: functools.partial(f, x=1), lambda: functools.partial(partial, 2, x=1), lambda: partial(2),
    lambda: functools.partial(functools.partial(f, y=1), x=1), lambda: functools.lru_cache(2)(f), lambda: functools.lru_cache(f),
    lambda: functools.lru_cache(-1), lambda: functools.cmp_to_key(f), lambda: key(1), lambda: functools.cmp_to_key(mycmp=f),
    lambda: functools.reduce(f, [1, 2, 3]), lambda: functools.reduce(f, []), lambda: functools.reduce(lambda a, b: 1 // 0, [1, 2]),
    lambda: OrderedDict(a=1), lambda: OrderedDict({1: 2}), lambda: OrderedDict([(1, 2)]), lambda: OrderedDict([[1]]),
    lambda: OrderedDict([[]]), lambda: OrderedDict([(1, 2, 3)]), lambda: OrderedDict([3]), lambda: od.copy(), lambda: od | od,
    lambda: od.update(a=1), lambda: od.update({1: 1}), lambda: od.update(od), lambda: itertools.zip_longest([1], [], fillvalue=2),
    lambda: list(itertools.zip_longest([1], [2])), lambda: itertools.accumulate([1], initial=2), lambda: list(itertools.accumulate([1, 2])),
    lambda: defaultdict(list), lambda: (slice(1), defaultdict(list, {1: 2})),
]

def retained(call):
    """How far the count is raised, and how many tuples of one and two, dicts and lists come from freelists afterwards."""
    found = []
    for make in (lambda i: None), (lambda i: (i,)), (lambda i: (i, i)), (lambda i: {}), (lambda i: [i]):
        gc.collect()
        keep = [None] * 7
        before = gc.get_count()[0]
        run(call)
        between = gc.get_count()[0]
        for i in range(7):
            keep[i] = make(i)
        found.append((between - before, gc.get_count()[0] - between))
    return found

def collections(call):
    """How many collections it starts, by threshold."""
    counts = []
    for threshold in range(1, 10):
        gc.collect()
        gc.set_threshold(threshold, 0, 0)
        started[0] = 0
        gc.enable()
        run(call)
        gc.disable()
        counts.append(started[0])
    return counts

def run(call):
    try:
        call()
    except Exception:
        pass

def watch(phase, info):
    started[0] += phase == "start"

started = [0]
for call in calls:
    run(call)
gc.callbacks.append(watch)
print(repr([[]]))
gc.collect(); gc.freeze()
for number, call in enumerate(calls):
    print(number, retained(call), collections(call))
print(gc.get_referrers(f) == gc.get_referrers(f), None in gc.get_referents(itertools.accumulate([])))
