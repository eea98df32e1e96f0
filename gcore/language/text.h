/* SPDX-License-Identifier: MIT */
/* Walking through valid UTF-8. */
#pragma once

#include "gcore/base/base.h"

/* The characters in [START, END). */
GCORE_INLINE intptr_t
gcore_text_count (const char *start, const char *end)
{
  intptr_t n = 0;
  for (; start < end; start++)
    n += (*start & 0xC0) != 0x80;
  return n;
}

/* The character at *P, which moves behind it. */
GCORE_INLINE uint32_t
gcore_text_next (const char **p)
{
  uint8_t first = (uint8_t) *(*p)++;
  if (first < 0x80)
    return first;
  uint32_t c = first < 0xE0 ? first & 0x1F : first < 0xF0 ? first & 0x0F : first & 0x07;
  while ((**p & 0xC0) == 0x80)
    c = c << 6 | (uint32_t) (*(*p)++ & 0x3F);
  return c;
}
