/* SPDX-License-Identifier: MIT */
/* str: replace, translate and maketrans. */
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/str-methods.h"
#include "gcore/objects/str-private.h"

/* --- replace ------------------------------------------------------------------------------------------------------ */

/* STR (stolen), with the narrowest kind. */
static GcoreObject *
narrow (GcoreObject *str)
{
  if (str == NULL || GCORE_STR_IS_ASCII (str))
    return str;
  int kind = GCORE_STR_KIND (str);
  intptr_t n = GCORE_STR_LENGTH (str);
  if (gcore_str_class_of_data (kind, gcore_str_data (str), n) == gcore_str_max_char (str))
    return str;
  GcoreObject *narrowed = gcore_str_from_kind_and_data (kind, gcore_str_data (str), n);
  gcore_decref (str);
  return narrowed;
}

/* Every character with NEW_ before it, COUNT times, and at the end if there are any left. */
static int
write_interleaved (GcoreStrWriter *writer, GcoreObject *str, GcoreObject *new_, intptr_t count)
{
  intptr_t n = GCORE_STR_LENGTH (str);
  for (intptr_t i = 0; i < count; i++)
    {
      if (gcore_str_writer_write_substring (writer, new_, 0, GCORE_STR_LENGTH (new_)) < 0)
        return -1;
      if (i < n && gcore_str_writer_write_char (writer, gcore_str_read_char (str, i)) < 0)
        return -1;
    }
  return gcore_str_writer_write_substring (writer, str, count, n);
}

static int
write_replaced (GcoreStrWriter *writer, GcoreObject *str, GcoreObject *old, GcoreObject *new_, intptr_t count)
{
  intptr_t at = 0;
  for (; count > 0; count--)
    {
      intptr_t found = gcore_str_find (str, old, at, INTPTR_MAX, 1);
      if (found == -2 || gcore_str_writer_write_substring (writer, str, at, found) < 0
          || gcore_str_writer_write_substring (writer, new_, 0, GCORE_STR_LENGTH (new_)) < 0)
        return -1;
      at = found + GCORE_STR_LENGTH (old);
    }
  return gcore_str_writer_write_substring (writer, str, at, GCORE_STR_LENGTH (str));
}

GcoreObject *
gcore_str_replace (GcoreObject *str, GcoreObject *old, GcoreObject *new_, intptr_t max_count)
{
  intptr_t n = GCORE_STR_LENGTH (str), n_old = GCORE_STR_LENGTH (old), n_new = GCORE_STR_LENGTH (new_), length;
  if (max_count < 0)
    max_count = INTPTR_MAX;
  if (max_count == 0 || gcore_str_equal (old, new_))
    return gcore_str_from_object (str);
  intptr_t count = gcore_str_count (str, old, 0, n);
  if (count < 0)
    return NULL;
  if (count > max_count)
    count = max_count;
  if (count == 0)
    return gcore_str_from_object (str);
  if (__builtin_mul_overflow (count, n_new - n_old, &length) || __builtin_add_overflow (length, n, &length))
    return gcore_err_format (GCORE_EXC (OverflowError), "replace string is too long");
  uint32_t max_char = gcore_str_max_char (str), max_new = gcore_str_max_char (new_);
  GcoreStrWriter writer;
  gcore_str_writer_init (&writer);
  if (gcore_str_writer_prepare (&writer, length, max_char > max_new ? max_char : max_new) == 0
      && (n_old == 0 ? write_interleaved (&writer, str, new_, count) : write_replaced (&writer, str, old, new_, count))
             == 0)
    return narrow (gcore_str_writer_finish (&writer));
  gcore_str_writer_dealloc (&writer);
  return NULL;
}

GCORE_STR_FAST (replace)
{
  intptr_t count = -1;
  if (!gcore_arg_check_positional ("replace", n_args, 2, 3) || !gcore_arg_require_str ("replace", "argument 1", args[0])
      || !gcore_arg_require_str ("replace", "argument 2", args[1]))
    return NULL;
  if (n_args > 2)
    {
      count = gcore_arg_as_ssize (args[2]);
      if (count == -1 && gcore_err_occurred () != NULL)
        return NULL;
    }
  return gcore_str_replace (self, args[0], args[1], count);
}

/* --- translate ---------------------------------------------------------------------------------------------------- */

/* What TABLE says about a character: new reference, or NULL, which is no failure if *KEPT is set. */
static GcoreObject *
look_up (GcoreObject *table, uint32_t c, bool *kept)
{
  GcoreObject *key = gcore_int_from_long (c);
  GcoreObject *value = key == NULL ? NULL : gcore_object_get_item (table, key);
  gcore_xdecref (key);
  *kept = value == NULL && gcore_err_exception_matches (GCORE_EXC (LookupError));
  if (*kept)
    gcore_err_clear ();
  return value;
}

