/* SPDX-License-Identifier: MIT */
/* memoryview: a part of a bytes or bytearray object, looked at byte by byte without a copy. */
#pragma once

#include "gcore/objects/bytes.h"

/* New reference to a view of OBJECT; TypeError if it holds no bytes. */
GcoreObject *gcore_memoryview_from_object (GcoreObject *object);
/* The bytes shown, whatever the step: new bytes. ValueError once released. */
GcoreObject *gcore_memoryview_to_bytes (GcoreObject *self);
extern const GcoreType gcore_memoryview_template, gcore_managed_buffer_template, gcore_view_iterator_template;
