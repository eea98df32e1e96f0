/* SPDX-License-Identifier: MIT */
/* itertools: chain, starmap, accumulate, pairwise, zip_longest. */
#include "gcore/modules/itertools-private.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/generic-alias.h"

/* --- chain -------------------------------------------------------------------------------------------------------- */

typedef struct
{
  GcoreObject base;
  GcoreObject *source; /* iterator over iterables; NULL once exhausted */
  GcoreObject *active; /* iterator over the current one, or NULL */
} Chain;
#define CHAIN(object) ((Chain *) (void *) (object))

GCORE_ITERTOOLS_OWNED (chain, 2, (void) 0)

/* SOURCE is stolen, and may be NULL with an exception set. */
static GcoreObject *
chain_from_source (GcoreType *type, GcoreObject *source)
{
  GcoreObject *self = source != NULL ? type->alloc (type, 0) : NULL;
  if (self != NULL)
    CHAIN (self)->source = source;
  else
    gcore_xdecref (source);
  return self;
}

static GcoreObject *
chain_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  if (!gcore_itertools_no_keywords (type, GCORE_TYPE (CHAIN), "chain", kwargs))
    return NULL;
  return chain_from_source (type, gcore_object_get_iter (args));
}

static GcoreObject *
chain_from_iterable (GcoreObject *type, GcoreObject *iterable)
{
  return chain_from_source ((GcoreType *) (void *) type, gcore_object_get_iter (iterable));
}

static GcoreObject *
chain_next (GcoreObject *object)
{
  Chain *self = CHAIN (object);
  while (self->source != NULL)
    {
      if (self->active == NULL)
        {
          GcoreObject *iterable = gcore_iter_next (self->source);
          if (iterable != NULL)
            {
              self->active = gcore_object_get_iter (iterable);
              gcore_decref (iterable);
            }
          if (self->active == NULL)
            {
              GCORE_CLEAR (self->source);
              return NULL;
            }
        }
      GcoreObject *item = gcore_itertools_next (self->active);
      if (item != NULL || gcore_itertools_failed ())
        return item;
      GCORE_CLEAR (self->active);
    }
  return NULL;
}

/* The state: the iterator over the iterables, and that over the current one. */
static GcoreObject *
chain_reduce (GcoreObject *object, GcoreObject *unused GCORE_UNUSED)
{
  const Chain *self = CHAIN (object);
  GcoreObject *state = NULL;
  if (self->source != NULL)
    {
      state = self->active == NULL ? gcore_tuple_pack (1, self->source) : gcore_tuple_pack (2, self->source, self->active);
      if (state == NULL)
        return NULL;
    }
  return gcore_itertools_describe (object, gcore_tuple_new (0), state);
}

static GcoreObject *
chain_setstate (GcoreObject *object, GcoreObject *state)
{
  GcoreObject *source, *active = NULL;
  if (!gcore_is_tuple (state))
    return gcore_err_format (GCORE_EXC (TypeError), "state is not a tuple");
  if (!gcore_arg_unpack_tuple (state, "__setstate__", 1, 2, &source, &active))
    return NULL;
  if (GCORE_TYPE_OF (source)->iter_next == NULL || (active != NULL && GCORE_TYPE_OF (active)->iter_next == NULL))
    return gcore_err_format (GCORE_EXC (TypeError), "Arguments must be iterators.");
  GCORE_SETREF (CHAIN (object)->source, gcore_newref (source));
  GCORE_SETREF (CHAIN (object)->active, gcore_xnewref (active));
  GCORE_RETURN_NONE;
}

