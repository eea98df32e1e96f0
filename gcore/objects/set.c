/* SPDX-License-Identifier: MIT */
/* The hash table of set and frozenset. Operations between sets stand in set-operations.c, the types in set-methods.c.
 *
 * A lookup begins at the slot the hash's low bits name, tries the nine behind it if the table does not end before, then
 * jumps to a slot that depends on more and more of the hash. Removed entries stay in the way of lookups and are used
 * again by a later addition that passes them. */
#include "gcore/objects/dict.h"
#include "gcore/objects/set-private.h"

#define LINEAR_PROBES 9
#define PERTURB_SHIFT 5

/* --- probing ------------------------------------------------------------------------------------------------------ */

typedef struct
{
  size_t slot, perturb, mask;
  int left; /* neighbours still to be tried */
  size_t jump_from;
} Probe;

GCORE_INLINE void
start_neighbours (Probe *probe)
{
  probe->jump_from = probe->slot;
  probe->left = probe->slot + LINEAR_PROBES <= probe->mask ? LINEAR_PROBES : 0;
}

GCORE_INLINE Probe
probe_start (const GcoreSet *set, intptr_t hash)
{
  Probe probe = { .slot = (size_t) hash & (size_t) set->mask, .perturb = (size_t) hash, .mask = (size_t) set->mask };
  start_neighbours (&probe);
  return probe;
}

GCORE_INLINE void
probe_next (Probe *probe)
{
  if (probe->left > 0)
    {
      probe->left--;
      probe->slot++;
      return;
    }
  probe->perturb >>= PERTURB_SHIFT;
  probe->slot = (probe->jump_from * 5 + 1 + probe->perturb) & probe->mask;
  start_neighbours (probe);
}

GCORE_INLINE bool
never_used (const GcoreSetEntry *entry)
{
  return entry->key == NULL && entry->hash == 0;
}

/* Whether the entry, whose hash is right, has KEY: 1, 0, -1 with an error, 2 if the comparison changed the table. */
GCORE_INLINE int
entry_matches (GcoreSet *set, GcoreSetEntry *entry, GcoreObject *key)
{
  GcoreObject *candidate = entry->key;
  GcoreType *type = GCORE_TYPE_OF (candidate);
  if (candidate == key)
    return 1;
  if (type == GCORE_TYPE_OF (key) && (type == GCORE_TYPE (STR) || type == GCORE_TYPE (INT)))
    return gcore_equal (candidate, key);
  GcoreSetEntry *table = set->table;
  gcore_incref (candidate);
  int equal = gcore_object_rich_compare_bool (candidate, key, GCORE_EQ);
  gcore_decref (candidate);
  if (equal >= 0 && (set->table != table || entry->key != candidate))
    return 2;
  return equal;
}

/* 1 and the entry of KEY in *FOUND; 0 and an entry to put it in (FOR_ADDING: a removed one if one is passed); or -1. */
GCORE_INLINE int
look_up (GcoreSet *set, GcoreObject *key, intptr_t hash, bool for_adding, GcoreSetEntry **found)
{
  GcoreSetEntry *removed = NULL;
  *found = NULL;
  for (Probe probe = probe_start (set, hash);;)
    {
      GcoreSetEntry *entry = &set->table[probe.slot];
      if (never_used (entry))
        {
          *found = for_adding && removed != NULL ? removed : entry;
          return 0;
        }
      if (entry->key == NULL)
        removed = entry;
      else if (entry->hash == hash)
        {
          int matches = entry_matches (set, entry, key);
          if (matches == 1)
            *found = entry;
          if (matches == 1 || matches < 0)
            return matches;
          if (matches == 2)
            {
              removed = NULL;
              probe = probe_start (set, hash);
              continue;
            }
        }
      probe_next (&probe);
    }
}

/* Adds a key that is not there to a table without removed entries; steals KEY. */
static void
insert_clean (GcoreSet *set, GcoreObject *key, intptr_t hash)
{
  Probe probe = probe_start (set, hash);
  while (set->table[probe.slot].key != NULL)
    probe_next (&probe);
  set->table[probe.slot] = (GcoreSetEntry){ key, hash };
}

