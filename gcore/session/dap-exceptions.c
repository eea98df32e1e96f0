/* SPDX-License-Identifier: MIT */
/* Stopping where exceptions are raised, and what is told of them. */
#include "gcore/session/dap-private.h"

#include <string.h>

static void
free_filter (gpointer data)
{
  GcoreDapException *self = data;

  g_free (self->name);
  g_free (self);
}

/* Those the program stops at unless the client says otherwise: uncaught ones. */
GPtrArray *
gcore_dap_exceptions_new (void)
{
  GPtrArray *self = g_ptr_array_new_with_free_func (free_filter);
  GcoreDapException *uncaught = g_new0 (GcoreDapException, 1);

  uncaught->uncaught = true;
  g_ptr_array_add (self, uncaught);
  return self;
}

static void
add_exception (GPtrArray *list, const char *name, gsize length, bool uncaught)
{
  GcoreDapException *exception = g_new0 (GcoreDapException, 1);

  exception->name = name != NULL ? g_strstrip (g_strndup (name, length)) : NULL;
  exception->uncaught = uncaught;
  g_ptr_array_add (list, exception);
}

/* NAMES: classes, with commas between; NULL or empty: any. */
static void
add_exceptions (GPtrArray *list, const char *names, bool uncaught)
{
  if (names == NULL || names[0] == '\0')
    {
      add_exception (list, NULL, 0, uncaught);
      return;
    }
  for (const char *comma; (comma = strchr (names, ',')) != NULL; names = comma + 1)
    add_exception (list, names, (gsize) (comma - names), uncaught);
  add_exception (list, names, strlen (names), uncaught);
}

static void
add_filter (GcoreDapRequest *request, GPtrArray *list, const char *filter, const char *names)
{
  if (g_str_equal (filter, "uncaught") || g_str_equal (filter, "raised"))
    add_exceptions (list, names, g_str_equal (filter, "uncaught"));
  else if (request->problem == NULL)
    request->problem = g_strdup ("A filter is \"uncaught\" or \"raised\"");
}

static void
read_filters (GcoreDapRequest *request, GPtrArray *list)
{
  JsonArray *filters = gcore_dap_get_array (request, request->arguments, "filters");
  JsonArray *options = gcore_dap_get_array (request, request->arguments, "filterOptions");

  for (guint i = 0; filters != NULL && i < json_array_get_length (filters); i++)
    {
      JsonNode *node = json_array_get_element (filters, i);
      bool is_string = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
      add_filter (request, list, is_string ? json_node_get_string (node) : "", NULL);
    }
  for (guint i = 0; options != NULL && i < json_array_get_length (options); i++)
    {
      JsonObject *option = gcore_dap_get_element (request, options, i);
      if (option == NULL)
        return;
      add_filter (request, list, gcore_dap_need_string (request, option, "filterId"),
                  gcore_dap_get_string (request, option, "condition", NULL));
    }
}

/* The classes are the names of the last segment of the path. */
static void
read_option (GcoreDapRequest *request, GPtrArray *list, JsonObject *option)
{
  const char *mode = gcore_dap_need_string (request, option, "breakMode");
  JsonArray *path = gcore_dap_get_array (request, option, "path");
  guint n = path != NULL ? json_array_get_length (path) : 0;
  JsonObject *segment = n > 0 ? gcore_dap_get_element (request, path, n - 1) : NULL;
  JsonArray *names = segment != NULL ? gcore_dap_get_array (request, segment, "names") : NULL;
  bool always = g_str_equal (mode, "always");

  if (g_str_equal (mode, "never") || request->problem != NULL)
    return;
  if (segment != NULL && gcore_dap_get_bool (request, segment, "negate", false))
    request->problem = g_strdup ("'negate' is not known here");
  else if (!always && !g_str_equal (mode, "unhandled") && !g_str_equal (mode, "userUnhandled"))
    request->problem = g_strdup ("'breakMode' has to be never, always, unhandled or userUnhandled");
  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    {
      JsonNode *node = json_array_get_element (names, i);
      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        add_exceptions (list, json_node_get_string (node), !always);
    }
  if (names == NULL)
    add_exceptions (list, NULL, !always);
}

void
gcore_dap_set_exception_breakpoints (GcoreDap *self, GcoreDapRequest *request)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (free_filter);
  JsonArray *options = gcore_dap_get_array (request, request->arguments, "exceptionOptions");

  read_filters (request, list);
  for (guint i = 0; options != NULL && i < json_array_get_length (options); i++)
    {
      JsonObject *option = gcore_dap_get_element (request, options, i);
      if (option != NULL)
        read_option (request, list, option);
    }
  if (gcore_dap_is_travelling (self) && request->problem == NULL)
    request->problem = g_strdup ("The program is travelling");
  if (gcore_dap_is_wrong (self, request))
    return;
  g_ptr_array_unref (self->exceptions);
  self->exceptions = g_steal_pointer (&list);
  gcore_dap_apply_watches (self);
  gcore_dap_respond (self, request, NULL);
}

/* "ValueError: text", as the last line of a traceback: a new string. */
static char *
headline (const GcoreSessionException *exception)
{
  return exception->message[0] != '\0' ? g_strdup_printf ("%s: %s", exception->type, exception->message)
                                       : g_strdup (exception->type);
}

void
gcore_dap_stop_at_exception (GcoreDap *self)
{
  const GcoreSessionException *exception = gcore_session_get_exception (self->session);

  if (exception != NULL)
    self->exception = headline (exception);
  gcore_dap_stop (self, "exception", exception != NULL && exception->uncaught ? "Uncaught exception" : "Exception", NULL);
}

void
gcore_dap_exception_info (GcoreDap *self, GcoreDapRequest *request)
{
  const GcoreSessionException *exception = gcore_session_get_exception (self->session);

  if (exception == NULL || self->exception == NULL)
    {
      gcore_dap_fail (self, request, "The program did not stop because of an exception");
      return;
    }
  bool is_builtin = g_str_equal (exception->module, "builtins");
  g_autofree char *full = g_strdup_printf ("%s%s%s", is_builtin ? "" : exception->module, is_builtin ? "" : ".",
                                           exception->type);
  JsonBuilder *body = gcore_dap_body ();
  gcore_dap_add_string (body, "exceptionId", exception->type);
  gcore_dap_add_string (body, "description", self->exception);
  gcore_dap_add_string (body, "breakMode", exception->uncaught ? "unhandled" : "always");
  gcore_dap_begin_object (body, "details");
  gcore_dap_add_string (body, "message", exception->message);
  gcore_dap_add_string (body, "typeName", exception->type);
  gcore_dap_add_string (body, "fullTypeName", full);
  gcore_dap_add_string (body, "stackTrace", exception->traceback);
  json_builder_end_object (body);
  gcore_dap_respond (self, request, body);
}
