/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "gcore/session/session.h"
#include "ui/draw/hs-graph.h"

#define TIME_LIMIT 30 /* seconds for anything to happen */

static const char node_cycle[] = "import gc\n"
                                 "class Node:\n"
                                 "    def __init__(self, value):\n"
                                 "        self.value = value\n"
                                 "        self.next = None\n"
                                 "node1 = Node(1)\n"
                                 "node2 = Node(2)\n"
                                 "node1.next = node2\n"
                                 "node2.next = node1\n"
                                 "gc.collect()\n"
                                 "del node1\n"
                                 "del node2\n"
                                 "print(gc.collect())\n";

typedef struct
{
  GcoreSession *session;
  GString *output[3];
} Fixture;

static void
on_output (GcoreSession *session, int kind, const char *text, gpointer data)
{
  g_string_append (((Fixture *) data)->output[kind], text);
}

static void
on_rewound (GcoreSession *session, gpointer data)
{
  Fixture *fixture = data;

  g_string_truncate (fixture->output[GCORE_OUTPUT_STDOUT], 0);
  g_string_truncate (fixture->output[GCORE_OUTPUT_STDERR], 0);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = gcore_session_new (NULL);
  for (int i = 0; i < 3; i++)
    fixture->output[i] = g_string_new (NULL);
  g_signal_connect (fixture->session, "output", G_CALLBACK (on_output), fixture);
  g_signal_connect (fixture->session, "rewound", G_CALLBACK (on_rewound), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gcore_session_close (fixture->session);
  g_assert_finalize_object (fixture->session);
  for (int i = 0; i < 3; i++)
    g_string_free (fixture->output[i], TRUE);
}

/* Waits until the session has stopped once more. */
static void
on_stopped (GcoreSession *session, int reason, gpointer data)
{
  (*(int *) data)++;
}

static void
wait_for_stop (Fixture *fixture, int *stops)
{
  gint64 end = g_get_monotonic_time () + TIME_LIMIT * G_USEC_PER_SEC;
  int before = *stops;

  while (*stops == before)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
      g_usleep (200);
    }
}

static void
wait_for_state (Fixture *fixture, GcoreSessionState state)
{
  gint64 end = g_get_monotonic_time () + TIME_LIMIT * G_USEC_PER_SEC;

  while (gcore_session_get_state (fixture->session) != state)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
      g_usleep (200);
    }
}

/* Each of these gives a command and waits for the stop that follows. */
#define AND_WAIT(command)                                                                                              \
  do                                                                                                                   \
    {                                                                                                                  \
      int stops = 0;                                                                                                   \
      gulong handler = g_signal_connect (fixture->session, "stopped", G_CALLBACK (on_stopped), &stops);                \
      command;                                                                                                         \
      wait_for_stop (fixture, &stops);                                                                                 \
      g_signal_handler_disconnect (fixture->session, handler);                                                         \
    }                                                                                                                  \
  while (0)

static void
load (Fixture *fixture, const char *text)
{
  AND_WAIT (gcore_session_load (fixture->session, text, -1, "program.py", NULL));
}

static void
step (Fixture *fixture, GcoreStepKind kind)
{
  AND_WAIT (gcore_session_step (fixture->session, kind));
}

static void
go (Fixture *fixture)
{
  AND_WAIT (gcore_session_continue (fixture->session));
}

static void
step_back (Fixture *fixture)
{
  AND_WAIT (gcore_session_step_back (fixture->session, GCORE_STEP_OVER));
}

static void
continue_back (Fixture *fixture)
{
  AND_WAIT (gcore_session_continue_back (fixture->session));
}

static void
travel_to (Fixture *fixture, guint branch, guint64 tick)
{
  AND_WAIT (gcore_session_go_to (fixture->session, branch, tick));
}

static void
test_load_stops_before_the_first_line (Fixture *fixture, gconstpointer data)
{
  load (fixture, node_cycle);
  g_assert_cmpint (gcore_session_get_state (fixture->session), ==, GCORE_SESSION_PAUSED);
  g_assert_cmpuint (gcore_session_get_line (fixture->session), ==, 1);
  g_assert_nonnull (gcore_session_get_snapshot (fixture->session));
}

