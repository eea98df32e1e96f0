/* SPDX-License-Identifier: MIT */
/* A small map from names to numbers that keeps the order of insertion. Names are interned, so their addresses are
 * compared; any other address will do as a key too. All memory comes from an arena and nothing is ever removed. */
#pragma once

#include "gcore/language/arena.h"

typedef struct
{
  const void *key; /* borrowed; NULL: removed */
  intptr_t value;
} GcoreNameEntry;

/* count <= capacity; index has index_size slots, a power of two at least twice the capacity, of entry number + 1 or 0.
 * No index while there are few entries. */
typedef struct
{
  GcoreArena *arena;
  GcoreNameEntry *entries;
  int32_t *index;
  intptr_t count, capacity, index_size;
} GcoreNameMap;

void gcore_name_map_init (GcoreNameMap *map, GcoreArena *arena);
/* Number of entry KEY is at, or -1. */
intptr_t gcore_name_map_find (const GcoreNameMap *map, const void *key);
/* The value of KEY, or FALLBACK. */
intptr_t gcore_name_map_get (const GcoreNameMap *map, const void *key, intptr_t fallback);
bool gcore_name_map_contains (const GcoreNameMap *map, const void *key);
/* Sets KEY's value; an entry there already keeps its place. False with MemoryError. */
bool gcore_name_map_set (GcoreNameMap *map, const void *key, intptr_t value);
/* The value of KEY; if there is none, the number of entries so far becomes it. -1 with MemoryError. */
intptr_t gcore_name_map_add (GcoreNameMap *map, const void *key);
/* Adds all entries of OTHER. False with MemoryError. */
bool gcore_name_map_merge (GcoreNameMap *map, const GcoreNameMap *other);
/* Forgets KEY (its place stays unused); whether it was there. */
bool gcore_name_map_discard (GcoreNameMap *map, const void *key);
