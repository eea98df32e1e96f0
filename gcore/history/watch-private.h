/* SPDX-License-Identifier: MIT */
/* What the files that watch share. */
#pragma once

#include "gcore/history/identity.h"
#include "gcore/history/raise.h"
#include "gcore/history/watch.h"
#include "gcore/language/opcodes.h"

/* A stop point. */
typedef struct
{
  GcoreMachine *machine;
  const GcoreCollectionStep *step; /* NULL: between instructions */
  bool first;                      /* only to see what there is */
  int last_opcode;                 /* general form of the instruction that ran since the point before; 0: none */
} WatchPoint;

/* Where a reference was found, and what its holder's storage was like then. */
typedef struct
{
  GcoreObject *const *slot;  /* NULL: there was no such reference */
  GcoreObject *target;
  uint64_t storage[5];       /* while these stay the same, so does the slot */
} WatchedReference;

/* A watch at work. What was there at the point before is kept in it. */
typedef struct
{
  GcoreWatch watch;        /* its strings are its own */
  GcoreIdentity identity;
  bool has_pool;           /* its address may be in a pool */
  bool has_object;         /* the identity is of an object that lives, or has lived */
  int64_t last;            /* count, generation, number, address or whether it was so, by kind */
  uint64_t last_number;    /* of collections, births */
  intptr_t depth;          /* of calls when the finalizer was called; −1: it has not been */
  WatchedReference reference;
  GcoreRaise raise;        /* of the exception that arrived last */
  uint64_t n_hits;         /* since the search began */
  bool happens;            /* at the point last asked for */
} Watcher;

/* For each kind: whether it happens at or has happened before POINT. It may be asked for the first point, too. */
typedef bool (*WatchFunc) (Watcher *self, const WatchPoint *point);

bool gcore_watch_generation (Watcher *self, const WatchPoint *point);
bool gcore_watch_reference (Watcher *self, const WatchPoint *point);
bool gcore_watch_resurrection (Watcher *self, const WatchPoint *point);
bool gcore_watch_allocation (Watcher *self, const WatchPoint *point);
bool gcore_watch_exception (Watcher *self, const WatchPoint *point);

/* Whether the instruction to come is the first of a call. */
GCORE_INLINE bool
gcore_begins_call (const GcoreActivation *activation)
{
  GcoreCodeUnit instruction = *activation->prev_instr;
  return gcore_opcode_general[GCORE_UNIT_OPCODE (instruction)] == GCORE_OP_RESUME
         && GCORE_UNIT_ARG (instruction) == GCORE_RESUME_START;
}

/* The generation OBJECT is in, by looking through the lists: GCORE_PERMANENT_GENERATION for the permanent one, −1 if it is
 * not tracked. In an open collection what takes part counts to the generation that is collected. */
int gcore_find_generation (GcoreObject *object);
/* Whether EXPRESSION is true in the innermost running call; everything is then as it was. */
bool gcore_condition_holds (GcoreHistory *history, const char *expression);

/* The object while it lives. The watch may have been made before it. */
GCORE_INLINE GcoreObject *
watched_object (Watcher *self)
{
  const GcoreWatch *watch = &self->watch;
  if (!self->has_object && watch->serial != 0 && watch->serial <= gcore_mem_birth_clock ()->serial)
    self->has_object = gcore_identity_from (watch->address, watch->serial, &self->identity);
  return self->has_object ? gcore_identity_find (&self->identity) : NULL;
}
