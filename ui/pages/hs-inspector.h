/* SPDX-License-Identifier: MIT */
/* The selected object: its numbers, who holds each reference, why it is alive, the weak references to it, its history,
 * and what would be without a reference. */
#pragma once

#include <gtk/gtk.h>

#include "ui/model/hs-document.h"

G_BEGIN_DECLS

#define HS_TYPE_INSPECTOR (hs_inspector_get_type ())
G_DECLARE_FINAL_TYPE (HsInspector, hs_inspector, HS, INSPECTOR, GtkWidget)

void hs_inspector_set_document (HsInspector *self, HsDocument *document);
/* Opens the selected object's history and goes to it. */
void hs_inspector_show_history (HsInspector *self);

G_END_DECLS
