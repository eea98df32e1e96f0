/* SPDX-License-Identifier: MIT */
/* The state of gcore/refcount, and the calls it makes to rooms above it. It stands first in the collector's state. */
#pragma once

#include "gcore/refcount/weakref.h"

/* Calls upward, one constant table, given by gcore_refcount_set_hooks. None of them leaves an exception pending that
 * was not pending before, except no_memory. */
typedef struct
{
  /* Sets MemoryError. */
  void (*no_memory) (void);
  /* Calls CALLBACK (REF); an exception in it is reported as unraisable. */
  void (*call_weakref_callback) (GcoreWeakRef *ref, GcoreObject *callback);
  /* Does what gcore_object_clear_weakrefs says for the references in LIST, two or more. It needs a container. */
  void (*clear_weakrefs) (GcoreWeakRef **list);
} GcoreRefcountHooks;

typedef struct
{
  const GcoreRefcountHooks *hooks;
  /* Deallocations running inside one another, of the kinds that use the trashcan (trashcan.h). */
  int32_t dealloc_depth;
  /* Dead objects waiting to be deallocated, latest first, chained through their list head's prev; NULL: none. */
  GcoreObject *delayed;
} GcoreRefcount;

#define GCORE_REFCOUNT ((GcoreRefcount *) GCORE_IMAGE_AT (GCORE_OFFSET_COLLECTOR))

/* What happens to an object at its end. */
typedef enum { GCORE_ENDING_DEATH, GCORE_ENDING_FINALIZER, GCORE_ENDING_CALLBACK } GcoreEnding;

/* Who is told of it, if the host wants to know; zero at first, and no part of the program's state. DEATH: OBJECT's count
 * has come to zero (a finalizer may still resurrect it); FINALIZER: its finalizer is about to be called; CALLBACK: the
 * callback of the weak reference OBJECT is. TELL changes nothing in the image. */
typedef struct
{
  void (*tell) (GcoreEnding ending, GcoreObject *object, void *data);
  void *data;
} GcoreWitness;

#define GCORE_WITNESS ((GcoreWitness *) GCORE_IMAGE_AT (GCORE_OFFSET_CONTROL + 0x800))

GCORE_INLINE void
gcore_tell_ending (GcoreEnding ending, GcoreObject *object)
{
  const GcoreWitness *witness = GCORE_WITNESS;
  if (GCORE_UNLIKELY (witness->tell != NULL))
    witness->tell (ending, object, witness->data);
}

/* Sets the state of the current image to its start; hooks that do nothing are in place afterwards. */
void gcore_refcount_init (void);
void gcore_refcount_set_hooks (const GcoreRefcountHooks *hooks);
