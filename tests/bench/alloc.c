/* SPDX-License-Identifier: MIT */
/* Nanoseconds for a pair of alloc and free: build/tests/bench-alloc */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "gcore/memory/memory.h"

#define N_LIVE 4096
#define N_PAIRS 20000000

typedef void *(*AllocFunc) (size_t size);
typedef void (*FreeFunc) (void *block);

static double
now (void)
{
  struct timespec t;
  clock_gettime (CLOCK_MONOTONIC, &t);
  return (double) t.tv_sec * 1e9 + (double) t.tv_nsec;
}

/* Replaces blocks picked at random among N_LIVE live ones, sizes from MIN to MAX bytes. */
static void
replace_at_random (const char *name, AllocFunc alloc, FreeFunc release, uint32_t min, uint32_t max)
{
  static void *live[N_LIVE];
  uint32_t random = 1;
  for (int i = 0; i < N_LIVE; i++)
    live[i] = alloc (min);
  double start = now ();
  for (int i = 0; i < N_PAIRS; i++)
    {
      random = random * 1664525 + 1013904223;
      uint32_t slot = (random >> 8) % N_LIVE;
      release (live[slot]);
      live[slot] = alloc (min + (random >> 10) % (max - min + 1));
    }
  printf ("%-8s random %4u to %5u bytes  %6.2f ns a pair\n", name, min, max, (now () - start) / N_PAIRS);
  for (int i = 0; i < N_LIVE; i++)
    release (live[i]);
}

/* Allocates ten blocks, frees them in reverse, as a program's temporaries are. */
static void
nested (const char *name, AllocFunc alloc, FreeFunc release, size_t size)
{
  void *blocks[10];
  double start = now ();
  for (int i = 0; i < N_PAIRS / 10; i++)
    {
      for (int j = 0; j < 10; j++)
        blocks[j] = alloc (size);
      for (int j = 9; j >= 0; j--)
        release (blocks[j]);
    }
  printf ("%-8s nested %15zu bytes  %6.2f ns a pair\n", name, size, (now () - start) / N_PAIRS);
}

static void
measure (const char *name, AllocFunc alloc, FreeFunc release)
{
  nested (name, alloc, release, 32);
  nested (name, alloc, release, 1000);
  replace_at_random (name, alloc, release, 16, 16);
  replace_at_random (name, alloc, release, 16, 512);
  replace_at_random (name, alloc, release, 520, 4096);
  replace_at_random (name, alloc, release, 520, 65536);
}

int
main (void)
{
  GcoreImage *image = gcore_image_new (0);
  if (image == NULL)
    return 1;
  gcore_image_enter (image);
  gcore_mem_start ();
  measure ("gcore", gcore_mem_alloc, gcore_mem_free);
  gcore_image_leave (NULL);
  gcore_image_free (image);
  measure ("malloc", malloc, free);
  return 0;
}
