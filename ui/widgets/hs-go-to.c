/* SPDX-License-Identifier: MIT */
#include "ui/widgets/hs-go-to.h"

#include <glib/gi18n.h>

#include "ui/draw/hs-phases.h"
#include "ui/model/hs-describe.h"

#define MAX_CHOICES 30 /* of attributes and items, and of weak references */

/* In the order of the list in the form. */
enum { CHANGE_COUNT, CHANGE_REFERENCE, CHANGE_GENERATION, CHANGE_WEAKREF, CHANGE_POOL, N_CHANGES };

struct _HsGoTo
{
  GtkPopover parent_instance;

  HsDocument *document;
  GtkWidget *grid, *ends, *steps;
  GtkEntry *tick, *line, *nth, *collection, *reference;
  GtkDropDown *phase, *change, *weak;
  GtkMenuButton *references;
  GtkStack *which;
  GtkLabel *object;
  GArray *weakrefs; /* of GcoreSnapshotObject, as listed in WEAK */
  guint64 listed;   /* key of the object whose parts are listed; they stay when it is gone */
};

G_DEFINE_FINAL_TYPE (HsGoTo, hs_go_to, GTK_TYPE_POPOVER)

/* --- reading the form --------------------------------------------------------------------------------------------- */

/* The number in ENTRY, MAX at most. False, with the entry marked, if there is none. */
static bool
read_number (GtkEntry *entry, guint64 max, guint64 *number)
{
  bool good = g_ascii_string_to_unsigned (gtk_editable_get_text (GTK_EDITABLE (entry)), 10, 0, max, number, NULL);

  if (good)
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  return good;
}

/* A watch of the selected object. */
static GcoreWatch
watch_of (HsGoTo *self, GcoreWatchKind kind)
{
  const HsSelected *selected = hs_document_get_selected (self->document);

  return selected != NULL ? (GcoreWatch){ .kind = kind, .address = selected->address, .serial = selected->number }
                          : (GcoreWatch){ .kind = kind };
}

/* What the form says is to change. False if it does not say. */
static bool
read_change (HsGoTo *self, GcoreWatch *watch)
{
  static const GcoreWatchKind kinds[N_CHANGES] = { GCORE_WATCH_COUNT, GCORE_WATCH_REFERENCE, GCORE_WATCH_GENERATION,
                                                   GCORE_WATCH_WEAKREF, GCORE_WATCH_POOL };
  guint change = MIN (gtk_drop_down_get_selected (self->change), N_CHANGES - 1);
  guint chosen = gtk_drop_down_get_selected (self->weak);

  *watch = watch_of (self, kinds[change]);
  if (change == CHANGE_REFERENCE)
    {
      watch->name = gtk_editable_get_text (GTK_EDITABLE (self->reference));
      return watch->name[0] != '\0';
    }
  if (change == CHANGE_WEAKREF)
    {
      if (chosen >= self->weakrefs->len)
        return false;
      const GcoreSnapshotObject *weakref = &g_array_index (self->weakrefs, GcoreSnapshotObject, chosen);
      watch->address = weakref->address;
      watch->serial = weakref->number;
    }
  return true;
}

/* --- going -------------------------------------------------------------------------------------------------------- */

static void
go (HsGoTo *self, guint64 tick)
{
  const GcoreTimeline *timeline = hs_document_get_timeline (self->document);

  gtk_popover_popdown (GTK_POPOVER (self));
  if (timeline != NULL)
    hs_document_go_to (self->document, timeline->branches[timeline->current].number, tick);
}

static void
on_tick (HsGoTo *self)
{
  guint64 tick;

  if (read_number (self->tick, G_MAXINT64, &tick))
    go (self, tick);
}

static void
on_start (HsGoTo *self)
{
  go (self, 0);
}

static void
on_end (HsGoTo *self)
{
  go (self, G_MAXUINT64);
}

/* MISSING has a place for the line's number. */
static void
go_to_line (HsGoTo *self, GcorePlaceKind kind, guint64 nth, const char *missing)
{
  guint64 line;

  if (!read_number (self->line, G_MAXINT, &line))
    return;
  g_autofree char *words = g_strdup_printf (missing, (guint) line);
  GcorePlace place = { .kind = kind, .number = nth,
                       .watch = { .kind = GCORE_WATCH_LINE, .number = (gint64) line,
                                  .file = hs_document_get_program_name (self->document) } };
  hs_document_go_to_place (self->document, &place, words);
}

static void
on_last_line (HsGoTo *self)
{
  go_to_line (self, GCORE_PLACE_LAST, 0, _("Line %u did not begin before this"));
}

static void
on_next_line (HsGoTo *self)
{
  go_to_line (self, GCORE_PLACE_NEXT, 0, _("Line %u does not begin after this"));
}

