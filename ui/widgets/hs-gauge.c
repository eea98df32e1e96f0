/* SPDX-License-Identifier: MIT */
#include "ui/widgets/hs-gauge.h"

#include <glib/gi18n.h>

struct _HsGauge
{
  GtkWidget parent_instance;

  int generation;
  guint threshold;
  GtkWidget *label, *entry, *bar;
};

G_DEFINE_FINAL_TYPE (HsGauge, hs_gauge, GTK_TYPE_WIDGET)

enum { PROP_GENERATION = 1 };
enum { SIGNAL_THRESHOLD_SET, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
show_threshold (HsGauge *self)
{
  g_autofree char *text = g_strdup_printf ("%u", self->threshold);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}

void
hs_gauge_update (HsGauge *self, guint count, guint threshold)
{
  static const char *const names[] = { N_ ("young"), N_ ("middle"), N_ ("old") };
  g_autofree char *words = g_strdup_printf ("%s · %u", _(names[self->generation]), count);
  bool typing = gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry))));

  gtk_label_set_text (GTK_LABEL (self->label), words);
  gtk_level_bar_set_value (GTK_LEVEL_BAR (self->bar), threshold > 0 ? MIN (count / (double) threshold, 1) : 0);
  if (threshold != self->threshold || !typing)
    {
      self->threshold = threshold;
      show_threshold (self);
    }
}

static void
on_activate (HsGauge *self)
{
  guint64 value;

  if (g_ascii_string_to_unsigned (gtk_editable_get_text (GTK_EDITABLE (self->entry)), 10, 0, G_MAXINT, &value, NULL))
    g_signal_emit (self, signals[SIGNAL_THRESHOLD_SET], 0, (int) value);
  else
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      show_threshold (self);
    }
}

static void
hs_gauge_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  HsGauge *self = HS_GAUGE (object);
  static const char *const classes[] = { "young", "middle", "old" };
  static const char *const labels[] = { N_ ("Threshold of the young generation"), N_ ("Threshold of the middle generation"),
                                        N_ ("Threshold of the old generation") };

  self->generation = g_value_get_int (value);
  gtk_widget_add_css_class (GTK_WIDGET (self), classes[self->generation]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(labels[self->generation]), -1);
  gtk_widget_set_tooltip_text (self->entry, _(labels[self->generation]));
  hs_gauge_update (self, 0, self->generation == 0 ? 700 : 10);
}

static void
hs_gauge_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hs_gauge_parent_class)->dispose (object);
}

static void
hs_gauge_class_init (HsGaugeClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->set_property = hs_gauge_set_property;
  object_class->dispose = hs_gauge_dispose;
  g_object_class_install_property (object_class, PROP_GENERATION,
                                   g_param_spec_int ("generation", NULL, NULL, 0, 2, 0,
                                                     G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));
  signals[SIGNAL_THRESHOLD_SET] = g_signal_new ("threshold-set", HS_TYPE_GAUGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "gauge");
}

static void
hs_gauge_init (HsGauge *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *of = gtk_label_new (_("of"));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  self->label = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_width_chars (GTK_LABEL (self->label), 10);
  gtk_widget_set_hexpand (self->label, TRUE);
  self->entry = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 5);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 5);
  gtk_entry_set_input_purpose (GTK_ENTRY (self->entry), GTK_INPUT_PURPOSE_DIGITS);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (on_activate), self);
  self->bar = gtk_level_bar_new ();
  gtk_widget_add_css_class (of, "dim-label");
  gtk_box_append (GTK_BOX (line), self->label);
  gtk_box_append (GTK_BOX (line), of);
  gtk_box_append (GTK_BOX (line), self->entry);
  gtk_widget_set_parent (line, GTK_WIDGET (self));
  gtk_widget_set_parent (self->bar, GTK_WIDGET (self));
}
