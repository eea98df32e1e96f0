/* SPDX-License-Identifier: MIT */
#include "program-fixture.h"

static const ProgramTest programs[] = {
  { "/descriptors/order/data-instance-other",
    "class Data:\n    def __get__(self, obj, cls): return 'data'\n    def __set__(self, obj, value): pass\n"
    "class Other:\n    def __get__(self, obj, cls): return 'other'\n"
    "class A:\n    d = Data()\n    o = Other()\n"
    "a = A()\na.__dict__.update(d='own', o='own')\nprint(a.d, a.o, A().o)\n",
    "data own other\n" },
  { "/descriptors/property/get-set-delete",
    "class A:\n    @property\n    def p(self): 'doc'; return self._p\n    @p.setter\n    def p(self, v): self._p = v\n"
    "    @p.deleter\n    def p(self): del self._p\n"
    "a = A()\na.p = 1\nprint(a.p, A.p.__doc__, a.__dict__)\ndel a.p\nprint(a.__dict__)\n",
    "1 doc {'_p': 1}\n{}\n" },
  { "/descriptors/property/missing-functions-are-named",
    "class A:\n    p = property()\n"
    "for f in (lambda: A().p, lambda: setattr(A(), 'p', 1), lambda: delattr(A(), 'p')):\n"
    "    try:\n        f()\n    except AttributeError as e:\n        print(e)\n",
    "property 'p' of 'A' object has no getter\nproperty 'p' of 'A' object has no setter\n"
    "property 'p' of 'A' object has no deleter\n" },
  { "/descriptors/methods/class-and-static",
    "class A:\n    @classmethod\n    def c(cls): return cls.__name__\n    @staticmethod\n    def s(x): return x\n"
    "class B(A): pass\nprint(A.c(), B().c(), A.s(1), B().s(2))\nprint(A.__dict__['s'].__wrapped__ is A.s)\n",
    "A B 1 2\nTrue\n" },
  { "/descriptors/methods/wrong-object",
    "for f in (lambda: str.join(1), lambda: list.append(), lambda: int.real.__get__('a'), lambda: 'a'.upper(1)):\n"
    "    try:\n        f()\n    except TypeError as e:\n        print(e)\n",
    "descriptor 'join' for 'str' objects doesn't apply to a 'int' object\n"
    "unbound method list.append() needs an argument\n"
    "descriptor 'real' for 'int' objects doesn't apply to a 'str' object\n"
    "str.upper() takes no arguments (1 given)\n" },
  { "/descriptors/super/follows-the-mro-of-the-object",
    "class A:\n    def f(self): return ['A']\nclass B(A):\n    def f(self): return ['B'] + super().f()\n"
    "class C(A):\n    def f(self): return ['C'] + super().f()\nclass D(B, C):\n    def f(self): return ['D'] + super().f()\n"
    "print(D().f(), super(B, D()).f(), super(D, D).f(D()))\n",
    "['D', 'B', 'C', 'A'] ['C', 'A'] ['B', 'C', 'A']\n" },
  { "/descriptors/super/needs-an-instance",
    "try:\n    super(int, 'a')\nexcept TypeError as e:\n    print(e)\n",
    "super(type, obj): obj must be an instance or subtype of type\n" },
  { "/descriptors/mapping-proxy/is-read-only",
    "class A:\n    x = 1\np = A.__dict__\nprint(p['x'], 'x' in p, p.get('y', 2))\n"
    "try:\n    p['x'] = 2\nexcept TypeError as e:\n    print(e)\n",
    "1 True 2\n'mappingproxy' object does not support item assignment\n" },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_program_tests (programs, G_N_ELEMENTS (programs));
  return g_test_run ();
}
