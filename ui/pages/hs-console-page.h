/* SPDX-License-Identifier: MIT */
/* A prompt in the paused program, with history (Up and Down), and what it answers. */
#pragma once

#include <gtk/gtk.h>

#include "ui/model/hs-document.h"

G_BEGIN_DECLS

#define HS_TYPE_CONSOLE_PAGE (hs_console_page_get_type ())
G_DECLARE_FINAL_TYPE (HsConsolePage, hs_console_page, HS, CONSOLE_PAGE, GtkWidget)

void hs_console_page_set_document (HsConsolePage *self, HsDocument *document);

G_END_DECLS
