/* SPDX-License-Identifier: MIT */
/* Functions of integers: gcd, lcm, isqrt, factorial, perm, comb. */
#include "gcore/modules/math-private.h"

/* --- divisors ----------------------------------------------------------------------------------------------------- */

/* The absolute value of ARG as an int. */
static GcoreObject *
magnitude (GcoreObject *arg)
{
  GcoreObject *number = gcore_number_index (arg);
  if (number != NULL)
    GCORE_SETREF (number, gcore_int_absolute (number));
  return number;
}

/* Folds the magnitudes of ARGS with COMBINE. */
static GcoreObject *
fold (GcoreObject *const *args, intptr_t n_args, int empty, GcoreBinaryFunc combine)
{
  if (n_args == 0)
    return gcore_int_from_long (empty);
  GcoreObject *result = magnitude (args[0]);
  for (intptr_t i = 1; result != NULL && i < n_args; i++)
    {
      GcoreObject *next = magnitude (args[i]);
      GcoreObject *combined = next != NULL ? combine (result, next) : NULL;
      gcore_xdecref (next);
      GCORE_SETREF (result, combined);
    }
  return result;
}

GcoreObject *
gcore_math_gcd (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  return fold (args, n_args, 0, gcore_int_gcd);
}

static GcoreObject *
lcm (GcoreObject *a, GcoreObject *b)
{
  if (gcore_int_sign (a) == 0 || gcore_int_sign (b) == 0)
    return gcore_int_from_long (0);
  GcoreObject *gcd = gcore_int_gcd (a, b);
  GcoreObject *rest = gcd != NULL ? gcore_int_floor_divide (a, gcd) : NULL;
  GcoreObject *result = rest != NULL ? gcore_int_multiply (rest, b) : NULL;
  gcore_xdecref (gcd);
  gcore_xdecref (rest);
  return result;
}

GcoreObject *
gcore_math_lcm (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  return fold (args, n_args, 1, lcm);
}

GcoreObject *
gcore_math_isqrt (GcoreObject *module, GcoreObject *arg)
{
  GcoreObject *number = gcore_number_index (arg), *result = NULL;
  if (number == NULL)
    return NULL;
  if (gcore_int_sign (number) < 0)
    gcore_err_set_string (GCORE_EXC (ValueError), "isqrt() argument must be nonnegative");
  else
    result = gcore_int_isqrt (number);
  gcore_decref (number);
  return result;
}

/* --- products of ranges ------------------------------------------------------------------------------------------- */

/* START (START + 1) … (START + COUNT - 1): halves are multiplied with each other, so that factors have similar sizes.
 * COUNT halves each time, so the depth is at most 64. */
static GcoreObject *
product_from (uint64_t start, uint64_t count)
{
  uint64_t product = 1, i = 0;
  while (i < count && !__builtin_mul_overflow (product, start + i, &product))
    i++;
  if (i == count)
    return gcore_int_from_unsigned_long_long (product);
  GcoreObject *low = product_from (start, count / 2);
  GcoreObject *high = low != NULL ? product_from (start + count / 2, count - count / 2) : NULL;
  GcoreObject *result = high != NULL ? gcore_int_multiply (low, high) : NULL;
  gcore_xdecref (low);
  gcore_xdecref (high);
  return result;
}

/* N (N - 1) … (N - COUNT + 1) for an N of any size. */
static GcoreObject *
falling_product (GcoreObject *n, uint64_t count)
{
  int overflow;
  long value = gcore_int_as_long_and_overflow (n, &overflow);
  if (!overflow)
    return product_from ((uint64_t) value - count + 1, count);
  if (count <= 1)
    return count == 1 ? gcore_newref (n) : gcore_int_from_long (1);
  GcoreObject *half = gcore_int_from_unsigned_long_long (count / 2);
  GcoreObject *lower = half != NULL ? gcore_int_subtract (n, half) : NULL;
  GcoreObject *a = lower != NULL ? falling_product (n, count / 2) : NULL;
  GcoreObject *b = a != NULL ? falling_product (lower, count - count / 2) : NULL;
  GcoreObject *result = b != NULL ? gcore_int_multiply (a, b) : NULL;
  gcore_xdecref (half);
  gcore_xdecref (lower);
  gcore_xdecref (a);
  gcore_xdecref (b);
  return result;
}

GcoreObject *
gcore_math_factorial (GcoreObject *module, GcoreObject *arg)
{
  int overflow;
  GcoreObject *number = gcore_number_index (arg);
  if (number == NULL)
    return NULL;
  long n = gcore_int_as_long_and_overflow (number, &overflow);
  gcore_decref (number);
  if (overflow > 0)
    return gcore_err_format (GCORE_EXC (OverflowError), "factorial() argument should not exceed %ld", INT64_MAX);
  if (overflow < 0 || n < 0)
    return gcore_err_format (GCORE_EXC (ValueError), "factorial() not defined for negative values");
  return product_from (1, (uint64_t) n);
}

/* Reads N and K as ints that are not negative. False with an exception set; nothing is left to release then. */
static bool
read_pair (GcoreObject *const *args, GcoreObject **n, GcoreObject **k)
{
  *n = gcore_number_index (args[0]);
  if (*n == NULL)
    return false;
  *k = gcore_number_index (args[1]);
  if (*k != NULL)
    {
      if (gcore_int_sign (*n) >= 0 && gcore_int_sign (*k) >= 0)
        return true;
      gcore_err_format (GCORE_EXC (ValueError), "%s must be a non-negative integer",
                        gcore_int_sign (*n) < 0 ? "n" : "k");
      gcore_decref (*k);
    }
  gcore_decref (*n);
  return false;
}

GcoreObject *
gcore_math_perm (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("perm", n_args, 1, 2))
    return NULL;
  if (n_args == 1 || args[1] == GCORE_NONE)
    return gcore_math_factorial (module, args[0]);
  GcoreObject *n, *k, *result = NULL;
  if (!read_pair (args, &n, &k))
    return NULL;
  int overflow;
  long count = gcore_int_as_long_and_overflow (k, &overflow);
  if (gcore_int_compare (n, k) < 0)
    result = gcore_int_from_long (0);
  else if (overflow)
    gcore_err_format (GCORE_EXC (OverflowError), "k must not exceed %lld", (long long) INT64_MAX);
  else
    result = falling_product (n, (uint64_t) count);
  gcore_decref (n);
  gcore_decref (k);
  return result;
}

GcoreObject *
gcore_math_comb (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("comb", n_args, 2, 2))
    return NULL;
  GcoreObject *n, *k, *result = NULL, *above = NULL, *below = NULL;
  if (!read_pair (args, &n, &k))
    return NULL;
  /* As many are left out as chosen from the other end: take the smaller number. */
  GcoreObject *others = gcore_int_subtract (n, k);
  if (others != NULL && gcore_int_sign (others) < 0)
    result = gcore_int_from_long (0);
  else if (others != NULL)
    {
      int overflow;
      GcoreObject *fewer = gcore_int_compare (others, k) < 0 ? others : k;
      long count = gcore_int_as_long_and_overflow (fewer, &overflow);
      if (overflow)
        gcore_err_format (GCORE_EXC (OverflowError), "min(n - k, k) must not exceed %lld", (long long) INT64_MAX);
      else
        above = falling_product (n, (uint64_t) count);
      if (above != NULL)
        below = product_from (1, (uint64_t) count);
      if (below != NULL)
        result = gcore_int_floor_divide (above, below);
    }
  gcore_xdecref (above);
  gcore_xdecref (below);
  gcore_xdecref (others);
  gcore_decref (n);
  gcore_decref (k);
  return result;
}
