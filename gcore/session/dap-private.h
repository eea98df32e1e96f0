/* SPDX-License-Identifier: MIT */
/* The server of the Debug Adapter Protocol, in parts, each for one topic. All run on the main context. */
#pragma once

#include <json-glib/json-glib.h>

#include "gcore/session/program.h"

typedef struct GcoreDap GcoreDap;

/* --- dap-connection.c: messages in and out -------------------------------------------------------------------------- */

typedef struct
{
  int in, out;
  guint source;       /* watches IN; 0 when it has ended */
  GByteArray *buffer; /* what has come and is not a whole message yet */
  gint64 seq;         /* of the last message sent */
  bool broken;        /* nobody reads OUT any more, or nothing sensible comes from IN */
} GcoreDapConnection;

/* Owned by whoever has to answer it; gcore_dap_respond and gcore_dap_fail free it. */
typedef struct
{
  gint64 seq;
  char *command;
  JsonObject *arguments; /* owned; empty if there were none */
  char *problem;         /* the first thing wrong with the arguments, or NULL */
} GcoreDapRequest;

void gcore_dap_connect (GcoreDap *self, int in, int out);
void gcore_dap_disconnect (GcoreDap *self);

/* Builders of an answer's or event's body, an object that is still open. */
JsonBuilder *gcore_dap_body (void);
void gcore_dap_add_string (JsonBuilder *body, const char *name, const char *value);
void gcore_dap_add_int (JsonBuilder *body, const char *name, gint64 value);
void gcore_dap_add_bool (JsonBuilder *body, const char *name, bool value);
void gcore_dap_begin_array (JsonBuilder *body, const char *name);
void gcore_dap_begin_object (JsonBuilder *body, const char *name);

/* The answer to REQUEST, which is freed. BODY (taken) may be NULL. */
void gcore_dap_respond (GcoreDap *self, GcoreDapRequest *request, JsonBuilder *body);
/* REQUEST (may be NULL) will not be answered. */
void gcore_dap_drop (GcoreDapRequest *request);
void gcore_dap_fail (GcoreDap *self, GcoreDapRequest *request, const char *format, ...) G_GNUC_PRINTF (3, 4);
/* BODY (taken) may be NULL. */
void gcore_dap_send_event (GcoreDap *self, const char *event, JsonBuilder *body);
/* The event "output". */
void gcore_dap_print (GcoreDap *self, const char *category, const char *text);

/* --- dap-arguments.c: what a request asks for ----------------------------------------------------------------------- */

/* A member of OBJECT, or FALLBACK if there is none. One of another type, or out of range, is noted as the request's problem.
 * Strings and arrays are borrowed. */
const char *gcore_dap_get_string (GcoreDapRequest *request, JsonObject *object, const char *name, const char *fallback);
gint64 gcore_dap_get_int (GcoreDapRequest *request, JsonObject *object, const char *name, gint64 min, gint64 max,
                          gint64 fallback);
bool gcore_dap_get_bool (GcoreDapRequest *request, JsonObject *object, const char *name, bool fallback);
/* NULL if there is none. */
JsonArray *gcore_dap_get_array (GcoreDapRequest *request, JsonObject *object, const char *name);
JsonObject *gcore_dap_get_object (GcoreDapRequest *request, JsonObject *object, const char *name);
/* The element, if it is an object; else noted as a problem, and NULL. */
JsonObject *gcore_dap_get_element (GcoreDapRequest *request, JsonArray *array, guint index);
/* The same for a member that has to be there. */
const char *gcore_dap_need_string (GcoreDapRequest *request, JsonObject *object, const char *name);
gint64 gcore_dap_need_int (GcoreDapRequest *request, JsonObject *object, const char *name, gint64 min, gint64 max);
/* If something was wrong, answers so: REQUEST is gone then. */
bool gcore_dap_is_wrong (GcoreDap *self, GcoreDapRequest *request);

#define GCORE_DAP_N_FACTS 4      /* about an object, behind its variables */
#define GCORE_DAP_N_HEAP_FACTS 7

/* --- the server ----------------------------------------------------------------------------------------------------- */

typedef enum
{
  GCORE_DAP_NEW,         /* before initialize */
  GCORE_DAP_INITIALIZED,
  GCORE_DAP_LOADING,     /* the program is being compiled */
  GCORE_DAP_CONFIGURING, /* until configurationDone */
  GCORE_DAP_STOPPED,     /* at a place the client knows of */
  GCORE_DAP_RUNNING,
  GCORE_DAP_OVER         /* the program has exited */
} GcoreDapState;

