/* SPDX-License-Identifier: MIT */
/* Simple statements. */
#include "gcore/language/parser-private.h"

#include "gcore/objects/state.h"
#include "gcore/objects/str.h"

/* --- assignments -------------------------------------------------------------------------------------------------- */

/* The operator of an augmented assignment; -1 if TOKEN is none. */
static int
augmented_operator (int token)
{
  switch (token)
    {
    case GCORE_TOKEN_PLUS_EQUAL: return GCORE_OP_ADD;
    case GCORE_TOKEN_MINUS_EQUAL: return GCORE_OP_SUB;
    case GCORE_TOKEN_STAR_EQUAL: return GCORE_OP_MULT;
    case GCORE_TOKEN_AT_EQUAL: return GCORE_OP_MAT_MULT;
    case GCORE_TOKEN_SLASH_EQUAL: return GCORE_OP_DIV;
    case GCORE_TOKEN_PERCENT_EQUAL: return GCORE_OP_MOD;
    case GCORE_TOKEN_AMPER_EQUAL: return GCORE_OP_BIT_AND;
    case GCORE_TOKEN_VBAR_EQUAL: return GCORE_OP_BIT_OR;
    case GCORE_TOKEN_CIRCUMFLEX_EQUAL: return GCORE_OP_BIT_XOR;
    case GCORE_TOKEN_LEFT_SHIFT_EQUAL: return GCORE_OP_LSHIFT;
    case GCORE_TOKEN_RIGHT_SHIFT_EQUAL: return GCORE_OP_RSHIFT;
    case GCORE_TOKEN_DOUBLE_STAR_EQUAL: return GCORE_OP_POW;
    case GCORE_TOKEN_DOUBLE_SLASH_EQUAL: return GCORE_OP_FLOOR_DIV;
    default: return -1;
    }
}

/* TARGET has been read, the colon is next. */
static GcoreStmt *
parse_annotated (GcoreParser *parser, intptr_t start, GcoreExpr *target)
{
  bool simple = target->kind == GCORE_EXPR_NAME && parser->tokens[start].kind == GCORE_TOKEN_NAME;
  GcoreExpr *value = NULL;

  if (!gcore_is_single_target (target))
    return NULL;
  parser->position++;
  GcoreExpr *annotation = gcore_parse_expression (parser);
  if (annotation == NULL)
    return NULL;
  GcoreMark mark = gcore_parser_mark (parser);
  if (gcore_parser_accept (parser, GCORE_TOKEN_EQUAL))
    value = gcore_parse_value (parser);
  if (value == NULL)
    gcore_parser_reset (parser, mark);
  if (parser->failed)
    return NULL;
  GcoreStmt *stmt = gcore_parser_stmt (parser, GCORE_STMT_ANN_ASSIGN, start);
  if (stmt == NULL)
    return NULL;
  gcore_parse_as_target (target, GCORE_STORE);
  stmt->as.ann_assign.target = target;
  stmt->as.ann_assign.annotation = annotation;
  stmt->as.ann_assign.value = value;
  stmt->as.ann_assign.simple = simple;
  return stmt;
}

/* The first target, EXPR, has been read, and = is next. */
static GcoreStmt *
parse_assign (GcoreParser *parser, intptr_t start, GcoreExpr *expr)
{
  intptr_t first = parser->n_items;
  while (gcore_parser_accept (parser, GCORE_TOKEN_EQUAL))
    {
      if (!gcore_parse_as_target (expr, GCORE_STORE) || !gcore_parser_push (parser, expr))
        return NULL;
      expr = gcore_parse_value (parser);
      if (expr == NULL)
        return NULL;
    }
  GcoreExprSeq *targets = gcore_parser_take (parser, first);
  GcoreStmt *stmt = gcore_parser_stmt (parser, GCORE_STMT_ASSIGN, start);
  if (targets == NULL || stmt == NULL)
    return NULL;
  stmt->as.assign.targets = targets;
  stmt->as.assign.value = expr;
  return stmt;
}

/* TARGET has been read, the operator OP is next. */
static GcoreStmt *
parse_augmented (GcoreParser *parser, intptr_t start, GcoreExpr *target, GcoreOperator op)
{
  if (!gcore_is_single_target (target))
    return NULL;
  parser->position++;
  GcoreExpr *value = gcore_parse_value (parser);
  GcoreStmt *stmt = value != NULL ? gcore_parser_stmt (parser, GCORE_STMT_AUG_ASSIGN, start) : NULL;
  if (stmt == NULL)
    return NULL;
  gcore_parse_as_target (target, GCORE_STORE);
  stmt->as.aug_assign.target = target;
  stmt->as.aug_assign.op = op;
  stmt->as.aug_assign.value = value;
  return stmt;
}

