/* SPDX-License-Identifier: MIT */
#include "gcore/record/builder.h"

#include <stdlib.h>

bool
gcore_column_grow (void **items, uint32_t count, uint32_t *capacity, size_t item_size)
{
  if (count < *capacity)
    return true;
  uint32_t new_capacity = *capacity != 0 ? 2 * *capacity : 256;
  void *grown = new_capacity > *capacity ? realloc (*items, new_capacity * item_size) : NULL;
  if (grown == NULL)
    return false;
  *items = grown;
  *capacity = new_capacity;
  return true;
}

/* --- strings ------------------------------------------------------------------------------------------------------ */

bool
gcore_string_pool_start (GcoreStringPool *pool)
{
  *pool = (GcoreStringPool){ .capacity = 4096, .n_slots = 1024 };
  pool->bytes = malloc (pool->capacity);
  pool->slots = calloc (pool->n_slots, sizeof *pool->slots);
  if (pool->bytes == NULL || pool->slots == NULL)
    {
      gcore_string_pool_finish (pool);
      return false;
    }
  pool->bytes[pool->size++] = '\0';
  return true;
}

void
gcore_string_pool_finish (GcoreStringPool *pool)
{
  free (pool->bytes);
  free (pool->slots);
  *pool = (GcoreStringPool){ 0 };
}

static uint32_t
hash_text (const char *text)
{
  uint32_t hash = 2166136261u;
  for (; *text != '\0'; text++)
    hash = (hash ^ (uint8_t) *text) * 16777619u;
  return hash;
}

/* The slot that holds TEXT, or the free one where it belongs. */
static uint32_t *
find_slot (const GcoreStringPool *pool, const char *text)
{
  uint32_t mask = pool->n_slots - 1;
  uint32_t i = hash_text (text) & mask;
  while (pool->slots[i] != 0 && strcmp (pool->bytes + pool->slots[i], text) != 0)
    i = (i + 1) & mask;
  return &pool->slots[i];
}

static bool
double_slots (GcoreStringPool *pool)
{
  GcoreStringPool larger = *pool;
  larger.n_slots = 2 * pool->n_slots;
  larger.slots = calloc (larger.n_slots, sizeof *larger.slots);
  if (larger.slots == NULL)
    return false;
  for (uint32_t i = 0; i < pool->n_slots; i++)
    if (pool->slots[i] != 0)
      *find_slot (&larger, pool->bytes + pool->slots[i]) = pool->slots[i];
  free (pool->slots);
  *pool = larger;
  return true;
}

bool
gcore_string_pool_add (GcoreStringPool *pool, const char *text, uint32_t *offset)
{
  if (*text == '\0')
    {
      *offset = 0;
      return true;
    }
  uint32_t *slot = find_slot (pool, text);
  if (*slot != 0)
    {
      *offset = *slot;
      return true;
    }
  size_t length = strlen (text) + 1;
  while (pool->capacity - pool->size < length)
    {
      if (pool->capacity > UINT32_MAX / 2)
        return false;
      char *grown = realloc (pool->bytes, 2 * (size_t) pool->capacity);
      if (grown == NULL)
        return false;
      pool->bytes = grown;
      pool->capacity *= 2;
    }
  memcpy (pool->bytes + pool->size, text, length);
  *offset = *slot = pool->size;
  pool->size += (uint32_t) length;
  return 2 * ++pool->n_used < pool->n_slots || double_slots (pool);
}

/* --- index -------------------------------------------------------------------------------------------------------- */

bool
gcore_snapshot_index_incoming (GcoreSnapshot *snapshot)
{
  uint32_t *start = calloc ((size_t) snapshot->n_objects + 2, sizeof *start);
  uint32_t *incoming = malloc (((size_t) snapshot->n_refs + 1) * sizeof *incoming);
  if (start == NULL || incoming == NULL)
    {
      free (start);
      free (incoming);
      return false;
    }
  /* Counts stand two places late, so that after the placing below each start is where it belongs. */
  for (uint32_t i = 0; i < snapshot->n_refs; i++)
    start[snapshot->refs[i].target + 2]++;
  for (uint32_t i = 2; i < snapshot->n_objects + 2; i++)
    start[i] += start[i - 1];
  for (uint32_t i = 0; i < snapshot->n_refs; i++)
    incoming[start[snapshot->refs[i].target + 1]++] = i;
  snapshot->incoming = incoming;
  snapshot->incoming_start = start;
  return true;
}
