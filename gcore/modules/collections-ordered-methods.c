/* SPDX-License-Identifier: MIT */
/* OrderedDict: methods. */
#include "gcore/modules/collections-private.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"

#define SELF(object) GCORE_ORDERED_DICT (object)

static GcoreObject *
none_or_null (int result)
{
  return result < 0 ? NULL : gcore_newref (GCORE_NONE);
}

/* --- filling ------------------------------------------------------------------------------------------------------ */

/* Stores the two items of PAIR, any iterable. 0 or -1. */
static int
add_pair (GcoreObject *self, GcoreObject *pair)
{
  GcoreObject *iterator = gcore_object_get_iter (pair), *items[3] = { NULL };
  if (iterator == NULL)
    return -1;
  int n = 0, result = -1;
  while (n < 3 && (items[n] = gcore_iter_next (iterator)) != NULL)
    n++;
  gcore_decref (iterator);
  if (n == 3)
    gcore_err_set_string (GCORE_EXC (ValueError), "too many values to unpack (expected 2)");
  else if (gcore_err_occurred () == NULL && n < 2)
    gcore_err_format (GCORE_EXC (ValueError), "need more than %d value%s to unpack", n, n == 1 ? "" : "s");
  else if (gcore_err_occurred () == NULL)
    result = gcore_object_set_item (self, items[0], items[1]);
  while (n > 0)
    gcore_decref (items[--n]);
  return result;
}

/* Stores every pair PAIRS gives. 0 or -1. */
static int
add_pairs (GcoreObject *self, GcoreObject *pairs)
{
  GcoreObject *iterator = gcore_object_get_iter (pairs), *pair;
  if (iterator == NULL)
    return -1;
  int result = 0;
  while (result == 0 && (pair = gcore_iter_next (iterator)) != NULL)
    {
      result = add_pair (self, pair);
      gcore_decref (pair);
    }
  gcore_decref (iterator);
  return result < 0 || gcore_err_occurred () ? -1 : 0;
}

/* Stores OTHER[k] for each k of KEYS_METHOD (), which is stolen. 0 or -1. */
static int
add_by_keys (GcoreObject *self, GcoreObject *other, GcoreObject *keys_method)
{
  GcoreObject *keys = gcore_object_call_no_args (keys_method), *key;
  gcore_decref (keys_method);
  GcoreObject *iterator = keys == NULL ? NULL : gcore_object_get_iter (keys);
  gcore_xdecref (keys);
  if (iterator == NULL)
    return -1;
  int result = 0;
  while (result == 0 && (key = gcore_iter_next (iterator)) != NULL)
    {
      GcoreObject *value = gcore_object_get_item (other, key);
      result = value == NULL ? -1 : gcore_object_set_item (self, key, value);
      gcore_xdecref (value);
      gcore_decref (key);
    }
  gcore_decref (iterator);
  return result < 0 || gcore_err_occurred () ? -1 : 0;
}

static int
update_from (GcoreObject *self, GcoreObject *other)
{
  if (gcore_is_dict_exact (other))
    {
      GcoreObject *items = gcore_dict_items (other);
      int result = items == NULL ? -1 : add_pairs (self, items);
      gcore_xdecref (items);
      return result;
    }
  GcoreObject *keys;
  int found = gcore_object_lookup_attr (other, GCORE_ID (keys), &keys);
  if (found < 0)
    return -1;
  return found > 0 ? add_by_keys (self, other, keys) : add_pairs (self, other);
}

static int
update (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  if (GCORE_TUPLE_SIZE (args) > 0 && update_from (self, GCORE_TUPLE_ITEM (args, 0)) < 0)
    return -1;
  return kwargs == NULL ? 0 : update_from (self, kwargs);
}

int
gcore_ordered_dict_init (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  if (GCORE_TUPLE_SIZE (args) > 1)
    {
      gcore_err_format (GCORE_EXC (TypeError), "expected at most 1 arguments, got %zd", GCORE_TUPLE_SIZE (args));
      return -1;
    }
  return update (self, args, kwargs);
}

static GcoreObject *
method_update (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  if (GCORE_TUPLE_SIZE (args) > 1)
    return gcore_err_format (GCORE_EXC (TypeError), "update() takes at most 1 positional argument (%zd given)",
                             GCORE_TUPLE_SIZE (args));
  return none_or_null (update (self, args, kwargs));
}

static GcoreObject *
method_fromkeys (GcoreObject *cls, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  static const char *const keywords[] = { "iterable", "value", NULL };
  GcoreObject *iterable, *value = GCORE_NONE, *key;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "O|O:fromkeys", keywords, &iterable, &value))
    return NULL;
  GcoreObject *dict = gcore_object_call_no_args (cls);
  GcoreObject *iterator = dict == NULL ? NULL : gcore_object_get_iter (iterable);
  int result = iterator == NULL ? -1 : 0;
  while (result == 0 && (key = gcore_iter_next (iterator)) != NULL)
    {
      result = gcore_object_set_item (dict, key, value);
      gcore_decref (key);
    }
  gcore_xdecref (iterator);
  if (result < 0 || gcore_err_occurred ())
    GCORE_CLEAR (dict);
  return dict;
}

