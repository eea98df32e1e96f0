/* SPDX-License-Identifier: MIT */
/* Tuples, lists, dicts, sets, comprehensions, and expressions in parentheses. */
#include "gcore/language/parser-private.h"

/* --- comprehensions ----------------------------------------------------------------------------------------------- */

static GcoreComprehension *
parse_for_clause (GcoreParser *parser)
{
  GcoreMark mark = gcore_parser_mark (parser);
  bool is_async = gcore_parser_accept (parser, GCORE_TOKEN_ASYNC);
  if (!gcore_parser_accept (parser, GCORE_TOKEN_FOR))
    return NULL;
  GcoreExpr *target = gcore_parse_star_targets (parser);
  if (target == NULL || !gcore_parser_accept (parser, GCORE_TOKEN_IN))
    {
      gcore_parser_reset (parser, mark);
      if (parser->diagnosing && !parser->failed)
        gcore_diagnose_for_target (parser);
      return NULL;
    }
  gcore_parse_as_target (target, GCORE_STORE);
  GcoreExpr *iter = gcore_parse_disjunction (parser);
  if (iter == NULL)
    return NULL;
  intptr_t first = parser->n_items;
  while (gcore_parser_accept (parser, GCORE_TOKEN_IF))
    if (!gcore_parser_push (parser, gcore_parse_disjunction (parser)))
      return NULL;
  GcoreComprehension *comprehension = gcore_parser_alloc (parser, sizeof *comprehension);
  if (comprehension == NULL)
    return NULL;
  *comprehension = (GcoreComprehension){ target, iter, gcore_parser_take (parser, first), is_async };
  return comprehension;
}

static bool
at_for_clause (GcoreParser *parser)
{
  int next = gcore_parser_peek (parser);
  return next == GCORE_TOKEN_FOR || (next == GCORE_TOKEN_ASYNC && gcore_parser_peek_second (parser) == GCORE_TOKEN_FOR);
}

GcoreComprehensionSeq *
gcore_parse_for_clauses (GcoreParser *parser)
{
  intptr_t first = parser->n_items;
  if (!at_for_clause (parser))
    return NULL;
  do
    if (!gcore_parser_push (parser, parse_for_clause (parser)))
      return NULL;
  while (at_for_clause (parser));
  return gcore_parser_take (parser, first);
}

/* The for clauses and the closing bracket behind the element ELT: a comprehension of this KIND. */
static GcoreExpr *
parse_comprehension_rest (GcoreParser *parser, intptr_t start, GcoreExprKind kind, GcoreExpr *elt,
                          GcoreTokenKind closing)
{
  GcoreComprehensionSeq *generators = gcore_parse_for_clauses (parser);
  if (generators == NULL || !gcore_parser_accept (parser, closing))
    return NULL;
  GcoreExpr *expr = gcore_parser_expr (parser, kind, start);
  if (expr == NULL)
    return NULL;
  expr->as.list_comp.elt = elt;
  expr->as.list_comp.generators = generators;
  return expr;
}

/* The bracket is at the position; a failure is looked into. */
static GcoreExpr *
parse_comprehension (GcoreParser *parser, GcoreExprKind kind, GcoreTokenKind closing)
{
  GcoreMark mark = gcore_parser_mark (parser);
  parser->position++;
  GcoreExpr *elt = gcore_parse_named_expression (parser);
  GcoreExpr *expr = elt != NULL ? parse_comprehension_rest (parser, mark.position, kind, elt, closing) : NULL;
  if (expr == NULL && !parser->failed)
    {
      gcore_parser_reset (parser, mark);
      gcore_diagnose_comprehension (parser);
    }
  return expr;
}

/* --- parentheses -------------------------------------------------------------------------------------------------- */

static GcoreExpr *
new_display (GcoreParser *parser, GcoreExprKind kind, intptr_t start, GcoreExprSeq *elts)
{
  GcoreExpr *expr = elts != NULL ? gcore_parser_expr (parser, kind, start) : NULL;
  if (expr != NULL)
    expr->as.tuple.elts = elts;
  return expr;
}

