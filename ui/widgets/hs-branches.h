/* SPDX-License-Identifier: MIT */
/* The branches of a program's history side by side: what was done first in each, and what each came to; to go to, rename and
 * delete. */
#pragma once

#include <gtk/gtk.h>

#include "ui/model/hs-document.h"

G_BEGIN_DECLS

#define HS_TYPE_BRANCHES (hs_branches_get_type ())
G_DECLARE_FINAL_TYPE (HsBranches, hs_branches, HS, BRANCHES, GtkPopover)

void hs_branches_set_document (HsBranches *self, HsDocument *document);

G_END_DECLS
