/* SPDX-License-Identifier: MIT */
/* The columns that describe the heap as a whole: the collector and its lists, arenas, pools and blocks. */
#include "gcore/record/capture-private.h"

#include <stdlib.h>

#include "gcore/machine/machine.h"

/* --- the collector ------------------------------------------------------------------------------------------------ */

static const GcorePhase phases[] = {
  [GCORE_COLLECTION_IDLE] = GCORE_PHASE_NONE,
  [GCORE_COLLECTION_UPDATE_REFS] = GCORE_PHASE_UPDATE_REFS,
  [GCORE_COLLECTION_SUBTRACT_REFS] = GCORE_PHASE_SUBTRACT_REFS,
  [GCORE_COLLECTION_MOVE_UNREACHABLE] = GCORE_PHASE_MOVE_UNREACHABLE,
  [GCORE_COLLECTION_PROMOTE] = GCORE_PHASE_PROMOTE,
  [GCORE_COLLECTION_CLEAR_WEAKREFS] = GCORE_PHASE_CLEAR_WEAKREFS,
  [GCORE_COLLECTION_FINALIZE] = GCORE_PHASE_FINALIZE,
  [GCORE_COLLECTION_RESURRECTION] = GCORE_PHASE_RESURRECTION,
  [GCORE_COLLECTION_CLEAR] = GCORE_PHASE_CLEAR,
};

/* The walk over the lists of one generation. */
typedef struct
{
  Capture *capture;
  int generation;
  uint64_t n_objects; /* rows or not */
} ListWalk;

static int
note_generation (GcoreObject *object, void *data)
{
  ListWalk *walk = data;
  Node *node = gcore_capture_find (walk->capture, object);
  walk->n_objects++;
  if (node == NULL || node->row == GCORE_NO_ROW)
    return 0;
  GcoreSnapshot *snapshot = walk->capture->snapshot;
  node->generation = (uint8_t) walk->generation;
  snapshot->generation_order[snapshot->generation_start[walk->generation + 1]++] = node->row;
  return 0;
}

static void
fill_in_lists (Capture *capture)
{
  GcoreSnapshot *snapshot = capture->snapshot;
  snapshot->generation_order = malloc (((size_t) capture->n_rows + 1) * sizeof *snapshot->generation_order);
  if (snapshot->generation_order == NULL)
    {
      capture->failed = true;
      return;
    }
  for (int i = 0; i <= GCORE_PERMANENT_GENERATION; i++)
    {
      ListWalk walk = { capture, i, 0 };
      snapshot->generation_start[i + 1] = snapshot->generation_start[i];
      gcore_capture_visit_generation (i, note_generation, &walk);
      if (i < GCORE_N_GENERATIONS)
        snapshot->generations[i].n_objects = walk.n_objects;
      else
        snapshot->n_permanent = walk.n_objects;
    }
}

static void
fill_in_history (Capture *capture)
{
  GcoreSnapshot *snapshot = capture->snapshot;
  uint64_t last = GCORE_COLLECTOR->n_collections, n = last;
  if (n > GCORE_COLLECTION_HISTORY)
    n = GCORE_COLLECTION_HISTORY;
  if (n > capture->budget->max_collections)
    n = capture->budget->max_collections;
  snapshot->collections = calloc (n + 1, sizeof *snapshot->collections);
  if (snapshot->collections == NULL)
    {
      capture->failed = true;
      return;
    }
  for (uint64_t number = last - n + 1; number <= last; number++)
    {
      const GcoreCollectionRecord *record = gcore_gc_record (number);
      if (record != NULL)
        snapshot->collections[snapshot->n_collections++]
            = (GcoreSnapshotCollection){ .tick = record->first_tick,
                                         .generation = (uint8_t) record->generation,
                                         .automatic = record->reason.automatic,
                                         .examined = (uint64_t) record->examined,
                                         .collected = (uint64_t) record->collected,
                                         .uncollectable = (uint64_t) record->uncollectable,
                                         .steps = record->steps };
    }
}

static uint32_t
row_of (Capture *capture, const GcoreObject *object)
{
  const Node *node = object != NULL ? gcore_capture_find (capture, object) : NULL;
  return node != NULL ? node->row : GCORE_NO_ROW;
}

