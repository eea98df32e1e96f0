/* SPDX-License-Identifier: MIT */
/* Items of a memoryview: C values of a format. */
#pragma once

#include "gcore/objects/bytes.h"

/* Bytes of an item of FORMAT, 0 for a format that is not known. */
int gcore_view_item_size (char format);
/* New reference to the value at DATA; NotImplementedError for a format that is not known. */
GcoreObject *gcore_view_unpack (const uint8_t *data, char format);
/* Writes VALUE to DATA; -1 with TypeError, ValueError or NotImplementedError. */
int gcore_view_pack (uint8_t *data, char format, GcoreObject *value);
