/* SPDX-License-Identifier: MIT */
#include "gcore/image/copy.h"

#include <stdlib.h>
#include <sys/mman.h>

#include "gcore/image/packing.h"
#include "gcore/image/writes.h"

#if GCORE_HAVE_ASAN
#include <sanitizer/asan_interface.h>
#define SHADOW_SIZE (GCORE_PAGE_SIZE / 8)
#endif

/* One page, packed, shared by the chunks in which it is the same. */
typedef struct
{
  uint32_t n_users, size;
#if GCORE_HAVE_ASAN
  char shadow[SHADOW_SIZE]; /* the marks that go with it */
#endif
  char bytes[] __attribute__ ((aligned (8)));
} Page;

/* One chunk, shared by the copies in which it is the same. */
typedef struct
{
  uint32_t n_users;
  Page *pages[GCORE_CHUNK_PAGES]; /* NULL: not in use, reads as zero */
} Chunk;

typedef struct
{
  uint32_t number;
  Chunk *chunk;
} Place;

struct GcoreImageCopy
{
  uint32_t n_users; /* who took it, and the image while it is in step with it */
  GcoreImage *image;
  uint64_t stack_start;
  Place *places; /* ascending */
  size_t count;
  uint64_t size; /* bytes of host memory it took when made */
};

/* --- one page ----------------------------------------------------------------------------------------------------- */

#if GCORE_HAVE_ASAN
static char *
shadow_of (const char *address)
{
  size_t scale, offset;
  __asan_get_shadow_mapping (&scale, &offset);
  return (char *) (((uintptr_t) address >> scale) + offset);
}
#endif

static bool
page_equals (const Page *page, const char *packed, size_t size, const char *address)
{
#if GCORE_HAVE_ASAN
  if (gcore_unchecked_difference (page->shadow, shadow_of (address), SHADOW_SIZE) < SHADOW_SIZE)
    return false;
#endif
  return page->size == size && memcmp (page->bytes, packed, size) == 0;
}

static void
load_page (const Page *page, char *address)
{
  gcore_page_unpack (page->bytes, page->size, address);
#if GCORE_HAVE_ASAN
  gcore_unchecked_copy (shadow_of (address), page->shadow, SHADOW_SIZE);
#endif
}

static void
charge (GcoreImageCopy *copy, size_t bytes)
{
  copy->size += bytes;
  copy->image->copied_bytes += bytes;
}

static size_t
page_size (const Page *page)
{
  return sizeof *page + page->size;
}

/* The page at ADDRESS: OLD or OTHER (may be NULL) if that is the same, else a new one. NULL if there is no memory. */
static Page *
take_page (GcoreImageCopy *copy, Page *old, Page *other, const char *address)
{
  char packed[GCORE_PAGE_SIZE] __attribute__ ((aligned (8)));
  size_t size = gcore_page_pack (address, packed);
  Page *page = old != NULL && page_equals (old, packed, size, address)       ? old
               : other != NULL && page_equals (other, packed, size, address) ? other
                                                                             : NULL;
  if (page == NULL && (page = malloc (sizeof *page + size)) != NULL)
    {
      page->n_users = 0;
      page->size = (uint32_t) size;
      memcpy (page->bytes, packed, size);
#if GCORE_HAVE_ASAN
      gcore_unchecked_copy (page->shadow, shadow_of (address), SHADOW_SIZE);
#endif
      charge (copy, page_size (page));
    }
  if (page != NULL)
    page->n_users++;
  return page;
}

static void
release_page (GcoreImage *image, Page *page)
{
  if (page == NULL || --page->n_users > 0)
    return;
  image->copied_bytes -= page_size (page);
  free (page);
}

/* --- one chunk ---------------------------------------------------------------------------------------------------- */

static void
release_chunk (GcoreImage *image, Chunk *chunk)
{
  if (chunk == NULL || --chunk->n_users > 0)
    return;
  for (uint32_t i = 0; i < GCORE_CHUNK_PAGES; i++)
    release_page (image, chunk->pages[i]);
  image->copied_bytes -= sizeof *chunk;
  free (chunk);
}

static bool
equal_chunk (const Chunk *a, const Chunk *b)
{
  return b != NULL && memcmp (a->pages, b->pages, sizeof a->pages) == 0;
}

