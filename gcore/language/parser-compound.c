/* SPDX-License-Identifier: MIT */
/* Compound statements, except match. */
#include "gcore/language/parser-private.h"

/* --- headers and blocks ------------------------------------------------------------------------------------------- */

bool
gcore_parse_header_colon (GcoreParser *parser)
{
  if (gcore_parser_accept (parser, GCORE_TOKEN_COLON))
    return true;
  if (parser->diagnosing && gcore_parser_peek (parser) == GCORE_TOKEN_NEWLINE)
    gcore_parser_error (parser, "expected ':'");
  return false;
}

bool
gcore_parse_forced (GcoreParser *parser, GcoreTokenKind kind)
{
  if (gcore_parser_accept (parser, kind))
    return true;
  gcore_parser_error_at_token (parser, parser->position, "expected '%s'", gcore_token_text (kind));
  return false;
}

static GcoreStmtSeq *
parse_block_here (GcoreParser *parser)
{
  intptr_t first = parser->n_items;
  if (!gcore_parser_accept (parser, GCORE_TOKEN_NEWLINE))
    return gcore_parse_simple_statements (parser) ? gcore_parser_take (parser, first) : NULL;
  if (!gcore_parser_accept (parser, GCORE_TOKEN_INDENT))
    return NULL;
  do
    if (!gcore_parse_statement (parser))
      return NULL;
  while (!gcore_parser_accept (parser, GCORE_TOKEN_DEDENT));
  return gcore_parser_take (parser, first);
}

GcoreStmtSeq *
gcore_parse_block (GcoreParser *parser, const char *owner, int lineno)
{
  if (GCORE_LIKELY (!parser->memoizing))
    return parse_block_here (parser);
  GcoreStmtSeq *block;
  intptr_t start = parser->position;
  if (gcore_parser_recall (parser, GCORE_MEMO_BLOCK, &block))
    return block;
  if (gcore_parser_peek (parser) == GCORE_TOKEN_NEWLINE && gcore_parser_peek_second (parser) != GCORE_TOKEN_INDENT)
    return gcore_parser_indentation_error (parser, "expected an indented block after %s on line %d", owner, lineno);
  block = parse_block_here (parser);
  return gcore_parser_remember (parser, GCORE_MEMO_BLOCK, start, block);
}

static int
line_of (const GcoreParser *parser, intptr_t token)
{
  return parser->tokens[token].lineno;
}

/* --- if, while, for ----------------------------------------------------------------------------------------------- */

/* An else and its block if there is one, otherwise an empty block. */
static GcoreStmtSeq *
parse_else (GcoreParser *parser)
{
  intptr_t start = parser->position;
  if (!gcore_parser_accept (parser, GCORE_TOKEN_ELSE))
    return parser->failed ? NULL : gcore_parser_take (parser, parser->n_items);
  if (!gcore_parse_forced (parser, GCORE_TOKEN_COLON))
    return NULL;
  return gcore_parse_block (parser, "'else' statement", line_of (parser, start));
}

/* At if or elif. */
static GcoreStmt *
parse_if (GcoreParser *parser, const char *owner)
{
  intptr_t start = parser->position++;
  GcoreExpr *test = gcore_parse_named_expression (parser);
  if (test == NULL || !gcore_parse_header_colon (parser))
    return NULL;
  GcoreStmtSeq *body = gcore_parse_block (parser, owner, line_of (parser, start));
  GcoreStmtSeq *orelse = NULL;
  if (body == NULL)
    return NULL;
  if (gcore_parser_peek (parser) != GCORE_TOKEN_ELIF)
    orelse = parse_else (parser);
  else if (gcore_parser_enter (parser))
    {
      intptr_t first = parser->n_items;
      if (gcore_parser_push (parser, parse_if (parser, "'elif' statement")))
        orelse = gcore_parser_take (parser, first);
      gcore_parser_leave (parser);
    }
  GcoreStmt *stmt = orelse != NULL ? gcore_parser_stmt (parser, GCORE_STMT_IF, start) : NULL;
  if (stmt == NULL)
    return NULL;
  stmt->as.if_.test = test;
  stmt->as.if_.body = body;
  stmt->as.if_.orelse = orelse;
  return stmt;
}

