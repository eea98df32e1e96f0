/* SPDX-License-Identifier: MIT */
/* Where boxes stand and how arrows run. A box goes to the column of its distance from the frames, in the free place
 * nearest to the box that leads to it, and then stays there for good: what moves is only what a person drags. */
#include "ui/draw/hs-graph-private.h"

#include <math.h>

HsGraphPlaces *
hs_graph_places_new (void)
{
  HsGraphPlaces *self = g_new0 (HsGraphPlaces, 1);

  self->places = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->expanded = g_hash_table_new (NULL, NULL);
  return self;
}

void
hs_graph_places_free (HsGraphPlaces *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->expanded);
  g_free (self);
}

static HsGraphPlace *
put (HsGraphPlaces *self, uint64_t key, double x, double y, bool pinned)
{
  HsGraphPlace *place = g_new (HsGraphPlace, 1);

  *place = (HsGraphPlace) { .x = x, .y = y, .pinned = pinned };
  g_hash_table_insert (self->places, hs_graph_key_pointer (key), place);
  return place;
}

void
hs_graph_places_pin (HsGraphPlaces *self, uint64_t key, double x, double y)
{
  put (self, key, x, y, true);
}

void
hs_graph_places_toggle_expanded (HsGraphPlaces *self, uint64_t key)
{
  if (!g_hash_table_remove (self->expanded, hs_graph_key_pointer (key)))
    g_hash_table_add (self->expanded, hs_graph_key_pointer (key));
}

void
hs_graph_places_reset (HsGraphPlaces *self)
{
  g_hash_table_remove_all (self->places);
  g_hash_table_remove_all (self->expanded);
}

/* --- places ------------------------------------------------------------------------------------------------------- */

static bool
overlaps (const HsRect *a, const HsRect *b)
{
  const double gap = 28;

  return a->x < b->x + b->width + gap && b->x < a->x + a->width + gap && a->y < b->y + b->height + gap
         && b->y < a->y + a->height + gap;
}

static bool
is_free (GPtrArray *placed, const HsRect *rect)
{
  for (guint i = 0; i < placed->len; i++)
    if (overlaps (&((HsGraphNode *) placed->pdata[i])->rect, rect))
      return false;
  return true;
}

/* Looks from WISH_Y up and down the column for room. */
static void
find_room (GPtrArray *placed, HsRect *rect, double column_x, double wish_y)
{
  rect->x = column_x;
  for (int distance = 0; distance < 4000; distance++)
    for (int sign = -1; sign <= 1; sign += 2)
      {
        rect->y = wish_y + sign * distance * HS_ROW / 2;
        if (rect->y >= 0 && is_free (placed, rect))
          return;
      }
}

/* The height to wish for: that of the first placed box with an arrow to NODE. */
static double
wish_for (HsGraphScene *scene, uint32_t node, GPtrArray *placed)
{
  for (guint i = 0; i < scene->edges->len; i++)
    {
      HsGraphEdge *edge = scene->edges->pdata[i];
      HsGraphNode *from = scene->nodes->pdata[edge->from];
      if (edge->to != node || edge->from == node || !g_ptr_array_find (placed, from, NULL))
        continue;
      if (from->kind == HS_NODE_FRAME && edge->variable >= 0)
        return from->rect.y + edge->variable * HS_ROW * 0.5;
      return from->rect.y;
    }
  return 0;
}

static void
place_frames (HsGraphScene *scene, HsGraphPlaces *places, GPtrArray *placed)
{
  double y = 0;

  for (guint i = 0; i < scene->nodes->len; i++)
    {
      HsGraphNode *node = scene->nodes->pdata[i];
      if (node->kind != HS_NODE_FRAME)
        continue;
      HsGraphPlace *place = g_hash_table_lookup (places->places, hs_graph_key_pointer (node->key));
      node->rect.x = place != NULL && place->pinned ? place->x : 0;
      node->rect.y = place != NULL && place->pinned ? place->y : y;
      y = fmax (y, node->rect.y + node->rect.height + 36);
      g_ptr_array_add (placed, node);
    }
}

static void
place_known (HsGraphScene *scene, HsGraphPlaces *places, GPtrArray *placed)
{
  for (guint i = 0; i < scene->nodes->len; i++)
    {
      HsGraphNode *node = scene->nodes->pdata[i];
      HsGraphPlace *place = g_hash_table_lookup (places->places, hs_graph_key_pointer (node->key));
      if (node->kind == HS_NODE_FRAME || place == NULL)
        continue;
      node->rect.x = place->x;
      node->rect.y = place->y;
      g_ptr_array_add (placed, node);
    }
}

static void
place_new (HsGraphScene *scene, const HsGraphSelection *selection, HsGraphPlaces *places, GPtrArray *placed)
{
  uint32_t deepest = 0;

  for (guint i = 0; i < scene->nodes->len; i++)
    {
      HsGraphNode *node = scene->nodes->pdata[i];
      if (node->kind == HS_NODE_OBJECT && selection->depth[node->row] != GCORE_NO_ROW)
        deepest = MAX (deepest, selection->depth[node->row]);
    }
  deepest = MIN (deepest, 24);
  for (uint32_t depth = 0; depth <= deepest + 1; depth++)
    for (guint i = 0; i < scene->nodes->len; i++)
      {
        HsGraphNode *node = scene->nodes->pdata[i];
        if (node->kind == HS_NODE_FRAME || g_hash_table_contains (places->places, hs_graph_key_pointer (node->key)))
          continue;
        uint32_t own = node->kind == HS_NODE_OBJECT ? selection->depth[node->row] : GCORE_NO_ROW;
        if (MIN (own, deepest + 1) != depth)
          continue;
        /* Every second box of a column stands a little to the right, so that arrows along a column can be told apart. */
        find_room (placed, &node->rect, HS_COLUMN * (depth + 1) + 40, wish_for (scene, i, placed));
        node->rect.x += fmod (round (node->rect.y / HS_ROW), 2) * 46;
        g_ptr_array_add (placed, node);
        put (places, node->key, node->rect.x, node->rect.y, false);
      }
}

