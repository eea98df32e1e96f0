/* SPDX-License-Identifier: MIT */
/* Which objects of a list can be reached from outside it?
 *
 * Three walks over the list, in which each object's prev holds a number instead of a pointer:
 *
 *     update_refs       gc_refs = reference count                     (all references)
 *     subtract_refs     gc_refs −= 1 for each one from inside the list (leaves: references from outside)
 *     move_unreachable  gc_refs > 0: reachable, and so is what it refers to; gc_refs = 0: perhaps not, set aside
 *
 * What an object's two words mean during them:
 *
 *                            next                          prev
 *     before the walks       pointer                       pointer
 *     waiting in the list    pointer                       gc_refs, COLLECTING
 *     found reachable        pointer                       pointer
 *     set aside              pointer, UNREACHABLE          pointer, COLLECTING
 *     afterwards unreachable pointer                       pointer, COLLECTING */
#include "gcore/collector/collector-private.h"

intptr_t
gcore_gc_update_refs (GcoreGcHead *list)
{
  GcoreCollector *gc = GCORE_COLLECTOR;
  intptr_t n = 0;
  begin_phase (gc, GCORE_COLLECTION_UPDATE_REFS, 0); /* to know the length would take a walk of its own */
  for (GcoreGcHead *head = head_next (list); head != list; head = head_next (head))
    {
      GcoreObject *object = GCORE_GC_OBJECT (head);
      step_object (gc, object);
      assert (object->refcount > 0);
      head_set_refs (head, object->refcount);
      n++;
    }
  return n;
}

/* The two visits are most of a collection's time: what they do seldom stands in functions of its own, so that no register
 * is saved for it. */

GCORE_INLINE int
subtract_one (GcoreGcHead *head)
{
  assert (head_refs (head) > 0); /* else some traverse visits a reference that is not counted */
  head->prev -= (uintptr_t) 1 << GCORE_GC_REFS_SHIFT;
  return 0;
}

static GCORE_NOINLINE int
subtract_watched (GcoreObject *referent, GcoreCollector *gc)
{
  step_reference (gc, referent);
  return subtract_one (GCORE_GC_HEAD (referent));
}

static int
subtract_ref (GcoreObject *referent, void *data)
{
  GcoreCollector *gc = data;
  if (!gcore_object_is_gc (referent) || !head_is_collecting (GCORE_GC_HEAD (referent)))
    return 0;
  if (GCORE_UNLIKELY (is_stop (gc->steps + 1)))
    return subtract_watched (referent, gc);
  gc->steps++;
  return subtract_one (GCORE_GC_HEAD (referent));
}

int
gcore_gc_visit_items (GcoreObject *const *items, intptr_t n, GcoreVisitFunc visit, void *data)
{
  if (visit == subtract_ref) /* no call for each: long lists take half the time */
    while (--n >= 0)
      {
        if (items[n] != NULL)
          subtract_ref (items[n], data);
      }
  else
    while (--n >= 0)
      GCORE_VISIT (items[n]);
  return 0;
}

void
gcore_gc_subtract_refs (GcoreGcHead *list, intptr_t n_objects)
{
  GcoreCollector *gc = GCORE_COLLECTOR;
  begin_phase (gc, GCORE_COLLECTION_SUBTRACT_REFS, n_objects);
  for (GcoreGcHead *head = head_next (list); head != list; head = head_next (head))
    {
      GcoreObject *object = GCORE_GC_OBJECT (head);
      step_object (gc, object);
      object->type->traverse (object, subtract_ref, gc);
    }
}

typedef struct
{
  GcoreCollector *gc;
  GcoreGcHead *list;
} Search;

/* REFERENT has nothing but references from inside so far; a reachable object refers to it. */
static GCORE_NOINLINE int
mark_found (GcoreObject *referent, Search *search)
{
  GcoreGcHead *head = GCORE_GC_HEAD (referent);
  step_reference (search->gc, referent);
  if ((head->next & GCORE_GC_UNREACHABLE) != 0)
    {
      /* It was set aside too early. Put back behind all others, it will be visited in its turn. */
      GcoreGcHead *prev = head_prev (head);
      GcoreGcHead *next = head_next (head);
      prev->next = head->next;
      head_set_prev (next, prev);
      list_append (search->list, head);
    }
  /* else the walk has yet to come to it, and will now take it for reachable */
  head_set_refs (head, 1);
  return 0;
}

static int
mark_reachable (GcoreObject *referent, void *data)
{
  GcoreGcHead *head = GCORE_GC_HEAD (referent);
  if (!gcore_object_is_gc (referent) || !head_is_collecting (head)) /* in another list, or found reachable before */
    return 0;
  if ((head->next & GCORE_GC_UNREACHABLE) == 0 && head_refs (head) > 0) /* the walk will come to it */
    return 0;
  return mark_found (referent, data);
}

/* Appends HEAD, which has been unlinked, to the objects set aside. Every next in that list carries the flag until
 * the walk is over. */
static void
set_aside (GcoreGcHead *unreachable, GcoreGcHead *head)
{
  GcoreGcHead *last = head_prev (unreachable);
  last->next = (uintptr_t) head | GCORE_GC_UNREACHABLE;
  head_set_prev (head, last);
  head->next = (uintptr_t) unreachable | GCORE_GC_UNREACHABLE;
  unreachable->prev = (uintptr_t) head;
}

/* Makes an ordinary list of the objects set aside, and counts them. */
static intptr_t
clear_unreachable_flags (GcoreGcHead *unreachable)
{
  intptr_t n = 0;
  unreachable->next &= GCORE_GC_NEXT_MASK;
  for (GcoreGcHead *head = head_next (unreachable); head != unreachable; head = head_next (head))
    {
      head->next &= GCORE_GC_NEXT_MASK;
      n++;
    }
  return n;
}

intptr_t
gcore_gc_move_unreachable (GcoreGcHead *list, intptr_t n_objects, GcoreGcHead *unreachable)
{
  GcoreCollector *gc = GCORE_COLLECTOR;
  begin_phase (gc, GCORE_COLLECTION_MOVE_UNREACHABLE, n_objects);
  Search search = { gc, list };
  uint32_t kinds = 0;
  GcoreGcHead *prev = list; /* the last one found reachable */
  GcoreGcHead *head;
  /* next is read only after the visits, which may append to the list. */
  while ((head = head_next (prev)) != list)
    {
      GcoreObject *object = GCORE_GC_OBJECT (head);
      step_object (gc, object);
      if (head_refs (head) > 0)
        {
          kinds |= object->type->flags;
          object->type->traverse (object, mark_reachable, &search);
          head->prev = (head->prev & GCORE_GC_FINALIZED) | (uintptr_t) prev;
          prev = head;
        }
      else
        {
          prev->next = head->next;
          set_aside (unreachable, head);
        }
    }
  list->prev = (uintptr_t) prev;
  gc->collection.kinds = kinds;
  return clear_unreachable_flags (unreachable);
}