static void
on_nth_line (HsGoTo *self)
{
  guint64 nth;

  if (read_number (self->nth, G_MAXUINT32, &nth))
    go_to_line (self, GCORE_PLACE_LINE, nth, _("Line %u does not begin that often"));
}

static void
on_collection (HsGoTo *self)
{
  GcorePlace place = { .kind = GCORE_PLACE_COLLECTION,
                       .phase = (GcoreCollectionPhase) gtk_drop_down_get_selected (self->phase) };

  if (!read_number (self->collection, G_MAXUINT32, &place.number))
    return;
  g_autofree char *missing = g_strdup_printf (_("There is no collection %u"), (guint) place.number);
  gtk_popover_popdown (GTK_POPOVER (self));
  hs_document_go_to_place (self->document, &place, missing);
}

static void
on_birth (HsGoTo *self)
{
  const HsSelected *selected = hs_document_get_selected (self->document);
  GcorePlace place = { .kind = GCORE_PLACE_BIRTH, .watch = watch_of (self, GCORE_WATCH_BIRTH) };

  if (selected->born_tick != 0)
    place = (GcorePlace){ .kind = GCORE_PLACE_TICK, .number = selected->born_tick };
  gtk_popover_popdown (GTK_POPOVER (self));
  hs_document_go_to_place (self->document, &place, _("It was there before the program began"));
}

static void
on_death (HsGoTo *self)
{
  GcorePlace place = { .kind = GCORE_PLACE_DEATH, .watch = watch_of (self, GCORE_WATCH_DEATH) };

  bool is_there = hs_document_get_selected_row (self->document) != GCORE_NO_ROW;
  gtk_popover_popdown (GTK_POPOVER (self));
  hs_document_go_to_place (self->document, &place,
                           is_there ? _("It does not die") : _("Its death cannot be found from here"));
}

static void
go_to_change (HsGoTo *self, GcorePlaceKind kind, const char *missing)
{
  GcorePlace place = { .kind = kind };

  if (read_change (self, &place.watch))
    hs_document_go_to_place (self->document, &place, missing);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->which), GTK_DIR_TAB_FORWARD);
}

static void
on_last_change (HsGoTo *self)
{
  go_to_change (self, GCORE_PLACE_LAST, _("Nothing like that before this"));
}

static void
on_next_change (HsGoTo *self)
{
  go_to_change (self, GCORE_PLACE_NEXT, _("Nothing like that after this"));
}

/* --- the form ----------------------------------------------------------------------------------------------------- */

static void
choose_reference (GtkWidget *widget, const char *action, GVariant *label)
{
  gtk_editable_set_text (GTK_EDITABLE (HS_GO_TO (widget)->reference), g_variant_get_string (label, NULL));
}

/* The attributes and items the selected object has now, to choose from. */
static void
list_references (HsGoTo *self, const GcoreSnapshot *snapshot, guint32 row)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  guint32 n = row != GCORE_NO_ROW ? snapshot->objects[row].n_refs : 0;

  for (guint32 i = 0; i < MIN (n, MAX_CHOICES); i++)
    {
      const char *label = gcore_snapshot_string (snapshot, snapshot->refs[snapshot->objects[row].first_ref + i].label);
      g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);
      g_menu_item_set_attribute (item, "label", "s", label);
      g_menu_item_set_action_and_target (item, "go-to.reference", "s", label);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->references, G_MENU_MODEL (menu));
  gtk_widget_set_sensitive (GTK_WIDGET (self->references), n > 0);
}

static void
list_weakref (HsGoTo *self, GtkStringList *names, const GcoreSnapshot *snapshot, guint32 row)
{
  if (row == GCORE_NO_ROW)
    return;
  g_array_append_val (self->weakrefs, snapshot->objects[row]);
  gtk_string_list_take (names, hs_describe_object (snapshot, row));
}

/* The weak references to the selected object, and itself if it is one. */
static void
list_weakrefs (HsGoTo *self, const GcoreSnapshot *snapshot, guint32 row)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint32 n = row != GCORE_NO_ROW ? snapshot->objects[row].n_weak : 0;
  guint chosen = gtk_drop_down_get_selected (self->weak);

  g_array_set_size (self->weakrefs, 0);
  if (row != GCORE_NO_ROW && snapshot->objects[row].flags & GCORE_OBJECT_WEAKREF)
    list_weakref (self, names, snapshot, row);
  for (guint32 i = 0; i < MIN (n, MAX_CHOICES); i++)
    list_weakref (self, names, snapshot, snapshot->weaks[snapshot->objects[row].first_weak + i].weakref);
  if (self->weakrefs->len == 0)
    gtk_string_list_append (names, _("There is none"));
  gtk_drop_down_set_model (self->weak, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->weak, chosen < self->weakrefs->len ? chosen : 0);
}

