/* SPDX-License-Identifier: MIT */
/* deque: methods and sequence operators. */
#include "gcore/modules/collections-private.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/containers-private.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/generic-alias.h"
#include "gcore/objects/int.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"

#define DEQUE(object) GCORE_DEQUE (object)

static GcoreObject *
none_or_null (int result)
{
  return result < 0 ? NULL : gcore_newref (GCORE_NONE);
}

/* --- at the ends -------------------------------------------------------------------------------------------------- */

static GcoreObject *
method_append (GcoreObject *self, GcoreObject *item)
{
  return none_or_null (gcore_deque_append (DEQUE (self), gcore_newref (item)));
}

static GcoreObject *
method_appendleft (GcoreObject *self, GcoreObject *item)
{
  return none_or_null (gcore_deque_append_left (DEQUE (self), gcore_newref (item)));
}

static GcoreObject *
method_pop (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  if (GCORE_SIZE_OF (self) == 0)
    return gcore_err_format (GCORE_EXC (IndexError), "pop from an empty deque");
  return gcore_deque_take (DEQUE (self));
}

static GcoreObject *
method_popleft (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  if (GCORE_SIZE_OF (self) == 0)
    return gcore_err_format (GCORE_EXC (IndexError), "pop from an empty deque");
  return gcore_deque_take_left (DEQUE (self));
}

static GcoreObject *
method_extend (GcoreObject *self, GcoreObject *iterable)
{
  return none_or_null (gcore_deque_extend (self, iterable, false));
}

static GcoreObject *
method_extendleft (GcoreObject *self, GcoreObject *iterable)
{
  return none_or_null (gcore_deque_extend (self, iterable, true));
}

static GcoreObject *
method_clear (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  gcore_deque_clear (DEQUE (self));
  GCORE_RETURN_NONE;
}

static GcoreObject *
method_rotate (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  intptr_t n = 1;
  if (!gcore_arg_parse_stack (args, n_args, "|n:rotate", &n))
    return NULL;
  return none_or_null (gcore_deque_rotate (DEQUE (self), n));
}

/* --- searching ---------------------------------------------------------------------------------------------------- */

enum { NOT_FOUND = -1, FAILED = -2 };

/* First place from START to STOP of an item equal to VALUE, NOT_FOUND, or FAILED with an error. CHANGED: what to raise if a
 * comparison changes the deque. */
static intptr_t
find (GcoreDeque *self, GcoreObject *value, intptr_t start, intptr_t stop, GcoreObject *changed)
{
  size_t changes = self->changes;
  for (intptr_t i = start; i < stop; i++)
    {
      GcoreObject *item = gcore_newref (*gcore_deque_place (self, i));
      int equal = gcore_equal (item, value);
      gcore_decref (item);
      if (equal < 0)
        return FAILED;
      if (changes != self->changes)
        {
          gcore_err_set_string (changed, "deque mutated during iteration");
          return FAILED;
        }
      if (equal > 0)
        return i;
    }
  return NOT_FOUND;
}

int
gcore_deque_contains (GcoreObject *self, GcoreObject *value)
{
  intptr_t place = find (DEQUE (self), value, 0, GCORE_SIZE_OF (self), GCORE_EXC (RuntimeError));
  return place == FAILED ? -1 : place != NOT_FOUND;
}

static GcoreObject *
method_index (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  intptr_t size = GCORE_SIZE_OF (self), bounds[2] = { 0, size };
  if (!gcore_arg_check_positional ("index", n_args, 1, 3))
    return NULL;
  for (intptr_t i = 1; i < n_args; i++)
    {
      if (gcore_search_bound (args[i], &bounds[i - 1]) < 0)
        return NULL;
      if (bounds[i - 1] < 0)
        bounds[i - 1] = bounds[i - 1] + size < 0 ? 0 : bounds[i - 1] + size;
    }
  intptr_t stop = bounds[1] < size ? bounds[1] : size;
  intptr_t place = find (DEQUE (self), args[0], bounds[0], stop, GCORE_EXC (RuntimeError));
  if (place == NOT_FOUND)
    return gcore_err_format (GCORE_EXC (ValueError), "%R is not in deque", args[0]);
  return place == FAILED ? NULL : gcore_int_from_ssize (place);
}

