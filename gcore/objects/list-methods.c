/* SPDX-License-Identifier: MIT */
/* The type list: its slots and methods. */
#include "gcore/objects/generic-alias.h"
#include "gcore/objects/list-private.h"
#include "gcore/objects/slice.h"
#include "gcore/objects/tuple.h"

#define LIST(object) ((GcoreList *) (void *) (object))

/* --- creation ----------------------------------------------------------------------------------------------------- */

static int
init_from (GcoreObject *self, GcoreObject *iterable)
{
  gcore_list_clear_items (LIST (self));
  return iterable == NULL ? 0 : gcore_list_extend_by (LIST (self), iterable);
}

static int
init (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *iterable = NULL;
  GcoreType *type = GCORE_TYPE_OF (self);
  if ((type == GCORE_TYPE (LIST) || type->new_ == GCORE_TYPE (LIST)->new_) && !gcore_arg_no_keywords ("list", kwargs))
    return -1;
  if (!gcore_arg_unpack_tuple (args, "list", 0, 1, &iterable))
    return -1;
  return init_from (self, iterable);
}

static GcoreObject *
vectorcall (GcoreObject *type, GcoreObject *const *args, size_t n_args, GcoreObject *keyword_names)
{
  intptr_t n = GCORE_VECTORCALL_N_ARGS (n_args);
  if (!gcore_arg_no_keyword_names ("list", keyword_names) || !gcore_arg_check_positional ("list", n, 0, 1))
    return NULL;
  GcoreObject *self = gcore_type_generic_alloc ((GcoreType *) (void *) type, 0);
  if (self != NULL && n > 0 && init_from (self, args[0]) < 0)
    GCORE_CLEAR (self);
  return self;
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  return gcore_gc_visit_items (GCORE_LIST_ITEMS (self), GCORE_LIST_SIZE (self), visit, data);
}

static int
clear (GcoreObject *self)
{
  gcore_list_clear_items (LIST (self));
  return 0;
}

/* --- access ------------------------------------------------------------------------------------------------------- */

static intptr_t
length (GcoreObject *self)
{
  return GCORE_LIST_SIZE (self);
}

static GcoreObject *
item (GcoreObject *self, intptr_t index)
{
  return gcore_xnewref (gcore_list_get_item (self, index));
}

static int
assign_item (GcoreObject *self, intptr_t index, GcoreObject *value)
{
  if (value != NULL)
    return gcore_list_set_item (self, index, gcore_newref (value));
  if ((size_t) index < (size_t) GCORE_LIST_SIZE (self))
    return gcore_list_set_slice (self, index, index + 1, NULL);
  gcore_err_set_string (GCORE_EXC (IndexError), "list assignment index out of range");
  return -1;
}

static GcoreObject *
get_slice (GcoreObject *self, GcoreObject *slice)
{
  intptr_t start, stop, step;
  if (gcore_slice_unpack (slice, &start, &stop, &step) < 0)
    return NULL;
  intptr_t n = gcore_slice_adjust_indices (GCORE_LIST_SIZE (self), &start, &stop, step);
  if (step == 1)
    return gcore_list_from_array (GCORE_LIST_ITEMS (self) + (n > 0 ? start : 0), n);
  GcoreObject *result = gcore_list_new (n);
  for (intptr_t i = 0; result != NULL && i < n; i++)
    GCORE_LIST_SET_ITEM (result, i, gcore_newref (GCORE_LIST_ITEM (self, start + i * step)));
  return result;
}

/* The index KEY stands for, from the end if negative; -1 with an error if it is no index (-1 may be valid too). */
static intptr_t
index_from (GcoreObject *self, GcoreObject *key)
{
  if (!gcore_index_check (key))
    {
      gcore_err_format (GCORE_EXC (TypeError), "list indices must be integers or slices, not %.200s",
                        GCORE_TYPE_OF (key)->name);
      return -1;
    }
  intptr_t index = gcore_index_from (key);
  if (index == -1 && gcore_err_occurred ())
    return -1;
  return index < 0 ? index + GCORE_LIST_SIZE (self) : index;
}

static GcoreObject *
subscript (GcoreObject *self, GcoreObject *key)
{
  if (gcore_is_slice (key))
    return get_slice (self, key);
  intptr_t index = index_from (self, key);
  return index == -1 && gcore_err_occurred () ? NULL : item (self, index);
}

static int
assign_slice (GcoreObject *self, GcoreObject *slice, GcoreObject *value)
{
  intptr_t start, stop, step;
  if (gcore_slice_unpack (slice, &start, &stop, &step) < 0)
    return -1;
  intptr_t n = gcore_slice_adjust_indices (GCORE_LIST_SIZE (self), &start, &stop, step);
  if (step == 1)
    return gcore_list_set_slice (self, start, start + n, value);
  if (value == NULL)
    return gcore_list_delete_extended_slice (LIST (self), start, step, n);
  return gcore_list_assign_extended_slice (LIST (self), start, step, n, value);
}

