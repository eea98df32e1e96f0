/* SPDX-License-Identifier: MIT */
/* Reading whole files of source text. */
#pragma once

#include <stddef.h>

/* The contents of the file at PATH ("-": standard input), ended by NUL, to be freed by the caller; *LENGTH without that
 * NUL. On failure NULL, errno set. */
char *hs_read_file (const char *path, size_t *length);
