# SPDX-License-Identifier: MIT
"""Warnings: filters that say what becomes of one, and how it is shown. Those of the interpreter itself come through
warn_explicit, too, once this module is imported."""

import sys

__all__ = ["warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings", "simplefilter", "resetwarnings",
           "catch_warnings"]

_ACTIONS = "error", "ignore", "always", "default", "module", "once"

# Each filter: action, pattern of the message, category, pattern of the module, line; the first that fits is taken.
filters = [
    ("default", None, DeprecationWarning, "__main__", 0),
    ("ignore", None, DeprecationWarning, None, 0),
    ("ignore", None, PendingDeprecationWarning, None, 0),
    ("ignore", None, ImportWarning, None, 0),
    ("ignore", None, ResourceWarning, None, 0),
]
defaultaction = _defaultaction = "default"
onceregistry = _onceregistry = {}  # what the action "once" has shown
_filters_version = 1  # a registry of another version is out of date


def _filters_mutated():
    global _filters_version
    _filters_version += 1


# --- showing ---

class WarningMessage:
    """What the filters have let through."""

    _WARNING_DETAILS = "message", "category", "filename", "lineno", "file", "line", "source"

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return (f"{{message : {self.message!r}, category : {self._category_name!r}, filename : {self.filename!r}, "
                f"lineno : {self.lineno}, line : {self.line!r}}}")


def _formatwarnmsg_impl(message):
    text = f"{message.filename}:{message.lineno}: {message.category.__name__}: {message.message}\n"
    line = message.line
    if line is None:
        import linecache
        line = linecache.getline(message.filename, message.lineno)
    line = line.strip()
    if line:
        text += f"  {line}\n"
    return text if message.source is None else text + _birthplace(message)


def _birthplace(message):
    """Where the object a warning is about was made, if tracemalloc knows."""
    import linecache
    import tracemalloc
    places = tracemalloc.get_object_traceback(message.source)
    if places is None:
        return "" if tracemalloc.is_tracing() else (f"{message.category.__name__}: Enable tracemalloc to get the object "
                                                    "allocation traceback\n")
    text = "Object allocated at (most recent call last):\n"
    for place in places:
        text += f'  File "{place.filename}", lineno {place.lineno}\n'
        line = linecache.getline(place.filename, place.lineno).strip()
        if line:
            text += f"    {line}\n"
    return text


def formatwarning(message, category, filename, lineno, line=None):
    """The text of a warning; a program may put another function in its place."""
    return _formatwarnmsg_impl(WarningMessage(message, category, filename, lineno, None, line))


_formatwarning_orig = formatwarning


def _formatwarnmsg(message):
    if formatwarning is not _formatwarning_orig:
        return formatwarning(message.message, message.category, message.filename, message.lineno, message.line)
    return _formatwarnmsg_impl(message)


def _showwarnmsg_impl(message):
    stream = sys.stderr if message.file is None else message.file
    if stream is not None:
        text = _formatwarnmsg(message)
        try:
            stream.write(text)
        except OSError:
            pass  # nowhere to show it


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Shows a warning; a program may put another function in its place."""
    _showwarnmsg_impl(WarningMessage(message, category, filename, lineno, file, line))


_showwarning_orig = showwarning


def _showwarnmsg(message):
    if showwarning is _showwarning_orig:
        _showwarnmsg_impl(message)
    elif not callable(showwarning):
        raise TypeError("warnings.showwarning() must be set to a function or method")
    else:
        showwarning(message.message, message.category, message.filename, message.lineno, message.file, message.line)


# --- filters ---

def _check(action, lineno):
    assert action in _ACTIONS, f"invalid action: {action!r}"
    assert isinstance(lineno, int) and lineno >= 0, "lineno must be an int >= 0"


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """Adds a filter in front of the others, or behind them."""
    _check(action, lineno)
    assert isinstance(message, str), "message must be a string"
    assert isinstance(category, type), "category must be a class"
    assert issubclass(category, Warning), "category must be a Warning subclass"
    assert isinstance(module, str), "module must be a string"
    if message or module:
        import re
    _add_filter(action, re.compile(message, re.I) if message else None, category, re.compile(module) if module else None,
                lineno, append=append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Adds a filter for all messages and modules."""
    _check(action, lineno)
    _add_filter(action, None, category, None, lineno, append=append)


