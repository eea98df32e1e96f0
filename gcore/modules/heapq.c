/* SPDX-License-Identifier: MIT */
/* The module _heapq: binary heaps in lists. merge, nsmallest and nlargest are written in Python (python/heapq.py).
 *
 * Item i of a heap is not above items 2 i + 1 and 2 i + 2, where "a above b" means b < a; in a max heap, a < b. */
#include "gcore/modules/modules.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/object.h"

typedef enum
{
  MIN_HEAP,
  MAX_HEAP
} Order;

/* Whether A belongs before B: 1, 0 or -1. Both are kept alive. */
static int
before (GcoreObject *a, GcoreObject *b, Order order)
{
  if (order == MAX_HEAP)
    {
      GcoreObject *first = a;
      a = b;
      b = first;
    }
  if (gcore_is_int_exact (a) && gcore_is_int_exact (b) && gcore_int_is_compact (a) && gcore_int_is_compact (b))
    return gcore_int_compact_value (a) < gcore_int_compact_value (b);
  if (gcore_is_float_exact (a) && gcore_is_float_exact (b))
    return GCORE_FLOAT_VALUE (a) < GCORE_FLOAT_VALUE (b);
  gcore_incref (a);
  gcore_incref (b);
  int result = gcore_object_rich_compare_bool (a, b, GCORE_LT);
  gcore_decref (a);
  gcore_decref (b);
  return result;
}

static int
changed_size (GcoreObject *heap, intptr_t size)
{
  if (GCORE_LIKELY (GCORE_LIST_SIZE (heap) == size))
    return 0;
  gcore_err_set_string (GCORE_EXC (RuntimeError), "list changed size during iteration");
  return -1;
}

static void
swap (GcoreObject *heap, intptr_t i, intptr_t j)
{
  GcoreObject *item = GCORE_LIST_ITEM (heap, i);
  GCORE_LIST_ITEM (heap, i) = GCORE_LIST_ITEM (heap, j);
  GCORE_LIST_ITEM (heap, j) = item;
}

/* Moves the item at PLACE towards the root (not beyond TOP) while it belongs before its parent. */
static int
sift_towards_root (GcoreObject *heap, intptr_t top, intptr_t place, Order order)
{
  intptr_t size = GCORE_LIST_SIZE (heap);
  while (place > top)
    {
      intptr_t parent = (place - 1) / 2;
      int above = before (GCORE_LIST_ITEM (heap, place), GCORE_LIST_ITEM (heap, parent), order);
      if (above < 0 || changed_size (heap, size) < 0)
        return -1;
      if (!above)
        break;
      swap (heap, parent, place);
      place = parent;
    }
  return 0;
}

/* Makes a heap of the tree under PLACE, whose two halves are heaps: the item there goes down to a leaf first, and from
 * there up again, which takes fewer comparisons since it mostly belongs near the leaves. */
static int
sift_from (GcoreObject *heap, intptr_t place, Order order)
{
  intptr_t size = GCORE_LIST_SIZE (heap), top = place;
  while (place < size / 2)
    {
      intptr_t child = 2 * place + 1;
      if (child + 1 < size)
        {
          int left = before (GCORE_LIST_ITEM (heap, child), GCORE_LIST_ITEM (heap, child + 1), order);
          if (left < 0 || changed_size (heap, size) < 0)
            return -1;
          child += !left;
        }
      swap (heap, child, place);
      place = child;
    }
  return sift_towards_root (heap, top, place, order);
}

static bool
check_list (const char *name, const char *which, GcoreObject *heap)
{
  if (GCORE_LIKELY (gcore_is_list (heap)))
    return true;
  gcore_arg_bad_argument (name, which, "list", heap);
  return false;
}

static GcoreObject *
push (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("heappush", n_args, 2, 2) || !check_list ("heappush", "argument 1", args[0])
      || gcore_list_append (args[0], args[1]) < 0
      || sift_towards_root (args[0], 0, GCORE_LIST_SIZE (args[0]) - 1, MIN_HEAP) < 0)
    return NULL;
  return gcore_newref (GCORE_NONE);
}

static GcoreObject *
pop (GcoreObject *heap, Order order, const char *name)
{
  if (!check_list (name, "argument", heap))
    return NULL;
  intptr_t size = GCORE_LIST_SIZE (heap);
  if (size == 0)
    return gcore_err_format (GCORE_EXC (IndexError), "index out of range");
  GcoreObject *last = gcore_newref (GCORE_LIST_ITEM (heap, size - 1));
  if (gcore_list_set_slice (heap, size - 1, size, NULL) < 0)
    {
      gcore_decref (last);
      return NULL;
    }
  if (size == 1)
    return last;
  GcoreObject *result = GCORE_LIST_ITEM (heap, 0);
  GCORE_LIST_ITEM (heap, 0) = last;
  if (sift_from (heap, 0, order) == 0)
    return result;
  gcore_decref (result);
  return NULL;
}

