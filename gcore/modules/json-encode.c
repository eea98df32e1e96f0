/* SPDX-License-Identifier: MIT */
/* Writing JSON. */
#include "gcore/modules/json.h"

#include <math.h>

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

/* A text being written; all borrowed but MARKERS. */
typedef struct
{
  GcoreStrWriter writer;
  GcoreObject *default_;                        /* called for what JSON has no form of */
  GcoreObject *indent;                          /* str for a level, or NULL: all in one line */
  GcoreObject *item_separator, *key_separator;
  GcoreObject *markers; /* owned dict: addresses of the containers being written; NULL: not checked */
  int ensure_ascii, allow_nan, sort_keys, skip_keys;
  intptr_t level;
} Writer;

static int write_value (Writer *writer, GcoreObject *object);

/* --- simple values ------------------------------------------------------------------------------------------------ */

static int
write_ascii (Writer *writer, const char *text)
{
  return gcore_str_writer_write_ascii_string (&writer->writer, text, -1);
}

/* Writes TEXT and drops it; NULL (with an exception) fails. */
static int
write_and_drop (Writer *writer, GcoreObject *text)
{
  int status = text != NULL ? gcore_str_writer_write_str (&writer->writer, text) : -1;
  gcore_xdecref (text);
  return status;
}

static int
write_unicode_escape (GcoreStrWriter *writer, uint32_t c)
{
  static const char digits[] = "0123456789abcdef";
  char text[6] = { '\\', 'u', digits[c >> 12], digits[c >> 8 & 15], digits[c >> 4 & 15], digits[c & 15] };
  return gcore_str_writer_write_ascii_string (writer, text, 6);
}

