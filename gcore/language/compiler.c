/* SPDX-License-Identifier: MIT */
/* Entry points of the compiler, modules and statements. Start at gcore_compile_ast. */
#include "gcore/language/compiler-private.h"

#include "gcore/language/fold.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

/* --- bodies ------------------------------------------------------------------------------------------------------- */

/* Whether a statement, or one inside it that belongs to the same scope, annotates a variable (save in a match, where
 * CPython 3.11 does not look). */
static bool
has_annotations (const GcoreStmtSeq *stmts)
{
  for (intptr_t i = 0; i < stmts->count; i++)
    {
      const GcoreStmt *node = stmts->items[i];
      bool found = false;
      switch (node->kind)
        {
        case GCORE_STMT_ANN_ASSIGN:
          return true;
        case GCORE_STMT_FOR:
        case GCORE_STMT_ASYNC_FOR:
          found = has_annotations (node->as.for_.body) || has_annotations (node->as.for_.orelse);
          break;
        case GCORE_STMT_WHILE:
        case GCORE_STMT_IF:
          found = has_annotations (node->as.if_.body) || has_annotations (node->as.if_.orelse);
          break;
        case GCORE_STMT_WITH:
        case GCORE_STMT_ASYNC_WITH:
          found = has_annotations (node->as.with.body);
          break;
        case GCORE_STMT_TRY:
        case GCORE_STMT_TRY_STAR:
          for (intptr_t j = 0; j < node->as.try_.handlers->count; j++)
            found = found || has_annotations (node->as.try_.handlers->items[j]->body);
          found = found || has_annotations (node->as.try_.body) || has_annotations (node->as.try_.finalbody)
                  || has_annotations (node->as.try_.orelse);
          break;
        default:
          break;
        }
      if (found)
        return true;
    }
  return false;
}

void
gcore_compile_body (GcoreCompiler *c, const GcoreStmtSeq *body)
{
  intptr_t first = 0;
  if (c->unit == NULL || c->failed)
    return;
  if (c->unit->kind == GCORE_UNIT_MODULE && body->count > 0)
    gcore_set_location (c, body->items[0]->location);
  if (has_annotations (body))
    gcore_emit (c, GCORE_OP_SETUP_ANNOTATIONS);
  if (gcore_ast_docstring (body) != NULL)
    {
      gcore_compile_expr (c, body->items[0]->as.expr.value);
      gcore_unset_location (c);
      gcore_emit_variable (c, GCORE_ID (__doc__), GCORE_STORE);
      first = 1;
    }
  for (intptr_t i = first; i < body->count; i++)
    gcore_compile_stmt (c, body->items[i]);
}

static GcoreCode *
compile_module (GcoreCompiler *c, GcoreModuleNode *tree)
{
  GcoreObject *name = gcore_arena_own (c->arena, gcore_str_intern_from_string ("<module>"));
  if (name == NULL)
    return NULL;
  gcore_unit_enter (c, name, GCORE_UNIT_MODULE, tree, 1);
  switch (tree->kind)
    {
    case GCORE_MODULE:
      gcore_compile_body (c, tree->as.module.body);
      break;
    case GCORE_INTERACTIVE:
      if (has_annotations (tree->as.interactive.body))
        gcore_emit (c, GCORE_OP_SETUP_ANNOTATIONS);
      c->interactive = true;
      gcore_compile_stmts (c, tree->as.interactive.body);
      break;
    case GCORE_EXPRESSION:
      gcore_compile_expr (c, tree->as.expression.body);
      break;
    }
  return gcore_unit_leave (c, tree->kind != GCORE_EXPRESSION);
}

/* --- statements --------------------------------------------------------------------------------------------------- */

static void
compile_expr_stmt (GcoreCompiler *c, GcoreExpr *value)
{
  if (c->interactive && c->unit->outer == NULL)
    {
      gcore_compile_expr (c, value);
      gcore_emit (c, GCORE_OP_PRINT_EXPR);
    }
  else if (value->kind == GCORE_EXPR_CONSTANT)
    gcore_emit (c, GCORE_OP_NOP);
  else
    {
      gcore_compile_expr (c, value);
      gcore_unset_location (c);
      gcore_emit (c, GCORE_OP_POP_TOP);
    }
}

