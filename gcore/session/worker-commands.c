/* SPDX-License-Identifier: MIT */
/* What the user asks of the program: loading, running, going back, intervening. */
#include "gcore/session/worker-private.h"

#include "gcore/collector/collector.h"
#include "gcore/history/course.h"

#define DEFAULT_MEMORY_LIMIT (UINT64_C (1) << 30)

/* --- actions: done on the program's own stack, and done again when it comes that way once more ---------------------- */

static void
perform (GcoreMachine *machine, const GcoreAction *action, void *data)
{
  GcoreWorker *self = data;

  self->hush = action->kind == GCORE_ACTION_EVALUATE || action->kind == GCORE_ACTION_CUT;
  gcore_program_perform (machine, action);
  gcore_worker_flush_output (self);
  self->hush = false;
}

static void
act (GcoreWorker *self, const GcoreCommand *command)
{
  static const GcoreActionKind kinds[] = { [GCORE_COMMAND_COLLECT] = GCORE_ACTION_COLLECT,
                                           [GCORE_COMMAND_AUTOMATIC] = GCORE_ACTION_AUTOMATIC,
                                           [GCORE_COMMAND_THRESHOLD] = GCORE_ACTION_THRESHOLD,
                                           [GCORE_COMMAND_DEBUG_FLAGS] = GCORE_ACTION_DEBUG_FLAGS,
                                           [GCORE_COMMAND_EVALUATE] = GCORE_ACTION_EVALUATE,
                                           [GCORE_COMMAND_CUT] = GCORE_ACTION_CUT };
  GcoreAction action = { .kind = kinds[command->kind], .number = command->number, .value = command->value,
                         .text = command->text };

  if (self->machine == NULL || self->state == GCORE_SESSION_FINISHED)
    return;
  if (command->kind == GCORE_COMMAND_CUT)
    action.value = (int64_t) command->address;
  gcore_worker_flush_output (self);
  gcore_worker_set_activity (self, GCORE_WORKER_SERVING);
  gcore_history_act (self->history, &action);
  gcore_worker_set_activity (self, GCORE_WORKER_IDLE);
  self->shown_branch = gcore_history_position (self->history).branch; /* its beginning is what has been shown */
  if (gcore_control (self->machine)->stop_reason == GCORE_STOP_ABANDONED)
    {
      self->run = false;
      self->state = GCORE_SESSION_FINISHED;
    }
  else if (!self->run)
    gcore_worker_report_state (self, false, true, NULL);
}

/* --- loading ------------------------------------------------------------------------------------------------------ */

void
gcore_worker_drop_machine (GcoreWorker *self)
{
  g_mutex_lock (&self->machine_lock);
  GcoreMachine *machine = self->machine;
  self->machine = NULL;
  g_mutex_unlock (&self->machine_lock);
  gcore_worker_set_watches (self, NULL);
  g_clear_pointer (&self->history, gcore_history_free);
  if (machine != NULL)
    gcore_machine_free (machine);
}

static void
apply_breakpoints (GcoreWorker *self)
{
  if (self->machine == NULL)
    return;
  gcore_machine_clear_breakpoints (self->machine);
  for (gsize i = 0; i < self->n_breakpoints; i++)
    gcore_machine_add_breakpoint (self->machine, gcore_program_filename (self->program), (int) self->breakpoints[i]);
  if (self->until_line != 0)
    gcore_machine_add_breakpoint (self->machine, gcore_program_filename (self->program), (int) self->until_line);
}

static void
apply_options (GcoreWorker *self)
{
  for (int i = 0; i < 3; i++)
    if (self->options.thresholds[i] >= 0)
      gcore_gc_set_threshold (i, self->options.thresholds[i]);
  if (self->options.gc_disabled)
    gcore_gc_set_enabled (false);
}

/* A machine with its history, which SAVED (may be NULL) has; false if there is no memory or address space. */
static bool
make_machine (GcoreWorker *self, GcoreSavedSession *saved)
{
  GcoreOptions options = { .quota = self->options.memory_limit > 0 ? self->options.memory_limit : DEFAULT_MEMORY_LIMIT,
                           .record_births = self->options.record_births };
  GcoreHistoryOptions history_options = { .perform = perform, .data = self };

  self->history = gcore_history_new (&self->host, &history_options);
  if (self->history != NULL && saved != NULL)
    gcore_worker_adopt (self, saved);
  GcoreMachine *machine
    = self->history != NULL ? gcore_machine_new (&options, gcore_history_host (self->history)) : NULL;
  if (machine == NULL)
    {
      g_clear_pointer (&self->history, gcore_history_free);
      return false;
    }
  g_mutex_lock (&self->machine_lock);
  self->machine = machine;
  g_mutex_unlock (&self->machine_lock);
  return true;
}

