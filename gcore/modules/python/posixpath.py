# SPDX-License-Identifier: MIT
"""Paths as text."""

__all__ = ["normcase", "isabs", "join", "splitdrive", "split", "splitext", "basename", "dirname", "commonprefix",
           "commonpath", "normpath", "abspath", "relpath", "exists", "isfile", "isdir", "islink", "lexists", "getsize",
           "expanduser", "expandvars", "realpath", "curdir", "pardir", "sep", "pathsep", "extsep", "altsep", "devnull"]

curdir, pardir, sep, pathsep, extsep, altsep, devnull = ".", "..", "/", ":", ".", None, "/dev/null"


def fspath(path):
    """The path as text or bytes."""
    if isinstance(path, (str, bytes)):
        return path
    try:
        method = type(path).__fspath__
    except AttributeError:
        raise TypeError(f"expected str, bytes or os.PathLike object, not {type(path).__name__}") from None
    result = method(path)
    if isinstance(result, (str, bytes)):
        return result
    raise TypeError(f"expected {type(path).__name__}.__fspath__() to return str or bytes, not {type(result).__name__}")


def _like(path, text):
    """text in the kind path is of."""
    return text.encode() if isinstance(path, bytes) else text


def normcase(s):
    return fspath(s)


def isabs(s):
    s = fspath(s)
    return s.startswith(_like(s, sep))


def join(a, *p):
    """The parts with slashes between them; an absolute part starts anew."""
    path = fspath(a)
    slash = _like(path, sep)
    for part in map(fspath, p):
        if type(part) is not type(path) and not (isinstance(part, str) and isinstance(path, str)):
            raise TypeError("Can't mix strings and bytes in path components")
        if part.startswith(slash):
            path = part
        elif not path or path.endswith(slash):
            path += part
        else:
            path += slash + part
    return path


def splitdrive(p):
    p = fspath(p)
    return p[:0], p


def split(p):
    """What is before the last slash, and what is behind it."""
    p = fspath(p)
    slash = _like(p, sep)
    i = p.rfind(slash) + 1
    head, tail = p[:i], p[i:]
    return head.rstrip(slash) or head, tail


def basename(p):
    return split(p)[1]


def dirname(p):
    return split(p)[0]


def splitext(p):
    """The path without its ending, and the ending with its dot."""
    p = fspath(p)
    start = p.rfind(_like(p, sep)) + 1
    while p[start:start + 1] == _like(p, extsep):  # dots in front begin no ending
        start += 1
    dot = p.rfind(_like(p, extsep), start)
    return (p[:dot], p[dot:]) if dot >= 0 else (p, p[:0])


def commonprefix(m):
    """The longest beginning, by characters, of all."""
    if not m:
        return ""
    first, last = min(m), max(m)
    for i, c in enumerate(first):
        if c != last[i]:
            return first[:i]
    return first


def commonpath(paths):
    """The longest beginning, by parts, of all."""
    paths = tuple(map(fspath, paths))
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    slash, dot = _like(paths[0], sep), _like(paths[0], curdir)
    if len({isabs(path) for path in paths}) > 1:
        raise ValueError("Can't mix absolute and relative paths")
    parts = [[part for part in path.split(slash) if part and part != dot] for path in paths]
    return (slash if isabs(paths[0]) else slash[:0]) + slash.join(commonprefix(parts))


def normpath(path):
    """The path without what leads nowhere: empty parts, "." and ".." after another part."""
    path = fspath(path)
    slash, dot, dots = (_like(path, text) for text in (sep, curdir, pardir))
    lead = slash * (2 if path.startswith(slash * 2) and not path.startswith(slash * 3) else path.startswith(slash))
    parts = []
    for part in path.split(slash):
        if not part or part == dot:
            continue
        if part != dots or (not lead and not parts) or (parts and parts[-1] == dots):
            parts.append(part)
        elif parts:
            parts.pop()
    return lead + slash.join(parts) or dot


def abspath(path):
    """An absolute path, made normal; a relative one would need the current folder."""
    if not isabs(path):
        _no_access()
    return normpath(path)


def relpath(path, start=None):
    """How to get to path from start."""
    slash = _like(fspath(path), sep)
    there, here = ([part for part in abspath(p).split(slash) if part] for p in (path, curdir if start is None else start))
    common = len(commonprefix([there, here]))
    return slash.join([_like(slash, pardir)] * (len(here) - common) + there[common:]) or _like(slash, curdir)


def expandvars(path):
    """There are no variables to put in."""
    return fspath(path)


def _no_access(*args, **kwargs):
    raise PermissionError("a program under inspection has no access to files")


def exists(path):
    """False: a program sees no files."""
    fspath(path)
    return False


lexists = isfile = isdir = islink = ismount = exists
expanduser = realpath = samefile = getsize = getmtime = getatime = getctime = _no_access
