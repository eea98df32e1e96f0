/* SPDX-License-Identifier: MIT */
#include "ui/window/hs-window.h"

#include <glib/gi18n.h>

#include "ui/window/hs-window-private.h"

G_DEFINE_FINAL_TYPE (HsWindow, hs_window, ADW_TYPE_APPLICATION_WINDOW)

/* --- title and state ---------------------------------------------------------------------------------------------- */

static bool
is_in_collection (HsWindow *self)
{
  GcoreSession *session = hs_document_get_session (self->document);
  GcoreSessionStop reason = gcore_session_get_stop_reason (session);
  const GcoreSnapshot *snapshot = gcore_session_get_snapshot (session);

  return reason == GCORE_SESSION_STOP_COLLECTION
         || (reason == GCORE_SESSION_STOP_WATCH && snapshot != NULL && snapshot->open.phase != GCORE_PHASE_NONE);
}

static char *
describe_state (HsWindow *self)
{
  GcoreSession *session = hs_document_get_session (self->document);
  guint line = gcore_session_get_line (session);

  switch (gcore_session_get_state (session))
    {
    case GCORE_SESSION_BROKEN:
      return g_strdup (_("does not compile"));
    case GCORE_SESSION_RUNNING:
      return g_strdup (_("running"));
    case GCORE_SESSION_FINISHED:
      return g_strdup_printf (_("finished, exit code %d"), gcore_session_get_exit_code (session));
    case GCORE_SESSION_PAUSED:
      if (gcore_session_get_stop_reason (session) == GCORE_SESSION_STOP_END)
        return g_strdup (_("at its end · Continue lets it exit"));
      if (is_in_collection (self))
        return g_strdup_printf (_("paused in a collection, line %u"), line);
      return g_strdup_printf (_("paused before line %u"), line);
    default:
      return g_strdup (_("edited · runs from the start"));
    }
}

static void
update_title (HsWindow *self)
{
  g_autofree char *subtitle = describe_state (self);
  bool modified = gtk_text_buffer_get_modified (hs_source_page_get_buffer (self->source));
  g_autofree char *title = g_strconcat (modified ? "• " : "", hs_document_get_title (self->document), NULL);

  adw_window_title_set_title (self->window_title, title);
  adw_window_title_set_subtitle (self->window_title, subtitle);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
update_actions (HsWindow *self)
{
  GcoreSession *session = hs_document_get_session (self->document);
  GcoreSessionState state = gcore_session_get_state (session);
  bool paused = state == GCORE_SESSION_PAUSED, running = state == GCORE_SESSION_RUNNING;
  bool at_end = paused && gcore_session_get_stop_reason (session) == GCORE_SESSION_STOP_END;
  bool can_step = (paused && !at_end) || self->edited;
  bool can_go_back = (paused || state == GCORE_SESSION_FINISHED) && !hs_document_is_at_beginning (self->document);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "run.continue", paused || running || self->edited);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "run.step-over", can_step);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "run.step-into", can_step);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "run.step-out", can_step);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "run.to-cursor", can_step);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "run.continue-back", can_go_back);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "run.back-over", can_go_back);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "run.back-into", can_go_back);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "run.back-out", can_go_back);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "run.collection-reference", can_step && !self->edited);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "run.collection-object", can_step && !self->edited);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "run.collection-phase", can_step && !self->edited);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "run.collection-reference-back", can_go_back);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "run.collection-object-back", can_go_back);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "run.collection-phase-back", can_go_back);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "run.collect", paused || running);
  hs_window_update_run_state (self);
}

static void
on_state (HsWindow *self)
{
  update_title (self);
  update_actions (self);
}

static void
on_output (HsWindow *self, int kind, const char *text)
{
  if (kind != GCORE_OUTPUT_CONSOLE)
    hs_log_append (self->output, text, kind == GCORE_OUTPUT_STDERR ? HS_LOG_ERROR : HS_LOG_PLAIN);
}

