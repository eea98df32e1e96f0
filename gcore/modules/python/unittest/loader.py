# SPDX-License-Identifier: MIT
"""Finds the tests in classes and modules."""

import functools
import traceback
import types
import warnings
from fnmatch import fnmatchcase

from unittest.case import TestCase
from unittest.suite import TestSuite
from unittest.util import three_way_cmp

__unittest = True  # frames of this module are not shown in the traceback of a failure


class _FailedTest(TestCase):
    """Stands for a test that could not be found."""

    def __init__(self, method_name, exception):
        self._exception = exception
        super().__init__(method_name)

    def __getattr__(self, name):
        if name != self._testMethodName:
            return super().__getattribute__(name)

        def fail():
            raise self._exception
        return fail





class TestLoader:
    """Makes suites of what it finds in classes and modules."""

    testMethodPrefix = "test"
    testNamePatterns = None
    suiteClass = TestSuite
    sortTestMethodsUsing = staticmethod(three_way_cmp)

    def __init__(self):
        self.errors = []

    def getTestCaseNames(self, testCaseClass):
        """Sorted names of the test methods of a class."""
        def is_test(name):
            if not name.startswith(self.testMethodPrefix) or not callable(getattr(testCaseClass, name)):
                return False
            full_name = f"{testCaseClass.__module__}.{testCaseClass.__qualname__}.{name}"
            return self.testNamePatterns is None or any(fnmatchcase(full_name, pattern) for pattern in self.testNamePatterns)

        names = list(filter(is_test, dir(testCaseClass)))
        if self.sortTestMethodsUsing:
            names.sort(key=functools.cmp_to_key(self.sortTestMethodsUsing))
        return names

    def loadTestsFromTestCase(self, testCaseClass):
        if issubclass(testCaseClass, TestSuite):
            raise TypeError("Test cases should not be derived from TestSuite. Maybe you meant to derive from TestCase?")
        names = self.getTestCaseNames(testCaseClass)
        if not names and hasattr(testCaseClass, "runTest"):
            names = ["runTest"]
        return self.suiteClass(map(testCaseClass, names))

    def loadTestsFromModule(self, module, *, pattern=None):
        tests = []
        for name in dir(module):
            thing = getattr(module, name)
            if isinstance(thing, type) and issubclass(thing, TestCase):
                tests.append(self.loadTestsFromTestCase(thing))
        suite = self.suiteClass(tests)
        load_tests = getattr(module, "load_tests", None)
        if load_tests is None:
            return suite
        try:
            return load_tests(self, suite, pattern)
        except Exception as error:
            return self._failed(module.__name__, error, f"Failed to call load_tests:\n{traceback.format_exc()}")

    def _failed(self, name, error, message):
        """A test that raises error."""
        self.errors.append(message)
        return self.suiteClass([_FailedTest(name, error)])

    def _import(self, parts):
        """The module the first of the parts of a name stand for, and a test that fails or None."""
        failed = None
        for end in range(len(parts), 0, -1):
            name = ".".join(parts[:end])
            try:
                return __import__(name), failed
            except ImportError:
                message = f"Failed to import test module: {parts[end - 1]}\n{traceback.format_exc()}"
                failed = self.suiteClass([_FailedTest(parts[end - 1], ImportError(message))]), message
        return None, failed

    def loadTestsFromName(self, name, module=None):
        """The tests a dotted name stands for."""
        parts = name.split(".")
        failed = None
        if module is None:
            module, failed = self._import(parts)
            if module is None:
                self.errors.append(failed[1])
                return failed[0]
            del parts[0]
        thing, parent = module, None
        for part in parts:
            parent = thing
            try:
                thing = getattr(thing, part)
            except AttributeError as error:
                if failed is not None and hasattr(thing, "__path__"):
                    self.errors.append(failed[1])
                    return failed[0]
                return self._failed(part, error, f"Failed to access attribute:\n{traceback.format_exc()}")
        return self._load(thing, parent, name.rpartition(".")[2])

    def _load(self, thing, parent, name):
        """The tests in a thing found as parent.name."""
        if isinstance(thing, types.ModuleType):
            return self.loadTestsFromModule(thing)
        if isinstance(thing, type) and issubclass(thing, TestCase):
            return self.loadTestsFromTestCase(thing)
        if isinstance(thing, types.FunctionType) and isinstance(parent, type) and issubclass(parent, TestCase):
            test = parent(name)
            if not isinstance(getattr(test, name), types.FunctionType):  # not a static method
                return self.suiteClass([test])
        elif isinstance(thing, TestSuite):
            return thing
        if not callable(thing):
            raise TypeError(f"don't know how to make test from: {thing}")
        test = thing()
        if isinstance(test, TestSuite):
            return test
        if isinstance(test, TestCase):
            return self.suiteClass([test])
        raise TypeError(f"calling {thing} returned {test}, not a test")

    def loadTestsFromNames(self, names, module=None):
        return self.suiteClass([self.loadTestsFromName(name, module) for name in names])


defaultTestLoader = TestLoader()


def _loader(prefix, sortUsing, suiteClass=TestSuite, testNamePatterns=None):
    loader = TestLoader()
    loader.testMethodPrefix = prefix
    loader.sortTestMethodsUsing = sortUsing
    loader.suiteClass = suiteClass
    loader.testNamePatterns = testNamePatterns
    return loader


def _warn(name, other):
    warnings.warn(f"unittest.{name}() is deprecated and will be removed in Python 3.13. Please use "
                  f"unittest.TestLoader.{other}() instead.", DeprecationWarning, stacklevel=3)


def makeSuite(testCaseClass, prefix="test", sortUsing=three_way_cmp, suiteClass=TestSuite):
    _warn("makeSuite", "loadTestsFromTestCase")
    return _loader(prefix, sortUsing, suiteClass).loadTestsFromTestCase(testCaseClass)


def getTestCaseNames(testCaseClass, prefix, sortUsing=three_way_cmp, testNamePatterns=None):
    _warn("getTestCaseNames", "getTestCaseNames")
    return _loader(prefix, sortUsing, testNamePatterns=testNamePatterns).getTestCaseNames(testCaseClass)


def findTestCases(module, prefix="test", sortUsing=three_way_cmp, suiteClass=TestSuite):
    _warn("findTestCases", "loadTestsFromModule")
    return _loader(prefix, sortUsing, suiteClass).loadTestsFromModule(module)
