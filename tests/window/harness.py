# SPDX-License-Identifier: MIT
"""Drives the real window: a display and a message bus of its own, and the window seen through AT-SPI.

    with Window("build/app/heapscope", "program.py") as window:
        window.press("Step over")
        window.wait_for(lambda: "paused before line 3" in window.subtitle())

Everything is found by role and name, as assistive technology finds it.
"""

import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback

TIME_LIMIT = 30  # seconds for anything to happen
FRAME = 5  # pixels of the window's own border


def run_inside(script):
    """Runs SCRIPT again under Xvfb and a private session bus, unless it already does. Never returns in the first case."""
    if os.environ.get("HEAPSCOPE_TEST_DISPLAY"):
        os.dup2(int(os.environ["HEAPSCOPE_TEST_STDOUT"]), 1)
        return
    home = tempfile.mkdtemp(prefix="heapscope-test-")
    environment = dict(os.environ, HEAPSCOPE_TEST_DISPLAY="1", HOME=home, XDG_CONFIG_HOME=home, XDG_DATA_HOME=home,
                       XDG_CACHE_HOME=home, XDG_RUNTIME_DIR=home, GSETTINGS_BACKEND="memory", GDK_BACKEND="x11",
                       GSK_RENDERER="cairo", LC_ALL="C.UTF-8", NO_AT_BRIDGE="0")
    environment.pop("GTK_A11Y", None)
    os.chmod(home, 0o700)
    reader, writer = os.pipe()
    display = subprocess.Popen(["Xvfb", "-displayfd", str(writer), "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-noreset"],
                               pass_fds=[writer], stderr=subprocess.DEVNULL)
    environment["DISPLAY"] = ":" + os.read(reader, 16).decode().strip()
    # What services of the bus print is none of the test's own output.
    stdout = os.dup(1)
    environment["HEAPSCOPE_TEST_STDOUT"] = str(stdout)
    command = ["dbus-run-session", "--", "/usr/bin/python3", script, *sys.argv[1:]]
    status = subprocess.call(command, env=environment, stdout=subprocess.DEVNULL, stderr=sys.stderr, pass_fds=[stdout])
    display.terminate()
    display.wait()
    shutil.rmtree(home, ignore_errors=True)
    sys.exit(status)


