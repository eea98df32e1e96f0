/* SPDX-License-Identifier: MIT */
/* The machine's thread: takes commands, runs the program, reports.
 *
 * A command sent while the program runs interrupts it; the worker carries the command out at that point and lets the program
 * go on as it was going. Everything about the program is touched by this thread only. */
#define _GNU_SOURCE /* gettid */
#include "gcore/session/session-private.h"

#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "gcore/collector/collector.h"
#include "gcore/machine/machine.h"
#include "gcore/session/program.h"

#define DEFAULT_SNAPSHOT_OBJECTS 20000
#define DEFAULT_MEMORY_LIMIT (UINT64_C (1) << 30)
#define MAX_COLLECTIONS 512
#define OUTPUT_CHUNK (16 << 10)    /* bytes gathered before they are reported */
#define OUTPUT_UNREAD (256 << 10)  /* bytes the other side may be behind before the program waits */
#define OUTPUT_DELAY 30000         /* microseconds that output may wait */
#define INSIST_AFTER 10000000      /* nanoseconds until a program that does not stop is asked by signals, */
#define INSIST_EVERY 5000000       /* and between these */

/* The way back to the main context; lives until the last report on it has been delivered or dropped. */
typedef struct
{
  GMutex lock;
  GCond read;
  bool closed;
  gsize unread; /* bytes of output posted and not yet delivered */
  GcoreReportFunc report;
  gpointer data;
} Channel;

struct GcoreWorker
{
  GThread *thread;
  GAsyncQueue *commands;
  GMainContext *context;
  Channel *channel; /* atomic reference count */
  GMutex machine_lock;
  GcoreMachine *machine; /* set under the lock: other threads may interrupt it */
  enum
  {
    IDLE,
    RUNNING, /* the program: any command makes it stop for a moment */
    SERVING, /* what the user asked for: a pause ends it */
    LOADING
  } activity;            /* under the lock: what the machine is doing */
  bool insisting;        /* under the lock: the timer runs */
  bool has_timer;
  timer_t timer;         /* sends SIGURG to the thread */

  /* The thread's own. */
  GcoreSessionOptions options;
  guint epoch;
  GcoreProgram *program;  /* what was loaded; NULL: nothing */
  GcoreHost host;
  GcoreSessionState state;
  GcoreSessionStop stop;
  GcoreRunMode mode;
  bool run, closing, ended, hush; /* hush: what is printed belongs to the console */
  guint *breakpoints;
  gsize n_breakpoints;
  guint until_line;
  uint64_t n_reported; /* collections reported */
  GString *output;
  GcoreOutputKind output_kind;
  gint64 output_since;
  char *sibling_text, *sibling_name; /* of the last import */
};

/* --- reports ------------------------------------------------------------------------------------------------------ */

typedef struct
{
  Channel *channel;
  GcoreReport report;
} Parcel;

static void
clear_channel (gpointer data)
{
  Channel *channel = data;

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
  Channel *channel = parcel->channel;
  gsize bytes = parcel->report.text != NULL ? strlen (parcel->report.text) : 0;

  if (!channel->closed) /* closed is only set on this thread */
    channel->report (&parcel->report, channel->data);
  g_mutex_lock (&channel->lock);
  channel->unread -= MIN (bytes, channel->unread);
  g_cond_signal (&channel->read);
  g_mutex_unlock (&channel->lock);
  return G_SOURCE_REMOVE;
}

static void
post (GcoreWorker *self, const GcoreReport *report)
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

static void
flush_output (GcoreWorker *self)
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
  post (self, &report);
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
        post (self, &report);
      }
}

static void
report_state (GcoreWorker *self, bool stopped, bool with_picture, GcoreProblem *problem)
{
  GcoreReport report = { .kind = GCORE_REPORT_STATE, .state = self->state, .stop = self->stop, .stopped = stopped,
                         .problem = problem };

  flush_output (self);
  if (self->machine != NULL)
    {
      report.line = self->ended ? 0 : (guint) gcore_program_line (self->program, self->machine);
      report.exit_code = gcore_machine_exit_status (self->machine);
      report.snapshot = with_picture ? take_picture (self) : NULL;
    }
  report_collections (self, report.snapshot);
  post (self, &report);
}

/* --- the program's host ------------------------------------------------------------------------------------------- */

