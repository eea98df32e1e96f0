/* SPDX-License-Identifier: MIT */
/* Every kind of watch, forward and backward, with conditions and numbers of hits; and going to places. */
#include "history-fixture.h"

#include "gcore/history/identity.h"
#include "gcore/history/places.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/list.h"

static void
run_to_end (Fixture *fixture)
{
  while (gcore_history_run (fixture->history, GCORE_RUN_FREELY) != GCORE_STOP_ENDED)
    ;
}

static void
go_to_line (Fixture *fixture, int line)
{
  gcore_machine_add_breakpoint (fixture->machine, "program.py", line);
  g_assert_cmpint (gcore_history_run (fixture->history, GCORE_RUN_FREELY), ==, GCORE_STOP_BREAKPOINT);
  gcore_machine_clear_breakpoints (fixture->machine);
}

/* Names the variable NAME's object in WATCH. */
static void
name_object (Fixture *fixture, const char *name, GcoreWatch *watch)
{
  GcoreObject *dict = gcore_module_get_dict (gcore_machine_main_module (fixture->machine));
  GcoreIdentity identity = gcore_identity_of (gcore_dict_get_item_string (dict, name));
  watch->address = identity.address;
  watch->serial = identity.number;
}

/* Adds the line where the program stands, if it is one of the program's own. */
static void
add_line (Fixture *fixture, GString *lines)
{
  if (gcore_str_equal_to_utf8 (fixture->machine->activation->code->filename, "program.py"))
    g_string_append_printf (lines, "%d ", gcore_machine_current_line ());
}

/* The lines where WATCH hits, forward from here to the end, then backward from there to the beginning. */
static char *
lines_of (Fixture *fixture, const GcoreWatch *watch)
{
  GString *lines = g_string_new (NULL);
  GcorePosition from = gcore_history_position (fixture->history);
  GcoreWatches *watches = gcore_watches_new (watch, 1);
  run_to_end (fixture);
  guint64 end = gcore_history_position (fixture->history).tick;
  gcore_history_go_to (fixture->history, from.branch, from.tick);
  while (gcore_watches_forward (watches, fixture->history, end) == GCORE_SEEK_FOUND)
    add_line (fixture, lines);
  gcore_history_go_to (fixture->history, from.branch, end);
  g_string_append (lines, "| ");
  while (gcore_watches_backward (watches, fixture->history, NULL) == GCORE_SEEK_FOUND)
    add_line (fixture, lines);
  gcore_watches_free (watches);
  return g_string_free (lines, FALSE);
}

static void
assert_lines (const char *program, int line, const char *object, GcoreWatch watch, const char *expected)
{
  Fixture fixture = { 0 };
  start (&fixture, program, 0);
  go_to_line (&fixture, line);
  if (object != NULL)
    name_object (&fixture, object, &watch);
  g_autofree char *lines = lines_of (&fixture, &watch);
  g_assert_cmpstr (lines, ==, expected);
  finish (&fixture);
}

/* --- the program's course ----------------------------------------------------------------------------------------- */

static const char garbage[] = "import gc\n"            /* 1 */
                              "class A: pass\n"        /* 2 */
                              "gc.collect()\n"         /* 3 */
                              "for i in range(3):\n"   /* 4 */
                              "    a = A()\n"          /* 5 */
                              "    a.me = a\n"         /* 6 */
                              "a = None\n"             /* 7 */
                              "gc.collect(2)\n"        /* 8 */
                              "gc.collect(2)\n"        /* 9 */
                              "b = 0\n";

static const char calls[] = "def f(n):\n"             /* 1 */
                            "    x = n + 1\n"         /* 2 */
                            "    return x\n"          /* 3 */
                            "a = 0\n"                 /* 4 */
                            "for i in range(6):\n"    /* 5 */
                            "    a += f(i)\n"         /* 6 */
                            "try:\n"                  /* 7 */
                            "    {}['k']\n"           /* 8 */
                            "except LookupError:\n"   /* 9 */
                            "    b = object()\n"      /* 10 */
                            "c = 0\n";                /* 11 */

static void
test_lines_and_calls (void)
{
  GcoreWatch line = { .kind = GCORE_WATCH_LINE, .number = 2, .file = "program.py" };
  assert_lines (calls, 4, NULL, line, "2 2 2 2 2 2 | 2 2 2 2 2 2 ");
  line.file = "other.py";
  assert_lines (calls, 4, NULL, line, "| ");
  GcoreWatch call = { .kind = GCORE_WATCH_CALL, .name = "f", .hits = 2 };
  assert_lines (calls, 4, NULL, call, "1 1 1 | 1 1 1 ");
}