static GcoreStmt *
parse_while (GcoreParser *parser)
{
  intptr_t start = parser->position++;
  GcoreExpr *test = gcore_parse_named_expression (parser);
  if (test == NULL || !gcore_parse_header_colon (parser))
    return NULL;
  GcoreStmtSeq *body = gcore_parse_block (parser, "'while' statement", line_of (parser, start));
  GcoreStmtSeq *orelse = body != NULL ? parse_else (parser) : NULL;
  GcoreStmt *stmt = orelse != NULL ? gcore_parser_stmt (parser, GCORE_STMT_WHILE, start) : NULL;
  if (stmt == NULL)
    return NULL;
  stmt->as.while_.test = test;
  stmt->as.while_.body = body;
  stmt->as.while_.orelse = orelse;
  return stmt;
}

/* At for; the statement begins at START, with async if IS_ASYNC. */
static GcoreStmt *
parse_for (GcoreParser *parser, intptr_t start, bool is_async)
{
  GcoreMark mark = gcore_parser_mark (parser);
  parser->position++;
  GcoreExpr *target = gcore_parse_star_targets (parser);
  if (target == NULL || !gcore_parser_accept (parser, GCORE_TOKEN_IN))
    {
      gcore_parser_reset (parser, mark);
      if (parser->diagnosing && !parser->failed)
        gcore_diagnose_for_target (parser);
      return NULL;
    }
  gcore_parse_as_target (target, GCORE_STORE);
  GcoreExpr *iter = gcore_parse_star_expressions (parser);
  if (iter == NULL || !gcore_parse_header_colon (parser))
    return NULL;
  GcoreStmtSeq *body = gcore_parse_block (parser, "'for' statement", line_of (parser, mark.position));
  GcoreStmtSeq *orelse = body != NULL ? parse_else (parser) : NULL;
  GcoreStmt *stmt
      = orelse != NULL ? gcore_parser_stmt (parser, is_async ? GCORE_STMT_ASYNC_FOR : GCORE_STMT_FOR, start) : NULL;
  if (stmt != NULL)
    stmt->as.for_ = (GcoreFor){ target, iter, body, orelse };
  return stmt;
}

/* --- with --------------------------------------------------------------------------------------------------------- */

static GcoreWithItem *
parse_with_item (GcoreParser *parser)
{
  GcoreMark mark = gcore_parser_mark (parser);
  GcoreExpr *context = gcore_parse_expression (parser);
  GcoreExpr *vars = NULL;
  if (context == NULL)
    return NULL;
  intptr_t behind_context = parser->position;
  if (gcore_parser_accept (parser, GCORE_TOKEN_AS))
    {
      vars = gcore_parse_star_target (parser);
      int next = gcore_parser_peek (parser);
      if (vars == NULL || (next != GCORE_TOKEN_COMMA && next != GCORE_TOKEN_RPAR && next != GCORE_TOKEN_COLON))
        {
          gcore_parser_reset (parser, mark);
          if (parser->failed || (parser->diagnosing && gcore_diagnose_with_item (parser)))
            return NULL;
          parser->position = behind_context;
          vars = NULL;
        }
    }
  GcoreWithItem *item = gcore_parser_alloc (parser, sizeof *item);
  if (item == NULL)
    return NULL;
  item->context_expr = context;
  item->optional_vars = vars;
  if (vars != NULL)
    gcore_parse_as_target (vars, GCORE_STORE);
  return item;
}

/* Items with commas between them, in parentheses (and then perhaps with a trailing comma) or not, up to the colon. */
static GcoreWithItemSeq *
parse_with_items (GcoreParser *parser, bool parenthesized)
{
  intptr_t first = parser->n_items;
  if (parenthesized && !gcore_parser_accept (parser, GCORE_TOKEN_LPAR))
    return NULL;
  do
    {
      if (parenthesized && parser->n_items > first && gcore_parser_peek (parser) == GCORE_TOKEN_RPAR)
        break;
      if (!gcore_parser_push (parser, parse_with_item (parser)))
        return NULL;
    }
  while (gcore_parser_accept (parser, GCORE_TOKEN_COMMA));
  if (parenthesized && !gcore_parser_accept (parser, GCORE_TOKEN_RPAR))
    return NULL;
  return gcore_parser_accept (parser, GCORE_TOKEN_COLON) ? gcore_parser_take (parser, first) : NULL;
}

