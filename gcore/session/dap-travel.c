/* SPDX-License-Identifier: MIT */
/* Running, stepping and going back; what the session reports of it, and what the client is told. */
#include "gcore/session/dap-private.h"

#define PROGRESS_AFTER 500 /* milliseconds a travel takes before the client shows it, and between news of it */

/* --- progress ------------------------------------------------------------------------------------------------------- */

static gboolean
show_progress (gpointer data)
{
  GcoreDap *self = data;
  g_autofree char *id = g_strdup_printf ("travel-%d", self->progress != 0 ? self->progress : self->last_progress + 1);
  g_autofree char *message
    = g_strdup_printf ("%.1f s", (double) (g_get_monotonic_time () - self->moving_since) / G_USEC_PER_SEC);
  JsonBuilder *body = gcore_dap_body ();

  gcore_dap_add_string (body, "progressId", id);
  gcore_dap_add_string (body, "message", message);
  if (self->progress == 0)
    {
      gcore_dap_add_string (body, "title", "Travelling in time");
      gcore_dap_add_bool (body, "cancellable", true);
      self->progress = ++self->last_progress;
      gcore_dap_send_event (self, "progressStart", body);
    }
  else
    gcore_dap_send_event (self, "progressUpdate", body);
  return G_SOURCE_CONTINUE;
}

void
gcore_dap_end_progress (GcoreDap *self)
{
  g_clear_handle_id (&self->progress_source, g_source_remove);
  if (self->progress == 0)
    return;
  g_autofree char *id = g_strdup_printf ("travel-%d", self->progress);
  JsonBuilder *body = gcore_dap_body ();
  gcore_dap_add_string (body, "progressId", id);
  gcore_dap_send_event (self, "progressEnd", body);
  self->progress = 0;
}

/* --- moving --------------------------------------------------------------------------------------------------------- */

bool
gcore_dap_is_travelling (GcoreDap *self)
{
  return self->state == GCORE_DAP_RUNNING && self->motion >= GCORE_DAP_BACK;
}

static guint
depth_now (GcoreDap *self)
{
  GcoreSnapshot *snapshot = gcore_session_get_snapshot (self->session);

  return snapshot != NULL ? snapshot->n_frames : 0;
}

void
gcore_dap_start_motion (GcoreDap *self, GcoreDapMotion motion)
{
  self->motion = motion;
  self->depth = depth_now (self);
  self->stepping_up = self->pausing = false;
  self->target_line = 0;
  self->state = GCORE_DAP_RUNNING;
  g_clear_pointer (&self->exception, g_free);
  self->moving_since = g_get_monotonic_time ();
  if (self->has_progress && motion >= GCORE_DAP_BACK)
    self->progress_source = g_timeout_add (PROGRESS_AFTER, show_progress, self);
}

/* A step that a breakpoint interrupted in an inner call goes on upwards first. */
static void
step_on (GcoreDap *self)
{
  guint depth = depth_now (self);
  bool is_out = self->motion == GCORE_DAP_STEP_OUT;

  if (self->motion == GCORE_DAP_STEP_INTO || (is_out ? depth < self->depth : depth <= self->depth && !self->stepping_up))
    {
      gcore_dap_stop (self, "step", NULL, NULL);
      return;
    }
  self->stepping_up = is_out || depth > self->depth;
  gcore_session_step (self->session, self->stepping_up ? GCORE_STEP_OUT : GCORE_STEP_OVER);
}

void
gcore_dap_go_on (GcoreDap *self)
{
  if (self->pausing)
    gcore_dap_stop (self, "pause", NULL, NULL);
  else if (self->motion == GCORE_DAP_REVERSE)
    gcore_session_continue_back (self->session);
  else if (self->motion == GCORE_DAP_GO_TO)
    gcore_session_run_to_line (self->session, self->target_line);
  else if (self->motion == GCORE_DAP_CONTINUE)
    gcore_session_continue (self->session);
  else
    step_on (self);
}

static void
tell_exit (GcoreDap *self)
{
  JsonBuilder *body = gcore_dap_body ();

  gcore_dap_end_progress (self);
  gcore_dap_add_int (body, "exitCode", gcore_session_get_exit_code (self->session));
  self->state = GCORE_DAP_OVER;
  gcore_dap_send_event (self, "exited", body);
  gcore_dap_send_event (self, "terminated", NULL);
}

/* Whether the program has exited and was looked at once more: it goes on by ending. */
static bool
is_finished (GcoreDap *self)
{
  return gcore_session_get_state (self->session) == GCORE_SESSION_FINISHED;
}

