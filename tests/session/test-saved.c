/* SPDX-License-Identifier: MIT */
/* Saved sessions: what is opened is what was saved. */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gcore/session/saved-session.h"
#include "gcore/session/session.h"

#define TIME_LIMIT 60 /* seconds for anything to happen */

static const char program[] = "import gc, time, random\n"
                              "class Node:\n"
                              "    pass\n"
                              "name = input('name? ')\n"
                              "for i in range(40):\n"
                              "    node = Node()\n"
                              "    node.me = node\n"
                              "    print(i, name, time.time(), random.random())\n"
                              "print(gc.collect())\n";

static char *self_path, *folder;

typedef struct
{
  GcoreSession *session;
  GString *output;
  int stops, saves;
  char *trouble; /* of the last save */
} Fixture;

static void
on_output (GcoreSession *session, int kind, const char *text, gpointer data)
{
  if (kind != GCORE_OUTPUT_CONSOLE)
    g_string_append (((Fixture *) data)->output, text);
}

static void
on_rewound (GcoreSession *session, gpointer data)
{
  g_string_truncate (((Fixture *) data)->output, 0);
}

static void
on_stopped (GcoreSession *session, int reason, gpointer data)
{
  ((Fixture *) data)->stops++;
}

static void
on_saved (GcoreSession *session, const char *path, const char *message, gpointer data)
{
  Fixture *fixture = data;

  fixture->saves++;
  g_free (fixture->trouble);
  fixture->trouble = g_strdup (message);
}

