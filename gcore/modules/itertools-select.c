/* SPDX-License-Identifier: MIT */
/* itertools: compress, dropwhile, takewhile, filterfalse, islice: some of the items of an iterable. */
#include "gcore/modules/itertools-private.h"

/* Reads (function, iterable) into *FUNCTION (borrowed) and *ITERATOR (new). */
static bool
read_function_and_iterable (GcoreObject *args, const char *name, GcoreObject **function, GcoreObject **iterator)
{
  GcoreObject *iterable;
  if (!gcore_arg_unpack_tuple (args, name, 2, 2, function, &iterable))
    return false;
  *iterator = gcore_object_get_iter (iterable);
  return *iterator != NULL;
}

/* Whether FUNCTION says yes to ITEM: 1, 0 or -1. */
static int
ask (GcoreObject *function, GcoreObject *item)
{
  GcoreObject *answer = gcore_object_call_one_arg (function, item);
  if (answer == NULL)
    return -1;
  int truth = gcore_object_is_true (answer);
  gcore_decref (answer);
  return truth;
}

/* --- compress ----------------------------------------------------------------------------------------------------- */

typedef struct
{
  GcoreObject base;
  GcoreObject *data, *selectors; /* iterators */
} Compress;
#define COMPRESS(object) ((Compress *) (void *) (object))

GCORE_ITERTOOLS_OWNED (compress, 2, (void) 0)

static GcoreObject *
compress_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "data", "selectors", NULL };
  GcoreObject *data, *selectors;
  if (!gcore_arg_parse_tuple_and_keywords (args, kwargs, "OO:compress", keywords, &data, &selectors))
    return NULL;
  data = gcore_object_get_iter (data);
  selectors = data != NULL ? gcore_object_get_iter (selectors) : NULL;
  GcoreObject *self = selectors != NULL ? type->alloc (type, 0) : NULL;
  if (self == NULL)
    {
      gcore_xdecref (data);
      gcore_xdecref (selectors);
      return NULL;
    }
  COMPRESS (self)->data = data;
  COMPRESS (self)->selectors = selectors;
  return self;
}

static GcoreObject *
compress_next (GcoreObject *self)
{
  for (;;)
    {
      GcoreObject *item = gcore_itertools_next (COMPRESS (self)->data);
      if (item == NULL)
        return NULL;
      GcoreObject *selector = gcore_itertools_next (COMPRESS (self)->selectors);
      int chosen = selector != NULL ? gcore_object_is_true (selector) : -1;
      gcore_xdecref (selector);
      if (chosen > 0)
        return item;
      gcore_decref (item);
      if (chosen < 0)
        return NULL;
    }
}

const GcoreType gcore_compress_template = {
  GCORE_ITERTOOLS_SLOTS ("compress", compress, sizeof (Compress)),
  .methods = gcore_itertools_pair_methods,
  .doc = "Return data elements corresponding to true selector elements.\n\nForms a shorter iterator from selected data "
         "elements using the selectors to\nchoose the data elements.",
};

/* --- dropwhile, takewhile, filterfalse ---------------------------------------------------------------------------- */

typedef struct
{
  GcoreObject base;
  GcoreObject *function, *iterator;
  bool switched; /* dropwhile: it drops no more; takewhile: it takes no more */
} While;
#define WHILE(object) ((While *) (void *) (object))

GCORE_ITERTOOLS_OWNED_PAIR (while)
#define dropwhile_dealloc while_dealloc
#define dropwhile_traverse while_traverse
#define takewhile_dealloc while_dealloc
#define takewhile_traverse while_traverse

static GcoreObject *
while_new (GcoreType *type, GcoreType *exact, const char *name, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *function, *iterator;
  if (!gcore_itertools_no_keywords (type, exact, name, kwargs)
      || !read_function_and_iterable (args, name, &function, &iterator))
    return NULL;
  GcoreObject *self = type->alloc (type, 0);
  if (self == NULL)
    {
      gcore_decref (iterator);
      return NULL;
    }
  WHILE (self)->function = gcore_newref (function);
  WHILE (self)->iterator = iterator;
  return self;
}

