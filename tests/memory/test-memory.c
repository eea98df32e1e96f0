/* SPDX-License-Identifier: MIT */
#include <glib.h>

#include "gcore/image/copy.h"
#include "gcore/memory/memory.h"

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
  gcore_mem_start ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (gcore_mem_check (GCORE_CHECK_FULL), ==, NULL);
  gcore_image_leave (NULL);
  gcore_image_free (fixture->image);
}

static GcoreMemStats
stats (void)
{
  GcoreMemStats s;
  gcore_mem_get_stats (&s);
  return s;
}

/* --- small blocks ------------------------------------------------------------------------------------------------- */

static void
test_capacities (Fixture *fixture, gconstpointer data)
{
  static const guint expected[GCORE_N_SIZE_CLASSES]
      = { 1021, 510, 340, 255, 204, 170, 145, 127, 113, 102, 92, 85, 78, 72, 68, 63,
          60,   56,  53,  51,  48,  46,  44,  42,  40,  39,  37, 36, 35, 34, 32, 31 };
  for (guint i = 0; i < GCORE_N_SIZE_CLASSES; i++)
    {
      guint size = 16 * (i + 1);
      for (guint j = 0; j < expected[i]; j++)
        g_assert_nonnull (gcore_mem_alloc (size - j % 16));
      GcoreMemStats s = stats ();
      g_assert_cmpuint (s.classes[i].block_size, ==, size);
      g_assert_cmpuint (s.classes[i].pools, ==, 1);
      g_assert_cmpuint (s.classes[i].used, ==, expected[i]);
      g_assert_cmpuint (s.classes[i].untouched, ==, 0);
      g_assert_nonnull (gcore_mem_alloc (size));
      g_assert_cmpuint (stats ().classes[i].pools, ==, 2);
    }
}

static void
test_fresh_blocks_ascend (Fixture *fixture, gconstpointer data)
{
  char *first = gcore_mem_alloc (48);
  g_assert_cmpuint ((uintptr_t) first % GCORE_POOL_SIZE, ==, GCORE_POOL_HEADER_SIZE);
  for (guint i = 1; i < 340; i++)
    g_assert_true ((char *) gcore_mem_alloc (48) == first + 48 * i);
}

static void
test_last_freed_first_reused (Fixture *fixture, gconstpointer data)
{
  char *a = gcore_mem_alloc (32), *b = gcore_mem_alloc (32), *c = gcore_mem_alloc (32);
  gcore_mem_free (a);
  gcore_mem_free (c);
  g_assert_true (gcore_mem_alloc (17) == c);
  g_assert_true (gcore_mem_alloc (32) == a);
  g_assert_true (gcore_mem_alloc (20) == b + 64);
}

static void
test_empty_pool_keeps_its_list (Fixture *fixture, gconstpointer data)
{
  char *a = gcore_mem_alloc (64), *b = gcore_mem_alloc (64), *c = gcore_mem_alloc (64);
  gcore_mem_free (c);
  gcore_mem_free (a);
  gcore_mem_free (b); /* the pool is empty now */
  g_assert_cmpuint (stats ().empty_pools, ==, GCORE_POOLS_PER_ARENA);
  g_assert_true (gcore_mem_alloc (64) == b);
  g_assert_true (gcore_mem_alloc (64) == a);
  g_assert_true (gcore_mem_alloc (64) == c);
}

static void
test_full_pool_freed_into_comes_first (Fixture *fixture, gconstpointer data)
{
  char *blocks[3 * 31];
  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    blocks[i] = gcore_mem_alloc (512);
  gcore_mem_alloc (512); /* a fourth pool, the only one in the ring */
  gcore_mem_free (blocks[5]);
  gcore_mem_free (blocks[40]);
  g_assert_true (gcore_mem_alloc (512) == blocks[40]);
  g_assert_true (gcore_mem_alloc (512) == blocks[5]);
}

static void
test_zero_size (Fixture *fixture, gconstpointer data)
{
  char *a = gcore_mem_alloc (0), *b = gcore_mem_alloc (0);
  g_assert_true (b == a + 16);
  gcore_mem_free (NULL);
  g_assert_nonnull (gcore_mem_realloc (a, 0));
}

/* --- arenas ------------------------------------------------------------------------------------------------------- */

#define BLOCKS_PER_ARENA (31 * GCORE_POOLS_PER_ARENA)

