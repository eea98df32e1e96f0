/* SPDX-License-Identifier: MIT */
/* The patterns of the match statement. */
#include "gcore/language/parser-private.h"

#include "gcore/objects/complex.h"
#include "gcore/objects/state.h"

static GcorePattern *parse_pattern (GcoreParser *parser);

static GcorePattern *
value_pattern (GcoreParser *parser, intptr_t start, GcoreExpr *value)
{
  GcorePattern *pattern = value != NULL ? gcore_parser_pattern (parser, GCORE_PATTERN_VALUE, start) : NULL;
  if (pattern != NULL)
    pattern->as.value.value = value;
  return pattern;
}

/* --- literals ----------------------------------------------------------------------------------------------------- */

/* NUMBER or - NUMBER */
static GcoreExpr *
parse_signed_number (GcoreParser *parser)
{
  intptr_t start = parser->position;
  if (!gcore_parser_accept (parser, GCORE_TOKEN_MINUS))
    return gcore_parse_number (parser);
  GcoreExpr *operand = gcore_parse_number (parser);
  GcoreExpr *expr = operand != NULL ? gcore_parser_expr (parser, GCORE_EXPR_UNARY_OP, start) : NULL;
  if (expr == NULL)
    return NULL;
  expr->as.unary_op.op = GCORE_USUB;
  expr->as.unary_op.operand = operand;
  return expr;
}

static bool
is_complex (const GcoreExpr *number)
{
  return number->kind == GCORE_EXPR_CONSTANT && gcore_is_exact (number->as.constant.value, COMPLEX);
}

/* A number, perhaps with a sign, perhaps followed by an imaginary number. */
static GcoreExpr *
parse_number_pattern (GcoreParser *parser)
{
  intptr_t start = parser->position;
  GcoreExpr *left = parse_signed_number (parser);
  if (left == NULL)
    return NULL;
  int sign = gcore_parser_peek (parser);
  if (sign != GCORE_TOKEN_PLUS && sign != GCORE_TOKEN_MINUS)
    return left;
  const GcoreExpr *real = left->kind == GCORE_EXPR_UNARY_OP ? left->as.unary_op.operand : left;
  if (is_complex (real))
    return gcore_parser_error_at (parser, real->location, "real number required in complex literal");
  parser->position++;
  GcoreExpr *right = gcore_parse_number (parser);
  if (right == NULL)
    return NULL;
  if (!is_complex (right))
    return gcore_parser_error_at (parser, right->location, "imaginary number required in complex literal");
  GcoreExpr *expr = gcore_parser_expr (parser, GCORE_EXPR_BIN_OP, start);
  if (expr == NULL)
    return NULL;
  expr->as.bin_op.left = left;
  expr->as.bin_op.op = sign == GCORE_TOKEN_PLUS ? GCORE_OP_ADD : GCORE_OP_SUB;
  expr->as.bin_op.right = right;
  return expr;
}

/* The value of None, True or False if that is the next token. */
static GcoreObject *
accept_singleton (GcoreParser *parser)
{
  if (gcore_parser_accept (parser, GCORE_TOKEN_NONE))
    return GCORE_NONE;
  if (gcore_parser_accept (parser, GCORE_TOKEN_TRUE))
    return GCORE_TRUE;
  return gcore_parser_accept (parser, GCORE_TOKEN_FALSE) ? GCORE_FALSE : NULL;
}

static GcorePattern *
parse_singleton (GcoreParser *parser)
{
  intptr_t start = parser->position;
  GcoreObject *value = accept_singleton (parser);
  GcorePattern *pattern = gcore_parser_pattern (parser, GCORE_PATTERN_SINGLETON, start);
  if (pattern != NULL)
    pattern->as.singleton.value = value;
  return pattern;
}

/* --- names -------------------------------------------------------------------------------------------------------- */

