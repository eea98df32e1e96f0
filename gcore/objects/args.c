/* SPDX-License-Identifier: MIT */
#include "gcore/objects/args.h"

#include "gcore/objects/abstract.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float.h"
#include "gcore/objects/int.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"

#include <limits.h>

/* --- counts ------------------------------------------------------------------------------------------------------- */

bool
gcore_arg_check_positional (const char *name, intptr_t n, intptr_t min, intptr_t max)
{
  if (GCORE_LIKELY (n >= min && n <= max))
    return true;
  intptr_t bound = n < min ? min : max;
  const char *how = min == max ? "" : n < min ? "at least " : "at most ";
  const char *plural = bound == 1 ? "" : "s";
  if (name != NULL)
    gcore_err_format (GCORE_EXC (TypeError), "%.200s expected %s%zd argument%s, got %zd", name, how, bound, plural, n);
  else
    gcore_err_format (GCORE_EXC (TypeError), "unpacked tuple should have %s%zd element%s, but has %zd", how, bound,
                      plural, n);
  return false;
}

static bool
unpack (GcoreObject *const *args, intptr_t n_args, const char *name, intptr_t min, intptr_t max, va_list *targets)
{
  if (!gcore_arg_check_positional (name, n_args, min, max))
    return false;
  for (intptr_t i = 0; i < n_args; i++)
    *va_arg (*targets, GcoreObject **) = args[i];
  return true;
}

bool
gcore_arg_unpack_tuple (GcoreObject *args, const char *name, intptr_t min, intptr_t max, ...)
{
  va_list targets;
  va_start (targets, max);
  bool ok = unpack (GCORE_TUPLE_ITEMS (args), GCORE_TUPLE_SIZE (args), name, min, max, &targets);
  va_end (targets);
  return ok;
}

bool
gcore_arg_unpack_stack (GcoreObject *const *args, intptr_t n_args, const char *name, intptr_t min, intptr_t max, ...)
{
  va_list targets;
  va_start (targets, max);
  bool ok = unpack (args, n_args, name, min, max, &targets);
  va_end (targets);
  return ok;
}

bool
gcore_arg_no_keywords (const char *name, GcoreObject *kwargs)
{
  if (kwargs == NULL || GCORE_DICT_SIZE (kwargs) == 0)
    return true;
  gcore_err_format (GCORE_EXC (TypeError), "%.200s() takes no keyword arguments", name);
  return false;
}

bool
gcore_arg_no_keyword_names (const char *name, GcoreObject *keyword_names)
{
  if (keyword_names == NULL || GCORE_TUPLE_SIZE (keyword_names) == 0)
    return true;
  gcore_err_format (GCORE_EXC (TypeError), "%.200s() takes no keyword arguments", name);
  return false;
}

bool
gcore_arg_no_positional (const char *name, GcoreObject *args)
{
  if (args == NULL || GCORE_TUPLE_SIZE (args) == 0)
    return true;
  gcore_err_format (GCORE_EXC (TypeError), "%.200s() takes no positional arguments", name);
  return false;
}

void
gcore_arg_bad_argument (const char *name, const char *which, const char *expected, GcoreObject *argument)
{
  gcore_err_format (GCORE_EXC (TypeError), "%.200s() %.200s must be %.50s, not %.50s", name, which, expected,
                    argument == GCORE_NONE ? "None" : GCORE_TYPE_OF (argument)->name);
}

intptr_t
gcore_arg_as_ssize (GcoreObject *argument)
{
  GcoreObject *index = gcore_number_index (argument);
  intptr_t value = index != NULL ? gcore_int_as_ssize (index) : -1;
  gcore_xdecref (index);
  return value;
}

/* --- formats ------------------------------------------------------------------------------------------------------ */

/* The arguments of one call, however they were passed. */
typedef struct
{
  GcoreObject *const *args;
  intptr_t n_args;
  GcoreObject *kwargs;           /* dict or NULL */
  GcoreObject *keyword_names;    /* tuple or NULL */
  GcoreObject *const *values;    /* of keyword_names */
  intptr_t n_keywords;           /* of kwargs or keyword_names */
  const char *const *keywords;   /* the function's parameters, NULL: it takes no keywords */
  const char *name;              /* for messages, NULL: unknown */
  const char *message;           /* the whole message or NULL */
} Call;

