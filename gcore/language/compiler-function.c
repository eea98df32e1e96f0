/* SPDX-License-Identifier: MIT */
/* Functions, lambdas and classes. */
#include "gcore/language/compiler-private.h"

#include "gcore/language/fold.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/list.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

/* --- closures ----------------------------------------------------------------------------------------------------- */

/* The cell an inner function captures may be one of this scope's own or one it captured itself. */
static intptr_t
cell_number (const GcoreCompiler *c, const GcoreObject *name)
{
  const GcoreUnit *unit = c->unit;
  bool own = gcore_scope_meaning (unit->scope, name) == GCORE_NAME_CELL
             || (unit->kind == GCORE_UNIT_CLASS && name == GCORE_ID (__class__));
  return gcore_name_map_get (own ? &unit->cellvars : &unit->freevars, name, 0);
}

void
gcore_compile_closure (GcoreCompiler *c, GcoreCode *code, int flags)
{
  if (code == NULL)
    {
      c->failed = true;
      return;
    }
  if (code->nfreevars > 0)
    {
      for (int i = code->nlocalsplus - code->nfreevars; i < code->nlocalsplus; i++)
        gcore_emit_arg (c, GCORE_OP_LOAD_CLOSURE, cell_number (c, GCORE_TUPLE_ITEM (code->localsplusnames, i)));
      flags |= GCORE_FUNCTION_CLOSURE;
      gcore_emit_arg (c, GCORE_OP_BUILD_TUPLE, code->nfreevars);
    }
  gcore_emit_new_const (c, GCORE_OBJECT (code));
  gcore_emit_arg (c, GCORE_OP_MAKE_FUNCTION, flags);
}

/* --- decorators --------------------------------------------------------------------------------------------------- */

int
gcore_definition_line (const GcoreStmt *node, const GcoreExprSeq *decorators)
{
  return decorators->count > 0 ? decorators->items[0]->location.lineno : node->location.lineno;
}

void
gcore_compile_decorator_calls (GcoreCompiler *c, const GcoreExprSeq *decorators)
{
  if (c->failed)
    return;
  GcoreLocation outer = c->unit->location;
  for (intptr_t i = decorators->count - 1; i >= 0; i--)
    {
      gcore_set_location (c, decorators->items[i]->location);
      gcore_emit_call (c, 0);
    }
  gcore_set_location (c, outer);
}

/* --- annotations -------------------------------------------------------------------------------------------------- */

void
gcore_compile_annotation (GcoreCompiler *c, GcoreExpr *annotation)
{
  if (c->failed)
    return;
  if ((c->flags & GCORE_CODE_FUTURE_ANNOTATIONS) == 0)
    {
      gcore_compile_expr (c, annotation);
      return;
    }
  gcore_emit_new_const (c, gcore_unparse_expr (annotation));
}

/* Pushes name and annotation; returns how many values that were. */
static int
annotate (GcoreCompiler *c, GcoreObject *name, GcoreExpr *annotation)
{
  GcoreObject *mangled = annotation != NULL ? gcore_mangle_here (c, name) : NULL;
  if (mangled == NULL)
    return 0;
  gcore_emit_const (c, mangled);
  if (annotation->kind == GCORE_EXPR_STARRED && (c->flags & GCORE_CODE_FUTURE_ANNOTATIONS) == 0)
    {
      gcore_compile_expr (c, annotation->as.starred.value);
      gcore_emit_arg (c, GCORE_OP_UNPACK_SEQUENCE, 1);
    }
  else
    gcore_compile_annotation (c, annotation);
  return 2;
}

static int
annotate_all (GcoreCompiler *c, const GcoreArgSeq *args)
{
  int n = 0;
  for (intptr_t i = 0; i < args->count; i++)
    n += annotate (c, args->items[i]->arg, args->items[i]->annotation);
  return n;
}

