# SPDX-License-Identifier: MIT
"""Imports in tests."""

import contextlib
import importlib
import sys
import unittest
import warnings


@contextlib.contextmanager
def _ignore_deprecated_imports(ignore=True):
    with warnings.catch_warnings():
        if ignore:
            warnings.filterwarnings("ignore", ".+ (module|package)", DeprecationWarning)
        yield


def import_module(name, deprecated=False, *, required_on=()):
    """The module; a test that needs one there is not is skipped."""
    with _ignore_deprecated_imports(deprecated):
        try:
            return importlib.import_module(name)
        except ImportError as error:
            raise unittest.SkipTest(str(error)) from None


def import_fresh_module(name, fresh=(), blocked=(), deprecated=False):
    """The module as if imported for the first time, with others, and without those blocked; None if it cannot be."""
    names = [name, *fresh]
    saved = {module: sys.modules[module] for module in list(sys.modules)
             if any(module == other or module.startswith(other + ".") for other in (*names, *blocked))}
    with _ignore_deprecated_imports(deprecated):
        try:
            for module in saved:
                del sys.modules[module]
            sys.modules.update(dict.fromkeys(blocked))
            for other in fresh:
                __import__(other)
            try:
                return importlib.import_module(name)
            except ImportError:
                if not blocked:
                    raise
                for other in blocked:  # of this module there is one version only: it stands in for the other
                    sys.modules.pop(other, None)
                return importlib.import_module(name)
        except ImportError:
            return None
        finally:
            for module in list(sys.modules):
                if any(module == other or module.startswith(other + ".") for other in (*names, *blocked)):
                    del sys.modules[module]
            sys.modules.update(saved)


def unload(name):
    sys.modules.pop(name, None)


forget = unload


class CleanImport:
    """Modules are imported anew in the with statement; afterwards all is as it was."""

    def __init__(self, *module_names, usefrozen=False):
        self._saved = sys.modules.copy()
        for name in module_names:
            sys.modules.pop(name, None)

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        sys.modules.update(self._saved)


def modules_setup():
    return (sys.modules.copy(),)


def modules_cleanup(old_modules):
    sys.modules.clear()
    sys.modules.update(old_modules)


class DirsOnSysPath:
    def __init__(self, *paths):
        raise unittest.SkipTest("needs files")


def make_legacy_pyc(source):
    raise unittest.SkipTest("needs files")
