/* SPDX-License-Identifier: MIT */
/* enumerate and reversed. */
#include "gcore/objects/containers-private.h"
#include "gcore/objects/generic-alias.h"
#include "gcore/objects/iterators.h"
#include "gcore/objects/tuple.h"

#define ENUMERATE(object) ((GcoreEnumerate *) (void *) (object))
#define REVERSED(object) ((GcoreReversed *) (void *) (object))

/* --- enumerate ---------------------------------------------------------------------------------------------------- */

/* Sets where counting begins: any int. 0 or -1. */
static int
set_start (GcoreEnumerate *self, GcoreObject *start)
{
  GcoreObject *number = gcore_number_index (start);
  if (number == NULL)
    return -1;
  self->index = gcore_int_as_ssize (number);
  if (self->index == -1 && gcore_err_occurred ())
    {
      gcore_err_clear ();
      self->index = INTPTR_MAX;
      self->long_index = number;
      return 0;
    }
  gcore_decref (number);
  return 0;
}

/* START may be NULL. */
static GcoreObject *
make_enumerate (GcoreType *type, GcoreObject *iterable, GcoreObject *start)
{
  GcoreObject *self = type->alloc (type, 0);
  if (self == NULL)
    return NULL;
  ENUMERATE (self)->one = gcore_int_small (1);
  if (start == NULL || set_start (ENUMERATE (self), start) == 0)
    {
      ENUMERATE (self)->iterator = gcore_object_get_iter (iterable);
      if (ENUMERATE (self)->iterator != NULL)
        ENUMERATE (self)->result = gcore_tuple_pack (2, GCORE_NONE, GCORE_NONE);
    }
  if (ENUMERATE (self)->result == NULL)
    GCORE_CLEAR (self);
  return self;
}

static GcoreObject *
enumerate_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "iterable", "start", NULL };
  GcoreObject *iterable, *start = NULL;
  if (!gcore_arg_parse_tuple_and_keywords (args, kwargs, "O|O:enumerate", keywords, &iterable, &start))
    return NULL;
  return make_enumerate (type, iterable, start);
}

static GcoreObject *
enumerate_vectorcall (GcoreObject *type, GcoreObject *const *args, size_t n_args, GcoreObject *keyword_names)
{
  intptr_t n = GCORE_VECTORCALL_N_ARGS (n_args);
  intptr_t n_keywords = keyword_names == NULL ? 0 : GCORE_TUPLE_SIZE (keyword_names);
  if (n + n_keywords == 0)
    return gcore_err_format (GCORE_EXC (TypeError), "enumerate() missing required argument 'iterable'");
  if (n + n_keywords > 2)
    return gcore_err_format (GCORE_EXC (TypeError), "enumerate() takes at most 2 arguments (%zd given)",
                             n + n_keywords);
  GcoreObject *values[2] = { NULL, NULL }; /* iterable, start */
  for (intptr_t i = 0; i < n; i++)
    values[i] = args[i];
  for (intptr_t i = 0; i < n_keywords; i++)
    {
      GcoreObject *name = GCORE_TUPLE_ITEM (keyword_names, i);
      int which = gcore_str_equal_to_ascii_string (name, "start") && n + n_keywords > 1;
      if ((!which && !gcore_str_equal_to_ascii_string (name, "iterable")) || values[which] != NULL)
        return gcore_err_format (GCORE_EXC (TypeError), "'%U' is an invalid keyword argument for enumerate()", name);
      values[which] = args[n + i];
    }
  if (values[0] == NULL)
    return gcore_err_format (GCORE_EXC (TypeError), "enumerate() missing required argument 'iterable'");
  return make_enumerate ((GcoreType *) (void *) type, values[0], values[1]);
}

static void
enumerate_dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_xdecref (ENUMERATE (self)->iterator);
  gcore_xdecref (ENUMERATE (self)->result);
  gcore_xdecref (ENUMERATE (self)->long_index);
  GCORE_TYPE_OF (self)->free_ (self);
}

