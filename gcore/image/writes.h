/* SPDX-License-Identifier: MIT */
/* Which parts of the image have been written since the last copy or restore. For gcore/image.
 *
 * After a copy its pages are made read-only; the first write to a group of 16 pages is a fault, whose handler marks the
 * group as written and lets the write go on. So a program pays once for each group it changes, and the next copy looks at
 * these only. The states of machine and image, and the stack, change always: they count as written all the time. */
#pragma once

#include "gcore/image/pages.h"

#define GCORE_GROUP_PAGES 16u
#define GCORE_CHUNK_GROUPS (GCORE_CHUNK_PAGES / GCORE_GROUP_PAGES)

/* Whether page PAGE of CHUNK is as it was at the last gcore_writes_forget. */
GCORE_INLINE bool
gcore_page_is_unwritten (const GcoreImage *image, uint32_t chunk, uint32_t page)
{
  return image->unwritten != NULL && (image->unwritten[chunk] >> (page / GCORE_GROUP_PAGES) & 1) != 0;
}

GCORE_INLINE bool
gcore_chunk_is_unwritten (const GcoreImage *image, uint32_t chunk)
{
  return image->unwritten != NULL && image->unwritten[chunk] == (1u << GCORE_CHUNK_GROUPS) - 1;
}

/* From now on every chunk of the list counts as unwritten (those that change always excepted). */
void gcore_writes_forget (GcoreImage *image, const GcoreUsedChunks *list);
/* The host is about to write to the bytes [OFFSET, OFFSET + SIZE), or has: they count as written, and can be. */
void gcore_writes_note (GcoreImage *image, uint64_t offset, uint64_t size);
void gcore_writes_stop (GcoreImage *image);
