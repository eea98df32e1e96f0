/* SPDX-License-Identifier: MIT */
/* weakref.proxy: an object that hands every operation on to its referent. */
#include "gcore/collector/collector.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/hash.h"
#include "gcore/objects/str.h"
#include "gcore/objects/weakref.h"

/* New reference to what stands behind OBJECT: the referent of a proxy, else OBJECT itself. NULL with ReferenceError. */
static GcoreObject *
unwrap (GcoreObject *object)
{
  if (!gcore_is_weak_proxy (object))
    return gcore_newref (object);
  GcoreObject *referent = GCORE_WEAKREF (object)->referent;
  if (referent != NULL)
    return gcore_newref (referent);
  gcore_err_set_string (GCORE_EXC (ReferenceError), "weakly-referenced object no longer exists");
  return NULL;
}

static GcoreObject *
unary (GcoreObject *self, GcoreUnaryFunc operation)
{
  GcoreObject *object = unwrap (self);
  if (object == NULL)
    return NULL;
  GcoreObject *result = operation (object);
  gcore_decref (object);
  return result;
}

static GcoreObject *
binary (GcoreObject *left, GcoreObject *right, GcoreBinaryFunc operation)
{
  GcoreObject *a = unwrap (left);
  if (a == NULL)
    return NULL;
  GcoreObject *b = unwrap (right);
  GcoreObject *result = b != NULL ? operation (a, b) : NULL;
  gcore_decref (a);
  gcore_xdecref (b);
  return result;
}

/* C may be NULL. */
static GcoreObject *
ternary (GcoreObject *self, GcoreObject *other, GcoreObject *third, GcoreTernaryFunc operation)
{
  GcoreObject *a = unwrap (self);
  GcoreObject *b = a != NULL && other != NULL ? unwrap (other) : NULL;
  GcoreObject *c = b != NULL && third != NULL ? unwrap (third) : NULL;
  bool complete = a != NULL && (other == NULL || b != NULL) && (third == NULL || c != NULL);
  GcoreObject *result = complete ? operation (a, b, c) : NULL;
  gcore_xdecref (a);
  gcore_xdecref (b);
  gcore_xdecref (c);
  return result;
}

/* The functions of the slots: one line for each operation. */
#define UNARY(slot, operation)                                                                                         \
  static GcoreObject *slot (GcoreObject *self)                                                                         \
  {                                                                                                                    \
    return unary (self, operation);                                                                                    \
  }
#define BINARY(slot, operation)                                                                                        \
  static GcoreObject *slot (GcoreObject *left, GcoreObject *right)                                                     \
  {                                                                                                                    \
    return binary (left, right, operation);                                                                            \
  }
#define TERNARY(slot, operation)                                                                                       \
  static GcoreObject *slot (GcoreObject *self, GcoreObject *other, GcoreObject *third)                                 \
  {                                                                                                                    \
    return ternary (self, other, third, operation);                                                                    \
  }

UNARY (proxy_str, gcore_object_str)
UNARY (proxy_negative, gcore_number_negative)
UNARY (proxy_positive, gcore_number_positive)
UNARY (proxy_absolute, gcore_number_absolute)
UNARY (proxy_invert, gcore_number_invert)
UNARY (proxy_int, gcore_number_long)
UNARY (proxy_float, gcore_number_float)
UNARY (proxy_index, gcore_number_index)
UNARY (proxy_iter, gcore_object_get_iter)

