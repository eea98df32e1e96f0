/* SPDX-License-Identifier: MIT */
/* str: the type, its slots and the table of its methods. */
#include "gcore/objects/str-methods.h"

#include "gcore/memory/memory.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/slice.h"
#include "gcore/objects/str-private.h"
#include "gcore/objects/tuple.h"

/* --- arguments ---------------------------------------------------------------------------------------------------- */

bool
gcore_arg_require_str (const char *name, const char *which, GcoreObject *object)
{
  if (gcore_is_str (object))
    return true;
  gcore_arg_bad_argument (name, which, "str", object);
  return false;
}

static int
read_bound (GcoreObject *object, intptr_t *bound)
{
  if (object == GCORE_NONE)
    return 0;
  if (!gcore_index_check (object))
    {
      gcore_err_set_string (GCORE_EXC (TypeError),
                            "slice indices must be integers or None or have an __index__ method");
      return -1;
    }
  *bound = gcore_number_as_ssize (object, NULL);
  return *bound == -1 && gcore_err_occurred () != NULL ? -1 : 0;
}

int
gcore_arg_read_range (GcoreObject *const *args, intptr_t n_args, intptr_t first, intptr_t *start, intptr_t *end)
{
  if (n_args > first && read_bound (args[first], start) < 0)
    return -1;
  return n_args > first + 1 ? read_bound (args[first + 1], end) : 0;
}

/* The arguments (part [, start [, end]]) of find and its like. */
static bool
read_search (const char *name, GcoreObject *const *args, intptr_t n_args, intptr_t *start, intptr_t *end)
{
  *start = 0;
  *end = INTPTR_MAX;
  if (n_args < 1 || n_args > 3)
    {
      gcore_err_format (GCORE_EXC (TypeError), "%s() takes at %s %d argument%s (%zd given)", name,
                        n_args < 1 ? "least" : "most", n_args < 1 ? 1 : 3, n_args < 1 ? "" : "s", n_args);
      return false;
    }
  return gcore_arg_read_range (args, n_args, 1, start, end) == 0;
}

/* --- searching ---------------------------------------------------------------------------------------------------- */

/* −2 on failure. */
static intptr_t
find (const char *name, GcoreObject *self, GcoreObject *const *args, intptr_t n_args, int direction)
{
  intptr_t start, end;
  if (!read_search (name, args, n_args, &start, &end))
    return -2;
  if (!gcore_is_str (args[0]))
    {
      gcore_err_format (GCORE_EXC (TypeError), "must be str, not %.100s", GCORE_TYPE_OF (args[0])->name);
      return -2;
    }
  return gcore_str_find (self, args[0], start, end, direction);
}

static GcoreObject *
found_or_error (intptr_t found)
{
  if (found == -1)
    gcore_err_set_string (GCORE_EXC (ValueError), "substring not found");
  return found < 0 ? NULL : gcore_int_from_ssize (found);
}

static GcoreObject *
method_find (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  intptr_t found = find ("find", self, args, n_args, 1);
  return found == -2 ? NULL : gcore_int_from_ssize (found);
}

static GcoreObject *
method_rfind (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  intptr_t found = find ("rfind", self, args, n_args, -1);
  return found == -2 ? NULL : gcore_int_from_ssize (found);
}

static GcoreObject *
method_index (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  return found_or_error (find ("index", self, args, n_args, 1));
}

static GcoreObject *
method_rindex (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  return found_or_error (find ("rindex", self, args, n_args, -1));
}

static GcoreObject *
method_count (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  intptr_t start, end;
  if (!read_search ("count", args, n_args, &start, &end))
    return NULL;
  if (!gcore_is_str (args[0]))
    return gcore_err_format (GCORE_EXC (TypeError), "must be str, not %.100s", GCORE_TYPE_OF (args[0])->name);
  intptr_t count = gcore_str_count (self, args[0], start, end);
  return count < 0 ? NULL : gcore_int_from_ssize (count);
}

