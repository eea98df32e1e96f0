/* SPDX-License-Identifier: MIT */
#include "tests/collector/node.h"

static void
test_length (Fixture *fixture, gconstpointer data)
{
  Node *node = node_new (1);
  g_assert_cmpint (gcore_weak_list_length (&node->base), ==, 0);
  GcoreWeakRef *a = weak_new (node, NULL), *b = weak_new (node, NULL);
  g_assert_cmpint (gcore_weak_list_length (&node->base), ==, 2);
  gcore_decref (a);
  g_assert_cmpint (gcore_weak_list_length (&node->base), ==, 1);
  g_assert_true (node->weak_list == b);
  gcore_decref (b);
  g_assert_null (node->weak_list);
  gcore_decref (node);
}

static void
test_dies_with_referent (Fixture *fixture, gconstpointer data)
{
  Node *node = node_new (1);
  GcoreWeakRef *ref = weak_new (node, NULL);
  gcore_decref (node);
  g_assert_null (ref->referent);
  expect_log ("dead 1");
  gcore_decref (ref);
}

static void
test_newest_first (Fixture *fixture, gconstpointer data)
{
  Node *node = node_new (1);
  Node *callbacks[3];
  GcoreWeakRef *refs[3];
  for (int i = 0; i < 3; i++)
    {
      callbacks[i] = node_new (10 + i);
      refs[i] = weak_new (node, callbacks[i]);
    }
  gcore_decref (node);
  expect_log ("callback 12, callback 11, callback 10, dead 1");
  for (int i = 0; i < 3; i++)
    {
      g_assert_null (refs[i]->callback);
      g_assert_cmpint (callbacks[i]->base.refcount, ==, 1);
      g_assert_cmpint (refs[i]->base.refcount, ==, 1);
      gcore_decref (refs[i]);
      gcore_decref (callbacks[i]);
    }
}

static void
test_only_callback_holds_no_count (Fixture *fixture, gconstpointer data)
{
  Node *node = node_new (1), *callback = node_new (2);
  GcoreWeakRef *ref = weak_new (node, callback);
  gcore_decref (node);
  expect_log ("callback 2, dead 1");
  g_assert_cmpint (ref->base.refcount, ==, 1);
  gcore_decref (ref);
  gcore_decref (callback);
}

static void
test_dropped_ref_is_not_called (Fixture *fixture, gconstpointer data)
{
  Node *node = node_new (1), *callback = node_new (2);
  gcore_decref (weak_new (node, callback));
  gcore_decref (node);
  expect_log ("dead 1");
  gcore_decref (callback);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_TEST ("/refcount/weakref/list-length", test_length);
  ADD_TEST ("/refcount/weakref/dies-with-its-referent", test_dies_with_referent);
  ADD_TEST ("/refcount/weakref/callbacks-run-newest-first", test_newest_first);
  ADD_TEST ("/refcount/weakref/the-only-callback-holds-no-count", test_only_callback_holds_no_count);
  ADD_TEST ("/refcount/weakref/dropped-ref-is-not-called", test_dropped_ref_is_not_called);
  return g_test_run ();
}