void
gcore_dap_continue (GcoreDap *self, GcoreDapRequest *request)
{
  JsonBuilder *body = gcore_dap_body ();

  gcore_dap_add_bool (body, "allThreadsContinued", true);
  gcore_dap_respond (self, request, body);
  gcore_dap_start_motion (self, GCORE_DAP_CONTINUE);
  if (is_finished (self))
    tell_exit (self);
  else
    gcore_session_continue (self->session);
}

/* next, stepIn and stepOut */
void
gcore_dap_step (GcoreDap *self, GcoreDapRequest *request)
{
  GcoreStepKind kind = g_str_equal (request->command, "stepIn")    ? GCORE_STEP_INTO
                       : g_str_equal (request->command, "stepOut") ? GCORE_STEP_OUT
                                                                   : GCORE_STEP_OVER;

  gcore_dap_respond (self, request, NULL);
  gcore_dap_start_motion (self, kind == GCORE_STEP_INTO  ? GCORE_DAP_STEP_INTO
                                : kind == GCORE_STEP_OUT ? GCORE_DAP_STEP_OUT
                                                         : GCORE_DAP_STEP_OVER);
  if (is_finished (self))
    tell_exit (self);
  else
    gcore_session_step (self->session, kind);
}

void
gcore_dap_step_back (GcoreDap *self, GcoreDapRequest *request)
{
  gcore_dap_respond (self, request, NULL);
  gcore_dap_start_motion (self, GCORE_DAP_BACK);
  gcore_session_step_back (self->session, GCORE_STEP_OVER);
}

void
gcore_dap_reverse_continue (GcoreDap *self, GcoreDapRequest *request)
{
  gcore_dap_respond (self, request, NULL);
  gcore_dap_start_motion (self, GCORE_DAP_REVERSE);
  gcore_session_continue_back (self->session);
}

void
gcore_dap_travel_to (GcoreDap *self, guint branch, guint64 tick)
{
  JsonBuilder *body = gcore_dap_body ();

  gcore_dap_add_int (body, "threadId", 1);
  gcore_dap_add_bool (body, "allThreadsContinued", true);
  gcore_dap_send_event (self, "continued", body);
  gcore_dap_start_motion (self, GCORE_DAP_GO_TO);
  gcore_session_go_to (self->session, branch, tick);
}

/* A call is begun again by going back to where it began. */
void
gcore_dap_restart_frame (GcoreDap *self, GcoreDapRequest *request)
{
  gint64 id = gcore_dap_need_int (request, request->arguments, "frameId", 0, G_MAXINT64);
  int index = gcore_dap_find_frame (self, request, id);

  if (gcore_dap_is_wrong (self, request))
    return;
  GcorePlace place = { .kind = GCORE_PLACE_CALL, .number = self->snapshot->n_frames - 1 - (guint) index };
  gcore_dap_respond (self, request, NULL);
  gcore_dap_start_motion (self, GCORE_DAP_GO_TO);
  gcore_session_go_to_place (self->session, &place);
}

/* The program does not stop at once: the stop comes when it does. */
void
gcore_dap_pause (GcoreDap *self, GcoreDapRequest *request)
{
  gcore_dap_respond (self, request, NULL);
  if (self->state != GCORE_DAP_RUNNING)
    return;
  self->pausing = true;
  gcore_session_pause (self->session);
}

void
gcore_dap_cancel (GcoreDap *self, GcoreDapRequest *request)
{
  const char *progress = gcore_dap_get_string (request, request->arguments, "progressId", NULL);
  gcore_dap_get_int (request, request->arguments, "requestId", 0, G_MAXINT64, 0);

  if (gcore_dap_is_wrong (self, request))
    return;
  gcore_dap_respond (self, request, NULL);
  if (progress != NULL && self->progress == 0)
    return;
  self->pausing |= self->state == GCORE_DAP_RUNNING && self->progress != 0;
  if (self->pausing || self->n_pending > 0 || self->state == GCORE_DAP_LOADING) /* what the program's thread does is ended */
    gcore_session_pause (self->session);
}

/* --- goto ----------------------------------------------------------------------------------------------------------- */

static void
answer_targets (GcoreDap *self, GcoreDapRequest *request, GcoreDapSource *source)
{
  static const char *const labels[] = { "On to line %u", "Back to line %u" };
  gint64 asked = gcore_dap_need_int (request, request->arguments, "line", 0, G_MAXINT32 - 1) + self->lines_from_0;
  guint line = source != NULL ? gcore_dap_line_with_code (source, (guint) asked) : 0;
  JsonBuilder *body = gcore_dap_body ();

  gcore_dap_begin_array (body, "targets");
  for (guint i = 0; i < G_N_ELEMENTS (labels) && line != 0; i++)
    {
      GcoreDapTarget target = { .source = source, .line = line, .backward = i == 1 };
      g_autofree char *label = g_strdup_printf (labels[i], line);
      g_array_append_val (self->targets, target);
      json_builder_begin_object (body);
      gcore_dap_add_int (body, "id", self->targets->len);
      gcore_dap_add_string (body, "label", label);
      gcore_dap_add_int (body, "line", (gint64) line - self->lines_from_0);
      json_builder_end_object (body);
    }
  json_builder_end_array (body);
  gcore_dap_respond (self, request, body);
}