/* The element of a generator expression: no mistakes of named expressions are looked for. */
static GcoreExpr *
parse_generator_element (GcoreParser *parser)
{
  GcoreMark mark = gcore_parser_mark (parser);
  GcoreExpr *elt = gcore_parse_assignment_expression (parser);
  if (elt != NULL || parser->failed)
    return elt;
  gcore_parser_reset (parser, mark);
  elt = gcore_parse_expression (parser);
  return elt != NULL && gcore_parser_peek (parser) != GCORE_TOKEN_COLON_EQUAL ? elt : NULL;
}

GcoreExpr *
gcore_parse_generator (GcoreParser *parser)
{
  GcoreMark mark = gcore_parser_mark (parser);
  if (!gcore_parser_accept (parser, GCORE_TOKEN_LPAR))
    return NULL;
  GcoreExpr *elt = parse_generator_element (parser);
  GcoreExpr *expr = NULL;
  if (elt != NULL)
    expr = parse_comprehension_rest (parser, mark.position, GCORE_EXPR_GENERATOR_EXP, elt, GCORE_TOKEN_RPAR);
  if (expr == NULL && parser->diagnosing && !parser->failed)
    {
      gcore_parser_reset (parser, mark);
      gcore_diagnose_comprehension (parser);
    }
  return expr;
}

/* The first item is FIRST, and a comma is next: all items up to CLOSING, which stays. */
static GcoreExprSeq *
parse_items_rest (GcoreParser *parser, GcoreExpr *first, GcoreTokenKind closing)
{
  intptr_t n_items = parser->n_items;
  if (!gcore_parser_push (parser, first))
    return NULL;
  parser->position++;
  if (gcore_parser_peek (parser) != closing)
    {
      GcoreExprSeq *more = gcore_parse_star_named_expressions (parser);
      if (more == NULL)
        return NULL;
      for (intptr_t i = 0; i < more->count; i++)
        gcore_parser_push (parser, more->items[i]);
    }
  return gcore_parser_take (parser, n_items);
}

static GcoreExpr *
parse_tuple_rest (GcoreParser *parser, intptr_t start, GcoreExpr *first)
{
  GcoreExprSeq *elts = parse_items_rest (parser, first, GCORE_TOKEN_RPAR);
  return elts != NULL && gcore_parser_accept (parser, GCORE_TOKEN_RPAR)
             ? new_display (parser, GCORE_EXPR_TUPLE, start, elts)
             : NULL;
}

static GcoreExpr *
parse_parenthesized_here (GcoreParser *parser)
{
  intptr_t start = parser->position++;
  switch (gcore_parser_peek (parser))
    {
    case GCORE_TOKEN_RPAR:
      parser->position++;
      return new_display (parser, GCORE_EXPR_TUPLE, start, gcore_parser_take (parser, parser->n_items));
    case GCORE_TOKEN_YIELD:
      {
        GcoreExpr *expr = gcore_parse_yield (parser);
        return expr != NULL && gcore_parser_accept (parser, GCORE_TOKEN_RPAR) ? expr : NULL;
      }
    default:
      break;
    }
  GcoreExpr *expr = gcore_parse_star_named_expression (parser);
  if (expr == NULL)
    return NULL;
  if (gcore_parser_peek (parser) == GCORE_TOKEN_COMMA)
    return parse_tuple_rest (parser, start, expr);
  if (expr->kind == GCORE_EXPR_STARRED)
    return NULL;
  if (gcore_parser_accept (parser, GCORE_TOKEN_RPAR))
    return expr;
  return parse_comprehension_rest (parser, start, GCORE_EXPR_GENERATOR_EXP, expr, GCORE_TOKEN_RPAR);
}

GcoreExpr *
gcore_parse_parenthesized (GcoreParser *parser)
{
  GcoreMark mark = gcore_parser_mark (parser);
  GcoreExpr *expr = parse_parenthesized_here (parser);
  if (expr != NULL || !parser->diagnosing || parser->failed)
    return expr;
  gcore_parser_reset (parser, mark);
  if (!gcore_diagnose_group (parser))
    gcore_parse_generator (parser);
  return NULL;
}

/* --- square brackets ---------------------------------------------------------------------------------------------- */

