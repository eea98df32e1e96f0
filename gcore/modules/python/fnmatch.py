# SPDX-License-Identifier: MIT
"""Names that fit a pattern with *, ? and [...]."""

import functools
import re

__all__ = ["filter", "fnmatch", "fnmatchcase", "translate"]


def fnmatch(name, pat):
    """Whether the name fits; here, as on every POSIX system, case matters."""
    return fnmatchcase(name, pat)


def fnmatchcase(name, pat):
    return _compile(pat)(name) is not None


def filter(names, pat):
    """The names that fit."""
    match = _compile(pat)
    return [name for name in names if match(name)]


@functools.lru_cache(maxsize=256, typed=True)
def _compile(pat):
    if isinstance(pat, bytes):
        return re.compile(translate(pat.decode("latin-1")).encode("latin-1")).match
    return re.compile(translate(pat)).match


def translate(pat):
    """The pattern as a regular expression."""
    result = []
    i = 0
    while i < len(pat):
        c = pat[i]
        i += 1
        if c == "*":
            if not result or result[-1] != ".*":
                result.append(".*")
        elif c == "?":
            result.append(".")
        elif c == "[" and (end := _end_of_set(pat, i)) is not None:
            result.append(_translate_set(pat[i:end]))
            i = end + 1
        else:
            result.append(re.escape(c))
    return f"(?s:{''.join(result)})\\Z"


def _end_of_set(pat, start):
    """Where the ] of the set is; a ] that comes first is one of its characters."""
    if pat.startswith("!", start):
        start += 1
    end = pat.find("]", start + 1)
    return end if end >= 0 else None


def _translate_set(inner):
    negated = inner.startswith("!")
    inner = inner[1:] if negated else inner
    ranges, i = [], 0
    while i < len(inner):
        if inner[i + 1:i + 2] == "-" and i + 2 < len(inner):
            if inner[i] <= inner[i + 2]:
                ranges.append(re.escape(inner[i]) + "-" + re.escape(inner[i + 2]))
            i += 3
        else:
            ranges.append(re.escape(inner[i]))
            i += 1
    if not ranges:
        return "." if negated else "(?!)"
    return "[" + ("^" if negated else "") + "".join(ranges) + "]"
