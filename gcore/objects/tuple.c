/* SPDX-License-Identifier: MIT */
#include "gcore/objects/tuple.h"

#include <stdarg.h>

#include "gcore/image/fiber.h"
#include "gcore/objects/containers-private.h"
#include "gcore/objects/generic-alias.h"
#include "gcore/objects/iterators.h"
#include "gcore/objects/slice.h"

/* --- creation ----------------------------------------------------------------------------------------------------- */

static GcoreTupleFreelists *
freelists (void)
{
  return &GCORE_OBJECTS->freelists.tuples;
}

/* A tuple of SIZE > 0 items from the freelist or newly allocated, untracked, items undefined. */
static GcoreTuple *
allocate (intptr_t size)
{
  if (size < GCORE_TUPLE_FREELIST_LENGTHS && freelists ()->first[size - 1] != NULL)
    {
      GcoreTuple *tuple = freelists ()->first[size - 1];
      freelists ()->first[size - 1] = (GcoreTuple *) (void *) tuple->items[0];
      freelists ()->count[size - 1]--;
      GCORE_OBJECT (tuple)->refcount = 1;
      gcore_gc_reborn (tuple);
      return tuple;
    }
  if (GCORE_UNLIKELY (size > GCORE_MAX_ITEMS - 8))
    return (GcoreTuple *) (void *) gcore_err_no_memory ();
  return gcore_gc_new_var (GCORE_TYPE (TUPLE), size);
}

static GcoreObject *
empty_tuple (void)
{
  if (GCORE_UNLIKELY (GCORE_OBJECTS->empty_tuple == NULL))
    {
      GCORE_OBJECTS->empty_tuple = gcore_gc_new_var (GCORE_TYPE (TUPLE), 0);
      if (GCORE_OBJECTS->empty_tuple == NULL)
        return NULL;
    }
  return gcore_newref (GCORE_OBJECTS->empty_tuple);
}

GcoreObject *
gcore_tuple_new (intptr_t size)
{
  if (size == 0)
    return empty_tuple ();
  if (GCORE_UNLIKELY (size < 0))
    {
      gcore_err_bad_internal_call ();
      return NULL;
    }
  GcoreTuple *tuple = allocate (size);
  if (tuple == NULL)
    return NULL;
  memset (tuple->items, 0, (size_t) size * sizeof tuple->items[0]);
  gcore_gc_track (GCORE_OBJECT (tuple));
  return GCORE_OBJECT (tuple);
}

GcoreObject *
gcore_tuple_pack (intptr_t n, ...)
{
  if (n == 0)
    return empty_tuple ();
  GcoreTuple *tuple = allocate (n);
  if (tuple == NULL)
    return NULL;
  va_list arguments;
  va_start (arguments, n);
  for (intptr_t i = 0; i < n; i++)
    tuple->items[i] = gcore_newref (va_arg (arguments, void *));
  va_end (arguments);
  gcore_gc_track (GCORE_OBJECT (tuple));
  return GCORE_OBJECT (tuple);
}

GcoreObject *
gcore_tuple_from_array (GcoreObject *const *items, intptr_t n)
{
  if (n == 0)
    return empty_tuple ();
  GcoreTuple *tuple = allocate (n);
  if (tuple == NULL)
    return NULL;
  for (intptr_t i = 0; i < n; i++)
    tuple->items[i] = gcore_newref (items[i]);
  gcore_gc_track (GCORE_OBJECT (tuple));
  return GCORE_OBJECT (tuple);
}

GcoreObject *
gcore_tuple_from_array_steal (GcoreObject *const *items, intptr_t n)
{
  if (n == 0)
    return empty_tuple ();
  GcoreTuple *tuple = allocate (n);
  if (tuple == NULL)
    {
      for (intptr_t i = 0; i < n; i++)
        gcore_decref (items[i]);
      return NULL;
    }
  memcpy (tuple->items, items, (size_t) n * sizeof items[0]);
  gcore_gc_track (GCORE_OBJECT (tuple));
  return GCORE_OBJECT (tuple);
}

