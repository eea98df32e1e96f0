/* SPDX-License-Identifier: MIT */
#include "gcore/objects/range.h"

#include "gcore/objects/containers-private.h"
#include "gcore/objects/slice.h"
#include "gcore/objects/tuple.h"

#define RANGE(object) ((GcoreRange *) (void *) (object))
#define is_range(object) gcore_is_exact (object, RANGE)

/* --- creation ----------------------------------------------------------------------------------------------------- */

/* Items from START to STOP by STEP: a new int, or NULL with an error. */
static GcoreObject *
compute_length (GcoreObject *start, GcoreObject *stop, GcoreObject *step)
{
  if (gcore_int_is_compact (start) && gcore_int_is_compact (stop) && gcore_int_is_compact (step))
    {
      int64_t low = gcore_int_compact_value (start), high = gcore_int_compact_value (stop);
      int64_t by = gcore_int_compact_value (step), distance;
      if (!__builtin_sub_overflow (high, low, &distance) && distance != INT64_MIN)
        {
          if ((by > 0) != (distance > 0) || distance == 0)
            return gcore_int_from_long (0);
          return gcore_int_from_int64 ((by > 0 ? distance - 1 : distance + 1) / by + 1);
        }
    }
  bool upwards = gcore_int_sign (step) > 0;
  GcoreObject *low = upwards ? start : stop, *high = upwards ? stop : start;
  if (gcore_int_compare (low, high) >= 0)
    return gcore_int_from_long (0);
  GcoreObject *distance = gcore_int_subtract (high, low);
  GcoreObject *last = distance == NULL ? NULL : gcore_int_subtract (distance, gcore_int_small (1));
  GcoreObject *by = gcore_int_absolute (step);
  GcoreObject *steps = last == NULL || by == NULL ? NULL : gcore_int_floor_divide (last, by);
  GcoreObject *length = steps == NULL ? NULL : gcore_int_add (steps, gcore_int_small (1));
  gcore_xdecref (distance);
  gcore_xdecref (last);
  gcore_xdecref (by);
  gcore_xdecref (steps);
  return length;
}

/* Steals the three ints, also on failure; any may be NULL, which is a failure. */
static GcoreObject *
make_range (GcoreObject *start, GcoreObject *stop, GcoreObject *step)
{
  GcoreObject *length = start == NULL || stop == NULL || step == NULL ? NULL : compute_length (start, stop, step);
  GcoreRange *range = length == NULL ? NULL : gcore_object_new (GCORE_TYPE (RANGE));
  if (range == NULL)
    {
      gcore_xdecref (start);
      gcore_xdecref (stop);
      gcore_xdecref (step);
      gcore_xdecref (length);
      return NULL;
    }
  range->start = start;
  range->stop = stop;
  range->step = step;
  range->length = length;
  return GCORE_OBJECT (range);
}

/* The step as an int, not 0: new reference. */
static GcoreObject *
check_step (GcoreObject *step)
{
  GcoreObject *number = gcore_number_index (step);
  if (number != NULL && gcore_int_sign (number) == 0)
    {
      gcore_err_set_string (GCORE_EXC (ValueError), "range() arg 3 must not be zero");
      GCORE_CLEAR (number);
    }
  return number;
}

static GcoreObject *
from_arguments (GcoreObject *const *args, intptr_t n_args)
{
  if (n_args == 0 || n_args > 3)
    return gcore_err_format (GCORE_EXC (TypeError), "range expected at %s %d argument%s, got %zd",
                             n_args == 0 ? "least" : "most", n_args == 0 ? 1 : 3, n_args == 0 ? "" : "s", n_args);
  if (n_args == 1)
    return make_range (gcore_newref (gcore_int_small (0)), gcore_number_index (args[0]),
                       gcore_newref (gcore_int_small (1)));
  GcoreObject *start = gcore_number_index (args[0]);
  GcoreObject *stop = start == NULL ? NULL : gcore_number_index (args[1]);
  GcoreObject *step = stop == NULL ? NULL : n_args == 3 ? check_step (args[2]) : gcore_newref (gcore_int_small (1));
  return make_range (start, stop, step);
}

static GcoreObject *
range_new (GcoreType *type GCORE_UNUSED, GcoreObject *args, GcoreObject *kwargs)
{
  if (!gcore_arg_no_keywords ("range", kwargs))
    return NULL;
  return from_arguments (GCORE_TUPLE_ITEMS (args), GCORE_TUPLE_SIZE (args));
}

static GcoreObject *
vectorcall (GcoreObject *type GCORE_UNUSED, GcoreObject *const *args, size_t n_args, GcoreObject *keyword_names)
{
  if (!gcore_arg_no_keyword_names ("range", keyword_names))
    return NULL;
  return from_arguments (args, GCORE_VECTORCALL_N_ARGS (n_args));
}

static void
dealloc (GcoreObject *self)
{
  gcore_decref (RANGE (self)->start);
  gcore_decref (RANGE (self)->stop);
  gcore_decref (RANGE (self)->step);
  gcore_decref (RANGE (self)->length);
  gcore_mem_free (self);
}

