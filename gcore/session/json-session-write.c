/* SPDX-License-Identifier: MIT */
#include <json-glib/json-glib.h>
#include <string.h>

#include "gcore/session/json-session.h"

const char *const gcore_json_input_kinds[GCORE_N_INPUT_KINDS]
  = { "clock", "random", "line", "source", "source-line", "sleep" };
const char *const gcore_json_action_kinds[GCORE_N_ACTION_KINDS]
  = { "collect", "automatic", "threshold", "debug-flags", "evaluate", "cut" };
const char *const gcore_json_watch_kinds[GCORE_N_WATCH_KINDS]
  = { "line", "call", "count", "count-reaches", "reference", "generation", "birth", "death", "resurrection", "weakref",
      "collection", "freed", "allocation", "exception", "pool" };

static void
add_int (JsonBuilder *builder, const char *name, guint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, (gint64) value);
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_flag (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
begin_list (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
}

/* As a text if it is one. */
static void
add_bytes (JsonBuilder *builder, const char *bytes, gsize length)
{
  if (g_utf8_validate_len (bytes, length, NULL))
    {
      g_autofree char *text = g_strndup (bytes, length);
      add_string (builder, "text", text);
      return;
    }
  g_autofree char *base64 = g_base64_encode ((const guchar *) bytes, length);
  add_string (builder, "base64", base64);
}

static void
add_modules (JsonBuilder *builder, GHashTable *modules)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (modules), (GCompareFunc) strcmp);

  begin_list (builder, "modules");
  for (GList *l = names; l != NULL; l = l->next)
    {
      const GcoreSavedModule *module = g_hash_table_lookup (modules, l->data);
      json_builder_begin_object (builder);
      add_string (builder, "name", l->data);
      add_string (builder, "filename", module->filename);
      add_flag (builder, "package", module->is_package);
      if (module->text != NULL)
        add_bytes (builder, module->text, module->length);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_options (JsonBuilder *builder, const GcoreSessionOptions *options)
{
  json_builder_set_member_name (builder, "options");
  json_builder_begin_object (builder);
  add_int (builder, "memory_limit", options->memory_limit);
  begin_list (builder, "thresholds");
  for (int i = 0; i < 3; i++)
    json_builder_add_int_value (builder, options->thresholds[i]);
  json_builder_end_array (builder);
  begin_list (builder, "arguments");
  for (guint i = 0; options->arguments != NULL && options->arguments[i] != NULL; i++)
    {
      json_builder_begin_object (builder);
      add_bytes (builder, options->arguments[i], strlen (options->arguments[i]));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  add_flag (builder, "gc_disabled", options->gc_disabled);
  add_flag (builder, "record_births", options->record_births);
  json_builder_end_object (builder);
}

static void
add_inputs (JsonBuilder *builder, const GcoreBranch *branch)
{
  begin_list (builder, "inputs");
  for (guint i = 0; i < branch->n_inputs; i++)
    {
      const GcoreInput *input = &branch->inputs[i];
      json_builder_begin_object (builder);
      add_int (builder, "tick", input->tick);
      add_string (builder, "kind", gcore_json_input_kinds[input->kind]);
      if (!input->none)
        add_bytes (builder, input->bytes, input->n_bytes);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_actions (JsonBuilder *builder, const GcoreBranch *branch)
{
  begin_list (builder, "actions");
  for (guint i = 0; i < branch->n_actions; i++)
    {
      const GcoreAction *action = &branch->actions[i];
      json_builder_begin_object (builder);
      add_int (builder, "tick", action->tick);
      add_string (builder, "kind", gcore_json_action_kinds[action->kind]);
      add_int (builder, "number", (guint64) action->number);
      add_int (builder, "value", (guint64) action->value);
      if (action->text != NULL)
        add_bytes (builder, action->text, strlen (action->text));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_branches (JsonBuilder *builder, const GcoreJournal *journal)
{
  begin_list (builder, "branches");
  for (guint i = 0; i < journal->n_branches; i++)
    {
      const GcoreBranch *branch = journal->branches[i];
      json_builder_begin_object (builder);
      add_int (builder, "number", branch->number);
      add_string (builder, "name", branch->name);
      if (branch->parent != NULL)
        {
          add_int (builder, "parent", branch->parent->number);
          add_int (builder, "fork_tick", branch->fork_tick);
          add_int (builder, "first_input", branch->first_input);
          add_int (builder, "first_action", branch->first_action);
          add_int (builder, "first_output", branch->first_output);
        }
      add_int (builder, "end_tick", branch->end_tick);
      add_inputs (builder, branch);
      add_actions (builder, branch);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* Of a watch only what it has. */
static void
add_watch (JsonBuilder *builder, const GcoreWatch *watch)
{
  json_builder_begin_object (builder);
  add_string (builder, "kind", gcore_json_watch_kinds[watch->kind]);
  if (watch->address != 0)
    {
      add_int (builder, "address", watch->address);
      add_int (builder, "serial", watch->serial);
    }
  add_int (builder, "number", (guint64) watch->number);
  if (watch->name != NULL)
    add_string (builder, "name", watch->name);
  if (watch->file != NULL)
    add_string (builder, "file", watch->file);
  if (watch->condition != NULL)
    add_string (builder, "condition", watch->condition);
  add_int (builder, "hits", watch->hits);
  json_builder_end_object (builder);
}

static void
add_places (JsonBuilder *builder, const GcoreSavedSession *session)
{
  begin_list (builder, "breakpoints");
  for (guint i = 0; i < session->breakpoints->len; i++)
    json_builder_add_int_value (builder, g_array_index (session->breakpoints, guint, i));
  json_builder_end_array (builder);
  begin_list (builder, "watches");
  for (guint i = 0; i < session->watches->len; i++)
    add_watch (builder, &g_array_index (session->watches, GcoreWatch, i));
  json_builder_end_array (builder);
  begin_list (builder, "bookmarks");
  for (guint i = 0; i < session->bookmarks->len; i++)
    {
      const GcoreBookmark *bookmark = &g_array_index (session->bookmarks, GcoreBookmark, i);
      json_builder_begin_object (builder);
      add_int (builder, "branch", bookmark->branch);
      add_int (builder, "tick", bookmark->tick);
      add_string (builder, "note", bookmark->note);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "position");
  json_builder_begin_object (builder);
  add_int (builder, "branch", session->branch);
  add_int (builder, "tick", session->tick);
  json_builder_end_object (builder);
}

static void
add_outcome (JsonBuilder *builder, const GcoreSavedOutcome *outcome)
{
  g_autofree char *hash = g_strdup_printf ("%016" G_GINT64_MODIFIER "x", outcome->output_hash);

  json_builder_set_member_name (builder, "outcome");
  json_builder_begin_object (builder);
  add_int (builder, "tick", outcome->tick);
  add_int (builder, "births", outcome->births);
  add_int (builder, "blocks", outcome->blocks);
  add_int (builder, "bytes", outcome->bytes);
  begin_list (builder, "generations");
  for (int i = 0; i < 3; i++)
    json_builder_add_int_value (builder, (gint64) outcome->generations[i]);
  json_builder_end_array (builder);
  add_int (builder, "output_length", outcome->output_length);
  add_string (builder, "output_hash", hash);
  json_builder_end_object (builder);
}

char *
gcore_json_session_write (const GcoreSavedSession *session)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();

  json_builder_begin_object (builder);
  add_int (builder, "heapscope-session", GCORE_JSON_SESSION_VERSION);
  json_builder_set_member_name (builder, "program");
  json_builder_begin_object (builder);
  add_string (builder, "filename", session->filename);
  add_string (builder, "directory", session->directory);
  add_bytes (builder, session->text, session->length);
  json_builder_end_object (builder);
  add_modules (builder, session->modules);
  add_options (builder, &session->options);
  add_branches (builder, &session->journal);
  add_places (builder, session);
  add_outcome (builder, &session->outcome);
  json_builder_end_object (builder);
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  json_generator_set_indent (generator, 1);
  g_autofree char *text = json_generator_to_data (generator, NULL);
  return g_strconcat (text, "\n", NULL);
}