static void
test_conditions (void)
{
  GcoreWatch line = { .kind = GCORE_WATCH_LINE, .number = 3, .condition = "n % 2 == 0 and x < 5" };
  assert_lines (calls, 4, NULL, line, "3 3 | 3 3 "); /* n is 0 and 2 */
  line.condition = "no_such_name";
  assert_lines (calls, 4, NULL, line, "| ");
  line.condition = "globals().update(a=100) or n == 5"; /* what it changes is put back */
  assert_lines (calls, 4, NULL, line, "3 | 3 ");
  line.condition = "n > 0";
  line.hits = 5;
  assert_lines (calls, 4, NULL, line, "3 | 3 ");
}

static void
test_exceptions_and_allocations (void)
{
  GcoreWatch raised = { .kind = GCORE_WATCH_EXCEPTION, .name = "LookupError" };
  assert_lines (calls, 4, NULL, raised, "8 | 8 ");
  raised.name = NULL;
  assert_lines (calls, 4, NULL, raised, "8 | 8 ");
  raised.name = "ValueError";
  assert_lines (calls, 4, NULL, raised, "| ");
  GcoreWatch made = { .kind = GCORE_WATCH_ALLOCATION, .name = "object" };
  assert_lines (calls, 4, NULL, made, "10 | 10 ");
}

static const char raises[] = "def f(n):\n"             /* 1 */
                             "    try:\n"             /* 2 */
                             "        return [][n]\n" /* 3 */
                             "    finally:\n"         /* 4 */
                             "        n = 0\n"        /* 5 */
                             "d = 0\n"                /* 6 */
                             "try:\n"                 /* 7 */
                             "    f(1)\n"             /* 8 */
                             "except IndexError as e:\n" /* 9 */
                             "    kept = e\n"         /* 10 */
                             "try:\n"                 /* 11 */
                             "    raise kept\n"       /* 12 */
                             "except IndexError:\n"   /* 13 */
                             "    pass\n"             /* 14 */
                             "f(2)\n";                /* 15 */

static void
test_raises (void)
{
  GcoreWatch watch = { .kind = GCORE_WATCH_EXCEPTION };
  assert_lines (raises, 6, NULL, watch, "3 12 3 | 3 12 3 ");
  watch.condition = "n == 0"; /* looked at where it arrives */
  assert_lines (raises, 6, NULL, watch, "| ");
  watch.condition = NULL;
  watch.number = GCORE_WATCH_UNCAUGHT;
  assert_lines (raises, 6, NULL, watch, "3 | 3 ");
  watch.name = "KeyError";
  assert_lines (raises, 6, NULL, watch, "| ");
}

/* The class is made of tuples that hold it: they are not taken for its objects. */
static void
test_allocations_of_a_class (void)
{
  GcoreWatch made = { .kind = GCORE_WATCH_ALLOCATION, .name = "A" };
  assert_lines (garbage, 1, NULL, made, "5 5 5 | 5 5 5 ");
}

/* --- objects ------------------------------------------------------------------------------------------------------ */

static const char objects[] = "import gc, weakref\n"   /* 1 */
                              "class A:\n"             /* 2 */
                              "    def __del__(self):\n" /* 3 */
                              "        keep.append(self)\n" /* 4 */
                              "keep = []\n"            /* 5 */
                              "a = A()\n"              /* 6 */
                              "r = weakref.ref(a)\n"   /* 7 */
                              "b = []\n"               /* 8 */
                              "a.next = b\n"           /* 9 */
                              "b.append(1)\n"          /* 10 */
                              "a.other = b\n"          /* 11 */
                              "a.next = None\n"        /* 12 */
                              "c = b\n"                /* 13 */
                              "b[0] = 'two'\n"         /* 14 */
                              "gc.collect(0)\n"        /* 15 */
                              "a.__dict__\n"           /* 16 */
                              "a.next = b\n"           /* 17 */
                              "gc.collect(1)\n"        /* 18 */
                              "del b, c\n"             /* 19 */
                              "del a\n"                /* 20 */
                              "keep.clear()\n"         /* 21 */
                              "d = 0\n";               /* 22 */

static void
test_references (void)
{
  GcoreWatch watch = { .kind = GCORE_WATCH_REFERENCE, .name = ".next" };
  assert_lines (objects, 7, "a", watch, "10 13 18 21 | 21 17 12 9 ");
  watch.name = "[0]";
  assert_lines (objects, 9, "b", watch, "10 15 21 | 21 14 10 ");
}