static const GcoreMethodDef chain_methods[] = {
  { "__reduce__", GCORE_FUNC (chain_reduce), GCORE_METH_NOARGS, "Return state information for pickling." },
  { "__setstate__", GCORE_FUNC (chain_setstate), GCORE_METH_O, "Set state information for unpickling." },
  { "from_iterable", GCORE_FUNC (chain_from_iterable), GCORE_METH_O | GCORE_METH_CLASS,
    "from_iterable($type, iterable, /)\n--\n\nA chain of the iterables that one iterable gives, asked for as needed." },
  { "__class_getitem__", GCORE_FUNC (gcore_generic_alias_new), GCORE_METH_O | GCORE_METH_CLASS, "See PEP 585" },
  { .name = NULL }
};

const GcoreType gcore_chain_template = {
  GCORE_ITERTOOLS_SLOTS ("chain", chain, sizeof (Chain)),
  .methods = chain_methods,
  .doc = "chain(*iterables) --> chain object\n\nReturn a chain object whose .__next__() method returns elements from "
         "the\nfirst iterable until it is exhausted, then elements from the next\niterable, until all of the iterables "
         "are exhausted.",
};

/* --- starmap ------------------------------------------------------------------------------------------------------ */

typedef struct
{
  GcoreObject base;
  GcoreObject *function, *iterator;
} Starmap;
#define STARMAP(object) ((Starmap *) (void *) (object))

GCORE_ITERTOOLS_OWNED_PAIR (starmap)

static GcoreObject *
starmap_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *function, *iterable;
  if (!gcore_itertools_no_keywords (type, GCORE_TYPE (STARMAP), "starmap", kwargs)
      || !gcore_arg_unpack_tuple (args, "starmap", 2, 2, &function, &iterable))
    return NULL;
  GcoreObject *iterator = gcore_object_get_iter (iterable);
  GcoreObject *self = iterator != NULL ? type->alloc (type, 0) : NULL;
  if (self == NULL)
    {
      gcore_xdecref (iterator);
      return NULL;
    }
  STARMAP (self)->function = gcore_newref (function);
  STARMAP (self)->iterator = iterator;
  return self;
}

static GcoreObject *
starmap_next (GcoreObject *self)
{
  GcoreObject *args = gcore_itertools_next (STARMAP (self)->iterator);
  if (args == NULL)
    return NULL;
  if (!gcore_is_tuple_exact (args))
    {
      GCORE_SETREF (args, gcore_sequence_tuple (args));
      if (args == NULL)
        return NULL;
    }
  GcoreObject *result = gcore_object_call (STARMAP (self)->function, args, NULL);
  gcore_decref (args);
  return result;
}

const GcoreType gcore_starmap_template = {
  GCORE_ITERTOOLS_SLOTS ("starmap", starmap, sizeof (Starmap)),
  .methods = gcore_itertools_pair_methods,
  .doc = "Return an iterator whose values are returned from the function evaluated with an argument tuple taken from "
         "the given sequence.",
};

/* --- accumulate --------------------------------------------------------------------------------------------------- */

typedef struct
{
  GcoreObject base;
  GcoreObject *function; /* NULL: add */
  GcoreObject *total;    /* NULL before the first item */
  GcoreObject *iterator;
  GcoreObject *initial;  /* None once handed out, or if there is none */
} Accumulate;
#define ACCUMULATE(object) ((Accumulate *) (void *) (object))

/* The iterator is visited before the total, and released after it. */
GCORE_ITERTOOLS_OWNED_VISITED (accumulate, 4, i % 3 == 0 ? i : 3 - i, (void) 0)

static GcoreObject *
accumulate_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "iterable", "func", "initial", NULL };
  GcoreObject *iterable, *function = GCORE_NONE, *initial = GCORE_NONE;
  if (!gcore_arg_parse_tuple_and_keywords (args, kwargs, "O|O$O:accumulate", keywords, &iterable, &function, &initial))
    return NULL;
  GcoreObject *iterator = gcore_object_get_iter (iterable);
  GcoreObject *self = iterator != NULL ? type->alloc (type, 0) : NULL;
  if (self == NULL)
    {
      gcore_xdecref (iterator);
      return NULL;
    }
  ACCUMULATE (self)->iterator = iterator;
  ACCUMULATE (self)->function = function != GCORE_NONE ? gcore_newref (function) : NULL;
  ACCUMULATE (self)->initial = gcore_newref (initial);
  return self;
}