static int
write_translation (GcoreStrWriter *writer, GcoreObject *value)
{
  if (value == GCORE_NONE)
    return 0;
  if (gcore_is_str (value))
    return gcore_str_writer_write_substring (writer, value, 0, GCORE_STR_LENGTH (value));
  if (!gcore_is_int (value))
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "character mapping must return integer, None or str");
      return -1;
    }
  int overflow;
  long number = gcore_int_as_long_and_overflow (value, &overflow);
  if (overflow != 0 || number < 0 || number > GCORE_MAX_CHARACTER)
    {
      gcore_err_set_string (GCORE_EXC (ValueError), "character mapping must be in range(0x110000)");
      return -1;
    }
  return gcore_str_writer_write_char (writer, (uint32_t) number);
}

GCORE_STR_O (translate)
{
  GcoreStrWriter writer;
  gcore_str_writer_init (&writer);
  writer.over_allocate = true;
  int status = 0;
  for (intptr_t i = 0; status == 0 && i < GCORE_STR_LENGTH (self); i++)
    {
      uint32_t c = gcore_str_read_char (self, i);
      bool kept;
      GcoreObject *value = look_up (argument, c, &kept);
      if (value != NULL)
        status = write_translation (&writer, value);
      else
        status = kept ? gcore_str_writer_write_char (&writer, c) : -1;
      gcore_xdecref (value);
    }
  if (status == 0)
    return gcore_str_writer_finish (&writer);
  gcore_str_writer_dealloc (&writer);
  return NULL;
}

/* dict[ordinal] = value; VALUE is stolen and may be NULL. */
static int
put (GcoreObject *dict, uint32_t ordinal, GcoreObject *value)
{
  GcoreObject *key = gcore_int_from_long (ordinal);
  int status = key == NULL || value == NULL ? -1 : gcore_dict_set_item (dict, key, value);
  gcore_xdecref (key);
  gcore_xdecref (value);
  return status;
}

static int
put_mapping (GcoreObject *dict, GcoreObject *mapping)
{
  GcoreObject *key, *value;
  intptr_t at = 0;
  while (gcore_dict_next (mapping, &at, &key, &value))
    {
      int status;
      if (gcore_is_int (key))
        status = gcore_dict_set_item (dict, key, value);
      else if (!gcore_is_str (key))
        {
          gcore_err_set_string (GCORE_EXC (TypeError), "keys in translate table must be strings or integers");
          return -1;
        }
      else if (GCORE_STR_LENGTH (key) != 1)
        {
          gcore_err_set_string (GCORE_EXC (ValueError), "string keys in translate table must be of length 1");
          return -1;
        }
      else
        status = put (dict, gcore_str_read_char (key, 0), gcore_newref (value));
      if (status < 0)
        return -1;
    }
  return 0;
}

static int
put_pairs (GcoreObject *dict, GcoreObject *from, GcoreObject *to, GcoreObject *deleted)
{
  if (GCORE_STR_LENGTH (from) != GCORE_STR_LENGTH (to))
    {
      gcore_err_set_string (GCORE_EXC (ValueError), "the first two maketrans arguments must have equal length");
      return -1;
    }
  for (intptr_t i = 0; i < GCORE_STR_LENGTH (from); i++)
    if (put (dict, gcore_str_read_char (from, i), gcore_int_from_long (gcore_str_read_char (to, i))) < 0)
      return -1;
  for (intptr_t i = 0; deleted != NULL && i < GCORE_STR_LENGTH (deleted); i++)
    if (put (dict, gcore_str_read_char (deleted, i), gcore_newref (GCORE_NONE)) < 0)
      return -1;
  return 0;
}

GcoreObject *
gcore_str_make_translation (GcoreObject *ignored, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("maketrans", n_args, 1, 3)
      || (n_args > 1 && !gcore_arg_require_str ("maketrans", "argument 2", args[1]))
      || (n_args > 2 && !gcore_arg_require_str ("maketrans", "argument 3", args[2])))
    return NULL;
  GcoreObject *dict = gcore_dict_new ();
  if (dict == NULL)
    return NULL;
  int status = -1;
  if (n_args == 1 && !gcore_is_dict_exact (args[0]))
    gcore_err_set_string (GCORE_EXC (TypeError), "if you give only one argument to maketrans it must be a dict");
  else if (n_args > 1 && !gcore_is_str (args[0]))
    gcore_err_set_string (GCORE_EXC (TypeError),
                          "first maketrans argument must be a string if there is a second argument");
  else
    status = n_args == 1 ? put_mapping (dict, args[0]) : put_pairs (dict, args[0], args[1], n_args > 2 ? args[2] : NULL);
  if (status < 0)
    GCORE_CLEAR (dict);
  return dict;
}
