/* SPDX-License-Identifier: MIT */
#include "program-fixture.h"

#include "gcore/objects/list.h"

static void
test_call_forms_agree (void)
{
  GcoreObject *callable = (GcoreObject *) GCORE_TYPE (STR), *number = gcore_int_from_long (12);
  GcoreObject *args = gcore_tuple_pack (1, number);
  GcoreObject *results[] = { gcore_object_call_one_arg (callable, number), gcore_object_call (callable, args, NULL),
                             gcore_object_call_function_obj_args (callable, number, NULL),
                             gcore_object_vectorcall_dict (callable, &number, 1, NULL) };
  for (size_t i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_assert_cmpstr (gcore_str_as_utf8 (results[i]), ==, "12");
      gcore_decref (results[i]);
    }
  gcore_decref (args);
  gcore_decref (number);
}

static void
test_call_method (void)
{
  GcoreObject *text = gcore_str_from_string ("ab"), *name = gcore_str_intern_from_string ("upper");
  GcoreObject *result = gcore_object_call_method_no_args (text, name);
  g_assert_cmpstr (gcore_str_as_utf8 (result), ==, "AB");
  gcore_decref (result);
  gcore_decref (name);
  gcore_decref (text);
}

static void
test_not_callable (void)
{
  g_assert_null (gcore_object_call_no_args (GCORE_NONE));
  assert_error (GCORE_EXC (TypeError), "'NoneType' object is not callable");
}

static void
test_lookup_attr_makes_no_error (void)
{
  GcoreObject *value;
  g_assert_cmpint (gcore_object_lookup_attr (GCORE_TRUE, GCORE_ID (keys), &value), ==, 0);
  g_assert_null (value);
  g_assert_null (gcore_err_occurred ());
  g_assert_cmpint (gcore_object_lookup_attr (GCORE_TRUE, GCORE_ID (__class__), &value), ==, 1);
  g_assert_true (value == (GcoreObject *) GCORE_TYPE (BOOL));
  gcore_decref (value);
}

static void
test_sequence_index_from_the_end (void)
{
  GcoreObject *tuple = gcore_tuple_pack (2, GCORE_TRUE, GCORE_NONE);
  GcoreObject *item = gcore_sequence_get_item (tuple, -1);
  g_assert_true (item == GCORE_NONE);
  gcore_decref (item);
  g_assert_null (gcore_sequence_get_item (tuple, -3));
  assert_error (GCORE_EXC (IndexError), "tuple index out of range");
  g_assert_cmpint (gcore_sequence_index (tuple, GCORE_NONE), ==, 1);
  g_assert_cmpint (gcore_sequence_index (tuple, GCORE_FALSE), ==, -1);
  assert_error (GCORE_EXC (ValueError), "sequence.index(x): x not in sequence");
  gcore_decref (tuple);
}

static void
test_number_as_ssize (void)
{
  GcoreObject *shift = gcore_int_from_long (100), *one = gcore_int_from_long (1), *large = gcore_number_lshift (one, shift);
  g_assert_cmpint (gcore_number_as_ssize (large, NULL), ==, INTPTR_MAX);
  g_assert_cmpint (gcore_number_as_ssize (large, GCORE_EXC (IndexError)), ==, -1);
  assert_error (GCORE_EXC (IndexError), "cannot fit 'int' into an index-sized integer");
  g_assert_cmpint (gcore_number_as_ssize (GCORE_NONE, NULL), ==, -1);
  assert_error (GCORE_EXC (TypeError), "'NoneType' object cannot be interpreted as an integer");
  gcore_decref (large);
  gcore_decref (one);
  gcore_decref (shift);
}

static void
test_tuple_of_an_iterator (void)
{
  GcoreObject *list = gcore_list_new (0), *number = gcore_int_from_long (5);
  for (int i = 0; i < 25; i++)
    gcore_list_append (list, number);
  GcoreObject *iter = gcore_object_get_iter (list), *tuple = gcore_sequence_tuple (iter);
  g_assert_cmpint (GCORE_TUPLE_SIZE (tuple), ==, 25);
  gcore_decref (tuple);
  gcore_decref (iter);
  gcore_decref (number);
  gcore_decref (list);
}

static const ProgramTest programs[] = {
  { "/abstract/number/reflected-of-a-subclass-goes-first",
    "class A:\n    def __add__(self, other): return 'A.add'\n"
    "class B(A):\n    def __radd__(self, other): return 'B.radd'\n"
    "class C(A): pass\n"
    "print(A() + B(), A() + C(), B() + A())\n",
    "B.radd A.add A.add\n" },
  { "/abstract/number/not-implemented-falls-through",
    "class A:\n    def __add__(self, other): return NotImplemented\n"
    "try:\n    A() + 1\nexcept TypeError as e:\n    print(e)\n",
    "unsupported operand type(s) for +: 'A' and 'int'\n" },
  { "/abstract/number/in-place-falls-back",
    "class A:\n    def __add__(self, other): return 'add'\n"
    "a = A()\na += 1\nprint(a)\n",
    "add\n" },
  { "/abstract/compare/the-other-side-is-asked",
    "class A:\n    def __gt__(self, other): return 'gt'\n"
    "print(1 < A(), A() == A(), A() != 1)\n",
    "gt False True\n" },
  { "/abstract/instance/classes-decide",
    "class M(type):\n    def __instancecheck__(cls, obj): return obj == 1\n"
    "class A(metaclass=M): pass\n"
    "print(isinstance(1, A), isinstance(2, A), isinstance(A(), A), isinstance(2, (str, int)), isinstance(2, int | str))\n",
    "True False True True True\n" },
  { "/abstract/length/hint",
    "class A:\n    def __length_hint__(self): return 3\n    def __iter__(self): return iter('ab')\n"
    "print(list(A()), len([*A()]))\n",
    "['a', 'b'] 2\n" },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_machine_test ("/abstract/call/forms-agree", test_call_forms_agree);
  add_machine_test ("/abstract/call/method", test_call_method);
  add_machine_test ("/abstract/call/not-callable", test_not_callable);
  add_machine_test ("/abstract/attributes/lookup-makes-no-error", test_lookup_attr_makes_no_error);
  add_machine_test ("/abstract/sequence/index-from-the-end", test_sequence_index_from_the_end);
  add_machine_test ("/abstract/sequence/tuple-of-an-iterator", test_tuple_of_an_iterator);
  add_machine_test ("/abstract/number/as-ssize", test_number_as_ssize);
  add_program_tests (programs, G_N_ELEMENTS (programs));
  return g_test_run ();
}
