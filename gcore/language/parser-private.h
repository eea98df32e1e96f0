/* SPDX-License-Identifier: MIT */
/* What the files of the parser share.
 *
 * Each rule of the grammar is a function that starts at the token `position`, moves behind what it accepts and returns
 * a node. It returns NULL if the tokens do not fit, with `position` anywhere behind where it was: whoever wants to try
 * something else goes back to a mark. Or an exception was raised, or the text ended too early: then `failed` is set,
 * and everybody returns NULL.
 *
 * A text is parsed without a thought for messages. If that fails, the statement at fault is parsed again with
 * `diagnosing` set, and now the rules look for the known mistakes in what they cannot accept (files diagnose-*). A rule
 * that diagnoses tries its alternatives in the order of CPython's grammar, since the first mistake is reported. */
#pragma once

#include "gcore/language/ast.h"
#include "gcore/language/lexer.h"
#include "gcore/language/parser.h"

/* Rules whose results are kept while diagnosing, when the same tokens are read many times over. */
typedef enum
{
  GCORE_MEMO_EXPRESSION, GCORE_MEMO_STAR_EXPRESSION, GCORE_MEMO_DISJUNCTION, GCORE_MEMO_BITWISE_OR, GCORE_MEMO_PRIMARY,
  GCORE_MEMO_ARGUMENTS, GCORE_MEMO_TARGET, GCORE_MEMO_INVALID_NAMED, GCORE_MEMO_BLOCK, GCORE_MEMO_PATTERN,
  GCORE_MEMO_STATEMENT
} GcoreMemoRule;

typedef struct GcoreMemo GcoreMemo;

typedef struct
{
  GcoreLexer lexer;
  GcoreArena *arena;
  int mode;               /* GCORE_PARSE_… */
  bool in_f_string;       /* the text is an expression of an f-string, in parentheses */
  bool from_file;         /* the lines shown in errors come from a file */
  bool rereading;         /* statements before the one at fault: what is shown is never where reading stopped */
  bool failed;
  bool second_pass;
  bool diagnosing;        /* in the second pass, unless an expression is read without looking for mistakes in it */
  bool memoizing;         /* results of rules are kept: in the second pass, and behind a failure inside braces */
  bool saw_tokens;        /* since the last newline put in at the end (mode SINGLE) */
  int depth;              /* recursion, limited */
  GcoreToken *tokens;     /* of the statement being parsed, as far as read */
  intptr_t n_tokens;
  intptr_t max_tokens;
  intptr_t position;      /* index of the next token */
  void **items;           /* stack of the items of unfinished sequences */
  intptr_t n_items;
  intptr_t max_items;
  GcoreMemo **memos;      /* results of rules that begin at a token; n_memos of them */
  intptr_t n_memos;
} GcoreParser;

/* --- tokens (parser.c) -------------------------------------------------------------------------------------------- */

/* Reads one more token. Returns its kind, ERROR if there is none. */
int gcore_parser_fetch (GcoreParser *parser);

/* The kind of the next token. */
GCORE_INLINE int
gcore_parser_peek (GcoreParser *parser)
{
  if (GCORE_LIKELY (parser->position < parser->n_tokens))
    return parser->tokens[parser->position].kind;
  return gcore_parser_fetch (parser);
}

/* The kind of the token behind the next one, which must not be an ERROR. */
GCORE_INLINE int
gcore_parser_peek_second (GcoreParser *parser)
{
  if (parser->position + 1 < parser->n_tokens)
    return parser->tokens[parser->position + 1].kind;
  return gcore_parser_fetch (parser);
}

/* Moves behind the next token if it is of this kind. */
GCORE_INLINE bool
gcore_parser_accept (GcoreParser *parser, GcoreTokenKind kind)
{
  if (gcore_parser_peek (parser) != kind)
    return false;
  parser->position++;
  return true;
}

