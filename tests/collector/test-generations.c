/* SPDX-License-Identifier: MIT */
#include "tests/collector/node.h"

static GString *sequence;

static void
log_generation (const char *phase, int generation, intptr_t collected, intptr_t uncollectable)
{
  if (phase[2] == 'a') /* start */
    g_string_append_printf (sequence, "%d", generation);
}

static bool
is_exception_pending (void)
{
  return n_memory_errors < 0;
}

static void
ignore_garbage (GcoreObject *object)
{
  gcore_incref (object);
}

static void
ignore_text (const char *text)
{
  g_string_append (sequence, text);
}

static double
no_seconds (void)
{
  return 0.0;
}

static uint64_t
some_tick (void)
{
  return 42;
}

static void
count_clearing (void)
{
  g_string_append_c (sequence, '!');
}

static void
watch (void)
{
  static const GcoreCollectorHooks hooks = { .exception_pending = is_exception_pending,
                                             .write_stderr = ignore_text,
                                             .seconds = no_seconds,
                                             .tick = some_tick,
                                             .append_garbage = ignore_garbage,
                                             .call_callbacks = log_generation,
                                             .clear_freelists = count_clearing };
  gcore_collector_set_hooks (&hooks);
  sequence = g_string_new (NULL);
}

static void
expect_sequence (const char *expected)
{
  g_assert_cmpstr (sequence->str, ==, expected);
  g_string_free (sequence, TRUE);
  sequence = g_string_new (NULL);
}

static void
set_thresholds (int a, int b, int c)
{
  gcore_gc_set_threshold (0, a);
  gcore_gc_set_threshold (1, b);
  gcore_gc_set_threshold (2, c);
}

/* Allocates N nodes into KEEP. */
static void
allocate (Node **keep, int n)
{
  for (int i = 0; i < n; i++)
    keep[i] = node_new (0);
}

static void
release (Node **keep, int n)
{
  for (int i = 0; i < n; i++)
    gcore_decref (keep[i]);
}

static void
test_exact_allocation (Fixture *fixture, gconstpointer data)
{
  watch ();
  Node *keep[701];
  allocate (keep, 700);
  expect_sequence ("");
  keep[700] = node_new (0);
  expect_sequence ("0");
  /* The new object itself was not tracked yet. */
  g_assert_cmpint (gcore_gc_list_length (gcore_gc_list (0)), ==, 1);
  g_assert_cmpint (gcore_gc_list_length (gcore_gc_list (1)), ==, 700);
  g_assert_cmpint (GCORE_COLLECTOR->generations[0].count, ==, 0);
  g_assert_cmpint (GCORE_COLLECTOR->generations[1].count, ==, 1);
  release (keep, 701);
}

static void
test_frees_lower_the_count (Fixture *fixture, gconstpointer data)
{
  Node *keep[10];
  allocate (keep, 10);
  g_assert_cmpint (GCORE_COLLECTOR->generations[0].count, ==, 10);
  release (keep, 10);
  g_assert_cmpint (GCORE_COLLECTOR->generations[0].count, ==, 0);
  allocate (keep, 5);
  gcore_gc_collect (0);
  release (keep, 5);
  g_assert_cmpint (GCORE_COLLECTOR->generations[0].count, ==, 0);
}

static void
test_sequence (Fixture *fixture, gconstpointer data)
{
  watch ();
  set_thresholds (10, 2, 2);
  Node *keep[17 * 11];
  allocate (keep, 17 * 11);
  expect_sequence ("0001000100012!0001");
  release (keep, 17 * 11);
}

static void
test_forbidden (Fixture *fixture, gconstpointer data)
{
  watch ();
  Node *keep[100];
  set_thresholds (10, 10, 10);
  gcore_gc_set_enabled (false);
  allocate (keep, 100);
  release (keep, 100);
  expect_sequence ("");
  gcore_gc_set_enabled (true);
  set_thresholds (0, 10, 10);
  allocate (keep, 100);
  release (keep, 100);
  expect_sequence ("");
  set_thresholds (10, 10, 10);
  n_memory_errors = -1; /* an exception is pending */
  allocate (keep, 100);
  release (keep, 100);
  expect_sequence ("");
  n_memory_errors = 0;
}

/* With 4000 long-lived objects and thresholds (100, 1, 1), the first full collection is the 13th. */
static void
test_quarter_rule (Fixture *fixture, gconstpointer data)
{
  gcore_gc_set_enabled (false);
  Node **base = g_new (Node *, 4000), **more = g_new (Node *, 2000);
  allocate (base, 4000);
  gcore_gc_collect (2);
  g_assert_cmpint (GCORE_COLLECTOR->long_lived_total, ==, 4000);
  watch ();
  set_thresholds (100, 1, 1);
  gcore_gc_set_enabled (true);
  allocate (more, 2000);
  expect_sequence ("0010010010012!001001");
  g_assert_false (gcore_gc_record (1 + 6)->reason.full_held_back);
  g_assert_true (gcore_gc_record (1 + 12)->reason.full_held_back);
  g_assert_cmpint (gcore_gc_record (1 + 13)->reason.long_lived_total, ==, 4000);
  g_assert_true (gcore_gc_record (1 + 13)->reason.automatic);
  g_assert_cmpint (gcore_gc_record (1 + 13)->first_tick, ==, 42);
  g_assert_null (gcore_gc_record (0));
  g_assert_null (gcore_gc_record (GCORE_COLLECTOR->n_collections + 1));
  release (base, 4000);
  release (more, 2000);
  g_free (base);
  g_free (more);
}

