/* SPDX-License-Identifier: MIT */
/* managedbuffer: what all memoryviews of an object share, the buffer taken from it. */
#include "gcore/collector/collector.h"
#include "gcore/objects/memoryview-private.h"
#include "gcore/objects/object.h"

#define MANAGED(object) ((GcoreManagedBuffer *) (void *) (object))

_Static_assert (sizeof (GcoreManagedBuffer) == 112, "size a program sees, but for the list head");

GcoreManagedBuffer *
gcore_managed_buffer_new (GcoreObject *owner)
{
  GcoreManagedBuffer *managed = gcore_gc_new (GCORE_TYPE (MANAGED_BUFFER));
  if (managed == NULL)
    return NULL;
  managed->buffer = (GcoreBuffer) { .owner = NULL };
  managed->n_views = 0;
  gcore_gc_track (managed);
  if (gcore_object_get_buffer (owner, &managed->buffer, false) < 0)
    {
      gcore_decref (managed);
      return NULL;
    }
  return managed;
}

void
gcore_managed_buffer_release (GcoreManagedBuffer *managed)
{
  if (managed->buffer.owner == NULL)
    return;
  gcore_gc_untrack (managed);
  gcore_buffer_release (&managed->buffer);
}

static void
dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_managed_buffer_release (MANAGED (self));
  gcore_gc_del (self);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (MANAGED (self)->buffer.owner);
  return 0;
}

static int
clear (GcoreObject *self)
{
  gcore_managed_buffer_release (MANAGED (self));
  return 0;
}

const GcoreType gcore_managed_buffer_template = {
  .name = "managedbuffer",
  .basic_size = sizeof (GcoreManagedBuffer),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_DISALLOW_NEW,
  .dealloc = dealloc,
  .traverse = traverse,
  .clear = clear,
  .get_attr = gcore_object_generic_get_attr,
};
