/* SPDX-License-Identifier: MIT */
/* __format__ of str, int, float and complex. */
#include <limits.h>
#include <math.h>

#include "gcore/memory/memory.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/complex.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float.h"
#include "gcore/objects/format-spec.h"
#include "gcore/objects/int.h"

static int
fail (const char *message)
{
  gcore_err_set_string (GCORE_EXC (ValueError), message);
  return -1;
}

/* An empty specification: str (object). */
static int
write_plain (GcoreStrWriter *writer, GcoreObject *object)
{
  GcoreObject *str = gcore_object_str (object);
  int status = str == NULL ? -1 : gcore_str_writer_write_str (writer, str);
  gcore_xdecref (str);
  return status;
}

/* --- str ---------------------------------------------------------------------------------------------------------- */

static int
check_str_spec (const GcoreFormatSpec *spec, GcoreObject *object)
{
  if (spec->type != 's')
    return gcore_format_spec_unknown_type (spec, object);
  if (spec->sign == ' ')
    return fail ("Space not allowed in string format specifier");
  if (spec->sign != 0)
    return fail ("Sign not allowed in string format specifier");
  if (spec->no_negative_zero)
    return fail ("Negative zero coercion (z) not allowed in string format specifier");
  if (spec->alternate)
    return fail ("Alternate form (#) not allowed in string format specifier");
  if (spec->align == '=')
    return fail ("'=' alignment not allowed in string format specifier");
  return 0;
}

int
gcore_str_format_advanced_writer (GcoreStrWriter *writer, GcoreObject *object, GcoreObject *spec_text, intptr_t start,
                                  intptr_t end)
{
  GcoreFormatSpec spec;
  if (start == end)
    return write_plain (writer, object);
  if (gcore_format_spec_parse (spec_text, start, end, 's', '<', object, &spec) < 0
      || check_str_spec (&spec, object) < 0)
    return -1;
  intptr_t n = GCORE_STR_LENGTH (object), left, right;
  if (spec.precision >= 0 && spec.precision < n)
    n = spec.precision;
  gcore_format_spec_padding (&spec, n, &left, &right);
  if (left == 0 && right == 0)
    return n == GCORE_STR_LENGTH (object) ? gcore_str_writer_write_str (writer, object)
                                          : gcore_str_writer_write_substring (writer, object, 0, n);
  if (gcore_str_writer_fill (writer, spec.fill, left) < 0
      || gcore_str_writer_write_substring (writer, object, 0, n) < 0)
    return -1;
  return gcore_str_writer_fill (writer, spec.fill, right);
}

/* --- float -------------------------------------------------------------------------------------------------------- */

static bool
is_zero_text (const char *text)
{
  char stop = text[strspn (text, "-0.")];
  return stop == '\0' || (stop | 0x20) == 'e';
}

/* The text of VALUE by SPEC, whose type is one of e f g n % and their capitals or 0; to be freed. DEFAULT_FLAGS for
 * type 0. */
static char *
double_text (const GcoreFormatSpec *spec, double value, int default_flags)
{
  int flags = spec->alternate ? GCORE_DOUBLE_ALTERNATE : 0;
  char code = (char) spec->type;
  intptr_t precision = spec->precision;
  if (precision > INT_MAX)
    {
      fail ("precision too big");
      return NULL;
    }
  if (code == '\0')
    {
      flags |= default_flags;
      code = precision < 0 ? 'r' : 'g';
    }
  else if (code == 'n')
    code = 'g';
  else if (code == '%')
    {
      value *= 100;
      code = 'f';
    }
  if (precision < 0)
    precision = code == 'r' ? 0 : 6;
  char *text = gcore_double_to_string (value, code, (int) precision, flags, NULL);
  if (text != NULL && spec->no_negative_zero && *text == '-' && is_zero_text (text))
    memmove (text, text + 1, strlen (text));
  return text;
}

