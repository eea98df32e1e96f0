/* SPDX-License-Identifier: MIT */
#include "ui/pages/hs-console-page.h"

#include <glib/gi18n.h>

#include "ui/widgets/hs-log.h"

struct _HsConsolePage
{
  GtkWidget parent_instance;

  HsDocument *document;
  HsLog *log;
  GtkLabel *prompt;
  GtkEntry *entry;
  GPtrArray *history; /* of lines, oldest first */
  guint at;           /* place in history; its length: the line being typed */
};

G_DEFINE_FINAL_TYPE (HsConsolePage, hs_console_page, GTK_TYPE_WIDGET)

/* What the program reads is typed here, too, when it asks for a line. */
static void
answer (HsConsolePage *self, const char *line)
{
  g_autofree char *shown = g_strdup_printf ("%s\n", line);

  hs_log_append (self->log, shown, HS_LOG_INPUT);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gcore_session_answer (hs_document_get_session (self->document), line);
}

static void
on_activate (HsConsolePage *self)
{
  g_autofree char *line = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  if (self->document != NULL && gcore_session_get_waiting (hs_document_get_session (self->document)))
    {
      answer (self, line);
      return;
    }
  if (self->document == NULL || line[0] == '\0')
    return;
  g_autofree char *shown = g_strdup_printf (">>> %s\n", line);
  hs_log_append (self->log, shown, HS_LOG_INPUT);
  if (self->history->len == 0 || g_strcmp0 (self->history->pdata[self->history->len - 1], line) != 0)
    g_ptr_array_add (self->history, g_strdup (line));
  self->at = self->history->len;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gcore_session_evaluate (hs_document_get_session (self->document), line, 0);
}

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, gpointer data)
{
  HsConsolePage *self = data;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (key == GDK_KEY_d && (state & GDK_CONTROL_MASK) && text[0] == '\0' && self->document != NULL)
    {
      gcore_session_answer (hs_document_get_session (self->document), NULL); /* the end of input */
      return TRUE;
    }
  if (key == GDK_KEY_Up && self->at > 0)
    self->at--;
  else if (key == GDK_KEY_Down && self->at < self->history->len)
    self->at++;
  else
    return key == GDK_KEY_Up || key == GDK_KEY_Down;
  gtk_editable_set_text (GTK_EDITABLE (self->entry),
                         self->at < self->history->len ? self->history->pdata[self->at] : "");
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  return TRUE;
}

static void
show_what_is_wanted (HsConsolePage *self)
{
  gboolean waiting = self->document != NULL && gcore_session_get_waiting (hs_document_get_session (self->document));

  gtk_label_set_text (self->prompt, waiting ? "→" : ">>>");
  gtk_entry_set_placeholder_text (self->entry, waiting ? _("The program waits for a line")
                                                       : _("Type a line to run in the paused program"));
}

static void
on_output (HsConsolePage *self, int kind, const char *text)
{
  if (kind == GCORE_OUTPUT_CONSOLE)
    hs_log_append (self->log, text, HS_LOG_PLAIN);
}

void
hs_console_page_set_document (HsConsolePage *self, HsDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  g_signal_connect_object (hs_document_get_session (document), "output", G_CALLBACK (on_output), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hs_document_get_session (document), "notify::waiting", G_CALLBACK (show_what_is_wanted), self,
                           G_CONNECT_SWAPPED);
  show_what_is_wanted (self);
}

static void
hs_console_page_dispose (GObject *object)
{
  HsConsolePage *self = HS_CONSOLE_PAGE (object);
  GtkWidget *child;

  g_clear_object (&self->document);
  g_clear_pointer (&self->history, g_ptr_array_unref);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hs_console_page_parent_class)->dispose (object);
}

static void
hs_console_page_class_init (HsConsolePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = hs_console_page_dispose;
  g_type_ensure (HS_TYPE_LOG);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/heapscope/Heapscope/hs-console-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HsConsolePage, log);
  gtk_widget_class_bind_template_child (widget_class, HsConsolePage, prompt);
  gtk_widget_class_bind_template_child (widget_class, HsConsolePage, entry);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
hs_console_page_init (HsConsolePage *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  show_what_is_wanted (self);
  self->history = g_ptr_array_new_with_free_func (g_free);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), key);
}
