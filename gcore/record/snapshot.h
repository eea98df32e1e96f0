/* SPDX-License-Identifier: MIT */
/* A snapshot: what a heap looked like at one moment, immutable, in columns.
 *
 * It is the meeting point of the house: pages, painters and analysis know snapshots, never the machine. Nothing in it
 * belongs to our own machine alone; what another source of heaps cannot know is marked *optional* and then holds the
 * value named there. A snapshot is plain memory outside the image and may be read by any thread.
 *
 * Objects are numbered by their row: 0 … n_objects − 1. Strings are offsets into `strings` (0: the empty string).
 * Invariant, checked by gcore_snapshot_check: for every object whose GCORE_OBJECT_COUNTED bit is set, the number of
 * rows of `refs` with that target and kind other than GCORE_REF_WEAK equals its reference count. */
#pragma once

#include "gcore/base/base.h"

#define GCORE_NO_ROW UINT32_MAX

typedef enum
{
  GCORE_GENERATION_YOUNG,
  GCORE_GENERATION_MIDDLE,
  GCORE_GENERATION_OLD,
  GCORE_GENERATION_PERMANENT,
  GCORE_GENERATION_NONE /* not tracked by the collector */
} GcoreGeneration;

/* Bits of GcoreSnapshotObject.flags. */
enum
{
  GCORE_OBJECT_GC = 1 << 0,          /* of a type the collector can track */
  GCORE_OBJECT_FINALIZED = 1 << 1,   /* its finalizer has run */
  GCORE_OBJECT_USER = 1 << 2,        /* made by the program itself, not by start-up: what the graph shows at first */
  GCORE_OBJECT_STATIC = 1 << 3,      /* a singleton or a built-in type: not in a block */
  GCORE_OBJECT_UNREACHABLE = 1 << 4, /* no path from a root: only a collection can free it */
  GCORE_OBJECT_COUNTED = 1 << 5,     /* every holder of it is known, so that references add up to the count */
  GCORE_OBJECT_COLLECTING = 1 << 6,  /* takes part in the open collection; gc_refs is valid */
  GCORE_OBJECT_TENTATIVE = 1 << 7,   /* stands in the open collection's list of possibly unreachable objects */
  GCORE_OBJECT_HAS_FINALIZER = 1 << 8,
  GCORE_OBJECT_TYPE = 1 << 9,        /* is a class */
  GCORE_OBJECT_WEAKREF = 1 << 10,
  GCORE_OBJECT_CALLBACK_DUE = 1 << 11 /* a weak reference whose callback the open collection has still to call */
};

typedef struct
{
  uint64_t address;
  uint32_t number;    /* order of creation, from 1; optional: 0 */
  uint32_t type_name; /* string */
  uint32_t value;     /* string: a short form of the value ("1", "'text'", "3 items", "class Node"), never run code */
  uint32_t type_row;  /* its class, or GCORE_NO_ROW */
  uint64_t size;      /* bytes, as sys.getsizeof() reports, without what it refers to */
  int64_t refcount;
  int64_t gc_refs;    /* only with GCORE_OBJECT_COLLECTING */
  uint64_t born_tick; /* optional: 0 */
  uint32_t born_line; /* line of the program, from 1; optional: 0 */
  uint16_t flags;
  uint8_t generation; /* GcoreGeneration */
  uint32_t first_ref, n_refs;     /* its outgoing references: rows of refs, in the type's own order */
  uint32_t first_weak, n_weak;    /* weak references to it: rows of weaks, in the order their callbacks would run */
} GcoreSnapshotObject;

typedef enum
{
  GCORE_REF_ATTRIBUTE, /* label ".next" */
  GCORE_REF_ITEM,      /* "[3]" */
  GCORE_REF_KEY,       /* "key 'k'": the key object of a mapping */
  GCORE_REF_VALUE,     /* "['k']" */
  GCORE_REF_LOCAL,     /* "x": a variable of a frame or namespace */
  GCORE_REF_STACK,     /* "stack 0": held for the moment by an evaluation */
  GCORE_REF_CLASS,     /* "__class__" */
  GCORE_REF_INTERNAL,  /* another named part of the object, or of the interpreter: "__globals__", "co_consts" */
  GCORE_REF_WEAK       /* not counted */
} GcoreRefKind;