int
gcore_tuple_resize (GcoreObject **tuple, intptr_t new_size)
{
  GcoreTuple *old = (GcoreTuple *) (void *) *tuple;
  intptr_t old_size = GCORE_TUPLE_SIZE (old);
  if (old_size == new_size)
    return 0;
  if (old_size == 0 || new_size == 0)
    {
      /* The empty tuple is shared, so it can neither become another nor be made of another. */
      *tuple = gcore_tuple_new (new_size);
      gcore_decref (old);
      return *tuple == NULL ? -1 : 0;
    }
  if (gcore_gc_is_tracked (old))
    gcore_gc_untrack (GCORE_OBJECT (old));
  for (intptr_t i = new_size; i < old_size; i++)
    GCORE_CLEAR (old->items[i]);
  GcoreTuple *resized = gcore_gc_resize (old, new_size);
  if (resized == NULL)
    {
      *tuple = NULL;
      gcore_gc_del (old);
      return -1;
    }
  for (intptr_t i = old_size; i < new_size; i++)
    resized->items[i] = NULL;
  *tuple = GCORE_OBJECT (resized);
  gcore_gc_track (GCORE_OBJECT (resized));
  return 0;
}

static GcoreObject *
subtype_new (GcoreType *type, GcoreObject *iterable)
{
  GcoreObject *items = iterable == NULL ? empty_tuple () : gcore_sequence_tuple (iterable);
  if (items == NULL)
    return NULL;
  intptr_t n = GCORE_TUPLE_SIZE (items);
  GcoreObject *self = type->alloc (type, n);
  if (self != NULL)
    for (intptr_t i = 0; i < n; i++)
      GCORE_TUPLE_SET_ITEM (self, i, gcore_newref (GCORE_TUPLE_ITEM (items, i)));
  gcore_decref (items);
  return self;
}

static GcoreObject *
tuple_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *iterable = NULL;
  if ((type == GCORE_TYPE (TUPLE) || type->init == GCORE_TYPE (TUPLE)->init)
      && !gcore_arg_no_keywords ("tuple", kwargs))
    return NULL;
  if (!gcore_arg_unpack_tuple (args, "tuple", 0, 1, &iterable))
    return NULL;
  if (type != GCORE_TYPE (TUPLE))
    return subtype_new (type, iterable);
  return iterable == NULL ? empty_tuple () : gcore_sequence_tuple (iterable);
}

static GcoreObject *
tuple_vectorcall (GcoreObject *type, GcoreObject *const *args, size_t n_args, GcoreObject *keyword_names)
{
  intptr_t n = GCORE_VECTORCALL_N_ARGS (n_args);
  if (!gcore_arg_no_keyword_names ("tuple", keyword_names) || !gcore_arg_check_positional ("tuple", n, 0, 1))
    return NULL;
  return n == 0 ? empty_tuple () : gcore_sequence_tuple (args[0]);
}

/* --- life --------------------------------------------------------------------------------------------------------- */

/* Puts a dead tuple, its items released, on the freelist of its length; false if it has no place there. */
static bool
park (GcoreTuple *tuple)
{
  intptr_t size = tuple->base.size;
  if (size == 0 || size > GCORE_TUPLE_FREELIST_LENGTHS || GCORE_TYPE_OF (tuple) != GCORE_TYPE (TUPLE)
      || freelists ()->count[size - 1] >= GCORE_TUPLE_FREELIST_MAX)
    return false;
  tuple->items[0] = GCORE_OBJECT (freelists ()->first[size - 1]);
  freelists ()->first[size - 1] = tuple;
  freelists ()->count[size - 1]++;
  return true;
}

