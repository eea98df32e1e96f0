/* SPDX-License-Identifier: MIT */
/* Structures of the allocator, for the files of gcore/memory and their tests. */
#pragma once

#include "gcore/memory/memory.h"

#if GCORE_HAVE_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(address, size) ASAN_POISON_MEMORY_REGION (address, size)
#define UNPOISON(address, size) ASAN_UNPOISON_MEMORY_REGION (address, size)
#else
#define POISON(address, size) ((void) 0)
#define UNPOISON(address, size) ((void) 0)
#endif

/* --- pools -------------------------------------------------------------------------------------------------------- */

/* A pool's header, in its first 48 bytes. Its states:
 *
 *     used   some blocks handed out, some not: in its class's ring, and `free` is not NULL
 *     full   all blocks handed out: in no list, and `free` is NULL; the first block freed makes it used
 *     empty  no block handed out: in its arena's list of empty pools, or, if the arena was just that, gone with it
 *
 * Untouched blocks are cut off one at a time, one block ahead of need: whenever the list of free blocks runs dry the
 * next untouched block is put on it, so that only a full pool has an empty list. Hence, with
 *
 *     touched = (fresh - GCORE_POOL_HEADER_SIZE) / block size - 1
 *
 * the blocks handed out at least once are the first `touched` ones; the one cut ahead is not among them. */
typedef struct GcorePool GcorePool;
struct GcorePool
{
  uint32_t used;       /* blocks handed out */
  uint32_t size_class; /* NO_CLASS in a pool never used */
  void *free;          /* the block freed last; a free block's first word is the next one */
  GcorePool *next;     /* in the ring; or next empty pool of the arena */
  GcorePool *previous; /* in the ring */
  uint32_t fresh;      /* bytes to the next block to be cut off; one block further in a pool that was full */
  uint32_t last;       /* bytes to the last block */
  uint64_t unused;
};
_Static_assert (sizeof (GcorePool) == GCORE_POOL_HEADER_SIZE, "pool header");

GCORE_INLINE uint32_t
class_size (uint32_t size_class)
{
  return (size_class + 1) * 16;
}

GCORE_INLINE uint32_t
pool_capacity (uint32_t block_size)
{
  return (GCORE_POOL_SIZE - GCORE_POOL_HEADER_SIZE) / block_size;
}

/* A pool that has a class. */
GCORE_INLINE uint32_t
pool_touched (const GcorePool *pool)
{
  return (pool->fresh - GCORE_POOL_HEADER_SIZE) / class_size (pool->size_class) - 1;
}

/* The pool of a small block. */
GCORE_INLINE GcorePool *
pool_of (const void *block)
{
  return (GcorePool *) ((uintptr_t) block & ~(uintptr_t) (GCORE_POOL_SIZE - 1));
}

/* --- arenas ------------------------------------------------------------------------------------------------------- */

/* Descriptors stand in a table of their own at GCORE_OFFSET_ARENA_TABLE; the arena with index i lies i MiB into its
 * region, so either is computed from the other. Arenas with empty pools form a list, fewest empty pools first. */
typedef struct GcoreArena GcoreArena;
struct GcoreArena
{
  GcoreArena *next;     /* in the list; or next descriptor to be taken again */
  GcoreArena *previous;
  GcorePool *empty;     /* pools returned */
  uint32_t n_empty;     /* pools returned and pools never used */
  uint32_t n_touched;   /* pools used since the arena was taken: its first ones */
  bool held;
};
_Static_assert (sizeof (GcoreArena) * GCORE_MAX_ARENAS <= GCORE_STATE_SIZE - GCORE_OFFSET_ARENA_TABLE,
                "arena table fits its place");

#define ARENA_TABLE ((GcoreArena *) GCORE_IMAGE_AT (GCORE_OFFSET_ARENA_TABLE))

/* --- large blocks ------------------------------------------------------------------------------------------------- */

/* Header of a block in the large region, right before its bytes. Blocks lie without gaps from the region's start up to
 * large_top; no two free ones are neighbours, and the last one is not free. */
typedef struct GcoreLargeBlock GcoreLargeBlock;
struct GcoreLargeBlock
{
  uint64_t previous_size; /* bytes of the block before, its header included; 0 in the first block */
  uint64_t size;          /* bytes, header included, multiple of 16; bit 0: the block is in use */
  /* In free blocks only. The first bytes after the header are left alone, so that they can be poisoned. */
  uint64_t unused[2];
  GcoreLargeBlock *next; /* in the bin */
  GcoreLargeBlock *previous;
};
#define LARGE_HEADER_SIZE offsetof (GcoreLargeBlock, unused)
#define LARGE_IN_USE UINT64_C (1)
/* Bins for every 16 bytes up to 4 KiB, then 32 for each power of two. */
#define LARGE_LINEAR_BINS 256
#define LARGE_BINS (LARGE_LINEAR_BINS + 32 * 24)

