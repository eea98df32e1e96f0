/* SPDX-License-Identifier: MIT */
/* Places in a history that a person may want to go to. */
#pragma once

#include "gcore/history/watch.h"

typedef enum
{
  GCORE_PLACE_TICK,       /* number: the first stop point at or after this tick */
  GCORE_PLACE_LINE,       /* watch.number, watch.file: where this line begins for the number-th time since the start */
  GCORE_PLACE_BIRTH,      /* watch.address, watch.serial: before the instruction that makes the object */
  GCORE_PLACE_DEATH,      /* the same: before the instruction that frees it */
  GCORE_PLACE_COLLECTION, /* number, phase: the start of that phase of the number-th collection since the start; IDLE: its
                           * first micro-step. Instead of a phase that does not come, what follows */
  GCORE_PLACE_CALL,       /* number: where the running call began that is so many calls out from the innermost */
  GCORE_PLACE_NEXT,       /* watch: where it happens next */
  GCORE_PLACE_LAST        /* watch: where it happened last, before here */
} GcorePlaceKind;

typedef struct
{
  GcorePlaceKind kind;
  uint64_t number;
  GcoreCollectionPhase phase;
  GcoreWatch watch;
} GcorePlace;

/* Goes to PLACE on the current branch. What lies beyond the record is run to. Unless it is FOUND the program stands where it
 * stood. */
GcoreSeekResult gcore_go_to_place (GcoreHistory *history, const GcorePlace *place);
