/* SPDX-License-Identifier: MIT */
/* The timeline as a slider: click or drag to travel, Left and Right to the previous and next event, Home and End, wheel and
 * pinch or plus and minus to zoom, a secondary click to edit a bookmark. */
#pragma once

#include "ui/model/hs-document.h"
#include "ui/widgets/hs-canvas.h"

G_BEGIN_DECLS

#define HS_TYPE_TIMELINE_VIEW (hs_timeline_view_get_type ())
G_DECLARE_FINAL_TYPE (HsTimelineView, hs_timeline_view, HS, TIMELINE_VIEW, HsCanvas)

void hs_timeline_view_set_document (HsTimelineView *self, HsDocument *document);
/* Opens the editor for a bookmark where the program stands. */
void hs_timeline_view_edit_bookmark (HsTimelineView *self);

G_END_DECLS
