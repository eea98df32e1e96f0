/* SPDX-License-Identifier: MIT */
/* An object through time: its address and, since addresses are used again, its number in order of birth. */
#pragma once

#include "gcore/machine/machine.h"

typedef struct
{
  uint64_t address;
  uint64_t block;  /* the memory it lies in */
  uint32_t number; /* as in snapshots; 0: from before births were recorded */
} GcoreIdentity;

GcoreIdentity gcore_identity_of (GcoreObject *object);
/* Where what lay at ADDRESS in the image of an earlier run lies in this one. */
uint64_t gcore_address_in_image (uint64_t address);
/* The object at ADDRESS, of this run or an earlier one, with NUMBER, as a snapshot names it: alive, or dead as long as its
 * memory has not been used again. False if there is none. */
bool gcore_identity_from (uint64_t address, uint32_t number, GcoreIdentity *identity);

/* The type of the object that lives at ADDRESS, which may be any number, as far as its header shows; NULL if none does. */
const GcoreType *gcore_type_at (uint64_t address);

/* The object while it lives, borrowed; NULL before its birth and after its death. Reads only, and little. */
GcoreObject *gcore_identity_find (const GcoreIdentity *identity);
