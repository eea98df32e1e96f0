/* SPDX-License-Identifier: MIT */
#include "gcore/history/seek.h"

#include <limits.h>

#include "gcore/collector/collector.h"

#define NEAR 10000 /* ticks */
#define FAR 1000000

/* --- forward ------------------------------------------------------------------------------------------------------ */

typedef struct
{
  const GcoreQuestion *question;
  uint64_t here;   /* where the search began */
  uint64_t last;   /* tick of the last point visited */
  uint64_t before; /* of the one before it */
  uint64_t place;  /* of the last answer */
  uint64_t found;
  bool has_found;
} Search;

static void
begin (Search *search, GcoreHistory *history, const GcoreQuestion *question)
{
  const GcoreCollector *collector = GCORE_COLLECTOR;
  uint64_t tick = gcore_history_position (history).tick;
  *search = (Search){ .question = question, .here = tick, .last = tick, .before = tick };
  question->ask (GCORE_MACHINE, collector->at_step ? &collector->collection.step : NULL, true, question->data);
}

static bool
stop_at_first (GcoreMachine *machine, const GcoreCollectionStep *step, void *data)
{
  Search *search = data;
  search->before = search->last;
  search->last = gcore_machine_tick (machine);
  return search->question->ask (machine, step, false, search->question->data);
}

static bool
is_confirmed (GcoreHistory *history, const GcoreQuestion *question)
{
  return question->confirm == NULL || question->confirm (history, question->data);
}

static void
tell_found (const GcoreQuestion *question)
{
  if (question->found != NULL)
    question->found (question->data);
}

static GcoreSeekResult
interrupted (GcoreHistory *history, GcorePosition from)
{
  gcore_history_return_to (history, from);
  return GCORE_SEEK_INTERRUPTED;
}

GcoreSeekResult
gcore_seek_forward (GcoreHistory *history, const GcoreQuestion *question, uint64_t tick)
{
  GcorePosition from = gcore_history_position (history);
  Search search;
  begin (&search, history, question);
  do
    if (!gcore_history_scan (history, tick, stop_at_first, &search))
      return gcore_history_was_interrupted (history) ? interrupted (history, from) : GCORE_SEEK_NOT_FOUND;
  while (!is_confirmed (history, question));
  tell_found (question);
  GcoreBranch *branch = gcore_history_position (history).branch;
  if (question->before && search.before > from.tick && !gcore_history_go_to (history, branch, search.before))
    return interrupted (history, from);
  return GCORE_SEEK_FOUND;
}

/* --- backward ----------------------------------------------------------------------------------------------------- */

/* Where what the last answer is about takes place. */
static uint64_t
place_of (const Search *search)
{
  const GcoreQuestion *question = search->question;
  return question->at != 0 ? question->at : question->before ? search->before : search->last;
}

/* What was answered later may be meant for an earlier place. */
static void
take_place (Search *search)
{
  if (search->has_found && search->place < search->found)
    return;
  search->found = search->place;
  search->has_found = true;
  tell_found (search->question);
}

/* Stops only where the answer has to be confirmed. */
static bool
remember_last (GcoreMachine *machine, const GcoreCollectionStep *step, void *data)
{
  Search *search = data;
  search->before = search->last;
  search->last = gcore_machine_tick (machine);
  if (!search->question->ask (machine, step, false, search->question->data))
    return false;
  search->place = place_of (search);
  if (search->place >= search->here)
    return false;
  if (search->question->confirm != NULL)
    return true;
  take_place (search);
  return false;
}

/* Asks at the points after the first one from checkpoint tick START on, up to and with END. *START becomes the tick of that
 * first one. False if interrupted. */