/* What a format says of the parameters. */
typedef struct
{
  int total, min, max_positional; /* min: required ones; max_positional: those before $ */
} Shape;

static Shape
read_shape (const char *format, Call *call)
{
  Shape shape = { 0, -1, -1 };
  for (const char *p = format; *p != '\0'; p++)
    {
      if (*p == ':')
        {
          call->name = p + 1;
          break;
        }
      if (*p == ';')
        {
          call->message = p + 1;
          break;
        }
      if (*p == '|')
        shape.min = shape.total;
      else if (*p == '$')
        shape.max_positional = shape.total;
      else if (*p != '!' && *p != '&')
        shape.total++;
    }
  if (shape.min < 0)
    shape.min = shape.total;
  if (shape.max_positional < 0)
    shape.max_positional = shape.total;
  return shape;
}

/* "NAME() argument N must be EXPECTED, not TYPE", with the parameter's name in place of N if it has one. */
static bool
wrong_type (const Call *call, intptr_t position, const char *expected, GcoreObject *argument)
{
  if (call->message != NULL)
    {
      gcore_err_set_string (GCORE_EXC (TypeError), call->message);
      return false;
    }
  const char *type = argument == GCORE_NONE ? "None" : GCORE_TYPE_OF (argument)->name;
  const char *name = call->name ? call->name : "", *parentheses = call->name ? "() " : "";
  const char *parameter = call->keywords != NULL ? call->keywords[position - 1] : "";
  if (*parameter != '\0')
    gcore_err_format (GCORE_EXC (TypeError), "%.200s%sargument '%s' must be %.50s, not %.50s", name, parentheses,
                      parameter, expected, type);
  else
    gcore_err_format (GCORE_EXC (TypeError), "%.200s%sargument %zd must be %.50s, not %.50s", name, parentheses, position,
                      expected, type);
  return false;
}

static bool
convert_text (const Call *call, intptr_t position, char code, GcoreObject *argument, va_list *targets)
{
  if (code == 'U')
    {
      GcoreObject **target = va_arg (*targets, GcoreObject **);
      *target = argument;
      return gcore_is_str (argument) || wrong_type (call, position, "str", argument);
    }
  if (code == 'C')
    {
      int *target = va_arg (*targets, int *);
      if (!gcore_is_str (argument) || GCORE_STR_LENGTH (argument) != 1)
        return wrong_type (call, position, "a unicode character", argument);
      *target = (int) gcore_str_read_char (argument, 0);
      return true;
    }
  const char **target = va_arg (*targets, const char **);
  if (code == 'z' && argument == GCORE_NONE)
    {
      *target = NULL;
      return true;
    }
  if (!gcore_is_str (argument))
    return wrong_type (call, position, code == 'z' ? "str or None" : "str", argument);
  intptr_t n;
  *target = gcore_str_as_utf8_and_size (argument, &n);
  if (*target == NULL)
    return false;
  if ((size_t) n != strlen (*target))
    {
      gcore_err_set_string (GCORE_EXC (ValueError), "embedded null character");
      return false;
    }
  return true;
}

/* CPython has two words for an int that is too large: functions that take keywords say the one, others the other. */
static bool
convert_number (bool takes_keywords, char code, GcoreObject *argument, va_list *targets)
{
  switch (code)
    {
    case 'n':
      {
        intptr_t *target = va_arg (*targets, intptr_t *);
        *target = gcore_arg_as_ssize (argument);
        return *target != -1 || gcore_err_occurred () == NULL;
      }
    case 'l':
    case 'L':
      {
        long *target = va_arg (*targets, long *);
        *target = gcore_int_as_long (argument);
        return *target != -1 || gcore_err_occurred () == NULL;
      }
    case 'd':
      {
        double *target = va_arg (*targets, double *);
        *target = gcore_float_as_double (argument);
        return *target != -1.0 || gcore_err_occurred () == NULL;
      }
    case 'p':
      {
        int *target = va_arg (*targets, int *);
        *target = gcore_object_is_true (argument);
        return *target >= 0;
      }
    case 'I':
      {
        unsigned *target = va_arg (*targets, unsigned *);
        *target = (unsigned) gcore_int_as_unsigned_long_mask (argument);
        return *target != (unsigned) -1 || gcore_err_occurred () == NULL;
      }
    default:
      {
        int *target = va_arg (*targets, int *);
        long value = takes_keywords ? gcore_int_as_int (argument) : gcore_int_as_long (argument);
        if (value == -1 && gcore_err_occurred () != NULL)
          return false;
        if (value > INT_MAX || value < INT_MIN)
          {
            gcore_err_set_string (GCORE_EXC (OverflowError), value > 0 ? "signed integer is greater than maximum"
                                                                       : "signed integer is less than minimum");
            return false;
          }
        *target = (int) value;
        return true;
      }
    }
}

