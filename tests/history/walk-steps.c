/* SPDX-License-Identifier: MIT */
/* The steps of a random walk: running in every way, forward and back, acting, travelling, looking. */
#include "walk.h"

#include <signal.h>
#include <unistd.h>

#include "gcore/collector/collector.h"
#include "gcore/history/course.h"
#include "gcore/history/object-history.h"
#include "gcore/history/places.h"
#include "gcore/history/raise.h"
#include "gcore/history/what-if.h"
#include "gcore/objects/str.h"
#include "gcore/record/snapshot.h"
#include "gcore/session/program.h"

#define PATIENCE 3 /* seconds that a search may take in a program that never ends */

static guint
pick (GRand *random, guint n)
{
  return (guint) g_rand_int_range (random, 0, (gint32) n);
}

static GcoreRunMode
pick_mode (GRand *random)
{
  static const GcoreRunMode modes[] = { GCORE_RUN_INSTRUCTION, GCORE_RUN_INTO, GCORE_RUN_OVER, GCORE_RUN_OUT,
                                        GCORE_RUN_COLLECTION_STEP, GCORE_RUN_COLLECTION_OBJECT,
                                        GCORE_RUN_COLLECTION_PHASE };
  return modes[pick (random, G_N_ELEMENTS (modes))];
}

/* A checkpoint is made at the next place there is, as the clock may have it at any time. */
static void
maybe_checkpoint (Walk *self, GRand *random)
{
  if (pick (random, 4) == 0)
    gcore_machine_interrupt (self->machine, GCORE_INTERRUPT_CHECKPOINT);
}

/* --- what is looked at -------------------------------------------------------------------------------------------- */

/* An object of the program or a running call, and how one of its references is called. */
typedef struct
{
  guint64 address;
  guint32 number;
  char label[200];
  bool kills; /* nothing else refers to what that reference leads to */
} Chosen;

static void
choose_reference (Chosen *chosen, const GcoreSnapshot *snapshot, guint row, GRand *random)
{
  const GcoreSnapshotObject *object = &snapshot->objects[row];
  *chosen = (Chosen){ .address = object->address, .number = object->number };
  if (object->n_refs == 0)
    return;
  const GcoreSnapshotRef *ref = &snapshot->refs[object->first_ref + pick (random, object->n_refs)];
  g_strlcpy (chosen->label, snapshot->strings + ref->label, sizeof chosen->label);
  chosen->kills = snapshot->objects[ref->target].refcount == 1;
}

static void
choose_variable (Chosen *chosen, const GcoreSnapshot *snapshot, GRand *random)
{
  guint frame = pick (random, snapshot->n_frames);
  const GcoreSnapshotFrame *row = &snapshot->frames[snapshot->n_frames - 1 - frame];
  *chosen = (Chosen){ .address = GCORE_NO_HOLDER, .number = frame };
  if (row->n_refs > 0)
    g_strlcpy (chosen->label, snapshot->strings + snapshot->refs[row->first_ref + pick (random, row->n_refs)].label,
               sizeof chosen->label);
}

/* One out of a few, rather one with a reference that keeps something alive. */
static Chosen
choose_object (GRand *random)
{
  GcoreSnapshotBudget budget = { .max_objects = 3000 };
  GcoreSnapshot *snapshot = gcore_snapshot_capture (&budget);
  Chosen chosen = { 0 };
  if (snapshot == NULL)
    return chosen;
  for (guint i = 0; i < 8 && !chosen.kills && snapshot->n_objects > 0; i++)
    choose_reference (&chosen, snapshot, pick (random, snapshot->n_objects), random);
  if (snapshot->n_frames > 0 && pick (random, 5) == 0)
    choose_variable (&chosen, snapshot, random);
  gcore_snapshot_unref (snapshot);
  return chosen;
}

/* --- actions ------------------------------------------------------------------------------------------------------ */

