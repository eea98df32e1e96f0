/* SPDX-License-Identifier: MIT */
/* Iterators over lists, forwards and backwards. */
#include "gcore/objects/iterators.h"
#include "gcore/objects/list-private.h"

#define ITERATOR(object) ((GcoreListIterator *) (void *) (object))

static GcoreObject *
new_iterator (GcoreType *type, GcoreObject *list, intptr_t index)
{
  GcoreListIterator *iterator = gcore_gc_new (type);
  if (iterator == NULL)
    return NULL;
  iterator->index = index;
  iterator->list = gcore_newref (list);
  gcore_gc_track (iterator);
  return GCORE_OBJECT (iterator);
}

GcoreObject *
gcore_list_iter (GcoreObject *list)
{
  return new_iterator (GCORE_TYPE (LIST_ITERATOR), list, 0);
}

GcoreObject *
gcore_list_reverse_iter (GcoreObject *list)
{
  return new_iterator (GCORE_TYPE (LIST_REVERSE_ITERATOR), list, GCORE_LIST_SIZE (list) - 1);
}

static void
dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_xdecref (ITERATOR (self)->list);
  gcore_gc_del (self);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (ITERATOR (self)->list);
  return 0;
}

static GcoreObject *
next (GcoreObject *self)
{
  GcoreListIterator *iterator = ITERATOR (self);
  if (iterator->list == NULL)
    return NULL;
  if (iterator->index < GCORE_LIST_SIZE (iterator->list))
    return gcore_newref (iterator->list->items[iterator->index++]);
  GCORE_CLEAR (iterator->list);
  return NULL;
}

static GcoreObject *
previous (GcoreObject *self)
{
  GcoreListIterator *iterator = ITERATOR (self);
  if (iterator->list == NULL)
    return NULL;
  if (iterator->index >= 0 && iterator->index < GCORE_LIST_SIZE (iterator->list))
    return gcore_newref (iterator->list->items[iterator->index--]);
  iterator->index = -1;
  GCORE_CLEAR (iterator->list);
  return NULL;
}

static GcoreObject *
length_hint (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreListIterator *iterator = ITERATOR (self);
  intptr_t n = iterator->list == NULL ? 0 : GCORE_LIST_SIZE (iterator->list) - iterator->index;
  return gcore_int_from_ssize (n > 0 ? n : 0);
}

static GcoreObject *
reverse_length_hint (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreListIterator *iterator = ITERATOR (self);
  intptr_t n = iterator->index + 1;
  return gcore_int_from_ssize (iterator->list == NULL || GCORE_LIST_SIZE (iterator->list) < n ? 0 : n);
}

static GcoreObject *
set_state (GcoreObject *self, GcoreObject *state)
{
  GcoreListIterator *iterator = ITERATOR (self);
  intptr_t index = gcore_int_as_ssize (state);
  if (index == -1 && gcore_err_occurred ())
    return NULL;
  if (iterator->list != NULL)
    {
      intptr_t size = GCORE_LIST_SIZE (iterator->list);
      iterator->index = index < 0 ? 0 : index > size ? size : index;
    }
  GCORE_RETURN_NONE;
}

static GcoreObject *
reverse_set_state (GcoreObject *self, GcoreObject *state)
{
  GcoreListIterator *iterator = ITERATOR (self);
  intptr_t index = gcore_int_as_ssize (state);
  if (index == -1 && gcore_err_occurred ())
    return NULL;
  if (iterator->list != NULL)
    {
      intptr_t last = GCORE_LIST_SIZE (iterator->list) - 1;
      iterator->index = index < -1 ? -1 : index > last ? last : index;
    }
  GCORE_RETURN_NONE;
}

static const GcoreMethodDef methods[] = {
  { "__length_hint__", GCORE_FUNC (length_hint), GCORE_METH_NOARGS,
    "Private method returning an estimate of len(list(it))." },
  { "__setstate__", GCORE_FUNC (set_state), GCORE_METH_O, "Set state information for unpickling." },
  GCORE_ITERATOR_REDUCE (index),
  { NULL, NULL, 0, NULL }
};

const GcoreType gcore_list_iterator_template = {
  .name = "list_iterator",
  .basic_size = sizeof (GcoreListIterator),
  .flags = GCORE_TYPE_FLAG_GC,
  .dealloc = dealloc,
  .traverse = traverse,
  .get_attr = gcore_object_generic_get_attr,
  .iter = gcore_object_self_iter,
  .iter_next = next,
  .methods = methods,
};

static const GcoreMethodDef reverse_methods[] = {
  { "__length_hint__", GCORE_FUNC (reverse_length_hint), GCORE_METH_NOARGS,
    "Private method returning an estimate of len(list(it))." },
  { "__setstate__", GCORE_FUNC (reverse_set_state), GCORE_METH_O, "Set state information for unpickling." },
  GCORE_ITERATOR_REDUCE (index),
  { NULL, NULL, 0, NULL }
};

const GcoreType gcore_list_reverse_iterator_template = {
  .name = "list_reverseiterator",
  .basic_size = sizeof (GcoreListIterator),
  .flags = GCORE_TYPE_FLAG_GC,
  .dealloc = dealloc,
  .traverse = traverse,
  .get_attr = gcore_object_generic_get_attr,
  .iter = gcore_object_self_iter,
  .iter_next = previous,
  .methods = reverse_methods,
};