static GcoreObject *
tail_match (const char *name, GcoreObject *self, GcoreObject *const *args, intptr_t n_args, int direction)
{
  intptr_t start, end;
  if (!read_search (name, args, n_args, &start, &end))
    return NULL;
  if (gcore_is_str (args[0]))
    return gcore_bool_from_long (gcore_str_tail_match (self, args[0], start, end, direction));
  if (!gcore_is_tuple (args[0]))
    return gcore_err_format (GCORE_EXC (TypeError), "%s first arg must be str or a tuple of str, not %.100s", name,
                             GCORE_TYPE_OF (args[0])->name);
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (args[0]); i++)
    {
      GcoreObject *part = GCORE_TUPLE_ITEM (args[0], i);
      if (!gcore_is_str (part))
        return gcore_err_format (GCORE_EXC (TypeError), "tuple for %s must only contain str, not %.100s", name,
                                 GCORE_TYPE_OF (part)->name);
      if (gcore_str_tail_match (self, part, start, end, direction))
        return gcore_newref (GCORE_TRUE);
    }
  return gcore_newref (GCORE_FALSE);
}

static GcoreObject *
starts_with (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  return tail_match ("startswith", self, args, n_args, -1);
}

static GcoreObject *
ends_with (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  return tail_match ("endswith", self, args, n_args, 1);
}

/* --- other methods ------------------------------------------------------------------------------------------------ */

static GcoreObject *
method_encode (GcoreObject *self, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  static const char *const keywords[] = { "encoding", "errors", NULL };
  GcoreObject *encoding = NULL, *errors = NULL;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "|OO:encode", keywords, &encoding, &errors)
      || (encoding != NULL && !gcore_arg_require_str ("encode", "argument 'encoding'", encoding))
      || (errors != NULL && !gcore_arg_require_str ("encode", "argument 'errors'", errors)))
    return NULL;
  const char *encoding_name = encoding == NULL ? NULL : gcore_str_as_utf8 (encoding);
  const char *errors_name = errors == NULL ? NULL : gcore_str_as_utf8 (errors);
  if ((encoding != NULL && encoding_name == NULL) || (errors != NULL && errors_name == NULL))
    return NULL;
  return gcore_str_as_encoded_string (self, encoding_name, errors_name);
}

static GcoreObject *
method_sizeof (GcoreObject *self, GcoreObject *ignored)
{
  return gcore_int_from_ssize (gcore_str_sizeof (self));
}

static GcoreObject *
get_new_args (GcoreObject *self, GcoreObject *ignored)
{
  GcoreObject *copy
      = gcore_str_from_kind_and_data (GCORE_STR_KIND (self), gcore_str_data (self), GCORE_STR_LENGTH (self));
  return copy == NULL ? NULL : gcore_tuple_from_array_steal (&copy, 1);
}

static GcoreObject *
format_by_spec (GcoreObject *self, GcoreObject *spec)
{
  if (!gcore_arg_require_str ("__format__", "argument", spec))
    return NULL;
  if (GCORE_STR_LENGTH (spec) == 0)
    return gcore_is_str_exact (self) ? gcore_newref (self) : gcore_object_str (self);
  GcoreStrWriter writer;
  gcore_str_writer_init (&writer);
  if (gcore_str_format_advanced_writer (&writer, self, spec, 0, GCORE_STR_LENGTH (spec)) == 0)
    return gcore_str_writer_finish (&writer);
  gcore_str_writer_dealloc (&writer);
  return NULL;
}

/* --- slots -------------------------------------------------------------------------------------------------------- */

static intptr_t
str_length (GcoreObject *self)
{
  return GCORE_STR_LENGTH (self);
}

static GcoreObject *
str_str (GcoreObject *self)
{
  return gcore_str_from_object (self);
}

