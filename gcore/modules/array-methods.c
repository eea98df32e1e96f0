/* SPDX-License-Identifier: MIT */
/* The methods of array.array. */
#include "gcore/modules/array.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"

static GcoreObject *
none_or_null (int result)
{
  return result < 0 ? NULL : gcore_newref (GCORE_NONE);
}

static GcoreObject *
append (GcoreObject *self, GcoreObject *value)
{
  return none_or_null (gcore_array_insert (GCORE_ARRAY (self), GCORE_SIZE_OF (self), value));
}

static GcoreObject *
extend (GcoreObject *self, GcoreObject *iterable)
{
  return none_or_null (gcore_array_extend (GCORE_ARRAY (self), iterable));
}

static GcoreObject *
insert (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  intptr_t index;
  GcoreObject *value;
  if (!gcore_arg_parse_stack (args, n_args, "nO:insert", &index, &value))
    return NULL;
  return none_or_null (gcore_array_insert (GCORE_ARRAY (self), index, value));
}

static GcoreObject *
pop (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  intptr_t index = -1, n = GCORE_SIZE_OF (self);
  if (!gcore_arg_parse_stack (args, n_args, "|n:pop", &index))
    return NULL;
  if (n == 0)
    return gcore_err_format (GCORE_EXC (IndexError), "pop from empty array");
  if (index < 0)
    index += n;
  if (index < 0 || index >= n)
    return gcore_err_format (GCORE_EXC (IndexError), "pop index out of range");
  GcoreObject *item = gcore_array_item (GCORE_ARRAY (self), index);
  if (item != NULL && gcore_array_delete (GCORE_ARRAY (self), index, index + 1) < 0)
    GCORE_CLEAR (item);
  return item;
}

/* Index of the first item from START to STOP - 1 that equals VALUE; the size if there is none, -1 on failure. */
static intptr_t
find (GcoreObject *self, GcoreObject *value, intptr_t start, intptr_t stop)
{
  for (intptr_t i = start; i < stop && i < GCORE_SIZE_OF (self); i++)
    {
      GcoreObject *item = gcore_array_item (GCORE_ARRAY (self), i);
      int equal = item != NULL ? gcore_object_rich_compare_bool (item, value, GCORE_EQ) : -1;
      gcore_xdecref (item);
      if (equal != 0)
        return equal > 0 ? i : -1;
    }
  return GCORE_SIZE_OF (self);
}

static GcoreObject *
remove_value (GcoreObject *self, GcoreObject *value)
{
  intptr_t i = find (self, value, 0, INTPTR_MAX);
  if (i >= 0 && i < GCORE_SIZE_OF (self))
    return none_or_null (gcore_array_delete (GCORE_ARRAY (self), i, i + 1));
  return i < 0 ? NULL : gcore_err_format (GCORE_EXC (ValueError), "array.remove(x): x not in array");
}

static GcoreObject *
index_of (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  GcoreObject *value;
  intptr_t start = 0, stop = INTPTR_MAX, n = GCORE_SIZE_OF (self);
  if (!gcore_arg_parse_stack (args, n_args, "O|nn:index", &value, &start, &stop))
    return NULL;
  start = start < 0 ? start + n < 0 ? 0 : start + n : start;
  stop = stop < 0 ? stop + n : stop;
  intptr_t i = find (self, value, start, stop);
  if (i >= 0 && i < GCORE_SIZE_OF (self))
    return gcore_int_from_ssize (i);
  return i < 0 ? NULL : gcore_err_format (GCORE_EXC (ValueError), "array.index(x): x not in array");
}

static GcoreObject *
count (GcoreObject *self, GcoreObject *value)
{
  intptr_t found = 0;
  for (intptr_t i = 0; (i = find (self, value, i, INTPTR_MAX)) < GCORE_SIZE_OF (self); i++)
    {
      if (i < 0)
        return NULL;
      found++;
    }
  return gcore_int_from_ssize (found);
}

static void
swap_bytes (char *a, char *b, int n)
{
  for (int i = 0; i < n; i++)
    {
      char byte = a[i];
      a[i] = b[i];
      b[i] = byte;
    }
}

