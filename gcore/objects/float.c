/* SPDX-License-Identifier: MIT */
/* float: the objects, arithmetic, comparison; the type. */
#include "gcore/objects/float.h"

#include <math.h>

#include "gcore/memory/memory.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/complex.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float-private.h"
#include "gcore/objects/hash.h"
#include "gcore/objects/int.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"

/* --- objects ------------------------------------------------------------------------------------------------------ */

bool
gcore_is_float (GcoreObject *object)
{
  return gcore_is_float_exact (object) || gcore_type_is_subtype (GCORE_TYPE_OF (object), GCORE_TYPE (FLOAT));
}

GcoreObject *
gcore_float_allocate (double value)
{
  GcoreObject *object = gcore_mem_alloc (sizeof (GcoreFloat));
  if (object == NULL)
    return gcore_err_no_memory ();
  object->refcount = 1;
  object->type = GCORE_TYPE (FLOAT);
  GCORE_FLOAT_VALUE (object) = value;
  return object;
}

static void
float_dealloc (GcoreObject *self)
{
  if (!gcore_is_float_exact (self))
    GCORE_TYPE_OF (self)->free_ (self);
  else if (GCORE_OBJECTS->floats.count >= GCORE_FLOAT_FREELIST_MAX)
    gcore_mem_free (self);
  else
    {
      self->type = (GcoreType *) GCORE_OBJECTS->floats.first;
      GCORE_OBJECTS->floats.first = self;
      GCORE_OBJECTS->floats.count++;
    }
}

void
gcore_float_clear_freelist (void)
{
  GcoreObject *next;
  for (GcoreObject *object = GCORE_OBJECTS->floats.first; object != NULL; object = next)
    {
      next = (GcoreObject *) object->type;
      gcore_mem_free (object);
    }
  GCORE_OBJECTS->floats.first = NULL;
  GCORE_OBJECTS->floats.count = 0;
}

/* The result of __float__, checked. */
static double
call_float_slot (GcoreObject *object)
{
  GcoreObject *result = GCORE_TYPE_OF (object)->number.float_ (object);
  if (result == NULL)
    return -1.0;
  const char *of = GCORE_TYPE_OF (object)->name, *got = GCORE_TYPE_OF (result)->name;
  bool fine = gcore_is_float_exact (result);
  if (!gcore_is_float (result))
    gcore_err_format (GCORE_EXC (TypeError), "%.50s.__float__ returned non-float (type %.50s)", of, got);
  else if (!fine)
    fine = gcore_err_warn_format (GCORE_EXC (DeprecationWarning), 1,
                                  "%.50s.__float__ returned non-float (type %.50s).  The ability to return an instance "
                                  "of a strict subclass of float is deprecated, and may be removed in a future version "
                                  "of Python.",
                                  of, got)
           == 0;
  double value = fine ? GCORE_FLOAT_VALUE (result) : -1.0;
  gcore_decref (result);
  return value;
}

double
gcore_float_as_double (GcoreObject *object)
{
  if (gcore_is_float (object))
    return GCORE_FLOAT_VALUE (object);
  const GcoreNumberSlots *slots = &GCORE_TYPE_OF (object)->number;
  if (slots->float_ != NULL)
    return call_float_slot (object);
  if (slots->index != NULL)
    {
      GcoreObject *index = gcore_number_index (object);
      double value = index == NULL ? -1.0 : gcore_int_as_double (index);
      gcore_xdecref (index);
      return value;
    }
  gcore_err_format (GCORE_EXC (TypeError), "must be real number, not %.50s", GCORE_TYPE_OF (object)->name);
  return -1.0;
}

/* --- arithmetic --------------------------------------------------------------------------------------------------- */

/* An operand as a double: 1; 0: not a number of ours (NotImplemented); −1: OverflowError. */
static int
operand (GcoreObject *object, double *value)
{
  if (gcore_is_float (object))
    *value = GCORE_FLOAT_VALUE (object);
  else if (gcore_is_int (object))
    {
      *value = gcore_int_as_double (object);
      if (*value == -1.0 && gcore_err_occurred () != NULL)
        return -1;
    }
  else
    return 0;
  return 1;
}

