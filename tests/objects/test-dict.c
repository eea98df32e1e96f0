/* SPDX-License-Identifier: MIT */
#include "containers-fixture.h"

static intptr_t
size_of (GcoreObject *dict)
{
  return gcore_dict_size_of ((GcoreDict *) (void *) dict) + (intptr_t) sizeof (GcoreGcHead);
}

static void
put_int (GcoreObject *dict, long key)
{
  GcoreObject *number = gcore_int_from_long (key);
  g_assert_cmpint (gcore_dict_set_item (dict, number, GCORE_NONE), ==, 0);
  gcore_decref (number);
}

/* --- sizes -------------------------------------------------------------------------------------------------------- */

/* Items from which on a dict has the size. */
static const intptr_t general_sizes[][2]
  = { { 0, 64 },      { 1, 224 },     { 6, 352 },     { 11, 632 },     { 22, 1168 },   { 43, 2264 },
      { 86, 4688 },   { 171, 9304 },  { 342, 18512 }, { 683, 36952 }, { 1366, 73808 } };
static const intptr_t str_sizes[][2]
  = { { 0, 64 },     { 1, 184 },    { 6, 272 },    { 11, 464 },    { 22, 832 },    { 43, 1584 },
      { 86, 3328 },  { 171, 6576 }, { 342, 13056 }, { 683, 26032 }, { 1366, 51968 } };

static void
check_growth (const intptr_t sizes[][2], size_t n_sizes, bool str_keys)
{
  GcoreObject *dict = gcore_dict_new ();
  size_t step = 0;
  for (intptr_t n = 0; n < 1500; n++)
    {
      if (step + 1 < n_sizes && n >= sizes[step + 1][0])
        step++;
      g_assert_cmpint (size_of (dict), ==, sizes[step][1]);
      char *name = g_strdup_printf ("key %zd", (ssize_t) n);
      if (str_keys)
        put (dict, name, n);
      else
        put_int (dict, n);
      g_free (name);
    }
  gcore_decref (dict);
}

static void
growth (Fixture *fixture, gconstpointer data)
{
  check_growth (general_sizes, G_N_ELEMENTS (general_sizes), false);
  check_growth (str_sizes, G_N_ELEMENTS (str_sizes), true);
}

static void
other_key_converts (Fixture *fixture, gconstpointer data)
{
  GcoreObject *dict = gcore_dict_new ();
  put (dict, "a", 1);
  g_assert_null (gcore_dict_get_item_with_error (dict, gcore_int_small (2)));
  g_assert_cmpint (size_of (dict), ==, 184);
  put_int (dict, 2);
  g_assert_cmpint (size_of (dict), ==, 352);
  expect_repr (dict, "{'a': 1, 2: None}");
}

static void
deleting_keeps_the_table (Fixture *fixture, gconstpointer data)
{
  GcoreObject *dict = gcore_dict_new ();
  for (int i = 0; i < 1000; i++)
    {
      put_int (dict, i);
      g_assert_cmpint (gcore_dict_del_item (dict, gcore_int_small (i % 200)), ==, i < 200 ? 0 : -1);
      gcore_err_clear ();
      if (i >= 200)
        {
          GcoreObject *key = gcore_int_from_long (i);
          g_assert_cmpint (gcore_dict_del_item (dict, key), ==, 0);
          gcore_decref (key);
        }
      g_assert_cmpint (size_of (dict), ==, 224);
    }
  gcore_dict_clear (dict);
  g_assert_cmpint (size_of (dict), ==, 64);
  gcore_decref (dict);
}

static void
display_is_presized (Fixture *fixture, gconstpointer data)
{
  GcoreObject *items[24];
  for (int i = 0; i < 12; i++)
    {
      items[2 * i] = gcore_int_small (i);
      items[2 * i + 1] = GCORE_NONE;
    }
  GcoreObject *dict = gcore_dict_from_items (items, 2, items + 1, 2, 12);
  g_assert_cmpint (size_of (dict), ==, 632);
  gcore_decref (dict);
}

/* --- order and contents ------------------------------------------------------------------------------------------- */

