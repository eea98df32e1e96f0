/* SPDX-License-Identifier: MIT */
/* map and filter. */
#include "gcore/objects/containers-private.h"
#include "gcore/objects/iterators.h"
#include "gcore/objects/tuple.h"

#define MAP(object) ((GcoreMap *) (void *) (object))
#define FILTER(object) ((GcoreFilter *) (void *) (object))

/* --- map ---------------------------------------------------------------------------------------------------------- */

static GcoreObject *
make_map (GcoreType *type, GcoreObject *const *args, intptr_t n_args)
{
  if (n_args < 2)
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "map() must have at least two arguments.");
      return NULL;
    }
  GcoreObject *iterators = gcore_make_iterators (args + 1, n_args - 1);
  GcoreObject *self = iterators == NULL ? NULL : type->alloc (type, 0);
  if (self == NULL)
    {
      gcore_xdecref (iterators);
      return NULL;
    }
  MAP (self)->iterators = iterators;
  MAP (self)->function = gcore_newref (args[0]);
  return self;
}

static GcoreObject *
map_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  if ((type == GCORE_TYPE (MAP) || type->init == GCORE_TYPE (MAP)->init) && !gcore_arg_no_keywords ("map", kwargs))
    return NULL;
  return make_map (type, GCORE_TUPLE_ITEMS (args), GCORE_TUPLE_SIZE (args));
}

static GcoreObject *
map_vectorcall (GcoreObject *type, GcoreObject *const *args, size_t n_args, GcoreObject *keyword_names)
{
  if (!gcore_arg_no_keyword_names ("map", keyword_names))
    return NULL;
  return make_map ((GcoreType *) (void *) type, args, GCORE_VECTORCALL_N_ARGS (n_args));
}

static void
map_dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_xdecref (MAP (self)->iterators);
  gcore_xdecref (MAP (self)->function);
  GCORE_TYPE_OF (self)->free_ (self);
}

static int
map_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (MAP (self)->iterators);
  GCORE_VISIT (MAP (self)->function);
  return 0;
}

#define N_ARGUMENTS_IN_PLACE 5

static GcoreObject *
map_next (GcoreObject *object)
{
  GcoreMap *self = MAP (object);
  intptr_t n = GCORE_TUPLE_SIZE (self->iterators), got = 0;
  GcoreObject *in_place[N_ARGUMENTS_IN_PLACE], **args = in_place;
  if (n > N_ARGUMENTS_IN_PLACE)
    {
      args = gcore_mem_alloc ((size_t) n * sizeof args[0]);
      if (args == NULL)
        return gcore_err_no_memory ();
    }
  for (; got < n; got++)
    {
      GcoreObject *iterator = GCORE_TUPLE_ITEM (self->iterators, got);
      args[got] = GCORE_TYPE_OF (iterator)->iter_next (iterator);
      if (args[got] == NULL)
        break;
    }
  GcoreObject *result = got == n ? gcore_object_vectorcall (self->function, args, (size_t) n, NULL) : NULL;
  for (intptr_t i = 0; i < got; i++)
    gcore_decref (args[i]);
  if (args != in_place)
    gcore_mem_free (args);
  return result;
}

static const GcoreMethodDef map_methods[] = {
  GCORE_ITERATOR_REDUCE (map),
  { NULL, NULL, 0, NULL }
};

const GcoreType gcore_map_template = {
  .name = "map",
  .basic_size = sizeof (GcoreMap),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_BASE,
  .dealloc = map_dealloc,
  .traverse = map_traverse,
  .get_attr = gcore_object_generic_get_attr,
  .iter = gcore_object_self_iter,
  .iter_next = map_next,
  .methods = map_methods,
  .doc = "map(func, *iterables) --> map object\n\nMake an iterator that computes the function using arguments "
         "from\neach of the iterables.  Stops when the shortest iterable is exhausted.",
  .new_ = map_new,
  .vectorcall = map_vectorcall,
  .free_ = gcore_gc_del,
};

/* --- filter ------------------------------------------------------------------------------------------------------- */

static GcoreObject *
make_filter (GcoreType *type, GcoreObject *function, GcoreObject *iterable)
{
  GcoreObject *iterator = gcore_object_get_iter (iterable);
  GcoreObject *self = iterator == NULL ? NULL : type->alloc (type, 0);
  if (self == NULL)
    {
      gcore_xdecref (iterator);
      return NULL;
    }
  FILTER (self)->function = gcore_newref (function);
  FILTER (self)->iterator = iterator;
  return self;
}

static GcoreObject *
filter_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *function, *iterable;
  if ((type == GCORE_TYPE (FILTER) || type->init == GCORE_TYPE (FILTER)->init)
      && !gcore_arg_no_keywords ("filter", kwargs))
    return NULL;
  if (!gcore_arg_unpack_tuple (args, "filter", 2, 2, &function, &iterable))
    return NULL;
  return make_filter (type, function, iterable);
}

static GcoreObject *
filter_vectorcall (GcoreObject *type, GcoreObject *const *args, size_t n_args, GcoreObject *keyword_names)
{
  if (!gcore_arg_no_keyword_names ("filter", keyword_names)
      || !gcore_arg_check_positional ("filter", GCORE_VECTORCALL_N_ARGS (n_args), 2, 2))
    return NULL;
  return make_filter ((GcoreType *) (void *) type, args[0], args[1]);
}

static void
filter_dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_xdecref (FILTER (self)->function);
  gcore_xdecref (FILTER (self)->iterator);
  GCORE_TYPE_OF (self)->free_ (self);
}

static int
filter_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (FILTER (self)->iterator);
  GCORE_VISIT (FILTER (self)->function);
  return 0;
}

/* Whether ITEM passes: 1, 0 or -1. */
static int
passes (GcoreFilter *self, GcoreObject *item)
{
  if (self->function == GCORE_NONE || self->function == GCORE_OBJECT (GCORE_TYPE (BOOL)))
    return gcore_object_is_true (item);
  GcoreObject *answer = gcore_object_call_one_arg (self->function, item);
  if (answer == NULL)
    return -1;
  int pass = gcore_object_is_true (answer);
  gcore_decref (answer);
  return pass;
}

static GcoreObject *
filter_next (GcoreObject *object)
{
  GcoreFilter *self = FILTER (object);
  GcoreUnaryFunc iter_next = GCORE_TYPE_OF (self->iterator)->iter_next;
  GcoreObject *item;
  while ((item = iter_next (self->iterator)) != NULL)
    {
      int pass = passes (self, item);
      if (pass > 0)
        return item;
      gcore_decref (item);
      if (pass < 0)
        return NULL;
    }
  return NULL;
}

static const GcoreMethodDef filter_methods[] = {
  GCORE_ITERATOR_REDUCE (filter),
  { NULL, NULL, 0, NULL }
};

const GcoreType gcore_filter_template = {
  .name = "filter",
  .basic_size = sizeof (GcoreFilter),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_BASE,
  .dealloc = filter_dealloc,
  .traverse = filter_traverse,
  .get_attr = gcore_object_generic_get_attr,
  .iter = gcore_object_self_iter,
  .iter_next = filter_next,
  .methods = filter_methods,
  .doc = "filter(function or None, iterable) --> filter object\n\nReturn an iterator yielding those items of "
         "iterable for which function(item)\nis true. If function is None, return the items that are true.",
  .new_ = filter_new,
  .vectorcall = filter_vectorcall,
  .free_ = gcore_gc_del,
};