static int
operands (GcoreObject *a, GcoreObject *b, double *x, double *y)
{
  int status = operand (a, x);
  return status == 1 ? operand (b, y) : status;
}

static GcoreObject *
not_operands (int status)
{
  return status < 0 ? NULL : gcore_newref (GCORE_NOT_IMPLEMENTED);
}

#define BINARY_SLOT(name, result)                                                                                      \
  static GcoreObject *float_##name (GcoreObject *a, GcoreObject *b)                                                    \
  {                                                                                                                    \
    double x, y;                                                                                                       \
    int status = operands (a, b, &x, &y);                                                                              \
    return status == 1 ? result : not_operands (status);                                                               \
  }

static GcoreObject *
divided_by_zero (const char *message)
{
  return gcore_err_format (GCORE_EXC (ZeroDivisionError), "%s", message);
}

static GcoreObject *
quotient (double x, double y)
{
  return y == 0.0 ? divided_by_zero ("float division by zero") : gcore_float_from_double (x / y);
}

void
gcore_float_divmod (double x, double y, double *quotient_, double *rest)
{
  double mod = fmod (x, y), div = (x - mod) / y;
  if (mod == 0.0)
    mod = copysign (0.0, y);
  else if ((y < 0) != (mod < 0))
    {
      mod += y;
      div -= 1.0;
    }
  double whole = copysign (0.0, x / y);
  if (div != 0.0)
    {
      whole = floor (div);
      if (div - whole > 0.5)
        whole += 1.0;
    }
  *quotient_ = whole;
  *rest = mod;
}

static GcoreObject *
floor_quotient (double x, double y)
{
  double whole, rest;
  if (y == 0.0)
    return divided_by_zero ("float floor division by zero");
  gcore_float_divmod (x, y, &whole, &rest);
  return gcore_float_from_double (whole);
}

static GcoreObject *
rest_of_division (double x, double y)
{
  double whole, rest;
  if (y == 0.0)
    return divided_by_zero ("float modulo");
  gcore_float_divmod (x, y, &whole, &rest);
  return gcore_float_from_double (rest);
}

static GcoreObject *
quotient_and_rest (double x, double y)
{
  double whole, rest;
  if (y == 0.0)
    return divided_by_zero ("float divmod()");
  gcore_float_divmod (x, y, &whole, &rest);
  GcoreObject *parts[2] = { gcore_float_from_double (whole), gcore_float_from_double (rest) };
  if (parts[0] != NULL && parts[1] != NULL)
    return gcore_tuple_from_array_steal (parts, 2);
  gcore_xdecref (parts[0]);
  gcore_xdecref (parts[1]);
  return NULL;
}

BINARY_SLOT (add, gcore_float_from_double (x + y))
BINARY_SLOT (subtract, gcore_float_from_double (x - y))
BINARY_SLOT (multiply, gcore_float_from_double (x * y))
BINARY_SLOT (true_divide, quotient (x, y))
BINARY_SLOT (floor_divide, floor_quotient (x, y))
BINARY_SLOT (remainder, rest_of_division (x, y))
BINARY_SLOT (divmod, quotient_and_rest (x, y))

static bool
is_odd_integer (double value)
{
  return fmod (fabs (value), 2.0) == 1.0;
}

/* x ** y where one is not finite, or x is 0 and y positive. */
static double
special_power (double x, double y)
{
  if (isnan (x))
    return x;
  if (isnan (y))
    return x == 1.0 ? 1.0 : y;
  if (isinf (y))
    {
      x = fabs (x);
      return x == 1.0 ? 1.0 : (y > 0) == (x > 1.0) ? INFINITY : 0.0;
    }
  bool odd = is_odd_integer (y);
  if (isinf (x))
    return y > 0 ? (odd ? x : fabs (x)) : (odd ? copysign (0.0, x) : 0.0);
  return odd ? x : 0.0;
}