static void
fill_arenas (char **blocks, guint n_arenas)
{
  for (guint i = 0; i < n_arenas * BLOCKS_PER_ARENA; i++)
    blocks[i] = gcore_mem_alloc (512);
  g_assert_cmpuint (stats ().arenas, ==, n_arenas);
}

static void
free_pool (char **blocks, guint arena, guint pool)
{
  for (guint i = 0; i < 31; i++)
    gcore_mem_free (blocks[arena * BLOCKS_PER_ARENA + pool * 31 + i]);
}

static guint
arena_index (const char *block)
{
  return (guint) ((block - gcore_image_base - GCORE_OFFSET_ARENAS) / GCORE_ARENA_SIZE);
}

static void
test_fullest_arena_first (Fixture *fixture, gconstpointer data)
{
  g_autofree char **blocks = g_new (char *, 3 * BLOCKS_PER_ARENA);
  fill_arenas (blocks, 3);
  free_pool (blocks, 0, 7);
  free_pool (blocks, 0, 9);
  free_pool (blocks, 1, 3);
  free_pool (blocks, 2, 1);
  free_pool (blocks, 2, 2);
  free_pool (blocks, 2, 3);
  g_assert_cmpstr (gcore_mem_check (GCORE_CHECK_FULL), ==, NULL);
  guint expected[] = { 1, 0, 0, 2, 2, 2, 3 };
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      char *block = gcore_mem_alloc (16 * (i + 1)); /* another class each: a new pool */
      g_assert_cmpuint (arena_index (block), ==, expected[i]);
      g_assert_cmpstr (gcore_mem_check (GCORE_CHECK_CHEAP), ==, NULL);
    }
}

static void
test_free_arena_is_given_back (Fixture *fixture, gconstpointer data)
{
  g_autofree char **blocks = g_new (char *, 2 * BLOCKS_PER_ARENA);
  fill_arenas (blocks, 2);
  free_pool (blocks, 1, 0);
  for (guint pool = 0; pool < GCORE_POOLS_PER_ARENA; pool++)
    free_pool (blocks, 0, pool);
  /* The last of the list stays, though it is wholly free. */
  g_assert_cmpuint (stats ().arenas, ==, 2);
  for (guint pool = 1; pool < GCORE_POOLS_PER_ARENA; pool++)
    free_pool (blocks, 1, pool);
  g_assert_cmpuint (stats ().arenas, ==, 1);
  g_assert_cmpuint (stats ().arenas_allocated, ==, 2);
  g_assert_cmpuint (stats ().arenas_peak, ==, 2);
  g_assert_cmpuint (stats ().bytes, ==, GCORE_ARENA_SIZE);
  g_assert_cmpuint (gcore_image_used_bytes (), ==, GCORE_ARENA_SIZE);
  fill_arenas (blocks, 2);
  g_assert_cmpuint (stats ().arenas_allocated, ==, 3);
}

/* --- large blocks ------------------------------------------------------------------------------------------------- */

static void
test_large_neighbours_merge (Fixture *fixture, gconstpointer data)
{
  char *blocks[5];
  for (guint i = 0; i < 5; i++)
    {
      blocks[i] = gcore_mem_alloc (1000);
      g_assert_cmpuint ((uintptr_t) blocks[i] % 16, ==, 0);
    }
  gcore_mem_free (blocks[1]);
  gcore_mem_free (blocks[3]);
  gcore_mem_free (blocks[2]);
  g_assert_cmpstr (gcore_mem_check (GCORE_CHECK_FULL), ==, NULL);
  g_assert_true (gcore_mem_alloc (3000) == blocks[1]);
  g_assert_cmpuint (stats ().large_blocks, ==, 3);
  g_assert_cmpuint (gcore_mem_allocated_blocks (), ==, 3);
}

static void
test_large_grows_in_place (Fixture *fixture, gconstpointer data)
{
  char *block = gcore_mem_alloc (1000);
  g_assert_true (gcore_mem_realloc (block, 5000000) == block); /* into the top */
  block[4999999] = 1;
  char *next = gcore_mem_alloc (600), *guard = gcore_mem_alloc (600);
  g_assert_true (gcore_mem_realloc (block, 1000) == block);
  g_assert_true (gcore_mem_realloc (block, 5000000) == block); /* into the free block behind */
  gcore_mem_free (next);
  g_assert_true (gcore_mem_realloc (block, 5000500) == block);
  memset (guard, 1, 600);
  g_assert_true (gcore_mem_realloc (block, 6000000) != block);
}

