# SPDX-License-Identifier: MIT
"""Lines of source files: of those the interpreter has read itself, for there is no way to others."""

from _inspection import source_line

__all__ = ["getline", "clearcache", "checkcache", "lazycache"]

cache = {}  # lines put in by a program: (size, time, lines, name) for each file name, as doctest and debuggers do


def getlines(filename, module_globals=None):
    """All lines of the file, with their newlines; [] if it is unknown."""
    if filename in cache and len(cache[filename]) > 1:
        return cache[filename][2]
    lines = []
    while (line := source_line(filename, len(lines) + 1)) is not None:
        lines.append(line if line.endswith("\n") else line + "\n")
    return lines


def getline(filename, lineno, module_globals=None):
    """One line with its newline; "" if there is none."""
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ""


def updatecache(filename, module_globals=None):
    return getlines(filename, module_globals)


def clearcache():
    cache.clear()


def checkcache(filename=None):
    """Files do not change under the interpreter."""


def lazycache(filename, module_globals):
    return False