static GcoreObject *
negative_base_power (double x, double y)
{
  GcoreObject *base = gcore_complex_from_doubles (x, 0), *exponent = gcore_complex_from_doubles (y, 0);
  GcoreObject *result = NULL;
  if (base != NULL && exponent != NULL)
    result = gcore_number_power (base, exponent, GCORE_NONE);
  gcore_xdecref (base);
  gcore_xdecref (exponent);
  return result;
}

static GcoreObject *
out_of_range (void)
{
  GcoreObject *parts[2] = { gcore_int_from_long (34), gcore_str_from_string ("Numerical result out of range") };
  GcoreObject *args = parts[1] == NULL ? NULL : gcore_tuple_from_array_steal (parts, 2);
  if (args != NULL)
    gcore_err_set_object (GCORE_EXC (OverflowError), args);
  gcore_xdecref (args);
  return NULL;
}

GcoreObject *
gcore_float_power (double x, double y)
{
  if (y == 0)
    return gcore_float_from_double (1.0);
  if (x == 0 && y < 0 && isfinite (y))
    return divided_by_zero ("0.0 cannot be raised to a negative power");
  if (!isfinite (x) || !isfinite (y) || x == 0)
    return gcore_float_from_double (special_power (x, y));
  bool negate = false;
  if (x < 0)
    {
      if (y != floor (y))
        return negative_base_power (x, y);
      x = -x;
      negate = is_odd_integer (y);
    }
  double result = x == 1.0 ? 1.0 : pow (x, y);
  if (isinf (result))
    return out_of_range ();
  return gcore_float_from_double (negate ? -result : result);
}

static GcoreObject *
float_power (GcoreObject *a, GcoreObject *b, GcoreObject *modulus)
{
  double x, y;
  if (modulus != GCORE_NONE && modulus != NULL)
    return gcore_err_format (GCORE_EXC (TypeError),
                             "pow() 3rd argument not allowed unless all arguments are integers");
  int status = operands (a, b, &x, &y);
  return status == 1 ? gcore_float_power (x, y) : not_operands (status);
}

static GcoreObject *
float_negative (GcoreObject *self)
{
  return gcore_float_from_double (-GCORE_FLOAT_VALUE (self));
}

static GcoreObject *
float_exact (GcoreObject *self)
{
  return gcore_is_float_exact (self) ? gcore_newref (self) : gcore_float_from_double (GCORE_FLOAT_VALUE (self));
}

static GcoreObject *
float_absolute (GcoreObject *self)
{
  return gcore_float_from_double (fabs (GCORE_FLOAT_VALUE (self)));
}

static int
float_truth (GcoreObject *self)
{
  return GCORE_FLOAT_VALUE (self) != 0.0;
}

static GcoreObject *
float_int (GcoreObject *self)
{
  return gcore_int_from_double (GCORE_FLOAT_VALUE (self));
}

/* --- comparison --------------------------------------------------------------------------------------------------- */

static bool
compare_doubles (double x, double y, int op)
{
  switch (op)
    {
    case GCORE_LT:
      return x < y;
    case GCORE_LE:
      return x <= y;
    case GCORE_EQ:
      return x == y;
    case GCORE_NE:
      return x != y;
    case GCORE_GT:
      return x > y;
    default:
      return x >= y;
    }
}

/* Compares a finite double with an int of any size exactly: −1, 0, 1 in *ORDER. */
static int
order_with_int (double x, GcoreObject *number, int *order)
{
  double whole = trunc (x);
  GcoreObject *truncated = gcore_int_from_double (whole);
  if (truncated == NULL)
    return -1;
  *order = gcore_int_compare (truncated, number);
  if (*order == 0)
    *order = (x > whole) - (x < whole);
  gcore_decref (truncated);
  return 0;
}

