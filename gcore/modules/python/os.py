# SPDX-License-Identifier: MIT
"""What of os needs no system: names, paths as text, chance. A program under inspection has no way to files or processes;
the functions that would need one say so."""

import abc
import sys
from _collections_abc import _Environ

import posixpath as path

name = "posix"
curdir, pardir, sep, extsep, altsep, pathsep, linesep = ".", "..", "/", ".", None, ":", "\n"
defpath, devnull = "/bin:/usr/bin", "/dev/null"
environ = _Environ({})  # empty: the program sees nothing of the world it runs in
error = OSError
sys.modules["os.path"] = path


class PathLike(abc.ABC):
    """What has a path as text or bytes."""

    @abc.abstractmethod
    def __fspath__(self):
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is PathLike:
            return any("__fspath__" in base.__dict__ for base in subclass.__mro__)
        return NotImplemented

    def __class_getitem__(cls, item):
        from types import GenericAlias
        return GenericAlias(cls, item)


fspath = path.fspath


def fsencode(filename):
    filename = fspath(filename)
    return filename.encode("utf-8", "surrogateescape") if isinstance(filename, str) else filename


def fsdecode(filename):
    filename = fspath(filename)
    return filename.decode("utf-8", "surrogateescape") if isinstance(filename, bytes) else filename


def getenv(key, default=None):
    return environ.get(key, default)


def urandom(size, /):
    """Bytes by chance."""
    from random import SystemRandom
    return SystemRandom().randbytes(size)


def getpid():
    return 1


def cpu_count():
    return 1


def _out_of_reach(name):
    def function(*args, **kwargs):
        for arg in args:
            if hasattr(type(arg), "__fspath__"):
                fspath(arg)  # a path that is an object is asked for its text, as ever
        raise PermissionError("a program under inspection has no access to files and processes")
    function.__name__ = function.__qualname__ = name
    return function


for _name in ("abort access chdir chmod chown close execv execve fork fstat getcwd isatty kill link listdir lstat makedirs "
              "mkdir open pipe popen putenv read readlink remove removedirs rename renames replace rmdir scandir stat symlink "
              "system truncate umask unlink unsetenv utime wait waitpid walk write").split():
    globals()[_name] = _out_of_reach(_name)
del _name
