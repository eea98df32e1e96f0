/* SPDX-License-Identifier: MIT */
#include "gcore/objects/abstract-sequence.h"

#include "gcore/objects/abstract.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/slice.h"
#include "gcore/objects/tuple.h"

bool
gcore_sequence_check (GcoreObject *object)
{
  return !gcore_is_dict (object) && GCORE_TYPE_OF (object)->sequence.item != NULL;
}

intptr_t
gcore_sequence_size (GcoreObject *object)
{
  GcoreType *type = GCORE_TYPE_OF (object);
  if (type->sequence.length != NULL)
    return type->sequence.length (object);
  if (type->mapping.length != NULL)
    gcore_err_format (GCORE_EXC (TypeError), "%.200s is not a sequence", type->name);
  else
    gcore_err_format (GCORE_EXC (TypeError), "object of type '%.200s' has no len()", type->name);
  return -1;
}

/* --- concatenation and repetition --------------------------------------------------------------------------------- */

/* The number operation for sequences that only define that (user classes with __add__): NULL without an exception if it
 * does not apply. */
static GcoreObject *
as_number (GcoreObject *a, GcoreObject *b, GcoreObject *(*operation) (GcoreObject *, GcoreObject *))
{
  GcoreObject *result = operation (a, b);
  if (result == NULL && gcore_err_exception_matches (GCORE_EXC (TypeError)))
    gcore_err_clear ();
  return result;
}

GcoreObject *
gcore_sequence_concat (GcoreObject *a, GcoreObject *b)
{
  GcoreType *type = GCORE_TYPE_OF (a);
  if (type->sequence.concat != NULL)
    return type->sequence.concat (a, b);
  if (gcore_sequence_check (a) && gcore_sequence_check (b))
    {
      GcoreObject *result = as_number (a, b, gcore_number_add);
      if (result != NULL || gcore_err_occurred () != NULL)
        return result;
    }
  return gcore_err_format (GCORE_EXC (TypeError), "'%.200s' object can't be concatenated", type->name);
}

GcoreObject *
gcore_sequence_inplace_concat (GcoreObject *a, GcoreObject *b)
{
  GcoreType *type = GCORE_TYPE_OF (a);
  if (type->sequence.inplace_concat != NULL)
    return type->sequence.inplace_concat (a, b);
  if (type->sequence.concat != NULL)
    return type->sequence.concat (a, b);
  if (gcore_sequence_check (a) && gcore_sequence_check (b))
    {
      GcoreObject *result = as_number (a, b, gcore_number_inplace_add);
      if (result != NULL || gcore_err_occurred () != NULL)
        return result;
    }
  return gcore_err_format (GCORE_EXC (TypeError), "'%.200s' object can't be concatenated", type->name);
}

/* The repetition through the number OPERATION. */
static GcoreObject *
repeat_as_number (GcoreObject *object, intptr_t count, GcoreObject *(*operation) (GcoreObject *, GcoreObject *))
{
  if (gcore_sequence_check (object))
    {
      GcoreObject *number = gcore_int_from_ssize (count);
      if (number == NULL)
        return NULL;
      GcoreObject *result = as_number (object, number, operation);
      gcore_decref (number);
      if (result != NULL || gcore_err_occurred () != NULL)
        return result;
    }
  return gcore_err_format (GCORE_EXC (TypeError), "'%.200s' object can't be repeated", GCORE_TYPE_OF (object)->name);
}

GcoreObject *
gcore_sequence_repeat (GcoreObject *object, intptr_t count)
{
  GcoreType *type = GCORE_TYPE_OF (object);
  if (type->sequence.repeat != NULL)
    return type->sequence.repeat (object, count);
  return repeat_as_number (object, count, gcore_number_multiply);
}

GcoreObject *
gcore_sequence_inplace_repeat (GcoreObject *object, intptr_t count)
{
  GcoreType *type = GCORE_TYPE_OF (object);
  if (type->sequence.inplace_repeat != NULL)
    return type->sequence.inplace_repeat (object, count);
  if (type->sequence.repeat != NULL)
    return type->sequence.repeat (object, count);
  return repeat_as_number (object, count, gcore_number_inplace_multiply);
}

