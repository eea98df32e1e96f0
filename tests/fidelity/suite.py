#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs programs under Heapscope and compares what they print with what CPython 3.11 printed.

usage: suite.py HEAPSCOPE FOLDER [--repl] [--gc-stress] [--not-yet FILE]

FOLDER holds NAME.py or NAME.json beside NAME.out, also in sub-folders (with --repl: NAME.txt, fed to `heapscope repl`, beside NAME.out).
A program named in the not-yet file is expected to differ, and the suite fails when it no longer does. Prints TAP.
With --gc-stress there are collections all the time; those programs then differ that show collections.
"""

import argparse
import difflib
import pathlib
import subprocess
import sys

TIME_LIMIT = 120  # seconds for one program; the slowest takes about one


def run(heapscope, program, repl, options):
    verb = ["repl", "-q", *options] if repl else ["run", *options, program.name]
    try:
        done = subprocess.run([heapscope, *verb], cwd=program.parent, timeout=TIME_LIMIT, capture_output=True,
                              stdin=program.open("rb") if repl else subprocess.DEVNULL, check=False)
    except subprocess.TimeoutExpired:
        return None, b"no end within %d seconds\n" % TIME_LIMIT
    return done.stdout, done.stderr


def explain(expected, output, errors):
    if output is not None:
        lines = difflib.unified_diff(expected.decode(errors="replace").splitlines(),
                                     output.decode(errors="replace").splitlines(), "CPython", "Heapscope", lineterm="", n=1)
        for line in list(lines)[:24]:
            print("#", line)
    for line in errors.decode(errors="replace").splitlines()[-6:]:
        print("# stderr:", line)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("heapscope", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--repl", action="store_true")
    parser.add_argument("--gc-stress", dest="options", action="append_const", const="--gc-stress", default=[])
    parser.add_argument("--not-yet", type=pathlib.Path)
    arguments = parser.parse_args()

    if not arguments.folder.is_dir():
        print(f"1..0 # SKIP {arguments.folder} is not here")
        return 0
    not_yet = set()
    if arguments.not_yet:
        text = arguments.not_yet.read_text(encoding="utf-8")
        not_yet = {line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")}

    patterns = ["*.txt"] if arguments.repl else ["*.py", "*.json"]
    found = sorted(p for pattern in patterns for p in arguments.folder.rglob(pattern))
    programs = [p for p in found if p.with_suffix(".out").exists()]
    print(f"1..{len(programs) + 1}")
    failed = 0
    for number, program in enumerate(programs, 1):
        name = program.relative_to(arguments.folder).with_suffix("").as_posix()
        output, errors = run(arguments.heapscope.resolve(), program, arguments.repl, arguments.options)
        expected = program.with_suffix(".out").read_bytes()
        good = (output == expected) != (name in not_yet)
        failed += not good
        print("ok" if good else "not ok", number, "-", name, "(differs, as listed)" if good and name in not_yet else "")
        if not good and name in not_yet:
            print("# passes now: take it off", arguments.not_yet.name)
        elif not good:
            explain(expected, output, errors)
        sys.stdout.flush()
    names = {p.relative_to(arguments.folder).with_suffix("").as_posix() for p in programs}
    unknown = not_yet - names
    print("not ok" if unknown else "ok", len(programs) + 1, "- every listed name is a program", *sorted(unknown))
    return 1 if failed or unknown else 0


if __name__ == "__main__":
    sys.exit(main())
