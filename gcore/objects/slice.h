/* SPDX-License-Identifier: MIT */
/* slice. */
#pragma once

#include "gcore/objects/state.h"

typedef struct GcoreSlice
{
  GcoreObject base;
  GcoreObject *start, *stop, *step; /* owned; None when left out */
} GcoreSlice;

#define gcore_is_slice(object) gcore_is_exact (object, SLICE)

/* New reference; NULL arguments mean None. All borrowed. */
GcoreObject *gcore_slice_new (GcoreObject *start, GcoreObject *stop, GcoreObject *step);
/* The same for BUILD_SLICE: steals START and STOP, also on failure; step None. */
GcoreObject *gcore_slice_build_consume_refs (GcoreObject *start, GcoreObject *stop);
/* New reference to slice (START, STOP). */
GcoreObject *gcore_slice_from_indices (intptr_t start, intptr_t stop);
/* The three parts as numbers, not yet fitted to a length. 0, or -1 with an error (a step of 0 included). */
int gcore_slice_unpack (GcoreObject *slice, intptr_t *start, intptr_t *stop, intptr_t *step);
/* Fits *START and *STOP to LENGTH; returns the number of items. Never fails. */
intptr_t gcore_slice_adjust_indices (intptr_t length, intptr_t *start, intptr_t *stop, intptr_t step);
/* Fits a slice to LENGTH, an int of any size: new references to ints in *START, *STOP, *STEP. 0, or -1 on error. */
int gcore_slice_get_long_indices (GcoreSlice *slice, GcoreObject *length, GcoreObject **start, GcoreObject **stop,
                                  GcoreObject **step);

extern const GcoreType gcore_slice_template;
