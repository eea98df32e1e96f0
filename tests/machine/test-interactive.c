/* SPDX-License-Identifier: MIT */
/* Statements typed at a prompt. */
#include "machine-fixture.h"

static void
expect (Fixture *fixture, const char *statement, int status, const char *output)
{
  g_string_truncate (fixture->output, 0);
  g_assert_cmpint (gcore_machine_run_interactive (fixture->machine, statement), ==, status);
  g_assert_cmpstr (fixture->output->str, ==, output);
}

static void
values_are_shown_and_kept (Fixture *fixture, gconstpointer data)
{
  expect (fixture, "1 + 1\n", 0, "2\n");
  expect (fixture, "_ * 3\n", 0, "6\n");
  expect (fixture, "None\n", 0, "");
  expect (fixture, "x = 5\n", 0, "");
  expect (fixture, "x; x + 1\n", 0, "5\n6\n");
}

static void
statements_go_on (Fixture *fixture, gconstpointer data)
{
  expect (fixture, "def f():\n", 1, "");
  expect (fixture, "def f():\n  return 7\n", 1, "");
  expect (fixture, "def f():\n  return 7\n\n", 0, "");
  expect (fixture, "f()\n", 0, "7\n");
}

static void
errors_are_shown_and_kept (Fixture *fixture, gconstpointer data)
{
  expect (fixture, "1 / 0\n", -1,
          "Traceback (most recent call last):\n"
          "  File \"<stdin>\", line 1, in <module>\n"
          "ZeroDivisionError: division by zero\n");
  expect (fixture, "import sys; sys.last_value\n", 0, "ZeroDivisionError('division by zero')\n");
  expect (fixture, "raise SystemExit(4)\n", 2, "");
  g_assert_cmpint (gcore_machine_exit_status (fixture->machine), ==, 4);
}

/* The transcripts measured with CPython. */
static void
constants_are_freed (Fixture *fixture, gconstpointer data)
{
  expect (fixture, "import sys; x = 'hello world with spaces'\n", 0, "");
  expect (fixture, "sys.getrefcount(x)\n", 0, "2\n");
  expect (fixture, "z = 'same line'; sys.getrefcount(z)\n", 0, "4\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_TEST ("/interactive/values-are-shown-and-kept", values_are_shown_and_kept);
  FIXTURE_TEST ("/interactive/statements-go-on", statements_go_on);
  FIXTURE_TEST ("/interactive/errors-are-shown-and-kept", errors_are_shown_and_kept);
  FIXTURE_TEST ("/interactive/constants-are-freed", constants_are_freed);
  return g_test_run ();
}
