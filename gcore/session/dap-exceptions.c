/* SPDX-License-Identifier: MIT */
/* Stopping at exceptions, and what is told of them. */
#include "gcore/session/dap-private.h"

#include "gcore/objects/errors.h"

void
gcore_dap_set_exception_breakpoints (GcoreDap *self, GcoreDapRequest *request)
{
  JsonArray *filters = gcore_dap_get_array (request, request->arguments, "filters");
  bool uncaught = false, raised = false;

  for (guint i = 0; filters != NULL && i < json_array_get_length (filters); i++)
    {
      JsonNode *node = json_array_get_element (filters, i);
      bool is_string = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
      if (is_string && g_str_equal (json_node_get_string (node), "uncaught"))
        uncaught = true;
      else if (is_string && g_str_equal (json_node_get_string (node), "raised"))
        raised = true;
      else if (request->problem == NULL)
        request->problem = g_strdup ("'filters' may only have \"uncaught\" and \"raised\"");
    }
  if (gcore_dap_is_wrong (self, request))
    return;
  bool changed = self->stop_at_raised != raised;
  self->stop_at_exceptions = uncaught;
  self->stop_at_raised = raised;
  if (changed)
    gcore_dap_apply_watches (self);
  gcore_dap_respond (self, request, NULL);
}

typedef struct
{
  GcoreDap *dap;
  GcoreRaised pending;
  GcoreExamined raised;
} Raised;

static void
take_raised (GcoreMachine *machine, void *data)
{
  Raised *self = data;

  gcore_xincref (self->pending.type);
  gcore_xincref (self->pending.value);
  gcore_xincref (self->pending.traceback);
  gcore_err_put_back (self->pending);
  gcore_program_examine_exception (&self->raised);
}

static void
look_at_exception (GcoreHistory *history, GcoreMachine *machine, gpointer data)
{
  const GcoreErrors *errors = &GCORE_OBJECTS->errors;

  ((Raised *) data)->pending = (GcoreRaised) { errors->type, errors->value, errors->traceback };
  gcore_history_try (history, take_raised, data);
}

static void
stop_at_exception (gboolean visited, gpointer data)
{
  g_autofree Raised *raised = data;
  GcoreDap *self = raised->dap;

  if (self->state != GCORE_DAP_RUNNING)
    return;
  self->exception = gcore_dap_explain (&raised->raised);
  gcore_dap_stop (self, "exception", "Uncaught exception", NULL);
}

void
gcore_dap_exception_info (GcoreDap *self, GcoreDapRequest *request)
{
  if (self->exception == NULL)
    {
      gcore_dap_fail (self, request, "The program did not stop because of an exception");
      return;
    }
  g_auto (GStrv) parts = g_strsplit (self->exception, ": ", 2);
  JsonBuilder *body = gcore_dap_body ();
  gcore_dap_add_string (body, "exceptionId", parts[0]);
  gcore_dap_add_string (body, "description", self->exception);
  gcore_dap_add_string (body, "breakMode", "unhandled");
  gcore_dap_respond (self, request, body);
}

void
gcore_dap_after_exception (GcoreDap *self)
{
  if (self->stop_at_exceptions && !self->no_debug)
    {
      Raised *raised = g_new0 (Raised, 1);
      raised->dap = self;
      gcore_dap_visit (self, look_at_exception, stop_at_exception, raised);
    }
  else
    gcore_session_continue (self->session);
}
