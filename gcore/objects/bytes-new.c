/* SPDX-License-Identifier: MIT */
/* bytes (…): making bytes from other objects, and looking into objects that hold bytes. */
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/bytearray.h"
#include "gcore/objects/bytes-private.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/memoryview.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"

/* --- buffers ------------------------------------------------------------------------------------------------------ */

bool
gcore_object_check_buffer (GcoreObject *object)
{
  return gcore_is_bytes (object) || gcore_is_bytearray (object) || GCORE_TYPE_OF (object)->get_buffer != NULL;
}

int
gcore_object_get_buffer (GcoreObject *object, GcoreBuffer *buffer, bool writable)
{
  *buffer = (GcoreBuffer) { .owner = NULL };
  if (gcore_is_bytes (object))
    *buffer = (GcoreBuffer) { NULL, (uint8_t *) GCORE_BYTES_DATA (object), GCORE_BYTES_SIZE (object), true };
  else if (gcore_is_bytearray (object))
    {
      GCORE_BYTEARRAY (object)->exports++;
      *buffer = (GcoreBuffer) { NULL, (uint8_t *) gcore_bytearray_as_string (object), GCORE_SIZE_OF (object), false };
    }
  else if (GCORE_TYPE_OF (object)->get_buffer != NULL)
    {
      if (GCORE_TYPE_OF (object)->get_buffer (object, buffer) < 0)
        return -1;
    }
  else
    {
      gcore_err_format (GCORE_EXC (TypeError), "a bytes-like object is required, not '%.100s'",
                        GCORE_TYPE_OF (object)->name);
      return -1;
    }
  buffer->owner = gcore_newref (object);
  if (!writable || !buffer->read_only)
    return 0;
  gcore_buffer_release (buffer);
  gcore_err_set_string (GCORE_EXC (BufferError), "Object is not writable.");
  return -1;
}

void
gcore_buffer_release (GcoreBuffer *buffer)
{
  GcoreObject *owner = buffer->owner;
  buffer->owner = NULL;
  if (owner == NULL)
    return;
  if (gcore_is_bytearray (owner))
    GCORE_BYTEARRAY (owner)->exports--;
  else if (GCORE_TYPE_OF (owner)->release_buffer != NULL)
    GCORE_TYPE_OF (owner)->release_buffer (owner);
  gcore_decref (owner);
}

int
gcore_byte_from_object (GcoreObject *object)
{
  intptr_t value = gcore_number_as_ssize (object, NULL);
  if (value == -1 && gcore_err_occurred () != NULL)
    return -1;
  if (value >= 0 && value < 256)
    return (int) value;
  gcore_err_set_string (GCORE_EXC (ValueError), "byte must be in range(0, 256)");
  return -1;
}

int
gcore_bytes_part (GcoreObject *object, GcoreBytesPart *part)
{
  part->buffer.owner = NULL;
  if (gcore_object_check_buffer (object))
    {
      if (gcore_object_get_buffer (object, &part->buffer, false) < 0)
        return -1;
      part->data = (const char *) part->buffer.data;
      part->n = part->buffer.n;
      return 0;
    }
  if (!gcore_index_check (object))
    {
      gcore_err_format (GCORE_EXC (TypeError), "argument should be integer or bytes-like object, not '%.200s'",
                        GCORE_TYPE_OF (object)->name);
      return -1;
    }
  int byte = gcore_byte_from_object (object);
  part->byte = (char) byte;
  part->data = &part->byte;
  part->n = 1;
  return byte < 0 ? -1 : 0;
}

GcoreBytesView
gcore_bytes_view (GcoreObject *object)
{
  if (gcore_is_bytes (object))
    return (GcoreBytesView) { GCORE_BYTES_DATA (object), GCORE_BYTES_SIZE (object) };
  return (GcoreBytesView) { gcore_bytearray_as_string (object), GCORE_SIZE_OF (object) };
}

GcoreObject *
gcore_bytes_like (GcoreObject *like, const char *data, intptr_t n)
{
  return gcore_is_bytes (like) ? gcore_bytes_from_string_and_size (data, n)
                               : gcore_bytearray_from_string_and_size (data, n);
}

