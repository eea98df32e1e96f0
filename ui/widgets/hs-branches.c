/* SPDX-License-Identifier: MIT */
#include "ui/widgets/hs-branches.h"

#include <glib/gi18n.h>

#include "ui/model/hs-describe-history.h"

struct _HsBranches
{
  GtkPopover parent_instance;

  HsDocument *document;
  GtkWidget *scroller;
};

G_DEFINE_FINAL_TYPE (HsBranches, hs_branches, GTK_TYPE_POPOVER)

/* --- cells -------------------------------------------------------------------------------------------------------- */

static GtkWidget *
add_label (GtkGrid *grid, const char *words, int column, int row, bool is_number, const char *class)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), is_number ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), is_number ? 0 : MIN ((int) g_utf8_strlen (words, -1), 24));
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_widget_add_css_class (label, class);
  gtk_grid_attach (grid, label, column, row, 1, 1);
  return label;
}

/* VALUE, and how much more or less that is than on the current branch, OWN being that. */
static void
add_number (GtkGrid *grid, guint64 value, guint64 own, bool is_size, int column, int row)
{
  gint64 more = (gint64) value - (gint64) own;
  guint64 distance = (guint64) ABS (more);
  g_autofree char *number = is_size ? g_format_size_full (value, G_FORMAT_SIZE_IEC_UNITS)
                                    : g_strdup_printf ("%'" G_GUINT64_FORMAT, value);
  g_autofree char *difference = is_size ? g_format_size_full (distance, G_FORMAT_SIZE_IEC_UNITS)
                                        : g_strdup_printf ("%'" G_GUINT64_FORMAT, distance);
  g_autofree char *words = more == 0 ? g_strdup (number)
                                     : g_strdup_printf ("%s (%s%s)", number, more > 0 ? "+" : "−", difference);
  GtkWidget *label = add_label (grid, words, column, row, true, "numeric");

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
}

static guint
number_of (gpointer widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "branch"));
}

static void
on_name_edited (GtkEditableLabel *label, GParamSpec *pspec, HsBranches *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (label));

  if (!gtk_editable_label_get_editing (label) && g_strcmp0 (name, g_object_get_data (G_OBJECT (label), "name")) != 0)
    gcore_session_rename_branch (hs_document_get_session (self->document), number_of (label), name);
}

static void
on_go (HsBranches *self, GtkWidget *button)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  hs_document_go_to (self->document, number_of (button), G_MAXUINT64);
}

static void
on_delete (HsBranches *self, GtkWidget *button)
{
  gcore_session_delete_branch (hs_document_get_session (self->document), number_of (button));
}

static void
add_name (HsBranches *self, GtkGrid *grid, const GcoreTimeline *timeline, guint index, int row)
{
  char *name = hs_describe_branch (timeline, index);
  GtkWidget *label = gtk_editable_label_new (name);

  gtk_editable_set_width_chars (GTK_EDITABLE (label), 14);
  gtk_widget_set_tooltip_text (label, _("Click to rename"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (label), "name", name, g_free);
  g_object_set_data (G_OBJECT (label), "branch", GUINT_TO_POINTER (timeline->branches[index].number));
  if (index == timeline->current)
    gtk_widget_add_css_class (label, "heading");
  g_signal_connect_object (label, "notify::editing", G_CALLBACK (on_name_edited), self, 0);
  gtk_grid_attach (grid, label, 0, row, 1, 1);
}

static void
add_button (HsBranches *self, GtkGrid *grid, const char *icon, const char *words, GCallback callback, guint number,
            bool enabled, int column, int row)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_sensitive (button, enabled);
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_object_set_data (G_OBJECT (button), "branch", GUINT_TO_POINTER (number));
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_grid_attach (grid, button, column, row, 1, 1);
}

/* --- the table ---------------------------------------------------------------------------------------------------- */

static bool
may_delete (const GcoreTimeline *timeline, guint index)
{
  for (guint i = 0; i < timeline->n_branches; i++)
    if (timeline->branches[i].parent == (int) index)
      return false;
  return index != timeline->current && timeline->branches[index].parent >= 0;
}