/* Where a reference comes from. */
typedef enum
{
  GCORE_HOLDER_OBJECT,     /* holder: row of objects */
  GCORE_HOLDER_FRAME,      /* holder: row of frames (a running frame, which has no object of its own) */
  GCORE_HOLDER_INTERPRETER /* holder: unused; the label says what holds it */
} GcoreHolderKind;

typedef struct
{
  uint32_t holder;
  uint32_t target; /* row of objects */
  uint32_t label;  /* string */
  uint8_t kind;    /* GcoreRefKind */
  uint8_t holder_kind;
} GcoreSnapshotRef;

typedef struct
{
  uint32_t weakref;  /* row of the weak reference object */
  uint32_t referent; /* row, or GCORE_NO_ROW when dead */
  uint32_t callback; /* row, or GCORE_NO_ROW */
} GcoreSnapshotWeak;

typedef struct
{
  uint32_t name;     /* string: "<module>", "Node.__init__" */
  uint32_t file;     /* string */
  uint32_t line;     /* from 1 */
  uint32_t object;   /* row of its frame object if one exists, else GCORE_NO_ROW */
  uint32_t first_ref, n_refs; /* rows of refs: variables in slot order, then the value stack */
  bool is_module;    /* its variables are the module's namespace (the references belong to that dict) */
  uint32_t namespace_row; /* that dict, or GCORE_NO_ROW */
} GcoreSnapshotFrame;

typedef struct
{
  uint32_t count, threshold;     /* as gc.get_count() and gc.get_threshold() give */
  uint64_t n_objects;
  uint64_t collections, collected, uncollectable; /* as gc.get_stats() gives */
} GcoreSnapshotGeneration;

/* One finished collection, for the history. */
typedef struct
{
  uint64_t tick;
  uint32_t line;       /* optional: 0 */
  uint8_t generation;
  bool automatic;
  uint64_t examined, collected, uncollectable;
  uint64_t steps;      /* micro-steps: the length of the pause in objects and references visited */
} GcoreSnapshotCollection;

/* Phases of a collection, in order, as the window names them. */
typedef enum
{
  GCORE_PHASE_NONE,
  GCORE_PHASE_UPDATE_REFS,      /* copy reference counts */
  GCORE_PHASE_SUBTRACT_REFS,    /* subtract internal references */
  GCORE_PHASE_MOVE_UNREACHABLE, /* find what is reachable */
  GCORE_PHASE_PROMOTE,          /* survivors go to the next older generation */
  GCORE_PHASE_CLEAR_WEAKREFS,
  GCORE_PHASE_FINALIZE,
  GCORE_PHASE_RESURRECTION,     /* what the finalizers made reachable again survives */
  GCORE_PHASE_CLEAR             /* break the cycles */
} GcorePhase;
#define GCORE_N_PHASES GCORE_PHASE_CLEAR

/* The collection that is open, if phase is not GCORE_PHASE_NONE. */
typedef struct
{
  uint8_t phase;
  uint8_t generation;
  bool automatic;
  bool full_held_back;      /* generation 2 was due, but the quarter rule said no */
  uint32_t counts[3], thresholds[3]; /* before the collection reset them */
  uint64_t position, total; /* objects of this phase done, and in all */
  uint32_t current;         /* row the phase looks at, or GCORE_NO_ROW */
  uint32_t referent;        /* row the reference leads to that it follows from there, or GCORE_NO_ROW */
  uint8_t inner_phase;      /* in GCORE_PHASE_RESURRECTION: which of the first three it does once more; else phase */
  uint64_t examined, unreachable, survivors; /* objects; known when the phases that find them are over */
  uint64_t weakrefs_cleared, callbacks_called, callbacks_due, finalizers_called, resurrected; /* so far */
  uint64_t long_lived_total, long_lived_pending; /* the quarter rule's numbers */
} GcoreSnapshotOpenCollection;

typedef enum { GCORE_BLOCK_UNTOUCHED, GCORE_BLOCK_FREE, GCORE_BLOCK_USED } GcoreBlockState;

