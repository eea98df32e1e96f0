/* SPDX-License-Identifier: MIT */
/* Whether a program's state at a position is the same however the position was reached.
 *
 *     history-walk [OPTION…] PROGRAM-OR-FOLDER…
 *
 * For each program: a scan of its stop points, whose ticks have to increase; visits of ticks in random order, whose digests
 * have to be those of a first passage; and random walks (walk-steps.c), whose positions are gone to again by a new machine
 * that has only the journal. Machines follow one another in the same slot of the same process, so that addresses, which
 * digests contain, agree. Prints TAP. */
#include "walk.h"

#include "gcore/history/seek.h"
#include "gcore/record/snapshot.h"
#include "gcore/session/program.h"
#include "gcore/session/saved-session.h"
#include "gcore/session/session-private.h"

static int n_ticks = 1000, n_walks = 1, n_steps = 60, seed = 1, every = 1;
static gint64 most_ticks = 300000;
static gboolean observe;

/* --- the world outside -------------------------------------------------------------------------------------------- */

/* Never twice the same. */
static int64_t
read_clock (void *data, GcoreClock clock)
{
  return ++((Walk *) data)->clock * 10000019;
}

static void
read_random (void *data, void *bytes, size_t n_bytes)
{
  for (size_t i = 0; i < n_bytes; i++)
    ((guint8 *) bytes)[i] = (guint8) (++((Walk *) data)->clock * 167);
}

/* Now and then input is at its end. */
static intptr_t
read_line (void *data, char *buffer, size_t size)
{
  gint64 number = ++((Walk *) data)->clock;
  if (number % 5 == 0)
    return 0;
  g_autofree char *line = g_strdup_printf ("line %" G_GINT64_FORMAT "\n", number);
  size_t length = MIN (strlen (line), size);
  memcpy (buffer, line, length);
  return (intptr_t) length;
}

static bool
find_module (void *data, const char *name, GcoreHostSource *source)
{
  Walk *self = data;
  g_clear_pointer (&self->module_text, g_free);
  g_clear_pointer (&self->module_name, g_free);
  self->module_text = gcore_siblings_read (self->folder, name, &self->module_name, &source->length, &source->is_package);
  source->text = self->module_text;
  source->filename = self->module_name;
  return source->filename != NULL;
}

/* --- a program with its history ----------------------------------------------------------------------------------- */

static void
perform (GcoreMachine *machine, const GcoreAction *action, void *data)
{
  gcore_program_perform (machine, action);
}

bool
walk_begin (Walk *self, GcoreJournal *journal)
{
  GcoreHistoryOptions options = { .budget = self->budget, .perform = perform };
  GcoreOptions machine_options = { .record_births = self->record_births, .quota = UINT64_C (1) << 30 };
  self->history = gcore_history_new (&self->outside, &options);
  if (journal != NULL)
    gcore_history_adopt (self->history, journal);
  self->machine = gcore_machine_new (&machine_options, gcore_history_host (self->history));
  g_assert_nonnull (self->machine);
  gcore_machine_set_argv (self->machine, 1, &self->path);
  if (gcore_machine_load_file (self->machine, self->text, self->length, self->path) < 0)
    return false;
  g_assert_true (gcore_history_start (self->history, self->machine));
  self->start = gcore_history_position (self->history).tick;
  self->limit = self->start + (guint64) most_ticks;
  return true;
}

void
walk_end (Walk *self)
{
  gcore_history_free (self->history);
  gcore_machine_free (self->machine);
}

/* A machine as new that has nothing but the journal of the one there was. */
static void
begin_again (Walk *self)
{
  GcoreJournal journal = *gcore_history_journal (self->history);
  *gcore_history_journal (self->history) = (GcoreJournal){ 0 };
  walk_end (self);
  g_assert_true (walk_begin (self, &journal));
}

/* --- saving ------------------------------------------------------------------------------------------------------- */

static GcoreSavedSession *
save_and_read (Walk *self, GcorePosition position)
{
  GcoreProblem *problem = NULL;
  GcoreSavedSession *session = gcore_saved_session_new ();
  session->text = g_strndup (self->text, self->length);
  session->length = self->length;
  session->filename = g_strdup (self->path);
  session->directory = g_strdup (self->folder);
  session->journal = *gcore_history_journal (self->history);
  session->branch = position.branch->number;
  session->tick = position.tick;
  g_autofree char *json = gcore_json_session_write (session);
  guint32 next_number = session->journal.next_number;
  session->journal = (GcoreJournal){ 0 };
  gcore_saved_session_free (session);
  session = gcore_json_session_read (json, strlen (json), "walk.heapscope", &problem);
  if (session == NULL)
    g_error ("%s", problem->message);
  session->journal.next_number = next_number; /* notes of a branch that was deleted are of no other */
  return session;
}

