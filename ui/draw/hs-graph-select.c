/* SPDX-License-Identifier: MIT */
/* Which objects of a snapshot become boxes, and which are drawn as parts of another box. */
#include "ui/draw/hs-graph-private.h"

#include <string.h>

#define MAX_BOXES 240 /* beyond, objects are folded by type */

bool
hs_graph_is_value (const GcoreSnapshot *snapshot, uint32_t row)
{
  static const char *const values[] = { "int", "str", "float", "bool", "NoneType", "bytes", "complex", "ellipsis",
                                        "NotImplementedType", "module", "builtin_function_or_method" };
  const char *type = gcore_snapshot_string (snapshot, snapshot->objects[row].type_name);

  for (size_t i = 0; i < G_N_ELEMENTS (values); i++)
    if (strcmp (type, values[i]) == 0)
      return true;
  return false;
}

static bool
is_type_named (const GcoreSnapshot *snapshot, uint32_t row, const char *name)
{
  return strcmp (gcore_snapshot_string (snapshot, snapshot->objects[row].type_name), name) == 0;
}

bool
hs_graph_is_boilerplate (const GcoreSnapshot *snapshot, const char *name, uint32_t row)
{
  return (g_str_has_prefix (name, "__") && g_str_has_suffix (name, "__")) || is_type_named (snapshot, row, "module");
}

char *
hs_graph_plain_label (const char *label)
{
  size_t length = strlen (label);

  if (length > 4 && g_str_has_prefix (label, "['") && g_str_has_suffix (label, "']"))
    return g_strndup (label + 2, length - 4);
  return g_strdup (label[0] == '.' ? label + 1 : label);
}

/* The only counted reference to ROW, or NULL if there are none or several. */
static const GcoreSnapshotRef *
only_holder (const GcoreSnapshot *snapshot, uint32_t row)
{
  const GcoreSnapshotRef *found = NULL;

  for (uint32_t i = snapshot->incoming_start[row]; i < snapshot->incoming_start[row + 1]; i++)
    {
      const GcoreSnapshotRef *ref = &snapshot->refs[snapshot->incoming[i]];
      if (ref->kind == GCORE_REF_WEAK)
        continue;
      if (found != NULL)
        return NULL;
      found = ref;
    }
  return found;
}

/* The object that ROW is a private part of, or GCORE_NO_ROW. */
static uint32_t
part_of (const GcoreSnapshot *snapshot, uint32_t row)
{
  const GcoreSnapshotRef *ref = only_holder (snapshot, row);

  if (ref == NULL || ref->holder_kind != GCORE_HOLDER_OBJECT || ref->holder == row)
    return GCORE_NO_ROW;
  if (ref->kind == GCORE_REF_INTERNAL)
    return ref->holder;
  /* What a class's namespace alone holds (its methods, its slots) belongs to the class. */
  const GcoreSnapshotRef *above = only_holder (snapshot, ref->holder);
  if (above != NULL && above->kind == GCORE_REF_INTERNAL && above->holder_kind == GCORE_HOLDER_OBJECT
      && snapshot->objects[above->holder].flags & GCORE_OBJECT_TYPE && ref->kind == GCORE_REF_VALUE)
    return ref->holder;
  return GCORE_NO_ROW;
}

/* Follows part_of to the box that ROW is drawn in. */
static uint32_t
find_owner (const GcoreSnapshot *snapshot, uint32_t row, GHashTable *expanded)
{
  for (int steps = 0; steps < 16; steps++)
    {
      uint32_t owner = part_of (snapshot, row);
      if (owner == GCORE_NO_ROW)
        return row;
      if (g_hash_table_contains (expanded, hs_graph_key_pointer (gcore_snapshot_key (&snapshot->objects[owner]))))
        return row;
      row = owner;
    }
  return row;
}

static bool
may_be_box (const GcoreSnapshot *snapshot, uint32_t row)
{
  return snapshot->objects[row].flags & GCORE_OBJECT_USER && !hs_graph_is_value (snapshot, row)
         && !is_type_named (snapshot, row, "code") && !is_type_named (snapshot, row, "frame");
}

typedef struct
{
  HsGraphSelection *selection;
  GArray *queue; /* of rows */
  GArray **parts; /* by row: rows of the parts drawn in it, or NULL */
} Search;

static void
reach (Search *search, uint32_t row, uint32_t depth)
{
  HsGraphSelection *selection = search->selection;
  uint32_t owner = selection->owner[row];

  if (owner == GCORE_NO_ROW || selection->depth[owner] != GCORE_NO_ROW)
    return;
  selection->depth[owner] = depth;
  g_array_append_val (search->queue, owner);
}

static void
reach_from (Search *search, uint32_t row, uint32_t depth)
{
  const GcoreSnapshot *snapshot = search->selection->snapshot;
  const GcoreSnapshotObject *object = &snapshot->objects[row];

  for (uint32_t i = object->first_ref; i < object->first_ref + object->n_refs; i++)
    if (snapshot->refs[i].kind != GCORE_REF_WEAK)
      reach (search, snapshot->refs[i].target, depth);
}

