/* SPDX-License-Identifier: MIT */
/* Expressions, as values and as targets. */
#include "gcore/language/compiler-private.h"

#include "gcore/objects/str.h"

void
gcore_compile_exprs (GcoreCompiler *c, const GcoreExprSeq *exprs)
{
  for (intptr_t i = 0; i < exprs->count; i++)
    gcore_compile_expr (c, exprs->items[i]);
}

/* --- operators ---------------------------------------------------------------------------------------------------- */

static void
compile_bool_op (GcoreCompiler *c, const GcoreExpr *node)
{
  const GcoreExprSeq *values = node->as.bool_op.values;
  int jump = node->as.bool_op.op == GCORE_AND ? GCORE_OP_JUMP_IF_FALSE_OR_POP : GCORE_OP_JUMP_IF_TRUE_OR_POP;
  GcoreBlock *end = gcore_new_block (c);
  for (intptr_t i = 0; i < values->count - 1; i++)
    {
      gcore_compile_expr (c, values->items[i]);
      gcore_emit_jump (c, jump, end);
      gcore_use_block (c, gcore_new_block (c));
    }
  gcore_compile_expr (c, values->items[values->count - 1]);
  gcore_use_block (c, end);
}

static void
compile_unary_op (GcoreCompiler *c, const GcoreExpr *node)
{
  static const int ops[] = { [GCORE_INVERT] = GCORE_OP_UNARY_INVERT, [GCORE_NOT] = GCORE_OP_UNARY_NOT,
                             [GCORE_UADD] = GCORE_OP_UNARY_POSITIVE, [GCORE_USUB] = GCORE_OP_UNARY_NEGATIVE };
  gcore_compile_expr (c, node->as.unary_op.operand);
  gcore_emit (c, ops[node->as.unary_op.op]);
}

static void
compile_if_exp (GcoreCompiler *c, const GcoreExpr *node)
{
  GcoreBlock *end = gcore_new_block (c), *otherwise = gcore_new_block (c);
  gcore_compile_jump_if (c, node->as.if_exp.test, otherwise, false);
  gcore_compile_expr (c, node->as.if_exp.body);
  gcore_emit_jump_without_line (c, GCORE_OP_JUMP, end);
  gcore_use_block (c, otherwise);
  gcore_compile_expr (c, node->as.if_exp.orelse);
  gcore_use_block (c, end);
}

static void
compile_compare (GcoreCompiler *c, const GcoreExpr *node)
{
  const GcoreExprSeq *operands = node->as.compare.comparators;
  const GcoreCmpOpSeq *ops = node->as.compare.ops;
  intptr_t last = ops->count - 1;
  gcore_warn_about_compare (c, node);
  gcore_compile_expr (c, node->as.compare.left);
  if (last == 0)
    {
      gcore_compile_expr (c, operands->items[0]);
      gcore_emit_compare (c, (GcoreCmpOp) ops->items[0]);
      return;
    }
  GcoreBlock *cleanup = gcore_new_block (c);
  for (intptr_t i = 0; i < last; i++)
    {
      gcore_compile_expr (c, operands->items[i]);
      gcore_emit_arg (c, GCORE_OP_SWAP, 2);
      gcore_emit_arg (c, GCORE_OP_COPY, 2);
      gcore_emit_compare (c, (GcoreCmpOp) ops->items[i]);
      gcore_emit_jump (c, GCORE_OP_JUMP_IF_FALSE_OR_POP, cleanup);
    }
  gcore_compile_expr (c, operands->items[last]);
  gcore_emit_compare (c, (GcoreCmpOp) ops->items[last]);
  GcoreBlock *end = gcore_new_block (c);
  gcore_emit_jump_without_line (c, GCORE_OP_JUMP, end);
  gcore_use_block (c, cleanup);
  gcore_emit_arg (c, GCORE_OP_SWAP, 2);
  gcore_emit (c, GCORE_OP_POP_TOP);
  gcore_use_block (c, end);
}

/* --- attributes, subscripts --------------------------------------------------------------------------------------- */

void
gcore_narrow_to_attribute (GcoreCompiler *c, const GcoreExpr *attribute)
{
  GcoreLocation end = attribute->location;
  if (c->failed || c->unit->location.lineno == end.end_lineno)
    return;
  c->unit->location.lineno = end.end_lineno;
  int length = (int) GCORE_STR_LENGTH (attribute->as.attribute.attr);
  if (length <= end.end_col_offset)
    c->unit->location.col_offset = end.end_col_offset - length;
  else
    {
      c->unit->location.col_offset = -1;
      c->unit->location.end_col_offset = -1;
    }
}

