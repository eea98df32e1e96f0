/* SPDX-License-Identifier: MIT */
#include "gcore/analysis/histogram.h"

#include <stdlib.h>
#include <string.h>

static int
compare_bytes (const void *a, const void *b)
{
  const GcoreHistogramRow *left = a, *right = b;

  if (left->bytes != right->bytes)
    return left->bytes < right->bytes ? 1 : -1;
  return (left->n < right->n) - (left->n > right->n);
}

/* Types are few: a row is found by walking them, remembering the last one. */
static GcoreHistogramRow *
find_row (const GcoreSnapshot *snapshot, GcoreHistogramRow *rows, uint32_t n, uint32_t type_name)
{
  for (uint32_t i = 0; i < n; i++)
    if (rows[i].type_name == type_name
        || strcmp (gcore_snapshot_string (snapshot, rows[i].type_name), gcore_snapshot_string (snapshot, type_name)) == 0)
      return &rows[i];
  return NULL;
}

GcoreHistogramRow *
gcore_histogram_new (const GcoreSnapshot *snapshot, unsigned flags, uint32_t *n)
{
  uint32_t room = 64;
  GcoreHistogramRow *rows = malloc (room * sizeof *rows), *last = NULL;

  *n = 0;
  for (uint32_t i = 0; rows != NULL && i < snapshot->n_objects; i++)
    {
      const GcoreSnapshotObject *object = &snapshot->objects[i];
      if ((object->flags & flags) != flags)
        continue;
      if (last == NULL || last->type_name != object->type_name)
        last = find_row (snapshot, rows, *n, object->type_name);
      if (last == NULL)
        {
          if (*n == room)
            {
              GcoreHistogramRow *more = realloc (rows, (room *= 2) * sizeof *rows);
              if (more == NULL)
                {
                  free (rows);
                  return NULL;
                }
              rows = more;
            }
          last = &rows[(*n)++];
          *last = (GcoreHistogramRow) { .type_name = object->type_name };
        }
      last->n++;
      last->bytes += object->size;
    }
  if (rows != NULL)
    qsort (rows, *n, sizeof *rows, compare_bytes);
  return rows;
}
