# SPDX-License-Identifier: MIT
"""Tracebacks and exceptions as lists, and as the text the interpreter prints for them."""

import sys

from _inspection import operator_place, source_line

__all__ = [
    "extract_stack", "extract_tb", "format_exception", "format_exception_only", "format_list", "format_stack",
    "format_tb", "print_exc", "format_exc", "print_exception", "print_last", "print_stack", "print_tb", "clear_frames",
    "FrameSummary", "StackSummary", "TracebackException", "walk_stack", "walk_tb",
]

_CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"
_CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n"
_RECURSIVE_CUTOFF = 3  # equal entries in a row that are printed


class _Sentinel:
    def __repr__(self):
        return "<implicit>"


_missing = _Sentinel()


# --- entries ---

def _find_line(filename, lineno):
    """A line of a file, or of a text a program has put in linecache under that name."""
    linecache = sys.modules.get("linecache")
    if linecache is not None and filename in linecache.cache:
        return linecache.getline(filename, lineno)
    return source_line(filename, lineno) or ""


class FrameSummary:
    """One entry of a traceback: a place in a source file."""

    __slots__ = "filename", "lineno", "end_lineno", "colno", "end_colno", "name", "_line", "locals"

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None, colno=None,
                 end_colno=None):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self._line = line
        self.locals = {name: repr(value) for name, value in locals.items()} if locals else None
        self.end_lineno = end_lineno
        self.colno = colno
        self.end_colno = end_colno
        if lookup_line:
            self.line

    @property
    def _original_line(self):
        self.line
        return self._line

    @property
    def line(self):
        if self._line is None:
            if self.lineno is None:
                return None
            self._line = _find_line(self.filename, self.lineno)
        return self._line.strip()

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return tuple(self)[:3] == tuple(other)[:3] and self.locals == other.locals
        if isinstance(other, tuple):
            return tuple(self) == other
        return NotImplemented

    def __getitem__(self, index):
        return (self.filename, self.lineno, self.name, self.line)[index]

    def __iter__(self):
        return iter((self.filename, self.lineno, self.name, self.line))

    def __len__(self):
        return 4

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"

    def _marks(self):
        """The line of carets below the source line, or an empty string."""
        line = self._original_line
        if self.colno is None or self.end_colno is None:
            return ""
        encoded = line.encode()
        start = len(encoded[:self.colno].decode(errors="replace"))
        end = len(encoded[:self.end_colno].decode(errors="replace"))
        stripped = line.strip()
        indentation = len(line) - len(line.lstrip())
        place = None
        if self.lineno == self.end_lineno:
            place = operator_place(line[start:end])
        else:
            end = indentation + len(stripped)
        if end - start >= len(stripped) and place is None:
            return ""
        marks = "^" * (end - start)
        if place is not None:
            left, right = place
            marks = "~" * left + "^" * (right - left) + "~" * (end - start - right)
        return "    " + " " * (start - indentation) + marks + "\n"


