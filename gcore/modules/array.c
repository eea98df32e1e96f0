/* SPDX-License-Identifier: MIT */
/* The module array: the type array.array as a sequence, and its iterator. */
#include "gcore/modules/array.h"

#include "gcore/collector/collector.h"
#include "gcore/memory/memory.h"
#include "gcore/modules/modules.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/bytearray.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/hash.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/module.h"
#include "gcore/objects/object.h"
#include "gcore/objects/slice.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/refcount/weakref.h"

/* --- making ------------------------------------------------------------------------------------------------------- */

GcoreObject *
gcore_array_new (GcoreType *type, const GcoreArrayKind *kind, intptr_t n)
{
  GcoreObject *self = type->alloc (type, 0);
  if (self == NULL)
    return NULL;
  GcoreArray *array = GCORE_ARRAY (self);
  array->kind = kind;
  if (n > 0)
    array->items = n <= INTPTR_MAX / kind->size ? gcore_mem_alloc ((size_t) (n * kind->size)) : NULL;
  if (n > 0 && array->items == NULL)
    {
      gcore_decref (self);
      return gcore_err_no_memory ();
    }
  GCORE_SIZE_OF (array) = array->allocated = n;
  return self;
}

/* Appends what the second argument of array () says. */
static int
fill (GcoreArray *array, GcoreObject *initial)
{
  if (gcore_is_list (initial))
    return gcore_array_extend_by_list (array, initial);
  if (gcore_is_bytes (initial) || gcore_is_bytearray (initial))
    {
      GcoreBuffer buffer;
      if (gcore_object_get_buffer (initial, &buffer, false) < 0)
        return -1;
      int result = gcore_array_extend_by_bytes (array, buffer.data, buffer.n);
      gcore_buffer_release (&buffer);
      return result;
    }
  if (gcore_is_str (initial))
    return gcore_array_extend_by_str (array, initial);
  if (gcore_is_array (initial) && GCORE_ARRAY (initial)->kind != array->kind)
    {
      GcoreObject *list = gcore_array_to_list (GCORE_ARRAY (initial));
      int result = list != NULL ? gcore_array_extend_by_list (array, list) : -1;
      gcore_xdecref (list);
      return result;
    }
  return gcore_array_extend (array, initial);
}

static GcoreObject *
array_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  if (type == GCORE_TYPE (ARRAY) && !gcore_arg_no_keywords ("array.array", kwargs))
    return NULL;
  intptr_t n = GCORE_TUPLE_SIZE (args);
  if (n < 1 || n > 2)
    return gcore_err_format (GCORE_EXC (TypeError), "array() takes at %s %d argument%s (%zd given)",
                             n < 1 ? "least" : "most", n < 1 ? 1 : 2, n < 1 ? "" : "s", n);
  GcoreObject *code = GCORE_TUPLE_ITEM (args, 0), *initial = n > 1 ? GCORE_TUPLE_ITEM (args, 1) : NULL;
  if (!gcore_is_str (code) || GCORE_STR_LENGTH (code) != 1)
    return gcore_err_format (GCORE_EXC (TypeError), "array() argument 1 must be a unicode character, not %s",
                             GCORE_TYPE_OF (code)->name);
  int letter = (int) gcore_str_read_char (code, 0);
  if (initial != NULL && letter != 'u' && gcore_is_str (initial))
    return gcore_err_format (GCORE_EXC (TypeError), "cannot use a str to initialize an array with typecode '%c'",
                             letter);
  if (initial != NULL && letter != 'u' && gcore_is_array (initial) && GCORE_ARRAY (initial)->kind->code == 'u')
    return gcore_err_format (GCORE_EXC (TypeError),
                             "cannot use a unicode array to initialize an array with typecode '%c'", letter);
  const GcoreArrayKind *kind = gcore_array_kind (letter);
  if (kind == NULL)
    return gcore_err_format (GCORE_EXC (ValueError),
                             "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
  /* Of a list or tuple the number of items is known: room for just these. */
  bool sized = initial != NULL && (gcore_is_list (initial) || gcore_is_tuple (initial));
  intptr_t size = sized ? GCORE_SIZE_OF (initial) : 0;
  GcoreObject *self = gcore_array_new (type, kind, size);
  if (self == NULL)
    return NULL;
  GCORE_SIZE_OF (self) = 0;
  if (initial != NULL && fill (GCORE_ARRAY (self), initial) < 0)
    GCORE_CLEAR (self);
  return self;
}

