#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What heapscope dap makes of what no editor would send: an error, and neither a crash nor a wait without end.

usage: test_hostile.py HEAPSCOPE

Prints TAP.
"""
import json
import random
import sys

import cases
from cases import HEAPSCOPE, test, write
from client import Client, Refused

# Everything there is, with arguments of the right types.
REQUESTS = {
    "threads": {}, "stackTrace": {"threadId": 1, "startFrame": 0, "levels": 5}, "scopes": {"frameId": 1},
    "variables": {"variablesReference": 1, "filter": "named", "start": 0, "count": 3},
    "setVariable": {"variablesReference": 1, "name": "x", "value": "1"},
    "setExpression": {"expression": "x", "value": "1", "frameId": 1},
    "readMemory": {"memoryReference": "0x1000", "offset": 1, "count": 5}, "restartFrame": {"frameId": 1},
    "heapscope/save": {"path": "/nowhere/x.heapscope"},
    "evaluate": {"expression": "1", "context": "hover", "frameId": 1},
    "completions": {"text": "pr", "column": 2, "frameId": 1}, "source": {"source": {"path": "x"}, "sourceReference": 1},
    "loadedSources": {}, "exceptionInfo": {"threadId": 1}, "gotoTargets": {"source": {"path": "x"}, "line": 1},
    "goto": {"threadId": 1, "targetId": 9}, "cancel": {"requestId": 1, "progressId": "x"},
    "setBreakpoints": {"source": {"path": "x"}, "breakpoints": [{"line": 1, "condition": "x", "hitCondition": "3",
                                                                   "logMessage": "{x}"}]},
    "setFunctionBreakpoints": {"breakpoints": [{"name": "f", "condition": "x"}]},
    "dataBreakpointInfo": {"variablesReference": 1, "name": "x", "watch": "count"},
    "setDataBreakpoints": {"breakpoints": [{"dataId": "count 1 1"}]},
    "setExceptionBreakpoints": {"filters": ["uncaught"], "filterOptions": [{"filterId": "raised", "condition": "X"}],
                                "exceptionOptions": [{"path": [{"names": ["X"], "negate": False}], "breakMode": "always"}]}, "breakpointLocations": {"line": 1, "endLine": 3},
    "heapscope/objects": {"type": "list", "histogram": False, "all": True, "unreachable": False, "start": 0, "count": 2},
    "heapscope/collections": {}, "heapscope/pools": {}, "heapscope/thresholds": {"thresholds": [7], "automatic": True},
    "heapscope/collect": {"generation": 1}, "heapscope/history": {},
    "heapscope/branches": {"action": "rename", "branch": 0, "name": "x"},
}
STRANGE = [None, True, -1, 0, 1, 2**31, 2**63 - 1, 10**30, 1.5, "", "x", "é" * 3000, "\0", [], [1], [None], [{}], {},
           {"path": 1}, [[[]]], {"line": "x"}]


def lives(client):
    """It still answers."""
    assert client.request("threads")["threads"][0]["id"] == 1


def initialized():
    client = Client(HEAPSCOPE)
    client.request("initialize", adapterID="test")
    return client


def ends(client, status):
    assert client.process.wait(20) == status, client.process.returncode


@test
def input_may_end_anywhere():
    whole = b'Content-Length: 55\r\n\r\n{"seq":1,"type":"request","command":"initialize"}      '
    for length in (0, 5, 20, 22, 30, len(whole)):
        with Client(HEAPSCOPE) as client:
            client.send_bytes(whole[:length])
            client.process.stdin.close()
            ends(client, 0)


@test
def broken_headers_end_it_with_a_message():
    for header in (b"Hello\r\n\r\n", b"Content-Length: x\r\n\r\n", b"Content-Length: -5\r\n\r\n", b"Content-Length:\r\n\r\n",
                   b"Content-Length: 99999999999999999999999\r\n\r\n", b"Content-Length: 17000000\r\n\r\n", b"a" * 5000,
                   b"\0" * 5000, b"\r\n\r\n"):
        with Client(HEAPSCOPE) as client:
            client.send_bytes(header)
            ends(client, 1)
            assert b"heapscope: " in client.process.stderr.read(), header


@test
def messages_that_are_no_requests_are_named_and_passed_over():
    for text in (b"", b"{", b"[]", b"null", b"1", b'"x"', b"{}", b'{"type":"response"}', b'{"type":7}', b'{"type":"request"',
                 b"\xff\xfe", b'{"type":"request","command":"\xff"}', b"[" * 100000, b'{"a":' * 100000, b"\0\0"):
        with initialized() as client:
            client.send_json(text)
            lives(client)
            assert client.output["important"].startswith("heapscope: a message is "), (text[:50], client.output)


@test
def half_requests_are_refused():
    for text in ('{"type":"request"}', '{"type":"request","seq":"x","command":"threads"}', '{"type":"request","seq":1}',
                 '{"type":"request","seq":-1,"command":"threads"}', '{"type":"request","seq":1,"command":7}',
                 '{"type":"request","seq":1,"command":"threads","arguments":[]}',
                 '{"type":"request","seq":1e99,"command":"threads"}'):
        with initialized() as client:
            client.send_json(text)
            while (answer := client.receive())["type"] != "response":
                pass
            assert not answer["success"], text
            lives(client)


@test
def requests_out_of_turn_are_refused():
    with Client(HEAPSCOPE) as client:
        assert client.refusal("launch", program="x") == "initialize has to come first"
        client.request("initialize", adapterID="test")
        assert client.refusal("initialize") == "initialize has been done already"
        for command in ("configurationDone", "continue", "variables", "restart", "heapscope/snapshot"):
            assert client.refusal(command) == "No program has been launched", command
        assert "cannot attach" in client.refusal("attach")
        assert "does not know the request 'disassemble'" in client.refusal("disassemble")
        client.request("launch", program=write("x = 1\nwhile x: pass\n"))
        assert client.refusal("launch", program="x") == "A program has been launched already"
        assert client.refusal("next") == "configurationDone has to come first"
        client.request("configurationDone")
        assert client.refusal("configurationDone") == "configurationDone has been done already"
        assert client.refusal("next") == "The program is running"
        client.request("terminate")
        assert client.refusal("next") == "The program has exited"
        assert client.end() == 0


@test
def launches_that_cannot_be_are_explained():
    with initialized() as client:
        program = write("x = 1\n")
        assert client.refusal("launch") == "'program' has to be given"
        assert client.refusal("launch", program=7) == "'program' has to be a string"
        assert "There is no file" in client.refusal("launch", program="/nowhere/x.py")
        assert "There is no file" in client.refusal("launch", program="/")
        assert "'args' has to be" in client.refusal("launch", program=program, args=["x", 1])
        assert "'thresholds' has to be" in client.refusal("launch", program=program, thresholds=[-1])
        assert "'memoryLimit' has to be" in client.refusal("launch", program=program, memoryLimit=-1)
        assert "'stopOnEntry' has to be" in client.refusal("launch", program=program, stopOnEntry="yes")
        for text in ("def f(:\n", "x = '\n", "\0", "(" * 500):
            assert "SyntaxError" in client.refusal("launch", program=write(text)), text
        client.request("launch", program=write("x = 1\n"), stopOnEntry=True)
        client.request("configurationDone")
        assert client.stopped() == "entry"


@test
def arguments_of_every_wrong_kind_are_refused_or_ignored():
    chance = random.Random(1)
    with Client(HEAPSCOPE) as client:
        client.launch(write("x = [1, 2]\ny = {'k': x}\nprint(y)\n"), [3])
        assert client.stopped() == "breakpoint"
        for _ in range(600):
            command = chance.choice(list(REQUESTS))
            arguments = json.loads(json.dumps(REQUESTS[command]))
            for name in list(arguments) or ["x"]:
                if chance.random() < 0.5:
                    arguments[name] = chance.choice(STRANGE)
                elif chance.random() < 0.2:
                    arguments.pop(name, None)
            try:
                client.request(command, **arguments)
            except Refused as refused:
                assert str(refused), (command, arguments)
        lives(client)
        assert client.process.poll() is None


@test
def many_requests_at_once_are_all_answered():
    with Client(HEAPSCOPE) as client:
        client.launch(write("x = 1\nprint(x)\n"), [2])
        assert client.stopped() == "breakpoint"
        sent = [client.send("evaluate", {"expression": "x", "context": "hover"}) for _ in range(1200)]
        answers = {}
        while len(answers) < len(sent):
            message = client.receive()
            if message["type"] == "response":
                answers[message["request_seq"]] = message["success"]
        assert sorted(answers) == sent and answers[sent[0]] and not all(answers.values())
        lives(client)


@test
def expressions_that_do_harm_do_none():
    with Client(HEAPSCOPE) as client:
        client.launch(write("x = 1\nprint(x)\n"), [2], memoryLimit=64 << 20)
        assert client.stopped() == "breakpoint"
        for expression in ("[0] * (1 << 40)", "'a' * (1 << 26)", "(lambda f: f(f))(lambda f: f(f))", "exit()", "1 /",
                           "__import__('sys').exit(3)", "[" * 300, "\ud800".encode("utf-8", "replace").decode()):
            client.refusal("evaluate", expression=expression, context="hover")
        assert client.evaluate("x") == "1"
        assert client.evaluate("'é' * 5000").startswith("'éé")
        client.evaluate("import gc; gc.collect(); del x", context="repl")
        client.refusal("evaluate", expression="x")
        assert client.move("continue") == "exception"


@test
def a_reader_that_goes_away_ends_it():
    with Client(HEAPSCOPE) as client:
        client.launch(write("while True: print('x' * 1000)\n"))
        client.process.stdout.close()
        ends(client, 0)


if __name__ == "__main__":
    sys.exit(cases.main())