GcoreObject *
gcore_str_item (GcoreObject *str, intptr_t index)
{
  if (index < 0 || index >= GCORE_STR_LENGTH (str))
    return gcore_err_format (GCORE_EXC (IndexError), "string index out of range");
  uint32_t c = gcore_str_read_char (str, index);
  if (c < 256)
    return gcore_newref (GCORE_OBJECTS->latin1[c]);
  return gcore_str_from_kind_and_data (4, &c, 1);
}

GcoreObject *
gcore_str_repeat (GcoreObject *str, intptr_t count)
{
  intptr_t n = GCORE_STR_LENGTH (str), length;
  if (count < 1 || n == 0)
    return gcore_newref (GCORE_OBJECTS->empty_str);
  if (count == 1)
    return gcore_str_from_object (str);
  if (__builtin_mul_overflow (n, count, &length))
    return gcore_err_format (GCORE_EXC (OverflowError), "repeated string is too long");
  GcoreObject *result = gcore_str_allocate (length, gcore_str_max_char (str));
  if (result == NULL)
    return NULL;
  size_t unit = (size_t) n * GCORE_STR_KIND (str), total = (size_t) length * GCORE_STR_KIND (str);
  char *to = gcore_str_data (result);
  memcpy (to, gcore_str_data (str), unit);
  for (size_t done = unit; done < total; done += done < total - done ? done : total - done)
    memcpy (to + done, to, done < total - done ? done : total - done);
  return result;
}

static GcoreObject *
subscript_slice (GcoreObject *self, GcoreObject *slice)
{
  intptr_t start, stop, step;
  if (gcore_slice_unpack (slice, &start, &stop, &step) < 0)
    return NULL;
  intptr_t n = gcore_slice_adjust_indices (GCORE_STR_LENGTH (self), &start, &stop, step);
  if (n <= 0)
    return gcore_newref (GCORE_OBJECTS->empty_str);
  if (step == 1)
    return gcore_str_substring (self, start, stop);
  if (n == 1)
    return gcore_str_item (self, start);
  int kind = GCORE_STR_KIND (self);
  const void *data = gcore_str_data (self);
  uint32_t all = 0;
  for (intptr_t i = 0; i < n; i++)
    all |= gcore_str_read (kind, data, start + i * step);
  GcoreObject *result = gcore_str_allocate (n, all > GCORE_MAX_CHARACTER ? GCORE_MAX_CHARACTER : all);
  if (result == NULL)
    return NULL;
  int to_kind = GCORE_STR_KIND (result);
  void *to = gcore_str_data (result);
  for (intptr_t i = 0; i < n; i++)
    gcore_str_write (to_kind, to, i, gcore_str_read (kind, data, start + i * step));
  return result;
}

static GcoreObject *
str_subscript (GcoreObject *self, GcoreObject *key)
{
  if (gcore_index_check (key))
    {
      intptr_t index = gcore_number_as_ssize (key, GCORE_EXC (IndexError));
      if (index == -1 && gcore_err_occurred () != NULL)
        return NULL;
      return gcore_str_item (self, index < 0 ? index + GCORE_STR_LENGTH (self) : index);
    }
  if (gcore_is_slice (key))
    return subscript_slice (self, key);
  return gcore_err_format (GCORE_EXC (TypeError), "string indices must be integers, not '%.200s'",
                           GCORE_TYPE_OF (key)->name);
}

static GcoreObject *
str_remainder (GcoreObject *self, GcoreObject *args)
{
  return gcore_is_str (self) ? gcore_str_format (self, args) : gcore_newref (GCORE_NOT_IMPLEMENTED);
}

/* --- str (…) ------------------------------------------------------------------------------------------------------ */

static GcoreObject *
convert (GcoreObject *object, const char *encoding, const char *errors)
{
  if (object == NULL)
    return gcore_newref (GCORE_OBJECTS->empty_str);
  if (encoding == NULL && errors == NULL)
    return gcore_object_str (object);
  return gcore_str_from_encoded_object (object, encoding, errors);
}

