/* SPDX-License-Identifier: MIT */
/* Finalizers of unreachable objects, those they bring back, and the end of the others. */
#include "gcore/collector/collector-private.h"

void
gcore_gc_call_finalizers (void)
{
  GcoreCollector *gc = GCORE_COLLECTOR;
  GcoreCollection *c = &gc->collection;
  begin_phase (gc, GCORE_COLLECTION_FINALIZE, gcore_gc_list_length (&c->unreachable));
  /* A finalizer may free any object of the list, so each is taken from its start anew. */
  while (!list_is_empty (&c->unreachable))
    {
      GcoreGcHead *head = head_next (&c->unreachable);
      GcoreObject *object = GCORE_GC_OBJECT (head);
      list_move (&c->finalized, head);
      step_object (gc, object);
      GcoreDestructorFunc finalize = object->type->finalize;
      if (finalize == NULL || (head->prev & GCORE_GC_FINALIZED) != 0)
        continue;
      head->prev |= GCORE_GC_FINALIZED;
      c->code_has_run = true;
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
  intptr_t n_objects = gcore_gc_list_length (&c->unreachable);
  begin_phase (gc, GCORE_COLLECTION_RESURRECTION, n_objects);
  if (!c->code_has_run)
    {
      /* Nobody can have stored a reference anywhere. */
      list_merge (&c->still_unreachable, &c->unreachable);
      c->collected += n_objects;
      return;
    }
  for (GcoreGcHead *head = head_next (&c->unreachable); head != &c->unreachable; head = head_next (head))
    head->prev &= ~GCORE_GC_COLLECTING;
  c->collected += gcore_gc_find_unreachable (&c->unreachable, n_objects, &c->still_unreachable);
  list_merge (c->old, &c->unreachable);
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
  begin_phase (gc, GCORE_COLLECTION_CLEAR, gcore_gc_list_length (list));
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
