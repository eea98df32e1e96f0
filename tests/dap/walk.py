#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Walks programs to their end and back again, as an editor would.

usage: walk.py HEAPSCOPE FOLDER [--all] [--steps N]

Each program is stepped through by "next" (at most N times, then it is continued) to its end, where what it has printed has to
be what its .out says; then back by "stepBack" as often, then by "reverseContinue" to the beginning; then on to the end, which
has to print the same, and to its exit. By default every tenth program is walked. Prints TAP.
"""
import argparse
import os
import pathlib
import sys
import traceback

from client import Client


def walk(heapscope, program, steps):
    expected = program.with_suffix(".out").read_text(encoding="utf-8")
    with Client(heapscope) as client:
        client.launch(str(program), stopOnEntry=True, stopAtEnd=True, cwd=str(program.parent))
        client.request("setExceptionBreakpoints", filters=[])
        assert client.stopped() == "entry"
        first = client.line()
        forward = 0
        reason = "step"
        while reason == "step" and forward < steps:
            reason = client.move("next")
            forward += 1
        while reason not in ("end", "terminated"):
            reason = client.move("continue")
        assert reason == "end", reason
        printed = client.output["stdout"]  # its exit sequence may print more
        assert expected.startswith(printed), "the output differs"
        back = 0
        while reason != "entry" and back < steps:
            reason = client.move("stepBack")
            back += 1
        while reason != "entry":
            reason = client.move("reverseContinue")
        assert client.line() == first, f"back at line {client.line()}, not {first}"
        assert client.output["stdout"] == printed, "going back printed something"
        assert client.move("continue") == "end"
        assert client.output["stdout"] == printed * 2, "the second time the output differs"
        assert client.move("continue") == "terminated"
        assert client.output["stdout"] == printed + expected, "the whole output differs"
        return f"{forward} steps on, {back} back"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("heapscope")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--steps", type=int, default=60)
    options = parser.parse_args()
    programs = [path for path in sorted(options.folder.resolve().rglob("*.py")) if path.with_suffix(".out").exists()]
    if not options.all:
        programs = programs[::10]
    print(f"1..{len(programs)}")
    failed = 0
    for number, program in enumerate(programs, 1):
        name = program.relative_to(options.folder.resolve())
        try:
            print("ok", number, "-", name, "#", walk(os.path.abspath(options.heapscope), program, options.steps), flush=True)
        except Exception:
            failed += 1
            print("not ok", number, "-", name)
            print("# " + traceback.format_exc().replace("\n", "\n# "), flush=True)
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