static int
assign_subscript (GcoreObject *self, GcoreObject *key, GcoreObject *value)
{
  if (gcore_is_slice (key))
    return assign_slice (self, key, value);
  intptr_t index = index_from (self, key);
  return index == -1 && gcore_err_occurred () ? -1 : assign_item (self, index, value);
}

/* Whether the item at INDEX, which the comparison may remove, equals VALUE. 1, 0 or -1. */
GCORE_INLINE int
item_equals (GcoreObject *self, intptr_t index, GcoreObject *value)
{
  if (GCORE_LIST_ITEM (self, index) == value)
    return 1;
  GcoreObject *candidate = gcore_newref (GCORE_LIST_ITEM (self, index));
  int equal = gcore_equal (candidate, value);
  gcore_decref (candidate);
  return equal;
}

static int
contains (GcoreObject *self, GcoreObject *value)
{
  int found = 0;
  for (intptr_t i = 0; found == 0 && i < GCORE_LIST_SIZE (self); i++)
    found = item_equals (self, i, value);
  return found;
}

/* --- operators ---------------------------------------------------------------------------------------------------- */

static void
copy_items (GcoreObject **to, GcoreObject *const *from, intptr_t n)
{
  for (intptr_t i = 0; i < n; i++)
    to[i] = gcore_newref (from[i]);
}

static GcoreObject *
concat (GcoreObject *a, GcoreObject *b)
{
  if (!gcore_is_list (b))
    return gcore_err_format (GCORE_EXC (TypeError), "can only concatenate list (not \"%.200s\") to list",
                             GCORE_TYPE_OF (b)->name);
  intptr_t n_a = GCORE_LIST_SIZE (a), n_b = GCORE_LIST_SIZE (b);
  GcoreObject *result = gcore_list_new (n_a + n_b);
  if (result == NULL)
    return NULL;
  copy_items (GCORE_LIST_ITEMS (result), GCORE_LIST_ITEMS (a), n_a);
  copy_items (GCORE_LIST_ITEMS (result) + n_a, GCORE_LIST_ITEMS (b), n_b);
  return result;
}

static GcoreObject *
repeat (GcoreObject *self, intptr_t count)
{
  intptr_t size = GCORE_LIST_SIZE (self);
  if (count <= 0 || size == 0)
    return gcore_list_new (0);
  if (size > GCORE_MAX_ITEMS / count)
    return gcore_err_no_memory ();
  GcoreObject *result = gcore_list_new (size * count);
  for (intptr_t i = 0; result != NULL && i < count; i++)
    copy_items (GCORE_LIST_ITEMS (result) + i * size, GCORE_LIST_ITEMS (self), size);
  return result;
}

static GcoreObject *
inplace_concat (GcoreObject *self, GcoreObject *other)
{
  return gcore_list_extend_by (LIST (self), other) < 0 ? NULL : gcore_newref (self);
}

static GcoreObject *
inplace_repeat (GcoreObject *self, intptr_t count)
{
  intptr_t size = GCORE_LIST_SIZE (self);
  if (count <= 0)
    gcore_list_clear_items (LIST (self));
  else if (size > 0 && count > 1)
    {
      if (size > GCORE_MAX_ITEMS / count)
        return gcore_err_no_memory ();
      if (gcore_list_resize (LIST (self), size * count) < 0)
        return NULL;
      for (intptr_t i = 1; i < count; i++)
        copy_items (GCORE_LIST_ITEMS (self) + i * size, GCORE_LIST_ITEMS (self), size);
    }
  return gcore_newref (self);
}

/* Number of items both lists start with equally; -1 with an error. */
static intptr_t
common_start (GcoreObject *a, GcoreObject *b)
{
  intptr_t i;
  for (i = 0; i < GCORE_LIST_SIZE (a) && i < GCORE_LIST_SIZE (b); i++)
    {
      GcoreObject *other = gcore_newref (GCORE_LIST_ITEM (b, i));
      int equal = item_equals (a, i, other);
      gcore_decref (other);
      if (equal < 0)
        return -1;
      if (!equal)
        break;
    }
  return i;
}

