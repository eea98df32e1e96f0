/* SPDX-License-Identifier: MIT */
/* Bound methods: a callable and the object that becomes its first argument. */
#pragma once

#include "gcore/objects/state.h"

typedef struct
{
  GcoreObject base;
  GcoreObject *function;  /* owned callable */
  GcoreObject *self;      /* owned, never NULL */
  GcoreObject *weak_list;
  GcoreVectorcallFunc vectorcall;
} GcoreMethod;

#define gcore_is_method(object) gcore_is_exact (object, METHOD)

/* New reference: FUNCTION bound to SELF (both gain a reference). */
GcoreObject *gcore_method_new (GcoreObject *function, GcoreObject *self);
/* Borrowed. */
#define gcore_method_function(object) (((GcoreMethod *) (void *) (object))->function)
#define gcore_method_self(object) (((GcoreMethod *) (void *) (object))->self)
