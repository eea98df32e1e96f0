/* SPDX-License-Identifier: MIT */
/* The window's actions: "run.…" for the program, "win.…" for the document and what is shown. */
#include "ui/window/hs-window-private.h"

#include <glib/gi18n.h>

static GcoreSession *
get_session (HsWindow *self)
{
  return hs_document_get_session (self->document);
}

/* --- the program -------------------------------------------------------------------------------------------------- */

static void
restart (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hs_window_load_program (HS_WINDOW (widget));
}

static void
load_if_edited (HsWindow *self)
{
  if (self->edited)
    hs_window_load_program (self);
}

static void
continue_or_pause (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HsWindow *self = HS_WINDOW (widget);

  load_if_edited (self);
  if (gcore_session_get_state (get_session (self)) == GCORE_SESSION_RUNNING)
    gcore_session_pause (get_session (self));
  else
    gcore_session_continue (get_session (self));
}

/* By the end of an action's name. */
static GcoreStepKind
step_kind (const char *name)
{
  return g_str_has_suffix (name, "into") ? GCORE_STEP_INTO : g_str_has_suffix (name, "over") ? GCORE_STEP_OVER
                                                                                              : GCORE_STEP_OUT;
}

static void
step (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HsWindow *self = HS_WINDOW (widget);

  if (self->edited) /* the first step of a changed program goes to its first line */
    hs_window_load_program (self);
  else
    gcore_session_step (get_session (self), step_kind (name));
}

static void
continue_back (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gcore_session_continue_back (get_session (HS_WINDOW (widget)));
}

static void
step_back (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gcore_session_step_back (get_session (HS_WINDOW (widget)), step_kind (name));
}

static void
step_collection (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GcoreStride stride = strstr (name, "-phase") != NULL    ? GCORE_STRIDE_PHASE
                       : strstr (name, "-object") != NULL ? GCORE_STRIDE_OBJECT
                                                          : GCORE_STRIDE_REFERENCE;

  gcore_session_step_collection (get_session (HS_WINDOW (widget)), stride, g_str_has_suffix (name, "-back"));
}

static void
run_to_cursor (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HsWindow *self = HS_WINDOW (widget);

  load_if_edited (self);
  gcore_session_run_to_line (get_session (self), hs_source_page_get_cursor_line (self->source));
}

static void
collect (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gcore_session_collect (get_session (HS_WINDOW (widget)), g_variant_get_int32 (parameter));
}

/* --- the collector's switches ------------------------------------------------------------------------------------- */

static const struct
{
  const char *action;
  guint flag;
} debug_actions[]
    = { { "debug-stats", 1 }, { "debug-collectable", 2 }, { "debug-uncollectable", 4 }, { "debug-saveall", 32 } };

static void
on_automatic (GSimpleAction *action, GVariant *value, gpointer data)
{
  HsWindow *self = data;

  g_simple_action_set_state (action, value);
  self->automatic = g_variant_get_boolean (value);
  gcore_session_set_automatic (get_session (self), self->automatic);
}

static void
on_debug_flag (GSimpleAction *action, GVariant *value, gpointer data)
{
  HsWindow *self = data;

  g_simple_action_set_state (action, value);
  for (guint i = 0; i < G_N_ELEMENTS (debug_actions); i++)
    if (g_str_equal (debug_actions[i].action, g_action_get_name (G_ACTION (action))))
      self->debug_flags = g_variant_get_boolean (value) ? self->debug_flags | debug_actions[i].flag
                                                        : self->debug_flags & ~debug_actions[i].flag;
  gcore_session_set_debug_flags (get_session (self), self->debug_flags);
}

static GSimpleActionGroup *
get_switches (HsWindow *self)
{
  GSimpleActionGroup *group = g_object_get_data (G_OBJECT (self), "switches");

  if (group != NULL)
    return group;
  group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) automatic = g_simple_action_new_stateful ("automatic", NULL, g_variant_new_boolean (TRUE));
  g_signal_connect (automatic, "change-state", G_CALLBACK (on_automatic), self);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (automatic));
  for (guint i = 0; i < G_N_ELEMENTS (debug_actions); i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new_stateful (debug_actions[i].action, NULL,
                                                                       g_variant_new_boolean (FALSE));
      g_signal_connect (action, "change-state", G_CALLBACK (on_debug_flag), self);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  g_object_set_data_full (G_OBJECT (self), "switches", group, g_object_unref);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "gc", G_ACTION_GROUP (group));
  return group;
}

