/* SPDX-License-Identifier: MIT */
/* Saving a session, and coming to where a saved one stood. */
#include "gcore/session/worker-private.h"

#include "gcore/collector/collector.h"
#include "gcore/memory/memory.h"

/* --- what the program has come to --------------------------------------------------------------------------------- */

static void
hash_output (uint8_t stream, const char *bytes, size_t n_bytes, void *data)
{
  guint64 hash = *(guint64 *) data;

  for (size_t i = 0; i < n_bytes; i++)
    hash = (hash ^ (guint8) bytes[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  *(guint64 *) data = hash;
}

static GcoreSavedOutcome
get_outcome (GcoreWorker *self)
{
  GcorePosition position = gcore_history_position (self->history);
  GcoreSavedOutcome outcome = { .tick = position.tick, .births = gcore_mem_birth_clock ()->serial,
                                .output_length = self->machine->n_written,
                                .output_hash = G_GUINT64_CONSTANT (0xcbf29ce484222325) };
  GcoreMemStats stats;

  gcore_mem_get_stats (&stats);
  outcome.blocks = stats.small_blocks + stats.large_blocks;
  outcome.bytes = stats.small_bytes + stats.large_bytes;
  for (int i = 0; i < 3; i++)
    outcome.generations[i] = (guint64) gcore_gc_list_length (&GCORE_COLLECTOR->generations[i].head);
  gcore_branch_visit_output (position.branch, 0, outcome.output_length, hash_output, &outcome.output_hash);
  return outcome;
}

/* In what the two differ, or NULL. */
static const char *
find_difference (const GcoreSavedOutcome *a, const GcoreSavedOutcome *b)
{
  if (a->tick != b->tick)
    return "the tick";
  if (a->output_length != b->output_length || a->output_hash != b->output_hash)
    return "what it has printed";
  if (a->births != b->births)
    return "how many objects it has made";
  if (a->blocks != b->blocks || a->bytes != b->bytes)
    return "the size of its heap";
  return memcmp (a->generations, b->generations, sizeof a->generations) != 0 ? "the lengths of its generations" : NULL;
}

/* --- saving ------------------------------------------------------------------------------------------------------- */

/* Durable: what is at PATH is the old file or the new one, whenever the power fails. */
static gboolean
write_file (const char *path, const char *json, GError **error)
{
  return g_file_set_contents_full (path, json, (gssize) strlen (json), G_FILE_SET_CONTENTS_CONSISTENT
                                                                         | G_FILE_SET_CONTENTS_DURABLE, 0666, error);
}

void
gcore_worker_save (GcoreWorker *self, const char *path)
{
  GcoreReport report = { .kind = GCORE_REPORT_SAVED, .text = g_strdup (path) };
  g_autoptr (GError) error = NULL;

  if (self->machine == NULL)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No program is loaded");
  else
    {
      gcore_worker_set_activity (self, GCORE_WORKER_LOADING);
      gcore_history_settle (self->history);
      GcorePosition position = gcore_history_position (self->history);
      GcoreSavedSession saved = { .filename = (char *) gcore_program_filename (self->program),
                                  .directory = (char *) gcore_program_directory (self->program),
                                  .modules = self->modules,
                                  .options = self->options,
                                  .journal = *gcore_history_journal (self->history),
                                  .breakpoints = g_array_new (FALSE, FALSE, sizeof (guint)),
                                  .watches = self->wanted,
                                  .bookmarks = self->bookmarks,
                                  .branch = position.branch->number,
                                  .tick = position.tick,
                                  .outcome = get_outcome (self) };
      saved.text = (char *) gcore_program_text (self->program, &saved.length);
      g_array_append_vals (saved.breakpoints, self->breakpoints, (guint) self->n_breakpoints);
      g_autofree char *json = gcore_json_session_write (&saved);
      g_array_unref (saved.breakpoints);
      write_file (path, json, &error);
      gcore_worker_set_activity (self, GCORE_WORKER_IDLE);
    }
  if (error != NULL)
    {
      report.problem = g_new0 (GcoreProblem, 1);
      report.problem->message = g_strdup (error->message);
    }
  gcore_worker_post (self, &report);
}

/* --- opening ------------------------------------------------------------------------------------------------------ */

void
gcore_worker_adopt (GcoreWorker *self, GcoreSavedSession *saved)
{
  GcoreJournal *journal = &saved->journal;

  self->ends = g_new (guint64, journal->n_branches);
  for (guint i = 0; i < journal->n_branches; i++)
    {
      self->ends[i] = journal->branches[i]->end_tick;
      journal->branches[i]->end_tick = journal->branches[i]->fork_tick;
    }
  gcore_history_adopt (self->history, journal);
}

static bool
is_on_way (const GcoreBranch *branch, const GcoreBranch *to)
{
  while (to != NULL && to != branch)
    to = to->parent;
  return to != NULL;
}

/* Runs the branches on the way to BRANCH, or those that are not, as far as they were run. False if interrupted. */
static bool
run_branches (GcoreWorker *self, const GcoreBranch *branch, bool on_way)
{
  const GcoreJournal *journal = gcore_history_journal (self->history);
  bool there = true;

  for (guint i = 0; i < journal->n_branches && there; i++)
    if (is_on_way (journal->branches[i], branch) == on_way)
      there = gcore_history_run_along (self->history, journal->branches[i], self->ends[i]);
  return there;
}

/* Whether a pause has come before there was anything to interrupt. */
static bool
is_called_off (GcoreWorker *self)
{
  g_mutex_lock (&self->machine_lock);
  bool called_off = self->pause_came;
  g_mutex_unlock (&self->machine_lock);
  return called_off;
}

/* What has not been run is in the journal still, and is run when someone goes there. */
static GcoreProblem *
leave_off (GcoreWorker *self, bool is_there)
{
  const GcoreJournal *journal = gcore_history_journal (self->history);
  GcoreProblem *problem = g_new0 (GcoreProblem, 1);

  for (guint i = 0; i < journal->n_branches; i++)
    journal->branches[i]->end_tick = MAX (journal->branches[i]->end_tick, self->ends[i]);
  problem->message = g_strdup (is_there ? "Opening was paused: not all of the other branches have been run."
                                        : "Opening was paused: the program is not yet where it was saved.");
  return problem;
}

/* What is different here from what was saved, or NULL. */
static GcoreProblem *
compare_outcome (GcoreWorker *self, const GcoreSavedSession *saved)
{
  GcoreSavedOutcome outcome = get_outcome (self);
  const char *difference = find_difference (&outcome, &saved->outcome);

  if (difference == NULL)
    return NULL;
  GcoreProblem *problem = g_new0 (GcoreProblem, 1);
  problem->message = g_strdup_printf ("The program came to something else than when it was saved: %s differs.", difference);
  return problem;
}

GcoreProblem *
gcore_worker_replay (GcoreWorker *self, const GcoreSavedSession *saved)
{
  GcoreBranch *branch = gcore_journal_find (gcore_history_journal (self->history), saved->branch);
  GcoreProblem *problem = NULL;

  self->state = GCORE_SESSION_RUNNING;
  gcore_worker_report_state (self, false, false, NULL);
  gcore_worker_set_activity (self, GCORE_WORKER_OPENING);
  self->silent = true; /* what has been printed is reported once it is known which branch counts */
  bool is_there = !is_called_off (self) && run_branches (self, branch, true);
  if (!is_there || !run_branches (self, branch, false))
    problem = leave_off (self, is_there);
  gcore_worker_set_activity (self, GCORE_WORKER_LOADING);
  if (is_there)
    gcore_history_return_to (self->history, (GcorePosition) { branch, saved->tick });
  else
    gcore_history_settle (self->history);
  self->silent = false;
  gcore_worker_set_activity (self, GCORE_WORKER_IDLE);
  g_clear_pointer (&self->ends, g_free);
  self->shown = 0;
  self->shown_branch = gcore_history_position (self->history).branch;
  return problem != NULL ? problem : compare_outcome (self, saved);
}
