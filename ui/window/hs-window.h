/* SPDX-License-Identifier: MIT */
/* A window: one document and everything that shows it. */
#pragma once

#include <adwaita.h>

#include "ui/model/hs-document.h"

G_BEGIN_DECLS

#define HS_TYPE_WINDOW (hs_window_get_type ())
G_DECLARE_FINAL_TYPE (HsWindow, hs_window, HS, WINDOW, AdwApplicationWindow)

HsWindow *hs_window_new (AdwApplication *application);
/* Opens FILE in this window. */
void hs_window_open (HsWindow *self, GFile *file);
/* Opens the lesson NAME of the resources ("01-names.py"). */
void hs_window_open_lesson (HsWindow *self, const char *name);
/* An empty program to type into. */
void hs_window_new_program (HsWindow *self);
/* Shows the lessons in place of the graph. */
void hs_window_show_lessons (HsWindow *self);
/* True when the window holds nothing a person typed or opened: it may be used for another file. */
bool hs_window_is_fresh (HsWindow *self);
GFile *hs_window_get_file (HsWindow *self);

G_END_DECLS
