#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Keeps DIFFERENCES.md true. usage: check.py HEAPSCOPE DIFFERENCES.md. Prints TAP.

Each row of the page's tables links to a program in this folder, whose last comments state what CPython 3.11 and what
Heapscope print: README.md has the form.
"""

import os
import pathlib
import re
import subprocess
import sys

FOLDER = pathlib.Path(__file__).resolve().parent
CPYTHON = "/usr/bin/python3"
TIME_LIMIT = 60  # seconds for one program


def rows(page):
    """The first cell of each row, headings left out."""
    lines = page.read_text(encoding="utf-8").splitlines()
    for before, line in zip([""] + lines, lines):
        if line.startswith("| ") and before.startswith("|") and not line.startswith("| ---"):
            yield line.split(" | ")[0].removeprefix("| ")


def stated(program):
    """What CPython and what Heapscope print, as the program's last comments say."""
    comments = program.read_text(encoding="utf-8").rpartition("# CPython:\n")[2]
    cpython, _, heapscope = comments.partition("# Heapscope:\n")
    return [[line.removeprefix("#").removeprefix(" ") for line in part.splitlines()] for part in (cpython, heapscope)]


def output(command, program):
    """What PROGRAM prints, errors last, and how it ends; the folder it is in left out."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    try:
        done = subprocess.run([*command, program.name], cwd=program.parent, env=environment, timeout=TIME_LIMIT,
                              stdin=subprocess.DEVNULL, capture_output=True, check=False)
    except subprocess.TimeoutExpired:
        return ["no end"]
    lines = (done.stdout + done.stderr).decode(errors="replace").replace(f"{FOLDER}/", "").splitlines()
    if done.returncode > 0:
        lines.append(f"exit status {done.returncode}")
    elif done.returncode < 0:
        lines.append(f"signal {-done.returncode}")
    return lines


def is_oracle():
    try:
        done = subprocess.run([CPYTHON, "-c", "import sys; print(sys.version_info[:2] == (3, 11))"], capture_output=True, check=False)
    except OSError:
        return False
    return done.stdout == b"True\n"


def complaints(program, heapscope, oracle):
    cpython_says, heapscope_says = stated(program)
    if cpython_says == heapscope_says:
        yield "both are stated to print the same"
    for name, command, expected in (("CPython", [CPYTHON] if oracle else None, cpython_says),
                                    ("Heapscope", [heapscope, "run"], heapscope_says)):
        found = output(command, program) if command else expected
        if found != expected:
            other = heapscope_says if name == "CPython" else cpython_says
            yield f"{name} prints {found}, not {expected}" + (": the difference is gone" if found == other else "")


def main():
    heapscope, page = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    programs = sorted(FOLDER.glob("*.py"))
    programs.remove(FOLDER / "check.py")
    links = [(row, re.fullmatch(r"\[.*\]\(tests/differences/(\w+\.py)\)", row)) for row in rows(page)]
    named = [link[1] for row, link in links if link]
    oracle = is_oracle()
    wrong = {"every row links to a program": [row for row, link in links if not link or not (FOLDER / link[1]).exists()],
             "every program has one row": [p.name for p in programs if named.count(p.name) != 1]}
    print(f"1..{len(programs) + len(wrong)}" + ("" if oracle else f" # without {CPYTHON}, which is no 3.11"))
    for program in programs:
        wrong[program.stem] = list(complaints(program, heapscope, oracle))
    for number, (name, found) in enumerate(wrong.items(), 1):
        print("not ok" if found else "ok", number, "-", name)
        for line in found:
            print("#", line)
    return 1 if any(wrong.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