static int
write_double (GcoreStrWriter *writer, const GcoreFormatSpec *spec, double value)
{
  char *text = double_text (spec, value, GCORE_DOUBLE_ADD_DOT_0);
  if (text == NULL)
    return -1;
  if (spec->type == '%')
    {
      size_t n = strlen (text);
      char *longer = gcore_mem_realloc (text, n + 2);
      if (longer == NULL)
        {
          gcore_mem_free (text);
          gcore_err_no_memory ();
          return -1;
        }
      text = longer;
      memcpy (text + n, "%", 2);
    }
  GcoreNumberText number = gcore_number_text (text);
  int status = gcore_format_spec_write_number (writer, spec, &number);
  gcore_mem_free (text);
  return status;
}

static bool
is_float_type (uint32_t type)
{
  return type != 0 && type < 0x80 && strchr ("eEfFgG%", (int) type) != NULL;
}

int
gcore_float_format_advanced_writer (GcoreStrWriter *writer, GcoreObject *object, GcoreObject *spec_text, intptr_t start,
                                    intptr_t end)
{
  GcoreFormatSpec spec;
  if (start == end)
    return write_plain (writer, object);
  if (gcore_format_spec_parse (spec_text, start, end, 0, '>', object, &spec) < 0)
    return -1;
  if (spec.type != 0 && spec.type != 'n' && !is_float_type (spec.type))
    return gcore_format_spec_unknown_type (&spec, object);
  return write_double (writer, &spec, GCORE_FLOAT_VALUE (object));
}

/* --- int ---------------------------------------------------------------------------------------------------------- */

static int
write_character (GcoreStrWriter *writer, const GcoreFormatSpec *spec, GcoreObject *object)
{
  if (spec->sign != 0)
    return fail ("Sign not allowed with integer format specifier 'c'");
  if (spec->alternate)
    return fail ("Alternate form (#) not allowed with integer format specifier 'c'");
  long character = gcore_int_as_long (object);
  if (character == -1 && gcore_err_occurred () != NULL)
    return -1;
  if (character < 0 || character > GCORE_MAX_CHARACTER)
    {
      gcore_err_set_string (GCORE_EXC (OverflowError), "%c arg not in range(0x110000)");
      return -1;
    }
  intptr_t left, right;
  gcore_format_spec_padding (spec, 1, &left, &right);
  if (gcore_str_writer_fill (writer, spec->fill, left) < 0
      || gcore_str_writer_write_char (writer, (uint32_t) character) < 0)
    return -1;
  return gcore_str_writer_fill (writer, spec->fill, right);
}

static int
write_int (GcoreStrWriter *writer, const GcoreFormatSpec *spec, GcoreObject *object)
{
  if (spec->precision >= 0)
    return fail ("Precision not allowed in integer format specifier");
  if (spec->no_negative_zero)
    return fail ("Negative zero coercion (z) not allowed in integer format specifier");
  if (spec->type == 'c')
    return write_character (writer, spec, object);
  int base = spec->type == 'b' ? 2 : spec->type == 'o' ? 8 : (spec->type | 0x20) == 'x' ? 16 : 10;
  GcoreObject *text = gcore_int_to_text (object, base, false);
  if (text == NULL)
    return -1;
  GcoreNumberText number = { .negative = gcore_int_sign (object) < 0, .prefix = "", .rest = "" };
  if (spec->alternate)
    number.prefix = base == 2 ? "0b" : base == 8 ? "0o" : base == 10 ? "" : spec->type == 'X' ? "0X" : "0x";
  char *digits = (char *) gcore_str_data (text) + number.negative;
  number.digits = digits;
  number.n_digits = GCORE_STR_LENGTH (text) - number.negative;
  if (spec->type == 'X' && GCORE_STR_LENGTH (text) == 1)
    number.digits = &"0123456789ABCDEF"[*digits <= '9' ? *digits - '0' : *digits - 'a' + 10];
  else if (spec->type == 'X')
    for (intptr_t i = 0; i < number.n_digits; i++) /* the text is ours alone */
      if (digits[i] >= 'a')
        digits[i] = (char) (digits[i] - 32);
  int status = gcore_format_spec_write_number (writer, spec, &number);
  gcore_decref (text);
  return status;
}

