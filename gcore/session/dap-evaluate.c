/* SPDX-License-Identifier: MIT */
/* Expressions: looked at in a trial that leaves nothing behind, or carried out as the person's action. */
#include "gcore/session/dap-private.h"

#include <string.h>

#define TRIAL_SECONDS 10 /* then it is interrupted */
#define MAX_COMPLETIONS 500

/* --- trials --------------------------------------------------------------------------------------------------------- */

GcoreDapTrial *
gcore_dap_trial_new (GcoreDap *self, GcoreDapTrialDone done)
{
  GcoreDapTrial *trial = g_new0 (GcoreDapTrial, 1);

  trial->dap = self;
  trial->done = done;
  trial->expressions = g_ptr_array_new_with_free_func (g_free);
  return trial;
}

static void
examine_all (GcoreMachine *machine, void *data)
{
  GcoreDapTrial *trial = data;

  for (guint i = 0; i < trial->expressions->len; i++)
    gcore_program_examine (machine, trial->expressions->pdata[i], trial->frame, trial->as_str, &trial->examined[i]);
}

static void
do_trial (GcoreHistory *history, GcoreMachine *machine, gpointer data)
{
  GcoreDapTrial *trial = data;

  trial->tried = !GCORE_COLLECTOR->at_step && gcore_history_try (history, examine_all, trial);
}

static void
end_trial (gboolean visited, gpointer data)
{
  GcoreDapTrial *trial = data;

  g_clear_handle_id (&trial->timeout, g_source_remove);
  trial->done (trial->dap, trial);
  g_ptr_array_unref (trial->expressions);
  g_free (trial->examined);
  g_free (trial);
}

static gboolean
interrupt_trial (gpointer data)
{
  GcoreDapTrial *trial = data;

  trial->timeout = 0;
  gcore_session_pause (trial->dap->session);
  return G_SOURCE_REMOVE;
}

void
gcore_dap_try (GcoreDapTrial *trial)
{
  trial->examined = g_new0 (GcoreExamined, trial->expressions->len);
  for (guint i = 0; i < trial->expressions->len; i++)
    trial->examined[i] = (GcoreExamined) { .failed = TRUE, .type = "KeyboardInterrupt" };
  if (trial->expressions->len == 0)
    {
      end_trial (TRUE, trial);
      return;
    }
  trial->timeout = g_timeout_add_seconds (TRIAL_SECONDS, interrupt_trial, trial);
  gcore_dap_visit (trial->dap, do_trial, end_trial, trial);
}

char *
gcore_dap_explain (const GcoreExamined *examined)
{
  if (g_str_equal (examined->type, "KeyboardInterrupt"))
    return g_strdup ("The evaluation was interrupted");
  if (examined->type[0] == '\0') /* there was no exception: the program's modules are gone */
    return g_strdup ("Nothing can be evaluated any more");
  return examined->text[0] != '\0' ? g_strdup_printf ("%s: %s", examined->type, examined->text)
                                   : g_strdup (examined->type);
}

/* What went wrong with TRIAL, or NULL. */
static char *
trial_problem (GcoreDapTrial *trial)
{
  if (!trial->tried)
    return g_strdup ("Nothing can be evaluated here: a collection is under way, or there is no memory");
  return trial->examined[0].failed ? gcore_dap_explain (&trial->examined[0]) : NULL;
}

/* --- actions -------------------------------------------------------------------------------------------------------- */

static void
end_action (gboolean visited, gpointer data)
{
  g_autofree GcoreDapAction *action = data;
  GcoreDap *self = action->dap;

  if (self->state == GCORE_DAP_STOPPED)
    gcore_dap_take_snapshot (self);
  action->done (self, action->request);
}

void
gcore_dap_after_action (GcoreDap *self, GcoreDapRequest *request, void (*done) (GcoreDap *self, GcoreDapRequest *request))
{
  GcoreDapAction *action = g_new (GcoreDapAction, 1);

  *action = (GcoreDapAction) { .dap = self, .request = request, .done = done };
  gcore_dap_forget_hits (self);
  gcore_dap_visit (self, NULL, end_action, action);
}

/* The client has to ask again for what it shows. */
static void
send_invalidated (GcoreDap *self)
{
  JsonBuilder *body = gcore_dap_body ();

  if (!self->has_invalidated)
    {
      g_object_unref (body);
      return;
    }
  gcore_dap_begin_array (body, "areas");
  json_builder_add_string_value (body, "variables");
  json_builder_end_array (body);
  gcore_dap_send_event (self, "invalidated", body);
}

/* What the action has printed: a new string. */
static char *
take_console (GcoreDap *self)
{
  GString *console = g_steal_pointer (&self->console);

  if (console == NULL)
    return g_strdup ("");
  if (console->len > 0 && console->str[console->len - 1] == '\n')
    g_string_truncate (console, console->len - 1);
  return g_string_free (console, FALSE);
}

