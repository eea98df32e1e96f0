/* SPDX-License-Identifier: MIT */
/* Raising the errors of the parser: where they are, and the text they show. */
#include "gcore/language/parser-private.h"

#include <stdarg.h>

#include "gcore/language/syntax-errors.h"
#include "gcore/language/text.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/str.h"

/* A place in bytes: columns from 1; 0 or less where there is none. */
typedef struct
{
  int lineno;
  int col;
  int end_lineno;
  int end_col;
} Place;

/* --- the text shown ----------------------------------------------------------------------------------------------- */

/* The line with this number, counted from the start of the text, without its newline. */
static const char *
find_line (const GcoreParser *parser, int number, const char **end)
{
  const GcoreLexer *lexer = &parser->lexer;
  const char *line = lexer->text;
  for (; number > 1; number--)
    {
      const char *newline = memchr (line, '\n', (size_t) (lexer->end - line));
      if (newline == NULL || newline + 1 > lexer->end)
        break;
      line = newline + 1;
    }
  const char *newline = memchr (line, '\n', (size_t) (lexer->end - line));
  *end = newline != NULL ? newline : lexer->end;
  return line;
}

/* The text an error at line LINENO shows: from a file the line itself; otherwise what the lexer is at, if that is not
 * behind the error, with its newline, or the line without it. */
static const char *
error_text (const GcoreParser *parser, int lineno, const char **end)
{
  const GcoreLexer *lexer = &parser->lexer;
  if (parser->from_file && parser->mode == GCORE_PARSE_FILE && !parser->in_f_string)
    {
      const char *line = find_line (parser, lineno, end);
      if (*end < lexer->end)
        ++*end;
      return line;
    }
  const char *line_end = gcore_lexer_line_end (lexer);
  if (!lexer->interactive && !parser->rereading && lexer->lineno <= lineno && line_end > lexer->buffer_start)
    {
      *end = line_end;
      return lexer->buffer_start;
    }
  return find_line (parser, parser->in_f_string ? lineno - lexer->first_lineno + 1 : lineno, end);
}

/* A column in bytes as one in characters, both from 1; one behind the end of TEXT at most. */
static int
character_column (const char *text, const char *end, int col)
{
  intptr_t length = end - text;
  if (col <= length)
    return (int) gcore_text_count (text, text + col);
  return (int) gcore_text_count (text, end) + 1;
}

/* --- raising ------------------------------------------------------------------------------------------------------ */

static void *
raise_at (GcoreParser *parser, GcoreObject *type, Place place, const char *format, va_list args)
{
  if (parser->failed)
    return NULL;
  const char *end;
  const char *text = error_text (parser, place.lineno, &end);
  if (parser->in_f_string)
    {
      place.col -= parser->lexer.first_col;
      place.end_col -= parser->lexer.first_col;
    }
  else if (!parser->lexer.counts_bytes)
    {
      place.col = place.col > 0 ? character_column (text, end, place.col) : place.col;
      place.end_col = place.end_col > 0 ? character_column (text, end, place.end_col) : place.end_col;
    }
  GcoreObject *message = gcore_str_from_format_v (format, args);
  if (message != NULL && parser->in_f_string)
    GCORE_SETREF (message, gcore_str_from_format ("f-string: %U", message));
  GcoreSyntaxErrorPlace shown = { parser->lexer.filename, place.lineno, place.col, place.end_lineno, place.end_col };
  gcore_syntax_error_raise (type, message, &shown, gcore_str_decode_utf8 (text, end - text, "replace"));
  parser->failed = true;
  return NULL;
}

/* At the last token read; one that has no column of its own is where the lexer is. */
static Place
last_place (const GcoreParser *parser)
{
  if (parser->n_tokens == 0)
    return (Place){ 0, 0, 0, -1 };
  const GcoreToken *token = &parser->tokens[parser->n_tokens - 1];
  Place place = { token->lineno, token->col_offset + 1, token->end_lineno, -1 };
  if (token->col_offset < 0)
    place.col = (int) (parser->lexer.cursor - parser->lexer.line_start);
  if (token->end_col_offset >= 0)
    place.end_col = token->end_col_offset + 1;
  return place;
}

void *
gcore_parser_error (GcoreParser *parser, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  raise_at (parser, GCORE_EXC (SyntaxError), last_place (parser), format, args);
  va_end (args);
  return NULL;
}

void *
gcore_parser_indentation_error (GcoreParser *parser, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  raise_at (parser, GCORE_EXC (IndentationError), last_place (parser), format, args);
  va_end (args);
  return NULL;
}

static Place
place_of (GcoreLocation first, GcoreLocation last)
{
  return (Place){ first.lineno, first.col_offset + 1, last.end_lineno, last.end_col_offset + 1 };
}

void *
gcore_parser_error_range (GcoreParser *parser, GcoreLocation first, GcoreLocation last, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  raise_at (parser, GCORE_EXC (SyntaxError), place_of (first, last), format, args);
  va_end (args);
  return NULL;
}

void *
gcore_parser_error_at (GcoreParser *parser, GcoreLocation location, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  raise_at (parser, GCORE_EXC (SyntaxError), place_of (location, location), format, args);
  va_end (args);
  return NULL;
}

