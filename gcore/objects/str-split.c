/* SPDX-License-Identifier: MIT */
/* str: cutting texts into parts and joining them. */
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/list.h"
#include "gcore/objects/str-methods.h"
#include "gcore/objects/str-private.h"
#include "gcore/objects/tuple.h"

/* --- split -------------------------------------------------------------------------------------------------------- */

/* Places a result list has from the start; programs see it in its size. */
#define FIRST_PLACES 12

static GcoreObject *
new_list (intptr_t max_split)
{
  GcoreObject *list = gcore_list_new (max_split < FIRST_PLACES ? max_split + 1 : FIRST_PLACES);
  if (list != NULL)
    GCORE_SIZE_OF (list) = 0;
  return list;
}

/* Appends str[start, end); false on failure. */
static bool
add_part (GcoreObject *list, GcoreObject *str, intptr_t start, intptr_t end)
{
  GcoreObject *part = gcore_str_substring (str, start, end);
  return part != NULL && gcore_list_append_take_ref ((GcoreList *) list, part) == 0;
}

static bool
split_blanks (GcoreObject *list, GcoreObject *str, intptr_t max_split)
{
  int kind = GCORE_STR_KIND (str);
  const void *data = gcore_str_data (str);
  intptr_t n = GCORE_STR_LENGTH (str), at = 0;
  for (;; max_split--)
    {
      while (at < n && gcore_char_is_space (gcore_str_read (kind, data, at)))
        at++;
      if (at == n)
        return true;
      intptr_t start = at;
      if (max_split == 0)
        return add_part (list, str, start, n);
      while (at < n && !gcore_char_is_space (gcore_str_read (kind, data, at)))
        at++;
      if (!add_part (list, str, start, at))
        return false;
    }
}

static bool
rsplit_blanks (GcoreObject *list, GcoreObject *str, intptr_t max_split)
{
  int kind = GCORE_STR_KIND (str);
  const void *data = gcore_str_data (str);
  intptr_t at = GCORE_STR_LENGTH (str);
  for (;; max_split--)
    {
      while (at > 0 && gcore_char_is_space (gcore_str_read (kind, data, at - 1)))
        at--;
      if (at == 0)
        return true;
      intptr_t end = at;
      if (max_split == 0)
        return add_part (list, str, 0, end);
      while (at > 0 && !gcore_char_is_space (gcore_str_read (kind, data, at - 1)))
        at--;
      if (!add_part (list, str, at, end))
        return false;
    }
}

/* By one character, all of kind 1: the usual case. */
static bool
split_at_byte (GcoreObject *list, GcoreObject *str, uint8_t separator, intptr_t max_split)
{
  const uint8_t *data = gcore_str_data (str);
  intptr_t n = GCORE_STR_LENGTH (str), start = 0;
  for (intptr_t at = 0; at < n && max_split > 0; at++)
    if (data[at] == separator)
      {
        if (!add_part (list, str, start, at))
          return false;
        start = at + 1;
        max_split--;
      }
  return add_part (list, str, start, n);
}

static bool
split_at (GcoreObject *list, GcoreObject *str, GcoreObject *separator, intptr_t max_split)
{
  if (GCORE_STR_KIND (str) == 1 && GCORE_STR_KIND (separator) == 1 && GCORE_STR_LENGTH (separator) == 1)
    return split_at_byte (list, str, (uint8_t) gcore_str_read_char (separator, 0), max_split);
  intptr_t start = 0, found;
  while (max_split-- > 0 && (found = gcore_str_find (str, separator, start, INTPTR_MAX, 1)) != -1)
    {
      if (found == -2 || !add_part (list, str, start, found))
        return false;
      start = found + GCORE_STR_LENGTH (separator);
    }
  return add_part (list, str, start, GCORE_STR_LENGTH (str));
}

static bool
rsplit_at (GcoreObject *list, GcoreObject *str, GcoreObject *separator, intptr_t max_split)
{
  intptr_t end = GCORE_STR_LENGTH (str), found;
  while (max_split-- > 0 && (found = gcore_str_find (str, separator, 0, end, -1)) != -1)
    {
      if (found == -2 || !add_part (list, str, found + GCORE_STR_LENGTH (separator), end))
        return false;
      end = found;
    }
  return add_part (list, str, 0, end);
}

