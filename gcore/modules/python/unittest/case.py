# SPDX-License-Identifier: MIT
"""One test: TestCase with its assertions."""

import difflib
import re
import sys
import traceback
import warnings
from functools import wraps

from unittest.result import TestResult
from unittest.util import _OMITTED, _diff_of, _shortened_reprs, safe_repr, strclass

__unittest = True  # frames of this module are not shown in the traceback of a failure


class SkipTest(Exception):
    """Raised by a test that is not to run here."""


class _ShouldStop(Exception):
    """A subtest failed, and the first failure is to be the last."""


# --- decorators ---

def skip(reason):
    """The test is not run."""
    def decorate(test):
        if not isinstance(test, type):
            original = test

            @wraps(original)
            def test(*args, **keywords):
                raise SkipTest(reason)

        test.__unittest_skip__ = True
        test.__unittest_skip_why__ = reason
        return test

    if callable(reason) and hasattr(reason, "__code__"):  # @skip without parentheses
        test, reason = reason, ""
        return decorate(test)
    return decorate


def skipIf(condition, reason):
    return skip(reason) if condition else lambda test: test


def skipUnless(condition, reason):
    return skip(reason) if not condition else lambda test: test


def expectedFailure(test):
    """The test has to fail."""
    test.__unittest_expecting_failure__ = True
    return test


# --- the module's own end ---

_module_cleanups = []


def addModuleCleanup(function, /, *args, **kwargs):
    """Calls function after the last test of the module."""
    _module_cleanups.append((function, args, kwargs))


def _enter_context(cm, add_cleanup):
    """Enters a context that is left with the cleanups."""
    cls = type(cm)
    if not hasattr(cls, "__enter__") or not hasattr(cls, "__exit__"):
        raise TypeError(f"'{cls.__module__}.{cls.__qualname__}' object does not support the context manager protocol")
    result = cls.__enter__(cm)
    add_cleanup(cls.__exit__, cm, None, None, None)
    return result


def enterModuleContext(cm):
    return _enter_context(cm, addModuleCleanup)


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


# --- what happens while a test runs ---

class _Outcome:
    """Runs the parts of a test and tells the result of what goes wrong."""

    def __init__(self, result=None):
        self.result = result
        self.result_supports_subtests = hasattr(result, "addSubTest")
        self.success = True
        self.expecting_failure = False
        self.expectedFailure = None

    def run(self, test, function, *args, subtest=False):
        """Whether function went through."""
        outer_success = self.success
        self.success = True
        try:
            function(*args)
        except KeyboardInterrupt:
            raise
        except SkipTest as skipped:
            self.success = False
            self.result.addSkip(test, str(skipped))
        except _ShouldStop:
            pass
        except BaseException:
            self._failed(test, sys.exc_info(), subtest)
        else:
            if subtest and self.success and self.result_supports_subtests:
                self.result.addSubTest(test.test_case, test, None)
        passed = self.success
        self.success = self.success and outer_success
        return passed

    def _failed(self, test, exc_info, subtest):
        if self.expecting_failure:
            self.expectedFailure = exc_info
            return
        self.success = False
        if subtest:
            self.result.addSubTest(test.test_case, test, exc_info)
        elif issubclass(exc_info[0], test.failureException):
            self.result.addFailure(test, exc_info)
        else:
            self.result.addError(test, exc_info)


_no_message = object()


class _SubTestContext:
    def __init__(self, test_case, message, params):
        self.test_case = test_case
        self.message = message
        self.params = params

    def __enter__(self):
        case = self.test_case
        outer = case._subtest
        outer_params = outer.params if outer is not None else {}
        params = self.params | {name: value for name, value in outer_params.items() if name not in self.params}
        self.outer = outer
        case._subtest = _SubTest(case, self.message, params)

    def __exit__(self, kind, error, tb):
        case = self.test_case
        subtest, case._subtest = case._subtest, self.outer
        if error is not None and not isinstance(error, (Exception, SystemExit)):
            return False
        outcome = case._outcome

        def again():
            if error is not None:
                raise error.with_traceback(tb)

        passed = outcome.run(subtest, again, subtest=True)
        if error is not None and not passed and outcome.result is not None and getattr(outcome.result, "failfast", False):
            raise _ShouldStop
        if outcome.expectedFailure:
            raise _ShouldStop
        return True


