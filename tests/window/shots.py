#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Pictures of every page, light and dark. usage: shots.py FOLDER [HEAPSCOPE]"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from harness import Window, run_inside  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
LESSONS = ROOT / "data/examples"


def pages(window, folder, scheme):
    for number, page in enumerate(("graph", "generations", "pools", "types"), 1):
        window.key(f"alt+{number}")
        if page == "graph":
            window.key("Right")
        window.shot(folder / f"{page}-{scheme}.png")


def through_time(window, folder, scheme):
    """The history of an object, what a cut would do, and the places to go to."""
    window.select("Friend", "Friend #")
    window.key("alt+1")
    for line in (20, 19):
        window.press("Step back over")
        window.wait_line(line)
    window.key("ctrl+h")
    window.wait_for(lambda: window.find("The program is here") and window.is_focused("History of the object"))
    window.shot(folder / f"history-{scheme}.png")
    window.press(window.wait_for(lambda: window.find_first("What if Friend ")).get_name())
    window.wait_for(lambda: window.find("Cut it") and window.enabled("Cut it"))
    window.shot(folder / f"what-if-{scheme}.png")
    window.close_popover("Cut it")
    window.focus("ctrl+g", "Go to tick")
    window.choose("What changes", "an attribute or item", "shift+Tab")
    window.shot(folder / f"go-to-{scheme}.png")
    window.close_popover("Go to tick")


def steps(window, count):
    for _ in range(count):
        before = window.subtitle()
        window.press("Step over")
        window.wait_for(lambda: window.subtitle() != before and window.subtitle().startswith(("paused", "at its end")))


def stops(window, folder, scheme):
    """The page of stops, its popovers, and marks on the timeline."""
    window.focus("ctrl+1", "Source")
    for key in ["ctrl+Home", *["Down"] * 16, "ctrl+b", *["Down"] * 3, "ctrl+shift+b"]:
        window.key(key)
    window.get("Condition")
    window.type("ann.best is bob")
    window.shot(folder / f"breakpoint-{scheme}.png")
    window.key("Return")
    window.key("alt+1")
    window.key("Right")
    window.key("ctrl+k")
    window.wait_for(lambda: window.find("Add") and window.enabled("Add"))
    window.shot(folder / f"watchpoint-{scheme}.png")
    window.press("Add")
    window.press("Continue")
    window.wait_for(lambda: window.shows("Stopped: "))
    window.key("ctrl+d")
    window.get("Note")
    window.type("the count changes here")
    window.shot(folder / f"bookmark-{scheme}.png")
    window.key("Return")
    window.shot(folder / f"stops-{scheme}.png")


def main():
    folder = pathlib.Path(sys.argv[1]).resolve()
    heapscope = sys.argv[2] if len(sys.argv) > 2 else ROOT / "build/app/heapscope"
    for scheme in ("light", "dark"):
        with Window(heapscope, dark=scheme == "dark") as window:
            window.get("Lessons")
            window.shot(folder / f"lessons-{scheme}.png")
        for parts in ([pages, through_time], [stops]):
            with Window(heapscope, LESSONS / "02-cycle.py", dark=scheme == "dark") as window:
                window.wait_for(lambda: window.subtitle().startswith("paused"))
                steps(window, 10)
                for part in parts:
                    part(window, folder, scheme)
    return 0


if __name__ == "__main__":
    run_inside(__file__)
    sys.exit(main())
