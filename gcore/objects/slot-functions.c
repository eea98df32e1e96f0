/* SPDX-License-Identifier: MIT */
#include "gcore/objects/slot-functions.h"

#include "gcore/objects/abstract.h"
#include "gcore/objects/builtin-function.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/iterators.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type-private.h"

/* --- calling special methods -------------------------------------------------------------------------------------- */

GcoreObject *
gcore_slot_find_method (GcoreObject *self, GcoreObject *name, bool *unbound)
{
  GcoreType *type = GCORE_TYPE_OF (self);
  GcoreObject *attribute = gcore_type_lookup (type, name);
  *unbound = false;
  if (attribute == NULL)
    return NULL;
  GcoreType *attribute_type = GCORE_TYPE_OF (attribute);
  if (gcore_has_flag (attribute_type, GCORE_TYPE_FLAG_METHOD_DESCRIPTOR))
    {
      *unbound = true;
      return gcore_newref (attribute);
    }
  if (attribute_type->descr_get == NULL)
    return gcore_newref (attribute);
  return attribute_type->descr_get (attribute, self, (GcoreObject *) type);
}

GcoreObject *
gcore_slot_call_found (GcoreObject *method, bool unbound, GcoreObject *const *args, size_t n_args)
{
  if (unbound)
    return gcore_object_vectorcall (method, args, n_args, NULL);
  return gcore_object_vectorcall (method, args + 1, (n_args - 1) | GCORE_VECTORCALL_OFFSET, NULL);
}

GcoreObject *
gcore_slot_call_method (GcoreObject *name, GcoreObject *const *args, size_t n_args)
{
  bool unbound;
  GcoreObject *method = gcore_slot_find_method (args[0], name, &unbound);
  if (method == NULL)
    {
      if (gcore_err_occurred () == NULL)
        gcore_err_set_object (GCORE_EXC (AttributeError), name);
      return NULL;
    }
  GcoreObject *result = gcore_slot_call_found (method, unbound, args, n_args);
  gcore_decref (method);
  return result;
}

GcoreObject *
gcore_slot_call_method_maybe (GcoreObject *name, GcoreObject *const *args, size_t n_args)
{
  bool unbound;
  GcoreObject *method = gcore_slot_find_method (args[0], name, &unbound);
  if (method == NULL)
    {
      if (gcore_err_occurred () == NULL)
        GCORE_RETURN_NOT_IMPLEMENTED;
      return NULL;
    }
  GcoreObject *result = gcore_slot_call_found (method, unbound, args, n_args);
  gcore_decref (method);
  return result;
}

/* 0 for a result, which is released; -1 for NULL. */
static int
status (GcoreObject *result)
{
  if (result == NULL)
    return -1;
  gcore_decref (result);
  return 0;
}

/* --- attributes --------------------------------------------------------------------------------------------------- */

/* The get_attr slot of classes with a __getattribute__ but no __getattr__. */
static GcoreObject *
get_attr_by_method (GcoreObject *self, GcoreObject *name)
{
  return gcore_slot_call_method (GCORE_ID (__getattribute__), (GcoreObject *[]){ self, name }, 2);
}

/* Whether ATTRIBUTE is object.__getattribute__ itself. */
static bool
is_generic_get_attribute (GcoreObject *attribute)
{
  return attribute == NULL
         || (gcore_is_exact (attribute, WRAPPER_DESCRIPTOR)
             && ((GcoreWrapperDescriptor *) (void *) attribute)->function == GCORE_FUNC (gcore_object_generic_get_attr));
}

static GcoreObject *
call_attribute (GcoreObject *self, GcoreObject *attribute, GcoreObject *name)
{
  GcoreDescrGetFunc get = GCORE_TYPE_OF (attribute)->descr_get;
  if (get == NULL)
    return gcore_object_call_one_arg (attribute, name);
  GcoreObject *bound = get (attribute, self, (GcoreObject *) GCORE_TYPE_OF (self));
  if (bound == NULL)
    return NULL;
  GcoreObject *result = gcore_object_call_one_arg (bound, name);
  gcore_decref (bound);
  return result;
}

