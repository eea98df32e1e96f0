import sys


def outer(output):
    def numbers():
        output.append(2)
        yield 3

    def trace(frame, event, arg):
        if event == "return" and frame.f_lineno == 7 and len(output) == 1:
            try:
                frame.f_lineno = 6
                output.append("jumped")
            except ValueError as error:
                output.append(str(error))
        return trace

    sys.settrace(trace)
    next(numbers())
    sys.settrace(None)
    print(output)


outer([])

# CPython:
# [2, 'jumped']
# Heapscope:
# [2, "can only jump from a 'line' trace event"]
