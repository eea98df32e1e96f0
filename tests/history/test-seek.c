/* SPDX-License-Identifier: MIT */
/* Searching a history forward and backward, and stepping back. */
#include "history-fixture.h"

#include "gcore/history/identity.h"
#include "gcore/history/seek.h"
#include "gcore/objects/dict.h"

static const char calls[] = "def f(n):\n"            /* 1 */
                            "    x = n + 1\n"        /* 2 */
                            "    return x\n"         /* 3 */
                            "a = f(1)\n"             /* 4 */
                            "for i in range(2):\n"   /* 5 */
                            "    a += f(i)\n"        /* 6 */
                            "print(a)\n";            /* 7 */

/* The lines come to by stepping back from the end until that is no longer possible. */
static char *
lines_backward (const char *program, GcoreRunMode mode)
{
  Fixture fixture = { 0 };
  GString *lines = g_string_new (NULL);
  start (&fixture, program, 0);
  while (gcore_history_run (fixture.history, GCORE_RUN_FREELY) != GCORE_STOP_ENDED)
    ;
  while (gcore_seek_step_back (fixture.history, mode) == GCORE_SEEK_FOUND)
    g_string_append_printf (lines, "%d ", gcore_machine_current_line ());
  finish (&fixture);
  return g_string_free (lines, FALSE);
}

static void
test_stepping_back_is_stepping_reversed (void)
{
  g_autofree char *into = lines_backward (calls, GCORE_RUN_INTO), *over = lines_backward (calls, GCORE_RUN_OVER);
  g_assert_cmpstr (into, ==, "7 5 3 2 6 5 3 2 6 5 3 2 4 1 ");
  g_assert_cmpstr (over, ==, "7 5 6 5 6 5 4 1 ");
}

static void
go_to_line (GcoreHistory *history, int line)
{
  do
    g_assert_cmpint (gcore_history_run (history, GCORE_RUN_INTO), ==, GCORE_STOP_STEPPED);
  while (gcore_machine_current_line () != line);
}

static void
test_steps_back_keep_to_their_frames (void)
{
  Fixture fixture = { 0 };
  start (&fixture, calls, 0);
  go_to_line (fixture.history, 7);
  g_assert_cmpint (gcore_seek_step_back (fixture.history, GCORE_RUN_OVER), ==, GCORE_SEEK_FOUND);
  g_assert_cmpint (gcore_machine_current_line (), ==, 5);
  g_assert_cmpint (gcore_seek_step_back (fixture.history, GCORE_RUN_OVER), ==, GCORE_SEEK_FOUND);
  g_assert_cmpint (gcore_machine_current_line (), ==, 6);
  g_assert_cmpint (gcore_seek_step_back (fixture.history, GCORE_RUN_INTO), ==, GCORE_SEEK_FOUND);
  g_assert_cmpint (gcore_machine_current_line (), ==, 5);
  go_to_line (fixture.history, 3);
  g_assert_cmpint (gcore_seek_step_back (fixture.history, GCORE_RUN_OUT), ==, GCORE_SEEK_FOUND);
  g_assert_cmpint (gcore_machine_current_line (), ==, 6);
  finish (&fixture);
}

static void
test_every_step_forward_can_be_taken_back (void)
{
  Fixture fixture = { 0 };
  start (&fixture, busy, 0);
  gcore_history_run_until (fixture.history, GCORE_RUN_FREELY, 150000);
  g_autoptr (GArray) ticks = g_array_new (FALSE, FALSE, sizeof (guint64));
  for (guint i = 0; i < 300; i++)
    {
      gcore_history_run (fixture.history, GCORE_RUN_INSTRUCTION);
      guint64 tick = gcore_history_position (fixture.history).tick;
      g_array_append_val (ticks, tick);
    }
  for (guint i = ticks->len - 1; i-- > 0;)
    {
      guint64 wanted = g_array_index (ticks, guint64, i), tick;
      do /* collections are stepped through backward */
        {
          g_assert_cmpint (gcore_seek_step_back (fixture.history, GCORE_RUN_INSTRUCTION), ==, GCORE_SEEK_FOUND);
          tick = gcore_history_position (fixture.history).tick;
        }
      while (tick > wanted);
      g_assert_cmpuint (tick, ==, wanted);
    }
  finish (&fixture);
}

/* --- what happens between two points ------------------------------------------------------------------------------ */

typedef struct
{
  GcoreIdentity identity;
  gint64 count;
} Watched;

static bool
has_changed (GcoreMachine *machine, const GcoreCollectionStep *step, bool first, void *data)
{
  Watched *watched = data;
  GcoreObject *object = gcore_identity_find (&watched->identity);
  gint64 count = object != NULL ? object->refcount : 0;
  bool changed = !first && count != watched->count;
  watched->count = count;
  return changed;
}

static const char counting[] = "class A: pass\n"     /* 1 */
                               "a = A()\n"           /* 2 */
                               "b = a\n"             /* 3 */
                               "c = 1\n"             /* 4 */
                               "d = [a, a]\n"        /* 5 */
                               "c = 2\n"             /* 6 */
                               "del a, b, d\n"       /* 7 */
                               "c = 3\n";            /* 8 */

static void
test_a_change_of_a_count_is_found_both_ways (void)
{
  Fixture fixture = { 0 };
  start (&fixture, counting, 0);
  go_to_line (fixture.history, 3);
  GcoreObject *dict = gcore_module_get_dict (gcore_machine_main_module (fixture.machine));
  GcoreObject *object = gcore_dict_get_item_string (dict, "a");
  Watched watched = { .identity = gcore_identity_of (object) };
  GcoreQuestion question = { .ask = has_changed, .data = &watched, .before = true };
  go_to_line (fixture.history, 8);
  g_assert_null (gcore_identity_find (&watched.identity));
  GString *lines = g_string_new (NULL);
  while (gcore_seek_backward (fixture.history, &question) == GCORE_SEEK_FOUND)
    g_string_append_printf (lines, "%d ", gcore_machine_current_line ());
  g_assert_true (g_str_has_prefix (lines->str, "7 7 7 ")); /* names and the list go, the last one with the object */
  g_assert_nonnull (strstr (lines->str, " 5 "));
  g_assert_true (g_str_has_suffix (lines->str, "2 "));
  g_assert_null (strstr (lines->str, "6"));
  question.before = false;
  g_string_truncate (lines, 0);
  while (gcore_seek_forward (fixture.history, &question, UINT64_MAX) == GCORE_SEEK_FOUND)
    g_string_append_printf (lines, "%d ", gcore_machine_current_line ());
  g_assert_true (g_str_has_prefix (lines->str, "2 "));
  g_assert_nonnull (strstr (lines->str, "5 "));
  g_string_free (lines, TRUE);
  finish (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/seek/step-back/is-stepping-reversed", test_stepping_back_is_stepping_reversed);
  g_test_add_func ("/seek/step-back/keeps-to-its-frames", test_steps_back_keep_to_their_frames);
  g_test_add_func ("/seek/step-back/undoes-every-step", test_every_step_forward_can_be_taken_back);
  g_test_add_func ("/seek/changes/are-found-both-ways", test_a_change_of_a_count_is_found_both_ways);
  return g_test_run ();
}
