/* SPDX-License-Identifier: MIT */
/* list.sort: which comparison to use, calling the key function, and detecting that the list is changed meanwhile. */
#include "gcore/objects/list-sort.h"

#include "gcore/objects/float.h"
#include "gcore/objects/list-private.h"
#include "gcore/objects/tuple.h"

/* --- comparing ---------------------------------------------------------------------------------------------------- */

static int
any_less (GcoreSort *sort GCORE_UNUSED, GcoreObject *a, GcoreObject *b)
{
  return gcore_object_rich_compare_bool (a, b, GCORE_LT);
}

/* Keys of one type, whose comparison is known. A comparison may change the type of a key. */
static int
same_type_less (GcoreSort *sort, GcoreObject *a, GcoreObject *b)
{
  if (GCORE_TYPE_OF (a)->rich_compare != sort->rich_compare || GCORE_TYPE_OF (b) != GCORE_TYPE_OF (a))
    return any_less (sort, a, b);
  GcoreObject *result = sort->rich_compare (a, b, GCORE_LT);
  if (result == GCORE_NOT_IMPLEMENTED)
    {
      gcore_decref (result);
      return any_less (sort, a, b);
    }
  if (result == NULL)
    return -1;
  int less = gcore_object_is_true (result);
  gcore_decref (result);
  return less;
}

static int
str_less (GcoreSort *sort GCORE_UNUSED, GcoreObject *a, GcoreObject *b)
{
  return gcore_str_compare (a, b) < 0;
}

static int
ascii_str_less (GcoreSort *sort GCORE_UNUSED, GcoreObject *a, GcoreObject *b)
{
  const uint8_t *a_text = (const uint8_t *) (GCORE_STR (a) + 1), *b_text = (const uint8_t *) (GCORE_STR (b) + 1);
  if (*a_text != *b_text)
    return *a_text < *b_text;
  size_t n_a = (size_t) GCORE_STR_LENGTH (a), n_b = (size_t) GCORE_STR_LENGTH (b);
  int difference = memcmp (a_text, b_text, n_a < n_b ? n_a : n_b);
  return difference != 0 ? difference < 0 : n_a < n_b;
}

static int
compact_int_less (GcoreSort *sort GCORE_UNUSED, GcoreObject *a, GcoreObject *b)
{
  return gcore_int_compact_value (a) < gcore_int_compact_value (b);
}

static int
float_less (GcoreSort *sort GCORE_UNUSED, GcoreObject *a, GcoreObject *b)
{
  return GCORE_FLOAT_VALUE (a) < GCORE_FLOAT_VALUE (b);
}

/* Tuples whose first items are of one type. */
static int
tuple_less (GcoreSort *sort, GcoreObject *a, GcoreObject *b)
{
  intptr_t n_a = GCORE_TUPLE_SIZE (a), n_b = GCORE_TUPLE_SIZE (b), i;
  for (i = 0; i < n_a && i < n_b; i++)
    {
      int equal = gcore_equal (GCORE_TUPLE_ITEM (a, i), GCORE_TUPLE_ITEM (b, i));
      if (equal < 0)
        return -1;
      if (!equal)
        break;
    }
  if (i >= n_a || i >= n_b)
    return n_a < n_b;
  if (i == 0)
    return sort->first_item_less (sort, GCORE_TUPLE_ITEM (a, 0), GCORE_TUPLE_ITEM (b, 0));
  return gcore_object_rich_compare_bool (GCORE_TUPLE_ITEM (a, i), GCORE_TUPLE_ITEM (b, i), GCORE_LT);
}

/* --- choosing the comparison -------------------------------------------------------------------------------------- */

/* The comparison for keys all of TYPE; SIMPLE: all are ints of machine size, or ASCII strings. */
static GcoreSortLess
less_for_type (GcoreSort *sort, GcoreType *type, bool simple)
{
  if (type == GCORE_TYPE (STR))
    return simple ? ascii_str_less : str_less;
  if (type == GCORE_TYPE (INT) && simple)
    return compact_int_less;
  if (type == GCORE_TYPE (FLOAT))
    return float_less;
  sort->rich_compare = type->rich_compare;
  return sort->rich_compare != NULL ? same_type_less : any_less;
}

static bool
is_filled_tuple (GcoreObject *key)
{
  return gcore_is_tuple_exact (key) && GCORE_TUPLE_SIZE (key) > 0;
}

