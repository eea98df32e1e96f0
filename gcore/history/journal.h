/* SPDX-License-Identifier: MIT */
/* The journal of a program: everything that came from outside, in the order in which it came.
 *
 * A program is determined by its source and by what the world told it: the inputs. Actions are what the person did while
 * it was stopped. A branch is one course of events; each but the first leaves its parent at a tick, and shares what came
 * before with it. The journal is plain host memory and knows no machine.
 *
 * Counters in the image (inputs taken, actions done, bytes printed) say how far in its branch's record a machine is. */
#pragma once

#include "gcore/collector/collector.h"

/* What the machine asked its host for. */
typedef enum
{
  GCORE_INPUT_CLOCK,       /* 8 bytes: nanoseconds */
  GCORE_INPUT_RANDOM,      /* the bytes */
  GCORE_INPUT_LINE,        /* a line of input with its newline; none: the end of input */
  GCORE_INPUT_SOURCE,      /* a module beside the program: see gcore/history/recorder.c; none: there is no such module */
  GCORE_INPUT_SOURCE_LINE, /* a line of a source file for a traceback; none: unknown */
  GCORE_INPUT_SLEEP,       /* no bytes: the program slept, and did not when it ran again */
  GCORE_N_INPUT_KINDS
} GcoreInputKind;

typedef struct
{
  uint64_t tick; /* when it was asked */
  GcoreInputKind kind;
  bool none;     /* the host had no answer */
  size_t n_bytes;
  char *bytes;   /* owned by the journal, a NUL behind them */
} GcoreInput;

/* What the person did. NUMBER and VALUE are explained for each kind. */
typedef enum
{
  GCORE_ACTION_COLLECT,     /* gc.collect (NUMBER) */
  GCORE_ACTION_AUTOMATIC,   /* gc.enable () if NUMBER, else gc.disable () */
  GCORE_ACTION_THRESHOLD,   /* threshold NUMBER becomes VALUE */
  GCORE_ACTION_DEBUG_FLAGS, /* gc.set_debug (NUMBER) */
  GCORE_ACTION_EVALUATE,    /* TEXT is run as a line of the console, in the NUMBER-th running frame (0: the innermost) */
  GCORE_ACTION_CUT,         /* the reference TEXT (its label) of the object at address VALUE with number NUMBER is cut; of
                             * address 0 (GCORE_NO_HOLDER) the variable TEXT of the NUMBER-th running frame */
  GCORE_N_ACTION_KINDS
} GcoreActionKind;

typedef struct
{
  uint64_t tick; /* where the program stood */
  GcoreActionKind kind;
  int number;
  int64_t value;
  char *text; /* owned by the journal; may be NULL */
} GcoreAction;

#define GCORE_OUTPUT_BY_ACTION 4

/* Text that was printed to one stream, by the program or by an action. */
typedef struct
{
  uint64_t start; /* bytes printed before it, all streams together */
  uint8_t stream; /* GcoreStream, + GCORE_OUTPUT_BY_ACTION */
} GcoreOutputRun;

/* What a course of events came to, to compare it with others. */
typedef struct
{
  uint64_t n_collections[3], collected; /* as gc.get_stats() gives */
  uint64_t longest_pause, total_pause;  /* objects and references visited by collections */
  uint64_t peak_bytes;
} GcoreOutcome;

/* How large the heap was. */
typedef struct
{
  uint64_t tick, bytes, blocks; /* in use */
} GcoreSample;

#define GCORE_MAX_SAMPLES 4096

