/* SPDX-License-Identifier: MIT */
/* The life of an object: what happened to it, from its birth to its death or the end of what has been run. */
#pragma once

#include "gcore/history/history.h"
#include "gcore/history/identity.h"

typedef enum
{
  GCORE_LIFE_BIRTH,
  GCORE_LIFE_COUNT,      /* its reference count changed */
  GCORE_LIFE_GENERATION, /* it moved to GENERATION */
  GCORE_LIFE_FINALIZER,  /* its finalizer was called */
  GCORE_LIFE_DEATH,
  GCORE_N_LIFE_EVENTS
} GcoreLifeEvent;

/* Why a count changed, by the instruction that ran: words are in gcore_life_reason_text. */
typedef enum
{
  GCORE_REASON_MADE,
  GCORE_REASON_BOUND,        /* to a variable; it was on the stack, so its count may stay the same, as for the next four */
  GCORE_REASON_STORED,       /* in an attribute */
  GCORE_REASON_CONTAINED,    /* in a container */
  GCORE_REASON_ARGUMENT,     /* passed to a function */
  GCORE_REASON_RETURNED,
  GCORE_REASON_LOADED,       /* put on the stack */
  GCORE_REASON_POPPED,       /* taken off the stack */
  GCORE_REASON_UNBOUND,      /* a variable was given another value */
  GCORE_REASON_DELETED,      /* a variable was deleted */
  GCORE_REASON_REPLACED,     /* an attribute was given another value, or deleted */
  GCORE_REASON_REMOVED,      /* from a container */
  GCORE_REASON_CALL_ENDED,   /* and with it the variables */
  GCORE_REASON_HELD_BY_C,    /* a function in C, or an operation, holds it */
  GCORE_REASON_LET_GO_BY_C,
  GCORE_REASON_COLLECTOR,    /* the collector holds it or lets go of it */
  GCORE_REASON_DYING_HOLDER, /* what referred to it died */
  GCORE_REASON_EXCEPTION,    /* an exception or a traceback holds it, or lets go of it */
  GCORE_N_LIFE_REASONS
} GcoreLifeReason;

#define GCORE_LIFE_NAME_SIZE 48

typedef struct
{
  GcoreLifeEvent event;
  GcoreLifeReason reason;  /* of COUNT and DEATH */
  uint64_t tick;           /* before the instruction that did it: where to go to see it */
  int line;                /* 0: none */
  int generation;          /* of GENERATION: 0 to 2, 3 permanent, −1 not tracked */
  int64_t count;           /* after it; 0: dead */
  char function[GCORE_LIFE_NAME_SIZE]; /* qualified name, cut to what fits */
  char detail[GCORE_LIFE_NAME_SIZE];   /* name of the variable or attribute, or empty */
} GcoreLifeEntry;

typedef struct
{
  GcoreLifeEntry *entries; /* owned */
  uint32_t n_entries;
  bool is_complete;        /* it was not cut off at the limit, by a pause or for want of memory */
  bool was_interrupted;    /* by a pause */
} GcoreLife;

/* What is known of OBJECT's life on the current branch, as far as that has been run: at most LIMIT entries (0: 100,000), the
 * first ones. The program then stands where it stood. A pause ends it early. There are no entries for an object without a
 * number, or whose memory has been used again. */
void gcore_life_record (GcoreHistory *history, const GcoreIdentity *object, uint32_t limit, GcoreLife *life);
void gcore_life_clear (GcoreLife *life);

/* A constant in English: "bound to", to be followed by the detail if there is one. */
const char *gcore_life_reason_text (GcoreLifeReason reason);
