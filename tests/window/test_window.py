#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What a person does with the window, through AT-SPI. usage: test_window.py HEAPSCOPE. Prints TAP."""

import json
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from harness import Window, heapscope, program, run_inside, run_tests  # noqa: E402

CYCLE = """import gc

class Node:
    def __init__(self, value):
        self.value = value
        self.next = None

node1 = Node(1)
node2 = Node(2)
node1.next = node2
node2.next = node1
del node1
del node2
print("freed", gc.collect())
"""

BOXES = """import weakref

class Part:
    def __init__(self, name):
        self.name = name
        self.next = None

class Box(Part):
    def __del__(self):
        print("box goes")

shared = Part("shared")
box = Box("outer")
box.next = Part("inner")
box.next.next = shared
watch = weakref.ref(box.next, lambda ref: print("inner is gone"))
alias = box
del alias
del box
print("done")
"""

LOOP = """n = 0
while True:
    n = n + 1
"""


def test_first_start_shows_lessons():
    with Window(heapscope()) as window:
        window.get("Lessons")
        window.wait_for(lambda: window.shows("Two friends nobody knows"), "the lessons")


def test_program_runs_to_its_end_and_shows_output():
    with Window(heapscope(), program(CYCLE)) as window:
        window.wait_line(1)
        window.press("Continue")
        window.wait_for(lambda: "freed 2" in window.text_of("Program output"), "the output")
        window.wait_for(lambda: window.subtitle().startswith("at its end"), "the end")
        window.press("Continue")
        window.wait_for(lambda: window.subtitle().startswith("finished, exit code 0"), "the exit")


# What it prints at its end is the same only if every object has come to lie where it lay, collection by collection.
TELLING = """\
import gc, sys
class Node:
    def __init__(self, n):
        self.me, self.n = self, n
    def __del__(self):
        gone.append(self.n)
gone = []
kept = []
for turn in range(150):
    nodes = [Node(i) for i in range(400)]
    kept.append([nodes[turn], {turn: object()}, str(turn) * 50])
    if turn % 2: del kept[turn // 4]
gc.collect()
print(len(gone), sum(id(k) ^ id(k[2]) * n for n, k in enumerate(kept)), gc.get_stats(), sys.getrefcount(Node))
"""


def test_looking_changes_nothing():
    path = program(TELLING)

    def turn_pages(window):
        for page in range(1, 5):
            window.key("alt+%d" % page)

    def output(look):
        with Window(heapscope(), path) as window:
            window.wait_line(1)
            for line in (2, 7, 8):
                look(window)
                window.press("Step over")
                window.wait_line(line)
            window.press("Continue")
            look(window)
            window.wait_for(lambda: window.subtitle().startswith("at its end"), "the end")
            look(window)
            return window.text_of("Program output")

    unseen, seen = output(lambda window: None), output(turn_pages)
    assert unseen == seen != "", (unseen, seen)


def test_steps_go_over_into_and_out():
    with Window(heapscope(), program(CYCLE)) as window:
        window.wait_line(1)
        window.press("Step over")
        window.wait_line(3)
        window.press("Step over")
        window.wait_line(8)
        window.press("Step into")
        window.wait_line(5)
        window.press("Step out")
        window.wait_line(8)
        window.press("Step over")
        window.wait_line(9)


def test_steps_go_back_and_output_with_them():
    with Window(heapscope(), program("a = 1\nprint('one')\nb = 2\nprint('two')\n")) as window:
        window.wait_line(1)
        assert not window.enabled("Step back over")
        window.press("Continue")
        window.wait_for(lambda: window.subtitle().startswith("at its end"), "the end")
        window.wait_for(lambda: window.text_of("Program output") == "one\ntwo\n", "the output")
        window.press("Step back over")
        window.wait_line(4)
        window.wait_for(lambda: window.text_of("Program output") == "one\n", "less output")
        window.press("Step back over")
        window.wait_line(3)
        window.press("Continue backward")
        window.wait_line(1)
        window.wait_for(lambda: window.shows("This is the beginning"), "the toast")
        window.wait_for(lambda: not window.enabled("Step back over"), "nothing to go back to")


