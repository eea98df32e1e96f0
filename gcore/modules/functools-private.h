/* SPDX-License-Identifier: MIT */
/* The types of the module _functools. */
#pragma once

#include "gcore/refcount/object.h"

typedef struct
{
  GcoreObject base;
  GcoreObject *function, *args, *keywords; /* owned: the callable, a tuple, a dict */
  GcoreObject *dict, *weak_list;
  GcoreVectorcallFunc vectorcall;
} GcorePartial;

/* cmp_to_key (compare) has no value yet; calling it makes one that has. */
typedef struct
{
  GcoreObject base;
  GcoreObject *compare; /* owned */
  GcoreObject *value;   /* owned or NULL */
} GcoreKeyWrapper;

/* A remembered result: in the cache's dict under its key, and in a ring from the one used longest ago to the one used
 * last. Both own a reference to it. */
typedef struct GcoreCacheLink
{
  GcoreObject base;
  struct GcoreCacheLink *previous, *next;
  intptr_t hash;
  GcoreObject *key, *result; /* owned */
} GcoreCacheLink;

typedef struct
{
  GcoreCacheLink root; /* between the last and the first link of the ring; its base is the wrapper's header */
  bool typed;          /* arguments of different types are different */
  GcoreObject *results; /* owned dict; of links, or of results if there is no limit */
  intptr_t hits, misses;
  GcoreObject *function; /* owned */
  intptr_t maxsize;      /* -1: no limit */
  GcoreObject *keyword_mark, *info_type; /* owned */
  void *reserved[2]; /* keeps the size CPython's */
  GcoreObject *dict, *weak_list;
} GcoreCacheWrapper;

/* cmp_to_key (compare). */
GcoreObject *gcore_key_wrapper_new (GcoreObject *compare);
