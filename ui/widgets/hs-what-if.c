/* SPDX-License-Identifier: MIT */
#include "ui/widgets/hs-what-if.h"

#include <glib/gi18n.h>

#include "ui/model/hs-describe-what-if.h"

#define MAX_DEATHS 1000 /* named; the others are counted */
#define MAX_SURVIVORS 4

struct _HsWhatIf
{
  GtkPopover parent_instance;

  HsDocument *document;
  GcoreSnapshot *snapshot; /* owned: the program as it is while this is open */
  guint32 ref;             /* row of its references */
  guint question;          /* number of the last one; answers to others are dropped */
  GtkLabel *reference, *summary, *survivors;
  GtkSwitch *collect;
  GtkSpinner *spinner;
  GtkWidget *deaths_scroller, *cut;
  GtkListView *deaths;
  GtkStringList *lines;    /* owned */
};

G_DEFINE_FINAL_TYPE (HsWhatIf, hs_what_if, GTK_TYPE_POPOVER)

/* --- the answer --------------------------------------------------------------------------------------------------- */

static void
show_survivors (HsWhatIf *self, const GcoreWhatIf *what_if)
{
  g_auto (GStrv) lines = hs_describe_survivors (self->snapshot, what_if, self->ref, MAX_SURVIVORS);
  g_autofree char *all = g_strjoinv ("\n", lines), *words = g_strdup_printf (_("What lives on:\n%s"), all);

  gtk_label_set_text (self->survivors, words);
  gtk_widget_set_visible (GTK_WIDGET (self->survivors), lines[0] != NULL);
}

static void
show_nothing (HsWhatIf *self, const char *words)
{
  gtk_label_set_text (self->summary, words);
  gtk_widget_set_visible (self->deaths_scroller, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->survivors), FALSE);
  gtk_widget_set_sensitive (self->cut, FALSE);
}

static void
show (HsWhatIf *self, const GcoreWhatIf *what_if)
{
  if (what_if->failed)
    {
      show_nothing (self, self->snapshot->open.phase != GCORE_PHASE_NONE
                              ? _("In the midst of a collection nothing can be cut.")
                              : _("This reference cannot be cut."));
      return;
    }
  g_autofree char *summary = hs_describe_what_if (what_if);
  g_auto (GStrv) deaths = hs_describe_deaths (self->snapshot, what_if, MAX_DEATHS);
  gtk_label_set_text (self->summary, summary);
  gtk_string_list_splice (self->lines, 0, g_list_model_get_n_items (G_LIST_MODEL (self->lines)),
                          (const char *const *) deaths);
  gtk_widget_set_visible (self->deaths_scroller, deaths[0] != NULL);
  show_survivors (self, what_if);
  gtk_widget_set_sensitive (self->cut, TRUE);
}

typedef struct
{
  HsWhatIf *what_if; /* owned */
  guint question;
} Question;

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Question *question = data;
  g_autoptr (HsWhatIf) self = question->what_if;
  g_autoptr (GError) error = NULL;
  GcoreWhatIf *what_if = gcore_session_what_if_cut_finish (NULL, result, &error);

  if (question->question == self->question && self->document != NULL)
    {
      gtk_spinner_stop (self->spinner);
      if (what_if != NULL)
        show (self, what_if);
      else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY))
        show_nothing (self, _("Pause the program to ask this."));
      else
        show_nothing (self, _("There is no such object any more."));
    }
  g_clear_pointer (&what_if, gcore_session_what_if_free);
}

static const char *
get_label (HsWhatIf *self)
{
  return gcore_snapshot_string (self->snapshot, self->snapshot->refs[self->ref].label);
}

static void
ask (HsWhatIf *self)
{
  Question *question = g_new (Question, 1);
  guint64 address;
  guint32 number;

  *question = (Question){ g_object_ref (self), ++self->question };
  gtk_spinner_start (self->spinner);
  hs_get_cut_holder (self->snapshot, self->ref, &address, &number);
  gcore_session_what_if_cut (hs_document_get_session (self->document), address, number, get_label (self),
                             gtk_switch_get_active (self->collect), on_answer, question);
}

