/* SPDX-License-Identifier: MIT */
/* Builds a scene from a snapshot: boxes, variables, arrows, and what the last step changed. */
#include "ui/draw/hs-graph-private.h"

#include <string.h>

#define MAX_FRAMES 12 /* of a deep recursion: the outermost and the innermost */

static void
clear_variable (gpointer data)
{
  HsGraphVariable *variable = data;

  g_free (variable->name);
  g_free (variable->value);
}

static void
free_node (gpointer data)
{
  HsGraphNode *node = data;

  g_free (node->title);
  g_free (node->subtitle);
  g_free (node->note);
  g_free (node->hidden_label);
  g_clear_pointer (&node->variables, g_array_unref);
  g_free (node);
}

static void
free_edge (gpointer data)
{
  HsGraphEdge *edge = data;

  g_free (edge->label);
  g_free (edge);
}

void
hs_graph_scene_free (HsGraphScene *scene)
{
  if (scene == NULL)
    return;
  g_ptr_array_unref (scene->nodes);
  g_ptr_array_unref (scene->edges);
  g_free (scene);
}

typedef struct
{
  HsGraphScene *scene;
  const GcoreSnapshot *snapshot, *previous;
  HsGraphSelection selection;
  HsGraphPlaces *places;
  uint32_t *node_of; /* by row of object: its box's node, or GCORE_NO_ROW */
} Builder;

static const char *
string (const Builder *builder, uint32_t offset)
{
  return gcore_snapshot_string (builder->snapshot, offset);
}

/* The same object in the previous snapshot, or NULL. */
static const GcoreSnapshotObject *
before (const Builder *builder, const GcoreSnapshotObject *object)
{
  if (builder->previous == NULL)
    return NULL;
  uint32_t row = gcore_snapshot_find (builder->previous, object->address);
  if (row == GCORE_NO_ROW || builder->previous->objects[row].number != object->number)
    return NULL;
  return &builder->previous->objects[row];
}

/* "unreachable · gc_refs 2 − 2 = 0": the count less the references from other unreachable objects. */
static char *
unreachable_note (const Builder *builder, uint32_t row)
{
  const GcoreSnapshot *snapshot = builder->snapshot;
  const GcoreSnapshotObject *object = &snapshot->objects[row];
  int64_t internal = 0;

  if (object->flags & GCORE_OBJECT_COLLECTING)
    return g_strdup_printf ("gc_refs %" G_GINT64_FORMAT, object->gc_refs);
  if (!(object->flags & GCORE_OBJECT_UNREACHABLE))
    return NULL;
  for (uint32_t i = snapshot->incoming_start[row]; i < snapshot->incoming_start[row + 1]; i++)
    {
      const GcoreSnapshotRef *ref = &snapshot->refs[snapshot->incoming[i]];
      if (ref->kind != GCORE_REF_WEAK && ref->holder_kind == GCORE_HOLDER_OBJECT
          && snapshot->objects[ref->holder].flags & GCORE_OBJECT_UNREACHABLE)
        internal++;
    }
  return g_strdup_printf ("unreachable · gc_refs %" G_GINT64_FORMAT " − %" G_GINT64_FORMAT " = %" G_GINT64_FORMAT,
                          object->refcount, internal, object->refcount - internal);
}

/* What is written under the type: the value, or, for an instance, its attributes, small values with what they are. */
static char *
describe (const Builder *builder, uint32_t row)
{
  const GcoreSnapshot *snapshot = builder->snapshot;
  const GcoreSnapshotObject *object = &snapshot->objects[row];
  const char *value = string (builder, object->value);
  g_autoptr (GString) words = g_string_new (value);

  for (uint32_t i = object->first_ref; value[0] == '\0' && i < object->first_ref + object->n_refs; i++)
    {
      const GcoreSnapshotRef *ref = &snapshot->refs[i];
      if (ref->kind != GCORE_REF_ATTRIBUTE)
        continue;
      g_autofree char *name = hs_graph_plain_label (string (builder, ref->label));
      const char *small
          = hs_graph_is_value (snapshot, ref->target) ? string (builder, snapshot->objects[ref->target].value) : "";
      g_string_append_printf (words, "%s%s%s%s", words->len > 0 ? " · " : "", name, small[0] != '\0' ? " " : "", small);
    }
  return g_strdup (words->str);
}