/* --- items -------------------------------------------------------------------------------------------------------- */

static intptr_t
length (GcoreObject *self)
{
  return gcore_int_as_ssize (RANGE (self)->length);
}

static int
truth (GcoreObject *self)
{
  return gcore_int_sign (RANGE (self)->length) != 0;
}

/* start + INDEX * step: a new int. */
static GcoreObject *
value_at (GcoreRange *range, GcoreObject *index)
{
  GcoreObject *offset = gcore_int_multiply (index, range->step);
  if (offset == NULL)
    return NULL;
  GcoreObject *value = gcore_int_add (range->start, offset);
  gcore_decref (offset);
  return value;
}

/* The item at INDEX (an int), from the end if negative. */
static GcoreObject *
item_at (GcoreRange *range, GcoreObject *index)
{
  GcoreObject *place = gcore_int_sign (index) < 0 ? gcore_int_add (index, range->length) : gcore_newref (index);
  if (place == NULL)
    return NULL;
  GcoreObject *value = NULL;
  if (gcore_int_sign (place) < 0 || gcore_int_compare (place, range->length) >= 0)
    gcore_err_set_string (GCORE_EXC (IndexError), "range object index out of range");
  else
    value = value_at (range, place);
  gcore_decref (place);
  return value;
}

static GcoreObject *
item (GcoreObject *self, intptr_t index)
{
  GcoreObject *number = gcore_int_from_ssize (index);
  if (number == NULL)
    return NULL;
  GcoreObject *value = item_at (RANGE (self), number);
  gcore_decref (number);
  return value;
}

static GcoreObject *
slice_of (GcoreRange *range, GcoreObject *slice)
{
  GcoreObject *start, *stop, *step;
  if (gcore_slice_get_long_indices ((GcoreSlice *) (void *) slice, range->length, &start, &stop, &step) < 0)
    return NULL;
  GcoreObject *result
    = make_range (value_at (range, start), value_at (range, stop), gcore_int_multiply (step, range->step));
  gcore_decref (start);
  gcore_decref (stop);
  gcore_decref (step);
  return result;
}

static GcoreObject *
subscript (GcoreObject *self, GcoreObject *key)
{
  if (gcore_is_slice (key))
    return slice_of (RANGE (self), key);
  if (!gcore_index_check (key))
    return gcore_err_format (GCORE_EXC (TypeError), "range indices must be integers or slices, not %.200s",
                             GCORE_TYPE_OF (key)->name);
  GcoreObject *index = gcore_number_index (key);
  if (index == NULL)
    return NULL;
  GcoreObject *value = item_at (RANGE (self), index);
  gcore_decref (index);
  return value;
}

/* Index of the int VALUE: a new int; NULL without an error if it is not in the range. */
static GcoreObject *
index_of_int (GcoreRange *range, GcoreObject *value)
{
  bool upwards = gcore_int_sign (range->step) > 0;
  int to_start = gcore_int_compare (value, range->start), to_stop = gcore_int_compare (value, range->stop);
  if (upwards ? to_start < 0 || to_stop >= 0 : to_start > 0 || to_stop <= 0)
    return NULL;
  GcoreObject *distance = gcore_int_subtract (value, range->start), *rest = NULL, *index = NULL;
  if (distance != NULL && gcore_int_divmod (distance, range->step, &index, &rest) == 0)
    {
      if (gcore_int_sign (rest) != 0)
        GCORE_CLEAR (index);
      gcore_decref (rest);
    }
  gcore_xdecref (distance);
  return index;
}

static bool
is_plain_int (GcoreObject *object)
{
  return gcore_is_int_exact (object) || gcore_is_bool (object);
}

/* Whether an item equals VALUE, which is no int: they have to be compared one by one. 1, 0 or -1. */
static int
contains_equal (GcoreObject *self, GcoreObject *value)
{
  GcoreObject *iterator = gcore_object_get_iter (self), *candidate;
  if (iterator == NULL)
    return -1;
  int equal = 0;
  while (equal == 0 && (candidate = gcore_iter_next (iterator)) != NULL)
    {
      equal = gcore_object_rich_compare_bool (candidate, value, GCORE_EQ);
      gcore_decref (candidate);
    }
  gcore_decref (iterator);
  return equal == 0 && gcore_err_occurred () ? -1 : equal;
}

static int
contains (GcoreObject *self, GcoreObject *value)
{
  if (!is_plain_int (value))
    return contains_equal (self, value);
  GcoreObject *index = index_of_int (RANGE (self), value);
  if (index == NULL)
    return gcore_err_occurred () ? -1 : 0;
  gcore_decref (index);
  return 1;
}

static GcoreObject *
method_count (GcoreObject *self, GcoreObject *value)
{
  if (is_plain_int (value))
    {
      int found = contains (self, value);
      return found < 0 ? NULL : gcore_int_from_long (found);
    }
  intptr_t count = gcore_sequence_count (self, value);
  return count < 0 ? NULL : gcore_int_from_ssize (count);
}

