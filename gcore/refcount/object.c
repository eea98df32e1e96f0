/* SPDX-License-Identifier: MIT */
/* Life and death of one object: making it, finalizing it, deallocating it; and the state of this folder. */
#include "gcore/memory/memory.h"
#include "gcore/refcount/state.h"

static void
ignore_no_memory (void)
{
}

static void
ignore_callback (GcoreWeakRef *ref, GcoreObject *callback)
{
}

static void
ignore_weakrefs (GcoreWeakRef **list)
{
}

static const GcoreRefcountHooks no_hooks = { ignore_no_memory, ignore_callback, ignore_weakrefs };

void
gcore_refcount_init (void)
{
  *GCORE_REFCOUNT = (GcoreRefcount){ .hooks = &no_hooks };
}

void
gcore_refcount_set_hooks (const GcoreRefcountHooks *hooks)
{
  GCORE_REFCOUNT->hooks = hooks;
}

void
gcore_dealloc (GcoreObject *object)
{
  gcore_tell_ending (GCORE_ENDING_DEATH, object);
  object->type->dealloc (object);
}

void *
gcore_object_new (GcoreType *type)
{
  GcoreObject *object = gcore_mem_alloc ((size_t) type->basic_size);
  if (object == NULL)
    {
      GCORE_REFCOUNT->hooks->no_memory ();
      return NULL;
    }
  gcore_object_init (object, type);
  return object;
}

void *
gcore_object_new_var (GcoreType *type, intptr_t n_items)
{
  intptr_t size;
  GcoreVarObject *object = NULL;
  if (!__builtin_mul_overflow (n_items, type->item_size, &size)
      && !__builtin_add_overflow (size, type->basic_size, &size))
    object = gcore_mem_alloc ((size_t) size);
  if (object == NULL)
    {
      GCORE_REFCOUNT->hooks->no_memory ();
      return NULL;
    }
  gcore_object_init_var (object, type, n_items);
  return object;
}

void
gcore_object_call_finalizer (GcoreObject *object)
{
  GcoreType *type = object->type;
  if (type->finalize == NULL)
    return;
  bool is_gc = gcore_object_is_gc (object);
  if (is_gc && (GCORE_GC_HEAD (object)->prev & GCORE_GC_FINALIZED) != 0)
    return;
  gcore_tell_ending (GCORE_ENDING_FINALIZER, object);
  type->finalize (object);
  if (is_gc)
    GCORE_GC_HEAD (object)->prev |= GCORE_GC_FINALIZED;
}

int
gcore_object_call_finalizer_from_dealloc (GcoreObject *object)
{
  object->refcount = 1; /* alive for the time of the call */
  gcore_object_call_finalizer (object);
  return --object->refcount == 0 ? 0 : -1;
}
