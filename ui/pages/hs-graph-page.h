/* SPDX-License-Identifier: MIT */
/* The Graph page. Drag the ground to move it, a box to move that box; scroll with Ctrl to zoom; click selects, double click
 * shows or hides the parts of an object; arrow keys walk along references, plus, minus and 0 zoom. */
#pragma once

#include "ui/model/hs-document.h"
#include "ui/widgets/hs-canvas.h"

G_BEGIN_DECLS

#define HS_TYPE_GRAPH_PAGE (hs_graph_page_get_type ())
G_DECLARE_FINAL_TYPE (HsGraphPage, hs_graph_page, HS, GRAPH_PAGE, HsCanvas)

void hs_graph_page_set_document (HsGraphPage *self, HsDocument *document);
/* Fits the whole graph into the page. */
void hs_graph_page_fit (HsGraphPage *self);
void hs_graph_page_zoom (HsGraphPage *self, double factor);

G_END_DECLS