static GcoreObject *
accumulate_next (GcoreObject *object)
{
  Accumulate *self = ACCUMULATE (object);
  if (self->initial != GCORE_NONE)
    {
      self->total = self->initial;
      self->initial = gcore_newref (GCORE_NONE);
      return gcore_newref (self->total);
    }
  GcoreObject *item = gcore_itertools_next (self->iterator);
  if (item == NULL)
    return NULL;
  if (self->total == NULL)
    {
      self->total = item;
      return gcore_newref (item);
    }
  GcoreObject *total = self->function == NULL
                         ? gcore_number_add (self->total, item)
                         : gcore_object_call_function_obj_args (self->function, self->total, item, NULL);
  gcore_decref (item);
  if (total == NULL)
    return NULL;
  GCORE_SETREF (self->total, total);
  return gcore_newref (total);
}

const GcoreType gcore_accumulate_template = {
  GCORE_ITERTOOLS_SLOTS ("accumulate", accumulate, sizeof (Accumulate)),
  .doc = "Return series of accumulated sums (or other binary function results).",
};

/* --- pairwise ----------------------------------------------------------------------------------------------------- */

typedef struct
{
  GcoreObject base;
  GcoreObject *iterator; /* NULL once exhausted */
  GcoreObject *previous; /* NULL before the first pair */
} Pairwise;
#define PAIRWISE(object) ((Pairwise *) (void *) (object))

GCORE_ITERTOOLS_OWNED (pairwise, 2, (void) 0)

static GcoreObject *
pairwise_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *iterable;
  if (!gcore_itertools_no_keywords (type, GCORE_TYPE (PAIRWISE), "pairwise", kwargs)
      || !gcore_arg_unpack_tuple (args, "pairwise", 1, 1, &iterable))
    return NULL;
  GcoreObject *iterator = gcore_object_get_iter (iterable);
  GcoreObject *self = iterator != NULL ? type->alloc (type, 0) : NULL;
  if (self != NULL)
    PAIRWISE (self)->iterator = iterator;
  else
    gcore_xdecref (iterator);
  return self;
}

static GcoreObject *
pairwise_next (GcoreObject *object)
{
  Pairwise *self = PAIRWISE (object);
  if (self->iterator == NULL)
    return NULL;
  if (self->previous == NULL)
    {
      GcoreObject *first = gcore_itertools_next (self->iterator);
      GCORE_SETREF (self->previous, first);
      /* Asking for the first item may have run this iterator to its end. */
      if (self->previous == NULL || self->iterator == NULL)
        {
          GCORE_CLEAR (self->iterator);
          return NULL;
        }
    }
  GcoreObject *previous = gcore_newref (self->previous), *item = gcore_itertools_next (self->iterator);
  if (item == NULL)
    {
      GCORE_CLEAR (self->iterator);
      GCORE_CLEAR (self->previous);
      gcore_decref (previous);
      return NULL;
    }
  GcoreObject *result = gcore_tuple_pack (2, previous, item);
  GCORE_SETREF (self->previous, item);
  gcore_decref (previous);
  return result;
}

const GcoreType gcore_pairwise_template = {
  GCORE_ITERTOOLS_SLOTS ("pairwise", pairwise, sizeof (Pairwise)),
  .doc = "Return an iterator of overlapping pairs taken from the input iterator.\n\n    s -> (s0,s1), (s1,s2), (s2, s3), "
         "...",
};

/* --- zip_longest -------------------------------------------------------------------------------------------------- */

typedef struct
{
  GcoreObject base;
  GcoreObject *iterators; /* tuple; an exhausted one is NULL */
  GcoreObject *result;    /* tuple, handed out again when nobody kept the last one */
  GcoreObject *fill;
  intptr_t n, n_active;   /* iterators in all, and not exhausted */
} ZipLongest;
#define ZIP_LONGEST(object) ((ZipLongest *) (void *) (object))