class StackSummary(list):
    """A list of FrameSummary objects, outermost call first."""

    @classmethod
    def extract(klass, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        """Entries for the (frame, line number) pairs of frame_gen."""
        places = ((frame, (line, None, None, None)) for frame, line in frame_gen)
        return klass._from_places(places, limit, lookup_lines, capture_locals)

    @classmethod
    def _from_places(klass, places, limit, lookup_lines, capture_locals):
        if limit is None:
            limit = getattr(sys, "tracebacklimit", None)
            if limit is not None:
                limit = max(limit, 0)
        places = list(places)
        if limit is not None:
            places = places[:limit] if limit >= 0 else places[limit:]
        result = klass()
        for frame, (line, end_line, column, end_column) in places:
            code = frame.f_code
            result.append(FrameSummary(code.co_filename, line, code.co_name, lookup_line=lookup_lines,
                                       locals=frame.f_locals if capture_locals else None, end_lineno=end_line,
                                       colno=column, end_colno=end_column))
        return result

    @classmethod
    def from_list(klass, a_list):
        """Entries made of (file name, line number, name, line) tuples."""
        result = klass()
        for entry in a_list:
            if not isinstance(entry, FrameSummary):
                filename, lineno, name, line = entry
                entry = FrameSummary(filename, lineno, name, line=line)
            result.append(entry)
        return result

    def format_frame_summary(self, frame_summary):
        """The text of one entry."""
        text = f'  File "{frame_summary.filename}", line {frame_summary.lineno}, in {frame_summary.name}\n'
        if frame_summary.line:
            text += f"    {frame_summary.line}\n" + frame_summary._marks()
        for name, value in sorted((frame_summary.locals or {}).items()):
            text += f"    {name} = {value}\n"
        return text

    def format(self):
        """The texts of all entries; of many equal ones in a row only the first few."""
        result = []
        place, count = None, 0

        def tell_repeats():
            more = count - _RECURSIVE_CUTOFF
            if more > 0:
                result.append(f"  [Previous line repeated {more} more time{'s' if more > 1 else ''}]\n")

        for entry in self:
            text = self.format_frame_summary(entry)
            if text is None:
                continue
            if place != (entry.filename, entry.lineno, entry.name):
                tell_repeats()
                place, count = (entry.filename, entry.lineno, entry.name), 0
            count += 1
            if count <= _RECURSIVE_CUTOFF:
                result.append(text)
        tell_repeats()
        return result


def walk_stack(f):
    """Pairs of frame and line number, from f (or the caller) outwards."""
    if f is None:
        f = sys._getframe().f_back.f_back.f_back.f_back
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def walk_tb(tb):
    """Pairs of frame and line number of a traceback."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def _places_of(tb):
    while tb is not None:
        line = end_line = column = end_column = None
        if tb.tb_lasti >= 0:
            for index, position in enumerate(tb.tb_frame.f_code.co_positions()):
                if index == tb.tb_lasti // 2:
                    line, end_line, column, end_column = position
                    break
        yield tb.tb_frame, (tb.tb_lineno if line is None else line, end_line, column, end_column)
        tb = tb.tb_next


def extract_tb(tb, limit=None):
    """The entries of a traceback."""
    return StackSummary._from_places(_places_of(tb), limit, True, False)


def extract_stack(f=None, limit=None):
    """The entries of the stack at f, or where this is called."""
    if f is None:
        f = sys._getframe().f_back
    stack = StackSummary.extract(walk_stack(f), limit=limit)
    stack.reverse()
    return stack


def clear_frames(tb):
    """Drops the variables of the frames of a traceback."""
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            pass  # it still runs
        tb = tb.tb_next


# --- exceptions ---

def _class_name(cls):
    module = cls.__module__
    if module in ("__main__", "builtins"):
        return cls.__qualname__
    return f"{module if isinstance(module, str) else '<unknown>'}.{cls.__qualname__}"


def _safe_text(value, what, convert=str):
    try:
        return convert(value)
    except Exception:
        return f"<{what} {convert.__name__}() failed>"


def _exception_line(name, value):
    text = _safe_text(value, "exception")
    return f"{name}: {text}\n" if value is not None and text else f"{name}\n"


class TracebackException:
    """All that is needed to print an exception later, without keeping it or its frames alive."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False,
                 compact=False, max_group_width=15, max_group_depth=10, _seen=None):
        self.max_group_width = max_group_width
        self.max_group_depth = max_group_depth
        self.stack = StackSummary._from_places(_places_of(exc_traceback), limit, lookup_lines, capture_locals)
        self.exc_type = exc_type
        self._str = _safe_text(exc_value, "exception")
        self.__notes__ = getattr(exc_value, "__notes__", None)
        self._is_syntax_error = False
        if exc_type is not None and issubclass(exc_type, SyntaxError):
            self._take_syntax_error(exc_value)
        self.__suppress_context__ = exc_value is not None and exc_value.__suppress_context__
        self.__cause__ = self.__context__ = self.exceptions = None
        if _seen is None:
            self._take_related(exc_value, compact, {
                "limit": limit, "lookup_lines": lookup_lines, "capture_locals": capture_locals,
                "max_group_width": max_group_width, "max_group_depth": max_group_depth, "_seen": {id(exc_value)}})

    def _take_related(self, error, compact, options):
        """Describes the exceptions this one comes from or is a group of, and theirs; without recursion."""
        seen = options["_seen"]

        def describe(value):
            seen.add(id(value))
            waiting.append((TracebackException(type(value), value, value.__traceback__, **options), value))
            return waiting[-1][0]

        waiting = [(self, error)]
        while waiting:
            described, error = waiting.pop()
            cause, context = (getattr(error, name, None) for name in ("__cause__", "__context__"))
            if cause is not None and id(cause) not in seen:
                described.__cause__ = describe(cause)
            need_context = not compact or (described.__cause__ is None and not described.__suppress_context__)
            if need_context and context is not None and id(context) not in seen:
                described.__context__ = describe(context)
            if isinstance(error, BaseExceptionGroup):
                described.exceptions = [describe(part) for part in error.exceptions]

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        """The same for an exception object."""
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def _take_syntax_error(self, error):
        self._is_syntax_error = True
        self.filename = error.filename
        self.lineno = str(error.lineno) if error.lineno is not None else None
        self.end_lineno = str(error.end_lineno) if error.end_lineno is not None else None
        self.text = error.text
        self.offset = error.offset
        self.end_offset = error.end_offset
        self.msg = error.msg

    def __eq__(self, other):
        return self.__dict__ == other.__dict__ if isinstance(other, TracebackException) else NotImplemented

    def __str__(self):
        return self._str

    def format_exception_only(self):
        """The lines that say what the exception is, after those that say where it was raised."""
        if self.exc_type is None:
            yield _exception_line("None", None)
            return
        name = _class_name(self.exc_type)
        if self._is_syntax_error:
            yield from self._format_syntax_error(name)
        else:
            yield f"{name}: {self._str}\n" if self._str else f"{name}\n"
        notes = self.__notes__
        if notes is None:
            return
        from _collections_abc import Sequence
        if isinstance(notes, Sequence):
            for note in notes:
                for line in _safe_text(note, "note").split("\n"):
                    yield line + "\n"
        else:
            yield _safe_text(notes, "__notes__", repr)

    def _format_syntax_error(self, name):
        in_file = ""
        if self.lineno is not None:
            yield f'  File "{self.filename or "<string>"}", line {self.lineno}\n'
        elif self.filename is not None:
            in_file = f" ({self.filename})"
        if self.text is not None:
            line = self.text.rstrip("\n")
            stripped = line.lstrip(" \n\f")
            yield f"    {stripped}\n"
            if self.offset is not None:
                offset = self.offset
                end = self.end_offset if self.end_offset not in (None, 0) else offset
                if offset == end or end == -1:
                    end = offset + 1
                column = offset - 1 - (len(line) - len(stripped))
                if column >= 0:
                    blanks = "".join(c if c.isspace() else " " for c in stripped[:column])
                    yield f"    {blanks}{'^' * (end - offset)}\n"
        yield f"{name}: {self.msg or '<no detail available>'}{in_file}\n"

    def _chain(self, chain):
        """What is to be printed, first to last: (exception, text that leads to the next one)."""
        parts = []
        exception, relation = self, None
        while exception is not None:
            parts.append((exception, relation))
            relation, following = None, None
            if chain and exception.__cause__ is not None:
                relation, following = _CAUSE, exception.__cause__
            elif chain and exception.__context__ is not None and not exception.__suppress_context__:
                relation, following = _CONTEXT, exception.__context__
            exception = following
        return reversed(parts)

    def format(self, *, chain=True, _printer=None):
        """All lines the interpreter would print."""
        printer = _printer or _Printer()
        for exception, relation in self._chain(chain):
            if exception.exceptions is None:
                if exception.stack:
                    yield from printer.emit("Traceback (most recent call last):\n")
                    yield from printer.emit(exception.stack.format())
                yield from printer.emit(exception.format_exception_only())
            elif printer.depth > self.max_group_depth:
                yield from printer.emit(f"... (max_group_depth is {self.max_group_depth})\n")
            else:
                yield from exception._format_group(printer, chain)
            if relation is not None:
                yield from printer.emit(relation)

    def _format_group(self, printer, chain):
        outermost = printer.depth == 0
        if outermost:
            printer.depth = 1
        if self.stack:
            yield from printer.emit("Exception Group Traceback (most recent call last):\n", "+" if outermost else None)
            yield from printer.emit(self.stack.format())
        yield from printer.emit(self.format_exception_only())
        shown = min(len(self.exceptions), self.max_group_width)
        more = len(self.exceptions) - shown
        for number, part in enumerate(self.exceptions[:shown] + [None] * (more > 0), 1):
            last = number == shown + (more > 0)
            printer.need_close = last
            title = str(number) if part is not None else "..."
            yield f"{printer.indent}{'+-' if number == 1 else '  '}+---------------- {title} ----------------\n"
            printer.depth += 1
            if part is not None:
                yield from part.format(chain=chain, _printer=printer)
            else:
                yield from printer.emit(f"and {more} more exception{'s' if more > 1 else ''}\n")
            if last and printer.need_close:
                yield f"{printer.indent}+------------------------------------\n"
                printer.need_close = False
            printer.depth -= 1
        if outermost:
            printer.depth = 0

    def print(self, *, file=None, chain=True):
        """Prints what format gives."""
        file = sys.stderr if file is None else file
        for line in self.format(chain=chain):
            print(line, file=file, end="")


