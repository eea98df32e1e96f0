# SPDX-License-Identifier: MIT
"""Files in tests: there are none, so a test that wants one is skipped."""

import os
import unittest

SAVEDCWD = ""


def _need_files(*args, **kwargs):
    raise unittest.SkipTest("needs files")


class _TestFile:
    """The name of a file to be made: a test that opens it is skipped."""

    __fspath__ = __add__ = __radd__ = encode = _need_files

    def __str__(self):
        return "@test_1_tmp"


TESTFN = TESTFN_ASCII = TESTFN_UNICODE = _TestFile()
TESTFN_NONASCII = FS_NONASCII = TESTFN_UNENCODABLE = TESTFN_UNDECODABLE = None


temp_dir = temp_cwd = temp_umask = change_cwd = create_empty_file = open_dir_fd = make_bad_fd = fd_count = rmtree = rmdir = \
    _need_files


def unlink(filename):
    """It is not there."""


def can_symlink():
    return False


can_xattr = can_chmod = can_symlink


def skip_unless_symlink(test):
    return unittest.skip("needs files")(test)


skip_unless_xattr = skip_unless_working_chmod = skip_unless_dac_override = skip_unless_symlink


class FakePath:
    """Has a path, or an exception instead of one."""

    def __init__(self, path):
        self.path = path

    def __repr__(self):
        return f"<FakePath {self.path!r}>"

    def __fspath__(self):
        if isinstance(self.path, BaseException) or (isinstance(self.path, type) and issubclass(self.path, BaseException)):
            raise self.path
        return self.path


class EnvironmentVarGuard:
    """Changes of os.environ until the with statement is over."""

    def __init__(self):
        self._saved = dict(os.environ)

    def __getitem__(self, name):
        return os.environ[name]

    def __setitem__(self, name, value):
        os.environ[name] = value

    set = __setitem__

    def __delitem__(self, name):
        os.environ.pop(name, None)

    unset = __delitem__

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        os.environ.clear()
        os.environ.update(self._saved)
