/* SPDX-License-Identifier: MIT */
/* weakref.ref and the two proxies as Python sees them. The lists behind them are in gcore/refcount/weakref.h. */
#pragma once

#include "gcore/objects/state.h"
#include "gcore/refcount/weakref.h"

extern const GcoreType gcore_weakref_template, gcore_weak_proxy_template, gcore_weak_callable_proxy_template;

#define gcore_is_weakref_exact(object) gcore_is_exact (object, WEAKREF)
#define gcore_is_weak_proxy(object)                                                                                    \
  (gcore_is_exact (object, WEAK_PROXY) || gcore_is_exact (object, WEAK_CALLABLE_PROXY))
/* ref or a subclass of it. */
#define gcore_is_weakref(object) (gcore_is_any_weakref (object) && !gcore_is_weak_proxy (object))

/* A weak reference to REFERENT that calls CALLBACK (NULL or None: none) when it dies; without a callback, the one
 * shared reference. New reference; TypeError if the type does not support it. */
GcoreObject *gcore_weakref_new_ref (GcoreObject *referent, GcoreObject *callback);
GcoreObject *gcore_weakref_new_proxy (GcoreObject *referent, GcoreObject *callback);

/* The referent of any weak reference, or NULL if it is dead: borrowed. An object whose count has come to zero may still
 * wait for its deallocation (see trashcan.h); it counts as dead. */
GCORE_INLINE GcoreObject *
gcore_weakref_referent (void *ref)
{
  GcoreObject *referent = GCORE_WEAKREF (ref)->referent;
  return referent != NULL && referent->refcount > 0 ? referent : NULL;
}

/* The same with None for a dead one. */
GCORE_INLINE GcoreObject *
gcore_weakref_get_object (void *ref)
{
  GcoreObject *referent = gcore_weakref_referent (ref);
  return referent != NULL ? referent : GCORE_NONE;
}
