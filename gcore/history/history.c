/* SPDX-License-Identifier: MIT */
#include "gcore/history/history.h"

#include <stdlib.h>
#include <time.h>

#include "gcore/history/checkpoints.h"
#include "gcore/history/metronome.h"
#include "gcore/history/progress.h"
#include "gcore/history/recorder.h"
#include "gcore/image/copy.h"

#define MILLISECOND INT64_C (1000000)
/* Between checkpoints: near enough that any tick is soon gone to; and of a large heap, in which a checkpoint takes long, so
 * far that making them does not take most of the time. */
#define LEAST_SPACING (50 * MILLISECOND)
#define MOST_SPACING (120 * MILLISECOND)
#define SPACING_PER_COST 8

struct GcoreHistory
{
  GcoreRecorder recorder;
  GcoreJournal journal;
  GcoreHistoryOptions options;
  GcoreMachine *machine;
  GcoreMetronome *metronome;
  GcoreCheckpoints checkpoints;
  int64_t spacing; /* nanoseconds to the next checkpoint */
  bool travelling; /* not running on for its own sake */
  GcoreStopReason last_reason;
};

/* The processor's time of this thread: what else the machine has to do is no reason for fewer checkpoints. */
static int64_t
now (void)
{
  struct timespec time;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (int64_t) time.tv_sec * 1000 * MILLISECOND + time.tv_nsec;
}

/* --- life --------------------------------------------------------------------------------------------------------- */

GcoreHistory *
gcore_history_new (const GcoreHost *outside, const GcoreHistoryOptions *options)
{
  GcoreHistory *self = calloc (1, sizeof *self);
  if (self == NULL || !gcore_journal_start (&self->journal) || (self->metronome = gcore_metronome_new ()) == NULL)
    {
      gcore_history_free (self);
      return NULL;
    }
  self->options = *options;
  if (self->options.budget == 0)
    self->options.budget = GCORE_HISTORY_BUDGET;
  self->spacing = LEAST_SPACING;
  gcore_recorder_init (&self->recorder, outside);
  self->recorder.branch = self->journal.branches[0];
  return self;
}

void
gcore_history_free (GcoreHistory *self)
{
  if (self == NULL)
    return;
  gcore_checkpoints_clear (&self->checkpoints);
  gcore_metronome_free (self->metronome);
  gcore_journal_finish (&self->journal);
  free (self);
}

const GcoreHost *
gcore_history_host (GcoreHistory *self)
{
  return &self->recorder.host;
}

GcoreJournal *
gcore_history_journal (GcoreHistory *self)
{
  return &self->journal;
}

/* The farthest point of the branch may be here. */
static void
note_position (GcoreHistory *self)
{
  uint64_t tick = gcore_machine_tick (self->machine);
  if (tick >= self->recorder.branch->end_tick)
    gcore_progress_note (self->recorder.branch, tick);
}

GcorePosition
gcore_history_position (GcoreHistory *self)
{
  uint64_t tick = self->machine != NULL ? gcore_machine_tick (self->machine) : 0; /* before the start it may print, too */
  return (GcorePosition){ self->recorder.branch, tick };
}

/* --- checkpoints -------------------------------------------------------------------------------------------------- */

/* One that is the nearest for positions from TICK on. A program goes on without one if there is no memory for it. What comes
 * next in the record, if it has been run already, has pages in common with it. */
static void
add_checkpoint (GcoreHistory *self, uint64_t tick)
{
  int64_t start = now ();
  const GcoreCheckpoint *next = gcore_checkpoints_find_next (&self->checkpoints, self->recorder.branch, tick);
  if (next != NULL && next->tick == tick)
    return;
  GcoreImageCopy *copy = gcore_image_copy (gcore_image_last_copy (), next != NULL ? next->copy : NULL);
  if (copy == NULL || !gcore_checkpoints_add (&self->checkpoints, self->recorder.branch, tick, copy))
    gcore_image_copy_free (copy);
  const GcoreBranch *owner = gcore_branch_owner (self->recorder.branch, tick);
  while (gcore_image_copies_size () > self->options.budget && gcore_checkpoints_thin (&self->checkpoints, owner))
    ;
  int64_t spacing = (now () - start) * SPACING_PER_COST;
  self->spacing = spacing < LEAST_SPACING ? LEAST_SPACING : spacing > MOST_SPACING ? MOST_SPACING : spacing;
}

void
gcore_history_adopt (GcoreHistory *self, GcoreJournal *journal)
{
  gcore_journal_finish (&self->journal);
  self->journal = *journal;
  *journal = (GcoreJournal){ 0 };
  self->recorder.branch = self->journal.branches[0];
}

