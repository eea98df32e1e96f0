import sys

events = []


def trace(frame, event, arg):
    name = frame.f_code.co_name
    if event == "exception":
        arg = arg[0].__name__, str(arg[1])
    events.append((name, event, frame.f_lineno - frame.f_code.co_firstlineno, arg, sorted(frame.f_locals)))
    return trace


def loop(n):
    total = 0
    for i in range(n):
        total += i
    while n:
        n -= 1
    return total


def one_liner(): return [x for x in "ab"]


def numbers():
    yield 1
    got = yield 2
    return got


def fails():
    try:
        inner()
    except ValueError as error:
        return str(error)
    finally:
        pass


def inner():
    raise ValueError("deep")


def nested():
    def add(a, b):
        return a + b

    return add(1,
               add(2, 3))


def show():
    for event in events:
        print(*event)
    events.clear()


for function in (lambda: loop(3), one_liner, lambda: list(numbers()), fails, nested):
    sys.settrace(trace)
    result = function()
    sys.settrace(None)
    print(result)
    show()


def only_calls(frame, event, arg):
    events.append((event, frame.f_code.co_name))


sys.settrace(only_calls)
nested()
fails()
print(sys.gettrace() is only_calls)
sys.settrace(None)
print(sys.gettrace())
show()


def bad(frame, event, arg):
    if event == "line":
        raise KeyError("from the trace function")
    return bad


sys.settrace(bad)
try:
    inner()
except KeyError as error:
    print("caught", error, sys.gettrace())


def opcodes(frame, event, arg):
    frame.f_trace_opcodes = True
    frame.f_trace_lines = False
    events.append((event, frame.f_code.co_name))
    return opcodes


sys.settrace(opcodes)
inner_result = (lambda a: a + 1)(1)
sys.settrace(None)
show()


def uncaught():
    inner()


sys.settrace(trace)
try:
    uncaught()
except ValueError:
    pass
sys.settrace(None)
show()
