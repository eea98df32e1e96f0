/* SPDX-License-Identifier: MIT */
/* The builder of strings. */
#include "gcore/objects/decimal-digits.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/str-private.h"

void
gcore_str_writer_init (GcoreStrWriter *writer)
{
  memset (writer, 0, offsetof (GcoreStrWriter, small));
}

static void
note_buffer (GcoreStrWriter *writer)
{
  writer->data = gcore_str_data (writer->buffer);
  writer->kind = GCORE_STR_KIND (writer->buffer);
  writer->max_char = gcore_str_max_char (writer->buffer);
  writer->size = writer->read_only ? 0 : GCORE_STR_LENGTH (writer->buffer);
}

/* A new buffer of SIZE characters up to MAX_CHAR with what has been written so far. */
static int
change_buffer (GcoreStrWriter *writer, intptr_t size, uint32_t max_char)
{
  GcoreObject *buffer = gcore_str_allocate (size, max_char);
  if (buffer == NULL)
    return -1;
  if (writer->position > 0)
    gcore_str_copy_data (GCORE_STR_KIND (buffer), gcore_str_data (buffer), writer->kind, writer->data,
                         writer->position);
  gcore_xdecref (writer->buffer);
  writer->buffer = buffer;
  writer->read_only = false;
  note_buffer (writer);
  return 0;
}

/* Room for NEEDED characters in all, growing by more than asked for if wanted. */
static int
grow (GcoreStrWriter *writer, intptr_t needed, uint32_t max_char)
{
  if (writer->buffer == NULL)
    {
      if (needed <= GCORE_STR_WRITER_SMALL && max_char < 0x100)
        {
          writer->data = writer->small;
          writer->kind = 1;
          writer->max_char = 0xff;
          writer->size = GCORE_STR_WRITER_SMALL;
          return 0;
        }
      /* Perhaps all that is there is ASCII. */
      writer->max_char = writer->position == 0 ? 0 : gcore_str_class_of_data (1, writer->small, writer->position);
    }
  intptr_t size = writer->size;
  if (needed > size)
    {
      size = needed;
      if (writer->over_allocate && size <= INTPTR_MAX - size / 4)
        size += size / 4;
    }
  if (writer->max_char >= max_char)
    max_char = writer->max_char;
  if (writer->buffer == NULL || writer->read_only || max_char > writer->max_char)
    return change_buffer (writer, size, max_char);
  if (gcore_str_resize (&writer->buffer, size) < 0)
    return -1;
  note_buffer (writer);
  return 0;
}

int
gcore_str_writer_prepare (GcoreStrWriter *writer, intptr_t n, uint32_t max_char)
{
  if (GCORE_LIKELY (n <= writer->size - writer->position && max_char <= writer->max_char))
    return 0;
  if (n > INTPTR_MAX - writer->position)
    {
      gcore_err_no_memory ();
      return -1;
    }
  return grow (writer, writer->position + n, max_char);
}

int
gcore_str_writer_write_char (GcoreStrWriter *writer, uint32_t character)
{
  if (gcore_str_writer_prepare (writer, 1, character) < 0)
    return -1;
  gcore_str_write (writer->kind, writer->data, writer->position++, character);
  return 0;
}

int
gcore_str_writer_fill (GcoreStrWriter *writer, uint32_t character, intptr_t count)
{
  if (count <= 0)
    return 0;
  if (gcore_str_writer_prepare (writer, count, character) < 0)
    return -1;
  for (intptr_t i = 0; i < count; i++)
    gcore_str_write (writer->kind, writer->data, writer->position++, character);
  return 0;
}

int
gcore_str_writer_write_substring (GcoreStrWriter *writer, GcoreObject *str, intptr_t start, intptr_t end)
{
  if (end <= start)
    return 0;
  int kind = GCORE_STR_KIND (str);
  const void *data = gcore_str_at (kind, gcore_str_data (str), start);
  uint32_t max_char = gcore_str_max_char (str);
  if (max_char > writer->max_char && (start > 0 || end < GCORE_STR_LENGTH (str)))
    max_char = gcore_str_class_of_data (kind, data, end - start);
  if (gcore_str_writer_prepare (writer, end - start, max_char) < 0)
    return -1;
  gcore_str_copy_data (writer->kind, gcore_str_at (writer->kind, writer->data, writer->position), kind, data,
                       end - start);
  writer->position += end - start;
  return 0;
}

int
gcore_str_writer_write_str (GcoreStrWriter *writer, GcoreObject *str)
{
  intptr_t n = GCORE_STR_LENGTH (str);
  if (writer->data == NULL && n > 0 && gcore_is_str_exact (str))
    {
      /* Perhaps the only text: share it until more comes. */
      writer->buffer = gcore_newref (str);
      writer->read_only = true;
      note_buffer (writer);
      writer->position = n;
      return 0;
    }
  return gcore_str_writer_write_substring (writer, str, 0, n);
}

static int
write_bytes (GcoreStrWriter *writer, const char *bytes, intptr_t n, uint32_t max_char)
{
  if (n == 0)
    return 0;
  if (gcore_str_writer_prepare (writer, n, max_char) < 0)
    return -1;
  gcore_str_copy_data (writer->kind, gcore_str_at (writer->kind, writer->data, writer->position), 1, bytes, n);
  writer->position += n;
  return 0;
}

int
gcore_str_writer_write_ascii_string (GcoreStrWriter *writer, const char *ascii, intptr_t n)
{
  return write_bytes (writer, ascii, n < 0 ? (intptr_t) strlen (ascii) : n, 0x7f);
}

int
gcore_str_writer_write_latin1_string (GcoreStrWriter *writer, const char *latin1, intptr_t n)
{
  return write_bytes (writer, latin1, n, gcore_str_class_of_data (1, latin1, n));
}

int
gcore_str_writer_write_int64 (GcoreStrWriter *writer, int64_t number)
{
  char text[GCORE_DECIMAL_DIGITS + 1];
  uint64_t magnitude = number < 0 ? -(uint64_t) number : (uint64_t) number;
  char *end = text + sizeof text, *start = gcore_decimal_digits (magnitude, end);
  if (number < 0)
    *--start = '-';
  return write_bytes (writer, start, end - start, 0x7f);
}

GcoreObject *
gcore_str_writer_finish (GcoreStrWriter *writer)
{
  GcoreObject *buffer = writer->buffer;
  writer->buffer = NULL;
  if (writer->read_only)
    return buffer;
  if (buffer == NULL)
    return gcore_str_from_kind_and_data (1, writer->small, writer->position);
  GcoreObject *shared = writer->position <= 1 ? gcore_str_shared (writer->kind, writer->data, writer->position) : NULL;
  if (shared != NULL)
    {
      gcore_xdecref (buffer);
      return shared;
    }
  if (gcore_str_resize (&buffer, writer->position) < 0)
    GCORE_CLEAR (buffer);
  return buffer;
}

void
gcore_str_writer_dealloc (GcoreStrWriter *writer)
{
  GCORE_CLEAR (writer->buffer);
}
