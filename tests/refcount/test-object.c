/* SPDX-License-Identifier: MIT */
#include "tests/collector/node.h"

static Node *kept;

static void
keep (Node *node)
{
  kept = gcore_newref (node);
}

static void
test_finalizer_runs_once (Fixture *fixture, gconstpointer data)
{
  Node *node = node_new_of (&final_node_type, 1);
  gcore_object_call_finalizer (&node->base);
  gcore_object_call_finalizer (&node->base);
  expect_log ("finalize 1");
  g_assert_true (gcore_gc_is_finalized (&node->base));
  gcore_decref (node);
  expect_log ("dead 1");
}

static void
test_resurrection (Fixture *fixture, gconstpointer data)
{
  on_finalize = keep;
  Node *node = node_new_of (&final_node_type, 1);
  GcoreWeakRef *ref = weak_new (node, NULL);
  gcore_decref (node);
  expect_log ("finalize 1");
  g_assert_true (kept == node);
  g_assert_cmpint (node->base.refcount, ==, 1);
  g_assert_true (gcore_gc_is_tracked (node));
  g_assert_true (ref->referent == &node->base);
  gcore_decref (kept);
  expect_log ("dead 1");
  gcore_decref (ref);
}

/* --- the trashcan ------------------------------------------------------------------------------------------------- */

static Node *
make_chain (int n, bool numbered)
{
  Node *first = NULL;
  for (int i = n; i > 0; i--)
    {
      Node *node = node_new (numbered ? i : 0);
      node->refs[0] = (GcoreObject *) first;
      first = node;
    }
  return first;
}

static void
test_long_chain (Fixture *fixture, gconstpointer data)
{
  gcore_gc_set_enabled (false);
  gcore_decref (make_chain (g_test_slow () ? 10 * 1000 * 1000 : 1000 * 1000, false));
  g_assert_cmpint (gcore_mem_allocated_blocks (), ==, 0);
}

static void
test_linear_chain_keeps_order (Fixture *fixture, gconstpointer data)
{
  gcore_decref (make_chain (200, true));
  GString *expected = g_string_new ("dead 1");
  for (int i = 2; i <= 200; i++)
    g_string_append_printf (expected, ", dead %d", i);
  expect_log (expected->str);
  g_string_free (expected, TRUE);
}

/* Nodes that hold a leaf and the next node, and release the leaf after it: what is put aside dies in batches. */
static void
test_batches (Fixture *fixture, gconstpointer data)
{
  Node *first = NULL;
  for (int i = 120; i > 0; i--)
    {
      Node *node = node_new (0);
      node->refs[0] = (GcoreObject *) first;
      node->refs[1] = (GcoreObject *) node_new (i);
      first = node;
    }
  gcore_decref (first);
  /* Level 51 is put aside with everything below it. Leaves die from the inside out, batch by batch. */
  g_assert_true (g_str_has_prefix (node_log->str, "dead 49, dead 48, dead 47"));
  g_string_truncate (node_log, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_TEST ("/refcount/finalizer/runs-once", test_finalizer_runs_once);
  ADD_TEST ("/refcount/finalizer/may-resurrect", test_resurrection);
  ADD_TEST ("/refcount/trashcan/long-chain-dies-in-constant-stack", test_long_chain);
  ADD_TEST ("/refcount/trashcan/linear-chain-keeps-its-order", test_linear_chain_keeps_order);
  ADD_TEST ("/refcount/trashcan/nested-leaves-die-in-batches", test_batches);
  return g_test_run ();
}
