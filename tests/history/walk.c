/* SPDX-License-Identifier: MIT */
/* Whether a program's state at a position is the same however the position was reached.
 *
 *     history-walk [OPTION…] PROGRAM-OR-FOLDER…
 *
 * For each program: a scan of its stop points, whose ticks have to increase; visits of ticks in random order, whose digests
 * have to be those of a first passage; and random walks (steps, travels, actions, branches), whose positions are gone to
 * again by a new machine that has only the journal. Machines follow one another in the same slot of the same process, so
 * that addresses, which digests contain, agree. Prints TAP. */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>

#include "gcore/collector/collector.h"
#include "gcore/history/history.h"
#include "gcore/history/seek.h"
#include "gcore/record/snapshot.h"
#include "gcore/session/program.h"
#include "gcore/session/session-private.h"

static int n_ticks = 1000, n_walks = 1, n_steps = 60, seed = 1, every = 1;
static gint64 most_ticks = 300000;
static gboolean observe;

/* --- a program with its history ----------------------------------------------------------------------------------- */

typedef struct
{
  GcoreHost outside;
  GcoreHistory *history;
  GcoreMachine *machine;
  const char *path;
  char *text, *folder;
  gsize length;
  char *module_text, *module_name;
  gint64 clock;
  guint64 start;
} Walk;

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

static void
perform (GcoreMachine *machine, const GcoreAction *action, void *data)
{
  gcore_program_perform (machine, action);
}

/* Makes a machine that runs along JOURNAL (NULL: an empty one). False if the program does not compile. */
static bool
begin (Walk *self, GcoreJournal *journal)
{
  GcoreHistoryOptions options = { .perform = perform };
  GcoreOptions machine_options = { .record_births = seed % 2 == 0, .quota = UINT64_C (1) << 30 };
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
  return true;
}

static void
end (Walk *self)
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
  end (self);
  g_assert_true (begin (self, &journal));
}

static void
look_around (void)
{
  GcoreSnapshotBudget budget = { .max_objects = 20000 };
  GcoreSnapshot *snapshot = observe ? gcore_snapshot_capture (&budget) : NULL;
  if (snapshot != NULL)
    gcore_snapshot_unref (snapshot);
}

/* --- what is compared --------------------------------------------------------------------------------------------- */

typedef struct
{
  guint branch;
  guint64 tick, digest;
} Note;

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

/* A checkpoint is made at the next place there is, as the clock may have it at any time. */
static void
maybe_checkpoint (Walk *self, GRand *random)
{
  if (g_rand_int_range (random, 0, 4) == 0)
    gcore_machine_interrupt (self->machine, GCORE_INTERRUPT_CHECKPOINT);
}

