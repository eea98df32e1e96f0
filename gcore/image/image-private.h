/* SPDX-License-Identifier: MIT */
/* What the files of gcore/image share. */
#pragma once

#include "gcore/image/fiber.h"
#include "gcore/image/image.h"

/* A fiber's saved registers: on x86-64 just its stack pointer, the rest lies on the stack (see fiber.c). */
#if defined(__x86_64__) && !defined(GCORE_FIBER_UCONTEXT)
#define GCORE_FIBER_OWN_SWITCH 1
typedef void *GcoreContext;
#else
#define GCORE_FIBER_OWN_SWITCH 0
#include <ucontext.h>
typedef ucontext_t GcoreContext;
#endif

typedef struct
{
  GcoreFiberStatus status;
  GcoreFiberEntry entry;
  void *arg;
  char *stack_pointer; /* lowest byte of the stack worth keeping while stopped */
  GcoreContext context; /* meaningful while stopped */
} GcoreFiber;

#define GCORE_N_CHUNKS (GCORE_OFFSET_BIRTHS / GCORE_CHUNK_SIZE)

/* State inside the image. Invariants:
 *   used_pages = sum of pages_used
 *   pages_used[c] = 0 for every chunk c of a region at or beyond that region's top */
typedef struct
{
  union
  {
    GcoreFiber fiber;
    char page[GCORE_PAGE_SIZE]; /* a page of its own, since digests leave it out */
  };
  uint64_t quota;      /* bytes */
  uint64_t used_pages; /* of frames, arenas and large blocks */
  bool births;         /* birth records may have been written */
  uint32_t frames_top; /* chunk number after the last chunk that was ever in use */
  uint32_t arenas_top;
  uint32_t large_top;
  uint16_t pages_used[GCORE_N_CHUNKS]; /* leading pages in use of each chunk, by offset / GCORE_CHUNK_SIZE */
} GcoreImageState;

_Static_assert (sizeof (GcoreFiber) <= GCORE_PAGE_SIZE, "the fiber fits its page");
_Static_assert (sizeof (GcoreImageState) <= GCORE_OFFSET_ARENA_TABLE - GCORE_OFFSET_IMAGE, "image state fits");

#define GCORE_IMAGE_STATE ((GcoreImageState *) GCORE_IMAGE_AT (GCORE_OFFSET_IMAGE))

struct GcoreImage
{
  char *base;
  uint64_t copied_bytes;          /* of host memory in copies */
  uint16_t *unwritten;            /* see writes.h: for each chunk a bit for each group; NULL: writes are not noticed */
  struct GcoreImageCopy *in_step; /* the copy to which UNWRITTEN refers, or NULL */
  struct GcoreUsedChunk *used_chunks; /* room for as many as there can be: what was copied can be put back in any case */
  GcoreContext host_context;      /* where the host stands while the fiber runs */
  const void *host_stack_bottom; /* bytes of the host's stack, for AddressSanitizer only */
  size_t host_stack_size;
};
