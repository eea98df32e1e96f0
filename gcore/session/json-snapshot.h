/* SPDX-License-Identifier: MIT */
/* Snapshots as JSON (schema: data/heapscope-snapshot.schema.json). */
#pragma once

#include <glib.h>

#include "gcore/record/snapshot.h"

/* New string, ended by a newline. */
char *gcore_json_snapshot_write (const GcoreSnapshot *snapshot);