static void
add_object (Builder *builder, uint32_t row)
{
  const GcoreSnapshotObject *object = &builder->snapshot->objects[row];
  const GcoreSnapshotObject *old = before (builder, object);
  HsGraphNode *node = g_new0 (HsGraphNode, 1);

  node->kind = HS_NODE_OBJECT;
  node->row = row;
  node->key = gcore_snapshot_key (object);
  node->title = g_strdup (string (builder, object->type_name));
  node->subtitle = describe (builder, row);
  node->refcount = object->refcount;
  node->generation = object->generation;
  node->unreachable = object->flags & (GCORE_OBJECT_UNREACHABLE | GCORE_OBJECT_TENTATIVE);
  node->is_weakref = object->flags & GCORE_OBJECT_WEAKREF;
  node->note = unreachable_note (builder, row);
  node->changed = builder->previous != NULL && (old == NULL || old->refcount != object->refcount);
  node->rect.width = HS_NODE_WIDTH;
  node->rect.height = HS_NODE_HEIGHT + (node->note != NULL ? HS_NOTE_HEIGHT : 0);
  builder->node_of[row] = builder->scene->nodes->len;
  g_ptr_array_add (builder->scene->nodes, node);
  builder->scene->n_shown++;
}

/* --- frames ------------------------------------------------------------------------------------------------------- */

static void
add_edge (Builder *builder, uint32_t from, int variable, uint32_t to, const char *label, uint8_t kind)
{
  GPtrArray *edges = builder->scene->edges;

  if (variable < 0)
    for (guint i = edges->len; i-- > 0;)
      {
        HsGraphEdge *edge = edges->pdata[i];
        if (edge->from != from)
          break;
        if (edge->to == to && edge->kind == kind && edge->variable < 0 && strcmp (edge->label, label) == 0)
          {
            edge->n_same++;
            return;
          }
      }
  HsGraphEdge *edge = g_new0 (HsGraphEdge, 1);
  edge->from = from;
  edge->to = to;
  edge->variable = variable;
  edge->label = g_strdup (label);
  edge->kind = kind;
  edge->n_same = 1;
  g_ptr_array_add (edges, edge);
}

static void
add_variable (Builder *builder, HsGraphNode *node, uint32_t index, const GcoreSnapshotRef *ref)
{
  g_autofree char *name = hs_graph_plain_label (string (builder, ref->label));
  uint32_t target = builder->selection.owner[ref->target] == ref->target ? builder->node_of[ref->target] : GCORE_NO_ROW;
  HsGraphVariable variable = { .name = g_strdup (name) };

  if (target != GCORE_NO_ROW)
    add_edge (builder, index, (int) node->variables->len, target, "", GCORE_REF_LOCAL);
  else
    {
      const GcoreSnapshotObject *object = &builder->snapshot->objects[ref->target];
      const char *value = string (builder, object->value);
      variable.value = g_strdup (value[0] != '\0' ? value : string (builder, object->type_name));
    }
  g_array_append_val (node->variables, variable);
}

static void
add_variables (Builder *builder, HsGraphNode *node, uint32_t index, const GcoreSnapshotFrame *frame)
{
  const GcoreSnapshot *snapshot = builder->snapshot;

  for (uint32_t i = frame->first_ref; i < frame->first_ref + frame->n_refs; i++)
    {
      const GcoreSnapshotRef *ref = &snapshot->refs[i];
      bool shown = ref->kind == GCORE_REF_LOCAL || builder->node_of[ref->target] != GCORE_NO_ROW;
      if (shown && ref->kind != GCORE_REF_INTERNAL)
        add_variable (builder, node, index, ref);
    }
  if (!frame->is_module || frame->namespace_row == GCORE_NO_ROW)
    return;
  const GcoreSnapshotObject *names = &snapshot->objects[frame->namespace_row];
  for (uint32_t i = names->first_ref; i < names->first_ref + names->n_refs; i++)
    {
      const GcoreSnapshotRef *ref = &snapshot->refs[i];
      g_autofree char *name = hs_graph_plain_label (string (builder, ref->label));
      if ((ref->kind == GCORE_REF_VALUE || ref->kind == GCORE_REF_LOCAL)
          && !hs_graph_is_boilerplate (snapshot, name, ref->target))
        add_variable (builder, node, index, ref);
    }
}

/* Names the module had before the last step and has no longer. */
static void
add_deleted_names (Builder *builder, HsGraphNode *node, const GcoreSnapshotFrame *frame)
{
  const GcoreSnapshot *old = builder->previous;

  if (old == NULL || old->n_frames == 0 || !frame->is_module || old->frames[0].namespace_row == GCORE_NO_ROW)
    return;
  const GcoreSnapshotObject *names = &old->objects[old->frames[0].namespace_row];
  for (uint32_t i = names->first_ref; i < names->first_ref + names->n_refs; i++)
    {
      const GcoreSnapshotRef *ref = &old->refs[i];
      g_autofree char *name = hs_graph_plain_label (gcore_snapshot_string (old, ref->label));
      bool still = ref->kind != GCORE_REF_VALUE || hs_graph_is_boilerplate (old, name, ref->target);
      for (guint v = 0; !still && v < node->variables->len; v++)
        still = strcmp (g_array_index (node->variables, HsGraphVariable, v).name, name) == 0;
      if (still)
        continue;
      HsGraphVariable variable = { .name = g_steal_pointer (&name), .gone = true };
      g_array_append_val (node->variables, variable);
    }
}

