/* SPDX-License-Identifier: MIT */
/* super: attribute access that starts behind a class in the method resolution order. */
#pragma once

#include "gcore/objects/state.h"

typedef struct
{
  GcoreObject base;
  GcoreType *type;       /* owned: the search starts behind it */
  GcoreObject *object;   /* owned: instance or class, NULL if unbound */
  GcoreType *object_type; /* owned: whose mro is searched */
} GcoreSuper;