BINARY (proxy_get_attr, gcore_object_get_attr)
BINARY (proxy_subscript, gcore_object_get_item)
BINARY (proxy_add, gcore_number_add)
BINARY (proxy_subtract, gcore_number_subtract)
BINARY (proxy_multiply, gcore_number_multiply)
BINARY (proxy_matrix_multiply, gcore_number_matrix_multiply)
BINARY (proxy_floor_divide, gcore_number_floor_divide)
BINARY (proxy_true_divide, gcore_number_true_divide)
BINARY (proxy_remainder, gcore_number_remainder)
BINARY (proxy_divmod, gcore_number_divmod)
BINARY (proxy_lshift, gcore_number_lshift)
BINARY (proxy_rshift, gcore_number_rshift)
BINARY (proxy_and, gcore_number_and)
BINARY (proxy_xor, gcore_number_xor)
BINARY (proxy_or, gcore_number_or)
BINARY (proxy_inplace_add, gcore_number_inplace_add)
BINARY (proxy_inplace_subtract, gcore_number_inplace_subtract)
BINARY (proxy_inplace_multiply, gcore_number_inplace_multiply)
BINARY (proxy_inplace_matrix_multiply, gcore_number_inplace_matrix_multiply)
BINARY (proxy_inplace_floor_divide, gcore_number_inplace_floor_divide)
BINARY (proxy_inplace_true_divide, gcore_number_inplace_true_divide)
BINARY (proxy_inplace_remainder, gcore_number_inplace_remainder)
BINARY (proxy_inplace_lshift, gcore_number_inplace_lshift)
BINARY (proxy_inplace_rshift, gcore_number_inplace_rshift)
BINARY (proxy_inplace_and, gcore_number_inplace_and)
BINARY (proxy_inplace_xor, gcore_number_inplace_xor)
BINARY (proxy_inplace_or, gcore_number_inplace_or)

TERNARY (proxy_power, gcore_number_power)
TERNARY (proxy_inplace_power, gcore_number_inplace_power)
TERNARY (proxy_call, gcore_object_call)

static int
proxy_truth (GcoreObject *self)
{
  GcoreObject *object = unwrap (self);
  if (object == NULL)
    return -1;
  int result = gcore_object_is_true (object);
  gcore_decref (object);
  return result;
}

static intptr_t
proxy_length (GcoreObject *self)
{
  GcoreObject *object = unwrap (self);
  if (object == NULL)
    return -1;
  intptr_t result = gcore_object_size (object);
  gcore_decref (object);
  return result;
}

static int
proxy_contains (GcoreObject *self, GcoreObject *value)
{
  GcoreObject *object = unwrap (self);
  if (object == NULL)
    return -1;
  int result = gcore_sequence_contains (object, value);
  gcore_decref (object);
  return result;
}

static int
proxy_assign_subscript (GcoreObject *self, GcoreObject *key, GcoreObject *value)
{
  GcoreObject *object = unwrap (self);
  if (object == NULL)
    return -1;
  int result = value != NULL ? gcore_object_set_item (object, key, value) : gcore_object_del_item (object, key);
  gcore_decref (object);
  return result;
}

static int
proxy_set_attr (GcoreObject *self, GcoreObject *name, GcoreObject *value)
{
  GcoreObject *object = unwrap (self);
  if (object == NULL)
    return -1;
  int result = gcore_object_set_attr (object, name, value);
  gcore_decref (object);
  return result;
}

static GcoreObject *
proxy_rich_compare (GcoreObject *left, GcoreObject *right, int op)
{
  GcoreObject *a = unwrap (left);
  if (a == NULL)
    return NULL;
  GcoreObject *b = unwrap (right);
  GcoreObject *result = b != NULL ? gcore_object_rich_compare (a, b, op) : NULL;
  gcore_decref (a);
  gcore_xdecref (b);
  return result;
}

static GcoreObject *
next_of_iterator (GcoreObject *object)
{
  if (gcore_iter_check (object))
    return gcore_iter_next (object);
  return gcore_err_format (GCORE_EXC (TypeError), "Weakref proxy referenced a non-iterator '%.200s' object",
                           GCORE_TYPE_OF (object)->name);
}
UNARY (proxy_iter_next, next_of_iterator)

static GcoreObject *
proxy_repr (GcoreObject *self)
{
  GcoreObject *referent = gcore_weakref_get_object (self);
  return gcore_str_from_format ("<weakproxy at %p to %s at %p>", self, GCORE_TYPE_OF (referent)->name, referent);
}

