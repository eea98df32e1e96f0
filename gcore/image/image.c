/* SPDX-License-Identifier: MIT */
#include "gcore/image/image.h"

#include <stdlib.h>
#include <sys/mman.h>

#include "gcore/image/copy.h"
#include "gcore/image/writes.h"

#if GCORE_HAVE_ASAN
#include <sanitizer/asan_interface.h>
#endif

#define MAX_SLOTS 64
#define USED_CHUNKS_SIZE (GCORE_MAX_USED_CHUNKS * sizeof (GcoreUsedChunk))

_Thread_local char *gcore_image_base;
static _Thread_local GcoreImage *current_image;

#define FIRST_FRAMES_CHUNK (GCORE_OFFSET_FRAMES / GCORE_CHUNK_SIZE)
#define FIRST_ARENAS_CHUNK (GCORE_OFFSET_ARENAS / GCORE_CHUNK_SIZE)
#define FIRST_LARGE_CHUNK (GCORE_OFFSET_LARGE / GCORE_CHUNK_SIZE)

/* --- slots -------------------------------------------------------------------------------------------------------- */

/* The kernel knows which slots are taken, so there is no table of them to keep or to lock. */
static char *
reserve_slot (void)
{
  for (int slot = 0; slot < MAX_SLOTS; slot++)
    {
      void *wanted = (void *) (GCORE_IMAGE_FIRST_SLOT + (uint64_t) slot * GCORE_IMAGE_SLOT_SIZE);
      void *base = mmap (wanted, GCORE_IMAGE_SLOT_SIZE, PROT_READ | PROT_WRITE,
                         MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
      if (base == wanted)
        return base;
      if (base != MAP_FAILED) /* a kernel that takes the address for a hint */
        munmap (base, GCORE_IMAGE_SLOT_SIZE);
    }
  return NULL;
}

/* Arenas and large blocks are filled from one end to the other, so huge pages spare most of the page faults of a
 * growing heap (to touch 200 MB takes a third of the time). Where the system has none to give, nothing changes. */
static void
ask_for_huge_pages (char *base)
{
  madvise (base + GCORE_OFFSET_ARENAS, GCORE_ARENAS_SIZE, MADV_HUGEPAGE);
  madvise (base + GCORE_OFFSET_LARGE, GCORE_LARGE_SIZE, MADV_HUGEPAGE);
}

GcoreImage *
gcore_image_new (uint64_t quota)
{
  GcoreImage *image = calloc (1, sizeof *image);
  if (image == NULL)
    return NULL;
  image->base = reserve_slot ();
  void *used_chunks = mmap (NULL, USED_CHUNKS_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
                            -1, 0);
  image->used_chunks = used_chunks != MAP_FAILED ? used_chunks : NULL;
  /* The lowest page of the stack is a guard: running over the end is a fault, not damage. */
  if (image->base == NULL || image->used_chunks == NULL
      || mprotect (image->base + GCORE_OFFSET_STACK, GCORE_PAGE_SIZE, PROT_NONE) != 0)
    {
      gcore_image_free (image);
      return NULL;
    }
  ask_for_huge_pages (image->base);
  GcoreImage *previous = gcore_image_enter (image);
  gcore_image_set_quota (quota);
  GCORE_IMAGE_STATE->frames_top = FIRST_FRAMES_CHUNK;
  GCORE_IMAGE_STATE->arenas_top = FIRST_ARENAS_CHUNK;
  GCORE_IMAGE_STATE->large_top = FIRST_LARGE_CHUNK;
  gcore_image_leave (previous);
  return image;
}

/* AddressSanitizer's marks outlive the mapping, and the next image comes to lie in the same slot. */
static void
clear_marks (GcoreImage *image)
{
#if GCORE_HAVE_ASAN
  GcoreImage *previous = gcore_image_enter (image);
  const GcoreImageState *state = GCORE_IMAGE_STATE;
  char *stack_top = image->base + GCORE_OFFSET_STACK + GCORE_STACK_SIZE;
  if (state->fiber.stack_pointer != NULL)
    ASAN_UNPOISON_MEMORY_REGION (state->fiber.stack_pointer, (size_t) (stack_top - state->fiber.stack_pointer));
  for (uint64_t chunk = 0; chunk < state->large_top; chunk++)
    if (state->pages_used[chunk] != 0)
      ASAN_UNPOISON_MEMORY_REGION (image->base + chunk * GCORE_CHUNK_SIZE, GCORE_CHUNK_SIZE);
  gcore_image_leave (previous);
#endif
}

void
gcore_image_free (GcoreImage *image)
{
  if (image == NULL)
    return;
  gcore_image_copy_free (image->in_step);
  gcore_writes_stop (image);
  if (image->base != NULL)
    {
      clear_marks (image);
      munmap (image->base, GCORE_IMAGE_SLOT_SIZE);
    }
  if (image->used_chunks != NULL)
    munmap (image->used_chunks, USED_CHUNKS_SIZE);
  free (image);
}

GcoreImage *
gcore_image_enter (GcoreImage *image)
{
  GcoreImage *previous = current_image;
  current_image = image;
  gcore_image_base = image != NULL ? image->base : NULL;
  return previous;
}

void
gcore_image_leave (GcoreImage *previous)
{
  gcore_image_enter (previous);
}

GcoreImage *
gcore_image_current (void)
{
  return current_image;
}

uint64_t
gcore_image_quota (void)
{
  return GCORE_IMAGE_STATE->quota;
}

void
gcore_image_set_quota (uint64_t quota)
{
  GCORE_IMAGE_STATE->quota = quota != 0 ? quota : UINT64_MAX;
}

/* --- pages in use ------------------------------------------------------------------------------------------------- */

void
gcore_image_use (uint64_t offset, uint64_t size)
{
  GcoreImageState *state = GCORE_IMAGE_STATE;
  uint64_t end = offset + size;
  uint32_t last = (uint32_t) ((end - 1) / GCORE_CHUNK_SIZE);
  uint32_t *top = last < FIRST_ARENAS_CHUNK ? &state->frames_top
                  : last < FIRST_LARGE_CHUNK ? &state->arenas_top : &state->large_top;
  if (last >= *top)
    *top = last + 1;
  for (uint32_t chunk = (uint32_t) (offset / GCORE_CHUNK_SIZE); chunk <= last; chunk++)
    {
      uint64_t bytes = chunk == last ? end - chunk * GCORE_CHUNK_SIZE : GCORE_CHUNK_SIZE;
      uint16_t pages = (uint16_t) ((bytes + GCORE_PAGE_SIZE - 1) / GCORE_PAGE_SIZE);
      if (state->pages_used[chunk] < pages)
        {
          state->used_pages += pages - state->pages_used[chunk];
          state->pages_used[chunk] = pages;
        }
    }
}

static void
give_back_pages (uint64_t offset, uint64_t size)
{
  gcore_writes_note (current_image, offset, size);
  madvise (gcore_image_base + offset, size, MADV_DONTNEED);
}

void
gcore_image_give_back (uint64_t offset, uint64_t size)
{
  GcoreImageState *state = GCORE_IMAGE_STATE;
  uint64_t start = (offset + GCORE_PAGE_SIZE - 1) & ~(GCORE_PAGE_SIZE - 1);
  uint64_t end = (offset + size) & ~(GCORE_PAGE_SIZE - 1);
  if (start >= end)
    return;
  give_back_pages (start, end - start);
  if (state->births)
    give_back_pages (start + GCORE_OFFSET_BIRTHS, end - start);
  for (uint32_t chunk = (uint32_t) (start / GCORE_CHUNK_SIZE); chunk <= (end - 1) / GCORE_CHUNK_SIZE; chunk++)
    {
      uint64_t chunk_start = chunk * GCORE_CHUNK_SIZE;
      uint16_t keep = start > chunk_start ? (uint16_t) ((start - chunk_start) / GCORE_PAGE_SIZE) : 0;
      uint16_t used = state->pages_used[chunk];
      if (used > keep && end >= chunk_start + used * GCORE_PAGE_SIZE)
        {
          state->used_pages -= used - keep;
          state->pages_used[chunk] = keep;
        }
    }
}

uint64_t
gcore_image_used_bytes (void)
{
  return GCORE_IMAGE_STATE->used_pages * GCORE_PAGE_SIZE;
}

void
gcore_image_use_births (void)
{
  GcoreImageState *state = GCORE_IMAGE_STATE;
  give_back_pages (GCORE_OFFSET_BIRTHS + GCORE_OFFSET_ARENAS, state->arenas_top * GCORE_CHUNK_SIZE - GCORE_OFFSET_ARENAS);
  give_back_pages (GCORE_OFFSET_BIRTHS + GCORE_OFFSET_LARGE, state->large_top * GCORE_CHUNK_SIZE - GCORE_OFFSET_LARGE);
  state->births = true;
}