class _Printer:
    """How far the parts of exception groups are moved to the right."""

    def __init__(self):
        self.depth = 0
        self.need_close = False

    @property
    def indent(self):
        return " " * (2 * self.depth)

    def emit(self, texts, mark=None):
        """texts, each line after the indentation and a margin."""
        margin = self.indent + (mark or "|") + " " if self.depth else ""
        for text in [texts] if isinstance(texts, str) else texts:
            if margin:
                text = "".join((margin + line if line.strip() else line and margin + line)
                               for line in text.splitlines(keepends=True))
            yield text


def _arguments(exc, value, tb):
    if (value is _missing) != (tb is _missing):
        raise ValueError("Both or neither of value and tb must be given")
    if value is not _missing:
        return value, tb
    if exc is None:
        return None, None
    if isinstance(exc, BaseException):
        return exc, exc.__traceback__
    raise TypeError(f"Exception expected for value, {type(exc).__name__} found")


def format_exception(exc, /, value=_missing, tb=_missing, limit=None, chain=True):
    """The lines print_exception prints."""
    value, tb = _arguments(exc, value, tb)
    return list(TracebackException(type(value), value, tb, limit=limit, compact=True).format(chain=chain)) \
        if value is not None else ["NoneType: None\n"]


def format_exception_only(exc, /, value=_missing):
    """The lines that say what the exception is."""
    if value is _missing:
        value = exc
    if value is None:
        return ["NoneType: None\n"]
    return list(TracebackException(type(value), value, None, compact=True).format_exception_only())


