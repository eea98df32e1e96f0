/* SPDX-License-Identifier: MIT */
/* Copies of all bytes in use of an image, and putting them back.
 *
 * All functions work on the current image and are called by the host while the fiber does not run. A copy belongs to
 * the slot and the process it was taken in: the image is full of its own addresses and of addresses of code. Free the
 * copies before the image. */
#pragma once

#include "gcore/image/image.h"

typedef struct GcoreImageCopy GcoreImageCopy;

/* Copies every page in use (and the fiber's stack from its stack pointer up) to host memory; NULL if there is none.
 * Pages that are the same in BASE or OTHER, copies or NULL, are shared with them, so that a row of copies costs what has
 * changed from one to the next. Both may be freed before or after. */
GcoreImageCopy *gcore_image_copy (const GcoreImageCopy *base, const GcoreImageCopy *other);
/* Makes the image byte for byte what it was when COPY was taken; pages not in use then read as zero. The fiber, when
 * switched to, continues where it stood. COPY stays valid. Needs no memory. */
void gcore_image_restore (GcoreImageCopy *copy);
void gcore_image_copy_free (GcoreImageCopy *copy);

/* Whether every byte in use, the stack included, equals COPY's. If not, *DIFFERENCE (may be NULL) is the offset of the
 * first byte (rounded down to 8) that differs. */
bool gcore_image_equal (const GcoreImageCopy *copy, uint64_t *difference);
/* 64-bit hash of all bytes in use except the C stack and the fiber's registers. */
uint64_t gcore_image_digest (void);
/* The copy that was taken or restored last, borrowed: NULL if there is none, or writes are not noticed. */
GcoreImageCopy *gcore_image_last_copy (void);

/* Bytes of host memory COPY took, pages shared with its base not counted. */
uint64_t gcore_image_copy_size (const GcoreImageCopy *copy);
/* Bytes of host memory that all copies of the image there are take together. */
uint64_t gcore_image_copies_size (void);

/* From now on notices writes, so that a copy whose base is the copy that was taken or restored last looks at nothing but
 * what has been written since, and so does a restore. Costs a page fault for each 64 KiB first written after a copy. A
 * handler for SIGSEGV is installed; other faults are passed on to the one that was there. False if it cannot be done: all
 * works as before then, in time proportional to the heap (always so under AddressSanitizer). */
bool gcore_image_watch_writes (void);
