/* SPDX-License-Identifier: MIT */
/* int: creating from and reading into C values. */
#include "gcore/objects/int.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "gcore/memory/memory.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/hash.h"
#include "gcore/objects/int-private.h"

/* --- GMP's memory --------------------------------------------------------------------------------------------------- */

static void *
resize_scratch (void *block, size_t old_size, size_t new_size)
{
  void *copy = gcore_mem_alloc_scratch (new_size);
  memcpy (copy, block, old_size < new_size ? old_size : new_size);
  gcore_mem_free (block);
  return copy;
}

static void
free_scratch (void *block, size_t size)
{
  gcore_mem_free (block);
}

void
gcore_int_start (void)
{
  mp_set_memory_functions (gcore_mem_alloc_scratch, resize_scratch, free_scratch);
}

/* --- blocks --------------------------------------------------------------------------------------------------------- */

/* Bytes of the block CPython's 30-bit digits would need, or ours if that is more. */
static size_t
block_size (intptr_t n_limbs, size_t n_bits)
{
  size_t digits = n_bits == 0 ? 1 : (n_bits + 29) / 30;
  size_t theirs = GCORE_INT_HEADER_SIZE + 4 * digits;
  size_t ours = GCORE_INT_HEADER_SIZE + 8 * (size_t) (n_limbs == 0 ? 1 : n_limbs);
  return theirs > ours ? theirs : ours;
}

static GcoreInt *
new_block (intptr_t n_limbs, size_t n_bits)
{
  GcoreInt *number = gcore_mem_alloc (block_size (n_limbs, n_bits));
  if (number == NULL)
    {
      gcore_err_no_memory ();
      return NULL;
    }
  number->base.base.refcount = 1;
  number->base.base.type = GCORE_TYPE (INT);
  number->base.size = n_limbs;
  return number;
}

GcoreInt *
gcore_int_new (intptr_t n)
{
  GcoreInt *number = new_block (n, (size_t) n * 64);
  if (number != NULL)
    number->limbs[0] = 0;
  return number;
}

GcoreObject *
gcore_int_new_compact (int64_t value)
{
  uint64_t magnitude = value < 0 ? -(uint64_t) value : (uint64_t) value;
  /* Below 2^60 two digits of 30 bits do. */
  GcoreInt *number = gcore_mem_alloc (GCORE_LIKELY (magnitude >> 60 == 0) ? 32 : 36);
  if (number == NULL)
    return gcore_err_no_memory ();
  number->base.base.refcount = 1;
  number->base.base.type = GCORE_TYPE (INT);
  number->base.size = value < 0 ? -1 : 1;
  number->limbs[0] = magnitude;
  return GCORE_OBJECT (number);
}

GcoreObject *
gcore_int_from_limbs (const uint64_t *limbs, intptr_t n_limbs, bool negative)
{
  n_limbs = gcore_limbs_normalized ((const mp_limb_t *) limbs, n_limbs);
  if (n_limbs == 0)
    return gcore_int_from_int64 (0);
  if (n_limbs == 1 && limbs[0] <= INT64_MAX)
    return gcore_int_from_int64 (negative ? -(int64_t) limbs[0] : (int64_t) limbs[0]);

  GcoreInt *number = new_block (n_limbs, gcore_limbs_bits ((const mp_limb_t *) limbs, n_limbs));
  if (number == NULL)
    return NULL;
  memcpy (number->limbs, limbs, (size_t) n_limbs * 8);
  if (negative)
    number->base.size = -n_limbs;
  return GCORE_OBJECT (number);
}

int
gcore_int_result_begin (GcoreIntResult *result, intptr_t n)
{
  result->object = NULL;
  result->limbs = result->scratch;
  if (n > GCORE_INT_SCRATCH_LIMBS)
    {
      result->object = gcore_int_new (n);
      if (result->object == NULL)
        return -1;
      result->limbs = gcore_int_limbs (result->object);
    }
  return 0;
}

GcoreObject *
gcore_int_result_end (GcoreIntResult *result, intptr_t n, bool negative)
{
  n = gcore_limbs_normalized (result->limbs, n);
  if (result->object == NULL || n <= 1)
    {
      GcoreObject *number = gcore_int_from_limbs ((const uint64_t *) result->limbs, n, negative);
      gcore_int_result_drop (result);
      return number;
    }
  result->object->base.size = negative ? -n : n;
  return GCORE_OBJECT (result->object);
}

