# SPDX-License-Identifier: MIT
"""Values in the messages of tests."""

import difflib

__unittest = True  # frames of this module are not shown in the traceback of a failure

_MAX_SHOWN = 80  # characters of a value in a message
_PLACEHOLDER = 12  # about the length of "[123 chars]"
_KEPT = 5  # characters kept at an end of what is left out
_OMITTED = "\nDiff is %s characters long. Set self.maxDiff to None to see it."


def safe_repr(obj, short=False):
    try:
        text = repr(obj)
    except Exception:
        text = object.__repr__(obj)
    if not short or len(text) < _MAX_SHOWN:
        return text
    return text[:_MAX_SHOWN] + " [truncated]..."


def _shorten(text, n_first, n_last):
    """text with the middle left out, if that makes it shorter."""
    n_skipped = len(text) - n_first - n_last
    if n_skipped <= _PLACEHOLDER:
        return text
    return f"{text[:n_first]}[{n_skipped} chars]{text[len(text) - n_last:]}"


def _shortened_reprs(first, second):
    """The two values, without most of the beginning they have in common."""
    texts = safe_repr(first), safe_repr(second)
    longest = max(map(len, texts))
    if longest <= _MAX_SHOWN:
        return texts
    n_common = 0
    while n_common < min(map(len, texts)) and texts[0][n_common] == texts[1][n_common]:
        n_common += 1
    common = texts[0][:n_common]
    room = _MAX_SHOWN - (longest - n_common + _KEPT + _PLACEHOLDER)
    if room > _KEPT:
        common = _shorten(common, _KEPT, room)
        return tuple(common + text[n_common:] for text in texts)
    common = _shorten(common, _KEPT, _KEPT)
    n_different = _MAX_SHOWN - 3 * _KEPT - 2 * _PLACEHOLDER
    return tuple(common + _shorten(text[n_common:], n_different, _KEPT) for text in texts)


def _pretty(value, indent=0):
    """repr, broken into lines where it is too long for one."""
    text = _sorted_repr(value)
    if len(text) + indent < _MAX_SHOWN:
        return text
    kind = type(value)
    if kind is dict and value:
        items = sorted(value.items(), key=lambda item: _sort_key(item[0]))
        texts = []
        for key, item in items:
            name = _sorted_repr(key) + ": "
            texts.append(name + _pretty(item, indent + 1 + len(name)))
        opening, closing = "{", "}"
    elif kind in (list, tuple, set, frozenset) and value:
        opening, closing = {list: "[]", tuple: "()", set: "{}", frozenset: ("frozenset({", "})")}[kind]
        items = sorted(value, key=_sort_key) if kind in (set, frozenset) else value
        texts = [_pretty(item, indent + len(opening)) for item in items]
        if kind is tuple and len(texts) == 1:
            closing = ",)"
    else:
        return text
    return opening + (",\n" + " " * (indent + len(opening))).join(texts) + closing


def _sort_key(value):
    return (type(value).__name__, value) if isinstance(value, (str, int, float)) else (type(value).__name__, repr(value))


def _sorted_repr(value):
    if type(value) is dict and value:
        items = sorted(value.items(), key=lambda item: _sort_key(item[0]))
        return "{" + ", ".join(f"{_sorted_repr(key)}: {_sorted_repr(item)}" for key, item in items) + "}"
    if type(value) in (set, frozenset) and value:
        text = "{" + ", ".join(_sorted_repr(item) for item in sorted(value, key=_sort_key)) + "}"
        return text if type(value) is set else f"frozenset({text})"
    return safe_repr(value)


def _diff_of(first, second):
    lines = difflib.ndiff(_pretty(first).splitlines(), _pretty(second).splitlines())
    return "\n" + "\n".join(lines)


def strclass(cls):
    return f"{cls.__module__}.{cls.__qualname__}"


def three_way_cmp(x, y):
    return (x > y) - (x < y)
