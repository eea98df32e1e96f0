/* SPDX-License-Identifier: MIT */
/* The type `object`: what every class inherits. */
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/object-private.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type-private.h"

/* --- making an object --------------------------------------------------------------------------------------------- */

static bool
has_arguments (GcoreObject *args, GcoreObject *kwargs)
{
  return GCORE_TUPLE_SIZE (args) > 0 || (kwargs != NULL && GCORE_DICT_SIZE (kwargs) > 0);
}

/* Refuses to make an instance of TYPE, which has abstract methods. */
static GcoreObject *
refuse_abstract (GcoreType *type)
{
  GcoreObject *methods = gcore_object_get_attr ((GcoreObject *) type, GCORE_ID (__abstractmethods__));
  if (methods == NULL)
    return NULL;
  GcoreObject *sorted = gcore_sequence_list (methods), *joined = NULL;
  gcore_decref (methods);
  if (sorted == NULL)
    return NULL;
  GcoreObject *comma = gcore_str_from_string (", ");
  if (comma != NULL && gcore_list_sort (sorted) == 0)
    joined = gcore_str_join (comma, sorted);
  if (joined != NULL)
    gcore_err_format (GCORE_EXC (TypeError), "Can't instantiate abstract class %s with abstract method%s %U", type->name,
                      GCORE_LIST_SIZE (sorted) > 1 ? "s" : "", joined);
  gcore_xdecref (joined);
  gcore_xdecref (comma);
  gcore_decref (sorted);
  return NULL;
}

GcoreObject *
gcore_object_default_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  if (GCORE_UNLIKELY (has_arguments (args, kwargs)))
    {
      if (type->new_ != gcore_object_default_new)
        return gcore_err_format (GCORE_EXC (TypeError),
                                 "object.__new__() takes exactly one argument (the type to instantiate)");
      if (type->init == gcore_object_default_init)
        return gcore_err_format (GCORE_EXC (TypeError), "%.200s() takes no arguments", type->name);
    }
  if (GCORE_UNLIKELY (gcore_has_flag (type, GCORE_TYPE_FLAG_ABSTRACT)))
    return refuse_abstract (type);
  GcoreObject *object = type->alloc (type, 0);
  if (object != NULL && gcore_has_flag (type, GCORE_TYPE_FLAG_MANAGED_DICT)
      && gcore_object_init_inline_values (object) != 0)
    GCORE_CLEAR (object);
  return object;
}

int
gcore_object_default_init (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreType *type = GCORE_TYPE_OF (self);
  if (GCORE_LIKELY (!has_arguments (args, kwargs)))
    return 0;
  if (type->init != gcore_object_default_init)
    {
      gcore_err_set_string (GCORE_EXC (TypeError),
                            "object.__init__() takes exactly one argument (the instance to initialize)");
      return -1;
    }
  if (type->new_ == gcore_object_default_new)
    {
      gcore_err_format (GCORE_EXC (TypeError),
                        "%.200s.__init__() takes exactly one argument (the instance to initialize)", type->name);
      return -1;
    }
  return 0;
}

static void
dealloc (GcoreObject *self)
{
  GCORE_TYPE_OF (self)->free_ (self);
}

/* --- text, comparison --------------------------------------------------------------------------------------------- */

static GcoreObject *
repr (GcoreObject *self)
{
  GcoreType *type = GCORE_TYPE_OF (self);
  GcoreObject *module = gcore_type_get_module (type);
  if (module == NULL)
    gcore_err_clear ();
  else if (!gcore_is_str (module))
    GCORE_CLEAR (module);
  GcoreObject *name = gcore_type_get_qualname (type);
  GcoreObject *result = NULL;
  if (name != NULL && module != NULL && !gcore_str_equal_to_ascii_string (module, "builtins"))
    result = gcore_str_from_format ("<%U.%U object at %p>", module, name, self);
  else if (name != NULL)
    result = gcore_str_from_format ("<%s object at %p>", type->name, self);
  gcore_xdecref (module);
  gcore_xdecref (name);
  return result;
}

static GcoreObject *
str (GcoreObject *self)
{
  GcoreUnaryFunc function = GCORE_TYPE_OF (self)->repr;
  return function != NULL ? function (self) : repr (self);
}

static GcoreObject *
rich_compare (GcoreObject *self, GcoreObject *other, int op)
{
  if (op == GCORE_EQ)
    return gcore_newref (self == other ? GCORE_TRUE : GCORE_NOT_IMPLEMENTED);
  if (op != GCORE_NE || GCORE_TYPE_OF (self)->rich_compare == NULL)
    GCORE_RETURN_NOT_IMPLEMENTED;
  GcoreObject *equal = GCORE_TYPE_OF (self)->rich_compare (self, other, GCORE_EQ);
  if (equal == NULL || equal == GCORE_NOT_IMPLEMENTED)
    return equal;
  int truth = gcore_object_is_true (equal);
  gcore_decref (equal);
  return truth < 0 ? NULL : gcore_bool_from_long (!truth);
}

/* --- __class__ ---------------------------------------------------------------------------------------------------- */

static GcoreObject *
get_class (GcoreObject *self, void *closure)
{
  return gcore_newref (GCORE_TYPE_OF (self));
}

static bool
may_change_class (GcoreType *old, GcoreType *new_)
{
  GcoreType *module = GCORE_TYPE (MODULE);
  if (gcore_type_is_subtype (new_, module) && gcore_type_is_subtype (old, module))
    return true;
  if (!gcore_has_flag (new_, GCORE_TYPE_FLAG_IMMUTABLE) && !gcore_has_flag (old, GCORE_TYPE_FLAG_IMMUTABLE))
    return true;
  gcore_err_set_string (GCORE_EXC (TypeError),
                        "__class__ assignment only supported for mutable types or ModuleType subclasses");
  return false;
}