static void
answer_repl (GcoreDap *self, GcoreDapRequest *request)
{
  g_autofree char *result = take_console (self);
  JsonBuilder *body = gcore_dap_body ();

  gcore_dap_add_string (body, "result", result);
  gcore_dap_add_int (body, "variablesReference", 0);
  gcore_dap_respond (self, request, body);
  send_invalidated (self);
}

/* Runs STATEMENT as the person's action in the FRAME-th call; what it prints is gathered. */
static void
act (GcoreDap *self, GcoreDapRequest *request, const char *statement, guint frame,
     void (*done) (GcoreDap *self, GcoreDapRequest *request))
{
  if (self->console != NULL)
    {
      gcore_dap_fail (self, request, "Another evaluation is under way");
      return;
    }
  self->console = g_string_new (NULL);
  gcore_session_evaluate (self->session, statement, frame);
  gcore_dap_after_action (self, request, done);
}

/* --- evaluate ------------------------------------------------------------------------------------------------------- */

/* Which call, counted outwards from the innermost, the protocol's frame ID is; without one the innermost. */
static guint
frame_of (GcoreDap *self, GcoreDapRequest *request)
{
  gint64 id = gcore_dap_get_int (request, request->arguments, "frameId", 0, G_MAXINT64, 0);
  int index = id != 0 ? gcore_dap_find_frame (self, request, id) : (int) self->snapshot->n_frames - 1;

  return index >= 0 ? self->snapshot->n_frames - 1 - (guint) index : 0;
}

/* The row of the object that was evaluated, if it was there before; else GCORE_NO_ROW. */
static guint
row_of (GcoreDap *self, const GcoreExamined *examined)
{
  guint row = gcore_snapshot_find (self->snapshot, examined->address);

  return row != GCORE_NO_ROW
             && g_str_equal (gcore_snapshot_string (self->snapshot, self->snapshot->objects[row].type_name), examined->type)
           ? row : GCORE_NO_ROW;
}

static void
answer_trial (GcoreDap *self, GcoreDapTrial *trial)
{
  g_autofree char *problem = trial_problem (trial);
  GcoreExamined *examined = &trial->examined[0];

  if (problem != NULL || self->state != GCORE_DAP_STOPPED)
    {
      gcore_dap_fail (self, trial->request, "%s", problem != NULL ? problem : "The program has gone on");
      return;
    }
  JsonBuilder *body = gcore_dap_body ();
  guint row = row_of (self, examined);
  gcore_dap_add_string (body, "result", examined->text);
  if (row != GCORE_NO_ROW)
    gcore_dap_describe (self, body, NULL, row, trial->expressions->pdata[0], self->snapshot->n_frames - 1 - trial->frame);
  else
    {
      gcore_dap_add_string (body, "type", examined->type);
      gcore_dap_add_int (body, "variablesReference", 0);
    }
  gcore_dap_respond (self, trial->request, body);
}

/* LINE (NULL: the end of input) is what the program waits for. */
static void
answer_program (GcoreDap *self, GcoreDapRequest *request, const char *line)
{
  JsonBuilder *body = gcore_dap_body ();

  gcore_session_answer (self->session, line);
  gcore_dap_add_string (body, "result", "");
  gcore_dap_add_int (body, "variablesReference", 0);
  gcore_dap_respond (self, request, body);
}

void
gcore_dap_heap_input (GcoreDap *self, GcoreDapRequest *request)
{
  const char *line = gcore_dap_get_string (request, request->arguments, "line", NULL);

  if (!gcore_session_get_waiting (self->session) && request->problem == NULL)
    request->problem = g_strdup ("The program does not wait for input");
  if (!gcore_dap_is_wrong (self, request))
    answer_program (self, request, line);
}

void
gcore_dap_evaluate (GcoreDap *self, GcoreDapRequest *request)
{
  const char *expression = gcore_dap_need_string (request, request->arguments, "expression");
  const char *context = gcore_dap_get_string (request, request->arguments, "context", "");
  bool is_stopped = self->state == GCORE_DAP_STOPPED;
  bool is_input = !is_stopped && gcore_session_get_waiting (self->session) && g_str_equal (context, "repl");
  guint frame = is_stopped ? frame_of (self, request) : 0;

  if (!is_stopped && !is_input && request->problem == NULL)
    request->problem = g_strdup (self->state == GCORE_DAP_OVER ? "The program has exited" : "The program is running");
  if (gcore_dap_is_wrong (self, request))
    return;
  if (is_input)
    {
      answer_program (self, request, expression);
      return;
    }
  if (g_str_equal (context, "repl"))
    {
      act (self, request, expression, frame, answer_repl);
      return;
    }
  GcoreDapTrial *trial = gcore_dap_trial_new (self, answer_trial);
  trial->request = request;
  trial->frame = frame;
  g_ptr_array_add (trial->expressions, g_strdup (expression));
  gcore_dap_try (trial);
}

/* --- setVariable ---------------------------------------------------------------------------------------------------- */

