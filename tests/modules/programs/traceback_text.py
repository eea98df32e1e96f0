import sys
import traceback


class Out:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)

    def flush(self):
        pass


def show(text):
    print(text.replace(__file__, "FILE"), end="")


def divide(a, b):
    return (a + 1) / (b - b)


def lookup(d):
    return d["x"]["é"] + \
        1


def fail(n):
    if n:
        fail(n - 1)
    else:
        divide(1, 1)


for function, args in ((fail, (0,)), (fail, (1,)), (fail, (8,)), (lookup, ({"x": {}},)), (divide, (1, "x")),
                       (len, (3,)), (eval, ("1 +",)), (exec, ("def f():\n  return 1 2 3",))):
    try:
        function(*args)
    except Exception as error:
        show(traceback.format_exc())
        show("".join(traceback.format_exception_only(error)))
        assert traceback.format_exception(error) == traceback.format_exception(*sys.exc_info())


def chain():
    try:
        try:
            divide(1, 0)
        except ZeroDivisionError as error:
            raise KeyError("missing") from error
    except KeyError:
        raise ValueError("two\nlines")


def hide():
    try:
        divide(1, 0)
    except ZeroDivisionError:
        raise RuntimeError from None


class Own(Exception):
    def __str__(self):
        raise TypeError


for function in (chain, hide):
    try:
        function()
    except Exception as error:
        error.add_note("a note")
        show(traceback.format_exc())
        show(traceback.format_exc(limit=1))
        show(traceback.format_exc(chain=False))
        out = Out()
        traceback.print_exc(file=out)
        assert "".join(out.parts) == traceback.format_exc()
        for entry in traceback.extract_tb(error.__traceback__):
            print(entry.lineno, entry.name, entry.line, entry.end_lineno, entry.colno, entry.end_colno)
        show("".join(traceback.format_tb(error.__traceback__, -1)))
print(traceback.format_exception_only(Own()), traceback.format_exception_only(ValueError()))
print(traceback.format_exc())
try:
    traceback.format_exception(3)
except TypeError as error:
    print(error)


def where():
    stack = traceback.extract_stack()
    show("".join(traceback.format_list(stack)))
    show("".join(traceback.format_stack(limit=1)))
    out = Out()
    traceback.print_stack(file=out)
    show("".join(out.parts))
    return stack


stack = where()
print(type(stack).__name__, len(stack), stack[-1] == stack[-1], stack[-1][1:3], len(stack[0]))
show(repr(stack[-1]) + "\n")
print(traceback.format_list([("a.py", 3, "f", "x = 1"), ("b.py", 4, "g", None)]))


def group():
    try:
        raise ExceptionGroup("eg", [ValueError(1), ExceptionGroup("inner", [TypeError("a"), KeyError("k")])])
    except ExceptionGroup as error:
        raise RuntimeError("after") from error


try:
    group()
except Exception:
    show(traceback.format_exc())
try:
    raise ExceptionGroup("many", [ValueError(i) for i in range(20)])
except ExceptionGroup:
    show(traceback.format_exc())

try:
    divide(1, 0)
except ZeroDivisionError as error:
    described = traceback.TracebackException.from_exception(error, capture_locals=True)
print(str(described), described.exc_type, described.__cause__, len(described.stack), described.stack[-1].locals)
show(described.stack.format()[-1])
