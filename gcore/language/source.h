/* SPDX-License-Identifier: MIT */
/* Bytes of a source to text the lexer reads: UTF-8, lines ending in \n, a null byte behind the end. */
#pragma once

#include "gcore/refcount/object.h"

typedef struct
{
  char *text; /* owned block */
  size_t length;
  bool has_encoding; /* it came from a str, or a mark or cookie named its encoding */
} GcoreSource;

/* Reads LENGTH bytes at BYTES: takes off a byte order mark, obeys a coding cookie in the first two lines (utf-8,
 * latin-1 and ascii under all their names) unless FLAGS has GCORE_PARSE_IGNORE_COOKIE, and makes every end of line \n.
 * WANTS_NEWLINE: adds one at the end if it is missing. FILENAME is borrowed. False with an exception set. */
bool gcore_source_read (GcoreSource *source, const char *bytes, size_t length, GcoreObject *filename,
                        bool wants_newline, int flags);
void gcore_source_clear (GcoreSource *source);
