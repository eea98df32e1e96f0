# SPDX-License-Identifier: MIT
"""How the interpreter was built: what there is to say of one that is carried in a program."""

import sys

__all__ = ["get_config_vars", "get_config_var", "get_platform", "get_python_version", "get_path", "get_paths",
           "get_path_names", "get_scheme_names", "get_default_scheme"]

_VARS = {
    "py_version": "%d.%d.%d" % sys.version_info[:3],
    "py_version_short": "%d.%d" % sys.version_info[:2],
    "py_version_nodot": "%d%d" % sys.version_info[:2],
    "VERSION": "%d.%d" % sys.version_info[:2],
    "abiflags": "",
    "SOABI": sys.implementation.cache_tag,
    "Py_DEBUG": 0,
    "Py_TRACE_REFS": 0,
    "WITH_PYMALLOC": 1,
    "WITH_DOC_STRINGS": 1,
    "HAVE_LONG_DOUBLE": 1,
    "SIZEOF_VOID_P": 8,
    "PY_CFLAGS": "-DNDEBUG",
    "CONFIG_ARGS": "",
}


def get_config_vars(*names):
    """All that is known, or the values of the names."""
    return [_VARS.get(name) for name in names] if names else _VARS


def get_config_var(name):
    return _VARS.get(name)


def get_python_version():
    return _VARS["py_version_short"]


def get_platform():
    return "linux-x86_64"


def is_python_build(check_home=None):
    return False


def get_default_scheme():
    return "posix_prefix"


def get_scheme_names():
    return ("posix_prefix",)


def get_path_names():
    return ()


def get_paths(scheme="posix_prefix", vars=None, expand=True):
    """Nothing is installed anywhere."""
    return {}


def get_path(name, scheme="posix_prefix", vars=None, expand=True):
    return get_paths(scheme)[name]
