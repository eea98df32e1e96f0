/* SPDX-License-Identifier: MIT */
/* int: the type, its slots and methods. */
#include "gcore/memory/memory.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float.h"
#include "gcore/objects/int-private.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"

/* --- slots -------------------------------------------------------------------------------------------------------- */

#define BINARY_SLOT(name)                                                                                              \
  static GcoreObject *slot_##name (GcoreObject *a, GcoreObject *b)                                                     \
  {                                                                                                                    \
    if (!gcore_is_int (a) || !gcore_is_int (b))                                                                        \
      return gcore_newref (GCORE_NOT_IMPLEMENTED);                                                                     \
    return gcore_int_##name (a, b);                                                                                    \
  }
BINARY_SLOT (add)
BINARY_SLOT (subtract)
BINARY_SLOT (multiply)

static GcoreObject *
slot_divmod (GcoreObject *a, GcoreObject *b)
{
  if (!gcore_is_int (a) || !gcore_is_int (b))
    return gcore_newref (GCORE_NOT_IMPLEMENTED);
  GcoreObject *parts[2];
  if (gcore_int_divmod (a, b, &parts[0], &parts[1]) < 0)
    return NULL;
  return gcore_tuple_from_array_steal (parts, 2);
}

static int
slot_truth (GcoreObject *self)
{
  return GCORE_SIZE_OF (self) != 0;
}

static GcoreObject *
slot_float (GcoreObject *self)
{
  double value = gcore_int_as_double (self);
  return value == -1.0 && gcore_err_occurred () != NULL ? NULL : gcore_float_from_double (value);
}

static GcoreObject *
slot_repr (GcoreObject *self)
{
  return gcore_int_to_text (self, 10, false);
}

static void
int_dealloc (GcoreObject *self)
{
  if (gcore_is_int_exact (self))
    gcore_mem_free (self);
  else
    GCORE_TYPE_OF (self)->free_ (self);
}

/* --- methods ------------------------------------------------------------------------------------------------------ */

static GcoreObject *
method_exact (GcoreObject *self, GcoreObject *ignored)
{
  return gcore_int_exact (self);
}

static GcoreObject *
bit_length (GcoreObject *self, GcoreObject *ignored)
{
  return gcore_int_from_size (gcore_int_num_bits (self));
}

static GcoreObject *
bit_count (GcoreObject *self, GcoreObject *ignored)
{
  intptr_t n = gcore_int_n_limbs (self);
  return gcore_int_from_size (n == 0 ? 0 : mpn_popcount (gcore_int_limbs (self), n));
}

static GcoreObject *
as_integer_ratio (GcoreObject *self, GcoreObject *ignored)
{
  GcoreObject *parts[2] = { gcore_int_exact (self), gcore_int_from_int64 (1) };
  if (parts[0] == NULL)
    {
      gcore_decref (parts[1]);
      return NULL;
    }
  return gcore_tuple_from_array_steal (parts, 2);
}

static GcoreObject *
get_new_args (GcoreObject *self, GcoreObject *ignored)
{
  GcoreObject *number = gcore_int_exact (self);
  return number == NULL ? NULL : gcore_tuple_from_array_steal (&number, 1);
}

static GcoreObject *
method_sizeof (GcoreObject *self, GcoreObject *ignored)
{
  return gcore_int_from_ssize (gcore_int_sizeof (self));
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
  if (gcore_int_format_advanced_writer (&writer, self, spec, 0, GCORE_STR_LENGTH (spec)) == 0)
    return gcore_str_writer_finish (&writer);
  gcore_str_writer_dealloc (&writer);
  return NULL;
}

/* SELF rounded to a multiple of UNIT > 0, ties to the even multiple. */
static GcoreObject *
round_to (GcoreObject *self, GcoreObject *unit)
{
  GcoreObject *quotient, *rest, *twice, *result = NULL;
  if (gcore_int_divmod (self, unit, &quotient, &rest) < 0)
    return NULL;
  twice = gcore_int_add (rest, rest);
  if (twice != NULL)
    {
      int order = gcore_int_compare (twice, unit);
      bool up = order > 0 || (order == 0 && GCORE_SIZE_OF (quotient) != 0 && (GCORE_INT (quotient)->limbs[0] & 1));
      GcoreObject *below = gcore_int_subtract (self, rest);
      if (below != NULL)
        result = up ? gcore_int_add (below, unit) : gcore_newref (below);
      gcore_xdecref (below);
      gcore_decref (twice);
    }
  gcore_decref (quotient);
  gcore_decref (rest);
  return result;
}

