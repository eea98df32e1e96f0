/* SPDX-License-Identifier: MIT */
#include "ui/draw/hs-graph-private.h"

#include <glib/gi18n.h>
#include <math.h>

static void
hatch (cairo_t *cr, const HsRect *rect, const HsColor *color)
{
  cairo_save (cr);
  hs_rect_path (cr, rect, 8);
  cairo_clip (cr);
  hs_palette_set_source_alpha (cr, color, 0.22);
  cairo_set_line_width (cr, 3);
  for (double x = rect->x - rect->height; x < rect->x + rect->width; x += 9)
    {
      cairo_move_to (cr, x, rect->y + rect->height);
      cairo_line_to (cr, x + rect->height, rect->y);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
paint_badge (cairo_t *cr, const HsGraphNode *node, const HsPalette *palette, HsText *text)
{
  char count[24];
  double height;

  g_snprintf (count, sizeof count, "%" G_GINT64_FORMAT, node->refcount);
  double width = fmax (hs_text_measure (text, count, 0.85, HS_TEXT_BOLD, &height) + 12, 22);
  HsRect badge = { node->rect.x + node->rect.width - width / 2 - 2, node->rect.y - 11, width, 22 };
  hs_rect_path (cr, &badge, 11);
  hs_palette_set_source (cr, node->unreachable ? &palette->unreachable : &palette->badge);
  cairo_fill (cr);
  hs_text_draw (text, cr, count, badge.x, badge.y + (22 - height) / 2, width, 0.85, HS_TEXT_BOLD | HS_TEXT_CENTER,
                &palette->badge_text);
}

/* Top left: references that no arrow shows. */
static void
paint_hidden (cairo_t *cr, const HsGraphNode *node, const HsPalette *palette, HsText *text)
{
  char label[48];

  if (node->hidden_in == 0)
    return;
  g_snprintf (label, sizeof label, "+%u", node->hidden_in);
  double width = hs_text_measure (text, label, 0.75, 0, NULL) + 12;
  HsRect tag = { node->rect.x + 8, node->rect.y - 9, width, 17 };
  hs_rect_path (cr, &tag, 8);
  hs_palette_set_source (cr, &palette->faint);
  cairo_fill (cr);
  hs_text_draw (text, cr, label, tag.x, tag.y + 1, width, 0.75, HS_TEXT_CENTER, &palette->dim);
}

static void
paint_object (cairo_t *cr, const HsGraphNode *node, bool selected, const HsPalette *palette, HsText *text)
{
  const HsRect *rect = &node->rect;
  const HsColor *generation = &palette->generation[MIN (node->generation, GCORE_GENERATION_NONE)];
  const HsColor *border = node->unreachable  ? &palette->unreachable
                          : node->is_weakref ? &palette->weak
                          : node->generation == GCORE_GENERATION_OLD ? generation
                                                                     : &palette->border;

  if (node->changed)
    {
      HsRect halo = { rect->x - 4, rect->y - 4, rect->width + 8, rect->height + 8 };
      hs_rect_path (cr, &halo, 11);
      hs_palette_set_source_alpha (cr, &palette->glow, 0.35);
      cairo_fill (cr);
    }
  hs_rect_path (cr, rect, 8);
  hs_palette_set_source (cr, node->unreachable ? &palette->unreachable_fill : &palette->card);
  cairo_fill (cr);
  if (node->unreachable)
    hatch (cr, rect, &palette->unreachable);

  cairo_save (cr);
  hs_rect_path (cr, rect, 8);
  cairo_clip (cr);
  cairo_rectangle (cr, rect->x, rect->y, 7, rect->height);
  hs_palette_set_source (cr, generation);
  cairo_fill (cr);
  cairo_restore (cr);

  hs_rect_path (cr, rect, 8);
  hs_palette_set_source (cr, selected ? &palette->accent : border);
  cairo_set_line_width (cr, selected ? 3.5 : 1.8);
  cairo_stroke (cr);

  hs_text_draw (text, cr, node->title, rect->x + 16, rect->y + 6, rect->width - 34, 0.95, HS_TEXT_BOLD, &palette->text);
  hs_text_draw (text, cr, node->subtitle, rect->x + 16, rect->y + 26, rect->width - 24, 0.82, 0, &palette->dim);
  if (node->note != NULL)
    hs_text_draw (text, cr, node->note, rect->x + 16, rect->y + 45, rect->width - 22, 0.72, 0,
                  node->unreachable ? &palette->unreachable : &palette->dim);
  paint_badge (cr, node, palette, text);
  paint_hidden (cr, node, palette, text);
}

static void
paint_variable (cairo_t *cr, const HsGraphNode *node, guint index, const HsPalette *palette, HsText *text)
{
  const HsGraphVariable *variable = &g_array_index (node->variables, HsGraphVariable, index);
  double y = node->rect.y + HS_FRAME_TITLE + index * HS_VARIABLE_HEIGHT + 4;
  double x = node->rect.x + 14, room = node->rect.width - 28;

  if (variable->gone)
    {
      hs_text_draw (text, cr, variable->name, x, y, room, 0.88, HS_TEXT_STRIKE, &palette->ghost);
      return;
    }
  double used = hs_text_draw (text, cr, variable->name, x, y, variable->value != NULL ? room * 0.55 : room - 10, 0.88, 0,
                              &palette->text);
  if (variable->value != NULL)
    {
      hs_text_draw (text, cr, variable->value, x + used + 10, y, room - used - 10, 0.88, HS_TEXT_RIGHT, &palette->dim);
      return;
    }
  cairo_arc (cr, node->rect.x + node->rect.width - 12, y + HS_VARIABLE_HEIGHT / 2 - 4, 4, 0, 2 * G_PI);
  hs_palette_set_source (cr, &palette->line);
  cairo_fill (cr);
}

static void
paint_frame (cairo_t *cr, const HsGraphNode *node, const HsPalette *palette, HsText *text)
{
  const HsRect *rect = &node->rect;

  hs_rect_path (cr, rect, 8);
  hs_palette_set_source (cr, &palette->card);
  cairo_fill_preserve (cr);
  hs_palette_set_source (cr, &palette->border);
  cairo_set_line_width (cr, 1.4);
  cairo_stroke (cr);
  hs_text_draw (text, cr, node->title, rect->x + 14, rect->y + 8, rect->width - 28, 0.92, HS_TEXT_BOLD, &palette->text);
  cairo_move_to (cr, rect->x, rect->y + HS_FRAME_TITLE - 2);
  cairo_rel_line_to (cr, rect->width, 0);
  hs_palette_set_source (cr, &palette->faint);
  cairo_stroke (cr);
  for (guint i = 0; i < node->variables->len; i++)
    paint_variable (cr, node, i, palette, text);
}

static void
paint_pale (cairo_t *cr, const HsGraphNode *node, const HsPalette *palette, HsText *text)
{
  const double dashes[] = { 5, 4 };

  hs_rect_path (cr, &node->rect, 8);
  hs_palette_set_source_alpha (cr, &palette->card, 0.6);
  cairo_fill_preserve (cr);
  hs_palette_set_source (cr, &palette->ghost);
  cairo_set_line_width (cr, 1.4);
  cairo_set_dash (cr, dashes, 2, 0);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  HsTextStyle style = HS_TEXT_BOLD | (node->kind == HS_NODE_GHOST ? HS_TEXT_STRIKE : 0);
  hs_text_draw (text, cr, node->title, node->rect.x + 16, node->rect.y + 6, node->rect.width - 30, 0.95, style,
                &palette->ghost);
  hs_text_draw (text, cr, node->subtitle, node->rect.x + 16, node->rect.y + 26, node->rect.width - 24, 0.82, 0,
                &palette->ghost);
}

/* --- arrows ------------------------------------------------------------------------------------------------------- */

static void
arrow_head (cairo_t *cr, const HsGraphEdge *edge)
{
  double angle = atan2 (edge->y[3] - edge->y[2], edge->x[3] - edge->x[2]), x = edge->x[3], y = edge->y[3];

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_rotate (cr, angle);
  if (edge->kind == GCORE_REF_WEAK) /* a diamond */
    {
      cairo_move_to (cr, 0, 0);
      cairo_line_to (cr, -6, 5);
      cairo_line_to (cr, -12, 0);
      cairo_line_to (cr, -6, -5);
    }
  else
    {
      cairo_move_to (cr, 0, 0);
      cairo_line_to (cr, -10, 4.6);
      cairo_line_to (cr, -10, -4.6);
    }
  cairo_close_path (cr);
  cairo_restore (cr);
  cairo_fill (cr);
}

static void
paint_edge_label (cairo_t *cr, const HsGraphEdge *edge, const HsColor *color, const HsPalette *palette, HsText *text)
{
  g_autofree char *label = edge->n_same > 1 ? g_strdup_printf ("%s ×%u", edge->label, edge->n_same) : NULL;
  const char *shown = label != NULL ? label : edge->label;
  double height, width;

  if (shown[0] == '\0')
    return;
  width = hs_text_measure (text, shown, 0.78, 0, &height);
  double x = (edge->x[0] + 3 * edge->x[1] + 3 * edge->x[2] + edge->x[3]) / 8 - width / 2;
  double y = (edge->y[0] + 3 * edge->y[1] + 3 * edge->y[2] + edge->y[3]) / 8 - height / 2;
  HsRect back = { x - 3, y, width + 6, height };
  hs_rect_path (cr, &back, 3);
  hs_palette_set_source_alpha (cr, &palette->background, 0.85);
  cairo_fill (cr);
  hs_text_draw (text, cr, shown, x, y, 0, 0.78, 0, color);
}

static void
paint_edge (cairo_t *cr, const HsGraphScene *scene, const HsGraphEdge *edge, const HsPalette *palette, HsText *text)
{
  const HsGraphNode *from = scene->nodes->pdata[edge->from];
  const double dashes[] = { 6, 4 };
  bool quiet = edge->kind == GCORE_REF_CLASS || edge->kind == GCORE_REF_INTERNAL;
  const HsColor *color = edge->kind == GCORE_REF_WEAK ? &palette->weak
                         : edge->changed              ? &palette->glow
                         : quiet                      ? &palette->ghost
                                                      : &palette->line;

  hs_palette_set_source (cr, color);
  cairo_set_line_width (cr, quiet ? 1.0 : 1.6);
  if (edge->kind == GCORE_REF_WEAK)
    cairo_set_dash (cr, dashes, 2, 0);
  cairo_move_to (cr, edge->x[0], edge->y[0]);
  cairo_curve_to (cr, edge->x[1], edge->y[1], edge->x[2], edge->y[2], edge->x[3], edge->y[3]);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  arrow_head (cr, edge);
  if (from->kind != HS_NODE_FRAME)
    paint_edge_label (cr, edge, edge->kind == GCORE_REF_WEAK ? color : &palette->dim, palette, text);
}

static HsRect
edge_bounds (const HsGraphEdge *edge)
{
  double left = edge->x[0], right = left, top = edge->y[0], bottom = top;

  for (int i = 1; i < 4; i++)
    {
      left = fmin (left, edge->x[i]), right = fmax (right, edge->x[i]);
      top = fmin (top, edge->y[i]), bottom = fmax (bottom, edge->y[i]);
    }
  return (HsRect) { left - 20, top - 20, right - left + 40, bottom - top + 40 };
}

void
hs_graph_paint (cairo_t *cr, HsGraphScene *scene, const HsRect *clip, uint64_t selected, const HsPalette *palette,
                HsText *text)
{
  for (guint i = 0; i < scene->edges->len; i++)
    {
      HsRect bounds = edge_bounds (scene->edges->pdata[i]);
      if (hs_rect_intersects (&bounds, clip))
        paint_edge (cr, scene, scene->edges->pdata[i], palette, text);
    }
  for (guint i = 0; i < scene->nodes->len; i++)
    {
      const HsGraphNode *node = scene->nodes->pdata[i];
      HsRect around = { node->rect.x - 16, node->rect.y - 16, node->rect.width + 32, node->rect.height + 32 };
      if (!hs_rect_intersects (&around, clip))
        continue;
      if (node->kind == HS_NODE_OBJECT)
        paint_object (cr, node, node->key == selected, palette, text);
      else if (node->kind == HS_NODE_FRAME)
        paint_frame (cr, node, palette, text);
      else
        paint_pale (cr, node, palette, text);
    }
}

/* --- legend ------------------------------------------------------------------------------------------------------- */

static double
paint_swatch (cairo_t *cr, double x, double y, const HsColor *color, const char *label, const HsPalette *palette,
              HsText *text)
{
  HsRect swatch = { x, y + 3, 13, 11 };

  hs_rect_path (cr, &swatch, 2);
  hs_palette_set_source (cr, color);
  cairo_fill (cr);
  return x + 19 + hs_text_draw (text, cr, label, x + 19, y, 0, 0.8, 0, &palette->text) + 16;
}

void
hs_graph_paint_key (cairo_t *cr, double left, double top, const HsPalette *palette, HsText *text)
{
  HsRect box = { left, top, HS_GRAPH_KEY_WIDTH, HS_GRAPH_KEY_HEIGHT };
  const double dashes[] = { 5, 3 };
  double x = box.x + 12, y = box.y + 30;

  hs_rect_path (cr, &box, 10);
  hs_palette_set_source_alpha (cr, &palette->card, 0.95);
  cairo_fill_preserve (cr);
  hs_palette_set_source (cr, &palette->border);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  hs_text_draw (text, cr, _("Key"), x, box.y + 8, 0, 0.85, HS_TEXT_BOLD, &palette->text);
  double next = paint_swatch (cr, x, y, &palette->generation[0], _("young"), palette, text);
  next = paint_swatch (cr, next, y, &palette->generation[1], _("middle"), palette, text);
  paint_swatch (cr, next, y, &palette->generation[2], _("old"), palette, text);
  next = paint_swatch (cr, x, y + 24, &palette->unreachable, _("unreachable"), palette, text);
  hs_palette_set_source (cr, &palette->weak);
  cairo_set_dash (cr, dashes, 2, 0);
  cairo_set_line_width (cr, 1.6);
  cairo_move_to (cr, next, y + 33);
  cairo_rel_line_to (cr, 22, 0);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  hs_text_draw (text, cr, _("weak link"), next + 28, y + 24, 0, 0.8, 0, &palette->text);
  HsRect badge = { x, y + 49, 16, 16 };
  hs_rect_path (cr, &badge, 8);
  hs_palette_set_source (cr, &palette->badge);
  cairo_fill (cr);
  hs_text_draw (text, cr, _("reference count"), x + 22, y + 48, 0, 0.8, 0, &palette->text);
  hs_text_draw (text, cr, _("+2   held by its own parts or the interpreter"), x, y + 72, box.width - 20, 0.8, 0,
                &palette->dim);
}