static void
dealloc (GcoreObject *self)
{
  GcoreTuple *tuple = (GcoreTuple *) (void *) self;
  if (GCORE_UNLIKELY (self == GCORE_OBJECTS->empty_tuple))
    {
      gcore_object_immortal_dealloc (self);
      return;
    }
  gcore_gc_untrack (self);
  GCORE_TRASHCAN_BEGIN (self, dealloc)
  for (intptr_t i = tuple->base.size - 1; i >= 0; i--)
    gcore_xdecref (tuple->items[i]);
  if (!park (tuple))
    GCORE_TYPE_OF (self)->free_ (self);
  GCORE_TRASHCAN_END
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  return gcore_gc_visit_items (GCORE_TUPLE_ITEMS (self), GCORE_TUPLE_SIZE (self), visit, data);
}

void
gcore_tuple_maybe_untrack (GcoreObject *tuple)
{
  if (!gcore_is_tuple_exact (tuple) || !gcore_gc_is_tracked (tuple))
    return;
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (tuple); i++)
    if (GCORE_TUPLE_ITEM (tuple, i) == NULL || gcore_may_be_tracked (GCORE_TUPLE_ITEM (tuple, i)))
      return;
  gcore_gc_untrack (tuple);
}

/* --- access ------------------------------------------------------------------------------------------------------- */

static intptr_t
length (GcoreObject *self)
{
  return GCORE_TUPLE_SIZE (self);
}

intptr_t
gcore_tuple_size (GcoreObject *object)
{
  if (gcore_is_tuple (object))
    return GCORE_TUPLE_SIZE (object);
  gcore_err_bad_internal_call ();
  return -1;
}

GcoreObject *
gcore_tuple_get_item (GcoreObject *tuple, intptr_t index)
{
  if (!gcore_is_tuple (tuple))
    {
      gcore_err_bad_internal_call ();
      return NULL;
    }
  if (index >= 0 && index < GCORE_TUPLE_SIZE (tuple))
    return GCORE_TUPLE_ITEM (tuple, index);
  gcore_err_set_string (GCORE_EXC (IndexError), "tuple index out of range");
  return NULL;
}

int
gcore_tuple_set_item (GcoreObject *tuple, intptr_t index, GcoreObject *value)
{
  if (!gcore_is_tuple (tuple) || tuple->refcount != 1)
    {
      gcore_xdecref (value);
      gcore_err_bad_internal_call ();
      return -1;
    }
  if (index < 0 || index >= GCORE_TUPLE_SIZE (tuple))
    {
      gcore_xdecref (value);
      gcore_err_set_string (GCORE_EXC (IndexError), "tuple assignment index out of range");
      return -1;
    }
  GCORE_SETREF (GCORE_TUPLE_ITEM (tuple, index), value);
  return 0;
}

static GcoreObject *
item (GcoreObject *self, intptr_t index)
{
  return gcore_xnewref (gcore_tuple_get_item (self, index));
}

GcoreObject *
gcore_tuple_get_slice (GcoreObject *tuple, intptr_t low, intptr_t high)
{
  if (!gcore_is_tuple (tuple))
    {
      gcore_err_bad_internal_call ();
      return NULL;
    }
  intptr_t size = GCORE_TUPLE_SIZE (tuple);
  low = low < 0 ? 0 : low;
  high = high > size ? size : high < low ? low : high;
  if (low == 0 && high == size && gcore_is_tuple_exact (tuple))
    return gcore_newref (tuple);
  return gcore_tuple_from_array (GCORE_TUPLE_ITEMS (tuple) + low, high > low ? high - low : 0);
}

static GcoreObject *
extended_slice (GcoreObject *self, GcoreObject *slice)
{
  intptr_t start, stop, step;
  if (gcore_slice_unpack (slice, &start, &stop, &step) < 0)
    return NULL;
  intptr_t n = gcore_slice_adjust_indices (GCORE_TUPLE_SIZE (self), &start, &stop, step);
  if (n <= 0)
    return empty_tuple ();
  if (start == 0 && step == 1 && n == GCORE_TUPLE_SIZE (self) && gcore_is_tuple_exact (self))
    return gcore_newref (self);
  GcoreTuple *result = allocate (n);
  if (result == NULL)
    return NULL;
  size_t from = (size_t) start;
  for (intptr_t i = 0; i < n; i++, from += (size_t) step)
    result->items[i] = gcore_newref (GCORE_TUPLE_ITEM (self, from));
  gcore_gc_track (GCORE_OBJECT (result));
  return GCORE_OBJECT (result);
}

