#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes Python sources into a C table (gcore_python_modules): embed.py OUTPUT SOURCE..."""
import pathlib
import sys


def literal(text):
    """TEXT as C string literals, one a line."""
    lines = text.splitlines(keepends=True)
    quoted = (line.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") for line in lines)
    return "\n".join(f'    "{line}"' for line in quoted)


output, *sources = map(pathlib.Path, sys.argv[1:])
table = ['#include "gcore/modules/modules.h"', "", "const GcorePythonModule gcore_python_modules[] = {"]
for source in sorted(sources):
    text = source.read_text(encoding="utf-8")
    table += [f'  {{ "{source.stem}",', literal(text) + f", {len(text.encode())} }},"]
table += ["  { NULL }", "};", ""]
output.write_text("\n".join(table), encoding="utf-8")
