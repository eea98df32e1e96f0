/* SPDX-License-Identifier: MIT */
#include "ui/widgets/hs-watch-form.h"

#include <glib/gi18n.h>

#include "ui/model/hs-describe.h"

#define MAX_LABELS 24 /* offered in the menu of references */

struct _HsWatchForm
{
  GtkPopover parent_instance;

  HsDocument *document;
  GtkDropDown *what;
  GtkLabel *object, *object_title, *number_title, *name_title, *generation_title;
  GtkSpinButton *number;
  GtkEntry *name;
  GtkMenuButton *names;
  GtkDropDown *generation;
  GtkWidget *name_box, *add;
};

G_DEFINE_FINAL_TYPE (HsWatchForm, hs_watch_form, GTK_TYPE_POPOVER)

/* What can be watched, in the order it is offered. Of the titles of fields those that are NULL are not shown. */
static const struct
{
  GcoreWatchKind kind;
  const char *what, *number, *name, *hint;
  bool name_is_optional, has_generation;
  int fixed; /* the number, if there is no field for it */
} kinds[] = {
  { GCORE_WATCH_COUNT, N_ ("Its count changes") },
  { GCORE_WATCH_COUNT_REACHES, N_ ("Its count becomes a number"), .number = N_ ("Count") },
  { GCORE_WATCH_REFERENCE, N_ ("A reference changes"), .name = N_ ("Reference"), .hint = ".next" },
  { GCORE_WATCH_GENERATION, N_ ("Its generation changes") },
  { GCORE_WATCH_DEATH, N_ ("It is freed") },
  { GCORE_WATCH_RESURRECTION, N_ ("It is resurrected") },
  { GCORE_WATCH_WEAKREF, N_ ("Its referent goes (a weak reference)") },
  { GCORE_WATCH_POOL, N_ ("Its pool changes") },
  { GCORE_WATCH_COLLECTION, N_ ("A collection begins"), .has_generation = true },
  { GCORE_WATCH_FREED, N_ ("A collection frees many objects"), .number = N_ ("More than") },
  { GCORE_WATCH_ALLOCATION, N_ ("An object is allocated"), .name = N_ ("Type"), .hint = "dict" },
  { GCORE_WATCH_EXCEPTION, N_ ("An exception is raised"), .name = N_ ("Class"), .hint = N_ ("any"),
    .name_is_optional = true },
  { GCORE_WATCH_EXCEPTION, N_ ("An exception ends the program"), .name = N_ ("Class"), .hint = N_ ("any"),
    .name_is_optional = true, .fixed = GCORE_WATCH_UNCAUGHT },
  { GCORE_WATCH_CALL, N_ ("A function is called"), .name = N_ ("Function"), .hint = "Node.__init__" },
};

#define FIRST_WITHOUT_OBJECT 8 /* of the above */

/* --- fields ------------------------------------------------------------------------------------------------------- */

static guint
chosen (HsWatchForm *self)
{
  return MIN (gtk_drop_down_get_selected (self->what), (guint) G_N_ELEMENTS (kinds) - 1);
}

static void
show_field (GtkLabel *title, GtkWidget *field, const char *words)
{
  gtk_widget_set_visible (GTK_WIDGET (title), words != NULL);
  gtk_widget_set_visible (field, words != NULL);
  if (words != NULL)
    {
      gtk_label_set_text (title, _(words));
      gtk_accessible_update_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_LABEL, _(words), -1);
    }
}

static void
use_label (GtkWidget *widget, const char *action, GVariant *label)
{
  gtk_editable_set_text (GTK_EDITABLE (HS_WATCH_FORM (widget)->name), g_variant_get_string (label, NULL));
}

