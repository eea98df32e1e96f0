/* SPDX-License-Identifier: MIT */
#include "ui/widgets/hs-object-history.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/model/hs-life-list.h"

#define SLOW (G_USEC_PER_SEC / 3) /* what took longer to read is read again only if a person asks for it */
#define MAX_TRIES 3               /* of reading what other commands cut short */
#define LIMIT 100000              /* entries listed, till a person asks for more */

/* For which object, and how much of its life. */
typedef struct
{
  guint64 key;
  guint branch;
  guint64 end; /* tick as far as which the branch had been run */
} Extent;

struct _HsObjectHistory
{
  GtkWidget parent_instance;

  HsDocument *document;
  AdwExpanderRow *expander;
  GtkWidget *tools, *more;
  GtkButton *again;
  GtkDropDown *kinds;
  GtkSearchEntry *search;
  GtkStack *stack;
  GtkSpinner *spinner;
  GtkListView *view;
  GtkLabel *words, *note;

  HsLifeList *list;   /* owned */
  GPtrArray *bound;   /* of GtkListItem: those on the screen */
  guint64 key;        /* of the object shown; 0: none */
  Extent known, asked; /* key 0: none */
  guint question;     /* number of the last one; answers to others are dropped */
  guint n_tries;
  guint limit;        /* of entries */
  gint64 asked_at, took; /* µs */
  guint64 tick;       /* the list has been scrolled to it, or will be: */
  guint follower;     /* by this tick callback; 0: none */
  bool has_scrolled;
  bool has_died;
  bool takes_focus;   /* when there is something to go to */
};

G_DEFINE_FINAL_TYPE (HsObjectHistory, hs_object_history, GTK_TYPE_WIDGET)

static void ask (HsObjectHistory *self);

/* --- rows --------------------------------------------------------------------------------------------------------- */

/* A row says whether it has happened, is what happens next, or is to come. */
static void
mark (HsObjectHistory *self, GtkListItem *item)
{
  const GcoreTimeline *timeline = hs_document_get_timeline (self->document);
  GtkWidget *row = gtk_list_item_get_child (item), *arrow = gtk_widget_get_first_child (row);
  guint64 tick = hs_life_item_get_tick (gtk_list_item_get_item (item)), now = timeline != NULL ? timeline->tick : 0;
  bool here = tick == now && timeline != NULL;

  gtk_widget_set_opacity (arrow, here ? 1 : 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (arrow), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  here ? _("The program is here") : "", -1);
  if (here)
    gtk_widget_add_css_class (row, "now");
  else
    gtk_widget_remove_css_class (row, "now");
  if (tick > now)
    gtk_widget_add_css_class (row, "to-come");
  else
    gtk_widget_remove_css_class (row, "to-come");
}

static GtkWidget *
new_label (const char *class, float xalign)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, class);
  return label;
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("media-playback-start-symbolic"), *place = new_label ("dim-label", 0);
  GtkWidget *count = new_label ("numeric", 1);

  gtk_image_set_pixel_size (GTK_IMAGE (arrow), 12);
  gtk_widget_add_css_class (place, "caption");
  gtk_widget_set_hexpand (text, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (count), PANGO_ELLIPSIZE_NONE);
  gtk_box_append (GTK_BOX (text), new_label ("happening", 0));
  gtk_box_append (GTK_BOX (text), place);
  gtk_box_append (GTK_BOX (row), arrow);
  gtk_box_append (GTK_BOX (row), text);
  gtk_box_append (GTK_BOX (row), count);
  gtk_list_item_set_child (item, row);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  HsObjectHistory *self = data;
  HsLifeItem *entry = gtk_list_item_get_item (item);
  GtkWidget *row = gtk_list_item_get_child (item), *count = gtk_widget_get_last_child (row);
  GtkWidget *text = gtk_widget_get_prev_sibling (count);
  g_autofree char *tooltip = g_strdup_printf ("%s\n%s", hs_life_item_get_event (entry), hs_life_item_get_place (entry));

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (text)), hs_life_item_get_event (entry));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (text)), hs_life_item_get_place (entry));
  gtk_label_set_text (GTK_LABEL (count), hs_life_item_get_count (entry));
  gtk_widget_set_tooltip_text (row, tooltip);
  g_ptr_array_add (self->bound, item);
  mark (self, item);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  HsObjectHistory *self = data;

  if (self->bound != NULL)
    g_ptr_array_remove_fast (self->bound, item);
}

