/* SPDX-License-Identifier: MIT */
#include "gcore/image/copy.h"

#include <stdlib.h>
#include <sys/mman.h>

#include "gcore/image/image-private.h"

#if GCORE_HAVE_ASAN
#include <sanitizer/asan_interface.h>
#endif

/* A run of bytes in use. Offsets and sizes are whole pages, except at the low end of the stack (8 bytes). */
typedef struct
{
  uint64_t offset;
  uint64_t size;
} Extent;

/* Extents in ascending order, none touching the next (except the stack, which the frames may follow). */
typedef struct
{
  Extent *items;
  size_t count;
  size_t capacity;
  uint64_t bytes; /* sum of their sizes */
  bool failed;    /* no memory: the list is incomplete */
} ExtentList;

struct GcoreImageCopy
{
  ExtentList extents;
  char *bytes;  /* of all extents, one after the other */
  char *shadow; /* AddressSanitizer's, one byte for eight; NULL in other builds */
};

/* --- bytes that may be poisoned ---------------------------------------------------------------------------------- */

#if GCORE_HAVE_ASAN
#define UNCHECKED __attribute__ ((no_sanitize_address, noinline))

/* memcpy would be checked; volatile keeps the compiler from making a memcpy of this. */
UNCHECKED static void
copy_bytes (char *to, const char *from, size_t size)
{
  for (size_t i = 0; i < size; i += 8)
    *(volatile uint64_t *) (to + i) = *(const uint64_t *) (from + i);
}

UNCHECKED static void
copy_shadow (char *to, const char *from, size_t size)
{
  for (size_t i = 0; i < size; i++)
    ((volatile char *) to)[i] = from[i];
}

static char *
shadow_of (const char *address)
{
  size_t scale, offset;
  __asan_get_shadow_mapping (&scale, &offset);
  return (char *) (((uintptr_t) address >> scale) + offset);
}
#else
#define UNCHECKED
#define copy_bytes memcpy
#endif

/* Eight bytes at a time: sizes are multiples of 8 here. */
UNCHECKED static size_t
first_difference (const char *a, const char *b, size_t size)
{
  for (size_t i = 0; i < size; i += 8)
    if (*(const uint64_t *) (a + i) != *(const uint64_t *) (b + i))
      return i;
  return size;
}

UNCHECKED static bool
page_is_zero (const char *page)
{
  const uint64_t *word = (const uint64_t *) page;
  for (size_t i = 0; i < GCORE_PAGE_SIZE / 8; i += 8)
    if ((word[i] | word[i + 1] | word[i + 2] | word[i + 3] | word[i + 4] | word[i + 5] | word[i + 6] | word[i + 7]) != 0)
      return false;
  return true;
}

/* --- what is in use ---------------------------------------------------------------------------------------------- */

static bool
in_stack (uint64_t offset)
{
  return offset >= GCORE_OFFSET_STACK && offset < GCORE_OFFSET_STACK + GCORE_STACK_SIZE;
}

static void
add_extent (ExtentList *list, uint64_t offset, uint64_t size)
{
  list->bytes += size;
  Extent *last = list->count > 0 ? &list->items[list->count - 1] : NULL;
  if (last != NULL && last->offset + last->size == offset && !in_stack (last->offset)) /* the stack has its own rules */
    {
      last->size += size;
      return;
    }
  if (list->count == list->capacity)
    {
      size_t capacity = list->capacity != 0 ? 2 * list->capacity : 64;
      Extent *items = realloc (list->items, capacity * sizeof *items);
      if (items == NULL)
        {
          list->failed = true;
          return;
        }
      list->items = items;
      list->capacity = capacity;
    }
  list->items[list->count++] = (Extent){ offset, size };
}

/* For memory of which only the pages that are not zero count: the states of the layers, which have no need to declare
 * their size, and birth records. Reading a page that was never touched takes no memory. */
static void
add_nonzero_pages (ExtentList *list, uint64_t offset, uint64_t size)
{
  for (uint64_t page = offset; page < offset + size; page += GCORE_PAGE_SIZE)
    if (!page_is_zero (gcore_image_base + page))
      add_extent (list, page, GCORE_PAGE_SIZE);
}

