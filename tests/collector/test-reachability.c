/* SPDX-License-Identifier: MIT */
#include "tests/collector/node.h"

static void
test_self_cycle (Fixture *fixture, gconstpointer data)
{
  Node *node = node_new (1);
  node_link (node, node);
  gcore_decref (node);
  expect_log ("");
  g_assert_cmpint (gcore_gc_collect (2), ==, 1);
  expect_log ("dead 1");
}

static void
test_ring (Fixture *fixture, gconstpointer data)
{
  Node *nodes[100];
  for (int i = 0; i < 100; i++)
    nodes[i] = node_new (0);
  for (int i = 0; i < 100; i++)
    node_link (nodes[i], nodes[(i + 1) % 100]);
  for (int i = 0; i < 100; i++)
    gcore_decref (nodes[i]);
  g_assert_cmpint (gcore_gc_collect (0), ==, 100);
}

static void
test_held_from_outside (Fixture *fixture, gconstpointer data)
{
  Node *a = node_new (1), *b = node_new (2), *c = node_new (3);
  node_link (a, b);
  node_link (b, c);
  node_link (c, a);
  gcore_decref (b);
  gcore_decref (c);
  g_assert_cmpint (gcore_gc_collect (2), ==, 0);
  expect_log ("");
  gcore_decref (a);
  g_assert_cmpint (gcore_gc_collect (2), ==, 3);
  g_string_truncate (node_log, 0);
}

static void
test_hanging_on_a_cycle (Fixture *fixture, gconstpointer data)
{
  Node *node = node_new (1), *leaf = node_new (2);
  node_link (node, node);
  node_link (node, leaf);
  gcore_decref (leaf);
  gcore_decref (node);
  g_assert_cmpint (gcore_gc_collect (2), ==, 2);
  expect_log ("dead 2, dead 1");
}

static int
log_number (GcoreObject *object, void *data)
{
  log_event ("node", ((Node *) object)->number);
  return 0;
}

/* x and y are met before the list that holds them: set aside, then put back behind it when it is scanned. */
static void
test_order_of_survivors (Fixture *fixture, gconstpointer data)
{
  Node *x = node_new (1), *y = node_new (2), *list = node_new (3), *z = node_new (4);
  node_link (list, y);
  node_link (list, x);
  gcore_decref (x);
  gcore_decref (y);
  gcore_gc_collect (0);
  gcore_gc_visit_list (gcore_gc_list (1), log_number, NULL);
  expect_log ("node 3, node 4, node 2, node 1");
  gcore_decref (list);
  gcore_decref (z);
  expect_log ("dead 3, dead 2, dead 1, dead 4");
}

static void
test_order_of_unreachable (Fixture *fixture, gconstpointer data)
{
  for (int i = 1; i <= 3; i++)
    {
      Node *node = node_new_of (&final_node_type, i);
      node_link (node, node);
      gcore_decref (node);
    }
  gcore_gc_collect (0);
  expect_log ("finalize 1, finalize 2, finalize 3, dead 1, dead 2, dead 3");
}

static void
test_older_generation_holds (Fixture *fixture, gconstpointer data)
{
  Node *old = node_new (1);
  gcore_gc_collect (2);
  Node *young = node_new (2);
  node_link (young, young);
  node_link (old, young);
  gcore_decref (young);
  g_assert_cmpint (gcore_gc_collect (0), ==, 0);
  g_assert_cmpint (gcore_gc_list_length (gcore_gc_list (1)), ==, 1);
  GCORE_CLEAR (old->refs[0]);
  gcore_decref (old);
  expect_log ("dead 1");
  g_assert_cmpint (gcore_gc_collect (1), ==, 1);
  expect_log ("dead 2");
}

