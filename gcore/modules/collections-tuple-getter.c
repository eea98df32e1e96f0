/* SPDX-License-Identifier: MIT */
/* The descriptors of a named tuple's fields. */
#include "gcore/collector/collector.h"
#include "gcore/modules/collections-private.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"

typedef struct
{
  GcoreObject base;
  intptr_t index;
  GcoreObject *doc; /* owned */
} GcoreTupleGetter;

#define SELF(object) ((GcoreTupleGetter *) (void *) (object))

static GcoreObject *
getter_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  intptr_t index;
  GcoreObject *doc;
  if (!gcore_arg_no_keywords ("_tuplegetter", kwargs)
      || !gcore_arg_parse_tuple (args, "nO:_tuplegetter", &index, &doc))
    return NULL;
  GcoreObject *self = type->alloc (type, 0);
  if (self == NULL)
    return NULL;
  SELF (self)->index = index;
  SELF (self)->doc = gcore_newref (doc);
  return self;
}

static void
dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_xdecref (SELF (self)->doc);
  gcore_gc_del (self);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (SELF (self)->doc);
  return 0;
}

static int
clear (GcoreObject *self)
{
  GCORE_CLEAR (SELF (self)->doc);
  return 0;
}

static GcoreObject *
descr_get (GcoreObject *self, GcoreObject *object, GcoreObject *type GCORE_UNUSED)
{
  intptr_t index = SELF (self)->index;
  if (object == NULL || object == GCORE_NONE)
    return gcore_newref (self);
  if (!gcore_is_tuple (object))
    return gcore_err_format (GCORE_EXC (TypeError),
                             "descriptor for index '%zd' for tuple subclasses doesn't apply to '%s' object", index,
                             GCORE_TYPE_OF (object)->name);
  if (index < 0 || index >= GCORE_TUPLE_SIZE (object))
    return gcore_err_format (GCORE_EXC (IndexError), "tuple index out of range");
  return gcore_newref (GCORE_TUPLE_ITEM (object, index));
}

static int
descr_set (GcoreObject *self GCORE_UNUSED, GcoreObject *object GCORE_UNUSED, GcoreObject *value)
{
  gcore_err_set_string (GCORE_EXC (AttributeError), value == NULL ? "can't delete attribute" : "can't set attribute");
  return -1;
}

static GcoreObject *
repr (GcoreObject *self)
{
  return gcore_str_from_format ("%s(%zd, %R)", gcore_type_short_name (GCORE_TYPE_OF (self)), SELF (self)->index,
                                SELF (self)->doc);
}

static GcoreObject *
reduce (GcoreObject *self, GcoreObject *unused)
{
  GcoreObject *index = gcore_int_from_ssize (SELF (self)->index), *args = NULL, *result = NULL;
  if (index != NULL)
    args = gcore_tuple_pack (2, index, SELF (self)->doc);
  if (args != NULL)
    result = gcore_tuple_pack (2, GCORE_TYPE_OF (self), args);
  gcore_xdecref (args);
  gcore_xdecref (index);
  return result;
}

static const GcoreMethodDef methods[] = {
  { "__reduce__", GCORE_FUNC (reduce), GCORE_METH_NOARGS, NULL },
  { .name = NULL }
};

static const GcoreMemberDef members[] = {
  { "__doc__", GCORE_MEMBER_OBJECT, offsetof (GcoreTupleGetter, doc), 0, NULL },
  { NULL, 0, 0, 0, NULL }
};

const GcoreType gcore_tuple_getter_template = {
  .name = "_collections._tuplegetter",
  .basic_size = sizeof (GcoreTupleGetter),
  .flags = GCORE_TYPE_FLAG_GC,
  .dealloc = dealloc,
  .traverse = traverse,
  .clear = clear,
  .repr = repr,
  .methods = methods,
  .members = members,
  .descr_get = descr_get,
  .descr_set = descr_set,
  .new_ = getter_new,
  .free_ = gcore_gc_del,
};
