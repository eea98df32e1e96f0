/* SPDX-License-Identifier: MIT */
/* The slot functions of classes made by class statements: each calls the special method it is named after. The table
 * slots.def says which fills which slot. */
#pragma once

#include "gcore/refcount/object.h"

/* Attribute NAME of SELF's type: a new reference, NULL (no exception unless a descriptor failed) if there is none. *UNBOUND:
 * to be called with SELF as first argument. */
GcoreObject *gcore_slot_find_method (GcoreObject *self, GcoreObject *name, bool *unbound);
/* Calls METHOD (found as above, borrowed) with the N_ARGS arguments behind SELF = ARGS[0]. */
GcoreObject *gcore_slot_call_found (GcoreObject *method, bool unbound, GcoreObject *const *args, size_t n_args);
/* ARGS[0].NAME (ARGS[1], …), looked up on the type; AttributeError if there is no such method. */
GcoreObject *gcore_slot_call_method (GcoreObject *name, GcoreObject *const *args, size_t n_args);
/* The same, NotImplemented if there is no such method. */
GcoreObject *gcore_slot_call_method_maybe (GcoreObject *name, GcoreObject *const *args, size_t n_args);

int gcore_slot_set_attr (GcoreObject *self, GcoreObject *name, GcoreObject *value);
GcoreObject *gcore_slot_repr (GcoreObject *self);
GcoreObject *gcore_slot_str (GcoreObject *self);
intptr_t gcore_slot_hash (GcoreObject *self);
GcoreObject *gcore_slot_call (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs);
GcoreObject *gcore_slot_rich_compare (GcoreObject *self, GcoreObject *other, int op);
GcoreObject *gcore_slot_iter (GcoreObject *self);
GcoreObject *gcore_slot_iter_next (GcoreObject *self);
GcoreObject *gcore_slot_descr_get (GcoreObject *self, GcoreObject *object, GcoreObject *type);
int gcore_slot_descr_set (GcoreObject *self, GcoreObject *object, GcoreObject *value);
GcoreObject *gcore_slot_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs);
void gcore_slot_finalize (GcoreObject *self);
GcoreObject *gcore_slot_await (GcoreObject *self);
GcoreObject *gcore_slot_aiter (GcoreObject *self);
GcoreObject *gcore_slot_anext (GcoreObject *self);
int gcore_slot_truth (GcoreObject *self);
intptr_t gcore_slot_length (GcoreObject *self);
GcoreObject *gcore_slot_subscript (GcoreObject *self, GcoreObject *key);
int gcore_slot_assign_subscript (GcoreObject *self, GcoreObject *key, GcoreObject *value);
GcoreObject *gcore_slot_item (GcoreObject *self, intptr_t index);
int gcore_slot_assign_item (GcoreObject *self, intptr_t index, GcoreObject *value);
int gcore_slot_contains (GcoreObject *self, GcoreObject *value);

/* Operators (slot-operators.c): method, reflected method, slot. X (name, method, reflected) */
#define GCORE_SLOT_BINARY_OPERATORS(X)                                                                                 \
  X (add, __add__, __radd__)                                                                                           \
  X (subtract, __sub__, __rsub__)                                                                                      \
  X (multiply, __mul__, __rmul__)                                                                                      \
  X (remainder, __mod__, __rmod__)                                                                                     \
  X (divmod, __divmod__, __rdivmod__)                                                                                  \
  X (lshift, __lshift__, __rlshift__)                                                                                  \
  X (rshift, __rshift__, __rrshift__)                                                                                  \
  X (and, __and__, __rand__)                                                                                           \
  X (xor, __xor__, __rxor__)                                                                                           \
  X (or, __or__, __ror__)                                                                                              \
  X (floor_divide, __floordiv__, __rfloordiv__)                                                                        \
  X (true_divide, __truediv__, __rtruediv__)                                                                           \
  X (matrix_multiply, __matmul__, __rmatmul__)
#define GCORE_SLOT_INPLACE_OPERATORS(X)                                                                                \
  X (inplace_add, __iadd__)                                                                                            \
  X (inplace_subtract, __isub__)                                                                                       \
  X (inplace_multiply, __imul__)                                                                                       \
  X (inplace_remainder, __imod__)                                                                                      \
  X (inplace_lshift, __ilshift__)                                                                                      \
  X (inplace_rshift, __irshift__)                                                                                      \
  X (inplace_and, __iand__)                                                                                            \
  X (inplace_xor, __ixor__)                                                                                            \
  X (inplace_or, __ior__)                                                                                              \
  X (inplace_floor_divide, __ifloordiv__)                                                                              \
  X (inplace_true_divide, __itruediv__)                                                                                \
  X (inplace_matrix_multiply, __imatmul__)
#define GCORE_SLOT_UNARY_OPERATORS(X)                                                                                  \
  X (negative, __neg__)                                                                                                \
  X (positive, __pos__)                                                                                                \
  X (absolute, __abs__)                                                                                                \
  X (invert, __invert__)                                                                                               \
  X (int, __int__)                                                                                                     \
  X (float, __float__)                                                                                                 \
  X (index, __index__)

#define DECLARE_BINARY(name, ...) GcoreObject *gcore_slot_##name (GcoreObject *self, GcoreObject *other);
#define DECLARE_UNARY(name, ...) GcoreObject *gcore_slot_##name (GcoreObject *self);
GCORE_SLOT_BINARY_OPERATORS (DECLARE_BINARY)
GCORE_SLOT_INPLACE_OPERATORS (DECLARE_BINARY)
GCORE_SLOT_UNARY_OPERATORS (DECLARE_UNARY)
#undef DECLARE_BINARY
#undef DECLARE_UNARY
GcoreObject *gcore_slot_power (GcoreObject *self, GcoreObject *other, GcoreObject *modulus);
GcoreObject *gcore_slot_inplace_power (GcoreObject *self, GcoreObject *other, GcoreObject *modulus);
