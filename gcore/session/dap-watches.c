/* SPDX-License-Identifier: MIT */
/* Breakpoints that are no lines of the program's own file: lines of other files, calls, and what happens to an object. A
 * dataId is "KIND ADDRESS NUMBER LABEL", where the object is named as in snapshots. */
#include "gcore/session/dap-private.h"

#include <string.h>

static const struct
{
  const char *name;
  GcoreWatchKind kind;
  const char *description;
} kinds[] = {
  { "reference", GCORE_WATCH_REFERENCE, "what %s refers to" },
  { "count", GCORE_WATCH_COUNT, "the reference count of %s" },
  { "death", GCORE_WATCH_DEATH, "the end of %s" },
  { "generation", GCORE_WATCH_GENERATION, "the generation of %s" },
  { "resurrection", GCORE_WATCH_RESURRECTION, "a resurrection of %s" },
};

static int
find_kind (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].name, name))
      return (int) i;
  return -1;
}

/* What DATA_ID says; the name is borrowed from it. False if it says nothing. */
static bool
parse_data_id (const char *data_id, GcoreWatch *watch)
{
  g_auto (GStrv) parts = g_strsplit (data_id, " ", 4);
  int kind = g_strv_length (parts) >= 3 ? find_kind (parts[0]) : -1;
  guint64 address, number;

  if (kind < 0 || !g_ascii_string_to_unsigned (parts[1], 16, 1, G_MAXUINT64, &address, NULL)
      || !g_ascii_string_to_unsigned (parts[2], 10, 0, G_MAXUINT32, &number, NULL)
      || (kinds[kind].kind == GCORE_WATCH_REFERENCE) != (parts[3] != NULL))
    return false;
  *watch = (GcoreWatch) { .kind = kinds[kind].kind, .address = address, .serial = (guint32) number };
  if (parts[3] != NULL)
    watch->name = data_id + strlen (parts[0]) + strlen (parts[1]) + strlen (parts[2]) + 3;
  return true;
}

bool
gcore_dap_is_data_id (const char *data_id)
{
  GcoreWatch watch;

  return parse_data_id (data_id, &watch);
}

void
gcore_dap_apply_watches (GcoreDap *self)
{
  g_autoptr (GArray) watches = g_array_new (FALSE, TRUE, sizeof (GcoreWatch));
  GcoreWatch watch;

  g_array_set_size (self->watch_ids, 0);
  for (guint i = 0; i < self->breakpoints->len && !self->no_debug; i++)
    {
      GcoreDapBreakpoint *breakpoint = self->breakpoints->pdata[i];
      bool is_line = breakpoint->kind == GCORE_DAP_AT_LINE;
      if (is_line && gcore_dap_is_program (self, breakpoint->source))
        continue;
      if (is_line)
        watch = (GcoreWatch) { .kind = GCORE_WATCH_LINE, .number = breakpoint->line, .file = breakpoint->source->path };
      else if (breakpoint->kind == GCORE_DAP_AT_FUNCTION)
        watch = (GcoreWatch) { .kind = GCORE_WATCH_CALL, .name = breakpoint->function, .file = self->program };
      else if (!parse_data_id (breakpoint->data_id, &watch))
        continue;
      g_array_append_val (watches, watch);
      g_array_append_val (self->watch_ids, breakpoint->id);
    }
  for (guint i = 0; i < self->exceptions->len && !self->no_debug; i++)
    {
      const GcoreDapException *exception = self->exceptions->pdata[i];
      watch = (GcoreWatch) { .kind = GCORE_WATCH_EXCEPTION, .name = exception->name,
                             .number = exception->uncaught ? GCORE_WATCH_UNCAUGHT : 0 };
      g_array_append_val (watches, watch);
    }
  if (self->session != NULL && self->state >= GCORE_DAP_CONFIGURING)
    gcore_session_set_watches (self->session, (const GcoreWatch *) (gpointer) watches->data, watches->len);
}

void
gcore_dap_data_breakpoint_info (GcoreDap *self, GcoreDapRequest *request)
{
  gint64 reference = gcore_dap_need_int (request, request->arguments, "variablesReference", 0, G_MAXINT64);
  const char *name = gcore_dap_need_string (request, request->arguments, "name");
  const char *wanted = gcore_dap_get_string (request, request->arguments, "watch", NULL);
  const GcoreDapHandle *handle = gcore_dap_find_handle (self, reference);
  const char *label = NULL;
  guint holder = GCORE_NO_ROW;

  if (wanted != NULL && find_kind (wanted) < 0 && request->problem == NULL)
    request->problem = g_strdup ("'watch' has to be reference, count, death, generation or resurrection");
  if (gcore_dap_is_wrong (self, request))
    return;
  guint row = handle != NULL ? gcore_dap_find_reference (self, handle, name, &holder, &label) : GCORE_NO_ROW;
  int kind = wanted != NULL ? find_kind (wanted) : holder != GCORE_NO_ROW ? 0 : 1;
  bool is_reference = kinds[kind].kind == GCORE_WATCH_REFERENCE;
  if (is_reference)
    row = holder;
  JsonBuilder *body = gcore_dap_body ();
  json_builder_set_member_name (body, "dataId");
  if (row == GCORE_NO_ROW)
    {
      json_builder_add_null_value (body);
      gcore_dap_add_string (body, "description", "Nothing can be watched here");
      gcore_dap_respond (self, request, body);
      return;
    }
  const GcoreSnapshotObject *object = &self->snapshot->objects[row];
  g_autofree char *id = g_strdup_printf ("%s %" G_GINT64_MODIFIER "x %u%s%s", kinds[kind].name, object->address,
                                         object->number, is_reference ? " " : "", is_reference ? label : "");
  GString *description = g_string_new (kinds[kind].description);
  g_string_replace (description, "%s", name, 1);
  json_builder_add_string_value (body, id);
  gcore_dap_add_string (body, "description", description->str);
  gcore_dap_begin_array (body, "accessTypes");
  json_builder_add_string_value (body, "write");
  json_builder_end_array (body);
  gcore_dap_add_bool (body, "canPersist", false);
  g_string_free (description, TRUE);
  gcore_dap_respond (self, request, body);
}
