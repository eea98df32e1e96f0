/* SPDX-License-Identifier: MIT */
#include "gcore/language/ast.h"

#include "gcore/objects/state.h"

static const char *const stmt_names[] = {
  "FunctionDef", "AsyncFunctionDef", "ClassDef", "Return", "Delete", "Assign", "AugAssign", "AnnAssign", "For",
  "AsyncFor", "While", "If", "With", "AsyncWith", "Match", "Raise", "Try", "TryStar", "Assert", "Import", "ImportFrom",
  "Global", "Nonlocal", "Expr", "Pass", "Break", "Continue"
};

static const char *const expr_names[] = {
  "BoolOp", "NamedExpr", "BinOp", "UnaryOp", "Lambda", "IfExp", "Dict", "Set", "ListComp", "SetComp", "DictComp",
  "GeneratorExp", "Await", "Yield", "YieldFrom", "Compare", "Call", "FormattedValue", "JoinedStr", "Constant",
  "Attribute", "Subscript", "Starred", "Name", "List", "Tuple", "Slice"
};

static const char *const pattern_names[] = {
  "MatchValue", "MatchSingleton", "MatchSequence", "MatchMapping", "MatchClass", "MatchStar", "MatchAs", "MatchOr"
};

_Static_assert (GCORE_N_ELEMENTS (stmt_names) == GCORE_STMT_CONTINUE + 1, "a name for each statement");
_Static_assert (GCORE_N_ELEMENTS (expr_names) == GCORE_EXPR_SLICE + 1, "a name for each expression");
_Static_assert (GCORE_N_ELEMENTS (pattern_names) == GCORE_PATTERN_OR + 1, "a name for each pattern");

const char *
gcore_ast_stmt_name (GcoreStmtKind kind)
{
  return stmt_names[kind];
}

const char *
gcore_ast_expr_name (GcoreExprKind kind)
{
  return expr_names[kind];
}

const char *
gcore_ast_pattern_name (GcorePatternKind kind)
{
  return pattern_names[kind];
}

GcoreStmt *
gcore_ast_new_stmt (GcoreArena *arena, GcoreStmtKind kind, GcoreLocation location)
{
  GcoreStmt *stmt = gcore_arena_alloc (arena, sizeof *stmt);
  if (stmt != NULL)
    {
      stmt->kind = kind;
      stmt->location = location;
    }
  return stmt;
}

GcoreExpr *
gcore_ast_new_expr (GcoreArena *arena, GcoreExprKind kind, GcoreLocation location)
{
  GcoreExpr *expr = gcore_arena_alloc (arena, sizeof *expr);
  if (expr != NULL)
    {
      expr->kind = kind;
      expr->location = location;
    }
  return expr;
}

GcorePattern *
gcore_ast_new_pattern (GcoreArena *arena, GcorePatternKind kind, GcoreLocation location)
{
  GcorePattern *pattern = gcore_arena_alloc (arena, sizeof *pattern);
  if (pattern != NULL)
    {
      pattern->kind = kind;
      pattern->location = location;
    }
  return pattern;
}

void *
gcore_ast_new_seq (GcoreArena *arena, intptr_t count, size_t item_size)
{
  static const intptr_t empty = 0;
  if (count == 0)
    return (void *) &empty;
  intptr_t *seq = gcore_arena_alloc (arena, sizeof (intptr_t) + (size_t) count * item_size);
  if (seq != NULL)
    *seq = count;
  return seq;
}

const char *
gcore_ast_describe_expr (const GcoreExpr *expr)
{
  switch (expr->kind)
    {
    case GCORE_EXPR_BOOL_OP: case GCORE_EXPR_BIN_OP: case GCORE_EXPR_UNARY_OP:
      return "expression";
    case GCORE_EXPR_NAMED_EXPR: return "named expression";
    case GCORE_EXPR_LAMBDA: return "lambda";
    case GCORE_EXPR_IF_EXP: return "conditional expression";
    case GCORE_EXPR_DICT: return "dict literal";
    case GCORE_EXPR_SET: return "set display";
    case GCORE_EXPR_LIST_COMP: return "list comprehension";
    case GCORE_EXPR_SET_COMP: return "set comprehension";
    case GCORE_EXPR_DICT_COMP: return "dict comprehension";
    case GCORE_EXPR_GENERATOR_EXP: return "generator expression";
    case GCORE_EXPR_AWAIT: return "await expression";
    case GCORE_EXPR_YIELD: case GCORE_EXPR_YIELD_FROM:
      return "yield expression";
    case GCORE_EXPR_COMPARE: return "comparison";
    case GCORE_EXPR_CALL: return "function call";
    case GCORE_EXPR_FORMATTED_VALUE: case GCORE_EXPR_JOINED_STR:
      return "f-string expression";
    case GCORE_EXPR_ATTRIBUTE: return "attribute";
    case GCORE_EXPR_SUBSCRIPT: return "subscript";
    case GCORE_EXPR_STARRED: return "starred";
    case GCORE_EXPR_NAME: return "name";
    case GCORE_EXPR_LIST: return "list";
    case GCORE_EXPR_TUPLE: return "tuple";
    case GCORE_EXPR_SLICE: return "slice";
    case GCORE_EXPR_CONSTANT:
      if (expr->as.constant.value == GCORE_NONE)
        return "None";
      if (expr->as.constant.value == GCORE_TRUE)
        return "True";
      if (expr->as.constant.value == GCORE_FALSE)
        return "False";
      if (expr->as.constant.value == GCORE_ELLIPSIS)
        return "ellipsis";
      return "literal";
    }
  return "expression";
}
