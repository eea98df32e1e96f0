/* SPDX-License-Identifier: MIT */
/* bytes, and read access to whatever holds bytes (bytes, bytearray, memoryview). */
#pragma once

#include "gcore/objects/state.h"

typedef struct
{
  GcoreVarObject base;
  intptr_t hash; /* −1: not computed yet */
  char data[];   /* base.size bytes, then NUL */
} GcoreBytes;

#define GCORE_BYTES(object) ((GcoreBytes *) (void *) (object))
#define GCORE_BYTES_DATA(object) (GCORE_BYTES (object)->data)
#define GCORE_BYTES_SIZE(object) GCORE_SIZE_OF (object)

/* New references; NULL with MemoryError. */
GcoreObject *gcore_bytes_from_string (const char *string);
/* DATA NULL: contents undefined, to be filled by the caller before anybody sees the object. */
GcoreObject *gcore_bytes_from_string_and_size (const char *data, intptr_t n);
/* printf-like: %c %d %u %ld %lu %zd %zu %i %x %s %p. */
GcoreObject *gcore_bytes_from_format (const char *format, ...);
/* bytes (object): buffers and iterables of ints. */
GcoreObject *gcore_bytes_from_object (GcoreObject *object);
/* Borrowed pointers into the object. */
char *gcore_bytes_as_string (GcoreObject *bytes);
int gcore_bytes_as_string_and_size (GcoreObject *bytes, char **data, intptr_t *n);
/* *BYTES (stolen) is replaced by its concatenation with OTHER (borrowed); NULL on failure. */
void gcore_bytes_concat (GcoreObject **bytes, GcoreObject *other);
void gcore_bytes_concat_and_del (GcoreObject **bytes, GcoreObject *other);
/* Changes the size of an object only the caller knows; on failure *BYTES is released and NULL. */
int gcore_bytes_resize (GcoreObject **bytes, intptr_t n);
GcoreObject *gcore_bytes_repr (GcoreObject *bytes, bool smart_quotes);
/* separator.join (iterable). */
GcoreObject *gcore_bytes_join (GcoreObject *separator, GcoreObject *iterable);

/* Makes the empty bytes; called when a machine starts. −1 when memory is short. */
int gcore_bytes_start (void);
intptr_t gcore_bytes_hash (GcoreObject *bytes);

extern const GcoreType gcore_bytes_template, gcore_bytes_iterator_template;

/* --- buffers ------------------------------------------------------------------------------------------------------ */

/* A view of an object's bytes. While held, a bytearray cannot be resized. */
struct GcoreBuffer
{
  GcoreObject *owner; /* owned; NULL: not held */
  uint8_t *data;
  intptr_t n; /* bytes */
  bool read_only;
  char format;   /* of an item, as struct knows it; 0: B */
  int item_size; /* greater than 1: the bytes are items of so many bytes */
};

/* Has bytes to look at. */
bool gcore_object_check_buffer (GcoreObject *object);
/* −1 with TypeError "a bytes-like object is required, not 'X'" (BufferError if WRITABLE is wanted and impossible). */
int gcore_object_get_buffer (GcoreObject *object, GcoreBuffer *buffer, bool writable);
void gcore_buffer_release (GcoreBuffer *buffer);

