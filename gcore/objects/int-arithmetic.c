/* SPDX-License-Identifier: MIT */
/* int: addition, subtraction, multiplication and the divisions. */
#include <math.h>

#include "gcore/memory/memory.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float.h"
#include "gcore/objects/int-private.h"
#include "gcore/objects/tuple.h"

/* --- sums --------------------------------------------------------------------------------------------------------- */

/* |a| + |b| with the given sign. */
static GcoreObject *
add_magnitudes (GcoreObject *a, GcoreObject *b, bool negative)
{
  if (gcore_int_n_limbs (a) < gcore_int_n_limbs (b))
    {
      GcoreObject *swap = a;
      a = b;
      b = swap;
    }
  intptr_t n = gcore_int_n_limbs (a), m = gcore_int_n_limbs (b);
  GcoreIntResult result;
  if (gcore_int_result_begin (&result, n + 1) < 0)
    return NULL;
  if (m == 0)
    {
      mpn_copyi (result.limbs, gcore_int_limbs (a), n);
      return gcore_int_result_end (&result, n, negative);
    }
  result.limbs[n] = mpn_add (result.limbs, gcore_int_limbs (a), n, gcore_int_limbs (b), m);
  return gcore_int_result_end (&result, n + 1, negative);
}

/* |a| − |b|, negated on request. */
static GcoreObject *
subtract_magnitudes (GcoreObject *a, GcoreObject *b, bool negate)
{
  intptr_t n = gcore_int_n_limbs (a), m = gcore_int_n_limbs (b);
  if (n < m || (n == m && n > 0 && mpn_cmp (gcore_int_limbs (a), gcore_int_limbs (b), n) < 0))
    return subtract_magnitudes (b, a, !negate);
  GcoreIntResult result;
  if (gcore_int_result_begin (&result, n) < 0)
    return NULL;
  if (m == 0)
    mpn_copyi (result.limbs, gcore_int_limbs (a), n);
  else
    mpn_sub (result.limbs, gcore_int_limbs (a), n, gcore_int_limbs (b), m);
  return gcore_int_result_end (&result, n, negate);
}

GcoreObject *
gcore_int_add_slow (GcoreObject *a, GcoreObject *b)
{
  bool negative = gcore_int_is_negative (a);
  if (negative == gcore_int_is_negative (b))
    return add_magnitudes (a, b, negative);
  return subtract_magnitudes (a, b, negative);
}

GcoreObject *
gcore_int_subtract_slow (GcoreObject *a, GcoreObject *b)
{
  bool negative = gcore_int_is_negative (a);
  if (negative == gcore_int_is_negative (b))
    return subtract_magnitudes (a, b, negative);
  return add_magnitudes (a, b, negative);
}

/* From that many limbs on, interrupts are let in before a multiplication or division: powers, factorials and the like are
 * made of many. */
#define LONG_WORK 1000

GcoreObject *
gcore_int_multiply_slow (GcoreObject *a, GcoreObject *b)
{
  intptr_t n = gcore_int_n_limbs (a), m = gcore_int_n_limbs (b);
  if (n == 0 || m == 0)
    return gcore_int_from_int64 (0);
  if (n + m >= LONG_WORK && gcore_err_check_signals () < 0)
    return NULL;
  GcoreIntResult result;
  if (gcore_int_result_begin (&result, n + m) < 0)
    return NULL;
  if (a == b)
    mpn_sqr (result.limbs, gcore_int_limbs (a), n);
  else if (n >= m)
    mpn_mul (result.limbs, gcore_int_limbs (a), n, gcore_int_limbs (b), m);
  else
    mpn_mul (result.limbs, gcore_int_limbs (b), m, gcore_int_limbs (a), n);
  return gcore_int_result_end (&result, n + m, gcore_int_is_negative (a) != gcore_int_is_negative (b));
}

GcoreObject *
gcore_int_negate (GcoreObject *a)
{
  if (gcore_int_is_compact (a))
    return gcore_int_from_int64 (-gcore_int_compact_value (a));
  return gcore_int_from_limbs (GCORE_INT (a)->limbs, gcore_int_n_limbs (a), !gcore_int_is_negative (a));
}

GcoreObject *
gcore_int_absolute (GcoreObject *a)
{
  return gcore_int_is_negative (a) ? gcore_int_negate (a) : gcore_int_exact (a);
}

/* --- division with a rest of the divisor's sign ------------------------------------------------------------------- */