static void
run_to_end (Walk *self)
{
  GcoreStopReason reason;
  do
    reason = gcore_history_run_until (self->history, GCORE_RUN_FREELY, self->start + (guint64) most_ticks);
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
  if (!gcore_history_scan (self->history, self->start + (guint64) most_ticks, ticks_increase, &last))
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
      maybe_checkpoint (self, random);
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

/* --- walks -------------------------------------------------------------------------------------------------------- */

static void
act (Walk *self, GRand *random)
{
  static const char *const lines[] = { "x = [[i] for i in range(50)]\n", "import gc; gc.collect(0)\n", "1 / 0\n",
                                       "import time, random; t = time.time(), random.random()\n", "x = None\n",
                                       "print(len(dir()))\n", "class Cycle: pass\n", "c = Cycle(); c.c = c\n",
                                       "import sys; sys.stdout.write('é')\n", "from fractions import Fraction\n",
                                       "broken (\n", "def f(n): return n and f(n - 1)\n", "f(20)\n", "del x\n" };
  static const int flags[] = { 0, 1, 2, 32, 38 };
  GcoreAction action = { .kind = (GcoreActionKind) g_rand_int_range (random, 0, GCORE_ACTION_EVALUATE + 1) };
  g_autofree char *text = g_strdup (lines[g_rand_int_range (random, 0, G_N_ELEMENTS (lines))]);
  if (self->machine->program == GCORE_PROGRAM_EXITED)
    return;
  if (action.kind == GCORE_ACTION_EVALUATE)
    action.text = text;
  if (action.kind == GCORE_ACTION_DEBUG_FLAGS)
    action.number = flags[g_rand_int_range (random, 0, G_N_ELEMENTS (flags))];
  else
    action.number = g_rand_int_range (random, 0, action.kind == GCORE_ACTION_AUTOMATIC ? 2 : 3);
  if (action.kind == GCORE_ACTION_THRESHOLD)
    action.value = g_rand_int_range (random, 1, 1000);
  g_assert_true (gcore_history_act (self->history, &action));
}

static void
travel (Walk *self, GRand *random)
{
  GcoreJournal *journal = gcore_history_journal (self->history);
  GcoreBranch *branch = journal->branches[g_rand_int_range (random, 0, (gint32) journal->n_branches)];
  gcore_history_go_to (self->history, branch,
                       self->start + (guint64) (g_rand_double (random) * (double) (branch->end_tick - self->start)));
}

static void
change_much (GcoreMachine *machine, void *data)
{
  char line[] = "import time; y = [time.time()] * 999; 'é'.encode()\n";
  GcoreAction action = { .kind = GCORE_ACTION_EVALUATE, .text = line };
  gcore_program_perform (machine, &action);
}

static void
take_step (Walk *self, GRand *random)
{
  static const GcoreRunMode modes[] = { GCORE_RUN_INSTRUCTION, GCORE_RUN_INTO, GCORE_RUN_OVER, GCORE_RUN_OUT,
                                        GCORE_RUN_COLLECTION_STEP, GCORE_RUN_COLLECTION_PHASE };
  GcoreRunMode mode = modes[g_rand_int_range (random, 0, G_N_ELEMENTS (modes))];
  guint64 limit = self->start + (guint64) most_ticks;
  int choice = g_rand_int_range (random, 0, 100);
  maybe_checkpoint (self, random);
  if (choice < 40)
    gcore_history_run_until (self->history, mode, limit);
  else if (choice < 55)
    gcore_seek_step_back (self->history, mode);
  else if (choice < 65)
    gcore_history_run_until (self->history, GCORE_RUN_FREELY,
                             MIN (limit, gcore_history_position (self->history).tick
                                           + (guint64) g_rand_int_range (random, 1, 20000)));
  else if (choice < 82)
    travel (self, random);
  else if (choice < 94)
    act (self, random);
  else if (choice < 97)
    gcore_history_try (self->history, change_much, NULL);
  else
    {
      GcoreJournal *journal = gcore_history_journal (self->history);
      gcore_history_delete_branch (self->history, journal->branches[journal->n_branches - 1]);
    }
}

static bool
check_walk (Walk *self, GRand *random)
{
  g_autoptr (GArray) notes = g_array_new (FALSE, FALSE, sizeof (Note));
  for (int i = 0; i < n_steps; i++)
    {
      take_step (self, random);
      if (g_rand_int_range (random, 0, 4) == 0)
        take_note (self, notes);
    }
  bool good = true;
  for (guint i = 0; i < notes->len && good; i += 4)
    good = agrees (self, &g_array_index (notes, Note, i));
  begin_again (self);
  for (guint i = 0; i < notes->len && good; i++)
    good = agrees (self, &g_array_index (notes, Note, (i * 7) % notes->len));
  return good;
}

/* --- programs ----------------------------------------------------------------------------------------------------- */

static bool
check (const char *path)
{
  Walk self = { .path = path, .folder = g_path_get_dirname (path) };
  self.outside
    = (GcoreHost){ .data = &self, .clock = read_clock, .random = read_random, .find_source = find_module };
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) seed);
  bool good = g_file_get_contents (path, &self.text, &self.length, NULL);
  bool runs = good && begin (&self, NULL);
  if (runs)
    {
      good = check_ticks (&self);
      end (&self);
      begin (&self, NULL);
      if (n_ticks > 0)
        good = check_visits (&self, random) && good;
    }
  for (int i = 0; i < n_walks && good && runs; i++)
    {
      guint32 walk = (guint32) (seed + i);
      end (&self);
      begin (&self, NULL);
      g_rand_set_seed (random, walk);
      if (!(good = check_walk (&self, random)))
        printf ("# walk with seed %u\n", walk);
    }
  end (&self);
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
        { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "Of the first walk; an even one records births", "N" },
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
      bool good = check (paths->pdata[i]);
      failed += !good;
      printf ("%s %u - %s\n", good ? "ok" : "not ok", ++number, (const char *) paths->pdata[i]);
      fflush (stdout);
    }
  return failed > 0;
}