/* Converts ARGUMENT by the item at *FORMAT, which is moved behind it; ARGUMENT NULL: only skips the targets. */
static bool
convert (const Call *call, intptr_t position, const char **format, GcoreObject *argument, va_list *targets)
{
  char code = *(*format)++;
  char variant = code == 'O' && (**format == '!' || **format == '&') ? *(*format)++ : '\0';
  if (argument == NULL)
    {
      (void) va_arg (*targets, void *);
      if (variant != '\0')
        (void) va_arg (*targets, void *);
      return true;
    }
  if (variant == '!')
    {
      GcoreType *type = va_arg (*targets, GcoreType *);
      *va_arg (*targets, GcoreObject **) = argument;
      return gcore_type_is_subtype (GCORE_TYPE_OF (argument), type)
             || wrong_type (call, position, type->name, argument);
    }
  if (variant == '&')
    {
      int (*converter) (GcoreObject *, void *) = va_arg (*targets, int (*) (GcoreObject *, void *));
      void *target = va_arg (*targets, void *);
      return converter (argument, target) != 0;
    }
  if (code == 'O')
    {
      *va_arg (*targets, GcoreObject **) = argument;
      return true;
    }
  if (strchr ("UCsz", code) != NULL)
    return convert_text (call, position, code, argument, targets);
  return convert_number (call->keywords != NULL, code, argument, targets);
}

/* Value of the parameter NAME among the keyword arguments, borrowed; NULL if not given. */
static GcoreObject *
find_keyword (const Call *call, const char *name)
{
  intptr_t position = 0;
  GcoreObject *key, *value;
  if (call->keyword_names != NULL)
    {
      for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (call->keyword_names); i++)
        if (gcore_str_equal_to_ascii_string (GCORE_TUPLE_ITEM (call->keyword_names, i), name))
          return call->values[i];
    }
  else if (call->kwargs != NULL)
    while (gcore_dict_next (call->kwargs, &position, &key, &value))
      if (gcore_is_str (key) && gcore_str_equal_to_ascii_string (key, name))
        return value;
  return NULL;
}

bool
gcore_arg_validate_keywords (GcoreObject *kwargs)
{
  intptr_t position = 0;
  GcoreObject *key;
  while (gcore_dict_next (kwargs, &position, &key, NULL))
    if (!gcore_is_str (key))
      {
        gcore_err_set_string (GCORE_EXC (TypeError), "keywords must be strings");
        return false;
      }
  return true;
}

static bool
check_one_keyword (const Call *call, GcoreObject *key)
{
  if (!gcore_is_str (key))
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "keywords must be strings");
      return false;
    }
  for (const char *const *keyword = call->keywords; *keyword != NULL; keyword++)
    if (**keyword != '\0' && gcore_str_equal_to_ascii_string (key, *keyword))
      return true;
  gcore_err_format (GCORE_EXC (TypeError), "'%S' is an invalid keyword argument for %.200s%s", key,
                    call->name ? call->name : "this function", call->name ? "()" : "");
  return false;
}

/* Whether every keyword argument belongs to a parameter. */
static bool
check_keyword_names (const Call *call)
{
  intptr_t position = 0;
  GcoreObject *key;
  if (call->keyword_names != NULL)
    {
      for (intptr_t i = 0; i < call->n_keywords; i++)
        if (!check_one_keyword (call, GCORE_TUPLE_ITEM (call->keyword_names, i)))
          return false;
    }
  else if (call->kwargs != NULL)
    while (gcore_dict_next (call->kwargs, &position, &key, NULL))
      if (!check_one_keyword (call, key))
        return false;
  return true;
}

