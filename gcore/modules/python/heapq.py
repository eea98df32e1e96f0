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
    # The worst of the best items so far is on top of a heap.
    iterator = iter(iterable)
    place, replace = n, _heapreplace_max
    if key is None:
        heap = [(item, i) for i, item in zip(range(n), iterator)]
        if not heap:
            return heap
        _heapify_max(heap)
        worst = heap[0][0]
        for item in iterator:
            if item < worst:
                replace(heap, (item, place))
                worst = heap[0][0]
                place += 1
        heap.sort()
        return [item for item, _ in heap]
    heap = [(key(item), i, item) for i, item in zip(range(n), iterator)]
    if not heap:
        return heap
    _heapify_max(heap)
    worst = heap[0][0]
    for item in iterator:
        rank = key(item)
        if rank < worst:
            replace(heap, (rank, place, item))
            worst = heap[0][0]
            place += 1
    heap.sort()
    return [item for _, _, item in heap]


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
    # The other way round than nsmallest.
    iterator = iter(iterable)
    place, replace = -n, heapreplace
    if key is None:
        heap = [(item, i) for i, item in zip(range(0, -n, -1), iterator)]
        if not heap:
            return heap
        heapify(heap)
        worst = heap[0][0]
        for item in iterator:
            if worst < item:
                replace(heap, (item, place))
                worst = heap[0][0]
                place -= 1
        heap.sort(reverse=True)
        return [item for item, _ in heap]
    heap = [(key(item), i, item) for i, item in zip(range(0, -n, -1), iterator)]
    if not heap:
        return heap
    heapify(heap)
    worst = heap[0][0]
    for item in iterator:
        rank = key(item)
        if worst < rank:
            replace(heap, (rank, place, item))
            worst = heap[0][0]
            place -= 1
    heap.sort(reverse=True)
    return [item for _, _, item in heap]
