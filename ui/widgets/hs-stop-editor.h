/* SPDX-License-Identifier: MIT */
/* A popover for one stop: whether it counts, its condition, how often it has to happen. What is changed holds at once; the
 * condition when Return is pressed or the popover closes. */
#pragma once

#include <gtk/gtk.h>

#include "ui/model/hs-stops.h"

G_BEGIN_DECLS

#define HS_TYPE_STOP_EDITOR (hs_stop_editor_get_type ())
G_DECLARE_FINAL_TYPE (HsStopEditor, hs_stop_editor, HS, STOP_EDITOR, GtkPopover)

/* The list that the stop can be removed from. */
void hs_stop_editor_set_stops (HsStopEditor *self, HsStops *stops);
void hs_stop_editor_set_stop (HsStopEditor *self, HsStop *stop);

G_END_DECLS