static void
test_continue_goes_to_the_end_and_then_out (Fixture *fixture, gconstpointer data)
{
  load (fixture, node_cycle);
  go (fixture);
  g_assert_cmpint (gcore_session_get_stop_reason (fixture->session), ==, GCORE_SESSION_STOP_END);
  go (fixture);
  g_assert_cmpint (gcore_session_get_state (fixture->session), ==, GCORE_SESSION_FINISHED);
  g_assert_cmpint (gcore_session_get_exit_code (fixture->session), ==, 0);
  g_assert_cmpstr (fixture->output[GCORE_OUTPUT_STDOUT]->str, ==, "2\n");
}

static void
assert_drawn_references_add_up (HsGraphScene *scene)
{
  for (guint n = 0; n < scene->nodes->len; n++)
    {
      HsGraphNode *node = scene->nodes->pdata[n];
      int64_t arrows = 0;
      for (guint e = 0; e < scene->edges->len; e++)
        {
          HsGraphEdge *edge = scene->edges->pdata[e];
          if (edge->to == n && edge->kind != GCORE_REF_WEAK)
            arrows += edge->n_same;
        }
      if (node->kind == HS_NODE_OBJECT)
        g_assert_cmpint (arrows + node->hidden_in, ==, node->refcount);
    }
}

/* Every stop of the program of the first lesson everybody takes: what is shown is what is. */
static void
test_shown_references_add_up_at_every_step (Fixture *fixture, gconstpointer data)
{
  HsGraphPlaces *places = hs_graph_places_new ();
  HsText *text = hs_text_new (NULL);
  char message[256];

  load (fixture, node_cycle);
  while (gcore_session_get_stop_reason (fixture->session) != GCORE_SESSION_STOP_END)
    {
      const GcoreSnapshot *snapshot = gcore_session_get_snapshot (fixture->session);
      if (!gcore_snapshot_check (snapshot, message, sizeof message))
        g_error ("line %u: %s", gcore_session_get_line (fixture->session), message);
      HsGraphScene *scene = hs_graph_scene_new (snapshot, NULL, places, text);
      assert_drawn_references_add_up (scene);
      hs_graph_scene_free (scene);
      step (fixture, GCORE_STEP_INTO);
    }
  hs_graph_places_free (places);
  hs_text_free (text);
}

static void
test_breakpoint_stops_before_its_line (Fixture *fixture, gconstpointer data)
{
  const guint lines[] = { 9 };

  load (fixture, node_cycle);
  gcore_session_set_breakpoints (fixture->session, lines, 1);
  go (fixture);
  g_assert_cmpint (gcore_session_get_stop_reason (fixture->session), ==, GCORE_SESSION_STOP_BREAKPOINT);
  g_assert_cmpuint (gcore_session_get_line (fixture->session), ==, 9);
}

static void
test_endless_loop_pauses_at_once (Fixture *fixture, gconstpointer data)
{
  gint64 worst = 0;

  load (fixture, "while True:\n    pass\n");
  for (int i = 0; i < 5; i++)
    {
      gcore_session_continue (fixture->session);
      wait_for_state (fixture, GCORE_SESSION_RUNNING);
      g_usleep (20000);
      gint64 start = g_get_monotonic_time ();
      gcore_session_pause (fixture->session);
      wait_for_state (fixture, GCORE_SESSION_PAUSED);
      worst = MAX (worst, g_get_monotonic_time () - start);
    }
  g_test_message ("longest wait for a pause: %" G_GINT64_FORMAT " µs", worst);
}

