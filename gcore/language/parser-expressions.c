/* SPDX-License-Identifier: MIT */
/* Expressions from the outermost (star expressions, yield) down to the operators. */
#include "gcore/language/parser-private.h"

/* --- operators ---------------------------------------------------------------------------------------------------- */

/* How tightly a binary operator binds; 0: the token is none. *OP receives what it does. */
static int
binary_precedence (int token, GcoreOperator *op)
{
  static const struct { uint8_t precedence, op; } operators[GCORE_N_TOKENS] = {
    [GCORE_TOKEN_VBAR] = { 1, GCORE_OP_BIT_OR },         [GCORE_TOKEN_CIRCUMFLEX] = { 2, GCORE_OP_BIT_XOR },
    [GCORE_TOKEN_AMPER] = { 3, GCORE_OP_BIT_AND },       [GCORE_TOKEN_LEFT_SHIFT] = { 4, GCORE_OP_LSHIFT },
    [GCORE_TOKEN_RIGHT_SHIFT] = { 4, GCORE_OP_RSHIFT },  [GCORE_TOKEN_PLUS] = { 5, GCORE_OP_ADD },
    [GCORE_TOKEN_MINUS] = { 5, GCORE_OP_SUB },           [GCORE_TOKEN_STAR] = { 6, GCORE_OP_MULT },
    [GCORE_TOKEN_SLASH] = { 6, GCORE_OP_DIV },           [GCORE_TOKEN_DOUBLE_SLASH] = { 6, GCORE_OP_FLOOR_DIV },
    [GCORE_TOKEN_PERCENT] = { 6, GCORE_OP_MOD },         [GCORE_TOKEN_AT] = { 6, GCORE_OP_MAT_MULT },
  };
  *op = operators[token].op;
  return operators[token].precedence;
}

static GcoreExpr *parse_factor (GcoreParser *parser);

/* An operator whose right operand does not fit is not part of the expression, which then ends at MARK. */
static GcoreExpr *
without_rest (GcoreParser *parser, GcoreMark mark, GcoreExpr *left)
{
  gcore_parser_reset (parser, mark);
  return parser->failed ? NULL : left;
}

/* await primary, or primary */
static GcoreExpr *
parse_await (GcoreParser *parser)
{
  intptr_t start = parser->position;
  if (!gcore_parser_accept (parser, GCORE_TOKEN_AWAIT))
    return gcore_parse_primary (parser);
  GcoreExpr *value = gcore_parse_primary (parser);
  GcoreExpr *expr = value != NULL ? gcore_parser_expr (parser, GCORE_EXPR_AWAIT, start) : NULL;
  if (expr != NULL)
    expr->as.await.value = value;
  return expr;
}

static GcoreExpr *
new_binary (GcoreParser *parser, intptr_t start, GcoreExpr *left, GcoreOperator op, GcoreExpr *right)
{
  GcoreExpr *expr = right != NULL ? gcore_parser_expr (parser, GCORE_EXPR_BIN_OP, start) : NULL;
  if (expr == NULL)
    return NULL;
  expr->as.bin_op.left = left;
  expr->as.bin_op.op = op;
  expr->as.bin_op.right = right;
  return expr;
}

static GcoreExpr *
parse_power (GcoreParser *parser)
{
  intptr_t start = parser->position;
  GcoreExpr *left = parse_await (parser);
  GcoreMark mark = gcore_parser_mark (parser);
  if (left == NULL || !gcore_parser_accept (parser, GCORE_TOKEN_DOUBLE_STAR))
    return left;
  if (!gcore_parser_enter (parser))
    return NULL;
  GcoreExpr *right = parse_factor (parser);
  gcore_parser_leave (parser);
  if (right == NULL)
    return without_rest (parser, mark, left);
  return new_binary (parser, start, left, GCORE_OP_POW, right);
}

