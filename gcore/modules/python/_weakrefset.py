# SPDX-License-Identifier: MIT
"""WeakSet, and what it shares with the weak dictionaries of the module weakref."""

from _weakref import ref

__all__ = ["WeakSet"]


class _IterationGuard:
    """Around a walk through a table of CONTAINER, which must not change meanwhile.

    Entries whose objects die during that time are noted in _pending_removals and taken out when the last such walk has
    ended, been closed, or been dropped.
    """

    def __init__(self, container):
        self.container = ref(container)

    def __enter__(self):
        container = self.container()
        if container is not None:
            container._iterating.add(self)
        return self

    def __exit__(self, kind, error, traceback):
        container = self.container()
        if container is not None:
            running = container._iterating
            running.remove(self)
            if not running:
                container._commit_removals()


class WeakSet:
    """A set of weak references: a member leaves it when nothing else refers to it any more."""

    def __init__(self, data=None):
        self.data = set()

        def _remove(member, selfref=ref(self)):
            self = selfref()
            if self is None:
                return
            if self._iterating:
                self._pending_removals.append(member)
            else:
                self.data.discard(member)

        self._remove = _remove
        self._pending_removals = []
        self._iterating = set()
        if data is not None:
            self.update(data)

    def _commit_removals(self):
        next_reference = self._pending_removals.pop
        discard = self.data.discard
        while True:
            try:
                reference = next_reference()
            except IndexError:
                return
            discard(reference)

    def _settle(self):
        """Called before every change: takes out what died during an iteration that is over."""
        if self._pending_removals:
            self._commit_removals()

    # Members

    def __iter__(self):
        with _IterationGuard(self):
            for reference in self.data:
                member = reference()
                if member is not None:
                    yield member

    def __len__(self):
        return len(self.data) - len(self._pending_removals)

    def __contains__(self, member):
        try:
            reference = ref(member)
        except TypeError:
            return False
        return reference in self.data

    def __repr__(self):
        return repr(self.data)

    def __reduce__(self):
        return self.__class__, (list(self),), self.__getstate__()

    def __class_getitem__(cls, args):
        return type(list[int])(cls, args)

    # Changing

    def add(self, member):
        self._settle()
        self.data.add(ref(member, self._remove))

    def clear(self):
        self._settle()
        self.data.clear()

    def discard(self, member):
        self._settle()
        self.data.discard(ref(member))

    def remove(self, member):
        self._settle()
        self.data.remove(ref(member))

    def pop(self):
        self._settle()
        while True:
            try:
                reference = self.data.pop()
            except KeyError:
                raise KeyError("pop from empty WeakSet") from None
            member = reference()
            if member is not None:
                return member

    def update(self, other):
        self._settle()
        for member in other:
            self.add(member)

    def __ior__(self, other):
        self.update(other)
        return self

    def difference_update(self, other):
        self.__isub__(other)

    def __isub__(self, other):
        self._settle()
        if self is other:
            self.data.clear()
        else:
            self.data.difference_update(ref(member) for member in other)
        return self

    def intersection_update(self, other):
        self.__iand__(other)

    def __iand__(self, other):
        self._settle()
        self.data.intersection_update(ref(member) for member in other)
        return self

    def symmetric_difference_update(self, other):
        self.__ixor__(other)

    def __ixor__(self, other):
        self._settle()
        if self is other:
            self.data.clear()
        else:
            self.data.symmetric_difference_update(ref(member, self._remove) for member in other)
        return self

    # New sets

    def copy(self):
        return self.__class__(self)

    def difference(self, other):
        result = self.copy()
        result.difference_update(other)
        return result

    __sub__ = difference

    def intersection(self, other):
        return self.__class__(member for member in other if member in self)

    __and__ = intersection

    def symmetric_difference(self, other):
        result = self.copy()
        result.symmetric_difference_update(other)
        return result

    __xor__ = symmetric_difference

    def union(self, other):
        return self.__class__(member for members in (self, other) for member in members)

    __or__ = union

    # Comparing

    def issubset(self, other):
        return self.data.issubset(ref(member) for member in other)

    __le__ = issubset

    def __lt__(self, other):
        return self.data < set(map(ref, other))

    def issuperset(self, other):
        return self.data.issuperset(ref(member) for member in other)

    __ge__ = issuperset

    def __gt__(self, other):
        return self.data > set(map(ref, other))

    def __eq__(self, other):
        if not isinstance(other, self.__class__):
            return NotImplemented
        return self.data == set(map(ref, other))

    def isdisjoint(self, other):
        return len(self.intersection(other)) == 0
