/* SPDX-License-Identifier: MIT */
/* Operations between sets and other iterables. Which of the two is walked through decides the order of the result. */
#include "gcore/objects/dict.h"
#include "gcore/objects/set-private.h"

GcoreObject *
gcore_set_copy (GcoreSet *set)
{
  return gcore_set_make (gcore_set_base_type (set), GCORE_OBJECT (set));
}

/* Calls ACT (SET, key, hash, DATA) for each key of any iterable until it returns non-zero, which is returned; 0
 * after the last; -1 with an error. */
typedef int (*KeyAction) (GcoreSet *set, GcoreObject *key, intptr_t hash, void *data);

static int
for_each_of_set (GcoreSet *set, GcoreSet *keys, KeyAction act, void *data)
{
  GcoreSetEntry *entry;
  intptr_t position = 0;
  int result = 0;
  while (result == 0 && (entry = gcore_set_next (keys, &position)) != NULL)
    {
      GcoreObject *key = gcore_newref (entry->key);
      result = act (set, key, entry->hash, data);
      gcore_decref (key);
    }
  return result;
}

static int
for_each_of_dict (GcoreSet *set, GcoreObject *dict, KeyAction act, void *data)
{
  GcoreObject *key;
  intptr_t position = 0, hash;
  int result = 0;
  while (result == 0 && gcore_dict_next_hash (dict, &position, &key, NULL, &hash))
    {
      gcore_incref (key);
      result = act (set, key, hash, data);
      gcore_decref (key);
    }
  return result;
}

static int
for_each_of_iterable (GcoreSet *set, GcoreObject *iterable, KeyAction act, void *data)
{
  GcoreObject *iterator = gcore_object_get_iter (iterable), *key;
  if (iterator == NULL)
    return -1;
  int result = 0;
  while (result == 0 && (key = gcore_iter_next (iterator)) != NULL)
    {
      intptr_t hash = gcore_fast_hash (key);
      result = hash == -1 ? -1 : act (set, key, hash, data);
      gcore_decref (key);
    }
  gcore_decref (iterator);
  return result == 0 && gcore_err_occurred () ? -1 : result;
}

/* --- intersection ------------------------------------------------------------------------------------------------- */

/* Adds a key of the other set to the result (DATA). */
static int
add_if_common (GcoreSet *set, GcoreObject *key, intptr_t hash, void *data)
{
  int common = gcore_set_contains_entry (set, key, hash);
  return common <= 0 ? common : gcore_set_add_entry (data, key, hash);
}

GcoreObject *
gcore_set_intersection (GcoreSet *set, GcoreObject *other)
{
  if (GCORE_OBJECT (set) == other)
    return gcore_set_copy (set);
  GcoreObject *common = gcore_set_make (gcore_set_base_type (set), NULL);
  if (common == NULL)
    return NULL;
  int result;
  if (!gcore_is_any_set (other))
    result = for_each_of_iterable (set, other, add_if_common, common);
  else if (GCORE_SET_SIZE (other) > set->used)
    result = for_each_of_set (SET (other), set, add_if_common, common);
  else
    result = for_each_of_set (set, SET (other), add_if_common, common);
  if (result < 0)
    GCORE_CLEAR (common);
  return common;
}

int
gcore_set_intersection_update (GcoreSet *set, GcoreObject *other)
{
  GcoreObject *common = gcore_set_intersection (set, other);
  if (common == NULL)
    return -1;
  gcore_set_swap (set, SET (common));
  gcore_decref (common);
  return 0;
}

/* 1 at the first common key. */
static int
stop_if_common (GcoreSet *set, GcoreObject *key, intptr_t hash, void *data GCORE_UNUSED)
{
  return gcore_set_contains_entry (set, key, hash);
}

int
gcore_set_is_disjoint (GcoreSet *set, GcoreObject *other)
{
  if (GCORE_OBJECT (set) == other)
    return set->used == 0;
  int common;
  if (!gcore_is_any_set_exact (other))
    common = for_each_of_iterable (set, other, stop_if_common, NULL);
  else if (GCORE_SET_SIZE (other) > set->used)
    common = for_each_of_set (SET (other), set, stop_if_common, NULL);
  else
    common = for_each_of_set (set, SET (other), stop_if_common, NULL);
  return common < 0 ? -1 : !common;
}

/* --- difference --------------------------------------------------------------------------------------------------- */

static int
discard (GcoreSet *set, GcoreObject *key, intptr_t hash, void *data GCORE_UNUSED)
{
  return gcore_set_discard_entry (set, key, hash) < 0 ? -1 : 0;
}