void
gcore_int_result_drop (GcoreIntResult *result)
{
  gcore_xdecref (result->object);
  result->object = NULL;
}

/* --- from C values ------------------------------------------------------------------------------------------------ */

GcoreObject *
gcore_int_from_long (long value)
{
  return gcore_int_from_int64 (value);
}

GcoreObject *
gcore_int_from_long_long (long long value)
{
  return gcore_int_from_int64 (value);
}

GcoreObject *
gcore_int_from_ssize (intptr_t value)
{
  return gcore_int_from_int64 (value);
}

GcoreObject *
gcore_int_from_unsigned_long (unsigned long value)
{
  uint64_t limb = value;
  return value <= INT64_MAX ? gcore_int_from_int64 ((int64_t) value) : gcore_int_from_limbs (&limb, 1, false);
}

GcoreObject *
gcore_int_from_unsigned_long_long (unsigned long long value)
{
  return gcore_int_from_unsigned_long (value);
}

GcoreObject *
gcore_int_from_size (size_t value)
{
  return gcore_int_from_unsigned_long (value);
}

GcoreObject *
gcore_int_from_void_ptr (const void *pointer)
{
  return gcore_int_from_unsigned_long ((uintptr_t) pointer);
}

GcoreObject *
gcore_int_from_double (double value)
{
  if (value > -9.2e18 && value < 9.2e18)
    return gcore_int_from_int64 ((int64_t) value);
  if (isinf (value))
    {
      gcore_err_set_string (GCORE_EXC (OverflowError), "cannot convert float infinity to integer");
      return NULL;
    }
  if (isnan (value))
    {
      gcore_err_set_string (GCORE_EXC (ValueError), "cannot convert float NaN to integer");
      return NULL;
    }
  /* |value| = fraction · 2^exponent with a fraction of 64 bits */
  int exponent;
  uint64_t fraction = (uint64_t) ldexp (frexp (fabs (value), &exponent), 64);
  exponent -= 64;
  uint64_t limbs[18] = { 0 };
  if (exponent <= 0)
    limbs[0] = fraction >> -exponent;
  else
    {
      int at = exponent / 64, shift = exponent % 64;
      limbs[at] = fraction << shift;
      if (shift > 0)
        limbs[at + 1] = fraction >> (64 - shift);
    }
  return gcore_int_from_limbs (limbs, 18, value < 0);
}

GcoreObject *
gcore_int_from_byte_array (const uint8_t *bytes, size_t n, bool little_endian, bool is_signed)
{
  intptr_t n_limbs = (intptr_t) (n / 8 + 1);
  bool negative = is_signed && n > 0 && (bytes[little_endian ? n - 1 : 0] & 0x80);
  GcoreIntResult result;
  if (gcore_int_result_begin (&result, n_limbs) < 0)
    return NULL;
  memset (result.limbs, negative ? 0xff : 0, (size_t) n_limbs * 8);
  for (size_t i = 0; i < n; i++)
    {
      uint8_t byte = bytes[little_endian ? i : n - 1 - i];
      mp_limb_t *limb = &result.limbs[i / 8];
      *limb = (*limb & ~((mp_limb_t) 0xff << (i % 8 * 8))) | (mp_limb_t) byte << (i % 8 * 8);
    }
  if (negative)
    mpn_neg (result.limbs, result.limbs, n_limbs);
  return gcore_int_result_end (&result, n_limbs, negative);
}

/* --- to C values -------------------------------------------------------------------------------------------------- */

/* An int to read from: OBJECT itself or its __index__; new reference. */
static GcoreObject *
as_int (GcoreObject *object)
{
  return gcore_is_int (object) ? gcore_newref (object) : gcore_number_index (object);
}

/* False if the value does not fit. */
static bool
to_int64 (GcoreObject *object, int64_t *value)
{
  if (gcore_int_is_compact (object))
    {
      *value = gcore_int_compact_value (object);
      return true;
    }
  *value = INT64_MIN;
  return GCORE_SIZE_OF (object) == -1 && GCORE_INT (object)->limbs[0] == (uint64_t) INT64_MIN;
}

long
gcore_int_as_long_and_overflow (GcoreObject *object, int *overflow)
{
  *overflow = 0;
  GcoreObject *number = as_int (object);
  if (number == NULL)
    return -1;
  int64_t value;
  if (!to_int64 (number, &value))
    {
      *overflow = gcore_int_is_negative (number) ? -1 : 1;
      value = -1;
    }
  gcore_decref (number);
  return value;
}

