/* SPDX-License-Identifier: MIT */
/* OrderedDict: a dict and a doubly linked list of its keys, so that an item can be moved to either end at once. A node is
 * found by the place of its key in the dict's table. */
#include "gcore/collector/collector.h"
#include "gcore/memory/memory.h"
#include "gcore/modules/collections-private.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/containers-private.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/str.h"
#include "gcore/objects/type.h"
#include "gcore/refcount/trashcan.h"
#include "gcore/refcount/weakref.h"

#define SELF(object) GCORE_ORDERED_DICT (object)

/* --- nodes -------------------------------------------------------------------------------------------------------- */

/* Rebuilds by_place when the dict has a new table. 0 or -1. */
static int
renew_places (GcoreOrderedDict *self)
{
  GcoreDictKeys *keys = self->dict.keys;
  intptr_t n = GCORE_DICT_KEYS_SLOTS (keys);
  if (self->keys_of_places == keys && self->n_places == n)
    return 0;
  GcoreOrderedNode **places = gcore_mem_alloc ((size_t) n * sizeof *places);
  if (places == NULL)
    {
      gcore_err_no_memory ();
      return -1;
    }
  memset (places, 0, (size_t) n * sizeof *places);
  for (GcoreOrderedNode *node = self->first; node != NULL; node = node->next)
    {
      GcoreObject *value;
      intptr_t place = gcore_dict_lookup (&self->dict, node->key, node->hash, &value);
      if (place == GCORE_DICT_PLACE_ERROR)
        {
          gcore_mem_free (places);
          return -1;
        }
      if (place >= 0)
        places[place] = node;
    }
  gcore_mem_free (self->by_place);
  self->by_place = places;
  self->n_places = n;
  self->keys_of_places = keys;
  return 0;
}

/* Where the node of KEY is or belongs; NULL if the dict lacks the key, or with an error. */
static GcoreOrderedNode **
find_place (GcoreOrderedDict *self, GcoreObject *key, intptr_t hash)
{
  GcoreObject *value;
  intptr_t place = gcore_dict_lookup (&self->dict, key, hash, &value);
  if (place < 0 || renew_places (self) < 0)
    return NULL;
  return &self->by_place[place];
}

GcoreOrderedNode *
gcore_ordered_dict_find (GcoreOrderedDict *self, GcoreObject *key)
{
  intptr_t hash = gcore_fast_hash (key);
  GcoreOrderedNode **place = hash == -1 || self->first == NULL ? NULL : find_place (self, key, hash);
  return place == NULL ? NULL : *place;
}

static void
unlink_node (GcoreOrderedDict *self, GcoreOrderedNode *node)
{
  *(node->previous != NULL ? &node->previous->next : &self->first) = node->next;
  *(node->next != NULL ? &node->next->previous : &self->last) = node->previous;
  self->changes++;
}

static void
link_node (GcoreOrderedDict *self, GcoreOrderedNode *node, bool last)
{
  node->previous = last ? self->last : NULL;
  node->next = last ? NULL : self->first;
  *(node->previous != NULL ? &node->previous->next : &self->first) = node;
  *(node->next != NULL ? &node->next->previous : &self->last) = node;
  self->changes++;
}

void
gcore_ordered_dict_move (GcoreOrderedDict *self, GcoreOrderedNode *node, bool last)
{
  if (node == (last ? self->last : self->first))
    return;
  unlink_node (self, node);
  link_node (self, node, last);
}

/* Adds a node for a KEY just stored, unless there is one. 0 or -1. */
static int
add_node (GcoreOrderedDict *self, GcoreObject *key, intptr_t hash)
{
  GcoreOrderedNode **place = find_place (self, key, hash);
  if (place == NULL)
    {
      if (!gcore_err_occurred ())
        gcore_err_set_key_error (key);
      return -1;
    }
  if (*place != NULL)
    return 0;
  GcoreOrderedNode *node = gcore_mem_alloc (sizeof *node);
  if (node == NULL)
    {
      gcore_err_no_memory ();
      return -1;
    }
  node->key = gcore_newref (key);
  node->hash = hash;
  *place = node;
  link_node (self, node, true);
  return 0;
}

/* Releases all nodes. */
static void
clear_nodes (GcoreOrderedDict *self)
{
  GcoreOrderedNode *node = self->first;
  gcore_mem_free (self->by_place);
  self->by_place = NULL;
  self->n_places = 0;
  self->keys_of_places = NULL;
  self->first = self->last = NULL;
  self->changes++;
  while (node != NULL)
    {
      GcoreOrderedNode *next = node->next;
      gcore_decref (node->key);
      gcore_mem_free (node);
      node = next;
    }
}

/* --- storing ------------------------------------------------------------------------------------------------------ */

static int
store (GcoreObject *self, GcoreObject *key, GcoreObject *value)
{
  intptr_t hash = gcore_fast_hash (key);
  if (hash == -1 || gcore_dict_set_item_known_hash (self, key, value, hash) < 0)
    return -1;
  if (add_node (SELF (self), key, hash) == 0)
    return 0;
  GcoreRaised pending = gcore_err_put_aside ();
  if (gcore_dict_del_item_known_hash (self, key, hash) < 0)
    gcore_err_clear ();
  gcore_err_put_back (pending);
  return -1;
}