static int
write_escaped (GcoreStrWriter *writer, uint32_t c)
{
  static const char names[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
  const char *found = c != 0 && c < 0x80 ? strchr (names, (int) c) : NULL;
  if (found != NULL)
    return gcore_str_writer_write_ascii_string (writer, (char[]){ '\\', letters[found - names] }, 2);
  if (c < 0x10000)
    return write_unicode_escape (writer, c);
  c -= 0x10000;
  return write_unicode_escape (writer, 0xd800 | c >> 10) < 0 ? -1 : write_unicode_escape (writer, 0xdc00 | (c & 0x3ff));
}

static int
write_quoted (GcoreStrWriter *writer, GcoreObject *text, bool ensure_ascii)
{
  intptr_t length = GCORE_STR_LENGTH (text), start = 0;
  int kind = GCORE_STR_KIND (text);
  const void *data = gcore_str_data (text);
  if (gcore_str_writer_write_char (writer, '"') < 0)
    return -1;
  for (intptr_t i = 0; i < length; i++)
    {
      uint32_t c = gcore_str_read (kind, data, i);
      if (GCORE_LIKELY (c >= ' ' && c != '"' && c != '\\' && (c < 0x7f || !ensure_ascii)))
        continue;
      if ((i > start && gcore_str_writer_write_substring (writer, text, start, i) < 0) || write_escaped (writer, c) < 0)
        return -1;
      start = i + 1;
    }
  if (length > start && gcore_str_writer_write_substring (writer, text, start, length) < 0)
    return -1;
  return gcore_str_writer_write_char (writer, '"');
}

static int
write_float (Writer *writer, GcoreObject *object)
{
  double value = GCORE_FLOAT_VALUE (object);
  if (isfinite (value))
    return write_and_drop (writer, gcore_float_repr (object));
  if (!writer->allow_nan)
    {
      GcoreObject *repr = gcore_float_repr (object);
      if (repr != NULL)
        gcore_err_set_string (GCORE_EXC (ValueError), "Out of range float values are not JSON compliant");
      gcore_xdecref (repr);
      return -1;
    }
  return write_ascii (writer, isnan (value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
}

/* --- containers --------------------------------------------------------------------------------------------------- */

/* Enters a container. -1 with ValueError if it is being written already. */
static int
enter (Writer *writer, GcoreObject *container, GcoreObject **marker)
{
  *marker = NULL;
  if (writer->markers == NULL)
    return 0;
  *marker = gcore_int_from_void_ptr (container);
  int known = *marker != NULL ? gcore_dict_contains (writer->markers, *marker) : -1;
  if (known > 0)
    gcore_err_set_string (GCORE_EXC (ValueError), "Circular reference detected");
  if (known == 0 && gcore_dict_set_item (writer->markers, *marker, container) == 0)
    return 0;
  GCORE_CLEAR (*marker);
  return -1;
}

static int
leave (Writer *writer, GcoreObject *marker, int status)
{
  if (marker == NULL)
    return status;
  if (status == 0)
    status = gcore_dict_del_item (writer->markers, marker);
  gcore_decref (marker);
  return status;
}

static int
write_new_line (Writer *writer)
{
  if (writer->indent == NULL)
    return 0;
  if (gcore_str_writer_write_char (&writer->writer, '\n') < 0)
    return -1;
  for (intptr_t i = 0; i < writer->level; i++)
    if (gcore_str_writer_write_str (&writer->writer, writer->indent) < 0)
      return -1;
  return 0;
}

/* What stands before an item. */
static int
write_separator (Writer *writer, bool first)
{
  if (!first && gcore_str_writer_write_str (&writer->writer, writer->item_separator) < 0)
    return -1;
  return write_new_line (writer);
}

static int
write_items (Writer *writer, GcoreObject *sequence)
{
  if (gcore_str_writer_write_char (&writer->writer, '[') < 0)
    return -1;
  writer->level++;
  for (intptr_t i = 0; i < GCORE_SIZE_OF (sequence); i++)
    {
      GcoreObject *item = gcore_is_list (sequence) ? GCORE_LIST_ITEM (sequence, i) : GCORE_TUPLE_ITEM (sequence, i);
      gcore_incref (item);
      int status = write_separator (writer, i == 0) < 0 ? -1 : write_value (writer, item);
      gcore_decref (item);
      if (status < 0)
        return -1;
    }
  writer->level--;
  return write_new_line (writer) < 0 ? -1 : gcore_str_writer_write_char (&writer->writer, ']');
}

static int
write_sequence (Writer *writer, GcoreObject *sequence)
{
  GcoreObject *marker;
  if (GCORE_SIZE_OF (sequence) == 0)
    return write_ascii (writer, "[]");
  return enter (writer, sequence, &marker) < 0 ? -1 : leave (writer, marker, write_items (writer, sequence));
}

/* New str for a key; NULL without an exception if it is to be skipped. */
static GcoreObject *
key_text (Writer *writer, GcoreObject *key)
{
  if (gcore_is_str (key))
    return gcore_newref (key);
  if (key == GCORE_NONE || key == GCORE_TRUE || key == GCORE_FALSE)
    return gcore_str_from_string (key == GCORE_NONE ? "null" : key == GCORE_TRUE ? "true" : "false");
  if (gcore_is_int (key))
    return gcore_int_format (key, 10);
  if (gcore_is_float (key))
    {
      Writer number = *writer;
      gcore_str_writer_init (&number.writer);
      if (write_float (&number, key) == 0)
        return gcore_str_writer_finish (&number.writer);
      gcore_str_writer_dealloc (&number.writer);
      return NULL;
    }
  if (!writer->skip_keys)
    gcore_err_format (GCORE_EXC (TypeError), "keys must be str, int, float, bool or None, not %.100s",
                      GCORE_TYPE_OF (key)->name);
  return NULL;
}

static int
write_pair (Writer *writer, GcoreObject *pair, bool *first)
{
  if (!gcore_is_tuple (pair) || GCORE_TUPLE_SIZE (pair) != 2)
    {
      gcore_err_set_string (GCORE_EXC (ValueError), "items must return 2-tuples");
      return -1;
    }
  GcoreObject *key = key_text (writer, GCORE_TUPLE_ITEM (pair, 0));
  if (key == NULL)
    return gcore_err_occurred () != NULL ? -1 : 0;
  int status = write_separator (writer, *first);
  *first = false;
  if (status == 0)
    status = write_quoted (&writer->writer, key, writer->ensure_ascii);
  gcore_decref (key);
  if (status < 0 || gcore_str_writer_write_str (&writer->writer, writer->key_separator) < 0)
    return -1;
  return write_value (writer, GCORE_TUPLE_ITEM (pair, 1));
}

static int
write_pairs (Writer *writer, GcoreObject *dict)
{
  GcoreObject *pairs = gcore_mapping_items (dict);
  bool first = true;
  int status = pairs == NULL || (writer->sort_keys && gcore_list_sort (pairs) < 0) ? -1 : 0;
  if (status == 0)
    status = gcore_str_writer_write_char (&writer->writer, '{');
  writer->level++;
  for (intptr_t i = 0; status == 0 && i < GCORE_LIST_SIZE (pairs); i++)
    status = write_pair (writer, GCORE_LIST_ITEM (pairs, i), &first);
  writer->level--;
  if (status == 0)
    status = write_new_line (writer);
  gcore_xdecref (pairs);
  return status < 0 ? -1 : gcore_str_writer_write_char (&writer->writer, '}');
}

static int
write_dict (Writer *writer, GcoreObject *dict)
{
  GcoreObject *marker;
  intptr_t size = gcore_mapping_size (dict);
  if (size <= 0)
    return size < 0 ? -1 : write_ascii (writer, "{}");
  return enter (writer, dict, &marker) < 0 ? -1 : leave (writer, marker, write_pairs (writer, dict));
}

static int
write_other (Writer *writer, GcoreObject *object)
{
  GcoreObject *marker;
  if (enter (writer, object, &marker) < 0)
    return -1;
  GcoreObject *replacement = gcore_object_call_one_arg (writer->default_, object);
  int status = replacement != NULL ? write_value (writer, replacement) : -1;
  gcore_xdecref (replacement);
  return leave (writer, marker, status);
}

static int
write_value (Writer *writer, GcoreObject *object)
{
  if (object == GCORE_NONE)
    return write_ascii (writer, "null");
  if (object == GCORE_TRUE || object == GCORE_FALSE)
    return write_ascii (writer, object == GCORE_TRUE ? "true" : "false");
  if (gcore_is_str (object))
    return write_quoted (&writer->writer, object, writer->ensure_ascii);
  if (gcore_is_int (object))
    return gcore_int_is_compact (object)
             ? gcore_str_writer_write_int64 (&writer->writer, gcore_int_compact_value (object))
             : write_and_drop (writer, gcore_int_format (object, 10));
  if (gcore_is_float (object))
    return write_float (writer, object);
  if (gcore_enter_recursive_call (" while encoding a JSON object") != 0)
    return -1;
  int status;
  if (gcore_is_list (object) || gcore_is_tuple (object))
    status = write_sequence (writer, object);
  else if (gcore_is_dict (object))
    status = write_dict (writer, object);
  else
    status = write_other (writer, object);
  gcore_leave_recursive_call ();
  return status;
}

/* --- functions ---------------------------------------------------------------------------------------------------- */

GcoreObject *
gcore_json_encode (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  Writer writer = { .level = 0 };
  GcoreObject *object, *indent;
  int check_circular;
  if (!gcore_arg_parse_stack (args, n_args, "OOppOUUppp:encode", &object, &writer.default_, &writer.ensure_ascii,
                              &writer.allow_nan, &indent, &writer.item_separator, &writer.key_separator,
                              &writer.sort_keys, &writer.skip_keys, &check_circular))
    return NULL;
  writer.indent = indent != GCORE_NONE ? indent : NULL;
  if (check_circular && (writer.markers = gcore_dict_new ()) == NULL)
    return NULL;
  gcore_str_writer_init (&writer.writer);
  writer.writer.over_allocate = true;
  int status = write_value (&writer, object);
  gcore_xdecref (writer.markers);
  if (status == 0)
    return gcore_str_writer_finish (&writer.writer);
  gcore_str_writer_dealloc (&writer.writer);
  return NULL;
}

GcoreObject *
gcore_json_quote (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  GcoreObject *text;
  int ensure_ascii;
  if (!gcore_arg_parse_stack (args, n_args, "Up:quote", &text, &ensure_ascii))
    return NULL;
  GcoreStrWriter writer;
  gcore_str_writer_init (&writer);
  if (write_quoted (&writer, text, ensure_ascii) == 0)
    return gcore_str_writer_finish (&writer);
  gcore_str_writer_dealloc (&writer);
  return NULL;
}