static int
divmod_compact (int64_t a, int64_t b, GcoreObject **quotient, GcoreObject **rest)
{
  int64_t q = a / b, r = a % b;
  if (r != 0 && (r ^ b) < 0)
    {
      q--;
      r += b;
    }
  if (quotient != NULL && (*quotient = gcore_int_from_int64 (q)) == NULL)
    return -1;
  if (rest != NULL && (*rest = gcore_int_from_int64 (r)) == NULL)
    {
      if (quotient != NULL)
        GCORE_CLEAR (*quotient);
      return -1;
    }
  return 0;
}

/* The quotient's and the rest's limbs, after division of magnitudes: rounds towards minus infinity. */
static int
finish_divmod (GcoreObject *a, GcoreObject *b, GcoreIntResult *q, GcoreIntResult *r, GcoreObject **quotient,
               GcoreObject **rest)
{
  intptr_t n = gcore_int_n_limbs (a), m = gcore_int_n_limbs (b);
  bool differ = gcore_int_is_negative (a) != gcore_int_is_negative (b);
  q->limbs[n - m + 1] = 0;
  if (differ && !mpn_zero_p (r->limbs, m))
    {
      mpn_add_1 (q->limbs, q->limbs, n - m + 2, 1);
      mpn_sub_n (r->limbs, gcore_int_limbs (b), r->limbs, m);
    }
  GcoreObject *first = quotient != NULL ? gcore_int_result_end (q, n - m + 2, differ) : NULL;
  GcoreObject *second = rest != NULL ? gcore_int_result_end (r, m, gcore_int_is_negative (b)) : NULL;
  if ((quotient != NULL && first == NULL) || (rest != NULL && second == NULL))
    {
      gcore_xdecref (first);
      gcore_xdecref (second);
      return -1;
    }
  if (quotient != NULL)
    *quotient = first;
  else
    gcore_int_result_drop (q);
  if (rest != NULL)
    *rest = second;
  else
    gcore_int_result_drop (r);
  return 0;
}

/* |a| < |b|, not both of one limb: the quotient is 0 or −1. */
static int
divmod_smaller (GcoreObject *a, GcoreObject *b, GcoreObject **quotient, GcoreObject **rest)
{
  bool down = GCORE_SIZE_OF (a) != 0 && gcore_int_is_negative (a) != gcore_int_is_negative (b);
  if (rest != NULL && (*rest = down ? gcore_int_add_slow (a, b) : gcore_int_exact (a)) == NULL)
    return -1;
  if (quotient != NULL)
    *quotient = gcore_int_from_int64 (down ? -1 : 0);
  return 0;
}

int
gcore_int_divmod (GcoreObject *a, GcoreObject *b, GcoreObject **quotient, GcoreObject **rest)
{
  intptr_t n = gcore_int_n_limbs (a), m = gcore_int_n_limbs (b);
  if (m == 0)
    {
      gcore_err_set_string (GCORE_EXC (ZeroDivisionError), quotient == NULL ? "integer modulo by zero"
                                                                            : "integer division or modulo by zero");
      return -1;
    }
  if (gcore_int_is_compact (a) && gcore_int_is_compact (b))
    return divmod_compact (gcore_int_compact_value (a), gcore_int_compact_value (b), quotient, rest);
  if (n < m)
    return divmod_smaller (a, b, quotient, rest);
  if (n >= LONG_WORK && gcore_err_check_signals () < 0)
    return -1;

  GcoreIntResult q, r;
  if (gcore_int_result_begin (&q, n - m + 2) < 0)
    return -1;
  if (gcore_int_result_begin (&r, m) < 0)
    {
      gcore_int_result_drop (&q);
      return -1;
    }
  mpn_tdiv_qr (q.limbs, r.limbs, 0, gcore_int_limbs (a), n, gcore_int_limbs (b), m);
  return finish_divmod (a, b, &q, &r, quotient, rest);
}

GcoreObject *
gcore_int_floor_divide (GcoreObject *a, GcoreObject *b)
{
  GcoreObject *quotient;
  if (!gcore_is_int (a) || !gcore_is_int (b))
    return gcore_newref (GCORE_NOT_IMPLEMENTED);
  return gcore_int_divmod (a, b, &quotient, NULL) < 0 ? NULL : quotient;
}

GcoreObject *
gcore_int_remainder (GcoreObject *a, GcoreObject *b)
{
  GcoreObject *rest;
  if (!gcore_is_int (a) || !gcore_is_int (b))
    return gcore_newref (GCORE_NOT_IMPLEMENTED);
  return gcore_int_divmod (a, b, NULL, &rest) < 0 ? NULL : rest;
}

/* --- true division ------------------------------------------------------------------------------------------------ */

