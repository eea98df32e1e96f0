/* SPDX-License-Identifier: MIT */
/* Walks the tree and folds bottom up. */
#include "gcore/language/fold.h"

#include "gcore/language/nesting.h"
#include "gcore/objects/str.h"

typedef struct
{
  GcoreArena *arena;
  bool future_annotations;
  GcoreNesting nesting;
} Fold;

static bool fold_expr (Fold *fold, GcoreExpr *node);
static bool fold_stmts (Fold *fold, const GcoreStmtSeq *stmts);

static bool
fold_optional (Fold *fold, GcoreExpr *node)
{
  return node == NULL || fold_expr (fold, node);
}

static bool
fold_exprs (Fold *fold, const GcoreExprSeq *exprs)
{
  for (intptr_t i = 0; i < exprs->count; i++)
    if (!fold_optional (fold, exprs->items[i]))
      return false;
  return true;
}

static bool
fold_keywords (Fold *fold, const GcoreKeywordSeq *keywords)
{
  for (intptr_t i = 0; i < keywords->count; i++)
    if (!fold_expr (fold, keywords->items[i]->value))
      return false;
  return true;
}

static bool
fold_annotation (Fold *fold, GcoreExpr *annotation)
{
  return fold->future_annotations || fold_optional (fold, annotation);
}

static bool
fold_args (Fold *fold, const GcoreArgSeq *args)
{
  for (intptr_t i = 0; i < args->count; i++)
    if (!fold_annotation (fold, args->items[i]->annotation))
      return false;
  return true;
}

static bool
fold_arguments (Fold *fold, const GcoreArguments *arguments)
{
  return fold_args (fold, arguments->posonlyargs) && fold_args (fold, arguments->args)
         && (arguments->vararg == NULL || fold_annotation (fold, arguments->vararg->annotation))
         && fold_args (fold, arguments->kwonlyargs) && fold_exprs (fold, arguments->kw_defaults)
         && (arguments->kwarg == NULL || fold_annotation (fold, arguments->kwarg->annotation))
         && fold_exprs (fold, arguments->defaults);
}

static bool
fold_generators (Fold *fold, const GcoreComprehensionSeq *generators)
{
  for (intptr_t i = 0; i < generators->count; i++)
    {
      GcoreComprehension *generator = generators->items[i];
      if (!fold_expr (fold, generator->target) || !fold_expr (fold, generator->iter)
          || !fold_exprs (fold, generator->ifs) || !gcore_fold_iterated (generator->iter, fold->arena))
        return false;
    }
  return true;
}

/* The last operand of a chain that ends in `in` or `not in` is only searched. */
static bool
fold_compare (Fold *fold, GcoreExpr *node)
{
  if (!fold_expr (fold, node->as.compare.left) || !fold_exprs (fold, node->as.compare.comparators))
    return false;
  intptr_t last = node->as.compare.ops->count - 1;
  int op = node->as.compare.ops->items[last];
  if (op == GCORE_CMP_IN || op == GCORE_CMP_NOT_IN)
    return gcore_fold_iterated (node->as.compare.comparators->items[last], fold->arena);
  return true;
}

static bool
fold_name (Fold *fold, GcoreExpr *node)
{
  if (node->as.name.ctx == GCORE_LOAD && gcore_str_equal_to_ascii_string (node->as.name.id, "__debug__"))
    return gcore_fold_to_constant (node, gcore_newref (GCORE_TRUE), fold->arena);
  return true;
}