static GcoreObject *
reverse (GcoreObject *self, GcoreObject *unused)
{
  GcoreArray *array = GCORE_ARRAY (self);
  for (intptr_t i = 0, j = GCORE_SIZE_OF (self) - 1; i < j; i++, j--)
    swap_bytes (gcore_array_place (array, i), gcore_array_place (array, j), array->kind->size);
  return gcore_newref (GCORE_NONE);
}

static GcoreObject *
byteswap (GcoreObject *self, GcoreObject *unused)
{
  GcoreArray *array = GCORE_ARRAY (self);
  for (intptr_t i = 0; i < GCORE_SIZE_OF (self); i++)
    {
      char *item = gcore_array_place (array, i);
      for (int low = 0, high = array->kind->size - 1; low < high; low++, high--)
        swap_bytes (item + low, item + high, 1);
    }
  return gcore_newref (GCORE_NONE);
}

static GcoreObject *
tolist (GcoreObject *self, GcoreObject *unused)
{
  return gcore_array_to_list (GCORE_ARRAY (self));
}

static GcoreObject *
fromlist (GcoreObject *self, GcoreObject *list)
{
  if (!gcore_is_list (list))
    return gcore_err_format (GCORE_EXC (TypeError), "arg must be list");
  return none_or_null (gcore_array_extend_by_list (GCORE_ARRAY (self), list));
}

static GcoreObject *
tobytes (GcoreObject *self, GcoreObject *unused)
{
  GcoreArray *array = GCORE_ARRAY (self);
  intptr_t n = GCORE_SIZE_OF (self) * array->kind->size;
  return gcore_bytes_from_string_and_size (n > 0 ? array->items : "", n);
}

static GcoreObject *
frombytes (GcoreObject *self, GcoreObject *bytes)
{
  GcoreBuffer buffer;
  if (gcore_object_get_buffer (bytes, &buffer, false) < 0)
    return NULL;
  int result = gcore_array_extend_by_bytes (GCORE_ARRAY (self), buffer.data, buffer.n);
  gcore_buffer_release (&buffer);
  return none_or_null (result);
}

static bool
check_unicode (GcoreObject *self, const char *name)
{
  if (GCORE_ARRAY (self)->kind->code == 'u')
    return true;
  gcore_err_format (GCORE_EXC (ValueError), "%s() may only be called on unicode type arrays", name);
  return false;
}

static GcoreObject *
tounicode (GcoreObject *self, GcoreObject *unused)
{
  return check_unicode (self, "tounicode") ? gcore_array_to_str (GCORE_ARRAY (self)) : NULL;
}

static GcoreObject *
fromunicode (GcoreObject *self, GcoreObject *str)
{
  if (!gcore_is_str (str))
    {
      gcore_arg_bad_argument ("fromunicode", "argument", "str", str);
      return NULL;
    }
  if (!check_unicode (self, "fromunicode"))
    return NULL;
  return none_or_null (gcore_array_extend_by_str (GCORE_ARRAY (self), str));
}

static GcoreObject *
buffer_info (GcoreObject *self, GcoreObject *unused)
{
  GcoreObject *address = gcore_int_from_void_ptr (GCORE_ARRAY (self)->items);
  GcoreObject *size = address != NULL ? gcore_int_from_ssize (GCORE_SIZE_OF (self)) : NULL;
  GcoreObject *result = size != NULL ? gcore_tuple_pack (2, address, size) : NULL;
  gcore_xdecref (address);
  gcore_xdecref (size);
  return result;
}

static GcoreObject *
copy (GcoreObject *self, GcoreObject *unused)
{
  GcoreArray *array = GCORE_ARRAY (self);
  GcoreObject *result = gcore_array_new (GCORE_TYPE (ARRAY), array->kind, GCORE_SIZE_OF (self));
  if (result != NULL && GCORE_SIZE_OF (self) > 0)
    memcpy (GCORE_ARRAY (result)->items, array->items, (size_t) (GCORE_SIZE_OF (self) * array->kind->size));
  return result;
}

static GcoreObject *
size_in_bytes (GcoreObject *self, GcoreObject *unused)
{
  return gcore_int_from_ssize (GCORE_TYPE_OF (self)->basic_size
                               + GCORE_ARRAY (self)->allocated * GCORE_ARRAY (self)->kind->size);
}

