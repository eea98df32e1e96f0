/* SPDX-License-Identifier: MIT */
/* An expression as source text: what annotations are under `from __future__ import annotations`. */
#include "gcore/language/compiler-private.h"

#include "gcore/objects/abstract.h"
#include "gcore/objects/complex.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

/* How strongly an expression's parts are bound; one that binds less than its place asks for is put in parentheses. */
enum
{
  BINDS_TUPLE, BINDS_TEST, BINDS_OR, BINDS_AND, BINDS_NOT, BINDS_COMPARE, BINDS_EXPR, BINDS_BIT_OR = BINDS_EXPR,
  BINDS_BIT_XOR, BINDS_BIT_AND, BINDS_SHIFT, BINDS_SUM, BINDS_TERM, BINDS_FACTOR, BINDS_POWER, BINDS_AWAIT, BINDS_ATOM
};

typedef struct
{
  GcoreStrWriter writer;
  bool failed;
} Unparser;

static void put_expr (Unparser *u, const GcoreExpr *node, int level);
static void put_fstring_part (Unparser *u, const GcoreExpr *node);

static void
put (Unparser *u, const char *text)
{
  if (!u->failed && gcore_str_writer_write_ascii_string (&u->writer, text, -1) < 0)
    u->failed = true;
}

static void
put_str (Unparser *u, GcoreObject *text)
{
  if (!u->failed && gcore_str_writer_write_str (&u->writer, text) < 0)
    u->failed = true;
}

/* TEXT is stolen, NULL after a failure. */
static void
put_new_str (Unparser *u, GcoreObject *text)
{
  if (text == NULL)
    {
      u->failed = true;
      return;
    }
  put_str (u, text);
  gcore_decref (text);
}

static void
put_if (Unparser *u, bool condition, const char *text)
{
  if (condition)
    put (u, text);
}

static void
put_exprs (Unparser *u, const GcoreExprSeq *exprs, int level)
{
  for (intptr_t i = 0; i < exprs->count; i++)
    {
      put_if (u, i > 0, ", ");
      put_expr (u, exprs->items[i], level);
    }
}

/* --- operators ---------------------------------------------------------------------------------------------------- */

static void
put_bool_op (Unparser *u, const GcoreExpr *node, int level)
{
  const GcoreExprSeq *values = node->as.bool_op.values;
  bool is_and = node->as.bool_op.op == GCORE_AND;
  int binds = is_and ? BINDS_AND : BINDS_OR;
  put_if (u, level > binds, "(");
  for (intptr_t i = 0; i < values->count; i++)
    {
      put_if (u, i > 0, is_and ? " and " : " or ");
      put_expr (u, values->items[i], binds + 1);
    }
  put_if (u, level > binds, ")");
}

static void
put_bin_op (Unparser *u, const GcoreExpr *node, int level)
{
  static const struct
  {
    const char *text;
    int binds;
  } ops[] = { [GCORE_OP_ADD] = { " + ", BINDS_SUM },           [GCORE_OP_SUB] = { " - ", BINDS_SUM },
              [GCORE_OP_MULT] = { " * ", BINDS_TERM },         [GCORE_OP_MAT_MULT] = { " @ ", BINDS_TERM },
              [GCORE_OP_DIV] = { " / ", BINDS_TERM },          [GCORE_OP_MOD] = { " % ", BINDS_TERM },
              [GCORE_OP_POW] = { " ** ", BINDS_POWER },        [GCORE_OP_LSHIFT] = { " << ", BINDS_SHIFT },
              [GCORE_OP_RSHIFT] = { " >> ", BINDS_SHIFT },     [GCORE_OP_BIT_OR] = { " | ", BINDS_BIT_OR },
              [GCORE_OP_BIT_XOR] = { " ^ ", BINDS_BIT_XOR },   [GCORE_OP_BIT_AND] = { " & ", BINDS_BIT_AND },
              [GCORE_OP_FLOOR_DIV] = { " // ", BINDS_TERM } };
  int binds = ops[node->as.bin_op.op].binds;
  bool right_to_left = node->as.bin_op.op == GCORE_OP_POW;
  put_if (u, level > binds, "(");
  put_expr (u, node->as.bin_op.left, binds + right_to_left);
  put (u, ops[node->as.bin_op.op].text);
  put_expr (u, node->as.bin_op.right, binds + !right_to_left);
  put_if (u, level > binds, ")");
}

