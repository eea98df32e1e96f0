/* SPDX-License-Identifier: MIT */
/* What the files of list share. */
#pragma once

#include "gcore/objects/containers-private.h"
#include "gcore/objects/list.h"

/* Sets the size, with room to spare by list's rule; new items are undefined. 0, or -1 with MemoryError. */
int gcore_list_resize (GcoreList *list, intptr_t new_size);
/* Gives a list without items room for N > 0 of them, rounded up to an even number. */
int gcore_list_preallocate (GcoreList *list, intptr_t n);
/* Empties the list first, then releases the items, last to first. */
void gcore_list_clear_items (GcoreList *list);
/* The items START, START + STEP … of a slice that has been fitted to the list, N in all. */
int gcore_list_delete_extended_slice (GcoreList *list, intptr_t start, intptr_t step, intptr_t n);
int gcore_list_assign_extended_slice (GcoreList *list, intptr_t start, intptr_t step, intptr_t n, GcoreObject *value);
/* 0, or -1 with an error. */
int gcore_list_extend_by (GcoreList *list, GcoreObject *iterable);
void gcore_list_dealloc (GcoreObject *self);
/* list.sort; KEY may be NULL. 0, or -1 with an error. */
int gcore_list_sort_by (GcoreList *list, GcoreObject *key, bool reverse);
/* reversed (LIST). */
GcoreObject *gcore_list_reverse_iter (GcoreObject *list);

/* The items of a list or tuple, as gcore_sequence_fast gives. */
GCORE_INLINE GcoreObject *const *
gcore_fast_items (GcoreObject *fast)
{
  return gcore_is_list (fast) ? GCORE_LIST_ITEMS (fast)
                              : (GcoreObject *const *) (void *) ((GcoreVarObject *) (void *) fast + 1);
}

GCORE_INLINE void
gcore_reverse_items (GcoreObject **items, intptr_t n)
{
  for (intptr_t low = 0, high = n - 1; low < high; low++, high--)
    {
      GcoreObject *item = items[low];
      items[low] = items[high];
      items[high] = item;
    }
}