/* Stores SELF's items in COPY. What a comparison of keys does to SELF meanwhile ends it. */
static int
copy_items (GcoreObject *self, GcoreObject *copy)
{
  size_t changes = SELF (self)->changes;
  bool exact = gcore_is_exact (self, ORDERED_DICT);
  int result = 0;
  for (GcoreOrderedNode *node = SELF (self)->first; result == 0 && node != NULL; node = node->next)
    {
      GcoreObject *key = gcore_newref (node->key);
      GcoreObject *value = exact ? gcore_xnewref (gcore_dict_get_item_known_hash (self, key, node->hash))
                                 : gcore_object_get_item (self, key);
      result = value != NULL ? gcore_object_set_item (copy, key, value) : -1;
      gcore_xdecref (value);
      gcore_decref (key);
      if (SELF (self)->changes != changes)
        break;
    }
  return result < 0 || gcore_err_occurred () ? -1 : 0;
}

static GcoreObject *
method_copy (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreObject *copy = gcore_object_call_no_args (GCORE_OBJECT (GCORE_TYPE_OF (self)));
  GcoreObject *own = SELF (self)->instance_dict;
  int result = copy == NULL ? -1 : 0;
  if (result == 0 && own != NULL && gcore_is_ordered_dict (copy))
    {
      GcoreObject *attributes = gcore_object_get_attr (copy, GCORE_ID (__dict__));
      result = attributes == NULL ? -1 : gcore_dict_update (attributes, own);
      gcore_xdecref (attributes);
    }
  if (result == 0)
    result = copy_items (self, copy);
  if (result < 0)
    GCORE_CLEAR (copy);
  return copy;
}

GcoreObject *
gcore_ordered_dict_or (GcoreObject *a, GcoreObject *b)
{
  if (!gcore_is_dict (a) || !gcore_is_dict (b))
    GCORE_RETURN_NOT_IMPLEMENTED;
  GcoreType *type = GCORE_TYPE_OF (gcore_is_ordered_dict (a) ? a : b);
  GcoreObject *result = gcore_object_call_one_arg (GCORE_OBJECT (type), a);
  if (result != NULL && update_from (result, b) < 0)
    GCORE_CLEAR (result);
  return result;
}

GcoreObject *
gcore_ordered_dict_inplace_or (GcoreObject *self, GcoreObject *other)
{
  return update_from (self, other) < 0 ? NULL : gcore_newref (self);
}

/* --- taking away -------------------------------------------------------------------------------------------------- */

static GcoreObject *
method_pop (GcoreObject *self, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  static const char *const keywords[] = { "key", "default", NULL };
  GcoreObject *key, *default_ = NULL;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "O|O:pop", keywords, &key, &default_))
    return NULL;
  GcoreObject *value = gcore_xnewref (gcore_dict_get_item_with_error (self, key));
  if (value == NULL && gcore_err_occurred ())
    return NULL;
  if (value != NULL)
    {
      if (gcore_ordered_dict_assign (self, key, NULL) < 0)
        GCORE_CLEAR (value);
      return value;
    }
  if (default_ == NULL)
    gcore_err_set_key_error (key);
  return gcore_xnewref (default_);
}

static GcoreObject *
method_popitem (GcoreObject *self, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  static const char *const keywords[] = { "last", NULL };
  int last = 1;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "|p:popitem", keywords, &last))
    return NULL;
  GcoreOrderedNode *node = last ? SELF (self)->last : SELF (self)->first;
  if (node == NULL)
    return gcore_err_format (GCORE_EXC (KeyError), "dictionary is empty");
  GcoreObject *key = gcore_newref (node->key), *pair = NULL;
  GcoreObject *value = gcore_dict_get_item_with_error (self, key);
  if (value != NULL)
    pair = gcore_tuple_pack (2, key, value);
  else if (!gcore_err_occurred ())
    gcore_err_set_key_error (key);
  if (pair != NULL && gcore_ordered_dict_assign (self, key, NULL) < 0)
    GCORE_CLEAR (pair);
  gcore_decref (key);
  return pair;
}

static GcoreObject *
method_clear (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  gcore_ordered_dict_clear (SELF (self));
  GCORE_RETURN_NONE;
}

/* --- others ------------------------------------------------------------------------------------------------------- */