static GcoreObject *
float_rich_compare (GcoreObject *a, GcoreObject *b, int op)
{
  double x = GCORE_FLOAT_VALUE (a);
  if (gcore_is_float (b))
    return gcore_bool_from_long (compare_doubles (x, GCORE_FLOAT_VALUE (b), op));
  if (!gcore_is_int (b))
    return gcore_newref (GCORE_NOT_IMPLEMENTED);
  if (gcore_int_num_bits (b) <= 53)
    return gcore_bool_from_long (compare_doubles (x, (double) gcore_int_compact_value (b), op));
  if (!isfinite (x))
    return gcore_bool_from_long (compare_doubles (x, 0.0, op));
  int order;
  if (order_with_int (x, b, &order) < 0)
    return NULL;
  return gcore_bool_from_long (compare_doubles (order, 0, op));
}

intptr_t
gcore_float_hash (GcoreObject *object)
{
  return gcore_hash_double (object, GCORE_FLOAT_VALUE (object));
}

/* --- the type ----------------------------------------------------------------------------------------------------- */

GcoreObject *
gcore_float_type_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *source = NULL;
  if ((type == GCORE_TYPE (FLOAT) && !gcore_arg_no_keywords ("float", kwargs))
      || !gcore_arg_unpack_tuple (args, "float", 0, 1, &source))
    return NULL;
  GcoreObject *number = source == NULL ? gcore_float_from_double (0.0) : gcore_number_float (source);
  if (number == NULL || type == GCORE_TYPE (FLOAT))
    return number;
  GcoreObject *instance = type->alloc (type, 0);
  if (instance != NULL)
    GCORE_FLOAT_VALUE (instance) = GCORE_FLOAT_VALUE (number);
  gcore_decref (number);
  return instance;
}

static GcoreObject *
float_vectorcall (GcoreObject *type, GcoreObject *const *args, size_t n_args, GcoreObject *keyword_names)
{
  intptr_t n = GCORE_VECTORCALL_N_ARGS (n_args);
  if (!gcore_arg_no_keyword_names ("float", keyword_names) || !gcore_arg_check_positional ("float", n, 0, 1))
    return NULL;
  return n == 0 ? gcore_float_from_double (0.0) : gcore_number_float (args[0]);
}

/* CLOSURE NULL: the number itself; else 0.0. */
static GcoreObject *
get_part (GcoreObject *self, void *closure)
{
  return closure == NULL ? float_exact (self) : gcore_float_from_double (0.0);
}

static const char imaginary;

static const GcoreGetSetDef getset[] = {
  { "real", get_part, NULL, "the real part of a complex number", NULL },
  { "imag", get_part, NULL, "the imaginary part of a complex number", (void *) (uintptr_t) &imaginary },
  { NULL },
};

const GcoreType gcore_float_template = {
  .name = "float",
  .basic_size = sizeof (GcoreFloat),
  .flags = GCORE_TYPE_FLAG_BASE | GCORE_TYPE_FLAG_MATCH_SELF,
  .dealloc = float_dealloc,
  .get_attr = gcore_object_generic_get_attr,
  .repr = gcore_float_repr,
  .hash = gcore_float_hash,
  .vectorcall = float_vectorcall,
  .rich_compare = float_rich_compare,
  .number = {
    .add = float_add,
    .subtract = float_subtract,
    .multiply = float_multiply,
    .remainder = float_remainder,
    .divmod = float_divmod,
    .power = float_power,
    .negative = float_negative,
    .positive = float_exact,
    .absolute = float_absolute,
    .truth = float_truth,
    .int_ = float_int,
    .float_ = float_exact,
    .floor_divide = float_floor_divide,
    .true_divide = float_true_divide,
  },
  .methods = gcore_float_methods,
  .getset = getset,
  .doc = "float(x=0) -> floating point number\n\nThe double nearest to a number or to what a text says.",
  .new_ = gcore_float_type_new,
};
