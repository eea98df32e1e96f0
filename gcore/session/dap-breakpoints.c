/* SPDX-License-Identifier: MIT */
/* Breakpoints at lines, functions and data: setting them. */
#include "gcore/session/dap-private.h"

static void
free_breakpoint (GcoreDapBreakpoint *breakpoint)
{
  g_free (breakpoint->function);
  g_free (breakpoint->data_id);
  g_free (breakpoint->condition);
  g_free (breakpoint->hit_condition);
  g_free (breakpoint->log_message);
  g_array_unref (breakpoint->hits);
  g_free (breakpoint);
}

/* Removes those of KIND; of lines, those in SOURCE. OLD gets them. */
static void
take_out (GcoreDap *self, GcoreDapBreakpointKind kind, const GcoreDapSource *source, GPtrArray *old)
{
  for (guint i = self->breakpoints->len; i-- > 0;)
    {
      const GcoreDapBreakpoint *breakpoint = self->breakpoints->pdata[i];
      if (breakpoint->kind == kind && breakpoint->source == source)
        g_ptr_array_add (old, g_ptr_array_remove_index (self->breakpoints, i));
    }
}

void
gcore_dap_clear_breakpoints (GcoreDap *self)
{
  for (guint i = 0; i < self->breakpoints->len; i++)
    free_breakpoint (self->breakpoints->pdata[i]);
  g_ptr_array_set_size (self->breakpoints, 0);
}

/* One that was there at the same place keeps its identity and its hits. */
static void
inherit (GcoreDapBreakpoint *self, GPtrArray *old)
{
  for (guint i = 0; i < old->len; i++)
    {
      GcoreDapBreakpoint *before = old->pdata[i];
      if (before->line != self->line || before->taken || g_strcmp0 (before->function, self->function) != 0)
        continue;
      before->taken = true;
      self->id = before->id;
      g_array_unref (self->hits);
      self->hits = g_array_ref (before->hits);
      return;
    }
}

/* All breakpoints of KIND, or all at lines of SOURCE, are to be replaced by those a request lists. */
typedef struct
{
  GcoreDap *dap;
  GcoreDapRequest *request;
  GcoreDapBreakpointKind kind;
  GcoreDapSource *source;
  JsonBuilder *body;
  GPtrArray *old;
} Replacement;

/* LINE 0: it has no place, for the reason WHY_NOT. Adds the breakpoint to the list and to the answer. */
static void
add_breakpoint (Replacement *self, JsonObject *wanted, guint line, const char *why_not)
{
  GcoreDap *dap = self->dap;
  const char *hit_condition = gcore_dap_get_string (self->request, wanted, "hitCondition", NULL);

  if (hit_condition != NULL && hit_condition[0] == '\0')
    hit_condition = NULL;
  if (hit_condition != NULL && !gcore_dap_is_hit_condition (hit_condition))
    why_not = "A hit condition is a number, or one of >=, >, <, <=, ==, % and a number";
  GcoreDapBreakpoint *breakpoint = g_new0 (GcoreDapBreakpoint, 1);
  breakpoint->kind = self->kind;
  breakpoint->source = self->source;
  breakpoint->line = line;
  if (self->kind == GCORE_DAP_AT_FUNCTION)
    breakpoint->function = g_strdup (gcore_dap_get_string (self->request, wanted, "name", ""));
  if (self->kind == GCORE_DAP_AT_DATA)
    breakpoint->data_id = g_strdup (gcore_dap_get_string (self->request, wanted, "dataId", NULL));
  breakpoint->condition = g_strdup (gcore_dap_get_string (self->request, wanted, "condition", NULL));
  breakpoint->hit_condition = g_strdup (hit_condition);
  breakpoint->log_message = g_strdup (gcore_dap_get_string (self->request, wanted, "logMessage", NULL));
  breakpoint->hits = g_array_new (FALSE, FALSE, sizeof (guint64));
  if (line != 0)
    inherit (breakpoint, self->old);
  if (breakpoint->id == 0)
    breakpoint->id = ++dap->last_breakpoint_id;
  json_builder_begin_object (self->body);
  gcore_dap_add_int (self->body, "id", breakpoint->id);
  gcore_dap_add_bool (self->body, "verified", why_not == NULL);
  if (why_not != NULL)
    gcore_dap_add_string (self->body, "message", why_not);
  if (line != 0)
    gcore_dap_add_int (self->body, "line", (gint64) line - dap->lines_from_0);
  json_builder_end_object (self->body);
  if (why_not == NULL)
    g_ptr_array_add (dap->breakpoints, breakpoint);
  else
    free_breakpoint (breakpoint);
}

static guint
place_line (Replacement *self, JsonObject *wanted, const char **why_not)
{
  guint line
    = (guint) (gcore_dap_need_int (self->request, wanted, "line", 0, G_MAXINT32 - 1) + self->dap->lines_from_0);
  guint found = self->source != NULL ? gcore_dap_line_with_code (self->source, line) : 0;

  if (self->dap->state < GCORE_DAP_CONFIGURING)
    *why_not = "No program has been launched";
  else if (self->source == NULL || self->source->text == NULL)
    *why_not = "There is no such file";
  else if (found == 0)
    *why_not = "There is no code here or below";
  return found;
}

