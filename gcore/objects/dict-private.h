/* SPDX-License-Identifier: MIT */
/* Key tables and what the files of dict share. */
#pragma once

#include "gcore/objects/containers-private.h"
#include "gcore/objects/dict.h"

#define GCORE_DICT_MIN_LOG2_SIZE 3
#define GCORE_DICT_SHARED_KEYS_LOG2_SIZE 6
#define GCORE_DICT_SHARED_KEYS_MAX 30
#define GCORE_DICT_PERTURB_SHIFT 5

/* Entries a table of N slots may have. */
#define GCORE_DICT_USABLE(n) ((n) * 2 / 3)

/* The table of every empty dict: constant, its refcount is not kept. */
extern const GcoreDictKeys gcore_dict_empty_keys;
#define GCORE_DICT_EMPTY_KEYS ((GcoreDictKeys *) (uintptr_t) &gcore_dict_empty_keys)

#define gcore_dict_keys_are_str(keys_) ((keys_)->kind != GCORE_DICT_KEYS_GENERAL)

/* The entry that SLOT leads to, or one of GCORE_DICT_PLACE_... */
GCORE_INLINE intptr_t
gcore_dict_keys_get_index (const GcoreDictKeys *keys, size_t slot)
{
  if (keys->log2_size < 8)
    return keys->index[slot];
  if (keys->log2_size < 16)
    return ((const int16_t *) (const void *) keys->index)[slot];
  if (keys->log2_size < 32)
    return ((const int32_t *) (const void *) keys->index)[slot];
  return ((const int64_t *) (const void *) keys->index)[slot];
}

GCORE_INLINE void
gcore_dict_keys_set_index (GcoreDictKeys *keys, size_t slot, intptr_t place)
{
  if (keys->log2_size < 8)
    keys->index[slot] = (int8_t) place;
  else if (keys->log2_size < 16)
    ((int16_t *) (void *) keys->index)[slot] = (int16_t) place;
  else if (keys->log2_size < 32)
    ((int32_t *) (void *) keys->index)[slot] = (int32_t) place;
  else
    ((int64_t *) (void *) keys->index)[slot] = place;
}

/* The order in which slots are tried for a hash: every slot comes up sooner or later. */
typedef struct
{
  size_t slot, perturb, mask;
} GcoreDictProbe;

GCORE_INLINE GcoreDictProbe
gcore_dict_probe_start (const GcoreDictKeys *keys, intptr_t hash)
{
  size_t mask = ((size_t) 1 << keys->log2_size) - 1;
  return (GcoreDictProbe){ (size_t) hash & mask, (size_t) hash, mask };
}

GCORE_INLINE void
gcore_dict_probe_next (GcoreDictProbe *probe)
{
  probe->perturb >>= GCORE_DICT_PERTURB_SHIFT;
  probe->slot = (probe->slot * 5 + probe->perturb + 1) & probe->mask;
}

/* An exact str's hash. */
GCORE_INLINE intptr_t
gcore_dict_str_hash (GcoreObject *key)
{
  intptr_t hash = GCORE_STR (key)->hash;
  return GCORE_LIKELY (hash != -1) ? hash : gcore_str_hash (key);
}

/* Key, value and hash of an entry of a combined table; *VALUE NULL: deleted. */
GCORE_INLINE void
gcore_dict_keys_read (GcoreDictKeys *keys, intptr_t place, GcoreObject **key, GcoreObject **value)
{
  if (gcore_dict_keys_are_str (keys))
    {
      *key = GCORE_DICT_STR_ENTRIES (keys)[place].key;
      *value = GCORE_DICT_STR_ENTRIES (keys)[place].value;
    }
  else
    {
      *key = GCORE_DICT_ENTRIES (keys)[place].key;
      *value = GCORE_DICT_ENTRIES (keys)[place].value;
    }
}

GCORE_INLINE intptr_t
gcore_dict_keys_read_hash (GcoreDictKeys *keys, intptr_t place)
{
  return gcore_dict_keys_are_str (keys) ? gcore_dict_str_hash (GCORE_DICT_STR_ENTRIES (keys)[place].key)
                                        : GCORE_DICT_ENTRIES (keys)[place].hash;
}

/* Where the value of an entry stands, in DICT's own array if the table is split. */
GCORE_INLINE GcoreObject **
gcore_dict_value_place (GcoreDict *dict, intptr_t place)
{
  if (dict->values != NULL)
    return &dict->values->values[place];
  return gcore_dict_keys_are_str (dict->keys) ? &GCORE_DICT_STR_ENTRIES (dict->keys)[place].value
                                              : &GCORE_DICT_ENTRIES (dict->keys)[place].value;
}