static GcoreObject *
replace (GcoreObject *const *args, intptr_t n_args, Order order, const char *name)
{
  if (!gcore_arg_check_positional (name, n_args, 2, 2) || !check_list (name, "argument 1", args[0]))
    return NULL;
  GcoreObject *heap = args[0];
  if (GCORE_LIST_SIZE (heap) == 0)
    return gcore_err_format (GCORE_EXC (IndexError), "index out of range");
  GcoreObject *result = GCORE_LIST_ITEM (heap, 0);
  GCORE_LIST_ITEM (heap, 0) = gcore_newref (args[1]);
  if (sift_from (heap, 0, order) == 0)
    return result;
  gcore_decref (result);
  return NULL;
}

static GcoreObject *
push_pop (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("heappushpop", n_args, 2, 2) || !check_list ("heappushpop", "argument 1", args[0]))
    return NULL;
  GcoreObject *heap = args[0];
  if (GCORE_LIST_SIZE (heap) == 0)
    return gcore_newref (args[1]);
  int below = before (GCORE_LIST_ITEM (heap, 0), args[1], MIN_HEAP);
  if (below < 0)
    return NULL;
  if (!below)
    return gcore_newref (args[1]);
  return replace (args, n_args, MIN_HEAP, "heappushpop");
}

static GcoreObject *
heapify (GcoreObject *heap, Order order, const char *name)
{
  if (!check_list (name, "argument", heap))
    return NULL;
  for (intptr_t i = GCORE_LIST_SIZE (heap) / 2 - 1; i >= 0; i--)
    if (sift_from (heap, i, order) < 0)
      return NULL;
  return gcore_newref (GCORE_NONE);
}

#define ONE(function, name, order)                                                                                     \
  static GcoreObject *name (GcoreObject *module, GcoreObject *heap)                                                    \
  {                                                                                                                    \
    return function (heap, order, #name);                                                                              \
  }
ONE (pop, heappop, MIN_HEAP)
ONE (pop, _heappop_max, MAX_HEAP)
static GcoreObject *
heapify_function (GcoreObject *module, GcoreObject *heap)
{
  return heapify (heap, MIN_HEAP, "heapify");
}
ONE (heapify, _heapify_max, MAX_HEAP)

static GcoreObject *
heapreplace (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  return replace (args, n_args, MIN_HEAP, "heapreplace");
}

static GcoreObject *
_heapreplace_max (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  return replace (args, n_args, MAX_HEAP, "_heapreplace_max");
}

static const GcoreMethodDef methods[] = {
  { "heappush", GCORE_FUNC (push), GCORE_METH_FASTCALL,
    "heappush($module, heap, item, /)\n--\n\nPush item onto heap, maintaining the heap invariant." },
  { "heappushpop", GCORE_FUNC (push_pop), GCORE_METH_FASTCALL,
    "heappushpop($module, heap, item, /)\n--\n\nPush item on the heap, then pop and return the smallest item." },
  { "heappop", GCORE_FUNC (heappop), GCORE_METH_O,
    "heappop($module, heap, /)\n--\n\nPop the smallest item off the heap, maintaining the heap invariant." },
  { "heapreplace", GCORE_FUNC (heapreplace), GCORE_METH_FASTCALL,
    "heapreplace($module, heap, item, /)\n--\n\nPop and return the smallest value, and add the new item." },
  { "heapify", GCORE_FUNC (heapify_function), GCORE_METH_O,
    "heapify($module, heap, /)\n--\n\nTransform list into a heap, in-place, in O(len(heap)) time." },
  { "_heappop_max", GCORE_FUNC (_heappop_max), GCORE_METH_O, "Maxheap variant of heappop." },
  { "_heapify_max", GCORE_FUNC (_heapify_max), GCORE_METH_O, "Maxheap variant of heapify." },
  { "_heapreplace_max", GCORE_FUNC (_heapreplace_max), GCORE_METH_FASTCALL, "Maxheap variant of heapreplace." },
  { .name = NULL }
};

const GcoreModuleDef gcore_heapq_module = {
  .name = "_heapq",
  .doc = "Heap queue algorithm (a.k.a. priority queue).",
  .methods = methods,
};
