/* SPDX-License-Identifier: MIT */
/* A session: one program, its machine on a thread of its own, and the commands a person gives it.
 *
 * All functions are called from the thread that made the session (the one of its main context). Commands return at once;
 * their effects arrive as property notifications and signals on that main context. A session never blocks its caller.
 *
 * States and every way between them:
 *
 *     EMPTY ──load──▶ PAUSED (before the first line) ──continue/step──▶ RUNNING ──pause/breakpoint/step done──▶ PAUSED
 *     PAUSED (at the end) ──continue──▶ FINISHED
 *     PAUSED or FINISHED ──step back, go to──▶ RUNNING ──there──▶ PAUSED
 *     any ──load or restart──▶ PAUSED     any ──load of a saved session──▶ RUNNING ──there, or pause──▶ PAUSED or FINISHED
 *     any ──load of a broken source──▶ BROKEN
 */
#pragma once

#include <gio/gio.h>

#include "gcore/history/object-history.h"
#include "gcore/history/places.h"
#include "gcore/history/what-if.h"
#include "gcore/record/snapshot.h"
#include "gcore/session/timeline.h"

G_BEGIN_DECLS

typedef enum
{
  GCORE_SESSION_EMPTY,
  GCORE_SESSION_BROKEN,  /* the source does not compile; see the "problem" property */
  GCORE_SESSION_PAUSED,
  GCORE_SESSION_RUNNING,
  GCORE_SESSION_FINISHED
} GcoreSessionState;

typedef enum
{
  GCORE_SESSION_STOP_ENTRY,       /* before the first line */
  GCORE_SESSION_STOP_STEP,
  GCORE_SESSION_STOP_BREAKPOINT,
  GCORE_SESSION_STOP_PAUSE,
  GCORE_SESSION_STOP_EXCEPTION,
  GCORE_SESSION_STOP_COLLECTION,  /* inside a collection */
  GCORE_SESSION_STOP_WATCH,       /* gcore_session_get_watch_hit says which one */
  GCORE_SESSION_STOP_TRAVEL,      /* where it was to go back or forward to */
  GCORE_SESSION_STOP_BEGINNING,   /* there is nothing to go back to before this */
  GCORE_SESSION_STOP_END,         /* the program is over, its objects still there: continue lets it exit */
  GCORE_SESSION_STOP_EXIT         /* its exit is over too */
} GcoreSessionStop;

typedef enum { GCORE_STEP_INTO, GCORE_STEP_OVER, GCORE_STEP_OUT } GcoreStepKind;

/* How far a step inside a collection goes: to the next reference it follows, object it comes to or phase it begins; each of
 * these counts as all before it too. */
typedef enum { GCORE_STRIDE_REFERENCE, GCORE_STRIDE_OBJECT, GCORE_STRIDE_PHASE } GcoreStride;

typedef enum { GCORE_OUTPUT_STDOUT, GCORE_OUTPUT_STDERR, GCORE_OUTPUT_CONSOLE } GcoreOutputKind;

/* What is wrong with a source that does not compile, or what ended the program. */
typedef struct
{
  char *message;          /* "invalid syntax", or the last line of a traceback */
  char *file;
  unsigned line, column;  /* from 1; 0: unknown */
  unsigned end_line, end_column;
  char *member_path;      /* JSON programs: path of the offending member; else NULL */
} GcoreProblem;

void gcore_problem_free (GcoreProblem *problem);

/* An exception the program was stopped for. */
typedef struct
{
  char *type, *module; /* "ValueError", "builtins" */
  char *message;       /* str () of it */
  char *traceback;     /* lines as in a printed one, from the frame it has come to down to where it was raised */
  gboolean uncaught;   /* it ends the program */
} GcoreSessionException;

void gcore_session_exception_free (GcoreSessionException *exception);

typedef struct
{
  guint64 memory_limit;   /* bytes; 0: the default of 1 GiB */
  int thresholds[3];      /* −1: leave */
  gboolean gc_disabled;
  gboolean record_births; /* number, tick and line of creation of each object (TRUE for the window) */
  guint snapshot_objects; /* budget of a snapshot; 0: 20,000 */
  const char *const *arguments; /* sys.argv[1:], ended by NULL; borrowed for as long as the session lives. NULL: none */
} GcoreSessionOptions;