static GcoreObject *
while_reduce (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return gcore_itertools_describe (self, gcore_tuple_pack (2, WHILE (self)->function, WHILE (self)->iterator),
                                   gcore_newref (gcore_int_small (WHILE (self)->switched)));
}

static GcoreObject *
while_setstate (GcoreObject *self, GcoreObject *state)
{
  int switched = gcore_object_is_true (state);
  if (switched < 0)
    return NULL;
  WHILE (self)->switched = switched;
  GCORE_RETURN_NONE;
}

static const GcoreMethodDef while_methods[] = {
  { "__reduce__", GCORE_FUNC (while_reduce), GCORE_METH_NOARGS, "Return state information for pickling." },
  { "__setstate__", GCORE_FUNC (while_setstate), GCORE_METH_O, "Set state information for unpickling." },
  { .name = NULL }
};

static GcoreObject *
dropwhile_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  return while_new (type, GCORE_TYPE (DROPWHILE), "dropwhile", args, kwargs);
}

static GcoreObject *
dropwhile_next (GcoreObject *self)
{
  for (;;)
    {
      GcoreObject *item = gcore_itertools_next (WHILE (self)->iterator);
      if (item == NULL || WHILE (self)->switched)
        return item;
      int drop = ask (WHILE (self)->function, item);
      if (drop == 0)
        {
          WHILE (self)->switched = true;
          return item;
        }
      gcore_decref (item);
      if (drop < 0)
        return NULL;
    }
}

const GcoreType gcore_dropwhile_template = {
  GCORE_ITERTOOLS_SLOTS ("dropwhile", dropwhile, sizeof (While)),
  .methods = while_methods,
  .doc = "Drop items from the iterable while predicate(item) is true.\n\nAfterwards, return every element until the "
         "iterable is exhausted.",
};

static GcoreObject *
takewhile_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  return while_new (type, GCORE_TYPE (TAKEWHILE), "takewhile", args, kwargs);
}

static GcoreObject *
takewhile_next (GcoreObject *self)
{
  if (WHILE (self)->switched)
    return NULL;
  GcoreObject *item = gcore_itertools_next (WHILE (self)->iterator);
  if (item == NULL)
    return NULL;
  int take = ask (WHILE (self)->function, item);
  if (take > 0)
    return item;
  gcore_decref (item);
  if (take == 0)
    WHILE (self)->switched = true;
  return NULL;
}

const GcoreType gcore_takewhile_template = {
  GCORE_ITERTOOLS_SLOTS ("takewhile", takewhile, sizeof (While)),
  .methods = while_methods,
  .doc = "Return successive entries from an iterable as long as the predicate evaluates to true for each entry.",
};

typedef struct
{
  GcoreObject base;
  GcoreObject *function, *iterator;
} FilterFalse;
#define FILTER_FALSE(object) ((FilterFalse *) (void *) (object))

GCORE_ITERTOOLS_OWNED_PAIR (filterfalse)

static GcoreObject *
filterfalse_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *function, *iterator;
  if (!gcore_itertools_no_keywords (type, GCORE_TYPE (FILTERFALSE), "filterfalse", kwargs)
      || !read_function_and_iterable (args, "filterfalse", &function, &iterator))
    return NULL;
  GcoreObject *self = type->alloc (type, 0);
  if (self == NULL)
    {
      gcore_decref (iterator);
      return NULL;
    }
  FILTER_FALSE (self)->function = gcore_newref (function);
  FILTER_FALSE (self)->iterator = iterator;
  return self;
}

static GcoreObject *
filterfalse_next (GcoreObject *self)
{
  GcoreObject *function = FILTER_FALSE (self)->function;
  bool itself = function == GCORE_NONE || function == GCORE_OBJECT (GCORE_TYPE (BOOL));
  for (;;)
    {
      GcoreObject *item = gcore_itertools_next (FILTER_FALSE (self)->iterator);
      if (item == NULL)
        return NULL;
      int truth = itself ? gcore_object_is_true (item) : ask (function, item);
      if (truth == 0)
        return item;
      gcore_decref (item);
      if (truth < 0)
        return NULL;
    }
}

