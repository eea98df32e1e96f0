/* SPDX-License-Identifier: MIT */
/* Finding text in text, for str, bytes and bytearray. */
#define _GNU_SOURCE /* memmem, memrchr */
#include "gcore/memory/memory.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/str-private.h"

#define SHORT_TEXT 128

intptr_t
gcore_str_search_char (int kind, const void *text, intptr_t n, uint32_t character, int direction)
{
  if (kind == 1)
    {
      if (character > 0xff)
        return -1;
      const char *found = direction > 0 ? memchr (text, (int) character, (size_t) n)
                                        : memrchr (text, (int) character, (size_t) n);
      return found == NULL ? -1 : found - (const char *) text;
    }
  intptr_t at = direction > 0 ? 0 : n - 1;
  for (intptr_t left = n; left > 0; left--, at += direction)
    if (gcore_str_read (kind, text, at) == character)
      return at;
  return -1;
}

/* For short texts, in which memmem takes longer to prepare than this to search. */
static intptr_t
search_short (const char *text, intptr_t n, const char *needle, intptr_t m)
{
  const char *last = text + (n - m), first = needle[0], end = needle[m - 1];
  for (const char *at = text; at <= last; at++)
    if (*at == first && at[m - 1] == end && memcmp (at, needle, (size_t) m) == 0)
      return at - text;
  return -1;
}

static intptr_t
search_forward (int kind, const char *text, intptr_t n, const char *needle, intptr_t m)
{
  if (kind == 1 && n <= SHORT_TEXT)
    return search_short (text, n, needle, m);
  /* memmem takes linear time. A match of wide characters must start at a whole character. */
  const char *at = text, *end = text + n * kind;
  while ((at = memmem (at, (size_t) (end - at), needle, (size_t) (m * kind))) != NULL)
    {
      if ((at - text) % kind == 0)
        return (at - text) / kind;
      at++;
    }
  return -1;
}

static intptr_t
search_backward (int kind, const char *text, intptr_t n, const char *needle, intptr_t m)
{
  uint32_t first = gcore_str_read (kind, needle, 0);
  for (intptr_t left = n - m + 1; left > 0;)
    {
      intptr_t at = gcore_str_search_char (kind, text, left, first, -1);
      if (at < 0 || memcmp (text + at * kind, needle, (size_t) (m * kind)) == 0)
        return at;
      left = at;
    }
  return -1;
}

intptr_t
gcore_str_search (int kind, const void *text, intptr_t n, int needle_kind, const void *needle, intptr_t m,
                  int direction)
{
  if (m > n || needle_kind > kind)
    return -1;
  if (m == 0)
    return direction > 0 ? 0 : n;
  if (m == 1)
    return gcore_str_search_char (kind, text, n, gcore_str_read (needle_kind, needle, 0), direction);
  if (needle_kind == kind)
    return direction > 0 ? search_forward (kind, text, n, needle, m) : search_backward (kind, text, n, needle, m);

  uint32_t small[32];
  void *wide = small;
  if ((size_t) (m * kind) > sizeof small && (wide = gcore_mem_alloc ((size_t) (m * kind))) == NULL)
    {
      gcore_err_no_memory ();
      return -2;
    }
  gcore_str_copy_data (kind, wide, needle_kind, needle, m);
  intptr_t found = gcore_str_search (kind, text, n, kind, wide, m, direction);
  if (wide != small)
    gcore_mem_free (wide);
  return found;
}

/* --- on objects --------------------------------------------------------------------------------------------------- */

intptr_t
gcore_str_find (GcoreObject *str, GcoreObject *part, intptr_t start, intptr_t end, int direction)
{
  gcore_str_adjust_indices (&start, &end, GCORE_STR_LENGTH (str));
  intptr_t m = GCORE_STR_LENGTH (part);
  if (end - start < m)
    return -1;
  int kind = GCORE_STR_KIND (str);
  intptr_t found = gcore_str_search (kind, gcore_str_at (kind, gcore_str_data (str), start), end - start,
                                     GCORE_STR_KIND (part), gcore_str_data (part), m, direction);
  return found < 0 ? found : found + start;
}

intptr_t
gcore_str_find_char (GcoreObject *str, uint32_t character, intptr_t start, intptr_t end, int direction)
{
  gcore_str_adjust_indices (&start, &end, GCORE_STR_LENGTH (str));
  if (end <= start)
    return -1;
  int kind = GCORE_STR_KIND (str);
  intptr_t found = gcore_str_search_char (kind, gcore_str_at (kind, gcore_str_data (str), start), end - start,
                                          character, direction);
  return found < 0 ? found : found + start;
}

intptr_t
gcore_str_count (GcoreObject *str, GcoreObject *part, intptr_t start, intptr_t end)
{
  gcore_str_adjust_indices (&start, &end, GCORE_STR_LENGTH (str));
  intptr_t m = GCORE_STR_LENGTH (part), count = 0;
  if (end - start < m)
    return 0;
  if (m == 0)
    return end - start + 1;
  while ((start = gcore_str_find (str, part, start, end, 1)) >= 0)
    {
      count++;
      start += m;
    }
  return start == -2 ? -1 : count;
}

int
gcore_str_tail_match (GcoreObject *str, GcoreObject *part, intptr_t start, intptr_t end, int direction)
{
  gcore_str_adjust_indices (&start, &end, GCORE_STR_LENGTH (str));
  intptr_t m = GCORE_STR_LENGTH (part);
  if (end - start < m)
    return 0;
  intptr_t at = direction > 0 ? end - m : start;
  int kind = GCORE_STR_KIND (str), part_kind = GCORE_STR_KIND (part);
  const void *data = gcore_str_data (str), *part_data = gcore_str_data (part);
  if (kind == part_kind)
    return memcmp (gcore_str_at (kind, data, at), part_data, (size_t) (m * kind)) == 0;
  for (intptr_t i = 0; i < m; i++)
    if (gcore_str_read (kind, data, at + i) != gcore_str_read (part_kind, part_data, i))
      return 0;
  return 1;
}

int
gcore_str_contains (GcoreObject *str, GcoreObject *part)
{
  if (!gcore_is_str (part))
    {
      gcore_err_format (GCORE_EXC (TypeError), "'in <string>' requires string as left operand, not %.100s",
                        GCORE_TYPE_OF (part)->name);
      return -1;
    }
  intptr_t found = gcore_str_find (str, part, 0, INTPTR_MAX, 1);
  return found == -2 ? -1 : found >= 0;
}