static GcoreExpr *
new_unary (GcoreParser *parser, intptr_t start, GcoreUnaryOpKind op, GcoreExpr *operand)
{
  GcoreExpr *expr = operand != NULL ? gcore_parser_expr (parser, GCORE_EXPR_UNARY_OP, start) : NULL;
  if (expr == NULL)
    return NULL;
  expr->as.unary_op.op = op;
  expr->as.unary_op.operand = operand;
  return expr;
}

static GcoreExpr *
parse_factor (GcoreParser *parser)
{
  intptr_t start = parser->position;
  GcoreUnaryOpKind op;
  switch (gcore_parser_peek (parser))
    {
    case GCORE_TOKEN_PLUS:
      op = GCORE_UADD;
      break;
    case GCORE_TOKEN_MINUS:
      op = GCORE_USUB;
      break;
    case GCORE_TOKEN_TILDE:
      op = GCORE_INVERT;
      break;
    default:
      if (!gcore_parser_enter (parser))
        return NULL;
      GcoreExpr *power = parse_power (parser);
      gcore_parser_leave (parser);
      return power;
    }
  if (!gcore_parser_enter (parser))
    return NULL;
  parser->position++;
  GcoreExpr *operand = parse_factor (parser);
  gcore_parser_leave (parser);
  return new_unary (parser, start, op, operand);
}

/* Operators that bind at least as tightly as PRECEDENCE. */
static GcoreExpr *
parse_binary (GcoreParser *parser, int precedence)
{
  intptr_t start = parser->position;
  GcoreExpr *left = parse_factor (parser);
  while (left != NULL)
    {
      GcoreOperator op;
      GcoreMark mark = gcore_parser_mark (parser);
      int next = binary_precedence (gcore_parser_peek (parser), &op);
      if (next < precedence || next == 0)
        break;
      parser->position++;
      GcoreExpr *right = parse_binary (parser, next + 1);
      if (right == NULL)
        return without_rest (parser, mark, left);
      left = new_binary (parser, start, left, op, right);
    }
  return left;
}

GcoreExpr *
gcore_parse_bitwise_or (GcoreParser *parser)
{
  if (GCORE_LIKELY (!parser->memoizing))
    return parse_binary (parser, 1);
  GcoreExpr *expr;
  intptr_t start = parser->position;
  if (gcore_parser_recall (parser, GCORE_MEMO_BITWISE_OR, &expr))
    return expr;
  expr = parse_binary (parser, 1);
  return gcore_parser_remember (parser, GCORE_MEMO_BITWISE_OR, start, expr);
}

/* --- comparisons and boolean operators ---------------------------------------------------------------------------- */

/* The comparison operator at the position, which moves behind it; -1 if there is none. */
static int
accept_comparison (GcoreParser *parser)
{
  int op;
  switch (gcore_parser_peek (parser))
    {
    case GCORE_TOKEN_EQ_EQUAL: op = GCORE_CMP_EQ; break;
    case GCORE_TOKEN_NOT_EQUAL: op = GCORE_CMP_NOT_EQ; break;
    case GCORE_TOKEN_LESS: op = GCORE_CMP_LT; break;
    case GCORE_TOKEN_LESS_EQUAL: op = GCORE_CMP_LT_E; break;
    case GCORE_TOKEN_GREATER: op = GCORE_CMP_GT; break;
    case GCORE_TOKEN_GREATER_EQUAL: op = GCORE_CMP_GT_E; break;
    case GCORE_TOKEN_IN: op = GCORE_CMP_IN; break;
    case GCORE_TOKEN_IS:
      parser->position++;
      return gcore_parser_accept (parser, GCORE_TOKEN_NOT) ? GCORE_CMP_IS_NOT : GCORE_CMP_IS;
    case GCORE_TOKEN_NOT:
      if (gcore_parser_peek_second (parser) != GCORE_TOKEN_IN)
        return -1;
      parser->position += 2;
      return GCORE_CMP_NOT_IN;
    default:
      return -1;
    }
  parser->position++;
  return op;
}

