/* SPDX-License-Identifier: MIT */
/* object.__reduce_ex__: how to make an object anew, for the copy module. A description is a tuple (function, arguments,
 * state, iterator over list items, iterator over dict items). */
#include "gcore/objects/abstract.h"
#include "gcore/objects/builtin-function.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/object-private.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type-private.h"

/* __newobj__ (class, *args): class.__new__ (class, *args). */
static GcoreObject *
new_object (GcoreObject *self, GcoreObject *args)
{
  if (GCORE_TUPLE_SIZE (args) < 1)
    return gcore_err_format (GCORE_EXC (TypeError), "__newobj__ expected at least 1 argument, got 0");
  GcoreObject *new_ = gcore_object_get_attr (GCORE_TUPLE_ITEM (args, 0), GCORE_ID (__new__));
  if (new_ == NULL)
    return NULL;
  GcoreObject *result = gcore_object_call (new_, args, NULL);
  gcore_decref (new_);
  return result;
}

static const GcoreMethodDef new_object_method = { "__newobj__", GCORE_FUNC (new_object), GCORE_METH_VARARGS, NULL };

/* Names of the slots TYPE and its bases define, a new list. */
static GcoreObject *
slot_names (GcoreType *type)
{
  GcoreObject *names = gcore_list_new (0);
  for (intptr_t i = 0; names != NULL && i < GCORE_TUPLE_SIZE (type->mro); i++)
    {
      GcoreType *class = TYPE_CAST (GCORE_TUPLE_ITEM (type->mro, i));
      GcoreObject *slots = gcore_is_heap_type (class) ? HEAP_TYPE (class)->slots : NULL;
      for (intptr_t j = 0; names != NULL && slots != NULL && j < GCORE_TUPLE_SIZE (slots); j++)
        if (gcore_list_append (names, GCORE_TUPLE_ITEM (slots, j)) != 0)
          GCORE_CLEAR (names);
    }
  return names;
}

/* The filled slots of SELF: new dict, empty if there are none. */
static GcoreObject *
slot_state (GcoreObject *self)
{
  GcoreObject *names = slot_names (GCORE_TYPE_OF (self));
  GcoreObject *state = gcore_dict_new ();
  for (intptr_t i = 0; names != NULL && state != NULL && i < GCORE_LIST_SIZE (names); i++)
    {
      GcoreObject *value;
      int found = gcore_object_lookup_attr (self, GCORE_LIST_ITEM (names, i), &value);
      if (found < 0 || (found > 0 && gcore_dict_set_item (state, GCORE_LIST_ITEM (names, i), value) != 0))
        GCORE_CLEAR (state);
      gcore_xdecref (value);
    }
  if (names == NULL)
    GCORE_CLEAR (state);
  gcore_xdecref (names);
  return state;
}

/* Whether the type keeps something that neither dict nor slots show. */
static bool
has_hidden_state (GcoreObject *self)
{
  GcoreType *type = GCORE_TYPE_OF (self);
  intptr_t shown = (intptr_t) sizeof (GcoreObject);
  if (type->item_size != 0)
    return true;
  if (type->dict_offset > 0)
    shown += (intptr_t) sizeof (void *);
  if (type->weaklist_offset > 0)
    shown += (intptr_t) sizeof (void *);
  GcoreObject *names = slot_names (type);
  if (names != NULL)
    shown += GCORE_LIST_SIZE (names) * (intptr_t) sizeof (void *);
  gcore_xdecref (names);
  return type->basic_size > shown;
}

/* REQUIRED: TypeError for objects whose state this cannot give. */
static GcoreObject *
default_state (GcoreObject *self, bool required)
{
  if (required && has_hidden_state (self))
    return gcore_err_format (GCORE_EXC (TypeError), "cannot pickle '%.200s' object", GCORE_TYPE_OF (self)->name);
  GcoreObject *state;
  if (gcore_object_is_instance_dict_empty (self))
    state = gcore_newref (GCORE_NONE);
  else if (gcore_object_lookup_attr (self, GCORE_ID (__dict__), &state) < 0)
    return NULL;
  if (state == NULL)
    state = gcore_newref (GCORE_NONE);
  GcoreObject *slots = slot_state (self);
  if (slots == NULL)
    {
      gcore_decref (state);
      return NULL;
    }
  if (GCORE_DICT_SIZE (slots) > 0)
    GCORE_SETREF (state, gcore_tuple_pack (2, state, slots));
  gcore_decref (slots);
  return state;
}

GcoreObject *
gcore_object_get_state (GcoreObject *self, GcoreObject *unused)
{
  return default_state (self, false);
}

