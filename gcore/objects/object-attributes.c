/* SPDX-License-Identifier: MIT */
/* Attribute access. The generic order: a data descriptor of the class, the instance's own attribute, any other attribute
 * of the class. */
#include "gcore/objects/abstract.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/exceptions.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"
#include "gcore/objects/type.h"

/* --- any object --------------------------------------------------------------------------------------------------- */

static bool
check_name (GcoreObject *name)
{
  if (GCORE_LIKELY (gcore_is_str (name)))
    return true;
  gcore_err_format (GCORE_EXC (TypeError), "attribute name must be string, not '%.200s'", GCORE_TYPE_OF (name)->name);
  return false;
}

/* Notes in a pending AttributeError what was looked for, unless it says so already. */
static void
complete_attribute_error (GcoreObject *object, GcoreObject *name)
{
  if (!gcore_err_exception_matches (GCORE_EXC (AttributeError)))
    return;
  GcoreObject *exception = gcore_err_fetch ();
  if (gcore_err_given_exception_matches (exception, GCORE_EXC (AttributeError)))
    gcore_attribute_error_set_names (exception, object, name);
  gcore_err_restore (exception);
}

void
gcore_object_set_attribute_error (GcoreObject *object, GcoreObject *name)
{
  gcore_err_format (GCORE_EXC (AttributeError), "'%.50s' object has no attribute '%U'", GCORE_TYPE_OF (object)->name,
                    name);
  complete_attribute_error (object, name);
}

GcoreObject *
gcore_object_get_attr (GcoreObject *object, GcoreObject *name)
{
  if (!check_name (name))
    return NULL;
  GcoreGetAttrFunc get_attr = GCORE_TYPE_OF (object)->get_attr;
  GcoreObject *result = NULL;
  if (get_attr != NULL)
    result = get_attr (object, name);
  else
    gcore_err_format (GCORE_EXC (AttributeError), "'%.50s' object has no attribute '%U'", GCORE_TYPE_OF (object)->name,
                      name);
  if (GCORE_UNLIKELY (result == NULL))
    complete_attribute_error (object, name);
  return result;
}

GcoreObject *
gcore_object_get_attr_string (GcoreObject *object, const char *name)
{
  GcoreObject *interned = gcore_str_intern_from_string (name);
  if (interned == NULL)
    return NULL;
  GcoreObject *result = gcore_object_get_attr (object, interned);
  gcore_decref (interned);
  return result;
}

int
gcore_object_lookup_attr (GcoreObject *object, GcoreObject *name, GcoreObject **result)
{
  GcoreGetAttrFunc get_attr = GCORE_TYPE_OF (object)->get_attr;
  *result = NULL;
  if (!check_name (name))
    return -1;
  if (get_attr == gcore_object_generic_get_attr)
    *result = gcore_object_generic_get_attr_with_dict (object, name, NULL, true);
  else if (get_attr == gcore_type_get_attr)
    *result = gcore_type_get_attr_suppressing (object, name);
  else if (get_attr != NULL)
    *result = get_attr (object, name);
  if (*result != NULL)
    return 1;
  if (gcore_err_occurred () == NULL)
    return 0;
  if (!gcore_err_exception_matches (GCORE_EXC (AttributeError)))
    return -1;
  gcore_err_clear ();
  return 0;
}

bool
gcore_object_has_attr (GcoreObject *object, GcoreObject *name)
{
  GcoreObject *result;
  int found = gcore_object_lookup_attr (object, name, &result);
  gcore_xdecref (result);
  if (found < 0)
    gcore_err_clear ();
  return found > 0;
}

int
gcore_object_set_attr (GcoreObject *object, GcoreObject *name, GcoreObject *value)
{
  if (!check_name (name))
    return -1;
  GcoreType *type = GCORE_TYPE_OF (object);
  if (type->set_attr == NULL)
    {
      const char *how = type->get_attr == NULL ? "no" : "only read-only";
      gcore_err_format (GCORE_EXC (TypeError), "'%.100s' object has %s attributes (%s .%U)", type->name, how,
                        value == NULL ? "del" : "assign to", name);
      return -1;
    }
  gcore_incref (name);
  gcore_str_intern_in_place (&name);
  int result = type->set_attr (object, name, value);
  gcore_decref (name);
  return result;
}

int
gcore_object_set_attr_string (GcoreObject *object, const char *name, GcoreObject *value)
{
  GcoreObject *interned = gcore_str_intern_from_string (name);
  if (interned == NULL)
    return -1;
  int result = gcore_object_set_attr (object, interned, value);
  gcore_decref (interned);
  return result;
}

/* --- where an object's dict is ------------------------------------------------------------------------------------ */

