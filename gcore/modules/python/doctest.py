# SPDX-License-Identifier: MIT
"""Runs the examples in documentation: what stands behind >>> has to give what stands below it."""

import difflib
import inspect
import io
import linecache
import re
import sys
import traceback
import types
import unittest
from collections import namedtuple

__all__ = ["register_optionflag", "DONT_ACCEPT_TRUE_FOR_1", "DONT_ACCEPT_BLANKLINE", "NORMALIZE_WHITESPACE", "ELLIPSIS",
           "SKIP", "IGNORE_EXCEPTION_DETAIL", "COMPARISON_FLAGS", "REPORT_UDIFF", "REPORT_CDIFF", "REPORT_NDIFF",
           "REPORT_ONLY_FIRST_FAILURE", "REPORTING_FLAGS", "FAIL_FAST", "Example", "DocTest", "DocTestParser",
           "DocTestFinder", "DocTestRunner", "OutputChecker", "DocTestFailure", "UnexpectedException", "DebugRunner",
           "testmod", "run_docstring_examples", "DocTestSuite", "set_unittest_reportflags", "TestResults"]

TestResults = namedtuple("TestResults", "failed attempted")

# --- flags ---

OPTIONFLAGS_BY_NAME = {}


def register_optionflag(name):
    return OPTIONFLAGS_BY_NAME.setdefault(name, 1 << len(OPTIONFLAGS_BY_NAME))


DONT_ACCEPT_TRUE_FOR_1 = register_optionflag("DONT_ACCEPT_TRUE_FOR_1")
DONT_ACCEPT_BLANKLINE = register_optionflag("DONT_ACCEPT_BLANKLINE")
NORMALIZE_WHITESPACE = register_optionflag("NORMALIZE_WHITESPACE")
ELLIPSIS = register_optionflag("ELLIPSIS")
SKIP = register_optionflag("SKIP")
IGNORE_EXCEPTION_DETAIL = register_optionflag("IGNORE_EXCEPTION_DETAIL")
COMPARISON_FLAGS = (DONT_ACCEPT_TRUE_FOR_1 | DONT_ACCEPT_BLANKLINE | NORMALIZE_WHITESPACE | ELLIPSIS | SKIP
                    | IGNORE_EXCEPTION_DETAIL)
REPORT_UDIFF = register_optionflag("REPORT_UDIFF")
REPORT_CDIFF = register_optionflag("REPORT_CDIFF")
REPORT_NDIFF = register_optionflag("REPORT_NDIFF")
REPORT_ONLY_FIRST_FAILURE = register_optionflag("REPORT_ONLY_FIRST_FAILURE")
FAIL_FAST = register_optionflag("FAIL_FAST")
REPORTING_FLAGS = REPORT_UDIFF | REPORT_CDIFF | REPORT_NDIFF | REPORT_ONLY_FIRST_FAILURE | FAIL_FAST

BLANKLINE_MARKER = "<BLANKLINE>"
ELLIPSIS_MARKER = "..."
_TRACEBACK_STARTS = "Traceback (most recent call last):", "Traceback (innermost last):"


def _indent(text, by=4):
    return re.sub("(?m)^(?!$)", by * " ", text)


# --- examples ---

class Example:
    """One example: source, what it is to write, the message of the exception it is to raise, and where it stands."""

    def __init__(self, source, want, exc_msg=None, lineno=0, indent=0, options=None):
        def ended(text):
            return text + "\n" if text and not text.endswith("\n") else text

        self.source = source if source.endswith("\n") else source + "\n"
        self.want = ended(want)
        self.exc_msg = None if exc_msg is None else exc_msg if exc_msg.endswith("\n") else exc_msg + "\n"
        self.lineno = lineno
        self.indent = indent
        self.options = {} if options is None else options

    def _values(self):
        return self.source, self.want, self.lineno, self.indent, self.options, self.exc_msg

    def __eq__(self, other):
        return self._values() == other._values() if type(self) is type(other) else NotImplemented

    def __hash__(self):
        return hash((self.source, self.want, self.lineno, self.indent, self.exc_msg))


