/* SPDX-License-Identifier: MIT */
/* A popover for a bookmark: its note, and ways to set it and to remove it. */
#pragma once

#include <gtk/gtk.h>

#include "ui/model/hs-document.h"

G_BEGIN_DECLS

#define HS_TYPE_BOOKMARK_EDITOR (hs_bookmark_editor_get_type ())
G_DECLARE_FINAL_TYPE (HsBookmarkEditor, hs_bookmark_editor, HS, BOOKMARK_EDITOR, GtkPopover)

void hs_bookmark_editor_set_document (HsBookmarkEditor *self, HsDocument *document);
/* The bookmark at TICK of the branch with NUMBER; NOTE is NULL if there is none yet. */
void hs_bookmark_editor_set_place (HsBookmarkEditor *self, guint number, guint64 tick, const char *note);

G_END_DECLS
