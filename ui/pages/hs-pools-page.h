/* SPDX-License-Identifier: MIT */
/* The Pools page: click a square to select its object. */
#pragma once

#include "ui/model/hs-document.h"
#include "ui/widgets/hs-canvas.h"

G_BEGIN_DECLS

#define HS_TYPE_POOLS_PAGE (hs_pools_page_get_type ())
G_DECLARE_FINAL_TYPE (HsPoolsPage, hs_pools_page, HS, POOLS_PAGE, HsCanvas)

void hs_pools_page_set_document (HsPoolsPage *self, HsDocument *document);

G_END_DECLS