GcoreObject *
gcore_bytes_like_new (GcoreObject *like, intptr_t n, char **data)
{
  GcoreObject *result = gcore_bytes_like (like, NULL, n);
  if (result != NULL)
    *data = gcore_is_bytes (like) ? GCORE_BYTES_DATA (result) : gcore_bytearray_as_string (result);
  return result;
}

GcoreObject *
gcore_bytes_unchanged (GcoreObject *self)
{
  if (gcore_is_bytes_exact (self))
    return gcore_newref (self);
  GcoreBytesView view = gcore_bytes_view (self);
  return gcore_bytes_like (self, view.data, view.n);
}

/* --- construction ------------------------------------------------------------------------------------------------- */

/* Appends the byte ITEM (stolen) to *BYTES, which has N so far; sets *BYTES NULL on failure. */
static void
append_item (GcoreObject **bytes, intptr_t *n, GcoreObject *item)
{
  intptr_t value = gcore_number_as_ssize (item, NULL);
  gcore_decref (item);
  if (value < 0 || value > 255)
    {
      if (value != -1 || gcore_err_occurred () == NULL)
        gcore_err_set_string (GCORE_EXC (ValueError), "bytes must be in range(0, 256)");
      GCORE_CLEAR (*bytes);
    }
  else if (*n < GCORE_BYTES_SIZE (*bytes) || gcore_bytes_resize (bytes, *n + *n / 2 + 1) == 0)
    GCORE_BYTES_DATA (*bytes)[(*n)++] = (char) value;
}

/* BYTES (stolen, may be NULL), cut to the N filled; one byte alone is shared. */
static GcoreObject *
finish (GcoreObject *bytes, intptr_t n)
{
  if (bytes == NULL || n != 1)
    {
      if (bytes != NULL)
        gcore_bytes_resize (&bytes, n);
      return bytes;
    }
  char byte = GCORE_BYTES_DATA (bytes)[0];
  gcore_decref (bytes);
  return gcore_bytes_from_string_and_size (&byte, 1);
}

/* Of a list or tuple itself. What the items do to a list while they are asked for their values counts. */
static GcoreObject *
from_sequence (GcoreObject *object)
{
  bool is_list = gcore_is_list_exact (object);
  intptr_t n = 0, room = is_list ? GCORE_LIST_SIZE (object) : GCORE_TUPLE_SIZE (object);
  GcoreObject *bytes = gcore_bytes_from_string_and_size (NULL, room < 2 ? 2 : room);
  for (intptr_t i = 0; bytes != NULL && i < (is_list ? GCORE_LIST_SIZE (object) : GCORE_TUPLE_SIZE (object)); i++)
    append_item (&bytes, &n, gcore_newref (is_list ? GCORE_LIST_ITEM (object, i) : GCORE_TUPLE_ITEM (object, i)));
  return finish (bytes, n);
}

static GcoreObject *
from_iterable (GcoreObject *object)
{
  GcoreObject *iter = gcore_object_get_iter (object);
  if (iter == NULL)
    {
      if (gcore_err_exception_matches (GCORE_EXC (TypeError)))
        gcore_err_format (GCORE_EXC (TypeError), "cannot convert '%.200s' object to bytes",
                          GCORE_TYPE_OF (object)->name);
      return NULL;
    }
  intptr_t room = gcore_object_length_hint (object, 64), n = 0;
  GcoreObject *bytes = room < 0 ? NULL : gcore_bytes_from_string_and_size (NULL, room < 2 ? 2 : room), *item;
  while (bytes != NULL && (item = gcore_iter_next (iter)) != NULL)
    append_item (&bytes, &n, item);
  gcore_decref (iter);
  if (gcore_err_occurred () != NULL)
    GCORE_CLEAR (bytes);
  return finish (bytes, n);
}