static void
compile_assign (GcoreCompiler *c, const GcoreStmt *node)
{
  const GcoreExprSeq *targets = node->as.assign.targets;
  gcore_compile_expr (c, node->as.assign.value);
  for (intptr_t i = 0; i < targets->count; i++)
    {
      if (i + 1 < targets->count)
        gcore_emit_arg (c, GCORE_OP_COPY, 1);
      gcore_compile_expr (c, targets->items[i]);
    }
}

static void
load_augmented_target (GcoreCompiler *c, const GcoreExpr *target)
{
  gcore_set_location (c, target->location);
  if (target->kind == GCORE_EXPR_ATTRIBUTE)
    {
      gcore_compile_expr (c, target->as.attribute.value);
      gcore_emit_arg (c, GCORE_OP_COPY, 1);
      gcore_narrow_to_attribute (c, target);
      gcore_emit_name (c, GCORE_OP_LOAD_ATTR, target->as.attribute.attr);
    }
  else if (target->kind == GCORE_EXPR_SUBSCRIPT)
    {
      gcore_compile_expr (c, target->as.subscript.value);
      gcore_compile_expr (c, target->as.subscript.slice);
      gcore_emit_arg (c, GCORE_OP_COPY, 2);
      gcore_emit_arg (c, GCORE_OP_COPY, 2);
      gcore_emit (c, GCORE_OP_BINARY_SUBSCR);
    }
  else
    gcore_emit_variable (c, target->as.name.id, GCORE_LOAD);
}

static void
compile_aug_assign (GcoreCompiler *c, const GcoreStmt *node)
{
  const GcoreExpr *target = node->as.aug_assign.target;
  load_augmented_target (c, target);
  gcore_set_location (c, node->location);
  gcore_compile_expr (c, node->as.aug_assign.value);
  gcore_emit_binary (c, node->as.aug_assign.op, true);
  gcore_set_location (c, target->location);
  if (target->kind == GCORE_EXPR_ATTRIBUTE)
    {
      gcore_narrow_to_attribute (c, target);
      gcore_emit_arg (c, GCORE_OP_SWAP, 2);
      if (gcore_check_name (c, target->as.attribute.attr, GCORE_STORE))
        gcore_emit_name (c, GCORE_OP_STORE_ATTR, target->as.attribute.attr);
    }
  else if (target->kind == GCORE_EXPR_SUBSCRIPT)
    {
      gcore_emit_arg (c, GCORE_OP_SWAP, 3);
      gcore_emit_arg (c, GCORE_OP_SWAP, 2);
      gcore_emit (c, GCORE_OP_STORE_SUBSCR);
    }
  else
    gcore_emit_variable (c, target->as.name.id, GCORE_STORE);
}

static void
evaluate_and_drop (GcoreCompiler *c, GcoreExpr *node)
{
  gcore_compile_expr (c, node);
  gcore_emit (c, GCORE_OP_POP_TOP);
}

/* The parts of an annotated subscript are evaluated although nothing is stored. */
static void
evaluate_subscript_parts (GcoreCompiler *c, GcoreExpr *node)
{
  if (node->kind == GCORE_EXPR_SLICE)
    {
      GcoreExpr *parts[] = { node->as.slice.lower, node->as.slice.upper, node->as.slice.step };
      for (size_t i = 0; i < GCORE_N_ELEMENTS (parts); i++)
        if (parts[i] != NULL)
          evaluate_and_drop (c, parts[i]);
    }
  else if (node->kind == GCORE_EXPR_TUPLE)
    for (intptr_t i = 0; i < node->as.tuple.elts->count; i++)
      evaluate_subscript_parts (c, node->as.tuple.elts->items[i]);
  else
    evaluate_and_drop (c, node);
}