static void
put_unary_op (Unparser *u, const GcoreExpr *node, int level)
{
  static const char *const ops[] = { [GCORE_INVERT] = "~", [GCORE_NOT] = "not ", [GCORE_UADD] = "+", [GCORE_USUB] = "-" };
  int binds = node->as.unary_op.op == GCORE_NOT ? BINDS_NOT : BINDS_FACTOR;
  put_if (u, level > binds, "(");
  put (u, ops[node->as.unary_op.op]);
  put_expr (u, node->as.unary_op.operand, binds);
  put_if (u, level > binds, ")");
}

static void
put_compare (Unparser *u, const GcoreExpr *node, int level)
{
  static const char *const ops[]
    = { [GCORE_CMP_EQ] = " == ",    [GCORE_CMP_NOT_EQ] = " != ", [GCORE_CMP_LT] = " < ",   [GCORE_CMP_LT_E] = " <= ",
        [GCORE_CMP_GT] = " > ",     [GCORE_CMP_GT_E] = " >= ",   [GCORE_CMP_IS] = " is ",  [GCORE_CMP_IS_NOT] = " is not ",
        [GCORE_CMP_IN] = " in ",    [GCORE_CMP_NOT_IN] = " not in " };
  put_if (u, level > BINDS_COMPARE, "(");
  put_expr (u, node->as.compare.left, BINDS_COMPARE + 1);
  for (intptr_t i = 0; i < node->as.compare.ops->count; i++)
    {
      put (u, ops[node->as.compare.ops->items[i]]);
      put_expr (u, node->as.compare.comparators->items[i], BINDS_COMPARE + 1);
    }
  put_if (u, level > BINDS_COMPARE, ")");
}

static void
put_if_exp (Unparser *u, const GcoreExpr *node, int level)
{
  put_if (u, level > BINDS_TEST, "(");
  put_expr (u, node->as.if_exp.body, BINDS_TEST + 1);
  put (u, " if ");
  put_expr (u, node->as.if_exp.test, BINDS_TEST + 1);
  put (u, " else ");
  put_expr (u, node->as.if_exp.orelse, BINDS_TEST);
  put_if (u, level > BINDS_TEST, ")");
}

static void
put_named_expr (Unparser *u, const GcoreExpr *node, int level)
{
  put_if (u, level > BINDS_TUPLE, "(");
  put_expr (u, node->as.named_expr.target, BINDS_ATOM);
  put (u, " := ");
  put_expr (u, node->as.named_expr.value, BINDS_ATOM);
  put_if (u, level > BINDS_TUPLE, ")");
}

static void
put_after_word (Unparser *u, const char *open, const GcoreExpr *value, int level, const char *close)
{
  put (u, open);
  if (value != NULL)
    {
      put (u, " ");
      put_expr (u, value, level);
    }
  put (u, close);
}

/* --- lambda ------------------------------------------------------------------------------------------------------- */

static void
put_separator (Unparser *u, bool *first)
{
  put_if (u, !*first, ", ");
  *first = false;
}

static void
put_default (Unparser *u, const GcoreExpr *value)
{
  if (value == NULL)
    return;
  put (u, "=");
  put_expr (u, value, BINDS_TEST);
}

static void
put_parameters (Unparser *u, const GcoreArguments *arguments)
{
  intptr_t n_posonly = arguments->posonlyargs->count, n = n_posonly + arguments->args->count;
  intptr_t required = n - arguments->defaults->count;
  bool first = true;
  for (intptr_t i = 0; i < n; i++)
    {
      const GcoreArg *arg
        = i < n_posonly ? arguments->posonlyargs->items[i] : arguments->args->items[i - n_posonly];
      put_separator (u, &first);
      put_str (u, arg->arg);
      put_default (u, i >= required ? arguments->defaults->items[i - required] : NULL);
      put_if (u, n_posonly > 0 && i + 1 == n_posonly, ", /");
    }
  if (arguments->vararg != NULL || arguments->kwonlyargs->count > 0)
    {
      put_separator (u, &first);
      put (u, "*");
      if (arguments->vararg != NULL)
        put_str (u, arguments->vararg->arg);
    }
  for (intptr_t i = 0; i < arguments->kwonlyargs->count; i++)
    {
      put_separator (u, &first);
      put_str (u, arguments->kwonlyargs->items[i]->arg);
      put_default (u, arguments->kw_defaults->items[i]);
    }
  if (arguments->kwarg != NULL)
    {
      put_separator (u, &first);
      put (u, "**");
      put_str (u, arguments->kwarg->arg);
    }
}

