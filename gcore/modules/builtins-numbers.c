/* SPDX-License-Identifier: MIT */
/* Built-in functions about numbers and characters. */
#include "gcore/modules/builtins.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/bytearray.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float.h"
#include "gcore/objects/int.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"
#include "gcore/objects/type.h"

static GcoreObject *
abs_ (GcoreObject *module, GcoreObject *object)
{
  return gcore_number_absolute (object);
}

static GcoreObject *
bin (GcoreObject *module, GcoreObject *object)
{
  return gcore_number_to_base (object, 2);
}

static GcoreObject *
oct (GcoreObject *module, GcoreObject *object)
{
  return gcore_number_to_base (object, 8);
}

static GcoreObject *
hex (GcoreObject *module, GcoreObject *object)
{
  return gcore_number_to_base (object, 16);
}

static GcoreObject *
chr (GcoreObject *module, GcoreObject *object)
{
  int ordinal = gcore_int_as_int (object);
  return ordinal == -1 && gcore_err_occurred () ? NULL : gcore_str_from_ordinal (ordinal);
}

static GcoreObject *
ord (GcoreObject *module, GcoreObject *object)
{
  intptr_t size;
  if (gcore_is_str (object))
    {
      size = GCORE_STR_LENGTH (object);
      if (size == 1)
        return gcore_int_from_long (gcore_str_read_char (object, 0));
    }
  else if (gcore_is_bytes (object) || gcore_is_instance_of (object, GCORE_TYPE (BYTEARRAY)))
    {
      size = gcore_object_length (object);
      GcoreObject *first = size == 1 ? gcore_sequence_get_item (object, 0) : NULL;
      if (size == 1)
        return first;
    }
  else
    return gcore_err_format (GCORE_EXC (TypeError), "ord() expected string of length 1, but %.200s found",
                             GCORE_TYPE_OF (object)->name);
  return gcore_err_format (GCORE_EXC (TypeError), "ord() expected a character, but string of length %zd found", size);
}

static GcoreObject *
divmod (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  return gcore_arg_check_positional ("divmod", n_args, 2, 2) ? gcore_number_divmod (args[0], args[1]) : NULL;
}

static GcoreObject *
pow_ (GcoreObject *module, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  static const char *const keywords[] = { "base", "exp", "mod", NULL };
  GcoreObject *base, *exponent, *modulus = GCORE_NONE;
  if (n_args == 2 && keyword_names == NULL)
    return gcore_number_power (args[0], args[1], GCORE_NONE);
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "OO|O:pow", keywords, &base, &exponent,
                                           &modulus))
    return NULL;
  return gcore_number_power (base, exponent, modulus);
}

static GcoreObject *
round_ (GcoreObject *module, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  static const char *const keywords[] = { "number", "ndigits", NULL };
  GcoreObject *number, *n_digits = GCORE_NONE;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "O|O:round", keywords, &number, &n_digits))
    return NULL;
  GcoreObject *method = gcore_object_lookup_special (number, GCORE_ID (__round__));
  if (method == NULL)
    {
      if (!gcore_err_occurred ())
        gcore_err_format (GCORE_EXC (TypeError), "type %.100s doesn't define __round__ method",
                          GCORE_TYPE_OF (number)->name);
      return NULL;
    }
  GcoreObject *result
    = n_digits == GCORE_NONE ? gcore_object_call_no_args (method) : gcore_object_call_one_arg (method, n_digits);
  gcore_decref (method);
  return result;
}

/* --- sum ---------------------------------------------------------------------------------------------------------- */

/* A sum so far: an int that fits a machine word, a float, or any object. While it is one of the first two, OBJECT is NULL
 * and adding takes no calls. */
typedef struct
{
  enum { SUM_INT, SUM_FLOAT, SUM_OBJECT } kind;
  int64_t integer;
  double real;
  GcoreObject *object;
} Sum;

static int
to_object (Sum *sum)
{
  if (sum->kind == SUM_INT)
    sum->object = gcore_int_from_int64 (sum->integer);
  else if (sum->kind == SUM_FLOAT)
    sum->object = gcore_float_from_double (sum->real);
  sum->kind = SUM_OBJECT;
  return sum->object != NULL ? 0 : -1;
}