static void
store_annotation (GcoreCompiler *c, const GcoreStmt *node, GcoreObject *name)
{
  gcore_compile_annotation (c, node->as.ann_assign.annotation);
  gcore_emit_name (c, GCORE_OP_LOAD_NAME, GCORE_ID (__annotations__));
  GcoreObject *mangled = gcore_mangle_here (c, name);
  if (mangled != NULL)
    gcore_emit_const (c, mangled);
  gcore_emit (c, GCORE_OP_STORE_SUBSCR);
}

static void
compile_ann_assign (GcoreCompiler *c, GcoreStmt *node)
{
  GcoreExpr *target = node->as.ann_assign.target, *value = node->as.ann_assign.value;
  bool kept = c->unit->kind == GCORE_UNIT_MODULE || c->unit->kind == GCORE_UNIT_CLASS;
  if (value != NULL)
    {
      gcore_compile_expr (c, value);
      gcore_compile_expr (c, target);
    }
  if (target->kind == GCORE_EXPR_NAME)
    {
      if (gcore_check_name (c, target->as.name.id, GCORE_STORE) && node->as.ann_assign.simple && kept)
        store_annotation (c, node, target->as.name.id);
    }
  else if (target->kind == GCORE_EXPR_ATTRIBUTE)
    {
      if (gcore_check_name (c, target->as.attribute.attr, GCORE_STORE) && value == NULL)
        evaluate_and_drop (c, target->as.attribute.value);
    }
  else if (value == NULL)
    {
      evaluate_and_drop (c, target->as.subscript.value);
      evaluate_subscript_parts (c, target->as.subscript.slice);
    }
  if (!node->as.ann_assign.simple && kept && (c->flags & GCORE_CODE_FUTURE_ANNOTATIONS) == 0)
    evaluate_and_drop (c, node->as.ann_assign.annotation);
}

static void
compile_raise (GcoreCompiler *c, const GcoreStmt *node)
{
  int n = 0;
  if (node->as.raise.exc != NULL)
    {
      gcore_compile_expr (c, node->as.raise.exc);
      n++;
      if (node->as.raise.cause != NULL)
        {
          gcore_compile_expr (c, node->as.raise.cause);
          n++;
        }
    }
  gcore_emit_arg (c, GCORE_OP_RAISE_VARARGS, n);
}

static void
compile_assert (GcoreCompiler *c, const GcoreStmt *node)
{
  GcoreBlock *end = gcore_new_block (c);
  gcore_warn_about_assert (c, node->as.assert_.test);
  gcore_compile_jump_if (c, node->as.assert_.test, end, true);
  gcore_emit (c, GCORE_OP_LOAD_ASSERTION_ERROR);
  if (node->as.assert_.msg != NULL)
    {
      gcore_compile_expr (c, node->as.assert_.msg);
      gcore_emit_call (c, 0);
    }
  gcore_emit_arg (c, GCORE_OP_RAISE_VARARGS, 1);
  gcore_use_block (c, end);
}

/* --- imports ------------------------------------------------------------------------------------------------------ */

/* Part of a dotted name, interned: borrowed; NULL when failed. */
static GcoreObject *
name_part (GcoreCompiler *c, GcoreObject *name, intptr_t start, intptr_t end)
{
  GcoreObject *part = c->failed ? NULL : gcore_str_substring (name, start, end);
  if (part != NULL)
    gcore_str_intern_in_place (&part);
  part = gcore_arena_own (c->arena, part);
  if (part == NULL)
    c->failed = true;
  return part;
}

/* `import a.b.c as d`: goes down from a, which is on the stack. */
static void
store_imported_as (GcoreCompiler *c, GcoreObject *name, GcoreObject *asname)
{
  intptr_t length = GCORE_STR_LENGTH (name), dot = gcore_str_find_char (name, '.', 0, length, 1);
  if (dot < 0)
    {
      gcore_emit_variable (c, asname, GCORE_STORE);
      return;
    }
  while (!c->failed)
    {
      intptr_t start = dot + 1;
      dot = gcore_str_find_char (name, '.', start, length, 1);
      GcoreObject *part = name_part (c, name, start, dot < 0 ? length : dot);
      if (part == NULL)
        return;
      gcore_emit_name (c, GCORE_OP_IMPORT_FROM, part);
      if (dot < 0)
        break;
      gcore_emit_arg (c, GCORE_OP_SWAP, 2);
      gcore_emit (c, GCORE_OP_POP_TOP);
    }
  gcore_emit_variable (c, asname, GCORE_STORE);
  gcore_emit (c, GCORE_OP_POP_TOP);
}

