/* SPDX-License-Identifier: MIT */
/* The Events page: what happened to the program; click or press Return to go there. */
#pragma once

#include <gtk/gtk.h>

#include "ui/model/hs-document.h"

G_BEGIN_DECLS

#define HS_TYPE_EVENTS_PAGE (hs_events_page_get_type ())
G_DECLARE_FINAL_TYPE (HsEventsPage, hs_events_page, HS, EVENTS_PAGE, GtkWidget)

void hs_events_page_set_document (HsEventsPage *self, HsDocument *document);

G_END_DECLS
