/* SPDX-License-Identifier: MIT */
/* Looking changes nothing: a program that is looked at in every way comes to the same states as one that runs unseen. */
#include <glib/gstdio.h>

#include "gcore/session/program.h"
#include "gcore/session/session.h"

#define TIME_LIMIT 60 /* seconds for anything to happen */

/* Finalizers, cycles, weak references, automatic collections, an exception; long enough to be looked at while it runs. */
static const char program[] = "import gc, weakref\n"                                      /* 1 */
                              "class Node:\n"                                             /* 2 */
                              "    def __init__(self, n):\n"                              /* 3 */
                              "        self.me, self.n = self, n\n"                       /* 4 */
                              "    def __del__(self):\n"                                  /* 5 */
                              "        gone.append(self.n)\n"                             /* 6 */
                              "gone = []\n"                                               /* 7 */
                              "def work(turn):\n"                                         /* 8 */
                              "    nodes = [Node(i) for i in range(2000)]\n"              /* 9 */
                              "    refs = [weakref.ref(node) for node in nodes]\n"        /* 10 */
                              "    total = sum(i * i % 7 for i in range(30000))\n"        /* 11 */
                              "    try: nodes[turn].missing\n"                            /* 12 */
                              "    except AttributeError: pass\n"                         /* 13 */
                              "    return refs, total\n"                                  /* 14 */
                              "for turn in range(6):\n"                                   /* 15 */
                              "    refs, total = work(turn)\n"                            /* 16 */
                              "    print(turn, len(gone), total)\n"                       /* 17 */
                              "    gc.collect(turn % 3)\n";                               /* 18 */

typedef struct
{
  GcoreSession *session;
  GArray *marks;      /* of guint64: tick, digest, tick, … */
  guint n_stops, n_snapshots, n_visits;
  GAsyncResult *result;
} Run;

/* --- waiting ------------------------------------------------------------------------------------------------------ */

static void
wait_until_more (const guint *count, guint before)
{
  gint64 end = g_get_monotonic_time () + TIME_LIMIT * G_USEC_PER_SEC;

  while (*count == before)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
      g_usleep (100);
    }
}

#define AND_WAIT(command)                                                                                              \
  do                                                                                                                   \
    {                                                                                                                  \
      guint before_ = run->n_stops;                                                                                    \
      command;                                                                                                         \
      wait_until_more (&run->n_stops, before_);                                                                        \
    }                                                                                                                  \
  while (0)

static void
on_stopped (GcoreSession *session, int reason, gpointer data)
{
  ((Run *) data)->n_stops++;
}

static void
on_snapshot (GcoreSession *session, GParamSpec *pspec, gpointer data)
{
  char message[200];

  g_assert_true (gcore_snapshot_check (gcore_session_get_snapshot (session), message, sizeof message));
  ((Run *) data)->n_snapshots++;
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Run *) data)->result = g_object_ref (result);
}