/* The rest of a comparison whose first operator, OP, has been read; it stands at MARK. */
static GcoreExpr *
parse_comparison_rest (GcoreParser *parser, intptr_t start, GcoreExpr *left, GcoreMark mark, int op)
{
  intptr_t first = parser->n_items;
  uint8_t few_ops[16];
  uint8_t *ops = few_ops;
  intptr_t n = 0, max = GCORE_N_ELEMENTS (few_ops);

  for (; op >= 0; op = accept_comparison (parser))
    {
      if (n == max)
        {
          uint8_t *more = gcore_parser_alloc (parser, (size_t) max * 2);
          if (more == NULL)
            return NULL;
          ops = memcpy (more, ops, (size_t) max);
          max *= 2;
        }
      GcoreExpr *right = gcore_parse_bitwise_or (parser);
      if (right == NULL)
        {
          if (n == 0 || parser->failed)
            return without_rest (parser, mark, left);
          gcore_parser_reset (parser, mark);
          break;
        }
      ops[n++] = (uint8_t) op;
      gcore_parser_push (parser, right);
      mark = gcore_parser_mark (parser);
    }
  GcoreExpr *expr = gcore_parser_expr (parser, GCORE_EXPR_COMPARE, start);
  GcoreCmpOpSeq *op_seq = gcore_ast_new_seq (parser->arena, n, 1);
  GcoreExprSeq *comparators = gcore_parser_take (parser, first);
  if (expr == NULL || op_seq == NULL || comparators == NULL)
    {
      parser->failed = true;
      return NULL;
    }
  memcpy (op_seq->items, ops, (size_t) n);
  expr->as.compare.left = left;
  expr->as.compare.ops = op_seq;
  expr->as.compare.comparators = comparators;
  return expr;
}

/* not … and comparisons */
static GcoreExpr *
parse_inversion (GcoreParser *parser)
{
  intptr_t start = parser->position;
  if (gcore_parser_accept (parser, GCORE_TOKEN_NOT))
    {
      if (!gcore_parser_enter (parser))
        return NULL;
      GcoreExpr *operand = parse_inversion (parser);
      gcore_parser_leave (parser);
      return new_unary (parser, start, GCORE_NOT, operand);
    }
  GcoreExpr *left = gcore_parse_bitwise_or (parser);
  if (left == NULL)
    return NULL;
  GcoreMark mark = gcore_parser_mark (parser);
  int op = accept_comparison (parser);
  return op < 0 ? left : parse_comparison_rest (parser, start, left, mark, op);
}

/* Operands of RULE with TOKEN between them. */
static GcoreExpr *
parse_bool_op (GcoreParser *parser, GcoreTokenKind token, GcoreBoolOpKind op, GcoreExpr *(*rule) (GcoreParser *parser))
{
  intptr_t start = parser->position;
  intptr_t first = parser->n_items;
  GcoreExpr *left = rule (parser);
  if (left == NULL || gcore_parser_peek (parser) != token)
    return left;
  gcore_parser_push (parser, left);
  for (;;)
    {
      GcoreMark mark = gcore_parser_mark (parser);
      if (!gcore_parser_accept (parser, token))
        break;
      GcoreExpr *right = rule (parser);
      if (right == NULL)
        {
          if (without_rest (parser, mark, left) == NULL)
            return NULL;
          break;
        }
      gcore_parser_push (parser, right);
    }
  if (parser->n_items == first + 1)
    {
      parser->n_items = first;
      return left;
    }
  GcoreExpr *expr = gcore_parser_expr (parser, GCORE_EXPR_BOOL_OP, start);
  GcoreExprSeq *values = gcore_parser_take (parser, first);
  if (expr == NULL || values == NULL)
    return NULL;
  expr->as.bool_op.op = op;
  expr->as.bool_op.values = values;
  return expr;
}

static GcoreExpr *
parse_conjunction (GcoreParser *parser)
{
  return parse_bool_op (parser, GCORE_TOKEN_AND, GCORE_AND, parse_inversion);
}

