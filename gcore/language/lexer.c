/* SPDX-License-Identifier: MIT */
#include "gcore/language/lexer-private.h"

#include <stdarg.h>
#include <stdio.h>

#include "gcore/language/syntax-errors.h"
#include "gcore/language/text.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/str.h"

#define TAB_SIZE 8

enum { NAME_START = 1, NAME_PART = 2 };

static const uint8_t byte_classes[256] = {
  ['a' ... 'z'] = NAME_START | NAME_PART,
  ['A' ... 'Z'] = NAME_START | NAME_PART,
  ['_'] = NAME_START | NAME_PART,
  ['0' ... '9'] = NAME_PART,
  [128 ... 255] = NAME_START | NAME_PART,
};

static const char *const token_texts[] = {
#define GCORE_TOKEN(ID, text) text,
#include "gcore/language/tokens.def"
#undef GCORE_TOKEN
};

const char *
gcore_token_text (GcoreTokenKind kind)
{
  return token_texts[kind];
}

bool
gcore_lexer_is_name_byte (char c)
{
  return (byte_classes[(uint8_t) c] & NAME_PART) != 0;
}

void
gcore_lexer_init (GcoreLexer *lexer, const char *text, size_t length, GcoreObject *filename)
{
  memset (lexer, 0, offsetof (GcoreLexer, brackets));
  lexer->indents[0] = lexer->alt_indents[0] = 0;
  lexer->text = lexer->cursor = lexer->line_start = lexer->buffer_start = lexer->string_line = text;
  lexer->end = text + length;
  lexer->filename = filename;
  lexer->at_line_start = true;
}

/* --- errors ------------------------------------------------------------------------------------------------------- */

/* Columns between START and END. */
static int
count (const GcoreLexer *lexer, const char *start, const char *end)
{
  return (int) (lexer->counts_bytes ? end - start : gcore_text_count (start, end));
}

const char *
gcore_lexer_line_end (const GcoreLexer *lexer)
{
  const char *newline = memchr (lexer->line_start, '\n', lexer->end - lexer->line_start);
  return newline != NULL ? newline + 1 : lexer->end;
}

static GcoreObject *
current_line (const GcoreLexer *lexer)
{
  const char *end = gcore_lexer_line_end (lexer);
  if (end > lexer->line_start && end[-1] == '\n')
    end--;
  return gcore_str_decode_utf8 (lexer->line_start, end - lexer->line_start, "replace");
}

static bool
raise_at (GcoreLexer *lexer, GcoreObject *message, int column, int end_column)
{
  GcoreSyntaxErrorPlace place = { lexer->filename, lexer->lineno, column, lexer->lineno, end_column };
  gcore_syntax_error_raise (GCORE_EXC (SyntaxError), message, &place, current_line (lexer));
  lexer->status = GCORE_LEXER_FAILED;
  return false;
}

bool
gcore_lexer_error (GcoreLexer *lexer, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  GcoreObject *message = gcore_str_from_format_v (format, args);
  va_end (args);
  int column = (int) gcore_text_count (lexer->line_start, lexer->cursor);
  return raise_at (lexer, message, column, column);
}

bool
gcore_lexer_error_range (GcoreLexer *lexer, int column, int end_column, const char *message)
{
  return raise_at (lexer, gcore_str_from_string (message), column, end_column);
}

/* An error in the layout of lines, at character COLUMN (0: where the line ends, its newline counted). */
static bool
layout_error (GcoreLexer *lexer, GcoreObject *type, const char *message, int column)
{
  const char *line_end = gcore_lexer_line_end (lexer);
  GcoreObject *text = gcore_str_decode_utf8 (lexer->buffer_start, line_end - lexer->buffer_start, "replace");
  GcoreSyntaxErrorPlace place = { lexer->filename, lexer->lineno, column, lexer->lineno, 0 };
  if (column == 0)
    {
      place.offset = count (lexer, lexer->line_start, line_end);
      place.end_offset = -1;
    }
  gcore_syntax_error_raise (type, gcore_str_from_string (message), &place, text);
  lexer->status = GCORE_LEXER_BAD_LAYOUT;
  return false;
}

