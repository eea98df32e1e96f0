# SPDX-License-Identifier: MIT
"""What has come of tests."""

import io
import sys
import traceback

__unittest = True  # frames of this module are not shown in the traceback of a failure


def _is_own(tb):
    return "__unittest" in tb.tb_frame.f_globals


class TestResult:
    """What has come of the tests run so far."""

    _previousTestClass = None
    _testRunEntered = False
    _moduleSetUpFailed = False

    def __init__(self, stream=None, descriptions=None, verbosity=None):
        self.failfast = False
        self.failures = []
        self.errors = []
        self.testsRun = 0
        self.skipped = []
        self.expectedFailures = []
        self.unexpectedSuccesses = []
        self.shouldStop = False
        self.buffer = False
        self.tb_locals = False
        self._streams = sys.stdout, sys.stderr  # the real ones
        self._buffers = None  # what stands in for them while a test runs, if buffer is set
        self._mirrorOutput = False  # the test has failed: show what it has written

    def startTest(self, test):
        self.testsRun += 1
        self._mirrorOutput = False
        self._setupStdout()

    def stopTest(self, test):
        self._restoreStdout()
        self._mirrorOutput = False

    def _setupStdout(self):
        if self.buffer:
            if self._buffers is None:
                self._buffers = io.StringIO(), io.StringIO()
            sys.stdout, sys.stderr = self._buffers

    def _restoreStdout(self):
        if not self.buffer:
            return
        if self._mirrorOutput:
            for text, stream in zip(self._written(), self._streams):
                stream.write(text)
        sys.stdout, sys.stderr = self._streams
        for buffer in self._buffers:
            buffer.seek(0)
            buffer.truncate()

    def _written(self):
        """What the test has written to each of the two streams, as it is shown; empty if nothing."""
        for title, buffer in zip(("Stdout", "Stderr"), self._buffers):
            text = buffer.getvalue()
            yield f"\n{title}:\n{text}" + ("" if text.endswith("\n") else "\n") if text else ""

    def startTestRun(self):
        pass

    def stopTestRun(self):
        pass

    def printErrors(self):
        pass

    def _failed(self):
        self._mirrorOutput = True
        if self.failfast:
            self.stop()

    def addError(self, test, err):
        self.errors.append((test, self._exc_info_to_string(err, test)))
        self._failed()

    def addFailure(self, test, err):
        self.failures.append((test, self._exc_info_to_string(err, test)))
        self._failed()

    def addSubTest(self, test, subtest, err):
        if err is not None:
            failed = issubclass(err[0], test.failureException)
            (self.failures if failed else self.errors).append((subtest, self._exc_info_to_string(err, test)))
            self._failed()

    def addSuccess(self, test):
        pass

    def addSkip(self, test, reason):
        self.skipped.append((test, reason))

    def addExpectedFailure(self, test, err):
        self.expectedFailures.append((test, self._exc_info_to_string(err, test)))

    def addUnexpectedSuccess(self, test):
        self.unexpectedSuccesses.append(test)
        if self.failfast:
            self.stop()

    def wasSuccessful(self):
        return not (self.failures or self.errors or self.unexpectedSuccesses)

    def stop(self):
        self.shouldStop = True

    def _exc_info_to_string(self, err, test):
        kind, error, tb = err
        seen = set()
        pending = [(error, tb, True)]
        while pending:
            exception, entries, first = pending.pop()
            if id(exception) in seen:
                continue
            seen.add(id(exception))
            while entries is not None and _is_own(entries):
                entries = entries.tb_next
            if isinstance(exception, test.failureException) and entries is not None:
                self._cut_own_entries(entries)
            exception.__traceback__ = entries
            if first:
                tb = entries
            pending += [(other, other.__traceback__, False) for other in (exception.__cause__, exception.__context__)
                        if other is not None]
        described = traceback.TracebackException(kind, error, tb, capture_locals=self.tb_locals, compact=True)
        text = "".join(described.format())
        return text + "".join(self._written()) if self.buffer else text

    def _cut_own_entries(self, tb):
        """Ends the entries where the assertion method begins."""
        while tb.tb_next is not None and not _is_own(tb.tb_next):
            tb = tb.tb_next
        tb.tb_next = None

    def __repr__(self):
        return (f"<{type(self).__module__}.{type(self).__qualname__} run={self.testsRun} errors={len(self.errors)} "
                f"failures={len(self.failures)}>")
