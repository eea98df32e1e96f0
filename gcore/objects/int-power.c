/* SPDX-License-Identifier: MIT */
/* int: powers, with and without a modulus, greatest common divisors and square roots. */
#include "gcore/memory/memory.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float.h"
#include "gcore/objects/int-private.h"

GcoreObject *
gcore_int_gcd (GcoreObject *a, GcoreObject *b)
{
  GcoreObject *x = gcore_int_absolute (a), *y = x == NULL ? NULL : gcore_int_absolute (b);
  while (y != NULL && GCORE_SIZE_OF (y) != 0)
    {
      GcoreObject *rest;
      if (gcore_int_divmod (x, y, NULL, &rest) < 0)
        GCORE_CLEAR (y);
      else
        {
          GCORE_SETREF (x, y);
          y = rest;
        }
    }
  if (y == NULL)
    GCORE_CLEAR (x);
  gcore_xdecref (y);
  return x;
}

GcoreObject *
gcore_int_isqrt (GcoreObject *a)
{
  intptr_t n = gcore_int_n_limbs (a);
  if (n == 0)
    return gcore_int_from_int64 (0);
  GcoreIntResult root;
  if (gcore_int_result_begin (&root, (n + 1) / 2) < 0)
    return NULL;
  mpn_sqrtrem (root.limbs, NULL, gcore_int_limbs (a), n);
  return gcore_int_result_end (&root, (n + 1) / 2, false);
}

/* x − q·y, releasing x: one step of Euclid's algorithm on cofactors. */
static GcoreObject *
step (GcoreObject *x, GcoreObject *q, GcoreObject *y)
{
  GcoreObject *product = gcore_int_multiply (q, y);
  GcoreObject *result = product == NULL ? NULL : gcore_int_subtract (x, product);
  gcore_xdecref (product);
  gcore_decref (x);
  return result;
}

/* The inverse of A modulo N > 0; ValueError if there is none. */
static GcoreObject *
invert_modulo (GcoreObject *a, GcoreObject *n)
{
  GcoreObject *b = gcore_int_from_int64 (1), *c = gcore_int_from_int64 (0);
  a = gcore_newref (a);
  n = gcore_newref (n);
  while (b != NULL && GCORE_SIZE_OF (n) != 0)
    {
      /* Invariant: b · (the first a) ≡ a, c · (the first a) ≡ n. */
      GcoreObject *q, *r;
      if (gcore_int_divmod (a, n, &q, &r) < 0)
        GCORE_CLEAR (b);
      else
        {
          GCORE_SETREF (a, n);
          n = r;
          GcoreObject *next = step (b, q, c);
          b = next == NULL ? NULL : c;
          if (next == NULL)
            gcore_decref (c);
          c = next;
          gcore_decref (q);
        }
    }
  gcore_xdecref (c);
  gcore_decref (n);
  bool is_one = gcore_int_is_compact (a) && gcore_int_compact_value (a) == 1;
  gcore_decref (a);
  if (b != NULL && !is_one)
    {
      gcore_decref (b);
      return gcore_err_format (GCORE_EXC (ValueError), "base is not invertible for the given modulus");
    }
  return b;
}

/* *X becomes VALUE (stolen; NULL: failure, which is passed on). */
static bool
replace (GcoreObject **x, GcoreObject *value)
{
  if (value == NULL)
    return false;
  GCORE_SETREF (*x, value);
  return true;
}

static bool
reduce (GcoreObject **x, GcoreObject *modulus)
{
  GcoreObject *rest;
  return modulus == NULL || (gcore_int_divmod (*x, modulus, NULL, &rest) == 0 && replace (x, rest));
}

/* BASE ** EXPONENT, reduced by MODULUS if it is not NULL: squaring from the highest bit down. */
static GcoreObject *
power_loop (GcoreObject *base, GcoreObject *exponent, GcoreObject *modulus)
{
  size_t bits = gcore_int_num_bits (exponent);
  const mp_limb_t *limbs = gcore_int_limbs (exponent);
  GcoreObject *result = gcore_int_from_int64 (1);
  if (bits > 0)
    replace (&result, gcore_int_exact (base));
  bool fine = result != NULL && reduce (&result, modulus);
  for (size_t i = bits; fine && i-- > 1;)
    {
      size_t bit = i - 1;
      fine = replace (&result, gcore_int_multiply (result, result)) && reduce (&result, modulus);
      if (fine && (limbs[bit / 64] >> (bit % 64) & 1))
        fine = replace (&result, gcore_int_multiply (result, base)) && reduce (&result, modulus);
    }
  if (!fine)
    GCORE_CLEAR (result);
  return result;
}

/* |modulus| with the result brought to the modulus's sign. */
static GcoreObject *
power_modulo (GcoreObject *a, GcoreObject *b, GcoreObject *modulus)
{
  if (GCORE_SIZE_OF (modulus) == 0)
    return gcore_err_format (GCORE_EXC (ValueError), "pow() 3rd argument cannot be 0");
  GcoreObject *n = gcore_int_absolute (modulus), *exponent = NULL, *base = NULL, *result = NULL;
  if (n == NULL)
    return NULL;
  exponent = gcore_int_absolute (b);
  if (exponent != NULL && gcore_int_divmod (a, n, NULL, &base) == 0
      && (!gcore_int_is_negative (b) || (replace (&base, invert_modulo (base, n)) && reduce (&base, n))))
    result = power_loop (base, exponent, n);
  if (result != NULL && gcore_int_is_negative (modulus) && GCORE_SIZE_OF (result) != 0
      && !replace (&result, gcore_int_subtract (result, n)))
    GCORE_CLEAR (result);
  gcore_decref (n);
  gcore_xdecref (exponent);
  gcore_xdecref (base);
  return result;
}

GcoreObject *
gcore_int_power (GcoreObject *a, GcoreObject *b, GcoreObject *modulus)
{
  if (!gcore_is_int (a) || !gcore_is_int (b)
      || (modulus != NULL && modulus != GCORE_NONE && !gcore_is_int (modulus)))
    return gcore_newref (GCORE_NOT_IMPLEMENTED);
  if (modulus != NULL && modulus != GCORE_NONE)
    return power_modulo (a, b, modulus);
  if (!gcore_int_is_negative (b))
    return power_loop (a, b, NULL);
  double x = gcore_int_as_double (a);
  if (x == -1.0 && gcore_err_occurred () != NULL)
    return NULL;
  double y = gcore_int_as_double (b);
  if (y == -1.0 && gcore_err_occurred () != NULL)
    return NULL;
  return gcore_float_power (x, y);
}
