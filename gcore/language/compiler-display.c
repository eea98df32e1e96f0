/* SPDX-License-Identifier: MIT */
/* Lists, tuples, sets and dicts written out, unpacking into targets, f-strings. */
#include "gcore/language/compiler-private.h"

#include "gcore/objects/set.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

/* Whether the elements BEGIN to END - 1 are constants. */
static bool
all_constant (const GcoreExprSeq *elements, intptr_t begin, intptr_t end)
{
  for (intptr_t i = begin; i < end; i++)
    if (elements->items[i] == NULL || elements->items[i]->kind != GCORE_EXPR_CONSTANT)
      return false;
  return true;
}

/* New reference to the tuple of the constants BEGIN to END - 1. */
static GcoreObject *
constant_tuple (const GcoreExprSeq *elements, intptr_t begin, intptr_t end)
{
  GcoreObject *tuple = gcore_tuple_new (end - begin);
  for (intptr_t i = begin; tuple != NULL && i < end; i++)
    GCORE_TUPLE_SET_ITEM (tuple, i - begin, gcore_newref (elements->items[i]->as.constant.value));
  return tuple;
}

/* --- list, tuple, set --------------------------------------------------------------------------------------------- */

typedef struct
{
  int build, add, extend;
  bool is_tuple; /* made as a list first when it cannot be built at once */
} DisplayOps;

static DisplayOps
display_ops (GcoreExprKind kind)
{
  if (kind == GCORE_EXPR_SET)
    return (DisplayOps){ GCORE_OP_BUILD_SET, GCORE_OP_SET_ADD, GCORE_OP_SET_UPDATE, false };
  return (DisplayOps){ GCORE_OP_BUILD_LIST, GCORE_OP_LIST_APPEND, GCORE_OP_LIST_EXTEND, kind == GCORE_EXPR_TUPLE };
}

/* Three or more constants are one constant that an empty display is extended by. */
static void
compile_constant_display (GcoreCompiler *c, const GcoreExprSeq *elements, intptr_t pushed, const DisplayOps *ops)
{
  GcoreObject *folded = constant_tuple (elements, 0, elements->count);
  if (ops->is_tuple && pushed == 0)
    {
      gcore_emit_new_const (c, folded);
      return;
    }
  if (ops->add == GCORE_OP_SET_ADD && folded != NULL)
    GCORE_SETREF (folded, gcore_frozenset_new (folded));
  gcore_emit_arg (c, ops->build, pushed);
  gcore_emit_new_const (c, folded);
  gcore_emit_arg (c, ops->extend, 1);
  if (ops->is_tuple)
    gcore_emit (c, GCORE_OP_LIST_TO_TUPLE);
}

static void
compile_display_in_steps (GcoreCompiler *c, const GcoreExprSeq *elements, intptr_t pushed, const DisplayOps *ops,
                          bool big)
{
  bool built = false;
  if (big)
    {
      gcore_emit_arg (c, ops->build, pushed);
      built = true;
    }
  for (intptr_t i = 0; i < elements->count; i++)
    {
      GcoreExpr *element = elements->items[i];
      if (element->kind == GCORE_EXPR_STARRED)
        {
          if (!built)
            gcore_emit_arg (c, ops->build, i + pushed);
          built = true;
          gcore_compile_expr (c, element->as.starred.value);
          gcore_emit_arg (c, ops->extend, 1);
        }
      else
        {
          gcore_compile_expr (c, element);
          if (built)
            gcore_emit_arg (c, ops->add, 1);
        }
    }
  if (ops->is_tuple)
    gcore_emit (c, GCORE_OP_LIST_TO_TUPLE);
}

void
gcore_compile_display (GcoreCompiler *c, const GcoreExprSeq *elements, intptr_t pushed, GcoreExprKind kind)
{
  DisplayOps ops = display_ops (kind);
  bool big = elements->count + pushed > GCORE_STACK_GUIDELINE, starred = false;
  if (elements->count > 2 && all_constant (elements, 0, elements->count))
    {
      compile_constant_display (c, elements, pushed, &ops);
      return;
    }
  for (intptr_t i = 0; i < elements->count; i++)
    starred = starred || elements->items[i]->kind == GCORE_EXPR_STARRED;
  if (starred || big)
    {
      compile_display_in_steps (c, elements, pushed, &ops, big);
      return;
    }
  gcore_compile_exprs (c, elements);
  gcore_emit_arg (c, ops.is_tuple ? GCORE_OP_BUILD_TUPLE : ops.build, elements->count + pushed);
}

/* --- dict --------------------------------------------------------------------------------------------------------- */

/* The items BEGIN to END - 1, none of them `**mapping`, as a dict. */
static void
compile_dict_part (GcoreCompiler *c, const GcoreExpr *node, intptr_t begin, intptr_t end)
{
  const GcoreExprSeq *keys = node->as.dict.keys, *values = node->as.dict.values;
  intptr_t n = end - begin;
  bool big = n * 2 > GCORE_STACK_GUIDELINE;
  if (n > 1 && !big && all_constant (keys, begin, end))
    {
      for (intptr_t i = begin; i < end; i++)
        gcore_compile_expr (c, values->items[i]);
      gcore_emit_new_const (c, constant_tuple (keys, begin, end));
      gcore_emit_arg (c, GCORE_OP_BUILD_CONST_KEY_MAP, n);
      return;
    }
  if (big)
    gcore_emit_arg (c, GCORE_OP_BUILD_MAP, 0);
  for (intptr_t i = begin; i < end; i++)
    {
      gcore_compile_expr (c, keys->items[i]);
      gcore_compile_expr (c, values->items[i]);
      if (big)
        gcore_emit_arg (c, GCORE_OP_MAP_ADD, 1);
    }
  if (!big)
    gcore_emit_arg (c, GCORE_OP_BUILD_MAP, n);
}

