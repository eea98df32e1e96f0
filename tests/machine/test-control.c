/* SPDX-License-Identifier: MIT */
/* Stopping: steps, breakpoints, ticks, interrupts, requests. */
#include "machine-fixture.h"

#include "gcore/image/copy.h"
#include "gcore/machine/eval.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/int.h"

static const char program[] = "def add(a, b):\n"     /* 1 */
                              "    c = a + b\n"      /* 2 */
                              "    return c\n"       /* 3 */
                              "x = add(1, 2)\n"      /* 4 */
                              "for i in range(2):\n" /* 5 */
                              "    x += i\n"         /* 6 */
                              "print(x)\n";          /* 7 */

static void
load (Fixture *fixture, const char *text)
{
  g_assert_cmpint (gcore_machine_load_file (fixture->machine, text, strlen (text), "program.py"), ==, 0);
}

/* Resumes N times by MODE; the lines stopped at, as text. */
static char *
lines_of_steps (Fixture *fixture, GcoreRunMode mode)
{
  GString *lines = g_string_new (NULL);
  while (gcore_machine_resume (fixture->machine, mode) == GCORE_STOP_STEPPED)
    g_string_append_printf (lines, "%d ", gcore_machine_current_line ());
  return g_string_free (lines, FALSE);
}

static void
step_into_visits_every_line (Fixture *fixture, gconstpointer data)
{
  load (fixture, program);
  g_autofree char *lines = lines_of_steps (fixture, GCORE_RUN_INTO);
  g_assert_cmpstr (lines, ==, "1 4 2 3 5 6 5 6 5 7 ");
  g_assert_cmpstr (fixture->output->str, ==, "4\n");
}

static void
step_over_stays_in_frame (Fixture *fixture, gconstpointer data)
{
  load (fixture, program);
  g_autofree char *lines = lines_of_steps (fixture, GCORE_RUN_OVER);
  g_assert_cmpstr (lines, ==, "1 4 5 6 5 6 5 7 ");
}

static void
step_out_ends_in_caller (Fixture *fixture, gconstpointer data)
{
  load (fixture, program);
  for (int i = 0; i < 3; i++)
    g_assert_cmpint (gcore_machine_step_into (fixture->machine), ==, GCORE_STOP_STEPPED);
  g_assert_cmpint (gcore_machine_current_line (), ==, 2);
  g_assert_cmpint (gcore_machine_step_out (fixture->machine), ==, GCORE_STOP_STEPPED);
  g_assert_cmpint (gcore_machine_current_line (), ==, 4);
}

static void
breakpoint_stops_at_each_visit (Fixture *fixture, gconstpointer data)
{
  load (fixture, program);
  gcore_machine_add_breakpoint (fixture->machine, "program.py", 6);
  g_assert_cmpint (gcore_machine_continue (fixture->machine), ==, GCORE_STOP_BREAKPOINT);
  g_assert_cmpint (gcore_machine_continue (fixture->machine), ==, GCORE_STOP_BREAKPOINT);
  g_assert_cmpint (gcore_machine_current_line (), ==, 6);
  g_assert_cmpint (gcore_machine_continue (fixture->machine), ==, GCORE_STOP_ENDED);
  g_assert_cmpint (gcore_machine_continue (fixture->machine), ==, GCORE_STOP_EXITED);
}

static const char loops[] = "def f(n):\n"
                            "    return n and f(n - 1) + 1\n"
                            "def g():\n"
                            "    for i in range(50):\n"
                            "        yield [i]\n"
                            "d = {}\n"
                            "for item in g():\n"
                            "    d[item[0]] = f(item[0] % 7)\n"
                            "    try: item[1]\n"
                            "    except IndexError: pass\n";

static void
ticks_count_the_same_at_any_speed (Fixture *fixture, gconstpointer data)
{
  load (fixture, loops);
  uint64_t start = gcore_machine_tick (fixture->machine);
  g_assert_cmpint (gcore_machine_resume (fixture->machine, GCORE_RUN_FREELY), ==, GCORE_STOP_ENDED);
  uint64_t free_ticks = gcore_machine_tick (fixture->machine) - start;
  fixture_tear_down (fixture, NULL);
  fixture_set_up (fixture, NULL);
  load (fixture, loops);
  start = gcore_machine_tick (fixture->machine);
  uint64_t last = start;
  while (gcore_machine_resume (fixture->machine, GCORE_RUN_INSTRUCTION) == GCORE_STOP_STEPPED)
    {
      uint64_t tick = gcore_machine_tick (fixture->machine);
      g_assert_cmpuint (tick, >=, last);
      last = tick;
    }
  g_assert_cmpuint (gcore_machine_tick (fixture->machine) - start, ==, free_ticks);
}

static void
running_to_a_tick_twice_gives_the_same_image (Fixture *fixture, gconstpointer data)
{
  load (fixture, loops);
  GcoreImageCopy *first = gcore_image_copy (NULL, NULL);
  uint64_t target = gcore_machine_tick (fixture->machine) + 3000;
  g_assert_cmpint (gcore_machine_resume_to_tick (fixture->machine, target), ==, GCORE_STOP_TICK);
  g_assert_cmpuint (gcore_machine_tick (fixture->machine), >=, target);
  g_assert_cmpuint (gcore_machine_tick (fixture->machine), <, target + 16);
  uint64_t digest = gcore_image_digest ();
  gcore_image_restore (first);
  g_assert_cmpint (gcore_machine_resume_to_tick (fixture->machine, target), ==, GCORE_STOP_TICK);
  g_assert_cmpuint (gcore_image_digest (), ==, digest);
  gcore_image_copy_free (first);
}