static void
put_lambda (Unparser *u, const GcoreExpr *node, int level)
{
  const GcoreArguments *arguments = node->as.lambda.args;
  bool has_parameters = arguments->posonlyargs->count + arguments->args->count + arguments->kwonlyargs->count > 0
                        || arguments->vararg != NULL || arguments->kwarg != NULL;
  put_if (u, level > BINDS_TEST, "(");
  put (u, has_parameters ? "lambda " : "lambda");
  put_parameters (u, arguments);
  put (u, ": ");
  put_expr (u, node->as.lambda.body, BINDS_TEST);
  put_if (u, level > BINDS_TEST, ")");
}

/* --- containers and comprehensions -------------------------------------------------------------------------------- */

static void
put_dict (Unparser *u, const GcoreExpr *node)
{
  put (u, "{");
  for (intptr_t i = 0; i < node->as.dict.values->count; i++)
    {
      const GcoreExpr *key = node->as.dict.keys->items[i];
      put_if (u, i > 0, ", ");
      if (key != NULL)
        {
          put_expr (u, key, BINDS_TEST);
          put (u, ": ");
          put_expr (u, node->as.dict.values->items[i], BINDS_TEST);
        }
      else
        {
          put (u, "**");
          put_expr (u, node->as.dict.values->items[i], BINDS_EXPR);
        }
    }
  put (u, "}");
}

static void
put_tuple (Unparser *u, const GcoreExpr *node, int level)
{
  const GcoreExprSeq *elements = node->as.tuple.elts;
  bool parentheses = elements->count == 0 || level > BINDS_TUPLE;
  put_if (u, parentheses, "(");
  put_exprs (u, elements, BINDS_TEST);
  put_if (u, elements->count == 1, ",");
  put_if (u, parentheses, ")");
}

static void
put_comprehension (Unparser *u, const char *open, const GcoreExpr *element, const GcoreExpr *value,
                   const GcoreComprehensionSeq *generators, const char *close)
{
  put (u, open);
  put_expr (u, element, BINDS_TEST);
  if (value != NULL)
    {
      put (u, ": ");
      put_expr (u, value, BINDS_TEST);
    }
  for (intptr_t i = 0; i < generators->count; i++)
    {
      const GcoreComprehension *generator = generators->items[i];
      put (u, generator->is_async ? " async for " : " for ");
      put_expr (u, generator->target, BINDS_TUPLE);
      put (u, " in ");
      put_expr (u, generator->iter, BINDS_TEST + 1);
      for (intptr_t j = 0; j < generator->ifs->count; j++)
        {
          put (u, " if ");
          put_expr (u, generator->ifs->items[j], BINDS_TEST + 1);
        }
    }
  put (u, close);
}

static void
put_call (Unparser *u, const GcoreExpr *node)
{
  const GcoreExprSeq *args = node->as.call.args;
  const GcoreKeywordSeq *keywords = node->as.call.keywords;
  put_expr (u, node->as.call.func, BINDS_ATOM);
  if (args->count == 1 && keywords->count == 0 && args->items[0]->kind == GCORE_EXPR_GENERATOR_EXP)
    {
      put_expr (u, args->items[0], BINDS_TUPLE);
      return;
    }
  put (u, "(");
  put_exprs (u, args, BINDS_TEST);
  for (intptr_t i = 0; i < keywords->count; i++)
    {
      put_if (u, i > 0 || args->count > 0, ", ");
      if (keywords->items[i]->arg != NULL)
        {
          put_str (u, keywords->items[i]->arg);
          put (u, "=");
        }
      else
        put (u, "**");
      put_expr (u, keywords->items[i]->value, BINDS_TEST);
    }
  put (u, ")");
}

static void
put_attribute (Unparser *u, const GcoreExpr *node)
{
  const GcoreExpr *value = node->as.attribute.value;
  put_expr (u, value, BINDS_ATOM);
  /* A point right behind an integer would make it a float. */
  put (u, value->kind == GCORE_EXPR_CONSTANT && gcore_is_int_exact (value->as.constant.value) ? " ." : ".");
  put_str (u, node->as.attribute.attr);
}