static GcoreObject *
subscript (GcoreObject *self, GcoreObject *key)
{
  if (gcore_is_slice (key))
    return extended_slice (self, key);
  if (!gcore_index_check (key))
    return gcore_err_format (GCORE_EXC (TypeError), "tuple indices must be integers or slices, not %.200s",
                             GCORE_TYPE_OF (key)->name);
  intptr_t index = gcore_index_from (key);
  if (index == -1 && gcore_err_occurred ())
    return NULL;
  return item (self, index < 0 ? index + GCORE_TUPLE_SIZE (self) : index);
}

static int
contains (GcoreObject *self, GcoreObject *value)
{
  int found = 0;
  for (intptr_t i = 0; found == 0 && i < GCORE_TUPLE_SIZE (self); i++)
    found = gcore_equal (GCORE_TUPLE_ITEM (self, i), value);
  return found;
}

/* --- operators ---------------------------------------------------------------------------------------------------- */

static GcoreObject *
concat (GcoreObject *a, GcoreObject *b)
{
  if (GCORE_TUPLE_SIZE (a) == 0 && gcore_is_tuple_exact (b))
    return gcore_newref (b);
  if (!gcore_is_tuple (b))
    return gcore_err_format (GCORE_EXC (TypeError), "can only concatenate tuple (not \"%.200s\") to tuple",
                             GCORE_TYPE_OF (b)->name);
  intptr_t n_a = GCORE_TUPLE_SIZE (a), n_b = GCORE_TUPLE_SIZE (b);
  if (n_b == 0 && gcore_is_tuple_exact (a))
    return gcore_newref (a);
  if (n_a + n_b == 0)
    return empty_tuple ();
  GcoreTuple *result = allocate (n_a + n_b);
  if (result == NULL)
    return NULL;
  for (intptr_t i = 0; i < n_a; i++)
    result->items[i] = gcore_newref (GCORE_TUPLE_ITEM (a, i));
  for (intptr_t i = 0; i < n_b; i++)
    result->items[n_a + i] = gcore_newref (GCORE_TUPLE_ITEM (b, i));
  gcore_gc_track (GCORE_OBJECT (result));
  return GCORE_OBJECT (result);
}

static GcoreObject *
repeat (GcoreObject *self, intptr_t count)
{
  intptr_t size = GCORE_TUPLE_SIZE (self);
  if ((size == 0 || count == 1) && gcore_is_tuple_exact (self))
    return gcore_newref (self);
  if (size == 0 || count <= 0)
    return empty_tuple ();
  if (size > GCORE_MAX_ITEMS / count)
    return gcore_err_no_memory ();
  GcoreTuple *result = allocate (size * count);
  if (result == NULL)
    return NULL;
  GcoreObject **place = result->items;
  for (intptr_t round = 0; round < count; round++)
    for (intptr_t i = 0; i < size; i++)
      *place++ = gcore_newref (GCORE_TUPLE_ITEM (self, i));
  gcore_gc_track (GCORE_OBJECT (result));
  return GCORE_OBJECT (result);
}

/* Bytes of stack left at which a tuple of tuples of tuples … is too deep to be hashed. The program's own limit of
 * recursion does not count here. */
#define STACK_FOR_HASH (1024 * 1024)

/* The xxHash mixing of the items' hashes: equal to CPython's, since the order of sets of tuples depends on it. */
static intptr_t
hash (GcoreObject *self)
{
  const uint64_t prime_1 = UINT64_C (11400714785074694791), prime_2 = UINT64_C (14029467366897019727),
                 prime_5 = UINT64_C (2870177450012600261);
  uint64_t sum = prime_5;
  intptr_t size = GCORE_TUPLE_SIZE (self);
  if (GCORE_UNLIKELY (gcore_fiber_stack_left () < STACK_FOR_HASH))
    {
      gcore_err_set_string (GCORE_EXC (RecursionError), "maximum recursion depth exceeded while hashing a tuple");
      return -1;
    }
  for (intptr_t i = 0; i < size; i++)
    {
      intptr_t lane = gcore_fast_hash (GCORE_TUPLE_ITEM (self, i));
      if (lane == -1)
        return -1;
      sum += (uint64_t) lane * prime_2;
      sum = sum << 31 | sum >> 33;
      sum *= prime_1;
    }
  sum += (uint64_t) size ^ (prime_5 ^ UINT64_C (3527539));
  return sum == UINT64_MAX ? 1546275796 : (intptr_t) sum;
}