static void
test_counts (void)
{
  GcoreWatch watch = { .kind = GCORE_WATCH_COUNT_REACHES, .number = 4 };
  assert_lines (objects, 9, "b", watch, "14 17 | 17 14 ");
}

static void
test_ends_of_objects (void)
{
  GcoreWatch watch = { .kind = GCORE_WATCH_DEATH };
  assert_lines (objects, 7, "a", watch, "21 | 21 ");
  watch.kind = GCORE_WATCH_BIRTH;
  assert_lines (objects, 7, "a", watch, "| 6 ");
  watch.kind = GCORE_WATCH_RESURRECTION;
  assert_lines (objects, 7, "a", watch, "21 | 4 ");
  watch.kind = GCORE_WATCH_WEAKREF;
  assert_lines (objects, 8, "r", watch, "21 | 21 ");
}

/* As in another run of the same program. */
static void
test_an_object_yet_to_be_made (void)
{
  Fixture first = { 0 };
  GcoreWatch watch = { .kind = GCORE_WATCH_DEATH };
  start (&first, objects, 0);
  go_to_line (&first, 7);
  name_object (&first, "a", &watch);
  finish (&first);
  watch.address += GCORE_IMAGE_SLOT_SIZE; /* that other one was in another slot */
  assert_lines (objects, 5, NULL, watch, "21 | 21 ");
  watch.kind = GCORE_WATCH_BIRTH;
  assert_lines (objects, 5, NULL, watch, "6 | 6 ");
}

static void
test_collections (void)
{
  GcoreWatch watch = { .kind = GCORE_WATCH_COLLECTION };
  assert_lines (objects, 7, NULL, watch, "15 18 | 18 15 1 ");
  watch.number = 1;
  assert_lines (objects, 7, NULL, watch, "18 | 18 ");
  GcoreWatch generation = { .kind = GCORE_WATCH_GENERATION };
  assert_lines (objects, 9, "b", generation, "15 18 | 18 15 8 ");
}

               /* 10 */

static void
test_what_collections_free (void)
{
  GcoreWatch watch = { .kind = GCORE_WATCH_FREED, .number = 2 };
  assert_lines (garbage, 4, NULL, watch, "8 | 8 ");
  watch.number = 100;
  assert_lines (garbage, 4, NULL, watch, "| ");
}

static void
test_pools (void)
{
  Fixture fixture = { 0 };
  start (&fixture, objects, 0);
  go_to_line (&fixture, 7);
  GcoreWatch watch = { .kind = GCORE_WATCH_POOL };
  name_object (&fixture, "a", &watch);
  watch.address &= ~(guint64) (GCORE_POOL_SIZE - 1);
  guint32 used = gcore_mem_pool_used ((const char *) watch.address);
  GcoreWatches *watches = gcore_watches_new (&watch, 1);
  g_assert_cmpint (gcore_watches_forward (watches, fixture.history, UINT64_MAX), ==, GCORE_SEEK_FOUND);
  g_assert_cmpuint (gcore_mem_pool_used ((const char *) watch.address), !=, used);
  g_assert_cmpint (gcore_watches_backward (watches, fixture.history, NULL), ==, GCORE_SEEK_FOUND);
  g_assert_cmpuint (gcore_mem_pool_used ((const char *) watch.address), ==, used);
  gcore_watches_free (watches);
  finish (&fixture);
}

/* Without numbers of birth there is only an address: what lies there at other times may be anything. */
static void
test_what_is_no_object_yet (void)
{
  static const char many[] = "kept = []\n"
                             "for i in range(60):\n"
                             "    words = [str(j) * (j % 9) for j in range(i)]\n"
                             "    kept.append([words, {i: i}, (i, words), lambda: words])\n"
                             "    if i % 3: del kept[0]\n"
                             "x = [{}, set(), object(), lambda: 0, (1, [])] * 1\n"
                             "c = 0\n";
  Fixture fixture = { .without_births = true };
  start (&fixture, many, 0);
  go_to_line (&fixture, 7);
  GcoreObject *const *items = GCORE_LIST_ITEMS (gcore_dict_get_item_string (
    gcore_module_get_dict (gcore_machine_main_module (fixture.machine)), "x"));
  for (guint i = 0; i < 5; i++)
    for (GcoreWatchKind kind = GCORE_WATCH_COUNT; kind <= GCORE_WATCH_WEAKREF; kind++)
      {
        GcoreWatch watch = { .kind = kind, .address = (guint64) items[i], .name = ".none", .hits = 1000000 };
        GcoreWatches *watches = gcore_watches_new (&watch, 1);
        g_assert_cmpint (gcore_watches_backward (watches, fixture.history, NULL), ==, GCORE_SEEK_NOT_FOUND);
        gcore_watches_free (watches);
      }
  finish (&fixture);
}

