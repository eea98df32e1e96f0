/* SPDX-License-Identifier: MIT */
/* What the container files of this folder share. */
#pragma once

#include "gcore/collector/collector.h"
#include "gcore/memory/memory.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float.h"
#include "gcore/objects/int.h"
#include "gcore/objects/str.h"
#include "gcore/objects/type.h"
#include "gcore/refcount/trashcan.h"

/* Largest number of pointers a block may hold. */
#define GCORE_MAX_ITEMS (INTPTR_MAX / (intptr_t) sizeof (void *))

/* Whether OBJECT can ever be part of a cycle; an exact tuple no longer once it is untracked. */
GCORE_INLINE bool
gcore_may_be_tracked (GcoreObject *object)
{
  GcoreType *type = GCORE_TYPE_OF (object);
  return gcore_object_is_gc (object) && (type != GCORE_TYPE (TUPLE) || gcore_gc_is_tracked (object));
}

/* Compares without asking identical objects or exact strs and small ints, whose answers are known. 1, 0 or -1. */
GCORE_INLINE int
gcore_equal (GcoreObject *a, GcoreObject *b)
{
  if (a == b)
    return 1;
  GcoreType *type = GCORE_TYPE_OF (a);
  if (type == GCORE_TYPE_OF (b))
    {
      if (type == GCORE_TYPE (STR))
        return gcore_str_equal (a, b);
      if (type == GCORE_TYPE (INT) && gcore_int_is_compact (a) && gcore_int_is_compact (b))
        return gcore_int_compact_value (a) == gcore_int_compact_value (b);
      if (type == GCORE_TYPE (FLOAT))
        return GCORE_FLOAT_VALUE (a) == GCORE_FLOAT_VALUE (b);
    }
  return gcore_object_rich_compare_bool (a, b, GCORE_EQ);
}

/* New reference: A OP B, where OP is one of GCORE_LT ... NULL with an error. */
GCORE_INLINE GcoreObject *
gcore_compare (GcoreObject *a, GcoreObject *b, int op)
{
  GcoreType *type = GCORE_TYPE_OF (a);
  if (type == GCORE_TYPE_OF (b))
    {
      if (type == GCORE_TYPE (INT) && gcore_int_is_compact (a) && gcore_int_is_compact (b))
        return gcore_return_rich_compare (gcore_int_compact_value (a), gcore_int_compact_value (b), op);
      if (type == GCORE_TYPE (FLOAT))
        return gcore_return_rich_compare (GCORE_FLOAT_VALUE (a), GCORE_FLOAT_VALUE (b), op);
    }
  return gcore_object_rich_compare (a, b, op);
}

/* hash (KEY): that of a str is kept in it, that of an int below the hash modulus is its value. -1 with an error. */
GCORE_INLINE intptr_t
gcore_fast_hash (GcoreObject *key)
{
  GcoreType *type = GCORE_TYPE_OF (key);
  if (type == GCORE_TYPE (STR) && GCORE_STR (key)->hash != -1)
    return GCORE_STR (key)->hash;
  if (type == GCORE_TYPE (INT) && gcore_int_is_compact (key))
    {
      int64_t value = gcore_int_compact_value (key);
      if (GCORE_LIKELY ((uint64_t) value + GCORE_HASH_MODULUS - 1 < 2 * GCORE_HASH_MODULUS - 1))
        return value == -1 ? -2 : value;
    }
  return gcore_object_hash (key);
}

/* KEY as an index, not fitted to a length; IndexError if it does not fit a word. -1 with an error, or without one. */
GCORE_INLINE intptr_t
gcore_index_from (GcoreObject *key)
{
  if (GCORE_LIKELY (gcore_is_int_exact (key) && gcore_int_is_compact (key)))
    return gcore_int_compact_value (key);
  return gcore_number_as_ssize (key, GCORE_EXC (IndexError));
}

/* Start or end of a search in list.index and tuple.index: any int, clipped. 0, or -1 with an error. */
int gcore_search_bound (GcoreObject *object, intptr_t *bound);
/* An object's repr appended to WRITER. 0, or -1 with an error. */
int gcore_write_repr (GcoreStrWriter *writer, GcoreObject *object);
/* Repr of ITEMS with BEFORE and AFTER around them: list and tuple. The reprs may change the list
 * meanwhile, so its size and ITEMS are asked for anew each time. */
GcoreObject *gcore_sequence_repr (GcoreVarObject *self, const char *before, const char *after,
                                  GcoreObject **(*items) (GcoreVarObject *self));
/* New tuple of iterators over the N ITERABLES: zip and map. */
GcoreObject *gcore_make_iterators (GcoreObject *const *iterables, intptr_t n);
