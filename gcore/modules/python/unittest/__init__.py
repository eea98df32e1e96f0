# SPDX-License-Identifier: MIT
"""Tests: cases, suites of them, and a program that runs them."""

from unittest.result import TestResult
from unittest.case import (FunctionTestCase, SkipTest, TestCase, addModuleCleanup, doModuleCleanups, enterModuleContext,
                           expectedFailure, skip, skipIf, skipUnless)
from unittest.suite import BaseTestSuite, TestSuite
from unittest.loader import TestLoader, defaultTestLoader, findTestCases, getTestCaseNames, makeSuite
from unittest.runner import TextTestResult, TextTestRunner
from unittest.main import TestProgram, main

__all__ = [
    "TestResult", "TestCase", "TestSuite", "TextTestRunner", "TestLoader", "FunctionTestCase", "main",
    "defaultTestLoader", "SkipTest", "skip", "skipIf", "skipUnless", "expectedFailure", "TextTestResult",
    "addModuleCleanup", "doModuleCleanups", "findTestCases", "makeSuite", "getTestCaseNames", "enterModuleContext",
]

__unittest = True  # frames of this module are not shown in the traceback of a failure
