/* SPDX-License-Identifier: MIT */
/* Which operations on constants are carried out at compile time. */
#include "gcore/language/fold.h"

#include "gcore/objects/abstract.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/set.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

/* Results beyond these are left to run time. */
#define MAX_INT_BITS 128
#define MAX_COLLECTION_SIZE 256
#define MAX_STR_SIZE 4096
#define MAX_TOTAL_ITEMS 1024

bool
gcore_fold_to_constant (GcoreExpr *node, GcoreObject *value, GcoreArena *arena)
{
  if (value == NULL)
    {
      if (gcore_err_occurred () != NULL && gcore_err_exception_matches (GCORE_EXC (KeyboardInterrupt)))
        return false;
      gcore_err_clear ();
      return true;
    }
  if (gcore_arena_own (arena, value) == NULL)
    return false;
  node->kind = GCORE_EXPR_CONSTANT;
  node->as.constant.value = value;
  node->as.constant.is_u = false;
  return true;
}

/* --- unary -------------------------------------------------------------------------------------------------------- */

static GcoreObject *
logical_not (GcoreObject *operand)
{
  int truth = gcore_object_is_true (operand);
  return truth < 0 ? NULL : gcore_newref (truth ? GCORE_FALSE : GCORE_TRUE);
}

/* `not a is b` and `not a in b` become one comparison. */
static void
fold_negated_comparison (GcoreExpr *node, const GcoreExpr *operand)
{
  static const uint8_t opposite[] = { [GCORE_CMP_IS] = GCORE_CMP_IS_NOT, [GCORE_CMP_IS_NOT] = GCORE_CMP_IS,
                                      [GCORE_CMP_IN] = GCORE_CMP_NOT_IN, [GCORE_CMP_NOT_IN] = GCORE_CMP_IN };
  GcoreCmpOpSeq *ops = operand->as.compare.ops;
  if (ops->count != 1 || ops->items[0] < GCORE_CMP_IS)
    return;
  ops->items[0] = opposite[ops->items[0]];
  *node = *operand;
}

bool
gcore_fold_unary (GcoreExpr *node, GcoreArena *arena)
{
  const GcoreExpr *operand = node->as.unary_op.operand;
  if (operand->kind == GCORE_EXPR_COMPARE && node->as.unary_op.op == GCORE_NOT)
    fold_negated_comparison (node, operand);
  if (operand->kind != GCORE_EXPR_CONSTANT)
    return true;

  GcoreObject *value = operand->as.constant.value, *result = NULL;
  switch (node->as.unary_op.op)
    {
    case GCORE_INVERT:
      result = gcore_number_invert (value);
      break;
    case GCORE_NOT:
      result = logical_not (value);
      break;
    case GCORE_UADD:
      result = gcore_number_positive (value);
      break;
    case GCORE_USUB:
      result = gcore_number_negative (value);
      break;
    }
  return gcore_fold_to_constant (node, result, arena);
}

/* --- binary: results that would get too large give NULL ----------------------------------------------------------- */

/* How many items a constant may still have, all levels counted; negative: it has more than LIMIT. */
static intptr_t
limit_after (GcoreObject *constant, intptr_t limit)
{
  if (gcore_is_tuple (constant))
    {
      limit -= GCORE_TUPLE_SIZE (constant);
      for (intptr_t i = 0; limit >= 0 && i < GCORE_TUPLE_SIZE (constant); i++)
        limit = limit_after (GCORE_TUPLE_ITEM (constant, i), limit);
    }
  else if (gcore_is_frozenset (constant))
    {
      intptr_t position = 0, hash;
      GcoreObject *item;
      limit -= GCORE_SET_SIZE (constant);
      while (limit >= 0 && gcore_set_next_entry (constant, &position, &item, &hash))
        limit = limit_after (item, limit);
    }
  return limit;
}

/* Whether SIZE items may be repeated COUNT times. */
static bool
may_repeat (GcoreObject *count, intptr_t size, intptr_t max_size, intptr_t *times)
{
  *times = 0;
  if (size == 0)
    return true;
  *times = gcore_int_as_long (count);
  return *times >= 0 && *times <= max_size / size;
}

static GcoreObject *
multiply (GcoreObject *left, GcoreObject *right)
{
  intptr_t times;
  if (!gcore_is_int (left) && gcore_is_int (right))
    {
      if (gcore_is_tuple (left) || gcore_is_frozenset (left) || gcore_is_str (left) || gcore_is_bytes (left))
        return multiply (right, left);
    }
  else if (gcore_is_int (left) && gcore_is_int (right))
    {
      if (gcore_int_sign (left) != 0 && gcore_int_sign (right) != 0
          && gcore_int_num_bits (left) + gcore_int_num_bits (right) > MAX_INT_BITS)
        return NULL;
    }
  else if (gcore_is_int (left) && (gcore_is_tuple (right) || gcore_is_frozenset (right)))
    {
      intptr_t size = gcore_is_tuple (right) ? GCORE_TUPLE_SIZE (right) : GCORE_SET_SIZE (right);
      if (!may_repeat (left, size, MAX_COLLECTION_SIZE, &times))
        return NULL;
      if (times != 0 && limit_after (right, MAX_TOTAL_ITEMS / times) < 0)
        return NULL;
    }
  else if (gcore_is_int (left) && (gcore_is_str (right) || gcore_is_bytes (right)))
    {
      intptr_t size = gcore_is_str (right) ? GCORE_STR_LENGTH (right) : GCORE_BYTES_SIZE (right);
      if (!may_repeat (left, size, MAX_STR_SIZE, &times))
        return NULL;
    }
  return gcore_number_multiply (left, right);
}