def test_timeline_travels_by_key():
    with Window(heapscope(), program(CYCLE)) as window:
        window.wait_line(1)
        window.press("Continue")
        window.wait_for(lambda: window.subtitle().startswith("at its end"), "the end")
        window.focus("ctrl+l", "Timeline")
        window.key("Left")
        window.wait_for(lambda: window.subtitle().startswith("paused in a collection, line 14"), "the collection")
        window.wait_for(lambda: window.get("Timeline").get_description().endswith("line 14"), "the position in words")
        window.key("Home")
        window.wait_line(1)
        window.key("End")
        window.wait_for(lambda: window.subtitle().startswith("at its end"), "the end again")


def test_go_to_a_tick_a_line_and_a_collection():
    with Window(heapscope(), program(CYCLE)) as window:
        window.wait_line(1)
        window.press("Continue")
        window.wait_for(lambda: window.subtitle().startswith("at its end"), "the end")
        window.focus("ctrl+g", "Go to tick")
        window.type_into("Tab", "Go to collection", "1")
        window.wait_for(lambda: window.subtitle().startswith("paused in a collection, line 14"), "the collection")
        window.focus("ctrl+g", "Go to tick")
        window.press("Go to the start")
        window.wait_line(1)
        window.focus("ctrl+g", "Go to tick")
        window.type_into("Tab", "Go to line", "9")
        window.wait_line(9)


def place(window):
    """Where the program stands on the timeline, in words."""
    return window.get("Timeline").get_description().split(" of ")[0]


def go_to_line(window, line):
    """By the form that says where to go, which is then closed."""
    window.focus("ctrl+g", "Go to tick")
    window.type_into("Tab", "Go to line", str(line))
    window.wait_line(line)
    window.close_popover("Go to line")


def test_go_to_the_times_of_a_line():
    with Window(heapscope(), program("n = 0\nfor i in range(5):\n    n += i\nprint(n)\n")) as window:
        window.wait_line(1)
        go_to_line(window, 4)
        window.focus("ctrl+g", "Go to tick")
        window.type_into("Tab", "Go to line", "3")
        window.wait_for(lambda: window.shows("Line 3 does not begin after this"), "the toast")
        window.type_into("Tab", "Which time of this line", "3")
        window.wait_line(3)
        for _ in range(2):
            before = place(window)
            window.press("Last time this line began")
            window.wait_for(lambda: place(window) != before, "the time before")
        window.press("Last time this line began")
        window.wait_for(lambda: window.shows("Line 3 did not begin before this"), "the toast")


def select_box(window):
    """Goes to before `del box` and selects the box."""
    window.wait_line(1)
    go_to_line(window, 19)
    window.select("Box", "Box #")


def test_go_to_the_ends_and_changes_of_an_object():
    with Window(heapscope(), program(BOXES)) as window:
        select_box(window)
        window.focus("ctrl+g", "Go to tick")
        window.choose("What changes", "an attribute or item", "shift+Tab")
        window.type_into("Tab", "Attribute or item", ".next")
        window.wait_line(16)  # the box has died and its attributes with it; the callback runs
        window.press("Next change")
        window.wait_for(lambda: window.shows("Nothing like that after this"), "the toast")
        window.press("Last change")
        window.wait_line(10)
        window.press("Last change")
        window.wait_line(14)
        window.press("Go to its creation")
        window.wait_line(13)
        window.wait_for(lambda: window.shows("Not created yet"), "the object to be selected still")
        go_to_line(window, 17)
        window.focus("ctrl+g", "Go to tick")
        window.press("Go to its death")
        window.wait_line(10)  # the last that its finalizer does


def test_history_of_an_object_is_listed_and_travelled_along():
    with Window(heapscope(), program(BOXES)) as window:
        select_box(window)
        window.key("ctrl+h")
        window.wait_for(lambda: window.shows("Bound to alias") and window.shows("Name alias deleted"), "the history")
        window.fill("Search history", "alias")
        window.wait_for(lambda: not window.shows("Created 0"), "the search")
        window.click(window.get("Bound to alias"))
        window.wait_line(17)
        window.wait_for(lambda: window.find("The program is here"), "the mark")
        window.wait_for(lambda: window.shows("Box: 0x") and window.shows("Name alias deleted"), "the object and its history")
        window.press("Continue")
        window.wait_for(lambda: window.shows("Gone"), "it to be gone")
        window.fill("Search history", "freed")
        window.wait_for(lambda: window.shows("Freed · "), "its death")