static int
enumerate_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (ENUMERATE (self)->iterator);
  GCORE_VISIT (ENUMERATE (self)->result);
  GCORE_VISIT (ENUMERATE (self)->long_index);
  return 0;
}

/* The next number: a new reference, or NULL with an error. */
static GcoreObject *
next_number (GcoreEnumerate *self)
{
  if (GCORE_LIKELY (self->index != INTPTR_MAX))
    return gcore_int_from_int64 (self->index++);
  if (self->long_index == NULL)
    {
      self->long_index = gcore_int_from_ssize (INTPTR_MAX);
      if (self->long_index == NULL)
        return NULL;
    }
  GcoreObject *number = self->long_index, *following = gcore_int_add (number, self->one);
  if (following == NULL)
    return NULL;
  self->long_index = following;
  return number;
}

static GcoreObject *
enumerate_next (GcoreObject *object)
{
  GcoreEnumerate *self = ENUMERATE (object);
  GcoreObject *item = GCORE_TYPE_OF (self->iterator)->iter_next (self->iterator);
  if (item == NULL)
    return NULL;
  GcoreObject *number = next_number (self);
  if (number == NULL)
    {
      gcore_decref (item);
      return NULL;
    }
  GcoreObject *pair = self->result;
  if (pair->refcount != 1)
    {
      GcoreObject *const items[2] = { number, item };
      return gcore_tuple_from_array_steal (items, 2);
    }
  gcore_incref (pair);
  GcoreObject *old_number = GCORE_TUPLE_ITEM (pair, 0), *old_item = GCORE_TUPLE_ITEM (pair, 1);
  GCORE_TUPLE_SET_ITEM (pair, 0, number);
  GCORE_TUPLE_SET_ITEM (pair, 1, item);
  gcore_decref (old_number);
  gcore_decref (old_item);
  /* A collection may have untracked it for what it held before. */
  if (!gcore_gc_is_tracked (pair))
    gcore_gc_track (pair);
  return pair;
}

static const GcoreMethodDef enumerate_methods[] = {
  { "__class_getitem__", GCORE_FUNC (gcore_generic_alias_new), GCORE_METH_O | GCORE_METH_CLASS, "See PEP 585" },
  GCORE_ITERATOR_REDUCE (enumerate),
  { NULL, NULL, 0, NULL }
};

const GcoreType gcore_enumerate_template = {
  .name = "enumerate",
  .basic_size = sizeof (GcoreEnumerate),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_BASE,
  .dealloc = enumerate_dealloc,
  .traverse = enumerate_traverse,
  .get_attr = gcore_object_generic_get_attr,
  .iter = gcore_object_self_iter,
  .iter_next = enumerate_next,
  .methods = enumerate_methods,
  .doc = "Return an enumerate object.\n\n  iterable\n    an object supporting iteration\n\nThe enumerate object "
         "yields pairs containing a count (from start, which\ndefaults to zero) and a value yielded by the iterable "
         "argument.\n\nenumerate is useful for obtaining an indexed list:\n    (0, seq[0]), (1, seq[1]), (2, "
         "seq[2]), ...",
  .new_ = enumerate_new,
  .vectorcall = enumerate_vectorcall,
  .free_ = gcore_gc_del,
};

/* --- reversed ----------------------------------------------------------------------------------------------------- */

static GcoreObject *
make_reversed (GcoreType *type, GcoreObject *sequence)
{
  GcoreObject *method = gcore_object_lookup_special (sequence, GCORE_ID (__reversed__));
  if (method == NULL && gcore_err_occurred ())
    return NULL;
  if (method != NULL && method != GCORE_NONE)
    {
      GcoreObject *result = gcore_object_call_no_args (method);
      gcore_decref (method);
      return result;
    }
  if (method != NULL || !gcore_sequence_check (sequence))
    {
      gcore_xdecref (method);
      return gcore_err_format (GCORE_EXC (TypeError), "'%.200s' object is not reversible",
                               GCORE_TYPE_OF (sequence)->name);
    }
  intptr_t size = gcore_sequence_size (sequence);
  GcoreObject *self = size < 0 ? NULL : type->alloc (type, 0);
  if (self == NULL)
    return NULL;
  REVERSED (self)->index = size - 1;
  REVERSED (self)->sequence = gcore_newref (sequence);
  return self;
}

