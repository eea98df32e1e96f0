/* SPDX-License-Identifier: MIT */
/* bytes and bytearray: replacing, stripping, padding, case, tests of the contents. Case and character classes are
 * ASCII's. */
#include "gcore/memory/memory.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/bytearray.h"
#include "gcore/objects/bytes-private.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/str-private.h"

static bool
is_lower (char c)
{
  return c >= 'a' && c <= 'z';
}

static bool
is_upper (char c)
{
  return c >= 'A' && c <= 'Z';
}

static bool
is_alpha (char c)
{
  return is_lower (c) || is_upper (c);
}

static bool
is_digit (char c)
{
  return c >= '0' && c <= '9';
}

static bool
is_alnum (char c)
{
  return is_alpha (c) || is_digit (c);
}

static bool
is_space (char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/* --- replace ------------------------------------------------------------------------------------------------------ */

static void
replace_into (char *to, GcoreBytesView view, GcoreBuffer *old, GcoreBuffer *new_, intptr_t count)
{
  const char *at = view.data, *end = at + view.n;
  for (; count > 0; count--)
    {
      intptr_t found = old->n == 0 ? 0 : gcore_str_search (1, at, end - at, 1, old->data, old->n, 1);
      to = (char *) memcpy (to, at, (size_t) found) + found;
      to = (char *) memcpy (to, new_->data, (size_t) new_->n) + new_->n;
      at += found + old->n;
      if (old->n == 0 && at < end)
        *to++ = *at++;
    }
  memcpy (to, at, (size_t) (end - at));
}

static GcoreObject *
replace (GcoreObject *self, GcoreBuffer *old, GcoreBuffer *new_, intptr_t max_count)
{
  GcoreBytesView view = gcore_bytes_view (self);
  intptr_t count = 0, found, length;
  if (max_count < 0)
    max_count = INTPTR_MAX;
  if (old->n == 0)
    count = view.n + 1 < max_count ? view.n + 1 : max_count;
  else
    for (intptr_t at = 0; count < max_count
                          && (found = gcore_str_search (1, view.data + at, view.n - at, 1, old->data, old->n, 1)) >= 0;
         at += found + old->n)
      count++;
  if (count == 0)
    return gcore_bytes_unchanged (self);
  if (__builtin_mul_overflow (count, new_->n - old->n, &length) || __builtin_add_overflow (length, view.n, &length))
    return gcore_err_format (GCORE_EXC (OverflowError), "replace bytes is too long");
  char *to;
  GcoreObject *result = gcore_bytes_like_new (self, length, &to);
  if (result != NULL)
    replace_into (to, view, old, new_, count);
  return result;
}

GCORE_BYTES_FAST (replace)
{
  GcoreBuffer old, new_;
  if (!gcore_arg_check_positional ("replace", n_args, 2, 3))
    return NULL;
  if (gcore_object_get_buffer (args[0], &old, false) < 0)
    return NULL;
  GcoreObject *result = NULL;
  if (gcore_object_get_buffer (args[1], &new_, false) == 0)
    {
      intptr_t count = n_args < 3 ? -1 : gcore_arg_as_ssize (args[2]);
      if (count != -1 || gcore_err_occurred () == NULL)
        result = replace (self, &old, &new_, count);
      gcore_buffer_release (&new_);
    }
  gcore_buffer_release (&old);
  return result;
}

GCORE_BYTES_KEYS (translate)
{
  static const char *const keywords[] = { "", "delete", NULL };
  GcoreObject *table, *deleted = NULL;
  GcoreBuffer table_bytes = { .owner = NULL }, deleted_bytes = { .owner = NULL };
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "O|O:translate", keywords, &table, &deleted))
    return NULL;
  if (table != GCORE_NONE && gcore_object_get_buffer (table, &table_bytes, false) < 0)
    return NULL;
  GcoreObject *result = NULL;
  char *to;
  GcoreBytesView view = gcore_bytes_view (self);
  if (table != GCORE_NONE && table_bytes.n != 256)
    gcore_err_set_string (GCORE_EXC (ValueError), "translation table must be 256 characters long");
  else if ((deleted == NULL || gcore_object_get_buffer (deleted, &deleted_bytes, false) == 0)
           && (to = gcore_mem_alloc ((size_t) view.n)) != NULL)
    {
      intptr_t n = 0;
      for (intptr_t i = 0; i < view.n; i++)
        {
          uint8_t byte = (uint8_t) view.data[i];
          if (deleted_bytes.n == 0 || memchr (deleted_bytes.data, byte, (size_t) deleted_bytes.n) == NULL)
            to[n++] = (char) (table == GCORE_NONE ? byte : table_bytes.data[byte]);
        }
      result = gcore_bytes_like (self, to, n);
      gcore_mem_free (to);
    }
  else if (gcore_err_occurred () == NULL)
    gcore_err_no_memory ();
  gcore_buffer_release (&table_bytes);
  gcore_buffer_release (&deleted_bytes);
  return result;
}

