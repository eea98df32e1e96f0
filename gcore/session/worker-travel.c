/* SPDX-License-Identifier: MIT */
/* Going to another place in the program's time, the watches that say where to stop on the way, and questions. */
#include "gcore/session/worker-private.h"

#include "gcore/collector/collector.h"
#include "gcore/history/identity.h"
#include "gcore/history/places.h"
#include "gcore/history/seek.h"
#include "gcore/objects/str.h"

/* --- travelling --------------------------------------------------------------------------------------------------- */

/* Whether the line that begins has a breakpoint. */
static bool
is_at_breakpoint (GcoreMachine *machine, const GcoreCollectionStep *step, bool first, void *data)
{
  GcoreWorker *self = data;

  if (first || step != NULL || !gcore_machine_begins_line (machine))
    return false;
  guint line = (guint) gcore_machine_current_line ();
  for (gsize i = 0; i < self->n_breakpoints; i++)
    if (self->breakpoints[i] == line)
      return gcore_str_equal_to_utf8 (machine->activation->code->filename, gcore_program_filename (self->program));
  return false;
}

/* To the last breakpoint or watch. */
static GcoreSeekResult
continue_back (GcoreWorker *self)
{
  GcoreQuestion question = { .ask = is_at_breakpoint, .data = self };
  GcoreSeekResult result = self->watches != NULL ? gcore_watches_backward (self->watches, self->history, &question)
                                                 : gcore_seek_backward (self->history, &question);

  self->at_watch = self->watches != NULL && result == GCORE_SEEK_FOUND
                   && (self->watch_hit = (guint) gcore_watches_hit (self->watches)) < self->wanted->len;

  if (result == GCORE_SEEK_NOT_FOUND
      && !gcore_history_go_to (self->history, gcore_history_position (self->history).branch, self->entry_tick))
    return GCORE_SEEK_INTERRUPTED;
  return result;
}

static GcoreSeekResult
go_to (GcoreWorker *self, const GcoreCommand *command)
{
  GcoreBranch *branch = gcore_journal_find (gcore_history_journal (self->history), (uint32_t) command->number);

  if (branch == NULL)
    return GCORE_SEEK_NOT_FOUND;
  return gcore_history_go_to (self->history, branch, MAX (command->tick, self->entry_tick)) ? GCORE_SEEK_FOUND
                                                                                            : GCORE_SEEK_INTERRUPTED;
}

static GcoreSeekResult
go_to_place (GcoreWorker *self, const GcorePlace *place)
{
  GcoreSeekResult result = gcore_go_to_place (self->history, place);
  GcorePosition here = gcore_history_position (self->history);

  if (here.tick < self->entry_tick)
    gcore_history_go_to (self->history, here.branch, self->entry_tick);
  return result;
}

GcoreRunMode
gcore_worker_stride (const GcoreCommand *command)
{
  static const GcoreRunMode modes[] = { [GCORE_STRIDE_REFERENCE] = GCORE_RUN_COLLECTION_STEP,
                                        [GCORE_STRIDE_OBJECT] = GCORE_RUN_COLLECTION_OBJECT,
                                        [GCORE_STRIDE_PHASE] = GCORE_RUN_COLLECTION_PHASE };

  return modes[CLAMP (command->number, GCORE_STRIDE_REFERENCE, GCORE_STRIDE_PHASE)];
}

static GcoreSeekResult
seek (GcoreWorker *self, const GcoreCommand *command)
{
  static const GcoreRunMode modes[] = { [GCORE_STEP_INTO] = GCORE_RUN_INTO, [GCORE_STEP_OVER] = GCORE_RUN_OVER,
                                        [GCORE_STEP_OUT] = GCORE_RUN_OUT };

  switch (command->kind)
    {
    case GCORE_COMMAND_GO_TO:
      return go_to (self, command);
    case GCORE_COMMAND_GO_TO_PLACE:
      return go_to_place (self, &command->place);
    case GCORE_COMMAND_COLLECTION_STEP:
      return gcore_seek_step_back (self->history, gcore_worker_stride (command));
    default:
      return command->number == GCORE_BACK_TO_BREAKPOINT ? continue_back (self)
                                                         : gcore_seek_step_back (self->history, modes[command->number]);
    }
}

void
gcore_worker_show_place (GcoreWorker *self)
{
  GcoreProgramState program = self->machine->program;

  self->state = program == GCORE_PROGRAM_EXITED ? GCORE_SESSION_FINISHED : GCORE_SESSION_PAUSED;
  self->stop = program == GCORE_PROGRAM_EXITED  ? GCORE_SESSION_STOP_EXIT
               : program == GCORE_PROGRAM_ENDED ? GCORE_SESSION_STOP_END
               : GCORE_COLLECTOR->at_step       ? GCORE_SESSION_STOP_COLLECTION
                                                : GCORE_SESSION_STOP_TRAVEL;
}

void
gcore_worker_travel (GcoreWorker *self, const GcoreCommand *command)
{
  if (self->machine == NULL || self->run || self->state == GCORE_SESSION_BROKEN)
    return;
  gcore_worker_set_activity (self, GCORE_WORKER_TRAVELLING);
  GcoreSeekResult result;
  self->at_watch = false;
  do /* what interrupts it without a command was meant for the run before */
    result = seek (self, command);
  while (result == GCORE_SEEK_INTERRUPTED && g_async_queue_length (self->commands) == 0 && !self->closing);
  if (self->at_watch)
    gcore_worker_look_at_raise (self);
  gcore_worker_set_activity (self, GCORE_WORKER_IDLE);
  gcore_worker_show_place (self);
  GcoreSessionStop stop = result == GCORE_SEEK_NOT_FOUND ? GCORE_SESSION_STOP_BEGINNING
                          : self->at_watch               ? GCORE_SESSION_STOP_WATCH
                                                         : self->stop;
  gcore_worker_stopped (self, self->state, stop);
}