static GcoreStmt *
parse_with (GcoreParser *parser, intptr_t start, bool is_async)
{
  int lineno = line_of (parser, parser->position++);
  GcoreMark mark = gcore_parser_mark (parser);
  GcoreWithItemSeq *items = parse_with_items (parser, true);
  if (items == NULL && !parser->failed)
    {
      gcore_parser_reset (parser, mark);
      items = parse_with_items (parser, false);
    }
  if (items == NULL && parser->diagnosing && !parser->failed)
    {
      gcore_parser_reset (parser, mark);
      gcore_diagnose_with (parser);
    }
  GcoreStmtSeq *body = items != NULL ? gcore_parse_block (parser, "'with' statement", lineno) : NULL;
  GcoreStmt *stmt
      = body != NULL ? gcore_parser_stmt (parser, is_async ? GCORE_STMT_ASYNC_WITH : GCORE_STMT_WITH, start) : NULL;
  if (stmt != NULL)
    stmt->as.with = (GcoreWith){ items, body };
  return stmt;
}

/* --- try ---------------------------------------------------------------------------------------------------------- */

/* Several exceptions without parentheses: the expression FIRST, and a comma is next. */
static void
diagnose_exception_list (GcoreParser *parser, GcoreExpr *first)
{
  parser->position++;
  if (gcore_parse_expressions (parser) == NULL)
    return;
  if (gcore_parser_accept (parser, GCORE_TOKEN_AS) && !gcore_parser_accept (parser, GCORE_TOKEN_NAME))
    return;
  if (gcore_parser_accept (parser, GCORE_TOKEN_COLON))
    gcore_parser_error_from (parser, first->location, "multiple exception types must be parenthesized");
}

/* The exception behind except and the name it gets. */
static bool
parse_except_header (GcoreParser *parser, GcoreExpr **type, GcoreObject **name)
{
  *type = gcore_parse_expression (parser);
  if (*type == NULL)
    return false;
  if (parser->diagnosing && gcore_parser_peek (parser) == GCORE_TOKEN_COMMA)
    {
      diagnose_exception_list (parser, *type);
      return false;
    }
  if (gcore_parser_accept (parser, GCORE_TOKEN_AS))
    {
      *name = gcore_parser_name (parser);
      return *name != NULL;
    }
  return true;
}

/* At except. Either all handlers have a star or none: *IS_STAR is set by the first. */
static GcoreExceptHandler *
parse_except (GcoreParser *parser, bool is_first, bool *is_star)
{
  intptr_t start = parser->position++;
  bool star = gcore_parser_accept (parser, GCORE_TOKEN_STAR);
  GcoreExpr *type = NULL;
  GcoreObject *name = NULL;

  int next = gcore_parser_peek (parser);
  if (star && (next == GCORE_TOKEN_COLON || next == GCORE_TOKEN_NEWLINE))
    {
      if (parser->diagnosing)
        gcore_parser_error (parser, "expected one or more exception types");
      return NULL;
    }
  if (next != GCORE_TOKEN_COLON && next != GCORE_TOKEN_NEWLINE && !parse_except_header (parser, &type, &name))
    return NULL;
  if (!gcore_parse_header_colon (parser))
    return NULL;
  if (!is_first && star != *is_star)
    {
      if (parser->diagnosing)
        gcore_parser_error_range (parser, gcore_parser_token_location (parser, start),
                                  gcore_parser_token_location (parser, star ? start + 1 : start),
                                  "cannot have both 'except' and 'except*' on the same 'try'");
      return NULL;
    }
  *is_star = star;
  GcoreStmtSeq *body
      = gcore_parse_block (parser, star ? "'except*' statement" : "'except' statement", line_of (parser, start));
  GcoreExceptHandler *handler = body != NULL ? gcore_parser_alloc (parser, sizeof *handler) : NULL;
  if (handler != NULL)
    *handler = (GcoreExceptHandler){ gcore_parser_location (parser, start), type, name, body };
  return handler;
}

