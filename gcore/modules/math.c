/* SPDX-License-Identifier: MIT */
/* The module math: functions of floats. Those of ints are in math-integers.c, sums in math-sums.c. */
#include <errno.h>
#include <limits.h>
#include <math.h>

#include "gcore/modules/math-private.h"
#include "gcore/objects/module.h"
#include "gcore/objects/str.h"

GcoreObject *
gcore_math_domain_error (void)
{
  gcore_err_set_string (GCORE_EXC (ValueError), "math domain error");
  return NULL;
}

GcoreObject *
gcore_math_range_error (void)
{
  gcore_err_set_string (GCORE_EXC (OverflowError), "math range error");
  return NULL;
}

/* --- functions of one number -------------------------------------------------------------------------------------- */

/* An argument that is no NaN has no NaN as its result, and a finite one no infinity: of a function that grows without
 * limit that is a range error, of another a pole. */
static GcoreObject *
apply (GcoreObject *arg, double (*function) (double), bool grows)
{
  double x;
  if (!gcore_math_read (arg, &x))
    return NULL;
  double result = function (x);
  if (isnan (result) && !isnan (x))
    return gcore_math_domain_error ();
  if (isinf (result) && isfinite (x))
    return grows ? gcore_math_range_error () : gcore_math_domain_error ();
  return gcore_float_from_double (result);
}

#define FUNCTION(name, grows)                                                                                          \
  static GcoreObject *math_##name (GcoreObject *module, GcoreObject *arg)                                              \
  {                                                                                                                    \
    return apply (arg, name, grows);                                                                                   \
  }
FUNCTION (acos, false)
FUNCTION (acosh, false)
FUNCTION (asin, false)
FUNCTION (asinh, false)
FUNCTION (atan, false)
FUNCTION (atanh, false)
FUNCTION (cbrt, false)
FUNCTION (cos, false)
FUNCTION (cosh, true)
FUNCTION (erf, false)
FUNCTION (erfc, false)
FUNCTION (exp, true)
FUNCTION (exp2, true)
FUNCTION (expm1, true)
FUNCTION (fabs, false)
FUNCTION (log1p, false)
FUNCTION (sin, false)
FUNCTION (sinh, true)
FUNCTION (sqrt, false)
FUNCTION (tan, false)
FUNCTION (tanh, false)

static GcoreObject *
apply_gamma (GcoreObject *arg, double (*function) (double x, int *error))
{
  double x;
  int error;
  if (!gcore_math_read (arg, &x))
    return NULL;
  double result = function (x, &error);
  if (error != 0)
    return error == EDOM ? gcore_math_domain_error () : gcore_math_range_error ();
  return gcore_float_from_double (result);
}

static GcoreObject *
math_gamma (GcoreObject *module, GcoreObject *arg)
{
  return apply_gamma (arg, gcore_math_gamma);
}

static GcoreObject *
math_lgamma (GcoreObject *module, GcoreObject *arg)
{
  return apply_gamma (arg, gcore_math_log_gamma);
}

static double
to_degrees (double x)
{
  return x * (180.0 / M_PI);
}

static double
to_radians (double x)
{
  return x * (M_PI / 180.0);
}

static double
ulp (double x)
{
  if (!isfinite (x))
    return fabs (x);
  double next = nextafter (fabs (x), INFINITY);
  /* There is none above the largest number: take the step below. */
  return isinf (next) ? fabs (x) - nextafter (fabs (x), 0) : next - fabs (x);
}

#define SIMPLE(name, expression)                                                                                       \
  static GcoreObject *math_##name (GcoreObject *module, GcoreObject *arg)                                              \
  {                                                                                                                    \
    double x;                                                                                                          \
    return gcore_math_read (arg, &x) ? (expression) : NULL;                                                            \
  }
SIMPLE (degrees, gcore_float_from_double (to_degrees (x)))
SIMPLE (radians, gcore_float_from_double (to_radians (x)))
SIMPLE (ulp, gcore_float_from_double (ulp (x)))
SIMPLE (isfinite, gcore_bool_from_long (isfinite (x)))
SIMPLE (isinf, gcore_bool_from_long (isinf (x) != 0))
SIMPLE (isnan, gcore_bool_from_long (isnan (x)))

/* (A, B), both stolen. */
static GcoreObject *
pair (GcoreObject *a, GcoreObject *b)
{
  GcoreObject *result = a != NULL && b != NULL ? gcore_tuple_pack (2, a, b) : NULL;
  gcore_xdecref (a);
  gcore_xdecref (b);
  return result;
}

