# SPDX-License-Identifier: MIT
"""Threads in tests: none can be started, so a test that wants one is skipped."""

import unittest

can_start_thread = False


def requires_working_threading(*, module=False):
    if module:
        raise unittest.SkipTest("needs threads")
    return unittest.skip("needs threads")


def start_threads(threads, unlock=None):
    raise unittest.SkipTest("needs threads")


def reap_threads(function):
    return function


def threading_setup():
    return (1,)


def threading_cleanup(*original_values):
    """No thread has been left behind."""


def join_thread(thread, timeout=None):
    raise unittest.SkipTest("needs threads")


class catch_threading_exception:
    def __init__(self):
        raise unittest.SkipTest("needs threads")
