/* SPDX-License-Identifier: MIT */
/* itertools: count, cycle, repeat. */
#include "gcore/modules/itertools-private.h"
#include "gcore/objects/list.h"
#include "gcore/objects/str.h"

/* --- count -------------------------------------------------------------------------------------------------------- */

typedef struct
{
  GcoreObject base;
  GcoreObject *number; /* the next one, once it is no longer small; else NULL */
  GcoreObject *step;
  intptr_t small;      /* the next number; INTPTR_MAX: see number */
} Count;
#define COUNT(object) ((Count *) (void *) (object))

GCORE_ITERTOOLS_OWNED (count, 2, (void) 0)

static GcoreObject *
count_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "start", "step", NULL };
  GcoreObject *start = NULL, *step = NULL;
  if (!gcore_arg_parse_tuple_and_keywords (args, kwargs, "|OO:count", keywords, &start, &step))
    return NULL;
  if ((start != NULL && !gcore_number_check (start)) || (step != NULL && !gcore_number_check (step)))
    return gcore_err_format (GCORE_EXC (TypeError), "a number is required");
  intptr_t small = 0;
  bool is_small = (start == NULL || gcore_is_int (start))
                  && (step == NULL || (gcore_is_int_exact (step) && gcore_int_is_compact (step)
                                       && gcore_int_compact_value (step) == 1));
  if (is_small && start != NULL)
    {
      int overflow;
      small = gcore_int_as_long_and_overflow (start, &overflow);
      is_small = overflow == 0 && small != INTPTR_MAX;
    }
  GcoreObject *self = type->alloc (type, 0);
  if (self == NULL)
    return NULL;
  COUNT (self)->small = is_small ? small : INTPTR_MAX;
  COUNT (self)->step = gcore_newref (step != NULL ? step : gcore_int_small (1));
  if (!is_small)
    COUNT (self)->number = gcore_newref (start != NULL ? start : gcore_int_small (0));
  return self;
}

static GcoreObject *
count_next (GcoreObject *object)
{
  Count *self = COUNT (object);
  if (gcore_err_check_signals () < 0)
    return NULL;
  if (GCORE_LIKELY (self->small != INTPTR_MAX))
    return gcore_int_from_int64 (self->small++);
  if (self->number == NULL && (self->number = gcore_int_from_ssize (INTPTR_MAX)) == NULL)
    return NULL;
  GcoreObject *following = gcore_number_add (self->number, self->step);
  if (following == NULL)
    return NULL;
  GcoreObject *result = self->number;
  self->number = following;
  return result;
}

static GcoreObject *
count_repr (GcoreObject *object)
{
  Count *self = COUNT (object);
  const char *name = gcore_type_short_name (GCORE_TYPE_OF (object));
  if (self->small != INTPTR_MAX)
    return gcore_str_from_format ("%s(%zd)", name, self->small);
  if (self->number == NULL)
    return gcore_str_from_format ("%s(%zd)", name, INTPTR_MAX);
  if (gcore_is_int (self->step) && gcore_int_is_compact (self->step) && gcore_int_compact_value (self->step) == 1)
    return gcore_str_from_format ("%s(%R)", name, self->number);
  return gcore_str_from_format ("%s(%R, %R)", name, self->number, self->step);
}

static GcoreObject *
count_reduce (GcoreObject *object, GcoreObject *unused GCORE_UNUSED)
{
  Count *self = COUNT (object);
  bool is_small = self->small != INTPTR_MAX;
  GcoreObject *number = self->number != NULL ? gcore_newref (self->number) : gcore_int_from_ssize (self->small);
  GcoreObject *args = NULL;
  if (number != NULL)
    args = is_small ? gcore_tuple_pack (1, number) : gcore_tuple_pack (2, number, self->step);
  gcore_xdecref (number);
  return gcore_itertools_describe (object, args, NULL);
}

static const GcoreMethodDef count_methods[] = {
  { "__reduce__", GCORE_FUNC (count_reduce), GCORE_METH_NOARGS, "Return state information for pickling." },
  { .name = NULL }
};

const GcoreType gcore_count_template = {
  GCORE_ITERTOOLS_SLOTS ("count", count, sizeof (Count)),
  .methods = count_methods,
  .repr = count_repr,
  .doc = "Return a count object whose .__next__() method returns consecutive values.",
};

/* --- cycle -------------------------------------------------------------------------------------------------------- */

typedef struct
{
  GcoreObject base;
  GcoreObject *iterator; /* NULL once exhausted */
  GcoreObject *saved;    /* list of the items */
  intptr_t index;        /* of the next item, in the later rounds */
  void *reserved;        /* keeps the size CPython's */
} Cycle;
#define CYCLE(object) ((Cycle *) (void *) (object))

GCORE_ITERTOOLS_OWNED (cycle, 2, (void) 0)

