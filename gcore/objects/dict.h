/* SPDX-License-Identifier: MIT */
/* dict, its views and iterators, and the attribute values of instances.
 *
 * A dict is a compact table: an index of 2^log2_size slots (numbers of 1, 2, 4 or 8 bytes, -1 empty, -2 deleted) into
 * an array of entries in insertion order. Three kinds of key table:
 *
 *   GENERAL   entries of 24 bytes: hash, key, value
 *   STR       entries of 16 bytes: key, value; every key is an exact str, whose hash is in the key itself
 *   SPLIT     as STR, with values unused: the table is shared by the instances of one class, and each dict
 *             (or instance) has its values in a GcoreDictValues array of its own
 *
 * Invariants: usable + n_entries <= 2/3 of the slots; a combined dict's used is the number of entries with a value; a
 * split dict's used is its values' count. A combined table belongs to one dict. */
#pragma once

#include "gcore/objects/state.h"

enum { GCORE_DICT_KEYS_GENERAL, GCORE_DICT_KEYS_STR, GCORE_DICT_KEYS_SPLIT };

typedef struct
{
  intptr_t hash;
  GcoreObject *key, *value; /* owned; value NULL: deleted */
} GcoreDictEntry;

typedef struct
{
  GcoreObject *key, *value; /* owned; value NULL: deleted, or the table is split */
} GcoreDictStrEntry;

typedef struct GcoreDictKeys
{
  intptr_t refcount; /* dicts, classes and instances' classes that use the table */
  uint8_t log2_size; /* of the number of slots */
  uint8_t log2_index_bytes;
  uint8_t kind;      /* GCORE_DICT_KEYS_... */
  uint32_t version;  /* for inline caches: while it stays the same and is not 0, the keys and their places do too */
  intptr_t usable;   /* entries that may still be added */
  intptr_t n_entries; /* entries in use, deleted ones included */
  int8_t index[];    /* 1 << log2_index_bytes bytes, then the entries */
} GcoreDictKeys;

/* The values of one instance, by the place of the key in its shared table. In front of values[0] lie bytes that say in
 * which order they were set: [-1] bytes in front in all, [-2] values set, [-3] place of the first set, [-4] second … */
typedef struct
{
  GcoreObject *values[1]; /* owned or NULL */
} GcoreDictValues;

typedef struct GcoreDict
{
  GcoreObject base;
  intptr_t used;         /* items */
  uint64_t version;      /* counts the changes of this dict's contents */
  GcoreDictKeys *keys;   /* owned */
  GcoreDictValues *values; /* owned; NULL unless the table is split */
} GcoreDict;

/* Any of the three views. */
typedef struct
{
  GcoreObject base;
  GcoreDict *dict; /* owned */
} GcoreDictView;

typedef struct
{
  GcoreObject base;
  GcoreDict *dict;     /* owned, NULL once exhausted */
  intptr_t used;       /* the dict's when the iterator was made; -1: it changed */
  intptr_t position;
  GcoreObject *result; /* owned tuple that items iterators hand out again when nobody kept it; else NULL */
  intptr_t length;     /* items still expected */
} GcoreDictIterator;

/* The place of a key, from lookups: >= 0 an entry, else one of these. */
enum { GCORE_DICT_PLACE_EMPTY = -1, GCORE_DICT_PLACE_DELETED = -2, GCORE_DICT_PLACE_ERROR = -3 };

#define GCORE_DICT_KEYS_SLOTS(k) ((intptr_t) 1 << (k)->log2_size)
#define GCORE_DICT_ENTRIES(k) ((GcoreDictEntry *) (void *) ((k)->index + ((size_t) 1 << (k)->log2_index_bytes)))
#define GCORE_DICT_STR_ENTRIES(k) ((GcoreDictStrEntry *) (void *) ((k)->index + ((size_t) 1 << (k)->log2_index_bytes)))
/* Items of any dict without a check. */
#define GCORE_DICT_SIZE(dict) (((GcoreDict *) (void *) (dict))->used)

/* --- dicts -------------------------------------------------------------------------------------------------------- */

/* New reference to an empty dict, not tracked. */
GcoreObject *gcore_dict_new (void);
/* The same with room for N keys of any type. */
GcoreObject *gcore_dict_new_presized (intptr_t n);
/* New reference to a dict of N pairs, keys and values (borrowed) being STRIDE pointers apart: the display {k: v, …}. */
GcoreObject *gcore_dict_from_items (GcoreObject *const *keys, intptr_t key_stride, GcoreObject *const *values,
                                    intptr_t value_stride, intptr_t n);
