/* SPDX-License-Identifier: MIT */
#include "gcore/objects/containers-private.h"
#include "gcore/objects/iterators.h"
#include "gcore/objects/tuple.h"

#define ZIP(object) ((GcoreZip *) (void *) (object))

static GcoreObject *
zip_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "strict", NULL };
  int strict = 0;
  if (kwargs != NULL)
    {
      GcoreObject *none = gcore_tuple_new (0);
      bool parsed = none != NULL && gcore_arg_parse_tuple_and_keywords (none, kwargs, "|$p:zip", keywords, &strict);
      gcore_xdecref (none);
      if (!parsed)
        return NULL;
    }
  GcoreObject *iterators = gcore_make_iterators (GCORE_TUPLE_ITEMS (args), GCORE_TUPLE_SIZE (args));
  if (iterators == NULL)
    return NULL;
  intptr_t n = GCORE_TUPLE_SIZE (iterators);
  GcoreObject *result = gcore_tuple_new (n);
  for (intptr_t i = 0; result != NULL && i < n; i++)
    GCORE_TUPLE_SET_ITEM (result, i, gcore_newref (GCORE_NONE));
  GcoreObject *self = result == NULL ? NULL : type->alloc (type, 0);
  if (self == NULL)
    {
      gcore_decref (iterators);
      gcore_xdecref (result);
      return NULL;
    }
  ZIP (self)->n_iterators = n;
  ZIP (self)->iterators = iterators;
  ZIP (self)->result = result;
  ZIP (self)->strict = strict;
  return self;
}

static void
dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_xdecref (ZIP (self)->iterators);
  gcore_xdecref (ZIP (self)->result);
  GCORE_TYPE_OF (self)->free_ (self);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (ZIP (self)->iterators);
  GCORE_VISIT (ZIP (self)->result);
  return 0;
}

/* An item of iterator I, or NULL. */
static GcoreObject *
next_of (GcoreZip *self, intptr_t i)
{
  GcoreObject *iterator = GCORE_TUPLE_ITEM (self->iterators, i);
  return GCORE_TYPE_OF (iterator)->iter_next (iterator);
}

/* Whether an iterator ended with an exception other than StopIteration, which is cleared. */
static bool
failed (void)
{
  if (!gcore_err_occurred ())
    return false;
  if (!gcore_err_exception_matches (GCORE_EXC (StopIteration)))
    return true;
  gcore_err_clear ();
  return false;
}

static GcoreObject *
wrong_length (intptr_t i, const char *how)
{
  return gcore_err_format (GCORE_EXC (ValueError), "zip() argument %zd is %s than argument%s%zd", i + 1, how,
                           i == 1 ? " " : "s 1-", i);
}

/* Iterator I of a strict zip has ended: so must have all others. Returns NULL. */
static GcoreObject *
end_strictly (GcoreZip *self, intptr_t i)
{
  if (failed ())
    return NULL;
  if (i > 0)
    return wrong_length (i, "shorter");
  for (i = 1; i < self->n_iterators; i++)
    {
      GcoreObject *item = next_of (self, i);
      if (item != NULL)
        {
          gcore_decref (item);
          return wrong_length (i, "longer");
        }
      if (failed ())
        return NULL;
    }
  return NULL;
}

static GcoreObject *
next (GcoreObject *object)
{
  GcoreZip *self = ZIP (object);
  intptr_t n = self->n_iterators;
  if (n == 0)
    return NULL;
  bool again = self->result->refcount == 1; /* nobody kept the last result */
  GcoreObject *result = again ? gcore_newref (self->result) : gcore_tuple_new (n);
  if (result == NULL)
    return NULL;
  for (intptr_t i = 0; i < n; i++)
    {
      GcoreObject *item = next_of (self, i);
      if (item == NULL)
        {
          gcore_decref (result);
          return self->strict ? end_strictly (self, i) : NULL;
        }
      GCORE_SETREF (GCORE_TUPLE_ITEM (result, i), item);
    }
  /* A collection may have untracked it for what it held before. */
  if (again && !gcore_gc_is_tracked (result))
    gcore_gc_track (result);
  return result;
}

static const GcoreMethodDef methods[] = {
  GCORE_ITERATOR_REDUCE (zip),
  GCORE_ITERATOR_SET_STATE (zip),
  { NULL, NULL, 0, NULL }
};

const GcoreType gcore_zip_template = {
  .name = "zip",
  .basic_size = sizeof (GcoreZip),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_BASE,
  .dealloc = dealloc,
  .traverse = traverse,
  .get_attr = gcore_object_generic_get_attr,
  .iter = gcore_object_self_iter,
  .iter_next = next,
  .methods = methods,
  .doc = "zip(*iterables, strict=False) --> Yield tuples until an input is exhausted.\n\n   >>> list(zip('abcdefg', "
         "range(3), range(4)))\n   [('a', 0, 0), ('b', 1, 1), ('c', 2, 2)]\n\nThe zip object yields n-length tuples, "
         "where n is the number of iterables\npassed as positional arguments to zip().  The i-th element in every "
         "tuple\ncomes from the i-th iterable argument to zip().  This continues until the\nshortest argument is "
         "exhausted.\n\nIf strict is true and one of the arguments is exhausted before the others,\nraise a "
         "ValueError.",
  .new_ = zip_new,
  .free_ = gcore_gc_del,
};
