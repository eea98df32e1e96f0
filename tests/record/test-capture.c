/* SPDX-License-Identifier: MIT */
/* Snapshots of a few objects made by hand; programs are in test-capture-program.c. */
#include <glib.h>

#include "gcore/collector/collector.h"
#include "gcore/image/copy.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/float.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/singletons.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/record/snapshot.h"

typedef struct
{
  GcoreImage *image;
} Fixture;

static void
make_type (GcoreTypeId id, const GcoreType *template)
{
  GCORE_OBJECTS->types[id] = *template;
  GCORE_OBJECTS->types[id].base.base.refcount = 1;
  GCORE_OBJECTS->types[id].id = id;
}

/* Just the types the tests use, not readied. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->image = gcore_image_new (0);
  gcore_image_enter (fixture->image);
  gcore_mem_start ();
  gcore_refcount_init ();
  gcore_collector_init ();
  gcore_gc_set_enabled (false);
  make_type (GCORE_TYPE_ID_NONE, &gcore_none_template);
  make_type (GCORE_TYPE_ID_BYTES, &gcore_bytes_template);
  make_type (GCORE_TYPE_ID_INT, &gcore_int_template);
  make_type (GCORE_TYPE_ID_FLOAT, &gcore_float_template);
  make_type (GCORE_TYPE_ID_STR, &gcore_str_template);
  make_type (GCORE_TYPE_ID_LIST, &gcore_list_template);
  make_type (GCORE_TYPE_ID_TUPLE, &gcore_tuple_template);
  make_type (GCORE_TYPE_ID_DICT, &gcore_dict_template);
  g_assert_cmpint (gcore_scalars_start (), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gcore_image_leave (NULL);
  gcore_image_free (fixture->image);
}

static GcoreSnapshot *
capture (void)
{
  char message[200] = "";
  GcoreSnapshotBudget budget = { .all_objects = true, .blocks = true, .max_collections = 10 };
  GcoreSnapshot *snapshot = gcore_snapshot_capture (&budget);
  g_assert_nonnull (snapshot);
  gcore_snapshot_check (snapshot, message, sizeof message);
  g_assert_cmpstr (message, ==, "");
  return snapshot;
}

static uint32_t
row_of (const GcoreSnapshot *snapshot, const void *object)
{
  return gcore_snapshot_find (snapshot, (uint64_t) (uintptr_t) object);
}

static const GcoreSnapshotObject *
get (const GcoreSnapshot *snapshot, const void *object)
{
  uint32_t row = row_of (snapshot, object);
  g_assert_cmpuint (row, !=, GCORE_NO_ROW);
  return &snapshot->objects[row];
}

#define assert_string(snapshot, offset, text) g_assert_cmpstr (gcore_snapshot_string (snapshot, offset), ==, text)

static void
assert_ref (const GcoreSnapshot *snapshot, const void *holder, uint32_t i, const char *label, const void *target)
{
  const GcoreSnapshotObject *object = get (snapshot, holder);
  g_assert_cmpuint (i, <, object->n_refs);
  assert_string (snapshot, snapshot->refs[object->first_ref + i].label, label);
  g_assert_cmpuint (snapshot->refs[object->first_ref + i].target, ==, row_of (snapshot, target));
}

static void
test_references_are_labelled (Fixture *fixture, gconstpointer data)
{
  GcoreObject *list = gcore_list_new (0), *dict = gcore_dict_new (), *number = gcore_float_from_double (0.5);
  GcoreObject *key = gcore_str_from_string ("key");
  gcore_list_append (list, number);
  gcore_list_append (list, dict);
  gcore_dict_set_item (dict, key, number);
  gcore_dict_set_item (dict, number, list);
  GCORE_COLLECTOR->garbage = gcore_newref (list);
  GcoreSnapshot *snapshot = capture ();
  assert_ref (snapshot, list, 0, "[0]", number);
  assert_ref (snapshot, list, 1, "[1]", dict);
  assert_ref (snapshot, dict, 0, "key 'key'", key);
  assert_ref (snapshot, dict, 1, "['key']", number);
  assert_ref (snapshot, dict, 2, "key 0.5", number);
  assert_ref (snapshot, dict, 3, "[0.5]", list);
  assert_string (snapshot, get (snapshot, list)->type_name, "list");
  assert_string (snapshot, get (snapshot, list)->value, "2 items");
  assert_string (snapshot, get (snapshot, number)->value, "0.5");
  g_assert_cmpuint (get (snapshot, list)->size, ==, 56 + 4 * 8);
  g_assert_cmpuint (get (snapshot, key)->size, ==, 52);
  gcore_snapshot_unref (snapshot);
}

static void
test_sum_is_count (Fixture *fixture, gconstpointer data)
{
  GcoreObject *list = gcore_list_new (0), *inner = gcore_tuple_pack (2, GCORE_NONE, list);
  gcore_list_append (list, inner);
  gcore_list_append (list, inner);
  gcore_decref (inner);
  GCORE_COLLECTOR->garbage = list;
  GcoreSnapshot *snapshot = capture ();
  uint32_t row = row_of (snapshot, inner);
  g_assert_cmpuint (snapshot->incoming_start[row + 1] - snapshot->incoming_start[row], ==, 2);
  g_assert_true (get (snapshot, inner)->flags & GCORE_OBJECT_COUNTED);
  g_assert_true (get (snapshot, list)->flags & GCORE_OBJECT_COUNTED);
  g_assert_false (get (snapshot, GCORE_NONE)->flags & GCORE_OBJECT_COUNTED);
  gcore_incref (inner); /* a reference nobody can see */
  GcoreSnapshot *second = capture ();
  g_assert_false (get (second, inner)->flags & GCORE_OBJECT_COUNTED);
  gcore_snapshot_unref (second);
  gcore_snapshot_unref (snapshot);
}

