/* SPDX-License-Identifier: MIT */
/* complex: arithmetic, text, the type. */
#include "gcore/objects/complex.h"

#include <math.h>

#include "gcore/memory/memory.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float.h"
#include "gcore/objects/hash.h"
#include "gcore/objects/int.h"
#include "gcore/objects/str-private.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"

bool
gcore_is_complex (GcoreObject *object)
{
  return gcore_is_exact (object, COMPLEX) || gcore_type_is_subtype (GCORE_TYPE_OF (object), GCORE_TYPE (COMPLEX));
}

static GcoreObject *
from_value (GcoreComplexValue value)
{
  return gcore_complex_from_doubles (value.real, value.imag);
}

GcoreObject *
gcore_complex_from_doubles (double real, double imag)
{
  GcoreObject *object = gcore_object_new (GCORE_TYPE (COMPLEX));
  if (object != NULL)
    GCORE_COMPLEX (object)->value = (GcoreComplexValue) { real, imag };
  return object;
}

/* OBJECT.__complex__ (): 1 and the result in *VALUE, 0 if there is none, −1 on failure. */
static int
call_complex_method (GcoreObject *object, GcoreComplexValue *value)
{
  GcoreObject *method = gcore_object_lookup_special (object, GCORE_ID (__complex__));
  if (method == NULL)
    return gcore_err_occurred () != NULL ? -1 : 0;
  GcoreObject *result = gcore_object_call_no_args (method);
  gcore_decref (method);
  if (result == NULL)
    return -1;
  int status = 1;
  if (gcore_is_complex (result))
    *value = GCORE_COMPLEX (result)->value;
  else
    {
      gcore_err_format (GCORE_EXC (TypeError), "__complex__ returned non-complex (type %.200s)",
                        GCORE_TYPE_OF (result)->name);
      status = -1;
    }
  gcore_decref (result);
  return status;
}

GcoreComplexValue
gcore_complex_as_complex (GcoreObject *object)
{
  GcoreComplexValue value = { -1.0, 0.0 };
  if (gcore_is_complex (object))
    return GCORE_COMPLEX (object)->value;
  if (call_complex_method (object, &value) == 0)
    value.real = gcore_float_as_double (object);
  return value;
}

/* --- arithmetic --------------------------------------------------------------------------------------------------- */

static GcoreComplexValue
multiply (GcoreComplexValue a, GcoreComplexValue b)
{
  return (GcoreComplexValue) { a.real * b.real - a.imag * b.imag, a.real * b.imag + a.imag * b.real };
}

/* Scaled by the larger part of the divisor, so that nothing overflows on the way. B must not be 0. */
static GcoreComplexValue
divide (GcoreComplexValue a, GcoreComplexValue b)
{
  double real = fabs (b.real), imag = fabs (b.imag);
  if (real >= imag)
    {
      double ratio = b.imag / b.real, denominator = b.real + b.imag * ratio;
      return (GcoreComplexValue) { (a.real + a.imag * ratio) / denominator, (a.imag - a.real * ratio) / denominator };
    }
  if (imag >= real)
    {
      double ratio = b.real / b.imag, denominator = b.real * ratio + b.imag;
      return (GcoreComplexValue) { (a.real * ratio + a.imag) / denominator, (a.imag * ratio - a.real) / denominator };
    }
  return (GcoreComplexValue) { NAN, NAN };
}

/* By squaring, for small whole exponents. */
static GcoreComplexValue
whole_power (GcoreComplexValue base, long exponent)
{
  GcoreComplexValue result = { 1, 0 };
  for (unsigned long n = (unsigned long) (exponent < 0 ? -exponent : exponent); n > 0; n >>= 1)
    {
      if (n & 1)
        result = multiply (result, base);
      base = multiply (base, base);
    }
  return exponent < 0 ? divide ((GcoreComplexValue) { 1, 0 }, result) : result;
}

