/* SPDX-License-Identifier: MIT */
#include "gcore/objects/simple-namespace.h"

#include "gcore/objects/containers-private.h"
#include "gcore/objects/dict.h"
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
  return kwargs == NULL ? 0 : gcore_dict_update (NAMESPACE (self)->dict, kwargs);
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

/* Attributes with a name, in the order they were set. */
static int
write_attributes (GcoreStrWriter *writer, GcoreObject *dict)
{
  intptr_t position = 0;
  GcoreObject *name, *value;
  bool first = true;
  while (gcore_dict_next (dict, &position, &name, &value))
    {
      if (!gcore_is_str (name) || GCORE_STR_LENGTH (name) == 0)
        continue;
      GcoreObject *text = gcore_str_from_format ("%s%S=%R", first ? "" : ", ", name, value);
      if (text == NULL)
        return -1;
      int result = gcore_str_writer_write_str (writer, text);
      gcore_decref (text);
      if (result < 0)
        return -1;
      first = false;
    }
  return 0;
}

static GcoreObject *
repr (GcoreObject *self)
{
  const char *name = gcore_is_exact (self, SIMPLE_NAMESPACE) ? "namespace" : GCORE_TYPE_OF (self)->name;
  int inside = gcore_repr_enter (self);
  if (inside != 0)
    return inside < 0 ? NULL : gcore_str_from_format ("%s(...)", name);
  GcoreObject *dict = gcore_newref (NAMESPACE (self)->dict);
  GcoreStrWriter writer;
  gcore_str_writer_init (&writer);
  int result = gcore_str_writer_write_ascii_string (&writer, name, -1);
  if (result == 0)
    result = gcore_str_writer_write_char (&writer, '(');
  if (result == 0)
    result = write_attributes (&writer, dict);
  if (result == 0)
    result = gcore_str_writer_write_char (&writer, ')');
  gcore_decref (dict);
  gcore_repr_leave (self);
  if (result == 0)
    return gcore_str_writer_finish (&writer);
  gcore_str_writer_dealloc (&writer);
  return NULL;
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