GcoreObject **
gcore_object_get_dict_ptr (GcoreObject *object)
{
  GcoreType *type = GCORE_TYPE_OF (object);
  if (gcore_has_flag (type, GCORE_TYPE_FLAG_MANAGED_DICT))
    return &GCORE_OBJECT_MANAGED_DICT (object);
  intptr_t offset = type->dict_offset;
  if (offset == 0)
    return NULL;
  if (offset < 0)
    {
      /* Behind the items. A zero int has no items by its size, but room for one. */
      intptr_t n_items = GCORE_SIZE_OF (object) < 0 ? -GCORE_SIZE_OF (object) : GCORE_SIZE_OF (object);
      if (n_items == 0 && gcore_has_flag (type, GCORE_TYPE_FLAG_INT))
        n_items = 1;
      offset += (intptr_t) gcore_type_instance_size (type, n_items);
    }
  return (GcoreObject **) (void *) ((char *) object + offset);
}

/* Own attribute of OBJECT: a new reference, or NULL, which is an error only if an exception is set. */
static GcoreObject *
own_attribute (GcoreObject *object, GcoreObject *name)
{
  GcoreType *type = GCORE_TYPE_OF (object);
  GcoreObject *dict;
  if (gcore_has_flag (type, GCORE_TYPE_FLAG_MANAGED_DICT))
    {
      GcoreDictValues *values = GCORE_OBJECT_VALUES (object);
      if (GCORE_LIKELY (values != NULL && gcore_is_str_exact (name)))
        return gcore_object_get_instance_attribute (object, values, name);
      dict = values != NULL ? gcore_object_materialise_dict (object) : GCORE_OBJECT_MANAGED_DICT (object);
    }
  else
    {
      GcoreObject **place = gcore_object_get_dict_ptr (object);
      dict = place != NULL ? *place : NULL;
    }
  if (dict == NULL)
    return NULL;
  gcore_incref (dict); /* comparing keys may run code that replaces it */
  GcoreObject *value = gcore_xnewref (gcore_dict_get_item_with_error (dict, name));
  gcore_decref (dict);
  return value;
}

/* --- generic access ----------------------------------------------------------------------------------------------- */

/* NULL after an AttributeError that nobody wants to see. */
static GcoreObject *
suppress_attribute_error (void)
{
  if (gcore_err_occurred () != NULL && gcore_err_exception_matches (GCORE_EXC (AttributeError)))
    gcore_err_clear ();
  return NULL;
}

GcoreObject *
gcore_object_generic_get_attr_with_dict (GcoreObject *object, GcoreObject *name, GcoreObject *dict, bool suppress)
{
  if (!check_name (name))
    return NULL;
  GcoreType *type = GCORE_TYPE_OF (object);
  GcoreObject *class_attribute = gcore_xnewref (gcore_type_lookup (type, name));
  GcoreDescrGetFunc get = NULL;
  GcoreObject *result;
  if (class_attribute != NULL)
    {
      get = GCORE_TYPE_OF (class_attribute)->descr_get;
      if (get != NULL && GCORE_TYPE_OF (class_attribute)->descr_set != NULL)
        {
          result = get (class_attribute, object, (GcoreObject *) type);
          gcore_decref (class_attribute);
          return result == NULL && suppress ? suppress_attribute_error () : result;
        }
    }
  if (dict == NULL)
    result = own_attribute (object, name);
  else
    result = gcore_xnewref (gcore_dict_get_item_with_error (dict, name));
  if (result != NULL || GCORE_UNLIKELY (gcore_err_occurred () != NULL))
    {
      gcore_xdecref (class_attribute);
      return result == NULL && suppress ? suppress_attribute_error () : result;
    }
  if (get != NULL)
    {
      result = get (class_attribute, object, (GcoreObject *) type);
      gcore_decref (class_attribute);
      return result == NULL && suppress ? suppress_attribute_error () : result;
    }
  if (class_attribute == NULL && !suppress)
    gcore_object_set_attribute_error (object, name);
  return class_attribute;
}

GcoreObject *
gcore_object_generic_get_attr (GcoreObject *object, GcoreObject *name)
{
  return gcore_object_generic_get_attr_with_dict (object, name, NULL, false);
}

/* Stores in (VALUE NULL: deletes from) the place where OBJECT itself keeps attributes. */
static int
set_own_attribute (GcoreObject *object, GcoreObject *name, GcoreObject *value, bool class_has_it)
{
  GcoreType *type = GCORE_TYPE_OF (object);
  if (gcore_has_flag (type, GCORE_TYPE_FLAG_MANAGED_DICT) && GCORE_OBJECT_VALUES (object) != NULL)
    return gcore_object_store_instance_attribute (object, GCORE_OBJECT_VALUES (object), name, value);
  GcoreObject **place = gcore_object_get_dict_ptr (object);
  if (place != NULL)
    return gcore_object_dict_set_item (type, place, name, value);
  if (class_has_it)
    gcore_err_format (GCORE_EXC (AttributeError), "'%.50s' object attribute '%U' is read-only", type->name, name);
  else
    gcore_err_format (GCORE_EXC (AttributeError), "'%.100s' object has no attribute '%U'", type->name, name);
  return -1;
}

