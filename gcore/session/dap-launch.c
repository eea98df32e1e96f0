/* SPDX-License-Identifier: MIT */
/* launch: reading a program or a saved session and bringing it to where it can be debugged; restart; saving. */
#include "gcore/session/dap-private.h"

#include <string.h>

#include "gcore/session/json-program.h"
#include "gcore/session/saved-session.h"

#define MAX_PROGRAM (64 << 20) /* bytes */
#define MAX_SAVED (1 << 30)
#define MAX_SNAPSHOT 2000000   /* objects */

/* --- launch --------------------------------------------------------------------------------------------------------- */

static void
read_options (GcoreDap *self, GcoreDapRequest *request)
{
  JsonObject *arguments = request->arguments;
  JsonArray *thresholds = gcore_dap_get_array (request, arguments, "thresholds");

  self->stop_on_entry = gcore_dap_get_bool (request, arguments, "stopOnEntry", false);
  self->stop_at_end = gcore_dap_get_bool (request, arguments, "stopAtEnd", false);
  self->no_debug = gcore_dap_get_bool (request, arguments, "noDebug", false);
  self->options = (GcoreSessionOptions) {
    .memory_limit = (guint64) gcore_dap_get_int (request, arguments, "memoryLimit", 0, G_MAXINT64, 0),
    .thresholds = { -1, -1, -1 },
    .gc_disabled = gcore_dap_get_bool (request, arguments, "gcDisabled", false),
    .record_births = TRUE,
    .snapshot_objects = (guint) gcore_dap_get_int (request, arguments, "snapshotObjects", 0, MAX_SNAPSHOT, 0),
  };
  for (guint i = 0; thresholds != NULL && i < MIN (json_array_get_length (thresholds), 3); i++)
    {
      JsonNode *node = json_array_get_element (thresholds, i);
      bool is_number = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64;
      gint64 value = is_number ? json_node_get_int (node) : -1;
      if ((value < 0 || value > G_MAXINT) && request->problem == NULL)
        request->problem = g_strdup ("'thresholds' has to be up to three numbers from 0 on");
      self->options.thresholds[i] = (int) value;
    }
}

static char **
read_arguments (GcoreDapRequest *request)
{
  JsonArray *array = gcore_dap_get_array (request, request->arguments, "args");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (node));
      else if (request->problem == NULL)
        request->problem = g_strdup ("'args' has to be a list of strings");
    }
  return g_strv_builder_end (builder);
}

/* What has been read from a saved session, or NULL with the request's problem set. */
static GcoreSavedSession *
read_saved (GcoreDap *self, GcoreDapRequest *request, const char *text, gsize length)
{
  GcoreProblem *problem = NULL;
  GcoreSavedSession *saved = gcore_json_session_read (text, length, self->file, &problem);

  if (saved == NULL)
    request->problem = g_strdup_printf ("%s: %s (%s, line %u)", problem->member_path != NULL ? problem->member_path : "JSON",
                                        problem->message, self->file, problem->line);
  g_clear_pointer (&problem, gcore_problem_free);
  return saved;
}

/* Reads the file that is to be launched; false with the request's problem set. */
static bool
read_file (GcoreDap *self, GcoreDapRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length;
  bool is_saved = gcore_is_saved_session (self->file);
  g_autoptr (GcoreSavedSession) saved = NULL;

  if (request->problem != NULL)
    return false;
  if (!g_file_test (self->file, G_FILE_TEST_IS_REGULAR))
    request->problem = g_strdup_printf ("There is no file '%s'", self->file);
  else if (!g_file_get_contents (self->file, &text, &length, &error))
    request->problem = g_strdup (error->message);
  else if (length > (is_saved ? MAX_SAVED : MAX_PROGRAM))
    request->problem = g_strdup_printf ("'%s' is too large for a program", self->file);
  else if (is_saved)
    saved = read_saved (self, request, text, length);
  if (request->problem != NULL)
    return false;
  g_clear_pointer (&self->program, g_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->translated, g_free);
  g_clear_pointer (&self->opened, g_bytes_unref);
  if (saved != NULL)
    self->opened = g_bytes_new (text, length);
  self->program = saved != NULL ? g_steal_pointer (&saved->filename) : g_strdup (self->file);
  self->text = saved != NULL ? g_steal_pointer (&saved->text) : g_steal_pointer (&text);
  self->length = saved != NULL ? saved->length : length;
  return true;
}