/* Nothing can be skipped in a program with a history: a place is the last or the next time it comes by. */
void
gcore_dap_goto_targets (GcoreDap *self, GcoreDapRequest *request)
{
  JsonObject *given = gcore_dap_get_object (request, request->arguments, "source");
  GcoreDapSource *source = given != NULL ? gcore_dap_get_source (self, request, given) : self->sources->pdata[0];

  gcore_dap_need_int (request, request->arguments, "line", 0, G_MAXINT32 - 1);
  if (!gcore_dap_is_wrong (self, request))
    gcore_dap_study_source (self, source, request, answer_targets);
}

/* A place in another file than the program's own: nothing stops the program on the way. */
static void
go_to_other_file (GcoreDap *self, const GcoreDapTarget *target)
{
  GcorePlace place = { .kind = target->backward ? GCORE_PLACE_LAST : GCORE_PLACE_NEXT,
                       .watch = { .kind = GCORE_WATCH_LINE, .number = target->line, .file = target->source->path } };

  gcore_dap_start_motion (self, GCORE_DAP_GO_TO);
  gcore_session_go_to_place (self->session, &place);
}

void
gcore_dap_goto (GcoreDap *self, GcoreDapRequest *request)
{
  gint64 id = gcore_dap_need_int (request, request->arguments, "targetId", 1, G_MAXINT32);

  if (id > self->targets->len && request->problem == NULL)
    request->problem = g_strdup_printf ("There is no target %" G_GINT64_FORMAT, id);
  if (gcore_dap_is_wrong (self, request))
    return;
  GcoreDapTarget target = g_array_index (self->targets, GcoreDapTarget, id - 1);
  g_array_set_size (self->targets, 0);
  gcore_dap_respond (self, request, NULL);
  if (!gcore_dap_is_program (self, target.source))
    {
      go_to_other_file (self, &target);
      return;
    }
  gcore_dap_start_motion (self, target.backward ? GCORE_DAP_REVERSE : GCORE_DAP_GO_TO);
  self->target_line = target.line;
  if (!target.backward)
    gcore_session_run_to_line (self->session, target.line);
  else
    {
      gcore_session_set_breakpoints (self->session, &target.line, 1);
      gcore_session_continue_back (self->session);
    }
}

/* --- stopping ------------------------------------------------------------------------------------------------------- */

void
gcore_dap_stop (GcoreDap *self, const char *reason, const char *description, GArray *ids)
{
  JsonBuilder *body = gcore_dap_body ();

  gcore_dap_end_progress (self);
  self->state = GCORE_DAP_STOPPED;
  self->pausing = self->stepping_up = false;
  gcore_dap_take_snapshot (self);
  if (self->motion >= GCORE_DAP_BACK) /* while it travelled nothing could be said to it */
    gcore_dap_apply_breakpoints (self);
  gcore_dap_add_string (body, "reason", reason);
  if (description != NULL)
    gcore_dap_add_string (body, "description", description);
  if (self->exception != NULL)
    gcore_dap_add_string (body, "text", self->exception);
  gcore_dap_add_int (body, "threadId", 1);
  gcore_dap_add_bool (body, "allThreadsStopped", true);
  if (ids != NULL)
    {
      gcore_dap_begin_array (body, "hitBreakpointIds");
      for (guint i = 0; i < ids->len; i++)
        json_builder_add_int_value (body, g_array_index (ids, int, i));
      json_builder_end_array (body);
    }
  gcore_dap_send_event (self, "stopped", body);
}

/* It has travelled: where to was said when it began. */
static void
after_travel (GcoreDap *self)
{
  if (self->pausing)
    gcore_dap_stop (self, "pause", NULL, NULL);
  else if (self->motion == GCORE_DAP_REVERSE && self->target_line == 0)
    gcore_dap_check_breakpoints (self);
  else
    gcore_dap_stop (self, self->motion == GCORE_DAP_BACK ? "step" : "goto", NULL, NULL);
}

