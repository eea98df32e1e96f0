/* SPDX-License-Identifier: MIT */
#include "ui/pages/hs-inspector.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/draw/hs-generations.h"
#include "ui/model/hs-describe-what-if.h"
#include "ui/model/hs-describe.h"
#include "ui/widgets/hs-object-history.h"
#include "ui/widgets/hs-what-if.h"

#define MAX_ROWS 60 /* of one list */

struct _HsInspector
{
  GtkWidget parent_instance;

  HsDocument *document;
  GtkStack *stack;
  AdwPreferencesGroup *object_group, *holders_group, *why_group, *referents_group, *weak_group;
  GtkLabel *why_label;
  HsObjectHistory *history;
  GPtrArray *rows; /* of AdwPreferencesGroup, GtkWidget pairs to take away again */
};

G_DEFINE_FINAL_TYPE (HsInspector, hs_inspector, GTK_TYPE_WIDGET)

static GtkWidget *
add_row (HsInspector *self, AdwPreferencesGroup *group, const char *title, const char *value)
{
  GtkWidget *row = adw_action_row_new (), *label = gtk_label_new (value);
  g_autofree char *name = g_strdup_printf ("%s: %s", title, value);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "row-value");
  gtk_widget_set_tooltip_text (label, value);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, group);
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
on_row_activated (GtkWidget *row, gpointer data)
{
  HsInspector *self = data;

  hs_document_select_row (self->document, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "row")));
}

/* A row that selects another object when activated. */
static GtkWidget *
add_link (HsInspector *self, AdwPreferencesGroup *group, const char *title, const char *value, guint32 target)
{
  GtkWidget *row = add_row (self, group, title, value);

  if (target == GCORE_NO_ROW)
    return row;
  g_object_set_data (G_OBJECT (row), "row", GUINT_TO_POINTER (target));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect (row, "activated", G_CALLBACK (on_row_activated), self);
  return row;
}

static void
on_what_if (GtkMenuButton *button, gpointer data)
{
  HsInspector *self = data;
  guint32 ref = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "ref"));

  gtk_menu_button_set_popover (button, hs_what_if_new (self->document, ref));
}

/* What if the reference that ROW shows were cut? */
static void
add_what_if (HsInspector *self, GtkWidget *row, const GcoreSnapshot *snapshot, guint32 ref)
{
  if (!hs_may_cut (snapshot, ref))
    return;
  GtkWidget *button = gtk_menu_button_new ();
  g_autofree char *reference = hs_describe_cut (snapshot, ref);
  g_autofree char *words = g_strdup_printf (_("What if %s were cut?"), reference);

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "edit-cut-symbolic");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("What if it were cut?"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (button)), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  g_object_set_data (G_OBJECT (button), "ref", GUINT_TO_POINTER (ref));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), on_what_if, self, NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_more (HsInspector *self, AdwPreferencesGroup *group, guint n)
{
  g_autofree char *words = g_strdup_printf (_("and %u more"), n);

  add_row (self, group, words, "");
}

static void
clear (HsInspector *self)
{
  for (guint i = 0; i < self->rows->len; i += 2)
    adw_preferences_group_remove (self->rows->pdata[i], self->rows->pdata[i + 1]);
  g_ptr_array_set_size (self->rows, 0);
}

