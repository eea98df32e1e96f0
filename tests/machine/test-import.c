/* SPDX-License-Identifier: MIT */
#include "machine-fixture.h"

static void
module_beside_the_program (Fixture *fixture, gconstpointer data)
{
  static const char *const files[] = { "side", "value = 3\nprint('side runs', __name__)\n", NULL };
  fixture->files = files;
  fixture_expect (fixture, "import side\nimport side as again\nfrom side import value\nprint(again is side, value)\n",
                  "side runs side\nTrue 3\n");
}

static void
package_and_submodule (Fixture *fixture, gconstpointer data)
{
  static const char *const files[]
    = { "pack", "from . import sub\n", "pack.sub", "from .other import x\n", "pack.other", "x = 9\n", NULL };
  fixture->files = files;
  fixture_expect (fixture, "import pack.sub\nprint(pack.sub.x, pack.__package__, pack.other.__package__)\n",
                  "9 pack pack\n");
}

static void
missing_modules (Fixture *fixture, gconstpointer data)
{
  fixture_expect (fixture,
                  "for name in 'nowhere', 'sys.x':\n"
                  "  try: __import__(name)\n"
                  "  except ModuleNotFoundError as e: print(e, e.name)\n"
                  "try: from sys import nothing\n"
                  "except ImportError as e: print(e)\n",
                  "No module named 'nowhere' nowhere\n"
                  "No module named 'sys.x'; 'sys' is not a package sys.x\n"
                  "cannot import name 'nothing' from 'sys' (unknown location)\n");
}

static void
failing_module_is_forgotten (Fixture *fixture, gconstpointer data)
{
  static const char *const files[] = { "broken", "1 / 0\n", NULL };
  fixture->files = files;
  fixture_expect (fixture,
                  "import sys\n"
                  "try: import broken\n"
                  "except ZeroDivisionError: print('broken' in sys.modules)\n",
                  "False\n");
}

static void
star (Fixture *fixture, gconstpointer data)
{
  static const char *const files[] = { "many", "a = 1\n_b = 2\n", "some", "__all__ = ['_c']\n_c = 3\nd = 4\n", NULL };
  fixture->files = files;
  fixture_expect (fixture, "from many import *\nfrom some import *\nprint('a' in dir(), '_b' in dir(), _c, 'd' in dir())\n",
                  "True False 3 False\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_TEST ("/import/module-beside-the-program", module_beside_the_program);
  FIXTURE_TEST ("/import/package-and-submodule", package_and_submodule);
  FIXTURE_TEST ("/import/missing-modules", missing_modules);
  FIXTURE_TEST ("/import/failing-module-is-forgotten", failing_module_is_forgotten);
  FIXTURE_TEST ("/import/star", star);
  return g_test_run ();
}