/* A part of the items, merged into the dict on the stack if there is one. */
static void
add_dict_part (GcoreCompiler *c, const GcoreExpr *node, intptr_t begin, intptr_t end, bool *have_dict)
{
  compile_dict_part (c, node, begin, end);
  if (*have_dict)
    gcore_emit_arg (c, GCORE_OP_DICT_UPDATE, 1);
  *have_dict = true;
}

void
gcore_compile_dict (GcoreCompiler *c, GcoreExpr *node)
{
  const GcoreExprSeq *keys = node->as.dict.keys, *values = node->as.dict.values;
  bool have_dict = false;
  intptr_t waiting = 0; /* items before i that are not emitted yet */
  for (intptr_t i = 0; i < values->count; i++)
    {
      if (keys->items[i] == NULL)
        {
          if (waiting > 0)
            add_dict_part (c, node, i - waiting, i, &have_dict);
          waiting = 0;
          if (!have_dict)
            gcore_emit_arg (c, GCORE_OP_BUILD_MAP, 0);
          have_dict = true;
          gcore_compile_expr (c, values->items[i]);
          gcore_emit_arg (c, GCORE_OP_DICT_UPDATE, 1);
        }
      else if (waiting * 2 > GCORE_STACK_GUIDELINE)
        {
          add_dict_part (c, node, i - waiting, i + 1, &have_dict);
          waiting = 0;
        }
      else
        waiting++;
    }
  if (waiting > 0)
    add_dict_part (c, node, values->count - waiting, values->count, &have_dict);
  if (!have_dict)
    gcore_emit_arg (c, GCORE_OP_BUILD_MAP, 0);
}

/* --- targets ------------------------------------------------------------------------------------------------------ */

void
gcore_compile_unpacking (GcoreCompiler *c, const GcoreExprSeq *targets)
{
  intptr_t n = targets->count;
  bool starred = false;
  for (intptr_t i = 0; i < n; i++)
    {
      if (targets->items[i]->kind != GCORE_EXPR_STARRED)
        continue;
      if (starred)
        gcore_compile_error_text (c, "multiple starred expressions in assignment");
      else if (i >= 1 << 8 || n - i - 1 >= INT32_MAX >> 8)
        gcore_compile_error_text (c, "too many expressions in star-unpacking assignment");
      gcore_emit_arg (c, GCORE_OP_UNPACK_EX, i + ((n - i - 1) << 8));
      starred = true;
    }
  if (!starred)
    gcore_emit_arg (c, GCORE_OP_UNPACK_SEQUENCE, n);
  for (intptr_t i = 0; i < n; i++)
    {
      GcoreExpr *target = targets->items[i];
      gcore_compile_expr (c, target->kind == GCORE_EXPR_STARRED ? target->as.starred.value : target);
    }
}

/* --- f-strings ---------------------------------------------------------------------------------------------------- */

/* Many parts are collected in a list and joined. */
static void
compile_long_joined_str (GcoreCompiler *c, const GcoreExprSeq *values)
{
  gcore_emit_const (c, GCORE_OBJECTS->empty_str);
  gcore_emit_name (c, GCORE_OP_LOAD_METHOD, GCORE_ID (join));
  gcore_emit_arg (c, GCORE_OP_BUILD_LIST, 0);
  for (intptr_t i = 0; i < values->count; i++)
    {
      gcore_compile_expr (c, values->items[i]);
      gcore_emit_arg (c, GCORE_OP_LIST_APPEND, 1);
    }
  gcore_emit_call (c, 1);
}

void
gcore_compile_joined_str (GcoreCompiler *c, GcoreExpr *node)
{
  const GcoreExprSeq *values = node->as.joined_str.values;
  if (values->count > GCORE_STACK_GUIDELINE)
    {
      compile_long_joined_str (c, values);
      return;
    }
  gcore_compile_exprs (c, values);
  if (values->count != 1)
    gcore_emit_arg (c, GCORE_OP_BUILD_STRING, values->count);
}

void
gcore_compile_formatted_value (GcoreCompiler *c, GcoreExpr *node)
{
  int arg = GCORE_FORMAT_PLAIN;
  gcore_compile_expr (c, node->as.formatted_value.value);
  if (node->as.formatted_value.conversion == 's')
    arg = GCORE_FORMAT_STR;
  else if (node->as.formatted_value.conversion == 'r')
    arg = GCORE_FORMAT_REPR;
  else if (node->as.formatted_value.conversion == 'a')
    arg = GCORE_FORMAT_ASCII;
  if (node->as.formatted_value.format_spec != NULL)
    {
      gcore_compile_expr (c, node->as.formatted_value.format_spec);
      arg |= GCORE_FORMAT_HAS_SPEC;
    }
  gcore_emit_arg (c, GCORE_OP_FORMAT_VALUE, arg);
}