class Window:
    def __init__(self, heapscope, *arguments, dark=False):
        import gi
        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi, GLib
        self.atspi = Atspi
        self.error = GLib.Error
        environment = dict(os.environ)
        if dark:
            environment["ADW_DEBUG_COLOR_SCHEME"] = "prefer-dark"
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen([heapscope, *map(str, arguments)], env=environment, stderr=self.log)
        self.frame = None

    def __enter__(self):
        self.wait_for(self._find_frame, "the window to appear")
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _find_frame(self):
        if self.process.poll() is not None:
            raise AssertionError("the window's program ended: %s" % self.messages())
        desktop = self.atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(i)
            if application is not None and application.get_process_id() == self.process.pid:
                for j in range(application.get_child_count()):
                    self.frame = application.get_child_at_index(j)
                    return True
        return False

    def messages(self):
        self.log.seek(0)
        return self.log.read().decode(errors="replace")

    def wait_for(self, condition, what="a condition"):
        """Returns the condition's value as soon as it is true."""
        end = time.monotonic() + TIME_LIMIT
        while True:
            try:
                value = condition()
            except AssertionError:
                raise
            except Exception:  # an accessible that went away while it was looked at
                value = None
            if value:
                return value
            if time.monotonic() > end:
                raise AssertionError("waited %d seconds for %s; %s\n%s"
                                     % (TIME_LIMIT, what, self.subtitle() + "; " + self.describe(), self.messages()))
            time.sleep(0.05)

    def describe(self):
        return "shown: " + " | ".join(sorted({a.get_name() for a in self.all() if a.get_name()}))[:3000]

    def all(self, root=None):
        """Every accessible below ROOT that is showing."""
        stack = [root or self.frame]
        while stack:
            accessible = stack.pop()
            if accessible is None:
                continue
            yield accessible
            for i in reversed(range(accessible.get_child_count())):
                stack.append(accessible.get_child_at_index(i))

    def find(self, name, role=None):
        for accessible in self.all():
            if accessible.get_name() == name and (role is None or accessible.get_role_name() == role):
                if accessible.get_state_set().contains(self.atspi.StateType.VISIBLE):
                    return accessible
        return None

    def get(self, name, role=None):
        return self.wait_for(lambda: self.find(name, role), "“%s”" % name)

    def names(self):
        return [name for name in (a.get_name() for a in self.all()) if name]

    def shows(self, text):
        return any(text in name for name in self.names())

    def press(self, name, role=None):
        accessible = self.get(name, role)
        for i in range(accessible.get_n_actions()):
            if accessible.do_action(i):
                return
        raise AssertionError("“%s” cannot be pressed" % name)

    def press_last(self, name):
        """Presses the last of several buttons of one NAME."""
        self.get(name)
        [a for a in self.all() if a.get_name() == name][-1].do_action(0)

    def enabled(self, name):
        return self.get(name).get_state_set().contains(self.atspi.StateType.SENSITIVE)

    def text_of(self, name):
        accessible = self.get(name)
        return accessible.get_text(0, accessible.get_character_count())

    def type_into(self, keys, name, text):
        """Goes to the entry NAME by the shortcut KEYS, puts TEXT into it and presses Return."""
        self.focus(keys, name)
        self.key("ctrl+a")
        self.type(text)
        self.key("Return")

    def click(self, accessible):
        """Clicks on the middle of ACCESSIBLE with the pointer."""
        place = accessible.get_extents(self.atspi.CoordType.WINDOW)
        subprocess.run(["xdotool", "mousemove", str(place.x + place.width // 2 + FRAME),
                        str(place.y + place.height // 2 + FRAME), "click", "1"], check=True)

    def find_first(self, start):
        """The first accessible whose name begins with START."""
        return next((a for a in self.all() if (a.get_name() or "").startswith(start)), None)

    def select(self, search, start):
        """Selects the object whose name begins with START on the page of types, where SEARCH finds it."""
        self.key("alt+4")
        self.type_into("ctrl+f", "Search objects", search)
        self.click(self.wait_for(lambda: self.find_first(start), "“%s”" % start))
        subprocess.run(["xdotool", "mousemove", "0", "0"], check=True)  # where no tooltip is
        self.wait_for(lambda: self.shows("Reference count: "), "the selected object")

    def is_focused(self, name, role=None):
        try:
            accessible = self.find(name, role)
            return accessible is not None and any(a.get_state_set().contains(self.atspi.StateType.FOCUSED)
                                                  for a in self.all(accessible))
        except self.error:  # an accessible that went away while it was looked at
            return False

    def fill(self, name, text):
        """Clicks on the entry NAME, puts TEXT into it and presses Return."""
        self.click(self.get(name))
        self.wait_for(lambda: self.is_focused(name), "“%s” to take the focus" % name)
        self.key("ctrl+a")
        self.type(text)
        self.key("Return")

    def close_popover(self, name):
        """Presses Escape until NAME, which is in a popover, is gone."""
        def is_gone():
            if self.find(name) is None:
                return True
            self.key("Escape")
            time.sleep(0.2)
            return False
        self.wait_for(is_gone, "“%s” to go" % name)

    def focus(self, keys, name, role=None):
        """Presses the shortcut KEYS until the widget NAME, or one inside it, has the focus."""
        end = time.monotonic() + TIME_LIMIT
        while not self.is_focused(name, role):
            if time.monotonic() > end:
                raise AssertionError("“%s” does not take the focus" % name)
            self.key(keys)
            time.sleep(0.3)

    def point(self, name, x, y, role=None):
        """Where the point X, Y of the widget NAME (from its other end, if negative) is on the screen."""
        place = self.get(name, role).get_extents(self.atspi.CoordType.WINDOW)
        return (place.x + x + (place.width if x < 0 else 0) + FRAME, place.y + y + (place.height if y < 0 else 0) + FRAME)

    def pointer(self, name, x, y, *actions, role=None):
        """Moves the pointer over the widget NAME, then does ACTIONS, which are xdotool's."""
        place = [str(int(n)) for n in self.point(name, x, y, role)]
        subprocess.run(["xdotool", "mousemove", *place, *map(str, actions)], check=True)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--delay", "8", text], check=True)

    def choose(self, name, words, keys="Tab"):
        """Goes to the drop-down NAME by KEYS and chooses WORDS in it."""
        def item():
            return next((a for a in self.all() if a.get_role_name() == "list item"
                         and a.get_state_set().contains(self.atspi.StateType.FOCUSED)), None)
        def is_it():
            return any(a.get_name() == words for a in self.all(item()))
        self.focus(keys, name)
        self.key("space")
        self.wait_for(item, "the drop-down to open")
        self.key("Home")
        for _ in range(50):
            if is_it():
                break
            self.key("Down")
        self.key("Return")
        self.wait_for(lambda: not item(), "the drop-down to close")

    def key(self, keys):
        subprocess.run(["xdotool", "key", "--delay", "20", keys], check=True)

    def subtitle(self):
        for name in self.names():
            if any(name.startswith(start) for start in ("paused", "running", "finished", "at its end", "does not compile",
                                                        "edited")):
                return name
        return ""

    def wait_line(self, line):
        self.wait_for(lambda: ("paused before line %d " % line) in self.subtitle() + " ", "line %d" % line)

    def shot(self, path):
        """A picture of the whole screen as a PNG."""
        time.sleep(0.4)
        pathlib.Path(path).parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["import", "-window", "root", str(path)], check=True)


def program(text, name="program.py"):
    """A file with TEXT."""
    path = pathlib.Path(tempfile.mkdtemp()) / name
    path.write_text(text, encoding="utf-8")
    return path


def heapscope():
    return sys.argv[1]


def run_tests(names):
    """Runs the functions among NAMES that are tests, or those named on the command line. Prints TAP; returns the status."""
    tests = [(name[5:].replace("_", "-"), test) for name, test in names.items() if name.startswith("test_")]
    wanted = sys.argv[2:]
    tests = [t for t in tests if not wanted or t[0] in wanted]
    failed = 0
    print("1..%d" % len(tests), flush=True)
    for number, (name, test) in enumerate(tests, 1):
        try:
            test()
            print("ok %d /window/%s" % (number, name), flush=True)
        except Exception:
            failed += 1
            print("not ok %d /window/%s" % (number, name))
            print("# " + traceback.format_exc().replace("\n", "\n# "), flush=True)
    return 1 if failed else 0