static void
show_switch (GSimpleActionGroup *group, const char *name, bool on)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (group), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (on));
}

void
hs_window_update_run_state (HsWindow *self)
{
  const GcoreSnapshot *snapshot = hs_document_get_snapshot (self->document);
  GSimpleActionGroup *group = get_switches (self);

  if (snapshot == NULL)
    return;
  self->automatic = snapshot->automatic;
  self->debug_flags = snapshot->debug_flags;
  show_switch (group, "automatic", snapshot->automatic);
  for (guint i = 0; i < G_N_ELEMENTS (debug_actions); i++)
    show_switch (group, debug_actions[i].action, snapshot->debug_flags & debug_actions[i].flag);
}

/* --- files -------------------------------------------------------------------------------------------------------- */

static void
add_filters (GtkFileChooser *chooser)
{
  g_autoptr (GtkFileFilter) programs = gtk_file_filter_new (), all = gtk_file_filter_new ();

  gtk_file_filter_set_name (programs, _("Programs (Python, JSON) and saved sessions"));
  gtk_file_filter_add_pattern (programs, "*.py");
  gtk_file_filter_add_pattern (programs, "*.json");
  gtk_file_filter_add_pattern (programs, "*.heapscope");
  gtk_file_chooser_add_filter (chooser, programs);
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, all);
}

typedef void (*FileFunc) (HsWindow *self, GFile *file);

static void
on_response (GtkNativeDialog *dialog, int response, gpointer data)
{
  HsWindow *self = HS_WINDOW (gtk_native_dialog_get_transient_for (dialog));
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    ((FileFunc) data) (self, file);
  g_object_unref (dialog);
}

static void
choose (HsWindow *self, GtkFileChooserAction action, const char *title, const char *name, FileFunc func)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  add_filters (GTK_FILE_CHOOSER (dialog));
  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), (gpointer) func);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
open_chosen (HsWindow *self, GFile *file)
{
  g_application_open (G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))), &file, 1, "");
}

static void
open_file (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose (HS_WINDOW (widget), GTK_FILE_CHOOSER_ACTION_OPEN, _("Open program"), NULL, open_chosen);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HsWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      hs_window_report (self, error);
      return;
    }
  gtk_text_buffer_set_modified (hs_source_page_get_buffer (self->source), FALSE);
}

static void
save_to (HsWindow *self, GFile *file)
{
  g_autofree char *text = hs_source_page_get_text (self->source);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  hs_document_set_title (self->document, NULL);
  hs_document_set_file (self->document, file);
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, on_saved, g_object_ref (self));
}

static void
save (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HsWindow *self = HS_WINDOW (widget);
  GFile *file = hs_document_get_file (self->document);

  if (file != NULL && g_str_equal (name, "win.save"))
    save_to (self, file);
  else
    choose (self, GTK_FILE_CHOOSER_ACTION_SAVE, _("Save program"), hs_document_get_program_name (self->document), save_to);
}

static void
save_session_to (HsWindow *self, GFile *file)
{
  g_autofree char *path = g_file_get_path (file), *full = NULL;

  if (path == NULL)
    return;
  if (!gcore_is_saved_session (path))
    full = g_strconcat (path, GCORE_SAVED_SESSION_SUFFIX, NULL);
  load_if_edited (self);
  gcore_session_save (get_session (self), full != NULL ? full : path);
}

static void
save_session (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HsWindow *self = HS_WINDOW (widget);
  g_autofree char *stem = g_strdup (hs_document_get_program_name (self->document));
  char *dot = strrchr (stem, '.');

  if (dot != NULL && dot > stem)
    *dot = '\0';
  g_autofree char *proposed = g_strconcat (stem, GCORE_SAVED_SESSION_SUFFIX, NULL);
  choose (self, GTK_FILE_CHOOSER_ACTION_SAVE, _("Save session"), proposed, save_session_to);
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HsWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    hs_window_report (self, error);
}