static long
as_long_or_overflow (GcoreObject *object, long min, long max, const char *c_type)
{
  int overflow;
  long value = gcore_int_as_long_and_overflow (object, &overflow);
  if (overflow != 0 || value > max || value < min)
    {
      gcore_err_format (GCORE_EXC (OverflowError), "Python int too large to convert to C %s", c_type);
      return -1;
    }
  return value;
}

long
gcore_int_as_long (GcoreObject *object)
{
  return as_long_or_overflow (object, LONG_MIN, LONG_MAX, "long");
}

long long
gcore_int_as_long_long (GcoreObject *object)
{
  return as_long_or_overflow (object, LONG_MIN, LONG_MAX, "long");
}

int
gcore_int_as_int (GcoreObject *object)
{
  return (int) as_long_or_overflow (object, INT_MIN, INT_MAX, "int");
}

static bool
require_int (GcoreObject *object)
{
  if (object != NULL && gcore_is_int (object))
    return true;
  gcore_err_set_string (GCORE_EXC (TypeError), "an integer is required");
  return false;
}

intptr_t
gcore_int_as_ssize (GcoreObject *object)
{
  return require_int (object) ? as_long_or_overflow (object, LONG_MIN, LONG_MAX, "ssize_t") : -1;
}

static unsigned long
as_unsigned (GcoreObject *object, const char *c_type, const char *c_type_negative)
{
  if (!require_int (object))
    return (unsigned long) -1;
  if (gcore_int_is_negative (object))
    gcore_err_format (GCORE_EXC (OverflowError), "can't convert negative value to %s", c_type_negative);
  else if (gcore_int_n_limbs (object) > 1)
    gcore_err_format (GCORE_EXC (OverflowError), "Python int too large to convert to C %s", c_type);
  else
    return gcore_int_low_limb (object);
  return (unsigned long) -1;
}

size_t
gcore_int_as_size (GcoreObject *object)
{
  return as_unsigned (object, "size_t", "size_t");
}

unsigned long
gcore_int_as_unsigned_long (GcoreObject *object)
{
  return as_unsigned (object, "unsigned long", "unsigned int");
}

unsigned long long
gcore_int_as_unsigned_long_long (GcoreObject *object)
{
  return as_unsigned (object, "unsigned long", "unsigned int");
}

unsigned long
gcore_int_as_unsigned_long_mask (GcoreObject *object)
{
  GcoreObject *number = as_int (object);
  if (number == NULL)
    return (unsigned long) -1;
  uint64_t value = gcore_int_low_limb (number);
  if (gcore_int_is_negative (number))
    value = -value;
  gcore_decref (number);
  return value;
}

void *
gcore_int_as_void_ptr (GcoreObject *object)
{
  return (void *) as_unsigned (object, "void *", "void *");
}

double
gcore_int_frexp (GcoreObject *object, intptr_t *exponent)
{
  const mp_limb_t *limbs = gcore_int_limbs (object);
  intptr_t n = gcore_int_n_limbs (object);
  *exponent = 0;
  if (n == 0)
    return 0.0;
  /* The top 64 bits, the lowest of them standing for everything below as well: that rounds right. */
  int shift = __builtin_clzl (limbs[n - 1]);
  mp_limb_t top = limbs[n - 1] << shift;
  bool rest = false;
  if (n > 1)
    {
      if (shift > 0)
        top |= limbs[n - 2] >> (64 - shift);
      rest = (limbs[n - 2] << shift) != 0 || (n > 2 && !mpn_zero_p (limbs, n - 2));
    }
  double fraction = (double) (top | rest) * 0x1p-64;
  *exponent = n * 64 - shift;
  if (fraction == 1.0)
    {
      fraction = 0.5;
      (*exponent)++;
    }
  return gcore_int_is_negative (object) ? -fraction : fraction;
}

double
gcore_int_as_double (GcoreObject *object)
{
  if (!require_int (object))
    return -1.0;
  if (gcore_int_is_compact (object))
    return (double) gcore_int_compact_value (object);
  intptr_t exponent;
  double fraction = gcore_int_frexp (object, &exponent);
  if (exponent > 1024)
    {
      gcore_err_set_string (GCORE_EXC (OverflowError), "int too large to convert to float");
      return -1.0;
    }
  return ldexp (fraction, (int) exponent);
}

