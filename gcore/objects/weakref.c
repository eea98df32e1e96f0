/* SPDX-License-Identifier: MIT */
/* weakref.ref; the proxies are in weak-proxy.c. */
#include "gcore/objects/weakref.h"

#include "gcore/collector/collector.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/generic-alias.h"
#include "gcore/objects/str.h"
#include "gcore/objects/type.h"

/* --- making ------------------------------------------------------------------------------------------------------- */

/* The plain ref and the plain proxy in a list, each NULL if there is none. They stand first. */
static void
find_plain (GcoreWeakRef *first, GcoreWeakRef **ref, GcoreWeakRef **proxy)
{
  *ref = NULL;
  *proxy = NULL;
  if (first != NULL && first->callback == NULL && gcore_is_weakref_exact (first))
    {
      *ref = first;
      first = first->next;
    }
  if (first != NULL && first->callback == NULL && gcore_is_weak_proxy (first))
    *proxy = first;
}

/* Borrowed: the list REFERENT's weak references are in; NULL with TypeError. */
static GcoreWeakRef **
list_of (GcoreObject *referent)
{
  GcoreWeakRef **list = gcore_weak_list (referent);
  if (list == NULL)
    gcore_err_format (GCORE_EXC (TypeError), "cannot create weak reference to '%s' object",
                      GCORE_TYPE_OF (referent)->name);
  return list;
}

static GcoreObject *
ref_vectorcall (GcoreObject *self, GcoreObject *const *args, size_t n_args, GcoreObject *keyword_names)
{
  if (!gcore_arg_no_keyword_names ("weakref", keyword_names)
      || !gcore_arg_check_positional ("weakref", GCORE_VECTORCALL_N_ARGS (n_args), 0, 0))
    return NULL;
  return gcore_newref (gcore_weakref_get_object (self));
}

/* Fills in a new weak reference that is in no list yet. */
static void
init (GcoreWeakRef *ref, GcoreObject *referent, GcoreObject *callback)
{
  ref->referent = referent;
  ref->callback = gcore_xnewref (callback);
  ref->hash = -1;
  ref->prev = NULL;
  ref->next = NULL;
  ref->vectorcall = ref_vectorcall;
}

/* Puts REF in its place: the plain ref first, the plain proxy next, any other behind these two. */
static void
insert (GcoreWeakRef **list, GcoreWeakRef *ref)
{
  GcoreWeakRef *plain_ref, *plain_proxy;
  find_plain (*list, &plain_ref, &plain_proxy);
  GcoreWeakRef *after;
  if (ref->callback == NULL && gcore_is_weakref_exact (ref))
    after = NULL;
  else if (ref->callback == NULL && gcore_is_weak_proxy (ref))
    after = plain_ref;
  else
    after = plain_proxy != NULL ? plain_proxy : plain_ref;
  gcore_weak_list_insert (list, ref, after);
}

/* New reference to a weak reference of TYPE (ref itself or a proxy): the shared one if CALLBACK is NULL. */
static GcoreObject *
new_or_shared (GcoreObject *referent, GcoreObject *callback, GcoreType *type)
{
  GcoreWeakRef **list = list_of (referent);
  if (list == NULL)
    return NULL;
  if (callback == GCORE_NONE)
    callback = NULL;
  bool is_ref = type == GCORE_TYPE (WEAKREF);
  GcoreWeakRef *plain_ref, *plain_proxy;
  find_plain (*list, &plain_ref, &plain_proxy);
  GcoreWeakRef *shared = is_ref ? plain_ref : plain_proxy;
  if (callback == NULL && shared != NULL)
    return gcore_newref (shared);

  GcoreWeakRef *ref = gcore_gc_new (type);
  if (ref == NULL)
    return NULL;
  init (ref, referent, callback);
  /* The allocation may have run a collection, and that a finalizer which made the shared one. */
  find_plain (*list, &plain_ref, &plain_proxy);
  shared = is_ref ? plain_ref : plain_proxy;
  if (callback == NULL && shared != NULL)
    {
      ref->referent = NULL;
      gcore_decref (ref);
      return gcore_newref (shared);
    }
  insert (list, ref);
  gcore_gc_track (ref);
  return &ref->base;
}

GcoreObject *
gcore_weakref_new_ref (GcoreObject *referent, GcoreObject *callback)
{
  return new_or_shared (referent, callback, GCORE_TYPE (WEAKREF));
}

GcoreObject *
gcore_weakref_new_proxy (GcoreObject *referent, GcoreObject *callback)
{
  bool is_callable = gcore_callable_check (referent);
  return new_or_shared (referent, callback, is_callable ? GCORE_TYPE (WEAK_CALLABLE_PROXY) : GCORE_TYPE (WEAK_PROXY));
}

