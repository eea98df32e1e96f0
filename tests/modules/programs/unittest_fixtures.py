import sys
import unittest
import warnings
from unittest import mock
from unittest.mock import ANY, call, create_autospec


def fails(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


log = []


class Fixtures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.addClassCleanup(log.append, "class cleanup")

    @unittest.skip("reason")
    def test_skipped(self):
        pass

    @unittest.expectedFailure
    def test_fails_later(self):
        self.addCleanup(self.fail, "in cleanup")
        self.fail("expected")

    def test_context(self):
        self.enterContext(5)

    def test_subtest_class(self):
        with self.subTest(i=1):
            self.skipTest("in part")


result = unittest.TestResult()
unittest.defaultTestLoader.loadTestsFromTestCase(Fixtures).run(result)
print([(str(test), reason) for test, reason in result.skipped], len(result.failures), len(result.expectedFailures), log)
print([isinstance(test, unittest.TestCase) for test, _ in result.skipped], [text.splitlines()[-1] for _, text in result.errors])
fails(Fixtures("test_skipped").debug)
fails(unittest.TestSuite([Fixtures("test_context")]).debug)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(unittest.makeSuite(Fixtures).countTestCases(), unittest.findTestCases(sys.modules[__name__]).countTestCases())
print([str(warning.message) for warning in caught])
first, second = (unittest.FunctionTestCase(function) for function in (print, len))
print(first == second, first == unittest.FunctionTestCase(print), len({first, second}))
fails(Fixtures("test_context").assertRaisesRegex, ValueError, 5)


class Target:
    value = 3

    def method(self, a, *, b=1):
        pass

    @staticmethod
    def static(a):
        pass


auto = create_autospec(Target)
auto.method(1, b=2)
auto.method.assert_called_with(1, b=2)
auto.assert_has_calls([call.method(a=1, b=2)])
fails(auto.method)
fails(auto.static)
auto.static(a=1)
auto.static.assert_called_once_with(1)
fails(auto().value)
m = mock.Mock()
m(object(), 1)
m.assert_any_call(ANY, 1)
print(call().foo.bar, call().foo(1), call.a.__getitem__(3), call.count(2), ("named", (1,), {}) == call(1), call(1) == ("named", (1,), {}))
m.__class__ = dict
print(isinstance(m, dict), isinstance(create_autospec([]), list))
opened = mock.mock_open(read_data="a\nb\n")
opened.return_value.readline.side_effect = lambda *args: "other"
print(opened().readline(), opened().read())
print(mock.create_autospec(lambda x: x, side_effect=[1, 2])(5))
