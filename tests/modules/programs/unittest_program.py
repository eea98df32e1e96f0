"""The command line of unittest.main and what it prints."""
import sys
import unittest
import warnings


class Out:
    def write(self, text):
        print(text.replace(__file__, "FILE"), end="")

    def flush(self):
        pass


class Case(unittest.TestCase):
    def test_prints(self):
        print("printed")
        sys.stderr.write("and here\n")
        self.fail("after printing")

    def test_fine(self):
        """Documented.

        At length."""
        print("not shown when buffered")

    def test_warns(self):
        with self.assertWarns(UserWarning) as caught:
            warnings.warn("heard")
        self.assertEqual((str(caught.warning), caught.lineno > 0), ("heard", True))
        with self.assertWarnsRegex((UserWarning, RuntimeWarning), "h.*d"):
            warnings.warn("heard", RuntimeWarning)
        with self.assertWarns(DeprecationWarning):
            pass

    def test_regex(self):
        with self.assertWarnsRegex(UserWarning, "other"):
            warnings.warn("heard")

    def test_older_names(self):
        self.assertEquals(1, 1)

    @unittest.skipIf(True, "not now")
    def test_skip(self):
        pass

    @unittest.expectedFailure
    def test_expected(self):
        self.assertEqual("a\nb\n", "a\nc\n")


class Other(unittest.TestCase):
    def runTest(self):
        self.assertCountEqual([1, 2, 2], [2, 1, 3])


def load_tests(loader, tests, pattern):
    tests.addTest(unittest.FunctionTestCase(lambda: None, description="a function"))
    return tests


def run(*argv, **options):
    print("---", *argv)
    saved = sys.stderr, sys.stdout
    sys.stderr = Out()
    runner = unittest.TextTestRunner
    try:
        program = unittest.main("__main__", argv=["program", *argv], exit=False, **options)
        print(program.result)
    except SystemExit as error:
        print("exit", error.code)
    finally:
        sys.stderr, sys.stdout = saved


import time
time.perf_counter = lambda: 0.0
run()
run("-v", "-b", "Case")
run("-vk", "fine", "-k", "*warns")
run("-f", "-q", "Case.test_prints", "Case.test_regex")
run("Case.test_missing", "Nothing", verbosity=2)
run("load_tests")
loader = unittest.TestLoader()
print(loader.getTestCaseNames(Case), loader.loadTestsFromName("unittest_program_nothing").countTestCases(), len(loader.errors))
print(unittest.TestCase.__module__, unittest.TestResult.__module__, unittest.TextTestRunner.__module__, unittest.case.SkipTest,
      unittest.suite.TestSuite, unittest.loader.TestLoader)