static bool
tab_error (GcoreLexer *lexer)
{
  return layout_error (lexer, GCORE_EXC (TabError), "inconsistent use of tabs and spaces in indentation", 1);
}

/* The text has ended where more had to come. */
static bool
end_inside (GcoreLexer *lexer)
{
  lexer->status = lexer->interactive ? GCORE_LEXER_WANTS_MORE : GCORE_LEXER_BAD_END;
  return false;
}

/* --- lines and indentation ---------------------------------------------------------------------------------------- */

/* Counts the line at the cursor if there is one. Called behind each \n. IN_TOKEN: a string, or the backslash that joins
 * the lines, began before; errors then show the text from the line it began in. */
static void
enter_line (GcoreLexer *lexer, bool in_token)
{
  if (lexer->cursor == lexer->end)
    return;
  lexer->lineno++;
  lexer->line_start = lexer->cursor;
  if (!in_token)
    lexer->buffer_start = lexer->cursor;
}

/* A backslash has just been read: goes on in the next line. */
static bool
continue_line (GcoreLexer *lexer, bool in_token)
{
  if (*lexer->cursor != '\n')
    {
      int column = count (lexer, lexer->buffer_start, lexer->cursor) + (lexer->cursor < lexer->end);
      return layout_error (lexer, GCORE_EXC (SyntaxError), "unexpected character after line continuation character",
                           column);
    }
  lexer->cursor++;
  if (lexer->cursor == lexer->end)
    return end_inside (lexer);
  enter_line (lexer, in_token);
  return true;
}

/* Reads white space at a line's start: *COLUMN with tabs to multiples of 8, *ALT_COLUMN with tabs of 1. */
static bool
measure_indent (GcoreLexer *lexer, int *column, int *alt_column)
{
  int joined_column = 0;
  *column = *alt_column = 0;
  for (;; lexer->cursor++)
    switch (*lexer->cursor)
      {
      case ' ':
        ++*column, ++*alt_column;
        break;
      case '\t':
        *column = (*column / TAB_SIZE + 1) * TAB_SIZE;
        ++*alt_column;
        break;
      case '\f':
        *column = *alt_column = 0;
        break;
      case '\\': /* the indentation of a line of nothing but a backslash counts, that of the next does not */
        joined_column = joined_column != 0 ? joined_column : *column;
        lexer->cursor++;
        if (!continue_line (lexer, false))
          return false;
        lexer->cursor--;
        break;
      default:
        if (joined_column != 0)
          *column = *alt_column = joined_column;
        return true;
      }
}

/* Compares the indentation of a line with the open ones and sets `pending`. */
static bool
apply_indent (GcoreLexer *lexer, int column, int alt_column)
{
  if (column == lexer->indents[lexer->indent])
    return alt_column == lexer->alt_indents[lexer->indent] || tab_error (lexer);
  if (column > lexer->indents[lexer->indent])
    {
      if (lexer->indent + 1 >= GCORE_LEXER_MAX_INDENTS)
        return layout_error (lexer, GCORE_EXC (IndentationError), "too many levels of indentation", 1);
      if (alt_column <= lexer->alt_indents[lexer->indent])
        return tab_error (lexer);
      lexer->pending++;
      lexer->indent++;
      lexer->indents[lexer->indent] = column;
      lexer->alt_indents[lexer->indent] = alt_column;
      return true;
    }
  while (lexer->indent > 0 && column < lexer->indents[lexer->indent])
    {
      lexer->pending--;
      lexer->indent--;
    }
  if (column != lexer->indents[lexer->indent])
    return layout_error (lexer, GCORE_EXC (IndentationError), "unindent does not match any outer indentation level",
                         0);
  return alt_column == lexer->alt_indents[lexer->indent] || tab_error (lexer);
}

