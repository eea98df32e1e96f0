/* SPDX-License-Identifier: MIT */
/* A host that has no memory for checkpoints. Linked so that gcore's calls of malloc and calloc come here. */
#include "history-fixture.h"

#include "gcore/history/identity.h"
#include "gcore/history/what-if.h"

static guint n_given; /* blocks still to be had, while LIMITED */
static gboolean limited;

void *__real_malloc (size_t size);
void *__real_calloc (size_t n, size_t size);
void *__wrap_malloc (size_t size);
void *__wrap_calloc (size_t n, size_t size);

static gboolean
is_refused (void)
{
  if (!limited)
    return FALSE;
  if (n_given == 0)
    return TRUE;
  n_given--;
  return FALSE;
}

void *
__wrap_malloc (size_t size)
{
  return is_refused () ? NULL : __real_malloc (size);
}

void *
__wrap_calloc (size_t n, size_t size)
{
  return is_refused () ? NULL : __real_calloc (n, size);
}

/* Nothing comes from outside, so that the journal needs no memory. */
static const char program[] = "class Node: pass\n"
                              "nodes = []\n"
                              "for i in range(1500):\n"
                              "    node = Node()\n"
                              "    node.me, node.data = node, [i] * (i % 90)\n"
                              "    nodes.append(node)\n"
                              "    if i % 7 == 0: del nodes[: len(nodes) // 2]\n";

/* Runs on by some ticks, with a checkpoint wanted on the way. Returns whether there is one more. */
static gboolean
run_past_checkpoint (Fixture *fixture)
{
  guint32 before = gcore_history_count_checkpoints (fixture->history);
  gcore_machine_interrupt (fixture->machine, GCORE_INTERRUPT_CHECKPOINT);
  gcore_history_run_until (fixture->history, GCORE_RUN_FREELY, gcore_history_position (fixture->history).tick + 400);
  return gcore_history_count_checkpoints (fixture->history) > before;
}

static void
test_checkpoints_are_only_missing (void)
{
  Fixture fixture = { 0 };
  guint64 ticks[64], digests[64];
  guint n_made = 0;
  start (&fixture, program, 0);
  GcoreBranch *branch = gcore_history_position (fixture.history).branch;
  for (guint i = 0; i < G_N_ELEMENTS (ticks); i++)
    {
      guint64 size = gcore_history_checkpoints_size (fixture.history);
      limited = TRUE;
      n_given = i * i; /* the copy fails at each of its parts */
      gboolean made = run_past_checkpoint (&fixture);
      limited = FALSE;
      if (!made)
        g_assert_cmpuint (gcore_history_checkpoints_size (fixture.history), ==, size);
      n_made += made;
      ticks[i] = gcore_history_position (fixture.history).tick;
      digests[i] = gcore_history_digest (fixture.history);
    }
  g_assert_cmpuint (n_made, >, 0);
  g_assert_cmpuint (n_made, <, G_N_ELEMENTS (ticks));
  limited = TRUE; /* going back needs none */
  n_given = 0;
  for (guint i = 0; i < 3 * G_N_ELEMENTS (ticks); i++)
    {
      guint at = i * 29 % G_N_ELEMENTS (ticks);
      g_assert_true (gcore_history_go_to (fixture.history, branch, ticks[at]));
      g_assert_cmpuint (gcore_history_digest (fixture.history), ==, digests[at]);
    }
  limited = FALSE;
  finish (&fixture);
}

static void
do_nothing (GcoreMachine *machine, void *data)
{
}

static void
test_nothing_is_tried_that_could_not_be_put_back (void)
{
  Fixture fixture = { 0 };
  GcoreWhatIf what_if;
  start (&fixture, program, 0);
  gcore_history_run_until (fixture.history, GCORE_RUN_FREELY, 20000);
  GcoreIdentity holder = gcore_identity_of (gcore_module_get_dict (gcore_machine_main_module (fixture.machine)));
  guint64 digest = gcore_history_digest (fixture.history);
  limited = TRUE;
  n_given = 0;
  g_assert_false (gcore_history_try (fixture.history, do_nothing, NULL));
  g_assert_false (gcore_what_if_cut (fixture.history, &holder, "nodes", true, &what_if));
  limited = FALSE;
  g_assert_cmpuint (gcore_history_digest (fixture.history), ==, digest);
  finish (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/no-memory/checkpoints-are-only-missing", test_checkpoints_are_only_missing);
  g_test_add_func ("/history/no-memory/nothing-is-tried", test_nothing_is_tried_that_could_not_be_put_back);
  return g_test_run ();
}