static void
test_realloc_keeps_contents (Fixture *fixture, gconstpointer data)
{
  static const gsize sizes[] = { 1, 16, 17, 100, 80, 75, 74, 60, 512, 513, 2000, 700, 400, 100000, 512, 10000000, 1 };
  guchar *block = gcore_mem_alloc (1);
  gsize old_size = 0;
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      block = gcore_mem_realloc (block, sizes[i]);
      for (gsize j = 0; j < MIN (old_size, sizes[i]); j++)
        g_assert_cmpuint (block[j], ==, j * 31 % 251);
      for (gsize j = 0; j < sizes[i]; j++)
        block[j] = (guchar) (j * 31 % 251);
      old_size = sizes[i];
      g_assert_cmpuint (gcore_mem_allocated_blocks (), ==, 1);
    }
}

static void
test_small_shrinks_in_place_if_worth_it (Fixture *fixture, gconstpointer data)
{
  char *block = gcore_mem_alloc (64);
  g_assert_true (gcore_mem_realloc (block, 49) == block);
  g_assert_true (gcore_mem_realloc (block, 48) != block); /* a quarter would be wasted */
}

static void
test_big_holes_are_given_back (Fixture *fixture, gconstpointer data)
{
  gsize size = 40 << 20;
  char *a = gcore_mem_alloc (size), *b = gcore_mem_alloc (size), *c = gcore_mem_alloc (size);
  guint64 full = gcore_image_used_bytes ();
  memset (b, 1, size);
  gcore_mem_free (b);
  g_assert_cmpuint (gcore_image_used_bytes (), <, full - size + (2 << 20));
  g_assert_cmpuint (stats ().large_free_bytes, >=, size);
  g_assert_true (gcore_mem_alloc (size) == b);
  g_assert_cmpuint ((guchar) b[size / 2], ==, 0);
  gcore_mem_free (c);
  gcore_mem_free (a);
  gcore_mem_free (b);
  g_assert_cmpuint (gcore_image_used_bytes (), <, 1 << 20);
}

/* --- quota, failure ----------------------------------------------------------------------------------------------- */

static void
test_quota (Fixture *fixture, gconstpointer data)
{
  gcore_image_set_quota (8 << 20);
  g_assert_null (gcore_mem_alloc (9 << 20));
  g_assert_null (gcore_mem_alloc (SIZE_MAX));
  g_assert_null (gcore_mem_alloc (SIZE_MAX / 2));
  guint n = 0;
  void *last = NULL, *block;
  while ((block = gcore_mem_alloc (100000)) != NULL)
    {
      last = block;
      n++;
    }
  g_assert_cmpuint (n, >=, 80);
  g_assert_cmpuint (n, <=, 105); /* the reserve included, opened by the failures above */
  g_assert_nonnull (last);
  g_assert_null (gcore_mem_realloc (last, 10 << 20));
  gcore_mem_free (last);
}

static void
test_reserve_serves_small_blocks (Fixture *fixture, gconstpointer data)
{
  gcore_image_set_quota (1 << 20);
  guint64 n = 0;
  while (gcore_mem_alloc (512) != NULL)
    n++;
  g_assert_cmpuint (n, ==, BLOCKS_PER_ARENA);
  /* The failure has opened the reserve: the MemoryError can be made. */
  for (guint i = 0; i < 100; i++)
    g_assert_nonnull (gcore_mem_alloc (88));
}

static void
test_fail_after (Fixture *fixture, gconstpointer data)
{
  gcore_mem_fail_after (3);
  char *a = gcore_mem_alloc (10);
  g_assert_nonnull (a);
  g_assert_nonnull (gcore_mem_alloc (1000));
  g_assert_false (gcore_mem_has_failed ());
  g_assert_null (gcore_mem_realloc (a, 100));
  g_assert_true (gcore_mem_has_failed ());
  g_assert_nonnull (gcore_mem_realloc (a, 100));
  gcore_mem_fail_after (1);
  gcore_mem_fail_after (0);
  g_assert_nonnull (gcore_mem_alloc (1));
}

/* --- births ------------------------------------------------------------------------------------------------------- */

