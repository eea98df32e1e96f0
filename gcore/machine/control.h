/* SPDX-License-Identifier: MIT */
/* What control.c offers to the rest of the folder. */
#pragma once

#include "gcore/collector/collector.h"
#include "gcore/machine/machine.h"

/* Chooses the dispatch table and the breaker for what is asked for now. */
void gcore_control_update (GcoreMachine *machine);
/* On the fiber: yields, and carries out requests until the host wants the fiber to go on. */
void gcore_control_wait (GcoreMachine *machine);
/* A step by lines begins where the program stands. */
void gcore_control_begin_step (GcoreMachine *machine);
/* The program ends by an exception: a stop point of no instruction. */
void gcore_control_at_exception (GcoreMachine *machine);
/* The collector's stop point while somebody wants to stop there. */
void gcore_control_collector_step (const GcoreCollectionStep *step);
