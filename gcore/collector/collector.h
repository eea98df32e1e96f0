/* SPDX-License-Identifier: MIT */
/* The cycle collector: making and tracking GC-capable objects, and collecting those that only cycles keep alive.
 *
 * Every GC-capable object is in one of these states:
 *
 *     untracked   next == 0: born so, or gcore_gc_untrack; invisible to the collector
 *     tracked     in the list of generation 0, 1 or 2, or in the permanent list (gc.freeze)
 *     collecting  during a collection: in its `young` or `unreachable` list (see GcoreCollection)
 *
 * Start reading at collect.c; README.md has a worked example. */
#pragma once

#include "gcore/memory/memory.h"
#include "gcore/refcount/state.h"

#define GCORE_N_GENERATIONS 3
#define GCORE_PERMANENT_GENERATION GCORE_N_GENERATIONS /* as an argument of gcore_gc_list */

/* gc.set_debug */
enum
{
  GCORE_GC_DEBUG_STATS = 1,
  GCORE_GC_DEBUG_COLLECTABLE = 2,
  GCORE_GC_DEBUG_UNCOLLECTABLE = 4,
  GCORE_GC_DEBUG_SAVEALL = 32,
  GCORE_GC_DEBUG_LEAK = GCORE_GC_DEBUG_COLLECTABLE | GCORE_GC_DEBUG_UNCOLLECTABLE | GCORE_GC_DEBUG_SAVEALL
};

/* --- one collection ----------------------------------------------------------------------------------------------- */

/* The phases of a collection, in their order. RESURRECTION runs the first three once more on what is left, so phase
 * then stands at RESURRECTION and inner_phase at one of them; elsewhere both are the same. */
typedef enum
{
  GCORE_COLLECTION_IDLE,
  GCORE_COLLECTION_UPDATE_REFS,      /* gc_refs = the reference count */
  GCORE_COLLECTION_SUBTRACT_REFS,    /* gc_refs −= references from inside the collected list */
  GCORE_COLLECTION_MOVE_UNREACHABLE, /* what has gc_refs left, and all it leads to, is reachable */
  GCORE_COLLECTION_PROMOTE,          /* survivors: untrack what cannot be in a cycle, move to the older list */
  GCORE_COLLECTION_CLEAR_WEAKREFS,
  GCORE_COLLECTION_FINALIZE,
  GCORE_COLLECTION_RESURRECTION,     /* what the finalizers made reachable again survives */
  GCORE_COLLECTION_CLEAR             /* break the cycles: reference counting frees the rest */
} GcoreCollectionPhase;

/* One micro-step: the collection is about to do PHASE's work on OBJECT, or, with REFERENT, on that reference of it.
 * OBJECT is NULL at the start of a phase. */
typedef struct
{
  GcoreCollectionPhase phase;
  GcoreObject *object;
  GcoreObject *referent;
} GcoreCollectionStep;

/* Why a collection runs. */
typedef struct
{
  bool automatic;                       /* count 0 passed its threshold; else someone asked for it */
  bool full_held_back;                  /* generation 2 was due, but the quarter rule said no */
  int counts[GCORE_N_GENERATIONS];      /* before the collection reset them */
  int thresholds[GCORE_N_GENERATIONS];
  intptr_t long_lived_total, long_lived_pending; /* the quarter rule's two numbers, in objects */
} GcoreCollectionReason;

/* What a collection did to the unreachable objects, so far or in all. */
typedef struct
{
  intptr_t weakrefs;    /* weak references that it cleared */
  intptr_t callbacks;   /* of these, called */
  intptr_t finalizers;  /* called */
  intptr_t resurrected; /* objects that were unreachable, and are not any more */
} GcoreCollectionDeeds;

/* The open collection. Its lists are circular, through their heads; while one is empty its head points to itself. */
typedef struct
{
  GcoreCollectionPhase phase, inner_phase;
  int generation;
  GcoreCollectionReason reason;
  GcoreCollectionStep step;  /* the current one; its phase is inner_phase */
  uint64_t first_step;       /* collector->steps when it began */
  uint64_t first_tick;

  GcoreGcHead *young;        /* list head of the collected generation, the younger ones merged into it */
  GcoreGcHead *old;          /* where survivors go: the next generation, or young itself in a full collection */
  GcoreGcHead unreachable;   /* nothing outside leads here */
  GcoreGcHead callbacks;     /* weak references whose callbacks are still to be called */
  GcoreGcHead finalized;     /* unreachable, finalizer already called */
  GcoreGcHead still_unreachable; /* unreachable after the finalizers */

  intptr_t examined;         /* objects in young at the start; known after UPDATE_REFS */
  intptr_t n_unreachable;    /* of them unreachable before the finalizers ran */
  uint32_t kinds;            /* flags of the types of the reachable ones */
  intptr_t n_garbage;        /* of these still unreachable when they had */
  intptr_t survivors;        /* of them reachable, and tracked beyond this collection */
  intptr_t collected;        /* unreachable at the end, and weak references that died after their callback */
  GcoreCollectionDeeds deeds;
  intptr_t position, total;  /* the current phase: objects begun, and in all (one walk over the list; 0: not known) */
  bool code_has_run;         /* a callback or finalizer was called: reachability may have changed */
} GcoreCollection;

