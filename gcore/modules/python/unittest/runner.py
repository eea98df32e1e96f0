# SPDX-License-Identifier: MIT
"""Runs tests and shows what comes of them."""

import sys
import time
import warnings

from unittest.case import _SubTest
from unittest.result import TestResult

__unittest = True  # frames of this module are not shown in the traceback of a failure


class _WritelnDecorator:
    """A stream with writeln."""

    def __init__(self, stream):
        self.stream = stream

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def writeln(self, text=None):
        if text:
            self.write(text)
        self.write("\n")


class TextTestResult(TestResult):
    """Shows each test as it runs, and what failed at the end."""

    separator1 = "=" * 70
    separator2 = "-" * 70

    def __init__(self, stream, descriptions, verbosity):
        super().__init__(stream, descriptions, verbosity)
        self.stream = stream
        self.descriptions = descriptions
        self.showAll = verbosity > 1
        self.dots = verbosity == 1
        self._newline = True

    def getDescription(self, test):
        doc = test.shortDescription()
        return f"{test}\n{doc}" if self.descriptions and doc else str(test)

    def startTest(self, test):
        super().startTest(test)
        if self.showAll:
            self.stream.write(self.getDescription(test) + " ... ")
            self.stream.flush()
            self._newline = False

    def _tell(self, test, word, sign):
        if self.showAll:
            is_subtest = isinstance(test, _SubTest)
            if is_subtest or self._newline:
                if not self._newline:
                    self.stream.writeln()
                self.stream.write(("  " if is_subtest else "") + self.getDescription(test) + " ... ")
            self.stream.writeln(word)
            self._newline = True
        elif self.dots:
            self.stream.write(sign)
        self.stream.flush()

    def _tell_plainly(self, word, sign):
        if self.showAll:
            self.stream.writeln(word)
        elif self.dots:
            self.stream.write(sign)
        self.stream.flush()

    def addSubTest(self, test, subtest, err):
        if err is not None:
            failed = issubclass(err[0], subtest.failureException)
            self._tell(subtest, "FAIL" if failed else "ERROR", "F" if failed else "E")
        super().addSubTest(test, subtest, err)

    def addSuccess(self, test):
        self._tell(test, "ok", ".")

    def addError(self, test, err):
        super().addError(test, err)
        self._tell(test, "ERROR", "E")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._tell(test, "FAIL", "F")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._tell(test, f"skipped {reason!r}", "s")

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self._tell_plainly("expected failure", "x")

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._tell_plainly("unexpected success", "u")

    def printErrors(self):
        if self.dots or self.showAll:
            self.stream.writeln()
        self.printErrorList("ERROR", self.errors)
        self.printErrorList("FAIL", self.failures)
        if self.unexpectedSuccesses:
            self.stream.writeln(self.separator1)
            for test in self.unexpectedSuccesses:
                self.stream.writeln(f"UNEXPECTED SUCCESS: {self.getDescription(test)}")
        self.stream.flush()

    def printErrorList(self, flavour, errors):
        for test, text in errors:
            self.stream.writeln(self.separator1)
            self.stream.writeln(f"{flavour}: {self.getDescription(test)}")
            self.stream.writeln(self.separator2)
            self.stream.writeln(text)


class TextTestRunner:
    """Runs tests and shows the results as text."""

    resultclass = TextTestResult

    def __init__(self, stream=None, descriptions=True, verbosity=1, failfast=False, buffer=False, resultclass=None,
                 warnings=None, *, tb_locals=False):
        self.stream = _WritelnDecorator(sys.stderr if stream is None else stream)
        self.descriptions = descriptions
        self.verbosity = verbosity
        self.failfast = failfast
        self.buffer = buffer
        self.tb_locals = tb_locals
        self.warnings = warnings
        if resultclass is not None:
            self.resultclass = resultclass

    def _makeResult(self):
        return self.resultclass(self.stream, self.descriptions, self.verbosity)

    def run(self, test):
        """Runs a test or suite: its result."""
        result = self._makeResult()
        result.failfast = self.failfast
        result.buffer = self.buffer
        result.tb_locals = self.tb_locals
        with warnings.catch_warnings():
            self._set_filters()
            start = time.perf_counter()
            getattr(result, "startTestRun", lambda: None)()
            try:
                test(result)
            finally:
                getattr(result, "stopTestRun", lambda: None)()
            time_taken = time.perf_counter() - start
        result.printErrors()
        if hasattr(result, "separator2"):
            self.stream.writeln(result.separator2)
        self.stream.writeln(f"Ran {result.testsRun} test{'s' if result.testsRun != 1 else ''} in {time_taken:.3f}s")
        self.stream.writeln()
        self._summarise(result)
        self.stream.flush()
        return result

    def _set_filters(self):
        if self.warnings:
            warnings.simplefilter(self.warnings)
            if self.warnings in ("default", "always"):  # the older names of assertions: once a module
                warnings.filterwarnings("module", category=DeprecationWarning, message=r"Please use assert\w+ instead.")

    def _summarise(self, result):
        counts = [("failures", result.failures), ("errors", result.errors)] if not result.wasSuccessful() else []
        counts += [("skipped", result.skipped), ("expected failures", result.expectedFailures),
                   ("unexpected successes", result.unexpectedSuccesses)]
        text = ", ".join(f"{name}={len(tests)}" for name, tests in counts if tests)
        self.stream.write("OK" if result.wasSuccessful() else "FAILED")
        self.stream.writeln(f" ({text})" if text else "")