static void
array_dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  if (GCORE_ARRAY (self)->weak_list != NULL)
    gcore_object_clear_weakrefs (self);
  gcore_mem_free (GCORE_ARRAY (self)->items);
  GCORE_TYPE_OF (self)->free_ (self);
}

static int
array_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  return 0;
}

static GcoreObject *
array_repr (GcoreObject *self)
{
  GcoreArray *array = GCORE_ARRAY (self);
  const char *name = gcore_type_short_name (GCORE_TYPE_OF (self));
  if (GCORE_SIZE_OF (self) == 0)
    return gcore_str_from_format ("%s('%c')", name, array->kind->code);
  GcoreObject *items = array->kind->code == 'u' ? gcore_array_to_str (array) : gcore_array_to_list (array);
  if (items == NULL)
    return NULL;
  GcoreObject *result = gcore_str_from_format ("%s('%c', %R)", name, array->kind->code, items);
  gcore_decref (items);
  return result;
}

static GcoreObject *
array_rich_compare (GcoreObject *a, GcoreObject *b, int op)
{
  if (!gcore_is_array (a) || !gcore_is_array (b))
    return gcore_newref (GCORE_NOT_IMPLEMENTED);
  intptr_t n = GCORE_SIZE_OF (a), m = GCORE_SIZE_OF (b);
  if (n != m && (op == GCORE_EQ || op == GCORE_NE))
    return gcore_bool_from_long (op == GCORE_NE);
  for (intptr_t i = 0; i < n && i < m; i++)
    {
      GcoreObject *x = gcore_array_item (GCORE_ARRAY (a), i), *y = gcore_array_item (GCORE_ARRAY (b), i);
      GcoreObject *result = NULL;
      int equal = x != NULL && y != NULL ? gcore_object_rich_compare_bool (x, y, GCORE_EQ) : -1;
      if (equal == 0) /* the first difference decides */
        result = op == GCORE_EQ   ? gcore_newref (GCORE_FALSE)
                 : op == GCORE_NE ? gcore_newref (GCORE_TRUE)
                                  : gcore_object_rich_compare (x, y, op);
      gcore_xdecref (x);
      gcore_xdecref (y);
      if (equal <= 0)
        return result;
    }
  return gcore_return_rich_compare (n, m, op);
}

/* --- as a sequence ------------------------------------------------------------------------------------------------ */

static intptr_t
array_length (GcoreObject *self)
{
  return GCORE_SIZE_OF (self);
}

static GcoreObject *
array_item (GcoreObject *self, intptr_t index)
{
  if (index < 0 || index >= GCORE_SIZE_OF (self))
    return gcore_err_format (GCORE_EXC (IndexError), "array index out of range");
  return gcore_array_item (GCORE_ARRAY (self), index);
}

static int
array_contains (GcoreObject *self, GcoreObject *value)
{
  int equal = 0;
  for (intptr_t i = 0; equal == 0 && i < GCORE_SIZE_OF (self); i++)
    {
      GcoreObject *item = gcore_array_item (GCORE_ARRAY (self), i);
      equal = item != NULL ? gcore_object_rich_compare_bool (item, value, GCORE_EQ) : -1;
      gcore_xdecref (item);
    }
  return equal;
}