static bool
search_stretch (GcoreHistory *history, GcoreBranch *branch, uint64_t *start, uint64_t end, Search *search)
{
  if (!gcore_history_go_to (history, branch, *start + 1)) /* a checkpoint need not lie at a stop point */
    return false;
  Search before = *search;
  begin (search, history, search->question);
  search->here = before.here;
  search->found = before.found;
  search->has_found = before.has_found;
  *start = search->last;
  if (*start >= end)
    return true;
  while (gcore_history_scan (history, end + 1, remember_last, search))
    if (is_confirmed (history, search->question))
      {
        search->place = place_of (search); /* confirming may have chosen another answer */
        if (search->place < search->here)
          take_place (search);
      }
  return !gcore_history_was_interrupted (history);
}

/* What is looked for is often near, and to look at every stop point takes several times as long as to run. Where the last
 * checkpoint before TICK is farther away than *REACH, goes only so far back, marks the place and makes the reach longer.
 * False if interrupted. */
static bool
approach (GcoreHistory *history, GcoreBranch *branch, uint64_t tick, uint64_t *reach)
{
  if (tick - gcore_history_checkpoint_before (history, branch, tick) <= *reach)
    return true;
  if (!gcore_history_go_to (history, branch, tick - *reach))
    return false;
  if (gcore_history_position (history).tick < tick)
    gcore_history_mark (history);
  *reach = *reach == NEAR ? FAR : UINT64_MAX;
  return true;
}

GcoreSeekResult
gcore_seek_backward (GcoreHistory *history, const GcoreQuestion *question)
{
  GcorePosition from = gcore_history_position (history);
  uint64_t first = gcore_history_journal (history)->branches[0]->fork_tick;
  Search search = { .question = question, .here = from.tick };
  uint64_t end = from.tick;
  if (GCORE_MACHINE->program == GCORE_PROGRAM_ENDED) /* to look beyond would begin its exit */
    end--;
  uint64_t reach = NEAR;
  for (uint64_t checkpoint = from.tick; checkpoint > first;)
    {
      if (!approach (history, from.branch, checkpoint, &reach))
        return interrupted (history, from);
      checkpoint = gcore_history_checkpoint_before (history, from.branch, checkpoint);
      uint64_t start = checkpoint;
      if (!search_stretch (history, from.branch, &start, end, &search))
        return interrupted (history, from);
      if (search.has_found && (search.found >= start || checkpoint <= first))
        return gcore_history_go_to (history, from.branch, search.found) ? GCORE_SEEK_FOUND : interrupted (history, from);
      end = start < end ? start : end;
    }
  gcore_history_return_to (history, from);
  return GCORE_SEEK_NOT_FOUND;
}

/* --- steps -------------------------------------------------------------------------------------------------------- */

typedef struct
{
  GcoreRunMode mode;
  int depth;
} StepBack;

static bool
is_step (GcoreMachine *machine, const GcoreCollectionStep *step, bool first, void *data)
{
  const StepBack *back = data;
  switch (back->mode)
    {
    case GCORE_RUN_INTO:
      return step == NULL && gcore_machine_begins_line (machine);
    case GCORE_RUN_OVER:
      return step == NULL && gcore_machine_begins_line (machine) && gcore_machine_depth () <= back->depth;
    case GCORE_RUN_OUT:
      return step == NULL && machine->activation != NULL && gcore_machine_depth () < back->depth;
    case GCORE_RUN_COLLECTION_STEP:
      return step != NULL;
    case GCORE_RUN_COLLECTION_OBJECT:
      return step != NULL && step->referent == NULL;
    case GCORE_RUN_COLLECTION_PHASE:
      return step != NULL && step->object == NULL;
    default:
      return true;
    }
}

GcoreSeekResult
gcore_seek_step_back (GcoreHistory *history, GcoreRunMode mode)
{
  bool running = GCORE_MACHINE->activation != NULL; /* else the program has ended: any frame will do */
  StepBack back = { mode, running ? gcore_machine_depth () : INT_MAX };
  GcoreQuestion question = { .ask = is_step, .data = &back };
  return gcore_seek_backward (history, &question);
}