static GcoreObject *
method_setdefault (GcoreObject *self, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  static const char *const keywords[] = { "key", "default", NULL };
  GcoreObject *key, *default_ = GCORE_NONE;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "O|O:setdefault", keywords, &key, &default_))
    return NULL;
  GcoreObject *value = gcore_dict_get_item_with_error (self, key);
  if (value != NULL)
    return gcore_newref (value);
  if (gcore_err_occurred () || gcore_object_set_item (self, key, default_) < 0)
    return NULL;
  return gcore_newref (default_);
}

static GcoreObject *
method_move_to_end (GcoreObject *self, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  static const char *const keywords[] = { "key", "last", NULL };
  GcoreObject *key;
  int last = 1;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "O|p:move_to_end", keywords, &key, &last))
    return NULL;
  GcoreOrderedNode *node = gcore_ordered_dict_find (SELF (self), key);
  if (node == NULL)
    {
      if (!gcore_err_occurred ())
        gcore_err_set_key_error (key);
      return NULL;
    }
  gcore_ordered_dict_move (SELF (self), node, last);
  GCORE_RETURN_NONE;
}

static GcoreObject *
method_sizeof (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  intptr_t size = gcore_dict_size_of ((GcoreDict *) (void *) self);
  size += SELF (self)->n_places * (intptr_t) sizeof (GcoreOrderedNode *);
  size += GCORE_DICT_SIZE (self) * (intptr_t) sizeof (GcoreOrderedNode);
  return gcore_int_from_ssize (size);
}

static GcoreObject *
method_reduce (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreObject *state = gcore_object_call_method_no_args (self, GCORE_ID (__getstate__));
  GcoreObject *items = state == NULL ? NULL : gcore_object_call_method_no_args (self, GCORE_ID (items));
  GcoreObject *iterator = items == NULL ? NULL : gcore_object_get_iter (items);
  GcoreObject *none = iterator == NULL ? NULL : gcore_tuple_new (0), *result = NULL;
  if (none != NULL)
    result = gcore_tuple_pack (5, GCORE_TYPE_OF (self), none, state, GCORE_NONE, iterator);
  gcore_xdecref (state);
  gcore_xdecref (items);
  gcore_xdecref (iterator);
  gcore_xdecref (none);
  return result;
}

static GcoreObject *
method_keys (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return gcore_dict_view_new (self, GCORE_TYPE (ORDERED_KEYS));
}

static GcoreObject *
method_values (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return gcore_dict_view_new (self, GCORE_TYPE (ORDERED_VALUES));
}

static GcoreObject *
method_items (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return gcore_dict_view_new (self, GCORE_TYPE (ORDERED_ITEMS));
}

static GcoreObject *
method_reversed (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return gcore_ordered_iterator_new (self, GCORE_ORDERED_KEYS | GCORE_ORDERED_REVERSED);
}

#define WITH_KEYWORDS (GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS)

const GcoreMethodDef gcore_ordered_dict_methods[] = {
  { "fromkeys", GCORE_FUNC (method_fromkeys), WITH_KEYWORDS | GCORE_METH_CLASS,
    "Create a new ordered dictionary with keys from iterable and values set to value." },
  { "__sizeof__", GCORE_FUNC (method_sizeof), GCORE_METH_NOARGS, NULL },
  { "__reduce__", GCORE_FUNC (method_reduce), GCORE_METH_NOARGS, "Return state information for pickling" },
  { "setdefault", GCORE_FUNC (method_setdefault), WITH_KEYWORDS,
    "Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the "
    "dictionary, else default." },
  { "pop", GCORE_FUNC (method_pop), WITH_KEYWORDS,
    "od.pop(key[,default]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not found, "
    "return the default if given; otherwise,\nraise a KeyError." },
  { "popitem", GCORE_FUNC (method_popitem), WITH_KEYWORDS,
    "Remove and return a (key, value) pair from the dictionary.\n\nPairs are returned in LIFO order if last is true or "
    "FIFO order if false." },
  { "keys", GCORE_FUNC (method_keys), GCORE_METH_NOARGS, NULL },
  { "values", GCORE_FUNC (method_values), GCORE_METH_NOARGS, NULL },
  { "items", GCORE_FUNC (method_items), GCORE_METH_NOARGS, NULL },
  { "update", GCORE_FUNC (method_update), GCORE_METH_VARARGS | GCORE_METH_KEYWORDS, NULL },
  { "clear", GCORE_FUNC (method_clear), GCORE_METH_NOARGS, "od.clear() -> None.  Remove all items from od." },
  { "copy", GCORE_FUNC (method_copy), GCORE_METH_NOARGS, "od.copy() -> a shallow copy of od" },
  { "__reversed__", GCORE_FUNC (method_reversed), GCORE_METH_NOARGS, "od.__reversed__() <==> reversed(od)" },
  { "move_to_end", GCORE_FUNC (method_move_to_end), WITH_KEYWORDS,
    "Move an existing element to the end (or beginning if last is false).\n\nRaise KeyError if the element does not "
    "exist." },
  { NULL, NULL, 0, NULL }
};
