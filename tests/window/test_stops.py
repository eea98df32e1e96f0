#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Breakpoints and watchpoints, as a person sets them. usage: test_stops.py HEAPSCOPE. Prints TAP."""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from harness import Window, heapscope, program, run_inside, run_tests  # noqa: E402

LOOP = """total = 0
for i in range(6):
    total += i
    total += 1
print(total)
"""

NODES = """import gc

class Node:
    pass

a = Node()
b = a
a.next = a
del b
del a
gc.collect()
print("end")
"""

WATCHES = [{"kind": "line", "number": 3, "file": "p.py", "condition": "i == 4", "hits": 0},
           {"kind": "allocation", "number": 0, "name": "Node", "hits": 0}]


def set_breakpoint(window, line, keys="ctrl+b"):
    window.focus("ctrl+1", "Source")
    for key in ["ctrl+Home", *["Down"] * (line - 1), keys]:
        window.key(key)
    window.wait_for(lambda: window.shows("Line %d" % line), "the breakpoint")


def edit(window, condition=None, hits=None):
    """Fills in the popover that is open."""
    window.get("Condition")
    if condition:
        window.focus("Tab", "Condition")
        window.key("ctrl+a")
        window.type(condition)
    if hits:
        window.focus("Tab", "Hit count")
        window.key("ctrl+a")
        window.type(str(hits))
        window.key("Tab")
    window.key("Escape")
    window.wait_for(lambda: not window.find("Condition"), "the popover to close")


def console_says(window, expression, answer):
    window.type_into("ctrl+grave", "Console line", expression)
    window.wait_for(lambda: window.text_of("Console output").rstrip("\n> ").endswith(answer), answer)


def finish(window, how="Continue"):
    window.press(how)
    window.wait_for(lambda: window.subtitle().startswith("at its end"), "the end")


def add_watch(window, what, name=None, field=None):
    window.key("ctrl+k")
    window.get("Add")
    window.choose("What to stop for", what)
    if name:
        window.focus("Tab", field, "text")
        window.type(name)
    window.wait_for(lambda: window.enabled("Add"), "enough to be filled in")
    window.press("Add")
    window.wait_for(lambda: not window.find("Add"), "the popover to close")


def test_condition_of_a_breakpoint_holds_both_ways():
    with Window(heapscope(), program(LOOP)) as window:
        window.wait_line(1)
        set_breakpoint(window, 3, "ctrl+shift+b")
        edit(window, condition="i == 4")
        window.wait_for(lambda: window.shows("Line 3, if i == 4"), "the condition in words")
        window.press("Continue")
        window.wait_line(3)
        console_says(window, "i", "4")
        finish(window)
        window.press("Continue backward")
        window.wait_line(3)
        console_says(window, "i", "4")


def test_broken_condition_is_reported():
    with Window(heapscope(), program(LOOP)) as window:
        window.wait_line(1)
        set_breakpoint(window, 3, "ctrl+shift+b")
        edit(window, condition="i ==")
        window.wait_for(lambda: window.shows("“i ==” is not a Python expression: invalid syntax"), "what is wrong")


def test_hit_count_and_switch_of_a_breakpoint():
    with Window(heapscope(), program(LOOP)) as window:
        window.wait_line(1)
        set_breakpoint(window, 4, "ctrl+shift+b")
        edit(window, hits=3)
        window.wait_for(lambda: window.shows("Line 4, every 3 times"), "the number in words")
        window.press("Continue")
        window.wait_line(4)
        console_says(window, "i", "2")
        window.key("ctrl+shift+k")
        window.pointer("Line 4", 12, 12, "click", 1, role="check box")
        finish(window)


def test_gutter_takes_clicks():
    with Window(heapscope(), program(LOOP)) as window:
        window.wait_line(1)
        window.pointer("Source", 40, 34, "click", 1)  # beside the second line
        window.wait_for(lambda: window.shows("Line 2"), "the breakpoint")
        window.pointer("Source", 40, 34, "click", 1)
        window.wait_for(lambda: not window.shows("Line 2"), "it to go")
        window.pointer("Source", 40, 34, "click", 3)
        window.get("Condition")
        window.press("Remove")
        window.wait_for(lambda: not window.shows("Line 2"), "it to go again")


def test_breakpoints_move_with_their_lines():
    with Window(heapscope(), program(LOOP)) as window:
        window.wait_line(1)
        set_breakpoint(window, 3)
        set_breakpoint(window, 4)
        window.key("ctrl+Home")
        window.key("Return")
        window.wait_for(lambda: window.shows("Line 4") and window.shows("Line 5") and not window.shows("Line 3"), "both to move")
        for key in [*["Down"] * 3, "Home", "BackSpace"]:  # joins their lines
            window.key(key)
        window.wait_for(lambda: window.shows("Line 4") and not window.shows("Line 5"), "the second to go")
        window.key("ctrl+z")
        window.press("Continue")
        window.wait_line(4)