bool
gcore_history_start (GcoreHistory *self, GcoreMachine *machine)
{
  self->machine = machine;
  self->recorder.branch->fork_tick = gcore_machine_tick (machine);
  gcore_image_watch_writes ();
  add_checkpoint (self, self->recorder.branch->fork_tick);
  note_position (self);
  return self->checkpoints.count > 0;
}

void
gcore_history_mark (GcoreHistory *self)
{
  gcore_history_settle (self);
  add_checkpoint (self, gcore_machine_tick (self->machine));
}

uint64_t
gcore_history_checkpoint_before (GcoreHistory *self, GcoreBranch *branch, uint64_t tick)
{
  const GcoreCheckpoint *checkpoint = tick > 0 ? gcore_checkpoints_find (&self->checkpoints, branch, tick - 1) : NULL;
  return checkpoint != NULL ? checkpoint->tick : 0;
}

uint32_t
gcore_history_count_checkpoints (GcoreHistory *self)
{
  return self->checkpoints.count;
}

uint64_t
gcore_history_checkpoints_size (GcoreHistory *self)
{
  return gcore_image_copies_size ();
}

/* --- running ------------------------------------------------------------------------------------------------------ */

static void
perform_inside (GcoreMachine *machine, void *data)
{
  GcoreHistory *self = data;
  self->options.perform (machine, gcore_branch_action (self->recorder.branch, machine->n_actions), self->options.data);
}

/* Does the next action of the record. It takes a tick of its own: before it and after it are two positions. */
static void
perform_next (GcoreHistory *self)
{
  self->recorder.acting = true;
  gcore_machine_request (self->machine, perform_inside, self);
  self->recorder.acting = false;
  self->machine->n_actions++;
  self->machine->tick_base++;
  note_position (self);
}

/* Runs on to TICK at the latest, making checkpoints on the way. They are made at some place between two stop points, often
 * in an instruction, where the tick still is that of the point before it: so only later positions begin there. */
static GcoreStopReason
run_to_stop (GcoreHistory *self, GcoreRunMode mode, uint64_t tick, bool begun)
{
  for (;; begun = true)
    {
      gcore_metronome_start (self->metronome, self->machine, self->spacing);
      GcoreStopReason reason = begun ? gcore_machine_carry_on (self->machine, tick)
                                     : gcore_machine_resume_until (self->machine, mode, tick);
      gcore_metronome_stop (self->metronome);
      note_position (self);
      if (reason == GCORE_STOP_CHECKPOINT)
        add_checkpoint (self, gcore_machine_tick (self->machine) + 1);
      else if (reason != GCORE_STOP_LOOK || !self->travelling) /* on a travel there is nothing to be looked at */
        return reason;
    }
}

static GcoreStopReason
run_until (GcoreHistory *self, GcoreRunMode mode, uint64_t tick, bool begun)
{
  GcoreMachine *machine = self->machine;
  while (gcore_machine_tick (machine) < tick)
    {
      const GcoreAction *action = gcore_branch_action (self->recorder.branch, machine->n_actions);
      if (action != NULL && action->tick <= gcore_machine_tick (machine))
        {
          perform_next (self);
          continue;
        }
      GcoreStopReason reason
        = run_to_stop (self, mode, action != NULL && action->tick < tick ? action->tick : tick, begun);
      begun = true;
      if (reason != GCORE_STOP_TICK)
        return reason;
    }
  return GCORE_STOP_TICK;
}

GcoreStopReason
gcore_history_run_until (GcoreHistory *self, GcoreRunMode mode, uint64_t tick)
{
  self->last_reason = run_until (self, mode, tick, false);
  return self->last_reason;
}

GcoreStopReason
gcore_history_carry_on (GcoreHistory *self)
{
  self->last_reason = run_until (self, GCORE_RUN_FREELY, UINT64_MAX, true);
  return self->last_reason;
}

bool
gcore_history_was_interrupted (GcoreHistory *self)
{
  return self->last_reason == GCORE_STOP_PAUSED;
}

GcoreStopReason
gcore_history_run (GcoreHistory *self, GcoreRunMode mode)
{
  return gcore_history_run_until (self, mode, UINT64_MAX);
}

bool
gcore_history_scan (GcoreHistory *self, uint64_t tick, GcoreObserver visit, void *data)
{
  GcoreControl control;
  gcore_machine_lay_aside (self->machine, &control);
  gcore_machine_set_observer (self->machine, visit, data);
  GcoreStopReason reason;
  self->travelling = true;
  do
    reason = gcore_history_run_until (self, GCORE_RUN_OBSERVED, tick);
  while (reason == GCORE_STOP_ENDED || reason == GCORE_STOP_EXCEPTION);
  self->travelling = false;
  gcore_machine_set_observer (self->machine, NULL, NULL);
  gcore_machine_take_up (self->machine, &control);
  return reason == GCORE_STOP_OBSERVED;
}

