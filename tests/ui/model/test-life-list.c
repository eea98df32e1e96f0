/* SPDX-License-Identifier: MIT */
/* An object's life as a list: words, filters, and what changes when it is read again. */
#include "ui/model/hs-life-list.h"

#include <string.h>

static const GcoreLifeEntry entries[] = {
  { .event = GCORE_LIFE_BIRTH, .tick = 10, .line = 2, .count = 1, .function = "<module>" },
  { .event = GCORE_LIFE_COUNT, .reason = GCORE_REASON_BOUND, .tick = 12, .line = 2, .count = 1, .function = "<module>",
    .detail = "box" },
  { .event = GCORE_LIFE_COUNT, .reason = GCORE_REASON_LOADED, .tick = 20, .line = 5, .count = 2, .function = "open",
    .detail = "self" },
  { .event = GCORE_LIFE_COUNT, .reason = GCORE_REASON_POPPED, .tick = 21, .line = 5, .count = 1, .function = "open" },
  { .event = GCORE_LIFE_GENERATION, .tick = 30, .line = 6, .count = 1, .generation = 1, .function = "<module>" },
  { .event = GCORE_LIFE_DEATH, .reason = GCORE_REASON_DELETED, .tick = 40, .line = 7, .function = "<module>",
    .detail = "box" },
};

/* The first N of them. */
static GcoreLife *
make_life (guint n)
{
  GcoreLife *life = g_new0 (GcoreLife, 1);

  life->entries = malloc (n * sizeof *entries); /* as gcore_life_clear frees them */
  memcpy (life->entries, entries, n * sizeof *entries);
  life->n_entries = n;
  return life;
}

static guint
count (HsLifeList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static void
assert_item (HsLifeList *list, guint position, const char *event, const char *number, const char *place)
{
  g_autoptr (HsLifeItem) item = g_list_model_get_item (G_LIST_MODEL (list), position);

  g_assert_cmpstr (hs_life_item_get_event (item), ==, event);
  g_assert_cmpstr (hs_life_item_get_count (item), ==, number);
  g_assert_cmpstr (hs_life_item_get_place (item), ==, place);
}

static void
test_entries_are_put_into_words (void)
{
  g_autoptr (HsLifeList) list = hs_life_list_new ();

  g_assert_cmpuint (count (list), ==, 0);
  hs_life_list_set_life (list, make_life (6));
  g_assert_cmpuint (count (list), ==, 6);
  assert_item (list, 0, "Created", "0 → 1", "line 2 · tick 10");
  assert_item (list, 1, "Bound to box", "1", "line 2 · tick 12");
  assert_item (list, 2, "Put on the stack (self)", "1 → 2", "line 5 · tick 20 · open");
  assert_item (list, 3, "Taken off the stack", "2 → 1", "line 5 · tick 21 · open");
  assert_item (list, 4, "In the middle generation", "1", "line 6 · tick 30");
  assert_item (list, 5, "Freed · Name box deleted", "1 → 0", "line 7 · tick 40");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 6));
}

static void
test_filters_let_some_through (void)
{
  g_autoptr (HsLifeList) list = hs_life_list_new ();

  hs_life_list_set_life (list, make_life (6));
  hs_life_list_set_filter (list, HS_LIFE_COUNTS, NULL);
  g_assert_cmpuint (count (list), ==, 4);
  hs_life_list_set_filter (list, HS_LIFE_HOLDERS, "");
  g_assert_cmpuint (count (list), ==, 3);
  assert_item (list, 1, "Bound to box", "1", "line 2 · tick 12");
  hs_life_list_set_filter (list, HS_LIFE_COLLECTOR, NULL);
  g_assert_cmpuint (count (list), ==, 3);
  hs_life_list_set_filter (list, HS_LIFE_ALL, "BOX");
  g_assert_cmpuint (count (list), ==, 2);
  hs_life_list_set_filter (list, HS_LIFE_ALL, "open");
  g_assert_cmpuint (count (list), ==, 2);
  hs_life_list_set_filter (list, HS_LIFE_ALL, "7");
  g_assert_cmpuint (count (list), ==, 1);
  hs_life_list_set_filter (list, HS_LIFE_ALL, "freed");
  g_assert_cmpuint (count (list), ==, 1);
  hs_life_list_set_life (list, NULL);
  g_assert_cmpuint (count (list), ==, 0);
}

static void
test_a_tick_is_found_among_what_is_shown (void)
{
  g_autoptr (HsLifeList) list = hs_life_list_new ();

  g_assert_cmpuint (hs_life_list_find_tick (list, 1), ==, 0);
  hs_life_list_set_life (list, make_life (6));
  g_assert_cmpuint (hs_life_list_find_tick (list, 0), ==, 0);
  g_assert_cmpuint (hs_life_list_find_tick (list, 20), ==, 2);
  g_assert_cmpuint (hs_life_list_find_tick (list, 22), ==, 4);
  g_assert_cmpuint (hs_life_list_find_tick (list, 41), ==, 6);
  hs_life_list_set_filter (list, HS_LIFE_HOLDERS, NULL);
  g_assert_cmpuint (hs_life_list_find_tick (list, 20), ==, 2);
}

typedef struct
{
  guint position, removed, added, n;
} Change;

static void
on_changed (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  Change *change = data;

  *change = (Change){ position, removed, added, change->n + 1 };
}

static void
test_only_what_is_new_changes (void)
{
  g_autoptr (HsLifeList) list = hs_life_list_new ();
  Change change = { 0 };

  hs_life_list_set_life (list, make_life (4));
  g_signal_connect (list, "items-changed", G_CALLBACK (on_changed), &change);
  hs_life_list_set_life (list, make_life (6));
  g_assert_cmpuint (change.n, ==, 1);
  g_assert_cmpuint (change.position, ==, 4);
  g_assert_cmpuint (change.removed, ==, 0);
  g_assert_cmpuint (change.added, ==, 2);
  hs_life_list_set_life (list, make_life (6));
  g_assert_cmpuint (change.n, ==, 1);
  hs_life_list_set_filter (list, HS_LIFE_COUNTS, NULL);
  g_assert_cmpuint (change.position, ==, 1);
  g_assert_cmpuint (change.removed, ==, 5);
  g_assert_cmpuint (change.added, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/life-list/words", test_entries_are_put_into_words);
  g_test_add_func ("/ui/life-list/filters", test_filters_let_some_through);
  g_test_add_func ("/ui/life-list/ticks", test_a_tick_is_found_among_what_is_shown);
  g_test_add_func ("/ui/life-list/changes", test_only_what_is_new_changes);
  return g_test_run ();
}
