/* SPDX-License-Identifier: MIT */
/* bytearray: the object, its growth, the sequence slots and the type. */
#include "gcore/objects/bytearray.h"

#include "gcore/memory/memory.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/bytearray-private.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/str.h"
#include "gcore/objects/type.h"

/* What the contents of an empty bytearray point to; never written to. */
static const char nothing[1];

bool
gcore_is_bytearray (GcoreObject *object)
{
  return gcore_is_exact (object, BYTEARRAY)
         || (!gcore_is_str (object) && gcore_type_is_subtype (GCORE_TYPE_OF (object), GCORE_TYPE (BYTEARRAY)));
}

char *
gcore_bytearray_as_string (GcoreObject *bytearray)
{
  char *start = GCORE_BYTEARRAY (bytearray)->start;
  return start != NULL ? start : (char *) (uintptr_t) nothing;
}

GcoreObject *
gcore_bytearray_from_string_and_size (const char *data, intptr_t n)
{
  GcoreByteArray *self = (GcoreByteArray *) gcore_object_new (GCORE_TYPE (BYTEARRAY));
  if (self == NULL)
    return NULL;
  self->base.size = n;
  self->allocated = n == 0 ? 0 : n + 1;
  self->exports = 0;
  self->block = self->start = NULL;
  if (n > 0)
    {
      self->block = gcore_mem_alloc ((size_t) n + 1);
      if (self->block == NULL)
        {
          self->base.size = self->allocated = 0;
          gcore_decref (self);
          return gcore_err_no_memory ();
        }
      self->start = self->block;
      if (data != NULL)
        memcpy (self->start, data, (size_t) n);
      self->start[n] = '\0';
    }
  return GCORE_OBJECT (self);
}

GcoreObject *
gcore_bytearray_from_object (GcoreObject *object)
{
  return gcore_object_call_one_arg (GCORE_OBJECT (GCORE_TYPE (BYTEARRAY)), object);
}

static int
cannot_resize (void)
{
  gcore_err_set_string (GCORE_EXC (BufferError), "Existing exports of data: object cannot be re-sized");
  return -1;
}

/* Places for a new size: a little more than asked for when growing slowly, fewer only below a half. */
static intptr_t
places_for (intptr_t n, intptr_t allocated)
{
  if (n < allocated / 2)
    return n + 1;
  if ((double) n <= (double) allocated * 1.125)
    return n + (n >> 3) + (n < 9 ? 3 : 6);
  return n + 1;
}

int
gcore_bytearray_resize (GcoreObject *bytearray, intptr_t n)
{
  GcoreByteArray *self = GCORE_BYTEARRAY (bytearray);
  intptr_t offset = self->start - self->block;
  if (n == self->base.size)
    return 0;
  if (self->exports > 0)
    return cannot_resize ();
  if (n + offset + 1 <= self->allocated && n >= self->allocated / 2)
    {
      self->base.size = n;
      self->start[n] = '\0';
      return 0;
    }
  intptr_t places = n + offset + 1 <= self->allocated ? n + 1 : places_for (n, self->allocated);
  char *block;
  if (offset > 0)
    {
      block = gcore_mem_alloc ((size_t) places);
      if (block != NULL)
        memcpy (block, self->start, (size_t) (n < self->base.size ? n : self->base.size));
    }
  else
    block = gcore_mem_realloc (self->block, (size_t) places);
  if (block == NULL)
    {
      gcore_err_no_memory ();
      return -1;
    }
  if (offset > 0)
    gcore_mem_free (self->block);
  self->block = self->start = block;
  self->base.size = n;
  self->allocated = places;
  block[n] = '\0';
  return 0;
}

