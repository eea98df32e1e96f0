/* SPDX-License-Identifier: MIT */
/* Cutting references, and what would happen if they were cut. */
#include "history-fixture.h"

#include "gcore/history/what-if.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/record/describe.h"

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
  return gcore_dict_get_item_string (gcore_module_get_dict (gcore_machine_main_module (fixture->machine)), name);
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
  g_assert_cmpint (gcore_cut_reference (gcore_module_get_dict (gcore_machine_main_module (machine)), "keep"), ==, 0);
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

/* What a class's namespace loses, instructions that have looked it up forget. */
static void
cut_from_class (GcoreMachine *machine, void *data)
{
  GcoreObject *a = get (data, "A"), *number = gcore_dict_get_item_string (a->type->dict, "mro");
  run_inside (machine, "a, A.f = A(1), lambda self: 1\n"
                       "def call(): return a.f()\n"
                       "for i in range(99): call()\n");
  g_assert_cmpint (gcore_cut_reference (((GcoreType *) (void *) a)->dict, "['f']"), ==, 0);
  run_inside (machine, "try: call()\n"
                       "except AttributeError: pass\n"
                       "else: 1 / 0\n");
  g_assert_cmpint (gcore_cut_reference (a->type->dict, "['mro']"), ==, -1);
  g_assert_true (gcore_dict_get_item_string (a->type->dict, "mro") == number);
  GcoreObject *subclasses = ((GcoreType *) (void *) a)->subclasses;
  char label[GCORE_LABEL_SIZE];
  g_snprintf (label, sizeof label, "[%" G_GUINT64_FORMAT "]", (guint64) get (data, "B"));
  GcoreReference found;
  g_assert_true (gcore_find_reference (subclasses, label, &found, NULL));
  g_assert_cmpint (gcore_cut_reference (subclasses, label), ==, -1);
  g_assert_cmpint (GCORE_DICT_SIZE (subclasses), ==, 2);
}

static void
test_classes_know_what_was_cut (void)
{
  Fixture fixture = { 0 };
  set_up (&fixture);
  gcore_machine_request (fixture.machine, cut_from_class, &fixture);
  finish (&fixture);
}

static const char calls[] = "class A: pass\n"                                     /* 1 */
                            "def inner(first, second):\n"                         /* 2 */
                            "    def see(): return second\n"                      /* 3 */
                            "    try: print(first)\n"                             /* 4 */
                            "    except NameError as e: print(e)\n"               /* 5 */
                            "    try: see()\n"                                    /* 6 */
                            "    except NameError as e: print(e)\n"               /* 7 */
                            "def outer():\n"                                      /* 8 */
                            "    own = A()\n"                                     /* 9 */
                            "    inner(A(), A())\n"                               /* 10 */
                            "    try: own\n"                                      /* 11 */
                            "    except NameError as e: print(e)\n"               /* 12 */
                            "outer()\n"                                           /* 13 */
                            "print('calls' in globals())\n";                      /* 14 */

static void
cut_variables (GcoreMachine *machine, void *data)
{
  static const struct { guint frame; const char *name; } variables[]
    = { { 0, "first" }, { 0, "second" }, { 1, "own" }, { 2, "calls" } };
  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      g_assert_cmpint (gcore_cut_variable (variables[i].frame, variables[i].name), ==, 0);
      g_assert_cmpint (gcore_cut_variable (variables[i].frame, variables[i].name), ==, -1);
      gcore_err_clear ();
    }
  g_assert_cmpint (gcore_cut_variable (3, "calls"), ==, -1);
}

static void
set_calls (GcoreMachine *machine, void *data)
{
  run_inside (machine, "calls = 1\n");
}

static void
test_variables_of_calls_are_cut (void)
{
  Fixture fixture = { 0 };
  GcoreWhatIf what_if;
  start (&fixture, calls, 0);
  gcore_machine_add_breakpoint (fixture.machine, "program.py", 4);
  g_assert_cmpint (gcore_history_run (fixture.history, GCORE_RUN_FREELY), ==, GCORE_STOP_BREAKPOINT);
  for (guint frame = 0; frame < 2; frame++)
    {
      GcoreIdentity call = { .address = GCORE_NO_HOLDER, .number = frame };
      g_assert_true (gcore_what_if_cut (fixture.history, &call, frame == 0 ? "second" : "own", false, &what_if));
      g_assert_false (what_if.failed);
      g_assert_cmpuint (what_if.n_deaths, ==, 1);
      g_assert_cmpstr (what_if.deaths[0].type, ==, "A");
      gcore_what_if_clear (&what_if);
    }
  gcore_machine_request (fixture.machine, set_calls, NULL);
  gcore_machine_request (fixture.machine, cut_variables, NULL);
  g_assert_cmpint (gcore_history_run (fixture.history, GCORE_RUN_FREELY), ==, GCORE_STOP_ENDED);
  g_assert_cmpstr (fixture.output->str, ==,
                   "cannot access local variable 'first' where it is not associated with a value\n"
                   "cannot access free variable 'second' where it is not associated with a value in enclosing scope\n"
                   "cannot access local variable 'own' where it is not associated with a value\n"
                   "False\n");
  finish (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/what-if/deaths-in-order", test_deaths_are_told_in_order);
  g_test_add_func ("/what-if/finalizers-and-callbacks", test_finalizers_and_callbacks_are_counted);
  g_test_add_func ("/what-if/references-are-cut", test_references_are_cut);
  g_test_add_func ("/what-if/classes-know-what-was-cut", test_classes_know_what_was_cut);
  g_test_add_func ("/what-if/variables-of-calls", test_variables_of_calls_are_cut);
  return g_test_run ();
}
