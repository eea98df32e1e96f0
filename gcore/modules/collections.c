/* SPDX-License-Identifier: MIT */
/* The module _collections: what the module collections (python/collections) is built on. */
#include "gcore/modules/collections-private.h"
#include "gcore/modules/modules.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/module.h"

/* Adds one to the count of KEY. 0 or -1. */
static int
count_one (GcoreObject *mapping, GcoreObject *key)
{
  GcoreObject *count, *sum;
  if (gcore_is_dict_exact (mapping))
    {
      count = gcore_xnewref (gcore_dict_get_item_with_error (mapping, key));
      if (count == NULL)
        return gcore_err_occurred () ? -1 : gcore_dict_set_item (mapping, key, gcore_int_small (1));
    }
  else
    {
      count = gcore_object_call_method_obj_args (mapping, GCORE_ID (get), key, gcore_int_small (0), NULL);
      if (count == NULL)
        return -1;
    }
  sum = gcore_number_add (count, gcore_int_small (1));
  gcore_decref (count);
  int result = sum == NULL ? -1 : gcore_object_set_item (mapping, key, sum);
  gcore_xdecref (sum);
  return result;
}

static GcoreObject *
count_elements (GcoreObject *module GCORE_UNUSED, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("_count_elements", n_args, 2, 2))
    return NULL;
  GcoreObject *iterator = gcore_object_get_iter (args[1]), *key;
  if (iterator == NULL)
    return NULL;
  int result = 0;
  while (result == 0 && (key = gcore_iter_next (iterator)) != NULL)
    {
      result = count_one (args[0], key);
      gcore_decref (key);
    }
  gcore_decref (iterator);
  if (result < 0 || gcore_err_occurred ())
    return NULL;
  GCORE_RETURN_NONE;
}

static const GcoreMethodDef methods[] = {
  { "_count_elements", GCORE_FUNC (count_elements), GCORE_METH_FASTCALL,
    "_count_elements($module, mapping, iterable, /)\n--\n\nCount elements in the iterable, updating the mapping" },
  { NULL, NULL, 0, NULL }
};

static int
init (GcoreObject *module)
{
  if (gcore_module_add_object_ref (module, "deque", GCORE_OBJECT (GCORE_TYPE (DEQUE))) < 0
      || gcore_module_add_object_ref (module, "defaultdict", GCORE_OBJECT (GCORE_TYPE (DEFAULT_DICT))) < 0
      || gcore_module_add_object_ref (module, "OrderedDict", GCORE_OBJECT (GCORE_TYPE (ORDERED_DICT))) < 0
      || gcore_module_add_object_ref (module, "_deque_iterator", GCORE_OBJECT (GCORE_TYPE (DEQUE_ITERATOR))) < 0
      || gcore_module_add_object_ref (module, "_deque_reverse_iterator",
                                      GCORE_OBJECT (GCORE_TYPE (DEQUE_REVERSE_ITERATOR))) < 0
      || gcore_module_add_object_ref (module, "_tuplegetter", GCORE_OBJECT (GCORE_TYPE (TUPLE_GETTER))) < 0)
    return -1;
  return 0;
}

const GcoreModuleDef gcore_collections_module = {
  .name = "_collections",
  .doc = "High performance data structures.\n- deque:        ordered collection accessible from endpoints only\n"
         "- defaultdict:  dict subclass with a default value factory\n",
  .methods = methods,
  .init = init,
};
