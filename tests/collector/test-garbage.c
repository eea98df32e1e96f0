/* SPDX-License-Identifier: MIT */
/* Weak references, finalizers and clearing: what happens to unreachable objects. */
#include "tests/collector/node.h"

/* A node that refers to itself and that nobody holds. */
static Node *
drop_cycle (GcoreType *type, int number)
{
  Node *node = node_new_of (type, number);
  node_link (node, node);
  gcore_decref (node);
  return node;
}

/* --- weak references ---------------------------------------------------------------------------------------------- */

static void
test_callback_of_reachable_ref (Fixture *fixture, gconstpointer data)
{
  Node *callback = node_new (9);
  Node *node = drop_cycle (&final_node_type, 1);
  GcoreWeakRef *ref = weak_new (node, callback);
  g_assert_cmpint (gcore_gc_collect (2), ==, 1);
  expect_log ("callback 9, finalize 1, dead 1");
  g_assert_null (ref->referent);
  g_assert_true (ref->callback == &callback->base);
  gcore_decref (ref);
  gcore_decref (callback);
  expect_log ("dead 9");
}

static void
test_unreachable_ref_is_not_called (Fixture *fixture, gconstpointer data)
{
  Node *callback = node_new (9);
  Node *node = drop_cycle (&node_type, 1);
  GcoreWeakRef *ref = weak_new (node, callback);
  node->refs[1] = &ref->base;
  g_assert_cmpint (gcore_gc_collect (2), ==, 2);
  expect_log ("dead 1");
  gcore_decref (callback);
  expect_log ("dead 9");
}

static GcoreWeakRef *entry;

static void
drop_entry (GcoreWeakRef *ref, GcoreObject *callback)
{
  log_callback (ref, callback);
  GCORE_CLEAR (entry);
}

static void
test_ref_dying_in_its_callback_counts (Fixture *fixture, gconstpointer data)
{
  static const GcoreRefcountHooks hooks = { count_memory_error, drop_entry, log_and_clear };
  gcore_refcount_set_hooks (&hooks);
  Node *callback = node_new (9);
  entry = weak_new (drop_cycle (&node_type, 1), callback);
  g_assert_cmpint (gcore_gc_collect (2), ==, 2);
  expect_log ("callback 9, dead 1");
  gcore_decref (callback);
  expect_log ("dead 9");
}

static GcoreWeakRef *other_ref;

static void
look_at_other (GcoreWeakRef *ref, GcoreObject *callback)
{
  g_assert_null (other_ref->referent);
  log_callback (ref, callback);
}

static void
test_all_cleared_before_callbacks (Fixture *fixture, gconstpointer data)
{
  static const GcoreRefcountHooks hooks = { count_memory_error, look_at_other, log_and_clear };
  gcore_refcount_set_hooks (&hooks);
  Node *callback = node_new (9);
  Node *a = drop_cycle (&node_type, 1), *b = drop_cycle (&node_type, 2);
  GcoreWeakRef *ref = weak_new (a, callback);
  other_ref = weak_new (b, NULL);
  g_assert_cmpint (gcore_gc_collect (2), ==, 2);
  expect_log ("callback 9, dead 1, dead 2");
  gcore_decref (ref);
  gcore_decref (other_ref);
  gcore_decref (callback);
  expect_log ("dead 9");
}

/* --- finalizers --------------------------------------------------------------------------------------------------- */

static Node *kept;

static void
keep (Node *node)
{
  if (kept == NULL)
    kept = gcore_newref (node);
}

static void
test_resurrection (Fixture *fixture, gconstpointer data)
{
  on_finalize = keep;
  kept = NULL;
  Node *a = node_new_of (&final_node_type, 1), *b = node_new_of (&final_node_type, 2);
  node_link (a, b);
  node_link (b, a);
  gcore_decref (a);
  gcore_decref (b);
  drop_cycle (&final_node_type, 3);
  /* a was stored by its finalizer, which keeps b too; the third one goes. */
  g_assert_cmpint (gcore_gc_collect (0), ==, 1);
  expect_log ("finalize 1, finalize 2, finalize 3, dead 3");
  g_assert_cmpint (gcore_gc_list_length (gcore_gc_list (1)), ==, 2);
  g_assert_cmpstr (gcore_gc_check (), ==, NULL);
  g_assert_true (kept == a);
  gcore_decref (kept);
  g_assert_cmpint (gcore_gc_collect (1), ==, 2);
  expect_log ("dead 2, dead 1"); /* b was held by a alone */
}