static void
put_slice (Unparser *u, const GcoreExpr *node)
{
  if (node->as.slice.lower != NULL)
    put_expr (u, node->as.slice.lower, BINDS_TEST);
  put (u, ":");
  if (node->as.slice.upper != NULL)
    put_expr (u, node->as.slice.upper, BINDS_TEST);
  if (node->as.slice.step != NULL)
    {
      put (u, ":");
      put_expr (u, node->as.slice.step, BINDS_TEST);
    }
}

/* --- constants and f-strings -------------------------------------------------------------------------------------- */

/* repr with infinities as numbers that overflow. */
static void
put_constant (Unparser *u, GcoreObject *value, bool is_u)
{
  if (value == GCORE_ELLIPSIS)
    {
      put (u, "...");
      return;
    }
  if (gcore_is_tuple_exact (value))
    {
      put (u, "(");
      for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (value); i++)
        {
          put_if (u, i > 0, ", ");
          put_constant (u, GCORE_TUPLE_ITEM (value, i), false);
        }
      put (u, GCORE_TUPLE_SIZE (value) == 1 ? ",)" : ")");
      return;
    }
  put_if (u, is_u, "u");
  GcoreObject *text = gcore_object_repr (value);
  if (text != NULL && (gcore_is_float_exact (value) || gcore_is_complex (value)))
    {
      GcoreObject *inf = gcore_str_from_string ("inf"), *large = gcore_str_from_string ("1e309");
      GcoreObject *replaced = inf != NULL && large != NULL ? gcore_str_replace (text, inf, large, -1) : NULL;
      gcore_xdecref (inf);
      gcore_xdecref (large);
      GCORE_SETREF (text, replaced);
    }
  put_new_str (u, text);
}

static void
put_formatted_value (Unparser *u, const GcoreExpr *node)
{
  Unparser inner = { .failed = u->failed };
  char conversion[] = { '!', (char) node->as.formatted_value.conversion, '\0' };
  gcore_str_writer_init (&inner.writer);
  put_expr (&inner, node->as.formatted_value.value, BINDS_TEST + 1);
  if (inner.failed)
    {
      gcore_str_writer_dealloc (&inner.writer);
      u->failed = true;
      return;
    }
  GcoreObject *text = gcore_str_writer_finish (&inner.writer);
  bool brace = text != NULL && GCORE_STR_LENGTH (text) > 0 && gcore_str_read_char (text, 0) == '{';
  put (u, brace ? "{ " : "{");
  put_new_str (u, text);
  put_if (u, node->as.formatted_value.conversion > 0, conversion);
  if (node->as.formatted_value.format_spec != NULL)
    {
      put (u, ":");
      put_fstring_part (u, node->as.formatted_value.format_spec);
    }
  put (u, "}");
}

/* Literal text of an f-string with its braces doubled. */
static void
put_literal (Unparser *u, GcoreObject *text)
{
  for (intptr_t i = 0; i < GCORE_STR_LENGTH (text) && !u->failed; i++)
    {
      uint32_t character = gcore_str_read_char (text, i);
      for (int times = character == '{' || character == '}' ? 2 : 1; times > 0; times--)
        if (gcore_str_writer_write_char (&u->writer, character) < 0)
          u->failed = true;
    }
}

static void
put_fstring_part (Unparser *u, const GcoreExpr *node)
{
  if (node->kind == GCORE_EXPR_CONSTANT)
    put_literal (u, node->as.constant.value);
  else if (node->kind == GCORE_EXPR_FORMATTED_VALUE)
    put_formatted_value (u, node);
  else if (node->kind == GCORE_EXPR_JOINED_STR)
    for (intptr_t i = 0; i < node->as.joined_str.values->count; i++)
      put_fstring_part (u, node->as.joined_str.values->items[i]);
}

static void
put_fstring (Unparser *u, const GcoreExpr *node)
{
  Unparser body = { .failed = u->failed };
  gcore_str_writer_init (&body.writer);
  put_fstring_part (&body, node);
  if (body.failed)
    {
      gcore_str_writer_dealloc (&body.writer);
      u->failed = true;
      return;
    }
  GcoreObject *text = gcore_str_writer_finish (&body.writer);
  put (u, "f");
  put_new_str (u, text != NULL ? gcore_object_repr (text) : NULL);
  gcore_xdecref (text);
}

