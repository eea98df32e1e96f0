/* SPDX-License-Identifier: MIT */
#include "gcore/language/parser-private.h"

#include <utf8proc.h>

#include "gcore/language/source.h"
#include "gcore/memory/memory.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/str.h"

/* As deep as CPython's parser goes, counted where a program can be deep without brackets. */
#define MAX_DEPTH 6000

struct GcoreMemo
{
  GcoreMemo *next;
  void *node;
  intptr_t position; /* behind what the rule accepted */
  GcoreMemoRule rule;
};

/* --- memory ------------------------------------------------------------------------------------------------------- */

static bool
out_of_memory (GcoreParser *parser)
{
  if (!parser->failed)
    gcore_err_no_memory ();
  parser->failed = true;
  return false;
}

/* Makes room in an array of *MAX items of ITEM_SIZE for one more than COUNT. */
static bool
make_room (GcoreParser *parser, void *array, intptr_t count, intptr_t *max, size_t item_size)
{
  void **block = array;
  if (GCORE_LIKELY (count < *max))
    return true;
  intptr_t new_max = *max == 0 ? 64 : *max * 2;
  void *grown = gcore_mem_realloc (*block, (size_t) new_max * item_size);
  if (grown == NULL)
    return out_of_memory (parser);
  *block = grown;
  *max = new_max;
  return true;
}

void *
gcore_parser_alloc (GcoreParser *parser, size_t size)
{
  void *block = gcore_arena_alloc (parser->arena, size);
  if (block == NULL)
    parser->failed = true;
  return block;
}

GcoreObject *
gcore_parser_own (GcoreParser *parser, GcoreObject *object)
{
  object = gcore_arena_own (parser->arena, object);
  if (object == NULL)
    parser->failed = true;
  return object;
}

bool
gcore_parser_push (GcoreParser *parser, void *item)
{
  if (item == NULL || !make_room (parser, &parser->items, parser->n_items, &parser->max_items, sizeof (void *)))
    return false;
  parser->items[parser->n_items++] = item;
  return true;
}

void *
gcore_parser_take (GcoreParser *parser, intptr_t first)
{
  intptr_t count = parser->n_items - first;
  GcoreExprSeq *seq = gcore_ast_new_seq (parser->arena, count, sizeof (void *));
  parser->n_items = first;
  if (seq == NULL)
    parser->failed = true;
  else if (count > 0)
    memcpy (seq->items, parser->items + first, (size_t) count * sizeof (void *));
  return seq;
}

GcoreExprSeq *
gcore_parser_single (GcoreParser *parser, GcoreExpr *expr)
{
  intptr_t first = parser->n_items;
  return gcore_parser_push (parser, expr) ? gcore_parser_take (parser, first) : NULL;
}

/* --- nodes -------------------------------------------------------------------------------------------------------- */

GcoreStmt *
gcore_parser_stmt (GcoreParser *parser, GcoreStmtKind kind, intptr_t start)
{
  GcoreStmt *stmt = gcore_ast_new_stmt (parser->arena, kind, gcore_parser_location (parser, start));
  if (stmt == NULL)
    parser->failed = true;
  return stmt;
}

GcoreExpr *
gcore_parser_expr (GcoreParser *parser, GcoreExprKind kind, intptr_t start)
{
  GcoreExpr *expr = gcore_ast_new_expr (parser->arena, kind, gcore_parser_location (parser, start));
  if (expr == NULL)
    parser->failed = true;
  return expr;
}

GcorePattern *
gcore_parser_pattern (GcoreParser *parser, GcorePatternKind kind, intptr_t start)
{
  GcorePattern *pattern = gcore_ast_new_pattern (parser->arena, kind, gcore_parser_location (parser, start));
  if (pattern == NULL)
    parser->failed = true;
  return pattern;
}

GcoreExpr *
gcore_parser_constant (GcoreParser *parser, GcoreObject *value, GcoreLocation location)
{
  GcoreExpr *expr = value != NULL ? gcore_ast_new_expr (parser->arena, GCORE_EXPR_CONSTANT, location) : NULL;
  if (expr == NULL)
    parser->failed = true;
  else
    expr->as.constant.value = value;
  return expr;
}

