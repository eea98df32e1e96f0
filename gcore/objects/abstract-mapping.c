/* SPDX-License-Identifier: MIT */
#include "gcore/objects/abstract-mapping.h"

#include "gcore/objects/abstract.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/str.h"

bool
gcore_mapping_check (GcoreObject *object)
{
  return object != NULL && GCORE_TYPE_OF (object)->mapping.subscript != NULL;
}

intptr_t
gcore_mapping_size (GcoreObject *object)
{
  GcoreType *type = GCORE_TYPE_OF (object);
  if (type->mapping.length != NULL)
    return type->mapping.length (object);
  if (type->sequence.length != NULL)
    gcore_err_format (GCORE_EXC (TypeError), "%.200s is not a mapping", type->name);
  else
    gcore_err_format (GCORE_EXC (TypeError), "object of type '%.200s' has no len()", type->name);
  return -1;
}

GcoreObject *
gcore_mapping_get_item_string (GcoreObject *object, const char *key)
{
  GcoreObject *str = gcore_str_from_string (key);
  if (str == NULL)
    return NULL;
  GcoreObject *result = gcore_object_get_item (object, str);
  gcore_decref (str);
  return result;
}

int
gcore_mapping_set_item_string (GcoreObject *object, const char *key, GcoreObject *value)
{
  GcoreObject *str = gcore_str_from_string (key);
  if (str == NULL)
    return -1;
  int result = gcore_object_set_item (object, str, value);
  gcore_decref (str);
  return result;
}

bool
gcore_mapping_has_key (GcoreObject *object, GcoreObject *key)
{
  GcoreObject *value = gcore_object_get_item (object, key);
  if (value == NULL)
    {
      gcore_err_clear ();
      return false;
    }
  gcore_decref (value);
  return true;
}

/* List of what OBJECT.NAME () gives. */
static GcoreObject *
list_from_method (GcoreObject *object, GcoreObject *name)
{
  GcoreObject *iterable = gcore_object_call_method_no_args (object, name);
  if (iterable == NULL)
    return NULL;
  GcoreObject *iter = gcore_object_get_iter (iterable);
  if (iter == NULL && gcore_err_exception_matches (GCORE_EXC (TypeError)))
    gcore_err_format (GCORE_EXC (TypeError), "%.200s.%U() returned a non-iterable (type %.200s)",
                      GCORE_TYPE_OF (object)->name, name, GCORE_TYPE_OF (iterable)->name);
  gcore_decref (iterable);
  if (iter == NULL)
    return NULL;
  GcoreObject *list = gcore_sequence_list (iter);
  gcore_decref (iter);
  return list;
}

GcoreObject *
gcore_mapping_keys (GcoreObject *object)
{
  if (gcore_is_dict_exact (object))
    return gcore_dict_keys (object);
  return list_from_method (object, GCORE_ID (keys));
}

GcoreObject *
gcore_mapping_values (GcoreObject *object)
{
  if (gcore_is_dict_exact (object))
    return gcore_dict_values (object);
  return list_from_method (object, GCORE_ID (values));
}

GcoreObject *
gcore_mapping_items (GcoreObject *object)
{
  if (gcore_is_dict_exact (object))
    return gcore_dict_items (object);
  return list_from_method (object, GCORE_ID (items));
}