static GcoreComplexValue
general_power (GcoreComplexValue a, GcoreComplexValue b)
{
  double size = hypot (a.real, a.imag), length = pow (size, b.real), angle = atan2 (a.imag, a.real);
  double phase = angle * b.real;
  if (b.imag != 0)
    {
      length /= exp (angle * b.imag);
      phase += b.imag * log (size);
    }
  return (GcoreComplexValue) { length * cos (phase), length * sin (phase) };
}

/* Makes complex values of both operands: 1; 0: NotImplemented; −1: failure. */
static int
operands (GcoreObject *a, GcoreObject *b, GcoreComplexValue *x, GcoreComplexValue *y)
{
  GcoreObject *objects[2] = { a, b };
  GcoreComplexValue *values[2] = { x, y };
  for (int i = 0; i < 2; i++)
    if (gcore_is_complex (objects[i]))
      *values[i] = GCORE_COMPLEX (objects[i])->value;
    else if (gcore_is_float (objects[i]))
      *values[i] = (GcoreComplexValue) { GCORE_FLOAT_VALUE (objects[i]), 0 };
    else if (gcore_is_int (objects[i]))
      {
        *values[i] = (GcoreComplexValue) { gcore_int_as_double (objects[i]), 0 };
        if (values[i]->real == -1.0 && gcore_err_occurred () != NULL)
          return -1;
      }
    else
      return 0;
  return 1;
}

static GcoreObject *
not_operands (int status)
{
  return status < 0 ? NULL : gcore_newref (GCORE_NOT_IMPLEMENTED);
}

#define BINARY_SLOT(name, result)                                                                                      \
  static GcoreObject *complex_##name (GcoreObject *a, GcoreObject *b)                                                  \
  {                                                                                                                    \
    GcoreComplexValue x, y;                                                                                            \
    int status = operands (a, b, &x, &y);                                                                              \
    return status == 1 ? result : not_operands (status);                                                               \
  }

static GcoreObject *
quotient (GcoreComplexValue x, GcoreComplexValue y)
{
  if (y.real == 0 && y.imag == 0)
    return gcore_err_format (GCORE_EXC (ZeroDivisionError), "complex division by zero");
  return from_value (divide (x, y));
}

BINARY_SLOT (add, gcore_complex_from_doubles (x.real + y.real, x.imag + y.imag))
BINARY_SLOT (subtract, gcore_complex_from_doubles (x.real - y.real, x.imag - y.imag))
BINARY_SLOT (multiply, from_value (multiply (x, y)))
BINARY_SLOT (true_divide, quotient (x, y))

static GcoreObject *
complex_power (GcoreObject *a, GcoreObject *b, GcoreObject *modulus)
{
  GcoreComplexValue x, y, result;
  int status = operands (a, b, &x, &y);
  if (status != 1)
    return not_operands (status);
  if (modulus != NULL && modulus != GCORE_NONE)
    return gcore_err_format (GCORE_EXC (ValueError), "complex modulo");
  if (y.real == 0 && y.imag == 0)
    return gcore_complex_from_doubles (1, 0);
  if (x.real == 0 && x.imag == 0)
    {
      if (y.imag != 0 || y.real < 0)
        return gcore_err_format (GCORE_EXC (ZeroDivisionError), "0.0 to a negative or complex power");
      return gcore_complex_from_doubles (0, 0);
    }
  if (y.imag == 0 && y.real == floor (y.real) && fabs (y.real) <= 100)
    result = whole_power (x, (long) y.real);
  else
    result = general_power (x, y);
  if (isfinite (x.real) && isfinite (x.imag) && isfinite (y.real) && isfinite (y.imag)
      && (isinf (result.real) || isinf (result.imag)))
    return gcore_err_format (GCORE_EXC (OverflowError), "complex exponentiation");
  return from_value (result);
}

static GcoreObject *
complex_negative (GcoreObject *self)
{
  return gcore_complex_from_doubles (-GCORE_COMPLEX (self)->value.real, -GCORE_COMPLEX (self)->value.imag);
}

