/* SPDX-License-Identifier: MIT */
/* Words for what a snapshot holds. All return new strings. */
#pragma once

#include <glib.h>

#include "gcore/record/snapshot.h"

/* "Node #12". */
char *hs_describe_object (const GcoreSnapshot *snapshot, guint32 row);
/* Who holds a reference, with its label: "Node #14 .next", "count_down x", "interpreter co_consts". */
char *hs_describe_holder (const GcoreSnapshot *snapshot, const GcoreSnapshotRef *ref);
/* "arena 0 · pool 7 · 48-byte class", "large block" or "static". */
char *hs_describe_block (const GcoreSnapshot *snapshot, guint32 row);
/* Why the object is alive: the shortest path from a root, or the cycle that keeps it. */
char *hs_describe_why_alive (const GcoreSnapshot *snapshot, guint32 row);