/* --- items and slices --------------------------------------------------------------------------------------------- */

/* Counts a negative *INDEX from the end, where the length is known. -1 on failure. */
static int
fit_index (GcoreObject *object, intptr_t *index)
{
  GcoreLengthFunc length = GCORE_TYPE_OF (object)->sequence.length;
  if (*index >= 0 || length == NULL)
    return 0;
  intptr_t n = length (object);
  if (n < 0)
    return -1;
  *index += n;
  return 0;
}

GcoreObject *
gcore_sequence_get_item (GcoreObject *object, intptr_t index)
{
  GcoreType *type = GCORE_TYPE_OF (object);
  if (type->sequence.item != NULL)
    return fit_index (object, &index) == 0 ? type->sequence.item (object, index) : NULL;
  if (type->mapping.subscript != NULL)
    return gcore_err_format (GCORE_EXC (TypeError), "%.200s is not a sequence", type->name);
  return gcore_err_format (GCORE_EXC (TypeError), "'%.200s' object does not support indexing", type->name);
}

int
gcore_sequence_set_item (GcoreObject *object, intptr_t index, GcoreObject *value)
{
  GcoreType *type = GCORE_TYPE_OF (object);
  if (type->sequence.assign_item != NULL)
    return fit_index (object, &index) == 0 ? type->sequence.assign_item (object, index, value) : -1;
  if (type->mapping.assign_subscript != NULL)
    gcore_err_format (GCORE_EXC (TypeError), "%.200s is not a sequence", type->name);
  else if (value == NULL)
    gcore_err_format (GCORE_EXC (TypeError), "'%.200s' object doesn't support item deletion", type->name);
  else
    gcore_err_format (GCORE_EXC (TypeError), "'%.200s' object does not support item assignment", type->name);
  return -1;
}

int
gcore_sequence_del_item (GcoreObject *object, intptr_t index)
{
  return gcore_sequence_set_item (object, index, NULL);
}

GcoreObject *
gcore_sequence_get_slice (GcoreObject *object, intptr_t start, intptr_t stop)
{
  GcoreType *type = GCORE_TYPE_OF (object);
  if (type->mapping.subscript == NULL)
    return gcore_err_format (GCORE_EXC (TypeError), "'%.200s' object is unsliceable", type->name);
  GcoreObject *slice = gcore_slice_from_indices (start, stop);
  if (slice == NULL)
    return NULL;
  GcoreObject *result = type->mapping.subscript (object, slice);
  gcore_decref (slice);
  return result;
}

int
gcore_sequence_set_slice (GcoreObject *object, intptr_t start, intptr_t stop, GcoreObject *value)
{
  GcoreType *type = GCORE_TYPE_OF (object);
  if (type->mapping.assign_subscript == NULL)
    {
      gcore_err_format (GCORE_EXC (TypeError), "'%.200s' object doesn't support slice %s", type->name,
                        value == NULL ? "deletion" : "assignment");
      return -1;
    }
  GcoreObject *slice = gcore_slice_from_indices (start, stop);
  if (slice == NULL)
    return -1;
  int result = type->mapping.assign_subscript (object, slice, value);
  gcore_decref (slice);
  return result;
}

int
gcore_sequence_del_slice (GcoreObject *object, intptr_t start, intptr_t stop)
{
  return gcore_sequence_set_slice (object, start, stop, NULL);
}

/* --- copies ------------------------------------------------------------------------------------------------------- */

/* Grows *TUPLE, full at N, for more items of an iterator of unknown length. */
static int
grow_tuple (GcoreObject **tuple, intptr_t *n)
{
  intptr_t wanted = *n + 10;
  wanted += wanted >> 2;
  if (wanted < *n || wanted > INTPTR_MAX / (intptr_t) sizeof (void *) / 2)
    {
      gcore_err_no_memory ();
      return -1;
    }
  *n = wanted;
  return gcore_tuple_resize (tuple, wanted);
}