/* --- tokens ------------------------------------------------------------------------------------------------------- */

/* In mode SINGLE the end of the text also ends the line and the blocks. */
static void
end_single (GcoreParser *parser, GcoreToken *token)
{
  if (token->kind != GCORE_TOKEN_END || !parser->saw_tokens)
    {
      parser->saw_tokens = true;
      return;
    }
  token->kind = GCORE_TOKEN_NEWLINE;
  parser->saw_tokens = false;
  parser->lexer.pending = -parser->lexer.indent;
  parser->lexer.indent = 0;
}

/* A statement known to be wrong does not go on in lines still to be typed: an END stands for them. */
static bool
end_interactive (GcoreParser *parser, GcoreToken *token)
{
  GcoreLexer *lexer = &parser->lexer;
  if (lexer->status != GCORE_LEXER_WANTS_MORE || !parser->second_pass)
    return false;
  memset (token, 0, sizeof *token);
  token->kind = GCORE_TOKEN_END;
  token->lineno = token->end_lineno = lexer->lineno;
  token->col_offset = -1;
  token->end_col_offset = (int) (lexer->cursor - lexer->line_start);
  lexer->status = GCORE_LEXER_OK;
  return true;
}

int
gcore_parser_fetch (GcoreParser *parser)
{
  if (parser->failed
      || !make_room (parser, &parser->tokens, parser->n_tokens, &parser->max_tokens, sizeof (GcoreToken)))
    return GCORE_TOKEN_ERROR;
  GcoreToken *token = &parser->tokens[parser->n_tokens];
  if (!gcore_lexer_next (&parser->lexer, token) && !end_interactive (parser, token))
    {
      if (parser->lexer.status == GCORE_LEXER_BAD_END)
        gcore_parser_report_end (parser);
      parser->failed = true;
      return GCORE_TOKEN_ERROR;
    }
  if (parser->mode == GCORE_PARSE_SINGLE)
    end_single (parser, token);
  parser->n_tokens++;
  return token->kind;
}

/* Forgets the tokens of the statement just parsed. */
static void
forget_tokens (GcoreParser *parser)
{
  parser->n_tokens -= parser->position;
  memmove (parser->tokens, parser->tokens + parser->position, (size_t) parser->n_tokens * sizeof (GcoreToken));
  parser->position = 0;
}

bool
gcore_parser_at_word (GcoreParser *parser, const char *text)
{
  if (gcore_parser_peek (parser) != GCORE_TOKEN_NAME)
    return false;
  const GcoreToken *token = &parser->tokens[parser->position];
  size_t length = (size_t) (token->end - token->start);
  return strlen (text) == length && memcmp (token->start, text, length) == 0;
}

/* The str of a name that is not all ASCII: such names are the same if their NFKC forms are. */
static GcoreObject *
normalized_name (GcoreParser *parser, const char *text, intptr_t length)
{
  const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT;
  const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *) text;
  utf8proc_ssize_t n = utf8proc_decompose (bytes, length, NULL, 0, options);
  utf8proc_int32_t *buffer = n >= 0 ? gcore_parser_alloc (parser, ((size_t) n + 1) * sizeof *buffer) : NULL;
  if (buffer == NULL)
    return NULL;
  utf8proc_decompose (bytes, length, buffer, n, options);
  n = utf8proc_reencode (buffer, n, options);
  return gcore_str_decode_utf8 ((const char *) buffer, n, NULL);
}

GcoreObject *
gcore_parser_intern (GcoreParser *parser, const char *text, intptr_t length)
{
  bool ascii = true;
  for (intptr_t i = 0; i < length && ascii; i++)
    ascii = (uint8_t) text[i] < 128;
  GcoreObject *name = ascii ? gcore_str_from_ascii (text, length) : normalized_name (parser, text, length);
  if (name != NULL)
    gcore_str_intern_in_place (&name);
  return gcore_parser_own (parser, name);
}

GcoreObject *
gcore_parser_name (GcoreParser *parser)
{
  if (!gcore_parser_accept (parser, GCORE_TOKEN_NAME))
    return NULL;
  const GcoreToken *token = &parser->tokens[parser->position - 1];
  return gcore_parser_intern (parser, token->start, token->end - token->start);
}

