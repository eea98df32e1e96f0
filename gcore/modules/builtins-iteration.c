/* SPDX-License-Identifier: MIT */
/* Built-in functions that take iterables. */
#include "gcore/modules/builtins.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/iterators.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

/* Whether the first item whose truth is WANTED exists: 1, 0, -1 with an exception. */
static int
find_truth (GcoreObject *iterable, int wanted)
{
  GcoreObject *iter = gcore_object_get_iter (iterable), *item;
  if (iter == NULL)
    return -1;
  int found = 0;
  while (found == 0 && (item = gcore_iter_next (iter)) != NULL)
    {
      int truth = gcore_object_is_true (item);
      gcore_decref (item);
      found = truth < 0 ? -1 : truth == wanted;
    }
  gcore_decref (iter);
  return found == 0 && gcore_err_occurred () ? -1 : found;
}

static GcoreObject *
all (GcoreObject *module, GcoreObject *iterable)
{
  int found = find_truth (iterable, 0);
  return found < 0 ? NULL : gcore_bool_from_long (!found);
}

static GcoreObject *
any (GcoreObject *module, GcoreObject *iterable)
{
  int found = find_truth (iterable, 1);
  return found < 0 ? NULL : gcore_bool_from_long (found);
}

static GcoreObject *
iter (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("iter", n_args, 1, 2))
    return NULL;
  if (n_args == 1)
    return gcore_object_get_iter (args[0]);
  if (gcore_callable_check (args[0]))
    return gcore_call_iterator_new (args[0], args[1]);
  gcore_err_set_string (GCORE_EXC (TypeError), "iter(v, w): v must be callable");
  return NULL;
}

static GcoreObject *
next (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("next", n_args, 1, 2))
    return NULL;
  if (!gcore_iter_check (args[0]))
    return gcore_err_format (GCORE_EXC (TypeError), "'%.200s' object is not an iterator",
                             GCORE_TYPE_OF (args[0])->name);
  GcoreObject *item = GCORE_TYPE_OF (args[0])->iter_next (args[0]);
  if (item != NULL)
    return item;
  if (n_args == 1)
    {
      if (!gcore_err_occurred ())
        gcore_err_set_none (GCORE_EXC (StopIteration));
      return NULL;
    }
  if (gcore_err_occurred ())
    {
      if (!gcore_err_exception_matches (GCORE_EXC (StopIteration)))
        return NULL;
      gcore_err_clear ();
    }
  return gcore_newref (args[1]);
}

/* --- min and max -------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  int op; /* better than */
  GcoreObject *key;   /* borrowed, NULL: none */
  GcoreObject *best, *best_key; /* owned; best NULL: none so far */
} Choice;

/* Looks at ITEM (stolen). */
static int
consider (Choice *choice, GcoreObject *item)
{
  GcoreObject *key = choice->key != NULL ? gcore_object_call_one_arg (choice->key, item) : gcore_newref (item);
  int better = -1;
  if (key != NULL)
    better = choice->best == NULL ? 1 : gcore_object_rich_compare_bool (key, choice->best_key, choice->op);
  if (better > 0)
    {
      GcoreObject *old = choice->best, *old_key = choice->best_key;
      choice->best = item;
      choice->best_key = key;
      gcore_xdecref (old);
      gcore_xdecref (old_key);
      return 0;
    }
  gcore_decref (item);
  gcore_xdecref (key);
  return better;
}

static GcoreObject *
choose (Choice *choice, GcoreObject *iterable, GcoreObject *default_)
{
  GcoreObject *iterator = gcore_object_get_iter (iterable), *item;
  if (iterator == NULL)
    return NULL;
  int status = 0;
  while (status == 0 && (item = gcore_iter_next (iterator)) != NULL)
    status = consider (choice, item);
  gcore_decref (iterator);
  gcore_xdecref (choice->best_key);
  if (status < 0 || gcore_err_occurred ())
    GCORE_CLEAR (choice->best);
  else if (choice->best == NULL)
    {
      if (default_ == NULL)
        return gcore_err_format (GCORE_EXC (ValueError), "%s() arg is an empty sequence", choice->name);
      return gcore_newref (default_);
    }
  return choice->best;
}

static GcoreObject *
min_max (GcoreObject *args, GcoreObject *kwargs, const char *name, int op)
{
  static const char *const keywords[] = { "key", "default", NULL };
  intptr_t n = GCORE_TUPLE_SIZE (args);
  GcoreObject *key = GCORE_NONE, *default_ = NULL;
  if (n == 0)
    return gcore_err_format (GCORE_EXC (TypeError), "%s expected at least 1 argument, got 0", name);
  if (kwargs != NULL
      && !gcore_arg_parse_tuple_and_keywords (GCORE_OBJECTS->empty_tuple, kwargs, op == GCORE_LT ? "|$OO:min" : "|$OO:max",
                                              keywords, &key, &default_))
    return NULL;
  if (n > 1 && default_ != NULL)
    return gcore_err_format (GCORE_EXC (TypeError),
                             "Cannot specify a default for %s() with multiple positional arguments", name);
  Choice choice = { name, op, key != GCORE_NONE ? key : NULL, NULL, NULL };
  return choose (&choice, n > 1 ? args : GCORE_TUPLE_ITEM (args, 0), default_);
}

static GcoreObject *
min (GcoreObject *module, GcoreObject *args, GcoreObject *kwargs)
{
  return min_max (args, kwargs, "min", GCORE_LT);
}

static GcoreObject *
max (GcoreObject *module, GcoreObject *args, GcoreObject *kwargs)
{
  return min_max (args, kwargs, "max", GCORE_GT);
}

static GcoreObject *
sorted (GcoreObject *module, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  if (!gcore_arg_check_positional ("sorted", n_args, 1, 1))
    return NULL;
  GcoreObject *list = gcore_sequence_list (args[0]);
  if (list == NULL)
    return NULL;
  GcoreObject *sort = gcore_object_get_attr_string (list, "sort"), *none = NULL;
  if (sort != NULL)
    none = gcore_object_vectorcall (sort, args + 1, (size_t) n_args - 1, keyword_names);
  gcore_xdecref (sort);
  if (none == NULL)
    GCORE_CLEAR (list);
  gcore_xdecref (none);
  return list;
}

const GcoreMethodDef gcore_builtins_iteration_functions[] = {
  { "all", GCORE_FUNC (all), GCORE_METH_O, "Return True if bool(x) is True for all values x in the iterable." },
  { "any", GCORE_FUNC (any), GCORE_METH_O, "Return True if bool(x) is True for any x in the iterable." },
  { "iter", GCORE_FUNC (iter), GCORE_METH_FASTCALL, "iter(iterable) -> iterator" },
  { "max", GCORE_FUNC (max), GCORE_METH_VARARGS | GCORE_METH_KEYWORDS,
    "max(iterable, *[, default=obj, key=func]) -> value" },
  { "min", GCORE_FUNC (min), GCORE_METH_VARARGS | GCORE_METH_KEYWORDS,
    "min(iterable, *[, default=obj, key=func]) -> value" },
  { "next", GCORE_FUNC (next), GCORE_METH_FASTCALL, "next(iterator[, default])" },
  { "sorted", GCORE_FUNC (sorted), GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS,
    "Return a new list containing all items from the iterable in ascending order." },
  { NULL },
};
