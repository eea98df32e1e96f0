#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What a person does with the timeline. usage: test_timeline.py HEAPSCOPE. Prints TAP."""

import pathlib
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from harness import TIME_LIMIT, Window, heapscope, program, run_inside, run_tests  # noqa: E402

LINES = """import gc
a = 1
b = 2
gc.collect()
c = 3
d = 4
print("end")
"""

LONG = """import gc
kept = []
for i in range(20000):
    kept.append([i])
    if i % 5000 == 0:
        kept.clear()
print("end")
"""

BOUND = 1  # seconds: the tests' machine may be busy with other things
MARGIN = 16  # pixels between the end of the timeline and the edge
START = 112  # where it starts


def at_the_end(window):
    window.press("Continue")
    window.wait_for(lambda: window.subtitle().startswith("at its end"), "the end")
    window.wait_for(lambda: " of " in position(window), "the timeline")
    window.key("ctrl+shift+e")
    window.wait_for(lambda: window.shows("The program begins"), "the events")


def position(window):
    """Where the program stands, in the timeline's words."""
    return window.get("Timeline").get_description()


def tick(window):
    return int(position(window).split()[1])


def test_bookmark_is_set_gone_to_edited_and_removed():
    with Window(heapscope(), program(LINES)) as window:
        window.wait_line(1)
        at_the_end(window)
        window.focus("ctrl+l", "Timeline")
        window.press("Step back over")
        window.wait_line(7)
        place = tick(window)
        window.key("ctrl+d")
        window.get("Note")
        window.type("before the end")
        window.key("Return")
        window.wait_for(lambda: window.shows("Bookmark: before the end"), "it in the events")
        window.focus("ctrl+l", "Timeline")
        window.key("Home")
        window.wait_line(1)
        for _ in range(2):  # by the collection
            before = tick(window)
            window.key("Right")
            window.wait_for(lambda: tick(window) != before, "the next event")
        assert tick(window) == place
        window.key("ctrl+d")
        window.wait_for(lambda: window.find("Remove bookmark"), "what can be done with it")
        window.key("ctrl+a")
        window.type("later")
        window.key("Return")
        window.wait_for(lambda: window.shows("Bookmark: later"), "its new note")
        window.key("ctrl+d")
        window.press("Remove bookmark")
        window.wait_for(lambda: not window.shows("Bookmark: "), "it to go")


def test_pointer_travels_and_marks():
    with Window(heapscope(), program(LINES)) as window:
        window.wait_line(1)
        at_the_end(window)
        end = tick(window)
        window.pointer("Timeline", -MARGIN, 40, "mousedown", 1)
        window.pointer("Timeline", START + 200, 40)
        window.pointer("Timeline", START, 40, "mouseup", 1)
        window.wait_line(1)
        window.pointer("Timeline", -MARGIN, 40, "click", 1)
        window.wait_for(lambda: tick(window) == end, "the end again")
        window.pointer("Timeline", START, 40, "click", 3)
        window.get("Note")
        window.type("start")
        window.key("Return")
        window.wait_for(lambda: window.shows("Bookmark: start"), "the bookmark")
        window.pointer("Timeline", START + 3, 18, "click", 1)  # its flag
        window.wait_line(1)


def test_zoom_by_wheel_and_key():
    with Window(heapscope(), program(LINES)) as window:
        window.wait_line(1)
        at_the_end(window)
        end = tick(window)
        for _ in range(4):  # into its first half
            window.pointer("Timeline", START + 20, 40, "click", 4)
        window.pointer("Timeline", -MARGIN, 40, "click", 1)
        window.wait_for(lambda: tick(window) < end * 3 / 4, "a place in the first half")
        for _ in range(12):
            window.key("minus")
        window.pointer("Timeline", -MARGIN, 40, "click", 1)
        window.wait_for(lambda: tick(window) == end, "the end")


def test_branch_is_renamed():
    with Window(heapscope(), program(LINES)) as window:
        window.wait_line(1)
        at_the_end(window)
        window.press("Step back over")
        window.wait_line(7)
        window.press("Collect")
        window.press("Branches")
        window.focus("Tab", "Branch 1")
        window.key("Return")
        window.key("ctrl+a")
        window.type("collected")
        window.key("Return")
        window.wait_for(lambda: window.shows("“collected” begins"), "its name in the events")


def longest_silence(window, is_under_way):
    """The longest time the window took to answer a question, in seconds, as long as IS_UNDER_WAY says."""
    longest, end = 0, time.monotonic() + TIME_LIMIT
    while is_under_way() and time.monotonic() < end:
        before = time.monotonic()
        window.frame.get_extents(window.atspi.CoordType.WINDOW)
        longest = max(longest, time.monotonic() - before)
    return longest


def test_window_answers_while_travelling():
    with Window(heapscope(), program(LONG)) as window:
        window.wait_line(1)
        at_the_end(window)
        timeline = window.get("Timeline")
        end = tick(window)
        window.press("Continue backward")  # looks for breakpoints all the way
        silence = longest_silence(window, lambda: int(timeline.get_description().split()[1]) == end)
        window.wait_line(1)
        assert silence < BOUND, silence
        places = [window.point("Timeline", START + 11 * i, 40) for i in range(0, 90, 3)]
        drag = [str(word) for x, y in places for word in ("mousemove", int(x), int(y), "sleep", "0.05")]
        dragging = subprocess.Popen(["xdotool", "mousemove", *drag[1:3], "mousedown", "1", *drag, "mouseup", "1"])
        silence = longest_silence(window, lambda: dragging.poll() is None)
        assert silence < BOUND, silence


if __name__ == "__main__":
    run_inside(__file__)
    sys.exit(run_tests(globals()))
