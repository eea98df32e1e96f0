/* SPDX-License-Identifier: MIT */
/* float: its methods. */
#include <math.h>

#include "gcore/memory/memory.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float-private.h"
#include "gcore/objects/int.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

static GcoreObject *
method_int (GcoreObject *self, GcoreObject *ignored)
{
  return gcore_int_from_double (GCORE_FLOAT_VALUE (self));
}

static GcoreObject *
method_floor (GcoreObject *self, GcoreObject *ignored)
{
  return gcore_int_from_double (floor (GCORE_FLOAT_VALUE (self)));
}

static GcoreObject *
method_ceil (GcoreObject *self, GcoreObject *ignored)
{
  return gcore_int_from_double (ceil (GCORE_FLOAT_VALUE (self)));
}

static GcoreObject *
is_integer (GcoreObject *self, GcoreObject *ignored)
{
  double value = GCORE_FLOAT_VALUE (self);
  return gcore_bool_from_long (isfinite (value) && floor (value) == value);
}

static GcoreObject *
conjugate (GcoreObject *self, GcoreObject *ignored)
{
  return gcore_number_positive (self);
}

static GcoreObject *
get_new_args (GcoreObject *self, GcoreObject *ignored)
{
  GcoreObject *number = gcore_float_from_double (GCORE_FLOAT_VALUE (self));
  return number == NULL ? NULL : gcore_tuple_from_array_steal (&number, 1);
}

/* --- rounding ----------------------------------------------------------------------------------------------------- */

GcoreObject *
gcore_float_round (double x, intptr_t n_digits)
{
  /* Beyond these bounds nothing changes, or nothing is left. */
  if (!isfinite (x) || n_digits > 323)
    return gcore_float_from_double (x);
  if (n_digits < -308)
    return gcore_float_from_double (0.0 * x);
  char digits[GCORE_DOUBLE_MAX_DIGITS + 16];
  int point, n = gcore_double_digits (x, 3, (int) n_digits, digits, &point);
  if (n == 0)
    return gcore_float_from_double (copysign (0.0, x));
  /* "digits e exponent" */
  int exponent = point - n, magnitude = exponent < 0 ? -exponent : exponent;
  digits[n++] = 'e';
  if (exponent < 0)
    digits[n++] = '-';
  for (int unit = 1000; unit > 0; unit /= 10)
    digits[n++] = (char) ('0' + magnitude / unit % 10);
  digits[n] = '\0';
  const char *end;
  double rounded = gcore_double_parse (digits, &end);
  if (isinf (rounded))
    return gcore_err_format (GCORE_EXC (OverflowError), "rounded value too large to represent");
  return gcore_float_from_double (copysign (rounded, x));
}

static GcoreObject *
method_round (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  double value = GCORE_FLOAT_VALUE (self);
  if (!gcore_arg_check_positional ("__round__", n_args, 0, 1))
    return NULL;
  if (n_args == 0 || args[0] == GCORE_NONE)
    {
      double rounded = round (value);
      if (fabs (value - rounded) == 0.5)
        rounded = 2.0 * round (value / 2.0);
      return gcore_int_from_double (rounded);
    }
  intptr_t n_digits = gcore_number_as_ssize (args[0], NULL);
  if (n_digits == -1 && gcore_err_occurred () != NULL)
    return NULL;
  return gcore_float_round (value, n_digits);
}

/* --- exact forms -------------------------------------------------------------------------------------------------- */