static GcoreObject *
split (GcoreObject *str, GcoreObject *separator, intptr_t max_split, bool from_right)
{
  if (max_split < 0)
    max_split = INTPTR_MAX;
  if (separator == GCORE_NONE)
    separator = NULL;
  if (separator != NULL && !gcore_is_str (separator))
    return gcore_err_format (GCORE_EXC (TypeError), "must be str or None, not %.100s", GCORE_TYPE_OF (separator)->name);
  if (separator != NULL && GCORE_STR_LENGTH (separator) == 0)
    return gcore_err_format (GCORE_EXC (ValueError), "empty separator");
  GcoreObject *list = new_list (max_split);
  if (list == NULL)
    return NULL;
  bool fine;
  if (separator == NULL)
    fine = from_right ? rsplit_blanks (list, str, max_split) : split_blanks (list, str, max_split);
  else
    fine = from_right ? rsplit_at (list, str, separator, max_split) : split_at (list, str, separator, max_split);
  if (!fine || (from_right && gcore_list_reverse (list) < 0))
    GCORE_CLEAR (list);
  return list;
}

GcoreObject *
gcore_str_split (GcoreObject *str, GcoreObject *separator, intptr_t max_split)
{
  return split (str, separator, max_split, false);
}

GcoreObject *
gcore_str_rsplit (GcoreObject *str, GcoreObject *separator, intptr_t max_split)
{
  return split (str, separator, max_split, true);
}

static GcoreObject *
split_method (GcoreObject *self, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names, bool from_right)
{
  static const char *const keywords[] = { "sep", "maxsplit", NULL };
  GcoreObject *separator = n_args > 0 ? args[0] : NULL;
  intptr_t max_split = -1;
  if ((n_args > 1 || keyword_names != NULL)
      && !gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, from_right ? "|On:rsplit" : "|On:split",
                                              keywords, &separator, &max_split))
    return NULL;
  return split (self, separator, max_split, from_right);
}

GCORE_STR_KEYS (split)
{
  return split_method (self, args, n_args, keyword_names, false);
}

GCORE_STR_KEYS (rsplit)
{
  return split_method (self, args, n_args, keyword_names, true);
}

/* --- lines -------------------------------------------------------------------------------------------------------- */

GcoreObject *
gcore_str_splitlines (GcoreObject *str, bool keep_ends)
{
  int kind = GCORE_STR_KIND (str);
  const void *data = gcore_str_data (str);
  intptr_t n = GCORE_STR_LENGTH (str), at = 0;
  GcoreObject *list = gcore_list_new (0);
  while (list != NULL && at < n)
    {
      intptr_t start = at;
      while (at < n && !gcore_char_is_line_break (gcore_str_read (kind, data, at)))
        at++;
      intptr_t end = at;
      if (at < n)
        {
          bool both
              = gcore_str_read (kind, data, at) == '\r' && at + 1 < n && gcore_str_read (kind, data, at + 1) == '\n';
          at += both ? 2 : 1;
          if (keep_ends)
            end = at;
        }
      if (!add_part (list, str, start, end))
        GCORE_CLEAR (list);
    }
  return list;
}

GCORE_STR_KEYS (splitlines)
{
  static const char *const keywords[] = { "keepends", NULL };
  int keep_ends = 0;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "|i:splitlines", keywords, &keep_ends))
    return NULL;
  return gcore_str_splitlines (self, keep_ends);
}

/* --- partition ---------------------------------------------------------------------------------------------------- */

static GcoreObject *
partition (GcoreObject *str, GcoreObject *separator, int direction)
{
  if (!gcore_is_str (separator))
    return gcore_err_format (GCORE_EXC (TypeError), "must be str, not %.100s", GCORE_TYPE_OF (separator)->name);
  intptr_t n = GCORE_STR_LENGTH (str), m = GCORE_STR_LENGTH (separator);
  if (m == 0)
    return gcore_err_format (GCORE_EXC (ValueError), "empty separator");
  intptr_t found = gcore_str_find (str, separator, 0, n, direction);
  GcoreObject *parts[3];
  if (found == -2)
    return NULL;
  if (found < 0)
    {
      parts[1] = gcore_newref (GCORE_OBJECTS->empty_str);
      parts[direction > 0 ? 2 : 0] = gcore_newref (GCORE_OBJECTS->empty_str);
      parts[direction > 0 ? 0 : 2] = gcore_str_from_object (str);
    }
  else
    {
      parts[0] = gcore_str_substring (str, 0, found);
      parts[1] = gcore_newref (separator);
      parts[2] = gcore_str_substring (str, found + m, n);
    }
  if (parts[0] != NULL && parts[2] != NULL)
    return gcore_tuple_from_array_steal (parts, 3);
  for (int i = 0; i < 3; i++)
    gcore_xdecref (parts[i]);
  return NULL;
}

GcoreObject *
gcore_str_partition (GcoreObject *str, GcoreObject *separator)
{
  return partition (str, separator, 1);
}

