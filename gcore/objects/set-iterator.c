/* SPDX-License-Identifier: MIT */
/* The iterator over sets. */
#include "gcore/objects/iterators.h"
#include "gcore/objects/set-private.h"

#define ITERATOR(object) ((GcoreSetIterator *) (void *) (object))

GcoreObject *
gcore_set_iter (GcoreObject *self)
{
  GcoreSetIterator *iterator = gcore_gc_new (GCORE_TYPE (SET_ITERATOR));
  if (iterator == NULL)
    return NULL;
  iterator->set = gcore_newref (self);
  iterator->used = SET (self)->used;
  iterator->position = 0;
  iterator->length = SET (self)->used;
  gcore_gc_track (iterator);
  return GCORE_OBJECT (iterator);
}

static void
dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_xdecref (ITERATOR (self)->set);
  gcore_gc_del (self);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (ITERATOR (self)->set);
  return 0;
}

static GcoreObject *
next (GcoreObject *self)
{
  GcoreSetIterator *iterator = ITERATOR (self);
  GcoreSet *set = iterator->set;
  if (set == NULL)
    return NULL;
  if (iterator->used != set->used)
    {
      gcore_err_set_string (GCORE_EXC (RuntimeError), "Set changed size during iteration");
      iterator->used = -1; /* it stays broken */
      return NULL;
    }
  GcoreSetEntry *entry = gcore_set_next (set, &iterator->position);
  if (entry != NULL)
    {
      iterator->length--;
      return gcore_newref (entry->key);
    }
  GCORE_CLEAR (iterator->set);
  return NULL;
}

static GcoreObject *
length_hint (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreSetIterator *iterator = ITERATOR (self);
  bool valid = iterator->set != NULL && iterator->used == iterator->set->used;
  return gcore_int_from_ssize (valid ? iterator->length : 0);
}

static const GcoreMethodDef methods[] = {
  { "__length_hint__", GCORE_FUNC (length_hint), GCORE_METH_NOARGS,
    "Private method returning an estimate of len(list(it))." },
  GCORE_ITERATOR_REDUCE (set),
  { NULL, NULL, 0, NULL }
};

const GcoreType gcore_set_iterator_template = {
  .name = "set_iterator",
  .basic_size = sizeof (GcoreSetIterator),
  .flags = GCORE_TYPE_FLAG_GC,
  .dealloc = dealloc,
  .traverse = traverse,
  .get_attr = gcore_object_generic_get_attr,
  .iter = gcore_object_self_iter,
  .iter_next = next,
  .methods = methods,
};
