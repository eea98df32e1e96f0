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

/* The only reference left to an object that dies. It is not held during the call, since the program may look at
 * sys.getrefcount; its other holder, and then the call, keep it alive. */
static void
clear_only (GcoreWeakRef *ref)
{
  GcoreObject *callback = ref->callback;
  ref->callback = NULL; /* a reference shows no callback once it is dead */
  gcore_weakref_detach (ref);
  if (callback == NULL)
    return;
  if (ref->base.refcount > 0) /* else it is itself being deallocated, waiting in the trashcan */
    GCORE_REFCOUNT->hooks->call_weakref_callback (ref, callback);
  gcore_decref (callback);
}

void
gcore_object_clear_weakrefs (GcoreObject *object)
{
  GcoreWeakRef **list = gcore_weak_list (object);
  if (list == NULL)
    return;
  for (int i = 0; i < 2 && *list != NULL && (*list)->callback == NULL; i++)
    gcore_weakref_detach (*list); /* the shared ref and proxy */
  if (*list == NULL)
    return;
  if ((*list)->next == NULL)
    clear_only (*list);
  else
    GCORE_REFCOUNT->hooks->clear_weakrefs (list);
}