/* The chunk with the pages that USED names; what equals OLD or OTHER (may be NULL) is shared, down to the chunk itself.
 * IN_STEP: OLD is what the image was when writes were last forgotten. */
static Chunk *
take_chunk (GcoreImageCopy *copy, Chunk *old, Chunk *other, const GcoreUsedChunk *used, bool in_step)
{
  Chunk *chunk = calloc (1, sizeof *chunk);
  if (chunk == NULL)
    return NULL;
  chunk->n_users = 1;
  charge (copy, sizeof *chunk);
  for (uint32_t i = used->first_page; i < used->end_page; i++)
    {
      Page *old_page = old != NULL ? old->pages[i] : NULL;
      const char *address = gcore_page_address (used->chunk, i);
      if (in_step && gcore_page_is_unwritten (copy->image, used->chunk, i))
        {
          chunk->pages[i] = old_page;
          if (old_page != NULL)
            old_page->n_users++;
        }
      else if (!used->zero_unused || !gcore_page_is_zero (address))
        {
          Page *other_page = other != NULL ? other->pages[i] : NULL;
          if ((chunk->pages[i] = take_page (copy, old_page, other_page, address)) == NULL)
            {
              release_chunk (copy->image, chunk);
              return NULL;
            }
        }
    }
  Chunk *same = equal_chunk (chunk, old) ? old : equal_chunk (chunk, other) ? other : NULL;
  if (same == NULL)
    return chunk;
  copy->size -= sizeof *chunk;
  release_chunk (copy->image, chunk);
  same->n_users++;
  return same;
}

/* Steps *AT to chunk NUMBER of COPY (may be NULL), if it is there, else to the next one; returns it or NULL. Callers ask
 * for ascending numbers. */
static Chunk *
find_chunk (const GcoreImageCopy *copy, size_t *at, uint32_t number)
{
  while (copy != NULL && *at < copy->count && copy->places[*at].number < number)
    ++*at;
  return copy != NULL && *at < copy->count && copy->places[*at].number == number ? copy->places[*at].chunk : NULL;
}

/* --- copying ------------------------------------------------------------------------------------------------------ */

/* COPY is what the image is now. */
static void
bring_into_step (GcoreImageCopy *copy, const GcoreUsedChunks *used)
{
  GcoreImage *image = copy->image;
  if (image->unwritten == NULL)
    return;
  gcore_writes_forget (image, used);
  copy->n_users++;
  gcore_image_copy_free (image->in_step);
  image->in_step = copy;
}

static bool
take_chunks (GcoreImageCopy *copy, const GcoreImageCopy *base, const GcoreImageCopy *other, const GcoreUsedChunks *used)
{
  bool in_step = base != NULL && base == copy->image->in_step;
  size_t base_at = 0, other_at = 0;
  for (size_t i = 0; i < used->count; i++)
    {
      uint32_t number = used->chunks[i].chunk;
      Chunk *old = find_chunk (base, &base_at, number), *chunk = old;
      Chunk *known = find_chunk (other, &other_at, number);
      if (in_step && old != NULL && gcore_chunk_is_unwritten (copy->image, number))
        old->n_users++;
      else if ((chunk = take_chunk (copy, old, known, &used->chunks[i], in_step)) == NULL)
        return false;
      copy->places[copy->count++] = (Place){ number, chunk };
      charge (copy, sizeof *copy->places);
    }
  return true;
}

GcoreImageCopy *
gcore_image_copy (const GcoreImageCopy *base, const GcoreImageCopy *other)
{
  GcoreImageCopy *copy = calloc (1, sizeof *copy);
  if (copy == NULL)
    return NULL;
  GcoreUsedChunks used = gcore_used_chunks ();
  copy->n_users = 1;
  copy->image = gcore_image_current ();
  copy->stack_start = used.stack_start;
  copy->places = malloc ((used.count + 1) * sizeof *copy->places);
  charge (copy, sizeof *copy);
  bool complete = copy->places != NULL && take_chunks (copy, base, other, &used);
  if (!complete)
    {
      gcore_image_copy_free (copy);
      return NULL;
    }
  bring_into_step (copy, &used);
  return copy;
}

