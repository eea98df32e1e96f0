/* SPDX-License-Identifier: MIT */
#include "containers-fixture.h"

static GcoreObject *
tuple_of_ints (intptr_t n)
{
  GcoreObject *tuple = gcore_tuple_new (n);
  for (intptr_t i = 0; i < n; i++)
    GCORE_TUPLE_SET_ITEM (tuple, i, gcore_int_from_ssize (i));
  return tuple;
}

static void
empty_is_shared (Fixture *fixture, gconstpointer data)
{
  GcoreObject *a = gcore_tuple_new (0), *b = gcore_tuple_from_array (NULL, 0);
  g_assert_true (a == b);
  g_assert_false (gcore_gc_is_tracked (a));
  gcore_decref (a);
  gcore_decref (b);
}

static void
freelist_by_length (Fixture *fixture, gconstpointer data)
{
  for (intptr_t n = 1; n < 20; n++)
    {
      GcoreObject *tuple = tuple_of_ints (n);
      gcore_decref (tuple);
      int count = GCORE_COLLECTOR->generations[0].count;
      g_assert_true (tuple_of_ints (n) == tuple);
      g_assert_cmpint (GCORE_COLLECTOR->generations[0].count, ==, count);
      gcore_decref (tuple);
    }
  /* Tuples of length 20 are parked, but never taken again. */
  GcoreObject *tuple = tuple_of_ints (20);
  gcore_decref (tuple);
  g_assert_cmpint (GCORE_OBJECTS->freelists.tuples.count[19], ==, 1);
  GcoreObject *other = tuple_of_ints (20);
  g_assert_true (other != tuple);
  gcore_decref (other);
  gcore_containers_clear_freelists ();
  g_assert_cmpint (GCORE_OBJECTS->freelists.tuples.count[19], ==, 0);
}

static void
freelist_is_limited (Fixture *fixture, gconstpointer data)
{
  static GcoreObject *tuples[2100];
  for (int i = 0; i < 2100; i++)
    tuples[i] = gcore_tuple_pack (1, GCORE_NONE);
  for (int i = 0; i < 2100; i++)
    gcore_decref (tuples[i]);
  g_assert_cmpint (GCORE_OBJECTS->freelists.tuples.count[0], ==, 2000);
}

static void
untracked_when_atomic (Fixture *fixture, gconstpointer data)
{
  GcoreObject *inner = tuple_of_ints (2), *outer = gcore_tuple_pack (2, inner, GCORE_NONE);
  GcoreObject *list = gcore_list_new (0), *with_list = gcore_tuple_pack (1, list);
  gcore_tuple_maybe_untrack (outer);
  g_assert_true (gcore_gc_is_tracked (outer));
  gcore_tuple_maybe_untrack (inner);
  g_assert_false (gcore_gc_is_tracked (inner));
  gcore_tuple_maybe_untrack (outer);
  g_assert_false (gcore_gc_is_tracked (outer));
  gcore_tuple_maybe_untrack (with_list);
  g_assert_true (gcore_gc_is_tracked (with_list));
  gcore_decref (inner);
  gcore_decref (outer);
  gcore_decref (list);
  gcore_decref (with_list);
}

static void
resize (Fixture *fixture, gconstpointer data)
{
  GcoreObject *tuple = tuple_of_ints (3);
  g_assert_cmpint (gcore_tuple_resize (&tuple, 2), ==, 0);
  g_assert_cmpint (gcore_tuple_resize (&tuple, 40), ==, 0);
  g_assert_null (GCORE_TUPLE_ITEM (tuple, 39));
  g_assert_cmpint (gcore_tuple_resize (&tuple, 1), ==, 0);
  expect_repr (tuple, "(0,)");
}

static void
same_object (Fixture *fixture, gconstpointer data)
{
  GcoreObject *tuple = tuple_of_ints (3), *empty = gcore_tuple_new (0);
  GcoreObject *results[] = { gcore_tuple_get_slice (tuple, 0, 100), gcore_sequence_concat (tuple, empty),
                             gcore_sequence_concat (empty, tuple), gcore_sequence_repeat (tuple, 1) };
  for (size_t i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_assert_true (results[i] == tuple);
      gcore_decref (results[i]);
    }
  gcore_decref (tuple);
  gcore_decref (empty);
}

static void
hashes (Fixture *fixture, gconstpointer data)
{
  GcoreObject *tuple = tuple_of_ints (3), *empty = gcore_tuple_new (0);
  g_assert_true (gcore_object_hash (empty) == 5740354900026072187);
  g_assert_true (gcore_object_hash (tuple) == 2187946392326065592);
  gcore_decref (tuple);
  gcore_decref (empty);
}

static void
comparison (Fixture *fixture, gconstpointer data)
{
  GcoreObject *a = tuple_of_ints (2), *b = tuple_of_ints (3);
  g_assert_cmpint (gcore_object_rich_compare_bool (a, b, GCORE_LT), ==, 1);
  g_assert_cmpint (gcore_object_rich_compare_bool (a, b, GCORE_NE), ==, 1);
  g_assert_cmpint (gcore_object_rich_compare_bool (b, a, GCORE_GE), ==, 1);
  expect_repr (a, "(0, 1)");
  expect_repr (b, "(0, 1, 2)");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/tuple/empty-is-shared-and-untracked", empty_is_shared);
  add_test ("/tuple/freelist/reused-by-length", freelist_by_length);
  add_test ("/tuple/freelist/is-limited", freelist_is_limited);
  add_test ("/tuple/collector/untracked-when-atomic", untracked_when_atomic);
  add_test ("/tuple/resize", resize);
  add_test ("/tuple/operations-that-give-the-same-object", same_object);
  add_test ("/tuple/hash", hashes);
  add_test ("/tuple/comparison", comparison);
  return g_test_run ();
}
