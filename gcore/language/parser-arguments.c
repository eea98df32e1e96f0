/* SPDX-License-Identifier: MIT */
/* The arguments of a call. */
#include "gcore/language/parser-private.h"

typedef enum
{
  POSITIONAL,   /* anything can come */
  KEYWORDS,     /* no positional argument any more, but *iterable */
  DOUBLE_STARS, /* neither of them */
} Phase;

/* Keywords wait in a list of their own while positional arguments are on the item stack. */
typedef struct Pending Pending;
struct Pending
{
  Pending *previous;
  GcoreKeyword *keyword;
};

typedef struct
{
  Phase phase;
  Pending *keywords; /* last first */
  intptr_t n_keywords;
} Arguments;

static bool
add_keyword (GcoreParser *parser, Arguments *arguments, intptr_t start, GcoreObject *name, GcoreExpr *value)
{
  GcoreKeyword *keyword = value != NULL ? gcore_parser_alloc (parser, sizeof *keyword) : NULL;
  Pending *pending = keyword != NULL ? gcore_parser_alloc (parser, sizeof *pending) : NULL;
  if (pending == NULL)
    return false;
  *keyword = (GcoreKeyword){ gcore_parser_location (parser, start), name, value };
  *pending = (Pending){ arguments->keywords, keyword };
  arguments->keywords = pending;
  arguments->n_keywords++;
  return true;
}

/* name=value or **mapping at the position. */
static bool
parse_keyword (GcoreParser *parser, Arguments *arguments)
{
  intptr_t start = parser->position;
  if (parser->diagnosing && gcore_diagnose_keyword_argument (parser))
    return false;
  if (arguments->phase == POSITIONAL)
    arguments->phase = KEYWORDS;
  if (gcore_parser_accept (parser, GCORE_TOKEN_DOUBLE_STAR))
    {
      arguments->phase = DOUBLE_STARS;
      return add_keyword (parser, arguments, start, NULL, gcore_parse_expression (parser));
    }
  GcoreObject *name = gcore_parser_name (parser);
  if (name == NULL || !gcore_parser_accept (parser, GCORE_TOKEN_EQUAL))
    return false;
  return add_keyword (parser, arguments, start, name, gcore_parse_expression (parser));
}

static GcoreExpr *
parse_positional (GcoreParser *parser)
{
  GcoreMark mark = gcore_parser_mark (parser);
  GcoreExpr *expr = gcore_parse_assignment_expression (parser);
  if (expr == NULL && !parser->failed)
    {
      gcore_parser_reset (parser, mark);
      expr = gcore_parse_expression (parser);
    }
  if (expr == NULL)
    return NULL;
  int next = gcore_parser_peek (parser);
  return next != GCORE_TOKEN_EQUAL && next != GCORE_TOKEN_COLON_EQUAL ? expr : NULL;
}

/* One argument at the position; false if there is none that fits here. */
static bool
parse_argument (GcoreParser *parser, Arguments *arguments)
{
  GcoreMark mark = gcore_parser_mark (parser);
  switch (gcore_parser_peek (parser))
    {
    case GCORE_TOKEN_STAR:
      return arguments->phase != DOUBLE_STARS && gcore_parser_push (parser, gcore_parse_starred_expression (parser));
    case GCORE_TOKEN_DOUBLE_STAR:
      return parse_keyword (parser, arguments);
    case GCORE_TOKEN_NAME:
      if (gcore_parser_peek_second (parser) == GCORE_TOKEN_EQUAL)
        return parse_keyword (parser, arguments);
      break;
    default:
      break;
    }
  if (arguments->phase == POSITIONAL)
    {
      if (gcore_parser_push (parser, parse_positional (parser)))
        return true;
      gcore_parser_reset (parser, mark);
    }
  if (parser->diagnosing && !parser->failed)
    gcore_diagnose_keyword_argument (parser);
  return false;
}