static void
show_numbers (HsInspector *self, const GcoreSnapshot *snapshot, guint32 row)
{
  const GcoreSnapshotObject *object = &snapshot->objects[row];
  const char *type = gcore_snapshot_string (snapshot, object->type_name);
  g_autofree char *title = g_strdup_printf (_("Object #%u"), object->number);
  g_autofree char *address = g_strdup_printf ("0x%" G_GINT64_MODIFIER "x", object->address);
  g_autofree char *count = g_strdup_printf ("%" G_GINT64_FORMAT, object->refcount);
  g_autofree char *size = g_strdup_printf (g_dngettext (NULL, "%" G_GUINT64_FORMAT " byte", "%" G_GUINT64_FORMAT " bytes",
                                                        object->size),
                                           object->size);
  g_autofree char *block = hs_describe_block (snapshot, row);
  g_autofree char *generation = object->generation < 3
                                    ? g_strdup_printf ("%s (%d)", hs_generation_name (object->generation),
                                                       object->generation)
                                    : g_strdup (hs_generation_name (object->generation));

  adw_preferences_group_set_title (self->object_group, object->number != 0 ? title : type);
  add_row (self, self->object_group, type, address);
  add_row (self, self->object_group, _("Reference count"), count);
  if (object->flags & GCORE_OBJECT_COLLECTING)
    {
      g_autofree char *refs = g_strdup_printf ("%" G_GINT64_FORMAT, object->gc_refs);
      add_row (self, self->object_group, "gc_refs", refs);
    }
  add_row (self, self->object_group, _("Generation"), generation);
  add_row (self, self->object_group, _("Size"), size);
  add_row (self, self->object_group, _("Block"), block);
  if (object->born_line != 0)
    {
      g_autofree char *born = g_strdup_printf (_("line %u, tick %" G_GUINT64_FORMAT), object->born_line,
                                               object->born_tick);
      add_row (self, self->object_group, _("Created"), born);
    }
  if (object->flags & GCORE_OBJECT_HAS_FINALIZER)
    add_row (self, self->object_group, _("Finalizer"),
             object->flags & GCORE_OBJECT_FINALIZED ? _("has run") : _("__del__"));
  const char *value = gcore_snapshot_string (snapshot, object->value);
  if (value[0] != '\0')
    add_row (self, self->object_group, _("Value"), value);
}

static void
show_holders (HsInspector *self, const GcoreSnapshot *snapshot, guint32 row)
{
  guint shown = 0, n = 0;

  for (guint32 i = snapshot->incoming_start[row]; i < snapshot->incoming_start[row + 1]; i++)
    {
      const GcoreSnapshotRef *ref = &snapshot->refs[snapshot->incoming[i]];
      if (ref->kind == GCORE_REF_WEAK)
        continue;
      n++;
      if (shown == MAX_ROWS)
        continue;
      g_autofree char *holder = hs_describe_holder (snapshot, ref);
      GtkWidget *link = add_link (self, self->holders_group, holder, "1",
                                  ref->holder_kind == GCORE_HOLDER_OBJECT ? ref->holder : GCORE_NO_ROW);
      add_what_if (self, link, snapshot, snapshot->incoming[i]);
      shown++;
    }
  if (n > shown)
    add_more (self, self->holders_group, n - shown);
  if (n < snapshot->objects[row].refcount)
    {
      g_autofree char *rest = g_strdup_printf ("%" G_GINT64_FORMAT, snapshot->objects[row].refcount - n);
      add_row (self, self->holders_group, _("the interpreter and objects not shown"), rest);
    }
}

static void
show_referents (HsInspector *self, const GcoreSnapshot *snapshot, guint32 row)
{
  const GcoreSnapshotObject *object = &snapshot->objects[row];
  guint shown = 0;

  for (guint32 i = object->first_ref; i < object->first_ref + object->n_refs && shown < MAX_ROWS; i++, shown++)
    {
      const GcoreSnapshotRef *ref = &snapshot->refs[i];
      g_autofree char *target = hs_describe_object (snapshot, ref->target);
      GtkWidget *link = add_link (self, self->referents_group, gcore_snapshot_string (snapshot, ref->label), target,
                                  ref->target);
      add_what_if (self, link, snapshot, i);
    }
  if (object->n_refs > shown)
    add_more (self, self->referents_group, object->n_refs - shown);
  gtk_widget_set_visible (GTK_WIDGET (self->referents_group), object->n_refs > 0);
}