static GcoreProblem *
new_problem (const char *message)
{
  GcoreProblem *problem = g_new0 (GcoreProblem, 1);

  problem->message = g_strdup (message);
  return problem;
}

/* Compiles the program and goes to its first line. What is wrong with it, or NULL. */
static GcoreProblem *
load (GcoreWorker *self)
{
  gcore_worker_set_activity (self, GCORE_WORKER_LOADING);
  GcoreProblem *problem = gcore_program_load (self->program, self->machine);
  gcore_worker_set_activity (self, GCORE_WORKER_IDLE);
  gcore_machine_take_interrupts (self->machine);
  if (problem != NULL || gcore_control (self->machine)->stop_reason == GCORE_STOP_ABANDONED)
    return problem;
  apply_options (self);
  if (!gcore_history_start (self->history, self->machine))
    return new_problem ("not enough memory to record another program");
  gcore_history_run (self->history, GCORE_RUN_INTO);
  self->entry_tick = gcore_history_position (self->history).tick;
  apply_breakpoints (self);
  self->state = GCORE_SESSION_PAUSED;
  return NULL;
}

/* PROBLEM (taken over) is what is known to be wrong already; the record of SAVED (may be NULL) is gone along. */
static void
start (GcoreWorker *self, GcoreSavedSession *saved, GcoreProblem *problem)
{
  gcore_worker_drop_machine (self);
  self->run = self->hush = self->looking = false;
  self->until_line = 0;
  self->n_reported = 0;
  self->shown = 0;
  self->raise = (GcoreRaise) { .code = NULL };
  gcore_worker_forget_exception (self);
  self->state = GCORE_SESSION_BROKEN;
  self->stop = GCORE_SESSION_STOP_ENTRY;
  g_string_truncate (self->output, 0);
  g_string_truncate (self->answer, 0);
  if (problem == NULL && !make_machine (self, saved))
    problem = new_problem ("not enough memory or address space for another program");
  else if (problem == NULL)
    {
      self->shown_branch = gcore_history_position (self->history).branch;
      problem = load (self);
      if (problem != NULL)
        gcore_worker_drop_machine (self);
      else if (saved != NULL && gcore_control (self->machine)->stop_reason != GCORE_STOP_ABANDONED)
        {
          problem = gcore_worker_replay (self, saved);
          gcore_worker_set_watches (self, saved->watches);
          gcore_worker_show_place (self);
        }
      if (self->machine != NULL && gcore_control (self->machine)->stop_reason == GCORE_STOP_ABANDONED)
        return;
    }
  if (self->machine != NULL)
    gcore_worker_sync_output (self);
  gcore_worker_report_state (self, true, true, problem);
}

/* --- running ------------------------------------------------------------------------------------------------------ */

void
gcore_worker_stopped (GcoreWorker *self, GcoreSessionState state, GcoreSessionStop stop)
{
  self->run = false;
  self->state = state;
  self->stop = stop;
  if (self->until_line != 0)
    {
      self->until_line = 0;
      apply_breakpoints (self);
    }
  gcore_worker_set_activity (self, GCORE_WORKER_RUNNING);
  gcore_course_fill (self->history);
  gcore_worker_set_activity (self, GCORE_WORKER_IDLE);
  gcore_worker_sync_output (self);
  gcore_worker_report_state (self, true, true, NULL);
}

static void
go (GcoreWorker *self, GcoreRunMode mode)
{
  if (self->machine == NULL || self->state != GCORE_SESSION_PAUSED)
    return;
  self->mode = self->machine->program == GCORE_PROGRAM_ENDED ? GCORE_RUN_FREELY : mode;
  self->run = true;
  self->looking = false;
  self->origin = gcore_history_position (self->history).tick;
  if (self->watches != NULL)
    gcore_watches_begin (self->watches);
  self->state = GCORE_SESSION_RUNNING;
  gcore_worker_report_state (self, false, false, NULL);
}

