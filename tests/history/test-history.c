/* SPDX-License-Identifier: MIT */
/* Going back and forth in a running program. */
#include "history-fixture.h"

#include "gcore/history/course.h"

/* --- the same state however reached ------------------------------------------------------------------------------- */

static void
test_any_tick_can_be_visited_again (void)
{
  enum { N = 200 };
  Fixture fixture = { 0 };
  start (&fixture, busy, 0);
  GcoreBranch *branch = gcore_history_journal (fixture.history)->branches[0];
  while (gcore_history_run (fixture.history, GCORE_RUN_FREELY) != GCORE_STOP_EXITED)
    ;
  guint64 end = gcore_history_position (fixture.history).tick;
  g_autofree char *output = g_strdup (fixture.output->str);
  guint64 ticks[N], digests[N];
  for (guint i = 0; i < N; i++)
    {
      g_assert_true (gcore_history_go_to (fixture.history, branch, end * i / N));
      ticks[i] = gcore_history_position (fixture.history).tick;
      g_assert_cmpuint (ticks[i], >=, end * i / N);
      digests[i] = gcore_history_digest (fixture.history);
    }
  for (guint step = 0; step < 400; step++)
    {
      guint i = (guint) g_test_rand_int_range (0, N);
      g_assert_true (gcore_history_go_to (fixture.history, branch, ticks[i]));
      g_assert_cmpuint (gcore_history_position (fixture.history).tick, ==, ticks[i]);
      g_assert_cmpuint (gcore_history_digest (fixture.history), ==, digests[i]);
    }
  g_assert_true (gcore_history_go_to (fixture.history, branch, end));
  g_assert_cmpstr (fixture.output->str, ==, output); /* nothing was printed twice */
  finish (&fixture);
}

static void
test_stepping_reaches_the_same_states (void)
{
  Fixture fixture = { 0 };
  start (&fixture, busy, 0);
  GcoreBranch *branch = gcore_history_journal (fixture.history)->branches[0];
  g_autoptr (GArray) states = g_array_new (FALSE, FALSE, sizeof (guint64[2]));
  guint64 last = 0;
  for (guint i = 0; i < 3000; i++)
    {
      GcoreRunMode mode = i % 3 == 0 ? GCORE_RUN_INTO : i % 3 == 1 ? GCORE_RUN_INSTRUCTION : GCORE_RUN_COLLECTION_STEP;
      if (i > 0 && mode == GCORE_RUN_COLLECTION_STEP && i % 300 != 2)
        mode = GCORE_RUN_OVER;
      if (gcore_history_run (fixture.history, mode) == GCORE_STOP_EXITED)
        break;
      guint64 state[2] = { gcore_history_position (fixture.history).tick, gcore_history_digest (fixture.history) };
      g_assert_cmpuint (state[0], >, last);
      last = state[0];
      g_array_append_val (states, state);
    }
  for (guint i = 0; i < states->len; i += 7)
    {
      const guint64 *state = (const guint64 *) (gpointer) states->data + 2 * ((i * 5) % states->len);
      g_assert_true (gcore_history_go_to (fixture.history, branch, state[0]));
      g_assert_cmpuint (gcore_history_position (fixture.history).tick, ==, state[0]);
      g_assert_cmpuint (gcore_history_digest (fixture.history), ==, state[1]);
    }
  finish (&fixture);
}

static bool
count_points (GcoreMachine *machine, const GcoreCollectionStep *step, void *data)
{
  guint64 *points = data;
  g_assert_cmpuint (gcore_machine_tick (machine), >, points[1]);
  points[1] = gcore_machine_tick (machine);
  points[0]++;
  points[2] += step != NULL;
  return points[0] == points[3];
}

static void
test_scan_visits_every_stop_point_in_order (void)
{
  Fixture fixture = { 0 };
  start (&fixture, busy, 0);
  guint64 all[4] = { 0 };
  g_assert_false (gcore_history_scan (fixture.history, UINT64_MAX, count_points, all));
  g_assert_cmpuint (all[0], >, 10000);
  g_assert_cmpuint (all[2], >, 1000);
  g_assert_true (gcore_history_go_to (fixture.history, gcore_history_position (fixture.history).branch, 0));
  guint64 half[4] = { 0, 0, 0, all[0] / 2 };
  g_assert_true (gcore_history_scan (fixture.history, UINT64_MAX, count_points, half));
  g_assert_cmpuint (gcore_history_position (fixture.history).tick, ==, half[1]);
  finish (&fixture);
}

