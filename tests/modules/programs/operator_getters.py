"""itemgetter, attrgetter, methodcaller, and operator's other names."""
import gc
import operator
from operator import attrgetter, itemgetter, methodcaller


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error)


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def move(self, dx, dy=0):
        return self.x + dx, self.y + dy


p = Point(1, Point(2, 3))
print(itemgetter(1)((5, 6)), itemgetter(-1)([5, 6]), itemgetter(0, 2)("abc"), itemgetter("k")({"k": 1}), itemgetter(slice(1, 3))("abcd"))
print(attrgetter("x")(p), attrgetter("y.x")(p), attrgetter("x", "y.y")(p), methodcaller("move", 5)(Point(3, 4)), methodcaller("move", 5, dy=2)(Point(1, 1)))
print(methodcaller("upper")("a"), sorted([(1, "b"), (0, "c"), (2, "a")], key=itemgetter(1)), list(map(itemgetter(0), ["ab", "cd"])))
print(itemgetter(1), itemgetter(1, "a"), attrgetter("a.b"), attrgetter("a", "b"), methodcaller("m"), methodcaller("m", 1, k="v"))
print(itemgetter, attrgetter, methodcaller, itemgetter(1).__reduce__(), attrgetter("a", "b.c").__reduce__()[1], methodcaller("m", 1).__reduce__()[1])
for function, args, kwargs in [(itemgetter, (), {}), (attrgetter, (), {}), (methodcaller, (), {}), (attrgetter, (1,), {}), (methodcaller, (1,), {}), (itemgetter, (1,), {"k": 2}),
                               (itemgetter(1), (), {}), (itemgetter(1), ((1,), 2), {}), (itemgetter(1), ((1,),), {}), (itemgetter(5), ((1, 2),), {}), (itemgetter("a"), ((1,),), {}),
                               (attrgetter("zz"), (5,), {}), (methodcaller("zz"), (5,), {}), (itemgetter(0), ([1],), {"k": 1}), (attrgetter("x"), (), {}), (methodcaller("x"), (), {}),
                               (itemgetter(2**70), ([1],), {}), (attrgetter("a..b"), (5,), {})]:
    print(args, kwargs, attempt(function, *args, **kwargs))
key = []
g = itemgetter(key)
key.append(g)
print(g, gc.is_tracked(g))
try:
    class Sub(itemgetter):
        pass
except TypeError as error:
    print(error)
names = [name for name in dir(operator) if not name.startswith("__") and name[0] != "_"]
print(names)
print(operator.__add__(1, 2), operator.__contains__([1], 1), operator.length_hint(iter([1, 2])), operator.countOf([1, 2, 1], 1), operator.indexOf([1, 2], 2), attempt(operator.indexOf, [1], 5))
print(operator.truth([]), operator.not_(1), operator.is_(1, 1), operator.concat([1], [2]), attempt(operator.concat, 1, 2), operator.matmul.__name__, operator.call(max, 1, 2))
x = [1]
print(operator.iadd(x, [2]), x, operator.setitem(x, 0, 5), x, operator.delitem(x, 0), x, operator.index(True), operator.inv(5), operator.pow(2, 5), operator.ipow(2, 3))
