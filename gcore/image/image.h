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
 *     base + GCORE_OFFSET_CONTROL     what the host wants: where to stop. No part of the program's state: copies,
 *                                     restores and digests leave it out
 *     base + GCORE_OFFSET_IMAGE       state of gcore/image: quota, pages in use, the fiber
 *     base + GCORE_OFFSET_ARENA_TABLE one descriptor for every arena there can be (gcore/memory)
 *     base + GCORE_OFFSET_STACK       the C stack of the machine's fiber (grows down from its end)
 *     base + GCORE_OFFSET_FRAMES      the stack of running Python calls (grows up)
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
#define GCORE_OFFSET_CONTROL UINT64_C (0x3e0000)
#define GCORE_OFFSET_IMAGE UINT64_C (0x400000)
#define GCORE_OFFSET_ARENA_TABLE UINT64_C (0x480000)
#define GCORE_STATE_SIZE UINT64_C (0x800000) /* all of the states above, from offset 0 */
#define GCORE_OFFSET_STACK (UINT64_C (16) << 20)
#define GCORE_STACK_SIZE (UINT64_C (240) << 20)
#define GCORE_OFFSET_FRAMES (UINT64_C (256) << 20)
#define GCORE_FRAMES_SIZE (UINT64_C (256) << 20)
#define GCORE_OFFSET_ARENAS (UINT64_C (1) << 30)
#define GCORE_ARENAS_SIZE (UINT64_C (63) << 30)
#define GCORE_OFFSET_LARGE (UINT64_C (1) << 36)
#define GCORE_LARGE_SIZE (UINT64_C (1) << 36)
#define GCORE_OFFSET_BIRTHS (UINT64_C (1) << 37)

/* Base address of the image the calling thread works on; NULL outside one. */
extern _Thread_local char *gcore_image_base;

/* The state of a layer, from its offset: ((GcoreMemory *) GCORE_IMAGE_AT (GCORE_OFFSET_MEMORY)). */
#define GCORE_IMAGE_AT(offset) ((void *) (gcore_image_base + (offset)))

/* --- slots -------------------------------------------------------------------------------------------------------- */

typedef struct GcoreImage GcoreImage; /* the host's handle; it lives outside the image */

/* Reserves the first free slot. All bytes of the new image read as zero; no page is committed yet. QUOTA is the limit
 * in bytes for arenas and large blocks together, 0 for none. Returns NULL if the system refuses the addresses. */
GcoreImage *gcore_image_new (uint64_t quota);
/* Gives all addresses back. IMAGE must not be entered by any thread. NULL is allowed. */
void gcore_image_free (GcoreImage *image);

/* Makes IMAGE the calling thread's image; returns the one that was (NULL: none), to be handed to leave. One thread at a
 * time may be in an image, and the fiber has to be run by the same thread always (compiled code keeps addresses of
 * thread-local variables across a yield). */
GcoreImage *gcore_image_enter (GcoreImage *image);
void gcore_image_leave (GcoreImage *previous);
/* The image the thread is in, or NULL. */
GcoreImage *gcore_image_current (void);

/* --- pages in use (for gcore/memory, and for the machine's stack of frames) --------------------------------------- */

/* Frames, arenas and large blocks are accounted in chunks of 1 MiB, each of which has its first n pages in use, the
 * rest untouched (zero). A copy takes exactly the pages in use: what lies in other pages is lost by a restore. */
#define GCORE_CHUNK_SIZE (UINT64_C (1) << 20)
#define GCORE_PAGE_SIZE UINT64_C (4096)

/* Declares the bytes [OFFSET, OFFSET + SIZE) in use. Cheap when they already are. */
void gcore_image_use (uint64_t offset, uint64_t size);
/* Gives the pages that lie wholly in [OFFSET, OFFSET + SIZE) back to the system as far as the accounting can express
 * it: whole chunks, and the end of the first chunk. They read as zero afterwards. */
void gcore_image_give_back (uint64_t offset, uint64_t size);
/* Bytes of frames, arenas and large blocks in use, in whole pages. */
uint64_t gcore_image_used_bytes (void);
/* The limit given to gcore_image_new, UINT64_MAX for none. */
uint64_t gcore_image_quota (void);
void gcore_image_set_quota (uint64_t quota);
/* Makes all birth records zero; from now on those of every page in use count as in use too. */
void gcore_image_use_births (void);