static void
insertion_order (Fixture *fixture, gconstpointer data)
{
  GcoreObject *dict = gcore_dict_new ();
  put (dict, "b", 1);
  put (dict, "a", 2);
  put (dict, "c", 3);
  put (dict, "b", 4);
  g_assert_cmpint (gcore_dict_del_item_string (dict, "a"), ==, 0);
  put (dict, "a", 5);
  expect_repr (gcore_dict_copy (dict), "{'b': 4, 'c': 3, 'a': 5}");
  expect_repr (gcore_dict_keys (dict), "['b', 'c', 'a']");
  expect_repr (gcore_dict_items (dict), "[('b', 4), ('c', 3), ('a', 5)]");
  g_assert_null (gcore_dict_pop (dict, GCORE_ID (_), NULL));
  expect_error (KeyError);
  g_assert_cmpint (gcore_dict_del_item_string (dict, "x"), ==, -1);
  expect_error (KeyError);
  gcore_decref (dict);
}

static void
set_default (Fixture *fixture, gconstpointer data)
{
  GcoreObject *dict = gcore_dict_new (), *one = gcore_int_small (1);
  g_assert_true (gcore_dict_set_default (dict, one, GCORE_TRUE) == GCORE_TRUE);
  g_assert_true (gcore_dict_set_default (dict, one, GCORE_FALSE) == GCORE_TRUE);
  g_assert_cmpint (GCORE_DICT_SIZE (dict), ==, 1);
  gcore_decref (dict);
}

static void
merging (Fixture *fixture, gconstpointer data)
{
  GcoreObject *a = gcore_dict_new (), *b = gcore_dict_new ();
  put (a, "x", 1);
  put (b, "x", 2);
  put (b, "y", 3);
  g_assert_cmpint (gcore_dict_merge (a, b, 2), ==, -1);
  expect_error (KeyError);
  g_assert_cmpint (gcore_dict_merge (a, b, 0), ==, 0);
  expect_repr (gcore_dict_copy (a), "{'x': 1, 'y': 3}");
  g_assert_cmpint (gcore_dict_update (a, b), ==, 0);
  g_assert_cmpint (gcore_object_rich_compare_bool (a, b, GCORE_EQ), ==, 1);
  gcore_decref (a);
  gcore_decref (b);
}

static void
many_random_changes (Fixture *fixture, gconstpointer data)
{
  enum { N_KEYS = 300 };
  bool present[N_KEYS] = { false };
  int n_present = 0;
  GcoreObject *dict = gcore_dict_new ();
  for (int round = 0; round < 20000; round++)
    {
      int key = g_test_rand_int_range (0, N_KEYS);
      /* Negative, large and ordinary numbers make the slots collide in different ways. */
      GcoreObject *number = gcore_int_from_long (key % 3 == 0 ? -key : key % 3 == 1 ? (long) key << 40 : key);
      if (g_test_rand_bit ())
        {
          g_assert_cmpint (gcore_dict_set_item (dict, number, number), ==, 0);
          n_present += !present[key];
          present[key] = true;
        }
      else
        {
          g_assert_cmpint (gcore_dict_del_item (dict, number), ==, present[key] ? 0 : -1);
          gcore_err_clear ();
          n_present -= present[key];
          present[key] = false;
        }
      g_assert_true ((gcore_dict_get_item_with_error (dict, number) != NULL) == present[key]);
      g_assert_cmpint (GCORE_DICT_SIZE (dict), ==, n_present);
      gcore_decref (number);
    }
  gcore_decref (dict);
}

/* --- tracking ----------------------------------------------------------------------------------------------------- */

static void
tracking (Fixture *fixture, gconstpointer data)
{
  GcoreObject *dict = gcore_dict_new (), *list = gcore_list_new (0);
  g_assert_false (gcore_gc_is_tracked (dict));
  put (dict, "a", 1);
  g_assert_false (gcore_gc_is_tracked (dict));
  gcore_dict_set_item (dict, GCORE_ID (_), list);
  g_assert_true (gcore_gc_is_tracked (dict));
  GcoreObject *copy = gcore_dict_copy (dict);
  g_assert_true (gcore_gc_is_tracked (copy));
  gcore_decref (copy);
  gcore_dict_maybe_untrack (dict);
  g_assert_true (gcore_gc_is_tracked (dict));
  gcore_dict_del_item (dict, GCORE_ID (_));
  g_assert_true (gcore_gc_is_tracked (dict));
  gcore_dict_maybe_untrack (dict);
  g_assert_false (gcore_gc_is_tracked (dict));
  GcoreObject *inner = gcore_dict_new ();
  gcore_dict_set_item (dict, GCORE_ID (_), inner);
  g_assert_true (gcore_gc_is_tracked (dict));
  gcore_dict_clear (dict);
  g_assert_true (gcore_gc_is_tracked (dict));
  gcore_decref (inner);
  gcore_decref (list);
  gcore_decref (dict);
}

static int
add_to_list (GcoreObject *referent, void *data)
{
  return gcore_list_append (data, referent);
}

