/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "gcore/session/json-locate.h"
#include "gcore/session/json-session.h"

#define MOST_TICKS G_MAXINT64

typedef struct
{
  GcoreJsonSource *json;
  const char *filename;
  GcoreProblem **problem;
} Reader;

/* One object of the file, and its path, which ends with a dot unless it is empty. */
typedef struct
{
  Reader *reader;
  JsonObject *object;
  char path[64];
} Part;

/* --- what is wrong ------------------------------------------------------------------------------------------------ */

static gboolean
fail_at (Reader *self, GcoreJsonPlace place, const char *path, const char *member, const char *format, va_list arguments)
{
  GcoreProblem *problem = g_new0 (GcoreProblem, 1);

  problem->message = g_strdup_vprintf (format, arguments);
  problem->file = g_strdup (self->filename);
  problem->line = place.line;
  problem->column = place.column;
  problem->member_path = g_strconcat (path, member, NULL);
  *self->problem = problem;
  return FALSE;
}

/* About MEMBER, or where it is missing, about the part itself. Returns false. */
static gboolean G_GNUC_PRINTF (3, 4)
fail (const Part *self, const char *member, const char *format, ...)
{
  va_list arguments;
  GcoreJsonPlace place = json_object_has_member (self->object, member)
                           ? gcore_json_source_member_place (self->reader->json, self->object, member)
                           : gcore_json_source_place (self->reader->json, self->object);

  va_start (arguments, format);
  fail_at (self->reader, place, self->path, member, format, arguments);
  va_end (arguments);
  return FALSE;
}

/* --- members ------------------------------------------------------------------------------------------------------ */

static gboolean
is_of (JsonNode *node, GType type)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

static gboolean
read_int (const Part *self, const char *member, gint64 least, gint64 most, gint64 *value)
{
  JsonNode *node = json_object_get_member (self->object, member);

  if (!is_of (node, G_TYPE_INT64) || json_node_get_int (node) < least || json_node_get_int (node) > most)
    return fail (self, member, "has to be a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, least, most);
  *value = json_node_get_int (node);
  return TRUE;
}

static gboolean
read_number (const Part *self, const char *member, guint64 *value)
{
  gint64 number;

  if (!read_int (self, member, 0, MOST_TICKS, &number))
    return FALSE;
  *value = (guint64) number;
  return TRUE;
}

static gboolean
read_flag (const Part *self, const char *member, gboolean *value)
{
  JsonNode *node = json_object_get_member (self->object, member);

  if (!is_of (node, G_TYPE_BOOLEAN))
    return fail (self, member, "has to be true or false");
  *value = json_node_get_boolean (node);
  return TRUE;
}

/* *VALUE is borrowed. */
static gboolean
read_string (const Part *self, const char *member, const char **value)
{
  JsonNode *node = json_object_get_member (self->object, member);

  if (!is_of (node, G_TYPE_STRING))
    return fail (self, member, "has to be a string");
  *value = json_node_get_string (node);
  return TRUE;
}

/* The index of the string among the N of NAMES. */
static gboolean
read_choice (const Part *self, const char *member, const char *const *names, guint n, guint *value)
{
  const char *name;

  if (!read_string (self, member, &name))
    return FALSE;
  for (*value = 0; *value < n; (*value)++)
    if (g_str_equal (names[*value], name))
      return TRUE;
  return fail (self, member, "“%s” is not known here", name);
}

/* What "text" or "base64" has: *BYTES (owned) has a NUL behind it, and is NULL if there is neither. */
static gboolean
read_bytes (const Part *self, char **bytes, gsize *length)
{
  const char *text;

  *bytes = NULL;
  *length = 0;
  if (json_object_has_member (self->object, "text"))
    {
      if (!read_string (self, "text", &text))
        return FALSE;
      *length = strlen (text);
      *bytes = g_strdup (text);
      return TRUE;
    }
  if (!json_object_has_member (self->object, "base64"))
    return TRUE;
  if (!read_string (self, "base64", &text))
    return FALSE;
  g_autofree guchar *decoded = g_base64_decode (text, length);
  *bytes = g_malloc (*length + 1);
  memcpy (*bytes, decoded, *length);
  (*bytes)[*length] = '\0';
  return TRUE;
}

static gboolean
read_part (const Part *self, const char *member, Part *part)
{
  JsonNode *node = json_object_get_member (self->object, member);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return fail (self, member, "has to be an object");
  *part = (Part) { .reader = self->reader, .object = json_node_get_object (node) };
  g_snprintf (part->path, sizeof part->path, "%s%s.", self->path, member);
  return TRUE;
}

static gboolean
read_list (const Part *self, const char *member, JsonArray **list)
{
  JsonNode *node = json_object_get_member (self->object, member);

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return fail (self, member, "has to be a list");
  *list = json_node_get_array (node);
  return TRUE;
}

/* The object at INDEX of LIST, which is MEMBER. */
static gboolean
read_element (const Part *self, const char *member, JsonArray *list, guint index, Part *part)
{
  JsonNode *node = json_array_get_element (list, index);

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (self, member, "element %u has to be an object", index);
  *part = (Part) { .reader = self->reader, .object = json_node_get_object (node) };
  g_snprintf (part->path, sizeof part->path, "%s%s[%u].", self->path, member, index);
  return TRUE;
}

static gboolean
read_numbers (const Part *self, const char *member, gint64 least, gint64 *values, guint n)
{
  JsonArray *list;

  if (!read_list (self, member, &list))
    return FALSE;
  if (json_array_get_length (list) != n)
    return fail (self, member, "has to have %u elements", n);
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      if (!is_of (node, G_TYPE_INT64) || json_node_get_int (node) < least)
        return fail (self, member, "element %u has to be a whole number from %" G_GINT64_FORMAT " on", i, least);
      values[i] = json_node_get_int (node);
    }
  return TRUE;
}

