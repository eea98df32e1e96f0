/* SPDX-License-Identifier: MIT */
#include "ui/widgets/hs-canvas.h"

#include <adwaita.h>

typedef struct
{
  HsText *text; /* NULL until needed after a change of font */
} HsCanvasPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (HsCanvas, hs_canvas, GTK_TYPE_WIDGET)

HsText *
hs_canvas_get_text (HsCanvas *self)
{
  HsCanvasPrivate *priv = hs_canvas_get_instance_private (self);

  if (priv->text == NULL)
    {
      g_autofree char *font = NULL;
      g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-font-name", &font, NULL);
      priv->text = hs_text_new (font);
    }
  return priv->text;
}

static void
on_font_changed (HsCanvas *self)
{
  HsCanvasPrivate *priv = hs_canvas_get_instance_private (self);

  g_clear_pointer (&priv->text, hs_text_free);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
hs_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  HsCanvas *self = HS_CANVAS (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  AdwStyleManager *style = adw_style_manager_get_default ();
  const HsPalette *palette = hs_palette_get (adw_style_manager_get_dark (style),
                                             adw_style_manager_get_high_contrast (style));
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));

  hs_palette_set_source (cr, &palette->background);
  cairo_paint (cr);
  HS_CANVAS_GET_CLASS (self)->paint (self, cr, width, height, palette, hs_canvas_get_text (self));
  cairo_destroy (cr);
}

static GtkSizeRequestMode
hs_canvas_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
hs_canvas_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                   int *minimum_baseline, int *natural_baseline)
{
  HsCanvasClass *class = HS_CANVAS_GET_CLASS (widget);

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 320 : 240;
  if (orientation == GTK_ORIENTATION_VERTICAL && class->height_for_width != NULL)
    *minimum = *natural = class->height_for_width (HS_CANVAS (widget), MAX (for_size, 320));
}

static void
hs_canvas_dispose (GObject *object)
{
  HsCanvasPrivate *priv = hs_canvas_get_instance_private (HS_CANVAS (object));

  g_clear_pointer (&priv->text, hs_text_free);
  G_OBJECT_CLASS (hs_canvas_parent_class)->dispose (object);
}

static void
hs_canvas_class_init (HsCanvasClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = hs_canvas_dispose;
  widget_class->snapshot = hs_canvas_snapshot;
  widget_class->get_request_mode = hs_canvas_get_request_mode;
  widget_class->measure = hs_canvas_measure;
}

static void
hs_canvas_init (HsCanvas *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_settings_get_default (), "notify::gtk-font-name", G_CALLBACK (on_font_changed), self,
                           G_CONNECT_SWAPPED);
}
