/* SPDX-License-Identifier: MIT */
/* How deep a tree may be: passes over it recurse with cheap frames, so three levels count as one level of recursion. */
#pragma once

#include "gcore/objects/errors.h"

typedef struct
{
  int depth;
} GcoreNesting;

/* False with RecursionError; then leave must not be called. */
GCORE_INLINE bool
gcore_nesting_enter (GcoreNesting *nesting)
{
  if (nesting->depth % 3 == 0 && gcore_enter_recursive_call (" during compilation") < 0)
    return false;
  nesting->depth++;
  return true;
}

GCORE_INLINE void
gcore_nesting_leave (GcoreNesting *nesting)
{
  if (--nesting->depth % 3 == 0)
    gcore_leave_recursive_call ();
}
