/* SPDX-License-Identifier: MIT */
/* memoryview: a part of a bytes or bytearray object, looked at byte by byte without a copy. */
#pragma once

#include "gcore/objects/bytes.h"

/* New reference to a view of OBJECT; TypeError if it holds no bytes. */
GcoreObject *gcore_memoryview_from_object (GcoreObject *object);
/* The bytes shown, whatever the step: new bytes. ValueError once released. */
GcoreObject *gcore_memoryview_to_bytes (GcoreObject *self);
/* For gcore_object_get_buffer: the bytes SELF shows, which must be contiguous; ValueError once released. The owner is
 * left to the caller, who says with the second function that it has finished. */
int gcore_memoryview_get_buffer (GcoreObject *self, GcoreBuffer *buffer);
void gcore_memoryview_release_buffer (GcoreObject *self);

extern const GcoreType gcore_memoryview_template;