int
gcore_int_format_advanced_writer (GcoreStrWriter *writer, GcoreObject *object, GcoreObject *spec_text, intptr_t start,
                                  intptr_t end)
{
  GcoreFormatSpec spec;
  if (start == end)
    return write_plain (writer, object);
  if (gcore_format_spec_parse (spec_text, start, end, 'd', '>', object, &spec) < 0)
    return -1;
  if (spec.type != 0 && spec.type < 0x80 && strchr ("bcdoxXn", (int) spec.type) != NULL)
    return write_int (writer, &spec, object);
  if (!is_float_type (spec.type))
    return gcore_format_spec_unknown_type (&spec, object);
  double value = gcore_int_as_double (object);
  return value == -1.0 && gcore_err_occurred () != NULL ? -1 : write_double (writer, &spec, value);
}

/* --- complex ------------------------------------------------------------------------------------------------------ */

/* One part without padding; the imaginary one always with its sign. */
static int
write_part (GcoreStrWriter *writer, const GcoreFormatSpec *spec, double value, bool imaginary, bool needs_sign)
{
  GcoreFormatSpec part = *spec;
  part.width = -1;
  part.fill = ' ';
  part.align = '<';
  if (imaginary && needs_sign)
    part.sign = '+';
  char *text = double_text (&part, value, 0);
  if (text == NULL)
    return -1;
  GcoreNumberText number = gcore_number_text (text);
  int status = gcore_format_spec_write_number (writer, &part, &number);
  gcore_mem_free (text);
  return status;
}

static GcoreObject *
complex_text (const GcoreFormatSpec *spec, GcoreComplexValue value)
{
  bool plain = spec->type == 0;
  bool only_imaginary = plain && value.real == 0 && !signbit (value.real);
  bool parentheses = plain && !only_imaginary;
  GcoreStrWriter writer;
  gcore_str_writer_init (&writer);
  if (gcore_str_writer_fill (&writer, '(', parentheses) == 0
      && (only_imaginary || write_part (&writer, spec, value.real, false, false) == 0)
      && write_part (&writer, spec, value.imag, true, !only_imaginary) == 0
      && gcore_str_writer_fill (&writer, 'j', 1) == 0 && gcore_str_writer_fill (&writer, ')', parentheses) == 0)
    return gcore_str_writer_finish (&writer);
  gcore_str_writer_dealloc (&writer);
  return NULL;
}

int
gcore_complex_format_advanced_writer (GcoreStrWriter *writer, GcoreObject *object, GcoreObject *spec_text,
                                      intptr_t start, intptr_t end)
{
  GcoreFormatSpec spec;
  if (start == end)
    return write_plain (writer, object);
  if (gcore_format_spec_parse (spec_text, start, end, 0, '>', object, &spec) < 0)
    return -1;
  if (spec.type != 0 && spec.type != 'n' && (!is_float_type (spec.type) || spec.type == '%'))
    return gcore_format_spec_unknown_type (&spec, object);
  if (spec.fill == '0')
    return fail ("Zero padding is not allowed in complex format specifier");
  if (spec.align == '=')
    return fail ("'=' alignment flag is not allowed in complex format specifier");
  GcoreObject *text = complex_text (&spec, GCORE_COMPLEX (object)->value);
  if (text == NULL)
    return -1;
  intptr_t left, right;
  gcore_format_spec_padding (&spec, GCORE_STR_LENGTH (text), &left, &right);
  int status = gcore_str_writer_fill (writer, spec.fill, left);
  if (status == 0)
    status = gcore_str_writer_write_str (writer, text);
  if (status == 0)
    status = gcore_str_writer_fill (writer, spec.fill, right);
  gcore_decref (text);
  return status;
}

GcoreObject *
gcore_format_direct (GcoreObject *object, GcoreObject *spec)
{
  GcoreStrWriter writer;
  gcore_str_writer_init (&writer);
  intptr_t n = GCORE_STR_LENGTH (spec);
  int status = gcore_is_str_exact (object)   ? gcore_str_format_advanced_writer (&writer, object, spec, 0, n)
               : gcore_is_int_exact (object) ? gcore_int_format_advanced_writer (&writer, object, spec, 0, n)
                                             : gcore_float_format_advanced_writer (&writer, object, spec, 0, n);
  if (status == 0)
    return gcore_str_writer_finish (&writer);
  gcore_str_writer_dealloc (&writer);
  return NULL;
}
