/* SPDX-License-Identifier: MIT */
/* The sort compares the same items in the same order as CPython 3.11's: counts and hashes below were taken from it. */
#include "containers-fixture.h"
#include "gcore/objects/list-sort.h"

/* --- inputs ------------------------------------------------------------------------------------------------------- */

static uint64_t random_state;

static uint64_t
next_random (void)
{
  random_state = random_state * UINT64_C (6364136223846793005) + UINT64_C (1442695040888963407);
  return random_state >> 33;
}

enum { RANDOM, RISING, FALLING, FEW_VALUES, NEARLY_RISING, RUNS, INTERLEAVED, TWO_RUNS, N_KINDS };

/* Rising and falling runs of random lengths. */
static void
fill_with_runs (intptr_t *numbers, intptr_t n)
{
  for (intptr_t filled = 0; filled < n;)
    {
      intptr_t length = (intptr_t) (next_random () % 100) + 1, start = (intptr_t) (next_random () % 1000) + 2000;
      intptr_t step = next_random () % 2 ? 3 : -3;
      for (intptr_t i = 0; i < length && filled < n; i++)
        numbers[filled++] = start + i * step;
    }
}

static void
fill (intptr_t *numbers, intptr_t n, int kind)
{
  random_state = (uint64_t) (n * 31 + kind);
  if (kind == RUNS)
    {
      fill_with_runs (numbers, n);
      return;
    }
  for (intptr_t i = 0; i < n; i++)
    numbers[i] = kind == RANDOM          ? (intptr_t) (next_random () % (uint64_t) (n * 4 + 1))
                 : kind == RISING        ? i
                 : kind == FALLING       ? n - i
                 : kind == FEW_VALUES    ? (intptr_t) (next_random () % 4)
                 : kind == NEARLY_RISING ? (next_random () % 16 ? i : (intptr_t) (next_random () % (uint64_t) n))
                 : kind == INTERLEAVED   ? (i % 2 ? i * 7 % n : i)
                                         : i % (n / 2 + 1);
}

/* --- comparisons -------------------------------------------------------------------------------------------------- */

static uint64_t trace_hash;
static long n_comparisons;

/* The "objects" are bare numbers. */
static int
traced_less (GcoreSort *sort, GcoreObject *a, GcoreObject *b)
{
  trace_hash = (trace_hash ^ ((uint64_t) a * 1000003 + (uint64_t) b)) * UINT64_C (0x100000001b3);
  n_comparisons++;
  return (intptr_t) a < (intptr_t) b;
}

static const intptr_t sizes[] = { 2, 3, 10, 63, 64, 65, 100, 255, 256, 1000, 5000 };

