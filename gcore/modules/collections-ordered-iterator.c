/* SPDX-License-Identifier: MIT */
/* Iterators over an OrderedDict and its views. */
#include "gcore/collector/collector.h"
#include "gcore/machine/eval.h"
#include "gcore/modules/collections-private.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/list.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"

#define ITERATOR(object) ((GcoreOrderedIterator *) (void *) (object))
#define PAIRS (GCORE_ORDERED_KEYS | GCORE_ORDERED_VALUES)

GcoreObject *
gcore_ordered_iterator_new (GcoreObject *object, int kind)
{
  GcoreOrderedDict *dict = GCORE_ORDERED_DICT (object);
  GcoreOrderedIterator *self = gcore_gc_new (GCORE_TYPE (ORDERED_ITERATOR));
  if (self == NULL)
    return NULL;
  GcoreOrderedNode *node = (kind & GCORE_ORDERED_REVERSED) != 0 ? dict->last : dict->first;
  self->kind = kind;
  self->dict = gcore_newref (dict);
  self->used = dict->dict.used;
  self->changes = dict->changes;
  self->key = node == NULL ? NULL : gcore_newref (node->key);
  self->result = NULL;
  if ((kind & PAIRS) == PAIRS)
    {
      self->result = gcore_tuple_pack (2, GCORE_NONE, GCORE_NONE);
      if (self->result == NULL)
        {
          gcore_decref (self);
          return NULL;
        }
    }
  gcore_gc_track (self);
  return GCORE_OBJECT (self);
}

static void
dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_xdecref (ITERATOR (self)->dict);
  gcore_xdecref (ITERATOR (self)->key);
  gcore_xdecref (ITERATOR (self)->result);
  gcore_gc_del (self);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (ITERATOR (self)->dict);
  GCORE_VISIT (ITERATOR (self)->key);
  GCORE_VISIT (ITERATOR (self)->result);
  return 0;
}

/* New reference to the next key, the iterator moved on; NULL at the end or with an error. */
static GcoreObject *
next_key (GcoreOrderedIterator *self)
{
  GcoreOrderedDict *dict = self->dict;
  if (dict == NULL || self->key == NULL)
    return NULL;
  const char *problem = dict->changes != self->changes  ? "OrderedDict mutated during iteration"
                        : dict->dict.used != self->used ? "OrderedDict changed size during iteration"
                                                        : NULL;
  GcoreObject *key = self->key;
  GcoreOrderedNode *node = problem != NULL ? NULL : gcore_ordered_dict_find (dict, key);
  self->key = NULL;
  if (node == NULL)
    {
      if (problem != NULL)
        gcore_err_set_string (GCORE_EXC (RuntimeError), problem);
      else if (!gcore_err_occurred ())
        gcore_err_set_key_error (key);
      gcore_decref (key);
      return NULL;
    }
  node = (self->kind & GCORE_ORDERED_REVERSED) != 0 ? node->previous : node->next;
  if (node != NULL)
    self->key = gcore_newref (node->key);
  return key;
}

/* Both stolen. */
static GcoreObject *
pair (GcoreOrderedIterator *self, GcoreObject *key, GcoreObject *value)
{
  GcoreObject *result = self->result;
  if (result->refcount != 1)
    {
      GcoreObject *const items[2] = { key, value };
      return gcore_tuple_from_array_steal (items, 2);
    }
  gcore_incref (result);
  GCORE_SETREF (GCORE_TUPLE_ITEM (result, 0), key);
  GCORE_SETREF (GCORE_TUPLE_ITEM (result, 1), value);
  /* A collection may have untracked it for what it held before. */
  if (!gcore_gc_is_tracked (result))
    gcore_gc_track (result);
  return result;
}

