/* SPDX-License-Identifier: MIT */
/* What would die if a reference were cut, and the button that cuts it. */
#pragma once

#include <gtk/gtk.h>

#include "ui/model/hs-document.h"

G_BEGIN_DECLS

#define HS_TYPE_WHAT_IF (hs_what_if_get_type ())
G_DECLARE_FINAL_TYPE (HsWhatIf, hs_what_if, HS, WHAT_IF, GtkPopover)

/* About the reference in row REF of the document's snapshot; see hs_may_cut. */
GtkWidget *hs_what_if_new (HsDocument *document, guint32 ref);

G_END_DECLS
