/* SPDX-License-Identifier: MIT */
/* Calls. */
#include "gcore/language/compiler-private.h"

#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

static bool
has_starred (const GcoreExprSeq *args)
{
  for (intptr_t i = 0; i < args->count; i++)
    if (args->items[i]->kind == GCORE_EXPR_STARRED)
      return true;
  return false;
}

static bool
has_double_starred (const GcoreKeywordSeq *keywords)
{
  for (intptr_t i = 0; i < keywords->count; i++)
    if (keywords->items[i]->arg == NULL)
      return true;
  return false;
}

static void
check_keywords (GcoreCompiler *c, const GcoreKeywordSeq *keywords)
{
  for (intptr_t i = 0; i < keywords->count; i++)
    {
      const GcoreKeyword *keyword = keywords->items[i];
      if (keyword->arg == NULL)
        continue;
      if (!gcore_check_name (c, keyword->arg, GCORE_STORE))
        return;
      for (intptr_t j = i + 1; j < keywords->count; j++)
        if (keywords->items[j]->arg == keyword->arg && !c->failed)
          {
            gcore_set_location (c, keywords->items[j]->location);
            gcore_compile_error (c, gcore_str_from_format ("keyword argument repeated: %U", keyword->arg));
            return;
          }
    }
}

/* New reference to the tuple of the names BEGIN to END - 1. */
static GcoreObject *
keyword_names (const GcoreKeywordSeq *keywords, intptr_t begin, intptr_t end)
{
  GcoreObject *names = gcore_tuple_new (end - begin);
  for (intptr_t i = begin; names != NULL && i < end; i++)
    GCORE_TUPLE_SET_ITEM (names, i - begin, gcore_newref (keywords->items[i]->arg));
  return names;
}

static void
compile_keyword_values (GcoreCompiler *c, const GcoreKeywordSeq *keywords, intptr_t begin, intptr_t end)
{
  for (intptr_t i = begin; i < end; i++)
    gcore_compile_expr (c, keywords->items[i]->value);
}

static void
emit_keyword_names (GcoreCompiler *c, const GcoreKeywordSeq *keywords)
{
  GcoreObject *names = c->failed ? NULL : keyword_names (keywords, 0, keywords->count);
  if (names == NULL)
    {
      c->failed = true;
      return;
    }
  gcore_emit_arg (c, GCORE_OP_KW_NAMES, gcore_add_const (c, names));
  gcore_decref (names);
}

/* --- with * or **, or too many for the stack ---------------------------------------------------------------------- */

/* The keywords BEGIN to END - 1, none of them `**mapping`, as a dict. */
static void
compile_keyword_dict_part (GcoreCompiler *c, const GcoreKeywordSeq *keywords, intptr_t begin, intptr_t end)
{
  intptr_t n = end - begin;
  bool big = n * 2 > GCORE_STACK_GUIDELINE;
  if (n > 1 && !big)
    {
      compile_keyword_values (c, keywords, begin, end);
      gcore_emit_new_const (c, keyword_names (keywords, begin, end));
      gcore_emit_arg (c, GCORE_OP_BUILD_CONST_KEY_MAP, n);
      return;
    }
  if (big)
    gcore_emit_arg_without_line (c, GCORE_OP_BUILD_MAP, 0);
  for (intptr_t i = begin; i < end; i++)
    {
      gcore_emit_const (c, keywords->items[i]->arg);
      gcore_compile_expr (c, keywords->items[i]->value);
      if (big)
        gcore_emit_arg_without_line (c, GCORE_OP_MAP_ADD, 1);
    }
  if (!big)
    gcore_emit_arg (c, GCORE_OP_BUILD_MAP, n);
}

static void
add_keyword_dict_part (GcoreCompiler *c, const GcoreKeywordSeq *keywords, intptr_t begin, intptr_t end, bool *have_dict)
{
  compile_keyword_dict_part (c, keywords, begin, end);
  if (*have_dict)
    gcore_emit_arg (c, GCORE_OP_DICT_MERGE, 1);
  *have_dict = true;
}