/* --- the state ---------------------------------------------------------------------------------------------------- */

typedef struct
{
  GcorePool *rings[GCORE_N_SIZE_CLASSES]; /* first used pool of each class; &no_pool ends a ring */
  bool watched; /* recording, or a failure is asked for: allocations take the slow way */
  bool recording;
  bool has_failed;
  bool reserve_open;       /* the quota was hit: arenas and modest blocks may take the reserve */
  uint64_t fail_countdown; /* allocations until the one to fail; 0: none is to fail */
  GcorePool no_pool;       /* never has a free block */
  GcoreBirthClock clock;

  GcoreArena *usable;          /* arenas with empty pools, fewest first */
  GcoreArena *last_with[GCORE_POOLS_PER_ARENA + 1]; /* last arena in that list with so many empty pools, or NULL */
  GcoreArena *unused_arenas;   /* descriptors given back */
  uint32_t n_descriptors;      /* descriptors ever used: the first ones of the table */
  uint32_t n_arenas;           /* held */
  uint32_t n_arenas_peak;
  uint64_t n_arenas_allocated; /* ever */

  uint64_t large_top;       /* bytes of the region in blocks */
  uint64_t large_high;      /* bytes of the region that may not be zero; >= large_top */
  uint64_t large_last_size; /* bytes of the last block before large_top */
  uint64_t n_large;         /* blocks in use */
  uint64_t large_bytes;     /* of these, headers included */
  uint64_t bin_words;       /* bit w: bin_bits[w] is not 0 */
  uint64_t bin_bits[LARGE_BINS / 64]; /* bit b: bins[b] is not empty */
  GcoreLargeBlock *bins[LARGE_BINS];

  uint64_t bytes; /* n_arenas * GCORE_ARENA_SIZE + large_bytes */
  uint64_t peak_bytes;
} GcoreMemory;
_Static_assert (sizeof (GcoreMemory) <= GCORE_OFFSET_COLLECTOR, "memory state fits its place");

#define MEMORY ((GcoreMemory *) GCORE_IMAGE_AT (GCORE_OFFSET_MEMORY))
#define NO_CLASS UINT32_MAX

/* Regions are told apart by one bit of the address: slots are aligned to their size. */
GCORE_INLINE bool
is_large (const void *block)
{
  return ((uintptr_t) block & GCORE_OFFSET_LARGE) != 0;
}

GCORE_INLINE char *
arena_address (const GcoreArena *arena)
{
  return gcore_image_base + GCORE_OFFSET_ARENAS + (uint64_t) (arena - ARENA_TABLE) * GCORE_ARENA_SIZE;
}

/* For an address in the arenas' region. */
GCORE_INLINE GcoreArena *
arena_of (const void *address)
{
  return &ARENA_TABLE[((uintptr_t) address - (uintptr_t) gcore_image_base - GCORE_OFFSET_ARENAS) / GCORE_ARENA_SIZE];
}

/* Counts BYTES more towards the quota; false (and nothing counted) if that passes it. */
bool gcore_mem_take_bytes (uint64_t bytes);
void gcore_mem_return_bytes (uint64_t bytes);

/* An empty pool of the fullest arena that has one, not in any list; NULL if the quota is reached. */
GcorePool *gcore_arenas_take_pool (void);
/* Gives an empty pool, in no list, back to its arena, and perhaps the arena to the system. */
void gcore_arenas_return_pool (GcorePool *pool);

void *gcore_large_alloc (size_t size);
void gcore_large_free (void *block);
/* Resizes BLOCK where it lies; false if that is not possible. */
bool gcore_large_resize (void *block, size_t size);
GCORE_INLINE GcoreLargeBlock *
large_header (const void *block)
{
  return (GcoreLargeBlock *) (void *) ((char *) block - LARGE_HEADER_SIZE);
}

/* Bit i set: block i of the pool is in its list of free blocks (the one cut ahead included). False if the list is
 * damaged. */
typedef struct
{
  uint64_t words[(GCORE_POOL_SIZE / 16 + 63) / 64];
} GcoreBlockSet;
bool gcore_pool_free_blocks (const GcorePool *pool, GcoreBlockSet *set);
