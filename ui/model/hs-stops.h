/* SPDX-License-Identifier: MIT */
/* What the program of a document is to stop for, and where it has. The session always has what is enabled here. */
#pragma once

#include "gcore/session/saved-session.h"
#include "ui/model/hs-stop.h"

G_BEGIN_DECLS

/* A place where the program has stopped for something. */
typedef struct
{
  guint branch; /* number */
  guint64 tick;
  char *words;  /* owned by the list */
} HsStopPlace;

#define HS_TYPE_STOPS (hs_stops_get_type ())
/* Signals: "changed": the list, or something about one of them other than being hit; "hit" (HsStop *): the program has
 * stopped for it; "dropped" (guint n): so many watches were about objects of a program that is no longer; "refused"
 * (HsStop *, const char *why): its condition is no Python expression, so it is never true. */
G_DECLARE_FINAL_TYPE (HsStops, hs_stops, HS, STOPS, GObject)

HsStops *hs_stops_new (GcoreSession *session);

/* Of HsStop: breakpoints by line, then the others as they were added. Borrowed. */
GListModel *hs_stops_get_model (HsStops *self);
/* Adds STOP; of two breakpoints on a line the new one stays. */
void hs_stops_add (HsStops *self, HsStop *stop);
void hs_stops_remove (HsStops *self, HsStop *stop);
void hs_stops_clear (HsStops *self);
/* The breakpoint on LINE, borrowed, or NULL. */
HsStop *hs_stops_find_line (HsStops *self, guint line);
/* The same; if there is none, a new one. */
HsStop *hs_stops_ensure_line (HsStops *self, guint line);
void hs_stops_toggle_line (HsStops *self, guint line);
/* Moves N breakpoints to LINES at once. Of those that then are on the same line the first stays. */
void hs_stops_move (HsStops *self, HsStop *const *stops, const guint *lines, guint n);
/* The session has just been given TEXT of a program called FILENAME: it gets the stops, too. Those about objects stay if the
 * text is what it was, since the program then makes the same objects again. */
void hs_stops_begin (HsStops *self, const char *filename, const char *text);
/* The same for SAVED, with what it has been saved with. */
void hs_stops_begin_saved (HsStops *self, const GcoreSavedSession *saved);

/* Of HsStopPlace, in the order it happened; borrowed. */
const GArray *hs_stops_get_places (HsStops *self);

G_END_DECLS
