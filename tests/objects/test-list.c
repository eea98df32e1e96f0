/* SPDX-License-Identifier: MIT */
#include "containers-fixture.h"

/* --- room --------------------------------------------------------------------------------------------------------- */

static intptr_t
places (GcoreObject *list)
{
  return ((GcoreList *) (void *) list)->allocated;
}

static void
append_growth (Fixture *fixture, gconstpointer data)
{
  static const intptr_t expected[] = { 4, 8, 16, 24, 32, 40, 52, 64, 76, 92, 108, 128, 148, 172, 200, 232, 268, 308 };
  GcoreObject *list = gcore_list_new (0);
  g_assert_cmpint (places (list), ==, 0);
  size_t step = 0;
  for (intptr_t i = 0; i < 300; i++)
    {
      intptr_t before = places (list);
      gcore_list_append (list, GCORE_NONE);
      if (places (list) != before)
        g_assert_cmpint (places (list), ==, expected[step++]);
    }
  g_assert_cmpint (step, ==, G_N_ELEMENTS (expected));
  gcore_decref (list);
}

static void
removing_shrinks (Fixture *fixture, gconstpointer data)
{
  /* The places left at each length at which a list emptied item by item changes them. */
  static const intptr_t expected[][2] = { { 31, 40 }, { 19, 24 }, { 11, 16 }, { 7, 12 }, { 5, 8 }, { 1, 4 }, { 0, 0 } };
  GcoreObject *list = gcore_list_new (0);
  for (intptr_t i = 0; i < 64; i++)
    gcore_list_append (list, GCORE_NONE);
  size_t step = 0;
  while (GCORE_LIST_SIZE (list) > 0)
    {
      intptr_t before = places (list);
      intptr_t last = GCORE_LIST_SIZE (list) - 1;
      g_assert_cmpint (gcore_list_set_slice (list, last, last + 1, NULL), ==, 0);
      if (places (list) != before)
        {
          g_assert_cmpint (GCORE_LIST_SIZE (list), ==, expected[step][0]);
          g_assert_cmpint (places (list), ==, expected[step][1]);
          step++;
        }
    }
  g_assert_cmpint (step, ==, G_N_ELEMENTS (expected));
  gcore_decref (list);
}

static void
extend_rounds_up_to_even (Fixture *fixture, gconstpointer data)
{
  for (intptr_t n = 1; n < 10; n++)
    {
      GcoreObject *source = list_of_ints (n), *list = gcore_list_new (0);
      g_assert_cmpint (places (source), ==, n);
      gcore_decref (gcore_list_extend (list, source));
      g_assert_cmpint (places (list), ==, (n + 1) / 2 * 2);
      gcore_decref (source);
      gcore_decref (list);
    }
}

static void
extend_by_iterator_trims (Fixture *fixture, gconstpointer data)
{
  GcoreObject *range = gcore_object_call_one_arg (GCORE_OBJECT (GCORE_TYPE (RANGE)), gcore_int_small (9));
  GcoreObject *list = gcore_list_new (0);
  gcore_decref (gcore_list_extend (list, range));
  g_assert_cmpint (places (list), ==, 10);
  gcore_decref (gcore_list_extend (list, list));
  g_assert_cmpint (GCORE_LIST_SIZE (list), ==, 18);
  gcore_decref (range);
  gcore_decref (list);
}

static void
clear_frees (Fixture *fixture, gconstpointer data)
{
  GcoreObject *list = list_of_ints (5);
  g_assert_cmpint (gcore_list_set_slice (list, 0, 5, NULL), ==, 0);
  g_assert_cmpint (places (list), ==, 0);
  g_assert_null (GCORE_LIST_ITEMS (list));
  gcore_decref (list);
}

static void
freelist_reuses (Fixture *fixture, gconstpointer data)
{
  GcoreObject *list = gcore_list_new (0);
  int count = GCORE_COLLECTOR->generations[0].count;
  gcore_decref (list);
  g_assert_cmpint (GCORE_COLLECTOR->generations[0].count, ==, count);
  g_assert_true (gcore_list_new (0) == list);
  g_assert_cmpint (GCORE_COLLECTOR->generations[0].count, ==, count);
  gcore_decref (list);
}

/* --- items -------------------------------------------------------------------------------------------------------- */

static void
index_errors (Fixture *fixture, gconstpointer data)
{
  GcoreObject *list = list_of_ints (2);
  g_assert_null (gcore_list_get_item (list, 2));
  expect_error (IndexError);
  g_assert_null (gcore_list_get_item (list, -1));
  expect_error (IndexError);
  g_assert_cmpint (gcore_list_set_item (list, 2, gcore_newref (GCORE_NONE)), ==, -1);
  expect_error (IndexError);
  gcore_decref (list);
}

static void
insert_clips (Fixture *fixture, gconstpointer data)
{
  GcoreObject *list = list_of_ints (2);
  gcore_list_insert (list, 100, gcore_int_small (7));
  gcore_list_insert (list, -100, gcore_int_small (8));
  gcore_list_insert (list, -1, gcore_int_small (9));
  expect_repr (list, "[8, 0, 1, 9, 7]");
}

static void
slices (Fixture *fixture, gconstpointer data)
{
  GcoreObject *list = list_of_ints (6), *part = list_of_ints (3);
  expect_repr (gcore_list_get_slice (list, 2, 4), "[2, 3]");
  expect_repr (gcore_list_get_slice (list, 4, 2), "[]");
  gcore_list_set_slice (list, 1, 5, part);
  gcore_list_set_slice (list, 0, 0, list);
  gcore_decref (part);
  expect_repr (list, "[0, 0, 1, 2, 5, 0, 0, 1, 2, 5]");
}