static void
open_cycle (Node *node)
{
  GCORE_CLEAR (node->refs[0]);
}

static void
test_finalizer_opens_cycle (Fixture *fixture, gconstpointer data)
{
  on_finalize = open_cycle;
  drop_cycle (&final_node_type, 1);
  g_assert_cmpint (gcore_gc_collect (2), ==, 0);
  expect_log ("finalize 1, dead 1");
}

static intptr_t nested_result;

static void
collect_inside (Node *node)
{
  nested_result = gcore_gc_collect (2);
}

static void
test_no_nested_collection (Fixture *fixture, gconstpointer data)
{
  on_finalize = collect_inside;
  nested_result = -1;
  drop_cycle (&final_node_type, 1);
  g_assert_cmpint (gcore_gc_collect (2), ==, 1);
  g_assert_cmpint (nested_result, ==, 0);
  expect_log ("finalize 1, dead 1");
}

static void
allocate_inside (Node *node)
{
  for (int i = 0; i < 2000; i++)
    gcore_decref (node_new (0));
  drop_cycle (&node_type, node->number + 10);
}

static void
test_finalizer_makes_objects (Fixture *fixture, gconstpointer data)
{
  on_finalize = allocate_inside;
  drop_cycle (&final_node_type, 1);
  g_assert_cmpint (gcore_gc_collect (0), ==, 1);
  expect_log ("finalize 1, dead 1");
  g_assert_cmpint (gcore_gc_collect (0), ==, 1);
  expect_log ("dead 11");
}

static void
test_no_clear_slot (Fixture *fixture, gconstpointer data)
{
  /* A type without clear is freed by another member of its cycle. */
  GcoreType fixed = node_type;
  fixed.clear = NULL;
  Node *a = node_new_of (&fixed, 1), *b = node_new (2);
  node_link (a, b);
  node_link (b, a);
  gcore_decref (a);
  gcore_decref (b);
  g_assert_cmpint (gcore_gc_collect (2), ==, 2);
  expect_log ("dead 1, dead 2");
  g_assert_cmpint (gcore_mem_allocated_blocks (), ==, 0);
}

static void
test_everything_fails (Fixture *fixture, gconstpointer data)
{
  /* A collection allocates nothing itself: it cannot fail. */
  drop_cycle (&final_node_type, 1);
  gcore_mem_fail_after (1);
  g_assert_cmpint (gcore_gc_collect (2), ==, 1);
  g_assert_false (gcore_mem_has_failed ());
  gcore_mem_fail_after (0);
  expect_log ("finalize 1, dead 1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_TEST ("/collector/weakrefs/callback-of-a-reachable-ref-runs-first", test_callback_of_reachable_ref);
  ADD_TEST ("/collector/weakrefs/unreachable-ref-is-not-called", test_unreachable_ref_is_not_called);
  ADD_TEST ("/collector/weakrefs/ref-dying-in-its-callback-counts", test_ref_dying_in_its_callback_counts);
  ADD_TEST ("/collector/weakrefs/all-die-before-any-callback", test_all_cleared_before_callbacks);
  ADD_TEST ("/collector/finalizers/resurrected-object-survives-with-what-it-holds", test_resurrection);
  ADD_TEST ("/collector/finalizers/finalizer-may-open-the-cycle", test_finalizer_opens_cycle);
  ADD_TEST ("/collector/finalizers/no-collection-inside-a-collection", test_no_nested_collection);
  ADD_TEST ("/collector/finalizers/finalizer-may-make-objects", test_finalizer_makes_objects);
  ADD_TEST ("/collector/finalizers/type-without-clear", test_no_clear_slot);
  ADD_TEST ("/collector/finalizers/a-collection-allocates-nothing", test_everything_fails);
  return g_test_run ();
}