static void
test_births (Fixture *fixture, gconstpointer data)
{
  char *before = gcore_mem_alloc (50);
  g_assert_null (gcore_mem_birth (before));
  gcore_mem_set_recording (TRUE);
  g_assert_null (gcore_mem_birth (before));
  *gcore_mem_birth_clock () = (GcoreBirthClock){ .tick = 77, .line = 5 };
  char *small = gcore_mem_alloc (50), *large = gcore_mem_alloc (5000);
  const GcoreBirth *birth = gcore_mem_birth (small);
  g_assert_cmpuint (birth->tick, ==, 77);
  g_assert_cmpuint (birth->serial, ==, 1);
  g_assert_cmpuint (birth->line, ==, 5);
  g_assert_cmpuint (gcore_mem_birth (large)->serial, ==, 2);
  gcore_mem_birth_clock ()->tick = 80;
  gcore_mem_free (small);
  g_assert_true (gcore_mem_alloc (50) == small);
  g_assert_cmpuint (gcore_mem_birth (small)->tick, ==, 80);
  gcore_mem_set_recording (FALSE);
  g_assert_null (gcore_mem_birth (small));
}

/* --- walks -------------------------------------------------------------------------------------------------------- */

typedef struct
{
  guint n[3];
  char *last;
} Tally;

static bool
tally_block (char *address, size_t size, GcoreMemBlockState state, void *data)
{
  Tally *tally = data;
  g_assert_true (tally->last == NULL || address > tally->last);
  g_assert_cmpint (gcore_mem_is_block (address), ==, state == GCORE_MEM_BLOCK_USED);
  tally->n[state]++;
  tally->last = address;
  return true;
}

static void
test_block_states (Fixture *fixture, gconstpointer data)
{
  char *blocks[63];
  Tally tally = { 0 };
  for (guint i = 0; i < 10; i++)
    blocks[i] = gcore_mem_alloc (256);
  gcore_mem_free (blocks[9]);
  gcore_mem_free (blocks[2]);
  g_assert_true (gcore_mem_visit_blocks (blocks[0], tally_block, &tally));
  g_assert_cmpuint (tally.n[GCORE_MEM_BLOCK_USED], ==, 8);
  g_assert_cmpuint (tally.n[GCORE_MEM_BLOCK_FREED], ==, 2);
  g_assert_cmpuint (tally.n[GCORE_MEM_BLOCK_UNTOUCHED], ==, 53);

  for (guint i = 8; i < 63; i++)
    blocks[i] = gcore_mem_alloc (256);
  gcore_mem_free (blocks[62]); /* of a pool that was full */
  tally = (Tally){ 0 };
  gcore_mem_visit_blocks (blocks[0], tally_block, &tally);
  g_assert_cmpuint (tally.n[GCORE_MEM_BLOCK_USED], ==, 62);
  g_assert_cmpuint (tally.n[GCORE_MEM_BLOCK_FREED], ==, 1);
  g_assert_cmpuint (stats ().classes[15].freed, ==, 1);
}

static void
test_block_at (Fixture *fixture, gconstpointer data)
{
  size_t size;
  char *small = gcore_mem_alloc (50), *large = gcore_mem_alloc (5000), *freed = gcore_mem_alloc (6000);
  gcore_mem_alloc (600);
  gcore_mem_free (freed);
  g_assert_true (gcore_mem_block_at (small + 63, &size) == small);
  g_assert_cmpuint (size, ==, 64);
  g_assert_cmpuint (gcore_mem_block_size (small), ==, 64);
  g_assert_null (gcore_mem_block_at (small + 64, NULL));
  g_assert_null (gcore_mem_block_at (small - 1, NULL)); /* the pool's header */
  g_assert_true (gcore_mem_block_at (large + 4999, &size) == large);
  g_assert_cmpuint (size, >=, 5000);
  g_assert_null (gcore_mem_block_at (large - 1, NULL));
  g_assert_null (gcore_mem_block_at (freed, NULL));
  g_assert_null (gcore_mem_block_at (small + GCORE_ARENA_SIZE, NULL));
  g_assert_null (gcore_mem_block_at (NULL, NULL));
  g_assert_null (gcore_mem_block_at (&size, NULL));
  Tally tally = { 0 };
  g_assert_true (gcore_mem_visit_large (tally_block, &tally));
  g_assert_cmpuint (tally.n[GCORE_MEM_BLOCK_USED], ==, 2);
  g_assert_cmpuint (tally.n[GCORE_MEM_BLOCK_FREED], ==, 1);
}