/* A subscript by a slice of three numbers; INTPTR_MIN stands for None. */
static GcoreObject *
slice_key (intptr_t start, intptr_t stop, intptr_t step)
{
  const intptr_t numbers[3] = { start, stop, step };
  GcoreObject *parts[3];
  for (int i = 0; i < 3; i++)
    parts[i] = numbers[i] == INTPTR_MIN ? gcore_newref (GCORE_NONE) : gcore_int_from_ssize (numbers[i]);
  GcoreObject *slice = gcore_slice_new (parts[0], parts[1], parts[2]);
  for (int i = 0; i < 3; i++)
    gcore_decref (parts[i]);
  return slice;
}

static void
extended_slices (Fixture *fixture, gconstpointer data)
{
  GcoreObject *list = list_of_ints (10), *key = slice_key (8, INTPTR_MIN, -3);
  expect_repr (gcore_object_get_item (list, key), "[8, 5, 2]");
  GcoreObject *values = gcore_list_new (0);
  for (int i = 100; i < 103; i++)
    gcore_list_append (values, gcore_int_small (i));
  g_assert_cmpint (gcore_object_set_item (list, key, values), ==, 0);
  GcoreObject *wrong = list_of_ints (2);
  g_assert_cmpint (gcore_object_set_item (list, key, wrong), ==, -1);
  expect_error (ValueError);
  gcore_decref (key);
  key = slice_key (INTPTR_MIN, INTPTR_MIN, 2);
  g_assert_cmpint (gcore_object_del_item (list, key), ==, 0);
  gcore_decref (key);
  gcore_decref (values);
  gcore_decref (wrong);
  expect_repr (list, "[1, 3, 101, 7, 9]");
}

static void
operators (Fixture *fixture, gconstpointer data)
{
  GcoreObject *a = list_of_ints (2), *b = list_of_ints (3);
  expect_repr (gcore_sequence_concat (a, b), "[0, 1, 0, 1, 2]");
  expect_repr (gcore_sequence_repeat (a, 3), "[0, 1, 0, 1, 0, 1]");
  expect_repr (gcore_sequence_repeat (a, -1), "[]");
  g_assert_cmpint (gcore_object_rich_compare_bool (a, b, GCORE_LT), ==, 1);
  g_assert_cmpint (gcore_object_rich_compare_bool (a, b, GCORE_EQ), ==, 0);
  g_assert_cmpint (gcore_sequence_contains (b, gcore_int_small (2)), ==, 1);
  g_assert_cmpint (gcore_sequence_contains (b, gcore_int_small (5)), ==, 0);
  g_assert_null (gcore_sequence_concat (a, GCORE_NONE));
  expect_error (TypeError);
  gcore_decref (a);
  gcore_decref (b);
}

static void
repr_of_itself (Fixture *fixture, gconstpointer data)
{
  GcoreObject *list = list_of_ints (1);
  gcore_list_append (list, list);
  GcoreObject *repr = gcore_object_repr (list);
  g_assert_cmpstr (gcore_str_as_utf8 (repr), ==, "[0, [...]]");
  gcore_decref (repr);
  gcore_list_set_slice (list, 1, 2, NULL);
  gcore_decref (list);
}

static int
add_to_list (GcoreObject *referent, void *data)
{
  return gcore_list_append (data, referent);
}

static void
referents_from_the_end (Fixture *fixture, gconstpointer data)
{
  GcoreObject *list = list_of_ints (3), *seen = gcore_list_new (0);
  g_assert_true (gcore_gc_is_tracked (list));
  gcore_gc_visit_referents (list, add_to_list, seen);
  gcore_decref (list);
  expect_repr (seen, "[2, 1, 0]");
}

static void
iterator_follows_the_list (Fixture *fixture, gconstpointer data)
{
  GcoreObject *list = list_of_ints (1), *iter = gcore_object_get_iter (list), *item;
  for (int i = 0; (item = gcore_iter_next (iter)) != NULL; i++)
    {
      g_assert_true (gcore_int_compact_value (item) == i);
      gcore_decref (item);
      if (i < 3)
        gcore_list_append (list, gcore_int_small (i + 1));
    }
  g_assert_cmpint (list->refcount, ==, 1);
  gcore_list_append (list, GCORE_NONE);
  g_assert_null (gcore_iter_next (iter));
  gcore_decref (iter);
  gcore_decref (list);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/list/room/append-grows-by-the-pattern", append_growth);
  add_test ("/list/room/removing-shrinks-by-the-pattern", removing_shrinks);
  add_test ("/list/room/extend-of-an-empty-list-rounds-up-to-even", extend_rounds_up_to_even);
  add_test ("/list/room/extend-by-an-iterator", extend_by_iterator_trims);
  add_test ("/list/room/deleting-everything-frees-at-once", clear_frees);
  add_test ("/list/freelist/gives-the-same-block-without-counting", freelist_reuses);
  add_test ("/list/items/index-errors", index_errors);
  add_test ("/list/items/insert-clips", insert_clips);
  add_test ("/list/slices/get-and-set", slices);
  add_test ("/list/slices/extended", extended_slices);
  add_test ("/list/operators", operators);
  add_test ("/list/repr-of-itself", repr_of_itself);
  add_test ("/list/collector/referents-from-the-end", referents_from_the_end);
  add_test ("/list/iterator/follows-the-list", iterator_follows_the_list);
  return g_test_run ();
}
