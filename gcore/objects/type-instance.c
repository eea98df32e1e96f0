/* SPDX-License-Identifier: MIT */
/* Instances of classes made by class statements: allocation, references, end of life. */
#include "gcore/objects/abstract.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type-private.h"
#include "gcore/refcount/trashcan.h"
#include "gcore/refcount/weakref.h"

GcoreObject *
gcore_type_generic_alloc (GcoreType *type, intptr_t n_items)
{
  /* Room for one more item than asked for, which ends the member table of a type. */
  size_t size = gcore_type_instance_size (type, type->item_size != 0 ? n_items + 1 : 0);
  bool is_gc = gcore_has_flag (type, GCORE_TYPE_FLAG_GC);
  char *memory = is_gc ? gcore_gc_alloc (size, gcore_type_presize (type)) : gcore_mem_alloc (size);
  if (memory == NULL)
    return gcore_err_no_memory ();
  memset (memory, 0, size);
  if (type->item_size != 0)
    gcore_object_init_var (memory, type, n_items);
  else
    gcore_object_init (memory, type);
  if (is_gc)
    gcore_gc_track (memory);
  return (GcoreObject *) (void *) memory;
}

GcoreObject *
gcore_type_generic_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  return type->alloc (type, 0);
}

/* --- slots -------------------------------------------------------------------------------------------------------- */

/* Visits what the slots TYPE itself adds to SELF hold, in the order of their names. */
static int
traverse_slots (GcoreType *type, GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  const GcoreMemberDef *member = gcore_heap_type_members (HEAP_TYPE (type));
  for (intptr_t i = 0; i < type->base.size; i++, member++)
    GCORE_VISIT (*(GcoreObject **) (void *) ((char *) self + member->offset));
  return 0;
}

static void
clear_slots (GcoreType *type, GcoreObject *self)
{
  const GcoreMemberDef *member = gcore_heap_type_members (HEAP_TYPE (type));
  for (intptr_t i = 0; i < type->base.size; i++, member++)
    GCORE_CLEAR (*(GcoreObject **) (void *) ((char *) self + member->offset));
}

/* --- references --------------------------------------------------------------------------------------------------- */

/* The values of an instance, or its dict: at most one of the two is there. */
GCORE_INLINE int
visit_attributes (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GcoreDictValues *values = GCORE_OBJECT_VALUES (self);
  if (values == NULL)
    {
      GCORE_VISIT (GCORE_OBJECT_MANAGED_DICT (self));
      return 0;
    }
  intptr_t n = ((GcoreDictKeys *) HEAP_TYPE (GCORE_TYPE_OF (self))->cached_keys)->n_entries;
  for (intptr_t i = 0; i < n; i++)
    GCORE_VISIT (values->values[i]);
  return 0;
}

int
gcore_subtype_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GcoreType *type = GCORE_TYPE_OF (self), *base = type;
  for (; base->traverse == gcore_subtype_traverse; base = base->base_type)
    if (base->base.size != 0)
      {
        int result = traverse_slots (base, self, visit, data);
        if (result != 0)
          return result;
      }
  if (gcore_has_flag (type, GCORE_TYPE_FLAG_MANAGED_DICT))
    {
      int result = visit_attributes (self, visit, data);
      if (result != 0)
        return result;
    }
  else if (type->dict_offset != base->dict_offset)
    {
      GcoreObject **dict = gcore_object_get_dict_ptr (self);
      if (dict != NULL)
        GCORE_VISIT (*dict);
    }
  if (base->traverse == NULL || !gcore_is_heap_type (base))
    GCORE_VISIT (type);
  return base->traverse != NULL ? base->traverse (self, visit, data) : 0;
}

int
gcore_subtype_clear (GcoreObject *self)
{
  GcoreType *type = GCORE_TYPE_OF (self), *base = type;
  for (; base->clear == gcore_subtype_clear; base = base->base_type)
    if (base->base.size != 0)
      clear_slots (base, self);
  if (gcore_has_flag (type, GCORE_TYPE_FLAG_MANAGED_DICT))
    gcore_object_clear_instance_attributes (self);
  if (type->dict_offset != base->dict_offset)
    {
      GcoreObject **dict = gcore_object_get_dict_ptr (self);
      if (dict != NULL)
        GCORE_CLEAR (*dict);
    }
  return base->clear != NULL ? base->clear (self) : 0;
}

/* --- end of life -------------------------------------------------------------------------------------------------- */

/* Releases what classes down to the nearest with a dealloc of its own added to SELF; that one then does the rest. */
static void
tear_down (GcoreObject *self)
{
  GcoreType *type = GCORE_TYPE_OF (self), *base = type;
  while (base->dealloc == gcore_subtype_dealloc)
    base = base->base_type;
  if (type->weaklist_offset != 0 && base->weaklist_offset == 0)
    gcore_object_clear_weakrefs (self);
  for (GcoreType *added = type; added != base; added = added->base_type)
    if (added->base.size != 0)
      clear_slots (added, self);
  if (gcore_has_flag (type, GCORE_TYPE_FLAG_MANAGED_DICT))
    {
      if (GCORE_OBJECT_MANAGED_DICT (self) != NULL)
        GCORE_CLEAR (GCORE_OBJECT_MANAGED_DICT (self));
      else
        gcore_object_free_instance_attributes (self);
    }
  else if (type->dict_offset != 0 && base->dict_offset == 0)
    GCORE_CLEAR (*gcore_object_get_dict_ptr (self));
  if (gcore_has_flag (base, GCORE_TYPE_FLAG_GC))
    gcore_gc_track (self); /* the base's dealloc takes it out again */
  bool release_type = gcore_is_heap_type (type) && !gcore_is_heap_type (base);
  base->dealloc (self); /* may be the end of base */
  if (release_type)
    gcore_decref (type);
}

void
gcore_subtype_dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  GCORE_TRASHCAN_BEGIN (self, gcore_subtype_dealloc)
  bool resurrected = false;
  if (GCORE_TYPE_OF (self)->finalize != NULL)
    {
      gcore_gc_track (self); /* as long as the finalizer runs it is an object like any other */
      resurrected = gcore_object_call_finalizer_from_dealloc (self) < 0;
      if (!resurrected)
        gcore_gc_untrack (self);
    }
  if (!resurrected)
    tear_down (self);
  GCORE_TRASHCAN_END
}
