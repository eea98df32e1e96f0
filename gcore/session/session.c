/* SPDX-License-Identifier: MIT */
#include "gcore/session/session.h"

#include "gcore/session/json-program.h"
#include "gcore/session/saved-session.h"

#define LOOK_INTERVAL 50 /* milliseconds between pictures of a running program */

struct _GcoreSession
{
  GObject parent_instance;

  GcoreSessionOptions options;
  GcoreWorker *worker; /* NULL before the first load and after close */
  guint epoch;         /* loads so far: reports of earlier ones are dropped */
  guint look_source;   /* while running */
  bool look_pending;   /* a picture was asked for and has not come */

  GcoreSessionState state;
  GcoreSessionStop stop;
  guint line;
  guint watch_hit;
  int exit_code;
  GcoreSnapshot *snapshot;
  GcoreTimeline *timeline;
  gboolean waiting;
  GcoreProblem *problem;
  GcoreSessionException *exception;
};

G_DEFINE_FINAL_TYPE (GcoreSession, gcore_session, G_TYPE_OBJECT)

enum
{
  PROP_STATE = 1,
  PROP_STOP_REASON,
  PROP_LINE,
  PROP_EXIT_CODE,
  PROP_SNAPSHOT,
  PROP_TIMELINE,
  PROP_WAITING,
  PROP_PROBLEM,
  N_PROPS
};

enum { SIGNAL_OUTPUT, SIGNAL_REWOUND, SIGNAL_STOPPED, SIGNAL_COLLECTION, SIGNAL_SAVED, N_SIGNALS };

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void
send (GcoreSession *self, GcoreCommand *command)
{
  if (self->worker != NULL)
    gcore_worker_send (self->worker, command);
  else
    gcore_command_free (command);
}

static void
send_number (GcoreSession *self, GcoreCommandKind kind, int number, int value)
{
  GcoreCommand *command = gcore_command_new (kind);

  command->number = number;
  command->value = value;
  send (self, command);
}

/* --- what the worker reports -------------------------------------------------------------------------------------- */

static gboolean
look (gpointer data)
{
  GcoreSession *self = data;

  if (!self->look_pending && g_signal_has_handler_pending (self, g_signal_lookup ("notify", G_TYPE_OBJECT),
                                                           g_quark_from_static_string ("snapshot"), FALSE))
    {
      self->look_pending = true;
      send_number (self, GCORE_COMMAND_LOOK, 0, 0);
    }
  return G_SOURCE_CONTINUE;
}

static void
watch_running (GcoreSession *self)
{
  if (self->state == GCORE_SESSION_RUNNING && self->look_source == 0)
    self->look_source = g_timeout_add (LOOK_INTERVAL, look, self);
  else if (self->state != GCORE_SESSION_RUNNING)
    g_clear_handle_id (&self->look_source, g_source_remove);
}

static void
take_state (GcoreSession *self, GcoreReport *report)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (report->snapshot != NULL)
    {
      g_clear_pointer (&self->snapshot, gcore_snapshot_unref);
      self->snapshot = g_steal_pointer (&report->snapshot);
      self->look_pending = false;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SNAPSHOT]);
    }
  if (report->timeline != NULL)
    {
      g_clear_pointer (&self->timeline, gcore_timeline_unref);
      self->timeline = g_steal_pointer (&report->timeline);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TIMELINE]);
    }
  if (self->state != report->state)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
  if (self->stop != report->stop)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STOP_REASON]);
  if (self->line != report->line)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LINE]);
  if (self->exit_code != report->exit_code)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_EXIT_CODE]);
  if (self->problem != NULL || report->problem != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROBLEM]);
  if (self->waiting != report->waiting)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WAITING]);
  self->waiting = report->waiting;
  self->state = report->state;
  self->stop = report->stop;
  self->line = report->line;
  self->watch_hit = report->watch;
  self->exit_code = report->exit_code;
  g_clear_pointer (&self->problem, gcore_problem_free);
  self->problem = g_steal_pointer (&report->problem);
  if (report->stopped)
    {
      g_clear_pointer (&self->exception, gcore_session_exception_free);
      self->exception = g_steal_pointer (&report->exception);
    }
  watch_running (self);
  g_object_thaw_notify (G_OBJECT (self));
  if (report->stopped)
    g_signal_emit (self, signals[SIGNAL_STOPPED], 0, self->stop);
}

