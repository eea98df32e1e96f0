"""bisect."""
from bisect import *
import bisect


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error)


data = [1, 2, 2, 2, 5, 9]
for x in [0, 1, 2, 3, 9, 10]:
    print(x, bisect_left(data, x), bisect_right(data, x), bisect.bisect(data, x, 2), bisect_left(data, x, 1, 4), bisect_left(data, x, hi=3))
words = ["a", "bb", "ccc", "dddd"]
print(bisect_left(words, 3, key=len), bisect_right(words, 3, key=len), bisect_right("acegi", "d"), bisect_left((1.5, 2.5), 2))
for insert in [insort, insort_left, insort_right]:
    a = [1, 3, 3, 5]
    insert(a, 3.0)
    insert(a, 0)
    insert(a, 9)
    b = ["x", "yyy"]
    insert(b, "zz", key=len)
    print(insert.__name__, a, b)


class Logged(list):
    def insert(self, place, item):
        print("insert", place, item)
        super().insert(place, item)


l = Logged([1, 2])
insort(l, 1.5)
print(l, bisect.bisect is bisect_right, bisect.insort is insort_right)
for args, kwargs in [(([1], 1, -1), {}), ((5, 1), {}), (([1],), {}), ((["a"], 1), {}), (([1], 1), {"hi": "a"}), (([1], 1), {"lo": None}), (([1], 2, 0, 5), {}),
                     (([1], 1), {"key": 3}), (([1], 1, 0, None), {}), ((), {"a": [1, 2], "x": 2})]:
    print(args, kwargs, attempt(bisect_left, *args, **kwargs), attempt(bisect_right, *args, **kwargs))
