/* SPDX-License-Identifier: MIT */
#include "app/hs-application.h"

#include <glib/gi18n.h>

#include "ui/window/hs-window.h"

#define WELCOME_LESSON "01-names-and-counts.py"

struct _HsApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (HsApplication, hs_application, ADW_TYPE_APPLICATION)

HsApplication *
hs_application_new (void)
{
  return g_object_new (HS_TYPE_APPLICATION, "application-id", "io.github.heapscope.Heapscope", "flags",
                       G_APPLICATION_HANDLES_OPEN, NULL);
}

static HsWindow *
new_window (HsApplication *self)
{
  HsWindow *window = hs_window_new (ADW_APPLICATION (self));

  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
hs_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window != NULL)
    {
      gtk_window_present (window);
      return;
    }
  HsWindow *first = new_window (HS_APPLICATION (application));
  hs_window_open_lesson (first, WELCOME_LESSON);
  hs_window_show_lessons (first);
}

/* The window that FILE goes into: the one that shows it, else a fresh one, else a new one. */
static HsWindow *
window_for (HsApplication *self, GFile *file)
{
  HsWindow *fresh = NULL;

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      if (!HS_IS_WINDOW (l->data))
        continue;
      GFile *shown = hs_window_get_file (l->data);
      if (shown != NULL && g_file_equal (shown, file))
        return l->data;
      if (fresh == NULL && hs_window_is_fresh (l->data))
        fresh = l->data;
    }
  return fresh != NULL ? fresh : new_window (self);
}

static void
hs_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  for (int i = 0; i < n_files; i++)
    {
      HsWindow *window = window_for (HS_APPLICATION (application), files[i]);
      gtk_window_present (GTK_WINDOW (window));
      hs_window_open (window, files[i]);
    }
}

/* --- actions ------------------------------------------------------------------------------------------------------ */

static void
on_new_window (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  hs_window_new_program (new_window (data));
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  adw_show_about_window (gtk_application_get_active_window (data), "application-name", "Heapscope", "application-icon",
                         "io.github.heapscope.Heapscope", "version", HS_VERSION, "developer-name",
                         _("The Heapscope authors"), "license-type", GTK_LICENSE_MIT_X11, "comments",
                         _("Watch reference counts, generations and pools of a running program"), NULL);
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  for (GList *l = g_list_copy (gtk_application_get_windows (data)); l != NULL; l = g_list_delete_link (l, l))
    gtk_window_close (l->data);
}

static const GActionEntry actions[] = {
  { .name = "new-window", .activate = on_new_window },
  { .name = "about", .activate = on_about },
  { .name = "quit", .activate = on_quit },
};

/* Every shortcut of the application, once. */
static const struct
{
  const char *action;
  const char *accels[3];
} shortcuts[] = {
  { "app.quit", { "<Control>q" } },
  { "app.new-window", { "<Control>n" } },
  { "window.close", { "<Control>w" } },
  { "win.open", { "<Control>o" } },
  { "win.save", { "<Control>s" } },
  { "win.save-as", { "<Control><Shift>s" } },
  { "win.find", { "<Control>f" } },
  { "win.inspector", { "F9" } },
  { "win.history", { "<Control>h" } },
  { "win.console", { "<Control>grave", "<Control>e" } },
  { "win.events", { "<Control><Shift>e" } },
  { "win.stops", { "<Control><Shift>k" } },
  { "win.add-watch", { "<Control>k" } },
  { "win.source", { "<Control>1" } },
  { "win.timeline", { "<Control>l" } },
  { "win.bookmark", { "<Control>d" } },
  { "win.go-to", { "<Control>g" } },
  { "win.thresholds", { "<Control>t" } },
  { "win.zoom-in", { "<Control>plus", "<Control>equal" } },
  { "win.zoom-out", { "<Control>minus" } },
  { "win.zoom-reset", { "<Control>0" } },
  { "win.page('graph')", { "<Alt>1" } },
  { "win.page('generations')", { "<Alt>2" } },
  { "win.page('pools')", { "<Alt>3" } },
  { "win.page('types')", { "<Alt>4" } },
  { "run.continue", { "F5" } },
  { "run.restart", { "<Control><Shift>F5", "<Control>r" } },
  { "run.step-over", { "F6" } },
  { "run.step-into", { "F7" } },
  { "run.step-out", { "F8" } },
  { "run.continue-back", { "<Shift>F5" } },
  { "run.back-over", { "<Shift>F6" } },
  { "run.back-into", { "<Shift>F7" } },
  { "run.back-out", { "<Shift>F8" } },
  { "run.collection-object", { "F11" } },
  { "run.collection-phase", { "<Control>F11" } },
  { "run.collection-reference", { "<Alt>F11" } },
  { "run.collection-object-back", { "<Shift>F11" } },
  { "run.collection-phase-back", { "<Control><Shift>F11" } },
  { "run.collection-reference-back", { "<Alt><Shift>F11" } },
  { "run.to-cursor", { "<Control>F10" } },
  { "run.toggle-breakpoint", { "<Control>b" } },
  { "run.edit-breakpoint", { "<Control><Shift>b" } },
  { "run.collect(2)", { "<Control><Shift>g" } },
};

static void
hs_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (hs_application_parent_class)->startup (application);
  gtk_window_set_default_icon_name ("io.github.heapscope.Heapscope");
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/io/github/heapscope/Heapscope/icons");
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), shortcuts[i].action,
                                           (const char *const *) shortcuts[i].accels);
}

static void
hs_application_class_init (HsApplicationClass *class)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (class);

  application_class->startup = hs_application_startup;
  application_class->activate = hs_application_activate;
  application_class->open = hs_application_open;
}

static void
hs_application_init (HsApplication *self)
{
}
