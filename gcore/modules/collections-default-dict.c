/* SPDX-License-Identifier: MIT */
/* defaultdict: a dict that makes the value of a missing key. */
#include "gcore/collector/collector.h"
#include "gcore/modules/collections-private.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/generic-alias.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"

#define SELF(object) ((GcoreDefaultDict *) (void *) (object))

static int
init (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *factory = NULL, *rest;
  if (GCORE_TUPLE_SIZE (args) > 0)
    {
      factory = GCORE_TUPLE_ITEM (args, 0);
      if (!gcore_callable_check (factory) && factory != GCORE_NONE)
        {
          gcore_err_set_string (GCORE_EXC (TypeError), "first argument must be callable or None");
          return -1;
        }
    }
  rest = gcore_sequence_get_slice (args, 1, GCORE_TUPLE_SIZE (args)); /* makes a slice object, as in CPython */
  if (rest == NULL)
    return -1;
  GCORE_SETREF (SELF (self)->default_factory, factory == GCORE_NONE ? NULL : gcore_xnewref (factory));
  int result = gcore_dict_template.init (self, rest, kwargs);
  gcore_decref (rest);
  return result;
}

static void
dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  GCORE_CLEAR (SELF (self)->default_factory);
  gcore_dict_template.dealloc (self);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (SELF (self)->default_factory);
  return gcore_dict_template.traverse (self, visit, data);
}

static int
clear (GcoreObject *self)
{
  GCORE_CLEAR (SELF (self)->default_factory);
  return gcore_dict_template.clear (self);
}

static GcoreObject *
repr (GcoreObject *self)
{
  GcoreObject *factory = SELF (self)->default_factory, *base = gcore_dict_template.repr (self), *text = NULL;
  if (base == NULL)
    return NULL;
  if (factory == NULL)
    text = gcore_str_from_string ("None");
  else
    {
      int inside = gcore_repr_enter (factory);
      if (inside == 0)
        {
          text = gcore_object_repr (factory);
          gcore_repr_leave (factory);
        }
      else if (inside > 0)
        text = gcore_str_from_string ("...");
    }
  GcoreObject *result = NULL;
  if (text != NULL)
    result = gcore_str_from_format ("%s(%U, %U)", gcore_type_short_name (GCORE_TYPE_OF (self)), text, base);
  gcore_xdecref (text);
  gcore_decref (base);
  return result;
}

static GcoreObject *
method_missing (GcoreObject *self, GcoreObject *key)
{
  GcoreObject *factory = SELF (self)->default_factory;
  if (factory == NULL || factory == GCORE_NONE)
    {
      gcore_err_set_key_error (key);
      return NULL;
    }
  GcoreObject *value = gcore_object_call_no_args (factory);
  if (value != NULL && gcore_object_set_item (self, key, value) < 0)
    GCORE_CLEAR (value);
  return value;
}

static GcoreObject *
method_copy (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreObject *factory = SELF (self)->default_factory;
  return gcore_object_call_function_obj_args (GCORE_OBJECT (GCORE_TYPE_OF (self)), factory == NULL ? GCORE_NONE : factory,
                                              self, NULL);
}

static GcoreObject *
method_reduce (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreObject *factory = SELF (self)->default_factory, *result = NULL;
  GcoreObject *args = factory == NULL ? gcore_tuple_new (0) : gcore_tuple_pack (1, factory);
  GcoreObject *items = args == NULL ? NULL : gcore_object_call_method_no_args (self, GCORE_ID (items));
  GcoreObject *iterator = items == NULL ? NULL : gcore_object_get_iter (items);
  if (iterator != NULL)
    result = gcore_tuple_pack (5, GCORE_TYPE_OF (self), args, GCORE_NONE, GCORE_NONE, iterator);
  gcore_xdecref (args);
  gcore_xdecref (items);
  gcore_xdecref (iterator);
  return result;
}

static GcoreObject *
or_ (GcoreObject *a, GcoreObject *b)
{
  bool a_is_self = gcore_is_instance_of (a, GCORE_TYPE (DEFAULT_DICT));
  GcoreObject *self = a_is_self ? a : b, *other = a_is_self ? b : a;
  if (!gcore_is_dict (other))
    GCORE_RETURN_NOT_IMPLEMENTED;
  GcoreObject *factory = SELF (self)->default_factory;
  GcoreObject *result = gcore_object_call_function_obj_args (GCORE_OBJECT (GCORE_TYPE_OF (self)),
                                                             factory == NULL ? GCORE_NONE : factory, a, NULL);
  if (result != NULL && gcore_dict_update (result, b) < 0)
    GCORE_CLEAR (result);
  return result;
}

static const GcoreMethodDef methods[] = {
  { "__missing__", GCORE_FUNC (method_missing), GCORE_METH_O,
    "__missing__(key) # Called by __getitem__ for missing key; pseudo-code:\n  if self.default_factory is None: raise "
    "KeyError((key,))\n  self[key] = value = self.default_factory()\n  return value\n" },
  { "copy", GCORE_FUNC (method_copy), GCORE_METH_NOARGS, "D.copy() -> a shallow copy of D." },
  { "__copy__", GCORE_FUNC (method_copy), GCORE_METH_NOARGS, "D.copy() -> a shallow copy of D." },
  { "__reduce__", GCORE_FUNC (method_reduce), GCORE_METH_NOARGS, "Return state information for pickling." },
  { "__class_getitem__", GCORE_FUNC (gcore_generic_alias_new), GCORE_METH_O | GCORE_METH_CLASS, "See PEP 585" },
  { NULL, NULL, 0, NULL }
};

static const GcoreMemberDef members[] = {
  { "default_factory", GCORE_MEMBER_OBJECT, offsetof (GcoreDefaultDict, default_factory), 0,
    "Factory for default value called by __missing__()." },
  { NULL, 0, 0, 0, NULL }
};

const GcoreType gcore_default_dict_template = {
  .name = "collections.defaultdict",
  .basic_size = sizeof (GcoreDefaultDict),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_BASE | GCORE_TYPE_FLAG_DICT | GCORE_TYPE_FLAG_MAPPING,
  .base_id = GCORE_TYPE_ID_DICT,
  .dealloc = dealloc,
  .traverse = traverse,
  .clear = clear,
  .repr = repr,
  .get_attr = gcore_object_generic_get_attr,
  .number = { .or_ = or_ },
  .methods = methods,
  .members = members,
  .doc = "defaultdict(default_factory=None, /, [...]) --> dict with default factory\n\nThe default factory is called "
         "without arguments to produce\na new value when a key is not present, in __getitem__ only.\nA defaultdict "
         "compares equal to a dict with the same items.\nAll remaining arguments are treated the same as if they were"
         "\npassed to the dict constructor, including keyword arguments.",
  .init = init,
  .free_ = gcore_gc_del,
};
