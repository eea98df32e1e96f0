/* SPDX-License-Identifier: MIT */
/* Heapscope's own requests: the heap, the collector and the history. See data/heapscope-dap.md. */
#include "gcore/session/dap-private.h"

#include <stdlib.h>

#include "gcore/analysis/histogram.h"
#include "gcore/session/json-snapshot.h"

#define PAGE 100     /* objects listed unless the client says otherwise */
#define MAX_PAGE 10000

/* --- objects -------------------------------------------------------------------------------------------------------- */

void
gcore_dap_heap_snapshot (GcoreDap *self, GcoreDapRequest *request)
{
  g_autofree char *text = gcore_json_snapshot_write (self->snapshot);
  g_autoptr (JsonNode) root = json_from_string (text, NULL);
  JsonBuilder *body = gcore_dap_body ();

  json_builder_set_member_name (body, "snapshot");
  json_builder_add_value (body, g_steal_pointer (&root));
  gcore_dap_respond (self, request, body);
}

static void
add_histogram (GcoreDap *self, JsonBuilder *body, guint flags)
{
  guint n = 0;
  GcoreHistogramRow *rows = gcore_histogram_new (self->snapshot, flags, &n);

  gcore_dap_begin_array (body, "types");
  for (guint i = 0; rows != NULL && i < n; i++)
    {
      json_builder_begin_object (body);
      gcore_dap_add_string (body, "type", gcore_snapshot_string (self->snapshot, rows[i].type_name));
      gcore_dap_add_int (body, "objects", rows[i].n);
      gcore_dap_add_int (body, "bytes", (gint64) rows[i].bytes);
      json_builder_end_object (body);
    }
  json_builder_end_array (body);
  free (rows);
}

static void
add_list (GcoreDap *self, JsonBuilder *body, const char *type, guint flags, gint64 start, gint64 count)
{
  gint64 total = 0;

  gcore_dap_begin_array (body, "objects");
  for (guint row = 0; row < self->snapshot->n_objects; row++)
    {
      const GcoreSnapshotObject *object = &self->snapshot->objects[row];
      if ((object->flags & flags) != flags
          || (type != NULL && !g_str_equal (gcore_snapshot_string (self->snapshot, object->type_name), type)))
        continue;
      if (total++ < start || total > start + count)
        continue;
      json_builder_begin_object (body);
      gcore_dap_describe (self, body, "value", row, NULL, 0);
      json_builder_end_object (body);
    }
  json_builder_end_array (body);
  gcore_dap_add_int (body, "total", total);
}

void
gcore_dap_heap_objects (GcoreDap *self, GcoreDapRequest *request)
{
  JsonObject *arguments = request->arguments;
  const char *type = gcore_dap_get_string (request, arguments, "type", NULL);
  bool histogram = gcore_dap_get_bool (request, arguments, "histogram", false);
  guint flags = (gcore_dap_get_bool (request, arguments, "all", false) ? 0 : GCORE_OBJECT_USER)
                | (gcore_dap_get_bool (request, arguments, "unreachable", false) ? GCORE_OBJECT_UNREACHABLE : 0);
  gint64 start = gcore_dap_get_int (request, arguments, "start", 0, G_MAXINT32, 0);
  gint64 count = gcore_dap_get_int (request, arguments, "count", 0, MAX_PAGE, PAGE);

  if (gcore_dap_is_wrong (self, request))
    return;
  JsonBuilder *body = gcore_dap_body ();
  gcore_dap_add_int (body, "heapObjects", (gint64) self->snapshot->n_objects_total);
  if (histogram)
    add_histogram (self, body, flags);
  else
    add_list (self, body, type, flags, start, count);
  gcore_dap_respond (self, request, body);
}

