/* SPDX-License-Identifier: MIT */
/* The type dict: its slots and methods. */
#include "gcore/objects/args.h"
#include "gcore/objects/dict-private.h"
#include "gcore/objects/generic-alias.h"
#include "gcore/objects/list.h"
#include "gcore/objects/tuple.h"

#define DICT(object) ((GcoreDict *) (void *) (object))

/* --- creation ----------------------------------------------------------------------------------------------------- */

static GcoreObject *
new_dict (GcoreType *type, GcoreObject *args GCORE_UNUSED, GcoreObject *kwargs GCORE_UNUSED)
{
  GcoreObject *self = type->alloc (type, 0);
  if (self == NULL)
    return NULL;
  if (type == GCORE_TYPE (DICT))
    gcore_gc_untrack (self);
  DICT (self)->keys = GCORE_DICT_EMPTY_KEYS;
  DICT (self)->values = NULL;
  DICT (self)->used = 0;
  DICT (self)->version = 1;
  return self;
}

/* What dict (…) and update (…) do with their arguments. */
static int
update_with_arguments (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs, const char *name)
{
  GcoreObject *argument = NULL;
  if (!gcore_arg_unpack_tuple (args, name, 0, 1, &argument))
    return -1;
  if (argument != NULL && gcore_dict_update_from (self, argument) < 0)
    return -1;
  if (kwargs == NULL)
    return 0;
  return gcore_arg_validate_keywords (kwargs) ? gcore_dict_merge (self, kwargs, 1) : -1;
}

static int
init (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  return update_with_arguments (self, args, kwargs, "dict");
}

static GcoreObject *
vectorcall (GcoreObject *type, GcoreObject *const *args, size_t n_args, GcoreObject *keyword_names)
{
  intptr_t n = GCORE_VECTORCALL_N_ARGS (n_args);
  if (!gcore_arg_check_positional ("dict", n, 0, 1))
    return NULL;
  GcoreObject *self = new_dict ((GcoreType *) (void *) type, NULL, NULL);
  if (self == NULL)
    return NULL;
  int result = n == 1 ? gcore_dict_update_from (self, args[0]) : 0;
  intptr_t n_keywords = keyword_names == NULL ? 0 : GCORE_TUPLE_SIZE (keyword_names);
  for (intptr_t i = 0; result == 0 && i < n_keywords; i++)
    result = gcore_dict_set_item (self, GCORE_TUPLE_ITEM (keyword_names, i), args[n + i]);
  if (result < 0)
    GCORE_CLEAR (self);
  return self;
}

/* --- slots -------------------------------------------------------------------------------------------------------- */

static intptr_t
length (GcoreObject *self)
{
  return DICT (self)->used;
}

static GcoreObject *
missing (GcoreObject *self, GcoreObject *key)
{
  if (!gcore_is_dict_exact (self))
    {
      GcoreObject *method = gcore_object_lookup_special (self, GCORE_ID (__missing__));
      if (method != NULL)
        {
          GcoreObject *value = gcore_object_call_one_arg (method, key);
          gcore_decref (method);
          return value;
        }
      if (gcore_err_occurred ())
        return NULL;
    }
  gcore_err_set_key_error (key);
  return NULL;
}

static GcoreObject *
subscript (GcoreObject *self, GcoreObject *key)
{
  intptr_t hash = gcore_fast_hash (key);
  GcoreObject *value;
  if (hash == -1 || gcore_dict_lookup (DICT (self), key, hash, &value) == GCORE_DICT_PLACE_ERROR)
    return NULL;
  return value == NULL ? missing (self, key) : gcore_newref (value);
}

static int
assign_subscript (GcoreObject *self, GcoreObject *key, GcoreObject *value)
{
  return value == NULL ? gcore_dict_del_item (self, key) : gcore_dict_set_item (self, key, value);
}

/* "key: value" behind ", " unless FIRST. */
static int
write_item (GcoreStrWriter *writer, GcoreObject *key, GcoreObject *value, bool first)
{
  if (!first && gcore_str_writer_write_ascii_string (writer, ", ", 2) < 0)
    return -1;
  if (gcore_write_repr (writer, key) < 0 || gcore_str_writer_write_ascii_string (writer, ": ", 2) < 0)
    return -1;
  return gcore_write_repr (writer, value);
}

static GcoreObject *
repr_of_items (GcoreObject *self)
{
  GcoreStrWriter writer;
  gcore_str_writer_init (&writer);
  writer.over_allocate = true;
  intptr_t position = 0;
  GcoreObject *key, *value;
  int result = gcore_str_writer_write_char (&writer, '{');
  for (bool first = true; result == 0 && gcore_dict_next (self, &position, &key, &value); first = false)
    {
      gcore_incref (key);
      gcore_incref (value);
      result = write_item (&writer, key, value, first);
      gcore_decref (key);
      gcore_decref (value);
    }
  if (result == 0)
    {
      writer.over_allocate = false;
      result = gcore_str_writer_write_char (&writer, '}');
    }
  if (result == 0)
    return gcore_str_writer_finish (&writer);
  gcore_str_writer_dealloc (&writer);
  return NULL;
}

