#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Modules beside the program: breakpoints in them, their frames and sources.

usage: test_sources.py HEAPSCOPE

Prints TAP.
"""
import os
import sys

import cases
from cases import HEAPSCOPE, expect, started, test, write
from client import Client

BESIDE = """\
# lines

def double(n):
    result = n * 2

    return result
"""
PROGRAM = """\
import beside
for i in range(4):
    print(beside.double(i))
"""


def begin(breakpoints=(), **arguments):
    path = write(BESIDE, "beside.py")
    client = started(PROGRAM, breakpoints, stopOnEntry=True, **arguments)
    expect(client.stopped(), "entry")
    return client, path


def place(client):
    frame = client.frames()[0]
    return os.path.basename(frame["source"]["path"]), frame["line"]


@test
def breakpoints_stand_in_modules_before_they_are_imported():
    client, path = begin()
    with client:
        points = client.request("setBreakpoints", source={"path": path}, breakpoints=[{"line": 5}, {"line": 9}])["breakpoints"]
        expect([(point["verified"], point.get("line")) for point in points], [(True, 6), (False, None)])
        expect((client.move("continue"), place(client), client.evaluate("result")), ("breakpoint", ("beside.py", 6), "0"))
        expect(client.frames()[1]["source"]["name"], "program.py")
        expect((client.move("continue"), client.evaluate("result")), ("breakpoint", "2"))
        expect((client.move("continue"), client.evaluate("result")), ("breakpoint", "4"))
        expect((client.move("reverseContinue"), place(client), client.evaluate("result")),
               ("breakpoint", ("beside.py", 6), "2"))
        expect((client.move("next"), place(client)), ("step", ("program.py", 2)))
        expect(client.request("setBreakpoints", source={"path": path}, breakpoints=[])["breakpoints"], [])
        expect(client.move("continue"), "terminated")
        expect(client.output["stdout"], "0\n2\n2\n4\n6\n")


@test
def they_have_conditions_hit_counts_and_messages():
    client, path = begin([{"line": 3, "condition": "i == 3"}])
    with client:
        client.request("setBreakpoints", source={"path": path}, breakpoints=[
            {"line": 4, "condition": "n == 2"}, {"line": 6, "hitCondition": "2"}, {"line": 6, "logMessage": "{n}: {result}"}])
        stops = []
        while client.move("continue") == "breakpoint":
            stops.append((place(client), client.evaluate("i" if place(client)[0] == "program.py" else "n")))
        expect(stops, [(("beside.py", 6), "1"), (("beside.py", 4), "2"), (("program.py", 3), "3")])
        expect(client.output["console"], "0: 0\n1: 2\n2: 4\n3: 6\n")


@test
def breakpoints_of_one_file_leave_those_of_another():
    client, path = begin([3])
    with client:
        client.request("setBreakpoints", source={"path": path}, breakpoints=[{"line": 4}])
        expect((client.move("continue"), place(client)), ("breakpoint", ("program.py", 3)))
        expect((client.move("continue"), place(client)), ("breakpoint", ("beside.py", 4)))
        client.request("setBreakpoints", source={"path": os.path.abspath("program.py")}, breakpoints=[])
        expect((client.move("continue"), place(client)), ("breakpoint", ("beside.py", 4)))
        expect((client.move("reverseContinue"), place(client)), ("breakpoint", ("beside.py", 4)))
        expect(client.move("reverseContinue"), "entry")


@test
def they_stand_while_it_runs_and_after_a_restart():
    write(BESIDE, "beside.py")
    with started("import beside\nn = 0\nwhile True:\n    n = beside.double(n) % 7 + 1\n") as client:
        path = os.path.abspath("beside.py")
        expect(client.request("setBreakpoints", source={"path": path}, breakpoints=[{"line": 4}])["breakpoints"][0]["line"], 4)
        expect((client.stopped(), place(client)), ("breakpoint", ("beside.py", 4)))
        client.request("restart")
        expect((client.stopped(), place(client), client.evaluate("n")), ("breakpoint", ("beside.py", 4), "0"))


@test
def places_in_modules_can_be_gone_to():
    client, path = begin()
    with client:
        targets = client.request("gotoTargets", source={"path": path}, line=5)["targets"]
        expect([target["line"] for target in targets], [6, 6])
        expect((client.move("goto", targetId=targets[0]["id"]), client.evaluate("n")), ("goto", "0"))
        targets = client.request("gotoTargets", source={"path": path}, line=6)["targets"]
        expect((client.move("goto", targetId=targets[0]["id"]), client.evaluate("n")), ("goto", "1"))
        targets = client.request("gotoTargets", source={"path": path}, line=6)["targets"]
        expect((client.move("goto", targetId=targets[1]["id"]), client.evaluate("n")), ("goto", "0"))


@test
def a_module_whose_file_is_gone_is_shown_as_it_runs():
    client, path = begin()
    with client:
        client.request("setBreakpoints", source={"path": path}, breakpoints=[{"line": 4}])
        expect(client.move("continue"), "breakpoint")
        os.remove(path)
        source = client.frames()[0]["source"]
        assert "path" not in source and source["sourceReference"] > 1, source
        expect(client.request("source", sourceReference=source["sourceReference"])["content"], BESIDE)
        lines = client.request("breakpointLocations", source=source, line=1, endLine=6)["breakpoints"]
        expect([line["line"] for line in lines], [3, 4, 6])
        points = client.request("setBreakpoints", source=source, breakpoints=[{"line": 6}])["breakpoints"]
        expect(points[0]["verified"], True)
        expect((client.move("continue"), client.line()), ("breakpoint", 6))


@test
def a_client_need_not_wait_for_answers():
    path = write(BESIDE, "beside.py")
    with Client(HEAPSCOPE) as client:
        client.request("initialize", adapterID="heapscope")
        client.request("launch", program=write(PROGRAM))
        client.send("setBreakpoints", {"source": {"path": path}, "breakpoints": [{"line": 4}]})
        client.send("configurationDone")
        expect((client.stopped(), place(client)), ("breakpoint", ("beside.py", 4)))


@test
def files_that_are_none_have_no_breakpoints():
    client, _ = begin()
    with client:
        for source, message in (({"path": "/nowhere/x.py"}, "There is no such file"), ({}, "There is no such file"),
                                ({"path": write("def :\n", "broken.py")}, "There is no code here or below"),
                                ({"sourceReference": 99}, "There is no such file")):
            point = client.request("setBreakpoints", source=source, breakpoints=[{"line": 1}])["breakpoints"][0]
            expect((point["verified"], point["message"]), (False, message))
        expect(client.move("continue"), "terminated")


@test
def a_program_is_not_changed_by_looking_for_lines():
    write(BESIDE, "beside.py")
    text = "import gc, sys\nprint(gc.get_count(), len(gc.get_objects()))\n"
    outputs = []
    for with_points in (False, True):
        with Client(HEAPSCOPE) as client:
            client.request("initialize", adapterID="heapscope")
            client.request("launch", program=write(text))
            client.event("initialized")
            if with_points:
                client.request("setBreakpoints", source={"path": os.path.abspath("beside.py")}, breakpoints=[{"line": 4}])
            client.request("configurationDone")
            client.event("terminated")
            outputs.append(client.output["stdout"])
    expect(outputs[0], outputs[1])


if __name__ == "__main__":
    sys.exit(cases.main())
