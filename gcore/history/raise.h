/* SPDX-License-Identifier: MIT */
/* Exceptions on their way: seen where they arrive, at a handler or at the program's end, and followed back to where they
 * were raised. Of the instruction that raised one, a traceback knows the place, and its memory's record the time. */
#pragma once

#include "gcore/history/seek.h"
#include "gcore/objects/state.h"

typedef struct
{
  const GcoreCode *code; /* whose instruction it was; NULL: that is not known */
  int address;           /* of it, in bytes */
  uint64_t tick;         /* when the traceback was begun, which may be long after the instruction was */
  bool uncaught;         /* it ends the program */
} GcoreRaise;

/* The class of the exception that arrives at this stop point, borrowed, and *RAISE; NULL if none does. Reads only. */
const GcoreType *gcore_raise_look (GcoreMachine *machine, GcoreRaise *raise);
/* From later on: to before the instruction that raised it. Unless it is FOUND the program stands where it stood. */
GcoreSeekResult gcore_raise_go_to (const GcoreRaise *raise, GcoreHistory *history);
/* From there: on to where it arrives first. The same. */
GcoreSeekResult gcore_raise_go_to_arrival (const GcoreRaise *raise, GcoreHistory *history);
/* Where one arrives: it, borrowed; NULL at the program's end, where it is pending. */
GcoreObject *gcore_raise_arrived (GcoreMachine *machine);