/* --- program ------------------------------------------------------------------------------------------------------ */

static gboolean
read_program (const Part *root, GcoreSavedSession *session)
{
  Part part;
  const char *filename, *directory = NULL;

  if (!read_part (root, "program", &part) || !read_string (&part, "filename", &filename))
    return FALSE;
  if (!json_object_has_member (part.object, "directory"))
    return fail (&part, "directory", "is missing");
  if (!json_object_get_null_member (part.object, "directory") && !read_string (&part, "directory", &directory))
    return FALSE;
  session->filename = g_strdup (filename);
  session->directory = g_strdup (directory);
  if (gcore_is_saved_session (filename))
    return fail (&part, "filename", "a saved session cannot be a program");
  return read_bytes (&part, &session->text, &session->length)
         && (session->text != NULL || fail (&part, "text", "is missing"));
}

static gboolean
read_modules (const Part *root, GcoreSavedSession *session)
{
  JsonArray *list;

  if (!read_list (root, "modules", &list))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      Part part;
      const char *name, *filename;
      GcoreSavedModule read = { NULL };
      if (!read_element (root, "modules", list, i, &part) || !read_string (&part, "name", &name)
          || !read_string (&part, "filename", &filename) || !read_flag (&part, "package", &read.is_package)
          || !read_bytes (&part, &read.text, &read.length))
        return FALSE;
      read.filename = g_strdup (filename);
      g_hash_table_replace (session->modules, g_strdup (name), g_memdup2 (&read, sizeof read));
    }
  return TRUE;
}

/* Earlier versions did not save them. */
static gboolean
read_arguments (const Part *options, GcoreSavedSession *session)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *list;

  if (!json_object_has_member (options->object, "arguments"))
    return TRUE;
  if (!read_list (options, "arguments", &list))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      Part part;
      g_autofree char *bytes = NULL;
      gsize length;
      if (!read_element (options, "arguments", list, i, &part) || !read_bytes (&part, &bytes, &length))
        return FALSE;
      if (bytes == NULL || strlen (bytes) != length)
        return fail (&part, "text", "has to be a text without null characters");
      g_strv_builder_add (builder, bytes);
    }
  session->arguments = g_strv_builder_end (builder);
  session->options.arguments = (const char *const *) session->arguments;
  return TRUE;
}

