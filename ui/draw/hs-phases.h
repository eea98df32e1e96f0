/* SPDX-License-Identifier: MIT */
/* The phases of a collection in words: what each does, and what it has done so far in the one that is open. New strings
 * are to be freed with g_free. */
#pragma once

#include <glib.h>

#include "gcore/record/snapshot.h"

/* NULL past the last. */
const char *hs_phase_title (GcorePhase phase);

/* In the open collection: where PHASE stands and what it has found; its sentence if it has not begun. New string. */
char *hs_phase_describe (const GcoreSnapshot *snapshot, GcorePhase phase);
/* Which phase is going on, and where it stands. New string. */
char *hs_phases_describe (const GcoreSnapshot *snapshot);
/* An object as lists of a collection name it: "Node #12". New string. */
char *hs_phase_object (const GcoreSnapshot *snapshot, uint32_t row);
/* Where OBJECT stands in the open collection: its gc_refs while they are counted, then what lies before it. New string. */
char *hs_phase_standing (const GcoreSnapshotOpenCollection *open, const GcoreSnapshotObject *object);