static GcoreObject *
as_integer_ratio (GcoreObject *self, GcoreObject *ignored)
{
  double value = GCORE_FLOAT_VALUE (self);
  if (isinf (value))
    return gcore_err_format (GCORE_EXC (OverflowError), "cannot convert Infinity to integer ratio");
  if (isnan (value))
    return gcore_err_format (GCORE_EXC (ValueError), "cannot convert NaN to integer ratio");
  int exponent;
  double fraction = frexp (value, &exponent);
  while (fraction != floor (fraction))
    {
      fraction *= 2.0;
      exponent--;
    }
  GcoreObject *parts[2] = { gcore_int_from_double (fraction), gcore_int_from_int64 (1) };
  GcoreObject *shift = gcore_int_from_int64 (exponent < 0 ? -exponent : exponent);
  GcoreObject **shifted = exponent < 0 ? &parts[1] : &parts[0];
  if (parts[0] != NULL && shift != NULL)
    {
      GCORE_SETREF (*shifted, gcore_int_lshift (*shifted, shift));
    }
  gcore_xdecref (shift);
  if (parts[0] != NULL && parts[1] != NULL)
    return gcore_tuple_from_array_steal (parts, 2);
  gcore_xdecref (parts[0]);
  gcore_xdecref (parts[1]);
  return NULL;
}

static GcoreObject *
method_hex (GcoreObject *self, GcoreObject *ignored)
{
  double value = GCORE_FLOAT_VALUE (self);
  if (!isfinite (value))
    return gcore_float_repr (self);
  if (value == 0.0)
    return gcore_str_from_string (signbit (value) ? "-0x0.0p+0" : "0x0.0p+0");
  int exponent;
  double fraction = frexp (fabs (value), &exponent);
  /* One digit before the point, 1 but for denormal numbers. */
  int shift = exponent < -1021 ? 1 - (-1021 - exponent) : 1;
  fraction = ldexp (fraction, shift);
  exponent -= shift;
  char digits[16];
  int whole = (int) fraction;
  fraction -= whole;
  for (int i = 0; i < 13; i++)
    {
      fraction *= 16.0;
      digits[i] = "0123456789abcdef"[(int) fraction];
      fraction -= (int) fraction;
    }
  digits[13] = '\0';
  return gcore_str_from_format ("%s0x%d.%sp%s%d", value < 0 ? "-" : "", whole, digits, exponent < 0 ? "-" : "+",
                                exponent < 0 ? -exponent : exponent);
}

static int
hex_value (char c)
{
  return c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
}

/* Adds the hexadecimal digits at TEXT to *TOP (64 bits; what does not fit goes to *STICKY and *EXPONENT). Their end. */
static const char *
read_hex_digits (const char *text, bool fraction, uint64_t *top, bool *sticky, long *exponent)
{
  for (int value; (value = hex_value (*text)) >= 0; text++)
    {
      if (*top >> 60 == 0)
        {
          *top = *top << 4 | (uint64_t) value;
          *exponent -= fraction ? 4 : 0;
        }
      else
        {
          *sticky |= value != 0;
          *exponent += fraction ? 0 : 4;
        }
    }
  return text;
}

/* "inf", "infinity" or "nan"; NULL if it is neither. */
static const char *
read_word (const char *at, double *value)
{
  const char *end;
  if ((*at | 0x20) != 'i' && (*at | 0x20) != 'n')
    return NULL;
  *value = gcore_double_parse (at, &end);
  return end == at ? NULL : end;
}

/* Parses [0x] digits [. digits] [p ± digits]. The end, NULL if it is no number; an overflow gives an infinity. */
static const char *
read_hex (const char *at, double *value)
{
  uint64_t top = 0;
  bool sticky = false;
  long exponent = 0, written = 0;
  if (at[0] == '0' && (at[1] | 0x20) == 'x')
    at += 2;
  const char *start = at;
  at = read_hex_digits (at, false, &top, &sticky, &exponent);
  intptr_t n_digits = at - start;
  if (*at == '.')
    {
      start = at + 1;
      at = read_hex_digits (start, true, &top, &sticky, &exponent);
      n_digits += at - start;
    }
  if (n_digits == 0)
    return NULL;
  if (*at == 'p' || *at == 'P')
    {
      at++;
      bool negative = *at == '-';
      if (*at == '+' || *at == '-')
        at++;
      if (*at < '0' || *at > '9')
        return NULL;
      for (; *at >= '0' && *at <= '9'; at++)
        if (written < 1000000000)
          written = written * 10 + (*at - '0');
      exponent += negative ? -written : written;
    }
  *value = 0.0;
  if (top == 0)
    return at;
  int shift = __builtin_clzl (top);
  exponent -= shift;
  if (exponent > 2000)
    *value = INFINITY;
  else if (exponent > -2000)
    *value = gcore_double_from_bits (top << shift, sticky, (int) exponent);
  return at;
}