GcoreObject *
gcore_bytes_make_translation (GcoreObject *ignored, GcoreObject *const *args, intptr_t n_args)
{
  GcoreBuffer from, to;
  if (!gcore_arg_check_positional ("maketrans", n_args, 2, 2) || gcore_object_get_buffer (args[0], &from, false) < 0)
    return NULL;
  GcoreObject *table = NULL;
  if (gcore_object_get_buffer (args[1], &to, false) == 0)
    {
      if (from.n != to.n)
        gcore_err_set_string (GCORE_EXC (ValueError), "maketrans arguments must have same length");
      else if ((table = gcore_bytes_from_string_and_size (NULL, 256)) != NULL)
        {
          for (int i = 0; i < 256; i++)
            GCORE_BYTES_DATA (table)[i] = (char) i;
          for (intptr_t i = 0; i < from.n; i++)
            GCORE_BYTES_DATA (table)[from.data[i]] = (char) to.data[i];
        }
      gcore_buffer_release (&to);
    }
  gcore_buffer_release (&from);
  return table;
}

/* --- ends --------------------------------------------------------------------------------------------------------- */

enum { LEFT = 1, RIGHT = 2 };

static bool
is_stripped (GcoreBuffer *characters, char c)
{
  return characters == NULL ? is_space (c) : memchr (characters->data, c, (size_t) characters->n) != NULL;
}

static GcoreObject *
strip (GcoreObject *self, GcoreObject *const *args, intptr_t n_args, int sides, const char *name)
{
  GcoreBuffer buffer = { .owner = NULL }, *characters = NULL;
  if (!gcore_arg_check_positional (name, n_args, 0, 1))
    return NULL;
  if (n_args > 0 && args[0] != GCORE_NONE)
    {
      if (gcore_object_get_buffer (args[0], &buffer, false) < 0)
        return NULL;
      characters = &buffer;
    }
  GcoreBytesView view = gcore_bytes_view (self);
  intptr_t start = 0, end = view.n;
  if (sides & LEFT)
    while (start < end && is_stripped (characters, view.data[start]))
      start++;
  if (sides & RIGHT)
    while (end > start && is_stripped (characters, view.data[end - 1]))
      end--;
  gcore_buffer_release (&buffer);
  return end - start == view.n ? gcore_bytes_unchanged (self) : gcore_bytes_like (self, view.data + start, end - start);
}

GCORE_BYTES_FAST (strip)
{
  return strip (self, args, n_args, LEFT | RIGHT, "strip");
}

GCORE_BYTES_FAST (lstrip)
{
  return strip (self, args, n_args, LEFT, "lstrip");
}

GCORE_BYTES_FAST (rstrip)
{
  return strip (self, args, n_args, RIGHT, "rstrip");
}

static GcoreObject *
remove_part (GcoreObject *self, GcoreObject *part, bool prefix)
{
  GcoreBuffer buffer;
  if (gcore_object_get_buffer (part, &buffer, false) < 0)
    return NULL;
  GcoreBytesView view = gcore_bytes_view (self);
  intptr_t n = buffer.n;
  bool found
      = n > 0 && view.n >= n && memcmp (prefix ? view.data : view.data + view.n - n, buffer.data, (size_t) n) == 0;
  gcore_buffer_release (&buffer);
  return found ? gcore_bytes_like (self, prefix ? view.data + n : view.data, view.n - n) : gcore_bytes_unchanged (self);
}

