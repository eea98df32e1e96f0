/* SPDX-License-Identifier: MIT */
/* Pass one: scopes, names, and statements. Start at gcore_symbols_build. */
#include "gcore/language/symbols-private.h"

#include "gcore/objects/errors.h"

static bool visit_stmts (GcoreSymbols *symbols, const GcoreStmtSeq *stmts);

/* --- scopes and names --------------------------------------------------------------------------------------------- */

bool
gcore_symbols_error (GcoreSymbols *symbols, GcoreLocation location, GcoreObject *message)
{
  return gcore_syntax_error_bare (symbols->filename, symbols->source, symbols->source_length, location, message);
}

bool
gcore_symbols_enter (GcoreSymbols *symbols, GcoreScopeKind kind, const void *node, GcoreLocation location)
{
  GcoreScope *outer = symbols->current;
  GcoreScope *scope = (GcoreScope *) gcore_arena_alloc (symbols->arena, sizeof *scope);
  if (scope == NULL)
    return false;
  scope->kind = kind;
  scope->node = node;
  scope->outer = outer;
  scope->location = location;
  gcore_name_map_init (&scope->symbols, symbols->arena);
  gcore_name_map_init (&scope->parameters, symbols->arena);
  symbols->current = scope;
  if (outer != NULL)
    {
      scope->nested = outer->nested || outer->kind == GCORE_SCOPE_FUNCTION;
      scope->in_comprehension_iter = outer->in_comprehension_iter;
    }
  /* Nothing in annotations that are kept as text has a meaning. */
  if (kind == GCORE_SCOPE_ANNOTATION)
    return true;
  if (!gcore_name_map_set (&symbols->scopes, node, (intptr_t) scope))
    return false;
  if (outer == NULL)
    symbols->top = scope;
  else if (outer->last_child == NULL)
    outer->first_child = outer->last_child = scope;
  else
    outer->last_child = outer->last_child->next_sibling = scope;
  return true;
}

void
gcore_symbols_leave (GcoreSymbols *symbols)
{
  symbols->current = symbols->current->outer;
}

/* New reference to the part of CLASS_NAME behind its leading underscores; NULL without an exception if nothing is
 * left. */
static GcoreObject *
without_leading_underscores (GcoreObject *class_name)
{
  intptr_t start = 0, length = GCORE_STR_LENGTH (class_name);
  while (start < length && gcore_str_read_char (class_name, start) == '_')
    start++;
  return start == length ? NULL : gcore_str_substring (class_name, start, length);
}

GcoreObject *
gcore_mangle (GcoreArena *arena, GcoreObject *class_name, GcoreObject *name)
{
  intptr_t length = GCORE_STR_LENGTH (name);
  if (class_name == NULL || length < 3 || gcore_str_read_char (name, 0) != '_' || gcore_str_read_char (name, 1) != '_')
    return name;
  if (gcore_str_read_char (name, length - 1) == '_' && gcore_str_read_char (name, length - 2) == '_')
    return name;
  if (gcore_str_find_char (name, '.', 0, length, 1) >= 0)
    return name;
  GcoreObject *prefix = without_leading_underscores (class_name);
  if (prefix == NULL)
    return gcore_err_occurred () != NULL ? NULL : name;
  GcoreObject *mangled = gcore_str_from_format ("_%U%U", prefix, name);
  gcore_decref (prefix);
  if (mangled != NULL)
    gcore_str_intern_in_place (&mangled);
  return gcore_arena_own (arena, mangled);
}

int
gcore_symbols_flags (GcoreSymbols *symbols, GcoreScope *scope, GcoreObject *name)
{
  GcoreObject *mangled = gcore_mangle (symbols->arena, symbols->class_name, name);
  return mangled == NULL ? -1 : (int) gcore_name_map_get (&scope->symbols, mangled, 0);
}

