/* SPDX-License-Identifier: MIT */
/* The types of the module _collections. */
#pragma once

#include "gcore/objects/dict.h"
#include "gcore/refcount/object.h"

/* --- deque -------------------------------------------------------------------------------------------------------- */

#define GCORE_DEQUE_BLOCK_ITEMS 64
#define GCORE_DEQUE_SPARE_BLOCKS 16

typedef struct GcoreDequeBlock
{
  struct GcoreDequeBlock *left; /* undefined in the leftmost block, as right is in the rightmost */
  GcoreObject *items[GCORE_DEQUE_BLOCK_ITEMS];
  struct GcoreDequeBlock *right;
} GcoreDequeBlock;

/* A chain of blocks. The items are those from items[left_index] of the left block to items[right_index] of the right
 * one, both included. Empty: one block, left_index == right_index + 1, in the middle of the block. */
typedef struct
{
  GcoreVarObject base;
  GcoreDequeBlock *left, *right;
  intptr_t left_index, right_index;
  size_t changes;   /* counts changes of the size, for iterators */
  intptr_t maxlen;  /* -1: no limit */
  intptr_t n_spare;
  GcoreDequeBlock *spare[GCORE_DEQUE_SPARE_BLOCKS]; /* blocks kept for reuse */
  GcoreObject *weak_list;
} GcoreDeque;

#define GCORE_DEQUE(object) ((GcoreDeque *) (void *) (object))
#define gcore_is_deque(object) gcore_is_instance_of (object, GCORE_TYPE (DEQUE))

typedef struct
{
  GcoreObject base;
  GcoreDequeBlock *block;
  intptr_t index;
  GcoreDeque *deque; /* owned */
  size_t changes;    /* the deque's when the iterator was made */
  intptr_t remaining;
} GcoreDequeIterator;

/* Add ITEM (stolen, also on failure) at an end; what exceeds the limit falls off the other one. 0 or -1. */
int gcore_deque_append (GcoreDeque *deque, GcoreObject *item);
int gcore_deque_append_left (GcoreDeque *deque, GcoreObject *item);
/* New reference to what was there, taken away; the deque must not be empty. */
GcoreObject *gcore_deque_take (GcoreDeque *deque);
GcoreObject *gcore_deque_take_left (GcoreDeque *deque);
/* Adds what ITERABLE gives, at the right end or the left one. 0 or -1. */
int gcore_deque_extend (GcoreObject *deque, GcoreObject *iterable, bool at_left);
void gcore_deque_clear (GcoreDeque *deque);
/* Moves the items N places to the right. 0 or -1. */
int gcore_deque_rotate (GcoreDeque *deque, intptr_t n);
/* The place of item I, which must exist. */
GcoreObject **gcore_deque_place (GcoreDeque *deque, intptr_t i);
/* New deque of the same class with the same items and limit. */
GcoreObject *gcore_deque_copy (GcoreObject *deque);
/* Iterators of a TYPE: DEQUE_ITERATOR or DEQUE_REVERSE_ITERATOR. */
GcoreObject *gcore_deque_iterator_new (GcoreDeque *deque, GcoreType *type);

/* A slot and the methods, in collections-deque-methods.c. */
extern const GcoreMethodDef gcore_deque_methods[];
GcoreObject *gcore_deque_concat (GcoreObject *deque, GcoreObject *other);
GcoreObject *gcore_deque_inplace_concat (GcoreObject *deque, GcoreObject *other);
GcoreObject *gcore_deque_repeat (GcoreObject *deque, intptr_t n);
GcoreObject *gcore_deque_inplace_repeat (GcoreObject *deque, intptr_t n);
int gcore_deque_contains (GcoreObject *deque, GcoreObject *value);

/* --- defaultdict -------------------------------------------------------------------------------------------------- */

typedef struct
{
  GcoreDict dict;
  GcoreObject *default_factory; /* owned or NULL */
} GcoreDefaultDict;

/* --- OrderedDict -------------------------------------------------------------------------------------------------- */

typedef struct GcoreOrderedNode
{
  GcoreObject *key; /* owned */
  intptr_t hash;
  struct GcoreOrderedNode *next, *previous;
} GcoreOrderedNode;

/* A dict with a list of its keys beside it. by_place[i] is the node of the key whose entry in dict.keys is the i-th. */
typedef struct
{
  GcoreDict dict;
  GcoreOrderedNode **by_place;
  intptr_t n_places;
  GcoreDictKeys *keys_of_places; /* dict.keys when by_place was built; never read through */
  size_t changes;            /* counts changes of the order */
  GcoreOrderedNode *first, *last;
  GcoreObject *instance_dict, *weak_list;
} GcoreOrderedDict;

#define GCORE_ORDERED_DICT(object) ((GcoreOrderedDict *) (void *) (object))
#define gcore_is_ordered_dict(object) gcore_is_instance_of (object, GCORE_TYPE (ORDERED_DICT))

typedef struct
{
  GcoreObject base;
  int kind;              /* GCORE_ORDERED_… */
  GcoreOrderedDict *dict; /* owned, NULL once exhausted */
  intptr_t used;         /* items: the dict's when the iterator was made */
  size_t changes;
  GcoreObject *key;      /* owned: the next key, or NULL */
  GcoreObject *result;   /* owned pair, handed out again when nobody kept the last one; NULL unless items are asked for */
} GcoreOrderedIterator;

enum { GCORE_ORDERED_KEYS = 1, GCORE_ORDERED_VALUES = 2, GCORE_ORDERED_REVERSED = 4 };

/* The node of KEY, borrowed; NULL without an error if there is none. */
GcoreOrderedNode *gcore_ordered_dict_find (GcoreOrderedDict *dict, GcoreObject *key);
/* Store VALUE under KEY, or delete it (VALUE NULL). 0 or -1. */
int gcore_ordered_dict_assign (GcoreObject *dict, GcoreObject *key, GcoreObject *value);
/* Moves NODE to an end. */
void gcore_ordered_dict_move (GcoreOrderedDict *dict, GcoreOrderedNode *node, bool last);
/* Iterator over keys, values or both (KIND a combination of GCORE_ORDERED_…). */
GcoreObject *gcore_ordered_iterator_new (GcoreObject *dict, int kind);
extern const GcoreMethodDef gcore_ordered_dict_methods[];
/* Forgets everything: for clear(). */
void gcore_ordered_dict_clear (GcoreOrderedDict *dict);
int gcore_ordered_dict_init (GcoreObject *dict, GcoreObject *args, GcoreObject *kwargs);
GcoreObject *gcore_ordered_dict_or (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_ordered_dict_inplace_or (GcoreObject *a, GcoreObject *b);