static void
compile_attribute (GcoreCompiler *c, const GcoreExpr *node)
{
  static const int ops[]
    = { [GCORE_LOAD] = GCORE_OP_LOAD_ATTR, [GCORE_STORE] = GCORE_OP_STORE_ATTR, [GCORE_DEL] = GCORE_OP_DELETE_ATTR };
  gcore_compile_expr (c, node->as.attribute.value);
  gcore_narrow_to_attribute (c, node);
  if (gcore_check_name (c, node->as.attribute.attr, node->as.attribute.ctx))
    gcore_emit_name (c, ops[node->as.attribute.ctx], node->as.attribute.attr);
}

static void
compile_subscript (GcoreCompiler *c, const GcoreExpr *node)
{
  static const int ops[] = { [GCORE_LOAD] = GCORE_OP_BINARY_SUBSCR, [GCORE_STORE] = GCORE_OP_STORE_SUBSCR,
                             [GCORE_DEL] = GCORE_OP_DELETE_SUBSCR };
  if (node->as.subscript.ctx == GCORE_LOAD)
    gcore_warn_about_subscript (c, node);
  gcore_compile_expr (c, node->as.subscript.value);
  gcore_compile_expr (c, node->as.subscript.slice);
  gcore_emit (c, ops[node->as.subscript.ctx]);
}

static void
compile_bound (GcoreCompiler *c, GcoreExpr *bound)
{
  if (bound != NULL)
    gcore_compile_expr (c, bound);
  else
    gcore_emit_const (c, GCORE_NONE);
}

static void
compile_slice (GcoreCompiler *c, const GcoreExpr *node)
{
  compile_bound (c, node->as.slice.lower);
  compile_bound (c, node->as.slice.upper);
  if (node->as.slice.step != NULL)
    gcore_compile_expr (c, node->as.slice.step);
  gcore_emit_arg (c, GCORE_OP_BUILD_SLICE, node->as.slice.step != NULL ? 3 : 2);
}

/* --- sequences as values and targets ------------------------------------------------------------------------------ */

static void
compile_sequence (GcoreCompiler *c, const GcoreExpr *node)
{
  switch (node->as.list.ctx)
    {
    case GCORE_LOAD:
      gcore_compile_display (c, node->as.list.elts, 0, node->kind);
      break;
    case GCORE_STORE:
      gcore_compile_unpacking (c, node->as.list.elts);
      break;
    case GCORE_DEL:
      gcore_compile_exprs (c, node->as.list.elts);
      break;
    }
}

static void
compile_starred (GcoreCompiler *c, const GcoreExpr *node)
{
  gcore_compile_error_text (c, node->as.starred.ctx == GCORE_STORE
                                 ? "starred assignment target must be in a list or tuple"
                                 : "can't use starred expression here");
}

/* --- generators --------------------------------------------------------------------------------------------------- */

static void
compile_yield (GcoreCompiler *c, const GcoreExpr *node)
{
  if (c->unit->scope->kind != GCORE_SCOPE_FUNCTION)
    gcore_compile_error_text (c, "'yield' outside function");
  else if (c->unit->scope->is_coroutine)
    gcore_compile_unsupported (c, "asynchronous generators");
  if (node->as.yield.value != NULL)
    gcore_compile_expr (c, node->as.yield.value);
  else
    gcore_emit_const (c, GCORE_NONE);
  gcore_emit (c, GCORE_OP_YIELD_VALUE);
  gcore_emit_arg (c, GCORE_OP_RESUME, GCORE_RESUME_AFTER_YIELD);
}

static void
compile_yield_from (GcoreCompiler *c, const GcoreExpr *node)
{
  if (c->unit->scope->kind != GCORE_SCOPE_FUNCTION)
    gcore_compile_error_text (c, "'yield' outside function");
  else if (c->unit->scope->is_coroutine)
    gcore_compile_error_text (c, "'yield from' inside async function");
  gcore_compile_expr (c, node->as.yield_from.value);
  gcore_emit (c, GCORE_OP_GET_YIELD_FROM_ITER);
  gcore_emit_const (c, GCORE_NONE);
  GcoreBlock *start = gcore_new_block (c), *resume = gcore_new_block (c), *exit = gcore_new_block (c);
  gcore_use_block (c, start);
  gcore_emit_jump (c, GCORE_OP_SEND, exit);
  gcore_use_block (c, resume);
  gcore_emit (c, GCORE_OP_YIELD_VALUE);
  gcore_emit_arg (c, GCORE_OP_RESUME, GCORE_RESUME_AFTER_YIELD_FROM);
  gcore_emit_jump (c, GCORE_OP_JUMP_NO_INTERRUPT, start);
  gcore_use_block (c, exit);
}

