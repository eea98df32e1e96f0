/* SPDX-License-Identifier: MIT */
/* The Pools page: arenas, pools and blocks at their true addresses, and a table of size classes. */
#pragma once

#include "gcore/record/snapshot.h"
#include "ui/draw/hs-text.h"

typedef struct
{
  HsRect arenas, classes;
  guint per_row;      /* pools in a row */
  guint n_arenas;     /* drawn */
  double pool;        /* size of a pool with its gap */
  double arena_height;
  double height;      /* of the whole page */
} HsPoolsLayout;

/* What is at a point of the page. */
typedef struct
{
  uint32_t pool;    /* row of pools, or GCORE_NO_ROW */
  uint32_t block;   /* index in the pool, or GCORE_NO_ROW */
  uint64_t address; /* of the block, or 0 */
} HsPoolsHit;

void hs_pools_layout (HsPoolsLayout *layout, const GcoreSnapshot *snapshot, double width);
/* SELECTED is the address of a block's object, 0: none. */
void hs_pools_paint (cairo_t *cr, const HsPoolsLayout *layout, const GcoreSnapshot *snapshot, uint64_t selected,
                     const HsRect *clip, const HsPalette *palette, HsText *text);
HsPoolsHit hs_pools_hit (const HsPoolsLayout *layout, const GcoreSnapshot *snapshot, double x, double y);
/* Part of the bytes of pools in use that are free and can serve only their own size class: 0 … 1. */
double hs_pools_fragmentation (const GcoreSnapshot *snapshot);