GcoreObject *
gcore_str_rpartition (GcoreObject *str, GcoreObject *separator)
{
  return partition (str, separator, -1);
}

GCORE_STR_O (partition)
{
  return partition (self, argument, 1);
}

GCORE_STR_O (rpartition)
{
  return partition (self, argument, -1);
}

/* --- join --------------------------------------------------------------------------------------------------------- */

/* Sums up what joining needs; −1 with an exception set. */
static int
measure (GcoreObject *separator, GcoreObject *const *items, intptr_t n, intptr_t *length, uint32_t *max_char)
{
  *max_char = n > 1 && GCORE_STR_LENGTH (separator) > 0 ? gcore_str_max_char (separator) : 0x7f;
  *length = 0;
  for (intptr_t i = 0; i < n; i++)
    {
      if (!gcore_is_str (items[i]))
        {
          gcore_err_format (GCORE_EXC (TypeError), "sequence item %zd: expected str instance, %.80s found", i,
                            GCORE_TYPE_OF (items[i])->name);
          return -1;
        }
      uint32_t max_item = gcore_str_max_char (items[i]);
      if (max_item > *max_char)
        *max_char = max_item;
      intptr_t more = GCORE_STR_LENGTH (items[i]) + (i > 0 ? GCORE_STR_LENGTH (separator) : 0);
      if (__builtin_add_overflow (*length, more, length))
        {
          gcore_err_set_string (GCORE_EXC (OverflowError), "join() result is too long for a Python string");
          return -1;
        }
    }
  return 0;
}

/* memcpy for what is mostly a few bytes; a call would take longer than the copy. */
GCORE_INLINE char *
copy_bytes (char *to, const char *from, intptr_t n)
{
  if (n > 16)
    memcpy (to, from, (size_t) n);
  else if (n >= 8)
    {
      memcpy (to, from, 8);
      memcpy (to + n - 8, from + n - 8, 8);
    }
  else
    for (intptr_t i = 0; i < n; i++)
      to[i] = from[i];
  return to + n;
}

/* Writes STR as characters of KIND, which is wide enough; returns the end. */
GCORE_INLINE char *
put (char *to, int kind, GcoreObject *str)
{
  intptr_t n = GCORE_STR_LENGTH (str);
  if (kind == 1)
    return copy_bytes (to, gcore_str_data (str), n);
  gcore_str_copy_data (kind, to, GCORE_STR_KIND (str), gcore_str_data (str), n);
  return to + n * kind;
}

GcoreObject *
gcore_str_join_array (GcoreObject *separator, GcoreObject *const *items, intptr_t n)
{
  if (separator == NULL)
    separator = GCORE_OBJECTS->latin1[' '];
  if (!gcore_is_str (separator))
    return gcore_err_format (GCORE_EXC (TypeError), "separator: expected str instance, %.80s found",
                             GCORE_TYPE_OF (separator)->name);
  if (n == 1 && gcore_is_str_exact (items[0]))
    return gcore_newref (items[0]);
  intptr_t length;
  uint32_t max_char;
  if (measure (separator, items, n, &length, &max_char) < 0)
    return NULL;
  GcoreObject *result = gcore_str_new (length, max_char);
  if (result == NULL || length == 0)
    return result;
  if (length == 1)
    {
      /* Perhaps one of the shared strings. */
      GcoreStrWriter writer;
      gcore_decref (result);
      gcore_str_writer_init (&writer);
      for (intptr_t i = 0; i < n; i++)
        if ((i > 0 && gcore_str_writer_write_str (&writer, separator) < 0)
            || gcore_str_writer_write_str (&writer, items[i]) < 0)
          {
            gcore_str_writer_dealloc (&writer);
            return NULL;
          }
      return gcore_str_writer_finish (&writer);
    }
  int kind = GCORE_STR_KIND (result);
  char *to = gcore_str_data (result);
  for (intptr_t i = 0; i < n; i++)
    {
      if (i > 0)
        to = put (to, kind, separator);
      to = put (to, kind, items[i]);
    }
  return result;
}

GcoreObject *
gcore_str_join (GcoreObject *separator, GcoreObject *sequence)
{
  GcoreObject *fast = gcore_sequence_fast (sequence, "can only join an iterable");
  if (fast == NULL)
    return NULL;
  GcoreObject *const *items = gcore_is_list (fast) ? GCORE_LIST_ITEMS (fast) : GCORE_TUPLE_ITEMS (fast);
  GcoreObject *result = gcore_str_join_array (separator, items, GCORE_SIZE_OF (fast));
  gcore_decref (fast);
  return result;
}

GCORE_STR_O (join)
{
  return gcore_str_join (self, argument);
}
