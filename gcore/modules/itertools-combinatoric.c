/* SPDX-License-Identifier: MIT */
/* itertools: product, permutations, combinations, combinations_with_replacement.
 *
 * All four choose from pools by indexes, and step those to the next choice in lexicographic order. */
#include "gcore/modules/itertools-private.h"

typedef struct
{
  GcoreObject base;
  GcoreObject *pool;   /* tuple of items; product: tuple of such tuples */
  GcoreObject *result; /* the tuple handed out last, NULL before the first; changed in place when nobody kept it */
  intptr_t *indexes;   /* which item of the pool stands at each place; permutations: all items, the chosen ones first */
  bool stopped;
  intptr_t n_places;   /* product has it from its pool, and ends here */
  intptr_t *cycles;    /* permutations: how many changes of each place are left; the others end here */
} Choice;

_Static_assert (offsetof (Choice, n_places) == 48 && offsetof (Choice, cycles) == 56 && sizeof (Choice) == 64,
                "sizes a program sees");

#define CHOICE(object) ((Choice *) (void *) (object))

GCORE_ITERTOOLS_OWNED (choice, 2, gcore_mem_free (CHOICE (self)->indexes))
GCORE_ITERTOOLS_OWNED (permutations, 2,
                       (gcore_mem_free (CHOICE (self)->indexes), gcore_mem_free (CHOICE (self)->cycles)))
#define combinations_dealloc choice_dealloc
#define combinations_traverse choice_traverse
#define cwr_dealloc choice_dealloc
#define cwr_traverse choice_traverse
#define product_dealloc choice_dealloc
#define product_traverse choice_traverse

static intptr_t *
new_zeros (intptr_t n)
{
  intptr_t *zeros = n <= INTPTR_MAX / (intptr_t) sizeof *zeros ? gcore_mem_alloc0 ((size_t) n * sizeof *zeros) : NULL;
  if (zeros == NULL)
    gcore_err_no_memory ();
  return zeros;
}

/* New object with room for N_INDEXES zeros. POOL is stolen, on failure too; it may be NULL. */
static GcoreObject *
choice_new (GcoreType *type, GcoreObject *pool, intptr_t n_indexes)
{
  GcoreObject *self = pool != NULL ? type->alloc (type, 0) : NULL;
  if (self == NULL)
    {
      gcore_xdecref (pool);
      return NULL;
    }
  CHOICE (self)->pool = pool;
  CHOICE (self)->indexes = new_zeros (n_indexes);
  if (CHOICE (self)->indexes == NULL)
    GCORE_CLEAR (self);
  return self;
}

/* The tuple to write the next choice into: the last one if nobody else has it, else a copy, which becomes the last one.
 * Borrowed, or NULL with an exception set. */
static GcoreObject *
writable_result (Choice *self)
{
  if (self->result->refcount == 1)
    {
      if (!gcore_gc_is_tracked (self->result))
        gcore_gc_track (self->result);
      return self->result;
    }
  GcoreObject *copy = gcore_tuple_from_array (GCORE_TUPLE_ITEMS (self->result), GCORE_TUPLE_SIZE (self->result));
  if (copy != NULL)
    GCORE_SETREF (self->result, copy);
  return copy;
}

/* Makes the first result of all but product: for each place the item its index says. New reference. */
static GcoreObject *
first_result (Choice *self)
{
  self->result = gcore_tuple_new (self->n_places);
  for (intptr_t i = 0; self->result != NULL && i < self->n_places; i++)
    GCORE_TUPLE_SET_ITEM (self->result, i, gcore_newref (GCORE_TUPLE_ITEM (self->pool, self->indexes[i])));
  return gcore_xnewref (self->result);
}

GCORE_INLINE void
place (GcoreObject *result, intptr_t i, GcoreObject *pool, intptr_t index)
{
  GCORE_SETREF (GCORE_TUPLE_ITEM (result, i), gcore_newref (GCORE_TUPLE_ITEM (pool, index)));
}

static GcoreObject *
stop (Choice *self)
{
  self->stopped = true;
  return NULL;
}

/* --- product ------------------------------------------------------------------------------------------------------ */

