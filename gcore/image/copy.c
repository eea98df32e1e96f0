/* SPDX-License-Identifier: MIT */
#include "gcore/image/copy.h"

#include <stdlib.h>
#include <sys/mman.h>

#include "gcore/image/pages.h"

#if GCORE_HAVE_ASAN
#include <sanitizer/asan_interface.h>
#define SHADOW_SIZE (GCORE_PAGE_SIZE / 8)
#endif

/* The bytes of one page, shared by the copies in which it is the same. */
typedef struct
{
  uint32_t n_copies;
  char bytes[GCORE_PAGE_SIZE] __attribute__ ((aligned (16)));
#if GCORE_HAVE_ASAN
  char shadow[SHADOW_SIZE]; /* the marks that go with them */
#endif
} Page;

struct GcoreImageCopy
{
  GcorePageList list;
  Page **pages; /* one for each of the list */
  size_t n_own; /* of these not shared with the base when the copy was made */
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

/* Copies the bytes from START on, and their marks, between PAGE and the page at ADDRESS. */
static void
save_page (Page *page, const char *address, size_t start)
{
  gcore_unchecked_copy (page->bytes + start, address + start, GCORE_PAGE_SIZE - start);
#if GCORE_HAVE_ASAN
  gcore_unchecked_copy (page->shadow, shadow_of (address), SHADOW_SIZE);
#endif
}

static void
load_page (const Page *page, char *address, size_t start)
{
  gcore_unchecked_copy (address + start, page->bytes + start, GCORE_PAGE_SIZE - start);
#if GCORE_HAVE_ASAN
  gcore_unchecked_copy (shadow_of (address), page->shadow, SHADOW_SIZE);
#endif
}

static bool
page_equals (const Page *page, const char *address, size_t start)
{
  size_t size = GCORE_PAGE_SIZE - start;
  if (gcore_unchecked_difference (page->bytes + start, address + start, size) < size)
    return false;
#if GCORE_HAVE_ASAN
  return gcore_unchecked_difference (page->shadow, shadow_of (address), SHADOW_SIZE) == SHADOW_SIZE;
#else
  return true;
#endif
}

static void
release_page (Page *page)
{
  if (page != NULL && --page->n_copies == 0)
    free (page);
}

/* --- copying ------------------------------------------------------------------------------------------------------ */

/* Steps *AT to page NUMBER of COPY's list, if it is there, else to the next one. Callers ask for ascending numbers. */
static bool
find_page (const GcoreImageCopy *copy, size_t *at, uint32_t number)
{
  while (*at < copy->list.count && copy->list.numbers[*at] < number)
    ++*at;
  return *at < copy->list.count && copy->list.numbers[*at] == number;
}

/* The page for the Ith of the copy's list: the one of BASE if it is the same and whole, else a new one. */
static Page *
take_page (GcoreImageCopy *copy, size_t i, const GcoreImageCopy *base, size_t *base_at)
{
  uint32_t number = copy->list.numbers[i];
  const char *address = gcore_page_address (number);
  size_t start = gcore_page_unused_start (&copy->list, number);
  if (base != NULL && find_page (base, base_at, number))
    {
      Page *page = base->pages[*base_at];
      if (start == 0 && gcore_page_unused_start (&base->list, number) == 0 && page_equals (page, address, 0))
        {
          page->n_copies++;
          return page;
        }
    }
  Page *page = malloc (sizeof *page);
  if (page == NULL)
    return NULL;
  page->n_copies = 1;
  save_page (page, address, start);
  copy->n_own++;
  return page;
}

GcoreImageCopy *
gcore_image_copy (const GcoreImageCopy *base)
{
  GcoreImageCopy *copy = calloc (1, sizeof *copy);
  if (copy == NULL)
    return NULL;
  bool complete = gcore_page_list_in_use (&copy->list);
  copy->pages = calloc (copy->list.count + 1, sizeof *copy->pages);
  complete = complete && copy->pages != NULL;
  size_t base_at = 0;
  for (size_t i = 0; i < copy->list.count && complete; i++)
    {
      copy->pages[i] = take_page (copy, i, base, &base_at);
      complete = copy->pages[i] != NULL;
    }
  if (complete)
    return copy;
  gcore_image_copy_free (copy);
  return NULL;
}

void
gcore_image_copy_free (GcoreImageCopy *copy)
{
  if (copy == NULL)
    return;
  for (size_t i = 0; i < copy->list.count && copy->pages != NULL; i++)
    release_page (copy->pages[i]);
  free (copy->pages);
  gcore_page_list_free (&copy->list);
  free (copy);
}

uint64_t
gcore_image_copy_size (const GcoreImageCopy *copy)
{
  return sizeof *copy + copy->list.count * (sizeof (Page *) + sizeof (uint32_t)) + copy->n_own * sizeof (Page);
}

/* --- restoring ---------------------------------------------------------------------------------------------------- */

/* Makes N pages, which the copy does not have, read as zero. Of the stack, what lies below the stack pointer has no
 * meaning and can stay, but its frames are gone. */
static void
forget_pages (uint32_t first, uint32_t n)
{
  if (!gcore_page_is_stack (first))
    madvise (gcore_page_address (first), n * GCORE_PAGE_SIZE, MADV_DONTNEED);
#if GCORE_HAVE_ASAN
  ASAN_UNPOISON_MEMORY_REGION (gcore_page_address (first), n * GCORE_PAGE_SIZE);
#endif
}

static void
forget_pages_outside (const GcorePageList *now, const GcoreImageCopy *copy)
{
  size_t at = 0;
  uint32_t first = 0, n = 0; /* pages side by side, to be forgotten in one go */
  for (size_t i = 0; i < now->count; i++)
    {
      uint32_t number = now->numbers[i];
      if (find_page (copy, &at, number))
        continue;
      if (n > 0 && (number != first + n || gcore_page_is_stack (number) != gcore_page_is_stack (first)))
        {
          forget_pages (first, n);
          n = 0;
        }
      if (n++ == 0)
        first = number;
    }
  if (n > 0)
    forget_pages (first, n);
}

bool
gcore_image_restore (const GcoreImageCopy *copy)
{
  GcorePageList now;
  if (!gcore_page_list_in_use (&now))
    return false;
  forget_pages_outside (&now, copy);
  gcore_page_list_free (&now);
  for (size_t i = 0; i < copy->list.count; i++)
    {
      uint32_t number = copy->list.numbers[i];
      char *address = gcore_page_address (number);
      size_t start = gcore_page_unused_start (&copy->list, number);
      if (start != 0 || !page_equals (copy->pages[i], address, 0)) /* a page left alone stays shared with the system */
        load_page (copy->pages[i], address, start);
    }
  return true;
}

/* --- comparing ---------------------------------------------------------------------------------------------------- */

/* Offset of the first byte, rounded down to 8, in which what is in use NOW differs from COPY; UINT64_MAX if none. */
static uint64_t
find_difference (const GcorePageList *now, const GcoreImageCopy *copy)
{
  const GcorePageList *then = &copy->list;
  if (now->stack_start != then->stack_start)
    return now->stack_start < then->stack_start ? now->stack_start : then->stack_start;
  for (size_t i = 0; i < now->count && i < then->count; i++)
    {
      uint32_t number = now->numbers[i];
      if (number != then->numbers[i])
        return (number < then->numbers[i] ? number : then->numbers[i]) * GCORE_PAGE_SIZE;
      size_t start = gcore_page_unused_start (now, number), size = GCORE_PAGE_SIZE - start;
      const char *address = gcore_page_address (number);
      size_t same = gcore_unchecked_difference (address + start, copy->pages[i]->bytes + start, size);
      if (same < size)
        return number * GCORE_PAGE_SIZE + start + same;
    }
  if (now->count == then->count)
    return UINT64_MAX;
  return (now->count > then->count ? now->numbers[then->count] : then->numbers[now->count]) * GCORE_PAGE_SIZE;
}

bool
gcore_image_equal (const GcoreImageCopy *copy, uint64_t *difference)
{
  GcorePageList now;
  if (!gcore_page_list_in_use (&now))
    return false;
  uint64_t offset = find_difference (&now, copy);
  gcore_page_list_free (&now);
  if (difference != NULL)
    *difference = offset;
  return offset == UINT64_MAX;
}

uint64_t
gcore_image_digest (void)
{
  GcorePageList now;
  if (!gcore_page_list_in_use (&now))
    return 0;
  uint64_t digest = 0;
  for (size_t i = 0; i < now.count; i++)
    {
      uint32_t number = now.numbers[i];
      if (!gcore_page_is_stack (number) && number != GCORE_OFFSET_IMAGE / GCORE_PAGE_SIZE) /* the fiber's page */
        digest = gcore_unchecked_digest (digest ^ number, gcore_page_address (number), GCORE_PAGE_SIZE);
    }
  gcore_page_list_free (&now);
  return digest;
}
