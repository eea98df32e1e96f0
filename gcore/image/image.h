/* SPDX-License-Identifier: MIT */
/* The image: one reserved range of addresses that holds all mutable state of a running program.
 *
 * A slot (one for each open document) is laid out as below. Offsets are compile-time constants, so any layer reaches
 * its own state from one thread-local pointer, and no layer has to know the layers above it.
 *
 *     base + GCORE_OFFSET_MEMORY      state of gcore/memory      (GcoreMemory)
 *     base + GCORE_OFFSET_COLLECTOR   state of gcore/refcount and gcore/collector
 *     base + GCORE_OFFSET_OBJECTS     built-in types, singletons, freelists, interned strings
 *     base + GCORE_OFFSET_MACHINE     frames, current exception, tick
 *     base + GCORE_OFFSET_MODULES     state of the modules written in C
 *     base + GCORE_OFFSET_STACK       the C stack of the machine's fiber (grows down from its end)
 *     base + GCORE_OFFSET_ARENAS      arenas of 1 MiB, aligned to 1 MiB
 *     base + GCORE_OFFSET_LARGE       blocks beyond 512 bytes
 *     base + GCORE_OFFSET_BIRTHS      birth records, one possible for every 16 bytes of arenas and large blocks;
 *                                     touched only while recording is on
 *
 * Invariant: nothing inside points outside, except to constant data (type templates, built-in functions, names). */
#pragma once

#include "gcore/base/base.h"

#define GCORE_IMAGE_FIRST_SLOT UINT64_C (0x200000000000)
#define GCORE_IMAGE_SLOT_SIZE (UINT64_C (1) << 38) /* 256 GiB of addresses; pages are committed on first use */

#define GCORE_OFFSET_MEMORY UINT64_C (0x000000)
#define GCORE_OFFSET_COLLECTOR UINT64_C (0x080000)
#define GCORE_OFFSET_OBJECTS UINT64_C (0x100000)
#define GCORE_OFFSET_MACHINE UINT64_C (0x300000)
#define GCORE_OFFSET_MODULES UINT64_C (0x340000)
#define GCORE_OFFSET_STACK (UINT64_C (16) << 20)
#define GCORE_STACK_SIZE (UINT64_C (240) << 20)
#define GCORE_OFFSET_ARENAS (UINT64_C (1) << 30)
#define GCORE_ARENAS_SIZE (UINT64_C (63) << 30)
#define GCORE_OFFSET_LARGE (UINT64_C (1) << 36)
#define GCORE_LARGE_SIZE (UINT64_C (1) << 36)
#define GCORE_OFFSET_BIRTHS (UINT64_C (1) << 37)

/* Base address of the image the calling thread works on; NULL outside one. */
extern _Thread_local char *gcore_image_base;

/* The state of a layer, from its offset: ((GcoreMemory *) GCORE_IMAGE_AT (GCORE_OFFSET_MEMORY)). */
#define GCORE_IMAGE_AT(offset) ((void *) (gcore_image_base + (offset)))
