/* SPDX-License-Identifier: MIT */
/* float: text in the forms e, f, g and repr, and float (text). */
#include <math.h>

#include "gcore/memory/memory.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float-private.h"
#include "gcore/objects/str-private.h"

/* --- to text ------------------------------------------------------------------------------------------------------ */

static char *
special_text (double value, bool upper, int flags)
{
  char *text = gcore_mem_alloc (8);
  if (text == NULL)
    {
      gcore_err_no_memory ();
      return NULL;
    }
  char *at = text;
  /* The sign of a NaN is never shown. */
  if (isinf (value) && value < 0)
    *at++ = '-';
  else if (flags & GCORE_DOUBLE_SIGN)
    *at++ = '+';
  const char *word = isinf (value) ? (upper ? "INF" : "inf") : (upper ? "NAN" : "nan");
  memcpy (at, word, 4);
  return text;
}

/* Writes an exponent as e+05, e-123. */
static char *
write_exponent (char *to, int exponent, bool upper)
{
  *to++ = upper ? 'E' : 'e';
  *to++ = exponent < 0 ? '-' : '+';
  unsigned magnitude = (unsigned) (exponent < 0 ? -exponent : exponent);
  if (magnitude >= 100)
    *to++ = (char) ('0' + magnitude / 100);
  *to++ = (char) ('0' + magnitude / 10 % 10);
  *to++ = (char) ('0' + magnitude % 10);
  return to;
}

/* Which digits to show: positions [start, end) relative to the first one; the point stands before position point. */
typedef struct
{
  int start, end, point;
  bool has_exponent;
  int exponent;
} Layout;

static Layout
lay_out (char form, int n_digits, int point, int precision, int flags)
{
  Layout layout = { 0, n_digits, point, false, 0 };
  bool add_dot_0 = flags & GCORE_DOUBLE_ADD_DOT_0;
  switch (form)
    {
    case 'e':
      layout.has_exponent = true;
      layout.end = precision;
      break;
    case 'f':
      layout.end = point + precision;
      break;
    case 'g':
      layout.has_exponent = point <= -4 || point > precision - add_dot_0;
      if (flags & GCORE_DOUBLE_ALTERNATE)
        layout.end = precision;
      break;
    default: /* repr */
      layout.has_exponent = point <= -4 || point > 16;
    }
  if (layout.has_exponent)
    {
      layout.exponent = point - 1;
      layout.point = 1;
    }
  if (layout.point <= 0)
    layout.start = layout.point - 1;
  int least = layout.point + (!layout.has_exponent && add_dot_0);
  if (layout.end < least)
    layout.end = least;
  return layout;
}

static char *
write_layout (const Layout *layout, const char *digits, int n_digits, bool negative, bool upper, int flags)
{
  char *text = gcore_mem_alloc ((size_t) (layout->end - layout->start) + 10);
  if (text == NULL)
    {
      gcore_err_no_memory ();
      return NULL;
    }
  char *to = text;
  if (negative)
    *to++ = '-';
  else if (flags & GCORE_DOUBLE_SIGN)
    *to++ = '+';
  for (int i = layout->start; i < layout->end; i++)
    {
      if (i == layout->point)
        *to++ = '.';
      *to++ = i >= 0 && i < n_digits ? digits[i] : '0';
    }
  if (layout->end == layout->point && (flags & GCORE_DOUBLE_ALTERNATE))
    *to++ = '.';
  if (layout->has_exponent)
    to = write_exponent (to, layout->exponent, upper);
  *to = '\0';
  return text;
}

char *
gcore_double_to_string (double value, char code, int precision, int flags, int *kind)
{
  char form = (char) (code | 0x20);
  bool upper = code != form;
  if (kind != NULL)
    *kind = isinf (value) ? 1 : isnan (value) ? 2 : 0;
  if (!isfinite (value))
    return special_text (value, upper, flags);
  int mode = form == 'r' ? 0 : form == 'f' ? 3 : 2;
  if (form == 'e')
    precision++;
  else if (form == 'g' && precision == 0)
    precision = 1;
  char digits[GCORE_DOUBLE_MAX_DIGITS];
  int point, n_digits = gcore_double_digits (value, mode, precision, digits, &point);
  Layout layout = lay_out (form, n_digits, point, precision, flags);
  return write_layout (&layout, digits, n_digits, signbit (value), upper, flags);
}