void
gcore_dap_heap_pools (GcoreDap *self, GcoreDapRequest *request)
{
  const GcoreSnapshot *snapshot = self->snapshot;
  JsonBuilder *body = gcore_dap_body ();

  gcore_dap_add_int (body, "bytes", (gint64) snapshot->bytes_total);
  gcore_dap_add_int (body, "peakBytes", (gint64) snapshot->bytes_peak);
  gcore_dap_add_int (body, "limit", (gint64) snapshot->quota);
  gcore_dap_add_int (body, "largeBlocks", (gint64) snapshot->n_large);
  gcore_dap_add_int (body, "largeBytes", (gint64) snapshot->large_bytes);
  gcore_dap_begin_array (body, "arenas");
  for (guint i = 0; i < snapshot->n_arenas; i++)
    {
      g_autofree char *address = g_strdup_printf ("0x%" G_GINT64_MODIFIER "x", snapshot->arenas[i].address);
      json_builder_begin_object (body);
      gcore_dap_add_string (body, "address", address);
      gcore_dap_add_int (body, "pools", snapshot->arenas[i].n_pools);
      gcore_dap_add_int (body, "freePools", snapshot->arenas[i].n_free_pools);
      json_builder_end_object (body);
    }
  json_builder_end_array (body);
  gcore_dap_begin_array (body, "sizeClasses");
  for (guint i = 0; i < G_N_ELEMENTS (snapshot->classes); i++)
    {
      json_builder_begin_object (body);
      gcore_dap_add_int (body, "blockSize", snapshot->classes[i].block_size);
      gcore_dap_add_int (body, "pools", snapshot->classes[i].n_pools);
      gcore_dap_add_int (body, "used", (gint64) snapshot->classes[i].n_used);
      gcore_dap_add_int (body, "free", (gint64) snapshot->classes[i].n_free);
      json_builder_end_object (body);
    }
  json_builder_end_array (body);
  gcore_dap_respond (self, request, body);
}

/* --- the collector -------------------------------------------------------------------------------------------------- */

void
gcore_dap_heap_collections (GcoreDap *self, GcoreDapRequest *request)
{
  JsonBuilder *body = gcore_dap_body ();

  gcore_dap_begin_array (body, "collections");
  for (guint i = 0; i < self->snapshot->n_collections; i++)
    {
      const GcoreSnapshotCollection *collection = &self->snapshot->collections[i];
      json_builder_begin_object (body);
      gcore_dap_add_int (body, "tick", (gint64) collection->tick);
      gcore_dap_add_int (body, "line", (gint64) collection->line);
      gcore_dap_add_int (body, "generation", collection->generation);
      gcore_dap_add_bool (body, "automatic", collection->automatic);
      gcore_dap_add_int (body, "examined", (gint64) collection->examined);
      gcore_dap_add_int (body, "collected", (gint64) collection->collected);
      gcore_dap_add_int (body, "uncollectable", (gint64) collection->uncollectable);
      gcore_dap_add_int (body, "steps", (gint64) collection->steps);
      json_builder_end_object (body);
    }
  json_builder_end_array (body);
  gcore_dap_respond (self, request, body);
}

static void
answer_collector (GcoreDap *self, GcoreDapRequest *request)
{
  if (self->state != GCORE_DAP_STOPPED)
    {
      gcore_dap_fail (self, request, "The program has gone on");
      return;
    }
  JsonBuilder *body = gcore_dap_body ();
  gcore_dap_add_bool (body, "automatic", self->snapshot->automatic);
  gcore_dap_begin_array (body, "generations");
  for (guint i = 0; i < 3; i++)
    {
      const GcoreSnapshotGeneration *generation = &self->snapshot->generations[i];
      json_builder_begin_object (body);
      gcore_dap_add_int (body, "threshold", generation->threshold);
      gcore_dap_add_int (body, "count", generation->count);
      gcore_dap_add_int (body, "objects", (gint64) generation->n_objects);
      gcore_dap_add_int (body, "collections", (gint64) generation->collections);
      gcore_dap_add_int (body, "collected", (gint64) generation->collected);
      gcore_dap_add_int (body, "uncollectable", (gint64) generation->uncollectable);
      json_builder_end_object (body);
    }
  json_builder_end_array (body);
  gcore_dap_respond (self, request, body);
}