/* A copy of OBJECT's limbs shifted left by BITS, in a new block with one spare limb; their number in *N. */
static mp_limb_t *
shifted_copy (GcoreObject *object, size_t bits, intptr_t *n)
{
  intptr_t limbs = (intptr_t) (bits / 64), length = gcore_int_n_limbs (object);
  mp_limb_t *copy = gcore_mem_alloc ((size_t) (limbs + length + 1) * 8);
  if (copy == NULL)
    {
      gcore_err_no_memory ();
      return NULL;
    }
  memset (copy, 0, (size_t) limbs * 8);
  copy[limbs + length] = 0;
  if (bits % 64 != 0)
    copy[limbs + length] = mpn_lshift (copy + limbs, gcore_int_limbs (object), length, bits % 64);
  else
    mpn_copyi (copy + limbs, gcore_int_limbs (object), length);
  *n = gcore_limbs_normalized (copy, limbs + length + 1);
  return copy;
}

/* floor (|a| · 2^−shift / |b|), which must fit 64 bits, with its lowest bit set if there is a rest. 0 on failure. */
static uint64_t
scaled_quotient (GcoreObject *a, GcoreObject *b, intptr_t shift)
{
  intptr_t n, m;
  mp_limb_t *x = shifted_copy (a, shift < 0 ? (size_t) -shift : 0, &n);
  mp_limb_t *y = x == NULL ? NULL : shifted_copy (b, shift > 0 ? (size_t) shift : 0, &m);
  uint64_t quotient = 0;
  if (y != NULL && n < m)
    quotient = 1; /* less than one, but not nothing */
  else if (y != NULL)
    {
      mp_limb_t *q = gcore_mem_alloc ((size_t) (n - m + 1) * 8);
      if (q == NULL)
        gcore_err_no_memory ();
      else
        {
          mpn_tdiv_qr (q, x, 0, x, n, y, m);
          quotient = q[0] | !mpn_zero_p (x, m);
        }
      gcore_mem_free (q);
    }
  gcore_mem_free (x);
  gcore_mem_free (y);
  return quotient;
}

static GcoreObject *
too_large_for_float (void)
{
  return gcore_err_format (GCORE_EXC (OverflowError), "integer division result too large for a float");
}

/* The quotient of integers too large to be doubles, correctly rounded: two bits more than a double has are computed,
 * the last of which stands for all that follow. */
static GcoreObject *
divide_large (GcoreObject *a, GcoreObject *b)
{
  bool negative = gcore_int_is_negative (a) != gcore_int_is_negative (b);
  intptr_t difference = (intptr_t) gcore_int_num_bits (a) - (intptr_t) gcore_int_num_bits (b);
  if (difference > 1024)
    return too_large_for_float ();
  if (difference < -1076)
    return gcore_float_from_double (negative ? -0.0 : 0.0);
  intptr_t shift = (difference > -1021 ? difference : -1021) - 55;
  uint64_t quotient = scaled_quotient (a, b, shift);
  if (quotient == 0)
    return NULL;
  /* Bits that must go: all but 53, or more where doubles are denormal. */
  int bits = gcore_limb_bits (quotient);
  intptr_t lowest = -1021 - shift;
  int extra = (int) ((bits > lowest ? bits : lowest) - 53);
  uint64_t unit = UINT64_C (1) << extra, rest = quotient & (unit - 1);
  quotient -= rest;
  if (rest > unit / 2 || (rest == unit / 2 && (quotient & unit)))
    quotient += unit;
  double value = ldexp ((double) quotient, (int) shift);
  if (isinf (value))
    return too_large_for_float ();
  return gcore_float_from_double (negative ? -value : value);
}

static bool
is_exact_double (GcoreObject *object)
{
  return gcore_int_is_compact (object) && GCORE_INT (object)->limbs[0] <= UINT64_C (1) << 53;
}

GcoreObject *
gcore_int_true_divide (GcoreObject *a, GcoreObject *b)
{
  if (!gcore_is_int (a) || !gcore_is_int (b))
    return gcore_newref (GCORE_NOT_IMPLEMENTED);
  if (GCORE_SIZE_OF (b) == 0)
    return gcore_err_format (GCORE_EXC (ZeroDivisionError), "division by zero");
  if (GCORE_SIZE_OF (a) == 0)
    return gcore_float_from_double (gcore_int_is_negative (b) ? -0.0 : 0.0);
  if (is_exact_double (a) && is_exact_double (b))
    return gcore_float_from_double ((double) gcore_int_compact_value (a) / (double) gcore_int_compact_value (b));
  return divide_large (a, b);
}
