/* SPDX-License-Identifier: MIT */
/* A thread that tells a running machine, now and then, to stop for a checkpoint. The machine itself has nothing to count
 * meanwhile, and runs at full speed. */
#pragma once

#include "gcore/machine/machine.h"

typedef struct GcoreMetronome GcoreMetronome;

/* NULL if there is no thread to be had. */
GcoreMetronome *gcore_metronome_new (void);
void gcore_metronome_free (GcoreMetronome *metronome);
/* MACHINE is interrupted for a checkpoint, once, when the calling thread, which runs it, has used NANOSECONDS of processor
 * time: that is what running that way again will take. */
void gcore_metronome_start (GcoreMetronome *metronome, GcoreMachine *machine, int64_t nanoseconds);
/* Not any more. The machine is not touched after this. */
void gcore_metronome_stop (GcoreMetronome *metronome);
