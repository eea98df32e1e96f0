/* SPDX-License-Identifier: MIT */
/* Allocation: the way a request takes, from the size class's ring of pools to the arenas and the large blocks.
 * Start reading at gcore_mem_alloc. */
#include "gcore/memory/memory.h"

#include "gcore/memory/memory-private.h"

/* Bytes that may be taken beyond the quota once it has been hit, so that the MemoryError can be raised and handled. */
#define RESERVE (UINT64_C (2) << 20)

void
gcore_mem_start (void)
{
  GcoreMemory *memory = MEMORY;
  for (uint32_t i = 0; i < GCORE_N_SIZE_CLASSES; i++)
    memory->rings[i] = &memory->no_pool;
}

/* --- quota -------------------------------------------------------------------------------------------------------- */

bool
gcore_mem_take_bytes (uint64_t bytes)
{
  GcoreMemory *memory = MEMORY;
  uint64_t limit = gcore_image_quota ();
  if (memory->reserve_open && bytes <= GCORE_ARENA_SIZE && limit < UINT64_MAX - RESERVE)
    limit += RESERVE;
  if (memory->bytes > limit || bytes > limit - memory->bytes)
    {
      memory->reserve_open = true;
      return false;
    }
  memory->bytes += bytes;
  if (memory->bytes > memory->peak_bytes)
    memory->peak_bytes = memory->bytes;
  return true;
}

void
gcore_mem_return_bytes (uint64_t bytes)
{
  GcoreMemory *memory = MEMORY;
  memory->bytes -= bytes;
  if (memory->bytes < gcore_image_quota ())
    memory->reserve_open = false;
}

/* --- small blocks ------------------------------------------------------------------------------------------------- */

/* Puts POOL at the front of its class's ring. */
static void
link_pool (GcoreMemory *memory, GcorePool *pool)
{
  GcorePool *first = memory->rings[pool->size_class];
  pool->previous = NULL;
  pool->next = first;
  first->previous = pool; /* harmless if it is no_pool */
  memory->rings[pool->size_class] = pool;
}

static void
unlink_pool (GcoreMemory *memory, GcorePool *pool)
{
  if (pool->previous != NULL)
    pool->previous->next = pool->next;
  else
    memory->rings[pool->size_class] = pool->next;
  pool->next->previous = pool->previous;
}

/* Called when the list of free blocks has run dry: cuts off one more, or takes the full pool out of its ring. */
static GCORE_NOINLINE void
refill_pool (GcoreMemory *memory, GcorePool *pool)
{
  uint32_t size = class_size (pool->size_class);
  if (pool->fresh <= pool->last)
    {
      void **block = (void **) ((char *) pool + pool->fresh);
      pool->fresh += size;
      UNPOISON (block, sizeof *block);
      *block = NULL;
      POISON (block, sizeof *block);
      pool->free = block;
      return;
    }
  if (pool->fresh == pool->last + size)
    pool->fresh += size;
  unlink_pool (memory, pool);
}

/* Takes the pool's first free block, which exists. */
GCORE_INLINE void *
take_block (GcoreMemory *memory, GcorePool *pool, size_t size)
{
  void **block = pool->free;
  UNPOISON (block, class_size (pool->size_class));
  void *next = *block;
  pool->used++;
  pool->free = next;
  if (GCORE_UNLIKELY (next == NULL))
    refill_pool (memory, pool);
#if GCORE_HAVE_ASAN
  POISON ((char *) block + size, class_size (pool->size_class) - size);
#endif
  return block;
}

/* The first block of a class that has no used pool. A pool that had the same class before keeps its list of free
 * blocks, so blocks come again in the order in which they were last freed. */
static GCORE_NOINLINE void *
alloc_from_new_pool (GcoreMemory *memory, uint32_t size_class, size_t size)
{
  GcorePool *pool = gcore_arenas_take_pool ();
  if (pool == NULL)
    return NULL;
  if (pool->size_class != size_class)
    {
      uint32_t block_size = class_size (size_class);
      pool->size_class = size_class;
      pool->fresh = GCORE_POOL_HEADER_SIZE;
      pool->last = GCORE_POOL_HEADER_SIZE + (pool_capacity (block_size) - 1) * block_size;
      POISON ((char *) pool + GCORE_POOL_HEADER_SIZE, GCORE_POOL_SIZE - GCORE_POOL_HEADER_SIZE);
      refill_pool (memory, pool);
    }
  link_pool (memory, pool);
  return take_block (memory, pool, size);
}

static GCORE_NOINLINE void *
alloc_zero_or_large (size_t size)
{
  return size == 0 ? gcore_mem_alloc (1) : gcore_large_alloc (size);
}

GCORE_INLINE void *
alloc (GcoreMemory *memory, size_t size)
{
  if (GCORE_LIKELY (size - 1 < GCORE_SMALL_LIMIT)) /* so 0 is not small */
    {
      uint32_t size_class = (uint32_t) (size - 1) >> 4;
      GcorePool *pool = memory->rings[size_class];
      if (GCORE_LIKELY (pool->free != NULL))
        return take_block (memory, pool, size);
      return alloc_from_new_pool (memory, size_class, size);
    }
  return alloc_zero_or_large (size);
}

