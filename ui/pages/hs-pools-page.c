/* SPDX-License-Identifier: MIT */
#include "ui/pages/hs-pools-page.h"

#include <glib/gi18n.h>

#include "ui/draw/hs-pools.h"

struct _HsPoolsPage
{
  HsCanvas parent_instance;

  HsDocument *document;
  HsPoolsLayout layout;
};

G_DEFINE_FINAL_TYPE (HsPoolsPage, hs_pools_page, HS_TYPE_CANVAS)

static const GcoreSnapshot *
get_snapshot (HsPoolsPage *self)
{
  return self->document != NULL ? hs_document_get_snapshot (self->document) : NULL;
}

static int
hs_pools_page_height_for_width (HsCanvas *canvas, int width)
{
  HsPoolsPage *self = HS_POOLS_PAGE (canvas);
  const GcoreSnapshot *snapshot = get_snapshot (self);
  HsPoolsLayout layout;

  if (snapshot == NULL)
    return 240;
  hs_pools_layout (&layout, snapshot, width);
  return (int) layout.height;
}

static void
hs_pools_page_paint (HsCanvas *canvas, cairo_t *cr, int width, int height, const HsPalette *palette, HsText *text)
{
  HsPoolsPage *self = HS_POOLS_PAGE (canvas);
  const GcoreSnapshot *snapshot = get_snapshot (self);

  if (snapshot == NULL)
    return;
  hs_pools_layout (&self->layout, snapshot, width);
  guint32 row = hs_document_get_selected_row (self->document);
  HsRect clip = { 0, 0, width, height };
  hs_pools_paint (cr, &self->layout, snapshot, row != GCORE_NO_ROW ? snapshot->objects[row].address : 0, &clip, palette,
                  text);
}

/* The object in the block at ADDRESS: words of bookkeeping may stand in front of it. */
static guint32
find_in_block (const GcoreSnapshot *snapshot, guint64 address, guint32 size)
{
  for (guint64 at = address; at < address + size && at <= address + 32; at += 8)
    {
      guint32 row = gcore_snapshot_find (snapshot, at);
      if (row != GCORE_NO_ROW)
        return row;
    }
  return GCORE_NO_ROW;
}

static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, gpointer data)
{
  HsPoolsPage *self = data;
  const GcoreSnapshot *snapshot = get_snapshot (self);

  if (snapshot == NULL)
    return;
  HsPoolsHit hit = hs_pools_hit (&self->layout, snapshot, x, y);
  if (hit.address != 0)
    hs_document_select_row (self->document,
                            find_in_block (snapshot, hit.address, snapshot->pools[hit.pool].block_size));
}

static void
on_snapshot (HsPoolsPage *self)
{
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
hs_pools_page_set_document (HsPoolsPage *self, HsDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  g_signal_connect_object (document, "notify::snapshot", G_CALLBACK (on_snapshot), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "notify::selection", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

static void
hs_pools_page_dispose (GObject *object)
{
  g_clear_object (&HS_POOLS_PAGE (object)->document);
  G_OBJECT_CLASS (hs_pools_page_parent_class)->dispose (object);
}

static void
hs_pools_page_class_init (HsPoolsPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = hs_pools_page_dispose;
  HS_CANVAS_CLASS (class)->paint = hs_pools_page_paint;
  HS_CANVAS_CLASS (class)->height_for_width = hs_pools_page_height_for_width;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
hs_pools_page_init (HsPoolsPage *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Pools"), -1);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}
