/* SPDX-License-Identifier: MIT */
#include "gcore/image/pages.h"

/* --- bytes that may be poisoned ----------------------------------------------------------------------------------- */

#if GCORE_HAVE_ASAN
/* memcpy would be checked; volatile keeps the compiler from making a memcpy of this. */
GCORE_UNCHECKED void
gcore_unchecked_copy (char *to, const char *from, size_t size)
{
  for (size_t i = 0; i < size; i += 8)
    *(volatile uint64_t *) (to + i) = *(const uint64_t *) (from + i);
}
#endif

GCORE_UNCHECKED size_t
gcore_unchecked_difference (const char *a, const char *b, size_t size)
{
  for (size_t i = 0; i < size; i += 8)
    if (*(const uint64_t *) (a + i) != *(const uint64_t *) (b + i))
      return i;
  return size;
}

GCORE_UNCHECKED bool
gcore_page_is_zero (const char *page)
{
  const uint64_t *word = (const uint64_t *) page;
  for (size_t i = 0; i < GCORE_PAGE_SIZE / 8; i += 8)
    if ((word[i] | word[i + 1] | word[i + 2] | word[i + 3] | word[i + 4] | word[i + 5] | word[i + 6] | word[i + 7])
        != 0)
      return false;
  return true;
}

GCORE_INLINE uint64_t
mix (uint64_t lane, uint64_t word)
{
  lane = (lane ^ word) * UINT64_C (0x9FB21C651E98DF25);
  return lane ^ (lane >> 32);
}

/* Four independent lanes let the processor overlap the multiplications. */
GCORE_UNCHECKED uint64_t
gcore_unchecked_digest (uint64_t seed, const char *bytes, size_t size)
{
  const uint64_t *word = (const uint64_t *) bytes;
  uint64_t a = seed, b = seed + 1, c = seed + 2, d = seed + 3;
  for (size_t i = 0; i < size / 8; i += 4)
    {
      a = mix (a, word[i]);
      b = mix (b, word[i + 1]);
      c = mix (c, word[i + 2]);
      d = mix (d, word[i + 3]);
    }
  return mix (mix (mix (a, b), c), d);
}

#define CONTROL_PAGE (GCORE_OFFSET_CONTROL % GCORE_CHUNK_SIZE / GCORE_PAGE_SIZE)
_Static_assert (GCORE_OFFSET_IMAGE % GCORE_CHUNK_SIZE == 0, "the host's wishes are the end of a chunk");

/* --- what is in use ----------------------------------------------------------------------------------------------- */

static void
add_chunk (GcoreUsedChunks *list, uint32_t chunk, uint32_t first_page, uint32_t end_page, bool zero_unused)
{
  if (first_page != end_page)
    list->chunks[list->count++] = (GcoreUsedChunk){ chunk, (uint16_t) first_page, (uint16_t) end_page, zero_unused };
}

/* The layers have no need to declare the size of their states. Reading a page that was never touched takes no memory. */
static void
add_states (GcoreUsedChunks *list)
{
  for (uint32_t chunk = 0; chunk < GCORE_STATE_SIZE / GCORE_CHUNK_SIZE; chunk++)
    {
      bool has_control = chunk == GCORE_OFFSET_CONTROL / GCORE_CHUNK_SIZE; /* at its end */
      add_chunk (list, chunk, 0, has_control ? CONTROL_PAGE : GCORE_CHUNK_PAGES, true);
    }
}

static void
add_stack (GcoreUsedChunks *list)
{
  uint32_t end = (GCORE_OFFSET_STACK + GCORE_STACK_SIZE) / GCORE_CHUNK_SIZE;
  list->stack_start = GCORE_OFFSET_STACK + GCORE_STACK_SIZE - gcore_fiber_stack_used ();
  uint32_t first_page = (uint32_t) (list->stack_start % GCORE_CHUNK_SIZE / GCORE_PAGE_SIZE);
  for (uint32_t chunk = (uint32_t) (list->stack_start / GCORE_CHUNK_SIZE); chunk < end; chunk++)
    {
      add_chunk (list, chunk, first_page, GCORE_CHUNK_PAGES, false);
      first_page = 0;
    }
}

static void
add_region (GcoreUsedChunks *list, uint64_t region, uint32_t top)
{
  for (uint32_t chunk = (uint32_t) (region / GCORE_CHUNK_SIZE); chunk < top; chunk++)
    add_chunk (list, chunk, 0, GCORE_IMAGE_STATE->pages_used[chunk], false);
}

static void
add_births (GcoreUsedChunks *list, uint64_t region, uint32_t top)
{
  for (uint32_t chunk = (uint32_t) (region / GCORE_CHUNK_SIZE); chunk < top; chunk++)
    add_chunk (list, (uint32_t) (GCORE_OFFSET_BIRTHS / GCORE_CHUNK_SIZE) + chunk, 0,
               GCORE_IMAGE_STATE->pages_used[chunk], true);
}

GcoreUsedChunks
gcore_used_chunks (void)
{
  const GcoreImageState *state = GCORE_IMAGE_STATE;
  assert (state->fiber.status != GCORE_FIBER_RUNNING);
  GcoreUsedChunks list = { .chunks = gcore_image_current ()->used_chunks };
  add_states (&list);
  add_stack (&list);
  add_region (&list, GCORE_OFFSET_FRAMES, state->frames_top);
  add_region (&list, GCORE_OFFSET_ARENAS, state->arenas_top);
  add_region (&list, GCORE_OFFSET_LARGE, state->large_top);
  if (state->births)
    {
      add_births (&list, GCORE_OFFSET_ARENAS, state->arenas_top);
      add_births (&list, GCORE_OFFSET_LARGE, state->large_top);
    }
  return list;
}
