# A generator that returns a value ends a loop with a StopIteration, which a trace function is told of.
import sys

events = []


def trace(frame, event, argument):
    name = frame.f_code.co_name
    if event == "exception":
        argument = (argument[0].__name__, argument[1].args, argument[2])
    elif event == "return" and isinstance(argument, Iterator):
        argument = "iterator"
    if event != "line":
        events.append((name, event, argument))
    return trace


def with_value():
    yield 1
    return 9


def without():
    yield 1


class Iterator:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration("end")


def delegating():
    got = yield from with_value()
    none = yield from without()
    yield got, none


def loops():
    for _ in with_value():
        pass
    for _ in without():
        pass
    for _ in Iterator():
        pass
    return list(delegating())


sys.settrace(trace)
loops()
sys.settrace(None)
for name, event, argument in events:
    if event == "exception" and argument[2] is not None:
        argument = argument[:2] + ("traceback",)
    print(name, event, argument)
