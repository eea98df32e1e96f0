/* SPDX-License-Identifier: MIT */
/* bytearray: bytes that change.
 *
 * start points into block; start − block bytes have been deleted from the front. allocated counts the block's bytes;
 * start + size + 1 never lies beyond block + allocated, the byte after the contents is NUL. */
#pragma once

#include "gcore/objects/state.h"

typedef struct
{
  GcoreVarObject base;
  intptr_t allocated; /* bytes */
  char *block, *start;
  intptr_t exports; /* buffers held; not 0: must not be resized */
} GcoreByteArray;

#define GCORE_BYTEARRAY(object) ((GcoreByteArray *) (void *) (object))

/* bytearray or a subclass. */
bool gcore_is_bytearray (GcoreObject *object);
/* New references. */
GcoreObject *gcore_bytearray_from_string_and_size (const char *data, intptr_t n);
GcoreObject *gcore_bytearray_from_object (GcoreObject *object);
GcoreObject *gcore_bytearray_concat (GcoreObject *a, GcoreObject *b);
/* −1 with BufferError ("Existing exports of data: object cannot be re-sized") or MemoryError. */
int gcore_bytearray_resize (GcoreObject *bytearray, intptr_t n);
/* Borrowed pointer to the contents, NUL after them; never NULL. */
char *gcore_bytearray_as_string (GcoreObject *bytearray);

extern const GcoreType gcore_bytearray_template, gcore_bytearray_iterator_template;