bool
gcore_parser_enter (GcoreParser *parser)
{
  if (parser->depth == MAX_DEPTH)
    return out_of_memory (parser);
  parser->depth++;
  return true;
}

/* --- results kept while diagnosing -------------------------------------------------------------------------------- */

bool
gcore_parser_recall (GcoreParser *parser, GcoreMemoRule rule, void *node)
{
  if (parser->position >= parser->n_memos)
    return false;
  for (GcoreMemo *memo = parser->memos[parser->position]; memo != NULL; memo = memo->next)
    if (memo->rule == rule)
      {
        memcpy (node, &memo->node, sizeof memo->node);
        parser->position = memo->position;
        return true;
      }
  return false;
}

void *
gcore_parser_remember (GcoreParser *parser, GcoreMemoRule rule, intptr_t start, void *node)
{
  if (parser->failed)
    return NULL;
  if (start >= parser->n_memos)
    {
      GcoreMemo **memos = gcore_mem_realloc (parser->memos, (size_t) parser->max_tokens * sizeof *memos);
      if (memos == NULL)
        {
          out_of_memory (parser);
          return NULL;
        }
      memset (memos + parser->n_memos, 0, (size_t) (parser->max_tokens - parser->n_memos) * sizeof *memos);
      parser->memos = memos;
      parser->n_memos = parser->max_tokens;
    }
  GcoreMemo *memo = gcore_parser_alloc (parser, sizeof *memo);
  if (memo == NULL)
    return NULL;
  *memo = (GcoreMemo){ parser->memos[start], node, parser->position, rule };
  parser->memos[start] = memo;
  return node;
}

static void
forget_memos (GcoreParser *parser)
{
  gcore_mem_free (parser->memos);
  parser->memos = NULL;
  parser->n_memos = 0;
  parser->memoizing = false;
}

/* --- whole texts -------------------------------------------------------------------------------------------------- */

static void
init_parser (GcoreParser *parser, GcoreArena *arena, int mode, GcoreObject *filename, int flags)
{
  memset (parser, 0, offsetof (GcoreParser, lexer));
  memset ((char *) parser + offsetof (GcoreParser, arena), 0, sizeof *parser - offsetof (GcoreParser, arena));
  const char *name = gcore_str_as_utf8 (filename);
  parser->arena = arena;
  parser->mode = mode;
  parser->from_file = (flags & GCORE_PARSE_SOURCE_FILE) && name != NULL && name[0] != '<' && name[0] != 0;
}

static void
clear_parser (GcoreParser *parser)
{
  gcore_mem_free (parser->tokens);
  gcore_mem_free (parser->items);
  gcore_mem_free (parser->memos);
}

static GcoreModuleNode *
new_module (GcoreParser *parser, GcoreModuleKind kind)
{
  GcoreModuleNode *module = gcore_parser_alloc (parser, sizeof *module);
  if (module != NULL)
    module->kind = kind;
  return module;
}

static void *
top_statement (GcoreParser *parser)
{
  return gcore_parse_statement (parser) ? parser : NULL;
}

/* Looks for known mistakes in the statements before the one that failed: some, like `print -1`, are valid by
 * themselves, but the first of them is reported. */
static void
diagnose_earlier (GcoreParser *parser)
{
  GcoreParser earlier;
  const GcoreLexer *lexer = &parser->lexer;
  init_parser (&earlier, parser->arena, parser->mode, lexer->filename, 0);
  earlier.from_file = parser->from_file;
  earlier.rereading = true;
  gcore_lexer_init (&earlier.lexer, lexer->text, (size_t) (lexer->end - lexer->text), lexer->filename);
  void *statement = parser;
  while (statement != NULL && gcore_parser_peek (&earlier) != GCORE_TOKEN_END && earlier.n_tokens > 0
         && earlier.tokens[0].lineno < parser->tokens[0].lineno)
    {
      earlier.second_pass = earlier.diagnosing = earlier.memoizing = true;
      statement = top_statement (&earlier);
      forget_memos (&earlier);
      forget_tokens (&earlier);
    }
  parser->failed = earlier.failed;
  clear_parser (&earlier);
}

