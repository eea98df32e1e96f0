/* SPDX-License-Identifier: MIT */
#include "tests/objects/program-fixture.h"

static const ProgramTest programs[] = {
  { "/sys/getsizeof/adds-what-stands-in-front",
    "import sys\nclass A:\n    def __sizeof__(self): return 10\nclass B:\n    __slots__ = ()\n    def __sizeof__(self): "
    "return 'x'\n"
    "print(sys.getsizeof(A()), sys.getsizeof(B(), 7), sys.getsizeof(1), sys.getsizeof(int), sys.getsizeof(A))\n",
    "42 7 28 424 1688\n" },
  { "/sys/version-info/is-a-tuple-with-names",
    "import sys\nv = sys.version_info\nprint(v, v[:2], v.minor, v >= (3, 8), isinstance(v, tuple))\n",
    "sys.version_info(major=3, minor=11, micro=2, releaselevel='final', serial=0) (3, 11) 11 True True\n" },
  { "/sys/stdout/may-be-replaced",
    "import sys\nclass W:\n    def write(self, text): old.write(text.upper())\n"
    "old, sys.stdout = sys.stdout, W()\nprint('a')\nsys.stdout = old\nprint('b')\n",
    "A\nb\n" },
  { "/sys/displayhook/keeps-the-value",
    "import sys, builtins\nsys.displayhook(None)\nsys.displayhook([1])\nprint(builtins._)\n", "[1]\n[1]\n" },
  { "/sys/unraisablehook/gets-the-failed-finalizer",
    "import sys\nclass A:\n    def __del__(self): 1 / 0\n"
    "sys.unraisablehook = lambda u: print(type(u.exc_value).__name__, u.err_msg, u.object.__name__)\nA()\n",
    "ZeroDivisionError None __del__\n" },
  { "/sys/exc-info/is-that-of-the-innermost-handler",
    "import sys\ntry:\n    1 / 0\nexcept ZeroDivisionError as e:\n"
    "    try:\n        {}[1]\n    except KeyError as k:\n        print(sys.exc_info()[1] is k)\n    print(sys.exc_info()[1] "
    "is e)\n"
    "print(sys.exc_info(), sys.exception())\n",
    "True\nTrue\n(None, None, None) None\n" },
  { "/sys/getframe/counts-outwards",
    "import sys\ndef f(): return sys._getframe(1).f_code.co_name\ndef g(): return f()\nprint(g())\n"
    "try:\n    sys._getframe(100)\nexcept ValueError as e:\n    print(e)\n",
    "g\ncall stack is not deep enough\n" },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_program_tests (programs, G_N_ELEMENTS (programs));
  return g_test_run ();
}