/* --- room --------------------------------------------------------------------------------------------------------- */

static void
use_inline_table (GcoreSet *set)
{
  memset (set->inline_table, 0, sizeof set->inline_table);
  set->fill = 0;
  set->used = 0;
  set->mask = GCORE_SET_MIN_SLOTS - 1;
  set->table = set->inline_table;
  set->hash = -1;
}

int
gcore_set_resize (GcoreSet *set, intptr_t min_entries)
{
  intptr_t slots = GCORE_SET_MIN_SLOTS;
  while (slots <= min_entries && slots <= GCORE_MAX_ITEMS / 4)
    slots <<= 1;
  GcoreSetEntry *old = set->table, copy[GCORE_SET_MIN_SLOTS];
  bool old_is_block = old != set->inline_table;
  intptr_t old_slots = set->mask + 1;
  GcoreSetEntry *table = set->inline_table;
  if (slots > GCORE_SET_MIN_SLOTS)
    {
      table = gcore_mem_alloc ((size_t) slots * sizeof table[0]);
      if (table == NULL)
        {
          gcore_err_no_memory ();
          return -1;
        }
    }
  else if (!old_is_block)
    {
      if (set->fill == set->used)
        return 0;
      memcpy (copy, old, sizeof copy); /* rebuilt in place */
      old = copy;
    }
  memset (table, 0, (size_t) slots * sizeof table[0]);
  set->table = table;
  set->mask = slots - 1;
  set->fill = set->used;
  for (intptr_t i = 0; i < old_slots; i++)
    if (old[i].key != NULL)
      insert_clean (set, old[i].key, old[i].hash);
  if (old_is_block)
    gcore_mem_free (old);
  return 0;
}

int
gcore_set_grow (GcoreSet *set)
{
  return gcore_set_resize (set, set->used > 50000 ? set->used * 2 : set->used * 4);
}

/* Whether N more entries would fill the table beyond three fifths. */
static bool
would_overfill (const GcoreSet *set, intptr_t n)
{
  return (size_t) (set->fill + n) * 5 >= (size_t) set->mask * 3;
}

void
gcore_set_swap (GcoreSet *a, GcoreSet *b)
{
  GcoreSet copy = *a;
  bool a_inline = a->table == a->inline_table, b_inline = b->table == b->inline_table;
  a->fill = b->fill;
  a->used = b->used;
  a->mask = b->mask;
  memcpy (a->inline_table, b->inline_table, sizeof a->inline_table);
  a->table = b_inline ? a->inline_table : b->table;
  a->hash = -1;
  b->fill = copy.fill;
  b->used = copy.used;
  b->mask = copy.mask;
  memcpy (b->inline_table, copy.inline_table, sizeof b->inline_table);
  b->table = a_inline ? b->inline_table : copy.table;
  b->hash = -1;
}

/* --- entries ------------------------------------------------------------------------------------------------------ */

GcoreSetEntry *
gcore_set_next (GcoreSet *set, intptr_t *position)
{
  for (intptr_t i = *position; i <= set->mask; i++)
    if (set->table[i].key != NULL)
      {
        *position = i + 1;
        return &set->table[i];
      }
  *position = set->mask + 1;
  return NULL;
}

int
gcore_set_contains_entry (GcoreSet *set, GcoreObject *key, intptr_t hash)
{
  GcoreSetEntry *entry;
  return look_up (set, key, hash, false, &entry);
}

int
gcore_set_add_entry (GcoreSet *set, GcoreObject *key, intptr_t hash)
{
  gcore_incref (key);
  GcoreSetEntry *entry;
  int found = look_up (set, key, hash, true, &entry);
  if (found != 0)
    {
      gcore_decref (key);
      return found < 0 ? -1 : 0;
    }
  bool fresh = never_used (entry);
  *entry = (GcoreSetEntry){ key, hash };
  set->used++;
  if (!fresh)
    return 0;
  set->fill++;
  return would_overfill (set, 0) ? gcore_set_grow (set) : 0;
}

