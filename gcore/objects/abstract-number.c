/* SPDX-License-Identifier: MIT */
#include "gcore/objects/abstract-number.h"

#include "gcore/objects/abstract.h"
#include "gcore/objects/builtin-function.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float.h"
#include "gcore/objects/int.h"
#include "gcore/objects/str.h"
#include "gcore/objects/type.h"

/* A slot of an operation, named by where it is in a type. */
#define SLOT(name) offsetof (GcoreType, number.name)
#define BINARY(type, slot) (*(GcoreBinaryFunc *) (void *) ((char *) (type) + (slot)))
#define TERNARY(type, slot) (*(GcoreTernaryFunc *) (void *) ((char *) (type) + (slot)))

bool
gcore_number_check (GcoreObject *object)
{
  GcoreNumberSlots *number = &GCORE_TYPE_OF (object)->number;
  return number->index != NULL || number->int_ != NULL || number->float_ != NULL || gcore_is_exact (object, COMPLEX);
}

bool
gcore_index_check (GcoreObject *object)
{
  return GCORE_TYPE_OF (object)->number.index != NULL;
}

/* --- dispatch ----------------------------------------------------------------------------------------------------- */

/* Asks both operands, the more derived right one first; NotImplemented if neither knows. */
static GcoreObject *
binary (GcoreObject *a, GcoreObject *b, size_t slot)
{
  GcoreType *type_a = GCORE_TYPE_OF (a), *type_b = GCORE_TYPE_OF (b);
  GcoreBinaryFunc left = BINARY (type_a, slot);
  GcoreBinaryFunc right = type_b != type_a ? BINARY (type_b, slot) : NULL;
  if (right == left)
    right = NULL;
  if (left != NULL)
    {
      if (right != NULL && gcore_type_is_subtype (type_b, type_a))
        {
          GcoreObject *result = right (a, b);
          if (result != GCORE_NOT_IMPLEMENTED)
            return result;
          gcore_decref (result);
          right = NULL;
        }
      GcoreObject *result = left (a, b);
      if (result != GCORE_NOT_IMPLEMENTED)
        return result;
      gcore_decref (result);
    }
  if (right != NULL)
    return right (a, b);
  GCORE_RETURN_NOT_IMPLEMENTED;
}

static GcoreObject *
binary_type_error (GcoreObject *a, GcoreObject *b, const char *name)
{
  return gcore_err_format (GCORE_EXC (TypeError), "unsupported operand type(s) for %.100s: '%.100s' and '%.100s'", name,
                           GCORE_TYPE_OF (a)->name, GCORE_TYPE_OF (b)->name);
}

static GcoreObject *
binary_or_error (GcoreObject *a, GcoreObject *b, size_t slot, const char *name)
{
  GcoreObject *result = binary (a, b, slot);
  if (GCORE_UNLIKELY (result == GCORE_NOT_IMPLEMENTED))
    {
      gcore_decref (result);
      return binary_type_error (a, b, name);
    }
  return result;
}

/* The in-place slot first, then the ordinary one. */
static GcoreObject *
inplace (GcoreObject *a, GcoreObject *b, size_t inplace_slot, size_t slot)
{
  GcoreBinaryFunc function = BINARY (GCORE_TYPE_OF (a), inplace_slot);
  if (function != NULL)
    {
      GcoreObject *result = function (a, b);
      if (result != GCORE_NOT_IMPLEMENTED)
        return result;
      gcore_decref (result);
    }
  return binary (a, b, slot);
}

static GcoreObject *
inplace_or_error (GcoreObject *a, GcoreObject *b, size_t inplace_slot, size_t slot, const char *name)
{
  GcoreObject *result = inplace (a, b, inplace_slot, slot);
  if (GCORE_UNLIKELY (result == GCORE_NOT_IMPLEMENTED))
    {
      gcore_decref (result);
      return binary_type_error (a, b, name);
    }
  return result;
}

/* --- operators ---------------------------------------------------------------------------------------------------- */

