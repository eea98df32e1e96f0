/* SPDX-License-Identifier: MIT */
/* range and its two iterators: one over machine words, one over ints of any size. */
#pragma once

#include "gcore/objects/state.h"

typedef struct
{
  GcoreObject base;
  GcoreObject *start, *stop, *step, *length; /* owned ints */
} GcoreRange;

typedef struct
{
  GcoreObject base;
  intptr_t index, start, step, length; /* the next value is start + index * step while index < length */
} GcoreRangeIterator;

typedef struct
{
  GcoreObject base;
  GcoreObject *index, *start, *step, *length; /* owned ints */
} GcoreLongRangeIterator;

/* Slots of range: iter (RANGE) and reversed (RANGE). New references. */
GcoreObject *gcore_range_iter (GcoreObject *range);
GcoreObject *gcore_range_reversed (GcoreObject *range, GcoreObject *unused);

/* For the evaluation loop: the next value in *VALUE, or false at the end. */
GCORE_INLINE bool
gcore_range_iterator_step (GcoreRangeIterator *iterator, intptr_t *value)
{
  if (iterator->index >= iterator->length)
    return false;
  *value = (intptr_t) ((uintptr_t) iterator->start + (uintptr_t) iterator->index++ * (uintptr_t) iterator->step);
  return true;
}

extern const GcoreType gcore_range_template;
extern const GcoreType gcore_range_iterator_template;
extern const GcoreType gcore_long_range_iterator_template;