static GcoreObject *
complex_positive (GcoreObject *self)
{
  return gcore_is_exact (self, COMPLEX) ? gcore_newref (self) : from_value (GCORE_COMPLEX (self)->value);
}

static GcoreObject *
complex_absolute (GcoreObject *self)
{
  GcoreComplexValue value = GCORE_COMPLEX (self)->value;
  double size = hypot (value.real, value.imag);
  if (isinf (size) && isfinite (value.real) && isfinite (value.imag))
    return gcore_err_format (GCORE_EXC (OverflowError), "absolute value too large");
  return gcore_float_from_double (size);
}

static int
complex_truth (GcoreObject *self)
{
  return GCORE_COMPLEX (self)->value.real != 0 || GCORE_COMPLEX (self)->value.imag != 0;
}

/* --- comparison and hash ------------------------------------------------------------------------------------------ */

static GcoreObject *
complex_rich_compare (GcoreObject *a, GcoreObject *b, int op)
{
  GcoreComplexValue x = GCORE_COMPLEX (a)->value;
  bool equal;
  if (op != GCORE_EQ && op != GCORE_NE)
    return gcore_newref (GCORE_NOT_IMPLEMENTED);
  if (gcore_is_int (b))
    {
      /* Exactly, also for ints that are no doubles. */
      equal = false;
      if (x.imag == 0)
        {
          GcoreObject *real = gcore_float_from_double (x.real);
          GcoreObject *result = real == NULL ? NULL : gcore_object_rich_compare (real, b, op);
          gcore_xdecref (real);
          return result;
        }
    }
  else if (gcore_is_float (b))
    equal = x.real == GCORE_FLOAT_VALUE (b) && x.imag == 0;
  else if (gcore_is_complex (b))
    equal = x.real == GCORE_COMPLEX (b)->value.real && x.imag == GCORE_COMPLEX (b)->value.imag;
  else
    return gcore_newref (GCORE_NOT_IMPLEMENTED);
  return gcore_bool_from_long (equal == (op == GCORE_EQ));
}

static intptr_t
complex_hash (GcoreObject *self)
{
  uint64_t real = (uint64_t) gcore_hash_double (self, GCORE_COMPLEX (self)->value.real);
  uint64_t imag = (uint64_t) gcore_hash_double (self, GCORE_COMPLEX (self)->value.imag);
  intptr_t hash = (intptr_t) (real + GCORE_HASH_IMAGINARY * imag);
  return hash == -1 ? -2 : hash;
}

/* --- text --------------------------------------------------------------------------------------------------------- */

static GcoreObject *
complex_repr (GcoreObject *self)
{
  GcoreComplexValue value = GCORE_COMPLEX (self)->value;
  bool only_imaginary = value.real == 0 && !signbit (value.real);
  char *real = gcore_double_to_string (value.real, 'r', 0, 0, NULL);
  char *imag = gcore_double_to_string (value.imag, 'r', 0, only_imaginary ? 0 : GCORE_DOUBLE_SIGN, NULL);
  GcoreObject *str = NULL;
  if (real != NULL && imag != NULL)
    str = only_imaginary ? gcore_str_from_format ("%sj", imag) : gcore_str_from_format ("(%s%sj)", real, imag);
  gcore_mem_free (real);
  gcore_mem_free (imag);
  return str;
}

static const char *
skip_blanks (const char *text)
{
  while (*text == ' ' || (*text >= '\t' && *text <= '\r'))
    text++;
  return text;
}

