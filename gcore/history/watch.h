/* SPDX-License-Identifier: MIT */
/* Watchpoints: what a person waits for, running forward or going back.
 *
 *     watches = gcore_watches_new (array, n);
 *     result = gcore_watches_forward (watches, history, UINT64_MAX); … gcore_watches_backward (watches, history) …
 *     index = gcore_watches_hit (watches);
 *     gcore_watches_free (watches);
 *
 * Several are one question, put once at each stop point; it costs a few nanoseconds a watch. */
#pragma once

#include "gcore/history/raise.h"

/* The members of GcoreWatch that count stand behind each. */
typedef enum
{
  GCORE_WATCH_LINE,          /* number, file: this line begins */
  GCORE_WATCH_CALL,          /* name: a call of the function with this qualified name begins; file: in that file */
  GCORE_WATCH_COUNT,         /* object: its reference count changes */
  GCORE_WATCH_COUNT_REACHES, /* object, number: its reference count becomes that */
  GCORE_WATCH_REFERENCE,     /* object, name: its reference with this label (as snapshots have them: ".next", "[3]", "['k']",
                              * "x") comes, goes or leads to another object */
  GCORE_WATCH_GENERATION,    /* object: it moves to another generation, becomes tracked or untracked */
  GCORE_WATCH_BIRTH,         /* object: it is made */
  GCORE_WATCH_DEATH,         /* object: it is freed */
  GCORE_WATCH_RESURRECTION,  /* object: its finalizer has been called, and it lives on */
  GCORE_WATCH_WEAKREF,       /* object, a weak reference: its referent goes */
  GCORE_WATCH_COLLECTION,    /* number: a collection of that generation or an older one begins */
  GCORE_WATCH_FREED,         /* number: a collection ends that found more than so many objects unreachable */
  GCORE_WATCH_ALLOCATION,    /* name: an object of the type with this name is made. Of what one instruction makes only the
                              * last GCORE_N_BORN blocks are looked at, and of these only what lives when it is done */
  GCORE_WATCH_EXCEPTION,     /* name, or NULL for any: an exception of that class or one derived from it is raised, and comes
                              * to a handler (except, finally or with) or ends the program; number: GCORE_WATCH_UNCAUGHT for
                              * only one that ends the program. Its place is before the instruction that raises it */
  GCORE_WATCH_POOL,          /* address: the number of used blocks of the pool it lies in changes */
  GCORE_N_WATCH_KINDS
} GcoreWatchKind;

#define GCORE_WATCH_UNCAUGHT 1

typedef struct
{
  GcoreWatchKind kind;
  uint64_t address;      /* the object, as a snapshot names it: its address and number */
  uint32_t serial;
  int64_t number;
  const char *name;      /* UTF-8; NULL: none, as for the two below */
  const char *file;
  const char *condition; /* a Python expression: only where it is true in the innermost running call. It is evaluated, then
                          * everything is put back. One that raises an exception is not true; between the micro-steps of a
                          * collection nothing can be evaluated, and it counts as true */
  uint32_t hits;         /* only each time it has happened so often (after the condition), counted in the direction of the
                          * search from where that sets out; 0 and 1: every time */
} GcoreWatch;

/* COPY gets strings of its own. False, with nothing to clear, if there is no memory. */
bool gcore_watch_copy (GcoreWatch *copy, const GcoreWatch *watch);
void gcore_watch_clear (GcoreWatch *copy);

typedef struct GcoreWatches GcoreWatches;

/* Copies the N_WATCHES at WATCHES. An object may be dead already, its memory not used again, or yet to be made: a program
 * that is run again as before makes the same one at the same place, of whatever image. Else its watches never hit. In the
 * machine's image. NULL if there is no memory. */
GcoreWatches *gcore_watches_new (const GcoreWatch *watches, size_t n_watches);
void gcore_watches_free (GcoreWatches *self);

/* As gcore_seek_forward: the program then stands where it happens (a line, a call, a collection begins, an exception is
 * raised) or has just happened (all others). */
GcoreSeekResult gcore_watches_forward (GcoreWatches *self, GcoreHistory *history, uint64_t tick);
/* As gcore_seek_backward: the program then stands where it happens, or before the instruction that makes it happen. ALSO, or
 * NULL, is asked along with them: it has nothing to confirm. */
GcoreSeekResult gcore_watches_backward (GcoreWatches *self, GcoreHistory *history, const GcoreQuestion *also);
/* Which one it was: an index into the array they were made from; their number if it was the other question. */
size_t gcore_watches_hit (const GcoreWatches *self);

/* For who runs the machine in another way, with an observer (see gcore_machine_set_observer). BEGIN: it is about to run on
 * from here, hits are counted anew. OBSERVE, the observer, with the watches as data: whether one happens, its condition and
 * number of hits not yet looked at. CONFIRM, when the machine has stopped for that: whether to stay, else to carry on. */
void gcore_watches_begin (GcoreWatches *self);
bool gcore_watches_observe (GcoreMachine *machine, const GcoreCollectionStep *step, void *watches);
bool gcore_watches_confirm (GcoreWatches *self, GcoreHistory *history);
/* Whether the observer has to be asked at every stop point. If not, it is enough to ask it at GCORE_STOP_EXCEPTION. */
bool gcore_watches_need_observer (const GcoreWatches *self);
/* What was raised, if the last hit is of an exception: running forward the program stands where it has arrived, and
 * gcore_raise_go_to goes back to its place. Else NULL. */
const GcoreRaise *gcore_watches_raise (const GcoreWatches *self);