void
gcore_worker_run_on (GcoreWorker *self)
{
  static const GcoreSessionStop stops[] = {
    [GCORE_STOP_ENDED] = GCORE_SESSION_STOP_END,           [GCORE_STOP_BREAKPOINT] = GCORE_SESSION_STOP_BREAKPOINT,
    [GCORE_STOP_STEPPED] = GCORE_SESSION_STOP_STEP,        [GCORE_STOP_TICK] = GCORE_SESSION_STOP_STEP,
    [GCORE_STOP_COLLECTOR] = GCORE_SESSION_STOP_COLLECTION,
  };

  gcore_worker_set_activity (self, GCORE_WORKER_RUNNING);
  gcore_machine_take_interrupts (self->machine); /* of commands that have been carried out; a new one is in the queue */
  if (g_async_queue_length (self->commands) > 0)
    {
      gcore_worker_set_activity (self, GCORE_WORKER_IDLE);
      return;
    }
  GcoreStopReason reason
    = self->looking ? gcore_history_carry_on (self->history) : gcore_history_run (self->history, self->mode);
  gcore_worker_set_activity (self, GCORE_WORKER_IDLE);
  self->looking = reason == GCORE_STOP_LOOK || reason == GCORE_STOP_PAUSED; /* a step ends where it would have ended */
  switch (reason)
    {
    case GCORE_STOP_EXITED:
      gcore_worker_stopped (self, GCORE_SESSION_FINISHED, GCORE_SESSION_STOP_EXIT);
      break;
    case GCORE_STOP_ENDED:
    case GCORE_STOP_BREAKPOINT:
    case GCORE_STOP_STEPPED:
    case GCORE_STOP_TICK:
    case GCORE_STOP_COLLECTOR:
      gcore_worker_stopped (self, GCORE_SESSION_PAUSED, stops[reason]);
      break;
    case GCORE_STOP_EXCEPTION:
      if (gcore_worker_is_raise_awaited (self))
        gcore_worker_stopped (self, GCORE_SESSION_PAUSED, GCORE_SESSION_STOP_WATCH);
      else
        gcore_worker_stopped (self, GCORE_SESSION_PAUSED, GCORE_SESSION_STOP_EXCEPTION);
      break;
    case GCORE_STOP_OBSERVED:
      if (gcore_worker_is_at_watch (self))
        gcore_worker_stopped (self, GCORE_SESSION_PAUSED, GCORE_SESSION_STOP_WATCH);
      else
        self->looking = true;
      break;
    case GCORE_STOP_ABANDONED:
      self->run = false;
      self->state = GCORE_SESSION_FINISHED;
      break;
    default: /* interrupted: a command is waiting */
      break;
    }
}

/* --- branches ------------------------------------------------------------------------------------------------------ */

static void
change_branch (GcoreWorker *self, const GcoreCommand *command)
{
  if (self->machine == NULL)
    return;
  GcoreBranch *branch = gcore_journal_find (gcore_history_journal (self->history), (uint32_t) command->number);
  if (branch != NULL && command->kind == GCORE_COMMAND_NAME_BRANCH)
    gcore_branch_rename (branch, command->text);
  else if (branch != NULL && gcore_history_delete_branch (self->history, branch))
    gcore_bookmarks_drop_branch (self->bookmarks, (guint) command->number);
  gcore_worker_report_state (self, false, true, NULL);
}

static void
visit (GcoreWorker *self, const GcoreCommand *command)
{
  GcoreReport report = { .kind = GCORE_REPORT_VISITED, .done = command->done, .data = command->data,
                         .visited = self->machine != NULL };

  if (report.visited)
    {
      gcore_worker_flush_output (self);
      gcore_worker_set_activity (self, GCORE_WORKER_SERVING);
      self->hush = true;
      command->visit (self->history, self->machine, command->data);
      gcore_worker_set_activity (self, GCORE_WORKER_IDLE);
      gcore_machine_take_interrupts (self->machine); /* what was to end the visit and came too late */
      gcore_worker_flush_output (self);
      self->hush = false;
    }
  gcore_worker_post (self, &report);
}

/* --- commands ----------------------------------------------------------------------------------------------------- */

static void
pause_here (GcoreWorker *self)
{
  g_mutex_lock (&self->machine_lock);
  self->n_pauses--;
  g_mutex_unlock (&self->machine_lock);
  if (!self->run)
    return;
  self->run = false;
  self->state = GCORE_SESSION_PAUSED;
  self->stop = GCORE_SESSION_STOP_PAUSE;
  bool in_the_midst = gcore_control (self->machine)->in_the_midst;
  if (in_the_midst) /* to go back to before the instruction may take longer than a pause should */
    gcore_worker_report_state (self, true, false, NULL);
  gcore_history_settle (self->history);
  gcore_worker_sync_output (self);
  gcore_worker_report_state (self, !in_the_midst, true, NULL);
}