/* A name with attributes; *DOTTED: there are some. */
static GcoreExpr *
parse_dotted (GcoreParser *parser, bool *dotted)
{
  intptr_t start = parser->position;
  GcoreObject *id = gcore_parser_name (parser);
  GcoreExpr *expr = id != NULL ? gcore_parser_expr (parser, GCORE_EXPR_NAME, start) : NULL;
  if (expr == NULL)
    return NULL;
  expr->as.name.id = id;
  *dotted = false;
  while (gcore_parser_accept (parser, GCORE_TOKEN_DOT))
    {
      GcoreObject *attr = gcore_parser_name (parser);
      GcoreExpr *longer = attr != NULL ? gcore_parser_expr (parser, GCORE_EXPR_ATTRIBUTE, start) : NULL;
      if (longer == NULL)
        return NULL;
      longer->as.attribute.value = expr;
      longer->as.attribute.attr = attr;
      expr = longer;
      *dotted = true;
    }
  return expr;
}

/* A name that gets a value, which _ does not: NULL in *NAME for that. */
static bool
parse_capture_name (GcoreParser *parser, GcoreObject **name)
{
  *name = NULL;
  if (gcore_parser_at_word (parser, "_"))
    {
      parser->position++;
      return true;
    }
  if (gcore_parser_peek (parser) != GCORE_TOKEN_NAME)
    return false;
  switch (gcore_parser_peek_second (parser))
    {
    case GCORE_TOKEN_DOT: case GCORE_TOKEN_LPAR: case GCORE_TOKEN_EQUAL:
      return false;
    default:
      *name = gcore_parser_name (parser);
      return *name != NULL;
    }
}

static GcorePattern *
parse_capture (GcoreParser *parser)
{
  intptr_t start = parser->position;
  GcoreObject *name;
  GcorePattern *pattern
      = parse_capture_name (parser, &name) ? gcore_parser_pattern (parser, GCORE_PATTERN_AS, start) : NULL;
  if (pattern != NULL)
    pattern->as.as.name = name;
  return pattern;
}

/* --- classes ------------------------------------------------------------------------------------------------------ */

/* Patterns without a name behind one with a name. */
static void
diagnose_positional (GcoreParser *parser)
{
  intptr_t start = parser->position;
  if (parse_pattern (parser) == NULL)
    return;
  GcoreLocation location = gcore_parser_location (parser, start);
  while (gcore_parser_accept (parser, GCORE_TOKEN_COMMA) && gcore_parser_peek_second (parser) != GCORE_TOKEN_EQUAL
         && parse_pattern (parser) != NULL)
    location = gcore_parser_location (parser, start);
  gcore_parser_error_at (parser, location, "positional patterns follow keyword patterns");
}

/* Whether NAME = is next. Behind other patterns _ is read as one, too, and never as a name. */
static bool
at_keyword_pattern (GcoreParser *parser, bool behind_pattern)
{
  return gcore_parser_peek (parser) == GCORE_TOKEN_NAME && !(behind_pattern && gcore_parser_at_word (parser, "_"))
         && gcore_parser_peek_second (parser) == GCORE_TOKEN_EQUAL;
}

/* Pushes NAME and the pattern behind = . */
static bool
parse_keyword_pattern (GcoreParser *parser)
{
  if (!gcore_parser_push (parser, gcore_parser_name (parser)))
    return false;
  parser->position++;
  return gcore_parser_push (parser, parse_pattern (parser));
}

/* Takes the names and patterns that lie on the item stack by turns, from FIRST on. */
static void
take_keyword_patterns (GcoreParser *parser, intptr_t first, GcorePattern *pattern)
{
  intptr_t count = (parser->n_items - first) / 2;
  GcoreIdentifierSeq *names = gcore_ast_new_seq (parser->arena, count, sizeof (void *));
  GcorePatternSeq *patterns = gcore_ast_new_seq (parser->arena, count, sizeof (void *));
  if (names == NULL || patterns == NULL)
    {
      parser->failed = true;
      return;
    }
  for (intptr_t i = 0; i < count; i++)
    {
      names->items[i] = parser->items[first + 2 * i];
      patterns->items[i] = parser->items[first + 2 * i + 1];
    }
  parser->n_items = first;
  pattern->as.class_.kwd_attrs = names;
  pattern->as.class_.kwd_patterns = patterns;
}

