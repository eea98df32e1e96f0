# SPDX-License-Identifier: MIT
"""Tests: cases, suites of them, and a program that runs them. The class TestCase is in _unittest_case."""

import sys
import traceback

from _unittest_case import (FunctionTestCase, SkipTest, TestCase, expectedFailure, skip, skipIf,
                            skipUnless)

__unittest = True  # frames of this module are not shown in the traceback of a failure

__all__ = [
    "TestResult", "TestCase", "TestSuite", "TextTestRunner", "TestLoader", "FunctionTestCase", "main",
    "defaultTestLoader", "SkipTest", "skip", "skipIf", "skipUnless", "expectedFailure", "TextTestResult",
    "addModuleCleanup", "doModuleCleanups", "findTestCases", "makeSuite", "getTestCaseNames", "enterModuleContext",
]


# --- results ---

def _is_own(tb):
    return "__unittest" in tb.tb_frame.f_globals


class TestResult:
    """What has come of the tests run so far."""

    __module__ = "unittest.result"

    _previousTestClass = None
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

    def startTest(self, test):
        self.testsRun += 1

    def stopTest(self, test):
        pass

    def startTestRun(self):
        pass

    def stopTestRun(self):
        pass

    def printErrors(self):
        pass

    def _failed(self):
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
        self._failed()

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
        return "".join(described.format())

    def _cut_own_entries(self, tb):
        """Ends the entries where the assertion method begins."""
        while tb.tb_next is not None and not _is_own(tb.tb_next):
            tb = tb.tb_next
        tb.tb_next = None

    def __repr__(self):
        return (f"<{type(self).__module__}.{type(self).__qualname__} run={self.testsRun} errors={len(self.errors)} "
                f"failures={len(self.failures)}>")


class _Stream:
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

    __module__ = "unittest.runner"

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
            if self._newline or hasattr(test, "test_case"):
                if not self._newline:
                    self.stream.writeln()
                if hasattr(test, "test_case"):
                    self.stream.write("  ")
                self.stream.write(self.getDescription(test) + " ... ")
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


# --- suites ---

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


_module_cleanups = []


def addModuleCleanup(function, /, *args, **kwargs):
    """Calls function after the last test of the module."""
    _module_cleanups.append((function, args, kwargs))


def enterModuleContext(cm):
    result = cm.__enter__()
    addModuleCleanup(cm.__exit__, None, None, None)
    return result


def doModuleCleanups():
    """Calls what addModuleCleanup has collected; raises the first exception."""
    errors = []
    while _module_cleanups:
        function, args, kwargs = _module_cleanups.pop()
        try:
            function(*args, **kwargs)
        except Exception as error:
            errors.append(error)
    if errors:
        raise errors[0]


class TestSuite:
    """A sequence of tests and suites, which runs the fixtures of their classes and modules."""

    __module__ = "unittest.suite"
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
        return list(self) == list(other) if isinstance(other, TestSuite) else NotImplemented

    __hash__ = object.__hash__

    def __repr__(self):
        return f"<unittest.suite.TestSuite tests={list(self)}>"

    def countTestCases(self):
        return self._removed_tests + sum(test.countTestCases() for test in self._tests if test)

    def __call__(self, *args, **kwargs):
        return self.run(*args, **kwargs)

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
            if self._cleanup:
                self._removed_tests += test.countTestCases()
                self._tests[index] = None
        if outermost:
            self._leave_class(None, result)
            self._leave_module(result)
            result._testRunEntered = False
        return result

    def debug(self):
        self.run(TestResult(), debug=True)

    def _fixture(self, result, function, description):
        """Runs a fixture; whether it went through."""
        try:
            function()
        except Exception:
            self._fixture_failed(result, sys.exc_info(), description)
            return False
        return True

    def _fixture_failed(self, result, exc_info, description):
        holder = _ErrorHolder(description)
        if isinstance(exc_info[1], SkipTest):
            result.addSkip(holder, str(exc_info[1]))
        else:
            result.addError(holder, exc_info)

    def _name(self, cls):
        return f"{cls.__module__}.{cls.__qualname__}"

    def _enter_class(self, test, result):
        cls = type(test)
        if cls is result._previousTestClass or result._moduleSetUpFailed or getattr(cls, "__unittest_skip__", False):
            return
        try:
            cls._classSetupFailed = False
        except TypeError:
            pass
        if hasattr(cls, "setUpClass") and not self._fixture(result, cls.setUpClass, f"setUpClass ({self._name(cls)})"):
            cls._classSetupFailed = True
            self._class_cleanups(cls, result, "setUpClass")

    def _class_cleanups(self, cls, result, name):
        if not hasattr(cls, "doClassCleanups"):
            return
        cls.doClassCleanups()
        for exc_info in cls.tearDown_exceptions:
            self._fixture_failed(result, exc_info, f"{name} ({self._name(cls)})")

    def _leave_class(self, test, result):
        cls = result._previousTestClass
        if cls is None or cls is type(test) or getattr(cls, "_classSetupFailed", False) or result._moduleSetUpFailed \
                or getattr(cls, "__unittest_skip__", False):
            return
        if hasattr(cls, "tearDownClass"):
            self._fixture(result, cls.tearDownClass, f"tearDownClass ({self._name(cls)})")
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
        if set_up is not None and not self._fixture(result, set_up, f"setUpModule ({name})"):
            result._moduleSetUpFailed = True
            self._fixture(result, doModuleCleanups, f"setUpModule ({name})")

    def _leave_module(self, result):
        name = self._previous_module(result)
        if name is None or result._moduleSetUpFailed:
            return
        tear_down = getattr(sys.modules.get(name), "tearDownModule", None)
        if tear_down is not None:
            self._fixture(result, tear_down, f"tearDownModule ({name})")
        self._fixture(result, doModuleCleanups, f"tearDownModule ({name})")


