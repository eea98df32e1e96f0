#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares Heapscope's syntax trees with those of CPython 3.11's ast module, positions included.

usage: compare-trees.py DUMP-TREE FILE-OR-FOLDER…

Prints TAP, one test a file. A file that CPython refuses has to be refused with the same exception.
"""
import ast
import pathlib
import sys
import warnings

from tree_parser import Parser


def expected(source):
    try:
        return "ok", ast.dump(ast.parse(source, "<string>"), include_attributes=True)
    except (SyntaxError, ValueError) as error:
        return "error", f"{type(error).__name__} {error.args!r}"


def difference(got, want):
    i = next((i for i, (a, b) in enumerate(zip(got, want)) if a != b), min(len(got), len(want)))
    return f"# want …{want[max(0, i - 80):i + 80]}\n# got  …{got[max(0, i - 80):i + 80]}"


def main():
    if sys.version_info[:2] != (3, 11):
        print("1..0 # SKIP needs Python 3.11 to compare with")
        return
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    parser = Parser(sys.argv[1])
    paths = []
    for argument in map(pathlib.Path, sys.argv[2:]):
        paths += sorted(argument.rglob("*.py")) if argument.is_dir() else [argument]
    print(f"1..{len(paths)}")
    for number, path in enumerate(paths, 1):
        source = path.read_bytes()
        want = expected(source)
        got = parser.ask("exec", source)
        print("ok" if got == want else "not ok", number, "-", path)
        if got != want:
            print(difference(got[1], want[1]))


main()