/* Starts a line. *BLANK: it has nothing but white space or a comment, so its newline is no token. */
static bool
begin_line (GcoreLexer *lexer, bool *blank)
{
  int column, alt_column;

  lexer->at_line_start = false;
  *blank = false;
  if (lexer->cursor == lexer->end && lexer->interactive)
    return end_inside (lexer);
  enter_line (lexer, false);
  if (!measure_indent (lexer, &column, &alt_column))
    return false;
  if (*lexer->cursor == '#' || *lexer->cursor == '\n')
    {
      /* At a prompt an empty line ends a block, and a first line with nothing in it is a statement. */
      if (lexer->interactive && lexer->lineno == 1)
        column = alt_column = 0;
      else
        *blank = !(lexer->interactive && column == 0 && *lexer->cursor == '\n');
    }
  return *blank || lexer->level > 0 || apply_indent (lexer, column, alt_column);
}

/* --- names -------------------------------------------------------------------------------------------------------- */

/* Raises an error, with the cursor behind the character, if the name [token_start, cursor) is not made of characters
 * that names may have. */
static bool
check_name (GcoreLexer *lexer)
{
  const char *p = lexer->token_start;
  while (p < lexer->cursor)
    {
      const char *next = p;
      uint32_t c = gcore_text_next (&next);
      if (p == lexer->token_start ? gcore_char_is_identifier_start (c) : gcore_char_is_identifier_part (c))
        {
          p = next;
          continue;
        }
      char hex[12];
      snprintf (hex, sizeof hex, "%04X", (unsigned) c);
      lexer->cursor = next;
      if (gcore_char_is_printable (c))
        return gcore_lexer_error (lexer, "invalid character '%c' (U+%s)", (int) c, hex);
      return gcore_lexer_error (lexer, "invalid non-printable character U+%s", hex);
    }
  return true;
}

/* The keyword of N bytes at TEXT, or NAME. */
static int
keyword_kind (const char *text, size_t n)
{
#define BETWEEN(c, FIRST, LAST)                                                                                        \
  case c:                                                                                                              \
    first = GCORE_TOKEN_##FIRST, last = GCORE_TOKEN_##LAST;                                                            \
    break
  int first, last;
  switch (text[0])
    {
      BETWEEN ('F', FALSE, FALSE);
      BETWEEN ('N', NONE, NONE);
      BETWEEN ('T', TRUE, TRUE);
      BETWEEN ('a', AND, AWAIT);
      BETWEEN ('b', BREAK, BREAK);
      BETWEEN ('c', CLASS, CONTINUE);
      BETWEEN ('d', DEF, DEL);
      BETWEEN ('e', ELIF, EXCEPT);
      BETWEEN ('f', FINALLY, FROM);
      BETWEEN ('g', GLOBAL, GLOBAL);
      BETWEEN ('i', IF, IS);
      BETWEEN ('l', LAMBDA, LAMBDA);
      BETWEEN ('n', NONLOCAL, NOT);
      BETWEEN ('o', OR, OR);
      BETWEEN ('p', PASS, PASS);
      BETWEEN ('r', RAISE, RETURN);
      BETWEEN ('t', TRY, TRY);
      BETWEEN ('w', WHILE, WITH);
      BETWEEN ('y', YIELD, YIELD);
    default:
      return GCORE_TOKEN_NAME;
    }
#undef BETWEEN
  for (int kind = first; kind <= last; kind++)
    if (strncmp (token_texts[kind], text, n) == 0 && token_texts[kind][n] == 0)
      return kind;
  return GCORE_TOKEN_NAME;
}

/* Reads a name at the cursor into *KIND. */
static bool
read_name (GcoreLexer *lexer, int *kind)
{
  bool ascii = true;
  while (byte_classes[(uint8_t) *lexer->cursor] & NAME_PART)
    {
      ascii = ascii && (uint8_t) *lexer->cursor < 128;
      lexer->cursor++;
    }
  *kind = keyword_kind (lexer->token_start, lexer->cursor - lexer->token_start);
  return ascii || check_name (lexer);
}

/* --- strings ------------------------------------------------------------------------------------------------------ */

