/* SPDX-License-Identifier: MIT */
#include "gcore/objects/slice.h"

#include "gcore/objects/containers-private.h"
#include "gcore/objects/tuple.h"

#define SLICE(object) ((GcoreSlice *) (void *) (object))

/* --- creation ----------------------------------------------------------------------------------------------------- */

/* Steals the three references, also on failure. */
static GcoreObject *
new_steal (GcoreObject *start, GcoreObject *stop, GcoreObject *step)
{
  GcoreSlice *slice = GCORE_OBJECTS->freelists.slice;
  if (slice != NULL)
    {
      GCORE_OBJECTS->freelists.slice = NULL;
      slice->base.refcount = 1;
      gcore_gc_reborn (slice);
    }
  else
    {
      slice = gcore_gc_new (GCORE_TYPE (SLICE));
      if (slice == NULL)
        {
          gcore_decref (start);
          gcore_decref (stop);
          gcore_decref (step);
          return NULL;
        }
    }
  slice->start = start;
  slice->stop = stop;
  slice->step = step;
  gcore_gc_track (slice);
  return GCORE_OBJECT (slice);
}

GcoreObject *
gcore_slice_new (GcoreObject *start, GcoreObject *stop, GcoreObject *step)
{
  return new_steal (gcore_newref (start == NULL ? GCORE_NONE : start), gcore_newref (stop == NULL ? GCORE_NONE : stop),
                    gcore_newref (step == NULL ? GCORE_NONE : step));
}

GcoreObject *
gcore_slice_build_consume_refs (GcoreObject *start, GcoreObject *stop)
{
  return new_steal (start, stop, gcore_newref (GCORE_NONE));
}

GcoreObject *
gcore_slice_from_indices (intptr_t start, intptr_t stop)
{
  GcoreObject *start_int = gcore_int_from_ssize (start);
  if (start_int == NULL)
    return NULL;
  GcoreObject *stop_int = gcore_int_from_ssize (stop);
  if (stop_int == NULL)
    {
      gcore_decref (start_int);
      return NULL;
    }
  return gcore_slice_build_consume_refs (start_int, stop_int);
}

static GcoreObject *
slice_new (GcoreType *type GCORE_UNUSED, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *start = NULL, *stop = NULL, *step = NULL;
  if (!gcore_arg_no_keywords ("slice", kwargs) || !gcore_arg_unpack_tuple (args, "slice", 1, 3, &start, &stop, &step))
    return NULL;
  if (stop == NULL)
    {
      stop = start;
      start = NULL;
    }
  return gcore_slice_new (start, stop, step);
}

static void
dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_decref (SLICE (self)->step);
  gcore_decref (SLICE (self)->start);
  gcore_decref (SLICE (self)->stop);
  if (GCORE_OBJECTS->freelists.slice == NULL)
    GCORE_OBJECTS->freelists.slice = SLICE (self);
  else
    gcore_gc_del (self);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (SLICE (self)->start);
  GCORE_VISIT (SLICE (self)->stop);
  GCORE_VISIT (SLICE (self)->step);
  return 0;
}

/* --- indices ------------------------------------------------------------------------------------------------------ */

/* OBJECT as an int: new reference. */
static GcoreObject *
as_index (GcoreObject *object)
{
  if (gcore_index_check (object))
    return gcore_number_index (object);
  gcore_err_set_string (GCORE_EXC (TypeError), "slice indices must be integers or None or have an __index__ method");
  return NULL;
}

/* The same as a word, clipped. 0, or -1 with an error. */
static int
as_word (GcoreObject *object, intptr_t *word)
{
  if (gcore_is_int_exact (object) && gcore_int_is_compact (object))
    {
      *word = gcore_int_compact_value (object);
      return 0;
    }
  GcoreObject *number = as_index (object);
  if (number == NULL)
    return -1;
  *word = gcore_number_as_ssize (number, NULL);
  gcore_decref (number);
  return 0;
}

int
gcore_slice_unpack (GcoreObject *self, intptr_t *start, intptr_t *stop, intptr_t *step)
{
  GcoreSlice *slice = SLICE (self);
  *step = 1;
  if (slice->step != GCORE_NONE)
    {
      if (as_word (slice->step, step) < 0)
        return -1;
      if (*step == 0)
        {
          gcore_err_set_string (GCORE_EXC (ValueError), "slice step cannot be zero");
          return -1;
        }
      if (*step < -INTPTR_MAX)
        *step = -INTPTR_MAX; /* so that it can be negated */
    }
  *start = *step < 0 ? INTPTR_MAX : 0;
  *stop = *step < 0 ? INTPTR_MIN : INTPTR_MAX;
  if (slice->start != GCORE_NONE && as_word (slice->start, start) < 0)
    return -1;
  if (slice->stop != GCORE_NONE && as_word (slice->stop, stop) < 0)
    return -1;
  return 0;
}

static intptr_t
adjust_bound (intptr_t bound, intptr_t length, bool backwards)
{
  if (bound < 0)
    {
      bound += length;
      return bound >= 0 ? bound : backwards ? -1 : 0;
    }
  return bound < length ? bound : backwards ? length - 1 : length;
}

intptr_t
gcore_slice_adjust_indices (intptr_t length, intptr_t *start, intptr_t *stop, intptr_t step)
{
  *start = adjust_bound (*start, length, step < 0);
  *stop = adjust_bound (*stop, length, step < 0);
  if (step < 0)
    return *stop < *start ? (*start - *stop - 1) / -step + 1 : 0;
  return *start < *stop ? (*stop - *start - 1) / step + 1 : 0;
}

