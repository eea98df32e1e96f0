/* SPDX-License-Identifier: MIT */
#include "gcore/history/progress.h"

/* Collections that have been finished since the last time. */
static void
note_collections (GcoreBranch *branch)
{
  uint64_t known = branch->parent == NULL && branch->n_collections == 0
                     ? 0 : branch->n_collections > 0 ? branch->collections[branch->n_collections - 1].number : UINT64_MAX;
  uint64_t last = GCORE_COLLECTOR->n_collections;
  if (known == UINT64_MAX) /* a branch of its own: what came before the fork is its parent's */
    for (known = last; known > 0; known--)
      {
        const GcoreCollectionRecord *record = gcore_gc_record (known);
        if (record == NULL || record->first_tick <= branch->fork_tick)
          break;
      }
  if (last > known + GCORE_COLLECTION_HISTORY)
    known = last - GCORE_COLLECTION_HISTORY;
  for (uint64_t number = known + 1; number <= last; number++)
    {
      const GcoreCollectionRecord *record = gcore_gc_record (number);
      if (record != NULL)
        gcore_branch_add_collection (branch, record);
    }
}

void
gcore_progress_sample (GcoreBranch *branch, uint64_t tick)
{
  GcoreMemStats stats;
  gcore_mem_get_stats (&stats);
  GcoreSample sample = { tick, stats.small_bytes + stats.large_bytes, stats.small_blocks + stats.large_blocks };
  gcore_branch_add_sample (branch, &sample);
}

void
gcore_progress_note (GcoreBranch *branch, uint64_t tick)
{
  const GcoreCollector *collector = GCORE_COLLECTOR;
  GcoreOutcome *outcome = &branch->outcome;
  GcoreMemStats stats;
  gcore_mem_get_stats (&stats);
  outcome->collected = 0;
  for (int i = 0; i < GCORE_N_GENERATIONS; i++)
    {
      outcome->n_collections[i] = (uint64_t) collector->stats[i].collections;
      outcome->collected += (uint64_t) collector->stats[i].collected;
    }
  outcome->longest_pause = collector->longest_pause;
  outcome->total_pause = collector->steps;
  outcome->peak_bytes = stats.peak_bytes;
  note_collections (branch);
  if (tick == branch->end_tick && branch->n_samples > 0)
    return;
  branch->end_tick = tick;
  gcore_progress_sample (branch, tick);
}
