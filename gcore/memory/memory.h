/* SPDX-License-Identifier: MIT */
/* The block allocator: size classes, pools and arenas as in CPython 3.11, and large blocks beyond 512 bytes.
 *
 * Blocks are 16-byte aligned. A size of 0 counts as 1. Every function works on the current image. */
#pragma once

#include "gcore/base/base.h"
#include "gcore/image/image.h"

#define GCORE_SMALL_LIMIT 512
#define GCORE_POOL_SIZE (16 * 1024)
#define GCORE_ARENA_SIZE (1024 * 1024)

/* New block of SIZE bytes, contents undefined; NULL when the quota is reached. The caller then raises MemoryError. */
void *gcore_mem_alloc (size_t size);
/* The same, zeroed. */
void *gcore_mem_alloc0 (size_t size);
/* Grows or shrinks BLOCK (NULL: alloc). On failure returns NULL and BLOCK stays valid. */
void *gcore_mem_realloc (void *block, size_t size);
/* BLOCK may be NULL. */
void gcore_mem_free (void *block);
