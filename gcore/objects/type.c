/* SPDX-License-Identifier: MIT */
/* The type `type`: calling a class, attributes of classes, a class's own life. */
#include "gcore/objects/type.h"

#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/builtin-function.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/generic-alias.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type-private.h"
#include "gcore/refcount/weakref.h"

/* --- calling ------------------------------------------------------------------------------------------------------ */

/* Initializes OBJECT, just made by type (TYPE, …); releases it on failure. */
static GcoreObject *
initialize (GcoreType *type, GcoreObject *object, GcoreObject *args, GcoreObject *kwargs)
{
  if (!gcore_is_instance_of (object, type))
    return object; /* __new__ gave something else, which is not to be initialized */
  GcoreInitFunc init = GCORE_TYPE_OF (object)->init;
  if (init != NULL && init (object, args, kwargs) < 0)
    GCORE_CLEAR (object);
  return object;
}

static GcoreObject *
call (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreType *type = TYPE_CAST (self);
  if (type == GCORE_TYPE (TYPE))
    {
      intptr_t n = GCORE_TUPLE_SIZE (args);
      if (n == 1 && (kwargs == NULL || GCORE_DICT_SIZE (kwargs) == 0))
        return gcore_newref (GCORE_TYPE_OF (GCORE_TUPLE_ITEM (args, 0)));
      if (n != 3)
        return gcore_err_format (GCORE_EXC (TypeError), "type() takes 1 or 3 arguments");
    }
  if (type->new_ == NULL)
    return gcore_err_format (GCORE_EXC (TypeError), "cannot create '%s' instances", type->name);
  GcoreObject *object = type->new_ (type, args, kwargs);
  object = gcore_check_function_result (self, object, NULL);
  return object == NULL ? NULL : initialize (type, object, args, kwargs);
}

/* type (x) without a tuple; everything else goes through call. */
static GcoreObject *
vectorcall (GcoreObject *self, GcoreObject *const *args, size_t n_args, GcoreObject *keyword_names)
{
  intptr_t n = GCORE_VECTORCALL_N_ARGS (n_args);
  if (n == 1 && self == (GcoreObject *) GCORE_TYPE (TYPE) && gcore_arg_no_keyword_names ("type", keyword_names))
    return gcore_newref (GCORE_TYPE_OF (args[0]));
  if (gcore_err_occurred () != NULL)
    return NULL;
  return gcore_object_vectorcall_slow (self, args, n_args, keyword_names);
}

/* --- attributes --------------------------------------------------------------------------------------------------- */

/* "type object 'T' has no attribute 'x'". */
static GcoreObject *
no_attribute (GcoreType *type, GcoreObject *name)
{
  return gcore_err_format (GCORE_EXC (AttributeError), "type object '%.50s' has no attribute '%U'", type->name, name);
}

/* A data descriptor of the metaclass, the class's own or inherited attribute, another attribute of the metaclass. NULL
 * without an exception: none of them. */
static GcoreObject *
find_attribute (GcoreType *type, GcoreObject *name)
{
  GcoreType *metatype = GCORE_TYPE_OF (type);
  GcoreObject *meta_attribute = gcore_xnewref (gcore_type_lookup (metatype, name));
  GcoreDescrGetFunc meta_get = meta_attribute != NULL ? GCORE_TYPE_OF (meta_attribute)->descr_get : NULL;
  GcoreObject *result;
  if (meta_get != NULL && GCORE_TYPE_OF (meta_attribute)->descr_set != NULL)
    {
      result = meta_get (meta_attribute, (GcoreObject *) type, (GcoreObject *) metatype);
      gcore_decref (meta_attribute);
      return result;
    }
  GcoreObject *attribute = gcore_type_lookup (type, name);
  if (attribute != NULL)
    {
      gcore_xdecref (meta_attribute);
      gcore_incref (attribute);
      GcoreDescrGetFunc get = GCORE_TYPE_OF (attribute)->descr_get;
      if (get == NULL)
        return attribute;
      result = get (attribute, NULL, (GcoreObject *) type);
      gcore_decref (attribute);
      return result;
    }
  if (meta_get == NULL)
    return meta_attribute;
  result = meta_get (meta_attribute, (GcoreObject *) type, (GcoreObject *) metatype);
  gcore_decref (meta_attribute);
  return result;
}

GcoreObject *
gcore_type_get_attr (GcoreObject *self, GcoreObject *name)
{
  if (!gcore_is_str (name))
    return gcore_err_format (GCORE_EXC (TypeError), "attribute name must be string, not '%.200s'",
                             GCORE_TYPE_OF (name)->name);
  GcoreObject *result = find_attribute (TYPE_CAST (self), name);
  if (result == NULL && gcore_err_occurred () == NULL)
    return no_attribute (TYPE_CAST (self), name);
  return result;
}

