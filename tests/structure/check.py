#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks what ARCHITECTURE.md and CONTRIBUTING.md promise of the tree. usage: check.py ROOT. Prints TAP."""

import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parents[2]

# From the bottom up: a folder may include its own files and those of the folders named before it in its row.
GCORE = ["base", "image", "memory", "refcount", "collector", "objects", "language", "machine", "modules", "record", "history",
         "analysis", "session"]
EXTRA = {
    # The table of instructions is constant data that code objects are described with.
    ("gcore/objects", "gcore/language"): {"code.h", "code.c", "code-type.c", "code-locations.c"},
    # A type's functions run code, and a compiler makes code objects: these look up by name what the machine provides.
    ("gcore/objects", "gcore/machine"): {"frame.h", "frame.c", "function.c", "generator.c", "generator-type.c", "generator.h",
                                         "traceback.h", "traceback.c", "method.c", "cell.c"},
}
UI_MAY_USE = {
    "ui/draw": ["ui/draw", "gcore/record", "gcore/base"],
    "ui/model": ["ui/model", "gcore/session", "gcore/record", "gcore/analysis", "gcore/base"],
    "ui/widgets": ["ui/widgets", "ui/draw", "ui/model", "gcore/analysis", "gcore/record", "gcore/session"],
    "ui/pages": ["ui/pages", "ui/widgets", "ui/draw", "ui/model", "gcore/analysis", "gcore/record", "gcore/session"],
    "ui/window": ["ui/window", "ui/pages", "ui/widgets", "ui/draw", "ui/model", "gcore/record", "gcore/session"],
}
LONG_FILES = {"gcore/machine/eval.c", "gcore/objects/identifiers.def"}
MAX_LINES = 800
MAX_COLUMNS = 125


def sources(*patterns):
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            if "build" not in path.relative_to(ROOT).parts[0]:
                yield path


def c_files():
    yield from sources("gcore/**/*.[ch]", "gcore/**/*.def", "ui/**/*.[ch]", "app/*.[ch]", "tests/**/*.[ch]")


def relative(path):
    return path.relative_to(ROOT).as_posix()


def check_includes():
    """Nothing reaches up."""
    for path in sources("gcore/**/*.[ch]"):
        room = path.relative_to(ROOT).parts[1]
        for include in re.findall(r'#include "(gcore/(\w+)/[^"]+|ui/[^"]+|app/[^"]+)"', path.read_text(encoding="utf-8")):
            other = include[1]
            folders = (f"gcore/{room}", f"gcore/{other}")
            if other and (GCORE.index(other) <= GCORE.index(room) or path.name in EXTRA.get(folders, ())):
                continue
            yield f"{relative(path)} includes {include[0]}"
    for path in sources("ui/**/*.[ch]"):
        room = "/".join(path.relative_to(ROOT).parts[:2])
        for include in re.findall(r'#include "((?:gcore|ui|app)/[^"]+)"', path.read_text(encoding="utf-8")):
            if "/".join(include.split("/")[:2]) not in UI_MAY_USE[room]:
                yield f"{relative(path)} includes {include}"


def check_glib():
    """gcore below session/ uses no GLib."""
    for path in sources("gcore/**/*.[ch]"):
        if path.relative_to(ROOT).parts[1] != "session" and re.search(r"#include <(glib|gio|gtk)", path.read_text(encoding="utf-8")):
            yield relative(path)


def check_licence():
    """Every source names its licence."""
    for path in sources("gcore/**/*.[ch]", "gcore/**/*.def", "gcore/**/*.py", "ui/**/*.[ch]", "ui/**/*.ui", "app/*.[ch]",
                        "tests/**/*.[ch]", "tests/*/*.py", "**/meson.build", "dev"):
        if not re.search(r"(fidelity|bench)/programs|tests/differences/(?!check)", relative(path)) \
                and "SPDX-License-Identifier: MIT" not in path.read_text(encoding="utf-8")[:400]:
            yield relative(path)


def check_length():
    """Files stay readable."""
    for path in c_files():
        lines = path.read_text(encoding="utf-8").splitlines()
        if len(lines) > MAX_LINES and relative(path) not in LONG_FILES:
            yield f"{relative(path)}: {len(lines)} lines"
        for number, line in enumerate(lines, 1):
            if len(line) > MAX_COLUMNS and path.suffix != ".def":
                yield f"{relative(path)}:{number}: {len(line)} columns"


def check_unfinished():
    """Nothing is left to do in the sources."""
    mark = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|not implemented yet")
    for path in c_files():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if mark.search(line) and "%" not in line and "\\" not in line:
                yield f"{relative(path)}:{number}: {line.strip()}"


def check_readmes():
    """Each folder says what belongs there."""
    for room in GCORE:
        if not (ROOT / "gcore" / room / "README.md").exists():
            yield f"gcore/{room}/README.md"
    for folder in ("gcore", "ui", "ui/draw", "ui/model", "ui/widgets", "ui/pages", "ui/window", "app", "data", "tests", "po"):
        if not (ROOT / folder / "README.md").exists():
            yield f"{folder}/README.md"


def check_translations():
    """Every file with words for people is known to translators."""
    listed = set((ROOT / "po/POTFILES").read_text(encoding="utf-8").split()) if (ROOT / "po/POTFILES").exists() else set()
    for path in sources("ui/**/*.[ch]", "ui/**/*.ui", "app/*.c", "gcore/session/*.c"):
        text = path.read_text(encoding="utf-8")
        if (re.search(r"\bN?_ ?\(", text) or 'translatable="yes"' in text) and relative(path) not in listed:
            yield relative(path)


def main():
    checks = [value for name, value in globals().items() if name.startswith("check_")]
    print(f"1..{len(checks)}")
    failed = 0
    for number, check in enumerate(checks, 1):
        found = list(check())
        failed += bool(found)
        print("not ok" if found else "ok", number, "-", check.__doc__)
        for line in found:
            print("#", line)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
