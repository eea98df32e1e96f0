/* SPDX-License-Identifier: MIT */
/* object.__reduce_ex__: how to make an object anew, for the modules copy and pickle. A description is a tuple (function,
 * arguments, state, iterator over list items, iterator over dict items). */
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

/* A function of the module copyreg: new reference. */
static GcoreObject *
copyreg_function (const char *name)
{
  GcoreObject *module = GCORE_OBJECTS->hooks.import_module ("copyreg");
  GcoreObject *function = module != NULL ? gcore_object_get_attr_string (module, name) : NULL;
  gcore_xdecref (module);
  return function;
}

/* Names of the slots TYPE and its bases define: a new reference to the list that copyreg makes, and keeps in the class. */
static GcoreObject *
slot_names (GcoreType *type)
{
  GcoreObject *names = gcore_dict_get_item_with_error (type->dict, GCORE_ID (__slotnames__));
  if (names != NULL && gcore_is_list (names))
    return gcore_newref (names);
  GcoreObject *function = names == NULL && gcore_err_occurred () ? NULL : copyreg_function ("_slotnames");
  names = function != NULL ? gcore_object_call_one_arg (function, GCORE_OBJECT (type)) : NULL;
  gcore_xdecref (function);
  if (names != NULL && names != GCORE_NONE && !gcore_is_list (names))
    {
      gcore_decref (names);
      return gcore_err_format (GCORE_EXC (TypeError), "copyreg._slotnames didn't return a list or None");
    }
  return names;
}

/* Adds the filled slots of SELF named in NAMES to the new dict *STATE, which stays NULL if there are none. */
static int
add_slots (GcoreObject *self, GcoreObject *names, GcoreObject **state)
{
  intptr_t n = gcore_is_list (names) ? GCORE_LIST_SIZE (names) : 0;
  *state = n > 0 ? gcore_dict_new () : NULL;
  int status = n > 0 && *state == NULL ? -1 : 0;
  for (intptr_t i = 0; status == 0 && i < GCORE_LIST_SIZE (names) && i < n; i++)
    {
      GcoreObject *name = gcore_newref (GCORE_LIST_ITEM (names, i)), *value;
      status = gcore_object_lookup_attr (self, name, &value) < 0 ? -1 : 0;
      if (value != NULL)
        status = gcore_dict_set_item (*state, name, value);
      gcore_xdecref (value);
      gcore_decref (name);
    }
  if (status < 0 || (*state != NULL && GCORE_DICT_SIZE (*state) == 0))
    GCORE_CLEAR (*state);
  return status;
}

/* Whether the type keeps something that neither dict nor slots, of which NAMES is the list, show. */
static bool
has_hidden_state (GcoreType *type, GcoreObject *names)
{
  intptr_t shown = (intptr_t) sizeof (GcoreObject);
  if (type->dict_offset > 0)
    shown += (intptr_t) sizeof (void *);
  if (type->weaklist_offset > 0)
    shown += (intptr_t) sizeof (void *);
  if (gcore_is_list (names))
    shown += GCORE_LIST_SIZE (names) * (intptr_t) sizeof (void *);
  return type->basic_size > shown;
}