typedef struct GcoreBranch GcoreBranch;
struct GcoreBranch
{
  uint32_t number;      /* from 0, never used again */
  char *name;           /* owned */
  GcoreBranch *parent;  /* NULL: the first */
  uint64_t fork_tick;   /* where it left its parent; of the first, where the history begins */
  uint32_t first_input; /* of its parent's inputs it has this many, then its own */
  uint32_t first_action;
  uint64_t first_output;
  GcoreInput *inputs;   /* its own */
  uint32_t n_inputs, inputs_capacity;
  GcoreAction *actions;
  uint32_t n_actions, actions_capacity;
  char *output;         /* its own, bytes from first_output on; what is beyond GCORE_MAX_OUTPUT is not kept */
  size_t n_output, output_capacity;
  uint64_t output_end;  /* bytes printed in all at the farthest point */
  GcoreOutputRun *runs;
  uint32_t n_runs, runs_capacity;
  GcoreSample *samples; /* from the fork on, by tick; at most GCORE_MAX_SAMPLES, then every other one goes */
  uint32_t n_samples, samples_capacity;
  GcoreCollectionRecord *collections; /* finished since the fork */
  uint32_t n_collections, collections_capacity;
  uint64_t end_tick;    /* the farthest point that was ever reached */
  GcoreOutcome outcome; /* at that point */
};

#define GCORE_MAX_OUTPUT (UINT64_C (64) << 20) /* bytes kept for a branch */

typedef struct
{
  GcoreBranch **branches; /* by age; deleted ones are gone */
  uint32_t n_branches, capacity;
  uint32_t next_number;
} GcoreJournal;

/* A journal with one branch; false if there is no memory (as for all below that return bool, which then change nothing). */
bool gcore_journal_start (GcoreJournal *journal);
void gcore_journal_finish (GcoreJournal *journal);

/* A new branch that leaves PARENT at TICK, having of its record the first N_INPUTS, N_ACTIONS and N_OUTPUT bytes. NULL if
 * there is no memory. */
GcoreBranch *gcore_journal_fork (GcoreJournal *journal, GcoreBranch *parent, uint64_t tick, uint32_t n_inputs,
                                 uint32_t n_actions, uint64_t n_output);
/* Takes BRANCH out. False, with nothing done, if it is the first or others come from it. */
bool gcore_journal_delete (GcoreJournal *journal, GcoreBranch *branch);
GcoreBranch *gcore_journal_find (const GcoreJournal *journal, uint32_t number);
bool gcore_branch_rename (GcoreBranch *branch, const char *name);
/* Whose record TICK of BRANCH belongs to: BRANCH's, or up to where it left an ancestor, that one's. */
GcoreBranch *gcore_branch_owner (const GcoreBranch *branch, uint64_t tick);
/* Whether the state at TICK is the same on both. */
bool gcore_branches_agree (const GcoreBranch *a, const GcoreBranch *b, uint64_t tick);

/* Inputs and actions by their number from the program's start; NULL beyond the record. */
const GcoreInput *gcore_branch_input (const GcoreBranch *branch, uint32_t number);
const GcoreAction *gcore_branch_action (const GcoreBranch *branch, uint32_t number);
uint32_t gcore_branch_count_inputs (const GcoreBranch *branch);
uint32_t gcore_branch_count_actions (const GcoreBranch *branch);

void gcore_branch_add_sample (GcoreBranch *branch, const GcoreSample *sample);
void gcore_branch_add_collection (GcoreBranch *branch, const GcoreCollectionRecord *record);

/* Adds to the end of the record; bytes and text are copied. */
bool gcore_branch_add_input (GcoreBranch *branch, uint64_t tick, GcoreInputKind kind, const void *bytes, size_t n_bytes,
                             bool none);
bool gcore_branch_add_action (GcoreBranch *branch, const GcoreAction *action);
/* STREAM printed BYTES when START bytes had been printed before. What is in the record already is passed over. Returns how
 * many bytes at the end of BYTES are new. */
size_t gcore_branch_add_output (GcoreBranch *branch, uint64_t start, uint8_t stream, const char *bytes, size_t n_bytes);
/* Calls VISIT for the kept output between the bytes START and END, in order, a run of one stream at a time. */
void gcore_branch_visit_output (const GcoreBranch *branch, uint64_t start, uint64_t end,
                                void (*visit) (uint8_t stream, const char *bytes, size_t n_bytes, void *data), void *data);