/* --- arrows ------------------------------------------------------------------------------------------------------- */

/* The point of RECT's border towards X, Y. */
static void
border_point (const HsRect *rect, double x, double y, double *border_x, double *border_y)
{
  double cx = rect->x + rect->width / 2, cy = rect->y + rect->height / 2, dx = x - cx, dy = y - cy;
  double sx = fabs (dx) > 1e-6 ? rect->width / 2 / fabs (dx) : INFINITY;
  double sy = fabs (dy) > 1e-6 ? rect->height / 2 / fabs (dy) : INFINITY;
  double s = fmin (sx, sy);

  if (!isfinite (s))
    s = 0;
  *border_x = cx + dx * s;
  *border_y = cy + dy * s;
}

static void
route_loop (HsGraphEdge *edge, const HsRect *rect)
{
  double x = rect->x + rect->width - 24, y = rect->y;

  edge->x[0] = x - 22, edge->y[0] = y;
  edge->x[1] = x - 30, edge->y[1] = y - 44;
  edge->x[2] = x + 26, edge->y[2] = y - 44;
  edge->x[3] = x + 8, edge->y[3] = y;
}

/* Bows the arrow to its left, so that the two arrows of a pair that hold each other stay apart. BEND counts up for further
 * arrows between the same boxes. */
static void
route (HsGraphEdge *edge, const HsGraphNode *from, const HsGraphNode *to, int bend)
{
  const HsRect *a = &from->rect, *b = &to->rect;

  if (from == to)
    {
      route_loop (edge, a);
      return;
    }
  double ax = a->x + a->width / 2, ay = a->y + a->height / 2, bx = b->x + b->width / 2, by = b->y + b->height / 2;
  double dx = bx - ax, dy = by - ay, length = fmax (hypot (dx, dy), 1), bow = 26 + 22 * bend;
  double nx = dy / length * bow, ny = -dx / length * bow;

  if (edge->variable >= 0)
    {
      edge->x[0] = a->x + a->width - 12;
      edge->y[0] = a->y + HS_FRAME_TITLE + (edge->variable + 0.5) * HS_VARIABLE_HEIGHT;
      border_point (b, edge->x[0], edge->y[0], &edge->x[3], &edge->y[3]);
      if (b->x > edge->x[0])
        edge->x[3] = b->x, edge->y[3] = b->y + fmin (b->height / 2, 26);
      double reach = fmax (40, fabs (edge->x[3] - edge->x[0]) * 0.5);
      edge->x[1] = edge->x[0] + reach, edge->y[1] = edge->y[0];
      edge->x[2] = edge->x[3] - reach, edge->y[2] = edge->y[3];
      return;
    }
  border_point (a, bx + nx, by + ny, &edge->x[0], &edge->y[0]);
  border_point (b, ax + nx, ay + ny, &edge->x[3], &edge->y[3]);
  edge->x[1] = edge->x[0] + (edge->x[3] - edge->x[0]) * 0.3 + nx;
  edge->y[1] = edge->y[0] + (edge->y[3] - edge->y[0]) * 0.3 + ny;
  edge->x[2] = edge->x[0] + (edge->x[3] - edge->x[0]) * 0.7 + nx;
  edge->y[2] = edge->y[0] + (edge->y[3] - edge->y[0]) * 0.7 + ny;
}

static void
route_all (HsGraphScene *scene)
{
  GHashTable *bends = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < scene->edges->len; i++)
    {
      HsGraphEdge *edge = scene->edges->pdata[i];
      gpointer pair = (gpointer) (uintptr_t) ((uint64_t) edge->from << 32 | edge->to);
      int bend = GPOINTER_TO_INT (g_hash_table_lookup (bends, pair));
      route (edge, scene->nodes->pdata[edge->from], scene->nodes->pdata[edge->to], bend);
      g_hash_table_insert (bends, pair, GINT_TO_POINTER (bend + 1));
    }
  g_hash_table_unref (bends);
}

static void
find_bounds (HsGraphScene *scene)
{
  double left = 0, top = 0, right = 1, bottom = 1;

  for (guint i = 0; i < scene->nodes->len; i++)
    {
      const HsRect *rect = &((HsGraphNode *) scene->nodes->pdata[i])->rect;
      left = fmin (left, rect->x), top = fmin (top, rect->y);
      right = fmax (right, rect->x + rect->width), bottom = fmax (bottom, rect->y + rect->height);
    }
  scene->bounds = (HsRect) { left - 30, top - 50, right - left + 60, bottom - top + 90 };
}

void
hs_graph_arrange (HsGraphScene *scene, const HsGraphSelection *selection, HsGraphPlaces *places)
{
  GPtrArray *placed = g_ptr_array_new ();

  place_frames (scene, places, placed);
  place_known (scene, places, placed);
  place_new (scene, selection, places, placed);
  route_all (scene);
  find_bounds (scene);
  g_ptr_array_unref (placed);
}