static int
set_class (GcoreObject *self, GcoreObject *value, void *closure)
{
  if (value == NULL)
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "can't delete __class__ attribute");
      return -1;
    }
  if (!gcore_is_type (value))
    {
      gcore_err_format (GCORE_EXC (TypeError), "__class__ must be set to a class, not '%s' object",
                        GCORE_TYPE_OF (value)->name);
      return -1;
    }
  GcoreType *old = GCORE_TYPE_OF (self), *new_ = TYPE_CAST (value);
  if (!may_change_class (old, new_) || !gcore_type_compatible_for_assignment (old, new_, "__class__"))
    return -1;
  /* The values in front of the object are placed by the old class's key table. */
  if (gcore_has_flag (old, GCORE_TYPE_FLAG_MANAGED_DICT) && GCORE_OBJECT_VALUES (self) != NULL
      && gcore_object_materialise_dict (self) == NULL)
    return -1;
  if (gcore_is_heap_type (new_))
    gcore_incref (new_);
  self->type = new_;
  if (gcore_is_heap_type (old))
    gcore_decref (old);
  return 0;
}

/* --- methods ------------------------------------------------------------------------------------------------------ */

static GcoreObject *
object_subclass_hook (GcoreObject *type, GcoreObject *args)
{
  GCORE_RETURN_NOT_IMPLEMENTED;
}

static GcoreObject *
object_init_subclass (GcoreObject *type, GcoreObject *unused)
{
  GCORE_RETURN_NONE;
}

static GcoreObject *
object_format (GcoreObject *self, GcoreObject *spec)
{
  if (!gcore_is_str (spec))
    {
      gcore_arg_bad_argument ("__format__", "argument", "str", spec);
      return NULL;
    }
  if (GCORE_STR_LENGTH (spec) > 0)
    return gcore_err_format (GCORE_EXC (TypeError), "unsupported format string passed to %.200s.__format__",
                             GCORE_TYPE_OF (self)->name);
  return gcore_object_str (self);
}

static GcoreObject *
object_sizeof (GcoreObject *self, GcoreObject *unused)
{
  GcoreType *type = GCORE_TYPE_OF (self);
  intptr_t size = type->basic_size;
  if (type->item_size > 0)
    {
      intptr_t n = GCORE_SIZE_OF (self);
      size += (n < 0 ? -n : n) * type->item_size;
    }
  return gcore_int_from_ssize (size);
}

static GcoreObject *
object_dir (GcoreObject *self, GcoreObject *unused)
{
  GcoreObject *dict, *class = NULL, *keys = NULL;
  if (gcore_object_lookup_attr (self, GCORE_ID (__dict__), &dict) < 0)
    return NULL;
  if (dict != NULL && gcore_is_dict (dict))
    GCORE_SETREF (dict, gcore_dict_copy (dict));
  else
    GCORE_SETREF (dict, gcore_dict_new ());
  if (dict != NULL && gcore_object_lookup_attr (self, GCORE_ID (__class__), &class) >= 0
      && (class == NULL || gcore_type_merge_class_dict (dict, class) == 0))
    keys = gcore_dict_keys (dict);
  gcore_xdecref (class);
  gcore_xdecref (dict);
  return keys;
}

static const GcoreMethodDef methods[] = {
  { "__reduce_ex__", GCORE_FUNC (gcore_object_reduce_ex), GCORE_METH_O, "Helper for pickle." },
  { "__reduce__", GCORE_FUNC (gcore_object_reduce), GCORE_METH_NOARGS, "Helper for pickle." },
  { "__getstate__", GCORE_FUNC (gcore_object_get_state), GCORE_METH_NOARGS, "Helper for pickle." },
  { "__subclasshook__", GCORE_FUNC (object_subclass_hook), GCORE_METH_CLASS | GCORE_METH_VARARGS,
    "Abstract classes can override this to customize issubclass().\n\nThis is invoked early on by "
    "abc.ABCMeta.__subclasscheck__().\nIt should return True, False or NotImplemented.  If it returns\n"
    "NotImplemented, the normal algorithm is used.  Otherwise, it\noverrides the normal algorithm (and the outcome is "
    "cached).\n" },
  { "__init_subclass__", GCORE_FUNC (object_init_subclass), GCORE_METH_CLASS | GCORE_METH_NOARGS,
    "This method is called when a class is subclassed.\n\nThe default implementation does nothing. It may be\n"
    "overridden to extend subclasses.\n" },
  { "__format__", GCORE_FUNC (object_format), GCORE_METH_O, "Default object formatter." },
  { "__sizeof__", GCORE_FUNC (object_sizeof), GCORE_METH_NOARGS, "Size of object in memory, in bytes." },
  { "__dir__", GCORE_FUNC (object_dir), GCORE_METH_NOARGS, "Default dir() implementation." },
  { .name = NULL }
};

static const GcoreGetSetDef getset[] = {
  { "__class__", get_class, set_class, "the object's class", NULL },
  { .name = NULL }
};

const GcoreType gcore_object_template = {
  .name = "object",
  .basic_size = sizeof (GcoreObject),
  .flags = GCORE_TYPE_FLAG_BASE,
  .dealloc = dealloc,
  .repr = repr,
  .str = str,
  .hash = gcore_object_hash_by_address,
  .get_attr = gcore_object_generic_get_attr,
  .set_attr = gcore_object_generic_set_attr,
  .rich_compare = rich_compare,
  .methods = methods,
  .getset = getset,
  .doc = "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\n"
         "instance that has no instance attributes and cannot be given any.\n",
  .init = gcore_object_default_init,
  .alloc = gcore_type_generic_alloc,
  .new_ = gcore_object_default_new,
  .free_ = gcore_mem_free,
};
