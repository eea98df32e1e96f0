/* SPDX-License-Identifier: MIT */
/* The parameters of a function or lambda, with the mistakes known in them. */
#include "gcore/language/parser-private.h"

typedef enum { NO_STAR, BARE_STAR, NAMED_STAR } StarKind;

/* Parameters read so far. Positional ones lie on the item stack until their slash or star comes. */
typedef struct
{
  GcoreArguments *args;
  GcoreTokenKind end; /* parenthesis, or a lambda's colon */
  intptr_t first;     /* index on the item stack of the first parameter not yet taken */
  GcoreExprSeq *defaults;    /* room for more: count is what is used */
  GcoreExprSeq *kw_defaults; /* the same */
  intptr_t max_defaults;
  intptr_t max_kw_defaults;
  StarKind star;
  bool seen_any;
  bool seen_slash;
} Parameters;

/* Appends ITEM, which may be NULL, to a sequence with room for *MAX items. */
static bool
append (GcoreParser *parser, GcoreExprSeq **seq, intptr_t *max, GcoreExpr *item)
{
  intptr_t count = *seq != NULL ? (*seq)->count : 0;
  if (count == *max)
    {
      intptr_t new_max = *max == 0 ? 4 : *max * 2;
      GcoreExprSeq *grown = gcore_parser_alloc (parser, sizeof (GcoreExprSeq) + (size_t) new_max * sizeof (void *));
      if (grown == NULL)
        return false;
      if (count > 0)
        memcpy (grown->items, (*seq)->items, (size_t) count * sizeof (void *));
      *seq = grown;
      *max = new_max;
    }
  (*seq)->items[count] = item;
  (*seq)->count = count + 1;
  return true;
}

static bool
at_end (GcoreParser *parser, const Parameters *p)
{
  return gcore_parser_peek (parser) == p->end;
}

/* At the end or a comma. */
static bool
at_separator (GcoreParser *parser, const Parameters *p)
{
  return at_end (parser, p) || gcore_parser_peek (parser) == GCORE_TOKEN_COMMA;
}

/* Raises while diagnosing; returns false in any case. */
#define MISTAKE_AT_TOKEN(i, ...)                                                                                       \
  (parser->diagnosing && !parser->failed ? (gcore_parser_error_at_token (parser, i, __VA_ARGS__), false) : false)

/* NAME and, in a def, its annotation. IS_VARARG: the annotation may be starred. */
static GcoreArg *
parse_param (GcoreParser *parser, const Parameters *p, bool is_vararg)
{
  intptr_t start = parser->position;
  GcoreObject *name = gcore_parser_name (parser);
  GcoreExpr *annotation = NULL;
  if (name == NULL)
    return NULL;
  GcoreMark mark = gcore_parser_mark (parser);
  if (p->end == GCORE_TOKEN_RPAR && gcore_parser_accept (parser, GCORE_TOKEN_COLON))
    annotation = is_vararg ? gcore_parse_star_expression (parser) : gcore_parse_expression (parser);
  if (annotation == NULL)
    gcore_parser_reset (parser, mark);
  GcoreArg *arg = gcore_parser_alloc (parser, sizeof *arg);
  if (arg != NULL)
    *arg = (GcoreArg){ gcore_parser_location (parser, start), name, annotation };
  return arg;
}

/* The default value if = is next; *VALUE is NULL if there is none. */
static bool
parse_default (GcoreParser *parser, const Parameters *p, GcoreExpr **value)
{
  intptr_t equal = parser->position;
  *value = NULL;
  if (!gcore_parser_accept (parser, GCORE_TOKEN_EQUAL))
    return !parser->failed;
  if (at_separator (parser, p))
    return MISTAKE_AT_TOKEN (equal, "expected default value expression");
  *value = gcore_parse_expression (parser);
  return *value != NULL;
}

/* A parameter with a name, before or behind the star. */
static bool
parse_named (GcoreParser *parser, Parameters *p)
{
  GcoreExpr *value;
  GcoreArg *arg = parse_param (parser, p, false);
  if (arg == NULL || !parse_default (parser, p, &value))
    return false;
  if (p->star != NO_STAR)
    return gcore_parser_push (parser, arg) && append (parser, &p->kw_defaults, &p->max_kw_defaults, value);
  if (value != NULL && !append (parser, &p->defaults, &p->max_defaults, value))
    return false;
  if (value == NULL && p->defaults != NULL)
    {
      if (parser->diagnosing && at_separator (parser, p))
        gcore_parser_error_at (parser, arg->location, "non-default argument follows default argument");
      return false;
    }
  return gcore_parser_push (parser, arg);
}

static bool
parse_slash (GcoreParser *parser, Parameters *p)
{
  intptr_t slash = parser->position++;
  if (!p->seen_any)
    {
      if (!parser->diagnosing || gcore_parser_peek (parser) != GCORE_TOKEN_COMMA)
        return false;
      return MISTAKE_AT_TOKEN (slash, "at least one argument must precede /");
    }
  if (p->seen_slash)
    return MISTAKE_AT_TOKEN (slash, "/ may appear only once");
  if (p->star != NO_STAR)
    return MISTAKE_AT_TOKEN (slash, "/ must be ahead of *");
  if (gcore_parser_peek (parser) == GCORE_TOKEN_STAR)
    return MISTAKE_AT_TOKEN (parser->position, "expected comma between / and *");
  p->seen_slash = true;
  p->args->posonlyargs = gcore_parser_take (parser, p->first);
  return !parser->failed;
}

