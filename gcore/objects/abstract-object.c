/* SPDX-License-Identifier: MIT */
#include "gcore/objects/abstract-object.h"

#include "gcore/objects/abstract.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/format-spec.h"
#include "gcore/objects/generic-alias.h"
#include "gcore/objects/int.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"

/* --- length ------------------------------------------------------------------------------------------------------- */

intptr_t
gcore_object_size (GcoreObject *object)
{
  GcoreType *type = GCORE_TYPE_OF (object);
  if (type->sequence.length != NULL)
    return type->sequence.length (object);
  return gcore_mapping_size (object);
}

bool
gcore_object_has_length (GcoreObject *object)
{
  GcoreType *type = GCORE_TYPE_OF (object);
  return type->sequence.length != NULL || type->mapping.length != NULL;
}

/* What __length_hint__ answers; FALLBACK if there is none or it does not know. */
static intptr_t
ask_length_hint (GcoreObject *object, intptr_t fallback)
{
  GcoreObject *method = gcore_object_lookup_special (object, GCORE_ID (__length_hint__));
  if (method == NULL)
    return gcore_err_occurred () != NULL ? -1 : fallback;
  GcoreObject *hint = gcore_object_call_no_args (method);
  gcore_decref (method);
  if (hint == NULL)
    {
      if (!gcore_err_exception_matches (GCORE_EXC (TypeError)))
        return -1;
      gcore_err_clear ();
      return fallback;
    }
  intptr_t result = fallback;
  if (hint != GCORE_NOT_IMPLEMENTED)
    {
      if (gcore_is_int (hint))
        {
          result = gcore_int_as_ssize (hint);
          if (result < 0 && gcore_err_occurred () == NULL)
            gcore_err_set_string (GCORE_EXC (ValueError), "__length_hint__() should return >= 0");
        }
      else
        {
          gcore_err_format (GCORE_EXC (TypeError), "__length_hint__ must be an integer, not %.100s",
                            GCORE_TYPE_OF (hint)->name);
          result = -1;
        }
    }
  gcore_decref (hint);
  return result;
}

intptr_t
gcore_object_length_hint (GcoreObject *object, intptr_t fallback)
{
  if (gcore_object_has_length (object))
    {
      intptr_t size = gcore_object_size (object);
      if (size >= 0)
        return size;
      if (!gcore_err_exception_matches (GCORE_EXC (TypeError)))
        return -1;
      gcore_err_clear ();
    }
  return ask_length_hint (object, fallback);
}

/* --- subscription ------------------------------------------------------------------------------------------------- */

/* CLASS[KEY]: through the metaclass's slot, else __class_getitem__. */
static GcoreObject *
get_class_item (GcoreObject *cls, GcoreObject *key)
{
  if (cls == (GcoreObject *) GCORE_TYPE (TYPE))
    return gcore_generic_alias_new (cls, key);
  GcoreObject *method;
  if (gcore_object_lookup_attr (cls, GCORE_ID (__class_getitem__), &method) < 0)
    return NULL;
  if (method != NULL && method != GCORE_NONE)
    {
      GcoreObject *result = gcore_object_call_one_arg (method, key);
      gcore_decref (method);
      return result;
    }
  gcore_xdecref (method);
  return gcore_err_format (GCORE_EXC (TypeError), "type '%.200s' is not subscriptable", ((GcoreType *) (void *) cls)->name);
}

GcoreObject *
gcore_object_get_item (GcoreObject *object, GcoreObject *key)
{
  GcoreType *type = GCORE_TYPE_OF (object);
  if (type->mapping.subscript != NULL)
    return type->mapping.subscript (object, key);
  if (type->sequence.item != NULL)
    {
      if (!gcore_index_check (key))
        return gcore_err_format (GCORE_EXC (TypeError), "sequence index must be integer, not '%.200s'",
                                 GCORE_TYPE_OF (key)->name);
      intptr_t index = gcore_number_as_ssize (key, GCORE_EXC (IndexError));
      if (index == -1 && gcore_err_occurred () != NULL)
        return NULL;
      return gcore_sequence_get_item (object, index);
    }
  if (gcore_is_type (object))
    return get_class_item (object, key);
  return gcore_err_format (GCORE_EXC (TypeError), "'%.200s' object is not subscriptable", type->name);
}

