/* SPDX-License-Identifier: MIT */
/* Packed pages are what they were, and small where they can be. */
#include <glib.h>

#include "gcore/image/packing.h"

#define N_WORDS (GCORE_PAGE_SIZE / 8)

static size_t
assert_comes_back (const guint64 *words)
{
  guint64 packed[N_WORDS + 1], again[N_WORDS];
  packed[N_WORDS] = 42;
  size_t size = gcore_page_pack ((const char *) words, (char *) packed);
  g_assert_cmpuint (size, <=, GCORE_PAGE_SIZE);
  g_assert_cmpuint (packed[N_WORDS], ==, 42);
  memset (again, 1, sizeof again);
  gcore_page_unpack ((const char *) packed, size, (char *) again);
  g_assert_cmpmem (again, sizeof again, words, sizeof again);
  return size;
}

static void
test_zeros (void)
{
  guint64 words[N_WORDS] = { 0 };
  g_assert_cmpuint (assert_comes_back (words), <, 200);
  words[N_WORDS - 1] = 1;
  g_assert_cmpuint (assert_comes_back (words), <, 200);
}

/* A row of objects: a count, a type, two neighbours, a small number. */
static void
test_objects (void)
{
  guint64 words[N_WORDS];
  for (guint i = 0; i < N_WORDS; i++)
    words[i] = i % 6 == 0 ? 1 : i % 6 == 1 ? UINT64_C (0x200000123450) : i % 6 == 2 ? UINT64_C (0x200040000000) + 8 * i
               : i % 6 == 3 ? UINT64_C (0x200040000000) - 8 * i : i % 6 == 4 ? i : 0;
  g_assert_cmpuint (assert_comes_back (words), <, GCORE_PAGE_SIZE / 2);
}

static void
test_noise (void)
{
  guint64 words[N_WORDS];
  for (guint i = 0; i < N_WORDS; i++)
    words[i] = (guint64) g_test_rand_int () << 32 | (guint32) g_test_rand_int ();
  g_assert_cmpuint (assert_comes_back (words), ==, GCORE_PAGE_SIZE);
}

/* Words of every kind, in every measure: all full of references, of small differences, of new words. */
static void
test_mixtures (void)
{
  for (guint n = 0; n < 5000; n++)
    {
      guint64 words[N_WORDS];
      guint n_zeros = (guint) g_test_rand_int_range (0, 100), n_bits = (guint) g_test_rand_int_range (1, 48);
      for (guint i = 0; i < N_WORDS; i++)
        {
          guint64 high = (guint64) g_test_rand_int_range (0, 3) << 50;
          guint64 low = ((guint64) (guint32) g_test_rand_int () << 16) >> (48 - n_bits);
          words[i] = (guint) g_test_rand_int_range (0, 100) < n_zeros ? 0 : high | low;
        }
      assert_comes_back (words);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image/packing/zeros", test_zeros);
  g_test_add_func ("/image/packing/objects", test_objects);
  g_test_add_func ("/image/packing/noise", test_noise);
  g_test_add_func ("/image/packing/mixtures", test_mixtures);
  return g_test_run ();
}
