/* SPDX-License-Identifier: MIT */
/* Which requests there are and when they are allowed; initialize and the end. */
#include "gcore/session/dap-private.h"

#include <signal.h>

#include "gcore/session/dap.h"

#define MAX_PENDING 1000          /* requests that wait at a time */

/* When a request makes sense. */
typedef enum
{
  ANYTIME,
  INITIALIZED, /* after initialize */
  BEFORE,      /* before launch */
  LOADED,      /* there is a program */
  STOPPED      /* and it stands still */
} When;

/* --- initialize ----------------------------------------------------------------------------------------------------- */

static void
add_filter (JsonBuilder *body, const char *filter, const char *label, const char *description, bool is_default)
{
  json_builder_begin_object (body);
  gcore_dap_add_string (body, "filter", filter);
  gcore_dap_add_string (body, "label", label);
  gcore_dap_add_string (body, "description", description);
  gcore_dap_add_bool (body, "default", is_default);
  gcore_dap_add_bool (body, "supportsCondition", true);
  gcore_dap_add_string (body, "conditionDescription", "Classes, with commas between: ValueError, OSError");
  json_builder_end_object (body);
}

static void
add_filters (JsonBuilder *body)
{
  gcore_dap_begin_array (body, "exceptionBreakpointFilters");
  add_filter (body, "uncaught", "Uncaught exceptions", "Stops where an exception is raised that ends the program.", true);
  add_filter (body, "raised", "Raised exceptions", "Stops where any exception is raised.", false);
  json_builder_end_array (body);
}

static void
initialize (GcoreDap *self, GcoreDapRequest *request)
{
  static const char *const capabilities[]
    = { "supportsConfigurationDoneRequest", "supportsFunctionBreakpoints", "supportsDataBreakpoints",
        "supportsConditionalBreakpoints",
        "supportsHitConditionalBreakpoints", "supportsLogPoints", "supportsEvaluateForHovers", "supportsStepBack",
        "supportsSetVariable", "supportsGotoTargetsRequest", "supportsRestartRequest", "supportsTerminateRequest",
        "supportsExceptionInfoRequest", "supportsExceptionFilterOptions", "supportsExceptionOptions",
        "supportTerminateDebuggee", "supportsLoadedSourcesRequest",
        "supportsCancelRequest", "supportsBreakpointLocationsRequest", "supportsCompletionsRequest",
        "supportsSetExpression", "supportsReadMemoryRequest", "supportsRestartFrame", "supportsDelayedStackTraceLoading" };
  JsonObject *arguments = request->arguments;

  self->has_progress = gcore_dap_get_bool (request, arguments, "supportsProgressReporting", false);
  self->has_invalidated = gcore_dap_get_bool (request, arguments, "supportsInvalidatedEvent", false);
  self->lines_from_0 = !gcore_dap_get_bool (request, arguments, "linesStartAt1", true);
  self->columns_from_0 = !gcore_dap_get_bool (request, arguments, "columnsStartAt1", true);
  const char *format = gcore_dap_get_string (request, arguments, "pathFormat", "path");
  if (!g_str_equal (format, "path") && request->problem == NULL)
    request->problem = g_strdup ("'pathFormat' has to be \"path\"");
  if (gcore_dap_is_wrong (self, request))
    return;
  JsonBuilder *body = gcore_dap_body ();
  for (guint i = 0; i < G_N_ELEMENTS (capabilities); i++)
    gcore_dap_add_bool (body, capabilities[i], true);
  add_filters (body);
  self->state = GCORE_DAP_INITIALIZED;
  gcore_dap_respond (self, request, body);
}

/* --- the end -------------------------------------------------------------------------------------------------------- */

void
gcore_dap_quit (GcoreDap *self, int status)
{
  self->status = status;
  g_main_loop_quit (self->loop);
}

static void
terminate (GcoreDap *self, GcoreDapRequest *request)
{
  gcore_dap_respond (self, request, NULL);
  gcore_dap_end_progress (self);
  if (self->state != GCORE_DAP_OVER) /* an empty program takes its place: whoever waits for its thread gets an answer */
    gcore_session_load (self->session, "", 0, self->program, NULL);
  if (self->state != GCORE_DAP_OVER)
    gcore_dap_send_event (self, "terminated", NULL);
  self->state = GCORE_DAP_OVER;
}

