/* SPDX-License-Identifier: MIT */
#include "containers-fixture.h"

static GcoreObject *
set_of (const long *numbers, int n)
{
  GcoreObject *set = gcore_set_new (NULL);
  for (int i = 0; i < n; i++)
    {
      GcoreObject *number = gcore_int_from_long (numbers[i]);
      g_assert_cmpint (gcore_set_add (set, number), ==, 0);
      gcore_decref (number);
    }
  return set;
}
#define SET_OF(...) set_of ((const long[]){ __VA_ARGS__ }, G_N_ELEMENTS (((const long[]){ __VA_ARGS__ })))

static intptr_t
slots (GcoreObject *set)
{
  return ((GcoreSet *) (void *) set)->mask + 1;
}

static void
growth (Fixture *fixture, gconstpointer data)
{
  static const intptr_t expected[][2] = { { 5, 32 }, { 19, 128 }, { 77, 512 }, { 307, 2048 }, { 1229, 8192 } };
  GcoreObject *set = gcore_set_new (NULL);
  size_t step = 0;
  for (intptr_t n = 1; n < 1300; n++)
    {
      intptr_t before = slots (set);
      GcoreObject *number = gcore_int_from_ssize (n * 7);
      gcore_set_add (set, number);
      gcore_decref (number);
      if (slots (set) != before)
        {
          g_assert_cmpint (n, ==, expected[step][0]);
          g_assert_cmpint (slots (set), ==, expected[step][1]);
          step++;
        }
    }
  g_assert_cmpint (step, ==, G_N_ELEMENTS (expected));
  gcore_decref (set);
}

static void
copies_are_sized_anew (Fixture *fixture, gconstpointer data)
{
  for (int n = 1; n < 20; n++)
    {
      GcoreObject *set = gcore_set_new (NULL);
      for (int i = 0; i < n; i++)
        gcore_set_add (set, gcore_int_small (i));
      GcoreObject *copy = gcore_set_new (set);
      g_assert_cmpint (slots (copy), ==, n < 5 ? 8 : n < 8 ? 16 : n < 16 ? 32 : 64);
      gcore_decref (copy);
      gcore_decref (set);
    }
}

static void
order (Fixture *fixture, gconstpointer data)
{
  expect_repr (SET_OF (3, 1, 2), "{1, 2, 3}");
  expect_repr (SET_OF (8, 16, 0), "{8, 16, 0}");
  expect_repr (SET_OF (-1, 5, -2), "{5, -1, -2}");
  GcoreObject *set = SET_OF (20, 21, 0, 32, 64);
  gcore_set_discard (set, gcore_int_small (0));
  gcore_set_discard (set, gcore_int_small (32));
  gcore_set_add (set, gcore_int_small (96));
  gcore_set_add (set, gcore_int_small (128));
  expect_repr (set, "{128, 96, 64, 20, 21}");
}

static void
removed_entries_are_used_again (Fixture *fixture, gconstpointer data)
{
  GcoreObject *set = gcore_set_new (NULL);
  for (int i = 0; i < 100; i++)
    {
      gcore_set_add (set, gcore_int_small (i % 4));
      g_assert_cmpint (gcore_set_discard (set, gcore_int_small (i % 4)), ==, 1);
    }
  g_assert_cmpint (slots (set), ==, 8);
  g_assert_null (gcore_set_pop (set));
  expect_error (KeyError);
  gcore_decref (set);
}

static void
operators (Fixture *fixture, gconstpointer data)
{
  GcoreObject *a = SET_OF (1, 2, 3), *b = SET_OF (2, 3, 4);
  expect_repr (gcore_number_or (a, b), "{1, 2, 3, 4}");
  expect_repr (gcore_number_and (a, b), "{2, 3}");
  expect_repr (gcore_number_subtract (a, b), "{1}");
  expect_repr (gcore_number_xor (a, b), "{1, 4}");
  g_assert_cmpint (gcore_object_rich_compare_bool (a, b, GCORE_LE), ==, 0);
  GcoreObject *common = gcore_number_and (a, b);
  g_assert_cmpint (gcore_object_rich_compare_bool (common, a, GCORE_LT), ==, 1);
  gcore_decref (common);
  gcore_decref (a);
  gcore_decref (b);
}

static void
frozenset_hash (Fixture *fixture, gconstpointer data)
{
  GcoreObject *items = SET_OF (1, 2, 3), *set = gcore_frozenset_new (items), *empty = gcore_frozenset_new (NULL);
  g_assert_true (gcore_object_hash (set) == -272375401224217160);
  g_assert_true (gcore_object_hash (empty) == 133146708735736);
  g_assert_cmpint (gcore_object_hash (items), ==, -1);
  expect_error (TypeError);
  /* A set may stand for a frozenset in a lookup. */
  GcoreObject *outer = gcore_set_new (NULL);
  gcore_set_add (outer, set);
  g_assert_cmpint (gcore_sequence_contains (outer, items), ==, 1);
  gcore_decref (outer);
  gcore_decref (items);
  gcore_decref (set);
  gcore_decref (empty);
}

static void
iterator_detects_changes (Fixture *fixture, gconstpointer data)
{
  GcoreObject *set = SET_OF (1, 2), *iter = gcore_object_get_iter (set);
  gcore_decref (gcore_iter_next (iter));
  gcore_set_add (set, gcore_int_small (9));
  g_assert_null (gcore_iter_next (iter));
  expect_error (RuntimeError);
  gcore_decref (iter);
  gcore_decref (set);
}

static void
many_random_changes (Fixture *fixture, gconstpointer data)
{
  enum { N_KEYS = 300 };
  bool present[N_KEYS] = { false };
  GcoreObject *set = gcore_set_new (NULL);
  for (int round = 0; round < 20000; round++)
    {
      int key = g_test_rand_int_range (0, N_KEYS);
      GcoreObject *number = gcore_int_from_long (key % 3 == 0 ? -key : key % 3 == 1 ? (long) key << 40 : key);
      if (g_test_rand_bit ())
        {
          g_assert_cmpint (gcore_set_add (set, number), ==, 0);
          present[key] = true;
        }
      else
        {
          g_assert_cmpint (gcore_set_discard (set, number), ==, present[key]);
          present[key] = false;
        }
      g_assert_cmpint (gcore_set_contains (set, number), ==, present[key]);
      gcore_decref (number);
    }
  gcore_decref (set);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/set/sizes/growth", growth);
  add_test ("/set/sizes/copies-are-sized-anew", copies_are_sized_anew);
  add_test ("/set/order-of-the-table", order);
  add_test ("/set/removed-entries-are-used-again", removed_entries_are_used_again);
  add_test ("/set/operators", operators);
  add_test ("/set/frozenset/hash", frozenset_hash);
  add_test ("/set/iterator/detects-changes", iterator_detects_changes);
  add_test ("/set/many-random-changes", many_random_changes);
  return g_test_run ();
}
