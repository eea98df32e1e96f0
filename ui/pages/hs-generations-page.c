/* SPDX-License-Identifier: MIT */
#include "ui/pages/hs-generations-page.h"

#include <glib/gi18n.h>

#include "ui/draw/hs-generations.h"
#include "ui/draw/hs-phases.h"

struct _HsGenerationsPage
{
  HsCanvas parent_instance;

  HsDocument *document;
  HsGenerationsLayout layout;
};

G_DEFINE_FINAL_TYPE (HsGenerationsPage, hs_generations_page, HS_TYPE_CANVAS)

static const GcoreSnapshot *
get_snapshot (HsGenerationsPage *self)
{
  return self->document != NULL ? hs_document_get_snapshot (self->document) : NULL;
}

static int
hs_generations_page_height_for_width (HsCanvas *canvas, int width)
{
  HsGenerationsPage *self = HS_GENERATIONS_PAGE (canvas);
  const GcoreSnapshot *snapshot = get_snapshot (self);
  HsGenerationsLayout layout;

  if (snapshot == NULL)
    return 240;
  hs_generations_layout (&layout, snapshot, width);
  return (int) layout.height;
}

static void
hs_generations_page_paint (HsCanvas *canvas, cairo_t *cr, int width, int height, const HsPalette *palette, HsText *text)
{
  HsGenerationsPage *self = HS_GENERATIONS_PAGE (canvas);
  const GcoreSnapshot *snapshot = get_snapshot (self);

  if (snapshot == NULL)
    return;
  hs_generations_layout (&self->layout, snapshot, width);
  hs_generations_paint (cr, &self->layout, snapshot, hs_document_get_selected_row (self->document), palette, text);
}

static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, gpointer data)
{
  HsGenerationsPage *self = data;
  const GcoreSnapshot *snapshot = get_snapshot (self);

  if (snapshot == NULL)
    return;
  hs_document_select_row (self->document, hs_generations_hit (&self->layout, snapshot, x, y));
}

static void
on_snapshot (HsGenerationsPage *self)
{
  const GcoreSnapshot *snapshot = get_snapshot (self);
  g_autofree char *words = snapshot != NULL ? hs_phases_describe (snapshot) : g_strdup ("");

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
hs_generations_page_set_document (HsGenerationsPage *self, HsDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  g_signal_connect_object (document, "notify::snapshot", G_CALLBACK (on_snapshot), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "notify::selection", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

static void
hs_generations_page_dispose (GObject *object)
{
  g_clear_object (&HS_GENERATIONS_PAGE (object)->document);
  G_OBJECT_CLASS (hs_generations_page_parent_class)->dispose (object);
}

static void
hs_generations_page_class_init (HsGenerationsPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = hs_generations_page_dispose;
  HS_CANVAS_CLASS (class)->paint = hs_generations_page_paint;
  HS_CANVAS_CLASS (class)->height_for_width = hs_generations_page_height_for_width;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
hs_generations_page_init (HsGenerationsPage *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Generations"), -1);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}
