/* SPDX-License-Identifier: MIT */
/* Breadth-first search over the rows of a snapshot, backwards along incoming references or forwards along outgoing ones. */
#include "gcore/analysis/paths.h"

#include <stdlib.h>

typedef struct
{
  const GcoreSnapshot *snapshot;
  uint32_t *via;   /* by object: the reference that led the search here, GCORE_NO_ROW: not reached */
  uint32_t *queue; /* of objects */
  uint32_t n_queued;
} Search;

static bool
search_begin (Search *search, const GcoreSnapshot *snapshot)
{
  search->snapshot = snapshot;
  search->n_queued = 0;
  search->via = malloc (sizeof (uint32_t) * (snapshot->n_objects + 1));
  search->queue = malloc (sizeof (uint32_t) * (snapshot->n_objects + 1));
  if (search->via == NULL || search->queue == NULL)
    {
      free (search->via);
      free (search->queue);
      return false;
    }
  for (uint32_t i = 0; i < snapshot->n_objects; i++)
    search->via[i] = GCORE_NO_ROW;
  return true;
}

static void
search_end (Search *search)
{
  free (search->via);
  free (search->queue);
}

static void
visit (Search *search, uint32_t row, uint32_t via)
{
  if (search->via[row] != GCORE_NO_ROW)
    return;
  search->via[row] = via;
  search->queue[search->n_queued++] = row;
}

/* Walks back from ROW to a reference held by a frame or the interpreter. */
uint32_t
gcore_path_from_root (const GcoreSnapshot *snapshot, uint32_t row, uint32_t *path, uint32_t max)
{
  Search search;
  uint32_t n = 0;

  if (!search_begin (&search, snapshot))
    return 0;
  /* A reference of ROW's own stands for the start; it is never followed. */
  search.via[row] = snapshot->n_refs;
  search.queue[search.n_queued++] = row;
  for (uint32_t next = 0; next < search.n_queued && n == 0; next++)
    {
      uint32_t at = search.queue[next];
      for (uint32_t i = snapshot->incoming_start[at]; i < snapshot->incoming_start[at + 1] && n == 0; i++)
        {
          uint32_t ref = snapshot->incoming[i];
          if (snapshot->refs[ref].kind == GCORE_REF_WEAK)
            continue;
          if (snapshot->refs[ref].holder_kind == GCORE_HOLDER_OBJECT)
            {
              visit (&search, snapshot->refs[ref].holder, ref);
              continue;
            }
          /* The search went backwards, so `via` now leads forwards to ROW. */
          while (ref != snapshot->n_refs && n <= max)
            {
              if (n < max)
                path[n] = ref;
              n++;
              ref = search.via[snapshot->refs[ref].target];
            }
        }
    }
  search_end (&search);
  return n;
}

/* Reverses the references that `via` gives from the holder of LAST back to ROW. */
static uint32_t
trace_back (const Search *search, uint32_t row, uint32_t last, uint32_t *path, uint32_t max)
{
  uint32_t n = 1;

  for (uint32_t at = search->snapshot->refs[last].holder; at != row; n++)
    at = search->snapshot->refs[search->via[at]].holder;
  if (n > max)
    return max + 1;
  uint32_t ref = last;
  for (uint32_t i = n; i-- > 0;)
    {
      path[i] = ref;
      if (i > 0)
        ref = search->via[search->snapshot->refs[ref].holder];
    }
  return n;
}

uint32_t
gcore_path_cycle (const GcoreSnapshot *snapshot, uint32_t row, uint32_t *path, uint32_t max)
{
  Search search;
  uint32_t n = 0;

  if (!search_begin (&search, snapshot))
    return 0;
  search.queue[search.n_queued++] = row;
  for (uint32_t next = 0; next < search.n_queued && n == 0; next++)
    {
      const GcoreSnapshotObject *object = &snapshot->objects[search.queue[next]];
      for (uint32_t i = object->first_ref; i < object->first_ref + object->n_refs && n == 0; i++)
        {
          const GcoreSnapshotRef *ref = &snapshot->refs[i];
          if (ref->kind == GCORE_REF_WEAK)
            continue;
          if (ref->target == row)
            n = trace_back (&search, row, i, path, max);
          else
            visit (&search, ref->target, i);
        }
    }
  search_end (&search);
  return n;
}