static void
disconnect (GcoreDap *self, GcoreDapRequest *request)
{
  gcore_dap_respond (self, request, NULL);
  gcore_dap_quit (self, 0);
}

/* --- requests ------------------------------------------------------------------------------------------------------- */

static const struct
{
  const char *name;
  GcoreDapHandler handle;
  When when;
} requests[] = {
  { "initialize", initialize, ANYTIME },
  { "launch", gcore_dap_launch, BEFORE },
  { "attach", gcore_dap_attach, BEFORE },
  { "disconnect", disconnect, ANYTIME },
  { "terminate", terminate, LOADED },
  { "restart", gcore_dap_restart, LOADED },
  { "configurationDone", gcore_dap_configuration_done, LOADED },
  { "setBreakpoints", gcore_dap_set_breakpoints, INITIALIZED },
  { "setFunctionBreakpoints", gcore_dap_set_function_breakpoints, INITIALIZED },
  { "setExceptionBreakpoints", gcore_dap_set_exception_breakpoints, INITIALIZED },
  { "dataBreakpointInfo", gcore_dap_data_breakpoint_info, STOPPED },
  { "setDataBreakpoints", gcore_dap_set_data_breakpoints, INITIALIZED },
  { "breakpointLocations", gcore_dap_breakpoint_locations, LOADED },
  { "threads", gcore_dap_threads, INITIALIZED },
  { "stackTrace", gcore_dap_stack_trace, STOPPED },
  { "scopes", gcore_dap_scopes, STOPPED },
  { "variables", gcore_dap_variables, STOPPED },
  { "setVariable", gcore_dap_set_variable, STOPPED },
  { "setExpression", gcore_dap_set_expression, STOPPED },
  { "evaluate", gcore_dap_evaluate, LOADED },
  { "readMemory", gcore_dap_read_memory, STOPPED },
  { "completions", gcore_dap_completions, STOPPED },
  { "source", gcore_dap_source, LOADED },
  { "loadedSources", gcore_dap_loaded_sources, LOADED },
  { "exceptionInfo", gcore_dap_exception_info, STOPPED },
  { "continue", gcore_dap_continue, STOPPED },
  { "next", gcore_dap_step, STOPPED },
  { "stepIn", gcore_dap_step, STOPPED },
  { "stepOut", gcore_dap_step, STOPPED },
  { "stepBack", gcore_dap_step_back, STOPPED },
  { "reverseContinue", gcore_dap_reverse_continue, STOPPED },
  { "restartFrame", gcore_dap_restart_frame, STOPPED },
  { "gotoTargets", gcore_dap_goto_targets, LOADED },
  { "goto", gcore_dap_goto, STOPPED },
  { "pause", gcore_dap_pause, LOADED },
  { "cancel", gcore_dap_cancel, INITIALIZED },
  { "heapscope/snapshot", gcore_dap_heap_snapshot, STOPPED },
  { "heapscope/objects", gcore_dap_heap_objects, STOPPED },
  { "heapscope/collections", gcore_dap_heap_collections, STOPPED },
  { "heapscope/pools", gcore_dap_heap_pools, STOPPED },
  { "heapscope/thresholds", gcore_dap_heap_thresholds, STOPPED },
  { "heapscope/collect", gcore_dap_heap_collect, STOPPED },
  { "heapscope/history", gcore_dap_heap_history, STOPPED },
  { "heapscope/branches", gcore_dap_heap_branches, STOPPED },
  { "heapscope/input", gcore_dap_heap_input, LOADED },
  { "heapscope/goTo", gcore_dap_heap_go_to, STOPPED },
  { "heapscope/save", gcore_dap_heap_save, STOPPED },
};