int
gcore_object_set_item (GcoreObject *object, GcoreObject *key, GcoreObject *value)
{
  GcoreType *type = GCORE_TYPE_OF (object);
  const char *verb = value == NULL ? "deletion" : "assignment";
  if (type->mapping.assign_subscript != NULL)
    return type->mapping.assign_subscript (object, key, value);
  if (type->sequence.assign_item != NULL || (type->sequence.item != NULL && value != NULL))
    {
      if (gcore_index_check (key))
        {
          intptr_t index = gcore_number_as_ssize (key, GCORE_EXC (IndexError));
          if (index == -1 && gcore_err_occurred () != NULL)
            return -1;
          return value != NULL ? gcore_sequence_set_item (object, index, value)
                               : gcore_sequence_del_item (object, index);
        }
      if (type->sequence.assign_item != NULL)
        {
          gcore_err_format (GCORE_EXC (TypeError), "sequence index must be integer, not '%.200s'",
                            GCORE_TYPE_OF (key)->name);
          return -1;
        }
    }
  /* The sequence protocol words it differently; all classes made by programs have that protocol. */
  bool sequence = gcore_has_flag (type, GCORE_TYPE_FLAG_HEAP) || type->sequence.length != NULL;
  gcore_err_format (GCORE_EXC (TypeError), "'%.200s' object %s item %s", type->name,
                    value == NULL && sequence && gcore_index_check (key) ? "doesn't support" : "does not support", verb);
  return -1;
}

int
gcore_object_del_item (GcoreObject *object, GcoreObject *key)
{
  return gcore_object_set_item (object, key, NULL);
}

/* --- formatting --------------------------------------------------------------------------------------------------- */

GcoreObject *
gcore_object_format (GcoreObject *object, GcoreObject *spec)
{
  if (spec == NULL || GCORE_STR_LENGTH (spec) == 0)
    {
      if (gcore_is_str_exact (object))
        return gcore_newref (object);
      if (gcore_is_int_exact (object))
        return gcore_object_str (object);
    }
  else if (gcore_format_is_direct (object))
    {
      gcore_gc_count_passing_object (); /* the bound method __format__ */
      return gcore_format_direct (object, spec);
    }
  GcoreObject *method = gcore_object_lookup_special (object, GCORE_ID (__format__));
  if (method == NULL)
    {
      if (gcore_err_occurred () == NULL)
        gcore_err_format (GCORE_EXC (TypeError), "Type %.100s doesn't define __format__", GCORE_TYPE_OF (object)->name);
      return NULL;
    }
  GcoreObject *result = gcore_object_call_one_arg (method, spec != NULL ? spec : GCORE_OBJECTS->empty_str);
  gcore_decref (method);
  if (result != NULL && !gcore_is_str (result))
    {
      gcore_err_format (GCORE_EXC (TypeError), "__format__ must return a str, not %.200s", GCORE_TYPE_OF (result)->name);
      GCORE_CLEAR (result);
    }
  return result;
}

/* --- class membership --------------------------------------------------------------------------------------------- */

bool
gcore_object_type_check (GcoreObject *object, GcoreType *type)
{
  return gcore_type_is_subtype (GCORE_TYPE_OF (object), type);
}

/* __bases__ of something that looks like a class, a tuple: new reference. NULL without an exception: it does not. */
static GcoreObject *
abstract_bases (GcoreObject *cls)
{
  GcoreObject *bases;
  gcore_object_lookup_attr (cls, GCORE_ID (__bases__), &bases);
  if (bases != NULL && !gcore_is_tuple (bases))
    GCORE_CLEAR (bases);
  return bases;
}

/* Whether CLS is found from DERIVED upwards through __bases__. */
static int
abstract_is_subclass (GcoreObject *derived, GcoreObject *cls)
{
  if (derived == cls)
    return 1;
  GcoreObject *bases = abstract_bases (derived);
  if (bases == NULL)
    return gcore_err_occurred () != NULL ? -1 : 0;
  int result = 0;
  if (gcore_enter_recursive_call (" in __issubclass__") != 0)
    result = -1;
  else
    {
      for (intptr_t i = 0; result == 0 && i < GCORE_TUPLE_SIZE (bases); i++)
        result = abstract_is_subclass (GCORE_TUPLE_ITEM (bases, i), cls);
      gcore_leave_recursive_call ();
    }
  gcore_decref (bases);
  return result;
}

/* Whether CLS looks like a class; else TypeError MESSAGE. */
static bool
check_class (GcoreObject *cls, const char *message)
{
  GcoreObject *bases = abstract_bases (cls);
  if (bases == NULL)
    {
      if (gcore_err_occurred () == NULL)
        gcore_err_set_string (GCORE_EXC (TypeError), message);
      return false;
    }
  gcore_decref (bases);
  return true;
}