/* A statement that begins with an expression, EXPR. */
static GcoreStmt *
parse_after_expression (GcoreParser *parser, intptr_t start, GcoreExpr *expr)
{
  int token = gcore_parser_peek (parser);
  int op = augmented_operator (token);
  if (op >= 0)
    return parse_augmented (parser, start, expr, (GcoreOperator) op);
  if (token == GCORE_TOKEN_EQUAL)
    return parse_assign (parser, start, expr);
  if (token == GCORE_TOKEN_COLON)
    return parse_annotated (parser, start, expr);
  GcoreStmt *stmt = gcore_parser_stmt (parser, GCORE_STMT_EXPR, start);
  if (stmt != NULL)
    stmt->as.expr.value = expr;
  return stmt;
}

static GcoreStmt *
parse_expression_statement (GcoreParser *parser)
{
  GcoreMark mark = gcore_parser_mark (parser);
  GcoreExpr *expr = gcore_parse_star_expressions (parser);
  GcoreStmt *stmt = expr != NULL ? parse_after_expression (parser, mark.position, expr) : NULL;
  if (!parser->diagnosing || parser->failed || (stmt != NULL && stmt->kind != GCORE_STMT_EXPR))
    return stmt;
  /* No assignment, perhaps because of a mistake. If not, the expression stands for itself, and what is left over makes
   * the list of statements fail behind it. */
  gcore_parser_reset (parser, mark);
  if (gcore_diagnose_assignment (parser))
    return NULL;
  expr = gcore_parse_star_expressions (parser);
  return expr != NULL ? gcore_parser_stmt (parser, GCORE_STMT_EXPR, mark.position) : NULL;
}

/* --- statements that begin with a keyword: the position is at it -------------------------------------------------- */

static GcoreStmt *
parse_yield_statement (GcoreParser *parser)
{
  GcoreMark mark = gcore_parser_mark (parser);
  GcoreExpr *value = gcore_parse_yield (parser);
  if (value != NULL && parser->diagnosing && gcore_parser_peek (parser) == GCORE_TOKEN_EQUAL)
    {
      gcore_parser_reset (parser, mark);
      gcore_diagnose_assignment (parser);
      return NULL;
    }
  GcoreStmt *stmt = value != NULL ? gcore_parser_stmt (parser, GCORE_STMT_EXPR, mark.position) : NULL;
  if (stmt != NULL)
    stmt->as.expr.value = value;
  return stmt;
}

static GcoreStmt *
parse_bare (GcoreParser *parser, GcoreStmtKind kind)
{
  intptr_t start = parser->position++;
  return gcore_parser_stmt (parser, kind, start);
}

static GcoreStmt *
parse_return (GcoreParser *parser)
{
  intptr_t start = parser->position++;
  GcoreExpr *value = gcore_parse_optional_value (parser);
  GcoreStmt *stmt = !parser->failed ? gcore_parser_stmt (parser, GCORE_STMT_RETURN, start) : NULL;
  if (stmt != NULL)
    stmt->as.return_.value = value;
  return stmt;
}

/* An expression if there is one. */
static GcoreExpr *
parse_optional_expression (GcoreParser *parser)
{
  GcoreMark mark = gcore_parser_mark (parser);
  GcoreExpr *expr = gcore_parse_expression (parser);
  if (expr == NULL)
    gcore_parser_reset (parser, mark);
  return expr;
}

static GcoreStmt *
parse_raise (GcoreParser *parser)
{
  intptr_t start = parser->position++;
  GcoreExpr *exc = parse_optional_expression (parser);
  GcoreExpr *cause = NULL;
  if (exc != NULL && gcore_parser_accept (parser, GCORE_TOKEN_FROM))
    {
      cause = gcore_parse_expression (parser);
      if (cause == NULL)
        return NULL;
    }
  GcoreStmt *stmt = !parser->failed ? gcore_parser_stmt (parser, GCORE_STMT_RAISE, start) : NULL;
  if (stmt == NULL)
    return NULL;
  stmt->as.raise.exc = exc;
  stmt->as.raise.cause = cause;
  return stmt;
}

static GcoreStmt *
parse_assert (GcoreParser *parser)
{
  intptr_t start = parser->position++;
  GcoreExpr *test = gcore_parse_expression (parser);
  GcoreExpr *msg = NULL;
  if (test == NULL)
    return NULL;
  if (gcore_parser_accept (parser, GCORE_TOKEN_COMMA))
    {
      msg = gcore_parse_expression (parser);
      if (msg == NULL)
        return NULL;
    }
  GcoreStmt *stmt = gcore_parser_stmt (parser, GCORE_STMT_ASSERT, start);
  if (stmt == NULL)
    return NULL;
  stmt->as.assert_.test = test;
  stmt->as.assert_.msg = msg;
  return stmt;
}

