/* SPDX-License-Identifier: MIT */
/* The inside of f-strings, by the rules of Python 3.11: the expressions are found by looking for the closing brace, and
 * then parsed as texts of their own. */
#include "gcore/language/string-literals.h"

#include "gcore/objects/str.h"

#define MAX_BRACKETS 200

/* Where in the f-string we are. */
typedef struct
{
  GcoreJoiner *joiner;
  const GcoreStringToken *token;
  const char *p;
  int depth; /* 0 in the string itself, 1 in the format specification of an expression, 2 in one inside that */
} Scanner;

static bool
error (GcoreParser *parser, const char *message)
{
  gcore_parser_error (parser, "%s", message);
  return false;
}

/* --- literal parts ------------------------------------------------------------------------------------------------ */

/* Behind \N{name}, whose braces are not those of an expression; P is behind the N. */
static const char *
skip_character_name (const char *p, const char *end)
{
  if (p == end || *p++ != '{')
    return p;
  while (p < end && *p++ != '}')
    continue;
  return p;
}

static bool
add_text (GcoreParser *parser, const Scanner *scanner, const char *start, const char *end)
{
  if (scanner->token->is_raw)
    return gcore_literal_append (parser, &scanner->joiner->literal, start, end - start);
  return gcore_literal_append_escaped (parser, &scanner->joiner->literal, scanner->token, start, end);
}

/* Reads text up to a brace that begins an expression or ends a specification, or to the end. */
static bool
scan_text (GcoreParser *parser, Scanner *scanner)
{
  const char *end = scanner->token->end;
  const char *start = scanner->p;
  while (scanner->p < end)
    {
      char c = *scanner->p++;
      if (c == '\\' && !scanner->token->is_raw && scanner->p < end)
        {
          c = *scanner->p++;
          if (c == 'N')
            {
              scanner->p = skip_character_name (scanner->p, end);
              continue;
            }
        }
      if (c != '{' && c != '}')
        continue;
      if (scanner->depth == 0 && scanner->p < end && *scanner->p == c)
        {
          /* A doubled brace: the first is text, the second is skipped. */
          if (!add_text (parser, scanner, start, scanner->p))
            return false;
          start = ++scanner->p;
          continue;
        }
      if (scanner->depth == 0 && c == '}')
        return error (parser, "f-string: single '}' is not allowed");
      scanner->p--;
      break;
    }
  return add_text (parser, scanner, start, scanner->p);
}

/* --- expressions -------------------------------------------------------------------------------------------------- */

/* What find_expression_end keeps in mind. */
typedef struct
{
  char brackets[MAX_BRACKETS];
  int n_brackets;
  char quote; /* of the string we are in; 0: in none */
  bool triple;
} Nesting;

/* A quote at P: begins or ends a string. Returns the last byte of what was looked at. */
static const char *
scan_quote (Nesting *nesting, const char *p, const char *end)
{
  bool three = p + 2 < end && p[1] == *p && p[2] == *p;
  if (nesting->quote == 0)
    {
      nesting->quote = *p;
      nesting->triple = three;
      return three ? p + 2 : p;
    }
  if (nesting->quote != *p || (nesting->triple && !three))
    return p;
  nesting->quote = 0;
  return nesting->triple ? p + 2 : p;
}

static bool
scan_closing (GcoreParser *parser, Nesting *nesting, char closing)
{
  if (nesting->n_brackets == 0)
    {
      gcore_parser_error (parser, "f-string: unmatched '%c'", closing);
      return false;
    }
  char opening = nesting->brackets[--nesting->n_brackets];
  if (closing == (opening == '(' ? ')' : opening == '[' ? ']' : '}'))
    return true;
  gcore_parser_error (parser, "f-string: closing parenthesis '%c' does not match opening parenthesis '%c'", closing,
                      opening);
  return false;
}

/* True if C, outside brackets, ends the expression: = ! : }, unless it is part of a comparison (*P then moves to its
 * second byte). */