GcoreObject *
gcore_bytes_from_object (GcoreObject *object)
{
  if (gcore_is_bytes_exact (object))
    return gcore_newref (object);
  if (gcore_is_exact (object, MEMORYVIEW))
    return gcore_memoryview_to_bytes (object);
  if (gcore_object_check_buffer (object))
    {
      GcoreBuffer buffer;
      if (gcore_object_get_buffer (object, &buffer, false) < 0)
        return NULL;
      GcoreObject *bytes = gcore_bytes_from_string_and_size ((const char *) buffer.data, buffer.n);
      gcore_buffer_release (&buffer);
      return bytes;
    }
  if (gcore_is_str (object))
    return gcore_err_format (GCORE_EXC (TypeError), "cannot convert '%.200s' object to bytes",
                             GCORE_TYPE_OF (object)->name);
  return gcore_is_list_exact (object) || gcore_is_tuple_exact (object) ? from_sequence (object) : from_iterable (object);
}

/* object.__bytes__ (), which must give bytes: 1 and the result, 0 if there is none, −1 on failure. */
static int
call_bytes_method (GcoreObject *object, GcoreObject **result)
{
  GcoreObject *method = gcore_object_lookup_special (object, GCORE_ID (__bytes__));
  if (method == NULL)
    return gcore_err_occurred () != NULL ? -1 : 0;
  *result = gcore_object_call_no_args (method);
  gcore_decref (method);
  if (*result == NULL)
    return -1;
  if (gcore_is_bytes (*result))
    return 1;
  gcore_err_format (GCORE_EXC (TypeError), "__bytes__ returned non-bytes (type %.200s)", GCORE_TYPE_OF (*result)->name);
  GCORE_CLEAR (*result);
  return -1;
}

/* bytes (SOURCE, ENCODING, ERRORS); all may be NULL. */
static GcoreObject *
convert (GcoreObject *source, const char *encoding, const char *errors)
{
  if (source == NULL)
    {
      if (encoding != NULL || errors != NULL)
        return gcore_err_format (GCORE_EXC (TypeError), encoding != NULL ? "encoding without a string argument"
                                                                         : "errors without a string argument");
      return gcore_newref (GCORE_OBJECTS->empty_bytes);
    }
  if (encoding != NULL && gcore_is_str (source))
    return gcore_str_as_encoded_string (source, encoding, errors);
  if (encoding != NULL)
    return gcore_err_format (GCORE_EXC (TypeError), "encoding without a string argument");
  if (errors != NULL)
    return gcore_err_format (GCORE_EXC (TypeError), gcore_is_str (source) ? "string argument without an encoding"
                                                                          : "errors without a string argument");
  GcoreObject *result;
  int found = call_bytes_method (source, &result); /* a class of str may have one, too */
  if (found != 0)
    return found < 0 ? NULL : result;
  if (gcore_is_str (source))
    return gcore_err_format (GCORE_EXC (TypeError), "string argument without an encoding");
  if (!gcore_index_check (source) || gcore_object_check_buffer (source))
    return gcore_bytes_from_object (source);
  intptr_t n = gcore_number_as_ssize (source, GCORE_EXC (OverflowError));
  if (n == -1 && gcore_err_occurred () != NULL)
    {
      if (!gcore_err_exception_matches (GCORE_EXC (TypeError)))
        return NULL;
      gcore_err_clear ();
      return gcore_bytes_from_object (source);
    }
  if (n < 0)
    return gcore_err_format (GCORE_EXC (ValueError), "negative count");
  if (n == 1)
    return gcore_bytes_from_string_and_size ("", 1);
  result = gcore_bytes_from_string_and_size (NULL, n);
  if (result != NULL)
    memset (GCORE_BYTES_DATA (result), 0, (size_t) n);
  return result;
}

GcoreObject *
gcore_bytes_type_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "source", "encoding", "errors", NULL };
  GcoreObject *source = NULL;
  const char *encoding = NULL, *errors = NULL;
  if (!gcore_arg_parse_tuple_and_keywords (args, kwargs, "|Oss:bytes", keywords, &source, &encoding, &errors))
    return NULL;
  GcoreObject *bytes = convert (source, encoding, errors);
  if (bytes == NULL || type == GCORE_TYPE (BYTES))
    return bytes;
  GcoreObject *instance = type->alloc (type, GCORE_BYTES_SIZE (bytes));
  if (instance != NULL)
    {
      GCORE_BYTES (instance)->hash = GCORE_BYTES (bytes)->hash;
      memcpy (GCORE_BYTES_DATA (instance), GCORE_BYTES_DATA (bytes), (size_t) GCORE_BYTES_SIZE (bytes) + 1);
    }
  gcore_decref (bytes);
  return instance;
}

