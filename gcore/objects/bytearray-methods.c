/* SPDX-License-Identifier: MIT */
/* bytearray: making it from other objects, changing parts, methods. */
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/bytearray-private.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/slice.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

/* --- extending ---------------------------------------------------------------------------------------------------- */

static int
append_byte (GcoreObject *self, int byte)
{
  intptr_t n = GCORE_SIZE_OF (self);
  if (n == INTPTR_MAX)
    {
      gcore_err_set_string (GCORE_EXC (OverflowError), "cannot add more objects to bytearray");
      return -1;
    }
  if (byte < 0 || gcore_bytearray_resize (self, n + 1) < 0)
    return -1;
  GCORE_BYTEARRAY (self)->start[n] = (char) byte;
  return 0;
}

int
gcore_bytearray_extend (GcoreObject *self, GcoreObject *iterable)
{
  GcoreObject *iter = gcore_object_get_iter (iterable), *item;
  if (iter == NULL)
    return -1;
  int status = 0;
  while (status == 0 && (item = gcore_iter_next (iter)) != NULL)
    {
      status = append_byte (self, gcore_byte_from_object (item));
      gcore_decref (item);
    }
  gcore_decref (iter);
  return status < 0 || gcore_err_occurred () != NULL ? -1 : 0;
}

/* A list's or tuple's items, into as many places as needed. */
static int
fill_from_sequence (GcoreObject *self, GcoreObject *sequence)
{
  intptr_t n = GCORE_SIZE_OF (sequence);
  if (gcore_bytearray_resize (self, n) < 0)
    return -1;
  for (intptr_t i = 0; i < n && i < GCORE_SIZE_OF (sequence); i++)
    {
      GcoreObject *item = gcore_is_list (sequence) ? GCORE_LIST_ITEM (sequence, i) : GCORE_TUPLE_ITEM (sequence, i);
      int byte = gcore_byte_from_object (item);
      if (byte < 0)
        return -1;
      gcore_bytearray_as_string (self)[i] = (char) byte;
    }
  return 0;
}

static int
fill_from_buffer (GcoreObject *self, GcoreObject *object)
{
  GcoreBuffer buffer;
  if (gcore_object_get_buffer (object, &buffer, false) < 0)
    return -1;
  int status = gcore_bytearray_set_slice (self, 0, 0, (const char *) buffer.data, buffer.n);
  gcore_buffer_release (&buffer);
  return status;
}

static int
fill_from_object (GcoreObject *self, GcoreObject *source)
{
  if (gcore_index_check (source))
    {
      intptr_t n = gcore_number_as_ssize (source, GCORE_EXC (OverflowError));
      if (n == -1 && gcore_err_occurred () != NULL)
        {
          if (!gcore_err_exception_matches (GCORE_EXC (TypeError)))
            return -1;
          gcore_err_clear ();
        }
      else if (n < 0)
        {
          gcore_err_set_string (GCORE_EXC (ValueError), "negative count");
          return -1;
        }
      else
        {
          if (gcore_bytearray_resize (self, n) < 0)
            return -1;
          if (n > 0)
            memset (GCORE_BYTEARRAY (self)->start, 0, (size_t) n);
          return 0;
        }
    }
  if (gcore_object_check_buffer (source))
    return fill_from_buffer (self, source);
  if (gcore_is_list_exact (source) || gcore_is_tuple_exact (source))
    return fill_from_sequence (self, source);
  int status = gcore_bytearray_extend (self, source);
  if (status < 0 && GCORE_TYPE_OF (source)->iter == NULL && gcore_err_exception_matches (GCORE_EXC (TypeError)))
    gcore_err_format (GCORE_EXC (TypeError), "cannot convert '%.200s' object to bytearray",
                      GCORE_TYPE_OF (source)->name);
  return status;
}

int
gcore_bytearray_init (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "source", "encoding", "errors", NULL };
  GcoreObject *source = NULL;
  const char *encoding = NULL, *errors = NULL;
  if (!gcore_arg_parse_tuple_and_keywords (args, kwargs, "|Oss:bytearray", keywords, &source, &encoding, &errors)
      || gcore_bytearray_resize (self, 0) < 0)
    return -1;
  bool is_text = source != NULL && gcore_is_str (source);
  if (encoding == NULL && is_text)
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "string argument without an encoding");
      return -1;
    }
  if (!is_text && (encoding != NULL || errors != NULL))
    {
      gcore_err_set_string (GCORE_EXC (TypeError), encoding != NULL ? "encoding without a string argument"
                                                                    : "errors without a string argument");
      return -1;
    }
  if (source == NULL)
    return 0;
  if (!is_text)
    return fill_from_object (self, source);
  GcoreObject *bytes = gcore_str_as_encoded_string (source, encoding, errors);
  int status = bytes == NULL ? -1 : fill_from_buffer (self, bytes);
  gcore_xdecref (bytes);
  return status;
}

