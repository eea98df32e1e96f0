/* SPDX-License-Identifier: MIT */
/* int.__add__ and (1).__add__: slots of built-in types as methods. */
#include "gcore/objects/abstract.h"
#include "gcore/objects/descriptors-private.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type-private.h"
#include "gcore/refcount/trashcan.h"

#define DESCRIPTOR(object) ((GcoreWrapperDescriptor *) (void *) (object))
#define WRAPPER(object) ((GcoreMethodWrapper *) (void *) (object))

/* Calls the slot as a method of SELF. */
static GcoreObject *
call_slot (GcoreWrapperDescriptor *descriptor, GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  if (!descriptor->slot->keywords && kwargs != NULL && GCORE_DICT_SIZE (kwargs) != 0)
    return gcore_err_format (GCORE_EXC (TypeError), "wrapper %s() takes no keyword arguments", descriptor->slot->name);
  return descriptor->slot->wrapper (self, args, descriptor->function, kwargs);
}

/* --- the descriptor ----------------------------------------------------------------------------------------------- */

static GcoreObject *
descriptor_call (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreWrapperDescriptor *descriptor = DESCRIPTOR (self);
  intptr_t n = GCORE_TUPLE_SIZE (args);
  if (n < 1)
    return gcore_err_format (GCORE_EXC (TypeError), "descriptor '%V' of '%.100s' object needs an argument",
                             descriptor->name, "?", descriptor->owner->name);
  GcoreObject *object = GCORE_TUPLE_ITEM (args, 0);
  if (!gcore_is_instance_of (object, descriptor->owner))
    return gcore_err_format (GCORE_EXC (TypeError), "descriptor '%V' requires a '%.100s' object but received a '%.100s'",
                             descriptor->name, "?", descriptor->owner->name, GCORE_TYPE_OF (object)->name);
  GcoreObject *rest = gcore_tuple_get_slice (args, 1, n);
  if (rest == NULL)
    return NULL;
  GcoreObject *result = call_slot (descriptor, object, rest, kwargs);
  gcore_decref (rest);
  return result;
}

static GcoreObject *
descriptor_get (GcoreObject *self, GcoreObject *object, GcoreObject *type)
{
  if (object == NULL)
    return gcore_newref (self);
  return gcore_descriptor_check (self, object) ? gcore_wrapper_new (self, object) : NULL;
}

static GcoreObject *
descriptor_repr (GcoreObject *self)
{
  return gcore_str_from_format ("<slot wrapper '%U' of '%s' objects>", DESCRIPTOR (self)->name,
                                DESCRIPTOR (self)->owner->name);
}

static GcoreObject *
doc_of (const GcoreSlotDef *slot)
{
  return slot->doc != NULL ? gcore_str_from_string (slot->doc) : gcore_newref (GCORE_NONE);
}

static GcoreObject *
descriptor_get_doc (GcoreObject *self, void *closure)
{
  return doc_of (DESCRIPTOR (self)->slot);
}

static const GcoreGetSetDef descriptor_getset[] = {
  { "__doc__", descriptor_get_doc, NULL, NULL, NULL },
  { "__qualname__", gcore_descriptor_get_qualname, NULL, NULL, NULL },
  { "__text_signature__", gcore_descriptor_get_text_signature, NULL, NULL, NULL },
  { .name = NULL }
};

GcoreObject *
gcore_descr_new_wrapper (GcoreType *type, const GcoreSlotDef *slot, GcoreAnyFunc function)
{
  GcoreWrapperDescriptor *descriptor = gcore_descriptor_new (GCORE_TYPE (WRAPPER_DESCRIPTOR), type, slot->name);
  if (descriptor == NULL)
    return NULL;
  descriptor->slot = slot;
  descriptor->function = function;
  return (GcoreObject *) descriptor;
}

const GcoreType gcore_wrapper_descriptor_template = {
  .name = "wrapper_descriptor",
  .basic_size = sizeof (GcoreWrapperDescriptor),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_METHOD_DESCRIPTOR,
  .dealloc = gcore_descriptor_dealloc,
  .traverse = gcore_descriptor_traverse,
  .repr = descriptor_repr,
  .call = descriptor_call,
  .members = gcore_descriptor_members,
  .getset = descriptor_getset,
  .descr_get = descriptor_get,
};