/* --- watches ------------------------------------------------------------------------------------------------------ */

void
gcore_worker_set_watches (GcoreWorker *self, GArray *wanted)
{
  g_clear_pointer (&self->watches, gcore_watches_free);
  g_clear_pointer (&self->wanted, g_array_unref);
  self->wanted = wanted != NULL ? g_array_ref (wanted) : gcore_saved_watches_new ();
  if (self->machine == NULL)
    return;
  if (self->wanted->len > 0)
    self->watches = gcore_watches_new ((const GcoreWatch *) (gpointer) self->wanted->data, self->wanted->len);
  bool observe = self->watches != NULL && gcore_watches_need_observer (self->watches);
  gcore_machine_set_observer (self->machine, observe ? gcore_watches_observe : NULL, self->watches);
}

bool
gcore_worker_is_at_watch (GcoreWorker *self)
{
  if (self->watches == NULL)
    return false;
  gcore_worker_set_activity (self, GCORE_WORKER_RUNNING); /* a condition can be broken off */
  bool confirmed = gcore_watches_confirm (self->watches, self->history);
  gcore_worker_set_activity (self, GCORE_WORKER_IDLE);
  if (!confirmed)
    return false;
  self->watch_hit = (guint) gcore_watches_hit (self->watches);
  return gcore_worker_go_to_raise (self);
}

/* --- questions ---------------------------------------------------------------------------------------------------- */

/* The life of the object that COMMAND names, which is here or where it was seen. False if there is none. */
static bool
record_life (GcoreWorker *self, const GcoreCommand *command, GcoreLife *life)
{
  GcorePosition here = gcore_history_position (self->history);
  GcoreIdentity object;
  bool is_there = gcore_identity_from (command->address, (uint32_t) command->number, &object);

  *life = (GcoreLife){ 0 };
  if (!is_there && command->tick != 0)
    {
      is_there = gcore_history_go_to (self->history, here.branch, command->tick)
                 && gcore_identity_from (command->address, (uint32_t) command->number, &object);
      life->was_interrupted = gcore_history_was_interrupted (self->history);
    }
  if (is_there)
    gcore_life_record (self->history, &object, (guint) command->value, life);
  bool was_interrupted = life->was_interrupted;
  gcore_history_return_to (self->history, here);
  return is_there || was_interrupted;
}

static void
answer_life (GcoreWorker *self, GTask *task, const GcoreCommand *command)
{
  GcoreLife *life = g_new0 (GcoreLife, 1);
  bool is_known;

  do /* as above */
    {
      gcore_life_clear (life);
      is_known = record_life (self, command, life);
    }
  while (life->was_interrupted && g_async_queue_length (self->commands) == 0 && !self->closing);
  if (is_known)
    {
      g_task_return_pointer (task, life, (GDestroyNotify) gcore_session_life_free);
      return;
    }
  gcore_session_life_free (life);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no such object");
}

static void
answer_what_if (GcoreWorker *self, GTask *task, const GcoreCommand *command)
{
  GcoreWhatIf *what_if = g_new0 (GcoreWhatIf, 1);
  GcoreIdentity holder = { .number = (uint32_t) command->number };
  bool is_variable = command->address == GCORE_NO_HOLDER;

  self->hush = self->silent = true; /* nothing of it happens */
  if ((is_variable || gcore_identity_from (command->address, (uint32_t) command->number, &holder))
      && gcore_what_if_cut (self->history, &holder, command->text, command->value, what_if))
    g_task_return_pointer (task, what_if, (GDestroyNotify) gcore_session_what_if_free);
  else
    {
      gcore_session_what_if_free (what_if);
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no such object now");
    }
  self->hush = self->silent = false;
}

typedef struct
{
  const char *expression;
  GcoreExamined examined;
} Check;

static void
check_expression (GcoreMachine *machine, void *data)
{
  Check *check = data;

  gcore_program_check_expression (check->expression, &check->examined);
}

/* Inside a collection nothing can be compiled, and the expression is taken for right. */
static void
answer_check (GcoreWorker *self, GTask *task, const GcoreCommand *command)
{
  Check check = { .expression = command->text };
  bool known = !GCORE_COLLECTOR->at_step && gcore_history_try (self->history, check_expression, &check);

  g_task_return_pointer (task, known && check.examined.failed ? g_strdup (check.examined.text) : NULL, g_free);
}

void
gcore_worker_answer (GcoreWorker *self, GcoreCommand *command)
{
  g_autoptr (GTask) task = g_steal_pointer (&command->task);

  if (self->machine == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no program");
  else if (self->run)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BUSY, "The program is running");
  else
    {
      gcore_history_settle (self->history);
      gcore_worker_set_activity (self, GCORE_WORKER_TRAVELLING);
      if (command->kind == GCORE_COMMAND_RECORD_LIFE)
        answer_life (self, task, command);
      else if (command->kind == GCORE_COMMAND_CHECK_EXPRESSION)
        answer_check (self, task, command);
      else
        answer_what_if (self, task, command);
      gcore_worker_set_activity (self, GCORE_WORKER_IDLE);
    }
}
