# SPDX-License-Identifier: MIT
"""Streams in memory. There are no files: a program under inspection has no way to the file system."""

__all__ = ["BlockingIOError", "open", "open_code", "IOBase", "RawIOBase", "FileIO", "BytesIO", "StringIO",
           "BufferedIOBase", "TextIOBase", "UnsupportedOperation", "SEEK_SET", "SEEK_CUR", "SEEK_END",
           "DEFAULT_BUFFER_SIZE"]

SEEK_SET, SEEK_CUR, SEEK_END = range(3)
DEFAULT_BUFFER_SIZE = 8192
BlockingIOError = BlockingIOError


class UnsupportedOperation(OSError, ValueError):
    """A stream cannot do what it was asked for."""


def open(file, mode="r", *args, **kwargs):
    """Refuses: there are no files here."""
    raise PermissionError(1, "Operation not permitted", file if isinstance(file, (str, bytes)) else None)


def open_code(path):
    """Refuses: there are no files here."""
    return open(path, "rb")


class IOBase:
    """What all streams have in common."""

    def _unsupported(self, name):
        raise UnsupportedOperation(name)

    closed = False

    def seek(self, pos, whence=0):
        self._unsupported("seek")

    def tell(self):
        return self.seek(0, 1)

    def truncate(self, pos=None):
        self._unsupported("truncate")

    def fileno(self):
        self._unsupported("fileno")

    def flush(self):
        self._check_open()

    def close(self):
        if not self.closed:
            try:
                self.flush()
            finally:
                self.closed = True

    def __del__(self):
        try:
            self.close()
        except Exception:
            pass

    def seekable(self):
        return False

    def readable(self):
        return False

    def writable(self):
        return False

    def isatty(self):
        self._check_open()
        return False

    def _check_open(self):
        if self.closed:
            raise ValueError("I/O operation on closed file.")

    def __enter__(self):
        IOBase._check_open(self)
        return self

    def __exit__(self, *args):
        self.close()

    def __iter__(self):
        IOBase._check_open(self)
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def readlines(self, hint=None, /):
        """Lines until they have hint characters together."""
        if hint is None or hint <= 0:
            return list(self)
        lines, length = [], 0
        for line in self:
            lines.append(line)
            length += len(line)
            if length > hint:
                break
        return lines

    def writelines(self, lines, /):
        """Writes each of lines, which bring their newlines."""
        self._check_open()
        for line in lines:
            self.write(line)


class RawIOBase(IOBase):
    """Streams of bytes without a buffer."""


class FileIO(RawIOBase):
    """Refuses: there are no files here."""

    def __init__(self, file, *args, **kwargs):
        self.closed = True
        open(file)


class BufferedIOBase(IOBase):
    """Streams of bytes."""

    def read(self, size=-1, /):
        self._unsupported("read")

    def write(self, b, /):
        self._unsupported("write")


class TextIOBase(IOBase):
    """Streams of text."""

    encoding = errors = newlines = None

    def read(self, size=-1, /):
        self._unsupported("read")

    def readline(self, size=-1, /):
        self._unsupported("readline")

    def write(self, s, /):
        self._unsupported("write")


def _size(size):
    """How much to read, negative or None for all."""
    if size is None:
        return -1
    try:
        return size.__index__()
    except AttributeError:
        raise TypeError(f"argument should be integer or None, not '{type(size).__name__}'") from None


def _view(data):
    """The bytes of an object."""
    try:
        return memoryview(data)
    except TypeError:
        raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'") from None


class BytesIO(BufferedIOBase):
    """A stream of bytes in memory."""

    def __init__(self, initial_bytes=b""):
        self._buffer = bytearray()
        self._position = 0
        if initial_bytes is not None:
            with _view(initial_bytes) as view:
                self._buffer += view

    def __getstate__(self):
        self._check_open()
        return bytes(self._buffer), self._position, None

    def getvalue(self):
        """Everything, wherever the position is."""
        self._check_open()
        return bytes(self._buffer)

    def getbuffer(self):
        """A view of the bytes, which cannot grow while it exists."""
        self._check_open()
        return memoryview(self._buffer)

    def close(self):
        if not self.closed:
            self._buffer = bytearray()
            self.closed = True

    def read(self, size=-1, /):
        self._check_open()
        size = _size(size)
        start = self._position
        if start >= len(self._buffer):
            return b""
        end = len(self._buffer) if size < 0 else min(start + size, len(self._buffer))
        self._position = end
        return bytes(self._buffer[start:end])

    read1 = read

    def readinto(self, buffer, /):
        """Reads as much as buffer takes; returns how much."""
        self._check_open()
        with memoryview(buffer) as view:
            data = self.read(len(view))
            view[:len(data)] = data
        return len(data)

    def readline(self, size=-1, /):
        self._check_open()
        size = _size(size)
        end = self._buffer.find(b"\n", self._position) + 1 or len(self._buffer)
        if size >= 0:
            end = min(end, self._position + size)
        return self.read(max(end - self._position, 0))

    def readlines(self, size=None, /):
        """Lines until they have size bytes together."""
        size = _size(size)
        lines, length = [], 0
        while line := self.readline():
            lines.append(line)
            length += len(line)
            if 0 < size <= length:
                break
        return lines

    def write(self, b, /):
        self._check_open()
        with _view(b) as view:
            n = view.nbytes
            if n == 0:
                return 0
            if self._position > len(self._buffer):
                self._buffer += bytes(self._position - len(self._buffer))
            self._buffer[self._position:self._position + n] = view
        self._position += n
        return n

    def seek(self, pos, whence=0, /):
        self._check_open()
        if whence == 0:
            if pos < 0:
                raise ValueError(f"negative seek value {pos}")
        elif whence == 1:
            pos += self._position
        elif whence == 2:
            pos += len(self._buffer)
        else:
            raise ValueError(f"invalid whence ({whence}, should be 0, 1 or 2)")
        self._position = max(pos, 0)
        return self._position

    def tell(self):
        self._check_open()
        return self._position

    def truncate(self, size=None, /):
        self._check_open()
        if size is None:
            size = self._position
        elif size < 0:
            raise ValueError(f"negative size value {size}")
        del self._buffer[size:]
        return size

    def readable(self):
        self._check_open()
        return True

    writable = seekable = readable