def print_exception(exc, /, value=_missing, tb=_missing, limit=None, file=None, chain=True):
    """Prints an exception as the interpreter does."""
    file = sys.stderr if file is None else file
    for line in format_exception(exc, value, tb, limit, chain):
        print(line, file=file, end="")


def print_exc(limit=None, file=None, chain=True):
    """Prints the exception being handled."""
    print_exception(*sys.exc_info(), limit, file, chain)


def format_exc(limit=None, chain=True):
    """The text print_exc prints."""
    return "".join(format_exception(*sys.exc_info(), limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    """Prints the last exception that nobody caught, at the prompt."""
    if not hasattr(sys, "last_type"):
        raise ValueError("no last exception")
    print_exception(sys.last_type, sys.last_value, sys.last_traceback, limit, file, chain)


def format_list(extracted_list):
    """The texts of entries."""
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    """Prints entries."""
    file = sys.stderr if file is None else file
    for text in format_list(extracted_list):
        print(text, file=file, end="")


def format_tb(tb, limit=None):
    """The texts of a traceback's entries."""
    return extract_tb(tb, limit=limit).format()


def print_tb(tb, limit=None, file=None):
    """Prints a traceback's entries."""
    print_list(extract_tb(tb, limit=limit), file)


def format_stack(f=None, limit=None):
    """The texts of the stack's entries."""
    return format_list(extract_stack(f or sys._getframe().f_back, limit))


def print_stack(f=None, limit=None, file=None):
    """Prints the stack's entries."""
    print_list(extract_stack(f or sys._getframe().f_back, limit), file)