static GcoreStmt *
parse_delete (GcoreParser *parser)
{
  GcoreMark mark = gcore_parser_mark (parser);
  parser->position++;
  GcoreExprSeq *targets = gcore_parse_del_targets (parser);
  int next = gcore_parser_peek (parser);
  if (targets != NULL && (next == GCORE_TOKEN_SEMI || next == GCORE_TOKEN_NEWLINE))
    {
      GcoreStmt *stmt = gcore_parser_stmt (parser, GCORE_STMT_DELETE, mark.position);
      if (stmt != NULL)
        stmt->as.delete_.targets = targets;
      return stmt;
    }
  if (parser->diagnosing && !parser->failed)
    {
      gcore_parser_reset (parser, mark);
      gcore_diagnose_delete (parser);
    }
  return NULL;
}

static GcoreStmt *
parse_scope (GcoreParser *parser, GcoreStmtKind kind)
{
  intptr_t start = parser->position++;
  intptr_t first = parser->n_items;
  do
    if (!gcore_parser_push (parser, gcore_parser_name (parser)))
      return NULL;
  while (gcore_parser_accept (parser, GCORE_TOKEN_COMMA));
  GcoreIdentifierSeq *names = gcore_parser_take (parser, first);
  GcoreStmt *stmt = gcore_parser_stmt (parser, kind, start);
  if (names == NULL || stmt == NULL)
    return NULL;
  stmt->as.global.names = names;
  return stmt;
}

/* --- imports ------------------------------------------------------------------------------------------------------ */

/* Names with dots between them, as one name. */
static GcoreObject *
parse_dotted_name (GcoreParser *parser)
{
  GcoreObject *name = gcore_parser_name (parser);
  while (name != NULL && gcore_parser_accept (parser, GCORE_TOKEN_DOT))
    {
      GcoreObject *part = gcore_parser_name (parser);
      if (part == NULL)
        return NULL;
      name = gcore_str_from_format ("%U.%U", name, part);
      if (name != NULL)
        gcore_str_intern_in_place (&name);
      name = gcore_parser_own (parser, name);
    }
  return name;
}

/* An alias from START on whose name has been read; `as name` may follow. */
static GcoreAlias *
finish_alias (GcoreParser *parser, intptr_t start, GcoreObject *name)
{
  GcoreObject *asname = NULL;
  if (name == NULL)
    return NULL;
  if (gcore_parser_accept (parser, GCORE_TOKEN_AS))
    {
      asname = gcore_parser_name (parser);
      if (asname == NULL)
        return NULL;
    }
  GcoreAlias *alias = gcore_parser_alloc (parser, sizeof *alias);
  if (alias == NULL)
    return NULL;
  alias->location = gcore_parser_location (parser, start);
  alias->name = name;
  alias->asname = asname;
  return alias;
}

static GcoreStmt *
parse_import (GcoreParser *parser)
{
  intptr_t start = parser->position++;
  intptr_t first = parser->n_items;
  do
    {
      intptr_t alias_start = parser->position;
      if (!gcore_parser_push (parser, finish_alias (parser, alias_start, parse_dotted_name (parser))))
        return NULL;
    }
  while (gcore_parser_accept (parser, GCORE_TOKEN_COMMA));
  GcoreAliasSeq *names = gcore_parser_take (parser, first);
  GcoreStmt *stmt = gcore_parser_stmt (parser, GCORE_STMT_IMPORT, start);
  if (names == NULL || stmt == NULL)
    return NULL;
  stmt->as.import.names = names;
  return stmt;
}

/* Names with commas between them; a trailing comma is read too. *TRAILING: there is one. */
static GcoreAliasSeq *
parse_from_names (GcoreParser *parser, bool *trailing)
{
  intptr_t first = parser->n_items;
  do
    {
      intptr_t start = parser->position;
      *trailing = parser->n_items > first;
      if (*trailing && gcore_parser_peek (parser) != GCORE_TOKEN_NAME)
        return gcore_parser_take (parser, first);
      if (!gcore_parser_push (parser, finish_alias (parser, start, gcore_parser_name (parser))))
        return NULL;
    }
  while (gcore_parser_accept (parser, GCORE_TOKEN_COMMA));
  *trailing = false;
  return gcore_parser_take (parser, first);
}

