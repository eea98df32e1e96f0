/* SPDX-License-Identifier: MIT */
#include "gcore/image/pages.h"

#include <stdlib.h>

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

GCORE_UNCHECKED static bool
page_is_zero (const char *page)
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

/* --- what is in use ----------------------------------------------------------------------------------------------- */

static void
add_page (GcorePageList *list, uint64_t offset)
{
  if (list->count == list->capacity)
    {
      size_t capacity = list->capacity != 0 ? 2 * list->capacity : 1024;
      uint32_t *numbers = realloc (list->numbers, capacity * sizeof *numbers);
      if (numbers == NULL)
        {
          list->failed = true;
          return;
        }
      list->numbers = numbers;
      list->capacity = capacity;
    }
  list->numbers[list->count++] = (uint32_t) (offset / GCORE_PAGE_SIZE);
}

/* For memory of which only the pages that are not zero count: the states of the layers, which have no need to declare
 * their size, and birth records. Reading a page that was never touched takes no memory. */
static void
add_nonzero_pages (GcorePageList *list, uint64_t offset, uint64_t size)
{
  for (uint64_t page = offset; page < offset + size; page += GCORE_PAGE_SIZE)
    if (!page_is_zero (gcore_image_base + page))
      add_page (list, page);
}

static void
add_stack (GcorePageList *list)
{
  uint64_t end = GCORE_OFFSET_STACK + GCORE_STACK_SIZE;
  list->stack_start = end - gcore_fiber_stack_used ();
  for (uint64_t page = list->stack_start & ~(GCORE_PAGE_SIZE - 1); page < end; page += GCORE_PAGE_SIZE)
    add_page (list, page);
}

static void
add_chunks (GcorePageList *list, uint64_t region, uint32_t top)
{
  for (uint64_t chunk = region / GCORE_CHUNK_SIZE; chunk < top; chunk++)
    for (uint64_t page = 0; page < GCORE_IMAGE_STATE->pages_used[chunk]; page++)
      add_page (list, chunk * GCORE_CHUNK_SIZE + page * GCORE_PAGE_SIZE);
}

static void
add_births (GcorePageList *list, uint64_t region, uint32_t top)
{
  for (uint64_t chunk = region / GCORE_CHUNK_SIZE; chunk < top; chunk++)
    add_nonzero_pages (list, GCORE_OFFSET_BIRTHS + chunk * GCORE_CHUNK_SIZE,
                       GCORE_IMAGE_STATE->pages_used[chunk] * GCORE_PAGE_SIZE);
}

bool
gcore_page_list_in_use (GcorePageList *list)
{
  const GcoreImageState *state = GCORE_IMAGE_STATE;
  assert (state->fiber.status != GCORE_FIBER_RUNNING);
  *list = (GcorePageList){ 0 };
  add_nonzero_pages (list, 0, GCORE_STATE_SIZE);
  add_stack (list);
  add_chunks (list, GCORE_OFFSET_FRAMES, state->frames_top);
  add_chunks (list, GCORE_OFFSET_ARENAS, state->arenas_top);
  add_chunks (list, GCORE_OFFSET_LARGE, state->large_top);
  if (state->births)
    {
      add_births (list, GCORE_OFFSET_ARENAS, state->arenas_top);
      add_births (list, GCORE_OFFSET_LARGE, state->large_top);
    }
  if (list->failed)
    gcore_page_list_free (list);
  return !list->failed;
}

void
gcore_page_list_free (GcorePageList *list)
{
  free (list->numbers);
  list->numbers = NULL;
  list->count = list->capacity = 0;
}