/* What stands in a class pattern's parentheses: patterns, then keyword patterns. */
static bool
parse_class_arguments (GcoreParser *parser, GcorePattern *pattern)
{
  intptr_t first = parser->n_items;
  intptr_t n_positional = 0;
  while (gcore_parser_peek (parser) != GCORE_TOKEN_RPAR)
    {
      bool only_positional = parser->n_items == first + n_positional;
      if (at_keyword_pattern (parser, only_positional && n_positional > 0))
        {
          if (!parse_keyword_pattern (parser))
            return false;
        }
      else if (!only_positional)
        {
          if (parser->diagnosing)
            diagnose_positional (parser);
          return false;
        }
      else if (gcore_parser_push (parser, parse_pattern (parser)))
        n_positional++;
      else
        return false;
      if (!gcore_parser_accept (parser, GCORE_TOKEN_COMMA))
        break;
    }
  if (!gcore_parser_accept (parser, GCORE_TOKEN_RPAR))
    return false;
  take_keyword_patterns (parser, first + n_positional, pattern);
  pattern->as.class_.patterns = gcore_parser_take (parser, first);
  return !parser->failed;
}

/* A pattern that begins with a name: capture, wildcard, value or class. */
static GcorePattern *
parse_name_pattern (GcoreParser *parser)
{
  intptr_t start = parser->position;
  bool dotted;
  if (gcore_parser_at_word (parser, "_"))
    return parse_capture (parser);
  int second = gcore_parser_peek_second (parser);
  if (second != GCORE_TOKEN_DOT && second != GCORE_TOKEN_LPAR)
    return parse_capture (parser);
  GcoreExpr *cls = parse_dotted (parser, &dotted);
  if (cls == NULL)
    return NULL;
  if (!gcore_parser_accept (parser, GCORE_TOKEN_LPAR))
    return gcore_parser_peek (parser) != GCORE_TOKEN_EQUAL ? value_pattern (parser, start, cls) : NULL;
  GcorePattern *pattern = gcore_parser_pattern (parser, GCORE_PATTERN_CLASS, start);
  if (pattern == NULL || !parse_class_arguments (parser, pattern))
    return NULL;
  pattern->as.class_.cls = cls;
  pattern->location = gcore_parser_location (parser, start);
  return pattern;
}

/* --- sequences ---------------------------------------------------------------------------------------------------- */

/* A pattern, or a star and a name. */
static GcorePattern *
parse_maybe_star (GcoreParser *parser)
{
  intptr_t start = parser->position;
  GcoreObject *name;
  if (!gcore_parser_accept (parser, GCORE_TOKEN_STAR))
    return parse_pattern (parser);
  GcorePattern *pattern
      = parse_capture_name (parser, &name) ? gcore_parser_pattern (parser, GCORE_PATTERN_STAR, start) : NULL;
  if (pattern != NULL)
    pattern->as.star.name = name;
  return pattern;
}

/* Pushes patterns with commas between them up to CLOSING, which stays. *COMMA: there is one behind the first. */
static bool
parse_sequence_items (GcoreParser *parser, GcoreTokenKind closing, bool *comma)
{
  *comma = false;
  while (gcore_parser_peek (parser) != closing)
    {
      if (!gcore_parser_push (parser, parse_maybe_star (parser)))
        return false;
      if (!gcore_parser_accept (parser, GCORE_TOKEN_COMMA))
        break;
      *comma = true;
    }
  return !parser->failed;
}

static GcorePattern *
sequence_pattern (GcoreParser *parser, intptr_t start, intptr_t first)
{
  GcorePatternSeq *patterns = gcore_parser_take (parser, first);
  GcorePattern *pattern = patterns != NULL ? gcore_parser_pattern (parser, GCORE_PATTERN_SEQUENCE, start) : NULL;
  if (pattern != NULL)
    pattern->as.sequence.patterns = patterns;
  return pattern;
}

