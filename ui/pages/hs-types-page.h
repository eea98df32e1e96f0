/* SPDX-License-Identifier: MIT */
/* The Types page: how many objects of each type there are and what they take, and a searchable list of all objects, which is
 * also what assistive technology reads in place of the graph. */
#pragma once

#include <gtk/gtk.h>

#include "ui/model/hs-document.h"

G_BEGIN_DECLS

#define HS_TYPE_TYPES_PAGE (hs_types_page_get_type ())
G_DECLARE_FINAL_TYPE (HsTypesPage, hs_types_page, HS, TYPES_PAGE, GtkWidget)

void hs_types_page_set_document (HsTypesPage *self, HsDocument *document);
void hs_types_page_focus_search (HsTypesPage *self);

G_END_DECLS
