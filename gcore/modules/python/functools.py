# SPDX-License-Identifier: MIT
"""Functions that work on functions."""

from types import GenericAlias, MethodType

__all__ = [
    "update_wrapper", "wraps", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES", "total_ordering", "cache", "cmp_to_key",
    "lru_cache", "reduce", "partial", "partialmethod", "singledispatch", "cached_property",
]

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")
WRAPPER_UPDATES = ("__dict__",)

_missing = object()


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Makes wrapper look like wrapped."""
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """A decorator that calls update_wrapper on what it decorates."""
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


def reduce(function, iterable, initial=_missing, /):
    """Applies function to the first two items, then to the result and the next, until one value is left."""
    iterator = iter(iterable)
    if initial is _missing:
        try:
            value = next(iterator)
        except StopIteration:
            raise TypeError("reduce() of empty iterable with no initial value") from None
    else:
        value = initial
    for item in iterator:
        value = function(value, item)
    return value


class partial:
    """A callable with some arguments given already."""

    __slots__ = "func", "args", "keywords", "__dict__", "__weakref__"

    def __new__(cls, func, /, *args, **keywords):
        if not callable(func):
            raise TypeError("the first argument must be callable")
        if isinstance(func, partial):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self = super().__new__(cls)
        self.func = func
        self.args = args
        self.keywords = keywords
        return self

    def __call__(self, /, *args, **keywords):
        if self.keywords:
            keywords = {**self.keywords, **keywords}
        return self.func(*self.args, *args, **keywords)

    def __repr__(self):
        parts = [repr(self.func), *map(repr, self.args)]
        parts.extend(f"{name}={value!r}" for name, value in self.keywords.items())
        return f"functools.partial({', '.join(parts)})"

    def __reduce__(self):
        return type(self), (self.func,), (self.func, self.args, self.keywords or None, self.__dict__ or None)

    def __setstate__(self, state):
        self.func, self.args, keywords, namespace = state
        self.keywords = keywords or {}
        self.__dict__.update(namespace or {})

    __class_getitem__ = classmethod(GenericAlias)


class partialmethod:
    """partial for methods: the object comes before the arguments given already."""

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        if isinstance(func, partialmethod):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords

    def _method(self, owner, /, *args, **keywords):
        return self.func(owner, *self.args, *args, **{**self.keywords, **keywords})

    def __get__(self, obj, cls=None):
        get = getattr(self.func, "__get__", None)
        if get is not None:
            function = get(obj, cls)
            if function is not self.func:
                return partial(function, *self.args, **self.keywords)
        if obj is None:
            return self._method
        return MethodType(self._method, obj)

    __class_getitem__ = classmethod(GenericAlias)


_ORDERINGS = {
    "__lt__": {
        "__gt__": lambda self, other: _not_less_nor_equal(self, other, "__lt__"),
        "__le__": lambda self, other: _or_equal(self, other, "__lt__"),
        "__ge__": lambda self, other: _negated(self, other, "__lt__"),
    },
    "__le__": {
        "__ge__": lambda self, other: _negated_or_equal(self, other, "__le__"),
        "__lt__": lambda self, other: _and_not_equal(self, other, "__le__"),
        "__gt__": lambda self, other: _negated(self, other, "__le__"),
    },
    "__gt__": {
        "__lt__": lambda self, other: _not_less_nor_equal(self, other, "__gt__"),
        "__ge__": lambda self, other: _or_equal(self, other, "__gt__"),
        "__le__": lambda self, other: _negated(self, other, "__gt__"),
    },
    "__ge__": {
        "__le__": lambda self, other: _negated_or_equal(self, other, "__ge__"),
        "__gt__": lambda self, other: _and_not_equal(self, other, "__ge__"),
        "__lt__": lambda self, other: _negated(self, other, "__ge__"),
    },
}


def _ask(self, other, root):
    return getattr(type(self), root)(self, other)


def _negated(self, other, root):
    result = _ask(self, other, root)
    return result if result is NotImplemented else not result


def _not_less_nor_equal(self, other, root):
    result = _ask(self, other, root)
    return result if result is NotImplemented else not result and self != other


def _or_equal(self, other, root):
    result = _ask(self, other, root)
    return result if result is NotImplemented else result or self == other


def _and_not_equal(self, other, root):
    result = _ask(self, other, root)
    return result if result is NotImplemented else result and self != other


def _negated_or_equal(self, other, root):
    result = _ask(self, other, root)
    return result if result is NotImplemented else not result or self == other


def total_ordering(cls):
    """Adds the comparisons a class lacks, made from one it has."""
    defined = {name for name in _ORDERINGS if getattr(cls, name, None) is not getattr(object, name, None)}
    if not defined:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = max(defined)  # prefers __lt__, then __le__, __gt__, __ge__
    for name, function in _ORDERINGS[root].items():
        if name not in defined:
            function.__name__ = name
            setattr(cls, name, function)
    return cls


def cmp_to_key(mycmp):
    """A key function out of an old comparison function."""

    class K:
        __slots__ = ["obj"]

        def __init__(self, obj):
            self.obj = obj

        def __lt__(self, other):
            return mycmp(self.obj, other.obj) < 0

        def __gt__(self, other):
            return mycmp(self.obj, other.obj) > 0

        def __eq__(self, other):
            return mycmp(self.obj, other.obj) == 0

        def __le__(self, other):
            return mycmp(self.obj, other.obj) <= 0

        def __ge__(self, other):
            return mycmp(self.obj, other.obj) >= 0

        __hash__ = None

    return K


class _CacheInfo(tuple):
    __slots__ = ()
    _fields = ("hits", "misses", "maxsize", "currsize")
    hits = property(lambda self: self[0])
    misses = property(lambda self: self[1])
    maxsize = property(lambda self: self[2])
    currsize = property(lambda self: self[3])

    def __repr__(self):
        return f"CacheInfo({', '.join(f'{name}={value!r}' for name, value in zip(self._fields, self))})"


_keyword_mark = object()


def _make_key(args, keywords, typed):
    """One hashable value for all arguments of a call."""
    if not keywords and not typed and len(args) == 1 and type(args[0]) in (int, str):
        return args[0]
    key = args
    if keywords:
        key += (_keyword_mark,)
        for item in keywords.items():
            key += item
    if typed:
        key += tuple(map(type, args))
        key += tuple(map(type, keywords.values()))
    return key


def lru_cache(maxsize=128, typed=False):
    """A decorator that remembers results by arguments, and forgets those not asked for longest."""
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        function, maxsize = maxsize, 128
        return _make_cached(function, maxsize, typed)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    return lambda function: _make_cached(function, maxsize, typed)


def _make_cached(function, maxsize, typed):
    results = {}
    hits = misses = 0

    def cached(*args, **keywords):
        nonlocal hits, misses
        if maxsize == 0:
            misses += 1
            return function(*args, **keywords)
        key = _make_key(args, keywords, typed)
        result = results.get(key, _missing)
        if result is not _missing:
            hits += 1
            if maxsize is not None:
                results[key] = results.pop(key)  # the order of a dict's keys is the order of their last use
            return result
        misses += 1
        result = function(*args, **keywords)
        if maxsize is not None and key not in results and len(results) >= maxsize:
            del results[next(iter(results))]
        results[key] = result
        return result

    def cache_info():
        """Hits, misses, limit and number of remembered results."""
        return _CacheInfo((hits, misses, maxsize, len(results)))

    def cache_clear():
        """Forgets all results."""
        nonlocal hits, misses
        results.clear()
        hits = misses = 0

    update_wrapper(cached, function)
    cached.cache_info = cache_info
    cached.cache_clear = cache_clear
    cached.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return cached


def cache(user_function, /):
    """A cache without a limit."""
    return lru_cache(maxsize=None)(user_function)


class cached_property:
    """A method whose result becomes an attribute of the instance when it is first asked for."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError(
                "Cannot assign the same cached_property to two different names "
                f"({self.attrname!r} and {name!r})."
            )

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        try:
            namespace = instance.__dict__
        except AttributeError:
            raise TypeError(
                f"No '__dict__' attribute on {type(instance).__name__!r} "
                f"instance to cache {self.attrname!r} property."
            ) from None
        value = namespace.get(self.attrname, _missing)
        if value is _missing:
            value = self.func(instance)
            namespace[self.attrname] = value
        return value

    __class_getitem__ = classmethod(GenericAlias)


def singledispatch(func):
    """A function that chooses what to do by the class of its first argument."""
    registry = {object: func}

    def dispatch(cls):
        """The function for cls: that of the nearest class in its mro."""
        for base in cls.__mro__:
            if base in registry:
                return registry[base]
        return func

    def register(cls, function=None):
        """Registers function for cls; a decorator if it is left out."""
        if function is None:
            if isinstance(cls, type):
                return lambda function: register(cls, function)
            function = cls
            annotations = getattr(function, "__annotations__", {})
            if not annotations:
                raise TypeError(
                    f"Invalid first argument to `register()`: {cls!r}. "
                    "Use either `@register(some_class)` or plain `@register` on an annotated function."
                )
            cls = next(iter(annotations.values()))
        registry[cls] = function
        return function

    def wrapper(*args, **keywords):
        if not args:
            raise TypeError(f"{func.__name__} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **keywords)

    update_wrapper(wrapper, func)
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = registry
    return wrapper
