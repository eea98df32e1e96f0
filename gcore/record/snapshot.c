/* SPDX-License-Identifier: MIT */
#include "gcore/record/snapshot.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

GcoreSnapshot *
gcore_snapshot_ref (GcoreSnapshot *snapshot)
{
  __atomic_fetch_add (&snapshot->ref_count, 1, __ATOMIC_RELAXED);
  return snapshot;
}

void
gcore_snapshot_unref (GcoreSnapshot *snapshot)
{
  if (snapshot == NULL || __atomic_sub_fetch (&snapshot->ref_count, 1, __ATOMIC_ACQ_REL) != 0)
    return;
  free (snapshot->objects);
  free (snapshot->refs);
  free (snapshot->incoming);
  free (snapshot->incoming_start);
  free (snapshot->weaks);
  free (snapshot->frames);
  free (snapshot->collections);
  free (snapshot->generation_order);
  free (snapshot->arenas);
  free (snapshot->pools);
  free (snapshot->block_states);
  free (snapshot->strings);
  free (snapshot);
}

uint32_t
gcore_snapshot_find (const GcoreSnapshot *snapshot, uint64_t address)
{
  uint32_t low = 0, high = snapshot->n_objects;
  while (low < high)
    {
      uint32_t middle = low + (high - low) / 2;
      if (snapshot->objects[middle].address < address)
        low = middle + 1;
      else
        high = middle;
    }
  return low < snapshot->n_objects && snapshot->objects[low].address == address ? low : GCORE_NO_ROW;
}

/* --- checking ----------------------------------------------------------------------------------------------------- */

typedef struct
{
  const GcoreSnapshot *snapshot;
  char *message;
  size_t size;
} Check;

static GCORE_PRINTF (2, 3) bool
fail (const Check *check, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  vsnprintf (check->message, check->size, format, args);
  va_end (args);
  return false;
}

static bool
is_row (uint32_t row, uint32_t n)
{
  return row < n || row == GCORE_NO_ROW;
}

static bool
check_object (const Check *check, uint32_t row)
{
  const GcoreSnapshot *s = check->snapshot;
  const GcoreSnapshotObject *object = &s->objects[row];
  if (row > 0 && s->objects[row - 1].address >= object->address)
    return fail (check, "Object %u is not in order of addresses.", row);
  if (object->type_name >= s->n_strings || object->value >= s->n_strings || !is_row (object->type_row, s->n_objects))
    return fail (check, "Object %u has a name or type outside its columns.", row);
  if ((uint64_t) object->first_ref + object->n_refs > s->n_refs
      || (uint64_t) object->first_weak + object->n_weak > s->n_weaks)
    return fail (check, "Object %u has references outside their column.", row);
  for (uint32_t i = object->first_ref; i < object->first_ref + object->n_refs; i++)
    if (s->refs[i].holder_kind != GCORE_HOLDER_OBJECT || s->refs[i].holder != row)
      return fail (check, "Reference %u is not held by object %u.", i, row);
  int64_t counted = 0;
  for (uint32_t i = s->incoming_start[row]; i < s->incoming_start[row + 1]; i++)
    {
      const GcoreSnapshotRef *ref = &s->refs[s->incoming[i]];
      if (ref->target != row)
        return fail (check, "Reference %u does not lead to object %u.", s->incoming[i], row);
      counted += ref->kind != GCORE_REF_WEAK;
    }
  if ((object->flags & GCORE_OBJECT_COUNTED) != 0 && counted != object->refcount)
    return fail (check, "Object %u (%s %s) has %lld references, but its count is %lld.", row,
                 gcore_snapshot_string (s, object->type_name), gcore_snapshot_string (s, object->value),
                 (long long) counted, (long long) object->refcount);
  return true;
}

static bool
check_refs (const Check *check)
{
  const GcoreSnapshot *s = check->snapshot;
  for (uint32_t i = 0; i < s->n_refs; i++)
    {
      const GcoreSnapshotRef *ref = &s->refs[i];
      uint32_t n_holders = ref->holder_kind == GCORE_HOLDER_OBJECT  ? s->n_objects
                           : ref->holder_kind == GCORE_HOLDER_FRAME ? s->n_frames
                                                                    : UINT32_MAX;
      if (ref->target >= s->n_objects || ref->label >= s->n_strings || ref->holder >= n_holders)
        return fail (check, "Reference %u leads outside its columns.", i);
    }
  for (uint32_t i = 0; i < s->n_weaks; i++)
    if (!is_row (s->weaks[i].weakref, s->n_objects) || !is_row (s->weaks[i].referent, s->n_objects)
        || !is_row (s->weaks[i].callback, s->n_objects))
      return fail (check, "Weak reference %u leads outside its columns.", i);
  for (uint32_t i = 0; i < s->n_frames; i++)
    if ((uint64_t) s->frames[i].first_ref + s->frames[i].n_refs > s->n_refs)
      return fail (check, "Frame %u has references outside their column.", i);
  return true;
}

static bool
check_generations (const Check *check)
{
  const GcoreSnapshot *s = check->snapshot;
  for (int i = 0; i < 4; i++)
    for (uint32_t j = s->generation_start[i]; j < s->generation_start[i + 1]; j++)
      if (s->generation_order[j] >= s->n_objects || s->objects[s->generation_order[j]].generation != i)
        return fail (check, "Place %u of the generation lists holds an object of another generation.", j);
  return true;
}

static bool
check_pools (const Check *check)
{
  const GcoreSnapshot *s = check->snapshot;
  for (uint32_t i = 0; i < s->n_pools; i++)
    {
      const GcoreSnapshotPool *pool = &s->pools[i];
      if ((uint64_t) pool->first_block + pool->n_blocks > s->n_block_states || pool->arena >= s->n_arenas)
        return fail (check, "Pool %u leads outside its columns.", i);
      uint32_t n_used = 0;
      for (uint32_t j = 0; j < pool->n_blocks; j++)
        n_used += s->block_states[pool->first_block + j] == GCORE_BLOCK_USED;
      if (n_used != pool->n_used)
        return fail (check, "Pool %u has %u used blocks, but counts %u.", i, n_used, pool->n_used);
    }
  return true;
}

bool
gcore_snapshot_check (const GcoreSnapshot *snapshot, char *message, size_t size)
{
  Check check = { snapshot, message, size };
  if (!check_refs (&check))
    return false;
  for (uint32_t i = 0; i < snapshot->n_objects; i++)
    if (!check_object (&check, i))
      return false;
  return check_generations (&check) && check_pools (&check);
}
