/* SPDX-License-Identifier: MIT */
/* The machine's thread: takes commands, runs the program, reports.
 *
 * A command sent while the program runs interrupts it; the worker carries the command out at that point and lets the program
 * go on as it was going. Everything about the program is touched by this thread only. */
#define _GNU_SOURCE /* gettid */
#include "gcore/session/worker-private.h"

#include <signal.h>
#include <unistd.h>

#define DEFAULT_SNAPSHOT_OBJECTS 20000
#define MAX_COLLECTIONS 512
#define OUTPUT_UNREAD (256 << 10)  /* bytes the other side may be behind before the program waits */
#define INSIST_AFTER 10000000      /* nanoseconds until a program that does not stop is asked by signals, */
#define INSIST_EVERY 5000000       /* and between these */

/* --- reports ------------------------------------------------------------------------------------------------------ */

typedef struct
{
  GcoreWorkerChannel *channel;
  GcoreReport report;
} Parcel;

static void
clear_channel (gpointer data)
{
  GcoreWorkerChannel *channel = data;

  g_mutex_clear (&channel->lock);
  g_cond_clear (&channel->read);
}

static void
free_parcel (gpointer data)
{
  Parcel *parcel = data;

  gcore_report_clear (&parcel->report);
  g_atomic_rc_box_release_full (parcel->channel, clear_channel);
  g_free (parcel);
}

static gboolean
deliver (gpointer data)
{
  Parcel *parcel = data;
  GcoreWorkerChannel *channel = parcel->channel;
  gsize bytes = parcel->report.text != NULL ? strlen (parcel->report.text) : 0;

  if (!channel->closed) /* closed is only set on this thread */
    channel->report (&parcel->report, channel->data);
  g_mutex_lock (&channel->lock);
  channel->unread -= MIN (bytes, channel->unread);
  g_cond_signal (&channel->read);
  g_mutex_unlock (&channel->lock);
  return G_SOURCE_REMOVE;
}

void
gcore_worker_post (GcoreWorker *self, const GcoreReport *report)
{
  Parcel *parcel = g_new (Parcel, 1);
  GSource *source = g_idle_source_new ();

  parcel->channel = g_atomic_rc_box_acquire (self->channel);
  parcel->report = *report;
  parcel->report.epoch = self->epoch;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver, parcel, free_parcel);
  g_source_attach (source, self->context);
  g_source_unref (source);
}

void
gcore_worker_flush_output (GcoreWorker *self)
{
  if (self->output->len == 0)
    return;
  GcoreReport report = { .kind = GCORE_REPORT_OUTPUT, .output_kind = self->output_kind,
                         .text = g_utf8_make_valid (self->output->str, (gssize) self->output->len) };
  gsize bytes = strlen (report.text);

  g_string_truncate (self->output, 0);
  g_mutex_lock (&self->channel->lock);
  while (!self->channel->closed && self->channel->unread > OUTPUT_UNREAD)
    g_cond_wait (&self->channel->read, &self->channel->lock);
  self->channel->unread += bytes;
  g_mutex_unlock (&self->channel->lock);
  gcore_worker_post (self, &report);
}

static GcoreSnapshot *
take_picture (GcoreWorker *self)
{
  GcoreSnapshotBudget budget = { .max_objects = self->options.snapshot_objects > 0 ? self->options.snapshot_objects
                                                                                   : DEFAULT_SNAPSHOT_OBJECTS,
                                 .max_collections = MAX_COLLECTIONS,
                                 .all_objects = true,
                                 .blocks = true };

  return gcore_machine_is_preempted (self->machine) ? NULL : gcore_snapshot_capture (&budget);
}

static void
report_collections (GcoreWorker *self, const GcoreSnapshot *snapshot)
{
  for (uint32_t i = 0; snapshot != NULL && i < snapshot->n_collections; i++)
    if (snapshot->collections[i].tick >= self->n_reported)
      {
        GcoreReport report = { .kind = GCORE_REPORT_COLLECTION, .collection = snapshot->collections[i] };
        self->n_reported = snapshot->collections[i].tick + 1;
        gcore_worker_post (self, &report);
      }
}