GcoreExpr *
gcore_parse_disjunction (GcoreParser *parser)
{
  if (GCORE_LIKELY (!parser->memoizing))
    return parse_bool_op (parser, GCORE_TOKEN_OR, GCORE_OR, parse_conjunction);
  GcoreExpr *expr;
  intptr_t start = parser->position;
  if (gcore_parser_recall (parser, GCORE_MEMO_DISJUNCTION, &expr))
    return expr;
  expr = parse_bool_op (parser, GCORE_TOKEN_OR, GCORE_OR, parse_conjunction);
  return gcore_parser_remember (parser, GCORE_MEMO_DISJUNCTION, start, expr);
}

/* --- expression: conditional and lambda --------------------------------------------------------------------------- */

static GcoreExpr *
parse_lambda (GcoreParser *parser)
{
  intptr_t start = parser->position++;
  GcoreArguments *args = gcore_parse_parameters (parser, GCORE_TOKEN_COLON);
  if (args == NULL || !gcore_parse_forced (parser, GCORE_TOKEN_COLON) || !gcore_parser_enter (parser))
    return NULL;
  GcoreExpr *body = gcore_parse_expression (parser);
  gcore_parser_leave (parser);
  GcoreExpr *expr = body != NULL ? gcore_parser_expr (parser, GCORE_EXPR_LAMBDA, start) : NULL;
  if (expr == NULL)
    return NULL;
  expr->as.lambda.args = args;
  expr->as.lambda.body = body;
  return expr;
}

/* What follows a disjunction BODY: `if test else orelse`. If that does not fit, the position is put back before it. */
static GcoreExpr *
parse_conditional_rest (GcoreParser *parser, intptr_t start, GcoreExpr *body)
{
  GcoreMark mark = gcore_parser_mark (parser);
  parser->position++;
  GcoreExpr *test = gcore_parse_disjunction (parser);
  GcoreExpr *orelse = NULL;
  if (test != NULL && gcore_parser_accept (parser, GCORE_TOKEN_ELSE))
    orelse = gcore_parse_expression (parser);
  if (orelse == NULL)
    {
      gcore_parser_reset (parser, mark);
      return parser->failed ? NULL : body;
    }
  GcoreExpr *expr = gcore_parser_expr (parser, GCORE_EXPR_IF_EXP, start);
  if (expr == NULL)
    return NULL;
  expr->as.if_exp.test = test;
  expr->as.if_exp.body = body;
  expr->as.if_exp.orelse = orelse;
  return expr;
}

static GcoreExpr *
parse_expression_here (GcoreParser *parser)
{
  intptr_t start = parser->position;
  if (gcore_parser_peek (parser) == GCORE_TOKEN_LAMBDA)
    return parse_lambda (parser);
  GcoreExpr *expr = gcore_parse_disjunction (parser);
  if (expr != NULL && gcore_parser_peek (parser) == GCORE_TOKEN_IF)
    return parse_conditional_rest (parser, start, expr);
  return expr;
}

GcoreExpr *
gcore_parse_expression (GcoreParser *parser)
{
  GcoreExpr *expr;
  intptr_t start = parser->position;
  if (parser->memoizing && gcore_parser_recall (parser, GCORE_MEMO_EXPRESSION, &expr))
    return expr;
  if (!gcore_parser_enter (parser))
    return NULL;
  expr = parser->diagnosing && gcore_diagnose_expression (parser) ? NULL : parse_expression_here (parser);
  gcore_parser_leave (parser);
  if (GCORE_UNLIKELY (parser->memoizing))
    return gcore_parser_remember (parser, GCORE_MEMO_EXPRESSION, start, expr);
  return expr;
}

GcoreExpr *
gcore_parse_expression_quietly (GcoreParser *parser)
{
  bool diagnosing = parser->diagnosing;
  parser->diagnosing = false;
  GcoreExpr *expr = parse_expression_here (parser);
  parser->diagnosing = diagnosing;
  return expr;
}

