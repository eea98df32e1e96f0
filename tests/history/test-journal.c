/* SPDX-License-Identifier: MIT */
#include <glib.h>

#include "gcore/history/journal.h"

static void
add_clock (GcoreBranch *branch, guint64 tick, gint64 value)
{
  g_assert_true (gcore_branch_add_input (branch, tick, GCORE_INPUT_CLOCK, &value, sizeof value, false));
}

static gint64
clock_at (const GcoreBranch *branch, guint32 number)
{
  gint64 value;
  memcpy (&value, gcore_branch_input (branch, number)->bytes, sizeof value);
  return value;
}

static void
test_branch_has_its_parents_beginning (void)
{
  GcoreJournal journal;
  g_assert_true (gcore_journal_start (&journal));
  GcoreBranch *first = journal.branches[0];
  add_clock (first, 10, 1);
  add_clock (first, 20, 2);
  first->end_tick = 30;
  GcoreBranch *second = gcore_journal_fork (&journal, first, 15, 1, 0, 0);
  g_assert_null (gcore_branch_input (second, 1));
  add_clock (second, 16, 3);
  g_assert_cmpint (clock_at (second, 0), ==, 1);
  g_assert_cmpint (clock_at (second, 1), ==, 3);
  g_assert_cmpint (clock_at (first, 1), ==, 2);
  g_assert_true (gcore_branch_owner (second, 15) == first);
  g_assert_true (gcore_branch_owner (second, 16) == second);
  g_assert_true (gcore_branches_agree (first, second, 15));
  g_assert_false (gcore_branches_agree (first, second, 16));
  gcore_journal_finish (&journal);
}

static void
test_fork_before_the_fork_is_its_parents (void)
{
  GcoreJournal journal;
  gcore_journal_start (&journal);
  GcoreBranch *second = gcore_journal_fork (&journal, journal.branches[0], 100, 0, 0, 0);
  GcoreBranch *third = gcore_journal_fork (&journal, second, 50, 0, 0, 0);
  g_assert_true (third->parent == journal.branches[0]);
  g_assert_false (gcore_journal_delete (&journal, journal.branches[0]));
  g_assert_true (gcore_journal_delete (&journal, second));
  g_assert_cmpuint (journal.n_branches, ==, 2);
  g_assert_null (gcore_journal_find (&journal, 1));
  g_assert_true (gcore_journal_find (&journal, 2) == third);
  g_assert_cmpuint (gcore_journal_fork (&journal, third, 60, 0, 0, 0)->number, ==, 3);
  gcore_journal_finish (&journal);
}

static void
append (uint8_t stream, const char *bytes, size_t n_bytes, void *data)
{
  g_string_append_printf (data, "%u:%.*s ", stream, (int) n_bytes, bytes);
}

static char *
output_of (const GcoreBranch *branch, guint64 start, guint64 end)
{
  GString *text = g_string_new (NULL);
  gcore_branch_visit_output (branch, start, end, append, text);
  return g_string_free (text, FALSE);
}

static void
test_output_is_kept_once (void)
{
  GcoreJournal journal;
  gcore_journal_start (&journal);
  GcoreBranch *first = journal.branches[0];
  g_assert_cmpuint (gcore_branch_add_output (first, 0, 1, "abc", 3), ==, 3);
  g_assert_cmpuint (gcore_branch_add_output (first, 0, 1, "abc", 3), ==, 0);
  g_assert_cmpuint (gcore_branch_add_output (first, 2, 1, "cde", 3), ==, 2);
  g_assert_cmpuint (gcore_branch_add_output (first, 5, 2, "XY", 2), ==, 2);
  g_autofree char *all = output_of (first, 0, 100), *part = output_of (first, 4, 6);
  g_assert_cmpstr (all, ==, "1:abcde 2:XY ");
  g_assert_cmpstr (part, ==, "1:e 2:X ");
  GcoreBranch *second = gcore_journal_fork (&journal, first, 9, 0, 0, 4);
  gcore_branch_add_output (second, 4, 2, "!", 1);
  g_autofree char *both = output_of (second, 1, 100);
  g_assert_cmpstr (both, ==, "1:bcd 2:! ");
  gcore_journal_finish (&journal);
}

static void
test_actions_keep_their_text (void)
{
  GcoreJournal journal;
  gcore_journal_start (&journal);
  char text[] = "x = 1";
  GcoreAction action = { .tick = 5, .kind = GCORE_ACTION_EVALUATE, .text = text };
  g_assert_true (gcore_branch_add_action (journal.branches[0], &action));
  text[0] = 'y';
  g_assert_cmpstr (gcore_branch_action (journal.branches[0], 0)->text, ==, "x = 1");
  g_assert_cmpuint (gcore_branch_count_actions (journal.branches[0]), ==, 1);
  g_assert_true (gcore_branch_rename (journal.branches[0], "Low thresholds"));
  g_assert_cmpstr (journal.branches[0]->name, ==, "Low thresholds");
  gcore_journal_finish (&journal);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/journal/branch/has-its-parents-beginning", test_branch_has_its_parents_beginning);
  g_test_add_func ("/journal/branch/leaving-before-the-fork-leaves-the-parent", test_fork_before_the_fork_is_its_parents);
  g_test_add_func ("/journal/output/is-kept-once", test_output_is_kept_once);
  g_test_add_func ("/journal/actions/keep-their-text", test_actions_keep_their_text);
  return g_test_run ();
}
