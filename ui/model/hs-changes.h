/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "gcore/record/snapshot.h"

/* One line of words on what differs between two snapshots of a program, for the objects of the program: counts that changed,
 * objects made and freed. NULL when nothing did. New string. */
char *hs_changes_describe (const GcoreSnapshot *before, const GcoreSnapshot *after);