/* Items, or -1 with SystemError if OBJECT is no dict. */
intptr_t gcore_dict_size (GcoreObject *object);

/* Borrowed value; NULL if there is none or on any error, which is swallowed. */
GcoreObject *gcore_dict_get_item (GcoreObject *dict, GcoreObject *key);
/* Borrowed value; NULL without an error if there is none, NULL with an error if hashing or comparing failed. */
GcoreObject *gcore_dict_get_item_with_error (GcoreObject *dict, GcoreObject *key);
GcoreObject *gcore_dict_get_item_known_hash (GcoreObject *dict, GcoreObject *key, intptr_t hash);
GcoreObject *gcore_dict_get_item_string (GcoreObject *dict, const char *key);
/* 1, 0, or -1 with an error. */
int gcore_dict_contains (GcoreObject *dict, GcoreObject *key);
int gcore_dict_contains_known_hash (GcoreObject *dict, GcoreObject *key, intptr_t hash);
/* Store under KEY; all borrowed. 0, or -1 with an error. */
int gcore_dict_set_item (GcoreObject *dict, GcoreObject *key, GcoreObject *value);
int gcore_dict_set_item_known_hash (GcoreObject *dict, GcoreObject *key, GcoreObject *value, intptr_t hash);
int gcore_dict_set_item_string (GcoreObject *dict, const char *key, GcoreObject *value);
/* The same, stealing KEY and VALUE, also on failure. */
int gcore_dict_set_item_take2 (GcoreDict *dict, GcoreObject *key, GcoreObject *value);
/* 0, or -1 with KeyError or another error. */
int gcore_dict_del_item (GcoreObject *dict, GcoreObject *key);
int gcore_dict_del_item_known_hash (GcoreObject *dict, GcoreObject *key, intptr_t hash);
int gcore_dict_del_item_string (GcoreObject *dict, const char *key);
/* Borrowed value under KEY, after storing VALUE there if there was none; NULL with an error. */
GcoreObject *gcore_dict_set_default (GcoreObject *dict, GcoreObject *key, GcoreObject *value);
/* Removes KEY: new reference to its value, or to DEFAULT_; NULL with KeyError if there is neither, or another error. */
GcoreObject *gcore_dict_pop (GcoreObject *dict, GcoreObject *key, GcoreObject *default_);
/* Empties the dict first, then releases its contents in insertion order. */
void gcore_dict_clear (GcoreObject *dict);
/* Steps through the items in insertion order; *POSITION starts at 0. Borrowed; KEY, VALUE, HASH may be NULL.
 * Returns false after the last. Values may be replaced meanwhile, keys neither added nor removed. */
bool gcore_dict_next (GcoreObject *dict, intptr_t *position, GcoreObject **key, GcoreObject **value);
bool gcore_dict_next_hash (GcoreObject *dict, intptr_t *position, GcoreObject **key, GcoreObject **value,
                           intptr_t *hash);
/* Adds the items of B, a dict or any mapping. OVERRIDE: 1 replace, 0 keep, 2 KeyError when A has the key already. */
int gcore_dict_merge (GcoreObject *a, GcoreObject *b, int override);
int gcore_dict_update (GcoreObject *a, GcoreObject *b);
/* Adds the pairs of an iterable of pairs. */
int gcore_dict_merge_from_seq2 (GcoreObject *dict, GcoreObject *pairs, int override);
/* New references. */
GcoreObject *gcore_dict_copy (GcoreObject *dict);
GcoreObject *gcore_dict_keys (GcoreObject *dict);   /* list */
GcoreObject *gcore_dict_values (GcoreObject *dict); /* list */
GcoreObject *gcore_dict_items (GcoreObject *dict);  /* list of pairs */
/* New view: dict.keys () and its relatives; TYPE is GCORE_TYPE (DICT_KEYS), (DICT_VALUES) or (DICT_ITEMS). */
GcoreObject *gcore_dict_view_new (GcoreObject *dict, GcoreType *type);
/* Bytes of the dict without its list head, key table included. */
intptr_t gcore_dict_size_of (GcoreDict *dict);
/* Stops tracking an exact dict in which nothing can be part of a cycle (the type's maybe_untrack). */
void gcore_dict_maybe_untrack (GcoreObject *dict);

/* --- for name lookups and inline caches --------------------------------------------------------------------------- */