static void
test_nonsense_never_hits (void)
{
  Fixture fixture = { 0 };
  start (&fixture, garbage, 0);
  for (int kind = 0; kind < GCORE_N_WATCH_KINDS; kind++)
    {
      GcoreWatch watch = { .kind = kind, .address = 0x1234567, .serial = 77, .number = 1000 };
      GcoreWatches *watches = gcore_watches_new (&watch, 1);
      g_assert_cmpint (gcore_watches_forward (watches, fixture.history, 2000), ==, GCORE_SEEK_NOT_FOUND);
      gcore_watches_free (watches);
    }
  finish (&fixture);
}

/* --- several ------------------------------------------------------------------------------------------------------ */

static void
test_the_one_that_hit_is_told (void)
{
  Fixture fixture = { 0 };
  start (&fixture, calls, 0);
  go_to_line (&fixture, 4);
  GcoreWatch array[] = { { .kind = GCORE_WATCH_LINE, .number = 11 },
                         { .kind = GCORE_WATCH_LINE, .number = 3, .condition = "n == 4" },
                         { .kind = GCORE_WATCH_EXCEPTION } };
  GcoreWatches *watches = gcore_watches_new (array, 3);
  const gsize forward[] = { 1, 2, 0 };
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpint (gcore_watches_forward (watches, fixture.history, UINT64_MAX), ==, GCORE_SEEK_FOUND);
      g_assert_cmpuint (gcore_watches_hit (watches), ==, forward[i]);
    }
  for (guint i = 2; i-- > 0;)
    {
      g_assert_cmpint (gcore_watches_backward (watches, fixture.history, NULL), ==, GCORE_SEEK_FOUND);
      g_assert_cmpuint (gcore_watches_hit (watches), ==, forward[i]);
    }
  g_assert_cmpint (gcore_machine_current_line (), ==, 3);
  gcore_watches_free (watches);
  finish (&fixture);
}

/* Two happen at once, and only the second is meant. */
static void
test_one_does_not_hide_another (void)
{
  Fixture fixture = { 0 };
  start (&fixture, calls, 0);
  go_to_line (&fixture, 4);
  GcoreWatch array[] = { { .kind = GCORE_WATCH_LINE, .number = 3, .condition = "n == 99" },
                         { .kind = GCORE_WATCH_LINE, .number = 3, .condition = "n == 4" },
                         { .kind = GCORE_WATCH_LINE, .number = 3, .hits = 3 } };
  GcoreWatches *watches = gcore_watches_new (array, 3);
  const gsize hits[] = { 2, 1 };
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (gcore_watches_forward (watches, fixture.history, UINT64_MAX), ==, GCORE_SEEK_FOUND);
      g_assert_cmpuint (gcore_watches_hit (watches), ==, hits[i]);
    }
  g_assert_cmpint (gcore_watches_forward (watches, fixture.history, UINT64_MAX), ==, GCORE_SEEK_NOT_FOUND);
  g_assert_cmpint (gcore_watches_backward (watches, fixture.history, NULL), ==, GCORE_SEEK_FOUND);
  g_assert_cmpuint (gcore_watches_hit (watches), ==, 1);
  gcore_watches_free (watches);
  finish (&fixture);
}

/* --- places ------------------------------------------------------------------------------------------------------- */

static void
test_places_of_objects (void)
{
  Fixture fixture = { 0 };
  start (&fixture, objects, 0);
  go_to_line (&fixture, 7);
  GcorePlace birth = { .kind = GCORE_PLACE_BIRTH }, death = { .kind = GCORE_PLACE_DEATH };
  name_object (&fixture, "a", &birth.watch);
  death.watch = birth.watch;
  for (guint i = 0; i < 2; i++) /* from where it lives, then from before its birth or after its death */
    {
      g_assert_cmpint (gcore_go_to_place (fixture.history, &birth), ==, GCORE_SEEK_FOUND);
      g_assert_cmpint (gcore_machine_current_line (), ==, 6);
      gcore_history_run (fixture.history, GCORE_RUN_OVER);
      g_assert_cmpint (gcore_go_to_place (fixture.history, &death), ==, GCORE_SEEK_FOUND);
      g_assert_cmpint (gcore_machine_current_line (), ==, 21);
      gcore_history_run (fixture.history, GCORE_RUN_OVER);
    }
  finish (&fixture);
}

