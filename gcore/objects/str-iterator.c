/* SPDX-License-Identifier: MIT */
/* The iterator over a str's characters, under another name for ASCII text. */
#include "gcore/collector/collector.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/int.h"
#include "gcore/objects/iterators.h"
#include "gcore/objects/str-methods.h"

typedef struct
{
  GcoreObject base;
  intptr_t index;
  GcoreObject *str; /* owned, NULL once exhausted */
} GcoreStrIterator;

#define ITERATOR(object) ((GcoreStrIterator *) (void *) (object))

GcoreObject *
gcore_str_iter (GcoreObject *str)
{
  bool is_plain = GCORE_STR_IS_ASCII (str) && GCORE_STR (str)->compact;
  GcoreStrIterator *iterator = gcore_gc_new (is_plain ? GCORE_TYPE (STR_ASCII_ITERATOR) : GCORE_TYPE (STR_ITERATOR));
  if (iterator == NULL)
    return NULL;
  iterator->index = 0;
  iterator->str = gcore_newref (str);
  gcore_gc_track (iterator);
  return GCORE_OBJECT (iterator);
}

static void
iterator_dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_xdecref (ITERATOR (self)->str);
  gcore_gc_del (self);
}

static int
iterator_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (ITERATOR (self)->str);
  return 0;
}

static GcoreObject *
iterator_next (GcoreObject *self)
{
  GcoreStrIterator *iterator = ITERATOR (self);
  if (iterator->str == NULL)
    return NULL;
  if (iterator->index < GCORE_STR_LENGTH (iterator->str))
    return gcore_str_item (iterator->str, iterator->index++);
  GCORE_CLEAR (iterator->str);
  return NULL;
}

static GcoreObject *
length_hint (GcoreObject *self, GcoreObject *ignored)
{
  GcoreStrIterator *iterator = ITERATOR (self);
  return gcore_int_from_ssize (iterator->str == NULL ? 0 : GCORE_STR_LENGTH (iterator->str) - iterator->index);
}

static const GcoreMethodDef methods[] = {
  { "__length_hint__", GCORE_FUNC (length_hint), GCORE_METH_NOARGS, NULL },
  GCORE_ITERATOR_REDUCE (index),
  GCORE_ITERATOR_SET_STATE (index),
  { NULL },
};

const GcoreType gcore_str_iterator_template = {
  .name = "str_iterator",
  .basic_size = sizeof (GcoreStrIterator),
  .flags = GCORE_TYPE_FLAG_GC,
  .dealloc = iterator_dealloc,
  .traverse = iterator_traverse,
  .iter = gcore_object_self_iter,
  .iter_next = iterator_next,
  .methods = methods,
};

const GcoreType gcore_str_ascii_iterator_template = {
  .name = "str_ascii_iterator",
  .basic_size = sizeof (GcoreStrIterator),
  .flags = GCORE_TYPE_FLAG_GC,
  .dealloc = iterator_dealloc,
  .traverse = iterator_traverse,
  .iter = gcore_object_self_iter,
  .iter_next = iterator_next,
  .methods = methods,
};
