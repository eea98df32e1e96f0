/* SPDX-License-Identifier: MIT */
/* bytes and bytearray: searching, cutting into parts, joining. */
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/bytes-private.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/str-methods.h"
#include "gcore/objects/str-private.h"
#include "gcore/objects/tuple.h"

/* --- searching ---------------------------------------------------------------------------------------------------- */

/* The arguments (part [, start [, end]]); START and END become indexes into VIEW. */
static int
read_search (const char *name, GcoreBytesView view, GcoreObject *const *args, intptr_t n_args, intptr_t *start,
             intptr_t *end)
{
  *start = 0;
  *end = INTPTR_MAX;
  if (n_args < 1 || n_args > 3)
    {
      gcore_err_format (GCORE_EXC (TypeError), "%s() takes at %s %d argument%s (%zd given)", name,
                        n_args < 1 ? "least" : "most", n_args < 1 ? 1 : 3, n_args < 1 ? "" : "s", n_args);
      return -1;
    }
  if (gcore_arg_read_range (args, n_args, 1, start, end) < 0)
    return -1;
  gcore_str_adjust_indices (start, end, view.n);
  return 0;
}

/* −1 not found, −2 failure. */
static intptr_t
find (const char *name, GcoreObject *self, GcoreObject *const *args, intptr_t n_args, int direction)
{
  intptr_t start, end;
  GcoreBytesPart part;
  GcoreBytesView view = gcore_bytes_view (self);
  if (read_search (name, view, args, n_args, &start, &end) < 0)
    return -2;
  if (gcore_bytes_part (args[0], &part) < 0)
    {
      gcore_bytes_part_release (&part);
      return -2;
    }
  view = gcore_bytes_view (self);
  intptr_t found = end - start < part.n
                       ? -1
                       : gcore_str_search (1, view.data + start, end - start, 1, part.data, part.n, direction);
  gcore_bytes_part_release (&part);
  return found < 0 ? found : found + start;
}

static GcoreObject *
found_or_error (intptr_t found)
{
  if (found == -1)
    gcore_err_set_string (GCORE_EXC (ValueError), "subsection not found");
  return found < 0 ? NULL : gcore_int_from_ssize (found);
}

GCORE_BYTES_FAST (find)
{
  intptr_t found = find ("find", self, args, n_args, 1);
  return found == -2 ? NULL : gcore_int_from_ssize (found);
}

GCORE_BYTES_FAST (rfind)
{
  intptr_t found = find ("rfind", self, args, n_args, -1);
  return found == -2 ? NULL : gcore_int_from_ssize (found);
}

GCORE_BYTES_FAST (index)
{
  return found_or_error (find ("index", self, args, n_args, 1));
}

GCORE_BYTES_FAST (rindex)
{
  return found_or_error (find ("rindex", self, args, n_args, -1));
}

GCORE_BYTES_FAST (count)
{
  intptr_t start, end, count = 0, found;
  GcoreBytesPart part;
  GcoreBytesView view = gcore_bytes_view (self);
  if (read_search ("count", view, args, n_args, &start, &end) < 0)
    return NULL;
  if (gcore_bytes_part (args[0], &part) < 0)
    {
      gcore_bytes_part_release (&part);
      return NULL;
    }
  if (part.n == 0)
    count = end < start ? 0 : end - start + 1;
  else
    while (end - start >= part.n
           && (found = gcore_str_search (1, view.data + start, end - start, 1, part.data, part.n, 1)) >= 0)
      {
        count++;
        start += found + part.n;
      }
  gcore_bytes_part_release (&part);
  return gcore_int_from_ssize (count);
}

/* Whether VIEW[start, end) starts (DIRECTION −1) or ends with PART; −1 with TypeError. */
static int
matches (GcoreBytesView view, GcoreObject *part, intptr_t start, intptr_t end, int direction)
{
  GcoreBuffer buffer;
  if (gcore_object_get_buffer (part, &buffer, false) < 0)
    return -1;
  bool result = end - start >= buffer.n
                && memcmp (view.data + (direction < 0 ? start : end - buffer.n), buffer.data, (size_t) buffer.n) == 0;
  gcore_buffer_release (&buffer);
  return result;
}

static GcoreObject *
tail_match (const char *name, GcoreObject *self, GcoreObject *const *args, intptr_t n_args, int direction)
{
  intptr_t start, end;
  GcoreBytesView view = gcore_bytes_view (self);
  if (read_search (name, view, args, n_args, &start, &end) < 0)
    return NULL;
  int result = 0;
  if (gcore_is_tuple (args[0]))
    for (intptr_t i = 0; result == 0 && i < GCORE_TUPLE_SIZE (args[0]); i++)
      result = matches (view, GCORE_TUPLE_ITEM (args[0], i), start, end, direction);
  else if (!gcore_object_check_buffer (args[0]))
    return gcore_err_format (GCORE_EXC (TypeError), "%s first arg must be bytes or a tuple of bytes, not %.100s", name,
                             GCORE_TYPE_OF (args[0])->name);
  else
    result = matches (view, args[0], start, end, direction);
  return result < 0 ? NULL : gcore_bool_from_long (result);
}