def test_what_if_tells_who_dies_and_cut_does_it():
    with Window(heapscope(), program(BOXES)) as window:
        select_box(window)
        window.press(window.wait_for(lambda: window.find_first("What if __main__ box → Box")).get_name())
        window.wait_for(lambda: window.shows("3 objects die. 1 finalizer is called. 1 callback of a weak reference is called."),
                        "the answer")
        assert any(n.startswith("Box #") and n.endswith("finalizer called") for n in window.names()), window.names()
        assert window.shows("What lives on:\nPart #"), window.names()
        window.press("Cut it")
        window.wait_for(lambda: window.shows("Gone"), "the object to die")
        window.key("ctrl+grave")
        window.wait_for(lambda: window.text_of("Console output") == "box goes\ninner is gone\n", "what that has printed")


def test_what_if_a_variable_were_cut_with_a_collection_after():
    text = "class Part: pass\ndef make():\n    part = Part()\n    part.me = part\n    return 1\nmake()\n"
    with Window(heapscope(), program(text)) as window:
        window.wait_line(1)
        go_to_line(window, 5)
        window.select("Part", "Part #")
        window.press(window.wait_for(lambda: window.find_first("What if make: part → Part")).get_name())
        window.wait_for(lambda: window.shows("Nothing dies."), "the answer")
        window.press("With a collection after", "check box")
        window.wait_for(lambda: window.shows("1 object dies.") and window.shows(" · by the collector"), "the other answer")


def test_branches_are_compared_renamed_and_deleted():
    with Window(heapscope(), program(CYCLE)) as window:
        window.wait_line(1)
        window.press("Continue")
        window.wait_for(lambda: window.subtitle().startswith("at its end"), "the end")
        window.press("Step back over")
        window.wait_line(14)
        window.press("Collect")
        window.press("Branches")
        window.wait_for(lambda: window.shows("Collect everything"), "what was done first in the branch")
        window.press("Go to its end")
        window.wait_for(lambda: window.subtitle().startswith("at its end"), "the end of the first branch")
        window.press("Branches")
        window.wait_for(lambda: window.find("Branch 1"), "the other branch")
        window.press_last("Delete branch")
        window.wait_for(lambda: not window.find("Branch 1"), "it to go")


def test_collection_is_stepped_both_ways():
    with Window(heapscope(), program(CYCLE)) as window:
        window.wait_line(1)
        window.key("alt+2")
        window.press("Next phase")
        window.wait_for(lambda: window.subtitle().startswith("paused in a collection, line 14"), "the collection")
        before = window.wait_for(lambda: place(window))
        where = lambda: window.find("Generations", "image").get_description()  # noqa: E731
        window.wait_for(lambda: where().startswith("Phase 1 of 8, Copy reference counts"), "its first phase")
        window.press("Next reference")
        window.wait_for(lambda: place(window) != before, "the next step")
        window.press("Previous reference")
        window.wait_for(lambda: place(window) == before, "the step before")
        window.press("Next object")
        window.wait_for(lambda: "Comes to " in where(), "the first object")


def test_events_are_listed_and_gone_to():
    with Window(heapscope(), program(CYCLE)) as window:
        window.wait_line(1)
        window.press("Continue")
        window.wait_for(lambda: window.subtitle().startswith("at its end"), "the end")
        window.focus("ctrl+shift+e", "Search events")
        window.wait_for(lambda: window.shows("Full collection: "), "the collection")
        window.focus("Tab", "What happened")
        window.key("End")
        window.key("Return")
        window.wait_for(lambda: window.subtitle().startswith("paused in a collection, line 14"), "to be there")


def test_breakpoint_stops_the_program():
    with Window(heapscope(), program(CYCLE)) as window:
        window.wait_line(1)
        window.focus("ctrl+1", "Source")
        window.key("ctrl+Home")
        for _ in range(11):
            window.key("Down")
        window.key("ctrl+b")
        window.press("Continue")
        window.wait_line(12)


def test_collect_frees_the_cycle():
    with Window(heapscope(), program(CYCLE.replace("gc.collect()", "len([])"))) as window:
        window.wait_line(1)
        window.focus("ctrl+1", "Source")
        window.key("ctrl+End")
        window.key("Up")
        window.key("ctrl+F10")
        window.wait_line(14)
        window.key("alt+4")
        window.wait_for(lambda: any(n.startswith("Node #") for n in window.names()), "the nodes in the list")
        window.press("Collect")
        window.wait_for(lambda: not any(n.startswith("Node #") for n in window.names()), "the nodes to be freed")


