/* SPDX-License-Identifier: MIT */
#include "ui/pages/hs-stops-page.h"

#include <glib/gi18n.h>

#include "ui/widgets/hs-stop-editor.h"
#include "ui/widgets/hs-watch-form.h"

struct _HsStopsPage
{
  GtkWidget parent_instance;

  HsDocument *document;
  GtkListBox *list;
  GtkMenuButton *add_button;
  HsWatchForm *form;
};

G_DEFINE_FINAL_TYPE (HsStopsPage, hs_stops_page, GTK_TYPE_WIDGET)

enum { SIGNAL_LINE_ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* --- rows --------------------------------------------------------------------------------------------------------- */

static void
name_widget (GtkListBoxRow *row, const char *key, const char *name)
{
  gtk_accessible_update_property (g_object_get_data (G_OBJECT (row), key), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
scroll_to (GtkListBoxRow *row)
{
  GtkWidget *list = gtk_widget_get_parent (GTK_WIDGET (row));
  graphene_rect_t place;

  if (list == NULL || !gtk_widget_compute_bounds (GTK_WIDGET (row), list, &place))
    return;
  gtk_adjustment_clamp_page (gtk_list_box_get_adjustment (GTK_LIST_BOX (list)), place.origin.y,
                             place.origin.y + place.size.height);
}

static void
show_row (GtkListBoxRow *row)
{
  HsStop *stop = g_object_get_data (G_OBJECT (row), "stop");
  g_autofree char *words = NULL, *details = NULL;

  g_object_get (stop, "words", &words, "details", &details, NULL);
  g_autofree char *name = details[0] != '\0' ? g_strdup_printf ("%s, %s", words, details) : g_strdup (words);
  g_autofree char *edit = g_strdup_printf (_("Edit “%s”"), words), *remove = g_strdup_printf (_("Remove “%s”"), words);
  const char *hit = hs_stop_get_is_hit (stop) ? _("the program stands here") : "";
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, hit, -1);
  name_widget (row, "check", words);
  name_widget (row, "edit", edit);
  name_widget (row, "remove", remove);
  if (!hs_stop_get_is_hit (stop))
    {
      gtk_widget_remove_css_class (GTK_WIDGET (row), "hit");
      return;
    }
  gtk_widget_add_css_class (GTK_WIDGET (row), "hit");
  scroll_to (row);
}

static GtkWidget *
new_label (HsStop *stop, const char *property, const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  g_object_bind_property (stop, property, label, "label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (stop, property, label, "tooltip-text", G_BINDING_SYNC_CREATE);
  return label;
}

static gboolean
is_not_empty (GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  g_value_set_boolean (to, g_value_get_string (from)[0] != '\0');
  return TRUE;
}

static GtkWidget *
new_words (HsStop *stop)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *details = new_label (stop, "details", "caption");

  gtk_widget_add_css_class (details, "dim-label");
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), new_label (stop, "words", NULL));
  gtk_box_append (GTK_BOX (box), details);
  g_object_bind_property_full (stop, "details", details, "visible", G_BINDING_SYNC_CREATE, is_not_empty, NULL, NULL, NULL);
  return box;
}

/* Puts BUTTON at the end of ROW, where it is called KEY. */
static void
add_button (GtkWidget *row, GtkWidget *box, GtkWidget *button, const char *key, const char *tooltip)
{
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_box_append (GTK_BOX (box), button);
  g_object_set_data (G_OBJECT (row), key, button);
}

static void
on_remove (HsStopsPage *self, GtkWidget *button)
{
  hs_stops_remove (hs_document_get_stops (self->document), g_object_get_data (G_OBJECT (button), "stop"));
}

static GtkWidget *
new_edit_button (HsStopsPage *self, HsStop *stop)
{
  GtkWidget *button = gtk_menu_button_new ();
  HsStopEditor *editor = g_object_new (HS_TYPE_STOP_EDITOR, NULL);

  hs_stop_editor_set_stops (editor, hs_document_get_stops (self->document));
  hs_stop_editor_set_stop (editor, stop);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "document-edit-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), GTK_WIDGET (editor));
  return button;
}

static GtkWidget *
new_remove_button (HsStopsPage *self, HsStop *stop)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  g_object_set_data (G_OBJECT (button), "stop", stop); /* which lives as long as its row */
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_remove), self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
new_row (gpointer item, gpointer data)
{
  HsStop *stop = item;
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *check = gtk_check_button_new ();

  g_object_set_data_full (G_OBJECT (row), "stop", g_object_ref (stop), g_object_unref);
  g_object_set_data (G_OBJECT (row), "check", check);
  g_object_bind_property (stop, "enabled", check, "active", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  gtk_widget_set_tooltip_text (check, _("Stop for it"));
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), new_words (stop));
  add_button (row, box, new_edit_button (data, stop), "edit", _("Edit"));
  add_button (row, box, new_remove_button (data, stop), "remove", _("Remove"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_add_css_class (row, "stop");
  g_signal_connect_object (stop, "notify", G_CALLBACK (show_row), row, G_CONNECT_SWAPPED);
  show_row (GTK_LIST_BOX_ROW (row));
  return row;
}

/* Shows what the stop is about: its line, or its object. */
static void
on_row_activated (HsStopsPage *self, GtkListBoxRow *row)
{
  HsStop *stop = g_object_get_data (G_OBJECT (row), "stop");
  const GcoreWatch *watch = hs_stop_get_watch (stop);
  GcoreSnapshotObject object = { .address = watch->address, .number = watch->serial };

  if (hs_stop_is_breakpoint (stop))
    g_signal_emit (self, signals[SIGNAL_LINE_ACTIVATED], 0, hs_stop_get_line (stop));
  else if (watch->serial != 0 && watch->kind != GCORE_WATCH_POOL)
    hs_document_select (self->document, gcore_snapshot_key (&object));
}

/* --- class -------------------------------------------------------------------------------------------------------- */

void
hs_stops_page_add_watch (HsStopsPage *self)
{
  gtk_menu_button_popup (self->add_button);
}

void
hs_stops_page_set_document (HsStopsPage *self, HsDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  hs_watch_form_set_document (self->form, document);
  gtk_list_box_bind_model (self->list, hs_stops_get_model (hs_document_get_stops (document)), new_row, self, NULL);
}

static void
hs_stops_page_dispose (GObject *object)
{
  HsStopsPage *self = HS_STOPS_PAGE (object);
  GtkWidget *child;

  g_clear_object (&self->document);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hs_stops_page_parent_class)->dispose (object);
}

static void
hs_stops_page_class_init (HsStopsPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = hs_stops_page_dispose;
  g_type_ensure (HS_TYPE_WATCH_FORM);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/heapscope/Heapscope/hs-stops-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HsStopsPage, list);
  gtk_widget_class_bind_template_child (widget_class, HsStopsPage, add_button);
  gtk_widget_class_bind_template_child (widget_class, HsStopsPage, form);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  signals[SIGNAL_LINE_ACTIVATED]
    = g_signal_new ("line-activated", HS_TYPE_STOPS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                    G_TYPE_UINT);
}

static void
hs_stops_page_init (HsStopsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
