/* SPDX-License-Identifier: MIT */
/* Weak references to an object, and what happens to them when it dies.
 *
 * All weak references to an object form a doubly linked list that starts in the object, at its type's weaklist_offset.
 * Order: the plain ref (no callback, exactly weakref.ref), the plain proxy, then the others, newest first. There is
 * at most one plain ref and one plain proxy to an object; both are shared.
 *
 *     alive:  referent != NULL, in the referent's list
 *     dead:   referent == NULL, in no list. The callback stays only if it was the collector that cleared the reference
 *
 * The type objects and what Python code sees are in gcore/objects/weakref.h. */
#pragma once

#include "gcore/refcount/object.h"

typedef struct GcoreWeakRef GcoreWeakRef;
struct GcoreWeakRef
{
  GcoreObject base;
  GcoreObject *referent; /* not counted; NULL: dead */
  GcoreObject *callback; /* owned, or NULL */
  intptr_t hash;         /* the referent's, -1: not asked for yet */
  GcoreWeakRef *prev, *next; /* in the referent's list */
  GcoreVectorcallFunc vectorcall;
};

#define GCORE_WEAKREF(object) ((GcoreWeakRef *) (void *) (object))

/* ref, a subclass of it, or a proxy. */
#define gcore_is_any_weakref(object) gcore_has_flag (GCORE_TYPE_OF (object), GCORE_TYPE_FLAG_WEAKREF)

/* Where OBJECT's list starts; NULL if its type does not support weak references. */
GCORE_INLINE GcoreWeakRef **
gcore_weak_list (GcoreObject *object)
{
  intptr_t offset = object->type->weaklist_offset;
  return offset > 0 ? (GcoreWeakRef **) (void *) ((char *) object + offset) : NULL;
}

/* The number of weak references to OBJECT, proxies included; 0 if it supports none. */
intptr_t gcore_weak_list_length (GcoreObject *object);

/* Makes REF (alive, in no list yet, referent set) a member of LIST: behind AFTER, or first if AFTER is NULL. */
void gcore_weak_list_insert (GcoreWeakRef **list, GcoreWeakRef *ref, GcoreWeakRef *after);

/* REF dies: it leaves its list and keeps its callback. Nothing happens to a dead one. */
void gcore_weakref_detach (GcoreWeakRef *ref);
/* REF dies and its callback is released without being called. */
void gcore_weakref_clear (GcoreWeakRef *ref);

/* For the dealloc function of a type with weaklist_offset, before anything else of the object is torn down: all weak
 * references to OBJECT die, then their callbacks are called, newest first. The object's count is zero and stays so. */
void gcore_object_clear_weakrefs (GcoreObject *object);