/* --- starred and named -------------------------------------------------------------------------------------------- */

/* The star is at the position; RULE reads what follows it. */
static GcoreExpr *
parse_starred (GcoreParser *parser, GcoreExpr *(*rule) (GcoreParser *parser))
{
  intptr_t start = parser->position++;
  GcoreExpr *value = rule (parser);
  GcoreExpr *expr = value != NULL ? gcore_parser_expr (parser, GCORE_EXPR_STARRED, start) : NULL;
  if (expr != NULL)
    expr->as.starred.value = value;
  return expr;
}

GcoreExpr *
gcore_parse_starred_expression (GcoreParser *parser)
{
  if (gcore_parser_peek (parser) != GCORE_TOKEN_STAR)
    return NULL;
  return parse_starred (parser, gcore_parse_expression);
}

GcoreExpr *
gcore_parse_star_expression (GcoreParser *parser)
{
  if (gcore_parser_peek (parser) == GCORE_TOKEN_STAR)
    return parse_starred (parser, gcore_parse_bitwise_or);
  return gcore_parse_expression (parser);
}

/* NAME := expression */
GcoreExpr *
gcore_parse_assignment_expression (GcoreParser *parser)
{
  intptr_t start = parser->position;
  if (gcore_parser_peek (parser) != GCORE_TOKEN_NAME || gcore_parser_peek_second (parser) != GCORE_TOKEN_COLON_EQUAL)
    return NULL;
  GcoreObject *id = gcore_parser_name (parser);
  GcoreExpr *target = id != NULL ? gcore_parser_expr (parser, GCORE_EXPR_NAME, start) : NULL;
  if (target == NULL)
    return NULL;
  target->as.name.id = id;
  target->as.name.ctx = GCORE_STORE;
  parser->position++;
  GcoreExpr *value = gcore_parse_expression (parser);
  GcoreExpr *expr = value != NULL ? gcore_parser_expr (parser, GCORE_EXPR_NAMED_EXPR, start) : NULL;
  if (expr == NULL)
    return NULL;
  expr->as.named_expr.target = target;
  expr->as.named_expr.value = value;
  return expr;
}

/* True at NAME := (what follows must fit then). */
static bool
at_assignment_expression (GcoreParser *parser)
{
  return gcore_parser_peek (parser) == GCORE_TOKEN_NAME
         && gcore_parser_peek_second (parser) == GCORE_TOKEN_COLON_EQUAL;
}

GcoreExpr *
gcore_parse_named_expression (GcoreParser *parser)
{
  if (at_assignment_expression (parser))
    return gcore_parse_assignment_expression (parser);
  if (parser->diagnosing && gcore_diagnose_named_expression (parser))
    return NULL;
  GcoreExpr *expr = gcore_parse_expression (parser);
  return expr != NULL && gcore_parser_peek (parser) != GCORE_TOKEN_COLON_EQUAL ? expr : NULL;
}

GcoreExpr *
gcore_parse_star_named_expression (GcoreParser *parser)
{
  if (gcore_parser_peek (parser) == GCORE_TOKEN_STAR)
    return parse_starred (parser, gcore_parse_bitwise_or);
  return gcore_parse_named_expression (parser);
}

/* --- lists of expressions ----------------------------------------------------------------------------------------- */

/* Whether an expression can begin with TOKEN. */
static bool
begins_expression (int token)
{
  static const bool begins[GCORE_N_TOKENS] = {
    [GCORE_TOKEN_NAME] = true,   [GCORE_TOKEN_NUMBER] = true, [GCORE_TOKEN_STRING] = true, [GCORE_TOKEN_LPAR] = true,
    [GCORE_TOKEN_LSQB] = true,   [GCORE_TOKEN_LBRACE] = true, [GCORE_TOKEN_ELLIPSIS] = true,
    [GCORE_TOKEN_TILDE] = true,  [GCORE_TOKEN_PLUS] = true,   [GCORE_TOKEN_MINUS] = true,  [GCORE_TOKEN_STAR] = true,
    [GCORE_TOKEN_FALSE] = true,  [GCORE_TOKEN_NONE] = true,   [GCORE_TOKEN_TRUE] = true,   [GCORE_TOKEN_AWAIT] = true,
    [GCORE_TOKEN_LAMBDA] = true, [GCORE_TOKEN_NOT] = true,
  };
  return begins[token];
}

