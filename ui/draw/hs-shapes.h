/* SPDX-License-Identifier: MIT */
/* Rectangles, and the few shapes every page is made of. */
#pragma once

#include "ui/draw/hs-palette.h"

typedef struct
{
  double x, y, width, height; /* pixels of the canvas */
} HsRect;

/* A path: the rectangle with round corners. */
void hs_rect_path (cairo_t *cr, const HsRect *rect, double radius);
bool hs_rect_contains (const HsRect *rect, double x, double y);
bool hs_rect_intersects (const HsRect *a, const HsRect *b);
/* A card: the ground on which a part of a page stands. */
void hs_card_paint (cairo_t *cr, const HsRect *rect, const HsPalette *palette);
/* A horizontal bar of WIDTH, filled to FRACTION (0 … 1) with COLOR. */
void hs_gauge_paint (cairo_t *cr, double x, double y, double width, double fraction, const HsColor *color,
                     const HsPalette *palette);