# --- loading ---

class _FailedTest(TestCase):
    """Stands for a test that could not be found."""

    __module__ = "unittest.loader"

    def __init__(self, method_name, exception):
        self._exception = exception
        super().__init__(method_name)

    def __getattr__(self, name):
        if name != self._testMethodName:
            return super().__getattribute__(name)

        def fail():
            raise self._exception
        return fail


_FailedTest.__qualname__ = "_FailedTest"


class TestLoader:
    """Makes suites of what it finds in classes and modules."""

    testMethodPrefix = "test"
    testNamePatterns = None
    suiteClass = TestSuite

    def __init__(self):
        self.errors = []

    def sortTestMethodsUsing(self, a, b):
        return (a > b) - (a < b)

    def getTestCaseNames(self, testCaseClass):
        """Sorted names of the test methods of a class."""
        def is_test(name):
            if not name.startswith(self.testMethodPrefix) or not callable(getattr(testCaseClass, name)):
                return False
            full_name = f"{testCaseClass.__module__}.{testCaseClass.__qualname__}.{name}"
            return self.testNamePatterns is None or any(_fits(full_name, pattern) for pattern in self.testNamePatterns)

        return sorted(filter(is_test, dir(testCaseClass)))

    def loadTestsFromTestCase(self, testCaseClass):
        if issubclass(testCaseClass, TestSuite):
            raise TypeError("Test cases should not be derived from TestSuite. Maybe you meant to derive from TestCase?")
        names = self.getTestCaseNames(testCaseClass)
        if not names and hasattr(testCaseClass, "runTest"):
            names = ["runTest"]
        return self.suiteClass(map(testCaseClass, names))

    def loadTestsFromModule(self, module, *args, pattern=None, **kwargs):
        tests = []
        for name in dir(module):
            thing = getattr(module, name)
            if isinstance(thing, type) and issubclass(thing, TestCase) and thing not in (TestCase, FunctionTestCase):
                tests.append(self.loadTestsFromTestCase(thing))
        suite = self.suiteClass(tests)
        load_tests = getattr(module, "load_tests", None)
        return load_tests(self, suite, pattern) if load_tests is not None else suite

    def loadTestsFromName(self, name, module=None):
        """The tests a dotted name stands for."""
        parts = name.split(".")
        if module is None:
            module = __import__(parts.pop(0))
        thing, parent = module, None
        for part in parts:
            parent = thing
            try:
                thing = getattr(thing, part)
            except AttributeError as error:
                self.errors.append(f"AttributeError: {error}")
                return self.suiteClass([_FailedTest(part, error)])
        if isinstance(thing, type(sys)):
            return self.loadTestsFromModule(thing)
        if isinstance(thing, type) and issubclass(thing, TestCase):
            return self.loadTestsFromTestCase(thing)
        if isinstance(parent, type) and issubclass(parent, TestCase):
            return self.suiteClass([parent(parts[-1])])
        if isinstance(thing, TestSuite):
            return thing
        if callable(thing):
            test = thing()
            if isinstance(test, TestSuite):
                return test
            if isinstance(test, TestCase):
                return self.suiteClass([test])
            raise TypeError(f"calling {thing} returned {test}, not a test")
        raise TypeError(f"don't know how to make test from: {thing}")

    def loadTestsFromNames(self, names, module=None):
        return self.suiteClass([self.loadTestsFromName(name, module) for name in names])


def _fits(name, pattern):
    """Whether a name fits a pattern with *."""
    first, *middle = pattern.split("*")
    if not middle:
        return name == pattern
    last = middle.pop()
    if not name.startswith(first) or not name.endswith(last):
        return False
    position = len(first)
    for part in middle:
        position = name.find(part, position)
        if position < 0:
            return False
        position += len(part)
    return position <= len(name) - len(last)


