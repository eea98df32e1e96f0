/* SPDX-License-Identifier: MIT */
/* Pass one: expressions. */
#include "gcore/language/symbols-private.h"

#include "gcore/objects/errors.h"

bool
gcore_symbols_visit_exprs (GcoreSymbols *symbols, const GcoreExprSeq *exprs)
{
  for (intptr_t i = 0; i < exprs->count; i++)
    if (!gcore_symbols_visit_expr (symbols, exprs->items[i]))
      return false;
  return true;
}

bool
gcore_symbols_visit_keywords (GcoreSymbols *symbols, const GcoreKeywordSeq *keywords)
{
  for (intptr_t i = 0; i < keywords->count; i++)
    if (!gcore_symbols_visit_expr (symbols, keywords->items[i]->value))
      return false;
  return true;
}

/* --- parameters --------------------------------------------------------------------------------------------------- */

static bool
define_parameter (GcoreSymbols *symbols, const GcoreArg *arg)
{
  return gcore_symbols_define (symbols, arg->arg, GCORE_SYMBOL_PARAM, arg->location);
}

static bool
define_parameters (GcoreSymbols *symbols, const GcoreArgSeq *args)
{
  for (intptr_t i = 0; i < args->count; i++)
    if (!define_parameter (symbols, args->items[i]))
      return false;
  return true;
}

bool
gcore_symbols_visit_parameters (GcoreSymbols *symbols, const GcoreArguments *arguments)
{
  if (!define_parameters (symbols, arguments->posonlyargs) || !define_parameters (symbols, arguments->args)
      || !define_parameters (symbols, arguments->kwonlyargs))
    return false;
  if (arguments->vararg != NULL)
    {
      if (!define_parameter (symbols, arguments->vararg))
        return false;
      symbols->current->has_varargs = true;
    }
  if (arguments->kwarg != NULL)
    {
      if (!define_parameter (symbols, arguments->kwarg))
        return false;
      symbols->current->has_varkeywords = true;
    }
  return true;
}

/* --- what may not stand everywhere -------------------------------------------------------------------------------- */

static bool
check_not_in_annotation (GcoreSymbols *symbols, const GcoreExpr *node, const char *what)
{
  if (symbols->current->kind != GCORE_SCOPE_ANNOTATION)
    return true;
  return gcore_symbols_error (symbols, node->location,
                              gcore_str_from_format ("'%s' can not be used within an annotation", what));
}

static bool
check_yield_not_in_comprehension (GcoreSymbols *symbols, const GcoreExpr *node)
{
  static const char *const names[] = { [GCORE_LIST_COMPREHENSION] = "list comprehension",
                                       [GCORE_DICT_COMPREHENSION] = "dict comprehension",
                                       [GCORE_SET_COMPREHENSION] = "set comprehension",
                                       [GCORE_GENERATOR_EXPRESSION] = "generator expression" };
  if (symbols->current->comprehension == GCORE_NO_COMPREHENSION)
    return true;
  return gcore_symbols_error (symbols, node->location,
                              gcore_str_from_format ("'yield' inside %s", names[symbols->current->comprehension]));
}

/* --- assignment expressions --------------------------------------------------------------------------------------- */

/* In a comprehension, `name := value` binds in the function or module around it. */
static bool
bind_outside_comprehension (GcoreSymbols *symbols, const GcoreExpr *target)
{
  GcoreObject *name = target->as.name.id;
  for (GcoreScope *scope = symbols->current; scope != NULL; scope = scope->outer)
    {
      int known = gcore_symbols_flags (symbols, scope, name);
      if (known < 0)
        return false;
      if (scope->comprehension != GCORE_NO_COMPREHENSION)
        {
          if ((known & GCORE_SYMBOL_COMP_TARGET) != 0 && (known & (GCORE_SYMBOL_LOCAL | GCORE_SYMBOL_GLOBAL)) != 0)
            return gcore_symbols_error (
              symbols, target->location,
              gcore_str_from_format ("assignment expression cannot rebind comprehension iteration variable '%U'",
                                     name));
          continue;
        }
      if (scope->kind == GCORE_SCOPE_CLASS)
        return gcore_symbols_error (
          symbols, target->location,
          gcore_str_from_string ("assignment expression within a comprehension cannot be used in a class body"));
      if (scope->kind == GCORE_SCOPE_ANNOTATION)
        continue;
      bool global = scope->kind == GCORE_SCOPE_MODULE || (known & GCORE_SYMBOL_GLOBAL) != 0;
      int outer_flags = scope->kind == GCORE_SCOPE_MODULE ? GCORE_SYMBOL_GLOBAL : GCORE_SYMBOL_LOCAL;
      return gcore_symbols_define (symbols, name, global ? GCORE_SYMBOL_GLOBAL : GCORE_SYMBOL_NONLOCAL,
                                   target->location)
             && gcore_symbols_note_directive (symbols, name, target->location)
             && gcore_symbols_define_in (symbols, scope, name, outer_flags, target->location);
    }
  return true;
}