/* What the names of a module lead to, but for those every module has. */
static void
reach_from_names (Search *search, uint32_t namespace_row)
{
  const GcoreSnapshot *snapshot = search->selection->snapshot;
  const GcoreSnapshotObject *names = &snapshot->objects[namespace_row];

  for (uint32_t i = names->first_ref; i < names->first_ref + names->n_refs; i++)
    {
      const GcoreSnapshotRef *ref = &snapshot->refs[i];
      g_autofree char *name = hs_graph_plain_label (gcore_snapshot_string (snapshot, ref->label));
      if ((ref->kind == GCORE_REF_VALUE || ref->kind == GCORE_REF_LOCAL)
          && !hs_graph_is_boilerplate (snapshot, name, ref->target))
        reach (search, ref->target, 0);
    }
}

/* Breadth first from the variables of the frames: depth is the column a box gets. */
static void
search_from_frames (Search *search)
{
  HsGraphSelection *selection = search->selection;
  const GcoreSnapshot *snapshot = selection->snapshot;

  for (uint32_t f = 0; f < snapshot->n_frames; f++)
    {
      const GcoreSnapshotFrame *frame = &snapshot->frames[f];
      for (uint32_t i = frame->first_ref; i < frame->first_ref + frame->n_refs; i++)
        if (snapshot->refs[i].kind != GCORE_REF_INTERNAL)
          reach (search, snapshot->refs[i].target, 0);
      if (frame->is_module && frame->namespace_row != GCORE_NO_ROW)
        reach_from_names (search, frame->namespace_row);
    }
  for (guint next = 0; next < search->queue->len; next++)
    {
      uint32_t row = g_array_index (search->queue, uint32_t, next);
      reach_from (search, row, selection->depth[row] + 1);
      GArray *parts = search->parts[row];
      for (guint i = 0; parts != NULL && i < parts->len; i++)
        reach_from (search, g_array_index (parts, uint32_t, i), selection->depth[row] + 1);
    }
}

/* Boxes no arrow leads to are shown when the program could not reach them any more; else the interpreter holds them for its
 * own purposes. Then what is too much is folded. */
static void
fold_the_rest (HsGraphSelection *selection, const GArray *reached)
{
  const GcoreSnapshot *snapshot = selection->snapshot;
  uint32_t shown = MIN (reached->len, MAX_BOXES);

  selection->folded = g_new (uint32_t, snapshot->n_objects);
  for (guint i = MAX_BOXES; i < reached->len; i++)
    selection->folded[selection->n_folded++] = g_array_index (reached, uint32_t, i);
  for (uint32_t row = 0; row < snapshot->n_objects; row++)
    {
      if (selection->owner[row] != row || selection->depth[row] != GCORE_NO_ROW)
        continue;
      if (!(snapshot->objects[row].flags & (GCORE_OBJECT_UNREACHABLE | GCORE_OBJECT_TENTATIVE)))
        selection->owner[row] = GCORE_NO_ROW;
      else if (++shown > MAX_BOXES)
        selection->folded[selection->n_folded++] = row;
    }
  for (uint32_t i = 0; i < selection->n_folded; i++)
    selection->owner[selection->folded[i]] = GCORE_NO_ROW;
  /* Parts of what is folded are not drawn either. */
  for (uint32_t row = 0; row < snapshot->n_objects; row++)
    {
      uint32_t owner = selection->owner[row];
      if (owner != GCORE_NO_ROW && owner != row && selection->owner[owner] != owner)
        selection->owner[row] = GCORE_NO_ROW;
    }
}

void
hs_graph_select (HsGraphSelection *selection, const GcoreSnapshot *snapshot, HsGraphPlaces *places)
{
  uint32_t n = snapshot->n_objects;
  Search search = { .selection = selection, .queue = g_array_new (FALSE, FALSE, sizeof (uint32_t)),
                    .parts = g_new0 (GArray *, n + 1) };

  *selection = (HsGraphSelection) { .snapshot = snapshot, .owner = g_new (uint32_t, n + 1),
                                    .depth = g_new (uint32_t, n + 1) };
  for (uint32_t row = 0; row < n; row++)
    {
      selection->depth[row] = GCORE_NO_ROW;
      uint32_t owner = find_owner (snapshot, row, places->expanded);
      selection->owner[row] = may_be_box (snapshot, owner) ? owner : GCORE_NO_ROW;
    }
  for (uint32_t f = 0; f < snapshot->n_frames; f++) /* a namespace is drawn as its frame's variables */
    if (snapshot->frames[f].is_module && snapshot->frames[f].namespace_row != GCORE_NO_ROW)
      selection->owner[snapshot->frames[f].namespace_row] = GCORE_NO_ROW;
  for (uint32_t row = 0; row < n; row++)
    {
      uint32_t owner = selection->owner[row];
      if (owner == GCORE_NO_ROW || owner == row)
        continue;
      if (search.parts[owner] == NULL)
        search.parts[owner] = g_array_new (FALSE, FALSE, sizeof (uint32_t));
      g_array_append_val (search.parts[owner], row);
    }
  search_from_frames (&search);
  fold_the_rest (selection, search.queue);

  for (uint32_t row = 0; row < n; row++)
    if (search.parts[row] != NULL)
      g_array_unref (search.parts[row]);
  g_free (search.parts);
  g_array_unref (search.queue);
}

void
hs_graph_selection_clear (HsGraphSelection *selection)
{
  g_free (selection->owner);
  g_free (selection->depth);
  g_free (selection->folded);
}