/* Pushes the tuple of names and annotations; false if there are none. */
static bool
compile_signature_annotations (GcoreCompiler *c, const GcoreFunctionDef *function)
{
  const GcoreArguments *arguments = function->args;
  GcoreObject *return_name = gcore_arena_own (c->arena, gcore_str_intern_from_string ("return"));
  if (return_name == NULL)
    {
      c->failed = true;
      return false;
    }
  int n = annotate_all (c, arguments->args);
  n += annotate_all (c, arguments->posonlyargs);
  if (arguments->vararg != NULL)
    n += annotate (c, arguments->vararg->arg, arguments->vararg->annotation);
  n += annotate_all (c, arguments->kwonlyargs);
  if (arguments->kwarg != NULL)
    n += annotate (c, arguments->kwarg->arg, arguments->kwarg->annotation);
  n += annotate (c, return_name, function->returns);
  if (n > 0)
    gcore_emit_arg (c, GCORE_OP_BUILD_TUPLE, n);
  return n > 0;
}

/* --- default values ----------------------------------------------------------------------------------------------- */

/* Pushes the dict of keyword-only parameters' defaults; false if there are none. */
static bool
compile_keyword_defaults (GcoreCompiler *c, const GcoreArguments *arguments)
{
  GcoreObject *names = c->failed ? NULL : gcore_list_new (0);
  for (intptr_t i = 0; names != NULL && i < arguments->kwonlyargs->count; i++)
    {
      GcoreExpr *value = arguments->kw_defaults->items[i];
      GcoreObject *mangled = value != NULL ? gcore_mangle_here (c, arguments->kwonlyargs->items[i]->arg) : NULL;
      if (mangled == NULL)
        continue;
      if (gcore_list_append (names, mangled) < 0)
        c->failed = true;
      gcore_compile_expr (c, value);
    }
  if (names == NULL)
    {
      c->failed = true;
      return false;
    }
  intptr_t n = GCORE_LIST_SIZE (names);
  if (n > 0 && !c->failed)
    {
      gcore_emit_new_const (c, gcore_list_as_tuple (names));
      gcore_emit_arg (c, GCORE_OP_BUILD_CONST_KEY_MAP, n);
    }
  gcore_decref (names);
  return n > 0;
}

/* Pushes the default values: flags for MAKE_FUNCTION. */
static int
compile_defaults (GcoreCompiler *c, const GcoreArguments *arguments)
{
  int flags = 0;
  if (arguments->defaults->count > 0)
    {
      gcore_compile_exprs (c, arguments->defaults);
      gcore_emit_arg (c, GCORE_OP_BUILD_TUPLE, arguments->defaults->count);
      flags |= GCORE_FUNCTION_DEFAULTS;
    }
  if (compile_keyword_defaults (c, arguments))
    flags |= GCORE_FUNCTION_KWDEFAULTS;
  return flags;
}

static void
check_parameters (GcoreCompiler *c, const GcoreArguments *arguments)
{
  const GcoreArgSeq *rows[] = { arguments->posonlyargs, arguments->args, arguments->kwonlyargs };
  const GcoreArg *rest[] = { arguments->vararg, arguments->kwarg };
  for (size_t row = 0; row < GCORE_N_ELEMENTS (rows); row++)
    for (intptr_t i = 0; i < rows[row]->count; i++)
      if (!gcore_check_name (c, rows[row]->items[i]->arg, GCORE_STORE))
        return;
  for (size_t i = 0; i < GCORE_N_ELEMENTS (rest); i++)
    if (rest[i] != NULL && !gcore_check_name (c, rest[i]->arg, GCORE_STORE))
      return;
}

static void
set_parameter_counts (GcoreCompiler *c, const GcoreArguments *arguments)
{
  if (c->failed)
    return;
  c->unit->argcount = (int) arguments->args->count;
  c->unit->posonlyargcount = (int) arguments->posonlyargs->count;
  c->unit->kwonlyargcount = (int) arguments->kwonlyargs->count;
}

/* --- def, lambda -------------------------------------------------------------------------------------------------- */

