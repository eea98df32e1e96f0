/* SPDX-License-Identifier: MIT */
/* The gamma function by Lanczos's approximation, with the coefficients for 13 terms and g = 6.0246… published with
 * Boost. */
#include <errno.h>
#include <math.h>

#include "gcore/modules/math-private.h"

#define N_TERMS 13
#define G 6.024680040776729583740234375
#define G_MINUS_HALF 5.524680040776729583740234375

static const double numerator[N_TERMS] = {
  23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
  35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
  6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
  248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
  2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
  8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
  2.5066282746310002701649081771338373386264310793408,
};
/* x (x + 1) … (x + 11) */
static const double denominator[N_TERMS] = { 0,       39916800, 120543840, 150917976, 105258076, 45995730, 13339535,
                                             2637558, 357423,   32670,     1925,      66,        1 };

/* The rational function of the approximation, for x > 0: in powers of x, or of 1 / x where those would overflow. */
static double
rational (double x)
{
  double above = 0, below = 0;
  if (x < 5)
    for (int i = N_TERMS - 1; i >= 0; i--)
      {
        above = above * x + numerator[i];
        below = below * x + denominator[i];
      }
  else
    for (int i = 0; i < N_TERMS; i++)
      {
        above = above / x + numerator[i];
        below = below / x + denominator[i];
      }
  return above / below;
}

/* sin (πx), accurate near the zeros: x is first brought to the nearest half. */
static double
sin_pi (double x)
{
  double y = fmod (fabs (x), 2), result;
  switch ((int) round (2 * y))
    {
    case 0:
      result = sin (M_PI * y);
      break;
    case 1:
      result = cos (M_PI * (y - 0.5));
      break;
    case 2:
      result = sin (M_PI * (1 - y));
      break;
    case 3:
      result = -cos (M_PI * (y - 1.5));
      break;
    default:
      result = sin (M_PI * (y - 2));
      break;
    }
  return copysign (1, x) * result;
}

/* Γ of an x that is neither special, nor an integer up to 23, nor very small or large. */
static double
gamma_of_ordinary (double x)
{
  double size = fabs (x), y = size + G_MINUS_HALF;
  /* What rounding y lost, as a correction of the result. */
  double lost = size > G_MINUS_HALF ? (y - size) - G_MINUS_HALF : (y - G_MINUS_HALF) - size;
  lost = lost * G / y;
  /* y ** (size - 0.5) would overflow before the result does: multiply by its root twice. */
  bool twice = size >= 140;
  double power = twice ? pow (y, size / 2 - 0.25) : pow (y, size - 0.5);
  double result;
  if (x < 0)
    {
      result = -M_PI / sin_pi (size) / size * exp (y) / rational (size);
      result -= lost * result;
      result /= power;
      return twice ? result / power : result;
    }
  result = rational (size) / exp (y);
  result += lost * result;
  result *= power;
  return twice ? result * power : result;
}

double
gcore_math_gamma (double x, int *error)
{
  *error = 0;
  if (isnan (x) || (isinf (x) && x > 0))
    return x;
  if (isinf (x) || x == 0)
    {
      *error = EDOM;
      return x == 0 ? copysign (INFINITY, x) : NAN;
    }
  if (x == floor (x))
    {
      if (x < 0)
        {
          *error = EDOM;
          return NAN;
        }
      if (x <= 23)
        {
          double product = 1;
          for (int i = 2; i < (int) x; i++)
            product *= i;
          return product;
        }
    }
  double size = fabs (x), result;
  if (size < 1e-20)
    result = 1 / x;
  else if (size > 200)
    {
      if (x < 0)
        return 0 / sin_pi (x);
      result = INFINITY;
    }
  else
    result = gamma_of_ordinary (x);
  if (isinf (result))
    *error = ERANGE;
  return result;
}

double
gcore_math_log_gamma (double x, int *error)
{
  *error = 0;
  if (isnan (x))
    return x;
  if (isinf (x))
    return INFINITY;
  if (x == floor (x) && x <= 2)
    {
      if (x > 0)
        return 0;
      *error = EDOM;
      return INFINITY;
    }
  double size = fabs (x);
  if (size < 1e-20)
    return -log (size);
  double result = log (rational (size)) - G;
  result += (size - 0.5) * (log (size + G - 0.5) - 1);
  if (x < 0)
    result = 1.144729885849400174143427351353058711647 - log (fabs (sin_pi (size))) - log (size) - result; /* log π */
  if (isinf (result))
    *error = ERANGE;
  return result;
}
