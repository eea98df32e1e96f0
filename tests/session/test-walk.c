/* SPDX-License-Identifier: MIT */
/* Commands in random order, forward and backward, while the program runs or not: a session answers all of them, and what it
 * shows adds up. */
#include <stdlib.h>

#include "gcore/session/session.h"

#define TIME_LIMIT 60 /* seconds for anything to happen */

static const char program[] = "import gc, weakref, time\n"
                              "class Node:\n"
                              "    def __init__(self, n):\n"
                              "        self.me, self.n = self, n\n"
                              "    def __del__(self):\n"
                              "        Node.gone = getattr(Node, 'gone', 0) + 1\n"
                              "def make(n):\n"
                              "    nodes = [Node(i) for i in range(n)]\n"
                              "    refs = [weakref.ref(node, seen.append) for node in nodes]\n"
                              "    return refs\n"
                              "seen = []\n"
                              "for turn in range(200):\n"
                              "    refs = make(turn % 17)\n"
                              "    text = ''.join(sorted(str(turn) * 9))\n"
                              "    if turn % 20 == 0:\n"
                              "        print(turn, len(seen), sum(i * i for i in range(2000)))\n"
                              "        time.sleep(0.001)\n"
                              "print(len(gc.get_objects()) > 0)\n";

typedef struct
{
  GcoreSession *session;
  GRand *random;
  guint n_reports;
} Walk;

static guint
pick (Walk *walk, guint n)
{
  return (guint) g_rand_int_range (walk->random, 0, (gint32) n);
}

static void
on_state (GObject *session, GParamSpec *pspec, gpointer data)
{
  ((Walk *) data)->n_reports++;
}

static void
travel (Walk *walk)
{
  const GcoreTimeline *timeline = gcore_session_get_timeline (walk->session);

  if (timeline == NULL)
    return;
  const GcoreTimelineBranch *branch = &timeline->branches[pick (walk, timeline->n_branches)];
  guint64 length = branch->end_tick + 1;
  gcore_session_go_to (walk->session, branch->number, (guint64) (g_rand_double (walk->random) * (double) length));
}

static void
intervene (Walk *walk)
{
  static const char *const lines[] = { "seen.clear()", "len(refs)", "1/0", "x = [Node(i) for i in range(30)]",
                                       "print(turn)" };

  switch (pick (walk, 5))
    {
    case 0:
      gcore_session_collect (walk->session, (int) pick (walk, 3));
      break;
    case 1:
      gcore_session_set_threshold (walk->session, (int) pick (walk, 3), (int) pick (walk, 50));
      break;
    case 2:
      gcore_session_set_automatic (walk->session, (gboolean) pick (walk, 2));
      break;
    case 3:
      gcore_session_set_debug_flags (walk->session, 0);
      break;
    default:
      gcore_session_evaluate (walk->session, lines[pick (walk, G_N_ELEMENTS (lines))], 0);
    }
}

static void
command (Walk *walk)
{
  guint lines[] = { 1 + pick (walk, 18), 1 + pick (walk, 18) };

  switch (pick (walk, 11))
    {
    case 0:
    case 1:
      gcore_session_continue (walk->session);
      break;
    case 2:
      gcore_session_pause (walk->session);
      break;
    case 3:
      gcore_session_step (walk->session, (GcoreStepKind) pick (walk, 3));
      break;
    case 4:
      gcore_session_step_back (walk->session, (GcoreStepKind) pick (walk, 3));
      break;
    case 5:
      gcore_session_continue_back (walk->session);
      break;
    case 6:
      gcore_session_step_collection (walk->session, (GcoreStride) pick (walk, 3), (gboolean) pick (walk, 2));
      break;
    case 7:
      gcore_session_set_breakpoints (walk->session, lines, pick (walk, 3));
      break;
    case 8:
      travel (walk);
      break;
    case 9:
      gcore_session_delete_branch (walk->session, 1 + pick (walk, 5));
      break;
    default:
      intervene (walk);
    }
}

/* Commands have been given; whatever the session does, it comes to rest after a pause. */
static void
rest (Walk *walk)
{
  gint64 end = g_get_monotonic_time () + TIME_LIMIT * G_USEC_PER_SEC;
  guint before = walk->n_reports;

  gcore_session_pause (walk->session);
  gcore_session_set_threshold (walk->session, 2, 10 + (int) (walk->n_reports & 1)); /* answered when all else is done */
  while (gcore_session_get_state (walk->session) == GCORE_SESSION_RUNNING
         || (walk->n_reports == before && gcore_session_get_state (walk->session) != GCORE_SESSION_FINISHED))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
      g_usleep (100);
    }
}

static void
check_snapshot (Walk *walk)
{
  const GcoreSnapshot *snapshot = gcore_session_get_snapshot (walk->session);
  char message[200];

  if (snapshot != NULL && !gcore_snapshot_check (snapshot, message, sizeof message))
    g_error ("%s", message);
}

static void
test_any_order_of_commands (void)
{
  const GcoreSessionOptions options = { .thresholds = { -1, -1, -1 }, .record_births = TRUE };
  const char *count = g_getenv ("HEAPSCOPE_WALKS");
  Walk walk = { .session = gcore_session_new (&options), .random = g_rand_new_with_seed ((guint32) g_test_rand_int ()) };

  g_signal_connect (walk.session, "notify::snapshot", G_CALLBACK (on_state), &walk);
  gcore_session_load (walk.session, program, -1, "program.py", NULL);
  rest (&walk);
  for (int i = 0; i < (count != NULL ? atoi (count) : 150); i++)
    {
      for (guint n = 1 + pick (&walk, 6); n > 0; n--)
        {
          command (&walk);
          if (pick (&walk, 3) == 0)
            g_usleep (pick (&walk, 3000));
        }
      rest (&walk);
      check_snapshot (&walk);
      if (pick (&walk, 12) == 0)
        gcore_session_restart (walk.session);
    }
  gcore_session_close (walk.session);
  g_assert_finalize_object (walk.session);
  g_rand_free (walk.random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/walk/any-order-of-commands", test_any_order_of_commands);
  return g_test_run ();
}