static const struct
{
  long n_comparisons;
  uint64_t hash;
} expected[N_KINDS][G_N_ELEMENTS (sizes)] = {
  { { 1, UINT64_C (0xd62d8b4cc7eaa0e9) }, { 2, UINT64_C (0x132d3003acaa6c79) },
    { 21, UINT64_C (0xa2a3fa7e17bdb12d) }, { 293, UINT64_C (0x23c8a2d76c3f96a5) },
    { 301, UINT64_C (0x8dc3c22895e9b664) }, { 303, UINT64_C (0x5ce1bc6780f7d82f) },
    { 541, UINT64_C (0x6c712e87c658e5d2) }, { 1703, UINT64_C (0xfb2cf05f9d042080) },
    { 1723, UINT64_C (0x8d6fafec7a8ad2a0) }, { 8658, UINT64_C (0x4ea5bc6b123b09bc) },
    { 54952, UINT64_C (0x522db32a2aef2f) } },
  { { 1, UINT64_C (0xbaa1fe4c991c8052) }, { 2, UINT64_C (0x2347f127fe6e35ef) }, { 9, UINT64_C (0xa5a269acbf8c8e1a) },
    { 62, UINT64_C (0x10e4d2574ce1ca13) }, { 63, UINT64_C (0xd556125b74416978) },
    { 64, UINT64_C (0x133ab86c2d0b0065) }, { 99, UINT64_C (0xd950dda360f7128c) },
    { 254, UINT64_C (0x95acc8e61031b053) }, { 255, UINT64_C (0x574b4706b1944d38) },
    { 999, UINT64_C (0xb81c6da71d7d8450) }, { 4999, UINT64_C (0x5df60be3fb885570) } },
  { { 1, UINT64_C (0xbaa1f84c991c7620) }, { 2, UINT64_C (0x35570f545ecf92b3) }, { 9, UINT64_C (0x3975e7d0eadc5b58) },
    { 62, UINT64_C (0xfb7d6c7c3508235f) }, { 63, UINT64_C (0xf2bac4fb0a47db06) },
    { 64, UINT64_C (0x7632cf5c9b54d9e5) }, { 99, UINT64_C (0xe34653be2a8a9c12) },
    { 254, UINT64_C (0x7cfaeb0f52a5fd9f) }, { 255, UINT64_C (0xc3452bcbdeae16c6) },
    { 999, UINT64_C (0xd3f6e20b0669188e) }, { 4999, UINT64_C (0xe50f31984a37e16e) } },
  { { 1, UINT64_C (0xbaa1fb4c991c7b39) }, { 2, UINT64_C (0x242df128000377bc) },
    { 23, UINT64_C (0xc931569ad69d498c) }, { 277, UINT64_C (0x4a873f2391435d57) },
    { 277, UINT64_C (0x9571ad314a3cb143) }, { 292, UINT64_C (0x16056630dfe5f3ea) },
    { 478, UINT64_C (0xf7b957dafcad6afe) }, { 1367, UINT64_C (0xb86540f4e7416548) },
    { 1330, UINT64_C (0x10a7d42b9199d8ff) }, { 5577, UINT64_C (0xf807cf22096d6fb7) },
    { 27866, UINT64_C (0xc94996c4fe47e934) } },
  { { 1, UINT64_C (0xbaa1fe4c991c8052) }, { 2, UINT64_C (0x2347f127fe6e35ef) }, { 9, UINT64_C (0xa5a269acbf8c8e1a) },
    { 273, UINT64_C (0x8fb22f4ef51853de) }, { 217, UINT64_C (0x74433f0424eec4c0) },
    { 247, UINT64_C (0x4cd2fc29ba2dbb71) }, { 348, UINT64_C (0xdac4c0f9a79c780d) },
    { 1228, UINT64_C (0xffcb1fe4e202ad85) }, { 1037, UINT64_C (0x5730c86a8254696d) },
    { 4765, UINT64_C (0xa0e93385a791a0fc) }, { 22976, UINT64_C (0xcaafd6c75d482365) } },
  { { 1, UINT64_C (0x77087a4e29f74d0) }, { 2, UINT64_C (0xe1464b4c12e48303) }, { 9, UINT64_C (0x601d551149255d5c) },
    { 226, UINT64_C (0xa5d9ecefe7edb09e) }, { 82, UINT64_C (0xcfe1ebac91a2270a) },
    { 83, UINT64_C (0x97653285e3b4d091) }, { 99, UINT64_C (0x16b9d0950583985d) },
    { 578, UINT64_C (0xf0559295c562784d) }, { 314, UINT64_C (0xf4e7492ed590d223) },
    { 3997, UINT64_C (0x96f70122b6bf728a) }, { 28507, UINT64_C (0xdb3621f4dadb8eb8) } },
  { { 1, UINT64_C (0xbaa1fe4c991c8052) }, { 2, UINT64_C (0x2347f127fe6e35ef) },
    { 23, UINT64_C (0x58624f0a71752a16) }, { 287, UINT64_C (0x33a5a0a62371b776) },
    { 299, UINT64_C (0xc9f450e8ccdadddd) }, { 310, UINT64_C (0x1a92322b0cac4723) },
    { 528, UINT64_C (0x6534d9fc4f71b84b) }, { 1667, UINT64_C (0x3e034e435725ddf7) },
    { 1668, UINT64_C (0x5accab37fb195cd4) }, { 7854, UINT64_C (0x51be7b55c98807a6) },
    { 39777, UINT64_C (0xde2d4b7f061d1cd6) } },
  { { 1, UINT64_C (0xbaa1fe4c991c8052) }, { 4, UINT64_C (0xe76f2cda43e2e48) }, { 18, UINT64_C (0xdda34ccab46b1ad6) },
    { 207, UINT64_C (0x5bdfedc58fbf6f40) }, { 126, UINT64_C (0x63a8781d0112fdc0) },
    { 128, UINT64_C (0xf770211a4a7e43e4) }, { 198, UINT64_C (0x3688badbbe6edfca) },
    { 508, UINT64_C (0x45ff3ed4f408e0d8) }, { 510, UINT64_C (0xc0d16c8bf1ad2b60) },
    { 1998, UINT64_C (0xde52e548bf4be204) }, { 9998, UINT64_C (0xf28c9da12486abd4) } },
};