static GAsyncResult *
wait_for_result (Run *run)
{
  while (run->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (&run->result);
}

static void
on_visited (gboolean visited, gpointer data)
{
  ((Run *) data)->n_visits++;
}

static void
visit (Run *run, GcoreVisit function)
{
  guint before = run->n_visits;

  gcore_session_visit (run->session, function, on_visited, run);
  wait_until_more (&run->n_visits, before);
}

/* --- looking ------------------------------------------------------------------------------------------------------ */

static void
add_mark (GcoreHistory *history, GcoreMachine *machine, gpointer data)
{
  guint64 mark[2] = { gcore_history_position (history).tick, gcore_history_digest (history) };

  g_array_append_vals (((Run *) data)->marks, mark, 2);
}

static void
evaluate (GcoreMachine *machine, void *data)
{
  GcoreExamined examined;

  gcore_program_examine (machine, "[gc.collect(), gone.clear(), repr(globals()), Node(1)]", 0, FALSE, &examined);
}

static void
hover (GcoreHistory *history, GcoreMachine *machine, gpointer data)
{
  gcore_history_try (history, evaluate, NULL);
}

static void
ask_about_objects (Run *run)
{
  GcoreSnapshot *snapshot = gcore_snapshot_ref (gcore_session_get_snapshot (run->session));

  for (guint i = 0; i < 3; i++)
    {
      GcoreSnapshotObject object = snapshot->objects[snapshot->n_objects * i / 3];
      const GcoreSnapshotRef *ref = &snapshot->refs[object.first_ref];
      const char *label = object.n_refs > 0 ? gcore_snapshot_string (snapshot, ref->label) : "turn";
      gcore_session_record_life (run->session, object.address, object.number, 0, 50, keep_result, run);
      g_autoptr (GAsyncResult) life = wait_for_result (run);
      GcoreLife *entries = gcore_session_record_life_finish (run->session, life, NULL);
      g_assert_nonnull (entries);
      gcore_session_life_free (entries);
      gcore_session_what_if_cut (run->session, object.address, object.number, label, i > 0, keep_result, run);
      g_autoptr (GAsyncResult) what_if = wait_for_result (run);
      GcoreWhatIf *deaths = gcore_session_what_if_cut_finish (run->session, what_if, NULL);
      g_assert_nonnull (deaths);
      gcore_session_what_if_free (deaths);
    }
  gcore_snapshot_unref (snapshot);
}

static void
travel_about (Run *run)
{
  const GcoreTimeline *timeline = gcore_session_get_timeline (run->session);
  guint branch = timeline->branches[timeline->current].number;
  guint64 here = timeline->tick;
  const GcorePlace line = { .kind = GCORE_PLACE_LINE, .number = 1, .watch = { .number = 11, .file = "program.py" } };

  AND_WAIT (gcore_session_step_back (run->session, GCORE_STEP_INTO));
  AND_WAIT (gcore_session_go_to_place (run->session, &line));
  AND_WAIT (gcore_session_go_to (run->session, branch, here / 2));
  AND_WAIT (gcore_session_step (run->session, GCORE_STEP_OVER));
  AND_WAIT (gcore_session_go_to (run->session, branch, here));
}

static void
look (Run *run)
{
  static const GcoreWatch watches[] = { { .kind = GCORE_WATCH_LINE, .number = 16, .condition = "len(gone) < 0" },
                                        { .kind = GCORE_WATCH_EXCEPTION, .name = "MemoryError" } };
  g_autofree char *json = gcore_session_export_json (run->session, NULL), *path = NULL;
  int file = g_file_open_tmp ("observe-XXXXXX.heapscope", &path, NULL);

  gcore_session_set_bookmark (run->session, 0, gcore_session_get_timeline (run->session)->tick, "here");
  ask_about_objects (run);
  visit (run, hover);
  gcore_session_save (run->session, path);
  travel_about (run);
  gcore_session_set_watches (run->session, watches, G_N_ELEMENTS (watches));
  g_close (file, NULL);
  g_unlink (path);
}

/* --- running ------------------------------------------------------------------------------------------------------ */

/* Runs the program with stops at the N_LINES LINES. Its ticks and digests at each stop and at its end. */
static GArray *
run_program (const guint *lines, guint n_lines, gboolean looking)
{
  const GcoreSessionOptions options = { .thresholds = { -1, -1, -1 }, .record_births = TRUE };
  Run state = { .session = gcore_session_new (&options), .marks = g_array_new (FALSE, FALSE, sizeof (guint64)) };
  Run *run = &state;

  g_signal_connect (run->session, "stopped", G_CALLBACK (on_stopped), run);
  if (looking)
    g_signal_connect (run->session, "notify::snapshot", G_CALLBACK (on_snapshot), run);
  AND_WAIT (gcore_session_load (run->session, program, -1, "program.py", NULL));
  gcore_session_set_breakpoints (run->session, lines, n_lines);
  do
    {
      AND_WAIT (gcore_session_continue (run->session));
      visit (run, add_mark);
      if (looking)
        {
          look (run);
          visit (run, add_mark);
          const guint64 *last = &g_array_index (run->marks, guint64, run->marks->len - 4);
          g_assert_cmpmem (last, 16, last + 2, 16);
          g_array_set_size (run->marks, run->marks->len - 2);
        }
    }
  while (gcore_session_get_state (run->session) != GCORE_SESSION_FINISHED);
  g_assert_true (!looking || run->n_snapshots > run->n_stops / 2);
  gcore_session_close (run->session);
  g_assert_finalize_object (run->session);
  return run->marks;
}

static void
test_looking_changes_nothing (void)
{
  const guint lines[] = { 12, 17 };
  g_autoptr (GArray) looked_at = run_program (lines, 2, TRUE);
  g_autoptr (GArray) stopped = run_program (lines, 2, FALSE);
  g_autoptr (GArray) unseen = run_program (NULL, 0, FALSE);

  g_assert_cmpuint (stopped->len, ==, 2 * (12 + 2));
  g_assert_cmpmem (looked_at->data, looked_at->len * 8, stopped->data, stopped->len * 8);
  g_assert_cmpuint (unseen->len, ==, 2 * 2);
  g_assert_cmpmem (unseen->data, 32, stopped->data + (stopped->len - 4) * 8, 32);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/observe/looking-changes-nothing", test_looking_changes_nothing);
  return g_test_run ();
}
