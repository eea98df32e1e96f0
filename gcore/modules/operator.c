/* SPDX-License-Identifier: MIT */
/* The module _operator: operators as functions. Its three classes are in operator-getters.c. */
#include "gcore/modules/modules.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/module.h"

static GcoreObject *
truth (int value)
{
  return value < 0 ? NULL : gcore_bool_from_long (value);
}

/* --- one argument ------------------------------------------------------------------------------------------------- */

#define UNARY(name, expression)                                                                                        \
  static GcoreObject *operator_##name (GcoreObject *module, GcoreObject *a)                                            \
  {                                                                                                                    \
    return expression;                                                                                                 \
  }
UNARY (truth, truth (gcore_object_is_true (a)))
UNARY (not, truth (gcore_object_not (a)))
UNARY (abs, gcore_number_absolute (a))
UNARY (neg, gcore_number_negative (a))
UNARY (pos, gcore_number_positive (a))
UNARY (inv, gcore_number_invert (a))
UNARY (index, gcore_number_index (a))

/* --- two arguments ------------------------------------------------------------------------------------------------ */

#define BINARY(name, expression)                                                                                       \
  static GcoreObject *operator_##name (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)                 \
  {                                                                                                                    \
    if (!gcore_arg_check_positional (#name, n_args, 2, 2))                                                             \
      return NULL;                                                                                                     \
    GcoreObject *a = args[0], *b = args[1];                                                                            \
    return expression;                                                                                                 \
  }
BINARY (lt, gcore_object_rich_compare (a, b, GCORE_LT))
BINARY (le, gcore_object_rich_compare (a, b, GCORE_LE))
BINARY (eq, gcore_object_rich_compare (a, b, GCORE_EQ))
BINARY (ne, gcore_object_rich_compare (a, b, GCORE_NE))
BINARY (gt, gcore_object_rich_compare (a, b, GCORE_GT))
BINARY (ge, gcore_object_rich_compare (a, b, GCORE_GE))
BINARY (is_, gcore_bool_from_long (a == b))
BINARY (is_not, gcore_bool_from_long (a != b))
BINARY (add, gcore_number_add (a, b))
BINARY (sub, gcore_number_subtract (a, b))
BINARY (mul, gcore_number_multiply (a, b))
BINARY (matmul, gcore_number_matrix_multiply (a, b))
BINARY (floordiv, gcore_number_floor_divide (a, b))
BINARY (truediv, gcore_number_true_divide (a, b))
BINARY (mod, gcore_number_remainder (a, b))
BINARY (pow, gcore_number_power (a, b, GCORE_NONE))
BINARY (lshift, gcore_number_lshift (a, b))
BINARY (rshift, gcore_number_rshift (a, b))
BINARY (and_, gcore_number_and (a, b))
BINARY (or_, gcore_number_or (a, b))
BINARY (xor, gcore_number_xor (a, b))
BINARY (iadd, gcore_number_inplace_add (a, b))
BINARY (isub, gcore_number_inplace_subtract (a, b))
BINARY (imul, gcore_number_inplace_multiply (a, b))
BINARY (imatmul, gcore_number_inplace_matrix_multiply (a, b))
BINARY (ifloordiv, gcore_number_inplace_floor_divide (a, b))
BINARY (itruediv, gcore_number_inplace_true_divide (a, b))
BINARY (imod, gcore_number_inplace_remainder (a, b))
BINARY (ipow, gcore_number_inplace_power (a, b, GCORE_NONE))
BINARY (ilshift, gcore_number_inplace_lshift (a, b))
BINARY (irshift, gcore_number_inplace_rshift (a, b))
BINARY (iand, gcore_number_inplace_and (a, b))
BINARY (ior, gcore_number_inplace_or (a, b))
BINARY (ixor, gcore_number_inplace_xor (a, b))
BINARY (concat, gcore_sequence_concat (a, b))
BINARY (iconcat, gcore_sequence_inplace_concat (a, b))
BINARY (contains, truth (gcore_sequence_contains (a, b)))
BINARY (getitem, gcore_object_get_item (a, b))

/* --- others ------------------------------------------------------------------------------------------------------- */

static GcoreObject *
number_or_null (intptr_t n)
{
  return n < 0 ? NULL : gcore_int_from_ssize (n);
}
BINARY (countOf, number_or_null (gcore_sequence_count (a, b)))
BINARY (indexOf, number_or_null (gcore_sequence_index (a, b)))

static GcoreObject *
none_or_null (int result)
{
  return result < 0 ? NULL : gcore_newref (GCORE_NONE);
}
BINARY (delitem, none_or_null (gcore_object_del_item (a, b)))

static GcoreObject *
operator_setitem (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("setitem", n_args, 3, 3))
    return NULL;
  return none_or_null (gcore_object_set_item (args[0], args[1], args[2]));
}

static GcoreObject *
operator_length_hint (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  GcoreObject *object;
  intptr_t default_ = 0;
  if (!gcore_arg_parse_stack (args, n_args, "O|n:length_hint", &object, &default_))
    return NULL;
  return number_or_null (gcore_object_length_hint (object, default_));
}

static GcoreObject *
operator_call (GcoreObject *module, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  if (!gcore_arg_check_positional ("call", n_args, 1, INTPTR_MAX))
    return NULL;
  return gcore_object_vectorcall (args[0], args + 1, (size_t) (n_args - 1) | GCORE_VECTORCALL_OFFSET, keyword_names);
}

#define METHOD_1(name, function, doc) { name, GCORE_FUNC (operator_##function), GCORE_METH_O, doc }
#define METHOD_2(name, doc) { #name, GCORE_FUNC (operator_##name), GCORE_METH_FASTCALL, doc }

static const GcoreMethodDef methods[] = {
  METHOD_1 ("truth", truth, "Return True if a is true, False otherwise."),
  METHOD_1 ("not_", not, "Same as not a."),
  METHOD_1 ("abs", abs, "Same as abs(a)."),
  METHOD_1 ("neg", neg, "Same as -a."),
  METHOD_1 ("pos", pos, "Same as +a."),
  METHOD_1 ("inv", inv, "Same as ~a."),
  METHOD_1 ("invert", inv, "Same as ~a."),
  METHOD_1 ("index", index, "Same as a.__index__()"),
  METHOD_2 (lt, "Same as a < b."),
  METHOD_2 (le, "Same as a <= b."),
  METHOD_2 (eq, "Same as a == b."),
  METHOD_2 (ne, "Same as a != b."),
  METHOD_2 (gt, "Same as a > b."),
  METHOD_2 (ge, "Same as a >= b."),
  METHOD_2 (is_, "Same as a is b."),
  METHOD_2 (is_not, "Same as a is not b."),
  METHOD_2 (add, "Same as a + b."),
  METHOD_2 (sub, "Same as a - b."),
  METHOD_2 (mul, "Same as a * b."),
  METHOD_2 (matmul, "Same as a @ b."),
  METHOD_2 (floordiv, "Same as a // b."),
  METHOD_2 (truediv, "Same as a / b."),
  METHOD_2 (mod, "Same as a % b."),
  METHOD_2 (pow, "Same as a ** b."),
  METHOD_2 (lshift, "Same as a << b."),
  METHOD_2 (rshift, "Same as a >> b."),
  METHOD_2 (and_, "Same as a & b."),
  METHOD_2 (or_, "Same as a | b."),
  METHOD_2 (xor, "Same as a ^ b."),
  METHOD_2 (iadd, "Same as a += b."),
  METHOD_2 (isub, "Same as a -= b."),
  METHOD_2 (imul, "Same as a *= b."),
  METHOD_2 (imatmul, "Same as a @= b."),
  METHOD_2 (ifloordiv, "Same as a //= b."),
  METHOD_2 (itruediv, "Same as a /= b."),
  METHOD_2 (imod, "Same as a %= b."),
  METHOD_2 (ipow, "Same as a **= b."),
  METHOD_2 (ilshift, "Same as a <<= b."),
  METHOD_2 (irshift, "Same as a >>= b."),
  METHOD_2 (iand, "Same as a &= b."),
  METHOD_2 (ior, "Same as a |= b."),
  METHOD_2 (ixor, "Same as a ^= b."),
  METHOD_2 (concat, "Same as a + b, for a and b sequences."),
  METHOD_2 (iconcat, "Same as a += b, for a and b sequences."),
  METHOD_2 (contains, "Same as b in a (note reversed operands)."),
  METHOD_2 (getitem, "Same as a[b]."),
  METHOD_2 (countOf, "Return the number of items in a which are, or which equal, b."),
  METHOD_2 (indexOf, "Return the first index of b in a."),
  METHOD_2 (delitem, "Same as del a[b]."),
  METHOD_2 (setitem, "Same as a[b] = c."),
  METHOD_2 (length_hint, "Return an estimate of the number of items in obj."),
  { "call", GCORE_FUNC (operator_call), GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS, "Same as obj(*args, **kwargs)." },
  { .name = NULL }
};

static int
init (GcoreObject *module)
{
  return gcore_module_add_type (module, GCORE_TYPE (ATTRGETTER)) < 0
             || gcore_module_add_type (module, GCORE_TYPE (ITEMGETTER)) < 0
             || gcore_module_add_type (module, GCORE_TYPE (METHODCALLER)) < 0
           ? -1
           : 0;
}

const GcoreModuleDef gcore_operator_module = {
  .name = "_operator",
  .doc = "Operator interface.",
  .methods = methods,
  .init = init,
};