static void
show_weak_references (HsInspector *self, const GcoreSnapshot *snapshot, guint32 row)
{
  const GcoreSnapshotObject *object = &snapshot->objects[row];

  for (guint32 i = object->first_weak; i < object->first_weak + object->n_weak; i++)
    {
      const GcoreSnapshotWeak *weak = &snapshot->weaks[i];
      g_autofree char *words = weak->weakref != GCORE_NO_ROW ? hs_describe_object (snapshot, weak->weakref)
                                                              : g_strdup ("weakref");
      add_link (self, self->weak_group, words, weak->callback != GCORE_NO_ROW ? _("with a callback") : _("no callback"),
                weak->weakref);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->weak_group), object->n_weak > 0);
}

static void
show_object (HsInspector *self, const GcoreSnapshot *snapshot, guint32 row)
{
  g_autofree char *why = hs_describe_why_alive (snapshot, row);

  show_numbers (self, snapshot, row);
  show_holders (self, snapshot, row);
  gtk_label_set_text (self->why_label, why);
  show_referents (self, snapshot, row);
  show_weak_references (self, snapshot, row);
}

/* The selected object is not there at this place of the program's time. */
static void
show_absent (HsInspector *self, const GcoreSnapshot *snapshot, const HsSelected *selected)
{
  bool is_to_come = snapshot != NULL && selected->born_tick != 0 && snapshot->tick <= selected->born_tick;
  bool is_cut_off = snapshot != NULL && snapshot->n_objects < snapshot->n_objects_total;

  adw_preferences_group_set_title (self->object_group, selected->name);
  add_row (self, self->object_group,
           is_to_come ? _("Not created yet") : is_cut_off ? _("Not among the objects shown") : _("Gone"), "");
}

static void
update (HsInspector *self)
{
  guint32 row = hs_document_get_selected_row (self->document);
  const GcoreSnapshot *snapshot = hs_document_get_snapshot (self->document);
  const HsSelected *selected = hs_document_get_selected (self->document);
  bool is_there = row != GCORE_NO_ROW;

  clear (self);
  gtk_stack_set_visible_child_name (self->stack, selected != NULL ? "object" : "empty");
  gtk_widget_set_visible (GTK_WIDGET (self->holders_group), is_there);
  gtk_widget_set_visible (GTK_WIDGET (self->why_group), is_there);
  gtk_widget_set_visible (GTK_WIDGET (self->referents_group), is_there);
  gtk_widget_set_visible (GTK_WIDGET (self->weak_group), is_there);
  if (is_there)
    show_object (self, snapshot, row);
  else if (selected != NULL)
    show_absent (self, snapshot, selected);
}

void
hs_inspector_show_history (HsInspector *self)
{
  if (hs_document_get_selected (self->document) != NULL)
    hs_object_history_open (self->history);
}

void
hs_inspector_set_document (HsInspector *self, HsDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  hs_object_history_set_document (self->history, document);
  g_signal_connect_object (document, "notify::snapshot", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "notify::selection", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

static void
hs_inspector_dispose (GObject *object)
{
  HsInspector *self = HS_INSPECTOR (object);
  GtkWidget *child;

  g_clear_object (&self->document);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (hs_inspector_parent_class)->dispose (object);
}

static void
hs_inspector_class_init (HsInspectorClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = hs_inspector_dispose;
  g_type_ensure (HS_TYPE_OBJECT_HISTORY);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/heapscope/Heapscope/hs-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, HsInspector, stack);
  gtk_widget_class_bind_template_child (widget_class, HsInspector, object_group);
  gtk_widget_class_bind_template_child (widget_class, HsInspector, holders_group);
  gtk_widget_class_bind_template_child (widget_class, HsInspector, why_group);
  gtk_widget_class_bind_template_child (widget_class, HsInspector, referents_group);
  gtk_widget_class_bind_template_child (widget_class, HsInspector, weak_group);
  gtk_widget_class_bind_template_child (widget_class, HsInspector, why_label);
  gtk_widget_class_bind_template_child (widget_class, HsInspector, history);
}

static void
hs_inspector_init (HsInspector *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
}