static void
assert_place (Fixture *fixture, const GcorePlace *place, int line)
{
  g_assert_cmpint (gcore_go_to_place (fixture->history, place), ==, GCORE_SEEK_FOUND);
  g_assert_cmpint (gcore_machine_current_line (), ==, line);
}

static void
test_places_of_collections (void)
{
  Fixture fixture = { 0 };
  start (&fixture, garbage, 0);
  go_to_line (&fixture, 4);
  GcorePlace phase = { .kind = GCORE_PLACE_COLLECTION, .number = 3, .phase = GCORE_COLLECTION_MOVE_UNREACHABLE };
  assert_place (&fixture, &phase, 9);
  g_assert_cmpint (GCORE_COLLECTOR->collection.phase, ==, GCORE_COLLECTION_MOVE_UNREACHABLE);
  phase = (GcorePlace){ .kind = GCORE_PLACE_COLLECTION, .number = 2 };
  assert_place (&fixture, &phase, 8);
  g_assert_cmpint (GCORE_COLLECTOR->collection.phase, ==, GCORE_COLLECTION_UPDATE_REFS);
  GcorePlace last = { .kind = GCORE_PLACE_LAST, .watch = { .kind = GCORE_WATCH_COLLECTION } }, next = last;
  next.kind = GCORE_PLACE_NEXT;
  assert_place (&fixture, &last, 3);
  g_assert_cmpint (gcore_go_to_place (fixture.history, &last), ==, GCORE_SEEK_NOT_FOUND);
  g_assert_cmpint (gcore_machine_current_line (), ==, 3);
  assert_place (&fixture, &next, 8);
  assert_place (&fixture, &next, 9);
  phase.number = 100;
  g_assert_cmpint (gcore_go_to_place (fixture.history, &phase), ==, GCORE_SEEK_NOT_FOUND);
  finish (&fixture);
}

static void
test_the_nth_time_of_a_line (void)
{
  Fixture fixture = { 0 };
  start (&fixture, calls, 0);
  go_to_line (&fixture, 11);
  GcorePlace place = { .kind = GCORE_PLACE_LINE, .number = 4, .watch = { .number = 3, .file = "program.py" } };
  g_assert_cmpint (gcore_go_to_place (fixture.history, &place), ==, GCORE_SEEK_FOUND);
  GcoreWatch watch = { .kind = GCORE_WATCH_LINE, .number = 3 };
  g_autofree char *lines = lines_of (&fixture, &watch);
  g_assert_cmpstr (lines, ==, "3 3 | 3 3 3 3 3 3 ");
  place.number = 7;
  GcorePosition here = gcore_history_position (fixture.history);
  g_assert_cmpint (gcore_go_to_place (fixture.history, &place), ==, GCORE_SEEK_NOT_FOUND);
  g_assert_cmpuint (gcore_history_position (fixture.history).tick, ==, here.tick);
  finish (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watch/lines-and-calls", test_lines_and_calls);
  g_test_add_func ("/watch/conditions", test_conditions);
  g_test_add_func ("/watch/exceptions-and-allocations", test_exceptions_and_allocations);
  g_test_add_func ("/watch/raises", test_raises);
  g_test_add_func ("/watch/allocations-of-a-class", test_allocations_of_a_class);
  g_test_add_func ("/watch/references", test_references);
  g_test_add_func ("/watch/counts", test_counts);
  g_test_add_func ("/watch/ends-of-objects", test_ends_of_objects);
  g_test_add_func ("/watch/an-object-yet-to-be-made", test_an_object_yet_to_be_made);
  g_test_add_func ("/watch/collections", test_collections);
  g_test_add_func ("/watch/freed", test_what_collections_free);
  g_test_add_func ("/watch/pools", test_pools);
  g_test_add_func ("/watch/what-is-no-object-yet", test_what_is_no_object_yet);
  g_test_add_func ("/watch/nonsense", test_nonsense_never_hits);
  g_test_add_func ("/watch/several", test_the_one_that_hit_is_told);
  g_test_add_func ("/watch/one-does-not-hide-another", test_one_does_not_hide_another);
  g_test_add_func ("/places/ends-of-objects", test_places_of_objects);
  g_test_add_func ("/places/collections", test_places_of_collections);
  g_test_add_func ("/places/nth-time-of-a-line", test_the_nth_time_of_a_line);
  return g_test_run ();
}