static void
update_change (HsGoTo *self)
{
  guint change = gtk_drop_down_get_selected (self->change);
  bool has_object = hs_document_get_selected (self->document) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->which), change == CHANGE_REFERENCE || change == CHANGE_WEAKREF);
  gtk_stack_set_visible_child_name (self->which, change == CHANGE_WEAKREF ? "weak" : "reference");
  gtk_widget_set_sensitive (GTK_WIDGET (self->which), has_object && (change != CHANGE_WEAKREF || self->weakrefs->len > 0));
  gtk_widget_set_sensitive (self->steps, has_object && (change != CHANGE_WEAKREF || self->weakrefs->len > 0));
}

static void
update (HsGoTo *self)
{
  const GcoreSnapshot *snapshot = hs_document_get_snapshot (self->document);
  const HsSelected *selected = hs_document_get_selected (self->document);
  guint32 row = hs_document_get_selected_row (self->document);

  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  gtk_widget_set_sensitive (self->grid, hs_document_get_timeline (self->document) != NULL);
  gtk_label_set_text (self->object, selected != NULL ? selected->name : _("No object is selected"));
  gtk_widget_set_sensitive (self->ends, selected != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->change), selected != NULL);
  if (row != GCORE_NO_ROW || self->listed != hs_document_get_selection (self->document))
    {
      list_references (self, snapshot, row);
      list_weakrefs (self, snapshot, row);
      self->listed = hs_document_get_selection (self->document);
    }
  update_change (self);
}

/* --- class -------------------------------------------------------------------------------------------------------- */

void
hs_go_to_set_document (HsGoTo *self, HsDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  g_signal_connect_object (document, "notify::snapshot", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "notify::selection", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

static void
hs_go_to_dispose (GObject *object)
{
  HsGoTo *self = HS_GO_TO (object);

  g_clear_object (&self->document);
  g_clear_pointer (&self->weakrefs, g_array_unref);
  G_OBJECT_CLASS (hs_go_to_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, HsGoTo, grid);
  gtk_widget_class_bind_template_child (widget_class, HsGoTo, ends);
  gtk_widget_class_bind_template_child (widget_class, HsGoTo, steps);
  gtk_widget_class_bind_template_child (widget_class, HsGoTo, tick);
  gtk_widget_class_bind_template_child (widget_class, HsGoTo, line);
  gtk_widget_class_bind_template_child (widget_class, HsGoTo, nth);
  gtk_widget_class_bind_template_child (widget_class, HsGoTo, collection);
  gtk_widget_class_bind_template_child (widget_class, HsGoTo, reference);
  gtk_widget_class_bind_template_child (widget_class, HsGoTo, phase);
  gtk_widget_class_bind_template_child (widget_class, HsGoTo, change);
  gtk_widget_class_bind_template_child (widget_class, HsGoTo, weak);
  gtk_widget_class_bind_template_child (widget_class, HsGoTo, references);
  gtk_widget_class_bind_template_child (widget_class, HsGoTo, which);
  gtk_widget_class_bind_template_child (widget_class, HsGoTo, object);
}

static void
hs_go_to_class_init (HsGoToClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = hs_go_to_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/heapscope/Heapscope/hs-go-to.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "go-to.reference", "s", choose_reference);
  gtk_widget_class_bind_template_callback (widget_class, on_tick);
  gtk_widget_class_bind_template_callback (widget_class, on_start);
  gtk_widget_class_bind_template_callback (widget_class, on_end);
  gtk_widget_class_bind_template_callback (widget_class, on_last_line);
  gtk_widget_class_bind_template_callback (widget_class, on_next_line);
  gtk_widget_class_bind_template_callback (widget_class, on_nth_line);
  gtk_widget_class_bind_template_callback (widget_class, on_collection);
  gtk_widget_class_bind_template_callback (widget_class, on_birth);
  gtk_widget_class_bind_template_callback (widget_class, on_death);
  gtk_widget_class_bind_template_callback (widget_class, on_last_change);
  gtk_widget_class_bind_template_callback (widget_class, on_next_change);
  gtk_widget_class_bind_template_callback (widget_class, update_change);
}

static void
hs_go_to_init (HsGoTo *self)
{
  g_autoptr (GtkStringList) phases = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->weakrefs = g_array_new (FALSE, FALSE, sizeof (GcoreSnapshotObject));
  gtk_string_list_append (phases, _("Its start"));
  for (int phase = GCORE_PHASE_NONE + 1; phase <= GCORE_N_PHASES; phase++)
    gtk_string_list_append (phases, hs_phase_title ((GcorePhase) phase));
  gtk_drop_down_set_model (self->phase, G_LIST_MODEL (phases));
  g_signal_connect (self, "show", G_CALLBACK (update), NULL);
}