static bool
ends_expression (const char **p, const char *end)
{
  char c = **p;
  if (strchr ("!:}=<>", c) == NULL)
    return false;
  if (*p + 1 < end && (*p)[1] == '=' && strchr ("!=<>", c) != NULL)
    {
      ++*p;
      return false;
    }
  return c != '<' && c != '>';
}

/* Moves scanner->p from behind the opening brace to the end of the expression. */
static bool
find_expression_end (GcoreParser *parser, Scanner *scanner)
{
  const char *end = scanner->token->end;
  Nesting nesting = { .n_brackets = 0 };
  for (; scanner->p < end; scanner->p++)
    {
      char c = *scanner->p;
      if (c == '\\')
        return error (parser, "f-string expression part cannot include a backslash");
      if (c == '\'' || c == '"')
        scanner->p = scan_quote (&nesting, scanner->p, end);
      else if (nesting.quote != 0)
        continue;
      else if (c == '(' || c == '[' || c == '{')
        {
          if (nesting.n_brackets == MAX_BRACKETS)
            return error (parser, "f-string: too many nested parenthesis");
          nesting.brackets[nesting.n_brackets++] = c;
        }
      else if (c == '#')
        return error (parser, "f-string expression part cannot include '#'");
      else if (nesting.n_brackets == 0 && strchr ("!:}=<>", c) != NULL)
        {
          if (ends_expression (&scanner->p, end))
            break;
        }
      else if ((c == ')' || c == ']' || c == '}') && !scan_closing (parser, &nesting, c))
        return false;
    }
  if (nesting.quote != 0)
    return error (parser, "f-string: unterminated string");
  if (nesting.n_brackets > 0)
    {
      gcore_parser_error (parser, "f-string: unmatched '%c'", nesting.brackets[nesting.n_brackets - 1]);
      return false;
    }
  return scanner->p < end || error (parser, "f-string: expecting '}'");
}