static int
mark_callback_due (GcoreObject *ref, void *data)
{
  Node *node = gcore_capture_find (data, ref);
  if (node != NULL)
    node->callback_due = true;
  return 0;
}

static void
fill_in_deeds (Capture *capture, GcoreSnapshotOpenCollection *open)
{
  GcoreCollection *collection = &GCORE_COLLECTOR->collection;
  open->weakrefs_cleared = (uint64_t) collection->deeds.weakrefs;
  open->callbacks_called = (uint64_t) collection->deeds.callbacks;
  open->finalizers_called = (uint64_t) collection->deeds.finalizers;
  open->resurrected = (uint64_t) collection->deeds.resurrected;
  if (collection->callbacks.next == 0)
    return;
  open->callbacks_due = (uint64_t) gcore_gc_list_length (&collection->callbacks);
  gcore_gc_visit_list (&collection->callbacks, mark_callback_due, capture);
}

static void
fill_in_open_collection (Capture *capture)
{
  const GcoreCollector *collector = GCORE_COLLECTOR;
  const GcoreCollection *collection = &collector->collection;
  GcoreSnapshotOpenCollection *open = &capture->snapshot->open;
  open->current = open->referent = GCORE_NO_ROW;
  open->long_lived_total = (uint64_t) collector->long_lived_total;
  open->long_lived_pending = (uint64_t) collector->long_lived_pending;
  if (!collector->collecting)
    return;
  open->phase = (uint8_t) phases[collection->phase];
  open->inner_phase = (uint8_t) phases[collection->inner_phase];
  open->generation = (uint8_t) collection->generation;
  open->automatic = collection->reason.automatic;
  open->full_held_back = collection->reason.full_held_back;
  for (int i = 0; i < GCORE_N_GENERATIONS; i++)
    {
      open->counts[i] = (uint32_t) collection->reason.counts[i];
      open->thresholds[i] = (uint32_t) collection->reason.thresholds[i];
    }
  open->position = (uint64_t) collection->position;
  open->total = (uint64_t) collection->total;
  if (open->total == 0 && collection->phase == GCORE_COLLECTION_UPDATE_REFS)
    open->total = (uint64_t) gcore_gc_list_length (collection->young);
  open->current = row_of (capture, collection->step.object);
  open->referent = row_of (capture, collection->step.referent);
  open->examined = (uint64_t) collection->examined;
  open->unreachable = (uint64_t) collection->n_unreachable;
  open->survivors = (uint64_t) collection->survivors;
  fill_in_deeds (capture, open);
}

void
gcore_capture_collector (Capture *capture)
{
  const GcoreCollector *collector = GCORE_COLLECTOR;
  GcoreSnapshot *snapshot = capture->snapshot;
  snapshot->automatic = collector->enabled;
  snapshot->debug_flags = (uint32_t) collector->debug;
  for (int i = 0; i < GCORE_N_GENERATIONS; i++)
    {
      const GcoreGenerationStats *stats = &collector->stats[i];
      snapshot->generations[i] = (GcoreSnapshotGeneration){ .count = (uint32_t) collector->generations[i].count,
                                                            .threshold = (uint32_t) collector->generations[i].threshold,
                                                            .collections = (uint64_t) stats->collections,
                                                            .collected = (uint64_t) stats->collected,
                                                            .uncollectable = (uint64_t) stats->uncollectable };
    }
  fill_in_lists (capture);
  fill_in_history (capture);
  fill_in_open_collection (capture);
}

/* --- arenas, pools, blocks ---------------------------------------------------------------------------------------- */

static bool
fill_in_block (char *address, size_t size, GcoreMemBlockState state, void *data)
{
  Capture *capture = data;
  GcoreSnapshot *snapshot = capture->snapshot;
  if (!gcore_column_reserve (snapshot->block_states, snapshot->n_block_states, capture->block_states_capacity))
    {
      capture->failed = true;
      return false;
    }
  snapshot->block_states[snapshot->n_block_states++] = state == GCORE_MEM_BLOCK_USED    ? GCORE_BLOCK_USED
                                                       : state == GCORE_MEM_BLOCK_FREED ? GCORE_BLOCK_FREE
                                                                                        : GCORE_BLOCK_UNTOUCHED;
  return true;
}

