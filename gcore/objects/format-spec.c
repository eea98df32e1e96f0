/* SPDX-License-Identifier: MIT */
/* Parsing format specifications and laying out numbers; what the letters mean is in format-types.c. */
#include "gcore/objects/format-spec.h"

#include "gcore/memory/memory.h"
#include "gcore/objects/errors.h"

/* --- parsing ------------------------------------------------------------------------------------------------------ */

typedef struct
{
  GcoreObject *str;
  intptr_t at, end;
} Reader;

/* The character OFFSET behind the next one, 0 at the end. */
static uint32_t
peek (const Reader *reader, intptr_t offset)
{
  return reader->at + offset < reader->end ? gcore_str_read_char (reader->str, reader->at + offset) : 0;
}

static bool
accept (Reader *reader, uint32_t character)
{
  if (peek (reader, 0) != character)
    return false;
  reader->at++;
  return true;
}

static bool
is_alignment (uint32_t c)
{
  return c == '<' || c == '>' || c == '=' || c == '^';
}

/* The number that follows in *NUMBER; whether there is one, −1 with ValueError if it is too large. */
static int
read_number (Reader *reader, intptr_t *number)
{
  intptr_t value = 0, start = reader->at;
  for (int digit; (digit = gcore_char_to_decimal (peek (reader, 0))) >= 0; reader->at++)
    if (__builtin_mul_overflow (value, 10, &value) || __builtin_add_overflow (value, digit, &value))
      {
        gcore_err_set_string (GCORE_EXC (ValueError), "Too many decimal digits in format string");
        return -1;
      }
  if (reader->at == start)
    return 0;
  *number = value;
  return 1;
}

static int
fail (const char *message)
{
  gcore_err_set_string (GCORE_EXC (ValueError), message);
  return -1;
}

static int
read_grouping (Reader *reader, GcoreFormatSpec *spec)
{
  if (accept (reader, ','))
    spec->grouping = ',';
  if (peek (reader, 0) == '_' || (peek (reader, 0) == ',' && spec->grouping == '_'))
    {
      if (spec->grouping != 0)
        return fail ("Cannot specify both ',' and '_'.");
      spec->grouping = '_';
      reader->at++;
      if (peek (reader, 0) == ',')
        return fail ("Cannot specify both ',' and '_'.");
    }
  return 0;
}

static int
check_grouping (const GcoreFormatSpec *spec)
{
  uint32_t type = spec->type;
  if (spec->grouping == 0 || type == 0 || (type < 0x80 && strchr ("defgEG%F", (int) type) != NULL)
      || (spec->grouping == '_' && type < 0x80 && strchr ("boxX", (int) type) != NULL))
    return 0;
  if (type > 32 && type < 128)
    gcore_err_format (GCORE_EXC (ValueError), "Cannot specify '%c' with '%c'.", (int) spec->grouping, (int) type);
  else
    gcore_err_format (GCORE_EXC (ValueError), "Cannot specify '%c' with '\\x%x'.", (int) spec->grouping, type);
  return -1;
}

static void
read_fill_and_align (Reader *reader, GcoreFormatSpec *spec, bool *fill_given, bool *align_given)
{
  if (is_alignment (peek (reader, 1)))
    {
      spec->fill = peek (reader, 0);
      spec->align = peek (reader, 1);
      *fill_given = *align_given = true;
      reader->at += 2;
    }
  else if (is_alignment (peek (reader, 0)))
    {
      spec->align = peek (reader, 0);
      *align_given = true;
      reader->at++;
    }
}

static int
read_precision (Reader *reader, GcoreFormatSpec *spec)
{
  if (!accept (reader, '.'))
    return 0;
  int found = read_number (reader, &spec->precision);
  return found < 0 ? -1 : found == 0 ? fail ("Format specifier missing precision") : 0;
}

static int
read_type (Reader *reader, GcoreFormatSpec *spec, intptr_t start, GcoreObject *object)
{
  if (reader->end - reader->at > 1)
    {
      GcoreObject *text = gcore_str_substring (reader->str, start, reader->end);
      if (text != NULL)
        gcore_err_format (GCORE_EXC (ValueError), "Invalid format specifier '%U' for object of type '%.200s'", text,
                          GCORE_TYPE_OF (object)->name);
      gcore_xdecref (text);
      return -1;
    }
  if (reader->at < reader->end)
    spec->type = peek (reader, 0);
  return 0;
}

int
gcore_format_spec_parse (GcoreObject *str, intptr_t start, intptr_t end, uint32_t default_type, uint32_t default_align,
                         GcoreObject *object, GcoreFormatSpec *spec)
{
  *spec = (GcoreFormatSpec) { .fill = ' ', .align = default_align, .type = default_type, .width = -1, .precision = -1 };
  Reader reader = { str, start, end };
  bool fill_given = false, align_given = false;
  read_fill_and_align (&reader, spec, &fill_given, &align_given);
  uint32_t sign = peek (&reader, 0);
  if (sign == '+' || sign == '-' || sign == ' ')
    {
      spec->sign = sign;
      reader.at++;
    }
  spec->no_negative_zero = accept (&reader, 'z');
  spec->alternate = accept (&reader, '#');
  if (!fill_given && accept (&reader, '0'))
    {
      spec->fill = '0';
      if (!align_given && default_align == '>')
        spec->align = '=';
    }
  if (read_number (&reader, &spec->width) < 0 || read_grouping (&reader, spec) < 0 || read_precision (&reader, spec) < 0
      || read_type (&reader, spec, start, object) < 0)
    return -1;
  return check_grouping (spec);
}