/* Brackets, or parentheses with a comma; a single pattern in parentheses stands for itself. */
static GcorePattern *
parse_bracketed (GcoreParser *parser, GcoreTokenKind closing)
{
  intptr_t start = parser->position++;
  intptr_t first = parser->n_items;
  bool comma;
  if (!parse_sequence_items (parser, closing, &comma) || !gcore_parser_accept (parser, closing))
    return NULL;
  if (closing == GCORE_TOKEN_RPAR && !comma && parser->n_items == first + 1)
    {
      GcorePattern *pattern = parser->items[--parser->n_items];
      return pattern->kind != GCORE_PATTERN_STAR ? pattern : NULL;
    }
  return sequence_pattern (parser, start, first);
}

/* --- mappings ----------------------------------------------------------------------------------------------------- */

static GcoreExpr *
parse_mapping_key (GcoreParser *parser)
{
  intptr_t start = parser->position;
  bool dotted;
  GcoreExpr *key;
  switch (gcore_parser_peek (parser))
    {
    case GCORE_TOKEN_NAME:
      key = parse_dotted (parser, &dotted);
      return key != NULL && dotted ? key : NULL;
    case GCORE_TOKEN_STRING:
      return gcore_parse_strings (parser);
    case GCORE_TOKEN_NONE: case GCORE_TOKEN_TRUE: case GCORE_TOKEN_FALSE:
      return gcore_parser_constant (parser, accept_singleton (parser), gcore_parser_token_location (parser, start));
    default:
      return parse_number_pattern (parser);
    }
}

static GcorePattern *
parse_mapping (GcoreParser *parser)
{
  intptr_t start = parser->position++;
  intptr_t first = parser->n_items;
  GcoreObject *rest = NULL;

  while (rest == NULL && gcore_parser_peek (parser) != GCORE_TOKEN_RBRACE)
    {
      if (gcore_parser_accept (parser, GCORE_TOKEN_DOUBLE_STAR))
        {
          if (!parse_capture_name (parser, &rest) || rest == NULL)
            return NULL;
        }
      else if (!gcore_parser_push (parser, parse_mapping_key (parser))
               || !gcore_parser_accept (parser, GCORE_TOKEN_COLON)
               || !gcore_parser_push (parser, parse_pattern (parser)))
        return NULL;
      if (!gcore_parser_accept (parser, GCORE_TOKEN_COMMA))
        break;
    }
  if (!gcore_parser_accept (parser, GCORE_TOKEN_RBRACE))
    return NULL;
  intptr_t count = (parser->n_items - first) / 2;
  GcoreExprSeq *keys = gcore_ast_new_seq (parser->arena, count, sizeof (void *));
  GcorePatternSeq *patterns = gcore_ast_new_seq (parser->arena, count, sizeof (void *));
  GcorePattern *pattern = gcore_parser_pattern (parser, GCORE_PATTERN_MAPPING, start);
  if (keys == NULL || patterns == NULL || pattern == NULL)
    {
      parser->failed = true;
      return NULL;
    }
  for (intptr_t i = 0; i < count; i++)
    {
      keys->items[i] = parser->items[first + 2 * i];
      patterns->items[i] = parser->items[first + 2 * i + 1];
    }
  parser->n_items = first;
  pattern->as.mapping.keys = keys;
  pattern->as.mapping.patterns = patterns;
  pattern->as.mapping.rest = rest;
  return pattern;
}

/* --- any ---------------------------------------------------------------------------------------------------------- */

static GcorePattern *
parse_closed (GcoreParser *parser)
{
  intptr_t start = parser->position;
  switch (gcore_parser_peek (parser))
    {
    case GCORE_TOKEN_NUMBER: case GCORE_TOKEN_MINUS:
      return value_pattern (parser, start, parse_number_pattern (parser));
    case GCORE_TOKEN_STRING:
      return value_pattern (parser, start, gcore_parse_strings (parser));
    case GCORE_TOKEN_NONE: case GCORE_TOKEN_TRUE: case GCORE_TOKEN_FALSE:
      return parse_singleton (parser);
    case GCORE_TOKEN_NAME:
      return parse_name_pattern (parser);
    case GCORE_TOKEN_LPAR:
      return parse_bracketed (parser, GCORE_TOKEN_RPAR);
    case GCORE_TOKEN_LSQB:
      return parse_bracketed (parser, GCORE_TOKEN_RSQB);
    case GCORE_TOKEN_LBRACE:
      return parse_mapping (parser);
    default:
      return NULL;
    }
}

