/* SPDX-License-Identifier: MIT */
#include <glib.h>

#include "gcore/image/copy.h"
#include "gcore/image/fiber.h"

typedef struct
{
  GcoreImage *image;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->image = gcore_image_new (0);
  g_assert_nonnull (fixture->image);
  gcore_image_enter (fixture->image);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gcore_image_leave (NULL);
  gcore_image_free (fixture->image);
}

/* What the programs below write to. */
static uint32_t *
heap (void)
{
  return GCORE_IMAGE_AT (GCORE_OFFSET_ARENAS);
}

static void
count_to_three (void *arg)
{
  for (int i = 1; i <= 3; i++)
    {
      heap ()[0] = (uint32_t) i;
      gcore_fiber_yield ();
    }
}

static void
test_status (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (gcore_fiber_status (), ==, GCORE_FIBER_NONE);
  g_assert_false (gcore_fiber_inside ());
  gcore_fiber_start (count_to_three, NULL);
  for (uint32_t i = 1; i <= 3; i++)
    {
      g_assert_cmpint (gcore_fiber_status (), ==, GCORE_FIBER_STOPPED);
      g_assert_true (gcore_fiber_switch_in ());
      g_assert_cmpuint (heap ()[0], ==, i);
    }
  g_assert_false (gcore_fiber_switch_in ());
  g_assert_cmpint (gcore_fiber_status (), ==, GCORE_FIBER_ENDED);
  g_assert_cmpuint (gcore_fiber_stack_used (), ==, 0);
}

static void
start_again_program (void *arg)
{
  volatile char buffer[3000];
  buffer[0] = 1;
  gcore_fiber_yield ();
  buffer[0]++;
}

static void
test_start_forgets_frames (Fixture *fixture, gconstpointer data)
{
  gcore_fiber_start (start_again_program, NULL);
  g_assert_true (gcore_fiber_switch_in ());
  g_assert_cmpuint (gcore_fiber_stack_used (), >, 3000);
  gcore_fiber_start (count_to_three, NULL);
  g_assert_cmpuint (gcore_fiber_stack_used (), <, 3000);
  g_assert_true (gcore_fiber_switch_in ());
  g_assert_cmpuint (heap ()[0], ==, 1);
}

static void
measure_stack (void *arg)
{
  uint64_t *out = arg;
  out[0] = gcore_fiber_stack_left ();
  out[1] = gcore_fiber_inside ();
}

static void
test_stack_left (Fixture *fixture, gconstpointer data)
{
  uint64_t *out = GCORE_IMAGE_AT (GCORE_OFFSET_ARENAS);
  g_assert_cmpuint (gcore_fiber_stack_left (), ==, SIZE_MAX);
  gcore_fiber_start (measure_stack, out);
  g_assert_false (gcore_fiber_switch_in ());
  g_assert_cmpuint (out[0], <, GCORE_STACK_SIZE);
  g_assert_cmpuint (out[0], >, GCORE_STACK_SIZE - 100000);
  g_assert_true (out[1]);
}

/* A program with its state spread over its stack and the heap: at every depth a buffer of pseudo-random size of
 * which the sum goes to the heap, on the way down and, from the same buffer, on the way up. */
static uint32_t
wander (uint32_t seed, int depth)
{
  uint32_t buffer[64];
  uint32_t n = 16 + seed % 48;
  for (uint32_t i = 0; i < n; i++)
    buffer[i] = seed = seed * 1664525 + 1013904223;
  uint32_t slot = 16 + seed % 100000;
  gcore_image_use (GCORE_OFFSET_ARENAS, (slot + 1) * sizeof (uint32_t));
  heap ()[slot] += buffer[n / 2];
  if (seed % 7 == 0)
    gcore_fiber_yield ();
  uint32_t sum = depth > 0 ? wander (seed, depth - 1) : seed;
  if (seed % 5 == 0)
    gcore_fiber_yield ();
  for (uint32_t i = 0; i < n; i++)
    sum += buffer[i];
  heap ()[slot] ^= sum;
  return sum;
}

static void
wander_program (void *arg)
{
  uint32_t seed = 12345;
  for (;;)
    {
      seed = wander (seed, (int) (seed % 200));
      gcore_fiber_yield ();
    }
}

static void
test_restore_replays (Fixture *fixture, gconstpointer data)
{
  gcore_image_use (GCORE_OFFSET_ARENAS, GCORE_PAGE_SIZE);
  gcore_fiber_start (wander_program, NULL);
  GcoreImageCopy *copies[40];
  guint n_steps = 0;
  for (guint i = 0; i < G_N_ELEMENTS (copies); i++)
    {
      copies[i] = gcore_image_copy (i > 0 ? copies[i - 1] : NULL, NULL);
      g_assert_nonnull (copies[i]);
      for (guint j = 0; j < 97; j++, n_steps++)
        g_assert_true (gcore_fiber_switch_in ());
    }
  GcoreImageCopy *last = gcore_image_copy (NULL, NULL);
  uint64_t digest = gcore_image_digest ();
  for (guint k = 0; k < G_N_ELEMENTS (copies); k++)
    {
      guint i = k * 17 % G_N_ELEMENTS (copies); /* jumping back and forth */
      gcore_image_restore (copies[i]);
      g_assert_true (gcore_image_equal (copies[i], NULL));
      for (guint j = i * 97; j < n_steps; j++)
        g_assert_true (gcore_fiber_switch_in ());
      uint64_t difference = 0;
      gboolean equal = gcore_image_equal (last, &difference);
      if (!equal)
        g_test_message ("first difference at offset %#" G_GINT64_MODIFIER "x", difference);
      g_assert_true (equal);
      g_assert_cmpuint (gcore_image_digest (), ==, digest);
    }
  for (guint i = 0; i < G_N_ELEMENTS (copies); i++)
    gcore_image_copy_free (copies[i]);
  gcore_image_copy_free (last);
}

#define TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/image/fiber/runs-from-yield-to-yield-and-ends", test_status);
  TEST ("/image/fiber/starting-again-forgets-the-old-frames", test_start_forgets_frames);
  TEST ("/image/fiber/knows-how-much-stack-is-left", test_stack_left);
  TEST ("/image/fiber/a-restored-program-runs-on-to-the-same-bytes", test_restore_replays);
  return g_test_run ();
}
