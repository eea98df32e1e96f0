/* SPDX-License-Identifier: MIT */
/* Checks of the allocator's structures. Each function returns what is wrong, or NULL. */
#include "gcore/memory/memory-private.h"

#define CHECK(condition, message)                                                                                      \
  do                                                                                                                   \
    {                                                                                                                  \
      if (!(condition))                                                                                                \
        return message;                                                                                                \
    }                                                                                                                  \
  while (0)

/* What the walk over all arenas adds up, to be compared with what the lists say. */
typedef struct
{
  GcoreCheckTier tier;
  uint32_t arenas;
  uint32_t usable_arenas;
  uint32_t ring_pools[GCORE_N_SIZE_CLASSES];
} Totals;

static const char *
check_pool (const GcorePool *pool, Totals *totals)
{
  CHECK (pool->size_class < GCORE_N_SIZE_CLASSES, "pool: no such size class");
  uint32_t size = class_size (pool->size_class), capacity = pool_capacity (size);
  CHECK (pool->last == GCORE_POOL_HEADER_SIZE + (capacity - 1) * size, "pool: wrong last block");
  CHECK ((pool->fresh - GCORE_POOL_HEADER_SIZE) % size == 0, "pool: next untouched block is between two");
  uint32_t touched = pool_touched (pool);
  CHECK (touched <= capacity, "pool: more blocks touched than there are");
  CHECK (pool->used <= touched, "pool: more blocks used than touched");
  CHECK ((pool->free == NULL) == (pool->used == capacity), "pool: full and list of free blocks disagree");
  if (pool->used > 0 && pool->used < capacity)
    totals->ring_pools[pool->size_class]++;
  if (totals->tier < GCORE_CHECK_FULL)
    return NULL;
  GcoreBlockSet set;
  CHECK (gcore_pool_free_blocks (pool, &set), "pool: damaged list of free blocks");
  uint32_t listed = 0;
  for (size_t i = 0; i < GCORE_N_ELEMENTS (set.words); i++)
    listed += (uint32_t) __builtin_popcountll (set.words[i]);
  uint32_t ahead = touched < capacity ? 1 : 0; /* the one cut off ahead of need */
  CHECK (listed == touched - pool->used + ahead, "pool: used + freed + untouched is not its capacity");
  return NULL;
}

static const char *
check_arena (const GcoreArena *arena, Totals *totals)
{
  totals->arenas++;
  totals->usable_arenas += arena->n_empty > 0;
  CHECK (arena->n_touched <= GCORE_POOLS_PER_ARENA, "arena: too many pools");
  uint32_t n_empty = GCORE_POOLS_PER_ARENA - arena->n_touched, n_listed = n_empty;
  for (uint32_t i = 0; i < arena->n_touched; i++)
    {
      const void *address = arena_address (arena) + (size_t) i * GCORE_POOL_SIZE;
      const char *problem = check_pool (address, totals);
      if (problem != NULL)
        return problem;
      n_empty += ((const GcorePool *) address)->used == 0;
    }
  CHECK (n_empty == arena->n_empty, "arena: wrong number of empty pools");
  for (const GcorePool *pool = arena->empty; pool != NULL; pool = pool->next)
    {
      CHECK (arena_of (pool) == arena && pool->used == 0, "arena: its list of empty pools holds another pool");
      CHECK (n_listed++ < n_empty, "arena: its list of empty pools goes round");
    }
  CHECK (n_listed == n_empty, "arena: an empty pool is not listed");
  return NULL;
}