int
gcore_int_as_byte_array (GcoreObject *object, uint8_t *bytes, size_t n, bool little_endian, bool is_signed)
{
  bool negative = gcore_int_is_negative (object);
  if (negative && !is_signed)
    {
      gcore_err_set_string (GCORE_EXC (OverflowError), "can't convert negative int to unsigned");
      return -1;
    }
  const mp_limb_t *limbs = gcore_int_limbs (object);
  size_t n_limbs = (size_t) gcore_int_n_limbs (object);
  mp_limb_t borrow = negative; /* two's complement: invert and add one, limb by limb */
  mp_limb_t limb = 0;
  for (size_t i = 0; i < n; i++)
    {
      if (i % 8 == 0)
        {
          limb = i / 8 < n_limbs ? limbs[i / 8] : 0;
          if (negative)
            {
              limb = ~limb + borrow;
              borrow = borrow && limb == 0;
            }
        }
      bytes[little_endian ? i : n - 1 - i] = (uint8_t) (limb >> (i % 8 * 8));
    }
  size_t n_bits = gcore_limbs_bits (limbs, (intptr_t) n_limbs);
  bool fits = n_bits <= n * 8;
  if (fits && is_signed && n_bits == n * 8)
    /* The sign bit is taken: only −2^(8n − 1) has the room. */
    fits = n_bits == 0 || (negative && mpn_scan1 (limbs, 0) == n_bits - 1);
  if (fits)
    return 0;
  gcore_err_set_string (GCORE_EXC (OverflowError), "int too big to convert");
  return -1;
}

int
gcore_int_sign (GcoreObject *object)
{
  intptr_t size = GCORE_SIZE_OF (object);
  return (size > 0) - (size < 0);
}

size_t
gcore_int_num_bits (GcoreObject *object)
{
  return gcore_limbs_bits (gcore_int_limbs (object), gcore_int_n_limbs (object));
}

intptr_t
gcore_int_sizeof (GcoreObject *object)
{
  size_t n_bits = gcore_int_num_bits (object);
  size_t digits = n_bits == 0 ? 1 : (n_bits + 29) / 30;
  return GCORE_INT_HEADER_SIZE + 4 * (intptr_t) digits;
}

/* --- comparing and hashing ---------------------------------------------------------------------------------------- */

int
gcore_int_compare (GcoreObject *a, GcoreObject *b)
{
  intptr_t n = GCORE_SIZE_OF (a), m = GCORE_SIZE_OF (b);
  if (n != m)
    return n < m ? -1 : 1;
  if (n == 0)
    return 0;
  int order = n < 0 ? mpn_cmp (gcore_int_limbs (b), gcore_int_limbs (a), -n)
                    : mpn_cmp (gcore_int_limbs (a), gcore_int_limbs (b), n);
  return (order > 0) - (order < 0);
}

GcoreObject *
gcore_int_rich_compare (GcoreObject *a, GcoreObject *b, int op)
{
  if (!gcore_is_int (a) || !gcore_is_int (b))
    return gcore_newref (GCORE_NOT_IMPLEMENTED);
  int order = a == b ? 0 : gcore_int_compare (a, b);
  bool result = op == GCORE_LT   ? order < 0
                : op == GCORE_LE ? order <= 0
                : op == GCORE_EQ ? order == 0
                : op == GCORE_NE ? order != 0
                : op == GCORE_GT ? order > 0
                                 : order >= 0;
  return gcore_bool_from_long (result);
}

intptr_t
gcore_int_hash (GcoreObject *object)
{
  const uint64_t *limbs = GCORE_INT (object)->limbs;
  uint64_t hash = 0;
  /* One limb more multiplies by 2^64, which is 8 modulo 2^61 − 1. */
  for (intptr_t i = gcore_int_n_limbs (object) - 1; i >= 0; i--)
    {
      unsigned __int128 sum = (unsigned __int128) hash * 8 + limbs[i];
      hash = (uint64_t) (sum & GCORE_HASH_MODULUS) + (uint64_t) (sum >> GCORE_HASH_BITS);
      if (hash >= GCORE_HASH_MODULUS)
        hash -= GCORE_HASH_MODULUS;
    }
  intptr_t result = gcore_int_is_negative (object) ? -(intptr_t) hash : (intptr_t) hash;
  return result == -1 ? -2 : result;
}

GcoreObject *
gcore_int_exact (GcoreObject *a)
{
  if (gcore_is_int_exact (a))
    return gcore_newref (a);
  return gcore_int_from_limbs (GCORE_INT (a)->limbs, gcore_int_n_limbs (a), gcore_int_is_negative (a));
}
