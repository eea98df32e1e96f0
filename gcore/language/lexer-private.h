/* SPDX-License-Identifier: MIT */
/* What lexer.c and lexer-numbers.c share. */
#pragma once

#include "gcore/language/lexer.h"

/* True if C, a byte, can stand in an identifier; every byte of a character beyond ASCII can. */
bool gcore_lexer_is_name_byte (char c);

GCORE_INLINE bool
gcore_lexer_is_digit (char c)
{
  return c >= '0' && c <= '9';
}

/* Reads a number whose first byte, a digit or a dot before a digit, is at the cursor. False with an error set. */
bool gcore_lexer_read_number (GcoreLexer *lexer);

/* Raises SyntaxError at the cursor: the column is the number of characters before it. Always returns false. */
bool gcore_lexer_error (GcoreLexer *lexer, const char *format, ...);
/* The same from character COLUMN to END_COLUMN, counted from 1, of the current line. */
bool gcore_lexer_error_range (GcoreLexer *lexer, int column, int end_column, const char *message);
