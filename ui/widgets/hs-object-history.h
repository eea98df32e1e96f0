/* SPDX-License-Identifier: MIT */
/* The life of the selected object: every change of its count and generation, read while this is open and the program is
 * paused. An entry activated is travelled to. */
#pragma once

#include <gtk/gtk.h>

#include "ui/model/hs-document.h"

G_BEGIN_DECLS

#define HS_TYPE_OBJECT_HISTORY (hs_object_history_get_type ())
G_DECLARE_FINAL_TYPE (HsObjectHistory, hs_object_history, HS, OBJECT_HISTORY, GtkWidget)

void hs_object_history_set_document (HsObjectHistory *self, HsDocument *document);
/* Opens it and goes to its list. */
void hs_object_history_open (HsObjectHistory *self);

G_END_DECLS
