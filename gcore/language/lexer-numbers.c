/* SPDX-License-Identifier: MIT */
#include "gcore/language/lexer-private.h"

#include "gcore/objects/errors.h"
#include "gcore/objects/state.h"
#include "gcore/objects/str.h"

static bool
is_hex_digit (char c)
{
  return gcore_lexer_is_digit (c) || ((c | 32) >= 'a' && (c | 32) <= 'f');
}

static bool
is_octal_digit (char c)
{
  return c >= '0' && c <= '7';
}

static bool
is_binary_digit (char c)
{
  return c == '0' || c == '1';
}

/* Whether a keyword that can follow a number in an expression stands at P, as in 1if x else 2. */
static bool
keyword_follows (const char *p)
{
  static const char *const keywords[] = { "and", "else", "for", "or", "not" };
  if (p[0] == 'i' && (p[1] == 'f' || p[1] == 'n' || p[1] == 's'))
    return true;
  for (size_t i = 0; i < GCORE_N_ELEMENTS (keywords); i++)
    {
      size_t length = strlen (keywords[i]);
      if (strncmp (p, keywords[i], length) == 0)
        return !gcore_lexer_is_name_byte (p[length]);
    }
  return false;
}

static bool
warn (GcoreLexer *lexer, const char *kind)
{
  GcoreObject *message = gcore_str_from_format ("invalid %s literal", kind);
  int status = message != NULL ? 0 : -1;
  if (message != NULL && GCORE_OBJECTS->hooks.warn_explicit != NULL)
    status = GCORE_OBJECTS->hooks.warn_explicit (GCORE_EXC (SyntaxWarning), message, lexer->filename, lexer->lineno);
  gcore_xdecref (message);
  if (status < 0 && gcore_err_exception_matches (GCORE_EXC (SyntaxWarning)))
    {
      gcore_err_clear ();
      return gcore_lexer_error (lexer, "invalid %s literal", kind);
    }
  if (status < 0)
    lexer->status = GCORE_LEXER_FAILED;
  return status == 0;
}

/* What follows a number directly must not look like a part of it. */
static bool
check_end (GcoreLexer *lexer, const char *kind)
{
  if (!gcore_lexer_is_name_byte (*lexer->cursor))
    return true;
  if (!keyword_follows (lexer->cursor))
    return gcore_lexer_error (lexer, "invalid %s literal", kind);
  return warn (lexer, kind);
}

/* Digits with single underscores between them, if there are any. */
static bool
read_digits (GcoreLexer *lexer)
{
  for (;;)
    {
      while (gcore_lexer_is_digit (*lexer->cursor))
        lexer->cursor++;
      if (*lexer->cursor != '_')
        return true;
      lexer->cursor++;
      if (!gcore_lexer_is_digit (*lexer->cursor))
        return gcore_lexer_error (lexer, "invalid decimal literal");
    }
}

/* The cursor is at the x, o or b of a prefix. */
static bool
read_prefixed (GcoreLexer *lexer, bool (*is_digit) (char c), const char *kind)
{
  lexer->cursor++;
  do
    {
      if (*lexer->cursor == '_')
        lexer->cursor++;
      if (!is_digit (*lexer->cursor))
        {
          if (gcore_lexer_is_digit (*lexer->cursor))
            break;
          return gcore_lexer_error (lexer, "invalid %s literal", kind);
        }
      while (is_digit (*lexer->cursor))
        lexer->cursor++;
    }
  while (*lexer->cursor == '_');
  if (gcore_lexer_is_digit (*lexer->cursor))
    {
      lexer->cursor++;
      return gcore_lexer_error (lexer, "invalid digit '%c' in %s literal", lexer->cursor[-1], kind);
    }
  return check_end (lexer, kind);
}

/* The cursor is at the e. *DONE: what follows makes it no exponent, so the number ends before it. */
static bool
read_exponent (GcoreLexer *lexer, bool *done)
{
  const char *e = lexer->cursor++;
  *done = false;
  if (*lexer->cursor == '+' || *lexer->cursor == '-')
    {
      lexer->cursor++;
      if (!gcore_lexer_is_digit (*lexer->cursor))
        return gcore_lexer_error (lexer, "invalid decimal literal");
    }
  else if (!gcore_lexer_is_digit (*lexer->cursor))
    {
      lexer->cursor = e;
      *done = true;
      return check_end (lexer, "decimal");
    }
  return read_digits (lexer);
}

/* All that can follow the digits before the point. */
static bool
read_rest (GcoreLexer *lexer)
{
  if (*lexer->cursor == '.')
    {
      lexer->cursor++;
      if (gcore_lexer_is_digit (*lexer->cursor) && !read_digits (lexer))
        return false;
    }
  if (*lexer->cursor == 'e' || *lexer->cursor == 'E')
    {
      bool done;
      if (!read_exponent (lexer, &done))
        return false;
      if (done)
        return true;
    }
  if (*lexer->cursor == 'j' || *lexer->cursor == 'J')
    {
      lexer->cursor++;
      return check_end (lexer, "imaginary");
    }
  return check_end (lexer, "decimal");
}

/* A number that begins with 0 and has no prefix: only zeros, unless it is not an integer. */
static bool
read_zeros (GcoreLexer *lexer)
{
  for (;;)
    {
      while (*lexer->cursor == '0')
        lexer->cursor++;
      if (*lexer->cursor != '_')
        break;
      lexer->cursor++;
      if (!gcore_lexer_is_digit (*lexer->cursor))
        return gcore_lexer_error (lexer, "invalid decimal literal");
    }
  if (!gcore_lexer_is_digit (*lexer->cursor))
    return read_rest (lexer);

  const char *zeros_end = lexer->cursor + 1;
  if (!read_digits (lexer))
    return false;
  if (*lexer->cursor != 0 && strchr (".eEjJ", *lexer->cursor) != NULL)
    return read_rest (lexer);
  return gcore_lexer_error_range (lexer, (int) (lexer->token_start + 1 - lexer->line_start),
                                  (int) (zeros_end - lexer->line_start),
                                  "leading zeros in decimal integer literals are not permitted; "
                                  "use an 0o prefix for octal integers");
}

bool
gcore_lexer_read_number (GcoreLexer *lexer)
{
  if (*lexer->cursor == '0')
    switch (*++lexer->cursor)
      {
      case 'x': case 'X':
        return read_prefixed (lexer, is_hex_digit, "hexadecimal");
      case 'o': case 'O':
        return read_prefixed (lexer, is_octal_digit, "octal");
      case 'b': case 'B':
        return read_prefixed (lexer, is_binary_digit, "binary");
      default:
        return read_zeros (lexer);
      }
  return read_digits (lexer) && read_rest (lexer);
}
