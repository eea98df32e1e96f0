/* SPDX-License-Identifier: MIT */
/* The Generations page: a lane for each generation with one square for each tracked object, the collections so far, and
 * the phases of the collection that is open. */
#pragma once

#include "gcore/record/snapshot.h"
#include "ui/draw/hs-text.h"

typedef struct
{
  HsRect lanes[3], chart, phases;
  HsRect squares[3];  /* where a lane's squares stand */
  double cell;        /* size of a square with its gap */
  guint per_row[3], n_shown[3]; /* squares in a row, and drawn in all */
  double height;      /* of the whole page */
} HsGenerationsLayout;

/* Lays the page out for WIDTH pixels. */
void hs_generations_layout (HsGenerationsLayout *layout, const GcoreSnapshot *snapshot, double width);
/* SELECTED is a row of the snapshot, or GCORE_NO_ROW. */
void hs_generations_paint (cairo_t *cr, const HsGenerationsLayout *layout, const GcoreSnapshot *snapshot,
                           uint32_t selected, const HsPalette *palette, HsText *text);
/* The object whose square is at a point, or GCORE_NO_ROW. */
uint32_t hs_generations_hit (const HsGenerationsLayout *layout, const GcoreSnapshot *snapshot, double x, double y);
/* A short, translated name of a generation ("young"). */
const char *hs_generation_name (int generation);
