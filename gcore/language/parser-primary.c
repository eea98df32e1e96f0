/* SPDX-License-Identifier: MIT */
/* Atoms, and what is attached to them: attributes, calls and subscripts. */
#include "gcore/language/parser-private.h"

#include "gcore/objects/complex.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float.h"
#include "gcore/objects/int.h"

/* --- numbers ------------------------------------------------------------------------------------------------------ */

/* The value of a number without underscores: a new reference. */
static GcoreObject *
number_value (const char *text, size_t length)
{
  const char *end;
  if (text[length - 1] == 'j' || text[length - 1] == 'J')
    return gcore_complex_from_doubles (0.0, gcore_double_parse (text, &end));
  bool prefixed = text[0] == '0' && length > 1 && strchr ("xXoObB", text[1]) != NULL;
  if (!prefixed && strpbrk (text, ".eE") != NULL)
    return gcore_float_from_double (gcore_double_parse (text, &end));
  return gcore_int_from_string (text, NULL, 0);
}

/* An integer with so many digits that it is refused: the ValueError becomes a SyntaxError about the literal. */
static void
report_too_many_digits (GcoreParser *parser, GcoreLocation location)
{
  if (!gcore_err_exception_matches (GCORE_EXC (ValueError)))
    return;
  GcoreObject *error = gcore_err_fetch ();
  parser->failed = false;
  gcore_parser_error_at (parser, location,
                         "%S - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.",
                         error);
  gcore_xdecref (error);
}

GcoreExpr *
gcore_parse_number (GcoreParser *parser)
{
  if (!gcore_parser_accept (parser, GCORE_TOKEN_NUMBER))
    return NULL;
  const GcoreToken *token = &parser->tokens[parser->position - 1];
  GcoreLocation location = gcore_parser_token_location (parser, parser->position - 1);
  size_t length = 0;
  char few_digits[64];
  char *digits = few_digits;
  if ((size_t) (token->end - token->start) >= sizeof few_digits)
    digits = gcore_parser_alloc (parser, (size_t) (token->end - token->start) + 1);
  if (digits == NULL)
    return NULL;
  for (const char *p = token->start; p < token->end; p++)
    if (*p != '_')
      digits[length++] = *p;
  digits[length] = 0;
  GcoreObject *value = gcore_parser_own (parser, number_value (digits, length));
  if (value == NULL)
    {
      report_too_many_digits (parser, location);
      return NULL;
    }
  return gcore_parser_constant (parser, value, location);
}

/* --- atoms -------------------------------------------------------------------------------------------------------- */

GcoreExpr *
gcore_parse_strings (GcoreParser *parser)
{
  intptr_t first = parser->position;
  while (gcore_parser_accept (parser, GCORE_TOKEN_STRING))
    continue;
  return parser->failed ? NULL : gcore_parse_string_tokens (parser, first);
}

static GcoreExpr *
parse_name (GcoreParser *parser)
{
  intptr_t start = parser->position;
  GcoreObject *id = gcore_parser_name (parser);
  GcoreExpr *expr = id != NULL ? gcore_parser_expr (parser, GCORE_EXPR_NAME, start) : NULL;
  if (expr != NULL)
    expr->as.name.id = id;
  return expr;
}

/* A token that is a constant: VALUE is borrowed. */
static GcoreExpr *
parse_constant (GcoreParser *parser, GcoreObject *value)
{
  intptr_t start = parser->position++;
  return gcore_parser_constant (parser, value, gcore_parser_token_location (parser, start));
}

static GcoreExpr *
parse_atom (GcoreParser *parser)
{
  switch (gcore_parser_peek (parser))
    {
    case GCORE_TOKEN_NAME: return parse_name (parser);
    case GCORE_TOKEN_NUMBER: return gcore_parse_number (parser);
    case GCORE_TOKEN_STRING: return gcore_parse_strings (parser);
    case GCORE_TOKEN_LPAR: return gcore_parse_parenthesized (parser);
    case GCORE_TOKEN_LSQB: return gcore_parse_bracketed (parser);
    case GCORE_TOKEN_LBRACE: return gcore_parse_braced (parser);
    case GCORE_TOKEN_TRUE: return parse_constant (parser, GCORE_TRUE);
    case GCORE_TOKEN_FALSE: return parse_constant (parser, GCORE_FALSE);
    case GCORE_TOKEN_NONE: return parse_constant (parser, GCORE_NONE);
    case GCORE_TOKEN_ELLIPSIS: return parse_constant (parser, GCORE_ELLIPSIS);
    default: return NULL;
    }
}

