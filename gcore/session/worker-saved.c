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

GcoreProblem *
gcore_worker_replay (GcoreWorker *self, const GcoreSavedSession *saved)
{
  const GcoreJournal *journal = gcore_history_journal (self->history);
  bool there = true;

  gcore_worker_set_activity (self, GCORE_WORKER_LOADING);
  self->silent = true; /* what has been printed is reported once it is known which branch counts */
  for (guint i = 0; i < journal->n_branches && there; i++)
    there = gcore_history_run_along (self->history, journal->branches[i], self->ends[i]);
  GcoreBranch *branch = gcore_journal_find (journal, saved->branch);
  there = there && gcore_history_go_to (self->history, branch, saved->tick);
  self->silent = false;
  gcore_worker_set_activity (self, GCORE_WORKER_IDLE);
  g_clear_pointer (&self->ends, g_free);
  if (!there)
    return NULL;
  self->shown = 0;
  self->shown_branch = branch;
  GcoreSavedOutcome outcome = get_outcome (self);
  const char *difference = find_difference (&outcome, &saved->outcome);
  if (difference == NULL)
    return NULL;
  GcoreProblem *problem = g_new0 (GcoreProblem, 1);
  problem->message = g_strdup_printf ("The program came to something else than when it was saved: %s differs.", difference);
  return problem;
}