/* Borrowed. */
static AdwToast *
toast (HsWindow *self, const char *words)
{
  g_autofree char *markup = g_markup_escape_text (words, -1);
  AdwToast *shown = adw_toast_new (markup);

  adw_toast_set_timeout (shown, 6);
  adw_toast_overlay_add_toast (self->toasts, shown);
  return shown;
}

static void
on_stopped (HsWindow *self, int reason)
{
  if (reason == GCORE_SESSION_STOP_PAUSE) /* that may be for a travel to begin */
    return;
  g_autofree char *missing = hs_document_take_missing (self->document);
  if (reason == GCORE_SESSION_STOP_BEGINNING)
    toast (self, missing);
}

/* What the program has stopped for. */
static char *
describe_hit (HsWindow *self, HsStop *stop)
{
  const GcoreSessionException *exception = gcore_session_get_exception (hs_document_get_session (self->document));

  if (hs_stop_get_watch (stop)->kind != GCORE_WATCH_EXCEPTION || exception == NULL)
    return hs_stop_describe (stop);
  return exception->message[0] != '\0' ? g_strdup_printf ("%s: %s", exception->type, exception->message)
                                       : g_strdup (exception->type);
}

/* The last one is what counts: the others do not wait to be shown. */
static void
on_hit (HsWindow *self, HsStop *stop)
{
  g_autofree char *what = describe_hit (self, stop), *words = g_strdup_printf (_("Stopped: %s"), what);

  if (hs_stop_is_breakpoint (stop))
    return;
  if (self->hit_toast != NULL)
    adw_toast_dismiss (self->hit_toast);
  g_set_object (&self->hit_toast, toast (self, words));
}

static void
on_dropped (HsWindow *self, guint n)
{
  const char *form = g_dngettext (NULL, "%u watchpoint was removed: its object is not in the new program",
                                  "%u watchpoints were removed: their objects are not in the new program", n);
  g_autofree char *words = g_strdup_printf (form, n);

  toast (self, words);
}

static void
on_refused (HsWindow *self, HsStop *stop, const char *why)
{
  const char *condition = hs_stop_get_watch (stop)->condition;
  g_autofree char *words = g_strdup_printf (_("“%s” is not a Python expression: %s"), condition, why);

  toast (self, words);
}

/* The console is where a program that asks for input is answered. */
static void
on_waiting (HsWindow *self)
{
  if (gcore_session_get_waiting (hs_document_get_session (self->document)))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.console", NULL);
}

/* --- running ------------------------------------------------------------------------------------------------------ */

/* Gives what is in the editor to the session, from the start. */
void
hs_window_load_program (HsWindow *self)
{
  g_autofree char *text = hs_source_page_get_text (self->source);

  self->edited = false;
  hs_log_clear (self->output);
  hs_document_set_program (self->document, text);
  update_actions (self);
}

static void
on_changed (HsWindow *self)
{
  if (self->loading)
    return;
  if (!self->edited)
    {
      self->edited = true;
      gcore_session_close (hs_document_get_session (self->document));
    }
  update_title (self);
  update_actions (self);
}

/* --- opening ------------------------------------------------------------------------------------------------------ */

/* Another program. */
static void
replace_text (HsWindow *self, const char *text)
{
  self->loading = true;
  hs_stops_clear (hs_document_get_stops (self->document));
  hs_source_page_set_text (self->source, text);
  self->loading = self->edited = false;
}

static void
set_text (HsWindow *self, const char *text)
{
  replace_text (self, text);
  gtk_stack_set_visible_child_name (self->pages, "graph");
  hs_window_load_program (self);
  update_title (self);
}

void
hs_window_report (HsWindow *self, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    toast (self, error->message);
}

