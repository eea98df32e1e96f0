/* SPDX-License-Identifier: MIT */
/* Source text to syntax tree. On failure the functions return NULL with SyntaxError, IndentationError or TabError set,
 * whose args are (message, (filename, lineno, offset, text, end_lineno, end_offset)); or MemoryError, RecursionError,
 * ValueError (a null byte in a str). */
#pragma once

#include "gcore/language/ast.h"

enum
{
  GCORE_PARSE_FILE,  /* statements to the end: a Module */
  GCORE_PARSE_EVAL,  /* one expression: an Expression */
  GCORE_PARSE_SINGLE /* one statement, its expressions printed: an Interactive */
};

enum
{
  GCORE_PARSE_IGNORE_COOKIE = 1, /* the text comes from a str: it is UTF-8 whatever a coding cookie says */
  GCORE_PARSE_SOURCE_FILE = 2    /* the bytes are a file's: null bytes and bad encodings are SyntaxErrors about it */
};

typedef enum { GCORE_INPUT_COMPLETE, GCORE_INPUT_INCOMPLETE, GCORE_INPUT_ERROR } GcoreInputStatus;

/* Parses LENGTH bytes at SOURCE: UTF-8, or what a byte order mark or coding cookie says. MODE is one of the first enum,
 * FLAGS an or of the second. FILENAME (borrowed, a str) goes into errors. The tree is in ARENA. */
GcoreModuleNode *gcore_parse_string (const char *source, size_t length, GcoreObject *filename, int mode, int flags,
                                     GcoreArena *arena);

/* One statement typed at a prompt. LINES are all lines since the primary prompt, UTF-8, each with its newline. Returns
 * COMPLETE with *RESULT set (an Interactive; without statements for an empty line or a comment), INCOMPLETE when the
 * statement goes on: call again with the next line appended and a fresh arena; or ERROR with an exception set. */
GcoreInputStatus gcore_parse_interactive (const char *lines, size_t length, GcoreObject *filename, GcoreArena *arena,
                                          GcoreModuleNode **result);