static const char traced[] = "import sys\n"
                             "class Count: n = 0\n"
                             "def trace(frame, event, arg):\n"
                             "    Count.n += len(event) + frame.f_lineno\n"
                             "    return trace\n"
                             "def work(i):\n"
                             "    return i + i\n"
                             "sys.settrace(trace)\n"
                             "for i in range(40): work(i)\n"
                             "sys.settrace(None)\n";

static bool
look_at_nothing (GcoreMachine *machine, const GcoreCollectionStep *step, void *data)
{
  return false;
}

/* A trace function itself is not traced, so its instructions are specialised as any others. */
static void
test_a_trace_function_is_the_same_at_any_speed (void)
{
  Fixture fixture = { 0 };
  start (&fixture, traced, 0);
  g_assert_cmpint (gcore_history_run (fixture.history, GCORE_RUN_FREELY), ==, GCORE_STOP_ENDED);
  GcorePosition end = gcore_history_position (fixture.history);
  guint64 digest = gcore_history_digest (fixture.history);
  g_assert_true (gcore_history_go_to (fixture.history, end.branch, 0));
  g_assert_false (gcore_history_scan (fixture.history, end.tick, look_at_nothing, NULL));
  g_assert_cmpuint (gcore_history_position (fixture.history).tick, ==, end.tick);
  g_assert_cmpuint (gcore_history_digest (fixture.history), ==, digest);
  finish (&fixture);
}

/* --- actions and branches ----------------------------------------------------------------------------------------- */

static void
test_acting_in_the_past_makes_a_branch (void)
{
  Fixture fixture = { 0 };
  start (&fixture, busy, 0);
  GcoreHistory *history = fixture.history;
  GcoreBranch *first = gcore_history_journal (history)->branches[0];
  while (gcore_history_run (history, GCORE_RUN_FREELY) != GCORE_STOP_EXITED)
    ;
  guint64 end = first->end_tick, end_digest = gcore_history_digest (history), middle = end / 2;
  g_assert_true (gcore_history_go_to (history, first, middle));
  guint64 middle_digest = gcore_history_digest (history);
  GcoreAction action = { .kind = GCORE_ACTION_THRESHOLD, .number = 0, .value = 20 };
  g_assert_true (gcore_history_act (history, &action));
  GcoreBranch *second = gcore_history_position (history).branch;
  g_assert_true (second != first);
  while (gcore_history_run (history, GCORE_RUN_FREELY) != GCORE_STOP_EXITED)
    ;
  guint64 other_digest = gcore_history_digest (history);
  g_assert_cmpuint (second->outcome.n_collections[0], >, first->outcome.n_collections[0]);

  g_assert_true (gcore_history_go_to (history, first, end));
  g_assert_cmpuint (gcore_history_digest (history), ==, end_digest);
  g_assert_true (gcore_history_go_to (history, second, second->end_tick));
  g_assert_cmpuint (gcore_history_digest (history), ==, other_digest);
  g_assert_true (gcore_history_go_to (history, second, middle));
  g_assert_cmpuint (gcore_history_digest (history), ==, middle_digest);
  g_assert_false (gcore_history_delete_branch (history, second));
  g_assert_true (gcore_history_go_to (history, first, 0));
  g_assert_true (gcore_history_delete_branch (history, second));
  g_assert_cmpuint (gcore_history_journal (history)->n_branches, ==, 1);
  finish (&fixture);
}

static void
test_actions_at_the_end_are_done_again (void)
{
  Fixture fixture = { 0 };
  start (&fixture, busy, 0);
  GcoreHistory *history = fixture.history;
  gcore_history_run_until (history, GCORE_RUN_FREELY, 150000);
  char text[] = "print('typed', len(seen)); seen.clear()";
  GcoreAction action = { .kind = GCORE_ACTION_EVALUATE, .text = text };
  guint64 before = gcore_history_digest (history), tick = gcore_history_position (history).tick;
  g_assert_true (gcore_history_act (history, &action));
  g_assert_nonnull (strstr (fixture.output->str, "typed"));
  guint64 after = gcore_history_digest (history), after_tick = gcore_history_position (history).tick;
  g_assert_cmpuint (gcore_history_journal (history)->n_branches, ==, 1);
  GcoreBranch *branch = gcore_history_position (history).branch;
  g_assert_true (gcore_history_go_to (history, branch, 100));
  g_assert_true (gcore_history_go_to (history, branch, tick));
  g_assert_cmpuint (gcore_history_digest (history), ==, before);
  g_assert_true (gcore_history_go_to (history, branch, after_tick));
  g_assert_cmpuint (gcore_history_digest (history), ==, after);
  /* Where they are done anew, as when a saved session is opened, the branch is as long as before. */
  branch->end_tick = tick;
  g_assert_true (gcore_history_go_to (history, branch, 100));
  g_assert_true (gcore_history_run_along (history, branch, after_tick));
  g_assert_cmpuint (branch->end_tick, ==, after_tick);
  finish (&fixture);
}