/* REPEAT times the tuples of the iterables. */
static GcoreObject *
product_pools (GcoreObject *args, intptr_t n_pools)
{
  intptr_t n_args = GCORE_TUPLE_SIZE (args);
  GcoreObject *pools = gcore_tuple_new (n_pools);
  for (intptr_t i = 0; pools != NULL && i < n_pools; i++)
    {
      GcoreObject *pool = i < n_args ? gcore_sequence_tuple (GCORE_TUPLE_ITEM (args, i))
                                     : gcore_newref (GCORE_TUPLE_ITEM (pools, i - n_args));
      if (pool != NULL)
        GCORE_TUPLE_SET_ITEM (pools, i, pool);
      else
        GCORE_CLEAR (pools);
    }
  return pools;
}

static GcoreObject *
product_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "repeat", NULL };
  intptr_t repeat = 1, n_pools;
  if (kwargs != NULL
      && !gcore_arg_parse_tuple_and_keywords (GCORE_OBJECTS->empty_tuple, kwargs, "|n:product", keywords, &repeat))
    return NULL;
  if (repeat < 0)
    return gcore_err_format (GCORE_EXC (ValueError), "repeat argument cannot be negative");
  if (__builtin_mul_overflow (GCORE_TUPLE_SIZE (args), repeat, &n_pools))
    return gcore_err_format (GCORE_EXC (OverflowError), "repeat argument too large");
  return choice_new (type, product_pools (args, n_pools), n_pools);
}

static GcoreObject *
product_first (Choice *self)
{
  intptr_t n_places = GCORE_TUPLE_SIZE (self->pool);
  for (intptr_t i = 0; i < n_places; i++)
    if (GCORE_TUPLE_SIZE (GCORE_TUPLE_ITEM (self->pool, i)) == 0)
      return stop (self);
  self->result = gcore_tuple_new (n_places);
  for (intptr_t i = 0; self->result != NULL && i < n_places; i++)
    GCORE_TUPLE_SET_ITEM (self->result, i, gcore_newref (GCORE_TUPLE_ITEM (GCORE_TUPLE_ITEM (self->pool, i), 0)));
  return gcore_xnewref (self->result);
}

static GcoreObject *
product_next (GcoreObject *object)
{
  Choice *self = CHOICE (object);
  if (self->stopped || gcore_err_check_signals () < 0)
    return NULL;
  if (self->result == NULL)
    return product_first (self);
  GcoreObject *result = writable_result (self);
  if (result == NULL)
    return NULL;
  /* As an odometer: the last place turns first, and at its end back to 0 and the one before turns. */
  for (intptr_t i = GCORE_TUPLE_SIZE (self->pool) - 1; i >= 0; i--)
    {
      GcoreObject *pool = GCORE_TUPLE_ITEM (self->pool, i);
      if (++self->indexes[i] == GCORE_TUPLE_SIZE (pool))
        self->indexes[i] = 0;
      place (result, i, pool, self->indexes[i]);
      if (self->indexes[i] > 0)
        return gcore_newref (result);
    }
  return stop (self);
}

/* Bytes of SELF and of N_NUMBERS indexes and cycles. */
static GcoreObject *
size_with (GcoreObject *self, intptr_t n_numbers)
{
  return gcore_int_from_ssize (GCORE_TYPE_OF (self)->basic_size + n_numbers * (intptr_t) sizeof (intptr_t));
}

static GcoreObject *
product_sizeof (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return size_with (self, GCORE_TUPLE_SIZE (CHOICE (self)->pool));
}

static GcoreObject *
choice_sizeof (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return size_with (self, CHOICE (self)->n_places);
}

static GcoreObject *
permutations_sizeof (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return size_with (self, GCORE_TUPLE_SIZE (CHOICE (self)->pool) + CHOICE (self)->n_places);
}

