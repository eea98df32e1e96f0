# SPDX-License-Identifier: MIT
"""Line by line, how much memory a function uses: memory_profiler's interface, measured on this program's own heap."""

import sys

from _inspection import source_line, used_bytes
from functools import wraps

__all__ = ["profile", "memory_usage", "LineProfiler", "show_results"]

_MIB = 2**20
_ROW = "{0:>6} {1:>12} {2:>12}  {3:>10}   {4:<}"


def _memory():
    """The bytes of all used blocks, in MiB."""
    return used_bytes() / _MIB


def _code_objects(code):
    """code and the code objects nested in it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, type(code)):
            yield from _code_objects(constant)


class _Measurement:
    """What is known of one line: the sum of the increments, the greatest usage after it, and how often it ran."""

    __slots__ = "increment", "usage", "occurrences"

    def __init__(self):
        self.increment = self.usage = 0.0
        self.occurrences = 0


class CodeMap(dict):
    """Code objects under observation: each maps to its lines' measurements, which nested functions share."""

    def __init__(self):
        self.toplevel = []

    def add(self, code):
        if code in self:
            return
        measurements = {}
        last_line = code.co_firstlineno
        for part in _code_objects(code):
            self[part] = measurements
            last_line = max([last_line, *(line for _, _, line in part.co_lines() if line)])
        self.toplevel.append((code.co_filename, measurements, range(code.co_firstlineno, last_line + 1)))

    def measure(self, code, line, previous_line):
        """Notes what the heap is after line, and by how much it has grown since previous_line was measured."""
        measurements = self[code]
        known = measurements.get(line)
        if known is None:
            known = _Measurement()  # made before the heap is looked at
        usage = _memory()
        before = measurements[previous_line].usage if previous_line in measurements else 0.0
        known.increment += usage - before
        known.usage = max(usage, known.usage)
        known.occurrences += 1
        measurements[line] = known

    def items(self):
        """(file name, iterator over (line number, measurement or None)) of each function that has run."""
        for filename, measurements, lines in self.toplevel:
            if measurements:
                yield filename, ((line, measurements.get(line)) for line in lines)


class LineProfiler:
    """Measures the functions given to it while they run."""

    def __init__(self, **keywords):
        self.code_map = CodeMap()
        self.enable_count = 0
        self.max_mem = keywords.get("max_mem")
        self.prevlines = []
        self.prev_lineno = None
        self._original_trace = None

    def __call__(self, func=None, precision=1):
        if func is None:
            return lambda func: self(func, precision)
        self.add_function(func)
        return self.wrap_function(func)

    def add_function(self, func):
        """Observes func from its next call inside `with self` on."""
        func = getattr(func, "__func__", func)
        while hasattr(func, "__wrapped__"):
            func = func.__wrapped__
        code = getattr(func, "__code__", None)
        if code is None:
            print("Could not extract a code object for the object %r" % func, file=sys.stderr)
        else:
            self.code_map.add(code)

    def wrap_function(self, func):
        @wraps(func)
        def wrapper(*args, **keywords):
            with self:
                return func(*args, **keywords)

        return wrapper

    def runctx(self, cmd, globals, locals):
        with self:
            exec(cmd, globals, locals)
        return self

    def __enter__(self):
        if self.enable_count == 0:
            self.enable()
        self.enable_count += 1
        return self

    def __exit__(self, *exc_info):
        self.enable_count -= 1
        if self.enable_count == 0:
            self.disable()

    def enable(self):
        self._original_trace = sys.gettrace()
        sys.settrace(self.trace_memory_usage)

    def disable(self):
        sys.settrace(self._original_trace)

    def trace_memory_usage(self, frame, event, arg):
        """A line is measured when the next event comes: by then it has run."""
        code = frame.f_code
        if code in self.code_map:
            if event == "call":
                self.prevlines.append(frame.f_lineno)
            elif event == "line":
                line = self.prevlines[-1]
                self.code_map.measure(code, line, self.prev_lineno)
                self.prev_lineno = line
                self.prevlines[-1] = frame.f_lineno
            elif event == "return":
                line = self.prevlines.pop()
                self.code_map.measure(code, line, self.prev_lineno)
                self.prev_lineno = line
        if self._original_trace is not None:
            self._original_trace(frame, event, arg)
        return self.trace_memory_usage


def show_results(prof, stream=None, precision=1):
    """Prints the table of what prof has measured."""
    stream = stream or sys.stdout
    number = f"{{0:{precision + 4}.{precision}f}} MiB"
    for filename, lines in prof.code_map.items():
        header = _ROW.format("Line #", "Mem usage", "Increment", "Occurrences", "Line Contents")
        stream.write(f"Filename: {filename}\n\n{header}\n{'=' * len(header)}\n")
        for line, measured in lines:
            figures = "", "", ""
            if measured is not None:
                figures = number.format(measured.usage), number.format(measured.increment), measured.occurrences
            stream.write(_ROW.format(line, *figures, source_line(filename, line) or "") + "\n")
        stream.write("\n\n")


def profile(func=None, stream=None, precision=1, backend="psutil"):
    """A decorator: each call of the function prints a table of its lines."""
    if func is None:
        return lambda func: profile(func, stream, precision, backend)

    @wraps(func)
    def wrapper(*args, **keywords):
        prof = LineProfiler()
        result = prof(func)(*args, **keywords)
        show_results(prof, stream, precision)
        return result

    return wrapper


def memory_usage(proc=-1, interval=0.1, timeout=None, timestamps=False, include_children=False, multiprocess=False,
                 max_usage=False, retval=False, stream=None, backend=None, max_iterations=None):
    """The usage in MiB: now, or at the beginning and at every line of a call (function, args, keywords)."""
    if not isinstance(proc, tuple):
        return _memory() if max_usage else [_memory()]
    function, args, keywords = (*proc, (), {})[:3] if len(proc) < 3 else proc
    usage = [_memory()]
    greatest = usage[0]

    def watch(frame, event, arg):
        nonlocal greatest
        greatest = max(greatest, _memory())
        return watch

    original = sys.gettrace()
    sys.settrace(watch)
    try:
        result = function(*args, **keywords)
    finally:
        sys.settrace(original)
    usage += [greatest, _memory()]
    measured = greatest if max_usage else usage
    return (measured, result) if retval else measured
