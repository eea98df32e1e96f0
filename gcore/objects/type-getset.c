/* SPDX-License-Identifier: MIT */
/* What a class says about itself, and __dict__ and __weakref__ of its instances. */
#include "gcore/objects/abstract.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type-private.h"
#include "gcore/refcount/weakref.h"

/* --- names -------------------------------------------------------------------------------------------------------- */

const char *
gcore_type_short_name (GcoreType *type)
{
  const char *dot = gcore_is_heap_type (type) ? NULL : strrchr (type->name, '.');
  return dot != NULL ? dot + 1 : type->name;
}

GcoreObject *
gcore_type_get_name (GcoreType *type)
{
  if (gcore_is_heap_type (type))
    return gcore_newref (HEAP_TYPE (type)->name);
  return gcore_str_from_string (gcore_type_short_name (type));
}

GcoreObject *
gcore_type_get_qualname (GcoreType *type)
{
  if (gcore_is_heap_type (type))
    return gcore_newref (HEAP_TYPE (type)->qualname);
  return gcore_str_from_string (gcore_type_short_name (type));
}

GcoreObject *
gcore_type_get_module (GcoreType *type)
{
  if (gcore_is_heap_type (type))
    {
      GcoreObject *module = gcore_dict_get_item_with_error (type->dict, GCORE_ID (__module__));
      if (module == NULL && gcore_err_occurred () == NULL)
        gcore_err_set_object (GCORE_EXC (AttributeError), GCORE_ID (__module__));
      return gcore_xnewref (module);
    }
  const char *dot = strrchr (type->name, '.');
  if (dot != NULL)
    return gcore_str_from_string_and_size (type->name, dot - type->name);
  return gcore_newref (GCORE_ID (builtins));
}

GcoreObject *
gcore_type_get_fully_qualified_name (GcoreType *type)
{
  GcoreObject *qualname = gcore_type_get_qualname (type);
  if (qualname == NULL)
    return NULL;
  GcoreObject *module = gcore_type_get_module (type);
  if (module == NULL)
    {
      gcore_err_clear ();
      return qualname;
    }
  GcoreObject *result = qualname;
  if (gcore_is_str (module) && !gcore_str_equal_to_ascii_string (module, "builtins")
      && !gcore_str_equal_to_ascii_string (module, "__main__"))
    {
      result = gcore_str_from_format ("%U.%U", module, qualname);
      gcore_decref (qualname);
    }
  gcore_decref (module);
  return result;
}

/* Whether ATTRIBUTE of TYPE may be set to VALUE (NULL: be deleted). */
static bool
check_settable (GcoreType *type, GcoreObject *value, const char *attribute)
{
  if (gcore_has_flag (type, GCORE_TYPE_FLAG_IMMUTABLE))
    gcore_err_format (GCORE_EXC (TypeError), "cannot set '%s' attribute of immutable type '%s'", attribute, type->name);
  else if (value == NULL)
    gcore_err_format (GCORE_EXC (TypeError), "cannot delete '%s' attribute of immutable type '%s'", attribute,
                      type->name);
  else
    return true;
  return false;
}

static bool
check_settable_str (GcoreType *type, GcoreObject *value, const char *attribute)
{
  if (!check_settable (type, value, attribute))
    return false;
  if (gcore_is_str (value))
    return true;
  gcore_err_format (GCORE_EXC (TypeError), "can only assign string to %s.%s, not '%s'", type->name, attribute,
                    GCORE_TYPE_OF (value)->name);
  return false;
}

static GcoreObject *
get_name (GcoreObject *self, void *closure)
{
  return gcore_type_get_name (TYPE_CAST (self));
}

static int
set_name (GcoreObject *self, GcoreObject *value, void *closure)
{
  GcoreType *type = TYPE_CAST (self);
  if (!check_settable_str (type, value, "__name__"))
    return -1;
  intptr_t n;
  const char *name = gcore_str_as_utf8_and_size (value, &n);
  if (name == NULL)
    return -1;
  if (strlen (name) != (size_t) n)
    {
      gcore_err_set_string (GCORE_EXC (ValueError), "type name must not contain null characters");
      return -1;
    }
  type->name = name;
  GCORE_SETREF (HEAP_TYPE (type)->name, gcore_newref (value));
  return 0;
}

static GcoreObject *
get_qualname (GcoreObject *self, void *closure)
{
  return gcore_type_get_qualname (TYPE_CAST (self));
}

static int
set_qualname (GcoreObject *self, GcoreObject *value, void *closure)
{
  if (!check_settable_str (TYPE_CAST (self), value, "__qualname__"))
    return -1;
  GCORE_SETREF (HEAP_TYPE (self)->qualname, gcore_newref (value));
  return 0;
}

static GcoreObject *
get_module (GcoreObject *self, void *closure)
{
  return gcore_type_get_module (TYPE_CAST (self));
}

static int
set_module (GcoreObject *self, GcoreObject *value, void *closure)
{
  if (!check_settable (TYPE_CAST (self), value, "__module__"))
    return -1;
  gcore_type_modified (TYPE_CAST (self));
  return gcore_dict_set_item (TYPE_CAST (self)->dict, GCORE_ID (__module__), value);
}

