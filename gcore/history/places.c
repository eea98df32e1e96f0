/* SPDX-License-Identifier: MIT */
#include "gcore/history/places.h"

#include "gcore/history/watch-private.h"

/* Puts the program back to FROM unless RESULT is that a place was found. */
static GcoreSeekResult
or_back (GcoreHistory *history, GcorePosition from, GcoreSeekResult result)
{
  if (result != GCORE_SEEK_FOUND)
    gcore_history_return_to (history, from);
  return result;
}

static GcoreSeekResult
go_to_tick (GcoreHistory *history, uint64_t tick)
{
  GcorePosition from = gcore_history_position (history);
  bool there = gcore_history_go_to (history, from.branch, tick);
  return or_back (history, from, there ? GCORE_SEEK_FOUND : GCORE_SEEK_INTERRUPTED);
}

static GcoreSeekResult
seek_watch (GcoreHistory *history, const GcoreWatch *watch, bool forward)
{
  GcoreWatches *watches = gcore_watches_new (watch, 1);
  if (watches == NULL)
    return GCORE_SEEK_NOT_FOUND;
  GcorePosition from = gcore_history_position (history);
  GcoreSeekResult result = forward ? gcore_watches_forward (watches, history, UINT64_MAX)
                                   : gcore_watches_backward (watches, history, NULL);
  gcore_watches_free (watches);
  return or_back (history, from, result);
}

/* --- counted from the start --------------------------------------------------------------------------------------- */

static GcoreSeekResult
go_to_line (GcoreHistory *history, const GcorePlace *place)
{
  GcorePosition from = gcore_history_position (history);
  GcoreWatch watch = { .kind = GCORE_WATCH_LINE, .number = place->watch.number, .file = place->watch.file,
                       .condition = place->watch.condition, .hits = (uint32_t) place->number };
  if (go_to_tick (history, 0) != GCORE_SEEK_FOUND)
    return GCORE_SEEK_INTERRUPTED;
  return or_back (history, from, seek_watch (history, &watch, true));
}

static bool
is_in_collection (GcoreMachine *machine, const GcoreCollectionStep *step, bool first, void *data)
{
  const GcorePlace *place = data;
  const GcoreCollector *collector = GCORE_COLLECTOR;
  if (first || collector->n_collections + 1 < place->number)
    return false;
  return collector->n_collections >= place->number /* it is over, and such a phase has not come */
         || (step != NULL && collector->collection.phase >= place->phase);
}

/* A tick before collection NUMBER begins on BRANCH, as near as is known. */
static uint64_t
tick_before_collection (const GcoreBranch *branch, uint64_t number)
{
  for (; branch != NULL; branch = branch->parent)
    for (uint32_t i = 0; i < branch->n_collections; i++)
      if (branch->collections[i].number == number)
        return branch->collections[i].first_tick;
  return 0;
}

static GcoreSeekResult
go_to_collection (GcoreHistory *history, const GcorePlace *place)
{
  GcoreQuestion question = { .ask = is_in_collection, .data = (void *) (uintptr_t) place };
  GcorePosition from = gcore_history_position (history);
  if (place->number == 0)
    return GCORE_SEEK_NOT_FOUND;
  if (go_to_tick (history, tick_before_collection (from.branch, place->number)) != GCORE_SEEK_FOUND)
    return GCORE_SEEK_INTERRUPTED;
  return or_back (history, from, gcore_seek_forward (history, &question, UINT64_MAX));
}

/* --- a call ------------------------------------------------------------------------------------------------------- */

/* Where a call lies no other can lie while it runs. */
static bool
begins_call (GcoreMachine *machine, const GcoreCollectionStep *step, bool first, void *data)
{
  const GcoreActivation *activation = machine->activation;
  return step == NULL && activation != NULL && activation == data && gcore_begins_call (activation);
}

static GcoreSeekResult
go_to_call (GcoreHistory *history, uint64_t n_out)
{
  GcoreActivation *activation = GCORE_MACHINE->activation;
  for (; activation != NULL && n_out > 0; n_out--)
    activation = activation->previous;
  GcoreQuestion question = { .ask = begins_call, .data = activation };
  if (activation == NULL)
    return GCORE_SEEK_NOT_FOUND;
  GcoreSeekResult result = gcore_seek_backward (history, &question);
  return result == GCORE_SEEK_NOT_FOUND && activation->previous == NULL ? go_to_tick (history, 0) : result;
}

/* --- an object's ends --------------------------------------------------------------------------------------------- */

typedef struct
{
  GcoreIdentity identity;
  bool lives;
} Ends;

static bool
dies (GcoreMachine *machine, const GcoreCollectionStep *step, bool first, void *data)
{
  Ends *ends = data;
  bool lived = ends->lives;
  ends->lives = gcore_identity_find (&ends->identity) != NULL;
  return !first && lived && !ends->lives;
}

/* An object that lives dies later, one that is dead has died before. When it was born its memory's record says. */
static GcoreSeekResult
go_to_end_of_object (GcoreHistory *history, const GcorePlace *place)
{
  Ends ends = { 0 };
  if (!gcore_identity_from (place->watch.address, place->watch.serial, &ends.identity) || ends.identity.number == 0)
    return GCORE_SEEK_NOT_FOUND;
  if (place->kind == GCORE_PLACE_BIRTH)
    return go_to_tick (history, gcore_mem_birth ((const void *) ends.identity.block)->tick);
  GcoreQuestion question = { .ask = dies, .data = &ends, .before = true };
  GcorePosition from = gcore_history_position (history);
  GcoreSeekResult result = gcore_identity_find (&ends.identity) != NULL
                             ? gcore_seek_forward (history, &question, UINT64_MAX)
                             : gcore_seek_backward (history, &question);
  return or_back (history, from, result);
}

GcoreSeekResult
gcore_go_to_place (GcoreHistory *history, const GcorePlace *place)
{
  switch (place->kind)
    {
    case GCORE_PLACE_TICK:
      return go_to_tick (history, place->number);
    case GCORE_PLACE_LINE:
      return go_to_line (history, place);
    case GCORE_PLACE_BIRTH:
    case GCORE_PLACE_DEATH:
      return go_to_end_of_object (history, place);
    case GCORE_PLACE_COLLECTION:
      return go_to_collection (history, place);
    case GCORE_PLACE_CALL:
      return go_to_call (history, place->number);
    case GCORE_PLACE_NEXT:
      return seek_watch (history, &place->watch, true);
    case GCORE_PLACE_LAST:
      return seek_watch (history, &place->watch, false);
    }
  return GCORE_SEEK_NOT_FOUND;
}
