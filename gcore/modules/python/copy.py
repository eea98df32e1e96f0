# SPDX-License-Identifier: MIT
"""Shallow and deep copies."""

import types
import weakref

__all__ = ["Error", "copy", "deepcopy"]


class Error(Exception):
    """An object that cannot be copied."""


error = Error

# Of these no copy is needed: they cannot change, or are one of a kind.
_atomic = {
    type(None), int, float, bool, complex, str, bytes, type, range, property, weakref.ref, type(Ellipsis),
    type(NotImplemented), types.BuiltinFunctionType, types.FunctionType, types.CodeType,
    types.UnionType,
}
_shallow_atomic = _atomic | {tuple, frozenset, slice}
_shallow = {list: list.copy, dict: dict.copy, set: set.copy, bytearray: bytearray.copy}


def _description(x, cls, manner):
    """What __reduce_ex__ says of how to make x anew; manner (shallow, deep) for the error."""
    import sys

    copyreg = sys.modules.get("copyreg")
    reductor = copyreg.dispatch_table.get(cls) if copyreg is not None else None
    if reductor is not None:
        return reductor(x)
    reductor = getattr(x, "__reduce_ex__", None)
    if reductor is not None:
        return reductor(4)
    reductor = getattr(x, "__reduce__", None)
    if reductor is not None:
        return reductor()
    raise Error("un(%s)copyable object of type %s" % (manner, cls))


def copy(x):
    """A new object with the same contents."""
    cls = type(x)
    if cls in _shallow_atomic:
        return x
    copier = _shallow.get(cls)
    if copier is not None:
        return copier(x)
    if issubclass(cls, type):
        return x
    copier = getattr(cls, "__copy__", None)
    if copier is not None:
        return copier(x)
    made = _description(x, cls, "shallow")
    return x if isinstance(made, str) else _reconstruct(x, None, *made)


def deepcopy(x, memo=None, _nil=[]):
    """A new object with copies of the contents, and of their contents."""
    if memo is None:
        memo = {}
    key = id(x)
    known = memo.get(key, _nil)
    if known is not _nil:
        return known
    cls = type(x)
    if cls in _atomic or issubclass(cls, type):
        return x
    copier = _deep.get(cls)
    if copier is not None:
        result = copier(x, memo)
    else:
        copier = getattr(x, "__deepcopy__", None)
        if copier is not None:
            result = copier(memo)
        else:
            made = _description(x, cls, "deep")
            result = x if isinstance(made, str) else _reconstruct(x, memo, *made)
    if result is not x:
        memo[key] = result
        _keep_alive(x, memo)
    return result


def _keep_alive(x, memo):
    """Lets x live as long as the memo, which knows it by its id only."""
    try:
        memo[id(memo)].append(x)
    except KeyError:
        memo[id(memo)] = [x]


def _deepcopy_list(x, memo):
    result = []
    memo[id(x)] = result
    for item in x:
        result.append(deepcopy(item, memo))
    return result


def _deepcopy_tuple(x, memo):
    items = [deepcopy(item, memo) for item in x]
    # It may have been copied meanwhile, as a part of itself.
    try:
        return memo[id(x)]
    except KeyError:
        pass
    if all(item is copied for item, copied in zip(x, items)):
        return x
    return tuple(items)


def _deepcopy_dict(x, memo):
    result = {}
    memo[id(x)] = result
    for key, value in x.items():
        result[deepcopy(key, memo)] = deepcopy(value, memo)
    return result


def _deepcopy_method(x, memo):
    return type(x)(x.__func__, deepcopy(x.__self__, memo))


_deep = {
    list: _deepcopy_list, tuple: _deepcopy_tuple, dict: _deepcopy_dict, types.MethodType: _deepcopy_method,
}


def _reconstruct(x, memo, func, args, state=None, listiter=None, dictiter=None, *, deepcopy=deepcopy):
    """Makes an object from its description; memo None: a shallow copy."""
    deep = memo is not None
    if deep and args:
        args = (deepcopy(arg, memo) for arg in args)
    y = func(*args)
    if deep:
        memo[id(x)] = y
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        if hasattr(y, "__setstate__"):
            y.__setstate__(state)
        else:
            slots = None
            if isinstance(state, tuple) and len(state) == 2:
                state, slots = state
            if state is not None:
                y.__dict__.update(state)
            if slots is not None:
                for name, value in slots.items():
                    setattr(y, name, value)
    if listiter is not None:
        for item in listiter:
            y.append(deepcopy(item, memo) if deep else item)
    if dictiter is not None:
        for key, value in dictiter:
            if deep:
                key, value = deepcopy(key, memo), deepcopy(value, memo)
            y[key] = value
    return y
