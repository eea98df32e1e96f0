#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Takes statements out of a program as long as it still prints something else under Heapscope than under CPython 3.11.

usage: shrink.py HEAPSCOPE (SEED | FILE)      the small program goes to standard output

First whole chunks (see generate.py) in ever smaller runs, then the lines of what is left. A step is kept when CPython
still ends normally and the outputs still differ. The helpers at the start, the end and the line that freezes what the
interpreter allocated stay: without them the program would differ for reasons of no interest.
"""

import os
import sys

import compare
import generate


def differs(heapscope, text):
    try:
        compile(text, "program", "exec")
    except SyntaxError:
        return False
    expected, output, _ = compare.both(heapscope, text)
    return expected.endswith(b"status 0\n") and expected != output


def reduce(parts, join, still):
    """Leaves out runs of parts, the longest first, for as long as still(join(parts)) holds."""
    size = max(1, len(parts) // 2)
    while True:
        at, shorter = len(parts), False
        while at > 0:
            begin = max(0, at - size)
            fewer = parts[:begin] + parts[at:]
            if still(join(fewer)):
                parts, shorter = fewer, True
            at = begin
        if size == 1 and not shorter:
            return parts
        size = max(1, size // 2)


def main():
    heapscope, source = os.path.abspath(sys.argv[1]), sys.argv[2]
    if source.isdigit():
        text = generate.program(int(source))
    else:
        with open(source, encoding="utf-8") as file:
            text = file.read()

    def still(candidate):
        return differs(heapscope, candidate)

    if not still(text):
        sys.exit("shrink: both print the same")
    before, freeze, after = text.replace(generate.MARK, "", 1).replace(generate.WARM + generate.MARK, generate.WARM).partition(generate.FREEZE)
    after = after.removesuffix(generate.MARK + generate.END)
    before = before.removeprefix(generate.START).removesuffix(generate.WARM)
    freeze = generate.WARM + freeze

    def join(parts):
        return generate.START + "".join(parts) + generate.END

    def still_frozen(candidate):
        return freeze in candidate and still(candidate)

    parts = [*before.split(generate.MARK), freeze, *after.split(generate.MARK)]
    parts = reduce(parts, join, still_frozen)
    parts = reduce("".join(parts).splitlines(keepends=True), join, still_frozen)
    print(join(parts), end="")


if __name__ == "__main__":
    main()
