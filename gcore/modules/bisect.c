/* SPDX-License-Identifier: MIT */
/* The module bisect: places in sorted sequences. */
#include "gcore/modules/modules.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/module.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"

typedef struct
{
  GcoreObject *sequence, *value, *key; /* borrowed; key None: items are compared themselves */
  intptr_t low, high;
} Search;

typedef enum
{
  LEFT,  /* before equal items */
  RIGHT  /* behind them */
} Side;

static bool
parse (GcoreObject *const *args, intptr_t n_args, GcoreObject *names, const char *format, Search *search)
{
  static const char *const keywords[] = { "a", "x", "lo", "hi", "key", NULL };
  GcoreObject *high = GCORE_NONE;
  *search = (Search){ .key = GCORE_NONE, .high = -1 };
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, names, format, keywords, &search->sequence, &search->value,
                                           &search->low, &high, &search->key))
    return false;
  if (high != GCORE_NONE)
    {
      if (!gcore_index_check (high))
        {
          gcore_err_format (GCORE_EXC (TypeError), "argument should be integer or None, not '%.200s'",
                            GCORE_TYPE_OF (high)->name);
          return false;
        }
      search->high = gcore_number_as_ssize (high, GCORE_EXC (OverflowError));
      if (search->high == -1 && gcore_err_occurred () != NULL)
        return false;
    }
  return true;
}

/* Whether the value sought belongs before ITEM (RIGHT) or behind it (LEFT): 1, 0 or -1. ITEM is stolen, NULL passed
 * on. */
static int
compare (const Search *search, GcoreObject *item, Side side)
{
  if (item != NULL && search->key != GCORE_NONE)
    GCORE_SETREF (item, gcore_object_call_one_arg (search->key, item));
  if (item == NULL)
    return -1;
  int result = side == RIGHT ? gcore_object_rich_compare_bool (search->value, item, GCORE_LT)
                             : gcore_object_rich_compare_bool (item, search->value, GCORE_LT);
  gcore_decref (item);
  return result;
}

/* The place, or -1 with an exception set. */
static intptr_t
find (Search *search, Side side)
{
  intptr_t low = search->low, high = search->high;
  if (low < 0)
    {
      gcore_err_set_string (GCORE_EXC (ValueError), "lo must be non-negative");
      return -1;
    }
  if (high == -1)
    {
      high = gcore_sequence_size (search->sequence);
      if (high < 0)
        return -1;
    }
  while (low < high)
    {
      intptr_t middle = low + (high - low) / 2;
      int answer = compare (search, gcore_sequence_get_item (search->sequence, middle), side);
      if (answer < 0)
        return -1;
      if ((answer != 0) == (side == RIGHT))
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

static GcoreObject *
bisect (GcoreObject *const *args, intptr_t n_args, GcoreObject *names, const char *format, Side side)
{
  Search search;
  intptr_t place = parse (args, n_args, names, format, &search) ? find (&search, side) : -1;
  return place < 0 ? NULL : gcore_int_from_ssize (place);
}

static GcoreObject *
bisect_left (GcoreObject *module, GcoreObject *const *args, intptr_t n_args, GcoreObject *names)
{
  return bisect (args, n_args, names, "OO|nO$O:bisect_left", LEFT);
}

static GcoreObject *
bisect_right (GcoreObject *module, GcoreObject *const *args, intptr_t n_args, GcoreObject *names)
{
  return bisect (args, n_args, names, "OO|nO$O:bisect_right", RIGHT);
}

static GcoreObject *
insort (GcoreObject *const *args, intptr_t n_args, GcoreObject *names, const char *format, Side side)
{
  Search search;
  if (!parse (args, n_args, names, format, &search))
    return NULL;
  GcoreObject *item = search.value, *key_of_item = NULL;
  if (search.key != GCORE_NONE)
    {
      key_of_item = gcore_object_call_one_arg (search.key, item);
      if (key_of_item == NULL)
        return NULL;
      search.value = key_of_item;
    }
  intptr_t place = find (&search, side);
  gcore_xdecref (key_of_item);
  if (place < 0)
    return NULL;
  if (gcore_is_list_exact (search.sequence))
    return gcore_list_insert (search.sequence, place, item) < 0 ? NULL : gcore_newref (GCORE_NONE);
  GcoreObject *method = gcore_object_get_attr_string (search.sequence, "insert");
  GcoreObject *index = method != NULL ? gcore_int_from_ssize (place) : NULL;
  GcoreObject *result = index != NULL ? gcore_object_call_function_obj_args (method, index, item, NULL) : NULL;
  gcore_xdecref (method);
  gcore_xdecref (index);
  if (result == NULL)
    return NULL;
  gcore_decref (result);
  return gcore_newref (GCORE_NONE);
}

static GcoreObject *
insort_left (GcoreObject *module, GcoreObject *const *args, intptr_t n_args, GcoreObject *names)
{
  return insort (args, n_args, names, "OO|nO$O:insort_left", LEFT);
}

static GcoreObject *
insort_right (GcoreObject *module, GcoreObject *const *args, intptr_t n_args, GcoreObject *names)
{
  return insort (args, n_args, names, "OO|nO$O:insort_right", RIGHT);
}

#define METHOD(name, doc)                                                                                              \
  { #name, GCORE_FUNC (name), GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS,                                               \
    #name "($module, /, a, x, lo=0, hi=None, *, key=None)\n--\n\n" doc }

static const GcoreMethodDef methods[] = {
  METHOD (bisect_left, "The place in sorted a before which x belongs: behind all items less than x."),
  METHOD (bisect_right, "The place in sorted a before which x belongs: behind all items not greater than x."),
  METHOD (insort_left, "Insert x into sorted a, before the items equal to it."),
  METHOD (insort_right, "Insert x into sorted a, behind the items equal to it."),
  { .name = NULL }
};

/* The short names mean the same functions. */
static int
init (GcoreObject *module)
{
  GcoreObject *right = gcore_object_get_attr_string (module, "bisect_right");
  GcoreObject *insert = right != NULL ? gcore_object_get_attr_string (module, "insort_right") : NULL;
  int result = insert != NULL && gcore_module_add_object_ref (module, "bisect", right) == 0
                   && gcore_module_add_object_ref (module, "insort", insert) == 0
                 ? 0
                 : -1;
  gcore_xdecref (right);
  gcore_xdecref (insert);
  return result;
}

const GcoreModuleDef gcore_bisect_module = {
  .name = "bisect",
  .doc = "Bisection algorithms.",
  .methods = methods,
  .init = init,
};
