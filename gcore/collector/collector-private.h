/* SPDX-License-Identifier: MIT */
/* Lists, flags and phases of the collector, for its own files and their tests. */
#pragma once

#include "gcore/collector/collector.h"

/* --- lists: circular, doubly linked, the head is no object -------------------------------------------------------- */

GCORE_INLINE GcoreGcHead *
head_next (const GcoreGcHead *head)
{
  return (GcoreGcHead *) (head->next & GCORE_GC_NEXT_MASK);
}

GCORE_INLINE GcoreGcHead *
head_prev (const GcoreGcHead *head)
{
  return (GcoreGcHead *) (head->prev & GCORE_GC_PREV_MASK);
}

GCORE_INLINE void
head_set_prev (GcoreGcHead *head, const GcoreGcHead *prev)
{
  head->prev = (head->prev & ~GCORE_GC_PREV_MASK) | (uintptr_t) prev;
}

GCORE_INLINE void
list_init (GcoreGcHead *list)
{
  list->next = (uintptr_t) list;
  list->prev = (uintptr_t) list;
}

GCORE_INLINE bool
list_is_empty (const GcoreGcHead *list)
{
  return list->next == (uintptr_t) list;
}

GCORE_INLINE void
list_append (GcoreGcHead *list, GcoreGcHead *head)
{
  GcoreGcHead *last = (GcoreGcHead *) list->prev;
  last->next = (uintptr_t) head;
  head_set_prev (head, last);
  head->next = (uintptr_t) list;
  list->prev = (uintptr_t) head;
}

/* Takes HEAD out of the list it is in and appends it to LIST. */
GCORE_INLINE void
list_move (GcoreGcHead *list, GcoreGcHead *head)
{
  GcoreGcHead *prev = head_prev (head);
  GcoreGcHead *next = head_next (head);
  prev->next = (uintptr_t) next;
  head_set_prev (next, prev);
  list_append (list, head);
}

/* Appends all of FROM to LIST; FROM is empty afterwards. */
GCORE_INLINE void
list_merge (GcoreGcHead *list, GcoreGcHead *from)
{
  if (list_is_empty (from))
    return;
  GcoreGcHead *last = (GcoreGcHead *) list->prev;
  GcoreGcHead *from_first = (GcoreGcHead *) from->next;
  GcoreGcHead *from_last = (GcoreGcHead *) from->prev;
  last->next = (uintptr_t) from_first;
  head_set_prev (from_first, last);
  from_last->next = (uintptr_t) list;
  list->prev = (uintptr_t) from_last;
  list_init (from);
}

/* --- flags of an object in the collected list --------------------------------------------------------------------- */

GCORE_INLINE bool
head_is_collecting (const GcoreGcHead *head)
{
  return (head->prev & GCORE_GC_COLLECTING) != 0;
}

GCORE_INLINE intptr_t
head_refs (const GcoreGcHead *head)
{
  return (intptr_t) (head->prev >> GCORE_GC_REFS_SHIFT);
}

/* From here on prev holds gc_refs instead of a pointer. */
GCORE_INLINE void
head_set_refs (GcoreGcHead *head, intptr_t refs)
{
  head->prev = (head->prev & GCORE_GC_FINALIZED) | GCORE_GC_COLLECTING | ((uintptr_t) refs << GCORE_GC_REFS_SHIFT);
}

/* --- micro-steps -------------------------------------------------------------------------------------------------- */

/* Whether somebody wants to see micro-step NUMBER. */
GCORE_INLINE bool
is_stop (uint64_t number)
{
  const GcoreCollectorControl *control = GCORE_COLLECTOR_CONTROL;
  return control->stop_point != NULL && number >= control->stop_from;
}

/* Calls stop_point for the current step. */
GCORE_NOINLINE void gcore_gc_stop_here (GcoreCollector *gc);

/* The open collection goes over to PHASE, which will look at N_OBJECTS (0: not known). */
GCORE_INLINE void
begin_phase (GcoreCollector *gc, GcoreCollectionPhase phase, intptr_t n_objects)
{
  GcoreCollection *c = &gc->collection;
  c->inner_phase = phase;
  if (c->phase != GCORE_COLLECTION_RESURRECTION || phase > GCORE_COLLECTION_MOVE_UNREACHABLE)
    c->phase = phase;
  c->position = 0;
  c->total = n_objects;
  c->step = (GcoreCollectionStep){ .phase = phase };
  if (GCORE_UNLIKELY (is_stop (++gc->steps)))
    gcore_gc_stop_here (gc);
}

/* The phase comes to OBJECT. */
GCORE_INLINE void
step_object (GcoreCollector *gc, GcoreObject *object)
{
  gc->collection.position++;
  gc->collection.step.object = object;
  if (GCORE_UNLIKELY (is_stop (++gc->steps)))
    gcore_gc_stop_here (gc);
}

/* The phase comes to the reference to REFERENT in that object. */
GCORE_INLINE void
step_reference (GcoreCollector *gc, GcoreObject *referent)
{
  if (GCORE_UNLIKELY (is_stop (++gc->steps)))
    {
      gc->collection.step.referent = referent;
      gcore_gc_stop_here (gc);
      gc->collection.step.referent = NULL;
    }
}

/* --- the phases, called by collect.c in this order ---------------------------------------------------------------- */

/* reachability.c, three walks that belong together (the rescue does them once more):
 * gc_refs of each object in LIST becomes its reference count. Returns the number of objects. */
intptr_t gcore_gc_update_refs (GcoreGcHead *list);
/* Takes the references from inside LIST off gc_refs. */
void gcore_gc_subtract_refs (GcoreGcHead *list, intptr_t n_objects);
/* Objects to which nothing outside LIST leads go to the empty list UNREACHABLE, with COLLECTING set; the others stay, and
 * those found late move behind their first holder. Returns the number of unreachable objects. */
intptr_t gcore_gc_move_unreachable (GcoreGcHead *list, intptr_t n_objects, GcoreGcHead *unreachable);
/* generations.c: the survivors in `young` leave off tracking where that is possible, and join `old`. */
void gcore_gc_promote_survivors (void);
/* weakrefs.c: weak references to unreachable objects die; the callbacks of those that are reachable are called. */
void gcore_gc_clear_weakrefs (void);
/* finalizers.c: each unreachable object's finalizer is called, if it has not been. */
void gcore_gc_call_finalizers (void);
/* finalizers.c: what is reachable again goes to `old`, the rest to `still_unreachable`. */
void gcore_gc_rescue_resurrected (void);
/* finalizers.c: breaks the cycles of `still_unreachable` (or keeps the objects in gc.garbage). */
void gcore_gc_clear_garbage (void);

/* --- generations.c ------------------------------------------------------------------------------------------------ */

/* Brings trigger up to date with the threshold, enabled and collecting. */
void gcore_gc_update_trigger (void);
/* The generation an automatic collection should take now, or -1. *HELD_BACK: generation 2 was due but for the quarter
 * rule. */
int gcore_gc_choose_generation (bool *held_back);
/* Sets the counts for a collection of GENERATION, and opens it: young with the younger lists merged in, old. */
void gcore_gc_gather_young (int generation);

/* --- debug.c: what gc.set_debug asked to print -------------------------------------------------------------------- */

/* Returns the time, to be given to report_end. */
double gcore_gc_report_start (int generation);
void gcore_gc_report_collectable (void);
void gcore_gc_report_end (double start);