static GcoreObject *
power (GcoreObject *left, GcoreObject *right)
{
  if (gcore_is_int (left) && gcore_is_int (right) && gcore_int_sign (left) != 0 && gcore_int_sign (right) > 0)
    {
      size_t exponent = gcore_int_as_size (right);
      if (exponent == SIZE_MAX || gcore_int_num_bits (left) > MAX_INT_BITS / exponent)
        return NULL;
    }
  return gcore_number_power (left, right, GCORE_NONE);
}

static GcoreObject *
shift_left (GcoreObject *left, GcoreObject *right)
{
  if (gcore_is_int (left) && gcore_is_int (right) && gcore_int_sign (left) != 0 && gcore_int_sign (right) != 0)
    {
      size_t distance = gcore_int_as_size (right);
      if (distance == SIZE_MAX || distance > MAX_INT_BITS || gcore_int_num_bits (left) > MAX_INT_BITS - distance)
        return NULL;
    }
  return gcore_number_lshift (left, right);
}

static GcoreObject *
binary_operation (GcoreOperator op, GcoreObject *left, GcoreObject *right)
{
  switch (op)
    {
    case GCORE_OP_ADD:
      return gcore_number_add (left, right);
    case GCORE_OP_SUB:
      return gcore_number_subtract (left, right);
    case GCORE_OP_MULT:
      return multiply (left, right);
    case GCORE_OP_DIV:
      return gcore_number_true_divide (left, right);
    case GCORE_OP_FLOOR_DIV:
      return gcore_number_floor_divide (left, right);
    case GCORE_OP_MOD: /* a format may ask for any amount of padding */
      return gcore_is_str (left) || gcore_is_bytes (left) ? NULL : gcore_number_remainder (left, right);
    case GCORE_OP_POW:
      return power (left, right);
    case GCORE_OP_LSHIFT:
      return shift_left (left, right);
    case GCORE_OP_RSHIFT:
      return gcore_number_rshift (left, right);
    case GCORE_OP_BIT_OR:
      return gcore_number_or (left, right);
    case GCORE_OP_BIT_XOR:
      return gcore_number_xor (left, right);
    case GCORE_OP_BIT_AND:
      return gcore_number_and (left, right);
    case GCORE_OP_MAT_MULT: /* no constant has it */
      return NULL;
    }
  return NULL;
}

static bool
has_starred (const GcoreExprSeq *elements)
{
  for (intptr_t i = 0; i < elements->count; i++)
    if (elements->items[i]->kind == GCORE_EXPR_STARRED)
      return true;
  return false;
}

bool
gcore_fold_binary (GcoreExpr *node, GcoreArena *arena)
{
  const GcoreExpr *left = node->as.bin_op.left, *right = node->as.bin_op.right;
  if (left->kind != GCORE_EXPR_CONSTANT)
    return true;
  GcoreObject *value = left->as.constant.value;
  if (node->as.bin_op.op == GCORE_OP_MOD && right->kind == GCORE_EXPR_TUPLE && gcore_is_str (value)
      && !has_starred (right->as.tuple.elts))
    return gcore_fold_format (node, value, right->as.tuple.elts, arena);
  if (right->kind != GCORE_EXPR_CONSTANT)
    return true;
  return gcore_fold_to_constant (node, binary_operation (node->as.bin_op.op, value, right->as.constant.value), arena);
}

/* --- containers --------------------------------------------------------------------------------------------------- */

bool
gcore_fold_subscript (GcoreExpr *node, GcoreArena *arena)
{
  const GcoreExpr *value = node->as.subscript.value, *slice = node->as.subscript.slice;
  if (node->as.subscript.ctx != GCORE_LOAD || value->kind != GCORE_EXPR_CONSTANT || slice->kind != GCORE_EXPR_CONSTANT)
    return true;
  return gcore_fold_to_constant (node, gcore_object_get_item (value->as.constant.value, slice->as.constant.value),
                                 arena);
}

/* New reference to the tuple of ELEMENTS; NULL if not all are constants, with or without an exception. */
static GcoreObject *
constant_tuple (const GcoreExprSeq *elements)
{
  for (intptr_t i = 0; i < elements->count; i++)
    if (elements->items[i]->kind != GCORE_EXPR_CONSTANT)
      return NULL;
  GcoreObject *tuple = gcore_tuple_new (elements->count);
  if (tuple == NULL)
    return NULL;
  for (intptr_t i = 0; i < elements->count; i++)
    GCORE_TUPLE_SET_ITEM (tuple, i, gcore_newref (elements->items[i]->as.constant.value));
  return tuple;
}

bool
gcore_fold_tuple (GcoreExpr *node, GcoreArena *arena)
{
  if (node->as.tuple.ctx != GCORE_LOAD)
    return true;
  return gcore_fold_to_constant (node, constant_tuple (node->as.tuple.elts), arena);
}

bool
gcore_fold_iterated (GcoreExpr *node, GcoreArena *arena)
{
  GcoreObject *value;
  if (node->kind == GCORE_EXPR_LIST)
    {
      if (has_starred (node->as.list.elts))
        return true;
      node->kind = GCORE_EXPR_TUPLE;
      value = constant_tuple (node->as.tuple.elts);
    }
  else if (node->kind == GCORE_EXPR_SET)
    {
      GcoreObject *tuple = constant_tuple (node->as.set.elts);
      if (tuple == NULL)
        return gcore_fold_to_constant (node, NULL, arena);
      value = gcore_frozenset_new (tuple);
      gcore_decref (tuple);
    }
  else
    return true;
  return gcore_fold_to_constant (node, value, arena);
}
