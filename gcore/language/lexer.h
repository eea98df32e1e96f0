/* SPDX-License-Identifier: MIT */
/* Text to tokens. The text is UTF-8, its lines end in \n, and a null byte follows it (gcore/language/source.h).
 *
 * Tokens point into the text. Inside brackets newlines and indentation are skipped; a whole string literal, an f-string
 * too, is one token. The soft keywords match, case and _ are names. */
#pragma once

#include "gcore/refcount/object.h"

typedef enum
{
#define GCORE_TOKEN(ID, text) GCORE_TOKEN_##ID,
#include "gcore/language/tokens.def"
#undef GCORE_TOKEN
  GCORE_N_TOKENS,
  GCORE_TOKEN_FIRST_KEYWORD = GCORE_TOKEN_FALSE
} GcoreTokenKind;

typedef struct
{
  const char *start; /* first byte; NULL for INDENT, DEDENT and END */
  const char *end;   /* behind the last byte */
  int lineno;        /* from 1 */
  int col_offset;    /* bytes from the line's start; −1 where START is NULL */
  int end_lineno;
  int end_col_offset;
  uint8_t kind;  /* GcoreTokenKind */
  uint8_t level; /* brackets open behind the token */
} GcoreToken;

#define GCORE_LEXER_MAX_BRACKETS 200
#define GCORE_LEXER_MAX_INDENTS 100

typedef enum
{
  GCORE_LEXER_OK,
  GCORE_LEXER_AT_END,     /* the end of the text has been read */
  GCORE_LEXER_FAILED,     /* an exception is set */
  GCORE_LEXER_BAD_LAYOUT, /* the same, about indentation or the joining of lines */
  GCORE_LEXER_WANTS_MORE, /* interactive, and the text ended inside a statement */
  GCORE_LEXER_BAD_END     /* the text ended inside brackets or behind a backslash; no exception is set */
} GcoreLexerStatus;

typedef struct
{
  const char *text;
  const char *end;              /* of the text; *end is 0 */
  const char *cursor;           /* next byte to read */
  const char *line_start;       /* of the line the cursor is in */
  const char *buffer_start;     /* start of the text that errors show: line_start, or an earlier line */
  const char *token_start;      /* of the token being read */
  const char *string_line;      /* start of the line in which the string being read began */
  int lineno;                   /* of the line at line_start; 0 before the first line is begun */
  int string_lineno;            /* line in which the string being read began */
  int first_lineno;             /* tokens of this line are shifted right by first_col (the inside of an f-string) */
  int first_col;
  GcoreLexerStatus status;
  bool at_line_start;
  bool interactive;
  bool counts_bytes;            /* columns in errors: CPython's way with sources that name no encoding */
  int pending;                  /* INDENT tokens (positive) or DEDENT tokens (negative) to be handed out */
  int indent;                   /* index of the innermost indentation */
  int level;                    /* open brackets */
  int indents[GCORE_LEXER_MAX_INDENTS];     /* columns with tabs to multiples of 8 */
  int alt_indents[GCORE_LEXER_MAX_INDENTS]; /* columns with tabs of 1: both must agree on every comparison */
  char brackets[GCORE_LEXER_MAX_BRACKETS];
  int bracket_linenos[GCORE_LEXER_MAX_BRACKETS];
  int bracket_cols[GCORE_LEXER_MAX_BRACKETS]; /* bytes from the line's start */
  GcoreObject *filename;        /* borrowed */
} GcoreLexer;

/* Starts at the beginning of TEXT, LENGTH bytes. */
void gcore_lexer_init (GcoreLexer *lexer, const char *text, size_t length, GcoreObject *filename);

/* Reads the next token. False when there is none; status then says why. At the end of the text END tokens follow for
 * ever. */
bool gcore_lexer_next (GcoreLexer *lexer, GcoreToken *token);

/* Behind the newline of the line the cursor is in, or the end of the text. */
const char *gcore_lexer_line_end (const GcoreLexer *lexer);

/* The text of a keyword or operator, or a word for the others. */
const char *gcore_token_text (GcoreTokenKind kind);
