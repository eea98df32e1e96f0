# SPDX-License-Identifier: MIT
"""Helpers of CPython's own tests, as far as one thread without files and processes can have them. A test that needs more
is skipped, with the reason."""

import contextlib
import functools
import gc
import io
import sys
import types
import unittest
import warnings

verbose = 1
max_memuse = real_max_memuse = 0  # tests that want much memory make do with little
use_resources = None
failfast = False

LOOPBACK_TIMEOUT, INTERNET_TIMEOUT, SHORT_TIMEOUT, LONG_TIMEOUT = 5.0, 60.0, 30.0, 300.0
PIPE_MAX_SIZE, SOCK_MAX_SIZE = 4 * 1024 * 1024 + 1, 16 * 1024 * 1024 + 1
MAX_Py_ssize_t = sys.maxsize
_1M, _1G, _2G, _4G = 1 << 20, 1 << 30, 2 << 30, 4 << 30
NHASHBITS = sys.hash_info.width
TEST_HOME_DIR = TEST_SUPPORT_DIR = TEST_DATA_DIR = STDLIB_DIR = REPO_ROOT = ""
PGO = PGO_EXTENDED = False
Py_DEBUG = False
MISSING_C_DOCSTRINGS, HAVE_DOCSTRINGS = False, True
is_jython = is_android = is_emscripten = is_wasi = False
has_fork_support = has_subprocess_support = has_socket_support = has_strftime_extensions = False


class Error(Exception):
    pass


class TestFailed(Error):
    pass


class TestDidNotRun(Error):
    pass


class ResourceDenied(unittest.SkipTest):
    pass


# --- tests that do not run here ---

def _needs(what):
    return unittest.skip(f"needs {what}")


def _same(test):
    return test


def requires_subprocess():
    return _needs("a subprocess")


def requires_fork():
    return _needs("a subprocess")


def requires_venv_with_pip():
    return _needs("a subprocess")


def requires_working_socket(*, module=False):
    if module:
        raise unittest.SkipTest("needs sockets")
    return _needs("sockets")


def requires_legacy_unicode_capi(test):
    return _needs("_testcapi")(test)


def run_in_subinterp(code):
    raise unittest.SkipTest("needs another interpreter")


def _skip_if_module_missing(error):
    """A test of CPython's inside needs CPython's own test extensions."""
    name = error.name if isinstance(error, ImportError) else str(error).removeprefix("requires ").partition(".")[0]
    if name in ("_testcapi", "_testinternalcapi", "_testmultiphase", "ctypes", "_ctypes", "_symtable", "dis", "_opcode"):
        raise unittest.SkipTest(f"needs {name}") from None
    raise error


def cpython_only(test):
    """The test is run, for the interpreter is to behave as CPython; without its test extensions it is skipped."""
    if isinstance(test, type):
        for name in dir(test):
            if name.startswith("test"):
                setattr(test, name, cpython_only(getattr(test, name)))
        return test

    @functools.wraps(test)
    def wrapper(*args, **kwargs):
        try:
            return test(*args, **kwargs)
        except (ImportError, TypeError) as error:
            _skip_if_module_missing(error)

    return wrapper


def impl_detail(msg=None, **guards):
    return cpython_only if check_impl_detail(**guards) else unittest.skip(msg or "of another implementation")


def check_impl_detail(**guards):
    """Whether the guards, such as cpython=True, let CPython through."""
    return guards.get("cpython", not any(guards.values()))


def refcount_test(test):
    """The test counts references; it is not run while it is traced."""
    return no_tracing(cpython_only(test))


