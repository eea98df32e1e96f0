# SPDX-License-Identifier: MIT
"""Sequences of tests, with the fixtures of their classes and modules."""

import contextlib
import sys

from unittest.case import SkipTest, TestCase, doModuleCleanups
from unittest.util import strclass

__unittest = True  # frames of this module are not shown in the traceback of a failure


class _ErrorHolder:
    """Stands for a test where a fixture of a class or module went wrong."""

    failureException = AssertionError

    def __init__(self, description):
        self.description = description

    def id(self):
        return self.description

    def shortDescription(self):
        return None

    def countTestCases(self):
        return 0

    def __str__(self):
        return self.description

    def __repr__(self):
        return f"<ErrorHolder description={self.description!r}>"


class _DebugResult:
    """Stands for a result where exceptions are let through."""

    _previousTestClass = None
    _moduleSetUpFailed = False
    shouldStop = False


@contextlib.contextmanager
def _buffered(result):
    """What is written meanwhile goes where the result's tests write to."""
    getattr(result, "_setupStdout", lambda: None)()
    try:
        yield
    finally:
        getattr(result, "_restoreStdout", lambda: None)()


class BaseTestSuite:
    """A sequence of tests and suites."""

    _cleanup = True

    def __init__(self, tests=()):
        self._tests = []
        self._removed_tests = 0
        self.addTests(tests)

    def addTest(self, test):
        if not callable(test):
            raise TypeError(f"{test!r} is not callable")
        if isinstance(test, type) and issubclass(test, (TestCase, TestSuite)):
            raise TypeError("TestCases and TestSuites must be instantiated before passing them to addTest()")
        self._tests.append(test)

    def addTests(self, tests):
        if isinstance(tests, str):
            raise TypeError("tests must be an iterable of tests, not a string")
        for test in tests:
            self.addTest(test)

    def __iter__(self):
        return iter(self._tests)

    def __eq__(self, other):
        return list(self) == list(other) if isinstance(other, type(self)) else NotImplemented

    __hash__ = object.__hash__

    def __repr__(self):
        return f"<{type(self).__module__}.{type(self).__qualname__} tests={list(self)}>"

    def countTestCases(self):
        return self._removed_tests + sum(test.countTestCases() for test in self._tests if test)

    def __call__(self, *args, **kwargs):
        return self.run(*args, **kwargs)

    def run(self, result):
        """Runs the tests and tells result."""
        for index, test in enumerate(self._tests):
            if result.shouldStop:
                break
            test(result)
            self._forget(index)
        return result

    def _forget(self, index):
        """Lets go of a test that has run: what it holds may go."""
        test = self._tests[index]
        if self._cleanup:
            self._removed_tests += test.countTestCases() if hasattr(test, "countTestCases") else 0
            self._tests[index] = None

    def debug(self):
        for test in self:
            test.debug()


class TestSuite(BaseTestSuite):
    """A sequence of tests and suites, which runs the fixtures of their classes and modules."""

    def run(self, result, debug=False):
        """Runs the tests and tells result."""
        outermost = not getattr(result, "_testRunEntered", False)
        result._testRunEntered = True
        for index, test in enumerate(self._tests):
            if result.shouldStop:
                break
            if not isinstance(test, TestSuite):
                self._leave_class(test, result)
                self._enter_module(test, result)
                self._enter_class(test, result)
                result._previousTestClass = type(test)
                if getattr(type(test), "_classSetupFailed", False) or result._moduleSetUpFailed:
                    continue
            if debug:
                test.debug()
            else:
                test(result)
            self._forget(index)
        if outermost:
            self._leave_class(None, result)
            self._leave_module(result)
            result._testRunEntered = False
        return result

    def debug(self):
        """Runs the tests and lets their exceptions through."""
        self.run(_DebugResult(), debug=True)

    def _fixture(self, result, function, description):
        """Runs a fixture; whether it went through."""
        try:
            function()
        except Exception:
            if isinstance(result, _DebugResult):
                raise
            self._fixture_failed(result, sys.exc_info(), description)
            return False
        return True

    def _fixture_failed(self, result, exc_info, description):
        holder = _ErrorHolder(description)
        if isinstance(exc_info[1], SkipTest):
            result.addSkip(holder, str(exc_info[1]))
        else:
            result.addError(holder, exc_info)

    def _enter_class(self, test, result):
        cls = type(test)
        if cls is result._previousTestClass or result._moduleSetUpFailed or getattr(cls, "__unittest_skip__", False):
            return
        try:
            cls._classSetupFailed = False
        except TypeError:
            pass
        if hasattr(cls, "setUpClass"):
            with _buffered(result):
                if not self._fixture(result, cls.setUpClass, f"setUpClass ({strclass(cls)})"):
                    cls._classSetupFailed = True
                    self._class_cleanups(cls, result, "setUpClass")

    def _class_cleanups(self, cls, result, name):
        if not hasattr(cls, "doClassCleanups"):
            return
        cls.doClassCleanups()
        for exc_info in cls.tearDown_exceptions:
            if isinstance(result, _DebugResult):
                raise exc_info[1]
            self._fixture_failed(result, exc_info, f"{name} ({strclass(cls)})")

    def _leave_class(self, test, result):
        cls = result._previousTestClass
        if cls is None or cls is type(test) or getattr(cls, "_classSetupFailed", False) or result._moduleSetUpFailed \
                or getattr(cls, "__unittest_skip__", False):
            return
        with _buffered(result):
            if hasattr(cls, "tearDownClass"):
                self._fixture(result, cls.tearDownClass, f"tearDownClass ({strclass(cls)})")
            self._class_cleanups(cls, result, "tearDownClass")

    def _previous_module(self, result):
        return getattr(result._previousTestClass, "__module__", None)

    def _enter_module(self, test, result):
        name = type(test).__module__
        if name == self._previous_module(result):
            return
        self._leave_module(result)
        result._moduleSetUpFailed = False
        set_up = getattr(sys.modules.get(name), "setUpModule", None)
        if set_up is None:
            return
        with _buffered(result):
            if not self._fixture(result, set_up, f"setUpModule ({name})"):
                result._moduleSetUpFailed = True
                self._fixture(result, doModuleCleanups, f"setUpModule ({name})")

    def _leave_module(self, result):
        name = self._previous_module(result)
        if name is None or result._moduleSetUpFailed:
            return
        with _buffered(result):
            tear_down = getattr(sys.modules.get(name), "tearDownModule", None)
            if tear_down is not None:
                self._fixture(result, tear_down, f"tearDownModule ({name})")
            self._fixture(result, doModuleCleanups, f"tearDownModule ({name})")