static bool
fold_expr_inner (Fold *fold, GcoreExpr *node)
{
  switch (node->kind)
    {
    case GCORE_EXPR_BOOL_OP:
      return fold_exprs (fold, node->as.bool_op.values);
    case GCORE_EXPR_NAMED_EXPR:
      return fold_expr (fold, node->as.named_expr.value);
    case GCORE_EXPR_BIN_OP:
      return fold_expr (fold, node->as.bin_op.left) && fold_expr (fold, node->as.bin_op.right)
             && gcore_fold_binary (node, fold->arena);
    case GCORE_EXPR_UNARY_OP:
      return fold_expr (fold, node->as.unary_op.operand) && gcore_fold_unary (node, fold->arena);
    case GCORE_EXPR_LAMBDA:
      return fold_arguments (fold, node->as.lambda.args) && fold_expr (fold, node->as.lambda.body);
    case GCORE_EXPR_IF_EXP:
      return fold_expr (fold, node->as.if_exp.test) && fold_expr (fold, node->as.if_exp.body)
             && fold_expr (fold, node->as.if_exp.orelse);
    case GCORE_EXPR_DICT:
      return fold_exprs (fold, node->as.dict.keys) && fold_exprs (fold, node->as.dict.values);
    case GCORE_EXPR_SET:
      return fold_exprs (fold, node->as.set.elts);
    case GCORE_EXPR_LIST_COMP:
    case GCORE_EXPR_SET_COMP:
    case GCORE_EXPR_GENERATOR_EXP:
      return fold_expr (fold, node->as.list_comp.elt) && fold_generators (fold, node->as.list_comp.generators);
    case GCORE_EXPR_DICT_COMP:
      return fold_expr (fold, node->as.dict_comp.key) && fold_expr (fold, node->as.dict_comp.value)
             && fold_generators (fold, node->as.dict_comp.generators);
    case GCORE_EXPR_AWAIT:
    case GCORE_EXPR_YIELD:
    case GCORE_EXPR_YIELD_FROM:
      return fold_optional (fold, node->as.yield.value);
    case GCORE_EXPR_COMPARE:
      return fold_compare (fold, node);
    case GCORE_EXPR_CALL:
      return fold_expr (fold, node->as.call.func) && fold_exprs (fold, node->as.call.args)
             && fold_keywords (fold, node->as.call.keywords);
    case GCORE_EXPR_FORMATTED_VALUE:
      return fold_expr (fold, node->as.formatted_value.value)
             && fold_optional (fold, node->as.formatted_value.format_spec);
    case GCORE_EXPR_JOINED_STR:
      return fold_exprs (fold, node->as.joined_str.values);
    case GCORE_EXPR_ATTRIBUTE:
      return fold_expr (fold, node->as.attribute.value);
    case GCORE_EXPR_SUBSCRIPT:
      return fold_expr (fold, node->as.subscript.value) && fold_expr (fold, node->as.subscript.slice)
             && gcore_fold_subscript (node, fold->arena);
    case GCORE_EXPR_STARRED:
      return fold_expr (fold, node->as.starred.value);
    case GCORE_EXPR_NAME:
      return fold_name (fold, node);
    case GCORE_EXPR_LIST:
      return fold_exprs (fold, node->as.list.elts);
    case GCORE_EXPR_TUPLE:
      return fold_exprs (fold, node->as.tuple.elts) && gcore_fold_tuple (node, fold->arena);
    case GCORE_EXPR_SLICE:
      return fold_optional (fold, node->as.slice.lower) && fold_optional (fold, node->as.slice.upper)
             && fold_optional (fold, node->as.slice.step);
    case GCORE_EXPR_CONSTANT:
      return true;
    }
  return true;
}

static bool
fold_expr (Fold *fold, GcoreExpr *node)
{
  if (!gcore_nesting_enter (&fold->nesting))
    return false;
  bool ok = fold_expr_inner (fold, node);
  gcore_nesting_leave (&fold->nesting);
  return ok;
}

static bool
fold_patterns (Fold *fold, const GcorePatternSeq *patterns);