static GcoreObject *
rich_compare (GcoreObject *a, GcoreObject *b, int op)
{
  if (!gcore_is_list (a) || !gcore_is_list (b))
    GCORE_RETURN_NOT_IMPLEMENTED;
  if (GCORE_LIST_SIZE (a) != GCORE_LIST_SIZE (b) && (op == GCORE_EQ || op == GCORE_NE))
    return gcore_bool_from_long (op == GCORE_NE);
  intptr_t i = common_start (a, b);
  if (i < 0)
    return NULL;
  if (i >= GCORE_LIST_SIZE (a) || i >= GCORE_LIST_SIZE (b))
    return gcore_return_rich_compare (GCORE_LIST_SIZE (a), GCORE_LIST_SIZE (b), op);
  if (op == GCORE_EQ || op == GCORE_NE)
    return gcore_bool_from_long (op == GCORE_NE);
  return gcore_compare (GCORE_LIST_ITEM (a, i), GCORE_LIST_ITEM (b, i), op);
}

static GcoreObject **
list_items (GcoreVarObject *self)
{
  return LIST (self)->items;
}

static GcoreObject *
repr (GcoreObject *self)
{
  if (GCORE_LIST_SIZE (self) == 0)
    return gcore_str_from_string ("[]");
  return gcore_sequence_repr ((GcoreVarObject *) self, "[", "]", list_items);
}

/* --- methods ------------------------------------------------------------------------------------------------------ */

static GcoreObject *
method_append (GcoreObject *self, GcoreObject *value)
{
  if (gcore_list_append_take_ref (LIST (self), gcore_newref (value)) < 0)
    return NULL;
  GCORE_RETURN_NONE;
}

static GcoreObject *
method_insert (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("insert", n_args, 2, 2))
    return NULL;
  intptr_t index = gcore_arg_as_ssize (args[0]);
  if ((index == -1 && gcore_err_occurred ()) || gcore_list_insert (self, index, args[1]) < 0)
    return NULL;
  GCORE_RETURN_NONE;
}

static GcoreObject *
method_pop (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("pop", n_args, 0, 1))
    return NULL;
  intptr_t index = n_args == 0 ? -1 : gcore_arg_as_ssize (args[0]);
  if (index == -1 && n_args > 0 && gcore_err_occurred ())
    return NULL;
  intptr_t size = GCORE_LIST_SIZE (self);
  index = index < 0 ? index + size : index;
  if (size == 0 || index < 0 || index >= size)
    {
      gcore_err_set_string (GCORE_EXC (IndexError), size == 0 ? "pop from empty list" : "pop index out of range");
      return NULL;
    }
  GcoreObject *value = GCORE_LIST_ITEM (self, index);
  if (index == size - 1)
    return gcore_list_resize (LIST (self), size - 1) < 0 ? NULL : value;
  gcore_incref (value);
  if (gcore_list_set_slice (self, index, index + 1, NULL) == 0)
    return value;
  gcore_decref (value);
  return NULL;
}

static GcoreObject *
method_remove (GcoreObject *self, GcoreObject *value)
{
  for (intptr_t i = 0; i < GCORE_LIST_SIZE (self); i++)
    {
      int equal = item_equals (self, i, value);
      if (equal < 0 || (equal && gcore_list_set_slice (self, i, i + 1, NULL) < 0))
        return NULL;
      if (equal)
        GCORE_RETURN_NONE;
    }
  gcore_err_set_string (GCORE_EXC (ValueError), "list.remove(x): x not in list");
  return NULL;
}

static GcoreObject *
method_index (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  intptr_t start = 0, stop = INTPTR_MAX;
  if (!gcore_arg_check_positional ("index", n_args, 1, 3) || (n_args > 1 && gcore_search_bound (args[1], &start) < 0)
      || (n_args > 2 && gcore_search_bound (args[2], &stop) < 0))
    return NULL;
  intptr_t size = GCORE_LIST_SIZE (self);
  start = start < 0 ? start + size : start;
  stop = stop < 0 ? stop + size : stop;
  for (intptr_t i = start < 0 ? 0 : start; i < stop && i < GCORE_LIST_SIZE (self); i++)
    {
      int equal = item_equals (self, i, args[0]);
      if (equal != 0)
        return equal < 0 ? NULL : gcore_int_from_ssize (i);
    }
  return gcore_err_format (GCORE_EXC (ValueError), "%R is not in list", args[0]);
}

static GcoreObject *
method_count (GcoreObject *self, GcoreObject *value)
{
  intptr_t count = 0;
  for (intptr_t i = 0; i < GCORE_LIST_SIZE (self); i++)
    {
      int equal = item_equals (self, i, value);
      if (equal < 0)
        return NULL;
      count += equal;
    }
  return gcore_int_from_ssize (count);
}

static GcoreObject *
method_clear (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  gcore_list_clear_items (LIST (self));
  GCORE_RETURN_NONE;
}

static GcoreObject *
method_copy (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return gcore_list_from_array (GCORE_LIST_ITEMS (self), GCORE_LIST_SIZE (self));
}