static void
compile_keyword_dict (GcoreCompiler *c, const GcoreKeywordSeq *keywords)
{
  bool have_dict = false;
  intptr_t waiting = 0; /* keywords before i that are not emitted yet */
  for (intptr_t i = 0; i < keywords->count; i++)
    {
      if (keywords->items[i]->arg != NULL)
        {
          waiting++;
          continue;
        }
      if (waiting > 0)
        add_keyword_dict_part (c, keywords, i - waiting, i, &have_dict);
      waiting = 0;
      if (!have_dict)
        gcore_emit_arg (c, GCORE_OP_BUILD_MAP, 0);
      have_dict = true;
      gcore_compile_expr (c, keywords->items[i]->value);
      gcore_emit_arg (c, GCORE_OP_DICT_MERGE, 1);
    }
  if (waiting > 0)
    add_keyword_dict_part (c, keywords, keywords->count - waiting, keywords->count, &have_dict);
}

static void
compile_general_call (GcoreCompiler *c, intptr_t n, const GcoreExprSeq *args, const GcoreKeywordSeq *keywords)
{
  if (n == 0 && args->count == 1 && args->items[0]->kind == GCORE_EXPR_STARRED)
    gcore_compile_expr (c, args->items[0]->as.starred.value);
  else
    gcore_compile_display (c, args, n, GCORE_EXPR_TUPLE);
  if (keywords->count > 0)
    compile_keyword_dict (c, keywords);
  gcore_emit_arg (c, GCORE_OP_CALL_FUNCTION_EX, keywords->count > 0);
}

/* --- plain calls -------------------------------------------------------------------------------------------------- */

void
gcore_compile_call_arguments (GcoreCompiler *c, intptr_t n, const GcoreExprSeq *args, const GcoreKeywordSeq *keywords)
{
  check_keywords (c, keywords);
  if (args->count + keywords->count * 2 > GCORE_STACK_GUIDELINE || has_starred (args) || has_double_starred (keywords))
    {
      compile_general_call (c, n, args, keywords);
      return;
    }
  gcore_compile_exprs (c, args);
  if (keywords->count > 0)
    {
      compile_keyword_values (c, keywords, 0, keywords->count);
      emit_keyword_names (c, keywords);
    }
  gcore_emit_call (c, n + args->count + keywords->count);
}

/* A name that an import statement at module level binds: most likely a module. */
static bool
is_imported (const GcoreCompiler *c, const GcoreExpr *node)
{
  return node->kind == GCORE_EXPR_NAME
         && (gcore_name_map_get (&c->symbols.top->symbols, node->as.name.id, 0) & GCORE_SYMBOL_IMPORT) != 0;
}

/* x.method (…): no bound method is made. */
static bool
is_method_call (const GcoreCompiler *c, const GcoreExpr *node)
{
  const GcoreExpr *func = node->as.call.func;
  intptr_t n = node->as.call.args->count, n_keywords = node->as.call.keywords->count;
  return func->kind == GCORE_EXPR_ATTRIBUTE && func->as.attribute.ctx == GCORE_LOAD
         && !is_imported (c, func->as.attribute.value)
         && n + n_keywords + (n_keywords != 0) < GCORE_STACK_GUIDELINE && !has_starred (node->as.call.args)
         && !has_double_starred (node->as.call.keywords);
}

static void
compile_method_call (GcoreCompiler *c, const GcoreExpr *node)
{
  const GcoreExpr *method = node->as.call.func;
  const GcoreKeywordSeq *keywords = node->as.call.keywords;
  gcore_compile_expr (c, method->as.attribute.value);
  gcore_set_location (c, method->location);
  gcore_narrow_to_attribute (c, method);
  gcore_emit_name (c, GCORE_OP_LOAD_METHOD, method->as.attribute.attr);
  gcore_compile_exprs (c, node->as.call.args);
  if (keywords->count > 0)
    {
      compile_keyword_values (c, keywords, 0, keywords->count);
      emit_keyword_names (c, keywords);
    }
  gcore_set_location (c, node->location);
  gcore_narrow_to_attribute (c, method);
  gcore_emit_call (c, node->as.call.args->count + keywords->count);
}

void
gcore_compile_call (GcoreCompiler *c, GcoreExpr *node)
{
  check_keywords (c, node->as.call.keywords);
  if (is_method_call (c, node))
    {
      compile_method_call (c, node);
      return;
    }
  gcore_warn_about_call (c, node->as.call.func);
  gcore_set_location (c, node->as.call.func->location);
  gcore_emit (c, GCORE_OP_PUSH_NULL);
  gcore_set_location (c, node->location);
  gcore_compile_expr (c, node->as.call.func);
  gcore_compile_call_arguments (c, 0, node->as.call.args, node->as.call.keywords);
}
