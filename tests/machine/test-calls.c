/* SPDX-License-Identifier: MIT */
/* Binding arguments to parameters, and what is said when they do not fit. */
#include "machine-fixture.h"

static void
parameters_of_every_kind (Fixture *fixture, gconstpointer data)
{
  fixture_expect (fixture,
                  "def f(a, /, b, c=3, *rest, d, e=5, **named): print(a, b, c, rest, d, e, named)\n"
                  "f(1, 2, d=4)\n"
                  "f(1, b=2, d=4, z=0)\n"
                  "f(1, 2, 9, 8, 7, d=4, e=6)\n"
                  "f(*[1, 2], **{'d': 4})\n",
                  "1 2 3 () 4 5 {}\n"
                  "1 2 3 () 4 5 {'z': 0}\n"
                  "1 2 9 (8, 7) 4 6 {}\n"
                  "1 2 3 () 4 5 {}\n");
}

/* Calls that fail: the call, the text of the TypeError. */
static const char *const failures[][2] = {
  { "two()", "two() missing 2 required positional arguments: 'a' and 'b'" },
  { "three()", "three() missing 3 required positional arguments: 'a', 'b', and 'c'" },
  { "two(1)", "two() missing 1 required positional argument: 'b'" },
  { "none(1)", "none() takes 0 positional arguments but 1 was given" },
  { "two(1, 2, 3)", "two() takes 2 positional arguments but 3 were given" },
  { "default(1, 2, 3)", "default() takes from 1 to 2 positional arguments but 3 were given" },
  { "two(1, a=2)", "two() got multiple values for argument 'a'" },
  { "two(1, c=2)", "two() got an unexpected keyword argument 'c'" },
  { "only(1, x=2)",
    "only() takes 0 positional arguments but 1 positional argument (and 1 keyword-only argument) were given" },
  { "only()", "only() missing 1 required keyword-only argument: 'x'" },
  { "first(a=1)", "first() got some positional-only arguments passed as keyword arguments: 'a'" },
  { "two(**{1: 2})", "keywords must be strings" },
  { "two(*1)", "__main__.two() argument after * must be an iterable, not int" },
  { "two(**1)", "__main__.two() argument after ** must be a mapping, not int" },
  { "two(a=1, **{'a': 2})", "__main__.two() got multiple values for keyword argument 'a'" },
  { "Class().method()", "Class.method() missing 1 required positional argument: 'a'" },
  { "(lambda x: x())(1)", "'int' object is not callable" },
};

static void
errors (Fixture *fixture, gconstpointer data)
{
  fixture_expect (fixture,
                  "def none(): pass\ndef two(a, b): pass\ndef three(a, b, c): pass\ndef default(a, b=1): pass\n"
                  "def only(*, x): pass\ndef first(a, /): pass\n"
                  "class Class:\n  def method(self, a): pass\n"
                  "def show(call):\n"
                  "  try: exec(call)\n"
                  "  except TypeError as error: print(error)\n",
                  "");
  for (size_t i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autofree char *source = g_strdup_printf ("show('''%s''')\n", failures[i][0]);
      g_autofree char *expected = g_strdup_printf ("%s\n", failures[i][1]);
      fixture_expect (fixture, source, expected);
    }
}

static void
arguments_move (Fixture *fixture, gconstpointer data)
{
  fixture_expect (fixture,
                  "import sys\n"
                  "def f(x): return sys.getrefcount(x)\n"
                  "for i in range(20):\n"
                  "  count = f(object()), f(x=object()), f(*[object()])\n"
                  "print(count)\n",
                  "(2, 2, 3)\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_TEST ("/calls/binding/parameters-of-every-kind", parameters_of_every_kind);
  FIXTURE_TEST ("/calls/binding/errors", errors);
  FIXTURE_TEST ("/calls/references/arguments-move", arguments_move);
  return g_test_run ();
}