static GcoreObject *
method_reverse (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  gcore_reverse_items (GCORE_LIST_ITEMS (self), GCORE_LIST_SIZE (self));
  GCORE_RETURN_NONE;
}

static GcoreObject *
method_reversed (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return gcore_list_reverse_iter (self);
}

static GcoreObject *
method_sort (GcoreObject *self, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  static const char *const keywords[] = { "key", "reverse", NULL };
  GcoreObject *key = GCORE_NONE;
  int reverse = 0;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "|$Oi:sort", keywords, &key, &reverse)
      || gcore_list_sort_by (LIST (self), key == GCORE_NONE ? NULL : key, reverse != 0) < 0)
    return NULL;
  GCORE_RETURN_NONE;
}

static GcoreObject *
method_sizeof (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return gcore_int_from_ssize (GCORE_TYPE_OF (self)->basic_size
                               + LIST (self)->allocated * (intptr_t) sizeof (GcoreObject *));
}

static const GcoreMethodDef methods[] = {
  { "__getitem__", GCORE_FUNC (subscript), GCORE_METH_O | GCORE_METH_COEXIST, "x.__getitem__(y) <==> x[y]" },
  { "__reversed__", GCORE_FUNC (method_reversed), GCORE_METH_NOARGS, "Return a reverse iterator over the list." },
  { "__sizeof__", GCORE_FUNC (method_sizeof), GCORE_METH_NOARGS, "Return the size of the list in memory, in bytes." },
  { "clear", GCORE_FUNC (method_clear), GCORE_METH_NOARGS, "Remove all items from list." },
  { "copy", GCORE_FUNC (method_copy), GCORE_METH_NOARGS, "Return a shallow copy of the list." },
  { "append", GCORE_FUNC (method_append), GCORE_METH_O, "Append object to the end of the list." },
  { "insert", GCORE_FUNC (method_insert), GCORE_METH_FASTCALL, "Insert object before index." },
  { "extend", GCORE_FUNC (gcore_list_extend), GCORE_METH_O, "Extend list by appending elements from the iterable." },
  { "pop", GCORE_FUNC (method_pop), GCORE_METH_FASTCALL,
    "Remove and return item at index (default last).\n\nRaises IndexError if list is empty or index is out of range." },
  { "remove", GCORE_FUNC (method_remove), GCORE_METH_O,
    "Remove first occurrence of value.\n\nRaises ValueError if the value is not present." },
  { "index", GCORE_FUNC (method_index), GCORE_METH_FASTCALL,
    "Return first index of value.\n\nRaises ValueError if the value is not present." },
  { "count", GCORE_FUNC (method_count), GCORE_METH_O, "Return number of occurrences of value." },
  { "reverse", GCORE_FUNC (method_reverse), GCORE_METH_NOARGS, "Reverse *IN PLACE*." },
  { "sort", GCORE_FUNC (method_sort), GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS,
    "Sort the list in ascending order and return None.\n\nThe sort is in-place (i.e. the list itself is modified) "
    "and stable (i.e. the\norder of two equal elements is maintained).\n\nIf a key function is given, apply it once "
    "to each list item and sort them,\nascending or descending, according to their function values.\n\nThe reverse "
    "flag can be set to sort in descending order." },
  { "__class_getitem__", GCORE_FUNC (gcore_generic_alias_new), GCORE_METH_O | GCORE_METH_CLASS, "See PEP 585" },
  { NULL, NULL, 0, NULL }
};

const GcoreType gcore_list_template = {
  .name = "list",
  .basic_size = sizeof (GcoreList),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_BASE | GCORE_TYPE_FLAG_LIST | GCORE_TYPE_FLAG_SEQUENCE
           | GCORE_TYPE_FLAG_MATCH_SELF,
  .dealloc = gcore_list_dealloc,
  .traverse = traverse,
  .clear = clear,
  .repr = repr,
  .hash = gcore_object_hash_not_implemented,
  .get_attr = gcore_object_generic_get_attr,
  .rich_compare = rich_compare,
  .iter = gcore_list_iter,
  .sequence = { .length = length, .concat = concat, .repeat = repeat, .item = item, .assign_item = assign_item,
                .contains = contains, .inplace_concat = inplace_concat, .inplace_repeat = inplace_repeat },
  .mapping = { .length = length, .subscript = subscript, .assign_subscript = assign_subscript },
  .methods = methods,
  .doc = "Built-in mutable sequence.\n\nIf no argument is given, the constructor creates a new empty list.\nThe "
         "argument must be an iterable if specified.",
  .init = init,
  .new_ = gcore_type_generic_new,
  .vectorcall = vectorcall,
  .free_ = gcore_gc_del,
};
