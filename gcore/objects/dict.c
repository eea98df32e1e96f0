/* SPDX-License-Identifier: MIT */
/* dict: looking up, storing, deleting and resizing. Methods stand in dict-methods.c, merging and copying in
 * dict-merge.c, instances' values in dict-instance.c. */
#include "gcore/objects/dict-private.h"

/* --- creation ----------------------------------------------------------------------------------------------------- */

GcoreDict *
gcore_dict_new_with (GcoreDictKeys *keys, GcoreDictValues *values, intptr_t used)
{
  GcoreContainerFreelists *freelists = &GCORE_OBJECTS->freelists;
  GcoreDict *dict;
  if (GCORE_LIKELY (freelists->n_dicts > 0))
    {
      dict = freelists->dicts[--freelists->n_dicts];
      dict->base.refcount = 1;
      gcore_gc_reborn (dict);
    }
  else
    {
      dict = gcore_gc_new (GCORE_TYPE (DICT));
      if (dict == NULL)
        {
          gcore_dict_keys_decref (keys);
          return NULL;
        }
    }
  dict->keys = keys;
  dict->values = values;
  dict->used = used;
  dict->version = 1;
  return dict;
}

GcoreObject *
gcore_dict_new (void)
{
  return GCORE_OBJECT (gcore_dict_new_with (GCORE_DICT_EMPTY_KEYS, NULL, 0));
}

static GcoreObject *
new_presized (intptr_t n, bool str_keys)
{
  const intptr_t most = 128 * 1024;
  if (n <= GCORE_DICT_USABLE (1 << GCORE_DICT_MIN_LOG2_SIZE))
    return gcore_dict_new ();
  int log2_size = n > GCORE_DICT_USABLE (most) ? gcore_dict_log2_for_slots (most) : gcore_dict_log2_for_entries (n);
  GcoreDictKeys *keys = gcore_dict_keys_new (log2_size, str_keys);
  return keys == NULL ? NULL : GCORE_OBJECT (gcore_dict_new_with (keys, NULL, 0));
}

GcoreObject *
gcore_dict_new_presized (intptr_t n)
{
  return new_presized (n, false);
}

GcoreObject *
gcore_dict_from_items (GcoreObject *const *keys, intptr_t key_stride, GcoreObject *const *values, intptr_t value_stride,
                       intptr_t n)
{
  bool str_keys = true;
  for (intptr_t i = 0; i < n && str_keys; i++)
    str_keys = gcore_is_str_exact (keys[i * key_stride]);
  GcoreObject *dict = new_presized (n, str_keys);
  for (intptr_t i = 0; dict != NULL && i < n; i++)
    if (gcore_dict_set_item (dict, keys[i * key_stride], values[i * value_stride]) < 0)
      GCORE_CLEAR (dict);
  return dict;
}

/* --- lookup ------------------------------------------------------------------------------------------------------- */

/* Compares an entry's key, whose hash is right, with KEY. 1, 0, -1 with an error, or 2 if the comparison changed the
 * table so that the lookup has to begin again. */
static int
compare_entry (GcoreDict *dict, GcoreDictKeys *keys, intptr_t place, GcoreObject *candidate, GcoreObject *key)
{
  GcoreType *type = GCORE_TYPE_OF (candidate);
  if (type == GCORE_TYPE_OF (key) && (type == GCORE_TYPE (STR) || type == GCORE_TYPE (INT)))
    return gcore_equal (candidate, key);
  gcore_incref (candidate);
  int equal = gcore_object_rich_compare_bool (candidate, key, GCORE_EQ);
  gcore_decref (candidate);
  if (equal < 0)
    return -1;
  if (dict->keys != keys)
    return 2;
  GcoreObject *now, *value;
  gcore_dict_keys_read (keys, place, &now, &value);
  return now == candidate ? equal : 2;
}

