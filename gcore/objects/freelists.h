/* SPDX-License-Identifier: MIT */
/* Freed containers kept for the next allocation, part of GcoreObjects.
 *
 * A parked object keeps its block, so it is neither a new allocation nor a free to the collector's generation counts.
 * A full collection empties all of them through gcore_containers_clear_freelists(). */
#pragma once

#include "gcore/base/base.h"

#define GCORE_TUPLE_FREELIST_LENGTHS 20 /* longest tuples parked; those of exactly this length just wait */
#define GCORE_TUPLE_FREELIST_MAX 2000   /* tuples of one length */
#define GCORE_LIST_FREELIST_MAX 80
#define GCORE_DICT_FREELIST_MAX 80
#define GCORE_DICT_KEYS_FREELIST_MAX 80

typedef struct
{
  struct GcoreTuple *first[GCORE_TUPLE_FREELIST_LENGTHS]; /* by length - 1; linked through items[0] */
  int count[GCORE_TUPLE_FREELIST_LENGTHS];
} GcoreTupleFreelists;

typedef struct
{
  struct GcoreList *lists[GCORE_LIST_FREELIST_MAX];
  struct GcoreDict *dicts[GCORE_DICT_FREELIST_MAX];
  struct GcoreDictKeys *dict_keys[GCORE_DICT_KEYS_FREELIST_MAX]; /* 8 slots, exact str keys */
  int n_lists, n_dicts, n_dict_keys;
  struct GcoreSlice *slice; /* one, or NULL */
  GcoreTupleFreelists tuples;
} GcoreContainerFreelists;

/* Frees every parked tuple, list, dict and key table; the one slice stays. */
void gcore_containers_clear_freelists (void);
