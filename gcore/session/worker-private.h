/* SPDX-License-Identifier: MIT */
/* The machine's thread, in parts: worker.c the thread, its reports and how it is interrupted; worker-host.c what the program
 * asks of the world; worker-commands.c what the user asks of the program; worker-travel.c going through its time. */
#pragma once

#include <time.h>

#include "gcore/history/history.h"
#include "gcore/history/watch.h"
#include "gcore/session/program.h"
#include "gcore/session/saved-session.h"
#include "gcore/session/session-private.h"

/* The way back to the main context; lives until the last report on it has been delivered or dropped. */
typedef struct
{
  GMutex lock;
  GCond read;
  bool closed;
  gsize unread; /* bytes of output posted and not yet delivered */
  GcoreReportFunc report;
  gpointer data;
} GcoreWorkerChannel;

typedef enum
{
  GCORE_WORKER_IDLE,
  GCORE_WORKER_RUNNING, /* the program: any command makes it stop for a moment */
  GCORE_WORKER_TRAVELLING, /* any command ends it, but those that only want to look: they wait */
  GCORE_WORKER_SERVING, /* what the user asked for: a pause ends it */
  GCORE_WORKER_OPENING, /* a saved session: only a pause ends that */
  GCORE_WORKER_LOADING
} GcoreWorkerActivity;

struct GcoreWorker
{
  GThread *thread;
  GAsyncQueue *commands;
  GMainContext *context;
  GcoreWorkerChannel *channel; /* atomic reference count */
  GMutex machine_lock;
  GcoreMachine *machine;        /* set under the lock: other threads may interrupt it */
  GcoreWorkerActivity activity; /* under the lock */
  bool pause_came;              /* under the lock: since the last load was asked for */
  guint n_pauses;               /* under the lock: pauses among the commands not carried out yet */
  bool insisting;               /* under the lock: the timer runs */
  bool has_timer;
  timer_t timer;                /* sends SIGURG to the thread */

  /* The thread's own. */
  GcoreSessionOptions options;
  guint epoch;
  GcoreProgram *program;  /* what was loaded; NULL: nothing */
  GcoreHistory *history;  /* while there is a machine */
  GcoreHost host;         /* what is outside the history */
  GcoreSessionState state;
  GcoreSessionStop stop;
  GcoreRunMode mode;
  bool run, closing;
  bool looking;           /* the program only stopped for a command: it goes on as it was going */
  bool hush;              /* what is printed belongs to the console */
  guint *breakpoints;
  gsize n_breakpoints;
  guint until_line;
  GcoreWatches *watches;  /* NULL: none */
  GArray *wanted;         /* of GcoreWatch: what they were made from */
  guint watch_hit;
  bool at_watch;          /* the last travel has ended at one */
  guint64 origin;         /* the tick the run set out from */
  GcoreRaise raise;       /* of the exception the program was last stopped for, */
  guint64 raise_place;    /* and where */
  GcoreSessionException *exception; /* owned: to be told of at the stop to come, or NULL */
  uint64_t n_reported;    /* collections reported */
  uint64_t shown;         /* bytes of the program's output that have been reported, */
  const GcoreBranch *shown_branch; /* of this branch; only compared */
  guint64 entry_tick;         /* where the first line begins: nothing goes back beyond it */
  GString *output;
  GcoreOutputKind output_kind;
  gint64 output_since;
  GHashTable *modules;    /* those beside the program that it has asked for: they stay as they were */
  GArray *bookmarks;
  char **arguments;       /* those of a saved session */
  GcoreSessionOptions own_options; /* those of programs that are not in a saved session */
  guint64 *ends;          /* of the branches of a saved session, while it is opened */
  bool silent;            /* what is printed is not reported yet */
  bool waiting;           /* for a line of input */
  GString *answer;        /* what of such a line the program has not yet taken */
};

/* --- worker.c ----------------------------------------------------------------------------------------------------- */

