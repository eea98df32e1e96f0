/* SPDX-License-Identifier: MIT */
/* The module _json: reading JSON. The classes around it are in json.py. */
#include "gcore/modules/json.h"

#include "gcore/modules/modules.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

#define MAX_SHORT_INT_DIGITS 18 /* any number of so many digits fits an int64_t */

/* A text being read. The functions are borrowed; NULL: the usual objects are made. */
typedef struct
{
  GcoreObject *text;
  int kind;
  const void *data;
  intptr_t length;
  bool strict; /* control characters in strings are errors */
  GcoreObject *object_hook, *object_pairs_hook, *parse_float, *parse_int, *parse_constant;
  GcoreObject *error; /* called with message, text and position, gives the exception */
  GcoreObject *memo;  /* owned dict: keys met before, so that equal ones are one object */
} Reader;

static GcoreObject *read_value (Reader *reader, intptr_t *position);

/* --- helpers ------------------------------------------------------------------------------------------------------ */

/* The character at POSITION, or -1 at the end. */
GCORE_INLINE int32_t
peek (const Reader *reader, intptr_t position)
{
  return position < reader->length ? (int32_t) gcore_str_read (reader->kind, reader->data, position) : -1;
}

GCORE_INLINE intptr_t
skip_blanks (const Reader *reader, intptr_t position)
{
  int32_t c;
  while ((c = peek (reader, position)) == ' ' || c == '\n' || c == '\t' || c == '\r')
    position++;
  return position;
}

/* Raises the error; always NULL. */
static GcoreObject *
fail (Reader *reader, const char *message, intptr_t position)
{
  GcoreObject *text = gcore_str_from_string (message), *place = gcore_int_from_ssize (position), *exception = NULL;
  if (text != NULL && place != NULL)
    exception = gcore_object_call_function_obj_args (reader->error, text, reader->text, place, NULL);
  if (exception != NULL)
    gcore_err_set_object ((GcoreObject *) GCORE_TYPE_OF (exception), exception);
  gcore_xdecref (exception);
  gcore_xdecref (place);
  gcore_xdecref (text);
  return NULL;
}

/* --- strings ------------------------------------------------------------------------------------------------------ */

/* Four hexadecimal digits at POSITION, or -1. */
static int32_t
read_hex (const Reader *reader, intptr_t position)
{
  int32_t value = 0;
  for (int i = 0; i < 4; i++)
    {
      int32_t c = peek (reader, position + i);
      if (c >= '0' && c <= '9')
        value = value * 16 + (c - '0');
      else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
        value = value * 16 + ((c | 0x20) - 'a' + 10);
      else
        return -1;
    }
  return value;
}

/* The character an escape stands for; *POSITION is after the backslash, then after the escape. -1 with an exception. */
static int32_t
read_escape (Reader *reader, intptr_t begin, intptr_t *position)
{
  static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
  int32_t c = peek (reader, *position);
  if (c < 0)
    {
      fail (reader, "Unterminated string starting at", begin);
      return -1;
    }
  ++*position;
  if (c != 'u')
    {
      const char *found = c < 0x80 && c != 0 ? strchr (names, c) : NULL;
      if (found != NULL)
        return values[found - names];
      fail (reader, "Invalid \\escape", *position - 2);
      return -1;
    }
  int32_t value = read_hex (reader, *position);
  if (value < 0 || *position + 4 >= reader->length)
    {
      fail (reader, "Invalid \\uXXXX escape", *position - 1);
      return -1;
    }
  *position += 4;
  /* Two escapes for one character beyond the first plane. */
  if (value >= 0xd800 && value < 0xdc00 && peek (reader, *position) == '\\' && peek (reader, *position + 1) == 'u')
    {
      int32_t low = read_hex (reader, *position + 2);
      if (low >= 0xdc00 && low < 0xe000)
        {
          *position += 6;
          value = 0x10000 + ((value - 0xd800) << 10) + (low - 0xdc00);
        }
    }
  return value;
}