/* --- subscripts --------------------------------------------------------------------------------------------------- */

/* An optional part of a slice: nothing if a delimiter follows. */
static bool
parse_slice_part (GcoreParser *parser, GcoreExpr **part)
{
  *part = NULL;
  switch (gcore_parser_peek (parser))
    {
    case GCORE_TOKEN_COLON: case GCORE_TOKEN_COMMA: case GCORE_TOKEN_RSQB:
      return true;
    default:
      *part = gcore_parse_expression (parser);
      return *part != NULL;
    }
}

/* The colon behind LOWER is next. */
static GcoreExpr *
parse_slice_rest (GcoreParser *parser, intptr_t start, GcoreExpr *lower)
{
  GcoreExpr *upper, *step = NULL;
  parser->position++;
  if (!parse_slice_part (parser, &upper))
    return NULL;
  if (gcore_parser_accept (parser, GCORE_TOKEN_COLON) && !parse_slice_part (parser, &step))
    return NULL;
  GcoreExpr *expr = gcore_parser_expr (parser, GCORE_EXPR_SLICE, start);
  if (expr == NULL)
    return NULL;
  expr->as.slice.lower = lower;
  expr->as.slice.upper = upper;
  expr->as.slice.step = step;
  return expr;
}

static GcoreExpr *
parse_slice (GcoreParser *parser)
{
  intptr_t start = parser->position;
  switch (gcore_parser_peek (parser))
    {
    case GCORE_TOKEN_COLON:
      return parse_slice_rest (parser, start, NULL);
    case GCORE_TOKEN_STAR:
      return gcore_parse_starred_expression (parser);
    default:
      break;
    }
  if (parser->diagnosing)
    {
      /* A plain bound is tried before a named expression, with the mistakes that belong to that. */
      GcoreMark mark = gcore_parser_mark (parser);
      GcoreExpr *lower = gcore_parse_expression (parser);
      if (lower != NULL && gcore_parser_peek (parser) == GCORE_TOKEN_COLON)
        return parse_slice_rest (parser, start, lower);
      gcore_parser_reset (parser, mark);
      if (parser->failed)
        return NULL;
    }
  GcoreExpr *expr = gcore_parse_named_expression (parser);
  if (expr != NULL && expr->kind != GCORE_EXPR_NAMED_EXPR && gcore_parser_peek (parser) == GCORE_TOKEN_COLON)
    return parse_slice_rest (parser, start, expr);
  return expr;
}

GcoreExpr *
gcore_parse_slices (GcoreParser *parser)
{
  intptr_t start = parser->position;
  intptr_t first = parser->n_items;
  GcoreExpr *expr = parse_slice (parser);
  if (expr == NULL)
    return NULL;
  if (gcore_parser_peek (parser) != GCORE_TOKEN_COMMA && expr->kind != GCORE_EXPR_STARRED)
    return expr;
  if (!gcore_parser_push (parser, expr))
    return NULL;
  while (gcore_parser_accept (parser, GCORE_TOKEN_COMMA) && gcore_parser_peek (parser) != GCORE_TOKEN_RSQB)
    if (!gcore_parser_push (parser, parse_slice (parser)))
      return NULL;
  GcoreExprSeq *elts = gcore_parser_take (parser, first);
  expr = elts != NULL ? gcore_parser_expr (parser, GCORE_EXPR_TUPLE, start) : NULL;
  if (expr != NULL)
    expr->as.tuple.elts = elts;
  return expr;
}

