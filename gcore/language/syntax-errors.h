/* SPDX-License-Identifier: MIT */
/* Raising SyntaxError and its kin. */
#pragma once

#include "gcore/refcount/object.h"

typedef struct
{
  GcoreObject *filename; /* borrowed */
  int lineno;
  int offset; /* characters, from 1 */
  int end_lineno;
  int end_offset;
} GcoreSyntaxErrorPlace;

/* Raises TYPE (message, (filename, lineno, offset, text, end_lineno, end_offset)). Steals MESSAGE and TEXT; when either
 * is NULL, the exception that is then set stays. */
void gcore_syntax_error_raise (GcoreObject *type, GcoreObject *message, const GcoreSyntaxErrorPlace *place,
                               GcoreObject *text);

/* Raises SyntaxError (message, (filename, 0, -1, None)), about a text that cannot be read at all. Steals MESSAGE as
 * above. */
void gcore_syntax_error_raise_about_file (GcoreObject *message, GcoreObject *filename);