/* Not inlined: the registers it saves would cost the lookups of strs too. */
static GCORE_NOINLINE intptr_t
lookup_any (GcoreDict *dict, GcoreObject *key, intptr_t hash)
{
  GcoreDictKeys *keys = dict->keys;
  GcoreDictProbe probe = gcore_dict_probe_start (keys, hash);
  for (;;)
    {
      intptr_t place = gcore_dict_keys_get_index (keys, probe.slot);
      if (place >= 0)
        {
          bool str_keys = gcore_dict_keys_are_str (keys);
          GcoreObject *candidate
            = str_keys ? GCORE_DICT_STR_ENTRIES (keys)[place].key : GCORE_DICT_ENTRIES (keys)[place].key;
          if (candidate == key)
            return place;
          intptr_t its_hash = str_keys ? gcore_dict_str_hash (candidate) : GCORE_DICT_ENTRIES (keys)[place].hash;
          if (its_hash == hash)
            {
              int equal = compare_entry (dict, keys, place, candidate, key);
              if (equal == 1)
                return place;
              if (equal < 0)
                return GCORE_DICT_PLACE_ERROR;
              if (equal == 2)
                {
                  keys = dict->keys;
                  probe = gcore_dict_probe_start (keys, hash);
                  continue;
                }
            }
        }
      else if (place == GCORE_DICT_PLACE_EMPTY)
        return place;
      gcore_dict_probe_next (&probe);
    }
}

intptr_t
gcore_dict_lookup (GcoreDict *dict, GcoreObject *key, intptr_t hash, GcoreObject **value)
{
  intptr_t place = gcore_dict_keys_are_str (dict->keys) && gcore_is_str_exact (key)
                     ? gcore_dict_keys_string_lookup (dict->keys, key)
                     : lookup_any (dict, key, hash);
  *value = place >= 0 ? *gcore_dict_value_place (dict, place) : NULL;
  return place;
}

GcoreObject *
gcore_dict_get_item_known_hash (GcoreObject *dict, GcoreObject *key, intptr_t hash)
{
  GcoreObject *value;
  gcore_dict_lookup ((GcoreDict *) (void *) dict, key, hash, &value);
  return value;
}

GcoreObject *
gcore_dict_get_item_with_error (GcoreObject *dict, GcoreObject *key)
{
  intptr_t hash = gcore_fast_hash (key);
  return hash == -1 ? NULL : gcore_dict_get_item_known_hash (dict, key, hash);
}

GcoreObject *
gcore_dict_get_item (GcoreObject *dict, GcoreObject *key)
{
  if (!gcore_is_dict (dict))
    return NULL;
  GcoreRaised pending = gcore_err_put_aside ();
  GcoreObject *value = gcore_dict_get_item_with_error (dict, key);
  gcore_err_put_back (pending);
  return value;
}

GcoreObject *
gcore_dict_get_item_string (GcoreObject *dict, const char *key)
{
  GcoreObject *name = gcore_str_from_string (key);
  if (name == NULL)
    return NULL;
  GcoreObject *value = gcore_dict_get_item_with_error (dict, name);
  gcore_decref (name);
  return value;
}

int
gcore_dict_contains_known_hash (GcoreObject *dict, GcoreObject *key, intptr_t hash)
{
  GcoreObject *value;
  if (gcore_dict_lookup ((GcoreDict *) (void *) dict, key, hash, &value) == GCORE_DICT_PLACE_ERROR)
    return -1;
  return value != NULL;
}

int
gcore_dict_contains (GcoreObject *dict, GcoreObject *key)
{
  intptr_t hash = gcore_fast_hash (key);
  return hash == -1 ? -1 : gcore_dict_contains_known_hash (dict, key, hash);
}

GcoreObject *
gcore_dict_load_global (GcoreDict *globals, GcoreDict *builtins, GcoreObject *key)
{
  intptr_t hash = gcore_dict_str_hash (key);
  GcoreObject *value;
  if (gcore_dict_lookup (globals, key, hash, &value) == GCORE_DICT_PLACE_ERROR)
    return NULL;
  if (value == NULL)
    gcore_dict_lookup (builtins, key, hash, &value);
  return gcore_xnewref (value);
}

intptr_t
gcore_dict_get_place_hint (GcoreDict *dict, GcoreObject *key)
{
  if (dict->keys->kind != GCORE_DICT_KEYS_STR || !gcore_is_str_exact (key))
    return -1;
  return gcore_dict_keys_string_lookup (dict->keys, key);
}

/* --- resizing ----------------------------------------------------------------------------------------------------- */

