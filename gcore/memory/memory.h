/* SPDX-License-Identifier: MIT */
/* The block allocator: size classes, pools and arenas as in CPython 3.11, and large blocks beyond 512 bytes.
 *
 * A request of up to 512 bytes belongs to one of 32 size classes, 16 bytes apart, and is served from a pool of 16 KiB
 * cut into blocks of that class; 64 pools make an arena of 1 MiB. Larger requests are served from a region of their
 * own. For every pool
 *
 *     used + freed + untouched = capacity = (GCORE_POOL_SIZE - GCORE_POOL_HEADER_SIZE) / class size
 *
 * Blocks are 16-byte aligned. A size of 0 counts as 1. Every function works on the current image, after
 * gcore_mem_start. */
#pragma once

#include "gcore/base/base.h"
#include "gcore/image/image.h"

#define GCORE_SMALL_LIMIT 512
#define GCORE_N_SIZE_CLASSES 32
#define GCORE_POOL_SIZE (16 * 1024)
#define GCORE_POOL_HEADER_SIZE 48
#define GCORE_ARENA_SIZE (1024 * 1024)
#define GCORE_POOLS_PER_ARENA (GCORE_ARENA_SIZE / GCORE_POOL_SIZE)
#define GCORE_MAX_ARENAS (GCORE_ARENAS_SIZE / GCORE_ARENA_SIZE)

/* Readies the allocator of a new image. */
void gcore_mem_start (void);

/* New block of SIZE bytes, contents undefined; NULL when the quota is reached. The caller then raises MemoryError. */
void *gcore_mem_alloc (size_t size);
/* The same, zeroed. */
void *gcore_mem_alloc0 (size_t size);
/* Grows or shrinks BLOCK (NULL: alloc). On failure returns NULL and BLOCK stays valid. */
void *gcore_mem_realloc (void *block, size_t size);
/* BLOCK may be NULL. */
void gcore_mem_free (void *block);
/* A block for a library that cannot be refused one: neither the quota nor a failure on demand counts, and it leaves no birth
 * record. NULL only at the end of the image's addresses. */
void *gcore_mem_alloc_scratch (size_t size);

/* --- failure on demand -------------------------------------------------------------------------------------------- */

/* Makes the Nth next allocation (1: the very next) return NULL, once; 0 calls that off. A realloc that stays in place
 * is no allocation. */
void gcore_mem_fail_after (uint64_t n);
/* Whether the failure asked for has happened. */
bool gcore_mem_has_failed (void);

/* --- birth records ------------------------------------------------------------------------------------------------ */

typedef struct
{
  uint64_t tick;   /* the clock's tick when the block was handed out */
  uint32_t serial; /* 1 for the first birth recorded; later births have greater serials */
  uint32_t line;   /* the clock's source line, 0: none */
} GcoreBirth;

#define GCORE_N_BORN 256 /* a power of two */

/* What the next birth is stamped with. */
typedef struct GcoreBirthClock GcoreBirthClock;
struct GcoreBirthClock
{
  uint64_t tick;
  uint32_t line;
  uint32_t serial; /* births recorded so far */
  /* Called before each birth that is recorded, to bring tick and line up to date; NULL: they are right as they are. */
  void (*update) (GcoreBirthClock *clock);
  void *born[GCORE_N_BORN]; /* the blocks born last: that with serial n at [n % GCORE_N_BORN] */
};

GcoreBirthClock *gcore_mem_birth_clock (void);
/* While on, every allocation leaves a record; a block resized in place keeps its own. Turning it on forgets all records
 * there were. */
void gcore_mem_set_recording (bool on);
bool gcore_mem_is_recording (void);
/* Stamps the block at ADDRESS as born now. */
void gcore_mem_record_birth (void *block);
/* Where the allocator keeps whether births are recorded, for the one line below. */
#define GCORE_OFFSET_RECORDING (GCORE_OFFSET_MEMORY + 32 * sizeof (void *) + 1)
/* To be called when a block that was parked (on a freelist) is handed out again: to the program it is a new object. */
GCORE_INLINE void
gcore_mem_reborn (void *block)
{
  if (GCORE_UNLIKELY (*(const bool *) GCORE_IMAGE_AT (GCORE_OFFSET_RECORDING)))
    gcore_mem_record_birth (block);
}
/* Record of the live block that starts at ADDRESS; NULL if it was born before recording was turned on, or it is off. */
const GcoreBirth *gcore_mem_birth (const void *address);

