/* SPDX-License-Identifier: MIT */
/* How many objects of each type a snapshot holds, and what they take. */
#pragma once

#include "gcore/record/snapshot.h"

typedef struct
{
  uint32_t type_name; /* string of the snapshot */
  uint32_t n;         /* objects */
  uint64_t bytes;     /* of their own sizes */
} GcoreHistogramRow;

/* Rows by bytes, largest first: a new array (free it with free()), *N of them; NULL when there is no memory. Objects that
 * lack FLAGS (0: none needed) are left out. */
GcoreHistogramRow *gcore_histogram_new (const GcoreSnapshot *snapshot, unsigned flags, uint32_t *n);