GCORE_INLINE GcoreLocation
gcore_token_location (const GcoreToken *token)
{
  return (GcoreLocation){ token->lineno, token->col_offset, token->end_lineno, token->end_col_offset };
}

/* Where the token at index I stands. */
GCORE_INLINE GcoreLocation
gcore_parser_token_location (const GcoreParser *parser, intptr_t i)
{
  return gcore_token_location (&parser->tokens[i]);
}

/* A place to come back to. Whoever goes on after a rule has failed comes back to a mark, which also drops what the rule
 * left on the item stack. */
typedef struct
{
  intptr_t position;
  intptr_t n_items;
} GcoreMark;

GCORE_INLINE GcoreMark
gcore_parser_mark (const GcoreParser *parser)
{
  return (GcoreMark){ parser->position, parser->n_items };
}

GCORE_INLINE void
gcore_parser_reset (GcoreParser *parser, GcoreMark mark)
{
  parser->position = mark.position;
  parser->n_items = mark.n_items;
}

/* From the token at index START to the last one before the next that is not layout. */
GCORE_INLINE GcoreLocation
gcore_parser_location (const GcoreParser *parser, intptr_t start)
{
  const GcoreToken *first = &parser->tokens[start];
  const GcoreToken *last = &parser->tokens[parser->position - 1];
  while (last->kind >= GCORE_TOKEN_NEWLINE && last->kind <= GCORE_TOKEN_DEDENT)
    last--;
  return (GcoreLocation){ first->lineno, first->col_offset, last->end_lineno, last->end_col_offset };
}

GCORE_INLINE GcoreLocation
gcore_location_from_to (GcoreLocation first, GcoreLocation last)
{
  return (GcoreLocation){ first.lineno, first.col_offset, last.end_lineno, last.end_col_offset };
}

/* True if the next token is the name TEXT (a soft keyword). */
bool gcore_parser_at_word (GcoreParser *parser, const char *text);
/* The name that is the next token as an interned str owned by the arena; NULL if the next token is no name. */
GcoreObject *gcore_parser_name (GcoreParser *parser);
/* The interned str of LENGTH bytes of UTF-8, NFKC-normalised, owned by the arena. */
GcoreObject *gcore_parser_intern (GcoreParser *parser, const char *text, intptr_t length);

/* Counts one level of recursion; false, with MemoryError, at the limit. Every true is followed by a leave. */
bool gcore_parser_enter (GcoreParser *parser);
GCORE_INLINE void
gcore_parser_leave (GcoreParser *parser)
{
  parser->depth--;
}

/* The result RULE had before at this token: true, *NODE set (it may be NULL) and the position moved. Only while
 * memoizing. */
bool gcore_parser_recall (GcoreParser *parser, GcoreMemoRule rule, void *node);
/* Keeps the result of RULE that began at token START; returns NODE. */
void *gcore_parser_remember (GcoreParser *parser, GcoreMemoRule rule, intptr_t start, void *node);

/* --- nodes (parser.c) --------------------------------------------------------------------------------------------- */

/* New nodes from the token at index START to the one before the next. NULL with `failed` set. */
GcoreStmt *gcore_parser_stmt (GcoreParser *parser, GcoreStmtKind kind, intptr_t start);
GcoreExpr *gcore_parser_expr (GcoreParser *parser, GcoreExprKind kind, intptr_t start);
GcorePattern *gcore_parser_pattern (GcoreParser *parser, GcorePatternKind kind, intptr_t start);
/* New zeroed memory of the arena, NULL with `failed` set. */
void *gcore_parser_alloc (GcoreParser *parser, size_t size);
GcoreExpr *gcore_parser_constant (GcoreParser *parser, GcoreObject *value, GcoreLocation location);
/* Hands OBJECT (stolen, NULL passes) to the arena. NULL with `failed` set. */
GcoreObject *gcore_parser_own (GcoreParser *parser, GcoreObject *object);

