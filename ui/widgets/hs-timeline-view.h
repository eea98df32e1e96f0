/* SPDX-License-Identifier: MIT */
/* The timeline as a slider: click or drag to travel, Left and Right to the previous and next event, Home and End, wheel and
 * pinch to zoom. */
#pragma once

#include "ui/model/hs-document.h"
#include "ui/widgets/hs-canvas.h"

G_BEGIN_DECLS

#define HS_TYPE_TIMELINE_VIEW (hs_timeline_view_get_type ())
G_DECLARE_FINAL_TYPE (HsTimelineView, hs_timeline_view, HS, TIMELINE_VIEW, HsCanvas)

void hs_timeline_view_set_document (HsTimelineView *self, HsDocument *document);

G_END_DECLS
