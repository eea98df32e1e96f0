/* SPDX-License-Identifier: MIT */
/* Sums and products of many numbers: fsum, hypot, dist, prod. */
#include <float.h>
#include <math.h>

#include "gcore/memory/memory.h"
#include "gcore/modules/math-private.h"

/* --- fsum --------------------------------------------------------------------------------------------------------- */

#define N_PARTIALS 32

/* The exact sum so far: partials[0] + partials[1] + …, which do not overlap and grow in size (Shewchuk). */
typedef struct
{
  double *partials;
  intptr_t n, allocated;
  double special;    /* sum of the infinities and NaNs met */
  double infinities; /* sum of the infinities */
  double first[N_PARTIALS];
} Sum;

/* Makes room for one more partial. */
static bool
grow (Sum *sum)
{
  if (sum->n < sum->allocated)
    return true;
  size_t bytes = 2 * (size_t) sum->allocated * sizeof (double);
  double *block = sum->partials == sum->first ? gcore_mem_alloc (bytes) : gcore_mem_realloc (sum->partials, bytes);
  if (block == NULL)
    {
      gcore_err_no_memory ();
      return false;
    }
  if (sum->partials == sum->first)
    memcpy (block, sum->first, sizeof (sum->first));
  sum->partials = block;
  sum->allocated *= 2;
  return true;
}

/* Adds X exactly. False with an exception set. */
static bool
add (Sum *sum, double x)
{
  double before = x;
  intptr_t kept = 0;
  for (intptr_t i = 0; i < sum->n; i++)
    {
      double y = sum->partials[i];
      if (fabs (x) < fabs (y))
        {
          double larger = y;
          y = x;
          x = larger;
        }
      double high = x + y, low = y - (high - x);
      if (low != 0)
        sum->partials[kept++] = low;
      x = high;
    }
  sum->n = kept;
  if (x == 0)
    return true;
  if (isfinite (x))
    {
      if (!grow (sum))
        return false;
      sum->partials[sum->n++] = x;
      return true;
    }
  if (isfinite (before))
    {
      gcore_err_set_string (GCORE_EXC (OverflowError), "intermediate overflow in fsum");
      return false;
    }
  if (isinf (before))
    sum->infinities += before;
  sum->special += before;
  sum->n = 0;
  return true;
}

/* The sum rounded once, half to even. */
static double
rounded (const Sum *sum)
{
  intptr_t n = sum->n;
  if (n == 0)
    return 0;
  double high = sum->partials[--n], low = 0;
  while (n > 0)
    {
      double x = high, y = sum->partials[--n];
      high = x + y;
      low = y - (high - x);
      if (low != 0)
        break;
    }
  /* A tie was rounded to even, but a partial below says that it was none. */
  if (n > 0 && ((low < 0 && sum->partials[n - 1] < 0) || (low > 0 && sum->partials[n - 1] > 0)))
    {
      double doubled = low * 2, x = high + doubled;
      if (doubled == x - high)
        high = x;
    }
  return high;
}

GcoreObject *
gcore_math_fsum (GcoreObject *module, GcoreObject *iterable)
{
  GcoreObject *iterator = gcore_object_get_iter (iterable), *item, *result = NULL;
  if (iterator == NULL)
    return NULL;
  Sum sum = { .partials = sum.first, .allocated = N_PARTIALS };
  bool fine = true;
  while (fine && (item = gcore_iter_next (iterator)) != NULL)
    {
      double x;
      fine = gcore_math_read (item, &x);
      gcore_decref (item);
      fine = fine && add (&sum, x);
    }
  if (fine && gcore_err_occurred () == NULL)
    {
      if (sum.special == 0)
        result = gcore_float_from_double (rounded (&sum));
      else if (isnan (sum.infinities))
        gcore_err_set_string (GCORE_EXC (ValueError), "-inf + inf in fsum");
      else
        result = gcore_float_from_double (sum.special);
    }
  if (sum.partials != sum.first)
    gcore_mem_free (sum.partials);
  gcore_decref (iterator);
  return result;
}

/* --- hypot, dist -------------------------------------------------------------------------------------------------- */

/* Adds the exact square of X to the double-double *HIGH + *LOW. */
static void
add_square (double x, double *high, double *low)
{
  double square = x * x, rest = fma (x, x, -square), sum = *high + square;
  *low += (fabs (*high) >= square ? (*high - sum) + square : (square - sum) + *high) + rest;
  *high = sum;
}