/* Parses "a", "bj", "a+bj" without white space or parentheses; the end, NULL if it is none. */
static const char *
parse_parts (const char *text, GcoreComplexValue *value)
{
  const char *end;
  *value = (GcoreComplexValue) { 0, 0 };
  double first = gcore_double_parse (text, &end);
  bool has_first = end != text;
  if (has_first && *end != '+' && *end != '-' && (*end | 0x20) != 'j')
    {
      value->real = first;
      return end;
    }
  if (has_first && (*end | 0x20) == 'j')
    {
      value->imag = first;
      return end + 1;
    }
  if (has_first)
    {
      value->real = first;
      text = end;
    }
  value->imag = gcore_double_parse (text, &end);
  if (end == text)
    {
      /* A sign alone, or nothing, before the j counts as 1. */
      value->imag = *text == '-' ? -1.0 : 1.0;
      if (*text == '+' || *text == '-')
        end++;
    }
  return (*end | 0x20) == 'j' ? end + 1 : NULL;
}

static GcoreObject *
from_text (GcoreObject *str, GcoreComplexValue *value)
{
  char *text = gcore_str_to_ascii_number (str);
  if (text == NULL)
    return NULL;
  /* Underscores between digits may be left out. */
  char *to = text;
  bool fine = strlen (text) == (size_t) GCORE_STR_LENGTH (str);
  for (const char *at = text; *at != '\0'; at++)
    if (*at != '_')
      *to++ = *at;
    else if (at == text || at[-1] < '0' || at[-1] > '9' || at[1] < '0' || at[1] > '9')
      fine = false;
  *to = '\0';
  const char *at = skip_blanks (text);
  bool parentheses = *at == '(';
  if (parentheses)
    at = skip_blanks (at + 1);
  at = parse_parts (at, value);
  if (at != NULL)
    at = skip_blanks (at);
  if (at != NULL && parentheses)
    at = *at == ')' ? skip_blanks (at + 1) : NULL;
  fine = fine && at != NULL && *at == '\0';
  gcore_mem_free (text);
  return fine ? GCORE_NONE : gcore_err_format (GCORE_EXC (ValueError), "complex() arg is a malformed string");
}

/* --- the type ----------------------------------------------------------------------------------------------------- */

static GcoreObject *
new_of_type (GcoreType *type, GcoreComplexValue value)
{
  GcoreObject *object = type->alloc (type, 0);
  if (object != NULL)
    GCORE_COMPLEX (object)->value = value;
  return object;
}

/* An argument as a complex value; WHICH is "first" or "second". −1 with an exception set. */
static int
read_part (GcoreObject *object, const char *message, GcoreComplexValue *value)
{
  const GcoreNumberSlots *slots = &GCORE_TYPE_OF (object)->number;
  if (gcore_is_complex (object))
    *value = GCORE_COMPLEX (object)->value;
  else if (slots->float_ != NULL || slots->index != NULL)
    {
      *value = (GcoreComplexValue) { gcore_float_as_double (object), 0 };
      return value->real == -1.0 && gcore_err_occurred () != NULL ? -1 : 0;
    }
  else
    {
      gcore_err_format (GCORE_EXC (TypeError), message, GCORE_TYPE_OF (object)->name);
      return -1;
    }
  return 0;
}

static GcoreObject *
complex_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "real", "imag", NULL };
  GcoreObject *real = NULL, *imag = NULL;
  GcoreComplexValue first = { 0, 0 }, second = { 0, 0 };
  if (!gcore_arg_parse_tuple_and_keywords (args, kwargs, "|OO:complex", keywords, &real, &imag))
    return NULL;
  if (real != NULL && imag == NULL && gcore_is_exact (real, COMPLEX) && type == GCORE_TYPE (COMPLEX))
    return gcore_newref (real);
  if (real != NULL && gcore_is_str (real))
    {
      if (imag != NULL)
        return gcore_err_format (GCORE_EXC (TypeError), "complex() can't take second arg if first is a string");
      return from_text (real, &first) == NULL ? NULL : new_of_type (type, first);
    }
  if (imag != NULL && gcore_is_str (imag))
    return gcore_err_format (GCORE_EXC (TypeError), "complex() second arg can't be a string");
  if (real != NULL && !gcore_is_exact (real, COMPLEX))
    {
      int found = call_complex_method (real, &first);
      if (found < 0
          || (found == 0
              && read_part (real, "complex() first argument must be a string or a number, not '%.200s'", &first) < 0))
        return NULL;
    }
  else if (real != NULL)
    first = GCORE_COMPLEX (real)->value;
  if (imag != NULL && read_part (imag, "complex() second argument must be a number, not '%.200s'", &second) < 0)
    return NULL;
  /* An imaginary part that is complex itself turns by a quarter. */
  first.real -= imag != NULL && gcore_is_complex (imag) ? second.imag : 0;
  first.imag = first.imag != 0 || imag == NULL ? first.imag + second.real : second.real;
  return new_of_type (type, first);
}