void
gcore_dap_heap_thresholds (GcoreDap *self, GcoreDapRequest *request)
{
  JsonArray *thresholds = gcore_dap_get_array (request, request->arguments, "thresholds");
  guint n = thresholds != NULL ? json_array_get_length (thresholds) : 0;
  bool has_automatic = json_object_has_member (request->arguments, "automatic");
  bool automatic = gcore_dap_get_bool (request, request->arguments, "automatic", true);
  int values[3];

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (thresholds, i);
      bool is_number = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64;
      gint64 value = is_number ? json_node_get_int (node) : -1;
      if ((i >= 3 || value < 0 || value > G_MAXINT) && request->problem == NULL)
        request->problem = g_strdup ("'thresholds' has to be up to three numbers from 0 on");
      else if (i < 3)
        values[i] = (int) value;
    }
  if (gcore_dap_is_wrong (self, request))
    return;
  for (guint i = 0; i < n; i++)
    gcore_session_set_threshold (self->session, (int) i, values[i]);
  if (has_automatic)
    gcore_session_set_automatic (self->session, automatic);
  if (n > 0 || has_automatic)
    gcore_dap_after_action (self, request, answer_collector);
  else
    answer_collector (self, request);
}

void
gcore_dap_heap_collect (GcoreDap *self, GcoreDapRequest *request)
{
  gint64 generation = gcore_dap_get_int (request, request->arguments, "generation", 0, 2, 2);

  if (gcore_dap_is_wrong (self, request))
    return;
  gcore_session_collect (self->session, (int) generation);
  gcore_dap_after_action (self, request, answer_collector);
}

/* --- history -------------------------------------------------------------------------------------------------------- */

static void
add_branch (JsonBuilder *body, const GcoreTimeline *timeline, const GcoreTimelineBranch *branch)
{
  gcore_dap_add_int (body, "number", branch->number);
  gcore_dap_add_string (body, "name", branch->name != NULL ? branch->name : "");
  if (branch->parent >= 0)
    gcore_dap_add_int (body, "parent", timeline->branches[branch->parent].number);
  gcore_dap_add_int (body, "beginTick", (gint64) branch->fork_tick);
  gcore_dap_add_int (body, "endTick", (gint64) branch->end_tick);
  gcore_dap_add_int (body, "actions", branch->n_actions);
  gcore_dap_add_int (body, "collected", (gint64) branch->outcome->collected);
  gcore_dap_add_int (body, "longestPause", (gint64) branch->outcome->longest_pause);
  gcore_dap_add_int (body, "totalPause", (gint64) branch->outcome->total_pause);
  gcore_dap_add_int (body, "peakBytes", (gint64) branch->outcome->peak_bytes);
}

static void
add_events (JsonBuilder *body, const GcoreTimelineBranch *branch)
{
  static const char *const kinds[GCORE_N_ACTION_KINDS]
    = { "collect", "automatic", "threshold", "debugFlags", "evaluate", "cut" };

  gcore_dap_begin_array (body, "done");
  for (guint i = 0; i < branch->n_actions; i++)
    {
      json_builder_begin_object (body);
      gcore_dap_add_int (body, "tick", (gint64) branch->actions[i].tick);
      gcore_dap_add_string (body, "kind", kinds[branch->actions[i].kind]);
      if (branch->actions[i].text != NULL)
        gcore_dap_add_string (body, "text", branch->actions[i].text);
      json_builder_end_object (body);
    }
  json_builder_end_array (body);
  gcore_dap_begin_array (body, "samples");
  for (guint i = 0; i < branch->n_samples; i++)
    {
      json_builder_begin_object (body);
      gcore_dap_add_int (body, "tick", (gint64) branch->samples[i].tick);
      gcore_dap_add_int (body, "bytes", (gint64) branch->samples[i].bytes);
      gcore_dap_add_int (body, "blocks", (gint64) branch->samples[i].blocks);
      json_builder_end_object (body);
    }
  json_builder_end_array (body);
}

static void
answer_history (GcoreDap *self, GcoreDapRequest *request)
{
  GcoreTimeline *timeline = gcore_session_get_timeline (self->session);
  bool details = g_str_equal (request->command, "heapscope/history");

  if (timeline == NULL || self->state != GCORE_DAP_STOPPED)
    {
      gcore_dap_fail (self, request, "The program has gone on");
      return;
    }
  JsonBuilder *body = gcore_dap_body ();
  gcore_dap_add_int (body, "tick", (gint64) timeline->tick);
  gcore_dap_add_int (body, "branch", timeline->branches[timeline->current].number);
  gcore_dap_begin_array (body, "branches");
  for (guint i = 0; i < timeline->n_branches; i++)
    {
      json_builder_begin_object (body);
      add_branch (body, timeline, &timeline->branches[i]);
      if (details)
        add_events (body, &timeline->branches[i]);
      json_builder_end_object (body);
    }
  json_builder_end_array (body);
  gcore_dap_respond (self, request, body);
}