#define OPERATOR(function, slot, name)                                                                                 \
  GcoreObject *gcore_number_##function (GcoreObject *a, GcoreObject *b)                                                \
  {                                                                                                                    \
    return binary_or_error (a, b, SLOT (slot), name);                                                                  \
  }
#define INPLACE_OPERATOR(function, slot, name)                                                                         \
  GcoreObject *gcore_number_inplace_##function (GcoreObject *a, GcoreObject *b)                                        \
  {                                                                                                                    \
    return inplace_or_error (a, b, SLOT (inplace_##slot), SLOT (slot), name);                                          \
  }

/* clang-format off */
OPERATOR (subtract, subtract, "-")
OPERATOR (matrix_multiply, matrix_multiply, "@")
OPERATOR (floor_divide, floor_divide, "//")
OPERATOR (true_divide, true_divide, "/")
OPERATOR (remainder, remainder, "%")
OPERATOR (divmod, divmod, "divmod()")
OPERATOR (lshift, lshift, "<<")
OPERATOR (and, and_, "&")
OPERATOR (xor, xor_, "^")
OPERATOR (or, or_, "|")
INPLACE_OPERATOR (subtract, subtract, "-=")
INPLACE_OPERATOR (matrix_multiply, matrix_multiply, "@=")
INPLACE_OPERATOR (floor_divide, floor_divide, "//=")
INPLACE_OPERATOR (true_divide, true_divide, "/=")
INPLACE_OPERATOR (remainder, remainder, "%=")
INPLACE_OPERATOR (lshift, lshift, "<<=")
INPLACE_OPERATOR (rshift, rshift, ">>=")
/* clang-format on */

/* The slots and_, xor_ and or_ have no underscore when in place. */
#define INPLACE_BIT_OPERATOR(function, slot, name)                                                                     \
  GcoreObject *gcore_number_inplace_##function (GcoreObject *a, GcoreObject *b)                                        \
  {                                                                                                                    \
    return inplace_or_error (a, b, SLOT (inplace_##function), SLOT (slot), name);                                      \
  }
INPLACE_BIT_OPERATOR (and, and_, "&=")
INPLACE_BIT_OPERATOR (xor, xor_, "^=")
INPLACE_BIT_OPERATOR (or, or_, "|=")

GcoreObject *
gcore_number_rshift (GcoreObject *a, GcoreObject *b)
{
  GcoreObject *result = binary (a, b, SLOT (rshift));
  if (result != GCORE_NOT_IMPLEMENTED)
    return result;
  gcore_decref (result);
  if (gcore_is_builtin_function (a) && strcmp (((GcoreBuiltinFunction *) (void *) a)->method->name, "print") == 0)
    return gcore_err_format (GCORE_EXC (TypeError),
                             "unsupported operand type(s) for %.100s: '%.100s' and '%.100s'. "
                             "Did you mean \"print(<message>, file=<output_stream>)\"?",
                             ">>", GCORE_TYPE_OF (a)->name, GCORE_TYPE_OF (b)->name);
  return binary_type_error (a, b, ">>");
}

GcoreObject *
gcore_number_add (GcoreObject *a, GcoreObject *b)
{
  GcoreObject *result = binary (a, b, SLOT (add));
  if (result != GCORE_NOT_IMPLEMENTED)
    return result;
  gcore_decref (result);
  GcoreBinaryFunc concat = GCORE_TYPE_OF (a)->sequence.concat;
  return concat != NULL ? concat (a, b) : binary_type_error (a, b, "+");
}

GcoreObject *
gcore_number_inplace_add (GcoreObject *a, GcoreObject *b)
{
  GcoreObject *result = inplace (a, b, SLOT (inplace_add), SLOT (add));
  if (result != GCORE_NOT_IMPLEMENTED)
    return result;
  gcore_decref (result);
  GcoreSequenceSlots *sequence = &GCORE_TYPE_OF (a)->sequence;
  GcoreBinaryFunc concat = sequence->inplace_concat != NULL ? sequence->inplace_concat : sequence->concat;
  return concat != NULL ? concat (a, b) : binary_type_error (a, b, "+=");
}

/* SEQUENCE repeated COUNT times, an object. */
static GcoreObject *
repeat (GcoreIndexArgFunc function, GcoreObject *sequence, GcoreObject *count)
{
  if (!gcore_index_check (count))
    return gcore_err_format (GCORE_EXC (TypeError), "can't multiply sequence by non-int of type '%.200s'",
                             GCORE_TYPE_OF (count)->name);
  intptr_t n = gcore_number_as_ssize (count, GCORE_EXC (OverflowError));
  if (n == -1 && gcore_err_occurred () != NULL)
    return NULL;
  return function (sequence, n);
}

GcoreObject *
gcore_number_multiply (GcoreObject *a, GcoreObject *b)
{
  GcoreObject *result = binary (a, b, SLOT (multiply));
  if (result != GCORE_NOT_IMPLEMENTED)
    return result;
  gcore_decref (result);
  if (GCORE_TYPE_OF (a)->sequence.repeat != NULL)
    return repeat (GCORE_TYPE_OF (a)->sequence.repeat, a, b);
  if (GCORE_TYPE_OF (b)->sequence.repeat != NULL)
    return repeat (GCORE_TYPE_OF (b)->sequence.repeat, b, a);
  return binary_type_error (a, b, "*");
}

GcoreObject *
gcore_number_inplace_multiply (GcoreObject *a, GcoreObject *b)
{
  GcoreObject *result = inplace (a, b, SLOT (inplace_multiply), SLOT (multiply));
  if (result != GCORE_NOT_IMPLEMENTED)
    return result;
  gcore_decref (result);
  GcoreSequenceSlots *sequence = &GCORE_TYPE_OF (a)->sequence;
  if (sequence->inplace_repeat != NULL)
    return repeat (sequence->inplace_repeat, a, b);
  if (sequence->repeat != NULL)
    return repeat (sequence->repeat, a, b);
  if (GCORE_TYPE_OF (b)->sequence.repeat != NULL)
    return repeat (GCORE_TYPE_OF (b)->sequence.repeat, b, a);
  return binary_type_error (a, b, "*=");
}

/* Asks a function and drops a NotImplemented: returns true if *RESULT is the answer. */
static bool
ask_power (GcoreTernaryFunc function, GcoreObject *a, GcoreObject *b, GcoreObject *modulus, GcoreObject **result)
{
  *result = function (a, b, modulus);
  if (*result != GCORE_NOT_IMPLEMENTED)
    return true;
  gcore_decref (*result);
  return false;
}

static GcoreObject *
power (GcoreObject *a, GcoreObject *b, GcoreObject *modulus, const char *name)
{
  GcoreType *type_a = GCORE_TYPE_OF (a), *type_b = GCORE_TYPE_OF (b), *type_m = GCORE_TYPE_OF (modulus);
  GcoreTernaryFunc left = type_a->number.power;
  GcoreTernaryFunc right = type_b != type_a && type_b->number.power != left ? type_b->number.power : NULL;
  GcoreTernaryFunc third = type_m->number.power;
  GcoreObject *result;
  if (left != NULL && right != NULL && gcore_type_is_subtype (type_b, type_a))
    {
      if (ask_power (right, a, b, modulus, &result))
        return result;
      right = NULL;
    }
  if (left != NULL && ask_power (left, a, b, modulus, &result))
    return result;
  if (right != NULL && ask_power (right, a, b, modulus, &result))
    return result;
  if (third != NULL && third != left && third != type_b->number.power && ask_power (third, a, b, modulus, &result))
    return result;
  if (modulus == GCORE_NONE)
    return binary_type_error (a, b, name);
  return gcore_err_format (GCORE_EXC (TypeError),
                           "unsupported operand type(s) for %.100s: '%.100s', '%.100s', '%.100s'", name, type_a->name,
                           type_b->name, type_m->name);
}

GcoreObject *
gcore_number_power (GcoreObject *a, GcoreObject *b, GcoreObject *modulus)
{
  return power (a, b, modulus, "** or pow()");
}

GcoreObject *
gcore_number_inplace_power (GcoreObject *a, GcoreObject *b, GcoreObject *modulus)
{
  GcoreTernaryFunc function = GCORE_TYPE_OF (a)->number.inplace_power;
  GcoreObject *result;
  if (function != NULL && ask_power (function, a, b, modulus, &result))
    return result;
  return power (a, b, modulus, "**=");
}

/* --- unary operators ---------------------------------------------------------------------------------------------- */

static GcoreObject *
unary (GcoreObject *object, GcoreUnaryFunc function, const char *name)
{
  if (function != NULL)
    return function (object);
  return gcore_err_format (GCORE_EXC (TypeError), "bad operand type for %s: '%.200s'", name,
                           GCORE_TYPE_OF (object)->name);
}

GcoreObject *
gcore_number_negative (GcoreObject *object)
{
  return unary (object, GCORE_TYPE_OF (object)->number.negative, "unary -");
}

GcoreObject *
gcore_number_positive (GcoreObject *object)
{
  return unary (object, GCORE_TYPE_OF (object)->number.positive, "unary +");
}

GcoreObject *
gcore_number_invert (GcoreObject *object)
{
  return unary (object, GCORE_TYPE_OF (object)->number.invert, "unary ~");
}

GcoreObject *
gcore_number_absolute (GcoreObject *object)
{
  return unary (object, GCORE_TYPE_OF (object)->number.absolute, "abs()");
}

/* --- conversions -------------------------------------------------------------------------------------------------- */

GcoreObject *
gcore_number_index (GcoreObject *object)
{
  if (gcore_is_int (object))
    return gcore_int_exact (object);
  if (!gcore_index_check (object))
    return gcore_err_format (GCORE_EXC (TypeError), "'%.200s' object cannot be interpreted as an integer",
                             GCORE_TYPE_OF (object)->name);
  GcoreObject *result = GCORE_TYPE_OF (object)->number.index (object);
  if (result == NULL || gcore_is_int_exact (result))
    return result;
  if (!gcore_is_int (result))
    {
      gcore_err_format (GCORE_EXC (TypeError), "__index__ returned non-int (type %.200s)", GCORE_TYPE_OF (result)->name);
      gcore_decref (result);
      return NULL;
    }
  if (gcore_err_warn_format (GCORE_EXC (DeprecationWarning), 1,
                             "__index__ returned non-int (type %.200s).  The ability to return an instance of a strict "
                             "subclass of int is deprecated, and may not be supported in a future version of Python.",
                             GCORE_TYPE_OF (result)->name)
      != 0)
    {
      gcore_decref (result);
      return NULL;
    }
  return result;
}

intptr_t
gcore_number_as_ssize (GcoreObject *object, GcoreObject *exception)
{
  GcoreObject *index = gcore_number_index (object);
  if (index == NULL)
    return -1;
  intptr_t result = gcore_int_as_ssize (index);
  if (result == -1 && gcore_err_occurred () != NULL && gcore_err_exception_matches (GCORE_EXC (OverflowError)))
    {
      gcore_err_clear ();
      if (exception == NULL)
        result = gcore_int_sign (index) < 0 ? INTPTR_MIN : INTPTR_MAX;
      else
        gcore_err_format (exception, "cannot fit '%.200s' into an index-sized integer", GCORE_TYPE_OF (object)->name);
    }
  gcore_decref (index);
  return result;
}

GcoreObject *
gcore_number_long (GcoreObject *object)
{
  return gcore_int_from_number (object);
}

GcoreObject *
gcore_number_float (GcoreObject *object)
{
  if (gcore_is_float_exact (object))
    return gcore_newref (object);
  if (GCORE_TYPE_OF (object)->number.float_ == NULL && !gcore_index_check (object) && !gcore_is_float (object))
    return gcore_float_from_string (object);
  double value = gcore_float_as_double (object);
  if (value == -1.0 && gcore_err_occurred () != NULL)
    return NULL;
  return gcore_float_from_double (value);
}

GcoreObject *
gcore_number_to_base (GcoreObject *object, int base)
{
  GcoreObject *index = gcore_number_index (object);
  if (index == NULL)
    return NULL;
  GcoreObject *text = gcore_int_format (index, base);
  gcore_decref (index);
  return text;
}