static GcoreObject *
method_round (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("__round__", n_args, 0, 1))
    return NULL;
  if (n_args == 0)
    return gcore_int_exact (self);
  GcoreObject *n_digits = gcore_number_index (args[0]);
  if (n_digits == NULL)
    return NULL;
  GcoreObject *result = NULL;
  if (!gcore_int_is_negative (n_digits))
    result = gcore_int_exact (self);
  else
    {
      GcoreObject *ten = gcore_int_small (10);
      GcoreObject *exponent = gcore_int_negate (n_digits);
      GcoreObject *unit = exponent == NULL ? NULL : gcore_int_power (ten, exponent, NULL);
      if (unit != NULL)
        result = round_to (self, unit);
      gcore_xdecref (exponent);
      gcore_xdecref (unit);
    }
  gcore_decref (n_digits);
  return result;
}

/* Reads the argument byteorder of to_bytes and from_bytes; −1 with an exception set. */
static int
is_little_endian (const char *function, GcoreObject *byte_order)
{
  if (byte_order == NULL)
    return 0;
  if (!gcore_is_str (byte_order))
    {
      gcore_arg_bad_argument (function, "argument 'byteorder'", "str", byte_order);
      return -1;
    }
  if (gcore_str_equal_to_ascii_string (byte_order, "little"))
    return 1;
  if (gcore_str_equal_to_ascii_string (byte_order, "big"))
    return 0;
  gcore_err_set_string (GCORE_EXC (ValueError), "byteorder must be either 'little' or 'big'");
  return -1;
}

static GcoreObject *
to_bytes (GcoreObject *self, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  static const char *const keywords[] = { "length", "byteorder", "signed", NULL };
  intptr_t length = 1;
  GcoreObject *byte_order = NULL;
  int is_signed = 0;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "|nO$p:to_bytes", keywords, &length,
                                           &byte_order, &is_signed))
    return NULL;
  int little_endian = is_little_endian ("to_bytes", byte_order);
  if (little_endian < 0)
    return NULL;
  if (length < 0)
    return gcore_err_format (GCORE_EXC (ValueError), "length argument must be non-negative");
  GcoreObject *bytes = gcore_bytes_from_string_and_size (NULL, length);
  if (bytes == NULL)
    return NULL;
  if (gcore_int_as_byte_array (self, (uint8_t *) GCORE_BYTES_DATA (bytes), (size_t) length, little_endian, is_signed)
      < 0)
    GCORE_CLEAR (bytes);
  return bytes;
}

static GcoreObject *
from_bytes (GcoreObject *type, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  static const char *const keywords[] = { "bytes", "byteorder", "signed", NULL };
  GcoreObject *source, *byte_order = NULL;
  int is_signed = 0;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "O|O$p:from_bytes", keywords, &source,
                                           &byte_order, &is_signed))
    return NULL;
  int little_endian = is_little_endian ("from_bytes", byte_order);
  if (little_endian < 0)
    return NULL;
  GcoreObject *bytes = gcore_bytes_from_object (source);
  if (bytes == NULL)
    return NULL;
  GcoreObject *number = gcore_int_from_byte_array ((const uint8_t *) GCORE_BYTES_DATA (bytes),
                                                   (size_t) GCORE_BYTES_SIZE (bytes), little_endian, is_signed);
  gcore_decref (bytes);
  if (number == NULL || type == GCORE_OBJECT (GCORE_TYPE (INT)))
    return number;
  GcoreObject *result = gcore_object_call_one_arg (type, number);
  gcore_decref (number);
  return result;
}

static GcoreObject *
get_exact (GcoreObject *self, void *closure)
{
  return gcore_int_exact (self);
}