static GcoreObject *
repr (GcoreObject *self)
{
  int inside = gcore_repr_enter (self);
  if (inside != 0)
    return inside > 0 ? gcore_str_from_string ("{...}") : NULL;
  GcoreObject *text = DICT (self)->used == 0 ? gcore_str_from_string ("{}") : repr_of_items (self);
  gcore_repr_leave (self);
  return text;
}

/* 1, 0 or -1. The comparisons may change both dicts. */
static int
equal_dicts (GcoreDict *a, GcoreDict *b)
{
  if (a->used != b->used)
    return 0;
  for (intptr_t i = 0; i < a->keys->n_entries; i++)
    {
      GcoreObject *a_value = *gcore_dict_value_place (a, i), *b_value;
      if (a_value == NULL)
        continue;
      intptr_t hash = gcore_dict_keys_read_hash (a->keys, i);
      GcoreObject *key = gcore_dict_keys_are_str (a->keys) ? GCORE_DICT_STR_ENTRIES (a->keys)[i].key
                                                           : GCORE_DICT_ENTRIES (a->keys)[i].key;
      gcore_incref (a_value);
      gcore_incref (key);
      int equal = gcore_dict_lookup (b, key, hash, &b_value) == GCORE_DICT_PLACE_ERROR ? -1 : 0;
      if (b_value != NULL)
        {
          gcore_incref (b_value);
          equal = gcore_object_rich_compare_bool (a_value, b_value, GCORE_EQ);
          gcore_decref (b_value);
        }
      gcore_decref (key);
      gcore_decref (a_value);
      if (equal <= 0)
        return equal;
    }
  return 1;
}

static GcoreObject *
rich_compare (GcoreObject *a, GcoreObject *b, int op)
{
  if ((op != GCORE_EQ && op != GCORE_NE) || !gcore_is_dict (a) || !gcore_is_dict (b))
    GCORE_RETURN_NOT_IMPLEMENTED;
  int equal = equal_dicts (DICT (a), DICT (b));
  if (equal < 0)
    return NULL;
  return gcore_bool_from_long (equal == (op == GCORE_EQ));
}

static int
clear (GcoreObject *self)
{
  gcore_dict_clear (self);
  return 0;
}

/* --- methods ------------------------------------------------------------------------------------------------------ */

static GcoreObject *
method_contains (GcoreObject *self, GcoreObject *key)
{
  int found = gcore_dict_contains (self, key);
  return found < 0 ? NULL : gcore_bool_from_long (found);
}

static GcoreObject *
method_get (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("get", n_args, 1, 2))
    return NULL;
  intptr_t hash = gcore_fast_hash (args[0]);
  GcoreObject *value;
  if (hash == -1 || gcore_dict_lookup (DICT (self), args[0], hash, &value) == GCORE_DICT_PLACE_ERROR)
    return NULL;
  return gcore_newref (value != NULL ? value : n_args > 1 ? args[1] : GCORE_NONE);
}

static GcoreObject *
method_setdefault (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("setdefault", n_args, 1, 2))
    return NULL;
  return gcore_xnewref (gcore_dict_set_default (self, args[0], n_args > 1 ? args[1] : GCORE_NONE));
}

static GcoreObject *
method_pop (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("pop", n_args, 1, 2))
    return NULL;
  return gcore_dict_pop (self, args[0], n_args > 1 ? args[1] : NULL);
}

/* Takes the last entry of a combined table away; its references go to PAIR. */
static void
pop_last_entry (GcoreDict *dict, GcoreObject *pair)
{
  GcoreDictKeys *keys = dict->keys;
  GcoreObject *key, *value;
  intptr_t place = keys->n_entries - 1;
  gcore_dict_keys_read (keys, place, &key, &value);
  while (value == NULL)
    gcore_dict_keys_read (keys, --place, &key, &value);
  intptr_t hash = gcore_dict_keys_read_hash (keys, place);
  GCORE_TUPLE_SET_ITEM (pair, 0, gcore_newref (key));
  GCORE_TUPLE_SET_ITEM (pair, 1, gcore_dict_remove_at (dict, hash, place));
  /* Entries behind it are empty, so the next popitem need not pass over them again. */
  keys->n_entries = place;
}

static GcoreObject *
method_popitem (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreObject *pair = gcore_tuple_new (2);
  if (pair == NULL)
    return NULL;
  int result = 0;
  if (DICT (self)->used == 0)
    {
      gcore_err_set_string (GCORE_EXC (KeyError), "popitem(): dictionary is empty");
      result = -1;
    }
  else if (DICT (self)->values != NULL)
    result = gcore_dict_resize (DICT (self), DICT (self)->keys->log2_size, true);
  if (result < 0)
    {
      gcore_decref (pair);
      return NULL;
    }
  pop_last_entry (DICT (self), pair);
  return pair;
}

static GcoreObject *
method_update (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  if (update_with_arguments (self, args, kwargs, "update") < 0)
    return NULL;
  GCORE_RETURN_NONE;
}

static GcoreObject *
method_clear (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  gcore_dict_clear (self);
  GCORE_RETURN_NONE;
}