int
gcore_object_real_is_instance (GcoreObject *object, GcoreObject *cls)
{
  GcoreObject *object_class;
  int result = 0;
  if (gcore_is_type (cls))
    {
      if (gcore_is_instance_of (object, (GcoreType *) (void *) cls))
        return 1;
      if (gcore_object_lookup_attr (object, GCORE_ID (__class__), &object_class) < 0)
        return -1;
      if (object_class != NULL && object_class != (GcoreObject *) GCORE_TYPE_OF (object) && gcore_is_type (object_class))
        result = gcore_type_is_subtype ((GcoreType *) (void *) object_class, (GcoreType *) (void *) cls);
      gcore_xdecref (object_class);
      return result;
    }
  if (!check_class (cls, "isinstance() arg 2 must be a type, a tuple of types, or a union"))
    return -1;
  if (gcore_object_lookup_attr (object, GCORE_ID (__class__), &object_class) < 0)
    return -1;
  if (object_class != NULL)
    {
      result = abstract_is_subclass (object_class, cls);
      gcore_decref (object_class);
    }
  return result;
}

int
gcore_object_real_is_subclass (GcoreObject *derived, GcoreObject *cls)
{
  if (gcore_is_type (cls) && gcore_is_type (derived))
    return gcore_type_is_subtype ((GcoreType *) (void *) derived, (GcoreType *) (void *) cls);
  if (!check_class (derived, "issubclass() arg 1 must be a class")
      || !check_class (cls, "issubclass() arg 2 must be a class, a tuple of classes, or a union"))
    return -1;
  return abstract_is_subclass (derived, cls);
}

typedef int (*Membership) (GcoreObject *object, GcoreObject *cls);

/* MEMBERSHIP of any class of the tuple. */
static int
any_of (GcoreObject *object, GcoreObject *classes, Membership membership, const char *where)
{
  int result = 0;
  if (gcore_enter_recursive_call (where) != 0)
    return -1;
  for (intptr_t i = 0; result == 0 && i < GCORE_TUPLE_SIZE (classes); i++)
    result = membership (object, GCORE_TUPLE_ITEM (classes, i));
  gcore_leave_recursive_call ();
  return result;
}

/* What CLS's special method CHECK says of OBJECT; DEFAULT_ if it has none. */
static int
ask_class (GcoreObject *object, GcoreObject *cls, GcoreObject *check, Membership default_, const char *where)
{
  GcoreObject *method = gcore_object_lookup_special (cls, check);
  if (method == NULL)
    return gcore_err_occurred () != NULL ? -1 : default_ (object, cls);
  int result = -1;
  if (gcore_enter_recursive_call (where) == 0)
    {
      GcoreObject *answer = gcore_object_call_one_arg (method, object);
      gcore_leave_recursive_call ();
      if (answer != NULL)
        {
          result = gcore_object_is_true (answer);
          gcore_decref (answer);
        }
    }
  gcore_decref (method);
  return result;
}

int
gcore_object_is_instance (GcoreObject *object, GcoreObject *cls)
{
  if (GCORE_TYPE_OF (object) == (GcoreType *) (void *) cls)
    return 1;
  if (gcore_is_exact (cls, TYPE))
    return gcore_object_real_is_instance (object, cls);
  if (gcore_is_exact (cls, UNION))
    cls = ((GcoreUnion *) (void *) cls)->args;
  if (gcore_is_tuple (cls))
    return any_of (object, cls, gcore_object_is_instance, " in __instancecheck__");
  return ask_class (object, cls, GCORE_ID (__instancecheck__), gcore_object_real_is_instance, " in __instancecheck__");
}

int
gcore_object_is_subclass (GcoreObject *derived, GcoreObject *cls)
{
  if (gcore_is_exact (cls, TYPE))
    return derived == cls ? 1 : gcore_object_real_is_subclass (derived, cls);
  if (gcore_is_exact (cls, UNION))
    cls = ((GcoreUnion *) (void *) cls)->args;
  if (gcore_is_tuple (cls))
    return any_of (derived, cls, gcore_object_is_subclass, " in __subclasscheck__");
  return ask_class (derived, cls, GCORE_ID (__subclasscheck__), gcore_object_real_is_subclass, " in __subclasscheck__");
}
