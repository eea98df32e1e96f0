/* SPDX-License-Identifier: MIT */
/* The colours painters use: libadwaita's named colours where one exists, in a light, a dark and a high-contrast set. */
#pragma once

#include <cairo.h>
#include <stdbool.h>

typedef struct
{
  double red, green, blue, alpha; /* 0 … 1 */
} HsColor;

#define HS_N_CLASS_COLORS 8

typedef struct
{
  HsColor background, card, border, text, dim, faint, accent, line;
  HsColor generation[5];  /* by GcoreGeneration: young, middle, old, permanent, not tracked */
  HsColor unreachable, unreachable_fill, weak, glow, badge, badge_text, ghost;
  HsColor freed[3];       /* the dark part of a collection's bar, by generation */
  HsColor size_class[HS_N_CLASS_COLORS]; /* taken in turn by size class */
} HsPalette;

/* A constant palette. */
const HsPalette *hs_palette_get (bool dark, bool high_contrast);

void hs_palette_set_source (cairo_t *cr, const HsColor *color);
/* The same with its alpha multiplied by ALPHA. */
void hs_palette_set_source_alpha (cairo_t *cr, const HsColor *color, double alpha);
