/* SPDX-License-Identifier: MIT */
#include "machine-fixture.h"

static void
limit_of_python_calls (Fixture *fixture, gconstpointer data)
{
  fixture_expect (fixture,
                  "depth = 0\n"
                  "def f():\n"
                  "  global depth\n"
                  "  depth += 1\n"
                  "  f()\n"
                  "try: f()\n"
                  "except RecursionError as e: print(depth, e)\n",
                  "999 maximum recursion depth exceeded\n");
}

static void
limit_in_c_functions (Fixture *fixture, gconstpointer data)
{
  fixture_expect (fixture,
                  "l = []\n"
                  "for i in range(100000): l = [l]\n"
                  "try: repr(l)\n"
                  "except RecursionError as e: print(e)\n"
                  "try: l == [l]\n"
                  "except RecursionError as e: print(e)\n",
                  "maximum recursion depth exceeded while getting the repr of an object\n"
                  "maximum recursion depth exceeded in comparison\n");
}

static void
deep_python_calls (Fixture *fixture, gconstpointer data)
{
  fixture_expect (fixture,
                  "import sys\n"
                  "sys.setrecursionlimit(200000)\n"
                  "def f(n): return n and 1 + f(n - 1)\n"
                  "print(f(100000))\n",
                  "100000\n");
}

/* No limit of its own: the C stack, or the stack of calls, is the limit. */
static void
unlimited_recursion_ends (Fixture *fixture, gconstpointer data)
{
  fixture_expect (fixture,
                  "import sys\n"
                  "sys.setrecursionlimit(10**9)\n"
                  "class C:\n"
                  "  def __getattr__(self, name): return getattr(self, name)\n"
                  "try: C().x\n"
                  "except RecursionError as e: print(type(e).__name__)\n"
                  "def f(): f()\n"
                  "try: f()\n"
                  "except MemoryError as e: print(type(e).__name__)\n"
                  "print('goes on')\n",
                  "RecursionError\nMemoryError\ngoes on\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_TEST ("/recursion/limit-of-python-calls", limit_of_python_calls);
  FIXTURE_TEST ("/recursion/limit-in-c-functions", limit_in_c_functions);
  FIXTURE_TEST ("/recursion/deep-python-calls", deep_python_calls);
  FIXTURE_TEST ("/recursion/unlimited-recursion-ends", unlimited_recursion_ends);
  return g_test_run ();
}
