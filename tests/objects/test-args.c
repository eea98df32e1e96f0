/* SPDX-License-Identifier: MIT */
#include "program-fixture.h"

#include "gcore/objects/args.h"
#include "gcore/objects/dict.h"

static const char *const keywords[] = { "", "b", "c", NULL };

/* (1, 2, …, N): new tuple. */
static GcoreObject *
numbers (intptr_t n)
{
  GcoreObject *tuple = gcore_tuple_new (n);
  for (intptr_t i = 0; i < n; i++)
    GCORE_TUPLE_SET_ITEM (tuple, i, gcore_int_from_ssize (i + 1));
  return tuple;
}

static void
test_positional_counts (void)
{
  g_assert_true (gcore_arg_check_positional ("f", 2, 1, 2));
  g_assert_false (gcore_arg_check_positional ("f", 0, 1, 2));
  assert_error (GCORE_EXC (TypeError), "f expected at least 1 argument, got 0");
  g_assert_false (gcore_arg_check_positional ("f", 3, 1, 2));
  assert_error (GCORE_EXC (TypeError), "f expected at most 2 arguments, got 3");
  g_assert_false (gcore_arg_check_positional ("f", 3, 2, 2));
  assert_error (GCORE_EXC (TypeError), "f expected 2 arguments, got 3");
}

static void
test_optional_stay_as_they_are (void)
{
  GcoreObject *args = numbers (1), *a = NULL;
  int b = 7;
  g_assert_true (gcore_arg_parse_tuple (args, "O|i:f", &a, &b));
  g_assert_true (a == GCORE_TUPLE_ITEM (args, 0));
  g_assert_cmpint (b, ==, 7);
  gcore_decref (args);
}

static void
test_types (void)
{
  GcoreObject *args = numbers (1), *a;
  int number;
  g_assert_false (gcore_arg_parse_tuple (args, "U:f", &a));
  assert_error (GCORE_EXC (TypeError), "f() argument 1 must be str, not int");
  g_assert_false (gcore_arg_parse_tuple (args, "O!:f", GCORE_TYPE (LIST), &a));
  assert_error (GCORE_EXC (TypeError), "f() argument 1 must be list, not int");
  g_assert_true (gcore_arg_parse_tuple (args, "p:f", &number));
  g_assert_cmpint (number, ==, 1);
  gcore_decref (args);
}

static void
test_int_range (void)
{
  GcoreObject *args = gcore_tuple_new (1);
  GCORE_TUPLE_SET_ITEM (args, 0, gcore_int_from_long (1L << 40));
  int number;
  g_assert_false (gcore_arg_parse_tuple (args, "i:f", &number));
  assert_error (GCORE_EXC (OverflowError), "signed integer is greater than maximum");
  gcore_decref (args);
}

static void
test_by_keyword (void)
{
  GcoreObject *args = numbers (1), *kwargs = gcore_dict_new (), *a, *b = NULL, *c = NULL;
  gcore_dict_set_item_string (kwargs, "c", GCORE_NONE);
  g_assert_true (gcore_arg_parse_tuple_and_keywords (args, kwargs, "O|OO:f", keywords, &a, &b, &c));
  g_assert_null (b);
  g_assert_true (c == GCORE_NONE);
  gcore_dict_set_item_string (kwargs, "d", GCORE_NONE);
  g_assert_false (gcore_arg_parse_tuple_and_keywords (args, kwargs, "O|OO:f", keywords, &a, &b, &c));
  assert_error (GCORE_EXC (TypeError), "'d' is an invalid keyword argument for f()");
  gcore_decref (args);
  gcore_decref (kwargs);
}

static void
test_by_name_and_position (void)
{
  GcoreObject *args = numbers (2), *kwargs = gcore_dict_new (), *a, *b, *c;
  gcore_dict_set_item_string (kwargs, "b", GCORE_NONE);
  g_assert_false (gcore_arg_parse_tuple_and_keywords (args, kwargs, "O|OO:f", keywords, &a, &b, &c));
  assert_error (GCORE_EXC (TypeError), "argument for f() given by name ('b') and position (2)");
  gcore_decref (args);
  gcore_decref (kwargs);
}

static void
test_missing (void)
{
  GcoreObject *args = numbers (1), *a, *b;
  static const char *const names[] = { "a", "b", NULL };
  g_assert_false (gcore_arg_parse_tuple_and_keywords (args, NULL, "OO:f", names, &a, &b));
  assert_error (GCORE_EXC (TypeError), "f() missing required argument 'b' (pos 2)");
  gcore_decref (args);
}

static void
test_keyword_only (void)
{
  GcoreObject *args = numbers (2), *a, *b = NULL;
  static const char *const names[] = { "a", "b", NULL };
  g_assert_false (gcore_arg_parse_tuple_and_keywords (args, NULL, "O|$O:f", names, &a, &b));
  assert_error (GCORE_EXC (TypeError), "f() takes exactly 1 positional argument (2 given)");
  GcoreObject *name = gcore_str_intern_from_string ("b"), *keyword_names = gcore_tuple_pack (1, name);
  g_assert_true (gcore_arg_parse_stack_and_keywords (GCORE_TUPLE_ITEMS (args), 1, keyword_names, "O|$O:f", names, &a, &b));
  g_assert_true (b == GCORE_TUPLE_ITEM (args, 1));
  gcore_decref (keyword_names);
  gcore_decref (name);
  gcore_decref (args);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_machine_test ("/args/positional/counts", test_positional_counts);
  add_machine_test ("/args/positional/optional-stay-as-they-are", test_optional_stay_as_they_are);
  add_machine_test ("/args/convert/types", test_types);
  add_machine_test ("/args/convert/int-range", test_int_range);
  add_machine_test ("/args/keywords/by-keyword", test_by_keyword);
  add_machine_test ("/args/keywords/by-name-and-position", test_by_name_and_position);
  add_machine_test ("/args/keywords/missing", test_missing);
  add_machine_test ("/args/keywords/keyword-only", test_keyword_only);
  return g_test_run ();
}