static void
compile_import (GcoreCompiler *c, const GcoreStmt *node)
{
  for (intptr_t i = 0; i < node->as.import.names->count; i++)
    {
      const GcoreAlias *alias = node->as.import.names->items[i];
      intptr_t dot = gcore_str_find_char (alias->name, '.', 0, GCORE_STR_LENGTH (alias->name), 1);
      gcore_emit_new_const (c, gcore_int_from_long (0));
      gcore_emit_const (c, GCORE_NONE);
      gcore_emit_name (c, GCORE_OP_IMPORT_NAME, alias->name);
      if (alias->asname != NULL)
        store_imported_as (c, alias->name, alias->asname);
      else
        {
          GcoreObject *top = dot < 0 ? alias->name : name_part (c, alias->name, 0, dot);
          if (top != NULL)
            gcore_emit_variable (c, top, GCORE_STORE);
        }
    }
}

/* New reference to the tuple of the names asked for. */
static GcoreObject *
imported_names (const GcoreAliasSeq *aliases)
{
  GcoreObject *names = gcore_tuple_new (aliases->count);
  for (intptr_t i = 0; names != NULL && i < aliases->count; i++)
    GCORE_TUPLE_SET_ITEM (names, i, gcore_newref (aliases->items[i]->name));
  return names;
}

static void
compile_import_from (GcoreCompiler *c, const GcoreStmt *node)
{
  const GcoreAliasSeq *aliases = node->as.import_from.names;
  GcoreObject *module = node->as.import_from.module;
  gcore_emit_new_const (c, gcore_int_from_long (node->as.import_from.level));
  if (module != NULL && node->location.lineno > c->future_line
      && gcore_str_equal_to_ascii_string (module, "__future__"))
    gcore_compile_error_text (c, "from __future__ imports must occur at the beginning of the file");
  gcore_emit_new_const (c, imported_names (aliases));
  gcore_emit_name (c, GCORE_OP_IMPORT_NAME, module != NULL ? module : GCORE_OBJECTS->empty_str);
  for (intptr_t i = 0; i < aliases->count; i++)
    {
      const GcoreAlias *alias = aliases->items[i];
      if (i == 0 && gcore_str_equal_to_ascii_string (alias->name, "*"))
        {
          gcore_emit (c, GCORE_OP_IMPORT_STAR);
          return;
        }
      gcore_emit_name (c, GCORE_OP_IMPORT_FROM, alias->name);
      gcore_emit_variable (c, alias->asname != NULL ? alias->asname : alias->name, GCORE_STORE);
    }
  gcore_emit (c, GCORE_OP_POP_TOP);
}

/* --- dispatch ----------------------------------------------------------------------------------------------------- */

void
gcore_compile_stmts (GcoreCompiler *c, const GcoreStmtSeq *stmts)
{
  for (intptr_t i = 0; i < stmts->count; i++)
    gcore_compile_stmt (c, stmts->items[i]);
}

static void
compile_compound_stmt (GcoreCompiler *c, GcoreStmt *node)
{
  switch (node->kind)
    {
    case GCORE_STMT_FUNCTION_DEF:
    case GCORE_STMT_ASYNC_FUNCTION_DEF:
      gcore_compile_function (c, node);
      break;
    case GCORE_STMT_CLASS_DEF:
      gcore_compile_class (c, node);
      break;
    case GCORE_STMT_FOR:
      gcore_compile_for (c, node);
      break;
    case GCORE_STMT_WHILE:
      gcore_compile_while (c, node);
      break;
    case GCORE_STMT_IF:
      gcore_compile_if (c, node);
      break;
    case GCORE_STMT_WITH:
      gcore_compile_with (c, node, 0);
      break;
    case GCORE_STMT_MATCH:
      gcore_compile_match (c, node);
      break;
    case GCORE_STMT_TRY:
      gcore_compile_try (c, node);
      break;
    case GCORE_STMT_TRY_STAR:
      gcore_compile_unsupported (c, "'except*'");
      break;
    case GCORE_STMT_ASYNC_FOR:
      gcore_compile_unsupported (c, "'async for'");
      break;
    case GCORE_STMT_ASYNC_WITH:
      gcore_compile_unsupported (c, "'async with'");
      break;
    default:
      break;
    }
}

