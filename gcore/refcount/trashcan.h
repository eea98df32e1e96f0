/* SPDX-License-Identifier: MIT */
/* The trashcan: keeps the C stack flat when a long chain of containers dies.
 *
 * A dealloc function releases what the object held, which may kill that too, and so on. Dealloc functions that can
 * form such chains are written
 *
 *     static void
 *     dealloc (GcoreObject *self)
 *     {
 *       gcore_gc_untrack (self);
 *       GCORE_TRASHCAN_BEGIN (self, dealloc)
 *       ... release what self holds, free self ...
 *       GCORE_TRASHCAN_END
 *     }
 *
 * At most GCORE_TRASHCAN_DEPTH of them run inside one another; the next object is put aside untouched. When the
 * outermost ends, it deallocates what was put aside, the latest first. Objects must be GC-capable and untracked: the
 * chain runs through their list heads. BODY may not return or jump out. */
#pragma once

#include "gcore/refcount/state.h"

#define GCORE_TRASHCAN_DEPTH 50

/* Puts OBJECT aside. */
void gcore_trashcan_deposit (GcoreObject *object);
/* Deallocates everything that was put aside. */
void gcore_trashcan_empty (void);

/* DEALLOC is the function the macro stands in. When a subclass's dealloc has called it, the subclass's has already
 * been counted, and it is not counted again. */
#define GCORE_TRASHCAN_BEGIN(object, dealloc_)                                                                         \
  {                                                                                                                    \
    bool gcore_in_trashcan_ = GCORE_TYPE_OF (object)->dealloc == (dealloc_);                                           \
    if (gcore_in_trashcan_ && GCORE_UNLIKELY (GCORE_REFCOUNT->dealloc_depth >= GCORE_TRASHCAN_DEPTH))                  \
      gcore_trashcan_deposit (GCORE_OBJECT (object));                                                                  \
    else                                                                                                               \
      {                                                                                                                \
        GCORE_REFCOUNT->dealloc_depth += gcore_in_trashcan_;

#define GCORE_TRASHCAN_END                                                                                             \
        GCORE_REFCOUNT->dealloc_depth -= gcore_in_trashcan_;                                                           \
        if (GCORE_UNLIKELY (GCORE_REFCOUNT->delayed != NULL) && gcore_in_trashcan_                                     \
            && GCORE_REFCOUNT->dealloc_depth <= 0)                                                                     \
          gcore_trashcan_empty ();                                                                                     \
      }                                                                                                                \
  }
