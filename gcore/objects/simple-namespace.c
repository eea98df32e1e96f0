/* SPDX-License-Identifier: MIT */
#include "gcore/objects/simple-namespace.h"

#include "gcore/objects/containers-private.h"
#include "gcore/objects/args.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/list.h"
#include "gcore/objects/tuple.h"

#define NAMESPACE(object) ((GcoreSimpleNamespace *) (void *) (object))

static GcoreObject *
namespace_new (GcoreType *type, GcoreObject *args GCORE_UNUSED, GcoreObject *kwargs GCORE_UNUSED)
{
  GcoreObject *self = type->alloc (type, 0);
  if (self == NULL)
    return NULL;
  NAMESPACE (self)->dict = gcore_dict_new ();
  if (NAMESPACE (self)->dict == NULL)
    GCORE_CLEAR (self);
  return self;
}

static int
init (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  if (GCORE_TUPLE_SIZE (args) != 0)
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "no positional arguments expected");
      return -1;
    }
  if (kwargs == NULL)
    return 0;
  return gcore_arg_validate_keywords (kwargs) ? gcore_dict_update (NAMESPACE (self)->dict, kwargs) : -1;
}

GcoreObject *
gcore_simple_namespace_new (GcoreObject *kwargs)
{
  GcoreObject *self = namespace_new (GCORE_TYPE (SIMPLE_NAMESPACE), NULL, NULL);
  if (self != NULL && kwargs != NULL && gcore_dict_update (NAMESPACE (self)->dict, kwargs) < 0)
    GCORE_CLEAR (self);
  return self;
}

static void
dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_xdecref (NAMESPACE (self)->dict);
  GCORE_TYPE_OF (self)->free_ (self);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (NAMESPACE (self)->dict);
  return 0;
}

static int
clear (GcoreObject *self)
{
  GCORE_CLEAR (NAMESPACE (self)->dict);
  return 0;
}

/* Appends "NAME=VALUE" to TEXTS for each attribute with a name, in the order they were set. */
static int
add_attributes (GcoreObject *texts, GcoreObject *dict)
{
  GcoreObject *names = gcore_dict_keys (dict), *iterator = names != NULL ? gcore_object_get_iter (names) : NULL, *name;
  gcore_xdecref (names);
  if (iterator == NULL)
    return -1;
  int result = 0;
  while (result == 0 && (name = gcore_iter_next (iterator)) != NULL)
    {
      bool has_text = gcore_is_str (name) && GCORE_STR_LENGTH (name) > 0;
      GcoreObject *value = has_text ? gcore_xnewref (gcore_dict_get_item_with_error (dict, name)) : NULL;
      GcoreObject *text = value != NULL ? gcore_str_from_format ("%S=%R", name, value) : NULL;
      if (text != NULL)
        result = gcore_list_append (texts, text);
      else if (gcore_err_occurred ())
        result = -1;
      gcore_xdecref (text);
      gcore_xdecref (value);
      gcore_decref (name);
    }
  gcore_decref (iterator);
  return result;
}

static GcoreObject *
repr (GcoreObject *self)
{
  const char *name = gcore_is_exact (self, SIMPLE_NAMESPACE) ? "namespace" : GCORE_TYPE_OF (self)->name;
  int inside = gcore_repr_enter (self);
  if (inside != 0)
    return inside < 0 ? NULL : gcore_str_from_format ("%s(...)", name);
  GcoreObject *dict = gcore_newref (NAMESPACE (self)->dict), *texts = gcore_list_new (0), *joined = NULL, *result = NULL;
  if (texts != NULL && add_attributes (texts, dict) == 0)
    {
      GcoreObject *comma = gcore_str_from_string (", ");
      joined = comma != NULL ? gcore_str_join (comma, texts) : NULL;
      gcore_xdecref (comma);
    }
  if (joined != NULL)
    result = gcore_str_from_format ("%s(%U)", name, joined);
  gcore_xdecref (joined);
  gcore_xdecref (texts);
  gcore_decref (dict);
  gcore_repr_leave (self);
  return result;
}

static GcoreObject *
rich_compare (GcoreObject *a, GcoreObject *b, int op)
{
  if (!gcore_is_instance_of (a, GCORE_TYPE (SIMPLE_NAMESPACE))
      || !gcore_is_instance_of (b, GCORE_TYPE (SIMPLE_NAMESPACE)))
    GCORE_RETURN_NOT_IMPLEMENTED;
  return gcore_object_rich_compare (NAMESPACE (a)->dict, NAMESPACE (b)->dict, op);
}

static GcoreObject *
method_reduce (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreObject *args = gcore_tuple_new (0);
  if (args == NULL)
    return NULL;
  GcoreObject *result = gcore_tuple_pack (3, GCORE_TYPE_OF (self), args, NAMESPACE (self)->dict);
  gcore_decref (args);
  return result;
}

static const GcoreMethodDef methods[] = {
  { "__reduce__", GCORE_FUNC (method_reduce), GCORE_METH_NOARGS, "Return state information for pickling" },
  { NULL, NULL, 0, NULL }
};

static const GcoreMemberDef members[] = {
  { "__dict__", GCORE_MEMBER_OBJECT, offsetof (GcoreSimpleNamespace, dict), GCORE_MEMBER_READONLY, NULL },
  { NULL, 0, 0, 0, NULL }
};

const GcoreType gcore_simple_namespace_template = {
  .name = "types.SimpleNamespace",
  .basic_size = sizeof (GcoreSimpleNamespace),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_BASE,
  .dealloc = dealloc,
  .traverse = traverse,
  .clear = clear,
  .repr = repr,
  .hash = gcore_object_hash_not_implemented,
  .get_attr = gcore_object_generic_get_attr,
  .set_attr = gcore_object_generic_set_attr,
  .rich_compare = rich_compare,
  .dict_offset = offsetof (GcoreSimpleNamespace, dict),
  .methods = methods,
  .members = members,
  .doc = "A simple attribute-based namespace.\n\nSimpleNamespace(**kwargs)",
  .init = init,
  .new_ = namespace_new,
  .free_ = gcore_gc_del,
};
