/* SPDX-License-Identifier: MIT */
/* The life of an object, entry by entry. */
#include "history-fixture.h"

#include "gcore/history/object-history.h"
#include "gcore/objects/dict.h"

/* Stops at LINE and names the object that the variable NAME refers to there. */
static GcoreIdentity
find_object (Fixture *fixture, int line, const char *name)
{
  gcore_machine_add_breakpoint (fixture->machine, "program.py", line);
  g_assert_cmpint (gcore_history_run (fixture->history, GCORE_RUN_FREELY), ==, GCORE_STOP_BREAKPOINT);
  gcore_machine_clear_breakpoints (fixture->machine);
  GcoreObject *dict = gcore_module_get_dict (gcore_machine_main_module (fixture->machine));
  return gcore_identity_of (gcore_dict_get_item_string (dict, name));
}

static char *
life_to_text (const GcoreLife *life)
{
  static const char *const events[] = { "born", "", "moved", "finalizer", "died" };
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < life->n_entries; i++)
    {
      const GcoreLifeEntry *entry = &life->entries[i];
      g_string_append_printf (text, "%d %s", entry->line, events[entry->event]);
      if (entry->event == GCORE_LIFE_COUNT)
        g_string_append_printf (text, "%s%s%s: %d", gcore_life_reason_text (entry->reason), entry->detail[0] ? " " : "",
                                entry->detail, (int) entry->count);
      else if (entry->event == GCORE_LIFE_GENERATION)
        g_string_append_printf (text, " to %d", entry->generation);
      g_string_append (text, "\n");
    }
  return g_string_free (text, FALSE);
}

static void
assert_life (const char *program, int line, const char *name, const char *expected)
{
  Fixture fixture = { 0 };
  GcoreLife life;
  start (&fixture, program, 0);
  GcoreIdentity object = find_object (&fixture, line, name);
  while (gcore_history_run (fixture.history, GCORE_RUN_FREELY) != GCORE_STOP_ENDED)
    ;
  guint64 tick = gcore_history_position (fixture.history).tick;
  gcore_life_record (fixture.history, &object, 0, &life);
  g_autofree char *text = life_to_text (&life);
  g_assert_cmpstr (text, ==, expected);
  g_assert_true (life.is_complete);
  g_assert_cmpuint (gcore_history_position (fixture.history).tick, ==, tick);
  gcore_life_clear (&life);
  finish (&fixture);
}

static void
test_names_and_containers (void)
{
  assert_life ("class A: pass\n"     /* 1 */
               "a = A()\n"           /* 2 */
               "b = a\n"             /* 3 */
               "c = [a]\n"           /* 4 */
               "b = 0\n"             /* 5 */
               "c[0] = None\n"       /* 6 */
               "del a\n"             /* 7 */
               "d = 1\n",            /* 8 */
               3, "a",
               "2 born\n"
               "2 bound to a: 1\n"
               "3 loaded on the stack a: 2\n"
               "3 bound to b: 2\n"
               "4 loaded on the stack a: 3\n"
               "4 put in a container: 3\n"
               "5 no longer bound to b: 2\n"
               "6 taken out of a container: 1\n"
               "7 died\n");
}

static void
test_attributes_calls_and_holders (void)
{
  assert_life ("class A: pass\n"         /* 1 */
               "def f(x):\n"             /* 2 */
               "    return x\n"          /* 3 */
               "a = A()\n"               /* 4 */
               "h = A()\n"               /* 5 */
               "h.next = a\n"            /* 6 */
               "f(a)\n"                  /* 7 */
               "del a\n"                 /* 8 */
               "h.other = h.next\n"      /* 9 */
               "h.next = 0\n"            /* 10 */
               "del h\n"                 /* 11 */
               "b = 1\n",                /* 12 */
               5, "a",
               "4 born\n"
               "4 bound to a: 1\n"
               "6 loaded on the stack a: 2\n"
               "6 stored in attribute next: 2\n"
               "7 loaded on the stack a: 3\n"
               "7 passed as argument: 3\n"
               "3 loaded on the stack x: 4\n"
               "3 returned: 3\n"
               "7 popped off the stack: 2\n"
               "8 deleted name a: 1\n"
               "9 loaded on the stack next: 2\n"
               "9 stored in attribute other: 2\n"
               "10 no longer in attribute next: 1\n"
               "11 died\n");
}

static void
test_collections_and_finalizers (void)
{
  assert_life ("import gc\n"                 /* 1 */
               "class A:\n"                  /* 2 */
               "    def __del__(self):\n"    /* 3 */
               "        pass\n"              /* 4 */
               "a = A()\n"                   /* 5 */
               "a.me = a\n"                  /* 6 */
               "gc.collect(0)\n"             /* 7 */
               "a = None\n"                  /* 8 */
               "gc.collect()\n"              /* 9 */
               "b = 1\n",                    /* 10 */
               6, "a",
               "5 born\n"
               "5 bound to a: 1\n"
               "6 loaded on the stack a: 2\n"
               "6 loaded on the stack a: 3\n"
               "6 stored in attribute me: 2\n"
               "7 moved to 1\n"
               "8 no longer bound to a: 1\n"
               "9 the collector: 3\n"
               "9 finalizer\n"
               "4 the call ended: 1\n" /* the collector lets go of it when all finalizers have run */
               "9 died\n");
}

static void
test_what_was_done_last_is_told (void)
{
  Fixture fixture = { 0 };
  GcoreLife life;
  start (&fixture, "class A: pass\na = A()\nb = a\ndel b\nc = 1\n", 0);
  find_object (&fixture, 3, "a");
  GcoreIdentity object = find_object (&fixture, 5, "a");
  gcore_life_record (fixture.history, &object, 0, &life);
  g_autofree char *text = life_to_text (&life);
  g_assert_cmpstr (text, ==, "2 born\n2 bound to a: 1\n3 loaded on the stack a: 2\n3 bound to b: 2\n4 deleted name b: 1\n");
  g_assert_true (life.is_complete);
  gcore_life_clear (&life);
  finish (&fixture);
}

static void
test_the_limit_cuts_it_off (void)
{
  Fixture fixture = { 0 };
  GcoreLife life;
  start (&fixture, "a = []\nfor i in range(100):\n    b = a\nc = 0\n", 0);
  GcoreIdentity object = find_object (&fixture, 4, "a");
  gcore_life_record (fixture.history, &object, 50, &life);
  g_assert_cmpuint (life.n_entries, ==, 50);
  g_assert_false (life.is_complete);
  g_assert_cmpint (gcore_machine_current_line (), ==, 4);
  gcore_life_clear (&life);
  finish (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/object-history/names-and-containers", test_names_and_containers);
  g_test_add_func ("/object-history/attributes-calls-and-holders", test_attributes_calls_and_holders);
  g_test_add_func ("/object-history/collections-and-finalizers", test_collections_and_finalizers);
  g_test_add_func ("/object-history/what-was-done-last", test_what_was_done_last_is_told);
  g_test_add_func ("/object-history/limit", test_the_limit_cuts_it_off);
  return g_test_run ();
}