/* Opens the session saved in TEXT, whose file is called NAME. */
static void
open_saved (HsWindow *self, const char *text, gsize length, const char *name)
{
  GcoreProblem *problem = NULL;
  g_autoptr (GcoreSavedSession) saved = gcore_json_session_read (text, length, name, &problem);

  if (saved == NULL)
    {
      const char *member = problem->member_path != NULL ? problem->member_path : "";
      g_autofree char *words = g_strdup_printf (_("“%s”, line %u, column %u: %s %s"), name, problem->line, problem->column,
                                                member, problem->message);
      toast (self, words);
      gcore_problem_free (problem);
      return;
    }
  replace_text (self, saved->text);
  gtk_stack_set_visible_child_name (self->pages, "graph");
  hs_log_clear (self->output);
  hs_document_set_title (self->document, name);
  hs_document_open_saved (self->document, saved, text);
  update_title (self);
  update_actions (self);
}

static void
on_saved (HsWindow *self, const char *path, const char *message)
{
  g_autofree char *name = g_path_get_basename (path), *words = g_strdup_printf (_("Saved in “%s”"), name);

  toast (self, message != NULL ? message : words);
}

static void
on_contents (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HsWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL, *name = g_file_get_basename (G_FILE (source));
  gsize length;

  if (!g_file_load_contents_finish (G_FILE (source), result, &text, &length, NULL, &error))
    {
      hs_window_report (self, error);
      return;
    }
  if (!g_utf8_validate_len (text, length, NULL))
    {
      g_autofree char *words = g_strdup_printf (_("“%s” is not a text file in UTF-8"), name);
      toast (self, words);
      return;
    }
  if (gcore_is_saved_session (name))
    {
      open_saved (self, text, length, name);
      return;
    }
  hs_document_set_title (self->document, NULL);
  hs_document_set_file (self->document, G_FILE (source));
  g_autofree char *uri = g_file_get_uri (G_FILE (source));
  gtk_recent_manager_add_item (gtk_recent_manager_get_default (), uri);
  set_text (self, text);
}

void
hs_window_open (HsWindow *self, GFile *file)
{
  g_file_load_contents_async (file, NULL, on_contents, g_object_ref (self));
}

void
hs_window_open_lesson (HsWindow *self, const char *name)
{
  g_autofree char *title = NULL;
  g_autofree char *text = hs_lesson_load (name, &title);

  if (text == NULL)
    return;
  hs_document_set_file (self->document, NULL);
  hs_document_set_title (self->document, title);
  set_text (self, text);
}

void
hs_window_new_program (HsWindow *self)
{
  set_text (self, "");
}

void
hs_window_show_lessons (HsWindow *self)
{
  gtk_stack_set_visible_child_name (self->pages, "lessons");
}

bool
hs_window_is_fresh (HsWindow *self)
{
  return hs_document_get_file (self->document) == NULL
         && !gtk_text_buffer_get_modified (hs_source_page_get_buffer (self->source));
}

GFile *
hs_window_get_file (HsWindow *self)
{
  return hs_document_get_file (self->document);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, gpointer data)
{
  HsWindow *self = data;
  g_autoptr (GFile) file = g_value_dup_object (value);
  GFile *files[] = { file };

  g_application_open (G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))), files, 1, "");
  return TRUE;
}

/* --- class -------------------------------------------------------------------------------------------------------- */

HsWindow *
hs_window_new (AdwApplication *application)
{
  return g_object_new (HS_TYPE_WINDOW, "application", application, NULL);
}

static void
hs_window_dispose (GObject *object)
{
  HsWindow *self = HS_WINDOW (object);

  if (self->document != NULL)
    gcore_session_close (hs_document_get_session (self->document));
  g_clear_object (&self->document);
  g_clear_object (&self->hit_toast);
  G_OBJECT_CLASS (hs_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, HsWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, HsWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, HsWindow, inspector_button);
  gtk_widget_class_bind_template_child (widget_class, HsWindow, run_bar);
  gtk_widget_class_bind_template_child (widget_class, HsWindow, source);
  gtk_widget_class_bind_template_child (widget_class, HsWindow, below);
  gtk_widget_class_bind_template_child (widget_class, HsWindow, output);
  gtk_widget_class_bind_template_child (widget_class, HsWindow, console);
  gtk_widget_class_bind_template_child (widget_class, HsWindow, events);
  gtk_widget_class_bind_template_child (widget_class, HsWindow, stops);
  gtk_widget_class_bind_template_child (widget_class, HsWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, HsWindow, graph);
  gtk_widget_class_bind_template_child (widget_class, HsWindow, generations);
  gtk_widget_class_bind_template_child (widget_class, HsWindow, pools);
  gtk_widget_class_bind_template_child (widget_class, HsWindow, types);
  gtk_widget_class_bind_template_child (widget_class, HsWindow, lessons);
  gtk_widget_class_bind_template_child (widget_class, HsWindow, inspector);
  gtk_widget_class_bind_template_child (widget_class, HsWindow, timeline);
  gtk_widget_class_bind_template_child (widget_class, HsWindow, go_to_button);
  gtk_widget_class_bind_template_child (widget_class, HsWindow, go_to);
  gtk_widget_class_bind_template_child (widget_class, HsWindow, branches);
}

