/* SPDX-License-Identifier: MIT */
/* Operators and conversions to numbers. */
#pragma once

#include "gcore/objects/state.h"

bool gcore_number_check (GcoreObject *object);
bool gcore_index_check (GcoreObject *object);

GcoreObject *gcore_number_add (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_number_subtract (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_number_multiply (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_number_matrix_multiply (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_number_floor_divide (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_number_true_divide (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_number_remainder (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_number_divmod (GcoreObject *a, GcoreObject *b);
/* MODULUS is None if there is none. */
GcoreObject *gcore_number_power (GcoreObject *a, GcoreObject *b, GcoreObject *modulus);
GcoreObject *gcore_number_lshift (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_number_rshift (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_number_and (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_number_xor (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_number_or (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_number_inplace_add (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_number_inplace_subtract (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_number_inplace_multiply (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_number_inplace_matrix_multiply (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_number_inplace_floor_divide (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_number_inplace_true_divide (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_number_inplace_remainder (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_number_inplace_power (GcoreObject *a, GcoreObject *b, GcoreObject *modulus);
GcoreObject *gcore_number_inplace_lshift (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_number_inplace_rshift (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_number_inplace_and (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_number_inplace_xor (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_number_inplace_or (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_number_negative (GcoreObject *object);
GcoreObject *gcore_number_positive (GcoreObject *object);
GcoreObject *gcore_number_invert (GcoreObject *object);
GcoreObject *gcore_number_absolute (GcoreObject *object);

/* int (OBJECT): an int or instance of a subclass. */
GcoreObject *gcore_number_long (GcoreObject *object);
GcoreObject *gcore_number_float (GcoreObject *object);
/* An int, of exactly that type; "'T' object cannot be interpreted as an integer". */
GcoreObject *gcore_number_index (GcoreObject *object);
/* The value as an index. Out of range: EXCEPTION is set, or with EXCEPTION NULL the value is clipped. -1 on failure, also
 * a value: ask gcore_err_occurred (). */
intptr_t gcore_number_as_ssize (GcoreObject *object, GcoreObject *exception);
/* Text in BASE 2, 8, 10 or 16 with its prefix. */
GcoreObject *gcore_number_to_base (GcoreObject *object, int base);