/* --- assigning ---------------------------------------------------------------------------------------------------- */

static int
assign_index (GcoreObject *self, GcoreObject *key, GcoreObject *value)
{
  intptr_t index = gcore_number_as_ssize (key, GCORE_EXC (IndexError));
  if (index == -1 && gcore_err_occurred () != NULL)
    return -1;
  if (index < 0)
    index += GCORE_SIZE_OF (self);
  return GCORE_TYPE_OF (self)->sequence.assign_item (self, index, value);
}

/* self[start::step] = data, or without DATA their deletion. */
static int
assign_extended (GcoreObject *self, intptr_t start, intptr_t step, intptr_t n, const char *data)
{
  char *bytes = gcore_bytearray_as_string (self);
  if (data != NULL)
    {
      for (intptr_t i = 0; i < n; i++)
        bytes[start + i * step] = data[i];
      return 0;
    }
  if (n == 0)
    return 0;
  if (GCORE_BYTEARRAY (self)->exports > 0)
    {
      gcore_err_set_string (GCORE_EXC (BufferError), "Existing exports of data: object cannot be re-sized");
      return -1;
    }
  if (step < 0)
    {
      start += step * (n - 1);
      step = -step;
    }
  intptr_t size = GCORE_SIZE_OF (self), to = start;
  for (intptr_t i = start; i < size; i++)
    if ((i - start) % step != 0 || (i - start) / step >= n)
      bytes[to++] = bytes[i];
  return gcore_bytearray_resize (self, size - n);
}

static int
assign_slice (GcoreObject *self, GcoreObject *slice, const char *data, intptr_t n_data)
{
  intptr_t start, stop, step;
  if (gcore_slice_unpack (slice, &start, &stop, &step) < 0)
    return -1;
  intptr_t n = gcore_slice_adjust_indices (GCORE_SIZE_OF (self), &start, &stop, step);
  if (step == 1)
    return gcore_bytearray_set_slice (self, start, stop < start ? start : stop, data, n_data);
  if (data == NULL)
    return assign_extended (self, start, step, n, NULL);
  if (n_data == 0)
    return assign_extended (self, start, step, n, NULL);
  if (n_data != n)
    {
      gcore_err_format (GCORE_EXC (ValueError), "attempt to assign bytes of size %zd to extended slice of size %zd",
                        n_data, n);
      return -1;
    }
  return assign_extended (self, start, step, n, data);
}

