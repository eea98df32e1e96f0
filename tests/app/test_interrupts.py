#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Instructions that take very long end at the time limit, and what goes on for ever ends with Ctrl+C too.

usage: test_interrupts.py HEAPSCOPE

Prints TAP. How late an instruction ended is measured from outside, so it includes the end of the process.
"""
import os
import signal
import subprocess
import sys
import time

HEAPSCOPE = os.path.abspath(sys.argv[1])
TIME_LIMIT = 0.2
LATENESS = 0.5  # seconds; about 0.03 where nothing else runs
TRIES = 3  # for a machine that is busy with something else

DIGITS = "import sys\nsys.set_int_max_str_digits(0)\n"
NUMBERS = "a = [i * 7919 % 1000003 for i in range(10 ** 6)]\n"

# Each takes seconds at least, most of them in one instruction.
LONG = """\
3 ** 10 ** 9
import math; math.factorial(10 ** 7)
import math; math.isqrt(3 ** 10 ** 8)
import math; math.gcd(3 ** 10 ** 6, 7 ** 10 ** 6 - 1)
import math; math.comb(10 ** 8, 5 * 10 ** 6)
pow(3, 10 ** 100000, 10 ** 30000 + 1)
DIGITS str(3 ** (2 * 10 ** 7)) * 10 ** 3
DIGITS int('1234567' * 3 * 10 ** 6)
NUMBERS while True: sorted(a * 3)
NUMBERS while True: sorted(a * 3, key=lambda x: x)
while True: 'a' * 10 ** 8
while True: ('ab' * 10 ** 7).replace('a', 'ccc')
while True: ','.join('ab' * 10 ** 6)
while True: ('ab' * 10 ** 7).split('b')
while True: ('a' * 10 ** 7).find('a' * 10 ** 5 + 'b' + 'a' * 10 ** 5)
while True: ('ab' * 10 ** 7).translate({97: 98})
while True: ('é' * 10 ** 7).encode().decode() == 'é' * 10 ** 7
while True: format(1, '500000000d')
repr([list(range(100))] * 10 ** 6)
sum(range(10 ** 12))
min(range(10 ** 12))
any(map(bool, iter(int, 1)))
import itertools; all(itertools.repeat(1))
-1 in iter(range(10 ** 12))
range(10 ** 12).count(5.5)
set(range(10 ** 7)); dict.fromkeys(range(10 ** 7)); list(range(10 ** 7)); 1 in itertools.count()
while True: set(range(10 ** 6)) == set(range(10 ** 6))
import itertools, collections; collections.deque(itertools.repeat(0, 10 ** 12), maxlen=0)
import itertools, collections; collections.deque(itertools.product(range(100), repeat=10), maxlen=0)
import itertools, collections; collections.deque(itertools.permutations(range(100)), maxlen=0)
import itertools, collections; collections.Counter(itertools.cycle('abc'))
NUMBERS import random; random.shuffle(a * 10)
import statistics; statistics.stdev([i / 3 for i in range(10 ** 7)])
import json; json.loads('[' + '[1, "a", {"b": 2.5}], ' * 10 ** 6 + '1]')
import json; json.dumps([[i, {'a': i}] for i in range(10 ** 6)])
NUMBERS import heapq; heapq.heapify(a * 10); heapq.nsmallest(10 ** 6, a * 10)
import bisect; bisect.bisect(range(10 ** 18), 5, key=lambda x: sum(range(10 ** 9)))
import gc; gc.disable(); a = [[] for i in range(5 * 10 ** 6)]; gc.collect(); gc.collect(); gc.collect()
while True: [[] for i in range(10 ** 6)]
compile('x = 1\\n' * 10 ** 7, 'f', 'exec')
eval('[' + '1, ' * 10 ** 8 + ']')
import re; re.search('(a|aa)+$', 'a' * 100 + 'b')
import time; time.sleep(1000)
import fractions; fractions.Fraction(3 ** 10 ** 6, 7 ** 10 ** 6)
input()
""".splitlines()

# These go on for ever, or wait.
ENDLESS = """\
sum(itertools.count())
collections.deque(itertools.repeat(0), maxlen=0)
collections.deque(itertools.cycle('abc'), maxlen=0)
collections.deque(itertools.product(range(100), repeat=100), maxlen=0)
collections.deque(itertools.combinations(range(100), 50), maxlen=0)
any(iter(int, 1))
max(range(10 ** 18))
3 ** 10 ** 8
re.search('(a|aa)+$', 'a' * 100 + 'b')
time.sleep(1000)
input()
""".splitlines()


def program(line):
    return line.replace("DIGITS ", DIGITS).replace("NUMBERS ", NUMBERS)


def end_at_the_time_limit(line):
    """How it ended, and how late."""
    started = time.monotonic()
    with subprocess.Popen([HEAPSCOPE, "run", "--memory-limit", "2G", "--time-limit", str(TIME_LIMIT), "-c", program(line)],
                          stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        errors = process.stderr.read().decode(errors="replace")
        process.wait(60)
    return (process.returncode, errors), (124, f"heapscope: stopped: the time limit of {TIME_LIMIT} s is over\n"), \
        time.monotonic() - started - TIME_LIMIT


def end_by_ctrl_c(line):
    code = f"import collections, itertools, re, time\nprint(1, flush=True)\n{line}"
    with subprocess.Popen([HEAPSCOPE, "run", "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as process:
        process.stdout.readline()
        time.sleep(0.1)
        started = time.monotonic()
        process.send_signal(signal.SIGINT)
        errors = process.stderr.read().decode(errors="replace")
        process.wait(60)
    return (process.returncode, errors.splitlines()[-1:]), (130, ["KeyboardInterrupt"]), time.monotonic() - started


def main():
    cases = [(end_at_the_time_limit, line) for line in LONG] + [(end_by_ctrl_c, line) for line in ENDLESS]
    failed = 0
    print(f"1..{len(cases)}")
    for number, (end, line) in enumerate(cases, 1):
        for _ in range(TRIES):
            result, wanted, lateness = end(line)
            good = result == wanted and lateness < LATENESS
            if good or result != wanted:
                break
        failed += not good
        print("ok" if good else "not ok", number, "-", end.__name__.replace("_", " ") + ":", line.replace("#", ""))
        print(f"# {lateness * 1000:.0f} ms late" + ("" if good else f", {result!r}"), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
