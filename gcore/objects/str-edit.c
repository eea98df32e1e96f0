/* SPDX-License-Identifier: MIT */
/* str: taking off and adding at the ends. */
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/str-methods.h"
#include "gcore/objects/str-private.h"

/* --- strip -------------------------------------------------------------------------------------------------------- */

enum { LEFT = 1, RIGHT = 2 };

static bool
is_stripped (GcoreObject *characters, uint32_t c)
{
  if (characters == NULL)
    return gcore_char_is_space (c);
  return gcore_str_search_char (GCORE_STR_KIND (characters), gcore_str_data (characters), GCORE_STR_LENGTH (characters),
                                c, 1)
         >= 0;
}

static GcoreObject *
strip (GcoreObject *str, GcoreObject *const *args, intptr_t n_args, int sides, const char *name)
{
  if (!gcore_arg_check_positional (name, n_args, 0, 1))
    return NULL;
  GcoreObject *characters = n_args == 0 || args[0] == GCORE_NONE ? NULL : args[0];
  if (characters != NULL && !gcore_is_str (characters))
    return gcore_err_format (GCORE_EXC (TypeError), "%s arg must be None or str", name);
  int kind = GCORE_STR_KIND (str);
  const void *data = gcore_str_data (str);
  intptr_t start = 0, end = GCORE_STR_LENGTH (str);
  if (sides & LEFT)
    while (start < end && is_stripped (characters, gcore_str_read (kind, data, start)))
      start++;
  if (sides & RIGHT)
    while (end > start && is_stripped (characters, gcore_str_read (kind, data, end - 1)))
      end--;
  return gcore_str_substring (str, start, end);
}

GCORE_STR_FAST (strip)
{
  return strip (self, args, n_args, LEFT | RIGHT, "strip");
}

GCORE_STR_FAST (lstrip)
{
  return strip (self, args, n_args, LEFT, "lstrip");
}

GCORE_STR_FAST (rstrip)
{
  return strip (self, args, n_args, RIGHT, "rstrip");
}

GCORE_STR_O (removeprefix)
{
  if (!gcore_arg_require_str ("removeprefix", "argument", argument))
    return NULL;
  intptr_t n = GCORE_STR_LENGTH (self);
  return gcore_str_substring (self, gcore_str_tail_match (self, argument, 0, n, -1) ? GCORE_STR_LENGTH (argument) : 0,
                              n);
}

GCORE_STR_O (removesuffix)
{
  if (!gcore_arg_require_str ("removesuffix", "argument", argument))
    return NULL;
  intptr_t n = GCORE_STR_LENGTH (self);
  return gcore_str_substring (self, 0,
                              gcore_str_tail_match (self, argument, 0, n, 1) ? n - GCORE_STR_LENGTH (argument) : n);
}

/* --- padding ------------------------------------------------------------------------------------------------------ */

static GcoreObject *
pad (GcoreObject *str, intptr_t left, intptr_t right, uint32_t fill)
{
  intptr_t n = GCORE_STR_LENGTH (str);
  if (left <= 0 && right <= 0)
    return gcore_str_from_object (str);
  if (left > INTPTR_MAX - n || right > INTPTR_MAX - n - left)
    return gcore_err_format (GCORE_EXC (OverflowError), "padded string is too long");
  uint32_t max_char = gcore_str_max_char (str);
  GcoreStrWriter writer;
  gcore_str_writer_init (&writer);
  if (gcore_str_writer_prepare (&writer, n + left + right, fill > max_char ? fill : max_char) == 0
      && gcore_str_writer_fill (&writer, fill, left) == 0 && gcore_str_writer_write_substring (&writer, str, 0, n) == 0
      && gcore_str_writer_fill (&writer, fill, right) == 0)
    return gcore_str_writer_finish (&writer);
  gcore_str_writer_dealloc (&writer);
  return NULL;
}

