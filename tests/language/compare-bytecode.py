#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Compares the code objects Heapscope makes of source files with CPython 3.11's, byte for byte.

usage: compare-bytecode.py DUMP-CODE [-v] FILE-OR-FOLDER…

Prints TAP, one test a file. Files CPython refuses have to be refused with the same message at the same place. Files that
use constructs outside the subset count as skipped. A file named NAME.snippets holds many sources, lines "###" in between.
"""
import os
import subprocess
import sys
import tempfile
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


def split(path, folder):
    """Writes each source of a .snippets file to a file of its own."""
    with open(path, encoding="utf-8") as file:
        sources = file.read().split("\n###\n")
    for number, source in enumerate(sources, 1):
        name = os.path.join(folder, f"{number}.py")
        with open(name, "w", encoding="utf-8") as file:
            file.write(source)
        yield name


def find(arguments, folder):
    for argument in arguments:
        if argument.endswith(".snippets"):
            yield from split(argument, folder)
            continue
        if not os.path.isdir(argument):
            yield argument
            continue
        for place, folders, names in os.walk(argument):
            folders.sort()
            yield from (os.path.join(place, name) for name in sorted(names) if name.endswith(".py"))


def compare(tool, paths, verbose):
    """Returns how many files differ."""
    failed = number = 0
    print(f"1..{len(paths)}")
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
            failed += want != got
            print("ok" if want == got else "not ok", number, path)
            if want != got and verbose:
                explain(want, got)
    return failed


def main():
    warnings.simplefilter("ignore")
    tool, *arguments = sys.argv[1:]
    verbose = "-v" in arguments
    if sys.version_info[:2] != (3, 11):
        print("1..0 # SKIP the comparison is with CPython 3.11")
        return
    with tempfile.TemporaryDirectory() as folder:
        failed = compare(tool, list(find((a for a in arguments if a != "-v"), folder)), verbose)
    sys.exit(failed > 0)


main()