GcoreObject *
gcore_type_get_attr_suppressing (GcoreObject *self, GcoreObject *name)
{
  GcoreObject *result = find_attribute (TYPE_CAST (self), name);
  if (result == NULL && gcore_err_occurred () != NULL && gcore_err_exception_matches (GCORE_EXC (AttributeError)))
    gcore_err_clear ();
  return result;
}

static int
set_attr (GcoreObject *self, GcoreObject *name, GcoreObject *value)
{
  GcoreType *type = TYPE_CAST (self);
  if (gcore_has_flag (type, GCORE_TYPE_FLAG_IMMUTABLE))
    {
      gcore_err_format (GCORE_EXC (TypeError), "cannot set %R attribute of immutable type '%s'", name, type->name);
      return -1;
    }
  if (!gcore_is_str_exact (name))
    name = gcore_str_from_object (name);
  else
    gcore_incref (name);
  if (name == NULL)
    return -1;
  gcore_str_intern_in_place (&name);
  int result = gcore_object_generic_set_attr (self, name, value);
  if (result == 0)
    {
      gcore_type_modified (type);
      if (gcore_is_special_name (name))
        result = gcore_type_update_slots (type, name);
    }
  gcore_decref (name);
  return result;
}

static GcoreObject *
repr (GcoreObject *self)
{
  GcoreType *type = TYPE_CAST (self);
  GcoreObject *module = gcore_type_get_module (type);
  if (module == NULL)
    gcore_err_clear ();
  else if (!gcore_is_str (module))
    GCORE_CLEAR (module);
  GcoreObject *name = gcore_type_get_qualname (type);
  GcoreObject *result = NULL;
  if (name != NULL && module != NULL && !gcore_str_equal_to_ascii_string (module, "builtins"))
    result = gcore_str_from_format ("<class '%U.%U'>", module, name);
  else if (name != NULL)
    result = gcore_str_from_format ("<class '%s'>", type->name);
  gcore_xdecref (name);
  gcore_xdecref (module);
  return result;
}

/* --- life --------------------------------------------------------------------------------------------------------- */

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GcoreType *type = TYPE_CAST (self);
  if (!gcore_is_heap_type (type))
    return 0;
  GCORE_VISIT (type->dict);
  GCORE_VISIT (type->mro);
  GCORE_VISIT (type->bases);
  GCORE_VISIT (type->base_type);
  return 0;
}

/* The namespace and the mro suffice to open any cycle; base and bases are still needed to tear the class down. */
static int
clear (GcoreObject *self)
{
  GcoreType *type = TYPE_CAST (self);
  gcore_type_modified (type);
  if (type->dict != NULL)
    gcore_dict_clear (type->dict);
  GCORE_CLEAR (type->mro);
  return 0;
}

static void
dealloc (GcoreObject *self)
{
  GcoreType *type = TYPE_CAST (self);
  GcoreHeapType *heap_type = HEAP_TYPE (self);
  gcore_gc_untrack (self);
  if (type->bases != NULL)
    {
      GcoreRaised pending = gcore_err_put_aside ();
      for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (type->bases); i++)
        gcore_type_remove_subclass (TYPE_CAST (GCORE_TUPLE_ITEM (type->bases, i)), type);
      gcore_err_put_back (pending);
    }
  gcore_object_clear_weakrefs (self);
  gcore_xdecref (type->base_type);
  gcore_xdecref (type->dict);
  gcore_xdecref (type->bases);
  gcore_xdecref (type->mro);
  gcore_xdecref (type->subclasses);
  gcore_xdecref (heap_type->name);
  gcore_xdecref (heap_type->qualname);
  gcore_xdecref (heap_type->slots);
  if (heap_type->cached_keys != NULL)
    gcore_dict_keys_decref (heap_type->cached_keys);
  GCORE_TYPE_OF (self)->free_ (self);
}

/* --- methods ------------------------------------------------------------------------------------------------------ */

static GcoreObject *
type_mro (GcoreObject *self, GcoreObject *unused)
{
  GcoreObject *order = gcore_type_find_mro (TYPE_CAST (self));
  if (order != NULL && gcore_is_tuple (order))
    GCORE_SETREF (order, gcore_sequence_list (order));
  return order;
}

static GcoreObject *
type_subclasses (GcoreObject *self, GcoreObject *unused)
{
  return gcore_type_get_subclasses (TYPE_CAST (self));
}

static GcoreObject *
type_prepare (GcoreObject *self, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  return gcore_dict_new ();
}

static GcoreObject *
truth_or_null (int truth)
{
  return truth < 0 ? NULL : gcore_bool_from_long (truth);
}

static GcoreObject *
type_instance_check (GcoreObject *self, GcoreObject *instance)
{
  return truth_or_null (gcore_object_real_is_instance (instance, self));
}

static GcoreObject *
type_subclass_check (GcoreObject *self, GcoreObject *subclass)
{
  return truth_or_null (gcore_object_real_is_subclass (subclass, self));
}