/* Why a request cannot be made now, or NULL. */
static const char *
objection (GcoreDap *self, const char *name, When when)
{
  if (g_str_equal (name, "initialize") && self->state != GCORE_DAP_NEW)
    return "initialize has been done already";
  if (when != ANYTIME && self->state == GCORE_DAP_NEW)
    return "initialize has to come first";
  if (when == BEFORE && self->state != GCORE_DAP_INITIALIZED)
    return "A program has been launched already";
  if (when >= LOADED && self->state < GCORE_DAP_CONFIGURING)
    return "No program has been launched";
  if (when == STOPPED && self->state == GCORE_DAP_CONFIGURING)
    return "configurationDone has to come first";
  if (when == STOPPED && self->state == GCORE_DAP_RUNNING)
    return "The program is running";
  if (when == STOPPED && self->state == GCORE_DAP_OVER)
    return "The program has exited";
  if (self->n_pending >= MAX_PENDING)
    return "Too many requests are waiting";
  return NULL;
}

void
gcore_dap_handle_request (GcoreDap *self, GcoreDapRequest *request)
{
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    if (g_str_equal (request->command, requests[i].name))
      {
        const char *why_not = objection (self, requests[i].name, requests[i].when);
        if (why_not != NULL)
          gcore_dap_fail (self, request, "%s", why_not);
        else
          requests[i].handle (self, request);
        return;
      }
  gcore_dap_fail (self, request, "Heapscope does not know the request '%.100s'", request->command);
}

/* --- visits ---------------------------------------------------------------------------------------------------------- */

typedef struct
{
  GcoreDap *dap;
  GcoreVisit visit;
  GcoreVisitDone done;
  gpointer data;
} Visit;

static void
begin_visit (GcoreHistory *history, GcoreMachine *machine, gpointer data)
{
  Visit *visit = data;

  if (visit->visit != NULL)
    visit->visit (history, machine, visit->data);
}

static void
end_visit (gboolean visited, gpointer data)
{
  g_autofree Visit *visit = data;

  visit->dap->n_pending--;
  visit->done (visited, visit->data);
}

void
gcore_dap_visit (GcoreDap *self, GcoreVisit visit, GcoreVisitDone done, gpointer data)
{
  Visit *closure = g_new (Visit, 1);

  *closure = (Visit) { .dap = self, .visit = visit, .done = done, .data = data };
  self->n_pending++;
  gcore_session_visit (self->session, begin_visit, end_visit, closure);
}

/* --- life ----------------------------------------------------------------------------------------------------------- */

static void
finish (GcoreDap *self)
{
  g_clear_object (&self->session);
  gcore_dap_drop (self->launching);
  gcore_dap_drop (self->saving);
  g_clear_handle_id (&self->progress_source, g_source_remove);
  g_clear_pointer (&self->snapshot, gcore_snapshot_unref);
  gcore_dap_clear_breakpoints (self);
  g_ptr_array_unref (self->breakpoints);
  g_ptr_array_unref (self->sources);
  g_array_unref (self->targets);
  g_array_unref (self->watch_ids);
  g_ptr_array_unref (self->exceptions);
  g_array_unref (self->handles);
  g_strfreev (self->arguments);
  g_free (self->file);
  g_free (self->program);
  g_clear_pointer (&self->opened, g_bytes_unref);
  g_free (self->text);
  g_free (self->translated);
  g_free (self->exception);
  gcore_dap_disconnect (self);
  g_main_loop_unref (self->loop);
}

static void
clear_handle (gpointer data)
{
  g_free (((GcoreDapHandle *) data)->name);
}

int
gcore_dap_serve (int in, int out)
{
  GcoreDap self = { .loop = g_main_loop_new (NULL, FALSE), .first_handle = 1 };

  signal (SIGPIPE, SIG_IGN);
  self.sources = g_ptr_array_new_with_free_func ((GDestroyNotify) gcore_dap_source_free);
  self.breakpoints = g_ptr_array_new ();
  self.exceptions = gcore_dap_exceptions_new ();
  self.watch_ids = g_array_new (FALSE, FALSE, sizeof (int));
  self.targets = g_array_new (FALSE, FALSE, sizeof (GcoreDapTarget));
  self.handles = g_array_new (FALSE, FALSE, sizeof (GcoreDapHandle));
  g_array_set_clear_func (self.handles, clear_handle);
  gcore_dap_connect (&self, in, out);
  g_main_loop_run (self.loop);
  finish (&self);
  return self.status;
}
