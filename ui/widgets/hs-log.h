/* SPDX-License-Identifier: MIT */
/* Text that grows at its end: what a program prints. Follows the end while that is in view, and keeps the last million
 * characters. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum { HS_LOG_PLAIN, HS_LOG_ERROR, HS_LOG_INPUT } HsLogKind;

#define HS_TYPE_LOG (hs_log_get_type ())
G_DECLARE_FINAL_TYPE (HsLog, hs_log, HS, LOG, GtkTextView)

void hs_log_append (HsLog *self, const char *text, HsLogKind kind);
void hs_log_clear (HsLog *self);

G_END_DECLS