void
gcore_image_copy_free (GcoreImageCopy *copy)
{
  if (copy == NULL || --copy->n_users > 0)
    return;
  for (size_t i = 0; i < copy->count; i++)
    release_chunk (copy->image, copy->places[i].chunk);
  copy->image->copied_bytes -= sizeof *copy + copy->count * sizeof *copy->places;
  free (copy->places);
  free (copy);
}

GcoreImageCopy *
gcore_image_last_copy (void)
{
  return gcore_image_current ()->in_step;
}

uint64_t
gcore_image_copy_size (const GcoreImageCopy *copy)
{
  return copy->size;
}

uint64_t
gcore_image_copies_size (void)
{
  return gcore_image_current ()->copied_bytes;
}

/* --- restoring ---------------------------------------------------------------------------------------------------- */

/* Makes N pages, which the copy does not have, read as zero. They are not given back to the system: one travel follows the
 * other, and to have them brought again takes ten times as long. Of the stack, what lies below the stack pointer has no
 * meaning and can stay, but its frames are gone. */
static void
forget_pages (uint32_t chunk, uint32_t first, uint32_t n)
{
  char *address = gcore_page_address (chunk, first);
  if (n == 0)
    return;
#if GCORE_HAVE_ASAN
  ASAN_UNPOISON_MEMORY_REGION (address, n * GCORE_PAGE_SIZE);
#endif
  if (gcore_chunk_is_stack (chunk))
    return;
  gcore_writes_note (gcore_image_current (), (uint64_t) (address - gcore_image_base), n * GCORE_PAGE_SIZE);
  for (uint32_t i = 0; i < n; i++)
    if (!gcore_page_is_zero (address + i * GCORE_PAGE_SIZE)) /* one that was never written is to take no memory */
      memset (address + i * GCORE_PAGE_SIZE, 0, GCORE_PAGE_SIZE);
}

/* Of the pages in use now, forgets those that THEN (NULL: none) does not have. */
static void
forget_pages_outside (const GcoreUsedChunk *now, const Chunk *then)
{
  uint32_t first = now->first_page, i = first;
  for (; i < now->end_page; i++)
    if (then != NULL && then->pages[i] != NULL)
      {
        forget_pages (now->chunk, first, i - first);
        first = i + 1;
      }
  forget_pages (now->chunk, first, i - first);
}

/* The pages that WANTED has from FIRST on, which are not in use now, are about to be written: to have the system bring them
 * all at once takes less time than a fault for each. Where it does not know how, nothing changes. */
static void
bring_pages (GcoreImage *image, uint32_t number, uint32_t first, const Chunk *wanted)
{
#ifdef MADV_POPULATE_WRITE
  if (gcore_chunk_is_stack (number))
    return;
  for (uint32_t i = first; i <= GCORE_CHUNK_PAGES; i++)
    if (i == GCORE_CHUNK_PAGES || wanted->pages[i] == NULL)
      {
        if (i - first >= GCORE_GROUP_PAGES)
          {
            uint64_t offset = number * GCORE_CHUNK_SIZE + first * GCORE_PAGE_SIZE, size = (i - first) * GCORE_PAGE_SIZE;
            gcore_writes_note (image, offset, size);
            madvise (image->base + offset, size, MADV_POPULATE_WRITE);
          }
        first = i + 1;
      }
#endif
}

/* Writes the pages of WANTED that may differ from what is there. KNOWN is what was there when the image was in step, or
 * NULL. */
static void
load_chunk (GcoreImage *image, uint32_t number, const Chunk *wanted, const Chunk *known)
{
  for (uint32_t i = 0; i < GCORE_CHUNK_PAGES; i++)
    {
      Page *page = wanted->pages[i];
      char *address = gcore_page_address (number, i);
      if (page == NULL || (known != NULL && known->pages[i] == page && gcore_page_is_unwritten (image, number, i)))
        continue;
      gcore_writes_note (image, number * GCORE_CHUNK_SIZE + i * GCORE_PAGE_SIZE, GCORE_PAGE_SIZE);
      load_page (page, address);
    }
}

