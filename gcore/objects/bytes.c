/* SPDX-License-Identifier: MIT */
/* bytes: making the objects, concatenation, repr. */
#include "gcore/objects/bytes.h"

#include <stdarg.h>

#include "gcore/memory/memory.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/bytearray.h"
#include "gcore/objects/bytes-private.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/hash.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/singletons.h"
#include "gcore/objects/str-private.h"

static GcoreObject *
allocate (intptr_t n)
{
  if (n > INTPTR_MAX - (intptr_t) sizeof (GcoreBytes) - 1)
    return gcore_err_format (GCORE_EXC (OverflowError), "byte string is too large");
  GcoreBytes *bytes = gcore_mem_alloc (sizeof (GcoreBytes) + (size_t) n + 1);
  if (bytes == NULL)
    return gcore_err_no_memory ();
  bytes->base.base.refcount = 1;
  bytes->base.base.type = GCORE_TYPE (BYTES);
  bytes->base.size = n;
  bytes->hash = -1;
  bytes->data[n] = '\0';
  return GCORE_OBJECT (bytes);
}

int
gcore_bytes_start (void)
{
  GcoreObjects *objects = GCORE_OBJECTS;
  objects->empty_bytes = allocate (0);
  if (objects->empty_bytes == NULL)
    return -1;
  objects->empty_bytes->refcount = GCORE_SINGLETON_REFERENCES;
  for (int byte = 0; byte < 256; byte++)
    {
      GcoreObject *bytes = allocate (1);
      if (bytes == NULL)
        return -1;
      GCORE_BYTES_DATA (bytes)[0] = (char) byte;
      bytes->refcount = GCORE_SINGLETON_REFERENCES;
      objects->bytes1[byte] = bytes;
    }
  return 0;
}

GcoreObject *
gcore_bytes_from_string_and_size (const char *data, intptr_t n)
{
  if (n == 0)
    return gcore_newref (GCORE_OBJECTS->empty_bytes);
  if (n == 1 && data != NULL)
    return gcore_newref (GCORE_OBJECTS->bytes1[(uint8_t) data[0]]);
  GcoreObject *bytes = allocate (n);
  if (bytes != NULL && data != NULL)
    memcpy (GCORE_BYTES_DATA (bytes), data, (size_t) n);
  return bytes;
}

GcoreObject *
gcore_bytes_from_string (const char *string)
{
  return gcore_bytes_from_string_and_size (string, (intptr_t) strlen (string));
}

GcoreObject *
gcore_bytes_from_format (const char *format, ...)
{
  va_list args;
  va_start (args, format);
  GcoreObject *str = gcore_str_from_format_v (format, args);
  va_end (args);
  GcoreObject *bytes = str == NULL ? NULL : gcore_str_as_encoded_string (str, "utf-8", "surrogateescape");
  gcore_xdecref (str);
  return bytes;
}

char *
gcore_bytes_as_string (GcoreObject *bytes)
{
  char *data;
  return gcore_bytes_as_string_and_size (bytes, &data, NULL) < 0 ? NULL : data;
}

int
gcore_bytes_as_string_and_size (GcoreObject *bytes, char **data, intptr_t *n)
{
  if (!gcore_is_bytes (bytes))
    {
      gcore_err_format (GCORE_EXC (TypeError), "expected bytes, %.200s found", GCORE_TYPE_OF (bytes)->name);
      return -1;
    }
  *data = GCORE_BYTES_DATA (bytes);
  if (n != NULL)
    *n = GCORE_BYTES_SIZE (bytes);
  return 0;
}

static GcoreObject *
concat (GcoreObject *a, GcoreObject *b)
{
  GcoreBuffer x, y;
  if (!gcore_object_check_buffer (a) || !gcore_object_check_buffer (b))
    return gcore_err_format (GCORE_EXC (TypeError), "can't concat %.100s to %.100s", GCORE_TYPE_OF (b)->name,
                             GCORE_TYPE_OF (a)->name);
  if (GCORE_SIZE_OF (a) == 0 && gcore_is_bytes_exact (a) && gcore_is_bytes_exact (b))
    return gcore_newref (b);
  if (gcore_is_bytes_exact (a) && gcore_is_bytes_exact (b) && GCORE_SIZE_OF (b) == 0)
    return gcore_newref (a);
  GcoreObject *result = NULL;
  if (gcore_object_get_buffer (a, &x, false) < 0)
    return NULL;
  if (gcore_object_get_buffer (b, &y, false) == 0)
    {
      result = gcore_bytes_from_string_and_size (NULL, x.n + y.n);
      if (result != NULL)
        {
          memcpy (GCORE_BYTES_DATA (result), x.data, (size_t) x.n);
          memcpy (GCORE_BYTES_DATA (result) + x.n, y.data, (size_t) y.n);
        }
      gcore_buffer_release (&y);
    }
  gcore_buffer_release (&x);
  return result;
}

