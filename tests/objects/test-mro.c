/* SPDX-License-Identifier: MIT */
#include "program-fixture.h"

static const ProgramTest programs[] = {
  { "/mro/diamond",
    "class A: pass\nclass B(A): pass\nclass C(A): pass\nclass D(B, C): pass\n"
    "print([c.__name__ for c in D.__mro__])\n",
    "['D', 'B', 'C', 'A', 'object']\n" },
  { "/mro/inconsistent",
    "class A: pass\nclass B(A): pass\n"
    "try:\n    class C(A, B): pass\nexcept TypeError as e:\n    print(e)\n",
    "Cannot create a consistent method resolution\norder (MRO) for bases A, B\n" },
  { "/mro/duplicate-base",
    "class A: pass\ntry:\n    class B(A, A): pass\nexcept TypeError as e:\n    print(e)\n", "duplicate base class A\n" },
  { "/mro/of-a-metaclass",
    "class M(type):\n    def mro(cls): return [cls, object, int] if cls.__name__ == 'A' else super().mro()\n"
    "try:\n    class A(metaclass=M): pass\nexcept TypeError as e:\n    print(e)\n"
    "class B(metaclass=M): pass\nprint(B.__mro__)\n",
    "mro() returned base with unsuitable layout ('int')\n(<class '__main__.B'>, <class 'object'>)\n" },
  { "/mro/new-bases-reach-subclasses",
    "class A:\n    x = 'A'\nclass B:\n    x = 'B'\nclass C(A): pass\nclass D(C): pass\n"
    "print(D.x)\nC.__bases__ = (B,)\nprint(D.x, D.__mro__[2] is B, A.__subclasses__(), B.__subclasses__())\n",
    "A\nB True [] [<class '__main__.C'>]\n" },
  { "/mro/layout/conflict",
    "try:\n    class A(int, str): pass\nexcept TypeError as e:\n    print(e)\n",
    "multiple bases have instance lay-out conflict\n" },
  { "/mro/layout/class-of-an-instance",
    "class A: pass\nclass B: pass\nclass S: __slots__ = 'x'\n"
    "a = A()\na.v = 1\na.__class__ = B\nprint(type(a).__name__, a.v)\n"
    "try:\n    a.__class__ = S\nexcept TypeError as e:\n    print(e)\n",
    "B 1\n__class__ assignment: 'S' object layout differs from 'B'\n" },
  { "/mro/subclasses/in-order-of-creation-while-they-live",
    "import gc\nclass A: pass\nfor name in 'BCD': globals()[name] = type(name, (A,), {})\n"
    "print(A.__subclasses__())\ndel C\ngc.collect()\nprint(A.__subclasses__())\n",
    "[<class '__main__.B'>, <class '__main__.C'>, <class '__main__.D'>]\n"
    "[<class '__main__.B'>, <class '__main__.D'>]\n" },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_program_tests (programs, G_N_ELEMENTS (programs));
  return g_test_run ();
}