/* Copies the live entries of a combined table into a new one, in order. */
static void
move_entries (GcoreDictKeys *from, GcoreDictKeys *to)
{
  if (!gcore_dict_keys_are_str (from))
    {
      GcoreDictEntry *new_entry = GCORE_DICT_ENTRIES (to);
      for (GcoreDictEntry *entry = GCORE_DICT_ENTRIES (from), *end = entry + from->n_entries; entry < end; entry++)
        if (entry->value != NULL)
          *new_entry++ = *entry;
      return;
    }
  GcoreDictStrEntry *entry = GCORE_DICT_STR_ENTRIES (from), *end = entry + from->n_entries;
  if (gcore_dict_keys_are_str (to))
    {
      GcoreDictStrEntry *new_entry = GCORE_DICT_STR_ENTRIES (to);
      for (; entry < end; entry++)
        if (entry->value != NULL)
          *new_entry++ = *entry;
    }
  else
    {
      GcoreDictEntry *new_entry = GCORE_DICT_ENTRIES (to);
      for (; entry < end; entry++)
        if (entry->value != NULL)
          *new_entry++ = (GcoreDictEntry){ gcore_dict_str_hash (entry->key), entry->key, entry->value };
    }
}

/* Makes entries of a split dict's values, in the order they were set. */
static void
move_values (GcoreDict *dict, GcoreDictKeys *to)
{
  for (intptr_t i = 0; i < dict->used; i++)
    {
      intptr_t place = gcore_dict_values_place_in_order (dict->values, i);
      GcoreObject *key = gcore_newref (GCORE_DICT_STR_ENTRIES (dict->keys)[place].key);
      GcoreObject *value = dict->values->values[place];
      if (gcore_dict_keys_are_str (to))
        GCORE_DICT_STR_ENTRIES (to)[i] = (GcoreDictStrEntry){ key, value };
      else
        GCORE_DICT_ENTRIES (to)[i] = (GcoreDictEntry){ gcore_dict_str_hash (key), key, value };
    }
}

int
gcore_dict_resize (GcoreDict *dict, int log2_size, bool str_keys)
{
  GcoreDictKeys *old = dict->keys;
  GcoreDictKeys *keys = gcore_dict_keys_new (log2_size, str_keys && gcore_dict_keys_are_str (old));
  if (keys == NULL)
    return -1;
  if (dict->values != NULL)
    {
      move_values (dict, keys);
      gcore_dict_keys_decref (old);
      gcore_dict_values_free (dict->values);
      dict->values = NULL;
    }
  else
    {
      move_entries (old, keys);
      if (old != GCORE_DICT_EMPTY_KEYS)
        gcore_dict_keys_free (old);
    }
  gcore_dict_keys_build_index (keys, dict->used);
  keys->usable -= dict->used;
  keys->n_entries = dict->used;
  dict->keys = keys;
  return 0;
}

/* --- storing ------------------------------------------------------------------------------------------------------ */

static int
resize_for_insertion (GcoreDict *dict, bool str_keys)
{
  return gcore_dict_resize (dict, gcore_dict_log2_for_slots (dict->used * 3), str_keys);
}

/* Adds an entry for a key that is not there; steals both references, also on failure. The comparisons of the lookup may
 * have left a table of another kind than there was before. */
static int
append_entry (GcoreDict *dict, GcoreObject *key, intptr_t hash, GcoreObject *value)
{
  bool is_str = gcore_is_str_exact (key);
  bool fits = dict->keys->usable > 0 && (is_str || !gcore_dict_keys_are_str (dict->keys));
  if (GCORE_UNLIKELY (!fits) && resize_for_insertion (dict, is_str) < 0)
    {
      gcore_decref (key);
      gcore_decref (value);
      return -1;
    }
  GcoreDictKeys *keys = dict->keys;
  intptr_t place = keys->n_entries;
  keys->version = 0;
  gcore_dict_keys_set_index (keys, gcore_dict_keys_find_free_slot (keys, hash), place);
  if (gcore_dict_keys_are_str (keys))
    GCORE_DICT_STR_ENTRIES (keys)[place].key = key;
  else
    {
      GCORE_DICT_ENTRIES (keys)[place].key = key;
      GCORE_DICT_ENTRIES (keys)[place].hash = hash;
    }
  *gcore_dict_value_place (dict, place) = value;
  if (dict->values != NULL)
    gcore_dict_values_add_to_order (dict->values, place);
  keys->usable--;
  keys->n_entries++;
  dict->used++;
  dict->version++;
  return 0;
}