/* Whether ITEM could be added without an object. */
static bool
add_fast (Sum *sum, GcoreObject *item)
{
  if (sum->kind == SUM_INT)
    {
      if (gcore_is_int_exact (item) || gcore_is_bool (item))
        return gcore_int_is_compact (item)
               && !__builtin_add_overflow (sum->integer, gcore_int_compact_value (item), &sum->integer);
      if (!gcore_is_float_exact (item))
        return false;
      /* An int and a float make a float, as the general addition would. */
      sum->real = (double) sum->integer + GCORE_FLOAT_VALUE (item);
      sum->kind = SUM_FLOAT;
      return true;
    }
  if (sum->kind != SUM_FLOAT)
    return false;
  if (gcore_is_float_exact (item))
    sum->real += GCORE_FLOAT_VALUE (item);
  else if ((gcore_is_int_exact (item) || gcore_is_bool (item)) && gcore_int_is_compact (item))
    sum->real += (double) gcore_int_compact_value (item);
  else
    return false;
  return true;
}

/* Adds ITEM (stolen). */
static int
add (Sum *sum, GcoreObject *item)
{
  int64_t before = sum->integer;
  if (add_fast (sum, item))
    {
      gcore_decref (item);
      return 0;
    }
  sum->integer = before;
  GcoreObject *total = NULL;
  if (sum->kind == SUM_OBJECT || to_object (sum) == 0)
    total = gcore_number_add (sum->object, item);
  gcore_decref (item);
  GCORE_SETREF (sum->object, total);
  return total != NULL ? 0 : -1;
}

static int
start_sum (Sum *sum, GcoreObject *start)
{
  if (start == NULL)
    return 0;
  if (gcore_is_str (start))
    gcore_err_set_string (GCORE_EXC (TypeError), "sum() can't sum strings [use ''.join(seq) instead]");
  else if (gcore_is_bytes (start))
    gcore_err_set_string (GCORE_EXC (TypeError), "sum() can't sum bytes [use b''.join(seq) instead]");
  else if (gcore_is_instance_of (start, GCORE_TYPE (BYTEARRAY)))
    gcore_err_set_string (GCORE_EXC (TypeError), "sum() can't sum bytearray [use b''.join(seq) instead]");
  else
    {
      if (gcore_is_int_exact (start) && gcore_int_is_compact (start))
        sum->integer = gcore_int_compact_value (start);
      else if (gcore_is_float_exact (start))
        *sum = (Sum){ SUM_FLOAT, 0, GCORE_FLOAT_VALUE (start), NULL };
      else
        *sum = (Sum){ SUM_OBJECT, 0, 0, gcore_newref (start) };
      return 0;
    }
  return -1;
}

static GcoreObject *
sum_ (GcoreObject *module, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  static const char *const keywords[] = { "", "start", NULL };
  GcoreObject *iterable, *start = NULL, *item;
  Sum sum = { SUM_INT, 0, 0, NULL };
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "O|O:sum", keywords, &iterable, &start))
    return NULL;
  GcoreObject *iter = gcore_object_get_iter (iterable);
  if (iter == NULL)
    return NULL;
  int status = start_sum (&sum, start);
  while (status == 0 && (item = gcore_iter_next (iter)) != NULL)
    status = add (&sum, item);
  gcore_decref (iter);
  if (status < 0 || gcore_err_occurred ())
    GCORE_CLEAR (sum.object);
  else if (sum.kind != SUM_OBJECT)
    to_object (&sum);
  return sum.object;
}

const GcoreMethodDef gcore_builtins_number_functions[] = {
  { "abs", GCORE_FUNC (abs_), GCORE_METH_O, "Return the absolute value of the argument." },
  { "bin", GCORE_FUNC (bin), GCORE_METH_O, "Return the binary representation of an integer." },
  { "chr", GCORE_FUNC (chr), GCORE_METH_O, "Return a Unicode string of one character with ordinal i." },
  { "divmod", GCORE_FUNC (divmod), GCORE_METH_FASTCALL, "Return the tuple (x//y, x%y)." },
  { "hex", GCORE_FUNC (hex), GCORE_METH_O, "Return the hexadecimal representation of an integer." },
  { "oct", GCORE_FUNC (oct), GCORE_METH_O, "Return the octal representation of an integer." },
  { "ord", GCORE_FUNC (ord), GCORE_METH_O, "Return the Unicode code point for a one-character string." },
  { "pow", GCORE_FUNC (pow_), GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS,
    "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments." },
  { "round", GCORE_FUNC (round_), GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS,
    "Round a number to a given precision in decimal digits." },
  { "sum", GCORE_FUNC (sum_), GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS,
    "Return the sum of a 'start' value (default: 0) plus an iterable of numbers" },
  { NULL },
};
