/* SPDX-License-Identifier: MIT */
/* The iterators over ranges: one whose numbers are machine words, and one for ints of any size. */
#include "gcore/objects/containers-private.h"
#include "gcore/objects/iterators.h"
#include "gcore/objects/range.h"

#define RANGE(object) ((GcoreRange *) (void *) (object))
#define WORDS(object) ((GcoreRangeIterator *) (void *) (object))
#define INTS(object) ((GcoreLongRangeIterator *) (void *) (object))

static GcoreObject *
new_words_iterator (intptr_t start, intptr_t step, intptr_t length)
{
  GcoreRangeIterator *iterator = gcore_object_new (GCORE_TYPE (RANGE_ITERATOR));
  if (iterator == NULL)
    return NULL;
  iterator->index = 0;
  iterator->start = start;
  iterator->step = step;
  iterator->length = length;
  return GCORE_OBJECT (iterator);
}

/* Steals START and STEP, also on failure; either may be NULL, which is a failure. */
static GcoreObject *
new_ints_iterator (GcoreObject *start, GcoreObject *step, GcoreObject *length)
{
  GcoreLongRangeIterator *iterator
    = start == NULL || step == NULL ? NULL : gcore_object_new (GCORE_TYPE (LONG_RANGE_ITERATOR));
  if (iterator == NULL)
    {
      gcore_xdecref (start);
      gcore_xdecref (step);
      return NULL;
    }
  iterator->index = gcore_int_from_long (0);
  iterator->start = start;
  iterator->step = step;
  iterator->length = gcore_newref (length);
  return GCORE_OBJECT (iterator);
}

/* Whether all numbers of the range, and the one step behind them on either side, are machine words. */
static bool
fits_words (GcoreRange *range)
{
  if (!gcore_int_is_compact (range->start) || !gcore_int_is_compact (range->stop) || !gcore_int_is_compact (range->step)
      || !gcore_int_is_compact (range->length))
    return false;
  int64_t step = gcore_int_compact_value (range->step), sum;
  return !__builtin_add_overflow (gcore_int_compact_value (range->stop), step, &sum)
         && !__builtin_sub_overflow (gcore_int_compact_value (range->start), step, &sum);
}

GcoreObject *
gcore_range_iter (GcoreObject *self)
{
  GcoreRange *range = RANGE (self);
  if (GCORE_LIKELY (fits_words (range)))
    return new_words_iterator (gcore_int_compact_value (range->start), gcore_int_compact_value (range->step),
                               gcore_int_compact_value (range->length));
  return new_ints_iterator (gcore_newref (range->start), gcore_newref (range->step), range->length);
}

GcoreObject *
gcore_range_reversed (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreRange *range = RANGE (self);
  if (fits_words (range))
    {
      intptr_t start = gcore_int_compact_value (range->start), step = gcore_int_compact_value (range->step);
      intptr_t length = gcore_int_compact_value (range->length);
      return new_words_iterator (length > 0 ? start + (length - 1) * step : start, -step, length);
    }
  GcoreObject *steps = gcore_int_subtract (range->length, gcore_int_small (1));
  GcoreObject *distance = steps == NULL ? NULL : gcore_int_multiply (steps, range->step);
  GcoreObject *last = distance == NULL ? NULL : gcore_int_add (range->start, distance);
  gcore_xdecref (steps);
  gcore_xdecref (distance);
  return new_ints_iterator (last, last == NULL ? NULL : gcore_int_negate (range->step), range->length);
}

/* --- words -------------------------------------------------------------------------------------------------------- */

static void
words_dealloc (GcoreObject *self)
{
  gcore_mem_free (self);
}

static GcoreObject *
words_next (GcoreObject *self)
{
  intptr_t value;
  if (GCORE_UNLIKELY (WORDS (self)->index % 65536 == 65535) && gcore_err_check_signals () < 0)
    return NULL;
  return gcore_range_iterator_step (WORDS (self), &value) ? gcore_int_from_int64 (value) : NULL;
}

static GcoreObject *
words_length_hint (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return gcore_int_from_ssize (WORDS (self)->length - WORDS (self)->index);
}

static GcoreObject *
words_set_state (GcoreObject *self, GcoreObject *state)
{
  intptr_t index = gcore_int_as_ssize (state);
  if (index == -1 && gcore_err_occurred ())
    return NULL;
  WORDS (self)->index = index < 0 ? 0 : index > WORDS (self)->length ? WORDS (self)->length : index;
  GCORE_RETURN_NONE;
}

static const GcoreMethodDef words_methods[] = {
  { "__length_hint__", GCORE_FUNC (words_length_hint), GCORE_METH_NOARGS,
    "Private method returning an estimate of len(list(it))." },
  { "__setstate__", GCORE_FUNC (words_set_state), GCORE_METH_O, "Set state information for unpickling." },
  GCORE_ITERATOR_REDUCE (range),
  { NULL, NULL, 0, NULL }
};

const GcoreType gcore_range_iterator_template = {
  .name = "range_iterator",
  .basic_size = sizeof (GcoreRangeIterator),
  .dealloc = words_dealloc,
  .get_attr = gcore_object_generic_get_attr,
  .iter = gcore_object_self_iter,
  .iter_next = words_next,
  .methods = words_methods,
};

/* --- ints of any size --------------------------------------------------------------------------------------------- */

static void
ints_dealloc (GcoreObject *self)
{
  gcore_decref (INTS (self)->index);
  gcore_decref (INTS (self)->start);
  gcore_decref (INTS (self)->step);
  gcore_decref (INTS (self)->length);
  gcore_mem_free (self);
}

static GcoreObject *
ints_next (GcoreObject *self)
{
  GcoreLongRangeIterator *iterator = INTS (self);
  if (gcore_int_compare (iterator->index, iterator->length) >= 0 || gcore_err_check_signals () < 0)
    return NULL;
  GcoreObject *next_index = gcore_int_add (iterator->index, gcore_int_small (1));
  GcoreObject *offset = next_index == NULL ? NULL : gcore_int_multiply (iterator->index, iterator->step);
  GcoreObject *value = offset == NULL ? NULL : gcore_int_add (iterator->start, offset);
  gcore_xdecref (offset);
  if (value == NULL)
    {
      gcore_xdecref (next_index);
      return NULL;
    }
  GCORE_SETREF (iterator->index, next_index);
  return value;
}

static GcoreObject *
ints_length_hint (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return gcore_int_subtract (INTS (self)->length, INTS (self)->index);
}

static const GcoreMethodDef ints_methods[] = {
  { "__length_hint__", GCORE_FUNC (ints_length_hint), GCORE_METH_NOARGS,
    "Private method returning an estimate of len(list(it))." },
  GCORE_ITERATOR_REDUCE (long_range),
  GCORE_ITERATOR_SET_STATE (long_range),
  { NULL, NULL, 0, NULL }
};

const GcoreType gcore_long_range_iterator_template = {
  .name = "longrange_iterator",
  .basic_size = sizeof (GcoreLongRangeIterator),
  .dealloc = ints_dealloc,
  .get_attr = gcore_object_generic_get_attr,
  .iter = gcore_object_self_iter,
  .iter_next = ints_next,
  .methods = ints_methods,
};
