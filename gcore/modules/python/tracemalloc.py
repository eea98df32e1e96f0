# SPDX-License-Identifier: MIT
"""Which lines of the program the live blocks of the heap come from.

The figures are those of the heap's own allocator: whole blocks, of all live objects made since tracing began. Of each block
only one line is known, not the calls that led there."""

import sys

from _inspection import source_line
from _tracemalloc import (clear_traces, get_lines, get_object_line, get_traced_memory, is_tracing, reset_peak, stop,
                          start as _start)

__all__ = [
    "BaseFilter", "DomainFilter", "Filter", "Frame", "Snapshot", "Statistic", "StatisticDiff", "Trace", "Traceback",
    "clear_traces", "get_object_traceback", "get_traceback_limit", "get_traced_memory", "get_tracemalloc_memory",
    "is_tracing", "reset_peak", "start", "stop", "take_snapshot",
]

_KEY_TYPES = ("traceback", "filename", "lineno")


def start(nframe=1, /):
    """Begins to trace allocations."""
    if not 1 <= nframe <= 65535:
        raise ValueError("the number of frames must be in range [1; 65535]")
    _start()


def get_traceback_limit():
    """The number of frames known of a block."""
    return 1


def get_tracemalloc_memory():
    """The bytes traces take on the heap: none, the records lie beside it."""
    return 0


def _size_text(size, signed=False):
    for unit in ("B", "KiB", "MiB", "GiB", "TiB"):
        if abs(size) < 100 and unit != "B":
            return f"{size:+.1f} {unit}" if signed else f"{size:.1f} {unit}"
        if abs(size) < 10 * 1024 or unit == "TiB":
            return f"{size:+.0f} {unit}" if signed else f"{size:.0f} {unit}"
        size /= 1024


def _program_file():
    """The file lines are of, if the program has no other."""
    files = {getattr(module, "__file__", None) for module in sys.modules.values()} - {None}
    return files.pop() if len(files) == 1 else "<unknown>"


class _Ordered:
    """Comparisons by _key."""

    __slots__ = ()

    def __eq__(self, other):
        return self._key() == other._key() if isinstance(other, type(self)) else NotImplemented

    def __lt__(self, other):
        return self._key() < other._key() if isinstance(other, type(self)) else NotImplemented

    def __gt__(self, other):
        return self._key() > other._key() if isinstance(other, type(self)) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if isinstance(other, type(self)) else NotImplemented

    def __ge__(self, other):
        return self._key() >= other._key() if isinstance(other, type(self)) else NotImplemented

    def __hash__(self):
        return hash(self._key())


class Frame(_Ordered):
    """A line of a file."""

    __slots__ = "filename", "lineno"

    def __init__(self, frame):
        self.filename, self.lineno = frame

    def _key(self):
        return self.filename, self.lineno

    def __str__(self):
        return f"{self.filename}:{self.lineno}"

    def __repr__(self):
        return f"<Frame filename={self.filename!r} lineno={self.lineno!r}>"


class Traceback(_Ordered):
    """A sequence of frames; there is one."""

    __slots__ = "_frames", "total_nframe"

    def __init__(self, frames, total_nframe=None):
        self._frames = tuple(frames)
        self.total_nframe = total_nframe

    def _key(self):
        return self._frames

    def __len__(self):
        return len(self._frames)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return tuple(Frame(frame) for frame in self._frames[index])
        return Frame(self._frames[index])

    def __contains__(self, frame):
        return frame._key() in self._frames

    def __str__(self):
        return str(self[0])

    def __repr__(self):
        return f"<Traceback {tuple(self)}>"

    def format(self, limit=None, most_recent_first=False):
        """Lines for printing."""
        lines = []
        for frame in self:
            lines.append(f'  File "{frame.filename}", line {frame.lineno}')
            text = (source_line(frame.filename, frame.lineno) or "").strip()
            if text:
                lines.append(f"    {text}")
        return lines


def get_object_traceback(obj):
    """Where obj was made, None if that is not known."""
    line = get_object_line(obj)
    return None if line is None else Traceback([_place(line)], 1)


def _place(line):
    return (_program_file(), line) if line else ("<unknown>", 0)


class Trace(_Ordered):
    """The live blocks of one line."""

    __slots__ = "domain", "size", "count", "traceback"

    def __init__(self, domain, size, count, traceback):
        self.domain = domain
        self.size = size
        self.count = count
        self.traceback = traceback

    def _key(self):
        return self.domain, self.size, self.traceback

    def __str__(self):
        return f"{self.traceback}: {_size_text(self.size)}"

    def __repr__(self):
        return f"<Trace domain={self.domain} size={_size_text(self.size)}, traceback={self.traceback!r}>"