class DocTest:
    """The examples of one text, which share their names."""

    def __init__(self, examples, globs, name, filename, lineno, docstring):
        assert not isinstance(examples, str), "DocTest no longer accepts str; use DocTestParser instead"
        self.examples = examples
        self.docstring = docstring
        self.globs = globs.copy()
        self.name = name
        self.filename = filename
        self.lineno = lineno

    def __repr__(self):
        count = f"{len(self.examples) or 'no'} example{'s' if len(self.examples) != 1 else ''}"
        return f"<{type(self).__name__} {self.name} from {self.filename}:{self.lineno} ({count})>"

    def _values(self):
        return self.examples, self.docstring, self.globs, self.name, self.filename, self.lineno

    def __eq__(self, other):
        return self._values() == other._values() if type(self) is type(other) else NotImplemented

    def __hash__(self):
        return hash((self.docstring, self.name, self.filename, self.lineno))

    def __lt__(self, other):
        if not isinstance(other, DocTest):
            return NotImplemented
        mine, others = ((test.name, test.filename, -1 if test.lineno is None else test.lineno, id(test))
                        for test in (self, other))
        return mine < others


class DocTestParser:
    """Finds examples in a text."""

    def parse(self, string, name="<string>"):
        """The examples and the text between them, in turn."""
        lines = string.expandtabs().split("\n")
        margin = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip(" ")), default=0)
        lines = [line[margin:] for line in lines]
        output, text, i = [], [], 0
        while i < len(lines):
            if not lines[i].lstrip(" ").startswith(">>>"):
                text.append(lines[i])
                i += 1
                continue
            output.append("".join(line + "\n" for line in text))
            text = []
            example, i = self._parse_example(lines, i, name, margin)
            if example is not None:
                output.append(example)
        output.append("\n".join(text))
        return output

    def _parse_example(self, lines, start, name, margin):
        """The example that begins in a line, None if there is nothing to run; and the line behind it. All lines have lost
        margin spaces."""
        indent = len(lines[start]) - len(lines[start].lstrip(" "))
        blank = " " * indent
        end = start + 1
        while end < len(lines) and lines[end].startswith(blank + "..."):
            end += 1
        source = []
        for i in range(start, end):
            line = lines[i]
            if len(line) > indent + 3 and line[indent + 3] != " ":
                raise ValueError(f"line {i + 1} of the docstring for {name} lacks blank after "
                                 f"{line[indent:indent + 3]}: {line!r}")
            source.append(line[indent + 4:])
        first, i = end, end
        while i < len(lines) and lines[i].strip(" ") and not lines[i].lstrip(" ").startswith(">>>"):
            i += 1
        for number in range(first, i):
            if not lines[number].startswith(blank):
                raise ValueError(f"line {number + 1} of the docstring for {name} has inconsistent leading whitespace: "
                                 f"{lines[number]!r}")
        want = [line[indent:] for line in lines[first:i]]
        source = "\n".join(source)
        options = self._find_options(source, name, start)
        if not any(line.strip() and not line.strip().startswith("#") for line in source.split("\n")):
            return None, i
        return Example(source, "\n".join(want), self._find_message(want), start, margin + indent, options), i

    def _find_message(self, want):
        """What stands at the end of an expected traceback."""
        if not want or want[0].strip() not in _TRACEBACK_STARTS:
            return None
        for i, line in enumerate(want[1:], 1):
            if re.match(r"\w", line):
                return "\n".join(want[i:])
        return None

    def _find_options(self, source, name, lineno):
        options = {}
        for match in re.finditer(r"""(?m)#\s*doctest:\s*([^\n'"]*)$""", source):
            for option in match[1].replace(",", " ").split():
                if option[0] not in "+-" or option[1:] not in OPTIONFLAGS_BY_NAME:
                    raise ValueError(f"line {lineno + 1} of the doctest for {name} has an invalid option: {option!r}")
                options[OPTIONFLAGS_BY_NAME[option[1:]]] = option[0] == "+"
        return options

    def get_doctest(self, string, globs, name, filename, lineno):
        return DocTest(self.get_examples(string, name), globs, name, filename, lineno, string)

    def get_examples(self, string, name="<string>"):
        return [part for part in self.parse(string, name) if isinstance(part, Example)]


# --- finding ---