defaultTestLoader = TestLoader()


def makeSuite(testCaseClass, prefix="test", sortUsing=None, suiteClass=TestSuite):
    loader = TestLoader()
    loader.testMethodPrefix = prefix
    loader.suiteClass = suiteClass
    return loader.loadTestsFromTestCase(testCaseClass)


def getTestCaseNames(testCaseClass, prefix, sortUsing=None, testNamePatterns=None):
    loader = TestLoader()
    loader.testMethodPrefix = prefix
    loader.testNamePatterns = testNamePatterns
    return loader.getTestCaseNames(testCaseClass)


def findTestCases(module, prefix="test", sortUsing=None, suiteClass=TestSuite):
    return TestLoader().loadTestsFromModule(module)


# --- running ---

def _clock():
    from time import perf_counter
    return perf_counter()


class TextTestRunner:
    """Runs tests and shows the results as text."""

    __module__ = "unittest.runner"

    resultclass = TextTestResult

    def __init__(self, stream=None, descriptions=True, verbosity=1, failfast=False, buffer=False, resultclass=None,
                 warnings=None, *, tb_locals=False):
        self.stream = _Stream(sys.stderr if stream is None else stream)
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
        start = _clock()
        result.startTestRun()
        try:
            test(result)
        finally:
            result.stopTestRun()
        time_taken = _clock() - start
        result.printErrors()
        if hasattr(result, "separator2"):
            self.stream.writeln(result.separator2)
        self.stream.writeln(f"Ran {result.testsRun} test{'s' if result.testsRun != 1 else ''} in {time_taken:.3f}s")
        self.stream.writeln()
        self._summarise(result)
        self.stream.flush()
        return result

    def _summarise(self, result):
        counts = [("failures", result.failures), ("errors", result.errors)] if not result.wasSuccessful() else []
        counts += [("skipped", result.skipped), ("expected failures", result.expectedFailures),
                   ("unexpected successes", result.unexpectedSuccesses)]
        text = ", ".join(f"{name}={len(tests)}" for name, tests in counts if tests)
        self.stream.write("OK" if result.wasSuccessful() else "FAILED")
        self.stream.writeln(f" ({text})" if text else "")


class TestProgram:
    """A program that runs the tests of a module, by its command line."""

    def __init__(self, module="__main__", defaultTest=None, argv=None, testRunner=None, testLoader=defaultTestLoader,
                 exit=True, verbosity=1, failfast=None, catchbreak=None, buffer=None, warnings=None, *, tb_locals=False):
        self.module = __import__(module) if isinstance(module, str) else module
        self.defaultTest = [defaultTest] if isinstance(defaultTest, str) else defaultTest
        self.exit = exit
        self.verbosity = verbosity
        self.failfast = bool(failfast)
        self.buffer = bool(buffer)
        self.tb_locals = tb_locals
        self.warnings = warnings
        self.testRunner = testRunner or TextTestRunner
        self.testLoader = testLoader
        argv = sys.argv if argv is None else argv
        self.progName = argv[0].rsplit("/", 1)[-1]
        self.parseArgs(argv)
        self.runTests()

    def parseArgs(self, argv):
        names, patterns = [], []
        arguments = iter(argv[1:])
        for argument in arguments:
            if argument in ("-v", "--verbose"):
                self.verbosity = 2
            elif argument in ("-q", "--quiet"):
                self.verbosity = 0
            elif argument in ("-f", "--failfast"):
                self.failfast = True
            elif argument in ("-b", "--buffer"):
                self.buffer = True
            elif argument == "--locals":
                self.tb_locals = True
            elif argument.startswith("-k"):
                pattern = argument[2:] or next(arguments, "")
                patterns.append(pattern if "*" in pattern else f"*{pattern}*")
            elif argument in ("-c", "--catch"):
                pass
            elif argument.startswith("-"):
                sys.stderr.write(f"{self.progName}: error: unrecognized arguments: {argument}\n")
                sys.exit(2)
            else:
                names.append(argument)
        if patterns:
            self.testLoader.testNamePatterns = patterns
        names = names or self.defaultTest
        if names:
            self.test = self.testLoader.loadTestsFromNames(names, self.module)
        else:
            self.test = self.testLoader.loadTestsFromModule(self.module)

    def runTests(self):
        runner = self.testRunner
        if isinstance(runner, type):
            runner = runner(verbosity=self.verbosity, failfast=self.failfast, buffer=self.buffer,
                            tb_locals=self.tb_locals, warnings=self.warnings)
        self.result = runner.run(self.test)
        if self.exit:
            sys.exit(not self.result.wasSuccessful())


main = TestProgram
