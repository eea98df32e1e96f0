# SPDX-License-Identifier: MIT
"""Other interpreters in tests: none can be started, so a test that wants one is skipped."""

import unittest


def interpreter_requires_environment():
    return False


def _need_subprocess(*args, **kwargs):
    raise unittest.SkipTest("needs a subprocess")


assert_python_ok = assert_python_failure = run_python_until_end = spawn_python = kill_python = make_script = make_pkg = \
    make_zip_script = make_zip_pkg = run_test_script = _need_subprocess