static void
test_ages (Fixture *fixture, gconstpointer data)
{
  Node *node = node_new (0);
  gcore_gc_collect (0);
  g_assert_cmpint (gcore_gc_list_length (gcore_gc_list (1)), ==, 1);
  gcore_gc_collect (0);
  g_assert_cmpint (gcore_gc_list_length (gcore_gc_list (1)), ==, 1);
  Node *other = node_new (0);
  gcore_gc_collect (1);
  g_assert_cmpint (gcore_gc_list_length (gcore_gc_list (2)), ==, 2);
  g_assert_cmpint (GCORE_COLLECTOR->long_lived_pending, ==, 2);
  gcore_gc_collect (2);
  g_assert_cmpint (gcore_gc_list_length (gcore_gc_list (2)), ==, 2);
  g_assert_cmpint (GCORE_COLLECTOR->long_lived_total, ==, 2);
  g_assert_cmpint (GCORE_COLLECTOR->long_lived_pending, ==, 0);
  gcore_decref (node);
  gcore_decref (other);
}

static void
test_freeze (Fixture *fixture, gconstpointer data)
{
  Node *node = node_new (1);
  node_link (node, node);
  gcore_decref (node);
  gcore_gc_freeze ();
  g_assert_cmpint (GCORE_COLLECTOR->generations[0].count, ==, 0);
  g_assert_cmpint (gcore_gc_list_length (gcore_gc_list (GCORE_PERMANENT_GENERATION)), ==, 1);
  g_assert_cmpint (gcore_gc_collect (2), ==, 0);
  gcore_gc_unfreeze ();
  g_assert_cmpint (gcore_gc_collect (1), ==, 0);
  g_assert_cmpint (gcore_gc_collect (2), ==, 1);
  expect_log ("dead 1");
}

static int n_untracked;

static void
untrack_it (GcoreObject *self)
{
  n_untracked++;
  gcore_gc_untrack (self);
}

static void
test_untracking (Fixture *fixture, gconstpointer data)
{
  GcoreType tuple_like = node_type, dict_like = node_type;
  tuple_like.maybe_untrack = dict_like.maybe_untrack = untrack_it;
  tuple_like.flags |= GCORE_TYPE_FLAG_TUPLE;
  dict_like.flags |= GCORE_TYPE_FLAG_DICT;
  n_untracked = 0;
  Node *tuple = node_new_of (&tuple_like, 0), *dict = node_new_of (&dict_like, 0);
  gcore_gc_collect (0);
  g_assert_false (gcore_gc_is_tracked (tuple));
  g_assert_true (gcore_gc_is_tracked (dict));
  g_assert_cmpint (gcore_gc_record (1)->survivors, ==, 1);
  gcore_gc_collect (1);
  g_assert_true (gcore_gc_is_tracked (dict));
  gcore_gc_collect (2);
  g_assert_false (gcore_gc_is_tracked (dict));
  g_assert_cmpint (n_untracked, ==, 2);
  g_assert_false (gcore_gc_may_be_tracked (&tuple->base));
  g_assert_true (gcore_gc_may_be_tracked (&dict->base));
  gcore_decref (tuple);
  gcore_decref (dict);
}

static void
test_debug_lines (Fixture *fixture, gconstpointer data)
{
  watch ();
  GCORE_COLLECTOR->debug = GCORE_GC_DEBUG_STATS | GCORE_GC_DEBUG_COLLECTABLE;
  Node *node = node_new (0), *held = node_new (0);
  node_link (node, node);
  gcore_decref (node);
  char *expected = g_strdup_printf ("0gc: collecting generation 0...\n"
                                    "gc: objects in each generation: 2 0 0\n"
                                    "gc: objects in permanent generation: 0\n"
                                    "gc: collectable <node %p>\n"
                                    "gc: done, 1 unreachable, 0 uncollectable, 0.0000s elapsed\n",
                                    (void *) node);
  gcore_gc_collect (0);
  expect_sequence (expected);
  g_free (expected);
  GCORE_COLLECTOR->debug = 0;
  gcore_decref (held);
}

static void
test_out_of_memory (Fixture *fixture, gconstpointer data)
{
  /* The allocation fails, is reported once, and changes no list. */
  gcore_mem_fail_after (1);
  g_assert_null (node_new (0));
  g_assert_cmpint (n_memory_errors, ==, 1);
  GcoreType var = node_type;
  var.item_size = 8;
  g_assert_null (gcore_gc_new_var (&var, INTPTR_MAX / 4));
  g_assert_null (gcore_gc_new_var (&var, -1));
  Node *node = gcore_gc_new_var (&var, 2);
  gcore_mem_fail_after (1);
  g_assert_null (gcore_gc_resize (node, 1000));
  g_assert_cmpint (n_memory_errors, ==, 4);
  g_assert_cmpint (GCORE_SIZE_OF (node), ==, 2);
  node = gcore_gc_resize (node, 1000);
  g_assert_cmpint (GCORE_SIZE_OF (node), ==, 1000);
  gcore_gc_del (node);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_TEST ("/collector/generations/starts-at-the-exact-allocation", test_exact_allocation);
  ADD_TEST ("/collector/generations/frees-lower-the-count", test_frees_lower_the_count);
  ADD_TEST ("/collector/generations/sequence-of-generations", test_sequence);
  ADD_TEST ("/collector/generations/disabled-zero-or-exception-pending", test_forbidden);
  ADD_TEST ("/collector/generations/quarter-rule", test_quarter_rule);
  ADD_TEST ("/collector/generations/survivors-age", test_ages);
  ADD_TEST ("/collector/generations/frozen-objects-are-left-alone", test_freeze);
  ADD_TEST ("/collector/generations/untracks-tuples-always-dicts-in-full-ones", test_untracking);
  ADD_TEST ("/collector/debug/lines", test_debug_lines);
  ADD_TEST ("/collector/generations/allocation-failure", test_out_of_memory);
  return g_test_run ();
}