/* Parses [START, scanner->p). */
static GcoreExpr *
parse_expression (GcoreParser *parser, const Scanner *scanner, const char *start)
{
  const char *p = start;
  while (p < scanner->p && (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\f'))
    p++;
  if (p < scanner->p)
    return gcore_parse_f_string_expression (parser, scanner->token->token, start, scanner->p);
  if (*p == '!' || *p == ':' || *p == '=')
    return gcore_parser_error (parser, "f-string: expression required before '%c'", *p);
  return gcore_parser_error (parser, "f-string: empty expression not allowed");
}

static bool scan_parts (GcoreParser *parser, Scanner *scanner);

/* The specification behind the colon, as a JoinedStr. */
static GcoreExpr *
parse_format_spec (GcoreParser *parser, Scanner *scanner)
{
  GcoreJoiner joiner = { .location = scanner->joiner->location,
                         .end_location = gcore_token_location (scanner->token->token),
                         .first_item = parser->n_items,
                         .is_f = true,
                         .is_u = scanner->joiner->is_u };
  Scanner inner = { &joiner, scanner->token, scanner->p + 1, scanner->depth + 1 };
  GcoreExpr *spec = NULL;
  if (inner.p == scanner->token->end)
    error (parser, "f-string: expecting '}'");
  else if (scan_parts (parser, &inner))
    spec = gcore_join_finish (parser, &joiner);
  gcore_literal_clear (&joiner.literal);
  scanner->p = inner.p;
  return spec;
}

/* The conversion behind the exclamation mark, if there is one; 0 with an error raised. */
static int
parse_conversion (GcoreParser *parser, Scanner *scanner)
{
  if (*scanner->p != '!')
    return -1;
  scanner->p++;
  if (scanner->p == scanner->token->end)
    return error (parser, "f-string: expecting '}'");
  int conversion = *scanner->p++;
  if (conversion != 's' && conversion != 'r' && conversion != 'a')
    return error (parser, "f-string: invalid conversion character: expected 's', 'r', or 'a'");
  return conversion;
}

/* Moves the text collected so far to the values. */
static bool
flush_text (GcoreParser *parser, GcoreJoiner *joiner, GcoreLocation location)
{
  if (joiner->literal.size == 0)
    return true;
  GcoreExpr *expr = gcore_parser_constant (parser, gcore_literal_take (parser, &joiner->literal), location);
  if (expr == NULL)
    return false;
  expr->as.constant.is_u = joiner->is_u;
  return gcore_parser_push (parser, expr);
}

/* {expression}, with all that can follow the expression; the scanner is at the brace. */
static bool
scan_expression (GcoreParser *parser, Scanner *scanner)
{
  GcoreJoiner *joiner = scanner->joiner;
  if (scanner->depth >= 2)
    return error (parser, "f-string: expressions nested too deeply");
  const char *start = ++scanner->p;
  if (!find_expression_end (parser, scanner))
    return false;
  GcoreExpr *value = parse_expression (parser, scanner, start);
  if (value == NULL)
    return false;
  bool shows_text = *scanner->p == '=';
  if (shows_text)
    {
      do
        scanner->p++;
      while (*scanner->p == ' ' || (*scanner->p >= '\t' && *scanner->p <= '\r'));
      if (scanner->p >= scanner->token->end)
        return error (parser, "f-string: expecting '}'");
      if (!gcore_literal_append (parser, &joiner->literal, start, scanner->p - start))
        return false;
    }
  int conversion = parse_conversion (parser, scanner);
  if (conversion == 0 || !flush_text (parser, joiner, joiner->location))
    return false;
  GcoreExpr *spec = *scanner->p == ':' ? parse_format_spec (parser, scanner) : NULL;
  if (parser->failed)
    return false;
  if (scanner->p >= scanner->token->end || *scanner->p != '}')
    return error (parser, "f-string: expecting '}'");
  scanner->p++;
  GcoreExpr *expr = gcore_ast_new_expr (parser->arena, GCORE_EXPR_FORMATTED_VALUE, joiner->location);
  if (expr == NULL)
    {
      parser->failed = true;
      return false;
    }
  expr->as.formatted_value.value = value;
  expr->as.formatted_value.conversion = shows_text && spec == NULL && conversion == -1 ? 'r' : conversion;
  expr->as.formatted_value.format_spec = spec;
  return gcore_parser_push (parser, expr);
}

/* Text and expressions by turns, up to the end or the brace that ends a specification. */
static bool
scan_parts (GcoreParser *parser, Scanner *scanner)
{
  for (;;)
    {
      if (!scan_text (parser, scanner))
        return false;
      if (scanner->p >= scanner->token->end)
        return scanner->depth == 0 || error (parser, "f-string: expecting '}'");
      if (*scanner->p == '}')
        return true;
      if (!scan_expression (parser, scanner))
        return false;
    }
}

bool
gcore_join_f_string (GcoreParser *parser, GcoreJoiner *joiner, const GcoreStringToken *token)
{
  Scanner scanner = { joiner, token, token->start, 0 };
  joiner->is_f = true;
  return scan_parts (parser, &scanner);
}

GcoreExpr *
gcore_join_finish (GcoreParser *parser, GcoreJoiner *joiner)
{
  if (parser->failed)
    return NULL;
  if (!joiner->is_f)
    {
      GcoreExpr *expr
          = gcore_parser_constant (parser, gcore_literal_take (parser, &joiner->literal), joiner->location);
      if (expr != NULL)
        expr->as.constant.is_u = joiner->is_u;
      return expr;
    }
  if (!flush_text (parser, joiner, joiner->end_location))
    return NULL;
  GcoreExprSeq *values = gcore_parser_take (parser, joiner->first_item);
  GcoreExpr *expr
      = values != NULL ? gcore_ast_new_expr (parser->arena, GCORE_EXPR_JOINED_STR, joiner->end_location) : NULL;
  if (expr == NULL)
    parser->failed = true;
  else
    expr->as.joined_str.values = values;
  return expr;
}
