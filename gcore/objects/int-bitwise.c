/* SPDX-License-Identifier: MIT */
/* int: shifts and bitwise operators. Negative numbers behave as two's complement with endless sign bits. */
#include "gcore/memory/memory.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int-private.h"

/* --- shifts ------------------------------------------------------------------------------------------------------- */

/* Reads a shift count: 0, or 1 if it is larger than any number has bits, −1 with ValueError. */
static int
read_count (GcoreObject *b, size_t *count)
{
  if (gcore_int_is_negative (b))
    {
      gcore_err_set_string (GCORE_EXC (ValueError), "negative shift count");
      return -1;
    }
  if (!gcore_int_is_compact (b))
    return 1;
  *count = (size_t) gcore_int_compact_value (b);
  return 0;
}

static GcoreObject *
shift_left (GcoreObject *a, size_t count)
{
  intptr_t n = gcore_int_n_limbs (a), skip = (intptr_t) (count / 64);
  GcoreIntResult result;
  if (gcore_int_result_begin (&result, skip + n + 1) < 0)
    return NULL;
  memset (result.limbs, 0, (size_t) skip * 8);
  result.limbs[skip + n] = 0;
  if (count % 64 != 0)
    result.limbs[skip + n] = mpn_lshift (result.limbs + skip, gcore_int_limbs (a), n, count % 64);
  else
    mpn_copyi (result.limbs + skip, gcore_int_limbs (a), n);
  return gcore_int_result_end (&result, skip + n + 1, gcore_int_is_negative (a));
}

GcoreObject *
gcore_int_lshift (GcoreObject *a, GcoreObject *b)
{
  if (!gcore_is_int (a) || !gcore_is_int (b))
    return gcore_newref (GCORE_NOT_IMPLEMENTED);
  size_t count = 0;
  int status = read_count (b, &count);
  if (status < 0)
    return NULL;
  if (GCORE_SIZE_OF (a) == 0)
    return gcore_int_from_int64 (0);
  if (status > 0)
    return gcore_err_format (GCORE_EXC (OverflowError), "too many digits in integer");
  if (gcore_int_is_compact (a) && count < 64 && gcore_int_num_bits (a) + count < 64)
    return gcore_int_from_int64 (gcore_int_compact_value (a) * (int64_t) (UINT64_C (1) << count));
  return shift_left (a, count);
}

GcoreObject *
gcore_int_rshift (GcoreObject *a, GcoreObject *b)
{
  if (!gcore_is_int (a) || !gcore_is_int (b))
    return gcore_newref (GCORE_NOT_IMPLEMENTED);
  size_t count = 0;
  int status = read_count (b, &count);
  if (status < 0)
    return NULL;
  bool negative = gcore_int_is_negative (a);
  intptr_t n = gcore_int_n_limbs (a), skip = (intptr_t) (count / 64);
  if (status > 0 || skip >= n)
    return gcore_int_from_int64 (negative ? -1 : 0);
  if (gcore_int_is_compact (a))
    return gcore_int_from_int64 (gcore_int_compact_value (a) >> count);

  GcoreIntResult result;
  if (gcore_int_result_begin (&result, n - skip + 1) < 0)
    return NULL;
  const mp_limb_t *limbs = gcore_int_limbs (a);
  bool lost = skip > 0 && !mpn_zero_p (limbs, skip);
  result.limbs[n - skip] = 0;
  if (count % 64 != 0)
    lost |= mpn_rshift (result.limbs, limbs + skip, n - skip, count % 64) != 0;
  else
    mpn_copyi (result.limbs, limbs + skip, n - skip);
  if (negative && lost)
    mpn_add_1 (result.limbs, result.limbs, n - skip + 1, 1);
  return gcore_int_result_end (&result, n - skip + 1, negative);
}

GcoreObject *
gcore_int_invert (GcoreObject *a)
{
  if (gcore_int_is_compact (a))
    return gcore_int_from_int64 (~gcore_int_compact_value (a));
  /* −a − 1 */
  GcoreObject *one = gcore_int_small (1);
  GcoreObject *sum = gcore_int_add (a, one);
  if (sum == NULL)
    return NULL;
  GcoreObject *result = gcore_int_negate (sum);
  gcore_decref (sum);
  return result;
}

/* --- and, or, xor ------------------------------------------------------------------------------------------------- */

typedef enum
{
  AND, OR, XOR
} Operation;

/* The limbs of OBJECT in two's complement, N of them. */
static void
to_complement (GcoreObject *object, mp_limb_t *to, intptr_t n)
{
  intptr_t length = gcore_int_n_limbs (object);
  mpn_copyi (to, gcore_int_limbs (object), length);
  memset (to + length, 0, (size_t) (n - length) * 8);
  if (gcore_int_is_negative (object))
    mpn_neg (to, to, n);
}

GCORE_INLINE int64_t
operate (Operation operation, int64_t x, int64_t y)
{
  return operation == AND ? (x & y) : operation == OR ? (x | y) : (x ^ y);
}

static GcoreObject *
bitwise_large (GcoreObject *a, GcoreObject *b, Operation operation)
{
  intptr_t n = gcore_int_n_limbs (a) > gcore_int_n_limbs (b) ? gcore_int_n_limbs (a) : gcore_int_n_limbs (b);
  n++; /* room for the sign */
  GcoreIntResult result, other;
  if (gcore_int_result_begin (&result, n) < 0)
    return NULL;
  if (gcore_int_result_begin (&other, n) < 0)
    {
      gcore_int_result_drop (&result);
      return NULL;
    }
  to_complement (a, result.limbs, n);
  to_complement (b, other.limbs, n);
  for (intptr_t i = 0; i < n; i++)
    result.limbs[i] = (mp_limb_t) operate (operation, (int64_t) result.limbs[i], (int64_t) other.limbs[i]);
  gcore_int_result_drop (&other);
  bool negative = result.limbs[n - 1] >> 63;
  if (negative)
    mpn_neg (result.limbs, result.limbs, n);
  return gcore_int_result_end (&result, n, negative);
}

GCORE_INLINE GcoreObject *
bitwise (GcoreObject *a, GcoreObject *b, Operation operation)
{
  if (!gcore_is_int (a) || !gcore_is_int (b))
    return gcore_newref (GCORE_NOT_IMPLEMENTED);
  if (GCORE_LIKELY (gcore_int_is_compact (a) && gcore_int_is_compact (b)))
    return gcore_int_from_int64 (operate (operation, gcore_int_compact_value (a), gcore_int_compact_value (b)));
  return bitwise_large (a, b, operation);
}

GcoreObject *
gcore_int_and (GcoreObject *a, GcoreObject *b)
{
  return bitwise (a, b, AND);
}

GcoreObject *
gcore_int_or (GcoreObject *a, GcoreObject *b)
{
  return bitwise (a, b, OR);
}

GcoreObject *
gcore_int_xor (GcoreObject *a, GcoreObject *b)
{
  return bitwise (a, b, XOR);
}