static bool
fold_pattern (Fold *fold, GcorePattern *pattern)
{
  switch (pattern->kind)
    {
    case GCORE_PATTERN_VALUE:
      return fold_expr (fold, pattern->as.value.value);
    case GCORE_PATTERN_SEQUENCE:
      return fold_patterns (fold, pattern->as.sequence.patterns);
    case GCORE_PATTERN_OR:
      return fold_patterns (fold, pattern->as.or_.patterns);
    case GCORE_PATTERN_MAPPING:
      return fold_exprs (fold, pattern->as.mapping.keys) && fold_patterns (fold, pattern->as.mapping.patterns);
    case GCORE_PATTERN_CLASS:
      return fold_expr (fold, pattern->as.class_.cls) && fold_patterns (fold, pattern->as.class_.patterns)
             && fold_patterns (fold, pattern->as.class_.kwd_patterns);
    case GCORE_PATTERN_AS:
      return pattern->as.as.pattern == NULL || fold_pattern (fold, pattern->as.as.pattern);
    case GCORE_PATTERN_SINGLETON:
    case GCORE_PATTERN_STAR:
      return true;
    }
  return true;
}

static bool
fold_patterns (Fold *fold, const GcorePatternSeq *patterns)
{
  for (intptr_t i = 0; i < patterns->count; i++)
    if (!fold_pattern (fold, patterns->items[i]))
      return false;
  return true;
}

/* Folding must not turn an expression into a docstring: an f-string around it prevents that. */
static bool
keep_from_being_docstring (Fold *fold, GcoreExpr *value)
{
  GcoreExpr *copy = gcore_ast_new_expr (fold->arena, value->kind, value->location);
  GcoreExprSeq *values = (GcoreExprSeq *) gcore_ast_new_seq (fold->arena, 1, sizeof (GcoreExpr *));
  if (copy == NULL || values == NULL)
    return false;
  *copy = *value;
  values->items[0] = copy;
  value->kind = GCORE_EXPR_JOINED_STR;
  value->as.joined_str.values = values;
  return true;
}

static bool
fold_body (Fold *fold, const GcoreStmtSeq *body)
{
  bool had_docstring = gcore_ast_docstring (body) != NULL;
  if (!fold_stmts (fold, body))
    return false;
  if (!had_docstring && gcore_ast_docstring (body) != NULL)
    return keep_from_being_docstring (fold, body->items[0]->as.expr.value);
  return true;
}

static bool
fold_with (Fold *fold, const GcoreWith *with)
{
  for (intptr_t i = 0; i < with->items->count; i++)
    if (!fold_expr (fold, with->items->items[i]->context_expr)
        || !fold_optional (fold, with->items->items[i]->optional_vars))
      return false;
  return fold_stmts (fold, with->body);
}

static bool
fold_try (Fold *fold, const GcoreTry *node)
{
  if (!fold_stmts (fold, node->body))
    return false;
  for (intptr_t i = 0; i < node->handlers->count; i++)
    if (!fold_optional (fold, node->handlers->items[i]->type) || !fold_stmts (fold, node->handlers->items[i]->body))
      return false;
  return fold_stmts (fold, node->orelse) && fold_stmts (fold, node->finalbody);
}

static bool
fold_match (Fold *fold, const GcoreStmt *node)
{
  if (!fold_expr (fold, node->as.match.subject))
    return false;
  for (intptr_t i = 0; i < node->as.match.cases->count; i++)
    {
      GcoreMatchCase *match_case = node->as.match.cases->items[i];
      if (!fold_pattern (fold, match_case->pattern) || !fold_optional (fold, match_case->guard)
          || !fold_stmts (fold, match_case->body))
        return false;
    }
  return true;
}

static bool
fold_function (Fold *fold, const GcoreFunctionDef *function)
{
  return fold_arguments (fold, function->args) && fold_body (fold, function->body)
         && fold_exprs (fold, function->decorator_list) && fold_annotation (fold, function->returns);
}

static bool
fold_for (Fold *fold, const GcoreFor *node)
{
  return fold_expr (fold, node->target) && fold_expr (fold, node->iter) && fold_stmts (fold, node->body)
         && fold_stmts (fold, node->orelse) && gcore_fold_iterated (node->iter, fold->arena);
}

