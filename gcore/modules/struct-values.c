/* SPDX-License-Identifier: MIT */
/* The values of struct's formats from and to bytes. */
#include "gcore/modules/struct.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/bytearray.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float.h"
#include "gcore/objects/int.h"
#include "gcore/objects/type.h"

#include <math.h>

/* --- bytes -------------------------------------------------------------------------------------------------------- */

/* Writes the N low bytes of BITS. */
static void
put (uint8_t *to, uint64_t bits, int n, bool big_endian)
{
  for (int i = 0; i < n; i++)
    to[big_endian ? n - 1 - i : i] = (uint8_t) (bits >> 8 * i);
}

static uint64_t
get (const uint8_t *from, int n, bool big_endian)
{
  uint64_t bits = 0;
  for (int i = 0; i < n; i++)
    bits |= (uint64_t) from[big_endian ? n - 1 - i : i] << 8 * i;
  return bits;
}

/* --- integers ----------------------------------------------------------------------------------------------------- */

/* New reference: VALUE as an int. */
static GcoreObject *
as_int (GcoreObject *value)
{
  if (!gcore_is_int (value) && !gcore_index_check (value))
    return gcore_struct_error ("required argument is not an integer");
  return gcore_number_index (value);
}

static int
out_of_range (void)
{
  gcore_struct_error ("argument out of range");
  return -1;
}

/* An integer of 8 bytes, or a pointer, which may be either: what does not fit is an OverflowError in big-endian formats
 * and for pointers, as the caller turns into its own error. */
static int
write_wide (const GcoreStructCode *code, uint8_t *to, GcoreObject *number)
{
  bool is_signed = code->kind == GCORE_STRUCT_POINTER ? gcore_int_sign (number) < 0 : code->kind == GCORE_STRUCT_SIGNED;
  if (gcore_int_as_byte_array (number, to, 8, !code->big_endian, is_signed) == 0)
    return 0;
  if (code->big_endian || code->kind == GCORE_STRUCT_POINTER)
    return -1;
  return out_of_range ();
}

/* An integer of at most 4 bytes. */
static int
write_narrow (const GcoreStructCode *code, uint8_t *to, GcoreObject *number)
{
  bool is_signed = code->kind == GCORE_STRUCT_SIGNED;
  int n_bits = 8 * code->size, overflow;
  long low = is_signed ? -(1L << (n_bits - 1)) : 0, high = (1L << (n_bits - is_signed)) - 1;
  long value = gcore_int_as_long_and_overflow (number, &overflow);
  /* First it has to be a C long, or one without a sign. */
  bool is_unsigned_long = gcore_int_sign (number) >= 0 && gcore_int_num_bits (number) <= 64;
  if (is_signed || code->name != NULL ? overflow != 0 : !is_unsigned_long)
    return out_of_range ();
  if (overflow == 0 && value >= low && value <= high)
    {
      put (to, (uint64_t) value, code->size, code->big_endian);
      return 0;
    }
  if (code->name != NULL)
    gcore_struct_error ("%s format requires %ld <= number <= %ld", code->name, low, high);
  else
    gcore_struct_error ("'%c' format requires %ld <= number <= %ld", code->letter, low, high);
  return -1;
}

static int
write_integer (const GcoreStructCode *code, uint8_t *to, GcoreObject *value)
{
  GcoreObject *number = as_int (value);
  if (number == NULL)
    return -1;
  int status = code->size == 8 ? write_wide (code, to, number) : write_narrow (code, to, number);
  gcore_decref (number);
  return status;
}

static GcoreObject *
read_integer (const GcoreStructCode *code, const uint8_t *from)
{
  uint64_t bits = get (from, code->size, code->big_endian);
  if (code->kind != GCORE_STRUCT_SIGNED)
    return gcore_int_from_unsigned_long (bits);
  int unused = 64 - 8 * code->size;
  return gcore_int_from_int64 ((int64_t) (bits << unused) >> unused);
}

/* --- floats ------------------------------------------------------------------------------------------------------- */

enum { HALF_MANTISSA = 10, HALF_BIAS = 15, HALF_INFINITY = 0x7c00 };

/* The bits of the half-precision float nearest to VALUE, ties to even; more than HALF_INFINITY if it is too large. */
static int
half_from_double (double value)
{
  int sign = signbit (value) ? 0x8000 : 0, exponent;
  double magnitude = fabs (value);
  if (isnan (value))
    return sign | HALF_INFINITY | 1 << (HALF_MANTISSA - 1);
  if (isinf (value))
    return sign | HALF_INFINITY;
  double fraction = frexp (magnitude, &exponent);
  /* Below the smallest normal number the step stays the same. A rounding up may carry into the exponent. */
  if (magnitude == 0 || exponent <= 1 - HALF_BIAS)
    return sign | (int) nearbyint (ldexp (magnitude, HALF_MANTISSA + HALF_BIAS - 1));
  if (exponent > HALF_BIAS + 1)
    return -1;
  int steps = (int) nearbyint (ldexp (fraction, HALF_MANTISSA + 1));
  int bits = ((exponent - 2 + HALF_BIAS) << HALF_MANTISSA) + steps;
  return bits < HALF_INFINITY ? sign | bits : -1;
}

static double
double_from_half (int bits)
{
  int exponent = bits >> HALF_MANTISSA & 31, mantissa = bits & ((1 << HALF_MANTISSA) - 1);
  double value;
  if (exponent == 31)
    value = mantissa == 0 ? (double) INFINITY : (double) NAN;
  else if (exponent == 0)
    value = ldexp (mantissa, 1 - HALF_BIAS - HALF_MANTISSA);
  else
    value = ldexp (mantissa | 1 << HALF_MANTISSA, exponent - HALF_BIAS - HALF_MANTISSA);
  return (bits & 0x8000) != 0 ? -value : value;
}

