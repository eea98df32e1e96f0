/* SPDX-License-Identifier: MIT */
/* A thread that tells a running machine, at set times, to stop for a checkpoint. The machine itself has nothing to count
 * meanwhile, and runs at full speed. */
#pragma once

#include "gcore/machine/machine.h"

typedef struct GcoreMetronome GcoreMetronome;

/* NULL if there is no thread to be had. */
GcoreMetronome *gcore_metronome_new (void);
void gcore_metronome_free (GcoreMetronome *metronome);
/* MACHINE is interrupted for a checkpoint NANOSECONDS from now, once. */
void gcore_metronome_start (GcoreMetronome *metronome, GcoreMachine *machine, int64_t nanoseconds);
/* Not any more. The machine is not touched after this. */
void gcore_metronome_stop (GcoreMetronome *metronome);
