/* SPDX-License-Identifier: MIT */
#include "gcore/session/bookmarks.h"

static void
clear (gpointer data)
{
  g_free (((GcoreBookmark *) data)->note);
}

GArray *
gcore_bookmarks_new (void)
{
  GArray *self = g_array_new (FALSE, FALSE, sizeof (GcoreBookmark));

  g_array_set_clear_func (self, clear);
  return self;
}

GArray *
gcore_bookmarks_copy (const GArray *self)
{
  GArray *copy = gcore_bookmarks_new ();

  for (guint i = 0; i < self->len; i++)
    {
      GcoreBookmark bookmark = g_array_index (self, GcoreBookmark, i);
      bookmark.note = g_strdup (bookmark.note);
      g_array_append_val (copy, bookmark);
    }
  return copy;
}

void
gcore_bookmarks_set (GArray *self, guint branch, guint64 tick, const char *note)
{
  guint at = 0;

  for (; at < self->len; at++)
    {
      const GcoreBookmark *item = &g_array_index (self, GcoreBookmark, at);
      if (item->branch > branch || (item->branch == branch && item->tick >= tick))
        break;
    }
  const GcoreBookmark *there = at < self->len ? &g_array_index (self, GcoreBookmark, at) : NULL;
  if (there != NULL && there->branch == branch && there->tick == tick)
    g_array_remove_index (self, at);
  if (note == NULL)
    return;
  GcoreBookmark bookmark = { branch, tick, g_strdup (note) };
  g_array_insert_val (self, at, bookmark);
}

void
gcore_bookmarks_drop_branch (GArray *self, guint branch)
{
  for (guint i = self->len; i-- > 0;)
    if (g_array_index (self, GcoreBookmark, i).branch == branch)
      g_array_remove_index (self, i);
}