static void
add_branch (HsBranches *self, GtkGrid *grid, const GcoreTimeline *timeline, guint index)
{
  const GcoreTimelineBranch *branch = &timeline->branches[index], *current = &timeline->branches[timeline->current];
  const GcoreOutcome *outcome = branch->outcome, *own = current->outcome;
  int row = (int) index + 1, column = 5;
  g_autofree char *parent = branch->parent >= 0 ? hs_describe_branch (timeline, (guint) branch->parent) : NULL;
  g_autofree char *from = parent != NULL ? g_strdup_printf (_("%s, tick %'" G_GUINT64_FORMAT), parent, branch->fork_tick)
                                         : g_strdup (_("the beginning"));
  g_autofree char *first = hs_describe_first_action (timeline, index);

  add_name (self, grid, timeline, index, row);
  add_label (grid, from, 3, row, false, "dim-label");
  add_label (grid, first != NULL ? first : "", 4, row, false, "dim-label");
  for (int i = 0; i < 3; i++)
    add_number (grid, outcome->n_collections[i], own->n_collections[i], false, column++, row);
  add_number (grid, outcome->collected, own->collected, false, column++, row);
  add_number (grid, outcome->longest_pause, own->longest_pause, false, column++, row);
  add_number (grid, outcome->total_pause, own->total_pause, false, column++, row);
  add_number (grid, outcome->peak_bytes, own->peak_bytes, true, column++, row);
  add_number (grid, branch->end_tick, current->end_tick, false, column++, row);
  add_button (self, grid, "go-last-symbolic", _("Go to its end"), G_CALLBACK (on_go), branch->number, true, 1, row);
  add_button (self, grid, "user-trash-symbolic", _("Delete branch"), G_CALLBACK (on_delete), branch->number,
              may_delete (timeline, index), 2, row);
}

static void
show_branches (HsBranches *self)
{
  static const char *const titles[] = { N_ ("Branch"),  "", "", N_ ("Comes from"),    N_ ("First done in it"), N_ ("Young"),
                                        N_ ("Middle"),  N_ ("Old"),           N_ ("Freed"),            N_ ("Longest pause"),
                                        N_ ("Pauses"),  N_ ("Most memory"),   N_ ("Ticks") };
  const GcoreTimeline *timeline = hs_document_get_timeline (self->document);

  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  if (timeline == NULL)
    {
      gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), gtk_label_new (_("Nothing has run yet")));
      return;
    }
  GtkWidget *grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (grid), 10);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  for (int i = 0; i < (int) G_N_ELEMENTS (titles); i++)
    {
      const char *title = titles[i][0] != '\0' ? _(titles[i]) : "";
      GtkWidget *label = add_label (GTK_GRID (grid), title, i, 0, i > 4, "caption-heading");
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
    }
  for (guint i = 0; i < timeline->n_branches; i++)
    add_branch (self, GTK_GRID (grid), timeline, i);
  if (timeline->n_branches == 1)
    {
      GtkWidget *hint = gtk_label_new (_("Go back and do something else: that makes a branch."));
      gtk_label_set_xalign (GTK_LABEL (hint), 0);
      gtk_widget_add_css_class (hint, "dim-label");
      gtk_grid_attach (GTK_GRID (grid), hint, 0, 2, (int) G_N_ELEMENTS (titles), 1);
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), grid);
}

/* --- class -------------------------------------------------------------------------------------------------------- */

void
hs_branches_set_document (HsBranches *self, HsDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  g_signal_connect_object (document, "notify::timeline", G_CALLBACK (show_branches), self, G_CONNECT_SWAPPED);
}

/* There has to be something that can take the focus when it is given out. */
static void
hs_branches_map (GtkWidget *widget)
{
  show_branches (HS_BRANCHES (widget));
  GTK_WIDGET_CLASS (hs_branches_parent_class)->map (widget);
}

static void
hs_branches_dispose (GObject *object)
{
  g_clear_object (&HS_BRANCHES (object)->document);
  G_OBJECT_CLASS (hs_branches_parent_class)->dispose (object);
}

static void
hs_branches_class_init (HsBranchesClass *class)
{
  G_OBJECT_CLASS (class)->dispose = hs_branches_dispose;
  GTK_WIDGET_CLASS (class)->map = hs_branches_map;
}

static void
hs_branches_init (HsBranches *self)
{
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_max_content_width (GTK_SCROLLED_WINDOW (self->scroller), 1240);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), 360);
  gtk_widget_set_focusable (self->scroller, FALSE);
  gtk_popover_set_child (GTK_POPOVER (self), self->scroller);
  gtk_widget_add_css_class (GTK_WIDGET (self), "branches");
}
