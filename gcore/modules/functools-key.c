/* SPDX-License-Identifier: MIT */
/* What cmp_to_key gives: values that compare as an old comparison function says. */
#include "gcore/collector/collector.h"
#include "gcore/modules/functools-private.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"

#define SELF(object) ((GcoreKeyWrapper *) (void *) (object))

static GcoreObject *
new_wrapper (GcoreObject *compare, GcoreObject *value)
{
  GcoreKeyWrapper *self = gcore_gc_new (GCORE_TYPE (KEY_WRAPPER));
  if (self == NULL)
    return NULL;
  self->compare = gcore_newref (compare);
  self->value = gcore_xnewref (value);
  gcore_gc_track (self);
  return GCORE_OBJECT (self);
}

GcoreObject *
gcore_key_wrapper_new (GcoreObject *compare)
{
  return new_wrapper (compare, NULL);
}

static GcoreObject *
call (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "obj", NULL };
  GcoreObject *value;
  if (!gcore_arg_parse_tuple_and_keywords (args, kwargs, "O:K", keywords, &value))
    return NULL;
  return new_wrapper (SELF (self)->compare, value);
}

static void
dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_xdecref (SELF (self)->compare);
  gcore_xdecref (SELF (self)->value);
  gcore_gc_del (self);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (SELF (self)->compare);
  GCORE_VISIT (SELF (self)->value);
  return 0;
}

static int
clear (GcoreObject *self)
{
  GCORE_CLEAR (SELF (self)->compare);
  GCORE_CLEAR (SELF (self)->value);
  return 0;
}

static GcoreObject *
rich_compare (GcoreObject *a, GcoreObject *b, int op)
{
  if (!gcore_is_exact (b, KEY_WRAPPER))
    return gcore_err_format (GCORE_EXC (TypeError), "other argument must be K instance");
  GcoreObject *values[] = { SELF (a)->value, SELF (b)->value };
  if (SELF (a)->compare == NULL || values[0] == NULL || values[1] == NULL)
    return gcore_err_format (GCORE_EXC (AttributeError), "object");
  GcoreObject *answer = gcore_object_vectorcall (SELF (a)->compare, values, 2, NULL);
  if (answer == NULL)
    return NULL;
  GcoreObject *result = gcore_object_rich_compare (answer, gcore_int_small (0), op);
  gcore_decref (answer);
  return result;
}

static const GcoreMemberDef members[] = {
  { "obj", GCORE_MEMBER_OBJECT, offsetof (GcoreKeyWrapper, value), 0, "Value wrapped by a key function." },
  { NULL, 0, 0, 0, NULL }
};

const GcoreType gcore_key_wrapper_template = {
  .name = "functools.KeyWrapper",
  .basic_size = sizeof (GcoreKeyWrapper),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_DISALLOW_NEW,
  .dealloc = dealloc,
  .traverse = traverse,
  .clear = clear,
  .hash = gcore_object_hash_not_implemented,
  .call = call,
  .get_attr = gcore_object_generic_get_attr,
  .rich_compare = rich_compare,
  .members = members,
};
