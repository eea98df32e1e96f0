/* SPDX-License-Identifier: MIT */
/* Cutting references, and what would happen if they were cut. */
#include "history-fixture.h"

#include "gcore/history/what-if.h"
#include "gcore/objects/dict.h"

static const char program[] = "import gc, weakref\n"       /* 1 */
                              "class A:\n"                 /* 2 */
                              "    def __init__(self, n): self.n = n\n" /* 3 */
                              "class B(A):\n"              /* 4 */
                              "    def __del__(self): print(self.n)\n" /* 5 */
                              "class C(A):\n"              /* 6 */
                              "    def __del__(self): keep.append(self)\n" /* 7 */
                              "keep = []\n"                /* 8 */
                              "root = A(0)\n"              /* 9 */
                              "root.next = B([])\n"        /* 10 */
                              "root.next.next = A('one')\n" /* 11 */
                              "r = weakref.ref(root.next.next, lambda _: keep)\n" /* 12 */
                              "root.ring = B(2)\n"         /* 13 */
                              "root.ring.me = root.ring\n" /* 14 */
                              "root.phoenix = C(3)\n"      /* 15 */
                              "items = [A(4), A(5)]\n"     /* 16 */
                              "x = 0\n";                   /* 17 */

static GcoreObject *
get (Fixture *fixture, const char *name)
{
  return gcore_dict_get_item_string (gcore_module_get_dict (fixture->machine->main_module), name);
}

static void
set_up (Fixture *fixture)
{
  start (fixture, program, 0);
  gcore_machine_add_breakpoint (fixture->machine, "program.py", 17);
  g_assert_cmpint (gcore_history_run (fixture->history, GCORE_RUN_FREELY), ==, GCORE_STOP_BREAKPOINT);
  gcore_machine_clear_breakpoints (fixture->machine);
}

/* The types that die, in order, with what is special about each. */
static char *
what_dies (Fixture *fixture, const char *holder, const char *label, bool collect, GcoreWhatIf *what_if)
{
  GcoreIdentity identity = gcore_identity_of (get (fixture, holder));
  GString *text = g_string_new (NULL);
  guint64 before = gcore_history_digest (fixture->history);
  g_assert_true (gcore_what_if_cut (fixture->history, &identity, label, collect, what_if));
  g_assert_cmpuint (gcore_history_digest (fixture->history), ==, before);
  for (guint i = 0; i < what_if->n_deaths; i++)
    if (strlen (what_if->deaths[i].type) == 1 || strcmp (what_if->deaths[i].type, "list") == 0)
      g_string_append_printf (text, "%s%s%s ", what_if->deaths[i].type, what_if->deaths[i].had_finalizer ? " finalized" : "",
                              what_if->deaths[i].by_collector ? " collected" : "");
  gcore_what_if_clear (what_if);
  return g_string_free (text, FALSE);
}

static void
assert_dies (Fixture *fixture, const char *holder, const char *label, bool collect, const char *expected)
{
  GcoreWhatIf what_if;
  g_autofree char *text = what_dies (fixture, holder, label, collect, &what_if);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_deaths_are_told_in_order (void)
{
  Fixture fixture = { 0 };
  set_up (&fixture);
  assert_dies (&fixture, "root", ".next", false, "B finalized list A ");
  assert_dies (&fixture, "root", ".ring", false, "");
  assert_dies (&fixture, "root", ".ring", true, "B finalized collected ");
  assert_dies (&fixture, "root", ".phoenix", false, "");
  assert_dies (&fixture, "items", "[1]", false, "A ");
  finish (&fixture);
}

static void
test_finalizers_and_callbacks_are_counted (void)
{
  Fixture fixture = { 0 };
  GcoreWhatIf what_if;
  set_up (&fixture);
  GcoreIdentity root = gcore_identity_of (get (&fixture, "root"));
  g_assert_true (gcore_what_if_cut (fixture.history, &root, ".next", false, &what_if));
  g_assert_cmpuint (what_if.n_finalizers, ==, 1);
  g_assert_cmpuint (what_if.n_callbacks, ==, 1);
  gcore_what_if_clear (&what_if);
  g_assert_true (gcore_what_if_cut (fixture.history, &root, ".nothing", false, &what_if));
  g_assert_true (what_if.failed);
  gcore_what_if_clear (&what_if);
  finish (&fixture);
}

static void
cut_inside (GcoreMachine *machine, void *data)
{
  Fixture *fixture = data;
  g_assert_cmpint (gcore_cut_reference (get (fixture, "root"), ".next"), ==, 0);
  g_assert_cmpint (gcore_cut_reference (get (fixture, "items"), "[0]"), ==, 0);
  g_assert_cmpint (gcore_cut_reference (gcore_module_get_dict (machine->main_module), "keep"), ==, 0);
  g_assert_null (get (fixture, "keep"));
  run_inside (machine, "assert not hasattr(root, 'next') and items[0] is None and r() is None\n");
  g_assert_cmpint (gcore_cut_reference (get (fixture, "root"), "__class__"), ==, -1);
}

static void
test_references_are_cut (void)
{
  Fixture fixture = { 0 };
  set_up (&fixture);
  gcore_machine_request (fixture.machine, cut_inside, &fixture);
  g_assert_cmpstr (fixture.output->str, ==, "[]\n");
  finish (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/what-if/deaths-in-order", test_deaths_are_told_in_order);
  g_test_add_func ("/what-if/finalizers-and-callbacks", test_finalizers_and_callbacks_are_counted);
  g_test_add_func ("/what-if/references-are-cut", test_references_are_cut);
  return g_test_run ();
}