static void
same_comparisons (Fixture *fixture, gconstpointer data)
{
  static intptr_t numbers[5000];
  static GcoreSort sort;
  for (int kind = 0; kind < N_KINDS; kind++)
    for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
      {
        fill (numbers, sizes[i], kind);
        trace_hash = UINT64_C (14695981039346656037);
        n_comparisons = 0;
        sort.less = traced_less;
        g_assert_cmpint (gcore_sort_run (&sort, (GcoreObject **) (void *) numbers, NULL, sizes[i]), ==, 0);
        for (intptr_t j = 1; j < sizes[i]; j++)
          g_assert_cmpint (numbers[j - 1], <=, numbers[j]);
        g_assert_cmpint (n_comparisons, ==, expected[kind][i].n_comparisons);
        g_assert_cmphex (trace_hash, ==, expected[kind][i].hash);
      }
}

/* Values follow their keys, and equal keys keep their order. */
static void
stable (Fixture *fixture, gconstpointer data)
{
  static intptr_t keys[3000], values[3000];
  static GcoreSort sort;
  for (int kind = 0; kind < N_KINDS; kind++)
    {
      fill (keys, 3000, kind);
      for (intptr_t i = 0; i < 3000; i++)
        {
          keys[i] /= 50;
          values[i] = keys[i] * 10000 + i;
        }
      sort.less = traced_less;
      gcore_sort_run (&sort, (GcoreObject **) (void *) keys, (GcoreObject **) (void *) values, 3000);
      for (intptr_t i = 1; i < 3000; i++)
        {
          g_assert_cmpint (values[i - 1], <, values[i]);
          g_assert_cmpint (values[i] / 10000, ==, keys[i]);
        }
    }
}

static void
specialised (Fixture *fixture, gconstpointer data)
{
  static const char *const words[] = { "pear", "fig", "", "apple", "figs", "äpfel" };
  GcoreObject *list = gcore_list_new (0);
  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    gcore_list_append_take_ref ((GcoreList *) (void *) list, gcore_str_from_string (words[i]));
  g_assert_cmpint (gcore_list_sort (list), ==, 0);
  expect_repr (list, "['', 'apple', 'fig', 'figs', 'pear', 'äpfel']");
  list = gcore_list_new (0);
  for (long i = 0; i < 5; i++)
    gcore_list_append_take_ref ((GcoreList *) (void *) list, gcore_int_from_long (i % 2 ? i * -1000000 : i));
  g_assert_cmpint (gcore_list_sort (list), ==, 0);
  expect_repr (list, "[-3000000, -1000000, 0, 2, 4]");
}

static void
incomparable (Fixture *fixture, gconstpointer data)
{
  GcoreObject *list = gcore_list_new (0);
  gcore_list_append (list, gcore_int_small (1));
  gcore_list_append (list, GCORE_NONE);
  g_assert_cmpint (gcore_list_sort (list), ==, -1);
  expect_error (TypeError);
  expect_repr (list, "[1, None]");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/list/sort/compares-the-same-pairs-in-the-same-order", same_comparisons);
  add_test ("/list/sort/is-stable", stable);
  add_test ("/list/sort/strings-and-ints", specialised);
  add_test ("/list/sort/incomparable-items-are-an-error", incomparable);
  return g_test_run ();
}
