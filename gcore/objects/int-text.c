/* SPDX-License-Identifier: MIT */
/* int: from text and to text, in any base. */
#include "gcore/memory/memory.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/decimal-digits.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int-private.h"
#include "gcore/objects/str-private.h"

intptr_t
gcore_int_max_str_digits (void)
{
  return GCORE_OBJECTS->int_max_str_digits;
}

void
gcore_int_set_max_str_digits (intptr_t limit)
{
  GCORE_OBJECTS->int_max_str_digits = limit;
}

static bool
exceeds_limit (intptr_t n_digits)
{
  intptr_t limit = gcore_int_max_str_digits ();
  return n_digits > GCORE_INT_MAX_STR_DIGITS_THRESHOLD && limit > 0 && n_digits > limit;
}

/* --- to text ------------------------------------------------------------------------------------------------------ */

static GcoreObject *
too_long (void)
{
  return gcore_err_format (GCORE_EXC (ValueError),
                           "Exceeds the limit (%zd digits) for integer string conversion; "
                           "use sys.set_int_max_str_digits() to increase the limit",
                           gcore_int_max_str_digits ());
}

/* The digits of |OBJECT| in BASE with values 0 … BASE − 1 at *START in a new block; their number, −1 on failure. */
static intptr_t
raw_digits (GcoreObject *object, int base, uint8_t **block, uint8_t **start)
{
  intptr_t n = gcore_int_n_limbs (object);
  /* mpn_get_str clobbers what it reads and wants one limb more. */
  size_t room = mpn_sizeinbase (gcore_int_limbs (object), n, base) + 1;
  mp_limb_t *limbs = gcore_mem_alloc ((size_t) (n + 1) * 8 + room);
  if (limbs == NULL)
    {
      gcore_err_no_memory ();
      return -1;
    }
  uint8_t *digits = (uint8_t *) (limbs + n + 1);
  mpn_copyi (limbs, gcore_int_limbs (object), n);
  intptr_t n_digits = (intptr_t) mpn_get_str (digits, base, limbs, n);
  while (n_digits > 1 && *digits == 0)
    {
      digits++;
      n_digits--;
    }
  *block = (uint8_t *) limbs;
  *start = digits;
  return n_digits;
}

/* The prefix before the digits, "" for none. */
static const char *
prefix_of (int base)
{
  return base == 16 ? "0x" : base == 8 ? "0o" : base == 2 ? "0b" : "";
}

static GcoreObject *
assemble (const uint8_t *digits, intptr_t n, bool negative, const char *prefix)
{
  intptr_t n_prefix = (intptr_t) strlen (prefix);
  GcoreObject *str = gcore_str_allocate (negative + n_prefix + n, 0x7f);
  if (str == NULL)
    return NULL;
  char *to = gcore_str_data (str);
  if (negative)
    *to++ = '-';
  memcpy (to, prefix, (size_t) n_prefix);
  to += n_prefix;
  for (intptr_t i = 0; i < n; i++)
    to[i] = "0123456789abcdefghijklmnopqrstuvwxyz"[digits[i]];
  return str;
}

static GcoreObject *
decimal_text (int64_t value)
{
  uint64_t magnitude = value < 0 ? -(uint64_t) value : (uint64_t) value;
  if (value >= 0 && value < 10)
    return gcore_newref (GCORE_OBJECTS->latin1['0' + value]);
  char text[GCORE_DECIMAL_DIGITS + 1], *end = text + sizeof text;
  char *start = gcore_decimal_digits (magnitude, end);
  if (value < 0)
    *--start = '-';
  GcoreObject *str = gcore_str_allocate (end - start, 0x7f);
  if (str != NULL)
    memcpy (gcore_str_data (str), start, (size_t) (end - start));
  return str;
}

