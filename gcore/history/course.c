/* SPDX-License-Identifier: MIT */
#include "gcore/history/course.h"

#include "gcore/history/progress.h"

#define N_SAMPLES 256
#define MOST_TICKS 3000000 /* some tens of milliseconds */

typedef struct
{
  GcoreBranch *branch;
  uint64_t next, spacing; /* ticks */
} Sampling;

static bool
sample (GcoreMachine *machine, const GcoreCollectionStep *step, void *data)
{
  Sampling *sampling = data;
  uint64_t tick = gcore_machine_tick (machine);
  if (tick < sampling->next)
    return false;
  gcore_progress_sample (sampling->branch, tick);
  sampling->next = tick + sampling->spacing;
  return false;
}

static bool
is_worth_it (const GcoreBranch *branch, uint64_t tick)
{
  uint64_t length = branch->end_tick - branch->fork_tick;
  if (tick != branch->end_tick || length > MOST_TICKS || branch->n_samples < 2)
    return false;
  return branch->end_tick - branch->samples[branch->n_samples - 2].tick > length / 16;
}

void
gcore_course_fill (GcoreHistory *history)
{
  GcorePosition here = gcore_history_position (history);
  if (!is_worth_it (here.branch, here.tick))
    return;
  uint64_t length = here.tick - here.branch->fork_tick;
  Sampling sampling = { .branch = here.branch, .spacing = length / N_SAMPLES + 1 };
  if (gcore_history_go_to (history, here.branch, here.branch->fork_tick))
    {
      here.branch->n_samples = 0;
      gcore_history_scan (history, here.tick, sample, &sampling);
    }
  gcore_history_return_to (history, here);
  gcore_progress_sample (here.branch, gcore_history_position (history).tick);
}
