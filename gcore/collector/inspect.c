/* SPDX-License-Identifier: MIT */
/* Looking at the lists without changing them: gc.get_objects and its like, snapshots, the checker. */
#include "gcore/collector/collector-private.h"

GcoreGcHead *
gcore_gc_list (int generation)
{
  GcoreCollector *gc = GCORE_COLLECTOR;
  return generation == GCORE_PERMANENT_GENERATION ? &gc->permanent : &gc->generations[generation].head;
}

intptr_t
gcore_gc_list_length (const GcoreGcHead *list)
{
  intptr_t length = 0;
  for (const GcoreGcHead *head = head_next (list); head != list; head = head_next (head))
    length++;
  return length;
}

int
gcore_gc_visit_list (GcoreGcHead *list, GcoreVisitFunc visit, void *data)
{
  for (GcoreGcHead *head = head_next (list); head != list; head = head_next (head))
    {
      int result = visit (GCORE_GC_OBJECT (head), data);
      if (result != 0)
        return result;
    }
  return 0;
}

typedef struct
{
  GcoreObject *const *targets;
  intptr_t n_targets;
  GcoreVisitFunc visit;
  void *data;
} ReferrerSearch;

static int
is_target (GcoreObject *referent, void *data)
{
  const ReferrerSearch *search = data;
  for (intptr_t i = 0; i < search->n_targets; i++)
    if (search->targets[i] == referent)
      return 1;
  return 0;
}

static int
visit_if_referrer (GcoreObject *object, void *data)
{
  ReferrerSearch *search = data;
  return object->type->traverse (object, is_target, search) != 0 ? search->visit (object, search->data) : 0;
}

int
gcore_gc_visit_referrers (GcoreObject *const *targets, intptr_t n_targets, GcoreVisitFunc visit, void *data)
{
  ReferrerSearch search = { targets, n_targets, visit, data };
  for (int i = 0; i < GCORE_N_GENERATIONS; i++)
    {
      int result = gcore_gc_visit_list (gcore_gc_list (i), visit_if_referrer, &search);
      if (result != 0)
        return result;
    }
  return 0;
}

int
gcore_gc_visit_referents (GcoreObject *object, GcoreVisitFunc visit, void *data)
{
  if (!gcore_object_is_gc (object) || object->type->traverse == NULL)
    return 0;
  return object->type->traverse (object, visit, data);
}

GcoreCollectionMark
gcore_gc_mark (GcoreObject *object, intptr_t *gc_refs)
{
  const GcoreCollection *c = &GCORE_COLLECTOR->collection;
  const GcoreGcHead *head = GCORE_GC_HEAD (object);
  GcoreCollectionMark mark = GCORE_MARK_NONE;
  if (head_is_collecting (head))
    {
      bool counting = c->inner_phase >= GCORE_COLLECTION_UPDATE_REFS
                      && c->inner_phase <= GCORE_COLLECTION_MOVE_UNREACHABLE;
      bool set_aside = (head->next & GCORE_GC_UNREACHABLE) != 0;
      mark = counting && !set_aside ? GCORE_MARK_COUNTED : GCORE_MARK_UNREACHABLE;
    }
  if (gc_refs != NULL)
    *gc_refs = mark == GCORE_MARK_COUNTED ? head_refs (head) : 0;
  return mark;
}

const GcoreCollectionRecord *
gcore_gc_record (uint64_t number)
{
  const GcoreCollector *gc = GCORE_COLLECTOR;
  if (number == 0 || number > gc->n_collections || gc->n_collections - number >= GCORE_COLLECTION_HISTORY)
    return NULL;
  return &gc->history[(number - 1) % GCORE_COLLECTION_HISTORY];
}

/* Walks LIST in both directions at once, as it were: each link has to lead back. */
static const char *
check_list (const GcoreGcHead *list)
{
  const GcoreGcHead *prev = list;
  for (const GcoreGcHead *head = (const GcoreGcHead *) list->next;; head = (const GcoreGcHead *) head->next)
    {
      if (head == NULL)
        return "an untracked object stands in a list";
      if (head_prev (head) != prev)
        return "a list's links do not lead back";
      if (head == list)
        return NULL;
      if ((head->next & GCORE_GC_UNREACHABLE) != 0 || head_is_collecting (head))
        return "a flag of a collection has been left set";
      const GcoreObject *object = GCORE_GC_OBJECT (head);
      if (object->refcount <= 0)
        return "a tracked object has no references";
      prev = head;
    }
}

const char *
gcore_gc_check (void)
{
  for (int i = 0; i <= GCORE_PERMANENT_GENERATION; i++)
    {
      const char *problem = check_list (gcore_gc_list (i));
      if (problem != NULL)
        return problem;
    }
  return NULL;
}