static void
export_to (HsWindow *self, GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = gcore_session_export_json (get_session (self), &error);

  if (json == NULL)
    {
      hs_window_report (self, error);
      return;
    }
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, on_exported,
                                       g_object_ref (self));
}

static void
export (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose (HS_WINDOW (widget), GTK_FILE_CHOOSER_ACTION_SAVE, _("Export as object graph"), "heap.json", export_to);
}

/* --- what is shown ------------------------------------------------------------------------------------------------ */

static void
show_lessons (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hs_window_show_lessons (HS_WINDOW (widget));
}

static void
toggle_inspector (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkToggleButton *button = HS_WINDOW (widget)->inspector_button;

  gtk_toggle_button_set_active (button, !gtk_toggle_button_get_active (button));
}

static void
show_history (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HsWindow *self = HS_WINDOW (widget);

  gtk_toggle_button_set_active (self->inspector_button, TRUE);
  hs_inspector_show_history (self->inspector);
}

static void
find (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HsWindow *self = HS_WINDOW (widget);

  if (g_str_equal (gtk_stack_get_visible_child_name (self->pages), "types"))
    hs_types_page_focus_search (self->types);
  else
    hs_source_page_show_search (self->source);
}

static void
zoom (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HsWindow *self = HS_WINDOW (widget);
  double factor = g_str_equal (name, "win.zoom-in") ? 1.15 : g_str_equal (name, "win.zoom-out") ? 1 / 1.15 : 0;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->source)))
    hs_source_page_zoom (self->source, factor);
  else if (factor == 0)
    hs_graph_page_fit (self->graph);
  else
    hs_graph_page_zoom (self->graph, factor);
}

static void
fit (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hs_graph_page_fit (HS_WINDOW (widget)->graph);
}

static void
show_page (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HsWindow *self = HS_WINDOW (widget);

  gtk_stack_set_visible_child_name (self->pages, g_variant_get_string (parameter, NULL));
  gtk_widget_child_focus (gtk_stack_get_visible_child (self->pages), GTK_DIR_TAB_FORWARD);
}

static void
show_console (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HsWindow *self = HS_WINDOW (widget);

  gtk_stack_set_visible_child_name (self->below, "console");
  gtk_widget_child_focus (GTK_WIDGET (self->console), GTK_DIR_TAB_FORWARD);
}

static void
show_events (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HsWindow *self = HS_WINDOW (widget);

  gtk_stack_set_visible_child_name (self->below, "events");
  gtk_widget_child_focus (GTK_WIDGET (self->events), GTK_DIR_TAB_FORWARD);
}

static void
show_stops (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HsWindow *self = HS_WINDOW (widget);

  gtk_stack_set_visible_child_name (self->below, "stops");
  if (g_str_equal (name, "win.add-watch"))
    hs_stops_page_add_watch (self->stops);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->stops), GTK_DIR_TAB_FORWARD);
}

/* Watches for what the parameter says of the selected object. */
static void
watch (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const struct
  {
    const char *name;
    GcoreWatchKind kind;
  } kinds[] = { { "count", GCORE_WATCH_COUNT }, { "generation", GCORE_WATCH_GENERATION }, { "death", GCORE_WATCH_DEATH },
                { "resurrection", GCORE_WATCH_RESURRECTION }, { "weakref", GCORE_WATCH_WEAKREF },
                { "pool", GCORE_WATCH_POOL } };
  HsWindow *self = HS_WINDOW (widget);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].name, g_variant_get_string (parameter, NULL)))
      hs_document_watch (self->document, kinds[i].kind, 0, NULL);
  gtk_stack_set_visible_child_name (self->below, "stops");
}

static void
focus_source (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_child_focus (GTK_WIDGET (HS_WINDOW (widget)->source), GTK_DIR_TAB_FORWARD);
}

static void
focus_timeline (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (HS_WINDOW (widget)->timeline));
}

static void
edit_bookmark (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hs_timeline_view_edit_bookmark (HS_WINDOW (widget)->timeline);
}

static void
show_go_to (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_menu_button_popup (HS_WINDOW (widget)->go_to_button);
}

