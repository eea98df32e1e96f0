/* SPDX-License-Identifier: MIT */
/* The module _functools: what the module functools (python/functools.py) is built on. */
#include "gcore/modules/functools-private.h"
#include "gcore/modules/modules.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/module.h"
#include "gcore/objects/tuple.h"

static GcoreObject *
reduce (GcoreObject *module GCORE_UNUSED, GcoreObject *args)
{
  GcoreObject *function, *iterable, *value = NULL, *item, *pair = NULL;
  if (!gcore_arg_unpack_tuple (args, "reduce", 2, 3, &function, &iterable, &value))
    return NULL;
  GcoreObject *iterator = gcore_object_get_iter (iterable);
  if (iterator == NULL)
    {
      if (gcore_err_exception_matches (GCORE_EXC (TypeError)))
        gcore_err_set_string (GCORE_EXC (TypeError), "reduce() arg 2 must support iteration");
      return NULL;
    }
  gcore_xincref (value);
  if ((pair = gcore_tuple_new (2)) == NULL)
    goto failed;
  if (value == NULL && (value = gcore_iter_next (iterator)) == NULL && gcore_err_occurred () == NULL)
    gcore_err_set_string (GCORE_EXC (TypeError), "reduce() of empty iterable with no initial value");
  while (value != NULL && (item = gcore_iter_next (iterator)) != NULL)
    {
      /* The tuple of the arguments is used again unless the function has kept it. */
      if (pair->refcount > 1)
        GCORE_SETREF (pair, gcore_tuple_new (2));
      if (pair == NULL)
        {
          gcore_decref (item);
          goto failed;
        }
      gcore_xdecref (GCORE_TUPLE_ITEM (pair, 0));
      GCORE_TUPLE_SET_ITEM (pair, 0, value);
      gcore_xdecref (GCORE_TUPLE_ITEM (pair, 1));
      GCORE_TUPLE_SET_ITEM (pair, 1, item);
      value = gcore_object_call (function, pair, NULL);
    }
  if (gcore_err_occurred () == NULL)
    {
      gcore_decref (pair);
      gcore_decref (iterator);
      return value;
    }
failed:
  gcore_xdecref (value);
  gcore_xdecref (pair);
  gcore_decref (iterator);
  return NULL;
}

static GcoreObject *
cmp_to_key (GcoreObject *module GCORE_UNUSED, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "mycmp", NULL };
  GcoreObject *compare;
  if (!gcore_arg_parse_tuple_and_keywords (args, kwargs, "O:cmp_to_key", keywords, &compare))
    return NULL;
  return gcore_key_wrapper_new (compare);
}

static const GcoreMethodDef methods[] = {
  { "reduce", GCORE_FUNC (reduce), GCORE_METH_VARARGS,
    "reduce(function, iterable[, initial], /) -> value\n\nApplies function to the first two items, then to the result "
    "and the next,\nuntil one value is left." },
  { "cmp_to_key", GCORE_FUNC (cmp_to_key), GCORE_METH_VARARGS | GCORE_METH_KEYWORDS,
    "cmp_to_key($module, /, mycmp)\n--\n\nConvert a cmp= function into a key= function." },
  { NULL, NULL, 0, NULL }
};

static int
init (GcoreObject *module)
{
  if (gcore_module_add_object_ref (module, "partial", GCORE_OBJECT (GCORE_TYPE (PARTIAL))) < 0
      || gcore_module_add_object_ref (module, "_lru_cache_wrapper", GCORE_OBJECT (GCORE_TYPE (CACHE_WRAPPER))) < 0)
    return -1;
  return 0;
}

const GcoreModuleDef gcore_functools_module = {
  .name = "_functools",
  .doc = "Tools that operate on functions.",
  .methods = methods,
  .init = init,
};