static void
on_activate (HsObjectHistory *self, guint position)
{
  const GcoreTimeline *timeline = hs_document_get_timeline (self->document);
  g_autoptr (HsLifeItem) entry = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (entry != NULL && timeline != NULL)
    hs_document_go_to (self->document, timeline->branches[timeline->current].number, hs_life_item_get_tick (entry));
}

static void
filter (HsObjectHistory *self)
{
  hs_life_list_set_filter (self->list, (HsLifeFilter) gtk_drop_down_get_selected (self->kinds),
                           gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

/* --- what is shown ------------------------------------------------------------------------------------------------ */

static void
show_page (HsObjectHistory *self, const char *name)
{
  bool is_list = g_str_equal (name, "list");

  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_spinner_set_spinning (self->spinner, g_str_equal (name, "wait"));
  gtk_widget_set_visible (self->tools, is_list);
  if (!is_list)
    gtk_widget_set_visible (self->more, FALSE);
}

static void
show_words (HsObjectHistory *self, const char *words)
{
  gtk_label_set_text (self->words, words);
  show_page (self, "words");
}

/* Below the list, with a button that reads again; NULL: nothing. */
static void
show_note (HsObjectHistory *self, const char *words, const char *button)
{
  gtk_label_set_text (self->note, words != NULL ? words : "");
  gtk_button_set_label (self->again, button);
  gtk_widget_set_visible (self->more, words != NULL);
}

/* The position of what happens next, or of the end; G_MAXUINT if nothing is listed. */
static guint
position_of_now (HsObjectHistory *self)
{
  const GcoreTimeline *timeline = hs_document_get_timeline (self->document);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  return timeline != NULL && n > 0 ? MIN (hs_life_list_find_tick (self->list, timeline->tick), n - 1) : G_MAXUINT;
}

static void
focus_row (HsObjectHistory *self, guint position)
{
  for (guint i = 0; i < self->bound->len; i++)
    if (gtk_list_item_get_position (self->bound->pdata[i]) == position)
      gtk_widget_grab_focus (gtk_widget_get_parent (gtk_list_item_get_child (self->bound->pdata[i])));
}

/* The list scrolls when it has been laid out, and has the row to give the focus to one frame later. */
static gboolean
follow_now (GtkWidget *view, GdkFrameClock *clock, gpointer data)
{
  HsObjectHistory *self = data;
  guint position = position_of_now (self);

  if (position != G_MAXUINT && self->bound->len == 0)
    return G_SOURCE_CONTINUE;
  if (position != G_MAXUINT && !self->has_scrolled)
    {
      gtk_widget_activate_action (view, "list.scroll-to-item", "u", position);
      self->has_scrolled = true;
      return G_SOURCE_CONTINUE;
    }
  GtkWidget *revealer = gtk_widget_get_ancestor (view, GTK_TYPE_REVEALER);
  if (self->takes_focus && revealer != NULL && !gtk_revealer_get_child_revealed (GTK_REVEALER (revealer)))
    return G_SOURCE_CONTINUE; /* till there is room to scroll to the row */
  if (self->takes_focus)
    focus_row (self, position);
  self->takes_focus = false;
  self->follower = 0;
  return G_SOURCE_REMOVE;
}

static void
show_now (HsObjectHistory *self, guint64 tick)
{
  for (guint i = 0; i < self->bound->len; i++)
    mark (self, self->bound->pdata[i]);
  if (tick == self->tick)
    return;
  self->tick = tick;
  self->has_scrolled = false;
  if (self->follower == 0)
    self->follower = gtk_widget_add_tick_callback (GTK_WIDGET (self->view), follow_now, self, NULL);
}

/* KEY: the object to be shown now. */
static void
forget (HsObjectHistory *self, guint64 key)
{
  self->key = key;
  self->known = self->asked = (Extent){ 0 };
  self->question++;
  self->n_tries = 0;
  self->limit = LIMIT;
  self->tick = G_MAXUINT64;
  hs_life_list_set_life (self->list, NULL);
  adw_expander_row_set_subtitle (self->expander, _("What happened to its count"));
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

/* LIFE is taken over. */
static void
show_life (HsObjectHistory *self, GcoreLife *life)
{
  guint n = life->n_entries;
  bool is_complete = life->is_complete, was_interrupted = life->was_interrupted;
  g_autofree char *subtitle = g_strdup_printf (g_dngettext (NULL, "%'u entry", "%'u entries", n), n);
  g_autofree char *first = g_strdup_printf (_("Only the first %'u are listed."), n);

  self->known = self->asked;
  self->took = g_get_monotonic_time () - self->asked_at;
  self->has_died = n > 0 && life->entries[n - 1].event == GCORE_LIFE_DEATH;
  hs_life_list_set_life (self->list, life);
  if (n == 0)
    {
      show_words (self, _("Nothing is known of its life: it was there before the program began."));
      return;
    }
  adw_expander_row_set_subtitle (self->expander, subtitle);
  show_page (self, "list");
  if (is_complete)
    show_note (self, NULL, "");
  else if (was_interrupted)
    show_note (self, _("Not all of it could be read."), _("Update"));
  else
    show_note (self, first, _("List more"));
  show_now (self, hs_document_get_timeline (self->document)->tick);
}

static void
show_error (HsObjectHistory *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    show_words (self, _("It does not exist here. Go to where it lives to read its history."));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY))
    show_words (self, _("Pause the program to read its history."));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_words (self, error->message);
}

typedef struct
{
  HsObjectHistory *history; /* owned */
  guint question;
} Question;

static void
on_life (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Question *question = data;
  g_autoptr (HsObjectHistory) self = question->history;
  g_autoptr (GError) error = NULL;
  GcoreLife *life = gcore_session_record_life_finish (NULL, result, &error);

  if (question->question != self->question || self->document == NULL)
    g_clear_pointer (&life, gcore_session_life_free);
  else if (life == NULL)
    {
      forget (self, self->key);
      show_error (self, error);
    }
  else if (life->was_interrupted && self->n_tries < MAX_TRIES)
    {
      g_clear_pointer (&life, gcore_session_life_free);
      ask (self);
    }
  else
    show_life (self, life);
}

static bool
is_running (HsObjectHistory *self)
{
  return gcore_session_get_state (hs_document_get_session (self->document)) == GCORE_SESSION_RUNNING;
}

static void
ask (HsObjectHistory *self)
{
  const HsSelected *selected = hs_document_get_selected (self->document);
  const GcoreTimeline *timeline = hs_document_get_timeline (self->document);

  if (selected == NULL || timeline == NULL)
    return;
  if (is_running (self)) /* it is asked for again when that stops */
    {
      self->asked = (Extent){ 0 };
      if (hs_life_list_get_n_entries (self->list) == 0)
        show_words (self, _("Pause the program to read its history."));
      return;
    }
  const GcoreTimelineBranch *branch = &timeline->branches[timeline->current];
  Question *question = g_new (Question, 1);
  *question = (Question){ g_object_ref (self), ++self->question };
  self->asked = (Extent){ selected->key, branch->number, branch->end_tick };
  self->asked_at = g_get_monotonic_time ();
  self->n_tries++;
  if (hs_life_list_get_n_entries (self->list) == 0)
    show_page (self, "wait");
  gcore_session_record_life (hs_document_get_session (self->document), selected->address, selected->number,
                             selected->seen_tick, self->limit, on_life, question);
}

static void
on_again (HsObjectHistory *self)
{
  if (hs_life_list_get_n_entries (self->list) == self->limit)
    self->limit = MIN (self->limit, G_MAXINT / 10) * 10;
  ask (self);
}

static bool
is_same (const Extent *extent, guint64 key, const GcoreTimelineBranch *branch, bool whatever_end)
{
  return extent->key == key && extent->branch == branch->number && (whatever_end || extent->end == branch->end_tick);
}

/* Reads what is to be shown and not yet known, or to be known soon. */
static void
refresh (HsObjectHistory *self)
{
  const HsSelected *selected = hs_document_get_selected (self->document);
  const GcoreTimeline *timeline = hs_document_get_timeline (self->document);
  const GcoreTimelineBranch *branch = timeline != NULL ? &timeline->branches[timeline->current] : NULL;
  guint64 key = selected != NULL ? selected->key : 0;

  if (branch == NULL || self->key != key || (self->known.branch == branch->number && branch->end_tick < self->known.end))
    forget (self, key);
  if (branch == NULL || key == 0 || !adw_expander_row_get_expanded (self->expander)
      || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (is_same (&self->known, key, branch, self->has_died))
    show_now (self, timeline->tick);
  else if (!is_same (&self->asked, key, branch, false))
    {
      self->n_tries = 0;
      if (is_same (&self->known, key, branch, true) && self->took > SLOW && !is_running (self))
        {
          show_note (self, _("The program has run on since."), _("Update"));
          show_now (self, timeline->tick);
        }
      else
        ask (self);
    }
}

/* --- class -------------------------------------------------------------------------------------------------------- */

void
hs_object_history_set_document (HsObjectHistory *self, HsDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  g_signal_connect_object (document, "notify::timeline", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "notify::selection", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
}

void
hs_object_history_open (HsObjectHistory *self)
{
  adw_expander_row_set_expanded (self->expander, TRUE);
  self->takes_focus = hs_life_list_get_n_entries (self->list) == 0;
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
hs_object_history_dispose (GObject *object)
{
  HsObjectHistory *self = HS_OBJECT_HISTORY (object);
  GtkWidget *child;

  g_clear_object (&self->document);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->list);
  g_clear_pointer (&self->bound, g_ptr_array_unref);
  G_OBJECT_CLASS (hs_object_history_parent_class)->dispose (object);
}

static void
hs_object_history_class_init (HsObjectHistoryClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = hs_object_history_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/heapscope/Heapscope/hs-object-history.ui");
  gtk_widget_class_bind_template_child (widget_class, HsObjectHistory, expander);
  gtk_widget_class_bind_template_child (widget_class, HsObjectHistory, tools);
  gtk_widget_class_bind_template_child (widget_class, HsObjectHistory, more);
  gtk_widget_class_bind_template_child (widget_class, HsObjectHistory, again);
  gtk_widget_class_bind_template_child (widget_class, HsObjectHistory, kinds);
  gtk_widget_class_bind_template_child (widget_class, HsObjectHistory, search);
  gtk_widget_class_bind_template_child (widget_class, HsObjectHistory, stack);
  gtk_widget_class_bind_template_child (widget_class, HsObjectHistory, spinner);
  gtk_widget_class_bind_template_child (widget_class, HsObjectHistory, view);
  gtk_widget_class_bind_template_child (widget_class, HsObjectHistory, words);
  gtk_widget_class_bind_template_child (widget_class, HsObjectHistory, note);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
  gtk_widget_class_bind_template_callback (widget_class, filter);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_again);
}

static void
hs_object_history_init (HsObjectHistory *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->list = hs_life_list_new ();
  self->bound = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), self);
  gtk_list_view_set_factory (self->view, factory);
  g_object_unref (factory);
  GtkNoSelection *model = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->list)));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (model));
  g_object_unref (model); /* the view holds it */
  g_signal_connect (self, "map", G_CALLBACK (refresh), NULL);
}