int
gcore_format_spec_unknown_type (const GcoreFormatSpec *spec, GcoreObject *object)
{
  const char *type_name = GCORE_TYPE_OF (object)->name;
  if (spec->type > 32 && spec->type < 128)
    gcore_err_format (GCORE_EXC (ValueError), "Unknown format code '%c' for object of type '%.200s'", (int) spec->type,
                      type_name);
  else
    gcore_err_format (GCORE_EXC (ValueError), "Unknown format code '\\x%x' for object of type '%.200s'", spec->type,
                      type_name);
  return -1;
}

void
gcore_format_spec_padding (const GcoreFormatSpec *spec, intptr_t n, intptr_t *left, intptr_t *right)
{
  intptr_t missing = spec->width > n ? spec->width - n : 0;
  *left = spec->align == '<' ? 0 : spec->align == '^' ? missing / 2 : missing;
  *right = missing - *left;
}

/* --- numbers ------------------------------------------------------------------------------------------------------ */

/* Writes N digits backwards to END, at least MIN_WIDTH characters with zeros in front, with SEPARATOR (0: none) between
 * groups of SIZE. Returns the start. */
static char *
group_digits (const char *digits, intptr_t n, intptr_t min_width, intptr_t size, char separator, char *end)
{
  intptr_t left = n;
  for (;;)
    {
      intptr_t wanted = left > min_width ? left : min_width;
      if (wanted < 1)
        wanted = 1;
      if (separator != '\0' && wanted > size)
        wanted = size;
      for (intptr_t i = 0; i < wanted; i++)
        *--end = left > 0 ? digits[--left] : '0';
      min_width -= wanted;
      if (left <= 0 && min_width <= 0)
        return end;
      *--end = separator;
      min_width--;
    }
}

static int
write_pieces (GcoreStrWriter *writer, const GcoreFormatSpec *spec, const GcoreNumberText *number, const char *digits,
              intptr_t n_digits, char sign)
{
  intptr_t n_prefix = (intptr_t) strlen (number->prefix), left, right;
  gcore_format_spec_padding (spec, (sign != '\0') + n_prefix + n_digits + number->n_rest, &left, &right);
  bool inside = spec->align == '=';
  if (gcore_str_writer_prepare (writer, left + (sign != '\0') + n_prefix + n_digits + number->n_rest + right,
                                left + right > 0 ? spec->fill : 0x7f) < 0
      || gcore_str_writer_fill (writer, spec->fill, inside ? 0 : left) < 0
      || gcore_str_writer_fill (writer, (uint32_t) sign, sign != '\0') < 0
      || gcore_str_writer_write_ascii_string (writer, number->prefix, n_prefix) < 0
      || gcore_str_writer_fill (writer, spec->fill, inside ? left : 0) < 0
      || gcore_str_writer_write_ascii_string (writer, digits, n_digits) < 0
      || gcore_str_writer_write_ascii_string (writer, number->rest, number->n_rest) < 0)
    return -1;
  return gcore_str_writer_fill (writer, spec->fill, right);
}

int
gcore_format_spec_write_number (GcoreStrWriter *writer, const GcoreFormatSpec *spec, const GcoreNumberText *number)
{
  char sign = number->negative ? '-' : spec->sign == '+' ? '+' : spec->sign == ' ' ? ' ' : '\0';
  intptr_t min_width = 0;
  if (spec->fill == '0' && spec->align == '=')
    min_width = spec->width - ((sign != '\0') + (intptr_t) strlen (number->prefix) + number->n_rest);
  if (number->n_digits == 0 || (spec->grouping == 0 && min_width <= number->n_digits))
    return write_pieces (writer, spec, number, number->digits, number->n_digits, sign);

  size_t room = 2 * (size_t) (number->n_digits > min_width ? number->n_digits : min_width) + 2;
  char *block = gcore_mem_alloc (room);
  if (block == NULL)
    {
      gcore_err_no_memory ();
      return -1;
    }
  intptr_t size = spec->type < 0x80 && spec->type != 0 && strchr ("boxX", (int) spec->type) != NULL ? 4 : 3;
  char *start = group_digits (number->digits, number->n_digits, min_width, size, (char) spec->grouping, block + room);
  int status = write_pieces (writer, spec, number, start, block + room - start, sign);
  gcore_mem_free (block);
  return status;
}

GcoreNumberText
gcore_number_text (const char *text)
{
  GcoreNumberText number = { .negative = *text == '-', .prefix = "" };
  if (*text == '-' || *text == '+')
    text++;
  number.digits = text;
  while (*text >= '0' && *text <= '9')
    text++;
  number.n_digits = text - number.digits;
  number.rest = text;
  number.n_rest = (intptr_t) strlen (text);
  return number;
}