/* --- bases, namespace, documentation ------------------------------------------------------------------------------ */

static GcoreObject *
get_bases (GcoreObject *self, void *closure)
{
  return gcore_newref (TYPE_CAST (self)->bases);
}

static int
set_bases (GcoreObject *self, GcoreObject *value, void *closure)
{
  GcoreType *type = TYPE_CAST (self);
  if (!check_settable (type, value, "__bases__"))
    return -1;
  if (!gcore_is_tuple (value))
    {
      gcore_err_format (GCORE_EXC (TypeError), "can only assign tuple to %s.__bases__, not %s", type->name,
                        GCORE_TYPE_OF (value)->name);
      return -1;
    }
  if (GCORE_TUPLE_SIZE (value) == 0)
    {
      gcore_err_format (GCORE_EXC (TypeError), "can only assign non-empty tuple to %s.__bases__, not ()", type->name);
      return -1;
    }
  return gcore_type_set_bases (type, value);
}

static GcoreObject *
get_dict (GcoreObject *self, void *closure)
{
  if (TYPE_CAST (self)->dict == NULL)
    GCORE_RETURN_NONE;
  return gcore_dict_proxy_new (TYPE_CAST (self)->dict);
}

static GcoreObject *
get_doc (GcoreObject *self, void *closure)
{
  GcoreType *type = TYPE_CAST (self);
  GcoreObject *doc = gcore_dict_get_item_with_error (type->dict, GCORE_ID (__doc__));
  if (doc == NULL)
    return gcore_err_occurred () != NULL ? NULL : gcore_newref (GCORE_NONE);
  GcoreDescrGetFunc get = GCORE_TYPE_OF (doc)->descr_get;
  return get != NULL ? get (doc, NULL, self) : gcore_newref (doc);
}

static int
set_doc (GcoreObject *self, GcoreObject *value, void *closure)
{
  if (!check_settable (TYPE_CAST (self), value, "__doc__"))
    return -1;
  gcore_type_modified (TYPE_CAST (self));
  return gcore_dict_set_item (TYPE_CAST (self)->dict, GCORE_ID (__doc__), value);
}

static GcoreObject *
get_text_signature (GcoreObject *self, void *closure)
{
  GCORE_RETURN_NONE;
}

/* Bytes of the 30-bit digits in which a program sees the sizes of ints. */
enum { INT_DIGIT_SIZE = 4 };

static GcoreObject *
get_item_size (GcoreObject *self, void *closure)
{
  bool is_int = gcore_has_flag (TYPE_CAST (self), GCORE_TYPE_FLAG_INT);
  return gcore_int_from_ssize (is_int ? INT_DIGIT_SIZE : TYPE_CAST (self)->item_size);
}

/* --- annotations, abstract methods -------------------------------------------------------------------------------- */

static GcoreObject *
get_annotations (GcoreObject *self, void *closure)
{
  GcoreType *type = TYPE_CAST (self);
  if (!gcore_is_heap_type (type))
    return gcore_err_format (GCORE_EXC (AttributeError), "type object '%s' has no attribute '__annotations__'",
                             type->name);
  GcoreObject *annotations = gcore_dict_get_item_with_error (type->dict, GCORE_ID (__annotations__));
  if (annotations != NULL)
    {
      GcoreDescrGetFunc get = GCORE_TYPE_OF (annotations)->descr_get;
      return get != NULL ? get (annotations, NULL, self) : gcore_newref (annotations);
    }
  if (gcore_err_occurred () != NULL)
    return NULL;
  annotations = gcore_dict_new ();
  if (annotations == NULL || gcore_dict_set_item (type->dict, GCORE_ID (__annotations__), annotations) != 0)
    GCORE_CLEAR (annotations);
  else
    gcore_type_modified (type);
  return annotations;
}

static int
set_annotations (GcoreObject *self, GcoreObject *value, void *closure)
{
  GcoreType *type = TYPE_CAST (self);
  if (gcore_has_flag (type, GCORE_TYPE_FLAG_IMMUTABLE))
    {
      gcore_err_format (GCORE_EXC (TypeError), "cannot set '__annotations__' attribute of immutable type '%s'",
                        type->name);
      return -1;
    }
  int result = value != NULL ? gcore_dict_set_item (type->dict, GCORE_ID (__annotations__), value)
                             : gcore_dict_del_item (type->dict, GCORE_ID (__annotations__));
  if (result != 0 && value == NULL && gcore_err_exception_matches (GCORE_EXC (KeyError)))
    gcore_err_set_string (GCORE_EXC (AttributeError), "__annotations__");
  gcore_type_modified (type);
  return result;
}

static GcoreObject *
get_abstract_methods (GcoreObject *self, void *closure)
{
  GcoreObject *methods = NULL;
  if (self != (GcoreObject *) GCORE_TYPE (TYPE))
    methods = gcore_dict_get_item_with_error (TYPE_CAST (self)->dict, GCORE_ID (__abstractmethods__));
  if (methods == NULL && gcore_err_occurred () == NULL)
    gcore_err_set_object (GCORE_EXC (AttributeError), GCORE_ID (__abstractmethods__));
  return gcore_xnewref (methods);
}

