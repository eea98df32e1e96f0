/* SPDX-License-Identifier: MIT */
#include "ui/widgets/hs-run-bar.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/widgets/hs-gauge.h"

struct _HsRunBar
{
  GtkWidget parent_instance;

  HsDocument *document;
  AdwButtonContent *continue_content;
  HsGauge *young, *middle, *old;
};

G_DEFINE_FINAL_TYPE (HsRunBar, hs_run_bar, GTK_TYPE_WIDGET)

static void
on_snapshot (HsRunBar *self)
{
  const GcoreSnapshot *snapshot = hs_document_get_snapshot (self->document);
  HsGauge *gauges[] = { self->young, self->middle, self->old };

  for (int i = 0; snapshot != NULL && i < 3; i++)
    hs_gauge_update (gauges[i], snapshot->generations[i].count, snapshot->generations[i].threshold);
}

static void
on_state (HsRunBar *self)
{
  bool running = gcore_session_get_state (hs_document_get_session (self->document)) == GCORE_SESSION_RUNNING;

  adw_button_content_set_icon_name (self->continue_content,
                                    running ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
  adw_button_content_set_label (self->continue_content, running ? _("Pause") : _("Continue"));
}

static void
on_threshold_set (HsRunBar *self, int threshold, HsGauge *gauge)
{
  gcore_session_set_threshold (hs_document_get_session (self->document),
                               gauge == self->young ? 0 : gauge == self->middle ? 1 : 2, threshold);
}

void
hs_run_bar_set_document (HsRunBar *self, HsDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  g_signal_connect_object (document, "notify::snapshot", G_CALLBACK (on_snapshot), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hs_document_get_session (document), "notify::state", G_CALLBACK (on_state), self,
                           G_CONNECT_SWAPPED);
}

void
hs_run_bar_focus_thresholds (HsRunBar *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->young), GTK_DIR_TAB_FORWARD);
}

static void
hs_run_bar_dispose (GObject *object)
{
  HsRunBar *self = HS_RUN_BAR (object);
  GtkWidget *child;

  g_clear_object (&self->document);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hs_run_bar_parent_class)->dispose (object);
}

static void
hs_run_bar_class_init (HsRunBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = hs_run_bar_dispose;
  g_type_ensure (HS_TYPE_GAUGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/heapscope/Heapscope/hs-run-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, HsRunBar, continue_content);
  gtk_widget_class_bind_template_child (widget_class, HsRunBar, young);
  gtk_widget_class_bind_template_child (widget_class, HsRunBar, middle);
  gtk_widget_class_bind_template_child (widget_class, HsRunBar, old);
}

static void
hs_run_bar_init (HsRunBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->young, "threshold-set", G_CALLBACK (on_threshold_set), self);
  g_signal_connect_swapped (self->middle, "threshold-set", G_CALLBACK (on_threshold_set), self);
  g_signal_connect_swapped (self->old, "threshold-set", G_CALLBACK (on_threshold_set), self);
}
