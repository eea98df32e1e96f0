/* SPDX-License-Identifier: MIT */
/* Text on a canvas: one line, cut with an ellipsis where it does not fit. */
#pragma once

#include <pango/pangocairo.h>

#include "ui/draw/hs-shapes.h"

typedef enum
{
  HS_TEXT_BOLD = 1 << 0,
  HS_TEXT_MONOSPACE = 1 << 1,
  HS_TEXT_CENTER = 1 << 2,
  HS_TEXT_RIGHT = 1 << 3,
  HS_TEXT_STRIKE = 1 << 4
} HsTextStyle;

/* What text is drawn with; FONT is the system's font description ("Cantarell 11"), or NULL for Sans 11. */
typedef struct
{
  PangoContext *context; /* owned */
  PangoLayout *layout;   /* owned */
  double size;           /* points of normal text */
  char *family;          /* owned */
} HsText;

HsText *hs_text_new (const char *font);
void hs_text_free (HsText *self);

/* Draws STRING in one line, top left at X, Y and at most WIDTH wide (0: as wide as it is), SCALE times the normal size.
 * Returns the width drawn. */
double hs_text_draw (HsText *self, cairo_t *cr, const char *string, double x, double y, double width, double scale,
                     HsTextStyle style, const HsColor *color);
/* Width and, if HEIGHT is not NULL, height of STRING in one line. */
double hs_text_measure (HsText *self, const char *string, double scale, HsTextStyle style, double *height);
