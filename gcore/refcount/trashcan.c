/* SPDX-License-Identifier: MIT */
#include "gcore/refcount/trashcan.h"

void
gcore_trashcan_deposit (GcoreObject *object)
{
  GcoreRefcount *state = GCORE_REFCOUNT;
  GcoreGcHead *head = GCORE_GC_HEAD (object);
  assert (object->refcount == 0 && head->next == 0);
  head->prev = (head->prev & GCORE_GC_FINALIZED) | (uintptr_t) state->delayed;
  state->delayed = object;
}

void
gcore_trashcan_empty (void)
{
  GcoreRefcount *state = GCORE_REFCOUNT;
  /* Counted as one level, so that the deallocations below do not come here themselves: what they put aside is taken
   * by this loop. */
  state->dealloc_depth++;
  while (state->delayed != NULL)
    {
      GcoreObject *object = state->delayed;
      GcoreGcHead *head = GCORE_GC_HEAD (object);
      state->delayed = (GcoreObject *) (head->prev & GCORE_GC_PREV_MASK);
      head->prev &= GCORE_GC_FINALIZED;
      object->type->dealloc (object);
    }
  state->dealloc_depth--;
}