/* Pushes what follows an item in a list: more items of RULE, each behind a comma. A trailing comma is accepted; so is
 * one before an item that does not fit. */
static bool
push_more (GcoreParser *parser, GcoreExpr *(*rule) (GcoreParser *parser))
{
  while (gcore_parser_accept (parser, GCORE_TOKEN_COMMA))
    {
      GcoreMark mark = gcore_parser_mark (parser);
      if (!begins_expression (gcore_parser_peek (parser)))
        break;
      if (!gcore_parser_push (parser, rule (parser)))
        {
          gcore_parser_reset (parser, mark);
          break;
        }
    }
  return !parser->failed;
}

GcoreExprSeq *
gcore_parse_star_named_expressions (GcoreParser *parser)
{
  intptr_t first = parser->n_items;
  if (!gcore_parser_push (parser, gcore_parse_star_named_expression (parser))
      || !push_more (parser, gcore_parse_star_named_expression))
    return NULL;
  return gcore_parser_take (parser, first);
}

/* One item of RULE, or a tuple of several or of one with a comma. */
static GcoreExpr *
parse_tuple_or_one (GcoreParser *parser, GcoreExpr *(*rule) (GcoreParser *parser))
{
  intptr_t start = parser->position;
  intptr_t first = parser->n_items;
  GcoreExpr *expr = rule (parser);
  if (expr == NULL || gcore_parser_peek (parser) != GCORE_TOKEN_COMMA)
    return expr;
  if (!gcore_parser_push (parser, expr) || !push_more (parser, rule))
    return NULL;
  GcoreExprSeq *elts = gcore_parser_take (parser, first);
  expr = elts != NULL ? gcore_parser_expr (parser, GCORE_EXPR_TUPLE, start) : NULL;
  if (expr != NULL)
    expr->as.tuple.elts = elts;
  return expr;
}

GcoreExpr *
gcore_parse_star_expressions (GcoreParser *parser)
{
  return parse_tuple_or_one (parser, gcore_parse_star_expression);
}

GcoreExpr *
gcore_parse_expressions (GcoreParser *parser)
{
  return parse_tuple_or_one (parser, gcore_parse_expression);
}

GcoreExpr *
gcore_parse_optional_value (GcoreParser *parser)
{
  if (!begins_expression (gcore_parser_peek (parser)))
    return NULL;
  GcoreMark mark = gcore_parser_mark (parser);
  GcoreExpr *value = gcore_parse_star_expressions (parser);
  if (value == NULL)
    gcore_parser_reset (parser, mark);
  return value;
}

GcoreExpr *
gcore_parse_yield (GcoreParser *parser)
{
  intptr_t start = parser->position;
  if (!gcore_parser_accept (parser, GCORE_TOKEN_YIELD))
    return NULL;
  bool from = gcore_parser_accept (parser, GCORE_TOKEN_FROM);
  GcoreExpr *value = from ? gcore_parse_expression (parser) : gcore_parse_optional_value (parser);
  if (parser->failed || (from && value == NULL))
    return NULL;
  GcoreExpr *expr = gcore_parser_expr (parser, from ? GCORE_EXPR_YIELD_FROM : GCORE_EXPR_YIELD, start);
  if (expr != NULL)
    expr->as.yield.value = value;
  return expr;
}

GcoreExpr *
gcore_parse_value (GcoreParser *parser)
{
  if (gcore_parser_peek (parser) == GCORE_TOKEN_YIELD)
    return gcore_parse_yield (parser);
  return gcore_parse_star_expressions (parser);
}