/* --- dispatch ----------------------------------------------------------------------------------------------------- */

static void
put_expr (Unparser *u, const GcoreExpr *node, int level)
{
  if (u->failed)
    return;
  switch (node->kind)
    {
    case GCORE_EXPR_BOOL_OP:
      put_bool_op (u, node, level);
      break;
    case GCORE_EXPR_NAMED_EXPR:
      put_named_expr (u, node, level);
      break;
    case GCORE_EXPR_BIN_OP:
      put_bin_op (u, node, level);
      break;
    case GCORE_EXPR_UNARY_OP:
      put_unary_op (u, node, level);
      break;
    case GCORE_EXPR_LAMBDA:
      put_lambda (u, node, level);
      break;
    case GCORE_EXPR_IF_EXP:
      put_if_exp (u, node, level);
      break;
    case GCORE_EXPR_DICT:
      put_dict (u, node);
      break;
    case GCORE_EXPR_SET:
      put (u, "{");
      put_exprs (u, node->as.set.elts, BINDS_TEST);
      put (u, "}");
      break;
    case GCORE_EXPR_LIST_COMP:
      put_comprehension (u, "[", node->as.list_comp.elt, NULL, node->as.list_comp.generators, "]");
      break;
    case GCORE_EXPR_SET_COMP:
      put_comprehension (u, "{", node->as.set_comp.elt, NULL, node->as.set_comp.generators, "}");
      break;
    case GCORE_EXPR_GENERATOR_EXP:
      put_comprehension (u, "(", node->as.generator_exp.elt, NULL, node->as.generator_exp.generators, ")");
      break;
    case GCORE_EXPR_DICT_COMP:
      put_comprehension (u, "{", node->as.dict_comp.key, node->as.dict_comp.value, node->as.dict_comp.generators, "}");
      break;
    case GCORE_EXPR_AWAIT:
      put_after_word (u, level > BINDS_AWAIT ? "(await" : "await", node->as.await.value, BINDS_ATOM,
                      level > BINDS_AWAIT ? ")" : "");
      break;
    case GCORE_EXPR_YIELD:
      put_after_word (u, "(yield", node->as.yield.value, BINDS_TEST, ")");
      break;
    case GCORE_EXPR_YIELD_FROM:
      put_after_word (u, "(yield from", node->as.yield_from.value, BINDS_TEST, ")");
      break;
    case GCORE_EXPR_COMPARE:
      put_compare (u, node, level);
      break;
    case GCORE_EXPR_CALL:
      put_call (u, node);
      break;
    case GCORE_EXPR_FORMATTED_VALUE:
    case GCORE_EXPR_JOINED_STR:
      put_fstring (u, node);
      break;
    case GCORE_EXPR_CONSTANT:
      put_constant (u, node->as.constant.value, node->as.constant.is_u);
      break;
    case GCORE_EXPR_ATTRIBUTE:
      put_attribute (u, node);
      break;
    case GCORE_EXPR_SUBSCRIPT:
      put_expr (u, node->as.subscript.value, BINDS_ATOM);
      put (u, "[");
      put_expr (u, node->as.subscript.slice, BINDS_TUPLE);
      put (u, "]");
      break;
    case GCORE_EXPR_STARRED:
      put (u, "*");
      put_expr (u, node->as.starred.value, BINDS_EXPR);
      break;
    case GCORE_EXPR_NAME:
      put_str (u, node->as.name.id);
      break;
    case GCORE_EXPR_LIST:
      put (u, "[");
      put_exprs (u, node->as.list.elts, BINDS_TEST);
      put (u, "]");
      break;
    case GCORE_EXPR_TUPLE:
      put_tuple (u, node, level);
      break;
    case GCORE_EXPR_SLICE:
      put_slice (u, node);
      break;
    }
}

GcoreObject *
gcore_unparse_expr (GcoreExpr *node)
{
  Unparser u = { .failed = false };
  gcore_str_writer_init (&u.writer);
  put_expr (&u, node, BINDS_TEST);
  if (u.failed)
    {
      gcore_str_writer_dealloc (&u.writer);
      return NULL;
    }
  return gcore_str_writer_finish (&u.writer);
}