static void
add_chunks (ExtentList *list, uint64_t region, uint32_t top)
{
  for (uint64_t chunk = region / GCORE_CHUNK_SIZE; chunk < top; chunk++)
    {
      uint16_t pages = GCORE_IMAGE_STATE->pages_used[chunk];
      if (pages != 0)
        add_extent (list, chunk * GCORE_CHUNK_SIZE, pages * GCORE_PAGE_SIZE);
    }
}

static void
add_births (ExtentList *list, uint64_t region, uint32_t top)
{
  for (uint64_t chunk = region / GCORE_CHUNK_SIZE; chunk < top; chunk++)
    add_nonzero_pages (list, GCORE_OFFSET_BIRTHS + chunk * GCORE_CHUNK_SIZE,
                       GCORE_IMAGE_STATE->pages_used[chunk] * GCORE_PAGE_SIZE);
}

/* All extents in use; false if there is no memory for the list. */
static bool
list_extents (ExtentList *list)
{
  const GcoreImageState *state = GCORE_IMAGE_STATE;
  assert (state->fiber.status != GCORE_FIBER_RUNNING);
  *list = (ExtentList){ 0 };
  add_nonzero_pages (list, 0, GCORE_STATE_SIZE);
  size_t stack = gcore_fiber_stack_used ();
  if (stack > 0)
    add_extent (list, GCORE_OFFSET_STACK + GCORE_STACK_SIZE - stack, stack);
  add_chunks (list, GCORE_OFFSET_FRAMES, state->frames_top);
  add_chunks (list, GCORE_OFFSET_ARENAS, state->arenas_top);
  add_chunks (list, GCORE_OFFSET_LARGE, state->large_top);
  if (state->births)
    {
      add_births (list, GCORE_OFFSET_ARENAS, state->arenas_top);
      add_births (list, GCORE_OFFSET_LARGE, state->large_top);
    }
  if (list->failed)
    free (list->items);
  return !list->failed;
}

/* --- copying and restoring --------------------------------------------------------------------------------------- */

GcoreImageCopy *
gcore_image_copy (void)
{
  GcoreImageCopy *copy = calloc (1, sizeof *copy);
  if (copy == NULL)
    return NULL;
  if (!list_extents (&copy->extents))
    {
      free (copy);
      return NULL;
    }
  copy->bytes = malloc (copy->extents.bytes);
  if (copy->bytes == NULL)
    {
      gcore_image_copy_free (copy);
      return NULL;
    }
#if GCORE_HAVE_ASAN
  copy->shadow = malloc (copy->extents.bytes / 8);
  char *shadow = copy->shadow;
#endif
  char *to = copy->bytes;
  for (size_t i = 0; i < copy->extents.count; i++)
    {
      const Extent *extent = &copy->extents.items[i];
      const char *from = gcore_image_base + extent->offset;
      copy_bytes (to, from, extent->size);
      to += extent->size;
#if GCORE_HAVE_ASAN
      copy_shadow (shadow, shadow_of (from), extent->size / 8);
      shadow += extent->size / 8;
#endif
    }
  return copy;
}

void
gcore_image_copy_free (GcoreImageCopy *copy)
{
  if (copy == NULL)
    return;
  free (copy->extents.items);
  free (copy->bytes);
  free (copy->shadow);
  free (copy);
}

uint64_t
gcore_image_copy_size (const GcoreImageCopy *copy)
{
  return sizeof *copy + copy->extents.capacity * sizeof (Extent) + copy->extents.bytes;
}

/* Makes [START, END), which the copy does not have, read as zero. Of the stack, what lies below the stack pointer has no
 * meaning and can stay, but its frames are gone. */
static void
forget (uint64_t start, uint64_t end)
{
  if (!in_stack (start))
    madvise (gcore_image_base + start, end - start, MADV_DONTNEED);
#if GCORE_HAVE_ASAN
  ASAN_UNPOISON_MEMORY_REGION (gcore_image_base + start, end - start);
#endif
}

