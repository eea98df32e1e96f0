/* SPDX-License-Identifier: MIT */
#include "ui/pages/hs-source-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/widgets/hs-source-view.h"
#include "ui/widgets/hs-stop-editor.h"

#define BREAKPOINT "breakpoint"
#define BREAKPOINT_TERMS "breakpoint-terms" /* a condition, a number of hits */
#define BREAKPOINT_OFF "breakpoint-off"
#define CURRENT "current-line"

struct _HsSourcePage
{
  GtkWidget parent_instance;

  HsDocument *document;
  GtkSourceBuffer *buffer;
  GtkSourceView *view;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkRevealer *problem_revealer;
  GtkLabel *problem_label;
  GtkSourceSearchContext *search;
  GtkTextTag *error_tag;
  GtkCssProvider *zoom_css;
  double zoom;
  GPtrArray *marks;      /* those of breakpoints */
  HsStopEditor *editor;
};

G_DEFINE_FINAL_TYPE (HsSourcePage, hs_source_page, GTK_TYPE_WIDGET)

/* --- breakpoints -------------------------------------------------------------------------------------------------- */

/* How a breakpoint looks in the gutter. */
static const char *
category_of (HsStop *stop)
{
  return !hs_stop_get_enabled (stop) ? BREAKPOINT_OFF : hs_stop_has_terms (stop) ? BREAKPOINT_TERMS : BREAKPOINT;
}

static void
show_breakpoints (HsSourcePage *self)
{
  GListModel *stops = hs_stops_get_model (hs_document_get_stops (self->document));
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);

  for (guint i = 0; i < self->marks->len; i++)
    gtk_text_buffer_delete_mark (buffer, self->marks->pdata[i]);
  g_ptr_array_set_size (self->marks, 0);
  for (guint i = 0; i < g_list_model_get_n_items (stops); i++)
    {
      g_autoptr (HsStop) stop = g_list_model_get_item (stops, i);
      guint line = hs_stop_get_line (stop);
      GtkTextIter start;
      if (line == 0 || line > (guint) gtk_text_buffer_get_line_count (buffer))
        continue;
      gtk_text_buffer_get_iter_at_line (buffer, &start, (int) line - 1);
      GtkSourceMark *mark = gtk_source_buffer_create_source_mark (self->buffer, NULL, category_of (stop), &start);
      g_object_set_data_full (G_OBJECT (mark), "stop", g_object_ref (stop), g_object_unref);
      g_ptr_array_add (self->marks, g_object_ref (mark));
    }
}

/* Lines that move in the editor take their breakpoints with them. */
static void
on_text_changed (HsSourcePage *self)
{
  g_autoptr (GPtrArray) stops = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->marks->len; i++)
    {
      GtkTextIter place;
      gtk_text_buffer_get_iter_at_mark (GTK_TEXT_BUFFER (self->buffer), &place, self->marks->pdata[i]);
      guint line = (guint) gtk_text_iter_get_line (&place) + 1;
      g_ptr_array_add (stops, g_object_ref (g_object_get_data (self->marks->pdata[i], "stop")));
      g_array_append_val (lines, line);
    }
  if (stops->len > 0)
    hs_stops_move (hs_document_get_stops (self->document), (HsStop *const *) stops->pdata,
                   (const guint *) (gpointer) lines->data, stops->len);
}

/* LINE counts from 0. */
static void
edit_breakpoint (HsSourcePage *self, int line)
{
  GtkTextIter start;
  GdkRectangle place;
  double x, y;

  gtk_text_buffer_get_iter_at_line (GTK_TEXT_BUFFER (self->buffer), &start, line);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self->view), &start, &place);
  gtk_text_view_buffer_to_window_coords (GTK_TEXT_VIEW (self->view), GTK_TEXT_WINDOW_WIDGET, place.x, place.y, &place.x,
                                         &place.y);
  gtk_widget_translate_coordinates (GTK_WIDGET (self->view), GTK_WIDGET (self), 0, place.y, &x, &y);
  GdkRectangle at = { 10, (int) y, 1, place.height };
  gtk_popover_set_pointing_to (GTK_POPOVER (self->editor), &at);
  hs_stop_editor_set_stop (self->editor, hs_stops_ensure_line (hs_document_get_stops (self->document), (guint) line + 1));
  gtk_popover_popup (GTK_POPOVER (self->editor));
}