const GcoreType gcore_filterfalse_template = {
  GCORE_ITERTOOLS_SLOTS ("filterfalse", filterfalse, sizeof (FilterFalse)),
  .methods = gcore_itertools_pair_methods,
  .doc = "Return those items of iterable for which function(item) is false.\n\nIf function is None, return the items "
         "that are false.",
};

/* --- islice ------------------------------------------------------------------------------------------------------- */

typedef struct
{
  GcoreObject base;
  GcoreObject *iterator; /* NULL once exhausted */
  intptr_t next, stop;   /* indexes; stop -1: none */
  intptr_t step;
  intptr_t index;        /* how many items have been taken from the iterator */
} Islice;
#define ISLICE(object) ((Islice *) (void *) (object))

GCORE_ITERTOOLS_OWNED (islice, 1, (void) 0)

/* Reads a bound that may be None (then *VALUE stays as it is). */
static bool
read_bound (GcoreObject *arg, intptr_t *value, intptr_t least, const char *message)
{
  if (arg == NULL || arg == GCORE_NONE)
    return true;
  intptr_t number = gcore_number_as_ssize (arg, GCORE_EXC (OverflowError));
  if (number == -1 && gcore_err_occurred () != NULL)
    gcore_err_clear ();
  if (number >= least)
    {
      *value = number;
      return true;
    }
  gcore_err_set_string (GCORE_EXC (ValueError), message);
  return false;
}

static GcoreObject *
islice_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const indices
    = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
  GcoreObject *iterable, *a, *b = NULL, *c = NULL;
  if (!gcore_itertools_no_keywords (type, GCORE_TYPE (ISLICE), "islice", kwargs)
      || !gcore_arg_unpack_tuple (args, "islice", 2, 4, &iterable, &a, &b, &c))
    return NULL;
  intptr_t start = 0, stop = -1, step = 1;
  bool fine = GCORE_TUPLE_SIZE (args) == 2
                ? read_bound (a, &stop, 0,
                              "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
                : read_bound (b, &stop, 0,
                              "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
                    && read_bound (a, &start, 0, indices);
  if (!fine || !read_bound (c, &step, 1, "Step for islice() must be a positive integer or None."))
    return NULL;
  GcoreObject *iterator = gcore_object_get_iter (iterable);
  GcoreObject *self = iterator != NULL ? type->alloc (type, 0) : NULL;
  if (self == NULL)
    {
      gcore_xdecref (iterator);
      return NULL;
    }
  ISLICE (self)->iterator = iterator;
  ISLICE (self)->next = start;
  ISLICE (self)->stop = stop;
  ISLICE (self)->step = step;
  return self;
}

static GcoreObject *
islice_next (GcoreObject *object)
{
  Islice *self = ISLICE (object);
  if (self->iterator == NULL)
    return NULL;
  /* What lies before the start is skipped even if the stop comes first. */
  for (GcoreObject *item; self->index < self->next; self->index++)
    {
      item = gcore_itertools_next (self->iterator);
      if (item == NULL)
        goto end;
      gcore_decref (item);
    }
  if (self->stop != -1 && self->index >= self->stop)
    goto end;
  GcoreObject *item = gcore_itertools_next (self->iterator);
  if (item == NULL)
    goto end;
  self->index++;
  if (__builtin_add_overflow (self->next, self->step, &self->next)
      || (self->stop != -1 && self->next > self->stop))
    self->next = self->stop != -1 ? self->stop : INTPTR_MAX;
  return item;
end:
  GCORE_CLEAR (self->iterator);
  return NULL;
}

const GcoreType gcore_islice_template = {
  GCORE_ITERTOOLS_SLOTS ("islice", islice, sizeof (Islice)),
  .doc = "islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> islice object\n\nReturn an "
         "iterator whose next() method returns selected values from an\niterable, as a slice does from a list.",
};