/* The first constant of a function is its docstring or None. */
void
gcore_compile_function (GcoreCompiler *c, GcoreStmt *node)
{
  const GcoreFunctionDef *function = &node->as.function_def;
  GcoreObject *docstring = gcore_ast_docstring (function->body);
  check_parameters (c, function->args);
  gcore_compile_exprs (c, function->decorator_list);
  int flags = compile_defaults (c, function->args);
  if (compile_signature_annotations (c, function))
    flags |= GCORE_FUNCTION_ANNOTATIONS;
  gcore_unit_enter (c, function->name, GCORE_UNIT_FUNCTION, node,
                    gcore_definition_line (node, function->decorator_list));
  gcore_add_const (c, docstring != NULL ? docstring : GCORE_NONE);
  set_parameter_counts (c, function->args);
  for (intptr_t i = docstring != NULL ? 1 : 0; i < function->body->count; i++)
    gcore_compile_stmt (c, function->body->items[i]);
  gcore_compile_closure (c, gcore_unit_leave (c, true), flags);
  gcore_compile_decorator_calls (c, function->decorator_list);
  gcore_emit_variable (c, function->name, GCORE_STORE);
}

/* None comes first among the constants, so that a lambda has no docstring. */
void
gcore_compile_lambda (GcoreCompiler *c, GcoreExpr *node)
{
  GcoreObject *name = gcore_arena_own (c->arena, gcore_str_intern_from_string ("<lambda>"));
  if (name == NULL)
    c->failed = true;
  check_parameters (c, node->as.lambda.args);
  int flags = compile_defaults (c, node->as.lambda.args);
  gcore_unit_enter (c, name, GCORE_UNIT_LAMBDA, node, node->location.lineno);
  gcore_add_const (c, GCORE_NONE);
  set_parameter_counts (c, node->as.lambda.args);
  gcore_compile_expr (c, node->as.lambda.body);
  bool is_generator = !c->failed && c->unit->scope->is_generator;
  if (!is_generator)
    gcore_emit (c, GCORE_OP_RETURN_VALUE);
  gcore_compile_closure (c, gcore_unit_leave (c, !is_generator), flags);
}

/* --- class -------------------------------------------------------------------------------------------------------- */

/* A class body returns the cell through which its methods will see the class, if any of them does. */
static void
end_class_body (GcoreCompiler *c)
{
  gcore_unset_location (c);
  if (!c->failed && c->unit->scope->needs_class_cell)
    {
      gcore_emit_arg (c, GCORE_OP_LOAD_CLOSURE, gcore_name_map_get (&c->unit->cellvars, GCORE_ID (__class__), 0));
      gcore_emit_arg (c, GCORE_OP_COPY, 1);
      gcore_emit_variable (c, GCORE_ID (__classcell__), GCORE_STORE);
    }
  else
    gcore_emit_const (c, GCORE_NONE);
  gcore_emit (c, GCORE_OP_RETURN_VALUE);
}

void
gcore_compile_class (GcoreCompiler *c, GcoreStmt *node)
{
  GcoreObject *name = node->as.class_def.name;
  gcore_compile_exprs (c, node->as.class_def.decorator_list);
  gcore_unit_enter (c, name, GCORE_UNIT_CLASS, node, gcore_definition_line (node, node->as.class_def.decorator_list));
  if (!c->failed)
    {
      c->unit->class_name = name;
      gcore_emit_variable (c, GCORE_ID (__name__), GCORE_LOAD);
      gcore_emit_variable (c, GCORE_ID (__module__), GCORE_STORE);
      gcore_emit_const (c, c->unit->qualname);
      gcore_emit_variable (c, GCORE_ID (__qualname__), GCORE_STORE);
    }
  gcore_compile_body (c, node->as.class_def.body);
  end_class_body (c);
  GcoreCode *code = gcore_unit_leave (c, true);
  gcore_emit (c, GCORE_OP_PUSH_NULL);
  gcore_emit (c, GCORE_OP_LOAD_BUILD_CLASS);
  gcore_compile_closure (c, code, 0);
  gcore_emit_const (c, name);
  gcore_compile_call_arguments (c, 2, node->as.class_def.bases, node->as.class_def.keywords);
  gcore_compile_decorator_calls (c, node->as.class_def.decorator_list);
  gcore_emit_variable (c, name, GCORE_STORE);
}
