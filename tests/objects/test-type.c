/* SPDX-License-Identifier: MIT */
#include "program-fixture.h"

#include "gcore/objects/dict.h"
#include "gcore/objects/type.h"

/* New class A. */
static GcoreType *
make_class (void)
{
  GcoreObject *dict = gcore_dict_new ();
  GcoreType *type = gcore_type_new ("A", GCORE_OBJECTS->empty_tuple, dict);
  gcore_decref (dict);
  return type;
}

static void
test_lookup_sees_changes (void)
{
  GcoreType *type = make_class ();
  g_assert_null (gcore_type_lookup (type, GCORE_ID (value)));
  gcore_object_set_attr ((GcoreObject *) type, GCORE_ID (value), GCORE_TRUE);
  g_assert_true (gcore_type_lookup (type, GCORE_ID (value)) == GCORE_TRUE);
  gcore_object_set_attr ((GcoreObject *) type, GCORE_ID (value), NULL);
  g_assert_null (gcore_type_lookup (type, GCORE_ID (value)));
  gcore_decref (type);
}

static void
test_version_changes_with_attributes (void)
{
  GcoreType *type = make_class ();
  g_assert_true (gcore_type_assign_version (type));
  uint32_t version = type->version;
  g_assert_cmpuint (version, !=, 0);
  gcore_object_set_attr ((GcoreObject *) type, GCORE_ID (value), GCORE_TRUE);
  g_assert_cmpuint (type->version, ==, 0);
  g_assert_true (gcore_type_assign_version (type));
  g_assert_cmpuint (type->version, !=, version);
  gcore_decref (type);
}

static void
test_instance_holds_its_class (void)
{
  GcoreType *type = make_class ();
  intptr_t before = ((GcoreObject *) type)->refcount;
  GcoreObject *instance = gcore_object_call_no_args ((GcoreObject *) type);
  g_assert_cmpint (((GcoreObject *) type)->refcount, ==, before + 1);
  gcore_decref (instance);
  g_assert_cmpint (((GcoreObject *) type)->refcount, ==, before);
  gcore_decref (type);
}

static const ProgramTest programs[] = {
  { "/type/new/namespace-is-copied",
    "ns = {'x': 1}\nA = type('A', (), ns)\nns['x'] = 2\nprint(A.x, A.__name__, A.__qualname__, A.__module__)\n",
    "1 A A __main__\n" },
  { "/type/new/metaclass-keywords-and-prepare",
    "class M(type):\n"
    "    def __prepare__(name, bases, **kw): return {'prepared': kw}\n"
    "    def __new__(cls, name, bases, ns, **kw): return super().__new__(cls, name, bases, ns)\n"
    "    def __init__(cls, name, bases, ns, **kw): pass\n"
    "class A(metaclass=M, key=1): pass\nprint(A.prepared, type(A).__name__)\n",
    "{'key': 1} M\n" },
  { "/type/new/set-name-then-init-subclass",
    "class D:\n    def __set_name__(self, owner, name): print('set_name', owner.__name__, name)\n"
    "class A:\n    def __init_subclass__(cls, **kw): print('init_subclass', cls.__name__, kw)\n"
    "class B(A, k=1):\n    d = D()\n",
    "set_name B d\ninit_subclass B {'k': 1}\n" },
  { "/type/slots/sorted-and-mangled",
    "class A:\n    __slots__ = ('z', '__p', 'a')\n"
    "a = A()\na.z = 1\n"
    "print([k for k in A.__dict__ if k[0] != '_' or k[:2] == '_A'], hasattr(a, '__dict__'))\n"
    "try:\n    a.q = 1\nexcept AttributeError as e:\n    print(e)\n",
    "['_A__p', 'a', 'z'] False\n'A' object has no attribute 'q'\n" },
  { "/type/call/new-of-another-class-is-not-initialized",
    "class A:\n    def __new__(cls): return 3\n    def __init__(self): print('never')\nprint(A())\n", "3\n" },
  { "/type/call/arguments-nobody-takes",
    "class A: pass\ntry:\n    A(1)\nexcept TypeError as e:\n    print(e)\n", "A() takes no arguments\n" },
  { "/type/attributes/metaclass-data-descriptor-goes-first",
    "class M(type):\n    x = property(lambda cls: 'meta')\n    y = 'meta'\n"
    "class A(metaclass=M):\n    x = 'own'\n    y = 'own'\nprint(A.x, A.y)\n",
    "meta own\n" },
  { "/type/attributes/built-in-types-are-immutable",
    "try:\n    int.x = 1\nexcept TypeError as e:\n    print(e)\n", "cannot set 'x' attribute of immutable type 'int'\n" },
  { "/type/instance/slots-derived-class-first-then-dict",
    "class D:\n    def __init__(self, n): self.n = n\n    def __del__(self): print(self.n, end=' ')\n"
    "class A: __slots__ = 'a2', 'a1'\n"
    "class B(A): __slots__ = 'b2', 'b1', '__dict__'\n"
    "b = B()\nb.q2, b.q1, b.a1, b.a2, b.b1, b.b2 = map(D, 'q2 q1 a1 a2 b1 b2'.split())\ndel b\nprint()\n",
    "b1 b2 a1 a2 q2 q1 \n" },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_machine_test ("/type/lookup/sees-changes", test_lookup_sees_changes);
  add_machine_test ("/type/lookup/version-changes-with-attributes", test_version_changes_with_attributes);
  add_machine_test ("/type/instance/holds-its-class", test_instance_holds_its_class);
  add_program_tests (programs, G_N_ELEMENTS (programs));
  return g_test_run ();
}