int
gcore_set_discard_entry (GcoreSet *set, GcoreObject *key, intptr_t hash)
{
  GcoreSetEntry *entry;
  int found = look_up (set, key, hash, false, &entry);
  if (found <= 0)
    return found;
  GcoreObject *old = entry->key;
  *entry = (GcoreSetEntry){ NULL, -1 };
  set->used--;
  gcore_decref (old);
  return 1;
}

int
gcore_set_discard_key (GcoreSet *set, GcoreObject *key)
{
  intptr_t hash = gcore_fast_hash (key);
  return hash == -1 ? -1 : gcore_set_discard_entry (set, key, hash);
}

void
gcore_set_clear_items (GcoreSet *set)
{
  GcoreSetEntry *table = set->table, copy[GCORE_SET_MIN_SLOTS];
  bool is_block = table != set->inline_table;
  intptr_t n = set->mask + 1;
  if (!is_block)
    {
      if (set->fill == 0)
        return;
      memcpy (copy, table, sizeof copy);
      table = copy;
    }
  use_inline_table (set);
  for (intptr_t i = 0; i < n; i++)
    gcore_xdecref (table[i].key);
  if (is_block)
    gcore_mem_free (table);
}

/* --- adding many -------------------------------------------------------------------------------------------------- */

static int
merge_set (GcoreSet *set, GcoreSet *other)
{
  if (other == set || other->used == 0)
    return 0;
  if (would_overfill (set, other->used) && gcore_set_resize (set, (set->used + other->used) * 2) < 0)
    return -1;
  GcoreSetEntry *entry;
  intptr_t position = 0;
  if (set->fill > 0)
    {
      while ((entry = gcore_set_next (other, &position)) != NULL)
        if (gcore_set_add_entry (set, entry->key, entry->hash) < 0)
          return -1;
      return 0;
    }
  /* An empty table can be copied, or filled without comparing. */
  bool same_layout = set->mask == other->mask && other->fill == other->used;
  set->fill = other->used;
  set->used = other->used;
  while ((entry = gcore_set_next (other, &position)) != NULL)
    {
      gcore_incref (entry->key);
      if (same_layout)
        set->table[position - 1] = *entry;
      else
        insert_clean (set, entry->key, entry->hash);
    }
  return 0;
}

static int
merge_dict (GcoreSet *set, GcoreObject *dict)
{
  intptr_t n = GCORE_DICT_SIZE (dict), position = 0, hash;
  if (would_overfill (set, n) && gcore_set_resize (set, (set->used + n) * 2) < 0)
    return -1;
  GcoreObject *key;
  while (gcore_dict_next_hash (dict, &position, &key, NULL, &hash))
    if (gcore_set_add_entry (set, key, hash) < 0)
      return -1;
  return 0;
}

static int
add_key (GcoreSet *set, GcoreObject *key)
{
  intptr_t hash = gcore_fast_hash (key);
  return hash == -1 ? -1 : gcore_set_add_entry (set, key, hash);
}

int
gcore_set_update_from (GcoreSet *set, GcoreObject *other)
{
  if (gcore_is_any_set (other))
    return merge_set (set, SET (other));
  if (gcore_is_dict_exact (other))
    return merge_dict (set, other);
  GcoreObject *iterator = gcore_object_get_iter (other);
  if (iterator == NULL)
    return -1;
  int result = 0;
  GcoreObject *key;
  while (result == 0 && (key = gcore_iter_next (iterator)) != NULL)
    {
      result = add_key (set, key);
      gcore_decref (key);
    }
  gcore_decref (iterator);
  return gcore_err_occurred () ? -1 : result;
}

/* --- creation ----------------------------------------------------------------------------------------------------- */

GcoreObject *
gcore_set_make (GcoreType *type, GcoreObject *iterable)
{
  GcoreObject *self = type->alloc (type, 0);
  if (self == NULL)
    return NULL;
  use_inline_table (SET (self));
  SET (self)->finger = 0;
  SET (self)->weak_list = NULL;
  if (iterable != NULL && gcore_set_update_from (SET (self), iterable) < 0)
    GCORE_CLEAR (self);
  return self;
}