static GcoreKeywordSeq *
take_keywords (GcoreParser *parser, const Arguments *arguments)
{
  GcoreKeywordSeq *seq = gcore_ast_new_seq (parser->arena, arguments->n_keywords, sizeof (void *));
  intptr_t i = arguments->n_keywords;
  if (seq == NULL)
    parser->failed = true;
  else
    for (const Pending *pending = arguments->keywords; pending != NULL; pending = pending->previous)
      seq->items[--i] = pending->keyword;
  return seq;
}

/* Arguments, at least one, up to what does not fit or to a comma before it. */
static bool
parse_argument_list (GcoreParser *parser, Arguments *arguments)
{
  if (!parse_argument (parser, arguments))
    return false;
  for (;;)
    {
      GcoreMark mark = gcore_parser_mark (parser);
      if (!gcore_parser_accept (parser, GCORE_TOKEN_COMMA))
        return !parser->failed;
      if (gcore_parser_peek (parser) == GCORE_TOKEN_RPAR || !parse_argument (parser, arguments))
        {
          gcore_parser_reset (parser, mark);
          return !parser->failed;
        }
    }
}

GcoreExpr *
gcore_parse_args (GcoreParser *parser)
{
  Arguments arguments = { 0 };
  intptr_t start = parser->position;
  intptr_t first = parser->n_items;

  if (!parse_argument_list (parser, &arguments))
    return NULL;
  GcoreExprSeq *args = gcore_parser_take (parser, first);
  GcoreKeywordSeq *keywords = take_keywords (parser, &arguments);
  GcoreExpr *call = !parser->failed ? gcore_parser_expr (parser, GCORE_EXPR_CALL, start) : NULL;
  if (call == NULL)
    return NULL;
  call->as.call.args = args;
  call->as.call.keywords = keywords;
  return call;
}

/* A single argument may be a generator expression without parentheses of its own. Its place is that of the call's. */
static GcoreExpr *
parse_bare_generator (GcoreParser *parser, GcoreExpr *call, intptr_t start)
{
  GcoreExprSeq *args = call->as.call.args;
  if (args->count != 1 || call->as.call.keywords->count != 0 || args->items[0]->kind == GCORE_EXPR_STARRED)
    return NULL;
  GcoreComprehensionSeq *generators = gcore_parse_for_clauses (parser);
  if (generators == NULL || gcore_parser_peek (parser) != GCORE_TOKEN_RPAR)
    return NULL;
  parser->position++;
  GcoreExpr *generator = gcore_parser_expr (parser, GCORE_EXPR_GENERATOR_EXP, start - 1);
  parser->position--;
  if (generator == NULL)
    return NULL;
  generator->as.generator_exp.elt = args->items[0];
  generator->as.generator_exp.generators = generators;
  args->items[0] = generator;
  return call;
}

static GcoreExpr *
parse_arguments_here (GcoreParser *parser, bool may_be_generator)
{
  GcoreMark mark = gcore_parser_mark (parser);
  GcoreExpr *call = gcore_parse_args (parser);
  if (call != NULL)
    {
      int next = gcore_parser_peek (parser);
      if (may_be_generator && !parser->diagnosing && (next == GCORE_TOKEN_FOR || next == GCORE_TOKEN_ASYNC))
        return parse_bare_generator (parser, call, mark.position);
      gcore_parser_accept (parser, GCORE_TOKEN_COMMA);
      if (gcore_parser_peek (parser) == GCORE_TOKEN_RPAR)
        return call;
    }
  if (parser->diagnosing && !parser->failed)
    {
      gcore_parser_reset (parser, mark);
      gcore_diagnose_arguments (parser);
    }
  return NULL;
}

GcoreExpr *
gcore_parse_arguments (GcoreParser *parser, bool may_be_generator)
{
  if (GCORE_LIKELY (!parser->memoizing))
    return parse_arguments_here (parser, may_be_generator);
  GcoreExpr *call;
  intptr_t start = parser->position;
  if (gcore_parser_recall (parser, GCORE_MEMO_ARGUMENTS, &call))
    return call;
  call = parse_arguments_here (parser, may_be_generator);
  return gcore_parser_remember (parser, GCORE_MEMO_ARGUMENTS, start, call);
}
