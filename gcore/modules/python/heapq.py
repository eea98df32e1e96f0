# SPDX-License-Identifier: MIT
"""Heaps in lists, and what can be made with them."""

from _heapq import _heapify_max, _heappop_max, _heapreplace_max, heapify, heappop, heappush, heappushpop, heapreplace

__all__ = ["heappush", "heappop", "heapify", "heapreplace", "merge", "nlargest", "nsmallest", "heappushpop"]


def merge(*iterables, key=None, reverse=False):
    """The items of several sorted iterables in one sorted order, read as they are needed."""
    heap = []
    if reverse:
        make_heap, pop, replace, direction = _heapify_max, _heappop_max, _heapreplace_max, -1
    else:
        make_heap, pop, replace, direction = heapify, heappop, heapreplace, 1
    # The number of its iterable comes after an item's key, so that equal items keep their order.
    for number, iterable in enumerate(map(iter, iterables)):
        for item in iterable:
            heap.append([item if key is None else key(item), number * direction, item, iterable])
            break
    make_heap(heap)
    while len(heap) > 1:
        entry = heap[0]
        _, _, item, iterable = entry
        yield item
        for item in iterable:
            entry[0] = item if key is None else key(item)
            entry[2] = item
            replace(heap, entry)
            break
        else:
            pop(heap)
    if heap:
        _, _, item, iterable = heap[0]
        yield item
        yield from iterable


def _best(n, iterable, key, direction, make_heap, replace, belongs):
    """The n best items: the worst of those so far is on top of a heap."""
    iterator = iter(iterable)
    if key is None:
        entries = [(item, place * direction, item) for place, item in zip(range(n), iterator)]
    else:
        entries = [(key(item), place * direction, item) for place, item in zip(range(n), iterator)]
    if not entries:
        return []
    make_heap(entries)
    worst = entries[0][0]
    place = n * direction
    for item in iterator:
        rank = item if key is None else key(item)
        if belongs(rank, worst):
            replace(entries, (rank, place, item))
            worst = entries[0][0]
            place += direction
    entries.sort(reverse=direction < 0)
    return [item for _, _, item in entries]


def nsmallest(n, iterable, key=None):
    """sorted(iterable, key=key)[:n]"""
    if n == 1:
        nothing = object()
        smallest = min(iter(iterable), default=nothing, key=key)
        return [] if smallest is nothing else [smallest]
    try:
        size = len(iterable)
    except (TypeError, AttributeError):
        pass
    else:
        if n >= size:
            return sorted(iterable, key=key)[:n]
    return _best(n, iterable, key, 1, _heapify_max, _heapreplace_max, lambda rank, worst: rank < worst)


def nlargest(n, iterable, key=None):
    """sorted(iterable, key=key, reverse=True)[:n]"""
    if n == 1:
        nothing = object()
        largest = max(iter(iterable), default=nothing, key=key)
        return [] if largest is nothing else [largest]
    try:
        size = len(iterable)
    except (TypeError, AttributeError):
        pass
    else:
        if n >= size:
            return sorted(iterable, key=key, reverse=True)[:n]
    return _best(n, iterable, key, -1, heapify, heapreplace, lambda rank, worst: worst < rank)