static GcoreObject *
bytes_of (GcoreObject *object)
{
  return gcore_object_call_method_no_args (object, GCORE_ID (__bytes__));
}
UNARY (proxy_bytes, bytes_of)

static GcoreObject *
reversed_of (GcoreObject *object)
{
  return gcore_object_call_method_no_args (object, GCORE_ID (__reversed__));
}
UNARY (proxy_reversed, reversed_of)

static int
proxy_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (GCORE_WEAKREF (self)->callback);
  return 0;
}

static int
proxy_clear (GcoreObject *self)
{
  gcore_weakref_clear (GCORE_WEAKREF (self));
  return 0;
}

static void
proxy_dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_weakref_clear (GCORE_WEAKREF (self));
  gcore_gc_del (self);
}

static const GcoreMethodDef proxy_methods[] = { { "__bytes__", GCORE_FUNC (proxy_bytes), GCORE_METH_NOARGS },
                                                { "__reversed__", GCORE_FUNC (proxy_reversed), GCORE_METH_NOARGS },
                                                { NULL } };

#define NUMBER_SLOTS                                                                                                   \
  {                                                                                                                    \
    .add = proxy_add, .subtract = proxy_subtract, .multiply = proxy_multiply, .remainder = proxy_remainder,            \
    .divmod = proxy_divmod, .power = proxy_power, .negative = proxy_negative, .positive = proxy_positive,              \
    .absolute = proxy_absolute, .truth = proxy_truth, .invert = proxy_invert, .lshift = proxy_lshift,                  \
    .rshift = proxy_rshift, .and_ = proxy_and, .xor_ = proxy_xor, .or_ = proxy_or, .int_ = proxy_int,                  \
    .float_ = proxy_float, .inplace_add = proxy_inplace_add, .inplace_subtract = proxy_inplace_subtract,               \
    .inplace_multiply = proxy_inplace_multiply, .inplace_remainder = proxy_inplace_remainder,                          \
    .inplace_power = proxy_inplace_power, .inplace_lshift = proxy_inplace_lshift,                                      \
    .inplace_rshift = proxy_inplace_rshift, .inplace_and = proxy_inplace_and, .inplace_xor = proxy_inplace_xor,        \
    .inplace_or = proxy_inplace_or, .floor_divide = proxy_floor_divide, .true_divide = proxy_true_divide,              \
    .inplace_floor_divide = proxy_inplace_floor_divide, .inplace_true_divide = proxy_inplace_true_divide,              \
    .index = proxy_index, .matrix_multiply = proxy_matrix_multiply,                                                    \
    .inplace_matrix_multiply = proxy_inplace_matrix_multiply                                                           \
  }

#define PROXY_SLOTS                                                                                                    \
  .basic_size = sizeof (GcoreWeakRef), .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_WEAKREF,                          \
  .dealloc = proxy_dealloc, .traverse = proxy_traverse, .clear = proxy_clear, .repr = proxy_repr, .str = proxy_str,    \
  .hash = gcore_object_hash_not_implemented, .get_attr = proxy_get_attr, .set_attr = proxy_set_attr,                   \
  .rich_compare = proxy_rich_compare, .iter = proxy_iter, .iter_next = proxy_iter_next, .number = NUMBER_SLOTS,        \
  .sequence = { .length = proxy_length, .contains = proxy_contains },                                                  \
  .mapping = { .length = proxy_length, .subscript = proxy_subscript, .assign_subscript = proxy_assign_subscript }

const GcoreType gcore_weak_proxy_template = { .name = "weakref.ProxyType", PROXY_SLOTS, .methods = proxy_methods };

const GcoreType gcore_weak_callable_proxy_template
  = { .name = "weakref.CallableProxyType", PROXY_SLOTS, .call = proxy_call };
