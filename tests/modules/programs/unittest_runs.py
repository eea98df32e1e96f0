import unittest


class Out:
    """A stream without what differs from run to run."""

    def write(self, text):
        print(text.replace(__file__, "FILE"), end="")

    def flush(self):
        pass


log = []


def setUpModule():
    log.append("setUpModule")
    unittest.addModuleCleanup(log.append, "module cleanup")


def tearDownModule():
    log.append("tearDownModule")


class Basics(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        log.append("setUpClass")
        cls.addClassCleanup(log.append, "class cleanup")

    @classmethod
    def tearDownClass(cls):
        log.append("tearDownClass")

    def setUp(self):
        log.append("setUp " + self._testMethodName)

    def tearDown(self):
        log.append("tearDown")

    def test_passes(self):
        self.addCleanup(log.append, "cleanup 1")
        self.addCleanup(log.append, "cleanup 2")

    def test_fails(self):
        self.assertEqual([1, 2], [1, 3])

    def test_message(self):
        self.assertEqual(1, 2, "why")

    def test_error(self):
        """What it is about.

        And more."""
        {}["missing"]

    @unittest.skip("not today")
    def test_skipped(self):
        self.fail()

    def test_skips_itself(self):
        self.skipTest("changed my mind")

    @unittest.expectedFailure
    def test_expected(self):
        self.assertTrue(0)

    @unittest.expectedFailure
    def test_unexpected(self):
        pass

    def test_subtests(self):
        for i in range(4):
            with self.subTest("number", i=i):
                self.assertEqual(i % 2, 0)
        with self.subTest(a=1):
            with self.subTest(b=2):
                1 / 0

    def test_cleanup_fails(self):
        self.addCleanup(int, "x")

    def test_chain(self):
        try:
            raise KeyError("first")
        except KeyError:
            raise ValueError("second")


class BrokenClass(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        raise RuntimeError("no class")

    def test_never(self):
        pass


class BrokenSetUp(unittest.TestCase):
    def setUp(self):
        raise OSError("no set-up")

    def tearDown(self):
        log.append("never")

    def test_never(self):
        pass


@unittest.skipIf(True, "whole class")
class Skipped(unittest.TestCase):
    def test_a(self):
        pass


class Assertions(unittest.TestCase):
    """Each entry fails with a message."""

    def check(self, name, *args, **kwargs):
        try:
            getattr(self, name)(*args, **kwargs)
        except AssertionError as error:
            print(name, "->", error)
        except Exception as error:
            print(name, "raises", type(error).__name__, error)
        else:
            print(name, "passes")

    def test_messages(self):
        class Strange:
            def __repr__(self):
                raise ValueError
        check = self.check
        check("assertTrue", [])
        check("assertFalse", "x", "msg")
        check("assertIs", 1, "1")
        check("assertIsNot", None, None)
        check("assertIsNone", 0)
        check("assertIsNotNone", None)
        check("assertIn", 3, [1, 2])
        check("assertNotIn", "a", "abc")
        check("assertIsInstance", 1, (str, bytes))
        check("assertNotIsInstance", 1, int)
        check("assertNotEqual", 1, 1.0)
        check("assertLess", 2, 1)
        check("assertLessEqual", 2, 1)
        check("assertGreater", 1, 2)
        check("assertGreaterEqual", 1, 2, msg="no")
        check("assertAlmostEqual", 1.0, 1.1)
        check("assertAlmostEqual", 1.0, 1.1, delta=0.05)
        check("assertAlmostEqual", 1.0, 1.1, places=0)
        check("assertAlmostEqual", 1.0, 1.00000001)
        check("assertAlmostEqual", 1, 2, places=1, delta=1)
        check("assertNotAlmostEqual", 1.0, 1.0)
        check("assertNotAlmostEqual", 1.0, 1.1, places=0)
        check("assertEqual", "abc", "abd")
        check("assertEqual", "one\ntwo\nthree", "one\n2\nthree\nfour")
        check("assertEqual", (1, 2), (1, 2, 3))
        check("assertEqual", [], [1])
        check("assertEqual", [1, [2, 3]], [1, [2, 4]])
        check("assertEqual", {1, 2}, {2, 3})
        check("assertEqual", frozenset("a"), frozenset())
        check("assertEqual", {"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 4})
        check("assertEqual", list(range(60)), list(range(59)) + [0])
        check("assertEqual", "a" * 200 + "b", "a" * 200 + "c")
        check("assertEqual", ["x" * 30] * 4, ["x" * 30] * 3 + ["y" * 30])
        check("assertEqual", 1, "1")
        check("assertEqual", [1], (1,))
        check("assertListEqual", (1,), [1])
        check("assertSequenceEqual", [1], (1,))
        check("assertSequenceEqual", "ab", "ac")
        check("assertDictEqual", [], {})
        check("assertCountEqual", [1, 2, 2], [2, 1, 3])
        check("assertCountEqual", "abc", "cba")
        check("assertRegex", "text", r"\d+")
        check("assertNotRegex", "text 12", r"\d+")
        check("assertRaises", ValueError, int, "3")
        check("assertRaises", (ValueError, KeyError), int, "x")
        check("assertRaises", ValueError, len, 3)
        check("assertRaises", 3)
        check("assertRaises", ValueError, bogus=1)
        check("assertRaisesRegex", ValueError, "literal.*base", int, "x")
        check("assertRaisesRegex", ValueError, "^base", int, "x")
        check("assertMultiLineEqual", 1, "a")
        check("fail")
        check("fail", "message")
        with self.assertRaises(ZeroDivisionError) as caught:
            1 / 0
        print(repr(caught.exception), caught.expected)
        try:
            with self.assertRaises(KeyError, msg="context"):
                pass
        except AssertionError as error:
            print(error)
        try:
            with self.assertRaises(KeyError):
                [][1]
        except IndexError as error:
            print("through:", error)
        self.longMessage = False
        check("assertTrue", 0, "only this")
        self.maxDiff = 10
        check("assertEqual", "one\ntwo", "one\nthree")
        self.addTypeEqualityFunc(int, lambda a, b, msg=None: self.fail(f"own {a} {b}"))
        check("assertEqual", 1, 2)
        self.failureException = KeyError
        check("assertTrue", 0)


def show(suite, verbosity):
    class Silent(unittest.TextTestRunner):
        def run(self, test):
            result = self._makeResult()
            result.failfast = self.failfast
            test(result)
            result.printErrors()
            return result
    result = Silent(stream=Out(), verbosity=verbosity).run(suite)
    print(result.testsRun, len(result.failures), len(result.errors), result.wasSuccessful(), repr(result))
    print(result.skipped, [str(test) for test in result.unexpectedSuccesses])


load = unittest.defaultTestLoader.loadTestsFromTestCase
for verbosity in (1, 2, 0):
    show(unittest.TestSuite(load(cls) for cls in (Basics, BrokenClass, BrokenSetUp, Skipped)), verbosity)
    print(log)
    log.clear()
show(load(Assertions), 2)
case = Basics("test_passes")
print(case, repr(case), case.id(), case.countTestCases(), Basics("test_error").shortDescription(), case == Basics("test_passes"))
suite = unittest.TestSuite([case, unittest.TestSuite([Basics("test_error")])])
print(suite.countTestCases(), suite, [str(test) for test in suite])
for bad in (lambda: Basics("nothing"), lambda: suite.addTest(3), lambda: suite.addTest(Basics), lambda: suite.addTests("ab")):
    try:
        bad()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
print(unittest.defaultTestLoader.getTestCaseNames(Basics))
print(unittest.defaultTestLoader.loadTestsFromName("Basics.test_passes", __import__("__main__")))
result = unittest.TestResult()
Basics("test_fails").run(result)
print(result, result.failures[0][0], result.failures[0][1].splitlines()[-1], issubclass(unittest.SkipTest, Exception))


class Quiet:
    def __init__(self, **options):
        print(sorted(options), options["verbosity"], options["failfast"])

    def run(self, test):
        print([str(case) for group in test for case in group])
        return unittest.TestResult()


try:
    unittest.main(argv=["program", "-v", "-k", "test_passes"], testRunner=Quiet)
except SystemExit as error:
    print("exit", error.code)
print(unittest.main(argv=["program", "Basics.test_error"], exit=False, testRunner=Quiet).result.wasSuccessful())
