/* SPDX-License-Identifier: MIT */
#include "ui/widgets/hs-source-view.h"

#define MARGIN 14    /* pixels between the words and the edge */
#define MIN_ROOM 150 /* pixels the words get even if they then cover the end of the source line */

struct _HsSourceView
{
  GtkSourceView parent_instance;
  HsDocument *document;
};

G_DEFINE_FINAL_TYPE (HsSourceView, hs_source_view, GTK_SOURCE_TYPE_VIEW)

/* Where the text of the line at ITER ends, in buffer coordinates. */
static int
line_end (GtkTextView *view, const GtkTextIter *iter)
{
  GtkTextIter end = *iter;
  GdkRectangle place;

  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  gtk_text_view_get_iter_location (view, &end, &place);
  return place.x;
}

static void
draw_changes (HsSourceView *self, GtkSnapshot *snapshot, const GtkTextIter *iter, const GdkRectangle *visible)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  const char *words = hs_document_get_changes (self->document, (guint) gtk_text_iter_get_line (iter) + 1);
  int y, height, width, text_height;
  GdkRGBA color, ground;

  if (words == NULL)
    return;
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), words);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_scale_new (0.85));
  pango_layout_set_attributes (layout, attributes);
  int room = MAX (visible->x + visible->width - line_end (view, iter) - 2 * MARGIN, MIN_ROOM);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, room * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, &width, &text_height);
  gtk_text_view_get_line_yrange (view, iter, &y, &height);
  int x = visible->x + visible->width - width - MARGIN;

  if (x < line_end (view, iter) + MARGIN) /* no room beside the text: cover its end */
    {
      if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), "view_bg_color", &ground))
        ground = (GdkRGBA) { 1, 1, 1, 1 };
      ground.alpha = 0.94f;
      gtk_snapshot_append_color (snapshot, &ground, &GRAPHENE_RECT_INIT ((float) x - 6, (float) y,
                                                                         (float) width + MARGIN + 6, (float) height));
    }
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &color);
  color.alpha *= 0.72f;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) (y + (height - text_height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
hs_source_view_snapshot_layer (GtkTextView *view, GtkTextViewLayer layer, GtkSnapshot *snapshot)
{
  HsSourceView *self = HS_SOURCE_VIEW (view);
  GdkRectangle visible;
  GtkTextIter iter;
  int top;

  GTK_TEXT_VIEW_CLASS (hs_source_view_parent_class)->snapshot_layer (view, layer, snapshot);
  if (layer != GTK_TEXT_VIEW_LAYER_ABOVE_TEXT || self->document == NULL)
    return;
  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_view_get_line_at_y (view, &iter, visible.y, &top);
  do
    {
      int y, height;
      gtk_text_view_get_line_yrange (view, &iter, &y, &height);
      if (y > visible.y + visible.height)
        break;
      draw_changes (self, snapshot, &iter, &visible);
    }
  while (gtk_text_iter_forward_line (&iter));
}

void
hs_source_view_set_document (HsSourceView *self, HsDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  g_signal_connect_object (document, "notify::snapshot", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

static void
hs_source_view_dispose (GObject *object)
{
  g_clear_object (&HS_SOURCE_VIEW (object)->document);
  G_OBJECT_CLASS (hs_source_view_parent_class)->dispose (object);
}

static void
hs_source_view_class_init (HsSourceViewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = hs_source_view_dispose;
  GTK_TEXT_VIEW_CLASS (class)->snapshot_layer = hs_source_view_snapshot_layer;
}

static void
hs_source_view_init (HsSourceView *self)
{
}