GcoreObject *
gcore_slot_get_attr_hook (GcoreObject *self, GcoreObject *name)
{
  GcoreType *type = GCORE_TYPE_OF (self);
  GcoreObject *fallback = gcore_xnewref (gcore_type_lookup (type, GCORE_ID (__getattr__)));
  if (fallback == NULL)
    {
      type->get_attr = get_attr_by_method; /* until the class gets a __getattr__ */
      return get_attr_by_method (self, name);
    }
  GcoreObject *get_attribute = gcore_type_lookup (type, GCORE_ID (__getattribute__));
  GcoreObject *result;
  /* A miss raises its AttributeError even for the generic search: the program sees the allocations, and a collection may
     run then. */
  if (is_generic_get_attribute (get_attribute))
    result = gcore_object_generic_get_attr (self, name);
  else
    {
      gcore_incref (get_attribute);
      result = call_attribute (self, get_attribute, name);
      gcore_decref (get_attribute);
    }
  if (result == NULL && gcore_err_exception_matches (GCORE_EXC (AttributeError)))
    {
      gcore_err_clear ();
      result = call_attribute (self, fallback, name);
    }
  gcore_decref (fallback);
  return result;
}

int
gcore_slot_set_attr (GcoreObject *self, GcoreObject *name, GcoreObject *value)
{
  GcoreObject *args[] = { self, name, value };
  if (value == NULL)
    return status (gcore_slot_call_method (GCORE_ID (__delattr__), args, 2));
  return status (gcore_slot_call_method (GCORE_ID (__setattr__), args, 3));
}

/* --- text, hash, comparison --------------------------------------------------------------------------------------- */

GcoreObject *
gcore_slot_repr (GcoreObject *self)
{
  bool unbound;
  GcoreObject *method = gcore_slot_find_method (self, GCORE_ID (__repr__), &unbound);
  if (method != NULL)
    {
      GcoreObject *result = gcore_slot_call_found (method, unbound, &self, 1);
      gcore_decref (method);
      return result;
    }
  gcore_err_clear ();
  return gcore_str_from_format ("<%s object at %p>", GCORE_TYPE_OF (self)->name, self);
}

GcoreObject *
gcore_slot_str (GcoreObject *self)
{
  return gcore_slot_call_method (GCORE_ID (__str__), &self, 1);
}

intptr_t
gcore_slot_hash (GcoreObject *self)
{
  bool unbound;
  GcoreObject *method = gcore_slot_find_method (self, GCORE_ID (__hash__), &unbound);
  if (method == GCORE_NONE)
    GCORE_CLEAR (method);
  if (method == NULL)
    return gcore_err_occurred () != NULL ? -1 : gcore_object_hash_not_implemented (self);
  GcoreObject *result = gcore_slot_call_found (method, unbound, &self, 1);
  gcore_decref (method);
  if (result == NULL)
    return -1;
  intptr_t hash = -1;
  if (!gcore_is_int (result))
    gcore_err_set_string (GCORE_EXC (TypeError), "__hash__ method should return an integer");
  else
    {
      hash = gcore_int_as_ssize (result);
      if (hash == -1 && gcore_err_occurred () != NULL)
        {
          gcore_err_clear (); /* too large: its own hash stands in for it */
          hash = gcore_int_hash (result);
        }
      hash = hash == -1 ? -2 : hash;
    }
  gcore_decref (result);
  return hash;
}

GcoreObject *
gcore_slot_rich_compare (GcoreObject *self, GcoreObject *other, int op)
{
  static const uint16_t methods[] = { GCORE_ID_INDEX___lt__, GCORE_ID_INDEX___le__, GCORE_ID_INDEX___eq__,
                                      GCORE_ID_INDEX___ne__, GCORE_ID_INDEX___gt__, GCORE_ID_INDEX___ge__ };
  bool unbound;
  GcoreObject *method = gcore_slot_find_method (self, GCORE_OBJECTS->identifiers[methods[op]], &unbound);
  if (method == NULL)
    {
      gcore_err_clear ();
      GCORE_RETURN_NOT_IMPLEMENTED;
    }
  GcoreObject *result = gcore_slot_call_found (method, unbound, (GcoreObject *[]){ self, other }, 2);
  gcore_decref (method);
  return result;
}

int
gcore_slot_truth (GcoreObject *self)
{
  bool unbound, by_length = false;
  GcoreObject *method = gcore_slot_find_method (self, GCORE_ID (__bool__), &unbound);
  if (method == NULL)
    {
      if (gcore_err_occurred () != NULL)
        return -1;
      method = gcore_slot_find_method (self, GCORE_ID (__len__), &unbound);
      if (method == NULL)
        return gcore_err_occurred () != NULL ? -1 : 1;
      by_length = true;
    }
  GcoreObject *result = gcore_slot_call_found (method, unbound, &self, 1);
  gcore_decref (method);
  if (result == NULL)
    return -1;
  int truth = -1;
  if (by_length)
    truth = gcore_object_is_true (result);
  else if (gcore_is_bool (result))
    truth = result == GCORE_TRUE;
  else
    gcore_err_format (GCORE_EXC (TypeError), "__bool__ should return bool, returned %s", GCORE_TYPE_OF (result)->name);
  gcore_decref (result);
  return truth;
}