/* The bytes of the string prefix at P that a quote follows; -1 if there is no string. */
static int
string_prefix_length (const char *p)
{
  bool seen_b = false, seen_f = false, seen_r = false, seen_u = false;
  for (int n = 0;; n++)
    switch (p[n])
      {
      case '\'': case '"':
        return n;
      case 'b': case 'B':
        if (seen_b || seen_f || seen_u)
          return -1;
        seen_b = true;
        break;
      case 'f': case 'F':
        if (seen_b || seen_f || seen_u)
          return -1;
        seen_f = true;
        break;
      case 'r': case 'R':
        if (seen_r || seen_u)
          return -1;
        seen_r = true;
        break;
      case 'u': case 'U':
        if (n > 0)
          return -1;
        seen_u = true;
        break;
      default:
        return -1;
      }
}

/* The string that began at token_start does not end: the error is at its first character. */
static bool
unterminated (GcoreLexer *lexer, bool triple)
{
  int last_line = lexer->lineno;
  if (lexer->interactive && lexer->cursor == lexer->end)
    return end_inside (lexer);
  lexer->cursor = lexer->token_start + 1;
  lexer->line_start = lexer->string_line;
  lexer->lineno = lexer->string_lineno;
  return gcore_lexer_error (lexer, "unterminated %sstring literal (detected at line %d)",
                            triple ? "triple-quoted " : "", last_line);
}

/* Reads a string whose opening quote is at the cursor. */
static bool
read_string (GcoreLexer *lexer)
{
  char quote = *lexer->cursor;
  bool triple = lexer->cursor[1] == quote && lexer->cursor[2] == quote;
  int n_closing = triple ? 3 : 1;
  int n_quotes = 0;

  lexer->string_line = lexer->line_start;
  lexer->string_lineno = lexer->lineno;
  lexer->cursor += n_closing;
  while (n_quotes < n_closing)
    {
      char c = *lexer->cursor;
      if (lexer->cursor == lexer->end || (c == '\n' && !triple))
        return unterminated (lexer, triple);
      lexer->cursor++;
      n_quotes = c == quote ? n_quotes + 1 : 0;
      if (c == '\\' && lexer->cursor < lexer->end)
        c = *lexer->cursor++;
      if (c == '\n')
        enter_line (lexer, true);
    }
  return true;
}

/* --- operators ---------------------------------------------------------------------------------------------------- */