static GcoreObject *
math_frexp (GcoreObject *module, GcoreObject *arg)
{
  double x;
  int exponent = 0;
  if (!gcore_math_read (arg, &x))
    return NULL;
  if (isfinite (x))
    x = frexp (x, &exponent);
  return pair (gcore_float_from_double (x), gcore_int_from_long (exponent));
}

static GcoreObject *
math_modf (GcoreObject *module, GcoreObject *arg)
{
  double x, whole;
  if (!gcore_math_read (arg, &x))
    return NULL;
  double fraction = modf (x, &whole);
  return pair (gcore_float_from_double (fraction), gcore_float_from_double (whole));
}

/* --- rounding ----------------------------------------------------------------------------------------------------- */

static GcoreObject *
round_with (GcoreObject *arg, GcoreObject *method_name, double (*function) (double))
{
  if (!gcore_is_float_exact (arg))
    {
      GcoreObject *method = gcore_object_lookup_special (arg, method_name);
      if (method != NULL)
        {
          GcoreObject *result = gcore_object_call_no_args (method);
          gcore_decref (method);
          return result;
        }
      if (gcore_err_occurred () != NULL)
        return NULL;
    }
  double x;
  return gcore_math_read (arg, &x) ? gcore_int_from_double (function (x)) : NULL;
}

static GcoreObject *
math_floor (GcoreObject *module, GcoreObject *arg)
{
  return round_with (arg, GCORE_ID (__floor__), floor);
}

static GcoreObject *
math_ceil (GcoreObject *module, GcoreObject *arg)
{
  return round_with (arg, GCORE_ID (__ceil__), ceil);
}

static GcoreObject *
math_trunc (GcoreObject *module, GcoreObject *arg)
{
  if (gcore_is_float_exact (arg))
    return gcore_int_from_double (GCORE_FLOAT_VALUE (arg));
  GcoreObject *method = gcore_object_lookup_special (arg, GCORE_ID (__trunc__));
  if (method == NULL)
    return gcore_err_occurred () != NULL
             ? NULL
             : gcore_err_format (GCORE_EXC (TypeError), "type %.100s doesn't define __trunc__ method",
                                 GCORE_TYPE_OF (arg)->name);
  GcoreObject *result = gcore_object_call_no_args (method);
  gcore_decref (method);
  return result;
}

/* --- logarithms --------------------------------------------------------------------------------------------------- */

/* The logarithm of ARG; an int too large for a double is taken apart. */
static GcoreObject *
log_of (GcoreObject *arg, double (*function) (double))
{
  double x;
  intptr_t exponent = 0;
  if (gcore_is_int (arg))
    {
      if (gcore_int_sign (arg) <= 0)
        return gcore_math_domain_error ();
      x = gcore_int_as_double (arg);
      if (x == -1.0 && gcore_err_occurred () != NULL)
        {
          if (!gcore_err_exception_matches (GCORE_EXC (OverflowError)))
            return NULL;
          gcore_err_clear ();
          x = gcore_int_frexp (arg, &exponent);
          if (x == -1.0 && gcore_err_occurred () != NULL)
            return NULL;
          return gcore_float_from_double (function (x) + function (2.0) * (double) exponent);
        }
      return gcore_float_from_double (function (x));
    }
  if (!gcore_math_read (arg, &x))
    return NULL;
  return x <= 0 ? gcore_math_domain_error () : gcore_float_from_double (function (x));
}

static GcoreObject *
math_log (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  if (n_args < 1 || n_args > 2)
    return gcore_err_format (GCORE_EXC (TypeError), "math.log requires 1 to 2 arguments");
  GcoreObject *number = log_of (args[0], log);
  if (number == NULL || n_args == 1)
    return number;
  GcoreObject *base = log_of (args[1], log);
  GcoreObject *result = base != NULL ? gcore_number_true_divide (number, base) : NULL;
  gcore_decref (number);
  gcore_xdecref (base);
  return result;
}

static GcoreObject *
math_log2 (GcoreObject *module, GcoreObject *arg)
{
  return log_of (arg, log2);
}

static GcoreObject *
math_log10 (GcoreObject *module, GcoreObject *arg)
{
  return log_of (arg, log10);
}

/* --- functions of two numbers ------------------------------------------------------------------------------------- */

