/* SPDX-License-Identifier: MIT */
#include <glib.h>

#include "gcore/image/copy.h"
#include "gcore/image/image.h"

static GcoreImage *
enter_new (void)
{
  GcoreImage *image = gcore_image_new (0);
  g_assert_nonnull (image);
  g_assert_null (gcore_image_enter (image));
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
test_restore_undoes_changes (void)
{
  GcoreImage *image = enter_new ();
  char *state = GCORE_IMAGE_AT (GCORE_OFFSET_MACHINE);
  char *arena = GCORE_IMAGE_AT (GCORE_OFFSET_ARENAS);
  state[10] = 1;
  gcore_image_use (GCORE_OFFSET_ARENAS, 10000);
  memset (arena, 2, 10000);
  GcoreImageCopy *copy = gcore_image_copy (NULL);
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

  g_assert_true (gcore_image_restore (copy));
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
test_restore_brings_given_back_pages (void)
{
  GcoreImage *image = enter_new ();
  char *large = GCORE_IMAGE_AT (GCORE_OFFSET_LARGE);
  gcore_image_use (GCORE_OFFSET_LARGE, 4 * GCORE_CHUNK_SIZE);
  memset (large, 7, 4 * GCORE_CHUNK_SIZE);
  GcoreImageCopy *copy = gcore_image_copy (NULL);
  gcore_image_give_back (GCORE_OFFSET_LARGE, 4 * GCORE_CHUNK_SIZE);
  g_assert_cmpuint (gcore_image_used_bytes (), ==, 0);
  g_assert_true (gcore_image_restore (copy));
  g_assert_cmpuint (gcore_image_used_bytes (), ==, 4 * GCORE_CHUNK_SIZE);
  g_assert_cmpint (large[3 * GCORE_CHUNK_SIZE], ==, 7);
  gcore_image_copy_free (copy);
  leave_and_free (image);
}

static void
test_births_are_copied_once_in_use (void)
{
  GcoreImage *image = enter_new ();
  gcore_image_use (GCORE_OFFSET_ARENAS, 10000);
  char *birth = GCORE_IMAGE_AT (GCORE_OFFSET_ARENAS + GCORE_OFFSET_BIRTHS);
  GcoreImageCopy *before = gcore_image_copy (NULL);
  gcore_image_use_births ();
  birth[16] = 9;
  GcoreImageCopy *after = gcore_image_copy (NULL);
  birth[16] = 10;
  g_assert_true (gcore_image_restore (after));
  g_assert_cmpint (birth[16], ==, 9);
  g_assert_true (gcore_image_restore (before));
  g_assert_cmpint (birth[16], ==, 0);
  gcore_image_copy_free (before);
  gcore_image_copy_free (after);
  leave_and_free (image);
}

/* They follow the stack without a gap. */
static void
test_frames_are_copied (void)
{
  GcoreImage *image = enter_new ();
  char *frames = GCORE_IMAGE_AT (GCORE_OFFSET_FRAMES);
  gcore_image_use (GCORE_OFFSET_FRAMES, 5000);
  frames[4999] = 1;
  GcoreImageCopy *copy = gcore_image_copy (NULL);
  uint64_t digest = gcore_image_digest ();
  frames[4999] = 2;
  g_assert_cmpuint (gcore_image_digest (), !=, digest);
  g_assert_true (gcore_image_restore (copy));
  g_assert_cmpint (frames[4999], ==, 1);
  gcore_image_copy_free (copy);
  leave_and_free (image);
}

static void
test_equal_pages_are_shared (void)
{
  GcoreImage *image = enter_new ();
  char *arena = GCORE_IMAGE_AT (GCORE_OFFSET_ARENAS);
  gcore_image_use (GCORE_OFFSET_ARENAS, GCORE_CHUNK_SIZE);
  memset (arena, 1, GCORE_CHUNK_SIZE);
  GcoreImageCopy *first = gcore_image_copy (NULL);
  arena[50000] = 2;
  GcoreImageCopy *second = gcore_image_copy (first);
  g_assert_cmpuint (gcore_image_copy_size (first), >, GCORE_CHUNK_SIZE);
  g_assert_cmpuint (gcore_image_copy_size (second), <, 4 * GCORE_PAGE_SIZE);
  gcore_image_copy_free (first);
  memset (arena, 3, GCORE_CHUNK_SIZE);
  g_assert_true (gcore_image_restore (second));
  g_assert_cmpint (arena[50000], ==, 2);
  g_assert_cmpint (arena[50001], ==, 1);
  g_assert_cmpint (arena[GCORE_CHUNK_SIZE - 1], ==, 1);
  gcore_image_copy_free (second);
  leave_and_free (image);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image/slots/the-first-free-one-is-taken", test_first_free_slot);
  g_test_add_func ("/image/pages/use-and-give-back", test_use_and_give_back);
  g_test_add_func ("/image/copy/restore-undoes-every-change", test_restore_undoes_changes);
  g_test_add_func ("/image/copy/restore-brings-back-given-back-pages", test_restore_brings_given_back_pages);
  g_test_add_func ("/image/copy/births-are-part-of-it-once-in-use", test_births_are_copied_once_in_use);
  g_test_add_func ("/image/copy/frames-are-part-of-it", test_frames_are_copied);
  g_test_add_func ("/image/copy/equal-pages-are-shared-with-the-base", test_equal_pages_are_shared);
  return g_test_run ();
}
