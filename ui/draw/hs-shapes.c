/* SPDX-License-Identifier: MIT */
#include "ui/draw/hs-shapes.h"

#include <math.h>

void
hs_rect_path (cairo_t *cr, const HsRect *rect, double radius)
{
  double x = rect->x, y = rect->y, right = rect->x + rect->width, bottom = rect->y + rect->height;

  radius = fmin (radius, fmin (rect->width, rect->height) / 2);
  cairo_new_sub_path (cr);
  cairo_arc (cr, right - radius, y + radius, radius, -M_PI_2, 0);
  cairo_arc (cr, right - radius, bottom - radius, radius, 0, M_PI_2);
  cairo_arc (cr, x + radius, bottom - radius, radius, M_PI_2, M_PI);
  cairo_arc (cr, x + radius, y + radius, radius, M_PI, 3 * M_PI_2);
  cairo_close_path (cr);
}

bool
hs_rect_contains (const HsRect *rect, double x, double y)
{
  return x >= rect->x && y >= rect->y && x < rect->x + rect->width && y < rect->y + rect->height;
}

bool
hs_rect_intersects (const HsRect *a, const HsRect *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

void
hs_card_paint (cairo_t *cr, const HsRect *rect, const HsPalette *palette)
{
  hs_rect_path (cr, rect, 10);
  hs_palette_set_source (cr, &palette->card);
  cairo_fill_preserve (cr);
  hs_palette_set_source (cr, &palette->border);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

void
hs_gauge_paint (cairo_t *cr, double x, double y, double width, double fraction, const HsColor *color,
                const HsPalette *palette)
{
  HsRect whole = { x, y, width, 7 }, part = { x, y, width * fmin (fmax (fraction, 0), 1), 7 };

  hs_rect_path (cr, &whole, 3.5);
  hs_palette_set_source (cr, &palette->faint);
  cairo_fill (cr);
  if (part.width < 1)
    return;
  hs_rect_path (cr, &part, 3.5);
  hs_palette_set_source (cr, color);
  cairo_fill (cr);
}
