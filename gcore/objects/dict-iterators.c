/* SPDX-License-Identifier: MIT */
/* Iterators over dicts: keys, values and items, forwards and backwards. */
#include "gcore/objects/dict-private.h"
#include "gcore/objects/iterators.h"
#include "gcore/objects/tuple.h"

#define ITERATOR(object) ((GcoreDictIterator *) (void *) (object))

static bool
gives_pairs (GcoreType *type)
{
  return type == GCORE_TYPE (DICT_ITEM_ITERATOR) || type == GCORE_TYPE (DICT_REVERSE_ITEM_ITERATOR);
}

GcoreObject *
gcore_dict_iterator_new (GcoreDict *dict, GcoreType *type)
{
  GcoreDictIterator *iterator = gcore_gc_new (type);
  if (iterator == NULL)
    return NULL;
  bool backwards = type == GCORE_TYPE (DICT_REVERSE_KEY_ITERATOR) || type == GCORE_TYPE (DICT_REVERSE_VALUE_ITERATOR)
                   || type == GCORE_TYPE (DICT_REVERSE_ITEM_ITERATOR);
  iterator->dict = gcore_newref (dict);
  iterator->used = dict->used;
  iterator->length = dict->used;
  iterator->position = !backwards ? 0 : dict->values != NULL ? dict->used - 1 : dict->keys->n_entries - 1;
  iterator->result = NULL;
  if (gives_pairs (type))
    {
      iterator->result = gcore_tuple_pack (2, GCORE_NONE, GCORE_NONE);
      if (iterator->result == NULL)
        {
          gcore_decref (iterator);
          return NULL;
        }
    }
  gcore_gc_track (iterator);
  return GCORE_OBJECT (iterator);
}

GcoreObject *
gcore_dict_iter (GcoreObject *self)
{
  return gcore_dict_iterator_new ((GcoreDict *) (void *) self, GCORE_TYPE (DICT_KEY_ITERATOR));
}

static void
dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_xdecref (ITERATOR (self)->dict);
  gcore_xdecref (ITERATOR (self)->result);
  gcore_gc_del (self);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (ITERATOR (self)->dict);
  GCORE_VISIT (ITERATOR (self)->result);
  return 0;
}

/* --- stepping ----------------------------------------------------------------------------------------------------- */

static void
finish (GcoreDictIterator *iterator)
{
  GCORE_CLEAR (iterator->dict);
}

/* Whether there may be a next item: the dict is still there and has its old size. */
GCORE_INLINE bool
may_go_on (GcoreDictIterator *iterator)
{
  if (iterator->dict == NULL)
    return false;
  if (GCORE_LIKELY (iterator->used == iterator->dict->used))
    return true;
  gcore_err_set_string (GCORE_EXC (RuntimeError), "dictionary changed size during iteration");
  iterator->used = -1; /* it stays broken */
  return false;
}

/* The next item of the dict, borrowed; false at the end or with an error. */
GCORE_INLINE bool
step_forwards (GcoreDictIterator *iterator, GcoreObject **key, GcoreObject **value)
{
  if (!may_go_on (iterator))
    return false;
  GcoreDict *dict = iterator->dict;
  GcoreDictKeys *keys = dict->keys;
  intptr_t i = iterator->position;
  if (dict->values != NULL)
    {
      if (i >= dict->used)
        {
          finish (iterator);
          return false;
        }
      intptr_t place = gcore_dict_values_place_in_order (dict->values, i);
      *key = GCORE_DICT_STR_ENTRIES (keys)[place].key;
      *value = dict->values->values[place];
    }
  else
    for (*value = NULL;; i++)
      {
        if (i >= keys->n_entries)
          {
            finish (iterator);
            return false;
          }
        gcore_dict_keys_read (keys, i, key, value);
        if (*value != NULL)
          break;
      }
  if (GCORE_UNLIKELY (iterator->length == 0))
    {
      /* The size is right, but there are more keys than there were. */
      gcore_err_set_string (GCORE_EXC (RuntimeError), "dictionary keys changed during iteration");
      finish (iterator);
      return false;
    }
  iterator->position = i + 1;
  iterator->length--;
  return true;
}

static bool
step_backwards (GcoreDictIterator *iterator, GcoreObject **key, GcoreObject **value)
{
  if (!may_go_on (iterator))
    return false;
  GcoreDict *dict = iterator->dict;
  intptr_t i = iterator->position;
  if (dict->values != NULL && i >= 0)
    {
      intptr_t place = gcore_dict_values_place_in_order (dict->values, i);
      *key = GCORE_DICT_STR_ENTRIES (dict->keys)[place].key;
      *value = dict->values->values[place];
    }
  else
    for (*value = NULL; i >= 0; i--)
      {
        gcore_dict_keys_read (dict->keys, i, key, value);
        if (*value != NULL)
          break;
      }
  if (i < 0)
    {
      finish (iterator);
      return false;
    }
  iterator->position = i - 1;
  iterator->length--;
  return true;
}

