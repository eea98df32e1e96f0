/* SPDX-License-Identifier: MIT */
/* Descriptors made from a built-in type's tables: methods, members, getsets. Wrappers of slots are in wrapper-descriptor.c.
 */
#include "gcore/objects/descriptors.h"

#include "gcore/objects/abstract.h"
#include "gcore/objects/builtin-call.h"
#include "gcore/objects/builtin-function.h"
#include "gcore/objects/descriptors-private.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type-private.h"

#define DESCRIPTOR(object) ((GcoreDescriptor *) (void *) (object))
#define METHOD(object) ((GcoreMethodDescriptor *) (void *) (object))
#define MEMBER(object) ((GcoreMemberDescriptor *) (void *) (object))
#define GETSET(object) ((GcoreGetSetDescriptor *) (void *) (object))

/* --- what all have in common -------------------------------------------------------------------------------------- */

void *
gcore_descriptor_new (GcoreType *descriptor_type, GcoreType *owner, const char *name)
{
  GcoreObject *interned = gcore_str_intern_from_string (name);
  if (interned == NULL)
    return NULL;
  GcoreDescriptor *descriptor = (GcoreDescriptor *) gcore_type_generic_alloc (descriptor_type, 0);
  if (descriptor == NULL)
    {
      gcore_decref (interned);
      return NULL;
    }
  descriptor->owner = gcore_newref (owner);
  descriptor->name = interned;
  return descriptor;
}

void
gcore_descriptor_dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_xdecref (DESCRIPTOR (self)->owner);
  gcore_xdecref (DESCRIPTOR (self)->name);
  gcore_xdecref (DESCRIPTOR (self)->qualname);
  gcore_gc_del (self);
}

int
gcore_descriptor_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (DESCRIPTOR (self)->owner);
  return 0;
}

bool
gcore_descriptor_check (GcoreObject *self, GcoreObject *object)
{
  GcoreDescriptor *descriptor = DESCRIPTOR (self);
  if (GCORE_LIKELY (gcore_is_instance_of (object, descriptor->owner)))
    return true;
  gcore_err_format (GCORE_EXC (TypeError), "descriptor '%V' for '%.100s' objects doesn't apply to a '%.100s' object",
                    descriptor->name, "?", descriptor->owner->name, GCORE_TYPE_OF (object)->name);
  return false;
}

GcoreObject *
gcore_descriptor_get_qualname (GcoreObject *self, void *closure)
{
  GcoreDescriptor *descriptor = DESCRIPTOR (self);
  if (descriptor->qualname == NULL)
    {
      GcoreObject *type_name = gcore_type_get_qualname (descriptor->owner);
      if (type_name == NULL)
        return NULL;
      descriptor->qualname = gcore_str_from_format ("%S.%S", type_name, descriptor->name);
      gcore_decref (type_name);
    }
  return gcore_xnewref (descriptor->qualname);
}

static GcoreObject *
repr_as (GcoreObject *self, const char *kind)
{
  return gcore_str_from_format ("<%s '%U' of '%s' objects>", kind, DESCRIPTOR (self)->name,
                                DESCRIPTOR (self)->owner->name);
}

const GcoreMemberDef gcore_descriptor_members[] = {
  { "__objclass__", GCORE_MEMBER_OBJECT, offsetof (GcoreDescriptor, owner), GCORE_MEMBER_READONLY, NULL },
  { "__name__", GCORE_MEMBER_OBJECT, offsetof (GcoreDescriptor, name), GCORE_MEMBER_READONLY, NULL },
  { .name = NULL }
};

GcoreObject *
gcore_descriptor_get_text_signature (GcoreObject *self, void *closure)
{
  GCORE_RETURN_NONE;
}

/* --- methods ------------------------------------------------------------------------------------------------------ */

/* ARGS[0] is the object the method is called on. */
static GcoreObject *
method_vectorcall (GcoreObject *self, GcoreObject *const *args, size_t n_args, GcoreObject *keyword_names)
{
  intptr_t n = GCORE_VECTORCALL_N_ARGS (n_args);
  if (GCORE_UNLIKELY (n < 1))
    {
      GcoreObject *name = gcore_function_str (self);
      if (name != NULL)
        gcore_err_format (GCORE_EXC (TypeError), "unbound method %U needs an argument", name);
      gcore_xdecref (name);
      return NULL;
    }
  if (!gcore_descriptor_check (self, args[0]))
    return NULL;
  return gcore_method_def_call (METHOD (self)->method, args[0], self, args + 1, n - 1, keyword_names);
}

static GcoreObject *
method_get (GcoreObject *self, GcoreObject *object, GcoreObject *type)
{
  if (object == NULL)
    return gcore_newref (self);
  return gcore_descriptor_check (self, object) ? gcore_builtin_function_new (METHOD (self)->method, object, NULL) : NULL;
}