static gboolean
read_options (const Part *root, GcoreSavedSession *session)
{
  GcoreSessionOptions *options = &session->options;
  Part part;
  gint64 thresholds[3];

  if (!read_part (root, "options", &part) || !read_number (&part, "memory_limit", &options->memory_limit)
      || !read_numbers (&part, "thresholds", -1, thresholds, 3) || !read_flag (&part, "gc_disabled", &options->gc_disabled)
      || !read_flag (&part, "record_births", &options->record_births) || !read_arguments (&part, session))
    return FALSE;
  for (int i = 0; i < 3; i++)
    options->thresholds[i] = (int) MIN (thresholds[i], G_MAXINT);
  return TRUE;
}

/* --- branches ----------------------------------------------------------------------------------------------------- */

static gboolean
read_inputs (const Part *self, GcoreBranch *branch)
{
  JsonArray *list;

  if (!read_list (self, "inputs", &list))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      Part part;
      guint kind;
      guint64 tick;
      g_autofree char *bytes = NULL;
      gsize length;
      if (!read_element (self, "inputs", list, i, &part) || !read_number (&part, "tick", &tick)
          || !read_choice (&part, "kind", gcore_json_input_kinds, GCORE_N_INPUT_KINDS, &kind)
          || !read_bytes (&part, &bytes, &length))
        return FALSE;
      if (!gcore_branch_add_input (branch, tick, (GcoreInputKind) kind, bytes, length, bytes == NULL))
        return fail (self, "inputs", "there is not enough memory");
    }
  return TRUE;
}

static gboolean
read_actions (const Part *self, GcoreBranch *branch)
{
  JsonArray *list;

  if (!read_list (self, "actions", &list))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      Part part;
      guint kind;
      gint64 number;
      GcoreAction action;
      g_autofree char *text = NULL;
      gsize length;
      if (!read_element (self, "actions", list, i, &part) || !read_number (&part, "tick", &action.tick)
          || !read_choice (&part, "kind", gcore_json_action_kinds, GCORE_N_ACTION_KINDS, &kind)
          || !read_int (&part, "number", G_MININT, G_MAXINT, &number)
          || !read_int (&part, "value", G_MININT64, G_MAXINT64, &action.value) || !read_bytes (&part, &text, &length))
        return FALSE;
      if (kind == GCORE_ACTION_EVALUATE && text == NULL)
        return fail (&part, "text", "is missing");
      if (action.tick < branch->fork_tick || (i > 0 && action.tick <= branch->actions[i - 1].tick))
        return fail (&part, "tick", "comes too early: actions stand in their order, each at a tick of its own");
      action.kind = (GcoreActionKind) kind;
      action.number = (int) number;
      action.text = text;
      if (!gcore_branch_add_action (branch, &action))
        return fail (self, "actions", "there is not enough memory");
    }
  return TRUE;
}

/* A branch that comes from another. */
static GcoreBranch *
read_fork (const Part *self, GcoreJournal *journal)
{
  gint64 number, first_input, first_action;
  guint64 tick, first_output;

  if (!read_int (self, "parent", 0, G_MAXUINT32, &number))
    return NULL;
  GcoreBranch *parent = gcore_journal_find (journal, (uint32_t) number);
  if (parent == NULL)
    {
      fail (self, "parent", "there is no such branch before this one");
      return NULL;
    }
  if (!read_int (self, "fork_tick", (gint64) parent->fork_tick, (gint64) parent->end_tick, (gint64 *) &tick)
      || !read_int (self, "first_input", parent->first_input, gcore_branch_count_inputs (parent), &first_input)
      || !read_int (self, "first_action", parent->first_action, gcore_branch_count_actions (parent), &first_action)
      || !read_number (self, "first_output", &first_output))
    return NULL;
  GcoreBranch *branch
    = gcore_journal_fork (journal, parent, tick, (uint32_t) first_input, (uint32_t) first_action, first_output);
  if (branch == NULL)
    fail (self, "number", "there is not enough memory");
  return branch;
}