static GcoreObject *
next_key (GcoreObject *self)
{
  GcoreObject *key, *value;
  return step_forwards (ITERATOR (self), &key, &value) ? gcore_newref (key) : NULL;
}

static GcoreObject *
next_value (GcoreObject *self)
{
  GcoreObject *key, *value;
  return step_forwards (ITERATOR (self), &key, &value) ? gcore_newref (value) : NULL;
}

/* A pair of KEY and VALUE (borrowed): the last one again, if nobody kept it. */
static GcoreObject *
pair_of (GcoreDictIterator *iterator, GcoreObject *key, GcoreObject *value)
{
  GcoreObject *pair = iterator->result;
  if (pair->refcount != 1)
    return gcore_tuple_pack (2, key, value);
  gcore_incref (key);
  gcore_incref (value);
  GcoreObject *old_key = GCORE_TUPLE_ITEM (pair, 0), *old_value = GCORE_TUPLE_ITEM (pair, 1);
  GCORE_TUPLE_SET_ITEM (pair, 0, key);
  GCORE_TUPLE_SET_ITEM (pair, 1, value);
  gcore_incref (pair);
  gcore_decref (old_key);
  gcore_decref (old_value);
  /* A collection may have untracked it for what it held before. */
  if (!gcore_gc_is_tracked (pair))
    gcore_gc_track (pair);
  return pair;
}

static GcoreObject *
next_item (GcoreObject *self)
{
  GcoreObject *key, *value;
  return step_forwards (ITERATOR (self), &key, &value) ? pair_of (ITERATOR (self), key, value) : NULL;
}

static GcoreObject *
previous_key (GcoreObject *self)
{
  GcoreObject *key, *value;
  return step_backwards (ITERATOR (self), &key, &value) ? gcore_newref (key) : NULL;
}

static GcoreObject *
previous_value (GcoreObject *self)
{
  GcoreObject *key, *value;
  return step_backwards (ITERATOR (self), &key, &value) ? gcore_newref (value) : NULL;
}

static GcoreObject *
previous_item (GcoreObject *self)
{
  GcoreObject *key, *value;
  return step_backwards (ITERATOR (self), &key, &value) ? pair_of (ITERATOR (self), key, value) : NULL;
}

static GcoreObject *
length_hint (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreDictIterator *iterator = ITERATOR (self);
  bool valid = iterator->dict != NULL && iterator->used == iterator->dict->used;
  return gcore_int_from_ssize (valid ? iterator->length : 0);
}

/* --- types -------------------------------------------------------------------------------------------------------- */

static const GcoreMethodDef methods[] = {
  { "__length_hint__", GCORE_FUNC (length_hint), GCORE_METH_NOARGS,
    "Private method returning an estimate of len(list(it))." },
  GCORE_ITERATOR_REDUCE (dict),
  { NULL, NULL, 0, NULL }
};

#define DEFINE_ITERATOR_TYPE(template_, name_, next)                                                                   \
  const GcoreType template_ = {                                                                                        \
    .name = name_,                                                                                                     \
    .basic_size = sizeof (GcoreDictIterator),                                                                          \
    .flags = GCORE_TYPE_FLAG_GC,                                                                                       \
    .dealloc = dealloc,                                                                                                \
    .traverse = traverse,                                                                                              \
    .get_attr = gcore_object_generic_get_attr,                                                                         \
    .iter = gcore_object_self_iter,                                                                                    \
    .iter_next = next,                                                                                                 \
    .methods = methods,                                                                                                \
  }

DEFINE_ITERATOR_TYPE (gcore_dict_key_iterator_template, "dict_keyiterator", next_key);
DEFINE_ITERATOR_TYPE (gcore_dict_value_iterator_template, "dict_valueiterator", next_value);
DEFINE_ITERATOR_TYPE (gcore_dict_item_iterator_template, "dict_itemiterator", next_item);
DEFINE_ITERATOR_TYPE (gcore_dict_reverse_key_iterator_template, "dict_reversekeyiterator", previous_key);
DEFINE_ITERATOR_TYPE (gcore_dict_reverse_value_iterator_template, "dict_reversevalueiterator", previous_value);
DEFINE_ITERATOR_TYPE (gcore_dict_reverse_item_iterator_template, "dict_reverseitemiterator", previous_item);
