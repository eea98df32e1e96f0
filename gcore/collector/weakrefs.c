/* SPDX-License-Identifier: MIT */
/* Weak references to unreachable objects.
 *
 * No Python code may get hold of an object that is about to be cleared, so all weak references to the unreachable
 * objects die before any code runs. Only then are callbacks called, and only those of weak references that are
 * reachable: one that is garbage itself has nobody left who could be waiting for it. */
#include "gcore/collector/collector-private.h"

/* Kills the weak references to OBJECT. Those whose callbacks are to be called move, with one more count, to the
 * collection's list of them. */
static void
kill_weakrefs (GcoreCollection *c, GcoreObject *object)
{
  GcoreWeakRef **list = gcore_weak_list (object);
  if (list == NULL)
    return;
  for (GcoreWeakRef *ref = *list; ref != NULL; ref = *list)
    {
      gcore_weakref_detach (ref);
      c->deeds.weakrefs++;
      GcoreGcHead *head = GCORE_GC_HEAD (ref);
      if (ref->callback == NULL || head_is_collecting (head))
        continue;
      gcore_incref (ref);
      list_move (&c->callbacks, head);
    }
}

/* Calls the callbacks. A weak reference that this leaves without a holder counts as collected: an entry of a
 * WeakValueDictionary, say, goes together with its value. */
static void
call_callbacks (GcoreCollector *gc)
{
  GcoreCollection *c = &gc->collection;
  while (!list_is_empty (&c->callbacks))
    {
      GcoreGcHead *head = head_next (&c->callbacks);
      GcoreWeakRef *ref = GCORE_WEAKREF (GCORE_GC_OBJECT (head));
      step_object (gc, &ref->base);
      c->code_has_run = true;
      c->deeds.callbacks++;
      gc->refcount.hooks->call_weakref_callback (ref, ref->callback);
      gcore_decref (ref);
      if (head_next (&c->callbacks) == head)
        list_move (c->old, head);
      else
        c->collected++;
    }
}

void
gcore_gc_clear_weakrefs (void)
{
  GcoreCollector *gc = GCORE_COLLECTOR;
  GcoreCollection *c = &gc->collection;
  begin_phase (gc, GCORE_COLLECTION_CLEAR_WEAKREFS, c->n_unreachable);
  for (GcoreGcHead *head = head_next (&c->unreachable); head != &c->unreachable; head = head_next (head))
    {
      GcoreObject *object = GCORE_GC_OBJECT (head);
      step_object (gc, object);
      /* An unreachable weak reference dies too: its referent may outlive it by a moment, in the clear phase. */
      if (gcore_is_any_weakref (object))
        gcore_weakref_detach (GCORE_WEAKREF (object));
      kill_weakrefs (c, object);
    }
  call_callbacks (gc);
}
