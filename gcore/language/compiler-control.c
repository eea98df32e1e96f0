/* SPDX-License-Identifier: MIT */
/* Conditions, loops, and getting out of nested statements: return, break, continue. */
#include "gcore/language/compiler-private.h"

/* --- conditions --------------------------------------------------------------------------------------------------- */

static void
jump_if_bool_op (GcoreCompiler *c, GcoreExpr *node, GcoreBlock *target, bool condition)
{
  const GcoreExprSeq *values = node->as.bool_op.values;
  bool is_or = node->as.bool_op.op == GCORE_OR;
  GcoreBlock *early = is_or == condition ? target : gcore_new_block (c);
  for (intptr_t i = 0; i < values->count - 1; i++)
    gcore_compile_jump_if (c, values->items[i], early, is_or);
  gcore_compile_jump_if (c, values->items[values->count - 1], target, condition);
  if (early != target)
    gcore_use_block (c, early);
}

static void
jump_if_if_exp (GcoreCompiler *c, GcoreExpr *node, GcoreBlock *target, bool condition)
{
  GcoreBlock *end = gcore_new_block (c), *otherwise = gcore_new_block (c);
  gcore_compile_jump_if (c, node->as.if_exp.test, otherwise, false);
  gcore_compile_jump_if (c, node->as.if_exp.body, target, condition);
  gcore_emit_jump_without_line (c, GCORE_OP_JUMP, end);
  gcore_use_block (c, otherwise);
  gcore_compile_jump_if (c, node->as.if_exp.orelse, target, condition);
  gcore_use_block (c, end);
}

/* a < b < c: each operand in the middle is kept for the next comparison. */
static void
jump_if_comparison_chain (GcoreCompiler *c, GcoreExpr *node, GcoreBlock *target, bool condition)
{
  const GcoreExprSeq *operands = node->as.compare.comparators;
  const GcoreCmpOpSeq *ops = node->as.compare.ops;
  intptr_t last = ops->count - 1;
  GcoreBlock *cleanup = gcore_new_block (c);
  gcore_warn_about_compare (c, node);
  gcore_compile_expr (c, node->as.compare.left);
  for (intptr_t i = 0; i < last; i++)
    {
      gcore_compile_expr (c, operands->items[i]);
      gcore_emit_arg (c, GCORE_OP_SWAP, 2);
      gcore_emit_arg (c, GCORE_OP_COPY, 2);
      gcore_emit_compare (c, (GcoreCmpOp) ops->items[i]);
      gcore_emit_jump (c, GCORE_OP_POP_JUMP_IF_FALSE, cleanup);
    }
  gcore_compile_expr (c, operands->items[last]);
  gcore_emit_compare (c, (GcoreCmpOp) ops->items[last]);
  gcore_emit_jump (c, condition ? GCORE_OP_POP_JUMP_IF_TRUE : GCORE_OP_POP_JUMP_IF_FALSE, target);
  GcoreBlock *end = gcore_new_block (c);
  gcore_emit_jump_without_line (c, GCORE_OP_JUMP, end);
  gcore_use_block (c, cleanup);
  gcore_emit (c, GCORE_OP_POP_TOP);
  if (!condition)
    gcore_emit_jump_without_line (c, GCORE_OP_JUMP, target);
  gcore_use_block (c, end);
}

void
gcore_compile_jump_if (GcoreCompiler *c, GcoreExpr *node, GcoreBlock *target, bool condition)
{
  if (c->failed)
    return;
  if (node->kind == GCORE_EXPR_UNARY_OP && node->as.unary_op.op == GCORE_NOT)
    gcore_compile_jump_if (c, node->as.unary_op.operand, target, !condition);
  else if (node->kind == GCORE_EXPR_BOOL_OP)
    jump_if_bool_op (c, node, target, condition);
  else if (node->kind == GCORE_EXPR_IF_EXP)
    jump_if_if_exp (c, node, target, condition);
  else
    {
      if (node->kind == GCORE_EXPR_COMPARE)
        {
          gcore_set_location (c, node->location);
          if (node->as.compare.ops->count > 1)
            {
              jump_if_comparison_chain (c, node, target, condition);
              return;
            }
        }
      gcore_compile_expr (c, node);
      gcore_emit_jump (c, condition ? GCORE_OP_POP_JUMP_IF_TRUE : GCORE_OP_POP_JUMP_IF_FALSE, target);
    }
}