/* New reference to a global or built-in; NULL without an error if neither has it. Exact dicts, KEY an exact str. */
GcoreObject *gcore_dict_load_global (GcoreDict *globals, GcoreDict *builtins, GcoreObject *key);
/* Place of KEY in DICT, and its value (borrowed, or NULL) in *VALUE; GCORE_DICT_PLACE_EMPTY or _ERROR. */
intptr_t gcore_dict_lookup (GcoreDict *dict, GcoreObject *key, intptr_t hash, GcoreObject **value);
/* Place of an exact str in a STR or SPLIT table, or GCORE_DICT_PLACE_EMPTY; never fails or runs code. */
intptr_t gcore_dict_keys_string_lookup (GcoreDictKeys *keys, GcoreObject *key);
/* A version for the present set of keys, not 0; 0 if there is none to give. */
uint32_t gcore_dict_keys_get_version (GcoreDictKeys *keys);
/* Place for LOAD_GLOBAL and similar caches: of an exact str in a STR combined table; -1 if it cannot be cached. */
intptr_t gcore_dict_get_place_hint (GcoreDict *dict, GcoreObject *key);

/* --- instances ---------------------------------------------------------------------------------------------------- */

/* The two words in front of an instance whose class has GCORE_TYPE_FLAG_MANAGED_DICT. At most one is not NULL. */
#define GCORE_OBJECT_VALUES(object) (((GcoreDictValues **) (void *) (object))[-4])
#define GCORE_OBJECT_MANAGED_DICT(object) (((GcoreObject **) (void *) (object))[-3])

/* New table for the instances of a class, 30 spare places; NULL with MemoryError. */
GcoreDictKeys *gcore_dict_new_keys_for_class (void);
/* New reference to an empty dict that shares KEYS (of a class with a __dict__ slot of its own). */
GcoreObject *gcore_dict_new_with_shared_keys (GcoreDictKeys *keys);
void gcore_dict_keys_incref (GcoreDictKeys *keys);
void gcore_dict_keys_decref (GcoreDictKeys *keys);
/* Bytes of a key table. */
intptr_t gcore_dict_keys_size (const GcoreDictKeys *keys);

/* Gives a new instance its values array; its class must have MANAGED_DICT. 0, or -1 with MemoryError. */
int gcore_object_init_inline_values (GcoreObject *object);
/* New reference to an attribute in VALUES, or NULL without an error. NAME is an exact str. */
GcoreObject *gcore_object_get_instance_attribute (GcoreObject *object, GcoreDictValues *values, GcoreObject *name);
/* Stores VALUE (borrowed; NULL: deletes) in VALUES, the instance's own; makes a dict if its class has no spare place
 * left. 0, or -1 with AttributeError or another error. */
int gcore_object_store_instance_attribute (GcoreObject *object, GcoreDictValues *values, GcoreObject *name,
                                           GcoreObject *value);
/* Turns the instance's values into a dict that it has from now on. Borrowed; NULL with MemoryError. */
GcoreObject *gcore_object_materialise_dict (GcoreObject *object);
/* Stores (VALUE NULL: deletes) in the dict at *DICT, made if NULL, of an instance of TYPE. */
int gcore_object_dict_set_item (GcoreType *type, GcoreObject **dict, GcoreObject *key, GcoreObject *value);
/* Whether the instance has no attribute of its own, without making a dict. */
bool gcore_object_is_instance_dict_empty (GcoreObject *object);
/* Traverse, clear and release the values in front of an instance (values in the order of the class's keys). */
int gcore_object_visit_instance_attributes (GcoreObject *object, GcoreVisitFunc visit, void *data);
void gcore_object_clear_instance_attributes (GcoreObject *object);
void gcore_object_free_instance_attributes (GcoreObject *object);

/* For the store caches: notes that PLACE in VALUES, which was NULL, has been set. */
GCORE_INLINE void
gcore_dict_values_add_to_order (GcoreDictValues *values, intptr_t place)
{
  uint8_t *order = (uint8_t *) values;
  uint8_t n = order[-2];
  order[-3 - (intptr_t) n] = (uint8_t) place;
  order[-2] = (uint8_t) (n + 1);
}

extern const GcoreType gcore_dict_template;
extern const GcoreType gcore_dict_keys_template, gcore_dict_values_template, gcore_dict_items_template;
extern const GcoreType gcore_dict_key_iterator_template, gcore_dict_value_iterator_template,
  gcore_dict_item_iterator_template;
extern const GcoreType gcore_dict_reverse_key_iterator_template, gcore_dict_reverse_value_iterator_template,
  gcore_dict_reverse_item_iterator_template;
