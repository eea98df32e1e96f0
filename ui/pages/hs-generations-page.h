/* SPDX-License-Identifier: MIT */
/* The Generations page: click a square to select its object. */
#pragma once

#include "ui/model/hs-document.h"
#include "ui/widgets/hs-canvas.h"

G_BEGIN_DECLS

#define HS_TYPE_GENERATIONS_PAGE (hs_generations_page_get_type ())
G_DECLARE_FINAL_TYPE (HsGenerationsPage, hs_generations_page, HS, GENERATIONS_PAGE, HsCanvas)

void hs_generations_page_set_document (HsGenerationsPage *self, HsDocument *document);

G_END_DECLS
