/* SPDX-License-Identifier: MIT */
#include "containers-fixture.h"
#include "gcore/objects/iterators.h"

/* TYPE (*ARGS), the N ARGS stolen: new reference. */
static GcoreObject *
make (GcoreType *type, GcoreObject *const *args, int n)
{
  GcoreObject *tuple = gcore_tuple_from_array_steal (args, n);
  GcoreObject *object = type->new_ (type, tuple, NULL);
  gcore_decref (tuple);
  return object;
}
#define MAKE(ID, ...)                                                                                                  \
  make (GCORE_TYPE (ID), (GcoreObject *const[]){ __VA_ARGS__ }, G_N_ELEMENTS (((GcoreObject *[]){ __VA_ARGS__ })))

static void
enumerate_counts (Fixture *fixture, gconstpointer data)
{
  GcoreObject *iter = MAKE (ENUMERATE, list_of_ints (2), gcore_int_from_long (INT64_MAX - 1));
  expect_repr (gcore_sequence_list (iter), "[(9223372036854775806, 0), (9223372036854775807, 1)]");
  gcore_decref (iter);
}

static void
pairs_are_reused (Fixture *fixture, gconstpointer data)
{
  GcoreObject *iterators[] = { MAKE (ENUMERATE, list_of_ints (3)), MAKE (ZIP, list_of_ints (3), list_of_ints (4)) };
  for (size_t i = 0; i < G_N_ELEMENTS (iterators); i++)
    {
      GcoreObject *first = gcore_iter_next (iterators[i]);
      gcore_decref (first);
      GcoreObject *second = gcore_iter_next (iterators[i]);
      g_assert_true (second == first);
      GcoreObject *third = gcore_iter_next (iterators[i]);
      g_assert_true (third != second);
      expect_repr (second, "(1, 1)");
      expect_repr (third, "(2, 2)");
      g_assert_null (gcore_iter_next (iterators[i]));
      gcore_decref (iterators[i]);
    }
}

static void
filter_keeps_true_items (Fixture *fixture, gconstpointer data)
{
  GcoreObject *iter = MAKE (FILTER, gcore_newref (GCORE_NONE), list_of_ints (4));
  expect_repr (gcore_sequence_list (iter), "[1, 2, 3]");
  gcore_decref (iter);
}

static void
map_calls_with_all_items (Fixture *fixture, gconstpointer data)
{
  GcoreObject *iter = MAKE (MAP, gcore_newref (GCORE_TYPE (RANGE)), list_of_ints (3), list_of_ints (2));
  expect_repr (gcore_sequence_list (iter), "[range(0, 0), range(1, 1)]");
  gcore_decref (iter);
}

static void
sequence_iterator_ends_at_index_error (Fixture *fixture, gconstpointer data)
{
  GcoreObject *list = list_of_ints (3), *iter = gcore_seq_iterator_new (list);
  expect_repr (gcore_sequence_list (iter), "[0, 1, 2]");
  g_assert_cmpint (list->refcount, ==, 1);
  gcore_decref (iter);
  gcore_decref (list);
}

static void
reversed_sequence (Fixture *fixture, gconstpointer data)
{
  GcoreObject *iter = MAKE (REVERSED, gcore_list_as_tuple (list_of_ints (3)));
  g_assert_cmpint (gcore_object_length_hint (iter, 0), ==, 3);
  expect_repr (gcore_sequence_list (iter), "[2, 1, 0]");
  gcore_decref (iter);
  g_assert_null (MAKE (REVERSED, gcore_newref (GCORE_NONE)));
  expect_error (TypeError);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/iterators/enumerate/counts-beyond-machine-words", enumerate_counts);
  add_test ("/iterators/pairs-are-reused-when-nobody-keeps-them", pairs_are_reused);
  add_test ("/iterators/filter/keeps-true-items", filter_keeps_true_items);
  add_test ("/iterators/map/calls-with-an-item-of-each", map_calls_with_all_items);
  add_test ("/iterators/sequence/ends-at-index-error", sequence_iterator_ends_at_index_error);
  add_test ("/iterators/reversed/of-a-sequence", reversed_sequence);
  return g_test_run ();
}