GCORE_BYTES_O (removeprefix)
{
  return remove_part (self, argument, true);
}

GCORE_BYTES_O (removesuffix)
{
  return remove_part (self, argument, false);
}

static GcoreObject *
pad (GcoreObject *self, intptr_t left, intptr_t right, char fill)
{
  GcoreBytesView view = gcore_bytes_view (self);
  char *to;
  if (left <= 0 && right <= 0)
    return gcore_bytes_unchanged (self);
  GcoreObject *result = gcore_bytes_like_new (self, left + view.n + right, &to);
  if (result == NULL)
    return NULL;
  memset (to, fill, (size_t) left);
  memcpy (to + left, view.data, (size_t) view.n);
  memset (to + left + view.n, fill, (size_t) right);
  return result;
}

/* The bytes missing to the width ARGS[0], 0 for none, −1 on failure; the fill byte in *FILL. */
static intptr_t
read_padding (GcoreObject *self, GcoreObject *const *args, intptr_t n_args, const char *name, char *fill)
{
  *fill = ' ';
  if (!gcore_arg_check_positional (name, n_args, 1, 2))
    return -1;
  intptr_t width = gcore_arg_as_ssize (args[0]);
  if (width == -1 && gcore_err_occurred () != NULL)
    return -1;
  if (n_args > 1)
    {
      GcoreObject *given = args[1];
      if ((!gcore_is_bytes (given) && !gcore_is_bytearray (given)) || GCORE_SIZE_OF (given) != 1)
        {
          gcore_arg_bad_argument (name, "argument 2", "a byte string of length 1", given);
          return -1;
        }
      *fill = gcore_bytes_view (given).data[0];
    }
  intptr_t n = gcore_bytes_view (self).n;
  return width > n ? width - n : 0;
}

GCORE_BYTES_FAST (center)
{
  char fill;
  intptr_t missing = read_padding (self, args, n_args, "center", &fill);
  intptr_t left = missing / 2 + (missing & (missing + gcore_bytes_view (self).n) & 1);
  return missing < 0 ? NULL : pad (self, left, missing - left, fill);
}

GCORE_BYTES_FAST (ljust)
{
  char fill;
  intptr_t missing = read_padding (self, args, n_args, "ljust", &fill);
  return missing < 0 ? NULL : pad (self, 0, missing, fill);
}

GCORE_BYTES_FAST (rjust)
{
  char fill;
  intptr_t missing = read_padding (self, args, n_args, "rjust", &fill);
  return missing < 0 ? NULL : pad (self, missing, 0, fill);
}

GCORE_BYTES_O (zfill)
{
  char fill;
  intptr_t missing = read_padding (self, &argument, 1, "zfill", &fill);
  GcoreObject *result = missing < 0 ? NULL : pad (self, missing, 0, '0');
  if (result == NULL || missing == 0 || gcore_bytes_view (self).n == 0)
    return result;
  char *data = (char *) (uintptr_t) gcore_bytes_view (result).data;
  if (data[missing] == '+' || data[missing] == '-')
    {
      data[0] = data[missing];
      data[missing] = '0';
    }
  return result;
}

GCORE_BYTES_KEYS (expandtabs)
{
  static const char *const keywords[] = { "tabsize", NULL };
  int tab_size = 8;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "|i:expandtabs", keywords, &tab_size))
    return NULL;
  GcoreBytesView view = gcore_bytes_view (self);
  GcoreObject *result = NULL;
  char *to = NULL;
  /* Twice: to measure and to write. */
  for (int pass = 0; pass < 2; pass++)
    {
      intptr_t column = 0, n = 0;
      for (intptr_t i = 0; i < view.n; i++)
        {
          char c = view.data[i];
          intptr_t count = c != '\t' ? 1 : tab_size > 0 ? tab_size - column % tab_size : 0;
          column = c == '\n' || c == '\r' ? 0 : column + count;
          if (to != NULL)
            memset (to + n, c == '\t' ? ' ' : c, (size_t) count);
          n += count;
        }
      if (pass == 0 && (result = gcore_bytes_like_new (self, n, &to)) == NULL)
        return NULL;
    }
  return result;
}

