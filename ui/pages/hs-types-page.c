/* SPDX-License-Identifier: MIT */
#include "ui/pages/hs-types-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <stdlib.h>

#include "gcore/analysis/histogram.h"
#include "ui/model/hs-object-list.h"

#define MAX_OBJECTS 5000 /* listed at once; a search narrows them */
#define MAX_TYPES 200

struct _HsTypesPage
{
  GtkWidget parent_instance;

  HsDocument *document;
  GtkListBox *types;
  GtkSearchEntry *search;
  GtkColumnView *objects;
  GtkLabel *count_label;
  GListStore *store;
  GtkSingleSelection *selection;
  bool stale;   /* what is listed is of an earlier snapshot */
  bool filling; /* the selection changes because the list does */
};

G_DEFINE_FINAL_TYPE (HsTypesPage, hs_types_page, GTK_TYPE_WIDGET)

static void
fill_objects (HsTypesPage *self)
{
  const GcoreSnapshot *snapshot = self->document != NULL ? hs_document_get_snapshot (self->document) : NULL;

  if (snapshot == NULL)
    return;
  self->filling = true;
  guint n = hs_object_list_fill (self->store, snapshot, gtk_editable_get_text (GTK_EDITABLE (self->search)), MAX_OBJECTS);
  self->filling = false;
  g_autofree char *words = g_strdup_printf (_("%'u objects of the program, %'" G_GUINT64_FORMAT " on the heap"), n,
                                            snapshot->n_objects_total);
  gtk_label_set_text (self->count_label, words);
}

static GtkWidget *
make_type_row (const GcoreSnapshot *snapshot, const GcoreHistogramRow *type)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *bytes = g_format_size_full (type->bytes, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *words
      = g_strdup_printf (g_dngettext (NULL, "%'u object, %s", "%'u objects, %s", type->n), type->n, bytes);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), gcore_snapshot_string (snapshot, type->type_name));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static void
fill_types (HsTypesPage *self, const GcoreSnapshot *snapshot)
{
  uint32_t n;
  GcoreHistogramRow *rows = gcore_histogram_new (snapshot, GCORE_OBJECT_USER, &n);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->types))) != NULL)
    gtk_list_box_remove (self->types, child);
  for (uint32_t i = 0; rows != NULL && i < MIN (n, MAX_TYPES); i++)
    gtk_list_box_append (self->types, make_type_row (snapshot, &rows[i]));
  free (rows);
}

/* Lists are filled only while they are seen. */
static void
refresh (HsTypesPage *self)
{
  const GcoreSnapshot *snapshot = self->document != NULL ? hs_document_get_snapshot (self->document) : NULL;

  if (snapshot == NULL || !self->stale || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->stale = false;
  fill_types (self, snapshot);
  fill_objects (self);
}

static void
on_snapshot (HsTypesPage *self)
{
  self->stale = true;
  refresh (self);
}

static void
on_type_activated (HsTypesPage *self, GtkListBoxRow *row)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
}

static void
on_selected (HsTypesPage *self)
{
  HsObjectItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (!self->filling && item != NULL)
    hs_document_select_row (self->document, hs_object_item_get_row (item));
}

void
hs_types_page_focus_search (HsTypesPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

void
hs_types_page_set_document (HsTypesPage *self, HsDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  g_signal_connect_object (document, "notify::snapshot", G_CALLBACK (on_snapshot), self, G_CONNECT_SWAPPED);
}

/* --- columns ------------------------------------------------------------------------------------------------------ */

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (label), GPOINTER_TO_INT (data) ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer property)
{
  g_autofree char *text = NULL;

  g_object_get (gtk_list_item_get_item (item), property, &text, NULL);
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

static void
add_column (HsTypesPage *self, const char *title, const char *property, bool number, bool expand)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), GINT_TO_POINTER (number));
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), (gpointer) property);
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_expand (column, expand);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (self->objects, column);
}

static void
hs_types_page_dispose (GObject *object)
{
  HsTypesPage *self = HS_TYPES_PAGE (object);
  GtkWidget *child;

  g_clear_object (&self->document);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (hs_types_page_parent_class)->dispose (object);
}

static void
hs_types_page_class_init (HsTypesPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = hs_types_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/heapscope/Heapscope/hs-types-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HsTypesPage, types);
  gtk_widget_class_bind_template_child (widget_class, HsTypesPage, search);
  gtk_widget_class_bind_template_child (widget_class, HsTypesPage, objects);
  gtk_widget_class_bind_template_child (widget_class, HsTypesPage, count_label);
  gtk_widget_class_bind_template_callback (widget_class, fill_objects);
}

static void
hs_types_page_init (HsTypesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->store = g_list_store_new (HS_TYPE_OBJECT_ITEM);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->store)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_column_view_set_model (self->objects, GTK_SELECTION_MODEL (self->selection));
  g_object_unref (self->selection); /* the view holds it */
  add_column (self, _("Object"), "name", false, true);
  add_column (self, _("Value"), "value", false, true);
  add_column (self, _("Count"), "count", true, false);
  add_column (self, _("Gen."), "generation", true, false);
  add_column (self, _("Bytes"), "size", true, false);
  g_signal_connect_swapped (self->selection, "notify::selected", G_CALLBACK (on_selected), self);
  g_signal_connect_swapped (self->types, "row-activated", G_CALLBACK (on_type_activated), self);
  g_signal_connect (self, "map", G_CALLBACK (refresh), NULL);
}
