/* SPDX-License-Identifier: MIT */
/* Reading the allocator's structures without changing them: walks, statistics, looking up addresses. */
#include "gcore/memory/memory-private.h"


/* A word of a free block, which may be poisoned. */
static void *
next_free (void *block)
{
  UNPOISON (block, sizeof (void *));
  void *next = *(void **) block;
  POISON (block, sizeof (void *));
  return next;
}

bool
gcore_pool_free_blocks (const GcorePool *pool, GcoreBlockSet *set)
{
  uint32_t size = class_size (pool->size_class);
  uint32_t limit = pool_capacity (size) - pool->used;
  memset (set, 0, sizeof *set);
  for (char *block = pool->free; block != NULL; block = next_free (block))
    {
      uintptr_t offset = (uintptr_t) block - (uintptr_t) pool - GCORE_POOL_HEADER_SIZE;
      if (offset >= GCORE_POOL_SIZE - GCORE_POOL_HEADER_SIZE || offset % size != 0 || limit-- == 0)
        return false;
      set->words[offset / size / 64] |= UINT64_C (1) << offset / size % 64;
    }
  return true;
}

GCORE_INLINE bool
is_member (const GcoreBlockSet *set, uint32_t i)
{
  return (set->words[i / 64] >> i % 64 & 1) != 0;
}

static GcoreMemBlockState
block_state (const GcorePool *pool, const GcoreBlockSet *free_blocks, uint32_t i)
{
  if (i >= pool_touched (pool))
    return GCORE_MEM_BLOCK_UNTOUCHED;
  return is_member (free_blocks, i) ? GCORE_MEM_BLOCK_FREED : GCORE_MEM_BLOCK_USED;
}

/* --- walks -------------------------------------------------------------------------------------------------------- */

bool
gcore_mem_visit_arenas (GcoreArenaVisitor visit, void *data)
{
  for (uint32_t i = 0; i < MEMORY->n_descriptors; i++)
    {
      const GcoreArena *arena = &ARENA_TABLE[i];
      if (!arena->held)
        continue;
      GcoreArenaInfo info = { .address = arena_address (arena),
                              .index = i,
                              .free_pools = arena->n_empty,
                              .fresh_pools = GCORE_POOLS_PER_ARENA - arena->n_touched };
      if (!visit (&info, data))
        return false;
    }
  return true;
}

static GcorePoolInfo
pool_info (GcorePool *pool)
{
  GcorePoolInfo info = { .address = (char *) pool, .used = pool->used };
  if (pool->used == 0)
    return info;
  info.size_class = pool->size_class;
  info.block_size = class_size (pool->size_class);
  info.capacity = pool_capacity (info.block_size);
  info.freed = pool_touched (pool) - pool->used;
  return info;
}

bool
gcore_mem_visit_pools (const char *arena, GcorePoolVisitor visit, void *data)
{
  uint32_t n = arena_of (arena)->n_touched;
  for (uint32_t i = 0; i < n; i++)
    {
      GcorePoolInfo info = pool_info ((GcorePool *) (void *) (uintptr_t) (arena + (size_t) i * GCORE_POOL_SIZE));
      if (!visit (&info, data))
        return false;
    }
  return true;
}

bool
gcore_mem_visit_blocks (const char *address, GcoreBlockVisitor visit, void *data)
{
  GcorePool *pool = pool_of (address);
  GcoreBlockSet free_blocks;
  if (pool->used == 0)
    return true;
  gcore_pool_free_blocks (pool, &free_blocks);
  uint32_t size = class_size (pool->size_class), n = pool_capacity (size);
  char *block = (char *) pool + GCORE_POOL_HEADER_SIZE;
  for (uint32_t i = 0; i < n; i++, block += size)
    if (!visit (block, size, block_state (pool, &free_blocks, i), data))
      return false;
  return true;
}

bool
gcore_mem_visit_large (GcoreBlockVisitor visit, void *data)
{
  char *at = GCORE_IMAGE_AT (GCORE_OFFSET_LARGE), *end = at + MEMORY->large_top;
  while (at < end)
    {
      GcoreLargeBlock *block = (GcoreLargeBlock *) (void *) at;
      uint64_t size = block->size & ~LARGE_IN_USE;
      GcoreMemBlockState state = (block->size & LARGE_IN_USE) != 0 ? GCORE_MEM_BLOCK_USED : GCORE_MEM_BLOCK_FREED;
      if (!visit (at + LARGE_HEADER_SIZE, size - LARGE_HEADER_SIZE, state, data))
        return false;
      at += size;
    }
  return true;
}

/* --- looking up an address ---------------------------------------------------------------------------------------- */

