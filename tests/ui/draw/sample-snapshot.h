/* SPDX-License-Identifier: MIT */
/* Small snapshots put together by hand, for tests of painters and analysis. */
#pragma once

#include <glib.h>

#include "gcore/record/snapshot.h"

typedef struct
{
  GcoreSnapshot *snapshot;
  GArray *objects, *refs, *weaks, *frames;
  GString *strings;
} SampleBuilder;

SampleBuilder *sample_builder_new (void);
/* Returns the row. FLAGS gets GCORE_OBJECT_USER | GCORE_OBJECT_COUNTED added. */
uint32_t sample_object (SampleBuilder *self, const char *type, const char *value, int generation, unsigned flags);
/* References are given in any order; counts follow from them. */
void sample_ref (SampleBuilder *self, uint32_t holder, uint32_t target, const char *label, GcoreRefKind kind);
void sample_weak (SampleBuilder *self, uint32_t weakref, uint32_t referent);
/* A frame; NAMESPACE is the row of the module's dict, or GCORE_NO_ROW. */
uint32_t sample_frame (SampleBuilder *self, const char *name, uint32_t line, uint32_t namespace_row);
/* Frees the builder; returns the snapshot (unref it with sample_snapshot_free). */
GcoreSnapshot *sample_finish (SampleBuilder *self);
void sample_snapshot_free (GcoreSnapshot *snapshot);
/* Two nodes that hold each other, a class, a weak reference: deleted from the namespace if UNREACHABLE. */
GcoreSnapshot *sample_node_cycle (bool unreachable);
