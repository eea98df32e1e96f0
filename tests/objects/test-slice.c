/* SPDX-License-Identifier: MIT */
#include "containers-fixture.h"

enum { NONE = 1000 };

static GcoreObject *
number_or_none (long number)
{
  return number == NONE ? gcore_newref (GCORE_NONE) : gcore_int_from_long (number);
}

/* The indices a slice picks from 0 to LENGTH - 1, by definition: walking step by step. */
static intptr_t
count_by_walking (long start, long stop, long step, long length)
{
  long i = start == NONE ? (step > 0 ? 0 : length - 1) : start < 0 ? start + length : start;
  long end = stop == NONE ? (step > 0 ? length : -1) : stop < 0 ? MAX (stop + length, -1) : stop;
  if (step > 0)
    i = MAX (i, 0);
  else
    i = MIN (i, length - 1);
  intptr_t n = 0;
  for (; step > 0 ? i < end && i < length : i > end && i >= 0; i += step)
    n++;
  return n;
}

static void
indices (Fixture *fixture, gconstpointer data)
{
  static const long bounds[] = { NONE, -9, -3, -1, 0, 1, 2, 4, 5, 9 };
  static const long steps[] = { -7, -2, -1, 1, 2, 3, 8 };
  for (size_t i = 0; i < G_N_ELEMENTS (bounds); i++)
    for (size_t j = 0; j < G_N_ELEMENTS (bounds); j++)
      for (size_t k = 0; k < G_N_ELEMENTS (steps); k++)
        for (long length = 0; length < 6; length++)
          {
            GcoreObject *parts[]
              = { number_or_none (bounds[i]), number_or_none (bounds[j]), number_or_none (steps[k]) };
            GcoreObject *slice = gcore_slice_new (parts[0], parts[1], parts[2]), *fitted[3];
            intptr_t start, stop, step;
            g_assert_cmpint (gcore_slice_unpack (slice, &start, &stop, &step), ==, 0);
            intptr_t n = gcore_slice_adjust_indices (length, &start, &stop, step);
            g_assert_cmpint (n, ==, count_by_walking (bounds[i], bounds[j], steps[k], length));
            /* The version for ints of any size agrees. */
            GcoreObject *length_int = gcore_int_from_long (length);
            g_assert_cmpint (gcore_slice_get_long_indices ((GcoreSlice *) (void *) slice, length_int, &fitted[0],
                                                           &fitted[1], &fitted[2]),
                             ==, 0);
            g_assert_cmpint (gcore_int_as_ssize (fitted[0]), ==, start);
            g_assert_cmpint (gcore_int_as_ssize (fitted[1]), ==, stop);
            gcore_decref (length_int);
            gcore_decref (slice);
            for (int part = 0; part < 3; part++)
              {
                gcore_decref (fitted[part]);
                gcore_decref (parts[part]);
              }
          }
}

static void
one_is_kept (Fixture *fixture, gconstpointer data)
{
  GcoreObject *a = gcore_slice_from_indices (1, 2), *b = gcore_slice_from_indices (3, 4);
  g_assert_true (gcore_gc_is_tracked (a));
  gcore_decref (a);
  gcore_decref (b);
  g_assert_true (gcore_slice_from_indices (5, 6) == a);
  expect_repr (a, "slice(5, 6, None)");
}

static void
errors (Fixture *fixture, gconstpointer data)
{
  intptr_t start, stop, step;
  GcoreObject *slice = gcore_slice_new (NULL, NULL, gcore_int_small (0));
  g_assert_cmpint (gcore_slice_unpack (slice, &start, &stop, &step), ==, -1);
  expect_error (ValueError);
  gcore_decref (slice);
  slice = gcore_slice_new (GCORE_ELLIPSIS, NULL, NULL);
  g_assert_cmpint (gcore_slice_unpack (slice, &start, &stop, &step), ==, -1);
  expect_error (TypeError);
  gcore_decref (slice);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/slice/indices", indices);
  add_test ("/slice/one-is-kept-for-reuse", one_is_kept);
  add_test ("/slice/errors", errors);
  return g_test_run ();
}
