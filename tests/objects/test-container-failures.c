/* SPDX-License-Identifier: MIT */
/* Each operation is tried with its first allocation failing, then its second, and so on until it gets through: it must
 * report MemoryError, and leave nothing behind. */
#include "containers-fixture.h"
#include "gcore/objects/iterators.h"

/* An operation on containers: what it made (released by the caller), or NULL. */
typedef GcoreObject *(*Operation) (void);

static GcoreObject *
make_list (void)
{
  GcoreObject *list = gcore_list_new (3);
  for (intptr_t i = 0; list != NULL && i < 3; i++)
    GCORE_LIST_SET_ITEM (list, i, gcore_newref (GCORE_NONE));
  for (int i = 0; list != NULL && i < 20; i++)
    if (gcore_list_append (list, gcore_int_small (19 - i)) < 0)
      GCORE_CLEAR (list);
  return list;
}

static GcoreObject *
change_list (void)
{
  GcoreObject *list = make_list ();
  GcoreObject *copy = list == NULL ? NULL : gcore_list_get_slice (list, 3, 23);
  if (copy != NULL
      && (gcore_list_set_slice (copy, 2, 5, list) < 0 || gcore_list_set_slice (copy, 2, 2 + 23, NULL) < 0
          || gcore_list_sort (copy) < 0))
    GCORE_CLEAR (copy);
  gcore_xdecref (list);
  return copy;
}

static GcoreObject *
make_dict (void)
{
  GcoreObject *dict = gcore_dict_new ();
  for (int i = 0; dict != NULL && i < 40; i++)
    {
      GcoreObject *key = i < 20 ? gcore_str_from_format ("key %d", i) : gcore_newref (gcore_int_small (i));
      if (key == NULL || gcore_dict_set_item (dict, key, GCORE_NONE) < 0)
        GCORE_CLEAR (dict);
      gcore_xdecref (key);
    }
  return dict;
}

static GcoreObject *
change_dict (void)
{
  GcoreObject *dict = make_dict ();
  GcoreObject *copy = dict == NULL ? NULL : gcore_dict_copy (dict);
  GcoreObject *items = copy == NULL ? NULL : gcore_dict_items (copy);
  GcoreObject *other = items == NULL ? NULL : gcore_dict_new ();
  if (other != NULL && (gcore_dict_merge_from_seq2 (other, items, 1) < 0 || gcore_dict_update (other, dict) < 0))
    GCORE_CLEAR (other);
  gcore_xdecref (dict);
  gcore_xdecref (copy);
  gcore_xdecref (items);
  return other;
}

static GcoreObject *
change_set (void)
{
  GcoreObject *list = make_list ();
  GcoreObject *set = list == NULL ? NULL : gcore_set_new (list);
  GcoreObject *frozen = set == NULL ? NULL : gcore_frozenset_new (set);
  GcoreObject *result = frozen == NULL ? NULL : gcore_number_xor (set, frozen);
  if (result != NULL && gcore_set_update (result, list) < 0)
    GCORE_CLEAR (result);
  gcore_xdecref (list);
  gcore_xdecref (set);
  gcore_xdecref (frozen);
  return result;
}

static GcoreObject *
change_tuple (void)
{
  GcoreObject *list = make_list ();
  GcoreObject *tuple = list == NULL ? NULL : gcore_list_as_tuple (list);
  GcoreObject *twice = tuple == NULL ? NULL : gcore_sequence_concat (tuple, tuple);
  if (twice != NULL && gcore_tuple_resize (&twice, 100) == 0)
    gcore_tuple_resize (&twice, 10);
  gcore_xdecref (list);
  gcore_xdecref (tuple);
  return twice;
}

static GcoreObject *
iterate (void)
{
  GcoreObject *dict = make_dict ();
  GcoreObject *view = dict == NULL ? NULL : gcore_dict_view_new (dict, GCORE_TYPE (DICT_ITEMS));
  GcoreObject *args = view == NULL ? NULL : gcore_tuple_pack (2, view, dict);
  GcoreObject *zip = args == NULL ? NULL : GCORE_TYPE (ZIP)->new_ (GCORE_TYPE (ZIP), args, NULL);
  GcoreObject *list = zip == NULL ? NULL : gcore_sequence_list (zip);
  GcoreObject *text = list == NULL ? NULL : gcore_object_repr (list);
  gcore_xdecref (dict);
  gcore_xdecref (view);
  gcore_xdecref (args);
  gcore_xdecref (zip);
  gcore_xdecref (list);
  return text;
}

static void
fail_each_allocation (Operation operation)
{
  /* The first run makes what stays, such as interned strings. */
  GcoreObject *result = operation ();
  g_assert_nonnull (result);
  gcore_decref (result);
  gcore_containers_clear_freelists ();
  intptr_t blocks = gcore_mem_allocated_blocks ();
  for (uint64_t n = 1;; n++)
    {
      gcore_mem_fail_after (n);
      result = operation ();
      bool failed = gcore_mem_has_failed ();
      gcore_mem_fail_after (0);
      if (result == NULL)
        {
          g_assert_true (failed);
          expect_error (MemoryError);
        }
      gcore_xdecref (result);
      gcore_gc_collect (2);
      gcore_containers_clear_freelists ();
      g_assert_cmpint (gcore_mem_allocated_blocks (), ==, blocks);
      if (!failed)
        break;
    }
}

#define DEFINE_TEST(name, operation)                                                                                   \
  static void name (Fixture *fixture, gconstpointer data) { fail_each_allocation (operation); }
DEFINE_TEST (list_failures, change_list)
DEFINE_TEST (dict_failures, change_dict)
DEFINE_TEST (set_failures, change_set)
DEFINE_TEST (tuple_failures, change_tuple)
DEFINE_TEST (iterator_failures, iterate)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/containers/failures/list", list_failures);
  add_test ("/containers/failures/dict", dict_failures);
  add_test ("/containers/failures/set", set_failures);
  add_test ("/containers/failures/tuple", tuple_failures);
  add_test ("/containers/failures/iterators-and-repr", iterator_failures);
  return g_test_run ();
}