static void
on_waiting (GcoreSession *session, GParamSpec *pspec, gpointer data)
{
  if (gcore_session_get_waiting (session))
    gcore_session_answer (session, "Zoë");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  *fixture = (Fixture) { .session = gcore_session_new (data), .output = g_string_new (NULL) };
  g_signal_connect (fixture->session, "output", G_CALLBACK (on_output), fixture);
  g_signal_connect (fixture->session, "rewound", G_CALLBACK (on_rewound), fixture);
  g_signal_connect (fixture->session, "stopped", G_CALLBACK (on_stopped), fixture);
  g_signal_connect (fixture->session, "saved", G_CALLBACK (on_saved), fixture);
  g_signal_connect (fixture->session, "notify::waiting", G_CALLBACK (on_waiting), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gcore_session_close (fixture->session);
  g_assert_finalize_object (fixture->session);
  g_string_free (fixture->output, TRUE);
  g_free (fixture->trouble);
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

/* Gives a command and waits for the stop that follows. */
#define AND_WAIT(command)                                                                                              \
  do                                                                                                                   \
    {                                                                                                                  \
      int wanted_ = fixture->stops + 1;                                                                                \
      command;                                                                                                         \
      wait_for (&fixture->stops, wanted_);                                                                             \
    }                                                                                                                  \
  while (0)

static char *
save (Fixture *fixture, const char *name)
{
  char *path = g_build_filename (folder, name, NULL), *text;

  gcore_session_save (fixture->session, path);
  wait_for (&fixture->saves, fixture->saves + 1);
  g_assert_cmpstr (fixture->trouble, ==, NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_free (path);
  return text;
}

static void
open_text (Fixture *fixture, const char *text)
{
  g_string_truncate (fixture->output, 0); /* what an earlier program has printed is none of this one's */
  AND_WAIT (gcore_session_load (fixture->session, text, -1, "saved.heapscope", NULL));
}

/* Runs TEXT in several branches, with actions, and stops in the midst of it all. */
static void
live (Fixture *fixture, const char *text, const char *directory)
{
  GcoreSession *session = fixture->session;
  const guint lines[] = { 5, 8 };

  AND_WAIT (gcore_session_load (session, text, -1, "program.py", directory));
  for (int i = 0; i < 4; i++)
    AND_WAIT (gcore_session_step (session, GCORE_STEP_OVER));
  gcore_session_evaluate (session, "added = [object() for i in range(10)]", 0);
  AND_WAIT (gcore_session_continue (session));
  const GcoreTimeline *timeline = gcore_session_get_timeline (session);
  guint64 end = timeline->branches[0].end_tick, start = timeline->branches[0].fork_tick;
  AND_WAIT (gcore_session_go_to (session, 0, start + (end - start) / 2));
  gcore_session_set_threshold (session, 0, 5);
  gcore_session_set_bookmark (session, 1, end, "here — “it”");
  AND_WAIT (gcore_session_continue (session));
  gcore_session_rename_branch (session, 1, "small threshold");
  gcore_session_set_breakpoints (session, lines, 1);
  AND_WAIT (gcore_session_step_back (session, GCORE_STEP_INTO));
}

static void
assert_same_timeline (const GcoreTimeline *a, const GcoreTimeline *b)
{
  g_assert_cmpuint (a->n_branches, ==, b->n_branches);
  g_assert_cmpuint (a->current, ==, b->current);
  g_assert_cmpuint (a->tick, ==, b->tick);
  for (guint i = 0; i < a->n_branches; i++)
    {
      g_assert_cmpstr (a->branches[i].name, ==, b->branches[i].name);
      g_assert_cmpuint (a->branches[i].end_tick, ==, b->branches[i].end_tick);
      g_assert_cmpuint (a->branches[i].n_actions, ==, b->branches[i].n_actions);
      g_assert_cmpmem (a->branches[i].outcome->n_collections, 3 * sizeof (uint64_t), b->branches[i].outcome->n_collections,
                       3 * sizeof (uint64_t));
    }
  g_assert_cmpuint (a->bookmarks->len, ==, b->bookmarks->len);
}

static void
assert_round_trip (Fixture *fixture, const char *text, const char *directory)
{
  live (fixture, text, directory);
  g_autofree char *first = save (fixture, "first.heapscope");
  g_autoptr (GcoreTimeline) timeline = gcore_timeline_ref (gcore_session_get_timeline (fixture->session));
  g_autofree char *output = g_strdup (fixture->output->str);
  guint line = gcore_session_get_line (fixture->session);
  tear_down (fixture, NULL);

  set_up (fixture, NULL);
  open_text (fixture, first);
  g_assert_null (gcore_session_get_problem (fixture->session));
  g_assert_cmpint (gcore_session_get_state (fixture->session), ==, GCORE_SESSION_PAUSED);
  g_assert_cmpuint (gcore_session_get_line (fixture->session), ==, line);
  g_assert_cmpstr (fixture->output->str, ==, output);
  assert_same_timeline (timeline, gcore_session_get_timeline (fixture->session));
  g_autofree char *second = save (fixture, "second.heapscope");
  g_assert_cmpstr (first, ==, second);
  AND_WAIT (gcore_session_continue (fixture->session));
  AND_WAIT (gcore_session_go_to (fixture->session, 0, 0));
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  assert_round_trip (fixture, program, NULL);
}

static void
test_round_trip_of_examples (Fixture *fixture, gconstpointer data)
{
  const char *names[] = { "03-generations.py", "04-weak-references.py", "06-resurrection.py" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, names[i], NULL), *text = NULL;
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      assert_round_trip (fixture, text, NULL);
    }
}

static void
test_modules_are_saved (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder, "beside.py", NULL);

  g_assert_true (g_file_set_contents (path, "value = 'beside'\n", -1, NULL));
  AND_WAIT (gcore_session_load (fixture->session, "import beside\nx = 1\nprint(beside.value)\n", -1, "m.py", folder));
  AND_WAIT (gcore_session_step (fixture->session, GCORE_STEP_OVER));
  g_autofree char *saved = save (fixture, "modules.heapscope");
  g_assert_cmpint (g_unlink (path), ==, 0);
  open_text (fixture, saved);
  g_assert_null (gcore_session_get_problem (fixture->session));
  gcore_session_set_threshold (fixture->session, 0, 100);
  AND_WAIT (gcore_session_continue (fixture->session));
  g_assert_cmpstr (fixture->output->str, ==, "beside\n");
}

static const char *const arguments[] = { "a", "b c", "\xff", NULL };
static const GcoreSessionOptions with_arguments
  = { .thresholds = { 9, -1, 3 }, .record_births = TRUE, .arguments = arguments };

/* The first of the program's objects of a type called NAME. */
static const GcoreSnapshotObject *
find_object (Fixture *fixture, const char *name)
{
  const GcoreSnapshot *snapshot = gcore_session_get_snapshot (fixture->session);

  for (guint i = 0; i < snapshot->n_objects; i++)
    if (g_str_equal (gcore_snapshot_string (snapshot, snapshot->objects[i].type_name), name))
      return &snapshot->objects[i];
  g_assert_not_reached ();
}

static void
test_watches_and_arguments_are_saved (Fixture *fixture, gconstpointer data)
{
  AND_WAIT (gcore_session_load (fixture->session,
                                "import sys\nclass Node: pass\nnode = Node()\nother = node\nfor i in range(9):\n    x = i\n"
                                "    y = other\nnode = other = y = None\nprint(sys.argv[1:], i)\n", -1, "program.py", NULL));
  for (int i = 0; i < 4; i++)
    AND_WAIT (gcore_session_step (fixture->session, GCORE_STEP_OVER));
  const GcoreSnapshotObject *node = find_object (fixture, "Node");
  const GcoreWatch watches[] = { { .kind = GCORE_WATCH_LINE, .number = 7, .file = "program.py", .condition = "x == 5" },
                                 { .kind = GCORE_WATCH_LINE, .number = 6, .hits = 3 },
                                 { .kind = GCORE_WATCH_DEATH, .address = node->address, .serial = node->number },
                                 { .kind = GCORE_WATCH_EXCEPTION, .name = "OSError", .number = GCORE_WATCH_UNCAUGHT } };
  gcore_session_set_watches (fixture->session, watches, G_N_ELEMENTS (watches));
  g_autofree char *first = save (fixture, "watches.heapscope");
  tear_down (fixture, NULL);

  set_up (fixture, NULL);
  open_text (fixture, first);
  g_assert_null (gcore_session_get_problem (fixture->session));
  g_autofree char *second = save (fixture, "again.heapscope");
  g_assert_cmpstr (first, ==, second);
  const guint hits[] = { 1, 1, 0, 1, 2 };
  for (guint i = 0; i < G_N_ELEMENTS (hits); i++)
    {
      AND_WAIT (gcore_session_continue (fixture->session));
      g_assert_cmpint (gcore_session_get_stop_reason (fixture->session), ==, GCORE_SESSION_STOP_WATCH);
      g_assert_cmpuint (gcore_session_get_watch_hit (fixture->session), ==, hits[i]);
    }
  AND_WAIT (gcore_session_continue (fixture->session));
  g_assert_cmpint (gcore_session_get_stop_reason (fixture->session), ==, GCORE_SESSION_STOP_END);
  g_assert_cmpstr (fixture->output->str, ==, "['a', 'b c', '\\udcff'] 8\n");
}

/* A session of long branches is opened, and paused on the way, sooner or later: it can be gone on with, and nothing of it is
 * lost. */
static void
test_opening_can_be_paused (Fixture *fixture, gconstpointer data)
{
  AND_WAIT (gcore_session_load (fixture->session, "n = 0\nfor i in range(1000000):\n    n += i\nprint(n)\n", -1,
                                "program.py", NULL));
  for (guint i = 0; i < 3; i++)
    {
      AND_WAIT (gcore_session_continue (fixture->session));
      AND_WAIT (gcore_session_go_to (fixture->session, i, 0));
      gcore_session_set_threshold (fixture->session, 0, 100 + (int) i);
    }
  AND_WAIT (gcore_session_continue (fixture->session));
  g_autofree char *saved = save (fixture, "long.heapscope");
  g_autoptr (GcoreTimeline) timeline = gcore_timeline_ref (gcore_session_get_timeline (fixture->session));
  guint n_paused = 0;

  for (guint i = 0; i < 6; i++)
    {
      tear_down (fixture, NULL);
      set_up (fixture, NULL);
      gcore_session_load (fixture->session, saved, -1, "saved.heapscope", NULL);
      g_usleep (i * 40000);
      gcore_session_pause (fixture->session);
      wait_for (&fixture->stops, 1);
      const GcoreProblem *problem = gcore_session_get_problem (fixture->session);
      n_paused += problem != NULL && g_str_has_prefix (problem->message, "Opening was paused");
      g_assert_cmpint (gcore_session_get_state (fixture->session), !=, GCORE_SESSION_RUNNING);
      g_autofree char *again = save (fixture, "paused.heapscope");
      open_text (fixture, again);
      g_assert_null (gcore_session_get_problem (fixture->session));
      const GcoreTimeline *now = gcore_session_get_timeline (fixture->session);
      g_assert_cmpuint (now->n_branches, ==, timeline->n_branches);
      for (guint b = 0; b < now->n_branches; b++)
        g_assert_cmpuint (now->branches[b].end_tick, ==, timeline->branches[b].end_tick);
      AND_WAIT (gcore_session_go_to (fixture->session, 0, G_MAXINT64));
      g_assert_cmpstr (fixture->output->str, ==, "499999500000\n");
    }
  g_assert_cmpuint (n_paused, >, 0);
}

static void
test_another_outcome_is_told (Fixture *fixture, gconstpointer data)
{
  live (fixture, program, NULL);
  g_autofree char *saved = save (fixture, "outcome.heapscope");
  char *births = strstr (saved, "\"births\" : ");
  births[strlen ("\"births\" : ")] ^= 1;
  open_text (fixture, saved);
  g_assert_nonnull (gcore_session_get_problem (fixture->session));
  g_assert_nonnull (strstr (gcore_session_get_problem (fixture->session)->message, "how many objects"));
  g_assert_cmpint (gcore_session_get_state (fixture->session), ==, GCORE_SESSION_PAUSED);
}

static void
test_saving_where_it_cannot_be (Fixture *fixture, gconstpointer data)
{
  AND_WAIT (gcore_session_load (fixture->session, "pass\n", -1, "m.py", NULL));
  gcore_session_save (fixture->session, "/nowhere/at/all.heapscope");
  wait_for (&fixture->saves, 1);
  g_assert_nonnull (fixture->trouble);
}

/* --- broken files ------------------------------------------------------------------------------------------------- */

/* TEXT with the first OLD in it replaced. */
static char *
replaced (const char *text, const char *old, const char *new)
{
  const char *at = strstr (text, old);

  g_assert_nonnull (at);
  return g_strdup_printf ("%.*s%s%s", (int) (at - text), text, new, at + strlen (old));
}

static void
test_broken_members_are_named (Fixture *fixture, gconstpointer data)
{
  static const char *const cases[][3] = {
    { "\"heapscope-session\" : 1", "\"heapscope-session\" : 99", "heapscope-session" },
    { "\"heapscope-session\" : 1", "\"other\" : 1", "heapscope-session" },
    { "\"kind\" : \"evaluate\"", "\"kind\" : \"dance\"", "branches[0].actions[0].kind" },
    { "\"kind\" : \"clock\"", "\"kind\" : 7", "branches[0].inputs[7].kind" },
    { "\"parent\" : 0", "\"parent\" : 5", "branches[1].parent" },
    { "\"first_input\" : ", "\"first_input\" : 99", "branches[1].first_input" },
    { "\"gc_disabled\" : false", "\"gc_disabled\" : \"no\"", "options.gc_disabled" },
    { "\"breakpoints\" : [", "\"breakpoints\" : [ \"x\",", "breakpoints" },
    { "\"watches\" : [", "\"watches\" : [ { \"kind\" : \"lin\" }", "watches[0].kind" },
    { "\"arguments\" : [", "\"arguments\" : [ { }", "options.arguments[0].text" },
    { "\"note\" : ", "\"note\" : 1, \"n\" : ", "bookmarks[0].note" },
    { "\"output_hash\" : \"", "\"output_hash\" : \"x", "outcome.output_hash" },
  };
  live (fixture, program, NULL);
  g_autofree char *saved = save (fixture, "members.heapscope");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *broken = replaced (saved, cases[i][0], cases[i][1]);
      GcoreProblem *problem = NULL;
      g_assert_null (gcore_json_session_read (broken, strlen (broken), "x.heapscope", &problem));
      g_assert_cmpstr (problem->member_path, ==, cases[i][2]);
      g_assert_cmpstr (problem->file, ==, "x.heapscope");
      g_assert_cmpuint (problem->line, >, 0);
      gcore_problem_free (problem);
    }
  g_autofree char *cut = g_strndup (saved, strlen (saved) / 2);
  open_text (fixture, cut);
  g_assert_cmpint (gcore_session_get_state (fixture->session), ==, GCORE_SESSION_BROKEN);
  g_assert_cmpuint (gcore_session_get_problem (fixture->session)->line, >, 10);
}