static void
compile_await (GcoreCompiler *c)
{
  const GcoreUnit *unit = c->unit;
  if (unit->scope->kind != GCORE_SCOPE_FUNCTION)
    gcore_compile_error_text (c, "'await' outside function");
  else if (unit->kind != GCORE_UNIT_COMPREHENSION && (gcore_unit_flags (c) & GCORE_CODE_COROUTINE) == 0)
    gcore_compile_error_text (c, "'await' outside async function");
  else
    gcore_compile_unsupported (c, "'await'");
}

/* --- dispatch ----------------------------------------------------------------------------------------------------- */

static void
compile_expr_inner (GcoreCompiler *c, GcoreExpr *node)
{
  switch (node->kind)
    {
    case GCORE_EXPR_NAMED_EXPR:
      gcore_compile_expr (c, node->as.named_expr.value);
      gcore_emit_arg (c, GCORE_OP_COPY, 1);
      gcore_compile_expr (c, node->as.named_expr.target);
      break;
    case GCORE_EXPR_BOOL_OP:
      compile_bool_op (c, node);
      break;
    case GCORE_EXPR_BIN_OP:
      gcore_compile_expr (c, node->as.bin_op.left);
      gcore_compile_expr (c, node->as.bin_op.right);
      gcore_emit_binary (c, node->as.bin_op.op, false);
      break;
    case GCORE_EXPR_UNARY_OP:
      compile_unary_op (c, node);
      break;
    case GCORE_EXPR_LAMBDA:
      gcore_compile_lambda (c, node);
      break;
    case GCORE_EXPR_IF_EXP:
      compile_if_exp (c, node);
      break;
    case GCORE_EXPR_DICT:
      gcore_compile_dict (c, node);
      break;
    case GCORE_EXPR_SET:
      gcore_compile_display (c, node->as.set.elts, 0, GCORE_EXPR_SET);
      break;
    case GCORE_EXPR_LIST_COMP:
    case GCORE_EXPR_SET_COMP:
    case GCORE_EXPR_DICT_COMP:
    case GCORE_EXPR_GENERATOR_EXP:
      gcore_compile_comprehension (c, node);
      break;
    case GCORE_EXPR_YIELD:
      compile_yield (c, node);
      break;
    case GCORE_EXPR_YIELD_FROM:
      compile_yield_from (c, node);
      break;
    case GCORE_EXPR_AWAIT:
      compile_await (c);
      break;
    case GCORE_EXPR_COMPARE:
      compile_compare (c, node);
      break;
    case GCORE_EXPR_CALL:
      gcore_compile_call (c, node);
      break;
    case GCORE_EXPR_CONSTANT:
      gcore_emit_const (c, node->as.constant.value);
      break;
    case GCORE_EXPR_JOINED_STR:
      gcore_compile_joined_str (c, node);
      break;
    case GCORE_EXPR_FORMATTED_VALUE:
      gcore_compile_formatted_value (c, node);
      break;
    case GCORE_EXPR_ATTRIBUTE:
      compile_attribute (c, node);
      break;
    case GCORE_EXPR_SUBSCRIPT:
      compile_subscript (c, node);
      break;
    case GCORE_EXPR_STARRED:
      compile_starred (c, node);
      break;
    case GCORE_EXPR_SLICE:
      compile_slice (c, node);
      break;
    case GCORE_EXPR_NAME:
      gcore_emit_variable (c, node->as.name.id, node->as.name.ctx);
      break;
    case GCORE_EXPR_LIST:
    case GCORE_EXPR_TUPLE:
      compile_sequence (c, node);
      break;
    }
}

void
gcore_compile_expr (GcoreCompiler *c, GcoreExpr *node)
{
  if (c->failed)
    return;
  GcoreUnit *unit = c->unit;
  GcoreLocation outer = unit->location;
  unit->location = node->location;
  compile_expr_inner (c, node);
  unit->location = outer;
}
