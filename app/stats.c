/* SPDX-License-Identifier: MIT */
#include "app/stats.h"

#include <inttypes.h>
#include <stdio.h>

#include "gcore/collector/collector.h"
#include "gcore/machine/machine.h"
#include "gcore/memory/memory.h"

static void
write_generations (FILE *file)
{
  const GcoreCollector *gc = GCORE_COLLECTOR;
  fprintf (file, "  \"generations\": [\n");
  for (int i = 0; i < GCORE_N_GENERATIONS; i++)
    fprintf (file,
             "    { \"objects\": %" PRIdPTR ", \"count\": %d, \"threshold\": %d, \"collections\": %" PRIdPTR
             ", \"collected\": %" PRIdPTR ", \"uncollectable\": %" PRIdPTR " }%s\n",
             gcore_gc_list_length (gcore_gc_list (i)), gc->generations[i].count, gc->generations[i].threshold,
             gc->stats[i].collections, gc->stats[i].collected, gc->stats[i].uncollectable,
             i + 1 < GCORE_N_GENERATIONS ? "," : "");
  fprintf (file, "  ],\n");
}

/* The last collections, oldest first. A pause is counted in micro-steps: they are the same in every run. */
static void
write_collections (FILE *file)
{
  const GcoreCollector *gc = GCORE_COLLECTOR;
  uint64_t first = gc->n_collections > GCORE_COLLECTION_HISTORY ? gc->n_collections - GCORE_COLLECTION_HISTORY : 0;
  fprintf (file, "  \"collections\": [");
  for (uint64_t n = first; n < gc->n_collections; n++)
    {
      const GcoreCollectionRecord *record = &gc->history[n % GCORE_COLLECTION_HISTORY];
      fprintf (file,
               "%s\n    { \"number\": %" PRIu64 ", \"tick\": %" PRIu64 ", \"generation\": %d, \"automatic\": %s, "
               "\"steps\": %" PRIu64 ", \"examined\": %" PRIdPTR ", \"survivors\": %" PRIdPTR
               ", \"collected\": %" PRIdPTR " }",
               n > first ? "," : "", record->number, record->first_tick, record->generation,
               record->reason.automatic ? "true" : "false", record->steps, record->examined, record->survivors,
               record->collected);
    }
  fprintf (file, "%s],\n", gc->n_collections > first ? "\n  " : "");
}

static void
write_memory (FILE *file)
{
  GcoreMemStats stats;
  bool first = true;
  gcore_mem_get_stats (&stats);
  fprintf (file,
           "  \"memory\": {\n    \"bytes\": %" PRIu64 ", \"peak_bytes\": %" PRIu64 ",\n    \"arenas\": %" PRIu64
           ", \"arenas_peak\": %" PRIu64 ", \"empty_pools\": %" PRIu64 ",\n    \"blocks\": %" PRIu64
           ", \"block_bytes\": %" PRIu64 ",\n    \"large_blocks\": %" PRIu64 ", \"large_bytes\": %" PRIu64
           ",\n    \"size_classes\": [",
           stats.bytes, stats.peak_bytes, stats.arenas, stats.arenas_peak, stats.empty_pools, stats.small_blocks,
           stats.small_bytes, stats.large_blocks, stats.large_bytes);
  for (int i = 0; i < GCORE_N_SIZE_CLASSES; i++)
    {
      const GcoreMemClassStats *size_class = &stats.classes[i];
      if (size_class->pools == 0)
        continue;
      fprintf (file,
               "%s\n      { \"size\": %" PRIu32 ", \"pools\": %" PRIu32 ", \"used\": %" PRIu64 ", \"freed\": %" PRIu64
               ", \"untouched\": %" PRIu64 " }",
               first ? "" : ",", size_class->block_size, size_class->pools, size_class->used, size_class->freed,
               size_class->untouched);
      first = false;
    }
  fprintf (file, "\n    ]\n  }\n");
}

bool
hs_stats_write (GcoreMachine *machine, const char *path)
{
  FILE *file = fopen (path, "w");
  if (file == NULL)
    return false;
  fprintf (file, "{\n  \"tick\": %" PRIu64 ",\n  \"collector_steps\": %" PRIu64 ",\n", gcore_machine_tick (machine),
           GCORE_COLLECTOR->steps);
  write_generations (file);
  write_collections (file);
  write_memory (file);
  fprintf (file, "}\n");
  return fclose (file) == 0;
}