/* --- calls, creation, destruction --------------------------------------------------------------------------------- */

GcoreObject *
gcore_slot_call (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  bool unbound;
  GcoreObject *method = gcore_slot_find_method (self, GCORE_ID (__call__), &unbound);
  if (method == NULL)
    {
      if (gcore_err_occurred () == NULL)
        gcore_err_set_object (GCORE_EXC (AttributeError), GCORE_ID (__call__));
      return NULL;
    }
  GcoreObject *result = unbound ? gcore_object_call_prepend (method, self, args, kwargs)
                                : gcore_object_call (method, args, kwargs);
  gcore_decref (method);
  return result;
}

int
gcore_slot_init (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  bool unbound;
  GcoreObject *method = gcore_slot_find_method (self, GCORE_ID (__init__), &unbound);
  if (method == NULL)
    {
      if (gcore_err_occurred () == NULL)
        gcore_err_set_object (GCORE_EXC (AttributeError), GCORE_ID (__init__));
      return -1;
    }
  GcoreObject *result = unbound ? gcore_object_call_prepend (method, self, args, kwargs)
                                : gcore_object_call (method, args, kwargs);
  gcore_decref (method);
  if (result != NULL && result != GCORE_NONE)
    {
      gcore_err_format (GCORE_EXC (TypeError), "__init__() should return None, not '%.200s'",
                        GCORE_TYPE_OF (result)->name);
      GCORE_CLEAR (result);
    }
  return status (result);
}

GcoreObject *
gcore_slot_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *function = gcore_object_get_attr ((GcoreObject *) type, GCORE_ID (__new__));
  if (function == NULL)
    return NULL;
  GcoreObject *result = gcore_object_call_prepend (function, (GcoreObject *) type, args, kwargs);
  gcore_decref (function);
  return result;
}

void
gcore_slot_finalize (GcoreObject *self)
{
  GcoreRaised pending = gcore_err_put_aside ();
  bool unbound;
  GcoreObject *method = gcore_slot_find_method (self, GCORE_ID (__del__), &unbound);
  if (method != NULL)
    {
      GcoreObject *result = gcore_slot_call_found (method, unbound, &self, 1);
      if (result == NULL)
        gcore_err_write_unraisable (method);
      gcore_xdecref (result);
      gcore_decref (method);
    }
  gcore_err_put_back (pending);
}

/* --- iteration, awaiting ------------------------------------------------------------------------------------------ */

GcoreObject *
gcore_slot_iter (GcoreObject *self)
{
  bool unbound;
  GcoreObject *method = gcore_slot_find_method (self, GCORE_ID (__iter__), &unbound);
  if (method == NULL && gcore_err_occurred () == NULL)
    {
      method = gcore_slot_find_method (self, GCORE_ID (__getitem__), &unbound);
      if (method != NULL)
        {
          gcore_decref (method);
          return gcore_seq_iterator_new (self);
        }
    }
  if (method == GCORE_NONE)
    GCORE_CLEAR (method);
  if (method == NULL)
    return gcore_err_format (GCORE_EXC (TypeError), "'%.200s' object is not iterable", GCORE_TYPE_OF (self)->name);
  GcoreObject *result = gcore_slot_call_found (method, unbound, &self, 1);
  gcore_decref (method);
  return result;
}

GcoreObject *
gcore_slot_iter_next (GcoreObject *self)
{
  return gcore_slot_call_method (GCORE_ID (__next__), &self, 1);
}

/* METHOD of SELF, or TypeError "object TYPE does not have METHOD method". */
static GcoreObject *
call_async_method (GcoreObject *self, GcoreObject *name)
{
  bool unbound;
  GcoreObject *method = gcore_slot_find_method (self, name, &unbound);
  if (method == NULL)
    {
      if (gcore_err_occurred () == NULL)
        gcore_err_format (GCORE_EXC (AttributeError), "object %.50s does not have %U method", GCORE_TYPE_OF (self)->name,
                          name);
      return NULL;
    }
  GcoreObject *result = gcore_slot_call_found (method, unbound, &self, 1);
  gcore_decref (method);
  return result;
}

GcoreObject *
gcore_slot_await (GcoreObject *self)
{
  return call_async_method (self, GCORE_ID (__await__));
}

GcoreObject *
gcore_slot_aiter (GcoreObject *self)
{
  return call_async_method (self, GCORE_ID (__aiter__));
}

GcoreObject *
gcore_slot_anext (GcoreObject *self)
{
  return call_async_method (self, GCORE_ID (__anext__));
}

/* --- descriptors -------------------------------------------------------------------------------------------------- */