GcoreExpr *
gcore_parse_bracketed (GcoreParser *parser)
{
  GcoreMark mark = gcore_parser_mark (parser);
  GcoreExprSeq *elts;
  parser->position++;
  if (gcore_parser_peek (parser) == GCORE_TOKEN_RSQB)
    elts = gcore_parser_take (parser, parser->n_items);
  else
    elts = gcore_parse_star_named_expressions (parser);
  if (elts != NULL && gcore_parser_accept (parser, GCORE_TOKEN_RSQB))
    return new_display (parser, GCORE_EXPR_LIST, mark.position, elts);
  if (parser->failed)
    return NULL;
  if (parser->diagnosing)
    {
      gcore_parser_reset (parser, mark);
      return parse_comprehension (parser, GCORE_EXPR_LIST_COMP, GCORE_TOKEN_RSQB);
    }
  if (elts == NULL || elts->count != 1 || elts->items[0]->kind == GCORE_EXPR_STARRED
      || parser->tokens[parser->position - 1].kind == GCORE_TOKEN_COMMA)
    return NULL;
  return parse_comprehension_rest (parser, mark.position, GCORE_EXPR_LIST_COMP, elts->items[0], GCORE_TOKEN_RSQB);
}

/* --- braces ------------------------------------------------------------------------------------------------------- */

bool
gcore_parse_dict_item (GcoreParser *parser, GcoreExpr **key, GcoreExpr **value)
{
  if (gcore_parser_accept (parser, GCORE_TOKEN_DOUBLE_STAR))
    {
      *key = NULL;
      *value = gcore_parse_bitwise_or (parser);
      return *value != NULL;
    }
  *key = gcore_parse_expression (parser);
  if (*key == NULL || !gcore_parser_accept (parser, GCORE_TOKEN_COLON))
    return false;
  *value = gcore_parse_expression (parser);
  return *value != NULL;
}

/* A sequence of the keys (STEP 0) or values (1) that lie on the item stack by turns, from FIRST on. */
static GcoreExprSeq *
every_second_item (GcoreParser *parser, intptr_t first, int step)
{
  intptr_t count = (parser->n_items - first) / 2;
  GcoreExprSeq *seq = gcore_ast_new_seq (parser->arena, count, sizeof (void *));
  if (seq == NULL)
    parser->failed = true;
  else
    for (intptr_t i = 0; i < count; i++)
      seq->items[i] = parser->items[first + 2 * i + step];
  return seq;
}

/* Pushes a key, which may be NULL, and its value. */
static bool
push_item (GcoreParser *parser, GcoreExpr *key, GcoreExpr *value)
{
  if (!gcore_parser_push (parser, value) || !gcore_parser_push (parser, value))
    return false;
  parser->items[parser->n_items - 2] = key;
  return true;
}

/* The first item has been read: the rest of a dict up to the brace. */
static GcoreExpr *
parse_dict_rest (GcoreParser *parser, intptr_t start, GcoreExpr *key, GcoreExpr *value)
{
  intptr_t first = parser->n_items;
  if (value != NULL)
    {
      if (!push_item (parser, key, value))
        return NULL;
      while (gcore_parser_accept (parser, GCORE_TOKEN_COMMA) && gcore_parser_peek (parser) != GCORE_TOKEN_RBRACE)
        if (!gcore_parse_dict_item (parser, &key, &value) || !push_item (parser, key, value))
          return NULL;
    }
  if (!gcore_parser_accept (parser, GCORE_TOKEN_RBRACE))
    return NULL;
  GcoreExprSeq *keys = every_second_item (parser, first, 0);
  GcoreExprSeq *values = every_second_item (parser, first, 1);
  parser->n_items = first;
  GcoreExpr *expr = !parser->failed ? gcore_parser_expr (parser, GCORE_EXPR_DICT, start) : NULL;
  if (expr == NULL)
    return NULL;
  expr->as.dict.keys = keys;
  expr->as.dict.values = values;
  return expr;
}

/* The first item has been read, and a for clause is next. */
static GcoreExpr *
parse_dict_comprehension_rest (GcoreParser *parser, intptr_t start, GcoreExpr *key, GcoreExpr *value)
{
  GcoreComprehensionSeq *generators = gcore_parse_for_clauses (parser);
  if (generators == NULL || !gcore_parser_accept (parser, GCORE_TOKEN_RBRACE))
    return NULL;
  GcoreExpr *expr = gcore_parser_expr (parser, GCORE_EXPR_DICT_COMP, start);
  if (expr == NULL)
    return NULL;
  expr->as.dict_comp.key = key;
  expr->as.dict_comp.value = value;
  expr->as.dict_comp.generators = generators;
  return expr;
}