def _add_filter(*item, append):
    if append:
        if item not in filters:
            filters.append(item)
    else:
        if item in filters:
            filters.remove(item)
        filters.insert(0, item)
    _filters_mutated()


def resetwarnings():
    filters.clear()
    _filters_mutated()


def _fits(pattern, text):
    return pattern is None or (pattern == text if isinstance(pattern, str) else pattern.match(text) is not None)


def _find_filter(text, category, module, lineno):
    for item in filters:
        if not isinstance(item, tuple) or len(item) != 5:
            raise ValueError(f"warnings.filters item {filters.index(item)} isn't a 5-tuple")
        if issubclass(category, item[2]) and item[4] in (0, lineno) and _fits(item[1], text) and _fits(item[3], module):
            return item[0], item
    return defaultaction, None


# --- warning ---

def warn(message, category=None, stacklevel=1, source=None):
    """Issues a warning for the place of the call, or of a caller further out."""
    if isinstance(message, Warning):
        category = type(message)
    elif category is None:
        category = UserWarning
    elif not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    try:
        frame = sys._getframe(max(stacklevel, 1))
    except ValueError:
        namespace, filename, lineno = sys.__dict__, "sys", 1
    else:
        namespace, filename, lineno = frame.f_globals, frame.f_code.co_filename, frame.f_lineno
    registry = namespace.setdefault("__warningregistry__", {})
    warn_explicit(message, category, filename, lineno, namespace.get("__name__", "<string>"), registry, namespace, source)


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None):
    """Issues a warning for a place in a file. registry says what has been shown for it."""
    if registry is not None and not isinstance(registry, dict):
        raise TypeError("'registry' must be a dict or None")
    if isinstance(message, Warning):
        text, category = str(message), type(message)
    else:
        text, message = message, category(message)
    if module is None:
        module = filename.removesuffix(".py") or "<unknown>"
    key = text, category, lineno
    if registry is not None:
        if registry.get("version", 0) != _filters_version:
            registry.clear()
            registry["version"] = _filters_version
        if registry.get(key):
            return
    action, item = _find_filter(text, category, module, lineno)
    if action == "error":
        raise message
    if action == "ignore" or (action != "always" and _seen_before(action, item, key, registry)):
        return
    _showwarnmsg(WarningMessage(message, category, filename, lineno, None, None, source))


def _seen_before(action, item, key, registry):
    """Whether the action has shown such a warning; notes that it has now."""
    if registry is None:
        registry = {}
    if action not in ("default", "module", "once"):
        raise RuntimeError(f"Unrecognized action ({action!r}) in warnings.filters:\n {item}")
    registry[key] = True
    if action == "default":
        return False
    if action == "once":
        registry, key = onceregistry, key[:2]
    else:
        key = (*key[:2], 0)
    seen = bool(registry.get(key))
    registry[key] = True
    return seen


class catch_warnings:
    """The filters as they were, once the with statement is over; record=True: the warnings in a list instead of shown."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._module = sys.modules["warnings"] if module is None else module
        self._entered = False
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        parts = ["record=True"] if self._record else []
        if self._module is not sys.modules["warnings"]:
            parts.append(f"module={self._module!r}")
        return f"{type(self).__name__}({', '.join(parts)})"

    def __enter__(self):
        if self._entered:
            raise RuntimeError(f"Cannot enter {self!r} twice")
        self._entered = True
        module = self._module
        self._saved = module.filters, module.showwarning, module._showwarnmsg_impl
        module.filters = module.filters[:]
        module._filters_mutated()
        if self._filter is not None:
            simplefilter(*self._filter)
        if not self._record:
            return None
        log = []
        module._showwarnmsg_impl = log.append
        module.showwarning = module._showwarning_orig
        return log

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError(f"Cannot exit {self!r} without entering first")
        module = self._module
        module.filters, module.showwarning, module._showwarnmsg_impl = self._saved
        module._filters_mutated()


def _deprecated(name, message="{name!r} is deprecated and slated for removal in Python {remove}", *, remove,
                _version=sys.version_info):
    """Warns that name is deprecated; an error once it should be gone."""
    version = f"{remove[0]}.{remove[1]}"
    if _version[:2] > remove or (_version[:2] == remove and _version[3] != "alpha"):
        raise RuntimeError(f"{name!r} was slated for removal after Python {version} alpha")
    warn(message.format(name=name, remove=version), DeprecationWarning, stacklevel=3)