/* A finished collection. */
typedef struct
{
  uint64_t number;           /* from 1 */
  uint64_t first_tick, first_step, steps;
  int generation;
  GcoreCollectionReason reason;
  intptr_t examined, survivors, collected, uncollectable; /* objects */
  GcoreCollectionDeeds deeds;
} GcoreCollectionRecord;

#define GCORE_COLLECTION_HISTORY 512

/* --- the state ---------------------------------------------------------------------------------------------------- */

typedef struct
{
  GcoreGcHead head;
  int threshold;
  int count; /* generation 0: allocations minus frees since its last collection; others: collections of the one below */
} GcoreGenerationList;

/* What gc.get_stats returns. */
typedef struct
{
  intptr_t collections, collected, uncollectable;
} GcoreGenerationStats;

/* Calls upward: one constant table, given by gcore_collector_set_hooks. Those that run Python code report its
 * exceptions as unraisable. */
typedef struct
{
  bool (*exception_pending) (void);
  /* Reports the pending exception as "MESSAGE: OBJECT" (OBJECT may be NULL) and clears it. */
  void (*report_unraisable) (const char *message, GcoreObject *object);
  void (*write_stderr) (const char *text);
  /* Monotonic clock of the program, in seconds. Asked only for DEBUG_STATS: time is an input of the program. */
  double (*seconds) (void);
  /* The machine's tick. */
  uint64_t (*tick) (void);
  /* Adds OBJECT to gc.garbage. */
  void (*append_garbage) (GcoreObject *object);
  /* Calls each of gc.callbacks with PHASE ("start", "stop") and the numbers. */
  void (*call_callbacks) (const char *phase, int generation, intptr_t collected, intptr_t uncollectable);
  /* Frees every object parked on a freelist. */
  void (*clear_freelists) (void);
} GcoreCollectorHooks;

typedef struct
{
  GcoreRefcount refcount; /* state of gcore/refcount: first */

  GcoreGenerationList generations[GCORE_N_GENERATIONS];
  GcoreGcHead permanent;
  int trigger;     /* count 0 beyond which an allocation starts a collection; see gcore_gc_update_trigger */
  bool enabled;
  bool collecting; /* a collection is open: no other may start */
  int debug;       /* GCORE_GC_DEBUG_... */
  intptr_t long_lived_total;   /* objects that survived the last full collection */
  intptr_t long_lived_pending; /* objects that survived a collection of generation 1 since then */
  GcoreGenerationStats stats[GCORE_N_GENERATIONS];

  GcoreObject *garbage;   /* owned list: gc.garbage; NULL until the gc module is made */
  GcoreObject *callbacks; /* owned list: gc.callbacks */

  /* Micro-steps of all collections so far. They are part of the machine's tick. */
  uint64_t steps;
  /* The program is stopped before a micro-step: until it goes on the heap may be looked at, but nothing may be made, tracked
   * or freed, hence no Python code be run. */
  bool at_step;

  GcoreCollection collection; /* the open one, if collecting */
  const GcoreCollectorHooks *hooks;
  uint64_t longest_pause;     /* micro-steps of the longest collection */
  uint64_t n_collections;     /* finished ones; the last GCORE_COLLECTION_HISTORY are in history */
  GcoreCollectionRecord history[GCORE_COLLECTION_HISTORY]; /* number n at [(n − 1) % GCORE_COLLECTION_HISTORY] */
} GcoreCollector;

/* What the host wants, at GCORE_OFFSET_CONTROL; zero at first. STOP_POINT, if not NULL, is called before each micro-step
 * from number STOP_FROM on (as STEPS counts them): there the machine's fiber can be stopped. STOP_FROM becomes 0 again when
 * code of the program has run, and when the collection is over. */
typedef struct
{
  void (*stop_point) (const GcoreCollectionStep *step);
  uint64_t stop_from;
} GcoreCollectorControl;

#define GCORE_COLLECTOR_CONTROL ((GcoreCollectorControl *) GCORE_IMAGE_AT (GCORE_OFFSET_CONTROL))

