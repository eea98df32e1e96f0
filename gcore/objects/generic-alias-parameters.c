/* SPDX-License-Identifier: MIT */
/* Type variables in list[T] and int | T, and putting arguments in their place. What is a type variable is decided by its
 * attribute __typing_subst__: the module typing defines them. */
#include "gcore/objects/containers-private.h"
#include "gcore/objects/generic-alias.h"
#include "gcore/objects/list.h"
#include "gcore/objects/tuple.h"

/* Appends ITEM to LIST unless it is there (by identity). 0 or -1. */
static int
append_once (GcoreObject *list, GcoreObject *item)
{
  for (intptr_t i = 0; i < GCORE_LIST_SIZE (list); i++)
    if (GCORE_LIST_ITEM (list, i) == item)
      return 0;
  return gcore_list_append (list, item);
}

/* 1 and a new reference in *VALUE, 0, or -1. */
static int
lookup (GcoreObject *object, const char *name, GcoreObject **value)
{
  *value = NULL;
  GcoreObject *key = gcore_str_from_string (name);
  int found = key == NULL ? -1 : gcore_object_lookup_attr (object, key, value);
  gcore_xdecref (key);
  return found;
}

/* Appends the type variables in one argument. 0 or -1. */
static int
collect (GcoreObject *list, GcoreObject *argument)
{
  if (gcore_is_type (argument))
    return 0;
  GcoreObject *value;
  int found = lookup (argument, "__typing_subst__", &value);
  gcore_xdecref (value);
  if (found != 0)
    return found < 0 ? -1 : append_once (list, argument);
  found = lookup (argument, "__parameters__", &value);
  int result = found < 0 ? -1 : 0;
  for (intptr_t i = 0; found > 0 && result == 0 && gcore_is_tuple (value) && i < GCORE_TUPLE_SIZE (value); i++)
    result = append_once (list, GCORE_TUPLE_ITEM (value, i));
  gcore_xdecref (value);
  return result;
}

GcoreObject *
gcore_type_parameters (GcoreObject *args)
{
  GcoreObject *list = gcore_list_new (0), *result = NULL;
  int status = list == NULL ? -1 : 0;
  for (intptr_t i = 0; status == 0 && i < GCORE_TUPLE_SIZE (args); i++)
    status = collect (list, GCORE_TUPLE_ITEM (args, i));
  if (status == 0)
    result = gcore_sequence_tuple (list);
  gcore_xdecref (list);
  return result;
}

/* --- replacing ---------------------------------------------------------------------------------------------------- */

static intptr_t
place_of (GcoreObject *tuple, GcoreObject *item)
{
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (tuple); i++)
    if (GCORE_TUPLE_ITEM (tuple, i) == item)
      return i;
  return -1;
}

/* New tuple of the arguments ITEM stands for, those of *tuple[...] unpacked. */
static GcoreObject *
unpack (GcoreObject *item)
{
  GcoreObject *items = gcore_is_tuple (item) ? gcore_newref (item) : gcore_tuple_pack (1, item);
  GcoreObject *list = items == NULL ? NULL : gcore_list_new (0), *result = NULL;
  int status = list == NULL ? -1 : 0;
  for (intptr_t i = 0; status == 0 && i < GCORE_TUPLE_SIZE (items); i++)
    {
      GcoreObject *one = GCORE_TUPLE_ITEM (items, i), *inner = NULL;
      int found = gcore_is_type (one) ? 0 : lookup (one, "__typing_unpacked_tuple_args__", &inner);
      intptr_t n = found > 0 && gcore_is_tuple (inner) ? GCORE_TUPLE_SIZE (inner) : 0;
      bool open = n > 0 && GCORE_TUPLE_ITEM (inner, n - 1) == GCORE_ELLIPSIS;
      if (found < 0)
        status = -1;
      else if (found > 0 && gcore_is_tuple (inner) && !open)
        for (intptr_t j = 0; status == 0 && j < n; j++)
          status = gcore_list_append (list, GCORE_TUPLE_ITEM (inner, j));
      else
        status = gcore_list_append (list, one);
      gcore_xdecref (inner);
    }
  if (status == 0)
    result = gcore_sequence_tuple (list);
  gcore_xdecref (list);
  gcore_xdecref (items);
  return result;
}