class _NoContext:
    def __enter__(self):
        pass

    def __exit__(self, *exc_info):
        return False


# --- assertions about exceptions and warnings ---

class _Expectation:
    """What the forms of assertRaises and assertWarns have in common."""

    def __init__(self, expected, test_case, expected_regex=None):
        self.expected = expected
        self.test_case = test_case
        if expected_regex is not None:
            expected_regex = re.compile(expected_regex)
        self.expected_regex = expected_regex
        self.obj_name = None
        self.msg = None

    def _fail(self, message):
        raise self.test_case.failureException(self.test_case._formatMessage(self.msg, message))

    def _names(self):
        if isinstance(self.expected, tuple):
            return str(self.expected)
        return self.expected.__name__

    def _check_argument(self, name):
        kinds = self.expected if isinstance(self.expected, tuple) else (self.expected,)
        if not all(isinstance(kind, type) and issubclass(kind, self._base_type) for kind in kinds):
            raise TypeError(f"{name}() arg 1 must be {self._base_type_text}")

    def handle(self, name, args, kwargs):
        """The context manager itself, or the call of the function given."""
        try:
            self._check_argument(name)
            if not args:
                self.msg = kwargs.pop("msg", None)
                if kwargs:
                    raise TypeError(f"{next(iter(kwargs))!r} is an invalid keyword argument for this function")
                return self
            function, *args = args
            self.obj_name = getattr(function, "__name__", str(function))
            with self:
                function(*args, **kwargs)
        finally:
            self = None


class _AssertRaises(_Expectation):
    _base_type = BaseException
    _base_type_text = "an exception type or tuple of exception types"

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, tb):
        if exc_type is None:
            by = f" by {self.obj_name}" if self.obj_name else ""
            self._fail(f"{self._names()} not raised{by}")
        traceback.clear_frames(tb)
        if not issubclass(exc_type, self.expected):
            return False
        self.exception = exc_value.with_traceback(None)
        if self.expected_regex is not None and not self.expected_regex.search(str(exc_value)):
            self._fail(f'"{self.expected_regex.pattern}" does not match "{exc_value}"')
        return True


class _AssertWarns(_Expectation):
    _base_type = Warning
    _base_type_text = "a warning type or tuple of warning types"

    def __enter__(self):
        self._catcher = warnings.catch_warnings(record=True)
        self.warnings = self._catcher.__enter__()
        warnings.simplefilter("always", self.expected if not isinstance(self.expected, tuple) else Warning)
        return self

    def __exit__(self, exc_type, exc_value, tb):
        self._catcher.__exit__(exc_type, exc_value, tb)
        if exc_type is not None:
            return
        first = None
        for caught in self.warnings:
            warning = caught.message
            if not isinstance(warning, self.expected):
                continue
            first = first or warning
            if self.expected_regex is not None and not self.expected_regex.search(str(warning)):
                continue
            self.warning = warning
            self.filename = caught.filename
            self.lineno = caught.lineno
            return
        if first is not None:
            self._fail(f'"{self.expected_regex.pattern}" does not match "{first}"')
        by = f" by {self.obj_name}" if self.obj_name else ""
        self._fail(f"{self._names()} not triggered{by}")


# --- the class ---

def _compare(symbol, words):
    def method(self, a, b, msg=None):
        if not symbol(a, b):
            self._fail(msg, f"{safe_repr(a)} not {words} {safe_repr(b)}")
    return method


def _older(name):
    """A name from before: warns, and does what the new one does."""
    def method(self, *args, **kwargs):
        warnings.warn(f"Please use {name} instead.", DeprecationWarning, 2)
        return getattr(self, name)(*args, **kwargs)
    return method


