/* SPDX-License-Identifier: MIT */
/* Known mistakes in statements. Alternatives are tried in turn, from the same token. */
#include "gcore/language/parser-private.h"

/* --- assignments -------------------------------------------------------------------------------------------------- */

/* A list or tuple, perhaps in parentheses, with an annotation. */
static void
annotated_display (GcoreParser *parser)
{
  int token = gcore_parser_peek (parser);
  if (token != GCORE_TOKEN_LPAR && token != GCORE_TOKEN_LSQB)
    return;
  GcoreExpr *target = token == GCORE_TOKEN_LPAR ? gcore_parse_parenthesized (parser) : gcore_parse_bracketed (parser);
  if (target == NULL || (target->kind != GCORE_EXPR_LIST && target->kind != GCORE_EXPR_TUPLE))
    return;
  if (gcore_parser_accept (parser, GCORE_TOKEN_COLON) && gcore_parse_expression (parser) != NULL)
    gcore_parser_error_at (parser, target->location, "only single target (not %s) can be annotated",
                           gcore_ast_describe_expr (target));
}

static void
annotated_tuple (GcoreParser *parser)
{
  GcoreExpr *first = gcore_parse_star_named_expression (parser);
  if (first == NULL || !gcore_parser_accept (parser, GCORE_TOKEN_COMMA))
    return;
  GcoreMark mark;
  do
    mark = gcore_parser_mark (parser);
  while (gcore_parse_star_named_expressions (parser) != NULL);
  gcore_parser_reset (parser, mark);
  if (!parser->failed && gcore_parser_accept (parser, GCORE_TOKEN_COLON) && gcore_parse_expression (parser) != NULL)
    gcore_parser_error_at (parser, first->location, "only single target (not tuple) can be annotated");
}

static void
annotated_expression (GcoreParser *parser)
{
  GcoreExpr *target = gcore_parse_expression (parser);
  if (target != NULL && gcore_parser_accept (parser, GCORE_TOKEN_COLON) && gcore_parse_expression (parser) != NULL)
    gcore_parser_error_at (parser, target->location, "illegal target for annotation");
}

/* Behind good targets, each with its = . */
static void
skip_targets (GcoreParser *parser)
{
  for (;;)
    {
      GcoreMark mark = gcore_parser_mark (parser);
      if (gcore_parse_star_targets (parser) == NULL || !gcore_parser_accept (parser, GCORE_TOKEN_EQUAL))
        {
          gcore_parser_reset (parser, mark);
          return;
        }
    }
}

static void
assigned_expression (GcoreParser *parser)
{
  skip_targets (parser);
  GcoreExpr *target = gcore_parse_star_expressions (parser);
  if (target != NULL && gcore_parser_accept (parser, GCORE_TOKEN_EQUAL))
    gcore_parser_error_target (parser, GCORE_TARGET_STAR, target);
}

static void
assigned_yield (GcoreParser *parser)
{
  skip_targets (parser);
  GcoreExpr *target = gcore_parse_yield (parser);
  if (target != NULL && gcore_parser_accept (parser, GCORE_TOKEN_EQUAL))
    gcore_parser_error_at (parser, target->location, "assignment to yield expression not possible");
}

static void
augmented_expression (GcoreParser *parser)
{
  GcoreExpr *target = gcore_parse_star_expressions (parser);
  int token = gcore_parser_peek (parser);
  if (target == NULL || token < GCORE_TOKEN_PLUS_EQUAL || token > GCORE_TOKEN_DOUBLE_SLASH_EQUAL)
    return;
  parser->position++;
  if (gcore_parse_value (parser) != NULL)
    gcore_parser_error_at (parser, target->location, "'%s' is an illegal expression for augmented assignment",
                           gcore_ast_describe_expr (target));
}

bool
gcore_diagnose_assignment (GcoreParser *parser)
{
  static void (*const mistakes[]) (GcoreParser *parser)
      = { annotated_display,   annotated_tuple, annotated_expression,
          assigned_expression, assigned_yield,  augmented_expression };
  GcoreMark mark = gcore_parser_mark (parser);
  for (size_t i = 0; i < GCORE_N_ELEMENTS (mistakes) && !parser->failed; i++)
    {
      gcore_parser_reset (parser, mark);
      mistakes[i] (parser);
    }
  gcore_parser_reset (parser, mark);
  return parser->failed;
}

/* --- targets of other statements ---------------------------------------------------------------------------------- */

bool
gcore_diagnose_for_target (GcoreParser *parser)
{
  GcoreMark mark = gcore_parser_mark (parser);
  gcore_parser_accept (parser, GCORE_TOKEN_ASYNC);
  if (gcore_parser_accept (parser, GCORE_TOKEN_FOR))
    {
      GcoreExpr *target = gcore_parse_star_expressions (parser);
      if (target != NULL)
        gcore_parser_error_target (parser, GCORE_TARGET_FOR, target);
    }
  gcore_parser_reset (parser, mark);
  return parser->failed;
}

bool
gcore_diagnose_with_item (GcoreParser *parser)
{
  GcoreMark mark = gcore_parser_mark (parser);
  if (gcore_parse_expression (parser) != NULL && gcore_parser_accept (parser, GCORE_TOKEN_AS))
    {
      GcoreExpr *target = gcore_parse_expression (parser);
      int next = gcore_parser_peek (parser);
      if (target != NULL && (next == GCORE_TOKEN_COMMA || next == GCORE_TOKEN_RPAR || next == GCORE_TOKEN_COLON))
        gcore_parser_error_target (parser, GCORE_TARGET_STAR, target);
    }
  gcore_parser_reset (parser, mark);
  return parser->failed;
}

/* The items of a with statement, more of them than are accepted, and no colon. */
static void
with_without_colon (GcoreParser *parser, bool parenthesized)
{
  if (parenthesized && !gcore_parser_accept (parser, GCORE_TOKEN_LPAR))
    return;
  for (bool first = true; first || gcore_parser_accept (parser, GCORE_TOKEN_COMMA); first = false)
    {
      if (parenthesized && !first && gcore_parser_peek (parser) == GCORE_TOKEN_RPAR)
        break;
      GcoreExpr *context = parenthesized ? gcore_parse_expressions (parser) : gcore_parse_expression (parser);
      if (context == NULL)
        return;
      GcoreMark mark = gcore_parser_mark (parser);
      if (gcore_parser_accept (parser, GCORE_TOKEN_AS) && gcore_parse_star_target (parser) == NULL)
        gcore_parser_reset (parser, mark);
    }
  if (parenthesized && !gcore_parser_accept (parser, GCORE_TOKEN_RPAR))
    return;
  if (gcore_parser_peek (parser) == GCORE_TOKEN_NEWLINE)
    gcore_parser_error (parser, "expected ':'");
}

bool
gcore_diagnose_with (GcoreParser *parser)
{
  GcoreMark mark = gcore_parser_mark (parser);
  with_without_colon (parser, false);
  gcore_parser_reset (parser, mark);
  if (!parser->failed)
    with_without_colon (parser, true);
  gcore_parser_reset (parser, mark);
  return parser->failed;
}

bool
gcore_diagnose_delete (GcoreParser *parser)
{
  GcoreMark mark = gcore_parser_mark (parser);
  parser->position++;
  GcoreExpr *target = gcore_parse_star_expressions (parser);
  if (target != NULL)
    gcore_parser_error_target (parser, GCORE_TARGET_DEL, target);
  gcore_parser_reset (parser, mark);
  return parser->failed;
}
