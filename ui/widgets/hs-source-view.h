/* SPDX-License-Identifier: MIT */
/* A source view that writes, at the right end of each line, what the last execution of that line changed. */
#pragma once

#include <gtksourceview/gtksource.h>

#include "ui/model/hs-document.h"

G_BEGIN_DECLS

#define HS_TYPE_SOURCE_VIEW (hs_source_view_get_type ())
G_DECLARE_FINAL_TYPE (HsSourceView, hs_source_view, HS, SOURCE_VIEW, GtkSourceView)

void hs_source_view_set_document (HsSourceView *self, HsDocument *document);

G_END_DECLS