void *
gcore_parser_error_from (GcoreParser *parser, GcoreLocation first, const char *format, ...)
{
  const GcoreLexer *lexer = &parser->lexer;
  Place place = { first.lineno, first.col_offset + 1, lexer->lineno, (int) (lexer->cursor - lexer->line_start) };
  va_list args;
  va_start (args, format);
  raise_at (parser, GCORE_EXC (SyntaxError), place, format, args);
  va_end (args);
  return NULL;
}

void *
gcore_parser_error_at_token (GcoreParser *parser, intptr_t i, const char *format, ...)
{
  if (i >= parser->n_tokens && gcore_parser_peek (parser) == GCORE_TOKEN_ERROR)
    return NULL;
  GcoreLocation location = gcore_parser_token_location (parser, i);
  va_list args;
  va_start (args, format);
  raise_at (parser, GCORE_EXC (SyntaxError), place_of (location, location), format, args);
  va_end (args);
  return NULL;
}

/* --- targets ------------------------------------------------------------------------------------------------------ */

/* The part of TARGET that cannot be one, or NULL. */
static const GcoreExpr *
invalid_target (GcoreTargetUse use, const GcoreExpr *target)
{
  switch (target->kind)
    {
    case GCORE_EXPR_NAME: case GCORE_EXPR_ATTRIBUTE: case GCORE_EXPR_SUBSCRIPT:
      return NULL;
    case GCORE_EXPR_TUPLE: case GCORE_EXPR_LIST:
      for (intptr_t i = 0; i < target->as.tuple.elts->count; i++)
        {
          const GcoreExpr *invalid = invalid_target (use, target->as.tuple.elts->items[i]);
          if (invalid != NULL)
            return invalid;
        }
      return NULL;
    case GCORE_EXPR_STARRED:
      return use == GCORE_TARGET_DEL ? target : invalid_target (use, target->as.starred.value);
    case GCORE_EXPR_COMPARE:
      /* In `for x in y` the target looks like the comparison x in y. */
      if (use != GCORE_TARGET_FOR)
        return target;
      return target->as.compare.ops->items[0] == GCORE_CMP_IN ? invalid_target (use, target->as.compare.left) : NULL;
    default:
      return target;
    }
}

void *
gcore_parser_error_target (GcoreParser *parser, GcoreTargetUse use, GcoreExpr *target)
{
  const GcoreExpr *invalid = invalid_target (use, target);
  if (invalid != NULL)
    gcore_parser_error_at (parser, invalid->location, "cannot %s %s", use == GCORE_TARGET_DEL ? "delete" : "assign to",
                           gcore_ast_describe_expr (invalid));
  return NULL;
}

/* --- after both passes -------------------------------------------------------------------------------------------- */

static void
report_open_bracket (GcoreParser *parser)
{
  const GcoreLexer *lexer = &parser->lexer;
  int innermost = lexer->level - 1;
  int lineno = lexer->bracket_linenos[innermost];
  gcore_parser_error_range (parser, (GcoreLocation){ lineno, lexer->bracket_cols[innermost], 0, 0 },
                            (GcoreLocation){ 0, 0, lineno, -1 }, "'%c' was never closed", lexer->brackets[innermost]);
}

void
gcore_parser_report_end (GcoreParser *parser)
{
  const GcoreLexer *lexer = &parser->lexer;
  if (lexer->level > 0)
    report_open_bracket (parser);
  else
    gcore_parser_error_range (parser,
                              (GcoreLocation){ lexer->lineno, (int) (lexer->cursor - lexer->line_start) - 1, 0, 0 },
                              (GcoreLocation){ 0, 0, lexer->lineno, -2 }, "unexpected EOF while parsing");
}

/* A SyntaxError is set. What the lexer finds wrong in the rest of the text counts for more, as does a bracket open
 * since an earlier line; a layout the lexer does not like counts for less. */
static void
check_rest (GcoreParser *parser)
{
  GcoreLexer *lexer = &parser->lexer;
  GcoreToken token;
  int error_line = parser->n_tokens > 0 ? parser->tokens[parser->n_tokens - 1].lineno : 0;

  if (lexer->interactive || lexer->status > GCORE_LEXER_AT_END)
    return;
  GcoreObject *error = gcore_err_fetch ();
  while (gcore_lexer_next (lexer, &token) && token.kind != GCORE_TOKEN_END)
    continue;
  if (lexer->status == GCORE_LEXER_BAD_LAYOUT)
    gcore_err_clear ();
  if (lexer->status != GCORE_LEXER_FAILED && lexer->status != GCORE_LEXER_AT_END && lexer->level > 0
      && error_line > lexer->bracket_linenos[lexer->level - 1])
    {
      parser->failed = false;
      report_open_bracket (parser);
    }
  if (gcore_err_occurred () != NULL)
    gcore_xdecref (error);
  else
    gcore_err_restore (error);
}

void
gcore_parser_report (GcoreParser *parser, const GcoreToken *last)
{
  if (parser->failed)
    {
      if (gcore_err_exception_matches (GCORE_EXC (SyntaxError)))
        check_rest (parser);
      return;
    }
  if (last->kind == GCORE_TOKEN_INDENT)
    gcore_parser_indentation_error (parser, "unexpected indent");
  else if (last->kind == GCORE_TOKEN_DEDENT)
    gcore_parser_indentation_error (parser, "unexpected unindent");
  else
    {
      gcore_parser_error_at (parser, gcore_token_location (last), "invalid syntax");
      check_rest (parser);
    }
}