static void
test_random_graphs (Fixture *fixture, gconstpointer data)
{
  /* Against a plain search from the nodes that are held. */
  enum { N = 60 };
  gcore_gc_set_enabled (false);
  for (int round = 0; round < 200; round++)
    {
      Node *nodes[N];
      bool held[N] = { false };
      for (int i = 0; i < N; i++)
        nodes[i] = node_new (0);
      for (int i = 0; i < N; i++)
        for (int j = g_test_rand_int_range (0, NODE_REFS + 1); j > 0; j--)
          node_link (nodes[i], nodes[g_test_rand_int_range (0, N)]);
      for (int i = 0; i < N; i++)
        {
          held[i] = g_test_rand_int_range (0, 20) == 0;
          gcore_incref (nodes[i]);
        }
      /* Take our references away without letting reference counting free anything. */
      bool reachable[N];
      memcpy (reachable, held, sizeof held);
      for (bool changed = true; changed;)
        {
          changed = false;
          for (int i = 0; i < N; i++)
            for (int j = 0; j < NODE_REFS && reachable[i]; j++)
              for (int k = 0; k < N; k++)
                if (nodes[i]->refs[j] == &nodes[k]->base && !reachable[k])
                  reachable[k] = changed = true;
        }
      int n_reachable = 0, n_unreferenced = 0;
      for (int i = 0; i < N; i++)
        {
          n_reachable += reachable[i];
          nodes[i]->base.refcount -= held[i] ? 1 : 2;
          n_unreferenced += nodes[i]->base.refcount == 0;
        }
      /* Nodes nothing refers to would be dead by now: let one extra node hold them in a ring of its own. */
      Node *extra[N + 1];
      int n_extra = 0;
      for (int i = 0; i < N; i++)
        if (nodes[i]->base.refcount == 0)
          {
            Node *ring = extra[n_extra++] = node_new (0);
            node_link (ring, ring);
            node_link (ring, nodes[i]);
          }
      for (int i = 0; i < n_extra; i++)
        gcore_decref (extra[i]);
      g_assert_cmpint (n_extra, ==, n_unreferenced);
      g_assert_cmpint (gcore_gc_collect (2), ==, N - n_reachable + n_extra);
      g_assert_cmpint (gcore_gc_list_length (gcore_gc_list (2)), ==, n_reachable);
      g_assert_cmpstr (gcore_gc_check (), ==, NULL);
      for (int i = 0; i < N; i++)
        if (held[i])
          gcore_decref (nodes[i]);
      gcore_gc_collect (2);
      g_assert_cmpint (gcore_mem_allocated_blocks (), ==, 0);
    }
}

/* --- stop points -------------------------------------------------------------------------------------------------- */

static GString *trace;

static void
trace_step (const GcoreCollectionStep *step)
{
  static const char *const names[] = { "idle", "update", "subtract", "move", "promote", "weakrefs", "finalize",
                                       "resurrection", "clear" };
  if (step->object == NULL)
    g_string_append_printf (trace, "|%s", names[step->phase]);
  else if (step->referent != NULL)
    g_string_append_printf (trace, " %d>%d", ((Node *) step->object)->number, ((Node *) step->referent)->number);
  else
    {
      intptr_t refs;
      GcoreCollectionMark mark = gcore_gc_mark (step->object, &refs);
      g_string_append_printf (trace, " %d", ((Node *) step->object)->number);
      if (mark == GCORE_MARK_COUNTED)
        g_string_append_printf (trace, "=%d", (int) refs);
    }
}

static void
test_steps (Fixture *fixture, gconstpointer data)
{
  Node *held = node_new (1), *leaf = node_new (2), *cycle = node_new (3);
  node_link (held, leaf);
  node_link (cycle, cycle);
  gcore_decref (leaf);
  gcore_decref (cycle);
  trace = g_string_new (NULL);
  uint64_t steps = GCORE_COLLECTOR->steps;
  GCORE_COLLECTOR_CONTROL->stop_point = trace_step;
  gcore_gc_collect (0);
  GCORE_COLLECTOR_CONTROL->stop_point = NULL;
  g_assert_cmpstr (trace->str, ==,
                   "|update 1 2 3|subtract 1=1 1>2 2=0 3=1 3>3|move 1=1 1>2 2=1 3=0|promote|weakrefs 3|finalize"
                   "|resurrection|clear 3");
  g_assert_cmpint (GCORE_COLLECTOR->steps - steps, ==, 8 + 3 + 5 + 4 + 2);
  g_string_free (trace, TRUE);

  /* The same number of micro-steps without anyone watching. */
  cycle = node_new (3);
  node_link (cycle, cycle);
  gcore_decref (cycle);
  const GcoreCollectionRecord *first = gcore_gc_record (1);
  g_assert_cmpint (first->steps, ==, 8 + 3 + 5 + 4 + 2);
  gcore_gc_collect (0);
  g_assert_cmpint (gcore_gc_record (2)->steps, ==, 8 + 1 + 2 + 1 + 2);
  gcore_decref (held);
  g_string_truncate (node_log, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_TEST ("/collector/reachability/self-cycle-is-unreachable", test_self_cycle);
  ADD_TEST ("/collector/reachability/ring-is-unreachable", test_ring);
  ADD_TEST ("/collector/reachability/held-from-outside-survives", test_held_from_outside);
  ADD_TEST ("/collector/reachability/what-hangs-on-a-cycle-goes-with-it", test_hanging_on_a_cycle);
  ADD_TEST ("/collector/reachability/order-of-survivors", test_order_of_survivors);
  ADD_TEST ("/collector/reachability/order-of-unreachable", test_order_of_unreachable);
  ADD_TEST ("/collector/reachability/older-generation-holds-younger", test_older_generation_holds);
  ADD_TEST ("/collector/reachability/random-graphs", test_random_graphs);
  ADD_TEST ("/collector/reachability/every-step-can-be-watched", test_steps);
  return g_test_run ();
}