void
gcore_compile_stmt (GcoreCompiler *c, GcoreStmt *node)
{
  if (c->failed)
    return;
  gcore_set_location (c, node->location);
  switch (node->kind)
    {
    case GCORE_STMT_RETURN:
      gcore_compile_return (c, node);
      break;
    case GCORE_STMT_DELETE:
      gcore_compile_exprs (c, node->as.delete_.targets);
      break;
    case GCORE_STMT_ASSIGN:
      compile_assign (c, node);
      break;
    case GCORE_STMT_AUG_ASSIGN:
      compile_aug_assign (c, node);
      break;
    case GCORE_STMT_ANN_ASSIGN:
      compile_ann_assign (c, node);
      break;
    case GCORE_STMT_RAISE:
      compile_raise (c, node);
      break;
    case GCORE_STMT_ASSERT:
      compile_assert (c, node);
      break;
    case GCORE_STMT_IMPORT:
      compile_import (c, node);
      break;
    case GCORE_STMT_IMPORT_FROM:
      compile_import_from (c, node);
      break;
    case GCORE_STMT_EXPR:
      compile_expr_stmt (c, node->as.expr.value);
      break;
    case GCORE_STMT_PASS:
      gcore_emit (c, GCORE_OP_NOP);
      break;
    case GCORE_STMT_BREAK:
      gcore_compile_break (c);
      break;
    case GCORE_STMT_CONTINUE:
      gcore_compile_continue (c);
      break;
    case GCORE_STMT_GLOBAL:
    case GCORE_STMT_NONLOCAL:
      break;
    default:
      compile_compound_stmt (c, node);
    }
}

/* --- entry points ------------------------------------------------------------------------------------------------- */

GcoreCode *
gcore_compile_ast (GcoreModuleNode *tree, GcoreObject *filename, int flags, GcoreArena *arena, const char *source,
                   size_t length)
{
  GcoreCode *code = NULL;
  GcoreCompiler c = { .tree_arena = arena, .filename = filename, .source = source, .source_length = length,
                      .flags = flags & GCORE_CODE_FUTURE_ANNOTATIONS, .future_line = -1 };
  c.arena = gcore_arena_new ();
  if (c.arena == NULL)
    return NULL;
  c.constants = gcore_dict_new ();
  if (c.constants != NULL)
    gcore_compile_future (&c, tree);
  if (c.constants != NULL && !c.failed)
    {
      bool text_annotations = (c.flags & GCORE_CODE_FUTURE_ANNOTATIONS) != 0;
      c.symbols = (GcoreSymbols){ .arena = c.arena, .filename = filename, .source = source, .source_length = length,
                                  .future_annotations = text_annotations };
      if (gcore_fold_tree (tree, arena, text_annotations) && gcore_symbols_build (&c.symbols, tree))
        code = compile_module (&c, tree);
    }
  gcore_xdecref (c.constants);
  gcore_arena_free (c.arena);
  return code;
}

GcoreCode *
gcore_compile_string (const char *source, size_t length, GcoreObject *filename, int mode, int flags)
{
  GcoreCode *code = NULL;
  GcoreArena *arena = gcore_arena_new ();
  if (arena == NULL)
    return NULL;
  GcoreModuleNode *tree
    = gcore_parse_string (source, length, filename, mode, flags & ~GCORE_CODE_FUTURE_ANNOTATIONS, arena);
  if (tree != NULL)
    code = gcore_compile_ast (tree, filename, flags, arena, flags & GCORE_PARSE_SOURCE_FILE ? source : NULL, length);
  gcore_arena_free (arena);
  return code;
}