GcoreObject *
gcore_int_to_text (GcoreObject *object, int base, bool alternate)
{
  if (base == 10 && gcore_int_is_compact (object))
    return decimal_text (gcore_int_compact_value (object));
  const char *prefix = alternate ? prefix_of (base) : "";
  bool negative = gcore_int_is_negative (object);
  if (gcore_int_is_compact (object))
    {
      uint8_t digits[64], *start = digits + sizeof digits;
      uint64_t rest = GCORE_SIZE_OF (object) == 0 ? 0 : GCORE_INT (object)->limbs[0];
      if (rest < 10 && rest < (unsigned) base && !negative && *prefix == '\0')
        return gcore_newref (GCORE_OBJECTS->latin1['0' + rest]);
      do
        *--start = (uint8_t) (rest % (unsigned) base);
      while ((rest /= (unsigned) base) != 0);
      return assemble (start, digits + sizeof digits - start, negative, prefix);
    }
  /* 0.30102 < log10 (2): fewer digits are impossible. */
  if (base == 10 && exceeds_limit ((intptr_t) ((double) (gcore_int_num_bits (object) - 1) * 0.30102)))
    return too_long ();
  uint8_t *block, *digits;
  intptr_t n = raw_digits (object, base, &block, &digits);
  if (n < 0)
    return NULL;
  GcoreObject *str = base == 10 && exceeds_limit (n) ? too_long () : assemble (digits, n, negative, prefix);
  gcore_mem_free (block);
  return str;
}

GcoreObject *
gcore_int_format (GcoreObject *object, int base)
{
  return gcore_int_to_text (object, base, base != 10);
}

/* --- from text ---------------------------------------------------------------------------------------------------- */

static int
digit_value (char c)
{
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'z')
    return c - 'a' + 10;
  if (c >= 'A' && c <= 'Z')
    return c - 'A' + 10;
  return 36;
}