void
gcore_compile_if (GcoreCompiler *c, GcoreStmt *node)
{
  bool has_else = node->as.if_.orelse->count > 0;
  GcoreBlock *end = gcore_new_block (c), *otherwise = has_else ? gcore_new_block (c) : end;
  gcore_compile_jump_if (c, node->as.if_.test, otherwise, false);
  gcore_compile_stmts (c, node->as.if_.body);
  if (has_else)
    {
      gcore_emit_jump_without_line (c, GCORE_OP_JUMP, end);
      gcore_use_block (c, otherwise);
      gcore_compile_stmts (c, node->as.if_.orelse);
    }
  gcore_use_block (c, end);
}

/* --- loops -------------------------------------------------------------------------------------------------------- */

void
gcore_compile_for (GcoreCompiler *c, GcoreStmt *node)
{
  GcoreBlock *start = gcore_new_block (c), *body = gcore_new_block (c);
  GcoreBlock *cleanup = gcore_new_block (c), *end = gcore_new_block (c);
  gcore_push_nest (c, GCORE_NEST_FOR, start, end, NULL);
  gcore_compile_expr (c, node->as.for_.iter);
  gcore_emit (c, GCORE_OP_GET_ITER);
  gcore_use_block (c, start);
  gcore_emit_jump (c, GCORE_OP_FOR_ITER, cleanup);
  gcore_use_block (c, body);
  gcore_compile_expr (c, node->as.for_.target);
  gcore_compile_stmts (c, node->as.for_.body);
  gcore_unset_location (c);
  gcore_emit_jump (c, GCORE_OP_JUMP, start);
  gcore_use_block (c, cleanup);
  gcore_pop_nest (c);
  gcore_compile_stmts (c, node->as.for_.orelse);
  gcore_use_block (c, end);
}

/* The condition stands at the start and, again, at the end of the body. */
void
gcore_compile_while (GcoreCompiler *c, GcoreStmt *node)
{
  GcoreBlock *loop = gcore_new_block (c), *body = gcore_new_block (c);
  GcoreBlock *anchor = gcore_new_block (c), *end = gcore_new_block (c);
  gcore_use_block (c, loop);
  gcore_push_nest (c, GCORE_NEST_WHILE, loop, end, NULL);
  gcore_compile_jump_if (c, node->as.while_.test, anchor, false);
  gcore_use_block (c, body);
  gcore_compile_stmts (c, node->as.while_.body);
  gcore_set_location (c, node->location);
  gcore_compile_jump_if (c, node->as.while_.test, body, true);
  gcore_pop_nest (c);
  gcore_use_block (c, anchor);
  gcore_compile_stmts (c, node->as.while_.orelse);
  gcore_use_block (c, end);
}

/* --- getting out -------------------------------------------------------------------------------------------------- */

void
gcore_push_nest (GcoreCompiler *c, GcoreNestKind kind, GcoreBlock *start, GcoreBlock *exit, const void *data)
{
  if (c->failed)
    return;
  if (c->unit->n_nests == GCORE_MAX_NESTED_BLOCKS)
    gcore_compile_error_text (c, "too many statically nested blocks");
  else
    c->unit->nests[c->unit->n_nests++] = (GcoreNest){ kind, start, exit, data };
}

void
gcore_pop_nest (GcoreCompiler *c)
{
  if (!c->failed)
    c->unit->n_nests--;
}

/* KEEP_VALUE: the value to be returned lies on top of what is removed. */
static void
remove_below (GcoreCompiler *c, bool keep_value)
{
  if (keep_value)
    gcore_emit_arg (c, GCORE_OP_SWAP, 2);
}

static void
leave_handler (GcoreCompiler *c, GcoreObject *name, bool keep_value)
{
  if (name != NULL)
    gcore_emit (c, GCORE_OP_POP_BLOCK);
  remove_below (c, keep_value);
  gcore_emit (c, GCORE_OP_POP_BLOCK);
  gcore_emit (c, GCORE_OP_POP_EXCEPT);
  if (name != NULL)
    {
      gcore_emit_const (c, GCORE_NONE);
      gcore_emit_variable (c, name, GCORE_STORE);
      gcore_emit_variable (c, name, GCORE_DEL);
    }
}

static void
leave_finally_try (GcoreCompiler *c, const GcoreStmtSeq *final, bool keep_value)
{
  gcore_emit (c, GCORE_OP_POP_BLOCK);
  if (keep_value)
    gcore_push_nest (c, GCORE_NEST_VALUE, NULL, NULL, NULL);
  gcore_compile_stmts (c, final);
  if (keep_value)
    gcore_pop_nest (c);
  gcore_unset_location (c);
}