static GcoreObject *
rich_compare (GcoreObject *a, GcoreObject *b, int op)
{
  if (!gcore_is_tuple (a) || !gcore_is_tuple (b))
    GCORE_RETURN_NOT_IMPLEMENTED;
  intptr_t n_a = GCORE_TUPLE_SIZE (a), n_b = GCORE_TUPLE_SIZE (b), i;
  for (i = 0; i < n_a && i < n_b; i++)
    {
      int equal = gcore_equal (GCORE_TUPLE_ITEM (a, i), GCORE_TUPLE_ITEM (b, i));
      if (equal < 0)
        return NULL;
      if (!equal)
        break;
    }
  if (i >= n_a || i >= n_b)
    return gcore_return_rich_compare (n_a, n_b, op);
  if (op == GCORE_EQ)
    GCORE_RETURN_FALSE;
  if (op == GCORE_NE)
    GCORE_RETURN_TRUE;
  return gcore_compare (GCORE_TUPLE_ITEM (a, i), GCORE_TUPLE_ITEM (b, i), op);
}

static GcoreObject **
tuple_items (GcoreVarObject *self)
{
  return ((GcoreTuple *) self)->items;
}

static GcoreObject *
repr (GcoreObject *self)
{
  if (GCORE_TUPLE_SIZE (self) == 0)
    return gcore_str_from_string ("()");
  return gcore_sequence_repr ((GcoreVarObject *) self, "(", GCORE_TUPLE_SIZE (self) == 1 ? ",)" : ")", tuple_items);
}

/* --- methods ------------------------------------------------------------------------------------------------------ */

static GcoreObject *
method_index (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  intptr_t start = 0, stop = INTPTR_MAX, size = GCORE_TUPLE_SIZE (self);
  if (!gcore_arg_check_positional ("index", n_args, 1, 3) || (n_args > 1 && gcore_search_bound (args[1], &start) < 0)
      || (n_args > 2 && gcore_search_bound (args[2], &stop) < 0))
    return NULL;
  start = start < 0 ? (start + size < 0 ? 0 : start + size) : start;
  stop = stop < 0 ? stop + size : stop > size ? size : stop;
  for (intptr_t i = start; i < stop; i++)
    {
      int equal = gcore_equal (GCORE_TUPLE_ITEM (self, i), args[0]);
      if (equal < 0)
        return NULL;
      if (equal)
        return gcore_int_from_ssize (i);
    }
  gcore_err_set_string (GCORE_EXC (ValueError), "tuple.index(x): x not in tuple");
  return NULL;
}

static GcoreObject *
method_count (GcoreObject *self, GcoreObject *value)
{
  intptr_t count = 0;
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (self); i++)
    {
      int equal = gcore_equal (GCORE_TUPLE_ITEM (self, i), value);
      if (equal < 0)
        return NULL;
      count += equal;
    }
  return gcore_int_from_ssize (count);
}

static GcoreObject *
method_getnewargs (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreObject *items = gcore_tuple_from_array (GCORE_TUPLE_ITEMS (self), GCORE_TUPLE_SIZE (self));
  if (items == NULL)
    return NULL;
  GcoreObject *args = gcore_tuple_pack (1, items);
  gcore_decref (items);
  return args;
}

/* --- iterator ----------------------------------------------------------------------------------------------------- */