class DocTestFinder:
    """Finds the tests in the documentation of a thing and of what it holds."""

    def __init__(self, verbose=False, parser=DocTestParser(), recurse=True, exclude_empty=True):
        self._parser = parser
        self._recurse = recurse
        self._exclude_empty = exclude_empty

    def find(self, obj, name=None, module=None, globs=None, extraglobs=None):
        if name is None:
            name = getattr(obj, "__name__", None)
            if name is None:
                raise ValueError("DocTestFinder.find: name must be given when obj.__name__ doesn't exist: "
                                 f"{type(obj)!r}")
        if module is None:
            module = inspect.getmodule(obj)
        elif module is False:
            module = None
        filename = getattr(module, "__file__", None)
        globs = dict(module.__dict__ if globs is None and module is not None else globs or {})
        globs.update(extraglobs or {})
        globs.setdefault("__name__", "__main__")
        tests = []
        self._find(tests, obj, name, module, linecache.getlines(filename) if filename else None, globs, set())
        return sorted(tests)

    def _is_of_module(self, module, obj):
        if module is None:
            return True
        if isinstance(obj, types.FunctionType):
            return module.__dict__ is obj.__globals__
        if isinstance(obj, (types.MethodDescriptorType, types.MethodWrapperType)):
            obj = getattr(obj, "__objclass__", obj)
        return getattr(obj, "__module__", module.__name__) == module.__name__

    def _find(self, tests, obj, name, module, source_lines, globs, seen):
        if id(obj) in seen:
            return
        seen.add(id(obj))
        test = self._get_test(obj, name, module, globs, source_lines)
        if test is not None:
            tests.append(test)
        if not self._recurse:
            return
        if isinstance(obj, types.ModuleType):
            for key, value in obj.__dict__.items():
                if (inspect.isroutine(inspect.unwrap(value)) or isinstance(value, type)) and self._is_of_module(module, value):
                    self._find(tests, value, f"{name}.{key}", module, source_lines, globs, seen)
            for key, value in getattr(obj, "__test__", {}).items():
                if not isinstance(key, str):
                    raise ValueError(f"DocTestFinder.find: __test__ keys must be strings: {type(key)!r}")
                self._find(tests, value, f"{name}.__test__.{key}", module, source_lines, globs, seen)
        elif isinstance(obj, type):
            for key, value in obj.__dict__.items():
                if isinstance(value, (staticmethod, classmethod)):
                    value = value.__func__
                if (inspect.isroutine(value) or isinstance(value, (type, property))) and self._is_of_module(module, value):
                    self._find(tests, value, f"{name}.{key}", module, source_lines, globs, seen)

    def _get_test(self, obj, name, module, globs, source_lines):
        docstring = obj if isinstance(obj, str) else getattr(obj, "__doc__", None) or ""
        if not isinstance(docstring, str):
            docstring = str(docstring)
        if self._exclude_empty and not docstring:
            return None
        filename = None if module is None else getattr(module, "__file__", None) or module.__name__
        return self._parser.get_doctest(docstring, globs, name, filename, self._find_lineno(obj, source_lines))

    def _find_lineno(self, obj, source_lines):
        """Where the documentation begins, from 0; None if unknown."""
        lineno = None
        if isinstance(obj, types.ModuleType):
            lineno = 0
        elif isinstance(obj, type) and source_lines is not None:
            header = re.compile(rf"\s*class\s*{re.escape(obj.__name__)}\b")
            lineno = next((i for i, line in enumerate(source_lines) if header.match(line)), None)
        elif isinstance(obj, property):
            obj = obj.fget
        if isinstance(obj, types.MethodType):
            obj = obj.__func__
        if isinstance(obj, types.FunctionType) and getattr(obj, "__doc__", None):
            lineno = inspect.unwrap(obj).__code__.co_firstlineno - 1
        if lineno is None or source_lines is None:
            return lineno
        start = re.compile(r"(^|.*:)\s*\w*(\"|')")
        return next((i for i in range(lineno, len(source_lines)) if start.match(source_lines[i])), None)


# --- running ---