_Static_assert (offsetof (GcoreMemory, recording) == GCORE_OFFSET_RECORDING - GCORE_OFFSET_MEMORY, "see memory.h");

void
gcore_mem_record_birth (void *block)
{
  GcoreBirthClock *clock = &MEMORY->clock;
  if (clock->update != NULL)
    clock->update (clock);
  *(GcoreBirth *) (void *) ((char *) block + GCORE_OFFSET_BIRTHS)
      = (GcoreBirth){ .tick = clock->tick, .serial = ++clock->serial, .line = clock->line };
  clock->born[clock->serial % GCORE_N_BORN] = block;
}

/* While births are recorded or a failure is due. */
static GCORE_NOINLINE void *
alloc_watched (GcoreMemory *memory, size_t size)
{
  if (memory->fail_countdown != 0 && --memory->fail_countdown == 0)
    {
      memory->has_failed = true;
      memory->watched = memory->recording;
      return NULL;
    }
  void *block = alloc (memory, size != 0 ? size : 1);
  if (block != NULL && memory->recording)
    gcore_mem_record_birth (block);
  return block;
}

void *
gcore_mem_alloc (size_t size)
{
  GcoreMemory *memory = MEMORY;
  if (GCORE_UNLIKELY (memory->watched))
    return alloc_watched (memory, size);
  return alloc (memory, size);
}

void *
gcore_mem_alloc0 (size_t size)
{
  void *block = gcore_mem_alloc (size);
  if (block != NULL)
    memset (block, 0, size);
  return block;
}

void *
gcore_mem_alloc_scratch (size_t size)
{
  uint64_t quota = gcore_image_quota ();
  gcore_image_set_quota (UINT64_MAX);
  void *block = alloc (MEMORY, size);
  gcore_image_set_quota (quota);
  return block;
}

/* A pool whose last block in use was freed leaves the ring. */
static GCORE_NOINLINE void
pool_emptied (GcorePool *pool)
{
  unlink_pool (MEMORY, pool);
  gcore_arenas_return_pool (pool);
}

void
gcore_mem_free (void *block)
{
  if (GCORE_UNLIKELY (block == NULL))
    return;
  if (GCORE_UNLIKELY (is_large (block)))
    {
      gcore_large_free (block);
      return;
    }
  GcorePool *pool = pool_of (block);
  void *next = pool->free;
#if GCORE_HAVE_ASAN
  (void) *(volatile char *) block; /* reports a block freed twice */
  UNPOISON (block, sizeof next); /* of a tiny block only the bytes asked for are addressable */
#endif
  *(void **) block = next;
  POISON (block, class_size (pool->size_class));
  pool->free = block;
  uint32_t used = --pool->used;
  if (GCORE_UNLIKELY (next == NULL))
    link_pool (MEMORY, pool);
  else if (GCORE_UNLIKELY (used == 0))
    pool_emptied (pool);
}

/* --- resizing ----------------------------------------------------------------------------------------------------- */

/* A small block stays where it is while that wastes no more than a quarter of it; a large block stays large. */
static bool
resize_in_place (void *block, size_t size)
{
  if (is_large (block))
    return gcore_large_resize (block, size);
  uint32_t block_size = class_size (pool_of (block)->size_class);
  if (size > block_size || 4 * size <= 3 * block_size)
    return false;
  UNPOISON (block, size);
  POISON ((char *) block + size, block_size - size);
  return true;
}

void *
gcore_mem_realloc (void *block, size_t size)
{
  if (block == NULL)
    return gcore_mem_alloc (size);
  if (size == 0)
    size = 1;
  if (resize_in_place (block, size))
    return block;
  void *copy = gcore_mem_alloc (size);
  if (copy == NULL)
    return NULL;
  size_t old_size = gcore_mem_block_size (block);
  UNPOISON (block, old_size);
  memcpy (copy, block, size < old_size ? size : old_size);
  gcore_mem_free (block);
  return copy;
}

size_t
gcore_mem_block_size (const void *block)
{
  if (is_large (block))
    return (large_header (block)->size & ~LARGE_IN_USE) - LARGE_HEADER_SIZE;
  return class_size (pool_of (block)->size_class);
}

/* --- failure on demand, birth records ----------------------------------------------------------------------------- */

void
gcore_mem_fail_after (uint64_t n)
{
  GcoreMemory *memory = MEMORY;
  memory->fail_countdown = n;
  memory->has_failed = false;
  memory->watched = n != 0 || memory->recording;
}

bool
gcore_mem_has_failed (void)
{
  return MEMORY->has_failed;
}

GcoreBirthClock *
gcore_mem_birth_clock (void)
{
  return &MEMORY->clock;
}

void
gcore_mem_set_recording (bool on)
{
  GcoreMemory *memory = MEMORY;
  if (on && !memory->recording)
    gcore_image_use_births ();
  memory->recording = on;
  memory->watched = on || memory->fail_countdown != 0;
}

bool
gcore_mem_is_recording (void)
{
  return MEMORY->recording;
}
