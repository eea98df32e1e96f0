/* SPDX-License-Identifier: MIT */
/* The Stops page: breakpoints and watchpoints, each with a check, what it waits for, and ways to edit and remove it; below
 * them a way to add a watchpoint. */
#pragma once

#include <gtk/gtk.h>

#include "ui/model/hs-document.h"

G_BEGIN_DECLS

#define HS_TYPE_STOPS_PAGE (hs_stops_page_get_type ())
/* Signal: "line-activated" (guint line): a breakpoint's row was activated. */
G_DECLARE_FINAL_TYPE (HsStopsPage, hs_stops_page, HS, STOPS_PAGE, GtkWidget)

void hs_stops_page_set_document (HsStopsPage *self, HsDocument *document);
/* Opens the form for a new watchpoint. */
void hs_stops_page_add_watch (HsStopsPage *self);

G_END_DECLS