static void
test_unreachable (Fixture *fixture, gconstpointer data)
{
  GcoreObject *lost = gcore_list_new (0), *hanging_on = gcore_float_from_double (1.5);
  gcore_list_append (lost, lost);
  gcore_list_append (lost, hanging_on);
  GcoreObject *held = gcore_list_new (0), *by_held = gcore_list_new (0); /* held by this very function */
  gcore_list_append (held, by_held);
  gcore_decref (lost);
  gcore_decref (hanging_on);
  gcore_decref (by_held);
  GcoreSnapshot *snapshot = capture ();
  g_assert_true (get (snapshot, lost)->flags & GCORE_OBJECT_UNREACHABLE);
  g_assert_true (get (snapshot, hanging_on)->flags & GCORE_OBJECT_UNREACHABLE);
  g_assert_false (get (snapshot, held)->flags & GCORE_OBJECT_UNREACHABLE);
  g_assert_false (get (snapshot, by_held)->flags & GCORE_OBJECT_UNREACHABLE);
  gcore_snapshot_unref (snapshot);
}

static void
test_values (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *digits; const char *value; } numbers[] = {
    { "0", "0" }, { "-17", "-17" }, { "18446744073709551616", "18446744073709551616" },
    { "-123456789012345678901234567890123456789012345678901234567890",
      "-123456789012345678901234567890123456789012345678901234567890" },
  };
  GcoreObject *list = gcore_list_new (0);
  GCORE_COLLECTOR->garbage = list;
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    gcore_list_append (list, gcore_int_from_string (numbers[i].digits, NULL, 10));
  GcoreObject *text = gcore_str_from_string ("zwölf\n\xf0\x9f\x98\x80");
  gcore_list_append (list, text);
  GcoreSnapshot *snapshot = capture ();
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    assert_string (snapshot, get (snapshot, GCORE_LIST_ITEM (list, i))->value, numbers[i].value);
  assert_string (snapshot, get (snapshot, text)->value, "'zwölf \xf0\x9f\x98\x80'");
  gcore_snapshot_unref (snapshot);
}

static void
test_generations (Fixture *fixture, gconstpointer data)
{
  GcoreObject *old = gcore_list_new (0);
  GCORE_COLLECTOR->garbage = old;
  gcore_gc_collect (2);
  GcoreObject *young = gcore_list_new (0), *untracked = gcore_dict_new ();
  gcore_list_append (old, young);
  gcore_list_append (old, untracked);
  GcoreSnapshot *snapshot = capture ();
  g_assert_cmpint (get (snapshot, old)->generation, ==, GCORE_GENERATION_OLD);
  g_assert_cmpint (get (snapshot, young)->generation, ==, GCORE_GENERATION_YOUNG);
  g_assert_cmpint (get (snapshot, untracked)->generation, ==, GCORE_GENERATION_NONE);
  g_assert_cmpuint (snapshot->generations[2].n_objects, ==, 1);
  g_assert_cmpuint (snapshot->generations[0].threshold, ==, 700);
  g_assert_cmpuint (snapshot->n_collections, ==, 1);
  g_assert_cmpuint (snapshot->generation_start[4], ==, 2);
  gcore_snapshot_unref (snapshot);
}