void
gcore_worker_report_state (GcoreWorker *self, bool stopped, bool with_picture, GcoreProblem *problem)
{
  GcoreReport report = { .kind = GCORE_REPORT_STATE, .state = self->state, .stop = self->stop, .stopped = stopped,
                         .watch = self->watch_hit,
                         .waiting = self->waiting, .problem = problem };

  gcore_worker_flush_output (self);
  if (stopped)
    report.exception = g_steal_pointer (&self->exception);
  if (self->machine != NULL)
    {
      report.line = self->machine->program == GCORE_PROGRAM_ENDED
                      ? 0 : (guint) gcore_program_line (self->program, self->machine);
      report.exit_code = gcore_machine_exit_status (self->machine);
      report.snapshot = with_picture ? take_picture (self) : NULL;
      if (with_picture && !self->run)
        report.timeline = gcore_timeline_new (self->history, self->entry_tick, self->bookmarks);
    }
  report_collections (self, report.snapshot);
  gcore_worker_post (self, &report);
}

/* --- interrupting ------------------------------------------------------------------------------------------------- */

/* The signal interrupts system calls of other threads as little as it has to: its default is to do nothing. */
static void
on_urgent (int number)
{
  gcore_machine_preempt ();
}

static void
make_timer (GcoreWorker *self)
{
  struct sigaction action = { .sa_handler = on_urgent, .sa_flags = SA_NODEFER | SA_RESTART };
  struct sigevent event = { .sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGURG, ._sigev_un._tid = gettid () };

  sigaction (SIGURG, &action, NULL);
  self->has_timer = timer_create (CLOCK_MONOTONIC, &event, &self->timer) == 0;
}

/* Under the lock: starts or ends the signals to the thread. */
static void
insist (GcoreWorker *self, bool on)
{
  static const struct itimerspec times[] = { { { 0, 0 }, { 0, 0 } }, { { 0, INSIST_EVERY }, { 0, INSIST_AFTER } } };

  if (self->has_timer && self->insisting != on)
    timer_settime (self->timer, 0, &times[on], NULL);
  self->insisting = on;
}

/* --- the thread --------------------------------------------------------------------------------------------------- */

static void
take_commands (GcoreWorker *self)
{
  GcoreCommand *command;

  while (!self->closing && (command = g_async_queue_try_pop (self->commands)) != NULL)
    {
      gcore_worker_carry_out (self, command);
      gcore_command_free (command);
    }
}

static gpointer
work (gpointer data)
{
  GcoreWorker *self = data;

  make_timer (self);
  while (!self->closing)
    {
      if (self->run)
        {
          take_commands (self);
          if (self->run && !self->closing)
            gcore_worker_run_on (self);
          continue;
        }
      GcoreCommand *command = g_async_queue_pop (self->commands);
      gcore_worker_carry_out (self, command);
      gcore_command_free (command);
    }
  gcore_worker_drop_machine (self);
  if (self->has_timer)
    timer_delete (self->timer);
  return NULL;
}

/* --- life --------------------------------------------------------------------------------------------------------- */

GcoreWorker *
gcore_worker_new (const GcoreSessionOptions *options, GMainContext *context, GcoreReportFunc report, gpointer data)
{
  GcoreWorker *self = g_new0 (GcoreWorker, 1);

  self->options = self->own_options = *options;
  self->modules = gcore_saved_modules_new ();
  self->bookmarks = gcore_bookmarks_new ();
  self->wanted = gcore_saved_watches_new ();
  self->context = context != NULL ? context : g_main_context_default ();
  self->commands = g_async_queue_new_full ((GDestroyNotify) gcore_command_free);
  self->output = g_string_new (NULL);
  self->answer = g_string_new (NULL);
  self->channel = g_atomic_rc_box_new0 (GcoreWorkerChannel);
  g_mutex_init (&self->channel->lock);
  g_cond_init (&self->channel->read);
  self->channel->report = report;
  self->channel->data = data;
  g_mutex_init (&self->machine_lock);
  gcore_worker_host_init (self);
  self->thread = g_thread_new ("machine", work, self);
  return self;
}

