/* SPDX-License-Identifier: MIT */
/* dict: copies, lists of the contents, and adding what is in other mappings. */
#include "gcore/objects/dict-private.h"
#include "gcore/objects/list.h"
#include "gcore/objects/set.h"
#include "gcore/objects/tuple.h"

/* --- copying ------------------------------------------------------------------------------------------------------ */

static GcoreObject *
copy_split (GcoreDict *dict)
{
  intptr_t n = gcore_dict_shared_keys_values (dict->keys);
  GcoreDictValues *values = gcore_dict_values_new (n);
  if (values == NULL)
    return NULL;
  GcoreDict *copy = gcore_gc_new (GCORE_TYPE (DICT));
  if (copy == NULL)
    {
      gcore_dict_values_free (values);
      return NULL;
    }
  copy->used = dict->used;
  copy->version = 1;
  copy->keys = dict->keys;
  copy->values = values;
  gcore_dict_keys_incref (dict->keys);
  for (intptr_t i = 0; i < dict->used; i++)
    {
      intptr_t place = gcore_dict_values_place_in_order (dict->values, i);
      values->values[place] = gcore_newref (dict->values->values[place]);
      gcore_dict_values_add_to_order (values, place);
    }
  if (gcore_gc_is_tracked (dict))
    gcore_gc_track (copy);
  return GCORE_OBJECT (copy);
}

GcoreObject *
gcore_dict_copy (GcoreObject *self)
{
  if (!gcore_is_dict (self))
    {
      gcore_err_bad_internal_call ();
      return NULL;
    }
  GcoreDict *dict = (GcoreDict *) (void *) self;
  if (dict->used == 0)
    return gcore_dict_new ();
  if (dict->values != NULL)
    return copy_split (dict);
  /* A table with few holes is copied as it is, others are rebuilt. */
  if (gcore_dict_iterates_plainly (self) && dict->used >= dict->keys->n_entries * 2 / 3)
    {
      GcoreDictKeys *keys = gcore_dict_keys_clone (dict->keys);
      GcoreDict *copy = keys == NULL ? NULL : gcore_dict_new_with (keys, NULL, dict->used);
      if (copy != NULL && gcore_gc_is_tracked (dict))
        gcore_gc_track (copy);
      return GCORE_OBJECT (copy);
    }
  GcoreObject *copy = gcore_dict_new ();
  if (copy != NULL && gcore_dict_merge (copy, self, 1) < 0)
    GCORE_CLEAR (copy);
  return copy;
}

/* --- merging ------------------------------------------------------------------------------------------------------ */

/* Takes over OTHER's table as a copy, if DICT is empty and the table is as full and dense as one just built. Returns 1
 * if that was done, 0 if not, -1 with an error. */
static int
adopt_table (GcoreDict *dict, GcoreDict *other)
{
  GcoreDictKeys *keys = other->keys;
  if (dict->values != NULL || other->values != NULL || other->used != keys->n_entries
      || (keys->log2_size != GCORE_DICT_MIN_LOG2_SIZE
          && GCORE_DICT_USABLE (GCORE_DICT_KEYS_SLOTS (keys) / 2) >= other->used))
    return 0;
  GcoreDictKeys *clone = gcore_dict_keys_clone (keys);
  if (clone == NULL)
    return -1;
  gcore_dict_keys_decref (dict->keys);
  dict->keys = clone;
  dict->used = other->used;
  dict->version++;
  if (gcore_gc_is_tracked (other) && !gcore_gc_is_tracked (dict))
    gcore_gc_track (dict);
  return 1;
}

/* Adds one item of another dict (borrowed), by the rule of gcore_dict_merge. */
static int
merge_item (GcoreDict *dict, GcoreObject *key, intptr_t hash, GcoreObject *value, int override)
{
  if (override != 1)
    {
      int present = gcore_dict_contains_known_hash (GCORE_OBJECT (dict), key, hash);
      if (present < 0)
        return -1;
      if (present)
        {
          if (override == 2)
            gcore_err_set_key_error (key);
          return override == 2 ? -1 : 0;
        }
    }
  return gcore_dict_insert (dict, gcore_newref (key), hash, gcore_newref (value));
}

