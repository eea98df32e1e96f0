/* SPDX-License-Identifier: MIT */
/* Iterators that belong to no container: over the sequence protocol, over a callable, and enumerate, reversed, zip,
 * map, filter. */
#pragma once

#include "gcore/objects/state.h"

typedef struct
{
  GcoreObject base;
  intptr_t index;
  GcoreObject *sequence; /* owned, NULL once exhausted */
} GcoreSeqIterator;

typedef struct
{
  GcoreObject base;
  GcoreObject *callable; /* owned, NULL once exhausted */
  GcoreObject *sentinel; /* owned, NULL once exhausted */
} GcoreCallIterator;

typedef struct
{
  GcoreObject base;
  intptr_t index;          /* next number; INTPTR_MAX: it is in long_index */
  GcoreObject *iterator;   /* owned */
  GcoreObject *result;     /* owned pair, handed out again when nobody kept the last one */
  GcoreObject *long_index; /* owned int or NULL */
  GcoreObject *one;        /* borrowed: the int 1 */
} GcoreEnumerate;

typedef struct
{
  GcoreObject base;
  intptr_t index;        /* of the next item; -1: exhausted */
  GcoreObject *sequence; /* owned, NULL once exhausted */
} GcoreReversed;

typedef struct
{
  GcoreObject base;
  intptr_t n_iterators;
  GcoreObject *iterators; /* owned tuple */
  GcoreObject *result;    /* owned tuple, handed out again when nobody kept the last one */
  int strict;             /* all must end together */
} GcoreZip;

typedef struct
{
  GcoreObject base;
  GcoreObject *iterators; /* owned tuple */
  GcoreObject *function;  /* owned */
} GcoreMap;

typedef struct
{
  GcoreObject base;
  GcoreObject *function; /* owned; None or bool: test the item itself */
  GcoreObject *iterator; /* owned */
} GcoreFilter;

/* New reference to an iterator that asks SEQUENCE for items 0, 1, … until IndexError. */
GcoreObject *gcore_seq_iterator_new (GcoreObject *sequence);
/* New reference to iter (CALLABLE, SENTINEL). */
GcoreObject *gcore_call_iterator_new (GcoreObject *callable, GcoreObject *sentinel);

extern const GcoreType gcore_seq_iterator_template, gcore_call_iterator_template, gcore_enumerate_template,
  gcore_reversed_template, gcore_zip_template, gcore_map_template, gcore_filter_template;

/* __reduce__ and __setstate__ of iterators, by what they run over: for method tables. */
GcoreObject *gcore_iterator_reduce_index (GcoreObject *self, GcoreObject *unused);
GcoreObject *gcore_iterator_reduce_dict (GcoreObject *self, GcoreObject *unused);
GcoreObject *gcore_iterator_reduce_set (GcoreObject *self, GcoreObject *unused);
GcoreObject *gcore_iterator_reduce_range (GcoreObject *self, GcoreObject *unused);
GcoreObject *gcore_iterator_reduce_long_range (GcoreObject *self, GcoreObject *unused);
GcoreObject *gcore_iterator_reduce_call (GcoreObject *self, GcoreObject *unused);
GcoreObject *gcore_iterator_reduce_enumerate (GcoreObject *self, GcoreObject *unused);
GcoreObject *gcore_iterator_reduce_zip (GcoreObject *self, GcoreObject *unused);
GcoreObject *gcore_iterator_reduce_map (GcoreObject *self, GcoreObject *unused);
GcoreObject *gcore_iterator_reduce_filter (GcoreObject *self, GcoreObject *unused);
GcoreObject *gcore_iterator_set_state_index (GcoreObject *self, GcoreObject *state);
GcoreObject *gcore_iterator_set_state_long_range (GcoreObject *self, GcoreObject *state);
GcoreObject *gcore_iterator_set_state_zip (GcoreObject *self, GcoreObject *state);
#define GCORE_ITERATOR_REDUCE(kind)                                                                                    \
  { "__reduce__", GCORE_FUNC (gcore_iterator_reduce_##kind), GCORE_METH_NOARGS,                                        \
    "Return state information for pickling." }
#define GCORE_ITERATOR_SET_STATE(kind)                                                                                 \
  { "__setstate__", GCORE_FUNC (gcore_iterator_set_state_##kind), GCORE_METH_O,                                        \
    "Set state information for unpickling." }
