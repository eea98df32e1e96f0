#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Compares the code objects Heapscope makes of source files with CPython 3.11's, byte for byte.

usage: compare-bytecode.py DUMP-CODE [-v] FILE-OR-FOLDER…

Prints TAP, one test a file. Files CPython refuses have to be refused with the same message at the same place. Files that
use constructs outside the subset count as skipped.
"""
import os
import subprocess
import sys
import types
import warnings

FIELDS = "numbers consts names varnames cellvars freevars code exceptions locations".split()
UNSUPPORTED = "Heapscope does not support"
BATCH = 50


def constant(value):
    if isinstance(value, types.CodeType):
        return "code"
    if type(value) is tuple:
        return "(" + "".join(constant(item) + ", " for item in value) + ")"
    if type(value) is frozenset:
        return "frozenset(" + "".join(text + ", " for text in sorted(map(constant, value))) + ")"
    return ascii(value)


def dump(code, lines):
    lines.append(f"code {code.co_qualname!a} {code.co_name!a}")
    lines.append(f"  numbers {code.co_argcount} {code.co_posonlyargcount} {code.co_kwonlyargcount} {code.co_stacksize}"
                 f" {code.co_firstlineno} {code.co_flags:x}")
    for name in "consts", "names", "varnames", "cellvars", "freevars":
        lines.append(f"  {name} {constant(getattr(code, 'co_' + name))}")
    lines.append(f"  code {code.co_code.hex()}")
    lines.append(f"  exceptions {code.co_exceptiontable.hex()}")
    lines.append(f"  locations {code.co_linetable.hex()}")
    for value in code.co_consts:
        if isinstance(value, types.CodeType):
            dump(value, lines)


def expected(path):
    with open(path, "rb") as file:
        source = file.read()
    lines = []
    try:
        dump(compile(source, "<dump>", "exec", dont_inherit=True), lines)
    except SyntaxError as e:
        lines.append(f"error {type(e).__name__} {e.msg!a} {e.lineno} {e.offset} {e.end_lineno} {e.end_offset}")
    except ValueError as e:
        lines.append(f"error {type(e).__name__}")
    return lines


def disassemble(line):
    import dis
    units = bytes.fromhex(line.split()[1] if len(line.split()) > 1 else "")
    return [f"{2 * i}:{dis.opname[units[2 * i]]} {units[2 * i + 1]}" for i in range(len(units) // 2)]


def explain(want, got):
    where = ""
    for a, b in zip(want, got):
        if a.startswith("code "):
            where = a
        if a != b:
            print("#", where)
            if a.startswith("  code ") and b.startswith("  code "):
                a, b = disassemble(a), disassemble(b)
                same = 0
                while same < min(len(a), len(b)) and a[same] == b[same]:
                    same += 1
                print("#   CPython  ", a[max(0, same - 4):same + 12])
                print("#   Heapscope", b[max(0, same - 4):same + 12])
            else:
                print("#   CPython  ", a)
                print("#   Heapscope", b)
            return


def actual(tool, paths):
    result = subprocess.run([tool, *paths], capture_output=True, text=True)
    dumps = {}
    for line in result.stdout.splitlines():
        if line.startswith("file "):
            lines = dumps[line[5:]] = []
        else:
            lines.append(line)
    if result.returncode != 0 and dumps:
        dumps.popitem()
    return dumps


def find(arguments):
    for argument in arguments:
        if not os.path.isdir(argument):
            yield argument
            continue
        for folder, folders, names in os.walk(argument):
            folders.sort()
            yield from (os.path.join(folder, name) for name in sorted(names) if name.endswith(".py"))


def main():
    warnings.simplefilter("ignore")
    tool, *arguments = sys.argv[1:]
    verbose = "-v" in arguments
    paths = list(find(a for a in arguments if a != "-v"))
    if sys.version_info[:2] != (3, 11):
        print("1..0 # SKIP the comparison is with CPython 3.11")
        return
    print(f"1..{len(paths)}")
    failed = number = 0
    for start in range(0, len(paths), BATCH):
        batch = paths[start:start + BATCH]
        dumps = actual(tool, batch)
        for path in batch:
            number += 1
            got = dumps.get(path) or actual(tool, [path]).get(path, ["crashed"])
            if got and UNSUPPORTED in got[0]:
                print(f"ok {number} {path} # SKIP {got[0]}")
                continue
            want = expected(path)
            if want == got:
                print(f"ok {number} {path}")
            else:
                failed += 1
                print(f"not ok {number} {path}")
                if verbose:
                    explain(want, got)
    sys.exit(failed > 0)


main()
