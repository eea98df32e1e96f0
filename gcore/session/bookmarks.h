/* SPDX-License-Identifier: MIT */
/* Places in a program's history that the person has marked. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint branch; /* number */
  guint64 tick;
  char *note;   /* owned; may be empty */
} GcoreBookmark;

/* An empty list of GcoreBookmark, ordered by branch and tick; to be freed with g_array_unref. */
GArray *gcore_bookmarks_new (void);
GArray *gcore_bookmarks_copy (const GArray *self);
/* Marks the place with NOTE, or marks it no longer (NULL). */
void gcore_bookmarks_set (GArray *self, guint branch, guint64 tick, const char *note);
/* Takes out those of BRANCH. */
void gcore_bookmarks_drop_branch (GArray *self, guint branch);

G_END_DECLS