/* Continues, and pauses in the midst of what then takes long. The seconds that took. */
static double
pause_in_the_midst (Fixture *fixture)
{
  gcore_session_continue (fixture->session);
  wait_for_state (fixture, GCORE_SESSION_RUNNING);
  g_usleep (60000);
  gint64 start = g_get_monotonic_time ();
  gcore_session_pause (fixture->session);
  wait_for_state (fixture, GCORE_SESSION_PAUSED);
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static void
test_long_instruction_pauses_at_once (Fixture *fixture, gconstpointer data)
{
  static const char *const instructions[] = {
    "3 ** 10 ** 8",
    "sum(range(10 ** 12))",
    "sorted(range(10 ** 7), key=lambda x: x % 7919)",
    "'ab' * 10 ** 8 == 'ab' * 10 ** 8 in ['ab' * 10 ** 8] * 100",
    "collections.deque(itertools.repeat(0, 10 ** 12), maxlen=0)",
    "collections.Counter(itertools.cycle('abc'))",
    "'\\n' * 10 ** 7 in '\\n' * 10 ** 7 + ' '.join(map(str, range(10 ** 8)))",
    "time.sleep(1000)",
    "re.search('(a|aa)+$', 'a' * 100 + 'b')",
  };
  double worst = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (instructions); i++)
    {
      g_autofree char *program = g_strdup_printf ("import collections, itertools, re, time\nx = 1\nx = %s\n",
                                                  instructions[i]);
      load (fixture, program);
      step (fixture, GCORE_STEP_OVER);
      step (fixture, GCORE_STEP_OVER);
      for (int j = 0; j < 2; j++)
        {
          double seconds = pause_in_the_midst (fixture);
          g_test_message ("%s: %.3f s", instructions[i], seconds);
          worst = MAX (worst, seconds);
          g_assert_cmpuint (gcore_session_get_line (fixture->session), ==, 3);
        }
    }
#if !GCORE_HAVE_ASAN /* under which everything takes its time */
  g_assert_cmpfloat (worst, <, 0.5);
#endif
}

static void
test_instruction_paused_in_the_midst_goes_on (Fixture *fixture, gconstpointer data)
{
  load (fixture, "x = 3 ** 10 ** 8\nprint(x % 1000007)\n");
  for (int i = 0; i < 3; i++)
    pause_in_the_midst (fixture);
  gcore_session_evaluate (fixture->session, "1 + 1", 0);
  while (gcore_session_get_stop_reason (fixture->session) != GCORE_SESSION_STOP_END)
    go (fixture);
  g_assert_cmpstr (fixture->output[GCORE_OUTPUT_STDOUT]->str, ==, "91022\n");
  g_assert_cmpstr (fixture->output[GCORE_OUTPUT_CONSOLE]->str, ==, "2\n"); /* before the instruction */
}

static void
test_long_line_on_the_console_ends_with_the_session (Fixture *fixture, gconstpointer data)
{
  load (fixture, node_cycle);
  gcore_session_evaluate (fixture->session, "[7 ** 10 ** i for i in range(9)]", 0);
  g_usleep (50000);
  gcore_session_restart (fixture->session);
  wait_for_state (fixture, GCORE_SESSION_PAUSED);
}

static void
test_evaluate_answers_on_the_console (Fixture *fixture, gconstpointer data)
{
  load (fixture, node_cycle);
  for (int i = 0; i < 40 && gcore_session_get_line (fixture->session) != 9; i++)
    step (fixture, GCORE_STEP_OVER);
  gcore_session_evaluate (fixture->session, "node1.value + 41", 0);
  gcore_session_evaluate (fixture->session, "node1.colour", 0);
  step (fixture, GCORE_STEP_OVER);
  g_assert_true (g_str_has_prefix (fixture->output[GCORE_OUTPUT_CONSOLE]->str, "42\n"));
  g_assert_nonnull (strstr (fixture->output[GCORE_OUTPUT_CONSOLE]->str,
                            "AttributeError: 'Node' object has no attribute 'colour'"));
  g_assert_cmpuint (gcore_session_get_line (fixture->session), ==, 10);
}

static void
test_endless_evaluation_ends_with_the_session (Fixture *fixture, gconstpointer data)
{
  load (fixture, node_cycle);
  gcore_session_evaluate (fixture->session, "while True: pass", 0);
  g_usleep (50000);
  gcore_session_restart (fixture->session);
  wait_for_state (fixture, GCORE_SESSION_PAUSED);
}

static void
test_collect_and_switches_take_effect (Fixture *fixture, gconstpointer data)
{
  load (fixture, node_cycle);
  gcore_session_set_threshold (fixture->session, 0, 123);
  gcore_session_set_automatic (fixture->session, FALSE);
  gcore_session_set_debug_flags (fixture->session, 1);
  gcore_session_collect (fixture->session, 2);
  step (fixture, GCORE_STEP_OVER);
  const GcoreSnapshot *snapshot = gcore_session_get_snapshot (fixture->session);
  g_assert_cmpuint (snapshot->generations[0].threshold, ==, 123);
  g_assert_false (snapshot->automatic);
  g_assert_cmpuint (snapshot->debug_flags, ==, 1);
  g_assert_cmpuint (snapshot->n_collections, ==, 1);
  g_assert_nonnull (strstr (fixture->output[GCORE_OUTPUT_STDERR]->str, "gc: collecting generation 2..."));
}