static void
choose_comparison (GcoreSort *sort, GcoreObject *const *keys, intptr_t n)
{
  bool tuples = is_filled_tuple (keys[0]), same = true, simple = true;
  GcoreType *type = GCORE_TYPE_OF (tuples ? GCORE_TUPLE_ITEM (keys[0], 0) : keys[0]);
  for (intptr_t i = 0; i < n && (same || tuples); i++)
    {
      if (tuples && !is_filled_tuple (keys[i]))
        {
          tuples = same = false;
          break;
        }
      GcoreObject *key = tuples ? GCORE_TUPLE_ITEM (keys[i], 0) : keys[i];
      if (GCORE_TYPE_OF (key) != type)
        same = false;
      else if (simple && type == GCORE_TYPE (INT))
        simple = gcore_int_is_compact (key);
      else if (simple && type == GCORE_TYPE (STR))
        simple = GCORE_STR_IS_ASCII (key);
    }
  sort->less = same ? less_for_type (sort, type, simple) : any_less;
  if (tuples)
    {
      sort->first_item_less = type == GCORE_TYPE (TUPLE) ? any_less : sort->less;
      sort->less = tuple_less;
    }
}

/* --- sorting a list ----------------------------------------------------------------------------------------------- */

/* The keys of N items, from FUNCTION: a block of new references, or NULL with an error. */
static GcoreObject **
make_keys (GcoreObject *function, GcoreObject *const *items, intptr_t n)
{
  GcoreObject **keys = gcore_mem_alloc ((size_t) n * sizeof keys[0]);
  if (keys == NULL)
    {
      gcore_err_no_memory ();
      return NULL;
    }
  for (intptr_t i = 0; i < n; i++)
    {
      keys[i] = gcore_object_call_one_arg (function, items[i]);
      if (keys[i] == NULL)
        {
          while (--i >= 0)
            gcore_decref (keys[i]);
          gcore_mem_free (keys);
          return NULL;
        }
    }
  return keys;
}

/* Sorts N > 1 items by KEYS, which may be the items. 0 or -1. */
static int
sort_by_keys (GcoreObject **keys, GcoreObject **items, intptr_t n)
{
  GcoreSort sort;
  choose_comparison (&sort, keys, n);
  if (n >= GCORE_SORT_NUMBERS_MIN && (sort.less == compact_int_less || sort.less == float_less)
      && gcore_sort_numbers (keys, items, n))
    return 0;
  return gcore_sort_run (&sort, keys, keys != items ? items : NULL, n);
}

static int
sort_items (GcoreObject **items, intptr_t n, GcoreObject *function, bool reverse)
{
  GcoreObject **keys = items;
  if (function != NULL && n > 0)
    {
      keys = make_keys (function, items, n);
      if (keys == NULL)
        return -1;
    }
  /* Reversing before and after keeps equal items in order. */
  if (reverse && keys != items)
    gcore_reverse_items (keys, n);
  if (reverse)
    gcore_reverse_items (items, n);
  int result = n > 1 ? sort_by_keys (keys, items, n) : 0;
  if (reverse)
    gcore_reverse_items (items, n);
  if (keys != items)
    {
      for (intptr_t i = 0; i < n; i++)
        gcore_decref (keys[i]);
      gcore_mem_free (keys);
    }
  return result;
}

int
gcore_list_sort_by (GcoreList *list, GcoreObject *key, bool reverse)
{
  /* The items are taken away for the time, so that comparisons can do no harm to them. */
  GcoreObject **items = list->items;
  intptr_t n = list->base.size, allocated = list->allocated;
  list->items = NULL;
  list->base.size = 0;
  list->allocated = -1;
  int result = sort_items (items, n, key, reverse);
  if (list->allocated != -1 && result == 0)
    {
      gcore_err_set_string (GCORE_EXC (ValueError), "list modified during sort");
      result = -1;
    }
  GcoreObject **added = list->items;
  intptr_t n_added = list->base.size;
  list->items = items;
  list->base.size = n;
  list->allocated = allocated;
  if (added != NULL)
    {
      while (--n_added >= 0)
        gcore_xdecref (added[n_added]);
      gcore_mem_free (added);
    }
  return result;
}

int
gcore_list_sort (GcoreObject *list)
{
  if (!gcore_is_list (list))
    {
      gcore_err_bad_internal_call ();
      return -1;
    }
  return gcore_list_sort_by ((GcoreList *) (void *) list, NULL, false);
}
