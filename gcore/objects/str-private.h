/* SPDX-License-Identifier: MIT */
/* Helpers shared by the str-*.c files. */
#pragma once

#include "gcore/objects/str.h"

/* A bound of N characters' values by class: 0x7f, 0xff, 0xffff or 0x10ffff. */
uint32_t gcore_str_class_of_data (int kind, const void *data, intptr_t n);

GCORE_INLINE int
gcore_str_kind_for (uint32_t max_char)
{
  return max_char < 0x100 ? 1 : max_char < 0x10000 ? 2 : 4;
}

/* Copies N characters between kinds; widening always, narrowing only if all fit. */
void gcore_str_copy_data (int to_kind, void *to, int from_kind, const void *from, intptr_t n);

GCORE_INLINE void *
gcore_str_at (int kind, const void *data, intptr_t index)
{
  return (char *) (uintptr_t) data + index * kind;
}

/* The shared object for a text of length 0 or 1 below 256: a new reference, or NULL if there is none. */
GcoreObject *gcore_str_shared (int kind, const void *data, intptr_t n);

/* A fresh exact string never shared, even for n = 0 or 1. */
GcoreObject *gcore_str_allocate (intptr_t n, uint32_t max_char);

/* An ASCII block of LENGTH + 1 bytes to be freed by the caller: decimal digits of all scripts as 0 to 9, all white
 * space as blanks, what else is not ASCII as ?. */
char *gcore_str_to_ascii_number (GcoreObject *str);

/* Called when an interned string dies. */
void gcore_str_unintern (GcoreObject *str);

/* Finds NEEDLE in TEXT, both of any kind: the first index or −1. DIRECTION −1: the last one. */
intptr_t gcore_str_search (int kind, const void *text, intptr_t n, int needle_kind, const void *needle, intptr_t m,
                           int direction);
intptr_t gcore_str_search_char (int kind, const void *text, intptr_t n, uint32_t character, int direction);

/* [*START, *END) as slices are understood, limited to LENGTH. */
GCORE_INLINE void
gcore_str_adjust_indices (intptr_t *start, intptr_t *end, intptr_t length)
{
  if (*end > length)
    *end = length;
  else if (*end < 0)
    {
      *end += length;
      if (*end < 0)
        *end = 0;
    }
  if (*start < 0)
    {
      *start += length;
      if (*start < 0)
        *start = 0;
    }
}