/* --- at random ---------------------------------------------------------------------------------------------------- */

static gsize
random_size (void)
{
  switch (g_test_rand_int_range (0, 20))
    {
    case 0:
      return (gsize) g_test_rand_int_range (1, 3000000);
    case 1: case 2: case 3:
      return (gsize) g_test_rand_int_range (500, 5000);
    default:
      return (gsize) g_test_rand_int_range (0, 513);
    }
}

/* Allocates, frees and resizes at random; every block holds a pattern of its own until it is freed. */
static void
test_random (Fixture *fixture, gconstpointer data)
{
  enum { N = 3000 };
  static struct { guchar *address; gsize size; } live[N];
  guint64 n_live = 0;
  memset (live, 0, sizeof live);
  GcoreImageCopy *copy = NULL;
  for (guint step = 0; step < 60000; step++)
    {
      guint i = (guint) g_test_rand_int_range (0, N);
      gsize size = random_size ();
      if (step == 30000)
        copy = gcore_image_copy (NULL, NULL);
      if (live[i].address != NULL)
        {
          for (gsize j = 0; j < live[i].size; j += 61)
            g_assert_cmpuint (live[i].address[j], ==, (guchar) (i + j));
          if (g_test_rand_bit ())
            {
              gcore_mem_free (live[i].address);
              live[i].address = NULL;
              n_live--;
              continue;
            }
        }
      else
        n_live++;
      live[i].address = gcore_mem_realloc (live[i].address, size);
      live[i].size = size;
      g_assert_nonnull (live[i].address);
      for (gsize j = 0; j < size; j += 61)
        live[i].address[j] = (guchar) (i + j);
      if (step % 1000 == 0)
        {
          const char *problem = gcore_mem_check (GCORE_CHECK_FULL);
          g_assert_cmpstr (problem, ==, NULL);
          g_assert_cmpuint (gcore_mem_allocated_blocks (), ==, n_live);
        }
    }
  for (guint i = 0; i < N; i++)
    gcore_mem_free (live[i].address);
  g_assert_cmpuint (gcore_mem_allocated_blocks (), ==, 0);
  g_assert_cmpuint (stats ().arenas, ==, 1);
  g_assert_cmpuint (stats ().large_free_bytes, ==, 0);
  gcore_image_restore (copy);
  g_assert_true (gcore_image_equal (copy, NULL));
  gcore_image_copy_free (copy);
}

#define TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/memory/pools/hold-as-many-blocks-as-in-cpython", test_capacities);
  TEST ("/memory/pools/fresh-blocks-ascend", test_fresh_blocks_ascend);
  TEST ("/memory/pools/the-block-freed-last-is-handed-out-first", test_last_freed_first_reused);
  TEST ("/memory/pools/an-empty-pool-keeps-its-list-for-the-same-class", test_empty_pool_keeps_its_list);
  TEST ("/memory/pools/a-full-pool-freed-into-comes-first", test_full_pool_freed_into_comes_first);
  TEST ("/memory/pools/size-zero-is-a-block-too", test_zero_size);
  TEST ("/memory/arenas/the-fullest-gives-the-next-pool", test_fullest_arena_first);
  TEST ("/memory/arenas/a-free-one-is-given-back-unless-last", test_free_arena_is_given_back);
  TEST ("/memory/large/free-neighbours-merge", test_large_neighbours_merge);
  TEST ("/memory/large/grows-in-place-into-free-neighbour-and-top", test_large_grows_in_place);
  TEST ("/memory/large/big-holes-are-given-back", test_big_holes_are_given_back);
  TEST ("/memory/realloc/keeps-the-contents", test_realloc_keeps_contents);
  TEST ("/memory/realloc/shrinks-in-place-unless-a-quarter-is-wasted", test_small_shrinks_in_place_if_worth_it);
  TEST ("/memory/quota/is-not-passed", test_quota);
  TEST ("/memory/quota/leaves-a-reserve-for-raising-the-error", test_reserve_serves_small_blocks);
  TEST ("/memory/failure/the-nth-allocation-fails", test_fail_after);
  TEST ("/memory/births/are-stamped-while-recording", test_births);
  TEST ("/memory/walk/tells-used-freed-and-untouched-blocks", test_block_states);
  TEST ("/memory/walk/finds-the-block-at-an-address", test_block_at);
  TEST ("/memory/random/structures-hold-and-contents-stay", test_random);
  return g_test_run ();
}