static GcoreObject *
cycle_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *iterable;
  if (!gcore_itertools_no_keywords (type, GCORE_TYPE (CYCLE), "cycle", kwargs)
      || !gcore_arg_unpack_tuple (args, "cycle", 1, 1, &iterable))
    return NULL;
  GcoreObject *iterator = gcore_object_get_iter (iterable);
  GcoreObject *saved = iterator != NULL ? gcore_list_new (0) : NULL;
  GcoreObject *self = saved != NULL ? type->alloc (type, 0) : NULL;
  if (self == NULL)
    {
      gcore_xdecref (iterator);
      gcore_xdecref (saved);
      return NULL;
    }
  CYCLE (self)->iterator = iterator;
  CYCLE (self)->saved = saved;
  return self;
}

static GcoreObject *
cycle_next (GcoreObject *object)
{
  Cycle *self = CYCLE (object);
  if (self->iterator != NULL)
    {
      GcoreObject *item = gcore_itertools_next (self->iterator);
      if (item != NULL)
        {
          if (gcore_list_append (self->saved, item) == 0)
            return item;
          gcore_decref (item);
          return NULL;
        }
      if (gcore_itertools_failed ())
        return NULL;
      GCORE_CLEAR (self->iterator);
    }
  if (GCORE_LIST_SIZE (self->saved) == 0 || gcore_err_check_signals () < 0)
    return NULL;
  GcoreObject *item = GCORE_LIST_ITEM (self->saved, self->index);
  if (++self->index >= GCORE_LIST_SIZE (self->saved))
    self->index = 0;
  return gcore_newref (item);
}

const GcoreType gcore_cycle_template = {
  GCORE_ITERTOOLS_SLOTS ("cycle", cycle, sizeof (Cycle)),
  .doc = "Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely.",
};

/* --- repeat ------------------------------------------------------------------------------------------------------- */

typedef struct
{
  GcoreObject base;
  GcoreObject *element;
  intptr_t left; /* how often still; -1: without end */
} Repeat;
#define REPEAT(object) ((Repeat *) (void *) (object))

GCORE_ITERTOOLS_OWNED (repeat, 1, (void) 0)

static GcoreObject *
repeat_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "object", "times", NULL };
  GcoreObject *element, *times = NULL;
  intptr_t left = -1;
  if (!gcore_arg_parse_tuple_and_keywords (args, kwargs, "O|O:repeat", keywords, &element, &times))
    return NULL;
  if (times != NULL)
    {
      left = gcore_arg_as_ssize (times);
      if (left == -1 && gcore_err_occurred () != NULL)
        return NULL;
      if (left < 0)
        left = 0;
    }
  GcoreObject *self = type->alloc (type, 0);
  if (self == NULL)
    return NULL;
  REPEAT (self)->element = gcore_newref (element);
  REPEAT (self)->left = left;
  return self;
}

static GcoreObject *
repeat_next (GcoreObject *self)
{
  if (REPEAT (self)->left == 0 || gcore_err_check_signals () < 0)
    return NULL;
  if (REPEAT (self)->left > 0)
    REPEAT (self)->left--;
  return gcore_newref (REPEAT (self)->element);
}

static GcoreObject *
repeat_repr (GcoreObject *self)
{
  const char *name = gcore_type_short_name (GCORE_TYPE_OF (self));
  if (REPEAT (self)->left == -1)
    return gcore_str_from_format ("%s(%R)", name, REPEAT (self)->element);
  return gcore_str_from_format ("%s(%R, %zd)", name, REPEAT (self)->element, REPEAT (self)->left);
}

static GcoreObject *
repeat_length_hint (GcoreObject *self, GcoreObject *unused)
{
  if (REPEAT (self)->left == -1)
    return gcore_err_format (GCORE_EXC (TypeError), "len() of unsized object");
  return gcore_int_from_ssize (REPEAT (self)->left);
}

static GcoreObject *
repeat_reduce (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreObject *element = REPEAT (self)->element, *args = NULL;
  if (REPEAT (self)->left < 0)
    return gcore_itertools_describe (self, gcore_tuple_pack (1, element), NULL);
  GcoreObject *left = gcore_int_from_ssize (REPEAT (self)->left);
  if (left != NULL)
    args = gcore_tuple_pack (2, element, left);
  gcore_xdecref (left);
  return gcore_itertools_describe (self, args, NULL);
}

static const GcoreMethodDef repeat_methods[] = {
  { "__reduce__", GCORE_FUNC (repeat_reduce), GCORE_METH_NOARGS, "Return state information for pickling." },
  { "__length_hint__", GCORE_FUNC (repeat_length_hint), GCORE_METH_NOARGS,
    "Private method returning an estimate of len(list(it))." },
  { .name = NULL }
};

const GcoreType gcore_repeat_template = {
  GCORE_ITERTOOLS_SLOTS ("repeat", repeat, sizeof (Repeat)),
  .repr = repeat_repr,
  .methods = repeat_methods,
  .doc = "repeat(object [,times]) -> create an iterator which returns the object\nfor the specified number of times.  "
         "If not specified, returns the object\nendlessly.",
};
