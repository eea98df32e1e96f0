#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks what Heapscope's parser says about wrong programs against what CPython 3.11.2 said.

usage: syntax-errors.py DUMP-TREE SYNTAX-ERRORS.JSONL
       syntax-errors.py --record SYNTAX-ERRORS.JSONL     (under CPython 3.11: writes the answers anew)

Each line of the data is [mode, source, answer]; the answer is the exception's class and repr of its arguments, or "ok".
Prints TAP.
"""
import ast
import json
import pathlib
import sys
import warnings


def ask_cpython(mode, source):
    try:
        compile(source, "<string>", mode, ast.PyCF_ONLY_AST)
        return "ok"
    except (SyntaxError, ValueError, MemoryError) as error:
        return f"{type(error).__name__} {error.args!r}"


def record(path):
    assert sys.version_info[:3] == (3, 11, 2), "the answers are those of CPython 3.11.2"
    warnings.simplefilter("ignore")
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    with path.open("w", encoding="utf-8") as file:
        for mode, source, *_ in cases:
            print(json.dumps([mode, source, ask_cpython(mode, source)], ensure_ascii=False), file=file)


def check(executable, path):
    from tree_parser import Parser
    parser = Parser(executable)
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    print(f"1..{len(cases)}")
    for number, (mode, source, want) in enumerate(cases, 1):
        status, text = parser.ask(mode, source.encode("utf-8", "surrogatepass"))
        got = text if status == "error" else status
        print("ok" if got == want else "not ok", number, "-", mode, ascii(source)[:100].replace("#", "\\#"))
        if got != want:
            print(f"# want {want!a}\n# got  {got!a}")


def main():
    if sys.argv[1] == "--record":
        record(pathlib.Path(sys.argv[2]))
    else:
        check(sys.argv[1], pathlib.Path(sys.argv[2]))


main()
