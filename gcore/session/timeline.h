/* SPDX-License-Identifier: MIT */
/* A picture of a program's history: its branches, what was done in them, how the heap grew, and where the program stands.
 * Immutable; may be read by any thread. */
#pragma once

#include <glib.h>

#include "gcore/history/history.h"
#include "gcore/session/bookmarks.h"

G_BEGIN_DECLS

typedef struct
{
  guint number;             /* as for gcore_session_go_to */
  const char *name;         /* "": none given */
  int parent;               /* index, -1: none */
  guint64 fork_tick;        /* where it leaves its parent, or where the history begins */
  guint64 end_tick;         /* how far it has been run */
  const GcoreOutcome *outcome; /* there */
  const GcoreSample *samples; guint n_samples; /* its own, from fork_tick on, by tick */
  const GcoreCollectionRecord *collections; guint n_collections;
  const GcoreAction *actions; guint n_actions;
} GcoreTimelineBranch;

typedef struct
{
  guint n_branches;
  GcoreTimelineBranch *branches; /* by number */
  guint current;                 /* index */
  guint64 tick;                  /* where the program stands on it */
  guint64 beginning;             /* the first place to go to: the program's first line */
  const GArray *bookmarks;       /* of GcoreBookmark */
} GcoreTimeline;

/* New reference: a picture of HISTORY's journal, with the other two. */
GcoreTimeline *gcore_timeline_new (GcoreHistory *history, guint64 beginning, const GArray *bookmarks);
GcoreTimeline *gcore_timeline_ref (GcoreTimeline *self);
void gcore_timeline_unref (GcoreTimeline *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GcoreTimeline, gcore_timeline_unref)

G_END_DECLS
