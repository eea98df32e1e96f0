/* SPDX-License-Identifier: MIT */
/* int and bool: integers without limit.
 *
 * An int is a sign and a magnitude of 64-bit limbs, least significant first. Invariants:
 *     base.size = number of limbs, negated for a negative number; the highest limb is not 0
 *     zero has size 0; its first limb may be read and is not negative as int64_t, but means nothing
 *     values from GCORE_SMALL_INT_MIN to GCORE_SMALL_INT_MAX of exact type int are the shared objects of state.h
 * What a program sees of the size (sys.getsizeof) is counted in 30-bit digits, as in CPython 3.11, and the block
 * allocated has the size class such digits would need. */
#pragma once

#include "gcore/objects/state.h"

typedef struct
{
  GcoreVarObject base;
  uint64_t limbs[];
} GcoreInt;

#define GCORE_INT(object) ((GcoreInt *) (void *) (object))
#define GCORE_INT_HEADER_SIZE ((intptr_t) sizeof (GcoreInt))

/* How many decimal digits str () and int () convert at most (sys.set_int_max_str_digits changes it; 0: no limit). */
#define GCORE_INT_DEFAULT_MAX_STR_DIGITS 4300
#define GCORE_INT_MAX_STR_DIGITS_THRESHOLD 640
intptr_t gcore_int_max_str_digits (void);
void gcore_int_set_max_str_digits (intptr_t limit);

/* --- creating: all return a new reference, NULL with MemoryError set ---------------------------------------------- */

GcoreObject *gcore_int_from_long (long value);
GcoreObject *gcore_int_from_unsigned_long (unsigned long value);
GcoreObject *gcore_int_from_long_long (long long value);
GcoreObject *gcore_int_from_unsigned_long_long (unsigned long long value);
GcoreObject *gcore_int_from_ssize (intptr_t value);
GcoreObject *gcore_int_from_size (size_t value);
GcoreObject *gcore_int_from_void_ptr (const void *pointer);
/* Truncates; OverflowError for an infinity, ValueError for a NaN. */
GcoreObject *gcore_int_from_double (double value);
/* TEXT ends with NUL; white space around the number and underscores between digits are allowed. BASE is 0 (decide by
 * prefix) or 2 to 36. *END (may be NULL) receives where parsing stopped; with END NULL the whole text has to be a
 * number. ValueError otherwise. */
GcoreObject *gcore_int_from_string (const char *text, char **end, int base);
GcoreObject *gcore_int_from_str_object (GcoreObject *str, int base);
/* int (object): numbers by __int__, __index__ or __trunc__, and text. */
GcoreObject *gcore_int_from_number (GcoreObject *object);
/* From N bytes of text, as int (b"12", base). */
GcoreObject *gcore_int_from_bytes (const char *text, intptr_t n, int base);
/* From N_LIMBS limbs, least significant first; leading zero limbs are allowed. */
GcoreObject *gcore_int_from_limbs (const uint64_t *limbs, intptr_t n_limbs, bool negative);
GcoreObject *gcore_int_from_byte_array (const uint8_t *bytes, size_t n, bool little_endian, bool is_signed);
/* 0 or 1 (borrowed constants, new references). */
GcoreObject *gcore_bool_from_long (long value);

/* --- reading ------------------------------------------------------------------------------------------------------ */

/* −1 with an exception set on failure (TypeError: no __index__; OverflowError: does not fit). */
long gcore_int_as_long (GcoreObject *object);
long long gcore_int_as_long_long (GcoreObject *object);
int gcore_int_as_int (GcoreObject *object);
/* *OVERFLOW becomes −1, 0 or +1; no OverflowError is raised. */
long gcore_int_as_long_and_overflow (GcoreObject *object, int *overflow);
/* The next four take ints only (TypeError otherwise). */
intptr_t gcore_int_as_ssize (GcoreObject *object);
size_t gcore_int_as_size (GcoreObject *object);
unsigned long gcore_int_as_unsigned_long (GcoreObject *object);
unsigned long long gcore_int_as_unsigned_long_long (GcoreObject *object);
/* Reduced modulo 2^64; −1 with an exception set if there is no __index__. */
unsigned long gcore_int_as_unsigned_long_mask (GcoreObject *object);
void *gcore_int_as_void_ptr (GcoreObject *object);
/* Correctly rounded; −1.0 with OverflowError. */
double gcore_int_as_double (GcoreObject *object);
/* value = result · 2^*exponent with 0.5 ≤ |result| < 1, or 0; −1.0 with an exception set on failure. */
double gcore_int_frexp (GcoreObject *object, intptr_t *exponent);
/* Writes N bytes in two's complement; −1 with OverflowError if they do not suffice. */
int gcore_int_as_byte_array (GcoreObject *object, uint8_t *bytes, size_t n, bool little_endian, bool is_signed);
int gcore_int_sign (GcoreObject *object);
/* Bits of the magnitude; 0 for zero. */
size_t gcore_int_num_bits (GcoreObject *object);
/* What sys.getsizeof reports, in bytes. */
intptr_t gcore_int_sizeof (GcoreObject *object);