/* Where the run of characters from POSITION on ends that stand for themselves in a string. */
static intptr_t
skip_plain (const Reader *reader, intptr_t position)
{
  const uint8_t *bytes = reader->kind == 1 ? reader->data : NULL;
  int32_t least = reader->strict ? ' ' : 0, c;
  if (bytes != NULL)
    while (position < reader->length && (c = bytes[position]) != '"' && c != '\\' && c >= least)
      position++;
  else
    while ((c = peek (reader, position)) != '"' && c != '\\' && c >= least)
      position++;
  return position;
}

/* *POSITION is after the opening quote, then after the closing one. New str. */
static GcoreObject *
read_string (Reader *reader, intptr_t *position)
{
  intptr_t begin = *position - 1, start = *position, end = start;
  GcoreStrWriter writer;
  bool writing = false;
  for (;;)
    {
      end = skip_plain (reader, end);
      int32_t c = peek (reader, end);
      if (c == '"' && !writing)
        {
          *position = end + 1;
          return gcore_str_substring (reader->text, start, end);
        }
      if (!writing)
        {
          gcore_str_writer_init (&writer);
          writer.over_allocate = true;
          writing = true;
        }
      if (end > start && gcore_str_writer_write_substring (&writer, reader->text, start, end) < 0)
        break;
      if (c == '"')
        {
          *position = end + 1;
          return gcore_str_writer_finish (&writer);
        }
      if (c != '\\')
        {
          fail (reader, c < 0 ? "Unterminated string starting at" : "Invalid control character at", c < 0 ? begin : end);
          break;
        }
      end++;
      int32_t escaped = read_escape (reader, begin, &end);
      if (escaped < 0 || gcore_str_writer_write_char (&writer, (uint32_t) escaped) < 0)
        break;
      start = end;
    }
  gcore_str_writer_dealloc (&writer);
  return NULL;
}

/* --- numbers and names -------------------------------------------------------------------------------------------- */

/* The position after the digits. */
static intptr_t
skip_digits (const Reader *reader, intptr_t position)
{
  int32_t c;
  while ((c = peek (reader, position)) >= '0' && c <= '9')
    position++;
  return position;
}

static GcoreObject *
short_int (const Reader *reader, intptr_t start, intptr_t end)
{
  bool negative = peek (reader, start) == '-';
  int64_t value = 0;
  for (intptr_t i = start + negative; i < end; i++)
    value = value * 10 + (peek (reader, i) - '0');
  return gcore_int_from_long_long (negative ? -value : value);
}

static GcoreObject *
read_number (Reader *reader, intptr_t *position)
{
  intptr_t start = *position, end = start + (peek (reader, start) == '-');
  int32_t first = peek (reader, end);
  if (first < '0' || first > '9')
    return fail (reader, "Expecting value", start);
  end = first == '0' ? end + 1 : skip_digits (reader, end);
  bool is_float = false;
  if (peek (reader, end) == '.' && skip_digits (reader, end + 1) > end + 1)
    {
      is_float = true;
      end = skip_digits (reader, end + 1);
    }
  if ((peek (reader, end) | 0x20) == 'e')
    {
      intptr_t digits = end + 1;
      if (peek (reader, digits) == '-' || peek (reader, digits) == '+')
        digits++;
      if (skip_digits (reader, digits) > digits)
        {
          is_float = true;
          end = skip_digits (reader, digits);
        }
    }
  *position = end;
  GcoreObject *function = is_float ? reader->parse_float : reader->parse_int;
  if (function == NULL && !is_float && end - start <= MAX_SHORT_INT_DIGITS)
    return short_int (reader, start, end);
  GcoreObject *text = gcore_str_substring (reader->text, start, end), *result = NULL;
  if (text != NULL && function != NULL)
    result = gcore_object_call_one_arg (function, text);
  else if (text != NULL)
    result = is_float ? gcore_float_from_string (text) : gcore_int_from_str_object (text, 10);
  gcore_xdecref (text);
  return result;
}

static bool
has_name (const Reader *reader, intptr_t position, const char *name)
{
  for (; *name != 0; name++, position++)
    if (peek (reader, position) != *name)
      return false;
  return true;
}

