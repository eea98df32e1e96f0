/* SPDX-License-Identifier: MIT */
/* A machine stopped inside a collection. */
#include <glib.h>

#include "gcore/collector/collector.h"
#include "gcore/image/copy.h"
#include "gcore/machine/machine.h"

static const char source[] = "import gc\n"
                             "gc.disable()\n"
                             "class Node: pass\n"
                             "a = Node(); b = Node()\n"
                             "a.next = b; b.next = a\n"
                             "del a, b\n"
                             "print(gc.collect(0))\n";

static void
write_output (void *data, GcoreStream stream, const char *bytes, size_t n_bytes)
{
  g_string_append_len (data, bytes, (gssize) n_bytes);
}

typedef struct
{
  GString *output;
  GcoreHost host;
  GcoreMachine *machine;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->output = g_string_new (NULL);
  fixture->host = (GcoreHost){ .data = fixture->output, .write = write_output };
  fixture->machine = gcore_machine_new (NULL, &fixture->host);
  g_assert_nonnull (fixture->machine);
  g_assert_cmpint (gcore_machine_load_file (fixture->machine, source, strlen (source), "program.py"), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gcore_machine_free (fixture->machine);
  g_string_free (fixture->output, TRUE);
}

static void
run_to_end (Fixture *fixture)
{
  g_assert_cmpint (gcore_machine_resume (fixture->machine, GCORE_RUN_FREELY), ==, GCORE_STOP_ENDED);
  g_assert_cmpstr (fixture->output->str, ==, "2\n");
}

static void
test_phases (Fixture *fixture, gconstpointer data)
{
  const GcoreCollection *collection = &GCORE_COLLECTOR->collection;
  for (int phase = GCORE_COLLECTION_UPDATE_REFS; phase <= GCORE_COLLECTION_CLEAR; phase++)
    {
      g_assert_cmpint (gcore_machine_resume (fixture->machine, GCORE_RUN_COLLECTION_PHASE), ==, GCORE_STOP_COLLECTOR);
      g_assert_true (GCORE_COLLECTOR->at_step);
      g_assert_cmpint (collection->phase, ==, phase);
      g_assert_cmpint (collection->generation, ==, 0);
      g_assert_false (collection->reason.automatic);
    }
  g_assert_cmpint (collection->n_garbage, ==, 2);
  run_to_end (fixture);
}

static void
test_every_step (Fixture *fixture, gconstpointer data)
{
  uint64_t last = 0;
  int n = 0;
  while (gcore_machine_resume (fixture->machine, GCORE_RUN_COLLECTION_STEP) == GCORE_STOP_COLLECTOR)
    {
      uint64_t tick = gcore_machine_tick (fixture->machine);
      if (n++ > 0)
        g_assert_cmpuint (tick, ==, last + 1);
      last = tick;
    }
  g_assert_cmpuint (n, ==, gcore_gc_record (1)->steps);
  g_assert_cmpstr (fixture->output->str, ==, "2\n");
}

/* Object by object: each phase's beginning and each object, but no references. */
static void
test_every_object (Fixture *fixture, gconstpointer data)
{
  const GcoreCollection *collection = &GCORE_COLLECTOR->collection;
  int n_phases = 0, n_subtracted = 0;
  while (gcore_machine_resume (fixture->machine, GCORE_RUN_COLLECTION_OBJECT) == GCORE_STOP_COLLECTOR)
    {
      g_assert_null (collection->step.referent);
      n_phases += collection->step.object == NULL;
      n_subtracted += collection->phase == GCORE_COLLECTION_SUBTRACT_REFS && collection->step.object != NULL;
    }
  g_assert_cmpint (n_phases, ==, GCORE_COLLECTION_CLEAR);
  g_assert_cmpint (n_subtracted, ==, gcore_gc_record (1)->examined);
  g_assert_cmpstr (fixture->output->str, ==, "2\n");
}

/* Every tick of the collection is a place to go back to. */
static void
test_back_to_a_step (Fixture *fixture, gconstpointer data)
{
  gcore_machine_resume (fixture->machine, GCORE_RUN_COLLECTION_PHASE);
  uint64_t first = gcore_machine_tick (fixture->machine);
  GcoreImageCopy *copy = gcore_image_copy (NULL, NULL);
  g_assert_nonnull (copy);
  for (uint64_t distance = 1; distance < 12; distance++)
    {
      g_assert_cmpint (gcore_machine_resume_to_tick (fixture->machine, first + distance), ==, GCORE_STOP_TICK);
      g_assert_cmpuint (gcore_machine_tick (fixture->machine), ==, first + distance);
      g_assert_true (GCORE_COLLECTOR->at_step);
      gcore_image_restore (copy);
      g_assert_cmpuint (gcore_machine_tick (fixture->machine), ==, first);
    }
  gcore_image_copy_free (copy);
  run_to_end (fixture);
}

#define ADD_TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_TEST ("/collector/steps/phases-in-order", test_phases);
  ADD_TEST ("/collector/steps/each-is-one-tick", test_every_step);
  ADD_TEST ("/collector/steps/object-by-object", test_every_object);
  ADD_TEST ("/collector/steps/a-copy-leads-back-inside", test_back_to_a_step);
  return g_test_run ();
}
