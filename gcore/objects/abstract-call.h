/* SPDX-License-Identifier: MIT */
/* Calling. Arguments are never stolen. */
#pragma once

#include "gcore/objects/state.h"

/* The vectorcall function of a callable, or NULL if its type has none. */
GCORE_INLINE GcoreVectorcallFunc
gcore_vectorcall_function (GcoreObject *callable)
{
  GcoreType *type = GCORE_TYPE_OF (callable);
  if (!gcore_has_flag (type, GCORE_TYPE_FLAG_HAVE_VECTORCALL))
    return NULL;
  return *(GcoreVectorcallFunc *) (void *) ((char *) callable + type->vectorcall_offset);
}

/* ARGS: positional arguments, then the values of KEYWORD_NAMES (tuple of str, or NULL); N_ARGS counts the positional ones
 * and may carry GCORE_VECTORCALL_OFFSET. */
GcoreObject *gcore_object_vectorcall_slow (GcoreObject *callable, GcoreObject *const *args, size_t n_args,
                                           GcoreObject *keyword_names);
/* Verifies that a result is there exactly if no exception is; RESULT is passed on, or NULL with SystemError. */
GcoreObject *gcore_check_function_result (GcoreObject *callable, GcoreObject *result, const char *where);

GCORE_INLINE GcoreObject *
gcore_object_vectorcall (GcoreObject *callable, GcoreObject *const *args, size_t n_args, GcoreObject *keyword_names)
{
  GcoreVectorcallFunc function = gcore_vectorcall_function (callable);
  if (GCORE_LIKELY (function != NULL))
    return function (callable, args, n_args, keyword_names);
  return gcore_object_vectorcall_slow (callable, args, n_args, keyword_names);
}

/* ARGS a tuple, KWARGS a dict or NULL. */
GcoreObject *gcore_object_call (GcoreObject *callable, GcoreObject *args, GcoreObject *kwargs);
GcoreObject *gcore_object_call_object (GcoreObject *callable, GcoreObject *args);
/* The same through the vectorcall function, for the call slots of types that have one. */
GcoreObject *gcore_vectorcall_call (GcoreObject *callable, GcoreObject *args, GcoreObject *kwargs);
/* As vectorcall with a dict of keyword arguments (or NULL). */
GcoreObject *gcore_object_vectorcall_dict (GcoreObject *callable, GcoreObject *const *args, size_t n_args,
                                           GcoreObject *kwargs);
/* FIRST, then ARGS (a tuple). */
GcoreObject *gcore_object_call_prepend (GcoreObject *callable, GcoreObject *first, GcoreObject *args,
                                        GcoreObject *kwargs);
GcoreObject *gcore_object_fast_call_dict (GcoreObject *callable, GcoreObject *const *args, intptr_t n_args,
                                          GcoreObject *kwargs);
/* Arguments follow, ended by NULL. */
GcoreObject *gcore_object_call_function_obj_args (GcoreObject *callable, ...);
GcoreObject *gcore_object_call_method_obj_args (GcoreObject *object, GcoreObject *name, ...);
/* ARGS[0] is the object, the others its arguments. */
GcoreObject *gcore_object_vectorcall_method (GcoreObject *name, GcoreObject *const *args, size_t n_args,
                                             GcoreObject *keyword_names);

GCORE_INLINE GcoreObject *
gcore_object_call_no_args (GcoreObject *callable)
{
  GcoreObject *args[1] = { NULL };
  return gcore_object_vectorcall (callable, args + 1, GCORE_VECTORCALL_OFFSET, NULL);
}

GCORE_INLINE GcoreObject *
gcore_object_call_one_arg (GcoreObject *callable, GcoreObject *arg)
{
  GcoreObject *args[2] = { NULL, arg };
  return gcore_object_vectorcall (callable, args + 1, 1 | GCORE_VECTORCALL_OFFSET, NULL);
}

GCORE_INLINE GcoreObject *
gcore_object_call_method_no_args (GcoreObject *object, GcoreObject *name)
{
  GcoreObject *args[2] = { NULL, object };
  return gcore_object_vectorcall_method (name, args + 1, 1 | GCORE_VECTORCALL_OFFSET, NULL);
}

GCORE_INLINE GcoreObject *
gcore_object_call_method_one_arg (GcoreObject *object, GcoreObject *name, GcoreObject *arg)
{
  GcoreObject *args[3] = { NULL, object, arg };
  return gcore_object_vectorcall_method (name, args + 1, 2 | GCORE_VECTORCALL_OFFSET, NULL);
}

/* New dict of the keyword values VALUES named by the tuple KEYWORD_NAMES. */
GcoreObject *gcore_stack_as_dict (GcoreObject *const *values, GcoreObject *keyword_names);