static void
test_births_make_user_objects (Fixture *fixture, gconstpointer data)
{
  GcoreObject *start_up = gcore_list_new (0), *far = gcore_list_new (0);
  gcore_list_append (start_up, far);
  gcore_mem_set_recording (true);
  *gcore_mem_birth_clock () = (GcoreBirthClock){ .tick = 5, .line = 3 };
  GcoreObject *made = gcore_list_new (0);
  gcore_list_append (start_up, made);
  gcore_list_append (made, GCORE_NONE);
  GCORE_COLLECTOR->garbage = start_up;
  GcoreSnapshotBudget budget = { 0 };
  GcoreSnapshot *snapshot = gcore_snapshot_capture (&budget);
  g_assert_true (get (snapshot, made)->flags & GCORE_OBJECT_USER);
  g_assert_cmpuint (get (snapshot, made)->born_line, ==, 3);
  g_assert_cmpuint (get (snapshot, made)->born_tick, ==, 5);
  g_assert_cmpuint (get (snapshot, made)->number, !=, 0);
  g_assert_cmpuint (row_of (snapshot, start_up), !=, GCORE_NO_ROW);
  g_assert_cmpuint (row_of (snapshot, GCORE_NONE), !=, GCORE_NO_ROW);
  g_assert_cmpuint (row_of (snapshot, far), ==, GCORE_NO_ROW);
  gcore_snapshot_unref (snapshot);
}

static void
test_budget (Fixture *fixture, gconstpointer data)
{
  GcoreObject *list = gcore_list_new (0);
  GCORE_COLLECTOR->garbage = list;
  for (guint i = 0; i < 1000; i++)
    gcore_list_append (list, gcore_float_from_double (i));
  GcoreSnapshotBudget budget = { .max_objects = 100, .all_objects = true };
  GcoreSnapshot *snapshot = gcore_snapshot_capture (&budget);
  char message[200];
  g_assert_true (gcore_snapshot_check (snapshot, message, sizeof message));
  g_assert_cmpuint (snapshot->n_objects, ==, 100);
  g_assert_cmpuint (snapshot->n_objects_total, >, 1000);
  gcore_snapshot_unref (snapshot);
}

static void
test_pools (Fixture *fixture, gconstpointer data)
{
  GcoreSnapshot *snapshot = capture ();
  GcoreMemStats stats;
  gcore_mem_get_stats (&stats);
  guint64 n_used = 0;
  for (guint i = 0; i < snapshot->n_block_states; i++)
    n_used += snapshot->block_states[i] == GCORE_BLOCK_USED;
  g_assert_cmpuint (n_used, ==, stats.small_blocks);
  g_assert_cmpuint (snapshot->n_arenas, ==, stats.arenas);
  g_assert_cmpuint (snapshot->arenas[0].n_pools, ==, snapshot->n_pools);
  gcore_snapshot_unref (snapshot);
}

static void
test_nothing_changes (Fixture *fixture, gconstpointer data)
{
  GcoreObject *list = gcore_list_new (0);
  gcore_list_append (list, list);
  GcoreImageCopy *copy = gcore_image_copy (NULL, NULL);
  gcore_snapshot_unref (capture ());
  g_assert_true (gcore_image_equal (copy, NULL));
  gcore_image_copy_free (copy);
}

#define TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/capture/references/carry-their-names", test_references_are_labelled);
  TEST ("/capture/references/add-up-to-the-count", test_sum_is_count);
  TEST ("/capture/reachability/cycles-are-unreachable-what-c-holds-is-not", test_unreachable);
  TEST ("/capture/values/are-short-forms", test_values);
  TEST ("/capture/generations/lists-and-counts", test_generations);
  TEST ("/capture/selection/what-the-program-made-and-its-neighbours", test_births_make_user_objects);
  TEST ("/capture/selection/keeps-to-the-budget", test_budget);
  TEST ("/capture/pools/every-block-has-its-state", test_pools);
  TEST ("/capture/image/stays-as-it-was", test_nothing_changes);
  return g_test_run ();
}