static char *
pick_line (GRand *random)
{
  static const char *const lines[]
    = { "x = [[i] for i in range(50)]\n", "import gc; gc.collect(0)\n", "1 / 0\n",
        "import time, random; t = time.time(), random.random()\n", "x = None\n", "print(len(dir()))\n",
        "class Cycle: pass\n", "c = Cycle(); c.c = c\n", "import sys; sys.stdout.write('é')\n",
        "from fractions import Fraction\n", "broken (\n", "def f(n): return n and f(n - 1)\n", "f(20)\n", "del x\n",
        "x = input()\n", "import sys; x = sys.stdin.readline(3)\n", "import time; time.sleep(0.5)\n",
        "import sys; sys.settrace(lambda *a: None)\n", "import sys; sys.settrace(None)\n" };
  return g_strdup (lines[pick (random, G_N_ELEMENTS (lines))]);
}

static void
act (Walk *self, GRand *random)
{
  static const int flags[] = { 0, 1, 2, 32, 38 };
  GcoreAction action = { .kind = (GcoreActionKind) pick (random, GCORE_N_ACTION_KINDS), .number = (int) pick (random, 3) };
  g_autofree char *line = pick_line (random);
  if (self->machine->program == GCORE_PROGRAM_EXITED)
    return;
  if (action.kind == GCORE_ACTION_EVALUATE)
    action.text = line;
  else if (action.kind == GCORE_ACTION_DEBUG_FLAGS)
    action.number = flags[pick (random, G_N_ELEMENTS (flags))];
  else if (action.kind == GCORE_ACTION_THRESHOLD)
    action.value = 1 + (int64_t) pick (random, 1000);
  Chosen chosen;
  if (action.kind == GCORE_ACTION_CUT)
    {
      chosen = choose_object (random);
      action.value = (int64_t) chosen.address;
      action.number = (int) chosen.number;
      action.text = chosen.label;
    }
  g_assert_true (gcore_history_act (self->history, &action));
}

/* --- forward ------------------------------------------------------------------------------------------------------ */

static void
step (Walk *self, GRand *random)
{
  gcore_history_run_until (self->history, pick_mode (random), self->limit);
}

static void
run_some_ticks (Walk *self, GRand *random)
{
  guint64 here = gcore_history_position (self->history).tick;
  gcore_history_run_until (self->history, GCORE_RUN_FREELY, MIN (self->limit, here + 1 + pick (random, 20000)));
}

/* The pause takes hold at the next place where it can, which may be in the midst of an instruction. */
static void
run_and_pause (Walk *self, GRand *random)
{
  gcore_machine_interrupt (self->machine, GCORE_INTERRUPT_PAUSE);
  run_some_ticks (self, random);
  gcore_machine_take_interrupts (self->machine);
  gcore_history_settle (self->history);
}

static void
set_breakpoints (Walk *self, GRand *random)
{
  gcore_machine_clear_breakpoints (self->machine);
  for (guint n = pick (random, 3); n > 0; n--)
    gcore_machine_add_breakpoint (self->machine, self->path, 1 + (int) pick (random, 60));
}

static void
run_to_breakpoint (Walk *self, GRand *random)
{
  set_breakpoints (self, random);
  gcore_history_run_until (self->history, GCORE_RUN_FREELY, self->limit);
  if (pick (random, 2) == 0)
    gcore_machine_clear_breakpoints (self->machine);
}

/* --- watches ------------------------------------------------------------------------------------------------------ */

static const char *
pick_name (GcoreWatchKind kind, const Chosen *chosen, GRand *random)
{
  static const char *const types[] = { "list", "Node", "tuple", "dict" };
  static const char *const exceptions[] = { NULL, "ValueError", "LookupError" };
  static const char *const functions[] = { "f", "Node.__init__", "show", "main" };
  switch (kind)
    {
    case GCORE_WATCH_ALLOCATION:
      return types[pick (random, G_N_ELEMENTS (types))];
    case GCORE_WATCH_EXCEPTION:
      return exceptions[pick (random, G_N_ELEMENTS (exceptions))];
    case GCORE_WATCH_CALL:
      return functions[pick (random, G_N_ELEMENTS (functions))];
    default:
      return chosen->label;
    }
}

