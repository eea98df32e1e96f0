/* SPDX-License-Identifier: MIT */
/* Limb-level helpers shared by the int-*.c files. */
#pragma once

#include <gmp.h>

#include "gcore/objects/int.h"

_Static_assert (sizeof (mp_limb_t) == 8 && GMP_NAIL_BITS == 0, "GMP's limbs are ours");

#define GCORE_INT_SCRATCH_LIMBS 32

GCORE_INLINE intptr_t
gcore_int_n_limbs (const void *object)
{
  intptr_t size = GCORE_SIZE_OF (object);
  return size < 0 ? -size : size;
}

GCORE_INLINE bool
gcore_int_is_negative (const void *object)
{
  return GCORE_SIZE_OF (object) < 0;
}

/* The limbs as GMP's functions want them. */
GCORE_INLINE mp_limb_t *
gcore_int_limbs (const void *object)
{
  return (mp_limb_t *) GCORE_INT (object)->limbs;
}

GCORE_INLINE mp_limb_t
gcore_int_low_limb (const void *object)
{
  return GCORE_SIZE_OF (object) == 0 ? 0 : GCORE_INT (object)->limbs[0];
}

GCORE_INLINE intptr_t
gcore_limbs_normalized (const mp_limb_t *limbs, intptr_t n)
{
  while (n > 0 && limbs[n - 1] == 0)
    n--;
  return n;
}

GCORE_INLINE int
gcore_limb_bits (mp_limb_t limb)
{
  return limb == 0 ? 0 : 64 - __builtin_clzl (limb);
}

/* Bits of a magnitude whose highest limb is not 0. */
GCORE_INLINE size_t
gcore_limbs_bits (const mp_limb_t *limbs, intptr_t n)
{
  return n == 0 ? 0 : (size_t) (n - 1) * 64 + gcore_limb_bits (limbs[n - 1]);
}

/* Makes GMP, in the whole process, take its scratch memory from the current image. */
void gcore_int_start (void);

/* A place for the limbs of a result: on the stack while it is small, else the result's own object. */
typedef struct
{
  GcoreInt *object; /* owned, or NULL while limbs is scratch */
  mp_limb_t *limbs;
  mp_limb_t scratch[GCORE_INT_SCRATCH_LIMBS];
} GcoreIntResult;

/* Makes room for N limbs; −1 with MemoryError. */
int gcore_int_result_begin (GcoreIntResult *result, intptr_t n);
/* The int made of the first N limbs; new reference. */
GcoreObject *gcore_int_result_end (GcoreIntResult *result, intptr_t n, bool negative);
void gcore_int_result_drop (GcoreIntResult *result);

/* New reference to an uninitialised exact int of N limbs (at least one is there), its size set to N. */
GcoreInt *gcore_int_new (intptr_t n);

