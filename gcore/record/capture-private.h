/* SPDX-License-Identifier: MIT */
/* What the files that take snapshots share. */
#pragma once

#include "gcore/collector/collector.h"
#include "gcore/record/builder.h"
#include "gcore/record/describe.h"

/* An object found on the heap. */
typedef struct
{
  GcoreObject *object;
  uint32_t row;      /* in the snapshot; GCORE_NO_ROW: not part of it */
  uint32_t n_known;  /* counted references found, in the snapshot or not; keys of shared tables from their class only */
  uint8_t generation;
  bool user;         /* made by a line of the program */
  bool near;         /* refers to such an object, or one refers to it */
  bool unreachable;
  bool callback_due; /* see GCORE_OBJECT_CALLBACK_DUE */
  bool is_namespace; /* the dict of a module */
} Node;

/* A page of the image that holds objects. */
typedef struct
{
  uint32_t page; /* number + 1; 0: the slot is free */
  uint32_t row;  /* of places */
} PageSlot;

/* A key table used by several dicts, and who tells about its keys. */
typedef struct
{
  const void *keys;
  GcoreObject *owner;
} KeysClaim;

typedef struct
{
  const GcoreSnapshotBudget *budget;
  GcoreSnapshot *snapshot; /* being made */
  bool failed;     /* the host is out of memory */
  bool incomplete; /* not every object was looked at */
  bool has_births; /* so it is known what the program made */

  Node *nodes;
  uint32_t n_nodes, nodes_capacity, max_nodes;
  uint32_t n_followed; /* nodes whose references have been told */
  PageSlot *page_slots; /* open addressing by page */
  uint32_t n_page_slots, n_pages, pages_capacity;
  uint32_t *places;    /* rows of node + 1, 0 for none; one number for every 16 bytes of a page */
  uint32_t holder;     /* node whose references are being told, GCORE_NO_ROW for roots */
  bool roots_done;     /* what is found from now on is unreachable */
  Node **pending;      /* found reachable, references not yet followed */
  uint32_t n_pending;

  Node **rows; /* the nodes that become rows, in order of addresses */
  uint32_t n_rows;

  KeysClaim *claims;
  uint32_t n_claims, claims_capacity;

  GcoreStringPool strings;
  uint32_t refs_capacity, weaks_capacity, frames_capacity, pools_capacity, arenas_capacity, block_states_capacity;
  GcoreHolderKind holder_kind; /* while references are filled in: who holds them */
  uint32_t holder_row;
  int64_t *counts; /* of each row: references filled in, not weak */
} Capture;

/* Whether OBJECT is one of those that exist once, in no block. */
GCORE_INLINE bool
is_static (const GcoreObject *object)
{
  return (uintptr_t) object - (uintptr_t) gcore_image_base < GCORE_OFFSET_ARENAS;
}

/* The node of OBJECT, or NULL. */
Node *gcore_capture_find (const Capture *capture, const GcoreObject *object);
void gcore_capture_visit_generation (int generation, GcoreVisitFunc visit, void *data);
/* Fills in the columns of capture->snapshot from capture->rows. */
void gcore_capture_fill_in (Capture *capture);
/* The parts of that: objects and references (capture-objects.c); the collector's lists and pools (capture-heap.c). */
void gcore_capture_objects (Capture *capture);
void gcore_capture_collector (Capture *capture);
void gcore_capture_pools (Capture *capture);
/* Adds the references that C functions hold; all others are filled in (capture-held.c). */
void gcore_capture_held_by_c (Capture *capture);
/* The row of OBJECT, or GCORE_NO_ROW. */
uint32_t gcore_capture_row (const Capture *capture, const void *object);
/* Adds a row to refs, held by capture->holder_row. */
void gcore_capture_add_ref (Capture *capture, const GcoreReference *reference, uint32_t target);
/* References to the object of ROW that nothing found so far accounts for. Singletons, which start with any number of
 * references, miss none. */
int64_t gcore_capture_missing (const Capture *capture, uint32_t row);
/* Adds a row to refs that accounts for one of them. */
void gcore_capture_attribute (Capture *capture, const GcoreReference *reference, uint32_t row);
/* The offset of TEXT in the snapshot's strings. */
uint32_t gcore_capture_string (Capture *capture, const char *text);