#define BINARY(name)                                                                                                   \
  static GcoreObject *math_##name (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)                     \
  {                                                                                                                    \
    double x, y;                                                                                                       \
    if (!gcore_arg_check_positional (#name, n_args, 2, 2) || !gcore_math_read (args[0], &x)                            \
        || !gcore_math_read (args[1], &y))                                                                             \
      return NULL;                                                                                                     \
    double result = name (x, y);                                                                                       \
    if (isnan (result) && !isnan (x) && !isnan (y))                                                                    \
      return gcore_math_domain_error ();                                                                               \
    if (isinf (result) && isfinite (x) && isfinite (y))                                                                \
      return BINARY_OVERFLOW_##name;                                                                                   \
    return gcore_float_from_double (result);                                                                           \
  }
#define BINARY_OVERFLOW_atan2 gcore_math_range_error ()
#define BINARY_OVERFLOW_copysign gcore_math_range_error ()
#define BINARY_OVERFLOW_fmod gcore_math_range_error ()
#define BINARY_OVERFLOW_remainder gcore_math_range_error ()
#define BINARY_OVERFLOW_nextafter gcore_float_from_double (result)
#define BINARY_OVERFLOW_pow (x == 0 ? gcore_math_domain_error () : gcore_math_range_error ())
BINARY (atan2)
BINARY (copysign)
BINARY (fmod)
BINARY (nextafter)
BINARY (pow)
BINARY (remainder)

static GcoreObject *
math_ldexp (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  double x;
  if (!gcore_arg_check_positional ("ldexp", n_args, 2, 2) || !gcore_math_read (args[0], &x))
    return NULL;
  if (!gcore_is_int (args[1]))
    return gcore_err_format (GCORE_EXC (TypeError), "Expected an int as second argument to ldexp.");
  int overflow;
  long exponent = gcore_int_as_long_and_overflow (args[1], &overflow);
  if (overflow)
    exponent = overflow < 0 ? INT_MIN : INT_MAX;
  exponent = exponent > INT_MAX ? INT_MAX : exponent < INT_MIN ? INT_MIN : exponent;
  double result = isfinite (x) ? ldexp (x, (int) exponent) : x;
  return isinf (result) && isfinite (x) ? gcore_math_range_error () : gcore_float_from_double (result);
}

static GcoreObject *
math_isclose (GcoreObject *module, GcoreObject *const *args, intptr_t n_args, GcoreObject *names)
{
  static const char *const keywords[] = { "a", "b", "rel_tol", "abs_tol", NULL };
  double a, b, relative = 1e-9, absolute = 0;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, names, "dd|$dd:isclose", keywords, &a, &b, &relative,
                                           &absolute))
    return NULL;
  if (relative < 0 || absolute < 0)
    return gcore_err_format (GCORE_EXC (ValueError), "tolerances must be non-negative");
  bool close = a == b;
  if (!close && !isinf (a) && !isinf (b))
    {
      double difference = fabs (b - a);
      close = difference <= fabs (relative * b) || difference <= fabs (relative * a) || difference <= absolute;
    }
  return gcore_bool_from_long (close);
}

/* --- the module --------------------------------------------------------------------------------------------------- */

#define ONE(name, doc) { #name, GCORE_FUNC (math_##name), GCORE_METH_O, #name "($module, x, /)\n--\n\n" doc }
#define TWO(name, doc) { #name, GCORE_FUNC (math_##name), GCORE_METH_FASTCALL, #name "($module, x, y, /)\n--\n\n" doc }
#define INTS(name, doc) { #name, GCORE_FUNC (gcore_math_##name), GCORE_METH_FASTCALL, doc }