GcoreObject *
gcore_sequence_tuple (GcoreObject *object)
{
  if (gcore_is_tuple_exact (object))
    return gcore_newref (object);
  if (gcore_is_list_exact (object))
    return gcore_list_as_tuple (object);
  GcoreObject *iter = gcore_object_get_iter (object);
  if (iter == NULL)
    return NULL;
  intptr_t room = gcore_object_length_hint (object, 10), n = 0;
  GcoreObject *tuple = room < 0 ? NULL : gcore_tuple_new (room);
  GcoreObject *item = NULL;
  while (tuple != NULL && (item = gcore_iter_next (iter)) != NULL)
    {
      if (n >= room && grow_tuple (&tuple, &room) != 0)
        {
          gcore_decref (item);
          break;
        }
      GCORE_TUPLE_SET_ITEM (tuple, n++, item);
    }
  if (tuple != NULL && gcore_err_occurred () != NULL)
    GCORE_CLEAR (tuple);
  if (tuple != NULL && n < room)
    gcore_tuple_resize (&tuple, n);
  gcore_decref (iter);
  return tuple;
}

GcoreObject *
gcore_sequence_list (GcoreObject *object)
{
  GcoreObject *list = gcore_list_new (0);
  if (list == NULL)
    return NULL;
  GcoreObject *done = gcore_list_extend (list, object);
  if (done == NULL)
    {
      gcore_decref (list);
      return NULL;
    }
  gcore_decref (done);
  return list;
}

GcoreObject *
gcore_sequence_fast (GcoreObject *object, const char *message)
{
  if (gcore_is_list_exact (object) || gcore_is_tuple_exact (object))
    return gcore_newref (object);
  GcoreObject *iter = gcore_object_get_iter (object);
  if (iter == NULL)
    {
      if (gcore_err_exception_matches (GCORE_EXC (TypeError)))
        gcore_err_set_string (GCORE_EXC (TypeError), message);
      return NULL;
    }
  GcoreObject *list = gcore_sequence_list (iter);
  gcore_decref (iter);
  return list;
}

/* --- searching ---------------------------------------------------------------------------------------------------- */

enum { COUNT, INDEX, CONTAINS };

/* Goes through the items: how many equal VALUE, where the first is, or whether there is one. */
static intptr_t
search (GcoreObject *object, GcoreObject *value, int what)
{
  GcoreObject *iter = gcore_object_get_iter (object);
  if (iter == NULL)
    {
      if (gcore_err_exception_matches (GCORE_EXC (TypeError)))
        gcore_err_format (GCORE_EXC (TypeError), "argument of type '%.200s' is not iterable",
                          GCORE_TYPE_OF (object)->name);
      return -1;
    }
  intptr_t n = 0, position = 0;
  int equal = 0;
  GcoreObject *item;
  for (; (item = gcore_iter_next (iter)) != NULL; position++)
    {
      equal = gcore_object_rich_compare_bool (item, value, GCORE_EQ);
      gcore_decref (item);
      n += equal > 0;
      if (equal < 0 || (equal > 0 && what != COUNT))
        break;
    }
  gcore_decref (iter);
  if (equal < 0 || (item == NULL && gcore_err_occurred () != NULL))
    return -1;
  if (what != INDEX)
    return n;
  if (n > 0)
    return position;
  gcore_err_set_string (GCORE_EXC (ValueError), "sequence.index(x): x not in sequence");
  return -1;
}

int
gcore_sequence_contains (GcoreObject *object, GcoreObject *value)
{
  GcoreObjObjFunc contains = GCORE_TYPE_OF (object)->sequence.contains;
  return contains != NULL ? contains (object, value) : (int) search (object, value, CONTAINS);
}

intptr_t
gcore_sequence_count (GcoreObject *object, GcoreObject *value)
{
  return search (object, value, COUNT);
}

intptr_t
gcore_sequence_index (GcoreObject *object, GcoreObject *value)
{
  return search (object, value, INDEX);
}