void
gcore_dap_heap_history (GcoreDap *self, GcoreDapRequest *request)
{
  answer_history (self, request);
}

/* The branch with that number, or NULL with the request's problem set. */
static const GcoreTimelineBranch *
find_branch (GcoreDap *self, GcoreDapRequest *request, gint64 number)
{
  GcoreTimeline *timeline = gcore_session_get_timeline (self->session);

  for (guint i = 0; timeline != NULL && i < timeline->n_branches; i++)
    if (timeline->branches[i].number == number)
      return &timeline->branches[i];
  if (request->problem == NULL)
    request->problem = g_strdup_printf ("There is no branch %" G_GINT64_FORMAT, number);
  return NULL;
}

static bool
has_children (const GcoreTimeline *timeline, const GcoreTimelineBranch *branch)
{
  for (guint i = 0; i < timeline->n_branches; i++)
    if (timeline->branches[i].parent >= 0 && &timeline->branches[timeline->branches[i].parent] == branch)
      return true;
  return false;
}

/* Why BRANCH cannot be deleted, or NULL. */
static const char *
reason_to_keep (GcoreDap *self, const GcoreTimelineBranch *branch)
{
  GcoreTimeline *timeline = gcore_session_get_timeline (self->session);

  if (branch == &timeline->branches[timeline->current])
    return "The current branch cannot be deleted";
  if (branch->parent < 0)
    return "The first branch cannot be deleted";
  return has_children (timeline, branch) ? "Other branches come from this one" : NULL;
}

void
gcore_dap_heap_branches (GcoreDap *self, GcoreDapRequest *request)
{
  const char *action = gcore_dap_get_string (request, request->arguments, "action", "list");
  const char *name = gcore_dap_get_string (request, request->arguments, "name", "");

  if (gcore_dap_is_wrong (self, request))
    return;
  if (g_str_equal (action, "list"))
    {
      answer_history (self, request);
      return;
    }
  gint64 number = gcore_dap_need_int (request, request->arguments, "branch", 0, G_MAXINT32);
  const GcoreTimelineBranch *branch = find_branch (self, request, number);
  const char *keep = branch != NULL && g_str_equal (action, "delete") ? reason_to_keep (self, branch) : NULL;
  if (keep != NULL && request->problem == NULL)
    request->problem = g_strdup (keep);
  if (gcore_dap_is_wrong (self, request))
    return;
  if (g_str_equal (action, "go"))
    {
      guint64 end = branch->end_tick;
      gcore_dap_respond (self, request, NULL);
      gcore_dap_travel_to (self, (guint) number, end);
      return;
    }
  if (g_str_equal (action, "rename"))
    gcore_session_rename_branch (self->session, (guint) number, name);
  else if (g_str_equal (action, "delete"))
    gcore_session_delete_branch (self->session, (guint) number);
  else
    {
      gcore_dap_fail (self, request, "'action' has to be list, rename, delete or go");
      return;
    }
  gcore_dap_after_action (self, request, answer_history);
}

void
gcore_dap_heap_go_to (GcoreDap *self, GcoreDapRequest *request)
{
  GcoreTimeline *timeline = gcore_session_get_timeline (self->session);
  gint64 tick = gcore_dap_need_int (request, request->arguments, "tick", 0, G_MAXINT64);
  gint64 here = timeline != NULL ? timeline->branches[timeline->current].number : 0;
  gint64 number = gcore_dap_get_int (request, request->arguments, "branch", 0, G_MAXINT32, here);

  find_branch (self, request, number);
  if (gcore_dap_is_wrong (self, request))
    return;
  gcore_dap_respond (self, request, NULL);
  gcore_dap_travel_to (self, (guint) number, (guint64) tick);
}
