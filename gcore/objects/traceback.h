/* SPDX-License-Identifier: MIT */
/* Traceback objects: one link for each frame an exception has passed. Printing is in gcore/machine/traceback-print.h. */
#pragma once

#include "gcore/objects/frame.h"

typedef struct GcoreTraceback
{
  GcoreObject base;
  struct GcoreTraceback *next; /* owned or NULL: the frame called from this one */
  GcoreFrame *frame;           /* owned */
  int32_t last_instruction;    /* bytes from the start of the code */
  int32_t line;
} GcoreTraceback;

#define gcore_is_traceback(object) gcore_is_exact (object, TRACEBACK)

/* New reference. NEXT (may be NULL) and FRAME gain a reference. */
GcoreObject *gcore_traceback_new (GcoreTraceback *next, GcoreFrame *frame, int last_instruction, int line);
/* Puts an entry for FRAME, where it stands now, in front of the pending exception's traceback. -1: out of memory; the
 * pending exception is then MemoryError. */
int gcore_traceback_here (GcoreFrame *frame);