static GcoreObject *
array_concat (GcoreObject *a, GcoreObject *b)
{
  if (!gcore_is_array (b))
    return gcore_err_format (GCORE_EXC (TypeError), "can only append array (not \"%.200s\") to array",
                             GCORE_TYPE_OF (b)->name);
  if (GCORE_ARRAY (a)->kind != GCORE_ARRAY (b)->kind)
    {
      gcore_err_bad_argument ();
      return NULL;
    }
  intptr_t n = GCORE_SIZE_OF (a), m = GCORE_SIZE_OF (b), size = GCORE_ARRAY (a)->kind->size;
  GcoreObject *result = gcore_array_new (GCORE_TYPE (ARRAY), GCORE_ARRAY (a)->kind, n + m);
  if (result != NULL && n > 0)
    memcpy (GCORE_ARRAY (result)->items, GCORE_ARRAY (a)->items, (size_t) (n * size));
  if (result != NULL && m > 0)
    memcpy (gcore_array_place (GCORE_ARRAY (result), n), GCORE_ARRAY (b)->items, (size_t) (m * size));
  return result;
}

/* Writes the first N items COUNT - 1 times more behind themselves. */
static void
repeat_items (GcoreArray *array, intptr_t n, intptr_t count)
{
  for (intptr_t i = 1; n > 0 && i < count; i++)
    memcpy (gcore_array_place (array, i * n), array->items, (size_t) (n * array->kind->size));
}

static GcoreObject *
array_repeat (GcoreObject *self, intptr_t count)
{
  intptr_t n = GCORE_SIZE_OF (self), total;
  if (__builtin_mul_overflow (n, count < 0 ? 0 : count, &total))
    return gcore_err_no_memory ();
  GcoreObject *result = gcore_array_new (GCORE_TYPE (ARRAY), GCORE_ARRAY (self)->kind, total);
  if (result != NULL && total > 0)
    {
      memcpy (GCORE_ARRAY (result)->items, GCORE_ARRAY (self)->items, (size_t) (n * GCORE_ARRAY (self)->kind->size));
      repeat_items (GCORE_ARRAY (result), n, count);
    }
  return result;
}

static GcoreObject *
array_inplace_concat (GcoreObject *self, GcoreObject *other)
{
  if (!gcore_is_array (other))
    return gcore_err_format (GCORE_EXC (TypeError), "can only extend with array (not \"%.200s\")",
                             GCORE_TYPE_OF (other)->name);
  return gcore_array_extend (GCORE_ARRAY (self), other) < 0 ? NULL : gcore_newref (self);
}

static GcoreObject *
array_inplace_repeat (GcoreObject *self, intptr_t count)
{
  intptr_t n = GCORE_SIZE_OF (self), total;
  if (__builtin_mul_overflow (n, count < 0 ? 0 : count, &total))
    return gcore_err_no_memory ();
  if (gcore_array_resize (GCORE_ARRAY (self), total) < 0)
    return NULL;
  repeat_items (GCORE_ARRAY (self), n, count);
  return gcore_newref (self);
}

static GcoreObject *
array_subscript (GcoreObject *self, GcoreObject *key)
{
  GcoreArray *array = GCORE_ARRAY (self);
  if (gcore_index_check (key))
    {
      intptr_t index = gcore_number_as_ssize (key, GCORE_EXC (IndexError));
      if (index == -1 && gcore_err_occurred () != NULL)
        return NULL;
      return array_item (self, index < 0 ? index + GCORE_SIZE_OF (self) : index);
    }
  if (!gcore_is_slice (key))
    return gcore_err_format (GCORE_EXC (TypeError), "array indices must be integers");
  intptr_t start, stop, step;
  if (gcore_slice_unpack (key, &start, &stop, &step) < 0)
    return NULL;
  intptr_t n = gcore_slice_adjust_indices (GCORE_SIZE_OF (self), &start, &stop, step);
  GcoreObject *result = gcore_array_new (GCORE_TYPE (ARRAY), array->kind, n);
  for (intptr_t i = 0; result != NULL && i < n; i++)
    memcpy (gcore_array_place (GCORE_ARRAY (result), i), gcore_array_place (array, start + i * step),
            (size_t) array->kind->size);
  return result;
}

/* Removes the N items START, START + STEP, … */
static int
delete_steps (GcoreArray *array, intptr_t start, intptr_t step, intptr_t n)
{
  if (n == 0)
    return 0;
  if (step < 0)
    {
      start += step * (n - 1);
      step = -step;
    }
  intptr_t size = GCORE_SIZE_OF (array), to = start;
  for (intptr_t from = start; from < size; from++)
    if ((from - start) % step != 0 || (from - start) / step >= n)
      memcpy (gcore_array_place (array, to++), gcore_array_place (array, from), (size_t) array->kind->size);
  return gcore_array_resize (array, size - n);
}