/* A sequence is collected on a stack: remember n_items, push, and take what lies above. */
bool gcore_parser_push (GcoreParser *parser, void *item);
void *gcore_parser_take (GcoreParser *parser, intptr_t first);
GcoreExprSeq *gcore_parser_single (GcoreParser *parser, GcoreExpr *expr);

/* --- errors (diagnose.c): raise SyntaxError, set `failed`, return NULL -------------------------------------------- */

/* At the last token read. */
void *gcore_parser_error (GcoreParser *parser, const char *format, ...);
void *gcore_parser_indentation_error (GcoreParser *parser, const char *format, ...);
/* From where FIRST begins to where LAST ends. */
void *gcore_parser_error_range (GcoreParser *parser, GcoreLocation first, GcoreLocation last, const char *format, ...);
void *gcore_parser_error_at (GcoreParser *parser, GcoreLocation location, const char *format, ...);
/* From where FIRST begins to where the lexer is. */
void *gcore_parser_error_from (GcoreParser *parser, GcoreLocation first, const char *format, ...);
/* At the token with index I. */
void *gcore_parser_error_at_token (GcoreParser *parser, intptr_t i, const char *format, ...);
/* "cannot assign to …" or "cannot delete …" if TARGET, or what is in it, cannot be one; otherwise NULL only. */
typedef enum { GCORE_TARGET_STAR, GCORE_TARGET_DEL, GCORE_TARGET_FOR } GcoreTargetUse;
void *gcore_parser_error_target (GcoreParser *parser, GcoreTargetUse use, GcoreExpr *target);
/* What the second pass did not find a reason for: "invalid syntax", or an error in the rest of the text. LAST is the
 * last token that the first pass read. */
void gcore_parser_report (GcoreParser *parser, const GcoreToken *last);
/* The text ended inside brackets or behind a backslash. */
void gcore_parser_report_end (GcoreParser *parser);

/* --- rules -------------------------------------------------------------------------------------------------------- */

/* parser-statements.c: statements are pushed on the item stack. */
bool gcore_parse_statement (GcoreParser *parser);
bool gcore_parse_simple_statements (GcoreParser *parser);
/* parser-compound.c */
bool gcore_at_compound_statement (GcoreParser *parser);
GcoreStmt *gcore_parse_compound_statement (GcoreParser *parser);
/* A block behind its colon. OWNER, such as "'if' statement", and the line it stands in are for the error. */
GcoreStmtSeq *gcore_parse_block (GcoreParser *parser, const char *owner, int lineno);
/* The colon that ends a header; while diagnosing a newline in its place is an error. */
bool gcore_parse_header_colon (GcoreParser *parser);
/* A token where nothing else can stand, so that everything else is an error at once. */
bool gcore_parse_forced (GcoreParser *parser, GcoreTokenKind kind);
/* parser-match.c, parser-patterns.c */
GcoreStmt *gcore_parse_match (GcoreParser *parser);
GcorePattern *gcore_parse_patterns (GcoreParser *parser);

/* parser-expressions.c */
GcoreExpr *gcore_parse_star_expressions (GcoreParser *parser);
GcoreExpr *gcore_parse_star_expression (GcoreParser *parser);
GcoreExpr *gcore_parse_expressions (GcoreParser *parser);
GcoreExpr *gcore_parse_expression (GcoreParser *parser);
GcoreExpr *gcore_parse_expression_quietly (GcoreParser *parser); /* without diagnosing */
GcoreExpr *gcore_parse_named_expression (GcoreParser *parser);
GcoreExpr *gcore_parse_assignment_expression (GcoreParser *parser);
GcoreExpr *gcore_parse_star_named_expression (GcoreParser *parser);
/* Items up to something that cannot begin one; a trailing comma is accepted. */
GcoreExprSeq *gcore_parse_star_named_expressions (GcoreParser *parser);
GcoreExpr *gcore_parse_yield (GcoreParser *parser);
/* Star expressions if there are any. */
GcoreExpr *gcore_parse_optional_value (GcoreParser *parser);
GcoreExpr *gcore_parse_disjunction (GcoreParser *parser);
GcoreExpr *gcore_parse_bitwise_or (GcoreParser *parser);
GcoreExpr *gcore_parse_starred_expression (GcoreParser *parser);
/* What can stand behind = : a yield or star expressions. */
GcoreExpr *gcore_parse_value (GcoreParser *parser);