static void
hs_window_class_init (HsWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = hs_window_dispose;
  g_type_ensure (HS_TYPE_RUN_BAR);
  g_type_ensure (HS_TYPE_SOURCE_PAGE);
  g_type_ensure (HS_TYPE_LOG);
  g_type_ensure (HS_TYPE_CONSOLE_PAGE);
  g_type_ensure (HS_TYPE_EVENTS_PAGE);
  g_type_ensure (HS_TYPE_STOPS_PAGE);
  g_type_ensure (HS_TYPE_GRAPH_PAGE);
  g_type_ensure (HS_TYPE_GENERATIONS_PAGE);
  g_type_ensure (HS_TYPE_POOLS_PAGE);
  g_type_ensure (HS_TYPE_TYPES_PAGE);
  g_type_ensure (HS_TYPE_LESSONS_PAGE);
  g_type_ensure (HS_TYPE_INSPECTOR);
  g_type_ensure (HS_TYPE_TIMELINE_VIEW);
  g_type_ensure (HS_TYPE_GO_TO);
  g_type_ensure (HS_TYPE_BRANCHES);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/heapscope/Heapscope/hs-window.ui");
  bind_children (widget_class);
  hs_window_class_install_actions (widget_class);
}

static void
hs_window_init (HsWindow *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->document = hs_document_new ();
  GcoreSession *session = hs_document_get_session (self->document);
  hs_run_bar_set_document (self->run_bar, self->document);
  hs_source_page_set_document (self->source, self->document);
  hs_console_page_set_document (self->console, self->document);
  hs_events_page_set_document (self->events, self->document);
  hs_stops_page_set_document (self->stops, self->document);
  hs_graph_page_set_document (self->graph, self->document);
  hs_generations_page_set_document (self->generations, self->document);
  hs_pools_page_set_document (self->pools, self->document);
  hs_types_page_set_document (self->types, self->document);
  hs_inspector_set_document (self->inspector, self->document);
  hs_timeline_view_set_document (self->timeline, self->document);
  hs_go_to_set_document (self->go_to, self->document);
  hs_branches_set_document (self->branches, self->document);
  g_signal_connect_object (session, "notify", G_CALLBACK (on_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "output", G_CALLBACK (on_output), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "rewound", G_CALLBACK (hs_log_clear), self->output, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "stopped", G_CALLBACK (on_stopped), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "saved", G_CALLBACK (on_saved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::waiting", G_CALLBACK (on_waiting), self, G_CONNECT_SWAPPED);
  HsStops *stops = hs_document_get_stops (self->document);
  g_signal_connect_object (stops, "hit", G_CALLBACK (on_hit), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (stops, "dropped", G_CALLBACK (on_dropped), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (stops, "refused", G_CALLBACK (on_refused), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hs_source_page_get_buffer (self->source), "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hs_source_page_get_buffer (self->source), "modified-changed", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lessons, "chosen", G_CALLBACK (hs_window_open_lesson), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stops, "line-activated", G_CALLBACK (hs_source_page_go_to_line), self->source,
                           G_CONNECT_SWAPPED);
  g_signal_connect (drop, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
  update_title (self);
  update_actions (self);
}
