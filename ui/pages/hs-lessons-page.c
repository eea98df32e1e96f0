/* SPDX-License-Identifier: MIT */
#include "ui/pages/hs-lessons-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _HsLessonsPage
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (HsLessonsPage, hs_lessons_page, GTK_TYPE_WIDGET)

enum { SIGNAL_CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Line NUMBER of TEXT without its comment sign: new string. */
static char *
comment_line (const char *text, int number)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", number + 2);
  const char *line = "";

  if (g_strv_length (lines) > (guint) number)
    line = lines[number];
  while (*line == '#' || *line == ' ')
    line++;
  return g_strdup (line);
}

char *
hs_lesson_load (const char *name, char **title)
{
  g_autofree char *path = g_strconcat (HS_LESSONS_RESOURCE, name, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, 0, NULL);

  if (bytes == NULL)
    return NULL;
  char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (title != NULL)
    *title = comment_line (text, 0);
  return text;
}

static void
on_row_activated (AdwActionRow *row, gpointer data)
{
  g_signal_emit (data, signals[SIGNAL_CHOSEN], 0, g_object_get_data (G_OBJECT (row), "lesson"));
}

static void
add_lesson (HsLessonsPage *self, AdwPreferencesGroup *group, const char *name)
{
  g_autofree char *title = NULL;
  g_autofree char *text = hs_lesson_load (name, &title);
  g_autofree char *sentence = text != NULL ? comment_line (text, 1) : NULL;
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), sentence);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "lesson", g_strdup (name), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (on_row_activated), self);
  adw_preferences_group_add (group, row);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(char *const *) a, *(char *const *) b);
}

static void
hs_lessons_page_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (hs_lessons_page_parent_class)->dispose (object);
}

static void
hs_lessons_page_class_init (HsLessonsPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = hs_lessons_page_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", HS_TYPE_LESSONS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
hs_lessons_page_init (HsLessonsPage *self)
{
  GtkWidget *page = adw_preferences_page_new (), *group = adw_preferences_group_new ();
  g_auto (GStrv) names = g_resources_enumerate_children (HS_LESSONS_RESOURCE, 0, NULL);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Lessons"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _("Small programs to step through, watching counts and generations change. Or "
                                           "open or type a program of your own."));
  if (names != NULL)
    qsort (names, g_strv_length (names), sizeof *names, compare_names);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    add_lesson (self, ADW_PREFERENCES_GROUP (group), names[i]);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  gtk_widget_set_parent (page, GTK_WIDGET (self));
}