static gboolean
read_branch (const Part *self, GcoreJournal *journal, guint index)
{
  gint64 number, end_tick;
  const char *name;
  guint least = index > 0 ? journal->branches[index - 1]->number + 1 : 0;

  if (!read_int (self, "number", least, index > 0 ? G_MAXUINT32 - 1 : 0, &number) || !read_string (self, "name", &name))
    return FALSE;
  GcoreBranch *branch = index == 0 ? journal->branches[0] : read_fork (self, journal);
  if (branch == NULL || !read_int (self, "end_tick", (gint64) branch->fork_tick, MOST_TICKS, &end_tick))
    return FALSE;
  branch->number = (uint32_t) number;
  journal->next_number = branch->number + 1;
  branch->end_tick = (guint64) end_tick;
  if (!gcore_branch_rename (branch, name))
    return fail (self, "name", "there is not enough memory");
  return read_inputs (self, branch) && read_actions (self, branch);
}

static gboolean
read_branches (const Part *root, GcoreSavedSession *session)
{
  JsonArray *list;

  if (!read_list (root, "branches", &list))
    return FALSE;
  if (json_array_get_length (list) == 0)
    return fail (root, "branches", "has to have an element");
  if (!gcore_journal_start (&session->journal))
    return fail (root, "branches", "there is not enough memory");
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      Part part;
      if (!read_element (root, "branches", list, i, &part) || !read_branch (&part, &session->journal, i))
        return FALSE;
    }
  return TRUE;
}

/* --- places ------------------------------------------------------------------------------------------------------- */

/* *BRANCH becomes the number of a branch there is. */
static gboolean
read_branch_number (const Part *self, const GcoreJournal *journal, guint *branch)
{
  gint64 number;

  if (!read_int (self, "branch", 0, G_MAXUINT32, &number))
    return FALSE;
  *branch = (guint) number;
  return gcore_journal_find (journal, *branch) != NULL || fail (self, "branch", "there is no such branch");
}

static gboolean
read_breakpoints (const Part *root, GcoreSavedSession *session)
{
  JsonArray *list;

  if (!read_list (root, "breakpoints", &list))
    return FALSE;
  guint n = json_array_get_length (list);
  g_autofree gint64 *lines = g_new (gint64, n + 1);
  if (!read_numbers (root, "breakpoints", 1, lines, n))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      guint line = (guint) MIN (lines[i], G_MAXINT);
      g_array_append_val (session->breakpoints, line);
    }
  return TRUE;
}

/* *VALUE (borrowed) becomes NULL if there is no such member. */
static gboolean
read_optional_string (const Part *self, const char *member, const char **value)
{
  *value = NULL;
  return !json_object_has_member (self->object, member) || read_string (self, member, value);
}

static gboolean
read_watch (const Part *self, GcoreWatch *watch)
{
  guint kind;
  gint64 serial = 0, hits;

  *watch = (GcoreWatch) { 0 };
  if (!read_choice (self, "kind", gcore_json_watch_kinds, GCORE_N_WATCH_KINDS, &kind)
      || !read_int (self, "number", G_MININT64, G_MAXINT64, &watch->number)
      || !read_int (self, "hits", 0, G_MAXUINT32, &hits) || !read_optional_string (self, "name", &watch->name)
      || !read_optional_string (self, "file", &watch->file)
      || !read_optional_string (self, "condition", &watch->condition))
    return FALSE;
  if (json_object_has_member (self->object, "address")
      && (!read_number (self, "address", &watch->address) || !read_int (self, "serial", 0, G_MAXUINT32, &serial)))
    return FALSE;
  watch->kind = (GcoreWatchKind) kind;
  watch->serial = (guint32) serial;
  watch->hits = (guint32) hits;
  return TRUE;
}

/* Earlier versions did not save them. */
static gboolean
read_watches (const Part *root, GcoreSavedSession *session)
{
  JsonArray *list;

  if (!json_object_has_member (root->object, "watches"))
    return TRUE;
  if (!read_list (root, "watches", &list))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      Part part;
      GcoreWatch watch;
      if (!read_element (root, "watches", list, i, &part) || !read_watch (&part, &watch))
        return FALSE;
      gcore_saved_watches_add (session->watches, &watch);
    }
  return TRUE;
}