/* "NAME() takes HOW N KIND arguments (GIVEN given)". */
static bool
wrong_count (const Call *call, const char *how, intptr_t n, const char *kind, intptr_t given)
{
  const char *name = call->name ? call->name : "function", *parentheses = call->name ? "()" : "";
  if (call->message != NULL)
    gcore_err_set_string (GCORE_EXC (TypeError), call->message);
  else if (n == 0)
    gcore_err_format (GCORE_EXC (TypeError), "%.150s%s takes no %sarguments%s", name, parentheses, kind,
                      call->keywords == NULL ? "" : "");
  else
    gcore_err_format (GCORE_EXC (TypeError), "%.200s%s takes %s %zd %sargument%s (%zd given)", name, parentheses, how, n,
                      kind, n == 1 ? "" : "s", given);
  return false;
}

static bool
parse_positional (Call *call, const char *format, va_list *targets)
{
  Shape shape = read_shape (format, call);
  intptr_t n = call->n_args;
  if (n < shape.min || n > shape.total)
    {
      const char *how = shape.min == shape.total ? "exactly" : n < shape.min ? "at least" : "at most";
      if (shape.total == 0)
        {
          gcore_err_format (GCORE_EXC (TypeError), "%.150s%s takes no arguments", call->name ? call->name : "function",
                            call->name ? "()" : "");
          return false;
        }
      return wrong_count (call, how, n < shape.min ? shape.min : shape.total, "", n);
    }
  for (intptr_t i = 0; i < n; i++)
    {
      if (*format == '|')
        format++;
      if (!convert (call, i + 1, &format, call->args[i], targets))
        return false;
    }
  return true;
}

/* The parameter at I had to be given, and was not. */
static bool
missing (const Call *call, const Shape *shape, intptr_t i, intptr_t n_positional_only)
{
  if (i < n_positional_only)
    {
      intptr_t least = n_positional_only < shape->min ? n_positional_only : shape->min;
      return wrong_count (call, least < shape->max_positional ? "at least" : "exactly", least, "positional ",
                          call->n_args);
    }
  gcore_err_format (GCORE_EXC (TypeError), "%.200s%s missing required argument '%s' (pos %zd)",
                    call->name ? call->name : "function", call->name ? "()" : "", call->keywords[i], i + 1);
  return false;
}

static bool
check_counts (const Call *call, const Shape *shape)
{
  if (call->n_args + call->n_keywords > shape->total)
    return wrong_count (call, "at most", shape->total, call->n_args == 0 ? "keyword " : "",
                        call->n_args + call->n_keywords);
  if (call->n_args > shape->max_positional)
    return wrong_count (call, shape->min < shape->max_positional ? "at most" : "exactly", shape->max_positional,
                        "positional ", call->n_args);
  return true;
}

/* Functions whose names CPython parses anew each time. */
static bool
is_parsed_anew (const char *format)
{
  static const char names[][16] = { "AttributeError", "ImportError", "K", "NameError", "deque", "getsizeof", "lru_cache",
                                    "max", "min", "product", "repeat", "zip" };
  const char *name = strchr (format, ':');
  for (size_t i = 0; name != NULL && i < GCORE_N_ELEMENTS (names); i++)
    if (strcmp (name + 1, names[i]) == 0)
      return true;
  return false;
}

static GcoreObject *
tuple_of_keywords (const char *const *keywords)
{
  intptr_t n = 0;
  while (*keywords != NULL && **keywords == '\0') /* positional only */
    keywords++;
  while (keywords[n] != NULL)
    n++;
  GcoreObject *names = gcore_tuple_new (n);
  for (intptr_t i = 0; names != NULL && i < n; i++)
    {
      GcoreObject *name = gcore_str_intern_from_string (keywords[i]);
      if (name == NULL)
        GCORE_CLEAR (names);
      else
        GCORE_TUPLE_SET_ITEM (names, i, name);
    }
  return names;
}