static GcoreObject *
reversed_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *sequence;
  if ((type == GCORE_TYPE (REVERSED) || type->init == GCORE_TYPE (REVERSED)->init)
      && !gcore_arg_no_keywords ("reversed", kwargs))
    return NULL;
  return gcore_arg_unpack_tuple (args, "reversed", 1, 1, &sequence) ? make_reversed (type, sequence) : NULL;
}

static GcoreObject *
reversed_vectorcall (GcoreObject *type, GcoreObject *const *args, size_t n_args, GcoreObject *keyword_names)
{
  if (!gcore_arg_no_keyword_names ("reversed", keyword_names)
      || !gcore_arg_check_positional ("reversed", GCORE_VECTORCALL_N_ARGS (n_args), 1, 1))
    return NULL;
  return make_reversed ((GcoreType *) (void *) type, args[0]);
}

static void
reversed_dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_xdecref (REVERSED (self)->sequence);
  GCORE_TYPE_OF (self)->free_ (self);
}

static int
reversed_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (REVERSED (self)->sequence);
  return 0;
}

static GcoreObject *
reversed_next (GcoreObject *object)
{
  GcoreReversed *self = REVERSED (object);
  if (self->index >= 0)
    {
      GcoreObject *item = gcore_sequence_get_item (self->sequence, self->index);
      if (item != NULL)
        {
          self->index--;
          return item;
        }
      if (gcore_err_exception_matches (GCORE_EXC (IndexError))
          || gcore_err_exception_matches (GCORE_EXC (StopIteration)))
        gcore_err_clear ();
    }
  self->index = -1;
  GCORE_CLEAR (self->sequence);
  return NULL;
}

static GcoreObject *
reversed_length_hint (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  if (REVERSED (self)->sequence == NULL)
    return gcore_int_from_long (0);
  intptr_t size = gcore_sequence_size (REVERSED (self)->sequence), position = REVERSED (self)->index + 1;
  return size < 0 ? NULL : gcore_int_from_ssize (size < position ? 0 : position);
}

static GcoreObject *
reversed_set_state (GcoreObject *self, GcoreObject *state)
{
  intptr_t index = gcore_int_as_ssize (state);
  if (index == -1 && gcore_err_occurred ())
    return NULL;
  if (REVERSED (self)->sequence != NULL)
    {
      intptr_t size = gcore_sequence_size (REVERSED (self)->sequence);
      if (size < 0)
        return NULL;
      REVERSED (self)->index = index < -1 ? -1 : index > size - 1 ? size - 1 : index;
    }
  GCORE_RETURN_NONE;
}

static const GcoreMethodDef reversed_methods[] = {
  { "__length_hint__", GCORE_FUNC (reversed_length_hint), GCORE_METH_NOARGS,
    "Private method returning an estimate of len(list(it))." },
  { "__setstate__", GCORE_FUNC (reversed_set_state), GCORE_METH_O, "Set state information for unpickling." },
  GCORE_ITERATOR_REDUCE (index),
  { NULL, NULL, 0, NULL }
};

const GcoreType gcore_reversed_template = {
  .name = "reversed",
  .basic_size = sizeof (GcoreReversed),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_BASE,
  .dealloc = reversed_dealloc,
  .traverse = reversed_traverse,
  .get_attr = gcore_object_generic_get_attr,
  .iter = gcore_object_self_iter,
  .iter_next = reversed_next,
  .methods = reversed_methods,
  .doc = "Return a reverse iterator over the values of the given sequence.",
  .new_ = reversed_new,
  .vectorcall = reversed_vectorcall,
  .free_ = gcore_gc_del,
};