#define GCORE_TYPE_SESSION (gcore_session_get_type ())
/* Properties (all read-only): "state" GcoreSessionState, "stop-reason" GcoreSessionStop, "line" guint, "exit-code" int,
 * "snapshot" (pointer, borrowed; notify::snapshot after every stop and, while running, about 20 times a second when
 * a listener is connected), "problem" (const GcoreProblem *, or NULL).
 * "timeline" (pointer, borrowed), "waiting" gboolean (the program asks for a line of input)
 * Signals: "output" (GcoreOutputKind kind, const char *text); "rewound": the program has gone back, what it has printed by
 * now follows as "output"; "stopped" (GcoreSessionStop reason);
 * "collection" (const GcoreSnapshotCollection *); "saved" (const char *path, const char *message, NULL: it is saved). */
G_DECLARE_FINAL_TYPE (GcoreSession, gcore_session, GCORE, SESSION, GObject)

GcoreSession *gcore_session_new (const GcoreSessionOptions *options);

/* Loads a program and stops before its first line. FILENAME is what tracebacks call it; DIRECTORY (or NULL) is where its
 * sibling modules are looked for. TEXT of a FILENAME ending in .json is an object-graph program. TEXT of one ending in
 * .heapscope is a saved session: it is run to where it stood, with its own file name and directory. A pause ends that: the
 * program then stands somewhere before. If so, or if it is not what it was, the "problem" says so although the session is
 * PAUSED or FINISHED. */
void gcore_session_load (GcoreSession *self, const char *text, gssize length, const char *filename,
                         const char *directory);
void gcore_session_restart (GcoreSession *self);
void gcore_session_continue (GcoreSession *self);
void gcore_session_pause (GcoreSession *self);
void gcore_session_step (GcoreSession *self, GcoreStepKind kind);
/* Runs until LINE of the program's own file, once. */
void gcore_session_run_to_line (GcoreSession *self, guint line);
/* While the session is "waiting": LINE, without a newline, is what the program reads; NULL: its input is at the end. */
void gcore_session_answer (GcoreSession *self, const char *line);
/* Backward, as far as the last line that began so; or to the last breakpoint. */
void gcore_session_step_back (GcoreSession *self, GcoreStepKind kind);
void gcore_session_continue_back (GcoreSession *self);
/* To the next (or, BACKWARD, the last) place inside a collection. */
void gcore_session_step_collection (GcoreSession *self, GcoreStride stride, gboolean backward);
/* To TICK of the branch with NUMBER, or as far as that has been run. A pause or another command ends the travel. */
void gcore_session_go_to (GcoreSession *self, guint number, guint64 tick);
/* To PLACE (copied) on the current branch: see gcore/history/places.h. Where there is none it stops as STOP_BEGINNING, where
 * it stood. */
void gcore_session_go_to_place (GcoreSession *self, const GcorePlace *place);
void gcore_session_rename_branch (GcoreSession *self, guint number, const char *name);
/* Nothing happens to the current branch, the first, and one that others come from. */
void gcore_session_delete_branch (GcoreSession *self, guint number);
/* Marks the place with NOTE; no longer for NULL. Bookmarks are in the timeline. */
void gcore_session_set_bookmark (GcoreSession *self, guint number, guint64 tick, const char *note);
/* Saves the session in a file; "saved" tells how that went. Whatever happens, the file is the old or the new one. */
void gcore_session_save (GcoreSession *self, const char *path);
/* Ends the program and its thread; the session then is EMPTY. Called by dispose. */
void gcore_session_close (GcoreSession *self);

/* LINES of the program's own file; replaces the whole set. Takes effect at once, running or not. */
void gcore_session_set_breakpoints (GcoreSession *self, const guint *lines, gsize n_lines);

/* WATCHES (copied; see gcore/history/watch.h) replace the whole set. Running, stepping forward and continue_back then stop
 * at them with STOP_WATCH. An object has to live when its watch is set. They are gone with the next load or restart. */
void gcore_session_set_watches (GcoreSession *self, const GcoreWatch *watches, gsize n_watches);
/* After STOP_WATCH: the index of the watch that was hit. */
guint gcore_session_get_watch_hit (GcoreSession *self);
/* After STOP_WATCH for an exception: which one, borrowed until the next stop; NULL if that could not be found out. The
 * program stands before the instruction that raises it. */
const GcoreSessionException *gcore_session_get_exception (GcoreSession *self);

