/* SPDX-License-Identifier: MIT */
/* The history of a running program: where it has been can be gone to again, exactly.
 *
 *     history = gcore_history_new (&host, &options);
 *     machine = gcore_machine_new (&machine_options, gcore_history_host (history));
 *     gcore_machine_load_file (machine, …);
 *     gcore_history_start (history, machine);
 *     gcore_history_run (history, GCORE_RUN_OVER); … gcore_history_act (history, &action); …
 *     gcore_history_go_to (history, branch, tick);
 *     gcore_history_free (history);
 *     gcore_machine_free (machine);
 *
 * The state at a tick is the nearest checkpoint before it, run forward: the machine is deterministic, its inputs and the
 * person's actions are in the journal. Checkpoints are made while the program runs, at distances in time that keep any
 * tick near, and thinned out when they take more memory than allowed.
 *
 * All functions are called by the thread that runs the machine, in its image, while the machine is stopped. */
#pragma once

#include "gcore/history/journal.h"
#include "gcore/machine/machine.h"

#define GCORE_HISTORY_BUDGET (UINT64_C (256) << 20) /* bytes, unless set otherwise */

typedef struct
{
  uint64_t budget; /* bytes of host memory for checkpoints; 0: GCORE_HISTORY_BUDGET */
  /* Does what ACTION says, inside (on the machine's fiber): called when it is done and each time it is done again. */
  void (*perform) (GcoreMachine *machine, const GcoreAction *action, void *data);
  void *data;
} GcoreHistoryOptions;

typedef struct GcoreHistory GcoreHistory;

/* A point in a program's life. */
typedef struct
{
  GcoreBranch *branch;
  uint64_t tick;
} GcorePosition;

/* OUTSIDE (borrowed, outlives the history) answers what is not in the journal yet, and gets what is printed for the first
 * time. NULL if there is no memory. */
GcoreHistory *gcore_history_new (const GcoreHost *outside, const GcoreHistoryOptions *options);
/* Before the machine: its image has to be there still. NULL is allowed. */
void gcore_history_free (GcoreHistory *self);
/* The host for gcore_machine_new. */
const GcoreHost *gcore_history_host (GcoreHistory *self);
/* Before the machine is made: the program is to run along the record of JOURNAL, which is taken over and left empty. */
void gcore_history_adopt (GcoreHistory *self, GcoreJournal *journal);
/* MACHINE has been made and loaded: from here on it can be gone back to. False if there is no memory. */
bool gcore_history_start (GcoreHistory *self, GcoreMachine *machine);

GcoreJournal *gcore_history_journal (GcoreHistory *self);
GcorePosition gcore_history_position (GcoreHistory *self);

/* Runs on as gcore_machine_resume does: along the record while there is one, then beyond it. */
GcoreStopReason gcore_history_run (GcoreHistory *self, GcoreRunMode mode);
/* After GCORE_STOP_LOOK: runs on as it was going. */
GcoreStopReason gcore_history_carry_on (GcoreHistory *self);
/* As run, to TICK at the latest. */
GcoreStopReason gcore_history_run_until (GcoreHistory *self, GcoreRunMode mode, uint64_t tick);
/* Runs from one stop point to the next as far as TICK, or until VISIT, called at each stop point on the way (the one it
 * starts at excepted), returns true. VISIT may look at the machine, and change nothing. Returns whether it did. */
bool gcore_history_scan (GcoreHistory *self, uint64_t tick, GcoreObserver visit, void *data);

/* A program that was paused in the midst of a long instruction goes back to before it: there it can be looked at and acted
 * on, and that place can be come to again. Acting and travelling do this by themselves. */
void gcore_history_settle (GcoreHistory *self);
/* Whether the last scan or travel ended because of a pause. */
bool gcore_history_was_interrupted (GcoreHistory *self);

/* The person does ACTION here (its tick is set). If the record goes on from here, it becomes a branch of its own: the
 * current one then. False if there is no memory. */
bool gcore_history_act (GcoreHistory *self, const GcoreAction *action);

/* Makes the program what it was on BRANCH at TICK: the first stop point at or after it, or the end of what has been run.
 * False if that was interrupted (gcore_machine_interrupt, PAUSE): it then stands somewhere before. */
bool gcore_history_go_to (GcoreHistory *self, GcoreBranch *branch, uint64_t tick);
/* The same beyond what has been run, as far as TICK or the program's end. */
bool gcore_history_run_along (GcoreHistory *self, GcoreBranch *branch, uint64_t tick);
/* The same for where the program was before; a pause on the way is passed over. */
void gcore_history_return_to (GcoreHistory *self, GcorePosition position);
/* Deletes BRANCH with its checkpoints. False if it is the current one, the first, or others come from it. */
bool gcore_history_delete_branch (GcoreHistory *self, GcoreBranch *branch);

/* Looks at what would be if: runs FUNCTION inside, as gcore_machine_request does, then puts everything back as it was. What
 * is printed meanwhile goes to the host, and not to the journal. A pause raises KeyboardInterrupt in it, and is left for the
 * next run. False if there is no memory. */
bool gcore_history_try (GcoreHistory *self, void (*function) (GcoreMachine *machine, void *data), void *data);

bool gcore_history_is_trying (GcoreHistory *self);

/* Makes a checkpoint here: from now on it takes no time to come to this place. */
void gcore_history_mark (GcoreHistory *self);
/* The tick of the nearest checkpoint before TICK on BRANCH: where a search backward begins. 0 if there is none. */
uint64_t gcore_history_checkpoint_before (GcoreHistory *self, GcoreBranch *branch, uint64_t tick);
uint32_t gcore_history_count_checkpoints (GcoreHistory *self);
/* Bytes of host memory the checkpoints take. */
uint64_t gcore_history_checkpoints_size (GcoreHistory *self);
/* A hash of the program's state, the same whenever and however the position was reached. */
uint64_t gcore_history_digest (GcoreHistory *self);