/* The first key decides of which kind the table is. */
static int
insert_first (GcoreDict *dict, GcoreObject *key, intptr_t hash, GcoreObject *value)
{
  GcoreDictKeys *keys = gcore_dict_keys_new (GCORE_DICT_MIN_LOG2_SIZE, gcore_is_str_exact (key));
  if (keys == NULL)
    {
      gcore_decref (key);
      gcore_decref (value);
      return -1;
    }
  gcore_dict_maintain_tracking (dict, key, value);
  dict->keys = keys;
  return append_entry (dict, key, hash, value);
}

int
gcore_dict_insert (GcoreDict *dict, GcoreObject *key, intptr_t hash, GcoreObject *value)
{
  if (dict->keys == GCORE_DICT_EMPTY_KEYS)
    return insert_first (dict, key, hash, value);
  intptr_t place = GCORE_DICT_PLACE_ERROR;
  GcoreObject *old = NULL;
  /* A table of strs is converted by the first other key, even before it is known whether the key is new. */
  if (!gcore_dict_keys_are_str (dict->keys) || gcore_is_str_exact (key) || resize_for_insertion (dict, false) == 0)
    place = gcore_dict_lookup (dict, key, hash, &old);
  if (place == GCORE_DICT_PLACE_ERROR)
    {
      gcore_decref (key);
      gcore_decref (value);
      return -1;
    }
  gcore_dict_maintain_tracking (dict, key, value);
  if (place < 0)
    return append_entry (dict, key, hash, value);
  if (old != value)
    {
      *gcore_dict_value_place (dict, place) = value;
      if (old == NULL)
        {
          gcore_dict_values_add_to_order (dict->values, place);
          dict->used++;
        }
      dict->version++;
    }
  gcore_xdecref (old); /* the old value, or the reference in hand if it is the same */
  gcore_decref (key);
  return 0;
}

int
gcore_dict_set_item_take2 (GcoreDict *dict, GcoreObject *key, GcoreObject *value)
{
  intptr_t hash = gcore_fast_hash (key);
  if (hash == -1)
    {
      gcore_decref (key);
      gcore_decref (value);
      return -1;
    }
  return gcore_dict_insert (dict, key, hash, value);
}

int
gcore_dict_set_item (GcoreObject *dict, GcoreObject *key, GcoreObject *value)
{
  if (!gcore_is_dict (dict))
    {
      gcore_err_bad_internal_call ();
      return -1;
    }
  return gcore_dict_set_item_take2 ((GcoreDict *) (void *) dict, gcore_newref (key), gcore_newref (value));
}

int
gcore_dict_set_item_known_hash (GcoreObject *dict, GcoreObject *key, GcoreObject *value, intptr_t hash)
{
  return gcore_dict_insert ((GcoreDict *) (void *) dict, gcore_newref (key), hash, gcore_newref (value));
}

int
gcore_dict_set_item_string (GcoreObject *dict, const char *key, GcoreObject *value)
{
  GcoreObject *name = gcore_str_intern_from_string (key);
  if (name == NULL)
    return -1;
  int result = gcore_dict_set_item (dict, name, value);
  gcore_decref (name);
  return result;
}

GcoreObject *
gcore_dict_set_default (GcoreObject *self, GcoreObject *key, GcoreObject *value)
{
  if (!gcore_is_dict (self))
    {
      gcore_err_bad_internal_call ();
      return NULL;
    }
  GcoreDict *dict = (GcoreDict *) (void *) self;
  intptr_t hash = gcore_fast_hash (key);
  if (hash == -1)
    return NULL;
  if (dict->keys != GCORE_DICT_EMPTY_KEYS)
    {
      if (gcore_dict_keys_are_str (dict->keys) && !gcore_is_str_exact (key) && resize_for_insertion (dict, false) < 0)
        return NULL;
      GcoreObject *old;
      intptr_t place = gcore_dict_lookup (dict, key, hash, &old);
      if (place == GCORE_DICT_PLACE_ERROR || old != NULL)
        return old;
      gcore_dict_maintain_tracking (dict, key, value);
      if (place >= 0)
        {
          dict->values->values[place] = gcore_newref (value);
          gcore_dict_values_add_to_order (dict->values, place);
          dict->used++;
          dict->version++;
          return value;
        }
      return append_entry (dict, gcore_newref (key), hash, gcore_newref (value)) < 0 ? NULL : value;
    }
  return insert_first (dict, gcore_newref (key), hash, gcore_newref (value)) < 0 ? NULL : value;
}

/* --- removing ----------------------------------------------------------------------------------------------------- */