static GcorePattern *
parse_or (GcoreParser *parser)
{
  intptr_t start = parser->position;
  intptr_t first = parser->n_items;
  GcorePattern *left = parse_closed (parser);
  if (left == NULL || gcore_parser_peek (parser) != GCORE_TOKEN_VBAR)
    return left;
  gcore_parser_push (parser, left);
  while (gcore_parser_accept (parser, GCORE_TOKEN_VBAR))
    if (!gcore_parser_push (parser, parse_closed (parser)))
      return NULL;
  GcorePatternSeq *patterns = gcore_parser_take (parser, first);
  GcorePattern *pattern = patterns != NULL ? gcore_parser_pattern (parser, GCORE_PATTERN_OR, start) : NULL;
  if (pattern != NULL)
    pattern->as.or_.patterns = patterns;
  return pattern;
}

/* What cannot stand behind as. */
static void
diagnose_as (GcoreParser *parser)
{
  if (gcore_parser_at_word (parser, "_"))
    gcore_parser_error_at_token (parser, parser->position, "cannot use '_' as a target");
  else if (gcore_parser_peek (parser) != GCORE_TOKEN_NAME)
    {
      GcoreExpr *expr = gcore_parse_expression (parser);
      if (expr != NULL)
        gcore_parser_error_at (parser, expr->location, "invalid pattern target");
    }
}

static GcorePattern *
parse_as_pattern (GcoreParser *parser)
{
  intptr_t start = parser->position;
  GcoreObject *name;
  GcorePattern *inner = parse_or (parser);
  if (inner == NULL || !gcore_parser_accept (parser, GCORE_TOKEN_AS))
    return inner;
  GcoreMark mark = gcore_parser_mark (parser);
  if (!parse_capture_name (parser, &name) || name == NULL)
    {
      gcore_parser_reset (parser, mark);
      if (parser->diagnosing && !parser->failed)
        diagnose_as (parser);
      return NULL;
    }
  GcorePattern *pattern = gcore_parser_pattern (parser, GCORE_PATTERN_AS, start);
  if (pattern == NULL)
    return NULL;
  pattern->as.as.pattern = inner;
  pattern->as.as.name = name;
  return pattern;
}

static GcorePattern *
parse_pattern (GcoreParser *parser)
{
  GcorePattern *pattern;
  intptr_t start = parser->position;
  if (parser->memoizing && gcore_parser_recall (parser, GCORE_MEMO_PATTERN, &pattern))
    return pattern;
  if (!gcore_parser_enter (parser))
    return NULL;
  pattern = parse_as_pattern (parser);
  gcore_parser_leave (parser);
  return parser->memoizing ? gcore_parser_remember (parser, GCORE_MEMO_PATTERN, start, pattern) : pattern;
}

GcorePattern *
gcore_parse_patterns (GcoreParser *parser)
{
  intptr_t start = parser->position;
  intptr_t first = parser->n_items;
  GcorePattern *pattern = parse_maybe_star (parser);
  if (pattern == NULL)
    return NULL;
  if (gcore_parser_peek (parser) != GCORE_TOKEN_COMMA)
    return pattern->kind != GCORE_PATTERN_STAR ? pattern : NULL;
  gcore_parser_push (parser, pattern);
  while (gcore_parser_accept (parser, GCORE_TOKEN_COMMA))
    {
      int next = gcore_parser_peek (parser);
      if (next == GCORE_TOKEN_COLON || next == GCORE_TOKEN_IF)
        break;
      if (!gcore_parser_push (parser, parse_maybe_star (parser)))
        return NULL;
    }
  return sequence_pattern (parser, start, first);
}
