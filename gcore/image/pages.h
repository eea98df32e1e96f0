/* SPDX-License-Identifier: MIT */
/* Which pages of the image are in use, and handling their bytes although AddressSanitizer may have marked them. For the
 * files of gcore/image. */
#pragma once

#include "gcore/image/image-private.h"

#define GCORE_CHUNK_PAGES ((uint32_t) (GCORE_CHUNK_SIZE / GCORE_PAGE_SIZE))

/* The pages of one chunk that may be in use: [first_page, end_page), counted from the chunk's start. Where pages of
 * zeros stand for unused ones (layer states, birth records), ZERO_UNUSED is set. */
typedef struct GcoreUsedChunk
{
  uint32_t chunk; /* offset / GCORE_CHUNK_SIZE */
  uint16_t first_page, end_page;
  bool zero_unused;
} GcoreUsedChunk;

/* With the records of births each chunk of the rest can be there twice. */
#define GCORE_MAX_USED_CHUNKS (2 * GCORE_N_CHUNKS)

/* Chunks in use, ascending. */
typedef struct
{
  GcoreUsedChunk *chunks;
  size_t count;
  uint64_t stack_start; /* offset of the lowest byte of the stack in use: below it, its page is garbage */
} GcoreUsedChunks;

/* Those of the current image, until the next call. The fiber must not run. */
GcoreUsedChunks gcore_used_chunks (void);

GCORE_INLINE bool
gcore_chunk_is_stack (uint32_t chunk)
{
  return chunk - GCORE_OFFSET_STACK / GCORE_CHUNK_SIZE < GCORE_STACK_SIZE / GCORE_CHUNK_SIZE;
}

/* Address of page PAGE of CHUNK. */
GCORE_INLINE char *
gcore_page_address (uint32_t chunk, uint32_t page)
{
  return gcore_image_base + chunk * GCORE_CHUNK_SIZE + page * GCORE_PAGE_SIZE;
}

/* Bytes at the start of the page at ADDRESS that are not in use: 0 except where the stack begins. */
GCORE_INLINE size_t
gcore_page_unused_start (const GcoreUsedChunks *list, const char *address)
{
  uint64_t offset = (uint64_t) (address - gcore_image_base);
  return list->stack_start - offset < GCORE_PAGE_SIZE ? list->stack_start - offset : 0;
}

/* --- bytes that may be poisoned; sizes are multiples of 8 --------------------------------------------------------- */

#if GCORE_HAVE_ASAN
void gcore_unchecked_copy (char *to, const char *from, size_t size);
#else
#define gcore_unchecked_copy memcpy
#endif
/* Offset of the first word that differs; SIZE if none does. */
size_t gcore_unchecked_difference (const char *a, const char *b, size_t size);
uint64_t gcore_unchecked_digest (uint64_t seed, const char *bytes, size_t size);
bool gcore_page_is_zero (const char *page);