static GcoreWatch
pick_watch (Walk *self, const Chosen *chosen, GRand *random)
{
  static const char *const conditions[]
    = { NULL, NULL, NULL, "True", "1 / 0", "len(dir()) > 3", "__import__('time').time()" };
  GcoreWatchKind kind = (GcoreWatchKind) pick (random, GCORE_N_WATCH_KINDS);
  GcoreWatch watch = { .kind = kind, .address = chosen->address, .serial = chosen->number,
                       .number = (int64_t) pick (random, kind == GCORE_WATCH_LINE ? 60 : 4),
                       .name = pick_name (kind, chosen, random), .hits = pick (random, 4),
                       .file = pick (random, 2) != 0 ? self->path : NULL,
                       .condition = conditions[pick (random, G_N_ELEMENTS (conditions))] };
  return watch;
}

static void
run_to_watch (Walk *self, GRand *random)
{
  Chosen chosen = choose_object (random);
  GcoreWatch some[] = { pick_watch (self, &chosen, random), pick_watch (self, &chosen, random) };
  GcoreWatches *watches = gcore_watches_new (some, 1 + pick (random, 2));
  g_assert_nonnull (watches);
  gcore_watches_forward (watches, self->history, self->limit);
  gcore_watches_free (watches);
}

/* From where the next exception arrives to where it was raised, and maybe back. */
static void
follow_exception (Walk *self, GRand *random)
{
  GcoreWatch watch = { .kind = GCORE_WATCH_EXCEPTION };
  GcoreWatches *watches = gcore_watches_new (&watch, 1);
  GcoreRaise raise;
  g_assert_nonnull (watches);
  GcoreSeekResult result = gcore_watches_forward (watches, self->history, self->limit);
  gcore_watches_free (watches);
  if (result != GCORE_SEEK_FOUND || gcore_raise_look (self->machine, &raise) == NULL)
    return;
  guint64 digest = gcore_history_digest (self->history);
  result = gcore_raise_go_to (&raise, self->history);
  if (result != GCORE_SEEK_FOUND && gcore_history_digest (self->history) != digest)
    self->fault = "a way to where an exception was raised";
  else if (result == GCORE_SEEK_FOUND && pick (random, 2) != 0)
    gcore_raise_go_to_arrival (&raise, self->history);
}

/* --- backward ----------------------------------------------------------------------------------------------------- */

static void
step_back (Walk *self, GRand *random)
{
  gcore_seek_step_back (self->history, pick_mode (random));
}

static bool
is_at_line (GcoreMachine *machine, const GcoreCollectionStep *step, bool first, void *data)
{
  return !first && step == NULL && gcore_machine_begins_line (machine)
         && gcore_machine_current_line () == *(const int *) data;
}

/* To the last breakpoint or watch. */
static void
run_back (Walk *self, GRand *random)
{
  int line = 1 + (int) pick (random, 60);
  GcoreQuestion breakpoint = { .ask = is_at_line, .data = &line };
  Chosen chosen = choose_object (random);
  GcoreWatch watch = pick_watch (self, &chosen, random);
  GcoreWatches *watches = gcore_watches_new (&watch, 1);
  g_assert_nonnull (watches);
  gcore_watches_backward (watches, self->history, pick (random, 2) != 0 ? &breakpoint : NULL);
  gcore_watches_free (watches);
}

/* --- travelling --------------------------------------------------------------------------------------------------- */

static void
travel (Walk *self, GRand *random)
{
  GcoreJournal *journal = gcore_history_journal (self->history);
  GcoreBranch *branch = journal->branches[pick (random, journal->n_branches)];
  gcore_history_go_to (self->history, branch,
                       self->start + (guint64) (g_rand_double (random) * (double) (branch->end_tick - self->start)));
}

static GcoreMachine *impatient; /* whose search may take too long */

static void
lose_patience (int number)
{
  gcore_machine_interrupt (impatient, GCORE_INTERRUPT_PAUSE);
}

