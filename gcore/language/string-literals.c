/* SPDX-License-Identifier: MIT */
/* The values of string tokens: prefixes, escapes, and adjacent literals put together. */
#include "gcore/language/string-literals.h"

#include "gcore/memory/memory.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/str-names.h"
#include "gcore/objects/str.h"
#include "gcore/language/text.h"

/* --- text being collected ----------------------------------------------------------------------------------------- */

bool
gcore_literal_append (GcoreParser *parser, GcoreLiteral *literal, const char *bytes, intptr_t n)
{
  if (n == 0)
    return true;
  if (literal->size + n > literal->capacity)
    {
      intptr_t capacity = literal->size + n + literal->size / 2 + 64;
      char *data = gcore_mem_realloc (literal->data, (size_t) capacity);
      if (data == NULL)
        {
          gcore_err_no_memory ();
          parser->failed = true;
          return false;
        }
      literal->data = data;
      literal->capacity = capacity;
    }
  memcpy (literal->data + literal->size, bytes, (size_t) n);
  literal->size += n;
  return true;
}

void
gcore_literal_clear (GcoreLiteral *literal)
{
  gcore_mem_free (literal->data);
  *literal = (GcoreLiteral){ 0 };
}

/* Appends the UTF-8 of C, which may be a surrogate. */
static bool
append_char (GcoreParser *parser, GcoreLiteral *literal, uint32_t c)
{
  char bytes[4];
  int n;
  if (c < 0x80)
    {
      bytes[0] = (char) c;
      n = 1;
    }
  else if (c < 0x800)
    {
      bytes[0] = (char) (0xC0 | c >> 6);
      n = 2;
    }
  else if (c < 0x10000)
    {
      bytes[0] = (char) (0xE0 | c >> 12);
      n = 3;
      literal->has_surrogates |= c >= 0xD800 && c < 0xE000;
    }
  else
    {
      bytes[0] = (char) (0xF0 | c >> 18);
      n = 4;
    }
  for (int i = n - 1, shift = 0; i > 0; i--, shift += 6)
    bytes[i] = (char) (0x80 | (c >> shift & 0x3F));
  return gcore_literal_append (parser, literal, bytes, n);
}

GcoreObject *
gcore_literal_take (GcoreParser *parser, GcoreLiteral *literal)
{
  GcoreObject *value
      = gcore_str_decode_utf8 (literal->data, literal->size, literal->has_surrogates ? "surrogatepass" : NULL);
  literal->size = 0;
  literal->has_surrogates = false;
  return gcore_parser_own (parser, value);
}

/* --- escapes ------------------------------------------------------------------------------------------------------ */