/* Forgets the parts of EXTENT that are not in KEPT; *NEXT is the first extent of KEPT that ends after its start. */
static void
forget_outside (const Extent *extent, const ExtentList *kept, size_t *next)
{
  uint64_t at = extent->offset, end = extent->offset + extent->size;
  while (*next < kept->count && kept->items[*next].offset + kept->items[*next].size <= at)
    ++*next;
  for (size_t i = *next; at < end; i++)
    {
      uint64_t kept_start = i < kept->count && kept->items[i].offset < end ? kept->items[i].offset : end;
      if (kept_start > at)
        forget (at, kept_start);
      at = kept_start < end ? kept_start + kept->items[i].size : end;
    }
}

bool
gcore_image_restore (const GcoreImageCopy *copy)
{
  ExtentList now;
  if (!list_extents (&now))
    return false;
  size_t next = 0;
  for (size_t i = 0; i < now.count; i++)
    forget_outside (&now.items[i], &copy->extents, &next);
  free (now.items);

  const char *from = copy->bytes;
#if GCORE_HAVE_ASAN
  const char *shadow = copy->shadow;
#endif
  for (size_t i = 0; i < copy->extents.count; i++)
    {
      const Extent *extent = &copy->extents.items[i];
      char *to = gcore_image_base + extent->offset;
      copy_bytes (to, from, extent->size);
      from += extent->size;
#if GCORE_HAVE_ASAN
      copy_shadow (shadow_of (to), shadow, extent->size / 8);
      shadow += extent->size / 8;
#endif
    }
  return true;
}

/* Offset of the first byte, rounded down to 8, in which what is in use NOW differs from COPY; UINT64_MAX if none. */
static uint64_t
find_difference (const ExtentList *now, const GcoreImageCopy *copy)
{
  const ExtentList *then = &copy->extents;
  const char *bytes = copy->bytes;
  for (size_t i = 0; i < now->count && i < then->count; i++)
    {
      const Extent *a = &now->items[i], *b = &then->items[i];
      if (a->offset != b->offset)
        return a->offset < b->offset ? a->offset : b->offset;
      uint64_t common = a->size < b->size ? a->size : b->size;
      uint64_t same = first_difference (gcore_image_base + a->offset, bytes, common);
      if (same < common || a->size != b->size)
        return a->offset + same;
      bytes += b->size;
    }
  if (now->count == then->count)
    return UINT64_MAX;
  return now->count > then->count ? now->items[then->count].offset : then->items[now->count].offset;
}

bool
gcore_image_equal (const GcoreImageCopy *copy, uint64_t *difference)
{
  ExtentList now;
  if (!list_extents (&now))
    return false;
  uint64_t offset = find_difference (&now, copy);
  free (now.items);
  if (difference != NULL)
    *difference = offset;
  return offset == UINT64_MAX;
}

/* --- digest ------------------------------------------------------------------------------------------------------ */

GCORE_INLINE uint64_t
mix (uint64_t lane, uint64_t word)
{
  lane = (lane ^ word) * UINT64_C (0x9FB21C651E98DF25);
  return lane ^ (lane >> 32);
}

/* Four independent lanes let the processor overlap the multiplications. */
UNCHECKED static uint64_t
digest_bytes (uint64_t seed, const char *bytes, size_t size)
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

uint64_t
gcore_image_digest (void)
{
  ExtentList now;
  if (!list_extents (&now))
    return 0;
  uint64_t digest = 0;
  for (size_t i = 0; i < now.count; i++)
    {
      uint64_t start = now.items[i].offset, end = start + now.items[i].size;
      if (in_stack (start))
        continue;
      if (start <= GCORE_OFFSET_IMAGE && GCORE_OFFSET_IMAGE < end) /* step over the fiber's page */
        {
          digest = digest_bytes (mix (digest, start), gcore_image_base + start, GCORE_OFFSET_IMAGE - start);
          start = GCORE_OFFSET_IMAGE + GCORE_PAGE_SIZE;
        }
      digest = digest_bytes (mix (digest, start), gcore_image_base + start, end - start);
    }
  free (now.items);
  return digest;
}
