/* SPDX-License-Identifier: MIT */
#include "gcore/refcount/state.h"

intptr_t
gcore_weak_list_length (GcoreObject *object)
{
  GcoreWeakRef **list = gcore_weak_list (object);
  intptr_t length = 0;
  if (list != NULL)
    for (GcoreWeakRef *ref = *list; ref != NULL; ref = ref->next)
      length++;
  return length;
}

void
gcore_weak_list_insert (GcoreWeakRef **list, GcoreWeakRef *ref, GcoreWeakRef *after)
{
  ref->prev = after;
  ref->next = after != NULL ? after->next : *list;
  if (ref->next != NULL)
    ref->next->prev = ref;
  if (after != NULL)
    after->next = ref;
  else
    *list = ref;
}

void
gcore_weakref_detach (GcoreWeakRef *ref)
{
  if (ref->referent == NULL)
    return;
  GcoreWeakRef **list = gcore_weak_list (ref->referent);
  if (ref->prev != NULL)
    ref->prev->next = ref->next;
  else
    *list = ref->next;
  if (ref->next != NULL)
    ref->next->prev = ref->prev;
  ref->referent = NULL;
  ref->prev = NULL;
  ref->next = NULL;
}

void
gcore_weakref_clear (GcoreWeakRef *ref)
{
  gcore_weakref_detach (ref);
  GCORE_CLEAR (ref->callback);
}

/* Empties LIST: its references die. Returns those with a callback to call, newest first, chained through next, each
 * with one more count and the callback moved to waiting_callback: a reference shows no callback once it is dead. */
static GcoreWeakRef *
take_callbacks (GcoreWeakRef **list)
{
  GcoreWeakRef *first = NULL;
  GcoreWeakRef **end = &first;
  for (GcoreWeakRef *ref = *list; ref != NULL; ref = *list)
    {
      GcoreObject *callback = ref->callback;
      ref->callback = NULL;
      gcore_weakref_detach (ref);
      if (callback == NULL)
        continue;
      if (ref->base.refcount == 0) /* it is itself being deallocated, waiting in the trashcan */
        {
          gcore_decref (callback);
          continue;
        }
      gcore_incref (ref);
      ref->waiting_callback = callback;
      *end = ref;
      end = &ref->next;
    }
  return first;
}

/* Releases a chain made by take_callbacks, reversed. */
static void
release_called (GcoreWeakRef *called)
{
  while (called != NULL)
    {
      GcoreWeakRef *ref = called;
      GcoreObject *callback = ref->waiting_callback;
      called = ref->next;
      ref->next = NULL;
      ref->waiting_callback = NULL;
      gcore_decref (callback);
      gcore_decref (ref);
    }
}

/* Calls the callback of the only reference in a chain made by take_callbacks. The chain's count of it is given back
 * first, since the program may look at sys.getrefcount; its other holder, and then the call, keep it alive. */
static void
call_only (GcoreWeakRef *ref)
{
  GcoreObject *callback = ref->waiting_callback;
  ref->waiting_callback = NULL;
  ref->base.refcount--;
  GCORE_REFCOUNT->hooks->call_weakref_callback (ref, callback);
  gcore_decref (callback);
}

void
gcore_object_clear_weakrefs (GcoreObject *object)
{
  GcoreWeakRef **list = gcore_weak_list (object);
  if (list == NULL || *list == NULL)
    return;
  GcoreWeakRef *ref = take_callbacks (list);
  if (ref != NULL && ref->next == NULL)
    {
      call_only (ref);
      return;
    }
  /* Nothing is released before all callbacks have run: each sees every reference to the object dead, and none of
   * the references gone. */
  GcoreWeakRef *called = NULL;
  while (ref != NULL)
    {
      GcoreWeakRef *next = ref->next;
      GCORE_REFCOUNT->hooks->call_weakref_callback (ref, ref->waiting_callback);
      ref->next = called;
      called = ref;
      ref = next;
    }
  release_called (called);
}
