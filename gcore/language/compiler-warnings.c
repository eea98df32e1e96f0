/* SPDX-License-Identifier: MIT */
/* Warnings about code that cannot mean what it says. */
#include "gcore/language/compiler-private.h"

#include "gcore/objects/complex.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float.h"
#include "gcore/objects/set.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

/* Issues a SyntaxWarning at the current line, which the program's filters may make an error. MESSAGE is stolen, NULL after a
 * failure. */
static void
warn (GcoreCompiler *c, GcoreObject *message)
{
  if (message == NULL)
    c->failed = true;
  else if (!c->failed && GCORE_OBJECTS->hooks.warn_explicit != NULL
           && GCORE_OBJECTS->hooks.warn_explicit (GCORE_EXC (SyntaxWarning), message, c->filename,
                                                  c->unit->location.lineno) < 0)
    {
      if (gcore_err_exception_matches (GCORE_EXC (SyntaxWarning)))
        {
          gcore_err_clear ();
          gcore_compile_error (c, gcore_newref (message));
        }
      c->failed = true;
    }
  gcore_xdecref (message);
}

/* The type a node's value will have: borrowed, NULL if that is not known. */
static const GcoreType *
type_of_value (const GcoreExpr *node)
{
  switch (node->kind)
    {
    case GCORE_EXPR_TUPLE:
      return GCORE_TYPE (TUPLE);
    case GCORE_EXPR_LIST:
    case GCORE_EXPR_LIST_COMP:
      return GCORE_TYPE (LIST);
    case GCORE_EXPR_DICT:
    case GCORE_EXPR_DICT_COMP:
      return GCORE_TYPE (DICT);
    case GCORE_EXPR_SET:
    case GCORE_EXPR_SET_COMP:
      return GCORE_TYPE (SET);
    case GCORE_EXPR_GENERATOR_EXP:
      return GCORE_TYPE (GENERATOR);
    case GCORE_EXPR_LAMBDA:
      return GCORE_TYPE (FUNCTION);
    case GCORE_EXPR_JOINED_STR:
    case GCORE_EXPR_FORMATTED_VALUE:
      return GCORE_TYPE (STR);
    case GCORE_EXPR_CONSTANT:
      return GCORE_TYPE_OF (node->as.constant.value);
    default:
      return NULL;
    }
}

/* Whether it makes sense to compare NODE by identity. */
static bool
has_identity (const GcoreExpr *node)
{
  if (node->kind != GCORE_EXPR_CONSTANT)
    return true;
  const GcoreObject *value = node->as.constant.value;
  return value == GCORE_NONE || value == GCORE_TRUE || value == GCORE_FALSE || value == GCORE_ELLIPSIS;
}

void
gcore_warn_about_compare (GcoreCompiler *c, const GcoreExpr *node)
{
  bool left = has_identity (node->as.compare.left);
  for (intptr_t i = 0; i < node->as.compare.ops->count && !c->failed; i++)
    {
      int op = node->as.compare.ops->items[i];
      bool right = has_identity (node->as.compare.comparators->items[i]);
      if ((op == GCORE_CMP_IS || op == GCORE_CMP_IS_NOT) && (!left || !right))
        {
          warn (c, gcore_str_from_string (op == GCORE_CMP_IS ? "\"is\" with a literal. Did you mean \"==\"?"
                                                             : "\"is not\" with a literal. Did you mean \"!=\"?"));
          return;
        }
      left = right;
    }
}

void
gcore_warn_about_call (GcoreCompiler *c, const GcoreExpr *callee)
{
  if (c->failed || callee->kind == GCORE_EXPR_LAMBDA || type_of_value (callee) == NULL)
    return;
  warn (c, gcore_str_from_format ("'%.200s' object is not callable; perhaps you missed a comma?",
                                  type_of_value (callee)->name));
}

static bool
can_be_subscripted (const GcoreExpr *node)
{
  switch (node->kind)
    {
    case GCORE_EXPR_SET:
    case GCORE_EXPR_SET_COMP:
    case GCORE_EXPR_GENERATOR_EXP:
    case GCORE_EXPR_LAMBDA:
      return false;
    case GCORE_EXPR_CONSTANT:
      {
        GcoreObject *value = node->as.constant.value;
        return value != GCORE_NONE && value != GCORE_ELLIPSIS && !gcore_is_int (value) && !gcore_is_float (value)
               && !gcore_is_complex (value) && !gcore_is_any_set (value);
      }
    default:
      return true;
    }
}

/* A str, bytes, tuple or list. */
static bool
is_sequence (const GcoreExpr *node)
{
  switch (node->kind)
    {
    case GCORE_EXPR_TUPLE:
    case GCORE_EXPR_LIST:
    case GCORE_EXPR_LIST_COMP:
    case GCORE_EXPR_JOINED_STR:
    case GCORE_EXPR_FORMATTED_VALUE:
      return true;
    case GCORE_EXPR_CONSTANT:
      return gcore_is_str (node->as.constant.value) || gcore_is_bytes (node->as.constant.value)
             || gcore_is_tuple (node->as.constant.value);
    default:
      return false;
    }
}

void
gcore_warn_about_subscript (GcoreCompiler *c, const GcoreExpr *node)
{
  const GcoreExpr *value = node->as.subscript.value;
  const GcoreType *index = type_of_value (node->as.subscript.slice);
  if (c->failed)
    return;
  if (!can_be_subscripted (value))
    warn (c, gcore_str_from_format ("'%.200s' object is not subscriptable; perhaps you missed a comma?",
                                    type_of_value (value)->name));
  if (index != NULL && !gcore_has_flag (index, GCORE_TYPE_FLAG_INT) && is_sequence (value))
    warn (c, gcore_str_from_format ("%.200s indices must be integers or slices, not %.200s; perhaps you missed a comma?",
                                    type_of_value (value)->name, index->name));
}

void
gcore_warn_about_assert (GcoreCompiler *c, const GcoreExpr *test)
{
  bool is_true = test->kind == GCORE_EXPR_TUPLE ? test->as.tuple.elts->count > 0
                                                : test->kind == GCORE_EXPR_CONSTANT
                                                    && gcore_is_tuple (test->as.constant.value)
                                                    && GCORE_TUPLE_SIZE (test->as.constant.value) > 0;
  if (is_true && !c->failed)
    warn (c, gcore_str_from_string ("assertion is always true, perhaps remove parentheses?"));
}