/* A finally and its block if there is one, otherwise an empty block. */
static GcoreStmtSeq *
parse_finally (GcoreParser *parser)
{
  intptr_t start = parser->position;
  if (!gcore_parser_accept (parser, GCORE_TOKEN_FINALLY))
    return parser->failed ? NULL : gcore_parser_take (parser, parser->n_items);
  if (!gcore_parse_forced (parser, GCORE_TOKEN_COLON))
    return NULL;
  return gcore_parse_block (parser, "'finally' statement", line_of (parser, start));
}

static GcoreStmt *
parse_try (GcoreParser *parser)
{
  intptr_t start = parser->position++;
  if (!gcore_parse_forced (parser, GCORE_TOKEN_COLON))
    return NULL;
  GcoreStmtSeq *body = gcore_parse_block (parser, "'try' statement", line_of (parser, start));
  if (body == NULL)
    return NULL;
  int next = gcore_parser_peek (parser);
  if (next != GCORE_TOKEN_EXCEPT && next != GCORE_TOKEN_FINALLY)
    {
      if (parser->diagnosing && !parser->failed)
        gcore_parser_error (parser, "expected 'except' or 'finally' block");
      return NULL;
    }
  intptr_t first = parser->n_items;
  bool is_star = false;
  while (gcore_parser_peek (parser) == GCORE_TOKEN_EXCEPT)
    if (!gcore_parser_push (parser, parse_except (parser, parser->n_items == first, &is_star)))
      return NULL;
  GcoreExceptHandlerSeq *handlers = gcore_parser_take (parser, first);
  if (handlers == NULL)
    return NULL;
  GcoreStmtSeq *orelse = handlers->count > 0 ? parse_else (parser) : gcore_parser_take (parser, first);
  GcoreStmtSeq *finalbody = orelse != NULL ? parse_finally (parser) : NULL;
  GcoreStmt *stmt
      = finalbody != NULL ? gcore_parser_stmt (parser, is_star ? GCORE_STMT_TRY_STAR : GCORE_STMT_TRY, start) : NULL;
  if (stmt != NULL)
    stmt->as.try_ = (GcoreTry){ body, handlers, orelse, finalbody };
  return stmt;
}

/* --- def and class ------------------------------------------------------------------------------------------------ */

/* At def; the statement begins at START, with async if IS_ASYNC. */
static GcoreStmt *
parse_def (GcoreParser *parser, intptr_t start, bool is_async, GcoreExprSeq *decorators)
{
  int lineno = line_of (parser, parser->position++);
  GcoreExpr *returns = NULL;
  GcoreObject *name = gcore_parser_name (parser);
  if (name == NULL || !gcore_parse_forced (parser, GCORE_TOKEN_LPAR))
    return NULL;
  GcoreArguments *args = gcore_parse_parameters (parser, GCORE_TOKEN_RPAR);
  if (args == NULL || !gcore_parser_accept (parser, GCORE_TOKEN_RPAR))
    return NULL;
  GcoreMark mark = gcore_parser_mark (parser);
  if (gcore_parser_accept (parser, GCORE_TOKEN_RARROW))
    returns = gcore_parse_expression (parser);
  if (returns == NULL)
    gcore_parser_reset (parser, mark);
  if (!gcore_parse_forced (parser, GCORE_TOKEN_COLON))
    return NULL;
  GcoreStmtSeq *body = gcore_parse_block (parser, "function definition", lineno);
  GcoreStmtKind kind = is_async ? GCORE_STMT_ASYNC_FUNCTION_DEF : GCORE_STMT_FUNCTION_DEF;
  GcoreStmt *stmt = body != NULL ? gcore_parser_stmt (parser, kind, start) : NULL;
  if (stmt != NULL)
    stmt->as.function_def = (GcoreFunctionDef){ name, args, body, decorators, returns };
  return stmt;
}