static void
test_broken_source_is_a_problem (Fixture *fixture, gconstpointer data)
{
  load (fixture, "x = 1\ny = (2,\n");
  const GcoreProblem *problem = gcore_session_get_problem (fixture->session);
  g_assert_cmpint (gcore_session_get_state (fixture->session), ==, GCORE_SESSION_BROKEN);
  g_assert_nonnull (problem);
  g_assert_cmpuint (problem->line, ==, 2);
  g_assert_cmpuint (problem->column, ==, 5);
  load (fixture, node_cycle);
  g_assert_cmpint (gcore_session_get_state (fixture->session), ==, GCORE_SESSION_PAUSED);
}

static void
test_flood_of_output_arrives_whole (Fixture *fixture, gconstpointer data)
{
  load (fixture, "for i in range(40000): print(i)\n");
  go (fixture);
  g_assert_cmpuint (fixture->output[GCORE_OUTPUT_STDOUT]->len, ==, 228890);
}

static void
test_closing_a_running_session_ends_it (Fixture *fixture, gconstpointer data)
{
  load (fixture, "while True: print('x' * 1000)\n");
  gcore_session_continue (fixture->session);
  wait_for_state (fixture, GCORE_SESSION_RUNNING);
  gcore_session_close (fixture->session);
  g_assert_cmpint (gcore_session_get_state (fixture->session), ==, GCORE_SESSION_EMPTY);
}

/* What is exported is a program again, with the same objects. */
static void
test_export_can_be_loaded_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  int stops = 0;

  load (fixture, node_cycle);
  for (int i = 0; i < 40 && gcore_session_get_line (fixture->session) != 11; i++)
    step (fixture, GCORE_STEP_OVER);
  g_autofree char *json = gcore_session_export_json (fixture->session, &error);
  g_assert_no_error (error);
  g_signal_connect (fixture->session, "stopped", G_CALLBACK (on_stopped), &stops);
  gcore_session_load (fixture->session, json, -1, "graph.json", NULL);
  wait_for_stop (fixture, &stops);
  g_assert_null (gcore_session_get_problem (fixture->session));
  go (fixture);
  const GcoreSnapshot *snapshot = gcore_session_get_snapshot (fixture->session);
  guint nodes = 0;
  for (uint32_t row = 0; row < snapshot->n_objects; row++)
    if (g_str_equal (gcore_snapshot_string (snapshot, snapshot->objects[row].type_name), "Node"))
      {
        g_assert_cmpint (snapshot->objects[row].refcount, ==, 2);
        nodes++;
      }
  g_assert_cmpuint (nodes, ==, 2);
}

#define TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

/* --- going back --------------------------------------------------------------------------------------------------- */

static const char counting[] = "total = 0\n"              /* 1 */
                               "for i in range(3):\n"     /* 2 */
                               "    total += i\n"         /* 3 */
                               "    print(total)\n"       /* 4 */
                               "print('end')\n";          /* 5 */

static void
test_steps_are_taken_back_with_their_output (Fixture *fixture, gconstpointer data)
{
  load (fixture, counting);
  go (fixture);
  g_assert_cmpstr (fixture->output[GCORE_OUTPUT_STDOUT]->str, ==, "0\n1\n3\nend\n");
  step_back (fixture);
  g_assert_cmpuint (gcore_session_get_line (fixture->session), ==, 5);
  g_assert_cmpint (gcore_session_get_stop_reason (fixture->session), ==, GCORE_SESSION_STOP_TRAVEL);
  step_back (fixture);
  step_back (fixture);
  g_assert_cmpuint (gcore_session_get_line (fixture->session), ==, 4);
  g_assert_cmpstr (fixture->output[GCORE_OUTPUT_STDOUT]->str, ==, "0\n1\n");
  go (fixture);
  g_assert_cmpstr (fixture->output[GCORE_OUTPUT_STDOUT]->str, ==, "0\n1\n3\nend\n");
}

