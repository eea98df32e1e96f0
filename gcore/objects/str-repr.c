/* SPDX-License-Identifier: MIT */
/* str: repr and ascii. */
#include "gcore/objects/abstract.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/str-private.h"

/* The text of C between QUOTEs in TO, as many characters as the result says; 0: C itself. */
static int
escape (uint32_t c, uint32_t quote, bool ascii_only, char to[10])
{
  static const char hex[] = "0123456789abcdef";
  to[0] = '\\';
  if (c == quote || c == '\\')
    to[1] = (char) c;
  else if (c == '\n')
    to[1] = 'n';
  else if (c == '\r')
    to[1] = 'r';
  else if (c == '\t')
    to[1] = 't';
  else if (c >= ' ' && c < 0x7f)
    return 0;
  else if (c >= 0x80 && !ascii_only && gcore_char_is_printable (c))
    return 0;
  else
    {
      int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
      to[1] = digits == 2 ? 'x' : digits == 4 ? 'u' : 'U';
      for (int i = 0; i < digits; i++)
        to[2 + i] = hex[c >> (4 * (digits - 1 - i)) & 15];
      return 2 + digits;
    }
  return 2;
}

/* ASCII_ONLY leaves quotes and backslashes alone: STR is a repr already. */
static GcoreObject *
write_escaped (GcoreObject *str, uint32_t quote, bool ascii_only)
{
  GcoreStrWriter writer;
  gcore_str_writer_init (&writer);
  writer.over_allocate = true;
  intptr_t n = GCORE_STR_LENGTH (str), start = 0;
  int status = ascii_only ? 0 : gcore_str_writer_prepare (&writer, n + 2, 0x7f);
  if (status == 0 && !ascii_only)
    status = gcore_str_writer_write_char (&writer, quote);
  for (intptr_t i = 0; status == 0 && i < n; i++)
    {
      char text[10];
      uint32_t c = gcore_str_read_char (str, i);
      int length = ascii_only && c < 0x80 ? 0 : escape (c, quote, ascii_only, text);
      if (length == 0)
        continue;
      status = gcore_str_writer_write_substring (&writer, str, start, i);
      if (status == 0)
        status = gcore_str_writer_write_ascii_string (&writer, text, length);
      start = i + 1;
    }
  if (status == 0)
    status = gcore_str_writer_write_substring (&writer, str, start, n);
  if (status == 0 && !ascii_only)
    status = gcore_str_writer_write_char (&writer, quote);
  if (status == 0)
    return gcore_str_writer_finish (&writer);
  gcore_str_writer_dealloc (&writer);
  return NULL;
}

GcoreObject *
gcore_str_repr (GcoreObject *str)
{
  bool has_single = gcore_str_find_char (str, '\'', 0, INTPTR_MAX, 1) >= 0;
  bool has_double = gcore_str_find_char (str, '"', 0, INTPTR_MAX, 1) >= 0;
  return write_escaped (str, has_single && !has_double ? '"' : '\'', false);
}

GcoreObject *
gcore_object_ascii (GcoreObject *object)
{
  GcoreObject *repr = gcore_object_repr (object);
  if (repr == NULL || GCORE_STR_IS_ASCII (repr))
    return repr;
  GcoreObject *escaped = write_escaped (repr, 0, true);
  gcore_decref (repr);
  return escaped;
}
