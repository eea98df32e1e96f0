#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs random programs under Heapscope and under CPython 3.11 and reports those that print something else.

usage: compare.py HEAPSCOPE [--seed FIRST] [--count N] [--jobs N] [--save FOLDER] [--tap]

Programs are those of the seeds FIRST, FIRST + 1, … (see generate.py). A differing one is shown with the first lines that
differ, and with --save its text is written to FOLDER/SEED.py, ready for shrink.py.
"""

import argparse
import concurrent.futures
import difflib
import functools
import os
import pathlib
import subprocess
import sys
import tempfile

import generate

# Without -u the buffer of standard output is a list in the program's heap whenever the output is no terminal.
ORACLE = "/usr/bin/python3"
TIME_LIMIT = 20  # seconds for one program; most take a fiftieth of one


def run(command, folder):
    """What a program printed and how it ended, as bytes to compare."""
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, stdin=subprocess.DEVNULL,
                              timeout=TIME_LIMIT, check=False)
    except subprocess.TimeoutExpired:
        return b"no end\n", b""
    return done.stdout + b"status %d\n" % done.returncode, done.stderr


def both(heapscope, text):
    """The two outputs of a program: CPython's, Heapscope's, Heapscope's errors."""
    with tempfile.TemporaryDirectory(prefix="differential-") as folder:
        path = os.path.join(folder, "program.py")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        expected, _ = run([ORACLE, "-s", "-S", "-u", "program.py"], folder)
        output, errors = run([heapscope, "run", "program.py"], folder)
    return expected, output, errors


def differing_lines(expected, output):
    lines = difflib.unified_diff(expected.decode(errors="replace").splitlines(), output.decode(errors="replace").splitlines(),
                                 "CPython", "Heapscope", lineterm="", n=2)
    return list(lines)[2:14]


def oracle_is_there():
    try:
        done = subprocess.run([ORACLE, "--version"], capture_output=True, check=False)
    except OSError:
        return False
    return done.stdout.startswith(b"Python 3.11.")


def compare_seed(heapscope, seed):
    text = generate.program(seed)
    return seed, text, *both(heapscope, text)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("heapscope", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--save", type=pathlib.Path)
    parser.add_argument("--tap", action="store_true", help="print one test line, for meson")
    arguments = parser.parse_args()
    if not oracle_is_there():
        print(f"1..0 # SKIP {ORACLE} is not Python 3.11")
        return 0
    if arguments.save:
        arguments.save.mkdir(parents=True, exist_ok=True)

    different = 0
    prefix = "# " if arguments.tap else ""
    compare = functools.partial(compare_seed, str(arguments.heapscope.resolve()))
    seeds = range(arguments.seed, arguments.seed + arguments.count)
    with concurrent.futures.ProcessPoolExecutor(arguments.jobs) as pool:
        for seed, text, expected, output, errors in pool.map(compare, seeds, chunksize=8):
            if expected == output:
                continue
            different += 1
            print(f"{prefix}seed {seed} differs")
            for line in differing_lines(expected, output) + errors.decode(errors="replace").splitlines()[-3:]:
                print(f"{prefix}  {line}")
            sys.stdout.flush()
            if arguments.save:
                (arguments.save / f"{seed}.py").write_text(text, encoding="utf-8")
    summary = f"{arguments.count} programs from seed {arguments.seed}, {different} differ"
    print(f"1..1\n{'not ok' if different else 'ok'} 1 - {summary}" if arguments.tap else summary)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
