/* SPDX-License-Identifier: MIT */
/* What happened to a program, as a list model: of HsEvent, by branch and tick. */
#pragma once

#include <gio/gio.h>

#include "gcore/session/timeline.h"

G_BEGIN_DECLS

#define HS_TYPE_EVENT (hs_event_get_type ())
/* Properties: "words" and "place" (tick, and branch if there are several) strings, "details" string (why; may be ""). */
G_DECLARE_FINAL_TYPE (HsEvent, hs_event, HS, EVENT, GObject)

/* Where it happened: the number of a branch, and a tick of it. */
guint hs_event_get_branch (HsEvent *self);
guint64 hs_event_get_tick (HsEvent *self);

/* Whether A and B (NULL: none) have the same events: a program that travels leaves them as they are. */
bool hs_event_list_is_same (const GcoreTimeline *a, const GcoreTimeline *b);

/* A list store (owned by the caller) of HsEvent is filled anew with the events of TIMELINE (NULL: none) whose words have
 * SEARCH in them (NULL or "": all). */
void hs_event_list_fill (GListStore *store, const GcoreTimeline *timeline, const char *search);

G_END_DECLS