int
gcore_bytearray_assign_subscript (GcoreObject *self, GcoreObject *key, GcoreObject *value)
{
  if (gcore_index_check (key))
    return assign_index (self, key, value);
  if (!gcore_is_slice (key))
    {
      gcore_err_format (GCORE_EXC (TypeError), "bytearray indices must be integers or slices, not %.200s",
                        GCORE_TYPE_OF (key)->name);
      return -1;
    }
  if (value == NULL)
    return assign_slice (self, key, NULL, 0);
  if (gcore_is_int (value) || gcore_is_str (value))
    {
      gcore_err_set_string (GCORE_EXC (TypeError),
                            "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
      return -1;
    }
  /* A copy, for VALUE may be SELF or any iterable. */
  GcoreObject *copy = gcore_is_bytes (value) ? gcore_newref (value) : gcore_bytearray_from_object (value);
  if (copy == NULL)
    return -1;
  GcoreBytesView view = gcore_bytes_view (copy);
  int status = assign_slice (self, key, view.data, view.n);
  gcore_decref (copy);
  return status;
}

/* --- methods ------------------------------------------------------------------------------------------------------ */

static GcoreObject *
none_or_error (int status)
{
  return status < 0 ? NULL : gcore_newref (GCORE_NONE);
}

static GcoreObject *
method_append (GcoreObject *self, GcoreObject *value)
{
  return none_or_error (append_byte (self, gcore_byte_from_object (value)));
}

static GcoreObject *
method_extend (GcoreObject *self, GcoreObject *iterable)
{
  intptr_t n = GCORE_SIZE_OF (self);
  if (iterable != self && gcore_object_check_buffer (iterable))
    {
      GcoreObject *sum = GCORE_TYPE_OF (self)->sequence.inplace_concat (self, iterable);
      gcore_xdecref (sum);
      return none_or_error (sum == NULL ? -1 : 0);
    }
  /* The iterable may fail half way, look at SELF or be it: everything is collected first. */
  GcoreObject *more = gcore_bytearray_from_string_and_size (NULL, 0);
  if (more == NULL)
    return NULL;
  int status = gcore_bytearray_extend (more, iterable);
  if (status < 0 && GCORE_TYPE_OF (iterable)->iter == NULL && gcore_err_exception_matches (GCORE_EXC (TypeError)))
    gcore_err_format (GCORE_EXC (TypeError), "can't extend bytearray with %.100s", GCORE_TYPE_OF (iterable)->name);
  if (status == 0)
    {
      n = GCORE_SIZE_OF (self);
      status = gcore_bytearray_set_slice (self, n, n, gcore_bytearray_as_string (more), GCORE_SIZE_OF (more));
    }
  gcore_decref (more);
  return none_or_error (status);
}

static GcoreObject *
method_insert (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("insert", n_args, 2, 2))
    return NULL;
  intptr_t index = gcore_arg_as_ssize (args[0]), n = GCORE_SIZE_OF (self);
  if (index == -1 && gcore_err_occurred () != NULL)
    return NULL;
  int byte = gcore_byte_from_object (args[1]);
  if (byte < 0)
    return NULL;
  if (index < 0)
    index = index + n < 0 ? 0 : index + n;
  if (index > n)
    index = n;
  char c = (char) byte;
  return none_or_error (gcore_bytearray_set_slice (self, index, index, &c, 1));
}

static GcoreObject *
method_pop (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  intptr_t index = -1, n = GCORE_SIZE_OF (self);
  if (!gcore_arg_check_positional ("pop", n_args, 0, 1))
    return NULL;
  if (n_args > 0)
    {
      index = gcore_arg_as_ssize (args[0]);
      if (index == -1 && gcore_err_occurred () != NULL)
        return NULL;
    }
  if (n == 0)
    return gcore_err_format (GCORE_EXC (IndexError), "pop from empty bytearray");
  if (index < 0)
    index += n;
  if (index < 0 || index >= n)
    return gcore_err_format (GCORE_EXC (IndexError), "pop index out of range");
  GcoreByteArray *array = GCORE_BYTEARRAY (self);
  int value = (uint8_t) array->start[index];
  if (array->exports > 0)
    return gcore_err_format (GCORE_EXC (BufferError), "Existing exports of data: object cannot be re-sized");
  memmove (array->start + index, array->start + index + 1, (size_t) (n - index - 1));
  return gcore_bytearray_resize (self, n - 1) < 0 ? NULL : gcore_newref (gcore_int_small (value));
}

static GcoreObject *
method_remove (GcoreObject *self, GcoreObject *value)
{
  int byte = gcore_byte_from_object (value);
  if (byte < 0)
    return NULL;
  const char *start = gcore_bytearray_as_string (self);
  const char *found = memchr (start, byte, (size_t) GCORE_SIZE_OF (self));
  if (found == NULL)
    return gcore_err_format (GCORE_EXC (ValueError), "value not found in bytearray");
  return none_or_error (gcore_bytearray_set_slice (self, found - start, found - start + 1, NULL, 0));
}

static GcoreObject *
method_reverse (GcoreObject *self, GcoreObject *ignored)
{
  char *low = gcore_bytearray_as_string (self), *high = low + GCORE_SIZE_OF (self);
  while (low < high)
    {
      char c = *--high;
      *high = *low;
      *low++ = c;
    }
  return gcore_newref (GCORE_NONE);
}

static GcoreObject *
method_clear (GcoreObject *self, GcoreObject *ignored)
{
  return none_or_error (gcore_bytearray_resize (self, 0));
}

static GcoreObject *
method_copy (GcoreObject *self, GcoreObject *ignored)
{
  return gcore_bytearray_from_string_and_size (gcore_bytearray_as_string (self), GCORE_SIZE_OF (self));
}

static GcoreObject *
method_alloc (GcoreObject *self, GcoreObject *ignored)
{
  return gcore_int_from_ssize (GCORE_BYTEARRAY (self)->allocated);
}