static void
change_everything (GcoreMachine *machine, void *data)
{
  run_inside (machine, "import gc, time\nseen = [time.time() for i in range(1000)]\ngc.collect()\nprint('tried')");
}

static void
test_trying_leaves_no_trace (void)
{
  Fixture fixture = { 0 };
  start (&fixture, busy, 0);
  gcore_history_run_until (fixture.history, GCORE_RUN_FREELY, 150000);
  guint64 digest = gcore_history_digest (fixture.history);
  guint32 n_inputs = gcore_branch_count_inputs (gcore_history_position (fixture.history).branch);
  g_assert_true (gcore_history_try (fixture.history, change_everything, NULL));
  g_assert_nonnull (strstr (fixture.output->str, "tried"));
  g_assert_cmpuint (gcore_history_digest (fixture.history), ==, digest);
  g_assert_cmpuint (gcore_branch_count_inputs (gcore_history_position (fixture.history).branch), ==, n_inputs);
  finish (&fixture);
}

/* --- checkpoints -------------------------------------------------------------------------------------------------- */

static const char churning[] = "keep = [None] * 50000\n"
                               "for turn in range(60):\n"
                               "    for i in range(len(keep)):\n"
                               "        keep[i] = [turn, i]\n";

static void
test_checkpoints_stay_in_their_budget (void)
{
  Fixture fixture = { 0 };
  guint64 budget = (GCORE_HAVE_ASAN ? 32 : 8) << 20; /* a sanitizer's marks take room too */
  start (&fixture, churning, budget);
  while (gcore_history_run (fixture.history, GCORE_RUN_FREELY) != GCORE_STOP_EXITED)
    ;
  guint64 end = gcore_history_position (fixture.history).tick, digest = gcore_history_digest (fixture.history);
  GcoreBranch *branch = gcore_history_position (fixture.history).branch;
  g_assert_cmpuint (gcore_history_count_checkpoints (fixture.history), >, 2);
  g_assert_cmpuint (gcore_history_checkpoints_size (fixture.history), <=, budget);
  g_assert_true (gcore_history_go_to (fixture.history, branch, end / 3));
  g_assert_true (gcore_history_go_to (fixture.history, branch, end));
  g_assert_cmpuint (gcore_history_digest (fixture.history), ==, digest);
  finish (&fixture);
}

/* One that is made on the way to where the program has been has its pages in common with those there are. */
static void
test_travelling_takes_no_memory (void)
{
  static const char program[] = "keep = []\n"
                                "for i in range(300000):\n"
                                "    keep.append([i])\n";
  Fixture fixture = { 0 };
  start (&fixture, program, 0);
  while (gcore_history_run (fixture.history, GCORE_RUN_FREELY) != GCORE_STOP_ENDED)
    ;
  GcorePosition end = gcore_history_position (fixture.history);
  gcore_history_mark (fixture.history);
  guint64 size = gcore_history_checkpoints_size (fixture.history);
  guint32 n_checkpoints = gcore_history_count_checkpoints (fixture.history);
  for (guint i = 9; i > 0; i--)
    {
      gcore_history_go_to (fixture.history, end.branch, end.tick / 10 * i);
      gcore_history_mark (fixture.history);
    }
  g_assert_cmpuint (gcore_history_count_checkpoints (fixture.history), >=, n_checkpoints + 9);
  g_assert_cmpuint (gcore_history_checkpoints_size (fixture.history), <, 2 * size);
  finish (&fixture);
}