static bool
is_blank (char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The number that N_DIGITS digits among the characters [TEXT, END) (underscores skipped) make. */
static GcoreObject *
from_digits (const char *text, const char *end, intptr_t n_digits, int base, bool negative)
{
  if (n_digits <= 12) /* 36^12 < 2^63 */
    {
      int64_t value = 0;
      for (; text < end; text++)
        if (*text != '_')
          value = value * base + digit_value (*text);
      return gcore_int_from_int64 (negative ? -value : value);
    }
  if ((base & (base - 1)) != 0 && exceeds_limit (n_digits))
    return gcore_err_format (GCORE_EXC (ValueError),
                             "Exceeds the limit (%zd digits) for integer string conversion: value has %zd digits; "
                             "use sys.set_int_max_str_digits() to increase the limit",
                             gcore_int_max_str_digits (), n_digits);
  uint8_t *digits = gcore_mem_alloc ((size_t) n_digits);
  if (digits == NULL)
    return gcore_err_no_memory ();
  intptr_t n = 0;
  for (; text < end; text++)
    if (*text != '_' && (n > 0 || *text != '0'))
      digits[n++] = (uint8_t) digit_value (*text);
  /* At most 5.17 bits a digit. */
  intptr_t n_limbs = n * 52 / 640 + 2;
  GcoreIntResult result;
  GcoreObject *number = NULL;
  if (n == 0)
    number = gcore_int_from_int64 (0);
  else if (gcore_int_result_begin (&result, n_limbs) == 0)
    number = gcore_int_result_end (&result, (intptr_t) mpn_set_str (result.limbs, digits, (size_t) n, base), negative);
  gcore_mem_free (digits);
  return number;
}

/* The base a prefix tells (BASE 0) or allows; *TEXT moves behind it. */
static int
read_prefix (const char **text, int base)
{
  const char *at = *text;
  if (at[0] != '0')
    return base == 0 ? 10 : base;
  char letter = (char) (at[1] | 0x20);
  int told = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
  if (told != 0 && (base == 0 || base == told))
    {
      *text = at + (at[2] == '_' ? 3 : 2);
      return told;
    }
  return base == 0 ? 10 : base;
}

/* Moves over digits of BASE with single underscores between them; returns their number, −1 for a wrong underscore. */
static intptr_t
scan_digits (const char **text, int base)
{
  intptr_t n = 0;
  char previous = '_';
  const char *at = *text;
  for (; *at == '_' || digit_value (*at) < base; at++)
    {
      if (*at == '_' && previous == '_')
        return -1;
      n += *at != '_';
      previous = *at;
    }
  *text = at;
  return previous == '_' ? -1 : n;
}

/* The number at *TEXT, which moves behind it and the blanks after it; NULL without an exception if there is none. */
static GcoreObject *
parse_number (const char **text, int base)
{
  const char *at = *text;
  while (is_blank (*at))
    at++;
  bool negative = *at == '-';
  if (*at == '+' || *at == '-')
    at++;
  bool decides = base == 0;
  base = read_prefix (&at, base);
  const char *start = at;
  intptr_t n = scan_digits (&at, base);
  if (n <= 0)
    return NULL;
  GcoreObject *number = from_digits (start, at, n, base, negative);
  if (decides && base == 10 && *start == '0' && number != NULL && GCORE_SIZE_OF (number) != 0)
    {
      gcore_decref (number); /* 0123: might be meant as octal */
      return NULL;
    }
  while (is_blank (*at))
    at++;
  *text = at;
  return number;
}

static bool
check_base (int base)
{
  if (base == 0 || (base >= 2 && base <= 36))
    return true;
  gcore_err_set_string (GCORE_EXC (ValueError), "int() arg 2 must be >= 2 and <= 36");
  return false;
}

GcoreObject *
gcore_int_from_string (const char *text, char **end, int base)
{
  if (!check_base (base))
    return NULL;
  const char *at = text;
  GcoreObject *number = parse_number (&at, base);
  if (end != NULL)
    *end = (char *) (uintptr_t) at;
  if (number != NULL && (end != NULL || *at == '\0'))
    return number;
  gcore_xdecref (number);
  if (gcore_err_occurred () != NULL)
    return NULL;
  GcoreObject *str = gcore_str_decode_utf8 (text, (intptr_t) strnlen (text, 200), "replace");
  if (str != NULL)
    {
      gcore_err_format (GCORE_EXC (ValueError), "invalid literal for int() with base %d: %.200R", base, str);
      gcore_decref (str);
    }
  return NULL;
}

char *
gcore_str_to_ascii_number (GcoreObject *str)
{
  intptr_t n = GCORE_STR_LENGTH (str);
  char *text = gcore_mem_alloc ((size_t) n + 1);
  if (text == NULL)
    {
      gcore_err_no_memory ();
      return NULL;
    }
  if (GCORE_STR_IS_ASCII (str))
    {
      memcpy (text, gcore_str_data (str), (size_t) n + 1);
      return text;
    }
  for (intptr_t i = 0; i < n; i++)
    {
      uint32_t c = gcore_str_read_char (str, i);
      int decimal = gcore_char_to_decimal (c);
      text[i] = c < 0x80                  ? (char) c
                : gcore_char_is_space (c) ? ' '
                : decimal >= 0            ? (char) ('0' + decimal)
                                          : '?';
    }
  text[n] = '\0';
  return text;
}

GcoreObject *
gcore_int_from_str_object (GcoreObject *str, int base)
{
  if (!check_base (base))
    return NULL;
  bool ascii = GCORE_STR_IS_ASCII (str);
  char *text = ascii ? gcore_str_data (str) : gcore_str_to_ascii_number (str);
  if (text == NULL)
    return NULL;
  const char *at = text;
  GcoreObject *number = parse_number (&at, base);
  bool complete = number != NULL && at == text + GCORE_STR_LENGTH (str);
  if (!ascii)
    gcore_mem_free (text);
  if (complete)
    return number;
  gcore_xdecref (number);
  if (gcore_err_occurred () == NULL)
    gcore_err_format (GCORE_EXC (ValueError), "invalid literal for int() with base %d: %.200R", base, str);
  return NULL;
}

GcoreObject *
gcore_int_from_bytes (const char *text, intptr_t n, int base)
{
  if (!check_base (base))
    return NULL;
  char *copy = gcore_mem_alloc ((size_t) n + 1);
  if (copy == NULL)
    return gcore_err_no_memory ();
  memcpy (copy, text, (size_t) n);
  copy[n] = '\0';
  const char *at = copy;
  GcoreObject *number = parse_number (&at, base);
  bool complete = number != NULL && at == copy + n;
  gcore_mem_free (copy);
  if (complete)
    return number;
  gcore_xdecref (number);
  if (gcore_err_occurred () != NULL)
    return NULL;
  GcoreObject *bytes = gcore_bytes_from_string_and_size (text, n);
  if (bytes != NULL)
    {
      gcore_err_format (GCORE_EXC (ValueError), "invalid literal for int() with base %d: %.200R", base, bytes);
      gcore_decref (bytes);
    }
  return NULL;
}
