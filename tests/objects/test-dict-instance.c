/* SPDX-License-Identifier: MIT */
#include "containers-fixture.h"
#include "gcore/objects/type.h"

/* --- a class and its instances, without the machinery of class statements ----------------------------------------- */

static GcoreHeapType cls;

static void
make_class (void)
{
  memset (&cls, 0, sizeof cls);
  cls.type = *GCORE_TYPE (OBJECT);
  cls.type.name = "C";
  cls.type.base.base.refcount = 1;
  cls.type.flags = GCORE_TYPE_FLAG_HEAP | GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_MANAGED_DICT;
  cls.type.dict_offset = -1;
  cls.cached_keys = gcore_dict_new_keys_for_class ();
}

static GcoreObject *
new_instance (void)
{
  GcoreObject *object = gcore_gc_new (&cls.type);
  g_assert_cmpint (gcore_object_init_inline_values (object), ==, 0);
  return object;
}

static void
free_instance (GcoreObject *object)
{
  gcore_object_free_instance_attributes (object);
  gcore_xdecref (GCORE_OBJECT_MANAGED_DICT (object));
  gcore_gc_del (object);
}

/* Stores N attributes with names that begin with PREFIX. */
static void
store (GcoreObject *object, const char *prefix, int n)
{
  for (int i = 0; i < n; i++)
    {
      char *text = g_strdup_printf ("%s%d", prefix, i);
      GcoreObject *name = gcore_str_intern_from_string (text), *value = gcore_int_small (i);
      GcoreDictValues *values = GCORE_OBJECT_VALUES (object);
      int result = values != NULL ? gcore_object_store_instance_attribute (object, values, name, value)
                                  : gcore_dict_set_item (GCORE_OBJECT_MANAGED_DICT (object), name, value);
      g_assert_cmpint (result, ==, 0);
      gcore_decref (name);
      g_free (text);
    }
}

/* --- tests -------------------------------------------------------------------------------------------------------- */

static void
first_takes_29 (Fixture *fixture, gconstpointer data)
{
  make_class ();
  GcoreObject *object = new_instance ();
  store (object, "a", 29);
  g_assert_nonnull (GCORE_OBJECT_VALUES (object));
  store (object, "b", 1);
  g_assert_null (GCORE_OBJECT_VALUES (object));
  g_assert_cmpint (GCORE_DICT_SIZE (GCORE_OBJECT_MANAGED_DICT (object)), ==, 30);
  free_instance (object);
}

static void
later_take_fewer (Fixture *fixture, gconstpointer data)
{
  make_class ();
  GcoreObject *objects[40];
  for (int i = 0; i < 40; i++)
    objects[i] = new_instance ();
  /* The last spare place is never taken by an instance. */
  store (objects[39], "a", 1);
  g_assert_nonnull (GCORE_OBJECT_VALUES (objects[39]));
  store (objects[38], "b", 1);
  g_assert_null (GCORE_OBJECT_VALUES (objects[38]));
  store (objects[0], "a", 1);
  g_assert_nonnull (GCORE_OBJECT_VALUES (objects[0]));
  for (int i = 0; i < 40; i++)
    free_instance (objects[i]);
}

static void
dict_sizes (Fixture *fixture, gconstpointer data)
{
  make_class ();
  static const intptr_t sizes[] = { 296, 288, 280 };
  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      GcoreObject *object = new_instance ();
      store (object, "a", 2);
      GcoreObject *dict = gcore_object_materialise_dict (object);
      g_assert_cmpint (gcore_dict_size_of ((GcoreDict *) (void *) dict) + 16, ==, sizes[i]);
      g_assert_false (gcore_gc_is_tracked (dict));
      g_assert_true (gcore_object_materialise_dict (object) == dict);
      free_instance (object);
    }
}

static void
order_is_each_instances_own (Fixture *fixture, gconstpointer data)
{
  make_class ();
  GcoreObject *first = new_instance (), *second = new_instance ();
  store (first, "a", 3);
  GcoreObject *names[3];
  for (int i = 0; i < 3; i++)
    {
      char text[] = { 'a', (char) ('2' - i), 0 };
      names[i] = gcore_str_intern_from_string (text);
      gcore_object_store_instance_attribute (second, GCORE_OBJECT_VALUES (second), names[i], GCORE_TRUE);
    }
  gcore_object_store_instance_attribute (second, GCORE_OBJECT_VALUES (second), names[1], NULL);
  int again = gcore_object_store_instance_attribute (second, GCORE_OBJECT_VALUES (second), names[1], NULL);
  g_assert_cmpint (again, ==, -1);
  expect_error (AttributeError);
  g_assert_null (gcore_object_get_instance_attribute (second, GCORE_OBJECT_VALUES (second), names[1]));
  gcore_object_store_instance_attribute (second, GCORE_OBJECT_VALUES (second), names[1], GCORE_FALSE);
  expect_repr (gcore_newref (gcore_object_materialise_dict (first)), "{'a0': 0, 'a1': 1, 'a2': 2}");
  expect_repr (gcore_newref (gcore_object_materialise_dict (second)), "{'a2': True, 'a0': True, 'a1': False}");
  GcoreObject *copy = gcore_dict_copy (GCORE_OBJECT_MANAGED_DICT (second));
  gcore_dict_set_item (copy, GCORE_NONE, GCORE_NONE);
  expect_repr (copy, "{'a2': True, 'a0': True, 'a1': False, None: None}");
  for (int i = 0; i < 3; i++)
    gcore_decref (names[i]);
  free_instance (first);
  free_instance (second);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/dict/instance/first-takes-29-names", first_takes_29);
  add_test ("/dict/instance/later-ones-take-fewer-new-names", later_take_fewer);
  add_test ("/dict/instance/sizes-of-materialised-dicts", dict_sizes);
  add_test ("/dict/instance/order-is-each-instance's-own", order_is_each_instances_own);
  return g_test_run ();
}