/* Puts the items of OTHER, which is not SELF, in the place of a slice. */
static int
assign_slice (GcoreArray *self, GcoreArray *other, intptr_t start, intptr_t stop, intptr_t step, intptr_t n)
{
  intptr_t m = GCORE_SIZE_OF (other), size = self->kind->size, before = GCORE_SIZE_OF (self);
  if (step != 1)
    {
      if (m != n)
        {
          gcore_err_format (GCORE_EXC (ValueError), "attempt to assign array of size %zd to extended slice of size %zd",
                            m, n);
          return -1;
        }
      for (intptr_t i = 0; i < n; i++)
        memcpy (gcore_array_place (self, start + i * step), gcore_array_place (other, i), (size_t) size);
      return 0;
    }
  stop = stop < start ? start : stop;
  if (m < n && gcore_array_delete (self, start + m, stop) < 0)
    return -1;
  if (m > n)
    {
      if (gcore_array_resize (self, before + m - n) < 0)
        return -1;
      memmove (gcore_array_place (self, start + m), gcore_array_place (self, stop), (size_t) ((before - stop) * size));
    }
  if (m > 0)
    memcpy (gcore_array_place (self, start), other->items, (size_t) (m * size));
  return 0;
}

static int
array_assign_slice (GcoreObject *self, GcoreObject *slice, GcoreObject *value)
{
  intptr_t start, stop, step;
  if (gcore_slice_unpack (slice, &start, &stop, &step) < 0)
    return -1;
  intptr_t n = gcore_slice_adjust_indices (GCORE_SIZE_OF (self), &start, &stop, step);
  if (value == NULL)
    return delete_steps (GCORE_ARRAY (self), start, step, n);
  if (!gcore_is_array (value))
    {
      gcore_err_format (GCORE_EXC (TypeError), "can only assign array (not \"%.200s\") to array slice",
                        GCORE_TYPE_OF (value)->name);
      return -1;
    }
  if (GCORE_ARRAY (value)->kind != GCORE_ARRAY (self)->kind)
    {
      gcore_err_bad_argument ();
      return -1;
    }
  GcoreObject *other = value == self ? array_repeat (value, 1) : gcore_newref (value);
  int result = other != NULL ? assign_slice (GCORE_ARRAY (self), GCORE_ARRAY (other), start, stop, step, n) : -1;
  gcore_xdecref (other);
  return result;
}

static int
array_assign_subscript (GcoreObject *self, GcoreObject *key, GcoreObject *value)
{
  if (gcore_is_slice (key))
    return array_assign_slice (self, key, value);
  if (!gcore_index_check (key))
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "array indices must be integers");
      return -1;
    }
  intptr_t index = gcore_number_as_ssize (key, GCORE_EXC (IndexError));
  if (index == -1 && gcore_err_occurred () != NULL)
    return -1;
  if (index < 0)
    index += GCORE_SIZE_OF (self);
  if (index < 0 || index >= GCORE_SIZE_OF (self))
    {
      gcore_err_set_string (GCORE_EXC (IndexError), "array assignment index out of range");
      return -1;
    }
  if (value == NULL)
    return gcore_array_delete (GCORE_ARRAY (self), index, index + 1);
  char item[8];
  if (GCORE_ARRAY (self)->kind->write (item, value) < 0)
    return -1;
  /* Converting may have run code that shortened the array. */
  if (index < GCORE_SIZE_OF (self))
    memcpy (gcore_array_place (GCORE_ARRAY (self), index), item, (size_t) GCORE_ARRAY (self)->kind->size);
  return 0;
}

/* --- the iterator ------------------------------------------------------------------------------------------------- */

typedef struct
{
  GcoreObject base;
  GcoreObject *array; /* owned, NULL once exhausted */
  intptr_t index;
} ArrayIterator;
#define ARRAY_ITERATOR(object) ((ArrayIterator *) (void *) (object))

