/* SPDX-License-Identifier: MIT */
/* Key tables: making and freeing them, sizes, slots and the lookups that run no code of the program. */
#include "gcore/objects/dict-private.h"

const GcoreDictKeys gcore_dict_empty_keys = {
  .refcount = 1,
  .log2_index_bytes = 3,
  .kind = GCORE_DICT_KEYS_STR,
  .index = { -1, -1, -1, -1, -1, -1, -1, -1 },
};

/* --- sizes -------------------------------------------------------------------------------------------------------- */

static int
bit_length (uint64_t number)
{
  return number == 0 ? 0 : 64 - __builtin_clzll (number);
}

int
gcore_dict_log2_for_slots (intptr_t min_size)
{
  const uint64_t smallest = 1 << GCORE_DICT_MIN_LOG2_SIZE;
  return bit_length ((((uint64_t) min_size | smallest) - 1) | (smallest - 1));
}

int
gcore_dict_log2_for_entries (intptr_t n)
{
  return gcore_dict_log2_for_slots ((n * 3 + 1) / 2);
}

static int
log2_index_bytes (int log2_size)
{
  return log2_size < 8 ? log2_size : log2_size < 16 ? log2_size + 1 : log2_size < 32 ? log2_size + 2 : log2_size + 3;
}

static size_t
entry_size (const GcoreDictKeys *keys)
{
  return gcore_dict_keys_are_str (keys) ? sizeof (GcoreDictStrEntry) : sizeof (GcoreDictEntry);
}

intptr_t
gcore_dict_keys_size (const GcoreDictKeys *keys)
{
  return (intptr_t) (sizeof *keys + ((size_t) 1 << keys->log2_index_bytes)
                     + entry_size (keys) * (size_t) GCORE_DICT_USABLE (GCORE_DICT_KEYS_SLOTS (keys)));
}

/* --- making and freeing ------------------------------------------------------------------------------------------- */

GcoreDictKeys *
gcore_dict_keys_new (int log2_size, bool str_keys)
{
  intptr_t usable = GCORE_DICT_USABLE ((intptr_t) 1 << log2_size);
  size_t index_bytes = (size_t) 1 << log2_index_bytes (log2_size);
  size_t entry_bytes = (str_keys ? sizeof (GcoreDictStrEntry) : sizeof (GcoreDictEntry)) * (size_t) usable;
  GcoreContainerFreelists *freelists = &GCORE_OBJECTS->freelists;
  GcoreDictKeys *keys;
  if (str_keys && log2_size == GCORE_DICT_MIN_LOG2_SIZE && freelists->n_dict_keys > 0)
    keys = freelists->dict_keys[--freelists->n_dict_keys];
  else
    {
      keys = log2_size < 58 ? gcore_mem_alloc (sizeof *keys + index_bytes + entry_bytes) : NULL;
      if (keys == NULL)
        {
          gcore_err_no_memory ();
          return NULL;
        }
    }
  keys->refcount = 1;
  keys->log2_size = (uint8_t) log2_size;
  keys->log2_index_bytes = (uint8_t) log2_index_bytes (log2_size);
  keys->kind = str_keys ? GCORE_DICT_KEYS_STR : GCORE_DICT_KEYS_GENERAL;
  keys->version = 0;
  keys->usable = usable;
  keys->n_entries = 0;
  memset (keys->index, 0xff, index_bytes);
  memset (keys->index + index_bytes, 0, entry_bytes);
  return keys;
}

GcoreDictKeys *
gcore_dict_new_keys_for_class (void)
{
  GcoreDictKeys *keys = gcore_dict_keys_new (GCORE_DICT_SHARED_KEYS_LOG2_SIZE, true);
  if (keys != NULL)
    {
      keys->usable = GCORE_DICT_SHARED_KEYS_MAX;
      keys->kind = GCORE_DICT_KEYS_SPLIT;
    }
  return keys;
}

GcoreDictKeys *
gcore_dict_keys_clone (const GcoreDictKeys *keys)
{
  size_t size = (size_t) gcore_dict_keys_size (keys);
  GcoreDictKeys *clone = gcore_mem_alloc (size);
  if (clone == NULL)
    {
      gcore_err_no_memory ();
      return NULL;
    }
  memcpy (clone, keys, size);
  clone->refcount = 1;
  for (intptr_t i = 0; i < clone->n_entries; i++)
    {
      GcoreObject *key, *value;
      gcore_dict_keys_read (clone, i, &key, &value);
      if (value != NULL)
        {
          gcore_incref (key);
          gcore_incref (value);
        }
    }
  return clone;
}