/* The place may lie beyond what has been run, and the program may never come there. */
static void
go_to_place (Walk *self, GRand *random)
{
  Chosen chosen = choose_object (random);
  GcorePlace place = { .kind = (GcorePlaceKind) pick (random, GCORE_PLACE_LAST + 1), .number = 1 + pick (random, 5),
                       .phase = (GcoreCollectionPhase) pick (random, GCORE_COLLECTION_CLEAR + 1),
                       .watch = pick_watch (self, &chosen, random) };
  if (!self->ends && place.kind != GCORE_PLACE_LAST) /* to run to its end would take too long */
    place.kind = GCORE_PLACE_TICK;
  if (place.kind == GCORE_PLACE_TICK)
    place.number = self->start + pick (random, (guint) (self->limit - self->start));
  guint64 digest = gcore_history_digest (self->history);
  impatient = self->machine;
  signal (SIGALRM, lose_patience);
  alarm (PATIENCE);
  GcoreSeekResult result = gcore_go_to_place (self->history, &place);
  alarm (0);
  gcore_machine_take_interrupts (self->machine);
  if (result != GCORE_SEEK_FOUND && place.kind != GCORE_PLACE_TICK && gcore_history_digest (self->history) != digest)
    self->fault = "a place that was not found";
}

static void
delete_branch (Walk *self, GRand *random)
{
  GcoreJournal *journal = gcore_history_journal (self->history);
  gcore_history_delete_branch (self->history, journal->branches[pick (random, journal->n_branches)]);
}

/* --- looking: nothing changes ------------------------------------------------------------------------------------- */

static void
change_much (GcoreMachine *machine, void *data)
{
  char line[] = "import time; y = [time.time()] * 999; 'é'.encode(); input(); gc = __import__('gc'); gc.collect()\n";
  GcoreAction action = { .kind = GCORE_ACTION_EVALUATE, .text = line };
  gcore_program_perform (machine, &action);
}

static void
ask_about_object (Walk *self, GRand *random)
{
  Chosen chosen = choose_object (random);
  GcoreIdentity identity = { .number = chosen.number };
  GcoreWhatIf what_if;
  GcoreLife life;
  if (chosen.address != GCORE_NO_HOLDER && !gcore_identity_from (chosen.address, chosen.number, &identity))
    return;
  if (pick (random, 3) == 0 && chosen.address != GCORE_NO_HOLDER)
    {
      gcore_life_record (self->history, &identity, 200, &life);
      gcore_life_clear (&life);
    }
  else if (gcore_what_if_cut (self->history, &identity, chosen.label, pick (random, 2) != 0, &what_if))
    gcore_what_if_clear (&what_if);
}

static void
look (Walk *self, GRand *random)
{
  GcorePosition before = gcore_history_position (self->history);
  guint64 digest = gcore_history_digest (self->history);
  switch (pick (random, 4))
    {
    case 0:
      gcore_history_try (self->history, change_much, NULL);
      break;
    case 1:
      gcore_course_fill (self->history);
      break;
    default:
      ask_about_object (self, random);
    }
  GcorePosition after = gcore_history_position (self->history);
  if (after.tick != before.tick || after.branch != before.branch || gcore_history_digest (self->history) != digest)
    self->fault = "looking at it";
}

/* --- all of them -------------------------------------------------------------------------------------------------- */

static void
save_and_open (Walk *self, GRand *random)
{
  walk_save_and_open (self);
}

void
walk_take_step (Walk *self, GRand *random)
{
  static const struct
  {
    guint weight;
    void (*take) (Walk *self, GRand *random);
  } kinds[] = { { 30, step },         { 14, step_back },       { 8, run_some_ticks }, { 14, travel }, { 12, act },
                { 3, run_and_pause }, { 3, run_to_breakpoint }, { 4, run_to_watch },   { 4, run_back }, { 4, go_to_place },
                { 5, look },          { 2, follow_exception },  { 2, delete_branch },  { 1, save_and_open } };
  guint total = 0;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    total += kinds[i].weight;
  maybe_checkpoint (self, random);
  guint at = pick (random, total), i = 0;
  for (; at >= kinds[i].weight; i++)
    at -= kinds[i].weight;
  kinds[i].take (self, random);
}
