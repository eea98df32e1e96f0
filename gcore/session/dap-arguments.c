/* SPDX-License-Identifier: MIT */
#include "gcore/session/dap-private.h"

static void
note_problem (GcoreDapRequest *request, const char *name, const char *wanted)
{
  if (request->problem == NULL)
    request->problem = g_strdup_printf ("'%s' has to be %s", name, wanted);
}

/* The member, or NULL if there is none; null counts as none. */
static JsonNode *
find (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

const char *
gcore_dap_get_string (GcoreDapRequest *request, JsonObject *object, const char *name, const char *fallback)
{
  JsonNode *node = find (object, name);

  if (node == NULL)
    return fallback;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_get_string (node);
  note_problem (request, name, "a string");
  return fallback;
}

gint64
gcore_dap_get_int (GcoreDapRequest *request, JsonObject *object, const char *name, gint64 min, gint64 max, gint64 fallback)
{
  JsonNode *node = find (object, name);

  if (node == NULL)
    return fallback;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    {
      note_problem (request, name, "a whole number");
      return fallback;
    }
  gint64 value = json_node_get_int (node);
  if (value >= min && value <= max)
    return value;
  g_autofree char *range
    = g_strdup_printf ("from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, min, max);
  note_problem (request, name, range);
  return fallback;
}

bool
gcore_dap_get_bool (GcoreDapRequest *request, JsonObject *object, const char *name, bool fallback)
{
  JsonNode *node = find (object, name);

  if (node == NULL)
    return fallback;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node);
  note_problem (request, name, "true or false");
  return fallback;
}

JsonArray *
gcore_dap_get_array (GcoreDapRequest *request, JsonObject *object, const char *name)
{
  JsonNode *node = find (object, name);

  if (node == NULL || JSON_NODE_HOLDS_ARRAY (node))
    return node != NULL ? json_node_get_array (node) : NULL;
  note_problem (request, name, "a list");
  return NULL;
}

JsonObject *
gcore_dap_get_object (GcoreDapRequest *request, JsonObject *object, const char *name)
{
  JsonNode *node = find (object, name);

  if (node == NULL || JSON_NODE_HOLDS_OBJECT (node))
    return node != NULL ? json_node_get_object (node) : NULL;
  note_problem (request, name, "an object");
  return NULL;
}

JsonObject *
gcore_dap_get_element (GcoreDapRequest *request, JsonArray *array, guint index)
{
  JsonNode *node = json_array_get_element (array, index);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  note_problem (request, "an element of the list", "an object");
  return NULL;
}

const char *
gcore_dap_need_string (GcoreDapRequest *request, JsonObject *object, const char *name)
{
  if (find (object, name) == NULL)
    note_problem (request, name, "given");
  return gcore_dap_get_string (request, object, name, "");
}

gint64
gcore_dap_need_int (GcoreDapRequest *request, JsonObject *object, const char *name, gint64 min, gint64 max)
{
  if (find (object, name) == NULL)
    note_problem (request, name, "given");
  return gcore_dap_get_int (request, object, name, min, max, min);
}

bool
gcore_dap_is_wrong (GcoreDap *self, GcoreDapRequest *request)
{
  if (request->problem == NULL)
    return false;
  g_autofree char *problem = g_steal_pointer (&request->problem);
  gcore_dap_fail (self, request, "%s", problem);
  return true;
}