/* As gcore_worker_replay does. */
void
walk_save_and_open (Walk *self)
{
  g_autoptr (GcoreSavedSession) session = save_and_read (self, gcore_history_position (self->history));
  guint64 digest = gcore_history_digest (self->history);
  guint n_branches = session->journal.n_branches;
  g_autofree guint64 *ends = g_new (guint64, n_branches);
  for (guint i = 0; i < n_branches; i++)
    {
      ends[i] = session->journal.branches[i]->end_tick;
      session->journal.branches[i]->end_tick = session->journal.branches[i]->fork_tick;
    }
  walk_end (self);
  g_assert_true (walk_begin (self, &session->journal));
  const GcoreJournal *journal = gcore_history_journal (self->history);
  for (guint i = 0; i < n_branches; i++)
    gcore_history_run_along (self->history, journal->branches[i], ends[i]);
  gcore_history_go_to (self->history, gcore_journal_find (journal, session->branch), session->tick);
  if (gcore_history_digest (self->history) != digest)
    self->fault = "saving and opening it";
}

/* --- what is compared --------------------------------------------------------------------------------------------- */

typedef struct
{
  guint branch;
  guint64 tick, digest;
} Note;

static void
look_around (void)
{
  GcoreSnapshotBudget budget = { .max_objects = 20000 };
  GcoreSnapshot *snapshot = observe ? gcore_snapshot_capture (&budget) : NULL;
  if (snapshot != NULL)
    gcore_snapshot_unref (snapshot);
}

static void
take_note (Walk *self, GArray *notes)
{
  look_around ();
  GcorePosition position = gcore_history_position (self->history);
  Note note = { position.branch->number, position.tick, gcore_history_digest (self->history) };
  g_array_append_val (notes, note);
}

/* Goes to a place that was noted; says so and returns false if something is otherwise there. */
static bool
agrees (Walk *self, const Note *note)
{
  GcoreBranch *branch = gcore_journal_find (gcore_history_journal (self->history), note->branch);
  if (branch == NULL) /* deleted since */
    return true;
  gcore_history_go_to (self->history, branch, note->tick);
  guint64 tick = gcore_history_position (self->history).tick;
  if (tick == note->tick && gcore_history_digest (self->history) == note->digest)
    return true;
  printf ("# branch %u, tick %" G_GUINT64_FORMAT ": at %" G_GUINT64_FORMAT " %s\n", note->branch, note->tick, tick,
          tick == note->tick ? "in another state" : "this time");
  return false;
}

static int
compare_notes (gconstpointer a, gconstpointer b)
{
  const Note *first = a, *second = b;
  if (first->branch != second->branch)
    return first->branch < second->branch ? -1 : 1;
  return first->tick != second->tick ? (first->tick < second->tick ? -1 : 1) : 0;
}

static void
run_to_end (Walk *self)
{
  GcoreStopReason reason;
  do
    reason = gcore_history_run_until (self->history, GCORE_RUN_FREELY, self->limit);
  while (reason != GCORE_STOP_TICK && reason != GCORE_STOP_EXITED);
}

/* --- the three checks --------------------------------------------------------------------------------------------- */

static bool
ticks_increase (GcoreMachine *machine, const GcoreCollectionStep *step, void *data)
{
  guint64 *last = data, tick = gcore_machine_tick (machine);
  if (tick <= *last)
    return true;
  *last = tick;
  return false;
}

static bool
check_ticks (Walk *self)
{
  guint64 last = self->start;
  bool stopped = gcore_history_scan (self->history, self->limit, ticks_increase, &last);
  self->ends = self->machine->program == GCORE_PROGRAM_EXITED;
  if (!stopped)
    return true;
  printf ("# two stop points at tick %" G_GUINT64_FORMAT "\n", last);
  return false;
}

static bool
check_visits (Walk *self, GRand *random)
{
  g_autoptr (GArray) notes = g_array_new (FALSE, FALSE, sizeof (Note));
  run_to_end (self);
  GcoreBranch *branch = gcore_history_position (self->history).branch;
  guint64 length = gcore_history_position (self->history).tick - self->start;
  take_note (self, notes);
  for (int i = 0; i < n_ticks; i++)
    {
      if (g_rand_int_range (random, 0, 4) == 0) /* as the clock may have it at any time */
        gcore_machine_interrupt (self->machine, GCORE_INTERRUPT_CHECKPOINT);
      gcore_history_go_to (self->history, branch, self->start + length * (guint64) i / (guint64) n_ticks);
      take_note (self, notes);
    }
  bool good = true;
  for (int i = 0; i <= n_ticks && good; i++)
    good = agrees (self, &g_array_index (notes, Note, g_rand_int_range (random, 0, n_ticks + 1)));
  begin_again (self);
  for (guint i = 0; i < notes->len && good; i += notes->len / 16 + 1)
    good = agrees (self, &g_array_index (notes, Note, i));
  return good && agrees (self, &g_array_index (notes, Note, 0));
}

