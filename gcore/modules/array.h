/* SPDX-License-Identifier: MIT */
/* array.array: numbers of one C type side by side.
 *
 * 0 <= base.size <= allocated; items is NULL while nothing is allocated. */
#pragma once

#include "gcore/objects/state.h"

/* One of the C types. */
typedef struct
{
  char code;
  int size; /* bytes */
  GcoreObject *(*read) (const char *item);
  int (*write) (char *item, GcoreObject *value); /* 0, or -1 with an exception set */
} GcoreArrayKind;

typedef struct
{
  GcoreVarObject base;
  char *items;
  intptr_t allocated; /* places in items */
  const GcoreArrayKind *kind;
  GcoreObject *weak_list;
  intptr_t exports; /* buffers held; not 0: must not be resized */
} GcoreArray;

#define GCORE_ARRAY(object) ((GcoreArray *) (void *) (object))
#define gcore_is_array(object) gcore_type_is_subtype (GCORE_TYPE_OF (object), GCORE_TYPE (ARRAY))

/* The kind with that code, or NULL. */
const GcoreArrayKind *gcore_array_kind (int code);

/* New array of N items, contents undefined. */
GcoreObject *gcore_array_new (GcoreType *type, const GcoreArrayKind *kind, intptr_t n);
/* Changes the number of items; new ones are undefined. 0, or -1 with MemoryError or BufferError. */
int gcore_array_resize (GcoreArray *array, intptr_t n);
/* Appends what ITERABLE gives (an array of the same kind at once). 0, or -1 with an exception set. */
int gcore_array_extend (GcoreArray *array, GcoreObject *iterable);
/* Appends the items of a list; nothing if one of them does not fit. 0, or -1 with an exception set. */
int gcore_array_extend_by_list (GcoreArray *array, GcoreObject *list);
/* Appends N bytes, which have to be whole items (ValueError). */
int gcore_array_extend_by_bytes (GcoreArray *array, const void *bytes, intptr_t n);
/* Appends the characters of a str to an array of kind 'u'. */
int gcore_array_extend_by_str (GcoreArray *array, GcoreObject *str);
/* Puts VALUE before the item at INDEX. */
int gcore_array_insert (GcoreArray *array, intptr_t index, GcoreObject *value);
/* Removes the items from LOW to HIGH - 1. */
int gcore_array_delete (GcoreArray *array, intptr_t low, intptr_t high);
/* New list; new str of an array of kind 'u'. */
GcoreObject *gcore_array_to_list (GcoreArray *array);
GcoreObject *gcore_array_to_str (GcoreArray *array);

GCORE_INLINE char *
gcore_array_place (const GcoreArray *array, intptr_t index)
{
  return array->items + index * array->kind->size;
}

GCORE_INLINE GcoreObject *
gcore_array_item (const GcoreArray *array, intptr_t index)
{
  return array->kind->read (gcore_array_place (array, index));
}

extern const GcoreMethodDef gcore_array_methods[];
extern const GcoreGetSetDef gcore_array_getset[];
extern const GcoreType gcore_array_template, gcore_array_iterator_template;
