/* SPDX-License-Identifier: MIT */
/* mappingproxy: a read-only face of a mapping. */
#pragma once

#include "gcore/objects/state.h"

typedef struct
{
  GcoreObject base;
  GcoreObject *mapping; /* owned */
} GcoreMappingProxy;

/* New reference; MAPPING is borrowed. TypeError if it is no mapping. */
GcoreObject *gcore_mapping_proxy_new (GcoreObject *mapping);

extern const GcoreType gcore_mapping_proxy_template;
