/* SPDX-License-Identifier: MIT */
/* Known mistakes in expressions, calls and displays. Alternatives are tried in turn, from the same token. */
#include "gcore/language/parser-private.h"

#define EACH_FROM(mark) gcore_parser_reset (parser, mark)

static bool
is_legacy_name (const GcoreExpr *expr, const GcoreParser *parser, intptr_t token)
{
  const GcoreToken *name = &parser->tokens[token];
  size_t length = (size_t) (name->end - name->start);
  return expr->kind == GCORE_EXPR_NAME
         && ((length == 5 && memcmp (name->start, "print", 5) == 0)
             || (length == 4 && memcmp (name->start, "exec", 4) == 0));
}

/* --- expressions -------------------------------------------------------------------------------------------------- */

/* Whether a soft keyword is next, or a beginning of one: CPython does not see the difference here. */
static bool
at_soft_keyword (GcoreParser *parser)
{
  const GcoreToken *token = &parser->tokens[parser->position];
  size_t length = (size_t) (token->end - token->start);
  return strncmp ("_", token->start, length) == 0 || strncmp ("case", token->start, length) == 0
         || strncmp ("match", token->start, length) == 0;
}

/* Two expressions side by side inside brackets. */
static void
missing_comma (GcoreParser *parser)
{
  intptr_t start = parser->position;
  if (gcore_parser_peek (parser) == GCORE_TOKEN_NAME
      && (gcore_parser_peek_second (parser) == GCORE_TOKEN_STRING || at_soft_keyword (parser)))
    return;
  GcoreExpr *left = gcore_parse_disjunction (parser);
  GcoreExpr *right = left != NULL ? gcore_parse_expression_quietly (parser) : NULL;
  if (right != NULL && !is_legacy_name (left, parser, start) && parser->tokens[parser->position - 1].level > 0)
    gcore_parser_error_range (parser, left->location, right->location, "invalid syntax. Perhaps you forgot a comma?");
}

static void
missing_else (GcoreParser *parser)
{
  GcoreExpr *body = gcore_parse_disjunction (parser);
  if (body == NULL || !gcore_parser_accept (parser, GCORE_TOKEN_IF))
    return;
  GcoreExpr *test = gcore_parse_disjunction (parser);
  int next = gcore_parser_peek (parser);
  if (test != NULL && next != GCORE_TOKEN_ELSE && next != GCORE_TOKEN_COLON)
    gcore_parser_error_range (parser, body->location, test->location, "expected 'else' after 'if' expression");
}

/* The print and exec statements of Python 2. */
static void
legacy_statement (GcoreParser *parser)
{
  intptr_t start = parser->position;
  if (gcore_parser_peek (parser) != GCORE_TOKEN_NAME || gcore_parser_peek_second (parser) == GCORE_TOKEN_LPAR)
    return;
  GcoreExpr name = { .kind = GCORE_EXPR_NAME, .location = gcore_parser_token_location (parser, start) };
  parser->position++;
  GcoreExpr *values = gcore_parse_optional_value (parser);
  if (values == NULL || !is_legacy_name (&name, parser, start))
    return;
  const char *word = *parser->tokens[start].start == 'p' ? "print" : "exec";
  gcore_parser_error_range (parser, name.location, values->location,
                            "Missing parentheses in call to '%s'. Did you mean %s(...)?", word, word);
}

bool
gcore_diagnose_expression (GcoreParser *parser)
{
  GcoreMark mark = gcore_parser_mark (parser);
  missing_comma (parser);
  EACH_FROM (mark);
  if (!parser->failed)
    missing_else (parser);
  EACH_FROM (mark);
  if (!parser->failed)
    legacy_statement (parser);
  EACH_FROM (mark);
  return parser->failed;
}

/* --- named expressions -------------------------------------------------------------------------------------------- */

/* Neither = nor := is next. */
static bool
no_more_assignment (GcoreParser *parser)
{
  int next = gcore_parser_peek (parser);
  return next != GCORE_TOKEN_EQUAL && next != GCORE_TOKEN_COLON_EQUAL;
}

static void
walrus_with_expression (GcoreParser *parser)
{
  GcoreExpr *left = gcore_parse_expression (parser);
  if (left != NULL && gcore_parser_accept (parser, GCORE_TOKEN_COLON_EQUAL) && gcore_parse_expression (parser) != NULL)
    gcore_parser_error_at (parser, left->location, "cannot use assignment expressions with %s",
                           gcore_ast_describe_expr (left));
}