static gpointer
pause_soon (gpointer data)
{
  g_usleep (20000);
  gcore_machine_interrupt (data, GCORE_INTERRUPT_PAUSE);
  return NULL;
}

static gpointer
interrupt_soon (gpointer data)
{
  g_usleep (20000);
  gcore_machine_interrupt (data, GCORE_INTERRUPT_KEYBOARD);
  return NULL;
}

static void
endless_loop_can_be_paused (Fixture *fixture, gconstpointer data)
{
  load (fixture, "n = 0\nwhile True:\n    n += 1\n");
  GThread *thread = g_thread_new ("pause", pause_soon, fixture->machine);
  g_assert_cmpint (gcore_machine_continue (fixture->machine), ==, GCORE_STOP_PAUSED);
  g_thread_join (thread);
  g_assert_cmpint (gcore_machine_current_line (), >, 0);
  g_assert_cmpint (gcore_machine_step_over (fixture->machine), ==, GCORE_STOP_STEPPED);
}

/* DATA: the tick of the stop point at which to ask for a pause. */
static bool
ask_for_a_pause (GcoreMachine *machine, const GcoreCollectionStep *step, void *data)
{
  if (gcore_machine_tick (machine) == *(const uint64_t *) data)
    gcore_machine_interrupt (machine, GCORE_INTERRUPT_PAUSE);
  return false;
}

/* A pause asked for just before a collection and the tick to stop at come to the same place: its first micro-step. */
static void
pause_is_not_lost_to_a_tick_in_a_collection (Fixture *fixture, gconstpointer data)
{
  load (fixture, "import gc\ngc.collect()\n");
  GcoreImageCopy *start = gcore_image_copy (NULL, NULL);
  g_assert_cmpint (gcore_machine_resume (fixture->machine, GCORE_RUN_COLLECTION_STEP), ==, GCORE_STOP_COLLECTOR);
  uint64_t first_step = gcore_machine_tick (fixture->machine), before = 0;
  gcore_image_restore (start);
  do
    {
      before = gcore_machine_tick (fixture->machine);
      gcore_machine_resume (fixture->machine, GCORE_RUN_INSTRUCTION);
    }
  while (gcore_machine_tick (fixture->machine) < first_step);
  gcore_image_restore (start);
  gcore_machine_set_observer (fixture->machine, ask_for_a_pause, &before);
  g_assert_cmpint (gcore_machine_resume_to_tick (fixture->machine, first_step), ==, GCORE_STOP_PAUSED);
  g_assert_cmpuint (gcore_machine_tick (fixture->machine), ==, first_step);
  gcore_machine_set_observer (fixture->machine, NULL, NULL);
  gcore_image_copy_free (start);
}

static void
keyboard_interrupt_is_raised (Fixture *fixture, gconstpointer data)
{
  load (fixture, "try:\n    while True: pass\nexcept KeyboardInterrupt: print('interrupted')\n");
  GThread *thread = g_thread_new ("interrupt", interrupt_soon, fixture->machine);
  g_assert_cmpint (gcore_machine_continue (fixture->machine), ==, GCORE_STOP_ENDED);
  g_thread_join (thread);
  g_assert_cmpstr (fixture->output->str, ==, "interrupted\n");
}

/* On the fiber: reads the local variable `a` of the innermost frame. */
static void
read_a (GcoreMachine *machine, void *data)
{
  GcoreObject *value = gcore_dict_get_item_string (gcore_eval_get_locals (), "a");
  *(long *) data = gcore_int_as_long (value);
}

static void
request_runs_where_the_program_stands (Fixture *fixture, gconstpointer data)
{
  load (fixture, program);
  gcore_machine_add_breakpoint (fixture->machine, "program.py", 3);
  g_assert_cmpint (gcore_machine_continue (fixture->machine), ==, GCORE_STOP_BREAKPOINT);
  long value = 0;
  g_assert_cmpint (gcore_machine_request (fixture->machine, read_a, &value), ==, GCORE_STOP_REQUEST);
  g_assert_cmpint (value, ==, 1);
  g_assert_cmpint (gcore_machine_current_line (), ==, 3);
  g_assert_cmpint (gcore_machine_continue (fixture->machine), ==, GCORE_STOP_ENDED);
}

static void
broken_source_does_not_load (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (gcore_machine_load_file (fixture->machine, "1 +", 3, "program.py"), <, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_TEST ("/control/step/into-visits-every-line", step_into_visits_every_line);
  FIXTURE_TEST ("/control/step/over-stays-in-frame", step_over_stays_in_frame);
  FIXTURE_TEST ("/control/step/out-ends-in-caller", step_out_ends_in_caller);
  FIXTURE_TEST ("/control/breakpoint/stops-at-each-visit", breakpoint_stops_at_each_visit);
  FIXTURE_TEST ("/control/ticks/count-the-same-at-any-speed", ticks_count_the_same_at_any_speed);
  FIXTURE_TEST ("/control/ticks/running-to-one-twice-gives-the-same-image", running_to_a_tick_twice_gives_the_same_image);
  FIXTURE_TEST ("/control/interrupt/endless-loop-can-be-paused", endless_loop_can_be_paused);
  FIXTURE_TEST ("/control/interrupt/is-not-lost-to-a-tick-in-a-collection", pause_is_not_lost_to_a_tick_in_a_collection);
  FIXTURE_TEST ("/control/interrupt/keyboard-interrupt-is-raised", keyboard_interrupt_is_raised);
  FIXTURE_TEST ("/control/request/runs-where-the-program-stands", request_runs_where_the_program_stands);
  FIXTURE_TEST ("/control/load/broken-source", broken_source_does_not_load);
  return g_test_run ();
}