int
gcore_type_merge_class_dict (GcoreObject *dict, GcoreObject *class)
{
  GcoreObject *own, *bases;
  if (gcore_object_lookup_attr (class, GCORE_ID (__dict__), &own) < 0)
    return -1;
  if (own != NULL)
    {
      int result = gcore_dict_update (dict, own);
      gcore_decref (own);
      if (result != 0)
        return -1;
    }
  if (gcore_object_lookup_attr (class, GCORE_ID (__bases__), &bases) < 0)
    return -1;
  int result = 0;
  intptr_t n = bases != NULL ? gcore_sequence_size (bases) : 0;
  for (intptr_t i = 0; i < n && result == 0; i++)
    {
      GcoreObject *base = gcore_sequence_get_item (bases, i);
      result = base != NULL ? gcore_type_merge_class_dict (dict, base) : -1;
      gcore_xdecref (base);
    }
  gcore_xdecref (bases);
  return n < 0 ? -1 : result;
}

static GcoreObject *
type_dir (GcoreObject *self, GcoreObject *unused)
{
  GcoreObject *dict = gcore_dict_new (), *keys = NULL;
  if (dict != NULL && gcore_type_merge_class_dict (dict, self) == 0)
    keys = gcore_dict_keys (dict);
  gcore_xdecref (dict);
  return keys;
}

/* Bytes CPython 3.11's type objects take, which programs see; the structures here differ. */
enum { BUILTIN_TYPE_SIZE = 408, HEAP_TYPE_SIZE = 904, CACHED_KEYS_SIZE = 768 };

static GcoreObject *
type_sizeof (GcoreObject *self, GcoreObject *unused)
{
  if (!gcore_is_heap_type (TYPE_CAST (self)))
    return gcore_int_from_long (BUILTIN_TYPE_SIZE);
  return gcore_int_from_long (HEAP_TYPE_SIZE + (HEAP_TYPE (self)->cached_keys != NULL ? CACHED_KEYS_SIZE : 0));
}

static const GcoreMethodDef methods[] = {
  { "mro", GCORE_FUNC (type_mro), GCORE_METH_NOARGS, "Return a type's method resolution order." },
  { "__subclasses__", GCORE_FUNC (type_subclasses), GCORE_METH_NOARGS, "Return a list of immediate subclasses." },
  { "__prepare__", GCORE_FUNC (type_prepare), GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS | GCORE_METH_CLASS,
    "__prepare__() -> dict\nused for class definition" },
  { "__instancecheck__", GCORE_FUNC (type_instance_check), GCORE_METH_O, "Check if an object is an instance." },
  { "__subclasscheck__", GCORE_FUNC (type_subclass_check), GCORE_METH_O, "Check if a class is a subclass." },
  { "__dir__", GCORE_FUNC (type_dir), GCORE_METH_NOARGS, "Specialized __dir__ implementation for types." },
  { "__sizeof__", GCORE_FUNC (type_sizeof), GCORE_METH_NOARGS, "Return memory consumption of the type object." },
  { .name = NULL }
};

static const GcoreMemberDef members[] = {
  { "__basicsize__", GCORE_MEMBER_INTPTR, offsetof (GcoreType, basic_size), GCORE_MEMBER_READONLY, NULL },
  { "__flags__", GCORE_MEMBER_UINT, offsetof (GcoreType, flags), GCORE_MEMBER_READONLY, NULL },
  { "__weakrefoffset__", GCORE_MEMBER_INTPTR, offsetof (GcoreType, weaklist_offset), GCORE_MEMBER_READONLY, NULL },
  { "__base__", GCORE_MEMBER_OBJECT, offsetof (GcoreType, base_type), GCORE_MEMBER_READONLY, NULL },
  { "__dictoffset__", GCORE_MEMBER_INTPTR, offsetof (GcoreType, dict_offset), GCORE_MEMBER_READONLY, NULL },
  { "__mro__", GCORE_MEMBER_OBJECT, offsetof (GcoreType, mro), GCORE_MEMBER_READONLY, NULL },
  { .name = NULL }
};

const GcoreType gcore_type_template = {
  .name = "type",
  .basic_size = sizeof (GcoreHeapType),
  .item_size = sizeof (GcoreMemberDef),
  .flags = GCORE_TYPE_FLAG_BASE | GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_TYPE | GCORE_TYPE_FLAG_HAVE_VECTORCALL,
  .dealloc = dealloc,
  .traverse = traverse,
  .clear = clear,
  .repr = repr,
  .call = call,
  .vectorcall_offset = offsetof (GcoreType, vectorcall),
  .vectorcall = vectorcall,
  .get_attr = gcore_type_get_attr,
  .set_attr = set_attr,
  .number.or_ = gcore_union_type_or,
  .weaklist_offset = offsetof (GcoreType, weak_list),
  .dict_offset = offsetof (GcoreType, dict),
  .methods = methods,
  .members = members,
  .getset = gcore_type_getset,
  .doc = "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
  .init = gcore_type_init,
  .new_ = gcore_type_new_from_args,
  .free_ = gcore_gc_del,
};