/* The characters missing to the width ARGS[0], 0 for none, −1 on failure; the fill character in *FILL. */
static intptr_t
read_padding (GcoreObject *self, GcoreObject *const *args, intptr_t n_args, const char *name, uint32_t *fill)
{
  *fill = ' ';
  if (!gcore_arg_check_positional (name, n_args, 1, 2))
    return -1;
  intptr_t width = gcore_arg_as_ssize (args[0]);
  if (width == -1 && gcore_err_occurred () != NULL)
    return -1;
  if (n_args > 1)
    {
      if (!gcore_is_str (args[1]))
        {
          gcore_err_format (GCORE_EXC (TypeError), "The fill character must be a unicode character, not %.100s",
                            GCORE_TYPE_OF (args[1])->name);
          return -1;
        }
      if (GCORE_STR_LENGTH (args[1]) != 1)
        {
          gcore_err_set_string (GCORE_EXC (TypeError), "The fill character must be exactly one character long");
          return -1;
        }
      *fill = gcore_str_read_char (args[1], 0);
    }
  intptr_t n = GCORE_STR_LENGTH (self);
  return width > n ? width - n : 0;
}

GCORE_STR_FAST (center)
{
  uint32_t fill;
  intptr_t missing = read_padding (self, args, n_args, "center", &fill);
  if (missing < 0)
    return NULL;
  /* An odd blank stands on the left if the width is odd. */
  intptr_t left = missing / 2 + (missing & (missing + GCORE_STR_LENGTH (self)) & 1);
  return pad (self, left, missing - left, fill);
}

GCORE_STR_FAST (ljust)
{
  uint32_t fill;
  intptr_t missing = read_padding (self, args, n_args, "ljust", &fill);
  return missing < 0 ? NULL : pad (self, 0, missing, fill);
}

GCORE_STR_FAST (rjust)
{
  uint32_t fill;
  intptr_t missing = read_padding (self, args, n_args, "rjust", &fill);
  return missing < 0 ? NULL : pad (self, missing, 0, fill);
}

GCORE_STR_O (zfill)
{
  uint32_t fill;
  intptr_t missing = read_padding (self, &argument, 1, "zfill", &fill);
  if (missing < 0)
    return NULL;
  GcoreObject *result = pad (self, missing, 0, '0');
  if (result == NULL || missing == 0 || GCORE_STR_LENGTH (self) == 0)
    return result;
  uint32_t sign = gcore_str_read_char (self, 0);
  if (sign == '+' || sign == '-')
    {
      int kind = GCORE_STR_KIND (result);
      gcore_str_write (kind, gcore_str_data (result), missing, '0');
      gcore_str_write (kind, gcore_str_data (result), 0, sign);
    }
  return result;
}

GCORE_STR_KEYS (expandtabs)
{
  static const char *const keywords[] = { "tabsize", NULL };
  int tab_size = 8;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "|i:expandtabs", keywords, &tab_size))
    return NULL;
  if (gcore_str_find_char (self, '\t', 0, INTPTR_MAX, 1) < 0)
    return gcore_str_from_object (self);
  GcoreStrWriter writer;
  gcore_str_writer_init (&writer);
  writer.over_allocate = true;
  intptr_t column = 0;
  int status = 0;
  for (intptr_t i = 0; status == 0 && i < GCORE_STR_LENGTH (self); i++)
    {
      uint32_t c = gcore_str_read_char (self, i);
      if (c == '\t')
        {
          intptr_t blanks = tab_size > 0 ? tab_size - column % tab_size : 0;
          column += blanks;
          status = gcore_str_writer_fill (&writer, ' ', blanks);
        }
      else
        {
          column = c == '\n' || c == '\r' ? 0 : column + 1;
          status = gcore_str_writer_write_char (&writer, c);
        }
    }
  if (status == 0)
    return gcore_str_writer_finish (&writer);
  gcore_str_writer_dealloc (&writer);
  return NULL;
}