static void
add_frame (Builder *builder, uint32_t row)
{
  const GcoreSnapshotFrame *frame = &builder->snapshot->frames[row];
  HsGraphNode *node = g_new0 (HsGraphNode, 1);

  node->kind = HS_NODE_FRAME;
  node->row = row;
  node->key = G_GUINT64_CONSTANT (0xf000000000000000) | row;
  node->title = g_strdup (frame->is_module ? "__main__" : string (builder, frame->name));
  node->subtitle = g_strdup_printf ("%u", frame->line);
  node->variables = g_array_new (FALSE, FALSE, sizeof (HsGraphVariable));
  g_array_set_clear_func (node->variables, clear_variable);
  uint32_t index = builder->scene->nodes->len;
  g_ptr_array_add (builder->scene->nodes, node);
  add_variables (builder, node, index, frame);
  if (row == 0)
    add_deleted_names (builder, node, frame);
  node->rect.width = HS_FRAME_WIDTH;
  node->rect.height = HS_FRAME_TITLE + node->variables->len * HS_VARIABLE_HEIGHT + 10;
}

/* --- arrows between objects --------------------------------------------------------------------------------------- */

/* What the label of an arrow from a part adds: the part's own name in its owner is left out, as the attribute alone is what
 * a person wrote. */
static void
add_references (Builder *builder, uint32_t row)
{
  const GcoreSnapshot *snapshot = builder->snapshot;
  const GcoreSnapshotObject *object = &snapshot->objects[row];
  uint32_t owner = builder->selection.owner[row];

  if (owner == GCORE_NO_ROW || builder->node_of[owner] == GCORE_NO_ROW)
    return;
  for (uint32_t i = object->first_ref; i < object->first_ref + object->n_refs; i++)
    {
      const GcoreSnapshotRef *ref = &snapshot->refs[i];
      uint32_t target = ref->target;
      if (ref->kind == GCORE_REF_WEAK /* drawn by add_weak_links */
          || builder->selection.owner[target] != target || builder->node_of[target] == GCORE_NO_ROW)
        continue;
      if (row != owner && target == owner)
        continue; /* a part that refers back to its owner: counted as hidden */
      g_autofree char *label = hs_graph_plain_label (string (builder, ref->label));
      add_edge (builder, builder->node_of[owner], -1, builder->node_of[target], label, ref->kind);
    }
}

static void
add_weak_links (Builder *builder)
{
  const GcoreSnapshot *snapshot = builder->snapshot;

  for (uint32_t i = 0; i < snapshot->n_weaks; i++)
    {
      const GcoreSnapshotWeak *weak = &snapshot->weaks[i];
      if (weak->referent == GCORE_NO_ROW || weak->weakref == GCORE_NO_ROW)
        continue;
      uint32_t from = builder->node_of[weak->weakref], to = builder->node_of[weak->referent];
      if (from != GCORE_NO_ROW && to != GCORE_NO_ROW)
        add_edge (builder, from, -1, to, "", GCORE_REF_WEAK);
    }
}

/* Counts, for each box, the references no arrow shows, so that arrows + hidden = count. */
static void
count_hidden (Builder *builder)
{
  g_autofree int64_t *drawn = g_new0 (int64_t, builder->scene->nodes->len + 1);

  for (guint i = 0; i < builder->scene->edges->len; i++)
    {
      HsGraphEdge *edge = builder->scene->edges->pdata[i];
      if (edge->kind != GCORE_REF_WEAK)
        drawn[edge->to] += edge->n_same;
    }
  for (guint i = 0; i < builder->scene->nodes->len; i++)
    {
      HsGraphNode *node = builder->scene->nodes->pdata[i];
      if (node->kind != HS_NODE_OBJECT || node->refcount <= drawn[i])
        continue;
      node->hidden_in = (uint32_t) (node->refcount - drawn[i]);
    }
}

/* --- what the last step changed ----------------------------------------------------------------------------------- */

