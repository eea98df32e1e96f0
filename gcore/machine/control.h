/* SPDX-License-Identifier: MIT */
/* What control.c offers to the rest of the folder. */
#pragma once

#include "gcore/collector/collector.h"
#include "gcore/machine/machine.h"

/* Chooses the dispatch table and the breaker for what is asked for now. */
void gcore_control_update (GcoreMachine *machine);
/* On the fiber: yields, and carries out requests until the host wants the fiber to go on. */
void gcore_control_wait (GcoreMachine *machine);
/* The collector's stop point while a tick limit is set. */
void gcore_control_collector_step (const GcoreCollectionStep *step);
