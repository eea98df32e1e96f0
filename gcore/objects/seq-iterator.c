/* SPDX-License-Identifier: MIT */
/* Iterators over what has only __getitem__, and over the results of a callable: iter (sequence), iter (callable,
 * end). */
#include "gcore/objects/containers-private.h"
#include "gcore/objects/iterators.h"

#define SEQUENCE(object) ((GcoreSeqIterator *) (void *) (object))
#define CALL(object) ((GcoreCallIterator *) (void *) (object))

/* --- over a sequence ---------------------------------------------------------------------------------------------- */

GcoreObject *
gcore_seq_iterator_new (GcoreObject *sequence)
{
  if (!gcore_sequence_check (sequence))
    {
      gcore_err_bad_internal_call ();
      return NULL;
    }
  GcoreSeqIterator *iterator = gcore_gc_new (GCORE_TYPE (SEQ_ITERATOR));
  if (iterator == NULL)
    return NULL;
  iterator->index = 0;
  iterator->sequence = gcore_newref (sequence);
  gcore_gc_track (iterator);
  return GCORE_OBJECT (iterator);
}

static void
sequence_dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_xdecref (SEQUENCE (self)->sequence);
  gcore_gc_del (self);
}

static int
sequence_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (SEQUENCE (self)->sequence);
  return 0;
}

static GcoreObject *
sequence_next (GcoreObject *self)
{
  GcoreSeqIterator *iterator = SEQUENCE (self);
  if (iterator->sequence == NULL)
    return NULL;
  if (iterator->index == INTPTR_MAX)
    {
      gcore_err_set_string (GCORE_EXC (OverflowError), "iter index too large");
      return NULL;
    }
  GcoreObject *item = gcore_sequence_get_item (iterator->sequence, iterator->index);
  if (item != NULL)
    {
      iterator->index++;
      return item;
    }
  if (gcore_err_exception_matches (GCORE_EXC (IndexError)) || gcore_err_exception_matches (GCORE_EXC (StopIteration)))
    {
      gcore_err_clear ();
      GCORE_CLEAR (iterator->sequence);
    }
  return NULL;
}

static GcoreObject *
sequence_length_hint (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreSeqIterator *iterator = SEQUENCE (self);
  intptr_t size = 0;
  if (iterator->sequence != NULL)
    {
      if (!gcore_object_has_length (iterator->sequence))
        GCORE_RETURN_NOT_IMPLEMENTED;
      size = gcore_object_size (iterator->sequence);
      if (size < 0)
        return NULL;
    }
  return gcore_int_from_ssize (size > iterator->index ? size - iterator->index : 0);
}

static GcoreObject *
sequence_set_state (GcoreObject *self, GcoreObject *state)
{
  intptr_t index = gcore_int_as_ssize (state);
  if (index == -1 && gcore_err_occurred ())
    return NULL;
  if (SEQUENCE (self)->sequence != NULL)
    SEQUENCE (self)->index = index < 0 ? 0 : index;
  GCORE_RETURN_NONE;
}

static const GcoreMethodDef sequence_methods[] = {
  { "__length_hint__", GCORE_FUNC (sequence_length_hint), GCORE_METH_NOARGS,
    "Private method returning an estimate of len(list(it))." },
  { "__setstate__", GCORE_FUNC (sequence_set_state), GCORE_METH_O, "Set state information for unpickling." },
  GCORE_ITERATOR_REDUCE (index),
  { NULL, NULL, 0, NULL }
};

const GcoreType gcore_seq_iterator_template = {
  .name = "iterator",
  .basic_size = sizeof (GcoreSeqIterator),
  .flags = GCORE_TYPE_FLAG_GC,
  .dealloc = sequence_dealloc,
  .traverse = sequence_traverse,
  .get_attr = gcore_object_generic_get_attr,
  .iter = gcore_object_self_iter,
  .iter_next = sequence_next,
  .methods = sequence_methods,
};

/* --- over a callable's results ------------------------------------------------------------------------------------ */

GcoreObject *
gcore_call_iterator_new (GcoreObject *callable, GcoreObject *sentinel)
{
  GcoreCallIterator *iterator = gcore_gc_new (GCORE_TYPE (CALL_ITERATOR));
  if (iterator == NULL)
    return NULL;
  iterator->callable = gcore_newref (callable);
  iterator->sentinel = gcore_newref (sentinel);
  gcore_gc_track (iterator);
  return GCORE_OBJECT (iterator);
}

static void
call_dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_xdecref (CALL (self)->callable);
  gcore_xdecref (CALL (self)->sentinel);
  gcore_gc_del (self);
}

static int
call_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (CALL (self)->callable);
  GCORE_VISIT (CALL (self)->sentinel);
  return 0;
}

static void
call_finish (GcoreCallIterator *iterator)
{
  GCORE_CLEAR (iterator->callable);
  GCORE_CLEAR (iterator->sentinel);
}

static GcoreObject *
call_next (GcoreObject *self)
{
  GcoreCallIterator *iterator = CALL (self);
  if (iterator->callable == NULL || gcore_err_check_signals () < 0)
    return NULL;
  GcoreObject *result = gcore_object_call_no_args (iterator->callable);
  if (result == NULL)
    {
      if (gcore_err_exception_matches (GCORE_EXC (StopIteration)))
        {
          gcore_err_clear ();
          call_finish (iterator);
        }
      return NULL;
    }
  /* The call may have exhausted the iterator itself. */
  if (iterator->sentinel != NULL)
    {
      int last = gcore_object_rich_compare_bool (iterator->sentinel, result, GCORE_EQ);
      if (last == 0)
        return result;
      if (last > 0)
        call_finish (iterator);
    }
  gcore_decref (result);
  return NULL;
}

static const GcoreMethodDef call_methods[] = {
  GCORE_ITERATOR_REDUCE (call),
  { NULL, NULL, 0, NULL }
};

const GcoreType gcore_call_iterator_template = {
  .name = "callable_iterator",
  .basic_size = sizeof (GcoreCallIterator),
  .flags = GCORE_TYPE_FLAG_GC,
  .dealloc = call_dealloc,
  .traverse = call_traverse,
  .get_attr = gcore_object_generic_get_attr,
  .iter = gcore_object_self_iter,
  .iter_next = call_next,
  .methods = call_methods,
};
