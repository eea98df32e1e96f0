/* SPDX-License-Identifier: MIT */
/* One open program: its file, its session, and what is selected in it. The one object that pages receive and observe.
 *
 * The text being edited belongs to the source view's buffer; the document loads it into the session when it is run. */
#pragma once

#include <gio/gio.h>

#include "gcore/session/saved-session.h"
#include "gcore/session/session.h"
#include "ui/model/hs-stops.h"

G_BEGIN_DECLS

/* The selected object as it was when it was selected; it may be gone now, or not made yet. */
typedef struct
{
  guint64 key;            /* as gcore_snapshot_key gives */
  guint64 address;
  guint32 number;
  guint64 born_tick;      /* 0: not known */
  guint64 seen_tick;      /* where a snapshot has shown it */
  char *name;             /* "Node #12" */
} HsSelected;

#define HS_TYPE_DOCUMENT (hs_document_get_type ())
/* Properties: "title" string, "file" GFile or NULL, "snapshot" pointer (notifies when the session has a new one),
 * "timeline" pointer (notifies when it changes, and at each change of the session's state),
 * "selection" guint64 (a key as gcore_snapshot_key gives, 0: nothing). */
G_DECLARE_FINAL_TYPE (HsDocument, hs_document, HS, DOCUMENT, GObject)

HsDocument *hs_document_new (void);

/* Borrowed. */
GcoreSession *hs_document_get_session (HsDocument *self);

/* Gives TEXT to the session and stops before its first line. */
void hs_document_set_program (HsDocument *self, const char *text);
/* Opens SAVED, which was read from TEXT: the program goes to where it stood. The file becomes the program's own, if it is
 * there. */
void hs_document_open_saved (HsDocument *self, const GcoreSavedSession *saved, const char *text);
void hs_document_set_file (HsDocument *self, GFile *file);
GFile *hs_document_get_file (HsDocument *self);
/* A lesson's name, for a program that has no file. */
void hs_document_set_title (HsDocument *self, const char *title);
const char *hs_document_get_title (HsDocument *self);
/* The name tracebacks use. */
const char *hs_document_get_program_name (HsDocument *self);

/* The snapshot shown now, and the one of the stop before, if that was earlier in the program
 * (else NULL). Borrowed, until the next notify::snapshot. */
const GcoreSnapshot *hs_document_get_snapshot (HsDocument *self);
const GcoreSnapshot *hs_document_get_previous (HsDocument *self);

/* The program's history; NULL while there is no program that runs. Borrowed, until the next notify::timeline. */
const GcoreTimeline *hs_document_get_timeline (HsDocument *self);
/* Whether there is nothing to go back to. */
bool hs_document_is_at_beginning (HsDocument *self);
/* Travels to TICK of the branch with NUMBER; a running program is paused for it. */
void hs_document_go_to (HsDocument *self, guint number, guint64 tick);
/* Travels to PLACE (copied), as hs_document_go_to does. MISSING, or NULL, is what to say if there is none. */
void hs_document_go_to_place (HsDocument *self, const GcorePlace *place, const char *missing);
/* To be called when a travel has ended: what to say if it ended with STOP_BEGINNING. New string. */
char *hs_document_take_missing (HsDocument *self);

void hs_document_select (HsDocument *self, guint64 key);
/* Selects the object in ROW of the current snapshot, or nothing for GCORE_NO_ROW. */
void hs_document_select_row (HsDocument *self, guint32 row);
guint64 hs_document_get_selection (HsDocument *self);
/* NULL if nothing is selected. Borrowed, until the next notify::selection. */
const HsSelected *hs_document_get_selected (HsDocument *self);
/* The selected object's row in the current snapshot, GCORE_NO_ROW if it is not there. */
guint32 hs_document_get_selected_row (HsDocument *self);

/* What the program is to stop for; borrowed. */
HsStops *hs_document_get_stops (HsDocument *self);
/* Adds a watch of KIND with what of NUMBER and NAME counts for it. One about an object is about the selected one: false if
 * there is none. */
bool hs_document_watch (HsDocument *self, GcoreWatchKind kind, gint64 number, const char *name);

/* What the execution of each line changed when it last ran: "Node #12: 2 → 1"; NULL for lines that changed nothing. */
const char *hs_document_get_changes (HsDocument *self, guint line);

G_END_DECLS
