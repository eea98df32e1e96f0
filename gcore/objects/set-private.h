/* SPDX-License-Identifier: MIT */
/* What the files of set share. */
#pragma once

#include "gcore/objects/containers-private.h"
#include "gcore/objects/set.h"

#define SET(object) ((GcoreSet *) (void *) (object))

/* New tracked set of TYPE with what ITERABLE (may be NULL) gives. */
GcoreObject *gcore_set_make (GcoreType *type, GcoreObject *iterable);
/* set or frozenset, whichever SET is or is derived from. */
GcoreType *gcore_set_base_type (GcoreSet *set);
/* The next entry in table order, or NULL; *POSITION starts at 0. */
GcoreSetEntry *gcore_set_next (GcoreSet *set, intptr_t *position);
/* 1, 0 or -1. */
int gcore_set_contains_entry (GcoreSet *set, GcoreObject *key, intptr_t hash);
/* KEY is borrowed. 0 or -1. */
int gcore_set_add_entry (GcoreSet *set, GcoreObject *key, intptr_t hash);
/* 1 if it was there, 0, or -1. */
int gcore_set_discard_entry (GcoreSet *set, GcoreObject *key, intptr_t hash);
int gcore_set_discard_key (GcoreSet *set, GcoreObject *key);
/* Adds everything a set, dict or other iterable gives. 0 or -1. */
int gcore_set_update_from (GcoreSet *set, GcoreObject *other);
/* Makes a new table for more than MIN_ENTRIES entries, without removed ones. 0 or -1. */
int gcore_set_resize (GcoreSet *set, intptr_t min_entries);
/* The same for the present number of entries, with room to grow. */
int gcore_set_grow (GcoreSet *set);
/* Empties the set first, then releases its items in table order. */
void gcore_set_clear_items (GcoreSet *set);
/* Exchanges the contents of two sets. */
void gcore_set_swap (GcoreSet *a, GcoreSet *b);

/* set-operations.c: new sets, and changes in place (0 or -1). OTHER is any iterable. */
GcoreObject *gcore_set_copy (GcoreSet *set);
GcoreObject *gcore_set_intersection (GcoreSet *set, GcoreObject *other);
GcoreObject *gcore_set_difference (GcoreSet *set, GcoreObject *other);
GcoreObject *gcore_set_symmetric_difference (GcoreSet *set, GcoreObject *other);
int gcore_set_intersection_update (GcoreSet *set, GcoreObject *other);
int gcore_set_difference_update (GcoreSet *set, GcoreObject *other);
int gcore_set_symmetric_difference_update (GcoreSet *set, GcoreObject *other);
/* 1, 0 or -1. */
int gcore_set_is_subset (GcoreSet *set, GcoreObject *other);
int gcore_set_is_superset (GcoreSet *set, GcoreObject *other);
int gcore_set_is_disjoint (GcoreSet *set, GcoreObject *other);
/* set-iterator.c */
GcoreObject *gcore_set_iter (GcoreObject *self);