static bool
visit_named_expr (GcoreSymbols *symbols, GcoreExpr *node)
{
  if (!check_not_in_annotation (symbols, node, "named expression"))
    return false;
  if (symbols->current->in_comprehension_iter > 0)
    return gcore_symbols_error (
      symbols, node->location,
      gcore_str_from_string ("assignment expression cannot be used in a comprehension iterable expression"));
  if (symbols->current->comprehension != GCORE_NO_COMPREHENSION
      && !bind_outside_comprehension (symbols, node->as.named_expr.target))
    return false;
  return gcore_symbols_visit_expr (symbols, node->as.named_expr.value)
         && gcore_symbols_visit_expr (symbols, node->as.named_expr.target);
}

/* --- scopes inside expressions ------------------------------------------------------------------------------------ */

static bool
visit_lambda (GcoreSymbols *symbols, GcoreExpr *node)
{
  const GcoreArguments *arguments = node->as.lambda.args;
  if (!gcore_symbols_visit_exprs (symbols, arguments->defaults)
      || !gcore_symbols_visit_exprs (symbols, arguments->kw_defaults)
      || !gcore_symbols_enter (symbols, GCORE_SCOPE_FUNCTION, node, node->location)
      || !gcore_symbols_visit_parameters (symbols, arguments)
      || !gcore_symbols_visit_expr (symbols, node->as.lambda.body))
    return false;
  gcore_symbols_leave (symbols);
  return true;
}

static bool
visit_target (GcoreSymbols *symbols, const GcoreComprehension *generator)
{
  symbols->current->in_comprehension_target = true;
  bool ok = gcore_symbols_visit_expr (symbols, generator->target);
  symbols->current->in_comprehension_target = false;
  return ok;
}

static bool
visit_iter (GcoreSymbols *symbols, const GcoreComprehension *generator)
{
  symbols->current->in_comprehension_iter++;
  bool ok = gcore_symbols_visit_expr (symbols, generator->iter);
  symbols->current->in_comprehension_iter--;
  return ok;
}

/* The first iterable is evaluated outside and handed in as the parameter ".0". */
static bool
visit_comprehension (GcoreSymbols *symbols, GcoreExpr *node, GcoreComprehensionKind kind,
                     const GcoreComprehensionSeq *generators, GcoreExpr *element, GcoreExpr *value)
{
  GcoreComprehension *first = generators->items[0];
  GcoreObject *parameter = gcore_arena_own (symbols->arena, gcore_str_intern_from_string (".0"));
  if (parameter == NULL || !visit_iter (symbols, first)
      || !gcore_symbols_enter (symbols, GCORE_SCOPE_FUNCTION, node, node->location))
    return false;
  symbols->current->comprehension = kind;
  if (first->is_async)
    symbols->current->is_coroutine = true;
  if (!gcore_symbols_define (symbols, parameter, GCORE_SYMBOL_PARAM, node->location)
      || !visit_target (symbols, first) || !gcore_symbols_visit_exprs (symbols, first->ifs))
    return false;
  for (intptr_t i = 1; i < generators->count; i++)
    {
      GcoreComprehension *generator = generators->items[i];
      if (!visit_target (symbols, generator) || !visit_iter (symbols, generator)
          || !gcore_symbols_visit_exprs (symbols, generator->ifs))
        return false;
      if (generator->is_async)
        symbols->current->is_coroutine = true;
    }
  if (!gcore_symbols_visit_expr (symbols, value) || !gcore_symbols_visit_expr (symbols, element))
    return false;
  symbols->current->is_generator = kind == GCORE_GENERATOR_EXPRESSION;
  bool awaits = symbols->current->is_coroutine && kind != GCORE_GENERATOR_EXPRESSION;
  gcore_symbols_leave (symbols);
  if (awaits)
    symbols->current->is_coroutine = true;
  return true;
}

/* --- expressions -------------------------------------------------------------------------------------------------- */

static bool
visit_yield (GcoreSymbols *symbols, GcoreExpr *node)
{
  if (!check_not_in_annotation (symbols, node, "yield expression")
      || !gcore_symbols_visit_expr (symbols, node->as.yield.value))
    return false;
  symbols->current->is_generator = true;
  return check_yield_not_in_comprehension (symbols, node);
}

static bool
visit_await (GcoreSymbols *symbols, GcoreExpr *node)
{
  if (!check_not_in_annotation (symbols, node, "await expression")
      || !gcore_symbols_visit_expr (symbols, node->as.await.value))
    return false;
  symbols->current->is_coroutine = true;
  return true;
}

static bool
visit_name (GcoreSymbols *symbols, GcoreExpr *node)
{
  bool load = node->as.name.ctx == GCORE_LOAD;
  if (!gcore_symbols_define (symbols, node->as.name.id, load ? GCORE_SYMBOL_USED : GCORE_SYMBOL_LOCAL,
                             node->location))
    return false;
  /* super () without arguments finds its class in the cell __class__. */
  if (load && symbols->current->kind == GCORE_SCOPE_FUNCTION
      && gcore_str_equal_to_ascii_string (node->as.name.id, "super"))
    return gcore_symbols_define (symbols, GCORE_ID (__class__), GCORE_SYMBOL_USED, node->location);
  return true;
}

