#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs CPython's own tests of what Heapscope models, from the Debian package libpython3.11-testsuite, under Heapscope's unittest.

usage: run.py HEAPSCOPE [FILE…]

Each file of files.txt has to run without a failure or an error, and the methods skipped have to be exactly those in skipped.txt,
for exactly the reasons given there. A file named as a module, test.test_x, is run as one: its
examples show that name, or it is a part of unittest. Prints TAP; skipped as a whole where the package is not installed."""

import pathlib
import re
import subprocess
import sys
import tempfile

TESTS = pathlib.Path("/usr/lib/python3.11/test")
HERE = pathlib.Path(__file__).parent
TIME_LIMIT = 300  # seconds for one file; the slowest takes a few
RESULT = re.compile(r"^\w+ \((?:__main__|(?:unittest\.)?test\.(?:testmock\.)?\w+)\.([\w.<>]+)\)(?:\n.*?)? \.\.\. skipped (['\"])(.*)\2$", re.MULTILINE)


def read_lines(name):
    text = (HERE / name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def expected_skips():
    """{file: {(method, reason)}}"""
    skips = {}
    for line in read_lines("skipped.txt"):
        file, method, reason = line.split(None, 2)
        skips.setdefault(file, set()).add((method, reason))
    return skips


def run(heapscope, file):
    """Whether the tests passed, the skipped methods with their reasons, and what was printed."""
    with tempfile.TemporaryDirectory() as folder:
        command = [TESTS / f"{file}.py", "-v"]
        if "." in file:  # a module of a package that Heapscope carries
            link = pathlib.Path(folder, f"{file.replace('.', '/')}.py" if file.startswith("test.") else "unittest/test")
            link.parent.mkdir()
            link.symlink_to(TESTS.parent / link.relative_to(folder))
            command = ["-c", f"import unittest; unittest.main({file!r}, argv=['unittest', '-v'])"]
        try:
            done = subprocess.run([heapscope, "run", *command], cwd=folder, timeout=TIME_LIMIT, capture_output=True, text=True,
                                  errors="replace", stdin=subprocess.DEVNULL, check=False)
        except subprocess.TimeoutExpired:
            return False, set(), f"no end within {TIME_LIMIT} seconds"
    passed = done.returncode == 0 and re.search(r"^Ran [1-9]\d* tests? in ", done.stderr, re.MULTILINE) is not None
    return passed, {(match[1], match[3]) for match in RESULT.finditer(done.stderr)}, done.stderr


def main():
    heapscope, *files = sys.argv[1:]
    heapscope = pathlib.Path(heapscope).resolve()
    if not (TESTS / "test_gc.py").exists():
        print("1..0 # SKIP libpython3.11-testsuite is not installed")
        return 0
    listed = expected_skips()
    files = files or read_lines("files.txt")
    print(f"1..{len(files)}")
    failed = 0
    for number, file in enumerate(files, 1):
        passed, skipped, output = run(heapscope, file)
        wrong = skipped ^ listed.get(file, set())
        failed += not passed or bool(wrong)
        print("not ok" if not passed or wrong else "ok", number, "-", file)
        for method, reason in sorted(wrong):
            print(f"# {method}: {'skipped' if (method, reason) in skipped else 'not skipped'}: {reason}")
        for line in [] if passed else output.splitlines()[-40:]:
            print("#", line)
        sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
