#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Counts the objects that operations allocate, under Heapscope and under CPython 3.11, and reports those that differ.

usage: allocations.py HEAPSCOPE [--seed N] [--count N] [--tap]

An operation is an operator or a method, called with arguments of all sorts in several ways; --count of them are chosen by
the seed. For each, a program prints by how much it raises the collector's count, and in which functions the collections
start when every allocation starts one: so temporary objects count too. The first call is not measured, for it fills caches.
"""

import argparse
import itertools
import pathlib
import random
import sys
import tempfile

import compare

MEASURE = '''
import functools, gc, sys, types, weakref
gc.disable()

def on_collection(phase, info):
    if phase == "start":
        started.append(sys._getframe(1).f_code.co_name)

def outcome(operation):
    try:
        operation()
    except BaseException as e:
        return type(e).__name__

def measure(number, operation):
    result = outcome(operation)
    gc.collect()
    room = [[] for _ in range(300)]
    before = gc.get_count()[0]
    outcome(operation)
    rise = gc.get_count()[0] - before
    gc.collect()
    started.clear()
    gc.callbacks.append(on_collection)
    gc.set_threshold(-1, 1000000, 1000000)
    gc.enable()
    outcome(operation)
    gc.disable()
    gc.callbacks.clear()
    print(number, rise, result, *started)

started = []

class Instance:
    x = 1
    def method(self, *args, **kwargs):
        return 1
    def __repr__(self):
        return "Instance"

class Slots:
    __slots__ = "a", "b"

class Index:
    def __index__(self):
        return 2
    def __len__(self):
        return 3
    def __getitem__(self, i):
        return i if i < 3 else [][0]

class List(list): pass
class Int(int): pass

def generator():
    yield 1
    yield 2

def function(*args, **kwargs):
    return args

def same(x):
    return x

three, pair, table, some, plain = [1, 2, 3], (1, 2), {"a": 1, "b": 2}, {1, 2, 3}, object()
'''

VALUES = """plain 5 True 2.5 1j 'ab_c' b'ab_c' bytearray(b'ab') memoryview(b'abc') three[:] pair dict(table) set(some)
frozenset(some) range(5) slice(1,5,2) property(same) staticmethod(same) classmethod(same) super(Instance,Instance())
generator() function Instance().method len [].append ValueError(1,2) KeyError(1) OSError(1,'a') Instance() Slots() List([1])
Int(3) table.keys() table.values() table.items() iter(three) iter(pair) iter(table) iter('ab') reversed(three)
enumerate(three) zip(three,pair) map(same,three) int.__add__ (1).__add__ str.upper weakref.ref(Instance) None Ellipsis
list[int] int|str types.SimpleNamespace(a=1) types.MappingProxyType(table) functools.partial(same) Instance int""".split()

ARGUMENTS = """None 3 -1 'a' b'a' three pair table some 2.5 same plain Index() generator() int slice(1,2) [[1,2]]
'__class__'""".split()

# Where the ways differ and DIFFERENCES.md says why, or where there is nothing to measure.
LEFT_OUT = ("__reduce__", "__reduce_ex__", "__getstate__", "__setstate__", "__init_subclass__", "__subclasshook__",
            "__class__", "__del__", "__subclasses__")

CALLS = ["{0}.{1}", "{0}.{1}()", "{0}.{1}({2})", "{0}.{1}({2}, {3})", "{0}.{1}(1, 2, 3)", "{0}.{1}(zz=1)", "{0}.{1}(*pair)",
         "{0}.{1}(*[{2}])", "{0}.{1}(**{{}})", "type({0}).{1}({0})", "type({0}).{1}({0}, {2})", "type({0}).{1}()",
         "functools.partial({0}.{1})({2})", "functools.partial({0}.{1}, {2})()", "list(map({0}.{1}, [{2}]))",
         "function(*{0}.{1}())"]

OPERATORS = "+ - * / // % @ & | ^ == != < <= > >= in".split()


def operations():
    """Every operation, as text."""
    names = {}
    exec(MEASURE, names)  # pylint: disable=exec-used
    names["started"].clear()
    for value in VALUES:
        obj = eval(value, names)  # pylint: disable=eval-used
        text = f"({value})"
        for name in dir(obj):
            if name in LEFT_OUT:
                continue
            calls = CALLS if callable(getattr(obj, name, None)) else CALLS[:1]
            for call in calls:
                arguments = itertools.product(ARGUMENTS, ARGUMENTS) if "{3}" in call else ((a, a) for a in ARGUMENTS)
                for first, second in arguments if "{2}" in call else [("", "")]:
                    yield call.format(text, name, first, second)
        for operator, other in itertools.product(OPERATORS, VALUES):
            yield f"{text} {operator} ({other})"


def program(chosen):
    functions = "".join(f"def operation{i}():\n    {text}\n" for i, text in enumerate(chosen))
    calls = "".join(f"measure({i}, operation{i})\n" for i in range(len(chosen)))
    return f"{MEASURE}\n{functions}gc.collect()\ngc.freeze()\n{calls}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("heapscope", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--tap", action="store_true", help="print one test line, for meson")
    arguments = parser.parse_args()
    if not compare.oracle_is_there():
        print(f"1..0 # SKIP {compare.ORACLE} is not Python 3.11")
        return 0

    every = list(operations())
    chosen = random.Random(arguments.seed).sample(every, min(arguments.count, len(every)))
    expected, output, errors = compare.both(str(arguments.heapscope.resolve()), program(chosen))
    expected, output = expected.decode().splitlines(), output.decode().splitlines()
    prefix = "# " if arguments.tap else ""
    different = 0
    for text, cpython, heapscope in itertools.zip_longest(chosen + ["end"], expected, output):
        if cpython != heapscope:
            different += 1
            print(f"{prefix}{text}\n{prefix}  CPython    {cpython}\n{prefix}  Heapscope  {heapscope}")
    for line in errors.decode(errors="replace").splitlines()[-3:]:
        print(f"{prefix}{line}")
    summary = f"{len(chosen)} of {len(every)} operations, {different} allocate something else"
    print(f"1..1\n{'not ok' if different else 'ok'} 1 - {summary}" if arguments.tap else summary)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
