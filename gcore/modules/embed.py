#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes Python sources into a C table (gcore_python_modules): embed.py OUTPUT SOURCE...

A source is named after its place in the folder python/: unittest/case.py is unittest.case, unittest/__init__.py unittest."""
import pathlib
import sys

FOLDER = pathlib.Path(__file__).resolve().parent / "python"


def literal(text):
    """TEXT as C string literals, one a line."""
    lines = text.splitlines(keepends=True)
    quoted = (line.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") for line in lines)
    return "\n".join(f'    "{line}"' for line in quoted) or '    ""'


output, *sources = map(pathlib.Path, sys.argv[1:])
table = ['#include "gcore/modules/modules.h"', "", "const GcorePythonModule gcore_python_modules[] = {"]
for source in sorted(sources):
    text = source.read_text(encoding="utf-8")
    is_package = source.stem == "__init__"
    parts = source.resolve().relative_to(FOLDER).with_suffix("").parts
    name = ".".join(parts[:-1] if is_package else parts)
    table += [f'  {{ "{name}",', literal(text) + f", {len(text.encode())}, {str(is_package).lower()} }},"]
table += ["  { NULL }", "};", ""]
output.write_text("\n".join(table), encoding="utf-8")