class Statistic(_Ordered):
    """Size and number of the blocks that have something in common."""

    __slots__ = "traceback", "size", "count"

    def __init__(self, traceback, size, count):
        self.traceback = traceback
        self.size = size
        self.count = count

    def _key(self):
        return self.size, self.count, self.traceback

    def __str__(self):
        text = f"{self.traceback}: size={_size_text(self.size)}, count={self.count}"
        return text + f", average={_size_text(self.size / self.count)}" if self.count else text

    def __repr__(self):
        return f"<Statistic traceback={self.traceback!r} size={self.size} count={self.count}>"


class StatisticDiff(_Ordered):
    """What has changed between two snapshots."""

    __slots__ = "traceback", "size", "size_diff", "count", "count_diff"

    def __init__(self, traceback, size, size_diff, count, count_diff):
        self.traceback = traceback
        self.size = size
        self.size_diff = size_diff
        self.count = count
        self.count_diff = count_diff

    def _key(self):
        return abs(self.size_diff), self.size, abs(self.count_diff), self.count, self.traceback

    def __str__(self):
        text = (f"{self.traceback}: size={_size_text(self.size)} ({_size_text(self.size_diff, True)}), "
                f"count={self.count} ({self.count_diff:+})")
        return text + f", average={_size_text(self.size / self.count)}" if self.count else text

    def __repr__(self):
        return (f"<StatisticDiff traceback={self.traceback!r} size={self.size} ({self.size_diff:+}) "
                f"count={self.count} ({self.count_diff:+})>")


class BaseFilter:
    def __init__(self, inclusive):
        self.inclusive = inclusive


class Filter(BaseFilter):
    """Chooses traces by file, a pattern with * at its ends, and line."""

    def __init__(self, inclusive, filename_pattern, lineno=None, all_frames=False, domain=None):
        super().__init__(inclusive)
        self.filename_pattern = filename_pattern
        self.lineno = lineno
        self.all_frames = all_frames
        self.domain = domain

    def _has(self, trace):
        frame = trace.traceback[0]
        if self.lineno is not None and frame.lineno != self.lineno:
            return False
        parts = self.filename_pattern.split("*")
        name = frame.filename
        if len(parts) == 1:
            return name == parts[0]
        if not name.startswith(parts[0]) or not name.endswith(parts[-1]):
            return False
        position = len(parts[0])
        for part in parts[1:-1]:
            position = name.find(part, position)
            if position < 0:
                return False
            position += len(part)
        return position <= len(name) - len(parts[-1])

    def _match(self, trace):
        return self._has(trace) == bool(self.inclusive)


class DomainFilter(BaseFilter):
    def __init__(self, inclusive, domain):
        super().__init__(inclusive)
        self.domain = domain

    def _match(self, trace):
        return (trace.domain == self.domain) == bool(self.inclusive)


class Snapshot:
    """The live traced blocks at one moment."""

    def __init__(self, traces, traceback_limit):
        self.traces = tuple(traces)
        self.traceback_limit = traceback_limit

    def filter_traces(self, filters):
        """A snapshot with the traces an inclusive filter has, if there are any, and no exclusive one has."""
        including = [one for one in filters if one.inclusive]
        excluding = [one for one in filters if not one.inclusive]
        return Snapshot((trace for trace in self.traces
                         if (not including or any(one._match(trace) for one in including))
                         and all(one._match(trace) for one in excluding)), self.traceback_limit)

    def _by(self, key_type):
        if key_type not in _KEY_TYPES:
            raise ValueError(f"unknown key_type: {key_type!r}")
        groups = {}
        for trace in self.traces:
            traceback = trace.traceback
            if key_type == "filename":
                traceback = Traceback([(traceback[0].filename, 0)])
            size, count = groups.get(traceback, (0, 0))
            groups[traceback] = size + trace.size, count + trace.count
        return groups

    def statistics(self, key_type, cumulative=False):
        """The blocks grouped by "lineno", "filename" or "traceback", largest first."""
        return sorted((Statistic(key, *sums) for key, sums in self._by(key_type).items()), reverse=True)

    def compare_to(self, old_snapshot, key_type, cumulative=False):
        """The same with the differences to an older snapshot, greatest change first."""
        new, old = self._by(key_type), old_snapshot._by(key_type)
        differences = []
        for key in {**new, **old}:
            size, count = new.get(key, (0, 0))
            old_size, old_count = old.get(key, (0, 0))
            differences.append(StatisticDiff(key, size, size - old_size, count, count - old_count))
        return sorted(differences, reverse=True)

    def dump(self, filename):
        raise OSError("a program under inspection has no access to files")


def take_snapshot():
    """A snapshot of the live traced blocks."""
    if not is_tracing():
        raise RuntimeError("the tracemalloc module must be tracing memory allocations to take a snapshot")
    lines = get_lines()
    return Snapshot((Trace(0, size, count, Traceback([_place(line)], 1)) for line, (size, count) in lines.items()), 1)