int
gcore_object_generic_set_attr_with_dict (GcoreObject *object, GcoreObject *name, GcoreObject *value, GcoreObject *dict)
{
  if (!check_name (name))
    return -1;
  GcoreType *type = GCORE_TYPE_OF (object);
  GcoreObject *class_attribute = gcore_xnewref (gcore_type_lookup (type, name));
  int result;
  gcore_incref (name);
  gcore_incref (type);
  if (class_attribute != NULL && GCORE_TYPE_OF (class_attribute)->descr_set != NULL)
    result = GCORE_TYPE_OF (class_attribute)->descr_set (class_attribute, object, value);
  else
    {
      if (dict == NULL)
        result = set_own_attribute (object, name, value, class_attribute != NULL);
      else if (value != NULL)
        result = gcore_dict_set_item (dict, name, value);
      else
        result = gcore_dict_del_item (dict, name);
      if (result < 0 && gcore_err_exception_matches (GCORE_EXC (KeyError)))
        {
          if (gcore_type_is_subtype (type, GCORE_TYPE (TYPE)))
            gcore_err_format (GCORE_EXC (AttributeError), "type object '%.50s' has no attribute '%U'",
                              ((GcoreType *) (void *) object)->name, name);
          else
            gcore_err_format (GCORE_EXC (AttributeError), "'%.100s' object has no attribute '%U'", type->name, name);
        }
    }
  gcore_decref (type);
  gcore_decref (name);
  gcore_xdecref (class_attribute);
  return result;
}

int
gcore_object_generic_set_attr (GcoreObject *object, GcoreObject *name, GcoreObject *value)
{
  return gcore_object_generic_set_attr_with_dict (object, name, value, NULL);
}

int
gcore_object_generic_set_dict (GcoreObject *object, GcoreObject *value, void *closure)
{
  GcoreObject **place = gcore_object_get_dict_ptr (object);
  if (place == NULL)
    {
      gcore_err_set_string (GCORE_EXC (AttributeError), "This object has no __dict__");
      return -1;
    }
  if (value == NULL)
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "cannot delete __dict__");
      return -1;
    }
  if (!gcore_is_dict (value))
    {
      gcore_err_format (GCORE_EXC (TypeError), "__dict__ must be set to a dictionary, not a '%.200s'",
                        GCORE_TYPE_OF (value)->name);
      return -1;
    }
  if (gcore_has_flag (GCORE_TYPE_OF (object), GCORE_TYPE_FLAG_MANAGED_DICT) && GCORE_OBJECT_VALUES (object) != NULL
      && gcore_object_materialise_dict (object) == NULL)
    return -1;
  GCORE_SETREF (*place, gcore_newref (value));
  return 0;
}

/* --- methods ------------------------------------------------------------------------------------------------------ */

int
gcore_object_get_method (GcoreObject *object, GcoreObject *name, GcoreObject **method)
{
  GcoreType *type = GCORE_TYPE_OF (object);
  *method = NULL;
  if (type->get_attr != gcore_object_generic_get_attr || !gcore_is_str_exact (name))
    {
      *method = gcore_object_get_attr (object, name);
      return 0;
    }
  GcoreObject *class_attribute = gcore_xnewref (gcore_type_lookup (type, name));
  GcoreDescrGetFunc get = NULL;
  bool is_method = false;
  if (class_attribute != NULL)
    {
      GcoreType *descriptor_type = GCORE_TYPE_OF (class_attribute);
      is_method = gcore_has_flag (descriptor_type, GCORE_TYPE_FLAG_METHOD_DESCRIPTOR);
      get = is_method ? NULL : descriptor_type->descr_get;
      if (get != NULL && descriptor_type->descr_set != NULL)
        {
          *method = get (class_attribute, object, (GcoreObject *) type);
          gcore_decref (class_attribute);
          return 0;
        }
    }
  GcoreObject *own = own_attribute (object, name);
  if (own != NULL || GCORE_UNLIKELY (gcore_err_occurred () != NULL))
    {
      *method = own;
      gcore_xdecref (class_attribute);
      return 0;
    }
  *method = class_attribute;
  if (is_method)
    return 1;
  if (get != NULL)
    {
      *method = get (class_attribute, object, (GcoreObject *) type);
      gcore_decref (class_attribute);
    }
  else if (class_attribute == NULL)
    gcore_object_set_attribute_error (object, name);
  return 0;
}

GcoreObject *
gcore_object_lookup_special (GcoreObject *object, GcoreObject *name)
{
  GcoreType *type = GCORE_TYPE_OF (object);
  GcoreObject *attribute = gcore_type_lookup (type, name);
  if (attribute == NULL)
    return NULL;
  GcoreDescrGetFunc get = GCORE_TYPE_OF (attribute)->descr_get;
  if (get == NULL)
    return gcore_newref (attribute);
  return get (attribute, object, (GcoreObject *) type);
}
