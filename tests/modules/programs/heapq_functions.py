"""heapq, with the order of comparisons."""
import heapq
from heapq import *

state = 7


def numbers(n):
    global state
    result = []
    for _ in range(n):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        result.append(state >> 16 & 1023)
    return result


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error)


class Item:
    log = []

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        Item.log.append((self.value, other.value))
        return self.value < other.value

    def __repr__(self):
        return f"I{self.value}"


for size in [0, 1, 2, 3, 10, 33]:
    heap = numbers(size)
    heapify(heap)
    print(heap)
    for x in numbers(4):
        heappush(heap, x)
    print(heap, heappushpop(heap, 5), heapreplace(heap, 500), heap)
    print([heappop(heap) for _ in range(len(heap))])
heap = [Item(x) for x in [5, 3, 8, 1, 9, 2, 7]]
heapify(heap)
print(heap, Item.log)
Item.log.clear()
heappush(heap, Item(0))
print(heappop(heap), heapreplace(heap, Item(6)), heappushpop(heap, Item(4)), heap, Item.log)
big = numbers(3000)
heapify(big)
print(hash(tuple(big)))
m = numbers(9)
heapq._heapify_max(m)
print(m, heapq._heappop_max(m), heapq._heapreplace_max(m, 3), m)
floats = [x / 7 for x in numbers(12)]
heapify(floats)
print(floats, heappop(floats))
print(list(merge([1, 4, 7], [2, 5], [], [0, 9, 10])), list(merge("ad", "BC", key=str.lower)), list(merge([5, 3], [4, 1], reverse=True)), list(merge()))
data = numbers(40)
for n in [-1, 0, 1, 2, 5, 39, 40, 50]:
    print(n, nsmallest(n, data), nlargest(n, data))
    print(nsmallest(n, iter(data), key=lambda x: -x % 97), nlargest(n, iter(data), key=lambda x: x % 13))
print(nsmallest(1, []), nlargest(1, []), nsmallest(3, []))
for function, args in [(heappop, ([],)), (heapreplace, ([], 1)), (heappush, ((), 1)), (heappop, ("a",)), (heapify, ((1,),)), (heappushpop, ([], 1)),
                       (heapify, ([1, "a", 2],)), (heappush, ([],)), (heappush, ([1], "a")), (nsmallest, (2, [1, "a", 2]))]:
    print(function.__name__, args, attempt(function, *args))


class Evil:
    def __lt__(self, other):
        victims.clear()
        return True


victims = [Evil() for _ in range(8)]
print(attempt(heapify, victims), len(victims))