class TestCase:
    """A test is a method of a class derived from this one."""

    failureException = AssertionError
    longMessage = True
    maxDiff = 80 * 8
    _diffThreshold = 2**16
    _class_cleanups = []

    def __init_subclass__(cls, *args, **kwargs):
        cls._class_cleanups = []
        super().__init_subclass__(*args, **kwargs)

    def __init__(self, methodName="runTest"):
        self._testMethodName = methodName
        self._outcome = None
        self._subtest = None
        self._cleanups = []
        method = getattr(self, methodName, None)
        if method is None and methodName != "runTest":
            raise ValueError(f"no such test method in {self.__class__}: {methodName}")
        self._testMethodDoc = getattr(method, "__doc__", None)
        self._type_equality_funcs = {dict: "assertDictEqual", list: "assertListEqual", tuple: "assertTupleEqual",
                                     set: "assertSetEqual", frozenset: "assertSetEqual", str: "assertMultiLineEqual"}

    # Fixtures.

    def setUp(self):
        """Runs before each test."""

    def tearDown(self):
        """Runs after each test whose setUp went through."""

    @classmethod
    def setUpClass(cls):
        """Runs before the tests of the class."""

    @classmethod
    def tearDownClass(cls):
        """Runs after the tests of the class."""

    def addCleanup(self, function, /, *args, **kwargs):
        """Calls function after tearDown; the last one added comes first."""
        self._cleanups.append((function, args, kwargs))

    def enterContext(self, cm):
        return _enter_context(cm, self.addCleanup)

    @classmethod
    def addClassCleanup(cls, function, /, *args, **kwargs):
        cls._class_cleanups.append((function, args, kwargs))

    @classmethod
    def enterClassContext(cls, cm):
        return _enter_context(cm, cls.addClassCleanup)

    @classmethod
    def doClassCleanups(cls):
        cls.tearDown_exceptions = []
        while cls._class_cleanups:
            function, args, kwargs = cls._class_cleanups.pop()
            try:
                function(*args, **kwargs)
            except Exception:
                cls.tearDown_exceptions.append(sys.exc_info())

    # Description.

    def id(self):
        return f"{strclass(type(self))}.{self._testMethodName}"

    def shortDescription(self):
        doc = self._testMethodDoc
        return doc.strip().split("\n")[0].strip() if doc else None

    def countTestCases(self):
        return 1

    def defaultTestResult(self):
        return TestResult()

    def __str__(self):
        return f"{self._testMethodName} ({strclass(type(self))}.{self._testMethodName})"

    def __repr__(self):
        return f"<{strclass(type(self))} testMethod={self._testMethodName}>"

    def __eq__(self, other):
        return self._testMethodName == other._testMethodName if type(self) is type(other) else NotImplemented

    def __hash__(self):
        return hash((type(self), self._testMethodName))

    # Running.

    def __call__(self, *args, **kwargs):
        return self.run(*args, **kwargs)

    def run(self, result=None):
        """Runs the test with its fixtures and tells result."""
        own_result = result is None
        if own_result:
            result = self.defaultTestResult()
            getattr(result, "startTestRun", lambda: None)()
        result.startTest(self)
        try:
            self._run(result)
            return result
        finally:
            result.stopTest(self)
            if own_result:
                getattr(result, "stopTestRun", lambda: None)()

    def _run(self, result):
        method = getattr(self, self._testMethodName)
        for owner in (type(self), method):
            if getattr(owner, "__unittest_skip__", False):
                result.addSkip(self, getattr(type(self), "__unittest_skip_why__", "")
                               or getattr(method, "__unittest_skip_why__", ""))
                return
        expecting = (getattr(self, "__unittest_expecting_failure__", False)
                     or getattr(method, "__unittest_expecting_failure__", False))
        outcome = self._outcome = _Outcome(result)
        try:
            if outcome.run(self, self.setUp):
                outcome.expecting_failure = expecting
                outcome.run(self, self._call_test_method, method)
                outcome.expecting_failure = False
                outcome.run(self, self.tearDown)
            self.doCleanups()
            if not outcome.success:
                return
            if not expecting:
                result.addSuccess(self)
            elif outcome.expectedFailure:
                result.addExpectedFailure(self, outcome.expectedFailure)
            else:
                result.addUnexpectedSuccess(self)
        finally:
            outcome.expectedFailure = None
            self._outcome = None

    def _call_test_method(self, method):
        if method() is not None:
            warnings.warn(f"It is deprecated to return a value that is not None from a test case ({method})",
                          DeprecationWarning, stacklevel=5)

    def doCleanups(self):
        """Calls what addCleanup has collected."""
        outcome = self._outcome or _Outcome()
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            outcome.run(self, lambda: function(*args, **kwargs))
        return outcome.success

    def debug(self):
        """Runs the test and lets its exceptions through."""
        method = getattr(self, self._testMethodName)
        for owner in (type(self), method):
            if getattr(owner, "__unittest_skip__", False):
                raise SkipTest(getattr(type(self), "__unittest_skip_why__", "")
                               or getattr(method, "__unittest_skip_why__", ""))
        self.setUp()
        method()
        self.tearDown()
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            function(*args, **kwargs)

    def skipTest(self, reason):
        raise SkipTest(reason)

    def subTest(self, msg=_no_message, **params):
        """A part of the test that may fail without ending it."""
        if self._outcome is None or not self._outcome.result_supports_subtests:
            return _NoContext()
        return _SubTestContext(self, msg, params)

    # Messages.

    def _formatMessage(self, msg, standardMsg):
        if not self.longMessage:
            return msg or standardMsg
        return standardMsg if msg is None else f"{standardMsg} : {safe_repr(msg) if not isinstance(msg, str) else msg}"

    def _truncateMessage(self, message, diff):
        if self.maxDiff is None or len(diff) <= self.maxDiff:
            return message + diff
        return message + _OMITTED % len(diff)

    def _fail(self, msg, standardMsg):
        raise self.failureException(self._formatMessage(msg, standardMsg))

    def fail(self, msg=None):
        raise self.failureException(msg)

    # Simple assertions.

    def assertTrue(self, expr, msg=None):
        if not expr:
            self._fail(msg, f"{safe_repr(expr)} is not true")

    def assertFalse(self, expr, msg=None):
        if expr:
            self._fail(msg, f"{safe_repr(expr)} is not false")

    def assertIs(self, expr1, expr2, msg=None):
        if expr1 is not expr2:
            self._fail(msg, f"{safe_repr(expr1)} is not {safe_repr(expr2)}")

    def assertIsNot(self, expr1, expr2, msg=None):
        if expr1 is expr2:
            self._fail(msg, f"unexpectedly identical: {safe_repr(expr1)}")

    def assertIsNone(self, obj, msg=None):
        if obj is not None:
            self._fail(msg, f"{safe_repr(obj)} is not None")

    def assertIsNotNone(self, obj, msg=None):
        if obj is None:
            self._fail(msg, "unexpectedly None")

    def assertIn(self, member, container, msg=None):
        if member not in container:
            self._fail(msg, f"{safe_repr(member)} not found in {safe_repr(container)}")

    def assertNotIn(self, member, container, msg=None):
        if member in container:
            self._fail(msg, f"{safe_repr(member)} unexpectedly found in {safe_repr(container)}")

    def assertIsInstance(self, obj, cls, msg=None):
        if not isinstance(obj, cls):
            self._fail(msg, f"{safe_repr(obj)} is not an instance of {cls!r}")

    def assertNotIsInstance(self, obj, cls, msg=None):
        if isinstance(obj, cls):
            self._fail(msg, f"{safe_repr(obj)} is an instance of {cls!r}")

    assertLess = _compare(lambda a, b: a < b, "less than")
    assertLessEqual = _compare(lambda a, b: a <= b, "less than or equal to")
    assertGreater = _compare(lambda a, b: a > b, "greater than")
    assertGreaterEqual = _compare(lambda a, b: a >= b, "greater than or equal to")

    def assertRegex(self, text, expected_regex, msg=None):
        pattern = re.compile(expected_regex) if isinstance(expected_regex, (str, bytes)) else expected_regex
        if not pattern.search(text):
            self._fail(msg, f"Regex didn't match: {pattern.pattern!r} not found in {text!r}")

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        pattern = re.compile(unexpected_regex) if isinstance(unexpected_regex, (str, bytes)) else unexpected_regex
        match = pattern.search(text)
        if match:
            self._fail(msg, f"Regex matched: {text[match.start():match.end()]!r} matches {pattern.pattern!r} in {text!r}")

    # Equality.

    def addTypeEqualityFunc(self, typeobj, function):
        """assertEqual compares two values of exactly this type with function."""
        self._type_equality_funcs[typeobj] = function

    def assertEqual(self, first, second, msg=None):
        if type(first) is type(second) and type(first) in self._type_equality_funcs:
            function = self._type_equality_funcs[type(first)]
            if isinstance(function, str):
                function = getattr(self, function)
            function(first, second, msg=msg)
        elif not first == second:
            self._fail(msg, "%s != %s" % _shortened_reprs(first, second))

    def assertNotEqual(self, first, second, msg=None):
        if not first != second:
            self._fail(msg, f"{safe_repr(first)} == {safe_repr(second)}")

    def _difference(self, first, second, places, delta):
        """How far the values are apart, and None or what is allowed in words."""
        if delta is not None and places is not None:
            raise TypeError("specify delta or places not both")
        difference = abs(first - second)
        if delta is not None:
            return difference, difference <= delta, f"{safe_repr(delta)} delta"
        places = 7 if places is None else places
        return difference, round(difference, places) == 0, f"{places!r} places"

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if first == second:
            return
        difference, near, allowed = self._difference(first, second, places, delta)
        if not near:
            self._fail(msg, f"{safe_repr(first)} != {safe_repr(second)} within {allowed} ({safe_repr(difference)} difference)")

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        difference, near, allowed = self._difference(first, second, places, delta)
        if first == second or near:
            self._fail(msg, f"{safe_repr(first)} == {safe_repr(second)} within {allowed}"
                       + (f" ({safe_repr(difference)} difference)" if delta is not None else ""))

    def assertSequenceEqual(self, seq1, seq2, msg=None, seq_type=None):
        name = seq_type.__name__ if seq_type is not None else "sequence"
        if seq_type is not None:
            for which, sequence in (("First", seq1), ("Second", seq2)):
                if not isinstance(sequence, seq_type):
                    raise self.failureException(f"{which} sequence is not a {name}: {safe_repr(sequence)}")
        if seq1 == seq2:
            return
        message = "%ss differ: %s != %s\n" % (name.capitalize(), *_shortened_reprs(seq1, seq2))
        for index, (item1, item2) in enumerate(zip(seq1, seq2)):
            if item1 != item2:
                message += "\nFirst differing element %d:\n%s\n%s\n" % (index, *_shortened_reprs(item1, item2))
                break
        else:
            if len(seq1) == len(seq2) and seq_type is None and type(seq1) is not type(seq2):
                return
        for which, longer, shorter in (("First", seq1, seq2), ("Second", seq2, seq1)):
            if len(longer) > len(shorter):
                index = len(shorter)
                message += f"\n{which} {name} contains {len(longer) - index} additional elements.\n"
                message += f"First extra element {index}:\n{safe_repr(longer[index])}\n"
        self.fail(self._formatMessage(msg, self._truncateMessage(message, _diff_of(seq1, seq2))))

    def assertListEqual(self, list1, list2, msg=None):
        self.assertSequenceEqual(list1, list2, msg, seq_type=list)

    def assertTupleEqual(self, tuple1, tuple2, msg=None):
        self.assertSequenceEqual(tuple1, tuple2, msg, seq_type=tuple)

    def assertSetEqual(self, set1, set2, msg=None):
        lines = []
        for title, some, others in (("first set but not the second", set1, set2), ("second set but not the first", set2, set1)):
            try:
                only = some.difference(others)
            except TypeError as error:
                self.fail(f"invalid type when attempting set difference: {error}")
            except AttributeError as error:
                self.fail(f"{'first' if some is set1 else 'second'} argument does not support set difference: {error}")
            if only:
                lines.append(f"Items in the {title}:")
                lines += map(repr, only)
        if lines:
            self._fail(msg, "\n".join(lines))

    def assertDictEqual(self, d1, d2, msg=None):
        self.assertIsInstance(d1, dict, "First argument is not a dictionary")
        self.assertIsInstance(d2, dict, "Second argument is not a dictionary")
        if d1 != d2:
            message = "%s != %s" % _shortened_reprs(d1, d2)
            self.fail(self._formatMessage(msg, self._truncateMessage(message, _diff_of(d1, d2))))

    def assertMultiLineEqual(self, first, second, msg=None):
        self.assertIsInstance(first, str, "First argument is not a string")
        self.assertIsInstance(second, str, "Second argument is not a string")
        if first == second:
            return
        message = "%s != %s" % _shortened_reprs(first, second)
        if len(first) <= self._diffThreshold and len(second) <= self._diffThreshold:
            lines, others = first.splitlines(keepends=True), second.splitlines(keepends=True)
            if len(lines) == 1 and first.strip("\r\n") == first:
                lines, others = [first + "\n"], [second + "\n"]
            message = self._truncateMessage(message, "\n" + "".join(difflib.ndiff(lines, others)))
        self.fail(self._formatMessage(msg, message))

    def assertCountEqual(self, first, second, msg=None):
        """The same elements, in any order."""
        first, rest = list(first), list(second)
        differences = []
        for item in first:
            if any(item == known for _, _, known in differences):
                continue
            n, m = sum(1 for other in first if other == item), sum(1 for other in rest if other == item)
            if n != m:
                differences.append((n, m, item))
        for item in rest:
            if item not in first and not any(item == known for _, _, known in differences):
                differences.append((0, sum(1 for other in rest if other == item), item))
        if differences:
            lines = ["First has %d, Second has %d:  %r" % difference for difference in differences]
            message = "Element counts were not equal:\n"
            self.fail(self._formatMessage(msg, self._truncateMessage(message, "\n".join(lines))))

    # Exceptions and warnings.

    def assertRaises(self, expected_exception, *args, **kwargs):
        return _AssertRaises(expected_exception, self).handle("assertRaises", args, kwargs)

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        return _AssertRaises(expected_exception, self, expected_regex).handle("assertRaisesRegex", args, kwargs)

    def assertWarns(self, expected_warning, *args, **kwargs):
        return _AssertWarns(expected_warning, self).handle("assertWarns", args, kwargs)

    def assertWarnsRegex(self, expected_warning, expected_regex, *args, **kwargs):
        return _AssertWarns(expected_warning, self, expected_regex).handle("assertWarnsRegex", args, kwargs)

    # Older names.
    failUnlessEqual = assertEquals = _older("assertEqual")
    failIfEqual = assertNotEquals = _older("assertNotEqual")
    failUnless = assert_ = _older("assertTrue")
    failIf = _older("assertFalse")
    failUnlessRaises = _older("assertRaises")
    failUnlessAlmostEqual = assertAlmostEquals = _older("assertAlmostEqual")
    failIfAlmostEqual = assertNotAlmostEquals = _older("assertNotAlmostEqual")
    assertRegexpMatches = _older("assertRegex")
    assertNotRegexpMatches = _older("assertNotRegex")
    assertRaisesRegexp = _older("assertRaisesRegex")