static GcoreObject *
method_count (GcoreObject *self, GcoreObject *value)
{
  intptr_t count = 0;
  for (intptr_t i = 0; i < GCORE_SIZE_OF (self); i++, count++)
    {
      i = find (DEQUE (self), value, i, GCORE_SIZE_OF (self), GCORE_EXC (RuntimeError));
      if (i == FAILED)
        return NULL;
      if (i == NOT_FOUND)
        break;
    }
  return gcore_int_from_ssize (count);
}

/* --- in the middle ------------------------------------------------------------------------------------------------ */

static GcoreObject *
method_remove (GcoreObject *self, GcoreObject *value)
{
  intptr_t place = find (DEQUE (self), value, 0, GCORE_SIZE_OF (self), GCORE_EXC (IndexError));
  if (place == FAILED)
    return NULL;
  if (place == NOT_FOUND)
    return gcore_err_format (GCORE_EXC (ValueError), "deque.remove(x): x not in deque");
  return none_or_null (gcore_sequence_del_item (self, place));
}

static GcoreObject *
method_insert (GcoreObject *object, GcoreObject *const *args, intptr_t n_args)
{
  GcoreDeque *self = DEQUE (object);
  intptr_t index, size = self->base.size;
  GcoreObject *item;
  if (!gcore_arg_parse_stack (args, n_args, "nO:insert", &index, &item))
    return NULL;
  if (size == self->maxlen)
    return gcore_err_format (GCORE_EXC (IndexError), "deque already at its maximum size");
  if (index >= size)
    return method_append (object, item);
  if (index <= -size || index == 0)
    return method_appendleft (object, item);
  if (gcore_deque_rotate (self, -index) < 0)
    return NULL;
  int result = index < 0 ? gcore_deque_append (self, gcore_newref (item))
                         : gcore_deque_append_left (self, gcore_newref (item));
  return result < 0 ? NULL : none_or_null (gcore_deque_rotate (self, index));
}

static GcoreObject *
method_reverse (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  for (intptr_t i = 0, j = GCORE_SIZE_OF (self) - 1; i < j; i++, j--)
    {
      GcoreObject **a = gcore_deque_place (DEQUE (self), i), **b = gcore_deque_place (DEQUE (self), j), *item = *a;
      *a = *b;
      *b = item;
    }
  GCORE_RETURN_NONE;
}

/* --- sequence operators ------------------------------------------------------------------------------------------- */

GcoreObject *
gcore_deque_concat (GcoreObject *self, GcoreObject *other)
{
  if (!gcore_is_deque (other))
    return gcore_err_format (GCORE_EXC (TypeError), "can only concatenate deque (not \"%.200s\") to deque",
                             GCORE_TYPE_OF (other)->name);
  GcoreObject *result = gcore_deque_copy (self);
  if (result != NULL && gcore_deque_extend (result, other, false) < 0)
    GCORE_CLEAR (result);
  return result;
}

GcoreObject *
gcore_deque_inplace_concat (GcoreObject *self, GcoreObject *other)
{
  return gcore_deque_extend (self, other, false) < 0 ? NULL : gcore_newref (self);
}

GcoreObject *
gcore_deque_inplace_repeat (GcoreObject *self, intptr_t n)
{
  intptr_t size = GCORE_SIZE_OF (self);
  if (n <= 0)
    gcore_deque_clear (DEQUE (self));
  if (n <= 1 || size == 0)
    return gcore_newref (self);
  if (n > INTPTR_MAX / size)
    return gcore_err_no_memory ();
  GcoreObject *items = gcore_sequence_list (self);
  int result = items == NULL ? -1 : 0;
  for (; result == 0 && n > 1; n--)
    result = gcore_deque_extend (self, items, false);
  gcore_xdecref (items);
  return result < 0 ? NULL : gcore_newref (self);
}

GcoreObject *
gcore_deque_repeat (GcoreObject *self, intptr_t n)
{
  GcoreObject *copy = gcore_deque_copy (self);
  if (copy == NULL)
    return NULL;
  GcoreObject *result = gcore_deque_inplace_repeat (copy, n);
  gcore_decref (copy);
  return result;
}

/* --- others ------------------------------------------------------------------------------------------------------- */

static GcoreObject *
method_copy (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return gcore_deque_copy (self);
}