/* Takes over what SAVED has besides the program. */
static void
take_settings (GcoreWorker *self, GcoreSavedSession *saved)
{
  guint n_objects = self->own_options.snapshot_objects;

  g_strfreev (self->arguments);
  self->arguments = g_strdupv (saved->arguments);
  self->options = saved->options;
  self->options.snapshot_objects = n_objects;
  self->options.arguments = (const char *const *) self->arguments;
  self->n_breakpoints = saved->breakpoints->len;
  g_free (self->breakpoints);
  self->breakpoints = g_memdup2 (saved->breakpoints->data, self->n_breakpoints * sizeof (guint));
  g_array_unref (self->bookmarks);
  self->bookmarks = g_array_ref (saved->bookmarks);
  g_hash_table_unref (self->modules);
  self->modules = g_hash_table_ref (saved->modules);
}

static void
load_and_start (GcoreWorker *self, const GcoreCommand *command)
{
  g_autoptr (GcoreSavedSession) saved = NULL;
  GcoreProblem *problem = NULL;

  gcore_worker_drop_machine (self);
  g_array_set_size (self->bookmarks, 0);
  self->epoch = (guint) command->number;
  if (command->kind == GCORE_COMMAND_LOAD)
    {
      g_clear_pointer (&self->program, gcore_program_free);
      self->options = self->own_options;
      g_hash_table_remove_all (self->modules);
      if (!gcore_is_saved_session (command->filename))
        self->program = gcore_program_new (command->text, command->length, command->filename, command->directory);
      else if ((saved = gcore_json_session_read (command->text, command->length, command->filename, &problem)) != NULL)
        {
          self->program = gcore_program_new (saved->text, saved->length, saved->filename, saved->directory);
          take_settings (self, saved);
        }
      if (self->program != NULL)
        gcore_program_set_arguments (self->program, self->options.arguments);
    }
  if (self->program != NULL || problem != NULL)
    start (self, saved, problem);
}

void
gcore_worker_carry_out (GcoreWorker *self, GcoreCommand *command)
{
  static const GcoreRunMode modes[] = { [GCORE_STEP_INTO] = GCORE_RUN_INTO, [GCORE_STEP_OVER] = GCORE_RUN_OVER,
                                        [GCORE_STEP_OUT] = GCORE_RUN_OUT };

  switch (command->kind)
    {
    case GCORE_COMMAND_LOAD:
    case GCORE_COMMAND_RESTART:
      load_and_start (self, command);
      break;
    case GCORE_COMMAND_CONTINUE:
      go (self, GCORE_RUN_FREELY);
      break;
    case GCORE_COMMAND_STEP:
      go (self, modes[CLAMP (command->number, 0, 2)]);
      break;
    case GCORE_COMMAND_RUN_TO_LINE:
      self->until_line = (guint) command->number;
      apply_breakpoints (self);
      go (self, GCORE_RUN_FREELY);
      break;
    case GCORE_COMMAND_PAUSE:
      pause_here (self);
      break;
    case GCORE_COMMAND_COLLECTION_STEP:
      if (command->value)
        gcore_worker_travel (self, command);
      else
        go (self, gcore_worker_stride (command));
      break;
    case GCORE_COMMAND_BACK:
    case GCORE_COMMAND_GO_TO:
    case GCORE_COMMAND_GO_TO_PLACE:
      gcore_worker_travel (self, command);
      break;
    case GCORE_COMMAND_NAME_BRANCH:
    case GCORE_COMMAND_DELETE_BRANCH:
      change_branch (self, command);
      break;
    case GCORE_COMMAND_BREAKPOINTS:
      g_free (self->breakpoints);
      self->breakpoints = g_steal_pointer (&command->lines);
      self->n_breakpoints = command->n_lines;
      apply_breakpoints (self);
      break;
    case GCORE_COMMAND_WATCHES:
      gcore_worker_set_watches (self, command->watches);
      break;
    case GCORE_COMMAND_RECORD_LIFE:
    case GCORE_COMMAND_WHAT_IF:
    case GCORE_COMMAND_CHECK_EXPRESSION:
      gcore_worker_answer (self, command);
      break;
    case GCORE_COMMAND_VISIT:
      visit (self, command);
      break;
    case GCORE_COMMAND_BOOKMARK:
      gcore_bookmarks_set (self->bookmarks, (guint) command->number, command->tick, command->text);
      if (!self->run)
        gcore_worker_report_state (self, false, true, NULL);
      break;
    case GCORE_COMMAND_SAVE:
      gcore_worker_save (self, command->text);
      break;
    case GCORE_COMMAND_ANSWER: /* nobody waits for it any more */
      break;
    case GCORE_COMMAND_LOOK:
      if (self->run)
        gcore_worker_report_state (self, false, true, NULL);
      break;
    case GCORE_COMMAND_CLOSE:
      self->closing = true;
      break;
    default:
      act (self, command);
    }
}