static void
focus_thresholds (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hs_run_bar_focus_thresholds (HS_WINDOW (widget)->run_bar);
}

static void
toggle_breakpoint (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (HS_WINDOW (widget)->source), "source.toggle-breakpoint", NULL);
}

static void
edit_breakpoint (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (HS_WINDOW (widget)->source), "source.edit-breakpoint", NULL);
}

void
hs_window_class_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "run.restart", NULL, restart);
  gtk_widget_class_install_action (widget_class, "run.continue", NULL, continue_or_pause);
  gtk_widget_class_install_action (widget_class, "run.step-into", NULL, step);
  gtk_widget_class_install_action (widget_class, "run.step-over", NULL, step);
  gtk_widget_class_install_action (widget_class, "run.step-out", NULL, step);
  gtk_widget_class_install_action (widget_class, "run.continue-back", NULL, continue_back);
  gtk_widget_class_install_action (widget_class, "run.back-into", NULL, step_back);
  gtk_widget_class_install_action (widget_class, "run.back-over", NULL, step_back);
  gtk_widget_class_install_action (widget_class, "run.back-out", NULL, step_back);
  gtk_widget_class_install_action (widget_class, "run.collection-reference", NULL, step_collection);
  gtk_widget_class_install_action (widget_class, "run.collection-object", NULL, step_collection);
  gtk_widget_class_install_action (widget_class, "run.collection-phase", NULL, step_collection);
  gtk_widget_class_install_action (widget_class, "run.collection-reference-back", NULL, step_collection);
  gtk_widget_class_install_action (widget_class, "run.collection-object-back", NULL, step_collection);
  gtk_widget_class_install_action (widget_class, "run.collection-phase-back", NULL, step_collection);
  gtk_widget_class_install_action (widget_class, "run.to-cursor", NULL, run_to_cursor);
  gtk_widget_class_install_action (widget_class, "run.collect", "i", collect);
  gtk_widget_class_install_action (widget_class, "run.toggle-breakpoint", NULL, toggle_breakpoint);
  gtk_widget_class_install_action (widget_class, "run.edit-breakpoint", NULL, edit_breakpoint);
  gtk_widget_class_install_action (widget_class, "win.open", NULL, open_file);
  gtk_widget_class_install_action (widget_class, "win.save", NULL, save);
  gtk_widget_class_install_action (widget_class, "win.save-as", NULL, save);
  gtk_widget_class_install_action (widget_class, "win.save-session", NULL, save_session);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, export);
  gtk_widget_class_install_action (widget_class, "win.lessons", NULL, show_lessons);
  gtk_widget_class_install_action (widget_class, "win.inspector", NULL, toggle_inspector);
  gtk_widget_class_install_action (widget_class, "win.history", NULL, show_history);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find);
  gtk_widget_class_install_action (widget_class, "win.zoom-in", NULL, zoom);
  gtk_widget_class_install_action (widget_class, "win.zoom-out", NULL, zoom);
  gtk_widget_class_install_action (widget_class, "win.zoom-reset", NULL, zoom);
  gtk_widget_class_install_action (widget_class, "win.fit", NULL, fit);
  gtk_widget_class_install_action (widget_class, "win.page", "s", show_page);
  gtk_widget_class_install_action (widget_class, "win.source", NULL, focus_source);
  gtk_widget_class_install_action (widget_class, "win.thresholds", NULL, focus_thresholds);
  gtk_widget_class_install_action (widget_class, "win.timeline", NULL, focus_timeline);
  gtk_widget_class_install_action (widget_class, "win.bookmark", NULL, edit_bookmark);
  gtk_widget_class_install_action (widget_class, "win.go-to", NULL, show_go_to);
  gtk_widget_class_install_action (widget_class, "win.console", NULL, show_console);
  gtk_widget_class_install_action (widget_class, "win.events", NULL, show_events);
  gtk_widget_class_install_action (widget_class, "win.stops", NULL, show_stops);
  gtk_widget_class_install_action (widget_class, "win.add-watch", NULL, show_stops);
  gtk_widget_class_install_action (widget_class, "win.watch", "s", watch);
}