static void
test_random_damage_is_survived (Fixture *fixture, gconstpointer data)
{
  static const char bytes[] = "\"{}[]:,-0129eax\\u \n";

  live (fixture, program, NULL);
  g_autofree char *saved = save (fixture, "damage.heapscope");
  gsize length = strlen (saved);
  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *broken = g_memdup2 (saved, length + 1);
      GcoreProblem *problem = NULL;
      gsize end = i % 4 == 0 ? (gsize) g_test_rand_int_range (0, (gint32) length) : length;
      for (guint n = 0; n <= i % 5; n++)
        broken[g_test_rand_int_range (0, (gint32) length)] = bytes[g_test_rand_int_range (0, sizeof bytes - 1)];
      GcoreSavedSession *session = gcore_json_session_read (broken, end, "x.heapscope", &problem);
      g_assert_true ((session == NULL) == (problem != NULL));
      g_clear_pointer (&session, gcore_saved_session_free);
      g_clear_pointer (&problem, gcore_problem_free);
    }
}

/* --- a save that is killed ---------------------------------------------------------------------------------------- */

static void
save_forever (const char *path)
{
  Fixture here, *fixture = &here;

  set_up (fixture, NULL);
  live (fixture, program, NULL);
  for (;;)
    {
      gcore_session_save (fixture->session, path);
      wait_for (&fixture->saves, fixture->saves + 1);
      puts ("saved");
      fflush (stdout);
    }
}