static void
test_watches_stop_both_ways (Fixture *fixture, gconstpointer data)
{
  GcoreWatch watches[] = { { .kind = GCORE_WATCH_LINE, .number = 5, .file = "program.py", .condition = "value == 2" },
                           { .kind = GCORE_WATCH_COLLECTION } };

  load (fixture, node_cycle);
  gcore_session_set_watches (fixture->session, watches, 2);
  const struct { guint watch, line; } expected[] = { { 0, 5 }, { 1, 10 }, { 1, 13 } };
  for (guint i = 0; i < 3; i++)
    {
      go (fixture);
      g_assert_cmpint (gcore_session_get_stop_reason (fixture->session), ==, GCORE_SESSION_STOP_WATCH);
      g_assert_cmpuint (gcore_session_get_watch_hit (fixture->session), ==, expected[i].watch);
      g_assert_cmpuint (gcore_session_get_line (fixture->session), ==, expected[i].line);
    }
  gcore_session_set_breakpoints (fixture->session, (const guint[]) { 11 }, 1);
  continue_back (fixture);
  g_assert_cmpint (gcore_session_get_stop_reason (fixture->session), ==, GCORE_SESSION_STOP_TRAVEL);
  g_assert_cmpuint (gcore_session_get_line (fixture->session), ==, 11);
  for (guint i = 2; i-- > 0;)
    {
      continue_back (fixture);
      g_assert_cmpint (gcore_session_get_stop_reason (fixture->session), ==, GCORE_SESSION_STOP_WATCH);
      g_assert_cmpuint (gcore_session_get_watch_hit (fixture->session), ==, expected[i].watch);
    }
  gcore_session_set_breakpoints (fixture->session, NULL, 0);
  gcore_session_set_watches (fixture->session, NULL, 0);
  go (fixture);
  g_assert_cmpint (gcore_session_get_stop_reason (fixture->session), ==, GCORE_SESSION_STOP_END);
}

static void
test_stepping_over_stops_at_a_watch (Fixture *fixture, gconstpointer data)
{
  GcoreWatch watch = { .kind = GCORE_WATCH_CALL, .name = "Node.__init__" };

  load (fixture, node_cycle);
  for (guint i = 0; i < 2; i++)
    step (fixture, GCORE_STEP_OVER);
  gcore_session_set_watches (fixture->session, &watch, 1);
  step (fixture, GCORE_STEP_OVER);
  g_assert_cmpint (gcore_session_get_stop_reason (fixture->session), ==, GCORE_SESSION_STOP_WATCH);
  g_assert_cmpuint (gcore_session_get_line (fixture->session), ==, 3);
}

static void
test_an_endless_condition_pauses (Fixture *fixture, gconstpointer data)
{
  GcoreWatch watch = { .kind = GCORE_WATCH_LINE, .number = 5, .condition = "any(False for _ in iter(int, 1))" };

  load (fixture, node_cycle);
  gcore_session_set_watches (fixture->session, &watch, 1);
  gcore_session_continue (fixture->session);
  wait_for_state (fixture, GCORE_SESSION_RUNNING);
  g_usleep (100000);
  AND_WAIT (gcore_session_pause (fixture->session));
  g_assert_cmpint (gcore_session_get_stop_reason (fixture->session), ==, GCORE_SESSION_STOP_PAUSE);
}

/* Keeps the answer to a question. */
static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
wait_for_result (GAsyncResult **result)
{
  gint64 end = g_get_monotonic_time () + TIME_LIMIT * G_USEC_PER_SEC;

  while (*result == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
      g_usleep (200);
    }
}

/* The first instance of the program's class. */
static const GcoreSnapshotObject *
find_node (Fixture *fixture)
{
  const GcoreSnapshot *snapshot = gcore_session_get_snapshot (fixture->session);

  for (guint i = 0; i < snapshot->n_objects; i++)
    if (g_str_equal (gcore_snapshot_string (snapshot, snapshot->objects[i].type_name), "Node"))
      return &snapshot->objects[i];
  g_assert_not_reached ();
}

