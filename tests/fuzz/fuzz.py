#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs broken and random programs: none may crash, hang, or use more memory than it was given.

usage: fuzz.py [SECONDS] [--heapscope PATH] [--seed N] [--runs N]

Programs are made from the ones in tests/fidelity and data/examples: lines dropped, doubled, swapped, cut, characters and
tokens changed. Prints the seed first; a failing program is kept and its path printed.
"""

import argparse
import pathlib
import random
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOKENS = ["(", ")", "[", "]", "{", "}", ":", ",", "=", "==", "->", "*", "**", "@", "lambda", "yield", "del", "None", "self",
          "class C: pass", "try:", "except:", "finally:", "for x in y:", "1e999", "0x", "'", '"""', "\\", "\t", "\0", "é", "\u2028",
          "f'{x!r:>{w}}'", "gc.collect()", "__class__", "raise", "return", "async", "match x:", "case _:", "[" * 300, "-" * 5000,
          "10**10000", "'x' * 10**9", "import gc", "global x", "nonlocal y", "...", ";", "#", ":=", "|", "!"]


def mutate(text, chance):
    lines = text.splitlines(keepends=True) or ["\n"]
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(lines))
        kind = chance.randrange(7)
        if kind == 0:
            del lines[at]
            lines = lines or ["\n"]
        elif kind == 1:
            lines.insert(at, lines[chance.randrange(len(lines))])
        elif kind == 2:
            lines[at] = lines[at][:chance.randint(0, len(lines[at]))]
        elif kind == 3:
            place = chance.randint(0, len(lines[at]))
            lines[at] = lines[at][:place] + chance.choice(TOKENS) + lines[at][place:]
        elif kind == 4:
            lines[at] = "    " * chance.randint(0, 3) + lines[at].lstrip()
        elif kind == 5:
            other = chance.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        else:
            lines[at] = lines[at].replace(chance.choice("()[]:,.=0123456789") or " ", chance.choice(TOKENS), 1)
    return "".join(lines)


def run(heapscope, path):
    """Returns what is wrong, or None."""
    command = [heapscope, "run", "--memory-limit", "64M", "--time-limit", "2s", path]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=60,
                              check=False)
    except subprocess.TimeoutExpired:
        return "does not end"
    if done.returncode < 0:
        return f"killed by signal {-done.returncode}"
    if b"Sanitizer" in done.stderr or b"runtime error" in done.stderr:
        return done.stderr.decode(errors="replace")[-2000:]
    if done.returncode == 1 and not done.stderr:
        return "exit status 1 without a word"
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("seconds", type=float, nargs="?", default=60)
    parser.add_argument("--heapscope", type=pathlib.Path, default=ROOT / "build/app/heapscope")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--runs", type=int, default=None, help="so many programs, however long they take")
    arguments = parser.parse_args()
    seed = arguments.seed if arguments.seed is not None else random.SystemRandom().randrange(10**9)
    chance = random.Random(seed)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="heapscope-fuzz-"))
    sources = sorted([*ROOT.glob("tests/fidelity/programs/*/*.py"), *ROOT.glob("data/examples/*.py"),
                      *ROOT.glob("data/examples/*.json")])
    print("# seed", seed, flush=True)
    end, count, failures = time.monotonic() + arguments.seconds, 0, 0
    while count < arguments.runs if arguments.runs else time.monotonic() < end:
        source = chance.choice(sources)
        path = folder / f"fuzz-{count}{source.suffix}"
        path.write_text(mutate(source.read_text(encoding="utf-8"), chance), encoding="utf-8")
        wrong = run(arguments.heapscope.resolve(), path)
        count += 1
        if wrong is None:
            path.unlink()
        else:
            failures += 1
            print(f"# {path} (from {source.name}): {wrong}", flush=True)
    print("1..1")
    print("not ok" if failures else "ok", f"1 - {count} broken programs ended well")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
