/* SPDX-License-Identifier: MIT */
/* gcore_str_from_format: strings made by C code. */
#include "gcore/objects/abstract.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/str-private.h"

/* What stands between '%' and the conversion letter. */
typedef struct
{
  bool zero, left;
  intptr_t width, precision; /* −1: not given */
  int longs;                 /* 'l' written once or twice; 'z' counts as one */
  char letter;
} Directive;

static intptr_t
parse_number (const char **at)
{
  intptr_t number = 0;
  while (**at >= '0' && **at <= '9')
    number = number * 10 + (*(*at)++ - '0');
  return number;
}

static const char *
parse_directive (const char *at, Directive *directive)
{
  *directive = (Directive) { .width = -1, .precision = -1 };
  for (;; at++)
    if (*at == '0')
      directive->zero = true;
    else if (*at == '-')
      directive->left = true;
    else
      break;
  if (*at >= '1' && *at <= '9')
    directive->width = parse_number (&at);
  if (*at == '.')
    {
      at++;
      directive->precision = parse_number (&at);
    }
  while (*at == 'l' || *at == 'z')
    {
      directive->longs++;
      at++;
    }
  directive->letter = *at;
  return *at == '\0' ? at : at + 1;
}

static int
write_number (GcoreStrWriter *writer, const Directive *directive, uint64_t magnitude, bool negative, int base)
{
  char digits[24];
  int n = 0;
  do
    digits[n++] = "0123456789abcdef"[magnitude % base];
  while ((magnitude /= base) != 0);
  intptr_t zeros = directive->precision > n ? directive->precision - n : 0;
  intptr_t blanks = directive->width - n - zeros - negative;
  if (blanks > 0 && directive->zero)
    {
      zeros += blanks;
      blanks = 0;
    }
  if (gcore_str_writer_fill (writer, ' ', blanks) < 0 || gcore_str_writer_fill (writer, '-', negative) < 0
      || gcore_str_writer_fill (writer, '0', zeros) < 0)
    return -1;
  while (n > 0)
    if (gcore_str_writer_write_char (writer, (uint8_t) digits[--n]) < 0)
      return -1;
  return 0;
}

/* STR is stolen and may be NULL (an exception is set). */
static int
write_object (GcoreStrWriter *writer, const Directive *directive, GcoreObject *str)
{
  if (str == NULL)
    return -1;
  intptr_t n = GCORE_STR_LENGTH (str);
  if (directive->precision >= 0 && directive->precision < n)
    n = directive->precision;
  intptr_t blanks = directive->width - n;
  int status = 0;
  if (!directive->left)
    status = gcore_str_writer_fill (writer, ' ', blanks);
  if (status == 0)
    status = gcore_str_writer_write_substring (writer, str, 0, n);
  if (status == 0 && directive->left)
    status = gcore_str_writer_fill (writer, ' ', blanks);
  gcore_decref (str);
  return status;
}

static int
write_utf8 (GcoreStrWriter *writer, Directive *directive, const char *text)
{
  size_t n = directive->precision >= 0 ? strnlen (text, (size_t) directive->precision) : strlen (text);
  directive->precision = -1;
  if (directive->width < 0 && gcore_str_class_of_data (1, text, (intptr_t) n) == 0x7f)
    return gcore_str_writer_write_ascii_string (writer, text, (intptr_t) n);
  return write_object (writer, directive, gcore_str_decode_utf8 (text, (intptr_t) n, "replace"));
}

static int
write_integer (GcoreStrWriter *writer, const Directive *directive, va_list *args)
{
  if (directive->letter == 'd' || directive->letter == 'i')
    {
      int64_t value = directive->longs ? va_arg (*args, int64_t) : va_arg (*args, int);
      return write_number (writer, directive, value < 0 ? -(uint64_t) value : (uint64_t) value, value < 0, 10);
    }
  uint64_t value = directive->longs ? va_arg (*args, uint64_t) : va_arg (*args, unsigned);
  return write_number (writer, directive, value, false, directive->letter == 'u' ? 10 : 16);
}

static int
write_directive (GcoreStrWriter *writer, Directive *directive, va_list *args)
{
  GcoreObject *object;
  int character;
  switch (directive->letter)
    {
    case 'c':
      character = va_arg (*args, int);
      if (character < 0 || character > GCORE_MAX_CHARACTER)
        {
          gcore_err_set_string (GCORE_EXC (OverflowError), "character argument not in range(0x110000)");
          return -1;
        }
      return gcore_str_writer_write_char (writer, (uint32_t) character);
    case 'd':
    case 'i':
    case 'u':
    case 'x':
      return write_integer (writer, directive, args);
    case 'p':
      return gcore_str_writer_write_ascii_string (writer, "0x", 2) < 0
                 ? -1
                 : write_number (writer, directive, (uintptr_t) va_arg (*args, void *), false, 16);
    case 's':
      return write_utf8 (writer, directive, va_arg (*args, const char *));
    case 'U':
      return write_object (writer, directive, gcore_newref (va_arg (*args, GcoreObject *)));
    case 'V':
      object = va_arg (*args, GcoreObject *);
      const char *text = va_arg (*args, const char *);
      return object != NULL ? write_object (writer, directive, gcore_newref (object))
                            : write_utf8 (writer, directive, text);
    case 'S':
      return write_object (writer, directive, gcore_object_str (va_arg (*args, GcoreObject *)));
    case 'R':
      return write_object (writer, directive, gcore_object_repr (va_arg (*args, GcoreObject *)));
    case 'A':
      return write_object (writer, directive, gcore_object_ascii (va_arg (*args, GcoreObject *)));
    case '%':
      return gcore_str_writer_write_char (writer, '%');
    default:
      gcore_err_set_string (GCORE_EXC (SystemError), "invalid format string");
      return -1;
    }
}

GcoreObject *
gcore_str_from_format_v (const char *format, va_list args)
{
  GcoreStrWriter writer;
  gcore_str_writer_init (&writer);
  writer.over_allocate = true;
  va_list copy;
  va_copy (copy, args);
  int status = 0;
  while (status == 0 && *format != '\0')
    if (*format == '%')
      {
        Directive directive;
        format = parse_directive (format + 1, &directive);
        status = write_directive (&writer, &directive, &copy);
      }
    else
      {
        size_t n = strcspn (format, "%");
        status = gcore_str_writer_write_ascii_string (&writer, format, (intptr_t) n);
        format += n;
      }
  va_end (copy);
  if (status == 0)
    return gcore_str_writer_finish (&writer);
  gcore_str_writer_dealloc (&writer);
  return NULL;
}

GcoreObject *
gcore_str_from_format (const char *format, ...)
{
  va_list args;
  va_start (args, format);
  GcoreObject *str = gcore_str_from_format_v (format, args);
  va_end (args);
  return str;
}
