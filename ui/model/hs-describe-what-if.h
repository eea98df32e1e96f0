/* SPDX-License-Identifier: MIT */
/* Words for what would happen if a reference were cut. All strings are new ones. */
#pragma once

#include <glib.h>

#include "gcore/session/session.h"

/* Whether the reference in row REF of SNAPSHOT is of a kind that can be cut. */
bool hs_may_cut (const GcoreSnapshot *snapshot, guint32 ref);
/* What gcore_session_cut is to be told of who holds the reference. */
void hs_get_cut_holder (const GcoreSnapshot *snapshot, guint32 ref, guint64 *address, guint32 *number);
/* "__main__ box → Box #12". */
char *hs_describe_cut (const GcoreSnapshot *snapshot, guint32 ref);
/* "3 objects die. 1 finalizer is called." */
char *hs_describe_what_if (const GcoreWhatIf *what_if);
/* A line for each object that dies, in order, MAX at most: "Box #12 · finalizer called". Free with g_strfreev. */
char **hs_describe_deaths (const GcoreSnapshot *snapshot, const GcoreWhatIf *what_if, guint max);
/* What was held by the reference REF or by what dies, and lives on: "Box #14, held by __main__ b"; a line each, MAX at most.
 * Free with g_strfreev. */
char **hs_describe_survivors (const GcoreSnapshot *snapshot, const GcoreWhatIf *what_if, guint32 ref, guint max);