/* CLOSURE NULL: 0, else 1. */
static GcoreObject *
get_constant (GcoreObject *self, void *closure)
{
  return gcore_int_from_int64 (closure != NULL);
}

static const GcoreMethodDef methods[] = {
  { "conjugate", GCORE_FUNC (method_exact), GCORE_METH_NOARGS, "Returns self, the complex conjugate of any int." },
  { "bit_length", GCORE_FUNC (bit_length), GCORE_METH_NOARGS, "Number of bits necessary to represent self in binary." },
  { "bit_count", GCORE_FUNC (bit_count), GCORE_METH_NOARGS, "Number of ones in the binary form of abs(self)." },
  { "to_bytes", GCORE_FUNC (to_bytes), GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS,
    "Return an array of bytes representing an integer." },
  { "from_bytes", GCORE_FUNC (from_bytes), GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS | GCORE_METH_CLASS,
    "Return the integer represented by the given array of bytes." },
  { "as_integer_ratio", GCORE_FUNC (as_integer_ratio), GCORE_METH_NOARGS, "Return the pair (self, 1)." },
  { "__trunc__", GCORE_FUNC (method_exact), GCORE_METH_NOARGS, "Truncating an Integral returns itself." },
  { "__floor__", GCORE_FUNC (method_exact), GCORE_METH_NOARGS, "Flooring an Integral returns itself." },
  { "__ceil__", GCORE_FUNC (method_exact), GCORE_METH_NOARGS, "Ceiling of an Integral returns itself." },
  { "__round__", GCORE_FUNC (method_round), GCORE_METH_FASTCALL, "Round to a power of ten, halves to even." },
  { "__getnewargs__", GCORE_FUNC (get_new_args), GCORE_METH_NOARGS, NULL },
  { "__format__", GCORE_FUNC (method_format), GCORE_METH_O, "Text according to a format specification." },
  { "__sizeof__", GCORE_FUNC (method_sizeof), GCORE_METH_NOARGS, "Returns size in memory, in bytes." },
  { NULL },
};

static const char one;

static const GcoreGetSetDef getset[] = {
  { "real", get_exact, NULL, "the real part of a complex number", NULL },
  { "imag", get_constant, NULL, "the imaginary part of a complex number", NULL },
  { "numerator", get_exact, NULL, "the numerator of a rational number in lowest terms", NULL },
  { "denominator", get_constant, NULL, "the denominator of a rational number in lowest terms",
    (void *) (uintptr_t) &one },
  { NULL },
};

const GcoreType gcore_int_template = {
  .name = "int",
  .basic_size = sizeof (GcoreInt),
  .item_size = sizeof (uint64_t),
  .flags = GCORE_TYPE_FLAG_BASE | GCORE_TYPE_FLAG_INT | GCORE_TYPE_FLAG_MATCH_SELF,
  .dealloc = int_dealloc,
  .repr = slot_repr,
  .hash = gcore_int_hash,
  .rich_compare = gcore_int_rich_compare,
  .get_attr = gcore_object_generic_get_attr,
  .number = {
    .add = slot_add,
    .subtract = slot_subtract,
    .multiply = slot_multiply,
    .remainder = gcore_int_remainder,
    .divmod = slot_divmod,
    .power = gcore_int_power,
    .negative = gcore_int_negate,
    .positive = gcore_int_exact,
    .absolute = gcore_int_absolute,
    .truth = slot_truth,
    .invert = gcore_int_invert,
    .lshift = gcore_int_lshift,
    .rshift = gcore_int_rshift,
    .and_ = gcore_int_and,
    .xor_ = gcore_int_xor,
    .or_ = gcore_int_or,
    .int_ = gcore_int_exact,
    .float_ = slot_float,
    .floor_divide = gcore_int_floor_divide,
    .true_divide = gcore_int_true_divide,
    .index = gcore_int_exact,
  },
  .methods = methods,
  .getset = getset,
  .doc = "int([x]) -> integer\nint(x, base=10) -> integer\n\nThe integer a number truncates to or a text stands for.",
  .new_ = gcore_int_type_new,
};
