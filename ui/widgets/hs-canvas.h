/* SPDX-License-Identifier: MIT */
/* A widget that a painter fills: it follows the system's colours, contrast and font, and repaints when they change. */
#pragma once

#include <gtk/gtk.h>

#include "ui/draw/hs-text.h"

G_BEGIN_DECLS

#define HS_TYPE_CANVAS (hs_canvas_get_type ())
G_DECLARE_DERIVABLE_TYPE (HsCanvas, hs_canvas, HS, CANVAS, GtkWidget)

struct _HsCanvasClass
{
  GtkWidgetClass parent_class;

  /* Paints everything; the ground is already there. */
  void (*paint) (HsCanvas *self, cairo_t *cr, int width, int height, const HsPalette *palette, HsText *text);
  /* The height wanted for WIDTH, or NULL: whatever there is. */
  int (*height_for_width) (HsCanvas *self, int width);
};

/* The text to lay out with; borrowed, until the font changes. */
HsText *hs_canvas_get_text (HsCanvas *self);

G_END_DECLS