static const GcoreMethodDef methods[] = {
  ONE (acos, "Return the arc cosine (measured in radians) of x."),
  ONE (acosh, "Return the inverse hyperbolic cosine of x."),
  ONE (asin, "Return the arc sine (measured in radians) of x."),
  ONE (asinh, "Return the inverse hyperbolic sine of x."),
  ONE (atan, "Return the arc tangent (measured in radians) of x."),
  TWO (atan2, "Return the arc tangent (measured in radians) of y/x."),
  ONE (atanh, "Return the inverse hyperbolic tangent of x."),
  ONE (cbrt, "Return the cube root of x."),
  ONE (ceil, "Return the smallest integer >= x."),
  INTS (comb, "comb($module, n, k, /)\n--\n\nNumber of ways to choose k of n items, without order or repetition."),
  TWO (copysign, "Return the magnitude of x with the sign of y."),
  ONE (cos, "Return the cosine of x (measured in radians)."),
  ONE (cosh, "Return the hyperbolic cosine of x."),
  ONE (degrees, "Convert angle x from radians to degrees."),
  INTS (dist, "dist($module, p, q, /)\n--\n\nReturn the Euclidean distance between the points p and q."),
  ONE (erf, "Error function at x."),
  ONE (erfc, "Complementary error function at x."),
  ONE (exp, "Return e raised to the power of x."),
  ONE (exp2, "Return 2 raised to the power of x."),
  ONE (expm1, "Return exp(x)-1, accurate for small x."),
  ONE (fabs, "Return the absolute value of the float x."),
  { "factorial", GCORE_FUNC (gcore_math_factorial), GCORE_METH_O, "factorial($module, n, /)\n--\n\nFind n!." },
  ONE (floor, "Return the largest integer <= x."),
  TWO (fmod, "Return the remainder of x/y with the sign of x."),
  ONE (frexp, "Return the mantissa and exponent of x, as a pair (m, e)."),
  { "fsum", GCORE_FUNC (gcore_math_fsum), GCORE_METH_O,
    "fsum($module, seq, /)\n--\n\nReturn an accurate floating point sum of the numbers in seq." },
  ONE (gamma, "Gamma function at x."),
  INTS (gcd, "gcd($module, *integers)\n--\n\nGreatest Common Divisor."),
  INTS (hypot, "Length of the vector with the given coordinates."),
  { "isclose", GCORE_FUNC (math_isclose), GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS,
    "isclose($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)\n--\n\nWhether two numbers are close in value." },
  ONE (isfinite, "Return True if x is neither an infinity nor a NaN."),
  ONE (isinf, "Return True if x is a positive or negative infinity."),
  ONE (isnan, "Return True if x is a NaN (not a number)."),
  { "isqrt", GCORE_FUNC (gcore_math_isqrt), GCORE_METH_O,
    "isqrt($module, n, /)\n--\n\nReturn the integer part of the square root of n." },
  INTS (lcm, "lcm($module, *integers)\n--\n\nLeast Common Multiple."),
  { "ldexp", GCORE_FUNC (math_ldexp), GCORE_METH_FASTCALL, "ldexp($module, x, i, /)\n--\n\nReturn x * (2**i)." },
  ONE (lgamma, "Natural logarithm of the absolute value of the Gamma function at x."),
  { "log", GCORE_FUNC (math_log), GCORE_METH_FASTCALL | GCORE_METH_PACKED,
    "log(x, [base=math.e])\nThe logarithm of x to the given base, natural if there is none." },
  ONE (log10, "Return the base 10 logarithm of x."),
  ONE (log1p, "Return the natural logarithm of 1+x, accurate for small x."),
  ONE (log2, "Return the base 2 logarithm of x."),
  ONE (modf, "Return the fractional and integer parts of x."),
  TWO (nextafter, "Return the next float after x towards y."),
  INTS (perm, "perm($module, n, k=None, /)\n--\n\nNumber of ways to choose k of n items, with order."),
  TWO (pow, "Return x**y (x to the power of y)."),
  { "prod", GCORE_FUNC (gcore_math_prod), GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS,
    "prod($module, iterable, /, *, start=1)\n--\n\nThe product of all the elements in the iterable." },
  ONE (radians, "Convert angle x from degrees to radians."),
  TWO (remainder, "Difference between x and the closest integer multiple of y."),
  ONE (sin, "Return the sine of x (measured in radians)."),
  ONE (sinh, "Return the hyperbolic sine of x."),
  ONE (sqrt, "Return the square root of x."),
  ONE (tan, "Return the tangent of x (measured in radians)."),
  ONE (tanh, "Return the hyperbolic tangent of x."),
  ONE (trunc, "Truncate the number x to an integer, through its __trunc__ method."),
  ONE (ulp, "Return the value of the least significant bit of the float x."),
  { .name = NULL }
};

static int
init (GcoreObject *module)
{
  static const struct
  {
    const char *name;
    double value;
  } constants[] = { { "pi", M_PI }, { "e", M_E }, { "tau", 2 * M_PI }, { "inf", INFINITY }, { "nan", NAN } };
  for (size_t i = 0; i < GCORE_N_ELEMENTS (constants); i++)
    if (gcore_module_add (module, constants[i].name, gcore_float_from_double (constants[i].value)) < 0)
      return -1;
  return 0;
}

const GcoreModuleDef gcore_math_module = {
  .name = "math",
  .doc = "Mathematical functions, as the C standard defines them.",
  .methods = methods,
  .init = init,
};
