/* SPDX-License-Identifier: MIT */
/* Cells: the boxes closures share their variables in. */
#pragma once

#include "gcore/objects/state.h"

typedef struct
{
  GcoreObject base;
  GcoreObject *content; /* owned, NULL while empty */
} GcoreCell;

#define gcore_is_cell(object) gcore_is_exact (object, CELL)

/* New reference: a cell holding CONTENT (gains a reference), which may be NULL. */
GcoreObject *gcore_cell_new (GcoreObject *content);
/* New reference to the content, or NULL (no exception) when the cell is empty. */
GcoreObject *gcore_cell_get (GcoreObject *cell);
/* Stores VALUE (gains a reference), which may be NULL. Cannot fail. */
void gcore_cell_set (GcoreObject *cell, GcoreObject *value);
#define gcore_cell_content(object) (((GcoreCell *) (void *) (object))->content)