static GcoreObject *
conjugate (GcoreObject *self, GcoreObject *ignored)
{
  return gcore_complex_from_doubles (GCORE_COMPLEX (self)->value.real, -GCORE_COMPLEX (self)->value.imag);
}

static GcoreObject *
get_new_args (GcoreObject *self, GcoreObject *ignored)
{
  GcoreObject *parts[2] = { gcore_float_from_double (GCORE_COMPLEX (self)->value.real),
                            gcore_float_from_double (GCORE_COMPLEX (self)->value.imag) };
  if (parts[0] != NULL && parts[1] != NULL)
    return gcore_tuple_from_array_steal (parts, 2);
  gcore_xdecref (parts[0]);
  gcore_xdecref (parts[1]);
  return NULL;
}

static GcoreObject *
method_complex (GcoreObject *self, GcoreObject *ignored)
{
  return complex_positive (self);
}

static GcoreObject *
method_format (GcoreObject *self, GcoreObject *spec)
{
  if (!gcore_is_str (spec))
    {
      gcore_arg_bad_argument ("__format__", "argument", "str", spec);
      return NULL;
    }
  GcoreStrWriter writer;
  gcore_str_writer_init (&writer);
  if (gcore_complex_format_advanced_writer (&writer, self, spec, 0, GCORE_STR_LENGTH (spec)) == 0)
    return gcore_str_writer_finish (&writer);
  gcore_str_writer_dealloc (&writer);
  return NULL;
}

static const GcoreMethodDef methods[] = {
  { "conjugate", GCORE_FUNC (conjugate), GCORE_METH_NOARGS, "Return the complex conjugate of its argument." },
  { "__complex__", GCORE_FUNC (method_complex), GCORE_METH_NOARGS, "Convert this value to exact type complex." },
  { "__format__", GCORE_FUNC (method_format), GCORE_METH_O, "Text according to a format specification." },
  { "__getnewargs__", GCORE_FUNC (get_new_args), GCORE_METH_NOARGS, NULL },
  { NULL },
};

static const GcoreMemberDef members[] = {
  { "real", GCORE_MEMBER_DOUBLE, offsetof (GcoreComplex, value.real), GCORE_MEMBER_READONLY,
    "the real part of a complex number" },
  { "imag", GCORE_MEMBER_DOUBLE, offsetof (GcoreComplex, value.imag), GCORE_MEMBER_READONLY,
    "the imaginary part of a complex number" },
  { NULL },
};

const GcoreType gcore_complex_template = {
  .name = "complex",
  .basic_size = sizeof (GcoreComplex),
  .flags = GCORE_TYPE_FLAG_BASE,
  .repr = complex_repr,
  .hash = complex_hash,
  .rich_compare = complex_rich_compare,
  .get_attr = gcore_object_generic_get_attr,
  .number = {
    .add = complex_add,
    .subtract = complex_subtract,
    .multiply = complex_multiply,
    .power = complex_power,
    .negative = complex_negative,
    .positive = complex_positive,
    .absolute = complex_absolute,
    .truth = complex_truth,
    .true_divide = complex_true_divide,
  },
  .methods = methods,
  .members = members,
  .doc = "complex(real=0, imag=0) -> complex number\n\nThe number real + imag*1j, or what a text such as '1+2j' says.",
  .new_ = complex_new,
};
