/* SPDX-License-Identifier: MIT */
#include "ui/widgets/hs-stop-editor.h"

struct _HsStopEditor
{
  GtkPopover parent_instance;

  HsStops *stops;
  HsStop *stop;
  GBindingGroup *bindings;
  GtkLabel *title;
  GtkSwitch *enabled;
  GtkEntry *condition;
  GtkSpinButton *hits;
};

G_DEFINE_FINAL_TYPE (HsStopEditor, hs_stop_editor, GTK_TYPE_POPOVER)

static void
apply_condition (HsStopEditor *self)
{
  if (self->stop != NULL)
    g_object_set (self->stop, "condition", gtk_editable_get_text (GTK_EDITABLE (self->condition)), NULL);
}

static void
on_activate (HsStopEditor *self)
{
  apply_condition (self);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
on_remove (HsStopEditor *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  if (self->stop != NULL)
    hs_stops_remove (self->stops, self->stop);
}

void
hs_stop_editor_set_stops (HsStopEditor *self, HsStops *stops)
{
  g_set_object (&self->stops, stops);
}

void
hs_stop_editor_set_stop (HsStopEditor *self, HsStop *stop)
{
  g_autofree char *condition = NULL;

  g_set_object (&self->stop, stop);
  g_binding_group_set_source (self->bindings, stop);
  g_object_get (stop, "condition", &condition, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->condition), condition);
}

static void
on_map (HsStopEditor *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->condition));
}

/* --- class -------------------------------------------------------------------------------------------------------- */

static void
hs_stop_editor_dispose (GObject *object)
{
  HsStopEditor *self = HS_STOP_EDITOR (object);

  g_clear_object (&self->bindings);
  g_clear_object (&self->stops);
  g_clear_object (&self->stop);
  G_OBJECT_CLASS (hs_stop_editor_parent_class)->dispose (object);
}

static void
hs_stop_editor_class_init (HsStopEditorClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = hs_stop_editor_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/heapscope/Heapscope/hs-stop-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, HsStopEditor, title);
  gtk_widget_class_bind_template_child (widget_class, HsStopEditor, enabled);
  gtk_widget_class_bind_template_child (widget_class, HsStopEditor, condition);
  gtk_widget_class_bind_template_child (widget_class, HsStopEditor, hits);
  gtk_widget_class_bind_template_callback (widget_class, apply_condition);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_remove);
  gtk_widget_class_bind_template_callback (widget_class, on_map);
}

static void
hs_stop_editor_init (HsStopEditor *self)
{
  const GBindingFlags both = G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->bindings = g_binding_group_new ();
  g_binding_group_bind (self->bindings, "words", self->title, "label", G_BINDING_SYNC_CREATE);
  g_binding_group_bind (self->bindings, "enabled", self->enabled, "active", both);
  g_binding_group_bind (self->bindings, "hits", self->hits, "value", both);
}
