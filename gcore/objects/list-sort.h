/* SPDX-License-Identifier: MIT */
/* A stable merge sort that makes use of runs already in order (timsort with powersort's merge order).
 *
 * Which items are compared, and in which order, is visible to a program whose items have __lt__, so this is CPython
 * 3.11's algorithm in every step that compares: natural runs, short ones lengthened by binary insertion, pairs of
 * adjacent runs merged by the depth of their boundary in a nearly optimal merge tree, galloping where one run keeps
 * winning. */
#pragma once

#include "gcore/refcount/object.h"

typedef struct GcoreSort GcoreSort;

/* Whether A < B: 1, 0, or -1 with an error. */
typedef int (*GcoreSortLess) (GcoreSort *sort, GcoreObject *a, GcoreObject *b);

/* What is sorted by (keys) and what moves along with it (values, NULL if nothing does). */
typedef struct
{
  GcoreObject **keys, **values;
} GcoreSortPlace;

#define GCORE_SORT_MAX_PENDING 85
#define GCORE_SORT_TEMPORARY 256

struct GcoreSort
{
  /* Set by the caller. */
  GcoreSortLess less;
  GcoreSortLess first_item_less; /* for tuples */
  GcoreRichCompareFunc rich_compare; /* for keys of one type */

  /* Runs waiting to be merged, in order; depth is that of the boundary to the next run. */
  struct
  {
    GcoreSortPlace start;
    intptr_t length;
    int depth;
  } pending[GCORE_SORT_MAX_PENDING];
  int n_pending;
  GcoreObject **first_key;
  intptr_t n;
  intptr_t min_gallop; /* wins in a row before galloping starts; adapts */
  /* Room for the shorter of two runs: keys, then values. */
  GcoreObject **room;
  intptr_t room_size; /* pointers */
  GcoreObject *room_in_place[GCORE_SORT_TEMPORARY];
};

/* Sorts N > 1 keys, moving VALUES (may be NULL) along. 0, or -1 with an error; then the order is some permutation. */
int gcore_sort_run (GcoreSort *sort, GcoreObject **keys, GcoreObject **values, intptr_t n);

/* From so many items on, gcore_sort_numbers is worth it. */
#define GCORE_SORT_NUMBERS_MIN 64
/* Sorts N items by their keys (KEYS may be ITEMS), all machine-size ints or all exact floats; the keys stay where
 * they are. False, without an error, if it could not: a NaN is among them, or there is no room. */
bool gcore_sort_numbers (GcoreObject *const *keys, GcoreObject **items, intptr_t n);