static gboolean
read_bookmarks (const Part *root, GcoreSavedSession *session)
{
  JsonArray *list;

  if (!read_list (root, "bookmarks", &list))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      Part part;
      guint branch;
      guint64 tick;
      const char *note;
      if (!read_element (root, "bookmarks", list, i, &part) || !read_branch_number (&part, &session->journal, &branch)
          || !read_number (&part, "tick", &tick) || !read_string (&part, "note", &note))
        return FALSE;
      gcore_bookmarks_set (session->bookmarks, branch, tick, note);
    }
  return TRUE;
}

static gboolean
read_outcome (const Part *root, GcoreSavedOutcome *outcome)
{
  Part part;
  gint64 generations[3];
  const char *hash;

  if (!read_part (root, "outcome", &part) || !read_number (&part, "tick", &outcome->tick)
      || !read_number (&part, "births", &outcome->births) || !read_number (&part, "blocks", &outcome->blocks)
      || !read_number (&part, "bytes", &outcome->bytes) || !read_numbers (&part, "generations", 0, generations, 3)
      || !read_number (&part, "output_length", &outcome->output_length) || !read_string (&part, "output_hash", &hash))
    return FALSE;
  for (int i = 0; i < 3; i++)
    outcome->generations[i] = (guint64) generations[i];
  return g_ascii_string_to_unsigned (hash, 16, 0, G_MAXUINT64, &outcome->output_hash, NULL)
         || fail (&part, "output_hash", "has to be 16 hexadecimal digits");
}

static gboolean
read_position (const Part *root, GcoreSavedSession *session)
{
  Part part;

  return read_part (root, "position", &part) && read_branch_number (&part, &session->journal, &session->branch)
         && read_number (&part, "tick", &session->tick);
}

/* --- all of it ---------------------------------------------------------------------------------------------------- */

static gboolean
read_session (const Part *root, GcoreSavedSession *session)
{
  gint64 version;

  if (!json_object_has_member (root->object, "heapscope-session"))
    return fail (root, "heapscope-session", "is missing: this is not a saved session");
  if (!read_int (root, "heapscope-session", 1, G_MAXINT64, &version))
    return FALSE;
  if (version > GCORE_JSON_SESSION_VERSION)
    return fail (root, "heapscope-session", "version %" G_GINT64_FORMAT " comes from a newer Heapscope", version);
  return read_program (root, session) && read_modules (root, session) && read_options (root, session)
         && read_branches (root, session) && read_breakpoints (root, session)
         && read_watches (root, session) && read_bookmarks (root, session)
         && read_position (root, session) && read_outcome (root, &session->outcome);
}

static GcoreProblem *
broken_json (const char *filename, char *message, GcoreJsonPlace place)
{
  GcoreProblem *problem = g_new0 (GcoreProblem, 1);

  *problem = (GcoreProblem) { .message = message, .file = g_strdup (filename), .line = place.line,
                              .column = place.column };
  return problem;
}

GcoreSavedSession *
gcore_json_session_read (const char *text, gsize length, const char *filename, GcoreProblem **problem)
{
  GcoreJsonPlace place;
  char *message;
  GcoreJsonSource *json = gcore_json_source_parse (text, length, &message, &place);

  if (json == NULL)
    {
      *problem = broken_json (filename, message, place);
      return NULL;
    }
  JsonNode *node = gcore_json_source_root (json);
  GcoreSavedSession *session = NULL;
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    *problem = broken_json (filename, g_strdup ("has to be an object: this is not a saved session"),
                            (GcoreJsonPlace) { 1, 1 });
  else
    {
      Reader reader = { json, filename, problem };
      Part root = { .reader = &reader, .object = json_node_get_object (node) };
      session = gcore_saved_session_new ();
      if (!read_session (&root, session))
        g_clear_pointer (&session, gcore_saved_session_free);
    }
  gcore_json_source_free (json);
  return session;
}