/* REQUIRED: TypeError for objects whose state this cannot give. */
static GcoreObject *
default_state (GcoreObject *self, bool required)
{
  GcoreType *type = GCORE_TYPE_OF (self);
  if (required && type->item_size != 0)
    return gcore_err_format (GCORE_EXC (TypeError), "cannot pickle '%.200s' object", type->name);
  GcoreObject *state, *slots = NULL;
  if (gcore_object_is_instance_dict_empty (self))
    state = gcore_newref (GCORE_NONE);
  else if (gcore_object_lookup_attr (self, GCORE_ID (__dict__), &state) < 0)
    return NULL;
  if (state == NULL)
    state = gcore_newref (GCORE_NONE);
  GcoreObject *names = slot_names (type);
  if (names != NULL && required && has_hidden_state (type, names))
    gcore_err_format (GCORE_EXC (TypeError), "cannot pickle '%.200s' object", type->name);
  else if (names != NULL && add_slots (self, names, &slots) == 0)
    {
      if (slots != NULL)
        GCORE_SETREF (state, gcore_tuple_pack (2, state, slots));
      gcore_xdecref (slots);
      gcore_decref (names);
      return state;
    }
  gcore_xdecref (names);
  gcore_decref (state);
  return NULL;
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

/* What SELF.__getnewargs_ex__ or __getnewargs__ gives for __new__: a new tuple in *ARGS and a new dict, or NULL, in
 * *KEYWORDS; *ARGS is NULL if there is neither. */
static int
new_arguments (GcoreObject *self, GcoreObject **args, GcoreObject **keywords)
{
  GcoreObject *method, *result;
  *args = *keywords = NULL;
  method = gcore_object_lookup_special (self, GCORE_ID (__getnewargs_ex__));
  bool extended = method != NULL;
  if (method == NULL && !gcore_err_occurred ())
    method = gcore_object_lookup_special (self, GCORE_ID (__getnewargs__));
  if (method == NULL)
    return gcore_err_occurred () ? -1 : 0;
  result = gcore_object_call_no_args (method);
  gcore_decref (method);
  if (result == NULL)
    return -1;
  const char *name = extended ? "__getnewargs_ex__" : "__getnewargs__";
  if (!gcore_is_tuple (result))
    gcore_err_format (GCORE_EXC (TypeError), "%s should return a tuple, not '%.200s'", name, GCORE_TYPE_OF (result)->name);
  else if (!extended)
    *args = gcore_newref (result);
  else if (GCORE_TUPLE_SIZE (result) != 2)
    gcore_err_format (GCORE_EXC (ValueError), "%s should return a tuple of length 2, not %zd", name,
                      GCORE_TUPLE_SIZE (result));
  else if (!gcore_is_tuple (GCORE_TUPLE_ITEM (result, 0)))
    gcore_err_format (GCORE_EXC (TypeError), "first item of the tuple returned by %s must be a tuple, not '%.200s'", name,
                      GCORE_TYPE_OF (GCORE_TUPLE_ITEM (result, 0))->name);
  else if (!gcore_is_dict (GCORE_TUPLE_ITEM (result, 1)))
    gcore_err_format (GCORE_EXC (TypeError), "second item of the tuple returned by %s must be a dict, not '%.200s'", name,
                      GCORE_TYPE_OF (GCORE_TUPLE_ITEM (result, 1))->name);
  else
    {
      *args = gcore_newref (GCORE_TUPLE_ITEM (result, 0));
      *keywords = gcore_newref (GCORE_TUPLE_ITEM (result, 1));
    }
  gcore_decref (result);
  return *args != NULL ? 0 : -1;
}

/* The class of SELF and the items of ARGS, which may be NULL, as a new tuple. */
static GcoreObject *
with_class (GcoreObject *self, GcoreObject *args)
{
  intptr_t n = args != NULL ? GCORE_TUPLE_SIZE (args) : 0;
  GcoreObject *result = gcore_tuple_new (n + 1);
  if (result == NULL)
    return NULL;
  GCORE_TUPLE_SET_ITEM (result, 0, gcore_newref (GCORE_TYPE_OF (self)));
  for (intptr_t i = 0; i < n; i++)
    GCORE_TUPLE_SET_ITEM (result, i + 1, gcore_newref (GCORE_TUPLE_ITEM (args, i)));
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

/* As the protocols from 2 on: (copyreg.__newobj__, (class, *args), state, list items, dict items). */
static GcoreObject *
describe (GcoreObject *self)
{
  if (GCORE_TYPE_OF (self)->new_ == NULL)
    return gcore_err_format (GCORE_EXC (TypeError), "cannot pickle '%.200s' object", GCORE_TYPE_OF (self)->name);
  GcoreObject *args, *keywords, *function, *all_args = NULL, *dict_items = NULL, *result = NULL;
  if (new_arguments (self, &args, &keywords) < 0)
    return NULL;
  bool extended = keywords != NULL && GCORE_DICT_SIZE (keywords) > 0;
  function = copyreg_function (extended ? "__newobj_ex__" : "__newobj__");
  if (function != NULL)
    all_args = extended ? gcore_tuple_pack (3, GCORE_TYPE_OF (self), args, keywords) : with_class (self, args);
  bool required = args == NULL && !gcore_is_list (self) && !gcore_is_dict (self);
  GcoreObject *state = all_args != NULL ? state_of (self, required) : NULL;
  GcoreObject *list_items = state != NULL ? item_iterators (self, &dict_items) : NULL;
  if (list_items != NULL)
    result = gcore_tuple_pack (5, function, all_args, state, list_items, dict_items);
  gcore_xdecref (args);
  gcore_xdecref (keywords);
  gcore_xdecref (all_args);
  gcore_xdecref (function);
  gcore_xdecref (state);
  gcore_xdecref (list_items);
  gcore_xdecref (dict_items);
  return result;
}

/* As PROTOCOL has it: those before 2 are written in Python. */
static GcoreObject *
reduce (GcoreObject *self, int protocol)
{
  if (protocol >= 2)
    return describe (self);
  GcoreObject *function = copyreg_function ("_reduce_ex");
  GcoreObject *number = function != NULL ? gcore_int_from_long (protocol) : NULL, *result = NULL;
  if (number != NULL)
    result = gcore_object_call_function_obj_args (function, self, number, NULL);
  gcore_xdecref (number);
  gcore_xdecref (function);
  return result;
}

GcoreObject *
gcore_object_reduce (GcoreObject *self, GcoreObject *unused)
{
  return reduce (self, 0);
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
  return reduce (self, number);
}
