/* SPDX-License-Identifier: MIT */
/* list, its two iterators and sorting. */
#pragma once

#include "gcore/objects/state.h"

/* 0 <= base.size <= allocated. items is NULL until something is stored and after clear (); a list emptied item by
 * item may keep a block without places. While a list is being sorted it is empty with allocated == -1, by which the
 * sort sees that somebody changed it. */
typedef struct GcoreList
{
  GcoreVarObject base;
  GcoreObject **items; /* a block of its own, NULL while nothing is allocated */
  intptr_t allocated;  /* places in items */
} GcoreList;

/* For the list iterator and the reverse list iterator. */
typedef struct
{
  GcoreObject base;
  intptr_t index;
  GcoreList *list; /* owned, NULL once exhausted */
} GcoreListIterator;

/* An element of any list without a check: an lvalue, borrowed. */
#define GCORE_LIST_ITEM(list, i) (((GcoreList *) (void *) (list))->items[i])
#define GCORE_LIST_ITEMS(list) (((GcoreList *) (void *) (list))->items)
#define GCORE_LIST_SIZE(list) GCORE_SIZE_OF (list)
/* For filling a new list: steals VALUE, does not release what was there. */
#define GCORE_LIST_SET_ITEM(list, i, value) ((void) (GCORE_LIST_ITEM (list, i) = GCORE_OBJECT (value)))

/* New reference to a tracked list of SIZE items, all NULL, with exactly SIZE places. */
GcoreObject *gcore_list_new (intptr_t size);
/* New reference to a list of the N objects at ITEMS, whose references are stolen, also on failure. */
GcoreObject *gcore_list_from_array_steal (GcoreObject *const *items, intptr_t n);
/* The same, without stealing. */
GcoreObject *gcore_list_from_array (GcoreObject *const *items, intptr_t n);
/* Items, or -1 with SystemError if OBJECT is no list. */
intptr_t gcore_list_size (GcoreObject *object);
/* Borrowed item, or NULL with IndexError. */
GcoreObject *gcore_list_get_item (GcoreObject *list, intptr_t index);
/* Steals VALUE (also on failure), releases what was there. 0, or -1 with an error. */
int gcore_list_set_item (GcoreObject *list, intptr_t index, GcoreObject *value);
/* The following return 0, or -1 with an error. VALUE is borrowed. */
int gcore_list_insert (GcoreObject *list, intptr_t index, GcoreObject *value);
int gcore_list_append (GcoreObject *list, GcoreObject *value);
int gcore_list_reverse (GcoreObject *list);
int gcore_list_sort (GcoreObject *list);
/* Replaces the items LOW to HIGH - 1 (clipped) by those of the iterable VALUE; VALUE NULL: deletes them. */
int gcore_list_set_slice (GcoreObject *list, intptr_t low, intptr_t high, GcoreObject *value);
/* New reference to a list of the items LOW to HIGH - 1, both clipped to the list. */
GcoreObject *gcore_list_get_slice (GcoreObject *list, intptr_t low, intptr_t high);
/* New reference to a tuple with the same items. */
GcoreObject *gcore_list_as_tuple (GcoreObject *list);
/* Appends everything the iterable gives: list.extend. New reference to None, or NULL with an error. */
GcoreObject *gcore_list_extend (GcoreObject *list, GcoreObject *iterable);
/* Appends to a full list: gcore_list_append_take_ref's slow part. Steals VALUE. */
int gcore_list_append_growing (GcoreList *list, GcoreObject *value);
/* New reference to an iterator over LIST, as iter (LIST) gives. */
GcoreObject *gcore_list_iter (GcoreObject *list);

/* Appends VALUE, stealing it also on failure. 0, or -1 with an error. */
GCORE_INLINE int
gcore_list_append_take_ref (GcoreList *list, GcoreObject *value)
{
  intptr_t size = list->base.size;
  if (GCORE_LIKELY (size < list->allocated))
    {
      list->items[size] = value;
      list->base.size = size + 1;
      return 0;
    }
  return gcore_list_append_growing (list, value);
}

extern const GcoreType gcore_list_template;
extern const GcoreType gcore_list_iterator_template;
extern const GcoreType gcore_list_reverse_iterator_template;