#define SIZEOF_METHODS(prefix)                                                                                         \
  static const GcoreMethodDef prefix##_methods[] = {                                                                   \
    { "__sizeof__", GCORE_FUNC (prefix##_sizeof), GCORE_METH_NOARGS, "Returns size in memory, in bytes." },            \
    { .name = NULL }                                                                                                   \
  };
SIZEOF_METHODS (product)
SIZEOF_METHODS (choice)
SIZEOF_METHODS (permutations)

const GcoreType gcore_product_template = {
  GCORE_ITERTOOLS_SLOTS ("product", product, offsetof (Choice, n_places)),
  .methods = product_methods,
  .doc = "product(*iterables, repeat=1) --> product object\n\nCartesian product of input iterables.  Equivalent to nested "
         "for-loops.",
};

/* --- combinations ------------------------------------------------------------------------------------------------- */

/* Reads (iterable, r) into *POOL (new tuple) and *R. */
static bool
read_pool_and_r (GcoreObject *args, GcoreObject *kwargs, const char *format, GcoreObject **pool, intptr_t *r)
{
  static const char *const keywords[] = { "iterable", "r", NULL };
  GcoreObject *iterable;
  if (!gcore_arg_parse_tuple_and_keywords (args, kwargs, format, keywords, &iterable, r))
    return false;
  *pool = gcore_sequence_tuple (iterable);
  if (*pool == NULL)
    return false;
  if (*r >= 0)
    return true;
  gcore_decref (*pool);
  gcore_err_set_string (GCORE_EXC (ValueError), "r must be non-negative");
  return false;
}

static GcoreObject *
combinations_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *pool;
  intptr_t r;
  if (!read_pool_and_r (args, kwargs, "On:combinations", &pool, &r))
    return NULL;
  bool possible = r <= GCORE_TUPLE_SIZE (pool);
  GcoreObject *self = choice_new (type, pool, r);
  if (self == NULL)
    return NULL;
  CHOICE (self)->n_places = r;
  for (intptr_t i = 0; i < r; i++)
    CHOICE (self)->indexes[i] = i;
  CHOICE (self)->stopped = !possible;
  return self;
}

static GcoreObject *
combinations_next (GcoreObject *object)
{
  Choice *self = CHOICE (object);
  if (self->stopped || gcore_err_check_signals () < 0)
    return NULL;
  if (self->result == NULL)
    return first_result (self);
  GcoreObject *result = writable_result (self);
  if (result == NULL)
    return NULL;
  intptr_t n = GCORE_TUPLE_SIZE (self->pool), r = self->n_places, i = r - 1;
  while (i >= 0 && self->indexes[i] == i + n - r)
    i--;
  if (i < 0)
    return stop (self);
  self->indexes[i]++;
  for (intptr_t j = i + 1; j < r; j++)
    self->indexes[j] = self->indexes[j - 1] + 1;
  for (; i < r; i++)
    place (result, i, self->pool, self->indexes[i]);
  return gcore_newref (result);
}

const GcoreType gcore_combinations_template = {
  GCORE_ITERTOOLS_SLOTS ("combinations", combinations, offsetof (Choice, cycles)),
  .methods = choice_methods,
  .doc = "Return successive r-length combinations of elements in the iterable.\n\ncombinations(range(4), 3) --> (0,1,2), "
         "(0,1,3), (0,2,3), (1,2,3)",
};

/* --- combinations_with_replacement -------------------------------------------------------------------------------- */

static GcoreObject *
cwr_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *pool;
  intptr_t r;
  if (!read_pool_and_r (args, kwargs, "On:combinations_with_replacement", &pool, &r))
    return NULL;
  bool possible = r == 0 || GCORE_TUPLE_SIZE (pool) > 0;
  GcoreObject *self = choice_new (type, pool, r);
  if (self == NULL)
    return NULL;
  CHOICE (self)->n_places = r;
  CHOICE (self)->stopped = !possible;
  return self;
}

static GcoreObject *
cwr_next (GcoreObject *object)
{
  Choice *self = CHOICE (object);
  if (self->stopped || gcore_err_check_signals () < 0)
    return NULL;
  if (self->result == NULL)
    return first_result (self);
  GcoreObject *result = writable_result (self);
  if (result == NULL)
    return NULL;
  intptr_t n = GCORE_TUPLE_SIZE (self->pool), i = self->n_places - 1;
  while (i >= 0 && self->indexes[i] == n - 1)
    i--;
  if (i < 0)
    return stop (self);
  intptr_t index = self->indexes[i] + 1;
  for (; i < self->n_places; i++)
    {
      self->indexes[i] = index;
      place (result, i, self->pool, index);
    }
  return gcore_newref (result);
}

