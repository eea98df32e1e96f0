/* SPDX-License-Identifier: MIT */
/* Where to go in time: a tick, a line, a collection, the ends of the selected object, or a change of it. */
#pragma once

#include <gtk/gtk.h>

#include "ui/model/hs-document.h"

G_BEGIN_DECLS

#define HS_TYPE_GO_TO (hs_go_to_get_type ())
G_DECLARE_FINAL_TYPE (HsGoTo, hs_go_to, HS, GO_TO, GtkPopover)

void hs_go_to_set_document (HsGoTo *self, HsDocument *document);

G_END_DECLS