static GcoreObject *
method_reduce (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreObject *state = gcore_object_call_method_no_args (self, GCORE_ID (__getstate__));
  GcoreObject *iterator = state == NULL ? NULL : gcore_object_get_iter (self);
  GcoreObject *args = NULL, *result = NULL;
  if (iterator != NULL && DEQUE (self)->maxlen < 0)
    args = gcore_tuple_new (0);
  else if (iterator != NULL)
    {
      GcoreObject *limit = gcore_int_from_ssize (DEQUE (self)->maxlen), *none = gcore_tuple_new (0);
      if (limit != NULL && none != NULL)
        args = gcore_tuple_pack (2, none, limit);
      gcore_xdecref (limit);
      gcore_xdecref (none);
    }
  if (args != NULL)
    result = gcore_tuple_pack (4, GCORE_TYPE_OF (self), args, state, iterator);
  gcore_xdecref (args);
  gcore_xdecref (iterator);
  gcore_xdecref (state);
  return result;
}

static GcoreObject *
method_reversed (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return gcore_deque_iterator_new (DEQUE (self), GCORE_TYPE (DEQUE_REVERSE_ITERATOR));
}

static GcoreObject *
method_sizeof (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  intptr_t blocks
    = (DEQUE (self)->left_index + GCORE_SIZE_OF (self) + GCORE_DEQUE_BLOCK_ITEMS - 1) / GCORE_DEQUE_BLOCK_ITEMS;
  return gcore_int_from_ssize (GCORE_TYPE_OF (self)->basic_size + blocks * (intptr_t) sizeof (GcoreDequeBlock));
}

const GcoreMethodDef gcore_deque_methods[] = {
  { "append", GCORE_FUNC (method_append), GCORE_METH_O, "Add an element to the right side of the deque." },
  { "appendleft", GCORE_FUNC (method_appendleft), GCORE_METH_O, "Add an element to the left side of the deque." },
  { "clear", GCORE_FUNC (method_clear), GCORE_METH_NOARGS, "Remove all elements from the deque." },
  { "__copy__", GCORE_FUNC (method_copy), GCORE_METH_NOARGS, "Return a shallow copy of a deque." },
  { "copy", GCORE_FUNC (method_copy), GCORE_METH_NOARGS, "Return a shallow copy of a deque." },
  { "count", GCORE_FUNC (method_count), GCORE_METH_O, "D.count(value) -- return number of occurrences of value" },
  { "extend", GCORE_FUNC (method_extend), GCORE_METH_O,
    "Extend the right side of the deque with elements from the iterable" },
  { "extendleft", GCORE_FUNC (method_extendleft), GCORE_METH_O,
    "Extend the left side of the deque with elements from the iterable" },
  { "index", GCORE_FUNC (method_index), GCORE_METH_FASTCALL,
    "D.index(value, [start, [stop]]) -- return first index of value.\nRaises ValueError if the value is not present." },
  { "insert", GCORE_FUNC (method_insert), GCORE_METH_FASTCALL,
    "D.insert(index, object) -- insert object before index" },
  { "pop", GCORE_FUNC (method_pop), GCORE_METH_NOARGS, "Remove and return the rightmost element." },
  { "popleft", GCORE_FUNC (method_popleft), GCORE_METH_NOARGS, "Remove and return the leftmost element." },
  { "__reduce__", GCORE_FUNC (method_reduce), GCORE_METH_NOARGS, "Return state information for pickling." },
  { "remove", GCORE_FUNC (method_remove), GCORE_METH_O, "D.remove(value) -- remove first occurrence of value." },
  { "__reversed__", GCORE_FUNC (method_reversed), GCORE_METH_NOARGS,
    "D.__reversed__() -- return a reverse iterator over the deque" },
  { "reverse", GCORE_FUNC (method_reverse), GCORE_METH_NOARGS, "D.reverse() -- reverse *IN PLACE*" },
  { "rotate", GCORE_FUNC (method_rotate), GCORE_METH_FASTCALL,
    "Rotate the deque n steps to the right (default n=1).  If n is negative, rotates left." },
  { "__sizeof__", GCORE_FUNC (method_sizeof), GCORE_METH_NOARGS,
    "D.__sizeof__() -- size of D in memory, in bytes" },
  { "__class_getitem__", GCORE_FUNC (gcore_generic_alias_new), GCORE_METH_O | GCORE_METH_CLASS, "See PEP 585" },
  { NULL, NULL, 0, NULL }
};