/* --- operations on ints (subclasses included); new references ----------------------------------------------------- */

/* −1, 0, 1. */
int gcore_int_compare (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_int_rich_compare (GcoreObject *a, GcoreObject *b, int op);
intptr_t gcore_int_hash (GcoreObject *object);
GcoreObject *gcore_int_add_slow (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_int_subtract_slow (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_int_multiply_slow (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_int_floor_divide (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_int_remainder (GcoreObject *a, GcoreObject *b);
/* Both at once; *QUOTIENT or *REST may be NULL if not wanted. −1 on failure. */
int gcore_int_divmod (GcoreObject *a, GcoreObject *b, GcoreObject **quotient, GcoreObject **rest);
GcoreObject *gcore_int_true_divide (GcoreObject *a, GcoreObject *b);
/* MODULUS may be NULL or None. */
GcoreObject *gcore_int_power (GcoreObject *a, GcoreObject *b, GcoreObject *modulus);
GcoreObject *gcore_int_lshift (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_int_rshift (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_int_and (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_int_or (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_int_xor (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_int_negate (GcoreObject *a);
GcoreObject *gcore_int_invert (GcoreObject *a);
GcoreObject *gcore_int_absolute (GcoreObject *a);
GcoreObject *gcore_int_gcd (GcoreObject *a, GcoreObject *b);
/* Largest integer whose square is not above A ≥ 0. */
GcoreObject *gcore_int_isqrt (GcoreObject *a);
/* An exact int of the same value: A itself if it is one. */
GcoreObject *gcore_int_exact (GcoreObject *a);

/* Text in BASE 2, 8, 10 or 16 (with prefix 0b, 0o, 0x for the others than 10), new str. */
GcoreObject *gcore_int_format (GcoreObject *object, int base);
/* The same without sign handling for other formatters: new str; ALTERNATE: with prefix. */
GcoreObject *gcore_int_to_text (GcoreObject *object, int base, bool alternate);


/* --- fast paths for the evaluation loop --------------------------------------------------------------------------- */

/* Fits in int64_t without its minimum. */
GCORE_INLINE bool
gcore_int_is_compact (const void *object)
{
  const GcoreInt *number = (const GcoreInt *) object;
  return (uint64_t) (number->base.size + 1) < 3 && (int64_t) number->limbs[0] >= 0;
}

GCORE_INLINE int64_t
gcore_int_compact_value (const void *object)
{
  const GcoreInt *number = (const GcoreInt *) object;
  return number->base.size * (int64_t) number->limbs[0];
}

/* New reference to an int outside the small-int cache. */
GcoreObject *gcore_int_new_compact (int64_t value);

GCORE_INLINE GcoreObject *
gcore_int_from_int64 (int64_t value)
{
  if ((uint64_t) value - (uint64_t) GCORE_SMALL_INT_MIN <= GCORE_SMALL_INT_MAX - GCORE_SMALL_INT_MIN)
    return (GcoreObject *) gcore_newref (&GCORE_OBJECTS->small_ints[value - GCORE_SMALL_INT_MIN]);
  return gcore_int_new_compact (value);
}

/* Borrowed; VALUE must be in the cache's range. */
GCORE_INLINE GcoreObject *
gcore_int_small (int value)
{
  return (GcoreObject *) &GCORE_OBJECTS->small_ints[value - GCORE_SMALL_INT_MIN];
}

/* Both must be ints (subclasses included); new reference. */
#define GCORE_INT_FAST_OPERATION(name)                                                                                 \
  GCORE_INLINE GcoreObject *gcore_int_##name (GcoreObject *a, GcoreObject *b)                                          \
  {                                                                                                                    \
    int64_t result;                                                                                                    \
    if (GCORE_LIKELY (gcore_int_is_compact (a) && gcore_int_is_compact (b)                                             \
                      && !GCORE_INT_OVERFLOW_##name (gcore_int_compact_value (a), gcore_int_compact_value (b),         \
                                                     &result)))                                                       \
      return gcore_int_from_int64 (result);                                                                            \
    return gcore_int_##name##_slow (a, b);                                                                             \
  }
#define GCORE_INT_OVERFLOW_add __builtin_add_overflow
#define GCORE_INT_OVERFLOW_subtract __builtin_sub_overflow
#define GCORE_INT_OVERFLOW_multiply __builtin_mul_overflow
GCORE_INT_FAST_OPERATION (add)
GCORE_INT_FAST_OPERATION (subtract)
GCORE_INT_FAST_OPERATION (multiply)
#undef GCORE_INT_FAST_OPERATION

/* int.__new__ and the call of the type, in int-convert.c. */
GcoreObject *gcore_int_type_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs);

extern const GcoreType gcore_int_template, gcore_bool_template;