class FunctionTestCase(TestCase):
    """A test made of functions."""

    def __init__(self, testFunc, setUp=None, tearDown=None, description=None):
        super().__init__()
        self._functions = setUp, testFunc, tearDown
        self._description = description

    def setUp(self):
        if self._functions[0] is not None:
            self._functions[0]()

    def tearDown(self):
        if self._functions[2] is not None:
            self._functions[2]()

    def runTest(self):
        self._functions[1]()

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return (self._functions, self._description) == (other._functions, other._description)

    def __hash__(self):
        return hash((type(self), self._functions, self._description))

    def id(self):
        return self._functions[1].__name__

    def __str__(self):
        return f"{strclass(type(self))} ({self._functions[1].__name__})"

    def shortDescription(self):
        if self._description is not None:
            return self._description
        doc = self._functions[1].__doc__
        return doc.split("\n")[0].strip() if doc else None


class _SubTest(TestCase):
    """The part of a test inside of a with subTest statement."""

    def __init__(self, test_case, message, params):
        super().__init__()
        self.test_case = test_case
        self._message = message
        self.params = params
        self.failureException = test_case.failureException

    def id(self):
        return f"{self.test_case.id()} {self._description()}"

    def _description(self):
        parts = []
        if self._message is not _no_message:
            parts.append(f"[{self._message}]")
        if self.params:
            parts.append(f"({', '.join(f'{name}={value!r}' for name, value in self.params.items())})")
        return " ".join(parts) or "(<subtest>)"

    def shortDescription(self):
        return self.test_case.shortDescription()

    def runTest(self):
        raise NotImplementedError("subtests cannot be run directly")

    def __str__(self):
        return f"{self.test_case} {self._description()}"