/* The references of the selected object, for the menu beside the entry. */
static GMenuModel *
list_references (HsWatchForm *self, guint32 row)
{
  const GcoreSnapshot *snapshot = hs_document_get_snapshot (self->document);
  GMenu *menu = g_menu_new ();
  guint32 n = row != GCORE_NO_ROW ? MIN (snapshot->objects[row].n_refs, MAX_LABELS) : 0;

  for (guint32 i = 0; i < n; i++)
    {
      const char *label = gcore_snapshot_string (snapshot, snapshot->refs[snapshot->objects[row].first_ref + i].label);
      g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);
      g_menu_item_set_attribute (item, "label", "s", label);
      g_menu_item_set_action_and_target (item, "form.label", "s", label);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

static void
show_object (HsWatchForm *self)
{
  guint32 row = hs_document_get_selected_row (self->document);
  g_autofree char *object = row != GCORE_NO_ROW ? hs_describe_object (hs_document_get_snapshot (self->document), row)
                                                : g_strdup (_("none: click one in the graph"));
  g_autoptr (GMenuModel) references = list_references (self, row);
  bool is_reference = kinds[chosen (self)].kind == GCORE_WATCH_REFERENCE;

  gtk_label_set_text (self->object, object);
  gtk_menu_button_set_menu_model (self->names, references);
  gtk_widget_set_visible (GTK_WIDGET (self->names), is_reference && g_menu_model_get_n_items (references) > 0);
}

static void
update_add (HsWatchForm *self)
{
  guint i = chosen (self);
  bool has_object = i >= FIRST_WITHOUT_OBJECT || hs_document_get_selected_row (self->document) != GCORE_NO_ROW;
  bool has_name = kinds[i].name == NULL || kinds[i].name_is_optional
                  || gtk_editable_get_text (GTK_EDITABLE (self->name))[0] != '\0';

  gtk_widget_set_sensitive (self->add, has_object && has_name);
}

static void
update (HsWatchForm *self)
{
  guint i = chosen (self);

  if (self->document == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->object_title), i < FIRST_WITHOUT_OBJECT);
  gtk_widget_set_visible (GTK_WIDGET (self->object), i < FIRST_WITHOUT_OBJECT);
  show_field (self->number_title, GTK_WIDGET (self->number), kinds[i].number);
  show_field (self->name_title, GTK_WIDGET (self->name), kinds[i].name);
  gtk_widget_set_visible (self->name_box, kinds[i].name != NULL);
  show_field (self->generation_title, GTK_WIDGET (self->generation), kinds[i].has_generation ? N_ ("Generation") : NULL);
  gtk_entry_set_placeholder_text (self->name, kinds[i].hint != NULL ? _(kinds[i].hint) : "");
  show_object (self);
  update_add (self);
}

static void
on_show (HsWatchForm *self)
{
  guint i = chosen (self);

  if (self->document == NULL)
    return;
  if (i < FIRST_WITHOUT_OBJECT && hs_document_get_selected_row (self->document) == GCORE_NO_ROW)
    gtk_drop_down_set_selected (self->what, FIRST_WITHOUT_OBJECT);
  update (self);
}

static void
on_add (HsWatchForm *self)
{
  guint i = chosen (self);
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
  gint64 number = kinds[i].has_generation ? (gint64) gtk_drop_down_get_selected (self->generation)
                  : kinds[i].number != NULL ? (gint64) gtk_spin_button_get_value (self->number)
                                            : kinds[i].fixed;

  if (!gtk_widget_get_sensitive (self->add))
    return;
  gtk_popover_popdown (GTK_POPOVER (self));
  hs_document_watch (self->document, kinds[i].kind, number, kinds[i].name != NULL && name[0] != '\0' ? name : NULL);
}

/* --- class -------------------------------------------------------------------------------------------------------- */

void
hs_watch_form_set_document (HsWatchForm *self, HsDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
}

static void
hs_watch_form_dispose (GObject *object)
{
  g_clear_object (&HS_WATCH_FORM (object)->document);
  G_OBJECT_CLASS (hs_watch_form_parent_class)->dispose (object);
}

static void
hs_watch_form_class_init (HsWatchFormClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = hs_watch_form_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/heapscope/Heapscope/hs-watch-form.ui");
  gtk_widget_class_bind_template_child (widget_class, HsWatchForm, what);
  gtk_widget_class_bind_template_child (widget_class, HsWatchForm, object);
  gtk_widget_class_bind_template_child (widget_class, HsWatchForm, object_title);
  gtk_widget_class_bind_template_child (widget_class, HsWatchForm, number_title);
  gtk_widget_class_bind_template_child (widget_class, HsWatchForm, name_title);
  gtk_widget_class_bind_template_child (widget_class, HsWatchForm, generation_title);
  gtk_widget_class_bind_template_child (widget_class, HsWatchForm, number);
  gtk_widget_class_bind_template_child (widget_class, HsWatchForm, name);
  gtk_widget_class_bind_template_child (widget_class, HsWatchForm, names);
  gtk_widget_class_bind_template_child (widget_class, HsWatchForm, name_box);
  gtk_widget_class_bind_template_child (widget_class, HsWatchForm, generation);
  gtk_widget_class_bind_template_child (widget_class, HsWatchForm, add);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, update_add);
  gtk_widget_class_bind_template_callback (widget_class, on_show);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
  gtk_widget_class_install_action (widget_class, "form.label", "s", use_label);
}

static void
hs_watch_form_init (HsWatchForm *self)
{
  const char *words[G_N_ELEMENTS (kinds) + 1] = { NULL };

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    words[i] = _(kinds[i].what);
  g_autoptr (GtkStringList) list = gtk_string_list_new (words);
  gtk_drop_down_set_model (self->what, G_LIST_MODEL (list));
}