/* Lets each parameter that wants to change the list of arguments (ITEMS, stolen) do so. New tuple. */
static GcoreObject *
prepare (GcoreObject *self, GcoreObject *parameters, GcoreObject *items)
{
  for (intptr_t i = 0; items != NULL && i < GCORE_TUPLE_SIZE (parameters); i++)
    {
      GcoreObject *method;
      int found = lookup (GCORE_TUPLE_ITEM (parameters, i), "__typing_prepare_subst__", &method);
      if (found < 0)
        GCORE_CLEAR (items);
      else if (found > 0 && method != GCORE_NONE)
        {
          GcoreObject *given = gcore_is_tuple (items) ? gcore_newref (items) : gcore_tuple_pack (1, items);
          GcoreObject *next = NULL;
          if (given != NULL)
            next = gcore_object_call_function_obj_args (method, self, given, NULL);
          gcore_xdecref (given);
          GCORE_SETREF (items, next);
        }
      gcore_xdecref (method);
    }
  if (items != NULL && !gcore_is_tuple (items))
    GCORE_SETREF (items, gcore_tuple_pack (1, items));
  return items;
}

/* New reference: ARGUMENT, itself generic, with those of its parameters replaced that are among PARAMETERS. */
static GcoreObject *
replace_inside (GcoreObject *argument, GcoreObject *parameters, GcoreObject *items)
{
  GcoreObject *inner;
  int found = lookup (argument, "__parameters__", &inner);
  if (found <= 0 || !gcore_is_tuple (inner) || GCORE_TUPLE_SIZE (inner) == 0)
    {
      gcore_xdecref (inner);
      return found < 0 ? NULL : gcore_newref (argument);
    }
  GcoreObject *list = gcore_list_new (0), *result = NULL;
  int status = list == NULL ? -1 : 0;
  for (intptr_t i = 0; status == 0 && i < GCORE_TUPLE_SIZE (inner); i++)
    {
      GcoreObject *parameter = GCORE_TUPLE_ITEM (inner, i);
      intptr_t place = place_of (parameters, parameter);
      GcoreObject *value = place < 0 ? parameter : GCORE_TUPLE_ITEM (items, place);
      if (place >= 0 && GCORE_TYPE_OF (parameter)->iter != NULL && gcore_is_tuple (value))
        for (intptr_t j = 0; status == 0 && j < GCORE_TUPLE_SIZE (value); j++)
          status = gcore_list_append (list, GCORE_TUPLE_ITEM (value, j));
      else
        status = gcore_list_append (list, value);
    }
  GcoreObject *values = status < 0 ? NULL : gcore_sequence_tuple (list);
  if (values != NULL)
    result = gcore_object_get_item (argument, values);
  gcore_xdecref (values);
  gcore_xdecref (list);
  gcore_decref (inner);
  return result;
}

/* Appends what stands in the place of one argument. 0 or -1. */
static int
replace (GcoreObject *list, GcoreObject *argument, GcoreObject *parameters, GcoreObject *items)
{
  if (gcore_is_type (argument))
    return gcore_list_append (list, argument);
  GcoreObject *flag, *method, *value = NULL;
  int found = lookup (argument, "__typing_is_unpacked_typevartuple__", &flag);
  int several = found > 0 ? gcore_object_is_true (flag) : found;
  gcore_xdecref (flag);
  if (several < 0)
    return -1;
  found = lookup (argument, "__typing_subst__", &method);
  intptr_t place = found > 0 ? place_of (parameters, argument) : -1;
  if (place >= 0)
    value = gcore_object_call_one_arg (method, GCORE_TUPLE_ITEM (items, place));
  else if (found >= 0)
    value = replace_inside (argument, parameters, items);
  gcore_xdecref (method);
  int status = value == NULL ? -1 : 0;
  if (status == 0 && several && gcore_is_tuple (value))
    for (intptr_t i = 0; status == 0 && i < GCORE_TUPLE_SIZE (value); i++)
      status = gcore_list_append (list, GCORE_TUPLE_ITEM (value, i));
  else if (status == 0)
    status = gcore_list_append (list, value);
  gcore_xdecref (value);
  return status;
}

GcoreObject *
gcore_type_parameters_replace (GcoreObject *self, GcoreObject *args, GcoreObject *parameters, GcoreObject *item)
{
  intptr_t n = GCORE_TUPLE_SIZE (parameters);
  if (n == 0)
    return gcore_err_format (GCORE_EXC (TypeError), "%R is not a generic class", self);
  GcoreObject *items = prepare (self, parameters, unpack (item)), *result = NULL;
  if (items == NULL)
    return NULL;
  intptr_t given = GCORE_TUPLE_SIZE (items);
  if (given != n)
    {
      gcore_decref (items);
      return gcore_err_format (GCORE_EXC (TypeError), "Too %s arguments for %R; actual %zd, expected %zd",
                               given > n ? "many" : "few", self, given, n);
    }
  GcoreObject *list = gcore_list_new (0);
  int status = list == NULL ? -1 : 0;
  for (intptr_t i = 0; status == 0 && i < GCORE_TUPLE_SIZE (args); i++)
    status = replace (list, GCORE_TUPLE_ITEM (args, i), parameters, items);
  if (status == 0)
    result = gcore_sequence_tuple (list);
  gcore_xdecref (list);
  gcore_decref (items);
  return result;
}