def test_console_answers_in_the_paused_program():
    with Window(heapscope(), program(CYCLE)) as window:
        window.wait_line(1)
        for line in (3, 8, 9):
            window.press("Step over")
            window.wait_line(line)
        window.type_into("ctrl+grave", "Console line", "node1.value + 41")
        window.wait_for(lambda: "42" in window.text_of("Console output"), "the answer")
        window.type_into("ctrl+grave", "Console line", "1/0")
        window.wait_for(lambda: "ZeroDivisionError: division by zero" in window.text_of("Console output"), "the error")


def test_input_is_asked_for_in_the_console():
    with Window(heapscope(), program("name = input('name? ')\nprint('hello', name)\n")) as window:
        window.wait_line(1)
        window.press("Continue")
        window.wait_for(lambda: "name? " in window.text_of("Program output") and window.shows("→"), "the question")
        window.type_into("ctrl+grave", "Console line", "Ada")
        window.wait_for(lambda: "hello Ada" in window.text_of("Program output"), "the answer to arrive")


def test_selected_object_says_who_holds_it():
    with Window(heapscope(), program(CYCLE)) as window:
        window.wait_line(1)
        window.focus("ctrl+1", "Source")
        for key in ["ctrl+Home", *["Down"] * 11, "ctrl+b"]:
            window.key(key)
        window.press("Continue")
        window.wait_line(12)
        window.key("alt+4")
        window.wait_for(lambda: any(n.startswith("Node #") for n in window.names()), "the nodes in the list")
        window.key("alt+1")
        for _ in range(6):  # walks along the references until a node is selected
            window.key("Right")
            time.sleep(0.3)
            if window.shows("Node: 0x"):
                break
            window.key("Down")
        window.wait_for(lambda: window.shows("Reference count: 2"), "the node's count")
        window.wait_for(lambda: window.shows("__main__ node1: 1") or window.shows("__main__ node2: 1"), "its holder")


def test_object_graph_program_steps_along_its_lines():
    text = (pathlib.Path(__file__).resolve().parents[2] / "data/examples/ring.json").read_text(encoding="utf-8")
    with Window(heapscope(), program(text, "ring.json")) as window:
        window.wait_line(1)
        window.press("Step over")
        window.wait_line(5)
        window.press("Step over")
        window.wait_line(8)


def test_saved_session_opens_with_its_breakpoints_and_tells_what_differs():
    session = {"heapscope-session": 1, "program": {"filename": "p.py", "directory": None, "text": CYCLE}, "modules": [],
               "options": {"memory_limit": 0, "thresholds": [-1] * 3, "gc_disabled": False, "record_births": True},
               "branches": [{"number": 0, "name": "", "end_tick": 0, "inputs": [], "actions": []}],
               "breakpoints": [12], "watches": [{"kind": "line", "number": 10, "file": "p.py", "condition": "node1.value == 1",
                                                 "hits": 0}], "bookmarks": [], "position": {"branch": 0, "tick": 0},
               "outcome": {"tick": 1, "births": 0, "blocks": 0, "bytes": 0, "generations": [0] * 3, "output_length": 0,
                           "output_hash": "0"}}
    with Window(heapscope(), program(json.dumps(session), "saved.heapscope")) as window:
        window.wait_for(lambda: any("something else than when it was saved" in n for n in window.names()), "the warning")
        window.press("Continue")
        window.wait_line(10)
        window.press("Continue")
        window.wait_line(12)


def test_endless_loop_can_be_paused():
    with Window(heapscope(), program(LOOP)) as window:
        window.wait_line(1)
        window.press("Continue")
        window.wait_for(lambda: window.subtitle().startswith("running"), "the loop to run")
        time.sleep(0.5)
        window.press("Pause")
        window.wait_for(lambda: window.subtitle().startswith("paused"), "the pause")


def test_broken_program_is_reported_with_line_and_column():
    with Window(heapscope(), program("x = 1\ny = (2,\n")) as window:
        window.wait_for(lambda: window.subtitle().startswith("does not compile"), "the report")
        window.wait_for(lambda: window.shows("Line 2, column 5: SyntaxError: '(' was never closed"), "the message")


def test_thresholds_are_set_at_once():
    with Window(heapscope(), program(CYCLE)) as window:
        window.wait_line(1)
        window.type_into("ctrl+t", "Threshold of the young generation", "123")
        window.type_into("ctrl+grave", "Console line", "__import__('gc').get_threshold()")
        window.wait_for(lambda: "(123, 10, 10)" in window.text_of("Console output"), "the new threshold")


if __name__ == "__main__":
    run_inside(__file__)
    sys.exit(run_tests(globals()))