class OutputChecker:
    """Compares what an example has written with what it should have."""

    def check_output(self, want, got, optionflags):
        want, got = self._ascii(want), self._ascii(got)
        if got == want:
            return True
        if not optionflags & DONT_ACCEPT_TRUE_FOR_1 and (got, want) in (("True\n", "1\n"), ("False\n", "0\n")):
            return True
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            want = re.sub(rf"(?m)^{BLANKLINE_MARKER}\s*?$", "", want)
            got = re.sub(r"(?m)^[^\S\n]+$", "", got)
        if optionflags & NORMALIZE_WHITESPACE:
            want, got = " ".join(want.split()), " ".join(got.split())
        return got == want or bool(optionflags & ELLIPSIS and self._fits(want, got))

    def _ascii(self, text):
        return str(text.encode("ascii", "backslashreplace"), "ascii")

    def _fits(self, want, got):
        """Whether got is want, with anything in the places of the dots."""
        first, *middle = want.split(ELLIPSIS_MARKER)
        if not middle or not got.startswith(first):
            return False
        last = middle.pop()
        position, end = len(first), len(got) - len(last)
        if position > end or not got.endswith(last):
            return False
        for part in middle:
            position = got.find(part, position, end)
            if position < 0:
                return False
            position += len(part)
        return True

    def output_difference(self, example, got, optionflags):
        want = example.want
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            got = re.sub("(?m)^[ ]*(?=\n)", BLANKLINE_MARKER, got)
        if optionflags & (REPORT_UDIFF | REPORT_CDIFF | REPORT_NDIFF) and (
                optionflags & REPORT_NDIFF or (want.count("\n") > 2 and got.count("\n") > 2)):
            return self._diff(want.splitlines(keepends=True), got.splitlines(keepends=True), optionflags)
        return (f"Expected:\n{_indent(want)}" if want else "Expected nothing\n") + \
            (f"Got:\n{_indent(got)}" if got else "Got nothing\n")

    def _diff(self, want, got, optionflags):
        if optionflags & REPORT_UDIFF:
            diff, kind = list(difflib.unified_diff(want, got, n=2))[2:], "unified diff with -expected +actual"
        elif optionflags & REPORT_CDIFF:
            diff, kind = list(difflib.context_diff(want, got, n=2))[2:], "context diff with expected followed by actual"
        else:
            diff, kind = difflib.ndiff(want, got), "ndiff with -expected +actual"
        return f"Differences ({kind}):\n" + _indent("".join(diff))