static bool
visit_expr_inner (GcoreSymbols *symbols, GcoreExpr *node)
{
  switch (node->kind)
    {
    case GCORE_EXPR_NAMED_EXPR:
      return visit_named_expr (symbols, node);
    case GCORE_EXPR_BOOL_OP:
      return gcore_symbols_visit_exprs (symbols, node->as.bool_op.values);
    case GCORE_EXPR_BIN_OP:
      return gcore_symbols_visit_expr (symbols, node->as.bin_op.left)
             && gcore_symbols_visit_expr (symbols, node->as.bin_op.right);
    case GCORE_EXPR_UNARY_OP:
      return gcore_symbols_visit_expr (symbols, node->as.unary_op.operand);
    case GCORE_EXPR_LAMBDA:
      return visit_lambda (symbols, node);
    case GCORE_EXPR_IF_EXP:
      return gcore_symbols_visit_expr (symbols, node->as.if_exp.test)
             && gcore_symbols_visit_expr (symbols, node->as.if_exp.body)
             && gcore_symbols_visit_expr (symbols, node->as.if_exp.orelse);
    case GCORE_EXPR_DICT:
      return gcore_symbols_visit_exprs (symbols, node->as.dict.keys)
             && gcore_symbols_visit_exprs (symbols, node->as.dict.values);
    case GCORE_EXPR_SET:
      return gcore_symbols_visit_exprs (symbols, node->as.set.elts);
    case GCORE_EXPR_LIST_COMP:
      return visit_comprehension (symbols, node, GCORE_LIST_COMPREHENSION, node->as.list_comp.generators,
                                  node->as.list_comp.elt, NULL);
    case GCORE_EXPR_SET_COMP:
      return visit_comprehension (symbols, node, GCORE_SET_COMPREHENSION, node->as.set_comp.generators,
                                  node->as.set_comp.elt, NULL);
    case GCORE_EXPR_GENERATOR_EXP:
      return visit_comprehension (symbols, node, GCORE_GENERATOR_EXPRESSION, node->as.generator_exp.generators,
                                  node->as.generator_exp.elt, NULL);
    case GCORE_EXPR_DICT_COMP:
      return visit_comprehension (symbols, node, GCORE_DICT_COMPREHENSION, node->as.dict_comp.generators,
                                  node->as.dict_comp.key, node->as.dict_comp.value);
    case GCORE_EXPR_YIELD:
    case GCORE_EXPR_YIELD_FROM:
      return visit_yield (symbols, node);
    case GCORE_EXPR_AWAIT:
      return visit_await (symbols, node);
    case GCORE_EXPR_COMPARE:
      return gcore_symbols_visit_expr (symbols, node->as.compare.left)
             && gcore_symbols_visit_exprs (symbols, node->as.compare.comparators);
    case GCORE_EXPR_CALL:
      return gcore_symbols_visit_expr (symbols, node->as.call.func)
             && gcore_symbols_visit_exprs (symbols, node->as.call.args)
             && gcore_symbols_visit_keywords (symbols, node->as.call.keywords);
    case GCORE_EXPR_FORMATTED_VALUE:
      return gcore_symbols_visit_expr (symbols, node->as.formatted_value.value)
             && gcore_symbols_visit_expr (symbols, node->as.formatted_value.format_spec);
    case GCORE_EXPR_JOINED_STR:
      return gcore_symbols_visit_exprs (symbols, node->as.joined_str.values);
    case GCORE_EXPR_ATTRIBUTE:
      return gcore_symbols_visit_expr (symbols, node->as.attribute.value);
    case GCORE_EXPR_SUBSCRIPT:
      return gcore_symbols_visit_expr (symbols, node->as.subscript.value)
             && gcore_symbols_visit_expr (symbols, node->as.subscript.slice);
    case GCORE_EXPR_STARRED:
      return gcore_symbols_visit_expr (symbols, node->as.starred.value);
    case GCORE_EXPR_SLICE:
      return gcore_symbols_visit_expr (symbols, node->as.slice.lower)
             && gcore_symbols_visit_expr (symbols, node->as.slice.upper)
             && gcore_symbols_visit_expr (symbols, node->as.slice.step);
    case GCORE_EXPR_NAME:
      return visit_name (symbols, node);
    case GCORE_EXPR_LIST:
    case GCORE_EXPR_TUPLE:
      return gcore_symbols_visit_exprs (symbols, node->as.list.elts);
    case GCORE_EXPR_CONSTANT:
      return true;
    }
  return true;
}

bool
gcore_symbols_visit_expr (GcoreSymbols *symbols, GcoreExpr *node)
{
  if (node == NULL)
    return true;
  if (!gcore_nesting_enter (&symbols->nesting))
    return false;
  bool ok = visit_expr_inner (symbols, node);
  gcore_nesting_leave (&symbols->nesting);
  return ok;
}
