/* SPDX-License-Identifier: MIT */
/* The checkpoints of a history: copies of the image, each at a tick of a branch. */
#pragma once

#include "gcore/history/journal.h"
#include "gcore/image/copy.h"

typedef struct
{
  GcoreBranch *branch;
  uint64_t tick; /* positions from here on can begin with it */
  GcoreImageCopy *copy; /* owned */
} GcoreCheckpoint;

/* Sorted by tick within each branch, branches by number. */
typedef struct
{
  GcoreCheckpoint *items;
  uint32_t count, capacity;
} GcoreCheckpoints;

void gcore_checkpoints_clear (GcoreCheckpoints *self);
/* Takes COPY over. False, with COPY still the caller's, if there is no memory or there is one at this place already. */
bool gcore_checkpoints_add (GcoreCheckpoints *self, GcoreBranch *branch, uint64_t tick, GcoreImageCopy *copy);
/* The last checkpoint at or before TICK from which BRANCH's state there can be reached; NULL if there is none. Valid until
 * the checkpoints change. */
const GcoreCheckpoint *gcore_checkpoints_find (const GcoreCheckpoints *self, const GcoreBranch *branch, uint64_t tick);
/* The first one at or after TICK with the same record; NULL if there is none. */
const GcoreCheckpoint *gcore_checkpoints_find_next (const GcoreCheckpoints *self, const GcoreBranch *branch, uint64_t tick);
/* Drops the one that is missed least: where checkpoints lie close together, rather long ago than of late, rather a large one
 * than a small one; when each branch has but its last one, the oldest branch's. The first of all and the last of KEPT stay.
 * False if there is none left to drop. */
bool gcore_checkpoints_thin (GcoreCheckpoints *self, const GcoreBranch *kept);
/* Drops those of BRANCH that come after TICK. */
void gcore_checkpoints_drop_after (GcoreCheckpoints *self, const GcoreBranch *branch, uint64_t tick);
void gcore_checkpoints_drop_branch (GcoreCheckpoints *self, const GcoreBranch *branch);
