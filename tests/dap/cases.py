# SPDX-License-Identifier: MIT
"""What the test programs here share: cases, each a function in a folder of its own for all of them, printed as TAP."""
import os
import sys
import tempfile
import traceback

from client import Client

HEAPSCOPE = os.path.abspath(sys.argv[1])

tests = []


def test(function):
    tests.append(function)
    return function


def write(text, name="program.py"):
    path = os.path.abspath(name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def expect(actual, wanted):
    assert actual == wanted, f"\n  got    {actual!r}\n  wanted {wanted!r}"


def expect_in(part, whole):
    assert part in whole, f"\n  got    {whole!r}\n  wanted {part!r} in it"


def started(text, breakpoints=(), **arguments):
    client = Client(HEAPSCOPE)
    client.launch(write(text), breakpoints, **arguments)
    return client


def main():
    failed = 0
    print(f"1..{len(tests)}")
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for number, function in enumerate(tests, 1):
            try:
                function()
                print("ok", number, "-", function.__name__.replace("_", " "), flush=True)
            except Exception:
                failed += 1
                print("not ok", number, "-", function.__name__.replace("_", " "))
                print("# " + traceback.format_exc().replace("\n", "\n# "), flush=True)
    return failed > 0
