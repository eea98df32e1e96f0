/* SPDX-License-Identifier: MIT */
#include "ui/widgets/hs-go-to.h"

#include <glib/gi18n.h>

struct _HsGoTo
{
  GtkPopover parent_instance;

  HsDocument *document;
  GtkEntry *tick, *line, *collection;
};

G_DEFINE_FINAL_TYPE (HsGoTo, hs_go_to, GTK_TYPE_POPOVER)

/* The number in ENTRY. False, with the entry marked, if there is none. */
static bool
read_number (GtkEntry *entry, guint64 *number)
{
  bool good = g_ascii_string_to_unsigned (gtk_editable_get_text (GTK_EDITABLE (entry)), 10, 0, G_MAXINT64, number, NULL);

  if (good)
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  return good;
}

static void
go (HsGoTo *self, guint64 tick)
{
  const GcoreTimeline *timeline = hs_document_get_timeline (self->document);

  if (timeline == NULL)
    return;
  gtk_popover_popdown (GTK_POPOVER (self));
  hs_document_go_to (self->document, timeline->branches[timeline->current].number, tick);
}

static void
on_tick (HsGoTo *self)
{
  guint64 tick;

  if (read_number (self->tick, &tick))
    go (self, tick);
}

static void
on_next_line (HsGoTo *self)
{
  guint64 line;

  if (!read_number (self->line, &line))
    return;
  gtk_popover_popdown (GTK_POPOVER (self));
  gcore_session_run_to_line (hs_document_get_session (self->document), (guint) MIN (line, G_MAXINT));
}

static void
on_previous_line (HsGoTo *self)
{
  guint64 line;

  if (!read_number (self->line, &line))
    return;
  gtk_popover_popdown (GTK_POPOVER (self));
  hs_document_go_back_to_line (self->document, (guint) MIN (line, G_MAXINT));
}

/* The collection with NUMBER on the way of the current branch. */
static const GcoreCollectionRecord *
find_collection (const GcoreTimeline *timeline, guint64 number)
{
  guint64 end = G_MAXUINT64;

  for (int i = timeline != NULL ? (int) timeline->current : -1; i >= 0; i = timeline->branches[i].parent)
    {
      const GcoreTimelineBranch *branch = &timeline->branches[i];
      for (guint j = 0; j < branch->n_collections; j++)
        if (branch->collections[j].number == number && branch->collections[j].first_tick < end)
          return &branch->collections[j];
      end = MIN (end, branch->fork_tick);
    }
  return NULL;
}

static void
on_collection (HsGoTo *self)
{
  guint64 number;

  if (!read_number (self->collection, &number))
    return;
  const GcoreCollectionRecord *record = find_collection (hs_document_get_timeline (self->document), number);
  if (record != NULL)
    go (self, record->first_tick + 1);
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->collection), "error");
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

/* --- class -------------------------------------------------------------------------------------------------------- */

void
hs_go_to_set_document (HsGoTo *self, HsDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
}

static void
hs_go_to_dispose (GObject *object)
{
  g_clear_object (&HS_GO_TO (object)->document);
  G_OBJECT_CLASS (hs_go_to_parent_class)->dispose (object);
}

static void
hs_go_to_class_init (HsGoToClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = hs_go_to_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/heapscope/Heapscope/hs-go-to.ui");
  gtk_widget_class_bind_template_child (widget_class, HsGoTo, tick);
  gtk_widget_class_bind_template_child (widget_class, HsGoTo, line);
  gtk_widget_class_bind_template_child (widget_class, HsGoTo, collection);
  gtk_widget_class_bind_template_callback (widget_class, on_tick);
  gtk_widget_class_bind_template_callback (widget_class, on_next_line);
  gtk_widget_class_bind_template_callback (widget_class, on_previous_line);
  gtk_widget_class_bind_template_callback (widget_class, on_collection);
  gtk_widget_class_bind_template_callback (widget_class, on_start);
  gtk_widget_class_bind_template_callback (widget_class, on_end);
}

static void
hs_go_to_init (HsGoTo *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