#define GCORE_COLLECTOR ((GcoreCollector *) GCORE_IMAGE_AT (GCORE_OFFSET_COLLECTOR))
_Static_assert (sizeof (GcoreCollector) <= GCORE_OFFSET_OBJECTS - GCORE_OFFSET_COLLECTOR, "collector state fits");

/* Sets the state of the current image to its start: empty lists, thresholds 700, 10, 10, enabled, no hooks. */
void gcore_collector_init (void);
void gcore_collector_set_hooks (const GcoreCollectorHooks *hooks);

/* --- making, tracking and freeing objects ------------------------------------------------------------------------- */

/* Bytes in front of an object of TYPE: its list head, and the words of a managed dict. */
GCORE_INLINE size_t
gcore_type_presize (const GcoreType *type)
{
  return (gcore_has_flag (type, GCORE_TYPE_FLAG_GC) ? sizeof (GcoreGcHead) : 0)
         + (gcore_has_flag (type, GCORE_TYPE_FLAG_MANAGED_DICT) ? 2 * sizeof (void *) : 0);
}

/* Runs the automatic collection that count 0 has just called for. */
GCORE_NOINLINE void gcore_gc_collect_automatically (void);
/* Sets MemoryError; returns NULL. */
GCORE_NOINLINE void *gcore_gc_no_memory (void);

/* Memory for an untracked object: PRESIZE bytes in front (gcore_type_presize, at least a list head; all zeroed), SIZE
 * bytes from the returned address on, contents undefined. Counts one allocation and, if that passes the threshold, runs
 * a collection first. NULL with MemoryError set. */
GCORE_INLINE void *
gcore_gc_alloc (size_t size, size_t presize)
{
  char *block = gcore_mem_alloc (presize + size);
  if (GCORE_UNLIKELY (block == NULL))
    return gcore_gc_no_memory ();
  ((uintptr_t *) (void *) block)[0] = 0;
  ((uintptr_t *) (void *) block)[1] = 0;
  GcoreGcHead *head = (GcoreGcHead *) (void *) (block + presize) - 1;
  head->next = 0;
  head->prev = 0;
  GcoreCollector *gc = GCORE_COLLECTOR;
  if (GCORE_UNLIKELY (++gc->generations[0].count > gc->trigger))
    gcore_gc_collect_automatically ();
  return block + presize;
}

/* New untracked object of TYPE with its header filled in, body undefined: new reference, or NULL with MemoryError. */
GCORE_INLINE void *
gcore_gc_new (GcoreType *type)
{
  void *object = gcore_gc_alloc ((size_t) type->basic_size, gcore_type_presize (type));
  if (GCORE_LIKELY (object != NULL))
    gcore_object_init (object, type);
  return object;
}

/* A parked object is handed out again. */
GCORE_INLINE void
gcore_gc_reborn (void *object)
{
  gcore_mem_reborn ((char *) object - gcore_type_presize (GCORE_TYPE_OF (object)));
}

/* gcore_gc_new with room for N_ITEMS items, size set to N_ITEMS. A size that cannot be is MemoryError. */
void *gcore_gc_new_var (GcoreType *type, intptr_t n_items);
/* Changes the room of an untracked OBJECT to N_ITEMS items; it may move. Returns its new address, the old reference
 * stolen; on failure NULL with MemoryError set, and OBJECT as it was. */
void *gcore_gc_resize (void *object, intptr_t n_items);

GCORE_INLINE bool
gcore_gc_is_tracked (const void *object)
{
  return GCORE_GC_HEAD (object)->next != 0;
}

/* Adds an untracked object to generation 0, last. Every reference it holds must be valid by now. */
GCORE_INLINE void
gcore_gc_track (void *object)
{
  GcoreGcHead *head = GCORE_GC_HEAD (object);
  GcoreGcHead *list = &GCORE_COLLECTOR->generations[0].head;
  GcoreGcHead *last = (GcoreGcHead *) list->prev;
  last->next = (uintptr_t) head;
  head->prev = (head->prev & GCORE_GC_FINALIZED) | (uintptr_t) last;
  head->next = (uintptr_t) list;
  list->prev = (uintptr_t) head;
}

/* Takes OBJECT out of its list; nothing happens to an untracked one. */
GCORE_INLINE void
gcore_gc_untrack (void *object)
{
  GcoreGcHead *head = GCORE_GC_HEAD (object);
  if (head->next == 0)
    return;
  GcoreGcHead *prev = (GcoreGcHead *) (head->prev & GCORE_GC_PREV_MASK);
  GcoreGcHead *next = (GcoreGcHead *) head->next;
  prev->next = (uintptr_t) next;
  next->prev = (next->prev & ~GCORE_GC_PREV_MASK) | (uintptr_t) prev;
  head->next = 0;
  head->prev &= GCORE_GC_FINALIZED;
}

