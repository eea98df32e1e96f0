/* SPDX-License-Identifier: MIT */
#include "gcore/session/timeline.h"

/* Index of BRANCH among those of JOURNAL, -1 for NULL. */
static int
index_of (const GcoreJournal *journal, const GcoreBranch *branch)
{
  for (guint i = 0; i < journal->n_branches; i++)
    if (journal->branches[i] == branch)
      return (int) i;
  return -1;
}

static GcoreAction *
copy_actions (const GcoreBranch *branch)
{
  GcoreAction *actions = g_memdup2 (branch->actions, branch->n_actions * sizeof *actions);

  for (guint i = 0; i < branch->n_actions; i++)
    actions[i].text = g_strdup (actions[i].text);
  return actions;
}

GcoreTimeline *
gcore_timeline_new (GcoreHistory *history, guint64 beginning, const GArray *bookmarks)
{
  GcoreTimeline *self = g_atomic_rc_box_new0 (GcoreTimeline);
  const GcoreJournal *journal = gcore_history_journal (history);
  GcorePosition position = gcore_history_position (history);

  self->n_branches = journal->n_branches;
  self->branches = g_new0 (GcoreTimelineBranch, journal->n_branches);
  self->current = (guint) index_of (journal, position.branch);
  self->tick = position.tick;
  self->beginning = beginning;
  self->bookmarks = gcore_bookmarks_copy (bookmarks);
  for (guint i = 0; i < journal->n_branches; i++)
    {
      const GcoreBranch *branch = journal->branches[i];
      self->branches[i] = (GcoreTimelineBranch) {
        .number = branch->number,
        .name = g_strdup (branch->name),
        .parent = index_of (journal, branch->parent),
        .fork_tick = branch->fork_tick,
        .end_tick = branch->end_tick,
        .outcome = g_memdup2 (&branch->outcome, sizeof branch->outcome),
        .samples = g_memdup2 (branch->samples, branch->n_samples * sizeof *branch->samples),
        .n_samples = branch->n_samples,
        .collections = g_memdup2 (branch->collections, branch->n_collections * sizeof *branch->collections),
        .n_collections = branch->n_collections,
        .actions = copy_actions (branch),
        .n_actions = branch->n_actions,
      };
    }
  return self;
}

GcoreTimeline *
gcore_timeline_ref (GcoreTimeline *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  GcoreTimeline *self = data;

  for (guint i = 0; i < self->n_branches; i++)
    {
      GcoreTimelineBranch *branch = &self->branches[i];
      for (guint j = 0; j < branch->n_actions; j++)
        g_free (branch->actions[j].text);
      g_free ((gpointer) branch->name);
      g_free ((gpointer) branch->outcome);
      g_free ((gpointer) branch->samples);
      g_free ((gpointer) branch->collections);
      g_free ((gpointer) branch->actions);
    }
  g_free (self->branches);
  g_array_unref ((GArray *) self->bookmarks);
}

void
gcore_timeline_unref (GcoreTimeline *self)
{
  g_atomic_rc_box_release_full (self, clear);
}
