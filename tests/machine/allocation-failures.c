/* SPDX-License-Identifier: MIT */
/* One allocation fails: a program may then end by MemoryError, or catch it and go on, but the heap stays whole.
 *
 *     allocation-failures N FOLDER…             N failures at random in each program of the folders; prints TAP
 *     allocation-failures FILE FIRST LAST STEP  each failure from FIRST on; prints those that leave blocks behind */
#include <stdio.h>
#include <stdlib.h>

#include "gcore/collector/collector.h"
#include "gcore/memory/memory.h"
#include "machine-fixture.h"

#define SEED 311
#define MOST 5000 /* allocations: what most programs make */

/* Runs TEXT with the Nth allocation failing (0: none) and checks the heap. *FAILED: whether there were so many. Returns the
 * blocks that are still alive after the exit sequence. */
static uint64_t
run (const char *text, uint64_t n, bool *failed)
{
  Fixture fixture = { NULL };

  fixture_set_up (&fixture, NULL);
  gcore_mem_fail_after (n);
  fixture_run (&fixture, text);
  *failed = gcore_mem_has_failed ();
  gcore_mem_fail_after (0);
  g_assert_cmpstr (gcore_mem_check (GCORE_CHECK_FULL), ==, NULL);
  g_assert_cmpstr (gcore_gc_check (), ==, NULL);
  uint64_t n_blocks = gcore_mem_allocated_blocks ();
  fixture_tear_down (&fixture, NULL);
  return n_blocks;
}

static char *
read_program (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
explore (const char *path, uint64_t first, uint64_t last, uint64_t step)
{
  g_autofree char *text = read_program (path);
  bool failed;
  uint64_t n_blocks = run (text, 0, &failed);

  failed = true;
  for (uint64_t n = first; n <= last && failed; n += step)
    {
      int64_t left = (int64_t) (run (text, n, &failed) - n_blocks);
      if (left > 0)
        printf ("%" G_GUINT64_FORMAT ": %" G_GINT64_FORMAT " blocks left\n", n, left);
      fflush (stdout);
    }
}

/* Adds the paths of the programs in FOLDER and in the folders in it. */
static void
find_programs (GPtrArray *paths, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      char *path = g_build_filename (folder, name, NULL);
      if (g_str_has_suffix (name, ".py"))
        g_ptr_array_add (paths, path);
      else
        {
          find_programs (paths, path);
          g_free (path);
        }
    }
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  if (argc == 5 && g_str_has_suffix (argv[1], ".py"))
    {
      explore (argv[1], strtoull (argv[2], NULL, 10), strtoull (argv[3], NULL, 10), strtoull (argv[4], NULL, 10));
      return 0;
    }
  for (int i = 2; i < argc; i++)
    find_programs (paths, argv[i]);
  g_ptr_array_sort (paths, compare_paths);
  printf ("1..%u\n", paths->len);
  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *text = read_program (paths->pdata[i]), *name = g_path_get_basename (paths->pdata[i]);
      for (int j = 0; j < atoi (argv[1]); j++)
        {
          uint64_t n = (uint64_t) g_rand_int_range (rand, 1, MOST);
          bool failed;
          printf ("# %s: allocation %" G_GUINT64_FORMAT "\n", name, n);
          fflush (stdout);
          run (text, n, &failed);
        }
      printf ("ok %u - %s\n", i + 1, name);
    }
  return 0;
}
