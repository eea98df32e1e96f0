/* SPDX-License-Identifier: MIT */
/* Mappings. */
#pragma once

#include "gcore/objects/state.h"

bool gcore_mapping_check (GcoreObject *object);
intptr_t gcore_mapping_size (GcoreObject *object);
GcoreObject *gcore_mapping_get_item_string (GcoreObject *object, const char *key);
int gcore_mapping_set_item_string (GcoreObject *object, const char *key, GcoreObject *value);
bool gcore_mapping_has_key (GcoreObject *object, GcoreObject *key);
/* Lists. */
GcoreObject *gcore_mapping_keys (GcoreObject *object);
GcoreObject *gcore_mapping_values (GcoreObject *object);
GcoreObject *gcore_mapping_items (GcoreObject *object);