/* What the program was last told to do, hence how it goes on at a breakpoint whose condition does not hold. */
typedef enum
{
  GCORE_DAP_CONTINUE,
  GCORE_DAP_STEP_OVER,
  GCORE_DAP_STEP_INTO,
  GCORE_DAP_STEP_OUT,
  GCORE_DAP_BACK,     /* one step */
  GCORE_DAP_REVERSE,  /* to a breakpoint */
  GCORE_DAP_GO_TO
} GcoreDapMotion;

/* A file of the program's. */
typedef struct
{
  char *path;           /* as tracebacks call it */
  guint reference;      /* the protocol's sourceReference: from 1 on */
  bool known;           /* what follows is */
  char *text;           /* NULL: there is no such file */
  gsize length;
  GArray *lines;        /* guint, sorted: those that have code */
  GPtrArray *functions; /* GcoreDapFunction */
} GcoreDapSource;

typedef enum { GCORE_DAP_AT_LINE, GCORE_DAP_AT_FUNCTION, GCORE_DAP_AT_DATA } GcoreDapBreakpointKind;

typedef struct
{
  GcoreDapBreakpointKind kind;
  int id;
  GcoreDapSource *source; /* of a line; borrowed */
  guint line;
  char *function;     /* its name, of one at a function */
  char *data_id;      /* of one at data */
  bool taken;         /* while they are replaced: another has its identity */
  char *condition, *hit_condition, *log_message; /* NULL: none */
  GArray *hits;       /* guint64: the ticks at which it was reached, in order */
} GcoreDapBreakpoint;

typedef struct
{
  char *name;    /* of its class or one it is derived from; NULL: any */
  bool uncaught; /* only if it ends the program */
} GcoreDapException;

/* What a variablesReference stands for. */
typedef enum
{
  GCORE_DAP_LOCALS,  /* index: frame */
  GCORE_DAP_GLOBALS, /* index: frame */
  GCORE_DAP_HEAP,
  GCORE_DAP_GENERATION, /* index: which */
  GCORE_DAP_OBJECT   /* index: row */
} GcoreDapHandleKind;

typedef struct
{
  GcoreDapHandleKind kind;
  guint index;
  guint frame;       /* in which NAME can be evaluated */
  char *name;        /* an expression for an object, or NULL */
} GcoreDapHandle;

struct GcoreDap
{
  GcoreDapConnection connection;
  GMainLoop *loop;
  int status;
  GcoreDapState state;
  guint n_pending;             /* requests that wait for the program's thread */

  /* What the client can do. */
  bool has_progress, has_invalidated, lines_from_0, columns_from_0;

  /* launch */
  GcoreSession *session;
  GcoreSessionOptions options;
  char **arguments;
  char *file;                  /* what was launched */
  GBytes *opened;              /* what is in it, if it is a saved session; else NULL */
  char *program, *text;        /* the program's path and what is in it */
  char *translated;            /* what a JSON program was translated to, once it has been asked for */
  gsize length;
  bool stop_on_entry, stop_at_end, no_debug;
  GcoreDapRequest *launching;  /* to be answered when the program is there */
  GcoreDapRequest *saving;     /* the same when it is saved */
  bool restarting;             /* it is a restart */
  bool is_configured;          /* configurationDone has come */
  GPtrArray *sources;          /* GcoreDapSource, the program's own first; they stay until the end */

  /* dap-breakpoints.c */
  GPtrArray *breakpoints;      /* GcoreDapBreakpoint */
  int last_breakpoint_id;
  GPtrArray *exceptions;       /* GcoreDapException: those that stop the program */
  GArray *watch_ids;           /* int: of the data breakpoints, as the session numbers its watches */
  int watch_hit;               /* id of the one that stopped the program, or 0 */

  /* dap-travel.c */
  GcoreDapMotion motion;
  guint depth;                 /* calls when a step began */
  bool pausing;                /* the client asked for it */
  bool repeating;              /* what is printed was printed before: the program has gone back */
  guint target_line;           /* of a goto, else 0 */
  bool stepping_up;            /* the step is on its way out of calls a breakpoint interrupted it in */
  gint64 moving_since;         /* monotonic time */
  guint progress_source;
  int progress;                /* id of the one that is shown, or 0 */
  int last_progress;
  GArray *targets;             /* GcoreDapTarget: places gotoTargets has named */
  char *exception;             /* text of what was raised */

  /* dap-variables.c: valid until the program moves */
  GcoreSnapshot *snapshot;
  GArray *handles;             /* GcoreDapHandle */
  gint64 first_handle;         /* references of earlier stops are smaller */

  /* dap-evaluate.c */
  GString *console;            /* what an action prints, while one is under way; else NULL */
};

typedef struct
{
  char *name;
  guint line;                  /* where its first statement begins */
} GcoreDapFunction;