def test_watch_of_an_object_says_so_and_holds_in_the_next_run():
    with Window(heapscope(), program(NODES)) as window:
        window.wait_line(1)
        set_breakpoint(window, 7)
        window.press("Continue")
        window.wait_line(7)
        window.key("alt+1")
        for key in ("Right", "Down"):
            if not window.shows("Node: 0x"):
                window.key(key)
                window.wait_for(lambda: window.shows("Reference count: "), "an object to be selected")
        assert window.shows("Node: 0x"), window.describe()
        add_watch(window, "It is freed")
        for _ in range(2):
            window.press("Continue")
            window.wait_line(11)
            window.wait_for(lambda: any(n.startswith("Stopped: Node #") and n.endswith(" is freed") for n in window.names()),
                            "the message")
            window.wait_for(lambda: any(a.get_name().endswith(" is freed") and a.get_description() == "the program stands here"
                                        for a in window.all()), "the row")
            window.press("Restart")
            window.wait_line(1)
            window.press("Continue")
            window.wait_line(7)
        window.focus("ctrl+1", "Source")
        for key in ("ctrl+End", "Return"):
            window.key(key)
        window.press("Restart")
        window.wait_for(lambda: window.shows("1 watchpoint was removed"), "what happened to it")
        window.wait_for(lambda: not window.shows("Remove “Node #"), "it to go")


def test_watches_without_objects():
    with Window(heapscope(), program(NODES)) as window:
        window.wait_line(1)
        add_watch(window, "An object is allocated", "Node", "Type")
        window.press("Continue")
        window.wait_line(6)
        window.wait_for(lambda: window.shows("Stopped: An allocation of Node"), "the message")
        add_watch(window, "A collection begins")
        window.press("Continue")
        window.wait_for(lambda: window.shows("Stopped: A collection begins"), "the message")
        window.wait_for(lambda: window.subtitle().startswith("paused in a collection, line 11"), "the collection")
        window.press("Remove “A collection begins”")
        window.wait_for(lambda: not window.shows("Remove “A collection begins”"), "it to go")
        finish(window)


def test_exception_is_shown_where_it_is_raised():
    with Window(heapscope(), program("a = 1\ntry:\n    a = [][a]\nexcept IndexError:\n    a = 2\n{}[a]\n")) as window:
        window.wait_line(1)
        add_watch(window, "An exception is raised", "LookupError", "Class")
        window.press("Continue")
        window.wait_line(3)
        window.wait_for(lambda: window.shows("Stopped: IndexError: list index out of range"), "the message")
        window.press("Remove “Exception LookupError is raised”")
        add_watch(window, "An exception ends the program")
        window.press("Continue")
        window.wait_line(6)
        window.wait_for(lambda: window.shows("Stopped: KeyError: 2"), "the message")


def test_side_panel_watches_the_object():
    with Window(heapscope(), program(NODES)) as window:
        window.wait_line(1)
        set_breakpoint(window, 7)
        window.press("Continue")
        window.wait_line(7)
        window.key("alt+1")
        window.key("Right")
        window.wait_for(lambda: window.shows("Reference count: "), "an object to be selected")
        window.press("Watch")
        window.press("Its count changes")
        window.wait_for(lambda: any(n.startswith("Remove “Count of ") for n in window.names()), "the watchpoint")


def test_saved_session_keeps_conditions_and_watches():
    session = {"heapscope-session": 1, "program": {"filename": "p.py", "directory": None, "text": LOOP}, "modules": [],
               "options": {"memory_limit": 0, "thresholds": [-1] * 3, "gc_disabled": False, "record_births": True},
               "branches": [{"number": 0, "name": "", "end_tick": 0, "inputs": [], "actions": []}],
               "breakpoints": [5], "watches": WATCHES, "bookmarks": [], "position": {"branch": 0, "tick": 0},
               "outcome": {"tick": 1, "births": 0, "blocks": 0, "bytes": 0, "generations": [0] * 3, "output_length": 0,
                           "output_hash": "0"}}
    with Window(heapscope(), program(json.dumps(session), "saved.heapscope")) as window:
        window.wait_for(lambda: window.shows("Line 3, if i == 4"), "the breakpoint")
        window.wait_for(lambda: window.shows("An allocation of Node"), "the watchpoint")
        window.press("Continue")
        window.wait_line(3)
        console_says(window, "i", "4")
        window.press("Continue")
        window.wait_line(5)


if __name__ == "__main__":
    run_inside(__file__)
    sys.exit(run_tests(globals()))