static int
merge_dict (GcoreDict *dict, GcoreDict *other, int override)
{
  if (other == dict || other->used == 0)
    return 0;
  if (dict->used == 0)
    {
      int adopted = adopt_table (dict, other);
      if (adopted != 0)
        return adopted < 0 ? -1 : 0;
      override = 1;
    }
  if (GCORE_DICT_USABLE (GCORE_DICT_KEYS_SLOTS (dict->keys)) < other->used
      && gcore_dict_resize (dict, gcore_dict_log2_for_entries (dict->used + other->used),
                            gcore_dict_keys_are_str (other->keys))
           < 0)
    return -1;
  intptr_t position = 0, n_entries = other->keys->n_entries, hash;
  GcoreObject *key, *value;
  while (gcore_dict_next_hash (GCORE_OBJECT (other), &position, &key, &value, &hash))
    {
      gcore_incref (key);
      gcore_incref (value);
      int result = merge_item (dict, key, hash, value, override);
      gcore_decref (value);
      gcore_decref (key);
      if (result < 0)
        return -1;
      if (n_entries != other->keys->n_entries)
        {
          gcore_err_set_string (GCORE_EXC (RuntimeError), "dict mutated during update");
          return -1;
        }
    }
  return 0;
}

/* Adds MAPPING[key], by the rule of gcore_dict_merge. */
static int
merge_key (GcoreObject *dict, GcoreObject *mapping, GcoreObject *key, int override)
{
  if (override != 1)
    {
      int present = gcore_dict_contains (dict, key);
      if (present < 0)
        return -1;
      if (present)
        {
          if (override == 2)
            gcore_err_set_key_error (key);
          return override == 2 ? -1 : 0;
        }
    }
  GcoreObject *value = gcore_object_get_item (mapping, key);
  if (value == NULL)
    return -1;
  int result = gcore_dict_set_item (dict, key, value);
  gcore_decref (value);
  return result;
}

static int
merge_mapping (GcoreObject *dict, GcoreObject *mapping, int override)
{
  GcoreObject *keys = gcore_mapping_keys (mapping);
  if (keys == NULL)
    return -1;
  GcoreObject *iterator = gcore_object_get_iter (keys);
  gcore_decref (keys);
  if (iterator == NULL)
    return -1;
  int result = 0;
  GcoreObject *key;
  while (result == 0 && (key = gcore_iter_next (iterator)) != NULL)
    {
      result = merge_key (dict, mapping, key, override);
      gcore_decref (key);
    }
  gcore_decref (iterator);
  return gcore_err_occurred () ? -1 : result;
}

int
gcore_dict_merge (GcoreObject *a, GcoreObject *b, int override)
{
  if (!gcore_is_dict (a) || b == NULL)
    {
      gcore_err_bad_internal_call ();
      return -1;
    }
  if (gcore_dict_iterates_plainly (b))
    return merge_dict ((GcoreDict *) (void *) a, (GcoreDict *) (void *) b, override);
  return merge_mapping (a, b, override);
}

int
gcore_dict_update (GcoreObject *a, GcoreObject *b)
{
  return gcore_dict_merge (a, b, 1);
}

/* --- pairs -------------------------------------------------------------------------------------------------------- */

static int
add_pair (GcoreObject *dict, GcoreObject *pair, intptr_t number, int override)
{
  GcoreObject *fast = gcore_sequence_fast (pair, "");
  if (fast == NULL)
    {
      if (gcore_err_exception_matches (GCORE_EXC (TypeError)))
        gcore_err_format (GCORE_EXC (TypeError),
                          "cannot convert dictionary update sequence element #%zd to a sequence", number);
      return -1;
    }
  int result = -1;
  if (GCORE_SIZE_OF (fast) != 2)
    gcore_err_format (GCORE_EXC (ValueError), "dictionary update sequence element #%zd has length %zd; 2 is required",
                      number, GCORE_SIZE_OF (fast));
  else
    {
      GcoreObject *const *items = gcore_is_list (fast) ? GCORE_LIST_ITEMS (fast) : GCORE_TUPLE_ITEMS (fast);
      GcoreObject *key = gcore_newref (items[0]), *value = gcore_newref (items[1]);
      if (override)
        result = gcore_dict_set_item (dict, key, value);
      else
        result = gcore_dict_set_default (dict, key, value) == NULL ? -1 : 0;
      gcore_decref (key);
      gcore_decref (value);
    }
  gcore_decref (fast);
  return result;
}

int
gcore_dict_merge_from_seq2 (GcoreObject *dict, GcoreObject *pairs, int override)
{
  GcoreObject *iterator = gcore_object_get_iter (pairs);
  if (iterator == NULL)
    return -1;
  int result = 0;
  GcoreObject *pair;
  for (intptr_t i = 0; result == 0 && (pair = gcore_iter_next (iterator)) != NULL; i++)
    {
      result = add_pair (dict, pair, i, override);
      gcore_decref (pair);
    }
  gcore_decref (iterator);
  return gcore_err_occurred () ? -1 : result;
}

int
gcore_dict_update_from (GcoreObject *dict, GcoreObject *argument)
{
  if (gcore_is_dict_exact (argument))
    return gcore_dict_merge (dict, argument, 1);
  GcoreObject *keys;
  int found = gcore_object_lookup_attr (argument, GCORE_ID (keys), &keys);
  if (found < 0)
    return -1;
  if (found == 0)
    return gcore_dict_merge_from_seq2 (dict, argument, 1);
  gcore_decref (keys);
  return gcore_dict_merge (dict, argument, 1);
}

