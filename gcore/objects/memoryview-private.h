/* SPDX-License-Identifier: MIT */
/* A memoryview as its files see it. */
#pragma once

#include "gcore/objects/memoryview-items.h"
#include "gcore/objects/memoryview.h"

typedef struct
{
  GcoreVarObject base;   /* size: numbers */
  GcoreBuffer buffer;    /* held on the object shown; owner NULL once released */
  uint8_t *first;        /* the item whose indexes are all 0 */
  intptr_t exports;      /* buffers taken from this view */
  intptr_t hash;         /* −1: not computed yet */
  GcoreObject *weak_list;
  int n_dims;
  int item_size;         /* bytes */
  char format[3];        /* one character, perhaps behind an @ */
  char pad[45];          /* keeps the size CPython's */
  intptr_t numbers[];    /* a length for each dimension, then the bytes from one item to the next, then zeros */
} GcoreMemoryView;

_Static_assert (offsetof (GcoreMemoryView, numbers) == 144, "size a program sees, but for the list head");

#define VIEW(object) ((GcoreMemoryView *) (void *) (object))
#define SHAPE(view) ((intptr_t *) (uintptr_t) (view)->numbers)
#define STRIDES(view) (SHAPE (view) + (view)->n_dims)

#define gcore_view_format(view) ((view)->format[0] == '@' ? (view)->format[1] : (view)->format[0])

/* True with ValueError set once SELF is released. */
bool gcore_view_is_released (GcoreObject *self);
/* A view of OBJECT, which may be a view itself: with as many dimensions as that has (N_DIMS -1), else with N_DIMS, whose
 * lengths the caller fills in unless it is one. */
GcoreMemoryView *gcore_view_new (GcoreObject *object, int n_dims);
/* ORDER: C, F (Fortran's) or A (either). */
bool gcore_view_is_contiguous (const GcoreMemoryView *view, char order);
intptr_t gcore_view_n_bytes (const GcoreMemoryView *view);

extern const GcoreMethodDef gcore_view_methods[];
extern const GcoreGetSetDef gcore_view_getset[];