static char *
small_block_at (const char *address, size_t *size)
{
  const GcoreArena *arena = arena_of (address);
  if (!arena->held || (uint64_t) (address - arena_address (arena)) >= arena->n_touched * (uint64_t) GCORE_POOL_SIZE)
    return NULL;
  GcorePool *pool = pool_of (address);
  uint32_t offset = (uint32_t) (address - (char *) pool);
  if (pool->used == 0 || offset < GCORE_POOL_HEADER_SIZE)
    return NULL;
  uint32_t block_size = class_size (pool->size_class);
  uint32_t i = (offset - GCORE_POOL_HEADER_SIZE) / block_size;
  GcoreBlockSet free_blocks;
  gcore_pool_free_blocks (pool, &free_blocks);
  if (i >= pool_capacity (block_size) || block_state (pool, &free_blocks, i) != GCORE_MEM_BLOCK_USED)
    return NULL;
  *size = block_size;
  return (char *) pool + GCORE_POOL_HEADER_SIZE + i * (size_t) block_size;
}

typedef struct
{
  const char *address;
  char *found;
  size_t size;
} LargeSearch;

static bool
search_large (char *block, size_t size, GcoreMemBlockState state, void *data)
{
  LargeSearch *search = data;
  if (search->address >= block + size)
    return true;
  if (search->address >= block && state == GCORE_MEM_BLOCK_USED)
    {
      search->found = block;
      search->size = size;
    }
  return false;
}

char *
gcore_mem_block_at (const void *address, size_t *size)
{
  size_t ignored;
  if (size == NULL)
    size = &ignored;
  uint64_t offset = (uintptr_t) address - (uintptr_t) gcore_image_base;
  if (offset - GCORE_OFFSET_ARENAS < GCORE_ARENAS_SIZE)
    return small_block_at (address, size);
  if (offset - GCORE_OFFSET_LARGE >= MEMORY->large_top)
    return NULL;
  LargeSearch search = { .address = address };
  gcore_mem_visit_large (search_large, &search);
  *size = search.size;
  return search.found;
}

bool
gcore_mem_is_block (const void *address)
{
  return address != NULL && gcore_mem_block_at (address, NULL) == address;
}

const GcoreBirth *
gcore_mem_birth (const void *address)
{
  uint64_t offset = (uintptr_t) address - (uintptr_t) gcore_image_base;
  if (!MEMORY->recording || offset < GCORE_OFFSET_ARENAS || offset >= GCORE_OFFSET_BIRTHS)
    return NULL;
  const GcoreBirth *birth = (const GcoreBirth *) (const void *) ((const char *) address + GCORE_OFFSET_BIRTHS);
  return birth->serial != 0 ? birth : NULL;
}

uint32_t
gcore_mem_pool_used (const char *pool)
{
  return ((const GcorePool *) (const void *) pool)->used;
}

/* --- statistics --------------------------------------------------------------------------------------------------- */

static bool
count_pool (const GcorePoolInfo *pool, void *data)
{
  GcoreMemStats *stats = data;
  if (pool->used == 0)
    return true;
  GcoreMemClassStats *class_stats = &stats->classes[pool->size_class];
  class_stats->pools++;
  class_stats->used += pool->used;
  class_stats->freed += pool->freed;
  class_stats->untouched += pool->capacity - pool->used - pool->freed;
  return true;
}

static bool
count_arena (const GcoreArenaInfo *arena, void *data)
{
  ((GcoreMemStats *) data)->empty_pools += arena->free_pools;
  return gcore_mem_visit_pools (arena->address, count_pool, data);
}

void
gcore_mem_get_stats (GcoreMemStats *stats)
{
  const GcoreMemory *memory = MEMORY;
  *stats = (GcoreMemStats){ .arenas = memory->n_arenas,
                            .arenas_allocated = memory->n_arenas_allocated,
                            .arenas_peak = memory->n_arenas_peak,
                            .large_blocks = memory->n_large,
                            .large_bytes = memory->large_bytes,
                            .large_free_bytes = memory->large_top - memory->large_bytes,
                            .bytes = memory->bytes,
                            .peak_bytes = memory->peak_bytes };
  gcore_mem_visit_arenas (count_arena, stats);
  for (uint32_t i = 0; i < GCORE_N_SIZE_CLASSES; i++)
    {
      GcoreMemClassStats *class_stats = &stats->classes[i];
      class_stats->block_size = class_size (i);
      stats->small_blocks += class_stats->used;
      stats->small_bytes += class_stats->used * class_stats->block_size;
    }
}

uint64_t
gcore_mem_large_bytes (void)
{
  return MEMORY->large_bytes;
}

uint64_t
gcore_mem_allocated_blocks (void)
{
  uint64_t n = MEMORY->n_large;
  for (uint32_t i = 0; i < MEMORY->n_descriptors; i++)
    {
      const GcoreArena *arena = &ARENA_TABLE[i];
      if (arena->held)
        for (uint32_t j = 0; j < arena->n_touched; j++)
          n += ((const GcorePool *) (const void *) (arena_address (arena) + (size_t) j * GCORE_POOL_SIZE))->used;
    }
  return n;
}