static void
take_news (GcoreSession *self, GcoreReport *report)
{
  switch (report->kind)
    {
    case GCORE_REPORT_STATE:
      take_state (self, report);
      break;
    case GCORE_REPORT_OUTPUT:
      g_signal_emit (self, signals[SIGNAL_OUTPUT], 0, report->output_kind, report->text);
      break;
    case GCORE_REPORT_REWIND:
      g_signal_emit (self, signals[SIGNAL_REWOUND], 0);
      break;
    case GCORE_REPORT_COLLECTION:
      g_signal_emit (self, signals[SIGNAL_COLLECTION], 0, &report->collection);
      break;
    case GCORE_REPORT_SAVED:
      g_signal_emit (self, signals[SIGNAL_SAVED], 0, report->text,
                     report->problem != NULL ? report->problem->message : NULL);
      break;
    case GCORE_REPORT_VISITED:
      break;
    }
}

static void
take_report (GcoreReport *report, gpointer data)
{
  g_autoptr (GcoreSession) self = g_object_ref (data);

  if (report->kind == GCORE_REPORT_VISITED)
    report->done (report->visited, report->data);
  else if (report->epoch == self->epoch)
    take_news (self, report);
}

/* --- commands ----------------------------------------------------------------------------------------------------- */

GcoreSession *
gcore_session_new (const GcoreSessionOptions *options)
{
  GcoreSession *self = g_object_new (GCORE_TYPE_SESSION, NULL);

  if (options != NULL)
    self->options = *options;
  else
    self->options = (GcoreSessionOptions) { .thresholds = { -1, -1, -1 }, .record_births = TRUE };
  return self;
}

void
gcore_session_load (GcoreSession *self, const char *text, gssize length, const char *filename, const char *directory)
{
  GcoreCommand *command = gcore_command_new (GCORE_COMMAND_LOAD);

  g_return_if_fail (GCORE_IS_SESSION (self));
  command->length = length < 0 ? strlen (text) : (gsize) length;
  command->text = g_malloc (command->length + 1);
  memcpy (command->text, text, command->length);
  command->text[command->length] = '\0';
  command->filename = g_strdup (filename);
  command->directory = g_strdup (directory);
  if (self->worker == NULL)
    self->worker = gcore_worker_new (&self->options, g_main_context_get_thread_default (), take_report, self);
  self->look_pending = false;
  command->number = (int) ++self->epoch;
  send (self, command);
}

void
gcore_session_restart (GcoreSession *self)
{
  if (self->worker == NULL)
    return;
  self->look_pending = false;
  send_number (self, GCORE_COMMAND_RESTART, (int) ++self->epoch, 0);
}

void
gcore_session_continue (GcoreSession *self)
{
  send_number (self, GCORE_COMMAND_CONTINUE, 0, 0);
}

void
gcore_session_pause (GcoreSession *self)
{
  send_number (self, GCORE_COMMAND_PAUSE, 0, 0);
}

void
gcore_session_step (GcoreSession *self, GcoreStepKind kind)
{
  send_number (self, GCORE_COMMAND_STEP, (int) kind, 0);
}

void
gcore_session_run_to_line (GcoreSession *self, guint line)
{
  send_number (self, GCORE_COMMAND_RUN_TO_LINE, (int) line, 0);
}

void
gcore_session_answer (GcoreSession *self, const char *line)
{
  GcoreCommand *command = gcore_command_new (GCORE_COMMAND_ANSWER);

  command->text = g_strdup (line);
  send (self, command);
}

void
gcore_session_step_back (GcoreSession *self, GcoreStepKind kind)
{
  send_number (self, GCORE_COMMAND_BACK, (int) kind, 0);
}

void
gcore_session_continue_back (GcoreSession *self)
{
  send_number (self, GCORE_COMMAND_BACK, GCORE_BACK_TO_BREAKPOINT, 0);
}

void
gcore_session_step_collection (GcoreSession *self, GcoreStride stride, gboolean backward)
{
  send_number (self, GCORE_COMMAND_COLLECTION_STEP, stride, backward);
}

void
gcore_session_go_to (GcoreSession *self, guint number, guint64 tick)
{
  GcoreCommand *command = gcore_command_new (GCORE_COMMAND_GO_TO);

  command->number = (int) number;
  command->tick = tick;
  send (self, command);
}

void
gcore_session_rename_branch (GcoreSession *self, guint number, const char *name)
{
  GcoreCommand *command = gcore_command_new (GCORE_COMMAND_NAME_BRANCH);

  command->number = (int) number;
  command->text = g_strdup (name);
  send (self, command);
}

void
gcore_session_delete_branch (GcoreSession *self, guint number)
{
  send_number (self, GCORE_COMMAND_DELETE_BRANCH, (int) number, 0);
}

void
gcore_session_set_bookmark (GcoreSession *self, guint number, guint64 tick, const char *note)
{
  GcoreCommand *command = gcore_command_new (GCORE_COMMAND_BOOKMARK);

  command->number = (int) number;
  command->tick = tick;
  command->text = g_strdup (note);
  send (self, command);
}