GCORE_BYTES_FAST (startswith)
{
  return tail_match ("startswith", self, args, n_args, -1);
}

GCORE_BYTES_FAST (endswith)
{
  return tail_match ("endswith", self, args, n_args, 1);
}

/* --- cutting ------------------------------------------------------------------------------------------------------ */

static bool
is_blank (char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
add_part (GcoreObject *list, GcoreObject *self, const char *start, const char *end)
{
  GcoreObject *part = gcore_bytes_like (self, start, end - start);
  return part != NULL && gcore_list_append_take_ref ((GcoreList *) list, part) == 0;
}

static bool
split_blanks (GcoreObject *list, GcoreObject *self, GcoreBytesView view, intptr_t max_split)
{
  const char *at = view.data, *end = at + view.n;
  for (;; max_split--)
    {
      while (at < end && is_blank (*at))
        at++;
      if (at == end)
        return true;
      const char *start = at;
      if (max_split == 0)
        return add_part (list, self, start, end);
      while (at < end && !is_blank (*at))
        at++;
      if (!add_part (list, self, start, at))
        return false;
    }
}

static bool
rsplit_blanks (GcoreObject *list, GcoreObject *self, GcoreBytesView view, intptr_t max_split)
{
  const char *start = view.data, *at = start + view.n;
  for (;; max_split--)
    {
      while (at > start && is_blank (at[-1]))
        at--;
      if (at == start)
        return true;
      const char *end = at;
      if (max_split == 0)
        return add_part (list, self, start, end);
      while (at > start && !is_blank (at[-1]))
        at--;
      if (!add_part (list, self, at, end))
        return false;
    }
}

static bool
split_at (GcoreObject *list, GcoreObject *self, GcoreBytesView view, GcoreBuffer *separator, intptr_t max_split,
          int direction)
{
  const char *start = view.data, *end = start + view.n;
  intptr_t found;
  while (max_split-- > 0
         && (found = gcore_str_search (1, start, end - start, 1, separator->data, separator->n, direction)) >= 0)
    {
      const char *at = start + found;
      if (!(direction > 0 ? add_part (list, self, start, at) : add_part (list, self, at + separator->n, end)))
        return false;
      if (direction > 0)
        start = at + separator->n;
      else
        end = at;
    }
  return add_part (list, self, start, end);
}

static GcoreObject *
split (GcoreObject *self, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names, int direction)
{
  static const char *const keywords[] = { "sep", "maxsplit", NULL };
  GcoreObject *separator = GCORE_NONE;
  intptr_t max_split = -1;
  GcoreBuffer buffer = { .owner = NULL };
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, direction > 0 ? "|On:split" : "|On:rsplit",
                                           keywords, &separator, &max_split)
      || (separator != GCORE_NONE && gcore_object_get_buffer (separator, &buffer, false) < 0))
    return NULL;
  if (max_split < 0)
    max_split = INTPTR_MAX;
  if (separator != GCORE_NONE && buffer.n == 0)
    {
      gcore_buffer_release (&buffer);
      return gcore_err_format (GCORE_EXC (ValueError), "empty separator");
    }
  GcoreBytesView view = gcore_bytes_view (self);
  GcoreObject *list = gcore_list_new (max_split < 12 ? max_split + 1 : 12); /* as many places as str.split makes */
  if (list != NULL)
    {
      GCORE_SIZE_OF (list) = 0;
      bool fine = separator != GCORE_NONE ? split_at (list, self, view, &buffer, max_split, direction)
                  : direction > 0         ? split_blanks (list, self, view, max_split)
                                          : rsplit_blanks (list, self, view, max_split);
      if (!fine || (direction < 0 && gcore_list_reverse (list) < 0))
        GCORE_CLEAR (list);
    }
  gcore_buffer_release (&buffer);
  return list;
}

GCORE_BYTES_KEYS (split)
{
  return split (self, args, n_args, keyword_names, 1);
}

GCORE_BYTES_KEYS (rsplit)
{
  return split (self, args, n_args, keyword_names, -1);
}

GCORE_BYTES_KEYS (splitlines)
{
  static const char *const keywords[] = { "keepends", NULL };
  int keep_ends = 0;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "|i:splitlines", keywords, &keep_ends))
    return NULL;
  GcoreBytesView view = gcore_bytes_view (self);
  const char *at = view.data, *end = at + view.n;
  GcoreObject *list = gcore_list_new (0);
  while (list != NULL && at < end)
    {
      const char *start = at;
      while (at < end && *at != '\n' && *at != '\r')
        at++;
      const char *stop = at;
      if (at < end)
        at += *at == '\r' && at + 1 < end && at[1] == '\n' ? 2 : 1;
      if (!add_part (list, self, start, keep_ends ? at : stop))
        GCORE_CLEAR (list);
    }
  return list;
}