/* Runs RULE; if it fails, runs it again to find out why and leaves an exception (unless more input is wanted). */
static void *
parse_or_diagnose (GcoreParser *parser, void *(*rule) (GcoreParser *parser))
{
  intptr_t n_items = parser->n_items;
  GcoreToken last = { 0 };
  void *result = rule (parser);
  forget_memos (parser);
  if (result != NULL)
    return result;
  if (!parser->failed && parser->mode == GCORE_PARSE_FILE)
    diagnose_earlier (parser);
  if (!parser->failed)
    {
      last = parser->tokens[parser->n_tokens - 1];
      parser->position = 0;
      parser->n_items = n_items;
      parser->depth = 0;
      parser->second_pass = parser->diagnosing = parser->memoizing = true;
      rule (parser);
    }
  if (parser->lexer.status != GCORE_LEXER_WANTS_MORE)
    gcore_parser_report (parser, &last);
  parser->failed = true;
  return NULL;
}

static GcoreModuleNode *
parse_file (GcoreParser *parser)
{
  GcoreModuleNode *module = new_module (parser, GCORE_MODULE);
  while (gcore_parser_peek (parser) != GCORE_TOKEN_END)
    {
      if (parser->failed || parse_or_diagnose (parser, top_statement) == NULL)
        return NULL;
      forget_tokens (parser);
    }
  if (module != NULL)
    module->as.module.body = gcore_parser_take (parser, 0);
  return module;
}

static void *
whole_expression (GcoreParser *parser)
{
  GcoreExpr *expr = gcore_parse_expressions (parser);
  if (expr == NULL)
    return NULL;
  while (gcore_parser_accept (parser, GCORE_TOKEN_NEWLINE))
    continue;
  return gcore_parser_accept (parser, GCORE_TOKEN_END) ? expr : NULL;
}

static GcoreModuleNode *
parse_eval (GcoreParser *parser)
{
  GcoreExpr *expr = parse_or_diagnose (parser, whole_expression);
  GcoreModuleNode *module = expr != NULL ? new_module (parser, GCORE_EXPRESSION) : NULL;
  if (module != NULL)
    module->as.expression.body = expr;
  return module;
}

/* A compound statement and the newline behind it, simple statements, or an empty line. An end of input at once is an
 * error. */
static void *
single_statement (GcoreParser *parser)
{
  if (gcore_at_compound_statement (parser))
    {
      intptr_t start = parser->position;
      GcoreStmt *stmt = gcore_parse_compound_statement (parser);
      if (stmt != NULL)
        {
          if (!gcore_parser_accept (parser, GCORE_TOKEN_NEWLINE))
            return NULL;
          return gcore_parser_push (parser, stmt) ? parser : NULL;
        }
      parser->position = start;
    }
  if (parser->failed)
    return NULL;
  if (gcore_parser_accept (parser, GCORE_TOKEN_NEWLINE))
    return parser;
  return gcore_parse_simple_statements (parser) ? parser : NULL;
}

/* Whether something other than comments stands behind the cursor. */
static bool
has_more (const GcoreLexer *lexer)
{
  for (const char *p = lexer->cursor; p < lexer->end; p++)
    if (*p == '#')
      {
        while (p < lexer->end && *p != '\n')
          p++;
        if (p == lexer->end)
          break;
      }
    else if (*p != ' ' && *p != '\t' && *p != '\n' && *p != '\f')
      return true;
  return false;
}

static GcoreModuleNode *
parse_single (GcoreParser *parser)
{
  if (parse_or_diagnose (parser, single_statement) == NULL)
    return NULL;
  if (!parser->lexer.interactive && has_more (&parser->lexer))
    return gcore_parser_error (parser, "multiple statements found while compiling a single statement");
  GcoreModuleNode *module = new_module (parser, GCORE_INTERACTIVE);
  if (module != NULL)
    module->as.interactive.body = gcore_parser_take (parser, 0);
  return module;
}