static GcoreObject *
ref_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *referent, *callback = NULL;
  if (!gcore_arg_unpack_tuple (args, "__new__", 1, 2, &referent, &callback))
    return NULL;
  GcoreWeakRef **list = list_of (referent);
  if (list == NULL)
    return NULL;
  if (callback == GCORE_NONE)
    callback = NULL;
  if (callback == NULL && type == GCORE_TYPE (WEAKREF))
    {
      GcoreWeakRef *plain_ref, *plain_proxy;
      find_plain (*list, &plain_ref, &plain_proxy);
      if (plain_ref != NULL)
        return gcore_newref (plain_ref);
    }
  GcoreWeakRef *ref = (GcoreWeakRef *) (void *) type->alloc (type, 0);
  if (ref == NULL)
    return NULL;
  init (ref, referent, callback);
  insert (list, ref);
  return &ref->base;
}

static int
ref_init (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *referent, *callback = NULL;
  if (!gcore_arg_no_keywords ("ref", kwargs)
      || !gcore_arg_unpack_tuple (args, "__init__", 1, 2, &referent, &callback))
    return -1;
  return 0;
}

/* --- slots -------------------------------------------------------------------------------------------------------- */

static int
ref_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (GCORE_WEAKREF (self)->callback);
  return 0;
}

static int
ref_clear (GcoreObject *self)
{
  gcore_weakref_clear (GCORE_WEAKREF (self));
  return 0;
}

static void
ref_dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_weakref_clear (GCORE_WEAKREF (self));
  GCORE_TYPE_OF (self)->free_ (self);
}

static GcoreObject *
ref_repr (GcoreObject *self)
{
  GcoreObject *referent = gcore_weakref_referent (self);
  if (referent == NULL)
    return gcore_str_from_format ("<weakref at %p; dead>", self);
  gcore_incref (referent);
  GcoreObject *name, *repr;
  if (gcore_object_lookup_attr (referent, GCORE_ID (__name__), &name) < 0)
    repr = NULL;
  else if (name == NULL || !gcore_is_str (name))
    repr = gcore_str_from_format ("<weakref at %p; to '%s' at %p>", self, GCORE_TYPE_OF (referent)->name, referent);
  else
    repr = gcore_str_from_format ("<weakref at %p; to '%s' at %p (%U)>", self, GCORE_TYPE_OF (referent)->name, referent,
                                  name);
  gcore_decref (referent);
  gcore_xdecref (name);
  return repr;
}

/* The referent's hash, kept so that the reference can be found in a dict after the referent's death. */
static intptr_t
ref_hash (GcoreObject *self)
{
  GcoreWeakRef *ref = GCORE_WEAKREF (self);
  if (ref->hash != -1)
    return ref->hash;
  GcoreObject *referent = gcore_weakref_referent (ref);
  if (referent == NULL)
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "weak object has gone away");
      return -1;
    }
  gcore_incref (referent);
  ref->hash = gcore_object_hash (referent);
  gcore_decref (referent);
  return ref->hash;
}

/* Living references are equal if their referents are, dead ones only to themselves. */
static GcoreObject *
ref_rich_compare (GcoreObject *self, GcoreObject *other, int op)
{
  if ((op != GCORE_EQ && op != GCORE_NE) || !gcore_is_any_weakref (self) || !gcore_is_any_weakref (other))
    return gcore_newref (GCORE_NOT_IMPLEMENTED);
  GcoreObject *a = gcore_weakref_referent (self);
  GcoreObject *b = gcore_weakref_referent (other);
  if (a == NULL || b == NULL)
    return gcore_newref ((self == other) == (op == GCORE_EQ) ? GCORE_TRUE : GCORE_FALSE);
  gcore_incref (a);
  gcore_incref (b);
  GcoreObject *result = gcore_object_rich_compare (a, b, op);
  gcore_decref (a);
  gcore_decref (b);
  return result;
}

static const GcoreMethodDef ref_methods[]
  = { { "__class_getitem__", GCORE_FUNC (gcore_generic_alias_new), GCORE_METH_O | GCORE_METH_CLASS,
        "ref[T]: a weak reference to a T." },
      { NULL } };

static const GcoreMemberDef ref_members[]
  = { { "__callback__", GCORE_MEMBER_OBJECT, offsetof (GcoreWeakRef, callback), GCORE_MEMBER_READONLY }, { NULL } };

const GcoreType gcore_weakref_template = {
  .name = "weakref.ReferenceType",
  .basic_size = sizeof (GcoreWeakRef),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_BASE | GCORE_TYPE_FLAG_HAVE_VECTORCALL | GCORE_TYPE_FLAG_WEAKREF,
  .dealloc = ref_dealloc,
  .traverse = ref_traverse,
  .clear = ref_clear,
  .repr = ref_repr,
  .hash = ref_hash,
  .call = gcore_vectorcall_call,
  .vectorcall_offset = offsetof (GcoreWeakRef, vectorcall),
  .rich_compare = ref_rich_compare,
  .methods = ref_methods,
  .members = ref_members,
  .init = ref_init,
  .alloc = gcore_type_generic_alloc,
  .new_ = ref_new,
  .free_ = gcore_gc_del,
};