/* The kind of the operator at P, *LENGTH its bytes; STRAY if there is none. */
static int
operator_kind (const char *p, int *length)
{
#define SINGLE(ID) (*length = 1, GCORE_TOKEN_##ID)
#define DOUBLE(ID) (*length = 2, GCORE_TOKEN_##ID)
#define TRIPLE(ID) (*length = 3, GCORE_TOKEN_##ID)
  bool equal = p[1] == '=';
  switch (p[0])
    {
    case '(': return SINGLE (LPAR);
    case ')': return SINGLE (RPAR);
    case '[': return SINGLE (LSQB);
    case ']': return SINGLE (RSQB);
    case '{': return SINGLE (LBRACE);
    case '}': return SINGLE (RBRACE);
    case ',': return SINGLE (COMMA);
    case ';': return SINGLE (SEMI);
    case '~': return SINGLE (TILDE);
    case ':': return equal ? DOUBLE (COLON_EQUAL) : SINGLE (COLON);
    case '.': return p[1] == '.' && p[2] == '.' ? TRIPLE (ELLIPSIS) : SINGLE (DOT);
    case '+': return equal ? DOUBLE (PLUS_EQUAL) : SINGLE (PLUS);
    case '@': return equal ? DOUBLE (AT_EQUAL) : SINGLE (AT);
    case '%': return equal ? DOUBLE (PERCENT_EQUAL) : SINGLE (PERCENT);
    case '|': return equal ? DOUBLE (VBAR_EQUAL) : SINGLE (VBAR);
    case '^': return equal ? DOUBLE (CIRCUMFLEX_EQUAL) : SINGLE (CIRCUMFLEX);
    case '&': return equal ? DOUBLE (AMPER_EQUAL) : SINGLE (AMPER);
    case '=': return equal ? DOUBLE (EQ_EQUAL) : SINGLE (EQUAL);
    case '!': return equal ? DOUBLE (NOT_EQUAL) : SINGLE (STRAY);
    case '-': return equal ? DOUBLE (MINUS_EQUAL) : p[1] == '>' ? DOUBLE (RARROW) : SINGLE (MINUS);
    case '*':
      if (p[1] == '*')
        return p[2] == '=' ? TRIPLE (DOUBLE_STAR_EQUAL) : DOUBLE (DOUBLE_STAR);
      return equal ? DOUBLE (STAR_EQUAL) : SINGLE (STAR);
    case '/':
      if (p[1] == '/')
        return p[2] == '=' ? TRIPLE (DOUBLE_SLASH_EQUAL) : DOUBLE (DOUBLE_SLASH);
      return equal ? DOUBLE (SLASH_EQUAL) : SINGLE (SLASH);
    case '<':
      if (p[1] == '<')
        return p[2] == '=' ? TRIPLE (LEFT_SHIFT_EQUAL) : DOUBLE (LEFT_SHIFT);
      /* <> is read as one operator, which the parser then does not accept. */
      return equal ? DOUBLE (LESS_EQUAL) : p[1] == '>' ? DOUBLE (STRAY) : SINGLE (LESS);
    case '>':
      if (p[1] == '>')
        return p[2] == '=' ? TRIPLE (RIGHT_SHIFT_EQUAL) : DOUBLE (RIGHT_SHIFT);
      return equal ? DOUBLE (GREATER_EQUAL) : SINGLE (GREATER);
    default:
      return SINGLE (STRAY);
    }
#undef SINGLE
#undef DOUBLE
#undef TRIPLE
}

static bool
open_bracket (GcoreLexer *lexer)
{
  if (lexer->level >= GCORE_LEXER_MAX_BRACKETS)
    return gcore_lexer_error (lexer, "too many nested parentheses");
  lexer->brackets[lexer->level] = *lexer->token_start;
  lexer->bracket_linenos[lexer->level] = lexer->lineno;
  lexer->bracket_cols[lexer->level] = (int) (lexer->token_start - lexer->line_start);
  lexer->level++;
  return true;
}

static bool
close_bracket (GcoreLexer *lexer)
{
  char closing = *lexer->token_start;
  if (lexer->level == 0)
    return gcore_lexer_error (lexer, "unmatched '%c'", closing);
  lexer->level--;
  char opening = lexer->brackets[lexer->level];
  if (closing == (opening == '(' ? ')' : opening == '[' ? ']' : '}'))
    return true;
  if (lexer->bracket_linenos[lexer->level] != lexer->lineno)
    return gcore_lexer_error (lexer, "closing parenthesis '%c' does not match opening parenthesis '%c' on line %d",
                              closing, opening, lexer->bracket_linenos[lexer->level]);
  return gcore_lexer_error (lexer, "closing parenthesis '%c' does not match opening parenthesis '%c'", closing,
                            opening);
}

static bool
read_operator (GcoreLexer *lexer, int *kind)
{
  int length;
  *kind = operator_kind (lexer->cursor, &length);
  lexer->cursor += length;
  switch (*kind)
    {
    case GCORE_TOKEN_LPAR: case GCORE_TOKEN_LSQB: case GCORE_TOKEN_LBRACE:
      return open_bracket (lexer);
    case GCORE_TOKEN_RPAR: case GCORE_TOKEN_RSQB: case GCORE_TOKEN_RBRACE:
      return close_bracket (lexer);
    case GCORE_TOKEN_STRAY:
      if ((uint8_t) *lexer->token_start < ' ' || *lexer->token_start == 127)
        return gcore_lexer_error (lexer, "invalid non-printable character U+00%s%c",
                                  *lexer->token_start == 127 ? "7" : *lexer->token_start < 16 ? "0" : "1",
                                  "0123456789ABCDEF"[*lexer->token_start & 15]);
      return true;
    default:
      return true;
    }
}