bool
gcore_symbols_define_in (GcoreSymbols *symbols, GcoreScope *scope, GcoreObject *name, int flags,
                         GcoreLocation location)
{
  GcoreObject *mangled = gcore_mangle (symbols->arena, symbols->class_name, name);
  if (mangled == NULL)
    return false;
  int known = (int) gcore_name_map_get (&scope->symbols, mangled, 0);
  if ((flags & known & GCORE_SYMBOL_PARAM) != 0)
    return gcore_symbols_error (symbols, location,
                                gcore_str_from_format ("duplicate argument '%U' in function definition", name));
  known |= flags;
  if (scope->in_comprehension_target)
    {
      if ((known & (GCORE_SYMBOL_GLOBAL | GCORE_SYMBOL_NONLOCAL)) != 0)
        return gcore_symbols_error (
          symbols, location,
          gcore_str_from_format ("comprehension inner loop cannot rebind assignment expression target '%U'", name));
      known |= GCORE_SYMBOL_COMP_TARGET;
    }
  if (!gcore_name_map_set (&scope->symbols, mangled, known))
    return false;
  if ((flags & GCORE_SYMBOL_PARAM) != 0)
    return gcore_name_map_add (&scope->parameters, mangled) >= 0;
  if ((flags & GCORE_SYMBOL_GLOBAL) != 0)
    {
      /* Declared global anywhere, it is a global of the module too. */
      GcoreNameMap *globals = &symbols->top->symbols;
      return gcore_name_map_set (globals, mangled, gcore_name_map_get (globals, mangled, 0) | flags);
    }
  return true;
}

bool
gcore_symbols_define (GcoreSymbols *symbols, GcoreObject *name, int flags, GcoreLocation location)
{
  return gcore_symbols_define_in (symbols, symbols->current, name, flags, location);
}

bool
gcore_symbols_note_directive (GcoreSymbols *symbols, GcoreObject *name, GcoreLocation location)
{
  GcoreDirective *directive = (GcoreDirective *) gcore_arena_alloc (symbols->arena, sizeof *directive);
  GcoreObject *mangled = gcore_mangle (symbols->arena, symbols->class_name, name);
  if (directive == NULL || mangled == NULL)
    return false;
  *directive = (GcoreDirective){ mangled, location, NULL };
  GcoreDirective **end = &symbols->current->directives;
  while (*end != NULL)
    end = &(*end)->next;
  *end = directive;
  return true;
}

/* --- annotations -------------------------------------------------------------------------------------------------- */

static bool
visit_annotation (GcoreSymbols *symbols, GcoreExpr *annotation)
{
  if (annotation == NULL)
    return true;
  if (symbols->future_annotations
      && !gcore_symbols_enter (symbols, GCORE_SCOPE_ANNOTATION, annotation, annotation->location))
    return false;
  if (!gcore_symbols_visit_expr (symbols, annotation))
    return false;
  if (symbols->future_annotations)
    gcore_symbols_leave (symbols);
  return true;
}

static bool
visit_arg_annotations (GcoreSymbols *symbols, const GcoreArgSeq *args)
{
  for (intptr_t i = 0; i < args->count; i++)
    if (!visit_annotation (symbols, args->items[i]->annotation))
      return false;
  return true;
}

static bool
visit_signature_annotations (GcoreSymbols *symbols, const GcoreFunctionDef *function)
{
  const GcoreArguments *arguments = function->args;
  return visit_arg_annotations (symbols, arguments->posonlyargs) && visit_arg_annotations (symbols, arguments->args)
         && (arguments->vararg == NULL || visit_annotation (symbols, arguments->vararg->annotation))
         && (arguments->kwarg == NULL || visit_annotation (symbols, arguments->kwarg->annotation))
         && visit_arg_annotations (symbols, arguments->kwonlyargs) && visit_annotation (symbols, function->returns);
}

/* --- statements --------------------------------------------------------------------------------------------------- */

static bool
visit_function (GcoreSymbols *symbols, GcoreStmt *node)
{
  const GcoreFunctionDef *function = &node->as.function_def;
  if (!gcore_symbols_define (symbols, function->name, GCORE_SYMBOL_LOCAL, node->location)
      || !gcore_symbols_visit_exprs (symbols, function->args->defaults)
      || !gcore_symbols_visit_exprs (symbols, function->args->kw_defaults)
      || !visit_signature_annotations (symbols, function)
      || !gcore_symbols_visit_exprs (symbols, function->decorator_list)
      || !gcore_symbols_enter (symbols, GCORE_SCOPE_FUNCTION, node, node->location))
    return false;
  if (node->kind == GCORE_STMT_ASYNC_FUNCTION_DEF)
    symbols->current->is_coroutine = true;
  if (!gcore_symbols_visit_parameters (symbols, function->args) || !visit_stmts (symbols, function->body))
    return false;
  gcore_symbols_leave (symbols);
  return true;
}

