# What a SyntaxError shows of the source, for text from a string: its line, and the marks below it.
import sys

sys.stderr = sys.stdout

SOURCES = [
    "f(1,\n 2) = 7",
    "if x:\n    f(1,\n      2) = 7\n",
    "class A:\n    return (1,\n        2)\n",
    "x = = 2\n",
    "x = = 2",
    "nonlocal x",
    "def f(x, x): pass",
    "print [5] * 10\nx = 1\nprint 10 * [5]\n",
    "print -3\nprint\nprint 3\n",
    "def f():\n    exec [1]\n\nprint 'a'\n",
    "while True:\n" + "".join(" " * depth + "while True:\n" for depth in range(1, 21)) + " " * 21 + "pass\n",
]

for source in SOURCES:
    for name in ("<string>", "nowhere.py"):
        try:
            compile(source, name, "exec")
        except SyntaxError as error:
            print(error.args)
            sys.excepthook(SyntaxError, error.with_traceback(None), None)


class Wrong(Exception):
    def __new__(cls, *args):
        return 1


def generator():
    yield


for raising in (lambda: generator().throw(Wrong), lambda: generator().throw(Wrong, "text")):
    try:
        raising()
    except TypeError as error:
        print(error)
try:
    raise Wrong
except TypeError as error:
    print(error)