static void
host_write (void *data, GcoreStream stream, const char *bytes, size_t n_bytes)
{
  GcoreWorker *self = data;
  GcoreOutputKind kind = self->hush                        ? GCORE_OUTPUT_CONSOLE
                         : stream == GCORE_STREAM_STDERR ? GCORE_OUTPUT_STDERR
                                                           : GCORE_OUTPUT_STDOUT;
  gint64 now = g_get_monotonic_time ();

  if (kind != self->output_kind)
    flush_output (self);
  if (self->output->len == 0)
    self->output_since = now;
  self->output_kind = kind;
  g_string_append_len (self->output, bytes, (gssize) n_bytes);
  if (self->output->len >= OUTPUT_CHUNK || now - self->output_since > OUTPUT_DELAY)
    flush_output (self);
}

static bool
host_find_source (void *data, const char *name, GcoreHostSource *source)
{
  GcoreWorker *self = data;
  gsize length;

  g_clear_pointer (&self->sibling_text, g_free);
  g_clear_pointer (&self->sibling_name, g_free);
  self->sibling_text = gcore_siblings_read (gcore_program_directory (self->program), name, &self->sibling_name, &length,
                                            &source->is_package);
  if (self->sibling_name == NULL)
    return false;
  source->text = self->sibling_text;
  source->length = length;
  source->filename = self->sibling_name;
  return true;
}

static int64_t
host_clock (void *data, GcoreClock clock)
{
  return 1000 * (clock == GCORE_CLOCK_REAL ? g_get_real_time () : g_get_monotonic_time ());
}

static void
host_random (void *data, void *bytes, size_t n_bytes)
{
  for (size_t i = 0; i < n_bytes; i++)
    ((guint8 *) bytes)[i] = (guint8) g_random_int ();
}