static bool
visit_class (GcoreSymbols *symbols, GcoreStmt *node)
{
  GcoreObject *outer_class = symbols->class_name;
  if (!gcore_symbols_define (symbols, node->as.class_def.name, GCORE_SYMBOL_LOCAL, node->location)
      || !gcore_symbols_visit_exprs (symbols, node->as.class_def.bases)
      || !gcore_symbols_visit_keywords (symbols, node->as.class_def.keywords)
      || !gcore_symbols_visit_exprs (symbols, node->as.class_def.decorator_list)
      || !gcore_symbols_enter (symbols, GCORE_SCOPE_CLASS, node, node->location))
    return false;
  symbols->class_name = node->as.class_def.name;
  if (!visit_stmts (symbols, node->as.class_def.body))
    return false;
  symbols->class_name = outer_class;
  gcore_symbols_leave (symbols);
  return true;
}

static bool
visit_ann_assign (GcoreSymbols *symbols, GcoreStmt *node)
{
  GcoreExpr *target = node->as.ann_assign.target;
  if (target->kind == GCORE_EXPR_NAME)
    {
      GcoreObject *name = target->as.name.id;
      int known = gcore_symbols_flags (symbols, symbols->current, name);
      if (known < 0)
        return false;
      if ((known & (GCORE_SYMBOL_GLOBAL | GCORE_SYMBOL_NONLOCAL)) != 0 && symbols->current != symbols->top
          && node->as.ann_assign.simple)
        return gcore_symbols_error (
          symbols, node->location,
          gcore_str_from_format ("annotated name '%U' can't be %s", name,
                                 (known & GCORE_SYMBOL_GLOBAL) != 0 ? "global" : "nonlocal"));
      int flags = node->as.ann_assign.simple ? GCORE_SYMBOL_ANNOTATED | GCORE_SYMBOL_LOCAL : GCORE_SYMBOL_LOCAL;
      if ((node->as.ann_assign.simple || node->as.ann_assign.value != NULL)
          && !gcore_symbols_define (symbols, name, flags, target->location))
        return false;
    }
  else if (!gcore_symbols_visit_expr (symbols, target))
    return false;
  return visit_annotation (symbols, node->as.ann_assign.annotation)
         && gcore_symbols_visit_expr (symbols, node->as.ann_assign.value);
}

/* global and nonlocal. */
static bool
visit_declaration (GcoreSymbols *symbols, GcoreStmt *node)
{
  bool global = node->kind == GCORE_STMT_GLOBAL;
  const char *word = global ? "global" : "nonlocal";
  for (intptr_t i = 0; i < node->as.global.names->count; i++)
    {
      GcoreObject *name = node->as.global.names->items[i];
      int known = gcore_symbols_flags (symbols, symbols->current, name);
      const char *format = NULL;
      if (known < 0)
        return false;
      if ((known & GCORE_SYMBOL_PARAM) != 0)
        format = "name '%U' is parameter and %s";
      else if ((known & GCORE_SYMBOL_USED) != 0)
        format = "name '%U' is used prior to %s declaration";
      else if ((known & GCORE_SYMBOL_ANNOTATED) != 0)
        format = "annotated name '%U' can't be %s";
      else if ((known & GCORE_SYMBOL_LOCAL) != 0)
        format = "name '%U' is assigned to before %s declaration";
      if (format != NULL)
        return gcore_symbols_error (symbols, node->location, gcore_str_from_format (format, name, word));
      if (!gcore_symbols_define (symbols, name, global ? GCORE_SYMBOL_GLOBAL : GCORE_SYMBOL_NONLOCAL, node->location)
          || !gcore_symbols_note_directive (symbols, name, node->location))
        return false;
    }
  return true;
}

static bool
visit_aliases (GcoreSymbols *symbols, const GcoreAliasSeq *aliases)
{
  for (intptr_t i = 0; i < aliases->count; i++)
    {
      GcoreAlias *alias = aliases->items[i];
      GcoreObject *name = alias->asname != NULL ? alias->asname : alias->name;
      intptr_t dot = gcore_str_find_char (name, '.', 0, GCORE_STR_LENGTH (name), 1);
      if (gcore_str_equal_to_ascii_string (name, "*"))
        {
          if (symbols->current->kind != GCORE_SCOPE_MODULE)
            return gcore_symbols_error (symbols, alias->location,
                                        gcore_str_from_string ("import * only allowed at module level"));
          continue;
        }
      if (dot >= 0)
        {
          name = gcore_str_substring (name, 0, dot);
          if (name != NULL)
            gcore_str_intern_in_place (&name);
          if ((name = gcore_arena_own (symbols->arena, name)) == NULL)
            return false;
        }
      if (!gcore_symbols_define (symbols, name, GCORE_SYMBOL_IMPORT, alias->location))
        return false;
    }
  return true;
}