/* Frees the memory of a GC-capable object (untracking it if need be); what it refers to is the caller's business. Its
 * type must still be alive. */
GCORE_INLINE void
gcore_gc_del (void *object)
{
  gcore_gc_untrack (object);
  GcoreCollector *gc = GCORE_COLLECTOR;
  if (gc->generations[0].count > 0)
    gc->generations[0].count--;
  gcore_mem_free ((char *) object - gcore_type_presize (GCORE_TYPE_OF (object)));
}

/* Counts an object that CPython makes and frees at once, where there is a way without it: a program sees the count. */
GCORE_INLINE void
gcore_gc_count_passing_object (void)
{
  GcoreCollector *gc = GCORE_COLLECTOR;
  if (GCORE_UNLIKELY (++gc->generations[0].count > gc->trigger))
    gcore_gc_collect_automatically ();
  if (gc->generations[0].count > 0)
    gc->generations[0].count--;
}

/* Whether the finalizer has had its call (false if not GC-capable). */
GCORE_INLINE bool
gcore_gc_is_finalized (GcoreObject *object)
{
  return gcore_object_is_gc (object) && (GCORE_GC_HEAD (object)->prev & GCORE_GC_FINALIZED) != 0;
}

/* Whether the type is tuple itself: of the types that can be untracked, the one with instances that never change. */
GCORE_INLINE bool
gcore_type_is_untrackable_tuple (const GcoreType *type)
{
  return type->maybe_untrack != NULL && gcore_has_flag (type, GCORE_TYPE_FLAG_TUPLE);
}

/* Whether OBJECT is tracked, or is an object that may become so: what makes a tuple or dict holding it worth tracking.
 * A tuple cannot change and is judged by its present state. */
GCORE_INLINE bool
gcore_gc_may_be_tracked (GcoreObject *object)
{
  return gcore_object_is_gc (object)
         && (!gcore_type_is_untrackable_tuple (object->type) || gcore_gc_is_tracked (object));
}

/* --- collecting --------------------------------------------------------------------------------------------------- */

/* For traverse functions: visits the N references at ITEMS, the last first, empty places left out. */
int gcore_gc_visit_items (GcoreObject *const *items, intptr_t n, GcoreVisitFunc visit, void *data);

/* Collects GENERATION and the younger ones, as gc.collect does. Returns the number of unreachable objects found; 0 at
 * once if a collection is open already. */
intptr_t gcore_gc_collect (int generation);
/* A full collection that gc.callbacks are not told of: for the time when the program's modules are being taken down. */
void gcore_gc_collect_at_exit (void);
void gcore_gc_set_enabled (bool enabled);
void gcore_gc_set_threshold (int generation, int threshold);
/* gc.freeze: every tracked object moves to the permanent list, counts become 0. */
void gcore_gc_freeze (void);
/* gc.unfreeze: the permanent list joins generation 2. */
void gcore_gc_unfreeze (void);

/* --- looking at the lists ----------------------------------------------------------------------------------------- */

/* The head of a generation's list, or of the permanent list. */
GcoreGcHead *gcore_gc_list (int generation);
intptr_t gcore_gc_list_length (const GcoreGcHead *list);

/* Calls VISIT for each object of LIST in order until it returns non-zero, which is then returned; else 0. VISIT may
 * not change the list. Works for every list at every stop point of a collection. */
int gcore_gc_visit_list (GcoreGcHead *list, GcoreVisitFunc visit, void *data);

/* Calls VISIT for each object of the three generations that refers to one of the N_TARGETS objects. */
int gcore_gc_visit_referrers (GcoreObject *const *targets, intptr_t n_targets, GcoreVisitFunc visit, void *data);
/* Calls VISIT for each reference OBJECT holds, as its type's traverse gives them. */
int gcore_gc_visit_referents (GcoreObject *object, GcoreVisitFunc visit, void *data);

/* What the open collection thinks of an object. */
typedef enum
{
  GCORE_MARK_NONE,        /* does not take part, or has been found reachable */
  GCORE_MARK_COUNTED,     /* takes part, gc_refs is valid */
  GCORE_MARK_UNREACHABLE  /* in the list of what may be (later: is) unreachable */
} GcoreCollectionMark;

/* OBJECT is GC-capable. *GC_REFS (may be NULL) is set when the answer is GCORE_MARK_COUNTED, else to 0. */
GcoreCollectionMark gcore_gc_mark (GcoreObject *object, intptr_t *gc_refs);

/* The record of collection NUMBER (from 1), or NULL if it is too old or yet to come. */
const GcoreCollectionRecord *gcore_gc_record (uint64_t number);

/* Checks the lists: links both ways, flags, no object twice. Returns NULL, or a sentence saying what is wrong. Only
 * between collections. */
const char *gcore_gc_check (void);