/* What has been read is run as far as its first line, or to where it was saved. */
static void
load (GcoreDap *self)
{
  g_autofree char *folder = g_path_get_dirname (self->file);
  gsize length = self->length;
  const char *text = self->opened != NULL ? g_bytes_get_data (self->opened, &length) : self->text;

  if (self->session == NULL)
    {
      self->session = gcore_session_new (&self->options);
      gcore_dap_watch_session (self);
    }
  gcore_session_load (self->session, text, (gssize) length, self->file, folder);
}

void
gcore_dap_launch (GcoreDap *self, GcoreDapRequest *request)
{
  const char *program = gcore_dap_need_string (request, request->arguments, "program");
  const char *folder = gcore_dap_get_string (request, request->arguments, "cwd", NULL);

  g_free (self->file);
  g_clear_pointer (&self->arguments, g_strfreev);
  self->file = g_canonicalize_filename (program, folder);
  self->arguments = read_arguments (request);
  read_options (self, request);
  self->options.arguments = (const char *const *) self->arguments;
  read_file (self, request);
  if (gcore_dap_is_wrong (self, request))
    return;
  self->launching = request;
  self->state = GCORE_DAP_LOADING;
  load (self);
}

void
gcore_dap_attach (GcoreDap *self, GcoreDapRequest *request)
{
  gcore_dap_fail (self, request, "Heapscope cannot attach: a program has to be launched in it to have a history");
}

const char *
gcore_dap_get_program_text (GcoreDap *self, gsize *length)
{
  if (self->translated == NULL && g_str_has_suffix (self->program, ".json"))
    {
      GcoreProblem *problem = NULL;
      self->translated = gcore_json_program_to_source (self->text, self->length, self->program, &problem);
      g_clear_pointer (&problem, gcore_problem_free);
    }
  *length = self->translated != NULL ? strlen (self->translated) : self->length;
  return self->translated != NULL ? self->translated : self->text;
}

/* --- starting ------------------------------------------------------------------------------------------------------- */

static void
begin (GcoreDap *self)
{
  const GcoreProblem *problem = gcore_session_get_problem (self->session);

  gcore_dap_apply_watches (self);
  if (self->opened != NULL && problem != NULL)
    {
      g_autofree char *text = g_strconcat (problem->message, "\n", NULL);
      gcore_dap_print (self, "important", text);
    }
  if (self->opened != NULL && !self->no_debug)
    gcore_dap_stop (self, "entry", "Where the session was saved", NULL);
  else if (self->stop_on_entry && !self->no_debug)
    gcore_dap_stop (self, "entry", NULL, NULL);
  else
    {
      gcore_dap_start_motion (self, GCORE_DAP_CONTINUE);
      gcore_session_continue (self->session);
    }
}

static void
configured (gboolean visited, gpointer data)
{
  GcoreDap *self = data;

  if (self->state != GCORE_DAP_CONFIGURING)
    return;
  JsonBuilder *body = gcore_dap_body ();
  gcore_dap_add_string (body, "reason", "started");
  gcore_dap_add_int (body, "threadId", 1);
  gcore_dap_send_event (self, "thread", body);
  gcore_dap_apply_breakpoints (self);
  begin (self);
}

/* Breakpoints whose lines are still being looked for come first. */
void
gcore_dap_configuration_done (GcoreDap *self, GcoreDapRequest *request)
{
  if (self->is_configured)
    {
      gcore_dap_fail (self, request, "configurationDone has been done already");
      return;
    }
  self->is_configured = true;
  gcore_dap_respond (self, request, NULL);
  if (self->n_pending > 0)
    gcore_dap_visit (self, NULL, configured, self);
  else
    configured (TRUE, self);
}