int
gcore_bytearray_set_slice (GcoreObject *bytearray, intptr_t low, intptr_t high, const char *data, intptr_t n)
{
  GcoreByteArray *self = GCORE_BYTEARRAY (bytearray);
  intptr_t growth = n - (high - low), size = self->base.size;
  if (growth < 0)
    {
      if (self->exports > 0)
        return cannot_resize ();
      if (low == 0)
        self->start -= growth; /* cut off at the front without moving anything */
      else
        memmove (self->start + low + n, self->start + high, (size_t) (size - high));
      if (gcore_bytearray_resize (bytearray, size + growth) < 0)
        return -1;
    }
  else if (growth > 0)
    {
      if (gcore_bytearray_resize (bytearray, size + growth) < 0)
        return -1;
      memmove (self->start + low + n, self->start + high, (size_t) (size - high));
    }
  if (n > 0)
    memcpy (self->start + low, data, (size_t) n);
  return 0;
}

GcoreObject *
gcore_bytearray_concat (GcoreObject *a, GcoreObject *b)
{
  GcoreBuffer x, y;
  GcoreObject *result = NULL;
  if (!gcore_object_check_buffer (a) || !gcore_object_check_buffer (b))
    return gcore_err_format (GCORE_EXC (TypeError), "can't concat %.100s to %.100s", GCORE_TYPE_OF (b)->name,
                             GCORE_TYPE_OF (a)->name);
  if (gcore_object_get_buffer (a, &x, false) < 0)
    return NULL;
  if (gcore_object_get_buffer (b, &y, false) == 0)
    {
      result = gcore_bytearray_from_string_and_size (NULL, x.n + y.n);
      if (result != NULL && x.n + y.n > 0)
        {
          memcpy (GCORE_BYTEARRAY (result)->start, x.data, (size_t) x.n);
          memcpy (GCORE_BYTEARRAY (result)->start + x.n, y.data, (size_t) y.n);
        }
      gcore_buffer_release (&y);
    }
  gcore_buffer_release (&x);
  return result;
}

/* --- slots -------------------------------------------------------------------------------------------------------- */

static void
bytearray_dealloc (GcoreObject *self)
{
  gcore_mem_free (GCORE_BYTEARRAY (self)->block);
  GCORE_TYPE_OF (self)->free_ (self);
}

static intptr_t
bytearray_length (GcoreObject *self)
{
  return GCORE_SIZE_OF (self);
}

static GcoreObject *
bytearray_repr (GcoreObject *self)
{
  GcoreObject *name = gcore_type_get_name (GCORE_TYPE_OF (self));
  if (name == NULL)
    return NULL;
  const char *text = gcore_str_as_utf8 (name);
  GcoreObject *prefix = text == NULL ? NULL : gcore_str_from_format ("%s(", text), *result = NULL;
  if (prefix != NULL)
    result = gcore_bytes_repr_view (gcore_bytes_view (self), gcore_str_as_utf8 (prefix), ")", true);
  gcore_xdecref (prefix);
  gcore_decref (name);
  return result;
}

static GcoreObject *
bytearray_item (GcoreObject *self, intptr_t index)
{
  if (index < 0 || index >= GCORE_SIZE_OF (self))
    return gcore_err_format (GCORE_EXC (IndexError), "bytearray index out of range");
  return gcore_newref (gcore_int_small ((uint8_t) GCORE_BYTEARRAY (self)->start[index]));
}

static int
bytearray_assign_item (GcoreObject *self, intptr_t index, GcoreObject *value)
{
  /* Before the size is looked at: making a number of VALUE may run code that shortens the bytearray. */
  int byte = value == NULL ? 0 : gcore_byte_from_object (value);
  if (byte < 0)
    return -1;
  if (index < 0 || index >= GCORE_SIZE_OF (self))
    {
      gcore_err_set_string (GCORE_EXC (IndexError), "bytearray index out of range");
      return -1;
    }
  if (value == NULL)
    return gcore_bytearray_set_slice (self, index, index + 1, NULL, 0);
  GCORE_BYTEARRAY (self)->start[index] = (char) byte;
  return 0;
}

static void
fill_repeated (char *to, const char *from, intptr_t n, intptr_t count)
{
  for (intptr_t i = 0; i < count; i++)
    memmove (to + i * n, from, (size_t) n);
}