/* How copy and pickle make another one: array (typecode, list). */
static GcoreObject *
reduce_ex (GcoreObject *self, GcoreObject *protocol)
{
  GcoreObject *list = gcore_array_to_list (GCORE_ARRAY (self));
  GcoreObject *code = list != NULL ? gcore_str_from_ordinal (GCORE_ARRAY (self)->kind->code) : NULL;
  GcoreObject *args = code != NULL ? gcore_tuple_pack (2, code, list) : NULL;
  GcoreObject *result = args != NULL ? gcore_tuple_pack (3, GCORE_TYPE_OF (self), args, GCORE_NONE) : NULL;
  gcore_xdecref (list);
  gcore_xdecref (code);
  gcore_xdecref (args);
  return result;
}

#define NONE(name, function, doc) { name, GCORE_FUNC (function), GCORE_METH_NOARGS, doc }
#define ONE(name, function, doc) { name, GCORE_FUNC (function), GCORE_METH_O, doc }
#define MORE(name, function, doc) { name, GCORE_FUNC (function), GCORE_METH_FASTCALL, doc }

const GcoreMethodDef gcore_array_methods[] = {
  ONE ("append", append, "append($self, v, /)\n--\n\nAppend new value v to the end of the array."),
  NONE ("buffer_info", buffer_info, "buffer_info($self, /)\n--\n\nThe address of the items and their number."),
  NONE ("byteswap", byteswap, "byteswap($self, /)\n--\n\nReverse the bytes of every item."),
  ONE ("count", count, "count($self, v, /)\n--\n\nReturn number of occurrences of v in the array."),
  ONE ("extend", extend, "extend($self, bb, /)\n--\n\nAppend items to the end of the array."),
  ONE ("frombytes", frombytes, "frombytes($self, buffer, /)\n--\n\nAppend the items that bytes are made of."),
  ONE ("fromlist", fromlist, "fromlist($self, list, /)\n--\n\nAppend items to array from list."),
  ONE ("fromunicode", fromunicode, "fromunicode($self, ustr, /)\n--\n\nAppend the characters of a str."),
  MORE ("index", index_of, "index($self, v, start=0, stop=sys.maxsize, /)\n--\n\nIndex of the first occurrence of v."),
  MORE ("insert", insert, "insert($self, i, v, /)\n--\n\nInsert a new item v into the array before position i."),
  MORE ("pop", pop, "pop($self, i=-1, /)\n--\n\nReturn the i-th element and delete it from the array."),
  ONE ("remove", remove_value, "remove($self, v, /)\n--\n\nRemove the first occurrence of v in the array."),
  NONE ("reverse", reverse, "reverse($self, /)\n--\n\nReverse the order of the items in the array."),
  NONE ("tobytes", tobytes, "tobytes($self, /)\n--\n\nThe bytes the items are made of."),
  NONE ("tolist", tolist, "tolist($self, /)\n--\n\nConvert array to an ordinary list with the same items."),
  NONE ("tounicode", tounicode, "tounicode($self, /)\n--\n\nThe characters as a str."),
  NONE ("__copy__", copy, "Return a copy of the array."),
  ONE ("__deepcopy__", copy, "Return a copy of the array."),
  ONE ("__reduce_ex__", reduce_ex, "Return state information for pickling."),
  NONE ("__sizeof__", size_in_bytes, "Size of the array in memory, in bytes."),
  { .name = NULL }
};

static GcoreObject *
get_typecode (GcoreObject *self, void *closure)
{
  return gcore_str_from_ordinal (GCORE_ARRAY (self)->kind->code);
}

static GcoreObject *
get_itemsize (GcoreObject *self, void *closure)
{
  return gcore_int_from_long (GCORE_ARRAY (self)->kind->size);
}

const GcoreGetSetDef gcore_array_getset[] = {
  { "typecode", get_typecode, NULL, "the typecode character used to create the array", NULL },
  { "itemsize", get_itemsize, NULL, "the size, in bytes, of one array item", NULL },
  { .name = NULL }
};