/* Tracks DICT if KEY or VALUE may be part of a cycle. */
GCORE_INLINE void
gcore_dict_maintain_tracking (GcoreDict *dict, GcoreObject *key, GcoreObject *value)
{
  if (!gcore_gc_is_tracked (dict) && (gcore_may_be_tracked (key) || gcore_may_be_tracked (value)))
    gcore_gc_track (dict);
}

/* --- dict-keys.c -------------------------------------------------------------------------------------------------- */

/* New empty table of 1 << LOG2_SIZE slots, general or for exact strs; NULL with MemoryError. */
GcoreDictKeys *gcore_dict_keys_new (int log2_size, bool str_keys);
/* New table with the same entries, references counted. */
GcoreDictKeys *gcore_dict_keys_clone (const GcoreDictKeys *keys);
/* Frees the block only. */
void gcore_dict_keys_free (GcoreDictKeys *keys);
/* A slot to put a new entry for HASH in. */
size_t gcore_dict_keys_find_free_slot (GcoreDictKeys *keys, intptr_t hash);
/* The slot that leads to PLACE, whose hash is HASH. */
size_t gcore_dict_keys_find_slot_of (GcoreDictKeys *keys, intptr_t hash, intptr_t place);
/* Enters the first N entries into the index of a new table. */
void gcore_dict_keys_build_index (GcoreDictKeys *keys, intptr_t n);
/* log2 of the slots for MIN_SIZE slots, and for N entries. */
int gcore_dict_log2_for_slots (intptr_t min_size);
int gcore_dict_log2_for_entries (intptr_t n);

/* --- dict.c ------------------------------------------------------------------------------------------------------- */

/* New untracked dict with these parts; KEYS are stolen, also on failure. */
GcoreDict *gcore_dict_new_with (GcoreDictKeys *keys, GcoreDictValues *values, intptr_t used);
/* Stores under KEY; steals KEY and VALUE, also on failure. */
int gcore_dict_insert (GcoreDict *dict, GcoreObject *key, intptr_t hash, GcoreObject *value);
/* Moves the items into a new combined table. */
int gcore_dict_resize (GcoreDict *dict, int log2_size, bool str_keys);
/* Removes the entry at PLACE, found by looking up HASH; its value is a new reference of the caller's. */
GcoreObject *gcore_dict_remove_at (GcoreDict *dict, intptr_t hash, intptr_t place);
/* Slots. */
void gcore_dict_dealloc (GcoreObject *self);
int gcore_dict_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data);
/* Whether iteration over DICT is dict's own. */
bool gcore_dict_iterates_plainly (GcoreObject *dict);

/* --- dict-instance.c ---------------------------------------------------------------------------------------------- */

/* New array for N values, not set; NULL with MemoryError. */
GcoreDictValues *gcore_dict_values_new (intptr_t n);
void gcore_dict_values_free (GcoreDictValues *values);
/* Takes PLACE out of the order bytes. */
void gcore_dict_values_remove_from_order (GcoreDictValues *values, intptr_t place);
/* Values a new array for KEYS must hold. */
GCORE_INLINE intptr_t
gcore_dict_shared_keys_values (const GcoreDictKeys *keys)
{
  return keys->n_entries + keys->usable;
}
/* The place of the I-th value set. */
GCORE_INLINE intptr_t
gcore_dict_values_place_in_order (const GcoreDictValues *values, intptr_t i)
{
  return ((const uint8_t *) values)[-3 - i];
}

/* --- dict-merge.c, dict-views.c, dict-iterators.c ----------------------------------------------------------------- */

/* What dict (ARG) and dict.update (ARG) add: a mapping's items, or pairs. */
int gcore_dict_update_from (GcoreObject *dict, GcoreObject *argument);
/* The methods fromkeys, and the slots | and |=. */
GcoreObject *gcore_dict_from_keys (GcoreObject *cls, GcoreObject *const *args, intptr_t n_args);
GcoreObject *gcore_dict_or (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_dict_inplace_or (GcoreObject *self, GcoreObject *other);
/* iter (dict) and reversed (dict). */
GcoreObject *gcore_dict_iter (GcoreObject *self);
GcoreObject *gcore_dict_iterator_new (GcoreDict *dict, GcoreType *type);
