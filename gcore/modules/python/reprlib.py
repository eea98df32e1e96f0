# SPDX-License-Identifier: MIT
"""repr with a limit on its length, and repr of things that contain themselves."""

import builtins
from itertools import islice

__all__ = ["Repr", "repr", "recursive_repr"]


def recursive_repr(fillvalue="..."):
    """Makes a __repr__ give fillvalue where it is asked for again while it runs."""
    def decorate(user_function):
        running = set()

        def wrapper(self):
            key = id(self)
            if key in running:
                return fillvalue
            running.add(key)
            try:
                return user_function(self)
            finally:
                running.discard(key)

        for name in ("__module__", "__doc__", "__name__", "__qualname__"):
            setattr(wrapper, name, getattr(user_function, name))
        wrapper.__annotations__ = getattr(user_function, "__annotations__", {})
        return wrapper

    return decorate


def _sorted(items):
    try:
        return sorted(items)
    except Exception:  # there is no order among them
        return list(items)


class Repr:
    """Shows at most so much of each kind of value."""

    def __init__(self):
        self.fillvalue = "..."
        self.maxlevel = 6
        self.maxtuple = self.maxlist = self.maxset = self.maxfrozenset = self.maxdeque = 6
        self.maxarray = 5
        self.maxdict = 4
        self.maxstring = self.maxother = 30
        self.maxlong = 40

    def repr(self, x):
        return self.repr1(x, self.maxlevel)

    def repr1(self, x, level):
        name = type(x).__name__.replace(" ", "_")
        method = getattr(self, "repr_" + name, None)
        return method(x, level) if method is not None else self.repr_instance(x, level)

    def _items(self, x, level, opening, closing, limit, lone_comma=False):
        if level <= 0 and x:
            return opening + self.fillvalue + closing
        parts = [self.repr1(item, level - 1) for item in islice(x, limit)]
        if len(x) > limit:
            parts.append(self.fillvalue)
        return opening + ", ".join(parts) + ("," if lone_comma and len(x) == 1 else "") + closing

    def repr_tuple(self, x, level):
        return self._items(x, level, "(", ")", self.maxtuple, True)

    def repr_list(self, x, level):
        return self._items(x, level, "[", "]", self.maxlist)

    def repr_array(self, x, level):
        return self._items(x, level, f"array('{x.typecode}', [", "])", self.maxarray) if x else f"array('{x.typecode}')"

    def repr_set(self, x, level):
        return self._items(_sorted(x), level, "{", "}", self.maxset) if x else "set()"

    def repr_frozenset(self, x, level):
        return self._items(_sorted(x), level, "frozenset({", "})", self.maxfrozenset) if x else "frozenset()"

    def repr_deque(self, x, level):
        return self._items(x, level, "deque([", "])", self.maxdeque)

    def repr_dict(self, x, level):
        if not x:
            return "{}"
        if level <= 0:
            return "{" + self.fillvalue + "}"
        parts = [f"{self.repr1(key, level - 1)}: {self.repr1(x[key], level - 1)}" for key in islice(_sorted(x), self.maxdict)]
        if len(x) > self.maxdict:
            parts.append(self.fillvalue)
        return "{" + ", ".join(parts) + "}"

    def _cut(self, text, limit):
        """text without its middle, if it is longer than limit."""
        if len(text) <= limit:
            return text
        before, after = self._ends(limit)
        return text[:before] + self.fillvalue + text[len(text) - after:]

    def _ends(self, limit):
        """How many characters are kept at the beginning and the end."""
        before = max(0, (limit - 3) // 2)
        return before, max(0, limit - 3 - before)

    def repr_str(self, x, level):
        text = builtins.repr(x[:self.maxstring])
        if len(text) <= self.maxstring:
            return text
        before, after = self._ends(self.maxstring)
        text = builtins.repr(x[:before] + x[len(x) - after:])
        return text[:before] + self.fillvalue + text[len(text) - after:]

    def repr_int(self, x, level):
        return self._cut(builtins.repr(x), self.maxlong)

    def repr_instance(self, x, level):
        try:
            text = builtins.repr(x)
        except Exception:
            return f"<{type(x).__name__} instance at {id(x):#x}>"
        return self._cut(text, self.maxother)


aRepr = Repr()
repr = aRepr.repr
