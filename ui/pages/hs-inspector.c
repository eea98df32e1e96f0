/* SPDX-License-Identifier: MIT */
#include "ui/pages/hs-inspector.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/draw/hs-generations.h"
#include "ui/model/hs-describe.h"

#define MAX_ROWS 60 /* of one list */

struct _HsInspector
{
  GtkWidget parent_instance;

  HsDocument *document;
  GtkStack *stack;
  AdwPreferencesGroup *object_group, *holders_group, *referents_group, *weak_group;
  GtkLabel *why_label;
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
static void
add_link (HsInspector *self, AdwPreferencesGroup *group, const char *title, const char *value, guint32 target)
{
  GtkWidget *row = add_row (self, group, title, value);

  if (target == GCORE_NO_ROW)
    return;
  g_object_set_data (G_OBJECT (row), "row", GUINT_TO_POINTER (target));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect (row, "activated", G_CALLBACK (on_row_activated), self);
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
      add_link (self, self->holders_group, holder, "1",
                ref->holder_kind == GCORE_HOLDER_OBJECT ? ref->holder : GCORE_NO_ROW);
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
      add_link (self, self->referents_group, gcore_snapshot_string (snapshot, ref->label), target, ref->target);
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
update (HsInspector *self)
{
  guint32 row = hs_document_get_selected_row (self->document);
  const GcoreSnapshot *snapshot = hs_document_get_snapshot (self->document);

  clear (self);
  gtk_stack_set_visible_child_name (self->stack, row != GCORE_NO_ROW ? "object" : "empty");
  if (row == GCORE_NO_ROW)
    return;
  g_autofree char *why = hs_describe_why_alive (snapshot, row);
  show_numbers (self, snapshot, row);
  show_holders (self, snapshot, row);
  gtk_label_set_text (self->why_label, why);
  show_referents (self, snapshot, row);
  show_weak_references (self, snapshot, row);
}

void
hs_inspector_set_document (HsInspector *self, HsDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
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
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/heapscope/Heapscope/hs-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, HsInspector, stack);
  gtk_widget_class_bind_template_child (widget_class, HsInspector, object_group);
  gtk_widget_class_bind_template_child (widget_class, HsInspector, holders_group);
  gtk_widget_class_bind_template_child (widget_class, HsInspector, referents_group);
  gtk_widget_class_bind_template_child (widget_class, HsInspector, weak_group);
  gtk_widget_class_bind_template_child (widget_class, HsInspector, why_label);
}

static void
hs_inspector_init (HsInspector *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
}