/* parser-primary.c: atoms with what is attached to them */
GcoreExpr *gcore_parse_primary (GcoreParser *parser);
GcoreExpr *gcore_parse_slices (GcoreParser *parser);
GcoreExpr *gcore_parse_number (GcoreParser *parser);
GcoreExpr *gcore_parse_strings (GcoreParser *parser);

/* parser-displays.c */
GcoreExpr *gcore_parse_parenthesized (GcoreParser *parser); /* tuple, group or generator expression */
GcoreExpr *gcore_parse_bracketed (GcoreParser *parser);     /* list or list comprehension */
GcoreExpr *gcore_parse_braced (GcoreParser *parser);        /* dict, set or a comprehension */
GcoreExpr *gcore_parse_generator (GcoreParser *parser);
GcoreComprehensionSeq *gcore_parse_for_clauses (GcoreParser *parser);
bool gcore_parse_dict_item (GcoreParser *parser, GcoreExpr **key, GcoreExpr **value);

/* parser-arguments.c: a Call node without function, from the first argument on; up to what does not fit. */
GcoreExpr *gcore_parse_args (GcoreParser *parser);
/* The same up to the closing parenthesis, which stays. MAY_BE_GENERATOR: a generator expression can be the only
 * argument (while diagnosing the caller tries that before). */
GcoreExpr *gcore_parse_arguments (GcoreParser *parser, bool may_be_generator);

/* parser-parameters.c: up to END, a parenthesis or a lambda's colon, which stays. */
GcoreArguments *gcore_parse_parameters (GcoreParser *parser, GcoreTokenKind end);

/* parser-targets.c */
/* Makes EXPR and what is in it a target; false, and nothing is changed, if it cannot be one. */
bool gcore_parse_as_target (GcoreExpr *expr, GcoreExprContext context);
GcoreExpr *gcore_parse_star_target (GcoreParser *parser);
GcoreExpr *gcore_parse_star_targets (GcoreParser *parser);
GcoreExprSeq *gcore_parse_del_targets (GcoreParser *parser);
/* Whether EXPR is a name, an attribute or a subscript. */
bool gcore_is_single_target (const GcoreExpr *expr);

/* string-literals.c: the value of the string tokens [FIRST, position). */
GcoreExpr *gcore_parse_string_tokens (GcoreParser *parser, intptr_t first);
/* parser.c: the expression [START, END) of an f-string token, whose text begins at TOKEN_START. */
GcoreExpr *gcore_parse_f_string_expression (GcoreParser *parser, const GcoreToken *token, const char *start,
                                            const char *end);

/* diagnose-*.c: look for known mistakes at the position, and put it back. True if one was found and raised. */
bool gcore_diagnose_expression (GcoreParser *parser);
bool gcore_diagnose_named_expression (GcoreParser *parser);
bool gcore_diagnose_assignment (GcoreParser *parser);
bool gcore_diagnose_arguments (GcoreParser *parser);
bool gcore_diagnose_keyword_argument (GcoreParser *parser);
bool gcore_diagnose_comprehension (GcoreParser *parser);
bool gcore_diagnose_dict_items (GcoreParser *parser);
bool gcore_diagnose_dict_comprehension (GcoreParser *parser);
bool gcore_diagnose_group (GcoreParser *parser);
bool gcore_diagnose_for_target (GcoreParser *parser);
bool gcore_diagnose_with_item (GcoreParser *parser);
bool gcore_diagnose_with (GcoreParser *parser);
bool gcore_diagnose_delete (GcoreParser *parser);