static void
on_line_mark_activated (HsSourcePage *self, const GtkTextIter *iter, guint button, GdkModifierType state, int n_presses)
{
  if (button == GDK_BUTTON_PRIMARY)
    hs_stops_toggle_line (hs_document_get_stops (self->document), (guint) gtk_text_iter_get_line (iter) + 1);
}

/* Of the gutter; elsewhere it opens the menu of the text. */
static void
on_secondary_click (GtkGestureClick *click, int n_presses, double x, double y, gpointer data)
{
  HsSourcePage *self = data;
  GtkTextIter iter;
  int top;

  if (x >= gtk_widget_get_width (GTK_WIDGET (gtk_source_view_get_gutter (self->view, GTK_TEXT_WINDOW_LEFT))))
    return;
  gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self->view), GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, NULL, &top);
  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (self->view), &iter, top, NULL);
  edit_breakpoint (self, gtk_text_iter_get_line (&iter));
}

static void
toggle_breakpoint_at_cursor (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HsSourcePage *self = HS_SOURCE_PAGE (widget);

  hs_stops_toggle_line (hs_document_get_stops (self->document), hs_source_page_get_cursor_line (self));
}

static void
edit_breakpoint_at_cursor (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HsSourcePage *self = HS_SOURCE_PAGE (widget);

  edit_breakpoint (self, (int) hs_source_page_get_cursor_line (self) - 1);
}

/* --- the current line --------------------------------------------------------------------------------------------- */

static void
show_current_line (HsSourcePage *self)
{
  GcoreSession *session = hs_document_get_session (self->document);
  GtkTextIter start, end;
  guint line = gcore_session_get_line (session);

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);
  gtk_source_buffer_remove_source_marks (self->buffer, &start, &end, CURRENT);
  if (gcore_session_get_state (session) != GCORE_SESSION_PAUSED || line == 0
      || line > (guint) gtk_text_buffer_get_line_count (GTK_TEXT_BUFFER (self->buffer)))
    return;
  gtk_text_buffer_get_iter_at_line (GTK_TEXT_BUFFER (self->buffer), &start, (int) line - 1);
  GtkSourceMark *mark = gtk_source_buffer_create_source_mark (self->buffer, NULL, CURRENT, &start);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self->view), GTK_TEXT_MARK (mark), 0.1, FALSE, 0, 0);
}

static void
clear_error (HsSourcePage *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);
  gtk_text_buffer_remove_tag (GTK_TEXT_BUFFER (self->buffer), self->error_tag, &start, &end);
  gtk_revealer_set_reveal_child (self->problem_revealer, FALSE);
}

static void
underline (HsSourcePage *self, const GcoreProblem *problem)
{
  GtkTextIter start, end;
  guint n = (guint) gtk_text_buffer_get_line_count (GTK_TEXT_BUFFER (self->buffer));

  if (problem->line == 0 || problem->line > n)
    return;
  gtk_text_buffer_get_iter_at_line (GTK_TEXT_BUFFER (self->buffer), &start, (int) problem->line - 1);
  end = start;
  gtk_text_iter_forward_to_line_end (&end);
  if (problem->column > 0)
    {
      int length = gtk_text_iter_get_chars_in_line (&start);
      gtk_text_iter_set_line_offset (&start, MIN ((int) problem->column - 1, MAX (length - 1, 0)));
    }
  if (problem->end_line == problem->line && problem->end_column > problem->column)
    {
      end = start;
      gtk_text_iter_forward_chars (&end, (int) (problem->end_column - problem->column));
    }
  gtk_text_buffer_apply_tag (GTK_TEXT_BUFFER (self->buffer), self->error_tag, &start, &end);
}

static void
show_problem (HsSourcePage *self)
{
  const GcoreProblem *problem = gcore_session_get_problem (hs_document_get_session (self->document));

  clear_error (self);
  if (problem == NULL)
    return;
  g_autofree char *where = problem->line == 0     ? g_strdup ("")
                           : problem->column == 0 ? g_strdup_printf (_("Line %u: "), problem->line)
                                                  : g_strdup_printf (_("Line %u, column %u: "), problem->line,
                                                                     problem->column);
  g_autofree char *words = g_strconcat (where, problem->member_path != NULL ? problem->member_path : "",
                                        problem->member_path != NULL ? ": " : "", problem->message, NULL);
  gtk_label_set_text (self->problem_label, words);
  gtk_revealer_set_reveal_child (self->problem_revealer, TRUE);
  underline (self, problem);
}