uint32_t
gcore_worker_interrupt_for (GcoreCommandKind kind)
{
  bool only_looks = kind == GCORE_COMMAND_LOOK || kind == GCORE_COMMAND_BREAKPOINTS || kind == GCORE_COMMAND_WATCHES;

  return only_looks ? GCORE_INTERRUPT_LOOK : GCORE_INTERRUPT_PAUSE;
}

/* How a command of KIND interrupts what the machine does; 0: it waits. */
static uint32_t
interrupt_for (GcoreWorker *self, GcoreCommandKind kind)
{
  if (self->activity == GCORE_WORKER_IDLE)
    return 0;
  if (kind == GCORE_COMMAND_CLOSE || kind == GCORE_COMMAND_LOAD || kind == GCORE_COMMAND_RESTART)
    return GCORE_INTERRUPT_ABANDON;
  if (self->activity == GCORE_WORKER_RUNNING)
    return gcore_worker_interrupt_for (kind);
  if (self->activity == GCORE_WORKER_TRAVELLING)
    return gcore_worker_interrupt_for (kind) & ~(uint32_t) GCORE_INTERRUPT_LOOK;
  if (self->activity == GCORE_WORKER_OPENING)
    return kind == GCORE_COMMAND_PAUSE ? GCORE_INTERRUPT_PAUSE : 0;
  return self->activity == GCORE_WORKER_SERVING && kind == GCORE_COMMAND_PAUSE ? GCORE_INTERRUPT_KEYBOARD : 0;
}

/* What a pause is meant to end may begin only when it has come. */
void
gcore_worker_set_activity (GcoreWorker *self, GcoreWorkerActivity activity)
{
  g_mutex_lock (&self->machine_lock);
  self->activity = activity;
  uint32_t interrupt = self->n_pauses > 0 ? interrupt_for (self, GCORE_COMMAND_PAUSE) : 0;
  if (self->machine != NULL && interrupt != 0)
    gcore_machine_interrupt (self->machine, interrupt);
  insist (self, self->machine != NULL && interrupt != 0);
  g_mutex_unlock (&self->machine_lock);
}

void
gcore_worker_send (GcoreWorker *self, GcoreCommand *command)
{
  GcoreCommandKind kind = command->kind;

  g_mutex_lock (&self->machine_lock);
  g_async_queue_push (self->commands, command); /* under the lock: it shall not interrupt what it itself begins */
  self->n_pauses += kind == GCORE_COMMAND_PAUSE;
  self->pause_came = kind == GCORE_COMMAND_PAUSE || (self->pause_came && kind != GCORE_COMMAND_LOAD);
  uint32_t interrupt = interrupt_for (self, kind);
  if (self->machine != NULL && interrupt != 0)
    {
      gcore_machine_interrupt (self->machine, interrupt);
      insist (self, self->insisting || kind == GCORE_COMMAND_PAUSE || interrupt == GCORE_INTERRUPT_ABANDON);
    }
  g_mutex_unlock (&self->machine_lock);
}

void
gcore_worker_free (GcoreWorker *self)
{
  g_mutex_lock (&self->channel->lock);
  self->channel->closed = true;
  g_cond_signal (&self->channel->read);
  g_mutex_unlock (&self->channel->lock);
  gcore_worker_send (self, gcore_command_new (GCORE_COMMAND_CLOSE));
  g_thread_join (self->thread);
  g_async_queue_unref (self->commands);
  g_atomic_rc_box_release_full (self->channel, clear_channel);
  g_clear_pointer (&self->program, gcore_program_free);
  g_string_free (self->output, TRUE);
  g_string_free (self->answer, TRUE);
  g_free (self->breakpoints);
  g_strfreev (self->arguments);
  g_clear_pointer (&self->wanted, g_array_unref);
  gcore_worker_forget_exception (self);
  g_hash_table_unref (self->modules);
  g_array_unref (self->bookmarks);
  g_mutex_clear (&self->machine_lock);
  g_free (self);
}
