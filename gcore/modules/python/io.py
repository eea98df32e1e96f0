# SPDX-License-Identifier: MIT
"""Streams in memory. There are no files: a program under inspection has no way to the file system."""

import abc

from _io import (BufferedReader, BufferedWriter, BytesIO, StringIO, TextIOWrapper, _BufferedIOBase, _IOBase, _RawIOBase,
                 _TextIOBase)

__all__ = ["BlockingIOError", "open", "open_code", "IOBase", "RawIOBase", "FileIO", "BytesIO", "StringIO",
           "BufferedIOBase", "BufferedReader", "BufferedWriter", "TextIOBase", "TextIOWrapper", "UnsupportedOperation",
           "SEEK_SET", "SEEK_CUR", "SEEK_END", "DEFAULT_BUFFER_SIZE"]

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


class IOBase(_IOBase, metaclass=abc.ABCMeta):
    __doc__ = _IOBase.__doc__


class RawIOBase(_RawIOBase, IOBase):
    __doc__ = _RawIOBase.__doc__


class BufferedIOBase(_BufferedIOBase, IOBase):
    __doc__ = _BufferedIOBase.__doc__


class TextIOBase(_TextIOBase, IOBase):
    __doc__ = _TextIOBase.__doc__


# Of these there are only the three streams of sys, and what is below them.
for _type in (BytesIO, BufferedReader, BufferedWriter):
    BufferedIOBase.register(_type)
for _type in (StringIO, TextIOWrapper):
    TextIOBase.register(_type)
del _type


class FileIO(RawIOBase):
    """Refuses: there are no files here."""

    def __init__(self, file, *args, **kwargs):
        open(file)