static bool
check_walk (Walk *self, GRand *random)
{
  g_autoptr (GArray) notes = g_array_new (FALSE, FALSE, sizeof (Note));
  self->fault = NULL;
  for (int i = 0; i < n_steps && self->fault == NULL; i++)
    {
      walk_take_step (self, random);
      if (g_rand_int_range (random, 0, 4) == 0)
        take_note (self, notes);
    }
  if (self->fault != NULL)
    printf ("# changed by %s\n", self->fault);
  bool good = self->fault == NULL;
  for (guint i = 0; i < notes->len && good; i += 4)
    good = agrees (self, &g_array_index (notes, Note, i));
  g_array_sort (notes, compare_notes); /* the new machine runs straight on along each branch */
  begin_again (self);
  for (guint i = 0; i < notes->len && good; i++)
    good = agrees (self, &g_array_index (notes, Note, i));
  return good;
}

/* --- programs ----------------------------------------------------------------------------------------------------- */

/* Each walk's seed says how its machine is set up, too. */
static bool
take_walk (Walk *self, guint32 number)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (number);
  self->record_births = number % 2 == 0;
  self->budget = number % 5 == 0 ? UINT64_C (4) << 20 : 0;
  walk_begin (self, NULL);
  bool good = check_walk (self, random);
  walk_end (self);
  if (!good)
    printf ("# walk with seed %u\n", number);
  return good;
}

/* PATH's walks have the seeds from FIRST on. */
static bool
check (const char *path, guint32 first)
{
  Walk self = { .path = path, .folder = g_path_get_dirname (path), .record_births = seed % 2 == 0 };
  self.outside = (GcoreHost){ .data = &self, .clock = read_clock, .random = read_random, .read_line = read_line,
                              .find_source = find_module };
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) seed);
  bool good = g_file_get_contents (path, &self.text, &self.length, NULL);
  bool runs = good && walk_begin (&self, NULL);
  if (runs)
    {
      good = check_ticks (&self);
      walk_end (&self);
      walk_begin (&self, NULL);
      if (n_ticks > 0)
        good = check_visits (&self, random) && good;
    }
  walk_end (&self);
  for (int i = 0; i < n_walks && good && runs; i++)
    good = take_walk (&self, first + (guint32) i);
  g_free (self.text);
  g_free (self.folder);
  g_free (self.module_text);
  g_free (self.module_name);
  return good;
}

/* Adds PATH, or the programs in it and in the folders in it. */
static void
find_programs (GPtrArray *paths, const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  if (dir == NULL && g_str_has_suffix (path, ".py"))
    g_ptr_array_add (paths, g_strdup (path));
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);
      find_programs (paths, inner);
    }
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("PROGRAM-OR-FOLDER…");
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  GOptionEntry entries[]
    = { { "ticks", 0, 0, G_OPTION_ARG_INT, &n_ticks, "Ticks visited in each program", "N" },
        { "walks", 0, 0, G_OPTION_ARG_INT, &n_walks, "Random walks in each program", "N" },
        { "steps", 0, 0, G_OPTION_ARG_INT, &n_steps, "Steps of a walk", "N" },
        { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "Of the first walk; each has its own", "N" },
        { "most-ticks", 0, 0, G_OPTION_ARG_INT64, &most_ticks, "How far a program is run", "N" },
        { "every", 0, 0, G_OPTION_ARG_INT, &every, "Take every Nth program", "N" },
        { "observe", 0, 0, G_OPTION_ARG_NONE, &observe, "Take a snapshot at some of the places", NULL },
        { 0 } };
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, NULL))
    return 2;
  for (int i = 1; i < argc; i++)
    find_programs (paths, argv[i]);
  g_ptr_array_sort (paths, compare_paths);
  guint step = (guint) MAX (every, 1), number = 0, failed = 0;
  printf ("1..%u\n", (paths->len + step - 1) / step);
  for (guint i = 0; i < paths->len; i += step)
    {
      bool good = check (paths->pdata[i], (guint32) (seed + (int) number * n_walks));
      failed += !good;
      printf ("%s %u - %s\n", good ? "ok" : "not ok", ++number, (const char *) paths->pdata[i]);
      fflush (stdout);
    }
  return failed > 0;
}