static bool
visit_try (GcoreSymbols *symbols, const GcoreTry *node)
{
  if (!visit_stmts (symbols, node->body) || !visit_stmts (symbols, node->orelse))
    return false;
  for (intptr_t i = 0; i < node->handlers->count; i++)
    {
      GcoreExceptHandler *handler = node->handlers->items[i];
      if (!gcore_symbols_visit_expr (symbols, handler->type)
          || (handler->name != NULL
              && !gcore_symbols_define (symbols, handler->name, GCORE_SYMBOL_LOCAL, handler->location))
          || !visit_stmts (symbols, handler->body))
        return false;
    }
  return visit_stmts (symbols, node->finalbody);
}

static bool
visit_with (GcoreSymbols *symbols, const GcoreWith *node)
{
  for (intptr_t i = 0; i < node->items->count; i++)
    if (!gcore_symbols_visit_expr (symbols, node->items->items[i]->context_expr)
        || !gcore_symbols_visit_expr (symbols, node->items->items[i]->optional_vars))
      return false;
  return visit_stmts (symbols, node->body);
}

static bool visit_patterns (GcoreSymbols *symbols, const GcorePatternSeq *patterns);

static bool
define_capture (GcoreSymbols *symbols, const GcorePattern *pattern, GcoreObject *name)
{
  return name == NULL || gcore_symbols_define (symbols, name, GCORE_SYMBOL_LOCAL, pattern->location);
}

static bool
visit_pattern (GcoreSymbols *symbols, GcorePattern *pattern)
{
  switch (pattern->kind)
    {
    case GCORE_PATTERN_VALUE:
      return gcore_symbols_visit_expr (symbols, pattern->as.value.value);
    case GCORE_PATTERN_SINGLETON:
      return true;
    case GCORE_PATTERN_SEQUENCE:
      return visit_patterns (symbols, pattern->as.sequence.patterns);
    case GCORE_PATTERN_OR:
      return visit_patterns (symbols, pattern->as.or_.patterns);
    case GCORE_PATTERN_STAR:
      return define_capture (symbols, pattern, pattern->as.star.name);
    case GCORE_PATTERN_MAPPING:
      return gcore_symbols_visit_exprs (symbols, pattern->as.mapping.keys)
             && visit_patterns (symbols, pattern->as.mapping.patterns)
             && define_capture (symbols, pattern, pattern->as.mapping.rest);
    case GCORE_PATTERN_CLASS:
      return gcore_symbols_visit_expr (symbols, pattern->as.class_.cls)
             && visit_patterns (symbols, pattern->as.class_.patterns)
             && visit_patterns (symbols, pattern->as.class_.kwd_patterns);
    case GCORE_PATTERN_AS:
      return (pattern->as.as.pattern == NULL || visit_pattern (symbols, pattern->as.as.pattern))
             && define_capture (symbols, pattern, pattern->as.as.name);
    }
  return true;
}

static bool
visit_patterns (GcoreSymbols *symbols, const GcorePatternSeq *patterns)
{
  for (intptr_t i = 0; i < patterns->count; i++)
    if (!visit_pattern (symbols, patterns->items[i]))
      return false;
  return true;
}

static bool
visit_match (GcoreSymbols *symbols, GcoreStmt *node)
{
  if (!gcore_symbols_visit_expr (symbols, node->as.match.subject))
    return false;
  for (intptr_t i = 0; i < node->as.match.cases->count; i++)
    {
      GcoreMatchCase *match_case = node->as.match.cases->items[i];
      if (!visit_pattern (symbols, match_case->pattern) || !gcore_symbols_visit_expr (symbols, match_case->guard)
          || !visit_stmts (symbols, match_case->body))
        return false;
    }
  return true;
}

