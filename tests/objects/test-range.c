/* SPDX-License-Identifier: MIT */
#include "containers-fixture.h"

/* range (*NUMBERS): new reference. */
static GcoreObject *
make (int n, const long *numbers)
{
  GcoreObject *args = gcore_tuple_new (n);
  for (int i = 0; i < n; i++)
    GCORE_TUPLE_SET_ITEM (args, i, gcore_int_from_long (numbers[i]));
  GcoreType *type = GCORE_TYPE (RANGE);
  GcoreObject *range = type->new_ (type, args, NULL);
  gcore_decref (args);
  return range;
}
#define RANGE(...) make (G_N_ELEMENTS (((const long[]){ __VA_ARGS__ })), (const long[]){ __VA_ARGS__ })

static void
lengths (Fixture *fixture, gconstpointer data)
{
  static const long cases[][4] = { { 0, 10, 1, 10 }, { 0, 10, 3, 4 },  { 10, 0, -3, 4 }, { 0, 0, 1, 0 }, { 5, 0, 1, 0 },
                                   { 0, 5, -1, 0 },  { 0, 9, 10, 1 }, { -3, 3, 2, 3 },   { 1, 0, -1, 1 } };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GcoreObject *range = RANGE (cases[i][0], cases[i][1], cases[i][2]), *items = gcore_list_new (0);
      g_assert_cmpint (gcore_object_size (range), ==, cases[i][3]);
      gcore_decref (gcore_list_extend (items, range));
      g_assert_cmpint (GCORE_LIST_SIZE (items), ==, cases[i][3]);
      gcore_decref (items);
      gcore_decref (range);
    }
  g_assert_null (RANGE (1, 2, 0));
  expect_error (ValueError);
}

static void
large_numbers (Fixture *fixture, gconstpointer data)
{
  GcoreObject *range = RANGE (INT64_MAX - 1, INT64_MAX, 1), *iter = gcore_object_get_iter (range);
  g_assert_true (gcore_is_exact (iter, LONG_RANGE_ITERATOR));
  expect_repr (gcore_iter_next (iter), "9223372036854775806");
  g_assert_null (gcore_iter_next (iter));
  gcore_decref (iter);
  gcore_decref (range);
  range = RANGE (INT64_MIN, INT64_MAX, INT64_MAX);
  expect_repr (gcore_sequence_list (range), "[-9223372036854775808, -1, 9223372036854775806]");
  gcore_decref (range);
}

static void
items (Fixture *fixture, gconstpointer data)
{
  GcoreObject *range = RANGE (0, 20, 3);
  expect_repr (gcore_sequence_get_item (range, -1), "18");
  g_assert_null (gcore_sequence_get_item (range, 7));
  expect_error (IndexError);
  GcoreObject *slice = gcore_slice_from_indices (2, 5);
  expect_repr (gcore_object_get_item (range, slice), "range(6, 15, 3)");
  gcore_decref (slice);
  g_assert_cmpint (gcore_sequence_contains (range, gcore_int_small (9)), ==, 1);
  g_assert_cmpint (gcore_sequence_contains (range, gcore_int_small (10)), ==, 0);
  g_assert_cmpint (gcore_sequence_contains (range, gcore_int_small (21)), ==, 0);
  GcoreObject *reversed = gcore_range_reversed (range, NULL);
  expect_repr (gcore_sequence_list (reversed), "[18, 15, 12, 9, 6, 3, 0]");
  gcore_decref (reversed);
  gcore_decref (range);
}

static void
equality (Fixture *fixture, gconstpointer data)
{
  GcoreObject *a = RANGE (0, 10, 3), *b = RANGE (0, 12, 3), *empty = RANGE (3, 1), *other = RANGE (0);
  g_assert_cmpint (gcore_object_rich_compare_bool (a, b, GCORE_EQ), ==, 1);
  g_assert_cmpint (gcore_object_rich_compare_bool (a, empty, GCORE_EQ), ==, 0);
  g_assert_cmpint (gcore_object_rich_compare_bool (other, empty, GCORE_EQ), ==, 1);
  g_assert_true (gcore_object_hash (a) == gcore_object_hash (b));
  gcore_decref (a);
  gcore_decref (b);
  gcore_decref (empty);
  gcore_decref (other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/range/lengths", lengths);
  add_test ("/range/large-numbers", large_numbers);
  add_test ("/range/items", items);
  add_test ("/range/equality", equality);
  return g_test_run ();
}
