/* SPDX-License-Identifier: MIT */
/* What a snapshot is put together with: growing columns and a pool of strings, each stored once. For everybody who
 * makes snapshots; gcore/history keeps its lists in such columns too. */
#pragma once

#include "gcore/record/snapshot.h"

/* Makes room for one more item in the column ITEMS of COUNT items, which has room for *CAPACITY. False without
 * memory. */
#define gcore_column_reserve(items, count, capacity) \
  gcore_column_grow ((void **) &(items), count, &(capacity), sizeof *(items))
bool gcore_column_grow (void **items, uint32_t count, uint32_t *capacity, size_t item_size);

typedef struct
{
  char *bytes; /* handed over to the snapshot in the end */
  uint32_t size, capacity;
  uint32_t *slots; /* open addressing by hash: offsets, 0 free */
  uint32_t n_slots, n_used;
} GcoreStringPool;

/* Starts a pool with the empty string at offset 0. False without memory. */
bool gcore_string_pool_start (GcoreStringPool *pool);
/* The offset of TEXT in *OFFSET. False without memory. */
bool gcore_string_pool_add (GcoreStringPool *pool, const char *text, uint32_t *offset);
/* Frees the table, and the bytes unless they were handed over (set to NULL). */
void gcore_string_pool_finish (GcoreStringPool *pool);

/* Fills in incoming and incoming_start from refs. False without memory. */
bool gcore_snapshot_index_incoming (GcoreSnapshot *snapshot);