/* However many branches there are; and a budget for less than two checkpoints only makes ways longer. */
static void
test_branches_share_the_budget (void)
{
  static const guint64 budgets[] = { 10 << 20, 1 << 20 };
  static const char program[] = "keep = [None] * 50000\n"
                                "for turn in range(4):\n"
                                "    for i in range(len(keep)):\n"
                                "        keep[i] = [turn, i]\n";
  for (guint k = 0; k < G_N_ELEMENTS (budgets); k++)
    {
      Fixture fixture = { 0 };
      start (&fixture, program, budgets[k]);
      guint64 end = 0, digests[12] = { 0 };
      GcoreAction action = { .kind = GCORE_ACTION_THRESHOLD };
      GcoreBranch *first = gcore_history_position (fixture.history).branch;
      for (guint i = 0; i < G_N_ELEMENTS (digests); i++)
        {
          gcore_machine_interrupt (fixture.machine, GCORE_INTERRUPT_CHECKPOINT);
          gcore_history_run (fixture.history, GCORE_RUN_FREELY);
          gcore_machine_interrupt (fixture.machine, GCORE_INTERRUPT_CHECKPOINT); /* in its exit sequence */
          gcore_history_run (fixture.history, GCORE_RUN_FREELY);
          end = first->end_tick;
          digests[i] = gcore_history_digest (fixture.history);
          if (k == 0)
            g_assert_cmpuint (gcore_history_checkpoints_size (fixture.history), <=, budgets[k]);
          gcore_history_go_to (fixture.history, first, end / 16 * i);
          action.value = i + 600;
          gcore_history_act (fixture.history, &action);
        }
      const GcoreJournal *journal = gcore_history_journal (fixture.history);
      for (guint i = 0; i < G_N_ELEMENTS (digests); i += 3)
        {
          g_assert_true (gcore_history_go_to (fixture.history, journal->branches[i], journal->branches[i]->end_tick));
          g_assert_cmpuint (gcore_history_digest (fixture.history), ==, digests[i]);
        }
      finish (&fixture);
    }
}

/* A pause that came together with a checkpoint is over: it does not come again whenever a travel begins there. */
static void
test_a_checkpoint_knows_nothing_of_a_pause (void)
{
  Fixture fixture = { 0 };
  start (&fixture, busy, 0);
  gcore_machine_interrupt (fixture.machine, GCORE_INTERRUPT_CHECKPOINT | GCORE_INTERRUPT_PAUSE);
  g_assert_cmpint (gcore_history_run (fixture.history, GCORE_RUN_FREELY), ==, GCORE_STOP_PAUSED);
  g_assert_cmpuint (gcore_history_count_checkpoints (fixture.history), >=, 2);
  GcorePosition paused = gcore_history_position (fixture.history);
  gcore_history_run_until (fixture.history, GCORE_RUN_FREELY, paused.tick + 1000);
  g_assert_true (gcore_history_go_to (fixture.history, paused.branch, 0));
  g_assert_true (gcore_history_go_to (fixture.history, paused.branch, paused.tick + 500));
  g_assert_cmpuint (gcore_history_position (fixture.history).tick, >=, paused.tick + 500);
  finish (&fixture);
}

static void
test_the_course_is_drawn_afterwards (void)
{
  Fixture fixture = { 0 };
  start (&fixture, busy, 0);
  while (gcore_history_run (fixture.history, GCORE_RUN_FREELY) != GCORE_STOP_ENDED)
    ;
  guint64 digest = gcore_history_digest (fixture.history);
  gcore_course_fill (fixture.history);
  g_assert_cmpuint (gcore_history_digest (fixture.history), ==, digest);
  const GcoreBranch *branch = gcore_history_position (fixture.history).branch;
  g_assert_cmpuint (branch->n_samples, >, 200);
  for (guint i = 1; i < branch->n_samples; i++)
    g_assert_cmpuint (branch->samples[i].tick, >, branch->samples[i - 1].tick);
  g_assert_cmpuint (branch->n_collections, ==, GCORE_COLLECTOR->n_collections);
  finish (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/ticks/any-can-be-visited-again", test_any_tick_can_be_visited_again);
  g_test_add_func ("/history/ticks/stepping-reaches-the-same-states", test_stepping_reaches_the_same_states);
  g_test_add_func ("/history/ticks/a-scan-visits-every-stop-point-in-order", test_scan_visits_every_stop_point_in_order);
  g_test_add_func ("/history/ticks/a-trace-function-is-the-same-at-any-speed",
                   test_a_trace_function_is_the_same_at_any_speed);
  g_test_add_func ("/history/branches/acting-in-the-past-makes-one", test_acting_in_the_past_makes_a_branch);
  g_test_add_func ("/history/actions/those-at-the-end-are-done-again", test_actions_at_the_end_are_done_again);
  g_test_add_func ("/history/try/leaves-no-trace", test_trying_leaves_no_trace);
  g_test_add_func ("/history/checkpoints/stay-in-their-budget", test_checkpoints_stay_in_their_budget);
  g_test_add_func ("/history/checkpoints/travelling-takes-no-memory", test_travelling_takes_no_memory);
  g_test_add_func ("/history/checkpoints/branches-share-the-budget", test_branches_share_the_budget);
  g_test_add_func ("/history/checkpoints/know-nothing-of-a-pause", test_a_checkpoint_knows_nothing_of_a_pause);
  g_test_add_func ("/history/course/is-drawn-afterwards", test_the_course_is_drawn_afterwards);
  return g_test_run ();
}
