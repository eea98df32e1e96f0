/* SPDX-License-Identifier: MIT */
#include "gcore/objects/method.h"

#include "gcore/collector/collector.h"
#include "gcore/memory/memory.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"
#include "gcore/objects/weakref.h"

#define METHOD(object) ((GcoreMethod *) (void *) (object))
#define SMALL_CALL 5 /* arguments whose copy fits on the C stack */

/* Calls with self in front of ARGS copied to ROOM. */
static GcoreObject *
call_with_copy (GcoreMethod *method, GcoreObject *const *args, size_t n_args, GcoreObject *keyword_names,
                intptr_t total, GcoreObject **room)
{
  room[0] = method->self;
  memcpy (room + 1, args, (size_t) total * sizeof *args);
  return gcore_object_vectorcall (method->function, room, (size_t) GCORE_VECTORCALL_N_ARGS (n_args) + 1,
                                  keyword_names);
}

static GcoreObject *
vectorcall (GcoreObject *self, GcoreObject *const *args, size_t n_args, GcoreObject *keyword_names)
{
  GcoreMethod *method = METHOD (self);
  intptr_t n = GCORE_VECTORCALL_N_ARGS (n_args);
  if (n_args & GCORE_VECTORCALL_OFFSET)
    {
      /* The place before the arguments is ours for the time of the call. */
      GcoreObject **with_self = (GcoreObject **) (uintptr_t) (args - 1);
      GcoreObject *kept = with_self[0];
      with_self[0] = method->self;
      GcoreObject *result = gcore_object_vectorcall (method->function, with_self, (size_t) n + 1, keyword_names);
      with_self[0] = kept;
      return result;
    }
  intptr_t total = n + (keyword_names != NULL ? GCORE_TUPLE_SIZE (keyword_names) : 0);
  if (total < SMALL_CALL)
    {
      GcoreObject *room[SMALL_CALL];
      return call_with_copy (method, args, n_args, keyword_names, total, room);
    }
  GcoreObject **room = gcore_mem_alloc ((size_t) (total + 1) * sizeof *room);
  if (room == NULL)
    return gcore_err_no_memory ();
  GcoreObject *result = call_with_copy (method, args, n_args, keyword_names, total, room);
  gcore_mem_free (room);
  return result;
}

GcoreObject *
gcore_method_new (GcoreObject *function, GcoreObject *self)
{
  GcoreMethod *method = gcore_gc_new (GCORE_TYPE (METHOD));
  if (method == NULL)
    return NULL;
  method->function = gcore_newref (function);
  method->self = gcore_newref (self);
  method->weak_list = NULL;
  method->vectorcall = vectorcall;
  gcore_gc_track (method);
  return (GcoreObject *) method;
}

static GcoreObject *
new_ (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *function, *self;
  if (!gcore_arg_no_keywords ("method", kwargs) || !gcore_arg_unpack_tuple (args, "method", 2, 2, &function, &self))
    return NULL;
  if (!gcore_callable_check (function))
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "first argument must be callable");
      return NULL;
    }
  if (self == GCORE_NONE)
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "instance must not be None");
      return NULL;
    }
  return gcore_method_new (function, self);
}

static void
dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  if (METHOD (self)->weak_list != NULL)
    gcore_object_clear_weakrefs (self);
  gcore_decref (METHOD (self)->function);
  gcore_decref (METHOD (self)->self);
  gcore_gc_del (self);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (METHOD (self)->function);
  GCORE_VISIT (METHOD (self)->self);
  return 0;
}

static GcoreObject *
repr (GcoreObject *self)
{
  GcoreObject *function = METHOD (self)->function, *name;
  if (gcore_object_lookup_attr (function, GCORE_ID (__qualname__), &name) < 0
      || (name == NULL && gcore_object_lookup_attr (function, GCORE_ID (__name__), &name) < 0))
    return NULL;
  if (name != NULL && !gcore_is_str (name))
    GCORE_CLEAR (name);
  GcoreObject *result = gcore_str_from_format ("<bound method %V of %R>", name, "?", METHOD (self)->self);
  gcore_xdecref (name);
  return result;
}

static intptr_t
hash (GcoreObject *self)
{
  intptr_t y = gcore_object_hash (METHOD (self)->function);
  if (y == -1)
    return -1;
  intptr_t x = gcore_hash_pointer (METHOD (self)->self) ^ y;
  return x == -1 ? -2 : x;
}

static GcoreObject *
rich_compare (GcoreObject *a, GcoreObject *b, int op)
{
  if ((op != GCORE_EQ && op != GCORE_NE) || !gcore_is_method (a) || !gcore_is_method (b))
    return gcore_newref (GCORE_NOT_IMPLEMENTED);
  int equal = gcore_object_rich_compare_bool (METHOD (a)->function, METHOD (b)->function, GCORE_EQ);
  if (equal < 0)
    return NULL;
  equal = equal && METHOD (a)->self == METHOD (b)->self;
  return gcore_newref ((op == GCORE_EQ) == equal ? GCORE_TRUE : GCORE_FALSE);
}

/* What the method does not have itself is looked for in the function. */
static GcoreObject *
get_attr (GcoreObject *self, GcoreObject *name)
{
  GcoreObject *descriptor = gcore_type_lookup (GCORE_TYPE_OF (self), name);
  if (descriptor == NULL)
    return gcore_object_get_attr (METHOD (self)->function, name);
  GcoreDescrGetFunc get = GCORE_TYPE_OF (descriptor)->descr_get;
  if (get != NULL)
    return get (descriptor, self, (GcoreObject *) GCORE_TYPE_OF (self));
  return gcore_newref (descriptor);
}

static GcoreObject *
get_doc (GcoreObject *self, void *closure)
{
  return gcore_object_get_attr (METHOD (self)->function, GCORE_ID (__doc__));
}

static const GcoreMemberDef members[] = {
  { "__func__", GCORE_MEMBER_OBJECT, offsetof (GcoreMethod, function), GCORE_MEMBER_READONLY,
    "the function (or other callable) implementing a method" },
  { "__self__", GCORE_MEMBER_OBJECT, offsetof (GcoreMethod, self), GCORE_MEMBER_READONLY,
    "the instance to which a method is bound" },
  { NULL },
};

static const GcoreGetSetDef getset[] = { { "__doc__", get_doc, NULL }, { NULL } };

const GcoreType gcore_method_template = {
  .name = "method",
  .basic_size = sizeof (GcoreMethod),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_HAVE_VECTORCALL,
  .dealloc = dealloc,
  .traverse = traverse,
  .repr = repr,
  .hash = hash,
  .call = gcore_vectorcall_call,
  .vectorcall_offset = offsetof (GcoreMethod, vectorcall),
  .get_attr = get_attr,
  .set_attr = gcore_object_generic_set_attr,
  .rich_compare = rich_compare,
  .weaklist_offset = offsetof (GcoreMethod, weak_list),
  .members = members,
  .getset = getset,
  .doc = "method(function, instance)\n\nCreate a bound instance method object.",
  .new_ = new_,
};