void
gcore_bytes_concat (GcoreObject **bytes, GcoreObject *other)
{
  if (*bytes == NULL)
    return;
  GcoreObject *result = other == NULL ? NULL : concat (*bytes, other);
  GCORE_SETREF (*bytes, result);
}

void
gcore_bytes_concat_and_del (GcoreObject **bytes, GcoreObject *other)
{
  gcore_bytes_concat (bytes, other);
  gcore_xdecref (other);
}

int
gcore_bytes_resize (GcoreObject **bytes, intptr_t n)
{
  intptr_t old = GCORE_BYTES_SIZE (*bytes);
  if (n == old)
    return 0;
  if (n <= 1 || old <= 1 || (*bytes)->refcount != 1)
    {
      /* These may be shared: start anew. */
      GcoreObject *copy = allocate (n);
      if (copy != NULL)
        memcpy (GCORE_BYTES_DATA (copy), GCORE_BYTES_DATA (*bytes), (size_t) (n < old ? n : old));
      GCORE_SETREF (*bytes, copy);
      if (n == 0 && copy != NULL)
        GCORE_SETREF (*bytes, gcore_newref (GCORE_OBJECTS->empty_bytes));
      return copy == NULL ? -1 : 0;
    }
  GcoreBytes *moved = gcore_mem_realloc (*bytes, sizeof (GcoreBytes) + (size_t) n + 1);
  if (moved == NULL)
    {
      GCORE_CLEAR (*bytes);
      gcore_err_no_memory ();
      return -1;
    }
  moved->base.size = n;
  moved->data[n] = '\0';
  moved->hash = -1;
  *bytes = GCORE_OBJECT (moved);
  return 0;
}

/* --- repr --------------------------------------------------------------------------------------------------------- */

/* The text of a byte between QUOTEs, and its length. */
static int
escape (uint8_t byte, char quote, char text[4])
{
  static const char hex[] = "0123456789abcdef";
  char letter = byte == '\t' ? 't' : byte == '\n' ? 'n' : byte == '\r' ? 'r' : '\0';
  if (byte == (uint8_t) quote || byte == '\\')
    letter = (char) byte;
  if (letter != '\0')
    {
      text[0] = '\\', text[1] = letter;
      return 2;
    }
  if (byte >= ' ' && byte < 0x7f)
    {
      text[0] = (char) byte;
      return 1;
    }
  text[0] = '\\', text[1] = 'x', text[2] = hex[byte >> 4], text[3] = hex[byte & 15];
  return 4;
}

GcoreObject *
gcore_bytes_repr_view (GcoreBytesView view, const char *prefix, const char *suffix, bool smart_quotes)
{
  char quote = '\'', text[4];
  if (smart_quotes && memchr (view.data, '\'', (size_t) view.n) != NULL
      && memchr (view.data, '"', (size_t) view.n) == NULL)
    quote = '"';
  intptr_t n_prefix = (intptr_t) strlen (prefix), n_suffix = (intptr_t) strlen (suffix);
  intptr_t n = n_prefix + 3 + n_suffix;
  for (intptr_t i = 0; i < view.n; i++)
    n += escape ((uint8_t) view.data[i], quote, text);
  GcoreObject *str = gcore_str_new (n, 0x7f);
  if (str == NULL)
    return NULL;
  char *to = gcore_str_data (str);
  memcpy (to, prefix, (size_t) n_prefix);
  to += n_prefix;
  *to++ = 'b';
  *to++ = quote;
  for (intptr_t i = 0; i < view.n; i++)
    {
      int length = escape ((uint8_t) view.data[i], quote, text);
      memcpy (to, text, (size_t) length);
      to += length;
    }
  *to++ = quote;
  memcpy (to, suffix, (size_t) n_suffix);
  return str;
}