GcoreObject *
gcore_dict_remove_at (GcoreDict *dict, intptr_t hash, intptr_t place)
{
  GcoreObject **value_place = gcore_dict_value_place (dict, place), *value = *value_place;
  *value_place = NULL;
  dict->used--;
  dict->version++;
  if (dict->values != NULL)
    {
      gcore_dict_values_remove_from_order (dict->values, place);
      return value;
    }
  GcoreDictKeys *keys = dict->keys;
  keys->version = 0;
  gcore_dict_keys_set_index (keys, gcore_dict_keys_find_slot_of (keys, hash, place), GCORE_DICT_PLACE_DELETED);
  GcoreObject *key;
  if (gcore_dict_keys_are_str (keys))
    {
      key = GCORE_DICT_STR_ENTRIES (keys)[place].key;
      GCORE_DICT_STR_ENTRIES (keys)[place].key = NULL;
    }
  else
    {
      key = GCORE_DICT_ENTRIES (keys)[place].key;
      GCORE_DICT_ENTRIES (keys)[place].key = NULL;
      GCORE_DICT_ENTRIES (keys)[place].hash = 0;
    }
  gcore_decref (key);
  return value;
}

int
gcore_dict_del_item_known_hash (GcoreObject *self, GcoreObject *key, intptr_t hash)
{
  GcoreDict *dict = (GcoreDict *) (void *) self;
  GcoreObject *value;
  intptr_t place = gcore_dict_lookup (dict, key, hash, &value);
  if (place == GCORE_DICT_PLACE_ERROR)
    return -1;
  if (value == NULL)
    {
      gcore_err_set_key_error (key);
      return -1;
    }
  gcore_decref (gcore_dict_remove_at (dict, hash, place));
  return 0;
}

int
gcore_dict_del_item (GcoreObject *dict, GcoreObject *key)
{
  if (!gcore_is_dict (dict))
    {
      gcore_err_bad_internal_call ();
      return -1;
    }
  intptr_t hash = gcore_fast_hash (key);
  return hash == -1 ? -1 : gcore_dict_del_item_known_hash (dict, key, hash);
}

int
gcore_dict_del_item_string (GcoreObject *dict, const char *key)
{
  GcoreObject *name = gcore_str_from_string (key);
  if (name == NULL)
    return -1;
  int result = gcore_dict_del_item (dict, name);
  gcore_decref (name);
  return result;
}

GcoreObject *
gcore_dict_pop (GcoreObject *self, GcoreObject *key, GcoreObject *default_)
{
  GcoreDict *dict = (GcoreDict *) (void *) self;
  GcoreObject *value = NULL;
  if (dict->used > 0)
    {
      intptr_t hash = gcore_fast_hash (key);
      intptr_t place = hash == -1 ? GCORE_DICT_PLACE_ERROR : gcore_dict_lookup (dict, key, hash, &value);
      if (place == GCORE_DICT_PLACE_ERROR)
        return NULL;
      if (value != NULL)
        return gcore_dict_remove_at (dict, hash, place);
    }
  if (default_ != NULL)
    return gcore_newref (default_);
  gcore_err_set_key_error (key);
  return NULL;
}

/* Releases the values and the array of a split dict. */
static void
release_values (GcoreDictValues *values, intptr_t n)
{
  for (intptr_t i = 0; i < n; i++)
    GCORE_CLEAR (values->values[i]);
  gcore_dict_values_free (values);
}

void
gcore_dict_clear (GcoreObject *self)
{
  if (!gcore_is_dict (self))
    return;
  GcoreDict *dict = (GcoreDict *) (void *) self;
  GcoreDictKeys *keys = dict->keys;
  GcoreDictValues *values = dict->values;
  dict->keys = GCORE_DICT_EMPTY_KEYS;
  dict->values = NULL;
  dict->used = 0;
  dict->version++;
  if (values != NULL)
    release_values (values, keys->n_entries);
  gcore_dict_keys_decref (keys);
}

/* --- life --------------------------------------------------------------------------------------------------------- */

