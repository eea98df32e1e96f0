/* SPDX-License-Identifier: MIT */
#include <glib.h>
#include <stdlib.h>

#include "gcore/analysis/histogram.h"
#include "gcore/analysis/paths.h"
#include "tests/ui/draw/sample-snapshot.h"

enum { NAMES, NODE, FIRST, SECOND };

static GcoreSnapshot *
rooted_cycle (bool unreachable)
{
  GcoreSnapshot *snapshot = sample_node_cycle (unreachable);

  /* The namespace is the module frame's: the first reference of the interpreter. */
  for (uint32_t i = 0; i < snapshot->n_refs; i++)
    if (snapshot->refs[i].holder == NAMES)
      snapshot->refs[i].holder_kind = GCORE_HOLDER_FRAME, snapshot->refs[i].holder = 0;
  return snapshot;
}

static void
test_shortest_path_starts_at_a_root (void)
{
  GcoreSnapshot *snapshot = rooted_cycle (false);
  uint32_t path[8], n = gcore_path_from_root (snapshot, FIRST, path, 8);

  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (snapshot->refs[path[0]].holder_kind, ==, GCORE_HOLDER_FRAME);
  g_assert_cmpuint (snapshot->refs[path[0]].target, ==, FIRST);
  sample_snapshot_free (snapshot);
}

static void
test_unreachable_objects_have_no_path (void)
{
  GcoreSnapshot *snapshot = rooted_cycle (true);
  uint32_t path[8];

  g_assert_cmpuint (gcore_path_from_root (snapshot, FIRST, path, 8), ==, 0);
  g_assert_cmpuint (gcore_path_from_root (snapshot, NODE, path, 8), ==, 1);
  sample_snapshot_free (snapshot);
}

static void
test_path_leads_through_holders (void)
{
  SampleBuilder *builder = sample_builder_new ();
  uint32_t a = sample_object (builder, "list", "", 0, 0), b = sample_object (builder, "list", "", 0, 0);
  uint32_t c = sample_object (builder, "list", "", 0, 0), path[8];

  sample_ref (builder, b, c, "[0]", GCORE_REF_ITEM);
  sample_ref (builder, a, b, "[0]", GCORE_REF_ITEM);
  sample_ref (builder, 0, a, "x", GCORE_REF_LOCAL);
  GcoreSnapshot *snapshot = sample_finish (builder);
  for (uint32_t i = 0; i < snapshot->n_refs; i++)
    if (snapshot->refs[i].target == a)
      snapshot->refs[i].holder_kind = GCORE_HOLDER_FRAME;

  g_assert_cmpuint (gcore_path_from_root (snapshot, c, path, 8), ==, 3);
  g_assert_cmpuint (snapshot->refs[path[0]].target, ==, a);
  g_assert_cmpuint (snapshot->refs[path[1]].target, ==, b);
  g_assert_cmpuint (snapshot->refs[path[2]].target, ==, c);
  g_assert_cmpuint (gcore_path_from_root (snapshot, c, path, 2), ==, 3);
  sample_snapshot_free (snapshot);
}

static void
test_cycle_goes_round (void)
{
  GcoreSnapshot *snapshot = sample_node_cycle (true);
  uint32_t path[8], n = gcore_path_cycle (snapshot, FIRST, path, 8);

  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (snapshot->refs[path[0]].holder, ==, FIRST);
  g_assert_cmpuint (snapshot->refs[path[0]].target, ==, SECOND);
  g_assert_cmpuint (snapshot->refs[path[1]].target, ==, FIRST);
  g_assert_cmpuint (gcore_path_cycle (snapshot, NAMES, path, 8), ==, 0);
  sample_snapshot_free (snapshot);
}

static void
test_histogram_counts_by_type (void)
{
  GcoreSnapshot *snapshot = sample_node_cycle (false);
  uint32_t n;
  GcoreHistogramRow *rows = gcore_histogram_new (snapshot, 0, &n);

  g_assert_cmpuint (n, ==, 6);
  g_assert_cmpstr (gcore_snapshot_string (snapshot, rows[0].type_name), ==, "Node");
  g_assert_cmpuint (rows[0].n, ==, 2);
  g_assert_cmpuint (rows[0].bytes, ==, 96);
  free (rows);
  sample_snapshot_free (snapshot);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/analysis/paths/shortest-path-starts-at-a-root", test_shortest_path_starts_at_a_root);
  g_test_add_func ("/analysis/paths/unreachable-objects-have-no-path", test_unreachable_objects_have_no_path);
  g_test_add_func ("/analysis/paths/path-leads-through-holders", test_path_leads_through_holders);
  g_test_add_func ("/analysis/paths/cycle-goes-round", test_cycle_goes_round);
  g_test_add_func ("/analysis/histogram/counts-by-type", test_histogram_counts_by_type);
  return g_test_run ();
}
