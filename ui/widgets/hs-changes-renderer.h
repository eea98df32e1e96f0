/* SPDX-License-Identifier: MIT */
/* The gutter to the right of the source: what the last execution of each line changed. */
#pragma once

#include <gtksourceview/gtksource.h>

#include "ui/model/hs-document.h"

G_BEGIN_DECLS

#define HS_TYPE_CHANGES_RENDERER (hs_changes_renderer_get_type ())
G_DECLARE_FINAL_TYPE (HsChangesRenderer, hs_changes_renderer, HS, CHANGES_RENDERER, GtkSourceGutterRendererText)

GtkSourceGutterRenderer *hs_changes_renderer_new (HsDocument *document);

G_END_DECLS
