/* SPDX-License-Identifier: MIT */
/* Which pages of the image are in use, and handling their bytes although AddressSanitizer may have marked them. For the
 * files of gcore/image. */
#pragma once

#include "gcore/image/image-private.h"

/* Numbers (offset / GCORE_PAGE_SIZE) of the pages in use, ascending. */
typedef struct
{
  uint32_t *numbers;
  size_t count, capacity;
  uint64_t stack_start; /* offset of the lowest byte of the stack in use: in the page below it the rest is garbage */
  bool failed;          /* no memory: the list is incomplete */
} GcorePageList;

/* Fills LIST, to be freed with gcore_page_list_free; false if there is no memory for it. The fiber must not run. */
bool gcore_page_list_in_use (GcorePageList *list);
void gcore_page_list_free (GcorePageList *list);

GCORE_INLINE bool
gcore_page_is_stack (uint32_t number)
{
  return number - GCORE_OFFSET_STACK / GCORE_PAGE_SIZE < GCORE_STACK_SIZE / GCORE_PAGE_SIZE;
}

GCORE_INLINE char *
gcore_page_address (uint32_t number)
{
  return gcore_image_base + number * GCORE_PAGE_SIZE;
}

/* Bytes at the start of page NUMBER that are not in use: 0 except where the stack begins. */
GCORE_INLINE size_t
gcore_page_unused_start (const GcorePageList *list, uint32_t number)
{
  return number == list->stack_start / GCORE_PAGE_SIZE ? list->stack_start % GCORE_PAGE_SIZE : 0;
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
