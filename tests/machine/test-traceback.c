/* SPDX-License-Identifier: MIT */
/* Exceptions as text, and the exceptions nobody can catch. */
#include "machine-fixture.h"

static void
expect_program (Fixture *fixture, const char *program, int status, const char *output)
{
  g_assert_cmpint (fixture_run (fixture, program), ==, status);
  g_assert_cmpstr (fixture->output->str, ==, output);
}

static void
marks_under_operators (Fixture *fixture, gconstpointer data)
{
  expect_program (fixture, "def f(x):\n    return 1 + x / 0\nf(2)\n", 1,
                  "Traceback (most recent call last):\n"
                  "  File \"program.py\", line 3, in <module>\n"
                  "    f(2)\n"
                  "  File \"program.py\", line 2, in f\n"
                  "    return 1 + x / 0\n"
                  "               ~~^~~\n"
                  "ZeroDivisionError: division by zero\n");
}

static void
chained_exceptions (Fixture *fixture, gconstpointer data)
{
  expect_program (fixture,
                  "try:\n"
                  "    {}['k']\n"
                  "except KeyError as e:\n"
                  "    raise ValueError('v') from e\n",
                  1,
                  "Traceback (most recent call last):\n"
                  "  File \"program.py\", line 2, in <module>\n"
                  "    {}['k']\n"
                  "    ~~^^^^^\n"
                  "KeyError: 'k'\n"
                  "\n"
                  "The above exception was the direct cause of the following exception:\n"
                  "\n"
                  "Traceback (most recent call last):\n"
                  "  File \"program.py\", line 4, in <module>\n"
                  "    raise ValueError('v') from e\n"
                  "ValueError: v\n");
}

static void
repeated_lines_collapse (Fixture *fixture, gconstpointer data)
{
  expect_program (fixture,
                  "def f(n):\n"
                  "    if n: f(n - 1)\n"
                  "    else: 1 / 0\n"
                  "f(5)\n",
                  1,
                  "Traceback (most recent call last):\n"
                  "  File \"program.py\", line 4, in <module>\n"
                  "    f(5)\n"
                  "  File \"program.py\", line 2, in f\n"
                  "    if n: f(n - 1)\n"
                  "          ^^^^^^^^\n"
                  "  File \"program.py\", line 2, in f\n"
                  "    if n: f(n - 1)\n"
                  "          ^^^^^^^^\n"
                  "  File \"program.py\", line 2, in f\n"
                  "    if n: f(n - 1)\n"
                  "          ^^^^^^^^\n"
                  "  [Previous line repeated 2 more times]\n"
                  "  File \"program.py\", line 3, in f\n"
                  "    else: 1 / 0\n"
                  "          ~~^~~\n"
                  "ZeroDivisionError: division by zero\n");
}

static void
syntax_error (Fixture *fixture, gconstpointer data)
{
  expect_program (fixture, "def f():\n    x = = 1\n", 1,
                  "  File \"program.py\", line 2\n"
                  "    x = = 1\n"
                  "        ^\n"
                  "SyntaxError: invalid syntax\n");
}

static void
suggestions_and_notes (Fixture *fixture, gconstpointer data)
{
  expect_program (fixture,
                  "import sys\n"
                  "def show(f):\n"
                  "    try: f()\n"
                  "    except Exception as e:\n"
                  "        sys.excepthook(type(e), e.with_traceback(None), None)\n"
                  "class C: colour = 1\n"
                  "show(lambda: C().color)\n"
                  "def noted():\n"
                  "    e = ValueError('v'); e.add_note('a note'); raise e\n"
                  "show(noted)\n",
                  0,
                  "AttributeError: 'C' object has no attribute 'color'. Did you mean: 'colour'?\n"
                  "ValueError: v\n"
                  "a note\n");
}

static void
unraisable (Fixture *fixture, gconstpointer data)
{
  expect_program (
      fixture,
      "class C:\n"
      "    def __del__(self): raise ValueError('late')\n"
      "    __del__.__qualname__ = 'x'\n"
      "import sys\n"
      "sys.unraisablehook = lambda u: print(u.exc_type.__name__, u.exc_value, u.err_msg, u.object is C.__del__)\n"
      "C()\n",
      0, "ValueError late None True\n");
}

static void
exit_statuses (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (fixture_run (fixture, "raise SystemExit(3)"), ==, 3);
  g_assert_cmpstr (fixture->output->str, ==, "");
}

static void
exit_with_text (Fixture *fixture, gconstpointer data)
{
  expect_program (fixture, "raise SystemExit('bye')", 1, "bye\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_TEST ("/traceback/marks-under-operators", marks_under_operators);
  FIXTURE_TEST ("/traceback/chained-exceptions", chained_exceptions);
  FIXTURE_TEST ("/traceback/repeated-lines-collapse", repeated_lines_collapse);
  FIXTURE_TEST ("/traceback/syntax-error", syntax_error);
  FIXTURE_TEST ("/traceback/suggestions-and-notes", suggestions_and_notes);
  FIXTURE_TEST ("/traceback/unraisable-goes-to-the-hook", unraisable);
  FIXTURE_TEST ("/exit/status-of-system-exit", exit_statuses);
  FIXTURE_TEST ("/exit/text-of-system-exit", exit_with_text);
  return g_test_run ();
}
