#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Times Heapscope against CPython: whole processes, the two in turn.

usage: bench.py [-n RUNS] [NAME…]

Of each program: the median times; the median of the ratios of each pair; the ratio of the least processor times (user
and system), which says more than the clock's when the machine has other work; and the ratio of the peaks of memory.
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
    """Returns (seconds, processor seconds, peak KiB, exit code) of one run."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, process.returncode


def compare(program, runs):
    """Returns (seconds, python3's, ratio, ratio of processor time, ratio of peaks), or None if the results differ."""
    pairs = []
    for _ in range(runs):
        ours, theirs = once([HEAPSCOPE, "run", program]), once([PYTHON, program])
        if ours[3] != theirs[3]:
            return None
        pairs.append((ours, theirs))
    median = statistics.median
    return (median(ours[0] for ours, _ in pairs), median(theirs[0] for _, theirs in pairs),
            median(ours[0] / theirs[0] for ours, theirs in pairs),
            min(ours[1] for ours, _ in pairs) / min(theirs[1] for _, theirs in pairs),
            median(ours[2] / theirs[2] for ours, theirs in pairs))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("-n", "--runs", type=int, default=5)
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    programs = [p for folder in FOLDERS if folder.is_dir() for p in sorted(folder.glob("*.py"))
                if not arguments.names or p.stem in arguments.names]
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    print(f"{'program':24} {'heapscope':>10} {'python3':>10} {'ratio':>7} {'cpu':>7} {'memory':>7}")
    rows = []
    for program in programs:
        row = compare(program, arguments.runs)
        if row is None:
            print(f"{program.stem:24} does not run")
            continue
        print(f"{program.stem:24} {row[0]:9.3f}s {row[1]:9.3f}s {row[2]:7.2f} {row[3]:7.2f} {row[4]:7.2f}", flush=True)
        rows.append(row)
    if rows:
        means = [statistics.geometric_mean(row[column] for row in rows) for column in (2, 3, 4)]
        print(f"{'geometric mean':24} {'':10} {'':10} {means[0]:7.2f} {means[1]:7.2f} {means[2]:7.2f}")


if __name__ == "__main__":
    sys.exit(main())