static bool
fold_stmt_inner (Fold *fold, GcoreStmt *node)
{
  switch (node->kind)
    {
    case GCORE_STMT_FUNCTION_DEF:
    case GCORE_STMT_ASYNC_FUNCTION_DEF:
      return fold_function (fold, &node->as.function_def);
    case GCORE_STMT_CLASS_DEF:
      return fold_exprs (fold, node->as.class_def.bases) && fold_keywords (fold, node->as.class_def.keywords)
             && fold_body (fold, node->as.class_def.body) && fold_exprs (fold, node->as.class_def.decorator_list);
    case GCORE_STMT_RETURN:
      return fold_optional (fold, node->as.return_.value);
    case GCORE_STMT_DELETE:
      return fold_exprs (fold, node->as.delete_.targets);
    case GCORE_STMT_ASSIGN:
      return fold_exprs (fold, node->as.assign.targets) && fold_expr (fold, node->as.assign.value);
    case GCORE_STMT_AUG_ASSIGN:
      return fold_expr (fold, node->as.aug_assign.target) && fold_expr (fold, node->as.aug_assign.value);
    case GCORE_STMT_ANN_ASSIGN:
      return fold_expr (fold, node->as.ann_assign.target) && fold_annotation (fold, node->as.ann_assign.annotation)
             && fold_optional (fold, node->as.ann_assign.value);
    case GCORE_STMT_FOR:
    case GCORE_STMT_ASYNC_FOR:
      return fold_for (fold, &node->as.for_);
    case GCORE_STMT_WHILE:
    case GCORE_STMT_IF:
      return fold_expr (fold, node->as.if_.test) && fold_stmts (fold, node->as.if_.body)
             && fold_stmts (fold, node->as.if_.orelse);
    case GCORE_STMT_WITH:
    case GCORE_STMT_ASYNC_WITH:
      return fold_with (fold, &node->as.with);
    case GCORE_STMT_MATCH:
      return fold_match (fold, node);
    case GCORE_STMT_RAISE:
      return fold_optional (fold, node->as.raise.exc) && fold_optional (fold, node->as.raise.cause);
    case GCORE_STMT_TRY:
    case GCORE_STMT_TRY_STAR:
      return fold_try (fold, &node->as.try_);
    case GCORE_STMT_ASSERT:
      return fold_expr (fold, node->as.assert_.test) && fold_optional (fold, node->as.assert_.msg);
    case GCORE_STMT_EXPR:
      return fold_expr (fold, node->as.expr.value);
    case GCORE_STMT_IMPORT:
    case GCORE_STMT_IMPORT_FROM:
    case GCORE_STMT_GLOBAL:
    case GCORE_STMT_NONLOCAL:
    case GCORE_STMT_PASS:
    case GCORE_STMT_BREAK:
    case GCORE_STMT_CONTINUE:
      return true;
    }
  return true;
}

static bool
fold_stmts (Fold *fold, const GcoreStmtSeq *stmts)
{
  if (!gcore_nesting_enter (&fold->nesting))
    return false;
  bool ok = true;
  for (intptr_t i = 0; ok && i < stmts->count; i++)
    ok = fold_stmt_inner (fold, stmts->items[i]);
  gcore_nesting_leave (&fold->nesting);
  return ok;
}

bool
gcore_fold_tree (GcoreModuleNode *tree, GcoreArena *arena, bool future_annotations)
{
  Fold fold = { .arena = arena, .future_annotations = future_annotations };
  switch (tree->kind)
    {
    case GCORE_MODULE:
      return fold_body (&fold, tree->as.module.body);
    case GCORE_INTERACTIVE:
      return fold_stmts (&fold, tree->as.interactive.body);
    case GCORE_EXPRESSION:
      return fold_expr (&fold, tree->as.expression.body);
    }
  return true;
}

GcoreObject *
gcore_ast_docstring (const GcoreStmtSeq *body)
{
  if (body->count == 0 || body->items[0]->kind != GCORE_STMT_EXPR)
    return NULL;
  const GcoreExpr *value = body->items[0]->as.expr.value;
  if (value->kind != GCORE_EXPR_CONSTANT || !gcore_is_str_exact (value->as.constant.value))
    return NULL;
  return value->as.constant.value;
}