/* --- bound to an object ------------------------------------------------------------------------------------------- */

GcoreObject *
gcore_wrapper_new (GcoreObject *descriptor, GcoreObject *self)
{
  GcoreMethodWrapper *wrapper = gcore_gc_new (GCORE_TYPE (METHOD_WRAPPER));
  if (wrapper == NULL)
    return NULL;
  wrapper->descriptor = gcore_newref (descriptor);
  wrapper->self = gcore_newref (self);
  gcore_gc_track (wrapper);
  return (GcoreObject *) wrapper;
}

static void
wrapper_dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  GCORE_TRASHCAN_BEGIN (self, wrapper_dealloc)
  gcore_xdecref (WRAPPER (self)->descriptor);
  gcore_xdecref (WRAPPER (self)->self);
  gcore_gc_del (self);
  GCORE_TRASHCAN_END
}

static int
wrapper_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (WRAPPER (self)->descriptor);
  GCORE_VISIT (WRAPPER (self)->self);
  return 0;
}

static GcoreObject *
wrapper_call (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  return call_slot (WRAPPER (self)->descriptor, WRAPPER (self)->self, args, kwargs);
}

static GcoreObject *
wrapper_repr (GcoreObject *self)
{
  GcoreMethodWrapper *wrapper = WRAPPER (self);
  return gcore_str_from_format ("<method-wrapper '%s' of %s object at %p>", wrapper->descriptor->slot->name,
                                GCORE_TYPE_OF (wrapper->self)->name, wrapper->self);
}

static intptr_t
wrapper_hash (GcoreObject *self)
{
  intptr_t result = gcore_hash_pointer (WRAPPER (self)->self) ^ gcore_hash_pointer (WRAPPER (self)->descriptor);
  return result == -1 ? -2 : result;
}

static GcoreObject *
wrapper_rich_compare (GcoreObject *self, GcoreObject *other, int op)
{
  if ((op != GCORE_EQ && op != GCORE_NE) || !gcore_is_exact (other, METHOD_WRAPPER))
    GCORE_RETURN_NOT_IMPLEMENTED;
  bool equal = WRAPPER (self)->descriptor == WRAPPER (other)->descriptor && WRAPPER (self)->self == WRAPPER (other)->self;
  return gcore_newref (equal == (op == GCORE_EQ) ? GCORE_TRUE : GCORE_FALSE);
}

static GcoreObject *
wrapper_get_owner (GcoreObject *self, void *closure)
{
  return gcore_newref (WRAPPER (self)->descriptor->owner);
}

static GcoreObject *
wrapper_get_name (GcoreObject *self, void *closure)
{
  return gcore_str_from_string (WRAPPER (self)->descriptor->slot->name);
}

static GcoreObject *
wrapper_get_qualname (GcoreObject *self, void *closure)
{
  return gcore_descriptor_get_qualname ((GcoreObject *) WRAPPER (self)->descriptor, NULL);
}

static GcoreObject *
wrapper_get_doc (GcoreObject *self, void *closure)
{
  return doc_of (WRAPPER (self)->descriptor->slot);
}

static const GcoreMemberDef wrapper_members[] = {
  { "__self__", GCORE_MEMBER_OBJECT, offsetof (GcoreMethodWrapper, self), GCORE_MEMBER_READONLY, NULL },
  { .name = NULL }
};

static const GcoreGetSetDef wrapper_getset[] = {
  { "__objclass__", wrapper_get_owner, NULL, NULL, NULL },
  { "__name__", wrapper_get_name, NULL, NULL, NULL },
  { "__qualname__", wrapper_get_qualname, NULL, NULL, NULL },
  { "__doc__", wrapper_get_doc, NULL, NULL, NULL },
  { "__text_signature__", gcore_descriptor_get_text_signature, NULL, NULL, NULL },
  { .name = NULL }
};

const GcoreType gcore_method_wrapper_template = {
  .name = "method-wrapper",
  .basic_size = sizeof (GcoreMethodWrapper),
  .flags = GCORE_TYPE_FLAG_GC,
  .dealloc = wrapper_dealloc,
  .traverse = wrapper_traverse,
  .repr = wrapper_repr,
  .hash = wrapper_hash,
  .call = wrapper_call,
  .rich_compare = wrapper_rich_compare,
  .members = wrapper_members,
  .getset = wrapper_getset,
};