/* An instance of a subclass with the text of STR (stolen). */
static GcoreObject *
subclass_instance (GcoreType *type, GcoreObject *str)
{
  GcoreObject *instance = type->alloc (type, 0);
  if (instance != NULL)
    {
      GcoreSeparateStr *self = (GcoreSeparateStr *) instance;
      GcoreStr *head = &self->base.base;
      size_t size = (size_t) (GCORE_STR_LENGTH (str) + 1) * GCORE_STR_KIND (str);
      head->length = GCORE_STR_LENGTH (str);
      head->hash = GCORE_STR (str)->hash;
      head->kind = GCORE_STR (str)->kind;
      head->ascii = GCORE_STR (str)->ascii;
      self->data = gcore_mem_alloc (size);
      if (self->data == NULL)
        {
          gcore_err_no_memory ();
          GCORE_CLEAR (instance);
        }
      else
        memcpy (self->data, gcore_str_data (str), size);
    }
  gcore_decref (str);
  return instance;
}

static const char *const new_keywords[] = { "object", "encoding", "errors", NULL };

static GcoreObject *
str_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *object = NULL;
  const char *encoding = NULL, *errors = NULL;
  if (!gcore_arg_parse_tuple_and_keywords (args, kwargs, "|Oss:str", new_keywords, &object, &encoding, &errors))
    return NULL;
  GcoreObject *str = convert (object, encoding, errors);
  return str == NULL || type == GCORE_TYPE (STR) ? str : subclass_instance (type, str);
}

/* --- the type ----------------------------------------------------------------------------------------------------- */

#define METHOD(name, flags, doc) { #name, GCORE_FUNC (gcore_str_method_##name), flags, doc }
#define FAST GCORE_METH_FASTCALL
#define PACKED (GCORE_METH_FASTCALL | GCORE_METH_PACKED)
#define KEYS (GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS)
#define NOARGS GCORE_METH_NOARGS
#define ONE GCORE_METH_O