/* --- searching ---------------------------------------------------------------------------------------------------- */

static void
on_search_changed (HsSourcePage *self)
{
  gtk_source_search_settings_set_search_text (gtk_source_search_context_get_settings (self->search),
                                              gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}

static void
find (HsSourcePage *self, bool forward)
{
  GtkTextIter start, end, match_start, match_end;
  gboolean wrapped;

  gtk_text_buffer_get_selection_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);
  bool found = forward ? gtk_source_search_context_forward (self->search, &end, &match_start, &match_end, &wrapped)
                       : gtk_source_search_context_backward (self->search, &start, &match_start, &match_end, &wrapped);
  if (!found)
    return;
  gtk_text_buffer_select_range (GTK_TEXT_BUFFER (self->buffer), &match_start, &match_end);
  gtk_text_view_scroll_to_iter (GTK_TEXT_VIEW (self->view), &match_start, 0.2, FALSE, 0, 0);
}

static void
on_search_next (HsSourcePage *self)
{
  find (self, true);
}

static void
on_search_previous (HsSourcePage *self)
{
  find (self, false);
}

void
hs_source_page_show_search (HsSourcePage *self)
{
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/* --- text --------------------------------------------------------------------------------------------------------- */

GtkTextBuffer *
hs_source_page_get_buffer (HsSourcePage *self)
{
  return GTK_TEXT_BUFFER (self->buffer);
}

static void
choose_language (HsSourcePage *self)
{
  bool json = self->document != NULL && g_str_has_suffix (hs_document_get_program_name (self->document), ".json");
  GtkSourceLanguageManager *languages = gtk_source_language_manager_get_default ();

  gtk_source_buffer_set_language (self->buffer, gtk_source_language_manager_get_language (languages,
                                                                                         json ? "json" : "python3"));
}

void
hs_source_page_set_text (HsSourcePage *self, const char *text)
{
  GtkTextIter start;

  choose_language (self);
  gtk_text_buffer_begin_irreversible_action (GTK_TEXT_BUFFER (self->buffer));
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (self->buffer), text, -1);
  gtk_text_buffer_end_irreversible_action (GTK_TEXT_BUFFER (self->buffer));
  gtk_text_buffer_get_start_iter (GTK_TEXT_BUFFER (self->buffer), &start);
  gtk_text_buffer_place_cursor (GTK_TEXT_BUFFER (self->buffer), &start);
  gtk_text_buffer_set_modified (GTK_TEXT_BUFFER (self->buffer), FALSE);
}

char *
hs_source_page_get_text (HsSourcePage *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);
  return gtk_text_buffer_get_text (GTK_TEXT_BUFFER (self->buffer), &start, &end, TRUE);
}

guint
hs_source_page_get_cursor_line (HsSourcePage *self)
{
  GtkTextIter iter;
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);

  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  return (guint) gtk_text_iter_get_line (&iter) + 1;
}