/* A start or stop of any size, fitted between LOWER and UPPER (borrowed): new reference. */
static GcoreObject *
fit_bound (GcoreObject *bound, GcoreObject *none_value, GcoreObject *length, GcoreObject *lower, GcoreObject *upper)
{
  if (bound == GCORE_NONE)
    return gcore_newref (none_value);
  GcoreObject *value = as_index (bound);
  if (value == NULL)
    return NULL;
  if (gcore_int_sign (value) < 0)
    {
      GcoreObject *sum = gcore_int_add (value, length);
      GCORE_SETREF (value, sum);
      if (value != NULL && gcore_int_compare (value, lower) < 0)
        GCORE_SETREF (value, gcore_newref (lower));
    }
  else if (gcore_int_compare (value, upper) > 0)
    GCORE_SETREF (value, gcore_newref (upper));
  return value;
}

int
gcore_slice_get_long_indices (GcoreSlice *slice, GcoreObject *length, GcoreObject **start, GcoreObject **stop,
                              GcoreObject **step)
{
  *start = *stop = NULL;
  *step = slice->step == GCORE_NONE ? gcore_int_from_long (1) : as_index (slice->step);
  if (*step == NULL)
    return -1;
  int sign = gcore_int_sign (*step);
  if (sign == 0)
    {
      gcore_err_set_string (GCORE_EXC (ValueError), "slice step cannot be zero");
      GCORE_CLEAR (*step);
      return -1;
    }
  GcoreObject *lower = gcore_int_from_long (sign < 0 ? -1 : 0);
  GcoreObject *upper = sign < 0 ? gcore_int_add (length, lower) : gcore_newref (length);
  if (lower != NULL && upper != NULL)
    {
      *start = fit_bound (slice->start, sign < 0 ? upper : lower, length, lower, upper);
      if (*start != NULL)
        *stop = fit_bound (slice->stop, sign < 0 ? lower : upper, length, lower, upper);
    }
  gcore_xdecref (lower);
  gcore_xdecref (upper);
  if (*stop != NULL)
    return 0;
  GCORE_CLEAR (*start);
  GCORE_CLEAR (*step);
  return -1;
}

static GcoreObject *
method_indices (GcoreObject *self, GcoreObject *argument)
{
  GcoreObject *length = gcore_number_index (argument), *parts[3];
  if (length == NULL)
    return NULL;
  int result = -1;
  if (gcore_int_sign (length) < 0)
    gcore_err_set_string (GCORE_EXC (ValueError), "length should not be negative");
  else
    result = gcore_slice_get_long_indices (SLICE (self), length, &parts[0], &parts[1], &parts[2]);
  gcore_decref (length);
  return result < 0 ? NULL : gcore_tuple_from_array_steal (parts, 3);
}

/* --- others ------------------------------------------------------------------------------------------------------- */

static GcoreObject *
method_reduce (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreObject *args = gcore_tuple_from_array (&SLICE (self)->start, 3);
  if (args == NULL)
    return NULL;
  GcoreObject *result = gcore_tuple_pack (2, GCORE_TYPE (SLICE), args);
  gcore_decref (args);
  return result;
}

static GcoreObject *
repr (GcoreObject *self)
{
  return gcore_str_from_format ("slice(%R, %R, %R)", SLICE (self)->start, SLICE (self)->stop, SLICE (self)->step);
}

static GcoreObject *
rich_compare (GcoreObject *a, GcoreObject *b, int op)
{
  if (!gcore_is_slice (a) || !gcore_is_slice (b))
    GCORE_RETURN_NOT_IMPLEMENTED;
  if (a == b)
    return gcore_bool_from_long (op == GCORE_EQ || op == GCORE_LE || op == GCORE_GE);
  GcoreObject *a_parts = gcore_tuple_from_array (&SLICE (a)->start, 3);
  GcoreObject *b_parts = a_parts == NULL ? NULL : gcore_tuple_from_array (&SLICE (b)->start, 3);
  GcoreObject *result = b_parts == NULL ? NULL : gcore_object_rich_compare (a_parts, b_parts, op);
  gcore_xdecref (a_parts);
  gcore_xdecref (b_parts);
  return result;
}

static const GcoreMethodDef methods[] = {
  { "indices", GCORE_FUNC (method_indices), GCORE_METH_O,
    "S.indices(len) -> (start, stop, stride)\n\nAssuming a sequence of length len, calculate the start and "
    "stop\nindices, and the stride length of the extended slice described by\nS. Out of bounds indices are clipped "
    "in a manner consistent with the\nhandling of normal slices." },
  { "__reduce__", GCORE_FUNC (method_reduce), GCORE_METH_NOARGS, "Return state information for pickling." },
  { NULL, NULL, 0, NULL }
};

static const GcoreMemberDef members[] = {
  { "start", GCORE_MEMBER_OBJECT, offsetof (GcoreSlice, start), GCORE_MEMBER_READONLY, NULL },
  { "stop", GCORE_MEMBER_OBJECT, offsetof (GcoreSlice, stop), GCORE_MEMBER_READONLY, NULL },
  { "step", GCORE_MEMBER_OBJECT, offsetof (GcoreSlice, step), GCORE_MEMBER_READONLY, NULL },
  { NULL, 0, 0, 0, NULL }
};

const GcoreType gcore_slice_template = {
  .name = "slice",
  .basic_size = sizeof (GcoreSlice),
  .flags = GCORE_TYPE_FLAG_GC,
  .dealloc = dealloc,
  .traverse = traverse,
  .repr = repr,
  .hash = gcore_object_hash_not_implemented,
  .get_attr = gcore_object_generic_get_attr,
  .rich_compare = rich_compare,
  .methods = methods,
  .members = members,
  .doc = "slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object.  This is used for extended slicing (e.g. "
         "a[0:10:2]).",
  .new_ = slice_new,
};