class StringIO(TextIOBase):
    """A stream of text in memory.

    What is written at the end is kept as a list of pieces, which become one text when that is asked for.
    """

    def __init__(self, initial_value="", newline="\n"):
        if newline is not None and not isinstance(newline, str):
            raise TypeError(f"newline must be str or None, not {type(newline).__name__}")
        if newline not in (None, "", "\n", "\r", "\r\n"):
            raise ValueError(f"illegal newline value: {newline!r}")
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError(f"initial_value must be str or None, not {type(initial_value).__name__}")
        self._newline = newline
        self._text, self._pieces = "", []
        self._position = 0
        if initial_value:
            self.write(initial_value)
            self._position = 0

    def _check_open(self):
        if self.closed:
            raise ValueError("I/O operation on closed file")

    def _joined(self):
        if self._pieces:
            self._text += "".join(self._pieces)
            self._pieces.clear()
        return self._text

    @property
    def line_buffering(self):
        """Never."""
        return False

    def getvalue(self):
        """Everything, wherever the position is."""
        self._check_open()
        return self._joined()

    def close(self):
        if not self.closed:
            self._text, self._pieces = "", []
            self.closed = True

    def write(self, s, /):
        if not isinstance(s, str):
            raise TypeError(f"string argument expected, got {type(s).__name__!r}")
        self._check_open()
        written = len(s)
        if not s:
            return 0
        if self._newline is None:
            s = s.replace("\r\n", "\n").replace("\r", "\n")
        elif self._newline in ("\r", "\r\n"):
            s = s.replace("\n", self._newline)
        if self._position is not None:
            text = self._joined()
            if self._position != len(text):
                if self._position > len(text):
                    text += "\0" * (self._position - len(text))
                self._text = text[:self._position] + s + text[self._position + len(s):]
                self._position += len(s)
                return written
            self._position = None  # at the end, which moves with each piece
        self._pieces.append(s)
        return written

    def tell(self):
        self._check_open()
        if self._position is None:
            self._position = len(self._joined())
        return self._position

    def seek(self, pos, whence=0, /):
        self._check_open()
        if whence not in (0, 1, 2):
            raise ValueError(f"Invalid whence ({whence}, should be 0, 1 or 2)")
        if whence == 0 and pos < 0:
            raise ValueError(f"Negative seek position {pos}")
        if whence != 0 and pos != 0:
            raise OSError("Can't do nonzero cur-relative seeks")
        if whence == 1:
            pos = self.tell()
        elif whence == 2:
            pos = len(self._joined())
        self._position = pos
        return pos

    def truncate(self, pos=None, /):
        self._check_open()
        if pos is None:
            pos = self.tell()
        elif pos < 0:
            raise ValueError(f"Negative size value {pos}")
        here = self.tell()
        self._text = self._joined()[:pos]
        self._position = here
        return pos

    def read(self, size=-1, /):
        self._check_open()
        size = _size(size)
        start, text = self.tell(), self._joined()
        if start >= len(text):
            return ""
        end = len(text) if size < 0 else min(start + size, len(text))
        self._position = end
        return text[start:end]

    def readline(self, size=-1, /):
        self._check_open()
        size = _size(size)
        start, text = self.tell(), self._joined()
        if self._newline == "":
            ends = [place + len(mark) for mark in ("\r\n", "\n", "\r") if (place := text.find(mark, start)) >= 0]
            end = min(ends, default=len(text))
            if text[end - 1:end + 1] == "\r\n":
                end += 1
        else:
            mark = self._newline or "\n"
            place = text.find(mark, start)
            end = len(text) if place < 0 else place + len(mark)
        if size >= 0:
            end = min(end, start + size)
        self._position = max(start, end)
        return text[start:end]

    def readable(self):
        self._check_open()
        return True

    writable = seekable = readable
