/* SPDX-License-Identifier: MIT */
#include "ui/widgets/hs-changes-renderer.h"

#define WIDTH 250 /* pixels */

struct _HsChangesRenderer
{
  GtkSourceGutterRendererText parent_instance;
  HsDocument *document;
};

G_DEFINE_FINAL_TYPE (HsChangesRenderer, hs_changes_renderer, GTK_SOURCE_TYPE_GUTTER_RENDERER_TEXT)

static void
hs_changes_renderer_query_data (GtkSourceGutterRenderer *renderer, GtkSourceGutterLines *lines, guint line)
{
  HsChangesRenderer *self = HS_CHANGES_RENDERER (renderer);
  const char *changes = hs_document_get_changes (self->document, line + 1);
  g_autofree char *escaped = changes != NULL ? g_markup_escape_text (changes, -1) : NULL;
  g_autofree char *markup = escaped != NULL ? g_strdup_printf ("<span size=\"smaller\" alpha=\"75%%\">%s  </span>", escaped)
                                            : NULL;

  gtk_source_gutter_renderer_text_set_markup (GTK_SOURCE_GUTTER_RENDERER_TEXT (self), markup != NULL ? markup : "", -1);
}

static void
hs_changes_renderer_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                             int *minimum_baseline, int *natural_baseline)
{
  GTK_WIDGET_CLASS (hs_changes_renderer_parent_class)
      ->measure (widget, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = WIDTH;
}

static void
hs_changes_renderer_dispose (GObject *object)
{
  g_clear_object (&HS_CHANGES_RENDERER (object)->document);
  G_OBJECT_CLASS (hs_changes_renderer_parent_class)->dispose (object);
}

static void
hs_changes_renderer_class_init (HsChangesRendererClass *class)
{
  G_OBJECT_CLASS (class)->dispose = hs_changes_renderer_dispose;
  GTK_WIDGET_CLASS (class)->measure = hs_changes_renderer_measure;
  GTK_SOURCE_GUTTER_RENDERER_CLASS (class)->query_data = hs_changes_renderer_query_data;
}

static void
hs_changes_renderer_init (HsChangesRenderer *self)
{
}

GtkSourceGutterRenderer *
hs_changes_renderer_new (HsDocument *document)
{
  HsChangesRenderer *self = g_object_new (HS_TYPE_CHANGES_RENDERER, "xalign", 1.0f, NULL);

  self->document = g_object_ref (document);
  return GTK_SOURCE_GUTTER_RENDERER (self);
}