static void
fail_to_start (GcoreDap *self, const GcoreProblem *problem)
{
  const char *message = problem != NULL ? problem->message : "The program cannot be loaded";
  const char *file = problem != NULL && problem->file != NULL ? problem->file : self->program;
  guint line = problem != NULL ? problem->line : 0;
  bool restarting = self->restarting;

  self->state = restarting ? GCORE_DAP_OVER : GCORE_DAP_INITIALIZED;
  g_clear_object (&self->session);
  gcore_dap_fail (self, g_steal_pointer (&self->launching), line != 0 ? "%s (%s, line %u)" : "%s (%s)", message, file, line);
  if (restarting)
    gcore_dap_send_event (self, "terminated", NULL);
}

/* The lines are known: the client may set breakpoints. */
static void
started (GcoreDap *self, GcoreDapRequest *request, GcoreDapSource *source)
{
  JsonBuilder *body;

  if (self->state != GCORE_DAP_LOADING)
    return;
  gcore_dap_respond (self, g_steal_pointer (&self->launching), NULL);
  self->state = GCORE_DAP_CONFIGURING;
  if (self->restarting)
    {
      gcore_dap_apply_breakpoints (self);
      begin (self);
      return;
    }
  body = gcore_dap_body ();
  gcore_dap_add_string (body, "name", self->program);
  gcore_dap_add_bool (body, "isLocalProcess", true);
  gcore_dap_add_string (body, "startMethod", "launch");
  gcore_dap_send_event (self, "process", body);
  gcore_dap_send_event (self, "initialized", NULL);
}

void
gcore_dap_loaded (GcoreDap *self)
{
  if (gcore_session_get_state (self->session) == GCORE_SESSION_BROKEN)
    fail_to_start (self, gcore_session_get_problem (self->session));
  else
    gcore_dap_study_source (self, gcore_dap_intern_source (self, self->program), NULL, started);
}

/* Its file is read once more. */
void
gcore_dap_restart (GcoreDap *self, GcoreDapRequest *request)
{
  if (self->state == GCORE_DAP_CONFIGURING || self->state == GCORE_DAP_LOADING)
    request->problem = g_strdup ("The program has not been started");
  read_file (self, request);
  if (gcore_dap_is_wrong (self, request))
    return;
  gcore_dap_forget_sources (self);
  gcore_dap_end_progress (self);
  for (guint i = 0; i < self->breakpoints->len; i++)
    g_array_set_size (((GcoreDapBreakpoint *) self->breakpoints->pdata[i])->hits, 0);
  gcore_dap_drop_data_breakpoints (self); /* their objects are not there yet */
  self->launching = request;
  self->restarting = true;
  self->state = GCORE_DAP_LOADING;
  load (self);
}

/* --- saving --------------------------------------------------------------------------------------------------------- */

void
gcore_dap_heap_save (GcoreDap *self, GcoreDapRequest *request)
{
  g_autofree char *path
    = g_canonicalize_filename (gcore_dap_need_string (request, request->arguments, "path"), NULL);

  if (!gcore_is_saved_session (path) && request->problem == NULL)
    request->problem = g_strdup ("'path' has to end with .heapscope");
  if (self->saving != NULL && request->problem == NULL)
    request->problem = g_strdup ("The session is being saved already");
  if (gcore_dap_is_wrong (self, request))
    return;
  self->saving = request;
  gcore_session_save (self->session, path);
}

void
gcore_dap_saved (GcoreDap *self, const char *path, const char *problem)
{
  GcoreDapRequest *request = g_steal_pointer (&self->saving);

  if (request == NULL)
    return;
  if (problem != NULL)
    {
      gcore_dap_fail (self, request, "%s", problem);
      return;
    }
  JsonBuilder *body = gcore_dap_body ();
  gcore_dap_add_string (body, "path", path);
  gcore_dap_respond (self, request, body);
}