static int
hex_value (char c)
{
  if (c >= '0' && c <= '9')
    return c - '0';
  c |= 32;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* What stands for a simple escape; -1 if C makes none. */
static int
simple_escape (char c)
{
  switch (c)
    {
    case '\\': case '\'': case '"':
      return c;
    case 'a': return '\a';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'v': return '\v';
    default: return -1;
    }
}

/* Up to three octal digits at *P, which moves behind them. */
static uint32_t
octal_escape (const char **p, const char *end)
{
  uint32_t value = 0;
  for (int n = 0; n < 3 && *p < end && **p >= '0' && **p <= '7'; n++)
    value = value * 8 + (uint32_t) (*(*p)++ - '0');
  return value;
}

/* The position of P in the text as the unicode_escape codec sees it, with every other character written \Uxxxxxxxx. */
static intptr_t
codec_position (const char *start, const char *p)
{
  intptr_t position = 0;
  for (; start < p; start++)
    if ((uint8_t) *start < 0x80)
      position += *start == '\\' && start + 1 < p && (uint8_t) start[1] >= 0x80 ? 6 : 1;
    else if ((*start & 0xC0) != 0x80)
      position += 10;
  return position;
}

/* The bytes [P, END) of the literal that begins at START are no escape. */
static bool
bad_escape (GcoreParser *parser, const char *start, const char *p, const char *end, const char *reason)
{
  gcore_parser_error (parser, "(unicode error) 'unicodeescape' codec can't decode bytes in position %zd-%zd: %s",
                      codec_position (start, p), codec_position (start, end) - 1, reason);
  return false;
}

/* \x, \u or \U: P is at the backslash. *NEXT receives where it ends. */
static bool
hex_escape (GcoreParser *parser, GcoreLiteral *literal, const char *start, const char *p, const char *end,
            const char **next)
{
  int n_digits = p[1] == 'x' ? 2 : p[1] == 'u' ? 4 : 8;
  uint32_t value = 0;
  const char *digit = p + 2;
  for (; digit < p + 2 + n_digits; digit++)
    {
      if (digit == end || hex_value (*digit) < 0)
        return bad_escape (parser, start, p, digit,
                           n_digits == 2   ? "truncated \\xXX escape"
                           : n_digits == 4 ? "truncated \\uXXXX escape"
                                           : "truncated \\UXXXXXXXX escape");
      value = value << 4 | (uint32_t) hex_value (*digit);
    }
  if (value > 0x10FFFF)
    return bad_escape (parser, start, p, digit, "illegal Unicode character");
  *next = digit;
  return append_char (parser, literal, value);
}

/* \N{name}: P is at the backslash. *NEXT receives where it ends. */
static bool
name_escape (GcoreParser *parser, GcoreLiteral *literal, const char *start, const char *p, const char *end,
             const char **next)
{
  const char *closing = p + 2 < end && p[2] == '{' ? memchr (p + 3, '}', (size_t) (end - p - 3)) : NULL;
  if (closing == NULL || closing == p + 3)
    {
      const char *stop = closing != NULL ? closing : p + 2 < end && p[2] == '{' ? end : p + 2;
      return bad_escape (parser, start, p, stop, "malformed \\N character escape");
    }
  int32_t value = gcore_char_by_name (p + 3, (size_t) (closing - p - 3));
  if (value < 0)
    return bad_escape (parser, start, p, closing + 1, "unknown Unicode character name");
  *next = closing + 1;
  return append_char (parser, literal, (uint32_t) value);
}

/* Warns that what begins at ESCAPE, a backslash, is no escape, or an octal one that is too big. A program whose filters make
 * warnings errors gets a SyntaxError. */
static bool
warn_of_escape (GcoreParser *parser, const GcoreStringToken *token, const char *escape)
{
  if (parser->second_pass || GCORE_OBJECTS->hooks.warn_explicit == NULL)
    return true;
  GcoreObject *message = escape[1] >= '0' && escape[1] <= '7'
                           ? gcore_str_from_format ("invalid octal escape sequence '%.4s'", escape)
                           : gcore_str_from_format ("invalid escape sequence '%.2s'", escape);
  int status = message != NULL ? GCORE_OBJECTS->hooks.warn_explicit (GCORE_EXC (DeprecationWarning), message,
                                                                     parser->lexer.filename, token->token->lineno)
                               : -1;
  if (status < 0 && message != NULL && gcore_err_exception_matches (GCORE_EXC (DeprecationWarning)))
    {
      gcore_err_clear ();
      gcore_parser_error_at_token (parser, token->token - parser->tokens, "%U", message);
    }
  parser->failed = parser->failed || status < 0;
  gcore_xdecref (message);
  return status == 0;
}

bool
gcore_literal_append_escaped (GcoreParser *parser, GcoreLiteral *literal, const GcoreStringToken *token,
                              const char *start, const char *end)
{
  const char *p = start, *no_escape = NULL;
  for (;;)
    {
      const char *backslash = memchr (p, '\\', (size_t) (end - p));
      const char *stop = backslash != NULL ? backslash : end;
      if (!gcore_literal_append (parser, literal, p, stop - p))
        return false;
      if (backslash == NULL)
        return no_escape == NULL || warn_of_escape (parser, token, no_escape);
      p = backslash + 1;
      if (p == end) /* before a brace in an f-string */
        return gcore_literal_append (parser, literal, backslash, 1);
      int simple = simple_escape (*p);
      bool ok = true;
      if (simple >= 0)
        {
          ok = append_char (parser, literal, (uint32_t) simple);
          p++;
        }
      else if (*p == '\n')
        p++;
      else if (*p >= '0' && *p <= '7')
        {
          uint32_t value = octal_escape (&p, end);
          if (value > 0377 && no_escape == NULL)
            no_escape = backslash;
          ok = append_char (parser, literal, value);
        }
      else if (*p == 'x' || *p == 'u' || *p == 'U')
        ok = hex_escape (parser, literal, start, backslash, end, &p);
      else if (*p == 'N')
        ok = name_escape (parser, literal, start, backslash, end, &p);
      else /* an unknown escape stands for itself */
        {
          if ((uint8_t) *p < 0x80 && no_escape == NULL)
            no_escape = backslash;
          ok = gcore_literal_append (parser, literal, backslash, 1);
        }
      if (!ok)
        return false;
    }
}

/* --- bytes -------------------------------------------------------------------------------------------------------- */

static bool
append_bytes_escaped (GcoreParser *parser, GcoreLiteral *literal, const GcoreStringToken *token)
{
  const char *start = token->start, *end = token->end, *no_escape = NULL;
  for (const char *p = start; p < end;)
    {
      char byte = *p;
      if (byte == '\\')
        {
          p++;
          int simple = simple_escape (*p);
          if (simple >= 0)
            byte = (char) simple;
          else if (*p == '\n')
            {
              p++;
              continue;
            }
          else if (*p >= '0' && *p <= '7')
            {
              const char *backslash = p - 1;
              uint32_t value = octal_escape (&p, end);
              if (value > 0377 && no_escape == NULL)
                no_escape = backslash;
              byte = (char) value;
              p--;
            }
          else if (*p == 'x')
            {
              if (end - p < 3 || hex_value (p[1]) < 0 || hex_value (p[2]) < 0)
                {
                  gcore_parser_error (parser, "(value error) invalid \\x escape at position %zd", p - 1 - start);
                  return false;
                }
              byte = (char) (hex_value (p[1]) << 4 | hex_value (p[2]));
              p += 2;
            }
          else
            {
              p--;
              if (no_escape == NULL)
                no_escape = p;
            }
        }
      p++;
      if (!gcore_literal_append (parser, literal, &byte, 1))
        return false;
    }
  return no_escape == NULL || warn_of_escape (parser, token, no_escape);
}

static bool
append_bytes (GcoreParser *parser, GcoreLiteral *literal, const GcoreStringToken *token)
{
  for (const char *p = token->start; p < token->end; p++)
    if ((uint8_t) *p >= 0x80)
      {
        gcore_parser_error (parser, "bytes can only contain ASCII literal characters");
        return false;
      }
  if (token->is_raw)
    return gcore_literal_append (parser, literal, token->start, token->end - token->start);
  return append_bytes_escaped (parser, literal, token);
}

/* --- tokens ------------------------------------------------------------------------------------------------------- */

/* Takes prefix and quotes off. */
static GcoreStringToken
open_token (const GcoreToken *token)
{
  GcoreStringToken string = { .token = token, .start = token->start, .end = token->end };
  for (; *string.start != '\'' && *string.start != '"'; string.start++)
    switch (*string.start | 32)
      {
      case 'b':
        string.is_bytes = true;
        break;
      case 'f':
        string.is_f = true;
        break;
      case 'r':
        string.is_raw = true;
        break;
      default:
        break;
      }
  char quote = *string.start;
  int n_quotes = string.end - string.start >= 6 && string.start[1] == quote && string.start[2] == quote ? 3 : 1;
  string.start += n_quotes;
  string.end -= n_quotes;
  string.is_raw = string.is_raw || memchr (string.start, '\\', (size_t) (string.end - string.start)) == NULL;
  return string;
}

/* A single token without escapes and expressions, the usual case. */
static GcoreExpr *
plain_constant (GcoreParser *parser, const GcoreStringToken *token, GcoreLocation location)
{
  GcoreObject *value = gcore_str_decode_utf8 (token->start, token->end - token->start, NULL);
  GcoreExpr *expr = gcore_parser_constant (parser, gcore_parser_own (parser, value), location);
  if (expr != NULL)
    expr->as.constant.is_u = *token->token->start == 'u';
  return expr;
}

/* Adds a token that is no f-string. */
static bool
append_token (GcoreParser *parser, GcoreLiteral *literal, const GcoreStringToken *token)
{
  if (token->is_bytes)
    return append_bytes (parser, literal, token);
  if (token->is_raw)
    return gcore_literal_append (parser, literal, token->start, token->end - token->start);
  return gcore_literal_append_escaped (parser, literal, token, token->start, token->end);
}

static void
join_tokens (GcoreParser *parser, GcoreJoiner *joiner, intptr_t first)
{
  for (intptr_t i = first; i < parser->position && !parser->failed; i++)
    {
      GcoreStringToken token = open_token (&parser->tokens[i]);
      if (!token.is_f && !append_token (parser, &joiner->literal, &token))
        return;
      if (i > first && token.is_bytes != joiner->is_bytes)
        gcore_parser_error (parser, "cannot mix bytes and nonbytes literals");
      else if (token.is_f)
        gcore_join_f_string (parser, joiner, &token);
      joiner->is_bytes = token.is_bytes;
    }
}

GcoreExpr *
gcore_parse_string_tokens (GcoreParser *parser, intptr_t first)
{
  GcoreLocation location = gcore_parser_location (parser, first);
  GcoreStringToken token = open_token (&parser->tokens[first]);
  if (parser->position == first + 1 && !token.is_f && !token.is_bytes && token.is_raw)
    return plain_constant (parser, &token, location);

  GcoreJoiner joiner = { .location = location,
                         .end_location = location,
                         .first_item = parser->n_items,
                         .is_u = *parser->tokens[first].start == 'u' };
  join_tokens (parser, &joiner, first);
  GcoreExpr *expr = NULL;
  if (!joiner.is_bytes)
    expr = gcore_join_finish (parser, &joiner);
  else if (!parser->failed)
    {
      GcoreObject *value = gcore_bytes_from_string_and_size (joiner.literal.data, joiner.literal.size);
      expr = gcore_parser_constant (parser, gcore_parser_own (parser, value), location);
    }
  gcore_literal_clear (&joiner.literal);
  return expr;
}
