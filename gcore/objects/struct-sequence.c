/* SPDX-License-Identifier: MIT */
#include "gcore/objects/struct-sequence.h"

#include "gcore/collector/collector.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/descriptors.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/str.h"
#include "gcore/objects/type.h"

/* In order, and without the trashcan: unlike a tuple. */
static void
dealloc (GcoreObject *self)
{
  GcoreType *type = GCORE_TYPE_OF (self);
  gcore_gc_untrack (self);
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (self); i++)
    gcore_xdecref (GCORE_TUPLE_ITEM (self, i));
  gcore_gc_del (self);
  gcore_decref (type);
}

/* "module.name(field=value, ...)". */
static GcoreObject *
repr (GcoreObject *self, GcoreObject *unused)
{
  GcoreType *type = GCORE_TYPE_OF (self);
  GcoreObject *names = gcore_type_lookup (type, GCORE_ID (__match_args__));
  GcoreObject *parts = gcore_list_new (0), *comma = gcore_str_from_string (", "), *result = NULL;
  for (intptr_t i = 0; parts != NULL && i < GCORE_TUPLE_SIZE (self); i++)
    {
      GcoreObject *part = gcore_str_from_format ("%U=%R", GCORE_TUPLE_ITEM (names, i), GCORE_TUPLE_ITEM (self, i));
      if (part == NULL || gcore_list_append (parts, part) != 0)
        GCORE_CLEAR (parts);
      gcore_xdecref (part);
    }
  GcoreObject *joined = parts != NULL && comma != NULL ? gcore_str_join (comma, parts) : NULL;
  GcoreObject *name = joined != NULL ? gcore_type_get_fully_qualified_name (type) : NULL;
  if (name != NULL)
    result = gcore_str_from_format ("%U(%U)", name, joined);
  gcore_xdecref (name);
  gcore_xdecref (joined);
  gcore_xdecref (comma);
  gcore_xdecref (parts);
  return result;
}

static const GcoreMethodDef repr_method = { "__repr__", GCORE_FUNC (repr), GCORE_METH_NOARGS, NULL };

/* Sets an attribute of the class to VALUE (stolen). */
static int
add (GcoreType *type, const char *name, GcoreObject *value)
{
  int result = value != NULL ? gcore_object_set_attr_string ((GcoreObject *) type, name, value) : -1;
  gcore_xdecref (value);
  return result;
}

/* The names of the fields as a tuple, which pattern matching uses too. */
static GcoreObject *
field_names (const GcoreMemberDef *fields)
{
  GcoreObject *list = gcore_list_new (0), *result = NULL;
  for (; list != NULL && fields->name != NULL; fields++)
    {
      GcoreObject *name = gcore_str_intern_from_string (fields->name);
      if (name == NULL || gcore_list_append (list, name) != 0)
        GCORE_CLEAR (list);
      gcore_xdecref (name);
    }
  if (list != NULL)
    result = gcore_list_as_tuple (list);
  gcore_xdecref (list);
  return result;
}

static int
fill (GcoreType *type, const GcoreMemberDef *fields)
{
  if (add (type, "__match_args__", field_names (fields)) != 0
      || add (type, "__repr__", gcore_descr_new_method (type, &repr_method)) != 0)
    return -1;
  intptr_t n = 0;
  while (fields[n].name != NULL)
    n++;
  if (add (type, "n_fields", gcore_int_from_ssize (n)) != 0 || add (type, "n_sequence_fields", gcore_int_from_ssize (n)) != 0
      || add (type, "n_unnamed_fields", gcore_int_from_ssize (0)) != 0)
    return -1;
  for (; fields->name != NULL; fields++)
    if (add (type, fields->name, gcore_descr_new_member (type, fields)) != 0)
      return -1;
  return 0;
}

GcoreType *
gcore_struct_sequence_new_type (const char *module, const char *name, const GcoreMemberDef *fields)
{
  GcoreObject *bases = gcore_tuple_pack (1, GCORE_TYPE (TUPLE)), *dict = gcore_dict_new ();
  GcoreObject *module_name = gcore_str_intern_from_string (module);
  GcoreType *type = NULL;
  if (bases != NULL && dict != NULL && module_name != NULL
      && gcore_dict_set_item (dict, GCORE_ID (__slots__), GCORE_OBJECTS->empty_tuple) == 0
      && gcore_dict_set_item (dict, GCORE_ID (__module__), module_name) == 0)
    type = gcore_type_new (name, bases, dict);
  gcore_xdecref (bases);
  gcore_xdecref (dict);
  gcore_xdecref (module_name);
  if (type != NULL && fill (type, fields) != 0)
    GCORE_CLEAR (type);
  if (type != NULL)
    {
      type->dealloc = dealloc;
      type->flags &= ~(uint32_t) GCORE_TYPE_FLAG_BASE;
      type->flags |= GCORE_TYPE_FLAG_IMMUTABLE;
    }
  return type;
}

GcoreObject *
gcore_struct_sequence_new (GcoreType *type, GcoreObject *const *items, intptr_t n)
{
  GcoreObject *self = gcore_type_generic_alloc (type, n);
  if (self != NULL)
    gcore_gc_untrack (self);
  for (intptr_t i = 0; i < n; i++)
    {
      if (self != NULL && items[i] == NULL)
        GCORE_CLEAR (self);
      if (self != NULL)
        GCORE_TUPLE_SET_ITEM (self, i, items[i]);
      else
        gcore_xdecref (items[i]);
    }
  return self;
}