static bool
is_blank (char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static GcoreObject *
from_hex (GcoreObject *type, GcoreObject *text)
{
  intptr_t n;
  const char *start = gcore_str_as_utf8_and_size (text, &n);
  if (start == NULL)
    return NULL;
  const char *at = start;
  double value = 0;
  while (is_blank (*at))
    at++;
  bool negative = *at == '-';
  if (*at == '+' || *at == '-')
    at++;
  const char *end = read_word (at, &value);
  bool is_word = end != NULL;
  if (!is_word)
    end = read_hex (at, &value);
  while (end != NULL && is_blank (*end))
    end++;
  if (end != start + n)
    return gcore_err_format (GCORE_EXC (ValueError), "invalid hexadecimal floating-point string");
  if (!is_word && isinf (value))
    return gcore_err_format (GCORE_EXC (OverflowError), "hexadecimal value too large to represent as a float");
  GcoreObject *number = gcore_float_from_double (negative ? -value : value);
  if (number == NULL || type == GCORE_OBJECT (GCORE_TYPE (FLOAT)))
    return number;
  GcoreObject *result = gcore_object_call_one_arg (type, number);
  gcore_decref (number);
  return result;
}

static GcoreObject *
get_format (GcoreObject *type, GcoreObject *kind)
{
  if (!gcore_is_str (kind))
    {
      gcore_arg_bad_argument ("__getformat__", "argument", "str", kind);
      return NULL;
    }
  if (!gcore_str_equal_to_ascii_string (kind, "double") && !gcore_str_equal_to_ascii_string (kind, "float"))
    return gcore_err_format (GCORE_EXC (ValueError), "__getformat__() argument 1 must be 'double' or 'float'");
  return gcore_str_from_string ("IEEE, little-endian");
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
  if (gcore_float_format_advanced_writer (&writer, self, spec, 0, GCORE_STR_LENGTH (spec)) == 0)
    return gcore_str_writer_finish (&writer);
  gcore_str_writer_dealloc (&writer);
  return NULL;
}

const GcoreMethodDef gcore_float_methods[] = {
  { "fromhex", GCORE_FUNC (from_hex), GCORE_METH_O | GCORE_METH_CLASS, "The float a hexadecimal string stands for." },
  { "conjugate", GCORE_FUNC (conjugate), GCORE_METH_NOARGS, "Return self, the complex conjugate of any float." },
  { "__trunc__", GCORE_FUNC (method_int), GCORE_METH_NOARGS, "Return the Integral closest to x between 0 and x." },
  { "__floor__", GCORE_FUNC (method_floor), GCORE_METH_NOARGS, "Return the floor as an Integral." },
  { "__ceil__", GCORE_FUNC (method_ceil), GCORE_METH_NOARGS, "Return the ceiling as an Integral." },
  { "__round__", GCORE_FUNC (method_round), GCORE_METH_FASTCALL, "Round to so many digits, halves to even." },
  { "as_integer_ratio", GCORE_FUNC (as_integer_ratio), GCORE_METH_NOARGS, "The same value as a pair of integers." },
  { "hex", GCORE_FUNC (method_hex), GCORE_METH_NOARGS, "Return a hexadecimal representation of the number." },
  { "is_integer", GCORE_FUNC (is_integer), GCORE_METH_NOARGS, "Return True if the float is an integer." },
  { "__getnewargs__", GCORE_FUNC (get_new_args), GCORE_METH_NOARGS, NULL },
  { "__getformat__", GCORE_FUNC (get_format), GCORE_METH_O | GCORE_METH_CLASS, "The layout of 'double' or 'float'." },
  { "__format__", GCORE_FUNC (method_format), GCORE_METH_O, "Text according to a format specification." },
  { NULL },
};