/* --- statistics --------------------------------------------------------------------------------------------------- */

typedef struct
{
  uint32_t block_size; /* bytes */
  uint32_t pools;      /* pools of this class, full ones included, empty ones not */
  uint64_t used;       /* blocks handed out */
  uint64_t freed;      /* blocks handed out before, free now */
  uint64_t untouched;  /* blocks never handed out since the pool took this class */
} GcoreMemClassStats;

typedef struct
{
  GcoreMemClassStats classes[GCORE_N_SIZE_CLASSES];
  uint64_t arenas;           /* arenas held now */
  uint64_t arenas_allocated; /* ever; every arena taken again counts anew */
  uint64_t arenas_peak;
  uint64_t empty_pools;      /* pools of held arenas that belong to no class at the moment */
  uint64_t small_blocks;     /* sum of used over the classes */
  uint64_t small_bytes;      /* the same in bytes of class sizes */
  uint64_t large_blocks;     /* live blocks in the large region */
  uint64_t large_bytes;      /* bytes they take, headers included */
  uint64_t large_free_bytes; /* holes between them */
  uint64_t bytes;            /* arenas * GCORE_ARENA_SIZE + large_bytes: what the quota limits */
  uint64_t peak_bytes;       /* the greatest value of the former */
} GcoreMemStats;

void gcore_mem_get_stats (GcoreMemStats *stats);
/* The large_bytes of these alone; cheap. */
uint64_t gcore_mem_large_bytes (void);
/* Live blocks, large ones included: sys.getallocatedblocks. */
uint64_t gcore_mem_allocated_blocks (void);

/* --- walking (for snapshots; changes nothing) --------------------------------------------------------------------- */

typedef enum
{
  GCORE_MEM_BLOCK_USED,
  GCORE_MEM_BLOCK_FREED,
  GCORE_MEM_BLOCK_UNTOUCHED
} GcoreMemBlockState;

typedef struct
{
  char *address;
  uint32_t index;       /* position in the arena region */
  uint32_t free_pools;  /* empty pools, never used ones included */
  uint32_t fresh_pools; /* of these, never used since the arena was taken */
} GcoreArenaInfo;

typedef struct
{
  char *address;
  uint32_t size_class; /* block size is 16 * (size_class + 1) */
  uint32_t block_size; /* 0: the pool is empty, it belongs to no class */
  uint32_t capacity;
  uint32_t used;
  uint32_t freed;
} GcorePoolInfo;

/* Visitors return false to stop the walk; the visit functions then return false too. Ascending addresses. */
typedef bool (*GcoreArenaVisitor) (const GcoreArenaInfo *arena, void *data);
typedef bool (*GcorePoolVisitor) (const GcorePoolInfo *pool, void *data);
typedef bool (*GcoreBlockVisitor) (char *address, size_t size, GcoreMemBlockState state, void *data);

bool gcore_mem_visit_arenas (GcoreArenaVisitor visit, void *data);
/* The pools of the arena at ARENA, empty ones included, never used ones not. */
bool gcore_mem_visit_pools (const char *arena, GcorePoolVisitor visit, void *data);
/* Blocks handed out of the pool at POOL, which may have gone: 0 then. Cheap. */
uint32_t gcore_mem_pool_used (const char *pool);
/* The blocks of the pool at POOL. */
bool gcore_mem_visit_blocks (const char *pool, GcoreBlockVisitor visit, void *data);
/* Large blocks, used and free (no untouched ones exist); SIZE is what can be used, the header not included. */
bool gcore_mem_visit_large (GcoreBlockVisitor visit, void *data);

/* The live block that ADDRESS points into (anywhere), and its usable size; NULL if there is none. Walks the pool's list
 * of free blocks or the large blocks, so it is not for hot paths. */
char *gcore_mem_block_at (const void *address, size_t *size);
/* Whether a live block starts at ADDRESS. */
bool gcore_mem_is_block (const void *address);
/* Usable bytes of a live block; cheap. */
size_t gcore_mem_block_size (const void *block);

/* --- checking ----------------------------------------------------------------------------------------------------- */

typedef enum
{
  GCORE_CHECK_CHEAP, /* lists, counters and headers */
  GCORE_CHECK_FULL   /* every block of every free list too */
} GcoreCheckTier;

/* NULL if the allocator's structures hold together, else what is wrong with them (constant text). */
const char *gcore_mem_check (GcoreCheckTier tier);
