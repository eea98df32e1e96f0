/* SPDX-License-Identifier: MIT */
/* Shared by the float-*.c files. */
#pragma once

#include "gcore/objects/float.h"

/* top · 2^exponent, where top's highest bit is set and STICKY stands for more below it, rounded half to even. */
double gcore_double_from_bits (uint64_t top, bool sticky, int exponent);

GcoreObject *gcore_float_type_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs);
extern const GcoreMethodDef gcore_float_methods[];
