# What the collector sees of the containers of collections and of functools.
import gc, sys, weakref
from collections import OrderedDict, defaultdict, deque
from functools import cache, lru_cache, partial

gc.disable()
gc.collect()


class Node:
    pass


def cycle(make):
    node = Node()
    node.holder = make(node)
    return weakref.ref(node)


makers = [
    lambda node: deque([node]), lambda node: OrderedDict(a=node), lambda node: defaultdict(list, a=node),
    lambda node: partial(print, node), lambda node: partial(print, key=node), lambda node: iter(deque([node])),
    lambda node: iter(OrderedDict(a=node).items()), lambda node: OrderedDict({node: 1}), lambda node: reversed(deque([node])),
]
for make in makers:
    ref = cycle(make)
    print(ref() is not None, gc.collect(), ref() is None)


def cached_cycle(decorator):
    node = Node()

    @decorator
    def function(argument):
        return argument

    function(node)
    node.function = function
    return weakref.ref(node)


for decorator in (cache, lru_cache(maxsize=4)):
    ref = cached_cycle(decorator)
    print(ref() is not None, gc.collect() > 0, ref() is None)

for thing in (deque(), deque([1]), OrderedDict(), OrderedDict(a=1), defaultdict(int), partial(print), cache(len)):
    print(type(thing).__name__, gc.is_tracked(thing), sys.getrefcount(thing), sys.getsizeof(thing), weakref.ref(thing, print)
          is not None if type(thing) is not defaultdict else "no weak references")

marker = Node()
before = sys.getrefcount(marker)
queue = deque([marker] * 100)
print(sys.getrefcount(marker) - before, len(gc.get_referrers(marker)), len(gc.get_referents(queue)))
queue.rotate(30)
queue.pop()
del queue[5]
print(sys.getrefcount(marker) - before)
queue.clear()
print(sys.getrefcount(marker) - before, sys.getsizeof(queue))
ordered = OrderedDict.fromkeys(range(20), marker)
print(sys.getrefcount(marker) - before, sys.getsizeof(ordered))
ordered.move_to_end(3)
ordered.popitem()
del ordered[7]
print(sys.getrefcount(marker) - before, list(ordered))
ordered.clear()
print(sys.getrefcount(marker) - before, sys.getsizeof(ordered))


class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)


queue = deque((Loud(n) for n in range(3)), maxlen=3)
queue.append(Loud(3))
del queue
chain = None
for _ in range(100000):
    chain = deque([chain])
del chain
ordered = OrderedDict((n, Loud(n)) for n in range(3))
del ordered
