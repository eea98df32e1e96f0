# SPDX-License-Identifier: MIT
"""Functions that work on functions."""

from _functools import _lru_cache_wrapper, cmp_to_key, partial, reduce
from abc import get_cache_token
from collections import namedtuple
from types import GenericAlias, MethodType

__all__ = [
    "update_wrapper", "wraps", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES", "total_ordering", "cache", "cmp_to_key",
    "lru_cache", "reduce", "partial", "partialmethod", "singledispatch", "singledispatchmethod", "cached_property",
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

    def __repr__(self):
        args = ", ".join(map(repr, self.args))
        keywords = ", ".join(f"{name}={value!r}" for name, value in self.keywords.items())
        return f"{type(self).__module__}.{type(self).__qualname__}({self.func!r}, {args}, {keywords})"

    def _make_unbound_method(self):
        def _method(cls_or_self, /, *args, **keywords):
            return self.func(cls_or_self, *self.args, *args, **{**self.keywords, **keywords})
        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method._partialmethod = self
        return _method

    def __get__(self, obj, cls=None):
        get = getattr(self.func, "__get__", None)
        if get is not None:
            function = get(obj, cls)
            if function is not self.func:
                result = partial(function, *self.args, **self.keywords)
                try:
                    result.__self__ = function.__self__
                except AttributeError:
                    pass
                return result
        return self._make_unbound_method().__get__(obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)

    __class_getitem__ = classmethod(GenericAlias)


def _derived(root, name, combine):
    """The comparison called name, made from the one called root."""
    def method(self, other):
        result = getattr(type(self), root)(self, other)
        if result is NotImplemented:
            return result
        return combine(result, self, other)
    method.__name__ = name
    method.__doc__ = getattr(object, name).__doc__
    return method


def _negated(result, a, b):
    return not result


def _negated_and_unequal(result, a, b):
    return not result and a != b


def _negated_or_equal(result, a, b):
    return not result or a == b


def _or_equal(result, a, b):
    return result or a == b


def _and_unequal(result, a, b):
    return result and a != b


_ORDERINGS = {
    "__lt__": {"__gt__": _negated_and_unequal, "__le__": _or_equal, "__ge__": _negated},
    "__le__": {"__ge__": _negated_or_equal, "__lt__": _and_unequal, "__gt__": _negated},
    "__gt__": {"__lt__": _negated_and_unequal, "__ge__": _or_equal, "__le__": _negated},
    "__ge__": {"__le__": _negated_or_equal, "__gt__": _and_unequal, "__lt__": _negated},
}


def total_ordering(cls):
    """Adds the comparisons a class lacks, made from one it has."""
    defined = {name for name in _ORDERINGS if getattr(cls, name, None) is not getattr(object, name, None)}
    if not defined:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = max(defined)  # prefers __lt__, then __le__, __gt__, __ge__
    for name, combine in _ORDERINGS[root].items():
        if name not in defined:
            setattr(cls, name, _derived(root, name, combine))
    return cls


_CacheInfo = namedtuple("CacheInfo", ["hits", "misses", "maxsize", "currsize"])


def lru_cache(maxsize=128, typed=False):
    """A decorator that remembers results by arguments, and forgets those not asked for longest."""
    if isinstance(maxsize, int):
        if maxsize < 0:
            maxsize = 0
    elif callable(maxsize) and isinstance(typed, bool):
        function, maxsize = maxsize, 128
        cached = _lru_cache_wrapper(function, maxsize, typed, _CacheInfo)
        cached.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
        return update_wrapper(cached, function)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")

    def decorating_function(user_function):
        cached = _lru_cache_wrapper(user_function, maxsize, typed, _CacheInfo)
        cached.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
        return update_wrapper(cached, user_function)

    return decorating_function


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
            try:
                namespace[self.attrname] = value
            except TypeError:
                raise TypeError(
                    f"The '__dict__' attribute on {type(instance).__name__!r} instance "
                    f"does not support item assignment for caching {self.attrname!r} property."
                ) from None
        return value

    __class_getitem__ = classmethod(GenericAlias)


def _c3_merge(sequences):
    """The C3 merge of lists of classes, which it empties."""
    result = []
    while sequences := [sequence for sequence in sequences if sequence]:
        for sequence in sequences:
            first = sequence[0]
            if not any(first in other[1:] for other in sequences):
                break
        else:
            raise RuntimeError("Inconsistent hierarchy")
        result.append(first)
        for sequence in sequences:
            if sequence[0] == first:
                del sequence[0]
    return result


def _c3_mro(cls, abcs=()):
    """The mro of cls with the abstract classes it is registered with, each as near as cls or a base first had it."""
    boundary = 0  # abstract bases of its own end here: those registered come before concrete ones
    for i, base in enumerate(reversed(cls.__bases__)):
        if hasattr(base, "__abstractmethods__"):
            boundary = len(cls.__bases__) - i
            break
    abcs = list(abcs)
    explicit, other = list(cls.__bases__[:boundary]), list(cls.__bases__[boundary:])
    abstract = [base for base in abcs
                if issubclass(cls, base) and not any(issubclass(b, base) for b in cls.__bases__)]
    abcs = [base for base in abcs if base not in abstract]
    return _c3_merge([[cls]] + [_c3_mro(base, abcs) for base in explicit + abstract + other]
                     + [explicit, abstract, other])


def _compose_mro(cls, types):
    """The mro of cls together with those of types it is a virtual subclass of."""
    bases = set(cls.__mro__)

    def is_related(typ):
        return (typ not in bases and hasattr(typ, "__mro__") and not isinstance(typ, GenericAlias)
                and issubclass(cls, typ))

    types = [typ for typ in types if is_related(typ)]
    # Not those that only come as a base of another.
    types = [typ for typ in types if not any(typ != other and typ in other.__mro__ for other in types)]
    mro = []
    for typ in types:
        found = [[base for base in sub.__mro__ if base in types]
                 for sub in typ.__subclasses__() if sub not in bases and issubclass(cls, sub)]
        if not found:
            mro.append(typ)
            continue
        found.sort(key=len, reverse=True)
        for sub in found:
            for subcls in sub:
                if subcls not in mro:
                    mro.append(subcls)
    return _c3_mro(cls, abcs=mro)


def _find_impl(cls, registry):
    """The function registered for the nearest class; RuntimeError if two unrelated abstract classes are equally near."""
    mro = _compose_mro(cls, registry.keys())
    match = None
    for t in mro:
        if match is not None:
            if t in registry and t not in cls.__mro__ and match not in cls.__mro__ and not issubclass(match, t):
                raise RuntimeError(f"Ambiguous dispatch: {match} or {t}")
            break
        if t in registry:
            match = t
    return registry.get(match)


def singledispatch(func):
    """A function that chooses what to do by the class of its first argument."""
    import weakref
    from types import MappingProxyType, UnionType

    registry = {}
    found = weakref.WeakKeyDictionary()
    token = None

    def dispatch(cls):
        """The function for cls: that registered for the nearest of its bases."""
        nonlocal token
        if token is not None and token != get_cache_token():
            found.clear()
            token = get_cache_token()
        try:
            return found[cls]
        except KeyError:
            function = registry.get(cls)
            if function is None:
                function = _find_impl(cls, registry)
            found[cls] = function
            return function

    def members(cls):
        """The classes of a union, or None if cls is none."""
        if isinstance(cls, UnionType) or getattr(cls, "__origin__", None) is _typing_union():
            return cls.__args__
        return None

    def is_valid(cls):
        if isinstance(cls, type) and not isinstance(cls, GenericAlias):
            return True
        classes = members(cls)
        return classes is not None and all(isinstance(arg, type) for arg in classes)

    def register(cls, func=None):
        """Registers func for cls; a decorator if func is left out."""
        nonlocal token
        if is_valid(cls):
            if func is None:
                return lambda function: register(cls, function)
        else:
            if func is not None:
                raise TypeError(f"Invalid first argument to `register()`. {cls!r} is not a class or union type.")
            if not getattr(cls, "__annotations__", {}):
                raise TypeError(
                    f"Invalid first argument to `register()`: {cls!r}. "
                    "Use either `@register(some_class)` or plain `@register` on an annotated function."
                )
            func = cls
            from typing import get_type_hints

            name, cls = next(iter(get_type_hints(func).items()))
            if not is_valid(cls):
                what = f"{cls!r} not all arguments are classes." if members(cls) else f"{cls!r} is not a class."
                raise TypeError(f"Invalid annotation for {name!r}. {what}")
        for one in members(cls) or (cls,):
            registry[one] = func
            if token is None and hasattr(one, "__abstractmethods__"):
                token = get_cache_token()
        found.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f"{name} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **kw)

    name = getattr(func, "__name__", "singledispatch function")
    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = MappingProxyType(registry)
    wrapper._clear_cache = found.clear
    return update_wrapper(wrapper, func)


def _typing_union():
    """typing.Union, if anybody has imported typing; else something that is nothing's origin."""
    import sys

    typing = sys.modules.get("typing")
    return typing.Union if typing is not None else _missing


class singledispatchmethod:
    """singledispatch for methods: the first argument after self decides."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        """Registers method for cls; a decorator if it is left out."""
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        def _method(*args, **kwargs):
            method = self.dispatcher.dispatch(args[0].__class__)
            return method.__get__(obj, cls)(*args, **kwargs)

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.register = self.register
        return update_wrapper(_method, self.func)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)