bool
gcore_arg_keep_keywords (const char *format, const char *const *keywords)
{
  GcoreKeywordNames *table = GCORE_OBJECTS->keyword_names;
  size_t slot = ((uintptr_t) format ^ (uintptr_t) format >> 8) % GCORE_N_KEYWORD_NAMES;
  for (int i = 0; i < GCORE_N_KEYWORD_NAMES && table[slot].format != format; i++)
    {
      if (table[slot].format == NULL)
        {
          table[slot].names = is_parsed_anew (format) ? NULL : tuple_of_keywords (keywords);
          if (table[slot].names == NULL && gcore_err_occurred () != NULL)
            return false;
          table[slot].format = format;
          return true;
        }
      slot = (slot + 1) % GCORE_N_KEYWORD_NAMES;
    }
  return true;
}

static bool
parse_keywords (Call *call, const char *format, va_list *targets)
{
  if (call->n_keywords > 0 && !gcore_arg_keep_keywords (format, call->keywords))
    return false;
  Shape shape = read_shape (format, call);
  intptr_t n_positional_only = 0, n_used = 0;
  while (call->keywords[n_positional_only] != NULL && *call->keywords[n_positional_only] == '\0')
    n_positional_only++;
  if (!check_counts (call, &shape))
    return false;
  for (intptr_t i = call->n_args; i < shape.min; i++)
    if (i < n_positional_only || find_keyword (call, call->keywords[i]) == NULL)
      return missing (call, &shape, i, n_positional_only);
  for (intptr_t i = 0; i < shape.total; i++)
    {
      while (*format == '|' || *format == '$')
        format++;
      GcoreObject *argument = i < call->n_args ? call->args[i] : NULL;
      if (call->n_keywords > 0 && i >= n_positional_only)
        {
          GcoreObject *value = find_keyword (call, call->keywords[i]);
          if (value != NULL && argument != NULL)
            {
              gcore_err_format (GCORE_EXC (TypeError), "argument for %.200s%s given by name ('%s') and position (%zd)",
                                call->name ? call->name : "function", call->name ? "()" : "", call->keywords[i], i + 1);
              return false;
            }
          n_used += value != NULL;
          argument = value != NULL ? value : argument;
        }
      if (!convert (call, i + 1, &format, argument, targets))
        return false;
    }
  return n_used == call->n_keywords || check_keyword_names (call);
}

bool
gcore_arg_parse_tuple (GcoreObject *args, const char *format, ...)
{
  Call call = { .args = GCORE_TUPLE_ITEMS (args), .n_args = GCORE_TUPLE_SIZE (args) };
  va_list targets;
  va_start (targets, format);
  bool ok = parse_positional (&call, format, &targets);
  va_end (targets);
  return ok;
}

bool
gcore_arg_parse_stack (GcoreObject *const *args, intptr_t n_args, const char *format, ...)
{
  Call call = { .args = args, .n_args = n_args };
  va_list targets;
  va_start (targets, format);
  bool ok = parse_positional (&call, format, &targets);
  va_end (targets);
  return ok;
}

bool
gcore_arg_parse_tuple_and_keywords (GcoreObject *args, GcoreObject *kwargs, const char *format,
                                    const char *const *keywords, ...)
{
  Call call = { .args = GCORE_TUPLE_ITEMS (args), .n_args = GCORE_TUPLE_SIZE (args), .kwargs = kwargs,
                .n_keywords = kwargs != NULL ? GCORE_DICT_SIZE (kwargs) : 0, .keywords = keywords };
  va_list targets;
  va_start (targets, keywords);
  bool ok = parse_keywords (&call, format, &targets);
  va_end (targets);
  return ok;
}

bool
gcore_arg_parse_stack_and_keywords (GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names,
                                    const char *format, const char *const *keywords, ...)
{
  Call call = { .args = args, .n_args = n_args, .keyword_names = keyword_names, .values = args + n_args,
                .n_keywords = keyword_names != NULL ? GCORE_TUPLE_SIZE (keyword_names) : 0, .keywords = keywords };
  va_list targets;
  va_start (targets, keywords);
  bool ok = parse_keywords (&call, format, &targets);
  va_end (targets);
  return ok;
}
