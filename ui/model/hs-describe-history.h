/* SPDX-License-Identifier: MIT */
/* Words for what happened to a program. All return new strings. */
#pragma once

#include "gcore/session/timeline.h"

/* "Collect everything", "Console: x = 1". */
char *hs_describe_action (const GcoreAction *action);
/* "Collection of the young generation: 700 examined, 12 freed". */
char *hs_describe_collection (const GcoreCollectionRecord *record);
/* Why a collection of GENERATION ran, and whether a full one was held back: one sentence or two. */
char *hs_describe_reason (const GcoreCollectionReason *reason, int generation);
/* A branch's name, or "Branch 2". */
char *hs_describe_branch (const GcoreTimeline *timeline, guint index);
/* What was done first in it: "Collect everything"; NULL if nothing was. */
char *hs_describe_first_action (const GcoreTimeline *timeline, guint index);
/* "Bookmark: here it breaks". */
char *hs_describe_bookmark (const GcoreBookmark *bookmark);