GcoreObject *
gcore_float_repr (GcoreObject *object)
{
  char *text = gcore_double_to_string (GCORE_FLOAT_VALUE (object), 'r', 0, GCORE_DOUBLE_ADD_DOT_0, NULL);
  if (text == NULL)
    return NULL;
  GcoreObject *str = gcore_str_from_ascii (text, (intptr_t) strlen (text));
  gcore_mem_free (text);
  return str;
}

/* --- from text ---------------------------------------------------------------------------------------------------- */

/* Removes underscores that stand between digits; false if there is another one. */
static bool
remove_underscores (char *text)
{
  char *to = text, previous = '\0';
  for (const char *at = text; *at != '\0'; at++)
    {
      bool is_digit = *at >= '0' && *at <= '9';
      if (*at == '_' ? !(previous >= '0' && previous <= '9') : (previous == '_' && !is_digit))
        return false;
      if (*at != '_')
        *to++ = *at;
      previous = *at;
    }
  *to = '\0';
  return previous != '_';
}

static bool
is_blank (char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

bool
gcore_double_from_text (char *text, intptr_t n, double *value)
{
  char *start = text, *end = text + n;
  while (is_blank (*start))
    start++;
  while (end > start && is_blank (end[-1]))
    end--;
  if (memchr (start, '\0', (size_t) (end - start)) != NULL || start == end)
    return false;
  *end = '\0';
  if (strchr (start, '_') != NULL && !remove_underscores (start))
    return false;
  const char *stop;
  *value = gcore_double_parse (start, &stop);
  return stop != start && *stop == '\0';
}

/* Parses the N bytes at TEXT (stolen block with a NUL after them). ORIGINAL is for the message. */
static GcoreObject *
from_block (char *text, intptr_t n, GcoreObject *original)
{
  double value = 0;
  if (text == NULL)
    return NULL;
  bool fine = gcore_double_from_text (text, n, &value);
  gcore_mem_free (text);
  if (fine)
    return gcore_float_from_double (value);
  return gcore_err_format (GCORE_EXC (ValueError), "could not convert string to float: %R", original);
}

/* Whether TEXT is a number without blanks and underscores, as most are. */
static bool
parse_simple (const char *text, intptr_t n, double *value)
{
  const char *stop;
  *value = gcore_double_parse (text, &stop);
  return n > 0 && stop == text + n;
}

GcoreObject *
gcore_float_from_string (GcoreObject *object)
{
  double value;
  if (gcore_is_str (object) && GCORE_STR_IS_ASCII (object)
      && parse_simple (gcore_str_data (object), GCORE_STR_LENGTH (object), &value))
    return gcore_float_from_double (value);
  if (gcore_is_str (object))
    return from_block (gcore_str_to_ascii_number (object), GCORE_STR_LENGTH (object), object);
  if (!gcore_object_check_buffer (object))
    return gcore_err_format (GCORE_EXC (TypeError), "float() argument must be a string or a real number, not '%.200s'",
                             GCORE_TYPE_OF (object)->name);
  GcoreBuffer buffer;
  if (gcore_object_get_buffer (object, &buffer, false) < 0)
    return NULL;
  char *copy = gcore_mem_alloc ((size_t) buffer.n + 1);
  if (copy == NULL)
    gcore_err_no_memory ();
  else
    {
      memcpy (copy, buffer.data, (size_t) buffer.n);
      copy[buffer.n] = '\0';
    }
  GcoreObject *result = from_block (copy, buffer.n, object);
  gcore_buffer_release (&buffer);
  return result;
}
