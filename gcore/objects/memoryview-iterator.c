/* SPDX-License-Identifier: MIT */
/* What iter (memoryview) makes. */
#include "gcore/collector/collector.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/memoryview-private.h"
#include "gcore/objects/object.h"

typedef struct
{
  GcoreObject base;
  intptr_t index;
  GcoreObject *view; /* owned; NULL at the end */
  intptr_t length;   /* when the iteration began */
  void *reserved;    /* keeps the size CPython's */
} ViewIterator;
#define ITERATOR(object) ((ViewIterator *) (void *) (object))

GcoreObject *
gcore_view_iter (GcoreObject *view)
{
  if (gcore_view_is_released (view))
    return NULL;
  if (VIEW (view)->n_dims == 0)
    return gcore_err_format (GCORE_EXC (TypeError), "invalid indexing of 0-dim memory");
  if (VIEW (view)->n_dims > 1)
    return gcore_err_format (GCORE_EXC (NotImplementedError), "multi-dimensional sub-views are not implemented");
  ViewIterator *self = gcore_gc_new (GCORE_TYPE (VIEW_ITERATOR));
  if (self == NULL)
    return NULL;
  self->index = 0;
  self->view = gcore_newref (view);
  self->length = SHAPE (VIEW (view))[0];
  gcore_gc_track (self);
  return GCORE_OBJECT (self);
}

static void
dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_xdecref (ITERATOR (self)->view);
  gcore_gc_del (self);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (ITERATOR (self)->view);
  return 0;
}

static GcoreObject *
next (GcoreObject *object)
{
  ViewIterator *self = ITERATOR (object);
  if (self->view == NULL)
    return NULL;
  if (self->index >= self->length)
    {
      GCORE_CLEAR (self->view);
      return NULL;
    }
  if (gcore_view_is_released (self->view))
    return NULL;
  const GcoreMemoryView *view = VIEW (self->view);
  return gcore_view_unpack (view->first + self->index++ * STRIDES (view)[0], gcore_view_format (view));
}

const GcoreType gcore_view_iterator_template = {
  .name = "memory_iterator",
  .basic_size = sizeof (ViewIterator),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_DISALLOW_NEW,
  .dealloc = dealloc,
  .traverse = traverse,
  .get_attr = gcore_object_generic_get_attr,
  .iter = gcore_object_self_iter,
  .iter_next = next,
};