/* Questions about the program while it is paused or finished, answered by CALLBACK (its source object is NULL). Errors:
 * G_IO_ERROR_BUSY while it runs, NOT_FOUND if there is no such object, CANCELLED if the program was closed or loaded anew.
 * The object is named as snapshots name it. A pause or another command cuts the answer short. */

/* An object's life: see gcore_life_record; LIMIT 0 is its default. If the object is not there now, it is looked for where it
 * was SEEN: a tick of the current branch, 0 if there is none. The answer is the caller's: gcore_session_life_free. */
void gcore_session_record_life (GcoreSession *self, guint64 address, guint32 number, guint64 seen, guint limit,
                                GAsyncReadyCallback callback, gpointer data);
GcoreLife *gcore_session_record_life_finish (GcoreSession *self, GAsyncResult *result, GError **error);
void gcore_session_life_free (GcoreLife *life);
/* What would die if the reference called LABEL of an object were cut: see gcore_what_if_cut. For ADDRESS GCORE_NO_HOLDER it
 * is the variable LABEL of the NUMBER-th running call. What would be printed is not reported. The answer is the caller's:
 * gcore_session_what_if_free. */
void gcore_session_what_if_cut (GcoreSession *self, guint64 address, guint32 number, const char *label, gboolean collect,
                                GAsyncReadyCallback callback, gpointer data);
GcoreWhatIf *gcore_session_what_if_cut_finish (GcoreSession *self, GAsyncResult *result, GError **error);
void gcore_session_what_if_free (GcoreWhatIf *what_if);
/* Whether EXPRESSION can be a condition. The answer is NULL, or what is wrong with it as Python: a new string. */
void gcore_session_check_expression (GcoreSession *self, const char *expression, GAsyncReadyCallback callback,
                                     gpointer data);
char *gcore_session_check_expression_finish (GcoreSession *self, GAsyncResult *result, GError **error);

/* Interventions: allowed while paused or running, carried out at the next instruction. */
void gcore_session_collect (GcoreSession *self, int generation);
void gcore_session_set_automatic (GcoreSession *self, gboolean automatic);
void gcore_session_set_threshold (GcoreSession *self, int generation, int threshold);
void gcore_session_set_debug_flags (GcoreSession *self, guint flags);
/* Runs LINE as a statement in the paused program's frame (0: the innermost; else counted outwards); what it prints, its
 * value or its traceback arrive as "output" of kind CONSOLE. */
void gcore_session_evaluate (GcoreSession *self, const char *line, guint frame);

/* Cuts the reference called LABEL of an object, or a variable as above: see gcore/history/cut.h. What goes wrong arrives as
 * "output" of kind CONSOLE; nothing happens if there is no such object. */
void gcore_session_cut (GcoreSession *self, guint64 address, guint32 number, const char *label);

/* Looks at the program from its own thread. HISTORY's record and MACHINE are to be left as they are: gcore_history_try puts
 * everything back. */
typedef void (*GcoreVisit) (GcoreHistory *history, GcoreMachine *machine, gpointer data);
/* VISITED is false if there was no program to visit. */
typedef void (*GcoreVisitDone) (gboolean visited, gpointer data);
/* Calls VISIT when the commands before it have been carried out (a running program stops for it, a pause interrupts it),
 * then DONE from the main context. Neither is called if the session is closed first. */
void gcore_session_visit (GcoreSession *self, GcoreVisit visit, GcoreVisitDone done, gpointer data);

GcoreSessionState gcore_session_get_state (GcoreSession *self);
GcoreSessionStop gcore_session_get_stop_reason (GcoreSession *self);
guint gcore_session_get_line (GcoreSession *self);
int gcore_session_get_exit_code (GcoreSession *self);
/* Borrowed; valid until the next notify::snapshot. NULL before the first load. */
GcoreSnapshot *gcore_session_get_snapshot (GcoreSession *self);
gboolean gcore_session_get_waiting (GcoreSession *self);
/* Borrowed; valid until the next notify::timeline. NULL before the first load. */
GcoreTimeline *gcore_session_get_timeline (GcoreSession *self);
const GcoreProblem *gcore_session_get_problem (GcoreSession *self);
/* The program's current state as an object-graph program in JSON: new string, free with g_free. NULL with ERROR set. */
char *gcore_session_export_json (GcoreSession *self, GError **error);

G_END_DECLS
