/* SPDX-License-Identifier: MIT */
/* The fiber: the machine's own C stack inside the image, so that a stopped machine is nothing but bytes.
 *
 *     none --start--> stopped --switch_in--> running --yield--> stopped
 *                                            running --entry returns--> ended --start--> stopped
 *
 * Everything but gcore_fiber_yield and gcore_fiber_stack_left is called by the host, on the thread's ordinary stack. */
#pragma once

#include "gcore/image/image.h"

typedef enum
{
  GCORE_FIBER_NONE,    /* gcore_fiber_start was never called */
  GCORE_FIBER_STOPPED, /* ready to be switched to */
  GCORE_FIBER_RUNNING,
  GCORE_FIBER_ENDED
} GcoreFiberStatus;

typedef void (*GcoreFiberEntry) (void *arg);

/* Readies the current image's fiber to call ENTRY (ARG) when it is first switched to. ARG must not point outside the
 * image (constant data excepted). The fiber must not be running; a stopped one is forgotten with all its frames. */
void gcore_fiber_start (GcoreFiberEntry entry, void *arg);

/* Host to fiber: runs until the fiber yields (true) or ends (false). The fiber must be stopped. */
bool gcore_fiber_switch_in (void);

/* Fiber to host: returns when the host switches in again, be it after a restore. */
void gcore_fiber_yield (void);

GcoreFiberStatus gcore_fiber_status (void);
/* Whether the calling code runs on the fiber's stack. */
bool gcore_fiber_inside (void);

/* Bytes of stack left below the caller's frame, the guard page not counted; SIZE_MAX when not called from the fiber.
 * The machine's limit on recursion of C functions is built on this. */
GCORE_INLINE size_t
gcore_fiber_stack_left (void)
{
  uintptr_t lowest = (uintptr_t) gcore_image_base + GCORE_OFFSET_STACK + GCORE_PAGE_SIZE;
  size_t left = (uintptr_t) __builtin_frame_address (0) - lowest;
  return left < GCORE_STACK_SIZE ? left : SIZE_MAX;
}

/* Bytes of stack the stopped fiber uses; 0 if it has none. */
size_t gcore_fiber_stack_used (void);