static const char *
check_usable_arenas (const GcoreMemory *memory, const Totals *totals)
{
  uint32_t n = 0;
  const GcoreArena *previous = NULL;
  for (const GcoreArena *arena = memory->usable; arena != NULL; previous = arena, arena = arena->next)
    {
      CHECK (n++ < totals->usable_arenas, "usable arenas: the list goes round");
      CHECK (arena->held && arena->n_empty > 0, "usable arenas: one without empty pools");
      CHECK (arena->previous == previous, "usable arenas: links disagree");
      CHECK (previous == NULL || previous->n_empty <= arena->n_empty, "usable arenas: not sorted");
      bool is_last = arena->next == NULL || arena->next->n_empty != arena->n_empty;
      CHECK (!is_last || memory->last_with[arena->n_empty] == arena, "usable arenas: wrong shortcut");
    }
  CHECK (n == totals->usable_arenas, "usable arenas: one is missing");
  for (uint32_t i = 0; i <= GCORE_POOLS_PER_ARENA; i++)
    CHECK (memory->last_with[i] == NULL || (memory->last_with[i]->held && memory->last_with[i]->n_empty == i),
           "usable arenas: stale shortcut");
  return NULL;
}

static const char *
check_rings (const GcoreMemory *memory, const Totals *totals)
{
  for (uint32_t i = 0; i < GCORE_N_SIZE_CLASSES; i++)
    {
      uint32_t n = 0;
      const GcorePool *previous = NULL;
      for (const GcorePool *pool = memory->rings[i]; pool != &memory->no_pool; previous = pool, pool = pool->next)
        {
          CHECK (n++ < totals->ring_pools[i], "ring: goes round, or holds a pool that does not belong there");
          CHECK (pool->size_class == i && pool->free != NULL && pool->used > 0, "ring: pool in the wrong place");
          CHECK (pool->previous == previous, "ring: links disagree");
        }
      CHECK (n == totals->ring_pools[i], "ring: a pool is missing");
    }
  return NULL;
}

static const char *
check_large (const GcoreMemory *memory)
{
  uint64_t at = 0, previous_size = 0, n = 0, bytes = 0, n_free = 0;
  bool previous_free = false;
  while (at < memory->large_top)
    {
      const GcoreLargeBlock *block = GCORE_IMAGE_AT (GCORE_OFFSET_LARGE + at);
      uint64_t size = block->size & ~LARGE_IN_USE;
      CHECK (size > GCORE_SMALL_LIMIT && size % 16 == 0 && size <= memory->large_top - at, "large block: wrong size");
      CHECK (block->previous_size == previous_size, "large block: does not know the one before");
      bool free = (block->size & LARGE_IN_USE) == 0;
      CHECK (!(free && previous_free), "large block: two free ones side by side");
      n += !free;
      n_free += free;
      bytes += free ? 0 : size;
      previous_size = size;
      previous_free = free;
      at += size;
    }
  CHECK (!previous_free, "large block: the last one is free");
  CHECK (previous_size == memory->large_last_size, "large block: the last one has another size");
  CHECK (n == memory->n_large && bytes == memory->large_bytes, "large blocks: wrong number or bytes");
  for (uint32_t i = 0; i < LARGE_BINS; i++)
    {
      CHECK ((memory->bins[i] != NULL) == ((memory->bin_bits[i / 64] >> i % 64 & 1) != 0), "large bins: wrong bit");
      for (const GcoreLargeBlock *block = memory->bins[i]; block != NULL; block = block->next)
        CHECK ((block->size & LARGE_IN_USE) == 0 && n_free-- != 0, "large bins: a block that is not free");
    }
  CHECK (n_free == 0, "large bins: a free block is missing");
  return NULL;
}

const char *
gcore_mem_check (GcoreCheckTier tier)
{
  const GcoreMemory *memory = MEMORY;
  Totals totals = { .tier = tier };
  const char *problem = NULL;
  for (uint32_t i = 0; i < memory->n_descriptors && problem == NULL; i++)
    if (ARENA_TABLE[i].held)
      problem = check_arena (&ARENA_TABLE[i], &totals);
  if (problem == NULL)
    problem = check_usable_arenas (memory, &totals);
  if (problem == NULL)
    problem = check_rings (memory, &totals);
  if (problem == NULL)
    problem = check_large (memory);
  if (problem != NULL)
    return problem;
  CHECK (totals.arenas == memory->n_arenas, "wrong number of arenas");
  uint64_t arena_bytes = memory->n_arenas * (uint64_t) GCORE_ARENA_SIZE;
  CHECK (memory->bytes == arena_bytes + memory->large_bytes, "wrong number of bytes");
  return NULL;
}