void
gcore_dict_keys_free (GcoreDictKeys *keys)
{
  GcoreContainerFreelists *freelists = &GCORE_OBJECTS->freelists;
  if (keys->log2_size == GCORE_DICT_MIN_LOG2_SIZE && gcore_dict_keys_are_str (keys)
      && freelists->n_dict_keys < GCORE_DICT_KEYS_FREELIST_MAX)
    freelists->dict_keys[freelists->n_dict_keys++] = keys;
  else
    gcore_mem_free (keys);
}

void
gcore_dict_keys_incref (GcoreDictKeys *keys)
{
  if (keys != GCORE_DICT_EMPTY_KEYS)
    keys->refcount++;
}

void
gcore_dict_keys_decref (GcoreDictKeys *keys)
{
  if (keys == GCORE_DICT_EMPTY_KEYS || --keys->refcount > 0)
    return;
  intptr_t n = keys->n_entries;
  if (gcore_dict_keys_are_str (keys))
    for (GcoreDictStrEntry *entry = GCORE_DICT_STR_ENTRIES (keys), *end = entry + n; entry < end; entry++)
      {
        gcore_xdecref (entry->key);
        gcore_xdecref (entry->value);
      }
  else
    for (GcoreDictEntry *entry = GCORE_DICT_ENTRIES (keys), *end = entry + n; entry < end; entry++)
      {
        gcore_xdecref (entry->key);
        gcore_xdecref (entry->value);
      }
  gcore_dict_keys_free (keys);
}

/* --- slots -------------------------------------------------------------------------------------------------------- */

size_t
gcore_dict_keys_find_free_slot (GcoreDictKeys *keys, intptr_t hash)
{
  GcoreDictProbe probe = gcore_dict_probe_start (keys, hash);
  while (gcore_dict_keys_get_index (keys, probe.slot) >= 0)
    gcore_dict_probe_next (&probe);
  return probe.slot;
}

size_t
gcore_dict_keys_find_slot_of (GcoreDictKeys *keys, intptr_t hash, intptr_t place)
{
  GcoreDictProbe probe = gcore_dict_probe_start (keys, hash);
  while (gcore_dict_keys_get_index (keys, probe.slot) != place)
    gcore_dict_probe_next (&probe);
  return probe.slot;
}

void
gcore_dict_keys_build_index (GcoreDictKeys *keys, intptr_t n)
{
  for (intptr_t i = 0; i < n; i++)
    gcore_dict_keys_set_index (keys, gcore_dict_keys_find_free_slot (keys, gcore_dict_keys_read_hash (keys, i)), i);
}

/* --- lookups ------------------------------------------------------------------------------------------------------ */

/* For a fixed width of the index, so that the loop has no branch on it. */
#define DEFINE_STRING_LOOKUP(width)                                                                                    \
  static intptr_t string_lookup_##width (GcoreDictKeys *keys, GcoreObject *key, intptr_t hash)                         \
  {                                                                                                                    \
    const int##width##_t *index = (const int##width##_t *) (const void *) keys->index;                                 \
    const GcoreDictStrEntry *entries = GCORE_DICT_STR_ENTRIES (keys);                                                  \
    for (GcoreDictProbe probe = gcore_dict_probe_start (keys, hash);; gcore_dict_probe_next (&probe))                  \
      {                                                                                                                \
        intptr_t place = index[probe.slot];                                                                            \
        if (place >= 0)                                                                                                \
          {                                                                                                            \
            GcoreObject *candidate = entries[place].key;                                                               \
            if (candidate == key || (gcore_dict_str_hash (candidate) == hash && gcore_str_equal (candidate, key)))     \
              return place;                                                                                            \
          }                                                                                                            \
        else if (place == GCORE_DICT_PLACE_EMPTY)                                                                      \
          return place;                                                                                                \
      }                                                                                                                \
  }
DEFINE_STRING_LOOKUP (8)
DEFINE_STRING_LOOKUP (16)
DEFINE_STRING_LOOKUP (32)
DEFINE_STRING_LOOKUP (64)

intptr_t
gcore_dict_keys_string_lookup (GcoreDictKeys *keys, GcoreObject *key)
{
  intptr_t hash = gcore_dict_str_hash (key);
  if (GCORE_LIKELY (keys->log2_size < 8))
    return string_lookup_8 (keys, key, hash);
  if (keys->log2_size < 16)
    return string_lookup_16 (keys, key, hash);
  if (keys->log2_size < 32)
    return string_lookup_32 (keys, key, hash);
  return string_lookup_64 (keys, key, hash);
}

uint32_t
gcore_dict_keys_get_version (GcoreDictKeys *keys)
{
  if (keys == GCORE_DICT_EMPTY_KEYS || keys->version != 0 || GCORE_OBJECTS->last_dict_keys_version == UINT32_MAX)
    return keys->version;
  keys->version = ++GCORE_OBJECTS->last_dict_keys_version;
  return keys->version;
}
