/* SPDX-License-Identifier: MIT */
/* tuple and its iterator. */
#pragma once

#include "gcore/objects/state.h"

typedef struct GcoreTuple
{
  GcoreVarObject base;
  GcoreObject *items[]; /* owned; NULL only while the tuple is being filled */
} GcoreTuple;

typedef struct
{
  GcoreObject base;
  intptr_t index;
  GcoreTuple *tuple; /* owned, NULL once exhausted */
} GcoreTupleIterator;

/* An element of any tuple without a check: an lvalue, borrowed. */
#define GCORE_TUPLE_ITEM(tuple, i) (((GcoreTuple *) (void *) (tuple))->items[i])
#define GCORE_TUPLE_ITEMS(tuple) (((GcoreTuple *) (void *) (tuple))->items)
#define GCORE_TUPLE_SIZE(tuple) GCORE_SIZE_OF (tuple)
/* For filling a new tuple: steals VALUE, does not release what was there. */
#define GCORE_TUPLE_SET_ITEM(tuple, i, value) ((void) (GCORE_TUPLE_ITEM (tuple, i) = GCORE_OBJECT (value)))

/* New reference to a tuple of SIZE items, all NULL, tracked at once. Size 0: the empty tuple. */
GcoreObject *gcore_tuple_new (intptr_t size);
/* New reference to a tuple of N objects (borrowed arguments). */
GcoreObject *gcore_tuple_pack (intptr_t n, ...);
/* New reference to a tuple of the N objects at ITEMS (borrowed). */
GcoreObject *gcore_tuple_from_array (GcoreObject *const *items, intptr_t n);
/* The same, but steals the N references, also on failure. */
GcoreObject *gcore_tuple_from_array_steal (GcoreObject *const *items, intptr_t n);
/* Items, or -1 with SystemError if OBJECT is no tuple. */
intptr_t gcore_tuple_size (GcoreObject *object);
/* Borrowed item, or NULL with IndexError. */
GcoreObject *gcore_tuple_get_item (GcoreObject *tuple, intptr_t index);
/* Steals VALUE (also on failure), releases what was there. For a tuple nobody else has seen. 0, or -1 with an error. */
int gcore_tuple_set_item (GcoreObject *tuple, intptr_t index, GcoreObject *value);
/* New reference to the items LOW to HIGH - 1, both clipped to the tuple. */
GcoreObject *gcore_tuple_get_slice (GcoreObject *tuple, intptr_t low, intptr_t high);
/* Changes the size of a tuple nobody else has seen; *TUPLE may move. On failure -1, *TUPLE is released and NULL. */
int gcore_tuple_resize (GcoreObject **tuple, intptr_t new_size);
/* Stops tracking TUPLE if it is exact and nothing in it can ever be part of a cycle (the type's maybe_untrack). */
void gcore_tuple_maybe_untrack (GcoreObject *tuple);

extern const GcoreType gcore_tuple_template;
extern const GcoreType gcore_tuple_iterator_template;