GcoreObject *
gcore_slot_descr_get (GcoreObject *self, GcoreObject *object, GcoreObject *type)
{
  GcoreType *own_type = GCORE_TYPE_OF (self);
  GcoreObject *get = gcore_type_lookup (own_type, GCORE_ID (__get__));
  if (get == NULL)
    {
      if (own_type->descr_get == gcore_slot_descr_get)
        own_type->descr_get = NULL; /* the method is gone */
      return gcore_newref (self);
    }
  gcore_incref (get);
  GcoreObject *args[] = { self, object != NULL ? object : GCORE_NONE, type != NULL ? type : GCORE_NONE };
  GcoreObject *result = gcore_object_vectorcall (get, args, 3, NULL);
  gcore_decref (get);
  return result;
}

int
gcore_slot_descr_set (GcoreObject *self, GcoreObject *object, GcoreObject *value)
{
  GcoreObject *args[] = { self, object, value };
  if (value == NULL)
    return status (gcore_slot_call_method (GCORE_ID (__delete__), args, 2));
  return status (gcore_slot_call_method (GCORE_ID (__set__), args, 3));
}

/* --- containers --------------------------------------------------------------------------------------------------- */

intptr_t
gcore_slot_length (GcoreObject *self)
{
  GcoreObject *result = gcore_slot_call_method (GCORE_ID (__len__), &self, 1);
  if (result == NULL)
    return -1;
  GCORE_SETREF (result, gcore_number_index (result));
  if (result == NULL)
    return -1;
  intptr_t length = -1;
  if (gcore_int_sign (result) < 0)
    gcore_err_set_string (GCORE_EXC (ValueError), "__len__() should return >= 0");
  else
    length = gcore_number_as_ssize (result, GCORE_EXC (OverflowError));
  gcore_decref (result);
  return length;
}

GcoreObject *
gcore_slot_subscript (GcoreObject *self, GcoreObject *key)
{
  return gcore_slot_call_method (GCORE_ID (__getitem__), (GcoreObject *[]){ self, key }, 2);
}

int
gcore_slot_assign_subscript (GcoreObject *self, GcoreObject *key, GcoreObject *value)
{
  GcoreObject *args[] = { self, key, value };
  if (value == NULL)
    return status (gcore_slot_call_method (GCORE_ID (__delitem__), args, 2));
  return status (gcore_slot_call_method (GCORE_ID (__setitem__), args, 3));
}

GcoreObject *
gcore_slot_item (GcoreObject *self, intptr_t index)
{
  GcoreObject *key = gcore_int_from_ssize (index);
  if (key == NULL)
    return NULL;
  GcoreObject *result = gcore_slot_subscript (self, key);
  gcore_decref (key);
  return result;
}

int
gcore_slot_assign_item (GcoreObject *self, intptr_t index, GcoreObject *value)
{
  GcoreObject *key = gcore_int_from_ssize (index);
  if (key == NULL)
    return -1;
  int result = gcore_slot_assign_subscript (self, key, value);
  gcore_decref (key);
  return result;
}

/* Whether an item of SELF, gone through one by one, equals VALUE. */
static int
contains_by_iteration (GcoreObject *self, GcoreObject *value)
{
  GcoreObject *iter = gcore_object_get_iter (self);
  if (iter == NULL)
    {
      if (gcore_err_exception_matches (GCORE_EXC (TypeError)))
        gcore_err_format (GCORE_EXC (TypeError), "argument of type '%.200s' is not iterable", GCORE_TYPE_OF (self)->name);
      return -1;
    }
  int result = 0;
  GcoreObject *item;
  while (result == 0 && (item = gcore_iter_next (iter)) != NULL)
    {
      result = gcore_object_rich_compare_bool (item, value, GCORE_EQ);
      gcore_decref (item);
    }
  gcore_decref (iter);
  return result == 0 && gcore_err_occurred () != NULL ? -1 : result;
}

int
gcore_slot_contains (GcoreObject *self, GcoreObject *value)
{
  bool unbound;
  GcoreObject *method = gcore_slot_find_method (self, GCORE_ID (__contains__), &unbound);
  if (method == GCORE_NONE)
    {
      gcore_decref (method);
      gcore_err_format (GCORE_EXC (TypeError), "'%.200s' object is not a container", GCORE_TYPE_OF (self)->name);
      return -1;
    }
  if (method == NULL)
    return gcore_err_occurred () != NULL ? -1 : contains_by_iteration (self, value);
  GcoreObject *answer = gcore_slot_call_found (method, unbound, (GcoreObject *[]){ self, value }, 2);
  gcore_decref (method);
  if (answer == NULL)
    return -1;
  int result = gcore_object_is_true (answer);
  gcore_decref (answer);
  return result;
}
