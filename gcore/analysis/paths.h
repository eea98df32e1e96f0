/* SPDX-License-Identifier: MIT */
/* Why is an object alive? Paths over the references of a snapshot. */
#pragma once

#include "gcore/record/snapshot.h"

/* The references of a shortest path from a root (a frame, or the interpreter) to ROW, the root's own reference first, as
 * rows of refs in PATH (room for MAX). Returns how many there are; 0 when no path leads to it; MAX + 1 when the path is
 * longer. */
uint32_t gcore_path_from_root (const GcoreSnapshot *snapshot, uint32_t row, uint32_t *path, uint32_t max);

/* The references of a shortest cycle through ROW, the one leaving it first; 0 when it is in no cycle. */
uint32_t gcore_path_cycle (const GcoreSnapshot *snapshot, uint32_t row, uint32_t *path, uint32_t max);
