/* SPDX-License-Identifier: MIT */
#include "program-fixture.h"

static const ProgramTest programs[] = {
  { "/type-slots/a-method-fills-its-slot-at-once",
    "class A: pass\na = A()\nA.__len__ = lambda self: 5\nprint(len(a), bool(a))\n"
    "del A.__len__\ntry:\n    len(a)\nexcept TypeError as e:\n    print(e)\n",
    "5 True\nobject of type 'A' has no len()\n" },
  { "/type-slots/changes-reach-subclasses-without-a-method-of-their-own",
    "class A: pass\nclass B(A): pass\nclass C(A):\n    def __call__(self): return 'C'\n"
    "A.__call__ = lambda self: 'A'\nprint(B()(), C()())\n",
    "A C\n" },
  { "/type-slots/equality-without-hash",
    "class A:\n    def __eq__(self, other): return True\n"
    "class B(A):\n    __hash__ = object.__hash__\n"
    "print(A.__hash__, isinstance(hash(B()), int))\n"
    "try:\n    {A()}\nexcept TypeError as e:\n    print(e)\n",
    "None True\nunhashable type: 'A'\n" },
  { "/type-slots/none-blocks-a-protocol",
    "class A(list):\n    __iter__ = None\ntry:\n    iter(A())\nexcept TypeError as e:\n    print(e)\n",
    "'A' object is not iterable\n" },
  { "/type-slots/wrappers-call-the-slot",
    "print(int.__add__(1, 2), (1).__lt__(2), [1, 2].__len__(), str.__getitem__('abc', 1), int.__neg__(3))\n"
    "print(int.__add__, (1).__add__.__self__, int.__radd__(1, 2))\n",
    "3 True 2 b -3\n<slot wrapper '__add__' of 'int' objects> 1 3\n" },
  { "/type-slots/getattr-after-getattribute",
    "class A:\n    def __getattribute__(self, name):\n        if name == 'x': return 'own'\n"
    "        raise AttributeError(name)\n    def __getattr__(self, name): return 'fallback ' + name\n"
    "print(A().x, A().y)\n",
    "own fallback y\n" },
  { "/type-slots/a-base-slot-is-taken-over-unwrapped",
    "class A(int): pass\nclass B(A):\n    def __add__(self, other): return int.__add__(self, other) + 100\n"
    "print(A(1) + 1, B(1) + 1, 1 + B(1))\n",
    "2 102 2\n" },
  { "/type-slots/a-finalizer-given-later-is-called",
    "class A: pass\na = A()\nA.__del__ = lambda self: print('gone')\ndel a\n", "gone\n" },
  { "/type-slots/results-are-checked",
    "class A:\n    def __bool__(self): return 1\n    def __len__(self): return -1\n    def __str__(self): return 1\n"
    "    def __hash__(self): return 'x'\n    def __iter__(self): return 1\n"
    "for f in bool, len, str, hash, iter:\n    try:\n        f(A())\n    except Exception as e:\n        print(e)\n",
    "__bool__ should return bool, returned int\n__len__() should return >= 0\n"
    "__str__ returned non-string (type int)\n__hash__ method should return an integer\n"
    "iter() returned non-iterator of type 'int'\n" },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_program_tests (programs, G_N_ELEMENTS (programs));
  return g_test_run ();
}