GcoreObject *
gcore_bytes_repr (GcoreObject *bytes, bool smart_quotes)
{
  return gcore_bytes_repr_view (gcore_bytes_view (bytes), "", "", smart_quotes);
}

intptr_t
gcore_bytes_hash (GcoreObject *bytes)
{
  GcoreBytes *self = GCORE_BYTES (bytes);
  if (self->hash == -1)
    self->hash = gcore_hash_bytes (self->data, (size_t) self->base.size);
  return self->hash;
}

/* --- the type ----------------------------------------------------------------------------------------------------- */

static void
bytes_dealloc (GcoreObject *self)
{
  if (gcore_is_bytes_exact (self))
    gcore_mem_free (self);
  else
    GCORE_TYPE_OF (self)->free_ (self);
}

static GcoreObject *
bytes_repr (GcoreObject *self)
{
  return gcore_bytes_repr (self, true);
}

static intptr_t
bytes_length (GcoreObject *self)
{
  return GCORE_BYTES_SIZE (self);
}

static GcoreObject *
bytes_item (GcoreObject *self, intptr_t index)
{
  if (index < 0 || index >= GCORE_BYTES_SIZE (self))
    return gcore_err_format (GCORE_EXC (IndexError), "index out of range");
  return gcore_newref (gcore_int_small ((uint8_t) GCORE_BYTES_DATA (self)[index]));
}

static GcoreObject *
bytes_repeat (GcoreObject *self, intptr_t count)
{
  intptr_t n = GCORE_BYTES_SIZE (self);
  if (count < 0)
    count = 0;
  if (n > 0 && count > INTPTR_MAX / n)
    return gcore_err_format (GCORE_EXC (OverflowError), "repeated bytes are too long");
  if (n * count == n && gcore_is_bytes_exact (self))
    return gcore_newref (self);
  GcoreObject *result = gcore_bytes_from_string_and_size (NULL, n * count);
  if (result == NULL || n * count == 0)
    return result;
  char *to = GCORE_BYTES_DATA (result);
  if (n == 1)
    memset (to, GCORE_BYTES_DATA (self)[0], (size_t) count);
  else
    for (intptr_t i = 0; i < count; i++)
      memcpy (to + i * n, GCORE_BYTES_DATA (self), (size_t) n);
  return result;
}

static GcoreObject *
bytes_subscript (GcoreObject *self, GcoreObject *key)
{
  return gcore_bytes_subscript (self, key, "byte");
}

static GcoreObject *
bytes_remainder (GcoreObject *self, GcoreObject *args)
{
  if (!gcore_is_bytes (self))
    return gcore_newref (GCORE_NOT_IMPLEMENTED);
  return gcore_bytes_percent (self, gcore_bytes_view (self), args);
}

static GcoreObject *
rich_compare (GcoreObject *a, GcoreObject *b, int op)
{
  if (!gcore_is_bytes (a) || !gcore_is_bytes (b))
    return gcore_newref (GCORE_NOT_IMPLEMENTED);
  return gcore_bytes_view_compare (a, b, op);
}

const GcoreType gcore_bytes_template = {
  .name = "bytes",
  .basic_size = offsetof (GcoreBytes, data) + 1,
  .item_size = 1,
  .flags = GCORE_TYPE_FLAG_BASE | GCORE_TYPE_FLAG_BYTES | GCORE_TYPE_FLAG_MATCH_SELF,
  .dealloc = bytes_dealloc,
  .get_attr = gcore_object_generic_get_attr,
  .repr = bytes_repr,
  .str = bytes_repr,
  .hash = gcore_bytes_hash,
  .rich_compare = rich_compare,
  .iter = gcore_bytes_iter,
  .number.remainder = bytes_remainder,
  .sequence = {
    .length = bytes_length,
    .concat = concat,
    .repeat = bytes_repeat,
    .item = bytes_item,
    .contains = gcore_bytes_contains,
  },
  .mapping = { .length = bytes_length, .subscript = bytes_subscript },
  .methods = gcore_bytes_methods,
  .doc = "bytes(object=b'', encoding='utf-8', errors='strict') -> bytes\n\nAn immutable array of bytes, from numbers, "
         "a bytes-like object, text, or n zero bytes.",
  .new_ = gcore_bytes_type_new,
};
