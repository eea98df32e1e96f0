/* SPDX-License-Identifier: MIT */
/* Commands that come while a program runs leave what it does as it is. */
#include "gcore/session/program.h"
#include "gcore/session/session.h"

#define TIME_LIMIT 60 /* seconds for anything to happen */

static void
on_stopped (GcoreSession *session, int reason, gpointer data)
{
  (*(int *) data)++;
}

static void
wait_for (const int *count, int wanted)
{
  gint64 end = g_get_monotonic_time () + TIME_LIMIT * G_USEC_PER_SEC;

  while (*count < wanted)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
      g_usleep (200);
    }
}

static void
visit_nothing (GcoreHistory *history, GcoreMachine *machine, gpointer data)
{
}

static void
count_visit (gboolean visited, gpointer data)
{
  (*(int *) data)++;
}

/* One command of each kind in turn, until COUNT is WANTED. */
static void
send_commands (GcoreSession *session, const int *count, int wanted, int *n_visits)
{
  const GcoreWatch never = { .kind = GCORE_WATCH_LINE, .number = 99 };
  const guint line = 98;

  for (int i = 0; i < 20 && *count < wanted; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (5000);
      gcore_session_set_threshold (session, 1, 10 + i);
      gcore_session_set_bookmark (session, 0, 1, "here");
      gcore_session_set_breakpoints (session, &line, (gsize) i % 2);
      if (i % 8 == 3)
        gcore_session_set_watches (session, &never, i % 16 == 3);
      if (i % 4 == 1)
        gcore_session_collect (session, 0);
      if (i % 4 == 2)
        gcore_session_visit (session, visit_nothing, count_visit, n_visits);
    }
}

/* They come in calls deep below the one that is stepped over. */
static void
test_a_step_ends_where_it_would_have (void)
{
  g_autoptr (GcoreSession) session = gcore_session_new (NULL);
  int stops = 0, n_visits = 0;

  g_signal_connect (session, "stopped", G_CALLBACK (on_stopped), &stops);
  gcore_session_load (session, "def inner(n):\n    m = n\n    return m\ndef slow():\n    for i in range(2000000):\n"
                               "        inner(i)\nslow()\nx = 1\n", -1, "program.py", NULL);
  wait_for (&stops, 1);
  for (int i = 2; i <= 3; i++)
    {
      gcore_session_step (session, GCORE_STEP_OVER);
      wait_for (&stops, i);
    }
  g_assert_cmpuint (gcore_session_get_line (session), ==, 7);
  gcore_session_step (session, GCORE_STEP_OVER);
  send_commands (session, &stops, 4, &n_visits);
  wait_for (&stops, 4);
  g_assert_cmpint (gcore_session_get_stop_reason (session), ==, GCORE_SESSION_STOP_STEP);
  g_assert_cmpuint (gcore_session_get_line (session), ==, 8);
  g_assert_cmpint (n_visits, >, 0);
  gcore_session_close (session);
}

static void
visit_long (GcoreHistory *history, GcoreMachine *machine, gpointer data)
{
  g_usleep (300 * 1000);
}

static void
examine (GcoreMachine *machine, void *data)
{
  gcore_program_examine (machine, "[i for i in iter(int, 1) if i]", 0, FALSE, data);
}

static void
visit_without_end (GcoreHistory *history, GcoreMachine *machine, gpointer data)
{
  gcore_history_try (history, examine, data);
}

static void
end_visit (gboolean visited, gpointer data)
{
}

/* What it is to end waits for its turn still. */
static void
test_a_pause_comes_before_what_it_ends (void)
{
  g_autoptr (GcoreSession) session = gcore_session_new (NULL);
  GcoreExamined examined = { .failed = FALSE };
  int stops = 0, n_visits = 0;

  g_signal_connect (session, "stopped", G_CALLBACK (on_stopped), &stops);
  gcore_session_load (session, "x = 1\n", -1, "program.py", NULL);
  wait_for (&stops, 1);
  gcore_session_visit (session, visit_long, count_visit, &n_visits);
  gcore_session_visit (session, visit_without_end, end_visit, &examined);
  gcore_session_pause (session);
  gcore_session_visit (session, visit_nothing, count_visit, &n_visits);
  wait_for (&n_visits, 2);
  g_assert_true (examined.failed);
  g_assert_cmpstr (examined.type, ==, "KeyboardInterrupt");
  gcore_session_close (session);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/commands/a-step-ends-where-it-would-have", test_a_step_ends_where_it_would_have);
  g_test_add_func ("/session/commands/a-pause-comes-before-what-it-ends", test_a_pause_comes_before_what_it_ends);
  return g_test_run ();
}