/* What SELF.__getstate__ () says. */
static GcoreObject *
state_of (GcoreObject *self, bool required)
{
  GcoreObject *method = gcore_object_get_attr (self, GCORE_ID (__getstate__));
  if (method == NULL)
    return NULL;
  GcoreObject *state;
  if (gcore_is_builtin_function (method)
      && ((GcoreBuiltinFunction *) (void *) method)->method->function == GCORE_FUNC (gcore_object_get_state))
    state = default_state (self, required);
  else
    state = gcore_object_call_no_args (method);
  gcore_decref (method);
  return state;
}

/* (class, *arguments for __new__), a new tuple. */
static GcoreObject *
new_arguments (GcoreObject *self, bool *has_arguments)
{
  GcoreObject *method, *args = NULL;
  *has_arguments = false;
  if (gcore_object_lookup_attr (self, GCORE_ID (__getnewargs__), &method) < 0)
    return NULL;
  if (method == NULL)
    return gcore_tuple_pack (1, GCORE_TYPE_OF (self));
  *has_arguments = true;
  args = gcore_object_call_no_args (method);
  gcore_decref (method);
  if (args == NULL)
    return NULL;
  GcoreObject *result = NULL;
  if (!gcore_is_tuple (args))
    gcore_err_format (GCORE_EXC (TypeError), "__getnewargs__ should return a tuple, not '%.200s'",
                      GCORE_TYPE_OF (args)->name);
  else
    result = gcore_tuple_new (GCORE_TUPLE_SIZE (args) + 1);
  if (result != NULL)
    {
      GCORE_TUPLE_SET_ITEM (result, 0, gcore_newref (GCORE_TYPE_OF (self)));
      for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (args); i++)
        GCORE_TUPLE_SET_ITEM (result, i + 1, gcore_newref (GCORE_TUPLE_ITEM (args, i)));
    }
  gcore_decref (args);
  return result;
}

/* Iterator over SELF's list items, or None; over its dict items in *DICT_ITEMS. */
static GcoreObject *
item_iterators (GcoreObject *self, GcoreObject **dict_items)
{
  *dict_items = NULL;
  GcoreObject *list_items = gcore_is_list (self) ? gcore_object_get_iter (self) : gcore_newref (GCORE_NONE);
  if (list_items == NULL)
    return NULL;
  if (!gcore_is_dict (self))
    *dict_items = gcore_newref (GCORE_NONE);
  else
    {
      GcoreObject *items = gcore_object_call_method_no_args (self, GCORE_ID (items));
      if (items != NULL)
        *dict_items = gcore_object_get_iter (items);
      gcore_xdecref (items);
    }
  if (*dict_items == NULL)
    GCORE_CLEAR (list_items);
  return list_items;
}

static GcoreObject *
describe (GcoreObject *self)
{
  if (GCORE_TYPE_OF (self)->new_ == NULL)
    return gcore_err_format (GCORE_EXC (TypeError), "cannot pickle '%.200s' object", GCORE_TYPE_OF (self)->name);
  bool has_arguments;
  GcoreObject *dict_items = NULL, *result = NULL;
  GcoreObject *args = new_arguments (self, &has_arguments);
  GcoreObject *function = args != NULL ? gcore_builtin_function_new (&new_object_method, NULL, NULL) : NULL;
  bool required = !has_arguments && !gcore_is_list (self) && !gcore_is_dict (self);
  GcoreObject *state = function != NULL ? state_of (self, required) : NULL;
  GcoreObject *list_items = state != NULL ? item_iterators (self, &dict_items) : NULL;
  if (list_items != NULL)
    result = gcore_tuple_pack (5, function, args, state, list_items, dict_items);
  gcore_xdecref (args);
  gcore_xdecref (function);
  gcore_xdecref (state);
  gcore_xdecref (list_items);
  gcore_xdecref (dict_items);
  return result;
}

GcoreObject *
gcore_object_reduce (GcoreObject *self, GcoreObject *unused)
{
  return describe (self);
}

GcoreObject *
gcore_object_reduce_ex (GcoreObject *self, GcoreObject *protocol)
{
  int number = gcore_int_as_int (protocol);
  if (number == -1 && gcore_err_occurred () != NULL)
    return NULL;
  /* A __reduce__ of the class's own goes first. */
  GcoreObject *own = gcore_type_lookup (GCORE_TYPE_OF (self), GCORE_ID (__reduce__));
  GcoreObject *default_ = gcore_dict_get_item_with_error (GCORE_TYPE (OBJECT)->dict, GCORE_ID (__reduce__));
  if (own != NULL && own != default_)
    return gcore_object_call_method_no_args (self, GCORE_ID (__reduce__));
  return describe (self);
}
