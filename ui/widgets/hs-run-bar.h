/* SPDX-License-Identifier: MIT */
/* The controls of a running program: restart, continue and pause, steps, collections, automatic collection, debug flags and
 * the three thresholds with their gauges. Its buttons are the actions "run.…" of the window. */
#pragma once

#include <gtk/gtk.h>

#include "ui/model/hs-document.h"

G_BEGIN_DECLS

#define HS_TYPE_RUN_BAR (hs_run_bar_get_type ())
G_DECLARE_FINAL_TYPE (HsRunBar, hs_run_bar, HS, RUN_BAR, GtkWidget)

void hs_run_bar_set_document (HsRunBar *self, HsDocument *document);
/* Goes to the entry of the first threshold. */
void hs_run_bar_focus_thresholds (HsRunBar *self);

G_END_DECLS
