/* SPDX-License-Identifier: MIT */
/* types.SimpleNamespace: attributes and nothing else. */
#pragma once

#include "gcore/objects/state.h"

typedef struct
{
  GcoreObject base;
  GcoreObject *dict; /* owned */
} GcoreSimpleNamespace;

/* New reference with the items of the dict KWARGS (borrowed, may be NULL) as attributes. */
GcoreObject *gcore_simple_namespace_new (GcoreObject *kwargs);

extern const GcoreType gcore_simple_namespace_template;
