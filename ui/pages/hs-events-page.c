/* SPDX-License-Identifier: MIT */
#include "ui/pages/hs-events-page.h"

#include "ui/model/hs-event-list.h"

struct _HsEventsPage
{
  GtkWidget parent_instance;

  HsDocument *document;
  GtkSearchEntry *search;
  GtkListView *view;
  GListStore *store; /* owned */
  GcoreTimeline *filled; /* from which it has been filled, or NULL */
};

G_DEFINE_FINAL_TYPE (HsEventsPage, hs_events_page, GTK_TYPE_WIDGET)

/* The list is filled only while it is seen. */
static void
fill (HsEventsPage *self)
{
  const GcoreTimeline *timeline = self->document != NULL ? hs_document_get_timeline (self->document) : NULL;

  if (self->document == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  hs_event_list_fill (self->store, timeline, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  g_clear_pointer (&self->filled, gcore_timeline_unref);
  self->filled = timeline != NULL ? gcore_timeline_ref ((GcoreTimeline *) timeline) : NULL;
}

static void
on_timeline (HsEventsPage *self)
{
  if (!hs_event_list_is_same (self->filled, hs_document_get_timeline (self->document)))
    fill (self);
}

static void
on_activate (HsEventsPage *self, guint position)
{
  g_autoptr (HsEvent) event = g_list_model_get_item (G_LIST_MODEL (self->store), position);

  if (event != NULL)
    hs_document_go_to (self->document, hs_event_get_branch (event), hs_event_get_tick (event));
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10), *words = gtk_label_new (""), *place = gtk_label_new ("");

  gtk_widget_add_css_class (row, "event");
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_label_set_ellipsize (GTK_LABEL (words), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_add_css_class (place, "dim-label");
  gtk_widget_add_css_class (place, "numeric");
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), place);
  gtk_list_item_set_child (item, row);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  g_autofree char *words = NULL, *place = NULL, *details = NULL;
  GtkWidget *row = gtk_list_item_get_child (item);

  g_object_get (gtk_list_item_get_item (item), "words", &words, "place", &place, "details", &details, NULL);
  g_autofree char *tooltip = details[0] != '\0' ? g_strdup_printf ("%s\n%s", words, details) : g_strdup (words);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (row)), words);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (row)), place);
  gtk_widget_set_tooltip_text (row, tooltip);
}

void
hs_events_page_set_document (HsEventsPage *self, HsDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  g_signal_connect_object (document, "notify::timeline", G_CALLBACK (on_timeline), self, G_CONNECT_SWAPPED);
}

static void
hs_events_page_dispose (GObject *object)
{
  HsEventsPage *self = HS_EVENTS_PAGE (object);
  GtkWidget *child;

  g_clear_object (&self->document);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->store);
  g_clear_pointer (&self->filled, gcore_timeline_unref);
  G_OBJECT_CLASS (hs_events_page_parent_class)->dispose (object);
}

static void
hs_events_page_class_init (HsEventsPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = hs_events_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/heapscope/Heapscope/hs-events-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HsEventsPage, search);
  gtk_widget_class_bind_template_child (widget_class, HsEventsPage, view);
  gtk_widget_class_bind_template_callback (widget_class, fill);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
hs_events_page_init (HsEventsPage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->store = g_list_store_new (HS_TYPE_EVENT);
  GtkNoSelection *model = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->store)));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (model));
  g_object_unref (model); /* the view holds it */
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  gtk_list_view_set_factory (self->view, factory);
  g_object_unref (factory);
  g_signal_connect (self, "map", G_CALLBACK (fill), NULL);
}