void
gcore_session_save (GcoreSession *self, const char *path)
{
  GcoreCommand *command = gcore_command_new (GCORE_COMMAND_SAVE);

  if (self->worker == NULL)
    g_signal_emit (self, signals[SIGNAL_SAVED], 0, path, "No program is loaded");
  command->text = g_strdup (path);
  send (self, command);
}

void
gcore_session_collect (GcoreSession *self, int generation)
{
  send_number (self, GCORE_COMMAND_COLLECT, generation, 0);
}

void
gcore_session_set_automatic (GcoreSession *self, gboolean automatic)
{
  send_number (self, GCORE_COMMAND_AUTOMATIC, automatic, 0);
}

void
gcore_session_set_threshold (GcoreSession *self, int generation, int threshold)
{
  send_number (self, GCORE_COMMAND_THRESHOLD, generation, threshold);
}

void
gcore_session_set_debug_flags (GcoreSession *self, guint flags)
{
  send_number (self, GCORE_COMMAND_DEBUG_FLAGS, (int) flags, 0);
}

void
gcore_session_set_breakpoints (GcoreSession *self, const guint *lines, gsize n_lines)
{
  GcoreCommand *command = gcore_command_new (GCORE_COMMAND_BREAKPOINTS);

  command->lines = g_memdup2 (lines, n_lines * sizeof *lines);
  command->n_lines = n_lines;
  send (self, command);
}

void
gcore_session_evaluate (GcoreSession *self, const char *line, guint frame)
{
  GcoreCommand *command = gcore_command_new (GCORE_COMMAND_EVALUATE);

  command->text = g_str_has_suffix (line, "\n") ? g_strdup (line) : g_strconcat (line, "\n", NULL);
  command->number = (int) frame;
  send (self, command);
}

void
gcore_session_set_watches (GcoreSession *self, const GcoreWatch *watches, gsize n_watches)
{
  GcoreCommand *command = gcore_command_new (GCORE_COMMAND_WATCHES);

  command->watches = gcore_saved_watches_new ();
  for (gsize i = 0; i < n_watches; i++)
    gcore_saved_watches_add (command->watches, &watches[i]);
  send (self, command);
}

void
gcore_session_visit (GcoreSession *self, GcoreVisit visit, GcoreVisitDone done, gpointer data)
{
  GcoreCommand *command = gcore_command_new (GCORE_COMMAND_VISIT);

  command->visit = visit;
  command->done = done;
  command->data = data;
  send (self, command);
}

void
gcore_session_go_to_place (GcoreSession *self, const GcorePlace *place)
{
  GcoreCommand *command = gcore_command_new (GCORE_COMMAND_GO_TO_PLACE);

  command->place = *place;
  if (gcore_watch_copy (&command->place.watch, &place->watch))
    send (self, command);
  else
    gcore_command_free (command);
}

void
gcore_session_cut (GcoreSession *self, guint64 address, guint32 number, const char *label)
{
  GcoreCommand *command = gcore_command_new (GCORE_COMMAND_CUT);

  command->address = address;
  command->number = (int) number;
  command->text = g_strdup (label);
  send (self, command);
}

/* Sends a question about an object. Its task has no source object: the thread may be the last to hold it. */
static void
ask (GcoreSession *self, GcoreCommandKind kind, guint64 address, guint32 number, guint64 tick, int value, const char *label,
     GAsyncReadyCallback callback, gpointer data)
{
  GcoreCommand *command = gcore_command_new (kind);

  command->task = g_task_new (NULL, NULL, callback, data);
  command->address = address;
  command->number = (int) number;
  command->tick = tick;
  command->value = value;
  command->text = g_strdup (label);
  send (self, command);
}

void
gcore_session_record_life (GcoreSession *self, guint64 address, guint32 number, guint64 seen, guint limit,
                           GAsyncReadyCallback callback, gpointer data)
{
  ask (self, GCORE_COMMAND_RECORD_LIFE, address, number, seen, (int) limit, NULL, callback, data);
}