static bool
fill_in_pool (const GcorePoolInfo *pool, void *data)
{
  Capture *capture = data;
  GcoreSnapshot *snapshot = capture->snapshot;
  if (!gcore_column_reserve (snapshot->pools, snapshot->n_pools, capture->pools_capacity))
    {
      capture->failed = true;
      return false;
    }
  snapshot->pools[snapshot->n_pools++] = (GcoreSnapshotPool){ .address = (uint64_t) (uintptr_t) pool->address,
                                                              .arena = snapshot->n_arenas - 1,
                                                              .block_size = pool->block_size,
                                                              .n_blocks = pool->capacity,
                                                              .n_used = pool->used,
                                                              .first_block = snapshot->n_block_states };
  return gcore_mem_visit_blocks (pool->address, fill_in_block, capture);
}

/* The pools of an arena that were never used, behind the others: they take no part in any list yet. */
static bool
fill_in_untouched_pools (Capture *capture, uint64_t arena, uint32_t first_pool)
{
  GcoreSnapshot *snapshot = capture->snapshot;
  while (snapshot->n_pools - first_pool < GCORE_ARENA_SIZE / GCORE_POOL_SIZE)
    {
      if (!gcore_column_reserve (snapshot->pools, snapshot->n_pools, capture->pools_capacity))
        {
          capture->failed = true;
          return false;
        }
      uint64_t address = arena + (uint64_t) (snapshot->n_pools - first_pool) * GCORE_POOL_SIZE;
      snapshot->pools[snapshot->n_pools++] = (GcoreSnapshotPool){ .address = address, .arena = snapshot->n_arenas - 1,
                                                                  .first_block = snapshot->n_block_states };
    }
  return true;
}

static bool
fill_in_arena (const GcoreArenaInfo *arena, void *data)
{
  Capture *capture = data;
  GcoreSnapshot *snapshot = capture->snapshot;
  if (!gcore_column_reserve (snapshot->arenas, snapshot->n_arenas, capture->arenas_capacity))
    {
      capture->failed = true;
      return false;
    }
  uint32_t first_pool = snapshot->n_pools, row = snapshot->n_arenas++;
  bool done = gcore_mem_visit_pools (arena->address, fill_in_pool, capture)
              && fill_in_untouched_pools (capture, (uint64_t) (uintptr_t) arena->address, first_pool);
  snapshot->arenas[row] = (GcoreSnapshotArena){ .address = (uint64_t) (uintptr_t) arena->address,
                                                .first_pool = first_pool,
                                                .n_pools = snapshot->n_pools - first_pool,
                                                .n_free_pools = arena->free_pools };
  return done;
}

void
gcore_capture_pools (Capture *capture)
{
  GcoreSnapshot *snapshot = capture->snapshot;
  GcoreMemStats stats;
  gcore_mem_get_stats (&stats);
  snapshot->bytes_total = stats.small_bytes + stats.large_bytes;
  snapshot->bytes_peak = stats.peak_bytes;
  snapshot->quota = gcore_image_quota () != UINT64_MAX ? gcore_image_quota () : 0;
  snapshot->n_large = stats.large_blocks;
  snapshot->large_bytes = stats.large_bytes;
  for (int i = 0; i < GCORE_N_SIZE_CLASSES; i++)
    {
      const GcoreMemClassStats *class_stats = &stats.classes[i];
      snapshot->classes[i] = (GcoreSnapshotSizeClass){ .block_size = class_stats->block_size,
                                                       .n_pools = class_stats->pools,
                                                       .n_used = class_stats->used,
                                                       .n_free = class_stats->freed + class_stats->untouched };
    }
  if (capture->budget->blocks)
    gcore_mem_visit_arenas (fill_in_arena, capture);
}

void
gcore_capture_fill_in (Capture *capture)
{
  capture->snapshot->tick = GCORE_MACHINE->modules != NULL ? gcore_machine_tick (GCORE_MACHINE) : 0;
  gcore_capture_collector (capture); /* first: it notes each node's generation */
  if (!capture->failed)
    gcore_capture_objects (capture);
  if (!capture->failed)
    gcore_capture_pools (capture);
  if (!capture->failed && !gcore_snapshot_index_incoming (capture->snapshot))
    capture->failed = true;
}
