/* SPDX-License-Identifier: MIT */
/* The method __reduce__ of iterators, for the copy module: how to make an iterator that goes on at the same place. */
#include "gcore/objects/containers-private.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/iterators.h"
#include "gcore/objects/list.h"
#include "gcore/objects/range.h"
#include "gcore/objects/set.h"
#include "gcore/objects/tuple.h"

/* The iterators over things with an index all begin like this. */
typedef GcoreSeqIterator IndexIterator;
_Static_assert (sizeof (IndexIterator) == sizeof (GcoreListIterator)
                  && offsetof (IndexIterator, sequence) == offsetof (GcoreListIterator, list)
                  && offsetof (IndexIterator, sequence) == offsetof (GcoreTupleIterator, tuple)
                  && offsetof (IndexIterator, sequence) == offsetof (GcoreReversed, sequence),
                "iterators with an index are alike");

/* (FUNCTION, ARGS) or (FUNCTION, ARGS, STATE); FUNCTION and ARGS are stolen and may be NULL with an error. */
static GcoreObject *
description (GcoreObject *function, GcoreObject *args, GcoreObject *state)
{
  GcoreObject *result = NULL;
  if (function != NULL && args != NULL)
    result = state == NULL ? gcore_tuple_pack (2, function, args) : gcore_tuple_pack (3, function, args, state);
  gcore_xdecref (function);
  gcore_xdecref (args);
  return result;
}

static GcoreObject *
builtin_iter (void)
{
  return GCORE_OBJECTS->hooks.builtin ("iter");
}

/* (FUNCTION, (ITEM,)); both are stolen. */
static GcoreObject *
of_one (GcoreObject *function, GcoreObject *item)
{
  GcoreObject *args = item == NULL ? NULL : gcore_tuple_pack (1, item);
  gcore_xdecref (item);
  return description (function, args, NULL);
}

GcoreObject *
gcore_iterator_reduce_index (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  IndexIterator *iterator = (IndexIterator *) (void *) self;
  GcoreType *type = GCORE_TYPE_OF (self);
  bool plain_reversed = gcore_is_instance_of (self, GCORE_TYPE (REVERSED));
  bool backwards = plain_reversed || type == GCORE_TYPE (LIST_REVERSE_ITERATOR);
  if (iterator->sequence == NULL)
    {
      GcoreObject *nothing = plain_reversed || !backwards ? gcore_tuple_new (0) : gcore_list_new (0);
      return plain_reversed ? of_one (gcore_newref (type), nothing) : of_one (builtin_iter (), nothing);
    }
  GcoreObject *index = gcore_int_from_ssize (iterator->index);
  if (index == NULL)
    return NULL;
  GcoreObject *function = plain_reversed ? gcore_newref (type)
                          : backwards    ? gcore_newref (GCORE_TYPE (REVERSED))
                                         : builtin_iter ();
  GcoreObject *result = description (function, gcore_tuple_pack (1, iterator->sequence), index);
  gcore_decref (index);
  return result;
}

GcoreObject *
gcore_iterator_set_state_index (GcoreObject *self, GcoreObject *state)
{
  IndexIterator *iterator = (IndexIterator *) (void *) self;
  intptr_t index = gcore_int_as_ssize (state);
  if (index == -1 && gcore_err_occurred ())
    return NULL;
  if (iterator->sequence != NULL)
    {
      intptr_t size = gcore_object_size (iterator->sequence);
      if (size < 0)
        return NULL;
      iterator->index = index < 0 ? 0 : index > size ? size : index;
    }
  GCORE_RETURN_NONE;
}

/* (iter, ([what is left],)), SELF being left as it is: COPY (stolen) is used up instead. */
static GcoreObject *
of_rest (GcoreObject *copy)
{
  GcoreObject *rest = copy == NULL ? NULL : gcore_sequence_list (copy);
  gcore_xdecref (copy);
  return of_one (builtin_iter (), rest);
}

GcoreObject *
gcore_iterator_reduce_dict (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreDictIterator *copy = gcore_gc_new (GCORE_TYPE_OF (self)), *original = (GcoreDictIterator *) (void *) self;
  if (copy == NULL)
    return NULL;
  copy->dict = gcore_xnewref (original->dict);
  copy->used = original->used;
  copy->position = original->position;
  copy->length = original->length;
  copy->result = original->result == NULL ? NULL : gcore_tuple_pack (2, GCORE_NONE, GCORE_NONE);
  gcore_gc_track (copy);
  if (original->result != NULL && copy->result == NULL)
    GCORE_CLEAR (copy);
  return of_rest (GCORE_OBJECT (copy));
}