static GcoreStmt *
parse_class (GcoreParser *parser, GcoreExprSeq *decorators)
{
  intptr_t start = parser->position++;
  GcoreObject *name = gcore_parser_name (parser);
  GcoreExpr *call = NULL; /* its arguments are what stands in the parentheses */
  if (name == NULL)
    return NULL;
  if (gcore_parser_accept (parser, GCORE_TOKEN_LPAR) && !gcore_parser_accept (parser, GCORE_TOKEN_RPAR))
    {
      call = gcore_parse_arguments (parser, false);
      if (call == NULL || !gcore_parser_accept (parser, GCORE_TOKEN_RPAR))
        return NULL;
    }
  if (!gcore_parse_header_colon (parser))
    return NULL;
  GcoreStmtSeq *body = gcore_parse_block (parser, "class definition", line_of (parser, start));
  GcoreStmt *stmt = body != NULL ? gcore_parser_stmt (parser, GCORE_STMT_CLASS_DEF, start) : NULL;
  if (stmt == NULL)
    return NULL;
  stmt->as.class_def.name = name;
  stmt->as.class_def.bases = call != NULL ? call->as.call.args : gcore_parser_take (parser, parser->n_items);
  stmt->as.class_def.keywords = call != NULL ? call->as.call.keywords : gcore_parser_take (parser, parser->n_items);
  stmt->as.class_def.body = body;
  stmt->as.class_def.decorator_list = decorators;
  return stmt;
}

static GcoreExprSeq *
parse_decorators (GcoreParser *parser)
{
  intptr_t first = parser->n_items;
  while (gcore_parser_accept (parser, GCORE_TOKEN_AT))
    if (!gcore_parser_push (parser, gcore_parse_named_expression (parser))
        || !gcore_parser_accept (parser, GCORE_TOKEN_NEWLINE))
      return NULL;
  return gcore_parser_take (parser, first);
}

/* --- any ---------------------------------------------------------------------------------------------------------- */

static GcoreStmt *
parse_async (GcoreParser *parser, GcoreExprSeq *decorators)
{
  intptr_t start = parser->position++;
  switch (gcore_parser_peek (parser))
    {
    case GCORE_TOKEN_DEF:
      return parse_def (parser, start, true, decorators);
    case GCORE_TOKEN_FOR:
      return decorators->count == 0 ? parse_for (parser, start, true) : NULL;
    case GCORE_TOKEN_WITH:
      return decorators->count == 0 ? parse_with (parser, start, true) : NULL;
    default:
      return NULL;
    }
}

static GcoreStmt *
parse_definition (GcoreParser *parser)
{
  GcoreExprSeq *decorators = parse_decorators (parser);
  if (decorators == NULL)
    return NULL;
  switch (gcore_parser_peek (parser))
    {
    case GCORE_TOKEN_DEF:
      return parse_def (parser, parser->position, false, decorators);
    case GCORE_TOKEN_CLASS:
      return parse_class (parser, decorators);
    case GCORE_TOKEN_ASYNC:
      return parse_async (parser, decorators);
    default:
      return NULL;
    }
}

bool
gcore_at_compound_statement (GcoreParser *parser)
{
  switch (gcore_parser_peek (parser))
    {
    case GCORE_TOKEN_DEF: case GCORE_TOKEN_AT: case GCORE_TOKEN_ASYNC: case GCORE_TOKEN_IF: case GCORE_TOKEN_CLASS:
    case GCORE_TOKEN_WITH: case GCORE_TOKEN_FOR: case GCORE_TOKEN_TRY: case GCORE_TOKEN_WHILE:
      return true;
    default:
      return gcore_parser_at_word (parser, "match");
    }
}

GcoreStmt *
gcore_parse_compound_statement (GcoreParser *parser)
{
  switch (gcore_parser_peek (parser))
    {
    case GCORE_TOKEN_IF:
      return parse_if (parser, "'if' statement");
    case GCORE_TOKEN_WITH:
      return parse_with (parser, parser->position, false);
    case GCORE_TOKEN_FOR:
      return parse_for (parser, parser->position, false);
    case GCORE_TOKEN_TRY:
      return parse_try (parser);
    case GCORE_TOKEN_WHILE:
      return parse_while (parser);
    case GCORE_TOKEN_NAME:
      return gcore_parse_match (parser);
    default:
      return parse_definition (parser);
    }
}
