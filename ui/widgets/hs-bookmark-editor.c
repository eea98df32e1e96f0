/* SPDX-License-Identifier: MIT */
#include "ui/widgets/hs-bookmark-editor.h"

#include <glib/gi18n.h>

struct _HsBookmarkEditor
{
  GtkPopover parent_instance;

  HsDocument *document;
  guint number; /* of the branch */
  guint64 tick;
  GtkLabel *title;
  GtkEntry *note;
  GtkButton *set;
  GtkWidget *remove;
};

G_DEFINE_FINAL_TYPE (HsBookmarkEditor, hs_bookmark_editor, GTK_TYPE_POPOVER)

static void
set (HsBookmarkEditor *self, const char *note)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  gcore_session_set_bookmark (hs_document_get_session (self->document), self->number, self->tick, note);
}

static void
on_set (HsBookmarkEditor *self)
{
  set (self, gtk_editable_get_text (GTK_EDITABLE (self->note)));
}

static void
on_remove (HsBookmarkEditor *self)
{
  set (self, NULL);
}

static void
on_map (HsBookmarkEditor *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->note));
}

void
hs_bookmark_editor_set_document (HsBookmarkEditor *self, HsDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
}

void
hs_bookmark_editor_set_place (HsBookmarkEditor *self, guint number, guint64 tick, const char *note)
{
  g_autofree char *title = g_strdup_printf (_("Bookmark at tick %'" G_GUINT64_FORMAT), tick);

  self->number = number;
  self->tick = tick;
  gtk_label_set_text (self->title, title);
  gtk_editable_set_text (GTK_EDITABLE (self->note), note != NULL ? note : "");
  gtk_button_set_label (self->set, note != NULL ? _("Change") : _("Add"));
  gtk_widget_set_visible (self->remove, note != NULL);
}

/* --- class -------------------------------------------------------------------------------------------------------- */

static void
hs_bookmark_editor_dispose (GObject *object)
{
  g_clear_object (&HS_BOOKMARK_EDITOR (object)->document);
  G_OBJECT_CLASS (hs_bookmark_editor_parent_class)->dispose (object);
}

static void
hs_bookmark_editor_class_init (HsBookmarkEditorClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = hs_bookmark_editor_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/heapscope/Heapscope/hs-bookmark-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, HsBookmarkEditor, title);
  gtk_widget_class_bind_template_child (widget_class, HsBookmarkEditor, note);
  gtk_widget_class_bind_template_child (widget_class, HsBookmarkEditor, set);
  gtk_widget_class_bind_template_child (widget_class, HsBookmarkEditor, remove);
  gtk_widget_class_bind_template_callback (widget_class, on_set);
  gtk_widget_class_bind_template_callback (widget_class, on_remove);
  gtk_widget_class_bind_template_callback (widget_class, on_map);
}

static void
hs_bookmark_editor_init (HsBookmarkEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