/* The length of the vector of N coordinates, none negative, of which MAX is the largest. Coordinates are scaled to at
 * most 1, squares are summed with twice the precision, and one Newton step corrects the root. */
static double
norm (const double *coordinates, intptr_t n, double max, bool found_nan)
{
  if (isinf (max))
    return max;
  if (found_nan)
    return NAN;
  if (max == 0 || n <= 1)
    return max;
  int exponent;
  frexp (max, &exponent);
  double high = 0, low = 0;
  for (intptr_t i = 0; i < n; i++)
    add_square (ldexp (coordinates[i], -exponent), &high, &low);
  double root = sqrt (high + low), square = root * root;
  double excess = ((high - square) - fma (root, root, -square)) + low;
  return ldexp (root + excess / (2 * root), exponent);
}

#define N_ON_STACK 20

/* The norm of what READ gives for 0 to N - 1. */
static GcoreObject *
norm_of (intptr_t n, bool (*read) (void *data, intptr_t i, double *value), void *data)
{
  double on_stack[N_ON_STACK], *values = on_stack, max = 0;
  if (n > N_ON_STACK)
    values = gcore_mem_alloc ((size_t) n * sizeof (double));
  if (values == NULL)
    return gcore_err_no_memory ();
  bool found_nan = false;
  GcoreObject *result = NULL;
  intptr_t i = 0;
  for (; i < n && read (data, i, &values[i]); i++)
    {
      values[i] = fabs (values[i]);
      found_nan |= isnan (values[i]);
      max = fmax (max, values[i]);
    }
  if (i == n)
    result = gcore_float_from_double (norm (values, n, max, found_nan));
  if (values != on_stack)
    gcore_mem_free (values);
  return result;
}

static bool
read_coordinate (void *data, intptr_t i, double *value)
{
  return gcore_math_read (((GcoreObject *const *) data)[i], value);
}

GcoreObject *
gcore_math_hypot (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  return norm_of (n_args, read_coordinate, (void *) args);
}

static bool
read_difference (void *data, intptr_t i, double *value)
{
  GcoreObject **points = data;
  double p, q;
  if (!gcore_math_read (GCORE_TUPLE_ITEM (points[0], i), &p) || !gcore_math_read (GCORE_TUPLE_ITEM (points[1], i), &q))
    return false;
  *value = p - q;
  return true;
}

GcoreObject *
gcore_math_dist (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("dist", n_args, 2, 2))
    return NULL;
  GcoreObject *points[2] = { NULL, NULL }, *result = NULL;
  for (int i = 0; i < 2; i++)
    {
      points[i] = gcore_is_tuple (args[i]) ? gcore_newref (args[i]) : gcore_sequence_tuple (args[i]);
      if (points[i] == NULL)
        goto end;
    }
  if (GCORE_TUPLE_SIZE (points[0]) == GCORE_TUPLE_SIZE (points[1]))
    result = norm_of (GCORE_TUPLE_SIZE (points[0]), read_difference, points);
  else
    gcore_err_set_string (GCORE_EXC (ValueError), "both points must have the same number of dimensions");
end:
  gcore_xdecref (points[0]);
  gcore_xdecref (points[1]);
  return result;
}

/* --- prod --------------------------------------------------------------------------------------------------------- */

GcoreObject *
gcore_math_prod (GcoreObject *module, GcoreObject *const *args, intptr_t n_args, GcoreObject *names)
{
  static const char *const keywords[] = { "", "start", NULL };
  GcoreObject *iterable, *start = NULL, *item;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, names, "O|$O:prod", keywords, &iterable, &start))
    return NULL;
  GcoreObject *iterator = gcore_object_get_iter (iterable);
  if (iterator == NULL)
    return NULL;
  GcoreObject *product = gcore_newref (start != NULL ? start : gcore_int_small (1));
  while (product != NULL && (item = gcore_iter_next (iterator)) != NULL)
    {
      GcoreObject *next;
      if (gcore_is_int_exact (product) && gcore_is_int_exact (item))
        next = gcore_int_multiply (product, item);
      else if (gcore_is_float_exact (product) && gcore_is_float_exact (item))
        next = gcore_float_from_double (GCORE_FLOAT_VALUE (product) * GCORE_FLOAT_VALUE (item));
      else
        next = gcore_number_multiply (product, item);
      gcore_decref (item);
      GCORE_SETREF (product, next);
    }
  gcore_decref (iterator);
  if (gcore_err_occurred () != NULL)
    GCORE_CLEAR (product);
  return product;
}