typedef struct
{
  uint64_t address;
  uint32_t arena;       /* row of arenas */
  uint32_t block_size;  /* bytes; 0: the pool is not in use */
  uint32_t n_blocks, n_used;
  uint32_t first_block; /* its blocks' states: bytes of block_states from here, in address order */
} GcoreSnapshotPool;

typedef struct
{
  uint64_t address;
  uint32_t first_pool, n_pools; /* rows of pools, in address order */
  uint32_t n_free_pools;
} GcoreSnapshotArena;

typedef struct
{
  uint32_t block_size;  /* bytes */
  uint32_t n_pools;
  uint64_t n_used, n_free; /* blocks */
} GcoreSnapshotSizeClass;

typedef struct
{
  int ref_count; /* of this snapshot; use gcore_snapshot_ref/unref */

  uint64_t tick;   /* optional: 0 */
  uint32_t line;   /* next line of the program, from 1; 0 when none is running */
  uint32_t file;   /* string: the file that line is in */

  GcoreSnapshotObject *objects; uint32_t n_objects;
  uint64_t n_objects_total;     /* all on the heap; more than n_objects when the snapshot was cut to its budget */
  uint64_t bytes_total;         /* bytes in used blocks */
  uint64_t bytes_peak;
  uint64_t quota;               /* bytes; 0: no limit */
  GcoreSnapshotRef *refs; uint32_t n_refs;
  uint32_t *incoming; /* rows of refs sorted by target; those of object i start at incoming_start[i] */
  uint32_t *incoming_start; /* n_objects + 1 entries */
  GcoreSnapshotWeak *weaks; uint32_t n_weaks;
  GcoreSnapshotFrame *frames; uint32_t n_frames; /* innermost last */

  GcoreSnapshotGeneration generations[3];
  uint64_t n_permanent;
  bool automatic;      /* gc.isenabled() */
  uint32_t debug_flags; /* gc.get_debug() */
  GcoreSnapshotCollection *collections; uint32_t n_collections; /* oldest first, the last few hundred */
  GcoreSnapshotOpenCollection open;
  uint32_t *generation_order; /* rows of tracked objects, list by list in list order */
  uint32_t generation_start[5]; /* where each list starts in it: young, middle, old, permanent, end */

  GcoreSnapshotArena *arenas; uint32_t n_arenas;
  GcoreSnapshotPool *pools; uint32_t n_pools;
  uint8_t *block_states; uint32_t n_block_states; /* GcoreBlockState */
  GcoreSnapshotSizeClass classes[32];
  uint64_t n_large, large_bytes;

  char *strings; uint32_t n_strings; /* bytes */
} GcoreSnapshot;

typedef struct
{
  uint32_t max_objects;   /* 0: no limit */
  uint32_t max_collections;
  bool all_objects;       /* also those of start-up, not just GCORE_OBJECT_USER and their neighbours */
  bool blocks;            /* fill arenas, pools and block_states */
} GcoreSnapshotBudget;

/* Takes a picture of the current image while its program is stopped; reads only. New snapshot (unref it), or NULL
 * when the host is out of memory. */
GcoreSnapshot *gcore_snapshot_capture (const GcoreSnapshotBudget *budget);
GcoreSnapshot *gcore_snapshot_ref (GcoreSnapshot *snapshot);
void gcore_snapshot_unref (GcoreSnapshot *snapshot);

/* The row of the object at ADDRESS, or GCORE_NO_ROW. O(log n): objects are sorted by address. */
uint32_t gcore_snapshot_find (const GcoreSnapshot *snapshot, uint64_t address);

/* Checks the invariants above. Returns true, or false with a sentence in MESSAGE (SIZE bytes). */
bool gcore_snapshot_check (const GcoreSnapshot *snapshot, char *message, size_t size);

static inline const char *
gcore_snapshot_string (const GcoreSnapshot *snapshot, uint32_t offset)
{
  return snapshot->strings + offset;
}

/* Identity of an object through time: stable while it lives, different for a later object at the same address. Never
 * 0. */
static inline uint64_t
gcore_snapshot_key (const GcoreSnapshotObject *object)
{
  return object->address ^ (uint64_t) object->number << 40;
}