static void
answer_set (GcoreDap *self, GcoreDapRequest *request)
{
  g_autofree char *printed = take_console (self);

  bool failed = strstr (printed, "Traceback (most recent call last)") != NULL
                || g_str_has_prefix (printed, "  File \"<console>\""); /* a SyntaxError has no traceback */

  if (failed || self->state != GCORE_DAP_STOPPED)
    {
      const char *line = strrchr (printed, '\n');
      gcore_dap_fail (self, request, "%s", line != NULL && line[1] != '\0' ? line + 1 : "The variable was not set");
      return;
    }
  JsonBuilder *body = gcore_dap_body ();
  gcore_dap_add_string (body, "value", gcore_dap_get_string (request, request->arguments, "value", ""));
  gcore_dap_add_int (body, "variablesReference", 0);
  gcore_dap_respond (self, request, body);
  send_invalidated (self);
}

/* The value can be evaluated: now it is done. */
static void
set_after_trial (GcoreDap *self, GcoreDapTrial *trial)
{
  g_autofree char *problem = trial_problem (trial);
  GcoreDapRequest *request = trial->request;

  if (problem != NULL || self->state != GCORE_DAP_STOPPED)
    {
      gcore_dap_fail (self, request, "%s", problem != NULL ? problem : "The program has gone on");
      return;
    }
  g_autofree char *statement
    = g_strdup_printf ("%s = (%s)", (char *) trial->expressions->pdata[1], (char *) trial->expressions->pdata[0]);
  act (self, request, statement, trial->frame, answer_set);
}

void
gcore_dap_set_variable (GcoreDap *self, GcoreDapRequest *request)
{
  gint64 reference = gcore_dap_need_int (request, request->arguments, "variablesReference", 0, G_MAXINT64);
  const char *name = gcore_dap_need_string (request, request->arguments, "name");
  const char *value = gcore_dap_need_string (request, request->arguments, "value");
  const GcoreDapHandle *handle = gcore_dap_find_handle (self, reference);
  g_autofree char *target = NULL;

  if (handle == NULL && request->problem == NULL)
    request->problem = g_strdup_printf ("There is no variables reference %" G_GINT64_FORMAT " at this stop", reference);
  if (gcore_dap_is_wrong (self, request))
    return;
  guint row = gcore_dap_find_variable (self, handle, name, &target);
  if (row == GCORE_NO_ROW || target == NULL)
    {
      gcore_dap_fail (self, request, row == GCORE_NO_ROW ? "There is no variable '%s' here" : "'%s' cannot be set", name);
      return;
    }
  GcoreDapTrial *trial = gcore_dap_trial_new (self, set_after_trial);
  trial->request = request;
  trial->frame = self->snapshot->n_frames - 1 - handle->frame;
  g_ptr_array_add (trial->expressions, g_strdup (value));
  g_ptr_array_add (trial->expressions, g_steal_pointer (&target));
  gcore_dap_try (trial);
}

/* --- setExpression -------------------------------------------------------------------------------------------------- */

void
gcore_dap_set_expression (GcoreDap *self, GcoreDapRequest *request)
{
  const char *expression = gcore_dap_need_string (request, request->arguments, "expression");
  const char *value = gcore_dap_need_string (request, request->arguments, "value");
  guint frame = frame_of (self, request);

  if (gcore_dap_is_wrong (self, request))
    return;
  GcoreDapTrial *trial = gcore_dap_trial_new (self, set_after_trial);
  trial->request = request;
  trial->frame = frame;
  g_ptr_array_add (trial->expressions, g_strdup (value));
  g_ptr_array_add (trial->expressions, g_strdup (expression));
  gcore_dap_try (trial);
}

/* --- completions ---------------------------------------------------------------------------------------------------- */

/* Names of the frame's variables that begin as TEXT ends. */
void
gcore_dap_completions (GcoreDap *self, GcoreDapRequest *request)
{
  const char *text = gcore_dap_need_string (request, request->arguments, "text");
  gint64 column = gcore_dap_need_int (request, request->arguments, "column", 0, G_MAXINT32);
  guint frame = frame_of (self, request);

  if (gcore_dap_is_wrong (self, request))
    return;
  glong end = MIN (g_utf8_strlen (text, -1), MAX (column - !self->columns_from_0, 0));
  g_autofree char *before = g_utf8_substring (text, 0, end);
  const char *word = before + strlen (before);
  while (word > before && (g_ascii_isalnum (word[-1]) || word[-1] == '_'))
    word--;
  JsonBuilder *body = gcore_dap_body ();
  gcore_dap_begin_array (body, "targets");
  if (word == before || word[-1] != '.')
    {
      g_autoptr (GPtrArray) names = gcore_dap_find_names (self, self->snapshot->n_frames - 1 - frame, word);
      for (guint i = 0; i < MIN (names->len, MAX_COMPLETIONS); i++)
        {
          json_builder_begin_object (body);
          gcore_dap_add_string (body, "label", names->pdata[i]);
          gcore_dap_add_string (body, "type", "variable");
          gcore_dap_add_int (body, "start", g_utf8_strlen (before, word - before));
          gcore_dap_add_int (body, "length", g_utf8_strlen (word, -1));
          json_builder_end_object (body);
        }
    }
  json_builder_end_array (body);
  gcore_dap_respond (self, request, body);
}
