/* SPDX-License-Identifier: MIT */
/* The table of interned strings: open addressing by hash, linear probing.
 *
 * A string in the table is not kept alive by it: its dealloc takes it out. */
#include "gcore/memory/memory.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/str-private.h"

#define TABLE GCORE_OBJECTS->interned
#define FIRST_SLOTS 1024

/* The slot STR's text is in, or the free slot where it belongs. */
static size_t
slot_of (GcoreObject *str)
{
  intptr_t hash = gcore_str_hash (str);
  size_t slot = (size_t) hash & TABLE.mask;
  while (TABLE.slots[slot] != NULL
         && (GCORE_STR (TABLE.slots[slot])->hash != hash || !gcore_str_equal (TABLE.slots[slot], str)))
    slot = (slot + 1) & TABLE.mask;
  return slot;
}

/* Keeps at least half of the slots free. Returns −1 if memory is short. */
static int
make_room (void)
{
  size_t n_slots = TABLE.slots == NULL ? 0 : TABLE.mask + 1;
  if (TABLE.used * 2 < n_slots)
    return 0;
  GcoreObject **old = TABLE.slots;
  size_t n_new = old == NULL ? FIRST_SLOTS : n_slots * 2;
  GcoreObject **slots = gcore_mem_alloc0 (n_new * sizeof *slots);
  if (slots == NULL)
    return -1;
  TABLE.slots = slots;
  TABLE.mask = n_new - 1;
  for (size_t i = 0; i < n_slots; i++)
    if (old[i] != NULL)
      slots[slot_of (old[i])] = old[i];
  gcore_mem_free (old);
  return 0;
}

void
gcore_str_intern_in_place (GcoreObject **str)
{
  GcoreObject *given = *str;
  if (given == NULL || GCORE_STR (given)->interned || !gcore_is_str_exact (given) || make_room () < 0)
    return; /* an uninterned string is only slower */
  size_t slot = slot_of (given);
  if (TABLE.slots[slot] != NULL)
    {
      *str = gcore_newref (TABLE.slots[slot]);
      gcore_decref (given);
      return;
    }
  TABLE.slots[slot] = given;
  TABLE.used++;
  GCORE_STR (given)->interned = 1;
}

GcoreObject *
gcore_str_intern_from_string (const char *utf8)
{
  GcoreObject *str = gcore_str_from_string (utf8);
  if (str != NULL)
    gcore_str_intern_in_place (&str);
  return str;
}

/* Frees the slot and moves those behind it up, so that no probe is cut off. */
void
gcore_str_unintern (GcoreObject *str)
{
  size_t hole = slot_of (str);
  for (size_t slot = (hole + 1) & TABLE.mask; TABLE.slots[slot] != NULL; slot = (slot + 1) & TABLE.mask)
    {
      size_t home = (size_t) GCORE_STR (TABLE.slots[slot])->hash & TABLE.mask;
      if (((slot - home) & TABLE.mask) >= ((slot - hole) & TABLE.mask))
        {
          TABLE.slots[hole] = TABLE.slots[slot];
          hole = slot;
        }
    }
  TABLE.slots[hole] = NULL;
  TABLE.used--;
  GCORE_STR (str)->interned = 0;
}
