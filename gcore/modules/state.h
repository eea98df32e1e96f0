/* SPDX-License-Identifier: MIT */
/* What modules written in C keep for themselves in the image. */
#pragma once

#include "gcore/image/image.h"
#include "gcore/memory/memory.h"
#include "gcore/refcount/object.h"

/* Of _tracemalloc. */
typedef struct
{
  bool on;
  bool owns_recording;     /* births are recorded for its sake only */
  uint32_t first_serial;   /* births up to this one are not traced */
  uint64_t base;           /* bytes in use when tracing began */
  uint64_t small_bytes;    /* in small blocks when they were last counted */
  uint64_t peak;           /* greatest number of bytes in use seen since then */
  uint32_t countdown;      /* births until small blocks are counted again */
  void (*update) (GcoreBirthClock *clock); /* what the clock did before */
} GcoreTraceMalloc;

/* Of _struct. */
typedef struct
{
  GcoreObject *error; /* owned: the class struct.error; NULL before the first import */
  GcoreObject *cache; /* owned: dict of formats used and their Structs, or NULL */
} GcoreStructs;

typedef struct
{
  GcoreStructs structs;
  GcoreTraceMalloc tracemalloc;
  uint8_t latin1_tables[1088]; /* of _sre: what the letters of Latin-1 are, in the form PCRE2 wants */
} GcoreModules;

#define GCORE_MODULES ((GcoreModules *) GCORE_IMAGE_AT (GCORE_OFFSET_MODULES))

_Static_assert (sizeof (GcoreModules) <= GCORE_OFFSET_CONTROL - GCORE_OFFSET_MODULES, "state of modules fits its place");