void
hs_source_page_go_to_line (HsSourcePage *self, guint line)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_line (GTK_TEXT_BUFFER (self->buffer), &iter, (int) line - 1);
  gtk_text_buffer_place_cursor (GTK_TEXT_BUFFER (self->buffer), &iter);
  gtk_text_view_scroll_to_iter (GTK_TEXT_VIEW (self->view), &iter, 0.2, FALSE, 0, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

void
hs_source_page_zoom (HsSourcePage *self, double factor)
{
  self->zoom = factor == 0 ? 1 : CLAMP (self->zoom * factor, 0.5, 4);
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd (number, sizeof number, "%.2f", self->zoom);
  g_autofree char *css = g_strdup_printf ("textview { font-size: %sem; }", number);
  gtk_css_provider_load_from_data (self->zoom_css, css, -1);
}

static void
on_style (HsSourcePage *self)
{
  GtkSourceStyleSchemeManager *schemes = gtk_source_style_scheme_manager_get_default ();
  bool dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  gtk_source_buffer_set_style_scheme (self->buffer, gtk_source_style_scheme_manager_get_scheme (
                                                        schemes, dark ? "Adwaita-dark" : "Adwaita"));
}

/* --- class -------------------------------------------------------------------------------------------------------- */

void
hs_source_page_set_document (HsSourcePage *self, HsDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  GcoreSession *session = hs_document_get_session (document);
  g_signal_connect_object (document, "notify::snapshot", G_CALLBACK (show_current_line), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "notify::file", G_CALLBACK (choose_language), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (show_current_line), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::line", G_CALLBACK (show_current_line), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::problem", G_CALLBACK (show_problem), self, G_CONNECT_SWAPPED);
  hs_source_view_set_document (HS_SOURCE_VIEW (self->view), document);
  hs_stop_editor_set_stops (self->editor, hs_document_get_stops (document));
  g_signal_connect_object (hs_document_get_stops (document), "changed", G_CALLBACK (show_breakpoints), self,
                           G_CONNECT_SWAPPED);
}

static void
add_mark (HsSourcePage *self, const char *category, const char *icon, const char *background, int priority)
{
  g_autoptr (GtkSourceMarkAttributes) attributes = gtk_source_mark_attributes_new ();
  GdkRGBA color;

  gtk_source_mark_attributes_set_icon_name (attributes, icon);
  if (background != NULL && gdk_rgba_parse (&color, background))
    gtk_source_mark_attributes_set_background (attributes, &color);
  gtk_source_view_set_mark_attributes (self->view, category, attributes, priority);
}

static void
hs_source_page_dispose (GObject *object)
{
  HsSourcePage *self = HS_SOURCE_PAGE (object);
  GtkWidget *child;

  g_clear_object (&self->search);
  g_clear_object (&self->document);
  g_clear_object (&self->zoom_css);
  g_clear_pointer (&self->marks, g_ptr_array_unref);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hs_source_page_parent_class)->dispose (object);
}

static void
hs_source_page_class_init (HsSourcePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = hs_source_page_dispose;
  g_type_ensure (HS_TYPE_SOURCE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/heapscope/Heapscope/hs-source-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HsSourcePage, view);
  gtk_widget_class_bind_template_child (widget_class, HsSourcePage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, HsSourcePage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, HsSourcePage, problem_revealer);
  gtk_widget_class_bind_template_child (widget_class, HsSourcePage, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, on_line_mark_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_next);
  gtk_widget_class_bind_template_callback (widget_class, on_search_previous);
  gtk_widget_class_install_action (widget_class, "source.toggle-breakpoint", NULL, toggle_breakpoint_at_cursor);
  gtk_widget_class_install_action (widget_class, "source.edit-breakpoint", NULL, edit_breakpoint_at_cursor);
}

static void
hs_source_page_init (HsSourcePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->zoom = 1;
  self->buffer = gtk_source_buffer_new (NULL);
  gtk_text_view_set_buffer (GTK_TEXT_VIEW (self->view), GTK_TEXT_BUFFER (self->buffer));
  g_object_unref (self->buffer); /* the view holds it */
  self->error_tag = gtk_text_buffer_create_tag (GTK_TEXT_BUFFER (self->buffer), "error", "underline",
                                                PANGO_UNDERLINE_ERROR, NULL);
  g_autoptr (GtkSourceSearchSettings) settings = gtk_source_search_settings_new ();
  gtk_source_search_settings_set_wrap_around (settings, TRUE);
  self->search = gtk_source_search_context_new (self->buffer, settings);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  gtk_search_bar_set_key_capture_widget (self->search_bar, NULL);
  add_mark (self, BREAKPOINT, "heapscope-breakpoint", NULL, 1);
  add_mark (self, BREAKPOINT_TERMS, "heapscope-breakpoint-terms", NULL, 1);
  add_mark (self, BREAKPOINT_OFF, "heapscope-breakpoint-off", NULL, 1);
  self->marks = g_ptr_array_new_with_free_func (g_object_unref);
  self->editor = g_object_new (HS_TYPE_STOP_EDITOR, "position", GTK_POS_BOTTOM, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->editor), GTK_WIDGET (self));
  GtkGesture *secondary = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (secondary), GTK_PHASE_CAPTURE);
  g_signal_connect (secondary, "pressed", G_CALLBACK (on_secondary_click), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (secondary));
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (on_text_changed), self, G_CONNECT_SWAPPED);
  add_mark (self, CURRENT, "heapscope-current-line", "rgba(245,194,17,0.25)", 2);
  self->zoom_css = gtk_css_provider_new ();
  gtk_style_context_add_provider (gtk_widget_get_style_context (GTK_WIDGET (self->view)),
                                  GTK_STYLE_PROVIDER (self->zoom_css), GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  on_style (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (on_style), self,
                           G_CONNECT_SWAPPED);
}