int
gcore_set_difference_update (GcoreSet *set, GcoreObject *other)
{
  if (GCORE_OBJECT (set) == other)
    {
      gcore_set_clear_items (set);
      return 0;
    }
  int result;
  if (gcore_is_any_set (other))
    {
      /* Of a much larger set only the common keys matter. */
      bool much_larger = GCORE_SET_SIZE (other) >> 3 > set->used;
      GcoreObject *keys = much_larger ? gcore_set_intersection (set, other) : gcore_newref (other);
      if (keys == NULL)
        return -1;
      result = for_each_of_set (set, SET (keys), discard, NULL);
      gcore_decref (keys);
    }
  else
    result = for_each_of_iterable (set, other, discard, NULL);
  if (result < 0)
    return -1;
  return set->fill - set->used <= set->mask / 4 ? 0 : gcore_set_grow (set);
}

static GcoreObject *
copy_and_remove (GcoreSet *set, GcoreObject *other)
{
  GcoreObject *rest = gcore_set_copy (set);
  if (rest != NULL && gcore_set_difference_update (SET (rest), other) < 0)
    GCORE_CLEAR (rest);
  return rest;
}

/* Adds a key of SET to the result (DATA) if OTHER does not have it. */
static int
add_unless_in_set (GcoreSet *other, GcoreObject *key, intptr_t hash, void *data)
{
  int common = gcore_set_contains_entry (other, key, hash);
  return common < 0 ? -1 : common ? 0 : gcore_set_add_entry (data, key, hash);
}

static int
add_unless_in_dict (GcoreSet *other, GcoreObject *key, intptr_t hash, void *data)
{
  int common = gcore_dict_contains_known_hash (GCORE_OBJECT (other), key, hash);
  return common < 0 ? -1 : common ? 0 : gcore_set_add_entry (data, key, hash);
}

GcoreObject *
gcore_set_difference (GcoreSet *set, GcoreObject *other)
{
  bool other_is_set = gcore_is_any_set (other), other_is_dict = gcore_is_dict_exact (other);
  if (!other_is_set && !other_is_dict)
    return copy_and_remove (set, other);
  if (set->used >> 2 > (other_is_set ? GCORE_SET_SIZE (other) : GCORE_DICT_SIZE (other)))
    return copy_and_remove (set, other);
  GcoreObject *rest = gcore_set_make (gcore_set_base_type (set), NULL);
  if (rest != NULL
      && for_each_of_set (SET (other), set, other_is_dict ? add_unless_in_dict : add_unless_in_set, rest) < 0)
    GCORE_CLEAR (rest);
  return rest;
}

/* --- symmetric difference ----------------------------------------------------------------------------------------- */

static int
toggle (GcoreSet *set, GcoreObject *key, intptr_t hash, void *data GCORE_UNUSED)
{
  int removed = gcore_set_discard_entry (set, key, hash);
  return removed != 0 ? (removed < 0 ? -1 : 0) : gcore_set_add_entry (set, key, hash);
}

int
gcore_set_symmetric_difference_update (GcoreSet *set, GcoreObject *other)
{
  if (GCORE_OBJECT (set) == other)
    {
      gcore_set_clear_items (set);
      return 0;
    }
  if (gcore_is_dict_exact (other))
    return for_each_of_dict (set, other, toggle, NULL);
  /* A key that comes twice counts once. */
  GcoreObject *keys
    = gcore_is_any_set (other) ? gcore_newref (other) : gcore_set_make (gcore_set_base_type (set), other);
  if (keys == NULL)
    return -1;
  int result = for_each_of_set (set, SET (keys), toggle, NULL);
  gcore_decref (keys);
  return result;
}

GcoreObject *
gcore_set_symmetric_difference (GcoreSet *set, GcoreObject *other)
{
  GcoreObject *result = gcore_set_make (gcore_set_base_type (set), other);
  if (result != NULL && gcore_set_symmetric_difference_update (SET (result), GCORE_OBJECT (set)) < 0)
    GCORE_CLEAR (result);
  return result;
}

/* --- subsets ------------------------------------------------------------------------------------------------------ */

/* 1 at the first key that OTHER does not have. */
static int
stop_if_missing (GcoreSet *other, GcoreObject *key, intptr_t hash, void *data GCORE_UNUSED)
{
  int there = gcore_set_contains_entry (other, key, hash);
  return there < 0 ? -1 : !there;
}

int
gcore_set_is_subset (GcoreSet *set, GcoreObject *other)
{
  if (!gcore_is_any_set (other))
    {
      GcoreObject *common = gcore_set_intersection (set, other);
      if (common == NULL)
        return -1;
      bool all = GCORE_SET_SIZE (common) == set->used;
      gcore_decref (common);
      return all;
    }
  if (set->used > GCORE_SET_SIZE (other))
    return 0;
  int missing = for_each_of_set (SET (other), set, stop_if_missing, NULL);
  return missing < 0 ? -1 : !missing;
}

int
gcore_set_is_superset (GcoreSet *set, GcoreObject *other)
{
  if (gcore_is_any_set (other))
    return gcore_set_is_subset (SET (other), GCORE_OBJECT (set));
  int missing = for_each_of_iterable (set, other, stop_if_missing, NULL);
  return missing < 0 ? -1 : !missing;
}