static void
referents (Fixture *fixture, gconstpointer data)
{
  GcoreObject *dict = gcore_dict_new (), *seen = gcore_list_new (0);
  put (dict, "a", 1);
  put (dict, "b", 2);
  gcore_gc_visit_referents (dict, add_to_list, seen);
  expect_repr (seen, "[1, 2]");
  put_int (dict, 7);
  seen = gcore_list_new (0);
  gcore_gc_visit_referents (dict, add_to_list, seen);
  gcore_decref (dict);
  expect_repr (seen, "[1, 'a', 2, 'b', None, 7]");
}

static void
freelists (Fixture *fixture, gconstpointer data)
{
  GcoreObject *dict = gcore_dict_new ();
  put (dict, "a", 1);
  GcoreDictKeys *keys = ((GcoreDict *) (void *) dict)->keys;
  int count = GCORE_COLLECTOR->generations[0].count;
  gcore_decref (dict);
  g_assert_true (gcore_dict_new () == dict);
  put (dict, "b", 1);
  g_assert_true (((GcoreDict *) (void *) dict)->keys == keys);
  g_assert_cmpint (GCORE_COLLECTOR->generations[0].count, ==, count);
  gcore_decref (dict);
}

/* --- iterators and versions --------------------------------------------------------------------------------------- */

static void
iterator_detects_changes (Fixture *fixture, gconstpointer data)
{
  GcoreObject *dict = gcore_dict_new ();
  put (dict, "a", 1);
  put (dict, "b", 2);
  GcoreObject *iter = gcore_object_get_iter (dict);
  gcore_decref (gcore_iter_next (iter));
  put (dict, "a", 3); /* no change of size */
  gcore_decref (gcore_iter_next (iter));
  put (dict, "c", 3);
  for (int i = 0; i < 2; i++)
    {
      g_assert_null (gcore_iter_next (iter));
      expect_error (RuntimeError);
    }
  gcore_decref (iter);
  gcore_decref (dict);
}

static void
pairs_are_reused (Fixture *fixture, gconstpointer data)
{
  GcoreObject *dict = gcore_dict_new ();
  for (int i = 0; i < 3; i++)
    put_int (dict, i);
  GcoreObject *view = gcore_dict_view_new (dict, GCORE_TYPE (DICT_ITEMS)), *iter = gcore_object_get_iter (view);
  GcoreObject *first = gcore_iter_next (iter);
  gcore_decref (first);
  GcoreObject *second = gcore_iter_next (iter);
  g_assert_true (first == second);
  GcoreObject *third = gcore_iter_next (iter);
  g_assert_true (third != second);
  expect_repr (second, "(1, None)");
  expect_repr (third, "(2, None)");
  gcore_decref (iter);
  gcore_decref (view);
  gcore_decref (dict);
}

static void
key_versions (Fixture *fixture, gconstpointer data)
{
  GcoreObject *object = gcore_dict_new ();
  GcoreDict *dict = (GcoreDict *) (void *) object;
  put (object, "a", 1);
  uint32_t version = gcore_dict_keys_get_version (dict->keys);
  g_assert_cmpuint (version, !=, 0);
  put (object, "a", 2);
  g_assert_cmpuint (dict->keys->version, ==, version);
  put (object, "b", 2);
  g_assert_cmpuint (dict->keys->version, ==, 0);
  g_assert_cmpuint (gcore_dict_keys_get_version (dict->keys), >, version);
  gcore_dict_del_item_string (object, "b");
  g_assert_cmpuint (dict->keys->version, ==, 0);
  gcore_decref (object);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/dict/sizes/growth", growth);
  add_test ("/dict/sizes/first-other-key-converts", other_key_converts);
  add_test ("/dict/sizes/deleting-keeps-the-table", deleting_keeps_the_table);
  add_test ("/dict/sizes/display-is-presized", display_is_presized);
  add_test ("/dict/contents/insertion-order", insertion_order);
  add_test ("/dict/contents/setdefault", set_default);
  add_test ("/dict/contents/merge-and-update", merging);
  add_test ("/dict/contents/many-random-changes", many_random_changes);
  add_test ("/dict/collector/tracked-with-first-capable-value", tracking);
  add_test ("/dict/collector/referents", referents);
  add_test ("/dict/collector/freelists", freelists);
  add_test ("/dict/iterator/detects-changes", iterator_detects_changes);
  add_test ("/dict/iterator/pairs-are-reused", pairs_are_reused);
  add_test ("/dict/keys/versions", key_versions);
  return g_test_run ();
}