/* Emits what leaving NEST takes. */
static void
leave_nest (GcoreCompiler *c, const GcoreNest *nest, bool keep_value)
{
  switch (nest->kind)
    {
    case GCORE_NEST_WHILE:
    case GCORE_NEST_HANDLERS:
      break;
    case GCORE_NEST_FOR:
    case GCORE_NEST_VALUE:
      remove_below (c, keep_value);
      gcore_emit (c, GCORE_OP_POP_TOP);
      break;
    case GCORE_NEST_TRY:
      gcore_emit (c, GCORE_OP_POP_BLOCK);
      break;
    case GCORE_NEST_FINALLY_TRY:
      leave_finally_try (c, (const GcoreStmtSeq *) nest->data, keep_value);
      break;
    case GCORE_NEST_FINALLY_END:
      remove_below (c, keep_value);
      gcore_emit (c, GCORE_OP_POP_TOP);
      remove_below (c, keep_value);
      gcore_emit (c, GCORE_OP_POP_BLOCK);
      gcore_emit (c, GCORE_OP_POP_EXCEPT);
      break;
    case GCORE_NEST_WITH:
      gcore_set_location (c, ((const GcoreStmt *) nest->data)->location);
      gcore_emit (c, GCORE_OP_POP_BLOCK);
      remove_below (c, keep_value);
      gcore_emit_exit_call (c);
      gcore_emit (c, GCORE_OP_POP_TOP);
      gcore_unset_location (c);
      break;
    case GCORE_NEST_HANDLER_CLEANUP:
      leave_handler (c, (GcoreObject *) (uintptr_t) nest->data, keep_value);
      break;
    }
}

/* Leaves all nests, innermost first, or with LOOP only those inside the innermost loop, which is stored there (kind
 * WHILE or FOR, start NULL if there is none). What is being left is not in force meanwhile: a final statement may
 * return. */
static void
leave_nests (GcoreCompiler *c, bool keep_value, GcoreNest *loop)
{
  GcoreUnit *unit = c->unit;
  if (c->failed || unit->n_nests == 0)
    return;
  GcoreNest nest = unit->nests[unit->n_nests - 1];
  if (loop != NULL && (nest.kind == GCORE_NEST_WHILE || nest.kind == GCORE_NEST_FOR))
    {
      *loop = nest;
      return;
    }
  unit->n_nests--;
  leave_nest (c, &nest, keep_value);
  leave_nests (c, keep_value, loop);
  unit->nests[unit->n_nests++] = nest;
}

void
gcore_compile_return (GcoreCompiler *c, GcoreStmt *node)
{
  GcoreExpr *value = node->as.return_.value;
  bool keep_value = value != NULL && value->kind != GCORE_EXPR_CONSTANT;
  const GcoreScope *scope = c->unit->scope;
  if (scope->kind != GCORE_SCOPE_FUNCTION)
    gcore_compile_error_text (c, "'return' outside function");
  if (value != NULL && scope->is_coroutine && scope->is_generator)
    gcore_compile_error_text (c, "'return' with value in async generator");
  if (c->failed)
    return;
  if (keep_value)
    gcore_compile_expr (c, value);
  else if (value != NULL)
    {
      gcore_set_location (c, value->location);
      gcore_emit (c, GCORE_OP_NOP);
    }
  if (value == NULL || value->location.lineno != node->location.lineno)
    {
      gcore_set_location (c, node->location);
      gcore_emit (c, GCORE_OP_NOP);
    }
  leave_nests (c, keep_value, NULL);
  if (value == NULL)
    gcore_emit_const (c, GCORE_NONE);
  else if (!keep_value)
    gcore_emit_const (c, value->as.constant.value);
  gcore_emit (c, GCORE_OP_RETURN_VALUE);
}

/* Leaves everything up to the innermost loop, which is stored in *LOOP; without one, MESSAGE is the error. */
static bool
leave_to_loop (GcoreCompiler *c, GcoreNest *loop, const char *message)
{
  GcoreLocation location = c->unit->location;
  *loop = (GcoreNest){ .start = NULL };
  gcore_emit (c, GCORE_OP_NOP);
  leave_nests (c, false, loop);
  if (loop->start != NULL)
    return true;
  gcore_set_location (c, location);
  gcore_compile_error_text (c, message);
  return false;
}

void
gcore_compile_break (GcoreCompiler *c)
{
  GcoreNest loop;
  if (!leave_to_loop (c, &loop, "'break' outside loop"))
    return;
  leave_nest (c, &loop, false);
  gcore_emit_jump (c, GCORE_OP_JUMP, loop.exit);
}

void
gcore_compile_continue (GcoreCompiler *c)
{
  GcoreNest loop;
  if (leave_to_loop (c, &loop, "'continue' not properly in loop"))
    gcore_emit_jump (c, GCORE_OP_JUMP, loop.start);
}