/* --- tokens ------------------------------------------------------------------------------------------------------- */

static bool
fill_token (GcoreLexer *lexer, GcoreToken *token, int kind, const char *start, const char *end)
{
  bool is_string = kind == GCORE_TOKEN_STRING;
  const char *line_start = is_string ? lexer->string_line : lexer->line_start;
  int shift = lexer->lineno == lexer->first_lineno ? lexer->first_col : 0;

  token->kind = (uint8_t) kind;
  token->level = (uint8_t) lexer->level;
  token->start = start;
  token->end = end;
  token->lineno = is_string ? lexer->string_lineno : lexer->lineno;
  token->end_lineno = lexer->lineno;
  token->col_offset = start != NULL ? (int) (start - line_start) + shift : -1;
  token->end_col_offset = end != NULL ? (int) (end - lexer->line_start) + shift : -1;
  return true;
}

/* Reads the token that begins at the cursor, which is neither at white space nor at the end. */
static bool
read_token (GcoreLexer *lexer, GcoreToken *token)
{
  char c = *lexer->cursor;
  int kind;
  bool ok;

  if (byte_classes[(uint8_t) c] & NAME_START || c == '"' || c == '\'')
    {
      int prefix = string_prefix_length (lexer->cursor);
      if (prefix < 0)
        ok = read_name (lexer, &kind);
      else
        {
          kind = GCORE_TOKEN_STRING;
          lexer->cursor += prefix;
          ok = read_string (lexer);
        }
    }
  else if (gcore_lexer_is_digit (c) || (c == '.' && gcore_lexer_is_digit (lexer->cursor[1])))
    {
      kind = GCORE_TOKEN_NUMBER;
      ok = gcore_lexer_read_number (lexer);
    }
  else
    ok = read_operator (lexer, &kind);
  return ok && fill_token (lexer, token, kind, lexer->token_start, lexer->cursor);
}

/* Skips white space, comments and joined lines up to the next token's first byte. */
static bool
skip_space (GcoreLexer *lexer)
{
  for (;;)
    {
      while (*lexer->cursor == ' ' || *lexer->cursor == '\t' || *lexer->cursor == '\f')
        lexer->cursor++;
      lexer->token_start = lexer->cursor;
      if (*lexer->cursor == '#')
        while (*lexer->cursor != '\n' && lexer->cursor < lexer->end)
          lexer->cursor++;
      if (*lexer->cursor != '\\')
        return true;
      lexer->cursor++;
      if (!continue_line (lexer, true))
        return false;
    }
}

static bool
read_end (GcoreLexer *lexer, GcoreToken *token)
{
  if (lexer->interactive || lexer->level > 0)
    return end_inside (lexer);
  lexer->status = GCORE_LEXER_AT_END;
  return fill_token (lexer, token, GCORE_TOKEN_END, NULL, NULL);
}

bool
gcore_lexer_next (GcoreLexer *lexer, GcoreToken *token)
{
  bool blank = false;
  if (lexer->status > GCORE_LEXER_AT_END)
    return false;
  for (;;)
    {
      if (lexer->at_line_start && !begin_line (lexer, &blank))
        return false;
      if (lexer->pending > 0)
        return lexer->pending--, fill_token (lexer, token, GCORE_TOKEN_INDENT, NULL, NULL);
      if (lexer->pending < 0)
        return lexer->pending++, fill_token (lexer, token, GCORE_TOKEN_DEDENT, NULL, NULL);
      if (!skip_space (lexer))
        return false;
      if (lexer->cursor == lexer->end)
        return read_end (lexer, token);
      if (*lexer->cursor != '\n')
        return read_token (lexer, token);
      lexer->cursor++;
      lexer->at_line_start = true;
      if (!blank && lexer->level == 0)
        return fill_token (lexer, token, GCORE_TOKEN_NEWLINE, lexer->token_start, lexer->cursor - 1);
    }
}