static GcoreObject *
method_copy (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return gcore_dict_copy (self);
}

static GcoreObject *
method_sizeof (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return gcore_int_from_ssize (gcore_dict_size_of (DICT (self)));
}

static GcoreObject *
method_reversed (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return gcore_dict_iterator_new (DICT (self), GCORE_TYPE (DICT_REVERSE_KEY_ITERATOR));
}

static GcoreObject *
method_keys (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return gcore_dict_view_new (self, GCORE_TYPE (DICT_KEYS));
}

static GcoreObject *
method_values (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return gcore_dict_view_new (self, GCORE_TYPE (DICT_VALUES));
}

static GcoreObject *
method_items (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return gcore_dict_view_new (self, GCORE_TYPE (DICT_ITEMS));
}

static const GcoreMethodDef methods[] = {
  { "__contains__", GCORE_FUNC (method_contains), GCORE_METH_O | GCORE_METH_COEXIST,
    "True if the dictionary has the specified key, else False." },
  { "__getitem__", GCORE_FUNC (subscript), GCORE_METH_O | GCORE_METH_COEXIST, "x.__getitem__(y) <==> x[y]" },
  { "__sizeof__", GCORE_FUNC (method_sizeof), GCORE_METH_NOARGS, "D.__sizeof__() -> size of D in memory, in bytes" },
  { "get", GCORE_FUNC (method_get), GCORE_METH_FASTCALL,
    "Return the value for key if key is in the dictionary, else default." },
  { "setdefault", GCORE_FUNC (method_setdefault), GCORE_METH_FASTCALL,
    "Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in "
    "the dictionary, else default." },
  { "pop", GCORE_FUNC (method_pop), GCORE_METH_FASTCALL,
    "D.pop(k[,d]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not found, return "
    "the default if given; otherwise,\nraise a KeyError." },
  { "popitem", GCORE_FUNC (method_popitem), GCORE_METH_NOARGS,
    "Remove and return a (key, value) pair as a 2-tuple.\n\nPairs are returned in LIFO (last-in, first-out) order.\n"
    "Raises KeyError if the dict is empty." },
  { "keys", GCORE_FUNC (method_keys), GCORE_METH_NOARGS,
    "D.keys() -> a set-like object providing a view on D's keys" },
  { "items", GCORE_FUNC (method_items), GCORE_METH_NOARGS,
    "D.items() -> a set-like object providing a view on D's items" },
  { "values", GCORE_FUNC (method_values), GCORE_METH_NOARGS,
    "D.values() -> an object providing a view on D's values" },
  { "update", GCORE_FUNC (method_update), GCORE_METH_VARARGS | GCORE_METH_KEYWORDS,
    "D.update([E, ]**F) -> None.  Update D from dict/iterable E and F." },
  { "fromkeys", GCORE_FUNC (gcore_dict_from_keys), GCORE_METH_FASTCALL | GCORE_METH_CLASS,
    "Create a new dictionary with keys from iterable and values set to value." },
  { "clear", GCORE_FUNC (method_clear), GCORE_METH_NOARGS, "D.clear() -> None.  Remove all items from D." },
  { "copy", GCORE_FUNC (method_copy), GCORE_METH_NOARGS, "D.copy() -> a shallow copy of D" },
  { "__reversed__", GCORE_FUNC (method_reversed), GCORE_METH_NOARGS,
    "Return a reverse iterator over the dict keys." },
  { "__class_getitem__", GCORE_FUNC (gcore_generic_alias_new), GCORE_METH_O | GCORE_METH_CLASS, "See PEP 585" },
  { NULL, NULL, 0, NULL }
};

const GcoreType gcore_dict_template = {
  .name = "dict",
  .basic_size = sizeof (GcoreDict),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_BASE | GCORE_TYPE_FLAG_DICT | GCORE_TYPE_FLAG_MAPPING
           | GCORE_TYPE_FLAG_MATCH_SELF,
  .dealloc = gcore_dict_dealloc,
  .traverse = gcore_dict_traverse,
  .clear = clear,
  .maybe_untrack = gcore_dict_maybe_untrack,
  .repr = repr,
  .hash = gcore_object_hash_not_implemented,
  .get_attr = gcore_object_generic_get_attr,
  .rich_compare = rich_compare,
  .iter = gcore_dict_iter,
  .number = { .or_ = gcore_dict_or, .inplace_or = gcore_dict_inplace_or },
  .sequence = { .contains = gcore_dict_contains },
  .mapping = { .length = length, .subscript = subscript, .assign_subscript = assign_subscript },
  .methods = methods,
  .doc = "dict() -> new empty dictionary\ndict(mapping) -> new dictionary initialized from a mapping object's\n    "
         "(key, value) pairs\ndict(iterable) -> new dictionary initialized as if via:\n    d = {}\n    for k, v in "
         "iterable:\n        d[k] = v\ndict(**kwargs) -> new dictionary initialized with the name=value pairs\n    "
         "in the keyword argument list.  For example:  dict(one=1, two=2)",
  .init = init,
  .new_ = new_dict,
  .vectorcall = vectorcall,
  .free_ = gcore_gc_del,
};
