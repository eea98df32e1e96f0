/* SPDX-License-Identifier: MIT */
/* What the files of the module math share. */
#pragma once

#include "gcore/modules/modules.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float.h"
#include "gcore/objects/int.h"
#include "gcore/objects/object.h"
#include "gcore/objects/tuple.h"

/* Reads an argument as a double. False with an exception set. */
GCORE_INLINE bool
gcore_math_read (GcoreObject *object, double *value)
{
  if (GCORE_LIKELY (gcore_is_float_exact (object)))
    {
      *value = GCORE_FLOAT_VALUE (object);
      return true;
    }
  *value = gcore_float_as_double (object);
  return *value != -1.0 || gcore_err_occurred () == NULL;
}

/* Set ValueError and OverflowError with math's two messages; return NULL. */
GcoreObject *gcore_math_domain_error (void);
GcoreObject *gcore_math_range_error (void);

/* Γ (x) and log |Γ (x)|. The error goes to *ERROR: 0, EDOM or ERANGE. */
double gcore_math_gamma (double x, int *error);
double gcore_math_log_gamma (double x, int *error);

/* Functions of the module, defined in math-integers.c … */
GcoreObject *gcore_math_comb (GcoreObject *module, GcoreObject *const *args, intptr_t n_args);
GcoreObject *gcore_math_factorial (GcoreObject *module, GcoreObject *arg);
GcoreObject *gcore_math_gcd (GcoreObject *module, GcoreObject *const *args, intptr_t n_args);
GcoreObject *gcore_math_isqrt (GcoreObject *module, GcoreObject *arg);
GcoreObject *gcore_math_lcm (GcoreObject *module, GcoreObject *const *args, intptr_t n_args);
GcoreObject *gcore_math_perm (GcoreObject *module, GcoreObject *const *args, intptr_t n_args);
/* … and in math-sums.c. */
GcoreObject *gcore_math_dist (GcoreObject *module, GcoreObject *const *args, intptr_t n_args);
GcoreObject *gcore_math_fsum (GcoreObject *module, GcoreObject *iterable);
GcoreObject *gcore_math_hypot (GcoreObject *module, GcoreObject *const *args, intptr_t n_args);
GcoreObject *gcore_math_prod (GcoreObject *module, GcoreObject *const *args, intptr_t n_args, GcoreObject *names);