def no_tracing(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        tracer = sys.gettrace()
        sys.settrace(None)
        try:
            return function(*args, **kwargs)
        finally:
            sys.settrace(tracer)

    return wrapper


def requires_docstrings(test):
    return test


requires_IEEE_754 = _same


def requires_debug_ranges(reason=""):
    return _same


def has_no_debug_ranges():
    return False


def requires_zlib(reason="requires zlib"):
    return unittest.skip(reason)


def requires_gzip(reason="requires gzip"):
    return unittest.skip(reason)


def requires_mac_ver(*min_version):
    return _same


requires_linux_version = requires_freebsd_version = requires_mac_ver


def skip_if_sanitizer(reason=None, *, address=False, memory=False, ub=False):
    return _same


def check_sanitizer(*, address=False, memory=False, ub=False):
    return False


skip_if_pgo_task = skip_if_buggy_ucrt_strfptime = _same


def is_resource_enabled(resource):
    return resource in ("cpu", "walltime")


def requires(resource, msg=None):
    if not is_resource_enabled(resource):
        raise ResourceDenied(msg or f"Use of the {resource!r} resource not enabled")


def requires_resource(resource):
    return _same if is_resource_enabled(resource) else unittest.skip(f"resource {resource!r} is not enabled")


def get_attribute(obj, name):
    try:
        return getattr(obj, name)
    except AttributeError:
        raise unittest.SkipTest(f"object {obj!r} has no attribute {name!r}") from None


def anticipate_failure(condition):
    return unittest.expectedFailure if condition else _same


def bigmemtest(size, memuse, dry_run=True):
    """A test of big sizes: run with a small one, or skipped if that makes no sense."""
    def decorate(test):
        def wrapper(self):
            if not dry_run:
                raise unittest.SkipTest(f"not enough memory: {size * memuse / (1 << 30):.1f}G minimum needed")
            return test(self, 5147)
        wrapper.size = size
        wrapper.memuse = memuse
        return wrapper
    return decorate


def bigaddrspacetest(test):
    def wrapper(self):
        raise unittest.SkipTest("not enough memory: try a 32-bit build instead")
    return wrapper


def run_with_locale(category, *locales):
    """There is no locale but the program's own."""
    return _same


def run_with_tz(tz):
    return _needs("time zones")


def subTests(arg_names, arg_values, /, *, _do_cleanups=False):
    """A subtest for each of the values."""
    single = isinstance(arg_names, str)
    if single and "," in arg_names:
        arg_names, single = [name.strip() for name in arg_names.split(",")], False

    def decorate(test):
        @functools.wraps(test)
        def wrapper(self, /, *args, **kwargs):
            for values in arg_values:
                params = {arg_names: values} if single else dict(zip(arg_names, values))
                with self.subTest(**params):
                    test(self, *args, **kwargs, **params)
                if _do_cleanups:
                    self.doCleanups()
        return wrapper

    return decorate


# --- collection ---

def gc_collect():
    """Everything that can die has died."""
    for _ in range(3):
        gc.collect()


@contextlib.contextmanager
def disable_gc():
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def check_free_after_iterating(test, iter, cls, args=()):
    """An iterator lets go of what it iterates over when it is at its end."""
    class Watched(cls):
        def __del__(self):
            nonlocal done
            done = True
            try:
                next(iterator)
            except StopIteration:
                pass

    done = False
    iterator = iter(Watched(*args))
    test.assertRaises(StopIteration, next, iterator)
    gc_collect()
    test.assertTrue(done)


class catch_unraisable_exception:
    """Keeps the last exception nobody could be told of."""

    def __init__(self):
        self.unraisable = None

    def _hook(self, unraisable):
        self.unraisable = unraisable

    def __enter__(self):
        self._old_hook = sys.unraisablehook
        sys.unraisablehook = self._hook
        return self

    def __exit__(self, *exc_info):
        sys.unraisablehook = self._old_hook
        del self.unraisable


# --- sizes ---

_SIZES = {"n": 8, "N": 8, "P": 8, "i": 4, "I": 4, "l": 8, "L": 8, "q": 8, "Q": 8, "h": 2, "H": 2, "b": 1, "B": 1, "c": 1,
          "?": 1, "f": 4, "d": 8}
_GC_HEAD = 16
_TPFLAGS_HAVE_GC = 1 << 14
_TPFLAGS_HEAPTYPE = 1 << 9


def _calcsize(fmt):
    """The size of a C struct with these members."""
    size, count = 0, ""
    for c in fmt:
        if c.isdigit():
            count += c
            continue
        width, n = _SIZES[c], int(count) if count else 1
        size = -(-size // width) * width + width * n
        count = ""
    return size


def calcobjsize(fmt):
    return _calcsize("nP" + fmt + "0n")


def calcvobjsize(fmt):
    return _calcsize("nPn" + fmt + "0n")


def check_sizeof(test, o, size):
    """sys.getsizeof gives size, and what is in front of a tracked object."""
    result = sys.getsizeof(o)
    if (type(o) is type and o.__flags__ & _TPFLAGS_HEAPTYPE) or (type(o) is not type and type(o).__flags__ & _TPFLAGS_HAVE_GC):
        size += _GC_HEAD
    test.assertEqual(result, size, f"wrong size for {type(o)}: got {result}, expected {size}")


# --- streams ---

@contextlib.contextmanager
def captured_output(stream_name):
    saved = getattr(sys, stream_name)
    setattr(sys, stream_name, io.StringIO())
    try:
        yield getattr(sys, stream_name)
    finally:
        setattr(sys, stream_name, saved)


def captured_stdout():
    return captured_output("stdout")


def captured_stderr():
    return captured_output("stderr")


def captured_stdin():
    return captured_output("stdin")


def record_original_stdout(stdout):
    global _original_stdout
    _original_stdout = stdout


_original_stdout = None


def get_original_stdout():
    return _original_stdout or sys.stdout


def flush_std_streams():
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()


def print_warning(msg):
    flush_std_streams()
    for line in msg.splitlines():
        print(f"Warning -- {line}", file=sys.__stderr__, flush=True)


# --- values ---

class _AlwaysEqual:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False


class _NeverEqual:
    def __eq__(self, other):
        return False

    def __ne__(self, other):
        return True

    def __hash__(self):
        return 1


@functools.total_ordering
class _Largest:
    def __eq__(self, other):
        return isinstance(other, _Largest)

    def __lt__(self, other):
        return False


@functools.total_ordering
class _Smallest:
    def __eq__(self, other):
        return isinstance(other, _Smallest)

    def __gt__(self, other):
        return False


ALWAYS_EQ, NEVER_EQ, LARGEST, SMALLEST = _AlwaysEqual(), _NeverEqual(), _Largest(), _Smallest()


def sortdict(dict):
    """repr of a dict with its keys in order."""
    return "{" + ", ".join(f"{key!r}: {value!r}" for key, value in sorted(dict.items())) + "}"


# --- checks ---

def check_syntax_error(testcase, statement, errtext="", *, lineno=None, offset=None):
    with testcase.assertRaisesRegex(SyntaxError, errtext) as caught:
        compile(statement, "<test string>", "exec")
    error = caught.exception
    testcase.assertIsNotNone(error.lineno)
    if lineno is not None:
        testcase.assertEqual(error.lineno, lineno)
    testcase.assertIsNotNone(error.offset)
    if offset is not None:
        testcase.assertEqual(error.offset, offset)


def check_disallow_instantiation(testcase, tp, *args, **kwds):
    name = tp.__name__ if tp.__module__ == "builtins" else f"{tp.__module__}.{tp.__name__}"
    with testcase.assertRaisesRegex(TypeError, f"cannot create '{name}' instances".replace(".", r"\.")):
        tp(*args, **kwds)


def detect_api_mismatch(ref_api, other_api, *, ignore=()):
    """Public names the first has and the second has not."""
    return {name for name in set(dir(ref_api)) - set(dir(other_api)) - set(ignore)
            if not name.startswith("_") or name.endswith("__")}


def check__all__(test_case, module, name_of_module=None, extra=(), not_exported=()):
    """__all__ lists the public names the module has made."""
    names_of_module = (module.__name__,) if name_of_module is None else name_of_module
    if isinstance(names_of_module, str):
        names_of_module = (names_of_module,)
    expected = set(extra)
    for name in dir(module):
        if name.startswith("_") or name in not_exported:
            continue
        thing = getattr(module, name)
        if getattr(thing, "__module__", None) in names_of_module or (not hasattr(thing, "__module__")
                                                                    and not isinstance(thing, types.ModuleType)):
            expected.add(name)
    test_case.assertCountEqual(module.__all__, expected)


# --- changes for a time ---

_missing = object()


@contextlib.contextmanager
def swap_attr(obj, attr, new_val):
    old = getattr(obj, attr, _missing)
    setattr(obj, attr, new_val)
    try:
        yield None if old is _missing else old
    finally:
        if old is not _missing:
            setattr(obj, attr, old)
        elif hasattr(obj, attr):
            delattr(obj, attr)


@contextlib.contextmanager
def swap_item(obj, item, new_val):
    old = obj[item] if item in obj else _missing
    obj[item] = new_val
    try:
        yield None if old is _missing else old
    finally:
        if old is not _missing:
            obj[item] = old
        elif item in obj:
            del obj[item]


def patch(test_instance, object_to_patch, attr_name, new_value):
    """Sets an attribute until the test is over."""
    getattr(object_to_patch, attr_name)  # it has to be there
    swapped = swap_attr(object_to_patch, attr_name, new_value)
    swapped.__enter__()
    test_instance.addCleanup(swapped.__exit__, None, None, None)


@contextlib.contextmanager
def infinite_recursion(max_depth=75):
    limit = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(max_depth)
        yield
    finally:
        sys.setrecursionlimit(limit)


@contextlib.contextmanager
def adjust_int_max_str_digits(max_digits):
    digits = sys.get_int_max_str_digits()
    try:
        sys.set_int_max_str_digits(max_digits)
        yield
    finally:
        sys.set_int_max_str_digits(digits)


def setswitchinterval(interval):
    return sys.setswitchinterval(interval)


def disable_faulthandler():
    return contextlib.nullcontext()


class SuppressCrashReport:
    """There are no reports of crashes."""

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        pass


def ignore_deprecations_from(module, *, like):
    warnings.filterwarnings("ignore", category=DeprecationWarning, message=like + "(?#support)", module=module)


def clear_ignored_deprecations(*tokens):
    warnings.filters[:] = [item for item in warnings.filters if "(?#support)" not in getattr(item[1], "pattern", "")]
    warnings._filters_mutated()


def reap_children():
    """There are none."""


# --- running ---

class BasicTestRunner:
    def run(self, test):
        result = unittest.TestResult()
        test(result)
        return result


def run_unittest(*classes):
    """Runs classes, suites and modules by their names."""
    suite = unittest.TestSuite()
    for thing in classes:
        if isinstance(thing, str):
            suite.addTest(unittest.defaultTestLoader.loadTestsFromModule(sys.modules[thing]))
        elif isinstance(thing, (unittest.TestSuite, unittest.TestCase)):
            suite.addTest(thing)
        else:
            suite.addTest(unittest.defaultTestLoader.loadTestsFromTestCase(thing))
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    if not result.wasSuccessful():
        raise TestFailed("some tests have failed")


def run_doctest(module, verbosity=None, optionflags=0):
    """Runs the examples in the module's documentation: how many failed, of how many."""
    import doctest
    failed, tried = doctest.testmod(module, verbose=verbosity, optionflags=optionflags)
    if failed:
        raise TestFailed(f"{failed} of {tried} doctests failed")
    return failed, tried


def load_package_tests(pkg_dir, loader, standard_tests, pattern):
    raise unittest.SkipTest("needs files")


def findfile(filename, subdir=None):
    raise unittest.SkipTest("needs files")


def with_pymalloc():
    return True


def python_is_optimized():
    return True


def args_from_interpreter_flags():
    return []


optim_args_from_interpreter_flags = args_from_interpreter_flags


def missing_compiler_executable(cmd_names=()):
    raise unittest.SkipTest("needs a subprocess")


def wait_process(pid, *, exitcode, timeout=None):
    raise unittest.SkipTest("needs a subprocess")


def maybe_get_event_loop_policy():
    return None
