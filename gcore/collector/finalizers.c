/* SPDX-License-Identifier: MIT */
/* Finalizers of unreachable objects, those they bring back, and the end of the others. */
#include "gcore/collector/collector-private.h"

/* The finalizer still to be called for the object of HEAD, or NULL. */
static GcoreDestructorFunc
pending_finalizer (const GcoreGcHead *head)
{
  return (head->prev & GCORE_GC_FINALIZED) == 0 ? GCORE_GC_OBJECT (head)->type->finalize : NULL;
}

static bool
any_pending_finalizer (const GcoreGcHead *list)
{
  for (const GcoreGcHead *head = head_next (list); head != list; head = head_next (head))
    if (pending_finalizer (head) != NULL)
      return true;
  return false;
}

void
gcore_gc_call_finalizers (void)
{
  GcoreCollector *gc = GCORE_COLLECTOR;
  GcoreCollection *c = &gc->collection;
  begin_phase (gc, GCORE_COLLECTION_FINALIZE, c->n_unreachable);
  if (!any_pending_finalizer (&c->unreachable))
    return;
  /* A finalizer may free any object of the list, so its start is looked at anew each time. */
  while (!list_is_empty (&c->unreachable))
    {
      GcoreGcHead *head = head_next (&c->unreachable);
      GcoreObject *object = GCORE_GC_OBJECT (head);
      GcoreDestructorFunc finalize = pending_finalizer (head);
      list_move (&c->finalized, head);
      step_object (gc, object);
      if (finalize == NULL)
        continue;
      head->prev |= GCORE_GC_FINALIZED;
      c->code_has_run = true;
      c->deeds.finalizers++;
      gcore_incref (object);
      finalize (object);
      gcore_decref (object);
    }
  list_merge (&c->unreachable, &c->finalized);
}

void
gcore_gc_rescue_resurrected (void)
{
  GcoreCollector *gc = GCORE_COLLECTOR;
  GcoreCollection *c = &gc->collection;
  GcoreGcHead *list = &c->unreachable;
  begin_phase (gc, GCORE_COLLECTION_RESURRECTION, c->n_unreachable);
  if (!c->code_has_run)
    {
      /* Nobody can have stored a reference anywhere. */
      list_merge (&c->still_unreachable, list);
      c->n_garbage = c->n_unreachable;
      return;
    }
  for (GcoreGcHead *head = head_next (list); head != list; head = head_next (head))
    head->prev &= ~GCORE_GC_COLLECTING;
  intptr_t n_objects = gcore_gc_update_refs (list); /* some may have died meanwhile */
  gcore_gc_subtract_refs (list, n_objects);
  c->n_garbage = gcore_gc_move_unreachable (list, n_objects, &c->still_unreachable);
  c->deeds.resurrected = n_objects - c->n_garbage;
  list_merge (c->old, list);
}

/* Takes the references out of OBJECT, unless its type has no need to: some other object of each cycle is clearable. */
static void
clear (GcoreCollector *gc, GcoreObject *object)
{
  GcoreType *type = object->type;
  if (type->clear == NULL)
    return;
  gcore_incref (object);
  type->clear (object);
  if (gc->hooks->exception_pending ())
    gc->hooks->report_unraisable ("Exception ignored in tp_clear of", (GcoreObject *) type);
  gcore_decref (object);
}

void
gcore_gc_clear_garbage (void)
{
  GcoreCollector *gc = GCORE_COLLECTOR;
  GcoreCollection *c = &gc->collection;
  GcoreGcHead *list = &c->still_unreachable;
  begin_phase (gc, GCORE_COLLECTION_CLEAR, c->n_garbage);
  c->collected += c->n_garbage;
  while (!list_is_empty (list))
    {
      GcoreGcHead *head = head_next (list);
      GcoreObject *object = GCORE_GC_OBJECT (head);
      step_object (gc, object);
      if ((gc->debug & GCORE_GC_DEBUG_SAVEALL) != 0)
        gc->hooks->append_garbage (object);
      else
        clear (gc, object);
      /* Clearing may have freed this object and any others, or none: what an object of the list still holds lives on
       * until that one is cleared. */
      if (head_next (list) == head)
        {
          head->prev &= ~GCORE_GC_COLLECTING;
          list_move (c->old, head);
        }
    }
}