const GcoreType gcore_combinations_with_replacement_template = {
  GCORE_ITERTOOLS_SLOTS ("combinations_with_replacement", cwr, offsetof (Choice, cycles)),
  .methods = choice_methods,
  .doc = "Return successive r-length combinations of elements in the iterable allowing individual elements to have "
         "successive repeats.\n\ncombinations_with_replacement('ABC', 2) --> ('A','A'), ('A','B'), ('A','C'), ('B','B'), "
         "('B','C'), ('C','C')",
};

/* --- permutations ------------------------------------------------------------------------------------------------- */

static GcoreObject *
permutations_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "iterable", "r", NULL };
  GcoreObject *iterable, *length = GCORE_NONE;
  if (!gcore_arg_parse_tuple_and_keywords (args, kwargs, "O|O:permutations", keywords, &iterable, &length))
    return NULL;
  GcoreObject *pool = gcore_sequence_tuple (iterable);
  if (pool == NULL)
    return NULL;
  intptr_t n = GCORE_TUPLE_SIZE (pool), r = n;
  if (length != GCORE_NONE)
    {
      r = gcore_is_int (length) ? gcore_int_as_ssize (length) : -1;
      if (!gcore_is_int (length))
        gcore_err_set_string (GCORE_EXC (TypeError), "Expected int as r");
      else if (r < 0 && gcore_err_occurred () == NULL)
        gcore_err_set_string (GCORE_EXC (ValueError), "r must be non-negative");
      if (r < 0)
        {
          gcore_decref (pool);
          return NULL;
        }
    }
  GcoreObject *self = choice_new (type, pool, n);
  if (self == NULL)
    return NULL;
  CHOICE (self)->n_places = r;
  CHOICE (self)->cycles = new_zeros (r);
  if (CHOICE (self)->cycles == NULL)
    {
      gcore_decref (self);
      return NULL;
    }
  for (intptr_t i = 0; i < n; i++)
    CHOICE (self)->indexes[i] = i;
  for (intptr_t i = 0; i < r; i++)
    CHOICE (self)->cycles[i] = n - i;
  CHOICE (self)->stopped = r > n;
  return self;
}

/* Moves the index at place I behind all others. */
static void
move_to_end (intptr_t *indexes, intptr_t i, intptr_t n)
{
  intptr_t index = indexes[i];
  memmove (&indexes[i], &indexes[i + 1], (size_t) (n - i - 1) * sizeof (intptr_t));
  indexes[n - 1] = index;
}

static GcoreObject *
permutations_next (GcoreObject *object)
{
  Choice *self = CHOICE (object);
  if (self->stopped || gcore_err_check_signals () < 0)
    return NULL;
  if (self->result == NULL)
    return first_result (self);
  intptr_t n = GCORE_TUPLE_SIZE (self->pool), r = self->n_places;
  GcoreObject *result = n > 0 ? writable_result (self) : NULL;
  if (result == NULL)
    return n > 0 ? NULL : stop (self);
  for (intptr_t i = r - 1; i >= 0; i--)
    {
      if (--self->cycles[i] == 0)
        {
          move_to_end (self->indexes, i, n);
          self->cycles[i] = n - i;
          continue;
        }
      intptr_t j = n - self->cycles[i], index = self->indexes[i];
      self->indexes[i] = self->indexes[j];
      self->indexes[j] = index;
      for (; i < r; i++)
        place (result, i, self->pool, self->indexes[i]);
      return gcore_newref (result);
    }
  return stop (self);
}

const GcoreType gcore_permutations_template = {
  GCORE_ITERTOOLS_SLOTS ("permutations", permutations, sizeof (Choice)),
  .methods = permutations_methods,
  .doc = "Return successive r-length permutations of elements in the iterable.\n\npermutations(range(3), 2) --> (0,1), "
         "(0,2), (1,0), (1,2), (2,0), (2,1)",
};