GcoreType *
gcore_set_base_type (GcoreSet *set)
{
  GcoreType *type = GCORE_TYPE_OF (set);
  if (type == GCORE_TYPE (SET) || type == GCORE_TYPE (FROZENSET))
    return type;
  return gcore_type_is_subtype (type, GCORE_TYPE (SET)) ? GCORE_TYPE (SET) : GCORE_TYPE (FROZENSET);
}

/* --- for users of the folder -------------------------------------------------------------------------------------- */

bool
gcore_is_set (GcoreObject *object)
{
  return gcore_type_is_subtype (GCORE_TYPE_OF (object), GCORE_TYPE (SET));
}

bool
gcore_is_frozenset (GcoreObject *object)
{
  return gcore_type_is_subtype (GCORE_TYPE_OF (object), GCORE_TYPE (FROZENSET));
}

bool
gcore_is_any_set (GcoreObject *object)
{
  return gcore_is_any_set_exact (object) || gcore_is_set (object) || gcore_is_frozenset (object);
}

GcoreObject *
gcore_set_new (GcoreObject *iterable)
{
  return gcore_set_make (GCORE_TYPE (SET), iterable);
}

GcoreObject *
gcore_frozenset_new (GcoreObject *iterable)
{
  return gcore_set_make (GCORE_TYPE (FROZENSET), iterable);
}

/* Whether OBJECT is a set that may be changed (frozensets: while only the caller has them); sets SystemError. */
static bool
check_changeable (GcoreObject *object, bool frozenset_too)
{
  if (gcore_is_set (object) || (frozenset_too && gcore_is_frozenset (object) && object->refcount == 1))
    return true;
  gcore_err_bad_internal_call ();
  return false;
}

intptr_t
gcore_set_size (GcoreObject *object)
{
  if (gcore_is_any_set (object))
    return GCORE_SET_SIZE (object);
  gcore_err_bad_internal_call ();
  return -1;
}

int
gcore_set_contains (GcoreObject *set, GcoreObject *key)
{
  if (!gcore_is_any_set (set))
    {
      gcore_err_bad_internal_call ();
      return -1;
    }
  intptr_t hash = gcore_fast_hash (key);
  return hash == -1 ? -1 : gcore_set_contains_entry (SET (set), key, hash);
}

int
gcore_set_add (GcoreObject *set, GcoreObject *key)
{
  return check_changeable (set, true) ? add_key (SET (set), key) : -1;
}

int
gcore_set_discard (GcoreObject *set, GcoreObject *key)
{
  return check_changeable (set, false) ? gcore_set_discard_key (SET (set), key) : -1;
}

int
gcore_set_clear (GcoreObject *set)
{
  if (!check_changeable (set, false))
    return -1;
  gcore_set_clear_items (SET (set));
  return 0;
}

int
gcore_set_update (GcoreObject *set, GcoreObject *iterable)
{
  return check_changeable (set, false) ? gcore_set_update_from (SET (set), iterable) : -1;
}

GcoreObject *
gcore_set_pop (GcoreObject *object)
{
  GcoreSet *set = SET (object);
  if (!check_changeable (object, false))
    return NULL;
  if (set->used == 0)
    {
      gcore_err_set_string (GCORE_EXC (KeyError), "pop from an empty set");
      return NULL;
    }
  intptr_t i = set->finger & set->mask;
  while (set->table[i].key == NULL)
    i = (i + 1) & set->mask;
  GcoreObject *key = set->table[i].key;
  set->table[i] = (GcoreSetEntry){ NULL, -1 };
  set->used--;
  set->finger = i + 1;
  return key;
}

bool
gcore_set_next_entry (GcoreObject *set, intptr_t *position, GcoreObject **key, intptr_t *hash)
{
  GcoreSetEntry *entry = gcore_set_next (SET (set), position);
  if (entry == NULL)
    return false;
  *key = entry->key;
  *hash = entry->hash;
  return true;
}
