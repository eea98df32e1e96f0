/* SPDX-License-Identifier: MIT */
/* One thing the program is to stop for: a breakpoint, or something that is watched. */
#pragma once

#include "gcore/session/session.h"

G_BEGIN_DECLS

#define HS_TYPE_STOP (hs_stop_get_type ())
/* Properties: "enabled" gboolean, "condition" string (a Python expression; "": none), "hits" guint (stop each time it has
 * happened so often; from 1), "line" guint (of a breakpoint, else 0), "words" string (read-only: what it is), "details"
 * string (read-only: condition and hits in words; may be ""), "is-hit" gboolean (the program stands there for it). */
G_DECLARE_FINAL_TYPE (HsStop, hs_stop, HS, STOP, GObject)

/* For WATCH (copied); GCORE_WATCH_LINE without a file is a breakpoint. OBJECT is what the watched object is called, such as
 * "Node #12"; NULL: it is called by its number. */
HsStop *hs_stop_new (const GcoreWatch *watch, const char *object);

/* As it is now; borrowed, until it changes. */
const GcoreWatch *hs_stop_get_watch (HsStop *self);
bool hs_stop_is_breakpoint (HsStop *self);
/* Whether it takes more than to come there: a condition, or a number of hits. */
bool hs_stop_has_terms (HsStop *self);
bool hs_stop_get_enabled (HsStop *self);
guint hs_stop_get_line (HsStop *self);
void hs_stop_set_line (HsStop *self, guint line);
bool hs_stop_get_is_hit (HsStop *self);
void hs_stop_set_is_hit (HsStop *self, bool is_hit);
/* New string. */
char *hs_stop_describe (HsStop *self);

/* Whether a watch of KIND is about an object: it means nothing in another program. */
bool hs_watch_is_about_object (GcoreWatchKind kind);

G_END_DECLS
