/* SPDX-License-Identifier: MIT */
#include <glib.h>

#include "gcore/image/copy.h"
#include "gcore/image/image.h"

/* What the tests of copies are given: whether writes are noticed. */
enum { PLAIN, WATCHING };

static GcoreImage *
enter_new (void)
{
  GcoreImage *image = gcore_image_new (0);
  g_assert_nonnull (image);
  g_assert_null (gcore_image_enter (image));
  return image;
}

static GcoreImage *
enter_new_for (gconstpointer data)
{
  GcoreImage *image = enter_new ();
  if (GPOINTER_TO_INT (data) == WATCHING)
    gcore_image_watch_writes ();
  return image;
}

static void
leave_and_free (GcoreImage *image)
{
  gcore_image_leave (NULL);
  gcore_image_free (image);
}

static void
test_first_free_slot (void)
{
  GcoreImage *a = enter_new ();
  char *first = gcore_image_base;
  GcoreImage *b = gcore_image_new (0);
  g_assert_true (gcore_image_enter (b) == a);
  g_assert_cmpuint ((uintptr_t) gcore_image_base - (uintptr_t) first, ==, GCORE_IMAGE_SLOT_SIZE);
  gcore_image_leave (a);
  g_assert_true (gcore_image_base == first);
  gcore_image_leave (NULL);
  g_assert_null (gcore_image_base);
  gcore_image_free (a);
  GcoreImage *c = enter_new ();
  g_assert_true (gcore_image_base == first);
  leave_and_free (c);
  gcore_image_free (b);
}

static void
test_use_and_give_back (void)
{
  GcoreImage *image = enter_new ();
  uint64_t offset = GCORE_OFFSET_LARGE + 5 * GCORE_CHUNK_SIZE;
  gcore_image_use (offset + 100, 3 * GCORE_CHUNK_SIZE);
  g_assert_cmpuint (gcore_image_used_bytes (), ==, 3 * GCORE_CHUNK_SIZE + GCORE_PAGE_SIZE);
  memset (gcore_image_base + offset, 1, 3 * GCORE_CHUNK_SIZE);
  /* From inside the first chunk to inside the last but one. */
  gcore_image_give_back (offset + 5000, GCORE_CHUNK_SIZE + GCORE_CHUNK_SIZE / 2);
  g_assert_cmpuint (gcore_image_used_bytes (), ==, 2 * GCORE_CHUNK_SIZE - GCORE_CHUNK_SIZE + 3 * GCORE_PAGE_SIZE
                                                     + GCORE_CHUNK_SIZE);
  g_assert_cmpint (gcore_image_base[offset + 4999], ==, 1);
  g_assert_cmpint (gcore_image_base[offset + 3 * GCORE_PAGE_SIZE], ==, 0);
  g_assert_cmpint (gcore_image_base[offset + GCORE_CHUNK_SIZE], ==, 0);
  leave_and_free (image);
}

static void
test_restore_undoes_changes (gconstpointer data)
{
  GcoreImage *image = enter_new_for (data);
  char *state = GCORE_IMAGE_AT (GCORE_OFFSET_MACHINE);
  char *arena = GCORE_IMAGE_AT (GCORE_OFFSET_ARENAS);
  state[10] = 1;
  gcore_image_use (GCORE_OFFSET_ARENAS, 10000);
  memset (arena, 2, 10000);
  GcoreImageCopy *copy = gcore_image_copy (NULL, NULL);
  uint64_t digest = gcore_image_digest (), difference;
  g_assert_true (gcore_image_equal (copy, &difference));

  arena[9999] = 3;
  g_assert_false (gcore_image_equal (copy, &difference));
  g_assert_cmpuint (difference, ==, GCORE_OFFSET_ARENAS + (9999 & ~7));
  g_assert_cmpuint (gcore_image_digest (), !=, digest);
  state[10] = 0;
  state[5000] = 1;
  gcore_image_use (GCORE_OFFSET_ARENAS, 100000);
  gcore_image_use (GCORE_OFFSET_LARGE, 100000);
  memset (arena, 4, 100000);

  gcore_image_restore (copy);
  g_assert_true (gcore_image_equal (copy, NULL));
  g_assert_cmpuint (gcore_image_digest (), ==, digest);
  g_assert_cmpint (state[10], ==, 1);
  g_assert_cmpint (state[5000], ==, 0);
  g_assert_cmpint (arena[9999], ==, 2);
  g_assert_cmpint (arena[50000], ==, 0);
  gcore_image_copy_free (copy);
  leave_and_free (image);
}

