/* SPDX-License-Identifier: MIT */
/* set, frozenset and their iterator. */
#pragma once

#include "gcore/objects/state.h"

#define GCORE_SET_MIN_SLOTS 8

typedef struct
{
  GcoreObject *key; /* owned; NULL: free */
  intptr_t hash;    /* of a free entry: 0 when never used, -1 when its key was removed */
} GcoreSetEntry;

/* used <= fill <= mask; fill counts removed entries too. table is inline_table or a block of its own. */
typedef struct GcoreSet
{
  GcoreObject base;
  intptr_t fill;
  intptr_t used;
  intptr_t mask;        /* slots - 1 */
  GcoreSetEntry *table;
  intptr_t hash;        /* frozenset only, -1: not known yet */
  intptr_t finger;      /* where pop() looks next */
  GcoreSetEntry inline_table[GCORE_SET_MIN_SLOTS];
  GcoreObject *weak_list;
} GcoreSet;

typedef struct
{
  GcoreObject base;
  GcoreSet *set;     /* owned, NULL once exhausted */
  intptr_t used;     /* the set's when the iterator was made; -1: it changed */
  intptr_t position;
  intptr_t length;   /* items still expected */
} GcoreSetIterator;

#define GCORE_SET_SIZE(set) (((GcoreSet *) (void *) (set))->used)

/* Any set: set, frozenset or a subclass of either. */
bool gcore_is_any_set (GcoreObject *object);
bool gcore_is_set (GcoreObject *object);
bool gcore_is_frozenset (GcoreObject *object);
#define gcore_is_set_exact(object) gcore_is_exact (object, SET)
#define gcore_is_frozenset_exact(object) gcore_is_exact (object, FROZENSET)
#define gcore_is_any_set_exact(object) (gcore_is_set_exact (object) || gcore_is_frozenset_exact (object))

/* New reference to a set of what ITERABLE gives; NULL: an empty one. */
GcoreObject *gcore_set_new (GcoreObject *iterable);
GcoreObject *gcore_frozenset_new (GcoreObject *iterable);
/* Items, or -1 with SystemError if OBJECT is no set. */
intptr_t gcore_set_size (GcoreObject *object);
/* 1, 0, or -1 with an error. */
int gcore_set_contains (GcoreObject *set, GcoreObject *key);
/* Adds KEY (borrowed). For a frozenset only while nobody else has seen it. 0, or -1 with an error. */
int gcore_set_add (GcoreObject *set, GcoreObject *key);
/* Removes KEY: 1 if it was there, 0 if not, -1 with an error. */
int gcore_set_discard (GcoreObject *set, GcoreObject *key);
/* Removes some item: a new reference, or NULL with KeyError. */
GcoreObject *gcore_set_pop (GcoreObject *set);
int gcore_set_clear (GcoreObject *set);
/* Adds everything ITERABLE gives. 0, or -1 with an error. */
int gcore_set_update (GcoreObject *set, GcoreObject *iterable);
/* Steps through the items in table order; *POSITION starts at 0. Borrowed. Returns false after the last. */
bool gcore_set_next_entry (GcoreObject *set, intptr_t *position, GcoreObject **key, intptr_t *hash);

extern const GcoreType gcore_set_template;
extern const GcoreType gcore_frozenset_template;
extern const GcoreType gcore_set_iterator_template;
