/* SPDX-License-Identifier: MIT */
#include "gcore/history/checkpoints.h"

#include <stdlib.h>

#include "gcore/record/builder.h"

#define LEAST_SIZE 1e6 /* bytes: one that took little when it was made may be the last to have some pages later */

void
gcore_checkpoints_clear (GcoreCheckpoints *self)
{
  for (uint32_t i = 0; i < self->count; i++)
    gcore_image_copy_free (self->items[i].copy);
  free (self->items);
  *self = (GcoreCheckpoints){ 0 };
}

/* Index of the first checkpoint that does not come before TICK of BRANCH. */
static uint32_t
find_place (const GcoreCheckpoints *self, const GcoreBranch *branch, uint64_t tick)
{
  uint32_t low = 0, high = self->count;
  while (low < high)
    {
      uint32_t middle = (low + high) / 2;
      const GcoreCheckpoint *item = &self->items[middle];
      bool before = item->branch->number != branch->number ? item->branch->number < branch->number : item->tick < tick;
      if (before)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

bool
gcore_checkpoints_add (GcoreCheckpoints *self, GcoreBranch *branch, uint64_t tick, GcoreImageCopy *copy)
{
  branch = gcore_branch_owner (branch, tick);
  uint32_t at = find_place (self, branch, tick);
  if (at < self->count && self->items[at].branch == branch && self->items[at].tick == tick)
    return false;
  if (!gcore_column_reserve (self->items, self->count, self->capacity))
    return false;
  memmove (&self->items[at + 1], &self->items[at], (self->count - at) * sizeof *self->items);
  self->items[at] = (GcoreCheckpoint){ branch, tick, copy };
  self->count++;
  return true;
}

const GcoreCheckpoint *
gcore_checkpoints_find (const GcoreCheckpoints *self, const GcoreBranch *branch, uint64_t tick)
{
  for (branch = gcore_branch_owner (branch, tick); branch != NULL; branch = branch->parent)
    {
      uint32_t end = find_place (self, branch, tick + 1);
      if (end > 0 && self->items[end - 1].branch == branch)
        return &self->items[end - 1];
      tick = branch->fork_tick; /* of its parent, what comes later is another course of events */
    }
  return NULL;
}

const GcoreCheckpoint *
gcore_checkpoints_find_next (const GcoreCheckpoints *self, const GcoreBranch *branch, uint64_t tick)
{
  branch = gcore_branch_owner (branch, tick);
  uint32_t at = find_place (self, branch, tick);
  return at < self->count && self->items[at].branch == branch ? &self->items[at] : NULL;
}

static void
drop (GcoreCheckpoints *self, uint32_t at)
{
  gcore_image_copy_free (self->items[at].copy);
  self->count--;
  memmove (&self->items[at], &self->items[at + 1], (self->count - at) * sizeof *self->items);
}

/* How much is lost without ITEM, for the memory it takes, if START and END are then neighbours: their distance counts twice,
 * as it makes travels longer and there are more of these. */
static double
worth (const GcoreCheckpoint *item, uint64_t start, uint64_t end)
{
  double gap = (double) (end - start), age = (double) (item->branch->end_tick - item->tick) + 1;
  return gap * gap / (age * (LEAST_SIZE + (double) gcore_image_copy_size (item->copy)));
}

/* The one between two others of its branch that is missed least; 0 if there is none. */
static uint32_t
find_least_missed (const GcoreCheckpoints *self)
{
  uint32_t victim = 0;
  double least = 0;
  for (uint32_t i = 1; i + 1 < self->count; i++)
    {
      const GcoreCheckpoint *before = &self->items[i - 1], *item = &self->items[i], *after = &self->items[i + 1];
      if (after->branch != item->branch)
        continue;
      double item_worth = worth (item, before->branch == item->branch ? before->tick : item->branch->fork_tick, after->tick);
      if (victim == 0 || item_worth < least)
        {
          victim = i;
          least = item_worth;
        }
    }
  return victim;
}

/* The first one of the oldest branch other than KEPT; 0 if there is none. */
static uint32_t
find_in_other_branch (const GcoreCheckpoints *self, const GcoreBranch *kept)
{
  for (uint32_t i = 1; i < self->count; i++)
    if (self->items[i].branch != kept)
      return i;
  return 0;
}

bool
gcore_checkpoints_thin (GcoreCheckpoints *self, const GcoreBranch *kept)
{
  uint32_t victim = find_least_missed (self);
  if (victim == 0)
    victim = find_in_other_branch (self, kept);
  if (victim != 0)
    drop (self, victim);
  return victim != 0;
}

void
gcore_checkpoints_drop_after (GcoreCheckpoints *self, const GcoreBranch *branch, uint64_t tick)
{
  for (uint32_t i = self->count; i-- > 0;)
    if (self->items[i].branch == branch && self->items[i].tick > tick)
      drop (self, i);
}

void
gcore_checkpoints_drop_branch (GcoreCheckpoints *self, const GcoreBranch *branch)
{
  for (uint32_t i = self->count; i-- > 0;)
    if (self->items[i].branch == branch)
      drop (self, i);
}
