/* SPDX-License-Identifier: MIT */
#pragma once

#include "ui/draw/hs-graph.h"

/* Canvas units. */
#define HS_NODE_WIDTH 196.0
#define HS_NODE_HEIGHT 50.0
#define HS_NOTE_HEIGHT 17.0
#define HS_COLUMN 286.0 /* from one column of boxes to the next */
#define HS_ROW 136.0
#define HS_FRAME_WIDTH 176.0
#define HS_FRAME_TITLE 34.0
#define HS_VARIABLE_HEIGHT 24.0

typedef struct
{
  double x, y;
  bool pinned;
} HsGraphPlace;

struct HsGraphPlaces
{
  GHashTable *places;   /* key → HsGraphPlace */
  GHashTable *expanded; /* set of keys */
};

static inline gpointer
hs_graph_key_pointer (uint64_t key)
{
  return (gpointer) (uintptr_t) key;
}

/* What a scene shows of a snapshot: for each object the row of the box it is drawn in. */
typedef struct
{
  const GcoreSnapshot *snapshot;
  uint32_t *owner; /* row of the box; the object's own row if it is a box; GCORE_NO_ROW if it is not drawn */
  uint32_t *depth; /* arrows from the nearest frame, GCORE_NO_ROW if none leads there */
  uint32_t *folded; /* rows that would be boxes but for their number */
  uint32_t n_folded;
} HsGraphSelection;

void hs_graph_select (HsGraphSelection *selection, const GcoreSnapshot *snapshot, HsGraphPlaces *places);
void hs_graph_selection_clear (HsGraphSelection *selection);
/* Is the object a number, a string or another value that is written, not drawn? */
bool hs_graph_is_value (const GcoreSnapshot *snapshot, uint32_t row);
/* Is the variable one that every module has, or a module: not worth a line? */
bool hs_graph_is_boilerplate (const GcoreSnapshot *snapshot, const char *name, uint32_t row);
/* The plain name in a reference's label: ['x'] → x, .next → next. New string. */
char *hs_graph_plain_label (const char *label);

/* Gives every node a place and every edge its points. */
void hs_graph_arrange (HsGraphScene *scene, const HsGraphSelection *selection, HsGraphPlaces *places);
