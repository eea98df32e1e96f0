/* SPDX-License-Identifier: MIT */
#include "gcore/session/saved-session.h"

gboolean
gcore_is_saved_session (const char *filename)
{
  return g_str_has_suffix (filename, GCORE_SAVED_SESSION_SUFFIX);
}

static void
free_module (gpointer data)
{
  GcoreSavedModule *module = data;

  g_free (module->filename);
  g_free (module->text);
  g_free (module);
}

GHashTable *
gcore_saved_modules_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_module);
}

static void
clear_watch (gpointer data)
{
  gcore_watch_clear (data);
}

GArray *
gcore_saved_watches_new (void)
{
  GArray *self = g_array_new (FALSE, TRUE, sizeof (GcoreWatch));

  g_array_set_clear_func (self, clear_watch);
  return self;
}

void
gcore_saved_watches_add (GArray *self, const GcoreWatch *watch)
{
  GcoreWatch copy;

  if (gcore_watch_copy (&copy, watch))
    g_array_append_val (self, copy);
}

GcoreSavedSession *
gcore_saved_session_new (void)
{
  GcoreSavedSession *self = g_new0 (GcoreSavedSession, 1);

  self->modules = gcore_saved_modules_new ();
  self->breakpoints = g_array_new (FALSE, FALSE, sizeof (guint));
  self->watches = gcore_saved_watches_new ();
  self->bookmarks = gcore_bookmarks_new ();
  return self;
}

void
gcore_saved_session_free (GcoreSavedSession *self)
{
  g_free (self->text);
  g_free (self->filename);
  g_free (self->directory);
  g_hash_table_unref (self->modules);
  gcore_journal_finish (&self->journal);
  g_strfreev (self->arguments);
  g_array_unref (self->breakpoints);
  g_array_unref (self->watches);
  g_array_unref (self->bookmarks);
  g_free (self);
}
