/* SPDX-License-Identifier: MIT */
/* A popover that adds a watchpoint: what is to happen, and the fields that this takes. */
#pragma once

#include <gtk/gtk.h>

#include "ui/model/hs-document.h"

G_BEGIN_DECLS

#define HS_TYPE_WATCH_FORM (hs_watch_form_get_type ())
G_DECLARE_FINAL_TYPE (HsWatchForm, hs_watch_form, HS, WATCH_FORM, GtkPopover)

void hs_watch_form_set_document (HsWatchForm *self, HsDocument *document);

G_END_DECLS
