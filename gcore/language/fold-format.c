/* SPDX-License-Identifier: MIT */
/* `'…%s…' % (a, b)` as the f-string that gives the same text. */
#include "gcore/language/fold.h"

#include "gcore/objects/errors.h"
#include "gcore/objects/str.h"

#define MAX_DIGITS 3 /* of a width or precision */

typedef struct
{
  GcoreObject *text;
  intptr_t position;
  GcoreArena *arena;
} Format;

/* One conversion, `%` already read: only what a f-string can express. */
typedef struct
{
  bool left_justified;
  int width, precision; /* -1: none */
  int code;
} Conversion;

/* The next character, or 0 at the end. */
static uint32_t
next_char (Format *format)
{
  if (format->position >= GCORE_STR_LENGTH (format->text))
    return 0;
  return gcore_str_read_char (format->text, format->position++);
}

/* Reads digits starting with *CHARACTER, which becomes the first character after them. -1: too many. */
static int
read_number (Format *format, uint32_t *character)
{
  int number = 0;
  for (int digits = 0; *character >= '0' && *character <= '9'; digits++)
    {
      if (digits == MAX_DIGITS - 1)
        return -1;
      number = number * 10 + (int) (*character - '0');
      *character = next_char (format);
    }
  return number;
}

static bool
read_conversion (Format *format, Conversion *conversion)
{
  uint32_t c = next_char (format);
  *conversion = (Conversion){ false, -1, -1, 0 };
  while (c != 0 && strchr ("-+ #0", (int) c) != NULL)
    {
      if (c == '-')
        conversion->left_justified = true;
      c = next_char (format);
    }
  if (c >= '0' && c <= '9' && (conversion->width = read_number (format, &c)) < 0)
    return false;
  if (c == '.')
    {
      c = next_char (format);
      if ((conversion->precision = read_number (format, &c)) < 0)
        return false;
    }
  conversion->code = (int) c;
  return c == 's' || c == 'r' || c == 'a';
}

/* Decimal digits of a small number; returns the end. */
static char *
write_number (char *end, int number)
{
  if (number >= 10)
    end = write_number (end, number / 10);
  *end++ = (char) ('0' + number % 10);
  return end;
}

/* The format spec of CONVERSION as a constant at ARGUMENT's place; *SPEC NULL if there is none. */
static bool
make_spec (Format *format, const Conversion *conversion, const GcoreExpr *argument, GcoreExpr **spec)
{
  char text[2 * MAX_DIGITS + 3], *end = text;
  if (!conversion->left_justified && conversion->width > 0)
    *end++ = '>';
  if (conversion->width >= 0)
    end = write_number (end, conversion->width);
  if (conversion->precision >= 0)
    {
      *end++ = '.';
      end = write_number (end, conversion->precision);
    }
  *spec = NULL;
  if (end == text)
    return true;
  GcoreObject *str = gcore_arena_own (format->arena, gcore_str_from_string_and_size (text, end - text));
  if (str == NULL || (*spec = gcore_ast_new_expr (format->arena, GCORE_EXPR_CONSTANT, argument->location)) == NULL)
    return false;
  (*spec)->as.constant.value = str;
  return true;
}

/* The text up to the next conversion as a constant without a place in the source. Returns 1 with *NODE set, 0 if there
 * is no text, -1 with an exception. */
static int
read_literal (Format *format, GcoreExpr **node)
{
  static const GcoreLocation nowhere = { -1, -1, -1, -1 };
  intptr_t start = format->position, length = GCORE_STR_LENGTH (format->text);
  GcoreStrWriter writer;

  gcore_str_writer_init (&writer);
  while (format->position < length)
    {
      uint32_t c = gcore_str_read_char (format->text, format->position);
      if (c == '%')
        {
          if (format->position + 1 >= length || gcore_str_read_char (format->text, format->position + 1) != '%')
            break;
          format->position++;
        }
      if (gcore_str_writer_write_char (&writer, c) < 0)
        {
          gcore_str_writer_dealloc (&writer);
          return -1;
        }
      format->position++;
    }
  if (format->position == start)
    {
      gcore_str_writer_dealloc (&writer);
      return 0;
    }
  GcoreObject *text = gcore_arena_own (format->arena, gcore_str_writer_finish (&writer));
  if (text == NULL || (*node = gcore_ast_new_expr (format->arena, GCORE_EXPR_CONSTANT, nowhere)) == NULL)
    return -1;
  (*node)->as.constant.value = text;
  return 1;
}

/* 1 with *NODE set; 0 if the conversion cannot be expressed; -1 with an exception. */
static int
read_value (Format *format, GcoreExpr *argument, GcoreExpr **node)
{
  Conversion conversion;
  GcoreExpr *spec;
  format->position++;
  if (!read_conversion (format, &conversion))
    return 0;
  if (!make_spec (format, &conversion, argument, &spec))
    return -1;
  *node = gcore_ast_new_expr (format->arena, GCORE_EXPR_FORMATTED_VALUE, argument->location);
  if (*node == NULL)
    return -1;
  (*node)->as.formatted_value.value = argument;
  (*node)->as.formatted_value.conversion = conversion.code;
  (*node)->as.formatted_value.format_spec = spec;
  return 1;
}

bool
gcore_fold_format (GcoreExpr *node, GcoreObject *text, const GcoreExprSeq *elements, GcoreArena *arena)
{
  Format format = { text, 0, arena };
  intptr_t used = 0;
  GcoreExprSeq *values = (GcoreExprSeq *) gcore_ast_new_seq (arena, elements->count * 2 + 1, sizeof (GcoreExpr *));
  if (values == NULL)
    return false;
  values->count = 0;
  for (;;)
    {
      GcoreExpr *part = NULL;
      int status = read_literal (&format, &part);
      if (status < 0)
        return false;
      if (status > 0)
        values->items[values->count++] = part;
      if (format.position >= GCORE_STR_LENGTH (text))
        break;
      if (used == elements->count)
        return true;
      status = read_value (&format, elements->items[used++], &part);
      if (status <= 0)
        return status == 0;
      values->items[values->count++] = part;
    }
  if (used < elements->count)
    return true;
  node->kind = GCORE_EXPR_JOINED_STR;
  node->as.joined_str.values = values;
  return true;
}
