/* SPDX-License-Identifier: MIT */
/* What can be assigned to or deleted. Targets are read as expressions and then looked at. */
#include "gcore/language/parser-private.h"

bool
gcore_is_single_target (const GcoreExpr *expr)
{
  return expr->kind == GCORE_EXPR_NAME || expr->kind == GCORE_EXPR_ATTRIBUTE || expr->kind == GCORE_EXPR_SUBSCRIPT;
}

static bool
can_be_target (const GcoreExpr *expr, GcoreExprContext context)
{
  switch (expr->kind)
    {
    case GCORE_EXPR_NAME: case GCORE_EXPR_ATTRIBUTE: case GCORE_EXPR_SUBSCRIPT:
      return true;
    case GCORE_EXPR_STARRED:
      return context == GCORE_STORE && can_be_target (expr->as.starred.value, context);
    case GCORE_EXPR_TUPLE: case GCORE_EXPR_LIST:
      for (intptr_t i = 0; i < expr->as.tuple.elts->count; i++)
        if (!can_be_target (expr->as.tuple.elts->items[i], context))
          return false;
      return true;
    default:
      return false;
    }
}

static void
set_context (GcoreExpr *expr, GcoreExprContext context)
{
  switch (expr->kind)
    {
    case GCORE_EXPR_NAME:
      expr->as.name.ctx = context;
      break;
    case GCORE_EXPR_ATTRIBUTE:
      expr->as.attribute.ctx = context;
      break;
    case GCORE_EXPR_SUBSCRIPT:
      expr->as.subscript.ctx = context;
      break;
    case GCORE_EXPR_STARRED:
      expr->as.starred.ctx = context;
      set_context (expr->as.starred.value, context);
      break;
    case GCORE_EXPR_TUPLE: case GCORE_EXPR_LIST:
      expr->as.tuple.ctx = context;
      for (intptr_t i = 0; i < expr->as.tuple.elts->count; i++)
        set_context (expr->as.tuple.elts->items[i], context);
      break;
    default:
      break;
    }
}

bool
gcore_parse_as_target (GcoreExpr *expr, GcoreExprContext context)
{
  if (!can_be_target (expr, context))
    return false;
  set_context (expr, context);
  return true;
}

/* A target is an atom with what is attached to it, perhaps behind a star: no operators, so that `in` ends it. */
static GcoreExpr *
parse_target (GcoreParser *parser)
{
  intptr_t start = parser->position;
  if (gcore_parser_accept (parser, GCORE_TOKEN_STAR))
    {
      GcoreExpr *value = gcore_parse_primary (parser);
      GcoreExpr *expr = value != NULL ? gcore_parser_expr (parser, GCORE_EXPR_STARRED, start) : NULL;
      if (expr != NULL)
        expr->as.starred.value = value;
      return expr;
    }
  return gcore_parse_primary (parser);
}

GcoreExpr *
gcore_parse_star_target (GcoreParser *parser)
{
  GcoreExpr *expr = parse_target (parser);
  return expr != NULL && can_be_target (expr, GCORE_STORE) ? expr : NULL;
}

GcoreExpr *
gcore_parse_star_targets (GcoreParser *parser)
{
  intptr_t start = parser->position;
  intptr_t first = parser->n_items;
  GcoreExpr *expr = gcore_parse_star_target (parser);
  if (expr == NULL || gcore_parser_peek (parser) != GCORE_TOKEN_COMMA)
    return expr;
  gcore_parser_push (parser, expr);
  while (gcore_parser_accept (parser, GCORE_TOKEN_COMMA))
    {
      int next = gcore_parser_peek (parser);
      if (next == GCORE_TOKEN_IN || next == GCORE_TOKEN_EQUAL)
        break;
      if (!gcore_parser_push (parser, gcore_parse_star_target (parser)))
        return NULL;
    }
  GcoreExprSeq *elts = gcore_parser_take (parser, first);
  expr = elts != NULL ? gcore_parser_expr (parser, GCORE_EXPR_TUPLE, start) : NULL;
  if (expr != NULL)
    expr->as.tuple.elts = elts;
  return expr;
}

GcoreExprSeq *
gcore_parse_del_targets (GcoreParser *parser)
{
  intptr_t first = parser->n_items;
  do
    {
      int next = gcore_parser_peek (parser);
      if (parser->n_items > first && (next == GCORE_TOKEN_NEWLINE || next == GCORE_TOKEN_SEMI))
        break;
      GcoreExpr *expr = gcore_parse_primary (parser);
      if (expr == NULL || !gcore_parse_as_target (expr, GCORE_DEL) || !gcore_parser_push (parser, expr))
        return NULL;
    }
  while (gcore_parser_accept (parser, GCORE_TOKEN_COMMA));
  return gcore_parser_take (parser, first);
}