/* --- hexadecimal digits ------------------------------------------------------------------------------------------- */

static int
hex_value (uint32_t c)
{
  return c >= '0' && c <= '9' ? (int) c - '0' : c >= 'a' && c <= 'f' ? (int) c - 'a' + 10
         : c >= 'A' && c <= 'F' ? (int) c - 'A' + 10 : -1;
}

GcoreObject *
gcore_bytes_from_hex (GcoreObject *text, bool want_bytearray)
{
  if (!gcore_is_str (text))
    {
      gcore_arg_bad_argument ("fromhex", "argument", "str", text);
      return NULL;
    }
  intptr_t length = GCORE_STR_LENGTH (text), n = 0, at = 0;
  GcoreObject *bytes = gcore_bytes_from_string_and_size (NULL, length / 2 + 2);
  if (bytes == NULL)
    return NULL;
  while (at < length)
    {
      uint32_t c = gcore_str_read_char (text, at);
      if (c == ' ' || (c >= '\t' && c <= '\r'))
        {
          at++;
          continue;
        }
      int high = hex_value (c), low = at + 1 < length ? hex_value (gcore_str_read_char (text, at + 1)) : -1;
      if (high < 0 || low < 0)
        {
          gcore_decref (bytes);
          return gcore_err_format (GCORE_EXC (ValueError),
                                   "non-hexadecimal number found in fromhex() arg at position %zd",
                                   high < 0 ? at : at + 1);
        }
      GCORE_BYTES_DATA (bytes)[n++] = (char) (high << 4 | low);
      at += 2;
    }
  GcoreObject *result = want_bytearray ? gcore_bytearray_from_string_and_size (GCORE_BYTES_DATA (bytes), n)
                                       : gcore_bytes_from_string_and_size (GCORE_BYTES_DATA (bytes), n);
  gcore_decref (bytes);
  return result;
}

/* The separator's one ASCII character; −1 with an exception set. */
static int
separator_character (GcoreObject *separator)
{
  intptr_t n = gcore_object_size (separator);
  if (n < 0)
    return -1;
  if (n != 1)
    {
      gcore_err_set_string (GCORE_EXC (ValueError), "sep must be length 1.");
      return -1;
    }
  uint32_t c;
  if (gcore_is_str (separator))
    c = gcore_str_read_char (separator, 0);
  else if (gcore_is_bytes (separator))
    c = (uint8_t) GCORE_BYTES_DATA (separator)[0];
  else
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "sep must be str or bytes.");
      return -1;
    }
  if (c < 0x80)
    return (int) c;
  gcore_err_set_string (GCORE_EXC (ValueError), "sep must be ASCII.");
  return -1;
}

GcoreObject *
gcore_bytes_hex (GcoreBytesView view, GcoreObject *separator, intptr_t group)
{
  static const char hex[] = "0123456789abcdef";
  int character = separator == NULL ? 0 : separator_character (separator);
  if (character < 0)
    return NULL;
  /* Groups count from the end; with a negative size from the start. */
  intptr_t size = separator == NULL ? 0 : group < 0 ? -group : group;
  intptr_t n_separators = size > 0 && view.n > 0 ? (view.n - 1) / size : 0;
  GcoreObject *str = gcore_str_new (view.n * 2 + n_separators, 0x7f);
  if (str == NULL || view.n == 0)
    return str;
  char *to = gcore_str_data (str);
  for (intptr_t i = 0; i < view.n; i++)
    {
      if (i > 0 && size > 0 && (group > 0 ? view.n - i : i) % size == 0)
        *to++ = (char) character;
      *to++ = hex[(uint8_t) view.data[i] >> 4];
      *to++ = hex[(uint8_t) view.data[i] & 15];
    }
  return str;
}
