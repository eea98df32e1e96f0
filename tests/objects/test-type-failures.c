/* SPDX-License-Identifier: MIT */
/* Making classes, instances and exceptions with the first allocation failing, then the second, and so on until it gets
 * through: each time MemoryError, and nothing left behind. */
#include "program-fixture.h"

#include "gcore/collector/collector.h"
#include "gcore/memory/memory.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/type.h"

/* What it made (released by the caller), or NULL. */
typedef GcoreObject *(*Operation) (void);

static GcoreObject *
make_class (void)
{
  GcoreObject *dict = gcore_dict_new ();
  GcoreType *type = dict != NULL ? gcore_type_new ("A", GCORE_OBJECTS->empty_tuple, dict) : NULL;
  gcore_xdecref (dict);
  return (GcoreObject *) type;
}

static GcoreObject *
make_class_with_slots (void)
{
  GcoreObject *dict = gcore_dict_new (), *name = dict != NULL ? gcore_str_from_string ("some_slot") : NULL;
  GcoreObject *slots = name != NULL ? gcore_tuple_pack (1, name) : NULL;
  GcoreObject *bases = slots != NULL ? gcore_tuple_pack (1, GCORE_TYPE (OBJECT)) : NULL;
  GcoreType *type = NULL;
  if (bases != NULL && gcore_dict_set_item (dict, GCORE_ID (__slots__), slots) == 0)
    type = gcore_type_new ("A", bases, dict);
  gcore_xdecref (bases);
  gcore_xdecref (slots);
  gcore_xdecref (name);
  gcore_xdecref (dict);
  return (GcoreObject *) type;
}

static GcoreObject *
make_instance (void)
{
  GcoreObject *type = make_class ();
  GcoreObject *instance = type != NULL ? gcore_object_call_no_args (type) : NULL;
  if (instance != NULL && gcore_object_set_attr (instance, GCORE_ID (value), GCORE_TRUE) != 0)
    GCORE_CLEAR (instance);
  gcore_xdecref (type);
  return instance;
}

static GcoreObject *
make_error (void)
{
  gcore_err_format (GCORE_EXC (ValueError), "%R is wrong", GCORE_EXC (KeyError));
  GcoreObject *exception = gcore_err_fetch ();
  if (gcore_err_given_exception_matches (exception, GCORE_EXC (ValueError)))
    return exception;
  gcore_err_restore (exception);
  return NULL;
}

static GcoreObject *
bind_method (void)
{
  GcoreObject *method = gcore_object_get_attr (GCORE_TRUE, GCORE_ID (__add__));
  GcoreObject *sum = method != NULL ? gcore_object_call_one_arg (method, GCORE_TRUE) : NULL;
  gcore_xdecref (method);
  return sum;
}

static void
try_operation (gconstpointer data)
{
  static const GcoreOptions options;
  static const GcoreHost host;
  Operation operation = (Operation) data;
  GcoreMachine *machine = gcore_machine_new (&options, &host);
  gcore_gc_set_enabled (false);
  /* The first run makes what stays, such as interned strings. */
  gcore_xdecref (operation ());
  gcore_gc_collect (2);
  uint64_t blocks = gcore_mem_allocated_blocks ();
  bool failed = true;
  for (uint64_t n = 1; failed; n++)
    {
      gcore_mem_fail_after (n);
      GcoreObject *result = operation ();
      failed = gcore_mem_has_failed ();
      gcore_mem_fail_after (0);
      if (result == NULL)
        {
          g_assert_true (failed);
          g_assert_nonnull (gcore_err_occurred ());
          g_assert_true (gcore_err_exception_matches (GCORE_EXC (MemoryError)));
          gcore_err_clear ();
        }
      gcore_xdecref (result);
      gcore_gc_collect (2);
      g_assert_cmpuint (gcore_mem_allocated_blocks (), ==, blocks);
    }
  gcore_machine_free (machine);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/type-failures/class", (gconstpointer) make_class, try_operation);
  g_test_add_data_func ("/type-failures/class-with-slots", (gconstpointer) make_class_with_slots, try_operation);
  g_test_add_data_func ("/type-failures/instance", (gconstpointer) make_instance, try_operation);
  g_test_add_data_func ("/type-failures/error", (gconstpointer) make_error, try_operation);
  g_test_add_data_func ("/type-failures/bound-method", (gconstpointer) bind_method, try_operation);
  return g_test_run ();
}
