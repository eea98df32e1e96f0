/* SPDX-License-Identifier: MIT */
/* Iterators over a deque, forwards and backwards. */
#include "gcore/collector/collector.h"
#include "gcore/modules/collections-private.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"

#define ITERATOR(object) ((GcoreDequeIterator *) (void *) (object))

GcoreObject *
gcore_deque_iterator_new (GcoreDeque *deque, GcoreType *type)
{
  GcoreDequeIterator *iterator = gcore_gc_new (type);
  if (iterator == NULL)
    return NULL;
  bool forwards = type == GCORE_TYPE (DEQUE_ITERATOR);
  iterator->block = forwards ? deque->left : deque->right;
  iterator->index = forwards ? deque->left_index : deque->right_index;
  iterator->deque = gcore_newref (deque);
  iterator->changes = deque->changes;
  iterator->remaining = deque->base.size;
  gcore_gc_track (iterator);
  return GCORE_OBJECT (iterator);
}

static void
dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_xdecref (ITERATOR (self)->deque);
  gcore_gc_del (self);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (ITERATOR (self)->deque);
  return 0;
}

static bool
may_go_on (GcoreDequeIterator *self)
{
  if (self->deque->changes != self->changes)
    {
      self->remaining = 0;
      gcore_err_set_string (GCORE_EXC (RuntimeError), "deque mutated during iteration");
      return false;
    }
  return self->remaining > 0;
}

static GcoreObject *
next (GcoreObject *object)
{
  GcoreDequeIterator *self = ITERATOR (object);
  if (!may_go_on (self))
    return NULL;
  GcoreObject *item = self->block->items[self->index++];
  if (--self->remaining > 0 && self->index == GCORE_DEQUE_BLOCK_ITEMS)
    {
      self->block = self->block->right;
      self->index = 0;
    }
  return gcore_newref (item);
}

static GcoreObject *
next_backwards (GcoreObject *object)
{
  GcoreDequeIterator *self = ITERATOR (object);
  if (!may_go_on (self))
    return NULL;
  GcoreObject *item = self->block->items[self->index--];
  if (--self->remaining > 0 && self->index < 0)
    {
      self->block = self->block->left;
      self->index = GCORE_DEQUE_BLOCK_ITEMS - 1;
    }
  return gcore_newref (item);
}

/* _deque_iterator (deque, items to skip). */
static GcoreObject *
iterator_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *deque;
  intptr_t skip = 0;
  if (!gcore_arg_no_keywords (gcore_type_short_name (type), kwargs)
      || !gcore_arg_parse_tuple (args, "O!|n", GCORE_TYPE (DEQUE), &deque, &skip))
    return NULL;
  GcoreObject *self = gcore_deque_iterator_new (GCORE_DEQUE (deque), type);
  for (; self != NULL && skip > 0; skip--)
    {
      GcoreObject *item = type->iter_next (self);
      if (item == NULL)
        {
          if (gcore_err_occurred ())
            GCORE_CLEAR (self);
          break;
        }
      gcore_decref (item);
    }
  return self;
}

static GcoreObject *
length_hint (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return gcore_int_from_ssize (ITERATOR (self)->remaining);
}

static GcoreObject *
reduce (GcoreObject *object, GcoreObject *unused GCORE_UNUSED)
{
  GcoreDequeIterator *self = ITERATOR (object);
  GcoreObject *done = gcore_int_from_ssize (self->deque->base.size - self->remaining);
  GcoreObject *args = done == NULL ? NULL : gcore_tuple_pack (2, self->deque, done);
  GcoreObject *result = args == NULL ? NULL : gcore_tuple_pack (2, GCORE_TYPE_OF (self), args);
  gcore_xdecref (done);
  gcore_xdecref (args);
  return result;
}

static const GcoreMethodDef methods[] = {
  { "__length_hint__", GCORE_FUNC (length_hint), GCORE_METH_NOARGS,
    "Private method returning an estimate of len(list(it))." },
  { "__reduce__", GCORE_FUNC (reduce), GCORE_METH_NOARGS, "Return state information for pickling." },
  { NULL, NULL, 0, NULL }
};

#define ITERATOR_SLOTS                                                                                                 \
  .basic_size = sizeof (GcoreDequeIterator), .flags = GCORE_TYPE_FLAG_GC, .dealloc = dealloc, .traverse = traverse,    \
  .get_attr = gcore_object_generic_get_attr, .iter = gcore_object_self_iter, .methods = methods,                       \
  .new_ = iterator_new, .free_ = gcore_gc_del

const GcoreType gcore_deque_iterator_template = {
  .name = "_collections._deque_iterator",
  .iter_next = next,
  ITERATOR_SLOTS,
};

const GcoreType gcore_deque_reverse_iterator_template = {
  .name = "_collections._deque_reverse_iterator",
  .iter_next = next_backwards,
  ITERATOR_SLOTS,
};