static GcoreObject *
read_name (Reader *reader, intptr_t *position)
{
  static const char *const constants[] = { "NaN", "Infinity", "-Infinity" };
  static const struct
  {
    const char *name;
    int value;
  } names[] = { { "null", -1 }, { "true", 1 }, { "false", 0 } };
  for (size_t i = 0; i < GCORE_N_ELEMENTS (names); i++)
    if (has_name (reader, *position, names[i].name))
      {
        *position += (intptr_t) strlen (names[i].name);
        return names[i].value < 0 ? gcore_newref (GCORE_NONE) : gcore_bool_from_long (names[i].value);
      }
  for (size_t i = 0; i < GCORE_N_ELEMENTS (constants); i++)
    if (has_name (reader, *position, constants[i]))
      {
        *position += (intptr_t) strlen (constants[i]);
        GcoreObject *text = gcore_str_from_string (constants[i]);
        GcoreObject *result = text != NULL ? gcore_object_call_one_arg (reader->parse_constant, text) : NULL;
        gcore_xdecref (text);
        return result;
      }
  return peek (reader, *position) == '-' ? read_number (reader, position)
                                         : fail (reader, "Expecting value", *position);
}

/* --- arrays and objects ------------------------------------------------------------------------------------------- */

/* *POSITION is after the bracket. */
static GcoreObject *
read_array (Reader *reader, intptr_t *position)
{
  GcoreObject *list = gcore_list_new (0);
  intptr_t at = skip_blanks (reader, *position);
  bool more = list != NULL && peek (reader, at) != ']';
  while (more)
    {
      GcoreObject *value = read_value (reader, &at);
      if (value == NULL || gcore_list_append_take_ref ((GcoreList *) (void *) list, value) < 0)
        {
          gcore_decref (list);
          return NULL;
        }
      at = skip_blanks (reader, at);
      more = peek (reader, at) != ']';
      if (more && peek (reader, at) != ',')
        {
          gcore_decref (list);
          return fail (reader, "Expecting ',' delimiter", at);
        }
      if (more)
        at = skip_blanks (reader, at + 1);
    }
  *position = at + 1;
  return list;
}

/* A key and the colon after it: the str all equal keys share, a new reference. */
static GcoreObject *
read_key (Reader *reader, intptr_t *position)
{
  if (peek (reader, *position) != '"')
    return fail (reader, "Expecting property name enclosed in double quotes", *position);
  ++*position;
  GcoreObject *text = read_string (reader, position), *key = NULL;
  if (text != NULL)
    key = gcore_xnewref (gcore_dict_set_default (reader->memo, text, text));
  gcore_xdecref (text);
  if (key == NULL)
    return NULL;
  *position = skip_blanks (reader, *position);
  if (peek (reader, *position) != ':')
    {
      gcore_decref (key);
      return fail (reader, "Expecting ':' delimiter", *position);
    }
  *position = skip_blanks (reader, *position + 1);
  return key;
}

/* Adds a pair (both stolen) to RESULT, a dict, or a list of pairs. */
static int
add_pair (GcoreObject *result, GcoreObject *key, GcoreObject *value)
{
  int status = -1;
  if (gcore_is_dict (result))
    status = gcore_dict_set_item (result, key, value);
  else
    {
      GcoreObject *pair = gcore_tuple_pack (2, key, value);
      if (pair != NULL)
        status = gcore_list_append (result, pair);
      gcore_xdecref (pair);
    }
  gcore_decref (key);
  gcore_decref (value);
  return status;
}

