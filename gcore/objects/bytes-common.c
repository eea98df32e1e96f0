/* SPDX-License-Identifier: MIT */
/* Slots that bytes and bytearray share, and their iterator. */
#include "gcore/collector/collector.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/bytearray.h"
#include "gcore/objects/bytes-private.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/iterators.h"
#include "gcore/objects/slice.h"
#include "gcore/objects/str-private.h"

GcoreObject *
gcore_bytes_view_compare (GcoreObject *a, GcoreObject *b, int op)
{
  /* bytes compare with bytes only; other holders of bytes know better what theirs mean. */
  if (!gcore_object_check_buffer (b) || (gcore_is_bytes (a) && !gcore_is_bytes (b)))
    return gcore_newref (GCORE_NOT_IMPLEMENTED);
  GcoreBuffer x, y;
  if (gcore_object_get_buffer (a, &x, false) < 0)
    return NULL;
  if (gcore_object_get_buffer (b, &y, false) < 0)
    {
      gcore_buffer_release (&x);
      gcore_err_clear ();
      return gcore_newref (GCORE_NOT_IMPLEMENTED);
    }
  int order = memcmp (x.data, y.data, (size_t) (x.n < y.n ? x.n : y.n));
  if (order == 0)
    order = (x.n > y.n) - (x.n < y.n);
  gcore_buffer_release (&x);
  gcore_buffer_release (&y);
  bool result = op == GCORE_LT   ? order < 0
                : op == GCORE_LE ? order <= 0
                : op == GCORE_EQ ? order == 0
                : op == GCORE_NE ? order != 0
                : op == GCORE_GT ? order > 0
                                 : order >= 0;
  return gcore_bool_from_long (result);
}

GcoreObject *
gcore_bytes_subscript (GcoreObject *self, GcoreObject *key, const char *name)
{
  if (gcore_index_check (key))
    {
      intptr_t index = gcore_number_as_ssize (key, GCORE_EXC (IndexError));
      if (index == -1 && gcore_err_occurred () != NULL)
        return NULL;
      GcoreBytesView view = gcore_bytes_view (self);
      if (index < 0)
        index += view.n;
      if (index < 0 || index >= view.n)
        return gcore_err_format (GCORE_EXC (IndexError), gcore_is_bytes (self) ? "index out of range"
                                                                               : "bytearray index out of range");
      return gcore_newref (gcore_int_small ((uint8_t) view.data[index]));
    }
  if (!gcore_is_slice (key))
    return gcore_err_format (GCORE_EXC (TypeError), "%s indices must be integers or slices, not %.200s", name,
                             GCORE_TYPE_OF (key)->name);
  intptr_t start, stop, step;
  if (gcore_slice_unpack (key, &start, &stop, &step) < 0)
    return NULL;
  GcoreBytesView view = gcore_bytes_view (self);
  intptr_t n = gcore_slice_adjust_indices (view.n, &start, &stop, step);
  if (n <= 0)
    return gcore_bytes_like (self, NULL, 0);
  if (start == 0 && step == 1 && n == view.n)
    return gcore_bytes_unchanged (self);
  if (step == 1 || n == 1)
    return gcore_bytes_like (self, view.data + start, n);
  char *to;
  GcoreObject *result = gcore_bytes_like_new (self, n, &to);
  for (intptr_t i = 0; result != NULL && i < n; i++)
    to[i] = view.data[start + i * step];
  return result;
}

int
gcore_bytes_contains (GcoreObject *self, GcoreObject *value)
{
  GcoreBytesPart part;
  if (gcore_object_check_buffer (value))
    {
      if (gcore_bytes_part (value, &part) < 0)
        return -1;
    }
  else
    {
      intptr_t byte = gcore_number_as_ssize (value, NULL);
      if (byte == -1 && gcore_err_occurred () != NULL)
        {
          if (gcore_err_exception_matches (GCORE_EXC (TypeError)))
            gcore_err_format (GCORE_EXC (TypeError), "a bytes-like object is required, not '%.100s'",
                              GCORE_TYPE_OF (value)->name);
          return -1;
        }
      if (gcore_bytes_part (value, &part) < 0)
        return -1;
    }
  GcoreBytesView view = gcore_bytes_view (self);
  bool found = gcore_str_search (1, view.data, view.n, 1, part.data, part.n, 1) >= 0;
  gcore_bytes_part_release (&part);
  return found;
}

/* --- the iterator ------------------------------------------------------------------------------------------------- */

typedef struct
{
  GcoreObject base;
  intptr_t index;
  GcoreObject *bytes; /* owned, NULL once exhausted */
} GcoreBytesIterator;

#define ITERATOR(object) ((GcoreBytesIterator *) (void *) (object))

GcoreObject *
gcore_bytes_iter (GcoreObject *self)
{
  GcoreType *type = gcore_is_bytes (self) ? GCORE_TYPE (BYTES_ITERATOR) : GCORE_TYPE (BYTEARRAY_ITERATOR);
  GcoreBytesIterator *iterator = gcore_gc_new (type);
  if (iterator == NULL)
    return NULL;
  iterator->index = 0;
  iterator->bytes = gcore_newref (self);
  gcore_gc_track (iterator);
  return GCORE_OBJECT (iterator);
}

static void
iterator_dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_xdecref (ITERATOR (self)->bytes);
  gcore_gc_del (self);
}

static int
iterator_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (ITERATOR (self)->bytes);
  return 0;
}

static GcoreObject *
iterator_next (GcoreObject *self)
{
  GcoreBytesIterator *iterator = ITERATOR (self);
  if (iterator->bytes == NULL)
    return NULL;
  GcoreBytesView view = gcore_bytes_view (iterator->bytes);
  if (iterator->index < view.n)
    return gcore_newref (gcore_int_small ((uint8_t) view.data[iterator->index++]));
  GCORE_CLEAR (iterator->bytes);
  return NULL;
}

static GcoreObject *
length_hint (GcoreObject *self, GcoreObject *ignored)
{
  GcoreBytesIterator *iterator = ITERATOR (self);
  intptr_t left = iterator->bytes == NULL ? 0 : GCORE_SIZE_OF (iterator->bytes) - iterator->index;
  return gcore_int_from_ssize (left > 0 ? left : 0);
}

static const GcoreMethodDef iterator_methods[] = {
  { "__length_hint__", GCORE_FUNC (length_hint), GCORE_METH_NOARGS, NULL },
  GCORE_ITERATOR_REDUCE (index),
  GCORE_ITERATOR_SET_STATE (index),
  { NULL },
};

const GcoreType gcore_bytes_iterator_template = {
  .name = "bytes_iterator",
  .basic_size = sizeof (GcoreBytesIterator),
  .flags = GCORE_TYPE_FLAG_GC,
  .dealloc = iterator_dealloc,
  .traverse = iterator_traverse,
  .iter = gcore_object_self_iter,
  .iter_next = iterator_next,
  .methods = iterator_methods,
};

const GcoreType gcore_bytearray_iterator_template = {
  .name = "bytearray_iterator",
  .basic_size = sizeof (GcoreBytesIterator),
  .flags = GCORE_TYPE_FLAG_GC,
  .dealloc = iterator_dealloc,
  .traverse = iterator_traverse,
  .iter = gcore_object_self_iter,
  .iter_next = iterator_next,
  .methods = iterator_methods,
};