static GcoreObject *
method_repr (GcoreObject *self)
{
  return repr_as (self, "method");
}

static GcoreObject *
method_get_doc (GcoreObject *self, void *closure)
{
  return gcore_method_def_doc (METHOD (self)->method);
}

static const GcoreGetSetDef method_getset[] = {
  { "__doc__", method_get_doc, NULL, NULL, NULL },
  { "__qualname__", gcore_descriptor_get_qualname, NULL, NULL, NULL },
  { "__text_signature__", gcore_descriptor_get_text_signature, NULL, NULL, NULL },
  { .name = NULL }
};

GcoreObject *
gcore_descr_new_method (GcoreType *type, const GcoreMethodDef *method)
{
  GcoreMethodDescriptor *descriptor = gcore_descriptor_new (GCORE_TYPE (METHOD_DESCRIPTOR), type, method->name);
  if (descriptor == NULL)
    return NULL;
  descriptor->method = method;
  descriptor->vectorcall = method_vectorcall;
  return (GcoreObject *) descriptor;
}

const GcoreType gcore_method_descriptor_template = {
  .name = "method_descriptor",
  .basic_size = sizeof (GcoreMethodDescriptor),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_HAVE_VECTORCALL | GCORE_TYPE_FLAG_METHOD_DESCRIPTOR,
  .dealloc = gcore_descriptor_dealloc,
  .traverse = gcore_descriptor_traverse,
  .repr = method_repr,
  .call = gcore_vectorcall_call,
  .vectorcall_offset = offsetof (GcoreMethodDescriptor, vectorcall),
  .members = gcore_descriptor_members,
  .getset = method_getset,
  .descr_get = method_get,
};

/* --- class methods ------------------------------------------------------------------------------------------------ */

static GcoreObject *
class_method_get (GcoreObject *self, GcoreObject *object, GcoreObject *type)
{
  GcoreDescriptor *descriptor = DESCRIPTOR (self);
  if (type == NULL)
    {
      if (object == NULL)
        return gcore_err_format (GCORE_EXC (TypeError), "descriptor '%V' for type '%.100s' needs either an object or a type",
                                 descriptor->name, "?", descriptor->owner->name);
      type = (GcoreObject *) GCORE_TYPE_OF (object);
    }
  if (!gcore_is_type (type))
    return gcore_err_format (GCORE_EXC (TypeError),
                             "descriptor '%V' for type '%.100s' needs a type, not a '%.100s' as arg 2", descriptor->name,
                             "?", descriptor->owner->name, GCORE_TYPE_OF (type)->name);
  if (!gcore_type_is_subtype (TYPE_CAST (type), descriptor->owner))
    return gcore_err_format (GCORE_EXC (TypeError), "descriptor '%V' requires a subtype of '%.100s' but received '%.100s'",
                             descriptor->name, "?", descriptor->owner->name, TYPE_CAST (type)->name);
  return gcore_builtin_function_new (METHOD (self)->method, type, NULL);
}

static GcoreObject *
class_method_call (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreDescriptor *descriptor = DESCRIPTOR (self);
  if (GCORE_TUPLE_SIZE (args) < 1)
    return gcore_err_format (GCORE_EXC (TypeError), "descriptor '%V' of '%.100s' object needs an argument",
                             descriptor->name, "?", descriptor->owner->name);
  GcoreObject *bound = class_method_get (self, NULL, GCORE_TUPLE_ITEM (args, 0));
  if (bound == NULL)
    return NULL;
  GcoreObject *result = gcore_object_vectorcall_dict (bound, GCORE_TUPLE_ITEMS (args) + 1,
                                                      (size_t) GCORE_TUPLE_SIZE (args) - 1, kwargs);
  gcore_decref (bound);
  return result;
}

GcoreObject *
gcore_descr_new_class_method (GcoreType *type, const GcoreMethodDef *method)
{
  GcoreMethodDescriptor *descriptor = gcore_descriptor_new (GCORE_TYPE (CLASSMETHOD_DESCRIPTOR), type, method->name);
  if (descriptor != NULL)
    descriptor->method = method;
  return (GcoreObject *) descriptor;
}

const GcoreType gcore_classmethod_descriptor_template = {
  .name = "classmethod_descriptor",
  .basic_size = sizeof (GcoreMethodDescriptor),
  .flags = GCORE_TYPE_FLAG_GC,
  .dealloc = gcore_descriptor_dealloc,
  .traverse = gcore_descriptor_traverse,
  .repr = method_repr,
  .call = class_method_call,
  .members = gcore_descriptor_members,
  .getset = method_getset,
  .descr_get = class_method_get,
};

