#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Sessions saved and opened by an editor.

usage: test_saved.py HEAPSCOPE

Prints TAP.
"""
import json
import os
import sys

import cases
from cases import HEAPSCOPE, expect, expect_in, started, test, write
from client import Client

PROGRAM = """\
import beside, sys, time
total = 0
for i in range(5):
    total += beside.double(i)
print(sys.argv[1:], total, time.time())
"""
BESIDE = "def double(n):\n    return 2 * n\n"


def save(name="saved.heapscope"):
    """A session of two branches that stands in the module beside the program: where, and what it had printed."""
    write(BESIDE, "beside.py")
    with started(PROGRAM, [5], args=["x"]) as client:
        expect(client.stopped(), "breakpoint")
        expect(client.move("stepBack"), "step")
        client.evaluate("total = 100", context="repl")
        expect(client.move("continue"), "breakpoint")
        client.request("setBreakpoints", source={"path": os.path.abspath("beside.py")}, breakpoints=[{"line": 2}])
        expect(client.move("reverseContinue"), "breakpoint")
        path = client.request("heapscope/save", path=os.path.abspath(name))["path"]
        expect_in("has to end with", client.refusal("heapscope/save", path="x.py"))
        expect_in("/nowhere", client.refusal("heapscope/save", path="/nowhere/x.heapscope"))
        history = client.request("heapscope/history")
        return path, [frame["line"] for frame in client.frames()], history


def opened(path, **arguments):
    client = Client(HEAPSCOPE)
    client.launch(path, **arguments)
    return client


@test
def a_saved_session_opens_where_it_was():
    path, lines, history = save()
    with opened(path) as client:
        expect(client.stopped(), "entry")
        expect([frame["line"] for frame in client.frames()], lines)
        expect([frame["source"]["name"] for frame in client.frames()], ["beside.py", "program.py"])
        now = client.request("heapscope/history")
        expect((now["tick"], now["branch"], len(now["branches"])), (history["tick"], history["branch"], 2))
        client.request("heapscope/branches", action="go", branch=0)
        expect((client.stopped(), client.evaluate("total")), ("goto", "20"))
        expect((client.move("continue"), client.output["stdout"].split(" ")[:2]), ("terminated", ["['x']", "20"]))


@test
def breakpoints_stand_in_its_program_and_modules():
    path, _, _ = save()
    with opened(path) as client:
        expect(client.stopped(), "entry")
        program = client.request("setBreakpoints", source={"path": os.path.abspath("program.py")}, breakpoints=[{"line": 5}])
        expect(program["breakpoints"][0]["verified"], True)
        client.request("setBreakpoints", source={"path": os.path.abspath("beside.py")}, breakpoints=[{"line": 2}])
        expect((client.move("reverseContinue"), client.line()), ("breakpoint", 2))
        client.request("setBreakpoints", source={"path": os.path.abspath("beside.py")}, breakpoints=[])
        expect((client.move("continue"), client.line()), ("breakpoint", 5))


@test
def its_files_may_be_gone_or_changed():
    path, _, _ = save()
    os.remove("beside.py")
    write("print('another')\n")
    with opened(path) as client:
        expect(client.stopped(), "entry")
        beside, program = [frame["source"] for frame in client.frames()]
        expect(client.request("source", source=beside, sourceReference=beside["sourceReference"])["content"], BESIDE)
        expect(client.request("source", source=program, sourceReference=program["sourceReference"])["content"], PROGRAM)
        points = client.request("setBreakpoints", source=program, breakpoints=[{"line": 5}])["breakpoints"]
        expect((points[0]["verified"], client.move("continue"), client.line()), (True, "breakpoint", 5))


@test
def it_starts_over_where_it_was_saved():
    path, lines, _ = save()
    with opened(path) as client:
        expect(client.stopped(), "entry")
        expect(client.move("stepOut"), "step")
        client.request("restart")
        expect(client.stopped(), "entry")
        expect([frame["line"] for frame in client.frames()], lines)


@test
def what_is_not_as_it_was_is_told():
    path, _, _ = save()
    with open(path, encoding="utf-8") as file:
        saved = json.load(file)
    saved["outcome"]["births"] += 1
    other = write(json.dumps(saved), "other.heapscope")
    with opened(other) as client:
        expect(client.stopped(), "entry")
        expect_in("how many objects it has made differs", client.output["important"])


@test
def broken_files_are_refused_with_the_member():
    path, _, _ = save()
    with open(path, encoding="utf-8") as file:
        saved = json.load(file)
    saved["options"]["gc_disabled"] = 7
    for text, message in ((json.dumps(saved), "options.gc_disabled: has to be true or false"), ("{", "JSON: "),
                          ("[]", "JSON: has to be an object")):
        with Client(HEAPSCOPE) as client:
            client.request("initialize", adapterID="heapscope")
            expect_in(message, client.refusal("launch", program=write(text, "broken.heapscope")))


@test
def opening_a_long_one_can_be_cancelled():
    with started("n = 0\nwhile n < 3000000:\n    n += 1\nprint(n)\n", [4]) as client:
        expect(client.stopped(), "breakpoint")
        path = client.request("heapscope/save", path=os.path.abspath("long.heapscope"))["path"]
    with Client(HEAPSCOPE) as client:
        client.request("initialize", adapterID="heapscope")
        launch = client.send("launch", {"program": path})
        client.request("cancel", requestId=launch)
        expect(client.answer_to(launch)["success"], True)
        client.request("configurationDone")
        expect(client.stopped(), "entry")
        expect_in("Opening was paused", client.output["important"])
        expect_in(client.line(), (1, 2, 3))


if __name__ == "__main__":
    sys.exit(cases.main())