GcoreLife *
gcore_session_record_life_finish (GcoreSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gcore_session_life_free (GcoreLife *life)
{
  gcore_life_clear (life);
  g_free (life);
}

void
gcore_session_what_if_cut (GcoreSession *self, guint64 address, guint32 number, const char *label, gboolean collect,
                           GAsyncReadyCallback callback, gpointer data)
{
  ask (self, GCORE_COMMAND_WHAT_IF, address, number, 0, collect, label, callback, data);
}

GcoreWhatIf *
gcore_session_what_if_cut_finish (GcoreSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gcore_session_what_if_free (GcoreWhatIf *what_if)
{
  gcore_what_if_clear (what_if);
  g_free (what_if);
}

void
gcore_session_check_expression (GcoreSession *self, const char *expression, GAsyncReadyCallback callback, gpointer data)
{
  ask (self, GCORE_COMMAND_CHECK_EXPRESSION, 0, 0, 0, 0, expression, callback, data);
}

char *
gcore_session_check_expression_finish (GcoreSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gcore_session_close (GcoreSession *self)
{
  g_clear_handle_id (&self->look_source, g_source_remove);
  g_clear_pointer (&self->worker, gcore_worker_free);
  self->epoch++;
  if (self->state == GCORE_SESSION_EMPTY)
    return;
  self->state = GCORE_SESSION_EMPTY;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

/* --- what a session knows ----------------------------------------------------------------------------------------- */

GcoreSessionState
gcore_session_get_state (GcoreSession *self)
{
  return self->state;
}

GcoreSessionStop
gcore_session_get_stop_reason (GcoreSession *self)
{
  return self->stop;
}

guint
gcore_session_get_line (GcoreSession *self)
{
  return self->line;
}

guint
gcore_session_get_watch_hit (GcoreSession *self)
{
  return self->watch_hit;
}

const GcoreSessionException *
gcore_session_get_exception (GcoreSession *self)
{
  return self->exception;
}

int
gcore_session_get_exit_code (GcoreSession *self)
{
  return self->exit_code;
}

GcoreSnapshot *
gcore_session_get_snapshot (GcoreSession *self)
{
  return self->snapshot;
}

gboolean
gcore_session_get_waiting (GcoreSession *self)
{
  return self->waiting;
}

GcoreTimeline *
gcore_session_get_timeline (GcoreSession *self)
{
  return self->timeline;
}

const GcoreProblem *
gcore_session_get_problem (GcoreSession *self)
{
  return self->problem;
}

char *
gcore_session_export_json (GcoreSession *self, GError **error)
{
  if (self->snapshot == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No program is loaded");
      return NULL;
    }
  return gcore_json_program_from_snapshot (self->snapshot);
}

static void
gcore_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GcoreSession *self = GCORE_SESSION (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    case PROP_STOP_REASON:
      g_value_set_int (value, (int) self->stop);
      break;
    case PROP_LINE:
      g_value_set_uint (value, self->line);
      break;
    case PROP_EXIT_CODE:
      g_value_set_int (value, self->exit_code);
      break;
    case PROP_SNAPSHOT:
      g_value_set_pointer (value, self->snapshot);
      break;
    case PROP_WAITING:
      g_value_set_boolean (value, self->waiting);
      break;
    case PROP_TIMELINE:
      g_value_set_pointer (value, self->timeline);
      break;
    case PROP_PROBLEM:
      g_value_set_pointer (value, self->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gcore_session_dispose (GObject *object)
{
  gcore_session_close (GCORE_SESSION (object));
  G_OBJECT_CLASS (gcore_session_parent_class)->dispose (object);
}

static void
gcore_session_finalize (GObject *object)
{
  GcoreSession *self = GCORE_SESSION (object);

  g_clear_pointer (&self->snapshot, gcore_snapshot_unref);
  g_clear_pointer (&self->timeline, gcore_timeline_unref);
  g_clear_pointer (&self->problem, gcore_problem_free);
  g_clear_pointer (&self->exception, gcore_session_exception_free);
  G_OBJECT_CLASS (gcore_session_parent_class)->finalize (object);
}

static void
gcore_session_class_init (GcoreSessionClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = gcore_session_get_property;
  object_class->dispose = gcore_session_dispose;
  object_class->finalize = gcore_session_finalize;

  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, GCORE_SESSION_FINISHED, 0, flags);
  props[PROP_STOP_REASON] = g_param_spec_int ("stop-reason", NULL, NULL, 0, GCORE_SESSION_STOP_EXIT, 0, flags);
  props[PROP_LINE] = g_param_spec_uint ("line", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_EXIT_CODE] = g_param_spec_int ("exit-code", NULL, NULL, G_MININT, G_MAXINT, 0, flags);
  props[PROP_SNAPSHOT] = g_param_spec_pointer ("snapshot", NULL, NULL, flags);
  props[PROP_TIMELINE] = g_param_spec_pointer ("timeline", NULL, NULL, flags);
  props[PROP_WAITING] = g_param_spec_boolean ("waiting", NULL, NULL, FALSE, flags);
  props[PROP_PROBLEM] = g_param_spec_pointer ("problem", NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[SIGNAL_OUTPUT] = g_signal_new ("output", GCORE_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
  signals[SIGNAL_REWOUND] = g_signal_new ("rewound", GCORE_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
  signals[SIGNAL_STOPPED] = g_signal_new ("stopped", GCORE_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_SAVED] = g_signal_new ("saved", GCORE_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_COLLECTION] = g_signal_new ("collection", GCORE_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                             G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
gcore_session_init (GcoreSession *self)
{
}