static GcoreObject *
method_sizeof (GcoreObject *self, GcoreObject *ignored)
{
  return gcore_int_from_ssize (GCORE_TYPE_OF (self)->basic_size + GCORE_BYTEARRAY (self)->allocated);
}

static GcoreObject *
from_hex (GcoreObject *type, GcoreObject *text)
{
  GcoreObject *array = gcore_bytes_from_hex (text, true);
  if (array == NULL || type == GCORE_OBJECT (GCORE_TYPE (BYTEARRAY)))
    return array;
  GcoreObject *result = gcore_object_call_one_arg (type, array);
  gcore_decref (array);
  return result;
}

/* (bytearray, (bytes,), state); before protocol 3, which knows no bytes, (bytearray, (str, "latin-1"), state). */
static GcoreObject *
reduce (GcoreObject *self, int protocol)
{
  const char *text = gcore_bytearray_as_string (self);
  intptr_t n = GCORE_SIZE_OF (self);
  GcoreObject *state = gcore_object_call_method_no_args (self, GCORE_ID (__getstate__)), *args = NULL, *result = NULL;
  GcoreObject *contents = NULL, *encoding = NULL;
  if (state != NULL && n == 0)
    args = gcore_tuple_new (0);
  else if (state != NULL && protocol >= 3)
    {
      contents = gcore_bytes_from_string_and_size (text, n);
      args = contents != NULL ? gcore_tuple_pack (1, contents) : NULL;
    }
  else if (state != NULL)
    {
      contents = gcore_str_decode_latin1 (text, n, NULL);
      encoding = gcore_str_from_string ("latin-1");
      args = contents != NULL && encoding != NULL ? gcore_tuple_pack (2, contents, encoding) : NULL;
    }
  if (args != NULL)
    result = gcore_tuple_pack (3, GCORE_TYPE_OF (self), args, state);
  gcore_xdecref (args);
  gcore_xdecref (encoding);
  gcore_xdecref (contents);
  gcore_xdecref (state);
  return result;
}

static GcoreObject *
method_reduce (GcoreObject *self, GcoreObject *unused)
{
  return reduce (self, 2);
}

static GcoreObject *
method_reduce_ex (GcoreObject *self, GcoreObject *protocol)
{
  int number = gcore_int_as_int (protocol);
  return number == -1 && gcore_err_occurred () ? NULL : reduce (self, number);
}

const GcoreMethodDef gcore_bytearray_methods[] = {
  GCORE_BYTES_SHARED_METHODS (GCORE_BYTES_ENTRY)
  { "__alloc__", GCORE_FUNC (method_alloc), GCORE_METH_NOARGS, "Number of bytes actually allocated." },
  { "__sizeof__", GCORE_FUNC (method_sizeof), GCORE_METH_NOARGS, "Size of the object in memory, in bytes." },
  { "append", GCORE_FUNC (method_append), GCORE_METH_O, "Append a single item to the end." },
  { "clear", GCORE_FUNC (method_clear), GCORE_METH_NOARGS, "Remove all items." },
  { "__reduce__", GCORE_FUNC (method_reduce), GCORE_METH_NOARGS, "Return state information for pickling." },
  { "__reduce_ex__", GCORE_FUNC (method_reduce_ex), GCORE_METH_O, "Return state information for pickling." },
  { "copy", GCORE_FUNC (method_copy), GCORE_METH_NOARGS, "Return a copy." },
  { "extend", GCORE_FUNC (method_extend), GCORE_METH_O, "Append all the items from an iterable." },
  { "fromhex", GCORE_FUNC (from_hex), GCORE_METH_O | GCORE_METH_CLASS, "Bytes from pairs of hexadecimal digits." },
  { "insert", GCORE_FUNC (method_insert), GCORE_METH_FASTCALL, "Insert a single item before the given index." },
  { "maketrans", GCORE_FUNC (gcore_bytes_make_translation), GCORE_METH_FASTCALL | GCORE_METH_STATIC,
    "Return a translation table usable for the translate method." },
  { "pop", GCORE_FUNC (method_pop), GCORE_METH_FASTCALL, "Remove and return a single item." },
  { "remove", GCORE_FUNC (method_remove), GCORE_METH_O, "Remove the first occurrence of a value." },
  { "reverse", GCORE_FUNC (method_reverse), GCORE_METH_NOARGS, "Reverse the order of the values in place." },
  { NULL },
};
