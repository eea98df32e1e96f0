/* SPDX-License-Identifier: MIT */
/* The % operator of str and bytes: "%(key)-08.3d". Numbers are laid out as format specifications are. */
#include "gcore/objects/percent.h"

#include <limits.h>

#include "gcore/memory/memory.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/bytearray.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float.h"
#include "gcore/objects/format-spec.h"
#include "gcore/objects/int.h"
#include "gcore/objects/str-private.h"
#include "gcore/objects/tuple.h"

/* The format being read, and the arguments not used yet. */
typedef struct
{
  GcoreStrWriter *writer;
  int kind;
  const void *data;
  intptr_t n, at;
  bool is_bytes;
  GcoreObject *args; /* borrowed: a tuple, or the one argument */
  intptr_t index;    /* of the next argument */
  bool mapping;      /* args can be asked for keys */
  GcoreObject *value; /* owned: what the key of the present directive stands for, or NULL */
  bool value_used;
} Percent;

/* One directive: what stands between '%' and its letter. */
typedef struct
{
  bool left, plus, blank, alternate, zero;
  intptr_t width, precision; /* −1: not given */
  uint32_t letter;
} Directive;

static int
fail (GcoreObject *type, const char *message)
{
  gcore_err_set_string (type, message);
  return -1;
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static uint32_t
peek (const Percent *percent)
{
  return gcore_str_read (percent->kind, percent->data, percent->at);
}

/* Moves to the next character; −1 with ValueError at the end. */
static int
advance (Percent *percent)
{
  if (++percent->at < percent->n)
    return 0;
  return fail (GCORE_EXC (ValueError), "incomplete format");
}

/* Borrowed, NULL with TypeError if there are no more. */
static GcoreObject *
next_argument (Percent *percent)
{
  if (percent->value != NULL)
    {
      if (!percent->value_used)
        {
          percent->value_used = true;
          return percent->value;
        }
    }
  else if (gcore_is_tuple (percent->args))
    {
      if (percent->index < GCORE_TUPLE_SIZE (percent->args))
        return GCORE_TUPLE_ITEM (percent->args, percent->index++);
    }
  else if (percent->index == 0)
    {
      percent->index = 1;
      return percent->args;
    }
  fail (GCORE_EXC (TypeError), "not enough arguments for format string");
  return NULL;
}

/* "(key)": looks the key up in the mapping. */
static int
read_key (Percent *percent)
{
  if (!percent->mapping)
    return fail (GCORE_EXC (TypeError), "format requires a mapping");
  intptr_t start = ++percent->at;
  for (int depth = 1; percent->at < percent->n; percent->at++)
    {
      depth += (peek (percent) == '(') - (peek (percent) == ')');
      if (depth == 0)
        break;
    }
  if (percent->at >= percent->n)
    return fail (GCORE_EXC (ValueError), "incomplete format key");
  const void *from = gcore_str_at (percent->kind, percent->data, start);
  intptr_t length = percent->at - start;
  GcoreObject *key = percent->is_bytes ? gcore_bytes_from_string_and_size (from, length)
                                       : gcore_str_from_kind_and_data (percent->kind, from, length);
  GcoreObject *value = key == NULL ? NULL : gcore_object_get_item (percent->args, key);
  gcore_xdecref (key);
  if (value == NULL)
    return -1;
  GCORE_SETREF (percent->value, value);
  percent->value_used = false;
  return advance (percent);
}

/* Digits, or '*' for an argument, in *NUMBER. */
static int
read_number (Percent *percent, intptr_t *number, bool is_precision)
{
  if (peek (percent) == '*')
    {
      GcoreObject *argument = next_argument (percent);
      if (argument == NULL)
        return -1;
      if (!gcore_is_int (argument))
        return fail (GCORE_EXC (TypeError), "* wants int");
      *number = is_precision ? gcore_int_as_int (argument) : gcore_int_as_ssize (argument);
      return *number == -1 && gcore_err_occurred () != NULL ? -1 : advance (percent);
    }
  for (uint32_t c; (c = peek (percent)) >= '0' && c <= '9';)
    {
      if (*number < 0)
        *number = 0;
      if (__builtin_mul_overflow (*number, 10, number)
          || __builtin_add_overflow (*number, (intptr_t) (c - '0'), number))
        return fail (GCORE_EXC (ValueError), is_precision ? "precision too big" : "width too big");
      if (advance (percent) < 0)
        return -1;
    }
  return 0;
}

static int
read_flags (Percent *percent, Directive *directive)
{
  for (;;)
    {
      switch (peek (percent))
        {
        case '-':
          directive->left = true;
          break;
        case '+':
          directive->plus = true;
          break;
        case ' ':
          directive->blank = true;
          break;
        case '#':
          directive->alternate = true;
          break;
        case '0':
          directive->zero = true;
          break;
        default:
          return 0;
        }
      if (advance (percent) < 0)
        return -1;
    }
}

static int
read_directive (Percent *percent, Directive *directive)
{
  *directive = (Directive) { .width = -1, .precision = -1 };
  if (peek (percent) == '(' && read_key (percent) < 0)
    return -1;
  if (read_flags (percent, directive) < 0 || read_number (percent, &directive->width, false) < 0)
    return -1;
  if (directive->width < -1)
    {
      directive->left = true;
      directive->width = -directive->width;
    }
  if (peek (percent) == '.')
    {
      directive->precision = 0;
      if (advance (percent) < 0 || read_number (percent, &directive->precision, true) < 0)
        return -1;
      if (directive->precision < 0)
        directive->precision = 0;
      if (directive->precision > INT_MAX)
        return fail (GCORE_EXC (ValueError), "precision too big");
    }
  if ((peek (percent) == 'h' || peek (percent) == 'l' || peek (percent) == 'L') && advance (percent) < 0)
    return -1;
  directive->letter = peek (percent);
  percent->at++;
  return 0;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

/* Text with blanks around it; TEXT is stolen and may be NULL. */
static int
write_text (Percent *percent, const Directive *directive, GcoreObject *text)
{
  if (text == NULL)
    return -1;
  intptr_t n = GCORE_STR_LENGTH (text);
  if (directive->width <= n && directive->precision < 0)
    {
      int done = gcore_str_writer_write_str (percent->writer, text);
      gcore_decref (text);
      return done;
    }
  if (directive->precision >= 0 && directive->precision < n)
    n = directive->precision;
  intptr_t blanks = directive->width > n ? directive->width - n : 0;
  int status = gcore_str_writer_fill (percent->writer, ' ', directive->left ? 0 : blanks);
  if (status == 0)
    status = n == GCORE_STR_LENGTH (text) ? gcore_str_writer_write_str (percent->writer, text)
                                          : gcore_str_writer_write_substring (percent->writer, text, 0, n);
  if (status == 0)
    status = gcore_str_writer_fill (percent->writer, ' ', directive->left ? blanks : 0);
  gcore_decref (text);
  return status;
}

static int
write_number (Percent *percent, const Directive *directive, const GcoreNumberText *number)
{
  GcoreFormatSpec spec = { .fill = directive->zero && !directive->left ? '0' : ' ',
                           .sign = directive->plus ? '+' : directive->blank ? ' ' : 0,
                           .width = directive->width };
  spec.align = directive->left ? '<' : spec.fill == '0' ? '=' : '>';
  return gcore_format_spec_write_number (percent->writer, &spec, number);
}

static int
wrong_type (const Directive *directive, GcoreObject *argument)
{
  bool exact = directive->letter == 'x' || directive->letter == 'X' || directive->letter == 'o';
  gcore_err_format (GCORE_EXC (TypeError), "%%%c format: %s is required, not %.200s", (int) directive->letter,
                    exact ? "an integer" : "a real number", GCORE_TYPE_OF (argument)->name);
  return -1;
}

static bool
is_plain (const Directive *directive)
{
  return directive->width < 0 && directive->precision < 0 && !directive->plus && !directive->blank;
}

/* The digits of an int with zeros in front up to the precision; in a new block of *N characters. */
static char *
padded_digits (const Directive *directive, GcoreObject *number, int base, intptr_t *n)
{
  GcoreObject *text = gcore_int_to_text (number, base, false);
  if (text == NULL)
    return NULL;
  bool negative = gcore_int_sign (number) < 0;
  const char *digits = (const char *) gcore_str_data (text) + negative;
  intptr_t n_digits = GCORE_STR_LENGTH (text) - negative;
  intptr_t zeros = directive->precision > n_digits ? directive->precision - n_digits : 0;
  char *block = gcore_mem_alloc ((size_t) (zeros + n_digits) + 1);
  if (block == NULL)
    gcore_err_no_memory ();
  else
    {
      memset (block, '0', (size_t) zeros);
      for (intptr_t i = 0; i < n_digits; i++)
        block[zeros + i] = (char) (directive->letter == 'X' && digits[i] >= 'a' ? digits[i] - 32 : digits[i]);
      *n = zeros + n_digits;
    }
  gcore_decref (text);
  return block;
}

static int
write_int (Percent *percent, const Directive *directive, GcoreObject *argument)
{
  uint32_t letter = directive->letter;
  int base = letter == 'o' ? 8 : letter == 'x' || letter == 'X' ? 16 : 10;
  if (base == 10 && gcore_is_int (argument) && gcore_int_is_compact (argument) && is_plain (directive))
    return gcore_str_writer_write_int64 (percent->writer, gcore_int_compact_value (argument));
  GcoreObject *number;
  if (gcore_is_int (argument))
    number = gcore_newref (argument);
  else
    {
      number = !gcore_number_check (argument) ? NULL
               : base == 10                   ? gcore_number_long (argument)
                                              : gcore_number_index (argument);
      if (number == NULL)
        return gcore_err_occurred () == NULL || gcore_err_exception_matches (GCORE_EXC (TypeError))
                   ? wrong_type (directive, argument)
                   : -1;
    }
  GcoreNumberText text = { .negative = gcore_int_sign (number) < 0, .prefix = "", .rest = "" };
  if (directive->alternate)
    text.prefix = base == 8 ? "0o" : letter == 'x' ? "0x" : letter == 'X' ? "0X" : "";
  char *digits = padded_digits (directive, number, base, &text.n_digits);
  text.digits = digits;
  int status = digits == NULL ? -1 : write_number (percent, directive, &text);
  gcore_mem_free (digits);
  gcore_decref (number);
  return status;
}

static int
write_float (Percent *percent, const Directive *directive, GcoreObject *argument)
{
  double value = gcore_float_as_double (argument);
  if (value == -1.0 && gcore_err_occurred () != NULL)
    {
      if (percent->is_bytes && gcore_err_exception_matches (GCORE_EXC (TypeError)))
        gcore_err_format (GCORE_EXC (TypeError), "float argument required, not %.200s", GCORE_TYPE_OF (argument)->name);
      return -1;
    }
  int precision = directive->precision < 0 ? 6 : (int) directive->precision;
  char *text = gcore_double_to_string (value, (char) directive->letter, precision,
                                       directive->alternate ? GCORE_DOUBLE_ALTERNATE : 0, NULL);
  if (text == NULL)
    return -1;
  GcoreNumberText number = gcore_number_text (text);
  int status = write_number (percent, directive, &number);
  gcore_mem_free (text);
  return status;
}

/* The code of a one-character argument of %c; −1 with an exception set. */
static long
character_of (const Percent *percent, GcoreObject *argument)
{
  long max = percent->is_bytes ? 255 : GCORE_MAX_CHARACTER;
  if (!percent->is_bytes && gcore_is_str (argument) && GCORE_STR_LENGTH (argument) == 1)
    return gcore_str_read_char (argument, 0);
  if (percent->is_bytes && gcore_is_bytes (argument) && GCORE_BYTES_SIZE (argument) == 1)
    return (uint8_t) GCORE_BYTES_DATA (argument)[0];
  if (percent->is_bytes && gcore_is_bytearray (argument) && GCORE_SIZE_OF (argument) == 1)
    return (uint8_t) gcore_bytearray_as_string (argument)[0];
  if (!gcore_index_check (argument))
    return fail (GCORE_EXC (TypeError), percent->is_bytes
                                            ? "%c requires an integer in range(256) or a single byte"
                                            : "%c requires int or char");
  int overflow;
  long character = gcore_int_as_long_and_overflow (argument, &overflow);
  if (overflow == 0 && character == -1 && gcore_err_occurred () != NULL)
    return -1;
  if (overflow != 0 || character < 0 || character > max)
    return fail (GCORE_EXC (OverflowError), percent->is_bytes ? "%c arg not in range(256)"
                                                              : "%c arg not in range(0x110000)");
  return character;
}

static int
write_character (Percent *percent, Directive *directive, GcoreObject *argument)
{
  long character = character_of (percent, argument);
  directive->precision = -1;
  return character < 0 ? -1 : write_text (percent, directive, gcore_str_from_ordinal ((int) character));
}

/* What %s puts into bytes, as a str of the same codes. */
static GcoreObject *
bytes_as_text (GcoreObject *argument)
{
  GcoreObject *bytes;
  if (gcore_object_check_buffer (argument))
    bytes = gcore_bytes_from_object (argument);
  else
    {
      GcoreObject *method = gcore_object_lookup_special (argument, GCORE_ID (__bytes__));
      if (method == NULL)
        return gcore_err_occurred () != NULL
                   ? NULL
                   : gcore_err_format (GCORE_EXC (TypeError),
                                       "%%b requires a bytes-like object, or an object that implements __bytes__, not "
                                       "'%.100s'",
                                       GCORE_TYPE_OF (argument)->name);
      bytes = gcore_object_call_no_args (method);
      gcore_decref (method);
      if (bytes != NULL && !gcore_is_bytes (bytes))
        {
          gcore_err_format (GCORE_EXC (TypeError), "__bytes__ returned non-bytes (type %.200s)",
                            GCORE_TYPE_OF (bytes)->name);
          GCORE_CLEAR (bytes);
        }
    }
  if (bytes == NULL)
    return NULL;
  GcoreObject *text = gcore_str_from_latin1 ((const uint8_t *) GCORE_BYTES_DATA (bytes), GCORE_BYTES_SIZE (bytes));
  gcore_decref (bytes);
  return text;
}

static int
write_argument (Percent *percent, Directive *directive, GcoreObject *argument)
{
  uint32_t letter = directive->letter;
  if (percent->is_bytes && letter == 'r')
    letter = 'a';
  if (letter == 'b' && percent->is_bytes)
    letter = 's';
  switch (letter)
    {
    case 's':
      return write_text (percent, directive,
                         percent->is_bytes ? bytes_as_text (argument) : gcore_object_str (argument));
    case 'r':
      return write_text (percent, directive, gcore_object_repr (argument));
    case 'a':
      return write_text (percent, directive, gcore_object_ascii (argument));
    case 'c':
      return write_character (percent, directive, argument);
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
      return write_int (percent, directive, argument);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
      return write_float (percent, directive, argument);
    default:
      gcore_err_format (GCORE_EXC (ValueError), "unsupported format character '%c' (0x%x) at index %zd",
                        letter >= 31 && letter <= 126 ? (int) letter : '?', letter, percent->at - 1);
      return -1;
    }
}

/* Reads and writes one directive; percent->at stands on what follows its '%'. */
static int
do_directive (Percent *percent)
{
  if (percent->at >= percent->n)
    return fail (GCORE_EXC (ValueError), "incomplete format");
  if (peek (percent) == '%')
    {
      percent->at++;
      return gcore_str_writer_write_char (percent->writer, '%');
    }
  Directive directive;
  if (read_directive (percent, &directive) < 0)
    return -1;
  GcoreObject *argument = next_argument (percent);
  return argument == NULL ? -1 : write_argument (percent, &directive, argument);
}

static int
write_literal (Percent *percent, intptr_t end)
{
  intptr_t n = end - percent->at;
  const void *from = gcore_str_at (percent->kind, percent->data, percent->at);
  percent->at = end;
  if (n == 0)
    return 0;
  if (gcore_str_writer_prepare (percent->writer, n, gcore_str_class_of_data (percent->kind, from, n)) < 0)
    return -1;
  GcoreStrWriter *writer = percent->writer;
  gcore_str_copy_data (writer->kind, gcore_str_at (writer->kind, writer->data, writer->position), percent->kind, from,
                       n);
  writer->position += n;
  return 0;
}

int
gcore_percent_write (GcoreStrWriter *writer, int kind, const void *data, intptr_t n, GcoreObject *args, bool is_bytes)
{
  Percent percent = { .writer = writer, .kind = kind, .data = data, .n = n, .args = args, .is_bytes = is_bytes };
  percent.mapping = GCORE_TYPE_OF (args)->mapping.subscript != NULL && !gcore_is_tuple (args) && !gcore_is_str (args)
                    && !(is_bytes && (gcore_is_bytes (args) || gcore_is_bytearray (args)));
  int status = 0;
  while (status == 0 && percent.at < n)
    {
      intptr_t found = gcore_str_search_char (kind, gcore_str_at (kind, data, percent.at), n - percent.at, '%', 1);
      status = write_literal (&percent, found < 0 ? n : percent.at + found);
      if (status == 0 && found >= 0)
        {
          percent.at++;
          status = do_directive (&percent);
        }
    }
  bool left_over = gcore_is_tuple (args) ? percent.index < GCORE_TUPLE_SIZE (args)
                                         : percent.index == 0 && percent.value == NULL && !percent.mapping;
  if (percent.value != NULL && !percent.value_used)
    left_over = !percent.mapping;
  gcore_xdecref (percent.value);
  if (status == 0 && left_over)
    return fail (GCORE_EXC (TypeError), is_bytes ? "not all arguments converted during bytes formatting"
                                                 : "not all arguments converted during string formatting");
  return status;
}

GcoreObject *
gcore_str_format (GcoreObject *format, GcoreObject *args)
{
  GcoreStrWriter writer;
  if (args == GCORE_OBJECTS->empty_tuple && gcore_is_str_exact (format)
      && gcore_str_find_char (format, '%', 0, GCORE_STR_LENGTH (format), 1) == -1)
    return gcore_newref (format);
  gcore_str_writer_init (&writer);
  writer.over_allocate = true;
  if (gcore_percent_write (&writer, GCORE_STR_KIND (format), gcore_str_data (format), GCORE_STR_LENGTH (format), args,
                           false)
      == 0)
    return gcore_str_writer_finish (&writer);
  gcore_str_writer_dealloc (&writer);
  return NULL;
}
