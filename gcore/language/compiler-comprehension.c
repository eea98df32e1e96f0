/* SPDX-License-Identifier: MIT */
/* Comprehensions and generator expressions: each is a function of its own, called at once with the first iterable. */
#include "gcore/language/compiler-private.h"

#include "gcore/objects/str.h"

typedef struct
{
  GcoreExprKind kind;
  const GcoreComprehensionSeq *generators;
  GcoreExpr *element, *value; /* value: of a dict comprehension's item, whose key is element */
} Comprehension;

static void compile_generator (GcoreCompiler *c, const Comprehension *comprehension, intptr_t number, int depth);

/* The innermost step: DEPTH loops have their iterators on the stack above the collection. */
static void
compile_element (GcoreCompiler *c, const Comprehension *comprehension, int depth)
{
  gcore_compile_expr (c, comprehension->element);
  switch (comprehension->kind)
    {
    case GCORE_EXPR_GENERATOR_EXP:
      gcore_emit (c, GCORE_OP_YIELD_VALUE);
      gcore_emit_arg (c, GCORE_OP_RESUME, GCORE_RESUME_AFTER_YIELD);
      gcore_emit (c, GCORE_OP_POP_TOP);
      break;
    case GCORE_EXPR_LIST_COMP:
      gcore_emit_arg (c, GCORE_OP_LIST_APPEND, depth + 1);
      break;
    case GCORE_EXPR_SET_COMP:
      gcore_emit_arg (c, GCORE_OP_SET_ADD, depth + 1);
      break;
    default:
      gcore_compile_expr (c, comprehension->value);
      gcore_emit_arg (c, GCORE_OP_MAP_ADD, depth + 1);
    }
}

/* `for y in [f (x)]`, the idiom for an assignment, needs no loop. The only element, or NULL. */
static GcoreExpr *
single_element (const GcoreExpr *iter)
{
  if ((iter->kind != GCORE_EXPR_LIST && iter->kind != GCORE_EXPR_TUPLE) || iter->as.list.elts->count != 1)
    return NULL;
  GcoreExpr *element = iter->as.list.elts->items[0];
  return element->kind == GCORE_EXPR_STARRED ? NULL : element;
}

/* Pushes what generator NUMBER iterates over; returns whether a loop is needed. */
static bool
begin_generator (GcoreCompiler *c, const GcoreComprehension *generator, intptr_t number)
{
  GcoreExpr *single = number > 0 ? single_element (generator->iter) : NULL;
  if (number == 0)
    {
      c->unit->argcount = 1;
      gcore_emit_arg (c, GCORE_OP_LOAD_FAST, 0);
    }
  else if (single != NULL)
    gcore_compile_expr (c, single);
  else
    {
      gcore_compile_expr (c, generator->iter);
      gcore_emit (c, GCORE_OP_GET_ITER);
    }
  return single == NULL;
}

static void
compile_generator (GcoreCompiler *c, const Comprehension *comprehension, intptr_t number, int depth)
{
  if (c->failed)
    return;
  const GcoreComprehension *generator = comprehension->generators->items[number];
  GcoreBlock *start = gcore_new_block (c), *next = gcore_new_block (c), *end = gcore_new_block (c);
  bool loop = begin_generator (c, generator, number);
  if (loop)
    {
      depth++;
      gcore_use_block (c, start);
      gcore_emit_jump (c, GCORE_OP_FOR_ITER, end);
    }
  gcore_compile_expr (c, generator->target);
  for (intptr_t i = 0; i < generator->ifs->count; i++)
    gcore_compile_jump_if (c, generator->ifs->items[i], next, false);
  if (number + 1 < comprehension->generators->count)
    compile_generator (c, comprehension, number + 1, depth);
  else
    compile_element (c, comprehension, depth);
  gcore_use_block (c, next);
  if (loop)
    {
      gcore_emit_jump (c, GCORE_OP_JUMP, start);
      gcore_use_block (c, end);
    }
}

static Comprehension
comprehension_of (const GcoreExpr *node)
{
  if (node->kind == GCORE_EXPR_DICT_COMP)
    return (Comprehension){ node->kind, node->as.dict_comp.generators, node->as.dict_comp.key,
                            node->as.dict_comp.value };
  return (Comprehension){ node->kind, node->as.list_comp.generators, node->as.list_comp.elt, NULL };
}

static const char *
name_of_kind (GcoreExprKind kind)
{
  switch (kind)
    {
    case GCORE_EXPR_LIST_COMP:
      return "<listcomp>";
    case GCORE_EXPR_SET_COMP:
      return "<setcomp>";
    case GCORE_EXPR_DICT_COMP:
      return "<dictcomp>";
    default:
      return "<genexpr>";
    }
}

void
gcore_compile_comprehension (GcoreCompiler *c, GcoreExpr *node)
{
  Comprehension comprehension = comprehension_of (node);
  GcoreObject *name = gcore_arena_own (c->arena, gcore_str_intern_from_string (name_of_kind (node->kind)));
  if (name == NULL)
    c->failed = true;
  for (intptr_t i = 0; i < comprehension.generators->count; i++)
    if (comprehension.generators->items[i]->is_async)
      gcore_compile_unsupported (c, "asynchronous comprehensions");
  gcore_unit_enter (c, name, GCORE_UNIT_COMPREHENSION, node, node->location.lineno);
  gcore_set_location (c, node->location);
  if (node->kind == GCORE_EXPR_LIST_COMP)
    gcore_emit_arg (c, GCORE_OP_BUILD_LIST, 0);
  else if (node->kind == GCORE_EXPR_SET_COMP)
    gcore_emit_arg (c, GCORE_OP_BUILD_SET, 0);
  else if (node->kind == GCORE_EXPR_DICT_COMP)
    gcore_emit_arg (c, GCORE_OP_BUILD_MAP, 0);
  compile_generator (c, &comprehension, 0, 0);
  if (node->kind != GCORE_EXPR_GENERATOR_EXP)
    gcore_emit (c, GCORE_OP_RETURN_VALUE);
  gcore_compile_closure (c, gcore_unit_leave (c, true), 0);
  gcore_compile_expr (c, comprehension.generators->items[0]->iter);
  gcore_emit (c, GCORE_OP_GET_ITER);
  gcore_emit_call (c, 0);
}
