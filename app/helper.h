/* SPDX-License-Identifier: MIT */
/* The programs beside this one that do what needs GLib or GTK. */
#pragma once

#include <stddef.h>

/* Runs HELPER in place of this process. Returns only on failure, with an exit status, after a message. */
int hs_helper_become (const char *helper, char **argv);
/* Runs HELPER with ARGV and reads what it prints: a new string ended by NUL, *LENGTH without it. NULL after a message, its
 * own or one of HELPER's, when it fails. */
char *hs_helper_read (const char *helper, char **argv, size_t *length);
