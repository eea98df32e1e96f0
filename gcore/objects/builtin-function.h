/* SPDX-License-Identifier: MIT */
/* Functions written in C, bound to a module or an object. */
#pragma once

#include "gcore/objects/state.h"

typedef struct
{
  GcoreObject base;
  const GcoreMethodDef *method;
  GcoreObject *self;      /* owned: first argument of the C function; NULL for static methods */
  GcoreObject *module;    /* owned: __module__, or NULL */
  GcoreObject *weak_list; /* weak references to it */
  GcoreVectorcallFunc vectorcall;
} GcoreBuiltinFunction;

/* METHOD must live as long as the function; SELF and MODULE (may be NULL) are not stolen. */
GcoreObject *gcore_builtin_function_new (const GcoreMethodDef *method, GcoreObject *self, GcoreObject *module);

#define gcore_is_builtin_function(object) gcore_is_exact (object, BUILTIN_FUNCTION)