/* A place in time that gotoTargets has named: where LINE begins the last time before now, or the next time. */
typedef struct
{
  GcoreDapSource *source; /* borrowed */
  guint line;
  bool backward;
} GcoreDapTarget;

/* Puts the program's thread to work for REQUEST: see gcore_session_visit. */
void gcore_dap_visit (GcoreDap *self, GcoreVisit visit, GcoreVisitDone done, gpointer data);

void gcore_dap_handle_request (GcoreDap *self, GcoreDapRequest *request);
/* Ends serving with STATUS. */
void gcore_dap_quit (GcoreDap *self, int status);
/* dap-launch.c */
void gcore_dap_launch (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_attach (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_configuration_done (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_restart (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_heap_save (GcoreDap *self, GcoreDapRequest *request);
/* The session has come to where the program begins, or found that it cannot be run. */
void gcore_dap_loaded (GcoreDap *self);
/* It is saved at PATH, or not for the reason PROBLEM. */
void gcore_dap_saved (GcoreDap *self, const char *path, const char *problem);
/* Borrowed text of the program as it is run: Python, also if it was JSON. */
const char *gcore_dap_get_program_text (GcoreDap *self, gsize *length);

/* dap-sources.c */
void gcore_dap_source_free (GcoreDapSource *source);
/* The one called PATH, which is made if there is none; NULL: there are too many. */
GcoreDapSource *gcore_dap_intern_source (GcoreDap *self, const char *path);
/* The one a protocol's Source object means; NULL: none. */
GcoreDapSource *gcore_dap_get_source (GcoreDap *self, GcoreDapRequest *request, JsonObject *source);
/* Whether the file PATH, as tracebacks call it, can be shown. */
bool gcore_dap_has_source (GcoreDap *self, const char *path);
/* Adds what a Source object says of the file PATH to an open object. */
void gcore_dap_add_source (GcoreDap *self, JsonBuilder *body, const char *path);
bool gcore_dap_is_program (GcoreDap *self, const GcoreDapSource *source);
/* What is known of them may no longer be true. */
void gcore_dap_forget_sources (GcoreDap *self);
typedef void (*GcoreDapSourceDone) (GcoreDap *self, GcoreDapRequest *request, GcoreDapSource *source);
/* Calls DONE for REQUEST (may be NULL) when what SOURCE (may be NULL) has is known, or could not be found out. */
void gcore_dap_study_source (GcoreDap *self, GcoreDapSource *source, GcoreDapRequest *request, GcoreDapSourceDone done);
/* The first line from LINE on that has code, 0 if there is none. */
guint gcore_dap_line_with_code (const GcoreDapSource *source, guint line);
void gcore_dap_breakpoint_locations (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_source (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_loaded_sources (GcoreDap *self, GcoreDapRequest *request);

typedef void (*GcoreDapHandler) (GcoreDap *self, GcoreDapRequest *request);

void gcore_dap_set_breakpoints (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_set_function_breakpoints (GcoreDap *self, GcoreDapRequest *request);
/* dap-watches.c */
void gcore_dap_data_breakpoint_info (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_set_data_breakpoints (GcoreDap *self, GcoreDapRequest *request);
bool gcore_dap_is_data_id (const char *data_id);
/* Tells the session what stops the program besides lines. */
void gcore_dap_apply_watches (GcoreDap *self);
void gcore_dap_drop_data_breakpoints (GcoreDap *self);
/* Tells the session which lines stop the program. */
void gcore_dap_apply_breakpoints (GcoreDap *self);
/* The program has come to a line with breakpoints: finds out which apply, then gcore_dap_stop or gcore_dap_go_on. */
void gcore_dap_check_breakpoints (GcoreDap *self);
bool gcore_dap_is_hit_condition (const char *text);
/* What was hit after the current tick is forgotten: the program takes another course from here. */
void gcore_dap_forget_hits (GcoreDap *self);
void gcore_dap_clear_breakpoints (GcoreDap *self);

void gcore_dap_threads (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_stack_trace (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_scopes (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_variables (GcoreDap *self, GcoreDapRequest *request);
/* Takes the session's picture; references to the last one are no longer valid. */
void gcore_dap_take_snapshot (GcoreDap *self);
/* What a variablesReference refers to, or NULL. */
const GcoreDapHandle *gcore_dap_find_handle (GcoreDap *self, gint64 reference);
/* A reference to the object in ROW, which NAME (may be NULL) evaluates to in FRAME; 0 if there is nothing in it. */
gint64 gcore_dap_refer (GcoreDap *self, guint row, const char *name, guint frame);
/* The frame with the protocol's ID as an index into the snapshot's; -1: there is none, which is a problem of REQUEST. */
int gcore_dap_find_frame (GcoreDap *self, GcoreDapRequest *request, gint64 id);
/* Adds what is known of the object in ROW to an open object: value, type, reference count, … */
void gcore_dap_describe (GcoreDap *self, JsonBuilder *body, const char *value_name, guint row, const char *name,
                         guint frame);
/* A new string: how an object's value is shown. */
char *gcore_dap_show (GcoreDap *self, guint row);
/* The variable NAME of what HANDLE refers to: a row, or GCORE_NO_ROW. EXPRESSION becomes what can be assigned to:
 * a new string, or NULL. */
guint gcore_dap_find_variable (GcoreDap *self, const GcoreDapHandle *handle, const char *name, char **expression);
/* The same; if an object holds it, HOLDER becomes that object's row and LABEL (borrowed)
 * what the reference is called. */
guint gcore_dap_find_reference (GcoreDap *self, const GcoreDapHandle *handle, const char *name, guint *holder,
                                const char **label);
/* Names of FRAME's locals and globals that begin with PREFIX: borrowed from the snapshot. */
GPtrArray *gcore_dap_find_names (GcoreDap *self, guint frame, const char *prefix);
/* Adds what Heapscope knows of the object in ROW to an open object. */
void gcore_dap_add_object (GcoreDap *self, JsonBuilder *body, guint row);

void gcore_dap_evaluate (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_set_expression (GcoreDap *self, GcoreDapRequest *request);
/* dap-memory.c */
void gcore_dap_read_memory (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_set_variable (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_completions (GcoreDap *self, GcoreDapRequest *request);

/* Expressions evaluated in a trial that leaves nothing behind. */
typedef struct GcoreDapTrial GcoreDapTrial;
typedef void (*GcoreDapTrialDone) (GcoreDap *self, GcoreDapTrial *trial);
struct GcoreDapTrial
{
  GcoreDap *dap;
  GcoreDapTrialDone done;
  GcoreDapRequest *request; /* whose it is; may be NULL */
  guint frame;              /* as gcore_program_examine counts */
  bool as_str;
  GPtrArray *expressions;   /* char * */
  GcoreExamined *examined;  /* one for each */
  bool tried;               /* it could be done */
  guint timeout;
};
GcoreDapTrial *gcore_dap_trial_new (GcoreDap *self, GcoreDapTrialDone done);
/* Takes TRIAL; frees it after calling its DONE. */
void gcore_dap_try (GcoreDapTrial *trial);
/* What went wrong with the evaluation: a new string. */
char *gcore_dap_explain (const GcoreExamined *examined);

void gcore_dap_watch_session (GcoreDap *self);
void gcore_dap_continue (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_step (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_step_back (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_restart_frame (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_reverse_continue (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_goto_targets (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_goto (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_pause (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_cancel (GcoreDap *self, GcoreDapRequest *request);
/* dap-exceptions.c */
void gcore_dap_set_exception_breakpoints (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_exception_info (GcoreDap *self, GcoreDapRequest *request);
/* A list of GcoreDapException. */
GPtrArray *gcore_dap_exceptions_new (void);
/* The session has stopped for one. */
void gcore_dap_stop_at_exception (GcoreDap *self);
/* The program is on its way. */
void gcore_dap_start_motion (GcoreDap *self, GcoreDapMotion motion);
/* It is on its way to another place in time. */
bool gcore_dap_is_travelling (GcoreDap *self);
/* It goes on as it went. */
void gcore_dap_go_on (GcoreDap *self);
/* The client is told that the program has stopped. IDS: of the breakpoints that did it, or NULL. */
void gcore_dap_stop (GcoreDap *self, const char *reason, const char *description, GArray *ids);
/* To TICK of the branch with that number. */
void gcore_dap_travel_to (GcoreDap *self, guint branch, guint64 tick);
void gcore_dap_end_progress (GcoreDap *self);

void gcore_dap_heap_snapshot (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_heap_objects (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_heap_collections (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_heap_pools (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_heap_thresholds (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_heap_collect (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_heap_history (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_heap_branches (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_heap_input (GcoreDap *self, GcoreDapRequest *request);
void gcore_dap_heap_go_to (GcoreDap *self, GcoreDapRequest *request);
/* A GcoreVisitDone after an action: the session's picture is new. DATA: the GcoreDapAction. */
typedef struct
{
  GcoreDap *dap;
  GcoreDapRequest *request;
  void (*done) (GcoreDap *self, GcoreDapRequest *request);
} GcoreDapAction;
/* The session has been sent an action for REQUEST: DONE is called when it is over and the picture after it has come. */
void gcore_dap_after_action (GcoreDap *self, GcoreDapRequest *request,
                             void (*done) (GcoreDap *self, GcoreDapRequest *request));