static GcoreObject *
partition (GcoreObject *self, GcoreObject *separator, int direction)
{
  GcoreBuffer buffer;
  if (gcore_object_get_buffer (separator, &buffer, false) < 0)
    return NULL;
  if (buffer.n == 0)
    {
      gcore_buffer_release (&buffer);
      return gcore_err_format (GCORE_EXC (ValueError), "empty separator");
    }
  GcoreBytesView view = gcore_bytes_view (self);
  intptr_t found = gcore_str_search (1, view.data, view.n, 1, buffer.data, buffer.n, direction);
  GcoreObject *parts[3];
  if (found < 0)
    {
      parts[1] = gcore_bytes_like (self, NULL, 0);
      parts[direction > 0 ? 2 : 0] = gcore_bytes_like (self, NULL, 0);
      parts[direction > 0 ? 0 : 2] = gcore_bytes_unchanged (self);
    }
  else
    {
      parts[0] = gcore_bytes_like (self, view.data, found);
      parts[1] = gcore_is_bytes (self) ? gcore_newref (separator)
                                       : gcore_bytes_like (self, (const char *) buffer.data, buffer.n);
      parts[2] = gcore_bytes_like (self, view.data + found + buffer.n, view.n - found - buffer.n);
    }
  gcore_buffer_release (&buffer);
  if (parts[0] != NULL && parts[1] != NULL && parts[2] != NULL)
    return gcore_tuple_from_array_steal (parts, 3);
  for (int i = 0; i < 3; i++)
    gcore_xdecref (parts[i]);
  return NULL;
}

GCORE_BYTES_O (partition)
{
  return partition (self, argument, 1);
}

GCORE_BYTES_O (rpartition)
{
  return partition (self, argument, -1);
}

/* --- joining ------------------------------------------------------------------------------------------------------ */

static void
raise_item (GcoreObject *item, intptr_t i)
{
  gcore_err_format (GCORE_EXC (TypeError), "sequence item %zd: expected a bytes-like object, %.80s found", i,
                    GCORE_TYPE_OF (item)->name);
}

/* Bytes of ITEMS with separators of N_SEPARATOR between them; −1 with an exception set. */
static intptr_t
joined_length (GcoreObject *const *items, intptr_t n, intptr_t n_separator)
{
  intptr_t total = 0;
  for (intptr_t i = 0; i < n; i++)
    {
      GcoreBuffer buffer;
      if (gcore_object_get_buffer (items[i], &buffer, false) < 0)
        {
          raise_item (items[i], i);
          return -1;
        }
      intptr_t more = buffer.n + (i > 0 ? n_separator : 0);
      gcore_buffer_release (&buffer);
      if (__builtin_add_overflow (total, more, &total))
        {
          gcore_err_set_string (GCORE_EXC (OverflowError), "join() result is too long");
          return -1;
        }
    }
  return total;
}

GcoreObject *
gcore_bytes_join (GcoreObject *separator, GcoreObject *iterable)
{
  GcoreObject *fast = gcore_sequence_fast (iterable, "can only join an iterable");
  if (fast == NULL)
    return NULL;
  GcoreObject *const *items = gcore_is_list (fast) ? GCORE_LIST_ITEMS (fast) : GCORE_TUPLE_ITEMS (fast);
  intptr_t n = GCORE_SIZE_OF (fast);
  GcoreBytesView view = gcore_bytes_view (separator);
  intptr_t total = joined_length (items, n, view.n);
  GcoreObject *result = NULL;
  char *to;
  if (n == 1 && gcore_is_bytes_exact (items[0]) && gcore_is_bytes (separator))
    result = gcore_newref (items[0]);
  else if (total >= 0 && (result = gcore_bytes_like_new (separator, total, &to)) != NULL)
    for (intptr_t i = 0; i < n; i++)
      {
        GcoreBuffer buffer;
        if (i > 0)
          to = (char *) memcpy (to, view.data, (size_t) view.n) + view.n;
        if (gcore_object_get_buffer (items[i], &buffer, false) < 0)
          {
            raise_item (items[i], i);
            GCORE_CLEAR (result);
            break;
          }
        to = (char *) memcpy (to, buffer.data, (size_t) buffer.n) + buffer.n;
        gcore_buffer_release (&buffer);
      }
  gcore_decref (fast);
  return result;
}

GCORE_BYTES_O (join)
{
  return gcore_bytes_join (self, argument);
}