void gcore_worker_post (GcoreWorker *self, const GcoreReport *report);
/* Reports what has been gathered of the output; waits while the other side is too far behind. */
void gcore_worker_flush_output (GcoreWorker *self);
/* STOPPED: the program has just come to a stop. PROBLEM is taken over; NULL for none. */
void gcore_worker_report_state (GcoreWorker *self, bool stopped, bool with_picture, GcoreProblem *problem);
/* Tells other threads what the machine does. A command that came before is in the queue, where it will be found. */
void gcore_worker_set_activity (GcoreWorker *self, GcoreWorkerActivity activity);
/* The interrupt by which a command of KIND stops a running program. */
uint32_t gcore_worker_interrupt_for (GcoreCommandKind kind);

/* --- worker-host.c ------------------------------------------------------------------------------------------------ */

void gcore_worker_host_init (GcoreWorker *self);
/* Makes what has been reported of the output what the program has printed by now: less, if it has gone back. */
void gcore_worker_sync_output (GcoreWorker *self);
/* Gathers BYTES for a report. */
void gcore_worker_add_output (GcoreWorker *self, GcoreOutputKind kind, const char *bytes, gsize n_bytes);

/* --- worker-saved.c ----------------------------------------------------------------------------------------------- */

/* Writes the session to PATH and reports that. */
void gcore_worker_save (GcoreWorker *self, const char *path);
/* Before there is a machine: lets it go along the record of SAVED. */
void gcore_worker_adopt (GcoreWorker *self, GcoreSavedSession *saved);
/* Runs what SAVED has of all branches, and goes to where it stood. What is wrong with that place (owned), or NULL; a pause
 * ends it. */
GcoreProblem *gcore_worker_replay (GcoreWorker *self, const GcoreSavedSession *saved);

/* --- worker-commands.c -------------------------------------------------------------------------------------------- */

void gcore_worker_carry_out (GcoreWorker *self, GcoreCommand *command);
/* Runs the program on until it stops or a command comes. */
void gcore_worker_run_on (GcoreWorker *self);
void gcore_worker_drop_machine (GcoreWorker *self);
/* The program has come to STATE: reports it, and that it stopped. */
void gcore_worker_stopped (GcoreWorker *self, GcoreSessionState state, GcoreSessionStop stop);

/* --- worker-exceptions.c ------------------------------------------------------------------------------------------ */

/* A watch was hit. If it is one for an exception, which has arrived here, notes what it is and goes to where it was raised;
 * false if the person has seen it there already: the program is to go on. */
bool gcore_worker_go_to_raise (GcoreWorker *self);
/* The same after a travel to where it was raised: only notes what it is. */
void gcore_worker_look_at_raise (GcoreWorker *self);
/* The program ends by an exception: whether that is a watch's, where no observer was asked. The program then stands where it
 * was raised. */
bool gcore_worker_is_raise_awaited (GcoreWorker *self);
void gcore_worker_forget_exception (GcoreWorker *self);

/* --- worker-travel.c ---------------------------------------------------------------------------------------------- */

/* Sets state and stop to what they are where the program has been brought. */
void gcore_worker_show_place (GcoreWorker *self);
/* Carries out COMMAND: to go somewhere else in the program's time. */
void gcore_worker_travel (GcoreWorker *self, const GcoreCommand *command);
/* The run mode of a COLLECTION_STEP. */
GcoreRunMode gcore_worker_stride (const GcoreCommand *command);
/* Replaces the watches by those of the list WANTED, NULL: by none. The program stops where they happen. */
void gcore_worker_set_watches (GcoreWorker *self, GArray *wanted);
/* Answers COMMAND, a question about the program. */
void gcore_worker_answer (GcoreWorker *self, GcoreCommand *command);
/* The observer has stopped the program: whether to leave it so. */
bool gcore_worker_is_at_watch (GcoreWorker *self);
