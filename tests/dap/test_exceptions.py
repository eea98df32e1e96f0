#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Exceptions: the program stops where they are raised, going on and going back.

usage: test_exceptions.py HEAPSCOPE

Prints TAP.
"""
import sys

import cases
from cases import HEAPSCOPE, expect, expect_in, test, write
from client import Client

HANDLED = """\
def find(key):
    try:
        return {}[key]
    finally:
        n = 1

for i in range(2):
    try:
        find(i)
    except KeyError as error:
        print("no", error)
try:
    int("x")
except ValueError as error:
    kept = error
try:
    raise kept
except ValueError:
    pass
"""
UNCAUGHT = """\
class Trouble(Exception):
    pass

def deep(n):
    if n == 0:
        raise Trouble("at the bottom")
    try:
        deep(n - 1)
    finally:
        print("up", n)

def main():
    try:
        raise ValueError("handled")
    except ValueError:
        pass
    deep(3)

main()
"""


def begin(text, filters=None, **arguments):
    """At the entry."""
    client = Client(HEAPSCOPE)
    client.launch(write(text), stopOnEntry=True, **arguments)
    if filters is not None:
        client.request("setExceptionBreakpoints", filters=[], filterOptions=filters)
    expect(client.stopped(), "entry")
    return client


def stops(client, command="continue"):
    """Where exceptions stop it, and what they are, until something else does."""
    found = []
    while (reason := client.move(command)) == "exception":
        found.append((client.line(), client.request("exceptionInfo", threadId=1)["description"]))
    return found, reason


@test
def raised_ones_stop_where_they_are_raised():
    with begin(HANDLED, [{"filterId": "raised"}], stopAtEnd=True) as client:
        invalid = "ValueError: invalid literal for int() with base 10: 'x'"
        there = [(3, "KeyError: 0"), (3, "KeyError: 1"), (13, invalid), (17, invalid)]
        expect(stops(client), (there, "end"))
        expect(stops(client, "reverseContinue"), (there[::-1], "entry"))
        expect(stops(client)[0], there)


@test
def classes_select_them():
    with begin(HANDLED, [{"filterId": "raised", "condition": "OSError, LookupError"}]) as client:
        expect(stops(client), ([(3, "KeyError: 0"), (3, "KeyError: 1")], "terminated"))
    with begin(HANDLED) as client:
        client.request("setExceptionBreakpoints", filters=[], exceptionOptions=[
            {"path": [{"names": ["Python"]}, {"names": ["ValueError"]}], "breakMode": "always"},
            {"path": [{"names": ["KeyError"]}], "breakMode": "never"}])
        expect([line for line, _ in stops(client)[0]], [13, 17])


@test
def an_uncaught_one_stops_before_anything_is_unwound():
    with begin(UNCAUGHT) as client:  # that is the default
        expect(client.move("continue"), "exception")
        expect([(frame["name"], frame["line"]) for frame in client.frames()],
               [("deep", 6), ("deep", 8), ("deep", 8), ("deep", 8), ("main", 17), ("<module>", 19)])
        expect(client.evaluate("n"), "0")
        info = client.request("exceptionInfo", threadId=1)
        expect((info["exceptionId"], info["description"], info["breakMode"]),
               ("Trouble", "Trouble: at the bottom", "unhandled"))
        expect(info["details"]["fullTypeName"], "__main__.Trouble")
        expect_in('line 6, in deep\n', info["details"]["stackTrace"])
        expect(client.output["stdout"], "up 1\nup 2\nup 3\n")  # it has been there, and has come back
        expect((client.move("stepBack"), client.line()), ("step", 6))
        expect((client.move("stepBack"), client.line()), ("step", 5))
        expect((client.move("continue"), client.line()), ("exception", 6))
        expect(client.move("continue"), "terminated")
        expect_in("Trouble: at the bottom", client.output["stderr"])


@test
def going_back_from_the_end_it_is_found_too():
    with begin(UNCAUGHT, [{"filterId": "uncaught"}], stopAtEnd=True) as client:
        expect(client.move("continue"), "exception")
        expect(client.move("continue"), "end")
        expect((client.move("reverseContinue"), client.line()), ("exception", 6))
        expect(client.request("exceptionInfo", threadId=1)["description"], "Trouble: at the bottom")
        expect(client.move("reverseContinue"), "entry")


@test
def a_breakpoint_on_its_way_out_does_not_hide_it():
    with begin(UNCAUGHT) as client:
        client.request("setBreakpoints", source={"path": write(UNCAUGHT)}, breakpoints=[{"line": 10, "condition": "n == 2"}])
        expect((client.move("continue"), client.line()), ("breakpoint", 10))
        expect((client.move("continue"), client.line()), ("exception", 6))
        expect((client.move("continue"), client.line()), ("breakpoint", 10))
        expect(client.move("continue"), "terminated")


@test
def one_raised_in_c_after_python_code_ran_stops_at_the_call():
    text = "class K:\n    def __hash__(self):\n        return 7\n\nd = {}\ntry:\n    d[K()]\nexcept KeyError:\n    pass\n[][9]\n"
    with begin(text, [{"filterId": "raised"}]) as client:
        expect((client.move("continue"), client.line()), ("exception", 7))
        expect((client.move("continue"), client.line()), ("exception", 10))
        expect(client.move("continue"), "terminated")


@test
def one_in_a_generator_stops_in_it():
    text = "def numbers():\n    yield 1\n    1 / 0\n\nfor n in numbers():\n    pass\n"
    with begin(text) as client:
        expect((client.move("continue"), client.line(), len(client.frames())), ("exception", 3, 2))
        expect(client.move("continue"), "terminated")


@test
def nothing_stops_where_none_is_asked_for():
    for text in (HANDLED, UNCAUGHT):
        with begin(text, []) as client:
            expect(client.refusal("exceptionInfo", threadId=1), "The program did not stop because of an exception")
            expect(client.move("continue"), "terminated")


@test
def filters_that_are_none_are_refused():
    with begin(HANDLED) as client:
        expect(client.refusal("setExceptionBreakpoints", filters=["x"]), 'A filter is "uncaught" or "raised"')
        expect_in("breakMode", client.refusal("setExceptionBreakpoints", filters=[], exceptionOptions=[{"breakMode": "x"}]))


if __name__ == "__main__":
    sys.exit(cases.main())