/* A sleeping program can still be spoken to: it sleeps on its command queue. */
static int64_t
host_sleep (void *data, int64_t nanoseconds)
{
  GcoreWorker *self = data;
  gint64 end = g_get_monotonic_time () + MAX (nanoseconds, 0) / 1000;

  flush_output (self);
  GcoreCommand *command = g_async_queue_timeout_pop (self->commands, (guint64) MAX (nanoseconds, 0) / 1000);
  if (command == NULL)
    return 0;
  g_async_queue_push_front (self->commands, command);
  gcore_machine_interrupt (self->machine, GCORE_INTERRUPT_PAUSE);
  return MAX (end - g_get_monotonic_time (), 0) * 1000;
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

/* Tells other threads what the machine does. A command that came before is in the queue, where it will be found. */
static void
set_activity (GcoreWorker *self, int activity)
{
  g_mutex_lock (&self->machine_lock);
  self->activity = activity;
  insist (self, false);
  g_mutex_unlock (&self->machine_lock);
}

/* --- loading ------------------------------------------------------------------------------------------------------ */

static void
drop_machine (GcoreWorker *self)
{
  g_mutex_lock (&self->machine_lock);
  GcoreMachine *machine = self->machine;
  self->machine = NULL;
  g_mutex_unlock (&self->machine_lock);
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

static GcoreProblem *
load (GcoreWorker *self, GcoreMachine *machine)
{
  g_mutex_lock (&self->machine_lock);
  self->machine = machine;
  g_mutex_unlock (&self->machine_lock);
  set_activity (self, LOADING);
  GcoreProblem *problem = gcore_program_load (self->program, machine);
  set_activity (self, IDLE);
  gcore_machine_take_interrupts (machine);
  return problem;
}

static void
start (GcoreWorker *self)
{
  GcoreOptions options = { .quota = self->options.memory_limit > 0 ? self->options.memory_limit : DEFAULT_MEMORY_LIMIT,
                           .record_births = self->options.record_births };
  GcoreProblem *problem = NULL;

  drop_machine (self);
  self->run = self->ended = self->hush = false;
  self->until_line = 0;
  self->n_reported = 0;
  self->state = GCORE_SESSION_BROKEN;
  self->stop = GCORE_SESSION_STOP_ENTRY;
  g_string_truncate (self->output, 0);
  GcoreMachine *machine = gcore_machine_new (&options, &self->host);
  if (machine != NULL)
    problem = load (self, machine);
  if (machine != NULL && gcore_control (machine)->stop_reason == GCORE_STOP_ABANDONED)
    return;
  if (machine != NULL && problem == NULL)
    {
      apply_options (self);
      gcore_machine_resume (machine, GCORE_RUN_INTO);
      apply_breakpoints (self);
      self->state = GCORE_SESSION_PAUSED;
    }
  else if (machine == NULL)
    {
      problem = g_new0 (GcoreProblem, 1);
      problem->message = g_strdup ("not enough memory or address space for another program");
    }
  else
    drop_machine (self);
  report_state (self, true, true, problem);
}

/* --- interventions: run on the program's own stack ---------------------------------------------------------------- */

static void
intervene (GcoreMachine *machine, void *data)
{
  const GcoreCommand *command = data;

  switch (command->kind)
    {
    case GCORE_COMMAND_COLLECT:
      gcore_gc_collect (CLAMP (command->number, 0, 2));
      break;
    case GCORE_COMMAND_AUTOMATIC:
      gcore_gc_set_enabled (command->number);
      break;
    case GCORE_COMMAND_THRESHOLD:
      gcore_gc_set_threshold (CLAMP (command->number, 0, 2), command->value);
      break;
    case GCORE_COMMAND_DEBUG_FLAGS:
      GCORE_COLLECTOR->debug = command->number;
      break;
    case GCORE_COMMAND_EVALUATE:
      if (GCORE_COLLECTOR->at_step) /* its lists are in no state to make objects in */
        {
          static const char message[] = "Nothing can be run in the middle of a collection.\n";
          gcore_host_write (GCORE_STREAM_STDERR, message, sizeof message - 1);
        }
      else
        gcore_program_evaluate (machine, command->text, (guint) command->number);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* The program will not go on: a command that drops it is on its way. */
static void
abandon (GcoreWorker *self)
{
  self->run = false;
  self->state = GCORE_SESSION_FINISHED;
}

static void
request (GcoreWorker *self, GcoreCommand *command)
{
  if (self->machine == NULL || self->state == GCORE_SESSION_FINISHED)
    return;
  flush_output (self);
  self->hush = command->kind == GCORE_COMMAND_EVALUATE;
  set_activity (self, SERVING);
  GcoreStopReason reason = gcore_machine_request (self->machine, intervene, command);
  set_activity (self, IDLE);
  if (reason == GCORE_STOP_NONE && self->hush)
    {
      static const char message[] = "Nothing can be run in the middle of an instruction. Step to the next one first.\n";
      host_write (self, GCORE_STREAM_STDERR, message, sizeof message - 1);
    }
  flush_output (self);
  self->hush = false;
  if (reason == GCORE_STOP_ABANDONED)
    abandon (self);
  else if (!self->run)
    report_state (self, false, true, NULL);
}

/* --- commands ----------------------------------------------------------------------------------------------------- */

static void
go (GcoreWorker *self, GcoreRunMode mode)
{
  if (self->machine == NULL || self->state != GCORE_SESSION_PAUSED)
    return;
  self->mode = self->ended ? GCORE_RUN_FREELY : mode;
  self->run = true;
  self->state = GCORE_SESSION_RUNNING;
  report_state (self, false, false, NULL);
}

static void
carry_out (GcoreWorker *self, GcoreCommand *command)
{
  static const GcoreRunMode modes[] = { [GCORE_STEP_INTO] = GCORE_RUN_INTO, [GCORE_STEP_OVER] = GCORE_RUN_OVER,
                                        [GCORE_STEP_OUT] = GCORE_RUN_OUT };

  switch (command->kind)
    {
    case GCORE_COMMAND_LOAD:
      drop_machine (self);
      g_clear_pointer (&self->program, gcore_program_free);
      self->program = gcore_program_new (command->text, command->length, command->filename, command->directory);
      self->epoch = (guint) command->number;
      start (self);
      break;
    case GCORE_COMMAND_RESTART:
      self->epoch = (guint) command->number;
      if (self->program != NULL)
        start (self);
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
      if (!self->run)
        break;
      self->run = false;
      self->state = GCORE_SESSION_PAUSED;
      self->stop = GCORE_SESSION_STOP_PAUSE;
      report_state (self, true, true, NULL);
      break;
    case GCORE_COMMAND_BREAKPOINTS:
      g_free (self->breakpoints);
      self->breakpoints = g_steal_pointer (&command->lines);
      self->n_breakpoints = command->n_lines;
      apply_breakpoints (self);
      break;
    case GCORE_COMMAND_LOOK:
      if (self->run)
        report_state (self, false, true, NULL);
      break;
    case GCORE_COMMAND_CLOSE:
      self->closing = true;
      break;
    default:
      request (self, command);
    }
}

static void
take_commands (GcoreWorker *self)
{
  GcoreCommand *command;

  while (!self->closing && (command = g_async_queue_try_pop (self->commands)) != NULL)
    {
      carry_out (self, command);
      gcore_command_free (command);
    }
}

/* --- running ------------------------------------------------------------------------------------------------------ */

static void
stopped (GcoreWorker *self, GcoreSessionState state, GcoreSessionStop stop)
{
  self->run = false;
  self->state = state;
  self->stop = stop;
  if (self->until_line != 0)
    {
      self->until_line = 0;
      apply_breakpoints (self);
    }
  report_state (self, true, true, NULL);
}

static void
run_on (GcoreWorker *self)
{
  set_activity (self, RUNNING);
  if (g_async_queue_length (self->commands) > 0) /* came too late to interrupt */
    {
      set_activity (self, IDLE);
      return;
    }
  GcoreStopReason reason = gcore_machine_resume (self->machine, self->mode);
  set_activity (self, IDLE);
  switch (reason)
    {
    case GCORE_STOP_EXITED:
      stopped (self, GCORE_SESSION_FINISHED, GCORE_SESSION_STOP_EXIT);
      break;
    case GCORE_STOP_ENDED:
      self->ended = true;
      stopped (self, GCORE_SESSION_PAUSED, GCORE_SESSION_STOP_END);
      break;
    case GCORE_STOP_BREAKPOINT:
      stopped (self, GCORE_SESSION_PAUSED, GCORE_SESSION_STOP_BREAKPOINT);
      break;
    case GCORE_STOP_STEPPED:
    case GCORE_STOP_TICK:
      stopped (self, GCORE_SESSION_PAUSED, GCORE_SESSION_STOP_STEP);
      break;
    case GCORE_STOP_EXCEPTION:
      stopped (self, GCORE_SESSION_PAUSED, GCORE_SESSION_STOP_EXCEPTION);
      break;
    case GCORE_STOP_COLLECTOR:
      stopped (self, GCORE_SESSION_PAUSED, GCORE_SESSION_STOP_COLLECTION);
      break;
    case GCORE_STOP_ABANDONED:
      abandon (self);
      break;
    default: /* interrupted: a command is waiting */
      break;
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
            run_on (self);
          continue;
        }
      GcoreCommand *command = g_async_queue_pop (self->commands);
      carry_out (self, command);
      gcore_command_free (command);
    }
  drop_machine (self);
  if (self->has_timer)
    timer_delete (self->timer);
  return NULL;
}

/* --- life --------------------------------------------------------------------------------------------------------- */

GcoreWorker *
gcore_worker_new (const GcoreSessionOptions *options, GMainContext *context, GcoreReportFunc report, gpointer data)
{
  GcoreWorker *self = g_new0 (GcoreWorker, 1);

  self->options = *options;
  self->context = context != NULL ? context : g_main_context_default ();
  self->commands = g_async_queue_new_full ((GDestroyNotify) gcore_command_free);
  self->output = g_string_new (NULL);
  self->channel = g_atomic_rc_box_new0 (Channel);
  g_mutex_init (&self->channel->lock);
  g_cond_init (&self->channel->read);
  self->channel->report = report;
  self->channel->data = data;
  g_mutex_init (&self->machine_lock);
  self->host = (GcoreHost) { .data = self, .write = host_write, .find_source = host_find_source, .clock = host_clock,
                             .random = host_random, .sleep = host_sleep };
  self->thread = g_thread_new ("machine", work, self);
  return self;
}

/* How a command of KIND interrupts what the machine does; 0: it waits. */
static uint32_t
interrupt_for (GcoreWorker *self, GcoreCommandKind kind)
{
  if (self->activity == IDLE)
    return 0;
  if (kind == GCORE_COMMAND_CLOSE || kind == GCORE_COMMAND_LOAD || kind == GCORE_COMMAND_RESTART)
    return GCORE_INTERRUPT_ABANDON;
  if (self->activity == RUNNING)
    return GCORE_INTERRUPT_PAUSE;
  return self->activity == SERVING && kind == GCORE_COMMAND_PAUSE ? GCORE_INTERRUPT_KEYBOARD : 0;
}

void
gcore_worker_send (GcoreWorker *self, GcoreCommand *command)
{
  GcoreCommandKind kind = command->kind;

  g_async_queue_push (self->commands, command);
  g_mutex_lock (&self->machine_lock);
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
  g_free (self->breakpoints);
  g_free (self->sibling_text);
  g_free (self->sibling_name);
  g_mutex_clear (&self->machine_lock);
  g_free (self);
}