static bool
parse_star (GcoreParser *parser, Parameters *p)
{
  intptr_t star = parser->position++;
  if (p->star != NO_STAR)
    {
      if (!parser->diagnosing)
        return false;
      if (gcore_parser_peek (parser) != GCORE_TOKEN_COMMA
          && (parse_param (parser, p, false) == NULL || !at_separator (parser, p)))
        return false;
      return MISTAKE_AT_TOKEN (star, "* argument may appear only once");
    }
  p->args->args = gcore_parser_take (parser, p->first);
  p->star = BARE_STAR;
  int next = gcore_parser_peek (parser);
  int second = next == GCORE_TOKEN_COMMA ? gcore_parser_peek_second (parser) : next;
  if (second == p->end || (next == GCORE_TOKEN_COMMA && second == GCORE_TOKEN_DOUBLE_STAR))
    {
      /* In a lambda the error is where the next parameter should be. */
      return MISTAKE_AT_TOKEN (p->end == GCORE_TOKEN_RPAR ? star : parser->n_tokens - 1,
                               "named arguments must follow bare *");
    }
  if (next == GCORE_TOKEN_COMMA)
    return !parser->failed;
  p->star = NAMED_STAR;
  p->args->vararg = parse_param (parser, p, true);
  if (p->args->vararg != NULL && gcore_parser_peek (parser) == GCORE_TOKEN_EQUAL)
    return MISTAKE_AT_TOKEN (parser->position, "var-positional argument cannot have default value");
  return p->args->vararg != NULL;
}

/* What can stand behind ** name: at most a comma. */
static bool
parse_double_star (GcoreParser *parser, Parameters *p)
{
  parser->position++;
  p->args->kwarg = parse_param (parser, p, false);
  if (p->args->kwarg == NULL)
    return false;
  if (gcore_parser_peek (parser) == GCORE_TOKEN_EQUAL)
    return MISTAKE_AT_TOKEN (parser->position, "var-keyword argument cannot have default value");
  GcoreMark mark = gcore_parser_mark (parser);
  if (!gcore_parser_accept (parser, GCORE_TOKEN_COMMA) || at_end (parser, p))
    return !parser->failed;
  intptr_t next = parser->position;
  switch (gcore_parser_peek (parser))
    {
    case GCORE_TOKEN_STAR: case GCORE_TOKEN_DOUBLE_STAR: case GCORE_TOKEN_SLASH:
      return MISTAKE_AT_TOKEN (next, "arguments cannot follow var-keyword argument");
    case GCORE_TOKEN_NAME:
      {
        GcoreArg *arg = parse_param (parser, p, false);
        if (arg != NULL && parser->diagnosing)
          gcore_parser_error_at (parser, arg->location, "arguments cannot follow var-keyword argument");
        return false;
      }
    default:
      gcore_parser_reset (parser, mark);
      return false;
    }
}

/* Parentheses around names, as in Python 2: def f(a, (b, c)). */
static bool
diagnose_parenthesized (GcoreParser *parser, const Parameters *p)
{
  intptr_t opening = parser->position++;
  const char *what = p->end == GCORE_TOKEN_RPAR ? "Function" : "Lambda expression";
  if (p->defaults != NULL || p->star != NO_STAR || p->seen_slash)
    return false;
  do
    if (parse_param (parser, p, false) == NULL)
      break;
  while (gcore_parser_accept (parser, GCORE_TOKEN_COMMA));
  if (parser->position - opening > 1 && gcore_parser_accept (parser, GCORE_TOKEN_RPAR))
    gcore_parser_error_range (parser, gcore_parser_token_location (parser, opening),
                              gcore_parser_token_location (parser, parser->position - 1),
                              "%s parameters cannot be parenthesized", what);
  return false;
}

static bool
parse_one (GcoreParser *parser, Parameters *p)
{
  switch (gcore_parser_peek (parser))
    {
    case GCORE_TOKEN_NAME:
      return parse_named (parser, p);
    case GCORE_TOKEN_SLASH:
      return parse_slash (parser, p);
    case GCORE_TOKEN_STAR:
      return parse_star (parser, p);
    case GCORE_TOKEN_DOUBLE_STAR:
      return parse_double_star (parser, p);
    case GCORE_TOKEN_LPAR:
      return parser->diagnosing && diagnose_parenthesized (parser, p);
    default:
      return false;
    }
}

GcoreArguments *
gcore_parse_parameters (GcoreParser *parser, GcoreTokenKind end)
{
  Parameters p = { .end = end, .first = parser->n_items };
  p.args = gcore_parser_alloc (parser, sizeof *p.args);
  if (p.args == NULL)
    return NULL;
  GcoreExprSeq *none = gcore_parser_take (parser, p.first);
  p.args->posonlyargs = p.args->args = p.args->kwonlyargs = (GcoreArgSeq *) none;
  while (!at_end (parser, &p))
    {
      if (!parse_one (parser, &p))
        return NULL;
      p.seen_any = true;
      if (p.args->kwarg != NULL || !gcore_parser_accept (parser, GCORE_TOKEN_COMMA))
        break;
    }
  if (!at_end (parser, &p))
    return NULL;
  GcoreArgSeq *rest = gcore_parser_take (parser, p.first);
  if (p.star == NO_STAR)
    p.args->args = rest;
  else
    p.args->kwonlyargs = rest;
  p.args->defaults = p.defaults != NULL ? p.defaults : none;
  p.args->kw_defaults = p.kw_defaults != NULL ? p.kw_defaults : none;
  return !parser->failed ? p.args : NULL;
}