/* Items with a colon or two stars: a dict or a dict comprehension. */
static GcoreExpr *
parse_dict (GcoreParser *parser)
{
  intptr_t start = parser->position++;
  GcoreExpr *key = NULL, *value = NULL;
  if (gcore_parser_peek (parser) != GCORE_TOKEN_RBRACE && !gcore_parse_dict_item (parser, &key, &value))
    return NULL;
  if (key != NULL && at_for_clause (parser))
    return parse_dict_comprehension_rest (parser, start, key, value);
  return parse_dict_rest (parser, start, key, value);
}

/* The first item of a set has been read, or the element of a set comprehension. */
static GcoreExpr *
parse_set_rest (GcoreParser *parser, intptr_t start, GcoreExpr *first)
{
  if (gcore_parser_peek (parser) != GCORE_TOKEN_COMMA)
    {
      if (gcore_parser_peek (parser) == GCORE_TOKEN_RBRACE)
        {
          parser->position++;
          return new_display (parser, GCORE_EXPR_SET, start, gcore_parser_single (parser, first));
        }
      if (first->kind == GCORE_EXPR_STARRED)
        return NULL;
      return parse_comprehension_rest (parser, start, GCORE_EXPR_SET_COMP, first, GCORE_TOKEN_RBRACE);
    }
  GcoreExprSeq *elts = parse_items_rest (parser, first, GCORE_TOKEN_RBRACE);
  return elts != NULL && gcore_parser_accept (parser, GCORE_TOKEN_RBRACE)
             ? new_display (parser, GCORE_EXPR_SET, start, elts)
             : NULL;
}

/* Items without a colon. */
static GcoreExpr *
parse_set (GcoreParser *parser)
{
  intptr_t start = parser->position++;
  GcoreExpr *first = gcore_parse_star_named_expression (parser);
  return first != NULL ? parse_set_rest (parser, start, first) : NULL;
}

/* What is in the braces, found out by the token behind the first item. */
static GcoreExpr *
parse_dict_or_set (GcoreParser *parser)
{
  GcoreMark mark = gcore_parser_mark (parser);
  parser->position++;
  int next = gcore_parser_peek (parser);
  if (next != GCORE_TOKEN_RBRACE && next != GCORE_TOKEN_DOUBLE_STAR && next != GCORE_TOKEN_STAR)
    {
      bool walrus = next == GCORE_TOKEN_NAME && gcore_parser_peek_second (parser) == GCORE_TOKEN_COLON_EQUAL;
      GcoreExpr *first = gcore_parse_named_expression (parser);
      if (first == NULL)
        return NULL;
      if (!walrus && gcore_parser_accept (parser, GCORE_TOKEN_COLON))
        {
          GcoreExpr *value = gcore_parse_expression (parser);
          if (value == NULL)
            return NULL;
          if (at_for_clause (parser))
            return parse_dict_comprehension_rest (parser, mark.position, first, value);
          return parse_dict_rest (parser, mark.position, first, value);
        }
      return parse_set_rest (parser, mark.position, first);
    }
  gcore_parser_reset (parser, mark);
  return next == GCORE_TOKEN_STAR ? parse_set (parser) : parse_dict (parser);
}

/* While diagnosing, each kind of display is tried for itself. A mistake in a dict's items is looked for even in the
 * first pass, as by CPython; since everything in the braces is then read again, results are kept from now on. */
GcoreExpr *
gcore_parse_braced (GcoreParser *parser)
{
  GcoreMark mark = gcore_parser_mark (parser);
  GcoreExpr *expr = parser->diagnosing ? parse_dict (parser) : parse_dict_or_set (parser);
  if (expr != NULL || parser->failed)
    return expr;
  parser->memoizing = true;
  gcore_parser_reset (parser, mark);
  if (gcore_diagnose_dict_items (parser) || !parser->diagnosing)
    return NULL;
  expr = parse_set (parser);
  if (expr != NULL || parser->failed)
    return expr;
  gcore_parser_reset (parser, mark);
  if (gcore_diagnose_dict_comprehension (parser))
    return NULL;
  return parse_comprehension (parser, GCORE_EXPR_SET_COMP, GCORE_TOKEN_RBRACE);
}
