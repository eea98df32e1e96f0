#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What Heapscope writes, and the examples it comes with, are as the schemas in data/ say; and no member is left out of them.

usage: test_schemas.py HEAPSCOPE ROOT

Prints TAP. Needs Debian's python3-jsonschema.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HEAPSCOPE, ROOT = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
sys.path.insert(0, str(ROOT / "tests/dap"))

try:
    from jsonschema import Draft202012Validator
except ImportError:
    print("1..0 # SKIP python3-jsonschema is not installed")
    sys.exit(0)

from client import Client  # noqa: E402

PROGRAM = """\
import gc, random, time, beside, weakref, sys
class Node:
    __slots__ = 'next', '__weakref__'
    def __del__(self):
        pass
first, second = Node(), Node()
first.next, second.next = second, first
ref = weakref.ref(first)
mixed = {'k': [1, 2.5, 'é', b'\\xff', None, {3}], (4, 5): range(6), 7: 1j}
print(time.time() > 0, random.random() < 1, input('name? '), sys.argv)
for i in range(5):
    mixed['k'].append(i)
del first, second
gc.collect()
del mixed
"""


def closed(schema):
    """SCHEMA with no room for members it does not name."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: closed(part) for name, part in schema.items()}
    if isinstance(schema.get("properties"), dict):
        found.setdefault("additionalProperties", False)
    return found


def load_schema(name):
    schema = json.loads((ROOT / f"data/heapscope-{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return schema


def check(data, schema):
    for error in Draft202012Validator(schema).iter_errors(data):
        raise AssertionError(f"{error.json_path}: {error.message}"[:500])


def check_examples(schema):
    examples = sorted((ROOT / "data/examples").glob("*.json"))
    assert examples
    for path in examples:
        check(json.loads(path.read_text(encoding="utf-8")), schema)


def check_snapshots(schema):
    pathlib.Path("alone.py").write_text(PROGRAM.replace(" beside,", "").replace("input('name? ')", "0"), encoding="utf-8")
    for place in ("line:12", "end"):
        subprocess.run([HEAPSCOPE, "snapshot", "alone.py", "--at", place, "-o", "out.json"], check=True, timeout=60,
                       stdout=subprocess.DEVNULL)
        with open("out.json", encoding="utf-8") as file:
            check(json.load(file), closed(schema))


def check_sessions(schema):
    """With inputs of all kinds, a module, actions, two branches, breakpoints and watches."""
    program = os.path.abspath("program.py")
    with Client(HEAPSCOPE) as client:
        client.launch(program, [11], args=["a"], thresholds=[50])
        client.event("heapscope/waiting")
        client.request("heapscope/input", line="Ada")
        assert client.stopped() == "breakpoint"
        scope, found = client.variables("Globals")
        death = client.request("dataBreakpointInfo", variablesReference=scope, name="mixed", watch="death")["dataId"]
        client.request("setDataBreakpoints", breakpoints=[{"dataId": death}])
        client.request("setBreakpoints", source={"path": os.path.abspath("beside.py")}, breakpoints=[{"line": 1}])
        assert client.move("continue") == "breakpoint"
        client.evaluate("extra = 1", context="repl")
        assert client.move("stepBack") == "step"
        client.request("heapscope/thresholds", thresholds=[7])
        client.request("heapscope/save", path=os.path.abspath("saved.heapscope"))
    with open("saved.heapscope", encoding="utf-8") as file:
        saved = json.load(file)
    assert len(saved["branches"]) == 2 and len(saved["watches"]) == 3 and saved["breakpoints"] == [11], saved
    check(saved, closed(schema))


def main():
    cases = {"program": check_examples, "snapshot": check_snapshots, "session": check_sessions}
    failed = 0
    print(f"1..{len(cases)}")
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        pathlib.Path("program.py").write_text(PROGRAM, encoding="utf-8")
        pathlib.Path("beside.py").write_text("value = 1\n", encoding="utf-8")
        for number, (name, function) in enumerate(cases.items(), 1):
            try:
                function(load_schema(name))
                print("ok", number, "-", name)
            except Exception as error:
                failed += 1
                print("not ok", number, "-", name, "\n#", repr(error).replace("\n", "\n# "))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
