/* SPDX-License-Identifier: MIT */
/* A session as it is saved: a program, all that came to it from outside, and where it stood. What it came to is not in it:
 * opening it runs the program again. */
#pragma once

#include "gcore/history/journal.h"
#include "gcore/session/session.h"

G_BEGIN_DECLS

#define GCORE_SAVED_SESSION_SUFFIX ".heapscope"

/* A module beside the program. */
typedef struct
{
  char *filename;
  char *text; /* NULL: a folder without __init__.py */
  gsize length;
  gboolean is_package;
} GcoreSavedModule;

/* What a program has come to, without addresses: the same on every machine. */
typedef struct
{
  guint64 tick;
  guint64 births;          /* 0 when they are not recorded */
  guint64 blocks, bytes;   /* of the heap, in use */
  guint64 generations[3];  /* objects tracked */
  guint64 output_length;
  guint64 output_hash;     /* FNV-1a of what is kept of it */
} GcoreSavedOutcome;

typedef struct
{
  char *text; /* of the program; ended by a NUL beyond LENGTH */
  gsize length;
  char *filename, *directory; /* as for gcore_session_load */
  GHashTable *modules;        /* name → GcoreSavedModule */
  GcoreSessionOptions options;
  GcoreJournal journal;       /* inputs and actions of branches; how far each was run */
  char **arguments;           /* options.arguments; NULL: none */
  GArray *breakpoints;        /* of guint */
  GArray *watches;            /* of GcoreWatch: objects by the addresses they had */
  GArray *bookmarks;          /* of GcoreBookmark */
  guint branch;               /* number */
  guint64 tick;
  GcoreSavedOutcome outcome;
} GcoreSavedSession;

gboolean gcore_is_saved_session (const char *filename);
GcoreSavedSession *gcore_saved_session_new (void);
void gcore_saved_session_free (GcoreSavedSession *self);
/* An empty list of GcoreWatch, each with its own strings. */
GArray *gcore_saved_watches_new (void);
/* Copies WATCH. */
void gcore_saved_watches_add (GArray *self, const GcoreWatch *watch);
/* An empty table for modules, which it owns. */
GHashTable *gcore_saved_modules_new (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GcoreSavedSession, gcore_saved_session_free)

/* --- as JSON (schema: data/heapscope-session.schema.json) ----------------------------------------------------------- */

/* New string, ended by a newline. */
char *gcore_json_session_write (const GcoreSavedSession *session);
/* NULL with *PROBLEM set (file, line, column, and the path of the offending member). */
GcoreSavedSession *gcore_json_session_read (const char *text, gsize length, const char *filename, GcoreProblem **problem);

G_END_DECLS