/* Makes the chunks of COPY what they were. */
static void
load_chunks (const GcoreImageCopy *copy, const GcoreUsedChunks *now)
{
  GcoreImage *image = copy->image;
  size_t now_at = 0, known_at = 0;
  for (size_t i = 0; i < copy->count; i++)
    {
      const Place *place = &copy->places[i];
      for (; now_at < now->count && now->chunks[now_at].chunk < place->number; now_at++)
        forget_pages_outside (&now->chunks[now_at], NULL);
      const Chunk *known = find_chunk (image->in_step, &known_at, place->number);
      if (known == place->chunk && gcore_chunk_is_unwritten (image, place->number))
        {
          now_at += now_at < now->count && now->chunks[now_at].chunk == place->number;
          continue;
        }
      bool in_use = now_at < now->count && now->chunks[now_at].chunk == place->number;
      bring_pages (image, place->number, in_use ? now->chunks[now_at].end_page : 0, place->chunk);
      if (in_use)
        forget_pages_outside (&now->chunks[now_at++], place->chunk);
      load_chunk (image, place->number, place->chunk, known);
    }
  for (; now_at < now->count; now_at++)
    forget_pages_outside (&now->chunks[now_at], NULL);
}

void
gcore_image_restore (GcoreImageCopy *copy)
{
  GcoreUsedChunks used = gcore_used_chunks ();
  load_chunks (copy, &used);
  used = gcore_used_chunks (); /* what is in use has been restored too */
  bring_into_step (copy, &used);
}

/* --- comparing ---------------------------------------------------------------------------------------------------- */

/* Offset of the first difference between pages at ADDRESS and of a copy (NULL: zero), from byte START of the page on. */
static size_t
page_difference (const char *address, const Page *page, size_t start)
{
  char bytes[GCORE_PAGE_SIZE] __attribute__ ((aligned (8))) = { 0 };
  if (page != NULL)
    gcore_page_unpack (page->bytes, page->size, bytes);
  return start + gcore_unchecked_difference (address + start, bytes + start, GCORE_PAGE_SIZE - start);
}

/* Offset of the first byte, rounded down to 8, in which what is in use NOW differs from COPY; UINT64_MAX if none. */
static uint64_t
find_difference (const GcoreUsedChunks *now, const GcoreImageCopy *copy)
{
  if (now->stack_start != copy->stack_start)
    return now->stack_start < copy->stack_start ? now->stack_start : copy->stack_start;
  size_t at = 0;
  for (size_t i = 0; i < now->count; i++)
    {
      const GcoreUsedChunk *used = &now->chunks[i];
      const Chunk *chunk = find_chunk (copy, &at, used->chunk);
      for (uint32_t p = used->first_page; p < used->end_page; p++)
        {
          const char *address = gcore_page_address (used->chunk, p);
          size_t start = gcore_page_unused_start (now, address);
          size_t same = page_difference (address, chunk != NULL ? chunk->pages[p] : NULL, start);
          if (same < GCORE_PAGE_SIZE)
            return (uint64_t) (address - gcore_image_base) + same;
        }
    }
  return UINT64_MAX; /* had COPY more pages, the table of those in use would differ */
}

bool
gcore_image_equal (const GcoreImageCopy *copy, uint64_t *difference)
{
  GcoreUsedChunks now = gcore_used_chunks ();
  uint64_t offset = find_difference (&now, copy);
  if (difference != NULL)
    *difference = offset;
  return offset == UINT64_MAX;
}

static uint64_t
digest_chunk (uint64_t digest, const GcoreUsedChunk *used)
{
  for (uint32_t i = used->first_page; i < used->end_page; i++)
    {
      const char *address = gcore_page_address (used->chunk, i);
      bool is_fiber = address == (char *) GCORE_IMAGE_AT (GCORE_OFFSET_IMAGE);
      if (!is_fiber && !(used->zero_unused && gcore_page_is_zero (address)))
        digest = gcore_unchecked_digest (digest ^ (used->chunk * GCORE_CHUNK_PAGES + i), address, GCORE_PAGE_SIZE);
    }
  return digest;
}

uint64_t
gcore_image_digest (void)
{
  GcoreUsedChunks now = gcore_used_chunks ();
  uint64_t digest = 0;
  for (size_t i = 0; i < now.count; i++)
    if (!gcore_chunk_is_stack (now.chunks[i].chunk))
      digest = digest_chunk (digest, &now.chunks[i]);
  return digest;
}