class DocTestRunner:
    """Runs tests and writes what differs."""

    DIVIDER = "*" * 70

    def __init__(self, checker=None, verbose=None, optionflags=0):
        self._checker = checker or OutputChecker()
        self._verbose = "-v" in sys.argv if verbose is None else verbose
        self.optionflags = self.original_optionflags = optionflags
        self.tries = self.failures = 0
        self._counts = {}  # failed and tried examples by the name of the test

    def report_start(self, out, test, example):
        if self._verbose:
            want = f"Expecting:\n{_indent(example.want)}" if example.want else "Expecting nothing\n"
            out(f"Trying:\n{_indent(example.source)}{want}")

    def report_success(self, out, test, example, got):
        if self._verbose:
            out("ok\n")

    def report_failure(self, out, test, example, got):
        out(self._header(test, example) + self._checker.output_difference(example, got, self.optionflags))

    def report_unexpected_exception(self, out, test, example, exc_info):
        out(self._header(test, example) + "Exception raised:\n" + _indent("".join(traceback.format_exception(*exc_info))))

    def _header(self, test, example):
        if test.filename:
            lineno = "?" if test.lineno is None or example.lineno is None else test.lineno + example.lineno + 1
            place = f'File "{test.filename}", line {lineno}, in {test.name}'
        else:
            place = f"Line {example.lineno + 1}, in {test.name}"
        return f"{self.DIVIDER}\n{place}\nFailed example:\n{_indent(example.source)}"

    def run(self, test, compileflags=None, out=None, clear_globs=True):
        """How many of the test's examples failed, and how many there were."""
        self.test = test
        saved = sys.stdout, sys.displayhook
        out = out or saved[0].write
        sys.stdout = self._fakeout = io.StringIO()
        sys.displayhook = sys.__displayhook__
        try:
            return self._run(test, compileflags, out)
        finally:
            sys.stdout, sys.displayhook = saved
            if clear_globs:
                test.globs.clear()
                import builtins
                builtins._ = None

    def _run(self, test, compileflags, out):
        failures = tries = 0
        for number, example in enumerate(test.examples):
            quiet = self.original_optionflags & REPORT_ONLY_FIRST_FAILURE and failures > 0
            self.optionflags = self.original_optionflags
            for flag, value in example.options.items():
                self.optionflags = self.optionflags | flag if value else self.optionflags & ~flag
            if self.optionflags & SKIP:
                continue
            tries += 1
            if not quiet:
                self.report_start(out, test, example)
            if not self._run_example(test, example, number, compileflags, out, quiet):
                failures += 1
                if self.optionflags & FAIL_FAST:
                    break
        self.optionflags = self.original_optionflags
        old = self._counts.get(test.name, (0, 0))
        self._counts[test.name] = old[0] + failures, old[1] + tries
        self.failures += failures
        self.tries += tries
        return TestResults(failures, tries)

    def _run_example(self, test, example, number, compileflags, out, quiet):
        """Whether the example did as expected."""
        exc_info = None
        filename = f"<doctest {test.name}[{number}]>"
        linecache.cache[filename] = len(example.source), None, example.source.splitlines(True), filename
        try:
            exec(compile(example.source, filename, "single", compileflags or 0, True), test.globs)
        except KeyboardInterrupt:
            raise
        except BaseException:
            exc_info = sys.exc_info()
            exc_info = (*exc_info[:2], exc_info[2].tb_next)  # the first entry is this function's
        got = self._fakeout.getvalue()
        self._fakeout.seek(0)
        self._fakeout.truncate()
        if exc_info is None:
            good = self._checker.check_output(example.want, got, self.optionflags)
        else:
            message = traceback.format_exception_only(*exc_info[:2])[-1]
            if example.exc_msg is None:
                if not quiet:
                    self.report_unexpected_exception(out, test, example, exc_info)
                return False
            got += "".join(traceback.format_exception(*exc_info))
            good = self._is_expected(example, message)
        if not quiet:
            (self.report_success if good else self.report_failure)(out, test, example, got)
        return good

    def _is_expected(self, example, message):
        if self._checker.check_output(example.exc_msg, message, self.optionflags):
            return True
        if not self.optionflags & IGNORE_EXCEPTION_DETAIL:
            return False
        return self._checker.check_output(_without_detail(example.exc_msg), _without_detail(message), self.optionflags)

    def summarize(self, verbose=None):
        verbose = self._verbose if verbose is None else verbose
        counts = sorted(self._counts.items())
        empty = [name for name, (_, tried) in counts if tried == 0]
        passed = [(name, tried) for name, (failed, tried) in counts if tried and not failed]
        broken = [(name, failed, tried) for name, (failed, tried) in counts if failed]
        if verbose:
            if empty:
                print(f"{len(empty)} items had no tests:")
                for name in empty:
                    print("   ", name)
            if passed:
                print(f"{len(passed)} items passed all tests:")
                for name, tried in passed:
                    print(f" {tried:3d} tests in {name}")
        if broken:
            print(self.DIVIDER)
            print(f"{len(broken)} items had failures:")
            for name, failed, tried in broken:
                print(f" {failed:3d} of {tried:3d} in {name}")
        n_failed, n_tried = (sum(counts[1][i] for counts in self._counts.items()) for i in range(2))
        if verbose:
            print(f"{n_tried} tests in {len(counts)} items.")
            print(f"{n_tried - n_failed} passed and {n_failed} failed.")
        if n_failed:
            print(f"***Test Failed*** {n_failed} failures.")
        elif verbose:
            print("Test passed.")
        return TestResults(n_failed, n_tried)


def _without_detail(message):
    """The exception's name without its module and what it says."""
    end = len(message)
    for mark in ("\n", ":"):
        position = message.find(mark, 0, end)
        end = position if position >= 0 else end
    return message[message.rfind(".", 0, end) + 1:end]


class DocTestFailure(Exception):
    def __init__(self, test, example, got):
        self.test, self.example, self.got = test, example, got

    def __str__(self):
        return str(self.test)


class UnexpectedException(Exception):
    def __init__(self, test, example, exc_info):
        self.test, self.example, self.exc_info = test, example, exc_info

    def __str__(self):
        return str(self.test)


class DebugRunner(DocTestRunner):
    """Raises what goes wrong."""

    def report_unexpected_exception(self, out, test, example, exc_info):
        raise UnexpectedException(test, example, exc_info)

    def report_failure(self, out, test, example, got):
        raise DocTestFailure(test, example, got)


