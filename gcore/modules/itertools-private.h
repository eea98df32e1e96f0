/* SPDX-License-Identifier: MIT */
/* What the files of the module itertools share.
 *
 * Every iterator of theirs keeps the references it owns (each may be NULL) side by side right behind its header, so that
 * traversing and deallocating are written once. */
#pragma once

#include "gcore/collector/collector.h"
#include "gcore/memory/memory.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/object.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"

/* Defines NAME_traverse and NAME_dealloc for objects with N owned references; FINISH frees what else there is. */
#define GCORE_ITERTOOLS_OWNED_VISITED(name, n, at, finish)                                                             \
  static int name##_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)                                     \
  {                                                                                                                    \
    GcoreObject **owned = (GcoreObject **) (void *) (self + 1);                                                        \
    for (int i = 0; i < (n); i++)                                                                                      \
      GCORE_VISIT (owned[at]);                                                                                         \
    return 0;                                                                                                          \
  }                                                                                                                    \
                                                                                                                       \
  static void name##_dealloc (GcoreObject *self)                                                                       \
  {                                                                                                                    \
    GcoreObject **owned = (GcoreObject **) (void *) (self + 1);                                                        \
    gcore_gc_untrack (self);                                                                                           \
    for (int i = 0; i < (n); i++)                                                                                      \
      gcore_xdecref (owned[i]);                                                                                        \
    finish;                                                                                                            \
    GCORE_TYPE_OF (self)->free_ (self);                                                                                \
  }

#define GCORE_ITERTOOLS_OWNED(name, n, finish) GCORE_ITERTOOLS_OWNED_VISITED (name, n, i, finish)
/* Two objects, of which the second is visited first and released last. */
#define GCORE_ITERTOOLS_OWNED_PAIR(name) GCORE_ITERTOOLS_OWNED_VISITED (name, 2, 1 - i, (void) 0)

/* The slots all of them have in common, for a template. SIZE: bytes of an instance. */
#define GCORE_ITERTOOLS_SLOTS(python_name, prefix, size)                                                               \
  .name = "itertools." python_name, .basic_size = size, .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_BASE,            \
  .dealloc = prefix##_dealloc, .traverse = prefix##_traverse, .get_attr = gcore_object_generic_get_attr,               \
  .iter = gcore_object_self_iter, .iter_next = prefix##_next, .new_ = prefix##_new, .free_ = gcore_gc_del

/* Next item of an iterator, or NULL: at the end with StopIteration or without any exception. */
GCORE_INLINE GcoreObject *
gcore_itertools_next (GcoreObject *iterator)
{
  return GCORE_TYPE_OF (iterator)->iter_next (iterator);
}

/* After NULL from gcore_itertools_next: whether that was a failure. A StopIteration is cleared. */
GCORE_INLINE bool
gcore_itertools_failed (void)
{
  if (GCORE_LIKELY (gcore_err_occurred () == NULL))
    return false;
  if (!gcore_err_exception_matches (GCORE_EXC (StopIteration)))
    return true;
  gcore_err_clear ();
  return false;
}

/* Refuses keyword arguments unless TYPE is a subclass with an __init__ of its own, which may take them. */
GCORE_INLINE bool
gcore_itertools_no_keywords (GcoreType *type, GcoreType *exact, const char *name, GcoreObject *kwargs)
{
  return (type != exact && type->init != exact->init) || gcore_arg_no_keywords (name, kwargs);
}

/* What __reduce__ gives: the class, the tuple ARGS (stolen, NULL after a failure) and STATE (stolen) unless that is NULL. */
GcoreObject *gcore_itertools_describe (GcoreObject *self, GcoreObject *args, GcoreObject *state);
/* __reduce__ of those made of the two objects they own, and the table of its methods. */
GcoreObject *gcore_itertools_reduce_pair (GcoreObject *self, GcoreObject *unused);
extern const GcoreMethodDef gcore_itertools_pair_methods[];

/* RESULT, handed out before, may be handed out again: nobody kept it. A collection may have untracked it for what it held
 * before. */
GCORE_INLINE GcoreObject *
gcore_itertools_reuse (GcoreObject *result)
{
  if (!gcore_gc_is_tracked (result))
    gcore_gc_track (result);
  return gcore_newref (result);
}
