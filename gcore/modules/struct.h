/* SPDX-License-Identifier: MIT */
/* The formats of the module struct: what their letters mean, and values from and to bytes. */
#pragma once

#include "gcore/objects/state.h"

typedef enum
{
  GCORE_STRUCT_PAD,
  GCORE_STRUCT_CHAR,
  GCORE_STRUCT_STRING,
  GCORE_STRUCT_PASCAL,  /* its length first, in one byte */
  GCORE_STRUCT_BOOL,
  GCORE_STRUCT_SIGNED,
  GCORE_STRUCT_UNSIGNED,
  GCORE_STRUCT_POINTER,
  GCORE_STRUCT_HALF,
  GCORE_STRUCT_FLOAT,
  GCORE_STRUCT_DOUBLE
} GcoreStructKind;

/* A letter in one of the three manners: native, little-endian, big-endian. */
typedef struct
{
  char letter;
  uint8_t kind;        /* GcoreStructKind */
  uint8_t size;        /* bytes */
  uint8_t alignment;   /* bytes; 0: none */
  bool big_endian;
  bool is_native;
  const char *name;    /* of an integer type whose limits messages call by it, or NULL */
} GcoreStructCode;

/* A part of a format: REPEAT values of SIZE bytes each, the first at OFFSET. */
typedef struct
{
  const GcoreStructCode *code; /* NULL behind the last part */
  intptr_t offset;
  intptr_t size;
  intptr_t repeat;
} GcoreStructItem;

/* struct.error with the text. Returns NULL. */
void *gcore_struct_error (const char *format, ...);

/* Reads FORMAT, a bytes object, into *ITEMS, which the caller frees; *SIZE bytes that hold *N values. -1 with an
 * exception. */
int gcore_struct_parse (GcoreObject *format, GcoreStructItem **items, intptr_t *size, intptr_t *n);

/* Writes VALUE as ITEM has it to TO. -1 with an exception. */
int gcore_struct_write (const GcoreStructItem *item, uint8_t *to, GcoreObject *value);
/* New reference: the value at FROM. */
GcoreObject *gcore_struct_read (const GcoreStructItem *item, const uint8_t *from);