def testmod(m=None, name=None, globs=None, verbose=None, report=True, optionflags=0, extraglobs=None, raise_on_error=False,
            exclude_empty=False):
    """Runs the examples of a module: how many failed, and how many there were."""
    if m is None:
        m = sys.modules["__main__"]
    if not isinstance(m, types.ModuleType):
        raise TypeError(f"testmod: module required; {m!r}")
    runner = (DebugRunner if raise_on_error else DocTestRunner)(verbose=verbose, optionflags=optionflags)
    for test in DocTestFinder(exclude_empty=exclude_empty).find(m, name or m.__name__, globs=globs, extraglobs=extraglobs):
        runner.run(test)
    if report:
        runner.summarize()
    return TestResults(runner.failures, runner.tries)


def run_docstring_examples(f, globs, verbose=False, name="NoName", compileflags=None, optionflags=0):
    """Runs the examples of one thing."""
    runner = DocTestRunner(verbose=verbose, optionflags=optionflags)
    for test in DocTestFinder(recurse=False).find(f, name, globs=globs):
        runner.run(test, compileflags=compileflags)


# --- as tests of unittest ---

_unittest_reportflags = 0


def set_unittest_reportflags(flags):
    """Sets how failures look where the test does not say; returns what was set before."""
    global _unittest_reportflags
    if flags & REPORTING_FLAGS != flags:
        raise ValueError("Only reporting flags allowed", flags)
    old, _unittest_reportflags = _unittest_reportflags, flags
    return old


class DocTestCase(unittest.TestCase):
    """The examples of one text as a test."""

    def __init__(self, test, optionflags=0, setUp=None, tearDown=None, checker=None):
        super().__init__()
        self._dt_test = test
        self._dt_optionflags = optionflags
        self._dt_checker = checker
        self._dt_globs = test.globs.copy()
        self._dt_setUp = setUp
        self._dt_tearDown = tearDown

    def setUp(self):
        if self._dt_setUp is not None:
            self._dt_setUp(self._dt_test)

    def tearDown(self):
        if self._dt_tearDown is not None:
            self._dt_tearDown(self._dt_test)
        self._dt_test.globs.clear()
        self._dt_test.globs.update(self._dt_globs)

    def runTest(self):
        test, flags = self._dt_test, self._dt_optionflags
        if not flags & REPORTING_FLAGS:
            flags |= _unittest_reportflags
        written = io.StringIO()
        runner = DocTestRunner(optionflags=flags, checker=self._dt_checker, verbose=False)
        runner.DIVIDER = "-" * 70
        if runner.run(test, out=written.write, clear_globs=False).failed:
            raise self.failureException(self.format_failure(written.getvalue()))

    def format_failure(self, err):
        test = self._dt_test
        lineno = "unknown line number" if test.lineno is None else test.lineno
        return (f'Failed doctest test for {test.name}\n  File "{test.filename}", line {lineno}, '
                f"in {test.name.rpartition('.')[2]}\n\n{err}")

    def debug(self):
        self.setUp()
        DebugRunner(optionflags=self._dt_optionflags, checker=self._dt_checker, verbose=False).run(self._dt_test,
                                                                                                   clear_globs=False)
        self.tearDown()

    def id(self):
        return self._dt_test.name

    def __eq__(self, other):
        return self._dt_test == other._dt_test if type(self) is type(other) else NotImplemented

    def __hash__(self):
        return hash(self._dt_test)

    def __repr__(self):
        module, _, name = self._dt_test.name.rpartition(".")
        return f"{name} ({module})"

    __str__ = object.__str__

    def shortDescription(self):
        return "Doctest: " + self._dt_test.name


class _DocTestSuite(unittest.TestSuite):
    pass


def DocTestSuite(module=None, globs=None, extraglobs=None, test_finder=None, **options):
    """A suite of the tests in a module, by default the caller's."""
    if module is None:
        module = sys._getframe(1).f_globals["__name__"]
    if isinstance(module, str):
        __import__(module)
        module = sys.modules[module]
    suite = _DocTestSuite()
    for test in (test_finder or DocTestFinder()).find(module, globs=globs, extraglobs=extraglobs):
        if test.examples:
            test.filename = test.filename or getattr(module, "__file__", module.__name__)
            suite.addTest(DocTestCase(test, **options))
    return suite