static GcoreModuleNode *
parse_with (GcoreParser *parser)
{
  GcoreModuleNode *module;
  switch (parser->mode)
    {
    case GCORE_PARSE_EVAL:
      module = parse_eval (parser);
      break;
    case GCORE_PARSE_SINGLE:
      module = parse_single (parser);
      break;
    default:
      module = parse_file (parser);
      break;
    }
  clear_parser (parser);
  return parser->failed ? NULL : module;
}

GcoreModuleNode *
gcore_parse_string (const char *source, size_t length, GcoreObject *filename, int mode, int flags, GcoreArena *arena)
{
  GcoreParser parser;
  GcoreSource text;

  if (!gcore_source_read (&text, source, length, filename, mode == GCORE_PARSE_FILE, flags))
    return NULL;
  init_parser (&parser, arena, mode, filename, flags);
  gcore_lexer_init (&parser.lexer, text.text, text.length, filename);
  parser.lexer.counts_bytes = !text.has_encoding;
  GcoreModuleNode *module = parse_with (&parser);
  gcore_source_clear (&text);
  return module;
}

GcoreInputStatus
gcore_parse_interactive (const char *lines, size_t length, GcoreObject *filename, GcoreArena *arena,
                         GcoreModuleNode **result)
{
  GcoreParser parser;
  GcoreSource text;

  if (!gcore_source_read (&text, lines, length, filename, true, GCORE_PARSE_IGNORE_COOKIE))
    return GCORE_INPUT_ERROR;
  init_parser (&parser, arena, GCORE_PARSE_SINGLE, filename, 0);
  gcore_lexer_init (&parser.lexer, text.text, text.length, filename);
  parser.lexer.interactive = true;
  *result = parse_with (&parser);
  gcore_source_clear (&text);
  if (*result != NULL)
    return GCORE_INPUT_COMPLETE;
  return parser.lexer.status == GCORE_LEXER_WANTS_MORE ? GCORE_INPUT_INCOMPLETE : GCORE_INPUT_ERROR;
}

/* --- f-strings ---------------------------------------------------------------------------------------------------- */

/* Lines from the token's start to the brace that opens the expression, and its column in its line. When nothing but
 * white space stands between the brace and the end of its line, the column counts as 0. */
static void
locate_expression (const char *token_start, const char *brace, int *n_lines, int *column)
{
  const char *p = brace + 1;
  *n_lines = *column = 0;
  while (*p == ' ' || *p == '\t' || *p == '\f')
    p++;
  if (*p != '}' && *p != '\n')
    {
      const char *line = brace;
      while (line > token_start && *line != '\n')
        line--;
      *column = (int) (brace - line);
      if (*line == '\n')
        --*column;
    }
  for (p = token_start; p < brace; p++)
    *n_lines += *p == '\n';
}

GcoreExpr *
gcore_parse_f_string_expression (GcoreParser *outer, const GcoreToken *token, const char *start, const char *end)
{
  intptr_t length = end - start;
  /* The parentheses let the expression span lines; the newline is what a text ends with. */
  char *text = gcore_parser_alloc (outer, (size_t) length + 4);
  if (text == NULL)
    return NULL;
  text[0] = '(';
  memcpy (text + 1, start, (size_t) length);
  memcpy (text + 1 + length, ")\n", 3);

  int n_lines, column;
  GcoreParser parser;
  locate_expression (token->start, start - 1, &n_lines, &column);
  init_parser (&parser, outer->arena, GCORE_PARSE_EVAL, outer->lexer.filename, 0);
  gcore_lexer_init (&parser.lexer, text, (size_t) length + 3, outer->lexer.filename);
  parser.in_f_string = true;
  parser.depth = outer->depth;
  parser.lexer.lineno = token->lineno + n_lines - 1;
  parser.lexer.first_lineno = token->lineno + n_lines;
  parser.lexer.first_col = n_lines != 0 ? column : token->col_offset + column;

  GcoreExpr *expr = parse_or_diagnose (&parser, (void *(*) (GcoreParser *)) gcore_parse_star_expressions);
  clear_parser (&parser);
  if (parser.failed)
    outer->failed = true;
  return parser.failed ? NULL : expr;
}