/* What stands behind from … import. */
static GcoreAliasSeq *
parse_from_targets (GcoreParser *parser)
{
  intptr_t start = parser->position;
  bool trailing;
  if (gcore_parser_accept (parser, GCORE_TOKEN_STAR))
    {
      GcoreAlias *alias = finish_alias (parser, start, gcore_parser_intern (parser, "*", 1));
      return gcore_parser_push (parser, alias) ? gcore_parser_take (parser, parser->n_items - 1) : NULL;
    }
  if (gcore_parser_accept (parser, GCORE_TOKEN_LPAR))
    {
      GcoreAliasSeq *names = parse_from_names (parser, &trailing);
      return names != NULL && gcore_parser_accept (parser, GCORE_TOKEN_RPAR) ? names : NULL;
    }
  GcoreAliasSeq *names = parse_from_names (parser, &trailing);
  if (names == NULL || !trailing)
    return names;
  if (parser->diagnosing && gcore_parser_peek (parser) == GCORE_TOKEN_NEWLINE)
    gcore_parser_error (parser, "trailing comma not allowed without surrounding parentheses");
  return NULL;
}

static GcoreStmt *
parse_import_from (GcoreParser *parser)
{
  intptr_t start = parser->position++;
  int level = 0;
  for (;; parser->position++)
    {
      int token = gcore_parser_peek (parser);
      if (token == GCORE_TOKEN_DOT)
        level++;
      else if (token == GCORE_TOKEN_ELLIPSIS)
        level += 3;
      else
        break;
    }
  GcoreObject *module = NULL;
  if (level == 0 || gcore_parser_peek (parser) == GCORE_TOKEN_NAME)
    {
      module = parse_dotted_name (parser);
      if (module == NULL)
        return NULL;
    }
  if (!gcore_parser_accept (parser, GCORE_TOKEN_IMPORT))
    return NULL;
  GcoreAliasSeq *names = parse_from_targets (parser);
  GcoreStmt *stmt = names != NULL ? gcore_parser_stmt (parser, GCORE_STMT_IMPORT_FROM, start) : NULL;
  if (stmt == NULL)
    return NULL;
  stmt->as.import_from.module = module;
  stmt->as.import_from.names = names;
  stmt->as.import_from.level = level;
  return stmt;
}

/* --- statements --------------------------------------------------------------------------------------------------- */

static GcoreStmt *
parse_simple_statement_here (GcoreParser *parser)
{
  switch (gcore_parser_peek (parser))
    {
    case GCORE_TOKEN_RETURN: return parse_return (parser);
    case GCORE_TOKEN_IMPORT: return parse_import (parser);
    case GCORE_TOKEN_FROM: return parse_import_from (parser);
    case GCORE_TOKEN_RAISE: return parse_raise (parser);
    case GCORE_TOKEN_PASS: return parse_bare (parser, GCORE_STMT_PASS);
    case GCORE_TOKEN_DEL: return parse_delete (parser);
    case GCORE_TOKEN_YIELD: return parse_yield_statement (parser);
    case GCORE_TOKEN_ASSERT: return parse_assert (parser);
    case GCORE_TOKEN_BREAK: return parse_bare (parser, GCORE_STMT_BREAK);
    case GCORE_TOKEN_CONTINUE: return parse_bare (parser, GCORE_STMT_CONTINUE);
    case GCORE_TOKEN_GLOBAL: return parse_scope (parser, GCORE_STMT_GLOBAL);
    case GCORE_TOKEN_NONLOCAL: return parse_scope (parser, GCORE_STMT_NONLOCAL);
    default: return parse_expression_statement (parser);
    }
}

static GcoreStmt *
parse_simple_statement (GcoreParser *parser)
{
  if (GCORE_LIKELY (!parser->memoizing))
    return parse_simple_statement_here (parser);
  GcoreStmt *stmt;
  intptr_t start = parser->position;
  if (gcore_parser_recall (parser, GCORE_MEMO_STATEMENT, &stmt))
    return stmt;
  stmt = parse_simple_statement_here (parser);
  return gcore_parser_remember (parser, GCORE_MEMO_STATEMENT, start, stmt);
}

bool
gcore_parse_simple_statements (GcoreParser *parser)
{
  do
    if (!gcore_parser_push (parser, parse_simple_statement (parser)))
      return false;
  while (gcore_parser_accept (parser, GCORE_TOKEN_SEMI) && gcore_parser_peek (parser) != GCORE_TOKEN_NEWLINE);
  return gcore_parser_accept (parser, GCORE_TOKEN_NEWLINE);
}

bool
gcore_parse_statement (GcoreParser *parser)
{
  if (gcore_at_compound_statement (parser))
    {
      GcoreMark mark = gcore_parser_mark (parser);
      GcoreStmt *stmt = gcore_parse_compound_statement (parser);
      if (stmt != NULL)
        return gcore_parser_push (parser, stmt);
      if (parser->failed)
        return false;
      gcore_parser_reset (parser, mark);
      /* Only a statement that begins with the soft keyword match can be something else. */
      if (gcore_parser_peek (parser) != GCORE_TOKEN_NAME)
        return false;
    }
  return gcore_parse_simple_statements (parser);
}