/* *POSITION is after the brace. The result is a dict or a list of pairs. */
static GcoreObject *
read_members (Reader *reader, intptr_t *position)
{
  GcoreObject *result = reader->object_pairs_hook != NULL ? gcore_list_new (0) : gcore_dict_new ();
  intptr_t at = skip_blanks (reader, *position);
  bool more = result != NULL && peek (reader, at) != '}';
  while (more)
    {
      GcoreObject *key = read_key (reader, &at);
      GcoreObject *value = key != NULL ? read_value (reader, &at) : NULL;
      if (value == NULL)
        {
          gcore_xdecref (key);
          gcore_decref (result);
          return NULL;
        }
      if (add_pair (result, key, value) < 0)
        {
          gcore_decref (result);
          return NULL;
        }
      at = skip_blanks (reader, at);
      more = peek (reader, at) != '}';
      if (more && peek (reader, at) != ',')
        {
          gcore_decref (result);
          return fail (reader, "Expecting ',' delimiter", at);
        }
      if (more)
        at = skip_blanks (reader, at + 1);
    }
  *position = at + 1;
  return result;
}

static GcoreObject *
read_object (Reader *reader, intptr_t *position)
{
  GcoreObject *result = read_members (reader, position);
  GcoreObject *hook = reader->object_pairs_hook != NULL ? reader->object_pairs_hook : reader->object_hook;
  if (result != NULL && hook != NULL)
    GCORE_SETREF (result, gcore_object_call_one_arg (hook, result));
  return result;
}

static GcoreObject *
read_value (Reader *reader, intptr_t *position)
{
  int32_t c = peek (reader, *position);
  if (c == '"')
    {
      ++*position;
      return read_string (reader, position);
    }
  if (c >= '0' && c <= '9')
    return read_number (reader, position);
  if (c == '-')
    return has_name (reader, *position, "-I") ? read_name (reader, position) : read_number (reader, position);
  if (c != '{' && c != '[')
    return read_name (reader, position);
  ++*position;
  if (gcore_enter_recursive_call (c == '{' ? " while decoding a JSON object from a unicode string"
                                           : " while decoding a JSON array from a unicode string")
      != 0)
    return NULL;
  GcoreObject *result = c == '{' ? read_object (reader, position) : read_array (reader, position);
  gcore_leave_recursive_call ();
  return result;
}

/* --- the module --------------------------------------------------------------------------------------------------- */

static GcoreObject *
or_null (GcoreObject *object)
{
  return object == GCORE_NONE ? NULL : object;
}

/* scan (text, position, strict, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant, error): the value at
 * position, and the position after it. */
static GcoreObject *
scan (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  GcoreObject *text, *hook, *pairs_hook, *parse_float, *parse_int, *parse_constant, *error;
  intptr_t position;
  int strict;
  if (!gcore_arg_parse_stack (args, n_args, "UnpOOOOOO:scan", &text, &position, &strict, &hook, &pairs_hook, &parse_float,
                              &parse_int, &parse_constant, &error))
    return NULL;
  if (position < 0)
    return gcore_err_format (GCORE_EXC (ValueError), "idx cannot be negative");
  Reader reader = { text, GCORE_STR_KIND (text), gcore_str_data (text), GCORE_STR_LENGTH (text), strict,
                    or_null (hook), or_null (pairs_hook), or_null (parse_float), or_null (parse_int), parse_constant,
                    error, gcore_dict_new () };
  GcoreObject *value = reader.memo != NULL ? read_value (&reader, &position) : NULL, *result = NULL;
  gcore_xdecref (reader.memo);
  GcoreObject *end = value != NULL ? gcore_int_from_ssize (position) : NULL;
  if (end != NULL)
    result = gcore_tuple_pack (2, value, end);
  gcore_xdecref (end);
  gcore_xdecref (value);
  return result;
}

static const GcoreMethodDef methods[] = {
  { "encode", GCORE_FUNC (gcore_json_encode), GCORE_METH_FASTCALL, "The JSON text of an object." },
  { "quote", GCORE_FUNC (gcore_json_quote), GCORE_METH_FASTCALL, "A str in double quotes with its escapes." },
  { "scan", GCORE_FUNC (scan), GCORE_METH_FASTCALL, "The value at a position of a JSON text, and where it ends." },
  { .name = NULL }
};

const GcoreModuleDef gcore_json_module = {
  .name = "_json",
  .doc = "What of the module json has to be fast.",
  .methods = methods,
};