static int
set_abstract_methods (GcoreObject *self, GcoreObject *value, void *closure)
{
  GcoreType *type = TYPE_CAST (self);
  int abstract = 0, result;
  if (value != NULL)
    {
      abstract = gcore_object_is_true (value);
      result = abstract < 0 ? -1 : gcore_dict_set_item (type->dict, GCORE_ID (__abstractmethods__), value);
    }
  else
    {
      result = gcore_dict_del_item (type->dict, GCORE_ID (__abstractmethods__));
      if (result != 0 && gcore_err_exception_matches (GCORE_EXC (KeyError)))
        gcore_err_set_object (GCORE_EXC (AttributeError), GCORE_ID (__abstractmethods__));
    }
  if (result != 0)
    return -1;
  gcore_type_modified (type);
  if (abstract)
    type->flags |= GCORE_TYPE_FLAG_ABSTRACT;
  else
    type->flags &= ~(uint32_t) GCORE_TYPE_FLAG_ABSTRACT;
  return 0;
}

const GcoreGetSetDef gcore_type_getset[] = {
  { "__name__", get_name, set_name, NULL, NULL },
  { "__qualname__", get_qualname, set_qualname, NULL, NULL },
  { "__bases__", get_bases, set_bases, NULL, NULL },
  { "__module__", get_module, set_module, NULL, NULL },
  { "__abstractmethods__", get_abstract_methods, set_abstract_methods, NULL, NULL },
  { "__dict__", get_dict, NULL, NULL, NULL },
  { "__itemsize__", get_item_size, NULL, NULL, NULL },
  { "__doc__", get_doc, set_doc, NULL, NULL },
  { "__text_signature__", get_text_signature, NULL, NULL, NULL },
  { "__annotations__", get_annotations, set_annotations, NULL, NULL },
  { .name = NULL }
};

/* --- instances ---------------------------------------------------------------------------------------------------- */

/* The __dict__ descriptor of a built-in base whose instances have a dict of their own: borrowed, NULL if there is none. */
static GcoreObject *
builtin_dict_descriptor (GcoreType *type)
{
  for (; type->base_type != NULL; type = type->base_type)
    if (type->dict_offset != 0 && !gcore_is_heap_type (type))
      {
        GcoreObject *descriptor = gcore_type_lookup (type, GCORE_ID (__dict__));
        return descriptor != NULL && GCORE_TYPE_OF (descriptor)->descr_set != NULL ? descriptor : NULL;
      }
  return NULL;
}

static GcoreObject *
get_instance_dict (GcoreObject *self, void *closure)
{
  GcoreObject *descriptor = builtin_dict_descriptor (GCORE_TYPE_OF (self));
  if (descriptor != NULL)
    return GCORE_TYPE_OF (descriptor)->descr_get (descriptor, self, (GcoreObject *) GCORE_TYPE_OF (self));
  return gcore_object_generic_get_dict (self, NULL);
}

static int
set_instance_dict (GcoreObject *self, GcoreObject *value, void *closure)
{
  GcoreObject *descriptor = builtin_dict_descriptor (GCORE_TYPE_OF (self));
  if (descriptor != NULL)
    return GCORE_TYPE_OF (descriptor)->descr_set (descriptor, self, value);
  GcoreObject **place = gcore_object_get_dict_ptr (self);
  if (place == NULL)
    {
      gcore_err_set_string (GCORE_EXC (AttributeError), "This object has no __dict__");
      return -1;
    }
  if (gcore_has_flag (GCORE_TYPE_OF (self), GCORE_TYPE_FLAG_MANAGED_DICT) && GCORE_OBJECT_VALUES (self) != NULL
      && gcore_object_materialise_dict (self) == NULL)
    return -1;
  if (value != NULL && !gcore_is_dict (value))
    {
      gcore_err_format (GCORE_EXC (TypeError), "__dict__ must be set to a dictionary, not a '%.200s'",
                        GCORE_TYPE_OF (value)->name);
      return -1;
    }
  GCORE_SETREF (*place, gcore_xnewref (value));
  return 0;
}

static GcoreObject *
get_weakref (GcoreObject *self, void *closure)
{
  GcoreWeakRef **list = gcore_weak_list (self);
  if (list == NULL)
    return gcore_err_format (GCORE_EXC (AttributeError), "This object has no __weakref__");
  return gcore_newref (*list != NULL ? (GcoreObject *) *list : GCORE_NONE);
}

const GcoreGetSetDef gcore_subtype_getset_full[] = {
  { "__dict__", get_instance_dict, set_instance_dict, "dictionary for instance variables (if defined)", NULL },
  { "__weakref__", get_weakref, NULL, "list of weak references to the object (if defined)", NULL },
  { .name = NULL }
};

const GcoreGetSetDef gcore_subtype_getset_dict_only[] = {
  { "__dict__", get_instance_dict, set_instance_dict, "dictionary for instance variables (if defined)", NULL },
  { .name = NULL }
};