GCORE_ITERTOOLS_OWNED (zip_longest, 3, (void) 0)

static GcoreObject *
zip_longest_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *fill = GCORE_NONE;
  if (kwargs != NULL && GCORE_DICT_SIZE (kwargs) > 0)
    {
      fill = GCORE_DICT_SIZE (kwargs) == 1 ? gcore_dict_get_item_string (kwargs, "fillvalue") : NULL;
      if (fill == NULL)
        return gcore_err_format (GCORE_EXC (TypeError), "zip_longest() got an unexpected keyword argument");
    }
  intptr_t n = GCORE_TUPLE_SIZE (args);
  GcoreObject *iterators = gcore_tuple_new (n);
  bool fine = iterators != NULL;
  for (intptr_t i = 0; fine && i < n; i++)
    {
      GCORE_TUPLE_SET_ITEM (iterators, i, gcore_object_get_iter (GCORE_TUPLE_ITEM (args, i)));
      fine = GCORE_TUPLE_ITEM (iterators, i) != NULL;
    }
  GcoreObject *result = fine ? gcore_tuple_new (n) : NULL;
  for (intptr_t i = 0; result != NULL && i < n; i++)
    GCORE_TUPLE_SET_ITEM (result, i, gcore_newref (GCORE_NONE));
  GcoreObject *self = result != NULL ? type->alloc (type, 0) : NULL;
  if (self == NULL)
    {
      gcore_xdecref (iterators);
      gcore_xdecref (result);
      return NULL;
    }
  ZIP_LONGEST (self)->iterators = iterators;
  ZIP_LONGEST (self)->result = result;
  ZIP_LONGEST (self)->fill = gcore_newref (fill);
  ZIP_LONGEST (self)->n = ZIP_LONGEST (self)->n_active = n;
  return self;
}

/* The item of iterator I, new, or the fill value; NULL if all are exhausted or one failed. */
static GcoreObject *
zip_longest_item (ZipLongest *self, intptr_t i)
{
  GcoreObject *iterator = GCORE_TUPLE_ITEM (self->iterators, i);
  if (iterator != NULL)
    {
      GcoreObject *item = gcore_itertools_next (iterator);
      if (item != NULL)
        return item;
      self->n_active--;
      if (gcore_err_occurred () != NULL && !gcore_err_exception_matches (GCORE_EXC (StopIteration)))
        self->n_active = 0;
      if (self->n_active == 0)
        return NULL;
      gcore_err_clear ();
      GCORE_CLEAR (GCORE_TUPLE_ITEM (self->iterators, i));
    }
  return gcore_newref (self->fill);
}

static GcoreObject *
zip_longest_next (GcoreObject *object)
{
  ZipLongest *self = ZIP_LONGEST (object);
  if (self->n_active == 0)
    return NULL;
  GcoreObject *result
    = self->result->refcount == 1 ? gcore_itertools_reuse (self->result) : gcore_tuple_new (self->n);
  if (result == NULL)
    return NULL;
  for (intptr_t i = 0; i < self->n; i++)
    {
      GcoreObject *item = zip_longest_item (self, i);
      if (item == NULL)
        {
          gcore_decref (result);
          return NULL;
        }
      GCORE_SETREF (GCORE_TUPLE_ITEM (result, i), item);
    }
  return result;
}

const GcoreType gcore_zip_longest_template = {
  GCORE_ITERTOOLS_SLOTS ("zip_longest", zip_longest, sizeof (ZipLongest)),
  .doc = "zip_longest(iter1 [,iter2 [...]], [fillvalue=None]) --> zip_longest object\n\nTuples of one item from each "
         "iterable, until the longest is exhausted; fillvalue stands\nfor what the shorter ones lack.",
};
