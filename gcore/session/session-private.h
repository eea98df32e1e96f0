/* SPDX-License-Identifier: MIT */
/* Between a session (main context) and its worker (the machine's thread). Commands go one way through a queue, reports
 * come back the other way on the main context; neither side ever reads the other's state. */
#pragma once

#include "gcore/session/session.h"

typedef struct GcoreWorker GcoreWorker;

typedef enum
{
  GCORE_COMMAND_LOAD,         /* text, filename, directory; number: epoch */
  GCORE_COMMAND_RESTART,      /* number: epoch */
  GCORE_COMMAND_CONTINUE,
  GCORE_COMMAND_PAUSE,
  GCORE_COMMAND_STEP,         /* number: GcoreStepKind */
  GCORE_COMMAND_RUN_TO_LINE,  /* number: line */
  GCORE_COMMAND_BACK,         /* number: GcoreStepKind, or GCORE_BACK_TO_BREAKPOINT */
  GCORE_COMMAND_COLLECTION_STEP, /* number: GcoreStride; value: backward */
  GCORE_COMMAND_GO_TO,        /* number: branch, tick */
  GCORE_COMMAND_GO_TO_PLACE,  /* place */
  GCORE_COMMAND_NAME_BRANCH,  /* number: branch; text */
  GCORE_COMMAND_DELETE_BRANCH, /* number: branch */
  GCORE_COMMAND_BREAKPOINTS,  /* lines */
  GCORE_COMMAND_WATCHES,      /* watches */
  GCORE_COMMAND_BOOKMARK,     /* number: branch, tick, text: note, or NULL */
  GCORE_COMMAND_SAVE,         /* text: path */
  GCORE_COMMAND_COLLECT,      /* number: generation */
  GCORE_COMMAND_AUTOMATIC,    /* number: boolean */
  GCORE_COMMAND_THRESHOLD,    /* number: generation, value */
  GCORE_COMMAND_DEBUG_FLAGS,  /* number */
  GCORE_COMMAND_EVALUATE,     /* text; number: frame */
  GCORE_COMMAND_CUT,          /* text: label; address, number: of the holder */
  GCORE_COMMAND_RECORD_LIFE,  /* address, number; value: limit; task */
  GCORE_COMMAND_WHAT_IF,      /* text: label; address, number; value: collect; task */
  GCORE_COMMAND_CHECK_EXPRESSION, /* text; task */
  GCORE_COMMAND_ANSWER,       /* text: a line of input; NULL: its end */
  GCORE_COMMAND_VISIT,        /* visit, done, data */
  GCORE_COMMAND_LOOK,         /* a snapshot of the running program */
  GCORE_COMMAND_CLOSE
} GcoreCommandKind;

#define GCORE_BACK_TO_BREAKPOINT 3

/* Owned by whoever holds it; free with gcore_command_free. */
typedef struct
{
  GcoreCommandKind kind;
  int number, value;
  guint64 tick;
  guint64 address;
  GTask *task;       /* owned; to be answered, else it is with an error when the command is freed */
  char *text;        /* source or line */
  gsize length;      /* bytes of text */
  char *filename, *directory;
  guint *lines;
  gsize n_lines;
  GArray *watches;     /* of GcoreWatch, each with its own strings */
  GcorePlace place;    /* its watch has its own strings */
  GcoreVisit visit;
  GcoreVisitDone done;
  gpointer data;     /* borrowed */
} GcoreCommand;

typedef enum
{
  GCORE_REPORT_STATE,
  GCORE_REPORT_OUTPUT,
  GCORE_REPORT_REWIND,       /* the program has gone back: its output comes again as far as it had got there */
  GCORE_REPORT_COLLECTION,
  GCORE_REPORT_SAVED,        /* text: path; problem */
  GCORE_REPORT_VISITED        /* done, data, visited; also of an earlier load */
} GcoreReportKind;

/* What the worker tells the session, on the session's main context. */
typedef struct
{
  GcoreReportKind kind;
  guint epoch;                /* which load it belongs to */
  GcoreSessionState state;
  GcoreSessionStop stop;
  bool waiting;               /* the program runs, and waits for a line of input */
  bool stopped;               /* the program has just come to a stop; else something else changed */
  guint line;
  guint watch;                /* the one that was hit */
  int exit_code;
  GcoreSnapshot *snapshot;    /* owned, or NULL: as before */
  GcoreTimeline *timeline;    /* owned, or NULL: as before */
  GcoreProblem *problem;      /* owned, or NULL */
  GcoreSessionException *exception; /* owned, or NULL */
  GcoreOutputKind output_kind;
  char *text;                 /* owned */
  GcoreSnapshotCollection collection;
  GcoreVisitDone done;
  gpointer data;
  bool visited;
} GcoreReport;

typedef void (*GcoreReportFunc) (GcoreReport *report, gpointer data);

/* Starts the thread. REPORT is called on CONTEXT; it owns the report for the time of the call only. */
GcoreWorker *gcore_worker_new (const GcoreSessionOptions *options, GMainContext *context, GcoreReportFunc report,
                               gpointer data);
/* Hands COMMAND (stolen) over; a running program lets it in at its next jump. */
void gcore_worker_send (GcoreWorker *worker, GcoreCommand *command);
/* Ends the thread, dropping what it still would report. */
void gcore_worker_free (GcoreWorker *worker);

GcoreCommand *gcore_command_new (GcoreCommandKind kind);
void gcore_command_free (GcoreCommand *command);
void gcore_report_clear (GcoreReport *report);
GcoreProblem *gcore_problem_copy (const GcoreProblem *problem);

/* --- modules beside the program (siblings.c) ---------------------------------------------------------------------- */

/* Text of the module NAME ("a.b") in DIRECTORY, or NULL: only regular files directly reached by the parts of the name, which
 * are identifiers; nothing else on disk can be named. *FILENAME and *IS_PACKAGE are set; free both strings. For a folder
 * without __init__.py the text is NULL and *FILENAME the folder; if there is none either, *FILENAME stays as it is. */
char *gcore_siblings_read (const char *directory, const char *name, char **filename, gsize *length, bool *is_package);