GcoreObject *
gcore_dict_or (GcoreObject *a, GcoreObject *b)
{
  if (!gcore_is_dict (a) || !gcore_is_dict (b))
    GCORE_RETURN_NOT_IMPLEMENTED;
  GcoreObject *result = gcore_dict_copy (a);
  if (result != NULL && gcore_dict_update_from (result, b) < 0)
    GCORE_CLEAR (result);
  return result;
}

GcoreObject *
gcore_dict_inplace_or (GcoreObject *self, GcoreObject *other)
{
  return gcore_dict_update_from (self, other) < 0 ? NULL : gcore_newref (self);
}

/* --- fromkeys ----------------------------------------------------------------------------------------------------- */

/* Adds every item of a dict (its keys) or set to an empty exact dict. */
static int
add_keys_of_table (GcoreDict *dict, GcoreObject *iterable, GcoreObject *value)
{
  bool of_dict = gcore_is_dict_exact (iterable);
  intptr_t n = of_dict ? GCORE_DICT_SIZE (iterable) : GCORE_SET_SIZE (iterable), position = 0, hash;
  bool str_keys = of_dict && gcore_dict_keys_are_str (((GcoreDict *) (void *) iterable)->keys);
  if (gcore_dict_resize (dict, gcore_dict_log2_for_entries (n), str_keys) < 0)
    return -1;
  GcoreObject *key;
  while (of_dict ? gcore_dict_next_hash (iterable, &position, &key, NULL, &hash)
                 : gcore_set_next_entry (iterable, &position, &key, &hash))
    if (gcore_dict_insert (dict, gcore_newref (key), hash, gcore_newref (value)) < 0)
      return -1;
  return 0;
}

static int
add_keys (GcoreObject *dict, GcoreObject *iterable, GcoreObject *value)
{
  GcoreObject *iterator = gcore_object_get_iter (iterable);
  if (iterator == NULL)
    return -1;
  bool exact = gcore_is_dict_exact (dict);
  int result = 0;
  GcoreObject *key;
  while (result == 0 && (key = gcore_iter_next (iterator)) != NULL)
    {
      result = exact ? gcore_dict_set_item (dict, key, value) : gcore_object_set_item (dict, key, value);
      gcore_decref (key);
    }
  gcore_decref (iterator);
  return gcore_err_occurred () ? -1 : result;
}

GcoreObject *
gcore_dict_from_keys (GcoreObject *cls, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("fromkeys", n_args, 1, 2))
    return NULL;
  GcoreObject *iterable = args[0], *value = n_args > 1 ? args[1] : GCORE_NONE;
  GcoreObject *dict = gcore_object_call_no_args (cls);
  if (dict == NULL)
    return NULL;
  bool from_table = gcore_is_dict_exact (dict) && GCORE_DICT_SIZE (dict) == 0
                    && (gcore_is_dict_exact (iterable) || gcore_is_any_set_exact (iterable));
  int result = from_table ? add_keys_of_table ((GcoreDict *) (void *) dict, iterable, value)
                          : add_keys (dict, iterable, value);
  if (result < 0)
    GCORE_CLEAR (dict);
  return dict;
}

/* --- lists of the contents ---------------------------------------------------------------------------------------- */

typedef enum
{
  LIST_KEYS,
  LIST_VALUES,
  LIST_ITEMS
} ListKind;

static GcoreObject *
list_of (GcoreObject *self, ListKind kind)
{
  if (!gcore_is_dict (self))
    {
      gcore_err_bad_internal_call ();
      return NULL;
    }
  intptr_t size = GCORE_DICT_SIZE (self), n = 0, position = 0;
  GcoreObject *list = gcore_list_new (size), *key, *value;
  while (list != NULL && n < size && gcore_dict_next (self, &position, &key, &value))
    {
      GcoreObject *item = kind == LIST_ITEMS ? gcore_tuple_pack (2, key, value)
                                             : gcore_newref (kind == LIST_KEYS ? key : value);
      if (item == NULL)
        GCORE_CLEAR (list);
      else
        GCORE_LIST_SET_ITEM (list, n++, item);
    }
  /* Making a pair may collect, and a finalizer may have taken items out. */
  if (list != NULL)
    GCORE_SIZE_OF (list) = n;
  return list;
}

GcoreObject *
gcore_dict_keys (GcoreObject *dict)
{
  return list_of (dict, LIST_KEYS);
}

GcoreObject *
gcore_dict_values (GcoreObject *dict)
{
  return list_of (dict, LIST_VALUES);
}

GcoreObject *
gcore_dict_items (GcoreObject *dict)
{
  return list_of (dict, LIST_ITEMS);
}
