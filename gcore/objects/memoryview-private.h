/* SPDX-License-Identifier: MIT */
/* A memoryview as its files see it. */
#pragma once

#include "gcore/objects/memoryview-items.h"
#include "gcore/objects/memoryview.h"

typedef struct
{
  GcoreObject base;
  GcoreBuffer buffer; /* held on the object shown; owner NULL once released */
  intptr_t n_views;   /* not released */
  char pad[56];       /* keeps the size CPython's */
} GcoreManagedBuffer;

typedef struct
{
  GcoreVarObject base;   /* size: numbers */
  GcoreManagedBuffer *managed; /* owned; NULL only once the collector has cleared it */
  bool released;
  bool read_only;
  uint8_t *first;        /* the item whose indexes are all 0 */
  intptr_t exports;      /* buffers taken from this view */
  intptr_t hash;         /* −1: not computed yet */
  GcoreObject *weak_list;
  int n_dims;
  int item_size;         /* bytes */
  char format[3];        /* one character, perhaps behind an @ */
  char pad[61];          /* keeps the size CPython's */
  intptr_t numbers[];    /* a length for each dimension, then the bytes from one item to the next, then zeros */
} GcoreMemoryView;

_Static_assert (offsetof (GcoreMemoryView, numbers) == 144, "size a program sees, but for the list head");

#define VIEW(object) ((GcoreMemoryView *) (void *) (object))
#define SHAPE(view) ((intptr_t *) (uintptr_t) (view)->numbers)
#define STRIDES(view) (SHAPE (view) + (view)->n_dims)

#define gcore_view_format(view) ((view)->format[0] == '@' ? (view)->format[1] : (view)->format[0])

/* New reference to a buffer held on OWNER; NULL with an exception. */
GcoreManagedBuffer *gcore_managed_buffer_new (GcoreObject *owner);
/* Gives the buffer back. */
void gcore_managed_buffer_release (GcoreManagedBuffer *managed);

/* The object VIEW shows, borrowed; NULL once released. */
GCORE_INLINE GcoreObject *
gcore_view_owner (const GcoreMemoryView *view)
{
  return view->released || view->managed == NULL ? NULL : view->managed->buffer.owner;
}

/* VIEW shows nothing any more; the last one gives the buffer back. */
void gcore_view_release (GcoreMemoryView *view);
/* True with ValueError set once SELF is released. */
bool gcore_view_is_released (GcoreObject *self);
/* A view of OBJECT, which may be a view itself: with as many dimensions as that has (N_DIMS -1), else with N_DIMS, whose
 * lengths the caller fills in unless it is one. */
GcoreMemoryView *gcore_view_new (GcoreObject *object, int n_dims);
/* ORDER: C, F (Fortran's) or A (either). */
bool gcore_view_is_contiguous (const GcoreMemoryView *view, char order);
intptr_t gcore_view_n_bytes (const GcoreMemoryView *view);

/* New reference to an iterator over the items of VIEW, which has to have one dimension; NULL with an exception. */
GcoreObject *gcore_view_iter (GcoreObject *view);

extern const GcoreMethodDef gcore_view_methods[];
extern const GcoreGetSetDef gcore_view_getset[];