static void
test_a_killed_save_loses_nothing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder, "killed.heapscope", NULL);

  for (guint i = 0; i < 8; i++)
    {
      char *argv[] = { self_path, (char *) "--save-forever", path, NULL };
      GPid child;
      int output;
      char byte;
      g_assert_true (g_spawn_async_with_pipes (NULL, argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &child, NULL,
                                               &output, NULL, NULL));
      g_assert_cmpint (read (output, &byte, 1), ==, 1); /* it has been saved once */
      g_usleep ((gulong) g_test_rand_int_range (0, 20000));
      kill (child, SIGKILL);
      waitpid (child, NULL, 0);
      close (output);
      g_autofree char *text = NULL;
      gsize length;
      GcoreProblem *problem = NULL;
      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      g_autoptr (GcoreSavedSession) session = gcore_json_session_read (text, length, path, &problem);
      g_assert_nonnull (session);
    }
}

static void
remove_folder (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (folder);
  g_free (folder);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && strcmp (argv[1], "--save-forever") == 0)
    save_forever (argv[2]);
  self_path = argv[0];
  folder = g_dir_make_tmp ("heapscope-saved-XXXXXX", NULL);
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/saved/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("round-trip-of-examples", test_round_trip_of_examples);
  ADD ("modules-are-saved", test_modules_are_saved);
  g_test_add ("/saved/watches-and-arguments", Fixture, &with_arguments, set_up, test_watches_and_arguments_are_saved,
              tear_down);
  ADD ("opening-can-be-paused", test_opening_can_be_paused);
  ADD ("another-outcome-is-told", test_another_outcome_is_told);
  ADD ("where-it-cannot-be", test_saving_where_it_cannot_be);
  ADD ("broken-members-are-named", test_broken_members_are_named);
  ADD ("random-damage-is-survived", test_random_damage_is_survived);
  ADD ("a-killed-save-loses-nothing", test_a_killed_save_loses_nothing);
  int status = g_test_run ();
  remove_folder ();
  return status;
}