/* --- members ------------------------------------------------------------------------------------------------------ */

static GcoreObject *
member_get (GcoreObject *self, GcoreObject *object, GcoreObject *type)
{
  if (object == NULL)
    return gcore_newref (self);
  return gcore_descriptor_check (self, object) ? gcore_member_get_one ((char *) object, MEMBER (self)->member) : NULL;
}

static int
member_set (GcoreObject *self, GcoreObject *object, GcoreObject *value)
{
  return gcore_descriptor_check (self, object) ? gcore_member_set_one ((char *) object, MEMBER (self)->member, value) : -1;
}

static GcoreObject *
member_repr (GcoreObject *self)
{
  return repr_as (self, "member");
}

static GcoreObject *
member_get_doc (GcoreObject *self, void *closure)
{
  const char *doc = MEMBER (self)->member->doc;
  return doc != NULL ? gcore_str_from_string (doc) : gcore_newref (GCORE_NONE);
}

static const GcoreGetSetDef member_getset[] = {
  { "__doc__", member_get_doc, NULL, NULL, NULL },
  { "__qualname__", gcore_descriptor_get_qualname, NULL, NULL, NULL },
  { .name = NULL }
};

GcoreObject *
gcore_descr_new_member (GcoreType *type, const GcoreMemberDef *member)
{
  GcoreMemberDescriptor *descriptor = gcore_descriptor_new (GCORE_TYPE (MEMBER_DESCRIPTOR), type, member->name);
  if (descriptor != NULL)
    descriptor->member = member;
  return (GcoreObject *) descriptor;
}

const GcoreType gcore_member_descriptor_template = {
  .name = "member_descriptor",
  .basic_size = sizeof (GcoreMemberDescriptor),
  .flags = GCORE_TYPE_FLAG_GC,
  .dealloc = gcore_descriptor_dealloc,
  .traverse = gcore_descriptor_traverse,
  .repr = member_repr,
  .members = gcore_descriptor_members,
  .getset = member_getset,
  .descr_get = member_get,
  .descr_set = member_set,
};

/* --- getsets ------------------------------------------------------------------------------------------------------ */

static GcoreObject *
getset_get (GcoreObject *self, GcoreObject *object, GcoreObject *type)
{
  const GcoreGetSetDef *getset = GETSET (self)->getset;
  if (object == NULL)
    return gcore_newref (self);
  if (!gcore_descriptor_check (self, object))
    return NULL;
  if (getset->get != NULL)
    return getset->get (object, getset->closure);
  return gcore_err_format (GCORE_EXC (AttributeError), "attribute '%V' of '%.100s' objects is not readable",
                           DESCRIPTOR (self)->name, "?", DESCRIPTOR (self)->owner->name);
}

static int
getset_set (GcoreObject *self, GcoreObject *object, GcoreObject *value)
{
  const GcoreGetSetDef *getset = GETSET (self)->getset;
  if (!gcore_descriptor_check (self, object))
    return -1;
  if (getset->set != NULL)
    return getset->set (object, value, getset->closure);
  gcore_err_format (GCORE_EXC (AttributeError), "attribute '%V' of '%.100s' objects is not writable",
                    DESCRIPTOR (self)->name, "?", DESCRIPTOR (self)->owner->name);
  return -1;
}

static GcoreObject *
getset_repr (GcoreObject *self)
{
  return repr_as (self, "attribute");
}

static GcoreObject *
getset_get_doc (GcoreObject *self, void *closure)
{
  const char *doc = GETSET (self)->getset->doc;
  return doc != NULL ? gcore_str_from_string (doc) : gcore_newref (GCORE_NONE);
}

static const GcoreGetSetDef getset_getset[] = {
  { "__doc__", getset_get_doc, NULL, NULL, NULL },
  { "__qualname__", gcore_descriptor_get_qualname, NULL, NULL, NULL },
  { .name = NULL }
};

GcoreObject *
gcore_descr_new_getset (GcoreType *type, const GcoreGetSetDef *getset)
{
  GcoreGetSetDescriptor *descriptor = gcore_descriptor_new (GCORE_TYPE (GETSET_DESCRIPTOR), type, getset->name);
  if (descriptor != NULL)
    descriptor->getset = getset;
  return (GcoreObject *) descriptor;
}

const GcoreType gcore_getset_descriptor_template = {
  .name = "getset_descriptor",
  .basic_size = sizeof (GcoreGetSetDescriptor),
  .flags = GCORE_TYPE_FLAG_GC,
  .dealloc = gcore_descriptor_dealloc,
  .traverse = gcore_descriptor_traverse,
  .repr = getset_repr,
  .members = gcore_descriptor_members,
  .getset = getset_getset,
  .descr_get = getset_get,
  .descr_set = getset_set,
};