static GcoreExpr *
parse_subscript (GcoreParser *parser, intptr_t start, GcoreExpr *value)
{
  parser->position++;
  GcoreExpr *slice = gcore_parse_slices (parser);
  if (slice == NULL || !gcore_parser_accept (parser, GCORE_TOKEN_RSQB))
    return NULL;
  GcoreExpr *expr = gcore_parser_expr (parser, GCORE_EXPR_SUBSCRIPT, start);
  if (expr == NULL)
    return NULL;
  expr->as.subscript.value = value;
  expr->as.subscript.slice = slice;
  return expr;
}

/* --- calls and attributes ----------------------------------------------------------------------------------------- */

static GcoreExpr *
parse_attribute (GcoreParser *parser, intptr_t start, GcoreExpr *value)
{
  parser->position++;
  GcoreObject *attr = gcore_parser_name (parser);
  GcoreExpr *expr = attr != NULL ? gcore_parser_expr (parser, GCORE_EXPR_ATTRIBUTE, start) : NULL;
  if (expr == NULL)
    return NULL;
  expr->as.attribute.value = value;
  expr->as.attribute.attr = attr;
  return expr;
}

/* The argument list behind the parenthesis at the position: a Call without function; NULL in *CALL if it is empty. */
static bool
parse_call_arguments (GcoreParser *parser, GcoreExpr **call)
{
  *call = NULL;
  if (parser->diagnosing)
    {
      GcoreMark mark = gcore_parser_mark (parser);
      GcoreExpr *generator = gcore_parse_generator (parser);
      if (generator != NULL)
        {
          *call = gcore_parser_expr (parser, GCORE_EXPR_CALL, mark.position);
          if (*call == NULL)
            return false;
          (*call)->as.call.args = gcore_parser_single (parser, generator);
          (*call)->as.call.keywords = gcore_parser_take (parser, parser->n_items);
          return !parser->failed;
        }
      gcore_parser_reset (parser, mark);
      if (parser->failed)
        return false;
    }
  parser->position++;
  if (gcore_parser_accept (parser, GCORE_TOKEN_RPAR))
    return true;
  *call = gcore_parse_arguments (parser, true);
  return *call != NULL && gcore_parser_accept (parser, GCORE_TOKEN_RPAR);
}

static GcoreExpr *
parse_call (GcoreParser *parser, intptr_t start, GcoreExpr *func)
{
  GcoreExpr *call;
  if (!parse_call_arguments (parser, &call))
    return NULL;
  if (call == NULL)
    {
      call = gcore_parser_expr (parser, GCORE_EXPR_CALL, start);
      if (call == NULL)
        return NULL;
      call->as.call.args = gcore_parser_take (parser, parser->n_items);
      call->as.call.keywords = gcore_parser_take (parser, parser->n_items);
    }
  call->location = gcore_parser_location (parser, start);
  call->as.call.func = func;
  return call;
}

static GcoreExpr *
parse_primary_here (GcoreParser *parser)
{
  intptr_t start = parser->position;
  GcoreExpr *expr = parse_atom (parser);
  while (expr != NULL)
    {
      GcoreMark mark = gcore_parser_mark (parser);
      GcoreExpr *longer;
      switch (gcore_parser_peek (parser))
        {
        case GCORE_TOKEN_DOT:
          longer = parse_attribute (parser, start, expr);
          break;
        case GCORE_TOKEN_LPAR:
          longer = parse_call (parser, start, expr);
          break;
        case GCORE_TOKEN_LSQB:
          longer = parse_subscript (parser, start, expr);
          break;
        default:
          return expr;
        }
      if (longer == NULL)
        {
          gcore_parser_reset (parser, mark);
          return parser->failed ? NULL : expr;
        }
      expr = longer;
    }
  return NULL;
}

GcoreExpr *
gcore_parse_primary (GcoreParser *parser)
{
  if (GCORE_LIKELY (!parser->memoizing))
    return parse_primary_here (parser);
  GcoreExpr *expr;
  intptr_t start = parser->position;
  if (gcore_parser_recall (parser, GCORE_MEMO_PRIMARY, &expr))
    return expr;
  expr = parse_primary_here (parser);
  return gcore_parser_remember (parser, GCORE_MEMO_PRIMARY, start, expr);
}