static GcoreObject *
iter (GcoreObject *self)
{
  GcoreTupleIterator *iterator = gcore_gc_new (GCORE_TYPE (TUPLE_ITERATOR));
  if (iterator == NULL)
    return NULL;
  iterator->index = 0;
  iterator->tuple = gcore_newref (self);
  gcore_gc_track (GCORE_OBJECT (iterator));
  return GCORE_OBJECT (iterator);
}

static void
iterator_dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_xdecref (((GcoreTupleIterator *) (void *) self)->tuple);
  gcore_gc_del (self);
}

static int
iterator_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (((GcoreTupleIterator *) (void *) self)->tuple);
  return 0;
}

static GcoreObject *
iterator_next (GcoreObject *self)
{
  GcoreTupleIterator *iterator = (GcoreTupleIterator *) (void *) self;
  if (iterator->tuple == NULL)
    return NULL;
  if (iterator->index < GCORE_TUPLE_SIZE (iterator->tuple))
    return gcore_newref (iterator->tuple->items[iterator->index++]);
  GCORE_CLEAR (iterator->tuple);
  return NULL;
}

static GcoreObject *
iterator_length_hint (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreTupleIterator *iterator = (GcoreTupleIterator *) (void *) self;
  return gcore_int_from_ssize (iterator->tuple == NULL ? 0 : GCORE_TUPLE_SIZE (iterator->tuple) - iterator->index);
}

/* --- types -------------------------------------------------------------------------------------------------------- */

static const GcoreMethodDef methods[] = {
  { "__getnewargs__", GCORE_FUNC (method_getnewargs), GCORE_METH_NOARGS, NULL },
  { "index", GCORE_FUNC (method_index), GCORE_METH_FASTCALL,
    "Return first index of value.\n\nRaises ValueError if the value is not present." },
  { "count", GCORE_FUNC (method_count), GCORE_METH_O, "Return number of occurrences of value." },
  { "__class_getitem__", GCORE_FUNC (gcore_generic_alias_new), GCORE_METH_O | GCORE_METH_CLASS, "See PEP 585" },
  { NULL, NULL, 0, NULL }
};

const GcoreType gcore_tuple_template = {
  .name = "tuple",
  .basic_size = offsetof (GcoreTuple, items),
  .item_size = sizeof (GcoreObject *),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_BASE | GCORE_TYPE_FLAG_TUPLE | GCORE_TYPE_FLAG_SEQUENCE
           | GCORE_TYPE_FLAG_MATCH_SELF,
  .dealloc = dealloc,
  .traverse = traverse,
  .maybe_untrack = gcore_tuple_maybe_untrack,
  .repr = repr,
  .hash = hash,
  .get_attr = gcore_object_generic_get_attr,
  .rich_compare = rich_compare,
  .iter = iter,
  .sequence = { .length = length, .concat = concat, .repeat = repeat, .item = item, .contains = contains },
  .mapping = { .length = length, .subscript = subscript },
  .methods = methods,
  .doc = "Built-in immutable sequence.\n\nIf no argument is given, the constructor returns an empty tuple.\nIf "
         "iterable is specified the tuple is initialized from iterable's items.\n\nIf the argument is a tuple, the "
         "return value is the same object.",
  .new_ = tuple_new,
  .vectorcall = tuple_vectorcall,
  .free_ = gcore_gc_del,
};

static const GcoreMethodDef iterator_methods[] = {
  { "__length_hint__", GCORE_FUNC (iterator_length_hint), GCORE_METH_NOARGS,
    "Private method returning an estimate of len(list(it))." },
  GCORE_ITERATOR_REDUCE (index),
  GCORE_ITERATOR_SET_STATE (index),
  { NULL, NULL, 0, NULL }
};

const GcoreType gcore_tuple_iterator_template = {
  .name = "tuple_iterator",
  .basic_size = sizeof (GcoreTupleIterator),
  .flags = GCORE_TYPE_FLAG_GC,
  .dealloc = iterator_dealloc,
  .traverse = iterator_traverse,
  .get_attr = gcore_object_generic_get_attr,
  .iter = gcore_object_self_iter,
  .iter_next = iterator_next,
  .methods = iterator_methods,
};