static void
add_ghosts (Builder *builder)
{
  const GcoreSnapshot *old = builder->previous;

  if (old == NULL)
    return;
  for (uint32_t row = 0; row < old->n_objects; row++)
    {
      const GcoreSnapshotObject *object = &old->objects[row];
      uint64_t key = gcore_snapshot_key (object);
      if (!g_hash_table_contains (builder->places->places, hs_graph_key_pointer (key)))
        continue;
      uint32_t now = gcore_snapshot_find (builder->snapshot, object->address);
      if (now != GCORE_NO_ROW && gcore_snapshot_key (&builder->snapshot->objects[now]) == key)
        continue;
      HsGraphNode *node = g_new0 (HsGraphNode, 1);
      node->kind = HS_NODE_GHOST;
      node->row = GCORE_NO_ROW;
      node->key = key;
      node->title = g_strdup (gcore_snapshot_string (old, object->type_name));
      node->subtitle = g_strdup (gcore_snapshot_string (old, object->value));
      node->rect.width = HS_NODE_WIDTH;
      node->rect.height = HS_NODE_HEIGHT;
      g_ptr_array_add (builder->scene->nodes, node);
    }
}

static void
add_folds (Builder *builder)
{
  const HsGraphSelection *selection = &builder->selection;
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer type, count;

  for (uint32_t i = 0; i < selection->n_folded; i++)
    {
      gpointer name = GUINT_TO_POINTER (builder->snapshot->objects[selection->folded[i]].type_name);
      g_hash_table_insert (counts, name, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, name)) + 1));
    }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &type, &count))
    {
      const char *name = string (builder, GPOINTER_TO_UINT (type));
      HsGraphNode *node = g_new0 (HsGraphNode, 1);
      node->kind = HS_NODE_FOLD;
      node->row = GPOINTER_TO_UINT (count);
      node->key = G_GUINT64_CONSTANT (0xe000000000000000) | g_str_hash (name);
      node->title = g_strdup (name);
      node->subtitle = g_strdup_printf ("%'u more", GPOINTER_TO_UINT (count));
      node->rect.width = HS_NODE_WIDTH;
      node->rect.height = HS_NODE_HEIGHT;
      g_ptr_array_add (builder->scene->nodes, node);
    }
}

static void
add_frames (Builder *builder)
{
  uint32_t n = builder->snapshot->n_frames;

  for (uint32_t row = 0; row < n; row++)
    if (row < MAX_FRAMES / 2 || row + MAX_FRAMES / 2 >= n)
      add_frame (builder, row);
}

HsGraphScene *
hs_graph_scene_new (const GcoreSnapshot *snapshot, const GcoreSnapshot *previous, HsGraphPlaces *places, HsText *text)
{
  HsGraphScene *scene = g_new0 (HsGraphScene, 1);
  Builder builder = { .scene = scene, .snapshot = snapshot, .previous = previous, .places = places };

  scene->nodes = g_ptr_array_new_with_free_func (free_node);
  scene->edges = g_ptr_array_new_with_free_func (free_edge);
  scene->n_objects = snapshot->n_objects_total;
  hs_graph_select (&builder.selection, snapshot, places);
  builder.node_of = g_new (uint32_t, snapshot->n_objects + 1);
  for (uint32_t row = 0; row < snapshot->n_objects; row++)
    builder.node_of[row] = GCORE_NO_ROW;
  for (uint32_t row = 0; row < snapshot->n_objects; row++)
    if (builder.selection.owner[row] == row)
      add_object (&builder, row);
  add_frames (&builder);
  for (uint32_t row = 0; row < snapshot->n_objects; row++)
    add_references (&builder, row);
  add_weak_links (&builder);
  count_hidden (&builder);
  add_ghosts (&builder);
  add_folds (&builder);
  hs_graph_arrange (scene, &builder.selection, places);
  g_free (builder.node_of);
  hs_graph_selection_clear (&builder.selection);
  return scene;
}

HsGraphNode *
hs_graph_scene_hit (HsGraphScene *scene, double x, double y)
{
  for (guint i = scene->nodes->len; i-- > 0;)
    {
      HsGraphNode *node = scene->nodes->pdata[i];
      if (hs_rect_contains (&node->rect, x, y))
        return node;
    }
  return NULL;
}

bool
hs_graph_scene_covers (const HsGraphScene *scene, const HsRect *area)
{
  for (guint i = 0; i < scene->nodes->len; i++)
    if (hs_rect_intersects (&((const HsGraphNode *) scene->nodes->pdata[i])->rect, area))
      return true;
  return false;
}

HsGraphNode *
hs_graph_scene_find (HsGraphScene *scene, uint32_t row)
{
  for (guint i = 0; i < scene->nodes->len; i++)
    {
      HsGraphNode *node = scene->nodes->pdata[i];
      if (node->kind == HS_NODE_OBJECT && node->row == row)
        return node;
    }
  return NULL;
}