static void
test_restore_brings_given_back_pages (gconstpointer data)
{
  GcoreImage *image = enter_new_for (data);
  char *large = GCORE_IMAGE_AT (GCORE_OFFSET_LARGE);
  gcore_image_use (GCORE_OFFSET_LARGE, 4 * GCORE_CHUNK_SIZE);
  memset (large, 7, 4 * GCORE_CHUNK_SIZE);
  GcoreImageCopy *copy = gcore_image_copy (NULL, NULL);
  gcore_image_give_back (GCORE_OFFSET_LARGE, 4 * GCORE_CHUNK_SIZE);
  g_assert_cmpuint (gcore_image_used_bytes (), ==, 0);
  gcore_image_restore (copy);
  g_assert_cmpuint (gcore_image_used_bytes (), ==, 4 * GCORE_CHUNK_SIZE);
  g_assert_cmpint (large[3 * GCORE_CHUNK_SIZE], ==, 7);
  gcore_image_copy_free (copy);
  leave_and_free (image);
}

static void
test_births_are_copied_once_in_use (gconstpointer data)
{
  GcoreImage *image = enter_new_for (data);
  gcore_image_use (GCORE_OFFSET_ARENAS, 10000);
  char *birth = GCORE_IMAGE_AT (GCORE_OFFSET_ARENAS + GCORE_OFFSET_BIRTHS);
  GcoreImageCopy *before = gcore_image_copy (NULL, NULL);
  gcore_image_use_births ();
  birth[16] = 9;
  GcoreImageCopy *after = gcore_image_copy (NULL, NULL);
  birth[16] = 10;
  gcore_image_restore (after);
  g_assert_cmpint (birth[16], ==, 9);
  gcore_image_restore (before);
  g_assert_cmpint (birth[16], ==, 0);
  gcore_image_copy_free (before);
  gcore_image_copy_free (after);
  leave_and_free (image);
}

/* They follow the stack without a gap. */
static void
test_frames_are_copied (gconstpointer data)
{
  GcoreImage *image = enter_new_for (data);
  char *frames = GCORE_IMAGE_AT (GCORE_OFFSET_FRAMES);
  gcore_image_use (GCORE_OFFSET_FRAMES, 5000);
  frames[4999] = 1;
  GcoreImageCopy *copy = gcore_image_copy (NULL, NULL);
  uint64_t digest = gcore_image_digest ();
  frames[4999] = 2;
  g_assert_cmpuint (gcore_image_digest (), !=, digest);
  gcore_image_restore (copy);
  g_assert_cmpint (frames[4999], ==, 1);
  gcore_image_copy_free (copy);
  leave_and_free (image);
}

static void
test_equal_pages_are_shared (gconstpointer data)
{
  GcoreImage *image = enter_new_for (data);
  char *arena = GCORE_IMAGE_AT (GCORE_OFFSET_ARENAS);
  gcore_image_use (GCORE_OFFSET_ARENAS, GCORE_CHUNK_SIZE);
  for (guint i = 0; i < GCORE_CHUNK_SIZE; i += 4) /* noise, which cannot be packed */
    *(guint32 *) (gpointer) (arena + i) = g_test_rand_int ();
  arena[50000] = arena[50001] = arena[GCORE_CHUNK_SIZE - 1] = 1;
  GcoreImageCopy *first = gcore_image_copy (NULL, NULL);
  arena[50000] = 2;
  GcoreImageCopy *second = gcore_image_copy (first, NULL);
  g_assert_cmpuint (gcore_image_copy_size (first), >, GCORE_CHUNK_SIZE);
  g_assert_cmpuint (gcore_image_copy_size (second), <, 4 * GCORE_PAGE_SIZE);
  arena[50000] = 1;
  arena[0] ^= 1;
  GcoreImageCopy *third = gcore_image_copy (second, first); /* of the page with the 1, the first has it */
  g_assert_cmpuint (gcore_image_copy_size (third), <, 2 * GCORE_PAGE_SIZE);
  gcore_image_copy_free (third);
  gcore_image_copy_free (first);
  memset (arena, 3, GCORE_CHUNK_SIZE);
  gcore_image_restore (second);
  g_assert_cmpint (arena[50000], ==, 2);
  g_assert_cmpint (arena[50001], ==, 1);
  g_assert_cmpint (arena[GCORE_CHUNK_SIZE - 1], ==, 1);
  gcore_image_copy_free (second);
  leave_and_free (image);
}