static const GcoreDapFunction *
find_function (GcoreDap *self, const char *name)
{
  const GcoreDapSource *program = self->sources->len > 0 ? self->sources->pdata[0] : NULL;

  for (guint i = 0; program != NULL && i < program->functions->len; i++)
    {
      const GcoreDapFunction *function = program->functions->pdata[i];
      if (g_str_equal (function->name, name))
        return function;
    }
  return NULL;
}

static guint
place_function (Replacement *self, JsonObject *wanted, const char **why_not)
{
  const GcoreDapFunction *function = find_function (self->dap, gcore_dap_need_string (self->request, wanted, "name"));

  if (function == NULL)
    *why_not = self->dap->state < GCORE_DAP_CONFIGURING ? "No program has been launched" : "There is no such function";
  return function != NULL ? function->line : 0;
}

/* They have no line. */
static guint
place_data (Replacement *self, JsonObject *wanted, const char **why_not)
{
  if (!gcore_dap_is_data_id (gcore_dap_need_string (self->request, wanted, "dataId")))
    *why_not = "This is no data id";
  return 0;
}

static void
replace (GcoreDap *dap, GcoreDapRequest *request, GcoreDapBreakpointKind kind, GcoreDapSource *source)
{
  static guint (*const place[]) (Replacement *self, JsonObject *wanted, const char **why_not)
    = { [GCORE_DAP_AT_LINE] = place_line, [GCORE_DAP_AT_FUNCTION] = place_function, [GCORE_DAP_AT_DATA] = place_data };
  JsonArray *wanted = gcore_dap_get_array (request, request->arguments, "breakpoints");
  g_autoptr (GPtrArray) old = g_ptr_array_new_with_free_func ((GDestroyNotify) free_breakpoint);
  Replacement self = { dap, request, kind, source, gcore_dap_body (), old };
  guint n = wanted != NULL ? json_array_get_length (wanted) : 0;

  take_out (dap, kind, source, old);
  gcore_dap_begin_array (self.body, "breakpoints");
  for (guint i = 0; i < n && request->problem == NULL; i++)
    {
      JsonObject *element = gcore_dap_get_element (request, wanted, i);
      if (element == NULL)
        break;
      const char *why_not = NULL;
      guint line = place[kind](&self, element, &why_not);
      if (why_not == NULL && dap->breakpoints->len >= GCORE_MAX_BREAKPOINTS - 1)
        why_not = "There are too many breakpoints";
      add_breakpoint (&self, element, line, why_not);
    }
  json_builder_end_array (self.body);
  if (kind == GCORE_DAP_AT_LINE && gcore_dap_is_program (dap, source))
    gcore_dap_apply_breakpoints (dap);
  else
    gcore_dap_apply_watches (dap);
  if (gcore_dap_is_wrong (dap, request))
    g_object_unref (self.body);
  else
    gcore_dap_respond (dap, request, self.body);
}

/* What is not a line of the program's own file is a watch, which a travelling program cannot be given. */
static bool
can_watch (GcoreDap *self, GcoreDapRequest *request)
{
  if (gcore_dap_is_travelling (self))
    gcore_dap_fail (self, request, "The program is travelling");
  return !gcore_dap_is_travelling (self);
}

static void
replace_lines (GcoreDap *self, GcoreDapRequest *request, GcoreDapSource *source)
{
  if (gcore_dap_is_program (self, source) || can_watch (self, request))
    replace (self, request, GCORE_DAP_AT_LINE, source);
}

void
gcore_dap_set_breakpoints (GcoreDap *self, GcoreDapRequest *request)
{
  JsonObject *given = gcore_dap_get_object (request, request->arguments, "source");
  GcoreDapSource *source = given != NULL ? gcore_dap_get_source (self, request, given) : NULL;

  if (given == NULL && request->problem == NULL)
    request->problem = g_strdup ("'source' has to be given");
  if (gcore_dap_is_wrong (self, request))
    return;
  if (self->state < GCORE_DAP_CONFIGURING)
    replace (self, request, GCORE_DAP_AT_LINE, NULL);
  else
    gcore_dap_study_source (self, source, request, replace_lines);
}

void
gcore_dap_set_function_breakpoints (GcoreDap *self, GcoreDapRequest *request)
{
  if (can_watch (self, request))
    replace (self, request, GCORE_DAP_AT_FUNCTION, NULL);
}

void
gcore_dap_set_data_breakpoints (GcoreDap *self, GcoreDapRequest *request)
{
  if (can_watch (self, request))
    replace (self, request, GCORE_DAP_AT_DATA, NULL);
}

void
gcore_dap_drop_data_breakpoints (GcoreDap *self)
{
  g_autoptr (GPtrArray) old = g_ptr_array_new_with_free_func ((GDestroyNotify) free_breakpoint);

  take_out (self, GCORE_DAP_AT_DATA, NULL, old);
}

void
gcore_dap_apply_breakpoints (GcoreDap *self)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (guint));

  if (self->session == NULL || gcore_dap_is_travelling (self))
    return; /* a travelling program gets them when it is there */
  for (guint i = 0; i < self->breakpoints->len && !self->no_debug; i++)
    {
      const GcoreDapBreakpoint *breakpoint = self->breakpoints->pdata[i];
      if (breakpoint->kind == GCORE_DAP_AT_LINE && gcore_dap_is_program (self, breakpoint->source))
        g_array_append_val (lines, breakpoint->line);
    }
  gcore_session_set_breakpoints (self->session, (const guint *) (gpointer) lines->data, lines->len);
}