static int
delete_key (GcoreObject *self, GcoreObject *key)
{
  intptr_t hash = gcore_fast_hash (key);
  if (hash == -1)
    return -1;
  GcoreOrderedNode **place = find_place (SELF (self), key, hash);
  GcoreOrderedNode *node = place == NULL ? NULL : *place;
  if (place == NULL && gcore_err_occurred ())
    return -1;
  if (node != NULL)
    {
      *place = NULL;
      unlink_node (SELF (self), node);
      key = node->key;
    }
  int result = gcore_dict_del_item_known_hash (self, key, hash);
  if (node != NULL)
    {
      gcore_decref (node->key);
      gcore_mem_free (node);
    }
  return result;
}

int
gcore_ordered_dict_assign (GcoreObject *self, GcoreObject *key, GcoreObject *value)
{
  return value == NULL ? delete_key (self, key) : store (self, key, value);
}

/* --- life --------------------------------------------------------------------------------------------------------- */

static void
dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  if (SELF (self)->weak_list != NULL)
    gcore_object_clear_weakrefs (self);
  GCORE_TRASHCAN_BEGIN (self, dealloc)
  gcore_xdecref (SELF (self)->instance_dict);
  clear_nodes (SELF (self));
  gcore_dict_template.dealloc (self);
  GCORE_TRASHCAN_END
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (SELF (self)->instance_dict);
  for (GcoreOrderedNode *node = SELF (self)->first; node != NULL; node = node->next)
    GCORE_VISIT (node->key);
  return gcore_dict_template.traverse (self, visit, data);
}

void
gcore_ordered_dict_clear (GcoreOrderedDict *self)
{
  gcore_dict_clear (GCORE_OBJECT (self));
  clear_nodes (self);
}

static int
clear (GcoreObject *self)
{
  GCORE_CLEAR (SELF (self)->instance_dict);
  gcore_ordered_dict_clear (SELF (self));
  return 0;
}

/* --- slots -------------------------------------------------------------------------------------------------------- */

static GcoreObject *
repr (GcoreObject *self)
{
  const char *name = gcore_type_short_name (GCORE_TYPE_OF (self));
  if (GCORE_DICT_SIZE (self) == 0)
    return gcore_str_from_format ("%s()", name);
  int inside = gcore_repr_enter (self);
  if (inside != 0)
    return inside > 0 ? gcore_str_from_string ("...") : NULL;
  GcoreObject *items = gcore_mapping_items (self);
  GcoreObject *text = items == NULL ? NULL : gcore_str_from_format ("%s(%R)", name, items);
  gcore_xdecref (items);
  gcore_repr_leave (self);
  return text;
}

/* Whether the keys come in the same order: 1, 0 or -1. */
static int
same_order (GcoreOrderedDict *a, GcoreOrderedDict *b)
{
  size_t a_changes = a->changes, b_changes = b->changes;
  GcoreOrderedNode *x = a->first, *y = b->first;
  for (; x != NULL && y != NULL; x = x->next, y = y->next)
    {
      int equal = gcore_equal (x->key, y->key);
      if (equal <= 0)
        return equal;
      if (a->changes != a_changes || b->changes != b_changes)
        {
          gcore_err_set_string (GCORE_EXC (RuntimeError), "OrderedDict mutated during iteration");
          return -1;
        }
    }
  return x == NULL && y == NULL;
}

static GcoreObject *
rich_compare (GcoreObject *a, GcoreObject *b, int op)
{
  if ((op != GCORE_EQ && op != GCORE_NE) || !gcore_is_dict (b))
    GCORE_RETURN_NOT_IMPLEMENTED;
  GcoreObject *answer = gcore_dict_template.rich_compare (a, b, GCORE_EQ);
  int equal = answer == NULL ? -1 : answer == GCORE_TRUE;
  gcore_xdecref (answer);
  if (equal > 0 && gcore_is_ordered_dict (a) && gcore_is_ordered_dict (b))
    equal = same_order (SELF (a), SELF (b));
  return equal < 0 ? NULL : gcore_bool_from_long (equal == (op == GCORE_EQ));
}

static GcoreObject *
iter (GcoreObject *self)
{
  return gcore_ordered_iterator_new (self, GCORE_ORDERED_KEYS);
}

static const GcoreGetSetDef getset[] = {
  { "__dict__", gcore_object_generic_get_dict, gcore_object_generic_set_dict, NULL, NULL },
  { NULL, NULL, NULL, NULL, NULL }
};

const GcoreType gcore_ordered_dict_template = {
  .name = "collections.OrderedDict",
  .basic_size = sizeof (GcoreOrderedDict),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_BASE | GCORE_TYPE_FLAG_DICT | GCORE_TYPE_FLAG_MAPPING,
  .base_id = GCORE_TYPE_ID_DICT,
  .dealloc = dealloc,
  .traverse = traverse,
  .clear = clear,
  .repr = repr,
  .hash = gcore_object_hash_not_implemented,
  .rich_compare = rich_compare,
  .iter = iter,
  .number = { .or_ = gcore_ordered_dict_or, .inplace_or = gcore_ordered_dict_inplace_or },
  .mapping = { .assign_subscript = gcore_ordered_dict_assign },
  .weaklist_offset = offsetof (GcoreOrderedDict, weak_list),
  .dict_offset = offsetof (GcoreOrderedDict, instance_dict),
  .methods = gcore_ordered_dict_methods,
  .getset = getset,
  .doc = "Dictionary that remembers insertion order",
  .init = gcore_ordered_dict_init,
  .free_ = gcore_gc_del,
};