static bool
visit_stmt (GcoreSymbols *symbols, GcoreStmt *node)
{
  switch (node->kind)
    {
    case GCORE_STMT_FUNCTION_DEF:
    case GCORE_STMT_ASYNC_FUNCTION_DEF:
      return visit_function (symbols, node);
    case GCORE_STMT_CLASS_DEF:
      return visit_class (symbols, node);
    case GCORE_STMT_RETURN:
      return gcore_symbols_visit_expr (symbols, node->as.return_.value);
    case GCORE_STMT_DELETE:
      return gcore_symbols_visit_exprs (symbols, node->as.delete_.targets);
    case GCORE_STMT_ASSIGN:
      return gcore_symbols_visit_exprs (symbols, node->as.assign.targets)
             && gcore_symbols_visit_expr (symbols, node->as.assign.value);
    case GCORE_STMT_AUG_ASSIGN:
      return gcore_symbols_visit_expr (symbols, node->as.aug_assign.target)
             && gcore_symbols_visit_expr (symbols, node->as.aug_assign.value);
    case GCORE_STMT_ANN_ASSIGN:
      return visit_ann_assign (symbols, node);
    case GCORE_STMT_FOR:
    case GCORE_STMT_ASYNC_FOR:
      return gcore_symbols_visit_expr (symbols, node->as.for_.target)
             && gcore_symbols_visit_expr (symbols, node->as.for_.iter) && visit_stmts (symbols, node->as.for_.body)
             && visit_stmts (symbols, node->as.for_.orelse);
    case GCORE_STMT_WHILE:
    case GCORE_STMT_IF:
      return gcore_symbols_visit_expr (symbols, node->as.if_.test) && visit_stmts (symbols, node->as.if_.body)
             && visit_stmts (symbols, node->as.if_.orelse);
    case GCORE_STMT_WITH:
    case GCORE_STMT_ASYNC_WITH:
      return visit_with (symbols, &node->as.with);
    case GCORE_STMT_MATCH:
      return visit_match (symbols, node);
    case GCORE_STMT_RAISE:
      return gcore_symbols_visit_expr (symbols, node->as.raise.exc)
             && gcore_symbols_visit_expr (symbols, node->as.raise.cause);
    case GCORE_STMT_TRY:
    case GCORE_STMT_TRY_STAR:
      return visit_try (symbols, &node->as.try_);
    case GCORE_STMT_ASSERT:
      return gcore_symbols_visit_expr (symbols, node->as.assert_.test)
             && gcore_symbols_visit_expr (symbols, node->as.assert_.msg);
    case GCORE_STMT_IMPORT:
      return visit_aliases (symbols, node->as.import.names);
    case GCORE_STMT_IMPORT_FROM:
      return visit_aliases (symbols, node->as.import_from.names);
    case GCORE_STMT_GLOBAL:
    case GCORE_STMT_NONLOCAL:
      return visit_declaration (symbols, node);
    case GCORE_STMT_EXPR:
      return gcore_symbols_visit_expr (symbols, node->as.expr.value);
    case GCORE_STMT_PASS:
    case GCORE_STMT_BREAK:
    case GCORE_STMT_CONTINUE:
      return true;
    }
  return true;
}

static bool
visit_stmts (GcoreSymbols *symbols, const GcoreStmtSeq *stmts)
{
  if (!gcore_nesting_enter (&symbols->nesting))
    return false;
  bool ok = true;
  for (intptr_t i = 0; ok && i < stmts->count; i++)
    ok = visit_stmt (symbols, stmts->items[i]);
  gcore_nesting_leave (&symbols->nesting);
  return ok;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

bool
gcore_symbols_build (GcoreSymbols *symbols, GcoreModuleNode *tree)
{
  static const GcoreLocation nowhere = { 0, 0, 0, 0 };
  gcore_name_map_init (&symbols->scopes, symbols->arena);
  symbols->top = symbols->current = NULL;
  symbols->class_name = NULL;
  if (!gcore_symbols_enter (symbols, GCORE_SCOPE_MODULE, tree, nowhere))
    return false;
  bool ok = tree->kind == GCORE_EXPRESSION ? gcore_symbols_visit_expr (symbols, tree->as.expression.body)
                                           : visit_stmts (symbols, tree->as.module.body);
  return ok && gcore_symbols_analyze (symbols);
}

GcoreScope *
gcore_symbols_lookup (const GcoreSymbols *symbols, const void *node)
{
  return (GcoreScope *) gcore_name_map_get (&symbols->scopes, node, 0);
}

GcoreNameMeaning
gcore_scope_meaning (const GcoreScope *scope, const GcoreObject *name)
{
  return (GcoreNameMeaning) (gcore_name_map_get (&scope->symbols, name, 0) >> GCORE_SYMBOL_MEANING_SHIFT);
}