static void
after_end (GcoreDap *self)
{
  if (self->motion == GCORE_DAP_GO_TO && self->target_line == 0)
    gcore_dap_stop (self, "goto", "The program has ended; its objects are still there", NULL);
  else if (self->stop_at_end && !self->no_debug)
    gcore_dap_stop (self, "end", "The program has ended; its objects are still there", NULL);
  else
    gcore_session_continue (self->session);
}

static void
after_watch (GcoreDap *self)
{
  guint hit = gcore_session_get_watch_hit (self->session);

  if (hit < self->watch_ids->len)
    {
      self->watch_hit = g_array_index (self->watch_ids, int, hit);
      gcore_dap_check_breakpoints (self);
    }
  else
    gcore_dap_stop_at_exception (self);
}

static void
after_move (GcoreDap *self, GcoreSessionStop stop)
{
  self->watch_hit = 0;
  switch (stop)
    {
    case GCORE_SESSION_STOP_BREAKPOINT:
      if (self->target_line != 0 && gcore_session_get_line (self->session) == self->target_line)
        gcore_dap_stop (self, "goto", NULL, NULL);
      else
        gcore_dap_check_breakpoints (self);
      break;
    case GCORE_SESSION_STOP_STEP:
      if (self->stepping_up)
        step_on (self);
      else
        gcore_dap_stop (self, "step", NULL, NULL);
      break;
    case GCORE_SESSION_STOP_EXCEPTION:
      gcore_session_continue (self->session);
      break;
    case GCORE_SESSION_STOP_COLLECTION:
      gcore_dap_stop (self, "goto", "In a collection", NULL);
      break;
    case GCORE_SESSION_STOP_WATCH:
      after_watch (self);
      break;
    case GCORE_SESSION_STOP_TRAVEL:
      after_travel (self);
      break;
    case GCORE_SESSION_STOP_BEGINNING:
      if (self->motion == GCORE_DAP_GO_TO)
        gcore_dap_stop (self, "goto", "There is no other such place", NULL);
      else
        gcore_dap_stop (self, "entry", "The beginning of the program", NULL);
      break;
    case GCORE_SESSION_STOP_END:
      after_end (self);
      break;
    case GCORE_SESSION_STOP_EXIT:
      if (self->motion == GCORE_DAP_GO_TO)
        gcore_dap_stop (self, "goto", "The program has exited", NULL);
      else
        tell_exit (self);
      break;
    default:
      gcore_dap_stop (self, self->pausing ? "pause" : "entry", NULL, NULL);
    }
}

/* --- what the session reports --------------------------------------------------------------------------------------- */

static void
on_stopped (GcoreSession *session, int stop, GcoreDap *self)
{
  self->repeating = false;
  if (self->state == GCORE_DAP_RUNNING)
    after_move (self, (GcoreSessionStop) stop);
  else if (self->state != GCORE_DAP_LOADING)
    return;
  else
    gcore_dap_loaded (self);
}

static void
on_output (GcoreSession *session, int kind, const char *text, GcoreDap *self)
{
  static const char *const categories[] = { "stdout", "stderr", "console" };

  if (kind == GCORE_OUTPUT_CONSOLE && self->console != NULL)
    g_string_append (self->console, text);
  else if (!self->repeating && self->state != GCORE_DAP_OVER)
    gcore_dap_print (self, categories[kind], text);
}

/* What it had printed by then comes again. The client shows it already. */
static void
on_rewound (GcoreSession *session, GcoreDap *self)
{
  self->repeating = true;
}

static void
on_timeline (GcoreSession *session, GParamSpec *pspec, GcoreDap *self)
{
  self->repeating = false;
}

static void
on_waiting (GcoreSession *session, GParamSpec *pspec, GcoreDap *self)
{
  if (!gcore_session_get_waiting (session) || self->state != GCORE_DAP_RUNNING)
    return;
  gcore_dap_print (self, "console", "The program waits for a line of input: what is entered here.\n");
  gcore_dap_send_event (self, "heapscope/waiting", NULL);
}

static void
on_saved (GcoreSession *session, const char *path, const char *problem, GcoreDap *self)
{
  gcore_dap_saved (self, path, problem);
}

void
gcore_dap_watch_session (GcoreDap *self)
{
  g_signal_connect (self->session, "notify::waiting", G_CALLBACK (on_waiting), self);
  g_signal_connect (self->session, "stopped", G_CALLBACK (on_stopped), self);
  g_signal_connect (self->session, "output", G_CALLBACK (on_output), self);
  g_signal_connect (self->session, "saved", G_CALLBACK (on_saved), self);
  g_signal_connect (self->session, "rewound", G_CALLBACK (on_rewound), self);
  g_signal_connect (self->session, "notify::timeline", G_CALLBACK (on_timeline), self);
}