static void
test_questions_about_an_object (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) life_result = NULL, what_if_result = NULL, late_result = NULL;
  g_autoptr (GError) error = NULL;

  load (fixture, node_cycle);
  gcore_session_set_breakpoints (fixture->session, (const guint[]) { 11 }, 1);
  go (fixture);
  GcoreSnapshotObject node = *find_node (fixture);
  gcore_session_record_life (fixture->session, node.address, node.number, 0, 0, keep_result, &life_result);
  wait_for_result (&life_result);
  GcoreLife *life = gcore_session_record_life_finish (fixture->session, life_result, &error);
  g_assert_no_error (error);
  g_assert_true (life->is_complete);
  g_assert_cmpint (life->entries[0].event, ==, GCORE_LIFE_BIRTH);
  g_assert_cmpint (life->entries[life->n_entries - 1].event, ==, GCORE_LIFE_GENERATION);
  gcore_session_life_free (life);
  g_assert_cmpuint (gcore_session_get_line (fixture->session), ==, 11);

  gcore_session_what_if_cut (fixture->session, node.address, node.number, ".next", TRUE, keep_result, &what_if_result);
  wait_for_result (&what_if_result);
  GcoreWhatIf *what_if = gcore_session_what_if_cut_finish (fixture->session, what_if_result, &error);
  g_assert_no_error (error);
  g_assert_false (what_if->failed);
  g_assert_cmpuint (what_if->n_deaths, ==, 0); /* the other node has its name */
  gcore_session_what_if_free (what_if);

  gcore_session_record_life (fixture->session, node.address, node.number + 100000, 0, 0, keep_result, &late_result);
  wait_for_result (&late_result);
  g_assert_null (gcore_session_record_life_finish (fixture->session, late_result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_a_life_is_known_before_and_after_it (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  load (fixture, "class Node: pass\n"  /* 1 */
                 "a = Node()\n"        /* 2 */
                 "b = 1\n"             /* 3 */
                 "del a\n"             /* 4 */
                 "b = Node()\n");      /* 5 */
  gcore_session_set_breakpoints (fixture->session, (const guint[]) { 4 }, 1);
  go (fixture);
  GcoreSnapshotObject node = *find_node (fixture);
  guint64 seen = gcore_session_get_snapshot (fixture->session)->tick;
  gcore_session_set_breakpoints (fixture->session, NULL, 0);
  go (fixture); /* its memory has been used again */
  for (guint i = 0; i < 2; i++) /* then from where it is not made yet */
    {
      g_autoptr (GAsyncResult) result = NULL;
      guint64 tick = gcore_session_get_timeline (fixture->session)->tick;
      gcore_session_record_life (fixture->session, node.address, node.number, seen, 0, keep_result, &result);
      wait_for_result (&result);
      GcoreLife *life = gcore_session_record_life_finish (fixture->session, result, &error);
      g_assert_no_error (error);
      g_assert_cmpint (life->entries[0].event, ==, GCORE_LIFE_BIRTH);
      g_assert_cmpint (life->entries[life->n_entries - 1].event, ==, GCORE_LIFE_DEATH);
      g_assert_cmpint (life->entries[life->n_entries - 1].line, ==, 4);
      gcore_session_life_free (life);
      g_assert_cmpuint (gcore_session_get_timeline (fixture->session)->tick, ==, tick);
      AND_WAIT (gcore_session_go_to (fixture->session, 0, 0));
    }
}

static void
test_expressions_are_checked (Fixture *fixture, gconstpointer data)
{
  const char *const cases[][2] = { { "x > 1 and missing", NULL }, { "x ==", "invalid syntax" },
                                   { "x = 1", "invalid syntax" }, { "f(", "'(' was never closed" } };

  load (fixture, "x = 1\n");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GAsyncResult *result = NULL;
      gcore_session_check_expression (fixture->session, cases[i][0], keep_result, &result);
      wait_for_result (&result);
      g_autofree char *problem = gcore_session_check_expression_finish (fixture->session, result, NULL);
      g_assert_cmpstr (problem, ==, cases[i][1]);
      g_object_unref (result);
    }
}

static void
test_a_question_is_answered_when_the_session_closes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  load (fixture, "while True: pass\n");
  gcore_session_continue (fixture->session);
  gcore_session_close (fixture->session);
  gcore_session_record_life (fixture->session, 1, 1, 0, 0, keep_result, &result);
  wait_for_result (&result);
  g_assert_null (gcore_session_record_life_finish (fixture->session, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_a_reference_is_cut (Fixture *fixture, gconstpointer data)
{
  load (fixture, node_cycle);
  gcore_session_set_breakpoints (fixture->session, (const guint[]) { 11 }, 1);
  go (fixture);
  GcoreSnapshotObject node = *find_node (fixture);
  gcore_session_cut (fixture->session, node.address, node.number, ".next");
  gcore_session_cut (fixture->session, node.address, node.number, ".nothing");
  go (fixture);
  g_assert_cmpstr (fixture->output[GCORE_OUTPUT_STDOUT]->str, ==, "0\n"); /* there is no ring any more */
  g_assert_nonnull (strstr (fixture->output[GCORE_OUTPUT_CONSOLE]->str, "has no reference .nothing"));
}

static void
test_places_are_gone_to (Fixture *fixture, gconstpointer data)
{
  GcorePlace line = { .kind = GCORE_PLACE_LINE, .number = 2, .watch = { .number = 4, .file = "program.py" } };
  GcorePlace collection = { .kind = GCORE_PLACE_COLLECTION, .number = 2, .phase = GCORE_COLLECTION_CLEAR };

  load (fixture, node_cycle);
  AND_WAIT (gcore_session_go_to_place (fixture->session, &collection));
  g_assert_cmpuint (gcore_session_get_line (fixture->session), ==, 13);
  g_assert_cmpint (gcore_session_get_stop_reason (fixture->session), ==, GCORE_SESSION_STOP_COLLECTION);
  AND_WAIT (gcore_session_go_to_place (fixture->session, &line));
  g_assert_cmpuint (gcore_session_get_line (fixture->session), ==, 4);
  g_assert_cmpint (gcore_session_get_stop_reason (fixture->session), ==, GCORE_SESSION_STOP_TRAVEL);
  line.number = 3;
  AND_WAIT (gcore_session_go_to_place (fixture->session, &line));
  g_assert_cmpuint (gcore_session_get_line (fixture->session), ==, 4);
  g_assert_cmpint (gcore_session_get_stop_reason (fixture->session), ==, GCORE_SESSION_STOP_BEGINNING);
}

static void
test_continuing_back_stops_at_breakpoints (Fixture *fixture, gconstpointer data)
{
  static const guint lines[] = { 3 };

  load (fixture, counting);
  go (fixture);
  gcore_session_set_breakpoints (fixture->session, lines, 1);
  for (int i = 0; i < 3; i++)
    {
      continue_back (fixture);
      g_assert_cmpuint (gcore_session_get_line (fixture->session), ==, 3);
    }
  continue_back (fixture);
  g_assert_cmpint (gcore_session_get_stop_reason (fixture->session), ==, GCORE_SESSION_STOP_BEGINNING);
}

static void
test_acting_in_the_past_makes_a_branch (Fixture *fixture, gconstpointer data)
{
  load (fixture, counting);
  go (fixture);
  guint64 end = gcore_session_get_timeline (fixture->session)->tick;
  gcore_session_set_breakpoints (fixture->session, (const guint[]) { 4 }, 1);
  continue_back (fixture);
  gcore_session_evaluate (fixture->session, "total = 100", 0);
  gcore_session_set_breakpoints (fixture->session, NULL, 0);
  go (fixture);
  g_assert_cmpstr (fixture->output[GCORE_OUTPUT_STDOUT]->str, ==, "0\n1\n100\nend\n");
  const GcoreTimeline *timeline = gcore_session_get_timeline (fixture->session);
  g_assert_cmpuint (timeline->n_branches, ==, 2);
  g_assert_cmpuint (timeline->current, ==, 1);
  g_assert_cmpint (timeline->branches[1].parent, ==, 0);
  g_assert_cmpuint (timeline->branches[1].n_actions, ==, 1);
  g_assert_cmpstr (timeline->branches[1].actions[0].text, ==, "total = 100\n");
  travel_to (fixture, 0, end);
  g_assert_cmpint (gcore_session_get_stop_reason (fixture->session), ==, GCORE_SESSION_STOP_END);
  g_assert_cmpstr (fixture->output[GCORE_OUTPUT_STDOUT]->str, ==, "0\n1\n3\nend\n");
}

/* --- input -------------------------------------------------------------------------------------------------------- */

static void
wait_until_waiting (Fixture *fixture)
{
  gint64 end = g_get_monotonic_time () + TIME_LIMIT * G_USEC_PER_SEC;

  while (!gcore_session_get_waiting (fixture->session))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
      g_usleep (200);
    }
}

static void
test_input_is_asked_for_and_remembered (Fixture *fixture, gconstpointer data)
{
  load (fixture, "name = input('name? ')\nprint('hello', name)\n");
  gcore_session_continue (fixture->session);
  wait_until_waiting (fixture);
  g_assert_cmpstr (fixture->output[GCORE_OUTPUT_STDOUT]->str, ==, "name? ");
  AND_WAIT (gcore_session_answer (fixture->session, "Ada"));
  g_assert_false (gcore_session_get_waiting (fixture->session));
  g_assert_cmpstr (fixture->output[GCORE_OUTPUT_STDOUT]->str, ==, "name? hello Ada\n");
  travel_to (fixture, 0, 0);
  go (fixture); /* it is not asked again */
  g_assert_cmpstr (fixture->output[GCORE_OUTPUT_STDOUT]->str, ==, "name? hello Ada\n");
}

static void
test_waiting_for_input_can_be_paused (Fixture *fixture, gconstpointer data)
{
  load (fixture, "x = 1\nx = input()\nprint(x)\n");
  gcore_session_continue (fixture->session);
  wait_until_waiting (fixture);
  AND_WAIT (gcore_session_pause (fixture->session));
  g_assert_cmpuint (gcore_session_get_line (fixture->session), ==, 2);
  gcore_session_evaluate (fixture->session, "x", 0);
  gcore_session_continue (fixture->session);
  wait_until_waiting (fixture);
  g_assert_cmpstr (fixture->output[GCORE_OUTPUT_CONSOLE]->str, ==, "1\n");
  AND_WAIT (gcore_session_answer (fixture->session, NULL));
  g_assert_cmpint (gcore_session_get_stop_reason (fixture->session), ==, GCORE_SESSION_STOP_EXCEPTION);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/session/load-stops-before-the-first-line", test_load_stops_before_the_first_line);
  TEST ("/session/continue-goes-to-the-end-and-then-out", test_continue_goes_to_the_end_and_then_out);
  TEST ("/session/watches/stop-both-ways", test_watches_stop_both_ways);
  TEST ("/session/watches/stop-steps", test_stepping_over_stops_at_a_watch);
  TEST ("/session/watches/endless-condition-pauses", test_an_endless_condition_pauses);
  TEST ("/session/questions/about-an-object", test_questions_about_an_object);
  TEST ("/session/questions/before-and-after-a-life", test_a_life_is_known_before_and_after_it);
  TEST ("/session/questions/about-an-expression", test_expressions_are_checked);
  TEST ("/session/questions/are-answered-when-closed", test_a_question_is_answered_when_the_session_closes);
  TEST ("/session/references-are-cut", test_a_reference_is_cut);
  TEST ("/session/places-are-gone-to", test_places_are_gone_to);
  TEST ("/session/shown-references-add-up-at-every-step", test_shown_references_add_up_at_every_step);
  TEST ("/session/breakpoint-stops-before-its-line", test_breakpoint_stops_before_its_line);
  TEST ("/session/endless-loop-pauses-at-once", test_endless_loop_pauses_at_once);
  TEST ("/session/long-instruction-pauses-at-once", test_long_instruction_pauses_at_once);
  TEST ("/session/instruction-paused-in-the-midst-goes-on", test_instruction_paused_in_the_midst_goes_on);
  TEST ("/session/long-line-on-the-console-ends-with-the-session", test_long_line_on_the_console_ends_with_the_session);
  TEST ("/session/evaluate-answers-on-the-console", test_evaluate_answers_on_the_console);
  TEST ("/session/endless-evaluation-ends-with-the-session", test_endless_evaluation_ends_with_the_session);
  TEST ("/session/collect-and-switches-take-effect", test_collect_and_switches_take_effect);
  TEST ("/session/broken-source-is-a-problem", test_broken_source_is_a_problem);
  TEST ("/session/flood-of-output-arrives-whole", test_flood_of_output_arrives_whole);
  TEST ("/session/export-can-be-loaded-again", test_export_can_be_loaded_again);
  TEST ("/session/closing-a-running-session-ends-it", test_closing_a_running_session_ends_it);
  TEST ("/session/back/steps-are-taken-back-with-their-output", test_steps_are_taken_back_with_their_output);
  TEST ("/session/back/continuing-stops-at-breakpoints", test_continuing_back_stops_at_breakpoints);
  TEST ("/session/back/acting-in-the-past-makes-a-branch", test_acting_in_the_past_makes_a_branch);
  TEST ("/session/input/is-asked-for-and-remembered", test_input_is_asked_for_and_remembered);
  TEST ("/session/input/waiting-can-be-paused", test_waiting_for_input_can_be_paused);
  return g_test_run ();
}