static const GcoreMethodDef methods[] = {
  { "encode", GCORE_FUNC (method_encode), KEYS, "Encode the string using the codec registered for encoding." },
  METHOD (replace, FAST, "Return a copy with all occurrences of substring old replaced by new."),
  METHOD (split, KEYS, "Return a list of the substrings in the string, using sep as the separator string."),
  METHOD (rsplit, KEYS, "Return a list of the substrings in the string, splitting from the right."),
  METHOD (join, ONE, "Concatenate any number of strings, with this one between them."),
  METHOD (capitalize, NOARGS, "Return a capitalized version of the string."),
  METHOD (casefold, NOARGS, "Return a version of the string suitable for caseless comparisons."),
  METHOD (title, NOARGS, "Return a version of the string where each word is titlecased."),
  METHOD (center, FAST, "Return a centered string of length width."),
  { "count", GCORE_FUNC (method_count), PACKED, "Number of non-overlapping occurrences of a substring." },
  METHOD (expandtabs, KEYS, "Return a copy where all tab characters are expanded using spaces."),
  { "find", GCORE_FUNC (method_find), PACKED, "Lowest index where a substring is found, or -1." },
  METHOD (partition, ONE, "Partition the string into three parts using the given separator."),
  { "index", GCORE_FUNC (method_index), PACKED, "Lowest index where a substring is found, or ValueError." },
  METHOD (ljust, FAST, "Return a left-justified string of length width."),
  METHOD (lower, NOARGS, "Return a copy of the string converted to lowercase."),
  METHOD (lstrip, FAST, "Return a copy of the string with leading whitespace removed."),
  { "rfind", GCORE_FUNC (method_rfind), PACKED, "Highest index where a substring is found, or -1." },
  { "rindex", GCORE_FUNC (method_rindex), PACKED, "Highest index where a substring is found, or ValueError." },
  METHOD (rjust, FAST, "Return a right-justified string of length width."),
  METHOD (rstrip, FAST, "Return a copy of the string with trailing whitespace removed."),
  METHOD (rpartition, ONE, "Partition the string at the last separator."),
  METHOD (splitlines, KEYS, "Return a list of the lines in the string."),
  METHOD (strip, FAST, "Return a copy of the string with leading and trailing whitespace removed."),
  METHOD (swapcase, NOARGS, "Convert uppercase characters to lowercase and lowercase characters to uppercase."),
  METHOD (translate, ONE, "Replace each character in the string using the given translation table."),
  METHOD (upper, NOARGS, "Return a copy of the string converted to uppercase."),
  { "startswith", GCORE_FUNC (starts_with), PACKED, "Whether the string starts with a prefix." },
  { "endswith", GCORE_FUNC (ends_with), PACKED, "Whether the string ends with a suffix." },
  METHOD (removeprefix, ONE, "Return a str with the given prefix string removed if present."),
  METHOD (removesuffix, ONE, "Return a str with the given suffix string removed if present."),
  METHOD (isascii, NOARGS, "Return True if all characters in the string are ASCII, False otherwise."),
  METHOD (islower, NOARGS, "Return True if the string is a lowercase string, False otherwise."),
  METHOD (isupper, NOARGS, "Return True if the string is an uppercase string, False otherwise."),
  METHOD (istitle, NOARGS, "Return True if the string is a title-cased string, False otherwise."),
  METHOD (isspace, NOARGS, "Return True if the string is a whitespace string, False otherwise."),
  METHOD (isdecimal, NOARGS, "Return True if the string is a decimal string, False otherwise."),
  METHOD (isdigit, NOARGS, "Return True if the string is a digit string, False otherwise."),
  METHOD (isnumeric, NOARGS, "Return True if the string is a numeric string, False otherwise."),
  METHOD (isalpha, NOARGS, "Return True if the string is an alphabetic string, False otherwise."),
  METHOD (isalnum, NOARGS, "Return True if the string is an alpha-numeric string, False otherwise."),
  METHOD (isidentifier, NOARGS, "Return True if the string is a valid Python identifier, False otherwise."),
  METHOD (isprintable, NOARGS, "Return True if the string is printable, False otherwise."),
  METHOD (zfill, ONE, "Pad a numeric string with zeros on the left, to fill a field of the given width."),
  METHOD (format, GCORE_METH_VARARGS | GCORE_METH_KEYWORDS, "Text with {fields} replaced by the arguments."),
  METHOD (format_map, ONE, "Text with {fields} replaced by what a mapping says."),
  { "__format__", GCORE_FUNC (format_by_spec), ONE, "Text according to a format specification." },
  { "maketrans", GCORE_FUNC (gcore_str_make_translation), FAST | GCORE_METH_STATIC,
    "Return a translation table usable for str.translate()." },
  { "__sizeof__", GCORE_FUNC (method_sizeof), NOARGS, "Return the size of the string in memory, in bytes." },
  { "__getnewargs__", GCORE_FUNC (get_new_args), NOARGS, NULL },
  { NULL },
};

const GcoreType gcore_str_template = {
  .name = "str",
  .basic_size = sizeof (GcoreSeparateStr),
  .flags = GCORE_TYPE_FLAG_BASE | GCORE_TYPE_FLAG_STR | GCORE_TYPE_FLAG_MATCH_SELF,
  .dealloc = gcore_str_dealloc,
  .repr = gcore_str_repr,
  .str = str_str,
  .hash = gcore_str_hash,
  .rich_compare = gcore_str_rich_compare,
  .get_attr = gcore_object_generic_get_attr,
  .iter = gcore_str_iter,
  .number.remainder = str_remainder,
  .sequence = {
    .length = str_length,
    .concat = gcore_str_concat,
    .repeat = gcore_str_repeat,
    .item = gcore_str_item,
    .contains = gcore_str_contains,
  },
  .mapping = { .length = str_length, .subscript = str_subscript },
  .methods = methods,
  .doc = "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\nThe text of an object, or the "
         "text that bytes stand for.",
  .new_ = str_new,
};
