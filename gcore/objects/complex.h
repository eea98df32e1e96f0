/* SPDX-License-Identifier: MIT */
/* complex: two doubles. */
#pragma once

#include "gcore/objects/state.h"

typedef struct
{
  double real, imag;
} GcoreComplexValue;

typedef struct
{
  GcoreObject base;
  GcoreComplexValue value;
} GcoreComplex;

#define GCORE_COMPLEX(object) ((GcoreComplex *) (void *) (object))

/* complex or a subclass. */
bool gcore_is_complex (GcoreObject *object);
/* New reference, NULL with MemoryError. */
GcoreObject *gcore_complex_from_doubles (double real, double imag);
/* complex (object): through __complex__, __float__ or __index__; real part −1.0 with an exception set on failure. */
GcoreComplexValue gcore_complex_as_complex (GcoreObject *object);

extern const GcoreType gcore_complex_template;