/* --- case --------------------------------------------------------------------------------------------------------- */

typedef enum
{
  TO_UPPER, TO_LOWER, TITLE, CAPITALIZE, SWAP
} Conversion;

static GcoreObject *
convert (GcoreObject *self, Conversion conversion)
{
  GcoreBytesView view = gcore_bytes_view (self);
  char *to;
  GcoreObject *result = NULL;
  bool after_letter = false;
  /* A shared one-byte object must not be written to, so the text is converted first. */
  char *block = gcore_mem_alloc ((size_t) view.n);
  if (block == NULL)
    return gcore_err_no_memory ();
  to = block;
  for (intptr_t i = 0; i < view.n; i++)
    {
      char c = view.data[i];
      bool raise = conversion == TO_UPPER || conversion == SWAP || (conversion == CAPITALIZE && i == 0)
                   || (conversion == TITLE && !after_letter);
      bool sink = conversion == SWAP || !raise;
      after_letter = is_alpha (c);
      to[i] = (char) (is_lower (c) && raise ? c - 32 : is_upper (c) && sink ? c + 32 : c);
    }
  result = gcore_bytes_like (self, block, view.n);
  gcore_mem_free (block);
  return result;
}

GCORE_BYTES_NOARGS (upper)
{
  return convert (self, TO_UPPER);
}

GCORE_BYTES_NOARGS (lower)
{
  return convert (self, TO_LOWER);
}

GCORE_BYTES_NOARGS (title)
{
  return convert (self, TITLE);
}

GCORE_BYTES_NOARGS (capitalize)
{
  return convert (self, CAPITALIZE);
}

GCORE_BYTES_NOARGS (swapcase)
{
  return convert (self, SWAP);
}

/* --- tests -------------------------------------------------------------------------------------------------------- */

static GcoreObject *
all_are (GcoreObject *self, bool (*test) (char c))
{
  GcoreBytesView view = gcore_bytes_view (self);
  for (intptr_t i = 0; i < view.n; i++)
    if (!test (view.data[i]))
      return gcore_newref (GCORE_FALSE);
  return gcore_bool_from_long (view.n > 0);
}

GCORE_BYTES_NOARGS (isalpha)
{
  return all_are (self, is_alpha);
}

GCORE_BYTES_NOARGS (isalnum)
{
  return all_are (self, is_alnum);
}

GCORE_BYTES_NOARGS (isdigit)
{
  return all_are (self, is_digit);
}

GCORE_BYTES_NOARGS (isspace)
{
  return all_are (self, is_space);
}

GCORE_BYTES_NOARGS (isascii)
{
  GcoreBytesView view = gcore_bytes_view (self);
  return gcore_bool_from_long (gcore_str_class_of_data (1, view.data, view.n) == 0x7f);
}

/* Some letter, and none that UNWANTED is true for. */
static GcoreObject *
has_case (GcoreObject *self, bool (*wanted) (char c), bool (*unwanted) (char c))
{
  GcoreBytesView view = gcore_bytes_view (self);
  bool found = false;
  for (intptr_t i = 0; i < view.n; i++)
    {
      if (unwanted (view.data[i]))
        return gcore_newref (GCORE_FALSE);
      found |= wanted (view.data[i]);
    }
  return gcore_bool_from_long (found);
}

GCORE_BYTES_NOARGS (islower)
{
  return has_case (self, is_lower, is_upper);
}

GCORE_BYTES_NOARGS (isupper)
{
  return has_case (self, is_upper, is_lower);
}

GCORE_BYTES_NOARGS (istitle)
{
  GcoreBytesView view = gcore_bytes_view (self);
  bool found = false, after_letter = false;
  for (intptr_t i = 0; i < view.n; i++)
    {
      char c = view.data[i];
      if (is_upper (c) ? after_letter : is_lower (c) && !after_letter)
        return gcore_newref (GCORE_FALSE);
      after_letter = is_alpha (c);
      found |= after_letter;
    }
  return gcore_bool_from_long (found);
}
