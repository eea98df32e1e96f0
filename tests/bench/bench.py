#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Times Heapscope against CPython: whole processes, the two in turn, medians and the ratio of each pair.

usage: bench.py [-n RUNS] [NAME…]

Times differ from run to run; the ratios are what to quote.
"""

import argparse
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEAPSCOPE = ROOT / "build/app/heapscope"
PYTHON = "/usr/bin/python3"
FOLDERS = [ROOT / "tests/bench/programs", ROOT.parent / "shared/benchmarks"]


def once(command):
    """Returns (seconds, peak KiB, exit code) of one run."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return time.perf_counter() - started, usage.ru_maxrss, process.returncode


def compare(program, runs):
    ours, theirs, ratios, peaks = [], [], [], []
    for _ in range(runs):
        seconds, peak, code = once([HEAPSCOPE, "run", program])
        other, other_peak, other_code = once([PYTHON, program])
        if code != other_code:
            return None
        ours.append(seconds)
        theirs.append(other)
        ratios.append(seconds / other)
        peaks.append(peak / other_peak)
    return [statistics.median(column) for column in (ours, theirs, ratios, peaks)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("-n", "--runs", type=int, default=5)
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    programs = [p for folder in FOLDERS if folder.is_dir() for p in sorted(folder.glob("*.py"))
                if not arguments.names or p.stem in arguments.names]
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    print(f"{'program':24} {'heapscope':>10} {'python3':>10} {'ratio':>7} {'memory':>7}")
    ratios = []
    for program in programs:
        row = compare(program, arguments.runs)
        if row is None:
            print(f"{program.stem:24} does not run")
            continue
        print(f"{program.stem:24} {row[0]:9.3f}s {row[1]:9.3f}s {row[2]:7.2f} {row[3]:7.2f}", flush=True)
        ratios.append(row[2])
    if ratios:
        print(f"{'geometric mean':24} {'':10} {'':10} {statistics.geometric_mean(ratios):7.2f}")


if __name__ == "__main__":
    sys.exit(main())
