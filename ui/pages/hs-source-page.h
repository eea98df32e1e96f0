/* SPDX-License-Identifier: MIT */
/* The source: editing, breakpoints in the gutter (a click sets or removes one, a secondary click edits it), the current
 * line, and beside each executed line what it changed. */
#pragma once

#include <gtksourceview/gtksource.h>

#include "ui/model/hs-document.h"

G_BEGIN_DECLS

#define HS_TYPE_SOURCE_PAGE (hs_source_page_get_type ())
G_DECLARE_FINAL_TYPE (HsSourcePage, hs_source_page, HS, SOURCE_PAGE, GtkWidget)

void hs_source_page_set_document (HsSourcePage *self, HsDocument *document);
/* Replaces the text; it counts as unmodified. */
void hs_source_page_set_text (HsSourcePage *self, const char *text);
/* New string. */
char *hs_source_page_get_text (HsSourcePage *self);
GtkTextBuffer *hs_source_page_get_buffer (HsSourcePage *self);
/* The line of the cursor, from 1. */
guint hs_source_page_get_cursor_line (HsSourcePage *self);
void hs_source_page_go_to_line (HsSourcePage *self, guint line);
void hs_source_page_show_search (HsSourcePage *self);
void hs_source_page_zoom (HsSourcePage *self, double factor);

G_END_DECLS
