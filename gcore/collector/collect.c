/* SPDX-License-Identifier: MIT */
/* One collection from beginning to end. Start here: with collect, in the middle of this file. */
#include "gcore/collector/collector-private.h"

void
gcore_gc_stop_here (GcoreCollector *gc)
{
  gc->at_step = true;
  GCORE_COLLECTOR_CONTROL->stop_point (&gc->collection.step);
  gc->at_step = false;
}

static GcoreCollection *
open_collection (GcoreCollector *gc, int generation, const GcoreCollectionReason *reason)
{
  GcoreCollection *c = &gc->collection;
  *c = (GcoreCollection){ .generation = generation, .reason = *reason, .first_step = gc->steps,
                          .first_tick = gc->hooks->tick () };
  list_init (&c->unreachable);
  list_init (&c->callbacks);
  list_init (&c->finalized);
  list_init (&c->still_unreachable);
  gcore_gc_gather_young (generation);
  return c;
}

static void
close_collection (GcoreCollector *gc)
{
  GcoreCollection *c = &gc->collection;
  if (c->generation == GCORE_N_GENERATIONS - 1)
    gc->hooks->clear_freelists ();
  if (gc->hooks->exception_pending ())
    gc->hooks->report_unraisable ("Exception ignored in garbage collection", NULL);

  GcoreGenerationStats *stats = &gc->stats[c->generation];
  stats->collections++;
  stats->collected += c->collected;

  uint64_t number = ++gc->n_collections, steps = gc->steps - c->first_step;
  gc->longest_pause = steps > gc->longest_pause ? steps : gc->longest_pause;
  gc->history[(number - 1) % GCORE_COLLECTION_HISTORY]
    = (GcoreCollectionRecord){ .number = number, .first_tick = c->first_tick, .first_step = c->first_step,
                               .steps = steps, .generation = c->generation, .reason = c->reason,
                               .examined = c->examined, .survivors = c->survivors, .collected = c->collected,
                               .deeds = c->deeds };
  GCORE_COLLECTOR_CONTROL->stop_from = 0;
  c->phase = c->inner_phase = GCORE_COLLECTION_IDLE;
  c->step = (GcoreCollectionStep){ .phase = GCORE_COLLECTION_IDLE };
}

/* START HERE. Frees the objects of a generation and of those younger than it that nothing outside them refers to.
 *
 * Reference counts say who is referred to, and traverse says by whom. Subtract from each count the references that come
 * from inside the collected list: what is left over is held from outside, and so is everything it leads to. The rest
 * is unreachable, and since it may hold weak references, finalizers and each other, is taken apart with care. */
static void
collect (GcoreCollector *gc, int generation, const GcoreCollectionReason *reason)
{
  double start = gcore_gc_report_start (generation);
  GcoreCollection *c = open_collection (gc, generation, reason);

  c->examined = gcore_gc_update_refs (c->young);
  gcore_gc_subtract_refs (c->young, c->examined);
  c->n_unreachable = gcore_gc_move_unreachable (c->young, c->examined, &c->unreachable);
  gcore_gc_promote_survivors ();
  gcore_gc_report_collectable ();
  gcore_gc_clear_weakrefs ();
  gcore_gc_call_finalizers ();
  gcore_gc_rescue_resurrected ();
  gcore_gc_clear_garbage ();

  gcore_gc_report_end (start);
  close_collection (gc);
}

/* What the rules that led to a collection of this moment look at. */
static GcoreCollectionReason
reason_now (const GcoreCollector *gc, bool automatic, bool held_back)
{
  GcoreCollectionReason reason = { .automatic = automatic, .full_held_back = held_back,
                                   .long_lived_total = gc->long_lived_total,
                                   .long_lived_pending = gc->long_lived_pending };
  for (int i = 0; i < GCORE_N_GENERATIONS; i++)
    {
      reason.counts[i] = gc->generations[i].count;
      reason.thresholds[i] = gc->generations[i].threshold;
    }
  return reason;
}

/* A collection with everything around it: no other one inside, and gc.callbacks if WITH_CALLBACKS. Returns the number of
 * objects it found unreachable. */
static intptr_t
run_collection (GcoreCollector *gc, int generation, const GcoreCollectionReason *reason, bool with_callbacks)
{
  gc->collecting = true;
  gcore_gc_update_trigger ();
  if (with_callbacks)
    gc->hooks->call_callbacks ("start", generation, 0, 0);
  collect (gc, generation, reason);
  intptr_t collected = gc->collection.collected;
  if (with_callbacks)
    gc->hooks->call_callbacks ("stop", generation, collected, 0);
  gc->collecting = false;
  gcore_gc_update_trigger ();
  return collected;
}

intptr_t
gcore_gc_collect (int generation)
{
  GcoreCollector *gc = GCORE_COLLECTOR;
  assert (generation >= 0 && generation < GCORE_N_GENERATIONS);
  if (gc->collecting)
    return 0;
  GcoreCollectionReason reason = reason_now (gc, false, false);
  return run_collection (gc, generation, &reason, true);
}

void
gcore_gc_collect_at_exit (void)
{
  GcoreCollector *gc = GCORE_COLLECTOR;
  if (gc->collecting)
    return;
  GcoreCollectionReason reason = reason_now (gc, false, false);
  run_collection (gc, GCORE_N_GENERATIONS - 1, &reason, false);
}

void
gcore_gc_collect_automatically (void)
{
  GcoreCollector *gc = GCORE_COLLECTOR;
  if (gc->hooks->exception_pending ()) /* a finalizer must not see or replace it */
    return;
  bool held_back;
  int generation = gcore_gc_choose_generation (&held_back);
  if (generation < 0)
    return;
  GcoreCollectionReason reason = reason_now (gc, true, held_back);
  run_collection (gc, generation, &reason, true);
}