static GcoreObject *
method_index (GcoreObject *self, GcoreObject *value)
{
  if (!is_plain_int (value))
    {
      intptr_t index = gcore_sequence_index (self, value);
      return index < 0 ? NULL : gcore_int_from_ssize (index);
    }
  GcoreObject *index = index_of_int (RANGE (self), value);
  if (index == NULL && !gcore_err_occurred ())
    gcore_err_format (GCORE_EXC (ValueError), "%R is not in range", value);
  return index;
}

/* --- comparison --------------------------------------------------------------------------------------------------- */

static bool
equal_ranges (GcoreRange *a, GcoreRange *b)
{
  if (gcore_int_compare (a->length, b->length) != 0)
    return false;
  if (gcore_int_sign (a->length) == 0)
    return true;
  if (gcore_int_compare (a->start, b->start) != 0)
    return false;
  return gcore_int_compare (a->length, gcore_int_small (1)) == 0 || gcore_int_compare (a->step, b->step) == 0;
}

static GcoreObject *
rich_compare (GcoreObject *a, GcoreObject *b, int op)
{
  if ((op != GCORE_EQ && op != GCORE_NE) || !is_range (b))
    GCORE_RETURN_NOT_IMPLEMENTED;
  return gcore_bool_from_long (equal_ranges (RANGE (a), RANGE (b)) == (op == GCORE_EQ));
}

/* What does not matter to equality does not take part. */
static intptr_t
hash (GcoreObject *self)
{
  GcoreRange *range = RANGE (self);
  bool empty = gcore_int_sign (range->length) == 0;
  bool single = gcore_int_compare (range->length, gcore_int_small (1)) == 0;
  GcoreObject *key = gcore_tuple_pack (3, range->length, empty ? GCORE_NONE : range->start,
                                       empty || single ? GCORE_NONE : range->step);
  if (key == NULL)
    return -1;
  intptr_t result = gcore_object_hash (key);
  gcore_decref (key);
  return result;
}

static GcoreObject *
repr (GcoreObject *self)
{
  GcoreRange *range = RANGE (self);
  if (gcore_int_compare (range->step, gcore_int_small (1)) == 0)
    return gcore_str_from_format ("range(%R, %R)", range->start, range->stop);
  return gcore_str_from_format ("range(%R, %R, %R)", range->start, range->stop, range->step);
}

static GcoreObject *
method_reduce (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreObject *args = gcore_tuple_from_array (&RANGE (self)->start, 3);
  if (args == NULL)
    return NULL;
  GcoreObject *result = gcore_tuple_pack (2, GCORE_TYPE (RANGE), args);
  gcore_decref (args);
  return result;
}

/* --- type --------------------------------------------------------------------------------------------------------- */

static const GcoreMethodDef methods[] = {
  { "__reversed__", GCORE_FUNC (gcore_range_reversed), GCORE_METH_NOARGS, "Return a reverse iterator." },
  { "__reduce__", GCORE_FUNC (method_reduce), GCORE_METH_NOARGS, NULL },
  { "count", GCORE_FUNC (method_count), GCORE_METH_O,
    "rangeobject.count(value) -> integer -- return number of occurrences of value" },
  { "index", GCORE_FUNC (method_index), GCORE_METH_O,
    "rangeobject.index(value) -> integer -- return index of value.\nRaise ValueError if the value is not present." },
  { NULL, NULL, 0, NULL }
};

static const GcoreMemberDef members[] = {
  { "start", GCORE_MEMBER_OBJECT_EX, offsetof (GcoreRange, start), GCORE_MEMBER_READONLY, NULL },
  { "stop", GCORE_MEMBER_OBJECT_EX, offsetof (GcoreRange, stop), GCORE_MEMBER_READONLY, NULL },
  { "step", GCORE_MEMBER_OBJECT_EX, offsetof (GcoreRange, step), GCORE_MEMBER_READONLY, NULL },
  { NULL, 0, 0, 0, NULL }
};

const GcoreType gcore_range_template = {
  .name = "range",
  .basic_size = sizeof (GcoreRange),
  .flags = GCORE_TYPE_FLAG_SEQUENCE,
  .dealloc = dealloc,
  .repr = repr,
  .hash = hash,
  .get_attr = gcore_object_generic_get_attr,
  .rich_compare = rich_compare,
  .iter = gcore_range_iter,
  .number = { .truth = truth },
  .sequence = { .length = length, .item = item, .contains = contains },
  .mapping = { .length = length, .subscript = subscript },
  .methods = methods,
  .members = members,
  .doc = "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nReturn an object that produces "
         "a sequence of integers from start (inclusive)\nto stop (exclusive) by step.  range(i, j) produces i, i+1, "
         "i+2, ..., j-1.\nstart defaults to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.\nThese are "
         "exactly the valid indices for a list of 4 elements.\nWhen step is given, it specifies the increment (or "
         "decrement).",
  .new_ = range_new,
  .vectorcall = vectorcall,
};
