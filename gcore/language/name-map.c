/* SPDX-License-Identifier: MIT */
#include "gcore/language/name-map.h"

#define FIRST_CAPACITY 8 /* up to here entries are searched one by one */

void
gcore_name_map_init (GcoreNameMap *map, GcoreArena *arena)
{
  *map = (GcoreNameMap){ .arena = arena };
}

static size_t
first_slot (const GcoreNameMap *map, const void *key)
{
  return (size_t) (((uintptr_t) key >> 4) * UINT64_C (0x9e3779b97f4a7c15) >> 20) & (size_t) (map->index_size - 1);
}

intptr_t
gcore_name_map_find (const GcoreNameMap *map, const void *key)
{
  if (map->index == NULL)
    {
      for (intptr_t i = 0; i < map->count; i++)
        if (map->entries[i].key == key)
          return i;
      return -1;
    }
  size_t slot = first_slot (map, key);
  for (; map->index[slot] != 0; slot = (slot + 1) & (size_t) (map->index_size - 1))
    if (map->entries[map->index[slot] - 1].key == key)
      return map->index[slot] - 1;
  return -1;
}

static void
enter_in_index (GcoreNameMap *map, intptr_t entry)
{
  size_t slot = first_slot (map, map->entries[entry].key);
  while (map->index[slot] != 0)
    slot = (slot + 1) & (size_t) (map->index_size - 1);
  map->index[slot] = (int32_t) entry + 1;
}

static bool
grow (GcoreNameMap *map)
{
  intptr_t capacity = map->capacity == 0 ? FIRST_CAPACITY : map->capacity * 2;
  GcoreNameEntry *entries = (GcoreNameEntry *) gcore_arena_alloc (map->arena, (size_t) capacity * sizeof *entries);
  if (entries == NULL)
    return false;
  if (map->count > 0)
    memcpy (entries, map->entries, (size_t) map->count * sizeof *entries);
  map->entries = entries;
  map->capacity = capacity;
  if (capacity == FIRST_CAPACITY)
    return true;
  map->index_size = capacity * 2;
  map->index = (int32_t *) gcore_arena_alloc (map->arena, (size_t) map->index_size * sizeof *map->index);
  if (map->index == NULL)
    return false;
  for (intptr_t i = 0; i < map->count; i++)
    enter_in_index (map, i);
  return true;
}

bool
gcore_name_map_set (GcoreNameMap *map, const void *key, intptr_t value)
{
  intptr_t entry = gcore_name_map_find (map, key);
  if (entry < 0)
    {
      if (map->count == map->capacity && !grow (map))
        return false;
      entry = map->count++;
      map->entries[entry].key = key;
      if (map->index != NULL)
        enter_in_index (map, entry);
    }
  map->entries[entry].value = value;
  return true;
}

intptr_t
gcore_name_map_get (const GcoreNameMap *map, const void *key, intptr_t fallback)
{
  intptr_t entry = gcore_name_map_find (map, key);
  return entry < 0 ? fallback : map->entries[entry].value;
}

bool
gcore_name_map_contains (const GcoreNameMap *map, const void *key)
{
  return gcore_name_map_find (map, key) >= 0;
}

intptr_t
gcore_name_map_add (GcoreNameMap *map, const void *key)
{
  intptr_t entry = gcore_name_map_find (map, key);
  if (entry >= 0)
    return map->entries[entry].value;
  intptr_t value = map->count;
  return gcore_name_map_set (map, key, value) ? value : -1;
}

bool
gcore_name_map_merge (GcoreNameMap *map, const GcoreNameMap *other)
{
  for (intptr_t i = 0; i < other->count; i++)
    if (other->entries[i].key != NULL && !gcore_name_map_set (map, other->entries[i].key, other->entries[i].value))
      return false;
  return true;
}

bool
gcore_name_map_discard (GcoreNameMap *map, const void *key)
{
  intptr_t entry = gcore_name_map_find (map, key);
  if (entry < 0)
    return false;
  map->entries[entry].key = NULL;
  return true;
}