static GcoreObject *
next (GcoreObject *object)
{
  GcoreOrderedIterator *self = ITERATOR (object);
  GcoreObject *key = next_key (self);
  if (key == NULL)
    {
      GCORE_CLEAR (self->dict);
      return NULL;
    }
  if ((self->kind & GCORE_ORDERED_VALUES) == 0)
    return key;
  GcoreObject *value = gcore_xnewref (gcore_dict_get_item_with_error (GCORE_OBJECT (self->dict), key));
  if (value == NULL && !gcore_err_occurred ())
    gcore_err_set_key_error (key);
  if (value != NULL && (self->kind & GCORE_ORDERED_KEYS) != 0)
    return pair (self, key, value);
  gcore_decref (key);
  return value;
}

/* (iter, (list of what is left,)), without moving on. */
static GcoreObject *
reduce (GcoreObject *object, GcoreObject *unused GCORE_UNUSED)
{
  GcoreOrderedIterator *self = ITERATOR (object);
  GcoreObject *list = gcore_list_new (0), *item = NULL;
  GcoreObject *copy = self->dict == NULL ? NULL : gcore_ordered_iterator_new (GCORE_OBJECT (self->dict), self->kind);
  if (copy != NULL)
    {
      ITERATOR (copy)->changes = self->changes;
      ITERATOR (copy)->used = self->used;
      GCORE_SETREF (ITERATOR (copy)->key, gcore_xnewref (self->key));
      while (list != NULL && (item = next (copy)) != NULL)
        {
          if (gcore_list_append (list, item) < 0)
            GCORE_CLEAR (list);
          gcore_decref (item);
        }
      gcore_decref (copy);
    }
  if (gcore_err_occurred ())
    GCORE_CLEAR (list);
  GcoreObject *args = list == NULL ? NULL : gcore_tuple_pack (1, list);
  GcoreObject *function = args == NULL ? NULL : gcore_eval_get_builtin ("iter");
  GcoreObject *result = function == NULL ? NULL : gcore_tuple_pack (2, function, args);
  gcore_xdecref (list);
  gcore_xdecref (args);
  gcore_xdecref (function);
  return result;
}

static const GcoreMethodDef methods[] = {
  { "__reduce__", GCORE_FUNC (reduce), GCORE_METH_NOARGS, "Return state information for pickling" },
  { NULL, NULL, 0, NULL }
};

const GcoreType gcore_ordered_iterator_template = {
  .name = "odict_iterator",
  .basic_size = sizeof (GcoreOrderedIterator),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_DISALLOW_NEW,
  .dealloc = dealloc,
  .traverse = traverse,
  .get_attr = gcore_object_generic_get_attr,
  .iter = gcore_object_self_iter,
  .iter_next = next,
  .methods = methods,
};

/* --- views -------------------------------------------------------------------------------------------------------- */

#define DICT_OF(view) GCORE_OBJECT (((GcoreDictView *) (void *) (view))->dict)

#define VIEW(which, NAME, kind)                                                                                        \
  static GcoreObject *which##_iter (GcoreObject *self)                                                                 \
  {                                                                                                                    \
    return gcore_ordered_iterator_new (DICT_OF (self), kind);                                                          \
  }                                                                                                                    \
  static GcoreObject *which##_reversed (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)                           \
  {                                                                                                                    \
    return gcore_ordered_iterator_new (DICT_OF (self), (kind) | GCORE_ORDERED_REVERSED);                               \
  }                                                                                                                    \
  static const GcoreMethodDef which##_methods[]                                                                        \
    = { { "__reversed__", GCORE_FUNC (which##_reversed), GCORE_METH_NOARGS, NULL }, { NULL, NULL, 0, NULL } };         \
  const GcoreType gcore_ordered_##which##_template = {                                                                 \
    .name = "odict_" #which,                                                                                           \
    .basic_size = sizeof (GcoreDictView),                                                                              \
    .flags = GCORE_TYPE_FLAG_DISALLOW_NEW,                                                                             \
    .base_id = GCORE_TYPE_ID_DICT_##NAME,                                                                              \
    .iter = which##_iter,                                                                                              \
    .methods = which##_methods,                                                                                        \
  };

VIEW (keys, KEYS, GCORE_ORDERED_KEYS)
VIEW (values, VALUES, GCORE_ORDERED_VALUES)
VIEW (items, ITEMS, PAIRS)