static GcoreObject *
bytearray_repeat (GcoreObject *self, intptr_t count)
{
  intptr_t n = GCORE_SIZE_OF (self), total;
  if (count < 0)
    count = 0;
  if (__builtin_mul_overflow (n, count, &total))
    return gcore_err_no_memory ();
  GcoreObject *result = gcore_bytearray_from_string_and_size (NULL, total);
  if (result != NULL && total > 0)
    fill_repeated (GCORE_BYTEARRAY (result)->start, GCORE_BYTEARRAY (self)->start, n, count);
  return result;
}

static GcoreObject *
bytearray_inplace_repeat (GcoreObject *self, intptr_t count)
{
  intptr_t n = GCORE_SIZE_OF (self), total;
  if (count < 0)
    count = 0;
  if (__builtin_mul_overflow (n, count, &total))
    return gcore_err_no_memory ();
  if (gcore_bytearray_resize (self, total) < 0)
    return NULL;
  if (total > 0)
    fill_repeated (GCORE_BYTEARRAY (self)->start, GCORE_BYTEARRAY (self)->start, n, count);
  return gcore_newref (self);
}

static GcoreObject *
bytearray_inplace_concat (GcoreObject *self, GcoreObject *other)
{
  GcoreBuffer buffer;
  if (!gcore_object_check_buffer (other))
    return gcore_err_format (GCORE_EXC (TypeError), "can't concat %.100s to %.100s", GCORE_TYPE_OF (other)->name,
                             GCORE_TYPE_OF (self)->name);
  if (gcore_object_get_buffer (other, &buffer, false) < 0)
    return NULL;
  intptr_t n = GCORE_SIZE_OF (self); /* SELF itself as OTHER is held now, and cannot be resized */
  int status = gcore_bytearray_set_slice (self, n, n, (const char *) buffer.data, buffer.n);
  gcore_buffer_release (&buffer);
  return status < 0 ? NULL : gcore_newref (self);
}

static GcoreObject *
bytearray_subscript (GcoreObject *self, GcoreObject *key)
{
  return gcore_bytes_subscript (self, key, "bytearray");
}

static GcoreObject *
bytearray_remainder (GcoreObject *self, GcoreObject *args)
{
  if (!gcore_is_bytearray (self))
    return gcore_newref (GCORE_NOT_IMPLEMENTED);
  return gcore_bytes_percent (self, gcore_bytes_view (self), args);
}

const GcoreType gcore_bytearray_template = {
  .name = "bytearray",
  .basic_size = sizeof (GcoreByteArray),
  .flags = GCORE_TYPE_FLAG_BASE | GCORE_TYPE_FLAG_MATCH_SELF,
  .dealloc = bytearray_dealloc,
  .get_attr = gcore_object_generic_get_attr,
  .repr = bytearray_repr,
  .str = bytearray_repr,
  .hash = gcore_object_hash_not_implemented,
  .rich_compare = gcore_bytes_view_compare,
  .iter = gcore_bytes_iter,
  .number.remainder = bytearray_remainder,
  .sequence = {
    .length = bytearray_length,
    .concat = gcore_bytearray_concat,
    .repeat = bytearray_repeat,
    .item = bytearray_item,
    .assign_item = bytearray_assign_item,
    .contains = gcore_bytes_contains,
    .inplace_concat = bytearray_inplace_concat,
    .inplace_repeat = bytearray_inplace_repeat,
  },
  .mapping = {
    .length = bytearray_length,
    .subscript = bytearray_subscript,
    .assign_subscript = gcore_bytearray_assign_subscript,
  },
  .methods = gcore_bytearray_methods,
  .doc = "bytearray(source=b'', encoding='utf-8', errors='strict') -> bytearray\n\nA changeable array of bytes, from "
         "numbers, a bytes-like object, text, or n zero bytes.",
  .init = gcore_bytearray_init,
  .new_ = gcore_type_generic_new,
};