GcoreObject *
gcore_iterator_reduce_set (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreSetIterator *copy = gcore_gc_new (GCORE_TYPE_OF (self)), *original = (GcoreSetIterator *) (void *) self;
  if (copy == NULL)
    return NULL;
  copy->set = gcore_xnewref (original->set);
  copy->used = original->used;
  copy->position = original->position;
  copy->length = original->length;
  gcore_gc_track (copy);
  return of_rest (GCORE_OBJECT (copy));
}

/* (iter, (range,), index); the three ints are stolen. */
static GcoreObject *
of_range (GcoreObject *start, GcoreObject *length, GcoreObject *step, GcoreObject *index)
{
  GcoreObject *distance = NULL, *stop = NULL, *range = NULL;
  if (start != NULL && length != NULL && step != NULL)
    distance = gcore_number_multiply (length, step);
  if (distance != NULL)
    stop = gcore_number_add (start, distance);
  if (stop != NULL)
    range = gcore_object_call_function_obj_args (GCORE_OBJECT (GCORE_TYPE (RANGE)), start, stop, step, NULL);
  GcoreObject *args = range == NULL ? NULL : gcore_tuple_pack (1, range);
  gcore_xdecref (range);
  gcore_xdecref (stop);
  gcore_xdecref (distance);
  gcore_xdecref (start);
  gcore_xdecref (length);
  gcore_xdecref (step);
  return description (builtin_iter (), args, index);
}

GcoreObject *
gcore_iterator_reduce_range (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreRangeIterator *iterator = (GcoreRangeIterator *) (void *) self;
  GcoreObject *index = gcore_int_from_ssize (iterator->index);
  if (index == NULL)
    return NULL;
  GcoreObject *result = of_range (gcore_int_from_ssize (iterator->start), gcore_int_from_ssize (iterator->length),
                                  gcore_int_from_ssize (iterator->step), index);
  gcore_decref (index);
  return result;
}

GcoreObject *
gcore_iterator_reduce_long_range (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreLongRangeIterator *iterator = (GcoreLongRangeIterator *) (void *) self;
  return of_range (gcore_newref (iterator->start), gcore_newref (iterator->length), gcore_newref (iterator->step),
                   iterator->index);
}

GcoreObject *
gcore_iterator_set_state_long_range (GcoreObject *self, GcoreObject *state)
{
  if (!gcore_is_int (state))
    return gcore_err_format (GCORE_EXC (TypeError), "an integer is required");
  GcoreLongRangeIterator *iterator = (GcoreLongRangeIterator *) (void *) self;
  GCORE_SETREF (iterator->index, gcore_newref (state));
  GCORE_RETURN_NONE;
}

GcoreObject *
gcore_iterator_reduce_call (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreCallIterator *iterator = (GcoreCallIterator *) (void *) self;
  if (iterator->callable == NULL || iterator->sentinel == NULL)
    return of_one (builtin_iter (), gcore_tuple_new (0));
  return description (builtin_iter (), gcore_tuple_pack (2, iterator->callable, iterator->sentinel), NULL);
}

GcoreObject *
gcore_iterator_reduce_enumerate (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreEnumerate *iterator = (GcoreEnumerate *) (void *) self;
  GcoreObject *index = iterator->long_index != NULL ? gcore_newref (iterator->long_index)
                                                    : gcore_int_from_ssize (iterator->index);
  GcoreObject *args = index == NULL ? NULL : gcore_tuple_pack (2, iterator->iterator, index);
  gcore_xdecref (index);
  return description (gcore_newref (GCORE_TYPE_OF (self)), args, NULL);
}

GcoreObject *
gcore_iterator_reduce_zip (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreZip *iterator = (GcoreZip *) (void *) self;
  return description (gcore_newref (GCORE_TYPE_OF (self)), gcore_newref (iterator->iterators),
                      iterator->strict ? GCORE_TRUE : NULL);
}

GcoreObject *
gcore_iterator_set_state_zip (GcoreObject *self, GcoreObject *state)
{
  int strict = gcore_object_is_true (state);
  if (strict < 0)
    return NULL;
  ((GcoreZip *) (void *) self)->strict = strict;
  GCORE_RETURN_NONE;
}

GcoreObject *
gcore_iterator_reduce_map (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreMap *iterator = (GcoreMap *) (void *) self;
  GcoreObject *function = gcore_tuple_pack (1, iterator->function);
  GcoreObject *args = function == NULL ? NULL : gcore_sequence_concat (function, iterator->iterators);
  gcore_xdecref (function);
  return description (gcore_newref (GCORE_TYPE_OF (self)), args, NULL);
}

GcoreObject *
gcore_iterator_reduce_filter (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreFilter *iterator = (GcoreFilter *) (void *) self;
  return description (gcore_newref (GCORE_TYPE_OF (self)), gcore_tuple_pack (2, iterator->function, iterator->iterator),
                      NULL);
}
