/* SPDX-License-Identifier: MIT */
/* The end of a program, as its finalizers see it. */
#include "machine-fixture.h"

static void
callbacks_run_newest_first (Fixture *fixture, gconstpointer data)
{
  fixture_run (fixture, "import atexit\n"
                        "atexit.register(print, 'first')\n"
                        "atexit.register(print, 'second')\n"
                        "print('end')\n");
  g_assert_cmpstr (fixture->output->str, ==, "end\nsecond\nfirst\n");
}

static void
globals_die_in_order (Fixture *fixture, gconstpointer data)
{
  fixture_run (fixture, "class D:\n"
                        "    def __init__(self, n): self.n = n\n"
                        "    def __del__(self): print('del', self.n)\n"
                        "a = D(1); b = D(2); _c = D(3)\n");
  g_assert_cmpstr (fixture->output->str, ==, "del 1\ndel 2\ndel 3\n");
}

static void
exception_in_callback_is_unraisable (Fixture *fixture, gconstpointer data)
{
  int status = fixture_run (fixture, "import atexit\n"
                                     "atexit.register(lambda: 1 / 0)\n");
  g_assert_cmpint (status, ==, 0);
  g_assert_nonnull (strstr (fixture->output->str, "Exception ignored in atexit callback"));
  g_assert_nonnull (strstr (fixture->output->str, "ZeroDivisionError: division by zero"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_TEST ("/exit/callbacks-run-newest-first", callbacks_run_newest_first);
  FIXTURE_TEST ("/exit/globals-die-in-order", globals_die_in_order);
  FIXTURE_TEST ("/exit/exception-in-callback-is-unraisable", exception_in_callback_is_unraisable);
  return g_test_run ();
}