static GcoreObject *
array_iter (GcoreObject *array)
{
  ArrayIterator *self = gcore_gc_new (GCORE_TYPE (ARRAY_ITERATOR));
  if (self == NULL)
    return NULL;
  self->array = gcore_newref (array);
  self->index = 0;
  gcore_gc_track (self);
  return GCORE_OBJECT (self);
}

static GcoreObject *
iterator_next (GcoreObject *self)
{
  GcoreObject *array = ARRAY_ITERATOR (self)->array;
  if (array == NULL)
    return NULL;
  if (ARRAY_ITERATOR (self)->index < GCORE_SIZE_OF (array))
    return gcore_array_item (GCORE_ARRAY (array), ARRAY_ITERATOR (self)->index++);
  GCORE_CLEAR (ARRAY_ITERATOR (self)->array);
  return NULL;
}

static void
iterator_dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_xdecref (ARRAY_ITERATOR (self)->array);
  gcore_gc_del (self);
}

static int
iterator_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (ARRAY_ITERATOR (self)->array);
  return 0;
}

const GcoreType gcore_array_iterator_template = {
  .name = "array.arrayiterator",
  .basic_size = sizeof (ArrayIterator),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_DISALLOW_NEW,
  .dealloc = iterator_dealloc,
  .traverse = iterator_traverse,
  .get_attr = gcore_object_generic_get_attr,
  .iter = gcore_object_self_iter,
  .iter_next = iterator_next,
  .free_ = gcore_gc_del,
};

/* --- the type and the module -------------------------------------------------------------------------------------- */

static int
array_get_buffer (GcoreObject *self, GcoreBuffer *buffer)
{
  const GcoreArray *array = GCORE_ARRAY (self);
  buffer->data = (uint8_t *) array->items;
  buffer->n = array->base.size * array->kind->size;
  buffer->item_size = array->kind->size;
  buffer->format = array->kind->code == 'u' ? 'w' : array->kind->code;
  GCORE_ARRAY (self)->exports++;
  return 0;
}

static void
array_release_buffer (GcoreObject *self)
{
  GCORE_ARRAY (self)->exports--;
}

const GcoreType gcore_array_template = {
  .name = "array.array",
  .basic_size = sizeof (GcoreArray),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_BASE | GCORE_TYPE_FLAG_SEQUENCE,
  .dealloc = array_dealloc,
  .traverse = array_traverse,
  .repr = array_repr,
  .hash = gcore_object_hash_not_implemented,
  .get_attr = gcore_object_generic_get_attr,
  .rich_compare = array_rich_compare,
  .iter = array_iter,
  .sequence = { .length = array_length,
                .concat = array_concat,
                .repeat = array_repeat,
                .item = array_item,
                .contains = array_contains,
                .inplace_concat = array_inplace_concat,
                .inplace_repeat = array_inplace_repeat },
  .mapping = { .length = array_length, .subscript = array_subscript, .assign_subscript = array_assign_subscript },
  .weaklist_offset = offsetof (GcoreArray, weak_list),
  .get_buffer = array_get_buffer,
  .release_buffer = array_release_buffer,
  .methods = gcore_array_methods,
  .getset = gcore_array_getset,
  .new_ = array_new,
  .free_ = gcore_gc_del,
  .doc = "array(typecode [, initializer]) -> array\n\nNumbers of one C type, stored side by side. The type is said by "
         "a letter: b B h H i I l L q Q\nfor integers, f d for floats, u for characters.",
};

static int
init (GcoreObject *module)
{
  if (gcore_module_add_string_constant (module, "typecodes", "bBuhHiIlLqQfd") < 0
      || gcore_module_add_object_ref (module, "ArrayType", GCORE_OBJECT (GCORE_TYPE (ARRAY))) < 0)
    return -1;
  return gcore_module_add_type (module, GCORE_TYPE (ARRAY));
}

const GcoreModuleDef gcore_array_module = {
  .name = "array",
  .doc = "Arrays of numbers of one C type.",
  .init = init,
};
