/* SPDX-License-Identifier: MIT */
/* One generation: its count, its threshold in an entry, and a bar of how near the one is to the other. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HS_TYPE_GAUGE (hs_gauge_get_type ())
/* Properties: "generation" int, 0 … 2 (construct). Signal: "threshold-set" (int threshold), when a person entered one. */
G_DECLARE_FINAL_TYPE (HsGauge, hs_gauge, HS, GAUGE, GtkWidget)

void hs_gauge_update (HsGauge *self, guint count, guint threshold);

G_END_DECLS