void
gcore_history_settle (GcoreHistory *self)
{
  GcoreControl *control = gcore_control (self->machine);
  if (!control->in_the_midst)
    return;
  GcorePosition here = gcore_history_position (self);
  gcore_image_restore (gcore_checkpoints_find (&self->checkpoints, here.branch, here.tick)->copy);
  control->preempted = control->in_the_midst = false;
  gcore_history_return_to (self, here);
}

/* --- actions ------------------------------------------------------------------------------------------------------ */

/* Whether nothing of the current branch comes after this place. */
static bool
is_at_end (GcoreHistory *self)
{
  const GcoreBranch *branch = self->recorder.branch;
  return gcore_machine_tick (self->machine) >= branch->end_tick
         && self->machine->n_inputs == gcore_branch_count_inputs (branch)
         && self->machine->n_actions == gcore_branch_count_actions (branch)
         && self->machine->n_written >= branch->output_end;
}

bool
gcore_history_act (GcoreHistory *self, const GcoreAction *action)
{
  gcore_history_settle (self);
  GcoreMachine *machine = self->machine;
  GcoreBranch *branch = self->recorder.branch;
  GcoreAction here = *action;
  here.tick = gcore_machine_tick (machine);
  if (is_at_end (self))
    gcore_checkpoints_drop_after (&self->checkpoints, branch, here.tick);
  else
    branch = gcore_journal_fork (&self->journal, branch, here.tick, machine->n_inputs, machine->n_actions,
                                 machine->n_written);
  if (branch == NULL || !gcore_branch_add_action (branch, &here))
    return false;
  self->recorder.branch = branch;
  perform_next (self);
  return true;
}

/* --- travelling --------------------------------------------------------------------------------------------------- */

/* Brings back the checkpoint nearest before TICK on BRANCH, unless what is there now is nearer. */
static void
go_near (GcoreHistory *self, GcoreBranch *branch, uint64_t tick)
{
  GcoreBranch *here = self->recorder.branch;
  uint64_t here_tick = gcore_machine_tick (self->machine);
  const GcoreCheckpoint *nearest = gcore_checkpoints_find (&self->checkpoints, branch, tick);
  bool usable = here_tick <= tick && gcore_branches_agree (here, branch, here_tick);
  self->recorder.branch = branch;
  if (nearest == NULL || (usable && here_tick >= nearest->tick))
    return;
  gcore_image_restore (nearest->copy);
}

bool
gcore_history_run_along (GcoreHistory *self, GcoreBranch *branch, uint64_t tick)
{
  gcore_history_settle (self);
  go_near (self, branch, tick);
  GcoreControl control;
  gcore_machine_lay_aside (self->machine, &control);
  GcoreStopReason reason;
  self->travelling = true;
  do
    reason = gcore_history_run_until (self, GCORE_RUN_FREELY, tick);
  while (reason == GCORE_STOP_ENDED || reason == GCORE_STOP_EXCEPTION);
  self->travelling = false;
  gcore_machine_take_up (self->machine, &control);
  return reason == GCORE_STOP_TICK || reason == GCORE_STOP_EXITED;
}

bool
gcore_history_go_to (GcoreHistory *self, GcoreBranch *branch, uint64_t tick)
{
  uint64_t first = self->journal.branches[0]->fork_tick;
  return gcore_history_run_along (self, branch, tick < first ? first : tick > branch->end_tick ? branch->end_tick : tick);
}

void
gcore_history_return_to (GcoreHistory *self, GcorePosition position)
{
  bool there = false;
  do
    there = gcore_history_go_to (self, position.branch, position.tick);
  while (!there && gcore_history_was_interrupted (self));
}

bool
gcore_history_delete_branch (GcoreHistory *self, GcoreBranch *branch)
{
  if (branch == self->recorder.branch || !gcore_journal_delete (&self->journal, branch))
    return false;
  gcore_checkpoints_drop_branch (&self->checkpoints, branch);
  return true;
}

bool
gcore_history_try (GcoreHistory *self, void (*function) (GcoreMachine *machine, void *data), void *data)
{
  GcoreImageCopy *copy = gcore_image_copy (gcore_image_last_copy (), NULL);
  if (copy == NULL)
    return false;
  GcoreControl control;
  gcore_machine_lay_aside (self->machine, &control);
  self->recorder.trying = gcore_control (self->machine)->trying = true;
  gcore_machine_request (self->machine, function, data);
  self->recorder.trying = gcore_control (self->machine)->trying = false;
  gcore_image_restore (copy);
  gcore_machine_take_up (self->machine, &control);
  gcore_image_copy_free (copy);
  return true;
}

bool
gcore_history_is_trying (GcoreHistory *self)
{
  return self->recorder.trying;
}

uint64_t
gcore_history_digest (GcoreHistory *self)
{
  return gcore_image_digest ();
}
