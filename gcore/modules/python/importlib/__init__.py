# SPDX-License-Identifier: MIT
"""Import by a function."""

import sys

__all__ = ["__import__", "import_module", "invalidate_caches"]

__import__ = __import__


def import_module(name, package=None):
    """The module with a name, which may be relative to a package."""
    level = len(name) - len(name.lstrip("."))
    if level:
        if not package:
            raise TypeError(f"the 'package' argument is required to perform a relative import for {name!r}")
        base = package.split(".")
        if level > len(base):
            raise ImportError("attempted relative import beyond top-level package")
        name = ".".join(base[:len(base) - level + 1] + [name[level:]] if name[level:] else base[:len(base) - level + 1])
    __import__(name)
    return sys.modules[name]


def invalidate_caches():
    """There are none."""