static void
on_cut (HsWhatIf *self)
{
  guint64 address;
  guint32 number;

  hs_get_cut_holder (self->snapshot, self->ref, &address, &number);
  gcore_session_cut (hs_document_get_session (self->document), address, number, get_label (self));
  gtk_popover_popdown (GTK_POPOVER (self));
}

/* Nobody waits for the answer any more; a finalizer that does not end would keep the program busy. */
static void
on_closed (HsWhatIf *self)
{
  if (gtk_spinner_get_spinning (self->spinner))
    gcore_session_pause (hs_document_get_session (self->document));
}

/* --- class -------------------------------------------------------------------------------------------------------- */

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *number = gtk_label_new (""), *words = gtk_label_new ("");

  gtk_widget_add_css_class (number, "dim-label");
  gtk_widget_add_css_class (number, "numeric");
  gtk_label_set_width_chars (GTK_LABEL (number), 2);
  gtk_label_set_xalign (GTK_LABEL (number), 1);
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_label_set_ellipsize (GTK_LABEL (words), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (row), number);
  gtk_box_append (GTK_BOX (row), words);
  gtk_list_item_set_child (item, row);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *row = gtk_list_item_get_child (item);
  const char *words = gtk_string_object_get_string (gtk_list_item_get_item (item));
  guint position = gtk_list_item_get_position (item);
  g_autofree char *number = position < MAX_DEATHS ? g_strdup_printf ("%u", position + 1) : g_strdup ("");

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (row)), number);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (row)), words);
  gtk_widget_set_tooltip_text (row, words);
}

GtkWidget *
hs_what_if_new (HsDocument *document, guint32 ref)
{
  HsWhatIf *self = g_object_new (HS_TYPE_WHAT_IF, NULL);
  const GcoreSnapshot *snapshot = hs_document_get_snapshot (document);
  g_autofree char *words = hs_describe_cut (snapshot, ref);

  self->document = g_object_ref (document);
  self->snapshot = gcore_snapshot_ref ((GcoreSnapshot *) snapshot);
  self->ref = ref;
  gtk_label_set_text (self->reference, words);
  ask (self);
  return GTK_WIDGET (self);
}

static void
hs_what_if_dispose (GObject *object)
{
  HsWhatIf *self = HS_WHAT_IF (object);

  g_clear_object (&self->document);
  g_clear_object (&self->lines);
  g_clear_pointer (&self->snapshot, gcore_snapshot_unref);
  G_OBJECT_CLASS (hs_what_if_parent_class)->dispose (object);
}

static void
hs_what_if_class_init (HsWhatIfClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = hs_what_if_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/heapscope/Heapscope/hs-what-if.ui");
  gtk_widget_class_bind_template_child (widget_class, HsWhatIf, reference);
  gtk_widget_class_bind_template_child (widget_class, HsWhatIf, summary);
  gtk_widget_class_bind_template_child (widget_class, HsWhatIf, survivors);
  gtk_widget_class_bind_template_child (widget_class, HsWhatIf, collect);
  gtk_widget_class_bind_template_child (widget_class, HsWhatIf, spinner);
  gtk_widget_class_bind_template_child (widget_class, HsWhatIf, deaths_scroller);
  gtk_widget_class_bind_template_child (widget_class, HsWhatIf, deaths);
  gtk_widget_class_bind_template_child (widget_class, HsWhatIf, cut);
  gtk_widget_class_bind_template_callback (widget_class, ask);
  gtk_widget_class_bind_template_callback (widget_class, on_cut);
  gtk_widget_class_bind_template_callback (widget_class, on_closed);
}

static void
hs_what_if_init (HsWhatIf *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->lines = gtk_string_list_new (NULL);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  gtk_list_view_set_factory (self->deaths, factory);
  g_object_unref (factory);
  GtkNoSelection *model = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->lines)));
  gtk_list_view_set_model (self->deaths, GTK_SELECTION_MODEL (model));
  g_object_unref (model); /* the view holds it */
}
