/* SPDX-License-Identifier: MIT */
/* The match statement; its patterns are in parser-patterns.c. */
#include "gcore/language/parser-private.h"

/* A named expression, or a tuple if there is a comma or a star. */
static GcoreExpr *
parse_subject (GcoreParser *parser)
{
  intptr_t start = parser->position;
  intptr_t first = parser->n_items;
  GcoreExpr *expr = gcore_parse_star_named_expression (parser);
  if (expr == NULL)
    return NULL;
  if (!gcore_parser_accept (parser, GCORE_TOKEN_COMMA))
    return expr->kind != GCORE_EXPR_STARRED ? expr : NULL;
  if (!gcore_parser_push (parser, expr))
    return NULL;
  if (gcore_parser_peek (parser) != GCORE_TOKEN_COLON)
    {
      GcoreExprSeq *more = gcore_parse_star_named_expressions (parser);
      if (more == NULL)
        return NULL;
      for (intptr_t i = 0; i < more->count; i++)
        gcore_parser_push (parser, more->items[i]);
    }
  GcoreExprSeq *elts = gcore_parser_take (parser, first);
  expr = elts != NULL ? gcore_parser_expr (parser, GCORE_EXPR_TUPLE, start) : NULL;
  if (expr != NULL)
    expr->as.tuple.elts = elts;
  return expr;
}

static GcoreMatchCase *
parse_case (GcoreParser *parser)
{
  int lineno = parser->tokens[parser->position++].lineno;
  GcorePattern *pattern = gcore_parse_patterns (parser);
  GcoreExpr *guard = NULL;
  if (pattern == NULL)
    return NULL;
  if (gcore_parser_accept (parser, GCORE_TOKEN_IF))
    {
      guard = gcore_parse_named_expression (parser);
      if (guard == NULL)
        return NULL;
    }
  if (!gcore_parse_header_colon (parser))
    return NULL;
  GcoreStmtSeq *body = gcore_parse_block (parser, "'case' statement", lineno);
  GcoreMatchCase *match_case = body != NULL ? gcore_parser_alloc (parser, sizeof *match_case) : NULL;
  if (match_case != NULL)
    *match_case = (GcoreMatchCase){ pattern, guard, body };
  return match_case;
}

/* The lines behind the header: indented case blocks. */
static GcoreMatchCaseSeq *
parse_cases (GcoreParser *parser, int lineno)
{
  intptr_t first = parser->n_items;
  if (!gcore_parser_accept (parser, GCORE_TOKEN_NEWLINE))
    return NULL;
  if (!gcore_parser_accept (parser, GCORE_TOKEN_INDENT))
    {
      if (parser->diagnosing && !parser->failed)
        gcore_parser_indentation_error (parser, "expected an indented block after 'match' statement on line %d",
                                        lineno);
      return NULL;
    }
  do
    {
      if (!gcore_parser_at_word (parser, "case") || !gcore_parser_push (parser, parse_case (parser)))
        return NULL;
    }
  while (!gcore_parser_accept (parser, GCORE_TOKEN_DEDENT));
  return gcore_parser_take (parser, first);
}

GcoreStmt *
gcore_parse_match (GcoreParser *parser)
{
  intptr_t start = parser->position++;
  GcoreExpr *subject = parse_subject (parser);
  if (subject == NULL || !gcore_parse_header_colon (parser))
    return NULL;
  GcoreMatchCaseSeq *cases = parse_cases (parser, parser->tokens[start].lineno);
  GcoreStmt *stmt = cases != NULL ? gcore_parser_stmt (parser, GCORE_STMT_MATCH, start) : NULL;
  if (stmt == NULL)
    return NULL;
  stmt->as.match.subject = subject;
  stmt->as.match.cases = cases;
  return stmt;
}
