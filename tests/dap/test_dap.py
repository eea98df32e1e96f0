#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What heapscope dap answers an editor.

usage: test_dap.py HEAPSCOPE

Prints TAP.
"""
import base64
import os
import sys

import cases
from cases import HEAPSCOPE, expect, expect_in, test, write
from client import Client

PROGRAM = """\
class Node:
    def __init__(self, value):
        self.value = value

def build(n):
    first = Node(n)
    items = [first, "text", n]
    return items

total = 0
for i in range(6):
    items = build(i)
    total += i

print("total", total)
items = None
print("end")
"""


def started(text=PROGRAM, breakpoints=(), **arguments):
    return cases.started(text, breakpoints, **arguments)


@test
def a_program_runs_to_its_end_and_its_exit_status_is_told():
    with started("import sys\nprint('out')\nprint('err', file=sys.stderr)\nsys.exit(3)\n") as client:
        expect(client.event("exited")["body"], {"exitCode": 3})
        client.event("terminated")
        expect(client.output["stdout"], "out\n")
        expect(client.output["stderr"], "err\n")
        expect(client.end(), 0)


@test
def the_program_gets_its_arguments():
    with started("import sys\nprint(sys.argv[1:])\n", args=["a", "b c", "é"]) as client:
        client.event("terminated")
        expect(client.output["stdout"], "['a', 'b c', 'é']\n")


@test
def without_debugging_nothing_stops_it():
    with started(PROGRAM, [7], noDebug=True, stopOnEntry=True) as client:
        expect(client.stopped(), "terminated")


@test
def breakpoints_move_to_the_next_line_with_code():
    with started(PROGRAM, [4, 10, 200], stopOnEntry=True) as client:
        expect([(point["verified"], point.get("line")) for point in client.breakpoints],
               [(True, 5), (True, 10), (False, None)])
        other = client.request("setBreakpoints", source={"path": "/nowhere/x.py"}, breakpoints=[{"line": 1}])
        expect(other["breakpoints"][0]["verified"], False)
        expect(client.stopped(), "entry")
        expect(client.move("continue"), "breakpoint")
        expect(client.line(), 5)
        lines = client.request("breakpointLocations", source={"path": "program.py"}, line=1, endLine=8)
        expect([place["line"] for place in lines["breakpoints"]], [1, 2, 3, 5, 6, 7, 8])


@test
def conditions_and_hit_counts_decide():
    with started(PROGRAM, [{"line": 8, "condition": "n == 4"}, {"line": 13, "hitCondition": "% 3"}]) as client:
        stops = []
        while client.stopped() == "breakpoint":
            stops.append((client.line(), client.evaluate("i")))
            client.request("continue", threadId=1)
        expect(stops, [(13, "2"), (8, "4"), (13, "5")])


@test
def a_hit_counts_once_however_often_one_comes_by():
    with started(PROGRAM, [{"line": 13, "hitCondition": "2"}]) as client:
        expect(client.stopped(), "breakpoint")
        expect(client.evaluate("i"), "1")
        expect(client.move("reverseContinue"), "entry")
        expect(client.move("continue"), "breakpoint")
        expect(client.evaluate("i"), "1")


@test
def a_broken_condition_stops_and_is_explained():
    with started(PROGRAM, [{"line": 13, "condition": "nothing > 1"}]) as client:
        expect(client.stopped(), "breakpoint")
        expect_in("NameError: name 'nothing' is not defined", client.output["important"])


@test
def log_points_print_and_do_not_stop():
    with started(PROGRAM, [{"line": 13, "logMessage": "i={i} items={len(items)} {nothing}", "condition": "i < 2"}]) as client:
        expect(client.stopped(), "terminated")
        expect(client.output["console"], "".join(f"i={i} items=3 {{NameError: name 'nothing' is not defined}}\n" for i in (0, 1)))


@test
def functions_stop_where_their_bodies_begin():
    with started(stopOnEntry=True) as client:
        expect(client.stopped(), "entry")
        points = client.request("setFunctionBreakpoints", breakpoints=[{"name": "Node.__init__", "condition": "value == 1"},
                                                                       {"name": "nothing"}])["breakpoints"]
        expect([point["verified"] for point in points], [True, False])
        expect(client.move("continue"), "function breakpoint")
        expect([frame["name"] for frame in client.frames()], ["Node.__init__", "build", "<module>"])
        expect(client.evaluate("value"), "1")


@test
def steps_go_in_over_and_out_and_pass_conditions_that_do_not_hold():
    with started(PROGRAM, [12]) as client:
        expect(client.stopped(), "breakpoint")
        expect((client.move("stepIn"), client.line()), ("step", 6))
        expect((client.move("next"), client.line()), ("step", 7))
        expect((client.move("stepOut"), client.line()), ("step", 12))
        client.request("setBreakpoints", source={"path": os.path.abspath("program.py")},
                       breakpoints=[{"line": 3, "condition": "False"}])
        expect((client.move("next"), client.line()), ("step", 13))
        expect((client.move("next"), client.line()), ("step", 11))
        expect((client.move("next"), client.line()), ("step", 12))
        expect((client.move("next"), client.line()), ("step", 13))


@test
def steps_go_back():
    with started(PROGRAM, [13]) as client:
        expect(client.stopped(), "breakpoint")
        expect((client.move("stepBack"), client.line()), ("step", 12))
        expect((client.move("stepBack"), client.line()), ("step", 11))
        expect((client.move("stepBack"), client.line()), ("step", 10))
        expect((client.move("continue"), client.line(), client.evaluate("i")), ("breakpoint", 13, "0"))
        expect((client.move("continue"), client.evaluate("i")), ("breakpoint", "1"))
        expect((client.move("reverseContinue"), client.evaluate("i")), ("breakpoint", "0"))
        expect((client.move("reverseContinue"), client.line()), ("entry", 1))


@test
def what_is_printed_again_on_the_way_back_is_not_told_again():
    with started(PROGRAM, [16], stopAtEnd=True) as client:
        expect(client.stopped(), "breakpoint")
        expect(client.output["stdout"], "total 15\n")
        expect(client.move("stepBack"), "step")
        expect(client.move("reverseContinue"), "entry")
        expect(client.output["stdout"], "total 15\n")
        expect(client.move("continue"), "breakpoint")
        expect(client.output["stdout"], "total 15\n" * 2)
        expect(client.move("continue"), "end")
        expect(client.output["stdout"], "total 15\n" * 2 + "end\n")


@test
def variables_are_opened_page_by_page():
    with started("items = list(range(1000))\nthings = {'key': items, 3: 'three'}\nprint()\n", [3]) as client:
        expect(client.stopped(), "breakpoint")
        _, found = client.variables("Globals")
        items = found["items"]
        expect((items["value"], items["type"], items["indexedVariables"]), ("list of 1000 items", "list", 1000))
        expect(items["heapscope"]["references"], 2)
        page = client.children(items["variablesReference"], filter="indexed", start=990, count=20)
        expect(list(page), [f"[{i}]" for i in range(990, 1000)])
        expect(page["[995]"]["evaluateName"], "items[995]")
        named = client.children(items["variablesReference"], filter="named")
        expect(named["(references)"]["value"], "2")
        things = client.children(found["things"]["variablesReference"])
        expect((things["['key']"]["evaluateName"], things["[3]"]["value"]), ("things['key']", "'three'"))
        expect(client.children(things["['key']"]["variablesReference"], filter="indexed", count=1)["[0]"]["value"], "0")
        expect(client.evaluate("items[5] + 1"), "6")


@test
def looking_changes_nothing():
    with started("items = []\nprint(len(items))\nprint(len(items))\n", [2]) as client:
        expect(client.stopped(), "breakpoint")
        expect(client.evaluate("items.append(1) or len(items)"), "1")
        expect(client.evaluate("len(items)", context="hover"), "0")
        expect(client.refusal("evaluate", expression="items[0]", context="hover"), "IndexError: list index out of range")
        expect(client.refusal("evaluate", expression="1 +", context="watch"), "SyntaxError: invalid syntax (<console>, line 1)")
        expect(len(client.request("heapscope/branches")["branches"]), 1)
        expect(client.move("continue"), "terminated")
        expect(client.output["stdout"], "0\n0\n")


@test
def variables_are_set_and_statements_run():
    with started(PROGRAM, [8]) as client:
        expect(client.stopped(), "breakpoint")
        scope, found = client.variables()
        client.request("setVariable", variablesReference=scope, name="n", value="40 + 2")
        expect(client.evaluate("n"), "42")
        expect_in("There is no variables reference", client.refusal("setVariable", variablesReference=scope, name="n", value="1"))
        scope, found = client.variables()
        expect_in("NameError", client.refusal("setVariable", variablesReference=scope, name="n", value="nothing"))
        client.request("setVariable", variablesReference=found["items"]["variablesReference"], name="[1]", value="'other'")
        expect(client.evaluate("items[1]"), "'other'")
        expect(client.evaluate("print('said'); n + 1", context="repl"), "said\n43")
        expect_in("ZeroDivisionError", client.evaluate("1 / 0", context="repl"))
        client.evaluate("first.value = 99", context="repl")
        expect(client.evaluate("items[0].value"), "99")
        frame = client.frames()[1]["id"]
        expect(client.evaluate("total", frameId=frame), "0")


@test
def an_evaluation_without_end_is_cancelled():
    with started(PROGRAM, [13]) as client:
        expect(client.stopped(), "breakpoint")
        endless = client.send("evaluate", {"expression": "[0 for _ in iter(int, 1)]", "context": "hover"})
        client.request("cancel", requestId=endless)
        expect(client.answer_to(endless)["message"], "The evaluation was interrupted")
        expect(client.evaluate("i"), "0")


@test
def a_running_program_can_be_paused():
    with started("n = 0\nwhile True:\n    n += 1\n") as client:
        expect(client.refusal("stackTrace", threadId=1), "The program is running")
        expect(client.move("pause"), "pause")
        expect_in(client.line(), (1, 2, 3))
        client.request("continue", threadId=1)
        client.request("pause", threadId=1)
        expect(client.stopped(), "pause")
        client.request("continue", threadId=1)
        client.request("terminate")
        expect(client.stopped(), "terminated")
        expect(client.end(), 0)


@test
def an_uncaught_exception_stops_the_program():
    with started("def f():\n    raise ValueError('bad: é')\nf()\n") as client:
        expect(client.stopped(), "exception")
        info = client.request("exceptionInfo", threadId=1)
        expect((info["exceptionId"], info["description"], info["breakMode"]), ("ValueError", "ValueError: bad: é", "unhandled"))
        expect(client.move("stepBack"), "step")
        expect(client.move("continue"), "exception")
        expect(client.move("continue"), "terminated")
        expect_in("ValueError: bad: é", client.output["stderr"])


@test
def exceptions_pass_when_nobody_asked_for_them():
    with Client(HEAPSCOPE) as client:
        client.request("initialize", adapterID="heapscope")
        client.request("launch", program=write("raise ValueError\n"))
        client.request("setExceptionBreakpoints", filters=[])
        client.request("configurationDone")
        expect(client.event("exited")["body"]["exitCode"], 1)


@test
def places_are_the_last_or_the_next_time_there():
    with started(PROGRAM, [15]) as client:
        expect(client.stopped(), "breakpoint")
        targets = client.request("gotoTargets", source={"path": os.path.abspath("program.py")}, line=8)["targets"]
        expect([target["label"] for target in targets], ["On to line 8", "Back to line 8"])
        expect((client.move("goto", targetId=targets[1]["id"]), client.line(), client.evaluate("n")), ("goto", 8, "5"))
        targets = client.request("gotoTargets", source={"path": os.path.abspath("program.py")}, line=16)["targets"]
        expect(client.move("goto", targetId=targets[0]["id"]), "breakpoint")
        expect(client.line(), 15)
        expect(client.refusal("goto", threadId=1, targetId=7), "There is no target 7")


@test
def a_program_starts_over():
    with started(PROGRAM, [13]) as client:
        expect(client.stopped(), "breakpoint")
        expect((client.move("continue"), client.evaluate("i")), ("breakpoint", "1"))
        write(PROGRAM.replace("range(6)", "range(2, 6)"))
        client.request("restart")
        expect((client.stopped(), client.evaluate("i")), ("breakpoint", "2"))
        write("def broken(:\n")
        expect_in("SyntaxError: invalid syntax", client.refusal("restart"))


@test
def branches_are_made_named_gone_to_and_deleted():
    with started(PROGRAM, [13]) as client:
        expect(client.stopped(), "breakpoint")
        expect(client.move("continue"), "breakpoint")
        expect(client.move("reverseContinue"), "breakpoint")
        client.evaluate("total = 1000", context="repl")
        history = client.request("heapscope/history")
        expect((history["branch"], len(history["branches"])), (1, 2))
        expect(history["branches"][1]["done"][0]["text"], "total = 1000\n")
        names = client.request("heapscope/branches", action="rename", branch=1, name="large")["branches"]
        expect(names[1]["name"], "large")
        expect(client.refusal("heapscope/branches", action="delete", branch=1), "The current branch cannot be deleted")
        client.request("heapscope/branches", action="go", branch=0)
        expect(client.stopped(), "goto")
        expect((client.evaluate("i"), client.evaluate("total")), ("1", "0"))
        client.request("heapscope/goTo", branch=1, tick=history["tick"])
        expect((client.stopped(), client.evaluate("total")), ("goto", "1000"))
        client.request("heapscope/goTo", branch=0, tick=0)
        expect((client.stopped(), client.line()), ("goto", 1))
        expect(len(client.request("heapscope/branches", action="delete", branch=1)["branches"]), 1)
        expect(client.refusal("heapscope/goTo", branch=9, tick=1), "There is no branch 9")


@test
def the_heap_is_told():
    with started(PROGRAM, [15], thresholds=[50, 5], gcDisabled=True) as client:
        expect(client.stopped(), "breakpoint")
        generations = client.request("heapscope/thresholds")
        expect([g["threshold"] for g in generations["generations"]], [50, 5, 10])
        expect(generations["automatic"], False)
        changed = client.request("heapscope/thresholds", thresholds=[60], automatic=True)
        expect((changed["generations"][0]["threshold"], changed["automatic"]), (60, True))
        before = len(client.request("heapscope/collections")["collections"])
        collected = client.request("heapscope/collect", generation=1)
        expect(collected["generations"][1]["collections"], 1)
        expect(len(client.request("heapscope/collections")["collections"]), before + 1)
        types = {row["type"]: row for row in client.request("heapscope/objects", histogram=True)["types"]}
        expect(types["Node"]["objects"], 1)
        nodes = client.request("heapscope/objects", type="Node")
        expect((nodes["total"], nodes["objects"][0]["type"]), (1, "Node"))
        expect(client.children(nodes["objects"][0]["variablesReference"])["value"]["value"], "5")
        pools = client.request("heapscope/pools")
        assert pools["arenas"] and pools["sizeClasses"][0]["blockSize"] == 16, pools
        expect(client.request("heapscope/snapshot")["snapshot"]["line"], 15)
        _, heap = client.variables("Heap")
        expect(heap["automatic collection"]["value"], "on")
        expect(client.children(heap["generation 0"]["variablesReference"])["threshold"]["value"], "60")


@test
def memory_is_limited():
    with started("x = [0] * (64 << 20)\n", memoryLimit=64 << 20) as client:
        expect(client.stopped(), "exception")
        expect(client.request("exceptionInfo", threadId=1)["exceptionId"], "MemoryError")


@test
def a_long_way_back_is_shown_and_can_be_cancelled():
    text = "n = 0\nwhile n < 12000000:\n    n += 1\nprint(n)\n"
    with started(text, [4], initialize={"supportsProgressReporting": True}) as client:
        expect(client.stopped(), "breakpoint")
        client.request("setBreakpoints", source={"path": os.path.abspath("program.py")}, breakpoints=[])
        client.request("reverseContinue", threadId=1)
        begun = client.event("progressStart", "stopped")
        if begun["event"] == "progressStart":  # else it was too fast for that
            client.request("cancel", progressId=begun["body"]["progressId"])
            expect(client.event("progressEnd")["body"]["progressId"], begun["body"]["progressId"])
            expect(client.stopped(), "pause")
            expect(client.line(), 4)


@test
def lines_may_count_from_0():
    with started(PROGRAM, [12], initialize={"linesStartAt1": False, "columnsStartAt1": False}) as client:
        expect(client.breakpoints[0]["line"], 12)
        expect(client.stopped(), "breakpoint")
        expect(client.frames()[0]["line"], 12)
        expect(client.evaluate("i"), "0")


@test
def a_json_program_is_shown_as_what_it_was_translated_to():
    text = '{"heapscope": 1, "objects": {"a": {"type": "list", "items": []}}}'
    with Client(HEAPSCOPE) as client:
        client.request("initialize", adapterID="heapscope")
        try:
            client.request("launch", program=write(text, "graph.json"), stopOnEntry=True)
        except Exception as refused:  # the format's own rules are tested elsewhere
            expect_in("graph.json", str(refused))
            return
        client.request("configurationDone")
        expect(client.stopped(), "entry")
        source = client.frames()[0]["source"]
        content = client.request("source", source=source, sourceReference=source["sourceReference"])["content"]
        expect_in("=", content)


@test
def a_call_is_begun_again():
    with started(PROGRAM, [8]) as client:
        expect(client.stopped(), "breakpoint")
        client.request("continue", threadId=1)
        expect((client.stopped(), client.evaluate("n")), ("breakpoint", "1"))
        client.request("restartFrame", frameId=client.frames()[0]["id"])
        expect((client.stopped(), client.frames()[0]["name"], client.evaluate("n")), ("goto", "build", "1"))
        expect_in("NameError", client.refusal("evaluate", expression="first", context="hover"))
        expect((client.move("next"), client.line()), ("step", 6))
        client.request("restartFrame", frameId=client.frames()[1]["id"])
        expect((client.stopped(), len(client.frames()), client.output["stdout"]), ("goto", 1, ""))
        expect_in("NameError", client.refusal("evaluate", expression="total", context="hover"))


@test
def expressions_are_set():
    with started(PROGRAM, [8]) as client:
        expect(client.stopped(), "breakpoint")
        client.request("setExpression", expression="items[1]", value="n + 40")
        client.request("setExpression", expression="total", value="7", frameId=client.frames()[1]["id"])
        expect((client.evaluate("items[1]"), client.evaluate("total")), ("40", "7"))
        expect_in("NameError", client.refusal("setExpression", expression="n", value="nothing"))
        expect_in("SyntaxError", client.refusal("setExpression", expression="n + 1", value="3"))


@test
def the_bytes_of_an_object_can_be_read():
    with started("text = b'0123456789' * 2\nprint(len(text))\n", [2]) as client:
        expect(client.stopped(), "breakpoint")
        reference = client.variables("Globals")[1]["text"]["memoryReference"]
        answer = client.request("readMemory", memoryReference=reference, offset=16, count=500)
        data = base64.b64decode(answer["data"])
        expect((int.from_bytes(data[:8], "little"), data[16:36]), (20, b"0123456789" * 2))  # its size, then its bytes
        expect(len(data) + answer["unreadableBytes"], 500)
        expect(answer["address"], hex(int(reference, 16) + 16))
        expect(client.request("readMemory", memoryReference="0x10", count=8),
               {"address": "0x10", "unreadableBytes": 8})
        expect_in("address", client.refusal("readMemory", memoryReference="x", count=1))


@test
def what_it_says_it_can_it_can():
    with started(PROGRAM, [8]) as client:
        expect(client.stopped(), "breakpoint")
        requests = {"supportsConfigurationDoneRequest": None, "supportsFunctionBreakpoints": "setFunctionBreakpoints",
                    "supportsDataBreakpoints": "setDataBreakpoints", "supportsConditionalBreakpoints": None,
                    "supportsHitConditionalBreakpoints": None, "supportsLogPoints": None, "supportsEvaluateForHovers": None,
                    "supportsStepBack": None, "supportsSetVariable": "setVariable", "supportsGotoTargetsRequest": "gotoTargets",
                    "supportsRestartRequest": None, "supportsTerminateRequest": None, "supportTerminateDebuggee": None,
                    "supportsExceptionInfoRequest": "exceptionInfo", "supportsExceptionFilterOptions": None,
                    "supportsExceptionOptions": None, "supportsLoadedSourcesRequest": "loadedSources",
                    "supportsCancelRequest": "cancel", "supportsBreakpointLocationsRequest": "breakpointLocations",
                    "supportsCompletionsRequest": "completions", "supportsSetExpression": "setExpression",
                    "supportsReadMemoryRequest": "readMemory", "supportsRestartFrame": "restartFrame",
                    "supportsDelayedStackTraceLoading": None}
        claimed = [name for name, value in client.capabilities.items() if value is True]
        expect(sorted(claimed), sorted(requests))
        for name in filter(None, requests.values()):
            answer = client.answer_to(client.send(name, {}))
            assert "does not know" not in answer.get("message", ""), answer
        expect_in("does not know", client.refusal("disassemble"))


@test
def what_happens_to_an_object_stops_the_program():
    text = "a = []\nb = a\nc = {'k': 1}\nc['k'] = 2\nc['k'] = 3\ndel b\nprint('end')\n"
    with started(text, [4], stopAtEnd=True) as client:
        expect(client.stopped(), "breakpoint")
        scope, found = client.variables("Globals")
        things = client.request("dataBreakpointInfo", variablesReference=found["c"]["variablesReference"], name="['k']")
        expect((things["description"], things["accessTypes"]), ("what ['k'] refers to", ["write"]))
        count = client.request("dataBreakpointInfo", variablesReference=scope, name="a", watch="count")
        points = client.request("setDataBreakpoints", breakpoints=[
            {"dataId": things["dataId"], "condition": "c['k'] == 3"}, {"dataId": count["dataId"]}, {"dataId": "nothing"}])
        expect([point["verified"] for point in points["breakpoints"]], [True, True, False])
        expect((client.move("continue"), client.evaluate("c['k']")), ("data breakpoint", "3"))
        expect((client.move("continue"), client.line()), ("data breakpoint", 7))
        expect(client.move("continue"), "end")
        expect(client.request("dataBreakpointInfo", variablesReference=7, name="a")["dataId"], None)


@test
def handled_exceptions_stop_when_asked_for():
    with started("try:\n    [][1]\nexcept IndexError:\n    print('no')\n", stopOnEntry=True) as client:
        expect(client.stopped(), "entry")
        client.request("setExceptionBreakpoints", filters=["raised", "uncaught"])
        expect(client.move("continue"), "exception")
        expect_in(client.line(), (2, 3))
        expect(client.move("continue"), "terminated")


@test
def the_program_can_be_given_input():
    with started("print('got', input('name? '))\ntry:\n    input()\nexcept EOFError:\n    print('end')\n") as client:
        client.event("heapscope/waiting")
        expect(client.refusal("evaluate", expression="1", context="watch"), "The program is running")
        client.evaluate("Ada", context="repl")
        client.event("heapscope/waiting")
        client.request("heapscope/input")
        expect(client.stopped(), "terminated")
        expect(client.output["stdout"], "name? got Ada\nend\n")
        expect(client.refusal("heapscope/input", line="x"), "The program does not wait for input")


@test
def sources_and_completions():
    with started(PROGRAM, [8]) as client:
        expect(client.stopped(), "breakpoint")
        expect(client.request("source", source={"path": os.path.abspath("program.py")}, sourceReference=0)["content"], PROGRAM)
        expect([s["name"] for s in client.request("loadedSources")["sources"]], ["program.py"])
        expect(client.refusal("source", sourceReference=9), "Heapscope has no such source")
        found = client.request("completions", text="len(it", column=7, frameId=client.frames()[0]["id"])["targets"]
        expect(found, [{"label": "items", "type": "variable", "start": 4, "length": 2}])


if __name__ == "__main__":
    sys.exit(cases.main())
