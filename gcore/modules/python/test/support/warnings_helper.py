# SPDX-License-Identifier: MIT
"""Warnings in tests."""

import contextlib
import functools
import re
import sys
import warnings


def check_syntax_warning(testcase, statement, errtext="", *, lineno=1, offset=None):
    """Compiling warns once, and fails if warnings are errors."""
    from test.support import check_syntax_error
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", SyntaxWarning)
        compile(statement, "<testcase>", "exec")
    testcase.assertEqual(len(caught), 1, caught)
    warning, = caught
    testcase.assertTrue(issubclass(warning.category, SyntaxWarning), warning.category)
    if errtext:
        testcase.assertRegex(str(warning.message), errtext)
    testcase.assertEqual(warning.filename, "<testcase>")
    testcase.assertIsNotNone(warning.lineno)
    if lineno is not None:
        testcase.assertEqual(warning.lineno, lineno)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("error", SyntaxWarning)
        check_syntax_error(testcase, statement, errtext, lineno=lineno, offset=offset)
    testcase.assertEqual(caught, [])


def ignore_warnings(*, category):
    def decorate(test):
        @functools.wraps(test)
        def wrapper(self, *args, **kwargs):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", category=category)
                return test(self, *args, **kwargs)
        return wrapper
    return decorate


class WarningsRecorder:
    """The warnings caught, the last one by its attributes."""

    def __init__(self, caught):
        self._caught = caught
        self._last = 0

    def __getattr__(self, name):
        if len(self._caught) > self._last:
            return getattr(self._caught[-1], name)
        if name in warnings.WarningMessage._WARNING_DETAILS:
            return None
        raise AttributeError(f"{self!r} has no attribute {name!r}")

    @property
    def warnings(self):
        return self._caught[self._last:]

    def reset(self):
        self._last = len(self._caught)


def check_warnings(*filters, **kwargs):
    """Catches warnings; each filter (text, category) has to fit one, and each warning a filter."""
    quiet = kwargs.get("quiet")
    if not filters:
        filters = (("", Warning),)
        quiet = True if quiet is None else quiet
    return _filtered(filters, quiet)


@contextlib.contextmanager
def _filtered(filters, quiet):
    sys._getframe(2).f_globals.get("__warningregistry__", {}).clear()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield WarningsRecorder(caught)
    rest = [warning.message for warning in caught]
    missing = []
    for text, category in filters:
        fitting = [warning for warning in rest if re.match(text, str(warning), re.I) and issubclass(type(warning), category)]
        if not fitting and not quiet:
            missing.append((text, category.__name__))
        rest = [warning for warning in rest if warning not in fitting]
    if rest:
        raise AssertionError(f"unhandled warning {rest[0]}")
    if missing:
        raise AssertionError(f"filter {missing[0]} did not catch any warning")


@contextlib.contextmanager
def check_no_warnings(testcase, message="", category=Warning, force_gc=False):
    from test.support import gc_collect
    with warnings.catch_warnings(record=True) as caught:
        warnings.filterwarnings("always", message=message, category=category)
        yield
        if force_gc:
            gc_collect()
    testcase.assertEqual(caught, [])


def check_no_resource_warning(testcase):
    return check_no_warnings(testcase, category=ResourceWarning, force_gc=True)


def save_restore_warnings_filters():
    return warnings.catch_warnings()
