/* SPDX-License-Identifier: MIT */
/* What a branch has come to: noted when the program is at the farthest point that was ever reached on it. For
 * gcore/history. */
#pragma once

#include "gcore/history/journal.h"

/* BRANCH now reaches to TICK, where the current image is. */
void gcore_progress_note (GcoreBranch *branch, uint64_t tick);
/* How large the heap is now, at TICK. */
void gcore_progress_sample (GcoreBranch *branch, uint64_t tick);