/* One chunk of arena, of which the last byte is I. */
static void
write_chunk (guint i)
{
  char *chunk = (char *) GCORE_IMAGE_AT (GCORE_OFFSET_ARENAS) + i * GCORE_CHUNK_SIZE;
  gcore_image_use (GCORE_OFFSET_ARENAS + i * GCORE_CHUNK_SIZE, GCORE_CHUNK_SIZE);
  memset (chunk, (int) i, GCORE_CHUNK_SIZE);
}

/* Writes, gives back and uses again at random, and goes to copies taken in between, forward and backward. */
static void
test_random_travel (gconstpointer data)
{
  enum { N_CHUNKS = 8, N_COPIES = 40 };
  GcoreImage *image = enter_new_for (data);
  GcoreImageCopy *copies[N_COPIES];
  guint64 digests[N_COPIES];
  for (guint i = 0; i < N_COPIES; i++)
    {
      guint chunk = (guint) g_test_rand_int_range (0, N_CHUNKS);
      if (g_test_rand_int_range (0, 4) == 0)
        gcore_image_give_back (GCORE_OFFSET_ARENAS + chunk * GCORE_CHUNK_SIZE, GCORE_CHUNK_SIZE);
      else
        write_chunk (chunk);
      *(char *) GCORE_IMAGE_AT (GCORE_OFFSET_MEMORY + (guint) g_test_rand_int_range (0, 100000)) ^= 1;
      copies[i] = gcore_image_copy (i > 0 ? copies[i - 1] : NULL, NULL);
      digests[i] = gcore_image_digest ();
    }
  for (guint step = 0; step < 300; step++)
    {
      guint i = (guint) g_test_rand_int_range (0, N_COPIES);
      gcore_image_restore (copies[i]);
      g_assert_true (gcore_image_equal (copies[i], NULL));
      g_assert_cmpuint (gcore_image_digest (), ==, digests[i]);
      if (g_test_rand_bit ()) /* leaves traces for the next restore */
        write_chunk ((guint) g_test_rand_int_range (0, N_CHUNKS));
    }
  g_assert_cmpuint (gcore_image_copies_size (), <, N_COPIES * (GCORE_CHUNK_SIZE + 200000));
  for (guint i = 0; i < N_COPIES; i++)
    gcore_image_copy_free (copies[i]);
  leave_and_free (image);
}

static void
add_copy_test (const char *path, GTestDataFunc function)
{
  g_autofree char *plain = g_strdup_printf ("/image/copy/%s", path);
  g_autofree char *watching = g_strdup_printf ("/image/copy/%s/while-writes-are-noticed", path);
  g_test_add_data_func (plain, GINT_TO_POINTER (PLAIN), function);
  g_test_add_data_func (watching, GINT_TO_POINTER (WATCHING), function);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image/slots/the-first-free-one-is-taken", test_first_free_slot);
  g_test_add_func ("/image/pages/use-and-give-back", test_use_and_give_back);
  add_copy_test ("restore-undoes-every-change", test_restore_undoes_changes);
  add_copy_test ("restore-brings-back-given-back-pages", test_restore_brings_given_back_pages);
  add_copy_test ("births-are-part-of-it-once-in-use", test_births_are_copied_once_in_use);
  add_copy_test ("frames-are-part-of-it", test_frames_are_copied);
  add_copy_test ("equal-pages-are-shared-with-the-base", test_equal_pages_are_shared);
  add_copy_test ("any-copy-can-be-restored-in-any-order", test_random_travel);
  return g_test_run ();
}
