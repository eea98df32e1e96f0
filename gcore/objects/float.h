/* SPDX-License-Identifier: MIT */
/* float: IEEE doubles, and their conversion from and to text (independent of the locale). */
#pragma once

#include "gcore/memory/memory.h"
#include "gcore/objects/state.h"

typedef struct
{
  GcoreObject base;
  double value;
} GcoreFloat;

#define GCORE_FLOAT(object) ((GcoreFloat *) (void *) (object))
/* The value of an object known to be a float or of a subclass. */
#define GCORE_FLOAT_VALUE(object) (GCORE_FLOAT (object)->value)
/* Freed exact floats kept for reuse: linked through the type word (see state.h: floats). */
#define GCORE_FLOAT_FREELIST_MAX 100

/* float or a subclass. */
bool gcore_is_float (GcoreObject *object);

/* The same when there is no freed float to reuse. */
GcoreObject *gcore_float_allocate (double value);

/* New reference, NULL with MemoryError. */
GCORE_INLINE GcoreObject *
gcore_float_from_double (double value)
{
  GcoreObject *object = GCORE_OBJECTS->floats.first;
  if (GCORE_UNLIKELY (object == NULL))
    return gcore_float_allocate (value);
  GCORE_OBJECTS->floats.first = (GcoreObject *) object->type;
  GCORE_OBJECTS->floats.count--;
  object->refcount = 1;
  object->type = GCORE_TYPE (FLOAT);
  GCORE_FLOAT_VALUE (object) = value;
  gcore_mem_reborn (object);
  return object;
}

/* float (text) for a str, bytes or bytearray object; TypeError or ValueError. New reference. */
GcoreObject *gcore_float_from_string (GcoreObject *text);
/* float (object): anything with __float__ or __index__; −1.0 with an exception set on failure. */
double gcore_float_as_double (GcoreObject *object);
GcoreObject *gcore_float_repr (GcoreObject *object);
intptr_t gcore_float_hash (GcoreObject *object);
/* x // y and x % y with the sign of y; y must not be 0. */
void gcore_float_divmod (double x, double y, double *quotient, double *rest);
/* x ** y; NULL with ZeroDivisionError or OverflowError; a complex for a negative base and a fraction. */
GcoreObject *gcore_float_power (double x, double y);
/* round (x, n_digits): half to even on the decimal value. NULL with OverflowError. */
GcoreObject *gcore_float_round (double x, intptr_t n_digits);
/* Empties the freelist; called by a full collection. */
void gcore_float_clear_freelist (void);

/* --- text --------------------------------------------------------------------------------------------------------- */

enum
{
  GCORE_DOUBLE_SIGN = 1,      /* always a sign */
  GCORE_DOUBLE_ADD_DOT_0 = 2, /* ".0" if the text would look like an integer */
  GCORE_DOUBLE_ALTERNATE = 4  /* '#': keep the point and trailing zeros */
};

/* VALUE as text: CODE is 'r' (shortest that reads back the same, PRECISION ignored), or 'e', 'E', 'f', 'F', 'g', 'G'
 * with PRECISION digits; flags GCORE_DOUBLE_…. Returns a block from gcore_mem_alloc ending with NUL that the caller
 * frees with gcore_mem_free, or NULL with MemoryError. *KIND (may be NULL) receives 0 finite, 1 infinite, 2 NaN. */
char *gcore_double_to_string (double value, char code, int precision, int flags, int *kind);

/* Parses the longest prefix of TEXT that is a decimal number, inf or nan (no white space, no underscores), correctly
 * rounded; *END receives its end, TEXT itself if there is none. Too large numbers give an infinity. No exception. */
double gcore_double_parse (const char *text, const char **end);

/* The number in the N characters of TEXT (which is changed): white space around it and underscores between digits are
 * allowed. False if it is none. */
bool gcore_double_from_text (char *text, intptr_t n, double *value);

/* The decimal digits of |value|, which must be finite. MODE 0: shortest that round-trips; 2: max (1, N) significant
 * digits; 3: N digits after the point (N may be negative). Rounded half to even on the exact value, trailing zeros
 * removed: zero has no digits and the point 1. DIGITS needs room for GCORE_DOUBLE_MAX_DIGITS bytes; it is terminated
 * with NUL. *POINT receives the position of the decimal point relative to the digits. Returns their number. */
#define GCORE_DOUBLE_MAX_DIGITS 1100
int gcore_double_digits (double value, int mode, int n, char *digits, int *point);

extern const GcoreType gcore_float_template;
