/* SPDX-License-Identifier: MIT */
/* Watching what an object refers to, which generation it is in, and whether it survives its finalizer. */
#include "gcore/history/watch-private.h"

#include <string.h>

#include "gcore/objects/dict-private.h"
#include "gcore/objects/list.h"
#include "gcore/objects/set.h"
#include "gcore/objects/type.h"
#include "gcore/record/describe.h"

/* --- references --------------------------------------------------------------------------------------------------- */

/* Notes in STORAGE where OBJECT keeps its references and how many there are: while this stays as it is, each reference stays
 * in its place. Three words at most for a container; two for an instance, and those of its dict. */
static void
note_storage (GcoreObject *object, uint64_t storage[5])
{
  memset (storage, 0, 5 * sizeof *storage);
  switch (gcore_layout_of (object)->id)
    {
    case GCORE_TYPE_ID_LIST:
      storage[0] = (uint64_t) GCORE_LIST_ITEMS (object);
      storage[1] = (uint64_t) GCORE_LIST_SIZE (object);
      break;
    case GCORE_TYPE_ID_DICT:
      storage[0] = (uint64_t) ((GcoreDict *) object)->keys;
      storage[1] = (uint64_t) ((GcoreDict *) object)->values;
      storage[2] = (uint64_t) ((GcoreDict *) object)->used;
      break;
    case GCORE_TYPE_ID_SET:
      storage[0] = (uint64_t) ((GcoreSet *) object)->table;
      storage[1] = (uint64_t) ((GcoreSet *) object)->used;
      storage[2] = (uint64_t) ((GcoreSet *) object)->fill;
      break;
    default:
      break;
    }
  if (!gcore_has_flag (object->type, GCORE_TYPE_FLAG_MANAGED_DICT))
    return;
  const GcoreDictValues *values = GCORE_OBJECT_VALUES (object);
  const GcoreDict *dict = (const GcoreDict *) (const void *) GCORE_OBJECT_MANAGED_DICT (object);
  storage[3] = (uint64_t) values ^ (uint64_t) dict;
  if (values != NULL)
    storage[4] = ((const uint8_t *) values)[-2];
  else if (dict != NULL)
    storage[4] = (uint64_t) dict->keys ^ (uint64_t) dict->used;
}

/* A reference that stands at a known place is read there, as long as the holder's storage is as it was. */
bool
gcore_watch_reference (Watcher *self, const WatchPoint *point)
{
  GcoreObject *object = watched_object (self);
  GcoreObject *before = self->reference.target;
  WatchedReference *reference = &self->reference;
  uint64_t storage[5];
  if (object == NULL || self->watch.name == NULL)
    {
      *reference = (WatchedReference){ .slot = NULL };
      return before != NULL;
    }
  note_storage (object, storage);
  bool same = memcmp (storage, reference->storage, sizeof storage) == 0;
  if (!point->first && same && reference->slot != NULL && *reference->slot != NULL)
    reference->target = *reference->slot;
  else if (point->first || !same || reference->target != NULL)
    {
      GcoreReference found = { .slot = NULL };
      gcore_find_reference (object, self->watch.name, &found, NULL);
      reference->slot = found.slot;
      reference->target = found.target;
      memcpy (reference->storage, storage, sizeof storage);
    }
  return reference->target != before;
}

/* --- generations -------------------------------------------------------------------------------------------------- */

static int
is_it (GcoreObject *object, void *data)
{
  return object == data;
}

int
gcore_find_generation (GcoreObject *object)
{
  if (!gcore_object_is_gc (object) || !gcore_gc_is_tracked (object))
    return -1;
  for (int i = 0; i <= GCORE_PERMANENT_GENERATION; i++)
    if (gcore_gc_visit_list (gcore_gc_list (i), is_it, object))
      return i;
  return GCORE_COLLECTOR->collecting ? GCORE_COLLECTOR->collection.generation : -1;
}

/* What survives collection NUMBER has gone to the next generation; gc.freeze is noticed by the list it fills. */
static int
generation_after (GcoreObject *object, int generation, uint64_t number)
{
  const GcoreCollectionRecord *record = gcore_gc_record (number);
  if (record == NULL || generation < 0)
    return gcore_find_generation (object);
  int next = record->generation + 1;
  return generation > record->generation ? generation : next < GCORE_N_GENERATIONS ? next : GCORE_N_GENERATIONS - 1;
}

/* No list is looked through unless something has happened that may have moved the object. */
bool
gcore_watch_generation (Watcher *self, const WatchPoint *point)
{
  const GcoreCollector *collector = GCORE_COLLECTOR;
  GcoreObject *object = watched_object (self);
  int generation = (int) self->last;
  uint64_t frozen = (uint64_t) collector->permanent.prev;
  bool tracked = object != NULL && gcore_object_is_gc (object) && gcore_gc_is_tracked (object);
  if (!tracked)
    generation = -1;
  else if (point->first || frozen != self->reference.storage[0])
    generation = gcore_find_generation (object);
  else if (generation < 0)
    generation = 0;
  else if (generation < GCORE_N_GENERATIONS)
    for (uint64_t number = self->last_number + 1; number <= collector->n_collections; number++)
      generation = generation_after (object, generation, number);
  self->reference.storage[0] = frozen;
  self->last_number = collector->n_collections;
  bool moved = generation != self->last;
  self->last = generation;
  return moved && object != NULL;
}

/* --- resurrection ------------------------------------------------------------------------------------------------- */

/* While the finalizer runs the object lives, too: it is resurrected if it does when no call is deeper than the one before,
 * and the collection, if one called it, is over. */
bool
gcore_watch_resurrection (Watcher *self, const WatchPoint *point)
{
  GcoreObject *object = watched_object (self);
  bool finalized = object != NULL && gcore_gc_is_finalized (object);
  int depth = gcore_machine_depth ();
  if (point->first || !finalized)
    {
      self->last = finalized ? INT32_MAX : depth; /* of the last call before */
      self->depth = finalized ? 0 : -1;           /* 0: it is over */
      return false;
    }
  if (self->depth == 0 || depth > self->last || GCORE_COLLECTOR->collecting)
    return false;
  self->depth = 0;
  return true;
}