static void
name_equals_value (GcoreParser *parser)
{
  intptr_t start = parser->position;
  if (gcore_parser_peek (parser) != GCORE_TOKEN_NAME || gcore_parser_peek_second (parser) != GCORE_TOKEN_EQUAL)
    return;
  parser->position += 2;
  GcoreExpr *value = gcore_parse_bitwise_or (parser);
  if (value != NULL && no_more_assignment (parser))
    gcore_parser_error_range (parser, gcore_parser_token_location (parser, start), value->location,
                              "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
}

/* Whether a list, tuple or generator expression, or True, False or None, is next. */
static bool
at_display_or_constant (GcoreParser *parser)
{
  GcoreMark mark = gcore_parser_mark (parser);
  GcoreExpr *expr = NULL;
  switch (gcore_parser_peek (parser))
    {
    case GCORE_TOKEN_TRUE: case GCORE_TOKEN_FALSE: case GCORE_TOKEN_NONE:
      return true;
    case GCORE_TOKEN_LSQB:
      expr = gcore_parse_bracketed (parser);
      break;
    case GCORE_TOKEN_LPAR:
      expr = gcore_parse_parenthesized (parser);
      break;
    default:
      return false;
    }
  EACH_FROM (mark);
  /* What parentheses around it hide is not meant. */
  return expr != NULL && expr->location.lineno == parser->tokens[mark.position].lineno
         && expr->location.col_offset == parser->tokens[mark.position].col_offset
         && (expr->kind == GCORE_EXPR_LIST || expr->kind == GCORE_EXPR_TUPLE || expr->kind == GCORE_EXPR_GENERATOR_EXP);
}

static void
expression_equals_value (GcoreParser *parser)
{
  if (at_display_or_constant (parser) || parser->failed)
    return;
  GcoreExpr *left = gcore_parse_bitwise_or (parser);
  if (left != NULL && gcore_parser_accept (parser, GCORE_TOKEN_EQUAL) && gcore_parse_bitwise_or (parser) != NULL
      && no_more_assignment (parser))
    gcore_parser_error_at (parser, left->location, "cannot assign to %s here. Maybe you meant '==' instead of '='?",
                           gcore_ast_describe_expr (left));
}

bool
gcore_diagnose_named_expression (GcoreParser *parser)
{
  GcoreMark mark = gcore_parser_mark (parser);
  void *node;
  if (gcore_parser_recall (parser, GCORE_MEMO_INVALID_NAMED, &node))
    return false;
  walrus_with_expression (parser);
  EACH_FROM (mark);
  if (!parser->failed)
    name_equals_value (parser);
  EACH_FROM (mark);
  if (!parser->failed)
    expression_equals_value (parser);
  EACH_FROM (mark);
  gcore_parser_remember (parser, GCORE_MEMO_INVALID_NAMED, mark.position, NULL);
  return parser->failed;
}

/* --- arguments ---------------------------------------------------------------------------------------------------- */

/* The last part of a comprehension. */
static GcoreLocation
comprehension_end (const GcoreComprehensionSeq *clauses)
{
  const GcoreComprehension *last = clauses->items[clauses->count - 1];
  return last->ifs->count > 0 ? last->ifs->items[last->ifs->count - 1]->location : last->iter->location;
}

#define GENERATOR_MESSAGE "Generator expression must be parenthesized"

static void
star_behind_double_star (GcoreParser *parser)
{
  GcoreExpr *args = gcore_parse_args (parser);
  if (args != NULL && gcore_parser_accept (parser, GCORE_TOKEN_COMMA) && gcore_parser_accept (parser, GCORE_TOKEN_STAR))
    gcore_parser_error_at (parser, args->location,
                           "iterable argument unpacking follows keyword argument unpacking");
}

/* A generator expression and more arguments behind it. */
static void
generator_first (GcoreParser *parser)
{
  GcoreExpr *elt = gcore_parse_expression (parser);
  GcoreComprehensionSeq *clauses = elt != NULL ? gcore_parse_for_clauses (parser) : NULL;
  if (clauses == NULL || !gcore_parser_accept (parser, GCORE_TOKEN_COMMA))
    return;
  GcoreMark mark = gcore_parser_mark (parser);
  if (gcore_parse_args (parser) == NULL)
    {
      EACH_FROM (mark);
      if (!parser->failed && gcore_parse_expression (parser) != NULL)
        gcore_parse_for_clauses (parser);
    }
  gcore_parser_error_range (parser, elt->location, comprehension_end (clauses), GENERATOR_MESSAGE);
}

/* name = … for …, in a call where only a generator expression would make sense. */
static void
keyword_with_for (GcoreParser *parser)
{
  intptr_t start = parser->position;
  if (gcore_parser_peek (parser) != GCORE_TOKEN_NAME || gcore_parser_peek_second (parser) != GCORE_TOKEN_EQUAL)
    return;
  parser->position += 2;
  if (gcore_parse_expression (parser) != NULL && gcore_parse_for_clauses (parser) != NULL)
    gcore_parser_error_range (parser, gcore_parser_token_location (parser, start),
                              gcore_parser_token_location (parser, start + 1),
                              "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
}

/* A generator expression behind other arguments. */
static void
generator_last (GcoreParser *parser)
{
  GcoreExpr *args = gcore_parse_args (parser);
  GcoreComprehensionSeq *clauses = args != NULL ? gcore_parse_for_clauses (parser) : NULL;
  if (clauses != NULL && args->as.call.args->count > 1)
    gcore_parser_error_range (parser, args->as.call.args->items[args->as.call.args->count - 1]->location,
                              comprehension_end (clauses), GENERATOR_MESSAGE);
}

static void
generator_behind_args (GcoreParser *parser)
{
  if (gcore_parse_args (parser) == NULL || !gcore_parser_accept (parser, GCORE_TOKEN_COMMA))
    return;
  GcoreExpr *elt = gcore_parse_expression (parser);
  GcoreComprehensionSeq *clauses = elt != NULL ? gcore_parse_for_clauses (parser) : NULL;
  if (clauses != NULL)
    gcore_parser_error_range (parser, elt->location, comprehension_end (clauses), GENERATOR_MESSAGE);
}

static void
positional_behind_keyword (GcoreParser *parser)
{
  GcoreExpr *args = gcore_parse_args (parser);
  if (args == NULL || !gcore_parser_accept (parser, GCORE_TOKEN_COMMA) || gcore_parse_args (parser) == NULL)
    return;
  bool unpacking = false;
  for (intptr_t i = 0; i < args->as.call.keywords->count; i++)
    unpacking = unpacking || args->as.call.keywords->items[i]->arg == NULL;
  gcore_parser_error (parser, "positional argument follows keyword argument%s", unpacking ? " unpacking" : "");
}

bool
gcore_diagnose_arguments (GcoreParser *parser)
{
  static void (*const mistakes[]) (GcoreParser *parser)
      = { star_behind_double_star, generator_first,       keyword_with_for,
          generator_last,          generator_behind_args, positional_behind_keyword };
  GcoreMark mark = gcore_parser_mark (parser);
  for (size_t i = 0; i < GCORE_N_ELEMENTS (mistakes) && !parser->failed; i++)
    {
      EACH_FROM (mark);
      mistakes[i] (parser);
    }
  EACH_FROM (mark);
  return parser->failed;
}

bool
gcore_diagnose_keyword_argument (GcoreParser *parser)
{
  GcoreMark mark = gcore_parser_mark (parser);
  int token = gcore_parser_peek (parser);
  if ((token == GCORE_TOKEN_TRUE || token == GCORE_TOKEN_FALSE || token == GCORE_TOKEN_NONE)
      && gcore_parser_peek_second (parser) == GCORE_TOKEN_EQUAL)
    gcore_parser_error_range (parser, gcore_parser_token_location (parser, mark.position),
                              gcore_parser_token_location (parser, mark.position + 1), "cannot assign to %s",
                              gcore_token_text ((GcoreTokenKind) token));
  else
    keyword_with_for (parser);
  EACH_FROM (mark);
  if (parser->failed)
    return true;
  if (token != GCORE_TOKEN_NAME || gcore_parser_peek_second (parser) != GCORE_TOKEN_EQUAL)
    {
      GcoreExpr *left = gcore_parse_expression (parser);
      if (left != NULL && gcore_parser_accept (parser, GCORE_TOKEN_EQUAL))
        gcore_parser_error_range (parser, left->location, gcore_parser_token_location (parser, parser->position - 1),
                                  "expression cannot contain assignment, perhaps you meant \"==\"?");
    }
  EACH_FROM (mark);
  return parser->failed;
}

/* --- comprehensions and displays ---------------------------------------------------------------------------------- */

static void
starred_element (GcoreParser *parser)
{
  parser->position++;
  GcoreExpr *elt = gcore_parse_starred_expression (parser);
  if (elt != NULL && gcore_parse_for_clauses (parser) != NULL)
    gcore_parser_error_at (parser, elt->location, "iterable unpacking cannot be used in comprehension");
}

#define ELEMENT_MESSAGE "did you forget parentheses around the comprehension target?"

/* A tuple without parentheses as the element. */
static void
bare_tuple_element (GcoreParser *parser)
{
  parser->position++;
  GcoreExpr *elt = gcore_parse_star_named_expression (parser);
  intptr_t comma = parser->position;
  if (elt == NULL || !gcore_parser_accept (parser, GCORE_TOKEN_COMMA))
    return;
  GcoreMark mark = gcore_parser_mark (parser);
  GcoreExprSeq *more = gcore_parse_star_named_expressions (parser);
  if (more != NULL && gcore_parse_for_clauses (parser) != NULL)
    {
      gcore_parser_error_range (parser, elt->location, more->items[more->count - 1]->location, ELEMENT_MESSAGE);
      return;
    }
  EACH_FROM (mark);
  if (!parser->failed && gcore_parse_for_clauses (parser) != NULL)
    gcore_parser_error_range (parser, elt->location, gcore_parser_token_location (parser, comma), ELEMENT_MESSAGE);
}

bool
gcore_diagnose_comprehension (GcoreParser *parser)
{
  GcoreMark mark = gcore_parser_mark (parser);
  if (!parser->diagnosing)
    return false;
  starred_element (parser);
  EACH_FROM (mark);
  if (!parser->failed && gcore_parser_peek (parser) != GCORE_TOKEN_LPAR)
    bare_tuple_element (parser);
  EACH_FROM (mark);
  return parser->failed;
}

bool
gcore_diagnose_dict_comprehension (GcoreParser *parser)
{
  GcoreMark mark = gcore_parser_mark (parser);
  intptr_t stars = ++parser->position;
  if (gcore_parser_accept (parser, GCORE_TOKEN_DOUBLE_STAR) && gcore_parse_bitwise_or (parser) != NULL
      && gcore_parse_for_clauses (parser) != NULL && gcore_parser_accept (parser, GCORE_TOKEN_RBRACE))
    gcore_parser_error_at_token (parser, stars, "dict unpacking cannot be used in dict comprehension");
  EACH_FROM (mark);
  return parser->failed;
}

/* A key, a colon, and no value. */
static void
missing_dict_value (GcoreParser *parser)
{
  GcoreExpr *key = gcore_parse_expression (parser);
  intptr_t colon = parser->position;
  if (key == NULL || !gcore_parser_accept (parser, GCORE_TOKEN_COLON))
    return;
  intptr_t star = parser->position;
  int next = gcore_parser_peek (parser);
  if (next == GCORE_TOKEN_RBRACE || next == GCORE_TOKEN_COMMA)
    gcore_parser_error_at_token (parser, colon, "expression expected after dictionary key and ':'");
  else if (gcore_parser_accept (parser, GCORE_TOKEN_STAR) && gcore_parse_bitwise_or (parser) != NULL)
    gcore_parser_error_from (parser, gcore_parser_token_location (parser, star),
                             "cannot use a starred expression in a dictionary value");
}

/* An item of a dict that has no colon. */
static void
missing_colon (GcoreParser *parser)
{
  GcoreExpr *key = gcore_parse_expression (parser);
  if (key == NULL || gcore_parser_peek (parser) == GCORE_TOKEN_COLON)
    return;
  GcoreLocation end = key->location;
  gcore_parser_error_range (parser, (GcoreLocation){ end.lineno, end.end_col_offset - 1, 0, 0 },
                            (GcoreLocation){ 0, 0, end.end_lineno, -1 }, "':' expected after dictionary key");
}

/* Behind good items with commas. False if there is none. */
static bool
skip_dict_items (GcoreParser *parser)
{
  GcoreExpr *key, *value;
  bool any = false;
  GcoreMark mark = gcore_parser_mark (parser);
  while (gcore_parse_dict_item (parser, &key, &value) && gcore_parser_accept (parser, GCORE_TOKEN_COMMA))
    {
      any = true;
      mark = gcore_parser_mark (parser);
    }
  EACH_FROM (mark);
  return any && !parser->failed;
}

bool
gcore_diagnose_dict_items (GcoreParser *parser)
{
  GcoreMark mark = gcore_parser_mark (parser);
  parser->position++;
  if (skip_dict_items (parser))
    {
      GcoreMark item = gcore_parser_mark (parser);
      missing_colon (parser);
      EACH_FROM (item);
      if (!parser->failed)
        missing_dict_value (parser);
    }
  EACH_FROM (mark);
  parser->position++;
  if (!parser->failed)
    missing_dict_value (parser);
  EACH_FROM (mark);
  return parser->failed;
}

bool
gcore_diagnose_group (GcoreParser *parser)
{
  GcoreMark mark = gcore_parser_mark (parser);
  intptr_t star = ++parser->position;
  if (gcore_parser_accept (parser, GCORE_TOKEN_DOUBLE_STAR))
    {
      if (gcore_parse_expression (parser) != NULL && gcore_parser_accept (parser, GCORE_TOKEN_RPAR))
        gcore_parser_error_at_token (parser, star, "cannot use double starred expression here");
    }
  else
    {
      GcoreExpr *starred = gcore_parse_starred_expression (parser);
      if (starred != NULL && gcore_parser_accept (parser, GCORE_TOKEN_RPAR))
        gcore_parser_error_at (parser, starred->location, "cannot use starred expression here");
    }
  EACH_FROM (mark);
  return parser->failed;
}