void
gcore_dict_dealloc (GcoreObject *self)
{
  GcoreDict *dict = (GcoreDict *) (void *) self;
  gcore_gc_untrack (self);
  GCORE_TRASHCAN_BEGIN (self, gcore_dict_dealloc)
  if (dict->values != NULL)
    release_values (dict->values, dict->keys->n_entries);
  if (dict->keys != NULL)
    gcore_dict_keys_decref (dict->keys);
  GcoreContainerFreelists *freelists = &GCORE_OBJECTS->freelists;
  if (freelists->n_dicts < GCORE_DICT_FREELIST_MAX && GCORE_TYPE_OF (self) == GCORE_TYPE (DICT))
    freelists->dicts[freelists->n_dicts++] = dict;
  else
    GCORE_TYPE_OF (self)->free_ (self);
  GCORE_TRASHCAN_END
}

int
gcore_dict_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GcoreDict *dict = (GcoreDict *) (void *) self;
  GcoreDictKeys *keys = dict->keys;
  intptr_t n = keys->n_entries;
  if (dict->values != NULL)
    for (intptr_t i = 0; i < n; i++)
      GCORE_VISIT (dict->values->values[i]);
  else if (gcore_dict_keys_are_str (keys))
    for (intptr_t i = 0; i < n; i++)
      GCORE_VISIT (GCORE_DICT_STR_ENTRIES (keys)[i].value);
  else
    for (intptr_t i = 0; i < n; i++)
      {
        GCORE_VISIT (GCORE_DICT_ENTRIES (keys)[i].value);
        GCORE_VISIT (GCORE_DICT_ENTRIES (keys)[i].key);
      }
  return 0;
}

void
gcore_dict_maybe_untrack (GcoreObject *self)
{
  if (!gcore_is_dict_exact (self) || !gcore_gc_is_tracked (self))
    return;
  GcoreDict *dict = (GcoreDict *) (void *) self;
  for (intptr_t i = 0; i < dict->keys->n_entries; i++)
    {
      GcoreObject *value = *gcore_dict_value_place (dict, i);
      if (value == NULL)
        continue;
      if (gcore_may_be_tracked (value)
          || (!gcore_dict_keys_are_str (dict->keys) && gcore_may_be_tracked (GCORE_DICT_ENTRIES (dict->keys)[i].key)))
        return;
    }
  gcore_gc_untrack (self);
}

/* --- iteration for C ---------------------------------------------------------------------------------------------- */

bool
gcore_dict_next_hash (GcoreObject *self, intptr_t *position, GcoreObject **key, GcoreObject **value, intptr_t *hash)
{
  if (!gcore_is_dict (self))
    return false;
  GcoreDict *dict = (GcoreDict *) (void *) self;
  GcoreDictKeys *keys = dict->keys;
  GcoreObject *its_key, *its_value;
  intptr_t i = *position, place;
  if (dict->values != NULL)
    {
      if (i < 0 || i >= dict->used)
        return false;
      place = gcore_dict_values_place_in_order (dict->values, i);
      its_key = GCORE_DICT_STR_ENTRIES (keys)[place].key;
      its_value = dict->values->values[place];
    }
  else
    {
      for (;; i++)
        {
          if (i < 0 || i >= keys->n_entries)
            return false;
          gcore_dict_keys_read (keys, i, &its_key, &its_value);
          if (its_value != NULL)
            break;
        }
      place = i;
    }
  *position = i + 1;
  if (key != NULL)
    *key = its_key;
  if (value != NULL)
    *value = its_value;
  if (hash != NULL)
    *hash = gcore_dict_keys_read_hash (keys, place);
  return true;
}

bool
gcore_dict_next (GcoreObject *dict, intptr_t *position, GcoreObject **key, GcoreObject **value)
{
  return gcore_dict_next_hash (dict, position, key, value, NULL);
}

intptr_t
gcore_dict_size (GcoreObject *object)
{
  if (gcore_is_dict (object))
    return GCORE_DICT_SIZE (object);
  gcore_err_bad_internal_call ();
  return -1;
}

intptr_t
gcore_dict_size_of (GcoreDict *dict)
{
  intptr_t size = GCORE_TYPE_OF (dict)->basic_size;
  if (dict->values != NULL)
    size += gcore_dict_shared_keys_values (dict->keys) * (intptr_t) sizeof (GcoreObject *);
  if (dict->keys->refcount == 1 && dict->keys != GCORE_DICT_EMPTY_KEYS)
    size += gcore_dict_keys_size (dict->keys);
  return size;
}

bool
gcore_dict_iterates_plainly (GcoreObject *dict)
{
  return gcore_is_dict (dict) && GCORE_TYPE_OF (dict)->iter == gcore_dict_iter;
}