static int
too_large (char letter)
{
  gcore_err_format (GCORE_EXC (OverflowError), "float too large to pack with %c format", letter);
  return -1;
}

static int
write_float (const GcoreStructCode *code, uint8_t *to, GcoreObject *object)
{
  double value = gcore_float_as_double (object);
  if (value == -1 && gcore_err_occurred () != NULL)
    {
      gcore_struct_error ("required argument is not a float");
      return -1;
    }
  uint64_t bits = 0;
  if (code->kind == GCORE_STRUCT_HALF)
    {
      int half = half_from_double (value);
      if (half < 0)
        return too_large ('e');
      bits = (uint64_t) half;
    }
  else if (code->kind == GCORE_STRUCT_FLOAT)
    {
      float single = (float) value;
      if (isinf (single) && !isinf (value) && !code->is_native)
        return too_large ('f');
      memcpy (&bits, &single, sizeof single);
    }
  else
    memcpy (&bits, &value, sizeof value);
  put (to, bits, code->size, code->big_endian);
  return 0;
}

static GcoreObject *
read_float (const GcoreStructCode *code, const uint8_t *from)
{
  uint64_t bits = get (from, code->size, code->big_endian);
  double value;
  float single;
  if (code->kind == GCORE_STRUCT_HALF)
    value = double_from_half ((int) bits);
  else if (code->kind == GCORE_STRUCT_FLOAT)
    {
      memcpy (&single, &bits, sizeof single);
      value = single;
    }
  else
    memcpy (&value, &bits, sizeof value);
  return gcore_float_from_double (value);
}

/* --- texts -------------------------------------------------------------------------------------------------------- */

static int
write_char (uint8_t *to, GcoreObject *value)
{
  if (!gcore_is_bytes (value) || GCORE_SIZE_OF (value) != 1)
    {
      gcore_struct_error ("char format requires a bytes object of length 1");
      return -1;
    }
  *to = (uint8_t) *gcore_bytes_as_string (value);
  return 0;
}

/* What is too long is cut off; what is short leaves zeros. */
static int
write_text (const GcoreStructItem *item, uint8_t *to, GcoreObject *value)
{
  if (!gcore_is_bytes (value) && !gcore_is_instance_of (value, GCORE_TYPE (BYTEARRAY)))
    {
      gcore_struct_error ("argument for '%c' must be a bytes object", item->code->letter);
      return -1;
    }
  const char *text = gcore_is_bytes (value) ? gcore_bytes_as_string (value) : gcore_bytearray_as_string (value);
  intptr_t length = GCORE_SIZE_OF (value), room = item->size;
  if (item->code->kind == GCORE_STRUCT_PASCAL && room > 0)
    {
      room--;
      length = length < room ? length : room;
      *to++ = (uint8_t) (length < 255 ? length : 255);
    }
  memcpy (to, text, (size_t) (length < room ? length : room));
  return 0;
}

static GcoreObject *
read_text (const GcoreStructItem *item, const uint8_t *from)
{
  intptr_t length = item->size;
  if (item->code->kind == GCORE_STRUCT_PASCAL && length > 0)
    {
      length = *from < length ? *from : length - 1;
      from++;
    }
  return gcore_bytes_from_string_and_size ((const char *) from, length);
}

/* --- all ---------------------------------------------------------------------------------------------------------- */

static int
write_value (const GcoreStructItem *item, uint8_t *to, GcoreObject *value)
{
  int truth;
  switch ((GcoreStructKind) item->code->kind)
    {
    case GCORE_STRUCT_CHAR:
      return write_char (to, value);
    case GCORE_STRUCT_STRING:
    case GCORE_STRUCT_PASCAL:
      return write_text (item, to, value);
    case GCORE_STRUCT_BOOL:
      truth = gcore_object_is_true (value);
      *to = truth > 0;
      return truth < 0 ? -1 : 0;
    case GCORE_STRUCT_HALF:
    case GCORE_STRUCT_FLOAT:
    case GCORE_STRUCT_DOUBLE:
      return write_float (item->code, to, value);
    default:
      return write_integer (item->code, to, value);
    }
}

int
gcore_struct_write (const GcoreStructItem *item, uint8_t *to, GcoreObject *value)
{
  if (write_value (item, to, value) == 0)
    return 0;
  if (gcore_is_int (value) && gcore_err_exception_matches (GCORE_EXC (OverflowError)))
    gcore_struct_error ("int too large to convert");
  return -1;
}

GcoreObject *
gcore_struct_read (const GcoreStructItem *item, const uint8_t *from)
{
  switch ((GcoreStructKind) item->code->kind)
    {
    case GCORE_STRUCT_CHAR:
      return gcore_bytes_from_string_and_size ((const char *) from, 1);
    case GCORE_STRUCT_STRING:
    case GCORE_STRUCT_PASCAL:
      return read_text (item, from);
    case GCORE_STRUCT_BOOL:
      return gcore_newref (*from != 0 ? GCORE_TRUE : GCORE_FALSE);
    case GCORE_STRUCT_HALF:
    case GCORE_STRUCT_FLOAT:
    case GCORE_STRUCT_DOUBLE:
      return read_float (item->code, from);
    default:
      return read_integer (item->code, from);
    }
}
